"""Mend what is mechanical in content files and leave every other byte; what can be read in two ways is left alone."""

import contextlib
import difflib
import os
import re
import types
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin

import yaml

from tracker import documents, fields, frontmatter, schema, spelling, vocabulary
from tracker.catalogue import KINDS
from tracker.model import (
    InitiativeSlug,
    InstrumentSlug,
    InvalidContentError,
    KeyPath,
    RegionSlug,
    SectorSlug,
    StageSlug,
)
from tracker.vocabulary import Vocabulary

NEAR = 0.8
"""How alike two slugs have to be for one to be a slip of the other; only one may be so near."""
_KEYS = {key for struct in fields.FIELDS for key in schema.fields_of(struct)}
_LINE = re.compile(r"^([ \t]*)((?:- +)?\{?)(?:([a-z_]+)( *： *|:[\u00a0\u3000]+|:(?=[^\s:/])))?(.*?)[ \t]*$")

Mender = Callable[[str], str | None]
"""The right text of a value, or None if it is right or nobody can tell."""


class Mended(NamedTuple):
    """A file's path below content/, what it held and what it should hold."""

    path: str
    before: bytes
    after: bytes

    def diff(self, name: str) -> str:
        """The unified diff; a change of line ends or of the byte order mark alone shows no line."""
        old, new = (data.decode("utf-8-sig").splitlines() for data in (self.before, self.after))
        return "\n".join(difflib.unified_diff(old, new, f"a/{name}", f"b/{name}", lineterm=""))


class Scalar(NamedTuple):
    """A value of one line in YAML text: `text[start:end]` with its quotes."""

    at: KeyPath
    start: int
    end: int
    value: str
    quote: str


def find(content: Path, chosen: Callable[[Path], bool]) -> list[Mended]:
    """The chosen files below content/ that can be mended; raises InvalidContentError if the vocabulary is broken."""
    menders = menders_for(
        vocabulary.load(content), [path.stem for path in (content / documents.INITIATIVES).glob("*.md")]
    )
    found = []
    for kind in KINDS:
        for path in filter(chosen, sorted((content / kind.folder).glob(kind.pattern))):
            before = path.read_bytes()
            after = mend(before, kind.struct, menders)
            if after != before:
                found.append(Mended(path.relative_to(content).as_posix(), before, after))
    return found


def write(content: Path, mended: Iterable[Mended]) -> None:
    """Put each file in its place in one step."""
    for one in mended:
        target = content / one.path
        fresh = target.with_name(f".{target.name}.{os.getpid()}")
        fresh.write_bytes(one.after)
        fresh.chmod(target.stat().st_mode)
        fresh.replace(target)


