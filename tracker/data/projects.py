"""Initiatives with budgets and parties as infrastructure projects: a package of OC4IDS 0.9.

https://standard.open-contracting.org/infrastructure/: what has no place there is left out, and nothing is guessed.
`MAPPING` says for readers what becomes of what.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import msgspec

from tracker import links, markdown
from tracker.data import api, records
from tracker.data.composing import Composer
from tracker.fields import STATUS_WORDS
from tracker.model import Entry, Initiative
from tracker.views.budgets import standing
from tracker.views.facts import SOURCE_WORDS

Node = dict[str, Any]
VERSION = "0.9"
FURTHEST = ("spent", "appropriated", "awarded", "announced", "requested")
"""Statuses by how much they bind; the total of a project is that of the first that it has."""
STATUSES = {
    "proposed": "identification",
    "announced": "identification",
    "agreed": "identification",
    "launched-body": "identification",
    "selected": "preparation",
    "legislated": "preparation",
    "budgeted": "preparation",
    "under-way": "implementation",
    "completed": "completed",
    "cancelled": "cancelled",
}
"""Our stages in `projectStatus`; a delayed project has no status there."""
SECTORS = {
    "ai-digital": "communications",
    "hydrogen": "energy",
    "energy": "energy",
    "health": "health",
    "education-talent": "education",
    "culture-tourism": "cultureSportsAndRecreation",
    "environment-climate": "naturalResources",
    "transport-logistics": "transport",
    "safety": "governance",
    "governance": "governance",
    "defence": "governance",
}
"""Our sectors in `projectSector`; all others are `economy`."""
ROLES = {"lead": "publicAuthority", "implementing": "administrativeEntity", "funder": "funder"}
"""Our roles in `partyRole`, which is open: the others keep their own names."""


class Mapped(NamedTuple):
    """A field of OC4IDS and what it is made of."""

    field: str
    made_of: str


MAPPING = (
    Mapped("projects[].id", "initiatives.slug 앞에 사이트의 이름"),
    Mapped("projects[].updated", "initiatives.updated, 한국 시각 0시"),
    Mapped("projects[].title, description", "initiatives.title, body"),
    Mapped("projects[].status", "initiatives.stage를 projectStatus로 옮긴 것. 지연은 옮길 말이 없어 뺀다"),
    Mapped("projects[].period", "서 있는 예산의 period를 모두 덮는 기간"),
    Mapped("projects[].sector", "initiatives.sectors를 projectSector로 옮긴 것"),
    Mapped("projects[].additionalClassifications", "initiatives.sectors 그대로. scheme은 rings-sector"),
    Mapped("projects[].locations", "initiatives.regions. gazetteer는 법정동 코드 앞자리"),
    Mapped("projects[].budget.amount", "서 있는 예산 가운데 가장 확실한 상태(집행, 편성, 확보, 발표, 신청 차례)의 합"),
    Mapped("projects[].budget.budgetBreakdown", "서 있는 예산 하나하나. 재원을 알면 재원마다"),
    Mapped("projects[].parties", "parties. lead는 publicAuthority, implementing은 administrativeEntity가 된다"),
    Mapped("projects[].documents", "sources. documentType은 newsArticle"),
)
"""For the data dictionary, field by field."""


def package(composer: Composer) -> bytes:
    """The package; its date is that of the last change to the content."""
    site = composer.catalogue.settings
    document = {
        "uri": composer.url(f"{links.DATA}projects.json"),
        "publishedDate": _moment(composer.catalogue.newest_change),
        "version": VERSION,
        "publisher": {"name": site.title, "uri": site.base_url},
        "license": api.LICENSE,
        "publicationPolicy": composer.url(links.page("about")),
        "projects": [_project(composer, initiative) for initiative in fitting(composer)],
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=1)


def fitting(composer: Composer) -> list[Initiative]:
    """The initiatives with budgets and parties; a package may not be empty."""
    events = composer.catalogue.by_initiative
    return [
        initiative
        for slug, initiative in composer.catalogue.initiatives.items()
        if standing(events[slug]) and any(_with_parties(events[slug]))
    ]


def _with_parties(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Those that name parties and still count, the oldest first; the entries are newest first."""
    return (entry for entry in reversed(entries) if entry.parties and not entry.withdrawn)


