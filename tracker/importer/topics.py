"""Find what an article is about and what a government does: sectors and instruments, by where their words stand."""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from tracker.importer import lexicon
from tracker.importer.candidates import Candidate
from tracker.importer.cleaning import Article
from tracker.importer.passages import Passage
from tracker.model import InstrumentSlug, SectorSlug
from tracker.vocabulary import Vocabulary

ENOUGH = 2.8
"""Weight at which a sector is one that the article is about: a headline, or a lead and a repetition."""
WEAK_ENOUGH = 5.0
"""The same for a sector of which only weak words stand there."""
IN_HEADLINE = 3.5
GENERAL = frozenset(("enterprise-startup", "jobs-labour", "education-talent", "housing-urban", "governance", "safety"))
"""Sectors whose words stand in articles about any other."""
MOST_SECTORS = 5
ACCOMPANYING = frozenset(
    ("business-support", "certification", "data-service", "demonstration", "network", "outreach", "rnd-grant")
)
"""Instruments that go with many deeds and are the deed itself only if they stand in front."""
LEAD = 220
"""Letters of the body that count as its lead."""
BELOW_LEAD = 1.5
"""Most that a word gains by repetition below the lead: what is only repeated there is not the theme."""
LEAD_ALONE = 2.0
"""Weight at which the foremost sector is taken where none has enough."""


class _Words(NamedTuple):
    pattern: re.Pattern[str]
    strong: dict[str, tuple[str, ...]]
    weak: dict[str, tuple[str, ...]]