def mend(data: bytes, struct: type, menders: Mapping[Any, Mender]) -> bytes:
    """The bytes of one document as they should be; those that are no text are given back as they are."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    opening, _, rest = text.partition("\n")
    end = re.search(r"^---[ \t]*$", rest, re.MULTILINE)
    if opening.rstrip() == "---" and end and len(rest) < frontmatter.MAX_FILE:
        head = _mended_head(rest[: end.start()], struct, menders)
        text = f"---\n{head}---{rest[end.end() :].rstrip()}\n"
    return text.encode()


def _mended_head(head: str, struct: type, menders: Mapping[Any, Mender]) -> str:
    lined = _untabbed("".join(f"{_mended_line(line)}\n" for line in head.splitlines()))
    if (quoted := _edited(lined, _unquoted)) is None:
        return lined
    mended = _edited(quoted, lambda scalar: _respelt(scalar, struct, menders))
    return _ordered(quoted if mended is None else mended, struct)


def _mended_line(line: str) -> str:
    """A plain colon with a space after each key, and nothing at the end."""
    found = _LINE.match(line)
    if not found:
        return line
    indent, dash, key, colon, rest = found.groups(default="")
    if colon and key not in _KEYS:
        return line.rstrip()
    return f"{indent}{dash}{key}{': ' if colon else ''}{rest}".rstrip()


def _untabbed(text: str) -> str:
    """Spaces for the tabs of the indentation, if every width of a tab that can be read says the same."""
    readings: dict[str, list[Scalar]] = {}
    for width in (2, 4, 8) if frontmatter.TABBED.search(text) else ():
        spaced = frontmatter.TABBED.sub(lambda found, width=width: found.group().replace("\t", " " * width), text)  # type: ignore[misc]  # mypy knows no default of a lambda
        with contextlib.suppress(yaml.YAMLError, InvalidContentError):
            readings[spaced] = [scalar._replace(start=0, end=0) for scalar in _scalars(spaced)]
    first = next(iter(readings), text)
    return first if all(reading == readings[first] for reading in readings.values()) else text


def _edited(text: str, edit: Callable[[Scalar], str | None]) -> str | None:
    """The text with its values edited, or None if it is no YAML that we take."""
    try:
        scalars = list(_scalars(text))
    except (yaml.YAMLError, InvalidContentError):
        return None
    for scalar in reversed(scalars):
        new = edit(scalar)
        if new is not None:
            text = text[: scalar.start] + new + text[scalar.end :]
    return text


def _scalars(text: str) -> Iterator[Scalar]:
    """Every value of one line, with the keys that lead to it; raises InvalidContentError for what we refuse."""
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    events = iter(yaml.parse(text, Loader=frontmatter.LOADER))
    for event in events:
        if isinstance(event, yaml.NodeEvent):
            yield from _below(event, events, (), starts)


def _below(event: Any, events: Iterator[Any], at: KeyPath, starts: Sequence[int]) -> Iterator[Scalar]:
    if isinstance(event, yaml.AliasEvent) or event.anchor or event.tag or len(at) > frontmatter.MAX_DEPTH:
        raise InvalidContentError([])
    if isinstance(event, yaml.SequenceStartEvent):
        number = 0
        while not isinstance(inner := next(events), yaml.SequenceEndEvent):
            yield from _below(inner, events, (*at, number), starts)
            number += 1
    elif isinstance(event, yaml.MappingStartEvent):
        while not isinstance(key := next(events), yaml.MappingEndEvent):
            if not isinstance(key, yaml.ScalarEvent):
                raise InvalidContentError([])
            yield from _below(next(events), events, (*at, key.value), starts)
    elif event.start_mark.line == event.end_mark.line:
        start, end = (starts[mark.line] + mark.column for mark in (event.start_mark, event.end_mark))
        yield Scalar(at, start, end, event.value, event.style or "")


def _unquoted(scalar: Scalar) -> str | None:
    """A value in curly quotes, in straight ones."""
    value = scalar.value
    if not scalar.quote and len(value) > 1 and value[-1] in "”’“" and frontmatter.CURLY.fullmatch(value):
        inner = value[1:-1].replace("'", "''")
        return f"'{inner}'"
    return None


def _respelt(scalar: Scalar, struct: type, menders: Mapping[Any, Mender]) -> str | None:
    """The same value in the form that is wanted, in the quotes that it has."""
    hint = _hint(struct, scalar.at)
    mender = _choice_mender(hint) if get_origin(hint) is Literal else menders.get(hint)
    new = mender(scalar.value.strip()) if mender else None
    return None if new is None else f"{scalar.quote}{new}{scalar.quote}"


def _choice_mender(hint: Any) -> Mender:
    return _chooser(get_args(hint), {word: choice for choice, word in fields.CHOICES.get(hint, {}).items()})


def _hint(struct: type, at: KeyPath) -> Any:
    """The annotation of a place within a struct, or None if it has none."""
    hint: Any = struct
    for part in at:
        if isinstance(part, int):
            hint = get_args(hint)[0] if get_origin(hint) is tuple else None
        else:
            hint = schema.fields_of(hint).get(part) if isinstance(hint, type) and hint in fields.FIELDS else None
        if get_origin(hint) in (Union, types.UnionType):
            hint = next(one for one in get_args(hint) if one is not type(None))
    return hint


def menders_for(words: Vocabulary, initiatives: Sequence[str]) -> dict[Any, Mender]:
    """How values are mended, by their annotation."""
    named = ((SectorSlug, words.sectors), (InstrumentSlug, words.instruments), (StageSlug, words.stages))
    terms: dict[Any, Mender] = {
        kind: _chooser(list(known), {term.name: slug for slug, term in known.items()}) for kind, known in named
    }
    return {
        **terms,
        RegionSlug: lambda text: _region(text, words),
        InitiativeSlug: _chooser(initiatives),
        **{kind: _respeller(kind) for kind in spelling.SAME},
    }


def _chooser(known: Sequence[str], names: Mapping[str, str] | None = None) -> Mender:
    """Mends a slug to the one that its name stands for, or to the only one near it."""

    def choose(text: str) -> str | None:
        if text in known:
            return None
        near = difflib.get_close_matches(text, known, n=2, cutoff=NEAR)
        return (names or {}).get(text) or (near[0] if len(near) == 1 else None)

    return choose


def _region(text: str, words: Vocabulary) -> str | None:
    """A region by its name, or by a slug of which the province or the district is misspelt."""
    if text in words.regions or text in words.wards:
        return None
    if text in words.region_by_name:
        return words.region_by_name[text].slug
    tail = [slug for slug in words.regions if slug.rpartition("/")[2] == text.lower().strip()]
    if tail:
        return tail[0] if len(tail) == 1 else None
    province, slash, district = text.partition("/")
    provinces = [slug for slug in words.regions if "/" not in slug]
    province = _chooser(provinces)(province) or province
    districts = [slug.partition("/")[2] for slug in words.regions if slug.startswith(f"{province}/")]
    district = (_chooser(districts)(district) or district) if slash else ""
    right = f"{province}{slash}{district}"
    return right if right in words.regions else None


def _respeller(kind: Any) -> Mender:
    """Mends a value to the same value in the form that is wanted."""

    def respell(text: str) -> str | None:
        right = spelling.SAME[kind](text)
        return right if right != text and schema.reads(schema.LEAVES[kind], right) else None

    return respell


def _ordered(head: str, struct: type) -> str:
    """The keys in the order of the fields, each with the comments above it; as they are if any of them is unknown."""
    order = list(schema.fields_of(struct))
    first, *blocks = _blocks(head)
    if any(key not in order for key, _ in blocks) or len({key for key, _ in blocks}) < len(blocks):
        return head
    blocks.sort(key=lambda block: order.index(block[0]))
    return first[1] + "".join(text for _, text in blocks)


def _blocks(head: str) -> list[tuple[str, str]]:
    """What stands above the first key, then each key with its lines and the comments right above it."""
    blocks, waiting = [("", "")], ""
    for line in head.splitlines(keepends=True):
        key = re.match(r"([a-z_]+):", line)
        if key and len(blocks) == 1:
            blocks = [("", waiting), (key.group(1), line)]
        elif key:
            blocks.append((key.group(1), waiting + line))
        elif line.startswith("#"):
            waiting += line
            continue
        else:
            name, text = blocks[-1]
            blocks[-1] = (name, text + waiting + line)
        waiting = ""
    name, text = blocks[-1]
    return [*blocks[:-1], (name, text + waiting)]
