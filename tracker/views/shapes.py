"""What pages and feeds are given: plain values, no HTML."""

import datetime as dt
from collections import Counter
from itertools import chain
from typing import Literal, Protocol

import msgspec

from tracker import links
from tracker.messages import N_
from tracker.model import Entry, Initiative, Page

State = Literal["kept", "upcoming", "overdue", "dropped"]

FACETS = ("stage", "year", "instrument", "sector", "region")
FILTERED_FROM = 8
"""Rows from which on a list has a filter."""

STATE_WORDS = {"kept": N_("이행"), "upcoming": N_("예정"), "overdue": N_("기한 지남"), "dropped": N_("무산")}
STATE_MARKS = {"kept": "●", "upcoming": "○", "overdue": "◇", "dropped": "–"}


class Link(msgspec.Struct, frozen=True):
    """A way to another page of the site; `count` where it leads to that many entries."""

    label: str
    path: str
    count: int | None = None


class Mark(msgspec.Struct, frozen=True):
    """A stage as a word and as a ring that is closed to `phase` fifths; 6 is delayed, 7 cancelled."""

    label: str
    phase: int
    slug: str = ""


class Sum(msgspec.Struct, frozen=True):
    """A budget in words; `amount` in KRW."""

    what: str
    text: str
    amount: int
    status: str
    period: str
    parts: tuple[tuple[str, str, int], ...]


class Promise(msgspec.Struct, frozen=True):
    """A milestone with what became of it: its state as a word, and how a kept one was kept against its date."""

    what: str
    due: str
    due_date: str
    state: State
    word: str
    days_late: int
    slippage: str
    where: Link
    made_by: Link
    kept_by: Link | None
    kept: str = ""
    kept_date: str = ""

    @property
    def mark(self) -> str:
        """The state as a shape."""
        return STATE_MARKS[self.state]


Trait = tuple[str, str, str]
"""What an entry can be found by in a list: the kind, the value and its words."""


class Row(msgspec.Struct, frozen=True):
    """One entry as every timeline shows it."""

    id: str
    path: str
    title: str
    date: str
    day: str
    withdrawn: bool
    stage: Mark
    where: tuple[Link, ...]
    more_regions: int
    who: tuple[str, ...]
    more_parties: int
    sectors: tuple[Link, ...]
    money: tuple[Sum, ...]
    promises: tuple[Promise, ...]
    traits: tuple[Trait, ...] = ()

    @property
    def link(self) -> Link:
        """The entry under its title."""
        return Link(self.title, self.path)

    @property
    def tokens(self) -> str:
        """Everything that the filter of a page compares, as words."""
        found = [f"{kind}-{value}" for kind, value, _ in self.traits]
        return " ".join((*found, *(["money"] if self.money else []), *(["promise"] if self.promises else [])))


class Facet(msgspec.Struct, frozen=True):
    """A thing to narrow a list by: its options are value, words and count."""

    name: str
    options: tuple[tuple[str, str, int], ...]


class Month(msgspec.Struct, frozen=True):
    """The rows of a month; the label is empty for entries of which only the year is known."""

    label: str
    rows: tuple[Row, ...]


class Year(msgspec.Struct, frozen=True):
    """The months of a year, newest first."""

    year: int
    months: tuple[Month, ...]
    count: int


