"""Find the day on which an article's event happened, or why that is not known."""

import datetime as dt
import re
from functools import cache
from typing import NamedTuple

from tracker.importer import lexicon
from tracker.importer.candidates import Candidate, Question
from tracker.importer.page.cleaning import Article
from tracker.importer.when.days import Basis, Day, ahead_of, mentions, of, words_of
from tracker.model import PartialDate


class Event(NamedTuple):
    """When it happened, or why that is not known."""

    date: Candidate[PartialDate] | None
    basis: Basis | None
    day: int | None
    questions: list[Question]


def find(article: Article, days: list[Day], published: dt.date | None = None) -> Event:
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
        if _CLOSES.match(text, day.end):
            continue
        if published and day.date and day.date.first > published and _IN_FORCE.match(text, day.end):
            continue
        if _is_prelude(text, day) or (published and not day.date) or _is_of_a_thing(text, day, published):
            continue
        if is_telling(text, day):
            told.append(day)
        elif _happens(text, day) or _is_reported(text, day):
            happened.append(day)
        elif not day.use and re.search(words_of("telling_words"), ahead_of(text, day.end)):
            told.append(day)
    recent = [day for day in happened if told or _is_recent(day, published)]
    if not told and published:
        recent = _without_outlook(recent, article, published)
    chosen = _choose(recent, told, text) or _spoken_of(days, article, published)
    if chosen and _is_of_call(chosen, article, published):
        chosen = None
    if chosen and chosen in told:
        chosen = _under_picture(article, chosen, published) or chosen
    if chosen is None or chosen.date is None:
        chosen = _beside_picture(article, chosen, published) or chosen
    if chosen is None or chosen.date is None:
        return Event(None, None, chosen.bare if chosen else None, [])
    if mismatch := _weekday_fault(text, chosen):
        return Event(None, None, chosen.bare, [mismatch])
    grade = chosen.basis
    return Event(Candidate(chosen.date, grade, chosen.rule, chosen.start, chosen.end), grade, None, [])


def _without_outlook(happened: list[Day], article: Article, published: dt.date) -> list[Day]:
    """A day to come in a subhead is an outlook where the first sentences tell of one that has been."""
    first = range(article.body_start, lexicon.end_of(2, article.text, article.body_start))
    if not any(day.date and day.date.first <= published and day.start in first for day in happened):
        return happened
    ahead = [day for day in happened if day.start < article.body_start and day.date and day.date.first > published]
    return [day for day in happened if day not in ahead]


def _is_of_call(day: Day, article: Article, published: dt.date | None) -> bool:
    """A day to come in the news of a call for trainees or applicants: when they start or are told, not the event."""
    calls = re.search(r"모집|신청\s?접수|공모\s?시작", article.headline or "")
    return bool(calls and published and day.date and day.date.first > published)


def _is_of_a_day(day: Day) -> bool:
    return bool(day.bare or (day.date and day.date.day)) and day.use != "까지"


def _lead(article: Article) -> int:
    """Where the part of the text ends in which a date is the event's: the first six sentences of the body."""
    return lexicon.end_of(6, article.text, article.body_start)


@cache
def _telling() -> re.Pattern[str]:
    how = r"(?:이같이|이처럼|이런|보도자료를 통해|공식|언론|브리핑을 통해|자료를 내고|오전|오후)?"
    source = r"[^.,\n]{1,24}?따르면|[^.\n]{0,12}기자(?:들|단)(?:과|을) 만나"
    return re.compile(rf"(?:\s?\([월화수목금토일]\))?(?:\s?{how}\s?{words_of('telling_words')}|\s{source})")


def is_telling(text: str, day: Day) -> bool:
    """`… 21일 밝혔다`, `21일 시에 따르면`: the day of the telling."""
    return not day.use and bool(_telling().match(text[day.end : day.end + 44]))


def _is_reported(text: str, day: Day) -> bool:
    """`27일 제출했다고 29일 밝혔다`: the one deed that is told of, done on the day before the telling's."""
    ahead = ahead_of(text, day.end)
    match = re.match(r"(?P<deed>[^.\n]{0,130}?[했됐았었렸졌쳤혔섰났냈겼왔])다고\s\d{1,2}일\s?", ahead)
    if not match or day.use:
        return False
    return not re.search(r"(?:[된던]|[가-힣]한|데|뒤|후|이어|고|며|면서|지만|는데)[\s,]|\d일", match.group("deed"))


