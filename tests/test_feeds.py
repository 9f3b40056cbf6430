"""Every feed of a built site, read strictly and held against the content."""

import datetime as dt
import json
import re
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from lxml import etree

from sites import GOLDEN, ROOT, build, golden_content, rewrite, tree
from tracker import catalogue, dates

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
ATOM_NAMESPACE = "http://www.w3.org/2005/Atom"
ATOM = f"{{{ATOM_NAMESPACE}}}link"


DAILY = re.compile(r"^quality/|(^|/)changes/")
"""Feeds of what is overdue, which the day decides."""


class Item:
    """One item, with every element that a reader relies on."""

    def __init__(self, element: etree._Element) -> None:
        self.guid = element.findtext("guid") or ""
        self.title = element.findtext("title") or ""
        self.link = element.findtext("link") or ""
        self.html = element.findtext(CONTENT) or ""
        self.published = parsedate_to_datetime(element.findtext("pubDate") or "")


def items(site: Path, path: str) -> list[Item]:
    return [Item(element) for element in etree.parse(site / path).getroot().iter("item")]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("feeds") / "site"
    build(ROOT / "content", folder, today=dt.date.today().isoformat())  # noqa: DTZ011 - the real content of today
    return folder


def test_the_site_feed_lists_the_newest_entries_with_their_days(site: Path) -> None:
    entries = {entry.id: entry for entry in catalogue.load(ROOT / "content").entries}
    listed = items(site, "feed.xml")
    assert len(listed) == min(100, len(entries))
    for item in listed:
        entry = entries[item.link.rstrip("/").rpartition("/")[2]]  # type: ignore[index]  # an id by its address
        assert item.title == entry.title
        assert item.published == dates.noon(entry.added)
        assert dates.format_korean(entry.date) in item.html
        assert all(source.url.replace("&", "&amp;") in item.html for source in entry.sources)


def test_a_region_feed_holds_the_region_its_districts_and_what_it_replaced(site: Path) -> None:
    titles = {item.title for item in items(site, "regions/jeonnam-gwangju/feed.xml")}
    assert "광주광역시, 광주형 일자리 시즌2로 미래차 부품클러스터 조성 선언" in titles
    province = {item.guid for item in items(site, "regions/gyeonggi/feed.xml")}
    city = {item.guid for item in items(site, "regions/gyeonggi/pyeongtaek/feed.xml")}
    assert city
    assert city < province


def test_every_feed_is_sound(site: Path) -> None:
    paths = [path for path in tree(site) if path.endswith("feed.xml")]
    assert len(paths) > 300
    for path in paths:
        channel = etree.parse(site / path).getroot().find("channel")
        assert channel is not None
        own = [link.get("href") for link in channel.iter(ATOM) if link.get("rel") == "self"]
        assert own == [f"https://rings.example/{path}"], path
        assert (channel.findtext("link") or "") == f"https://rings.example/{path.removesuffix('feed.xml')}"
        listed = items(site, path)
        assert len({item.guid for item in listed}) == len(listed), path
        kind = next((name for name in ("quality/", "changes/") if f"/{name}" in f"/{path}"), "entries/")
        assert all(item.guid.startswith(f"tag:rings.example,2026-11-22:{kind}") for item in listed)
        days = [item.published for item in listed]
        assert days == sorted(days, reverse=True), path
        assert all(day.isoformat().endswith("T12:00:00+09:00") for day in days)
        assert parsedate_to_datetime(channel.findtext("lastBuildDate") or "") == max(
            days, default=dt.datetime(2026, 11, 22, 12, tzinfo=dates.KST)
        )


def test_every_timeline_announces_and_shows_its_feed(site: Path) -> None:
    for path in ("", "regions/busan/", "regions/gyeonggi/pyeongtaek/", "sectors/future-car/"):
        html = (site / path / "index.html").read_text("utf-8")
        up = "../" * path.count("/")
        assert 'type="application/rss+xml" title=' in html
        assert f'href="{up}{path}feed.xml">' in html.split("<head>")[1].split("</head>")[0]
        assert f'<a href="{up}{path}feed.xml">' in html.split("<main")[1]


