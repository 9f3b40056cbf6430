"""Find days, months and years, and what they come to on the day of publication. Nothing is guessed."""

import calendar
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

from tracker.importer import lexicon
from tracker.model import PartialDate, Period

Basis = Literal["stated", "derived"]
Use = Literal["", "부터", "까지"]


class Day(NamedTuple):
    """A mention of a date. `date` is None where the article and the publication day do not settle it.

    `bare` is the day of the month that stands there; `use` says whether the date begins or ends a span of time.
    """

    date: PartialDate | None
    bare: int | None
    basis: Basis
    use: Use
    rule: str
    start: int
    end: int


_WHEN = (
    r"(?<![가-힣])(?:지난해|지난달|지난|작년|재작년|오는|올해|올|금년|내년|내후년|이듬해"
    r"|이달|이번\s?달|다음\s?달|내달|당월)"
)
"""`오는 29일`; a name may end in the same letters: `달빛바이오는 29일`."""
_NO_SPAN = r"(?!(?:간(?!담)|차|여|제|당|장|꼴|짜리|자(?=[\s)])|\d)|\s?(?:동안|정도|이상|이내|만에|요일)|\s간[\s의])"
"""`14일` is a day, and `14일간`, `14일 동안`, `14일장` are none."""
_PART = r"상반기|하반기|(?<!\d)[1-4]\s?분기|연말|말(?![가-힣]{2})"
_MENTION = re.compile(
    rf"(?P<iso>(?<!\d)(?:19|20)\d{{2}}[.\-/]\s?\d{{1,2}}[.\-/]\s?\d{{1,2}}(?!\d))"
    rf"|(?:(?P<when>{_WHEN})\s?)?(?:(?<!\d)(?P<year>(?:19|20)\d{{2}})년\s?(?:도\s?)?)?"
    rf"(?:(?P<when2>올해|올|지난|오는)\s?)?"
    rf"(?P<month>(?<!\d)(?:1[0-2]|0?[1-9]))월(?!드)(?:\s?(?P<day>3[01]|[12]\d|0?[1-9])일{_NO_SPAN})?"
    rf"|(?:(?P<when3>{_WHEN})\s?)?(?<![\d,~∼\-]|[년월제])(?<!\d\.)(?P<bare>3[01]|[12]\d|0?[1-9])일{_NO_SPAN}"
    rf"|(?P<word>오늘|이날|같은\s?날|당일|어제|전날|내일)(?![가-힣]{{3}})"
    rf"|(?P<whenyear>지난해|작년|올해|내년|내후년|금년|(?<![가-힣])올(?=\s?(?:상|하)반기|\s?[1-4]\s?분기|\s?연말))"
    rf"(?=[\s부까말초상하,)의에도은는])(?P<part>\s?(?:{_PART}))?"
    rf"|(?<!\d)(?P<lone>(?:19|20)\d{{2}})년(?!\s?\d{{1,2}}월)(?!대|생|산)(?P<part2>\s?(?:{_PART}))?"
    rf"|(?<![가-힣])(?P<part3>연내|연말(?=까지|에|[\s,])|(?:상반기|하반기|(?<!\d)[1-4]\s?분기)(?=[\s에까내중,]))"
    rf"|(?P<whenmonth>지난달|이달|다음\s?달|내달)(?!\s?\d)(?![가-힣]*마)"
)
_RANGE = re.compile(r"(?<!\d)((?:20)\d{2})년?\s?[~∼\-–]\s?(?:'|’)?((?:20)?\d{2})년?(?![\d-])")
_SPAN_FROM = re.compile(r"((?:20)\d{2})년?\s?(?:\d{1,2}월)?\s?부터\s?(?:오는\s?)?((?:20)\d{2})년")
_SPAN_UNTIL = re.compile(
    r"((?:20)\d{2})년\s?(?:\d{1,2}월|말)?까지\s?(?:총\s|향후\s|앞으로\s)?(\d{1,2})(?:개)?년\s?(?:간|동안)"
)
_SPAN_REL = re.compile(
    r"(올해|내년|금년|지난해)\s?부터\s?(?:오는\s?)?(?:((?:20)\d{2})년|(내년|내후년))\s?(?:\d{1,2}월|말)?\s?까지"
)
_SPAN_YEARS = re.compile(r"(?:(올해|내년|금년)|((?:20)\d{2})년)\s?부터\s?(?:향후\s|앞으로\s)?(\d{1,2})년\s?(?:간|동안)")
_SHIFT = {"재작년": -2, "지난해": -1, "작년": -1, "올해": 0, "올": 0, "금년": 0, "내년": 1, "내후년": 2}


