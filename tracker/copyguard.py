"""Whether a text repeats an article word for word: against the article itself, or against its stored fingerprint.

Names, sums, dates and quoted programme names cannot be said in other words, so they are masked on both sides. What
is left is compared as one string of Hangul, digits and Latin letters: 12 letters in a row are worth a look, 24 are
a copy. A fingerprint holds every ninth or so 12-letter window of the article as a hash (Schleimer, Wilkerson and
Aiken, Winnowing, 2003): it finds every run of 20 letters and cannot be read back.
"""

import base64
import hashlib
import re
import struct
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from tracker.messages import Said, say
from tracker.model import Entry, Fault, Severity
from tracker.vocabulary import Vocabulary

GRAM = 12
WINDOW = 9
LOOK, COPY = 12, 24
"""Letters in a row that are worth a look, and that are a copy."""
COPY_SHARE = 0.5
"""The share of a text in runs of at least `LOOK` letters that is a copy too."""
_HOLE = "\0"
_NUMBERS = re.compile(r"\d[\d,.]*\s?(?:[조억만천백십]+\s?\d*\s?)*(?:원|년|월|일|시|분|명|개|종|곳|㎡|평|%|km|MW|GW)?")
_QUOTED = re.compile(r"[‘'「『<`][^‘’'「」『』<>`\n]{2,40}[’'」』>`]")


class Run(NamedTuple):
    """Letters in a row that a text shares with an article: `text[start:end]`, `length` letters of it counted."""

    start: int
    end: int
    length: int


class Copied(NamedTuple):
    """How much of a text is an article's, and where."""

    severity: Severity
    runs: list[Run]
    share: float


class _Letters(NamedTuple):
    """The letters of a text that count, holes for what is masked, and where each stands."""

    string: str
    places: list[int]


def fingerprint(article: str, names: Collection[str] = ()) -> str:
    """The article's fingerprint as Base64 text of sorted 32-bit hashes."""
    chosen = sorted(set(_winnowed(_letters(article, names).string)))
    return base64.b64encode(struct.pack(f">{len(chosen)}I", *chosen)).decode("ascii")


def compare(text: str, article: str, names: Collection[str] = ()) -> Copied | None:
    """What a text shares with an article, or None if that is not worth a look."""
    theirs = _letters(article, names).string
    grams = {theirs[at : at + GRAM] for at in range(len(theirs) - GRAM + 1)}
    mine = _letters(text, names)
    return _judged(mine, [mine.string[at : at + GRAM] in grams for at in range(len(mine.string) - GRAM + 1)])


def compare_fingerprint(text: str, stored: Iterable[str], names: Collection[str] = ()) -> Copied | None:
    """The same against stored fingerprints; raises ValueError for one that is none."""
    known = {number for one in stored for number in decode(one)}
    mine = _letters(text, names)
    hits = [_hash(mine.string[at : at + GRAM]) in known for at in range(len(mine.string) - GRAM + 1)]
    return _judged(mine, _filled(hits, mine.string))


def decode(stored: str) -> tuple[int, ...]:
    """The hashes of a stored fingerprint; raises ValueError."""
    data = base64.b64decode(re.sub(r"\s", "", stored), validate=True)
    if len(data) % 4:
        raise ValueError(say("지문이 잘렸습니다"))
    return struct.unpack(f">{len(data) // 4}I", data)


def _letters(text: str, names: Collection[str]) -> _Letters:
    """The text masked and stripped to letters; a masked stretch becomes one hole, which breaks every run."""
    masked = text
    patterns = [_QUOTED, _NUMBERS, *([_any_of(tuple(sorted(names, key=len, reverse=True)))] if names else [])]
    for pattern in patterns:
        masked = pattern.sub(lambda match: _HOLE * len(match.group()), masked)
    kept: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(masked):
        if letter == _HOLE:
            if kept and kept[-1] == _HOLE:
                continue
        elif not re.match(r"[가-힣0-9A-Za-z]", letter):
            continue
        kept.append(letter.lower())
        places.append(place)
    return _Letters("".join(kept), places)


@cache
def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, names)))


def _hash(gram: str) -> int:
    return -1 if _HOLE in gram else int.from_bytes(hashlib.blake2b(gram.encode(), digest_size=4).digest(), "big")


def _winnowed(string: str) -> Iterator[int]:
    """The least hash of every window of `WINDOW` grams, the rightmost of equals."""
    hashes = [_hash(string[at : at + GRAM]) for at in range(len(string) - GRAM + 1)]
    for at in range(max(1, len(hashes) - WINDOW + 1)):
        window = [number for number in hashes[at : at + WINDOW] if number >= 0]
        if window:
            yield min(window)


def _filled(hits: Sequence[bool], string: str) -> list[bool]:
    """Hits no further apart than a window belong to one run, unless something masked stands between them."""
    filled = list(hits)
    last = -1
    for at, hit in enumerate(hits):
        if hit:
            if last >= 0 and at - last <= WINDOW and _HOLE not in string[last : at + GRAM]:
                filled[last:at] = [True] * (at - last)
            last = at
    return filled


def _judged(mine: _Letters, hits: Sequence[bool]) -> Copied | None:
    runs = list(_runs(mine, hits))
    letters = sum(letter != _HOLE for letter in mine.string)
    share = sum(run.length for run in runs) / letters if letters else 0.0
    longest = max((run.length for run in runs), default=0)
    if longest >= COPY or (share >= COPY_SHARE and longest >= LOOK):
        return Copied("error", runs, share)
    return Copied("warning", runs, share) if runs else None


def _runs(mine: _Letters, hits: Sequence[bool]) -> Iterator[Run]:
    """Stretches of letters that hits in a row cover."""
    start: int | None = None
    for at, hit in enumerate([*hits, False]):
        if hit and start is None and _HOLE not in mine.string[at : at + GRAM]:
            start = at
        elif not hit and start is not None:
            end = at - 1 + GRAM
            yield Run(mine.places[start], mine.places[end - 1] + 1, end - start)
            start = None


def message(text: str, copied: Copied) -> Said:
    """What is repeated, in a contributor's words, the longest run first."""
    runs = sorted(copied.runs, key=lambda run: (-run.length, run.start))[:3]
    shown = " / ".join(f"‘{' '.join(text[run.start : run.end].split())}’ ({run.length}자)" for run in runs)
    return say(
        "기사와 같은 글이 이어집니다: {runs}. 본문의 {share}가 기사와 같습니다", runs=shown, share=f"{copied.share:.0%}"
    )


@cache
def names(words: Vocabulary) -> frozenset[str]:
    """Names that cannot be said in other words: of regions and of organisations."""
    bodies = (name for body in words.organisations.values() for name in body.names)
    places = (name for unit in words.regions.values() for name in (unit.name, unit.short) if name)
    return frozenset([*bodies, *places])


def faults(entry: Entry, words: Vocabulary) -> Iterator[tuple[Fault, Severity]]:
    """What an entry's summary repeats of the articles whose fingerprints it carries."""
    for number, source in enumerate(entry.sources):
        if not source.fingerprint:
            continue
        at = ("sources", number, "fingerprint")
        try:
            copied = compare_fingerprint(entry.body, [source.fingerprint], names(words))
        except ValueError:
            yield (
                Fault(at, "fingerprint", say("지문을 읽을 수 없습니다"), say("import가 적어 준 그대로 두세요")),
                "error",
            )
            continue
        if copied:
            hint = say("같은 사실을 자기 말로 다시 쓰세요")
            yield Fault(at, "copied", message(entry.body, copied), hint), copied.severity