def _is_recent(day: Day, published: dt.date | None) -> bool:
    """Whether a day is near enough to publication to be the news itself; an older one that nobody tells is history."""
    return not published or not day.date or -45 <= (day.date.first - published).days <= 120


_LATER = re.compile(
    r"[^.\n]{0,40}?[한된은]\s(?:뒤|후|데 이어)[^.\n]*?(?:전날|이날|\d일)"
    r"|[^.\n]{0,60}?(?:[됨함]에\s따라|[한된은]\s데\s따(?:라|른))"
    r"|[^.\n]{0,16}?(?:닻을\s올린|출범한|개청한|떨어져\s나온|갈라져\s나온|이름을\s바꾼)\s(?:[가-힣]+\s)?[가-힣]{1,10}(?:시|자치도|구)[가는이은의]\s"
    r"|[^.\n]{0,24}?(?:실사|협의|검토|조사|공청회)[^.\n]{0,16}?[을를]\s거쳐[^.\n]*?(?:확정|결정|선정|지정)"
)


_RELATED = re.compile(r"\s*(?:이와\s)?관련\s[가-힣\s]{2,24}[은는]\s")
"""`관련 조례안은 지난 21일 통과했다`: what goes with the deed."""


def _is_prelude(text: str, day: Day) -> bool:
    """`22일 검토한 뒤 전날 신청했다`, `17일 시행됨에 따라`, `1일 닻을 올린 가람시가`: what came before the deed."""
    start = lexicon.sentence_start(text, day.start)
    return bool(_LATER.match(ahead_of(text, day.end)) or _RELATED.match(text, start, day.start))


_CLOSES = re.compile(r"(?:에|자로)?\s?(?:접수를\s)?마감|\s?(?:이전|이후|기준|뒤)(?:부터|까지|으로|로|에)?\s")
"""`다음 달 3일 마감한다`: until when; `지난달 22일 이전부터`, `지난해 7월 23일 뒤에 옮겨 온`: since when."""
_IN_FORCE = re.compile(r"(?:자로|부터)?\s(?:[가-힣]{1,6}\s)?(?:시행|효력|발효|적용)")
"""`2025년 1월 1일 시행`: when what was passed comes into force."""
_OF_A_THING = re.compile(
    r"\s?(?:[가-힣]{1,8}[을를에]\s)?(?:착공|준공|개소|개관|설립|창립|지정|체결|출범|시작|선정|승인|공고|수립)(?:한|된|됐던|했던)\s|\s문을\s연\s"
)


def _is_of_a_thing(text: str, day: Day, published: dt.date | None) -> bool:
    """`2022년 5월 28일 착공한 숲길을 29일 준공했다`: a day that only says which thing is meant."""
    if not _OF_A_THING.match(text, day.end):
        return False
    stated = day.basis == "stated" and not published
    return stated or bool(re.search(r"(?<!\d)\d{1,2}일\s", ahead_of(text, day.end)))


_RESULT = re.compile(
    r"\s?(?:최종\s)?(?:합격자|당첨자|선발자|선정자|대상자|(?:선정|심사|평가)\s?결과)[를을]?\s[^.\n]{0,8}?발표"
)
"""`24일 합격자를 발표하고`: what comes of the call that is the news."""


_BESIDES = re.compile(r"에는\s[^.\n]{2,60}?[가-힣]{2}도\s(?:맺|열|가졌|체결|했|냈|마련|꾸렸|마쳤)")
"""`21일에는 협약도 맺었다`: what was done besides."""


def _happens(text: str, day: Day) -> bool:
    ahead = ahead_of(text, day.end)
    if _RESULT.match(ahead) or _BESIDES.match(text, text.rfind("일", day.start, day.end) + 1):
        return False
    if day.use == "부터" and not re.search(r"개최|열린|열리|열렸|연다|개막|진행|운행|개통", ahead[:80]):
        return False
    before = text[max(0, day.start - 40) : day.start]
    if re.search(r"(?:앞서|이에 앞서|한편|그동안|당초|까지\s?)\s?[^.\n]{0,24}$", before):
        return False
    return bool(re.search(words_of("event_words"), ahead)) or "\n" not in text[: day.start]


def _choose(happened: list[Day], told: list[Day], text: str) -> Day | None:
    """An event's own day before the day of telling, unless it lies far from it: then it is background."""
    for day in happened:
        if not told:
            return day
        if _is_event_of(day, told[0], text):
            return day
    return told[0] if told else None


