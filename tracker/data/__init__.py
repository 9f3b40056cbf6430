"""The open data: the JSON files of `api/v1/` and the downloads of `data/`. Hands back outputs and touches no disk."""

from collections.abc import Iterator

from tracker.data import api, downloads, openapi
from tracker.data.composing import Composer
from tracker.model import Batch
from tracker.views import Views


def batches(views: Views) -> Iterator[Batch]:
    """Every file of the API, and every download."""
    composer = Composer(views.facts, views.groups)
    yield [downloads.part(composer, views.reads.everything)]
    yield list(api.parts(composer, views))
    yield [openapi.part(views.settings)]
