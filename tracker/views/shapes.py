"""What pages and feeds are given: plain values, no HTML."""

import datetime as dt
from typing import Literal, Protocol

import msgspec

from tracker import links
from tracker.model import Entry, Initiative, Page
from tracker.settings import Settings

State = Literal["kept", "upcoming", "overdue", "dropped"]

STATE_WORDS = {"kept": "이행", "upcoming": "예정", "overdue": "기한 지남", "dropped": "무산"}
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


class Sum(msgspec.Struct, frozen=True):
    """A budget in words; `amount` in KRW."""

    what: str
    text: str
    amount: int
    status: str
    period: str
    parts: tuple[tuple[str, str, int], ...]


class Promise(msgspec.Struct, frozen=True):
    """A milestone with what became of it."""

    what: str
    due: str
    due_date: str
    state: State
    days_late: int
    where: Link
    made_by: Link
    kept_by: Link | None

    @property
    def word(self) -> str:
        """The state as a word."""
        return STATE_WORDS[self.state]

    @property
    def mark(self) -> str:
        """The state as a shape."""
        return STATE_MARKS[self.state]

    @property
    def slippage(self) -> str:
        """How a kept promise was kept, against its date."""
        return f"{self.days_late:,}일 늦음" if self.days_late > 0 else "기한 안"


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
    """

    path: str
    title: str
    description: str
    crumbs: tuple[Link, ...] = ()
    feed: str | None = None
    updated: dt.date | None = None

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


class InitiativePage(msgspec.Struct, frozen=True, kw_only=True):
    """An initiative: where it stands, what it promised, what it costs, and all of its events."""

    head: Head
    initiative: Initiative
    stage: Mark | None
    facts: tuple[Section, ...]
    promises: tuple[Promise, ...]
    money: tuple[tuple[Link, Sum], ...]
    groups: tuple[Year, ...]
    total: int


class EntryPage(msgspec.Struct, frozen=True, kw_only=True):
    """One entry with everything that is known of it."""

    head: Head
    entry: Entry
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
    older: Link | None
    newer: Link | None
    replaced_by: Link | None
    edit: str | None
    history: str | None


class TextPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page about the site."""

    head: Head
    page: Page


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


class PromisePage(msgspec.Struct, frozen=True, kw_only=True):
    """Promises by state. A tally is mark, word, state and count."""

    head: Head
    heading: str
    tallies: tuple[tuple[str, str, str, int], ...]
    punctuality: str
    sections: tuple[PromiseSection, ...]
    cuts: tuple[Section, ...]


class Figure(msgspec.Struct, frozen=True):
    """A sum that stands, with the entry that it can be traced to."""

    money: Sum
    where: Link
    entry: Link
    date: str
    date_value: str


class TableRow(msgspec.Struct, frozen=True):
    """A row of sums: words and KRW for each column."""

    link: Link
    cells: tuple[tuple[str, int], ...]


class BudgetTable(msgspec.Struct, frozen=True):
    """Sums by group and status; `most` is the largest, for the bars."""

    heading: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    most: int


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


class SearchEntry(msgspec.Struct, frozen=True):
    """An entry as the search index sees it."""

    path: str
    title: str
    labels: str
    text: str
    date: str
    facts: str
    facets: tuple[str, ...]


class SearchIndex(msgspec.Struct, frozen=True):
    """Entries by the day of their event, oldest first; words that mean the same; pages that a query may mean."""

    entries: tuple[SearchEntry, ...]
    synonyms: tuple[tuple[str, ...], ...]
    pages: tuple[Link, ...]


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


class Home(msgspec.Struct, frozen=True, kw_only=True):
    """The front page."""

    head: Head
    groups: tuple[Year, ...]
    tiles: tuple[Tile, ...]
    sectors: tuple[Link, ...]
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
    body: str
    facts: tuple[tuple[str, str], ...] = ()
    categories: tuple[str, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()


class Feed(msgspec.Struct, frozen=True):
    """What is new on a page, newest item first; rendered as RSS, Atom and JSON Feed."""

    page: Head
    items: tuple[FeedItem, ...]


class Choice(msgspec.Struct, frozen=True):
    """A timeline that can be followed, with a list of the feeds below it."""

    label: str
    path: str
    opml: str


class SubscribePage(msgspec.Struct, frozen=True, kw_only=True):
    """How to follow, and what: groups of provinces, provinces, sectors.

    `crossed` are the addresses of a province, a sector, and the two together.
    """

    head: Head
    groups: tuple[Choice, ...]
    provinces: tuple[Choice, ...]
    sectors: tuple[Choice, ...]
    crossed: tuple[tuple[str, str, str], ...]


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


class Views(msgspec.Struct, frozen=True, kw_only=True):
    """The whole site to be."""

    settings: Settings
    home: Home
    entries: tuple[EntryPage, ...]
    timelines: tuple[Timeline, ...]
    initiatives: tuple[InitiativePage, ...]
    indexes: tuple[Index, ...]
    texts: tuple[TextPage, ...]
    promises: tuple[PromisePage, ...]
    budgets: BudgetPage
    quality: QualityPage
    search: SearchIndex
    search_page: SearchPage
    feeds: tuple[Feed, ...]
    calendars: tuple[Calendar, ...]
    subscribe: SubscribePage
    outlines: tuple[Outline, ...]
    redirects: tuple[tuple[str, str], ...]

    def heads(self) -> list[Head]:
        """The head of every page."""
        groups: tuple[tuple[Shown, ...], ...] = (
            (self.home,),
            self.entries,
            self.timelines,
            self.initiatives,
            self.indexes,
            self.texts,
            self.promises,
            (self.budgets, self.quality, self.search_page, self.subscribe),
        )
        return [page.head for pages in groups for page in pages]
