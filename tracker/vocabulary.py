"""The words that entries may use: regions with their history, sectors, instruments, stages, organisations."""

import datetime as dt
import typing
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, NewType

import msgspec

from tracker import cache, frontmatter, schema
from tracker.frontmatter import Document
from tracker.messages import say
from tracker.model import (
    Fault,
    InstrumentSlug,
    InvalidContentError,
    PartialDate,
    Problem,
    RegionSlug,
    SectorSlug,
    Slug,
    StageSlug,
    Text,
)

FOLDER = "vocabulary"
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


class _RegionsFile(msgspec.Struct, frozen=True):
    provinces: tuple[Region, ...]
    districts: tuple[Region, ...]
    wards: tuple[Region, ...] = ()
    former: tuple[Region, ...] = ()
    groups: tuple[RegionGroup, ...] = ()
    changes: tuple[Change, ...] = ()


class _SectorsFile(msgspec.Struct, frozen=True):
    groups: tuple[Group, ...]
    sectors: tuple[Sector, ...]
    synonyms: tuple[tuple[Text, ...], ...] = ()


class _InstrumentsFile(msgspec.Struct, frozen=True):
    groups: tuple[Group, ...]
    instruments: tuple[Instrument, ...]


class _StagesFile(msgspec.Struct, frozen=True):
    stages: tuple[Stage, ...]
    tense: Tense


class _OrganisationsFile(msgspec.Struct, frozen=True):
    kinds: dict[str, OrganisationKind]
    organisations: tuple[Organisation, ...]
    names_en: dict[str, Text] = {}


class _AmbiguousFile(msgspec.Struct, frozen=True):
    shared: tuple[SharedName, ...] = ()
    common: tuple[CommonWord, ...] = ()
    landmarks: tuple[Landmark, ...] = ()


