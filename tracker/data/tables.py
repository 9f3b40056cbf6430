"""The tables of the downloads and their columns. CSV, JSON Lines, Parquet, SQLite and the dictionary share them."""

import datetime as dt
from collections.abc import Sequence
from typing import Literal, NamedTuple

Kind = Literal["text", "integer", "number", "date", "boolean"]
Cell = str | int | float | dt.date | bool | None
Row = tuple[Cell, ...]
Rows = Sequence[Row]
SEPARATOR = "; "
"""Between the members of a list in one cell."""


class Column(NamedTuple):
    """A column, which may be empty or point to another table: `entries.id`."""

    name: str
    kind: Kind = "text"
    empty: bool = False
    references: str = ""


class Table(NamedTuple):
    """A table. `key` names the columns that tell its rows apart; one that is `offered` has files of its own."""

    name: str
    title: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    offered: bool = False


def _maybe(name: str, kind: Kind = "text", references: str = "") -> Column:
    return Column(name, kind, empty=True, references=references)


def _days(name: str, *, empty: bool = False) -> tuple[Column, ...]:
    """A date as EDTF text with the first and the last day that it can mean."""
    ends = (Column(f"{name}_{end}", "date", empty) for end in ("first", "last"))
    return (Column(name, empty=empty), *ends)


_ADDRESSES = (Column("url"), Column("api_url"))
_ENTRY = Column("entry", references="entries.id")
_NUMBERED = (_ENTRY, Column("number", "integer"))
_INITIATIVE = _maybe("initiative", references="initiatives.slug")
_TERM = (Column("slug"), Column("name"), Column("name_en"))

ENTRIES = Table(
    "entries",
    "기록",
    ("id",),
    (
        Column("id"),
        Column("title"),
        _maybe("title_en"),
        _maybe("summary_en"),
        *_days("date"),
        Column("date_basis"),
        _maybe("date_note"),
        Column("added", "date"),
        Column("updated", "date"),
        Column("stage", references="stages.slug"),
        Column("stage_name"),
        _INITIATIVE,
        Column("regions"),
        Column("region_names"),
        _maybe("participants"),
        _maybe("participant_names"),
        Column("sectors"),
        Column("sector_names"),
        Column("instruments"),
        Column("instrument_names"),
        _maybe("party_names"),
        _maybe("withdrawn", "date"),
        _maybe("withdrawn_reason"),
        _maybe("replaced_by", references="entries.id"),
        _maybe("redirect_from"),
        *_ADDRESSES,
        Column("body"),
    ),
    offered=True,
)
BUDGETS = Table(
    "budgets",
    "예산",
    ("entry", "number"),
    (
        *_NUMBERED,
        _INITIATIVE,
        Column("what"),
        _maybe("what_en"),
        Column("amount", "integer"),
        Column("status"),
        *_days("period", empty=True),
        _maybe("national", "integer"),
        _maybe("provincial", "integer"),
        _maybe("municipal", "integer"),
        _maybe("local", "integer"),
        _maybe("private", "integer"),
        _maybe("part_of"),
        Column("standing", "boolean"),
    ),
    offered=True,
)
MILESTONES = Table(
    "milestones",
    "약속",
    ("ref",),
    (
        Column("ref"),
        _ENTRY,
        Column("id"),
        _INITIATIVE,
        Column("what"),
        _maybe("what_en"),
        *_days("due"),
        _maybe("state"),
        _maybe("kept_by", references="entries.id"),
        _maybe("kept_on"),
        _maybe("days_late", "integer"),
    ),
    offered=True,
)
SOURCES = Table(
    "sources",
    "출처",
    ("entry", "number"),
    (*_NUMBERED, Column("url"), Column("publisher"), _maybe("published", "date"), _maybe("archive_url")),
    offered=True,
)
PARTIES = Table(
    "parties",
    "참여 기관",
    ("entry", "number"),
    (
        *_NUMBERED,
        Column("name"),
        Column("role"),
        _maybe("organisation", references="organisations.slug"),
        _maybe("region", references="regions.slug"),
    ),
    offered=True,
)
INITIATIVES = Table(
    "initiatives",
    "사업",
    ("slug",),
    (
        Column("slug"),
        Column("title"),
        _maybe("title_en"),
        _maybe("summary_en"),
        Column("added", "date"),
        Column("updated", "date"),
        _maybe("stage", references="stages.slug"),
        _maybe("stage_name"),
        Column("regions"),
        Column("region_names"),
        Column("sectors"),
        Column("sector_names"),
        Column("total", "integer"),
        *_ADDRESSES,
        Column("body"),
    ),
    offered=True,
)
TARGETS = Table(
    "targets",
    "목표",
    ("entry", "number"),
    (
        *_NUMBERED,
        Column("metric"),
        _maybe("metric_en"),
        Column("value", "number"),
        Column("unit"),
        *_days("due", empty=True),
    ),
)
CORRECTIONS = Table("corrections", "고친 일", ("entry", "number"), (*_NUMBERED, Column("date", "date"), Column("what")))
FULFILMENTS = Table(
    "fulfilments",
    "약속을 지킨 기록",
    ("entry", "milestone"),
    (_ENTRY, Column("milestone", references="milestones.ref")),
)
ENTRY_REGIONS = Table(
    "entry_regions",
    "기록의 지역",
    ("entry", "region"),
    (_ENTRY, Column("region", references="regions.slug"), Column("participates", "boolean")),
)
ENTRY_SECTORS = Table(
    "entry_sectors", "기록의 분야", ("entry", "sector"), (_ENTRY, Column("sector", references="sectors.slug"))
)
ENTRY_INSTRUMENTS = Table(
    "entry_instruments",
    "기록의 정책 수단",
    ("entry", "instrument"),
    (_ENTRY, Column("instrument", references="instruments.slug")),
)
REGIONS = Table(
    "regions",
    "지역",
    ("slug",),
    (
        Column("slug"),
        Column("name"),
        Column("full_name"),
        Column("name_en"),
        Column("kind"),
        Column("code"),
        _maybe("iso"),
        _maybe("parent", references="regions.slug"),
        _maybe("since", "date"),
        _maybe("until", "date"),
        _maybe("successors"),
    ),
)
SECTORS = Table("sectors", "분야", ("slug",), (*_TERM, Column("group"), Column("definition")))
INSTRUMENTS = Table("instruments", "정책 수단", ("slug",), (*_TERM, Column("group"), Column("definition")))
STAGES = Table(
    "stages",
    "단계",
    ("slug",),
    (
        *_TERM,
        Column("order", "integer"),
        Column("definition"),
        Column("terminal", "boolean"),
        Column("sets_stage", "boolean"),
    ),
)
ORGANISATIONS = Table(
    "organisations", "기관", ("slug",), (*_TERM, Column("kind"), _maybe("region", references="regions.slug"))
)

TABLES = (
    ENTRIES,
    BUDGETS,
    MILESTONES,
    SOURCES,
    PARTIES,
    INITIATIVES,
    TARGETS,
    CORRECTIONS,
    FULFILMENTS,
    ENTRY_REGIONS,
    ENTRY_SECTORS,
    ENTRY_INSTRUMENTS,
    REGIONS,
    SECTORS,
    INSTRUMENTS,
    STAGES,
    ORGANISATIONS,
)
"""Every table of the database, in the order of the dictionary."""
OFFERED = tuple(table for table in TABLES if table.offered)
"""Those with files of their own."""
