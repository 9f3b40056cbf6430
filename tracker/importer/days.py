"""Find days, months and years, and what they come to on the day of publication. Nothing is guessed."""

import calendar
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

from tracker.importer import lexicon
from tracker.importer.candidates import Candidate, Question
from tracker.importer.cleaning import Article
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


class Event(NamedTuple):
    """When it happened, or why that is not known."""

    date: Candidate[PartialDate] | None
    basis: Basis | None
    day: int | None
    questions: list[Question]


_WHEN = r"지난해|지난달|지난|작년|재작년|오는|올해|올|금년|내년|내후년|이듬해|이달|이번\s?달|다음\s?달|내달|당월"
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
    rf"|(?P<whenyear>지난해|작년|올해|내년|내후년|금년|올(?=\s?(?:상|하)반기|\s?[1-4]\s?분기|\s?연말))"
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
        date, rule = _bare_day(int(given["bare"]), given["when3"], published, _ahead(text, end))
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


def _ahead(text: str, end: int) -> str:
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

    Of `전날 …했다고 26일 밝혔다` it is the day of the telling that counts.
    """
    word = word.replace(" ", "")
    if word in ("오늘", "어제", "내일"):
        shift = {"오늘": 0, "어제": -1, "내일": 1}[word]
        date = of(published + dt.timedelta(days=shift)) if published else None
        return Day(date, None, "derived", "", f"date.word-{shift}", start, end)
    last = (_told_later(text, end, published) if word == "전날" else None) or next(
        (day for day in reversed(before) if day.date and day.date.day), None
    )
    if not last or not last.date:
        return None
    date = of(last.date.first - dt.timedelta(days=1)) if word == "전날" else last.date
    return Day(date, last.bare, "derived", "", "date.this-day", start, end)


def _told_later(text: str, end: int, published: dt.date | None) -> Day | None:
    """The day of the telling that stands behind an offset in its sentence."""
    ahead = _ahead(text, end)
    telling = re.search(rf"다고\s(?P<day>3[01]|[12]\d|0?[1-9])일\s?{_words('telling_words')}", ahead)
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
    date = _nearest_year(month, number, when, published, _ahead(text, end))
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


def event(article: Article, days: list[Day], published: dt.date | None = None) -> Event:
    """The event's day: one that an event's verb follows in the lead, else the day of the telling, else a question."""
    text, quotes = article.text, lexicon.quoted_spans(article.text)
    lead = _lead(article)
    told: list[Day] = []
    happened: list[Day] = []
    for day in days:
        if (
            day.end > lead
            or not (_is_of_a_day(day) or (day.date and day.date.month and _is_reported(text, day)))
            or (lexicon.inside(day.start, quotes) and day.start > article.body_start)
        ):
            continue
        if _is_prelude(text, day) or (published and not day.date):
            continue
        if is_telling(text, day):
            told.append(day)
        elif _happens(text, day) or _is_reported(text, day):
            happened.append(day)
        elif not day.use and re.search(_words("telling_words"), _ahead(text, day.end)):
            told.append(day)
    recent = [day for day in happened if told or _is_recent(day, published)]
    chosen = _choose(recent, told, text) or _spoken_of(days, article, published)
    if chosen is None or chosen.date is None:
        return Event(None, None, chosen.bare if chosen else None, [])
    if mismatch := _weekday_fault(text, chosen):
        return Event(None, None, chosen.bare, [mismatch])
    grade = chosen.basis
    return Event(Candidate(chosen.date, grade, chosen.rule, chosen.start, chosen.end), grade, None, [])


def _is_of_a_day(day: Day) -> bool:
    return bool(day.bare or (day.date and day.date.day)) and day.use != "까지"


def _lead(article: Article) -> int:
    """Where the part of the text ends in which a date is the event's: about the first five sentences of the body."""
    ends = [end for start, end in lexicon.sentences(article.text) if start >= article.body_start]
    return ends[min(5, len(ends) - 1)] if ends else len(article.text)


@cache
def _telling() -> re.Pattern[str]:
    how = r"(?:이같이|이처럼|이런|보도자료를 통해|공식|언론|브리핑을 통해|자료를 내고|오전|오후)?"
    source = r"[^.,\n]{1,24}?따르면|[^.\n]{0,12}기자(?:들|단)(?:과|을) 만나"
    return re.compile(rf"(?:\s?\([월화수목금토일]\))?(?:\s?{how}\s?{_words('telling_words')}|\s{source})")


