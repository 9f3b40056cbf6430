"""Render `api/v1/`: the JSON twin of every page that has content, and the lists behind the indexes."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple, get_args

import msgspec

from tracker import links, model, outputs, vocabulary
from tracker.data import records
from tracker.data.composing import Composer
from tracker.fields import STATUS_WORDS
from tracker.model import Output
from tracker.views import Views
from tracker.views.shapes import Timeline

VERSION = "1.0.0"
NEWEST = 20
"""Entries in the file to start from."""
DESCRIPTION = f"{links.API}openapi.json"
LICENSE = "https://creativecommons.org/licenses/by/4.0/"
ENTRIES, STAGES = "entries/", "stages/"


class Change(NamedTuple):
    """A version of the API and what it brought."""

    version: str
    date: str
    what: str


CHANGES = (Change(VERSION, "2026-11-22", "첫 공개."),)
"""The newest first. Keys may be added within v1; none is renamed, removed or given another meaning."""


def render_all(composer: Composer, views: Views) -> Iterator[Output]:
    """Every file of the API but its description."""
    for id_, data in composer.encoded.items():
        yield outputs.ready(links.twin(links.entry(id_)), data)
    for initiative in composer.catalogue.initiatives.values():
        yield _file(_initiative(composer, initiative))
    yield from _timelines(composer, views)
    for record in (*_lists(composer, _totals(views)), *_promise_lists(composer, views), _budgets(composer)):
        yield _file(record)
    yield _file(_start(composer))
    for former, target in views.redirects:
        moved = records.Moved(moved_to=composer.api_url(target))
        yield outputs.ready(links.twin(former), msgspec.json.encode(moved))


def _file(record: Any) -> Output:
    """The file of a record, at the address that it names itself by."""
    path = record.api_url[record.api_url.rindex(links.API) :]
    return outputs.ready(path, msgspec.json.encode(record))


def _timelines(composer: Composer, views: Views) -> Iterator[Output]:
    """Timelines and their years; of the entries the key reads digests, made once each."""
    digests = {id_: outputs.digest(bytes(raw)) for id_, raw in composer.summaries.items()}
    for timeline in views.timelines:
        if timeline.head.path.partition("/")[0] in get_args(records.Collection):
            ids = [row.id for year in timeline.groups for month in year.months for row in month.rows]
            record = _timeline(composer, timeline)
            key = outputs.digest(record, [digests[model.EntryId(id_)] for id_ in ids])
            yield Output(links.twin(timeline.head.path), key, partial(_filled, composer, record, ids))


def _filled(composer: Composer, record: records.Timeline, ids: Iterable[str]) -> bytes:
    entries: Any = tuple(composer.summaries[model.EntryId(id_)] for id_ in ids)
    return msgspec.json.encode(msgspec.structs.replace(record, entries=entries))


def _timeline(composer: Composer, timeline: Timeline) -> records.Timeline:
    """A timeline without its entries."""
    path = timeline.head.path
    years = (
        records.YearLink(
            year=int(link.path.rstrip("/").rpartition("/")[2]),
            total=link.count or 0,
            url=composer.url(link.path),
            api_url=composer.api_url(link.path),
        )
        for link in timeline.years
    )
    return records.Timeline(
        url=composer.url(path),
        api_url=composer.api_url(path),
        collection=path.partition("/")[0],  # type: ignore[arg-type]  # the caller looked
        title=timeline.heading,
        updated=timeline.head.updated,
        total=timeline.total,
        shown=timeline.shown,
        years=tuple(years),
        entries=(),
    )


def _initiative(composer: Composer, initiative: model.Initiative) -> records.Initiative:
    entries = composer.catalogue.by_initiative[initiative.slug]
    stage = composer.facts.current_stage(initiative.slug)
    path = links.initiative(initiative.slug)
    return records.Initiative(
        slug=initiative.slug,
        url=composer.url(path),
        api_url=composer.api_url(path),
        title=initiative.title,
        title_en=initiative.title_en,
        summary_en=initiative.summary_en,
        added=initiative.added,
        updated=max((entry.updated for entry in entries), default=initiative.added),
        regions=tuple(map(composer.region, initiative.regions)),
        sectors=tuple(map(composer.sector, initiative.sectors)),
        instruments=tuple(map(composer.instrument, initiative.instruments)),
        stage=composer.stage(stage) if stage else None,
        promises=composer.promises_by_initiative.get(initiative.slug, ()),
        budgets=composer.figures_by_initiative.get(initiative.slug, ()),
        total=len(entries),
        entries=composer.listed(entries),
        redirect_from=initiative.redirect_from,
        body=initiative.body,
    )


def _totals(views: Views) -> Mapping[str, int]:
    """How many entries each timeline has, by its address."""
    return {timeline.head.path: timeline.total for timeline in views.timelines}


def _lists(composer: Composer, totals: Mapping[str, int]) -> Iterator[records.List]:
    """Entries, initiatives and the vocabulary."""
    entries = composer.listed(composer.catalogue.entries)
    yield _list(composer, records.EntryList, ENTRIES, entries, page=False)
    initiatives = map(partial(_initiative_summary, composer), composer.catalogue.initiatives.values())
    yield _list(composer, records.InitiativeList, links.INITIATIVES, initiatives)
    words = composer.words
    regions = (_region(composer, region, totals) for region in words.regions.values())
    yield _list(composer, records.RegionList, links.REGIONS, regions)
    term = partial(_term, composer, totals)
    sectors = map(partial(term, records.Sector, links.SECTORS), words.sectors.values())
    yield _list(composer, records.SectorList, links.SECTORS, sectors)
    instruments = map(partial(term, records.Instrument, links.INSTRUMENTS), words.instruments.values())
    yield _list(composer, records.InstrumentList, links.INSTRUMENTS, instruments)
    stages = [_pick(records.Stage, stage) for stage in words.stages.values()]
    yield _list(composer, records.StageList, STAGES, stages, page=False)
    bodies = (_organisation(composer, body, totals) for body in words.organisations.values())
    yield _list(composer, records.OrganisationList, links.ORGANISATIONS, bodies)


def _list(composer: Composer, kind: Any, path: str, items: Iterable[Any], *, page: bool = True) -> Any:
    """A list of records at an address; `page` tells whether a page stands there too."""
    found = tuple(items)
    url = composer.url(path) if page else None
    return kind(url=url, api_url=composer.api_url(path), total=len(found), items=found)


def _pick(kind: Any, term: msgspec.Struct, **more: Any) -> Any:
    """A record of the same-named fields of a term, and of more."""
    wanted = (key for key in kind.__struct_fields__ if key not in more)
    return kind(**{key: getattr(term, key) for key in wanted}, **more)


def _at(composer: Composer, path: str) -> dict[str, str]:
    return {"url": composer.url(path), "api_url": composer.api_url(path)}


def _term(composer: Composer, totals: Mapping[str, int], kind: Any, folder: str, term: Any) -> Any:
    """A sector or an instrument with its timeline."""
    path = f"{folder}{term.slug}/"
    return _pick(kind, term, total=totals.get(path, 0), **_at(composer, path))


def _region(composer: Composer, region: vocabulary.Region, totals: Mapping[str, int]) -> records.Region:
    path = links.region(region.slug)
    record: records.Region = _pick(
        records.Region,
        region,
        full_name=composer.words.full_name(region),
        former_names=tuple(_pick(records.FormerName, former) for former in region.former_names),
        predecessors=tuple(composer.words.predecessors.get(region.slug, ())),
        total=totals.get(path, 0),
        **_at(composer, path),
    )
    return record


def _organisation(composer: Composer, body: vocabulary.Organisation, totals: Mapping[str, int]) -> records.Organisation:
    path = links.organisation(body.slug)
    address = _at(composer, path) if path in totals else {"url": None, "api_url": None}
    record: records.Organisation = _pick(records.Organisation, body, total=totals.get(path, 0), **address)
    return record


def _initiative_summary(composer: Composer, initiative: model.Initiative) -> records.InitiativeSummary:
    entries = composer.catalogue.by_initiative[initiative.slug]
    record: records.InitiativeSummary = _pick(
        records.InitiativeSummary,
        initiative,
        updated=max((entry.updated for entry in entries), default=initiative.added),
        stage=composer.facts.current_stage(initiative.slug),
        total=len(entries),
        **_at(composer, links.initiative(initiative.slug)),
    )
    return record


def _promise_lists(composer: Composer, views: Views) -> Iterator[records.PromiseList]:
    """All promises, and those of each province and sector that has a page of them."""
    groups = composer.groups
    cuts = {links.promises(slug): groups.by_region[slug] for slug in groups.provinces}
    cuts |= {links.promises(slug): entries for slug, entries in groups.by_sector.items()}
    for path in (page.head.path for page in views.promises):
        found = composer.promises_of(cuts[path]) if path in cuts else tuple(composer.promises.values())
        yield _list(composer, records.PromiseList, path, found)


def _budgets(composer: Composer) -> records.BudgetList:
    amounts = {status: [item.amount for item in composer.figures if item.status == status] for status in STATUS_WORDS}
    return records.BudgetList(
        **_at(composer, links.BUDGETS),
        total=len(composer.figures),
        totals=tuple(
            records.StatusTotal(status=status, amount=sum(found), count=len(found))  # type: ignore[arg-type]
            for status, found in amounts.items()
        ),
        items=composer.figures,
    )


def _start(composer: Composer) -> records.Start:
    site, catalogue = composer.catalogue.settings, composer.catalogue
    folders = (
        ENTRIES,
        links.INITIATIVES,
        links.REGIONS,
        links.SECTORS,
        links.INSTRUMENTS,
        STAGES,
        links.ORGANISATIONS,
        links.PROMISES,
        links.BUDGETS,
    )
    return records.Start(
        **_at(composer, links.HOME),
        title=site.title,
        title_en=site.title_en,
        version=VERSION,
        license=LICENSE,
        description_url=composer.url(DESCRIPTION),
        data_url=composer.url(links.DATA),
        updated=catalogue.newest_change,
        collections={folder.rstrip("/"): composer.api_url(folder) for folder in folders},
        total=len(catalogue.entries),
        entries=composer.listed(catalogue.entries[:NEWEST]),
    )
