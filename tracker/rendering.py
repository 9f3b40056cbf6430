"""All renderers: from views to every output of the site, in parts that can be made in processes of their own."""

from collections.abc import Callable, Iterable, Iterator

from tracker import links
from tracker.model import Output
from tracker.settings import Settings
from tracker.views import Views

Renderer = Callable[[Views], Iterator[Iterator[Output]]]


def parts(views: Views) -> list[Iterator[Output]]:
    """The outputs of the families that the site has."""
    site = views.settings
    return [_wanted(site, part) for renderer in _renderers(site) for part in renderer(views)]


def _renderers(site: Settings) -> Iterator[Renderer]:
    """Those with the longest parts first, so that nobody waits for them at the end; none is loaded for nothing."""
    if site.builds(links.DATA):
        from tracker import data

        yield data.parts
    if site.builds(links.SEARCH):
        from tracker import search

        yield search.parts
    if site.builds(links.CALENDAR):
        from tracker import calendars

        yield calendars.parts
    from tracker import contributing, exports, feeds, pages

    yield from (feeds.parts, pages.parts, exports.parts, contributing.parts)


def _wanted(site: Settings, part: Iterable[Output]) -> Iterator[Output]:
    return (output for output in part if site.builds(output.path)) if site.left_out else iter(part)
