"""Korean text to the terms that a search looks for; templates/static/search.js makes those of a query in the same way.

Korean runs words together, apart and into particles, so words are no good terms. Spaces are dropped and every two
neighbouring letters are a term. A particle between two words is left out once more, and a word that has a synonym
stands there as the first of its line too: so every writing of an entry is among its terms, and a query needs to
be asked in one only. A letter that opens a run of Latin letters or digits is written large: `7조` is not in `17조`.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from operator import add
from typing import NamedTuple

PARTICLES = (
    "으로부터 에서부터 이라고 에서는 으로는 에게서 으로서 으로써 까지 부터 에서 에게 으로 라고 하고 이나 이며 에는"
    " 와의 과의 로는 의 에 도 만".split(),
    "은 이 을 과".split(),
    "는 가 를 와 며".split(),
    ["로"],
)
"""Particles after any letter; after a final consonant; after none; after none or ㄹ."""
FINALS = (range(28), range(1, 28), range(1), (0, 8))
"""The final consonants, as Unicode counts them, after which each kind may stand. A Latin word's are not known."""

FIRSTS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_MIDDLES = "ㅏ ㅐ ㅑ ㅒ ㅓ ㅔ ㅕ ㅖ ㅗ ㅗㅏ ㅗㅐ ㅗㅣ ㅛ ㅜ ㅜㅓ ㅜㅔ ㅜㅣ ㅠ ㅡ ㅡㅣ ㅣ".split()
_LASTS = (
    "ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ".split()
)
_LATIN_KEYS = "ㅁㅠㅊㅇㄷㄹㅎㅗㅑㅓㅏㅣㅡㅜㅐㅔㅂㄱㄴㅅㅕㅍㅈㅌㅛㅋ"
KEYS = {
    chr(start + place): keys
    for start, row in ((0x1100, FIRSTS), (0x1161, _MIDDLES), (0x11A8, _LASTS), (ord("a"), _LATIN_KEYS))
    for place, keys in enumerate(row)
}
"""Keys that are struck for the sounds of a syllable, as Unicode takes it apart, and for Latin letters."""

_WORD = re.compile(r"[0-9a-z가-힣]+")
_PARTICLE = re.compile(rf"(?<=[a-z가-힣]{{2}})(?:{'|'.join(sum(PARTICLES, []))})$")  # noqa: RUF017 - four short lists
_INSIDE = re.compile(r",(?=[0-9]{3})(?<=[0-9],)|&(?=[a-z])(?<=[a-z]&)")
_PAUSE = re.compile(r"[,.!?;:]\s")
_LATIN = re.compile(r"(?<![0-9a-z])[a-z]+(?![0-9])")
_OPENING = re.compile(r"(?<![a-z])[a-z]|(?<![0-9])[0-9]")
_LARGE = str.maketrans("0123456789", "０１２３４５６７８９")


def words(text: str) -> list[str]:
    """Runs of Hangul, small Latin letters and digits; `1,997` and `R&D` are one word each."""
    return _WORD.findall(plain(text))


def plain(text: str) -> str:
    """A text in small letters of the usual width, without the marks inside of numbers and abbreviations."""
    return _INSIDE.sub("", unicodedata.normalize("NFKC", text).lower())


def stem(word: str) -> str:
    """A word without the particle that may end it; at least two letters stay."""
    found = _PARTICLE.search(word)
    return word[: found.start()] if found and _may_follow(found.group(), word[found.start() - 1]) else word


def _may_follow(particle: str, letter: str) -> bool:
    place = ord(letter) - 0xAC00
    kinds = zip(PARTICLES, FINALS, strict=True)
    return place < 0 or any(particle in kind and place % 28 in finals for kind, finals in kinds)


def particle_pattern() -> str:
    """What `stem` takes off, for syllables that Unicode took apart; in JavaScript, which may look far behind."""
    follows = ("", "(?<![ᅡ-ᅵ])", "(?<![ᆨ-ᇂ])", "(?<![ᆨ-ᆮᆰ-ᇂ])")
    kinds = (
        f"{after}(?:{'|'.join(unicodedata.normalize('NFD', particle) for particle in kind)})"
        for after, kind in zip(follows, PARTICLES, strict=True)
    )
    return f"(?<=(?:[a-z]|[ᄀ-ᄒ][ᅡ-ᅵ][ᆨ-ᇂ]?){{2}})(?:{'|'.join(kinds)})$"


