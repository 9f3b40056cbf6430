"""Trees of text to typed structs: one pass that gathers every fault with its key path."""

import datetime as dt
import difflib
import re
import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache, lru_cache, partial
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from tracker import dates, fields, money
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
LONGEST = 100
"""A name becomes a file's, with more before and after it; systems end at 255 bytes."""
SLUG = re.compile(
    r"(?!(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?![a-z0-9-]))"  # no file may be called so on Windows
    rf"(?![a-z0-9-]{{{LONGEST + 1}}})[a-z0-9]+(-[a-z0-9]+)*"
)
SEPARATOR = re.compile(r"\s*[,，、;；·]\s*")
"""What people put between the items of a list."""
PLACEHOLDER = re.compile(r"\s*〈[^〈〉]*〉\s*")
"""A place of the archetype that waits for a value."""
TAG = re.compile(r"<[A-Za-z/!?]")
"""What might be taken for HTML."""
URL = re.compile(r"""https?://[^\s/?#@\\<>"']+\.[^\s/?#@\\<>"']+(?:[/?#][^\s\\<>"']*)?""")


class UnknownTermError(LookupError):
    """A slug or reference that names nothing; the hint names the nearest one that does."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def meaning(word: str) -> str:
    """A hint that asks for one word."""
    return say("‘{word}’을(를) 뜻했나요?", word=word)


def nearest(word: str, words: Iterable[str]) -> str:
    """A hint that names the same word in small letters or the most similar one, or nothing if none is near."""
    known = list(words)
    small = word.strip().lower()
    found = [small] if small in known else difflib.get_close_matches(small, known, n=1, cutoff=0.7)
    return meaning(found[0]) if found else ""


class Schema:
    """Turns trees into structs, gathering every fault on the way.

    `leaves` reads scalars by their annotation; `rules` yields the faults of a finished struct by its type,
    with key paths relative to it.
    """

    def __init__(self, leaves: Mapping[Any, Leaf], rules: Mapping[type, Rule] | None = None) -> None:
        known = {**LEAVES, **leaves}
        # the same dates, terms and sums stand in many files
        self._leaves = {hint: lru_cache(maxsize=4096)(leaf) for hint, leaf in known.items()}
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
            return partial(self._leaf, hint, self._leaves[hint])
        origin, inner = _shape(hint)
        if origin is Union:
            return partial(_optional, self._reader(inner))
        if origin is tuple:
            return partial(self._items, self._reader(inner), inner in self._leaves)
        if origin is dict:
            return partial(self._pairs, self._reader(inner))
        if origin is Literal:
            return partial(self._choice, inner)
        return partial(self._struct, hint)

    def _leaf(self, hint: Any, leaf: Leaf, value: Tree, at: KeyPath, faults: list[Fault]) -> Any:
        if not isinstance(value, str):
            faults.append(_no_scalar(value, at))
            return None
        try:
            return leaf(value)
        except (UnknownTermError, ValueError) as error:
            faults.append(self._leaf_fault(value, hint, at, error))
        return None

    def _leaf_fault(self, value: str, hint: Any, at: KeyPath, error: Exception) -> Fault:
        """What to say of a scalar that cannot be read."""
        if PLACEHOLDER.fullmatch(value):
            message = say("‘{text}’은(는) 채울 자리입니다", text=value)
            return Fault(at, "placeholder", message, say("값을 적거나 줄을 지우세요"))
        if isinstance(error, UnknownTermError):
            return Fault(at, "unknown-slug", error.args[0], error.hint)
        return Fault(at, _CODES.get(hint, "wrong-type"), error.args[0], self._advice(value, hint))

    def _advice(self, value: str, hint: Any) -> str:
        """The right value that a wrong one is near to, or how to write one."""
        from tracker import spelling  # late: content without a fault needs none of it

        for spellers in (spelling.SAME, spelling.MEANT):
            proposal = spellers.get(hint, str)(value)
            if proposal != value and reads(self._leaves[hint], proposal):
                return meaning(proposal)
        return _ADVICE.get(hint, "")

    def _items(self, read: Reader, of_scalars: bool, value: Tree, at: KeyPath, faults: list[Fault]) -> tuple[Any, ...]:
        if not isinstance(value, list):
            message = say("‘{key}’은(는) 목록이어야 합니다", key=_name(at))
            faults.append(Fault(at, "wrong-type", message, _as_list(value, of_scalars)))
            return ()
        return tuple([read(item, (*at, number), faults) for number, item in enumerate(value)])

    def _pairs(self, read: Reader, value: Tree, at: KeyPath, faults: list[Fault]) -> dict[str, Any]:
        if not isinstance(value, dict):
            faults.append(Fault(at, "wrong-type", say("‘{key}’은(는) ‘열쇠: 값’ 묶음이어야 합니다", key=_name(at))))
            return {}
        return {key: read(item, (*at, key), faults) for key, item in value.items()}

    def _choice(self, choices: tuple[str, ...], value: Tree, at: KeyPath, faults: list[Fault]) -> Any:
        if not isinstance(value, str):
            return self._leaf(str, str, value, at, faults)
        if value not in choices:
            message = say("‘{key}’에 ‘{value}’은(는) 쓸 수 없습니다", key=_name(at), value=value)
            hint = _named(value, choices) or say("쓸 수 있는 값: {values}", values=", ".join(choices))
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
        if given or not _fits(value, struct):
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


def _fits(tree: Mapping[str, Tree], struct: type) -> bool:
    """Whether `_key_faults` would find nothing, which is seen faster than said."""
    return tree.keys() <= fields_of(struct).keys() and required_of(struct) <= tree.keys() and [] not in tree.values()


def _key_faults(tree: Mapping[str, Tree], struct: type, given: Mapping[str, Any], at: KeyPath) -> Iterator[Fault]:
    """Keys that the struct does not know, and required ones that are missing or empty."""
    known, required = fields_of(struct), required_of(struct)
    meant: set[str] = set()
    for key in tree:
        if key not in known or key in given:
            right, hint = _right_key(key, tree[key], struct, {name: known[name] for name in known if name not in given})
            meant.add(right)
            yield Fault((*at, key, ""), "unknown-key", say("‘{key}’(이)라는 열쇠는 없습니다", key=key), hint)
    for key in known:
        if key not in required or key in given or (key in meant and key not in tree):
            continue
        if key not in tree:
            hint = say("‘{key}: …’ 줄을 더하세요", key=key)
            yield Fault(at, "missing-key", say("‘{key}’이(가) 없습니다", key=key), hint)
        elif tree[key] == []:
            yield Fault((*at, key), "missing-key", say("‘{key}’에 적어도 하나는 있어야 합니다", key=key))


def _right_key(key: str, value: Tree, struct: type, known: Mapping[str, Any]) -> tuple[str, str]:
    """The key that an unknown one stands for, if any, and a hint."""
    if ":" in key:
        return re.split(" *:", key)[0], say("쌍점(:) 뒤를 띄우세요")
    labels = {words.label: name for name, words in fields.FIELDS.get(struct, {}).items()}
    near = difflib.get_close_matches(key.lower(), known, n=1, cutoff=0.7)
    right = labels.get(key) or "".join(near)
    if right in known:
        return right, meaning(right)
    if value is None and not re.fullmatch("[a-z_]+", key):
        return "", say("쉼표가 든 값은 따옴표로 감싸세요")
    return "", say("쓸 수 있는 열쇠: {keys}", keys=", ".join(known))


def _no_scalar(value: Tree, at: KeyPath) -> Fault:
    """What to say where one value should stand and there is none, or many."""
    if value is None:
        return Fault(
            at, "wrong-type", say("‘{key}’이(가) 비어 있습니다", key=_name(at)), say("값을 적거나 줄을 지우세요")
        )
    message = say("‘{key}’이(가) 목록이나 묶음이 아니라 값 하나여야 합니다", key=_name(at))
    alone = value[0] if isinstance(value, list) and len(value) == 1 else None
    hint = say("‘{value}’(이)라고 적으세요", value=alone) if isinstance(alone, str) else say("값 하나만 남기세요")
    return Fault(at, "wrong-type", message, hint)


def _as_list(value: Tree, of_words: bool) -> str:
    """How to write what should be a list."""
    if not of_words:
        return say("줄마다 ‘- {{열쇠: 값}}’ 꼴로 적으세요")
    if not isinstance(value, str):
        return say("[값, 값] 또는 ‘- 값’ 줄들로 적으세요")
    items = ", ".join(filter(None, SEPARATOR.split(value.strip("[]［］ "))))
    return say("‘[{items}]’처럼 대괄호 안에 쉼표로 나누어 적으세요", items=items)


def _named(value: str, choices: tuple[str, ...]) -> str:
    """A hint that names the choice near to a value, or called so."""
    words = next((words for words in fields.CHOICES.values() if tuple(words) == choices), {})
    called = {word: choice for choice, word in words.items()}
    return meaning(called[value]) if value in called else nearest(value, choices)


def reads(leaf: Leaf, text: str) -> bool:
    """Whether a leaf takes a text."""
    try:
        leaf(text)
    except (LookupError, ValueError):
        return False
    return True


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
    if PLACEHOLDER.fullmatch(text):
        raise ValueError(say("‘{text}’은(는) 채울 자리입니다", text=text))
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
    if SLUG.fullmatch(text):
        return text
    if len(text) > LONGEST:
        raise ValueError(say("이름 ‘{text}…’이(가) {limit}자보다 깁니다", text=text[:20], limit=LONGEST))
    if text.isascii() and text.isalnum() and text.islower():
        raise ValueError(say("‘{text}’은(는) 윈도가 파일 이름으로 쓰지 못하는 말입니다", text=text))
    raise ValueError(say("‘{text}’: 영문 소문자, 숫자, 붙임표(-)만 쓸 수 있습니다", text=text))


def _url(text: str) -> str:
    if not URL.fullmatch(text):
        raise ValueError(say("‘{text}’은(는) http:// 나 https:// 로 시작하는 인터넷 주소가 아닙니다", text=text))
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
_ADVICE: Mapping[Any, str] = {
    PartialDate: say("아는 만큼만 적으세요: 2024, 2024-05, 2024-05-21"),
    dt.date: say("2024-05-21처럼 적으세요"),
    Period: say("2024/2028처럼 두 해를 빗금으로 이으세요"),
    Won: say("‘369억 3000만원’이나 ‘36930000000’처럼 적고, 범위와 외화는 본문에만 적으세요"),
    Decimal: say("1200이나 3.5처럼 아라비아 숫자로만 적으세요"),
    Slug: say("‘open’처럼 짧은 영문 이름을 적으세요"),
    Url: say("주소창의 것을 통째로 붙여 넣으세요"),
    bool: say("true나 false로 적으세요"),
}
_CODES = {PartialDate: "date", dt.date: "date", Period: "period", Won: "money", Url: "url"}
