"""Make the draft of an entry: front matter, questions as comments, an outline of facts. No sentence of the article."""

import datetime as dt
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from tracker import copyguard, dates, money
from tracker.fields import STATUS_WORDS
from tracker.importer import lexicon
from tracker.importer.candidates import Question
from tracker.importer.money import purposes
from tracker.importer.money.amounts import Money
from tracker.importer.reporting import Report
from tracker.importer.what.milestones import Milestone
from tracker.model import PartialDate, RegionSlug
from tracker.vocabulary import Vocabulary

_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`~“‘][^:#\n\[\]{}]*")
_FIRST = (
    "mou",
    "public-call",
    "task-force",
    "zone-designation",
    "legislation",
    "investment-attraction",
    "facility",
    "budget",
)
"""Instruments that name an event best, for its file and its first title."""
_AMBIGUOUS = re.compile(r"[\d.:+-]+|null|~|true|false")


class Settled(NamedTuple):
    """The values that the draft is written with: the report's, after the answers."""

    date: PartialDate | None
    date_basis: str | None
    date_note: str | None
    regions: tuple[RegionSlug, ...]
    participants: tuple[RegionSlug, ...]
    sectors: tuple[str, ...]
    instruments: tuple[str, ...]
    stage: str | None
    url: str | None
    publisher: str | None
    published: str | None
    title: str


def slug(settled: Settled) -> str:
    """`jeonbuk-secondary-battery-public-call`: region, sector and instrument, ASCII."""
    parts = [
        settled.regions[0].rpartition("/")[2] if settled.regions else "region",
        settled.sectors[0] if settled.sectors else "policy",
        leading_instrument(settled) or settled.stage or "event",
    ]
    return "-".join(parts)


def path(settled: Settled) -> str:
    """Where the draft belongs, relative to content/."""
    date = str(settled.date) if settled.date else "undated"
    year = str(settled.date.year) if settled.date else (settled.published or "undated")[:4].replace("unda", "undated")
    return f"entries/{year}/{date}-{slug(settled)}.md"


def title(found: Report, settled: Settled, words: Vocabulary) -> str:
    """A plain title from the facts, for the person to better: who, what it is about, and how far it is."""
    region = words.regions[settled.regions[0]] if settled.regions else None
    day = settled.date.first if settled.date else None
    place = words.label(region, day) if region else "지역"
    about = _about(found, settled, words)
    for name in (place, place.split()[-1], region.short if region else None):
        about = about.removeprefix(f"{name} ") if name else about
    return f"{place}, {about} {_step(found, settled, about, words)}".rstrip()


def _about(found: Report, settled: Settled, words: Vocabulary) -> str:
    """The body that was set up, or the work that the article names; else sector and instrument."""
    if settled.stage == "launched-body":
        made = (one.value for one in found.organisations if one.rule == "organisation.set-up")
        named = next(made, None)
    else:
        named = purposes.of_article(found.article)
    if named:
        return named
    sector = words.sectors[settled.sectors[0]].name if settled.sectors else "정책"  # type: ignore[index]  # slugs were checked when they were settled
    lead = leading_instrument(settled)
    return f"{sector} {words.instruments[lead].name}" if lead else sector  # type: ignore[index]


_STEPS = {
    "proposed": "건의",
    "announced": "추진",
    "agreed": "업무협약 체결",
    "launched-body": "발족",
    "selected": "선정",
    "legislated": "의결",
    "budgeted": "예산 확보",
    "under-way": "추진",
    "milestone": "중간 성과",
    "completed": "완료",
    "evaluated": "평가",
    "delayed": "지연",
    "cancelled": "취소",
}
"""A word of a headline for each stage, where the article's own is none: `문을 열었다`."""


_SHOWN = (("문을 열", "개소"), ("문 열", "개소"), ("첫 삽", "착공"), ("첫삽", "착공"))
"""Steps that an article shows instead of naming them."""


def _step(found: Report, settled: Settled, about: str, words: Vocabulary) -> str:
    """How far it is, in a word: the article's (`착공`, `무산`), or the stage's."""
    if not settled.stage:
        return ""
    said = found.article.text[found.stage.start : found.stage.end].removesuffix("식") if found.stage else ""
    own = words.stages[settled.stage].strong  # type: ignore[index]
    is_noun = len(said) == 2 and said in own and settled.stage not in ("announced", "agreed")
    shown = next((step for start, step in _SHOWN if said.startswith(start)), None)
    step = said if is_noun else shown or _STEPS.get(settled.stage, "")
    if settled.stage == "agreed" and "협약" in about:
        step = "체결"
    if settled.stage == "selected" and "public-call" in settled.instruments and "공모" not in about:
        step = f"공모 {step}"
    told = step == "예산 확보" and "예산" in about
    return "" if told or about.endswith(step) else step


def text(found: Report, settled: Settled, words: Vocabulary, added: dt.date, unanswered: Sequence[Question]) -> str:
    """The whole file: front matter in the order of the format, then an outline to be replaced by a summary."""
    head = "\n".join(_front_matter(found, settled, words, added, unanswered))
    return f"---\n{head}\n---\n{outline(found, settled, words)}\n"


def _front_matter(
    found: Report, settled: Settled, words: Vocabulary, added: dt.date, unanswered: Sequence[Question]
) -> Iterator[str]:
    asked: dict[str, list[Question]] = {}
    for question in unanswered:
        asked.setdefault(_key(question.field), []).append(question)
    yield f"title: {scalar(settled.title)}"
    yield from _asked(asked, "title")
    yield from _line("date", str(settled.date) if settled.date else None, asked)
    if settled.date and settled.date_basis != "stated":
        yield f"date_basis: {settled.date_basis}"
    if settled.date_note:
        yield f"date_note: {scalar(settled.date_note)}"
    yield f"added: {added}"
    yield "draft: true"
    yield from _line("regions", _list(settled.regions), asked)
    if settled.participants:
        yield f"participants: {_list(settled.participants)}"
    yield from _line("sectors", _list(settled.sectors), asked)
    yield from _line("instruments", _list(settled.instruments), asked)
    yield from _line("stage", settled.stage, asked)
    yield from _parties(found, settled, words)
    yield from _budgets(found, settled, words, asked)
    yield from _milestones(found, settled)
    yield from _source(found, settled, words, asked)


def _key(field: str) -> str:
    return {"url": "sources", "publisher": "sources", "published": "sources", "headline": "title"}.get(field, field)


def _asked(asked: Mapping[str, Sequence[Question]], key: str) -> Iterator[str]:
    for question in asked.get(key, ()):
        options = f" ({', '.join(question.options[:8])})" if question.options else ""
        yield f"# 물음: {question.why}{options}"


def _line(key: str, value: str | None, asked: Mapping[str, Sequence[Question]]) -> Iterator[str]:
    """A key with its value, or commented out until somebody answers."""
    yield from _asked(asked, key)
    yield f"{key}: {value}" if value else f"# {key}:"


def _list(values: Sequence[str]) -> str | None:
    return f"[{', '.join(values)}]" if values else None


def scalar(value: str, *, flow: bool = False) -> str:
    """A text as YAML: plain where that is safe, else in single quotes. In a flow mapping a comma ends a value."""
    plain = _PLAIN.fullmatch(value) and value == value.strip() and not _AMBIGUOUS.fullmatch(value)
    return value if plain and not (flow and "," in value) else "'" + value.replace("'", "''") + "'"


def leading_instrument(settled: Settled) -> str | None:
    """The instrument that names the event: the accord, the call, the body … before what goes with it."""
    named = [deed for deed in _FIRST if deed in settled.instruments[:4]]
    return named[0] if named else next(iter(settled.instruments), None)


def _parties(found: Report, settled: Settled, words: Vocabulary) -> Iterator[str]:
    day = settled.date.first if settled.date else None
    decides = _deciding(found, words)
    own = [words.regions[slug].name_on(day) if day else words.regions[slug].name for slug in settled.regions[:1]]
    other = "partner" if "mou" in settled.instruments else "participant"
    roles = [(name, other if decides else "lead") for name in own]
    roles += [
        (official(one.value, day, words), "lead" if one.value == decides else other) for one in found.organisations
    ]
    roles.sort(key=lambda role: role[1] != "lead")
    if roles:
        yield "parties:"
        yield from (f"  - {{name: {scalar(name, flow=True)}, role: {role}}}" for name, role in roles)


def _deciding(found: Report, words: Vocabulary) -> str | None:
    """The ministry or committee that is the subject of the first sentence: it acts, and not the local government."""
    start = found.article.body_start
    for one in found.organisations:
        body = words.organisation_by_name.get(one.value)
        acts = re.match(r"(?:은|는|이|가)\s", found.article.text[one.end : one.end + 2])
        if body and body.kind in _STATE and acts and start <= one.start < start + 12:
            return one.value
    return None


_STATE = ("ministry", "ministry-level-office", "committee")


def official(name: str, day: dt.date | None, words: Vocabulary) -> str:
    """A ministry's or public corporation's full name on the day; other names as they are printed."""
    body = words.organisation_by_name.get(name)
    if body is None or body.kind not in (*_STATE, "public-corporation"):
        return name
    if body.since and day and day < body.since and body.former_names:
        return body.former_names[-1]
    return body.name


def _budgets(
    found: Report, settled: Settled, words: Vocabulary, asked: Mapping[str, Sequence[Question]]
) -> Iterator[str]:
    yield from _asked(asked, "budgets")
    if found.budgets:
        yield "budgets:"
    names = {one.start: one.what or purpose(settled, words) for one in found.budgets}
    times, holders = Counter(names.values()), _holders(found)
    for one in found.budgets:
        total = holders.get(one.start)
        yield f"  - what: {scalar(names[one.start])}"
        yield f"    amount: {money.format_won(one.amount)}"
        yield f"    status: {(total or one).status}"
        if total and times[names[total.start]] == 1:
            yield f"    part_of: {scalar(names[total.start])}"
        if one.period:
            yield f"    period: {one.period}"
        yield from _breakdown(one)


_OF_IT = re.compile(
    r"(?:(?!\d\s?[억조]|[▲△])[^\n]){0,60}(?<![가-힣])(?:이|그)\s?(?:중|가운데)\s(?:(?!\d\s?[억조])[^.\n])*"
)
"""`30억 원을 들인다. 이 가운데 12억 원은`: between a sum and its part, no other sum."""


def _holders(found: Report) -> dict[int, Money]:
    """The total that holds a sum, by where the sum starts: told of it, or one that sums in a row come to exactly."""
    told = sorted(found.budgets, key=lambda one: one.start)
    holders: dict[int, Money] = {}
    for number, total in enumerate(told):
        behind = told[number + 1 :]
        sums = list(itertools.accumulate(one.amount for one in behind))
        until = sums.index(total.amount) + 1 if total.amount in sums[1:] else 0
        holders |= {part.start: total for part in behind[:until]}
    for before, one in itertools.pairwise(told):
        of_it = _OF_IT.fullmatch(found.article.text, before.end, one.start)
        if of_it and one.amount < before.amount and one.start not in holders:
            holders[one.start] = before
    return holders


def purpose(settled: Settled, words: Vocabulary) -> str:
    """What a sum is for, as far as the slugs say it."""
    sector = words.sectors[settled.sectors[0]].name if settled.sectors else "정책"  # type: ignore[index]
    return f"{sector} 사업"


def _breakdown(one: Money) -> Iterator[str]:
    """The sources, if they make up the whole sum; else as a note, since the format wants sums that agree."""
    parts = ", ".join(f"{fund}: {money.format_won(amount)}" for fund, amount in one.breakdown.items())
    if not parts:
        return
    # a comma inside a flow mapping would end the value
    parts = re.sub(r"(?<=\d),(?=\d)", "", parts)
    whole = sum(one.breakdown.values()) == one.amount
    yield f"    breakdown: {{{parts}}}" if whole else f"    # 재원의 일부만 나왔습니다: {parts}"


def _milestones(found: Report, settled: Settled) -> Iterator[str]:
    """Promises for later than the event; what has passed belongs into entries of its own.

    A deed without a name (`투입`, `지원`) promises nothing that could be kept.
    """
    ahead = [step for step in _ahead(found, settled) if not lexicon.any_of("milestone_weak").fullmatch(step.what)]
    if ahead:
        yield "milestones:"
    ids: Counter[str] = Counter()
    for step in ahead:
        id_ = _milestone_id(step.what)
        ids[id_] += 1
        number = f"-{ids[id_]}" if ids[id_] > 1 else ""
        yield f"  - {{id: {id_}{number}, due: {step.date}, what: {scalar(step.what, flow=True)}}}"


_IDS = {
    "groundbreaking": ("착공",),
    "complete": ("준공", "완공", "완료", "마무리"),
    "open": ("개소", "개관", "개통", "개원", "개장", "개교", "개막"),
    "operation": ("가동", "운영", "운항"),
    "production": ("양산",),
    "commercial": ("상용화",),
    "approval": ("승인", "고시", "통과"),
    "application": ("신청",),
    "designation": ("지정",),
    "selection": ("선정", "확정"),
    "in-force": ("시행", "공포", "제정"),
    "launch": ("출범", "발족", "설립"),
    "call": ("접수", "모집", "공모"),
    "plan": ("수립", "발표"),
    "design": ("설계",),
    "compensation": ("보상",),
    "sale": ("분양",),
    "tenants": ("입주",),
    "relocation": ("이전",),
    "start": ("착수", "시작"),
}
"""Ids of promises by the last word of what is promised; they become anchors of the entry's page."""


def _milestone_id(what: str) -> str:
    return next((id_ for id_, ends in _IDS.items() if what.endswith(ends)), "step")


def _ahead(found: Report, settled: Settled) -> Iterator[Milestone]:
    """The steps that were still to come on the event's day."""
    for step in found.milestones:
        if (
            settled.date
            and step.date.last > settled.date.last
            and not step.is_past
            and str(step.date) != str(settled.date)
        ):
            yield step


def _source(
    found: Report, settled: Settled, words: Vocabulary, asked: Mapping[str, Sequence[Question]]
) -> Iterator[str]:
    yield from _asked(asked, "sources")
    published = [f"published: {settled.published[:10]}"] if settled.published else []
    mark = "" if settled.url and settled.publisher else "# "
    first = f"url: {settled.url or '(주소)'}"
    publisher = f"publisher: {scalar(settled.publisher) if settled.publisher else '(매체)'}"
    # with it the copy guard can compare the summary where the article is not at hand
    mark_of_text = f"fingerprint: {copyguard.fingerprint(found.article.text, copyguard.names(words))}"
    yield f"{mark}sources:"
    yield f"{mark}  - {first}"
    yield from (f"{mark}    {line}" for line in (publisher, *published, mark_of_text))


def outline(found: Report, settled: Settled, words: Vocabulary) -> str:
    """What the summary has to tell, in facts; never the article's own words."""
    facts = list(_facts(found, settled, words))
    head = "이 줄들을 지우고 무슨 일이 있었는지 자기 말로 두세 문장 쓰세요. 기사 문장을 옮기면 검사에서 막힙니다."
    return "\n".join([head, "", *(f"- {fact}" for fact in facts)])


def _facts(found: Report, settled: Settled, words: Vocabulary) -> Iterator[str]:
    yield f"언제: {settled.date or '모름'}"
    yield f"어디: {', '.join(words.full_name(words.regions[slug]) for slug in settled.regions) or '모름'}"
    # in their own order, since a list taken over as it stands is a copy too
    bodies = sorted(candidate.value for candidate in found.organisations)
    if bodies:
        yield f"누가 함께: {', '.join(bodies)}"
    deeds = [words.instruments[deed].name for deed in settled.instruments]  # type: ignore[index]
    yield f"무엇을: {', '.join(deeds) or '모름'}"
    for one in found.budgets:
        period = f", {dates.format_period(one.period)}" if one.period else ""
        yield f"돈: {money.format_won(one.amount)} ({STATUS_WORDS[one.status]}{period})"
    for step in _ahead(found, settled):
        yield f"다음: {dates.format_korean(step.date)} {step.what}"
