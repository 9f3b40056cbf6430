"""What pages and feeds are given: plain values, no HTML."""

import datetime as dt
from typing import Literal

import msgspec

from tracker.model import Entry, EntryId, Initiative, Page
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
    slippage: str
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
    """What every page has: its address, its title, the way to it, and its feed."""

    path: str
    title: str
    description: str
    crumbs: tuple[Link, ...] = ()
    feed: str | None = None
    updated: dt.date | None = None


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


class TextPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page about the site."""

    head: Head
    page: Page


class Index(msgspec.Struct, frozen=True, kw_only=True):
    """A page of links: all regions, sectors, initiatives, instruments or organisations."""

    head: Head
    heading: str
    sections: tuple[Section, ...]


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


Shown = Home | EntryPage | Timeline | InitiativePage | Index | TextPage


class FeedItem(msgspec.Struct, frozen=True, kw_only=True):
    """An entry as subscribers get it. `first_id` names it for ever, whatever its address is now."""

    first_id: EntryId
    digest: str
    path: str
    title: str
    added: dt.date
    updated: dt.date
    body: str
    facts: tuple[tuple[str, str], ...]
    categories: tuple[str, ...]
    sources: tuple[tuple[str, str], ...]


class Feed(msgspec.Struct, frozen=True):
    """A feed beside a page, newest item first."""

    path: str
    page: Head
    items: tuple[FeedItem, ...]


class Views(msgspec.Struct, frozen=True, kw_only=True):
    """The whole site to be."""

    settings: Settings
    home: Home
    entries: tuple[EntryPage, ...]
    timelines: tuple[Timeline, ...]
    initiatives: tuple[InitiativePage, ...]
    indexes: tuple[Index, ...]
    texts: tuple[TextPage, ...]
    feeds: tuple[Feed, ...]
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
        )
        return [page.head for pages in groups for page in pages]
