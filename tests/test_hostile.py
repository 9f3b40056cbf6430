"""Awkward words in titles, promises and bodies reach every format as they were written, or are named at the door."""

import csv
import datetime as dt
import io
import json
import re
import sqlite3
import unicodedata
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

import duckdb
import feedparser
import msgspec
import pytest
import yaml
from icalendar import Calendar
from lxml import etree, html

from sites import GOLDEN, build, golden_content, tree
from support import ContentFolder, entry_text, outputs_of
from tracker import calendars, catalogue, data, feeds, views
from tracker.catalogue import Catalogue
from tracker.data import flat
from tracker.model import Entry

TEXTS = (
    "따옴표 \" ' ` “곧은” ‘것’",
    "1 < 2 & 3 > 2 &amp; &lt;b&gt; &#60; &#8230;",
    "<3 >_< <-> 1<2 ]]> ]] &&",
    "{{ site }} {% raw %} ${x} #{y} < %= z %> %s %d {0} \\u0041",
    "쉼표, 쌍반점; 빗금 \\ 역빗금 \\n \\, 쌍점: 값",
    "=cmd|' /C calc'!A0 +1 -1 @x",
    *("=1+1", "+82-2-000-0000", "-1부터", "@모두", "|날짜", "%0a", "＝1+1", "＋1", "－1", "＠모두", "'=1"),
    "'; DROP TABLE entries; -- \" OR 1=1",
    "END:VEVENT BEGIN:VALARM ATTACH:x UID:y \\nSUMMARY:z",
    "javascript:alert(1) data:text/html,x",
    "이모지 🏭🔋👍🏽🇰🇷 합자 한글 ㈜ ㎡ … — – ﬁ ① ＡＢＣ 𠮷 𐐀",
    "مرحبا بالعالم שלום 가나 123",
    "\u1112\u1161\u11ab\u1100\u1173\u11af, e\u0301",
    "https://evil.example/?a=1&b=2#c",
    "../../../etc/passwd %2e%2e%2f",
    "아주 긴 제목 " + "가나다라 " * 40,
    "띄지않은말" * 60,
    "x" * 300,
    *("null", "true", "~", "1e3", "0x10", "2024-05-21", "--- # : - ? [ ] { } , & * ! | > %"),
)
"""What has to arrive as it was written, but for being composed (NFC)."""
TURNED_AWAY = {
    "zero-width joiner": ("연구원 👩\u200d🔬", "character"),
    "bidi override": ("글\u202e글", "character"),
    "bidi isolate": ("\u2067글\u2069", "character"),
    "escape": ("\x1b[31m글", "character"),
    "nul": ("글\x00", "character"),
    "no character": ("글\ufdd0", "character"),
    "script": ("<script>alert(1)</script>", "wrong-type"),
    "end of a script": ("글</script>", "wrong-type"),
    "CDATA": ("<![CDATA[글]]>", "wrong-type"),
    "comment": ("글<!-- 글 -->", "wrong-type"),
    "two lines": ("한 줄\n또 한 줄", "wrong-type"),
}
"""What the door keeps out, and the code it says."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    content = golden_content(folder)
    for number, text in enumerate(TEXTS):
        path = content / f"entries/2025/2025-05-20-hostile-{number}.md"
        path.write_text(entry(text.strip(), number), "utf-8")
    build(content, folder / "site")
    return folder / "site"


def entry(text: str, number: int) -> str:
    head = {
        "title": text,
        "date": "2025-05-20",
        "added": "2025-05-21",
        "regions": ["north"],
        "sectors": ["cars"],
        "instruments": ["mou"],
        "stage": "agreed",
        "parties": [{"name": text, "role": "lead"}],
        "milestones": [{"id": "step", "due": "2030", "what": text}],
        "sources": [{"url": f"https://paper.example/h{number}?a=1&b=2", "publisher": text}],
    }
    front = yaml.safe_dump(head, allow_unicode=True, width=10_000, sort_keys=False)
    return f"---\n{front}---\n{text}\n"


def wanted() -> dict[str, str]:
    return {f"2025-05-20-hostile-{number}": composed(text) for number, text in enumerate(TEXTS)}


def composed(text: str) -> str:
    return unicodedata.normalize("NFC", text.strip())


def parsed(path: Path) -> Any:
    """An HTML page; the types of lxml's queries are wider than what these queries give."""
    return html.fromstring(path.read_text("utf-8"))


