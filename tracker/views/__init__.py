"""From the catalogue to what is shown: entries grouped, sorted and put into words. Plain values, no HTML."""

import datetime as dt
from collections.abc import Iterator

from tracker import links
from tracker.catalogue import Catalogue
from tracker.views import details, following, indexes
from tracker.views.budgets import budget_page
from tracker.views.changes import changes_pages
from tracker.views.facts import Facts
from tracker.views.groups import Groups
from tracker.views.initiatives import initiative_page
from tracker.views.promises import promise_pages
from tracker.views.quality import quality_page
from tracker.views.related import Kin
from tracker.views.searching import search_index, search_page
from tracker.views.shapes import Head, TextPage, Views
from tracker.views.timelines import Timelines


def collect(catalogue: Catalogue, today: dt.date) -> Views:
    """Everything that the site shows on a day, which decides what is overdue."""
    facts, groups = Facts(catalogue, today), Groups(catalogue)
    home, kin = indexes.home(facts, groups), Kin(facts)
    maker = Timelines(facts, groups)
    timelines = tuple(maker.all())
    initiatives = tuple(initiative_page(facts, initiative) for initiative in catalogue.initiatives.values())
    quality = quality_page(facts, groups, today)
    changes = tuple(changes_pages(facts, groups, today))
    entries = {
        links.HOME: catalogue.entries,
        **maker.entries,
        **{links.initiative(slug): found for slug, found in catalogue.by_initiative.items()},
    }
    heads = (home.head, *(timeline.head for timeline in timelines), *(page.head for page in initiatives))
    followed = {head.path: head for head in heads if head.path in entries}
    return Views(
        settings=catalogue.settings,
        home=home,
        entries=tuple(details.entry_page(facts, entry, kin) for entry in catalogue.entries),
        timelines=timelines,
        initiatives=initiatives,
        indexes=tuple(indexes.all_indexes(facts, groups)),
        texts=tuple(
            TextPage(head=Head(path=links.page(page.slug), title=page.title, description=""), page=page)
            for page in catalogue.pages.values()
        ),
        promises=tuple(promise_pages(facts, groups)),
        budgets=budget_page(facts, groups),
        quality=quality,
        search=search_index(facts, groups),
        search_page=search_page(facts, groups),
        changes=changes,
        feeds=(
            *following.feeds(facts, followed, entries),
            *map(following.changes_feed, changes),
            following.quality_feed(quality),
        ),
        calendars=tuple(following.calendars(facts, followed, entries)),
        subscribe=following.subscribe_page(facts, groups),
        outlines=tuple(following.outlines(facts, groups)),
        redirects=tuple(_redirects(catalogue)),
    )


def _redirects(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Former addresses of entries and initiatives, with the present ones."""
    for entry in catalogue.entries:
        for id_ in entry.redirect_from:
            yield links.entry(id_), links.entry(entry.id)
    for initiative in catalogue.initiatives.values():
        for slug in initiative.redirect_from:
            yield links.initiative(slug), links.initiative(initiative.slug)
