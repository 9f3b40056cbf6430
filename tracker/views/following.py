"""What subscribers get: beside every timeline a feed of entries and a calendar of promises."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial
from html import escape
from typing import NamedTuple

import msgspec

from tracker import dates, links
from tracker.model import Entry, Milestone
from tracker.views.changes import ChangesPage
from tracker.views.facts import Facts
from tracker.views.groups import Groups
from tracker.views.plans import Plan, Reads, digest
from tracker.views.quality import QualityPage
from tracker.views.shapes import Head

ITEMS = 100
"""The entries that an archive holds; a feed has these and at most as many more, since readers fetch it whole."""


Pages = Sequence[tuple[Head, Sequence[Entry]]]
"""Pages that can be followed, each with the entries that it is about."""


class Followed(NamedTuple):
    """Pages that are followed, under a name, with a digest of all that their feeds and calendars are made of."""

    name: str
    key: str
    pages: Callable[[], Pages]


HEAD = Head(
    path=links.SUBSCRIBE,
    title="구독",
    description="지역과 분야를 골라 새 기록과 약속의 기한을 받아 보는 방법입니다.",
)


class FeedItem(msgspec.Struct, frozen=True, kw_only=True):
    """An entry or a gap as subscribers get it. `id` names it for ever, whatever its address is now."""

    id: str
    path: str
    title: str
    added: dt.date
    updated: dt.date
    html: str
    facts: tuple[tuple[str, str], ...] = ()
    categories: tuple[str, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()


class Feed(msgspec.Struct, frozen=True):
    """What is new on a page, newest item first; rendered as RSS, Atom and JSON Feed, whose files stand in `folder`.

    `older` and `newer` are the folders of the archives (RFC 5005) next to this part of the feed.
    """

    page: Head
    items: tuple[FeedItem, ...]
    folder: str
    older: str | None = None
    newer: str | None = None

    @property
    def is_archive(self) -> bool:
        """Whether it is a part that no longer grows."""
        return self.folder != self.page.path


class Choice(msgspec.Struct, frozen=True):
    """A timeline that can be followed, with a list of the feeds below it."""

    label: str
    path: str
    opml: str


class SubscribePage(msgspec.Struct, frozen=True, kw_only=True):
    """How to follow, and what: groups of provinces, provinces, sectors.

    `crossed` are the addresses of a province and a sector together.
    """

    head: Head
    groups: tuple[Choice, ...]
    provinces: tuple[Choice, ...]
    sectors: tuple[Choice, ...]
    crossed: tuple[str, ...]


class Outline(msgspec.Struct, frozen=True):
    """A list of feeds to take over into a reader: label and address of each page."""

    path: str
    title: str
    feeds: tuple[tuple[str, str], ...]


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """A promise as an all-day event on the last day that its date can mean."""

    uid: str
    day: dt.date
    summary: str
    description: str
    path: str
    categories: tuple[str, ...]
    dropped: bool
    sequence: int
    updated: dt.date


class Calendar(msgspec.Struct, frozen=True):
    """The promises of a page, by day."""

    page: Head
    events: tuple[Due, ...]


class Following:
    """Makes the feeds and calendars of one catalogue; an item and an event are made once for all that hold them."""

    def __init__(self, facts: Facts, reads: Reads) -> None:
        self._facts, self._reads = facts, reads
        self._items: dict[str, FeedItem] = {}
        self._dues: dict[str, list[Due]] = {}

    @cached_property
    def _places(self) -> dict[str, int]:
        """The place of each entry in the order of recording, the newest first."""
        ordered = sorted(self._facts.catalogue.entries, key=newest_first)
        return {entry.id: place for place, entry in enumerate(ordered)}

    def feeds(self, pages: Pages) -> Iterator[tuple[str, Plan[Feed]]]:
        """A feed for each page, with its archives; of empty timelines too: a subscriber waits for the first entry."""
        places = self._places
        for head, entries in pages:
            ordered = sorted(entries, key=lambda entry: places[entry.id])
            for feed, part in self._in_parts(head, ordered):
                key = digest(
                    [feed.page.title, feed.page.description, f"{feed.older} {feed.newer}", self._reads.rows(part)]
                )
                yield feed.folder, Plan(head, key, partial(self._filled, feed, part))

    def _filled(self, feed: Feed, entries: Sequence[Entry]) -> Feed:
        items = tuple(map(self._item, entries)) or (_notice(feed.page, self._facts.catalogue.settings.since),)
        return msgspec.structs.replace(feed, items=items)

    def _in_parts(self, head: Head, entries: Sequence[Entry]) -> Iterator[tuple[Feed, Sequence[Entry]]]:
        """The newest items, and archives filled from the oldest: a new entry moves nothing from one to another."""
        archives = max(0, len(entries) // ITEMS - 1)
        end = len(entries) - archives * ITEMS
        if not self._facts.catalogue.settings.builds(links.ARCHIVE):
            archives = 0
        folders = [None, *(links.archive(head.path, number + 1) for number in range(archives)), None]
        yield Feed(head, (), head.path, older=folders[archives]), entries[:end]
        for number in range(archives, 0, -1):
            folder = links.archive(head.path, number)
            yield Feed(head, (), folder, folders[number - 1], folders[number + 1]), entries[end : end + ITEMS]
            end += ITEMS

    def calendars(self, pages: Pages) -> Iterator[Plan[Calendar]]:
        """A calendar for each page, of those without a promise too."""
        for head, entries in pages:
            promising = [entry for entry in entries if entry.milestones]
            key = digest([head.title, self._reads.rows(promising)])
            yield Plan(head, key, partial(self._calendar, head, promising))

    def _calendar(self, head: Head, entries: Sequence[Entry]) -> Calendar:
        events = (due for entry in entries for due in self._events(entry))
        return Calendar(head, tuple(sorted(events, key=lambda due: (due.day, due.uid))))

    def _events(self, entry: Entry) -> list[Due]:
        if entry.id not in self._dues:
            self._dues[entry.id] = [_due(self._facts, entry, item) for item in entry.milestones]
        return self._dues[entry.id]

    def _item(self, entry: Entry) -> FeedItem:
        if entry.id not in self._items:
            self._items[entry.id] = _new_item(self._facts, entry)
        return self._items[entry.id]


def _notice(page: Head, since: dt.date) -> FeedItem:
    """What an empty feed says, since some readers take one without an item for broken; what comes first replaces it."""
    return FeedItem(
        id=f"{page.path}empty",
        path=page.path,
        title=f"{page.title} — 아직 실린 것이 없습니다",
        added=since,
        updated=since,
        html="<p>구독이 되었습니다. 새로 실리는 것이 이 피드로 옵니다.</p>",
    )


def _due(facts: Facts, entry: Entry, milestone: Milestone) -> Due:
    """The event of a promise, cancelled if it no longer counts; its sequence grows with all that is told of it."""
    promise = facts.promise(entry, milestone)
    kept = None if entry.withdrawn else facts.catalogue.fulfilments.get(facts.reference(entry, milestone))
    lines = [f"{promise.due}까지. {entry.title}"]
    if kept:
        lines.append(f"이행: {kept.title} ({dates.format_korean(kept.date)}, {promise.slippage})")
    if entry.withdrawn:
        lines.append(f"철회: {entry.withdrawn.reason}")
    row = facts.row(entry)
    dropped = bool(entry.withdrawn) or promise.state == "dropped"
    word = "철회" if entry.withdrawn else promise.word
    settled = f"[{word}] " if kept or dropped else ""  # these never change by themselves
    return Due(
        uid=f"{_first_id(entry)}.{milestone.id}@{facts.catalogue.settings.tag_authority}",
        day=milestone.due.last,
        summary=f"{settled}{milestone.what} ({row.where[0].label})",
        description="\n".join(lines),
        path=links.entry(entry.id),
        categories=(*(link.label for link in row.where), *(link.label for link in row.sectors)),
        dropped=dropped,
        sequence=len(entry.corrections) + (1 + len(kept.corrections) if kept else 0) + dropped,
        updated=max(entry.updated, kept.updated) if kept else entry.updated,
    )


def _first_id(entry: Entry) -> str:
    """The id under which subscribers first met the entry."""
    return entry.redirect_from[0] if entry.redirect_from else entry.id


def feed_of(make: Callable[[], ChangesPage | QualityPage], since: dt.date) -> Feed:
    """The feed of a page that lists things other than entries."""
    page = make()
    items = tuple(_changes(page) if isinstance(page, ChangesPage) else _gaps(page))
    return Feed(page.head, items or (_notice(page.head, since),), page.head.path)


def _changes(page: ChangesPage) -> Iterator[FeedItem]:
    """What changed in the records."""
    return (
        FeedItem(
            id=f"{links.CHANGES}{change.id}",
            path=change.entry.path,
            title=f"{change.kind}: {change.what}",
            added=change.date,
            updated=change.date,
            html=f"<p>{escape(change.what)}</p>",
            facts=(("기록", change.entry.label), *((("사업", change.initiative.label),) if change.initiative else ())),
        )
        for change in page.changes[:ITEMS]
    )


def _gaps(page: QualityPage) -> Iterator[FeedItem]:
    """What the records lack, each gap dated by the day on which it arose."""
    gaps = sorted(
        (gap for section in page.sections for gap in section.gaps), key=lambda gap: (-gap.since.toordinal(), gap.id)
    )
    return (
        FeedItem(
            id=f"{links.QUALITY}{gap.id}",
            path=gap.link.path,
            title=f"{gap.link.label}: {gap.what}",
            added=gap.since,
            updated=gap.since,
            html=f"<p>{escape(gap.what)}</p>",
        )
        for gap in gaps[:ITEMS]
    )


def subscribe_page(facts: Facts, groups: Groups) -> SubscribePage:
    """What can be followed."""
    words = facts.words
    return SubscribePage(
        head=HEAD,
        groups=tuple(
            Choice(group.name, links.region_group(group.slug), links.outline(group.slug))
            for group in words.region_groups
        ),
        provinces=tuple(
            Choice(words.regions[slug].name, links.region(slug), links.outline(slug)) for slug in groups.provinces
        ),
        sectors=tuple(
            Choice(sector.name, links.sector(slug), links.outline(slug)) for slug, sector in words.sectors.items()
        ),
        crossed=tuple(
            links.region_sector(province, sector)
            for province in groups.provinces
            for sector in groups.sectors_of_provinces[province]
        ),
    )


def outlines(facts: Facts, groups: Groups) -> Iterator[Outline]:
    """OPML files: provinces with their sectors and districts, groups and sectors with their provinces, all sectors."""
    words = facts.words
    for province in groups.provinces:
        name = words.regions[province].name
        sectors = (
            (f"{name} {words.sectors[slug].name}", links.region_sector(province, slug))
            for slug in groups.sectors_of_provinces[province]
        )
        districts = (
            (words.full_name(unit), links.region(unit.slug))
            for unit in words.regions.values()
            if unit.parent == province and not unit.until
        )
        yield Outline(links.outline(province), name, ((name, links.region(province)), *sectors, *districts))
    for group in words.region_groups:
        members = ((words.regions[slug].name, links.region(slug)) for slug in group.members)
        whole = (group.name, links.region_group(group.slug))
        yield Outline(links.outline(group.slug), group.name, (whole, *members))
    for slug, sector in words.sectors.items():
        places = (
            (f"{words.regions[province].name} {sector.name}", links.region_sector(province, slug))
            for province in groups.provinces
            if slug in groups.sectors_of_provinces[province]
        )
        yield Outline(links.outline(slug), sector.name, ((sector.name, links.sector(slug)), *places))
    all_sectors = ((sector.name, links.sector(slug)) for slug, sector in words.sectors.items())
    yield Outline(links.outline("sectors"), "분야", tuple(all_sectors))


def newest_first(entry: Entry) -> tuple[int, int, str]:
    """Sort key: by the day of recording, which feeds show as the date, then by the event's day."""
    return (-entry.added.toordinal(), -entry.date.first.toordinal(), entry.id)