def _by_word(terms: Iterable[tuple[str, Iterable[str]]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for slug, words in terms:
        for word in words:
            found.setdefault(lexicon.joined(word), []).append(slug)
    return {word: tuple(slugs) for word, slugs in found.items()}


@cache
def _sector_words(words: Vocabulary) -> _Words:
    terms = words.sectors.values()
    strong = _by_word((sector.slug, sector.keywords) for sector in terms)
    weak = _by_word((sector.slug, sector.weak) for sector in terms)
    spelt = [word for sector in terms for word in (*sector.keywords, *sector.weak)]
    return _Words(re.compile(lexicon.alternation(spelt, loose=True)), strong, weak)


class _Excluded(NamedTuple):
    pattern: re.Pattern[str]
    sectors: dict[str, tuple[str, ...]]


@cache
def _excluded(words: Vocabulary) -> _Excluded:
    """Phrases that hold a sector's word and are not about that sector; they may be about another."""
    found: dict[str, tuple[str, ...]] = {}
    for sector in words.sectors.values():
        for phrase in sector.exclude:
            found[phrase] = (*found.get(phrase, ()), sector.slug)
    return _Excluded(re.compile(lexicon.alternation(found)), found)


@cache
def _instrument_words(words: Vocabulary) -> _Words:
    also = lexicon.cues().instruments_also
    terms = [(term.slug, (*term.strong, *also.get(term.slug, ())), term.weak) for term in words.instruments.values()]
    never = lexicon.cues().instruments_never
    spelt = [word for _, strong, weak in terms for word in (*strong, *weak) if word not in never]
    strong = _by_word((slug, strong) for slug, strong, _ in terms)
    weak = _by_word((slug, weak) for slug, _, weak in terms)
    return _Words(re.compile(lexicon.alternation(spelt, loose=True)), strong, weak)


class _Hit(NamedTuple):
    slug: str
    is_strong: bool
    start: int
    end: int


def _hits(text: str, words: _Words) -> Iterator[_Hit]:
    for match in words.pattern.finditer(text):
        if _is_counted(text, match):
            continue
        word = lexicon.joined(match.group())
        if (word.isascii() and not _ascii_alone(text, match)) or (word in _NEVER_INSIDE and _inside_word(text, match)):
            continue
        for slug in words.strong.get(word, ()):
            yield _Hit(slug, True, match.start(), match.end())
        for slug in words.weak.get(word, ()):
            yield _Hit(slug, False, match.start(), match.end())


_NEVER_INSIDE = frozenset(
    "준공 착공 개소 융자 공모 제정 방산 수산 위성 원전 제약 방재 축산 예술 소방 고용 방위 섬유 석화 풍력 송전 악취 습지 상권 실업 구직 농민 과수 원예 화훼 한우 낙농 가축 김치 어업 어민"
    " 출산 육아 임신 아동 요양 이민 난임 의대 치매 공연 영화 웹툰 게임 여행 축구 캠핑 국도 터널 교량 환승 택시 자전거 신항 항로 전철 재해 화재 범죄 방범 폭우 폭염".split()
)
"""Short words that longer ones end in by chance."""


def _is_counted(text: str, match: re.Match[str]) -> bool:
    """`22개소` counts places and opens none."""
    return match.group().startswith("개") and text[match.start() - 1 : match.start()].isdigit()


def _inside_word(text: str, match: re.Match[str]) -> bool:
    return bool(re.match(r"[가-힣]", text[match.start() - 1 : match.start()] if match.start() else ""))


def _ascii_alone(text: str, match: re.Match[str]) -> bool:
    around = text[max(0, match.start() - 1) : match.start()] + " " + text[match.end() : match.end() + 1]
    return not re.search(r"[A-Za-z0-9]", around)


class Theme(NamedTuple):
    """A sector with the weight of its words, and the hit that speaks most for it."""

    slug: str
    weight: float
    hit: _Hit


def sectors(
    article: Article, masked: str, asides: Sequence[Passage], words: Vocabulary
) -> list[Candidate[SectorSlug]]:
    """The sectors that the article is about: those whose words weigh enough, else the foremost."""
    for one in asides:
        if one.kind == "recalled":
            masked = masked[: one.start] + " " * (one.end - one.start) + masked[one.end :]
    ranked = themes(article, masked, words)
    chosen = [theme for theme in ranked if _is_enough(theme, ranked[0], article)]
    return [
        Candidate(SectorSlug(theme.slug), "stated", "sector.words", theme.hit.start, theme.hit.end)
        for theme in (chosen or _listed(article, masked, words) or _foremost(ranked))[:MOST_SECTORS]
    ]


def _listed(article: Article, masked: str, words: Vocabulary) -> list[Theme]:
    """Where no sector has enough, those of the first sentence that lists three or more: `반도체·바이오·로봇 등 7대 신산업`."""
    text, quotes = _without_phrases(masked, article), lexicon.quoted_spans(article.text)
    foreign = list(_foreign(text, words))
    hits = [hit for hit in _hits(text, _sector_words(words)) if hit.is_strong and hit.slug not in GENERAL]
    for start, end in lexicon.sentences(article.text):
        inside = {hit.slug: hit for hit in hits if start <= hit.start < end and not _lies_in(hit, foreign)}
        if len(inside) >= 3 and start >= article.body_start and not lexicon.inside(start, quotes):
            return [Theme(slug, LEAD_ALONE, hit) for slug, hit in inside.items()]
    return []


def _foremost(ranked: Sequence[Theme]) -> list[Theme]:
    """Where no sector has enough, the weightiest, and one that comes near it."""
    strong = sorted((theme for theme in ranked if theme.hit.is_strong), key=lambda theme: theme.slug in GENERAL)
    top = strong[:1] if strong and strong[0].weight >= LEAD_ALONE else []
    return top + [theme for theme in strong[1:2] if top and theme.weight >= 0.8 * top[0].weight]


def themes(article: Article, masked: str, words: Vocabulary) -> list[Theme]:
    """Every sector that the text touches, the weightiest first: words weigh by place, and not at all in a quotation."""
    text = _without_phrases(masked, article)
    quotes = lexicon.quoted_spans(article.text)
    foreign = list(_foreign(text, words))
    weight: dict[str, float] = {}
    below: dict[str, float] = {}
    first: dict[str, _Hit] = {}
    for hit in _hits(text, _sector_words(words)):
        gain = 0.0 if _lies_in(hit, foreign) else _weight(hit, article, quotes)
        if hit.start >= article.body_start + LEAD:
            gain = min(gain, BELOW_LEAD - below.get(hit.slug, 0))
            below[hit.slug] = below.get(hit.slug, 0) + gain
        if gain > 0:
            weight[hit.slug] = weight.get(hit.slug, 0) + gain
            best = first.get(hit.slug)
            if best is None or (hit.is_strong and not best.is_strong):
                first[hit.slug] = hit
    ranked = sorted(weight, key=lambda slug: (-weight[slug], first[slug].start))
    return [Theme(slug, weight[slug], first[slug]) for slug in ranked]


_BRAND = re.compile(
    r"(?<![A-Za-z가-힣])(?:SK|LG|HD|GS|CJ|HJ|DL|LS|KG|OCI|HMM|NHN|BS|KCH|삼성|현대|한화|롯데|포스코|두산|효성|코오롱|에코프로)&?[가-힣A-Za-z&]{2,12}"
)
"""A firm under a house's name: what it makes is in its name, and not what the article is about."""


_PARTS = re.compile(
    r"(?<=[가-힣A-Z])\s?(?:소재[·,]\s?부품[·,]\s?장비|소[·]?부[·]?장)(?:\((?:소부장|소재[·,]\s?부품[·,]\s?장비)\))?(?:\s?(?:특화\s?단지|기업|산업|분야))?"
)
"""`로봇 소재·부품·장비`: of a trade named before it, and no trade by itself."""
_ACCESS = re.compile(r"[가-힣0-9]{2,8}(?:고속도로|국도|순환도로)\s?(?:[가-힣]{0,5}(?:IC|JC|나들목|분기점)|\d+호선|등|과|와|에서|인근|이 지나|가 지나)|교통(?:의\s)?(?:요지|중심지|요충)|[가-힣]{2}특례시")
"""A road that only leads there, a city's title."""


def _foreign(text: str, words: Vocabulary) -> Iterator[tuple[str, int, int]]:
    """Spans of phrases that are not about a sector, with that sector."""
    excluded = _excluded(words)
    for match in excluded.pattern.finditer(text):
        for slug in excluded.sectors[match.group()]:
            yield slug, match.start(), match.end()


def _lies_in(hit: _Hit, spans: Sequence[tuple[str, int, int]]) -> bool:
    return any(slug == hit.slug and start <= hit.start < end for slug, start, end in spans)


def _without_phrases(text: str, article: Article) -> str:
    """The text without phrases that hold a sector's word and mean something else."""
    cues = lexicon.cues()
    blank = lambda match: " " * len(match.group())  # noqa: E731  # named once, used three times
    for pattern in (_BRAND, _ACCESS, _PARTS):
        text = pattern.sub(blank, text)
    text = lexicon.pattern(cues.not_topics).sub(blank, text)
    head, body = text[: article.body_start], text[article.body_start :]
    hopes = re.compile(rf"{lexicon.alternation(cues.not_topics_below)}(?!\s?지원|\s?사업)")
    return head + hopes.sub(blank, body)


def _is_enough(theme: Theme, foremost: Theme, article: Article) -> bool:
    """Whether the article is about it: a general sector has to stand in the head, and one of weak words in the headline."""
    in_headline = theme.hit.start < len(article.headline or "")
    if not theme.hit.is_strong:
        return theme.weight >= WEAK_ENOUGH and in_headline and theme == foremost and theme.slug not in GENERAL
    if theme.slug in GENERAL and theme.hit.start >= _head_end(article):
        return False
    return theme.weight >= ENOUGH and (theme.weight >= 0.3 * foremost.weight or in_headline)


def _head_end(article: Article) -> int:
    """The end of headline and subheads; an article without them is headed by its first sentence."""
    first = next(lexicon.sentences(article.text), (0, 0))[1]
    return article.body_start or first


def _weight(hit: _Hit, article: Article, quotes: list[tuple[int, int]]) -> float:
    """A word in the headline is enough; in the lead it needs another; further down it supports."""
    headline = len(article.headline or "")
    if hit.start < headline:
        return IN_HEADLINE if hit.is_strong else 1.5
    if hit.start < article.body_start:
        return 2.0 if hit.is_strong else 1.0
    if lexicon.inside(hit.start, quotes):
        return 1.0 if hit.is_strong and hit.start < article.body_start + LEAD else 0.0
    if hit.start < article.body_start + LEAD:
        return 2.0 if hit.is_strong else 0.7
    return 0.6 if hit.is_strong else 0.25


def _gain(hit: _Hit, article: Article) -> float:
    """What a word adds to its instrument: below the lead, one that goes with any other says half."""
    if hit.start < article.body_start:
        return 2.0 if hit.is_strong else 0.7
    if hit.slug in ACCOMPANYING and hit.start > article.body_start + LEAD:
        return 0.5 if hit.is_strong else 0.1
    is_lead = hit.start < article.body_start + LEAD
    return 1.0 if hit.is_strong else 0.4 if is_lead else 0.2


def _of_weak_words(slug: str) -> float:
    """The score at which weak words alone will do: `클러스터` said again and again is what an article is about."""
    return 1.3 if slug in ("zone-designation", "business-support") else math.inf


_TALK = re.compile(r"[^.\n]{0,6}(?:등|과|와|을|를)?\s?[^.\n]{0,12}(?:건의|애로|논의했|의견을|공유했|청취)")


_ADDRESS = re.compile(
    r"\s?(?:에서|에(?=\s)(?!\s?(?:지정|선정|포함|신청))|에\s?(?:있는|위치|입주|건립|조성된|들어)|내(?=[에의\s])|안에|부지|인근|일원|일대|입주)"
)
"""What makes the name of a zone the place of something else."""


_HOUSE = re.compile(r"(?:센터|시설|공장|단지|관|원|캠퍼스|플랜트|발전소|기지|타운|병원|본부|랩|청사|허브)(?:이|가|도|들이)?[^가-힣]{0,3}(?:[가-힣]+에\s)?$")
"""What is built when it is said to come to a place; a firm that does has only moved in."""
_MASTER = re.compile(r"(?:기본|종합|실행)\s?계획")
_RUNS = re.compile(
    r"[^.\n]{0,16}(?:출범|발족|구성|창립|결성|첫\s?회의|위촉|가동|운영하|운영해|운영한|꾸리|꾸려|설치|만들|개최|열)|\s?(?:을|를)?\s?운영"
)
"""What is done with a body that matters; below the lead another is only named."""
_OF_A_HOUSE = re.compile(r"(?:센터|단지|기관|시설|법|사업단)")
"""What makes a word of support a part of a name: `기술지원센터`."""


def _is_aside(hit: _Hit, article: Article, *, is_head: bool) -> bool:
    """A zone that is only an address, a trial among other works, a win without a call, an accord that may come."""
    text = article.text
    if hit.slug == "plan" and hit.start > article.body_start + LEAD and _MASTER.match(text, hit.start):
        return not re.match(r"[^.\n]{0,10}(?:수립|발표|마련|확정|공개|제시|선포|착수|내놓|세우|세워|짜)", text[hit.end : hit.end + 16])
    if hit.slug == "data-service" and not re.search(r"데이터|정보|디지털|온라인|통합|공공", text[max(0, hit.start - 14) : hit.start]):
        return True
    if hit.slug == "study" and re.search(r"설계\s?$", text[max(0, hit.start - 4) : hit.start]):
        return True
    if hit.slug == "plan" and re.match(r"[^.\n]{0,24}용역|에\s?(?:따라|따른|반영|포함|의거|근거|맞춰)", text[hit.end : hit.end + 6]):
        return True
    if hit.slug == "facility" and text.startswith("들어서", hit.start) or text.startswith("들어선", hit.start):
        return not _HOUSE.search(text[max(0, hit.start - 16) : hit.start])
    if hit.slug in ("business-support", "deregulation") and _OF_A_HOUSE.match(text, hit.end):
        return True
    if hit.slug == "talent" and text.startswith("전문인력", hit.start):
        return not re.match(r"[^.\n]{0,8}(?:양성|육성|공급|확보|수급|배출|교육|훈련|채용)", text[hit.end : hit.end + 14])
    if hit.slug == "task-force" and hit.start > article.body_start + LEAD and not _RUNS.match(text, hit.end):
        return True
    if hit.slug == "task-force" and re.match(r"(?:에|에도)\s?(?:참여|참가|가입|소속)", text[hit.end : hit.end + 8]):
        return True
    if hit.slug == "zone-designation":
        return bool(_ADDRESS.match(text, hit.end))
    if hit.slug == "demonstration" and not is_head:
        return text[hit.start - 1 : hit.start] in ("·", ",") or text[hit.end : hit.end + 1] in ("·", ",")
    if hit.slug == "public-call" and "선정" in text[hit.start : hit.end]:
        return not re.search(r"공모|공개 ?모집|경쟁|평가|응모|국비|추천 ?기업", text)
    return hit.slug == "mou" and bool(re.match(r"(?:이|을|를)?\s?(?:되면|하면|체결되면)", text[hit.end : hit.end + 6]))


def instruments(
    article: Article, masked: str, asides: Sequence[Passage], words: Vocabulary
) -> list[Candidate[InstrumentSlug]]:
    """The instruments that the article uses: those of which a strong word stands outside quotations and asides."""
    terms, quotes = _instrument_words(words), lexicon.quoted_spans(article.text)
    left_out = [(one.start, one.end) for one in asides]
    masked = lexicon.any_of("not_deeds").sub(lambda match: " " * len(match.group()), masked)
    score: dict[str, float] = {}
    first: dict[str, _Hit] = {}
    lead_only = frozenset(map(lexicon.joined, lexicon.cues().instruments_lead_only))
    for hit in _hits(masked, terms):
        is_head = hit.start < article.body_start
        if hit.start > article.body_start + LEAD and lexicon.joined(masked[hit.start : hit.end]) in lead_only:
            continue
        if (hit.start >= article.body_start + LEAD and lexicon.inside(hit.start, quotes)) or (
            hit.is_strong and _TALK.match(article.text, hit.end)
        ):
            continue
        if _is_aside(hit, article, is_head=is_head) or lexicon.inside(hit.start, left_out):
            continue
        gain = _gain(hit, article)
        score[hit.slug] = score.get(hit.slug, 0) + gain
        if hit.slug not in first or (hit.is_strong and not first[hit.slug].is_strong):
            first[hit.slug] = hit
    chosen = [slug for slug in score if score[slug] >= (1.0 if first[slug].is_strong else _of_weak_words(slug))]
    ranked = sorted(chosen, key=lambda slug: (-score[slug], first[slug].start))
    return [
        Candidate(InstrumentSlug(slug), "stated", "instrument.words", first[slug].start, first[slug].end)
        for slug in ranked
    ]
