"""What subscribers get: beside every timeline a feed of entries and a calendar of promises."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from tracker import dates, links
from tracker.model import Entry, Milestone
from tracker.views.facts import Facts
from tracker.views.groups import Groups
from tracker.views.shapes import (
    Calendar,
    ChangesPage,
    Choice,
    Due,
    Feed,
    FeedItem,
    Head,
    Outline,
    QualityPage,
    SubscribePage,
)

ITEMS = 100
"""The entries that an archive holds; a feed has these and at most as many more, since readers fetch it whole."""


def feeds(facts: Facts, heads: Mapping[str, Head], entries: Mapping[str, Sequence[Entry]]) -> Iterator[Feed]:
    """A feed for each page, with its archives; of empty timelines too: a subscriber waits for the first entry.

    `heads` and `entries` are by the page's address.
    """
    ordered = sorted(facts.catalogue.entries, key=_newest_first)
    items = {entry.id: _item(facts, entry) for entry in ordered}
    places = {entry.id: place for place, entry in enumerate(ordered)}
    for path, head in heads.items():
        ids = sorted((entry.id for entry in entries[path]), key=places.__getitem__)
        yield from _in_parts(head, [items[id_] for id_ in ids])


def _in_parts(head: Head, items: Sequence[FeedItem]) -> Iterator[Feed]:
    """The newest items, and archives filled from the oldest: a new entry moves nothing from one to another."""
    archives = max(0, len(items) // ITEMS - 1)
    folders = [None, *(links.archive(head.path, number + 1) for number in range(archives)), None]
    settled = Head(path=head.path, title=head.title, description=head.description, feed=head.feed)
    end = len(items) - archives * ITEMS
    yield Feed(head, tuple(items[:end]), head.path, older=folders[archives])
    for number in range(archives, 0, -1):
        part = tuple(items[end : end + ITEMS])
        folder = links.archive(head.path, number)
        yield Feed(settled, part, folder, older=folders[number - 1], newer=folders[number + 1])
        end += ITEMS


def calendars(facts: Facts, heads: Mapping[str, Head], entries: Mapping[str, Sequence[Entry]]) -> Iterator[Calendar]:
    """A calendar for each page, of those without a promise too."""
    dues = {entry.id: [_due(facts, entry, item) for item in entry.milestones] for entry in facts.catalogue.entries}
    for path, head in heads.items():
        events = (due for entry in entries[path] for due in dues[entry.id])
        yield Calendar(head, tuple(sorted(events, key=lambda due: (due.day, due.uid))))


def _due(facts: Facts, entry: Entry, milestone: Milestone) -> Due:
    """The event of a promise, cancelled if it no longer counts; its sequence grows with all that is told of it."""
    promise = facts.promise(entry, milestone)
    kept = None if entry.withdrawn else facts.catalogue.fulfilments.get(facts.reference(entry, milestone))
    lines = [f"{promise.due}까지. {entry.title}"]
    if kept:
        lines.append(f"이행: {kept.title} ({dates.format_korean(kept.date)}, {promise.slippage})")
    if entry.withdrawn:
        lines.append(f"철회: {entry.withdrawn.reason}")
    row = facts.rows[entry.id]
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


def changes_feed(page: ChangesPage) -> Feed:
    """What changed in the records."""
    items = (
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
    return Feed(page.head, tuple(items), page.head.path)


def quality_feed(page: QualityPage) -> Feed:
    """What the records lack, each gap dated by the day on which it arose."""
    gaps = sorted(
        (gap for section in page.sections for gap in section.gaps), key=lambda gap: (-gap.since.toordinal(), gap.id)
    )
    items = (
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
    return Feed(page.head, tuple(items), page.head.path)


def subscribe_page(facts: Facts, groups: Groups) -> SubscribePage:
    """What can be followed."""
    words = facts.words
    return SubscribePage(
        head=Head(
            path=links.SUBSCRIBE,
            title="구독",
            description="지역과 분야를 골라 새 기록과 약속의 기한을 받아 보는 방법입니다.",
        ),
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
            (links.region(province), links.sector(sector), links.region_sector(province, sector))
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


def _newest_first(entry: Entry) -> tuple[int, int, str]:
    """Sort key: by the day of recording, which feeds show as the date, then by the event's day."""
    return (-entry.added.toordinal(), -entry.date.first.toordinal(), entry.id)


def _item(facts: Facts, entry: Entry) -> FeedItem:
    regions = [facts.full_region_link(slug, entry.date.first).label for slug in entry.regions]
    sectors = [link.label for link in facts.rows[entry.id].sectors]
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
    row = facts.rows[entry.id]
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
