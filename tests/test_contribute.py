"""The form for a new entry: it accepts what check accepts, writes what the parser reads, and works by keyboard."""

import functools
import http.server
import re
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from entries import Tree, entries, mistaken, promises
from sites import chromium
from support import TODAY, copy_small, outputs_of
from tracker import (
    archetype,
    catalogue,
    checks,
    contributing,
    dates,
    documents,
    frontmatter,
    links,
    pages,
    schema,
    spelling,
    views,
)
from tracker.catalogue import Catalogue
from tracker.model import InvalidContentError

pytestmark = pytest.mark.browser
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
REPOSITORY = "https://github.com/rings/rings"


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_small(tmp_path_factory.mktemp("contribute") / "content")
    site = folder.root / "site.yaml"
    site.write_text(f"{site.read_text('utf-8')}repository: {REPOSITORY}\n", "utf-8")
    return folder.root


@pytest.fixture(scope="module")
def base(content: Path) -> Catalogue:
    return catalogue.load(content)


def publish(everything: Catalogue, folder: Path) -> Path:
    """A site of the form alone."""
    for output in outputs_of([[pages.static()], *contributing.batches(views.collect(everything, TODAY))]):
        target = folder / output.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(output.render())
    return folder


@pytest.fixture(scope="module")
def site(base: Catalogue) -> Path:
    return publish(base, base.content.parent / "site")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = chromium()
    with sync_playwright() as playwright:
        instance = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield instance
        instance.close()


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """The form on a server of this machine."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{links.CONTRIBUTE}"
        server.shutdown()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of its own, on the day of the content."""
    context = browser.new_context(locale="ko-KR", accept_downloads=True)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.clock.set_fixed_time("2024-07-01T03:00:00Z")
    yield page
    context.close()


@pytest.fixture(scope="module")
def judge(browser: Browser, address: str) -> Page:
    """A page that is asked for verdicts and never typed into."""
    page = browser.new_page()
    page.goto(address)
    page.evaluate("contribute.learn()")
    return page


VERDICT = """entries => entries.map((entry) => {
  return [contribute.write(entry), contribute.validate(entry, "%s").map(([, message]) => message)];
})"""


def verdicts(page: Page, *typed: Tree) -> list[tuple[str, list[str]]]:
    """For each entry: the file that the form writes, and what it finds wrong."""
    found: list[tuple[str, list[str]]] = page.evaluate(VERDICT % TODAY, typed)
    return found


def complaints(base: Catalogue, text: str, path: str) -> list[str]:
    """What the parser and the checks find wrong with a new file beside the others."""
    target = base.content / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, "utf-8", newline="\n")
    try:
        entry = documents.parse_entry(target.read_bytes(), path, base.vocabulary)
        records = (list(base.initiatives.values()), list(base.pages.values()))
        whole = Catalogue(base.content, base.settings, base.vocabulary, [*base.all_entries, entry], *records)
        return [str(problem) for problem in checks.run(whole, TODAY) if problem.severity == "error"]
    except InvalidContentError as error:
        return [str(problem) for problem in error.problems]
    finally:
        target.unlink()


def place(typed: Tree) -> str:
    """Where the form would put an entry; somewhere wrong if its date is no date."""
    date, name = str(typed["front"].get("date")), typed["name"]
    try:
        return archetype.path(date, name)
    except ValueError:
        return "entries/none/none.md"


def test_the_form_accepts_exactly_what_check_accepts(judge: Page, base: Catalogue) -> None:
    seen: Counter[bool] = Counter()

    @settings(max_examples=500, suppress_health_check=list(HealthCheck))
    @given(entries(base, promises(base)))
    def run(typed: Tree) -> None:
        ((text, faults),) = verdicts(judge, typed)
        problems = complaints(base, text, place(typed)[:200])
        seen[not problems] += 1
        assert bool(faults) == bool(problems), (faults, problems, text)

    run()
    assert min(seen[True], seen[False]) > 50, seen


