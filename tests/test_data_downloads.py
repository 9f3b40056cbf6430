"""The downloads of built sites, opened by the programs that people open them with."""

import asyncio
import csv
import datetime as dt
import hashlib
import html
import io
import json
import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

import duckdb
import pytest
from datasette.app import Datasette
from hypothesis import given, settings
from hypothesis import strategies as st

from sites import ROOT, build, tree
from support import ContentFolder, outputs_of
from tracker import catalogue, data, links, views
from tracker.catalogue import Catalogue
from tracker.data import composing, dictionary, flat, parquet, rows, sqlite, tables
from tracker.data.tables import Column, Row, Table
from tracker.views.facts import Facts
from tracker.views.groups import Groups

TODAY = dt.date(2026, 11, 22)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The real content, as it stood when the tests began."""
    return catalogue.load(shutil.copytree(ROOT / "content", tmp_path_factory.mktemp("real") / "content"))


@pytest.fixture(scope="module")
def site(real: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("downloads") / "site"
    build(real.content, folder, today=TODAY.isoformat())
    return folder


@pytest.fixture(scope="module")
def found(real: Catalogue) -> dict[Table, tuple[Row, ...]]:
    """The rows of the real content."""
    return rows.rows_of(composing.Composer(Facts(real, TODAY), Groups(real)))


@pytest.fixture(scope="module")
def database(site: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{site}/data/rings.sqlite?mode=ro", uri=True)


def parquet_of(site: Path, name: str) -> duckdb.DuckDBPyRelation:
    """A table as DuckDB reads it."""
    return duckdb.read_parquet(str(site / f"data/{name}.parquet"))


def rows_in_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


def test_every_cell_is_of_the_kind_of_its_column(found: dict[Table, tuple[Row, ...]]) -> None:
    types = {"text": (str,), "integer": (int,), "number": (int, float), "date": (dt.date,), "boolean": (bool,)}
    for table, all_rows in found.items():
        assert len({column.name for column in table.columns}) == len(table.columns)
        for row in all_rows:
            for column, cell in zip(table.columns, row, strict=True):
                right = column.empty if cell is None else isinstance(cell, types[column.kind])
                assert right, (table.name, column, row)


def test_csv_says_what_the_rows_say(site: Path, found: dict[Table, tuple[Row, ...]]) -> None:
    for table in tables.OFFERED:
        data = (site / f"data/{table.name}.csv").read_bytes()
        assert data.startswith("\ufeff".encode())
        assert data.endswith(b"\r\n")
        head, *lines = rows_in_csv(data)
        assert head == [column.name for column in table.columns]
        assert len(lines) == len(found[table])
        for line, row in zip(lines, found[table], strict=True):
            for column, text, cell in zip(table.columns, line, row, strict=True):
                expected = "" if cell is None else str(cell).lower() if column.kind == "boolean" else str(cell)
                assert text in (expected, f"'{expected}"), (table.name, column.name)


def test_no_cell_of_a_csv_is_a_formula(site: Path) -> None:
    for table in tables.OFFERED:
        numbers = {number for number, column in enumerate(table.columns) if column.kind in ("integer", "number")}
        for line in rows_in_csv((site / f"data/{table.name}.csv").read_bytes()):
            assert not any(cell.startswith(flat.FORMULA) for number, cell in enumerate(line) if number not in numbers)


def test_sums_are_integers_of_won(site: Path, real: Catalogue) -> None:
    amounts = [budget.amount for entry in real.entries for budget in entry.budgets]
    lines = list(csv.DictReader(io.StringIO((site / "data/budgets.csv").read_text("utf-8-sig"), newline="")))
    assert [int(line["amount"]) for line in lines] == amounts
    assert parquet_of(site, "budgets").sum("amount").fetchall() == [(sum(amounts),)]


def test_json_lines_of_entries_are_the_twins(site: Path, real: Catalogue) -> None:
    lines = (site / "data/entries.jsonl").read_bytes().splitlines()
    assert len(lines) == len(real.entries)
    for line in lines:
        assert (site / links.twin(links.entry(json.loads(line)["id"]))).read_bytes() == line


def test_json_lines_of_the_other_tables_have_the_columns_as_keys(
    site: Path, found: dict[Table, tuple[Row, ...]]
) -> None:
    for table in set(tables.OFFERED) - {tables.ENTRIES}:
        lines = [json.loads(line) for line in (site / f"data/{table.name}.jsonl").read_bytes().splitlines()]
        assert all(list(line) == [column.name for column in table.columns] for line in lines)
        assert len(lines) == len(found[table])


def test_duckdb_reads_the_same_rows_and_types_from_parquet(site: Path, found: dict[Table, tuple[Row, ...]]) -> None:
    types = {"text": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "date": "DATE", "boolean": "BOOLEAN"}
    for table in tables.OFFERED:
        relation = parquet_of(site, table.name)
        assert list(zip(relation.columns, map(str, relation.types), strict=True)) == [
            (column.name, types[column.kind]) for column in table.columns
        ]
        assert relation.fetchall() == list(found[table])


ANYTHING = Table(
    "anything",
    "",
    (),
    tuple(Column(f"{kind}_{empty}", kind, empty) for kind in parquet.TYPES for empty in (False, True)),  # type: ignore[arg-type]
)
CELLS: dict[str, st.SearchStrategy[Any]] = {
    "text": st.text(st.characters(exclude_categories=["Cs"])),
    "integer": st.integers(-(2**63), 2**63 - 1),
    "number": st.floats(allow_nan=False),
    "date": st.dates(),
    "boolean": st.booleans(),
}
ANY_ROW = st.tuples(
    *(st.one_of(st.none(), CELLS[column.kind]) if column.empty else CELLS[column.kind] for column in ANYTHING.columns)
)


@settings(max_examples=50)
@given(found=st.lists(ANY_ROW, max_size=40))
def test_any_rows_come_back_from_parquet(tmp_path_factory: pytest.TempPathFactory, found: list[Row]) -> None:
    path = tmp_path_factory.mktemp("any") / "any.parquet"
    path.write_bytes(parquet.parquet(ANYTHING, found))
    assert duckdb.read_parquet(str(path)).fetchall() == found


@given(found=st.lists(ANY_ROW, max_size=10))
def test_any_rows_come_back_from_csv_and_json_lines(found: list[Row]) -> None:
    head, *lines = rows_in_csv(flat.csv_of(ANYTHING, found))
    assert head == [column.name for column in ANYTHING.columns]
    place = head.index("text_False")
    for line, row in zip(lines, found, strict=True):
        text = str(row[place])
        assert line[place] == (f"'{text}" if text.startswith(flat.FORMULA) else text)
    objects = [json.loads(line) for line in flat.json_lines_of(ANYTHING, found).split(b"\n")[:-1]]
    assert [one["text_False"] for one in objects] == [row[place] for row in found]


def test_the_database_is_whole(database: sqlite3.Connection, found: dict[Table, tuple[Row, ...]]) -> None:
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA page_size").fetchone() == (4096,)
    for table in tables.TABLES:
        (count,) = database.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()  # noqa: S608 - our own names
        assert count == len(found[table]), table.name
    for view in sqlite.VIEWS:
        assert database.execute(f"SELECT * FROM {view}").fetchall(), view  # noqa: S608


def test_the_database_explains_every_column_of_its_tables(database: sqlite3.Connection) -> None:
    names = [name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    plain = [name for name in names if not name.startswith(("sqlite_", "entries_fts", "data_dictionary"))]
    columns = {(name, row[1]) for name in plain for row in database.execute(f'PRAGMA table_info("{name}")')}
    explained = database.execute("SELECT table_name, column_name FROM data_dictionary WHERE meaning <> ''").fetchall()
    assert set(explained) == columns


@pytest.mark.parametrize("word", ["부산", "수소", "반도체", "이차전지", "특화단지", "협약을", "UAM", "테크노파크"])
def test_full_text_search_finds_korean_within_words(database: sqlite3.Connection, word: str) -> None:
    matched = {
        id_
        for (id_,) in database.execute(
            "SELECT id FROM entries WHERE rowid IN (SELECT rowid FROM entries_fts WHERE entries_fts MATCH ?)",
            (f'"{word}"',),
        )
    }
    columns = " || ' ' || ".join(f"coalesce({name}, '')" for name in sqlite.SEARCHED)
    selection = f"SELECT id FROM entries WHERE {columns} LIKE ?"  # noqa: S608 - our own names
    holding = {id_ for (id_,) in database.execute(selection, (f"%{word}%",))}
    assert holding
    assert matched == holding


def test_datasette_serves_the_database_as_it_is(site: Path) -> None:
    async def ask(*paths: str) -> list[Any]:
        served = Datasette([str(site / "data/rings.sqlite")], settings={"num_sql_threads": 1})
        await served.invoke_startup()
        try:
            return [(await served.client.get(path)).json() for path in paths]
        finally:
            for database in served.databases.values():
                database.close()
            if served.executor:
                served.executor.shutdown()

    plain, searched, folder = asyncio.run(
        ask(
            "/rings/budgets.json?_shape=array&_labels=on&_size=3",
            "/rings/entries.json?_search=수소&_shape=array&_size=max",
            "/rings.json",
        )
    )
    assert len(plain) == 3
    assert searched
    assert all("수소" in json.dumps(row, ensure_ascii=False) for row in searched)
    assert {view["name"] for view in folder["views"]} == set(sqlite.VIEWS)
    assert next(table for table in folder["tables"] if table["name"] == "entries")["fts_table"] == "entries_fts"


def test_the_checksums_are_those_of_the_files(site: Path) -> None:
    lines = (site / "data/SHA256SUMS").read_text("utf-8").splitlines()
    sums = {name: value for value, name in (line.split("  ") for line in lines)}
    files = {path.name for path in (site / "data").iterdir() if path.is_file()} - {"SHA256SUMS", "index.html"}
    assert set(sums) == files
    assert all(hashlib.sha256((site / "data" / name).read_bytes()).hexdigest() == value for name, value in sums.items())


def test_every_meaning_is_used_and_has_an_example_where_a_column_needs_one() -> None:
    from tracker.data import openapi

    columns = {(table.name, column.name) for table in tables.TABLES for column in table.columns}
    keys = {(name, key) for name, schema in openapi.components("{name}").items() for key in schema["properties"]}
    used = {f"{owner}.{name}" if f"{owner}.{name}" in dictionary.MEANINGS else name for owner, name in columns | keys}
    assert used == set(dictionary.MEANINGS)
    for owner, name in columns:
        assert dictionary.meaning(owner, name).example, (owner, name)
    for table in tables.TABLES:
        for column in table.columns:
            if column.kind in ("date",) or column.name in ("amount", "national", "private"):
                assert dictionary.meaning(table.name, column.name).unit, column


def test_a_site_without_entries_has_all_files(content: ContentFolder, tmp_path: Path) -> None:
    for path in (content.root / "entries").rglob("*.md"):
        path.unlink()
    build(content.root, tmp_path / "site")
    data = tmp_path / "site/data"
    assert parquet_of(tmp_path / "site", "entries").fetchall() == []
    assert rows_in_csv((data / "budgets.csv").read_bytes())[1:] == []
    assert not (data / "projects.json").exists()  # a package may not be empty
    assert sqlite3.connect(data / "rings.sqlite").execute("SELECT count(*) FROM entries").fetchone() == (0,)


def test_the_downloads_are_made_again_only_when_content_changes(content: ContentFolder, tmp_path: Path) -> None:
    def keys() -> dict[str, str]:
        everything = catalogue.load(content.root)
        return {output.path: output.key for output in outputs_of(data.batches(views.collect(everything, TODAY)))}

    before = keys()
    assert keys() == before
    content.entry("2024-05-22-another")
    after = keys()
    assert all(before[path] != after[path] for path in before if path.startswith("data/") and "dictionary" not in path)
    assert before["data/dictionary/index.html"] == after["data/dictionary/index.html"]


@pytest.mark.slow
def test_libreoffice_opens_the_csv_with_korean_and_sums_intact(site: Path, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("needs LibreOffice Calc (apt-get install libreoffice-calc-nogui)")
    source = site / "data/budgets.csv"
    profile, utf_8 = f"-env:UserInstallation=file://{tmp_path}/profile", "--infilter=CSV:44,34,76"
    command = [office, profile, "--headless", utf_8, "--convert-to", "fods", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    sheet = html.unescape((tmp_path / "budgets.fods").read_text("utf-8"))
    for line in csv.DictReader(io.StringIO(source.read_text("utf-8-sig"), newline="")):
        assert f">{line['what']}<" in sheet
        assert f'office:value="{line["amount"]}"' in sheet


def test_the_same_content_gives_the_same_bytes(site: Path, real: Catalogue, tmp_path: Path) -> None:
    build(real.content, tmp_path / "again", today=TODAY.isoformat(), PYTHONHASHSEED="7", TZ="America/New_York")
    one, two = (
        {
            path: data
            for path, data in tree(folder).items()
            if path.startswith(("data/", "api/")) and not path.endswith(".html")
        }
        for folder in (site, tmp_path / "again")
    )
    assert one == two
