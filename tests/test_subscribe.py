"""The subscribe page: what is chosen gives the addresses of its feeds, and one file of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import Page, sync_playwright

from sites import FLAGS, GOLDEN, build, chromium, tree


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("subscribe") / "site"
    build(GOLDEN / "content", folder)
    return folder


@pytest.fixture
def page(site: Path) -> Iterator[Page]:
    path = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        page = browser.new_page()
        page.goto((site / "subscribe/index.html").as_uri())
        yield page
        browser.close()


def chosen(page: Page) -> list[str]:
    return page.locator("#chosen code").all_inner_texts()


@pytest.mark.browser
def test_a_region_and_a_sector_together_give_the_feed_of_both(page: Page) -> None:
    assert not page.locator("#chosen").is_visible()
    page.get_by_label("북도").check()
    assert chosen(page) == ["https://small.example/rings/regions/north/feed.xml"]
    page.get_by_label("반도체").check()
    assert chosen(page) == ["https://small.example/rings/regions/north/chips/feed.xml"]
    page.get_by_label("북도").uncheck()
    assert chosen(page) == ["https://small.example/rings/sectors/chips/feed.xml"]


@pytest.mark.browser
def test_what_is_chosen_comes_as_one_file(page: Page, tmp_path: Path) -> None:
    page.get_by_label("북도").check()
    page.get_by_label("남도").check()
    with page.expect_download() as download:
        page.get_by_role("button", name="OPML").click()
    download.value.save_as(tmp_path / "rings.opml")
    outlines = etree.parse(tmp_path / "rings.opml").getroot().iter("outline")
    assert [outline.get("text") for outline in outlines] == ["북도", "남도"]


@pytest.mark.browser
def test_what_is_chosen_is_one_tap_away_in_common_readers(page: Page) -> None:
    page.get_by_label("북도").check()
    links = page.locator("#chosen li a").evaluate_all("all => all.map((one) => one.href)")
    feed = "https%3A%2F%2Fsmall.example%2Frings%2Fregions%2Fnorth%2Ffeed.xml"
    assert links == [
        "webcal://small.example/rings/regions/north/calendar.ics",
        f"https://feedly.com/i/subscription/feed/{feed}",
        f"https://www.inoreader.com/?add_feed={feed}",
    ]


def test_every_timeline_offers_its_calendar_to_subscribe_and_as_a_file(site: Path) -> None:
    for path, up in (("", ""), ("regions/north/", "../../"), ("initiatives/test-centre/", "../../")):
        html = (site / path / "index.html").read_text("utf-8")
        assert f'<a href="webcal://small.example/rings/{path}calendar.ics">' in html
        assert f'<a href="{up}{path}calendar.ics">' in html


def test_a_sector_has_a_list_of_its_provinces(site: Path) -> None:
    outlines = etree.parse(site / "subscribe/chips.opml").getroot().iter("outline")
    assert [outline.get("text") for outline in outlines] == ["반도체", "북도 반도체", "남도 반도체"]


def test_every_list_of_feeds_names_feeds_that_are_there(site: Path) -> None:
    lists = [path for path in tree(site) if path.endswith(".opml")]
    assert {Path(path).stem for path in lists} == {"all", "north", "sectors", "south", "cars", "chips"}
    for path in lists:
        for outline in etree.parse(site / path).getroot().iter("outline"):
            address = str(outline.get("xmlUrl"))
            assert (site / address.removeprefix("https://small.example/rings/")).is_file(), address