def _new_item(facts: Facts, entry: Entry) -> FeedItem:
    regions = [facts.full_region_link(slug, entry.date.first).label for slug in entry.regions]
    sectors = [link.label for link in facts.row(entry).sectors]
    return FeedItem(
        id=f"entries/{_first_id(entry)}",
        path=links.entry(entry.id),
        title=f"[철회] {entry.title}" if entry.withdrawn else entry.title,
        added=entry.added,
        updated=entry.updated,
        html=entry.html,
        facts=tuple(_lines(facts, entry, regions, sectors)),
        categories=(*regions, *sectors),
        sources=tuple((source.publisher, source.url) for source in entry.sources),
    )


def _lines(facts: Facts, entry: Entry, regions: Sequence[str], sectors: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What a subscriber wants to see before the text: labels and words."""
    row = facts.row(entry)
    yield "날짜", dates.format_korean(entry.date)
    yield "지역", ", ".join(regions)
    yield "분야", ", ".join(sectors)
    if entry.withdrawn:
        yield "철회", entry.withdrawn.reason
        return
    yield "단계", row.stage.label
    for money in row.money:
        yield "예산", f"{money.what} {money.text} ({money.status})"
    for promise in row.promises:
        yield "약속", f"{promise.what}, {promise.due}까지"
    for correction in entry.corrections:
        yield "바로잡음", f"{correction.what} ({dates.format_day(correction.date)})"
