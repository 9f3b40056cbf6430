"""What pages and feeds show: entries grouped, sorted and put into words. Plain values, no HTML."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Literal, TypeVar

import msgspec

from tracker import dates, links, money
from tracker.catalogue import Catalogue
from tracker.model import (
    Budget,
    Entry,
    Initiative,
    InitiativeSlug,
    Milestone,
    MilestoneRef,
    PartialDate,
    RegionSlug,
    SectorSlug,
    StageSlug,
)
from tracker.vocabulary import Region, Stage

Key = TypeVar("Key", bound=str)
State = Literal["kept", "upcoming", "overdue", "dropped"]

STATUS_WORDS = {
    "announced": "발표",
    "requested": "신청",
    "awarded": "선정",
    "appropriated": "편성",
    "spent": "집행",
}
SOURCE_WORDS = {
    "national": "국비",
    "provincial": "도비",
    "municipal": "시·군·구비",
    "local": "지방비",
    "private": "민간",
}
ROLE_WORDS = {
    "lead": "주관",
    "partner": "협약",
    "implementing": "수행",
    "funder": "재원",
    "participant": "참여",
    "beneficiary": "수혜",
}
BASIS_WORDS = {
    "stated": "출처에 적힌 날짜",
    "derived": "출처의 ‘지난 5일’ 같은 말과 나온 날로 셈한 날짜",
    "inferred": "미루어 안 날짜",
}
STATE_WORDS = {"kept": "이행", "upcoming": "예정", "overdue": "기한 지남", "dropped": "무산"}
STATE_MARKS = {"kept": "●", "upcoming": "○", "overdue": "◇", "dropped": "–"}
ROW_REGIONS = 3
ROW_PARTIES = 2


class Link(msgspec.Struct, frozen=True):
    """A way to another page of the site; `count` where it leads to that many entries."""

    label: str
    path: str
    count: int | None = None


class Mark(msgspec.Struct, frozen=True):
    """A stage as a word and as a ring that is closed to `phase` fifths; 6 is delayed, 7 cancelled."""

    label: str
    phase: int


class Sum(msgspec.Struct, frozen=True):
    """A budget in words; `amount` in KRW."""

    what: str
    text: str
    amount: int
    status: str
    period: str
    parts: tuple[tuple[str, str, int], ...]


class Promise(msgspec.Struct, frozen=True):
    """A milestone with what became of it."""

    what: str
    due: str
    due_date: str
    state: State
    slippage: str
    made_by: Link
    kept_by: Link | None

    @property
    def word(self) -> str:
        """The state as a word."""
        return STATE_WORDS[self.state]

    @property
    def mark(self) -> str:
        """The state as a shape."""
        return STATE_MARKS[self.state]


class Row(msgspec.Struct, frozen=True):
    """One entry as every timeline shows it."""

    id: str
    path: str
    title: str
    date: str
    day: str
    withdrawn: bool
    stage: Mark
    where: tuple[Link, ...]
    more_regions: int
    who: tuple[str, ...]
    more_parties: int
    sectors: tuple[Link, ...]
    money: tuple[Sum, ...]
    promises: tuple[Promise, ...]


class Month(msgspec.Struct, frozen=True):
    """The rows of a month; the label is empty for entries of which only the year is known."""

    label: str
    rows: tuple[Row, ...]


class Year(msgspec.Struct, frozen=True):
    """The months of a year, newest first."""

    year: int
    months: tuple[Month, ...]
    count: int


class Section(msgspec.Struct, frozen=True):
    """Links under a heading: neighbours of a timeline, or a part of an index."""

    heading: str
    links: tuple[Link, ...]


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What every page has: its address, its title, the way to it, and its feed."""

    path: str
    title: str
    description: str
    crumbs: tuple[Link, ...] = ()
    feed: str | None = None
    updated: dt.date | None = None


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
    feed_entries: tuple[Entry, ...] = ()


class InitiativePage(msgspec.Struct, frozen=True, kw_only=True):
    """An initiative: where it stands, what it promised, what it costs, and all of its events."""

    head: Head
    initiative: Initiative
    stage: Mark | None
    facts: tuple[Section, ...]
    promises: tuple[Promise, ...]
    money: tuple[tuple[Link, Sum], ...]
    groups: tuple[Year, ...]
    total: int
    feed_entries: tuple[Entry, ...]


