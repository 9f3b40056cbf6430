"""Render what machines and web hosts read: sitemaps, robots.txt, security.txt, headers and redirects."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from html import escape
from itertools import chain

import msgspec

from tracker import links, outputs
from tracker.cache import Pieces, digest_of
from tracker.model import Batch, Output, Part
from tracker.settings import Settings
from tracker.views import Views
from tracker.views.plans import digest
from tracker.views.shapes import Head
from tracker.views.timelines import Scope

SITEMAP, ROBOTS, HEADERS, REDIRECTS = "sitemap.xml", "robots.txt", "_headers", "_redirects"
SECURITY = ".well-known/security.txt"
BATCH = 40_000
"""Addresses in a sitemap; the protocol allows 50,000."""
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
UNLISTED = (links.CONTRIBUTE, links.DATA, f"{links.DATA}dictionary/")
"""Pages that are made without a view of the catalogue."""
CONTACT_LASTS = dt.timedelta(days=365)
"""How long after the newest change security.txt holds (RFC 9116 wants an end)."""


def batches(views: Views) -> Iterator[Batch]:
    """Everything for machines but feeds and data."""
    yield [Part("exports", views.reads.everything, partial(render_all, views))]


def render_all(views: Views) -> Iterator[Output]:
    """Everything for machines but feeds and data."""
    site = views.settings
    yield from _sitemaps(views)
    yield outputs.ready(ROBOTS, f"User-agent: *\nAllow: /\n\nSitemap: {site.base_url}{SITEMAP}\n".encode())
    yield outputs.ready(HEADERS, _headers(site).encode())
    yield outputs.ready(REDIRECTS, "".join(_redirects(views)).encode())
    if site.repository:
        yield outputs.ready(SECURITY, _security(site, views.catalogue.newest_change).encode())


def _sitemaps(views: Views) -> Iterator[Output]:
    """A sitemap of all pages, or an index of several; `lastmod` comes from the content, not from the build.

    Which page is the English of which stands in the pages: the schema of sitemaps has no place for it.
    """
    base = views.settings.base_url
    unlisted = (Head(path=path, title="", description="") for path in UNLISTED if views.settings.builds(path))
    addresses = chain(_addresses(views.heads()), _timelines(views), _addresses(unlisted))
    pages = [(base + path, updated) for path, updated in addresses]
    if len(pages) <= BATCH:
        yield outputs.ready(SITEMAP, _listing("urlset", "url", pages))
        return
    entries = []
    for number, start in enumerate(range(0, len(pages), BATCH), 1):
        part = pages[start : start + BATCH]
        path = f"sitemap-{number}.xml"
        yield outputs.ready(path, _listing("urlset", "url", part))
        entries.append((base + path, max((updated for _, updated in part if updated), default=None)))
    yield outputs.ready(SITEMAP, _listing("sitemapindex", "sitemap", entries))


Address = tuple[str, dt.date | None]
"""Where a page stands, and when it changed."""


def _addresses(heads: Iterable[Head]) -> Iterator[Address]:
    """The addresses of pages, and of their English."""
    for head in heads:
        yield head.path, head.updated
        if head.english:
            yield f"{links.ENGLISH}{head.path}", head.updated


def _timelines(views: Views) -> Iterator[Address]:
    """The addresses of the timelines, kept from run to run: to know those of a scope is to plan all of it."""
    kept = Pieces(views.catalogue.caches and views.catalogue.caches / "addresses.cache", outputs.code())
    base = digest_of(views.settings, views.catalogue.vocabulary.version)
    for scope in views.scopes:
        yield from _ADDRESSES.decode(kept.piece(digest([base, scope.key]), partial(_encoded, views, scope)))
    kept.keep()


_ADDRESSES = msgspec.json.Decoder(list[Address])


def _encoded(views: Views, scope: Scope) -> bytes:
    heads = (one.timeline.head for one in scope.listed)
    return msgspec.json.encode(list(_addresses(head for head in heads if views.settings.builds(head.path))))


def _listing(root: str, item: str, addresses: Sequence[tuple[str, dt.date | None]]) -> bytes:
    lines = [
        f"<{item}><loc>{escape(url)}</loc>{f'<lastmod>{updated}</lastmod>' if updated else ''}</{item}>\n"
        for url, updated in addresses
    ]
    declaration = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{NAMESPACE}">\n'
    return f"{declaration}{''.join(lines)}</{root}>\n".encode()


def _headers(site: Settings) -> str:
    """Headers for hosts that read such a file (Netlify, Cloudflare Pages)."""
    types = {
        links.FEED: "application/rss+xml",
        links.ATOM: "application/atom+xml",
        links.JSON_FEED: "application/feed+json",
        links.CALENDAR: "text/calendar",
    }
    safe = (
        "X-Content-Type-Options: nosniff",
        "X-Frame-Options: DENY",
        "Referrer-Policy: strict-origin-when-cross-origin",
    )
    blocks = [(f"{site.base_path}*", safe), (f"{site.base_path}{links.API}*", ("Access-Control-Allow-Origin: *",))]
    blocks += [
        (f"{site.base_path}{folder}{name}", (f"Content-Type: {type_}; charset=utf-8",))
        for name, type_ in types.items()
        for folder in ("", "*/")  # a star that a slash follows does not stand for the root
    ]
    return "".join(f"{path}\n" + "".join(f"  {line}\n" for line in lines) for path, lines in blocks)


def _redirects(views: Views) -> Iterator[str]:
    """Former addresses with all that lies beside them, for hosts that read such a file.

    Cloudflare Pages takes 100 lines with a `*`, which have to come last: so only initiatives, which have feeds beside
    them, get one.
    """
    base = views.settings.base_path
    for former, target in views.redirects:
        if not views.settings.builds(target):
            continue
        yield f"{base}{links.twin(former)} {base}{links.twin(target)} 301\n"
        if not target.startswith(links.INITIATIVES):
            yield f"{base}{former} {base}{target} 301\n"
            yield f"{base}{links.file(former)} {base}{target} 301\n"
    for former, target in views.redirects:
        if target.startswith(links.INITIATIVES) and views.settings.builds(target):
            yield f"{base}{former}* {base}{target}:splat 301\n"


def _security(site: Settings, newest: dt.date) -> str:
    end = dt.datetime.combine(newest + CONTACT_LASTS, dt.time(), dt.UTC)
    lines = (
        f"Contact: {site.repository}",
        f"Expires: {end:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: ko, en",
        f"Canonical: {site.base_url}{SECURITY}",
    )
    return "\n".join(lines) + "\n"
