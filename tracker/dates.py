"""Days, months and years: EDTF text to dates, dates to Korean words. Knows no clock but `today`."""

import datetime as dt
import re
from collections.abc import Mapping
from functools import lru_cache

from tracker.messages import say
from tracker.model import PartialDate, Period

KST = dt.timezone(dt.timedelta(hours=9))
NOON = dt.time(12, tzinfo=KST)
"""Midnight KST shows as the day before in readers that count in UTC; noon does not."""

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
EDTF = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def parse(text: str) -> PartialDate:
    """Read `2024`, `2024-05` or `2024-05-21`; raises ValueError for other forms and impossible days."""
    match = EDTF.fullmatch(text)
    if not match:
        raise ValueError(say("‘{text}’은(는) 2024, 2024-05, 2024-05-21 꼴의 날짜가 아닙니다", text=text))
    date = PartialDate(*(int(part) if part else None for part in match.groups()))  # type: ignore[arg-type]  # the year always matches
    try:
        _ = date.first
    except ValueError:
        raise ValueError(say("‘{text}’은(는) 달력에 없는 날짜입니다", text=text)) from None
    return date


def parse_day(text: str) -> dt.date:
    """Read `2024-05-21`; raises ValueError for anything less exact."""
    date = parse(text)
    if date.day is None:
        raise ValueError(say("‘{text}’에는 날까지 적어야 합니다", text=text))
    return date.first


def parse_period(text: str) -> Period:
    """Read `2024/2028` or a single date; raises ValueError if it ends before it starts."""
    first, slash, last = text.partition("/")
    period = Period(parse(first), parse(last if slash else first))
    if period.start.first > period.end.last:
        raise ValueError(say("기간 ‘{text}’의 끝이 시작보다 앞섭니다", text=text))
    return period


@lru_cache(maxsize=1 << 13)
def format_korean(date: PartialDate) -> str:
    """`2024. 5. 21.`, `2024. 5.` or `2024년`."""
    if date.month is None:
        return f"{date.year}년"
    parts = (date.year, date.month, *((date.day,) if date.day else ()))
    return " ".join(f"{part}." for part in parts)


def format_day(day: dt.date) -> str:
    """`2024. 5. 21.`."""
    return f"{day.year}. {day.month}. {day.day}."


def format_period(period: Period) -> str:
    """`2024년~2028년`; one date where both ends are the same."""
    if period.start == period.end:
        return format_korean(period.start)
    return f"{format_korean(period.start)}~{format_korean(period.end)}"


def format_month(month: int) -> str:
    """`5월`."""
    return f"{month}월"


def english_date(date: PartialDate) -> str:
    """`21 May 2024`, `May 2024` or `2024`."""
    parts = (str(date.day) if date.day else "", english_month(date.month) if date.month else "", str(date.year))
    return " ".join(part for part in parts if part)


def english_brief(date: PartialDate) -> str:
    """`21 May 2024` with no more than three letters of the month: `Sep 2024`."""
    parts = english_date(date).split()
    return " ".join(part if part.isdigit() else part[:3] for part in parts)


def english_day(day: dt.date) -> str:
    """`21 May 2024`."""
    return f"{day.day} {english_month(day.month)} {day.year}"


def english_month(month: int) -> str:
    """`May`, whatever the locale."""
    return MONTHS[month - 1]


def english_period(period: Period) -> str:
    """`2024–2028`; one date where both ends are the same."""
    if period.start == period.end:
        return english_date(period.start)
    dash = "–" if period.start.month is period.end.month is None else " – "
    return f"{english_date(period.start)}{dash}{english_date(period.end)}"


def noon(day: dt.date) -> dt.datetime:
    """12:00 KST on a day: the moment that feeds give for a day without an hour."""
    return dt.datetime.combine(day, NOON)


def today(environment: Mapping[str, str], now: dt.datetime) -> dt.date:
    """The day of the build in Korea: `SOURCE_DATE_EPOCH` (seconds, UTC) if set, else `now`."""
    epoch = source_date(environment)
    moment = now if epoch is None else dt.datetime.fromtimestamp(epoch, dt.UTC)
    return moment.astimezone(KST).date()


def source_date(environment: Mapping[str, str]) -> int | None:
    """`SOURCE_DATE_EPOCH`, in seconds since 1970 in UTC, if it is set."""
    epoch = environment.get("SOURCE_DATE_EPOCH")
    return int(epoch) if epoch else None
