"""What the search index is made of: entries as text and facets, and the pages that a query may mean."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby

import msgspec

from tracker import dates, links, markdown
from tracker.glossary import Organisation, Region
from tracker.model import Entry, Initiative, RegionSlug
from tracker.views.facts import ROW_REGIONS, Facts
from tracker.views.groups import Groups
from tracker.views.shapes import Head, Link
from tracker.vocabulary import Vocabulary

SPAN = 1000
"""Entries from which on a span is closed."""

HEAD = Head(path=links.SEARCH, title="검색", description="모든 기록을 지역, 분야, 기관, 사업의 말로 찾습니다.")


class SearchEntry(msgspec.Struct, frozen=True):
    """An entry as the search index sees it; labels are the names of what it is about."""

    path: str
    year: int
    title: str
    labels: tuple[str, ...]
    text: str
    date: str
    facts: str
    facets: tuple[str, ...]


class SearchIndex(msgspec.Struct, frozen=True):
    """Spans of entries that can be found, oldest first; words that mean the same; pages that a query may mean.

    `places` are the everyday names of provinces, which do not begin as their pages are called.
    `names` are the texts whose words are known when somebody mistypes one.
    """

    spans: tuple[tuple[Entry, ...], ...]
    synonyms: tuple[tuple[str, ...], ...]
    pages: tuple[Link, ...]
    places: tuple[str, ...]
    names: tuple[str, ...]


class SearchPage(msgspec.Struct, frozen=True, kw_only=True):
    """The form and what it offers to narrow by."""

    head: Head
    provinces: tuple[tuple[str, str], ...]
    sectors: tuple[tuple[str, str], ...]
    years: tuple[int, ...]


def search_index(facts: Facts, groups: Groups) -> SearchIndex:
    """Published entries from the oldest event to the newest, so that a number says how recent an entry is."""
    entries = [entry for entry in reversed(facts.catalogue.entries) if not entry.withdrawn]
    entries.sort(key=_year)
    return SearchIndex(
        spans=tuple(_spans(entries)),
        synonyms=(*facts.words.synonyms, *_provinces(facts.words)),
        pages=tuple(_pages(facts, groups)),
        places=tuple(region.everyday for region in facts.words.regions.values() if not region.parent),
        names=tuple(_known(facts.words, facts.catalogue.initiatives.values(), entries)),
    )


def _provinces(words: Vocabulary) -> Iterator[tuple[str, ...]]:
    """The names of each province, if the everyday one means nothing else; else the official one alone."""
    for region in words.regions.values():
        if not region.parent and region.short_is_safe:
            yield region.everyday, *_own_names(words, region)
        elif not region.parent:
            yield (region.name,)


def _year(entry: Entry) -> int:
    return entry.date.year


def _spans(entries: Iterable[Entry]) -> Iterator[tuple[Entry, ...]]:
    """Whole years together, from the oldest on, until they are enough: so a new entry moves none out of its span."""
    span: list[Entry] = []
    for _, year in groupby(entries, key=_year):
        span += year
        if len(span) >= SPAN:
            yield tuple(span)
            span = []
    if span:
        yield tuple(span)


def _known(words: Vocabulary, initiatives: Iterable[Initiative], entries: Iterable[Entry]) -> Iterator[str]:
    yield from (region.everyday for region in words.regions.values())
    yield from (sector.name for sector in words.sectors.values())
    yield from (instrument.name for instrument in words.instruments.values())
    yield from (body.name for body in words.organisations.values())
    yield from (initiative.title for initiative in initiatives)
    for entry in entries:
        yield entry.title
        yield from (party.name for party in entry.parties)


def search_entry(facts: Facts, entry: Entry) -> SearchEntry:
    """An entry as it is found and shown: made of the entry, the vocabulary and the title of its initiative alone."""
    where = [facts.region_link(slug, entry.date.first).label for slug in entry.regions[:ROW_REGIONS]]
    sectors = [facts.words.sectors[slug].name for slug in entry.sectors]
    return SearchEntry(
        path=links.entry(entry.id),
        year=entry.date.year,
        title=entry.title,
        labels=tuple(dict.fromkeys(_labels(facts, entry))),
        text=markdown.plain_text(entry.html),
        date=dates.format_korean(entry.date),
        facts=" · ".join((*where, *sectors, facts.words.stages[entry.stage].name)),
        facets=tuple(_facets(facts, entry)),
    )


def _labels(facts: Facts, entry: Entry) -> Iterator[str]:
    """Every name that somebody may know the entry's places, subjects and parties by."""
    words = facts.words
    for slug in (*entry.regions, *entry.participants):
        yield from region_names(words, slug)
    yield from (words.sectors[slug].name for slug in entry.sectors)
    yield from (words.instruments[slug].name for slug in entry.instruments)
    if entry.initiative:
        yield facts.catalogue.initiatives[entry.initiative].title
    for party in entry.parties:
        yield from _names(words.organisation_by_name.get(party.name), party.name)


@cache
def region_names(words: Vocabulary, slug: RegionSlug) -> tuple[str, ...]:
    """All names that a region ever bore or is called by, and those of its province."""
    region = words.regions[slug]
    above: tuple[str, ...] = region_names(words, region.parent) if region.parent else ()
    return (*_own_names(words, region), *above)


def _own_names(words: Vocabulary, region: Region) -> tuple[str, ...]:
    """Full names, former ones and aliases, but not those of offices: 경기도청."""
    formers = (words.full_name(region, former.until) for former in region.former_names)
    names = (words.full_name(region), *formers, *region.aliases)
    return tuple(name for name in dict.fromkeys(names) if not name.endswith("청") and name != region.short)


def _names(body: Organisation | None, name: str) -> tuple[str, ...]:
    """Every name that somebody may know a party by; of its English one the abbreviation: KATECH, GAMA."""
    short = re.findall(r"\(([A-Z&-]+)\)", body.name_en) if body else []
    return (name, *(body.names if body else ()), *short)


def _facets(facts: Facts, entry: Entry) -> Iterator[str]:
    """What results can be narrowed to; no term of a text holds a colon."""
    yield f"year:{entry.date.year}"
    heirs = (heir for slug in (*entry.regions, *entry.participants) for heir in facts.words.heirs(slug))
    yield from sorted({f"region:{heir.partition('/')[0]}" for heir in heirs})
    yield from (f"sector:{slug}" for slug in entry.sectors)


def _pages(facts: Facts, groups: Groups) -> Iterator[Link]:
    """Every page with a name that somebody might type."""
    words = facts.words
    for slug, region in words.regions.items():
        if region.until is None:
            yield Link(words.full_name(region), links.region(slug), len(groups.by_region[slug]))
    for sector in words.sectors.values():
        yield Link(sector.name, links.sector(sector.slug), len(groups.by_sector[sector.slug]))
    for initiative in facts.catalogue.initiatives.values():
        count = len(facts.catalogue.by_initiative[initiative.slug])
        yield Link(initiative.title, links.initiative(initiative.slug), count)
    for name, entries in groups.by_organisation.items():
        if entries:
            yield Link(words.organisations[name].name, links.organisation(name), len(entries))


def search_page(facts: Facts, groups: Groups) -> SearchPage:
    """The page with the form."""
    return SearchPage(
        head=HEAD,
        provinces=tuple((slug, facts.words.regions[slug].name) for slug in groups.provinces),
        sectors=tuple((slug, sector.name) for slug, sector in facts.words.sectors.items()),
        years=tuple(sorted({entry.date.year for entry in facts.catalogue.entries}, reverse=True)),
    )
