"""Find the stage that an event brings a policy to: by the verbs of headline and lead, their tense and negation."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from tracker.importer import lexicon, turns
from tracker.importer.candidates import Candidate, Question
from tracker.importer.page.cleaning import Article
from tracker.importer.passages import Passage
from tracker.importer.when.days import Day
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


def stage(
    article: Article,
    text: str,
    words: Vocabulary,
    days: Sequence[Day] = (),
    told: dt.date | None = None,
    asides: Sequence[Passage] = (),
) -> tuple[Candidate[StageSlug] | None, list[Question]]:
    """The stage of the strongest signal in the text without its sums; two that weigh the same are asked for.

    What stands behind a day to come has not happened.
    """
    weights: dict[str, float] = {}
    best: dict[str, _Signal] = {}
    for aside in asides:
        text = text[: aside.start] + " " * (aside.end - aside.start) + text[aside.end :]
    ahead = _to_come(article, days, told)
    for signal in _signals(article, text, words, ahead):
        before = weights.get(signal.slug, 0)
        # telling is in every article: said twice it is no stronger
        weights[signal.slug] = max(before, signal.weight) if signal.slug == "announced" else before + signal.weight
        if signal.slug not in best or signal.weight > best[signal.slug].weight:
            best[signal.slug] = signal
    if _is_only_told(weights) and (turned := _signed(article, text, ahead) or _by_turn(article, text, weights, ahead)):
        return turned, []
    if not weights and (told_of := _TOLD.search(text, article.body_start)):
        return Candidate(StageSlug("announced"), "derived", "stage.told-later", *told_of.span()), []
    if not weights:
        return None, [Question("stage", "어느 단계인지 알려 주는 말이 제목과 첫머리에 없습니다", tuple(words.stages))]
    ranked = sorted(weights, key=lambda slug: (-weights[slug], best[slug].start))
    top = best[ranked[0]]
    found = Candidate(StageSlug(top.slug), "derived", top.rule, top.start, top.end)
    close = [slug for slug in ranked[1:] if weights[slug] >= 0.9 * weights[ranked[0]]]
    questions = [Question("stage", "단계를 가리키는 말이 엇갈립니다", (ranked[0], *close))] if close else []
    return found, questions


_TOLD = re.compile(
    r"[가-힣](?:고 (?:\d{1,2}일 )?(?:밝혔|말했|약속했|강조했|설명했|전했|피력했|알렸|했다)"
    r"|약속했|나선다|나섰다|추진한다|계획이다)|점검했다|모색하기|예정이다|방침이다"
    r"|(?:계획|방안|전략|대책)[’”']?[을를]\s(?:함께\s|새로\s)?(?:공개했|내놓았|내놨)|행사가\s열린다|들어선다"
)


def _is_only_told(weights: Mapping[str, float]) -> bool:
    """Whether no step is said to be taken but perhaps, in passing, that of an accord."""
    return weights.keys() <= {"announced", "agreed"} and weights.get("agreed", 0) <= weights.get("announced", 0)


_SIGNED = re.compile(
    r"(?:협약|양해각서|MOU|합의각서|협정)(?:서|식)?[’'”]?(?:을|를|이)?\s?(?:[가-힣 ]{0,12}을\s)?"
    r"(?:체결(?:했|됐|하고|하며|해\s|하면서)|맺(?:었|고|으며)|가졌|갖고|개최했)"
)


def _signed(article: Article, text: str, ahead: Sequence[tuple[int, int]]) -> Candidate[StageSlug] | None:
    """An accord that was signed, in the lead, where nothing else but the telling is said to have happened."""
    for match in _SIGNED.finditer(text, article.body_start, article.body_start + 350):
        if not any(0 <= match.start() - stop < 24 for _, stop in ahead):
            return Candidate(StageSlug("agreed"), "derived", "stage.signed", *match.span())
    return None


_OFFERED = re.compile(
    r"모집|접수|신청\s?(?:안내|받)|(?:연구비|지원금|자금|보조금)\s푼다|입법예고|(?<![가-힣])연다(?:\s|…|$|\.)|개최한다|비전\s?선포|청사진|밑그림"
    r"|지원(?:한다|에 나)|운영한다"
)


def _by_turn(
    article: Article, text: str, weights: Mapping[str, float], ahead: Sequence[tuple[int, int]]
) -> Candidate[StageSlug] | None:
    """What headline and first sentence tell by a turn, where no step is named; else what is offered or called for."""
    first = lexicon.end_of(1, text, article.body_start)
    for slug, turn in turns.of_steps():
        match = turn.search(text, 0, first)
        if match and slug in _NEED_DONE - _STOPPED - {"budgeted"} and _is_later(match.start(), ahead, text):
            return Candidate(StageSlug("announced"), "derived", "stage.day-to-come", *match.span())
        if match:
            return Candidate(StageSlug(slug), "derived", "stage.turn", *match.span())
    if not weights and (offered := _OFFERED.search(text, 0, first)):
        return Candidate(StageSlug("announced"), "derived", "stage.offered", *offered.span())
    return None


_AHEAD = re.compile(r"내년|내후년|(?<![가-힣])오는|다음\s?달|내달|내일|모레|앞으로")


def _to_come(article: Article, days: Sequence[Day], told: dt.date | None) -> list[tuple[int, int]]:
    """Spans of the days that lie behind the telling, by their dates or by their words.

    A headline names a year only if it is another one: a step in it is to come.
    """
    later = [(day.start, day.end) for day in days if told and day.date and day.date.first > told and day.use != "부터"]
    years = [(day.start, day.end) for day in days if day.rule == "date.year" and day.end < len(article.headline or "")]
    return [*later, *(years if not told else ()), *(match.span() for match in _AHEAD.finditer(article.text))]


def _signals(article: Article, plain: str, words: Vocabulary, ahead: Sequence[tuple[int, int]]) -> Iterator[_Signal]:
    pattern, slugs, negations = _patterns(words)
    text = plain
    for empty in (negations, lexicon.any_of("not_steps")):
        text = empty.sub(lambda match: " " * len(match.group()), text)
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
            if _is_no_step(text, match, slug):
                continue
            slug = _rightly(slug, text, match, (start, end), headline)
            is_later = _is_later(match.start(), ahead, text)
            closes = slug in ("selected", "legislated") and match.end() <= headline and _CLOSES.match(text, match.end())
            place_of = place if is_strong else 0.8 * place if closes else 0.5
            if signal := _signal(
                match, slug, text[match.end() : end], place_of, is_head=not is_body, is_later=is_later
            ):
                yield signal


def _is_later(start: int, ahead: Sequence[tuple[int, int]], text: str) -> bool:
    """Whether a day to come stands right before a word."""
    return any(0 <= start - stop < LATER_WITHIN and "\n" not in text[stop:start] for _, stop in ahead)


LATER_WITHIN = 24
"""Letters behind a day to come within which a step is of it."""
_CLOSES = re.compile(r"\s?(?:…|\.\.|,|\n|$|·{2,})")
"""What ends a clause of a headline."""
_NOT_DONE = re.compile(r"(?:되|하|시키)?지\s?(?:않|못)|도\s못\s?뜨")
_BEING = re.compile(
    r"(?:했던|됐던|되었던|하던|되던|돼\s?온|해\s?온|되어\s?온|[된한할될](?=\s)|하는\s|되는\s|하기\s|될\s)"
)
_PREPARED = re.compile(
    r"(?:설계|용역|보상|심사|평가|조사|검토|협의|접수|선정|절차|매입|이전|모집)(?:가|이|을|를|도)?\s?$"
)
"""What is finished before a thing is built."""
_APPLIED = re.compile(
    r"(?:을|를)?\s?(?:신청|요청|요구|절차|심사|여부|받기|받으면|나면|되면|을 거쳐|를 거쳐|전까지|이전)"
)


def _is_no_step(text: str, match: re.Match[str], slug: str) -> bool:
    """A stage's word that only describes: `중단했던`, `건의를 받아들인`, `사업시행`, `영향평가`, `승인 신청`."""
    word, behind, before = (
        match.group(),
        text[match.end() : match.end() + 12],
        text[max(0, match.start() - 8) : match.start()],
    )
    if slug == "agreed" and word.startswith(("손", "맞손")) and not re.search(r"협약|MOU|각서|협정", text):
        return True
    if slug == "completed" and _PREPARED.search(before):
        return True
    if len(word) == 2 and _WITHIN.search(before) and not _ENDS.match(behind):
        return True
    if slug in ("delayed", "cancelled") and (
        _BEING.match(behind) or re.match(r"\s?(?:없|우려|위기|가능성|방지|최소화)", behind)
    ):
        return True
    if slug == "legislated" and (_APPLIED.match(behind) or re.match(r"[한된]\s", behind)):
        return True
    if word == "시행" and not re.search(
        r"(?:법|조례|법률|특별법|제도|령|규칙)[을를이가은는]?\s?(?:전면|본격)?\s?$", before
    ):
        return True
    if slug == "proposed" and (
        re.match(r"(?:을|를)?\s?(?:받아들|수용|반영|해\s?온|한\s|된\s|도|·)", behind) or before.endswith("기본")
    ):
        return True
    if _FOLLOWED.match(text, match.end()):
        return True
    if slug == "launched-body" and re.match(r"(?:한|했던|된)\s|\s(?:\d+(?:일|달|년|개월)|뒤|후)\s", behind):
        return True
    return slug == "evaluated" and before[-1:] not in ("", " ", "\n", "‘", "'") and word == "평가"