def sounds(name: str) -> str:
    """The first sound of each syllable: ㅍㅌㅅ for 평택시."""
    return "".join(KEYS.get(unicodedata.normalize("NFD", letter)[0], letter) for letter in name)


def large(word: str) -> str:
    """A word with each letter large that opens a run of Latin letters or of digits."""
    return _OPENING.sub(lambda found: found.group().upper().translate(_LARGE), word)


class Form(NamedTuple):
    """What a word gives to a text: pairs of letters, and the ends of the word and of its stem, which make more."""

    pairs: frozenset[str]
    first: str
    last: str
    stem: str
    stem_first: str
    stem_last: str


class Terms:
    """Makes terms; knows lines of words that mean the same, of which the first stands for the others."""

    def __init__(self, synonyms: Sequence[Sequence[str]]) -> None:
        self._lines = [["".join(words(word)) for word in line] for line in synonyms]
        first_of = {word: line[0] for line in self._lines for word in line[1:]}
        self._names = {word for line in self._lines for word in line}
        self._latin = {word: first for word, first in first_of.items() if _LATIN.fullmatch(word)}
        others = sorted(first_of.keys() - self._latin.keys(), key=lambda word: (-len(word), word))
        self._others = [(_whole(large(word)), large(first_of[word])) for word in others]
        self._any_other = re.compile("|".join(map(large, others)) or "(?!)")
        self.form = lru_cache(maxsize=1 << 16)(self._form)
        self.of_label = cache(lambda label: frozenset(self.of_text(label)))
        """The terms of a text that many entries share."""

    @property
    def tables(self) -> dict[str, object]:
        """What makes the terms of a query: our patterns, words that mean the same, patterns with what they become."""
        return {
            "patterns": {
                "inside": _INSIDE.pattern,
                "word": _WORD.pattern,
                "particle": particle_pattern(),
                "latin": _LATIN.pattern,
                "opening": _OPENING.pattern,
            },
            "lines": [(word, line) for line in self._lines for word in line],
            "others": [(whole.pattern, first) for whole, first in self._others],
        }

    def asked(self, name: str) -> str:
        """A name as a query asks for it."""
        return self._replace("".join(self.form(word).stem for word in words(name)))

    def of_text(self, text: str) -> set[str]:
        """The terms of a text; none reaches over a pause."""
        found: set[str] = set()
        for part in _PAUSE.split(plain(text)):
            if forms := [self.form(word) for word in _WORD.findall(part)]:
                inner, firsts, lasts, stems, stem_firsts, stem_lasts = zip(*forms, strict=True)
                found.update(*inner, map(add, lasts, firsts[1:]), map(add, stem_lasts, stem_firsts[1:]))
                if self._any_other.search("".join(stems)):
                    found |= pairs(self._replace(" ".join(stems)).replace(" ", ""))
        return found

    def _form(self, word: str) -> Form:
        written = large(word)
        bare = word if word in self._names else stem(word)  # 전라북도 ends with no particle
        stemmed = large(_LATIN.sub(lambda found: self._latin.get(found.group(), found.group()), bare))
        return Form(
            frozenset(pairs(written) | pairs(stemmed)), written[0], written[-1], stemmed, stemmed[0], stemmed[-1]
        )

    def _replace(self, text: str) -> str:
        for whole, first in self._others:
            text = whole.sub(first, text)
        return text


def pairs(text: str) -> set[str]:
    """Every two neighbouring letters."""
    return set(map(add, text, text[1:]))


def _whole(word: str) -> re.Pattern[str]:
    """A word, perhaps with spaces inside, where it begins or ends with a word of the text: 산단 is not in 생산단지."""
    spaced = " ?".join(word)
    return re.compile(rf"(?<![^ ]){spaced}|{spaced}(?![^ ])")
