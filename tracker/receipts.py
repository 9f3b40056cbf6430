"""Whether a run would find everything as the last one left it, told by stamps alone, without reading a file."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from tracker import cache
from tracker.standing import Published

CODE = (Path(__file__).parent, Path(__file__).parent.parent / "templates")
LIBRARIES = Path(msgspec.__file__).parent.parent
"""The folder changes whenever a library is installed or removed."""
_SKIPPED = "__pycache__"


class Receipt(msgspec.Struct, frozen=True):
    """What a run left: how many entries it read, and what it published."""

    entries: int
    site: Published | None = None


def inputs(content: Path, *options: object) -> str:
    """A digest of the stamps of all that a run reads: content, code, templates, libraries; and of its options."""
    folders = (content, *CODE)
    stamps = (f"{path} {stamp}" for folder in folders for path, stamp in sorted(_stamps(str(folder))))
    libraries = cache.stamp(LIBRARIES.stat())
    return cache.digest(
        "\n".join((sys.version, *stamps, repr(libraries), *map(repr, options))).encode(errors="surrogateescape")
    )


def _stamps(folder: str) -> Iterator[tuple[str, cache.Stamp]]:
    """Path and stamp of every file below a folder; links are told from what they lead to."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.name != _SKIPPED:
                    yield from _stamps(entry.path)
            else:
                yield entry.path, cache.stamp(entry.stat(follow_symlinks=False))
