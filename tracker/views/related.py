"""What else a reader of an entry may want: the same initiative, then the same place and field, nearest in time."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from tracker import dates
from tracker.model import Entry, RegionSlug, SectorSlug
from tracker.views.facts import Facts
from tracker.views.shapes import Link

MOST = 5
"""Entries that are named."""


class Kin:
    """The entries of one catalogue that count, by initiative and by region and sector, in the order of time."""

    def __init__(self, facts: Facts) -> None:
        counted = [entry for entry in facts.catalogue.entries if not entry.withdrawn]
        self._events = facts.catalogue.by_initiative
        self._place = {entry.id: number for number, entry in enumerate(facts.catalogue.entries)}
        self._crossed: dict[tuple[RegionSlug, SectorSlug], list[Entry]] = {}
        for entry in counted:
            for pair in _pairs(entry):
                self._crossed.setdefault(pair, []).append(entry)

    def of(self, entry: Entry) -> tuple[tuple[Link, str], ...]:
        """The nearest entries of the same initiative, then those of the same region and sector."""
        events = self._events[entry.initiative] if entry.initiative else []
        same = [other for other in self._near(entry, events) if not other.withdrawn]
        crossed = chain.from_iterable(self._near(entry, self._crossed.get(pair, [])) for pair in _pairs(entry))
        found = {
            other.id: other for other in (*_by_time(entry, same), *_by_time(entry, crossed)) if other.id != entry.id
        }
        return tuple(
            (Facts.entry_link(other), dates.format_korean(other.date)) for other in list(found.values())[:MOST]
        )

    def _near(self, entry: Entry, others: Sequence[Entry]) -> Sequence[Entry]:
        """The few that stand on either side of the entry; all stand in the order of the catalogue."""
        at = bisect_left(others, self._place[entry.id], key=lambda other: self._place[other.id])
        return others[max(0, at - MOST) : at + MOST + 1]


def _pairs(entry: Entry) -> Iterator[tuple[RegionSlug, SectorSlug]]:
    return ((region, sector) for region in entry.regions for sector in entry.sectors)


def _by_time(entry: Entry, others: Iterable[Entry]) -> list[Entry]:
    """The nearest in time first."""
    day = entry.date.first
    return sorted(others, key=lambda other: (abs((other.date.first - day).days), other.id))
