"""The search index, made in Python and read in the browser: every writing of a word finds its entry, and little else."""

import datetime as dt
import gzip
import json
import runpy
import shutil
import statistics
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Page, Route, sync_playwright

from searching import right
from sites import FLAGS, GOLDEN, ROOT, build, chromium, serving
from support import outputs_of
from tracker import catalogue, search, terms, views
from tracker.catalogue import Catalogue
from tracker.terms import Terms

CONTENT = ROOT / "content"
QUERIES = tomllib.loads((Path(__file__).parent / "examples/search/queries.toml").read_text("utf-8"))["query"]
SYNONYMS = [
    ["이차전지", "2차전지"],
    ["업무협약", "MOU"],
    ["인공지능", "AI"],
    ["산업단지", "산단"],
    ["전북", "전라북도"],
]


class Site(NamedTuple):
    """A site with the search of a catalogue."""

    folder: Path
    content: Path
    catalogue: Catalogue

    def load(self, name: str) -> Any:
        """A file of the index."""
        return json.loads((self.folder / "search/data" / name).read_text("utf-8"))

    def paths(self) -> list[str]:
        """The page of each entry, by the entry's number."""
        guide = self.load("index.json")
        names = [name for name, _, _ in guide["spans"]]
        files = (len(list((self.folder / "search/data" / name).glob("results-*.json"))) for name in names)
        blocks = ((name, number) for name, count in zip(names, files, strict=True) for number in range(count))
        return [result[0] for name, number in blocks for result in self.load(f"{name}/results-{number}.json")]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("search") / "site"
    build(CONTENT, folder, today="2026-12-31")
    return Site(folder, CONTENT, catalogue.load(CONTENT))


MakeSite = Callable[[int], Site]


@pytest.fixture(scope="module")
def made(site: Site, tmp_path_factory: pytest.TempPathFactory) -> MakeSite:
    """Makes the search of so many made-up entries, beside the page and the script of the real site."""
    write: Callable[[int, Path], None] = runpy.run_path(str(ROOT / "benchmarks/corpus.py"))["write"]

    def make(count: int) -> Site:
        root = tmp_path_factory.mktemp("made")
        write(count, root / "content")
        found = catalogue.load(root / "content")
        for name in ("static", "search"):
            ignored = shutil.ignore_patterns("data")
            shutil.copytree(site.folder / name, root / "site" / name, ignore=ignored)
        for output in outputs_of(search.batches(views.collect(found, dt.date(2026, 12, 31)))):
            path = root / "site" / output.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(output.render())
        return Site(root / "site", root / "content", found)

    return make


@pytest.fixture(scope="module")
def address(site: Site) -> Iterator[str]:
    with serving(site.folder) as root:
        yield f"{root}search/"


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    path = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser.new_page()
        browser.close()


def ask(page: Page, words: str) -> list[str]:
    """Type a query and give back the titles that are shown."""
    page.locator("#q").fill(words)
    page.keyboard.press("Enter")
    page.wait_for_function("words => document.body.dataset.searched === words", arg=words.strip())
    return page.locator("#search-results h2").all_inner_texts()


# Terms


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        pytest.param("평택시는", "평택시", id="particle"),
        pytest.param("센터에서부터", "센터", id="longest-particle"),
        pytest.param("평가", "평가", id="two-syllables-stay"),
        pytest.param("도로", "도로", id="a-word-that-looks-like-one"),
        pytest.param("전문가", "전문가", id="not-after-this-consonant"),
        pytest.param("국가가", "국가", id="after-a-vowel"),
        pytest.param("서울로", "서울", id="after-rieul"),
        pytest.param("katech", "katech", id="latin"),
        pytest.param("mou를", "mou", id="after-latin"),
    ],
)
def test_a_particle_is_taken_off_the_end_of_a_word(word: str, expected: str) -> None:
    assert terms.stem(word) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("미래 자동차 ＡＩ", "미래자동차ai", id="spaces-width-case"),
        pytest.param("2차 전지", "이차전지", id="synonym-with-a-space"),
        pytest.param("mou", "업무협약", id="latin-synonym"),
        pytest.param("전라북도는", "전북", id="a-name-that-seems-to-end-with-a-particle"),
        pytest.param("1,997억", "1997억", id="comma-in-a-number"),
    ],
)
def test_one_writing_holds_what_another_asks_for(one: str, other: str) -> None:
    made = Terms(SYNONYMS)
    assert made.of_text(one) >= made.of_text(other) - made.of_text("는")


