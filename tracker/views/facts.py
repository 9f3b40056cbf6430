"""Facts of the catalogue put into words: links, stages, sums, promises, rows."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from html import escape
from typing import Protocol

from tracker import links
from tracker.catalogue import Catalogue
from tracker.fields import STATUS_WORDS
from tracker.glossary import Region, Stage
from tracker.language import KOREAN, Language
from tracker.messages import N_
from tracker.model import (
    Budget,
    Entry,
    Initiative,
    InitiativeSlug,
    InstrumentSlug,
    Milestone,
    MilestoneRef,
    Period,
    RegionSlug,
    SectorSlug,
    StageSlug,
)
from tracker.views.shapes import STATE_WORDS, Link, Mark, Month, Promise, Row, State, Sum, Trait, Year

SOURCE_WORDS = {
    "national": N_("국비"),
    "provincial": N_("도비"),
    "municipal": N_("시·군·구비"),
    "local": N_("지방비"),
    "private": N_("민간"),
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


class Named(Protocol):
    """A term of the vocabulary."""

    @property
    def name(self) -> str:
        """In Korean."""

    @property
    def name_en(self) -> str:
        """In English."""


def in_order(entries: Iterable[Entry]) -> list[tuple[Entry, Milestone]]:
    """The promises of the entries that still count, the earliest first."""
    made = [(entry, item) for entry in entries if not entry.withdrawn for item in entry.milestones]
    return sorted(made, key=lambda pair: (pair[1].due.last, pair[0].id, pair[1].id))


class Facts:
    """One catalogue on one day in one language. A row and a promise are made once for all pages that show them."""

    def __init__(self, catalogue: Catalogue, today: dt.date, language: Language = KOREAN) -> None:
        self.catalogue = catalogue
        self.words = catalogue.vocabulary
        self.language = language
        self.gettext, self.pgettext, self.ngettext = language.gettext, language.pgettext, language.ngettext
        self.date, self.day, self.won = language.date, language.day, language.won
        self.today = today
        self._is_korean = language.is_korean
        self._rows: dict[str, Row] = {}
        self._promises: dict[MilestoneRef, Promise] = {}
        self._stages: dict[InitiativeSlug, StageSlug | None] = {}

    def name(self, term: Named) -> str:
        """A term under its name."""
        return term.name if self._is_korean else term.name_en

    def said(self, korean: str, english: str | None) -> str:
        """What a record says: in English, where it does."""
        return korean if self._is_korean else english or korean

    def text(self, record: Entry | Initiative) -> str:
        """What a page says of a record at length, as safe HTML; in English a summary, where there is one."""
        if self._is_korean:
            return record.html
        return f"<p>{escape(record.summary_en)}</p>" if record.summary_en else ""

    def region_name(self, region: Region) -> str:
        """The name of a region without those of its parents; in English the short one, which is the usual one."""
        return region.name if self._is_korean else region.everyday_en

    def everyday(self, region: Region) -> str:
        """The short name of a region."""
        return region.everyday if self._is_korean else region.everyday_en

    def full_name(self, region: Region, day: dt.date | None = None) -> str:
        """The full name of a region, on a day or today."""
        return self.words.full_name(region, day) if self._is_korean else self.words.full_name_en(region, day)

    def worth_a_page(self, entries: Sequence[Entry]) -> bool:
        """Whether a term has a page in this language: without entries it has a Korean one alone, to subscribe to."""
        return self._is_korean or bool(entries)

    def address(self, path: str, entries: Sequence[Entry]) -> str:
        """Where the page of a term with these entries stands."""
        return path if self.worth_a_page(entries) else links.korean(path)

    def has_english(self, condition: object = True) -> bool:
        """Whether a page for which the condition holds has an English counterpart."""
        return self.catalogue.settings.english is not None and bool(condition)

    def mark(self, slug: StageSlug) -> Mark:
        """A stage as mark and word."""
        stage = self.words.stages[slug]
        return Mark(self.name(stage), phase(stage), slug)

    def current_stage(self, slug: InitiativeSlug) -> StageSlug | None:
        """The stage of an initiative's newest event that sets one."""
        if slug not in self._stages:
            stages = self.words.stages
            events = (entry for entry in self.catalogue.by_initiative[slug] if not entry.withdrawn)
            self._stages[slug] = next((entry.stage for entry in events if stages[entry.stage].sets_stage), None)
        return self._stages[slug]

    def region_link(self, slug: RegionSlug, day: dt.date | None = None) -> Link:
        """A region under its name of a day."""
        region = self.words.regions[slug]
        label = self.words.label(region, day) if self._is_korean else self.words.label_en(region)
        return Link(label, links.region(slug))

    def full_region_link(self, slug: RegionSlug, day: dt.date) -> Link:
        """A region under its full name of a day."""
        return Link(self.full_name(self.words.regions[slug], day), links.region(slug))

    def sector_link(self, slug: SectorSlug) -> Link:
        """A sector under its name."""
        return Link(self.name(self.words.sectors[slug]), links.sector(slug))

    def instrument_link(self, slug: InstrumentSlug) -> Link:
        """An instrument under its name."""
        return Link(self.name(self.words.instruments[slug]), links.instrument(slug))

    def initiative_link(self, slug: InitiativeSlug) -> Link:
        """An initiative under its title."""
        initiative = self.catalogue.initiatives[slug]
        return self._record_link(initiative.title, initiative.title_en, links.initiative(slug))

    def entry_link(self, entry: Entry) -> Link:
        """An entry under its title."""
        return self._record_link(entry.title, entry.title_en, links.entry(entry.id))

    def _record_link(self, title: str, title_en: str | None, path: str) -> Link:
        """A record under its title; without an English one it stands in Korean alone."""
        if self._is_korean:
            return Link(title, path)
        return Link(title_en, path) if title_en else Link(title, links.korean(path))

    def period(self, period: Period | None) -> str:
        """A period in words, or nothing."""
        return self.language.period(period) if period else ""

    def sum_of(self, budget: Budget) -> Sum:
        """A budget in words."""
        parts = budget.breakdown.parts() if budget.breakdown else {}
        return Sum(
            what=self.said(budget.what, budget.what_en),
            text=self.won(budget.amount),
            amount=budget.amount,
            status=self.gettext(STATUS_WORDS[budget.status]),
            period=self.period(budget.period),
            parts=tuple((self.gettext(SOURCE_WORDS[name]), self.won(part), part) for name, part in parts.items()),
        )

    @staticmethod
    def reference(entry: Entry, milestone: Milestone) -> MilestoneRef:
        """How another entry names a milestone that it fulfils."""
        return MilestoneRef(f"{entry.id}#{milestone.id}")

    def promise(self, entry: Entry, milestone: Milestone) -> Promise:
        """A milestone and its state on the day of the build.

        Whether it was kept in time counts from the last day that either date can mean.
        """
        reference = self.reference(entry, milestone)
        if reference not in self._promises:
            self._promises[reference] = self._new_promise(entry, milestone, reference)
        return self._promises[reference]

    def _new_promise(self, entry: Entry, milestone: Milestone, reference: MilestoneRef) -> Promise:
        kept_by = self.catalogue.fulfilments.get(reference)
        state = self.state(entry, milestone, kept_by)
        days_late = (kept_by.date.last - milestone.due.last).days if kept_by else 0
        return Promise(
            what=self.said(milestone.what, milestone.what_en),
            due=self.date(milestone.due),
            due_date=str(milestone.due),
            state=state,
            word=self.gettext(STATE_WORDS[state]),
            days_late=days_late,
            slippage=self._slippage(days_late),
            where=self.region_link(entry.regions[0], entry.date.first),
            made_by=self.entry_link(entry),
            kept_by=self.entry_link(kept_by) if kept_by else None,
            kept=self.date(kept_by.date) if kept_by else "",
            kept_date=str(kept_by.date) if kept_by else "",
        )

    def _slippage(self, days_late: int) -> str:
        """How a kept promise was kept, against its date."""
        if days_late <= 0:
            return self.gettext("기한 안")
        return self.ngettext("%(days)s일 늦음", "%(days)s일 늦음", days_late, days=f"{days_late:,}")

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
        return [self.promise(entry, item) for entry, item in in_order(entries)]

    def row(self, entry: Entry) -> Row:
        """The row of an entry."""
        if entry.id not in self._rows:
            self._rows[entry.id] = self._new_row(entry)
        return self._rows[entry.id]

    def _new_row(self, entry: Entry) -> Row:
        day = entry.date.first
        regions = self.words.region_by_name
        outside = [self.party(party.name) for party in entry.parties if party.name not in regions]
        counted = not entry.withdrawn
        link = self.entry_link(entry)
        return Row(
            id=entry.id,
            path=link.path,
            title=link.label,
            date=str(entry.date),
            day=self.gettext("%(day)s일", day=entry.date.day) if entry.date.day else "",
            withdrawn=not counted,
            stage=self.mark(entry.stage),
            where=tuple(self.region_link(slug, day) for slug in entry.regions[:ROW_REGIONS]),
            more_regions=max(0, len(entry.regions) - ROW_REGIONS),
            who=tuple(outside[:ROW_PARTIES]),
            more_parties=max(0, len(outside) - ROW_PARTIES),
            sectors=tuple(self.sector_link(slug) for slug in entry.sectors),
            money=tuple(self.sum_of(budget) for budget in entry.budgets) if counted else (),
            promises=tuple(self.promise(entry, item) for item in entry.milestones) if counted else (),
            traits=tuple(self._traits(entry)),
        )

    def party(self, name: str) -> str:
        """Somebody who acts, under the name of the day; in English under the present one, where it is known."""
        if self._is_korean:
            return name
        if body := self.words.organisation_by_name.get(name):
            return body.name_en
        region = self.words.region_by_name.get(name)
        return region.name_en if region else self.words.party_names_en.get(name, name)

    def _traits(self, entry: Entry) -> Iterator[Trait]:
        """What a list can be narrowed by to the entry, regions to their provinces."""
        yield "stage", entry.stage, self.name(self.words.stages[entry.stage])
        year = f"{entry.date.year:04}"
        yield "year", year, year
        for province in dict.fromkeys(slug.partition("/")[0] for slug in (*entry.regions, *entry.participants)):
            yield "region", province, self.region_link(RegionSlug(province)).label
        for instrument in entry.instruments:
            yield "instrument", instrument, self.name(self.words.instruments[instrument])
        for sector in entry.sectors:
            yield "sector", sector, self.name(self.words.sectors[sector])

    def years(self, entries: Iterable[Entry]) -> tuple[Year, ...]:
        """Rows by year and month, in the order of the entries."""
        tree: dict[int, dict[int | None, list[Row]]] = {}
        for entry in entries:
            months = tree.setdefault(entry.date.year, {})
            months.setdefault(entry.date.month, []).append(self.row(entry))
        return tuple(
            Year(
                year,
                tuple(
                    Month(self.language.month(month) if month else "", tuple(rows)) for month, rows in months.items()
                ),
                sum(map(len, months.values())),
            )
            for year, months in tree.items()
        )
