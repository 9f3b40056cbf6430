"""The page of an initiative: where it stands, who takes part, and what was said differently later."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from tracker import links
from tracker.fields import ROLE_WORDS
from tracker.model import Budget, Entry, Initiative, Milestone
from tracker.views import pictures, revisions
from tracker.views.budgets import standing, totals
from tracker.views.details import party_path
from tracker.views.facts import Facts
from tracker.views.pictures import Purpose, Station
from tracker.views.shapes import Head, Link, Mark, Promise, Section, Sum, Year


class Step(msgspec.Struct, frozen=True):
    """An event that brought an initiative to a stage, with where that is written."""

    date: str
    date_value: str
    stage: Mark
    entry: Link
    sources: tuple[tuple[str, str], ...]


class PartyLine(msgspec.Struct, frozen=True):
    """Somebody in an initiative, with the roles over all events and how often each."""

    name: str
    path: str | None
    roles: tuple[tuple[str, int], ...]
    events: int
    years: str


class ChangeLine(msgspec.Struct, frozen=True):
    """Something that was said before and is said differently now."""

    date: str
    date_value: str
    kind: str
    what: str
    before: str
    after: str
    shift: str
    entry: Link


class InitiativePage(msgspec.Struct, frozen=True, kw_only=True):
    """An initiative: where it stands, what it promised, what it costs, and all of its events.

    A total is the word of a status, the sum in words and in KRW, and of how many figures it is made.
    """

    head: Head
    initiative: Initiative
    body: str
    """The text of the page, as safe HTML."""
    stage: Mark | None
    facts: tuple[Section, ...]
    track: tuple[Station, ...]
    steps: tuple[Step, ...]
    promises: tuple[Promise, ...]
    money: tuple[tuple[Link, Sum], ...]
    purposes: tuple[Purpose, ...]
    totals: tuple[tuple[str, str, int, int], ...]
    parties: tuple[PartyLine, ...]
    changes: tuple[ChangeLine, ...]
    groups: tuple[Year, ...]
    total: int
    contribute: str


def initiative_page(facts: Facts, initiative: Initiative) -> InitiativePage:
    """An initiative with all of its events."""
    entries = facts.catalogue.by_initiative[initiative.slug]
    stage = facts.current_stage(initiative.slug)
    return InitiativePage(
        head=initiative_head(facts, initiative),
        initiative=initiative,
        body=facts.text(initiative),
        stage=facts.mark(stage) if stage else None,
        facts=(
            Section(facts.gettext("지역"), tuple(map(facts.region_link, initiative.regions))),
            Section(facts.gettext("분야"), tuple(map(facts.sector_link, initiative.sectors))),
        ),
        track=pictures.track(facts, entries),
        steps=steps(facts, entries),
        promises=tuple(facts.promises(entries)),
        money=tuple(_statements(facts, entries)),
        purposes=pictures.purposes(facts, entries),
        totals=tuple(totals(facts, standing(entries))),
        parties=parties(facts, entries),
        changes=changes(facts, entries),
        groups=facts.years(entries),
        total=len(entries),
        contribute=links.contribute(
            region=initiative.regions[0], sector=initiative.sectors[0], initiative=initiative.slug
        ),
    )


def initiative_head(facts: Facts, initiative: Initiative) -> Head:
    """What the page of an initiative shares with all pages."""
    path = links.initiative(initiative.slug)
    title = facts.said(initiative.title, initiative.title_en)
    return Head(
        path=path,
        title=title,
        description=facts.gettext("%(title)s의 사건, 약속, 예산을 처음부터 따라갑니다.", title=title),
        crumbs=(Link(facts.pgettext("several", "사업"), links.INITIATIVES),),
        feed=f"{path}{links.FEED}",
        updated=facts.newest(facts.catalogue.by_initiative[initiative.slug]) or initiative.added,
        english=facts.has_english(initiative.title_en),
    )


def _statements(facts: Facts, entries: Sequence[Entry]) -> Iterator[tuple[Link, Sum]]:
    """Every sum that was ever named, the newest first."""
    for entry in _counted(entries):
        for budget in entry.budgets:
            yield Link(facts.date(entry.date), facts.entry_link(entry).path), facts.sum_of(budget)


def steps(facts: Facts, entries: Sequence[Entry]) -> tuple[Step, ...]:
    """The events that brought the initiative to a stage, the oldest first."""
    return tuple(
        Step(
            facts.date(entry.date),
            str(entry.date),
            facts.mark(entry.stage),
            facts.entry_link(entry),
            tuple((source.publisher, source.url) for source in entry.sources),
        )
        for entry in reversed(pictures.setting_stage(facts, entries))
    )


def parties(facts: Facts, entries: Sequence[Entry]) -> tuple[PartyLine, ...]:
    """Everybody in the events, those in most of them first."""
    roles: dict[str, Counter[str]] = {}
    events: dict[str, list[Entry]] = {}
    for entry in reversed(_counted(entries)):
        for party in entry.parties:
            roles.setdefault(party.name, Counter())[facts.gettext(ROLE_WORDS[party.role])] += 1
            events.setdefault(party.name, []).append(entry)
    return tuple(
        PartyLine(
            facts.party(name),
            party_path(facts, name),
            tuple(roles[name].most_common()),
            len(found),
            _years(facts, found),
        )
        for name, found in sorted(events.items(), key=lambda item: -len(item[1]))
    )


def _years(facts: Facts, entries: Sequence[Entry]) -> str:
    """`2023` or `2023~2025`; the entries are in the order of time."""
    first, last = entries[0].date.year, entries[-1].date.year
    return f"{first}" if first == last else facts.gettext("%(first)s~%(last)s", first=first, last=last)


def _counted(entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if not entry.withdrawn]


def changes(facts: Facts, entries: Sequence[Entry]) -> tuple[ChangeLine, ...]:
    """Sums revised, promises dated anew, corrections, the newest first; the entries are newest first."""
    oldest_first = list(reversed(_counted(entries)))
    found = [*_revised(facts, oldest_first), *_postponed(facts, oldest_first), *_corrected(facts, oldest_first)]
    return tuple(sorted(found, key=lambda line: line.date_value, reverse=True))


def _revised(facts: Facts, entries: Iterable[Entry]) -> Iterator[ChangeLine]:
    for entry, old, new in revisions.revised(entries):
        said = facts.said(new.what, new.what_en)
        yield _line(
            facts, entry, facts.gettext("금액"), said, _said(facts, old), _said(facts, new), _grown(facts, old, new)
        )


def _said(facts: Facts, budget: Budget) -> str:
    found = facts.sum_of(budget)
    return f"{found.text} {found.status}"


def _grown(facts: Facts, old: Budget, new: Budget) -> str:
    """By how much a sum grew; what was asked for and what was given are not compared."""
    if old.status != new.status or old.amount == new.amount:
        return ""
    more = new.amount - old.amount
    won = facts.won(abs(more))
    return facts.gettext("%(won)s 늘어남", won=won) if more > 0 else facts.gettext("%(won)s 줄어듦", won=won)


def _postponed(facts: Facts, entries: Iterable[Entry]) -> Iterator[ChangeLine]:
    for entry, old, new in revisions.redated(entries):
        said = facts.said(new.what, new.what_en)
        yield _line(
            facts, entry, facts.gettext("기한"), said, _until(facts, old), _until(facts, new), _moved(facts, old, new)
        )


def _until(facts: Facts, item: Milestone) -> str:
    return facts.gettext("%(date)s까지", date=facts.date(item.due))


def _moved(facts: Facts, old: Milestone, new: Milestone) -> str:
    days = (new.due.last - old.due.last).days
    if not days:
        return ""
    number = f"{abs(days):,}"
    if days > 0:
        return facts.ngettext("%(days)s일 늦춤", "%(days)s일 늦춤", days, days=number)
    return facts.ngettext("%(days)s일 당김", "%(days)s일 당김", -days, days=number)


def _corrected(facts: Facts, entries: Iterable[Entry]) -> Iterator[ChangeLine]:
    for entry in entries:
        for item in entry.corrections:
            kind, link = facts.gettext("바로잡음"), facts.entry_link(entry)
            yield ChangeLine(facts.day(item.date), str(item.date), kind, item.what, "", "", "", link)


def _line(facts: Facts, entry: Entry, kind: str, what: str, before: str, after: str, shift: str) -> ChangeLine:
    date, link = facts.date(entry.date), facts.entry_link(entry)
    return ChangeLine(date, str(entry.date), kind, what, before, after, shift, link)
