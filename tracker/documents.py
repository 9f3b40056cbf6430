"""The one door: the bytes of a content file become an Entry, an Initiative or a Page, or a list of problems."""

import functools
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from tracker import cache, frontmatter, markdown, money, schema
from tracker.frontmatter import Document
from tracker.messages import say
from tracker.model import (
    Breakdown,
    Budget,
    Entry,
    EntryId,
    Fault,
    Initiative,
    InitiativeSlug,
    InvalidContentError,
    KeyPath,
    MilestoneRef,
    Page,
    Problem,
    Slug,
)
from tracker.vocabulary import Vocabulary

ENTRIES, INITIATIVES, PAGES, ENGLISH_PAGES = "entries", "initiatives", "pages", "pages-en"
"""Folders below content/."""
BARE_SUM = re.compile(
    rf"\b(?:amount|{'|'.join(Breakdown.__struct_fields__)}): *['\"]?"
    r"([0-9][0-9,.천백십조억만 ]*[조억만])(?=['\"]?[ \t]*(?:[,}#\n]|$))"
)
"""A sum of the front matter that ends with a large unit."""
LARGE_UNIT = re.compile(r"[조억만]['\"]?[ \t]*(?:[,}#\n]|\Z)")
"""The end of such a sum, which few documents have and which is found faster."""
CUT_OFF = re.compile(r"^(?![ \t]*#)[^\n'\"]*?: [^\n'\"]*? (#[^\s#][^\n]*)", re.MULTILINE)
"""What YAML takes for a comment though it looks like a part of a value: `title: 안건 #3 통과`."""


def parse_entry(data: bytes, path: str, vocabulary: Vocabulary, render: bool = True) -> Entry:
    """Read one event; `path` is relative to content/. Raises InvalidContentError with every problem of the file.

    Without `render` the body is only checked and `html` stays empty, for those who show nothing.
    """
    given = {"id": EntryId(_stem(path))}
    entry: Entry = _parse(Entry, data, path, vocabulary, given, render)
    return entry


def parse_initiative(data: bytes, path: str, vocabulary: Vocabulary, render: bool = True) -> Initiative:
    """Read one initiative, named by its file; raises InvalidContentError."""
    given = {"slug": InitiativeSlug(_stem(path))}
    initiative: Initiative = _parse(Initiative, data, path, vocabulary, given, render)
    return initiative


def parse_page(data: bytes, path: str, vocabulary: Vocabulary, render: bool = True) -> Page:
    """Read one page about the site, named by its file; raises InvalidContentError."""
    page: Page = _parse(Page, data, path, vocabulary, {"slug": Slug(_stem(path))}, render)
    return page


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".md")


def _parse(struct: type, data: bytes, path: str, vocabulary: Vocabulary, given: Mapping[str, Any], render: bool) -> Any:
    document = frontmatter.load(data, path)
    body = document.body
    problems = list(_body_problems(document, path, may_be_empty=document.tree.get("draft") == "true"))
    html = ""
    try:
        markdown.bound(body)
        html = markdown.render(body) if render else ""
    except ValueError as error:
        problems.append(Problem(path, document.body_line, 1, "too-large", error.args[0], say("본문을 줄이세요")))
    digest = cache.digest(os.fsencode(path), data)
    known = {**given, "path": path, "body": body, "html": html, "digest": digest}
    record, faults = _reader(vocabulary).read(struct, document.tree, known)
    problems += frontmatter.located(faults, document, path)
    if problems:
        raise InvalidContentError(sorted(problems))
    return record


@functools.cache
def _reader(vocabulary: Vocabulary) -> schema.Schema:
    """The schema of all kinds of documents, with the slugs of one vocabulary."""
    leaves: dict[Any, schema.Leaf] = {
        InitiativeSlug: _initiative_slug,
        EntryId: schema.slug,
        MilestoneRef: str,
        **vocabulary.leaves(),
    }
    return schema.Schema(leaves, _RULES)


def _initiative_slug(text: str) -> str:
    if not schema.SLUG.fullmatch(text):
        message = say("‘{text}’은(는) 사업의 이름표가 아닙니다", text=text)
        raise schema.UnknownTermError(message, say("content/initiatives/에 있는 파일의 이름을 적으세요"))
    return text


def remarks(data: bytes, path: str) -> Iterator[Problem]:
    """What a document that can be read should say better, as its text alone shows: sums without 원, values cut off."""
    head = frontmatter.decode(data[: data.find(b"\n---", 3)], path)
    for match in CUT_OFF.finditer(head) if " #" in head else ():
        line, column = frontmatter.position(head, match.start(1))
        message = say("‘{text}’부터는 설명으로 읽혀 값에서 빠집니다", text=match.group(1)[:20])
        hint = say("값이면 값 전체를 작은따옴표로 감싸고, 설명이면 # 뒤를 띄우세요")
        yield Problem(path, line, column, "cut-off", message, hint, "warning")
    for match in BARE_SUM.finditer(head) if LARGE_UNIT.search(head) else ():
        line, column = frontmatter.position(head, match.start(1))
        message = say("‘{sum}’에 ‘원’이 없습니다", sum=match.group(1))
        hint = say("‘{sum}원’이라고 적으세요", sum=match.group(1))
        yield Problem(path, line, column, "money-unit", message, hint, "warning")


