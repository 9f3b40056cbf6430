"""From the catalogue to what is shown: entries grouped, sorted and put into words. Plain values, no HTML."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from tracker import links
from tracker.catalogue import Catalogue
from tracker.language import KOREAN, Language, english
from tracker.model import Entry, Page
from tracker.views import budgets, changes, details, following, indexes, initiatives, promises, quality, searching
from tracker.views.facts import Facts
from tracker.views.groups import Groups
from tracker.views.related import Kin
from tracker.views.shapes import (
    BudgetPage,
    Calendar,
    ChangesPage,
    EntryPage,
    Feed,
    Head,
    Home,
    Index,
    InitiativePage,
    Outline,
    PromisePage,
    QualityPage,
    SearchIndex,
    SearchPage,
    Shown,
    SubscribePage,
    TextPage,
    Timeline,
)
from tracker.views.timelines import Timelines


class Views:
    """Everything that the site shows on a day, which decides what is overdue. Each view is made when it is asked for.

    What many of them rest on is made at once, so that processes which are forked later share it.
    """

    def __init__(self, catalogue: Catalogue, today: dt.date, language: Language = KOREAN) -> None:
        self.catalogue, self.settings, self.today = catalogue, catalogue.settings, today
        self.facts, self.groups = Facts(catalogue, today, language), Groups(catalogue)
        self._timelines = Timelines(self.facts, self.groups)
        self.timelines: tuple[Timeline, ...] = tuple(self._timelines.all())

    @cached_property
    def in_english(self) -> "Views":
        """The same in English."""
        return Views(self.catalogue, self.today, english())

    @cached_property
    def home(self) -> Home:
        """The front page."""
        return indexes.home(self.facts, self.groups)

    @cached_property
    def _kin(self) -> Kin:
        return Kin(self.facts)

    def entries(self, number: int = 0, of: int = 1) -> Iterator[EntryPage]:
        """The pages of entries, or one of so many parts of them."""
        is_korean = self.facts.language.is_korean
        shown = (entry for entry in self.catalogue.entries[number::of] if is_korean or entry.title_en)
        return (details.entry_page(self.facts, entry, self._kin) for entry in shown)

    @cached_property
    def initiatives(self) -> tuple[InitiativePage, ...]:
        """The pages of initiatives."""
        is_korean = self.facts.language.is_korean
        shown = (one for one in self.catalogue.initiatives.values() if is_korean or one.title_en)
        return tuple(initiatives.initiative_page(self.facts, one) for one in shown)

    @cached_property
    def indexes(self) -> tuple[Index, ...]:
        """The pages that list all terms of a kind."""
        return tuple(indexes.all_indexes(self.facts, self.groups))

    @cached_property
    def texts(self) -> tuple[TextPage, ...]:
        """The pages about the site."""
        catalogue = self.catalogue
        pages = catalogue.pages if self.facts.language.is_korean else catalogue.english_pages
        return tuple(TextPage(head=self._text_head(page), page=page) for page in pages.values())

    def _text_head(self, page: Page) -> Head:
        both = page.slug in self.catalogue.pages and page.slug in self.catalogue.english_pages
        path = links.page(page.slug)
        return Head(path=path, title=page.title, description="", english=self.facts.has_english(both))

    @cached_property
    def promises(self) -> tuple[PromisePage, ...]:
        """The pages of promises."""
        return tuple(promises.promise_pages(self.facts, self.groups))

    @cached_property
    def budgets(self) -> BudgetPage:
        """The page of sums."""
        return budgets.budget_page(self.facts, self.groups)

    @cached_property
    def quality(self) -> QualityPage:
        """The page of what is left to do."""
        return quality.quality_page(self.facts, self.groups, self.today)

    @cached_property
    def search(self) -> SearchIndex:
        """What can be found."""
        return searching.search_index(self.facts, self.groups)

    @cached_property
    def search_page(self) -> SearchPage:
        """The page to search on."""
        return searching.search_page(self.facts, self.groups)

    @cached_property
    def changes(self) -> tuple[ChangesPage, ...]:
        """The pages of what changed."""
        return tuple(changes.changes_pages(self.facts, self.groups, self.today))

    @cached_property
    def _followed(self) -> Mapping[str, Sequence[Entry]]:
        """The entries of everything that can be followed, by the address of its page."""
        catalogue = self.catalogue
        found = {links.initiative(slug): entries for slug, entries in catalogue.by_initiative.items()}
        return {links.HOME: catalogue.entries, **self._timelines.entries, **found}

    @cached_property
    def _heads(self) -> Mapping[str, Head]:
        """The head of every page that can be followed, by its address."""
        followed: tuple[Shown, ...] = (self.home, *self.timelines, *self.initiatives)
        return {page.head.path: page.head for page in followed if page.head.path in self._followed}

    @cached_property
    def feeds(self) -> tuple[Feed, ...]:
        """The feeds of entries, of changes and of what is left to do."""
        return (
            *following.feeds(self.facts, self._heads, self._followed),
            *map(following.changes_feed, self.changes),
            following.quality_feed(self.quality),
        )

    @cached_property
    def calendars(self) -> tuple[Calendar, ...]:
        """The calendars of promises."""
        return tuple(following.calendars(self.facts, self._heads, self._followed))

    @cached_property
    def subscribe(self) -> SubscribePage:
        """The page to choose feeds on."""
        return following.subscribe_page(self.facts, self.groups)

    @cached_property
    def outlines(self) -> tuple[Outline, ...]:
        """The lists of feeds."""
        return tuple(following.outlines(self.facts, self.groups))

    @cached_property
    def redirects(self) -> tuple[tuple[str, str], ...]:
        """Former addresses of entries and initiatives, with the present ones."""
        entries, initiatives_ = self.catalogue.entries, self.catalogue.initiatives.values()
        return (
            *((links.entry(id_), links.entry(entry.id)) for entry in entries for id_ in entry.redirect_from),
            *((links.initiative(old), links.initiative(one.slug)) for one in initiatives_ for old in one.redirect_from),
        )

    def former_addresses(self) -> dict[str, list[str]]:
        """Where each page that was renamed stood before."""
        found: dict[str, list[str]] = {}
        for former, target in self.redirects:
            found.setdefault(target, []).append(former)
        return found

    def heads(self) -> list[Head]:
        """The head of every page."""
        groups: tuple[Sequence[Shown], ...] = (
            self.timelines,
            self.initiatives,
            self.indexes,
            self.texts,
            self.promises,
            self.changes,
            (self.budgets, self.quality, self.search_page, self.subscribe),
        )
        entries = (details.entry_head(self.facts, entry) for entry in self.catalogue.entries)
        return [self.home.head, *entries, *(page.head for pages in groups for page in pages)]


def collect(catalogue: Catalogue, today: dt.date) -> Views:
    """What the site shows on a day."""
    return Views(catalogue, today)
