"""The open data: the JSON files of `api/v1/` and the downloads of `data/`. Hands back outputs and touches no disk."""

import datetime as dt
from collections.abc import Iterator

from tracker import outputs
from tracker.catalogue import Catalogue
from tracker.data import api, downloads, openapi
from tracker.data.composing import Composer
from tracker.model import Output
from tracker.views.shapes import Views


def render_all(catalogue: Catalogue, views: Views, today: dt.date) -> Iterator[Output]:
    """Every file of the API and every download; `today` decides what is overdue."""
    composer = Composer(catalogue, today)
    files = list(api.render_all(composer, views))
    yield from files
    yield from openapi.render_all(catalogue.settings)
    yield from downloads.render_all(composer, outputs.digest(catalogue.settings, [file.key for file in files]))
