"""The pages as a reader meets them, in the real browser."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from sites import FLAGS, GOLDEN, build, chromium, first_load, serving
from tracker.pages import STATIC, TEMPLATES

pytestmark = pytest.mark.browser
PAGES = [
    "index.html",
    "regions/index.html",
    "regions/north/index.html",
    "regions/north/2024/index.html",
    "sectors/cars/index.html",
    "initiatives/test-centre/index.html",
    "entries/2024-12-31-agreement/index.html",
    "entries/2025-04-01-mistake/index.html",
    "about/index.html",
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages") / "site"
    build(GOLDEN / "content", folder, "--base-url", "http://127.0.0.1/any/prefix")
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = chromium()
    with sync_playwright() as playwright:
        instance = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield instance
        instance.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="ko-KR")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def served(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site under a prefix."""
    root = tmp_path_factory.mktemp("served")
    (root / "any").mkdir()
    (root / "any/prefix").symlink_to(site)
    with serving(root) as address:
        yield f"{address}any/prefix/"


def test_every_page_loads_little_at_first(site: Path) -> None:
    loads = {page: first_load(site.resolve(), page.resolve()) for page in site.rglob("*.html")}
    assert {page: load for page, load in loads.items() if len(load) > 4 or sum(load.values()) > 50_000} == {}
    assert len(loads[site.resolve() / "index.html"]) == 4  # the page, its style, its script and its mark


def test_no_script_has_a_template_within_a_template_which_rjsmin_cannot_read() -> None:
    for path in (TEMPLATES / STATIC).glob("*.js"):
        assert re.findall(r"`[^`]*\$\{[^}`]*`", path.read_text("utf-8")) == []


@pytest.mark.parametrize("kind", ["js", "css"])
def test_scripts_and_styles_are_small_all_together(site: Path, kind: str) -> None:
    sizes = {path.name: len(gzip.compress(path.read_bytes(), 9)) for path in site.rglob(f"*.{kind}")}
    assert sizes
    assert sum(sizes.values()) <= 12_000, sizes


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_fits_and_complains_of_nothing(
    browser: Browser, served: str, path: str, width: int, scheme: str
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        locale="ko-KR",
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("requestfailed", lambda request: complaints.append(request.url))
    page.goto(served + path)
    assert complaints == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("h1").count() == 1
    context.close()


def test_links_lead_on_in_a_folder_that_is_opened_without_a_server(page: Page, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    page.get_by_role("link", name="강구, 반도체 업무협약").click()
    assert page.url == (site / "entries/2025-05-01-river-chips/index.html").as_uri()
    page.get_by_role("link", name="북도 강구").first.click()
    assert page.locator("h1").inner_text() == "북도 강구"
    assert page.evaluate("getComputedStyle(document.body).wordBreak") == "keep-all"


def test_on_a_server_the_address_bar_shows_the_permalink(page: Page, served: str) -> None:
    page.goto(served)
    page.get_by_role("link", name="강구, 반도체 업무협약").click()
    page.wait_for_load_state("networkidle")
    assert page.url == f"{served}entries/2025-05-01-river-chips/"


def test_the_page_for_wrong_addresses_finds_its_way_from_any_depth(page: Page, served: str, site: Path) -> None:
    port = served.split("/any/", maxsplit=1)[0]
    page.route("**/no/such/page/", lambda route: route.fulfill(path=site / "404.html", status=404))
    page.goto(f"{served}no/such/page/")
    assert page.evaluate("getComputedStyle(document.body).wordBreak") == "keep-all"
    page.get_by_role("link", name="지역으로 찾기").click()
    page.wait_for_load_state("networkidle")
    assert page.url == f"{port}/any/prefix/regions/"


def test_a_moved_address_leads_to_the_present_one(page: Page, served: str) -> None:
    page.goto(f"{served}entries/2024-12-30-agreement/")
    page.wait_for_url("**/entries/2024-12-31-agreement/index.html")
    page.goto(f"{served}initiatives/old-centre/")
    page.wait_for_url("**/initiatives/test-centre/index.html")


def test_the_keyboard_reaches_the_text_past_the_menu(page: Page, served: str) -> None:
    page.goto(served)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "본문으로 건너뛰기"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_an_entry_shows_its_facts(page: Page, served: str) -> None:
    page.goto(f"{served}entries/2024-12-31-agreement/")
    text = page.locator("main").inner_text()
    for words in ("2024. 12. 31.", "옛남도", "100억 5,000만 원", "국비", "70억 원", "도비를 고쳤습니다.", "1,200명"):
        assert words in text, words
    assert page.locator("data[value='10050000000']").count() == 1
    assert page.get_by_role("link", name="자동차연구원").get_attribute("href") == "../../organisations/lab/index.html"


def test_promises_show_what_became_of_them(page: Page, served: str) -> None:
    page.goto(f"{served}initiatives/test-centre/")
    rows = [row.inner_text() for row in page.locator("#promises ~ table tbody tr").all()]
    assert ["이행" in rows[0], "61일 늦음" in rows[0]] == [True, True]
    assert "기한 지남" in rows[1]
    assert "예정" in rows[2]


def test_hostile_words_stay_words(page: Page, served: str) -> None:
    page.goto(f"{served}entries/2023-09-centre-announced/")
    assert "<3층 규모다." in page.locator(".body").inner_text()
    link = page.locator(".body a")
    assert link.get_attribute("href") == "https://plan.example/a?b=1&c=2"
    assert "noopener" in (link.get_attribute("rel") or "")
