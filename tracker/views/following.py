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
"""The newest entries that a feed holds; readers fetch the whole file each time."""


def feeds(facts: Facts, heads: Mapping[str, Head], entries: Mapping[str, Sequence[Entry]]) -> Iterator[Feed]:
    """A feed for each page, of empty timelines too: a subscriber waits for the first entry.

    `heads` and `entries` are by the page's address.
    """
    items = {entry.id: _item(facts, entry) for entry in facts.catalogue.entries}
    for path, head in heads.items():
        newest = sorted(entries[path], key=_newest_first)[:ITEMS]
        yield Feed(head, tuple(items[entry.id] for entry in newest))


def calendars(facts: Facts, heads: Mapping[str, Head], entries: Mapping[str, Sequence[Entry]]) -> Iterator[Calendar]:
    """A calendar for each page, of those without a promise too."""
    dues = {
        entry.id: [_due(facts, entry, item) for item in entry.milestones]
        for entry in facts.catalogue.entries
        if not entry.withdrawn
    }
    for path, head in heads.items():
        events = (due for entry in entries[path] for due in dues.get(entry.id, ()))
        yield Calendar(head, tuple(sorted(events, key=lambda due: (due.day, due.uid))))


def _due(facts: Facts, entry: Entry, milestone: Milestone) -> Due:
    """The event of a promise. Its sequence grows with everything that readers are told of it."""
    promise = facts.promise(entry, milestone)
    kept = facts.catalogue.fulfilments.get(facts.reference(entry, milestone))
    lines = [f"{promise.due}까지. {entry.title}"]
    if kept:
        lines.append(f"이행: {kept.title} ({dates.format_korean(kept.date)}, {promise.slippage})")
    row = facts.rows[entry.id]
    settled = f"[{promise.word}] " if promise.state in ("kept", "dropped") else ""  # these never change by themselves
    return Due(
        uid=f"{_first_id(entry)}.{milestone.id}@{facts.catalogue.settings.tag_authority}",
        day=milestone.due.last,
        summary=f"{settled}{milestone.what} ({row.where[0].label})",
        description="\n".join(lines),
        path=links.entry(entry.id),
        categories=(*(link.label for link in row.where), *(link.label for link in row.sectors)),
        dropped=promise.state == "dropped",
        sequence=len(entry.corrections) + (1 + len(kept.corrections) if kept else 0) + (promise.state == "dropped"),
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
    return Feed(page.head, tuple(items))


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
    return Feed(page.head, tuple(items))


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
            Choice(sector.name, links.sector(slug), links.outline("sectors")) for slug, sector in words.sectors.items()
        ),
        crossed=tuple(
            (links.region(province), links.sector(sector), links.region_sector(province, sector))
            for province in groups.provinces
            for sector in groups.sectors_of_provinces[province]
        ),
    )


def outlines(facts: Facts, groups: Groups) -> Iterator[Outline]:
    """OPML files: a province with its sectors and districts, a group with its provinces, all sectors."""
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
