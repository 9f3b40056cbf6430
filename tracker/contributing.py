"""Render the form for a new entry, with all that its script has to know; hands back outputs and writes nothing.

The script holds an entry to the rules of `documents` and `checks`. What both can read is handed to it: the
schema, the patterns, the terms. A test drives both with the same entries and wants the same verdicts.
"""

import json
import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import msgspec
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from tracker import archetype, frontmatter, links, markdown, money, outputs, pages, schema, schemas
from tracker.catalogue import Catalogue
from tracker.fields import CHOICES, FIELDS, Field
from tracker.glossary import Region
from tracker.model import DateBasis, Entry, Output, Role, Status
from tracker.views import Views
from tracker.views.plans import Plan
from tracker.views.shapes import Head

KNOWN = f"{links.CONTRIBUTE}known.js"
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


def parts(views: Views) -> Iterator[Iterator[Output]]:
    """The form with its data, and the schemas."""
    yield render_all(views)


def render_all(views: Views) -> Iterator[Output]:
    """The form's page, its data, and the schemas that it shares with editors."""
    catalogue = views.catalogue
    yield from schemas.render_all(catalogue.settings, catalogue.vocabulary)
    renderer = pages.Renderer(catalogue)
    page = _page(catalogue)
    yield renderer.page("contribute.html", Plan(page.head, page.archetype, lambda: page))
    script = f"globalThis.known = {json.dumps(known(catalogue), ensure_ascii=False)};\n"
    yield outputs.ready(KNOWN, script.encode())


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
    words, site = catalogue.vocabulary, catalogue.settings
    return {
        "schema": _without_hints(schemas.describe(Entry)),
        "regions": [_region(region) for region in words.regions.values()],
        "sectors": _terms(words.sectors, words.sector_groups),
        "instruments": _terms(words.instruments, words.instrument_groups),
        "stages": list(words.stages),
        "limits": {
            "head": frontmatter.MAX_FRONT_MATTER,
            "body": markdown.LONGEST,
            "lines": markdown.MOST_LINES,
            "marks": markdown.MOST_MARKS,
        },
        "money": {"large": money.LARGE, "small": money.SMALL, "limit": money.LIMIT},
        "schemes": sorted(markdown.SCHEMES),
        "bare": sorted(schemas.bare_keys(Entry)),
        "block": archetype.BLOCK,
        "patterns": {name: schemas.portable(pattern) for name, pattern in PATTERNS.items()},
        "newFile": site.new(f"{archetype.FOLDER}/") if site.repository else None,
    }


PATTERNS: Mapping[str, re.Pattern[str]] = {
    "refused": frontmatter.REFUSED,
    "sumTerm": money.SMALL_TERM,
    "lastFraction": money.LAST_FRACTION,
    "code": markdown.CODE,
    "html": markdown.RAW_HTML,
    "image": markdown.IMAGE,
    "target": markdown.TARGET,
    "placeholder": re.compile(rf"^(?:{schema.PLACEHOLDER.pattern})$"),
    "relative": markdown.RELATIVE,
    "plain": archetype.PLAIN,
    "ambiguous": archetype.AMBIGUOUS,
}


def _without_hints(node: Any) -> Any:
    """A schema without the hints and choices in words, which the page shows anyhow."""
    if isinstance(node, dict):
        left = {key: value for key, value in node.items() if key != "enumDescriptions"}
        if isinstance(left.get("description"), str):
            del left["description"]
        return {key: _without_hints(value) for key, value in left.items()}
    return [_without_hints(item) for item in node] if isinstance(node, list) else node


def _region(region: Region) -> dict[str, Any]:
    further = dict.fromkeys(filter(None, (region.short, *region.aliases, *region.context_aliases)))
    found: dict[str, Any] = {"slug": region.slug, "name": region.name, "words": list(further)}
    found |= {key: str(getattr(region, key)) for key in ("since", "until") if getattr(region, key)}
    if region.former_names:
        found["former"] = [[former.name, str(former.until)] for former in region.former_names]
    if region.successors:
        found["successors"] = list(region.successors)
    return found


def _terms(terms: Mapping[Any, Any], groups: Any) -> list[dict[str, Any]]:
    names = {group.slug: group.name for group in groups}
    return [
        {"slug": slug, "name": term.name, "group": names[term.group], "words": list(getattr(term, "keywords", ()))}
        for slug, term in terms.items()
    ]


def known(catalogue: Catalogue) -> dict[str, Any]:
    """What a new entry may not repeat and may refer to: names, promises, sums, initiatives."""
    kept = {ref for entry in catalogue.all_entries if not entry.withdrawn for ref in entry.fulfils}
    made = {f"{entry.id}#{item.id}": (entry, item) for entry in catalogue.entries for item in entry.milestones}
    promises = {
        ref: {"what": item.what, "due": str(item.due), "title": entry.title, "made": str(entry.date.first)}
        for ref, (entry, item) in made.items()
        if ref not in kept
    }
    return {
        "taken": sorted(archetype.taken(catalogue)),
        "promises": promises,
        "kept": sorted(kept & made.keys()),
        "purposes": {slug: sorted(found) for slug, found in sorted(_purposes(catalogue).items())},
        "initiatives": {slug: initiative.title for slug, initiative in catalogue.initiatives.items()},
    }


def _purposes(catalogue: Catalogue) -> dict[str, set[str]]:
    """What each initiative's sums are for, since a part names its total so."""
    found: dict[str, set[str]] = {}
    for entry in catalogue.all_entries:
        if entry.initiative and entry.budgets:
            found.setdefault(entry.initiative, set()).update(budget.what for budget in entry.budgets)
    return found
