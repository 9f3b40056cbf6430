"""What was worked out before: a file for each kind of thing, thrown away whenever it might not be right.

Nothing that reaches the site may depend on whether there is a cache.
"""

import functools
import hashlib
import os
import zlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

Value = TypeVar("Value")
_ENCODER = msgspec.msgpack.Encoder(order="deterministic")  # sets have no order of their own
Stamp = tuple[int, int, int, int]
"""Size, time of the last write, time of the last change of any kind (both in ns), and inode."""


def stamp(status: os.stat_result) -> Stamp:
    """What tells one state of a file from another without reading it."""
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


class Cache(Generic[Value]):
    """A value of one type in a file; without a path it holds nothing.

    It is read if it is whole, and if our code and all that `version` names are as they were when it was written.
    """

    def __init__(self, path: Path | None, version: str, type_: Any) -> None:
        self._path, self._version, self._type = path, f"{version} {code()}", type_

    def read(self) -> Value | None:
        """The value as it was written; None if the file is absent, damaged or of another version."""
        if not self._path:
            return None
        try:
            data = self._path.read_bytes()
            start = data.index(b"\n") + 1
            payload = memoryview(data)[start:]
            if data[: start - 1].decode() != self._seal(payload):
                return None
            value: Value = msgspec.msgpack.decode(payload, type=self._type)
        except (OSError, ValueError, msgspec.MsgspecError):
            return None
        return value

    def write(self, value: Value) -> None:
        """Replace the file in one step; a cache that cannot be written is no cache."""
        if not self._path:
            return
        payload = msgspec.msgpack.encode(value)
        fresh = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_bytes(self._seal(payload).encode() + b"\n" + payload)
            fresh.replace(self._path)
        except OSError:
            with suppress(OSError):
                fresh.unlink()

    def _seal(self, payload: bytes | memoryview) -> str:
        """Of what, and how much; its sum is against accidents alone, at a quarter of the time of a digest."""
        return f"{self._version} {len(payload)} {zlib.crc32(payload)}"


class Pieces:
    """Pieces of outputs by a digest of all that each is made of, for this run and the next one.

    Only what was asked for since the last run that made many is kept, so that pieces that are no more go.
    """

    MANY = 50
    """So many pieces are sooner made in every run than written with all others."""

    def __init__(self, path: Path | None, version: str) -> None:
        self._file: Cache[dict[str, bytes]] = Cache(path, version, dict[str, bytes])
        self._asked: dict[str, bytes] = {}
        self._fresh = 0

    @functools.cached_property
    def _kept(self) -> dict[str, bytes]:
        return self._file.read() or {}

    def piece(self, key: str, make: Callable[[], bytes]) -> bytes:
        """A piece, which is made if it was not before."""
        if key not in self._asked:
            self._asked[key] = self._kept.get(key) or self._made(make)
        return self._asked[key]

    def _made(self, make: Callable[[], bytes]) -> bytes:
        self._fresh += 1
        return make()

    def keep(self) -> None:
        """Write the pieces for the next run, if that is worth it."""
        if self._fresh > self.MANY:
            self._file.write(self._asked)


def digest(*parts: bytes) -> str:
    """A digest of bytes, with their bounds."""
    found = hashlib.blake2b(digest_size=16)
    for part in parts:
        found.update(len(part).to_bytes(8, "big"))
        found.update(part)
    return found.hexdigest()


def digest_lines(texts: Iterable[str]) -> str:
    """A digest of texts that hold no line feed."""
    return hashlib.blake2b("\n".join(texts).encode(), digest_size=16).hexdigest()


def digest_of(*values: Any) -> str:
    """A digest of values: structs, text, numbers, dates and containers of them."""
    return digest(_ENCODER.encode(values))


@functools.cache
def code() -> str:
    """A digest of the code that reads files: the modules beside this one."""
    return digest(*(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py"))))