def test_each_single_mistake_is_judged_alike(judge: Page, base: Catalogue) -> None:
    cases = list(mistaken())
    differing = [
        (faults, problems)
        for typed, (text, faults) in zip(cases, verdicts(judge, *cases), strict=True)
        if bool(faults) != bool(problems := complaints(base, text, place(typed)))
    ]
    assert differing == []
    assert len(cases) > 300


def test_the_form_writes_what_the_command_line_writes_and_the_parser_reads(judge: Page, base: Catalogue) -> None:
    @settings(max_examples=200, suppress_health_check=list(HealthCheck))
    @given(entries(base, promises(base)))
    def run(typed: Tree) -> None:
        ((text, _),) = verdicts(judge, typed)
        assert text == archetype.write(typed["front"], typed["body"].replace("\r", "\n"))
        if not complaints(base, text, place(typed)[:200]):
            document = frontmatter.load(text.encode(), "x")
            assert document.tree == typed["front"]

    run()


def choose(page: Page, picker: str, typed: str) -> None:
    """Type a part of a name and take the first that holds it, by keyboard alone."""
    page.locator(f"#{picker}").focus()
    page.keyboard.type(typed)
    page.keyboard.press("Enter")


def write_entry(page: Page) -> None:
    """What a first contributor would type."""
    page.locator("#title").fill("평택시, 시험센터 업무협약: ‘첫걸음’ #1")
    page.locator("#date").fill("2024-05-21")
    choose(page, "regions", "평택")
    choose(page, "participants", "경기도")
    choose(page, "sectors", "미래차")
    choose(page, "instruments", "업무")
    page.locator("#stage").select_option("agreed")
    page.get_by_role("button", name="기관 더하기").click()
    page.keyboard.type("- 평택시: 미래차과")  # a new row has the focus
    field(page, "parties", "role").select_option("lead")
    page.get_by_role("button", name="금액 더하기").click()
    page.keyboard.type("시험센터")
    field(page, "budgets", "amount").fill("369억 3000만원")
    field(page, "budgets", "status").select_option("requested")
    field(page, "budgets", "national").fill("150억 4000만")
    field(page, "budgets", "local").fill("218억 9000만")
    page.get_by_role("button", name="약속 더하기").click()
    page.keyboard.type("open")
    field(page, "milestones", "due").fill("2026")
    field(page, "milestones", "what").fill("문을 연다")
    field(page, "sources", "url").fill("https://news.example/view?id=1#top")
    field(page, "sources", "publisher").fill("가나일보")
    field(page, "sources", "published").fill("2024-05-22")
    page.locator("#body").fill("평택시가 시험센터를 짓기로 했다.\n\n- 목록도 된다")


def field(page: Page, group: str, name: str) -> Locator:
    """A control within the first row of a list."""
    return page.locator(f"#{group} [data-row] [name$='-{name}']").first


def test_an_entry_typed_by_hand_passes_check_unchanged(page: Page, address: str, tmp_path: Path) -> None:
    page.goto(address)
    write_entry(page)
    with page.expect_download() as downloading:
        page.get_by_role("button", name="내려받기").click()
    name = downloading.value.suggested_filename
    assert name == "2024-05-21-pyeongtaek-future-car-mou.md"
    content = copy_small(tmp_path / "content")
    content.write(f"entries/2024/{name}", downloading.value.path().read_bytes())
    assert content.problems() == []
    (entry,) = (one for one in catalogue.load(content.root).entries if f"{one.id}.md" == name)
    assert (entry.title, entry.parties[0].name) == ("평택시, 시험센터 업무협약: ‘첫걸음’ #1", "- 평택시: 미래차과")
    assert (entry.budgets[0].amount, str(entry.added)) == (36_930_000_000, "2024-07-01")


