"""From the catalogue to records: what the JSON files hold. Each record is made once and encoded once."""

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

import msgspec

from tracker import links, model
from tracker.data import records
from tracker.model import EntryId, InitiativeSlug, MilestoneRef, PartialDate, Period, RegionSlug
from tracker.views.budgets import Standing, standing
from tracker.views.facts import Facts, in_order
from tracker.views.groups import Groups

Days = tuple[str | None, dt.date | None, dt.date | None]
"""EDTF text, the first day that it can mean, and the last."""
NO_DAYS: Days = (None, None, None)


def days(date: PartialDate) -> tuple[str, dt.date, dt.date]:
    """A date as records hold it."""
    return str(date), date.first, date.last


def days_of(period: Period | None) -> Days:
    """A period as records hold it."""
    return (str(period), period.start.first, period.end.last) if period else NO_DAYS


class Composer:
    """One catalogue on one day as records, with absolute addresses."""

    def __init__(self, facts: Facts, groups: Groups) -> None:
        self.facts, self.groups = facts, groups
        self.catalogue = facts.catalogue
        self.words = facts.words
        self._base = self.catalogue.settings.base_url
        self._terms: dict[tuple[str, ...], records.Term] = {}
        self._summaries: dict[EntryId, msgspec.Raw] = {}
        self._standing: dict[str, dict[tuple[str, str], model.Budget]] = {}

    def url(self, path: str) -> str:
        """The absolute address of a page or file."""
        return f"{self._base}{path}"

    def api_url(self, path: str) -> str:
        """The absolute address of a page's JSON file."""
        return f"{self._base}{links.twin(path)}"

    @cached_property
    def entries(self) -> dict[EntryId, records.Entry]:
        """Every published entry, newest event first."""
        return {entry.id: self.entry(entry) for entry in self.catalogue.entries}

    def encoded(self) -> Iterator[bytes]:
        """The JSON of every published entry, newest event first."""
        return map(msgspec.json.Encoder().encode, self.entries.values())

    def listed(self, entries: Iterable[model.Entry]) -> Any:
        """Entries for a list, encoded already; stands where a record wants summaries."""
        return tuple(map(self._listed, entries))

    def _listed(self, entry: model.Entry) -> msgspec.Raw:
        if entry.id not in self._summaries:
            self._summaries[entry.id] = msgspec.Raw(msgspec.json.encode(self._summary(entry)))
        return self._summaries[entry.id]

    @cached_property
    def standing(self) -> list[Standing]:
        """The budgets that stand, newest first."""
        return standing(self.catalogue.entries)

    def _stands(self, entry: model.Entry, budget: model.Budget) -> bool:
        """Whether a budget is the newest of its purpose, in its initiative if it has one."""
        owner = entry.initiative or entry.id
        if owner not in self._standing:
            entries = self.catalogue.by_initiative[entry.initiative] if entry.initiative else [entry]
            self._standing[owner] = {(item.entry.id, item.budget.what): item.budget for item in standing(entries)}
        return self._standing[owner].get((entry.id, budget.what)) is budget

    @cached_property
    def promises(self) -> dict[MilestoneRef, records.Promise]:
        """The promises of entries that still count, the earliest due first."""
        return {MilestoneRef(item.ref): item for item in self.promises_of(self.catalogue.entries)}

    def promises_of(self, entries: Iterable[model.Entry]) -> tuple[records.Promise, ...]:
        """The promises of those entries that still count, the earliest due first."""
        return tuple(self._promise(entry, self._milestone(entry, item)) for entry, item in in_order(entries))

    @cached_property
    def figures(self) -> tuple[records.Figure, ...]:
        """The budgets that stand, newest first."""
        return tuple(map(self._figure, self.standing))

    def figures_of(self, slug: InitiativeSlug) -> tuple[records.Figure, ...]:
        """The standing budgets of an initiative, newest first."""
        return tuple(map(self._figure, standing(self.catalogue.by_initiative[slug])))

    def _promise(self, entry: model.Entry, item: records.Milestone) -> records.Promise:
        return records.Promise(
            **msgspec.structs.asdict(item),
            entry=self.entry_link(entry),
            initiative=entry.initiative,
            regions=entry.regions,
            sectors=entry.sectors,
        )

    def _figure(self, item: Standing) -> records.Figure:
        return records.Figure(
            **msgspec.structs.asdict(self._budget(item.entry, item.budget)),
            entry=self.entry_link(item.entry),
            initiative=item.entry.initiative,
            regions=item.entry.regions,
            sectors=item.entry.sectors,
        )

    def entry_link(self, entry: model.Entry) -> records.EntryLink:
        """A way to an entry."""
        path = links.entry(entry.id)
        return records.EntryLink(
            id=entry.id, title=entry.title, date=str(entry.date), url=self.url(path), api_url=self.api_url(path)
        )

    def initiative_link(self, slug: InitiativeSlug) -> records.InitiativeLink:
        """A way to an initiative."""
        path = links.initiative(slug)
        title = self.catalogue.initiatives[slug].title
        return records.InitiativeLink(slug=slug, title=title, url=self.url(path), api_url=self.api_url(path))

    def _term(self, slug: str, name: str, path: str) -> records.Term:
        """A term with a page; made once for each name that it has borne."""
        term = self._terms.get((path, name))
        if term is None:
            term = records.Term(slug=slug, name=name, url=self.url(path), api_url=self.api_url(path))
            self._terms[path, name] = term
        return term

    def region(self, slug: RegionSlug, day: dt.date | None = None) -> records.Term:
        """A region under its full name of a day, or of today."""
        return self._term(slug, self.words.full_name(self.words.regions[slug], day), links.region(slug))

    def sector(self, slug: model.SectorSlug) -> records.Term:
        """A sector."""
        return self._term(slug, self.words.sectors[slug].name, links.sector(slug))

    def instrument(self, slug: model.InstrumentSlug) -> records.Term:
        """An instrument."""
        return self._term(slug, self.words.instruments[slug].name, links.instrument(slug))

    def stage(self, slug: model.StageSlug) -> records.Term:
        """A stage, which has no page of its own."""
        name = self.words.stages[slug].name
        return records.Term(slug=slug, name=name, url=None, api_url=self.api_url("stages/"))

    def entry(self, entry: model.Entry) -> records.Entry:
        """An entry with all that is known of it."""
        day, path = entry.date.first, links.entry(entry.id)
        date, first, last = days(entry.date)
        return records.Entry(
            id=entry.id,
            url=self.url(path),
            api_url=self.api_url(path),
            title=entry.title,
            title_en=entry.title_en,
            summary_en=entry.summary_en,
            date=date,
            date_first=first,
            date_last=last,
            date_basis=entry.date_basis,
            date_note=entry.date_note,
            added=entry.added,
            updated=entry.updated,
            regions=tuple(self.region(slug, day) for slug in entry.regions),
            participants=tuple(self.region(slug, day) for slug in entry.participants),
            sectors=tuple(map(self.sector, entry.sectors)),
            instruments=tuple(map(self.instrument, entry.instruments)),
            stage=self.stage(entry.stage),
            initiative=self.initiative_link(entry.initiative) if entry.initiative else None,
            parties=tuple(map(self._party, entry.parties)),
            budgets=tuple(self._budget(entry, budget) for budget in entry.budgets),
            milestones=tuple(self._milestone(entry, item) for item in entry.milestones),
            fulfils=tuple(map(self._kept, entry.fulfils)),
            targets=tuple(map(_target, entry.targets)),
            sources=tuple(map(_source, entry.sources)),
            corrections=tuple(records.Correction(date=one.date, what=one.what) for one in entry.corrections),
            withdrawn=self._withdrawal(entry.withdrawn) if entry.withdrawn else None,
            redirect_from=entry.redirect_from,
            body=entry.body,
        )

    def _summary(self, entry: model.Entry) -> records.Summary:
        path = links.entry(entry.id)
        date, first, last = days(entry.date)
        return records.Summary(
            id=entry.id,
            title=entry.title,
            date=date,
            date_first=first,
            date_last=last,
            updated=entry.updated,
            withdrawn=entry.withdrawn is not None,
            stage=entry.stage,
            regions=entry.regions,
            sectors=entry.sectors,
            initiative=entry.initiative,
            path=path,
            url=self.url(path),
            api_url=self.api_url(path),
        )

    def _party(self, party: model.Party) -> records.Party:
        body = self.words.organisation_by_name.get(party.name)
        region = None if body else self.words.region_by_name.get(party.name)
        path = links.organisation(body.slug) if body else links.region(region.slug) if region else None
        return records.Party(
            name=party.name,
            role=party.role,
            organisation=body.slug if body else None,
            region=region.slug if region else None,
            url=self.url(path) if path else None,
            api_url=self.api_url(path) if path else None,
        )

    def _budget(self, entry: model.Entry, budget: model.Budget) -> records.Budget:
        period, first, last = days_of(budget.period)
        return records.Budget(
            what=budget.what,
            what_en=budget.what_en,
            amount=budget.amount,
            status=budget.status,
            period=period,
            period_first=first,
            period_last=last,
            breakdown=records.Breakdown(**msgspec.structs.asdict(budget.breakdown)) if budget.breakdown else None,
            part_of=budget.part_of,
            standing=self._stands(entry, budget),
        )

    def _milestone(self, entry: model.Entry, item: model.Milestone) -> records.Milestone:
        ref = MilestoneRef(f"{entry.id}#{item.id}")
        kept_by = None if entry.withdrawn else self.catalogue.fulfilments.get(ref)
        promise = self.facts.promise(entry, item)
        due, first, last = days(item.due)
        return records.Milestone(
            ref=ref,
            id=item.id,
            what=item.what,
            what_en=item.what_en,
            due=due,
            due_first=first,
            due_last=last,
            state=None if entry.withdrawn else promise.state,
            days_late=promise.days_late if kept_by else None,
            kept_by=self.entry_link(kept_by) if kept_by else None,
        )

    def _kept(self, ref: MilestoneRef) -> records.Kept:
        entry, item = self.catalogue.milestones[ref]
        return records.Kept(ref=ref, what=item.what, entry=self.entry_link(entry))

    def _withdrawal(self, withdrawal: model.Withdrawal) -> records.Withdrawal:
        other = withdrawal.replaced_by
        return records.Withdrawal(
            date=withdrawal.date,
            reason=withdrawal.reason,
            replaced_by=self.entry_link(self.catalogue.by_id[other]) if other else None,
        )


def _target(target: model.Target) -> records.Target:
    due, first, last = days(target.due) if target.due else NO_DAYS
    whole = target.value == int(target.value)
    value = int(target.value) if whole else float(target.value)
    return records.Target(
        metric=target.metric,
        metric_en=target.metric_en,
        value=value,
        unit=target.unit,
        due=due,
        due_first=first,
        due_last=last,
    )


def _source(source: model.Source) -> records.Source:
    return records.Source(
        url=source.url, publisher=source.publisher, published=source.published, archive_url=source.archive_url
    )
