"""Render feeds as RSS 2.0, Atom and JSON Feed 1.1. Nothing here reads a clock: every stamp comes from the content.

An item is made once by feedgen and joined into every feed that holds it; feedgen makes the frame around the items.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from html import escape
from typing import Any, TypeVar

import msgspec
from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from lxml import etree

from tracker import dates, links, markdown, outputs
from tracker.cache import digest_of
from tracker.model import Batch, Output, Part
from tracker.settings import Settings
from tracker.views import Views
from tracker.views.following import Feed, FeedItem, Outline
from tracker.views.plans import Plan, digest

Made = TypeVar("Made")
RSS_TYPE, ATOM_TYPE = "application/rss+xml", "application/atom+xml"
STYLE = "static/feed.css"
SUMMARY = 200
"""Letters of an item's summary, which stands beside its whole text."""
_CONTENT, _ATOM = "http://purl.org/rss/1.0/modules/content/", "http://www.w3.org/2005/Atom"
_ARCHIVE = '<fh:archive xmlns:fh="http://purl.org/syndication/history/1.0"/>'
etree.register_namespace("content", _CONTENT)  # some readers know content:encoded by this prefix alone


def batches(views: Views) -> Iterator[Batch]:
    """Every feed in each of its formats, and the lists of them."""
    writer = Writer(views.settings)
    formats = ((links.FEED, writer.rss), (links.ATOM, writer.atom), (links.JSON_FEED, writer.json))
    everything = views.reads.everything
    for name, write in formats:
        if views.settings.builds(name):
            render = partial(_rendered, views, name, write)
            of_entries = (
                Part(f"{one.name}/{name}", one.key, partial(render, partial(views.feeds, one)))
                for one in views.followed
            )
            yield [*of_entries, Part(f"changes/{name}", everything, partial(render, views.other_feeds))]
    yield [Part("outlines", everything, partial(render_outlines, views))]


def _rendered(
    views: Views, name: str, write: Callable[[Feed], bytes], feeds: Callable[[], Iterable[tuple[str, Plan[Feed]]]]
) -> Iterator[Output]:
    """Feeds in one format."""
    base = digest_of(outputs.code(), views.settings, views.catalogue.vocabulary.version)
    former = views.former_addresses()
    for folder, plan in feeds():
        page = plan.head.path
        key = digest([base, plan.key])
        for path in (page, *former.get(page, ())):
            # a reader that asks at a former address gets the feed, which names its present one
            yield Output(path + folder.removeprefix(page) + name, key, partial(_written, write, plan))


def _written(write: Callable[[Feed], bytes], plan: Plan[Feed]) -> bytes:
    return write(plan.make())


def render_outlines(views: Views) -> Iterator[Output]:
    """Lists of feeds in OPML 2.0."""
    for outline in views.outlines():
        yield outputs.ready(outline.path, _opml(views.settings, outline))


def _opml(site: Settings, outline: Outline) -> bytes:
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = f"{site.title}: {outline.title}"
    body = etree.SubElement(root, "body")
    for label, path in outline.feeds:
        if not site.builds(path):
            continue
        page = site.base_url + path
        etree.SubElement(body, "outline", type="rss", text=label, title=label, xmlUrl=page + links.FEED, htmlUrl=page)
    opml: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return opml


