"""Awkward words in titles, promises and bodies reach pages, feeds and calendars as they were written."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from icalendar import Calendar
from lxml import etree, html

from sites import build, golden_content, tree

TEXTS = (
    "따옴표 \" ' ` “곧은” ‘것’",
    "1 < 2 & 3 > 2 &amp; &lt;b&gt; &#60;",
    "]]> ]]",
    "{{ site }} {% raw %} ${x} #{y} < %= z %>",
    "쉼표, 쌍반점; 빗금 \\ 역빗금 \\n \\, 쌍점: 값",
    "=cmd|' /C calc'!A0 +1 -1 @x",
    "javascript:alert(1) data:text/html,x",
    "이모지 🏭🔋 합자 한글 ㈜ ㎡ … — –",
    "https://evil.example/?a=1&b=2#c",
    "../../../etc/passwd %2e%2e%2f",
    "아주 긴 제목 " + "가나다라 " * 40,
)


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
    return {f"2025-05-20-hostile-{number}": text.strip() for number, text in enumerate(TEXTS)}


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


def test_feeds_say_the_words(site: Path) -> None:
    rss = etree.parse(site / "sectors/cars/feed.xml").getroot()
    titles = {str(item.findtext("guid")).rpartition("/")[2]: item.findtext("title") for item in rss.iter("item")}
    atom = "{http://www.w3.org/2005/Atom}"
    entries = etree.parse(site / "sectors/cars/atom.xml").getroot().iter(f"{atom}entry")
    in_atom = {str(item.findtext(f"{atom}id")).rpartition("/")[2]: item.findtext(f"{atom}title") for item in entries}
    document = json.loads((site / "sectors/cars/feed.json").read_text("utf-8"))
    in_json = {item["id"].rpartition("/")[2]: item["title"] for item in document["items"]}
    for id_, text in wanted().items():
        assert plain(titles[id_]) == plain(in_atom[id_]) == plain(in_json[id_]) == plain(text)


def test_calendars_say_the_words(site: Path) -> None:
    events = Calendar.from_ical((site / "sectors/cars/calendar.ics").read_bytes()).walk("VEVENT")
    summaries = {str(event["uid"]).partition(".")[0]: str(event["summary"]) for event in events}
    for id_, text in wanted().items():
        assert plain(summaries[id_]) == plain(f"{text} (북도)")


def test_search_results_say_the_words(site: Path) -> None:
    results = json.loads((site / "search/data/results-0.json").read_text("utf-8"))
    titles = {path.split("/")[1]: title for path, title, *_ in results}
    for id_, text in wanted().items():
        assert titles[id_] == text


def test_no_page_loads_or_runs_anything_of_theirs(site: Path) -> None:
    for path in (path for path in tree(site) if path.endswith(".html")):
        page = parsed(site / path)
        assert not page.xpath("//@*[starts-with(name(), 'on')]"), path
        assert not [link for link in page.xpath("//@href") if link.lower().startswith(("javascript:", "data:"))], path
        assert not page.xpath("//img | //iframe | //object | //embed | //base"), path
