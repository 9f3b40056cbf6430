"""Words of the vocabulary as one compiled alternation each, and the data files of the importer."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from tracker import frontmatter, schema
from tracker.model import InvalidContentError, Text

Record = TypeVar("Record")
_Trie = dict[str, Any]


def alternation(words: Iterable[str], *, loose: bool = False) -> str:
    """A regular expression that matches the longest of the words, sharing common beginnings.

    A plain `a|b|c` of two thousand names tries each of them at every letter; shared beginnings make it one step.
    `loose` lets a blank in a term stand for any break between its words: none, a blank, or a quotation mark, a particle
    and a blank.
    """
    trie: _Trie = {}
    for word in words:
        node = trie
        for letter in word:
            plain = letter if letter.isalnum() else re.escape(letter)  # to escape each is the better part of the work
            node = node.setdefault(_BREAK if loose and letter == " " else plain, {})
        node[""] = {}
    return _branches(trie) if trie else "(?!)"


_BREAK = r"(?:[’'”」]?[을를이가의]?\s+)?"


def _branches(node: _Trie) -> str:
    ends = "" in node
    parts = [letter + _branches(below) for letter, below in sorted(node.items()) if letter]
    if not parts:
        return ""
    if len(parts) == 1 and not ends:
        return parts[0]
    return f"(?:{'|'.join(parts)}){'?' if ends else ''}"


_LOOSE = re.compile(r"[을를이가의’'”」\s]")


def joined(text: str) -> str:
    """A term as matched loosely: without its blanks, and without every letter that a particle between words may be."""
    return _LOOSE.sub("", text)


def index(words: Iterable[str]) -> dict[str, list[str]]:
    """Words by their first two letters, longest first: for thousands of them cheaper to build than a pattern."""
    found: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        found.setdefault(word[:2], []).append(word)
    return found


def occurrences(words: dict[str, list[str]], text: str) -> Iterator[tuple[int, str]]:
    """Where indexed words stand in a text, the longest at each place, none inside another."""
    end = 0
    for at, pair in enumerate(map(str.__add__, text, text[1:])):
        if pair in words and at >= end:
            word = next((word for word in words[pair] if text.startswith(word, at)), None)
            if word:
                yield at, word
                end = at + len(word)


@cache
def pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """The compiled alternation of some words."""
    return re.compile(alternation(words))


def read_data(struct: type[Record], name: str) -> Record:
    """One of the importer's own data files as a struct; raises InvalidContentError with what is wrong in it."""
    data = (Path(__file__).parent / name).read_bytes()
    try:
        # the plain way takes a tenth of the time, and cannot say where a fault is
        return msgspec.convert(yaml.load(data, _ALL_TEXT), struct)  # noqa: S506  # it makes nothing but text
    except (msgspec.ValidationError, yaml.YAMLError):
        document = frontmatter.load_yaml(data, name)
    record, faults = schema.Schema({}).read(struct, document.tree)
    if faults:
        raise InvalidContentError(frontmatter.located(faults, document, name))
    return record  # type: ignore[no-any-return]  # the schema reads what it is asked for


_ALL_TEXT: type = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Cues(msgspec.Struct, frozen=True, kw_only=True):
    """cues.yaml: the words by which sums, places, bodies and deeds are told apart."""

    money_for: tuple[Text, ...]
    money_not: tuple[Text, ...]
    money_not_after: tuple[Text, ...]
    money_each: tuple[Text, ...]
    funds: dict[str, tuple[Text, ...]]
    requested: tuple[Text, ...]
    appropriated: tuple[Text, ...]
    organisation_suffixes: tuple[Text, ...]
    not_organisations: tuple[Text, ...]
    organisation_stops: tuple[Text, ...]
    place_tails: tuple[Text, ...]
    place_traps: tuple[Text, ...]
    elsewhere: tuple[Text, ...]
    venue_tails: tuple[Text, ...]
    event_words: tuple[Text, ...]
    telling_words: tuple[Text, ...]
    milestone_words: tuple[Text, ...]
    milestone_weak: tuple[Text, ...]
    works: tuple[Text, ...]
    occasions: tuple[Text, ...]
    instruments_also: dict[str, tuple[Text, ...]]
    instruments_lead_only: tuple[Text, ...]
    instruments_never: tuple[Text, ...]
    stages_also: dict[str, tuple[Text, ...]]
    not_deeds: tuple[Text, ...]
    not_steps: tuple[Text, ...]
    not_topics: tuple[Text, ...]
    not_topics_below: tuple[Text, ...]
    organisation_names: tuple[Text, ...]
    not_won: tuple[Text, ...]
    grew: tuple[Text, ...]
    shared_funds: tuple[Text, ...]
    future_verbs: tuple[Text, ...]
    past_verbs: tuple[Text, ...]
    stage_to_come: tuple[Text, ...]
    stage_done: tuple[Text, ...]
    stage_stopped: tuple[Text, ...]
    body_heads: tuple[Text, ...]
    particles: tuple[Text, ...]
    houses: tuple[Text, ...]
    trades: tuple[Text, ...]
    no_firm_ends: tuple[Text, ...]


