"""Rows as one SQLite database with keys, views, a dictionary and a full-text index that finds Korean.

The index holds every run of two to eight syllables of a word as a term of its own: Korean joins words and adds
particles, so whole words miss `수소` in `그린수소를`, and SQLite's own trigrams miss every word of two syllables. A
plain query, such as Datasette makes of what somebody types, finds all of them.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from tracker.data import dictionary, tables
from tracker.data.tables import Column, Row, Rows, Table

TYPES = {"text": "TEXT", "integer": "INTEGER", "number": "REAL", "date": "TEXT", "boolean": "INTEGER"}
SEARCHED = ("title", "title_en", "region_names", "sector_names", "party_names", "body")
"""Columns of `entries` in the full-text index."""
SHORTEST, LONGEST = 2, 8
"""Syllables of a term of the index."""
HASH_SIZE = 1 << 26
"""Bytes of terms that are sorted at a time: all of them at once, which takes half the time of many merges."""
VIEWS: Mapping[str, str] = {
    "standing_budgets": (
        "SELECT entries.date, entries.title, budgets.* FROM budgets JOIN entries ON entries.id = budgets.entry"
        " WHERE budgets.standing ORDER BY entries.date_first DESC, entries.id"
    ),
    "budget_totals": (
        "SELECT status, count(*) AS count, sum(amount) AS amount FROM budgets WHERE standing GROUP BY status"
    ),
    "open_promises": (
        "SELECT milestones.*, entries.title, entries.url FROM milestones JOIN entries ON entries.id = milestones.entry"
        " WHERE milestones.state IN ('upcoming', 'overdue') ORDER BY milestones.due_last, milestones.ref"
    ),
    "region_entries": (
        "SELECT regions.full_name AS region_name, entry_regions.region, entry_regions.participates, entries.*"
        " FROM entry_regions JOIN entries ON entries.id = entry_regions.entry"
        " JOIN regions ON regions.slug = entry_regions.region"
    ),
}
"""Views and what they select."""
_WORD = re.compile(r"[^\W_]+")
_HANGUL = re.compile(r"[가-힣]")


def database(rows: Mapping[Table, Rows]) -> bytes:
    """The database as a file; the same rows give the same bytes."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("PRAGMA page_size = 4096")
    connection.execute("PRAGMA journal_mode = OFF")  # nothing is ever taken back
    connection.execute("BEGIN")
    for statement in _statements():
        connection.execute(statement)
    for table, found in rows.items():
        _insert(connection, table.name, len(table.columns), _with_dates_as_text(table, found))
    for statement in _indexes():
        connection.execute(statement)
    _insert(connection, "data_dictionary", 6, tuple(_dictionary()))
    _index(connection, rows[tables.ENTRIES])
    connection.execute("COMMIT")
    data = connection.serialize()
    connection.close()
    return data


def _statements() -> Iterator[str]:
    """The tables, the views and the full-text index."""
    yield from map(_create, tables.TABLES)
    yield (
        "CREATE TABLE data_dictionary (table_name TEXT NOT NULL, column_name TEXT NOT NULL, kind TEXT NOT NULL,"
        " meaning TEXT NOT NULL, unit TEXT NOT NULL, example TEXT NOT NULL, PRIMARY KEY (table_name, column_name))"
    )
    for name, selection in VIEWS.items():
        yield f"CREATE VIEW {name} AS {selection}"
    columns = ", ".join(SEARCHED)
    yield f"""CREATE VIRTUAL TABLE entries_fts USING FTS5 ({columns}, tokenize = 'unicode61', content="entries")"""


def _indexes() -> Iterator[str]:
    """An index for every reference, which are made faster of rows that are there already."""
    for table in tables.TABLES:
        for column in table.columns:
            if column.references and table.key[:1] != (column.name,):
                yield f'CREATE INDEX "{table.name}_{column.name}" ON "{table.name}" ("{column.name}")'


def _create(table: Table) -> str:
    columns = [_column(column) for column in table.columns]
    key = ", ".join(f'"{name}"' for name in table.key)
    return f'CREATE TABLE "{table.name}" ({", ".join((*columns, f"PRIMARY KEY ({key})"))})'


def _column(column: Column) -> str:
    target, _, name = column.references.partition(".")
    reference = f' REFERENCES "{target}" ("{name}")' if target else ""
    return f'"{column.name}" {TYPES[column.kind]}{"" if column.empty else " NOT NULL"}{reference}'


def _insert(connection: sqlite3.Connection, table: str, width: int, rows: Iterable[Row]) -> None:
    places = ", ".join("?" * width)
    connection.executemany(f'INSERT INTO "{table}" VALUES ({places})', rows)  # noqa: S608 - our own names


def _with_dates_as_text(table: Table, rows: Rows) -> Iterable[Row]:
    """The driver's own conversion of dates is on its way out."""
    places = [place for place, column in enumerate(table.columns) if column.kind == "date"]
    return (_with_text(row, places) for row in rows) if places else rows


def _with_text(row: Row, places: Iterable[int]) -> Row:
    cells = list(row)
    for place in places:
        cells[place] = None if row[place] is None else str(row[place])
    return tuple(cells)


def _dictionary() -> Iterator[Row]:
    for table in tables.TABLES:
        for column in table.columns:
            meaning = dictionary.meaning(table.name, column.name)
            yield table.name, column.name, column.kind, meaning.text, meaning.unit, meaning.example


def _index(connection: sqlite3.Connection, entries: Rows) -> None:
    names = [column.name for column in tables.ENTRIES.columns]
    places = [names.index(name) for name in SEARCHED]
    connection.execute("INSERT INTO entries_fts (entries_fts, rank) VALUES ('hashsize', ?)", (HASH_SIZE,))
    terms = ((number, *(_terms(row[place]) for place in places)) for number, row in enumerate(entries, 1))
    columns, marks = ", ".join(SEARCHED), ", ".join("?" * len(SEARCHED))
    connection.executemany(f"INSERT INTO entries_fts (rowid, {columns}) VALUES (?, {marks})", terms)  # noqa: S608


def _terms(text: object) -> str:
    """Everything that a text is to be found by, once each."""
    words = dict.fromkeys(_WORD.findall(str(text or "").lower()))
    return " ".join(map(_runs, words))


@cache
def _runs(word: str) -> str:
    """A word and, if it is Korean, all runs of its syllables."""
    if not _HANGUL.search(word):
        return word
    starts = range(len(word) - SHORTEST + 1)
    ends = ((start, end) for start in starts for end in range(start + SHORTEST, min(len(word), start + LONGEST) + 1))
    return " ".join({word: None, **{word[start:end]: None for start, end in ends}})