class EntryPage(msgspec.Struct, frozen=True, kw_only=True):
    """One entry with everything that is known of it."""

    head: Head
    entry: Entry
    date: str
    basis: str
    stage: Mark
    regions: tuple[Link, ...]
    participants: tuple[Link, ...]
    sectors: tuple[Link, ...]
    instruments: tuple[Link, ...]
    initiative: Link | None
    parties: tuple[tuple[str, str, str | None], ...]
    money: tuple[Sum, ...]
    promises: tuple[Promise, ...]
    kept: tuple[Promise, ...]
    targets: tuple[tuple[str, str, str], ...]
    older: Link | None
    newer: Link | None
    replaced_by: Link | None


class Index(msgspec.Struct, frozen=True, kw_only=True):
    """A page of links: all regions, sectors, initiatives, instruments or organisations."""

    head: Head
    heading: str
    sections: tuple[Section, ...]


class Tile(msgspec.Struct, frozen=True):
    """A province in the tile map; `shade` runs from 0 (no entry) to 4."""

    link: Link
    row: int
    column: int
    width: int
    shade: int


class Home(msgspec.Struct, frozen=True, kw_only=True):
    """The front page."""

    head: Head
    groups: tuple[Year, ...]
    tiles: tuple[Tile, ...]
    sectors: tuple[Link, ...]
    initiatives: tuple[tuple[Link, Mark | None], ...]
    upcoming: tuple[Promise, ...]
    overdue: tuple[Promise, ...]
    counts: tuple[tuple[str, int], ...]
    newest_change: str
    feed_entries: tuple[Entry, ...]


def phase(stage: Stage) -> int:
    """How far the ring of a stage is closed."""
    if stage.slug == "delayed":
        return 6
    if stage.slug == "cancelled":
        return 7
    return next(number for number, order in enumerate((10, 30, 45, 70, 1000), 1) if stage.order <= order)


