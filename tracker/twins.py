"""Pairs of entries that seem to tell of the same event."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from itertools import islice, pairwise

from tracker.model import Entry

DAYS = 7
ALIKE, ALIKE_WITH_A_SOURCE = 0.75, 0.3
"""How much of two titles has to be the same, of 1; less if the entries rest on the same article of the same day."""

BITS = tuple(1 << bit for bit in range(512))

_Shelf = list[tuple[int, int, int, Entry]]
"""Entries with the first day that each can mean, the mark of its title, and the mark's size, newest first."""


def pairs(entries: Sequence[Entry], apart: Set[str] = frozenset()) -> Iterator[tuple[Entry, Entry]]:
    """Entries of one initiative, or of one region and sector, a few days apart, whose titles say the same.

    `apart` holds digests of entries among which there are no such pairs, so that only the others are looked at.
    """
    near: dict[object, _Shelf] = defaultdict(list)
    same: dict[object, _Shelf] = defaultdict(list)
    fresh = [entry for entry in entries if entry.digest not in apart]
    places = {place for entry in fresh for place in _places(entry)}
    for entry in entries:
        if not entry.withdrawn and not places.isdisjoint(_places(entry)):
            mark = _mark(entry.title)
            noted = entry.date.first.toordinal(), mark, mark.bit_count(), entry
            for shelf in _shelves(entry):
                near[shelf].append(noted)
            for source in entry.sources:
                same[source.url].append(noted)
    new = {entry.id for entry in fresh}
    found = (*_alike(near, DAYS, ALIKE), *_alike(same, 0, ALIKE_WITH_A_SOURCE))
    return ((one, other) for one, other in found if one.id in new or other.id in new)


def _places(entry: Entry) -> Iterator[object]:
    """Everything that an entry may share with its twin."""
    yield from _shelves(entry)
    yield from (source.url for source in entry.sources)


def _shelves(entry: Entry) -> Iterator[object]:
    if entry.initiative:
        yield entry.initiative
    yield from ((region, sector) for region in entry.regions for sector in entry.sectors)


def _mark(title: str) -> int:
    """A bit for every pair of letters that follow each other in a title."""
    mark = 0
    for one, two in pairwise(map(ord, re.sub(r"\W", "", title).lower())):
        mark |= BITS[(one * 31 + two) % len(BITS)]
    return mark


def _alike(shelves: dict[object, _Shelf], days: int, threshold: float) -> Iterator[tuple[Entry, Entry]]:
    """Pairs of a shelf no further apart than some days, by Dice's coefficient of their titles."""
    for shelf in shelves.values():
        for at, (day, mark, size, entry) in enumerate(shelf):
            for other_day, other_mark, other_size, other in islice(shelf, at + 1, None):
                if day - other_day > days:
                    break
                if 2 * (mark & other_mark).bit_count() >= threshold * (size + other_size):
                    yield entry, other
