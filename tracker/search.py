"""The search index: bigrams of every entry in small static files, read by templates/static/search.js.

Korean runs words together, apart and into particles, so words are no good terms. Spaces are dropped, every two
neighbouring letters are a term, and particles are left out between words. `search.js` makes the terms of a
query in the same way: `normalise`, `stems` and `shard_of` here and there have to agree, and a test holds them to it.
"""

import operator
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

import msgspec

from tracker import links, outputs
from tracker.model import Output
from tracker.views import Views
from tracker.views.shapes import SearchEntry, SearchIndex

DATA = f"{links.SEARCH}data/"
BLOCK = 100
"""Entries in a file of results."""
SHARD = 1500
"""Postings that a file of terms should hold, about 8 KB."""
WEIGHTS = (("title", 6), ("labels", 4), ("text", 1))
"""Together no more than 15: they are kept in four bits."""
PARTICLES = (
    "으로부터 에서부터 이라고 에서는 으로는 에게서 으로서 으로써 까지 부터 에서 에게 으로 라고 하고 이나 이며 에는"
    " 와의 과의 로는 은 는 이 가 을 를 의 에 와 과 도 로 만 며"
).split()

_WORD = re.compile(r"[0-9a-z가-힣]+")
_PARTICLE = re.compile(rf"(?<=[가-힣]{{2}})(?:{'|'.join(PARTICLES)})$")


def parts(views: Views) -> Iterator[Iterator[Output]]:
    """All files of the index, which are made together."""
    if views.settings.builds(DATA):
        yield render_all(views)


def render_all(views: Views) -> Iterator[Output]:
    """The files of terms, the files of results, and one that says how to read them."""
    index = views.search()
    postings = _postings(index.entries, index.synonyms)
    count = shard_count(sum(map(len, postings.values())))
    shards: list[dict[str, list[int]]] = [{} for _ in range(count)]
    for term in sorted(postings):
        shards[shard_of(term, count)][term] = _deltas(postings[term])
    yield outputs.ready(f"{DATA}index.json", msgspec.json.encode(_guide(index, count)))
    for number, shard in enumerate(shards):
        yield outputs.ready(f"{DATA}terms-{count}-{number}.json", msgspec.json.encode(shard))
    for start in range(0, len(index.entries), BLOCK):
        results = [_result(entry) for entry in index.entries[start : start + BLOCK]]
        yield outputs.ready(f"{DATA}results-{start // BLOCK}.json", msgspec.json.encode(results))


def _guide(index: SearchIndex, shards: int) -> dict[str, object]:
    return {
        "size": len(index.entries),
        "shards": shards,
        "block": BLOCK,
        "particles": PARTICLES,
        "synonyms": index.synonyms,
        "pages": [(page.label, page.path, page.count) for page in index.pages],
    }


def _result(entry: SearchEntry) -> tuple[str, str, str, str, str]:
    return entry.path, entry.title, entry.date, entry.facts, entry.text[:200]


def _postings(entries: Sequence[SearchEntry], synonyms: Sequence[Sequence[str]]) -> dict[str, list[int]]:
    """For each term the numbers of the entries that hold it, times 16, plus its weight there."""
    postings: defaultdict[str, list[int]] = defaultdict(list)
    replace = replacer(synonyms)
    for number, entry in enumerate(entries):
        for term, weight in terms_of(entry, replace).items():
            postings[term].append(number * 16 + weight)
    return postings


def terms_of(entry: SearchEntry, replace: "Replacer") -> Mapping[str, int]:
    """The terms of an entry with their weights; a facet such as `year:2024` is a term like any other."""
    weights = dict.fromkeys(entry.facets, 1)
    for field, weight in WEIGHTS:
        for term in bigrams(getattr(entry, field), replace):
            weights[term] = weights.get(term, 0) + weight
    return weights


def _deltas(postings: Sequence[int]) -> list[int]:
    """Each entry's distance from the one before, times 16, plus the weight."""
    starts = (posting & ~15 for posting in (0, *postings))
    return list(map(operator.sub, postings, starts))


class Replacer:
    """Puts the first of a line of synonyms in the place of the others; called with a text, returns a text."""

    def __init__(self, first_of: Mapping[str, str]) -> None:
        longest_first = sorted(first_of, key=lambda word: (-len(word), word))
        self._first_of = first_of
        self._pattern = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")

    def __call__(self, text: str) -> str:  # noqa: D102 - the class says it
        return self._pattern.sub(lambda match: self._first_of[match.group()], text)


def replacer(synonyms: Sequence[Sequence[str]]) -> Replacer:
    """From lines of words, the first of which stands for the others."""
    plain = [["".join(words(word)) for word in line] for line in synonyms]
    return Replacer({word: line[0] for line in plain for word in line[1:]})


def words(text: str) -> list[str]:
    """Runs of Hangul, Latin letters and digits, in small letters."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).lower())


@cache
def stem(word: str) -> str:
    """A word without the particle that may end it; at least two syllables stay."""
    return _PARTICLE.sub("", word, count=1)


def bigrams(text: str, replace: Replacer) -> set[str]:
    """Every two neighbouring letters, with the particles between words and without them."""
    plain = words(text)
    runs = {"".join(plain), "".join(map(stem, plain))}
    return {pair for run in map(replace, runs) for pair in map(operator.add, run, run[1:])}


def shard_count(postings: int) -> int:
    """How many files the terms are spread over: a power of two, so that growth seldom moves them."""
    count = 1
    while count * SHARD < postings:
        count *= 2
    return count


def shard_of(term: str, count: int) -> int:
    """The file that holds a term: FNV-1a over its UTF-16 units, as JavaScript sees them."""
    value = 0x811C9DC5
    for unit in _utf16(term):
        value = (value ^ unit) * 0x01000193 & 0xFFFFFFFF
    return (value ^ value >> 15) % count  # the low bits alone spread Hangul badly


def _utf16(text: str) -> Iterable[int]:
    data = text.encode("utf-16-le")
    return (data[place] | data[place + 1] << 8 for place in range(0, len(data), 2))
