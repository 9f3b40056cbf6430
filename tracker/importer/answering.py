"""Settle a report's questions with a person's answers; what is not answered stays open."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from tracker import dates
from tracker.importer import drafting
from tracker.importer.candidates import AnswerError, Question
from tracker.importer.drafting import Settled
from tracker.importer.reporting import Report
from tracker.model import PartialDate
from tracker.schema import UnknownTermError
from tracker.vocabulary import Vocabulary


def settle(found: Report, answers: Mapping[str, Any], words: Vocabulary) -> tuple[Settled, list[Question]]:
    """The values of the draft and the questions that stay open; raises AnswerError."""
    date = _date(answers.get("date")) or (found.date.value if found.date else None)
    regions = _slugs(answers.get("regions"), "regions", words.region_slug)
    wanted = _slugs(answers.get("participants"), "participants", words.region_slug)
    leading, taking_part = _split_regions(found) if regions is None else (regions, ())
    settled = Settled(
        date,
        _basis(found, answers),
        _text(answers.get("date_note")),
        tuple(leading),
        tuple(wanted if wanted is not None else taking_part),
        _chosen(answers, "sectors", found.sectors, words.sectors),
        _chosen(answers, "instruments", found.instruments, words.instruments),
        _stage(found, answers, words),
        _text(answers.get("url")) or found.url,
        _text(answers.get("publisher")) or found.article.publisher,
        _published(answers) or (found.published.value if found.published else None),
        "",
    )
    settled = settled._replace(title=_text(answers.get("title")) or drafting.title(found, settled, words))
    return settled, [question for question in found.questions if not answers.get(question.field)]


def _text(value: Any) -> str | None:
    return str(value).strip() or None if value else None


def _date(value: Any) -> PartialDate | None:
    try:
        return dates.parse(str(value)) if value else None
    except ValueError as error:
        raise AnswerError(str(error)) from None


def _published(answers: Mapping[str, Any]) -> str | None:
    value = answers.get("published")
    if not value:
        return None
    try:
        return dates.parse_day(str(value)[:10]).isoformat()
    except ValueError as error:
        raise AnswerError(str(error)) from None


def _basis(found: Report, answers: Mapping[str, Any]) -> str | None:
    if answers.get("date"):
        return str(answers.get("date_basis") or ("inferred" if answers.get("date_note") else "stated"))
    return found.date.grade if found.date else None


def _slugs(value: Any, field: str, read: Any) -> tuple[Any, ...] | None:
    """A list of slugs, written as a list or with commas."""
    if not value:
        return None
    parts = value if isinstance(value, list) else re.split(r"[,\s]+", str(value).strip())
    try:
        return tuple(read(str(part)) for part in parts if part)
    except UnknownTermError as error:
        raise AnswerError(f"{field}: {error} {error.hint}") from None


def _chosen(
    answers: Mapping[str, Any], field: str, candidates: Sequence[Any], terms: Mapping[Any, Any]
) -> tuple[str, ...]:
    def known(slug: str) -> str:
        if slug not in terms:
            raise AnswerError(f"{field}: ‘{slug}’은(는) 없습니다. 쓸 수 있는 값: {', '.join(terms)}")
        return slug

    given = _slugs(answers.get(field), field, known)
    return given if given is not None else tuple(candidate.value for candidate in candidates)


def _stage(found: Report, answers: Mapping[str, Any], words: Vocabulary) -> str | None:
    """An answer, else what was found; a stage that the words dispute stays open."""
    if given := answers.get("stage"):
        return _chosen({"stage": str(given)}, "stage", (), words.stages)[0]
    disputed = any(question.field == "stage" for question in found.questions)
    return found.stage.value if found.stage and not disputed else None


def _split_regions(found: Report) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """Who acts, and who takes part: districts that only stand in a list beside the province that leads."""
    slugs = [candidate.value for candidate in found.regions]
    if not slugs or "/" in slugs[0]:
        return tuple(slugs), ()
    listed = {one.value for one in found.regions if one.rule == "region.suffix-list"}
    return tuple(slug for slug in slugs if slug not in listed), tuple(slug for slug in slugs if slug in listed)