def _project(composer: Composer, initiative: Initiative) -> Node:
    entries = composer.catalogue.by_initiative[initiative.slug]
    stage = composer.facts.current_stage(initiative.slug)
    figures = composer.figures_of(initiative.slug)
    node: Node = {
        "id": f"{composer.catalogue.settings.tag_authority}-{initiative.slug}",
        "updated": _moment(max(entry.updated for entry in entries)),
        "title": initiative.title,
        "description": markdown.plain_text(initiative.html),
        "status": STATUSES.get(stage) if stage else None,
        "period": _period(figures),
        "sector": sorted({SECTORS.get(slug, "economy") for slug in initiative.sectors}),
        "additionalClassifications": [_classification(composer.sector(slug)) for slug in initiative.sectors],
        "locations": [_location(composer, slug) for slug in initiative.regions],
        "budget": _budget(figures),
        "parties": _parties(composer.entries[entry.id] for entry in _with_parties(entries)),
        "documents": [
            _document(f"{entry.id}-{number}", entry.title, source)
            for entry in (composer.entries[event.id] for event in entries if not event.withdrawn)
            for number, source in enumerate(entry.sources, 1)
        ],
    }
    return {key: value for key, value in node.items() if value is not None}


def _moment(day: dt.date) -> str:
    return f"{day}T00:00:00+09:00"


def _period(figures: Sequence[records.Figure]) -> Node | None:
    """From the first to the last day that any budget covers."""
    first = min((one.period_first for one in figures if one.period_first), default=None)
    last = max((one.period_last for one in figures if one.period_last), default=None)
    return {"startDate": _moment(first), "endDate": _moment(last)} if first and last else None


def _classification(term: records.Term) -> Node:
    return {"scheme": "rings-sector", "id": term.slug, "description": term.name}


def _location(composer: Composer, slug: Any) -> Node:
    region, term = composer.words.regions[slug], composer.region(slug)
    return {
        "id": term.slug,
        "description": term.name,
        "uri": term.url,
        "gazetteer": {"scheme": "KR-legal-dong", "identifiers": [region.code]},
        "address": {"region": term.name, "countryName": "대한민국"},
    }


def _value(amount: int) -> Node:
    return {"amount": amount, "currency": "KRW"}


def _budget(figures: Sequence[records.Figure]) -> Node:
    """The sum of the figures that bind most, and every figure that stands."""
    status = next(status for status in FURTHEST if any(one.status == status for one in figures))
    total = sum(one.amount for one in figures if one.status == status)
    lines = [line for number, one in enumerate(figures, 1) for line in _lines(str(number), one)]
    return {"amount": _value(total), "budgetBreakdown": lines}


def _lines(number: str, figure: records.Figure) -> Iterator[Node]:
    """A figure, or a line for each of its sources where they are known."""
    told = f"{figure.what} ({STATUS_WORDS[figure.status]})"
    parts = msgspec.structs.asdict(figure.breakdown) if figure.breakdown else {}
    known = {name: amount for name, amount in parts.items() if amount is not None}
    for name, amount in known.items():
        yield _line(f"{number}-{name}", f"{told}: {SOURCE_WORDS[name]}", amount, figure)
    if not known:
        yield _line(number, told, figure.amount, figure)


def _line(id_: str, description: str, amount: int, figure: records.Figure) -> Node:
    node = {"id": id_, "description": description, "amount": _value(amount), "uri": figure.entry.api_url}
    period = _period([figure])
    return node | ({"period": period} if period else {})


def _parties(entries: Iterable[records.Entry]) -> list[Node]:
    """Everybody who took part, once, with all roles."""
    roles: dict[str, dict[str, None]] = {}
    ids: dict[str, str] = {}
    for party in (party for entry in entries for party in entry.parties):
        known = party.organisation or party.region
        id_ = f"rings-{known}" if known else party.name
        ids[id_] = party.name
        roles.setdefault(id_, {})[ROLES.get(party.role, party.role)] = None
    return [{"id": id_, "name": ids[id_], "roles": list(found)} for id_, found in roles.items()]


def _document(id_: str, title: str, source: records.Source) -> Node:
    published = {"datePublished": _moment(source.published)} if source.published else {}
    return {
        "id": id_,
        "documentType": "newsArticle",
        "title": title,
        "url": source.url,
        **published,
        "language": "ko",
        "author": source.publisher,
    }