@pytest.mark.parametrize(
    ("text", "query"),
    [
        pytest.param("17조", "7조", id="number"),
        pytest.param("KAIST", "AI", id="synonym-inside-a-latin-word"),
        pytest.param("생산 단지", "산업단지", id="synonym-across-words"),
        pytest.param("열었다. 이차", "다이", id="across-sentences"),
    ],
)
def test_a_piece_of_something_else_is_not_found(text: str, query: str) -> None:
    made = Terms(SYNONYMS)
    assert not made.of_text(text) >= made.of_text(query)


def test_postings_are_read_as_they_were_written(page: Page, address: str) -> None:
    postings = [0, 7, 9, 4 * 57 + 2, 4 * 5000 + 3, 4 * 5001]
    page.goto(address)
    weights = page.evaluate(
        "text => { const found = {}; decode(text, 100, (number, weight) => { found[number] = weight; }); return found; }",
        search.encode(postings),
    )
    weight_of = {search.TEXT: 1, search.LABEL: 5, search.TITLE: 7, search.LABEL | search.TITLE: 11}
    assert weights == {str(100 + posting // 4): weight_of[posting % 4] for posting in postings}


@pytest.mark.browser
def test_a_query_has_the_terms_of_a_text_that_is_written_like_it(site: Site, page: Page, address: str) -> None:
    page.goto(address)
    page.evaluate("prepare()")
    words = sorted({word for entry in site.catalogue.entries for word in entry.title.split()})
    asked = page.evaluate("words => words.map((word) => asked(word).flatMap(pairs))", words)
    made = Terms(views.collect(site.catalogue, dt.date(2026, 12, 31)).search().synonyms)
    assert [word for word, pairs in zip(words, asked, strict=True) if not made.of_text(word) >= set(pairs)] == []


# The index


def test_every_term_stands_in_the_file_of_its_hash_and_every_entry_has_a_number(site: Site) -> None:
    guide = site.load("index.json")
    for name, _, shards in guide["spans"]:
        for number in range(shards):
            found = site.load(f"{name}/terms-{number}.json")
            assert all(search.shard_of(term, shards) == number for term in found)
    published = {f"entries/{one.id}/" for one in site.catalogue.entries if not one.withdrawn}
    paths = site.paths()
    assert len(paths) == guide["size"] == len(published)
    assert set(paths) == published


def keys(content: Path) -> dict[str, str]:
    """The key of each file of the index."""
    seen = views.collect(catalogue.load(content), dt.date(2026, 12, 31))
    return {output.path: output.key for output in outputs_of(search.batches(seen))}


def test_an_entry_that_changes_leaves_the_files_of_other_years(made: MakeSite) -> None:
    site = made(2500)
    before, oldest = keys(site.content), site.catalogue.entries[-1]
    path = site.content / f"entries/{oldest.date.year}/{oldest.id}.md"
    path.write_text(path.read_text("utf-8") + "\n새 문장이다.\n", "utf-8")
    changed = {path.split("/")[2] for path, key in keys(site.content).items() if before[path] != key}
    assert changed == {str(oldest.date.year)}


def test_the_golden_content_is_indexed_without_its_drafts_and_withdrawals(tmp_path: Path) -> None:
    build(GOLDEN / "content", tmp_path / "site")
    golden = GOLDEN / "content"
    assert Site(tmp_path / "site", golden, catalogue.load(golden)).paths() == [
        "entries/2023-09-centre-announced/",
        "entries/2024-12-31-agreement/",
        "entries/2025-03-01-progress/",
        "entries/2025-05-01-river-chips/",
    ]


# What is found


class Found(NamedTuple):
    """The answer to a query, beside what is right, and the bytes that it took."""

    query: dict[str, Any]
    found: set[str]
    right: set[str]
    loaded: int

    @property
    def precision(self) -> float:
        return len(self.found & self.right) / len(self.found) if self.found else 1.0


ASK = """async (q) => {
  const result = await answer({ q, region: "", sector: "", year: "" });
  await draw(result, 0);
  return result.numbers;
}"""


def find_all(page: Page, site: Site, queries: list[dict[str, Any]]) -> list[Found]:
    """Ask every query of a page that was just opened."""
    paths = site.paths()
    answers: list[tuple[str, int]] = []
    found = []
    page.context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})  # each comes anew
    with serving(site.folder, answers) as root:
        for query in queries:
            page.goto(f"{root}search/", wait_until="networkidle")
            answers.clear()
            numbers = page.evaluate(ASK, query["q"])
            ids = [paths[number].split("/")[1] for number in numbers]
            if "first" in query:
                assert ids[0] == query["first"], query["q"]
            files = {site.folder / path for path, _ in answers if path.startswith("search/data/")}
            loaded = sum(len(gzip.compress(file.read_bytes(), 9)) for file in files)
            expected = right(site.catalogue, query.get("means", ()), query.get("sounds", ""))
            found.append(Found(query, set(ids), expected, loaded))
    return found


