"""Find the sectors that an article is about: by the words of each, and where they stand."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from tracker.importer import lexicon, terms
from tracker.importer.candidates import Candidate
from tracker.importer.page.cleaning import Article
from tracker.importer.passages import Passage
from tracker.importer.terms import LEAD, Hit
from tracker.model import SectorSlug
from tracker.vocabulary import Vocabulary

ENOUGH = 2.8
"""Weight at which a sector is one that the article is about: a headline, or a lead and a repetition."""
WEAK_ENOUGH = 5.0
"""The same for a sector of which only weak words stand there."""
IN_HEADLINE = 3.5
GENERAL_ENOUGH = 7.0
"""The same for a general sector that is told of below the head only."""
GENERAL = frozenset(("enterprise-startup", "jobs-labour", "education-talent", "housing-urban", "governance", "safety"))
"""Sectors whose words stand in articles about any other."""
MOST_SECTORS = 7
BELOW_LEAD = 1.5
"""Most that a word gains by repetition below the lead: what is only repeated there is not the theme."""
LEAD_ALONE = 2.0
"""Weight at which the foremost sector is taken where none has enough."""


@cache
def _known(words: Vocabulary) -> terms.Words:
    return terms.words((sector.slug, sector.keywords, sector.weak) for sector in words.sectors.values())


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


class Theme(NamedTuple):
    """A sector with the weight of its words, and the hit that speaks most for it.

    It is common if only words speak for it that stand beside any trade: zones for enterprise, schools.
    """

    slug: str
    weight: float
    hit: Hit
    is_common: bool = False
    rule: str = "sector.words"


class _Read(NamedTuple):
    """An article as its sectors are read: what is said of them, the hits, and the spans where hits say nothing."""

    article: Article
    text: str
    hits: Sequence[Hit]
    quotes: Sequence[tuple[int, int]]
    foreign: Sequence[tuple[str, int, int]]


_COMMON = frozenset(
    lexicon.joined(word)
    for word in (
        "규제자유특구 기회발전특구 경제자유구역 교육 대학 국립대 학교 중소기업 강소기업 중견기업 유망기업"
        " 앵커기업 유턴기업 향토기업 스케일업 액셀러레이터 초광역 산단조성 산단개발 산단승인 산업단지조성 산업단지개발"
        " 산업단지승인 농공단지 투자선도지구 기업유치"
    ).split()
)
"""What stands beside any trade: zones, estates and firms of it, the schools that teach its hands."""


def extract(
    article: Article, masked: str, asides: Sequence[Passage], words: Vocabulary, *, of_firms: bool = False
) -> list[Candidate[SectorSlug]]:
    """The sectors that the article is about: those whose words weigh enough, else the foremost.

    Of an accord with firms (`of_firms`) the foremost is no theme: it is what one of them makes.
    """
    for one in asides:
        if one.kind == "recalled":
            masked = masked[: one.start] + " " * (one.end - one.start) + masked[one.end :]
    read = _read(article, masked, words)
    ranked = _themes(read, of_firms=of_firms)
    foremost = next((theme for theme in ranked if not theme.is_common), ranked[0] if ranked else None)
    enough = [theme for theme in ranked if foremost and _is_enough(theme, foremost, article)]
    chosen = [theme for theme in enough if not theme.is_common]
    if not any(theme.slug not in GENERAL for theme in chosen):
        chosen = enough
    listed = [] if of_firms else _listed(read)
    if all(theme.is_common for theme in chosen) and not of_firms:
        chosen = listed or _named_first(ranked, article) or chosen or _foremost(ranked, _head_end(article))
    elif _is_of_list(chosen, listed, article):
        chosen = listed
    if not chosen:
        return list(_of_the_land(article))
    return [
        Candidate(SectorSlug(theme.slug), "stated", theme.rule, theme.hit.start, theme.hit.end)
        for theme in chosen[:MOST_SECTORS]
    ]


_OF_THE_LAND = {
    "housing-urban": re.compile(r"국가산단|국가산업단지|산업단지|[가-힣]산단"),
    "governance": re.compile(r"추경|추가경정|예산안|본예산|내년\s(?:살림|예산)"),
}
"""What a headline is about that names no trade: land for industry, or the household of a government."""


def _of_the_land(article: Article) -> Iterator[Candidate[SectorSlug]]:
    for slug, words in _OF_THE_LAND.items():
        if found := words.search(article.headline or ""):
            yield Candidate(SectorSlug(slug), "derived", "sector.no-trade", *found.span())
            return


def _read(article: Article, masked: str, words: Vocabulary) -> _Read:
    text = _without_phrases(masked, article)
    hits = list(terms.hits(text, _known(words)))
    return _Read(article, text, hits, lexicon.quoted_spans(article.text), list(_foreign(text, words)))


def _named_first(ranked: Sequence[Theme], article: Article) -> list[Theme]:
    """The foremost trade that head or first sentence name, where all else is what stands beside any trade."""
    end = lexicon.end_of(1, article.text, article.body_start)
    own = (theme for theme in ranked if theme.hit.is_strong and theme.slug not in GENERAL)
    named = [theme for theme in own if theme.hit.start < end and theme.weight >= LEAD_ALONE]
    return [theme._replace(rule="sector.foremost") for theme in named[:1]]


def _is_of_list(chosen: Sequence[Theme], listed: Sequence[Theme], article: Article) -> bool:
    """Whether the lead counts four trades or more (`… 등 5개 산업`), and all that the text says more of are of them."""
    if len(listed) < 4 or listed[0].hit.start >= article.body_start + LEAD:
        return False
    if not _TRADES_COUNTED.search(article.text, listed[0].hit.start, article.body_start + 2 * LEAD):
        return False
    in_head = any(theme.hit.start < _head_end(article) for theme in chosen)
    return not in_head and {theme.slug for theme in chosen} <= {theme.slug for theme in listed}


_TRADES_COUNTED = re.compile(r"\d{1,2}(?:대|개)\s(?:[가-힣]{2,6}\s)?(?:산업|분야|업종)")


def _listed(read: _Read) -> list[Theme]:
    """Where no sector has enough, those of the first sentence that lists three or more: `반도체·바이오·로봇 등`."""
    article = read.article
    if re.search(r"(?:기업|투자)\s?유치", article.headline or ""):
        return []
    hits = [hit for hit in read.hits if hit.is_strong and hit.slug not in GENERAL]
    for start, end in lexicon.sentences(article.text):
        inside = {hit.slug: hit for hit in hits if start <= hit.start < end and not _lies_in(hit, read.foreign)}
        if len(inside) >= 3 and start >= article.body_start and not lexicon.inside(start, read.quotes):
            return [Theme(slug, LEAD_ALONE, hit, rule="sector.listed") for slug, hit in inside.items()]
    return []


def _foremost(ranked: Sequence[Theme], head_end: int) -> list[Theme]:
    """Where no sector has enough, the weightiest and one of its kind that comes near it; a general one comes last."""

    def kind(theme: Theme) -> int:
        return 0 if theme.slug not in GENERAL else 1 if theme.hit.start < head_end else 2

    strong = sorted((theme for theme in ranked if theme.hit.is_strong), key=kind)
    top = strong[:1] if strong and strong[0].weight >= LEAD_ALONE else []
    near = [
        theme
        for theme in strong[1:2]
        if top and kind(theme) == kind(top[0]) < 2 and theme.weight >= 0.8 * top[0].weight
    ]
    return [theme._replace(rule="sector.foremost") for theme in top + near]


class _Scores:
    """What is gathered of every sector: the weight of its words, the one that says most, and how it came to count."""

    def __init__(self) -> None:
        self.weight: dict[str, float] = {}
        self.below: dict[str, float] = {}
        self.first: dict[str, Hit] = {}
        self.beyond: set[str] = set()
        self.of_projects: set[str] = set()

    def add(self, hit: Hit, gain: float, *, is_below: bool, is_common: bool) -> None:
        if is_below:
            gain = min(gain, BELOW_LEAD - self.below.get(hit.slug, 0))
            self.below[hit.slug] = self.below.get(hit.slug, 0) + gain
        if gain <= 0:
            return
        self.weight[hit.slug] = self.weight.get(hit.slug, 0) + gain
        if hit.is_strong and not is_common:
            self.beyond.add(hit.slug)
        best = self.first.get(hit.slug)
        if best is None or (hit.is_strong and not best.is_strong):
            self.first[hit.slug] = hit

    def add_project(self, hit: Hit, gain: float) -> None:
        self.add(hit, gain, is_below=False, is_common=False)
        self.of_projects.add(hit.slug)

    def ranked(self) -> list[Theme]:
        order = sorted(self.weight, key=lambda slug: (-self.weight[slug], self.first[slug].start))
        return [
            Theme(
                slug,
                self.weight[slug],
                self.first[slug],
                self.first[slug].is_strong and slug not in self.beyond,
                "sector.of-projects" if slug in self.of_projects else "sector.words",
            )
            for slug in order
        ]


def _themes(read: _Read, *, of_firms: bool) -> list[Theme]:
    """Every sector that the text touches, the weightiest first: words weigh by place, and not at all in a quotation."""
    article, text, scores = read.article, read.text, _Scores()
    for found in _not_of_a_trade(read.hits, text):
        hit = found._replace(is_strong=found.is_strong or _is_listed(found, text))
        gain = 0.0 if _lies_in(hit, read.foreign) else _weight(hit, article, read.quotes)
        is_common = lexicon.joined(text[hit.start : hit.end]) in _COMMON
        scores.add(hit, gain, is_below=hit.start >= article.body_start + LEAD, is_common=is_common)
    if not of_firms:
        for hit, gain in _of_projects(read):
            scores.add_project(hit, gain)
    return scores.ranked()


def _not_of_a_trade(hits: Sequence[Hit], text: str) -> Iterator[Hit]:
    """The hits but firms of the trade right before them: `방산 중소기업`; `바이오 스타트업` is young too."""
    trade_end = -1
    for hit in hits:
        is_beside = trade_end > 0 and not text[trade_end : hit.start].strip()
        if hit.slug == "enterprise-startup" and is_beside and text.startswith(_FIRMS, hit.start):
            continue
        if hit.is_strong and hit.slug not in GENERAL:
            trade_end = hit.end
        yield hit


OF_PROJECT, OF_ZONE = 1.7, 2.3
"""What a trade gains by a project that is told of with its sum, and by a zone of its own."""
_PROJECT = re.compile(
    r"\d[\d,.]*\s?[조억](?:\s?\d[\d,]*억)?[^.]*?(?:투입|들여|투자)[^.]*?"
    r"(?:구축|조성|건립|신설|육성|전환|양성|짓|세우|설립|확대|개발)"
)
_ZONE = re.compile(
    r"(?:마지막으로\s|또한?\s|특히,?\s)?(?:[^.,]{2,40}?(?:지구|특구|단지)[’']?(?:에서)?[은는]\s"
    r"|[가-힣]{2,4}[시군구][은는]\s[^.]*?(?:특구|지구|단지|클러스터)[을를로])"
)


def _of_projects(read: _Read) -> Iterator[tuple[Hit, float]]:
    """The trades of several projects or zones, each with its own sentence, and what they gain by it."""
    article = read.article
    trades = [hit for hit in read.hits if hit.is_strong and hit.slug not in GENERAL and not _lies_in(hit, read.foreign)]
    if any(hit.start < article.body_start for hit in trades):
        return  # the head says what it is about
    found = []
    for start, end in lexicon.sentences(article.text):
        inside = {hit.slug: hit for hit in reversed(trades) if start <= hit.start < end}
        if inside and start >= article.body_start and (gain := _gain(article.text, start, end)):
            found.append((inside, gain))
    if len(found) > 1 and len({slug for inside, _ in found for slug in inside}) > 1:
        for inside, gain in found:
            yield from ((hit, gain) for hit in inside.values())


def _gain(text: str, start: int, end: int) -> float:
    if _ZONE.match(text, start, end):
        return OF_ZONE
    return OF_PROJECT if _PROJECT.search(text, start, end) else 0.0


_TRADES = re.compile(
    r"(?:(?:·|, )[가-힣A-Z]{1,6}){0,5}"
    r"(?:\s?(?:신\s?산업|융[·ㆍ]?\s?복합\s?산업|산업|분야)|\s(?:밀어|키우|키운|육성|집중\s?투자))"
)


_NO_TRADES = frozenset(("health", "welfare", "culture-tourism", "transport-logistics", "environment-climate"))


def _is_listed(hit: Hit, text: str) -> bool:
    """`방위·원자력·수소·우주 산업`: a word that names a trade among others, weak as it is alone."""
    joined = text[hit.end : hit.end + 1] == "·" or re.search(
        r"·$|[와과] $|, $", text[max(0, hit.start - 2) : hit.start]
    )
    if hit.slug in GENERAL | _NO_TRADES or text[hit.start : hit.end] in _NO_TRADE_WORDS:
        return False
    return bool(_NAMED.match(text, hit.end)) or (bool(joined) and bool(_TRADES.match(text, hit.end)))


_NAMED = re.compile(r"\s?(?:산업(?!단지|통상|부|용|계|재해|은행|진흥|안전)|신산업|클러스터|특화\s?단지|소부장|업계)")
_NO_TRADE_WORDS = frozenset("스마트 플랫폼 온라인 새만금 오송 고흥 사천 여수산단 셀 칩 발전 자동화 기아 포스코".split())
"""Words that `산업` behind them makes no trade of: places, firms, what any trade is made of."""


_BRAND = re.compile(
    r"(?<![A-Za-z가-힣])(?:SK|LG|HD|GS|CJ|HJ|DL|LS|KG|OCI|HMM|NHN|BS|KCH|삼성|현대|한화|롯데|포스코|두산|효성|코오롱|에코프로)&?[가-힣A-Za-z&]{2,12}"
)
"""A firm under a house's name: what it makes is in its name, and not what the article is about."""