def test_an_edit_keeps_the_id_of_an_item_and_a_rename_keeps_it_too(tmp_path: Path) -> None:
    content, site = golden_content(tmp_path), tmp_path / "site"
    build(content, site)
    before = {item.guid for item in items(site, "feed.xml")}
    old = content / "entries/2025/2025-05-01-river-chips.md"
    rewrite(old, "강구, 반도체 업무협약", "강구, 반도체 협약")
    rewrite(old, "stage: agreed", "stage: agreed\nredirect_from: [2025-05-01-river-chips]")
    old.rename(old.with_name("2025-05-01-river-semiconductors.md"))
    build(content, site)
    after = items(site, "feed.xml")
    assert {item.guid for item in after} == before
    assert any(item.link.endswith("/2025-05-01-river-semiconductors/") for item in after)
    assert "2025-05-01-river-semiconductors" in (site / "entries/2025-05-01-river-chips/index.html").read_text("utf-8")


def test_a_new_entry_adds_one_item_to_the_feeds_that_it_belongs_to(tmp_path: Path) -> None:
    content, site = golden_content(tmp_path), tmp_path / "site"
    build(content, site)
    before = {path: len(items(site, path)) for path in tree(site) if path.endswith("feed.xml")}
    model = (content / "entries/2025/2025-05-01-river-chips.md").read_text("utf-8")
    new = model.replace("2025-05-01", "2025-05-03").replace("2025-05-02", "2025-05-04")
    (content / "entries/2025/2025-05-03-another.md").write_text(new, "utf-8")
    build(content, site)
    before.pop("quality/feed.xml")  # a new entry may lack something
    grown = {path for path, count in before.items() if len(items(site, path)) == count + 1}
    assert grown == {
        "feed.xml",
        "instruments/mou/feed.xml",
        "organisations/lab/feed.xml",
        "regions/all/feed.xml",
        "regions/north/chips/feed.xml",
        "regions/north/feed.xml",
        "regions/north/river/feed.xml",
        "sectors/chips/feed.xml",
    }
    assert all(len(items(site, path)) == count for path, count in before.items() if path not in grown)


def test_atom_and_json_feed_say_what_rss_says(tmp_path: Path) -> None:
    build(GOLDEN / "content", tmp_path / "site")
    for path in (path for path in tree(tmp_path / "site") if path.endswith("feed.xml")):
        rss = items(tmp_path / "site", path)
        atom = etree.parse(tmp_path / "site" / path.replace("feed.xml", "atom.xml")).getroot()
        entries = atom.findall(f"{{{ATOM_NAMESPACE}}}entry")
        document = json.loads((tmp_path / "site" / path.replace("feed.xml", "feed.json")).read_text("utf-8"))
        told = [(item.guid, item.title, item.link, item.published.isoformat()) for item in rss]
        assert [atom_item(entry) for entry in entries] == told, path
        fields = ("id", "title", "url", "date_published")
        assert [tuple(item[field] for field in fields) for item in document["items"]] == told, path
        assert [item["content_html"] for item in document["items"]] == [item.html for item in rss], path


def atom_item(entry: etree._Element) -> tuple[str, ...]:
    names = ("id", "title", "published")
    id_, title, published = (entry.findtext(f"{{{ATOM_NAMESPACE}}}{name}") or "" for name in names)
    link = entry.find(f"{{{ATOM_NAMESPACE}}}link")
    assert link is not None
    return id_, title, str(link.get("href")), published


def test_a_correction_moves_the_update_and_nothing_else(tmp_path: Path) -> None:
    build(GOLDEN / "content", tmp_path / "site")
    document = json.loads((tmp_path / "site/feed.json").read_text("utf-8"))
    corrected = next(item for item in document["items"] if "2024-12-30" in item["id"])
    assert corrected["date_published"] == "2025-02-01T12:00:00+09:00"
    assert corrected["date_modified"] == "2025-03-01T12:00:00+09:00"


def test_a_withdrawn_entry_stays_and_says_so(tmp_path: Path) -> None:
    content, site = golden_content(tmp_path), tmp_path / "site"
    build(content, site)
    (item,) = (item for item in items(site, "feed.xml") if "mistake" in item.guid)
    assert item.title == "[철회] 잘못 적은 기록"
    assert "같은 일이 이미 있습니다." in item.html


def test_no_feed_knows_the_day_of_the_build(tmp_path: Path) -> None:
    content = golden_content(tmp_path)
    build(content, tmp_path / "today")
    build(content, tmp_path / "later", today="2031-01-01")
    names = ("feed.xml", "atom.xml", "feed.json")
    feeds = [path for path in tree(tmp_path / "today") if path.endswith(names) and not DAILY.search(path)]
    assert len(feeds) > 30
    for path in feeds:
        assert (tmp_path / "today" / path).read_bytes() == (tmp_path / "later" / path).read_bytes(), path
