"""What machines take from a page: schema.org data, citations, the web manifest. Plain values, ready for JSON."""

import json
import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple
from urllib.parse import urljoin

import msgspec
from markupsafe import Markup

from tracker import dates, links
from tracker.model import Entry, Source
from tracker.settings import Settings
from tracker.views.details import EntryPage
from tracker.views.indexes import Home, Index
from tracker.views.initiatives import InitiativePage
from tracker.views.shapes import Head, Link, Promise
from tracker.views.timelines import Timeline

Node = dict[str, Any]
"""One thing of JSON-LD."""
ENGLISH = "en"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
FOLDER, PICTURE = "static/", "og.png"
"""What is shown where the site is shared; 1200 by 630. A province and a sector have `og-<slug>.png` of their own."""
_TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


def picture(drawn: Collection[str], head: Head, view: object = None) -> str:
    """Where the picture of a page is: that of its province or sector, if it was drawn, or the site's."""
    match view:
        case EntryPage():
            path = view.regions[0].path
        case InitiativePage():
            path = view.facts[0].links[0].path
        case _:
            path = head.path
    folder, _, rest = path.partition("/")
    name = f"og-{rest.partition('/')[0]}.png"
    own = f"{folder}/" in (links.REGIONS, links.SECTORS) and name in drawn
    return FOLDER + (name if own else PICTURE)


def data(site: Settings, head: Head, description: str, image: str, view: object = None) -> Node:
    """Everything that schema.org has words for, as one graph; `image` is the address of the page's picture."""
    nodes = [_main(site, head, description, view) | {"image": image}]
    return {"@context": "https://schema.org", "@graph": [*nodes, *_crumbs(site, head), *_events(site, view)]}


def script(node: Node) -> Markup:
    """A node as the text of a script element, which no character of it can end."""
    text = msgspec.json.encode(node).decode()
    for character in "<>&'":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 - no mark-up is left in it


def _main(site: Settings, head: Head, description: str, view: object) -> Node:
    url = site.base_url + head.path
    node: Node = {
        "@type": _type(view),
        "@id": url,
        "url": url,
        "name": head.title,
        "inLanguage": site.language,
    }
    if description:
        node["description"] = description
    if head.updated:
        node["dateModified"] = str(head.updated)
    return node | _about(site, view) | _part(site, view)


def _type(view: object) -> str:
    match view:
        case EntryPage():
            return "Article"
        case Home():
            return "WebSite"
        case Timeline() | Index() | InitiativePage():
            return "CollectionPage"
        case _:
            return "WebPage"


def _part(site: Settings, view: object) -> Node:
    """What the page is a part of; the front page stands for the whole, which can be searched."""
    if not isinstance(view, Home):
        return {"isPartOf": {"@type": "WebSite", "@id": site.base_url, "name": site.title, "url": site.base_url}}
    if site.language == ENGLISH:
        return {}
    if not site.builds(links.SEARCH):
        return {"alternateName": site.title_en}
    target = f"{site.base_url}{links.SEARCH}?q={{q}}"
    return {
        "alternateName": site.title_en,
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": target},
            "query-input": "required name=q",
        },
    }


def _about(site: Settings, view: object) -> Node:
    match view:
        case EntryPage():
            return _article(site, view)
        case InitiativePage():
            places, fields = view.facts[0].links, view.facts[1].links
            return {
                "about": [{"@type": "Thing", "name": view.head.title}, *_things(site, fields)],
                "spatialCoverage": _places(site, places),
                "mainEntity": {"@type": "ItemList", "numberOfItems": view.total},
            }
        case Timeline():
            return {"mainEntity": {"@type": "ItemList", "name": view.heading, "numberOfItems": view.total}}
        case _:
            return {}


def _article(site: Settings, page: EntryPage) -> Node:
    entry = page.entry
    themes = (*page.sectors, *page.instruments, *((page.initiative,) if page.initiative else ()))
    author = {"@type": "Organization", "name": site.title, "url": site.base_url}
    return {
        "headline": page.head.title,
        "datePublished": str(entry.added),
        "dateModified": str(entry.updated),
        "temporalCoverage": str(entry.date),
        "author": author,
        "publisher": author,
        "license": LICENCE,
        "about": _things(site, themes),
        "spatialCoverage": _places(site, (*page.regions, *page.participants)),
        "isBasedOn": [_source(source) for source in entry.sources],
    }


def _things(site: Settings, themes: Iterable[Link]) -> list[Node]:
    return [_named("Thing", site, link) for link in themes]


def _places(site: Settings, regions: Iterable[Link]) -> list[Node]:
    return [_named("AdministrativeArea", site, link) for link in regions]


