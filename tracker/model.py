"""What the tracker knows: entries, initiatives, terms, problems and outputs. No I/O and no rules."""

import calendar
import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple, NewType

import msgspec

RegionSlug = NewType("RegionSlug", str)
SectorSlug = NewType("SectorSlug", str)
InstrumentSlug = NewType("InstrumentSlug", str)
StageSlug = NewType("StageSlug", str)
EntryId = NewType("EntryId", str)
InitiativeSlug = NewType("InitiativeSlug", str)
MilestoneRef = NewType("MilestoneRef", str)
"""`<entry id>#<milestone id>`."""
Won = NewType("Won", int)
"""A sum in whole KRW."""
Url = NewType("Url", str)
Text = NewType("Text", str)
"""One line of text that is not empty."""
Slug = NewType("Slug", str)
"""Lower-case ASCII letters, digits and single hyphens."""

KeyPath = tuple[str | int, ...]
"""Where a value stands in front matter: `("budgets", 0, "amount")`."""

Severity = Literal["error", "warning"]
Status = Literal["announced", "requested", "awarded", "appropriated", "spent"]
Role = Literal["lead", "partner", "implementing", "funder", "participant", "beneficiary"]
DateBasis = Literal["stated", "derived", "inferred"]


class PartialDate(msgspec.Struct, frozen=True):
    """A day, a month or a year of the Gregorian calendar: EDTF level 0 without times."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def first(self) -> dt.date:
        """The earliest day that it can mean."""
        month, day = (1 if part is None else part for part in (self.month, self.day))
        return dt.date(self.year, month, day)

    @property
    def last(self) -> dt.date:
        """The latest day that it can mean."""
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        parts = (f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part))
        return "-".join(parts)


class Period(msgspec.Struct, frozen=True):
    """From the beginning of `start` to the end of `end`; the two are the same for a single year."""

    start: PartialDate
    end: PartialDate

    def __str__(self) -> str:
        return str(self.start) if self.start == self.end else f"{self.start}/{self.end}"


class Breakdown(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who pays how much of a budget, in KRW. `local` is provincial and municipal money not told apart."""

    national: Won | None = None
    provincial: Won | None = None
    municipal: Won | None = None
    local: Won | None = None
    private: Won | None = None

    def parts(self) -> dict[str, Won]:
        """The sources that are given, in the order of the fields."""
        values = ((name, getattr(self, name)) for name in self.__struct_fields__)
        return {name: value for name, value in values if value is not None}


class Budget(msgspec.Struct, frozen=True):
    """A sum that pays for the policy. Sums of different status are never added.

    `part_of` names the `what` of the total that holds it, which alone is counted.
    """

    what: Text
    amount: Won
    status: Status
    period: Period | None = None
    breakdown: Breakdown | None = None
    part_of: Text | None = None
    what_en: Text | None = None


class Party(msgspec.Struct, frozen=True):
    """Somebody who acts in an event, under the name of the day."""

    name: Text
    role: Role


class Milestone(msgspec.Struct, frozen=True):
    """A promise with a date: kept once another entry `fulfils` it, overdue after the last day of `due`."""

    id: Slug
    due: PartialDate
    what: Text
    what_en: Text | None = None


class Target(msgspec.Struct, frozen=True):
    """A number that is to be reached."""

    metric: Text
    value: Decimal
    unit: Text
    due: PartialDate | None = None
    metric_en: Text | None = None


class Source(msgspec.Struct, frozen=True):
    """A published text that an entry rests on; `fingerprint` lets the copy guard work without it."""

    url: Url
    publisher: Text
    published: dt.date | None = None
    archive_url: Url | None = None
    fingerprint: Text | None = None


class Correction(msgspec.Struct, frozen=True):
    """A change to an entry that readers are told of."""

    date: dt.date
    what: Text


class Withdrawal(msgspec.Struct, frozen=True):
    """Why an entry no longer counts; its page stays as a tombstone."""

    date: dt.date
    reason: Text
    replaced_by: EntryId | None = None


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One event. `id`, `path`, `body`, `html` and `digest` come from the file; the rest is its front matter.

    `path` is relative to the content folder; `html` is the body, rendered and sanitised; `digest` changes whenever
    the path or a byte of the file does.
    """

    id: EntryId
    path: str
    body: str
    html: str
    digest: str

    title: Text
    title_en: Text | None = None
    summary_en: Text | None = None
    date: PartialDate
    date_basis: DateBasis = "stated"
    date_note: Text | None = None
    added: dt.date
    draft: bool = False
    regions: tuple[RegionSlug, ...]
    participants: tuple[RegionSlug, ...] = ()
    sectors: tuple[SectorSlug, ...]
    instruments: tuple[InstrumentSlug, ...]
    stage: StageSlug
    initiative: InitiativeSlug | None = None
    parties: tuple[Party, ...] = ()
    budgets: tuple[Budget, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    fulfils: tuple[MilestoneRef, ...] = ()
    targets: tuple[Target, ...] = ()
    sources: tuple[Source, ...]
    corrections: tuple[Correction, ...] = ()
    withdrawn: Withdrawal | None = None
    redirect_from: tuple[EntryId, ...] = ()

    @property
    def updated(self) -> dt.date:
        """The day of the last change that readers are told of."""
        days = [self.added, *(correction.date for correction in self.corrections)]
        return max(days + ([self.withdrawn.date] if self.withdrawn else []))


class Initiative(msgspec.Struct, frozen=True, kw_only=True):
    """A policy that is followed over time; its events name it."""

    slug: InitiativeSlug
    path: str
    body: str
    html: str
    digest: str

    title: Text
    title_en: Text | None = None
    summary_en: Text | None = None
    added: dt.date
    regions: tuple[RegionSlug, ...]
    sectors: tuple[SectorSlug, ...]
    instruments: tuple[InstrumentSlug, ...] = ()
    redirect_from: tuple[InitiativeSlug, ...] = ()


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A page of plain text about the site itself."""

    slug: Slug
    path: str
    body: str
    html: str
    digest: str

    title: Text


class Fault(NamedTuple):
    """Something wrong at a place in one front matter; becomes a `Problem` once the place has a line."""

    at: KeyPath
    code: str
    message: str
    hint: str = ""


class Problem(NamedTuple):
    """Something that a contributor has to mend. Lines and columns count from 1."""

    path: str
    line: int
    column: int
    code: str
    message: str
    hint: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.path}:{self.line}:{self.column}: {self.code} {self.message}{hint}"


class InvalidContentError(Exception):
    """A text could not become an object; carries everything that is wrong with it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class Output(NamedTuple):
    """A file of the site to be: its path below the site, a digest of all that `render` reads, and `render`."""

    path: str
    key: str
    render: Callable[[], bytes]


class Part(NamedTuple):
    """Outputs that are asked for together: `key` is a digest of all that their own keys are made of.

    A part whose key is known is as it was, so that none of its outputs has to be named to learn that. Its name is its
    own among all parts of a site.
    """

    name: str
    key: str
    outputs: Callable[[], Iterable[Output]]


Batch = Sequence[Part]
"""Parts that one process makes, since they share what they are made of."""
