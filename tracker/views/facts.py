"""Facts of the catalogue put into words: links, stages, sums, promises, rows."""

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cached_property

from tracker import dates, links, money
from tracker.catalogue import Catalogue
from tracker.model import (
    Budget,
    Entry,
    InitiativeSlug,
    InstrumentSlug,
    Milestone,
    MilestoneRef,
    RegionSlug,
    SectorSlug,
    StageSlug,
)
from tracker.views.shapes import Link, Mark, Month, Promise, Row, State, Sum, Year
from tracker.vocabulary import Stage

STATUS_WORDS = {
    "announced": "발표",
    "requested": "신청",
    "awarded": "확보",
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
ROW_REGIONS = 3
ROW_PARTIES = 2


def phase(stage: Stage) -> int:
    """How far the ring of a stage is closed."""
    if stage.slug == "delayed":
        return 6
    if stage.slug == "cancelled":
        return 7
    return next(number for number, order in enumerate((10, 30, 45, 70, 1000), 1) if stage.order <= order)


class Facts:
    """One catalogue on one day. A row is made once and shared by all timelines."""

    def __init__(self, catalogue: Catalogue, today: dt.date) -> None:
        self.catalogue = catalogue
        self.words = catalogue.vocabulary
        self.today = today
        self._rows: dict[str, Row] = {}
        self._stages: dict[InitiativeSlug, StageSlug | None] = {}

    def mark(self, slug: StageSlug) -> Mark:
        """A stage as mark and word."""
        stage = self.words.stages[slug]
        return Mark(stage.name, phase(stage), slug)

    def current_stage(self, slug: InitiativeSlug) -> StageSlug | None:
        """The stage of an initiative's newest event that sets one."""
        if slug not in self._stages:
            stages = self.words.stages
            events = (entry for entry in self.catalogue.by_initiative[slug] if not entry.withdrawn)
            self._stages[slug] = next((entry.stage for entry in events if stages[entry.stage].sets_stage), None)
        return self._stages[slug]

    def region_link(self, slug: RegionSlug, day: dt.date | None = None) -> Link:
        """A region under its name of a day."""
        return Link(self.words.label(self.words.regions[slug], day), links.region(slug))

    def full_region_link(self, slug: RegionSlug, day: dt.date) -> Link:
        """A region under its full name of a day."""
        return Link(self.words.full_name(self.words.regions[slug], day), links.region(slug))

    def sector_link(self, slug: SectorSlug) -> Link:
        """A sector under its name."""
        return Link(self.words.sectors[slug].name, links.sector(slug))

    def instrument_link(self, slug: InstrumentSlug) -> Link:
        """An instrument under its name."""
        return Link(self.words.instruments[slug].name, links.instrument(slug))

    def initiative_link(self, slug: InitiativeSlug) -> Link:
        """An initiative under its title."""
        return Link(self.catalogue.initiatives[slug].title, links.initiative(slug))

    @staticmethod
    def entry_link(entry: Entry) -> Link:
        """An entry under its title."""
        return Link(entry.title, links.entry(entry.id))

    @staticmethod
    def sum_of(budget: Budget) -> Sum:
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

    @staticmethod
    def reference(entry: Entry, milestone: Milestone) -> MilestoneRef:
        """How another entry names a milestone that it fulfils."""
        return MilestoneRef(f"{entry.id}#{milestone.id}")

    def promise(self, entry: Entry, milestone: Milestone) -> Promise:
        """A milestone and its state on the day of the build.

        Whether it was kept in time counts from the last day that either date can mean.
        """
        kept_by = self.catalogue.fulfilments.get(self.reference(entry, milestone))
        return Promise(
            what=milestone.what,
            due=dates.format_korean(milestone.due),
            due_date=str(milestone.due),
            state=self.state(entry, milestone, kept_by),
            days_late=(kept_by.date.last - milestone.due.last).days if kept_by else 0,
            where=self.region_link(entry.regions[0], entry.date.first),
            made_by=self.entry_link(entry),
            kept_by=self.entry_link(kept_by) if kept_by else None,
            kept=dates.format_korean(kept_by.date) if kept_by else "",
            kept_date=str(kept_by.date) if kept_by else "",
        )

    def state(self, entry: Entry, milestone: Milestone, kept_by: Entry | None) -> State:
        """What became of a promise that an entry may have kept."""
        if kept_by:
            return "kept"
        if entry.initiative and self.current_stage(entry.initiative) == "cancelled":
            return "dropped"
        return "overdue" if self.today > milestone.due.last else "upcoming"

    @cached_property
    def updated(self) -> dict[str, dt.date]:
        """The day of the last change of every entry, by id."""
        return {entry.id: entry.updated for entry in self.catalogue.entries}

    def newest(self, entries: Iterable[Entry]) -> dt.date | None:
        """The day of the last change of any of some entries."""
        updated = self.updated
        return max([updated[entry.id] for entry in entries], default=None)

    def promises(self, entries: Iterable[Entry]) -> list[Promise]:
        """The promises of the entries that still count, the earliest first."""
        made = [(entry, item) for entry in entries if not entry.withdrawn for item in entry.milestones]
        made.sort(key=lambda pair: (pair[1].due.last, pair[0].id, pair[1].id))
        return [self.promise(entry, item) for entry, item in made]

    def row(self, entry: Entry) -> Row:
        """The row of an entry."""
        if entry.id not in self._rows:
            self._rows[entry.id] = self._new_row(entry)
        return self._rows[entry.id]

    def _new_row(self, entry: Entry) -> Row:
        day = entry.date.first
        regions = self.words.region_by_name
        outside = [party.name for party in entry.parties if party.name not in regions]
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
            facets=tuple(self._facets(entry)),
        )

    def _facets(self, entry: Entry) -> Iterator[Link]:
        """The provinces and instruments by which a list can be narrowed to the entry."""
        heads = (RegionSlug(slug.partition("/")[0]) for slug in (*entry.regions, *entry.participants))
        yield from map(self.region_link, dict.fromkeys(heads))
        yield from map(self.instrument_link, entry.instruments)

    def years(self, entries: Iterable[Entry]) -> tuple[Year, ...]:
        """Rows by year and month, in the order of the entries."""
        tree: dict[int, dict[int | None, list[Row]]] = {}
        for entry in entries:
            months = tree.setdefault(entry.date.year, {})
            months.setdefault(entry.date.month, []).append(self.row(entry))
        return tuple(
            Year(
                year,
                tuple(Month(f"{month}월" if month else "", tuple(rows)) for month, rows in months.items()),
                sum(map(len, months.values())),
            )
            for year, months in tree.items()
        )
