"""Find the words of the vocabulary's terms in a text: what sectors and instruments are known by, and where."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tracker.importer import lexicon

LEAD = 220
"""Letters of the body that count as its lead."""


class Words(NamedTuple):
    """The words of some terms as one pattern, and the terms that each stands for."""

    pattern: re.Pattern[str]
    strong: dict[str, tuple[str, ...]]
    weak: dict[str, tuple[str, ...]]


class Hit(NamedTuple):
    """A word of a term at a place of the text."""

    slug: str
    is_strong: bool
    start: int
    end: int


def words(terms: Iterable[tuple[str, Iterable[str], Iterable[str]]], never: Iterable[str] = ()) -> Words:
    """Slugs with their strong and weak words, ready to be found."""
    known = [(slug, tuple(strong), tuple(weak)) for slug, strong, weak in terms]
    spelt = [word for _, strong, weak in known for word in (*strong, *weak) if word not in never]
    return Words(
        re.compile(lexicon.alternation(_spaced_alike(spelt), loose=True)),
        _by_word((slug, strong) for slug, strong, _ in known),
        _by_word((slug, weak) for slug, _, weak in known),
    )


def _spaced_alike(words: Sequence[str]) -> Iterator[str]:
    """The words with blanks where another that they begin with has them: else the shorter would hide the longer.

    Of `중소 기업` and `중소기업 육성`, the first is found in `중소기업` and ends there, unless both part at one letter.
    """
    spaced = {word.replace(" ", ""): word for word in words if " " in word}
    for word in words:
        start = next((end for end in range(len(word), 1, -1) if word[:end] in spaced), 0)
        yield spaced[word[:start]] + word[start:] if start else word


def _by_word(terms: Iterable[tuple[str, Iterable[str]]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for slug, spelt in terms:
        for word in dict.fromkeys(map(lexicon.joined, spelt)):
            found.setdefault(word, []).append(slug)
    return {word: tuple(slugs) for word, slugs in found.items()}


def hits(text: str, known: Words) -> Iterator[Hit]:
    """Every word of the terms in a text, in its order."""
    for match in known.pattern.finditer(text):
        if _is_counted(text, match):
            continue
        word = lexicon.joined(match.group())
        if (word.isascii() and not _ascii_alone(text, match)) or (word in _NEVER_INSIDE and _inside_word(text, match)):
            continue
        for slug in known.strong.get(word, ()):
            yield Hit(slug, True, match.start(), match.end())
        for slug in known.weak.get(word, ()):
            yield Hit(slug, False, match.start(), match.end())


_NEVER_INSIDE = frozenset(
    (
        "수소 노동 양자 항체 동박 한돈 지진 준공 착공 개소 융자 공모 제정 방산 수산 위성 원전 제약 방재 축산"
        " 예술 소방 고용 방위 섬유 석화 풍력 송전 악취 습지 상권 실업 구직"
        " 농민 과수 원예 화훼 한우 낙농 가축 김치 어업 어민 출산 육아 임신"
        " 아동 요양 이민 난임 의대 치매 공연 영화 웹툰 게임 여행 축구 캠핑"
        " 국도 터널 교량 환승 택시 자전거 신항 항로 전철 재해 화재 범죄"
        " 방범 폭우 폭염 공예 만화 주조 금형 합금 지열 파력 민군 방역 와인"
        " 연어 장류 귀어 어항 산촌 국악 목재 종자 제련 요트 터빈 출판"
    ).split()
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
