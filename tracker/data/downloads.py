"""Render `data/`: the tables in every format, the database, checksums, descriptions, and the pages about them.

No file is made before it is asked for. The checksums, the description and the page ask for all of them.
"""

import hashlib
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial
from typing import Any, NamedTuple

import msgspec

from tracker import dates, links, outputs, pages
from tracker.cache import digest_of
from tracker.data import api, description, dictionary, flat, openapi, parquet, projects, sqlite, tables
from tracker.data.composing import Composer
from tracker.data.description import Download
from tracker.data.rows import rows_of
from tracker.data.tables import Row, Rows, Table
from tracker.model import Output, Part
from tracker.views.plans import Plan
from tracker.views.shapes import Head, Link

CSV, JSON_LINES, PARQUET, SQLITE = "CSV", "JSON Lines", "Parquet", "SQLite"
OC4IDS, DCAT, CHECKSUMS = "OC4IDS", "DCAT", "SHA-256"
MEDIA_TYPES = {
    CSV: "text/csv",
    JSON_LINES: "application/x-ndjson",
    PARQUET: "application/vnd.apache.parquet",
    SQLITE: "application/vnd.sqlite3",
    OC4IDS: "application/json",
    DCAT: "application/ld+json",
    CHECKSUMS: "text/plain",
}
SUFFIXES = {CSV: "csv", JSON_LINES: "jsonl", PARQUET: "parquet"}
ENCODERS: Mapping[str, Callable[[Table, Rows], bytes]] = {
    CSV: flat.csv_of,
    JSON_LINES: flat.json_lines_of,
    PARQUET: parquet.parquet,
}
DATABASE = f"{links.DATA}rings.sqlite"
PROJECTS = f"{links.DATA}projects.json"
CATALOGUE = f"{links.DATA}catalogue.jsonld"
SUMS = f"{links.DATA}SHA256SUMS"
DICTIONARY = f"{links.DATA}dictionary/"


class FileLine(msgspec.Struct, frozen=True):
    """A file as the page lists it."""

    path: str
    format: str
    size: int
    words: str


class TableLine(msgspec.Struct, frozen=True):
    """A table as the page lists it, with its files."""

    title: str
    rows: int
    files: tuple[FileLine, ...]


class DataPage(msgspec.Struct, frozen=True, kw_only=True):
    """The page of downloads. `dataset` is its description for search engines."""

    head: Head
    tables: tuple[TableLine, ...] = ()
    others: tuple[tuple[FileLine, str], ...] = ()
    kinds: tuple[tuple[str, str], ...] = ()
    changes: tuple[tuple[str, str, str], ...] = ()
    example: str = ""
    updated: str = ""
    dataset: Mapping[str, Any] = {}


class ColumnLine(msgspec.Struct, frozen=True):
    """A column as the dictionary explains it."""

    name: str
    kind: str
    empty: bool
    references: str
    meaning: dictionary.Meaning


class DictionaryPage(msgspec.Struct, frozen=True, kw_only=True):
    """The data dictionary: tables with their columns, and how initiatives map to OC4IDS."""

    head: Head
    tables: tuple[tuple[str, str, bool, tuple[ColumnLine, ...]], ...]
    views: tuple[tuple[str, str], ...]
    mapping: tuple[tuple[str, str], ...]


KIND_WORDS = {"text": "글", "integer": "정수", "number": "수", "date": "날", "boolean": "참·거짓"}
OTHER_WORDS = {
    DATABASE: "모든 표와 어휘를 외래 키로 이은 데이터베이스. 뷰와 전문 검색이 있고 Datasette로 바로 열립니다.",
    PROJECTS: "예산과 참여 기관이 있는 사업. 인프라 사업의 공개 표준 OC4IDS 0.9의 꼴입니다.",
    CATALOGUE: "자료 목록이 읽는 설명. DCAT-AP의 꼴입니다.",
    SUMS: "받은 파일이 온전한지 살피는 값. sha256sum -c SHA256SUMS",
}


class Maker(NamedTuple):
    """How a file is made, and what it is."""

    title: str
    format: str
    make: Callable[[], bytes]


