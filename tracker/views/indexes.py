"""The front page and the pages that list all terms of a kind."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import Any, NamedTuple, TypeVar

import msgspec

from tracker import links
from tracker.glossary import Group
from tracker.messages import N_
from tracker.model import Entry, Milestone
from tracker.views import pictures
from tracker.views.budgets import Figure, figure, standing
from tracker.views.facts import Facts, in_order
from tracker.views.groups import Groups
from tracker.views.pictures import Matrix
from tracker.views.shapes import Head, Link, Mark, Promise, Section, State, Year
from tracker.views.timelines import reachable

Slug = TypeVar("Slug", bound=str)
LATEST = 8
"""Entries on the front page."""
NEWEST_INITIATIVES = 10
"""Initiatives on the front page."""
NEWEST_SUMS = 4
"""Sums on the front page."""
NOTICES = 4
"""Promises of each state on the front page."""


class Tile(msgspec.Struct, frozen=True):
    """A province in the tile map; `shade` runs from 0 (no entry) to 4."""

    link: Link
    row: int
    column: int
    width: int
    shade: int


class Home(msgspec.Struct, frozen=True, kw_only=True):
    """The front page."""

    head: Head
    groups: tuple[Year, ...]
    tiles: tuple[Tile, ...]
    matrix: Matrix
    money: tuple[Figure, ...]
    initiatives: tuple[tuple[Link, Mark | None], ...]
    upcoming: tuple[Promise, ...]
    overdue: tuple[Promise, ...]
    counts: tuple[tuple[str, int], ...]
    newest_change: str


class Index(msgspec.Struct, frozen=True, kw_only=True):
    """A page of links: all regions, sectors, initiatives, instruments or organisations."""

    head: Head
    heading: str
    sections: tuple[Section, ...]


def home(facts: Facts, groups: Groups) -> Home:
    """The front page."""
    catalogue = facts.catalogue
    entries = catalogue.entries
    promises = in_order(entries)
    regions = {slug for entry in entries for slug in (*entry.regions, *entry.participants)}
    return Home(
        head=home_head(facts),
        groups=facts.years(entries[:LATEST]),
        tiles=tuple(_tiles(facts, groups)),
        matrix=pictures.matrix(facts, groups),
        money=tuple(figure(facts, item) for item in standing(entries)[:NEWEST_SUMS]),
        initiatives=initiatives(facts)[:NEWEST_INITIATIVES],
        upcoming=_first(facts, promises, "upcoming"),
        overdue=_first(facts, promises, "overdue"),
        counts=(
            (facts.pgettext("several", "기록"), len(entries)),
            (facts.gettext("자치단체"), len(regions)),
            (facts.pgettext("several", "사업"), len(catalogue.initiatives)),
            (facts.pgettext("several", "약속"), len(promises)),
        ),
        newest_change=facts.day(catalogue.newest_change),
    )


def _first(facts: Facts, promises: Iterable[tuple[Entry, Milestone]], state: State) -> tuple[Promise, ...]:
    """The first few promises of a state; what is not shown is not put into words."""
    kept = facts.catalogue.fulfilments
    found = (
        facts.promise(entry, item)
        for entry, item in promises
        if facts.state(entry, item, kept.get(facts.reference(entry, item))) == state
    )
    return tuple(islice(found, NOTICES))


def home_head(facts: Facts) -> Head:
    """What the front page shares with all pages."""
    site = facts.catalogue.settings if facts.language.is_korean else facts.catalogue.settings.in_english()
    return Head(
        path=links.HOME,
        title=site.title,
        description=site.description,
        feed=links.FEED,
        updated=facts.catalogue.newest_change,
        english=facts.has_english(),
    )


def _tiles(facts: Facts, groups: Groups) -> Iterator[Tile]:
    """The provinces of the tile map, in reading order."""
    provinces = [region for region in facts.words.regions.values() if region.tile]
    most = max(len(groups.by_region[region.slug]) for region in provinces) or 1
    for region in sorted(provinces, key=lambda region: region.tile):
        entries = groups.by_region[region.slug]
        count = len(entries)
        row, column, width = region.tile
        link = Link(facts.everyday(region), facts.address(links.region(region.slug), entries), count)
        yield Tile(link, row, column, width, shade=-(-count * 4 // most))


def initiatives(facts: Facts) -> tuple[tuple[Link, Mark | None], ...]:
    """Initiatives with where they stand, the one with the newest event first."""
    events = facts.catalogue.by_initiative
    found = []
    for slug in sorted(events, key=lambda slug: (_newest(events[slug]), slug)):
        stage = facts.current_stage(slug)
        link = msgspec.structs.replace(facts.initiative_link(slug), count=len(events[slug]))
        found.append((link, facts.mark(stage) if stage else None))
    return tuple(found)


def _newest(events: Sequence[Entry]) -> int:
    """Sort key: the day of the newest event, latest first; none at the end."""
    return -events[0].date.first.toordinal() if events else 0


def all_indexes(facts: Facts, groups: Groups) -> Iterator[tuple[Head, Callable[[], Index]]]:
    """The lists of regions, sectors, initiatives, instruments and organisations: the head, and what makes the page."""
    for kind in KINDS:
        title, about = facts.pgettext("several", kind.title), facts.gettext(kind.description)
        head = Head(path=kind.path, title=title, description=about, english=facts.has_english())
        yield head, partial(_index, head, kind, facts, groups)


def _index(head: Head, kind: "Kind", facts: Facts, groups: Groups) -> Index:
    sections = kind.sections(facts, groups)
    shown = sections if facts.language.is_korean else reachable(sections)
    return Index(head=head, heading=head.title, sections=tuple(shown))


class Kind(NamedTuple):
    """A kind of terms with a page that lists them all."""

    path: str
    title: str
    description: str
    sections: Callable[[Facts, Groups], Iterator[Section]]


def _sectors(facts: Facts, groups: Groups) -> Iterator[Section]:
    words = facts.words
    return _by_group(facts, words.sector_groups, words.sectors, links.sector, groups.by_sector)


def _instruments(facts: Facts, groups: Groups) -> Iterator[Section]:
    words = facts.words
    return _by_group(facts, words.instrument_groups, words.instruments, links.instrument, groups.by_instrument)


def _provinces(facts: Facts, groups: Groups) -> Iterator[Section]:
    """A section for each province, today's first; districts that are gone stand only under a province that is."""
    gettext, units = facts.gettext, list(facts.words.regions.values())
    for province in units:
        if province.parent is not None:
            continue
        districts = [unit for unit in units if unit.parent == province.slug and (not unit.until or province.until)]
        suffix = gettext(" (%(day)s까지)", day=facts.day(province.until)) if province.until else ""
        whole = Link(
            gettext("%(place)s 전체", place=facts.everyday(province)),
            links.region(province.slug),
            len(groups.by_region[province.slug]),
        )
        parts = (
            Link(facts.region_name(unit), links.region(unit.slug), len(groups.by_region[unit.slug]))
            for unit in districts
        )
        yield Section(f"{facts.name(province)}{suffix}", (whole, *parts))


