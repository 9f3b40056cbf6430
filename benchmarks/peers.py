"""The corpus in the peers' own form: YAML front matter with everything in words, and lists of timelines."""

import datetime as dt
import json
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from email.utils import format_datetime
from itertools import chain
from pathlib import Path
from typing import Any

import yaml

from tracker import catalogue, dates, views
from tracker.model import Entry
from tracker.views import Views, details
from tracker.views.facts import Facts
from tracker.views.following import newest_first

HERE = Path(__file__).parent / "peers"
FOLDERS = {"hugo": "content/entries", "eleventy": "src/entries", "pelican": "content"}
"""Where each peer looks for entries."""
DATA = {"hugo": "data/known.json", "eleventy": "src/_data/known.json", "pelican": "known.json"}
STYLES = {"hugo": "static/static", "eleventy": "src/static", "pelican": "theme/static"}
TODAY = dt.date(2026, 11, 22)


def stage(peer: str, content: Path, folder: Path) -> None:
    """Lay out a peer's site around a corpus."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(HERE / peer, folder)
    seen = views.collect(catalogue.load(content), TODAY)
    target = folder / FOLDERS[peer]
    target.mkdir(parents=True, exist_ok=True)
    for id_, text in _entries(seen):
        (target / f"{id_}.md").write_text(text, "utf-8")
    data = folder / DATA[peer]
    data.parent.mkdir(parents=True, exist_ok=True)
    data.write_text(json.dumps(_timelines(seen), ensure_ascii=False), "utf-8")
    style = folder / STYLES[peer]
    style.mkdir(parents=True, exist_ok=True)
    shutil.copy(HERE.parent.parent / "templates/static/site.css", style)


def term(path: str) -> str:
    """The name of a timeline where a peer has no folders within folders: `regions--seoul` for `regions/seoul/`."""
    return path.rstrip("/").replace("/", "--")


def _entries(seen: Views) -> Iterator[tuple[str, str]]:
    """Id and text of every entry."""
    lists: dict[str, list[str]] = {entry.id: [] for entry in seen.catalogue.entries}
    years: dict[str, list[str]] = {entry.id: [] for entry in seen.catalogue.entries}
    for listed in chain.from_iterable(scope.listed for scope in seen.scopes):
        if seen.settings.builds(listed.timeline.head.path):
            for entry in listed.rows if listed.is_year else listed.entries:
                (years if listed.is_year else lists)[entry.id].append(_name(listed.timeline.head.path, listed.is_year))
    recorded = sorted(seen.catalogue.entries, key=newest_first)
    places = {entry.id: number for number, entry in enumerate(recorded, 1)}
    for number, entry in enumerate(seen.catalogue.entries, 1):
        head = {
            "weight": number,
            "recorded": places[entry.id],
            "timelines": lists[entry.id],
            "years": years[entry.id],
            **_words(seen.facts, entry),
        }
        yield (
            entry.id,
            f"---\n{yaml.dump(head, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)}---\n{entry.body}\n",
        )


def _name(path: str, is_year: bool) -> str:
    folder, _, year = path.rstrip("/").rpartition("/")
    return f"{term(folder)}--in-{year}" if is_year else term(path)


def _words(facts: Facts, entry: Entry) -> Mapping[str, Any]:
    """What the page of an entry shows, ready to be shown."""
    row = facts.row(entry)
    added = dates.noon(entry.added)
    return {
        "id": entry.id,
        "title": str(entry.title),
        "date": added.isoformat(),
        "day": str(entry.date),
        "date_words": dates.format_korean(entry.date),
        "added": str(entry.added),
        "added_rfc": format_datetime(added),
        "regions": [_link(link) for link in row.where],
        "sectors": [_link(link) for link in row.sectors],
        "instruments": [facts.instrument_link(slug).label for slug in entry.instruments],
        "initiative": facts.initiative_link(entry.initiative).label if entry.initiative else "",
        "stage": row.stage.label,
        "parties": [{"name": str(one.name), "role": details.ROLE_WORDS[one.role]} for one in entry.parties],
        "money": [
            {
                "what": str(one.what),
                "text": one.text,
                "amount": one.amount,
                "status": one.status,
                "period": one.period,
                "parts": [{"source": source, "text": text} for source, text, _ in one.parts],
            }
            for one in row.money
        ],
        "promises": [
            {"what": str(one.what), "due": one.due, "state": one.state, "word": one.word} for one in row.promises
        ],
        "sources": [
            {"url": str(one.url), "publisher": str(one.publisher), "published": str(one.published)}
            for one in entry.sources
        ],
    }


def _link(link: Any) -> dict[str, str]:
    return {"name": str(link.label), "path": f"/timelines/{term(link.path)}/"}


def _timelines(seen: Views) -> dict[str, Any]:
    """Every timeline by its name: what its page says around the rows."""
    found = {}
    for listed in chain.from_iterable(scope.listed for scope in seen.scopes):
        head = listed.timeline.head
        if not listed.is_year and seen.settings.builds(head.path):
            found[term(head.path)] = {
                "order": len(found),
                "term": term(head.path),
                "title": str(listed.timeline.heading),
                "total": listed.timeline.total,
                "years": _years(listed.entries) if listed.timeline.years else [],
                "neighbours": [
                    {"term": term(link.path), "title": str(link.label)}
                    for section in listed.timeline.neighbours
                    for link in section.links
                    if link.count and seen.settings.builds(link.path)
                ],
            }
    return found


def _years(entries: Sequence[Entry]) -> list[dict[str, int]]:
    return [{"year": year, "count": count} for year, count in Counter(one.date.year for one in entries).items()]
