"""The pages of promises: kept, upcoming, overdue and dropped, for the whole country, a province or a sector."""

import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from tracker import links
from tracker.model import Entry
from tracker.views.facts import Facts
from tracker.views.groups import Groups
from tracker.views.plans import Plan, Reads, digest
from tracker.views.shapes import (
    STATE_MARKS,
    STATE_WORDS,
    Head,
    Link,
    Promise,
    PromisePage,
    PromiseRow,
    PromiseSection,
    PromiseTable,
    Section,
    State,
)

ORDER: tuple[State, ...] = ("overdue", "upcoming", "kept", "dropped")
BARS: tuple[State, ...] = ("kept", "overdue", "upcoming", "dropped")
"""The states from left to right in a bar."""
SHOWN_OF_ALL, SHOWN = 20, 30
"""Promises of each state on the page of all, and on a page of some; the rest stands in the data files."""

Tallies = dict[Link, Counter[State]]
"""How many promises of each state a group has."""


class Cuts(NamedTuple):
    """The entries with promises of each province and of each sector that has any, by the link to their page."""

    regions: Mapping[Link, Sequence[Entry]]
    sectors: Mapping[Link, Sequence[Entry]]

    @property
    def sections(self) -> tuple[Section, ...]:
        """The ways to the pages of all cuts."""
        return (Section("지역별", tuple(self.regions)), Section("분야별", tuple(self.sectors)))


def plans(facts: Facts, groups: Groups, reads: Reads) -> Iterator[Plan[PromisePage]]:
    """All promises, then those of each province and each sector that has any."""
    cuts = cut(facts, groups)
    head = Head(path=links.PROMISES, title="약속", description=_about("지방자치단체"))
    yield Plan(head, reads.everything, partial(_whole, head, facts, cuts))
    sections = cuts.sections
    ways = digest(f"{link.path} {link.count}" for section in sections for link in section.links)
    for link, entries in (*cuts.regions.items(), *cuts.sectors.items()):
        crumbs = (Link("약속", links.PROMISES),)
        head = Head(path=link.path, title=f"{link.label}의 약속", description=_about(link.label), crumbs=crumbs)
        yield Plan(head, digest([ways, reads.rows(entries)]), partial(_part, head, facts, entries, sections))


def cut(facts: Facts, groups: Groups) -> Cuts:
    """Which promises have a page of their own; the count of a link is that of the promises."""
    words = facts.words
    return Cuts(
        dict(_links((words.regions[slug].name, slug, groups.by_region[slug]) for slug in groups.provinces)),
        dict(_links((words.sectors[slug].name, slug, entries) for slug, entries in groups.by_sector.items())),
    )


def _links(named: Iterable[tuple[str, str, Sequence[Entry]]]) -> Iterator[tuple[Link, Sequence[Entry]]]:
    for name, slug, entries in named:
        promising = [entry for entry in entries if entry.milestones and not entry.withdrawn]
        if promising:
            count = sum(len(entry.milestones) for entry in promising)
            yield Link(name, links.promises(slug), count), promising


def _whole(head: Head, facts: Facts, cuts: Cuts) -> PromisePage:
    tables = (_table("지역별", _tallies(facts, cuts.regions)), _table("분야별", _tallies(facts, cuts.sectors)))
    return _page(head, facts.promises(facts.catalogue.entries), SHOWN_OF_ALL, tables, ())


def _part(head: Head, facts: Facts, entries: Sequence[Entry], cuts: tuple[Section, ...]) -> PromisePage:
    return _page(head, facts.promises(entries), SHOWN, (), cuts)


def _about(whose: str) -> str:
    return f"{whose} 정책에서 기한을 밝힌 약속을 지킨 것, 다가오는 것, 기한이 지난 것으로 나눠 모았습니다."


def _tallies(facts: Facts, cuts: Mapping[Link, Sequence[Entry]]) -> Tallies:
    return {
        Link(link.label, link.path): Counter(promise.state for promise in facts.promises(entries))
        for link, entries in cuts.items()
    }


def _page(
    head: Head, promises: Sequence[Promise], shown: int, tables: tuple[PromiseTable, ...], cuts: tuple[Section, ...]
) -> PromisePage:
    counts = Counter(promise.state for promise in promises)
    by_year: Tallies = {}
    for promise in promises:
        by_year.setdefault(Link(f"{promise.due_date[:4]}년", ""), Counter())[promise.state] += 1
    return PromisePage(
        head=head,
        heading=head.title,
        tallies=tuple((STATE_MARKS[state], STATE_WORDS[state], state, counts[state]) for state in ORDER),
        punctuality=_punctuality([promise for promise in promises if promise.state == "kept"]),
        tables=(_table("기한이 되는 해마다", by_year), *tables) if promises else (),
        sections=tuple(_sections(promises, shown)),
        cuts=cuts,
    )


def _table(heading: str, tallies: Tallies) -> PromiseTable:
    """Counts with bars on one scale: what was kept first, then what is still to come or was not kept."""
    states: tuple[State, ...] = tuple(state for state in BARS if any(counts[state] for counts in tallies.values()))
    most = max((counts.total() for counts in tallies.values()), default=1)
    rows = (
        PromiseRow(link, tuple(counts[state] for state in states), tuple(_parts(counts, most)))
        for link, counts in tallies.items()
    )
    return PromiseTable(heading, tuple((state, STATE_WORDS[state]) for state in states), tuple(rows))


def _parts(counts: Counter[State], most: int) -> Iterator[tuple[State, float, float]]:
    done = 0
    for state in BARS:
        if counts[state]:
            yield state, round(100 * done / most, 2), round(100 * counts[state] / most, 2)
            done += counts[state]


def _sections(promises: Sequence[Promise], shown: int) -> Iterator[PromiseSection]:
    """The promises of each state: what is due next first, what was due or kept last first."""
    for state in ORDER:
        found = [promise for promise in promises if promise.state == state]
        if state != "upcoming":
            found.reverse()
        if found:
            yield PromiseSection(state, STATE_WORDS[state], tuple(found[:shown]), len(found))


def _punctuality(kept: Sequence[Promise]) -> str:
    """How late promises were kept, in a sentence."""
    late = [promise.days_late for promise in kept if promise.days_late > 0]
    if not kept:
        return ""
    if not late:
        return f"지킨 약속 {len(kept):,}건은 모두 기한 안에 지켰습니다."
    middle = statistics.median_low(late)
    return (
        f"지킨 약속 {len(kept):,}건 가운데 {len(kept) - len(late):,}건은 기한 안에,"
        f" {len(late):,}건은 늦게 지켰습니다(늦은 날수의 가운데값 {middle:,}일)."
    )