class Section(msgspec.Struct, frozen=True):
    """Links under a heading: neighbours of a timeline, or a part of an index."""

    heading: str
    links: tuple[Link, ...]


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What every page has: its address, its title, the way to it, and the feed to follow it by.

    A year page names the feed of its timeline; Atom, JSON Feed and calendar lie beside the RSS feed.
    `english` tells whether the page is there in Korean and in English, with the same address below links.ENGLISH.
    """

    path: str
    title: str
    description: str
    crumbs: tuple[Link, ...] = ()
    feed: str | None = None
    updated: dt.date | None = None
    english: bool = False

    @property
    def atom(self) -> str:
        """The Atom feed beside the RSS feed."""
        return f"{self._folder}{links.ATOM}"

    @property
    def json_feed(self) -> str:
        """The JSON Feed beside the RSS feed."""
        return f"{self._folder}{links.JSON_FEED}"

    @property
    def calendar(self) -> str:
        """The calendar of promises beside the RSS feed."""
        return f"{self._folder}{links.CALENDAR}"

    @property
    def _folder(self) -> str:
        return (self.feed or "").removesuffix(links.FEED)


class Shown(Protocol):
    """Any page."""

    @property
    def head(self) -> Head:
        """What it shares with all pages."""


class Timeline(msgspec.Struct, frozen=True, kw_only=True):
    """A page of rows by year and month. `years` leads to the year pages, if there are any."""

    head: Head
    kind: str
    heading: str
    notes: tuple[str, ...] = ()
    related: tuple[Link, ...] = ()
    groups: tuple[Year, ...]
    total: int
    shown: int
    years: tuple[Link, ...] = ()
    neighbours: tuple[Section, ...] = ()
    contribute: str = ""

    @property
    def rows(self) -> list[Row]:
        """The rows that are shown, in order."""
        return [row for year in self.groups for month in year.months for row in month.rows]

    @property
    def facets(self) -> tuple[Facet, ...]:
        """What the shown rows can be narrowed by: only what tells them apart, and only in a list worth narrowing."""
        if self.shown < FILTERED_FROM:
            return ()
        counts = Counter(chain.from_iterable(row.traits for row in self.rows))
        found = (Facet(name, _options(counts, name)) for name in FACETS)
        return tuple(facet for facet in found if len(facet.options) > 1)

    @property
    def with_money(self) -> int:
        """How many of the shown rows name a sum."""
        return sum(bool(row.money) for row in self.rows)

    @property
    def with_promise(self) -> int:
        """How many of the shown rows make a promise."""
        return sum(bool(row.promises) for row in self.rows)


def _options(counts: Counter[Trait], name: str) -> tuple[tuple[str, str, int], ...]:
    """The options of one kind: years from the newest, the rest by how often they are."""
    found = [(value, label, count) for (kind, value, label), count in counts.items() if kind == name]
    newest = name == "year"
    return tuple(sorted(found, key=lambda option: (0 if newest else -option[2], _backwards(option[0], newest))))


def _backwards(text: str, newest: bool) -> tuple[int, ...]:
    """Sort key of a word, from the end of the alphabet if the newest comes first."""
    return tuple(-ord(letter) if newest else ord(letter) for letter in text)


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


class Step(msgspec.Struct, frozen=True):
    """An event that brought an initiative to a stage, with where that is written."""

    date: str
    date_value: str
    stage: Mark
    entry: Link
    sources: tuple[tuple[str, str], ...]


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


class PartyLine(msgspec.Struct, frozen=True):
    """Somebody in an initiative, with the roles over all events and how often each."""

    name: str
    path: str | None
    roles: tuple[tuple[str, int], ...]
    events: int
    years: str


class ChangeLine(msgspec.Struct, frozen=True):
    """Something that was said before and is said differently now."""

    date: str
    date_value: str
    kind: str
    what: str
    before: str
    after: str
    shift: str
    entry: Link


class InitiativePage(msgspec.Struct, frozen=True, kw_only=True):
    """An initiative: where it stands, what it promised, what it costs, and all of its events.

    A total is the word of a status, the sum in words and in KRW, and of how many figures it is made.
    """

    head: Head
    initiative: Initiative
    body: str
    """The text of the page, as safe HTML."""
    stage: Mark | None
    facts: tuple[Section, ...]
    track: tuple[Station, ...]
    steps: tuple[Step, ...]
    promises: tuple[Promise, ...]
    money: tuple[tuple[Link, Sum], ...]
    purposes: tuple[Purpose, ...]
    totals: tuple[tuple[str, str, int, int], ...]
    parties: tuple[PartyLine, ...]
    changes: tuple[ChangeLine, ...]
    groups: tuple[Year, ...]
    total: int
    contribute: str


class EntryPage(msgspec.Struct, frozen=True, kw_only=True):
    """One entry with everything that is known of it.

    A source is its publisher, its address, the archived address, the day, and how long after the event that is.
    A related entry is its link and its date.
    """

    head: Head
    entry: Entry
    body: str
    """The text of the page, as safe HTML."""
    date: str
    basis: str
    stage: Mark
    regions: tuple[Link, ...]
    participants: tuple[Link, ...]
    sectors: tuple[Link, ...]
    instruments: tuple[Link, ...]
    initiative: Link | None
    parties: tuple[tuple[str, str, str | None], ...]
    money: tuple[Sum, ...]
    promises: tuple[Promise, ...]
    kept: tuple[Promise, ...]
    targets: tuple[tuple[str, str, str], ...]
    sources: tuple[tuple[str, str, str | None, dt.date | None, str], ...]
    related: tuple[tuple[Link, str], ...]
    older: Link | None
    newer: Link | None
    replaced_by: Link | None
    edit: str | None
    history: str | None


class TextPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page about the site."""

    head: Head
    page: Page

    @property
    def body(self) -> str:
        """The text of the page, as safe HTML."""
        return self.page.html


class Index(msgspec.Struct, frozen=True, kw_only=True):
    """A page of links: all regions, sectors, initiatives, instruments or organisations."""

    head: Head
    heading: str
    sections: tuple[Section, ...]


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


