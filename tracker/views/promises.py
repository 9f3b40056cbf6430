"""The pages of promises: kept, upcoming, overdue and dropped, for the whole country, a province or a sector."""

import statistics
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from tracker import links
from tracker.model import Entry
from tracker.views.facts import Facts
from tracker.views.groups import Groups
from tracker.views.shapes import (
    STATE_MARKS,
    STATE_WORDS,
    Head,
    Link,
    Promise,
    PromisePage,
    PromiseSection,
    Section,
    State,
)

ORDER: tuple[State, ...] = ("overdue", "upcoming", "kept", "dropped")
SHOWN = 100
"""Promises of each state on a page; the rest stands in the data files."""


def promise_pages(facts: Facts, groups: Groups) -> Iterator[PromisePage]:
    """All promises, then those of each province and each sector that has any."""
    regions = {
        links.promises(slug): (facts.words.regions[slug].name, groups.by_region[slug]) for slug in groups.provinces
    }
    sectors = {
        links.promises(slug): (facts.words.sectors[slug].name, entries) for slug, entries in groups.by_sector.items()
    }
    cuts = (Section("지역별", tuple(_cuts(facts, regions))), Section("분야별", tuple(_cuts(facts, sectors))))
    yield _page(facts, Head(path=links.PROMISES, title="약속", description=_about("지방자치단체")), "약속", (), cuts)
    for path, (name, entries) in (regions | sectors).items():
        if any(entry.milestones for entry in entries if not entry.withdrawn):
            head = Head(
                path=path,
                title=f"{name}의 약속",
                description=_about(name),
                crumbs=(Link("약속", links.PROMISES),),
            )
            yield _page(facts, head, f"{name}의 약속", entries, cuts)


def _about(whose: str) -> str:
    return f"{whose} 정책에서 기한을 밝힌 약속을 지킨 것, 다가오는 것, 기한이 지난 것으로 나눠 모았습니다."


def _cuts(facts: Facts, pages: Mapping[str, tuple[str, Sequence[Entry]]]) -> Iterator[Link]:
    for path, (name, entries) in pages.items():
        count = sum(len(entry.milestones) for entry in entries if not entry.withdrawn)
        if count:
            yield Link(name, path, count)


def _page(facts: Facts, head: Head, heading: str, entries: Sequence[Entry], cuts: tuple[Section, ...]) -> PromisePage:
    promises = facts.promises(entries or facts.catalogue.entries)
    counts = Counter(promise.state for promise in promises)
    return PromisePage(
        head=head,
        heading=heading,
        tallies=tuple((STATE_MARKS[state], STATE_WORDS[state], state, counts[state]) for state in ORDER),
        punctuality=_punctuality([promise for promise in promises if promise.state == "kept"]),
        sections=tuple(_sections(promises)),
        cuts=cuts,
    )


def _sections(promises: Sequence[Promise]) -> Iterator[PromiseSection]:
    """The promises of each state: what is due next first, what was due or kept last first."""
    for state in ORDER:
        found = [promise for promise in promises if promise.state == state]
        if state != "upcoming":
            found.reverse()
        if found:
            yield PromiseSection(state, STATE_WORDS[state], tuple(found[:SHOWN]), len(found))


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
