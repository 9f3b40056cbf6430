"""The geometry of the pictures: stage track, money bars, matrix of dots. Numbers and words; templates draw them."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from tracker import links
from tracker.fields import STATUS_WORDS
from tracker.messages import N_
from tracker.model import Budget, Entry, PartialDate
from tracker.views.facts import SOURCE_WORDS, Facts
from tracker.views.groups import Groups
from tracker.views.shapes import Link, Sum

STATIONS = (N_("구상"), N_("발표·협약"), N_("선정·의결"), N_("예산·추진"), N_("완료"))
"""The fifths of a stage's ring, from proposed to completed."""
DELAYED, CANCELLED = 6, 7
LARGEST = 12
"""Radius of the largest dot of a matrix, in steps; its area is that of the largest count."""
NARROWEST = 0.6
"""Percent of the picture's width below which a bar could not be seen."""
UNKNOWN = "unknown"


class Station(msgspec.Struct, frozen=True, kw_only=True):
    """A point of the stage track, `x` percent along its line.

    `seen`: an event brought the initiative here. `passed`: it is beyond this point. `delays` counts the times that it
    was held up here, the last on `delayed`.
    """

    label: str
    x: int
    seen: bool
    passed: bool
    now: bool
    date: str
    delays: int = 0
    delayed: str = ""
    cancelled: str = ""


class Segment(msgspec.Struct, frozen=True):
    """A part of a bar, in percent of the picture's width; `source` names its pattern."""

    source: str
    label: str
    text: str
    amount: int
    x: float
    width: float


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """The newest sum of one purpose and one status, by who pays; `standing` if it is the newest of the purpose."""

    money: Sum
    entry: Link
    date: str
    standing: bool
    part_of: str
    segments: tuple[Segment, ...]


class Purpose(msgspec.Struct, frozen=True):
    """What the money is for, with a bar for each status: what was asked for stands apart from what was given."""

    what: str
    bars: tuple[Bar, ...]


class Cell(msgspec.Struct, frozen=True):
    """A crossing of the matrix: how many entries, and the dot, whose area grows with them (`size` is its radius)."""

    path: str
    count: int
    size: int


class Matrix(msgspec.Struct, frozen=True):
    """Provinces across, sectors down; None where the two have no entry together."""

    provinces: tuple[Link, ...]
    rows: tuple[tuple[Link, tuple[Cell | None, ...]], ...]


def track(facts: Facts, entries: Sequence[Entry]) -> tuple[Station, ...]:
    """Where an initiative has been, from its events, newest first; held-up times stand where it was by then."""
    seen: dict[int, list[Entry]] = {}
    held: dict[int, list[Entry]] = {}
    ended: dict[int, Entry] = {}
    here = 1
    for entry in reversed(setting_stage(facts, entries)):
        number = facts.mark(entry.stage).phase
        if number == DELAYED:
            held.setdefault(here, []).append(entry)
        elif number == CANCELLED:
            ended[here] = entry
        else:
            here = number
            seen.setdefault(number, []).append(entry)
    return tuple(_stations(facts, seen, held, ended, here))


def setting_stage(facts: Facts, entries: Iterable[Entry]) -> list[Entry]:
    """The events that say where the initiative stands, in the order given."""
    stages = facts.words.stages
    return [entry for entry in entries if not entry.withdrawn and stages[entry.stage].sets_stage]


def _stations(
    facts: Facts,
    seen: Mapping[int, list[Entry]],
    held: Mapping[int, list[Entry]],
    ended: Mapping[int, Entry],
    now: int,
) -> Iterator[Station]:
    furthest = max(seen, default=0)
    for number, label in enumerate(STATIONS, 1):
        events, delays = seen.get(number, []), held.get(number, [])
        yield Station(
            label=facts.gettext(label),
            x=20 * number - 10,
            seen=bool(events),
            passed=number < furthest,
            now=number == now,
            date=_month(facts, events[0]) if events else "",
            delays=len(delays),
            delayed=_month(facts, delays[-1]) if delays else "",
            cancelled=_month(facts, ended[number]) if number in ended else "",
        )


def _month(facts: Facts, entry: Entry) -> str:
    """`2024. 5.`: days do not fit below a point."""
    return facts.language.brief(PartialDate(entry.date.year, entry.date.month))


def purposes(facts: Facts, entries: Iterable[Entry]) -> tuple[Purpose, ...]:
    """A bar for the newest sum of each purpose and status, all on one scale; entries are newest first."""
    newest: dict[str, dict[str, tuple[Entry, Budget]]] = {}
    for entry in entries:
        for budget in () if entry.withdrawn else entry.budgets:
            newest.setdefault(budget.what, {}).setdefault(budget.status, (entry, budget))
    most = max((int(budget.amount) for found in newest.values() for _, budget in found.values()), default=1)
    return tuple(_purpose(facts, what, found, most) for what, found in newest.items())


def _purpose(facts: Facts, what: str, found: Mapping[str, tuple[Entry, Budget]], most: int) -> Purpose:
    told = next((budget.what_en for _, budget in found.values() if budget.what_en), None)
    return Purpose(facts.said(what, told), tuple(_bars(facts, found, most)))


def _bars(facts: Facts, found: Mapping[str, tuple[Entry, Budget]], most: int) -> Iterator[Bar]:
    """What was asked for first, then what was given; the first one found is the one that stands."""
    standing = next(iter(found))
    for status in STATUS_WORDS:
        if status in found:
            entry, budget = found[status]
            yield Bar(
                money=facts.sum_of(budget),
                entry=facts.entry_link(entry),
                date=facts.date(entry.date),
                standing=status == standing,
                part_of=budget.part_of or "",
                segments=tuple(_segments(facts, budget, most)),
            )


def _segments(facts: Facts, budget: Budget, most: int) -> Iterator[Segment]:
    """The parts of a bar from left to right; a sum of unknown source is one part."""
    parts = budget.breakdown.parts() if budget.breakdown else {UNKNOWN: budget.amount}
    x = 0.0
    for source, amount in parts.items():
        if amount:
            width = max(round(100 * amount / most, 2), NARROWEST if len(parts) == 1 else 0.05)
            label = facts.gettext(SOURCE_WORDS.get(source, "재원 모름"))
            yield Segment(source, label, facts.won(amount), amount, round(x, 2), width)
            x += width


def matrix(facts: Facts, groups: Groups) -> Matrix:
    """How many entries each province of today has in each sector that anyone has entries in."""
    provinces, crossed = groups.provinces, groups.sectors_of_provinces
    sectors = [slug for slug, entries in groups.by_sector.items() if entries]
    counts = {(sector, slug): len(crossed[slug].get(sector, ())) for sector in sectors for slug in provinces}
    most = max(counts.values(), default=1) or 1
    rows = (
        (
            Link(facts.name(facts.words.sectors[sector]), links.sector(sector), len(groups.by_sector[sector])),
            tuple(
                Cell(links.region_sector(slug, sector), count, dot(count, most))
                if (count := counts[sector, slug])
                else None
                for slug in provinces
            ),
        )
        for sector in sectors
    )
    columns = (
        Link(facts.everyday(facts.words.regions[slug]), facts.address(links.region(slug), groups.by_region[slug]))
        for slug in provinces
    )
    return Matrix(tuple(columns), tuple(rows))


def dot(count: int, most: int) -> int:
    """The radius of a dot in steps, so that its area is to the largest one's as the counts are."""
    return max(1, round(LARGEST * math.sqrt(count / most)))
