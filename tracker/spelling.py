"""Forms in which people write a value, and the form that is wanted. Knows no rules: whoever asks tries the proposal."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from tracker.model import PartialDate, Period, Slug, Url, Won

Speller = Callable[[str], str]
"""A text as it may be meant; the text itself where nobody can tell."""

_DASH = "[-‐‑‒–—−]"
_DATE = re.compile(
    rf"([0-9]{{4}})\s*(?:{_DASH}|[./년])\s*([0-9]{{1,2}})"
    rf"(?:\s*(?:{_DASH}|[./월])\s*([0-9]{{1,2}})\s*[.일]?|\s*[.월])?"
)
_COMPACT = re.compile(r"([12][0-9]{3})([01][0-9])([0-3][0-9])")
_YEAR = re.compile(r"([0-9]{4})\s*년")
TAIL = re.compile(r"\s*\([월화수목금토일](?:요일)?\)|(?<=[0-9])[T ][0-9]{1,2}:[0-9]{2}.*", re.DOTALL)
"""A weekday or an hour after a day."""
DATE = re.compile("|".join(pattern.pattern for pattern in (_DATE, _YEAR, _COMPACT)))
"""A date in a form that has one meaning; the contributor's form reads it too."""
_VAGUE = re.compile(r"\s*(?:까지|부터|이내|무렵|경|쯤|내|초|중|말)$")
_PART_OF_YEAR = re.compile(r"([0-9]{4})\s*년?\s*(상반기|하반기|[1-4]\s*분기)")
_LAST_MONTH = {"상반기": "06", "하반기": "12", "1분기": "03", "2분기": "06", "3분기": "09", "4분기": "12"}
_SHORT_YEAR = re.compile(rf"(?<![0-9])['’‘]?([0-9]{{2}})(?=\s*(?:[./년]|{_DASH})\s*[0-9]{{1,2}}\s*(?:[./월]|{_DASH}))")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[-./]([0-9]{1,2})[-./]([0-9]{4})")
_SPAN = re.compile(rf"(.+?)\s*(?:[~～〜/]|부터)\s*(.+?)(?:\s*까지)?|([0-9]{{4}})\s*{_DASH}\s*([0-9]{{4}})")
_SPACED_UNIT = re.compile(r"(?<=[0-9]) +(?=[조억만천])")
_ABOUT = re.compile(r"^(?:약|총|모두|최대|최소|대략)\s*|여(?=[조억만원\s])|\s*(?:가량|안팎|정도|내외|이상|이하|규모)$")
_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
TRACKING = re.compile(r"(?:(?<=\?)|&)(?:utm_[a-z]+|fbclid|gclid|igshid)=[^&#]*(?:(?<=\?)&)?")
"""What an address says of the way that a reader came."""
_LINK = re.compile(r"https?://(?!https?:)[^\s<>()\[\]\"'“”]+")


def date(text: str) -> str:
    """`2024.5.21`, `20240521`, `2024년 5월 21일`, `2024-05-21(화)` → `2024-05-21`; `2024년 5월` → `2024-05`."""
    plain = TAIL.sub("", unicodedata.normalize("NFKC", text)).strip()
    found = DATE.fullmatch(plain)
    return "-".join(f"{int(part):02}" for part in found.groups() if part) if found else text


def period(text: str) -> str:
    """`2024~2028`, `2024-2028`, `2024년부터 2028년까지` → `2024/2028`."""
    found = _SPAN.fullmatch(unicodedata.normalize("NFC", text))
    return "/".join(date(end) for end in found.groups() if end) if found else date(text)


def won(text: str) -> str:
    """`369 억` → `369억원`; `₩4,000,000` → `4,000,000`."""
    closed = _SPACED_UNIT.sub("", re.sub(r"^(?:[₩￦]|KRW)\s*", "", text))
    return f"{closed}원" if closed[-1:] in ("조", "억", "만") else closed


def flag(text: str) -> str:
    """`Yes` → `true`."""
    lowered = text.lower()
    return "true" if lowered in _TRUE else "false" if lowered in _FALSE else text


_TRUE, _FALSE = {"true", "yes", "y", "on", "예", "네"}, {"false", "no", "n", "off", "아니요", "아니오"}


def address(text: str) -> str:
    """`<https://…?id=1&utm_source=x>` → `https://…?id=1`."""
    bare = text.removeprefix("<").removesuffix(">")
    return re.sub(r"\?(?=#|$)", "", TRACKING.sub("", bare))


SAME: Mapping[Any, Speller] = {
    PartialDate: date,
    dt.date: date,
    Period: period,
    Won: won,
    bool: flag,
    Url: address,
}
"""The same value, otherwise written: `check` names it and `--fix` writes it."""


def rough_date(text: str) -> str:
    """`2028년 하반기` → `2028-12`; `2028년 말까지` → `2028`; `24.6.20`, `20-06-2024` → `2024-06-20`."""
    if part := _PART_OF_YEAR.match(text):
        return f"{part[1]}-{_LAST_MONTH[part[2].replace(' ', '')]}"
    if last := _DAY_FIRST.fullmatch(text):
        return f"{last[3]}-{int(last[2]):02}-{int(last[1]):02}"
    while text != (text := _VAGUE.sub("", text)):
        pass
    return date(_SHORT_YEAR.sub(r"20\1", text, count=1))


def rough_won(text: str) -> str:
    """`약 40여억원` → `40억원`."""
    return won(_ABOUT.sub("", text))


def number(text: str) -> str:
    """`20종`, `약 20` → `20`."""
    found = _NUMBER.findall(text)
    return found[0] if len(found) == 1 else text


def slug(text: str) -> str:
    """`Test_Open` → `test-open`."""
    return re.sub("[^a-z0-9]+", "-", text.lower()).strip("-")


def link(text: str) -> str:
    """The address that is in a text, or the one that it is when begun rightly."""
    found = _LINK.findall(text)
    return found[0] if len(found) == 1 else "https://" + re.sub(r"^(?:https?)?:?/*", "", text)


MEANT: Mapping[Any, Speller] = {
    PartialDate: rough_date,
    dt.date: rough_date,
    Won: rough_won,
    Decimal: number,
    Slug: slug,
    Url: link,
}
"""Perhaps meant, though it says less or more than what stands there: `check` asks and `--fix` keeps away."""
