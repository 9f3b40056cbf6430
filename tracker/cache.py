"""What was parsed before: one file, thrown away whenever it might not be right.

A record is trusted if its file has the same size, times and inode as when it was read, the same code and vocabulary
would read it, and the cache is whole. Nothing that reaches the site may depend on whether there is a cache.
"""

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

import msgspec

Record = TypeVar("Record")
Stamp = tuple[int, int, int, int]
"""Size, time of the last write, time of the last change of any kind (both in ns), and inode."""


class Kept(NamedTuple, Generic[Record]):
    """A record with the stamp of the file that it was read from."""

    stamp: Stamp
    record: Record


def stamp(status: os.stat_result) -> Stamp:
    """What tells one state of a file from another without reading it."""
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def read(path: Path, version: str, record: type[Record]) -> dict[str, Kept[Record]]:
    """The kept records by the path of their file; nothing if the cache is absent, damaged or of another version."""
    try:
        data = path.read_bytes()
        head, _, payload = data.partition(b"\n")
        if head.decode() != _seal(version, payload):
            return {}
        kept: dict[str, Any] = msgspec.msgpack.decode(payload, type=dict[str, tuple[Stamp, record]])  # type: ignore[valid-type]  # the type is the caller's
    except (OSError, ValueError, msgspec.MsgspecError):
        return {}
    return {name: Kept(*pair) for name, pair in kept.items()}


def write(path: Path, version: str, kept: Mapping[str, Kept[Any]]) -> None:
    """Replace the cache in one step; a cache that cannot be written is no cache."""
    payload = msgspec.msgpack.encode(kept)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(_seal(version, payload).encode() + b"\n" + payload)
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)


def _seal(version: str, payload: bytes) -> str:
    return f"{version} {hashlib.blake2b(payload, digest_size=16).hexdigest()}"