class Writer:
    """The feeds of one site; keeps the items that it has made."""

    def __init__(self, site: Settings) -> None:
        self._site = site
        self._made: dict[tuple[str, str], Any] = {}

    def rss(self, feed: Feed) -> bytes:
        """RSS 2.0, with the whole summary of each item in content:encoded."""
        channel = self._channel(feed, links.FEED, RSS_TYPE)
        items = (self._item("rss", item, self._rss_item) for item in feed.items)
        parts = self._parts(feed, links.FEED, "atom:link")
        return self._joined(channel.rss_str(pretty=True), (*parts, *items), "  </channel>", feed)

    def atom(self, feed: Feed) -> bytes:
        """Atom; published is the day of recording, updated the day of the last correction."""
        channel = self._channel(feed, links.ATOM, ATOM_TYPE)
        channel.id(self._tag(feed.page.path or "home"))
        items = (self._item("atom", item, self._atom_item) for item in feed.items)
        parts = self._parts(feed, links.ATOM, "link")
        return self._joined(channel.atom_str(pretty=True), (*parts, *items), "</feed>", feed)

    def json(self, feed: Feed) -> bytes:
        """JSON Feed 1.1."""
        page = feed.page
        document = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self._title(feed),
            "home_page_url": self._site.base_url + page.path,
            "feed_url": self._site.base_url + feed.folder + links.JSON_FEED,
            **self._next(feed),
            "description": page.description,
            "language": self._site.language,
            "icon": f"{self._site.base_url}static/mark.svg",
            "items": [self._item("json", item, self._json_item) for item in feed.items],
        }
        return msgspec.json.format(msgspec.json.encode(document), indent=1)

    def _next(self, feed: Feed) -> dict[str, str]:
        return {} if feed.older is None else {"next_url": self._site.base_url + feed.older + links.JSON_FEED}

    def _channel(self, feed: Feed, name: str, type_: str) -> FeedGenerator:
        """The frame: everything but the items."""
        channel = FeedGenerator()
        channel.title(self._title(feed))
        channel.link(href=self._site.base_url + feed.folder + name, rel="self", type=type_)
        channel.link(href=self._site.base_url + feed.page.path, rel="alternate")
        channel.description(feed.page.description)
        channel.language(self._site.language)
        channel.generator(self._site.title_en)
        channel.author(name=self._site.title)
        newest = max((item.updated for item in feed.items), default=self._site.since)
        channel.updated(dates.noon(newest))  # feedgen takes the clock unless told
        return channel

    def _parts(self, feed: Feed, name: str, tag: str) -> Iterator[str]:
        """The way to the other parts of a feed (RFC 5005)."""
        if feed.is_archive:
            yield f"{_ARCHIVE}\n"
        current = feed.page.path if feed.is_archive else None
        for relation, folder in (("current", current), ("prev-archive", feed.older), ("next-archive", feed.newer)):
            if folder is not None:
                yield f'<{tag} rel="{relation}" href="{escape(self._site.base_url + folder + name)}"/>\n'
        yield _ways(feed, name)

    def _joined(self, frame: bytes, parts: Iterable[str], end: str, feed: Feed) -> bytes:
        head, _, tail = frame.decode().rpartition(end)
        declaration, _, rest = head.partition("\n")
        style = links.root(feed.folder) + STYLE
        view = f'<?xml-stylesheet href="{style}" type="text/css"?>'  # so that a browser shows a page
        return "".join((declaration, "\n", view, "\n", rest, *parts, end, tail)).encode()

    def _item(self, form: str, item: FeedItem, make: Callable[[FeedItem], Made]) -> Made:
        if (form, item.id) not in self._made:
            self._made[form, item.id] = make(item)
        made: Made = self._made[form, item.id]
        return made

    def _rss_item(self, item: FeedItem) -> str:
        return _plain(self._entry(item).rss_entry())

    def _atom_item(self, item: FeedItem) -> str:
        return _plain(self._entry(item).atom_entry())

    def _json_item(self, item: FeedItem) -> msgspec.Raw:
        fields = {
            "id": self._tag(item.id),
            "url": self._site.base_url + item.path,
            "title": item.title,
            "content_html": _content(item),
            "summary": markdown.opening(item.html, SUMMARY),
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
        summary = markdown.opening(item.html, SUMMARY)
        entry.description(escape(summary, quote=False))  # RSS takes it for HTML, Atom its summary for text
        entry.summary(summary)
        entry.content(_content(item), type="html")
        for category in item.categories:
            entry.category(term=category)
        return entry

    def _tag(self, name: str) -> str:
        """A `tag:` URI (RFC 4151), which names a thing for ever."""
        return f"tag:{self._site.tag_authority},{self._site.since}:{name}"

    def _title(self, feed: Feed) -> str:
        return f"{self._site.title}: {feed.page.title}" if feed.page.path else self._site.title


def _ways(feed: Feed, name: str) -> str:
    """The same in XHTML, which a browser shows as links."""
    ways = [("이 피드의 페이지", links.file(feed.page.path))]
    if feed.is_archive:
        ways.append(("구독할 피드", feed.page.path + name))
    parts = (("더 오래된 기록", feed.older), ("더 새로운 기록", feed.newer))
    ways += ((words, folder + name) for words, folder in parts if folder is not None)
    root = links.root(feed.folder)
    shown = " · ".join(f'<a href="{escape(root + path)}">{words}</a>' for words, path in ways)
    return f'<p xmlns="http://www.w3.org/1999/xhtml">{shown}</p>\n'


def _plain(element: etree._Element) -> str:
    """An element as text, without the namespaces that the frame declares."""
    text: str = etree.tostring(element, encoding="unicode", pretty_print=True)
    for start, namespace in (("<content:encoded", f' xmlns:content="{_CONTENT}"'), ("<entry", f' xmlns="{_ATOM}"')):
        text = text.replace(start + namespace, start)  # with the start of the tag, which no text can hold
    return text


def _content(item: FeedItem) -> str:
    return _facts(item) + item.html + _sources(item)


def _facts(item: FeedItem) -> str:
    lines = (f"<li>{escape(label)}: {escape(words)}</li>" for label, words in item.facts)
    return f"<ul>{''.join(lines)}</ul>" if item.facts else ""


def _sources(item: FeedItem) -> str:
    named = (f'<a href="{escape(url)}">{escape(publisher)}</a>' for publisher, url in item.sources)
    return f"<p>출처: {', '.join(named)}</p>" if item.sources else ""
