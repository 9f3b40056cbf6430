"""The budget page: the newest figure of each purpose, never added across statuses, never counted twice."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, get_args

import msgspec

from tracker import links
from tracker.fields import STATUS_WORDS
from tracker.messages import N_
from tracker.model import Budget, Entry, Status
from tracker.views.facts import SOURCE_WORDS, Facts
from tracker.views.groups import Groups
from tracker.views.shapes import Head, Link, Sum

SHOWN = 100
"""Figures listed on the page; the rest stands in the data files."""
UNKNOWN = N_("재원 모름")


class Figure(msgspec.Struct, frozen=True):
    """A sum that stands, with the entry and the source that it can be traced to."""

    money: Sum
    where: Link
    entry: Link
    date: str
    date_value: str
    source: Link


class TableRow(msgspec.Struct, frozen=True):
    """A row of sums: words and KRW for each column."""

    link: Link
    cells: tuple[tuple[str, int], ...]


class BudgetTable(msgspec.Struct, frozen=True):
    """Sums by group, whose column is headed `group`, and column; `most` are the largest of each, for the bars."""

    heading: str
    group: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    most: tuple[int, ...]


class BudgetPage(msgspec.Struct, frozen=True, kw_only=True):
    """All sums that stand. A total is status, words, KRW and number of figures."""

    head: Head
    totals: tuple[tuple[str, str, int, int], ...]
    tables: tuple[BudgetTable, ...]
    figures: tuple[Figure, ...]
    count: int


class Standing(NamedTuple):
    """A budget that stands today, with the entry that says so."""

    entry: Entry
    budget: Budget


class Column(NamedTuple):
    """Money of one status: what private parties pay, or the rest."""

    status: Status
    is_private: bool

    def word(self, facts: Facts) -> str:
        """How the column is headed."""
        status = facts.gettext(STATUS_WORDS[self.status])
        return facts.gettext("%(status)s(민간)", status=status) if self.is_private else status


COLUMNS = tuple(Column(status, is_private) for is_private in (False, True) for status in get_args(Status))
"""Announced private money is large and may never come: it stands beside public money, not in it."""


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


def head(facts: Facts) -> Head:
    """What the page of sums shares with all pages."""
    return Head(
        path=links.BUDGETS,
        title=facts.pgettext("several", "예산"),
        description=facts.gettext(
            "지방자치단체가 발표하고, 신청하고, 따내고, 편성하고, 쓴 돈을 상태별로 나눠 모았습니다."
        ),
        english=facts.has_english(),
    )


def budget_page(facts: Facts, groups: Groups) -> BudgetPage:
    """All sums that stand: totals, and by place, field, year and source, for each status."""
    gettext, everything = facts.gettext, standing(facts.catalogue.entries)
    by_region = {_region(facts, slug): _said_by(groups.by_region[slug], everything) for slug in groups.provinces}
    by_sector = {facts.sector_link(slug): _said_by(entries, everything) for slug, entries in groups.by_sector.items()}
    return BudgetPage(
        head=head(facts),
        totals=tuple(totals(facts, everything)),
        tables=(
            _table(
                facts,
                gettext("지역별"),
                gettext("지역"),
                by_region,
                gettext("여러 지역이 함께하는 사업은 지역마다 모두 셉니다."),
            ),
            _table(
                facts,
                gettext("분야별"),
                gettext("분야"),
                by_sector,
                gettext("여러 분야에 걸친 사업은 분야마다 모두 셉니다."),
            ),
            _table(facts, gettext("발표한 해별"), gettext("발표한 해"), _by_year(facts, everything), ""),
            _sources(facts, everything),
        ),
        figures=tuple(figure(facts, item) for item in everything[:SHOWN]),
        count=len(everything),
    )


def _said_by(entries: Iterable[Entry], items: Iterable[Standing]) -> list[Standing]:
    """The sums that one of the entries gave; what stands is the same on the whole page."""
    ids = {entry.id for entry in entries}
    return [item for item in items if item.entry.id in ids]


def _region(facts: Facts, slug: str) -> Link:
    region = next(region for region in facts.words.regions.values() if region.slug == slug)
    return Link(facts.region_name(region), links.region(region.slug))


def share(budget: Budget, column: Column) -> int:
    """What a budget adds to a column. Money of unknown source counts as not private, and is never guessed."""
    private = (budget.breakdown.private or 0) if budget.breakdown else 0
    return 0 if budget.status != column.status else private if column.is_private else budget.amount - private


def totals(facts: Facts, items: Iterable[Standing]) -> Iterator[tuple[str, str, int, int]]:
    """For each column with money: its word, the sum in words and in KRW, and of how many figures it is made."""
    found = list(items)
    for column in COLUMNS:
        shares = [amount for item in found if (amount := share(item.budget, column))]
        if shares:
            yield column.word(facts), facts.won(sum(shares)), sum(shares), len(shares)


def _table(facts: Facts, heading: str, group: str, groups: Mapping[Link, list[Standing]], note: str) -> BudgetTable:
    """A row for each group that has money, with a sum for each column."""
    rows = [
        TableRow(link, tuple(_sum(facts, items, column) for column in COLUMNS))
        for link, items in groups.items()
        if items
    ]
    return _used_columns(heading, group, note, rows, [column.word(facts) for column in COLUMNS])


def _sum(facts: Facts, items: Iterable[Standing], column: Column) -> tuple[str, int]:
    amount = sum(share(item.budget, column) for item in items)
    return (facts.won(amount) if amount else "–", amount)


def _used_columns(heading: str, group: str, note: str, rows: list[TableRow], words: Sequence[str]) -> BudgetTable:
    """Leave out the columns that no row has."""
    used = [number for number in range(len(words)) if any(row.cells[number][1] for row in rows)]
    return BudgetTable(
        heading=heading,
        group=group,
        note=note,
        columns=tuple(words[number] for number in used),
        rows=tuple(TableRow(row.link, tuple(row.cells[number] for number in used)) for row in rows),
        most=tuple(max(row.cells[number][1] for row in rows) for number in used),
    )


def _by_year(facts: Facts, items: Iterable[Standing]) -> dict[Link, list[Standing]]:
    """Figures by the year of the event that gave them, newest first."""
    found: dict[Link, list[Standing]] = {}
    for item in sorted(items, key=lambda item: -item.entry.date.year):
        found.setdefault(Link(facts.gettext("%(year)s년", year=item.entry.date.year), ""), []).append(item)
    return found


def _sources(facts: Facts, items: Iterable[Standing]) -> BudgetTable:
    """Sums by who pays; a figure without a breakdown is of unknown source, never guessed."""
    cells: dict[str, dict[Status, int]] = {word: {} for word in (*SOURCE_WORDS.values(), UNKNOWN)}
    for item in items:
        parts = item.budget.breakdown.parts() if item.budget.breakdown else {}
        named = {SOURCE_WORDS[name]: int(part) for name, part in parts.items()} or {UNKNOWN: item.budget.amount}
        for word, amount in named.items():
            cells[word][item.budget.status] = cells[word].get(item.budget.status, 0) + amount
    rows = [
        TableRow(
            Link(facts.gettext(word), ""),
            tuple(
                (facts.won(by_status[status]), by_status[status]) if status in by_status else ("–", 0)
                for status in STATUS_WORDS
            ),
        )
        for word, by_status in cells.items()
        if by_status
    ]
    note = facts.gettext("재원을 밝히지 않은 금액은 짐작하지 않고 따로 둡니다.")
    words = list(map(facts.gettext, STATUS_WORDS.values()))
    return _used_columns(facts.gettext("재원별"), facts.gettext("재원"), note, rows, words)


def figure(facts: Facts, item: Standing) -> Figure:
    """A sum that stands, in words."""
    entry = item.entry
    source = entry.sources[0]
    return Figure(
        money=facts.sum_of(item.budget),
        where=facts.region_link(entry.regions[0], entry.date.first),
        entry=facts.entry_link(entry),
        date=facts.date(entry.date),
        date_value=str(entry.date),
        source=Link(source.publisher, source.url),
    )
