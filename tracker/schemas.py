"""JSON Schema of front matter, made of the model's own type hints, for editors and for the form; touches no disk.

A schema holds what one value says by itself. What needs a calendar, arithmetic or another file is left to `check`.
"""

import datetime as dt
import json
import re
import types
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin

from tracker import dates, money, outputs, schema
from tracker.fields import CHOICES, FIELDS, field
from tracker.glossary import Region
from tracker.model import (
    Entry,
    EntryId,
    Initiative,
    InitiativeSlug,
    InstrumentSlug,
    MilestoneRef,
    Output,
    PartialDate,
    Period,
    RegionSlug,
    SectorSlug,
    Slug,
    StageSlug,
    Text,
    Url,
    Won,
)
from tracker.settings import Settings
from tracker.vocabulary import Vocabulary

Node = dict[str, Any]
FOLDER = "schema"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
NAMES = {"id", "slug"}
"""The fields of an entry and of an initiative that its file's name gives."""

_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_SUM = rf"[0-9,.\s{''.join((*money.LARGE, *money.SMALL))}]+원?\s*"
_TEXT = rf"(?![\s\S]*{schema.TAG.pattern})\s*\S([^\n\r]*\S)?\s*"


class Leaf(NamedTuple):
    """How a scalar is called among the definitions, and its node. An editor reads `2024` as a number, we as text."""

    name: str
    node: Node


def _matching(pattern: str, *further: str) -> Node:
    """Text of a pattern, and perhaps further types under which an editor may read it."""
    return {"type": ["string", *further] if further else "string", "pattern": f"^(?:{pattern})$"}


def _terms(names: Mapping[Any, str]) -> Node:
    return {"type": "string", "enum": list(names), "enumDescriptions": list(names.values())}


_EDTF = dates.EDTF.pattern
_SLUG = schema.SLUG.pattern
LEAVES: Mapping[Any, Leaf] = {
    Text: Leaf("text", _matching(_TEXT, "number", "boolean")),
    bool: Leaf("flag", {"enum": [True, False, "true", "false"]}),
    PartialDate: Leaf("date", _matching(_EDTF, "integer")),
    dt.date: Leaf("day", _matching(_DAY)),
    Period: Leaf("period", _matching(f"{_EDTF}(?:/{_EDTF})?", "integer")),
    Won: Leaf("sum", _matching(_SUM, "integer")),
    Decimal: Leaf("number", _matching(schema.NUMBER.pattern, "number")),
    Slug: Leaf("slug", _matching(_SLUG, "integer")),
    Url: Leaf("url", _matching(schema.URL.pattern)),
    EntryId: Leaf("entry", _matching(_SLUG)),
    InitiativeSlug: Leaf("initiative", _matching(_SLUG)),
    MilestoneRef: Leaf("promise", _matching(f"{_SLUG}#{_SLUG}")),
    RegionSlug: Leaf("region", {"type": "string"}),
    SectorSlug: Leaf("sector", {"type": "string"}),
    InstrumentSlug: Leaf("instrument", {"type": "string"}),
    StageSlug: Leaf("stage", {"type": "string"}),
}
"""Those of slugs are open; `with_terms` closes them."""
BARE = frozenset({bool, PartialDate, dt.date, Period, Won, Decimal})
"""Scalars that may stand without quotes though they look like numbers."""


