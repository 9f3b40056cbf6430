"""Rules over the whole catalogue. Each check yields what is wrong, never prints, never stops at the first."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from tracker import documents, frontmatter, schema
from tracker.catalogue import Catalogue
from tracker.model import Entry, Fault, Initiative, KeyPath, Problem, Severity


class Found(NamedTuple):
    """A fault in one entry or initiative."""

    record: Entry | Initiative
    fault: Fault
    severity: Severity = "error"


Check = Callable[[Catalogue, dt.date], Iterator[Found]]


def run(catalogue: Catalogue, today: dt.date) -> list[Problem]:
    """Every problem of every file and check, sorted by place.

    A file is read again only to say where it is at fault. What a file that cannot be read may hold is not missed.
    """
    founds = (found for check in CHECKS for found in check(catalogue, today))
    return sorted([*catalogue.problems, *_located(catalogue, founds)])


def _located(catalogue: Catalogue, founds: Iterable[Found]) -> Iterator[Problem]:
    for record, fault, severity in founds:
        places = documents.places((catalogue.content / record.path).read_bytes(), record.path)
        problem = frontmatter.locate(fault, places, record.path)
        yield problem._replace(severity=severity)


def regions_existed_on_the_day(catalogue: Catalogue, _: dt.date) -> Iterator[Found]:
    """지역은 그 날짜에 있던 이름으로 적는다."""
    regions = catalogue.vocabulary.regions
    for entry in catalogue.all_entries:
        for key in ("regions", "participants"):
            for number, slug in enumerate(getattr(entry, key)):
                if not regions[slug].existed(entry.date):
                    kin = (*catalogue.vocabulary.lineage(slug), *catalogue.vocabulary.heirs(slug))
                    right = [one for one in kin if regions[one].existed(entry.date)]
                    message = f"{entry.date}에는 ‘{slug}’({regions[slug].name})이(가) 없었습니다"
                    hint = f"그때는 {', '.join(right)}" if right else ""
                    yield Found(entry, Fault((key, number), "region-date", message, hint))


def initiatives_exist(catalogue: Catalogue, _: dt.date) -> Iterator[Found]:
    """`initiative`는 content/initiatives/에 있는 파일의 이름이다."""
    for entry in catalogue.all_entries:
        if entry.initiative and entry.initiative not in (catalogue.initiatives.keys() | catalogue.unread):
            message = f"‘{entry.initiative}’이라는 사업이 없습니다"
            hint = schema.nearest(entry.initiative, catalogue.initiatives)
            yield Found(entry, Fault(("initiative",), "dangling", message, hint))


def fulfilled_promises_exist(catalogue: Catalogue, _: dt.date) -> Iterator[Found]:
    """`fulfils`는 앞선 기록의 약속 하나를 `기록#약속`으로 가리키고, 약속은 한 번만 지켜진다."""
    promised = {f"{entry.id}#{item.id}": entry for entry in catalogue.all_entries for item in entry.milestones}
    kept: dict[str, Entry] = {}
    for entry in reversed(catalogue.all_entries):
        for number, ref in enumerate(entry.fulfils):
            at, maker = ("fulfils", number), promised.get(ref)
            if maker is None:
                if ref.partition("#")[0] not in catalogue.unread:
                    hint = schema.nearest(ref, promised)
                    yield Found(entry, Fault(at, "dangling", f"‘{ref}’이라는 약속이 없습니다", hint))
            elif maker.draft and not entry.draft:
                hint = "그 초안을 먼저 마무리하세요"
                yield Found(entry, Fault(at, "dangling", f"‘{ref}’은(는) 아직 초안인 기록의 약속입니다", hint))
            elif maker.date.first > entry.date.last:
                yield Found(entry, Fault(at, "date-order", f"‘{ref}’보다 먼저 일어난 일입니다"))
            elif not entry.withdrawn and (other := kept.setdefault(ref, entry)) is not entry:
                yield Found(entry, Fault(at, "duplicate", f"{other.path}에서 이미 지킨 약속입니다"))


def replacements_exist(catalogue: Catalogue, _: dt.date) -> Iterator[Found]:
    """철회한 기록을 갈음하는 기록은 있어야 한다."""
    for entry in catalogue.all_entries:
        other = entry.withdrawn.replaced_by if entry.withdrawn else None
        if other and other not in (catalogue.by_id.keys() | catalogue.unread):
            hint = schema.nearest(other, catalogue.by_id)
            fault = Fault(("withdrawn", "replaced_by"), "dangling", f"‘{other}’이라는 기록이 없습니다", hint)
            yield Found(entry, fault)


def former_ids_are_free(catalogue: Catalogue, _: dt.date) -> Iterator[Found]:
    """`redirect_from`의 옛 이름은 지금 쓰이지 않고, 한 번만 넘겨진다."""
    live = {record.path: str(getattr(record, "id", "") or record.slug) for record in _records(catalogue)}  # type: ignore[union-attr]  # one of the two is there
    taken = catalogue.unread | {name: path for path, name in live.items()}
    for record in _records(catalogue):
        for number, former in enumerate(record.redirect_from):
            other = taken.setdefault(former, record.path)
            if other != record.path or former == live[record.path]:
                message = f"‘{former}’은(는) {other}의 이름입니다"
                yield Found(record, Fault(("redirect_from", number), "duplicate", message))


def _records(catalogue: Catalogue) -> list[Entry | Initiative]:
    return [*catalogue.all_entries, *catalogue.initiatives.values()]


def nothing_was_recorded_tomorrow(catalogue: Catalogue, today: dt.date) -> Iterator[Found]:
    """기록한 날, 고친 날, 철회한 날은 오늘보다 뒤일 수 없다: 구독기는 앞날의 소식을 잘못 다룬다."""
    for record in _records(catalogue):
        days: list[tuple[KeyPath, dt.date]] = [(("added",), record.added)]
        if isinstance(record, Entry):
            days += [(("corrections", n, "date"), item.date) for n, item in enumerate(record.corrections)]
            days += [(("withdrawn", "date"), record.withdrawn.date)] if record.withdrawn else []
        for at, day in days:
            if day > today:
                yield Found(record, Fault(at, "future-date", f"{day}은(는) 아직 오지 않은 날입니다"))


def drafts_wait_for_a_person(catalogue: Catalogue, _: dt.date) -> Iterator[Found]:
    """초안은 사람이 마무리할 때까지 사이트에 나오지 않는다."""
    for entry in catalogue.all_entries:
        if entry.draft:
            message, hint = "초안이라 사이트에 나오지 않습니다", "본문을 마무리하고 ‘draft: true’ 줄을 지우세요"
            yield Found(entry, Fault(("draft",), "draft", message, hint), "warning")


CHECKS: tuple[Check, ...] = (
    regions_existed_on_the_day,
    initiatives_exist,
    fulfilled_promises_exist,
    replacements_exist,
    former_ids_are_free,
    nothing_was_recorded_tomorrow,
    drafts_wait_for_a_person,
)