_FIRMS = ("중소기업", "중소 기업", "벤처", "강소기업", "수출기업")
_PARTS = re.compile(
    r"(?<=[가-힣A-Z])\s?(?:소재[·,]\s?부품[·,]\s?장비|소[·]?부[·]?장)(?:\((?:소부장|소재[·,]\s?부품[·,]\s?장비)\))?(?:\s?(?:특화\s?단지|기업|산업|분야))?"
)
"""`로봇 소재·부품·장비`: of a trade named before it, and no trade by itself."""
_ACCESS = re.compile(
    r"[가-힣0-9]{2,8}(?:고속도로|국도|순환도로)\s?"
    r"(?:[가-힣]{0,5}(?:IC|JC|나들목|분기점)|\d+호선|등|과|와|에서|인근|이 지나|가 지나)"
    r"|교통(?:의\s)?(?:요지|중심지|요충)|[가-힣]{2}특례시"
)
"""A road that only leads there, a city's title."""
_OFFICE = re.compile(
    r"(?<![가-힣·])[가-힣·]{2,16}(?:국장|실장|과장|본부장|단장|팀장|부시장|부지사|담당관|정책관|기획관|비서관|수석|위원장)(?![가-힣]{2})"
    r"|(?<![가-힣·])[가-힣·]{3,16}위원회(?=\s?(?:소속|조례안|소관|심사|심의|위원장|의원|에서|를 통과))"
)
"""`일자리경제국장` tells who came, and not what it is about."""
_SITE = re.compile(
    r"(?<![가-힣A-Za-z0-9])[가-힣A-Za-z0-9]{1,20}\s?(?:일반산업단지|농공단지|도시첨단산업단지|벤처밸리|벤처공장|벤처타운|벤처센터)(?:에서|\s?내(?![가-힣])|에(?=\s)|과\s|와\s|,)"
    r"|(?:[가-힣·]{2,8}\s?)?혁신도시(?:에서|에는?|로|\s?내|\s?인근)(?![가-힣])"
    r"|\d+(?:-\d+)?\s?(?:일대|일원|번지|번길)"
)
"""A named estate where it happens."""
_HALL = re.compile(r"(?<![가-힣])[가-힣]{1,12}(?:체육|복지|연구|회|교육)관(?=에서\s)")
"""`달빛체육관에서`: a house where it was held."""
_OF_ROBOTS = re.compile(
    r"(?:(?:배송|배달|돌봄|순찰|물류|안내|서빙|조리|방역|청소|간병|재활|경비|교육)(?:·|,\s)?)+(?=(?:…\S{2,4})?\s?(?:서비스\s?)?로봇)"
)
"""`순찰·물류 로봇`: what robots do."""
_EFFECTS = re.compile(
    r"(?:신규\s?)?(?:일자리|고용)\s?(?:약\s?)?\d[\d,]*\s?(?:여\s?)?[개명]|\d[\d,]*(?:여)?\s?[개명](?:의|을)?\s(?:신규\s)?(?:일자리|고용|채용)"
    r"|매출·고용(?:·투자)?|(?:매출|투자|생산)(?:과|·)\s?고용"
)
"""What comes of it: hands and sales."""
_TALLY = re.compile(r"[가-힣A-Z]{1,8}\(\d+\s?(?:곳|개|개소|건)\)(?:,\s?[가-힣A-Z ]{1,8}\(\d+\s?(?:곳|개|개소|건)\))+")
"""`반도체(2곳), 이차전지(4곳)`: how many there are of each in the country."""


