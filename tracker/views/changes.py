"""What changed when: stages, sums, promises, corrections. Told of the records as a whole, not of single articles."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from functools import cache, cached_property, partial
from itertools import pairwise
from typing import NamedTuple

import msgspec

from tracker import dates, links, money
from tracker.fields import STATUS_WORDS
from tracker.model import Budget, Entry
from tracker.views import revisions
from tracker.views.facts import Facts
from tracker.views.groups import Groups
from tracker.views.plans import Plan, Reads, digest
from tracker.views.shapes import Head, Link

SHOWN = 110
"""The newest changes that a page shows."""
FOLDER = "changes/"


class Change(msgspec.Struct, frozen=True):
    """Something that changed in the records; `id` names it for ever."""

    id: str
    kind: str
    what: str
    entry: Link
    initiative: Link | None
    date: dt.date
    day: str


class ChangesPage(msgspec.Struct, frozen=True, kw_only=True):
    """Changes, the newest first, of which perhaps not all are shown."""

    head: Head
    changes: tuple[Change, ...]
    total: int


class Told(NamedTuple):
    """A change with the entry that tells of it, which says where the change belongs."""

    change: Change
    entry: Entry


class Changes:
    """Makes the pages of what changed in one catalogue."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def plans(self, groups: Groups, reads: Reads) -> Iterator[Plan[ChangesPage]]:
        """All changes, and those of each province, sector and initiative."""
        facts = self._facts
        head = _head(links.CHANGES, "달라진 것", ())
        yield Plan(head, reads.everything, cache(partial(self._page, head, facts.catalogue.entries)))
        of: list[tuple[Link, Sequence[Entry]]] = [
            *((facts.region_link(slug), groups.by_region[slug]) for slug in groups.provinces),
            *((facts.sector_link(sector), entries) for sector, entries in groups.by_sector.items()),
            *((facts.initiative_link(slug), events) for slug, events in facts.catalogue.by_initiative.items()),
        ]
        for link, entries in of:
            head = _head(f"{link.path}{FOLDER}", f"{link.label}에서 달라진 것", (link,))
            yield Plan(head, digest([head.title, *map(reads.told, entries)]), cache(partial(self._page, head, entries)))

    def _page(self, head: Head, entries: Sequence[Entry]) -> ChangesPage:
        changes = sorted((one for entry in entries for one in self._told[entry.id]), key=_newest_first)
        updated = changes[0].date if changes else None
        head = msgspec.structs.replace(head, updated=updated)
        return ChangesPage(head=head, changes=tuple(changes[:SHOWN]), total=len(changes))

    @cached_property
    def _told(self) -> dict[str, list[Change]]:
        """What each entry tells of."""
        found: dict[str, list[Change]] = {entry.id: [] for entry in self._facts.catalogue.entries}
        for find in FINDERS:
            for change, entry in find(self._facts, self._facts.today):
                found[entry.id].append(change)
        return found


def _newest_first(change: Change) -> tuple[int, str]:
    return (-change.date.toordinal(), change.id)


def _head(path: str, title: str, crumbs: tuple[Link, ...]) -> Head:
    return Head(
        path=path,
        title=title,
        description="바뀐 단계, 고쳐진 금액, 지키거나 미룬 약속, 바로잡은 기록을 날짜순으로 모았습니다.",
        crumbs=crumbs,
        feed=f"{path}{links.FEED}",
    )


def _told(facts: Facts, entry: Entry, kind: str, what: str, day: dt.date, suffix: str = "") -> Told:
    """A change told by an entry on a day, named by kind, entry and, where there may be several, a suffix."""
    name = f"{kind}/{entry.redirect_from[0] if entry.redirect_from else entry.id}{suffix and '/' + suffix}"
    initiative = facts.initiative_link(entry.initiative) if entry.initiative else None
    return Told(Change(name, KINDS[kind], what, facts.entry_link(entry), initiative, day, dates.format_day(day)), entry)


def _in_order(facts: Facts) -> Iterator[list[Entry]]:
    """The events of each initiative that count, from the first to the last."""
    for entries in facts.catalogue.by_initiative.values():
        yield [entry for entry in reversed(entries) if not entry.withdrawn]


def _stages(facts: Facts, _: dt.date) -> Iterator[Told]:
    stages = facts.words.stages
    for entries in _in_order(facts):
        telling = [entry for entry in entries if stages[entry.stage].sets_stage]
        for before, after in pairwise(telling):
            if before.stage != after.stage:
                what = f"{stages[before.stage].name} → {stages[after.stage].name}"
                yield _told(facts, after, "stage", what, after.added)


def _budgets(facts: Facts, _: dt.date) -> Iterator[Told]:
    for entries in _in_order(facts):
        for entry, old, new in revisions.revised(entries):
            what = f"{new.what}: {_sum(old)} → {_sum(new)}"
            yield _told(facts, entry, "budget", what, entry.added, str(entry.budgets.index(new)))


def _sum(budget: Budget) -> str:
    return f"{money.format_won(budget.amount)} {STATUS_WORDS[budget.status]}"


def _kept(facts: Facts, _: dt.date) -> Iterator[Told]:
    for ref, entry in facts.catalogue.fulfilments.items():
        promise = facts.promise(*facts.catalogue.milestones[ref])
        what = f"{promise.what}: 약속 {promise.due} · 이행 {dates.format_korean(entry.date)} · {promise.slippage}"
        yield _told(facts, entry, "kept", what, entry.added, ref.replace("#", "."))


def _slipped(facts: Facts, _: dt.date) -> Iterator[Told]:
    """A promise that an initiative makes again, with a later date."""
    for entries in _in_order(facts):
        for entry, old, new in revisions.redated(entries):
            if new.due.last > old.due.last:
                what = f"{new.what}: {dates.format_korean(old.due)} → {dates.format_korean(new.due)}"
                yield _told(facts, entry, "slipped", what, entry.added, new.id)


def _overdue(facts: Facts, today: dt.date) -> Iterator[Told]:
    for entry in facts.catalogue.entries:
        for item in () if entry.withdrawn else entry.milestones:
            promise = facts.promise(entry, item)
            if promise.state == "overdue":
                day = min(today, max(entry.added, item.due.last + dt.timedelta(days=1)))
                yield _told(facts, entry, "overdue", f"{promise.what} ({promise.due}까지)", day, item.id)


def _corrections(facts: Facts, _: dt.date) -> Iterator[Told]:
    for entry in facts.catalogue.entries:
        for number, item in enumerate(entry.corrections):
            yield _told(facts, entry, "correction", item.what, item.date, str(number))


def _withdrawals(facts: Facts, _: dt.date) -> Iterator[Told]:
    for entry in facts.catalogue.entries:
        if entry.withdrawn:
            yield _told(facts, entry, "withdrawal", entry.withdrawn.reason, entry.withdrawn.date)


KINDS = {
    "stage": "단계",
    "budget": "금액",
    "kept": "약속 이행",
    "slipped": "약속 미룸",
    "overdue": "기한 지남",
    "correction": "바로잡음",
    "withdrawal": "철회",
}
FINDERS: tuple[Callable[[Facts, dt.date], Iterator[Told]], ...] = (
    _stages,
    _budgets,
    _kept,
    _slipped,
    _overdue,
    _corrections,
    _withdrawals,
)
"""Every kind of change. A new kind is a word in KINDS and a line here."""
