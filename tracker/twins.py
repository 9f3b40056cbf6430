"""Pairs of entries that seem to tell of the same event."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

from tracker.model import Entry

DAYS = 7
ALIKE, ALIKE_WITH_A_SOURCE = 0.75, 0.3
"""How much of two titles has to be the same, of 1; less if the entries rest on the same article of the same day."""

_Shelf = list[tuple[int, Entry]]
"""Entries with the first day that each can mean, newest first."""


def pairs(entries: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Entries of one initiative, or of one region and sector, a few days apart, whose titles say the same."""
    near: dict[object, _Shelf] = defaultdict(list)
    same: dict[object, _Shelf] = defaultdict(list)
    for entry in entries:
        if not entry.withdrawn:
            dated = entry.date.first.toordinal(), entry
            for shelf in _shelves(entry):
                near[shelf].append(dated)
            for source in entry.sources:
                same[source.url].append(dated)
    yield from _alike(near, DAYS, ALIKE)
    yield from _alike(same, 0, ALIKE_WITH_A_SOURCE)


def _shelves(entry: Entry) -> Iterator[object]:
    if entry.initiative:
        yield entry.initiative
    yield from ((region, sector) for region in entry.regions for sector in entry.sectors)


def _alike(shelves: dict[object, _Shelf], days: int, threshold: float) -> Iterator[tuple[Entry, Entry]]:
    for shelf in shelves.values():
        if len(shelf) > 1:
            for first, second in _neighbours(shelf, days):
                if _likeness(first.title, second.title) >= threshold:
                    yield first, second


def _neighbours(shelf: _Shelf, days: int) -> Iterator[tuple[Entry, Entry]]:
    """Pairs no further apart than some days."""
    for at, (day, entry) in enumerate(shelf):
        for other_day, other in islice(shelf, at + 1, None):
            if day - other_day > days:
                break
            yield entry, other


def _likeness(first: str, second: str) -> float:
    """Dice's coefficient of two titles' pairs of letters."""
    one, two = _grams(first), _grams(second)
    return 2 * len(one & two) / max(1, len(one) + len(two))


@cache
def _grams(title: str) -> frozenset[str]:
    letters = re.sub(r"\W", "", title).lower()
    return frozenset(letters[at : at + 2] for at in range(len(letters) - 1))
