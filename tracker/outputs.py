"""Keys of outputs: digests of everything that rendering a file reads."""

from functools import cache, partial
from pathlib import Path

import msgspec

from tracker.cache import digest_of
from tracker.model import Output

LIBRARIES = ("feedgen", "icalendar", "jinja2", "lxml", "markdown", "msgspec", "nh3")
"""Those that outputs are made with."""


@cache
def code() -> str:
    """A digest of how outputs are made: our modules and the versions of the libraries."""
    folder = Path(__file__).parent
    modules = (path for part in (folder, folder / "data", folder / "views") for path in part.glob("*.py"))
    return digest_of(sorted((str(path.relative_to(folder)), path.read_bytes()) for path in modules), _versions())


def _versions() -> list[str]:
    """Names with versions, as the folders are called that say what is installed: importlib.metadata takes 50 ms."""
    installed = (path.name.lower() for path in Path(msgspec.__file__).parent.parent.glob("*.dist-info"))
    return sorted(name for name in installed if name.partition("-")[0] in LIBRARIES)


def ready(path: str, data: bytes) -> Output:
    """An output whose bytes are at hand."""
    return Output(path, digest_of(data), partial(bytes, data))
