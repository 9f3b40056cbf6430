"""Render feeds as RSS 2.0, Atom and JSON Feed 1.1. Nothing here reads a clock: every stamp comes from the content.

An item is made once by feedgen and joined into every feed that holds it; feedgen makes the frame around the items.
"""

from collections.abc import Callable, Iterator
from functools import partial
from html import escape
from typing import Any

import msgspec
from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from lxml import etree

from tracker import dates, links, markdown, outputs
from tracker.model import Output
from tracker.settings import Settings
from tracker.views import Views
from tracker.views.shapes import Feed, FeedItem, Outline

RSS_TYPE, ATOM_TYPE = "application/rss+xml", "application/atom+xml"
STYLE = "static/feed.css"
_NAMESPACES = (
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/"',
    ' xmlns="http://www.w3.org/2005/Atom"',
)


def render_all(views: Views) -> Iterator[Output]:
    """Every feed in its three formats, and the lists of them."""
    yield from render_outlines(views)
    writer = Writer(views.settings)
    former = {target: old for old, target in views.redirects}
    for feed in views.feeds:
        key = outputs.digest(writer.code, views.settings, feed)
        for folder in (feed.page.path, *((former[feed.page.path],) if feed.page.path in former else ())):
            # a reader that asks at a former address gets the feed, which names its present one
            yield Output(folder + links.FEED, key, partial(writer.rss, feed))
            yield Output(folder + links.ATOM, key, partial(writer.atom, feed))
            yield Output(folder + links.JSON_FEED, key, partial(writer.json, feed))


def render_outlines(views: Views) -> Iterator[Output]:
    """Lists of feeds in OPML 2.0."""
    for outline in views.outlines:
        yield outputs.ready(outline.path, _opml(views.settings, outline))


def _opml(site: Settings, outline: Outline) -> bytes:
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = f"{site.title}: {outline.title}"
    body = etree.SubElement(root, "body")
    for label, path in outline.feeds:
        page = site.base_url + path
        etree.SubElement(body, "outline", type="rss", text=label, title=label, xmlUrl=page + links.FEED, htmlUrl=page)
    opml: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return opml


class Writer:
    """The feeds of one site; keeps the items that it has made."""

    def __init__(self, site: Settings) -> None:
        self.code = outputs.code_digest(__file__, libraries=("feedgen", "lxml"))
        self._site = site
        self._made: dict[tuple[str, str], Any] = {}

    def rss(self, feed: Feed) -> bytes:
        """RSS 2.0, with the whole summary of each item in content:encoded."""
        channel = self._channel(feed, feed.page.feed or links.FEED, RSS_TYPE)
        items = (self._once("rss", item, self._rss_item) for item in feed.items)
        return self._joined(channel.rss_str(pretty=True), items, "  </channel>", feed)

    def atom(self, feed: Feed) -> bytes:
        """Atom; published is the day of recording, updated the day of the last correction."""
        channel = self._channel(feed, feed.page.atom, ATOM_TYPE)
        channel.id(self._tag(feed.page.path or "home"))
        items = (self._once("atom", item, self._atom_item) for item in feed.items)
        return self._joined(channel.atom_str(pretty=True), items, "</feed>", feed)

    def json(self, feed: Feed) -> bytes:
        """JSON Feed 1.1."""
        page = feed.page
        document = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self._title(feed),
            "home_page_url": self._site.base_url + page.path,
            "feed_url": self._site.base_url + page.json_feed,
            "description": page.description,
            "language": self._site.language,
            "icon": f"{self._site.base_url}static/mark.svg",
            "items": [self._once("json", item, self._json_item) for item in feed.items],
        }
        return msgspec.json.format(msgspec.json.encode(document), indent=1)

    def _channel(self, feed: Feed, path: str, type_: str) -> FeedGenerator:
        """The frame: everything but the items."""
        channel = FeedGenerator()
        channel.title(self._title(feed))
        channel.link(href=self._site.base_url + path, rel="self", type=type_)
        channel.link(href=self._site.base_url + feed.page.path, rel="alternate")
        channel.description(feed.page.description)
        channel.language(self._site.language)
        channel.generator(self._site.title_en)
        channel.author(name=self._site.title)
        newest = max((item.updated for item in feed.items), default=self._site.since)
        channel.updated(dates.noon(newest))  # feedgen takes the clock unless told
        return channel

    def _joined(self, frame: bytes, items: Iterator[str], end: str, feed: Feed) -> bytes:
        head, _, tail = frame.decode().rpartition(end)
        declaration, _, rest = head.partition("\n")
        style = links.root(feed.page.path) + STYLE
        view = f'<?xml-stylesheet href="{style}" type="text/css"?>'  # so that a browser shows a page
        return "".join((declaration, "\n", view, "\n", rest, *items, end, tail)).encode()

    def _once(self, kind: str, item: FeedItem, make: Callable[[FeedItem], Any]) -> Any:
        if (kind, item.id) not in self._made:
            self._made[kind, item.id] = make(item)
        return self._made[kind, item.id]

    def _rss_item(self, item: FeedItem) -> str:
        return _plain(self._entry(item).rss_entry())

    def _atom_item(self, item: FeedItem) -> str:
        return _plain(self._entry(item).atom_entry())

    def _json_item(self, item: FeedItem) -> msgspec.Raw:
        fields = {
            "id": self._tag(item.id),
            "url": self._site.base_url + item.path,
            "title": item.title,
            "content_html": self._content(item),
            "summary": markdown.plain_text(item.html),
            "date_published": dates.noon(item.added),
            "date_modified": dates.noon(item.updated),
            "tags": item.categories,
        }
        return msgspec.Raw(msgspec.json.encode(fields))

    def _entry(self, item: FeedItem) -> FeedEntry:
        entry = FeedEntry()
        entry.id(self._tag(item.id))
        entry.guid(self._tag(item.id), permalink=False)
        entry.title(item.title)
        entry.link(href=self._site.base_url + item.path)
        entry.published(dates.noon(item.added))
        entry.updated(dates.noon(item.updated))
        entry.summary(markdown.plain_text(item.html))
        entry.content(self._content(item), type="html")
        for category in item.categories:
            entry.category(term=category)
        return entry

    def _content(self, item: FeedItem) -> str:
        return _facts(item) + item.html + _sources(item)

    def _tag(self, name: str) -> str:
        """A `tag:` URI (RFC 4151), which names a thing for ever."""
        return f"tag:{self._site.tag_authority},{self._site.since}:{name}"

    def _title(self, feed: Feed) -> str:
        return f"{self._site.title}: {feed.page.title}" if feed.page.path else self._site.title


def _plain(element: etree._Element) -> str:
    """An element as text, without the namespaces that the frame declares."""
    text: str = etree.tostring(element, encoding="unicode", pretty_print=True)
    for namespace in _NAMESPACES:
        text = text.replace(namespace, "")
    return text


def _facts(item: FeedItem) -> str:
    lines = (f"<li>{escape(label)}: {escape(words)}</li>" for label, words in item.facts)
    return f"<ul>{''.join(lines)}</ul>" if item.facts else ""


def _sources(item: FeedItem) -> str:
    named = (f'<a href="{escape(url)}">{escape(publisher)}</a>' for publisher, url in item.sources)
    return f"<p>출처: {', '.join(named)}</p>" if item.sources else ""