def _foreign(text: str, words: Vocabulary) -> Iterator[tuple[str, int, int]]:
    """Spans of phrases that are not about a sector, with that sector."""
    excluded = _excluded(words)
    for match in excluded.pattern.finditer(text):
        for slug in excluded.sectors[match.group()]:
            yield slug, match.start(), match.end()


def _lies_in(hit: Hit, spans: Sequence[tuple[str, int, int]]) -> bool:
    return any(slug == hit.slug and start <= hit.start < end for slug, start, end in spans)


def _without_phrases(text: str, article: Article) -> str:
    """The text without phrases that hold a sector's word and mean something else."""
    cues = lexicon.cues()
    blank = lambda match: " " * len(match.group())  # noqa: E731  # named once, used three times
    for pattern in (_BRAND, _ACCESS, _PARTS, _OFFICE, _SITE, _HALL, _OF_ROBOTS, _EFFECTS, _TALLY):
        text = pattern.sub(blank, text)
    text = lexicon.pattern(cues.not_topics).sub(blank, text)
    head, body = text[: article.body_start], text[article.body_start :]
    return head + _hopes().sub(blank, body)


@cache
def _hopes() -> re.Pattern[str]:
    return re.compile(rf"{lexicon.alternation(lexicon.cues().not_topics_below)}(?!\s?지원|\s?사업)")


