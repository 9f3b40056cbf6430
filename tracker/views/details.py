"""The pages of single entries."""

import datetime as dt
from collections.abc import Iterator

import msgspec

from tracker import links
from tracker.fields import BASIS_WORDS, ROLE_WORDS
from tracker.language import HANGUL
from tracker.model import Entry, PartialDate, Source, Target
from tracker.views.facts import Facts
from tracker.views.related import Kin
from tracker.views.shapes import Head, Link, Mark, Promise, Sum


class EntryPage(msgspec.Struct, frozen=True, kw_only=True):
    """One entry with everything that is known of it.

    A source is its publisher, its address, the archived address, the day, and how long after the event that is.
    A related entry is its link and its date.
    """

    head: Head
    entry: Entry
    body: str
    """The text of the page, as safe HTML."""
    date: str
    basis: str
    stage: Mark
    regions: tuple[Link, ...]
    participants: tuple[Link, ...]
    sectors: tuple[Link, ...]
    instruments: tuple[Link, ...]
    initiative: Link | None
    parties: tuple[tuple[str, str, str | None], ...]
    money: tuple[Sum, ...]
    promises: tuple[Promise, ...]
    kept: tuple[Promise, ...]
    targets: tuple[tuple[str, str, str], ...]
    sources: tuple[tuple[str, str, str | None, dt.date | None, str], ...]
    related: tuple[tuple[Link, str], ...]
    older: Link | None
    newer: Link | None
    replaced_by: Link | None
    edit: str | None
    history: str | None


def entry_page(facts: Facts, entry: Entry, kin: Kin) -> EntryPage:
    """An entry with everything that is known of it."""
    day = entry.date.first
    older, newer = _around(facts, entry)
    return EntryPage(
        head=entry_head(facts, entry),
        entry=entry,
        body=facts.text(entry),
        date=facts.date(entry.date),
        basis=facts.gettext(BASIS_WORDS[entry.date_basis]),
        stage=facts.mark(entry.stage),
        regions=tuple(facts.full_region_link(slug, day) for slug in entry.regions),
        participants=tuple(facts.full_region_link(slug, day) for slug in entry.participants),
        sectors=tuple(map(facts.sector_link, entry.sectors)),
        instruments=tuple(map(facts.instrument_link, entry.instruments)),
        initiative=facts.initiative_link(entry.initiative) if entry.initiative else None,
        parties=tuple(
            (facts.party(party.name), facts.gettext(ROLE_WORDS[party.role]), party_path(facts, party.name))
            for party in entry.parties
        ),
        money=tuple(map(facts.sum_of, entry.budgets)),
        promises=tuple(facts.promise(entry, item) for item in entry.milestones),
        kept=tuple(facts.promise(*facts.catalogue.milestones[ref]) for ref in entry.fulfils),
        targets=tuple(_target(facts, target) for target in entry.targets),
        sources=tuple(_sources(facts, entry)),
        related=kin.of(entry, (older, newer), facts),
        older=older,
        newer=newer,
        replaced_by=_replacement(facts, entry),
        edit=facts.catalogue.settings.edit(entry.path),
        history=facts.catalogue.settings.history(entry.path),
    )


def _target(facts: Facts, target: Target) -> tuple[str, str, str]:
    """What is counted, the number with its unit, and by when; English holds the Korean units in what is counted."""
    if facts.language.is_korean or not target.metric_en:
        return target.metric, f"{target.value:,}{target.unit}", _until(facts, target.due)
    unit = "" if HANGUL.search(target.unit) else f" {target.unit}"
    return f"{target.metric_en}:", f"{target.value:,}{unit}", _until(facts, target.due)


def entry_head(facts: Facts, entry: Entry) -> Head:
    """What the page of an entry shares with all pages."""
    return Head(
        path=links.entry(entry.id),
        title=facts.said(entry.title, entry.title_en),
        description="",
        crumbs=(
            Link(facts.pgettext("several", "지역"), links.REGIONS),
            facts.region_link(entry.regions[0], entry.date.first),
        ),
        updated=entry.updated,
        english=facts.has_english(entry.title_en),
    )


def _sources(facts: Facts, entry: Entry) -> Iterator[tuple[str, str, str | None, dt.date | None, str]]:
    """The sources in the order in which they came out, those without a day last."""
    for source in sorted(entry.sources, key=lambda source: source.published or dt.date.max):
        yield source.publisher, source.url, source.archive_url, source.published, _lag(facts, entry, source)


def _lag(facts: Facts, entry: Entry, source: Source) -> str:
    """How long after the event a source came out, where both days are known."""
    if source.published is None or entry.date.day is None:
        return ""
    days = (source.published - entry.date.first).days
    if not days:
        return facts.gettext("일이 있은 그날")
    number = f"{abs(days):,}"
    if days > 0:
        return facts.ngettext("일이 있은 %(days)s일 뒤", "일이 있은 %(days)s일 뒤", days, days=number)
    return facts.ngettext("일이 있은 %(days)s일 앞", "일이 있은 %(days)s일 앞", -days, days=number)


def _around(facts: Facts, entry: Entry) -> tuple[Link | None, Link | None]:
    """The event before and the event after in the same initiative."""
    if not entry.initiative:
        return None, None
    events = facts.catalogue.by_initiative[entry.initiative]
    place = events.index(entry)
    older = events[place + 1] if place + 1 < len(events) else None
    newer = events[place - 1] if place else None
    return _link(facts, older), _link(facts, newer)


def _link(facts: Facts, entry: Entry | None) -> Link | None:
    return facts.entry_link(entry) if entry else None


def _replacement(facts: Facts, entry: Entry) -> Link | None:
    other = entry.withdrawn.replaced_by if entry.withdrawn else None
    return _link(facts, facts.catalogue.by_id[other]) if other else None


def party_path(facts: Facts, name: str) -> str | None:
    """Where a party has a timeline, if it has one."""
    if body := facts.words.organisation_by_name.get(name):
        return links.organisation(body.slug)
    region = facts.words.region_by_name.get(name)
    return links.region(region.slug) if region else None


def _until(facts: Facts, due: PartialDate | None) -> str:
    return facts.gettext("%(date)s까지", date=facts.date(due)) if due else ""