def test_the_repository_opens_with_name_and_text(page: Page, address: str) -> None:
    page.context.route(f"{REPOSITORY}/**", lambda route: route.fulfill(body="new"))
    page.goto(address)
    write_entry(page)
    with page.context.expect_page() as opening:
        page.get_by_role("button", name="저장소에 새 파일로 열기").click()
    url = urlsplit(opening.value.url)
    query = parse_qs(url.query)
    assert url.path == "/rings/rings/new/main/content/entries/2024"
    assert query["filename"] == ["2024-05-21-pyeongtaek-future-car-mou.md"]
    assert query["value"] == [page.locator("#preview").text_content()]


def test_a_text_too_long_for_an_address_is_copied_instead(page: Page, address: str) -> None:
    page.context.route(f"{REPOSITORY}/**", lambda route: route.fulfill(body="new"))
    page.goto(address)
    write_entry(page)
    page.locator("#body").fill("긴 글 " * 600)
    with page.context.expect_page() as opening:
        page.get_by_role("button", name="저장소에 새 파일로 열기").click()
    assert "value" not in parse_qs(urlsplit(opening.value.url).query)
    page.bring_to_front()
    expect(page.locator("#status")).to_contain_text("붙여 넣으세요")
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#preview").text_content()


def test_gitlab_gets_name_and_text_and_the_text_is_copied_too(page: Page, content: Path, tmp_path: Path) -> None:
    gitlab = "https://gitlab.com/rings/rings"
    own = copy_small(tmp_path / "content").root
    (own / "site.yaml").write_text((content / "site.yaml").read_text("utf-8").replace(REPOSITORY, gitlab), "utf-8")
    publish(catalogue.load(own), tmp_path / "site")
    page.context.route(f"{gitlab}/**", lambda route: route.fulfill(body="new"))
    page.goto((tmp_path / "site" / links.file(links.CONTRIBUTE)).as_uri())
    write_entry(page)
    with page.context.expect_page() as opening:
        page.get_by_role("button", name="저장소에 새 파일로 열기").click()
    url = urlsplit(opening.value.url)
    text = page.locator("#preview").text_content()
    assert url.path == "/rings/rings/-/new/main/content/entries/2024"
    assert parse_qs(url.query) == {"file_name": ["2024-05-21-pyeongtaek-future-car-mou.md"], "content": [text]}
    page.bring_to_front()
    expect(page.locator("#status")).to_contain_text("붙여 넣으세요")
    assert page.evaluate("navigator.clipboard.readText()") == text


def test_what_is_wrong_is_told_beside_the_field_and_in_a_summary_that_takes_the_focus(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("#date").fill("5월 21일")
    expect(page.locator("#date-fault")).to_be_hidden()  # nobody is corrected while typing
    page.keyboard.press("Tab")
    expect(page.locator("#date-fault")).to_have_text("달력에 있는 날을 2024, 2024-05, 2024-05-21처럼 적으세요.")
    assert page.locator("#date").get_attribute("aria-invalid") == "true"
    assert "date-fault" in (page.locator("#date").get_attribute("aria-describedby") or "")
    page.get_by_role("button", name="복사").click()
    expect(page.locator("#summary")).to_be_focused()
    assert page.locator("#summary li").count() == page.locator(".fault:visible").count() == 8
    expect(page.locator("#summary li").first).to_have_text("제목: 비어 있습니다.")
    page.locator("#summary a", has_text="수단").click()
    expect(page.locator("#instruments")).to_be_focused()
    page.locator("#date").fill("2024-05-21")
    expect(page.locator("#date-fault")).to_be_hidden()
    assert page.locator("#date").get_attribute("aria-invalid") is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        pytest.param("2024.5.21", "2024-05-21", id="dots"),
        pytest.param("2024. 5. 21.", "2024-05-21", id="korean-dots"),
        pytest.param("20240521", "2024-05-21", id="digits-alone"),
        pytest.param("2024년 5월", "2024-05", id="words"),
        pytest.param("2024-05-21(화)", "2024-05-21", id="weekday"),
        pytest.param("2024.13.1", "2024.13.1", id="no-such-month"),
        pytest.param("24.5.21", "24.5.21", id="two-digits"),
    ],
)
def test_a_date_in_one_meaning_is_written_our_way_once_the_field_is_left(
    page: Page, address: str, typed: str, kept: str
) -> None:
    page.goto(address)
    page.locator("#date").fill(typed)
    page.keyboard.press("Tab")
    expect(page.locator("#date")).to_have_value(kept)
    assert (spelling.date(typed) if schema.reads(dates.parse, spelling.date(typed)) else typed) == kept  # as --fix does


