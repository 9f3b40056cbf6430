"""What stands in a folder that holds a site, as its manifest tells and the disk confirms."""

import os
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import msgspec

from tracker import cache
from tracker.model import Part

MANIFEST = ".manifest.json"
"""The parts of a published site, each with its key and its files. Written last: a file that is newer is not ours."""


class PublishError(Exception):
    """The site could not be put in place; the old one stands."""


class Published(NamedTuple):
    """The stamp of a site's manifest, how many pages and feeds it has, and how many files had to be rendered.

    `seconds` tells what rendering them took of the processors, by family: the first folder, or the name of what lies
    beside a page.
    """

    manifest: cache.Stamp
    pages: int
    feeds: int
    rendered: int
    seconds: Mapping[str, float] = MappingProxyType({})


class Terms(NamedTuple):
    """How a site is to stand.

    `base` is the path of its address; its files bear the time `moment`, in seconds since 1970, if it is given.
    """

    base: str = "/"
    moment: int | None = None
    allow_shrink: bool = False


class Made(NamedTuple):
    """A part as a site has it: its key, and the key of each of its files by path."""

    key: str
    files: Mapping[str, str]


class Manifest(msgspec.Struct):
    """What a site says of itself: its parts, and a sum of their JSON against accidents."""

    sum: int
    parts: msgspec.Raw

    @classmethod
    def of(cls, parts: Mapping[str, Made]) -> "Manifest":
        """The same parts in any order give the same manifest."""
        data = msgspec.json.encode(parts, order="sorted")
        return cls(zlib.crc32(data), msgspec.Raw(data))

    def read(self) -> dict[str, Made]:
        """The parts; raises ValueError if they are not what was written."""
        if zlib.crc32(self.parts) != self.sum:
            raise ValueError("manifest is damaged")
        return msgspec.json.decode(self.parts, type=dict[str, Made])


class Standing(NamedTuple):
    """A folder that holds a site: the parts that we wrote into it, the keys of their files, and when the last was."""

    root: str
    parts: Mapping[str, Made] = MappingProxyType({})
    keys: Mapping[str, str] = MappingProxyType({})
    written: int = 0
    """In nanoseconds."""

    def holds(self, path: str, key: str) -> bool:
        """Whether a file is there as it would be rendered now; one that somebody changed is not."""
        return self.keys.get(path) == key and _is_untouched(f"{self.root}/{path}", self.written)

    def part(self, part: Part) -> Made | None:
        """A part that is there as it would be made now."""
        made = self.parts.get(part.name)
        if made is None or made.key != part.key:
            return None
        return made if all(_is_untouched(f"{self.root}/{path}", self.written) for path in made.files) else None


def at(folder: Path) -> Standing:
    """What a folder holds of the site that was last written into it."""
    root = str(folder)
    try:
        written = os.stat(f"{root}/{MANIFEST}").st_ctime_ns
        parts = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest).read()
    except (OSError, ValueError):
        return Standing(root)
    keys = {path: key for made in parts.values() for path, key in made.files.items()}
    return Standing(root, parts, keys, written)


def stands(site: Path, published: Published) -> bool:
    """Whether a site is the one that was published, told by its manifest alone."""
    try:
        return cache.stamp((site / MANIFEST).stat()) == published.manifest
    except OSError:
        return False


def _is_untouched(path: str, written: int) -> bool:
    try:
        return os.lstat(path).st_mtime_ns <= written
    except OSError:
        return False


def has_strangers(standing: Standing) -> bool:
    """Whether files were put into any folder of a site, or taken out, since its manifest was written."""
    found = (standing.root, *(f"{standing.root}/{parent}" for parent in folders(standing.keys)))
    return not all(_is_untouched(folder, standing.written) for folder in found)


def folders(paths: Iterable[str]) -> set[str]:
    """Every folder that holds one of some files."""
    found: set[str] = set()
    for path in paths:
        while (path := path.rpartition("/")[0]) and path not in found:
            found.add(path)
    return found
