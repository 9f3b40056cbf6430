"""Render the form for a new entry, with all that its script has to know; hands back outputs and writes nothing.

The script holds an entry to the rules of `documents` and `checks`. What both can read is handed to it: the
schema, the patterns, the terms. A test drives both with the same entries and wants the same verdicts.
"""

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

import msgspec
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from tracker import archetype, frontmatter, links, markdown, money, outputs, pages, schema, schemas, spelling
from tracker.cache import digest_of
from tracker.catalogue import Catalogue
from tracker.fields import CHOICES, FIELDS, Field
from tracker.glossary import Region
from tracker.model import Batch, DateBasis, Entry, Output, RegionSlug, Role, Status
from tracker.settings import Settings
from tracker.views import Views
from tracker.views.plans import Plan
from tracker.views.shapes import Head
from tracker.vocabulary import Vocabulary

KNOWN = f"{links.CONTRIBUTE}known.json"
"""What the entries themselves say; fetched once somebody starts to write."""


class FormPage(msgspec.Struct, frozen=True, kw_only=True):
    """The form: its words, its choices, what its script reads, and the archetype for those without a script."""

    head: Head
    fields: Mapping[str, Mapping[str, Field]]
    needed: Mapping[str, frozenset[str]]
    choices: Mapping[str, Mapping[str, str]]
    rules: Mapping[str, Any]
    archetype: str

    @property
    def data(self) -> Markup:
        """The rules for a script element: as `tojson` gives them, but in their own order.

        The refused characters hold the page's own mark of the way to the root, which has to be spelt differently.
        """
        text = htmlsafe_json_dumps(self.rules, dumps=partial(json.dumps, separators=(",", ":")))
        return text.replace(r"\ufdd0", r"\uFDD0")


def batches(views: Views) -> Iterator[Batch]:
    """The form with its data, and the schemas."""
    renderer = pages.Renderer(views.catalogue)
    key = digest_of(views.reads.everything, archetype.FILE.read_text("utf-8"))
    yield [renderer.part("contribute", key, partial(_outputs, views, renderer))]


def _outputs(views: Views, renderer: pages.Renderer) -> Iterator[Output]:
    """The form's page, its data, and the schemas that it shares with editors."""
    catalogue = views.catalogue
    yield from schemas.render_all(catalogue.settings, catalogue.vocabulary)
    page = _page(catalogue)
    yield renderer.page("contribute.html", Plan(page.head, page.archetype, lambda: page))
    yield outputs.ready(KNOWN, msgspec.json.encode(known(catalogue)))


def _page(catalogue: Catalogue) -> FormPage:
    words = catalogue.vocabulary
    return FormPage(
        head=Head(
            path=links.CONTRIBUTE,
            title="기록 더하기",
            description="양식을 채우면 기록 파일이 만들어집니다. 저장소에 올리면 검토를 거쳐 연표에 실립니다.",
        ),
        fields={struct.__name__: names for struct, names in FIELDS.items()},
        needed={struct.__name__: schema.required_of(struct) for struct in FIELDS},
        choices={
            "basis": CHOICES[DateBasis],
            "role": CHOICES[Role],
            "status": CHOICES[Status],
            "stage": {slug: stage.name for slug, stage in words.stages.items()},
        },
        rules=rules(catalogue),
        archetype=archetype.FILE.read_text("utf-8"),
    )


def rules(catalogue: Catalogue) -> dict[str, Any]:
    """Everything by which the script judges and writes an entry, but for what other entries say."""
    words = catalogue.vocabulary
    document = schemas.with_terms(schemas.describe(Entry), words)
    return {
        "tree": _node(document, document["$defs"]),
        "lists": {
            "regions": [option for region in words.regions.values() for option in _region(words, region)],
            "sectors": _terms(words.sectors, words.sector_groups),
            "instruments": _terms(words.instruments, words.instrument_groups),
        },
        "dated": [("regions", "regions"), ("participants", "regions"), ("fulfils", "promises")],
        "kin": {slug: kin for slug in words.regions if (kin := _kin(words, slug))},
        "head": frontmatter.MAX_FRONT_MATTER,
        "body": [*BODY],
        "links": [(say, *schemas.portable(pattern)) for say, pattern in LINKS.items()],
        "bare": sorted(schemas.bare_keys(Entry)),
        "block": archetype.BLOCK,
        "patterns": {name: schemas.portable(pattern) for name, pattern in PATTERNS.items()},
        "query": QUERY,
        "newFile": _new_file(catalogue.settings),
        "say": SAY,
    }


def _new_file(site: Settings) -> dict[str, Any] | None:
    """How the repository is asked for a new file. GitLab takes the text too, but its editor does not show it yet."""
    address = site.new(f"{archetype.FOLDER}/")
    if not address:
        return None
    gitlab = "/-/" in address
    name, text = ("file_name", "content") if gitlab else ("filename", "value")
    return {"address": address, "name": name, "text": text, "shows": not gitlab}


