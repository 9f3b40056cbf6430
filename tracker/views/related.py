"""What else a reader of an entry may want: the same initiative, then the same place and field, nearest in time."""

from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cached_property

from tracker import cache
from tracker.model import Entry, RegionSlug, SectorSlug
from tracker.views.facts import Facts
from tracker.views.shapes import Link

MOST = 5
"""Entries that are named."""

Key = str | tuple[RegionSlug, SectorSlug]
"""An initiative, or a region with a sector."""


class Kin:
    """The entries of one catalogue that count, by initiative and by region and sector.

    An entry stands for its place in the catalogue, which is in the order of time.
    """

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        self._places = {entry.id: place for place, entry in enumerate(entries)}
        self._groups: dict[Key, list[int]] = {}
        self._digests: dict[Key, str] = {}
        for place, entry in enumerate(entries):
            for key in () if entry.withdrawn else _keys(entry):
                self._groups.setdefault(key, []).append(place)

    @cached_property
    def _days(self) -> list[int]:
        return [entry.date.first.toordinal() for entry in self._entries]

    def digests(self, entry: Entry) -> Iterator[str]:
        """A digest of each group that an entry belongs to: what `of` reads."""
        return map(self._digest, _keys(entry))

    def digest(self, entries: Iterable[Entry]) -> str:
        """A digest of the groups that some entries belong to."""
        keys = dict.fromkeys(key for entry in entries for key in _keys(entry))
        return cache.digest_lines(map(self._digest, keys))

    def _digest(self, key: Key) -> str:
        if key not in self._digests:
            group = [self._entries[place].digest for place in self._groups.get(key, ())]
            self._digests[key] = cache.digest_lines(group)
        return self._digests[key]

    def of(self, entry: Entry, known: Container[Link | None], facts: Facts) -> tuple[tuple[Link, str], ...]:
        """The nearest entries of the same initiative, then those of the same region and sector, but the known."""
        here = self._places[entry.id]
        found = dict.fromkeys((*self._nearest(here, _initiative(entry)), *self._nearest(here, _pairs(entry))))
        others = (self._entries[place] for place in found)
        shown = ((facts.entry_link(other), facts.date(other.date)) for other in others)
        return tuple(pair for pair in shown if pair[0] not in known)[:MOST]

    def _nearest(self, here: int, keys: Iterable[Key]) -> list[int]:
        """The few of each group that stand on either side of a place, the nearest in time first."""
        near = {place for key in keys for place in _around(self._groups.get(key, ()), here)} - {here}
        return sorted(near, key=lambda place: (abs(self._days[place] - self._days[here]), place))


def _around(places: Sequence[int], here: int) -> Sequence[int]:
    at = bisect_left(places, here)
    return places[max(0, at - MOST - 1) : at + MOST + 2]


def _keys(entry: Entry) -> tuple[Key, ...]:
    return (*_initiative(entry), *_pairs(entry))


def _initiative(entry: Entry) -> tuple[str, ...]:
    return (entry.initiative,) if entry.initiative else ()


def _pairs(entry: Entry) -> Iterator[tuple[RegionSlug, SectorSlug]]:
    return ((region, sector) for region in entry.regions for sector in entry.sectors)
