"""The budget page: the newest figure of each purpose, never added across statuses, never counted twice."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from tracker import dates, links, money
from tracker.model import Budget, Entry, Status
from tracker.views.facts import SOURCE_WORDS, STATUS_WORDS, Facts
from tracker.views.groups import Groups
from tracker.views.shapes import BudgetPage, BudgetTable, Figure, Head, Link, TableRow

SHOWN = 20
"""Figures listed on the page; the rest stands in the data files."""
UNKNOWN = "재원 모름"
HEAD = Head(
    path=links.BUDGETS,
    title="예산",
    description="지방자치단체가 발표하고, 신청하고, 따내고, 편성하고, 쓴 돈을 상태별로 나눠 모았습니다.",
)


class Standing(NamedTuple):
    """A budget that stands today, with the entry that says so."""

    entry: Entry
    budget: Budget


def standing(entries: Iterable[Entry]) -> list[Standing]:
    """The newest figure of each purpose of an initiative, newest first; parts of a listed total are left out.

    `entries` are newest first. An entry without an initiative speaks for itself alone.
    """
    found: dict[tuple[str, str], Standing] = {}
    for entry in entries:
        for budget in () if entry.withdrawn else entry.budgets:
            found.setdefault((entry.initiative or entry.id, budget.what), Standing(entry, budget))
    return [
        item
        for (owner, _), item in found.items()
        if not item.budget.part_of or (owner, item.budget.part_of) not in found
    ]


def budget_page(facts: Facts, groups: Groups) -> BudgetPage:
    """All sums that stand: totals by status, and by place, field, year and source for each status."""
    everything = standing(facts.catalogue.entries)
    regions = {slug: standing(groups.by_region[slug]) for slug in groups.provinces}
    sectors = {slug: standing(entries) for slug, entries in groups.by_sector.items()}
    by_region = {_region(facts, slug): found for slug, found in regions.items()}
    by_sector = {facts.sector_link(slug): found for slug, found in sectors.items()}
    return BudgetPage(
        head=HEAD,
        totals=tuple(totals(everything)),
        tables=(
            _table("지역별", by_region, "여러 지역이 함께하는 사업은 지역마다 모두 셉니다."),
            _table("분야별", by_sector, "여러 분야에 걸친 사업은 분야마다 모두 셉니다."),
            _table("발표한 해별", _by_year(everything), ""),
            _sources(everything),
        ),
        figures=tuple(figure(facts, item) for item in everything[:SHOWN]),
        count=len(everything),
    )


def _region(facts: Facts, slug: str) -> Link:
    region = next(region for region in facts.words.regions.values() if region.slug == slug)
    return Link(region.name, links.region(region.slug))


def totals(items: Iterable[Standing]) -> Iterator[tuple[str, str, int, int]]:
    """For each status: its word, the sum in words and in KRW, and of how many figures it is made."""
    found = list(items)
    for status, word in STATUS_WORDS.items():
        amounts = [item.budget.amount for item in found if item.budget.status == status]
        if amounts:
            yield word, money.format_won(sum(amounts)), sum(amounts), len(amounts)


def _table(heading: str, groups: Mapping[Link, list[Standing]], note: str) -> BudgetTable:
    """A row for each group that has money, with a sum for each status."""
    rows = [
        TableRow(link, tuple(_sum(items, lambda budget, s=status: budget.status == s) for status in STATUS_WORDS))  # type: ignore[misc]  # mypy does not type a lambda's default
        for link, items in groups.items()
        if items
    ]
    return _used_columns(heading, note, rows)


def _sum(items: Iterable[Standing], counts: Callable[[Budget], bool]) -> tuple[str, int]:
    amount = sum(item.budget.amount for item in items if counts(item.budget))
    return (money.format_won(amount) if amount else "–", amount)


def _used_columns(heading: str, note: str, rows: list[TableRow]) -> BudgetTable:
    """Leave out the statuses that no row has."""
    words = list(STATUS_WORDS.values())
    used = [number for number in range(len(words)) if any(row.cells[number][1] for row in rows)]
    return BudgetTable(
        heading=heading,
        note=note,
        columns=tuple(words[number] for number in used),
        rows=tuple(TableRow(row.link, tuple(row.cells[number] for number in used)) for row in rows),
        most=max((cell[1] for row in rows for cell in row.cells), default=0),
    )


def _by_year(items: Iterable[Standing]) -> dict[Link, list[Standing]]:
    """Figures by the year of the event that gave them, newest first."""
    found: dict[Link, list[Standing]] = {}
    for item in sorted(items, key=lambda item: -item.entry.date.year):
        found.setdefault(Link(f"{item.entry.date.year}년", ""), []).append(item)
    return found


def _sources(items: Iterable[Standing]) -> BudgetTable:
    """Sums by who pays; a figure without a breakdown is of unknown source, never guessed."""
    cells: dict[str, dict[Status, int]] = {word: {} for word in (*SOURCE_WORDS.values(), UNKNOWN)}
    for item in items:
        parts = item.budget.breakdown.parts() if item.budget.breakdown else {}
        named = {SOURCE_WORDS[name]: int(part) for name, part in parts.items()} or {UNKNOWN: item.budget.amount}
        for word, amount in named.items():
            cells[word][item.budget.status] = cells[word].get(item.budget.status, 0) + amount
    rows = [
        TableRow(
            Link(word, ""),
            tuple(
                (money.format_won(by_status[status]), by_status[status]) if status in by_status else ("–", 0)
                for status in STATUS_WORDS
            ),
        )
        for word, by_status in cells.items()
        if by_status
    ]
    return _used_columns("재원별", "재원을 밝히지 않은 금액은 짐작하지 않고 따로 둡니다.", rows)


def figure(facts: Facts, item: Standing) -> Figure:
    """A sum that stands, in words."""
    entry = item.entry
    return Figure(
        money=facts.sum_of(item.budget),
        where=facts.region_link(entry.regions[0], entry.date.first),
        entry=Link(entry.title, links.entry(entry.id)),
        date=dates.format_korean(entry.date),
        date_value=str(entry.date),
    )
