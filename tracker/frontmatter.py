"""Bytes of a content file to a tree of text with places; every scalar stays text.

No anchors, aliases, tags, merge keys or duplicate keys; size, depth and characters are bounded before
anything is built, because libyaml crashes on deep nesting and expands merge keys without end.
"""

import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

import yaml

from tracker.messages import Said, say
from tracker.model import Fault, InvalidContentError, KeyPath, Problem

MAX_FRONT_MATTER = 16 * 1024
MAX_FILE = 128 * 1024
MAX_DEPTH = 8
MOST = 200
"""So many problems of a file are told; a file of nothing else would fill the screen."""
_NO_WAIT = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
"""A pipe is not waited for, a link is not followed."""
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Tree = str | None | list["Tree"] | dict[str, "Tree"]
Places = dict[KeyPath, tuple[int, int]]
"""Key path → line and column, from 1, of the value; `path + ("",)` → those of its key."""

_NULLS = {"", "~", "null"}
REFUSED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufdd0-\ufdef\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)
"""Controls, bidi and zero-width characters, and the fillers that look like nothing at all."""
_STACKED = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{31}")
"""More marks on a letter than Unicode's stream-safe format has; to put thousands into order takes seconds."""
STRANGE = re.compile(f"{REFUSED.pattern}|{_STACKED.pattern.removesuffix('{31}')}")
"""What nearly every text is without, looked for in one go. Composing a text brings in none of it."""
_YAML_HINTS = {
    "mapping values are not allowed": say("값에 ‘: ’가 있으면 값을 따옴표로 감싸세요"),
    "could not find expected ':'": say("‘열쇠: 값’ 꼴인지, 쌍점 뒤를 띄웠는지 보세요"),
    "found character '\\t'": say("탭 대신 빈칸으로 들여 쓰세요"),
    "that cannot start any token": say("@, `, % 로 시작하는 값은 따옴표로 감싸세요"),
    "expected <block end>": say("들여쓰기를 맞추거나, 따옴표·괄호를 닫으세요"),
    "did not find expected '-' indicator": say("들여쓰기를 맞추거나, 따옴표·괄호를 닫으세요"),
    "did not find expected key": say("들여쓰기를 맞추거나, 따옴표·괄호를 닫으세요"),
    "found unexpected end of stream": say("따옴표나 괄호를 닫으세요"),
    "did not find expected ','": say("괄호를 닫거나, 값 사이에 쉼표를 넣으세요"),
    "did not find expected node content": say("괄호를 닫거나, 값을 따옴표로 감싸세요"),
    "did not find expected alphabetic": say("값이 &나 *로 시작하면 따옴표로 감싸세요"),
    "unknown escape character": say("큰따옴표 대신 작은따옴표를 쓰세요"),
    "expected <document start>": say("‘...’나 ‘%’로 시작하는 줄을 지우세요"),
}


FULL_WIDTH = re.compile(r"([a-z_]+) *：")
"""A key with the colon of a Korean or Chinese keyboard."""
_FULL_WIDTH_LINE = re.compile(r"^ *(?:- +)*(?:\{ *)?([a-z_]+) *：", re.MULTILINE)
CURLY = re.compile("[“”„][^“”]*[“”]?|‘[^‘’]*’")
"""A value that stands in curly quotes, as word processors make them; ’24년 and ‘24년 are no such values."""
TABBED = re.compile(r"^ *\t[ \t]*(?=\S)", re.MULTILINE)


class Slip(NamedTuple):
    """How a line looks that no parser can read, with the place as its first group, and what to say of it."""

    pattern: re.Pattern[str]
    message: Said
    hint: str
    said: str = ""
    """What the parser says where this is to be looked for; anything where it is empty."""


