"""Patterns compiled in one run, kept for the next: to compile them takes three times as long as to read an article.

CPython has no public way to store a compiled pattern. What is private here is only ever a gain: a pattern is known by
its own source, Python checks stored code before it takes it, and a Python of another build finds nothing stored.
"""

import array
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from tracker.cache import Cache, digest

_re: Any = re  # its cache and compiler are nobody's interface


_CODE = "I"
"""Python's own code for a pattern is made of unsigned ints."""


class _Stored(NamedTuple):
    """The arguments from which Python makes a pattern without compiling it; `given` are the flags asked for."""

    source: str
    given: int
    flags: int
    code: bytes
    groups: int
    names: dict[str, int]


@contextmanager
def kept(folder: Path) -> Iterator[None]:
    """Know the patterns of earlier runs, and keep those that had to be compiled."""
    store: Cache[list[_Stored]] = Cache(folder / "patterns.cache", _version(), list[_Stored])
    before = store.read() or []
    for one in before:
        _know(one)
    yield
    known = {(one.source, one.given) for one in before}
    fresh = [_stored(*key) for key in _used() if key not in known]
    if fresh:
        store.write([*before, *fresh])


def _version() -> str:
    """This Python and all that our patterns are made from, so that none of an older state is kept."""
    rooms = Path(__file__).parent
    ours = sorted(path for path in rooms.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return f"{sys.version} {digest(*(path.read_bytes() for path in ours))}".replace("\n", " ")


def _know(one: _Stored) -> None:
    names: list[str | None] = [None, *(None for _ in range(one.groups))]
    for name, number in one.names.items():
        names[number] = name
    code = array.array(_CODE, one.code).tolist()
    made = _re._compiler._sre.compile(one.source, one.flags, code, one.groups, one.names, tuple(names))
    _re._cache[str, one.source, one.given] = made


def _used() -> list[tuple[str, int]]:
    """Source and flags of every text pattern that this run has made."""
    return [(source, flags) for type_, source, flags in _re._cache if type_ is str]


def _stored(source: str, given: int) -> _Stored:
    parsed = _re._parser.parse(source, given)
    code = _re._compiler._code(parsed, given)
    flags, groups, names = given | parsed.state.flags, parsed.state.groups - 1, dict(parsed.state.groupdict)
    return _Stored(source, given, flags, array.array(_CODE, code).tobytes(), groups, names)