class Downloads:
    """The files of `data/`. None is kept, since all of them together are large; what the page tells of each is."""

    def __init__(self, composer: Composer) -> None:
        self._composer = composer
        self._told: dict[str, Download] = {}
        self._makers = {
            path_of(table, form): Maker(table.title, form, partial(self._table, table, form))
            for table in tables.OFFERED
            for form in SUFFIXES
        }
        self._makers[DATABASE] = Maker("모든 표", SQLITE, self._database)
        if projects.fitting(composer):
            self._makers[PROJECTS] = Maker("사업", OC4IDS, partial(projects.package, composer))
        self._data_paths = tuple(self._makers)
        self._makers[CATALOGUE] = Maker("설명", DCAT, self._catalogue)
        self._makers[SUMS] = Maker("확인값", CHECKSUMS, self._sums)

    @property
    def paths(self) -> tuple[str, ...]:
        """The addresses of all files; none is made for this."""
        return tuple(self._makers)

    def data(self, path: str) -> bytes:
        """The bytes of a file."""
        title, form, make = self._makers[path]
        data = make()
        checksum = hashlib.sha256(data).hexdigest()
        self._told[path] = Download(path, title, form, MEDIA_TYPES[form], len(data), checksum)
        return data

    def file(self, path: str) -> Download:
        """What is told of a file."""
        if path not in self._told:
            self.data(path)
        return self._told[path]

    @property
    def _others(self) -> list[str]:
        return [path for path in self.paths if path in OTHER_WORDS]

    @property
    def described(self) -> tuple[Download, ...]:
        """Every file that holds data: what catalogues are told of."""
        return tuple(map(self.file, self._data_paths))

    @cached_property
    def rows(self) -> dict[Table, tuple[Row, ...]]:
        """The rows of every table."""
        return rows_of(self._composer)

    def _table(self, table: Table, form: str) -> bytes:
        """A table in a format; entries in JSON Lines are the very records of the API."""
        if form == JSON_LINES and table is tables.ENTRIES:
            return flat.lines(self._composer.encoded())
        return ENCODERS[form](table, self.rows[table])

    def _database(self) -> bytes:
        return sqlite.database(self.rows)

    def _catalogue(self) -> bytes:
        return description.catalogue(self._composer, self.described)

    def _sums(self) -> bytes:
        """The checksums of all other files, as `sha256sum -c` reads them."""
        files = (self.file(path) for path in self.paths if path != SUMS)
        return "".join(f"{one.checksum}  {one.path.removeprefix(links.DATA)}\n" for one in files).encode()

    def page(self) -> DataPage:
        """The page that lists the files."""
        composer, catalogue = self._composer, self._composer.catalogue
        return DataPage(
            head=data_head(composer),
            tables=tuple(map(self._line, tables.OFFERED)),
            others=tuple((_file_line(self.file(path)), OTHER_WORDS[path]) for path in self._others),
            kinds=tuple((kind.path.lstrip("/"), kind.summary) for kind in openapi.KINDS),
            changes=tuple((one.version, one.date, one.what) for one in api.CHANGES),
            example=links.twin(links.entry(catalogue.entries[0].id)) if catalogue.entries else "",
            updated=dates.format_day(catalogue.newest_change),
            dataset=description.schema_org(composer, self.described),
        )

    def _line(self, table: Table) -> TableLine:
        files = (self.file(path_of(table, form)) for form in SUFFIXES)
        return TableLine(table.title, len(self.rows[table]), tuple(map(_file_line, files)))


def path_of(table: Table, form: str) -> str:
    """Where a table stands in a format."""
    return f"{links.DATA}{table.name}.{SUFFIXES[form]}"


def _file_line(download: Download) -> FileLine:
    size = download.size
    words = f"{size / 1e6:,.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1e3)):,} KB"
    return FileLine(download.path, download.format, size, words)


def data_head(composer: Composer) -> Head:
    """The head of the page of downloads."""
    return Head(
        path=links.DATA,
        title="자료",
        description="모든 기록과 약속, 예산을 파일과 JSON으로 내려받아 마음대로 씁니다.",
        updated=composer.catalogue.newest_change,
    )


def part(composer: Composer, read: str) -> Part:
    """Every download and the two pages; `read` is a digest of all content that they hold."""
    versions = (sqlite3.sqlite_version, zlib.ZLIB_RUNTIME_VERSION)
    key = digest_of(outputs.code(), versions, read)
    renderer = pages.Renderer(composer.catalogue)
    return renderer.part(links.DATA, key, partial(_outputs, composer, renderer, key))


def _outputs(composer: Composer, renderer: pages.Renderer, key: str) -> Iterator[Output]:
    downloads = Downloads(composer)
    for path in downloads.paths:
        yield Output(path, key, partial(downloads.data, path))
    yield renderer.page("data.html", Plan(data_head(composer), key, downloads.page))
    dictionary_page = _dictionary()
    yield renderer.page("dictionary.html", Plan(dictionary_page.head, "", lambda: dictionary_page))


def _dictionary() -> DictionaryPage:
    head = Head(
        path=DICTIONARY,
        title="자료 사전",
        description="내려받는 자료의 모든 열이 무엇을 뜻하는지, 단위와 보기를 적었습니다.",
        crumbs=(Link("자료", links.DATA),),
    )
    return DictionaryPage(
        head=head,
        tables=tuple((table.name, table.title, table.offered, tuple(_columns(table))) for table in tables.TABLES),
        views=tuple(sqlite.VIEWS.items()),
        mapping=tuple((one.field, one.made_of) for one in projects.MAPPING),
    )


def _columns(table: Table) -> Iterator[ColumnLine]:
    for column in table.columns:
        meaning = dictionary.meaning(table.name, column.name)
        yield ColumnLine(column.name, KIND_WORDS[column.kind], column.empty, column.references, meaning)
