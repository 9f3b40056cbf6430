"""Trees of text to typed structs: one pass that gathers every fault with its key path."""

import datetime as dt
import difflib
import re
import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache, partial
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from tracker import dates, money
from tracker.frontmatter import Tree
from tracker.messages import say
from tracker.model import Fault, KeyPath, PartialDate, Period, Slug, Text, Url, Won

Leaf = Callable[[str], Any]
"""Text → value; raises ValueError, or UnknownTermError where a right value can be named."""
Rule = Callable[[Any], Iterable[Fault]]
Reader = Callable[[Tree, KeyPath, list[Fault]], Any]
"""A value of a tree at its place → what it stands for; what is wrong goes into the list."""
NOTHING: Mapping[str, Any] = types.MappingProxyType({})

NUMBER = re.compile(r"-?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.[0-9]+)?")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
TAG = re.compile(r"<[A-Za-z/!?]")
"""What might be taken for HTML."""
URL = re.compile(r"""https?://[^\s/?#@\\<>"']+\.[^\s\\<>"']+""")


class UnknownTermError(LookupError):
    """A slug or reference that names nothing; the hint names the nearest one that does."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def nearest(word: str, words: Iterable[str]) -> str:
    """A hint that names the most similar word, or nothing if none is near."""
    found = difflib.get_close_matches(word, list(words), n=1, cutoff=0.7)
    return say("‘{word}’을(를) 뜻했나요?", word=found[0]) if found else ""


class Schema:
    """Turns trees into structs, gathering every fault on the way.

    `leaves` reads scalars by their annotation; `rules` yields the faults of a finished struct by its type,
    with key paths relative to it.
    """

    def __init__(self, leaves: Mapping[Any, Leaf], rules: Mapping[type, Rule] | None = None) -> None:
        self._leaves = {**LEAVES, **leaves}
        self._rules = rules or {}
        self._known: dict[type, dict[str, Reader]] = {}

    def read(self, struct: type, tree: Tree, given: Mapping[str, Any] | None = None) -> tuple[Any, list[Fault]]:
        """The struct, or None with the reasons. `given` holds fields that the tree does not carry."""
        faults: list[Fault] = []
        return self._struct(struct, tree, (), faults, given or {}), faults

    def _readers(self, struct: type) -> dict[str, Reader]:
        """What reads each field of a struct, made once: annotations are slow to look into."""
        if struct not in self._known:
            self._known[struct] = {name: self._reader(hint) for name, hint in fields_of(struct).items()}
        return self._known[struct]

    def _reader(self, hint: Any) -> Reader:
        if hint in self._leaves:
            return partial(self._leaf, hint)
        origin, inner = _shape(hint)
        if origin is Union:
            return partial(_optional, self._reader(inner))
        if origin is tuple:
            return partial(self._items, self._reader(inner))
        if origin is dict:
            return partial(self._pairs, self._reader(inner))
        if origin is Literal:
            return partial(self._choice, inner)
        return partial(self._struct, hint)

    def _leaf(self, hint: Any, value: Tree, at: KeyPath, faults: list[Fault]) -> Any:
        if not isinstance(value, str):
            empty = say("‘{key}’이(가) 비어 있습니다", key=_name(at))
            many = say("‘{key}’이(가) 목록이나 묶음이 아니라 값 하나여야 합니다", key=_name(at))
            faults.append(Fault(at, "wrong-type", empty if value is None else many))
            return None
        try:
            return self._leaves[hint](value)
        except UnknownTermError as error:
            faults.append(Fault(at, "unknown-slug", error.args[0], error.hint))
        except ValueError as error:
            faults.append(Fault(at, _CODES.get(hint, "wrong-type"), error.args[0]))
        return None

    def _items(self, read: Reader, value: Tree, at: KeyPath, faults: list[Fault]) -> tuple[Any, ...]:
        if not isinstance(value, list):
            message = say("‘{key}’은(는) 목록이어야 합니다", key=_name(at))
            faults.append(Fault(at, "wrong-type", message, say("[값, 값] 또는 ‘- 값’ 줄들로 적으세요")))
            return ()
        return tuple([read(item, (*at, number), faults) for number, item in enumerate(value)])

    def _pairs(self, read: Reader, value: Tree, at: KeyPath, faults: list[Fault]) -> dict[str, Any]:
        if not isinstance(value, dict):
            faults.append(Fault(at, "wrong-type", say("‘{key}’은(는) ‘열쇠: 값’ 묶음이어야 합니다", key=_name(at))))
            return {}
        return {key: read(item, (*at, key), faults) for key, item in value.items()}

    def _choice(self, choices: tuple[str, ...], value: Tree, at: KeyPath, faults: list[Fault]) -> Any:
        if not isinstance(value, str):
            return self._leaf(str, value, at, faults)
        if value not in choices:
            message = say("‘{key}’에 ‘{value}’은(는) 쓸 수 없습니다", key=_name(at), value=value)
            hint = nearest(value, choices) or say("쓸 수 있는 값: {values}", values=", ".join(choices))
            faults.append(Fault(at, "unknown-value", message, hint))
        return value

    def _struct(
        self, struct: type, value: Tree, at: KeyPath, faults: list[Fault], given: Mapping[str, Any] = NOTHING
    ) -> Any:
        if not isinstance(value, dict):
            keys = ", ".join(fields_of(struct))
            message = say("‘{key}’은(는) ‘열쇠: 값’ 묶음이어야 합니다", key=_name(at))
            faults.append(Fault(at, "wrong-type", message, say("열쇠: {keys}", keys=keys)))
            return None
        before, readers, required = len(faults), self._readers(struct), required_of(struct)
        faults.extend(_key_faults(value, struct, given, at))
        values = {
            name: readers[name](item, (*at, name), faults)
            for name, item in value.items()
            if name in readers and name not in given and (item is not None or name in required)
        }
        if len(faults) > before:
            return None
        finished = struct(**values, **given)
        faults.extend(fault._replace(at=(*at, *fault.at)) for fault in self._rules.get(struct, _no_rule)(finished))
        return finished


@cache
def _shape(hint: Any) -> tuple[Any, Any]:
    """What an annotation is made of: Union with the other half of `X | None`, tuple or dict with its items, Literal."""
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return Union, next(part for part in parts if part is not type(None))
    if origin in (tuple, dict):
        return origin, parts[origin is dict]
    return origin, parts


def _no_rule(_: Any) -> Iterable[Fault]:
    return ()


def _optional(read: Reader, value: Tree, at: KeyPath, faults: list[Fault]) -> Any:
    return None if value is None else read(value, at, faults)


def _key_faults(tree: Mapping[str, Tree], struct: type, given: Mapping[str, Any], at: KeyPath) -> Iterator[Fault]:
    """Keys that the struct does not know, and required ones that are missing or empty."""
    known, required = fields_of(struct), required_of(struct)
    for key in tree:
        if key not in known or key in given:
            fields = [name for name in known if name not in given]
            hint = nearest(key, fields) or say("쓸 수 있는 열쇠: {keys}", keys=", ".join(fields))
            yield Fault((*at, key, ""), "unknown-key", say("‘{key}’라는 열쇠는 없습니다", key=key), hint)
    for key in known:
        if key not in required or key in given:
            continue
        if key not in tree:
            hint = say("‘{key}: …’ 줄을 더하세요", key=key)
            yield Fault(at, "missing-key", say("‘{key}’이(가) 없습니다", key=key), hint)
        elif tree[key] == []:
            yield Fault((*at, key), "missing-key", say("‘{key}’에 적어도 하나는 있어야 합니다", key=key))


@cache
def fields_of(struct: type) -> dict[str, Any]:
    """A struct's fields with their type hints, in order."""
    hints = get_type_hints(struct)
    return {field.name: hints[field.name] for field in msgspec.structs.fields(struct)}


