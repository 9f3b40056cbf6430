"""Rules over the whole catalogue. Each check yields what is wrong, never prints, never stops at the first."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from tracker import cache, copyguard, frontmatter, money, schema, spelling, twins
from tracker.catalogue import Catalogue
from tracker.messages import say
from tracker.model import Entry, Fault, Initiative, KeyPath, Page, PartialDate, Problem, RegionSlug, Severity
from tracker.vocabulary import Vocabulary


class Found(NamedTuple):
    """A fault in one document."""

    record: Entry | Initiative | Page
    fault: Fault
    severity: Severity = "error"


_NUMBER = rf"(?:{money.NUMBER.pattern})"
_SUM = rf"[은는이가]? (?:(?:약|모두|총) )?({_NUMBER}(?:[천백십]?[조억만])(?: ?{_NUMBER}[천백십]?[억만])* ?원)"
SUM = re.compile(f"(?:사업비|예산|국비|도비|시비|군비|지방비){_SUM}")
"""A sum that the body calls the policy's own."""
TOTAL = re.compile(f"총사업비{_SUM}")
"""The sum that the front matter has to have if it has any; shares of it may stand in the body alone."""
RESERVED = frozenset(
    "api atom budgets calendar changes contribute data en entries feed index initiatives instruments organisations"
    " promises quality regions schema search sectors static subscribe".split()
)
"""The first parts of the site's own addresses, none of which may be a page's."""
BODY = ("body",)
"""Begins the key path of a fault in the body, where an offset follows."""
Check = Callable[[Catalogue, dt.date], Iterator[Found]]


def run(catalogue: Catalogue, today: dt.date, *, strict: bool = False) -> list[Problem]:
    """Every problem of every file and check, sorted by place; `strict` adds what /quality/ lists as work to do.

    A file is read again only to say where it is at fault. What a file that cannot be read may hold is not missed.
    """
    chosen = (*CHECKS, *STRICT_CHECKS) if strict else CHECKS
    founds = (found for check in chosen for found in check(catalogue, today))
    return sorted([*catalogue.problems, *_located(catalogue, founds)])


def _located(catalogue: Catalogue, founds: Iterable[Found]) -> Iterator[Problem]:
    for record, fault, severity in founds:
        document = frontmatter.load((catalogue.content / record.path).read_bytes(), record.path)
        problem = frontmatter.locate(fault, document.places, record.path)
        if fault.at[:1] == BODY:
            line, column = frontmatter.position(document.body, int(fault.at[1]))
            problem = problem._replace(line=document.body_line + line - 1, column=column)
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
                    message = say(
                        "{date}에는 ‘{slug}’({name})이(가) 없었습니다",
                        date=entry.date,
                        slug=slug,
                        name=regions[slug].name,
                    )
                    hint = say("그때는 {slugs}", slugs=", ".join(right)) if right else ""
                    yield Found(entry, Fault((key, number), "region-date", message, hint))


def names_were_in_use_on_the_day(catalogue: Catalogue, _: dt.date) -> Iterator[Found]:
    """기관은 그날 이름으로 적는다: 2023년의 전북특별자치도는 전라북도다. 제목에는 뒤에 생긴 이름을 쓰지 않는다."""
    words = catalogue.vocabulary
    spans = _spans_of_names(words)
    newest_first = sorted(((min(one.first for one in found), name) for name, found in spans.items()), reverse=True)
    for entry in catalogue.all_entries:
        last = entry.date.last
        later = takewhile(lambda born: born[0] > last, newest_first)  # noqa: B023 - used before `last` changes
        named: list[tuple[KeyPath, str]] = [(("title",), name) for _, name in later if name in entry.title]
        named += [(("parties", n, "name"), party.name) for n, party in enumerate(entry.parties) if party.name in spans]
        for at, name in named:
            if not any(span.holds(entry.date) for span in spans[name]):
                yield Found(entry, Fault(at, "name-date", *_anachronism(name, entry, spans, words)), "warning")


class _Span(NamedTuple):
    """The days on which a region went by a name."""

    slug: RegionSlug
    first: dt.date
    last: dt.date

    def holds(self, date: PartialDate) -> bool:
        return self.first <= date.last and date.first <= self.last


