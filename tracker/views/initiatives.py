"""The page of an initiative: where it stands, who takes part, and what was said differently later."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from tracker import dates, links, money
from tracker.model import Budget, Entry, Initiative, Milestone
from tracker.views import pictures, revisions
from tracker.views.budgets import standing, totals
from tracker.views.details import ROLE_WORDS, party_path
from tracker.views.facts import Facts
from tracker.views.shapes import ChangeLine, Head, InitiativePage, Link, PartyLine, Section, Step, Sum


def initiative_page(facts: Facts, initiative: Initiative) -> InitiativePage:
    """An initiative with all of its events."""
    entries = facts.catalogue.by_initiative[initiative.slug]
    stage = facts.current_stage(initiative.slug)
    return InitiativePage(
        head=initiative_head(facts, initiative),
        initiative=initiative,
        stage=facts.mark(stage) if stage else None,
        facts=(
            Section("지역", tuple(map(facts.region_link, initiative.regions))),
            Section("분야", tuple(map(facts.sector_link, initiative.sectors))),
        ),
        track=pictures.track(facts, entries),
        steps=steps(facts, entries),
        promises=tuple(facts.promises(entries)),
        money=tuple(_statements(facts, entries)),
        purposes=pictures.purposes(entries),
        totals=tuple(totals(standing(entries))),
        parties=parties(facts, entries),
        changes=changes(entries),
        groups=facts.years(entries),
        total=len(entries),
        contribute=links.contribute(
            region=initiative.regions[0], sector=initiative.sectors[0], initiative=initiative.slug
        ),
    )


def initiative_head(facts: Facts, initiative: Initiative) -> Head:
    """What the page of an initiative shares with all pages."""
    path = links.initiative(initiative.slug)
    return Head(
        path=path,
        title=initiative.title,
        description=f"{initiative.title}의 사건, 약속, 예산을 처음부터 따라갑니다.",
        crumbs=(Link("사업", links.INITIATIVES),),
        feed=f"{path}{links.FEED}",
        updated=facts.newest(facts.catalogue.by_initiative[initiative.slug]) or initiative.added,
    )


def _statements(facts: Facts, entries: Sequence[Entry]) -> Iterator[tuple[Link, Sum]]:
    """Every sum that was ever named, the newest first."""
    for entry in _counted(entries):
        for budget in entry.budgets:
            yield Link(dates.format_korean(entry.date), links.entry(entry.id)), facts.sum_of(budget)


def steps(facts: Facts, entries: Sequence[Entry]) -> tuple[Step, ...]:
    """The events that brought the initiative to a stage, the oldest first."""
    return tuple(
        Step(
            dates.format_korean(entry.date),
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
            roles.setdefault(party.name, Counter())[ROLE_WORDS[party.role]] += 1
            events.setdefault(party.name, []).append(entry)
    return tuple(
        PartyLine(name, party_path(facts, name), tuple(roles[name].most_common()), len(found), _years(found))
        for name, found in sorted(events.items(), key=lambda item: -len(item[1]))
    )


def _years(entries: Sequence[Entry]) -> str:
    """`2023` or `2023~2025`; the entries are in the order of time."""
    first, last = entries[0].date.year, entries[-1].date.year
    return f"{first}" if first == last else f"{first}~{last}"


def _counted(entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if not entry.withdrawn]


def changes(entries: Sequence[Entry]) -> tuple[ChangeLine, ...]:
    """Sums revised, promises dated anew, corrections, the newest first; the entries are newest first."""
    oldest_first = list(reversed(_counted(entries)))
    found = [*_revised(oldest_first), *_postponed(oldest_first), *_corrected(oldest_first)]
    return tuple(sorted(found, key=lambda line: line.date_value, reverse=True))


def _revised(entries: Iterable[Entry]) -> Iterator[ChangeLine]:
    for entry, old, new in revisions.revised(entries):
        yield _line(entry, "금액", new.what, _said(old), _said(new), _grown(old, new))


def _said(budget: Budget) -> str:
    found = Facts.sum_of(budget)
    return f"{found.text} {found.status}"


def _grown(old: Budget, new: Budget) -> str:
    """By how much a sum grew; what was asked for and what was given are not compared."""
    if old.status != new.status or old.amount == new.amount:
        return ""
    more = new.amount - old.amount
    return f"{money.format_won(abs(more))} {'늘어남' if more > 0 else '줄어듦'}"


def _postponed(entries: Iterable[Entry]) -> Iterator[ChangeLine]:
    for entry, old, new in revisions.redated(entries):
        yield _line(entry, "기한", new.what, _until(old), _until(new), _moved(old, new))


def _until(item: Milestone) -> str:
    return f"{dates.format_korean(item.due)}까지"


def _moved(old: Milestone, new: Milestone) -> str:
    days = (new.due.last - old.due.last).days
    if not days:
        return ""
    return f"{abs(days):,}일 {'늦춤' if days > 0 else '당김'}"


def _corrected(entries: Iterable[Entry]) -> Iterator[ChangeLine]:
    for entry in entries:
        for item in entry.corrections:
            yield ChangeLine(
                dates.format_day(item.date), str(item.date), "바로잡음", item.what, "", "", "", Facts.entry_link(entry)
            )


def _line(entry: Entry, kind: str, what: str, before: str, after: str, shift: str) -> ChangeLine:
    date = dates.format_korean(entry.date)
    return ChangeLine(date, str(entry.date), kind, what, before, after, shift, Facts.entry_link(entry))