def assert_good(found: list[Found], limit: int) -> None:
    """Hold answers to: all that is right, hardly anything else, and few bytes."""
    assert [(one.query["q"], one.right - one.found) for one in found if one.right - one.found] == []
    assert statistics.mean(one.precision for one in found) >= 0.95
    assert [(one.query["q"], one.loaded) for one in found if one.loaded > limit] == []


@pytest.mark.browser
def test_queries_of_the_real_entries_find_what_is_right(page: Page, site: Site) -> None:
    found = find_all(page, site, [query for query in QUERIES if query.get("in") != "made"])
    assert all(one.right for one in found)
    assert_good(found, 40_000)


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize(("count", "limit"), [(1_000, 40_000), (10_000, 200_000)])
def test_queries_of_made_entries_find_what_is_right_and_load_little(
    page: Page, made: MakeSite, count: int, limit: int
) -> None:
    queries = [query for query in QUERIES if query.get("in") == "made"]
    found = find_all(page, made(count), queries)
    assert sum(len(one.right) > 0 for one in found) >= 0.8 * len(queries)
    assert_good(found, limit)


def test_the_golden_set_has_eighty_queries_of_every_kind() -> None:
    kinds = {"particle", "spacing", "infix", "alias", "first sounds", "latin", "typo"}
    assert len(QUERIES) >= 80
    for where in ("real", "made"):
        assert {query["kind"] for query in QUERIES if query.get("in", "real") == where} == kinds


# The page


@pytest.mark.browser
def test_first_sounds_lead_to_a_region_and_to_its_entries(page: Page, address: str) -> None:
    page.goto(address)
    assert ask(page, "ㅍㅌ")
    assert "경기도 평택시" in page.locator("#search-pages").inner_text()


@pytest.mark.browser
def test_where_nothing_is_found_other_ways_are_offered(page: Page, address: str) -> None:
    page.goto(f"{address}?q=평택시+한강버스&region=busan")
    page.wait_for_selector("#search-hints a")
    assert "맞는 기록이 없습니다" in page.locator("#search-status").inner_text()
    assert page.locator("#search-without").is_visible()
    page.get_by_role("link", name="‘한강버스’만").click()
    page.wait_for_selector("#search-results li")
    assert page.locator("#region").input_value() == ""


@pytest.mark.browser
def test_a_slip_is_put_right_and_said(page: Page, address: str) -> None:
    page.goto(address)
    assert any("반도체" in title for title in ask(page, "반도채"))
    assert "‘반도체’" in page.locator("#search-status").inner_text()
    assert "반도체" in page.locator("#search-results mark").all_inner_texts()