def _by_stage(facts: Facts, _: Groups) -> Iterator[Section]:
    """A section for each stage that an initiative stands at, in the order of the stages."""
    found: dict[str, list[Link]] = {facts.name(stage): [] for stage in facts.words.stages.values()}
    for link, mark in initiatives(facts):
        found.setdefault(mark.label if mark else facts.gettext("단계 모름"), []).append(link)
    yield from (Section(name, tuple(members)) for name, members in found.items() if members)


def _bodies(facts: Facts, groups: Groups) -> Iterator[Section]:
    """A section for each kind of organisation that takes part in any event."""
    for slug, kind in facts.words.organisation_kinds.items():
        bodies = tuple(
            Link(facts.name(body), links.organisation(body.slug), len(groups.by_organisation[body.slug]))
            for body in facts.words.organisations.values()
            if body.kind == slug and groups.by_organisation[body.slug]
        )
        if bodies:
            yield Section(facts.name(kind), bodies)


def _by_group(
    facts: Facts,
    headings: Iterable[Group],
    terms: Mapping[Slug, Any],
    address: Callable[[Slug], str],
    entries: Mapping[Slug, Sequence[Entry]],
) -> Iterator[Section]:
    """A section for each group of a vocabulary, with its terms."""
    for heading in headings:
        members = (term for term in terms.values() if term.group == heading.slug)
        links_ = (Link(facts.name(term), address(term.slug), len(entries[term.slug])) for term in members)
        yield Section(facts.name(heading), tuple(links_))


KINDS = (
    Kind(links.REGIONS, "지역", N_("모든 시·도와 시·군·구의 정책 연표로 가는 길입니다."), _provinces),
    Kind(links.SECTORS, "분야", N_("분야별 정책 연표로 가는 길입니다."), _sectors),
    Kind(links.INITIATIVES, "사업", N_("여러 사건으로 이어지는 사업을 처음부터 따라갑니다."), _by_stage),
    Kind(
        links.INSTRUMENTS,
        "수단",
        N_("협약, 공모, 특구 지정처럼 정책을 펴는 방법별 연표로 가는 길입니다."),
        _instruments,
    ),
    Kind(links.ORGANISATIONS, "기관", N_("정책에 함께한 기관별 연표로 가는 길입니다."), _bodies),
)
"""The indexes. A new one is a line here and a function that makes its sections."""
