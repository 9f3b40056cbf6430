"""The pages of promises: kept, upcoming, overdue and dropped, for the whole country, a province or a sector."""

import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

import msgspec

from tracker import links
from tracker.model import Entry
from tracker.views.facts import Facts
from tracker.views.groups import Groups
from tracker.views.plans import Plan, Reads, digest
from tracker.views.shapes import STATE_MARKS, STATE_WORDS, Head, Link, Promise, Section, State

ORDER: tuple[State, ...] = ("overdue", "upcoming", "kept", "dropped")
BARS: tuple[State, ...] = ("kept", "overdue", "upcoming", "dropped")
"""The states from left to right in a bar."""
SHOWN_OF_ALL, SHOWN = 20, 30
"""Promises of each state on the page of all, and on a page of some; the rest stands in the data files."""

Tallies = dict[Link, Counter[State]]
"""How many promises of each state a group has."""


class PromiseSection(msgspec.Struct, frozen=True):
    """The promises of one state, of which perhaps not all are shown."""

    state: State
    heading: str
    promises: tuple[Promise, ...]
    total: int


class PromiseRow(msgspec.Struct, frozen=True):
    """Promises of a group: how many of each state, and the parts of a bar as state, x and width in percent."""

    link: Link
    counts: tuple[int, ...]
    parts: tuple[tuple[State, float, float], ...]


class PromiseTable(msgspec.Struct, frozen=True):
    """Promises by group and state; a column is a state and its word, and the first one is called as `group` says."""

    heading: str
    group: str
    columns: tuple[tuple[State, str], ...]
    rows: tuple[PromiseRow, ...]


class PromisePage(msgspec.Struct, frozen=True, kw_only=True):
    """Promises by state. A tally is mark, word, state and count."""

    head: Head
    heading: str
    tallies: tuple[tuple[str, str, str, int], ...]
    punctuality: str
    tables: tuple[PromiseTable, ...]
    sections: tuple[PromiseSection, ...]
    cuts: tuple[Section, ...]


class Cuts(NamedTuple):
    """The entries with promises of each province and of each sector that has any, by the link to their page."""

    regions: Mapping[Link, Sequence[Entry]]
    sectors: Mapping[Link, Sequence[Entry]]
    headings: tuple[str, str]

    @property
    def sections(self) -> tuple[Section, ...]:
        """The ways to the pages of all cuts."""
        return tuple(map(Section, self.headings, (tuple(self.regions), tuple(self.sectors))))


def plans(facts: Facts, groups: Groups, reads: Reads) -> Iterator[Plan[PromisePage]]:
    """All promises, then those of each province and each sector that has any."""
    cuts = cut(facts, groups)
    title = facts.pgettext("several", "약속")
    about = _about(facts, facts.gettext("지방자치단체"))
    head = Head(path=links.PROMISES, title=title, description=about, english=facts.has_english())
    yield Plan(head, reads.everything, partial(_whole, head, facts, cuts))
    sections = cuts.sections
    ways = digest(f"{link.path} {link.count}" for section in sections for link in section.links)
    for link, entries in (*cuts.regions.items(), *cuts.sectors.items()):
        head = Head(
            path=link.path,
            title=facts.gettext("%(name)s의 약속", name=link.label),
            description=_about(facts, link.label),
            crumbs=(Link(title, links.PROMISES),),
            english=facts.has_english(),
        )
        yield Plan(head, digest([ways, reads.rows(entries)]), partial(_part, head, facts, entries, sections))


def cut(facts: Facts, groups: Groups) -> Cuts:
    """Which promises have a page of their own; the count of a link is that of the promises."""
    words = facts.words
    regions = ((facts.region_name(words.regions[slug]), slug, groups.by_region[slug]) for slug in groups.provinces)
    sectors = ((facts.name(words.sectors[slug]), slug, entries) for slug, entries in groups.by_sector.items())
    headings = facts.gettext("지역별"), facts.gettext("분야별")
    return Cuts(dict(_links(regions)), dict(_links(sectors)), headings)


def _links(named: Iterable[tuple[str, str, Sequence[Entry]]]) -> Iterator[tuple[Link, Sequence[Entry]]]:
    for name, slug, entries in named:
        promising = [entry for entry in entries if entry.milestones and not entry.withdrawn]
        if promising:
            count = sum(len(entry.milestones) for entry in promising)
            yield Link(name, links.promises(slug), count), promising


