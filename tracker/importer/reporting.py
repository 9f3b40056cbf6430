"""Run the rules over one article and gather what they found, with every question; the record that --json prints."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from tracker.importer import inference, lexicon, passages
from tracker.importer.candidates import Candidate, Question
from tracker.importer.money import amounts, sums
from tracker.importer.money.amounts import Money, Sum
from tracker.importer.page.cleaning import Article
from tracker.importer.what import instruments, milestones, stages
from tracker.importer.what.milestones import Milestone
from tracker.importer.when import anchoring, days, events
from tracker.importer.where import regions
from tracker.importer.who import organisations
from tracker.model import InstrumentSlug, PartialDate, RegionSlug, SectorSlug, StageSlug
from tracker.vocabulary import Vocabulary


class Report(NamedTuple):
    """Everything that the rules found in one article."""

    article: Article
    url: str | None
    published: Candidate[str] | None
    date: Candidate[PartialDate] | None
    day: int | None
    regions: list[Candidate[RegionSlug]]
    suggested: list[Candidate[RegionSlug]]
    sectors: list[Candidate[SectorSlug]]
    instruments: list[Candidate[InstrumentSlug]]
    stage: Candidate[StageSlug] | None
    budgets: list[Money]
    left_out: list[tuple[Sum, str]]
    organisations: list[Candidate[str]]
    milestones: list[Milestone]
    questions: list[Question]


def report(article: Article, words: Vocabulary, *, published: dt.date | None, url: str | None) -> Report:
    """Extract every field. The day comes first: it decides which units existed."""
    article = article._replace(publisher=lexicon.publisher_at(url) or article.publisher)
    anchor = anchoring.anchor(article, published, url)
    told = anchoring.day_of(anchor)
    dates = days.mentions(article.text, told)
    event = events.find(article, dates, told)
    day = event.date.value if event.date else days.of(told) if told else None
    bodies = organisations.mentions(article.text, words)
    masked = organisations.mask(article.text, bodies)
    themed = organisations.mask(article.text, organisations.outside(bodies, words, article))
    asides = passages.asides(article, dates, day)
    places = regions.extract(article, masked, bodies, day, words, asides)
    asides += [passages.Passage("compared", start, end) for start, end in places.others]
    acts = amounts.blanked(themed)
    deeds = instruments.extract(article, acts, asides, words)
    step, doubts = stages.stage(article, acts, words, dates, told, asides)
    funds = inference.by_stage(sums.extract(article, bodies, told, asides), article, step)
    funds = inference.by_budget(funds, article, places.regions)
    funds = inference.by_city(funds, article, places.regions, words)
    steps = milestones.extract(article, dates, event.date.value if event.date else None, asides)
    themes = inference.themes(article, themed, asides, words, funds, deeds)
    deeds = inference.further(article, funds, deeds, asides)
    found = Report(
        article, url or article.url, anchor, event.date, event.day, places.regions, places.suggested,
        themes, deeds, step, funds.budgets, funds.left_out,
        organisations.extract(article, bodies, words, asides), steps, [],
    )  # fmt: skip
    sharp = [*event.questions, *places.questions, *funds.questions, *doubts]
    # a question that names the doubt makes the general one of its field needless
    general = [question for question in _missing(found) if question.field not in {one.field for one in sharp}]
    asked = [*general, *sharp]
    return found._replace(questions=list(dict.fromkeys(asked)))


def _missing(found: Report) -> Iterator[Question]:
    """What every entry needs and the article does not say."""
    if not found.published:
        yield Question("published", "기사가 나온 날이 적혀 있지 않습니다: --published로 알려 주세요")
    if not found.date:
        yield _date_question(found)
    if not found.url:
        yield Question("url", "기사의 주소가 없습니다: --url로 알려 주세요")
    if not found.article.publisher:
        yield Question("publisher", "매체 이름이 기사에 나오지 않습니다")
    if not found.article.headline:
        yield Question("headline", "제목으로 보이는 줄이 없습니다")
    if not found.regions:
        options = tuple(candidate.value for candidate in found.suggested)
        yield Question("regions", "어느 지역의 일인지 분명하지 않습니다", options)
    if not found.sectors:
        yield Question("sectors", "어느 분야의 일인지 제목과 첫머리에 나오지 않습니다")
    if not found.instruments:
        yield Question("instruments", "어떤 수단을 썼는지 알려 주는 말이 없습니다")


def _date_question(found: Report) -> Question:
    day = f"‘{found.day}일’만 있고 " if found.day else ""
    if not found.published:
        return Question("date", f"{day}기사가 나온 날을 몰라서 언제 일인지 알 수 없습니다")
    return Question("date", f"{day}언제 일인지 기사 첫머리에 나오지 않습니다", (found.published.value[:10],))


def record(found: Report) -> dict[str, Any]:
    """The report as plain values, in the order in which --json prints them."""
    article = found.article
    return {
        "file": article.file,
        "headline": article.headline,
        "subheads": list(article.subheads),
        "source": {
            "url": found.url,
            "publisher": article.publisher,
            "author": article.author,
            "published": found.published.value if found.published else None,
        },
        "date": str(found.date.value) if found.date else None,
        "date_basis": found.date.grade if found.date else None,
        "day": found.day,
        "regions": [candidate.value for candidate in found.regions],
        "suggested_regions": [candidate.value for candidate in found.suggested],
        "sectors": [candidate.value for candidate in found.sectors],
        "instruments": [candidate.value for candidate in found.instruments],
        "stage": found.stage.value if found.stage else None,
        "budgets": [_budget(money) for money in found.budgets],
        "organisations": [candidate.value for candidate in found.organisations],
        "milestones": [{"date": str(step.date), "what": step.what} for step in found.milestones],
        "questions": [
            {"field": question.field, "why": question.why, "options": list(question.options)}
            for question in found.questions
        ],
    }


def _budget(money: Money) -> dict[str, Any]:
    return {
        "amount": money.amount,
        "status": money.status,
        "period": str(money.period) if money.period else None,
        "breakdown": dict(money.breakdown),
    }


def evidence(found: Report) -> Iterator[tuple[str, str, str, str, str]]:
    """Field, value, grade, rule and the words of the article for every value, in the order of the record."""
    text = found.article.text
    if found.published:
        yield "published", found.published.value, found.published.grade, found.published.rule, found.article.stamp or ""
    if found.date:
        yield (
            "date",
            str(found.date.value),
            found.date.grade,
            found.date.rule,
            around(text, found.date.start, found.date.end),
        )
    fields: tuple[tuple[str, Sequence[Candidate[Any]]], ...] = (
        ("regions", found.regions),
        ("suggested_regions", found.suggested),
        ("sectors", found.sectors),
        ("instruments", found.instruments),
        ("stage", [found.stage] if found.stage else []),
        ("organisations", found.organisations),
    )
    for field, candidates in fields:
        for one in candidates:
            yield field, str(one.value), one.grade, one.rule, around(text, one.start, one.end)
    for money in found.budgets:
        yield "budgets", f"{money.amount:,}", "stated", money.rule, around(text, money.start, money.end)
    for step in found.milestones:
        yield "milestones", str(step.date), "derived", "milestone.dated-step", around(text, step.start, step.end)


def around(text: str, start: int, end: int, margin: int = 14) -> str:
    """The words at a span with a little of what stands around them, on one line, the span in ⟦ ⟧."""
    before = text[max(0, start - margin) : start].rsplit("\n", 1)[-1]
    behind = text[end : end + margin].split("\n", 1)[0]
    return f"{before}⟦{text[start:end]}⟧{behind}"
