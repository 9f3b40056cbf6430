"""The search index: the terms of every entry in small static files, read by templates/static/search.js.

Entries are numbered from the oldest event to the newest. Whole years make a span, which has files of its own: one
entry that changes leaves the other spans as they are. A span's terms are spread over files by a hash, and the
entries as they are shown stand in files of a few: so a query loads little, however many entries there are.
"""

import math
import operator
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial, reduce
from itertools import accumulate, islice

import msgspec

from tracker import links, outputs
from tracker.model import Batch, Entry, Output, Part
from tracker.terms import KEYS, Terms, sounds, stem, words
from tracker.views import Views
from tracker.views.facts import Facts
from tracker.views.plans import digest
from tracker.views.searching import SearchEntry, SearchIndex, search_entry
from tracker.views.shapes import Link

DATA = f"{links.SEARCH}data/"
SHARDS = 6
"""Files of terms per root of the number of entries, as the number of terms grows: each is about 1 KB, compressed."""
BLOCK = 3
"""Entries in a file of results."""
KNOWN = 1500
"""Words among which the one is sought that somebody meant to type."""

TEXT, LABEL, TITLE = 0, 1, 2
"""Where a term stands, in the two lowest bits of a posting; in a label and the title both are set."""
_FIRST, _LAST, _MORE = 35, 92, 93
"""Codes of letters: below _LAST one that ends a number, from _MORE on one with five more bits; none is " or \\."""


def batches(views: Views) -> Iterator[Batch]:
    """The files of each span, which are made together, and what says how to read them all."""
    index = views.search()
    terms = Terms(index.synonyms)
    spans = [Span(views.facts, entries, terms) for entries in index.spans]
    yield from ([Part(f"{DATA}{span.name}", span.key, span.outputs)] for span in spans)
    yield [Part(DATA, views.reads.everything, partial(_guides, index, spans, terms))]


def _guides(index: SearchIndex, spans: Sequence["Span"], terms: Terms) -> Iterator[Output]:
    """What says how to read the index, and the words that are known with the keys that are struck for letters."""
    yield outputs.ready(f"{DATA}index.json", msgspec.json.encode(_guide(index, spans, terms)))
    yield outputs.ready(f"{DATA}words.json", msgspec.json.encode({"keys": KEYS, "words": list(_known(index.names))}))


def _guide(index: SearchIndex, spans: Sequence["Span"], terms: Terms) -> dict[str, object]:
    starts = accumulate((len(span.entries) for span in spans), initial=0)
    return {
        "size": sum(len(span.entries) for span in spans),
        "spans": [(span.name, start, span.shards) for span, start in zip(spans, starts, strict=False)],
        "block": BLOCK,
        **terms.tables,
        "pages": [(page.label, page.path, page.count, _beginnings(page, terms)) for page in index.pages],
        "names": [(sounds(name), "".join(words(name))) for name in _sounded(index)],
    }


def _beginnings(page: Link, terms: Terms) -> str:
    """What a query for a page may begin besides its name and the last word of it."""
    parts = page.label.split()
    written = dict.fromkeys(map(terms.asked, (page.label, parts[-1])))
    further = [asked for asked in written if asked not in ("".join(parts), parts[-1])]
    return "".join(f" {one}" for one in further)


def _is_sounded(page: Link) -> bool:
    return page.path.startswith(("regions", "sectors"))


def _sounded(index: SearchIndex) -> Iterable[str]:
    """Names of regions and sectors that first sounds may ask for."""
    lasts = (page.label.split()[-1] for page in index.pages if _is_sounded(page))
    return dict.fromkeys((*index.places, *(re.sub(r"(?<=..)[시군구]$", "", last) for last in lasts)))


def _known(names: Iterable[str]) -> Iterator[str]:
    """The words of names and titles, the most frequent first."""
    counts = Counter(stem(word) for name in names for word in words(name))
    usual = (word for word, _ in counts.most_common() if len(word) > 1 and not word.isdigit())
    return islice(usual, KNOWN)


