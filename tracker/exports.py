"""Render what machines read beside feeds: the sitemap and robots.txt."""

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from tracker import outputs
from tracker.model import Output
from tracker.settings import Settings
from tracker.views.shapes import Head, Views

SITEMAP, ROBOTS = "sitemap.xml", "robots.txt"


def render_all(views: Views) -> Iterator[Output]:
    """The sitemap of all pages, and robots.txt, which names it."""
    site = views.settings
    yield outputs.ready(SITEMAP, _sitemap([_address(site, head) for head in views.heads()]).encode())
    yield outputs.ready(ROBOTS, f"User-agent: *\nAllow: /\n\nSitemap: {site.base_url}{SITEMAP}\n".encode())


def _address(site: Settings, head: Head) -> str:
    """One page's line of the sitemap; `lastmod` comes from the content, not from the build."""
    modified = f"<lastmod>{head.updated}</lastmod>" if head.updated else ""
    return f"<url><loc>{escape(site.base_url + head.path)}</loc>{modified}</url>"


def _sitemap(addresses: Sequence[str]) -> str:
    lines = "\n".join(addresses)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}\n</urlset>\n'
    )
