"""Programs that people subscribe with, pointed at a served site: what do they see after each kind of change?

They come from Debian and PyPI and are no dependencies: `apt-get install newsboat sfeed rss2email`, `pip install
vdirsyncer khal`. A test whose program is absent is skipped, and says so.
"""

import email
import email.policy
import json
import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest
from lxml import etree

from sites import FEEDS_OF_RIVER_CHIPS, RIVER_CHIPS, another, build, golden_content, rewrite, serving, tree
from tracker import catalogue, dates

pytestmark = [pytest.mark.readers, pytest.mark.slow]

GUID = "tag:small.example,2025-01-01:entries/"
MADE_DAILY = ("quality/", "changes/")
VDIRSYNCER = """[general]
status_path = "{folder}/status/"
[pair site]
a = "remote"
b = "local"
collections = null
[storage remote]
type = "http"
url = "{url}"
[storage local]
type = "filesystem"
path = "{folder}/calendar/"
fileext = ".ics"
"""
KHAL = """[calendars]
[[site]]
path = {folder}/calendar
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {folder}/khal.db
"""


def program(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"needs {name}")
    return path


def call(*command: str | Path, home: Path, given: str = "") -> str:
    """Run a program that has to succeed, with a home of its own; returns what it said."""
    environment = {**os.environ, "HOME": str(home), "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [*command], env=environment, input=given, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


class Served(NamedTuple):
    """A golden site that a test may change, under the eyes of its subscribers."""

    content: Path
    site: Path
    url: str
    answers: list[tuple[str, int]]

    def rebuild(self) -> None:
        build(self.content, self.site)

    def feeds(self, name: str = "feed.xml") -> list[str]:
        """The paths of all feeds of entries."""
        found = (path for path in tree(self.site) if path.endswith(name) and "archive/" not in path)
        return [path for path in found if not path.removesuffix(name).endswith(MADE_DAILY)]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    content, site = golden_content(tmp_path), tmp_path / "site"
    build(content, site)
    answers: list[tuple[str, int]] = []
    with serving(site, answers) as url:
        yield Served(content, site, url, answers)


class Seen(NamedTuple):
    """An item as newsboat keeps it."""

    title: str
    url: str
    published: int
    content: str


class Newsboat:
    """One newsboat for each feed: it keeps an item once, in however many feeds of its list it is."""

    def __init__(self, served: Served, folder: Path, paths: Iterable[str]) -> None:
        self._program = program("newsboat")
        self._folders = {path: folder / path.replace("/", "-") for path in paths}
        for path, own in self._folders.items():
            own.mkdir(parents=True)
            (own / "urls").write_text(f"{served.url}{path}\n", "utf-8")
            (own / "config").write_text("", "utf-8")

    def reload(self) -> dict[str, dict[str, Seen]]:
        """Ask for all feeds again; gives the items of each by their guid."""
        with ThreadPoolExecutor(4) as pool:
            return dict(zip(self._folders, pool.map(self._reload_one, self._folders.values()), strict=True))

    def _reload_one(self, folder: Path) -> dict[str, Seen]:
        cache = folder / "cache.db"
        call(self._program, "-u", folder / "urls", "-c", cache, "-C", folder / "config", "-x", "reload", home=folder)
        with sqlite3.connect(cache) as database:
            rows = database.execute("SELECT guid, title, url, pubDate, content FROM rss_item").fetchall()
        database.close()
        return {guid: Seen(*rest) for guid, *rest in rows}


def guids(seen: Mapping[str, Mapping[str, Seen]]) -> dict[str, set[str]]:
    return {path: set(items) for path, items in seen.items()}


def test_newsboat_sees_every_entry_on_its_day(served: Served, tmp_path: Path) -> None:
    entries = {GUID + entry.id: entry for entry in catalogue.load(served.content).entries}
    renamed = {GUID + entry.redirect_from[0]: entry for entry in entries.values() if entry.redirect_from}
    for path, items in Newsboat(served, tmp_path / "n", ["feed.xml", "atom.xml"]).reload().items():
        assert len(items) == len(entries), path
        for guid, item in items.items():
            entry = renamed.get(guid) or entries[guid]
            assert item.title.endswith(entry.title)
            assert item.published == dates.noon(entry.added).timestamp()
            assert dates.format_korean(entry.date) in item.content


def test_newsboat_sees_nothing_new_after_a_rebuild_and_loads_nothing_twice(served: Served, tmp_path: Path) -> None:
    newsboat = Newsboat(served, tmp_path / "n", served.feeds())
    before = newsboat.reload()
    newsboat.reload()  # only now does it note when the files were last changed
    served.answers.clear()
    served.rebuild()
    assert newsboat.reload() == before
    assert {status for _, status in served.answers} == {304}
    assert len(served.answers) == len(before) > 20


def test_newsboat_gets_a_new_entry_once_in_exactly_the_feeds_that_it_belongs_to(served: Served, tmp_path: Path) -> None:
    newsboat = Newsboat(served, tmp_path / "n", served.feeds())
    newsboat.reload()
    before = guids(newsboat.reload())
    served.answers.clear()
    another(served.content)
    served.rebuild()
    after = guids(newsboat.reload())
    new = {path: after[path] - before[path] for path in before}
    assert {path for path, added in new.items() if added} == FEEDS_OF_RIVER_CHIPS
    assert all(new[path] == {f"{GUID}2025-05-03-another"} for path in FEEDS_OF_RIVER_CHIPS)
    assert all(before[path] <= after[path] for path in before)
    assert {path for path, status in served.answers if status == 200} == FEEDS_OF_RIVER_CHIPS


def test_newsboat_shows_an_edit_in_place(served: Served, tmp_path: Path) -> None:
    newsboat = Newsboat(served, tmp_path / "n", ["feed.xml", "sectors/chips/atom.xml"])
    before = newsboat.reload()
    stamps = of_atom(served.site / "sectors/chips/atom.xml")
    rewrite(served.content / RIVER_CHIPS, "강구, 반도체 업무협약", "강구, 반도체 협약")
    rewrite(
        served.content / RIVER_CHIPS, "stage:", "corrections: [{date: 2025-06-01, what: 제목을 고쳤습니다}]\nstage:"
    )
    served.rebuild()
    after = newsboat.reload()
    assert guids(after) == guids(before)
    for path, items in after.items():
        guid = f"{GUID}2025-05-01-river-chips"
        old, new = before[path][guid], items.pop(guid)
        assert (new.title, new.url, new.published) == ("강구, 반도체 협약", old.url, old.published)
        assert "제목을 고쳤습니다 (2025. 6. 1.)" in new.content
        assert items == {other: item for other, item in before[path].items() if other != guid}
    moved = {id_: days for id_, days in of_atom(served.site / "sectors/chips/atom.xml").items() if days != stamps[id_]}
    assert moved == {
        f"{GUID}2025-05-01-river-chips": (
            "2025-05-02T12:00:00+09:00",
            "2025-06-01T12:00:00+09:00",
        )
    }


def of_atom(path: Path) -> dict[str, tuple[str, str]]:
    """When each entry of an Atom feed was published and updated, by its id."""
    atom = "{http://www.w3.org/2005/Atom}"
    entries = etree.parse(path).getroot().iter(f"{atom}entry")
    texts = ([str(entry.findtext(atom + name)) for name in ("id", "published", "updated")] for entry in entries)
    return {id_: (published, updated) for id_, published, updated in texts}


def test_newsboat_keeps_a_renamed_entry_and_a_renamed_initiative(served: Served, tmp_path: Path) -> None:
    newsboat = Newsboat(served, tmp_path / "n", ["feed.xml", "initiatives/test-centre/feed.xml"])
    before = newsboat.reload()
    old = served.content / RIVER_CHIPS
    rewrite(old, "stage:", "redirect_from: [2025-05-01-river-chips]\nstage:")
    old.rename(old.with_name("2025-05-01-river-semiconductors.md"))
    initiative = served.content / "initiatives/test-centre.md"
    rewrite(initiative, "redirect_from: [old-centre]", "redirect_from: [old-centre, test-centre]")
    initiative.rename(initiative.with_name("centre.md"))
    for path in (served.content / "entries").rglob("*.md"):
        path.write_text(path.read_text("utf-8").replace("initiative: test-centre", "initiative: centre"), "utf-8")
    served.rebuild()
    after = newsboat.reload()
    assert guids(after) == guids(before)
    assert after["feed.xml"][f"{GUID}2025-05-01-river-chips"].url.endswith("/2025-05-01-river-semiconductors/")
    for former in ("old-centre", "test-centre"):
        for name in ("feed.xml", "atom.xml", "feed.json", "calendar.ics"):
            followed, present = (served.site / f"initiatives/{slug}/{name}" for slug in (former, "centre"))
            assert followed.read_bytes() == present.read_bytes()
        assert "url=../../initiatives/centre/" in (served.site / f"initiatives/{former}/index.html").read_text("utf-8")
        twin = json.loads((served.site / f"api/v1/initiatives/{former}.json").read_bytes())
        assert twin["moved_to"].endswith("/api/v1/initiatives/centre.json")


def test_newsboat_keeps_a_withdrawn_entry_as_a_tombstone(served: Served, tmp_path: Path) -> None:
    newsboat = Newsboat(served, tmp_path / "n", ["feed.xml"])
    before = newsboat.reload()
    rewrite(
        served.content / RIVER_CHIPS, "stage:", "withdrawn: {date: 2025-06-01, reason: 잘못 안 일이었습니다}\nstage:"
    )
    served.rebuild()
    after = newsboat.reload()
    assert guids(after) == guids(before)
    item = after["feed.xml"][f"{GUID}2025-05-01-river-chips"]
    assert item.title == "[철회] 강구, 반도체 업무협약"
    assert "잘못 안 일이었습니다" in item.content


@pytest.mark.parametrize("name", ["feed.xml", "atom.xml"])
def test_sfeed_reads_title_day_link_and_text_of_every_item(served: Served, tmp_path: Path, name: str) -> None:
    sfeed = program("sfeed")
    entries = catalogue.load(served.content).entries
    titles: dict[str, float] = {entry.title: dates.noon(entry.added).timestamp() for entry in entries}
    lines = call(sfeed, home=tmp_path, given=(served.site / name).read_text("utf-8")).splitlines()
    assert len(lines) == len(entries)
    for line in lines:
        stamp, title, link, text, kind, *_ = line.split("\t")
        assert float(stamp) == titles[title.removeprefix("[철회] ")]
        assert link.startswith("https://small.example/rings/entries/")
        assert text.startswith("<ul><li>날짜: ")
        assert kind == "html"


def test_rss2email_sends_each_entry_once(served: Served, tmp_path: Path) -> None:
    box = tmp_path / "mail/INBOX"
    for name in ("new", "cur", "tmp"):
        (box / name).mkdir(parents=True)
    r2e = (program("r2e"), "-c", tmp_path / "rss2email.cfg", "-d", tmp_path / "rss2email.json")
    call(*r2e, "new", "reader@localhost", home=tmp_path)
    kept = {"email-protocol": "maildir", "maildir-path": str(tmp_path / "mail"), "maildir-mailbox": "INBOX"}
    text = (tmp_path / "rss2email.cfg").read_text("utf-8")
    for key, value in kept.items():
        text = re.sub(rf"(?m)^{key} = .*$", f"{key} = {value}", text)
    (tmp_path / "rss2email.cfg").write_text(text, "utf-8")
    call(*r2e, "add", "rings", f"{served.url}feed.xml", home=tmp_path)
    for change in (lambda: None, served.rebuild, lambda: another(served.content), served.rebuild):
        change()
        call(*r2e, "run", home=tmp_path)
    read = (
        email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in (box / "new").iterdir()
    )
    subjects = sorted(str(message["subject"]) for message in read)
    entries = catalogue.load(served.content).entries
    assert subjects == sorted(f"[철회] {one.title}" if one.withdrawn else one.title for one in entries)


def test_a_calendar_is_subscribed_to_and_follows_what_becomes_of_a_promise(served: Served, tmp_path: Path) -> None:
    vdirsyncer, khal = program("vdirsyncer"), program("khal")
    places = {"folder": tmp_path, "url": f"{served.url}calendar.ics"}
    (tmp_path / "calendar").mkdir()
    (tmp_path / "vdirsyncer.conf").write_text(VDIRSYNCER.format(**places), "utf-8")
    (tmp_path / "khal.conf").write_text(KHAL.format(**places), "utf-8")

    def listed() -> list[str]:
        call(vdirsyncer, "-c", tmp_path / "vdirsyncer.conf", "sync", home=tmp_path)
        days = ("--day-format", "{date}", "--format", "{start-date} {title}", "2024-01-01", "2027-01-01")
        lines = call(khal, "-c", tmp_path / "khal.conf", "list", *days, home=tmp_path).splitlines()
        return [line for line in lines if " " in line]

    call(vdirsyncer, "-c", tmp_path / "vdirsyncer.conf", "discover", "site", home=tmp_path, given="y\n")
    assert listed() == [
        "2024-10-31 [이행] 협약 체결 (옛북도)",
        "2024-12-31 개소 (옛북도)",
        "2026-06-30 공정률 50% (바다시)",
    ]
    rewrite(served.content / RIVER_CHIPS, "parties:", "fulfils: ['2025-03-01-progress#half']\nparties:")
    served.rebuild()
    assert listed()[-1] == "2026-06-30 [이행] 공정률 50% (바다시)"
    assert len(list((tmp_path / "calendar").glob("*.ics"))) == 3