def mentions(text: str, published: dt.date | None) -> list[Day]:
    """Every date of a text, resolved where that is possible; `이날` means the day named before it."""
    found: list[Day] = []
    for match in _MENTION.finditer(text):
        day = _day(match, text, published, found)
        if day:
            found.append(day)
    return [_as_elsewhere(day, found) for day in found]


def _as_elsewhere(day: Day, found: Sequence[Day]) -> Day:
    """A day of the month without a tense, as in a headline, is what the same day of the month is in a sentence."""
    if day.rule != "date.day-without-tense":
        return day
    same = (other for other in found if other.bare == day.bare and other.date and other.date.day)
    return next((day._replace(date=other.date) for other in same), day)


def _day(match: re.Match[str], text: str, published: dt.date | None, before: list[Day]) -> Day | None:
    use = _use(text, match.end())
    given = match.groupdict()
    start, end = match.span()
    bare = int(given["day"] or given["bare"] or 0) or None
    if given["iso"]:
        date = _date(*map(int, re.split(r"[.\-/]\s?", given["iso"])))
        return Day(date, None, "stated", use, "date.full", start, end) if date else None
    if given["word"]:
        return _word_day(given["word"], text, published, before, start, end)
    if given["bare"]:
        date, rule = _bare_day(int(given["bare"]), given["when3"], published, ahead_of(text, end))
        return Day(date, bare, "derived", use, rule, start, end)
    if given["month"]:
        return _month_day(given, text, published, use, start, end)
    if given["lone"]:
        date = PartialDate(int(given["lone"]), _last_month(given["part2"]))
        return Day(date, None, "stated", use, "date.year", start, end)
    if given["part3"]:
        date = PartialDate(published.year, _last_month(given["part3"])) if published else None
        return Day(date, None, "derived", use, "date.part-of-year", start, end)
    if given["whenmonth"]:
        date = _month_shift(published, given["whenmonth"])
        return Day(date, None, "derived", use, "date.relative-month", start, end)
    year = published.year + _SHIFT[given["whenyear"]] if published else None
    date = PartialDate(year, _last_month(given["part"])) if year else None
    return Day(date, None, "derived", use, "date.relative-year", start, end)


def _last_month(part: str | None) -> int | None:
    """The month in which a part of a year ends."""
    if not part:
        return None
    quarter = re.search(r"\d", part)
    return int(quarter.group()) * 3 if quarter else 6 if "상반기" in part else 12


def _use(text: str, end: int) -> Use:
    match = re.match(
        r"\s?(?:\([월화수목금토일]\)|\(\d{4}년\))?\s?(?:상반기|하반기|말|초|중순|\d분기|오전\s?\d+시|오후\s?\d+시)?\s?(부터|까지|~|∼)",
        text[end : end + 14],
    )
    if not match:
        return ""
    return "까지" if match.group(1) == "까지" else "부터"


def ahead_of(text: str, end: int) -> str:
    """What follows a date up to the end of its sentence."""
    stop = re.search(r"(?<=[다요])\.|\n", text[end : end + 240])
    return text[end : end + (stop.start() if stop else 240)]


