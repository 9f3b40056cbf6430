"""Rows as CSV that spreadsheets open safely, and as JSON Lines."""

import csv
import io
from collections.abc import Iterable

import msgspec

from tracker.data.tables import Cell, Rows, Table

BOM = "\ufeff"
"""Without it Excel takes UTF-8 for CP949."""
FORMULA = ("=", "+", "-", "@", "%", "|", "\t", "\r", "＝", "＋", "－", "＠")
"""What makes a spreadsheet take text for a formula; an apostrophe before it stops that."""
_SUSPECT = frozenset(" \n").union(FORMULA)
"""How text may begin that is a formula, perhaps behind blanks."""


def csv_of(table: Table, rows: Rows) -> bytes:
    """RFC 4180 with a byte-order mark; text that could be a formula has an apostrophe before it."""
    text = io.StringIO(newline="")
    text.write(BOM)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(column.name for column in table.columns)
    writer.writerows(map(_cells, rows))
    return text.getvalue().encode()


def _cells(row: Iterable[Cell]) -> list[Cell]:
    return [_text(cell) if type(cell) is str else _plain(cell) for cell in row]


def _text(cell: str) -> str:
    is_formula = cell[:1] in _SUSPECT and cell.lstrip(" \n").startswith(FORMULA)
    return f"'{cell}" if is_formula else cell


def _plain(cell: Cell) -> Cell:
    return str(cell).lower() if cell is True or cell is False else cell


def json_lines_of(table: Table, rows: Rows) -> bytes:
    """An object a line, with the columns as keys."""
    names = [column.name for column in table.columns]
    return lines(msgspec.json.encode(dict(zip(names, row, strict=True))) for row in rows)


def lines(objects: Iterable[bytes]) -> bytes:
    """Objects that are encoded already, one a line."""
    return b"".join(one + b"\n" for one in objects)
