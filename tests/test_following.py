"""Every feed and every calendar of the real site, all items of all of them, against the content.

What belongs where is worked out here anew, from the files and the vocabulary alone.
"""

import calendar
import datetime as dt
import html
import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import feedparser
import jsonschema
import pytest
from icalendar import Calendar
from lxml import etree

from sites import ROOT, build, tree
from tracker import catalogue, dates
from tracker.catalogue import Catalogue
from tracker.model import Entry, InstrumentSlug, RegionSlug, SectorSlug

BASE = "https://rings.example/"
TODAY = "2026-11-22"
TAG = "tag:rings.example,2026-11-22:entries/"
NOT_OF_ENTRIES = ("changes/", "quality/")
ADDRESS = {"type": "string", "pattern": "^https?://"}
TEXT = {"type": "string", "minLength": 1}
MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT12:00:00\+09:00$"}
JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "home_page_url", "feed_url", "items"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        **dict.fromkeys(("title", "description", "language"), TEXT),
        **dict.fromkeys(("home_page_url", "feed_url", "next_url", "icon"), ADDRESS),
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "url", "title", "content_html", "date_published", "date_modified"],
                "additionalProperties": False,
                "properties": {
                    "id": {"type": "string", "pattern": "^tag:"},
                    "url": ADDRESS,
                    **dict.fromkeys(("title", "content_html", "summary"), TEXT),
                    **dict.fromkeys(("date_published", "date_modified"), MOMENT),
                    "tags": {"type": "array", "items": TEXT, "uniqueItems": True},
                },
            },
        },
    },
}
"""JSON Feed 1.1 as far as we use it, and nothing beside that."""


class Item(NamedTuple):
    """What a subscriber sees; days are those of Korea."""

    id: str
    title: str
    link: str
    published: dt.date
    updated: dt.date | None


class Document(NamedTuple):
    """One file of a feed."""

    url: str
    page: str
    older: str | None
    items: list[Item]


@pytest.fixture(scope="module")
def content() -> Catalogue:
    return catalogue.load(ROOT / "content")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("following") / "site"
    build(ROOT / "content", folder, today=TODAY)
    return folder


def subscribed(site: Path, name: str) -> dict[str, Path]:
    """The files called so by the address of the page that they stand beside; no archives."""
    files = (path for path in tree(site) if path == name or path.endswith(f"/{name}"))
    return {path.removesuffix(name): site / path for path in files if "archive/" not in path}


def of_entries(files: Mapping[str, Path]) -> dict[str, Path]:
    return {page: path for page, path in files.items() if not page.endswith(NOT_OF_ENTRIES)}


def in_korea(stamp: str) -> dt.date:
    moment = dt.datetime.fromisoformat(stamp)
    assert moment.utcoffset() == dt.timedelta(hours=9)
    assert moment.hour == 12
    return moment.date()


def day(parsed: Any) -> dt.date:
    """A day in Korea, from the UTC that feedparser tells."""
    return dt.datetime.fromtimestamp(calendar.timegm(parsed), dates.KST).date()


def by_feedparser(path: Path, *, with_update: bool) -> Document:
    """An RSS or Atom file as feedparser sees it."""
    read = feedparser.parse(path.read_bytes())
    assert not read.bozo, (path, read.get("bozo_exception"))
    relations = {link["rel"]: link["href"] for link in read.feed.links}
    items = [
        Item(
            one.id,
            html.unescape(one.title),
            one.link,
            day(one.published_parsed),
            day(one.updated_parsed) if with_update else None,
        )
        for one in read.entries
    ]
    return Document(relations["self"], relations["alternate"], relations.get("prev-archive"), items)


def by_json(path: Path) -> Document:
    read = json.loads(path.read_bytes())
    jsonschema.Draft202012Validator(JSON_FEED).validate(read)
    days = partial(map, in_korea)
    items = [
        Item(one["id"], one["title"], one["url"], *days((one["date_published"], one["date_modified"])))
        for one in read["items"]
    ]
    return Document(read["feed_url"], read["home_page_url"], read.get("next_url"), items)


READERS: Mapping[str, Callable[[Path], Document]] = {
    "feed.xml": partial(by_feedparser, with_update=False),
    "atom.xml": partial(by_feedparser, with_update=True),
    "feed.json": by_json,
}
each_format = pytest.mark.parametrize("name", READERS)


def whole(site: Path, name: str, path: Path) -> Iterator[Document]:
    """A feed and its archives, the newest first."""
    document = READERS[name](path)
    yield document
    while document.older:
        document = READERS[name](site / document.older.removeprefix(BASE))
        yield document


def wanted(entry: Entry) -> Item:
    first = entry.redirect_from[0] if entry.redirect_from else entry.id
    title = f"[철회] {entry.title}" if entry.withdrawn else entry.title
    return Item(TAG + first, title, f"{BASE}entries/{entry.id}/", entry.added, entry.updated)


def notice(content: Catalogue, page: str) -> Item:
    """What the feed of a page without entries says, under the name that the vocabulary gives the page."""
    words = content.vocabulary
    kind, _, rest = page.removesuffix("/").partition("/")
    titles: dict[str, Callable[[], str]] = {
        "regions": lambda: words.full_name(words.regions[RegionSlug(rest)]),
        "sectors": lambda: f"{words.sectors[SectorSlug(rest)].name} 정책",
        "instruments": lambda: f"정책 수단: {words.instruments[InstrumentSlug(rest)].name}",
    }
    since = content.settings.since
    return Item(
        f"{TAG.removesuffix('entries/')}{page}empty",
        f"{titles[kind]()} — 아직 실린 것이 없습니다",
        BASE + page,
        since,
        since,
    )


