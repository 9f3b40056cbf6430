"""All renderers: from views to every output of the site, in parts that can be made in processes of their own."""

from collections.abc import Iterable, Iterator

from tracker import calendars, contributing, data, exports, feeds, pages, search
from tracker.model import Output
from tracker.settings import Settings
from tracker.views import Views

RENDERERS = (data, search, feeds, calendars, pages, exports, contributing)
"""Those with the longest parts come first: nobody waits for them at the end."""


def parts(views: Views) -> list[Iterator[Output]]:
    """The outputs of the families that the site has."""
    return [_wanted(views.settings, part) for renderer in RENDERERS for part in renderer.parts(views)]


def _wanted(site: Settings, part: Iterable[Output]) -> Iterator[Output]:
    return (output for output in part if site.builds(output.path)) if site.left_out else iter(part)