def _named(kind: str, site: Settings, link: Link) -> Node:
    address = {"url": site.base_url + link.path} if site.builds(link.path) else {}
    return {"@type": kind, "name": link.label, **address}


def _source(source: Source) -> Node:
    node: Node = {
        "@type": "CreativeWork",
        "url": source.url,
        "publisher": {"@type": "Organization", "name": source.publisher},
    }
    return node | ({"datePublished": str(source.published)} if source.published else {})


def _crumbs(site: Settings, head: Head) -> Iterator[Node]:
    """The way to the page from the front page."""
    crumbs = [crumb for crumb in head.crumbs if site.builds(crumb.path)]
    if crumbs:
        steps = (Link(site.title, links.HOME), *crumbs, Link(head.title, head.path))
        yield {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": number, "name": step.label, "item": site.base_url + step.path}
                for number, step in enumerate(steps, 1)
            ],
        }


def _events(site: Settings, view: object) -> Iterator[Node]:
    """The promises of an entry or an initiative, as events on the day by which they are due."""
    if isinstance(view, EntryPage | InitiativePage):
        for promise in view.promises:
            yield _event(site, promise)


def _event(site: Settings, promise: Promise) -> Node:
    return {
        "@type": "Event",
        "name": promise.what,
        "startDate": promise.due_date,
        "endDate": promise.due_date,
        "eventStatus": f"https://schema.org/{'EventCancelled' if promise.state == 'dropped' else 'EventScheduled'}",
        "location": {
            "@type": "Place",
            "name": promise.where.label,
            "address": {"@type": "PostalAddress", "addressCountry": "KR", "addressRegion": promise.where.label},
        },
        "url": urljoin(site.base_url, promise.made_by.path),
    }


class Citation(NamedTuple):
    """An entry as others name it."""

    text: str
    bibtex: str
    csl: str


def cite(site: Settings, entry: Entry) -> Citation:
    """A reference, BibTeX and CSL-JSON; the day is the one on which the entry was last changed."""
    url = site.base_url + links.entry(entry.id)
    in_english = site.language == ENGLISH
    title = entry.title_en if in_english and entry.title_en else entry.title
    return Citation(
        (_english_reference if in_english else _reference)(site, entry, title, url),
        _bibtex(site, entry, title, url),
        msgspec.json.format(msgspec.json.encode([_csl(site, entry, title, url)]), indent=1).decode(),
    )


def _reference(site: Settings, entry: Entry, title: str, url: str) -> str:
    event, updated = dates.format_korean(entry.date), dates.format_day(entry.updated)
    return f"{site.title}, 「{title}」({event}의 일), {updated} 고침, {url}"


def _english_reference(site: Settings, entry: Entry, title: str, url: str) -> str:
    event, updated = dates.english_date(entry.date), dates.english_day(entry.updated)
    return f"{site.title}, “{title}” (event of {event}), updated {updated}, {url}"


def _bibtex(site: Settings, entry: Entry, title: str, url: str) -> str:
    fields = {
        "author": f"{{{tex(site.title)}}}",
        "title": f"{{{tex(title)}}}",
        "date": str(entry.updated),
        "eventdate": str(entry.date),
        "organization": f"{{{tex(site.title_en)}}}",
        "url": url,
        "langid": "english" if site.language == ENGLISH else "korean",
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@online{{{entry.id},\n{lines}\n}}"


def tex(text: str) -> str:
    """Text in which TeX sees no commands."""
    return re.sub(r"[\\~^{}$&#%_]", lambda found: _TEX.get(found[0], f"\\{found[0]}"), text)


def _csl(site: Settings, entry: Entry, title: str, url: str) -> Node:
    event = entry.date
    day = entry.updated
    return {
        "id": entry.id,
        "type": "webpage",
        "title": title,
        "container-title": site.title,
        "author": [{"literal": site.title}],
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "event-date": {"date-parts": [[part for part in (event.year, event.month, event.day) if part]]},
        "language": site.language,
        "URL": url,
    }


def manifest(site: Settings) -> bytes:
    """The web manifest, which lies in static/ beside the icons."""
    found = {
        "name": site.title,
        "short_name": site.title,
        "description": site.description,
        "lang": site.language,
        "start_url": "../",
        "scope": "../",
        "display": "minimal-ui",
        "background_color": "#fbfaf7",
        "theme_color": "#17604a",
        "icons": [
            {"src": "mark.svg", "sizes": "any", "type": "image/svg+xml"},
            {"src": "icon-512.png", "sizes": "512x512", "type": "image/png", "purpose": "any maskable"},
        ],
    }
    return json.dumps(found, ensure_ascii=False, indent=1).encode()
