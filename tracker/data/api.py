"""Render `api/v1/`: the JSON twin of every page that has content, and the lists behind the indexes."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple, get_args

import msgspec

from tracker import glossary, links, model, outputs
from tracker.cache import digest_of
from tracker.data import records
from tracker.data.composing import Composer
from tracker.fields import STATUS_WORDS
from tracker.model import Output, Part
from tracker.views import Views, promises
from tracker.views.plans import digest
from tracker.views.timelines import Listed, Scope

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


Planned = tuple[str, str, Callable[[], Any]]
"""The page whose twin a record is, a digest of all that the record is made of, and what makes it."""


def parts(composer: Composer, views: Views) -> Iterator[Part]:
    """Every file of the API but its description."""
    reads = views.reads
    base = digest_of(outputs.code(), views.settings, views.catalogue.vocabulary.version)

    def part(name: str, key: str, plan: Callable[[], Iterable[Planned]]) -> Part:
        return Part(f"{links.API}{name}", key, partial(_outputs, base, plan))

    for place, entries in views.by_place.items():
        yield part(f"{ENTRIES}{place}", reads.told_by(entries), partial(_of_entries, composer, views, entries))
    for scope in views.scopes:
        if scope.name.partition("/")[0] in get_args(records.Collection):
            yield part(scope.name, scope.key, partial(_of_scope, composer, views, scope))
    yield part(links.INITIATIVES, reads.initiatives(), partial(_of_initiatives, composer, views))
    yield part("lists", reads.everything, partial(_of_everything, composer, views))
    yield Part(f"{links.API}moved", reads.everything, partial(_moved, composer, views))


def _outputs(base: str, plan: Callable[[], Iterable[Planned]]) -> Iterator[Output]:
    for path, key, make in plan():
        yield Output(links.twin(path), digest([base, key]), partial(_encoded, make))


def _moved(composer: Composer, views: Views) -> Iterator[Output]:
    """What stands where records stood before."""
    for former, target in views.redirects:
        moved = records.Moved(moved_to=composer.api_url(target))
        yield outputs.ready(links.twin(former), msgspec.json.encode(moved))


def _encoded(make: Callable[[], records.Record]) -> bytes:
    return msgspec.json.encode(make())


def _of_entries(composer: Composer, views: Views, entries: Iterable[model.Entry]) -> Iterator[Planned]:
    for entry in entries:
        yield links.entry(entry.id), views.reads.told(entry), partial(composer.entry, entry)


def _of_scope(composer: Composer, views: Views, scope: Scope) -> Iterator[Planned]:
    for plan, listed in zip(views.timelines(scope), scope.listed, strict=True):
        yield plan.head.path, plan.key, partial(_timeline, composer, listed)


def _of_initiatives(composer: Composer, views: Views) -> Iterator[Planned]:
    for slug, initiative in views.catalogue.initiatives.items():
        yield links.initiative(slug), views.reads.initiative(slug), partial(_initiative, composer, initiative)


def _of_everything(composer: Composer, views: Views) -> Iterator[Planned]:
    yield from _promise_lists(composer, views)
    groups = views.groups
    totals: Totals = {
        **{links.region(slug): len(entries) for slug, entries in groups.by_region.items()},
        **{links.sector(slug): len(entries) for slug, entries in groups.by_sector.items()},
        **{links.instrument(slug): len(entries) for slug, entries in groups.by_instrument.items()},
        **{links.organisation(slug): len(entries) for slug, entries in groups.by_organisation.items() if entries},
    }
    whole: Mapping[str, Callable[[], Any]] = {
        **{path: partial(make, composer, totals) for path, make in LISTS.items()},
        links.BUDGETS: partial(_budgets, composer),
        links.HOME: partial(_start, composer),
    }
    for path, make in whole.items():
        yield path, views.reads.everything, make


def _timeline(composer: Composer, listed: Listed) -> records.Timeline:
    """A timeline with the entries that its page shows."""
    timeline = listed.timeline
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
        entries=composer.listed(listed.rows),
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
        promises=composer.promises_of(entries),
        budgets=composer.figures_of(initiative.slug),
        total=len(entries),
        entries=composer.listed(entries),
        redirect_from=initiative.redirect_from,
        body=initiative.body,
    )


Totals = Mapping[str, int]
"""How many entries each timeline has, by its address."""


def _entries(composer: Composer, _: Totals) -> Any:
    return _list(composer, records.EntryList, ENTRIES, composer.listed(composer.catalogue.entries), page=False)


def _initiatives(composer: Composer, _: Totals) -> Any:
    found = map(partial(_initiative_summary, composer), composer.catalogue.initiatives.values())
    return _list(composer, records.InitiativeList, links.INITIATIVES, found)


def _regions(composer: Composer, totals: Totals) -> Any:
    found = (_region(composer, region, totals) for region in composer.words.regions.values())
    return _list(composer, records.RegionList, links.REGIONS, found)


def _sectors(composer: Composer, totals: Totals) -> Any:
    term = partial(_term, composer, totals, records.Sector, links.SECTORS)
    return _list(composer, records.SectorList, links.SECTORS, map(term, composer.words.sectors.values()))


def _instruments(composer: Composer, totals: Totals) -> Any:
    term = partial(_term, composer, totals, records.Instrument, links.INSTRUMENTS)
    return _list(composer, records.InstrumentList, links.INSTRUMENTS, map(term, composer.words.instruments.values()))


def _stages(composer: Composer, _: Totals) -> Any:
    stages = [_pick(records.Stage, stage) for stage in composer.words.stages.values()]
    return _list(composer, records.StageList, STAGES, stages, page=False)


def _organisations(composer: Composer, totals: Totals) -> Any:
    bodies = (_organisation(composer, body, totals) for body in composer.words.organisations.values())
    return _list(composer, records.OrganisationList, links.ORGANISATIONS, bodies)


LISTS: Mapping[str, Callable[[Composer, Totals], Any]] = {
    ENTRIES: _entries,
    links.INITIATIVES: _initiatives,
    links.REGIONS: _regions,
    links.SECTORS: _sectors,
    links.INSTRUMENTS: _instruments,
    STAGES: _stages,
    links.ORGANISATIONS: _organisations,
}
"""Entries, initiatives and the vocabulary, each in one file."""


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


def _region(composer: Composer, region: glossary.Region, totals: Mapping[str, int]) -> records.Region:
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


def _organisation(composer: Composer, body: glossary.Organisation, totals: Mapping[str, int]) -> records.Organisation:
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


def _promise_lists(composer: Composer, views: Views) -> Iterator[Planned]:
    """All promises, and those of each province and sector that has a page of them."""
    cuts = promises.cut(views.facts, views.groups)
    yield links.PROMISES, views.reads.everything, partial(_promises, composer, links.PROMISES, views.catalogue.entries)
    for link, entries in (*cuts.regions.items(), *cuts.sectors.items()):
        yield link.path, views.reads.rows(entries), partial(_promises, composer, link.path, entries)


def _promises(composer: Composer, path: str, entries: Iterable[model.Entry]) -> Any:
    return _list(composer, records.PromiseList, path, composer.promises_of(entries))


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