HELD_WITHIN = 130
"""Letters behind a day within which it is said what is held on it: guests may be named before."""


def _is_event_of(day: Day, told: Day, text: str) -> bool:
    """Whether a day is the one that is told of: in the same breath or near; to come only if something is held on it."""
    holds = bool(lexicon.any_of("occasions").search(ahead_of(text, day.end)[:HELD_WITHIN]))
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
    second = lexicon.end_of(2, article.text, article.body_start)
    for day in days:
        reach = 31 if day.rule == "date.last-day" else 3
        near = published and day.date and day.date.day and 0 <= (published - day.date.first).days <= reach
        if _is_prelude(article.text, day):
            continue
        if near and day.bare and not day.use and article.body_start <= day.start < second:
            return day
        if published and day.date == of(published) and day.use == "부터" and day.start < second:
            return day  # a term that begins today
    return next((day for day in days if published and _is_today(day, article, published)), None)


def _is_today(day: Day, article: Article, published: dt.date) -> bool:
    """The day of publication itself, in the lead by its number, or anywhere as a broadcaster's `오늘`."""
    if day.date != of(published) or day.use or day.start < article.body_start:
        return False
    if lexicon.inside(day.start, lexicon.quoted_spans(article.text)) or _is_prelude(article.text, day):
        return False
    return day.end <= _lead(article) if day.bare else article.text[day.start : day.end] == "오늘"


_DEEDS = re.compile(r"체결|협약|양해각서|착공|준공|개소|개관|출범|발족|개최|서명|위촉")
_PICTURED = re.compile(r"지난\s(?P<day>3[01]|[12]\d|0?[1-9])일\s(?P<deed>[^\n]+)")


_SHOWS = re.compile(r"(?:있다|모습|관계자|참석자|대표|시장|군수|지사|원장|회장|총장)(?:들)?\.?\W*$")
"""How the words under a picture end: what is done, or who is seen."""


def _under_picture(article: Article, told: Day, published: dt.date | None) -> Day | None:
    """`체결했다고 16일 밝혔다`, and under the picture `지난 15일 … 체결한 뒤`: the deed has the earlier day."""
    sentence = article.text[article.text.rfind("\n", 0, told.start) + 1 : told.start]
    for line in article.lines:
        match = _PICTURED.search(line.text) if line.kind in ("caption", "chrome") else None
        deeds = set(_DEEDS.findall(match.group("deed"))) & set(_DEEDS.findall(sentence)) if match else set()
        if not match or not deeds or not _SHOWS.search(line.text):
            continue
        number = int(match.group("day"))
        date = mentions(f"지난 {number}일 ", published)[0].date
        if not date or not told.date:
            return told._replace(bare=number, date=None) if not published and told.bare else None
        if 0 < (told.date.first - date.first).days <= 3:
            return told._replace(date=date, bare=number, rule="date.under-picture")
    return None


_SEEN_ON = re.compile(r"(?<![\d.월])(?<!월\s)(?P<day>3[01]|[12]\d|0?[1-9])일\s[^\n]+있다\.?(?:\W|$)")
_CREDITED_ON = re.compile(r"(?<!\d)20\d\d\.\s?\d{1,2}\.\s?(?P<day>\d{1,2})\.?\s?/")


def _beside_picture(article: Article, told: Day | None, published: dt.date | None) -> Day | None:
    """Where the text settles no day, that of its picture: `7일 … 둘러보고 있다`, `2024.3.20 /가람시 제공`.

    The first has to be the day of publication or the one before; the second tells the month of a bare day.
    """
    for line in article.lines:
        if line.kind not in ("caption", "chrome"):
            continue
        if published and not told and (seen := _SEEN_ON.search(line.text)):
            number = int(seen.group("day"))
            date = mentions(f"{number}일 ", published)[0].date
            if date and 0 <= (published - date.first).days <= NEAR:
                return Day(date, number, "derived", "", "date.beside-picture", 0, 0)
        taken = _CREDITED_ON.search(line.text) if told and not published else None
        if told and taken and int(taken.group("day")) == told.bare and f"{told.bare}일" in line.text:
            day = next(iter(mentions(taken.group().rstrip("/ "), None)), None)
            return told._replace(date=day.date, rule="date.beside-picture") if day else None
    return None


NEAR = 1
"""Days before publication within which a picture was taken of what is the news."""


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
