"""The timelines of regions, sectors, instruments and organisations, each with its year pages.

A timeline is made without its rows first, which costs little; the rows are put in when it is asked for.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

import msgspec

from tracker import dates, links
from tracker.model import Entry, InstrumentSlug, RegionSlug, SectorSlug
from tracker.views.facts import Facts
from tracker.views.groups import Groups
from tracker.views.shapes import Head, Link, Section, Timeline
from tracker.vocabulary import Region, RegionGroup


class Listed(NamedTuple):
    """A timeline without its rows, the entries that are to be its rows, and all that it is about."""

    timeline: Timeline
    rows: Sequence[Entry]
    entries: Sequence[Entry]

    @property
    def is_year(self) -> bool:
        """Whether it shows one year of a longer timeline, which has the feed."""
        return self.timeline.head.feed != f"{self.timeline.head.path}{links.FEED}"


class Timelines:
    """Makes the timelines of one catalogue."""

    def __init__(self, facts: Facts, groups: Groups) -> None:
        self._facts = facts
        self._groups = groups
        self._words = facts.words
        self._limit = facts.catalogue.settings.rows_per_page

    def fill(self, listed: Listed) -> Timeline:
        """The timeline with its rows."""
        return msgspec.structs.replace(listed.timeline, groups=self._facts.years(listed.rows))

    def all(self) -> Iterator[Listed]:
        """Every timeline but the initiatives', each followed by its year pages."""
        for region in self._words.regions.values():
            yield from self._with_years(self._region_timeline(region), self._groups.by_region[region.slug])
        for group in self._words.region_groups:
            yield from self._with_years(self._group_timeline(group), self._groups.of_provinces(group.members))
        for slug in self._words.sectors:
            yield from self._with_years(self._sector_timeline(slug), self._groups.by_sector[slug])
        for province, sectors in self._groups.sectors_of_provinces.items():
            for slug, entries in sectors.items():
                yield from self._with_years(self._region_sector_timeline(province, slug), entries)
        for key in self._words.instruments:
            yield from self._with_years(self._instrument_timeline(key), self._groups.by_instrument[key])
        for name, entries in self._groups.by_organisation.items():
            if entries:
                yield from self._with_years(self._organisation_timeline(name), entries)

    def _with_years(self, timeline: Timeline, entries: Sequence[Entry]) -> Iterator[Listed]:
        """The timeline with its newest rows; beyond the limit, every year has a page of its own."""
        listed = partial(self._listed, entries=entries)
        if len(entries) <= self._limit:
            yield listed(timeline, entries, len(entries), ())
            return
        counts = Counter(entry.date.year for entry in entries)
        years = tuple(Link(f"{year}년", f"{timeline.head.path}{year}/", count) for year, count in counts.items())
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
            yield listed(page, of_years[year], counts[year], years)

    def _listed(
        self,
        timeline: Timeline,
        rows: Sequence[Entry],
        total: int,
        years: tuple[Link, ...],
        entries: Sequence[Entry],
    ) -> Listed:
        head = msgspec.structs.replace(timeline.head, updated=self._facts.newest(rows))
        replace = msgspec.structs.replace
        return Listed(replace(timeline, head=head, total=total, shown=len(rows), years=years), rows, entries)

    def _region_timeline(self, region: Region) -> Timeline:
        name = self._words.full_name(region)
        path = links.region(region.slug)
        parent = region.parent
        crumbs = (Link("지역", links.REGIONS), *((self._facts.region_link(parent),) if parent else ()))
        return _timeline(
            Head(
                path=path,
                title=name,
                description=f"{name}의 산업 정책을 발표에서 이행까지 날짜순으로 모았습니다.",
                crumbs=crumbs,
            ),
            kind="지역",
            heading=name,
            notes=tuple(self._region_notes(region)),
            related=tuple(self._facts.region_link(slug) for slug in self._kin(region)),
            neighbours=tuple(self._region_neighbours(region)),
            contribute="" if region.until else links.contribute(region=region.slug),
        )

    def _group_timeline(self, group: RegionGroup) -> Timeline:
        members = tuple(
            Link(self._words.regions[slug].name, links.region(slug), len(self._groups.by_region[slug]))
            for slug in group.members
        )
        return _timeline(
            Head(
                path=links.region_group(group.slug),
                title=group.name,
                description=f"{group.name} 지방자치단체의 산업 정책을 날짜순으로 모았습니다.",
                crumbs=(Link("지역", links.REGIONS),),
            ),
            kind="권역",
            heading=group.name,
            neighbours=(Section("시·도", members),),
        )

    def _kin(self, region: Region) -> tuple[RegionSlug, ...]:
        return (*region.successors, *self._words.predecessors.get(region.slug, ()))

    def _region_notes(self, region: Region) -> Iterator[str]:
        """What became of the region, in sentences."""
        for former in region.former_names:
            yield f"{dates.format_day(former.until)}까지 이름은 {former.name}였습니다."
        if region.until:
            heirs = ", ".join(self._words.full_name(self._words.regions[slug]) for slug in region.successors)
            yield f"{dates.format_day(region.until)}까지 있던 자치단체입니다. 그 뒤의 일은 {heirs}에 이어집니다."
        if old := self._words.predecessors.get(region.slug):
            names = ", ".join(self._words.full_name(self._words.regions[slug]) for slug in old)
            since = f"{dates.format_day(region.since)} 출범. " if region.since else ""
            yield f"{since}앞선 자치단체({names})의 기록도 그때 이름 그대로 싣습니다."
        concerned = {region.slug, *region.successors}
        for change in self._words.changes:
            told = change.kind == "rename" and region.former_names
            if concerned.intersection(change.affects) and not told:
                unsure = "" if change.certain else " (날짜는 확인하는 중입니다)"
                yield f"{dates.format_day(change.date)} 바뀜: {change.what}{unsure}."

    def _region_neighbours(self, region: Region) -> Iterator[Section]:
        province = region.parent or region.slug
        sectors = tuple(
            Link(self._words.sectors[slug].name, links.region_sector(province, slug), len(entries))
            for slug, entries in self._groups.sectors_of_provinces[province].items()
        )
        yield Section(f"{self._words.regions[province].everyday}의 분야", sectors)
        districts = [
            Link(other.name, links.region(other.slug), len(self._groups.by_region[other.slug]))
            for other in self._words.regions.values()
            if other.parent == province and other.slug != region.slug
        ]
        heading = "시·군·구" if region.parent is None else "이웃 시·군·구"
        yield Section(heading, tuple(sorted(districts, key=lambda link: not link.count)))

    def _sector_timeline(self, slug: SectorSlug) -> Timeline:
        sector = self._words.sectors[slug]
        path = links.sector(slug)
        provinces = tuple(
            Link(self._words.regions[province].everyday, links.region_sector(province, slug), len(sectors[slug]))
            for province, sectors in self._groups.sectors_of_provinces.items()
            if slug in sectors
        )
        siblings = tuple(
            Link(other.name, links.sector(other.slug), len(self._groups.by_sector[other.slug]))
            for other in self._words.sectors.values()
            if other.group == sector.group and other.slug != slug
        )
        group = next(group.name for group in self._words.sector_groups if group.slug == sector.group)
        return _timeline(
            Head(
                path=path,
                title=f"{sector.name} 정책",
                description=f"지방자치단체의 {sector.name} 정책을 날짜순으로 모았습니다.",
                crumbs=(Link("분야", links.SECTORS),),
            ),
            kind="분야",
            heading=sector.name,
            neighbours=(Section("지역별", provinces), Section(group, siblings)),
            contribute=links.contribute(sector=slug),
        )

    def _region_sector_timeline(self, province: RegionSlug, slug: SectorSlug) -> Timeline:
        region, sector = self._words.regions[province], self._words.sectors[slug]
        heading = f"{region.name} {sector.name}"
        others = tuple(
            Link(self._words.sectors[other].name, links.region_sector(province, other), len(entries))
            for other, entries in self._groups.sectors_of_provinces[province].items()
            if other != slug
        )
        elsewhere = tuple(
            Link(self._words.regions[other].everyday, links.region_sector(other, slug), len(sectors[slug]))
            for other, sectors in self._groups.sectors_of_provinces.items()
            if slug in sectors and other != province
        )
        return _timeline(
            Head(
                path=links.region_sector(province, slug),
                title=f"{heading} 정책",
                description=f"{region.name}의 {sector.name} 정책을 날짜순으로 모았습니다.",
                crumbs=(Link("지역", links.REGIONS), self._facts.region_link(province)),
            ),
            kind="지역·분야",
            heading=heading,
            related=(self._facts.region_link(province), self._facts.sector_link(slug)),
            neighbours=(
                Section(f"{region.everyday}의 다른 분야", others),
                Section(f"다른 지역의 {sector.name}", elsewhere),
            ),
            contribute="" if region.until else links.contribute(region=province, sector=slug),
        )

    def _instrument_timeline(self, slug: InstrumentSlug) -> Timeline:
        terms = self._words.instruments
        instrument = terms[slug]
        siblings = tuple(
            Link(other.name, links.instrument(other.slug), len(self._groups.by_instrument[other.slug]))
            for other in terms.values()
            if other.group == instrument.group and other.slug != slug
        )
        group = next(group.name for group in self._words.instrument_groups if group.slug == instrument.group)
        return _timeline(
            Head(
                path=links.instrument(instrument.slug),
                title=f"정책 수단: {instrument.name}",
                description=f"지방자치단체가 편 정책 가운데 수단이 {instrument.name}인 것을 날짜순으로 모았습니다.",
                crumbs=(Link("수단", links.INSTRUMENTS),),
            ),
            kind="수단",
            heading=instrument.name,
            neighbours=(Section(group, siblings),),
        )

    def _organisation_timeline(self, slug: str) -> Timeline:
        body = self._words.organisations[slug]
        notes = (f"옛 이름: {', '.join(body.former_names)}",) if body.former_names else ()
        return _timeline(
            Head(
                path=links.organisation(slug),
                title=body.name,
                description=f"{body.name}의 이름이 오른 지역 정책을 날짜순으로 모았습니다.",
                crumbs=(Link("기관", links.ORGANISATIONS),),
            ),
            kind=self._words.organisation_kinds[body.kind],
            heading=body.name,
            notes=notes,
            related=(self._facts.region_link(body.region),) if body.region else (),
        )


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