def render_all(site: Settings, words: Vocabulary) -> Iterator[Output]:
    """The published schemas."""
    for name, struct in (("entry", Entry), ("initiative", Initiative)):
        path = f"{FOLDER}/{name}.json"
        document = {"$schema": DIALECT, "$id": f"{site.base_url}{path}", **with_terms(describe(struct), words)}
        yield outputs.ready(path, (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode())


def describe(struct: type) -> Node:
    """The schema of a struct's front matter, with slugs of any kind left open."""
    definitions: dict[str, Node] = {}
    node = _struct(struct, definitions)
    if struct is Entry:
        inferred = {"properties": {"date_basis": {"const": "inferred"}}, "required": ["date_basis"]}
        node |= {"if": inferred, "then": {"required": ["date_note"]}}
    return node | {"$defs": dict(sorted(definitions.items()))}


def with_terms(document: Node, words: Vocabulary) -> Node:
    """The schema with the slugs of the vocabulary and what they mean."""
    terms: dict[str, Mapping[Any, str]] = {
        "region": {slug: _region_name(words, region) for slug, region in words.regions.items()},
        "sector": {slug: sector.name for slug, sector in words.sectors.items()},
        "instrument": {slug: instrument.name for slug, instrument in words.instruments.items()},
        "stage": {slug: stage.name for slug, stage in words.stages.items()},
    }
    closed = {name: _terms(terms[name]) if name in terms else node for name, node in document["$defs"].items()}
    return document | {"$defs": closed}


def _region_name(words: Vocabulary, region: Region) -> str:
    since = f"{region.since}부터" if region.since else ""
    until = f"{region.until}까지" if region.until else ""
    span = " ".join(filter(None, (since, until)))
    return words.full_name(region) + (f" ({span})" if span else "")


def bare_keys(struct: type) -> set[str]:
    """The keys, at every depth, whose values may stand without quotes though they look like numbers."""
    found: set[str] = set()
    for key, hint in front_matter_fields(struct).items():
        inner = _inner(hint)
        if inner in BARE:
            found.add(key)
        elif isinstance(inner, type) and inner in FIELDS:
            found |= bare_keys(inner)
    return found


def front_matter_fields(struct: type) -> dict[str, Any]:
    """The fields that front matter holds, with their type hints: not the name, nor the plain text of the file."""
    names = NAMES if struct in (Entry, Initiative) else set()
    return {key: hint for key, hint in schema.fields_of(struct).items() if key not in names and hint is not str}


def _inner(hint: Any) -> Any:
    """The type within an optional one and within a list."""
    if get_origin(hint) in (Union, types.UnionType, tuple):
        return _inner(get_args(hint)[0])
    return hint


def _struct(struct: type, definitions: dict[str, Node]) -> Node:
    required = schema.required_of(struct)
    properties = {}
    for key, hint in front_matter_fields(struct).items():
        label, description = field(struct, key)
        node = _value(hint, definitions)
        if key in required:
            node |= {"minItems": 1} if node.get("type") == "array" else {}
        elif "anyOf" not in node:
            node = {"anyOf": [node, {"type": "null"}]}
        properties[key] = {"title": label, "description": description, **node}
    needed = [key for key in properties if key in required]
    return {"type": "object", "properties": properties, "required": needed, "additionalProperties": False}


def _value(hint: Any, definitions: dict[str, Node]) -> Node:
    if hint in LEAVES:
        name, node = LEAVES[hint]
        definitions[name] = node
        return {"$ref": f"#/$defs/{name}"}
    origin, inner = get_origin(hint), next(iter(get_args(hint)), None)
    if origin in (Union, types.UnionType):
        return {"anyOf": [_value(inner, definitions), {"type": "null"}]}
    if origin is tuple:
        once = {"uniqueItems": True} if inner in LEAVES else {}
        return {"type": "array", "items": _value(inner, definitions), **once}
    if origin is Literal:
        return _terms({word: CHOICES[hint][word] for word in get_args(hint)})
    name = hint.__name__.lower()
    definitions[name] = _struct(hint, definitions)
    return {"$ref": f"#/$defs/{name}"}


def portable(pattern: re.Pattern[str]) -> tuple[str, str]:
    """A pattern as JavaScript takes it: source and flags."""
    flags = {re.MULTILINE: "m", re.DOTALL: "s", re.IGNORECASE: "i"}
    return pattern.pattern, "u" + "".join(name for flag, name in flags.items() if pattern.flags & flag)