def _whole(head: Head, facts: Facts, cuts: Cuts) -> PromisePage:
    by_region, by_sector = cuts.headings
    tables = (
        _table(facts, by_region, facts.gettext("지역"), _tallies(facts, cuts.regions)),
        _table(facts, by_sector, facts.gettext("분야"), _tallies(facts, cuts.sectors)),
    )
    return _page(facts, head, facts.promises(facts.catalogue.entries), SHOWN_OF_ALL, tables, ())


def _part(head: Head, facts: Facts, entries: Sequence[Entry], cuts: tuple[Section, ...]) -> PromisePage:
    return _page(facts, head, facts.promises(entries), SHOWN, (), cuts)


def _about(facts: Facts, whose: str) -> str:
    return facts.gettext(
        "%(whose)s 정책에서 기한을 밝힌 약속을 지킨 것, 다가오는 것, 기한이 지난 것으로 나눠 모았습니다.", whose=whose
    )


def _tallies(facts: Facts, cuts: Mapping[Link, Sequence[Entry]]) -> Tallies:
    return {
        Link(link.label, link.path): Counter(promise.state for promise in facts.promises(entries))
        for link, entries in cuts.items()
    }


def _page(
    facts: Facts,
    head: Head,
    promises: Sequence[Promise],
    shown: int,
    tables: tuple[PromiseTable, ...],
    cuts: tuple[Section, ...],
) -> PromisePage:
    counts = Counter(promise.state for promise in promises)
    by_year: Tallies = {}
    for promise in promises:
        year = facts.gettext("%(year)s년", year=promise.due_date[:4])
        by_year.setdefault(Link(year, ""), Counter())[promise.state] += 1
    return PromisePage(
        head=head,
        heading=head.title,
        tallies=tuple((STATE_MARKS[state], facts.gettext(STATE_WORDS[state]), state, counts[state]) for state in ORDER),
        punctuality=_punctuality(facts, [promise for promise in promises if promise.state == "kept"]),
        tables=(_table(facts, facts.gettext("기한이 되는 해마다"), facts.gettext("해"), by_year), *tables)
        if promises
        else (),
        sections=tuple(_sections(facts, promises, shown)),
        cuts=cuts,
    )


def _table(facts: Facts, heading: str, group: str, tallies: Tallies) -> PromiseTable:
    """Counts with bars on one scale: what was kept first, then what is still to come or was not kept."""
    states: tuple[State, ...] = tuple(state for state in BARS if any(counts[state] for counts in tallies.values()))
    most = max((counts.total() for counts in tallies.values()), default=1)
    rows = (
        PromiseRow(link, tuple(counts[state] for state in states), tuple(_parts(counts, most)))
        for link, counts in tallies.items()
    )
    columns = tuple((state, facts.gettext(STATE_WORDS[state])) for state in states)
    return PromiseTable(heading, group, columns, tuple(rows))


def _parts(counts: Counter[State], most: int) -> Iterator[tuple[State, float, float]]:
    done = 0
    for state in BARS:
        if counts[state]:
            yield state, round(100 * done / most, 2), round(100 * counts[state] / most, 2)
            done += counts[state]


def _sections(facts: Facts, promises: Sequence[Promise], shown: int) -> Iterator[PromiseSection]:
    """The promises of each state: what is due next first, what was due or kept last first."""
    for state in ORDER:
        found = [promise for promise in promises if promise.state == state]
        if state != "upcoming":
            found.reverse()
        if found:
            yield PromiseSection(state, facts.gettext(STATE_WORDS[state]), tuple(found[:shown]), len(found))


def _punctuality(facts: Facts, kept: Sequence[Promise]) -> str:
    """How late promises were kept, in a sentence."""
    late = [promise.days_late for promise in kept if promise.days_late > 0]
    if not kept:
        return ""
    if not late:
        return facts.gettext("지킨 약속 %(kept)s건은 모두 기한 안에 지켰습니다.", kept=f"{len(kept):,}")
    return facts.gettext(
        "지킨 약속 %(kept)s건 가운데 %(timely)s건은 기한 안에,"
        " %(late)s건은 늦게 지켰습니다(늦은 날수의 가운데값 %(days)s일).",
        kept=f"{len(kept):,}",
        timely=f"{len(kept) - len(late):,}",
        late=f"{len(late):,}",
        days=f"{statistics.median_low(late):,}",
    )