class Span:
    """The entries of some years and their index, which is made when the first of its files is rendered."""

    def __init__(self, facts: Facts, entries: Sequence[Entry], terms: Terms) -> None:
        self.entries = entries
        self.name = str(entries[0].date.year)
        self.shards = 1 << int(SHARDS * math.sqrt(len(entries))).bit_length()
        self._facts, self._terms = facts, terms

    @cached_property
    def key(self) -> str:
        """A digest of all that its files are made of."""
        return self._key(self._digests)

    def outputs(self) -> Iterator[Output]:
        """Every file of the span."""
        for number in range(self.shards):
            yield Output(f"{DATA}{self.name}/terms-{number}.json", self.key, partial(self._shard, number))
        for number in range(-(-len(self.entries) // BLOCK)):
            block = slice(number * BLOCK, (number + 1) * BLOCK)
            key = self._key(self._digests[block])
            yield Output(f"{DATA}{self.name}/results-{number}.json", key, partial(self._block, block))

    @cached_property
    def _digests(self) -> Sequence[str]:
        return list(map(self._digest, self.entries))

    def _digest(self, entry: Entry) -> str:
        """A digest of what searching.search_entry reads for an entry, but for the vocabulary."""
        initiatives = self._facts.catalogue.initiatives
        return digest([entry.digest, initiatives[entry.initiative].digest if entry.initiative else ""])

    def _key(self, digests: Sequence[str]) -> str:
        return digest([outputs.code(), self._facts.words.version, *digests])

    @cached_property
    def _shown(self) -> Sequence[SearchEntry]:
        return [search_entry(self._facts, entry) for entry in self.entries]

    def _block(self, block: slice) -> bytes:
        return msgspec.json.encode([(one.path, one.title, one.date, one.facts, one.text) for one in self._shown[block]])

    def _shard(self, number: int) -> bytes:
        return msgspec.json.encode({term: encode(self._postings[term]) for term in self._sharded[number]})

    @cached_property
    def _postings(self) -> Mapping[str, Sequence[int]]:
        """For each term the entries that hold it, by their numbers in the span, times 4, plus where it stands there."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for number, entry in enumerate(self._shown):
            for term, where in terms_of(entry, self._terms).items():
                found[term].append(number * 4 + where)
        return found

    @cached_property
    def _sharded(self) -> Sequence[Sequence[str]]:
        """The terms of each file."""
        found: list[list[str]] = [[] for _ in range(self.shards)]
        for term in sorted(self._postings):
            found[shard_of(term, self.shards)].append(term)
        return found


def terms_of(entry: SearchEntry, terms: Terms) -> dict[str, int]:
    """The terms of an entry and where each stands; a facet such as `sector:bio` is a term like any other."""
    title = terms.of_text(entry.title)
    labels = set().union(entry.facets, *map(terms.of_label, entry.labels))
    found = dict.fromkeys(terms.of_text(entry.text), TEXT)
    found.update(dict.fromkeys(labels, LABEL))
    found.update(dict.fromkeys(title, TITLE))
    found.update(dict.fromkeys(title & labels, LABEL | TITLE))
    return found


class _Codes(dict[int, str]):
    """The letters that stand for a number; each is worked out once."""

    def __missing__(self, number: int) -> str:
        more, rest = "", number
        while rest >= _LAST - _FIRST:
            more, rest = more + chr(_MORE + rest % 32), rest // 32
        return self.setdefault(number, more + chr(_FIRST + rest))


_CODES = _Codes()


def encode(postings: Sequence[int]) -> str:
    """For each posting the entries that were left out before it, times 4, plus where the term stands."""
    nexts = ((posting | 3) + 1 for posting in (-1, *postings))
    return "".join(map(_CODES.__getitem__, map(operator.sub, postings, nexts)))


def shard_of(term: str, count: int) -> int:
    """The file that holds a term. Two primes, since the lowest bits of Hangul say little."""
    return reduce(lambda value, letter: (value * 8191 + ord(letter)) % 65521, term, 0) % count
