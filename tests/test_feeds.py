"""Every feed of a built site, read strictly and held against the content."""

import datetime as dt
import json
import re
from email.utils import parsedate_to_datetime
from html import unescape
from pathlib import Path

import pytest
from lxml import etree

from sites import FEEDS_OF_RIVER_CHIPS, GOLDEN, ROOT, another, build, golden_content, rewrite, tree
from support import ContentFolder, outputs_of
from tracker import catalogue, dates, feeds, views
from tracker.views import following

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
    assert min(100, len(entries)) <= len(listed) < 200
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
        page = path.removesuffix("feed.xml").partition("archive/")[0]
        assert (channel.findtext("link") or "") == f"https://rings.example/{page}"
        listed = items(site, path)
        assert len({item.guid for item in listed}) == len(listed), path
        kind = next((name for name in ("quality/", "changes/") if f"/{name}" in f"/{path}"), "entries/")
        tag = "tag:rings.example,2026-11-22:"
        assert all(item.guid.startswith(tag + kind) for item in listed) or [item.guid for item in listed] == [
            f"{tag}{page}empty"
        ]
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
    another(content)
    build(content, site)
    before.pop("quality/feed.xml")  # a new entry may lack something
    grown = {path for path, count in before.items() if len(items(site, path)) == count + 1}
    assert grown == FEEDS_OF_RIVER_CHIPS
    assert all(len(items(site, path)) == count for path, count in before.items() if path not in grown)


def test_an_empty_feed_says_so_until_the_first_entry(tmp_path: Path) -> None:
    content, site = golden_content(tmp_path), tmp_path / "site"
    build(content, site)
    (waiting,) = items(site, "regions/old-south/sea/feed.xml")
    assert waiting.title.endswith("아직 실린 것이 없습니다")
    model = (content / "entries/2025/2025-05-01-river-chips.md").read_text("utf-8")
    path = content / "entries/2024/2024-05-01-sea-chips.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(model.replace("2025", "2024").replace("north/river", "old-south/sea"), "utf-8")
    build(content, site)
    (first,) = items(site, "regions/old-south/sea/feed.xml")
    assert first.link.endswith("/2024-05-01-sea-chips/")
    assert first.guid != waiting.guid


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


def test_the_whole_text_stands_under_the_name_that_simple_readers_know(site: Path) -> None:
    text = (site / "feed.xml").read_text("utf-8")
    assert text.count("<content:encoded>") == text.count("<item>") > 0
    assert text.count("xmlns:content=") == 1


def test_a_summary_is_an_opening(site: Path) -> None:
    for item in etree.parse(site / "feed.xml").getroot().iter("item"):
        assert 0 < len(unescape(item.findtext("description") or "")) <= feeds.SUMMARY + 1


def rendered(content: ContentFolder) -> dict[str, bytes]:
    """The feeds of a content folder by their path."""
    seen = views.collect(catalogue.load(content.root), dt.date(2026, 1, 1))
    return {output.path: output.render() for output in outputs_of(feeds.batches(seen))}


def record(content: ContentFolder, number: int) -> None:
    """An entry recorded later than all with lower numbers; its event may be older than theirs."""
    day = dt.date(2025, 1, 1) + dt.timedelta(days=number)
    content.entry(f"20{10 + number * 7 % 13}-05-21-number-{number}", added=str(day))


def relations(data: bytes) -> dict[str, str]:
    found = etree.fromstring(data).iter(ATOM)
    return {str(link.get("rel")): str(link.get("href")) for link in found}


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Archives of three entries."""
    monkeypatch.setattr(following, "ITEMS", 3)


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("name", ["feed.xml", "atom.xml"])
def test_from_a_feed_every_archive_is_reached_and_back(content: ContentFolder, name: str) -> None:
    for number in range(11):
        record(content, number)
    files = rendered(content)
    base = relations(files[name])["self"].removesuffix(name)
    chain = [f"{base}{name}"]
    while older := relations(files[chain[-1].removeprefix(base)]).get("prev-archive"):
        chain.append(older)
    assert chain == [base + path for path in (name, *(f"archive/{number}/{name}" for number in (3, 2, 1)))]
    ids: list[str] = []
    for place, url in enumerate(chain):
        data = files[url.removeprefix(base)]
        told = relations(data)
        assert told["self"] == url
        assert told.get("current") == (chain[0] if place else None)
        assert told.get("next-archive") == (chain[place - 1] if place > 1 else None)
        assert (b"<fh:archive " in data) == bool(place)
        root = etree.fromstring(data)
        ids += [
            element.text or ""
            for element in (*root.iter("guid"), *root.iterfind(f"{{{ATOM_NAMESPACE}}}entry/{{{ATOM_NAMESPACE}}}id"))
        ]
    assert len(ids) == len(set(ids)) == 14
    assert {path for path in files if path.startswith("archive/") and path.endswith(name)} == {
        url.removeprefix(base) for url in chain[1:]
    }


@pytest.mark.usefixtures("few")
def test_json_feed_leads_to_the_archives_too(content: ContentFolder) -> None:
    for number in range(6):
        record(content, number)
    files = {path: json.loads(data) for path, data in rendered(content).items() if path.endswith(".json")}
    newest, older, oldest = (files[path] for path in ("feed.json", "archive/2/feed.json", "archive/1/feed.json"))
    assert (newest["next_url"], older["next_url"]) == (older["feed_url"], oldest["feed_url"])
    assert "next_url" not in oldest
    assert [len(part["items"]) for part in (newest, older, oldest)] == [3, 3, 3]


@pytest.mark.usefixtures("few")
def test_a_new_entry_changes_no_archive(content: ContentFolder) -> None:
    before: dict[str, bytes] = {}
    for number in range(12):
        record(content, number)
        after = rendered(content)
        kept = {path: data for path, data in before.items() if "archive/" in path}
        fresh = {path for path in after if "archive/" in path} - set(kept)
        for path, data in kept.items():
            assert data in (after[path], *([without_the_way_on(after[path])] if fresh else [])), path
        before = after
    assert sum(path.endswith("archive/3/feed.xml") for path in before) >= 3


def without_the_way_on(data: bytes) -> bytes:
    """A feed without its links to the next archive, which come with that archive."""
    return re.sub(rb'<(atom:)?link rel="next-archive"[^>]*>\n| \xc2\xb7 <a href="[^"]*">[^<]*</a>(?=</p>)', b"", data)


def test_no_feed_knows_the_day_of_the_build(tmp_path: Path) -> None:
    content = golden_content(tmp_path)
    build(content, tmp_path / "today")
    build(content, tmp_path / "later", today="2031-01-01")
    names = ("feed.xml", "atom.xml", "feed.json")
    feeds = [path for path in tree(tmp_path / "today") if path.endswith(names) and not DAILY.search(path)]
    assert len(feeds) > 30
    for path in feeds:
        assert (tmp_path / "today" / path).read_bytes() == (tmp_path / "later" / path).read_bytes(), path
