"""All renderers: from views to every output of the site, in batches that can be made in processes of their own."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from tracker import links, outputs
from tracker.cache import digest_of
from tracker.model import Batch, Output, Part
from tracker.settings import Settings
from tracker.views import Views
from tracker.views.plans import digest

Renderer = Callable[[Views], Iterable[Batch]]


def batches(views: Views) -> list[Batch]:
    """The outputs of the families that the site has."""
    site = views.settings
    base = digest_of(outputs.code(), site, views.catalogue.vocabulary.version)
    return [[_wanted(site, base, part) for part in batch] for renderer in _renderers(site) for batch in renderer(views)]


def _renderers(site: Settings) -> Iterator[Renderer]:
    """Those with the longest batches first, so that nobody waits for them at the end; none is loaded for nothing."""
    if site.builds(links.DATA):
        from tracker import data

        yield data.batches
    if site.builds(links.SEARCH):
        from tracker import search

        yield search.batches
    if site.builds(links.CALENDAR):
        from tracker import calendars

        yield calendars.batches
    from tracker import contributing, exports, feeds, pages

    yield from (feeds.batches, pages.batches, exports.batches, contributing.batches)


def _wanted(site: Settings, base: str, part: Part) -> Part:
    """A part without what the site does without; its key tells of all that is part of every key."""
    outputs = partial(_built, site, part.outputs) if site.left_out else part.outputs
    return Part(part.name, digest([base, part.key]), outputs)


def _built(site: Settings, make: Callable[[], Iterable[Output]]) -> Iterator[Output]:
    return (output for output in make() if site.builds(output.path))