SAY: Mapping[str, str] = {
    "empty": "비어 있습니다.",
    "placeholder": "채울 자리가 그대로 남아 있습니다.",
    "refused": "보이지 않는 글자가 있습니다. 지우고 다시 적으세요.",
    "choose": "목록에서 고르세요: {}",
    "shape": "있는 열쇠만, 정해진 꼴로 적습니다.",
    "least": "적어도 하나는 있어야 합니다.",
    "twice": "두 번 나옵니다. 하나만 남기세요.",
    "note": "미루어 안 날짜에는 근거를 적으세요.",
    "future": "아직 오지 않은 날입니다.",
    "early": "기한이 사건이 일어난 날보다 이릅니다.",
    "notYet": "그날에는 없었습니다.",
    "then": "그날에는 없었습니다. 그때는 {}이었습니다.",
    "inRegions": "‘지역’에 이미 있습니다.",
    "taken": "같은 이름의 기록이 이미 있습니다. 다른 이름을 적으세요: {}",
    "name": "영문 소문자와 숫자, 붙임표(-)만 쓸 수 있습니다.",
    "total": "그런 쓰임의 다른 금액이 없습니다. 총액의 쓰임을 똑같이 적으세요: {}",
    "sum": "재원을 더하면 {}",
    "even": ": 금액과 맞습니다.",
    "over": " 넘칩니다.",
    "under": " 모자랍니다.",
    "long": "본문 앞의 내용이 너무 깁니다. 줄이세요.",
    "faults": "고칠 곳이 {}군데 있습니다",
    "copied": "파일을 복사했습니다.",
    "notCopied": "복사하지 못했습니다. 아래 글을 골라 복사하세요.",
    "saved": "이곳에 두면 됩니다: {}",
    "opened": "저장소에 새 파일을 열었습니다. 로그인해서 올리면 됩니다.",
    "paste": "저장소에 새 파일을 열고 글을 복사해 두었습니다. 열린 화면의 빈칸에 붙여 넣으세요.",
}
"""What the form says; {} stands for what it is about."""

_FORMS: Mapping[str, str] = {
    "text": "한 줄로 적으세요.",
    "date": "달력에 있는 날을 2024, 2024-05, 2024-05-21처럼 적으세요.",
    "day": "달력에 있는 날을 2024-05-21처럼 적으세요.",
    "period": "2024나 2024/2028처럼, 앞선 날부터 적으세요.",
    "sum": "369억 3000만원이나 36930000000처럼 적으세요.",
    "number": "1200이나 3.5처럼 수만 적으세요.",
    "slug": SAY["name"],
    "url": "http://나 https://로 시작하는 주소를 적으세요.",
}
QUERY = {
    "region": "regions-1",
    "participant": "participants-1",
    "sector": "sectors-1",
    "instrument": "instruments-1",
    "fulfils": "fulfils-1",
    "url": "sources-1-url",
}
"""Where an address puts what is not called as its field: `?region=gyeonggi/pyeongtaek`."""
_READ = {"date": "date", "day": "date", "period": "period", "sum": "sum"}
"""What the script does with a scalar besides looking at its form."""
_LISTS = {
    "region": "regions",
    "sector": "sectors",
    "instrument": "instruments",
    "initiative": "initiatives",
    "promise": "promises",
}
_ONCE = {"milestone": "id", "source": "url"}
"""What no two items of a list share."""


def _node(node: schemas.Node, definitions: Mapping[str, schemas.Node], name: str = "") -> dict[str, Any]:
    """A schema as the script walks it: a map has `keys`, a list `of` items, a scalar a `form`, with what to `say`."""
    if "anyOf" in node:
        return _node(node["anyOf"][0], definitions)
    if "$ref" in node:
        name = node["$ref"].rpartition("/")[2]
        return _node(definitions[name], definitions, name)
    if "properties" in node:
        keys = {key: _node(inner, definitions) for key, inner in node["properties"].items()}
        return {"keys": keys, "need": node["required"]}
    if "items" in node:
        item = node["items"].get("$ref", "").rpartition("/")[2]
        once = {"once": _ONCE.get(item, "")} if item in _ONCE or "uniqueItems" in node else {}
        return {"of": _node(node["items"], definitions), "least": node.get("minItems", 0), **once}
    return _scalar(node, name)


def _scalar(node: schemas.Node, name: str) -> dict[str, Any]:
    if name in _LISTS:
        return {"form": "", "list": _LISTS[name], "say": ""}
    if "enum" in node:
        words = "|".join(word for word in node["enum"] if isinstance(word, str))
        return {"form": f"^(?:{words})$", "say": SAY["choose"]}
    read = {"read": _READ[name]} if name in _READ else {}
    return {"form": node["pattern"], "say": _FORMS.get(name, SAY["name"]), **read}