def plain(text: str | None) -> str:
    return " ".join((text or "").split())


def test_pages_show_the_words(site: Path) -> None:
    for id_, text in wanted().items():
        page = parsed(site / f"entries/{id_}/index.html")
        assert plain(page.find(".//h1").text_content()) == plain(text)
        assert plain(page.find(".//title").text_content()).startswith(plain(text))
        assert not page.xpath("//script[not(@src) and not(@type='application/ld+json')]")
        json.loads(page.xpath("string(//script[@type='application/ld+json'])"))


@pytest.mark.parametrize(("text", "code"), TURNED_AWAY.values(), ids=TURNED_AWAY.keys())
def test_what_may_not_be_shown_is_named_with_its_place(
    text: str, code: str, make_content: Callable[..., ContentFolder]
) -> None:
    folder = make_content()
    folder.write("entries/2024/2024-05-21-hostile.md", entry_text(title=json.dumps(text, ensure_ascii=False)))
    places = folder.places()
    assert places
    for place in places:
        assert place.startswith("entries/2024/2024-05-21-hostile.md:2:")
        assert place.endswith(f": {code}")


def test_half_a_character_is_named_with_its_place(make_content: Callable[..., ContentFolder]) -> None:
    folder = make_content()
    folder.write("entries/2024/2024-05-21-hostile.md", entry_text(title='"글 \\ud83c"'))
    (place,) = folder.places()
    assert place.startswith("entries/2024/2024-05-21-hostile.md:2:")


def test_feeds_say_the_words(site: Path) -> None:
    rss = etree.parse(site / "sectors/cars/feed.xml").getroot()
    titles = {str(item.findtext("guid")).rpartition("/")[2]: item.findtext("title") for item in rss.iter("item")}
    atom = "{http://www.w3.org/2005/Atom}"
    entries = etree.parse(site / "sectors/cars/atom.xml").getroot().iter(f"{atom}entry")
    in_atom = {str(item.findtext(f"{atom}id")).rpartition("/")[2]: item.findtext(f"{atom}title") for item in entries}
    document = json.loads((site / "sectors/cars/feed.json").read_text("utf-8"))
    in_json = {item["id"].rpartition("/")[2]: item["title"] for item in document["items"]}
    for id_, text in wanted().items():
        assert titles[id_] == in_atom[id_] == in_json[id_] == text


def test_feeds_tell_the_words_in_their_text(site: Path) -> None:
    document = json.loads((site / "sectors/cars/feed.json").read_text("utf-8"))
    for item in document["items"]:
        if text := wanted().get(item["id"].rpartition("/")[2]):
            shown = "".join(map(str, html.fromstring(item["content_html"]).itertext()))
            assert f"약속: {text}, 2030년까지" in shown
            assert shown.endswith(f"출처: {text}")


def test_a_feed_reader_finds_no_fault(site: Path) -> None:
    for name in ("feed.xml", "atom.xml"):
        read = feedparser.parse((site / "sectors/cars" / name).read_bytes())
        assert not read.bozo
        assert len(read.entries) == len(TEXTS) + 3


def test_calendars_say_the_words(site: Path) -> None:
    data = (site / "sectors/cars/calendar.ics").read_bytes()
    events = Calendar.from_ical(data).walk("VEVENT")
    summaries = {str(event["uid"]).partition(".")[0]: str(event["summary"]) for event in events}
    for id_, text in wanted().items():
        assert summaries[id_] == f"{text} (북도)"
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode("utf-8") is not None for line in lines)  # no fold within a letter
    assert b"\n" not in b"".join(lines)


def test_tables_hold_the_words(site: Path) -> None:
    texts = wanted()
    lines = csv.DictReader(io.StringIO((site / "data/entries.csv").read_text("utf-8-sig"), newline=""))
    in_csv = {line["id"]: line["title"] for line in lines if line["id"] in texts}
    assert in_csv == {id_: f"'{text}" if text.startswith(flat.FORMULA) else text for id_, text in texts.items()}
    with sqlite3.connect(site / "data/rings.sqlite") as database:
        rows = database.execute("SELECT id, title, body FROM entries WHERE id LIKE '%hostile%'").fetchall()
        promises = database.execute("SELECT entry, what FROM milestones WHERE entry LIKE '%hostile%'").fetchall()
    database.close()
    assert {id_: title for id_, title, _ in rows} == {id_: body for id_, _, body in rows} == dict(promises) == texts
    parquet = duckdb.read_parquet(str(site / "data/entries.parquet")).project("id, title").fetchall()
    assert texts.items() <= dict(parquet).items()
    for id_, text in texts.items():
        record = json.loads((site / f"api/v1/entries/{id_}.json").read_bytes())
        assert (record["title"], record["body"], record["sources"][0]["publisher"]) == (text, text, text)


