"""The words that entries may use: regions with their history, sectors, instruments, stages, organisations."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from tracker import schema, wordfiles
from tracker.glossary import CommonWord, Instrument, Landmark, Organisation, Region, Sector, SharedName, Stage
from tracker.messages import say
from tracker.model import (
    InstrumentSlug,
    RegionSlug,
    SectorSlug,
    StageSlug,
)
from tracker.wordfiles import Files


class Vocabulary:
    """All terms, by slug, in the order of their files."""

    def __init__(self, files: Files, version: str) -> None:
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


def load(content: Path, caches: Path | None = None) -> Vocabulary:
    """Read the files in content/vocabulary; raises InvalidContentError with the problems of all of them."""
    return Vocabulary(*wordfiles.load(content, caches))
