"""Render the RSS feeds; hands back outputs. Nothing here reads a clock: every stamp comes from the content."""

from collections.abc import Iterator
from functools import cache, partial
from html import escape

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

from tracker import dates, markdown, outputs
from tracker.model import Output
from tracker.settings import Settings
from tracker.views.shapes import Feed, FeedItem, Views


def render_all(views: Views) -> Iterator[Output]:
    """Every feed."""
    code = outputs.code_digest(__file__, libraries=("feedgen", "lxml"))
    for feed in views.feeds:
        yield Output(feed.path, outputs.digest(code, views.settings, feed), partial(_rss, views.settings, feed))


def _rss(site: Settings, feed: Feed) -> bytes:
    channel = FeedGenerator()
    channel.title(f"{site.title}: {feed.page.title}" if feed.page.path else site.title)
    channel.link(href=f"{site.base_url}{feed.path}", rel="self", type="application/rss+xml")
    channel.link(href=f"{site.base_url}{feed.page.path}", rel="alternate")
    channel.description(feed.page.description)
    channel.language(site.language)
    channel.generator(site.title_en)
    newest = max((item.updated for item in feed.items), default=site.since)
    channel.lastBuildDate(dates.noon(newest))  # feedgen takes the clock unless told
    for item in feed.items:
        _add(channel.add_entry(order="append"), site, item)  # feedgen prepends by default
    rss: bytes = channel.rss_str(pretty=True)
    return rss


def _add(entry: FeedEntry, site: Settings, item: FeedItem) -> None:
    body = _html(item.body)
    entry.guid(f"tag:{site.tag_authority},{site.since}:{item.id}", permalink=False)  # RFC 4151
    entry.title(item.title)
    entry.link(href=f"{site.base_url}{item.path}")
    entry.published(dates.noon(item.added))
    entry.description(markdown.plain_text(body))
    entry.content(_facts(item) + body + _sources(item), type="CDATA")
    for category in item.categories:
        entry.category(term=category)


@cache
def _html(body: str) -> str:
    """The summary, rendered once for all feeds that hold it."""
    return markdown.render(body)


def _facts(item: FeedItem) -> str:
    lines = (f"<li>{escape(label)}: {escape(words)}</li>" for label, words in item.facts)
    return f"<ul>{''.join(lines)}</ul>" if item.facts else ""


def _sources(item: FeedItem) -> str:
    links = (f'<a href="{escape(url)}">{escape(publisher)}</a>' for publisher, url in item.sources)
    return f"<p>출처: {', '.join(links)}</p>" if item.sources else ""