def is_telling(text: str, day: Day) -> bool:
    """`… 21일 밝혔다`, `21일 시에 따르면`: the day of the telling."""
    return not day.use and bool(_telling().match(text[day.end : day.end + 44]))


def _is_reported(text: str, day: Day) -> bool:
    """`27일 제출했다고 29일 밝혔다`: the one deed that is told of, done on the day before the telling's."""
    ahead = _ahead(text, day.end)
    match = re.match(r"(?P<deed>[^.\n]{0,130}?[했됐았었렸졌쳤혔섰났냈겼왔])다고\s\d{1,2}일\s?", ahead)
    if not match or day.use:
        return False
    return not re.search(r"(?:[된던]|[가-힣]한|데|뒤|후|이어|고|며|면서|지만|는데)[\s,]|\d일", match.group("deed"))


def _is_recent(day: Day, published: dt.date | None) -> bool:
    """Whether a day is near enough to publication to be the news itself; an older one that nobody tells is history."""
    return not published or not day.date or -45 <= (day.date.first - published).days <= 120


@cache
def _words(name: str) -> str:
    return lexicon.alternation(getattr(lexicon.cues(), name))


def _is_prelude(text: str, day: Day) -> bool:
    """`22일 검토한 뒤 전날 신청했다`: what came before the deed that has a day of its own."""
    later = r"[^.\n]{0,40}?[한된은]\s(?:뒤|후|데 이어)[^.\n]*?(?:전날|이날|\d일)"
    return bool(re.match(later, _ahead(text, day.end)))


def _happens(text: str, day: Day) -> bool:
    ahead = _ahead(text, day.end)
    if day.use == "부터" and not re.search(r"개최|열린|열리|열렸|연다|개막|진행|운행|개통", ahead[:80]):
        return False
    before = text[max(0, day.start - 40) : day.start]
    if re.search(r"(?:앞서|이에 앞서|한편|그동안|당초|까지\s?)\s?[^.\n]{0,24}$", before):
        return False
    return bool(re.search(_words("event_words"), ahead)) or "\n" not in text[: day.start]


def _choose(happened: list[Day], told: list[Day], text: str) -> Day | None:
    """An event's own day before the day of telling, unless it lies far from it: then it is background."""
    for day in happened:
        if not told:
            return day
        if _is_event_of(day, told[0], text):
            return day
    return told[0] if told else None


def _is_event_of(day: Day, told: Day, text: str) -> bool:
    """Whether a day is the one that is told of: in the same breath or near; to come only if something is held on it."""
    holds = bool(lexicon.any_of("occasions").search(_ahead(text, day.end)[:60]))
    if not day.date or not told.date:
        return day.start < told.end and (holds or text[day.start : day.end].startswith("지난"))
    gap = (day.date.first - told.date.first).days
    if day.start < told.start and gap <= 0 and _is_reported(text, day):
        return True
    if gap > 0:
        return holds and gap <= 60 and (day.start < told.start or not re.search(r"다\.\s", text[told.end : day.start]))
    return (day.start < told.end and gap >= -45) or gap >= -7


def _spoken_of(days: list[Day], article: Article, published: dt.date | None) -> Day | None:
    """Where no verb tells, a day of the first sentences that is the one of publication or one of the three before.

    A day that is said to be the last (`지난 18일`) may be a month old.
    """
    ends = [end for start, end in lexicon.sentences(article.text) if start >= article.body_start][:2]
    for day in days:
        reach = 31 if day.rule == "date.last-day" else 3
        near = published and day.date and day.date.day and 0 <= (published - day.date.first).days <= reach
        if near and ends and day.bare and not day.use and article.body_start <= day.start < ends[-1]:
            return day
    return None


def _weekday_fault(text: str, day: Day) -> Question | None:
    """A weekday in brackets has to be the calendar's."""
    match = re.match(r"\s?\(([월화수목금토일])(?:요일)?\)", text[day.end : day.end + 7])
    if not match or not day.date:
        return None
    right = "월화수목금토일"[day.date.first.weekday()]
    if match.group(1) == right:
        return None
    return Question(
        "date", f"기사에는 {match.group(1)}요일이라고 적혔지만 {day.date}은(는) {right}요일입니다", (str(day.date),)
    )
