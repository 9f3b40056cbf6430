"""The shapes of the JSON files: what `api/v1/` promises. Every key is always there, null where nothing is known."""

import datetime as dt
from typing import Literal

import msgspec

from tracker.model import DateBasis, Role, Status
from tracker.views.shapes import State

Collection = Literal["regions", "sectors", "instruments", "organisations"]


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something with constant keys; the schemas that readers are given close each record to others."""


class Term(Record, frozen=True, kw_only=True):
    """A word of the vocabulary, under the name of the day."""

    slug: str
    name: str
    url: str | None
    api_url: str


class EntryLink(Record, frozen=True, kw_only=True):
    """A way to an entry."""

    id: str
    title: str
    date: str
    url: str
    api_url: str


class InitiativeLink(Record, frozen=True, kw_only=True):
    """A way to an initiative."""

    slug: str
    title: str
    url: str
    api_url: str


class Party(Record, frozen=True, kw_only=True):
    """Somebody who acts in an event, with the term that the name stands for, if any does."""

    name: str
    role: Role
    organisation: str | None
    region: str | None
    url: str | None
    api_url: str | None


class Breakdown(Record, frozen=True, kw_only=True):
    """Who pays how much of a budget, in KRW."""

    national: int | None
    provincial: int | None
    municipal: int | None
    local: int | None
    private: int | None


class Budget(Record, frozen=True, kw_only=True):
    """A sum in KRW; `standing` tells whether it is the newest figure of its purpose and no part of another."""

    what: str
    what_en: str | None
    amount: int
    status: Status
    period: str | None
    period_first: dt.date | None
    period_last: dt.date | None
    breakdown: Breakdown | None
    part_of: str | None
    standing: bool


class Figure(Budget, frozen=True, kw_only=True):
    """A sum that stands, with the entry that says so."""

    entry: EntryLink
    initiative: str | None
    regions: tuple[str, ...]
    sectors: tuple[str, ...]


class Milestone(Record, frozen=True, kw_only=True):
    """A promise and what became of it; those of a withdrawn entry have no state."""

    ref: str
    id: str
    what: str
    what_en: str | None
    due: str
    due_first: dt.date
    due_last: dt.date
    state: State | None
    days_late: int | None
    kept_by: EntryLink | None


class Promise(Milestone, frozen=True, kw_only=True):
    """A promise with the entry that made it."""

    entry: EntryLink
    initiative: str | None
    regions: tuple[str, ...]
    sectors: tuple[str, ...]


class Kept(Record, frozen=True, kw_only=True):
    """An earlier promise that an event keeps."""

    ref: str
    what: str
    entry: EntryLink


class Target(Record, frozen=True, kw_only=True):
    """A number that is to be reached."""

    metric: str
    metric_en: str | None
    value: int | float
    unit: str
    due: str | None
    due_first: dt.date | None
    due_last: dt.date | None


class Source(Record, frozen=True, kw_only=True):
    """A published text that an entry rests on."""

    url: str
    publisher: str
    published: dt.date | None
    archive_url: str | None


class Correction(Record, frozen=True, kw_only=True):
    """A change that readers were told of."""

    date: dt.date
    what: str


class Withdrawal(Record, frozen=True, kw_only=True):
    """Why an entry no longer counts."""

    date: dt.date
    reason: str
    replaced_by: EntryLink | None


class Entry(Record, frozen=True, kw_only=True):
    """One event, with everything that is known of it."""

    id: str
    url: str
    api_url: str
    title: str
    title_en: str | None
    summary_en: str | None
    date: str
    date_first: dt.date
    date_last: dt.date
    date_basis: DateBasis
    date_note: str | None
    added: dt.date
    updated: dt.date
    regions: tuple[Term, ...]
    participants: tuple[Term, ...]
    sectors: tuple[Term, ...]
    instruments: tuple[Term, ...]
    stage: Term
    initiative: InitiativeLink | None
    parties: tuple[Party, ...]
    budgets: tuple[Budget, ...]
    milestones: tuple[Milestone, ...]
    fulfils: tuple[Kept, ...]
    targets: tuple[Target, ...]
    sources: tuple[Source, ...]
    corrections: tuple[Correction, ...]
    withdrawn: Withdrawal | None
    redirect_from: tuple[str, ...]
    body: str


class Summary(Record, frozen=True, kw_only=True):
    """An entry in a list; regions, sectors, stage and initiative are slugs."""

    id: str
    title: str
    date: str
    date_first: dt.date
    date_last: dt.date
    updated: dt.date
    withdrawn: bool
    stage: str
    regions: tuple[str, ...]
    sectors: tuple[str, ...]
    initiative: str | None
    path: str
    url: str
    api_url: str


class YearLink(Record, frozen=True, kw_only=True):
    """A way to one year of a timeline."""

    year: int
    total: int
    url: str
    api_url: str


class Timeline(Record, frozen=True, kw_only=True):
    """Entries about one thing, newest event first; beyond the limit of a page every year has its own file."""

    url: str
    api_url: str
    collection: Collection
    title: str
    updated: dt.date | None
    total: int
    shown: int
    years: tuple[YearLink, ...]
    entries: tuple[Summary, ...]


class Initiative(Record, frozen=True, kw_only=True):
    """A policy that is followed over time: where it stands, what it promised, what it costs."""

    slug: str
    url: str
    api_url: str
    title: str
    title_en: str | None
    summary_en: str | None
    added: dt.date
    updated: dt.date
    regions: tuple[Term, ...]
    sectors: tuple[Term, ...]
    instruments: tuple[Term, ...]
    stage: Term | None
    promises: tuple[Promise, ...]
    budgets: tuple[Figure, ...]
    total: int
    entries: tuple[Summary, ...]
    redirect_from: tuple[str, ...]
    body: str


class InitiativeSummary(Record, frozen=True, kw_only=True):
    """An initiative in a list."""

    slug: str
    title: str
    updated: dt.date
    stage: str | None
    regions: tuple[str, ...]
    sectors: tuple[str, ...]
    total: int
    url: str
    api_url: str


class FormerName(Record, frozen=True, kw_only=True):
    """A name that a region bore up to and including `until`."""

    name: str
    until: dt.date


class Region(Record, frozen=True, kw_only=True):
    """A province or district; `total` counts the entries of its timeline."""

    slug: str
    name: str
    full_name: str
    short: str | None
    name_en: str
    kind: str
    code: str
    iso: str | None
    parent: str | None
    since: dt.date | None
    until: dt.date | None
    former_names: tuple[FormerName, ...]
    predecessors: tuple[str, ...]
    successors: tuple[str, ...]
    total: int
    url: str
    api_url: str


class Sector(Record, frozen=True, kw_only=True):
    """A field of policy."""

    slug: str
    group: str
    name: str
    name_en: str
    definition: str
    strategic_industry: str | None
    strategic_tech: str | None
    budget_field: str | None
    total: int
    url: str
    api_url: str


class Instrument(Record, frozen=True, kw_only=True):
    """A way in which a government acts."""

    slug: str
    group: str
    name: str
    name_en: str
    definition: str
    total: int
    url: str
    api_url: str


class Stage(Record, frozen=True, kw_only=True):
    """A step in the life of a policy; only events whose stage `sets_stage` move an initiative."""

    slug: str
    name: str
    name_en: str
    order: int
    definition: str
    terminal: bool
    sets_stage: bool


class Organisation(Record, frozen=True, kw_only=True):
    """A body other than a local government; it has a page once it takes part in an event."""

    slug: str
    name: str
    name_en: str
    kind: str
    region: str | None
    former_names: tuple[str, ...]
    total: int
    url: str | None
    api_url: str | None


class List(Record, frozen=True, kw_only=True):
    """What all lists begin with; `url` is the page with the same content, where there is one."""

    url: str | None
    api_url: str
    total: int


class EntryList(List, frozen=True, kw_only=True):
    """Every entry, newest event first."""

    items: tuple[Summary, ...]


class InitiativeList(List, frozen=True, kw_only=True):
    """Every initiative."""

    items: tuple[InitiativeSummary, ...]


class RegionList(List, frozen=True, kw_only=True):
    """Every region, those of the past among them."""

    items: tuple[Region, ...]


class SectorList(List, frozen=True, kw_only=True):
    """Every sector."""

    items: tuple[Sector, ...]


class InstrumentList(List, frozen=True, kw_only=True):
    """Every instrument."""

    items: tuple[Instrument, ...]


class StageList(List, frozen=True, kw_only=True):
    """Every stage, in their usual order."""

    items: tuple[Stage, ...]


class OrganisationList(List, frozen=True, kw_only=True):
    """Every organisation."""

    items: tuple[Organisation, ...]


class PromiseList(List, frozen=True, kw_only=True):
    """Promises of entries that still count, the earliest due first."""

    items: tuple[Promise, ...]


class StatusTotal(Record, frozen=True, kw_only=True):
    """The sum of the standing figures of one status, in KRW; sums of different status are never added."""

    status: Status
    amount: int
    count: int


class BudgetList(List, frozen=True, kw_only=True):
    """Every sum that stands."""

    totals: tuple[StatusTotal, ...]
    items: tuple[Figure, ...]


class Start(Record, frozen=True, kw_only=True):
    """Where to begin: what there is, and the newest entries."""

    url: str
    api_url: str
    title: str
    title_en: str
    version: str
    license: str
    description_url: str
    data_url: str
    updated: dt.date
    collections: dict[str, str]
    total: int
    entries: tuple[Summary, ...]


class Moved(Record, frozen=True, kw_only=True):
    """Where the content of a former address now stands."""

    moved_to: str