def test_what_the_door_keeps_out_would_harm_no_format_either() -> None:
    texts = {f"past-{number}": text for number, (text, code) in enumerate(TURNED_AWAY.values()) if code == "wrong-type"}
    files = rendered([past_the_door(id_, text) for id_, text in texts.items()])
    document = json.loads(files["feed.json"])
    assert {item["id"].rpartition("/")[2]: item["title"] for item in document["items"]}.items() >= texts.items()
    for name, tag in (("feed.xml", "title"), ("atom.xml", "{http://www.w3.org/2005/Atom}title")):
        titles = [title.text for title in etree.fromstring(files[name]).iter(tag)]
        assert set(texts.values()) <= set(titles)
    assert {str(event["summary"]) for event in Calendar.from_ical(files["calendar.ics"]).walk("VEVENT")} >= {
        f"{text} (북도)" for text in texts.values()
    }
    lines = csv.DictReader(io.StringIO(files["data/entries.csv"].decode("utf-8-sig"), newline=""))
    assert {line["id"]: line["title"] for line in lines if line["id"] in texts} == texts


def past_the_door(id_: str, text: str) -> Entry:
    """An entry as no file could make it."""
    model = next(one for one in catalogue.load(GOLDEN / "content").entries if one.milestones)
    promise = msgspec.structs.replace(model.milestones[0], what=text)
    return msgspec.structs.replace(model, id=id_, title=text, body=text, milestones=(promise,), regions=("north",))


def rendered(entries: list[Entry]) -> dict[str, bytes]:
    """Feeds, calendars and open data of the golden site with more entries."""
    loaded, today = catalogue.load(GOLDEN / "content"), dt.date(2025, 6, 15)
    initiatives, pages = list(loaded.initiatives.values()), list(loaded.pages.values())
    known = Catalogue(
        loaded.content, loaded.settings, loaded.vocabulary, [*loaded.all_entries, *entries], initiatives, pages
    )
    seen = views.collect(known, today)
    outputs = outputs_of([*feeds.batches(seen), *calendars.batches(seen), *data.batches(seen)])
    names = re.compile(
        r"(archive/.*)?(feed|atom)\.(xml|json)|calendar\.ics|data/entries\.csv|data/.*sqlite|api/v1/entries/.*"
    )
    return {output.path: output.render() for output in outputs if names.fullmatch(output.path)}


def hostile_file(content: Path, number: int, **changes: Any) -> None:
    """Write an entry whose title and promise, or body, is a hostile string as a YAML library would quote it."""
    text = changes.pop("body", "본문")
    head = yaml.safe_load(entry("제목", number).split("---\n")[1]) | changes
    front = yaml.safe_dump(head, allow_unicode=True, width=10_000, sort_keys=False)
    path = content / f"entries/2025/2025-05-20-hostile-{number}.md"
    path.write_text(f"---\n{front}---\n{text}\n", "utf-8", newline="")


def let_in(content: Path) -> list[Entry]:
    """The hostile entries that can be read; each other has been named, with a line of its own."""
    loaded = catalogue.load(content)
    assert all("hostile" in problem.path and problem.line > 0 and problem.message for problem in loaded.problems)
    named = {PurePosixPath(problem.path).stem for problem in loaded.problems}
    read = [entry for entry in loaded.entries if "hostile" in entry.id and entry.id not in named]
    assert {path.stem for path in content.rglob("*-hostile-*.md")} == named | {entry.id for entry in read}
    assert read
    return read


