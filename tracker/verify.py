"""What a site must hold to be published: every address that a file names, and feeds that can be read and agree."""

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

import msgspec

from tracker import links
from tracker.messages import say

_LINK = re.compile(rb'<(?:a|img|link|script|use) (?:[a-z:-]+(?:="[^"<>]*")? )*?(?:href|src)="([^"#?:]+)["#?]')
"""An address without a scheme, in a tag: words may look like one."""
_SITEMAP = re.compile(r"sitemap(-\d+)?\.xml")
_LOCATION = re.compile(rb"<loc>([^<]+)</loc>")
_FEEDS = (links.FEED, links.ATOM, links.JSON_FEED)


class _JsonFeed(msgspec.Struct):
    items: list[msgspec.Raw]


class Found(NamedTuple):
    """What was found in a file: the files of the site that it names, and how many items it has if it is a feed."""

    path: str
    named: tuple[str, ...] = ()
    items: int | None = None
    fault: str | None = None


class Verifier:
    """Looks into files, one after another, and tells of every address once."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._seen: set[str] = set()
        self._known: dict[str, set[bytes]] = {}

    def look(self, path: str, data: bytes) -> Found | None:
        """What is to be verified of a file, once all files are known."""
        name = path.rpartition("/")[2]
        if name.endswith(".html"):
            return self._named(path, self._targets(path, data))
        if _SITEMAP.fullmatch(path):
            return self._named(path, _locations(data, self._base))
        if name in (*_FEEDS, links.CALENDAR):
            try:
                return Found(path, items=_items(name, data))
            except ValueError as error:
                return Found(path, fault=str(error))
        return None

    def _targets(self, path: str, data: bytes) -> set[str]:
        """The files that a page links to, but for those that the pages before it named in the same words."""
        root = links.root(path)
        known = self._known.setdefault(root, set())
        fresh = set(_LINK.findall(data)) - known
        if root:
            known |= {link for link in fresh if link.startswith(root.encode())}
        return {_target(link.decode(), path.rpartition("/")[0], self._base) for link in fresh}

    def _named(self, path: str, targets: set[str]) -> Found | None:
        fresh = targets - self._seen
        self._seen |= fresh
        return Found(path, named=tuple(sorted(fresh))) if fresh else None


def _target(address: str, folder: str, base: str) -> str:
    """The file that a page in a folder means by an address."""
    path = address.removeprefix(base) if address.startswith("/") else f"{folder}/{address}"
    whole = posixpath.normpath(path).lstrip("/")
    return links.file(f"{whole}/" if whole and path.endswith("/") else whole)


def _locations(data: bytes, base: str) -> set[str]:
    """The files that a sitemap lists."""
    return {links.file(urlsplit(address.decode()).path.removeprefix(base)) for address in _LOCATION.findall(data)}


def _items(name: str, data: bytes) -> int:
    """How many items a feed has, or events a calendar; raises ValueError if it cannot be read."""
    if name == links.JSON_FEED:
        return len(msgspec.json.decode(data, type=_JsonFeed).items)
    if name == links.CALENDAR:
        return _events(data)
    _parse(data)
    return data.count(b"<item>") + data.count(b"<entry>")


def _parse(data: bytes) -> None:
    from xml.parsers import expat

    try:
        expat.ParserCreate().Parse(data, True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from None


def _events(data: bytes) -> int:
    lines = data.split(b"\r\n")
    begun, ended = lines.count(b"BEGIN:VEVENT"), lines.count(b"END:VEVENT")
    if begun != ended or lines[0] != b"BEGIN:VCALENDAR" or lines[-2:] != [b"END:VCALENDAR", b""]:
        raise ValueError("calendar is not whole")
    return begun


def faults(found: Iterable[Found], files: Collection[str]) -> Iterator[str]:
    """What is wrong with a site of these files: links to nowhere, feeds that cannot be read or differ in number."""
    counts: dict[str, dict[str, int]] = {}
    for one in found:
        if one.fault:
            yield say("{path}: 읽을 수 없습니다: {fault}", path=one.path, fault=one.fault)
        for target in one.named:
            if target not in files:
                yield say("{path}: 없는 {target}을(를) 가리킵니다", path=one.path, target=target)
        folder, _, name = one.path.rpartition("/")
        if one.items is not None and name in _FEEDS:
            counts.setdefault(folder, {})[name] = one.items
    for folder, items in counts.items():
        if len(set(items.values())) > 1:
            numbers = ", ".join(f"{name} {count}" for name, count in sorted(items.items()))
            yield say("{folder}/: 피드마다 항목 수가 다릅니다: {numbers}", folder=folder, numbers=numbers)