def test_each_fault_of_a_row_says_which_row(page: Page, address: str) -> None:
    page.goto(address)
    for what in ("하나", "둘"):
        page.get_by_role("button", name="금액 더하기").click()
        page.keyboard.type(what)
    page.locator("#budgets [name$='-amount']").nth(1).fill("약 3억")
    page.get_by_role("button", name="복사").click()
    told = page.locator("#summary li").all_inner_texts()
    assert "금액 (예산 2): 369억 3000만원이나 36930000000처럼 적으세요." in told
    assert "금액 (예산 1): 비어 있습니다." in told


def test_a_name_that_is_taken_on_that_day_is_refused(page: Page, address: str) -> None:
    page.goto(address)
    write_entry(page)
    page.locator("#slug").fill("busan-parts-site")
    page.get_by_role("button", name="복사").click()
    expect(page.locator("#slug-fault")).to_contain_text("이미 있습니다")


@pytest.mark.parametrize(
    ("date", "offered"),
    [
        pytest.param("2022-02-10", ["광주광역시", "광주광역시 동구"], id="before-the-merger"),
        pytest.param("2026-08-01", ["전남광주통합특별시", "전남광주통합특별시 동구"], id="after-it"),
    ],
)
def test_only_regions_of_the_day_are_offered(page: Page, address: str, date: str, offered: list[str]) -> None:
    page.goto(address)
    page.locator("#date").fill(date)
    page.locator("#regions").fill("광주")
    found = page.locator("#regions-list option").evaluate_all("all => all.map((one) => one.value)")
    assert set(offered) <= set(found)
    assert not {"광주광역시", "전남광주통합특별시"} - set(offered) & set(found)


def test_a_region_that_was_not_there_on_the_day_is_named_with_the_right_one(page: Page, address: str) -> None:
    page.goto(f"{address}?region=jeonnam-gwangju&date=2022-02-10")
    page.get_by_role("button", name="복사").click()
    expect(page.locator("#regions-fault")).to_contain_text("그때는")
    expect(page.locator("#regions-fault")).to_contain_text("광주광역시")


def test_lists_are_filled_in_by_keyboard(page: Page, address: str) -> None:
    page.goto(address)
    choose(page, "sectors", "전기차")  # a word that the sector is known by
    expect(page.locator("#sectors")).to_have_value("미래차")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the button for one more
    page.keyboard.type("수소")
    page.keyboard.press("Enter")
    assert "sectors: [future-car, hydrogen]\n" in (page.locator("#preview").text_content() or "")
    page.locator("#sectors").fill("")
    assert "sectors: [hydrogen]\n" in (page.locator("#preview").text_content() or "")


