"""What pages and feeds of several kinds are given: plain values, no HTML. What one kind alone has stands with it."""

import datetime as dt
from typing import Literal, Protocol

import msgspec

from tracker import links
from tracker.messages import N_
from tracker.model import Page

State = Literal["kept", "upcoming", "overdue", "dropped"]

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


class TextPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page about the site."""

    head: Head
    page: Page

    @property
    def body(self) -> str:
        """The text of the page, as safe HTML."""
        return self.page.html