@pytest.mark.browser
def test_the_words_are_marked_where_they_stand_however_they_are_written(page: Page, address: str) -> None:
    page.goto(address)
    ask(page, "2차전지를")
    for result in page.locator("#search-results li").all():
        assert {"이차전지", "이차 전지"} & set(result.locator("mark").all_inner_texts())


@pytest.mark.browser
def test_a_query_and_its_filters_live_in_the_address(page: Page, address: str) -> None:
    page.goto(f"{address}?q=미래차&region=gyeonggi&year=2024")
    page.wait_for_selector("#search-results li")
    assert page.locator("#region").input_value() == "gyeonggi"
    dates = page.locator("#search-results .facts").all_inner_texts()
    assert all(date.startswith("2024.") for date in dates)
    page.locator("#year").select_option("")
    page.wait_for_function("() => !location.search.includes('year')")


@pytest.mark.browser
def test_an_address_with_two_slashes_is_searched_too(page: Page, address: str) -> None:
    page.goto(address.replace("/search/", "//search/"))
    ask(page, "미래차")
    assert page.locator("#search-results li").count()
    assert page.url.endswith("//search/?q=%EB%AF%B8%EB%9E%98%EC%B0%A8")


@pytest.mark.browser
@pytest.mark.parametrize("choice", [{"region": "busan"}, {"sector": "hydrogen"}, {"year": "2023"}], ids=str)
def test_a_filter_leaves_what_it_names_and_all_of_it(
    page: Page, site: Site, address: str, choice: dict[str, str]
) -> None:
    page.goto(address)
    numbers = page.evaluate(
        "async (choice) => (await answer({ q: '', region: '', sector: '', year: '', ...choice })).numbers", choice
    )
    paths = site.paths()
    wanted = {
        f"entries/{entry.id}/"
        for entry in site.catalogue.entries
        if not entry.withdrawn
        and all(
            {
                "region": any(slug.split("/")[0] == value for slug in (*entry.regions, *entry.participants)),
                "sector": value in entry.sectors,
                "year": str(entry.date.year) == value,
            }[name]
            for name, value in choice.items()
        )
    }
    assert {paths[number] for number in numbers} == wanted


@pytest.mark.browser
def test_what_is_found_can_be_gone_through_with_the_keyboard(page: Page, address: str) -> None:
    page.goto(address)
    titles = ask(page, "한강버스와")
    links = page.locator("#search-pages a").count()
    for _ in range(links + 2):
        page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == titles[1]
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.textContent") == titles[0]
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "q"


@pytest.mark.browser
def test_more_is_shown_when_it_is_asked_for(page: Page, address: str) -> None:
    page.goto(address)
    assert len(ask(page, "이차전지")) == 10
    page.locator("#search-more button").click()
    page.wait_for_function("() => document.querySelectorAll('#search-results li').length > 10")
    assert len(set(page.locator("#search-results h2").all_inner_texts())) == 20


@pytest.mark.browser
def test_every_page_has_a_box_that_searches(page: Page, address: str) -> None:
    page.goto(address.replace("search/", "regions/gyeonggi/"))
    page.keyboard.press("/")
    page.keyboard.type("한강버스")
    page.keyboard.press("Enter")
    page.wait_for_selector("#search-results li")
    assert page.locator("#q").input_value() == "한강버스"


@pytest.mark.browser
def test_in_an_opened_folder_search_points_to_the_lists(page: Page, site: Site) -> None:
    page.goto((site.folder / "search/index.html").as_uri())
    assert page.locator("#search-without").is_visible()


@pytest.mark.browser
def test_a_file_that_does_not_come_is_said(page: Page, address: str) -> None:
    def refuse(route: Route) -> None:
        route.abort()

    page.route("**/terms-*", refuse)
    page.goto(f"{address}?q=반도체")
    page.wait_for_function("() => document.getElementById('search-status').textContent.includes('읽지 못했습니다')")
    page.unroute("**/terms-*")
