"""What subscribers get: a feed for the site and for each region, sector and initiative."""

from collections.abc import Iterator, Sequence

from tracker import dates, links
from tracker.model import Entry
from tracker.views.facts import Facts
from tracker.views.groups import Groups
from tracker.views.shapes import Feed, FeedItem, Head, InitiativePage, QualityPage, Timeline

ITEMS = 100
"""The newest entries that a feed holds; readers fetch the whole file each time."""


def feeds(
    facts: Facts, groups: Groups, home: Head, timelines: Sequence[Timeline], initiatives: Sequence[InitiativePage]
) -> Iterator[Feed]:
    """Every feed, of empty timelines too: a subscriber waits for the first entry."""
    items = {entry.id: _item(facts, entry) for entry in facts.catalogue.entries}
    entries_of: dict[str, Sequence[Entry]] = {
        links.HOME: facts.catalogue.entries,
        **{links.region(slug): found for slug, found in groups.by_region.items()},
        **{links.sector(slug): found for slug, found in groups.by_sector.items()},
        **{links.initiative(slug): found for slug, found in facts.catalogue.by_initiative.items()},
    }
    for head in (home, *(timeline.head for timeline in timelines), *(page.head for page in initiatives)):
        if head.feed == f"{head.path}{links.FEED}":  # a year page points to the feed of its timeline
            newest = sorted(entries_of[head.path], key=_newest_first)[:ITEMS]
            yield Feed(head.feed, head, tuple(items[entry.id] for entry in newest))


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
            body=gap.what,
        )
        for gap in gaps[:ITEMS]
    )
    return Feed(f"{page.head.path}{links.FEED}", page.head, tuple(items))


def _newest_first(entry: Entry) -> tuple[int, int, str]:
    """Sort key: by the day of recording, which feeds show as the date, then by the event's day."""
    return (-entry.added.toordinal(), -entry.date.first.toordinal(), entry.id)


def _item(facts: Facts, entry: Entry) -> FeedItem:
    regions = [facts.full_region_link(slug, entry.date.first).label for slug in entry.regions]
    sectors = [link.label for link in facts.rows[entry.id].sectors]
    return FeedItem(
        id=f"entries/{entry.redirect_from[0] if entry.redirect_from else entry.id}",
        path=links.entry(entry.id),
        title=f"[철회] {entry.title}" if entry.withdrawn else entry.title,
        added=entry.added,
        updated=entry.updated,
        body=entry.body,
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
