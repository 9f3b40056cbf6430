"""The terms of the vocabulary as its files give them: plain structs that know their own names."""

import datetime as dt
from typing import Literal, NewType

import msgspec

from tracker.model import InstrumentSlug, PartialDate, RegionSlug, SectorSlug, Slug, StageSlug, Text

AnyRegionSlug = NewType("AnyRegionSlug", str)
"""A region's slug as written in the vocabulary itself, checked once all regions are read."""

RegionKind = Literal[
    "special-city",
    "metropolitan-city",
    "integrated-special-city",
    "special-self-governing-city",
    "province",
    "special-self-governing-province",
    "si",
    "gun",
    "gu",
    "haengjeongsi",
    "ilbangu",
]


class FormerName(msgspec.Struct, frozen=True):
    """A name that a region bore up to and including `until`."""

    name: Text
    until: dt.date
    name_en: Text | None = None


class Region(msgspec.Struct, frozen=True, kw_only=True):
    """A province, district or ward, with the first and last day on which it existed where these are known."""

    slug: RegionSlug
    name: Text
    short: Text | None = None
    name_en: Text
    short_en: Text | None = None
    kind: RegionKind
    code: Text
    iso: Text | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    special_since: dt.date | None = None
    former_names: tuple[FormerName, ...] = ()
    former_codes: tuple[Text, ...] = ()
    successors: tuple[RegionSlug, ...] = ()
    tile: tuple[int, ...] = ()
    point: tuple[float, ...] = ()
    short_is_safe: bool = False
    aliases: tuple[Text, ...] = ()
    context_aliases: tuple[Text, ...] = ()

    @property
    def parent(self) -> RegionSlug | None:
        """The province of a district, the city of a ward."""
        head, slash, _ = self.slug.rpartition("/")
        return RegionSlug(head) if slash else None

    @property
    def everyday(self) -> str:
        """The short name, or the name where there is none."""
        return self.short or self.name

    @property
    def everyday_en(self) -> str:
        """The English name without what kind of unit it is, for provinces and cities."""
        return self.short_en or self.name_en.removesuffix("-si")

    def name_on(self, day: dt.date) -> str:
        """The name that it bore on a day."""
        return next((former.name for former in self.former_names if day <= former.until), self.name)

    def name_en_on(self, day: dt.date) -> str:
        """The English name that it bore on a day."""
        borne = (former.name_en for former in self.former_names if day <= former.until)
        return next(borne, None) or self.name_en

    def existed(self, date: PartialDate) -> bool:
        """Whether it existed on any day that the date can mean."""
        return (self.since is None or date.last >= self.since) and (self.until is None or date.first <= self.until)


class Change(msgspec.Struct, frozen=True):
    """A day on which regions were merged, renamed or made."""

    id: Text
    date: dt.date
    kind: Text
    what: Text
    affects: tuple[RegionSlug, ...]
    certain: bool = True
    what_en: Text | None = None


class RegionGroup(msgspec.Struct, frozen=True):
    """Provinces that are spoken of together, such as 수도권."""

    slug: Slug
    name: Text
    name_en: Text
    members: tuple[RegionSlug, ...]
    aliases: tuple[Text, ...] = ()


class Group(msgspec.Struct, frozen=True):
    """A heading over several terms."""

    slug: Text
    name: Text
    name_en: Text


class Sector(msgspec.Struct, frozen=True, kw_only=True):
    """A field of policy."""

    slug: SectorSlug
    group: Text
    name: Text
    name_en: Text
    definition: Text
    strategic_industry: Text | None = None
    strategic_tech: Text | None = None
    budget_field: Text | None = None
    keywords: tuple[Text, ...] = ()
    weak: tuple[Text, ...] = ()
    exclude: tuple[Text, ...] = ()


class Instrument(msgspec.Struct, frozen=True, kw_only=True):
    """A way in which a government acts."""

    slug: InstrumentSlug
    group: Text
    name: Text
    name_en: Text
    definition: Text
    stip: tuple[Text, ...] = ()
    cpd: Text | None = None
    strong: tuple[Text, ...] = ()
    weak: tuple[Text, ...] = ()


class Stage(msgspec.Struct, frozen=True, kw_only=True):
    """A step in the life of a policy."""

    slug: StageSlug
    name: Text
    name_en: Text
    order: int
    definition: Text
    terminal: bool = False
    sets_stage: bool = True
    strong: tuple[Text, ...] = ()
    weak: tuple[Text, ...] = ()


class Tense(msgspec.Struct, frozen=True):
    """Words that say whether a thing is done, to come, or only sounds like a delay."""

    future: tuple[Text, ...]
    done: tuple[Text, ...]
    negations: tuple[Text, ...]


class OrganisationKind(msgspec.Struct, frozen=True):
    """A heading over organisations."""

    name: Text
    name_en: Text


class Organisation(msgspec.Struct, frozen=True, kw_only=True):
    """A body other than a local government that takes part in events."""

    slug: Slug
    name: Text
    name_en: Text
    kind: Text
    region: RegionSlug | None = None
    since: dt.date | None = None
    former_names: tuple[Text, ...] = ()
    aliases: tuple[Text, ...] = ()
    match: Text | None = None
    checked: bool = True

    @property
    def names(self) -> tuple[str, ...]:
        """Every string that means this organisation."""
        return (self.name, *self.former_names, *self.aliases)


class Evidence(msgspec.Struct, frozen=True):
    """Words of an article that speak for one bearer of a shared name."""

    slug: RegionSlug
    words: tuple[Text, ...]


class SharedName(msgspec.Struct, frozen=True):
    """A name that several regions bear; `default` is meant where nothing speaks for another."""

    name: Text
    slugs: tuple[RegionSlug, ...]
    evidence: tuple[Evidence, ...] = ()
    default: RegionSlug | None = None


class CommonWord(msgspec.Struct, frozen=True):
    """A region's short name that is an everyday word too."""

    name: Text
    risk: Literal["high", "medium", "low"]
    means: Text | None = None
    watch: Text | None = None


class Landmark(msgspec.Struct, frozen=True):
    """A name that tells a region without naming it, or that names another than the one in which it lies."""

    name: Text
    region: RegionSlug
    taken_for: RegionSlug | None = None