def _whole(pattern: re.Pattern[str]) -> re.Pattern[str]:
    return re.compile(f"^(?:{pattern.pattern})$", pattern.flags)


PATTERNS: Mapping[str, re.Pattern[str]] = {
    "refused": frontmatter.REFUSED,
    "placeholder": _whole(schema.PLACEHOLDER),
    "date": _whole(spelling.DATE),
    "dateTail": spelling.TAIL,
    "sum": _whole(money.FORM),
    "name": _whole(schema.SLUG),
    "code": markdown.CODE,
    "plain": _whole(archetype.PLAIN),
    "ambiguous": _whole(archetype.AMBIGUOUS),
}
_LIMITS = (
    rf"[\s\S]{{{markdown.LONGEST + 1}}}",
    rf"(?:[^\n]*\n){{{markdown.MOST_LINES}}}",
    rf"(?:[^\[`]*[\[`]){{{markdown.MOST_MARKS + 1}}}",
)
BODY = (
    {"form": r"\S", "say": SAY["empty"]},
    {
        "form": f"^(?!{'|'.join(_LIMITS)})",
        "say": f"본문은 {markdown.LONGEST:,}자, {markdown.MOST_LINES:,}줄, "
        f"여는 대괄호와 역따옴표는 {markdown.MOST_MARKS}개까지 됩니다.",
    },
)
LINKS = {
    "HTML은 쓸 수 없습니다. 마크다운으로만 쓰세요: {}": markdown.RAW_HTML,
    "그림은 넣을 수 없습니다. 출처를 링크로 적으세요.": markdown.IMAGE,
    "링크는 http://, https://나 ../ 로 시작해야 합니다: {}": markdown.RELATIVE,
    "이런 링크는 쓸 수 없습니다: {}": markdown.FOREIGN,
}
"""What a body may not hold, outside of code."""


def _region(words: Vocabulary, region: Region) -> Iterator[tuple[str, ...]]:
    """What the form offers for a region: each name that it had, with the days between which it had it."""
    line = [region]
    while parent := line[-1].parent:
        line.append(words.regions[parent])
    ends = sorted({former.until for one in line for former in one.former_names})
    since, last = region.since, region.until
    note = " ".join(dict.fromkeys(filter(None, (region.short, *region.aliases, *region.context_aliases))))
    for until in (*(end for end in ends if (not since or end >= since) and (not last or end < last)), last):
        name = words.full_name(region, until or dt.date.max)
        yield region.slug, name, note, str(since or ""), str(until or "")
        since = until and until + dt.timedelta(1)


def _kin(words: Vocabulary, slug: RegionSlug) -> list[str]:
    """The units that a unit replaced or that took its place."""
    heirs = words.heirs(slug)
    return sorted({old for heir in heirs for old in words.lineage(heir)} - {slug})


def _terms(terms: Mapping[Any, Any], groups: Any) -> list[tuple[str, str, str]]:
    names = {group.slug: group.name for group in groups}
    return [
        (slug, term.name, " ".join((names[term.group], *_handles(getattr(term, "keywords", ())))))
        for slug, term in terms.items()
    ]


def _handles(words: Iterable[str]) -> list[str]:
    """Words by which somebody looks for a term, without those that hold another of them."""
    kept: list[str] = []
    for word in sorted((word.replace(" ", "") for word in words), key=len):
        if not any(other in word for other in kept):
            kept.append(word)
    return kept


def known(catalogue: Catalogue) -> dict[str, Any]:
    """What a new entry may not repeat and may refer to: names, promises, sums, initiatives."""
    kept = {ref for entry in catalogue.all_entries if not entry.withdrawn for ref in entry.fulfils}
    made = {f"{entry.id}#{item.id}": (entry, item) for entry in catalogue.entries for item in entry.milestones}
    return {
        "taken": sorted(archetype.taken(catalogue)),
        "purposes": {slug: sorted(found) for slug, found in sorted(_purposes(catalogue).items())},
        "lists": {
            "initiatives": [(slug, initiative.title, "") for slug, initiative in catalogue.initiatives.items()],
            "promises": [
                (ref, f"{item.what} · {item.due}까지 · {entry.title}", "", str(entry.date.first))
                for ref, (entry, item) in made.items()
                if ref not in kept
            ],
        },
    }


def _purposes(catalogue: Catalogue) -> dict[str, set[str]]:
    """What each initiative's sums are for, since a part names its total so."""
    found: dict[str, set[str]] = {}
    for entry in catalogue.all_entries:
        if entry.initiative and entry.budgets:
            found.setdefault(entry.initiative, set()).update(budget.what for budget in entry.budgets)
    return found