def units(content: Catalogue, entry: Entry) -> set[str]:
    """Every region on whose timeline an entry stands: its own, what they became, and what these belong to."""
    regions = content.vocabulary.regions
    found: set[str] = set()
    ahead = [*entry.regions, *entry.participants]
    while ahead:
        slug = ahead.pop()
        if slug not in found:
            found.add(slug)
            parent = regions[slug].parent
            ahead += (*regions[slug].successors, *([parent] if parent else []))
    return found


def pages(content: Catalogue, entry: Entry) -> Iterator[str]:
    """The address of every page beside whose feed an entry belongs."""
    words = content.vocabulary
    yield ""
    yield from (f"sectors/{slug}/" for slug in entry.sectors)
    yield from (f"instruments/{slug}/" for slug in entry.instruments)
    if entry.initiative:
        yield f"initiatives/{entry.initiative}/"
    known = (words.organisation_by_name.get(party.name) for party in entry.parties)
    yield from {f"organisations/{body.slug}/" for body in known if body}
    where = units(content, entry)
    yield from (f"regions/{slug}/" for slug in where)
    yield from (f"regions/{group.slug}/" for group in words.region_groups if where & set(group.members))
    provinces = [slug for slug in where if "/" not in slug]
    yield from (f"regions/{province}/{sector}/" for province in provinces for sector in entry.sectors)


@pytest.fixture(scope="module")
def belonging(content: Catalogue) -> dict[str, list[Entry]]:
    """The entries of every page that has a feed, and of no other."""
    found: dict[str, list[Entry]] = {}
    for entry in content.entries:
        for page in pages(content, entry):
            found.setdefault(page, []).append(entry)
    return found


@each_format
def test_every_feed_holds_the_entries_of_its_page_and_no_others(
    site: Path, content: Catalogue, belonging: dict[str, list[Entry]], name: str
) -> None:
    feeds = of_entries(subscribed(site, name))
    assert set(belonging) <= set(feeds)
    assert len(feeds) > 400
    for page, path in feeds.items():
        documents = list(whole(site, name, path))
        found = [item for document in documents for item in document.items]
        expected = {wanted(entry) for entry in belonging.get(page, ())} or {notice(content, page)}
        if name == "feed.xml":  # RSS has no place for the day of a correction
            expected = {item._replace(updated=None) for item in expected}
        assert len(found) == len(expected), page
        assert set(found) == expected, page
        days = [item.published for item in found]
        assert days == sorted(days, reverse=True), page
        assert {document.page for document in documents} == {BASE + page}
        assert documents[0].url == f"{BASE}{page}{name}"


@each_format
def test_every_feed_of_changes_and_gaps_can_be_read(site: Path, name: str) -> None:
    feeds = {page: path for page, path in subscribed(site, name).items() if page.endswith(NOT_OF_ENTRIES)}
    assert len(feeds) > 50
    for page, path in feeds.items():
        document = READERS[name](path)
        assert document.page == BASE + page
        assert all(item.published <= dt.date.fromisoformat(TODAY) for item in document.items)
        assert all((site / item.link.removeprefix(BASE) / "index.html").is_file() for item in document.items)


def test_every_calendar_holds_the_promises_of_its_page_and_no_others(
    site: Path, content: Catalogue, belonging: dict[str, list[Entry]]
) -> None:
    calendars = subscribed(site, "calendar.ics")
    assert set(calendars) == set(of_entries(subscribed(site, "feed.xml")))
    for page, path in calendars.items():
        events = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
        told = sorted((str(event["uid"]), event.decoded("dtstart"), str(event["url"])) for event in events)
        expected = sorted(
            (
                f"{wanted(entry).id.removeprefix(TAG)}.{item.id}@rings.example",
                item.due.last,
                f"{BASE}entries/{entry.id}/",
            )
            for entry in belonging.get(page, ())
            for item in entry.milestones
        )
        assert told == expected, page
        assert all(type(event.decoded("dtstart")) is dt.date for event in events)
    promises = {(entry.id, item.what) for entry in content.entries for item in entry.milestones}
    summaries = [str(event["summary"]) for event in Calendar.from_ical(calendars[""].read_bytes()).walk("VEVENT")]
    assert len(summaries) == len(promises)
    assert all(any(what in summary for summary in summaries) for _, what in promises)


def test_what_a_feed_of_xml_shows_in_a_browser_leads_on(site: Path) -> None:
    for name in ("feed.xml", "atom.xml"):
        for page, path in subscribed(site, name).items():
            root = etree.parse(path).getroot()
            links = [link.get("href") for link in root.iter("{http://www.w3.org/1999/xhtml}a")]
            assert (path.parent / str(links[0])).resolve() == site / page / "index.html"
            assert all((path.parent / str(link)).is_file() for link in links), path
            (style,) = (node for node in root.itersiblings(preceding=True) if "stylesheet" in str(node))
            assert (path.parent / str(style.get("href"))).resolve() == site / "static/feed.css"