def _is_enough(theme: Theme, foremost: Theme, article: Article) -> bool:
    """Whether the article is about it: a general sector stands in the head, and one of weak words in the headline."""
    in_headline = theme.hit.start < len(article.headline or "")
    if not theme.hit.is_strong:
        return theme.weight >= WEAK_ENOUGH and in_headline and theme == foremost and theme.slug not in GENERAL
    if theme.slug in GENERAL and theme.hit.start >= _head_end(article):
        return theme.weight >= max(GENERAL_ENOUGH, 0.6 * foremost.weight) and not theme.is_common
    return theme.weight >= ENOUGH and (theme.weight >= 0.3 * foremost.weight or in_headline)


def _head_end(article: Article) -> int:
    """The end of headline and subheads; an article without them is headed by its first sentence."""
    first = next(iter(lexicon.sentences(article.text)), (0, 0))[1]
    return article.body_start or first


def _weight(hit: Hit, article: Article, quotes: Sequence[tuple[int, int]]) -> float:
    """A word in the headline is enough; in the lead it needs another; further down it supports."""
    headline = len(article.headline or "")
    if hit.start < headline:
        if hit.slug in GENERAL and lexicon.inside(hit.start, quotes):
            return 1.5  # “안전이 먼저”
        return IN_HEADLINE if hit.is_strong else 1.5
    if hit.start < article.body_start:
        return 2.0 if hit.is_strong else 1.0
    if lexicon.inside(hit.start, quotes):
        return 1.0 if hit.is_strong and hit.start < article.body_start + LEAD else 0.0
    if hit.start < article.body_start + LEAD:
        if hit.is_strong and not article.body_start and hit.start < _head_end(article):
            return 2.3
        return 2.0 if hit.is_strong else 0.7
    return 0.6 if hit.is_strong else 0.25