def _spans_of_names(words: Vocabulary) -> dict[str, list[_Span]]:
    """The names of provinces and districts that were not in use on every day, with all who bore them."""
    spans: dict[str, list[_Span]] = {}
    for slug, region in words.regions.items():
        first = region.since or dt.date.min
        for former in sorted(region.former_names, key=lambda one: one.until):
            spans.setdefault(former.name, []).append(_Span(slug, first, former.until))
            first = former.until + dt.timedelta(days=1)
        spans.setdefault(region.name, []).append(_Span(slug, first, region.until or dt.date.max))
    always = {name for name, found in spans.items() if any(one.last - one.first > _EVER for one in found)}
    return {name: found for name, found in spans.items() if name not in always and len(name) > _SHORT}


_EVER = dt.date.max - dt.date(1000, 1, 1)
_SHORT = 2
"""Names of two letters are parts of other words."""


def _anachronism(name: str, entry: Entry, spans: Mapping[str, Sequence[_Span]], words: Vocabulary) -> tuple[str, str]:
    """Message and hint."""
    message = say("‘{name}’은(는) {date}에 쓰던 이름이 아닙니다", name=name, date=entry.date)
    kin = {slug for one in spans[name] for slug in (*words.lineage(one.slug), *words.heirs(one.slug))}
    then = [other for other, found in spans.items() for one in found if one.slug in kin and one.holds(entry.date)]
    return message, say("그때의 이름은 {names}", names=", ".join(then)) if then else say("그때의 이름을 적으세요")


def addresses_name_the_page_alone(catalogue: Catalogue, _: dt.date) -> Iterator[Found]:
    """출처의 주소에는 utm_ 같은 꼬리표를 붙이지 않는다."""
    for entry in catalogue.all_entries:
        for number, source in enumerate(entry.sources):
            if "?" in source.url and spelling.TRACKING.search(source.url):
                message = say("주소에 어디서 왔는지를 적는 꼬리표가 붙어 있습니다")
                hint = say("‘{url}’로 줄이세요", url=spelling.address(source.url))
                yield Found(entry, Fault(("sources", number, "url"), "tracking", message, hint), "warning")


def initiatives_exist(catalogue: Catalogue, _: dt.date) -> Iterator[Found]:
    """`initiative`는 content/initiatives/에 있는 파일의 이름이다."""
    known = catalogue.initiatives.keys() | catalogue.unread
    for entry in catalogue.all_entries:
        if entry.initiative and entry.initiative not in known:
            message = say("‘{slug}’(이)라는 사업이 없습니다", slug=entry.initiative)
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
                    yield Found(entry, Fault(at, "dangling", say("‘{ref}’(이)라는 약속이 없습니다", ref=ref), hint))
            elif maker.draft and not entry.draft:
                message = say("‘{ref}’은(는) 아직 초안인 기록의 약속입니다", ref=ref)
                yield Found(entry, Fault(at, "dangling", message, say("그 초안을 먼저 마무리하세요")))
            elif maker.date.first > entry.date.last:
                yield Found(entry, Fault(at, "date-order", say("‘{ref}’보다 먼저 일어난 일입니다", ref=ref)))
            elif not entry.withdrawn and (other := kept.setdefault(ref, entry)) is not entry:
                message = say("{path}에서 이미 지킨 약속입니다", path=other.path)
                yield Found(entry, Fault(at, "duplicate", message))


def replacements_exist(catalogue: Catalogue, _: dt.date) -> Iterator[Found]:
    """철회한 기록을 갈음하는 기록은 다른 기록이고, 있어야 한다."""
    at = ("withdrawn", "replaced_by")
    for entry in catalogue.all_entries:
        other = entry.withdrawn.replaced_by if entry.withdrawn else None
        if other == entry.id:
            yield Found(entry, Fault(at, "dangling", say("기록은 자신을 갈음할 수 없습니다"), say("줄을 지우세요")))
        elif other and other not in (catalogue.by_id.keys() | catalogue.unread):
            hint = schema.nearest(other, catalogue.by_id)
            yield Found(entry, Fault(at, "dangling", say("‘{id}’(이)라는 기록이 없습니다", id=other), hint))


