"""The languages of the site: their words, and how each writes days and sums. It is written in Korean."""

import datetime as dt
import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tracker import dates, money
from tracker.model import PartialDate, Period

ENGLISH = Path(__file__).parent / "locale" / "en" / "LC_MESSAGES" / "messages.po"
CONTEXT = "\4"
"""Stands between the context of a message and the message, as in every gettext catalogue."""
STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
FIELD = re.compile(rf"(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?) ((?:{STRING.pattern}\s*)+)")
HANGUL = re.compile("[ㄱ-ㅎㅏ-ㅣ가-힣]")

Messages = Mapping[str, tuple[str, ...]]
"""Korean text, with its context where it has one, to what that is: one form, or that of one thing and that of many."""


class Language(NamedTuple):
    """A language by its code, and how it writes dates and sums in KRW.

    `brief` is a date where there is little room; `month` is a month under the heading of its year.
    """

    code: str
    date: Callable[[PartialDate], str]
    day: Callable[[dt.date], str]
    brief: Callable[[PartialDate], str]
    period: Callable[[Period], str]
    month: Callable[[int], str]
    won: Callable[[int], str]
    messages: Messages | None = None
    """None for the language that the messages are in."""

    @property
    def is_korean(self) -> bool:
        """Whether it is the language of the content."""
        return self.messages is None

    def gettext(self, message: str, /, **values: object) -> str:
        """A message with its values filled in; raises KeyError if the catalogue lacks it."""
        text = message if self.messages is None else self.messages[message][0]
        return text % values if values else text

    def pgettext(self, context: str, message: str, /, **values: object) -> str:
        """A message that means different things in different places."""
        text = message if self.messages is None else self.messages[f"{context}{CONTEXT}{message}"][0]
        return text % values if values else text

    def ngettext(self, one: str, many: str, num: int, /, **values: object) -> str:
        """A message that depends on a number, which it may name as `num`."""
        forms = (one, many) if self.messages is None else self.messages[one]
        return forms[num != 1] % {"num": num, **values}


KOREAN = Language(
    "ko",
    dates.format_korean,
    dates.format_day,
    dates.format_korean,
    dates.format_period,
    dates.format_month,
    money.format_won,
)


@cache
def english() -> Language:
    """English, with its catalogue."""
    return Language(
        "en",
        dates.english_date,
        dates.english_day,
        dates.english_brief,
        dates.english_period,
        dates.english_month,
        money.english_won,
        read(ENGLISH.read_text("utf-8")),
    )


def read(text: str) -> Messages:
    """A catalogue in the form that gettext and Babel write (PO), without what has no translation yet."""
    found: dict[str, tuple[str, ...]] = {}
    for block in text.split("\n\n"):
        lines = (line for line in block.splitlines() if not line.startswith("#"))
        fields = {name: _joined(strings) for name, strings in FIELD.findall("\n".join(lines))}
        forms = tuple(value for name, value in fields.items() if name.startswith("msgstr"))
        if fields.get("msgid") and all(forms):
            context = f"{fields['msgctxt']}{CONTEXT}" if "msgctxt" in fields else ""
            found[context + fields["msgid"]] = forms
    return found


def _joined(strings: str) -> str:
    return "".join(json.loads(part) for part in STRING.findall(strings))
