"""What the records still lack: the contributors' list of things to do."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import NamedTuple

import msgspec

from tracker import dates, links
from tracker.model import Entry
from tracker.views.facts import Facts
from tracker.views.groups import Groups
from tracker.views.shapes import Head, Link

STALE = dt.timedelta(days=365)
"""An initiative without an event for so long wants a look, unless its stage is terminal."""
SHOWN = 30
HEAD = Head(
    path=links.QUALITY,
    title="기록 살피기",
    description="아직 모자란 기록과 뒤를 살필 약속의 목록입니다. 누구나 고칠 수 있습니다.",
    feed=f"{links.QUALITY}{links.FEED}",
)


class Gap(msgspec.Struct, frozen=True):
    """Something that a record lacks; `fix` leads to where it can be mended."""

    id: str
    link: Link
    what: str
    since: dt.date
    fix: str


class GapSection(msgspec.Struct, frozen=True):
    """Gaps of one kind, of which perhaps not all are shown."""

    heading: str
    why: str
    gaps: tuple[Gap, ...]
    total: int


class QualityPage(msgspec.Struct, frozen=True, kw_only=True):
    """What the records still lack."""

    head: Head
    sections: tuple[GapSection, ...]


class Lack(NamedTuple):
    """Something to do, how to find what lacks it, and why it matters."""

    heading: str
    why: str
    find: Callable[[Facts, Groups, dt.date], Iterator[Gap]]


def quality_page(facts: Facts, groups: Groups) -> QualityPage:
    """Every kind of gap with its rows, the newest first."""
    sections = []
    for lack in LACKS:
        gaps = sorted(lack.find(facts, groups, facts.today), key=lambda gap: (-gap.since.toordinal(), gap.id))
        if gaps:
            sections.append(GapSection(lack.heading, lack.why, tuple(gaps[:SHOWN]), len(gaps)))
    return QualityPage(head=HEAD, sections=tuple(sections))


def _counted(facts: Facts) -> Iterator[Entry]:
    return (entry for entry in facts.catalogue.entries if not entry.withdrawn)


def _gap(facts: Facts, kind: str, entry: Entry, what: str, since: dt.date | None = None) -> Gap:
    fix = facts.catalogue.settings.edit(entry.path)
    return Gap(f"{kind}/{entry.id}", Link(entry.title, links.entry(entry.id)), what, since or entry.added, fix or "")


def _overdue(facts: Facts, _: Groups, today: dt.date) -> Iterator[Gap]:
    for entry in _counted(facts):
        for item in entry.milestones:
            promise = facts.promise(entry, item)
            if promise.state == "overdue":
                what = f"‘{promise.what}’의 기한({promise.due})이 지났습니다. 지켰는지 찾아 기록해 주세요."
                since = min(today, item.due.last + dt.timedelta(days=1))
                known = {"region": entry.regions[0], "sector": entry.sectors[0], "initiative": entry.initiative}
                fix = links.contribute(**known, fulfils=f"{entry.id}#{item.id}")
                yield Gap(f"overdue/{entry.id}/{item.id}", facts.entry_link(entry), what, max(since, entry.added), fix)


def _stale(facts: Facts, _: Groups, today: dt.date) -> Iterator[Gap]:
    stages = facts.words.stages
    for slug, events in facts.catalogue.by_initiative.items():
        stage = facts.current_stage(slug)
        if not events or (stage and stages[stage].terminal) or today - events[0].date.last < STALE:
            continue
        initiative = facts.catalogue.initiatives[slug]
        since = max(events[0].date.last + STALE, initiative.added)
        what = f"마지막 소식이 {dates.format_korean(events[0].date)}입니다."
        fix = links.contribute(region=initiative.regions[0], sector=initiative.sectors[0], initiative=slug)
        yield Gap(f"stale/{slug}", facts.initiative_link(slug), what, since, fix)


def _inferred(facts: Facts, _: Groups, __: dt.date) -> Iterator[Gap]:
    for entry in _counted(facts):
        if entry.date_basis == "inferred":
            yield _gap(facts, "inferred", entry, entry.date_note or "")


def _inexact(facts: Facts, _: Groups, __: dt.date) -> Iterator[Gap]:
    for entry in _counted(facts):
        if entry.date.day is None:
            yield _gap(facts, "inexact", entry, f"{dates.format_korean(entry.date)}까지만 압니다.")


def _unarchived(facts: Facts, _: Groups, __: dt.date) -> Iterator[Gap]:
    for entry in _counted(facts):
        missing = [source.publisher for source in entry.sources if not source.archive_url]
        if missing:
            yield _gap(facts, "unarchived", entry, f"보존본이 없는 출처: {', '.join(missing)}")


def _undated_sources(facts: Facts, _: Groups, __: dt.date) -> Iterator[Gap]:
    for entry in _counted(facts):
        missing = [source.publisher for source in entry.sources if not source.published]
        if missing:
            yield _gap(facts, "undated-source", entry, f"나온 날을 모르는 출처: {', '.join(missing)}")


def _alone(facts: Facts, _: Groups, __: dt.date) -> Iterator[Gap]:
    for entry in _counted(facts):
        if len(entry.sources) == 1:
            yield _gap(facts, "one-source", entry, f"출처가 {entry.sources[0].publisher} 하나입니다.")


def _unbroken(facts: Facts, _: Groups, __: dt.date) -> Iterator[Gap]:
    for entry in _counted(facts):
        for number, budget in enumerate(entry.budgets):
            if budget.breakdown is None:
                total = facts.sum_of(budget)
                gap = _gap(facts, "no-breakdown", entry, f"{total.what} {total.text}의 재원을 모릅니다.")
                yield msgspec.structs.replace(gap, id=f"{gap.id}/{number}")


def _empty_regions(facts: Facts, groups: Groups, _: dt.date) -> Iterator[Gap]:
    for slug, region in facts.words.regions.items():
        if region.until is None and not groups.by_region[slug]:
            yield _empty(facts, f"region/{slug}", facts.region_link(slug), links.contribute(region=slug))


def _empty_sectors(facts: Facts, groups: Groups, _: dt.date) -> Iterator[Gap]:
    for slug, entries in groups.by_sector.items():
        if not entries:
            yield _empty(facts, f"sector/{slug}", facts.sector_link(slug), links.contribute(sector=slug))


def _empty(facts: Facts, id_: str, link: Link, fix: str) -> Gap:
    return Gap(f"empty/{id_}", link, "기록이 하나도 없습니다.", facts.catalogue.settings.since, fix)


LACKS = (
    Lack(
        "기한이 지난 약속",
        "지켰다면 그 일을 기록합니다. 미뤄졌다면 양식의 ‘지킨 약속’을 비우고 미뤄진 일을 기록합니다.",
        _overdue,
    ),
    Lack("소식이 끊긴 사업", "한 해 넘게 새 기록이 없는 사업입니다.", _stale),
    Lack("미루어 안 날짜", "날짜를 밝힌 자료를 찾으면 바로잡을 수 있습니다.", _inferred),
    Lack("날까지 모르는 기록", "달이나 해까지만 아는 기록입니다.", _inexact),
    Lack("출처가 하나뿐인 기록", "같은 일을 다룬 다른 매체나 기관의 자료를 출처에 더합니다.", _alone),
    Lack("나온 날을 모르는 출처", "기사가 나온 날을 확인해 주세요.", _undated_sources),
    Lack("재원을 모르는 금액", "국비, 지방비, 민간이 얼마씩인지 밝힌 자료를 찾습니다.", _unbroken),
    Lack("보존본이 없는 출처", "기사는 사라집니다. 보존 서비스에 남긴 주소를 더해 주세요.", _unarchived),
    Lack("기록이 없는 지역", "그 지역이 발표하거나 함께한 일을 찾아 기록합니다.", _empty_regions),
    Lack("기록이 없는 분야", "그 분야의 정책을 찾아 기록합니다.", _empty_sectors),
)
"""What is looked for, the most pressing first. A new kind of gap is one line here."""