def former_ids_are_free(catalogue: Catalogue, _: dt.date) -> Iterator[Found]:
    """`redirect_from`의 옛 이름은 지금 쓰이지 않고, 한 번만 넘겨진다."""
    live = {record.path: str(getattr(record, "id", "") or record.slug) for record in _records(catalogue)}  # type: ignore[union-attr]  # one of the two is there
    taken = catalogue.unread | {name: path for path, name in live.items()}
    for record in _records(catalogue):
        for number, former in enumerate(record.redirect_from):
            other = taken.setdefault(former, record.path)
            if other != record.path or former == live[record.path]:
                message = say("‘{former}’은(는) {path}의 이름입니다", former=former, path=other)
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
                yield Found(record, Fault(at, "future-date", say("{day}은(는) 아직 오지 않은 날입니다", day=day)))


def drafts_wait_for_a_person(catalogue: Catalogue, _: dt.date) -> Iterator[Found]:
    """초안은 사람이 마무리할 때까지 사이트에 나오지 않는다."""
    for entry in catalogue.all_entries:
        if entry.draft:
            message = say("초안이라 사이트에 나오지 않습니다")
            hint = say("본문을 마무리하고 ‘draft: true’ 줄을 지우세요")
            yield Found(entry, Fault(("draft",), "draft", message, hint), "warning")


def totals_are_there(catalogue: Catalogue, _: dt.date) -> Iterator[Found]:
    """`part_of`는 이 기록이나 같은 사업의 다른 금액이 `what`에 적은 말과 똑같다."""
    purposes: dict[str, set[str]] = {}
    for entry in catalogue.all_entries:
        purposes.setdefault(entry.initiative or entry.id, set()).update(budget.what for budget in entry.budgets)
    for entry in catalogue.all_entries:
        for number, budget in enumerate(entry.budgets):
            others = purposes[entry.initiative or entry.id] - {budget.what}
            if budget.part_of and budget.part_of not in others and not catalogue.unread:
                message = say("‘{what}’(이)라는 다른 금액이 없습니다", what=budget.part_of)
                hint = schema.nearest(budget.part_of, others) or say("총액의 ‘what’을 똑같이 적으세요")
                yield Found(entry, Fault(("budgets", number, "part_of"), "dangling", message, hint))


def pages_leave_the_addresses_of_the_site(catalogue: Catalogue, _: dt.date) -> Iterator[Found]:
    """페이지의 이름은 사이트가 이미 쓰는 주소와 겹치지 않는다."""
    for page in (*catalogue.pages.values(), *catalogue.english_pages.values()):
        if page.slug in RESERVED:
            message = say("‘{slug}’은(는) 사이트가 쓰는 주소입니다", slug=page.slug)
            yield Found(page, Fault((), "reserved", message, say("파일 이름을 바꾸세요")))


def summaries_are_our_own(catalogue: Catalogue, _: dt.date) -> Iterator[Found]:
    """본문은 기사의 문장을 옮기지 않는다."""
    for entry in catalogue.all_entries:
        if any(source.fingerprint for source in entry.sources):
            for fault, severity in copyguard.faults(entry, catalogue.vocabulary):
                yield Found(entry, fault, severity)


def events_are_recorded_once(catalogue: Catalogue, _: dt.date) -> Iterator[Found]:
    """한 가지 일은 한 번만 기록하고, 다른 기사는 그 기록의 출처로 더한다."""
    told: set[str] = set()
    apart: cache.Cache[set[str]] = cache.Cache(catalogue.caches and catalogue.caches / "apart.cache", "", set[str])
    known, digests = apart.read() or set(), {entry.digest for entry in catalogue.all_entries}
    pairs = list(twins.pairs(catalogue.all_entries, known))
    if not pairs and digests != known:
        apart.write(digests)
    for first, second in pairs:
        newer, older = sorted((first, second), key=lambda entry: (entry.added, entry.id), reverse=True)
        if newer.id not in told:
            told.add(newer.id)
            message = say("{path}와 같은 일로 보입니다", path=older.path)
            hint = say("같은 일이면 이 출처를 그 기록에 더하고 이 파일을 지우세요")
            yield Found(newer, Fault(("title",), "near-duplicate", message, hint), "warning")


