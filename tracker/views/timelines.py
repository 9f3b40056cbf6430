"""The timelines of regions, sectors, instruments and organisations, each with its year pages.

A timeline is made without its rows first, which costs little; the rows are put in when it is asked for.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial
from itertools import chain
from typing import NamedTuple

import msgspec

from tracker import links
from tracker.glossary import Region, RegionGroup
from tracker.model import Entry, InstrumentSlug, RegionSlug, SectorSlug
from tracker.views.facts import Facts
from tracker.views.groups import Groups
from tracker.views.plans import Reads
from tracker.views.shapes import Head, Link, Row, Section, Trait, Year

FACETS = ("stage", "year", "instrument", "sector", "region")
FILTERED_FROM = 8
"""Rows from which on a list has a filter."""


class Facet(msgspec.Struct, frozen=True):
    """A thing to narrow a list by: its options are value, words and count."""

    name: str
    options: tuple[tuple[str, str, int], ...]


class Timeline(msgspec.Struct, frozen=True, kw_only=True):
    """A page of rows by year and month. `years` leads to the year pages, if there are any."""

    head: Head
    kind: str
    heading: str
    notes: tuple[str, ...] = ()
    related: tuple[Link, ...] = ()
    groups: tuple[Year, ...]
    total: int
    shown: int
    years: tuple[Link, ...] = ()
    neighbours: tuple[Section, ...] = ()
    contribute: str = ""

    @property
    def rows(self) -> list[Row]:
        """The rows that are shown, in order."""
        return [row for year in self.groups for month in year.months for row in month.rows]

    @property
    def facets(self) -> tuple[Facet, ...]:
        """What the shown rows can be narrowed by: only what tells them apart, and only in a list worth narrowing."""
        if self.shown < FILTERED_FROM:
            return ()
        counts = Counter(chain.from_iterable(row.traits for row in self.rows))
        found = (Facet(name, _options(counts, name)) for name in FACETS)
        return tuple(facet for facet in found if len(facet.options) > 1)

    @property
    def with_money(self) -> int:
        """How many of the shown rows name a sum."""
        return sum(bool(row.money) for row in self.rows)

    @property
    def with_promise(self) -> int:
        """How many of the shown rows make a promise."""
        return sum(bool(row.promises) for row in self.rows)


def _options(counts: Counter[Trait], name: str) -> tuple[tuple[str, str, int], ...]:
    """The options of one kind: years from the newest, the rest by how often they are."""
    found = [(value, label, count) for (kind, value, label), count in counts.items() if kind == name]
    newest = name == "year"
    return tuple(sorted(found, key=lambda option: (0 if newest else -option[2], _backwards(option[0], newest))))


def _backwards(text: str, newest: bool) -> tuple[int, ...]:
    """Sort key of a word, from the end of the alphabet if the newest comes first."""
    return tuple(-ord(letter) if newest else ord(letter) for letter in text)


class Listed(NamedTuple):
    """A timeline without its rows, the entries that are to be its rows, and all that it is about."""

    timeline: Timeline
    rows: Sequence[Entry]
    entries: Sequence[Entry]

    @property
    def is_year(self) -> bool:
        """Whether it shows one year of a longer timeline, which has the feed."""
        return self.timeline.head.feed != f"{self.timeline.head.path}{links.FEED}"


class Scope:
    """Timelines that are made of the same entries, without their rows.

    `key` is a digest of all that they and what stands beside them are made of, but for the vocabulary and the settings:
    its name, the entries, and how many every term has, since timelines name their neighbours with those numbers.
    """

    def __init__(self, name: str, key: str, list_: Callable[[], Iterable[Listed]]) -> None:
        self.name, self.key, self._list = name, key, list_

    @cached_property
    def listed(self) -> tuple[Listed, ...]:
        """The timelines, each followed by its year pages."""
        return tuple(self._list())


class Timelines:
    """Makes the timelines of one catalogue."""

    def __init__(self, facts: Facts, groups: Groups) -> None:
        self._facts = facts
        self._groups = groups
        self._gettext = facts.gettext
        self._words = facts.words
        self._limit = facts.catalogue.settings.rows_per_page

    def fill(self, listed: Listed) -> Timeline:
        """The timeline with its rows."""
        return msgspec.structs.replace(listed.timeline, groups=self._facts.years(listed.rows))

    def scopes(self, reads: Reads) -> Iterator[Scope]:
        """Every timeline but the initiatives', those of a province with all that lies in it together."""
        groups = self._groups

        def scope(name: str, lists: Iterable[Iterable[Entry]], list_: Callable[[], Iterable[Listed]]) -> Scope:
            return Scope(name, reads.scope(name, *lists), list_)

        for province in groups.sectors_of_provinces:
            units = [groups.by_region[slug] for slug in (province, *(one.slug for one in self._districts[province]))]
            yield scope(f"regions/{province}", units, partial(self._of_province, province))
        for group in self._words.region_groups:
            members = [groups.by_region[slug] for slug in group.members]
            yield scope(f"regions/{group.slug}", members, partial(self._of_group, group))
        for sector, entries in groups.by_sector.items():
            yield scope(f"sectors/{sector}", [entries], partial(self._of_sector, sector))
        for instrument, entries in groups.by_instrument.items():
            yield scope(f"instruments/{instrument}", [entries], partial(self._of_instrument, instrument))
        yield scope("organisations", groups.by_organisation.values(), self._of_organisations)

    def _of_province(self, province: RegionSlug) -> Iterator[Listed]:
        for region in (self._words.regions[province], *self._districts[province]):
            yield from self._with_years(self._region_timeline(region), self._groups.by_region[region.slug])
        for slug, entries in self._groups.sectors_of_provinces[province].items():
            yield from self._with_years(self._region_sector_timeline(province, slug), entries)

    def _of_group(self, group: RegionGroup) -> Iterator[Listed]:
        return self._with_years(self._group_timeline(group), self._groups.of_provinces(group.members))

    def _of_sector(self, slug: SectorSlug) -> Iterator[Listed]:
        return self._with_years(self._sector_timeline(slug), self._groups.by_sector[slug])

    def _of_instrument(self, slug: InstrumentSlug) -> Iterator[Listed]:
        return self._with_years(self._instrument_timeline(slug), self._groups.by_instrument[slug])

    def _of_organisations(self) -> Iterator[Listed]:
        for slug, entries in self._groups.by_organisation.items():
            if entries:
                yield from self._with_years(self._organisation_timeline(slug), entries)

    def _with_years(self, timeline: Timeline, entries: Sequence[Entry]) -> Iterator[Listed]:
        """The timeline with its newest rows; beyond the limit, every year has a page of its own."""
        if not self._facts.worth_a_page(entries):
            return
        listed = partial(self._listed, entries=entries)
        if len(entries) <= self._limit:
            yield listed(timeline, entries, len(entries), ())
            return
        counts = Counter(entry.date.year for entry in entries)
        years = tuple(
            Link(self._gettext("%(year)s년", year=year), f"{timeline.head.path}{year}/", count)
            for year, count in counts.items()
        )
        if not self._facts.language.is_korean:
            in_korean = tuple(msgspec.structs.replace(link, path=links.korean(link.path)) for link in years)
            yield listed(timeline, entries[: self._limit], len(entries), in_korean)
            return
        yield listed(timeline, entries[: self._limit], len(entries), years)
        of_years: dict[int, list[Entry]] = {year: [] for year in counts}
        for entry in entries:
            of_years[entry.date.year].append(entry)
        for link, year in zip(years, counts, strict=True):
            crumbs = (*timeline.head.crumbs, Link(timeline.heading, timeline.head.path))
            head = msgspec.structs.replace(
                timeline.head, path=link.path, title=f"{timeline.head.title} {year}년", crumbs=crumbs
            )
            page = msgspec.structs.replace(timeline, head=head, heading=f"{timeline.heading} {year}년")
            yield _in_korean_alone(listed(page, of_years[year], counts[year], years))

    def _listed(
        self,
        timeline: Timeline,
        rows: Sequence[Entry],
        total: int,
        years: tuple[Link, ...],
        entries: Sequence[Entry],
    ) -> Listed:
        replace, facts = msgspec.structs.replace, self._facts
        head = replace(timeline.head, updated=facts.newest(rows), english=facts.has_english(entries))
        near = timeline.neighbours if facts.language.is_korean else reachable(timeline.neighbours)
        whole = replace(timeline, head=head, total=total, shown=len(rows), years=years, neighbours=near)
        return Listed(whole, rows, entries)

    def _region_timeline(self, region: Region) -> Timeline:
        gettext, name = self._gettext, self._facts.full_name(region)
        path = links.region(region.slug)
        parent = region.parent
        crumbs = (self._all_regions, *((self._facts.region_link(parent),) if parent else ()))
        return _timeline(
            Head(
                path=path,
                title=name,
                description=gettext("%(name)s의 산업 정책을 발표에서 이행까지 날짜순으로 모았습니다.", name=name),
                crumbs=crumbs,
            ),
            kind=gettext("지역"),
            heading=name,
            notes=tuple(self._region_notes(region)),
            related=tuple(map(self._region_link, self._kin(region))),
            neighbours=tuple(self._region_neighbours(region)),
            contribute="" if region.until else links.contribute(region=region.slug),
        )

    @property
    def _all_regions(self) -> Link:
        return Link(self._facts.pgettext("several", "지역"), links.REGIONS)

    def _region_link(self, slug: RegionSlug) -> Link:
        link = self._facts.region_link(slug)
        return Link(link.label, self._facts.address(link.path, self._groups.by_region[slug]))

    def _group_timeline(self, group: RegionGroup) -> Timeline:
        gettext, regions = self._gettext, self._words.regions
        name = self._facts.name(group)
        members = tuple(
            Link(self._facts.region_name(regions[slug]), links.region(slug), len(self._groups.by_region[slug]))
            for slug in group.members
        )
        return _timeline(
            Head(
                path=links.region_group(group.slug),
                title=name,
                description=gettext("%(name)s 지방자치단체의 산업 정책을 날짜순으로 모았습니다.", name=name),
                crumbs=(self._all_regions,),
            ),
            kind=gettext("권역"),
            heading=name,
            neighbours=(Section(gettext("시·도"), members),),
        )

    def _kin(self, region: Region) -> tuple[RegionSlug, ...]:
        return (*region.successors, *self._words.predecessors.get(region.slug, ()))

    def _region_notes(self, region: Region) -> Iterator[str]:
        """What became of the region, in sentences."""
        facts, gettext, regions = self._facts, self._gettext, self._words.regions
        for former in region.former_names:
            name = facts.said(former.name, former.name_en)
            yield gettext("%(day)s까지 이름은 %(name)s였습니다.", day=facts.day(former.until), name=name)
        if region.until:
            heirs = ", ".join(facts.full_name(regions[slug]) for slug in region.successors)
            yield gettext(
                "%(day)s까지 있던 자치단체입니다. 그 뒤의 일은 %(heirs)s에 이어집니다.",
                day=facts.day(region.until),
                heirs=heirs,
            )
        if old := self._words.predecessors.get(region.slug):
            names = ", ".join(facts.full_name(regions[slug]) for slug in old)
            since = gettext("%(day)s 출범. ", day=facts.day(region.since)) if region.since else ""
            yield since + gettext("앞선 자치단체(%(names)s)의 기록도 그때 이름 그대로 싣습니다.", names=names)
        yield from self._change_notes(region)

    def _change_notes(self, region: Region) -> Iterator[str]:
        """The days on which the region, or what came after it, was changed."""
        facts, gettext = self._facts, self._gettext
        concerned = {region.slug, *region.successors}
        for change in self._words.changes:
            told = change.kind == "rename" and region.former_names
            if concerned.intersection(change.affects) and not told:
                unsure = "" if change.certain else gettext(" (날짜는 확인하는 중입니다)")
                what = facts.said(change.what, change.what_en) + unsure
                yield gettext("%(day)s 바뀜: %(what)s.", day=facts.day(change.date), what=what)

    def _region_neighbours(self, region: Region) -> Iterator[Section]:
        facts, gettext = self._facts, self._gettext
        province = region.parent or region.slug
        sectors = tuple(
            Link(facts.name(self._words.sectors[slug]), links.region_sector(province, slug), len(entries))
            for slug, entries in self._groups.sectors_of_provinces[province].items()
        )
        yield Section(gettext("%(place)s의 분야", place=facts.everyday(self._words.regions[province])), sectors)
        districts = [
            Link(facts.region_name(other), links.region(other.slug), len(self._groups.by_region[other.slug]))
            for other in self._districts[province]
            if other.slug != region.slug
        ]
        heading = gettext("시·군·구") if region.parent is None else gettext("이웃 시·군·구")
        yield Section(heading, tuple(sorted(districts, key=lambda link: not link.count)))

    @cached_property
    def _districts(self) -> dict[RegionSlug, list[Region]]:
        """The districts of each province."""
        found: dict[RegionSlug, list[Region]] = {slug: [] for slug in self._groups.sectors_of_provinces}
        for region in self._words.regions.values():
            if region.parent:
                found[region.parent].append(region)
        return found

    def _sector_timeline(self, slug: SectorSlug) -> Timeline:
        facts, gettext = self._facts, self._gettext
        sector = self._words.sectors[slug]
        name = facts.name(sector)
        provinces = tuple(
            Link(facts.everyday(self._words.regions[province]), links.region_sector(province, slug), len(sectors[slug]))
            for province, sectors in self._groups.sectors_of_provinces.items()
            if slug in sectors
        )
        siblings = tuple(
            Link(facts.name(other), links.sector(other.slug), len(self._groups.by_sector[other.slug]))
            for other in self._words.sectors.values()
            if other.group == sector.group and other.slug != slug
        )
        group = next(facts.name(group) for group in self._words.sector_groups if group.slug == sector.group)
        return _timeline(
            Head(
                path=links.sector(slug),
                title=gettext("%(sector)s 정책", sector=name),
                description=gettext("지방자치단체의 %(sector)s 정책을 날짜순으로 모았습니다.", sector=name),
                crumbs=(Link(facts.pgettext("several", "분야"), links.SECTORS),),
            ),
            kind=gettext("분야"),
            heading=name,
            neighbours=(Section(gettext("지역별"), provinces), Section(group, siblings)),
            contribute=links.contribute(sector=slug),
        )

    def _region_sector_timeline(self, province: RegionSlug, slug: SectorSlug) -> Timeline:
        facts, gettext = self._facts, self._gettext
        region, sector = self._words.regions[province], facts.name(self._words.sectors[slug])
        name = facts.region_name(region)
        heading = gettext("%(region)s %(sector)s", region=name, sector=sector)
        others = tuple(
            Link(facts.name(self._words.sectors[other]), links.region_sector(province, other), len(entries))
            for other, entries in self._groups.sectors_of_provinces[province].items()
            if other != slug
        )
        elsewhere = tuple(
            Link(facts.everyday(self._words.regions[other]), links.region_sector(other, slug), len(sectors[slug]))
            for other, sectors in self._groups.sectors_of_provinces.items()
            if slug in sectors and other != province
        )
        return _timeline(
            Head(
                path=links.region_sector(province, slug),
                title=gettext("%(sector)s 정책", sector=heading),
                description=gettext(
                    "%(region)s의 %(sector)s 정책을 날짜순으로 모았습니다.", region=name, sector=sector
                ),
                crumbs=(self._all_regions, facts.region_link(province)),
            ),
            kind=gettext("지역·분야"),
            heading=heading,
            related=(facts.region_link(province), facts.sector_link(slug)),
            neighbours=(
                Section(gettext("%(place)s의 다른 분야", place=facts.everyday(region)), others),
                Section(gettext("다른 지역의 %(sector)s", sector=sector), elsewhere),
            ),
            contribute="" if region.until else links.contribute(region=province, sector=slug),
        )

    def _instrument_timeline(self, slug: InstrumentSlug) -> Timeline:
        facts, gettext, terms = self._facts, self._gettext, self._words.instruments
        instrument = terms[slug]
        name = facts.name(instrument)
        siblings = tuple(
            Link(facts.name(other), links.instrument(other.slug), len(self._groups.by_instrument[other.slug]))
            for other in terms.values()
            if other.group == instrument.group and other.slug != slug
        )
        group = next(facts.name(group) for group in self._words.instrument_groups if group.slug == instrument.group)
        return _timeline(
            Head(
                path=links.instrument(instrument.slug),
                title=gettext("정책 수단: %(name)s", name=name),
                description=gettext(
                    "지방자치단체가 편 정책 가운데 수단이 %(name)s인 것을 날짜순으로 모았습니다.", name=name
                ),
                crumbs=(Link(facts.pgettext("several", "수단"), links.INSTRUMENTS),),
            ),
            kind=gettext("수단"),
            heading=name,
            neighbours=(Section(group, siblings),),
        )

    def _organisation_timeline(self, slug: str) -> Timeline:
        facts, gettext, body = self._facts, self._gettext, self._words.organisations[slug]
        name, former = facts.name(body), ", ".join(body.former_names)
        return _timeline(
            Head(
                path=links.organisation(slug),
                title=name,
                description=gettext("%(name)s의 이름이 오른 지역 정책을 날짜순으로 모았습니다.", name=name),
                crumbs=(Link(facts.pgettext("several", "기관"), links.ORGANISATIONS),),
            ),
            kind=facts.name(self._words.organisation_kinds[body.kind]),
            heading=name,
            notes=(gettext("옛 이름: %(names)s", names=former),) if former else (),
            related=(self._region_link(body.region),) if body.region else (),
        )


def reachable(sections: Iterable[Section]) -> tuple[Section, ...]:
    """Sections without links to terms that have no entries."""
    kept = (Section(one.heading, tuple(link for link in one.links if link.count)) for one in sections)
    return tuple(section for section in kept if section.links)


def _in_korean_alone(listed: Listed) -> Listed:
    head = msgspec.structs.replace(listed.timeline.head, english=False)
    return listed._replace(timeline=msgspec.structs.replace(listed.timeline, head=head))


def _timeline(
    head: Head,
    *,
    kind: str,
    heading: str,
    notes: tuple[str, ...] = (),
    related: tuple[Link, ...] = (),
    neighbours: tuple[Section, ...] = (),
    contribute: str = "",
) -> Timeline:
    """A timeline whose rows are still to come; sections without links are left out."""
    return Timeline(
        head=msgspec.structs.replace(head, feed=f"{head.path}{links.FEED}"),
        kind=kind,
        heading=heading,
        notes=notes,
        related=related,
        neighbours=tuple(section for section in neighbours if section.links),
        groups=(),
        total=0,
        shown=0,
        contribute=contribute,
    )
