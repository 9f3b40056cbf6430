"""The pages of promises: kept, upcoming, overdue and dropped, for the whole country, a province or a sector."""

import statistics
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from tracker import links
from tracker.views.facts import Facts
from tracker.views.groups import Groups
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


def promise_pages(facts: Facts, groups: Groups) -> Iterator[PromisePage]:
    """All promises, then those of each province and each sector that has any."""
    regions = {
        links.promises(slug): (facts.region_name(facts.words.regions[slug]), facts.promises(groups.by_region[slug]))
        for slug in groups.provinces
    }
    sectors = {
        links.promises(slug): (facts.name(facts.words.sectors[slug]), facts.promises(entries))
        for slug, entries in groups.by_sector.items()
    }
    gettext, title = facts.gettext, facts.pgettext("several", "약속")
    by_region, by_sector = gettext("지역별"), gettext("분야별")
    cuts = (Section(by_region, tuple(_cuts(regions))), Section(by_sector, tuple(_cuts(sectors))))
    everything = facts.promises(facts.catalogue.entries)
    tables = (
        _table(facts, by_region, gettext("지역"), _tallies(regions)),
        _table(facts, by_sector, gettext("분야"), _tallies(sectors)),
    )
    about = _about(facts, gettext("지방자치단체"))
    head = Head(path=links.PROMISES, title=title, description=about, english=facts.has_english())
    yield _page(facts, head, everything, SHOWN_OF_ALL, tables, ())
    for path, (name, promises) in (regions | sectors).items():
        if promises:
            head = Head(
                path=path,
                title=gettext("%(name)s의 약속", name=name),
                description=_about(facts, name),
                crumbs=(Link(title, links.PROMISES),),
                english=facts.has_english(),
            )
            yield _page(facts, head, promises, SHOWN, (), cuts)


def _about(facts: Facts, whose: str) -> str:
    return facts.gettext(
        "%(whose)s 정책에서 기한을 밝힌 약속을 지킨 것, 다가오는 것, 기한이 지난 것으로 나눠 모았습니다.", whose=whose
    )


def _cuts(pages: Mapping[str, tuple[str, Sequence[Promise]]]) -> Iterator[Link]:
    for path, (name, promises) in pages.items():
        if promises:
            yield Link(name, path, len(promises))


def _tallies(pages: Mapping[str, tuple[str, Sequence[Promise]]]) -> Tallies:
    return {
        Link(name, path): Counter(promise.state for promise in promises)
        for path, (name, promises) in pages.items()
        if promises
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
