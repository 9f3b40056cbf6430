"""Pairs of entries that seem to tell of the same event."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from tracker.model import Entry

DAYS = 7
ALIKE, ALIKE_WITH_A_SOURCE = 0.75, 0.3
"""How much of two titles has to be the same, of 1; less if the entries rest on the same article of the same day."""


def pairs(entries: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Entries of one initiative, or of one region and sector, a few days apart, whose titles say the same."""
    grams = {entry.id: _grams(entry.title) for entry in entries}
    for threshold, first, second in {**_near(entries), **_same_source(entries)}.values():
        if _alike(grams[first.id], grams[second.id]) >= threshold:
            yield first, second


_Pairs = dict[tuple[str, str], tuple[float, Entry, Entry]]


def _near(entries: Sequence[Entry]) -> _Pairs:
    """Neighbours in time within each initiative and each region and sector."""
    shelves: dict[object, list[Entry]] = defaultdict(list)
    for entry in entries:
        if not entry.withdrawn:
            for shelf in _shelves(entry):
                shelves[shelf].append(entry)
    found: _Pairs = {}
    for shelf in shelves.values():
        found |= {(a.id, b.id): (ALIKE, a, b) for a, b in _neighbours(shelf)}
    return found


def _shelves(entry: Entry) -> Iterator[object]:
    if entry.initiative:
        yield entry.initiative
    yield from ((region, sector) for region in entry.regions for sector in entry.sectors)


def _neighbours(shelf: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Pairs no further apart than DAYS; the shelf is sorted by date."""
    days = [entry.date.first.toordinal() for entry in shelf]
    for at, entry in enumerate(shelf):
        after = at + 1
        while after < len(shelf) and abs(days[after] - days[at]) <= DAYS:
            yield entry, shelf[after]
            after += 1


def _same_source(entries: Iterable[Entry]) -> _Pairs:
    """Entries of one day that rest on one article: some articles tell of two events."""
    readers: dict[object, list[Entry]] = defaultdict(list)
    for entry in entries:
        if not entry.withdrawn:
            for source in entry.sources:
                readers[source.url, entry.date].append(entry)
    shared = (group for group in readers.values() if len(group) > 1)
    return {(a.id, b.id): (ALIKE_WITH_A_SOURCE, a, b) for group in shared for a, b in _neighbours(group)}


def _grams(title: str) -> frozenset[str]:
    letters = re.sub(r"\W", "", title).lower()
    return frozenset(letters[at : at + 2] for at in range(len(letters) - 1))


def _alike(first: frozenset[str], second: frozenset[str]) -> float:
    """Dice's coefficient of two titles' pairs of letters."""
    return 2 * len(first & second) / max(1, len(first) + len(second))