class Vocabulary:
    """All terms, by slug, in the order of their files."""

    def __init__(self, files: "_Files", version: str) -> None:
        self.version = version
        """A digest of the files' bytes."""
        regions, sectors, instruments = files.regions, files.sectors, files.instruments
        stages, organisations, ambiguous = files.stages, files.organisations, files.ambiguous
        units = (*regions.provinces, *regions.districts, *regions.former)
        self.regions: dict[RegionSlug, Region] = {unit.slug: unit for unit in units}
        self.wards: dict[RegionSlug, Region] = {ward.slug: ward for ward in regions.wards}
        self.region_groups = regions.groups
        self.changes = regions.changes
        self.sector_groups = sectors.groups
        self.sectors: dict[SectorSlug, Sector] = {sector.slug: sector for sector in sectors.sectors}
        self.synonyms = sectors.synonyms
        self.instrument_groups = instruments.groups
        self.instruments: dict[InstrumentSlug, Instrument] = {
            instrument.slug: instrument for instrument in instruments.instruments
        }
        self.stages: dict[StageSlug, Stage] = {stage.slug: stage for stage in stages.stages}
        self.tense = stages.tense
        self.organisation_kinds = organisations.kinds
        self.organisations: dict[str, Organisation] = {
            organisation.slug: organisation for organisation in organisations.organisations
        }
        self.party_names_en = organisations.names_en
        """English names of those who take part but have no timeline of their own, by their Korean names."""
        self.shared_names: dict[str, SharedName] = {shared.name: shared for shared in ambiguous.shared}
        self.common_words: dict[str, CommonWord] = {word.name: word for word in ambiguous.common}
        self.landmarks: dict[str, Landmark] = {landmark.name: landmark for landmark in ambiguous.landmarks}

    @cached_property
    def predecessors(self) -> dict[RegionSlug, list[RegionSlug]]:
        """For each region that replaced others: which, in the order of the file."""
        found: dict[RegionSlug, list[RegionSlug]] = {}
        for region in self.regions.values():
            for successor in region.successors:
                found.setdefault(successor, []).append(region.slug)
        return found

    @cached_property
    def organisation_by_name(self) -> dict[str, Organisation]:
        """Every name of every organisation."""
        return {name: body for body in self.organisations.values() for name in body.names}

    @cached_property
    def region_by_name(self) -> dict[str, Region]:
        """Full names, former names, aliases, and plain names where these mean one region alone."""
        found: dict[str, Region] = {}
        alone = {name for name, count in Counter(unit.name for unit in self._living()).items() if count == 1}
        for region in sorted(self.regions.values(), key=lambda unit: unit.until is None):
            formers = (former.name for former in region.former_names)
            plain = {region.name} & alone
            found |= dict.fromkeys((self.full_name(region), *formers, *region.aliases, *plain), region)
        return found

    def _living(self) -> Iterator[Region]:
        return (unit for unit in self.regions.values() if unit.until is None)

    def full_name(self, region: Region, day: dt.date | None = None) -> str:
        """`경기도 평택시`: the names of its parents and its own, on a day or today."""
        name = region.name_on(day) if day else region.name
        parent = self.regions.get(region.parent) if region.parent else None
        return f"{self.full_name(parent, day)} {name}" if parent else name

    def label(self, region: Region, day: dt.date | None = None) -> str:
        """A name short enough for a row yet unmistakable: `평택시`, `부산 중구`, `전북특별자치도`."""
        name = region.name_on(day) if day else region.name
        if region.kind not in ("gu", "gun") or region.parent is None:
            return name
        return f"{self.regions[region.parent].everyday} {name}"

    def full_name_en(self, region: Region, day: dt.date | None = None) -> str:
        """`Pyeongtaek-si, Gyeonggi Province`."""
        name = region.name_en_on(day) if day else region.name_en
        parent = self.regions.get(region.parent) if region.parent else None
        return f"{name}, {self.full_name_en(parent, day)}" if parent else name

    def label_en(self, region: Region) -> str:
        """A name short enough for a row yet unmistakable: `Pyeongtaek`, `Jung-gu, Busan`, `Jeonbuk`."""
        if region.kind not in ("gu", "gun") or region.parent is None:
            return region.everyday_en
        return f"{region.name_en}, {self.regions[region.parent].everyday_en}"

    def lineage(self, slug: RegionSlug) -> list[RegionSlug]:
        """The region and every unit, however far back, that it replaced."""
        found = [slug]
        for one in found:
            found.extend(old for old in self.predecessors.get(one, ()) if old not in found)
        return found

    def heirs(self, slug: RegionSlug) -> list[RegionSlug]:
        """The region and every unit that took its place."""
        found = [slug]
        for one in found:
            found.extend(new for new in self.regions[one].successors if new not in found)
        return found

    def region_slug(self, text: str) -> RegionSlug:
        """The slug of a province or district; raises UnknownTermError."""
        if text in self.wards:
            city = self.wards[RegionSlug(text)].parent
            message = say("‘{text}’은(는) 일반구라서 쓸 수 없습니다", text=text)
            raise schema.UnknownTermError(message, say("시를 적으세요: {city}", city=city))
        if text not in self.regions:
            message = say("‘{text}’(이)라는 지역은 없습니다", text=text)
            raise schema.UnknownTermError(message, self._region_hint(text))
        return RegionSlug(text)

    def _region_hint(self, text: str) -> str:
        """The region that a text names or comes near to."""
        if schema.SEPARATOR.search(text):
            return _PART
        if text in self.region_by_name:
            return say("‘{slug}’(이)라고 적으세요", slug=self.region_by_name[text].slug)
        tail = [slug for slug in self.regions if slug.rpartition("/")[2] == text.rpartition("/")[2]]
        called = [unit.slug for unit in self._living() if text == unit.everyday]
        if tail or called:
            return _one_of(tail or called)
        return schema.nearest(text, self.regions) or _SEE_LIST

    def leaves(self) -> dict[Any, schema.Leaf]:
        """How a schema reads each kind of slug."""
        return {
            RegionSlug: self.region_slug,
            SectorSlug: _member(self.sectors, say("분야")),
            InstrumentSlug: _member(self.instruments, say("정책 수단")),
            StageSlug: _member(self.stages, say("단계")),
        }


_SEE_LIST = say("content/vocabulary/의 목록을 보세요")
_PART = say("값 사이에는 쉼표(,)를 적으세요")


