"""From the catalogue to what is shown: entries grouped, sorted and put into words. Plain values, no HTML."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache as once
from functools import cached_property, partial
from itertools import chain
from typing import TypeVar

from tracker import cache, links
from tracker.catalogue import Catalogue
from tracker.language import english
from tracker.model import Entry, Initiative, Page, RegionSlug
from tracker.views import budgets, changes, details, following, indexes, initiatives, promises, quality, searching
from tracker.views.budgets import BudgetPage
from tracker.views.changes import ChangesPage
from tracker.views.details import EntryPage
from tracker.views.facts import Facts
from tracker.views.following import Calendar, Feed, Followed, Following, Outline, Pages, SubscribePage
from tracker.views.groups import Groups
from tracker.views.indexes import Home, Index
from tracker.views.initiatives import InitiativePage
from tracker.views.plans import Plan, Reads, digest
from tracker.views.promises import PromisePage
from tracker.views.quality import QualityPage
from tracker.views.searching import SearchIndex, SearchPage
from tracker.views.shapes import Head, Shown, TextPage
from tracker.views.timelines import Listed, Scope, Timeline, Timelines

View = TypeVar("View", bound=Shown)


class Views:
    """Plans of everything that the site shows in one language, on a day that decides what is overdue."""

    def __init__(self, facts: Facts, groups: Groups, reads: Reads) -> None:
        self.catalogue, self.settings = facts.catalogue, facts.catalogue.settings
        self.facts, self.groups, self.reads = facts, groups, reads
        self._timelines = Timelines(facts, groups)
        self._following = Following(facts, reads)
        self._changes = changes.Changes(facts)

    @cached_property
    def in_english(self) -> "Views":
        """The same in English."""
        return Views(Facts(self.catalogue, self.facts.today, english()), self.groups, self.reads)

    @cached_property
    def scopes(self) -> tuple[Scope, ...]:
        """All timelines that the site has, in scopes."""
        return tuple(self._timelines.scopes(self.reads))

    def timelines(self, scope: Scope) -> Iterator[Plan[Timeline]]:
        """The timelines of a scope and their year pages."""
        return map(self._timeline, scope.listed)

    def _timeline(self, listed: Listed) -> Plan[Timeline]:
        key = digest([cache.digest_of(listed.timeline), self.reads.rows(listed.rows)])
        return Plan(listed.timeline.head, key, partial(self._timelines.fill, listed))

    @cached_property
    def by_place(self) -> dict[RegionSlug, list[Entry]]:
        """The entries that have a page, each under the region that it names first."""
        found: dict[RegionSlug, list[Entry]] = {}
        for entry in self.catalogue.entries:
            if self._has_page(entry):
                found.setdefault(entry.regions[0], []).append(entry)
        return found

    def entries(self, entries: Iterable[Entry]) -> Iterator[Plan[EntryPage]]:
        """The pages of some entries that have one."""
        for entry in entries:
            make = partial(details.entry_page, self.facts, entry, self.reads.kin)
            yield Plan(self._head(entry), self.reads.page(entry), make)

    def _has_page(self, record: Entry | Initiative) -> bool:
        """Whether a record has a page in this language: what has no English title has a Korean one alone."""
        return self.facts.language.is_korean or record.title_en is not None

    def _head(self, entry: Entry, updated: dt.date | None = None) -> Head:
        """As much as has to be known of an entry's page before it is made."""
        english = self.facts.has_english(entry.title_en)
        return Head(path=links.entry(entry.id), title=entry.title, description="", updated=updated, english=english)

    @cached_property
    def initiatives(self) -> tuple[Plan[InitiativePage], ...]:
        """The pages of initiatives."""
        return tuple(
            Plan(
                initiatives.initiative_head(self.facts, initiative),
                self.reads.initiative(slug),
                partial(initiatives.initiative_page, self.facts, initiative),
            )
            for slug, initiative in self.catalogue.initiatives.items()
            if self._has_page(initiative)
        )

    @cached_property
    def texts(self) -> tuple[Plan[TextPage], ...]:
        """The pages about the site."""
        catalogue = self.catalogue
        pages = catalogue.pages if self.facts.language.is_korean else catalogue.english_pages
        return tuple(map(self._text, pages.values()))

    def _text(self, page: Page) -> Plan[TextPage]:
        both = page.slug in self.catalogue.pages and page.slug in self.catalogue.english_pages
        english = self.facts.has_english(both)
        head = Head(path=links.page(page.slug), title=page.title, description="", english=english)
        return Plan(head, digest([page.digest, str(english)]), partial(TextPage, head=head, page=page))

    @cached_property
    def promises(self) -> tuple[Plan[PromisePage], ...]:
        """The pages of promises."""
        return (
            ()
            if not self.settings.builds(links.PROMISES)
            else tuple(promises.plans(self.facts, self.groups, self.reads))
        )

    @cached_property
    def changes(self) -> tuple[Plan[ChangesPage], ...]:
        """The pages of what changed."""
        return tuple(self._changes.plans(self.groups, self.reads)) if self.settings.builds(links.CHANGES) else ()

    def _of_everything(self, head: Head, make: Callable[[], View]) -> Plan[View]:
        """A page that any change may change; its feed, in three formats, is made of the same view."""
        return Plan(head, self.reads.everything, once(make))

    @cached_property
    def home(self) -> Plan[Home]:
        """The front page."""
        return self._of_everything(indexes.home_head(self.facts), partial(indexes.home, self.facts, self.groups))

    @cached_property
    def indexes(self) -> tuple[Plan[Index], ...]:
        """The pages that list all terms of a kind."""
        return tuple(self._of_everything(head, make) for head, make in indexes.all_indexes(self.facts, self.groups))

    @cached_property
    def budgets(self) -> Plan[BudgetPage]:
        """The page of sums."""
        return self._of_everything(budgets.head(self.facts), partial(budgets.budget_page, self.facts, self.groups))

    @cached_property
    def quality(self) -> Plan[QualityPage]:
        """The page of what is left to do."""
        return self._of_everything(quality.HEAD, partial(quality.quality_page, self.facts, self.groups))

    @cached_property
    def search_page(self) -> Plan[SearchPage]:
        """The page to search on."""
        return self._of_everything(searching.HEAD, partial(searching.search_page, self.facts, self.groups))

    @cached_property
    def subscribe(self) -> Plan[SubscribePage]:
        """The page to choose feeds on."""
        return self._of_everything(following.HEAD, partial(following.subscribe_page, self.facts, self.groups))

    def search(self) -> SearchIndex:
        """What can be found."""
        return searching.search_index(self.facts, self.groups)

    def outlines(self) -> Iterator[Outline]:
        """The lists of feeds."""
        return following.outlines(self.facts, self.groups)

    @property
    def followed(self) -> Iterator[Followed]:
        """Every page that the site has with a feed of entries."""
        for scope in self.scopes:
            yield Followed(scope.name, scope.key, partial(self._of_scope, scope))
        yield Followed("initiatives", self.reads.initiatives(), self._of_initiatives)
        yield Followed("home", self.reads.everything, lambda: self._built([(self.home.head, self.catalogue.entries)]))

    def _of_scope(self, scope: Scope) -> Pages:
        return self._built((one.timeline.head, one.entries) for one in scope.listed if not one.is_year)

    def _of_initiatives(self) -> Pages:
        events = self.catalogue.by_initiative
        return self._built((plan.head, events[slug]) for plan, slug in zip(self.initiatives, events, strict=True))

    def _built(self, pages: Iterable[tuple[Head, Sequence[Entry]]]) -> Pages:
        return [(head, entries) for head, entries in pages if self.settings.builds(head.path)]

    def feeds(self, followed: Followed) -> Iterator[tuple[str, Plan[Feed]]]:
        """The feeds of entries beside some pages, each with the folder that it stands in."""
        return self._following.feeds(followed.pages())

    def other_feeds(self) -> Iterator[tuple[str, Plan[Feed]]]:
        """The feeds of changes and of what is left to do."""
        pages: Iterable[Plan[ChangesPage | QualityPage]] = (*self.changes, self.quality)
        for plan in pages:
            if self.settings.builds(plan.head.path):
                yield (
                    plan.head.path,
                    Plan(plan.head, plan.key, partial(following.feed_of, plan.make, self.settings.since)),
                )

    def calendars(self, followed: Followed) -> Iterator[Plan[Calendar]]:
        """The calendars of promises beside some pages."""
        return self._following.calendars(followed.pages())

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

    def heads(self) -> Iterator[Head]:
        """The head of every page but the timelines."""
        plans: Iterable[Plan[Shown]] = chain(
            self.initiatives,
            self.indexes,
            self.texts,
            self.promises,
            self.changes,
            (self.budgets, self.quality, self.search_page, self.subscribe),
        )
        others = (plan.head for plan in plans if self.settings.builds(plan.head.path))
        updated = self.facts.updated
        entries = (self._head(one, updated[one.id]) for one in self.catalogue.entries)
        return chain([self.home.head], entries, others)


def collect(catalogue: Catalogue, today: dt.date) -> Views:
    """What the site shows on a day."""
    facts, groups = Facts(catalogue, today), Groups(catalogue)
    return Views(facts, groups, Reads(facts, groups))
