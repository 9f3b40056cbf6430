"""The open data: the JSON files of `api/v1/` and the downloads of `data/`. Hands back outputs and touches no disk."""

from collections.abc import Iterator

from tracker.data import api, downloads, openapi
from tracker.data.composing import Composer
from tracker.model import Output
from tracker.views import Views


def parts(views: Views) -> Iterator[Iterator[Output]]:
    """Every file of the API, and every download."""
    composer = Composer(views.facts, views.groups)
    yield downloads.render_all(composer, views.reads.everything)
    yield api.render_all(composer, views)
    yield openapi.render_all(views.settings)
