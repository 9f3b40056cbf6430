"""Articles of the Korean press to honest drafts: read → clean → anchor → extract → check → relate → draft.

Every value carries its grade, its rule and the words that it rests on; what an article does not say is asked.
"""

import argparse
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tracker import dates

if TYPE_CHECKING:
    from tracker.importer import drafting
    from tracker.importer.candidates import Question
    from tracker.importer.page.cleaning import Article
    from tracker.importer.page.marks import Line
    from tracker.importer.relating import Relations
    from tracker.importer.reporting import Report
    from tracker.model import Entry
    from tracker.vocabulary import Vocabulary

__all__ = ["Draft", "draft", "finish", "read", "report", "run"]


class Draft(NamedTuple):
    """What came of one article: the record for --json, the entry to be, and all that explains it."""

    record: dict[str, Any]
    report: "Report"
    questions: "list[Question]"
    dropped: "list[Line]"
    relations: "Relations"
    settled: "drafting.Settled"
    path: str
    text: str


def run(args: argparse.Namespace) -> int:
    """The import command; its modules are loaded once the patterns that they compile are known."""
    from tracker.importer import patterns

    with patterns.kept(args.cache):
        from tracker.importer import faces

        return faces.run(args)


def read(path: Path) -> "Article":
    """Read an article's file and tell the article from its page; raises InvalidContentError."""
    from tracker.importer.page import cleaning, opening

    return cleaning.clean(opening.read(path))


def report(
    path: Path, vocabulary: "Vocabulary", *, published: dt.date | None = None, url: str | None = None
) -> "Report":
    """Everything that the rules find in one article."""
    from tracker.importer import reporting

    return reporting.report(read(path), vocabulary, published=published, url=url)


def draft(
    article_path: Path,
    vocabulary: "Vocabulary",
    known: "Sequence[Entry]" = (),
    *,
    published: dt.date | None = None,
    url: str | None = None,
    answers: Mapping[str, Any] | None = None,
    added: dt.date | None = None,
) -> Draft:
    """The draft of one article; `answers` settle questions by field (see answering.settle)."""
    found = report(article_path, vocabulary, published=published, url=url)
    return finish(found, vocabulary, known, answers or {}, added)


def finish(
    found: "Report",
    vocabulary: "Vocabulary",
    known: "Iterable[Entry]",
    answers: Mapping[str, Any],
    added: dt.date | None,
) -> Draft:
    """A report and the answers to its questions, as a draft; `added` is today's day unless the article is younger."""
    from tracker.importer import answering, drafting, relating, reporting

    settled, open_questions = answering.settle(found, answers, vocabulary)
    published = dates.parse_day(settled.published[:10]) if settled.published else None
    today = added or published or (settled.date.last if settled.date else dt.date(2000, 1, 1))
    text = drafting.text(found, settled, vocabulary, max(filter(None, (today, published))), open_questions)
    return Draft(
        reporting.record(found),
        found,
        open_questions,
        [line for line in found.article.lines if line.kind in ("chrome", "caption", "byline", "stamp", "source")],
        relating.relate(found, list(known)),
        settled,
        drafting.path(settled),
        text,
    )
