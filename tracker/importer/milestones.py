"""Find the days that an article fixes, past and to come: a date, and in a few words what falls on it."""

import re
from functools import cache
from typing import NamedTuple

from tracker.importer import lexicon
from tracker.importer.cleaning import Article
from tracker.importer.days import Day
from tracker.model import PartialDate


class Milestone(NamedTuple):
    """A dated step; `what` is a name of at most a few words."""

    date: PartialDate
    what: str
    is_deadline: bool
    start: int
    end: int


@cache
def _steps(words: str) -> re.Pattern[str]:
    """A step's noun out of one list of cues, with at most two words before it."""
    part = r"[가-힣A-Za-z0-9()·]"
    return re.compile(rf"(?P<what>(?:{part}+\s){{0,2}}?{part}*?{lexicon.any_of(words).pattern})")


def extract(article: Article, days: list[Day], event: PartialDate | None) -> list[Milestone]:
    """Each dated step once, in the order of their dates; what a speaker hopes for is left out."""
    quotes = lexicon.quoted_spans(article.text)
    found: dict[str, Milestone] = {}
    for day in days:
        if not day.date or (lexicon.inside(day.start, quotes) and day.start > article.body_start):
            continue
        if (
            day.rule.startswith(("date.this-day", "date.word", "date.relative-year"))
            and not day.use
            and day.date.month is None
        ):
            continue
        what = _what(article.text, day)
        if what and (day.date.month or day.use == "까지" or _is_step(article.text, day)):
            found.setdefault(str(day.date), Milestone(day.date, what, day.use == "까지", day.start, day.end))
    if event and str(event) in found and not found[str(event)].what:
        del found[str(event)]
    return sorted(found.values(), key=lambda milestone: (milestone.date.first, str(milestone.date)))


def _is_step(text: str, day: Day) -> bool:
    """A bare year counts only if something begins, ends or opens in it."""
    return bool(
        re.match(
            r"[^.\n]{0,4}(?:에|말|초|상반기|하반기)?[^.\n,]{0,24}(?:착공|준공|완공|개소|개관|개통|개장|개교|개원|출범|시행|가동|양산|입주|완료|완성)",
            text[day.end :],
        )
    )


def _what(text: str, day: Day) -> str:
    """The step that follows the date in its sentence: its noun and at most two words before it."""
    stop = re.search(r"(?<=[다요])\.|\n", text[day.end : day.end + 160])
    behind = text[day.end : day.end + (stop.start() if stop else 160)]
    behind = re.sub(r"^\s?(?:부터|까지|에는|에|말|초|상반기|하반기|오전|오후|\d+시|\([^)]*\)|,|\s)*", "", behind)
    behind = re.sub(r"[“”‘’'`\"「」]", "", behind)
    match = _steps("milestone_words").search(behind) or _steps("milestone_weak").search(behind)
    if not match:
        return ""
    words = match.group("what").split()[-3:]
    return " ".join(_bare(word) for word in words[:-1] + words[-1:])[:24].strip()


def _bare(word: str) -> str:
    """A word without the particle at its end."""
    return re.sub(r"(?<=[가-힣]{2})(?:에서|으로|에게|까지|부터|을|를|은|는|이|가|의|와|과|에)$", "", word)
