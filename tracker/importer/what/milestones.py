"""Find the days that an article fixes, past and to come: a date, and in a few words what falls on it."""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from tracker.importer import lexicon, phrases
from tracker.importer.page.cleaning import Article
from tracker.importer.passages import Passage
from tracker.importer.when import events
from tracker.importer.when.days import Day
from tracker.model import PartialDate


class Milestone(NamedTuple):
    """A dated step; `what` is a name of at most a few words. One that is told as done is no promise."""

    date: PartialDate
    what: str
    is_deadline: bool
    is_past: bool
    start: int
    end: int


class _Step(NamedTuple):
    """A step's name and where it stands in its clause."""

    what: str
    start: int
    end: int


def extract(
    article: Article, days: list[Day], event: PartialDate | None, asides: Sequence[Passage] = ()
) -> list[Milestone]:
    """Each dated step once, in the order of their dates; what a speaker hopes for and what others do is left out."""
    quotes = lexicon.quoted_spans(article.text)
    others = [(one.start, one.end) for one in asides if one.kind == "compared"]
    found: dict[str, Milestone] = {}
    for number, day in enumerate(days):
        if not day.date or (lexicon.inside(day.start, quotes) and day.start > article.body_start):
            continue
        behind = _clause(article.text, day, _next_start(days, number, len(article.text)))
        if lexicon.inside(day.start, others) or _tells_nothing(day, behind, article.text, event):
            continue
        step = _step(article.text, day, behind)
        if step and (day.date.month or day.use == "까지" or step.start < 30):
            is_past = bool(lexicon.any_of("past_verbs").match(behind[step.end :].lstrip("을를이가 ")))
            made = Milestone(day.date, step.what, day.use == "까지", is_past, day.start, day.end)
            found.setdefault(str(day.date), made)
    return sorted(found.values(), key=lambda milestone: (milestone.date.first, str(milestone.date)))


def _next_start(days: list[Day], number: int, end: int) -> int:
    """Where the next date begins; the span of years that follows a day of the month belongs to what fell on it."""
    is_day = days[number].bare and not days[number].use
    return next((day.start for day in days[number + 1 :] if not (is_day and day.use)), end)


def _tells_nothing(day: Day, behind: str, text: str, event: PartialDate | None) -> bool:
    """The day of the telling, a plan that is none any more, the beginning of a span, a day that points to another."""
    if events.is_telling(text, day) and day.date != event:
        return True
    if _is_given_up(day, behind, text) or (
        _OF_OTHER.match(behind) and not _pattern("milestone_words").match(behind.lstrip())
    ):
        return True
    if day.use == "부터" and len(behind.strip()) < 12 and not _pattern("milestone_words").search(behind):
        return True
    return (
        day.rule.startswith(("date.this-day", "date.word"))
        and not day.use
        and day.date is not None
        and day.date.month is None
    )


def _is_given_up(day: Day, behind: str, text: str) -> bool:
    """A plan that was, a wish, or what would have been."""
    if _PUT_OFF_TO.match(text, day.end):
        return False
    if _MOVED_FROM.match(text, day.end):
        return True
    line = text[day.end : day.end + lexicon.REACH].partition("\n")[0].partition("다. ")[0]
    if _WAS_PLANNED.search(line) or _GIVEN_UP.search(behind):
        return True
    return bool(_WOULD_HAVE.search(text[max(0, day.start - 40) : day.start]))


_WAS_PLANNED = re.compile(r"(?:예정|계획|목표|방침|구상|생각|일정|터)(?:이었|였)(?:다|으나|지만|는데|\Z)")
"""`올해 첫 삽을 뜰 예정이었으나`."""
_GIVEN_UP = re.compile(r"잡(?:았|혔)던|[하려]려던|했어야|밀렸|미뤄졌|(?:시켜|[해아어])\s달라")
"""`2026년으로 잡았던 착공`, `올해 안에 통과시켜 달라`."""
_WOULD_HAVE = re.compile(r"(?:[었았졌했됐]다면|[었았]더라면)\s[^.\n]{0,20}\Z")
"""`협약이 맺어졌다면 올 하반기 착공해`."""
_PUT_OFF_TO = re.compile(
    r"\s?(?:말|초|상반기|하반기)?(?:으?로|까지)\s(?:다시\s|또\s|\d+년\s)?(?:밀|미뤄|연기|늦춰|조정)"
)
"""`2028년으로 미뤄졌다`: that is the plan now."""
_MOVED_FROM = re.compile(r"\s?(?:말|초|상반기|하반기)?에서\s[^.,\n]{2,16}로\s")
"""`내년 말에서 2027년 9월로 조정했다`: the former plan."""
_OF_OTHER = re.compile(r"\s*[가-힣]{2}(?:한|된)\s")
"""`올해 초 발주한 용역은`: the date is that of something else."""