def _one_of(slugs: Sequence[str]) -> str:
    """A hint that names the one region meant, or all that may be."""
    if len(slugs) == 1:
        return say("‘{word}’을(를) 뜻했나요?", word=slugs[0])
    return say("이 가운데 어느 곳인가요: {words}", words=", ".join(sorted(slugs)))


def _member(terms: Mapping[Any, Any], kind: str) -> schema.Leaf:
    """A reader of slugs that takes the given terms alone."""

    def read(text: str) -> str:
        if text not in terms:
            message = say("‘{text}’(이)라는 {kind}은(는) 없습니다", text=text, kind=kind)
            raise schema.UnknownTermError(message, _term_hint(text, terms))
        return text

    return read


def _term_hint(text: str, terms: Mapping[Any, Any]) -> str:
    """The term that a text names, whole or in part, or comes near to."""
    for names in ({term.name: slug for slug, term in terms.items()}, _parts_of_names(terms)):
        if text in names:
            return say("‘{slug}’(이)라고 적으세요", slug=names[text])
    if schema.SEPARATOR.search(text) or (len(text.split()) > 1 and all(word in terms for word in text.split())):
        return _PART
    return schema.nearest(text, terms) or _SEE_LIST


def _parts_of_names(terms: Mapping[Any, Any]) -> dict[str, str]:
    """`선정` for `선정·지정`, where it is a part of one name alone."""
    parts = [(part, slug) for slug, term in terms.items() for part in term.name.split("·")]
    often = Counter(part for part, _ in parts)
    return {part: slug for part, slug in parts if often[part] == 1}


class _Files(msgspec.Struct, frozen=True):
    """The six files."""

    regions: _RegionsFile
    sectors: _SectorsFile
    instruments: _InstrumentsFile
    stages: _StagesFile
    organisations: _OrganisationsFile
    ambiguous: _AmbiguousFile


_PARTS = typing.get_type_hints(_Files)


def load(content: Path, caches: Path | None = None) -> Vocabulary:
    """Read the six files in content/vocabulary, or what a cache in `caches` holds of their very bytes.

    Raises InvalidContentError with the problems of all of them.
    """
    data = {name: frontmatter.read(content, f"{FOLDER}/{name}.yaml") for name in _PARTS}
    version = cache.digest(*data.values())
    kept: cache.Cache[_Files] = cache.Cache(caches and caches / "vocabulary.cache", version, _Files)
    files = kept.read()
    if files is None:
        files = _read(data)
        kept.write(files)
    return Vocabulary(files, version)


def _read(data: Mapping[str, bytes]) -> _Files:
    """What the files hold; raises InvalidContentError."""
    problems: list[Problem] = []
    documents: dict[str, Document] = {}
    parts: dict[str, Any] = {}
    reader = schema.Schema(dict.fromkeys((RegionSlug, SectorSlug, InstrumentSlug, StageSlug), _address))
    for name, struct in _PARTS.items():
        path = f"{FOLDER}/{name}.yaml"
        try:
            documents[name] = frontmatter.load_yaml(data[name], path)
        except InvalidContentError as error:
            problems += error.problems
            continue
        parts[name], faults = reader.read(struct, documents[name].tree)
        problems += frontmatter.located(faults, documents[name], path)
    if not problems:
        problems = [
            problem
            for name, found in _consistency(parts)
            for problem in frontmatter.located(found, documents[name], f"{FOLDER}/{name}.yaml")
        ]
    if problems:
        raise InvalidContentError(problems)
    return _Files(**parts)


def _address(text: str) -> str:
    """The text if each of its parts can stand in an address; raises ValueError otherwise."""
    for part in text.split("/"):
        schema.slug(part)
    return text


