"""Keys of outputs: digests of everything that rendering a file reads."""

import hashlib
import importlib.metadata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

import msgspec

from tracker.model import Output
from tracker.settings import Settings

_ENCODER = msgspec.msgpack.Encoder(order="deterministic")  # sets have no order of their own


def digest(*reads: Any) -> str:
    """A digest of values: structs, text, numbers, dates and containers of them."""
    return hashlib.blake2b(_ENCODER.encode(reads), digest_size=16).hexdigest()


def code_digest(module: str, files: Iterable[Path] = (), libraries: Sequence[str] = ()) -> str:
    """A digest of how a renderer works: its module and those beside it, further files, versions of libraries."""
    code = sorted(Path(module).parent.glob("*.py"))
    return digest(_contents((*code, *sorted(files))), [importlib.metadata.version(name) for name in libraries])


@cache
def _contents(files: tuple[Path, ...]) -> str:
    return digest([(path.name, path.read_bytes()) for path in files])


def wanted(site: Settings, part: Iterable[Output]) -> Iterator[Output]:
    """The outputs of the families that the site has."""
    return (output for output in part if site.builds(output.path)) if site.left_out else iter(part)


def ready(path: str, data: bytes) -> Output:
    """An output whose bytes are at hand."""
    return Output(path, digest(data), partial(bytes, data))