_QUOTED = r"""'(?:[^'\n]|'')*'|"[^"\n]*"|\[[^\]\n]*\]|\{[^}\n]*\}"""
_VALUED = r"[a-z_]+: +[^\s|>\[{'\"][^\n]*"
_SLIPS = (
    Slip(
        re.compile(r"^( *\t[ \t]*)(?=\S)", re.MULTILINE),
        say("탭으로 들여 썼습니다"),
        say("탭 대신 빈칸으로 들여 쓰세요"),
    ),
    Slip(  # -{name: …}
        re.compile(r"^ *()-(?=[^\s-])", re.MULTILINE), say("‘-’가 값에 붙어 있습니다"), say("‘-’ 뒤를 띄우세요")
    ),
    Slip(  # fulfils: [entry #promise]
        re.compile(r"^[^\n#]*[\[{][^\]}\n#]* (#[^\n]*)", re.MULTILINE),
        say("‘#’ 뒤는 설명으로 읽혀 괄호가 닫히지 않습니다"),
        say("값을 작은따옴표로 감싸거나 # 앞을 붙이세요"),
    ),
    Slip(
        re.compile(r"^ *(?:- +)?[a-z_]+: +(\[[^\]\n]*\]\()", re.MULTILINE),
        say("값이 마크다운 링크입니다"),
        say("괄호를 빼고 주소만 적으세요"),
    ),
    Slip(  # title: [속보] 부산시
        re.compile(rf"^ *(?:- +)?[a-z_]+: +(?:{_QUOTED})(?! +#) *([^\s][^\n]*)", re.MULTILINE),
        say("값이 첫 따옴표나 괄호에서 끝나고 뒤의 글이 남습니다"),
        say("값 전체를 작은따옴표로 감싸고, 안의 작은따옴표는 둘씩 적으세요"),
    ),
    Slip(
        re.compile(
            r"^ *(?:- +(?=[a-z_]+:))?(?P<key>[a-z_]+)(?:(?: +[^\s:#][^:\n]*)?|:[^ \t\n:/][^\n]*)$", re.MULTILINE
        ),
        say("‘{key}’ 뒤에 ‘: ’이 없습니다", key="…"),
        say("‘열쇠: 값’ 꼴인지, 쌍점 뒤를 띄웠는지 보세요"),
    ),
    Slip(  # a key below one that has its value already
        re.compile(rf"^( *)(?:{_VALUED}\n\1 +|- {_VALUED}\n\1   +)([a-z_]+: )", re.MULTILINE),
        say("앞줄보다 깊이 들여 썼습니다"),
        say("앞줄의 열쇠와 줄을 맞추세요"),
        "mapping values are not allowed",
    ),
    Slip(
        re.compile(r"^(?!\s*(?:[-#%.\]}'\"]|$))([^:\n]+)$", re.MULTILINE),
        say("‘열쇠: ’로 시작하지 않는 줄입니다"),
        say("앞의 값에 이어지는 글이면 한 줄로 붙이세요"),
    ),
)
"""The likelier first."""


_NEARLY_END = re.compile(r"^(?:--|-{4,}|[—–―]+|\.{3}|={3,}|\*{3,}|_{3,})[ \t]*$", re.MULTILINE)
"""What somebody writes who means the line of --- that ends the front matter."""


class Document(NamedTuple):
    """A file taken apart: its front matter as a tree and as it is written from `first_line` on, and the body."""

    tree: dict[str, Tree]
    head: str
    first_line: int = 1
    body: str = ""
    body_line: int = 0

    @property
    def places(self) -> Places:
        """Where each value stands; looked for only when asked, which most files never are."""
        places: Places = {}
        _Composer(self.head, self.first_line, places).document()
        return places


