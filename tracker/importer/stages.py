"""Find the stage that an event brings a policy to: by the verbs of headline and lead, their tense and negation."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from tracker.importer import lexicon
from tracker.importer.candidates import Candidate, Question
from tracker.importer.cleaning import Article
from tracker.model import StageSlug
from tracker.vocabulary import Vocabulary


class _Signal(NamedTuple):
    slug: str
    weight: float
    rule: str
    start: int
    end: int


@cache
def _patterns(words: Vocabulary) -> tuple[re.Pattern[str], dict[str, tuple[str, bool]], re.Pattern[str]]:
    strong = {word: str(stage.slug) for stage in words.stages.values() for word in stage.strong}
    strong |= {word: slug for slug, also in lexicon.cues().stages_also.items() for word in also}
    weak = {word: str(stage.slug) for stage in words.stages.values() for word in stage.weak}
    return (
        re.compile(lexicon.alternation([*strong, *weak], loose=True)),
        {lexicon.joined(word): (slug, word in strong) for word, slug in (weak | strong).items()},
        re.compile(lexicon.alternation(words.tense.negations)),
    )


_NEED_DONE = {
    "agreed",
    "selected",
    "legislated",
    "budgeted",
    "completed",
    "launched-body",
    "under-way",
    "cancelled",
    "delayed",
}
"""Stages that are reached only by what has happened; the same words in the future are an announcement."""
_STOPPED = {"delayed", "cancelled"}


def stage(article: Article, text: str, words: Vocabulary) -> tuple[Candidate[StageSlug] | None, list[Question]]:
    """The stage of the strongest signal in the text without its sums; two that weigh the same are asked for."""
    weights: dict[str, float] = {}
    best: dict[str, _Signal] = {}
    for signal in _signals(article, text, words):
        before = weights.get(signal.slug, 0)
        # telling is in every article: said twice it is no stronger
        weights[signal.slug] = max(before, signal.weight) if signal.slug == "announced" else before + signal.weight
        if signal.slug not in best or signal.weight > best[signal.slug].weight:
            best[signal.slug] = signal
    if not weights:
        return None, [Question("stage", "어느 단계인지 알려 주는 말이 제목과 첫머리에 없습니다", tuple(words.stages))]
    ranked = sorted(weights, key=lambda slug: (-weights[slug], best[slug].start))
    top = best[ranked[0]]
    found = Candidate(StageSlug(top.slug), "derived", top.rule, top.start, top.end)
    close = [slug for slug in ranked[1:] if weights[slug] >= 0.9 * weights[ranked[0]]]
    questions = [Question("stage", "단계를 가리키는 말이 엇갈립니다", (ranked[0], *close))] if close else []
    return found, questions


def _signals(article: Article, plain: str, words: Vocabulary) -> Iterator[_Signal]:
    pattern, slugs, negations = _patterns(words)
    text = negations.sub(lambda match: " " * len(match.group()), plain)
    quotes = lexicon.quoted_spans(article.text)
    spans = [span for span in lexicon.sentences(text) if span[0] < article.body_start + 500][:14]
    headline = len(article.headline or "")
    body_sentences = 0
    for start, end in spans:
        is_body = start >= article.body_start
        body_sentences += is_body
        if body_sentences > 3:
            break
        place = 3.0 if start < headline else 1.2 if not is_body else (2.5, 1.2, 0.8)[body_sentences - 1]
        for match in pattern.finditer(text, start, end):
            if (lexicon.inside(match.start(), quotes) and is_body) or text[match.start() - 1 : match.start()].isdigit():
                continue
            slug, is_strong = slugs[lexicon.joined(match.group())]
            if not is_strong and (is_body or match.start() > headline):
                continue
            scale = place if is_strong else 0.5
            if signal := _signal(match, slug, text[match.end() : end], scale, is_head=not is_body):
                yield signal


def _signal(match: re.Match[str], slug: str, behind: str, place: float, *, is_head: bool) -> _Signal | None:
    """What a word says at its place: done, to come, or only named."""
    word = match.group()
    if slug in _NEED_DONE and slug not in _STOPPED and lexicon.any_of("stage_stopped").search(behind[:7]):
        return None
    if slug == "announced":
        return _Signal(slug, place * 0.45, "stage.told", match.start(), match.end())
    if slug not in _NEED_DONE:
        return _Signal(slug, place * 0.8, "stage.word", match.start(), match.end())
    if word.endswith(("다", "했", "혔", "졌", "었", "돼", "혀", "체결하고")):
        return _Signal(slug, place, "stage.done", match.start(), match.end())
    near = behind[:16]
    to_come, done = lexicon.any_of("stage_to_come").search(near), lexicon.any_of("stage_done").search(near)
    if is_head:
        if to_come and to_come.start() < 5:
            return None
        return _Signal(slug, place, "stage.headline", match.start(), match.end())
    if done and (not to_come or done.start() <= to_come.start()):
        return _Signal(slug, place, "stage.done", match.start(), match.end())
    if to_come:
        return _Signal("announced", place * 0.6, "stage.to-come", match.start(), match.end())
    return _Signal(slug, place * 0.25, "stage.named", match.start(), match.end())
