"""Views to be, and what each of them reads: so that nothing is made to learn that it is as it was."""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar

from tracker import cache
from tracker.model import Entry, InitiativeSlug
from tracker.views.facts import Facts
from tracker.views.groups import Groups
from tracker.views.related import Kin
from tracker.views.shapes import Head

digest = cache.digest_lines
View_co = TypeVar("View_co", covariant=True)


class Plan(NamedTuple, Generic[View_co]):
    """A view to be: its head, a digest of all that it is made of, and what makes it."""

    head: Head
    key: str
    make: Callable[[], View_co]


class Reads:
    """What views read of one catalogue on one day, in short: texts that change whenever what they stand for does.

    Settings and vocabulary are part of the keys of all outputs, and so of none here. All languages read the same.
    """

    def __init__(self, facts: Facts, groups: Groups) -> None:
        self._facts, self._catalogue, self._groups = facts, facts.catalogue, groups
        self._own: dict[str, str] = {}
        self._events: dict[InitiativeSlug, str] = {}
        self._told: dict[str, str] = {}

    @cached_property
    def everything(self) -> str:
        """The whole content and the day."""
        return digest([self._catalogue.digest, str(self._facts.today)])

    @cached_property
    def kin(self) -> Kin:
        """Which entries are near which."""
        return Kin(self._catalogue.entries)

    def own(self, entry: Entry) -> str:
        """What rows, feeds and calendars show of an entry: itself, and what became of its promises."""
        if not entry.milestones:
            return entry.digest
        if entry.id not in self._own:
            self._own[entry.id] = digest([entry.digest, *self._promises(entry)])
        return self._own[entry.id]

    def _promises(self, entry: Entry) -> Iterable[str]:
        for item in entry.milestones:
            kept_by = self._catalogue.fulfilments.get(self._facts.reference(entry, item))
            yield kept_by.digest if kept_by else self._facts.state(entry, item, None)

    def rows(self, entries: Iterable[Entry]) -> str:
        """What a list of entries shows."""
        return digest(map(self.own, entries))

    def scope(self, name: str, *lists: Iterable[Entry]) -> str:
        """What timelines of some lists of entries show and name; two terms may have the same entries."""
        return digest([name, self._groups.counts, *map(self.rows, lists)])

    def initiative(self, slug: InitiativeSlug) -> str:
        """An initiative and all of its events, but not what these say of other entries."""
        if slug not in self._events:
            events = map(self.own, self._catalogue.by_initiative[slug])
            self._events[slug] = digest([self._catalogue.initiatives[slug].digest, *events])
        return self._events[slug]

    def told(self, entry: Entry) -> str:
        """What an entry tells by itself and of others: its initiative, the promises that it keeps, its successor."""
        if entry.id not in self._told:
            self._told[entry.id] = self._new_told(entry)
        return self._told[entry.id]

    def _new_told(self, entry: Entry) -> str:
        others = [self._catalogue.milestones[ref][0] for ref in entry.fulfils]
        if entry.withdrawn and entry.withdrawn.replaced_by:
            others.append(self._catalogue.by_id[entry.withdrawn.replaced_by])
        initiative = [self.initiative(entry.initiative)] if entry.initiative else []
        return (
            digest([self.own(entry), *initiative, *map(self.own, others)]) if others or initiative else self.own(entry)
        )

    def initiatives(self) -> str:
        """All initiatives."""
        return digest(map(self.initiative, self._catalogue.initiatives))

    def pages(self, entries: Sequence[Entry]) -> str:
        """What the pages of some entries show."""
        return digest([*map(self.told, entries), self.kin.digest(entries)])

    def told_by(self, entries: Iterable[Entry]) -> str:
        """What some entries tell."""
        return digest(map(self.told, entries))

    def page(self, entry: Entry) -> str:
        """What the page of an entry shows: what it tells, and the titles of its kin."""
        return digest([self.told(entry), *self.kin.digests(entry)])