def _consistency(parts: Mapping[str, Any]) -> Iterator[tuple[str, Iterable[Fault]]]:
    """What one file says against itself and against the others, a file at a time."""
    regions: _RegionsFile = parts["regions"]
    known = {unit.slug for unit in (*regions.provinces, *regions.districts, *regions.wards, *regions.former)}
    yield "regions", _region_faults(regions, known)
    for name in ("sectors", "instruments"):
        groups = {group.slug for group in parts[name].groups}
        terms = getattr(parts[name], name)
        yield name, [*_twice(terms, name, "slug"), *_outside(terms, name, "group", groups)]
    yield "stages", _twice(parts["stages"].stages, "stages", "slug")
    bodies = parts["organisations"].organisations
    yield (
        "organisations",
        [
            *_twice(bodies, "organisations", "slug"),
            *_outside(bodies, "organisations", "kind", parts["organisations"].kinds),
            *_outside(bodies, "organisations", "region", {*known, None}),
        ],
    )
    yield "ambiguous", _ambiguous_faults(parts["ambiguous"], known)


def _ambiguous_faults(names: _AmbiguousFile, known: set[RegionSlug]) -> Iterator[Fault]:
    for part in ("shared", "common", "landmarks"):
        yield from _twice(getattr(names, part), part, "name")
    yield from _outside(names.landmarks, "landmarks", "region", known)
    yield from _outside(names.landmarks, "landmarks", "taken_for", {*known, None})
    yield from _outside(names.shared, "shared", "default", {*known, None})
    yield from _strangers(names.shared, "shared", "slugs", known)
    for number, shared in enumerate(names.shared):
        for fault in _outside(shared.evidence, "evidence", "slug", shared.slugs):
            yield fault._replace(at=("shared", number, *fault.at))


def _region_faults(regions: _RegionsFile, known: set[RegionSlug]) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    yield from _strangers(regions.groups, "groups", "members", known)
    yield from _strangers(regions.changes, "changes", "affects", known)
    for level in ("provinces", "districts", "wards", "former"):
        yield from _strangers(getattr(regions, level), level, "successors", known)
        for number, unit in enumerate(getattr(regions, level)):
            at = (level, number)
            for key, value in (("slug", unit.slug), ("code", unit.code)):
                if seen.setdefault(f"{key} {value}", unit.slug) != unit.slug or (key == "slug" and value in seen):
                    yield Fault((*at, key), "duplicate", say("‘{value}’이(가) 두 번 나옵니다", value=value))
            seen[unit.slug] = unit.slug
            if unit.parent and unit.parent not in known:
                message = say("‘{slug}’의 윗단위 ‘{parent}’이(가) 없습니다", slug=unit.slug, parent=unit.parent)
                yield Fault((*at, "slug"), "unknown-slug", message)
            if unit.until and not unit.successors:
                message = say("없어진 ‘{slug}’의 ‘successors’가 없습니다", slug=unit.slug)
                yield Fault((*at, "until"), "missing-key", message)
            if unit.since and unit.until and unit.since > unit.until:
                message = say("‘{slug}’이(가) 생기기 전에 없어졌습니다", slug=unit.slug)
                yield Fault((*at, "until"), "date-order", message)


def _twice(terms: Iterable[Any], name: str, key: str) -> Iterator[Fault]:
    seen = set()
    for number, term in enumerate(terms):
        value = getattr(term, key)
        if value in seen:
            yield Fault((name, number, key), "duplicate", say("‘{value}’이(가) 두 번 나옵니다", value=value))
        seen.add(value)


def _outside(terms: Iterable[Any], name: str, key: str, allowed: Iterable[Any]) -> Iterator[Fault]:
    right = set(allowed)
    for number, term in enumerate(terms):
        value = getattr(term, key)
        if value not in right:
            hint = schema.nearest(value, filter(None, right))
            message = say("‘{value}’(이)라는 {key}이(가) 없습니다", value=value, key=key)
            yield Fault((name, number, key), "unknown-slug", message, hint)


def _strangers(terms: Iterable[Any], name: str, key: str, known: Iterable[RegionSlug]) -> Iterator[Fault]:
    """Regions that a list within a term names and the vocabulary does not know."""
    for number, term in enumerate(terms):
        for place, slug in enumerate(getattr(term, key)):
            if slug not in known:
                hint = schema.nearest(slug, known)
                message = say("‘{text}’(이)라는 지역은 없습니다", text=slug)
                yield Fault((name, number, key, place), "unknown-slug", message, hint)