def _clause(text: str, day: Day, following: int) -> str:
    """What stands between a date and the next one, or the end of the sentence."""
    until = min(following, day.end + 160)
    stop = re.search(r"(?<=[다요])\.|\n", text[day.end : until])
    behind = text[day.end : day.end + stop.start() if stop else until]
    behind = re.sub(r"[“”‘’'`\"「」<>]", "", behind)
    lead = r"^\s?(?:부터|까지|에는|에|말|초|중순|중|상반기|하반기|오전|오후|\d+시|\([^)]*\)|,|\s)*"
    return re.sub(lead, lambda match: " " * len(match.group()), behind)


_NO_LONGER = (
    r"(?!비|액|체계|사업비|예산|금|서|자|률|권|되면|하면|\s?(?:예산|사업비|규모|기업|업체))"
    r"(?:[을를]?\s?(?:신청|건의|요청))?"
)
"""What makes of a step another word: `설계비`, `지원체계`, `모집 규모`."""


@cache
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"[가-힣A-Za-z0-9()·]*?{lexicon.any_of(words).pattern}{_NO_LONGER}")


def _step(text: str, day: Day, behind: str) -> _Step | None:
    """The step of a date: behind it, or before it (`착공 목표는 2027년`, `설계를 5월까지 끝내고`)."""
    if named := _before(text, day, behind):
        return _Step(named, 0, 0)
    clause = re.sub(r"\d[\d,.조억만천 ]*원?", lambda match: " " * len(match.group()), behind)
    for words in ("milestone_words", "milestone_weak"):
        steps = [_named(match, behind, text[: day.start]) for match in _pattern(words).finditer(clause)]
        # `2억 원을 투입해 다리를 놓는다`: of the deeds that say little, one that says of what
        if words == "milestone_weak":
            steps.sort(key=lambda step: " " not in step.what)
        if steps:
            return steps[0]
    return None


def _named(match: re.Match[str], behind: str, in_front: str) -> _Step:
    """A step with what it is a step of: right before it or, with only the date between them, in front of that."""
    between = behind[: match.start()]
    onto = _ONTO.sub("", between) if match.group().startswith(("착수", "입주", "돌입")) else between
    thing = phrases.nouns(onto) or ([] if between.strip() else _thing(in_front))
    return _Step(
        phrases.named([*thing, re.sub(r"(?<=[가-힣])[을를](?=\s)", "", match.group())]),
        len(between.lstrip()),
        match.end(),
    )


_ONTO = re.compile(r"(?<=[가-힣]{2})에\s?\Z")
"""`용역에 착수`: what is begun."""
_THING = re.compile(
    r"(?P<what>[^,.\n]*(?:[가-힣](?P<object>[을를])|(?:센터|단지|산단|공장|시설|사업|도로|철도|노선|터미널|공원|청사|펀드|플랫폼"
    r"|클러스터|캠퍼스|대교|터널|공항|지구|타운|허브|학교|발전소|기지|라인|협의체|추진단|조례|특별법|박람회|엑스포)[은는이가도]))"
    r"\s(?:(?:오는|늦어도|이르면|빠르면|내년|올해|이달|당초)\s)*\Z"
)
"""`센터를 오는`, `센터는 늦어도`: the object of a step, or a subject that is no one who acts."""


def _thing(before: str) -> list[str]:
    found = _THING.search(before[-60:])
    return phrases.nouns(found.group("what")) if found else []


def _before(text: str, day: Day, behind: str) -> str:
    """The step whose date stands behind it."""
    before = text[max(0, day.start - 40) : day.start]
    goal = (
        r"\s?(?:목표|예상|예정)?\s?(?:시점|시기|연도|시한|일정|시일|목표|예정일|예상일)"
        r"(?:[은는이]|[을를]\s(?:[^,.\n]{2,14}에서)?)\s?(?:오는\s)?$"
    )
    if match := re.search(rf"(?P<step>{_pattern('milestone_words').pattern}){goal}", before):
        return match.group("step")
    if re.match(r"\s*(?:끝내|끝마|마치|마무리|완료)", behind) and (
        match := re.search(r"(?P<what>[가-힣A-Za-z0-9·]{2,12})(?:을|를)\s?$", before)
    ):
        return f"{match.group('what')} 완료"
    match = _FINISHED.match(behind.lstrip())
    return f"{match.group('what')} 완료" if match else ""


_FINISHED = re.compile(r"(?P<what>[가-힣A-Za-z0-9·]{2,12})[을를]\s(?:끝내|끝낸|끝마|마치|마친)")
"""`8월까지 시운전을 끝내고`."""
