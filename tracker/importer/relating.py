"""Find what the tracker already has of the same event: several papers print one announcement."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from tracker import money
from tracker.importer.reporting import Report
from tracker.model import Entry, EntryId


class Relations(NamedTuple):
    """Entries that already cite the article, and those that may tell of the same event, most alike first."""

    recorded: list[EntryId]
    similar: list[tuple[EntryId, list[str]]]


def relate(found: Report, known: Sequence[Entry]) -> Relations:
    """Compare a report with the entries."""
    recorded = [
        entry.id for entry in known if found.url and any(_same(found.url, source.url) for source in entry.sources)
    ]
    scored = [(score, entry) for entry in known if entry.id not in recorded and (score := likeness(found, entry)) >= 3]
    ranked = sorted(scored, key=lambda pair: (-pair[0], pair[1].id))
    return Relations(recorded, [(entry.id, differences(found, entry)) for _, entry in ranked[:3]])


def _same(one: str, other: str) -> bool:
    return address_key(one) == address_key(other)


def address_key(url: str) -> str:
    """An address without what may differ between two that lead to the same article."""
    parts = urlsplit(url)
    host = re.sub(r"^(?:www|m|mobile|amp)\.", "", parts.netloc.lower())
    query = "&".join(
        sorted(pair for pair in parts.query.split("&") if pair and not re.match(r"utm_|fbclid|sc=|sm=", pair))
    )
    return f"{host}{parts.path.rstrip('/')}?{query}"


def likeness(found: Report, entry: Entry) -> float:
    """Points for a near day, a shared region, sector, instrument and sum; an event elsewhere or far away has none."""
    if not found.date or abs((found.date.value.first - entry.date.first).days) > 7:
        return 0.0
    ours = {candidate.value for candidate in found.regions}
    theirs = {*entry.regions, *entry.participants}
    if not ours & theirs:
        return 0.0
    sectors = len({candidate.value for candidate in found.sectors} & set(entry.sectors))
    deeds = len({candidate.value for candidate in found.instruments} & set(entry.instruments))
    sums = len({one.amount for one in found.budgets} & {budget.amount for budget in entry.budgets})
    names = len({candidate.value for candidate in found.organisations} & {party.name for party in entry.parties})
    near = 1.0 if found.date.value == entry.date else 0.0
    return near + min(sectors, 1) + 0.5 * min(deeds, 2) + 2 * min(sums, 1) + 0.5 * min(names, 4)


def differences(found: Report, entry: Entry) -> list[str]:
    """Where the article and the entry disagree, in words."""
    notes = []
    if found.date and found.date.value != entry.date:
        notes.append(f"날짜: 기록 {entry.date}, 기사 {found.date.value}")
    ours, theirs = {one.amount for one in found.budgets}, {budget.amount for budget in entry.budgets}
    if ours and theirs and not ours & theirs:
        notes.append(f"금액: 기록 {_list(theirs)}, 기사 {_list(ours)}")
    return notes


def _list(amounts: Iterable[int]) -> str:
    return ", ".join(money.format_won(amount) for amount in sorted(amounts))
