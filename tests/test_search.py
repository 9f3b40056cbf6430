"""The search index, made in Python and read in the browser: every writing of a word finds its entry."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from sites import FLAGS, GOLDEN, ROOT, build, chromium, serving
from tracker import catalogue, search

CONTENT = ROOT / "content"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("search") / "site"
    build(CONTENT, folder, today="2026-12-31")
    return folder


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with serving(site) as root:
        yield f"{root}search/"


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    path = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser.new_page()
        browser.close()


def ask(page: Page, words: str) -> list[str]:
    """Type a query and give back the titles that are found."""
    page.locator("#q").fill(words)
    page.keyboard.press("Enter")
    page.wait_for_function(
        "words => new URLSearchParams(location.search).get('q') === words"
        " && /기록|없습니다|두 글자/.test(document.getElementById('search-status').textContent)"
        " && document.body.dataset.searched === words",
        arg=words.strip(),
    )
    return [heading.inner_text() for heading in page.locator("#search-results h2").all()]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        pytest.param("평택시는", "평택시", id="particle"),
        pytest.param("센터에서부터", "센터", id="longest-particle"),
        pytest.param("평가", "평가", id="two-syllables-stay"),
        pytest.param("도로", "도로", id="a-word-that-looks-like-one"),
        pytest.param("katech", "katech", id="latin"),
    ],
)
def test_a_particle_is_taken_off_the_end_of_a_word(word: str, expected: str) -> None:
    assert search.stem(word) == expected


def test_terms_ignore_spaces_width_and_case() -> None:
    plain = search.replacer([])
    assert search.bigrams("미래 자동차 ＡＩ", plain) == search.bigrams("미래자동차ai", plain)


def test_synonyms_become_one_word_whatever_their_spacing() -> None:
    replace = search.replacer([["이차전지", "2차전지"], ["업무협약", "MOU"]])
    assert search.bigrams("2차 전지", replace) == search.bigrams("이차전지", replace)
    assert search.bigrams("mou", replace) == search.bigrams("업무협약", replace)


def test_postings_can_be_read_back(site: Path) -> None:
    entries = [one for one in catalogue.load(CONTENT).entries if not one.withdrawn]
    guide = json.loads((site / "search/data/index.json").read_text("utf-8"))
    assert guide["size"] == len(entries)
    shards = [
        json.loads((site / f"search/data/terms-{guide['shards']}-{number}.json").read_text("utf-8"))
        for number in range(guide["shards"])
    ]
    for number, shard in enumerate(shards):
        assert all(search.shard_of(term, guide["shards"]) == number for term in shard)
    facet = next(shard["year:2024"] for shard in shards if "year:2024" in shard)
    numbers, before = [], 0
    for code in facet:
        before += code >> 4
        numbers.append(before)
    blocks = [
        json.loads((site / f"search/data/results-{block}.json").read_text("utf-8"))
        for block in range(-(-guide["size"] // search.BLOCK))
    ]
    found = {blocks[number // search.BLOCK][number % search.BLOCK][0] for number in numbers}
    assert found == {f"entries/{one.id}/" for one in entries if one.date.year == 2024}


@pytest.mark.browser
def test_every_entry_is_found_by_the_words_of_its_title(page: Page, address: str) -> None:
    page.goto(address)
    titles = [one.title for one in catalogue.load(CONTENT).entries if not one.withdrawn]
    chance = random.Random(7)  # noqa: S311 - a sample, no secret
    for title in chance.sample(titles, min(12, len(titles))):
        spaced = " ".join(search.words(title))
        assert title in ask(page, spaced)
        assert title in ask(page, spaced.replace(" ", ""))


@pytest.mark.browser
@pytest.mark.parametrize(
    ("query", "title"),
    [
        pytest.param("2차전지", "전북, 이차전지 실시간 고도분석센터 공모에 선정", id="synonym"),
        pytest.param("고도 분석 센터를", "전북, 이차전지 실시간 고도분석센터 공모에 선정", id="spaces-and-particle"),
        pytest.param("KATECH 협약", "평택시와 한국자동차연구원, 미래자동차 산업 업무협약", id="other-name"),
        pytest.param("７조", "광주광역시, 광주형 일자리 시즌2로 미래차 부품클러스터 조성 선언", id="full-width"),
    ],
)
def test_a_query_finds(page: Page, address: str, query: str, title: str) -> None:
    page.goto(address)
    assert title in ask(page, query)


@pytest.mark.browser
def test_first_sounds_lead_to_a_region_and_nothing_found_is_said(page: Page, address: str) -> None:
    page.goto(address)
    ask(page, "ㅍㅌ")
    assert "경기도 평택시" in page.locator("#search-pages").inner_text()
    assert ask(page, "있을리없는말") == []
    assert "맞는 기록이 없습니다" in page.locator("#search-status").inner_text()
    assert page.locator("#search-without").is_visible()


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
def test_in_an_opened_folder_search_points_to_the_lists(page: Page, site: Path) -> None:
    page.goto((site / "search/index.html").as_uri())
    assert page.locator("#search-without").is_visible()


def test_the_golden_content_is_indexed_without_its_drafts_and_withdrawals(tmp_path: Path) -> None:
    build(GOLDEN / "content", tmp_path / "site")
    results = json.loads((tmp_path / "site/search/data/results-0.json").read_text("utf-8"))
    assert [result[0] for result in results] == [
        "entries/2023-09-centre-announced/",
        "entries/2024-12-31-agreement/",
        "entries/2025-03-01-progress/",
        "entries/2025-05-01-river-chips/",
    ]