class Views:
    """Every page's view of one catalogue on one day. Rows and links are made once and shared."""

    def __init__(self, catalogue: Catalogue, today: dt.date) -> None:
        self.catalogue = catalogue
        self.words = catalogue.vocabulary
        self.settings = catalogue.settings
        self._today = today
        self._limit = catalogue.settings.rows_per_page

    # Groups of entries, newest first.

    @cached_property
    def by_region(self) -> dict[RegionSlug, list[Entry]]:
        """For each region its entries, those of its districts, and those of the units that it replaced."""
        found: dict[RegionSlug, list[Entry]] = {slug: [] for slug in self.words.regions}
        for entry in self.catalogue.entries:
            for slug in self._timelines_of(entry):
                found[slug].append(entry)
        return found

    def _timelines_of(self, entry: Entry) -> dict[RegionSlug, None]:
        slugs: dict[RegionSlug, None] = {}
        for slug in (*entry.regions, *entry.participants):
            for heir in self.words.heirs(slug):
                parent = self.words.regions[heir].parent
                for one in (heir, *(self.words.heirs(parent) if parent else ())):
                    slugs[one] = None
        return slugs

    @cached_property
    def by_sector(self) -> dict[SectorSlug, list[Entry]]:
        """For each sector its entries."""
        return self._grouped(self.words.sectors, lambda entry: entry.sectors)

    @cached_property
    def by_instrument(self) -> dict[str, list[Entry]]:
        """For each instrument its entries."""
        return self._grouped(self.words.instruments, lambda entry: entry.instruments)

    @cached_property
    def by_organisation(self) -> dict[str, list[Entry]]:
        """For each organisation that takes part in any event: the events."""
        names = self.words.organisation_by_name
        return self._grouped(
            self.words.organisations,
            lambda entry: (names[party.name].slug for party in entry.parties if party.name in names),
        )

    def _grouped(
        self, keys: Iterable[Key], keys_of: Callable[[Entry], Iterable[Key]]
    ) -> dict[Key, list[Entry]]:
        found: dict[Key, list[Entry]] = {key: [] for key in keys}
        for entry in self.catalogue.entries:
            for key in dict.fromkeys(keys_of(entry)):
                found[key].append(entry)
        return found

    # Facts put into words.

    def mark(self, slug: StageSlug) -> Mark:
        """A stage as mark and word."""
        stage = self.words.stages[slug]
        return Mark(stage.name, phase(stage))

    def current_stage(self, slug: InitiativeSlug) -> StageSlug | None:
        """The stage of an initiative's newest event that sets one."""
        stages = self.words.stages
        events = (entry for entry in self.catalogue.by_initiative[slug] if not entry.withdrawn)
        return next((entry.stage for entry in events if stages[entry.stage].sets_stage), None)

    def region_link(self, slug: RegionSlug, day: dt.date | None = None) -> Link:
        """A region under its name of a day."""
        return Link(self.words.label(self.words.regions[slug], day), links.region(slug))

    def sector_link(self, slug: SectorSlug) -> Link:
        """A sector under its name."""
        return Link(self.words.sectors[slug].name, links.sector(slug))

    def initiative_link(self, slug: InitiativeSlug) -> Link:
        """An initiative under its title."""
        return Link(self.catalogue.initiatives[slug].title, links.initiative(slug))

    def sum_of(self, budget: Budget) -> Sum:
        """A budget in words."""
        parts = budget.breakdown.parts() if budget.breakdown else {}
        return Sum(
            what=budget.what,
            text=money.format_won(budget.amount),
            amount=budget.amount,
            status=STATUS_WORDS[budget.status],
            period=dates.format_period(budget.period) if budget.period else "",
            parts=tuple((SOURCE_WORDS[name], money.format_won(part), part) for name, part in parts.items()),
        )

    def promise(self, entry: Entry, milestone: Milestone) -> Promise:
        """A milestone and its state on the day of the build."""
        kept_by = self.catalogue.fulfilments.get(MilestoneRef(f"{entry.id}#{milestone.id}"))
        return Promise(
            what=milestone.what,
            due=dates.format_korean(milestone.due),
            due_date=str(milestone.due),
            state=self._state(entry, milestone, kept_by),
            slippage=_slippage(milestone.due, kept_by.date) if kept_by else "",
            made_by=Link(entry.title, links.entry(entry.id)),
            kept_by=Link(kept_by.title, links.entry(kept_by.id)) if kept_by else None,
        )

    def _state(self, entry: Entry, milestone: Milestone, kept_by: Entry | None) -> State:
        if kept_by:
            return "kept"
        if entry.initiative and self.current_stage(entry.initiative) == "cancelled":
            return "dropped"
        return "overdue" if self._today > milestone.due.last else "upcoming"

    def promises(self, entries: Iterable[Entry]) -> list[Promise]:
        """The promises of the entries that still count, the earliest first."""
        made = [(entry, item) for entry in entries if not entry.withdrawn for item in entry.milestones]
        made.sort(key=lambda pair: (pair[1].due.last, pair[0].id, pair[1].id))
        return [self.promise(entry, item) for entry, item in made]

    @cached_property
    def rows(self) -> dict[str, Row]:
        """Each entry's row, by id."""
        return {entry.id: self._row(entry) for entry in self.catalogue.entries}

    def _row(self, entry: Entry) -> Row:
        day = entry.date.first
        outside = [party.name for party in entry.parties if party.name not in self.words.region_by_name]
        counted = not entry.withdrawn
        return Row(
            id=entry.id,
            path=links.entry(entry.id),
            title=entry.title,
            date=str(entry.date),
            day=f"{entry.date.day}일" if entry.date.day else "",
            withdrawn=not counted,
            stage=self.mark(entry.stage),
            where=tuple(self.region_link(slug, day) for slug in entry.regions[:ROW_REGIONS]),
            more_regions=max(0, len(entry.regions) - ROW_REGIONS),
            who=tuple(outside[:ROW_PARTIES]),
            more_parties=max(0, len(outside) - ROW_PARTIES),
            sectors=tuple(self.sector_link(slug) for slug in entry.sectors),
            money=tuple(self.sum_of(budget) for budget in entry.budgets) if counted else (),
            promises=tuple(self.promise(entry, item) for item in entry.milestones) if counted else (),
        )

    def years(self, entries: Iterable[Entry]) -> tuple[Year, ...]:
        """Rows by year and month, in the order of the entries."""
        tree: dict[int, dict[int | None, list[Row]]] = {}
        for entry in entries:
            months = tree.setdefault(entry.date.year, {})
            months.setdefault(entry.date.month, []).append(self.rows[entry.id])
        return tuple(
            Year(
                year,
                tuple(Month(f"{month}월" if month else "", tuple(rows)) for month, rows in months.items()),
                sum(map(len, months.values())),
            )
            for year, months in tree.items()
        )

    # Pages.

    def timelines(self) -> Iterator[Timeline]:
        """Every timeline but the initiatives', each followed by its year pages."""
        for region in self.words.regions.values():
            yield from self._with_years(self._region_timeline(region), self.by_region[region.slug])
        for slug in self.words.sectors:
            yield from self._with_years(self._sector_timeline(slug), self.by_sector[slug])
        for province, sectors in self.sectors_of_provinces.items():
            for slug, entries in sectors.items():
                yield from self._with_years(self._region_sector_timeline(province, slug), entries)
        for key in self.words.instruments:
            yield from self._with_years(self._instrument_timeline(key), self.by_instrument[key])
        for name, entries in self.by_organisation.items():
            if entries:
                yield from self._with_years(self._organisation_timeline(name), entries)

    @cached_property
    def sectors_of_provinces(self) -> dict[RegionSlug, dict[SectorSlug, list[Entry]]]:
        """For each province with entries: for each sector that it has entries in, these."""
        found: dict[RegionSlug, dict[SectorSlug, list[Entry]]] = {}
        for slug, region in self.words.regions.items():
            if region.parent is None:
                sectors: dict[SectorSlug, list[Entry]] = {}
                for entry in self.by_region[slug]:
                    for sector in entry.sectors:
                        sectors.setdefault(sector, []).append(entry)
                found[slug] = {sector: sectors[sector] for sector in self.words.sectors if sector in sectors}
        return found

    def _with_years(self, timeline: Timeline, entries: Sequence[Entry]) -> Iterator[Timeline]:
        """The timeline with its newest rows; beyond the limit, every year has a page of its own."""
        if len(entries) <= self._limit:
            yield self._filled(timeline, entries, len(entries), ())
            return
        counts = Counter(entry.date.year for entry in entries)
        years = tuple(Link(f"{year}년", f"{timeline.head.path}{year}/", count) for year, count in counts.items())
        yield self._filled(timeline, entries[: self._limit], len(entries), years)
        for link, year in zip(years, counts, strict=True):
            crumbs = (*timeline.head.crumbs, Link(timeline.heading, timeline.head.path))
            head = msgspec.structs.replace(
                timeline.head, path=link.path, title=f"{timeline.head.title} {year}년", crumbs=crumbs
            )
            page = msgspec.structs.replace(timeline, head=head, heading=f"{timeline.heading} {year}년")
            of_year = [entry for entry in entries if entry.date.year == year]
            yield self._filled(page, of_year, len(of_year), years, feed=False)

    def _filled(
        self,
        timeline: Timeline,
        entries: Sequence[Entry],
        total: int,
        years: tuple[Link, ...],
        *,
        feed: bool = True,
    ) -> Timeline:
        updated = max((entry.updated for entry in entries), default=None)
        return msgspec.structs.replace(
            timeline,
            head=msgspec.structs.replace(timeline.head, updated=updated),
            groups=self.years(entries),
            total=total,
            shown=len(entries),
            years=years,
            feed_entries=tuple(entries) if feed and timeline.head.feed else (),
        )

    def _region_timeline(self, region: Region) -> Timeline:
        name = self.words.full_name(region)
        path = links.region(region.slug)
        parent = region.parent
        crumbs = (Link("지역", links.REGIONS), *((self.region_link(parent),) if parent else ()))
        return _timeline(
            Head(
                path=path,
                title=name,
                description=f"{name}이(가) 발표하고 추진한 산업 정책을 날짜순으로 모았습니다.",
                crumbs=crumbs,
                feed=f"{path}{links.FEED}",
            ),
            kind="지역",
            heading=name,
            notes=tuple(self._region_notes(region)),
            related=tuple(self.region_link(slug) for slug in self._kin(region)),
            neighbours=tuple(self._region_neighbours(region)),
        )

    def _kin(self, region: Region) -> tuple[RegionSlug, ...]:
        return (*region.successors, *self.words.predecessors.get(region.slug, ()))

    def _region_notes(self, region: Region) -> Iterator[str]:
        """What became of the region, in sentences."""
        for former in region.former_names:
            yield f"{dates.format_day(former.until)}까지 이름은 {former.name}였습니다."
        if region.until:
            heirs = ", ".join(self.words.full_name(self.words.regions[slug]) for slug in region.successors)
            yield f"{dates.format_day(region.until)}까지 있던 자치단체입니다. 그 뒤의 일은 {heirs}에 이어집니다."
        if old := self.words.predecessors.get(region.slug):
            names = ", ".join(self.words.full_name(self.words.regions[slug]) for slug in old)
            since = f"{dates.format_day(region.since)} 출범. " if region.since else ""
            yield f"{since}앞선 자치단체({names})의 기록도 그때 이름 그대로 싣습니다."

    def _region_neighbours(self, region: Region) -> Iterator[Section]:
        province = region.parent or region.slug
        sectors = tuple(
            Link(self.words.sectors[slug].name, links.region_sector(province, slug), len(entries))
            for slug, entries in self.sectors_of_provinces[province].items()
        )
        yield Section(f"{self.words.regions[province].everyday}의 분야", sectors)
        around = [slug for slug in self.words.regions if self.words.regions[slug].parent == province]
        districts = [slug for slug in around if slug != region.slug]
        with_entries = sorted(districts, key=lambda slug: not self.by_region[slug])
        yield Section(
            "시·군·구" if region.parent is None else "이웃 시·군·구",
            tuple(
                msgspec.structs.replace(self.region_link(slug), count=len(self.by_region[slug]))
                for slug in with_entries
            ),
        )

    def _sector_timeline(self, slug: SectorSlug) -> Timeline:
        sector = self.words.sectors[slug]
        path = links.sector(slug)
        provinces = tuple(
            Link(self.words.regions[province].everyday, links.region_sector(province, slug), len(sectors[slug]))
            for province, sectors in self.sectors_of_provinces.items()
            if slug in sectors
        )
        siblings = tuple(
            Link(other.name, links.sector(other.slug), len(self.by_sector[other.slug]))
            for other in self.words.sectors.values()
            if other.group == sector.group and other.slug != slug
        )
        group = next(group.name for group in self.words.sector_groups if group.slug == sector.group)
        return _timeline(
            Head(
                path=path,
                title=f"{sector.name} 정책",
                description=f"지방자치단체의 {sector.name} 정책을 날짜순으로 모았습니다.",
                crumbs=(Link("분야", links.SECTORS),),
                feed=f"{path}{links.FEED}",
            ),
            kind="분야",
            heading=sector.name,
            neighbours=(Section("지역별", provinces), Section(group, siblings)),
        )

    def _region_sector_timeline(self, province: RegionSlug, slug: SectorSlug) -> Timeline:
        region, sector = self.words.regions[province], self.words.sectors[slug]
        heading = f"{region.name} {sector.name}"
        others = tuple(
            Link(self.words.sectors[other].name, links.region_sector(province, other), len(entries))
            for other, entries in self.sectors_of_provinces[province].items()
            if other != slug
        )
        elsewhere = tuple(
            Link(self.words.regions[other].everyday, links.region_sector(other, slug), len(sectors[slug]))
            for other, sectors in self.sectors_of_provinces.items()
            if slug in sectors and other != province
        )
        return _timeline(
            Head(
                path=links.region_sector(province, slug),
                title=f"{heading} 정책",
                description=f"{region.name}의 {sector.name} 정책을 날짜순으로 모았습니다.",
                crumbs=(Link("지역", links.REGIONS), self.region_link(province)),
            ),
            kind="지역·분야",
            heading=heading,
            related=(self.region_link(province), self.sector_link(slug)),
            neighbours=(
                Section(f"{region.everyday}의 다른 분야", others),
                Section(f"다른 지역의 {sector.name}", elsewhere),
            ),
        )

    def _instrument_timeline(self, slug: str) -> Timeline:
        terms = self.words.instruments
        instrument = next(term for term in terms.values() if term.slug == slug)
        siblings = tuple(
            Link(other.name, links.instrument(other.slug), len(self.by_instrument[other.slug]))
            for other in terms.values()
            if other.group == instrument.group and other.slug != slug
        )
        group = next(group.name for group in self.words.instrument_groups if group.slug == instrument.group)
        return _timeline(
            Head(
                path=links.instrument(instrument.slug),
                title=f"정책 수단: {instrument.name}",
                description=f"지방자치단체가 {instrument.name}(으)로 편 정책을 날짜순으로 모았습니다.",
                crumbs=(Link("수단", links.INSTRUMENTS),),
            ),
            kind="수단",
            heading=instrument.name,
            neighbours=(Section(group, siblings),),
        )

    def _organisation_timeline(self, slug: str) -> Timeline:
        body = self.words.organisations[slug]
        notes = (f"옛 이름: {', '.join(body.former_names)}",) if body.former_names else ()
        return _timeline(
            Head(
                path=links.organisation(slug),
                title=body.name,
                description=f"{body.name}이(가) 함께한 지역 정책을 날짜순으로 모았습니다.",
                crumbs=(Link("기관", links.ORGANISATIONS),),
            ),
            kind=self.words.organisation_kinds[body.kind],
            heading=body.name,
            notes=notes,
            related=(self.region_link(body.region),) if body.region else (),
        )

    def initiative_pages(self) -> Iterator[InitiativePage]:
        """The page of each initiative."""
        for slug, initiative in self.catalogue.initiatives.items():
            entries = self.catalogue.by_initiative[slug]
            counted = [entry for entry in entries if not entry.withdrawn]
            stage = self.current_stage(slug)
            path = links.initiative(slug)
            yield InitiativePage(
                head=Head(
                    path=path,
                    title=initiative.title,
                    description=f"{initiative.title}의 사건, 약속, 예산을 처음부터 따라갑니다.",
                    crumbs=(Link("사업", links.INITIATIVES),),
                    feed=f"{path}{links.FEED}",
                    updated=max((entry.updated for entry in entries), default=initiative.added),
                ),
                initiative=initiative,
                stage=self.mark(stage) if stage else None,
                facts=(
                    Section("지역", tuple(map(self.region_link, initiative.regions))),
                    Section("분야", tuple(map(self.sector_link, initiative.sectors))),
                ),
                promises=tuple(self.promises(entries)),
                money=tuple(
                    (Link(dates.format_korean(entry.date), links.entry(entry.id)), self.sum_of(budget))
                    for entry in counted
                    for budget in entry.budgets
                ),
                groups=self.years(entries),
                total=len(entries),
                feed_entries=tuple(entries),
            )

    def entry_pages(self) -> Iterator[EntryPage]:
        """The page of each entry."""
        promises = {
            MilestoneRef(f"{entry.id}#{item.id}"): (entry, item)
            for entry in self.catalogue.entries
            for item in entry.milestones
        }
        for entry in self.catalogue.entries:
            older, newer = self._around(entry)
            kept = (promises[ref] for ref in entry.fulfils if ref in promises)
            yield self._entry_page(entry, older, newer, tuple(self.promise(*pair) for pair in kept))

    def _around(self, entry: Entry) -> tuple[Link | None, Link | None]:
        """The event before and the event after in the same initiative."""
        if not entry.initiative:
            return None, None
        events = self.catalogue.by_initiative[entry.initiative]
        place = events.index(entry)
        older = events[place + 1] if place + 1 < len(events) else None
        newer = events[place - 1] if place else None
        return _entry_link(older), _entry_link(newer)

    def _entry_page(
        self, entry: Entry, older: Link | None, newer: Link | None, kept: tuple[Promise, ...]
    ) -> EntryPage:
        day = entry.date.first
        first = self.region_link(entry.regions[0], day)
        replaced = entry.withdrawn.replaced_by if entry.withdrawn else None
        return EntryPage(
            head=Head(
                path=links.entry(entry.id),
                title=entry.title,
                description="",
                crumbs=(Link("지역", links.REGIONS), first),
                updated=entry.updated,
            ),
            entry=entry,
            date=dates.format_korean(entry.date),
            basis=BASIS_WORDS[entry.date_basis],
            stage=self.mark(entry.stage),
            regions=tuple(self._full_region_link(slug, day) for slug in entry.regions),
            participants=tuple(self._full_region_link(slug, day) for slug in entry.participants),
            sectors=tuple(map(self.sector_link, entry.sectors)),
            instruments=tuple(
                Link(self.words.instruments[slug].name, links.instrument(slug)) for slug in entry.instruments
            ),
            initiative=self.initiative_link(entry.initiative) if entry.initiative else None,
            parties=tuple(
                (party.name, ROLE_WORDS[party.role], self._party_path(party.name)) for party in entry.parties
            ),
            money=tuple(map(self.sum_of, entry.budgets)),
            promises=tuple(self.promise(entry, item) for item in entry.milestones),
            kept=kept,
            targets=tuple(
                (target.metric, f"{target.value:,} {target.unit}", _until(target.due))
                for target in entry.targets
            ),
            older=older,
            newer=newer,
            replaced_by=_entry_link(self.catalogue.by_id[replaced]) if replaced else None,
        )

    def _full_region_link(self, slug: RegionSlug, day: dt.date) -> Link:
        return Link(self.words.full_name(self.words.regions[slug], day), links.region(slug))

    def _party_path(self, name: str) -> str | None:
        """Where a party has a timeline, if it has one."""
        if body := self.words.organisation_by_name.get(name):
            return links.organisation(body.slug)
        region = self.words.region_by_name.get(name)
        return links.region(region.slug) if region else None

    def indexes(self) -> Iterator[Index]:
        """The pages that list regions, sectors, initiatives, instruments and organisations."""
        yield _index(links.REGIONS, "지역", "모든 시·도와 시·군·구의 정책 연표로 가는 길입니다.", self._region_sections())
        yield _index(
            links.SECTORS,
            "분야",
            "분야별 정책 연표로 가는 길입니다.",
            _by_group(self.words.sector_groups, self.words.sectors.values(), links.sector, self.by_sector),
        )
        yield _index(
            links.INITIATIVES,
            "사업",
            "여러 사건으로 이어지는 사업을 처음부터 따라갑니다.",
            (Section("따라가는 사업", tuple(link for link, _ in self._initiative_list())),),
        )
        yield _index(
            links.INSTRUMENTS,
            "수단",
            "협약, 공모, 특구 지정처럼 정책을 펴는 방법별 연표로 가는 길입니다.",
            _by_group(
                self.words.instrument_groups,
                self.words.instruments.values(),
                links.instrument,
                self.by_instrument,
            ),
        )
        yield _index(
            links.ORGANISATIONS, "기관", "정책에 함께한 기관별 연표로 가는 길입니다.", self._body_sections()
        )

    def _region_sections(self) -> Iterable[Section]:
        for province in self.words.regions.values():
            if province.parent is None:
                districts = [unit for unit in self.words.regions.values() if unit.parent == province.slug]
                everything = [province, *(unit for unit in districts if unit.until is None or province.until)]
                suffix = f" ({dates.format_day(province.until)}까지)" if province.until else ""
                yield Section(
                    f"{province.name}{suffix}",
                    tuple(
                        Link(
                            unit.name if unit.parent else f"{unit.everyday} 전체",
                            links.region(unit.slug),
                            len(self.by_region[unit.slug]),
                        )
                        for unit in everything
                    ),
                )

    def _body_sections(self) -> Iterable[Section]:
        for kind, name in self.words.organisation_kinds.items():
            bodies = tuple(
                Link(body.name, links.organisation(body.slug), len(self.by_organisation[body.slug]))
                for body in self.words.organisations.values()
                if body.kind == kind and self.by_organisation[body.slug]
            )
            if bodies:
                yield Section(name, bodies)

    def _initiative_list(self) -> tuple[tuple[Link, Mark | None], ...]:
        """Initiatives with where they stand, the one with the newest event first."""
        events = self.catalogue.by_initiative
        order = sorted(
            events, key=lambda slug: (-(events[slug][0].date.first.toordinal() if events[slug] else 0), slug)
        )
        found = []
        for slug in order:
            stage = self.current_stage(slug)
            link = msgspec.structs.replace(self.initiative_link(slug), count=len(events[slug]))
            found.append((link, self.mark(stage) if stage else None))
        return tuple(found)

    def home(self) -> Home:
        """The front page."""
        entries = self.catalogue.entries
        promises = self.promises(entries)
        districts = {slug for entry in entries for slug in (*entry.regions, *entry.participants)}
        return Home(
            head=Head(
                path=links.HOME,
                title=self.settings.title,
                description=self.settings.description,
                feed=links.FEED,
                updated=self.catalogue.newest_change,
            ),
            groups=self.years(entries[:30]),
            tiles=tuple(self._tiles()),
            sectors=tuple(
                Link(self.words.sectors[slug].name, links.sector(slug), len(found))
                for slug, found in self.by_sector.items()
                if found
            ),
            initiatives=self._initiative_list()[:12],
            upcoming=tuple(promise for promise in promises if promise.state == "upcoming")[:6],
            overdue=tuple(promise for promise in promises if promise.state == "overdue")[:6],
            counts=(
                ("기록", len(entries)),
                ("자치단체", len(districts)),
                ("사업", len(self.catalogue.initiatives)),
                ("약속", len(promises)),
            ),
            newest_change=dates.format_day(self.catalogue.newest_change),
            feed_entries=tuple(entries),
        )

    def _tiles(self) -> Iterator[Tile]:
        provinces = [region for region in self.words.regions.values() if region.tile]
        most = max((len(self.by_region[region.slug]) for region in provinces), default=0) or 1
        for region in sorted(provinces, key=lambda region: region.tile):
            count = len(self.by_region[region.slug])
            row, column, width = region.tile
            link = Link(region.everyday, links.region(region.slug), count)
            yield Tile(link, row, column, width, -(-count * 4 // most))


def _timeline(
    head: Head,
    *,
    kind: str,
    heading: str,
    notes: tuple[str, ...] = (),
    related: tuple[Link, ...] = (),
    neighbours: tuple[Section, ...] = (),
) -> Timeline:
    """A timeline whose rows are still to come; sections without links are left out."""
    return Timeline(
        head=head,
        kind=kind,
        heading=heading,
        notes=notes,
        related=related,
        neighbours=tuple(section for section in neighbours if section.links),
        groups=(),
        total=0,
        shown=0,
    )


def _index(path: str, title: str, description: str, sections: Iterable[Section]) -> Index:
    head = Head(path=path, title=title, description=description)
    return Index(head=head, heading=title, sections=tuple(sections))


def _by_group(
    groups: Iterable[msgspec.Struct],
    terms: Iterable[msgspec.Struct],
    address: Callable[[str], str],
    entries: dict[str, list[Entry]],
) -> Iterator[Section]:
    """A section for each group, with its terms."""
    terms = list(terms)
    for group in groups:
        yield Section(
            group.name,
            tuple(
                Link(term.name, address(term.slug), len(entries[term.slug]))
                for term in terms
                if term.group == group.slug
            ),
        )


def _entry_link(entry: Entry | None) -> Link | None:
    return Link(entry.title, links.entry(entry.id)) if entry else None


def _until(due: PartialDate | None) -> str:
    return f"{dates.format_korean(due)}까지" if due else ""


def _slippage(due: PartialDate, kept: PartialDate) -> str:
    """How a promise was kept against its date; an inexact date counts as its last day on both sides."""
    days = (kept.last - due.last).days
    return f"{days:,}일 늦음" if days > 0 else "기한 안"