def any_of(name: str) -> re.Pattern[str]:
    """One of the lists of cues.yaml as a pattern."""
    return pattern(getattr(cues(), name))


@cache
def cues() -> Cues:
    """The cue words, read once."""
    return read_data(Cues, "cues.yaml")


@cache
def publishers() -> dict[str, str]:
    """publishers.txt: whose a domain of the press is."""
    lines = (Path(__file__).parent / "publishers.txt").read_text("utf-8").splitlines()
    return dict(line.split(" ", 1) for line in lines if line and not line.startswith("#"))


def publisher_at(url: str | None) -> str | None:
    """The publisher whose domain an address lies in, the longest domain that is known."""
    host = re.sub(r"^https?://|[/:?#].*$", "", url or "").lower()
    parts = host.split(".")
    domains = (".".join(parts[start:]) for start in range(len(parts) - 1))
    return next((publishers()[domain] for domain in domains if domain in publishers()), None)


_CLOSED, _OPEN = frozenset("은이을과"), frozenset("는가를와")


def agrees(name: str, particle: str) -> bool:
    """Whether a particle fits the last letter of a name: 은, 이, 을, 과 follow a consonant, 는, 가, 를, 와 a vowel."""
    last = name[-1:]
    if particle not in _CLOSED | _OPEN or not "가" <= last <= "힣":
        return True
    has_final = (ord(last) - ord("가")) % 28 > 0
    return has_final == (particle in _CLOSED)


@lru_cache(maxsize=4)
def quoted_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where somebody speaks: between “ and ” or between straight double marks of one paragraph."""
    return tuple(match.span() for match in re.finditer(r'“[^”\n]*(?:”|$)|"[^"\n]*"', text, re.MULTILINE))


def inside(offset: int, spans: Iterable[tuple[int, int]]) -> bool:
    """Whether an offset lies in one of the spans."""
    return any(start <= offset < end for start, end in spans)


@lru_cache(maxsize=2)
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of the sentences; a line end always ends one, a point inside a quotation or a number never does."""
    return tuple(_sentences(text))


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    for line in re.finditer(r"[^\n]+", text):
        start = line.start()
        for stop in re.finditer(r"(?<=[다요죠함음임됨])[.!?][”\"’')]*(?:\s+|(?=[가-힣“‘]))", line.group()):
            if line.group()[: stop.start()].count("“") == line.group()[: stop.end()].count("”"):
                yield start, line.start() + stop.end()
                start = line.start() + stop.end()
        if start < line.end():
            yield start, line.end()


REACH = 600
"""Letters of a sentence on either side of a hit that are read for it: a list of thousands is one sentence."""


@lru_cache(maxsize=2)
def ends(text: str, start: int) -> tuple[int, ...]:
    """Where the sentences end that begin at an offset or behind it: those of an article's body."""
    return tuple(end for begin, end in sentences(text) if begin >= start)


def end_of(number: int, text: str, start: int) -> int:
    """Where the first, second … of those sentences ends; the last one of fewer, and the text itself without any."""
    found = ends(text, start)
    return found[min(number, len(found)) - 1] if found else len(text)


FEW = 4
"""Line breaks of a body of which one part can be told from another."""


def depth(text: str, start: int, offset: int) -> float:
    """How far down the body that begins at `start` an offset stands, by line breaks: 0 to 1; 0 where there are few."""
    breaks = text.count("\n", start)
    return text.count("\n", start, offset) / breaks if breaks >= FEW else 0.0


def sentence_start(text: str, offset: int) -> int:
    """Where the sentence that holds an offset begins, at most REACH letters before it."""
    line = max(text.rfind("\n", 0, offset) + 1, offset - REACH)
    last = text.rfind("다.", line, offset)
    return last + 2 if last >= 0 else line


@cache
def _after() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(cues().particles)})?(?![가-힣])")


_BEFORE = re.compile(r"[가-힣A-Za-z0-9]")


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a name is not part of a longer word: nothing before it, nothing but a particle behind it."""
    if start and _BEFORE.match(text[start - 1]) and not (text[start - 1].isdigit() and text[start].isascii()):
        return False
    if text[end - 1].isascii() and end < len(text) and re.match(r"[A-Za-z0-9]", text[end]):
        return False
    return bool(_after().match(text, end))
