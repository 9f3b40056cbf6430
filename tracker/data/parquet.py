"""Rows as Parquet: one row group, a gzipped data page for each column, plain values.

The format is https://parquet.apache.org/docs/file-format/; its metadata are Thrift's compact protocol. What is
written here is the smallest part of both that holds a flat table (docs/decisions/0007-parquet.md).
"""

import datetime as dt
import struct
import zlib
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from tracker.data.tables import Cell, Column, Rows, Table

MAGIC = b"PAR1"
CREATOR = "rings-tracker"
EPOCH = dt.date(1970, 1, 1).toordinal()
GZIP, PLAIN, RLE, DATA_PAGE = 2, 0, 3, 0
LEVEL = 4
"""Of zlib: the next higher one takes twice the time to save a seventh."""
REQUIRED, OPTIONAL = 0, 1
I32, I64, BINARY, LIST, STRUCT = 5, 6, 8, 9, 12
"""Types of Thrift's compact protocol."""


class Type(NamedTuple):
    """How a kind of column is stored: physical type, converted type if any, and its plain encoding."""

    physical: int
    converted: int | None
    encode: Callable[[Sequence[Any]], bytes]


def _texts(values: Sequence[str]) -> bytes:
    data = (value.encode() for value in values)
    return b"".join(part for one in data for part in (len(one).to_bytes(4, "little"), one))


def _days(values: Sequence[dt.date]) -> bytes:
    return struct.pack(f"<{len(values)}i", *(value.toordinal() - EPOCH for value in values))


def _bits(values: Sequence[Cell]) -> bytes:
    """Booleans, the first in the lowest bit."""
    digits = "".join("1" if value else "0" for value in reversed(values))
    return int(digits or "0", 2).to_bytes(-(-len(values) // 8), "little")


def _wholes(values: Sequence[int]) -> bytes:
    return struct.pack(f"<{len(values)}q", *values)


def _reals(values: Sequence[float]) -> bytes:
    return struct.pack(f"<{len(values)}d", *values)


TYPES = {
    "text": Type(6, 0, _texts),
    "integer": Type(2, None, _wholes),
    "number": Type(5, None, _reals),
    "date": Type(1, 6, _days),
    "boolean": Type(0, None, _bits),
}


class Chunk(NamedTuple):
    """A column as it stands in the file: its page with the header, and the sizes that the metadata tell."""

    column: Column
    data: bytes
    plain_size: int
    offset: int


def parquet(table: Table, rows: Rows) -> bytes:
    """The table as a file; the same rows give the same bytes."""
    chunks, offset = [], len(MAGIC)
    columns: Iterable[tuple[Cell, ...]] = zip(*rows, strict=True) if rows else [()] * len(table.columns)
    for column, values in zip(table.columns, columns, strict=True):
        chunks.append(_chunk(column, values, offset))
        offset += len(chunks[-1].data)
    footer = _footer(table, chunks, len(rows))
    return b"".join((MAGIC, *(chunk.data for chunk in chunks), footer, len(footer).to_bytes(4, "little"), MAGIC))


def _chunk(column: Column, values: Sequence[Cell], offset: int) -> Chunk:
    present = [value for value in values if value is not None]
    page = _levels(values) if column.empty else b""
    page += TYPES[column.kind].encode(present)
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, 16 + zlib.MAX_WBITS)  # a gzip member, whose head holds no time
    packed = packer.compress(page) + packer.flush()
    counts = _struct((1, I32, len(values)), (2, I32, PLAIN), (3, I32, RLE), (4, I32, RLE))
    header = _struct((1, I32, DATA_PAGE), (2, I32, len(page)), (3, I32, len(packed)), (5, STRUCT, counts))
    return Chunk(column, header + packed, len(header) + len(page), offset)


def _levels(values: Sequence[Cell]) -> bytes:
    """Which cells hold a value: one bit-packed run of groups of eight, after its length."""
    groups = -(-len(values) // 8)
    run = _varint(groups << 1 | 1) + _bits([value is not None for value in values])
    return len(run).to_bytes(4, "little") + run


def _footer(table: Table, chunks: Sequence[Chunk], count: int) -> bytes:
    root = _struct((4, BINARY, "schema"), (5, I32, len(chunks)))
    schema = [root, *(_element(column) for column in table.columns)]
    parts = [_struct((2, I64, chunk.offset), (3, STRUCT, _metadata(chunk, count))) for chunk in chunks]
    size = sum(chunk.plain_size for chunk in chunks)
    group = _struct((1, LIST, parts), (2, I64, size), (3, I64, count))
    return _struct((1, I32, 1), (2, LIST, schema), (3, I64, count), (4, LIST, [group]), (6, BINARY, CREATOR))


def _element(column: Column) -> bytes:
    """A column of the schema."""
    kind = TYPES[column.kind]
    repetition = OPTIONAL if column.empty else REQUIRED
    converted = [] if kind.converted is None else [(6, I32, kind.converted)]
    return _struct((1, I32, kind.physical), (3, I32, repetition), (4, BINARY, column.name), *converted)


def _metadata(chunk: Chunk, count: int) -> bytes:
    return _struct(
        (1, I32, TYPES[chunk.column.kind].physical),
        (2, LIST, [PLAIN, RLE]),
        (3, LIST, [chunk.column.name]),
        (4, I32, GZIP),
        (5, I64, count),
        (6, I64, chunk.plain_size),
        (7, I64, len(chunk.data)),
        (9, I64, chunk.offset),
    )


def _struct(*fields: tuple[int, int, Any]) -> bytes:
    """Fields by number, type and value; a struct's value is its bytes."""
    parts, last = [], 0
    for number, kind, value in fields:
        parts.append(bytes([(number - last) << 4 | kind]) + _value(kind, value))
        last = number
    return b"".join(parts) + b"\0"


def _value(kind: int, value: Any) -> bytes:
    if kind == STRUCT:
        return bytes(value)
    if kind == LIST:
        return _list(value)
    if kind == BINARY:
        text: bytes = value.encode()
        return _varint(len(text)) + text
    return _varint(value << 1)  # zigzag of what is never negative


def _list(values: Sequence[Any]) -> bytes:
    kind = {bytes: STRUCT, str: BINARY, int: I32}[type(values[0])]
    size = bytes([len(values) << 4 | kind]) if len(values) < 15 else bytes([0xF0 | kind]) + _varint(len(values))
    return size + b"".join(_value(kind, value) for value in values)


def _varint(number: int) -> bytes:
    """Seven bits a byte, the lowest first."""
    data = bytearray()
    while number > 0x7F:
        data.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*data, number])