def sums_of_the_body_are_in_the_front_matter(catalogue: Catalogue, _: dt.date) -> Iterator[Found]:
    """본문에 쓴 사업비와 예산은 `budgets`에도, 같은 수로 적는다."""
    kin: dict[str, list[Entry]] = {}
    for entry in catalogue.all_entries:
        kin.setdefault(entry.initiative or entry.id, []).append(entry)
    for entry in catalogue.all_entries:
        sums = TOTAL if entry.budgets else SUM
        for found in sums.finditer(entry.body) if "억" in entry.body else ():
            if money.parse(found[1]) not in _sums(kin[entry.initiative or entry.id]):
                message = say("본문의 ‘{text}’이(가) 머리말에 없습니다", text=found[1])
                hint = say("이 일에 드는 돈이면 ‘budgets’에 적으세요")
                yield Found(entry, Fault((*BODY, found.start(1)), "missing-sum", message, hint), "warning")
                break


def _sums(entries: Iterable[Entry]) -> set[int]:
    """Every sum that the front matter of some entries tells."""
    budgets = [budget for one in entries for budget in one.budgets]
    parts = (budget.breakdown.parts().values() for budget in budgets if budget.breakdown)
    return {budget.amount for budget in budgets}.union(*parts)


def namesakes_are_told_apart(catalogue: Catalogue, _: dt.date) -> Iterator[Found]:
    """고성군처럼 이름이 같은 지역은 본문이 말하는 시·도의 것을 적는다."""
    namesakes = {
        slug: name for name in catalogue.vocabulary.shared_names.values() for slug in name.slugs if "/" in slug
    }
    for entry in catalogue.all_entries:
        for number, slug in enumerate(entry.regions):
            if slug not in namesakes:
                continue
            text = " ".join((entry.title, entry.body, *(party.name for party in entry.parties)))
            others = [other for other in namesakes[slug].slugs if "/" in other and other not in entry.regions]
            meant = [other for other in others if _speaks_of(text, other, catalogue)]
            if meant and not _speaks_of(text, slug, catalogue):
                message = say("본문은 ‘{slug}’이(가) 아닌 다른 지역을 말하는 듯합니다", slug=slug)
                hint = say("이 가운데 어느 곳인가요: {words}", words=", ".join(meant))
                yield Found(entry, Fault(("regions", number), "region-name", message, hint), "warning")


def _speaks_of(text: str, slug: RegionSlug, catalogue: Catalogue) -> bool:
    """Whether a text says the province before the district's name: `경남 고성군`."""
    region = catalogue.vocabulary.regions[slug]
    province = catalogue.vocabulary.regions[region.parent or slug]
    names = (province.name, province.everyday, *(former.name for former in province.former_names))
    return any(f"{name} {region.name}" in text for name in names)


def promises_are_followed_up(catalogue: Catalogue, today: dt.date) -> Iterator[Found]:
    """기한이 지난 약속에는 지켰다는 기록이 있다."""
    for ref, (entry, milestone) in catalogue.milestones.items():
        if milestone.due.last < today and ref not in catalogue.fulfilments and not entry.withdrawn:
            at = ("milestones", entry.milestones.index(milestone), "due")
            message = say("‘{what}’의 기한이 지났습니다", what=milestone.what)
            yield Found(entry, Fault(at, "overdue", message, say("지켰으면 그 기록의 ‘fulfils’에 적으세요")), "warning")


def sources_are_archived(catalogue: Catalogue, _: dt.date) -> Iterator[Found]:
    """출처에는 사라질 때를 위한 보관본이 있다."""
    for entry in catalogue.all_entries:
        for number, source in enumerate(entry.sources):
            if not source.archive_url:
                message, hint = (
                    say("보관본의 주소가 없습니다"),
                    say("web.archive.org에 남기고 ‘archive_url’에 적으세요"),
                )
                yield Found(entry, Fault(("sources", number), "no-archive", message, hint), "warning")


CHECKS: tuple[Check, ...] = (
    regions_existed_on_the_day,
    names_were_in_use_on_the_day,
    addresses_name_the_page_alone,
    initiatives_exist,
    fulfilled_promises_exist,
    replacements_exist,
    former_ids_are_free,
    nothing_was_recorded_tomorrow,
    drafts_wait_for_a_person,
    totals_are_there,
    pages_leave_the_addresses_of_the_site,
    summaries_are_our_own,
    events_are_recorded_once,
    sums_of_the_body_are_in_the_front_matter,
    namesakes_are_told_apart,
)
STRICT_CHECKS: tuple[Check, ...] = (promises_are_followed_up, sources_are_archived)