def _body_problems(document: Document, path: str, *, may_be_empty: bool) -> Iterator[Problem]:
    ask = say("무슨 일이 있었는지 자기 말로 몇 문장 적으세요")
    if not document.body and not may_be_empty:
        yield Problem(path, document.body_line, 1, "empty-body", say("본문이 비어 있습니다"), ask)
    if schema.PLACEHOLDER.fullmatch(document.body):
        message = say("‘{text}’은(는) 채울 자리입니다", text=document.body)
        yield Problem(path, document.body_line, 1, "placeholder", message, ask)
    for offset, code, what, hint in markdown.faults(document.body):
        line, column = frontmatter.position(document.body, offset)
        yield Problem(path, document.body_line + line - 1, column, code, what, hint)


def _budget_faults(budget: Budget) -> Iterator[Fault]:
    if budget.breakdown is None:
        return
    total = sum(budget.breakdown.parts().values())
    if total != budget.amount:
        given = money.format_won(budget.amount)
        message = say("재원을 더하면 {total}인데 ‘amount’는 {given}입니다", total=money.format_won(total), given=given)
        hint = say("출처를 다시 보고, 모르는 재원이 있으면 breakdown을 빼세요")
        yield Fault(("breakdown",), "sum-mismatch", message, hint)


def _entry_faults(entry: Entry) -> Iterator[Fault]:
    yield from _name_faults(entry)
    yield from _date_faults(entry)
    for key in ("regions", "participants", "sectors", "instruments", "fulfils", "redirect_from"):
        yield from _repeated(getattr(entry, key), key)
    yield from _repeated((milestone.id for milestone in entry.milestones), "milestones", "id")
    yield from _repeated((source.url for source in entry.sources), "sources", "url")
    for number, slug in enumerate(entry.participants):
        if slug in entry.regions:
            message = say("‘{slug}’은(는) ‘regions’에 이미 있습니다", slug=slug)
            yield Fault(("participants", number), "duplicate", message, say("한쪽에서 빼세요"))


def _name_faults(entry: Entry) -> Iterator[Fault]:
    """A file is called after its date, in a folder called after its year: so no two entries share an id."""
    if not entry.id.startswith(f"{entry.date}-"):
        message = say("파일 이름이 날짜 ‘{date}’로 시작하지 않습니다", date=entry.date)
        hint = say("{date}-….md로 이름을 바꾸거나 날짜를 고치세요", date=entry.date)
        yield Fault(("date",), "file-name", message, hint)
    else:
        yield from _slug_faults(entry.id, ("date",))
    folder = f"{ENTRIES}/{entry.date.year}/"
    if entry.path != f"{folder}{entry.id}.md":
        message = say("{folder} 폴더에 있어야 합니다", folder=folder)
        yield Fault(("date",), "file-name", message, say("파일을 옮기세요"))


def _slug_faults(name: str, at: KeyPath = ()) -> Iterator[Fault]:
    """A file's name becomes an address."""
    try:
        schema.slug(name)
    except ValueError as error:
        yield Fault(at, "file-name", say("파일 이름이 맞지 않습니다: {reason}", reason=error.args[0]))


def _date_faults(entry: Entry) -> Iterator[Fault]:
    if entry.date_basis == "inferred" and not entry.date_note:
        message = say("미루어 안 날짜에는 근거 ‘date_note’가 있어야 합니다")
        yield Fault(("date_basis",), "missing-key", message)
    for number, source in enumerate(entry.sources):
        if source.published and source.published > entry.added:
            message = say("기사가 나온 날이 기록한 날(added)보다 뒤입니다")
            yield Fault(("sources", number, "published"), "date-order", message, say("두 날짜를 다시 보세요"))
    days = [entry.added, *(correction.date for correction in entry.corrections)]
    for number, (before, after) in enumerate(pairwise(days)):
        if after < before:
            message = say("고친 날이 앞선 날보다 이릅니다")
            yield Fault(("corrections", number, "date"), "date-order", message, _not_before(before))
    if entry.withdrawn and entry.withdrawn.date < entry.added:
        message = say("철회한 날이 기록한 날(added)보다 이릅니다")
        yield Fault(("withdrawn", "date"), "date-order", message, _not_before(entry.added))
    for number, milestone in enumerate(entry.milestones):
        if milestone.due.last < entry.date.first:
            message = say("약속한 날이 사건이 일어난 날보다 이릅니다")
            yield Fault(("milestones", number, "due"), "date-order", message, _not_before(entry.date))


def _not_before(day: object) -> str:
    return say("{day}이거나 그 뒤여야 합니다", day=day)


def _repeated(values: Iterable[str], *at: str) -> Iterator[Fault]:
    """`at` is the list's key and, for a list of structs, the key within each."""
    values = list(values)
    if len({*values}) == len(values):
        return
    seen: set[str] = set()
    for number, value in enumerate(values):
        if value in seen:
            message = say("‘{value}’이(가) 두 번 나옵니다", value=value)
            yield Fault((at[0], number, *at[1:]), "duplicate", message, say("하나만 남기세요"))
        seen.add(value)


def _initiative_faults(initiative: Initiative) -> Iterator[Fault]:
    yield from _slug_faults(initiative.slug)
    for key in ("regions", "sectors", "instruments", "redirect_from"):
        yield from _repeated(getattr(initiative, key), key)


def _page_faults(page: Page) -> Iterator[Fault]:
    return _slug_faults(page.slug)


_RULES: dict[type, schema.Rule] = {
    Budget: _budget_faults,
    Entry: _entry_faults,
    Initiative: _initiative_faults,
    Page: _page_faults,
}