@cache
def required_of(struct: type) -> frozenset[str]:
    """The fields that have no default."""
    return frozenset(field.name for field in msgspec.structs.fields(struct) if field.required)


def _name(at: KeyPath) -> str:
    """`budgets[0].amount`."""
    name = ""
    for part in at:
        name += f"[{part}]" if isinstance(part, int) else f".{part}" if name else part
    return name or say("머리말")


def _text(text: str) -> str:
    if len(text.strip().splitlines()) != 1:
        raise ValueError(say("빈 글이나 여러 줄은 쓸 수 없습니다"))
    if TAG.search(text):  # feed readers disagree whether a title is HTML
        raise ValueError(say("‘<’ 뒤에 바로 글자를 쓸 수 없습니다: HTML로 읽힙니다"))
    return text.strip()


def _bool(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError(say("true나 false여야 하는데 ‘{text}’입니다", text=text))
    return text == "true"


def _number(text: str) -> Decimal:
    if not NUMBER.fullmatch(text):
        raise ValueError(say("수여야 하는데 ‘{text}’입니다", text=text))
    return Decimal(text.replace(",", ""))


def _whole(text: str) -> int:
    number = _number(text)
    if number != int(number):
        raise ValueError(say("정수여야 하는데 ‘{text}’입니다", text=text))
    return int(number)


def slug(text: str) -> str:
    """The text if it can stand in an address; raises ValueError otherwise."""
    if not SLUG.fullmatch(text):
        raise ValueError(say("‘{text}’: 영문 소문자, 숫자, 붙임표(-)만 쓸 수 있습니다", text=text))
    return text


def _url(text: str) -> str:
    if not URL.fullmatch(text):
        raise ValueError(say("‘{text}’은(는) http:// 나 https:// 로 시작하는 주소가 아닙니다", text=text))
    return text


LEAVES: dict[Any, Leaf] = {
    str: str,
    bool: _bool,
    int: _whole,
    float: lambda text: float(_number(text)),
    Decimal: _number,
    Text: _text,
    Slug: slug,
    Url: _url,
    Won: money.parse,
    PartialDate: dates.parse,
    Period: dates.parse_period,
    dt.date: dates.parse_day,
}
_CODES = {PartialDate: "date", dt.date: "date", Period: "period", Won: "money", Url: "url"}
