"""Korean sums of money: text to whole KRW and back, exactly."""

import re
from decimal import Decimal
from fractions import Fraction

from tracker.messages import say
from tracker.model import Won

LARGE = {"조": 10**12, "억": 10**8, "만": 10**4}
SMALL = {"천": 10**3, "백": 10**2, "십": 10}
ENGLISH = {"trillion": 10**12, "billion": 10**9, "million": 10**6}
LIMIT = 10**16
"""1 경 KRW; beyond any public budget, so a slip of the finger."""

NUMBER = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")
SMALL_TERM = re.compile(rf"({NUMBER.pattern})?([천백십]?)")
LAST_FRACTION = re.compile(r"[^.]*\.[0-9]+[천백십]?[조억만]?")
_SMALL = "".join(rf"(?:(?:{NUMBER.pattern})?{unit})?" for unit in SMALL)
_SECTION = rf"(?=[^조억만]){_SMALL}(?:{NUMBER.pattern})?"
FORM = re.compile(
    rf"(?=[^.]*$|{LAST_FRACTION.pattern}원?$)(?:({_SECTION})조)?(?:({_SECTION})억)?(?:({_SECTION})만)?({_SECTION})?원?"
)
"""A sum without its spaces, with what stands before 조, 억, 만 and nothing. What it comes to is another matter."""


def parse(text: str) -> Won:
    """Read `369억 3000만원`, `1조 2,739억`, `3천5백억`, `1.5조 원` or `36930000000` as KRW.

    Raises ValueError for anything else: units out of order, a sum that is not whole, `약`, a range,
    digits other than 0-9, and what can be read in two ways: `1.5조 3000억`, `3 5억`.
    """
    rest = re.sub(r"\s+", "", text).removesuffix("원")
    if re.search(r"\d\s+\d", text) or ("." in rest and not LAST_FRACTION.fullmatch(rest)):
        raise ValueError(say("‘{text}’을(를) 한 가지 금액으로 읽을 수 없습니다", text=text))
    total: int | Fraction = 0
    ceiling = LIMIT
    for unit, size in (*LARGE.items(), ("", 1)):
        head, found, tail = rest.partition(unit) if unit else (rest, "", "")
        if not (found or (not unit and head)):
            continue
        amount = _below_ten_thousand(head, text) * size
        if amount >= ceiling:
            raise ValueError(say("‘{text}’의 단위 순서나 자릿수가 맞지 않습니다", text=text))
        total, ceiling, rest = total + amount, size, tail
    if total.denominator != 1 or total <= 0:
        raise ValueError(say("‘{text}’은(는) 원 단위로 떨어지는 금액이 아닙니다", text=text))
    return Won(int(total))


def _below_ten_thousand(text: str, whole: str) -> int | Fraction:
    """The number before a large unit: `369`, `2,739`, `1.5`, `3천5백`; a bare `천` is 1,000. Errors name the whole."""
    total: int | Fraction = 0
    position, ceiling = 0, LIMIT
    while position < len(text):
        term = SMALL_TERM.match(text, position)
        if not term or term.end() == position:
            raise ValueError(say("‘{text}’을(를) 금액으로 읽을 수 없습니다", text=whole))
        number, unit = term.group(1), term.group(2)
        size = SMALL.get(unit, 1)
        if size >= ceiling:
            raise ValueError(say("‘{text}’의 단위 순서가 맞지 않습니다", text=whole))
        total += _number(number or "1") * size
        position, ceiling = term.end(), size
    if not text:
        raise ValueError(say("금액이 비어 있습니다"))
    return total


def _number(text: str) -> int | Fraction:
    digits = text.replace(",", "")
    return Fraction(digits) if "." in digits else int(digits)


def format_won(amount: int) -> str:
    """The sum as people say it: `369억 3,000만 원`; below 10,000 KRW plain digits."""
    parts, rest = [], amount
    for unit, size in LARGE.items():
        count, rest = divmod(rest, size)
        if count:
            parts.append(f"{count:,}{unit}")
    if rest or not parts:
        parts.append(f"{rest:,}")
    return f"{' '.join(parts)} 원"


def english_won(amount: int) -> str:
    """The sum as English prose has it, exact: `KRW 36.93 billion`; below a million plain digits."""
    for word, size in ENGLISH.items():
        if amount >= size:
            return f"KRW {Decimal(amount) / size:,} {word}"
    return f"KRW {amount:,}"
