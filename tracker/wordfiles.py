"""The six files of content/vocabulary/: read, and held against themselves and each other."""

import typing
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from tracker import cache, frontmatter, schema
from tracker.frontmatter import Document
from tracker.glossary import (
    Change,
    CommonWord,
    Group,
    Instrument,
    Landmark,
    Organisation,
    OrganisationKind,
    Region,
    RegionGroup,
    Sector,
    SharedName,
    Stage,
    Tense,
)
from tracker.messages import say
from tracker.model import Fault, InstrumentSlug, InvalidContentError, Problem, RegionSlug, SectorSlug, StageSlug, Text

FOLDER = "vocabulary"


class RegionsFile(msgspec.Struct, frozen=True):
    """regions.yaml."""

    provinces: tuple[Region, ...]
    districts: tuple[Region, ...]
    wards: tuple[Region, ...] = ()
    former: tuple[Region, ...] = ()
    groups: tuple[RegionGroup, ...] = ()
    changes: tuple[Change, ...] = ()


class SectorsFile(msgspec.Struct, frozen=True):
    """sectors.yaml."""

    groups: tuple[Group, ...]
    sectors: tuple[Sector, ...]
    synonyms: tuple[tuple[Text, ...], ...] = ()


class InstrumentsFile(msgspec.Struct, frozen=True):
    """instruments.yaml."""

    groups: tuple[Group, ...]
    instruments: tuple[Instrument, ...]


class StagesFile(msgspec.Struct, frozen=True):
    """stages.yaml."""

    stages: tuple[Stage, ...]
    tense: Tense


class OrganisationsFile(msgspec.Struct, frozen=True):
    """organisations.yaml."""

    kinds: dict[str, OrganisationKind]
    organisations: tuple[Organisation, ...]
    names_en: dict[str, Text] = {}


class AmbiguousFile(msgspec.Struct, frozen=True):
    """ambiguous.yaml."""

    shared: tuple[SharedName, ...] = ()
    common: tuple[CommonWord, ...] = ()
    landmarks: tuple[Landmark, ...] = ()


class Files(msgspec.Struct, frozen=True):
    """The six files."""

    regions: RegionsFile
    sectors: SectorsFile
    instruments: InstrumentsFile
    stages: StagesFile
    organisations: OrganisationsFile
    ambiguous: AmbiguousFile


_PARTS = typing.get_type_hints(Files)


def load(content: Path, caches: Path | None = None) -> tuple[Files, str]:
    """What the files hold, or what a cache in `caches` holds of their very bytes, and a digest of these.

    Raises InvalidContentError with the problems of all of them.
    """
    data = {name: frontmatter.read(content, f"{FOLDER}/{name}.yaml") for name in _PARTS}
    version = cache.digest(*data.values())
    kept: cache.Cache[Files] = cache.Cache(caches and caches / "vocabulary.cache", version, Files)
    files = kept.read()
    if files is None:
        files = _read(data)
        kept.write(files)
    return files, version


def _read(data: Mapping[str, bytes]) -> Files:
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
    return Files(**parts)


def _address(text: str) -> str:
    """The text if each of its parts can stand in an address; raises ValueError otherwise."""
    for part in text.split("/"):
        schema.slug(part)
    return text


def _consistency(parts: Mapping[str, Any]) -> Iterator[tuple[str, Iterable[Fault]]]:
    """What one file says against itself and against the others, a file at a time."""
    regions: RegionsFile = parts["regions"]
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


def _ambiguous_faults(names: AmbiguousFile, known: set[RegionSlug]) -> Iterator[Fault]:
    for part in ("shared", "common", "landmarks"):
        yield from _twice(getattr(names, part), part, "name")
    yield from _outside(names.landmarks, "landmarks", "region", known)
    yield from _outside(names.landmarks, "landmarks", "taken_for", {*known, None})
    yield from _outside(names.shared, "shared", "default", {*known, None})
    yield from _strangers(names.shared, "shared", "slugs", known)
    for number, shared in enumerate(names.shared):
        for fault in _outside(shared.evidence, "evidence", "slug", shared.slugs):
            yield fault._replace(at=("shared", number, *fault.at))


def _region_faults(regions: RegionsFile, known: set[RegionSlug]) -> Iterator[Fault]:
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