class _SyntaxFaultError(Exception):
    """A fault at a line and column of the YAML text, both from 0."""

    def __init__(self, line: int, column: int, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.problem = Problem("", line + 1, column + 1, code, message, hint)


def read(content: Path, path: str) -> bytes:
    """The bytes of a file below content/ that anybody may have put there.

    Raises InvalidContentError if it is no ordinary file, is too large or cannot be read, FileNotFoundError if there
    is none.
    """
    try:
        file = os.open(f"{content}/{path}", os.O_RDONLY | _NO_WAIT)
        with os.fdopen(file, "rb") as opened:
            status = os.fstat(file)
            if not stat.S_ISREG(status.st_mode):
                message, hint = say("보통 파일이 아닙니다"), say("링크 대신 파일을 두세요")
                raise InvalidContentError([Problem(path, 1, 1, "stray-file", message, hint)])
            _refuse_large(status.st_size, path)
            return opened.read()
    except FileNotFoundError:
        raise
    except OSError as error:
        message = say("파일을 읽을 수 없습니다: {reason}", reason=error.strerror)
        raise InvalidContentError([Problem(path, 1, 1, "stray-file", message)]) from None


def _refuse_large(size: int, path: str) -> None:
    if size > MAX_FILE:
        message = say("파일이 {size:,}바이트로 너무 큽니다", size=size)
        hint = say("{limit:,}바이트까지 됩니다", limit=MAX_FILE)
        raise InvalidContentError([Problem(path, 1, 1, "too-large", message, hint)])


def decode(data: bytes, path: str) -> str:
    """Bytes of a file as NFC text with plain line feeds; raises InvalidContentError if they are no such text."""
    _refuse_large(len(data), path)
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        head = _plain_lines(data[: error.start].decode("utf-8-sig"))
        line, column = position(head, len(head))
        message, hint = say("UTF-8이 아닌 글자가 있습니다"), say("UTF-8로 저장하세요")
        raise InvalidContentError([Problem(path, line, column, "encoding", message, hint)]) from None
    text = _plain_lines(text)
    if STRANGE.search(text):
        text = _composed(text, path)
        if problems := list(islice(_refused_characters(text, path), MOST)):
            raise InvalidContentError(problems)
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _composed(text: str, path: str) -> str:
    """NFC of a text that may hold anything."""
    if found := _STACKED.search(text):
        line, column = position(text, found.start())
        message = say("글자 하나에 덧붙인 부호가 30개를 넘습니다")
        raise InvalidContentError([Problem(path, line, column, "character", message)])
    return unicodedata.normalize("NFC", text)


def _plain_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _refused_characters(text: str, path: str) -> Iterator[Problem]:
    for match in REFUSED.finditer(text):
        line, column = position(text, match.start())
        yield Problem(path, line, column, "character", *refusal(match.group()))


def refusal(character: str) -> tuple[str, str]:
    """Message and hint for a character of REFUSED."""
    name = unicodedata.name(character, say("제어 문자"))
    message = say("보이지 않는 글자 U+{number:04X} ({name})가 있습니다", number=ord(character), name=name)
    return message, say("지우거나 빈칸으로 바꾸세요")


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column, from 1, of an offset in a text."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def load(data: bytes, path: str) -> Document:
    """Take a file with front matter apart; raises InvalidContentError."""
    text = decode(data, path)
    head, body, body_line = _split(text, path)
    return Document(_compose_at(head, path, first_line=2), head, 2, body, body_line)


def load_yaml(data: bytes, path: str) -> Document:
    """Take a plain YAML file apart; raises InvalidContentError."""
    text = decode(data, path)
    return Document(_compose_at(text, path, first_line=1), text)


def _split(text: str, path: str) -> tuple[str, str, int]:
    """Front matter, body, and the line of the body's first character."""
    opening, _, rest = text.partition("\n")
    end = re.search(r"^---[ \t]*$", rest, re.MULTILINE)
    if opening.rstrip() != "---" or not end:
        raise InvalidContentError([_unparted(text, path, opened=opening.rstrip() == "---")])
    head = rest[: end.start()]
    if len(head.encode()) > MAX_FRONT_MATTER:
        message = say("머리말이 {size:,}바이트로 너무 깁니다", size=len(head.encode()))
        hint = say("{limit:,}바이트까지 됩니다", limit=MAX_FRONT_MATTER)
        raise InvalidContentError([Problem(path, 2, 1, "too-large", message, hint)])
    tail = rest[end.end() :]
    body = tail.lstrip("\n")
    return head, body.rstrip(), 2 + rest.count("\n", 0, end.end()) + len(tail) - len(body)


def _unparted(text: str, path: str, *, opened: bool) -> Problem:
    """What to say of a text whose front matter does not begin or end."""
    message = say("머리말이 ‘---’ 줄로 시작해서 ‘---’ 줄로 끝나야 합니다")
    if not opened:
        return Problem(path, 1, 1, "front-matter", message, say("첫 줄에 ---만 적으세요"))
    near = _NEARLY_END.search(text, len("---"))
    line, _ = position(text, near.start() if near else len(text))
    hint = say("이 줄을 ---로 바꾸세요") if near else say("머리말 끝에도 ---만 적으세요")
    return Problem(path, line, 1, "front-matter", message, hint)


def _compose_at(text: str, path: str, first_line: int) -> dict[str, Tree]:
    """Compose YAML that starts on a given line of its file; raises InvalidContentError."""
    try:
        _refuse_full_width(text)
        return _Composer(text, first_line).document()
    except _SyntaxFaultError as error:
        problem = error.problem
    except yaml.MarkedYAMLError as error:
        line, column = _mark(error)
        found = (*text.split("\n"), "")[line][column : column + 1]  # the end may stand on a line of its own
        what = f"{error.context or ''} {error.problem or ''}".strip()
        what = what.replace("found character that", f"found character {found!r} that")  # libyaml does not name it
        hint = next((hint for part, hint in _YAML_HINTS.items() if part in what), what)
        message = say("YAML 문법에 맞지 않습니다")
        read = _SyntaxFaultError(line, column, "yaml-syntax", message, hint).problem
        problem = _plain_cause(text, read.line, what) or read
    raise InvalidContentError([problem._replace(path=path, line=problem.line + first_line - 1)])


def _full_width(key: str) -> tuple[str, str]:
    """Message and hint."""
    hint = say("‘{key}: ’처럼 반각 쌍점을 쓰고 그 뒤를 띄우세요", key=key)
    return say("‘{key}’ 뒤의 쌍점이 전각 ‘：’입니다", key=key), hint


def _plain_cause(text: str, stuck: int, said: str) -> Problem | None:
    """What a person would see in a text that no parser can read, close above the line where the parser gave up."""
    for slip in _SLIPS:
        for found in slip.pattern.finditer(text) if slip.said in said else ():
            line, column = position(text, found.start(found.lastindex or 0))
            if stuck - 2 <= line <= stuck + 1:
                return Problem(
                    "", line, column, "yaml-syntax", Said(slip.message.template, found.groupdict()), slip.hint
                )
    return None


def _refuse_full_width(text: str) -> None:
    found = _FULL_WIDTH_LINE.search(text) if "：" in text else None
    if found:
        line, column = position(text, found.end() - 1)
        raise _SyntaxFaultError(line - 1, column - 1, "full-width", *_full_width(found.group(1)))


def _mark(error: yaml.MarkedYAMLError) -> tuple[int, int]:
    """Line and column, from 0, of what libyaml complains about."""
    is_unclosed = any(words in (error.problem or "") for words in ("end of stream", "expected ','"))
    unclosed = error.context_mark if is_unclosed else None
    mark = unclosed or error.problem_mark or error.context_mark
    return (mark.line, mark.column) if mark else (0, 0)


class _Composer:
    """Builds a tree of dicts, lists and text from YAML events, refusing what the format does not need.

    If it is given `places`, it notes there where everything stands.
    """

    def __init__(self, text: str, first_line: int, places: Places | None = None) -> None:
        self._next = LOADER(text).get_event  # yaml.parse takes twice as long
        self._first_line = first_line
        self._places = places

    def document(self) -> dict[str, Tree]:
        """The one document of the stream, which has to be a mapping."""
        tree: Tree = {}
        while event := self._next():
            if isinstance(event, yaml.NodeEvent):
                tree = self._node(event, ())
                break
        if not isinstance(tree, dict):
            message = say("머리말은 ‘열쇠: 값’ 줄들이어야 합니다")
            self._refuse(event, message, say("쌍점(:) 뒤를 띄우세요"), "front-matter")
        while event := self._next():
            if isinstance(event, yaml.DocumentStartEvent):
                self._refuse(event, say("‘---’로 나뉜 문서가 여럿입니다"))
        return tree

    def _node(self, event: Any, at: KeyPath) -> Tree:
        if self._places is not None:
            self._places[at] = self._place(event)
        kind = type(event)
        if kind is yaml.AliasEvent or event.anchor is not None:
            hint = say("값이 &나 *로 시작하면 따옴표로 감싸세요")
            self._refuse(event, say("닻(&)과 별명(*)은 쓸 수 없습니다"), hint)
        if event.tag is not None:
            self._refuse(event, say("꼬리표(!)는 쓸 수 없습니다"), say("값이 !로 시작하면 따옴표로 감싸세요"))
        if kind is yaml.ScalarEvent:
            is_plain = not event.style  # None from the Python parser, "" from libyaml
            return None if is_plain and event.value in _NULLS else self._text(event)
        if len(at) >= MAX_DEPTH:
            self._refuse(event, say("{depth}단계보다 깊이 겹쳤습니다", depth=MAX_DEPTH))
        return self._mapping(at) if kind is yaml.MappingStartEvent else self._sequence(at)

    def _place(self, event: Any) -> tuple[int, int]:
        return event.start_mark.line + self._first_line, event.start_mark.column + 1

    def _sequence(self, at: KeyPath) -> list[Tree]:
        items: list[Tree] = []
        while type(event := self._next()) is not yaml.SequenceEndEvent:
            items.append(self._node(event, (*at, len(items))))
        return items

    def _mapping(self, at: KeyPath) -> dict[str, Tree]:
        pairs: dict[str, Tree] = {}
        while type(event := self._next()) is not yaml.MappingEndEvent:
            key = self._key(event, pairs)
            if self._places is not None:
                self._places[(*at, key, "")] = self._place(event)
            pairs[key] = self._node(self._next(), (*at, key))
        return pairs

    def _key(self, event: Any, pairs: Mapping[str, Tree]) -> str:
        if type(event) is not yaml.ScalarEvent or event.anchor or event.tag:
            self._refuse(event, say("열쇠는 글이어야 합니다"))
        key = self._text(event)
        if key == "<<":
            self._refuse(event, say("합침 열쇠(<<)는 쓸 수 없습니다"))
        if key in pairs:
            message = say("열쇠 ‘{key}’이(가) 두 번 나옵니다", key=key)
            self._refuse(event, message, say("하나만 남기세요"), "duplicate-key")
        if "：" in key and (found := FULL_WIDTH.match(key)):
            self._refuse(event, *_full_width(found.group(1)), "full-width")
        return key

    def _text(self, event: Any) -> str:
        """A scalar's text; its escapes may not bring in what the file itself may not hold."""
        text: str = event.value
        if event.style == '"':  # the only style with escapes; what stands in the file was looked at before
            text = unicodedata.normalize("NFC", text)
            if found := REFUSED.search(text):
                message, hint = refusal(found.group())
                self._refuse(event, message, hint, "character")
        elif not event.style and CURLY.fullmatch(text):
            message = say("값을 감싼 ‘{mark}’은(는) YAML의 따옴표가 아닙니다", mark=text[0])
            self._refuse(event, message, say("곧은 작은따옴표 '…' 로 감싸거나 지우세요"), "quotes")
        return text

    def _refuse(self, event: Any, message: str, hint: str = "", code: str = "yaml-feature") -> NoReturn:
        raise _SyntaxFaultError(event.start_mark.line, event.start_mark.column, code, message, hint)


def located(faults: Iterable[Fault], document: Document, path: str) -> list[Problem]:
    """Faults of a document with their places."""
    faults = list(faults)
    places = document.places if faults else {}
    return [locate(fault, places, path) for fault in faults]


def locate(fault: Fault, places: Places, path: str) -> Problem:
    """Give a fault the line and column of its value, of its key, or of the nearest thing around it."""
    at = fault.at
    while at and at not in places:
        at = at[:-1]
    line, column = places.get(at, (1, 1))
    return Problem(path, line, column, fault.code, fault.message, fault.hint)
