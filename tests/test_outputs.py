"""A site may do without kinds of outputs, and then no page leads to one of them."""

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sites import build, golden_content, tree
from support import ROOT
from tracker import links
from tracker.settings import FAMILIES

BASE = "https://small.example/rings/"
_RELATIVE = re.compile(r'(?:href|src|action)="([^":?#]+)[^":]*"')
_ABSOLUTE = re.compile(rf'(?:href="|"item":"|"url":"|"@id":"){re.escape(BASE)}([^"#]*)')


def choose(content: Path, *families: str) -> None:
    """Have a site build these families and no others."""
    with (content / "site.yaml").open("a", encoding="utf-8") as file:
        file.write(f"outputs: [{', '.join(families)}]\n")


def targets(path: str, text: str) -> Iterator[str]:
    """Every file of the site that a page names."""
    for way in _RELATIVE.findall(text):
        yield posixpath.normpath(posixpath.join(posixpath.dirname(path), way))
    yield from map(links.file, _ABSOLUTE.findall(text))


def dangling(files: dict[str, bytes]) -> set[tuple[str, str]]:
    """Every page with an address on it that leads nowhere."""
    pages = {path: data.decode() for path, data in files.items() if path.endswith(".html") and path != "404.html"}
    found = {(path, target) for path, text in pages.items() for target in targets(path, text)}
    return {(path, target) for path, target in found if target not in files}


@pytest.mark.parametrize(
    "families",
    [
        pytest.param((), id="none"),
        pytest.param(("regions", "sectors", "rss"), id="timelines-and-rss"),
        pytest.param(sorted(FAMILIES), id="all"),
        pytest.param(sorted(FAMILIES)[::2], id="every-other"),
        pytest.param(sorted(FAMILIES)[1::2], id="the-rest"),
    ],
)
def test_no_page_leads_to_what_is_left_out(tmp_path: Path, families: tuple[str, ...]) -> None:
    content = golden_content(tmp_path)
    choose(content, *families)
    build(content, tmp_path / "site")
    files = tree(tmp_path / "site")
    assert dangling(files) == set()
    left_out = FAMILIES - {*families}
    assert not [path for path in files if left_out.intersection(links.families(path))]


@pytest.mark.parametrize("families", [("calendars",), ()])
def test_calendars_are_offered_where_there_are_any(tmp_path: Path, families: tuple[str, ...]) -> None:
    content = golden_content(tmp_path)
    choose(content, *families, "regions", "subscribe")
    build(content, tmp_path / "site")
    pages = [data for path, data in tree(tmp_path / "site").items() if path.endswith(".html")]
    assert any(b"webcal:" in page for page in pages) == bool(families)


def test_a_link_test_that_sees_nothing_would_find_nothing(tmp_path: Path) -> None:
    build(golden_content(tmp_path), tmp_path / "site")
    files = tree(tmp_path / "site")
    del files["sectors/chips/index.html"]
    pages = {path for path, _ in dangling(files)}
    assert {"index.html", "sectors/index.html", "regions/north/index.html"} <= pages


def test_all_families_are_what_a_site_has_that_says_nothing(tmp_path: Path) -> None:
    content = golden_content(tmp_path)
    build(content, tmp_path / "silent")
    choose(content, *sorted(FAMILIES))
    build(content, tmp_path / "site")
    silent, site = tree(tmp_path / "silent"), tree(tmp_path / "site")
    assert {path for path in site if site[path] != silent.get(path)} <= {".manifest.json"}


def test_the_families_are_listed_in_the_settings_of_the_repository() -> None:
    text = (ROOT / "content/site.yaml").read_text("utf-8")
    assert set(re.findall(r"[a-z-]+", text[text.index("# outputs: [") + 12 :])) == FAMILIES