def _date(year: int, month: int | None = None, day: int | None = None) -> PartialDate | None:
    """The date, if the calendar has it."""
    if month and not 1 <= month <= 12:
        return None
    if day and month and day > calendar.monthrange(year, month)[1]:
        return None
    return PartialDate(year, month, day)


def _word_day(word: str, text: str, published: dt.date | None, before: list[Day], start: int, end: int) -> Day | None:
    """`오늘` is the day of publication, `어제` the one before; `이날` and `전날` point to the day named before.

    Where none is named, `전날` is the day before the publication. Of `전날 …했다고 26일 밝혔다` it is the day of the
    telling that counts.
    """
    word = word.replace(" ", "")
    if word in ("오늘", "어제", "내일"):
        shift = {"오늘": 0, "어제": -1, "내일": 1}[word]
        date = of(published + dt.timedelta(days=shift)) if published else None
        return Day(date, None, "derived", "", f"date.word-{shift}", start, end)
    last = (_told_later(text, end, published) if word == "전날" else None) or next(
        (day for day in reversed(before) if day.date and day.date.day), None
    )
    if word == "전날" and not last and published and not any(day.bare for day in before):
        return Day(of(published - dt.timedelta(days=1)), None, "derived", "", "date.word--1", start, end)
    if not last or not last.date:
        return None
    date = of(last.date.first - dt.timedelta(days=1)) if word == "전날" else last.date
    return Day(date, last.bare, "derived", "", "date.this-day", start, end)


def _told_later(text: str, end: int, published: dt.date | None) -> Day | None:
    """The day of the telling that stands behind an offset in its sentence."""
    ahead = ahead_of(text, end)
    telling = re.search(rf"다고\s(?P<day>3[01]|[12]\d|0?[1-9])일\s?{words_of('telling_words')}", ahead)
    if not telling:
        return None
    number = int(telling.group("day"))
    date, rule = _bare_day(number, None, published, "")
    return Day(date, number, "derived", "", rule, end + telling.start("day"), end + telling.end("day"))


def of(day: dt.date) -> PartialDate:
    """A calendar day as a date of an entry."""
    return PartialDate(day.year, day.month, day.day)


def _bare_day(number: int, when: str | None, published: dt.date | None, ahead: str) -> tuple[PartialDate | None, str]:
    """The day of the month alone: by `지난` and `오는`, else within three days, else by the tense of what follows."""
    when = (when or "").replace(" ", "")
    if not published:
        return None, "date.bare-day"
    if when in ("이달", "이번달", "당월", "지난달", "다음달", "내달"):
        month = _month_shift(published, when)
        return (_date(month.year, month.month, number) if month else None), "date.day-of-month"
    past, future = _around(number, published)
    if when == "지난":
        return (None if published.day == number else _maybe(past)), "date.last-day"
    if when == "오는":
        return _maybe(future), "date.coming-day"
    near = [day for day in (past, future) if day and abs((day - published).days) <= 3]
    if near:
        return of(near[0]), "date.near-day"
    if not _has_verb(ahead):
        return None, "date.day-without-tense"
    return _maybe(future if _looks_ahead(ahead) else past), "date.day-by-tense"


def _maybe(day: dt.date | None) -> PartialDate | None:
    return of(day) if day else None


def _looks_ahead(ahead: str) -> bool:
    """Whether the first verb behind a date is of the future; of `…한다고 밝혔다` it is the first that counts."""
    future, past = (lexicon.any_of(f"{tense}_verbs").search(ahead) for tense in ("future", "past"))
    return bool(future and (not past or future.start() < past.start()))


def _has_verb(ahead: str) -> bool:
    return any(lexicon.any_of(f"{tense}_verbs").search(ahead) for tense in ("future", "past"))