_FOLLOWED = re.compile(r"[한된]\s데\s따(?:라|른)|[됨함]에\s따라")
"""`계획을 확정한 데 따른`: why the step that is told was taken."""
_WITHIN = re.compile(r"[가-힣]\Z")
_ENDS = re.compile(r"[하했한할함해되됐된될됨돼받을를이가은는의에도로와과만까식안서문시]|(?![가-힣])")
"""`보건의료` holds no 건의, `경제정책` no 제정: a word inside another, if neither a verb nor a particle follows it."""
_SLIPS = re.compile(
    r"(?:도|[을를이가은는]|\s(?:시기|시점|목표|시한)[를을가이]?)?,?\s?(?:[^\n.…,]{0,16}?\s)?"
    r"(?:밀린다|밀려|밀렸|뒤로(?!\s?하)|미뤄|미룬다|늦춰|늦춘다|늦췄|늦어|연기)"
)
"""`준공 2년 넘게 밀린다`: what slips has not come."""
_ZONED = re.compile(
    r"(?:특구|지구|단지|지역|구역)[’'”」]?(?:으로|로|에|를|을)?\s[^.\n]{0,12}지정|지정안?[을이]?\s?(?:의결|통과)"
)
"""What a committee decides on when it makes a zone of a place."""


_OF_BUDGET = re.compile(r"(?:예산|사업비|추경)[^.,\n]{0,24}\s?\Z")
"""`예산 412억 확정`."""
_INVESTS = re.compile(r"투자\s?(?:협약|양해각서)|MOU")
_OF_PLAN = re.compile(r"계획[’'”」]?[을이]?\s(?:최종\s)?\Z")
"""`종합계획 확정`: a plan is adopted."""