def test_a_part_of_a_name_is_taken_if_it_means_one_thing_and_told_if_not(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("#regions").fill("평택")
    page.locator("#sectors").fill("없는 분야")
    page.keyboard.press("Tab")
    expect(page.locator("#regions")).to_have_value("경기도 평택시")
    expect(page.locator("#sectors-fault")).to_contain_text("없는 분야")


def test_sums_are_read_back_and_their_parts_are_added_up(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="금액 더하기").click()
    field(page, "budgets", "amount").fill("3천5백억")
    expect(page.locator("#budgets output").first).to_have_text("3,500억 원 · 350,000,000,000원")
    field(page, "budgets", "national").fill("3000억")
    expect(page.locator("[data-total]")).to_contain_text("500억 원 모자랍니다")
    field(page, "budgets", "local").fill("500억")
    expect(page.locator("[data-total]")).to_contain_text("금액과 맞습니다")


def test_an_address_may_fill_in_fields(page: Page, address: str) -> None:
    page.goto(f"{address}?region=gyeonggi%2Fpyeongtaek&sector=future-car&initiative=busan-parts")
    expect(page.locator("#regions")).to_have_value("경기도 평택시")
    expect(page.locator("#initiative")).to_have_value("부산 미래차 부품센터")
    assert "sectors: [future-car]\n" in (page.locator("#preview").text_content() or "")


def test_an_overdue_promise_is_filled_in_as_the_quality_page_asks(page: Page, address: str, base: Catalogue) -> None:
    (gap, *_) = (
        one
        for section in views.collect(base, TODAY.replace(2029)).quality.make().sections
        for one in section.gaps
        if one.id == "overdue/2023-03-02-busan-parts-plan/open"
    )
    page.goto(address + gap.fix.partition("/")[2])
    expect(page.locator("#fulfils")).to_have_value(re.compile("부품센터 개소"))
    expect(page.locator("#initiative")).to_have_value("부산 미래차 부품센터")
    assert "fulfils: [2023-03-02-busan-parts-plan#open]\n" in (page.locator("#preview").text_content() or "")


def test_only_open_promises_of_earlier_days_may_be_kept(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("#date").fill("2024-05-21")
    expect(page.locator("#promises-list option")).to_have_count(1)
    assert "부품센터 개소" in page.locator("#promises-list option").evaluate("one => one.value")
    page.locator("#date").fill("2020")
    expect(page.locator("#promises-list option")).to_have_count(0)


def test_nothing_is_lost_on_reload_and_nothing_is_kept_of_a_plain_visit(page: Page, address: str) -> None:
    page.goto(address)
    assert page.evaluate("sessionStorage.length + localStorage.length") == 0
    write_entry(page)
    before = page.locator("#preview").text_content()
    page.reload()
    expect(page.locator("#preview")).to_have_text(before or "")
    expect(page.locator("#regions")).to_have_value("경기도 평택시")
    page.get_by_role("button", name="비우고 새로 쓰기").click()
    page.wait_for_load_state()
    expect(page.locator("#title")).to_have_value("")


def test_the_form_works_in_a_folder_that_is_opened_without_a_server(page: Page, site: Path) -> None:
    page.goto((site / links.file(links.CONTRIBUTE)).as_uri())
    write_entry(page)
    page.get_by_role("button", name="복사").click()
    expect(page.locator("#status")).to_have_text("파일을 복사했습니다.")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_form_fits_and_complains_of_nothing(browser: Browser, address: str, width: int, scheme: str) -> None:
    viewport = {"width": width, "height": 800}
    context = browser.new_context(viewport=viewport, color_scheme="dark" if scheme == "dark" else "light")  # type: ignore[arg-type]  # a plain dict does
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address)
    write_entry(page)
    page.get_by_role("button", name="목표 더하기").click()
    page.get_by_role("button", name="복사").click()
    assert said == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_without_a_script_the_page_shows_the_archetype_and_the_ways(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.locator("#preview").text_content() == archetype.FILE.read_text("utf-8")
    assert page.locator("#preview").is_visible()
    assert page.locator("#title").is_disabled()
    assert page.locator(".unscripted").inner_text().startswith("스크립트가 꺼져 있어")
    ways = page.locator("section", has=page.locator("#otherwise")).get_by_role("link")
    assert f"{REPOSITORY}/new/main/content/entries/" in [way.get_attribute("href") for way in ways.all()]
    context.close()
