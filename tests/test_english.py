"""The English pages of a built site: where they stand, what they lead to, and what they say is Korean."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import etree, html

from sites import GOLDEN, build, golden_content, rewrite
from tracker import language, links

BASE = "https://small.example/rings/"
SPOKEN = ("aria-label", "title", "alt", "data-label", "data-copy", "data-copied", "data-left", "placeholder")
"""Attributes that readers are told."""
AGREEMENT = "entries/2024-12-31-agreement/"
"""The one entry of the golden content with an English title."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("english") / "site"
    build(GOLDEN / "content", folder)
    return folder


def read(site: Path, path: str) -> html.HtmlElement:
    return html.fromstring((site / path / links.INDEX).read_bytes())


def all_pages(site: Path, folder: str = "") -> dict[str, html.HtmlElement]:
    """Every page by its address below a folder."""
    files = sorted((site / folder).rglob(links.INDEX))
    return {
        file.parent.relative_to(site).as_posix().removeprefix(".") + "/": html.parse(file).getroot() for file in files
    }


def alternates(page: html.HtmlElement) -> dict[str, str]:
    """The addresses of a page by language."""
    found = page.xpath("//link[@rel='alternate'][@hreflang]")
    return {link.get("hreflang"): link.get("href") for link in found}


def test_a_page_and_its_english_name_each_other(site: Path) -> None:
    named = {path: alternates(page) for path, page in all_pages(site).items()}
    english = {path for path in named if path.startswith("en/")}
    assert {f"en/{AGREEMENT}", "en/"} <= english
    for path, languages in named.items():
        if not languages:
            assert path not in english
            continue
        korean = path.removeprefix("en/").lstrip("/")
        here = {"ko": BASE + korean, "en": f"{BASE}en/{korean}", "x-default": BASE + korean}
        assert languages == here
        assert named[f"en/{korean}"] == named[korean or "/"] == here


def test_every_english_page_says_that_it_is_english_and_where_it_stands(site: Path) -> None:
    for path, page in all_pages(site, "en").items():
        assert page.get("lang") == "en"
        assert page.xpath("//link[@rel='canonical']/@href") == [BASE + path]
        assert page.xpath("//meta[@property='og:locale']/@content") == ["en_GB"]
        assert page.xpath("//p[@class='tongue']/a[@lang='ko']/text()") == ["한국어"]


def korean_unmarked(page: html.HtmlElement) -> Iterator[str]:
    """What a page says in Korean without saying so."""
    for node in page.iter(etree.Element):
        if node.tag in ("script", "pre") or any(one.get("lang") == "ko" for one in (node, *node.iterancestors())):
            continue
        said = [node.text, *(child.tail for child in node), *(node.get(name) for name in SPOKEN)]
        yield from (text for text in said if text and language.HANGUL.search(text))


def test_korean_on_an_english_page_is_marked_as_such(site: Path) -> None:
    for path, page in all_pages(site, "en").items():
        assert list(korean_unmarked(page)) == [], path


def test_english_pages_lead_to_pages_that_are_there(site: Path) -> None:
    for path, page in all_pages(site, "en").items():
        for href in page.xpath("//a/@href | //link/@href | //script/@src | //form/@action"):
            target = urlsplit(urljoin(f"{BASE}{path}", href))
            if target.geturl().startswith(BASE):
                name = target.path.removeprefix(urlsplit(BASE).path)
                file = site / (f"{name}{links.INDEX}" if name.endswith("/") or not name else name)
                assert file.is_file(), (path, href)


def test_an_entry_without_an_english_title_is_listed_in_korean_and_leads_to_its_korean_page(site: Path) -> None:
    rows = read(site, "en").xpath("//li[contains(@class, 'row')]//h4")
    marked = [row for row in rows if row.xpath("a[@lang='ko'][@hreflang='ko']")]
    assert marked
    for row in marked:
        assert row.xpath("span/text()") == ["in Korean"]
        assert row.xpath("a/@href")[0].startswith("../entries/")
    assert [row.xpath("string(a)") for row in rows if row not in marked] == ["Two provinces sign"]


def test_an_entry_says_where_its_korean_is_and_that_a_summary_is_missing(site: Path) -> None:
    page = read(site, f"en/{AGREEMENT}")
    note = page.xpath("//div[@class='body']/p[@class='note']")[0]
    assert "There is no English summary yet." in note.text_content()
    assert note.xpath("a[@hreflang='ko']/@href") == [f"../../../{AGREEMENT}index.html"]


def test_a_summary_is_shown_and_described_to_search_engines(tmp_path: Path) -> None:
    content = golden_content(tmp_path)
    entry = content / "entries/2024/2024-12-31-agreement.md"
    rewrite(
        entry,
        "title_en: Two provinces sign\n",
        "title_en: Two provinces sign\nsummary_en: They agreed on R&D & more.\n",
    )
    build(content, tmp_path / "site")
    page = read(tmp_path / "site", f"en/{AGREEMENT}")
    assert page.xpath("string(//div[@class='body']/p[1])") == "They agreed on R&D & more."
    assert page.xpath("//meta[@name='description']/@content") == ["They agreed on R&D & more."]


def graph(page: html.HtmlElement) -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = json.loads(page.xpath("string(//script[@type='application/ld+json'])"))["@graph"]
    return nodes


def test_machines_are_told_the_english_title_and_address(site: Path) -> None:
    page = graph(read(site, f"en/{AGREEMENT}"))[0]
    assert (page["inLanguage"], page["headline"], page["url"]) == ("en", "Two provinces sign", f"{BASE}en/{AGREEMENT}")
    assert page["image"].startswith(f"{BASE}static/")


def test_the_sitemap_lists_every_english_page(site: Path) -> None:
    listed = set(etree.parse(site / "sitemap.xml").getroot().itertext("{*}loc"))
    assert {BASE + path for path in all_pages(site, "en")} == {url for url in listed if url.startswith(f"{BASE}en/")}


def test_without_the_setting_there_is_no_english_and_no_word_of_it(tmp_path: Path) -> None:
    content = golden_content(tmp_path)
    rewrite(content / "site.yaml", "english: {", "#english: {")
    build(content, tmp_path / "site")
    assert not (tmp_path / "site/en").exists()
    for page in all_pages(tmp_path / "site").values():
        assert not alternates(page)
        assert not page.xpath("//p[@class='tongue']")
    assert b"/en/" not in (tmp_path / "site/sitemap.xml").read_bytes()


def test_a_timeline_without_entries_has_no_english_page(site: Path) -> None:
    for page in all_pages(site, "en").values():
        assert "No entry yet." not in page.text_content()