def _around(number: int, published: dt.date) -> tuple[dt.date | None, dt.date | None]:
    """The last such day up to publication, and the next one from it on."""
    days = []
    for shift in (-2, -1, 0, 1, 2):
        month = published.month - 1 + shift
        year, month = published.year + month // 12, month % 12 + 1
        if number <= calendar.monthrange(year, month)[1]:
            days.append(dt.date(year, month, number))
    return (
        max((day for day in days if day <= published), default=None),
        min((day for day in days if day >= published), default=None),
    )


def _month_shift(published: dt.date | None, when: str) -> PartialDate | None:
    if not published:
        return None
    when = when.replace(" ", "")
    month = published.month - 1 + {"지난달": -1, "다음달": 1, "내달": 1}.get(when, 0)
    return PartialDate(published.year + month // 12, month % 12 + 1)


def _month_day(
    given: dict[str, str | None], text: str, published: dt.date | None, use: Use, start: int, end: int
) -> Day | None:
    """`5월 21일`, `지난해 9월`, `2024년 5월`: the year is stated, told by a word, or the nearest that fits."""
    month, number = int(given["month"] or 0), int(given["day"] or 0) or None
    when = (given["when2"] or given["when"] or "").replace(" ", "")
    if given["year"]:
        date = _date(int(given["year"]), month, number)
        return Day(date, None, "stated", use, "date.full", start, end) if date else None
    if not published:
        return Day(None, number, "derived", use, "date.no-year", start, end)
    if when in _SHIFT:
        date = _date(published.year + _SHIFT[when], month, number)
        return Day(date, number, "derived", use, "date.relative-year", start, end) if date else None
    date = _nearest_year(month, number, when, published, ahead_of(text, end))
    return Day(date, number, "derived", use, "date.month-near", start, end)


def _nearest_year(month: int, number: int | None, when: str, published: dt.date, ahead: str) -> PartialDate | None:
    dates = [date for year in (-1, 0, 1) if (date := _date(published.year + year, month, number))]
    past = [date for date in dates if date.first <= published]
    future = [date for date in dates if date.last >= published]
    if when == "지난":
        return past[-1] if past else None
    if when == "오는":
        return future[0] if future else None
    near = [date for date in dates if abs((date.first - published).days) <= (3 if number else 31)]
    if number and near:
        return near[0]
    if not _has_verb(ahead):
        # a headline says no tense: the nearer one
        return min(dates, key=lambda date: abs((date.first - published).days), default=None)
    wanted = future[:1] if _looks_ahead(ahead) else past[-1:]
    return wanted[0] if wanted else None


def periods(text: str, published: dt.date | None) -> Iterator[tuple[Period, int, int]]:
    """Spans of years: `2024~2027`, `2022년부터 2030년까지`, `2028년까지 5년간`, `올해부터 2027년까지`."""
    for match in _RANGE.finditer(text):
        last = match.group(2)
        yield from _period(int(match.group(1)), int(last if len(last) == 4 else f"20{last}"), match)
    for match in _SPAN_FROM.finditer(text):
        yield from _period(int(match.group(1)), int(match.group(2)), match)
    for match in _SPAN_UNTIL.finditer(text):
        yield from _period(int(match.group(1)) - int(match.group(2)) + 1, int(match.group(1)), match)
    for match in _SPAN_REL.finditer(text):
        if published:
            start = published.year + _SHIFT[match.group(1)]
            yield from _period(start, int(match.group(2) or published.year + _SHIFT[match.group(3)]), match)
    for match in _SPAN_YEARS.finditer(text):
        start = int(match.group(2)) if match.group(2) else published.year + _SHIFT[match.group(1)] if published else 0
        if start:
            yield from _period(start, start + int(match.group(3)) - 1, match)


def _period(start: int, end: int, match: re.Match[str]) -> Iterator[tuple[Period, int, int]]:
    if 1990 <= start <= end <= 2100:
        yield Period(PartialDate(start), PartialDate(end)), match.start(), match.end()


@cache
def words_of(name: str) -> str:
    """A list of cues as the alternation of a pattern."""
    return lexicon.alternation(getattr(lexicon.cues(), name))
