"""Find the days that an article fixes, past and to come: a date, and in a few words what falls on it."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from tracker.importer import events, lexicon
from tracker.importer.cleaning import Article
from tracker.importer.days import Day
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


def extract(article: Article, days: list[Day], event: PartialDate | None) -> list[Milestone]:
    """Each dated step once, in the order of their dates; what a speaker hopes for is left out."""
    quotes = lexicon.quoted_spans(article.text)
    found: dict[str, Milestone] = {}
    for number, day in enumerate(days):
        if not day.date or (lexicon.inside(day.start, quotes) and day.start > article.body_start):
            continue
        behind = _clause(article.text, day, _next_start(days, number, len(article.text)))
        if _tells_nothing(day, behind, article.text, event):
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
    """The day of the telling, the beginning of a span of time, and a day that only points to another."""
    if events.is_telling(text, day) and day.date != event:
        return True
    if day.use == "부터" and len(behind.strip()) < 12 and not _pattern("milestone_words").search(behind):
        return True
    return (
        day.rule.startswith(("date.this-day", "date.word"))
        and not day.use
        and day.date is not None
        and day.date.month is None
    )


def _clause(text: str, day: Day, following: int) -> str:
    """What stands between a date and the next one, or the end of the sentence."""
    until = min(following, day.end + 160)
    stop = re.search(r"(?<=[다요])\.|\n", text[day.end : until])
    behind = text[day.end : day.end + stop.start() if stop else until]
    behind = re.sub(r"[“”‘’'`\"「」<>]", " ", behind)
    lead = r"^\s?(?:부터|까지|에는|에|말|초|중순|중|상반기|하반기|오전|오후|\d+시|\([^)]*\)|,|\s)*"
    return re.sub(lead, lambda match: " " * len(match.group()), behind)


@cache
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"[가-힣A-Za-z0-9()·]*?{lexicon.any_of(words).pattern}")


def _step(text: str, day: Day, behind: str) -> _Step | None:
    """The step of a date: behind it, or before it (`착공 목표는 2027년`, `설계를 5월까지 끝내고`)."""
    if named := _before(text, day, behind):
        return _Step(named, 0, 0)
    clause = re.sub(r"\d[\d,.조억만천 ]*원?", lambda match: " " * len(match.group()), behind)
    for words in ("milestone_words", "milestone_weak"):
        if match := _pattern(words).search(clause):
            words_before = list(_nouns(clause[: match.start()]))
            what = " ".join([*words_before, match.group()])[-24:].strip()
            return _Step(what, len(clause[: match.start()].lstrip()), match.end())
    return None


def _before(text: str, day: Day, behind: str) -> str:
    """The step whose date stands behind it."""
    before = text[max(0, day.start - 40) : day.start]
    goal = r"\s?(?:목표|예상|예정)?\s?(?:시점|시기|연도|시한|일정|시일|목표|예정일|예상일)(?:은|는|이)\s?(?:오는\s)?$"
    if match := re.search(rf"(?P<step>{_pattern('milestone_words').pattern}){goal}", before):
        return match.group("step")
    if re.match(r"\s*(?:끝내|끝마|마치|마무리|완료)", behind) and (
        match := re.search(r"(?P<what>[가-힣A-Za-z0-9·]{2,12})(?:을|를)\s?$", before)
    ):
        return f"{match.group('what')} 완료"
    return ""


_NOUN_ENDS = re.compile(
    r"(?:평가|국가|전문가|증가|허가|인가|추가|단가|물가|디스플레이|회의|협의|건의|동의|결의|심의|논의|합의|도로|선로"
    r"|철도|궤도|제도|경로|항로|활로|판로|제주도|경기도|강원도|어린이|놀이|높이|길이|사이|차이|메모리얼|연구소|의)$"
)
_NO_NOUN = re.compile(
    r"(?:해|돼|하고|되고|하는|되는|[된한할될던인진친린질]|최대|최초|국내|세계|곳을|곳의|급|며|면|서|고|쯤|께|경|중|등|총|약|까지|부터|위한|통해|따라|대해|위해|으로"
    r"|규모|규모로|본격|본격적|에서|에게|에|와|과|돼야|이|가|은|는|도|만|뒤|후|전|또|및|이후|이어|거쳐|로|야|안|내|간|각각|모두"
    r"|지난|오는|올해|내년|다시|함께|계획|예정|단계|최종|정식|공식|조기|목표|시점|기간|\d)$"
)


_VERBAL = re.compile(r"(?:하|되|시키|있|없|같|위한|따른)[는은도이]?$|[하되]게$|(?:다만|이번|이날|당초|현재)$")


def _nouns(before: str) -> Iterator[str]:
    """The one or two words right before a step that name what it is a step of."""
    taken: list[str] = []
    for word in reversed(before.split()[-2:]):
        bare = (
            word
            if _NOUN_ENDS.search(word)
            else re.sub(r"(?<=[가-힣A-Za-z0-9]{2})(?:을|를|의|은|는|이|가|도)$", "", word)
        )
        if (
            _VERBAL.search(word)
            or (bare == word and _NO_NOUN.search(word) and not _NOUN_ENDS.search(word))
            or not re.fullmatch(r"[가-힣A-Za-z0-9·-]{2,14}", bare)
        ):
            break
        taken.append(bare)
    yield from reversed(taken)