class Gap(msgspec.Struct, frozen=True):
    """Something that a record lacks; `fix` leads to where it can be mended."""

    id: str
    link: Link
    what: str
    since: dt.date
    fix: str


class GapSection(msgspec.Struct, frozen=True):
    """Gaps of one kind, of which perhaps not all are shown."""

    heading: str
    why: str
    gaps: tuple[Gap, ...]
    total: int


class QualityPage(msgspec.Struct, frozen=True, kw_only=True):
    """What the records still lack."""

    head: Head
    sections: tuple[GapSection, ...]


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


class SearchEntry(msgspec.Struct, frozen=True):
    """An entry as the search index sees it; labels are the names of what it is about."""

    path: str
    year: int
    title: str
    labels: tuple[str, ...]
    text: str
    date: str
    facts: str
    facets: tuple[str, ...]


class SearchIndex(msgspec.Struct, frozen=True):
    """Spans of entries that can be found, oldest first; words that mean the same; pages that a query may mean.

    `places` are the everyday names of provinces, which do not begin as their pages are called.
    `names` are the texts whose words are known when somebody mistypes one.
    """

    spans: tuple[tuple[Entry, ...], ...]
    synonyms: tuple[tuple[str, ...], ...]
    pages: tuple[Link, ...]
    places: tuple[str, ...]
    names: tuple[str, ...]


class SearchPage(msgspec.Struct, frozen=True, kw_only=True):
    """The form and what it offers to narrow by."""

    head: Head
    provinces: tuple[tuple[str, str], ...]
    sectors: tuple[tuple[str, str], ...]
    years: tuple[int, ...]


class Tile(msgspec.Struct, frozen=True):
    """A province in the tile map; `shade` runs from 0 (no entry) to 4."""

    link: Link
    row: int
    column: int
    width: int
    shade: int


class Cell(msgspec.Struct, frozen=True):
    """A crossing of the matrix: how many entries, and the dot, whose area grows with them (`size` is its radius)."""

    path: str
    count: int
    size: int


class Matrix(msgspec.Struct, frozen=True):
    """Provinces across, sectors down; None where the two have no entry together."""

    provinces: tuple[Link, ...]
    rows: tuple[tuple[Link, tuple[Cell | None, ...]], ...]


class Home(msgspec.Struct, frozen=True, kw_only=True):
    """The front page."""

    head: Head
    groups: tuple[Year, ...]
    tiles: tuple[Tile, ...]
    matrix: Matrix
    money: tuple[Figure, ...]
    initiatives: tuple[tuple[Link, Mark | None], ...]
    upcoming: tuple[Promise, ...]
    overdue: tuple[Promise, ...]
    counts: tuple[tuple[str, int], ...]
    newest_change: str


class FeedItem(msgspec.Struct, frozen=True, kw_only=True):
    """An entry or a gap as subscribers get it. `id` names it for ever, whatever its address is now."""

    id: str
    path: str
    title: str
    added: dt.date
    updated: dt.date
    html: str
    facts: tuple[tuple[str, str], ...] = ()
    categories: tuple[str, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()


class Feed(msgspec.Struct, frozen=True):
    """What is new on a page, newest item first; rendered as RSS, Atom and JSON Feed, whose files stand in `folder`.

    `older` and `newer` are the folders of the archives (RFC 5005) next to this part of the feed.
    """

    page: Head
    items: tuple[FeedItem, ...]
    folder: str
    older: str | None = None
    newer: str | None = None

    @property
    def is_archive(self) -> bool:
        """Whether it is a part that no longer grows."""
        return self.folder != self.page.path


class Choice(msgspec.Struct, frozen=True):
    """A timeline that can be followed, with a list of the feeds below it."""

    label: str
    path: str
    opml: str


class SubscribePage(msgspec.Struct, frozen=True, kw_only=True):
    """How to follow, and what: groups of provinces, provinces, sectors.

    `crossed` are the addresses of a province and a sector together.
    """

    head: Head
    groups: tuple[Choice, ...]
    provinces: tuple[Choice, ...]
    sectors: tuple[Choice, ...]
    crossed: tuple[str, ...]


class Outline(msgspec.Struct, frozen=True):
    """A list of feeds to take over into a reader: label and address of each page."""

    path: str
    title: str
    feeds: tuple[tuple[str, str], ...]


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """A promise as an all-day event on the last day that its date can mean."""

    uid: str
    day: dt.date
    summary: str
    description: str
    path: str
    categories: tuple[str, ...]
    dropped: bool
    sequence: int
    updated: dt.date


class Calendar(msgspec.Struct, frozen=True):
    """The promises of a page, by day."""

    page: Head
    events: tuple[Due, ...]