def _rightly(slug: str, text: str, match: re.Match[str], span: tuple[int, int], headline: int) -> str:
    """The stage that a word stands for in its sentence: money is budgeted when a fund decides on it."""
    start, end = span
    sentence, behind = text[start:end], text[match.end() : match.end() + 10]
    if slug in _NEED_DONE and slug not in _STOPPED and _NOT_DONE.match(behind):
        return "delayed"
    if slug in ("completed", "under-way") and _SLIPS.match(text, match.end(), end):
        return "delayed"
    if (
        slug == "legislated"
        and (_ZONED.search(sentence) or _ZONED.search(text, 0, headline))
        and not re.search(r"조례|법안|법률", sentence)
    ):
        return "selected"
    if slug == "selected" and match.group().startswith("유치") and _INVESTS.search(text, 0, headline):
        return "agreed"
    if slug == "selected" and match.group().startswith("확정"):
        if _OF_BUDGET.search(text, start, match.start()):
            return "budgeted"
        if _OF_PLAN.search(text, start, match.start()):
            return "legislated"
    is_fund = re.search(r"기금|펀드|대출|융자", sentence) and "조례" not in sentence
    if slug == "legislated" and is_fund and match.group() in ("의결", "승인"):
        return "budgeted"
    if slug == "cancelled" and re.search(
        r"재신청|재도전|재추진|다시 신청|다시 추진|보완해", text[match.start() : match.end() + 160]
    ):
        return "delayed"
    return slug


_DONE = tuple("다 했 혔 졌 었 돼 혀 됐 체결하고 완료하고 마치고 늦어지고 늦춰 빚 탈락".split())
"""How a stage's word ends when it says by itself that it is done."""


_GIVEN_UP = re.compile(r"(?:하기로|키로)\s?(?:했|결정|한\s|하고)")
"""`철회하기로 했다`: who decides so has given it up."""


def _signal(
    match: re.Match[str], slug: str, behind: str, place: float, *, is_head: bool, is_later: bool
) -> _Signal | None:
    """What a word says at its place: done, to come, or only named."""
    word = match.group()
    if is_later and slug in _NEED_DONE - _STOPPED - {"budgeted"} and not word.endswith(("됐", "했", "졌")):
        return _Signal("announced", place * 0.45, "stage.day-to-come", match.start(), match.end())
    if slug in _NEED_DONE and slug not in _STOPPED and lexicon.any_of("stage_stopped").search(behind[:7]):
        return None
    if slug == "announced":
        return _Signal(slug, place * 0.45, "stage.told", match.start(), match.end())
    if slug not in _NEED_DONE:
        return _Signal(slug, place * 0.8, "stage.word", match.start(), match.end())
    if word.endswith(_DONE):
        return _Signal(slug, place, "stage.done", match.start(), match.end())
    near = behind[:16]
    to_come, done = lexicon.any_of("stage_to_come").search(near), lexicon.any_of("stage_done").search(near)
    if is_head:
        if to_come and to_come.start() < 5:
            return None
        return _Signal(slug, place, "stage.headline", match.start(), match.end())
    if done and (not to_come or done.start() <= to_come.start()):
        return _Signal(slug, place, "stage.done", match.start(), match.end())
    if to_come and not (slug == "cancelled" and _GIVEN_UP.match(behind)):
        return _Signal("announced", place * 0.6, "stage.to-come", match.start(), match.end())
    if slug in _STOPPED:
        return _Signal(slug, place, "stage.done", match.start(), match.end()) if _GIVEN_UP.match(behind) else None
    return _Signal(slug, place * 0.25, "stage.named", match.start(), match.end())
