"""What the search index is made of: entries as text and facets, and the pages that a query may mean."""

from collections.abc import Iterator

from tracker import dates, links, markdown
from tracker.model import Entry
from tracker.views.facts import Facts
from tracker.views.groups import Groups
from tracker.views.shapes import Head, Link, SearchEntry, SearchIndex, SearchPage
from tracker.vocabulary import Organisation

HEAD = Head(path=links.SEARCH, title="검색", description="모든 기록을 지역, 분야, 기관, 사업의 말로 찾습니다.")


def search_index(facts: Facts, groups: Groups) -> SearchIndex:
    """Published entries from the oldest event to the newest, so that a number says how recent an entry is."""
    entries = (entry for entry in reversed(facts.catalogue.entries) if not entry.withdrawn)
    return SearchIndex(
        entries=tuple(_search_entry(facts, entry) for entry in entries),
        synonyms=facts.words.synonyms,
        pages=tuple(_pages(facts, groups)),
    )


def _search_entry(facts: Facts, entry: Entry) -> SearchEntry:
    row = facts.row(entry)
    day = entry.date.first
    regions = [facts.full_region_link(slug, day).label for slug in (*entry.regions, *entry.participants)]
    initiative = [facts.initiative_link(entry.initiative).label] if entry.initiative else []
    bodies = facts.words.organisation_by_name
    parties = [" ".join(_names(bodies.get(party.name), party.name)) for party in entry.parties]
    sectors = [link.label for link in row.sectors]
    instruments = [facts.instrument_link(slug).label for slug in entry.instruments]
    return SearchEntry(
        path=links.entry(entry.id),
        title=entry.title,
        labels=" ".join((*regions, *sectors, *instruments, *initiative, *parties)),
        text=markdown.plain_text(entry.html),
        date=dates.format_korean(entry.date),
        facts=" · ".join((*(link.label for link in row.where), *sectors, row.stage.label)),
        facets=tuple(_facets(facts, entry)),
    )


def _names(body: Organisation | None, name: str) -> tuple[str, ...]:
    """Every name that somebody may know a party by."""
    return (name, *body.names, body.name_en) if body else (name,)


def _facets(facts: Facts, entry: Entry) -> Iterator[str]:
    """What results can be narrowed to; no term of a text holds a colon."""
    heirs = (heir for slug in (*entry.regions, *entry.participants) for heir in facts.words.heirs(slug))
    yield from sorted({f"region:{heir.partition('/')[0]}" for heir in heirs})
    yield from (f"sector:{slug}" for slug in entry.sectors)
    yield f"year:{entry.date.year}"


def _pages(facts: Facts, groups: Groups) -> Iterator[Link]:
    """Every page with a name that somebody might type."""
    for slug, region in facts.words.regions.items():
        if region.until is None:
            yield Link(facts.words.full_name(region), links.region(slug), len(groups.by_region[slug]))
    for sector in facts.words.sectors.values():
        yield Link(sector.name, links.sector(sector.slug), len(groups.by_sector[sector.slug]))
    for initiative in facts.catalogue.initiatives.values():
        count = len(facts.catalogue.by_initiative[initiative.slug])
        yield Link(initiative.title, links.initiative(initiative.slug), count)


def search_page(facts: Facts, groups: Groups) -> SearchPage:
    """The page with the form."""
    return SearchPage(
        head=HEAD,
        provinces=tuple((slug, facts.words.regions[slug].name) for slug in groups.provinces),
        sectors=tuple((slug, sector.name) for slug, sector in facts.words.sectors.items()),
        years=tuple(sorted({entry.date.year for entry in facts.catalogue.entries}, reverse=True)),
    )