def test_hostile_titles_and_promises_from_elsewhere_reach_every_format(corpora: list[str], tmp_path: Path) -> None:
    content = golden_content(tmp_path)
    for number, text in enumerate(corpora):
        promise = {"id": "step", "due": "2030", "what": text}
        hostile_file(content, number, title=text, milestones=[promise], parties=[{"name": text, "role": "lead"}])
    entries = let_in(content)
    texts = {entry.id: entry.title for entry in entries}
    numbers = {id_: int(id_.rpartition("-")[2]) for id_ in texts}
    assert texts == {id_: composed(corpora[number]) for id_, number in numbers.items()}
    files = rendered(entries)
    told: dict[str, dict[str, str]] = {name: {} for name in ("feed.xml", "atom.xml", "feed.json")}
    for path, found in files.items():
        if (name := path.rpartition("/")[2]) in told and (path == name or path.startswith("archive/")):
            told[name].update(titles(name, found))
    for name, by_id in told.items():
        assert texts.items() <= by_id.items(), name
    events = Calendar.from_ical(files["calendar.ics"]).walk("VEVENT")
    summaries = {str(event["uid"]).partition(".")[0]: str(event["summary"]) for event in events}
    assert {id_: f"{text} (북도)" for id_, text in texts.items()}.items() <= summaries.items()
    lines = csv.DictReader(io.StringIO(files["data/entries.csv"].decode("utf-8-sig"), newline=""))
    in_csv = {line["id"]: line["title"] for line in lines if line["id"] in texts}
    assert in_csv == {id_: f"'{text}" if text.startswith(flat.FORMULA) else text for id_, text in texts.items()}
    assert in_database(tmp_path, files, "title").items() >= texts.items()
    for id_, text in texts.items():
        assert json.loads(files[f"api/v1/entries/{id_}.json"])["title"] == text


def test_hostile_bodies_from_elsewhere_reach_every_format(corpora: list[str], tmp_path: Path) -> None:
    content = golden_content(tmp_path)
    for number, text in enumerate(corpora):
        hostile_file(content, number, body=text)
    entries = let_in(content)
    files = rendered(entries)
    bodies = {entry.id: entry.body for entry in entries}
    assert in_database(tmp_path, files, "body").items() >= bodies.items()
    contents: dict[str, str] = {}
    for path, found in files.items():
        if path == "feed.json" or (path.startswith("archive/") and path.endswith(".json")):
            contents |= {one["id"].rpartition("/")[2]: one["content_html"] for one in json.loads(found)["items"]}
        elif path.endswith(".xml"):
            assert not feedparser.parse(found).bozo, path
    for entry in entries:
        assert entry.html in contents[entry.id]
        twin = json.loads(files[f"api/v1/entries/{entry.id}.json"])
        assert twin["body"] == entry.body


def titles(name: str, found: bytes) -> dict[str, str]:
    """The title of each item of a feed, by the id of its entry."""
    if name == "feed.json":
        return {one["id"].rpartition("/")[2]: one["title"] for one in json.loads(found)["items"]}
    space = "{http://www.w3.org/2005/Atom}" if name == "atom.xml" else ""
    kind, key = (f"{space}entry", f"{space}id") if space else ("item", "guid")
    items = etree.fromstring(found).iter(kind)
    return {str(one.findtext(key)).rpartition("/")[2]: one.findtext(f"{space}title") or "" for one in items}


def in_database(folder: Path, files: dict[str, bytes], column: str) -> dict[str, str]:
    """A column of the entries in the SQLite download, by id."""
    (folder / "rings.sqlite").write_bytes(files["data/rings.sqlite"])
    with sqlite3.connect(folder / "rings.sqlite") as database:
        rows = database.execute("SELECT id, title, body FROM entries").fetchall()
    database.close()
    place = {"title": 1, "body": 2}[column]
    return {row[0]: row[place] for row in rows}


def test_search_results_say_the_words(site: Path) -> None:
    files = (site / "search/data").glob("*/results-*.json")
    results = [result for file in files for result in json.loads(file.read_text("utf-8"))]
    titles = {path.split("/")[1]: title for path, title, *_ in results}
    for id_, text in wanted().items():
        assert titles[id_] == text


def test_no_page_loads_or_runs_anything_of_theirs(site: Path) -> None:
    for path in (path for path in tree(site) if path.endswith(".html")):
        page = parsed(site / path)
        assert not page.xpath("//@*[starts-with(name(), 'on')]"), path
        assert not [link for link in page.xpath("//@href") if link.lower().startswith(("javascript:", "data:"))], path
        assert not page.xpath("//img | //iframe | //object | //embed | //base"), path
