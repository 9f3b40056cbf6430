"""What readers are shown beside the rows: pictures equal to their data, filters, structured data, citations."""

import datetime as dt
import gzip
import html
import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from sites import FLAGS, GOLDEN, ROOT, build, chromium, golden_content, rewrite, serving
from support import made, timelines_of
from tracker import catalogue, structured, views
from tracker.catalogue import Catalogue
from tracker.views import Views
from tracker.views.initiatives import InitiativePage
from tracker.views.pictures import LARGEST, dot
from tracker.views.revisions import alike

TODAY = dt.date(2026, 11, 22)
REAL = ROOT / "content"


@pytest.fixture(scope="module")
def records() -> Catalogue:
    return catalogue.load(REAL)


@pytest.fixture(scope="module")
def real(records: Catalogue) -> Views:
    """The views of the real content."""
    return views.collect(records, TODAY)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real content, built."""
    folder = tmp_path_factory.mktemp("reader") / "site"
    build(REAL, folder, today=str(TODAY))
    return folder


def golden(content: Path = GOLDEN / "content") -> InitiativePage:
    (page,) = made(views.collect(catalogue.load(content), dt.date(2025, 6, 15)).initiatives)
    return page


# Pictures


def test_a_number_of_the_matrix_is_the_number_of_rows_behind_it(real: Views, records: Catalogue) -> None:
    totals = {timeline.head.path: timeline.total for timeline in timelines_of(real)}
    cells = [cell for _, row in real.home.make().matrix.rows for cell in row if cell]
    assert cells
    assert {cell.path: cell.count for cell in cells} == {cell.path: totals[cell.path] for cell in cells}
    sectors = Counter(slug for entry in records.entries for slug in entry.sectors)
    assert {link.path: link.count for link, _ in real.home.make().matrix.rows} == {
        f"sectors/{slug}/": count for slug, count in sectors.items()
    }


@pytest.mark.parametrize("most", [1, 4, 11, 400])
def test_the_area_of_a_dot_grows_with_its_count(most: int) -> None:
    assert dot(most, most) == LARGEST
    for count in range(1, most + 1):
        exact = LARGEST * (count / most) ** 0.5
        assert abs(dot(count, most) - exact) <= 1
    sizes = [dot(count, most) for count in range(1, most + 1)]
    assert sizes == sorted(sizes)


def test_a_bar_is_as_long_as_its_sum_and_its_parts_make_the_whole(real: Views) -> None:
    drawn = 0
    for page in made(real.initiatives):
        bars = [bar for purpose in page.purposes for bar in purpose.bars]
        most = max((bar.money.amount for bar in bars), default=0)
        for bar in bars:
            drawn += 1
            assert sum(part.amount for part in bar.segments) == bar.money.amount
            assert sum(part.width for part in bar.segments) == pytest.approx(100 * bar.money.amount / most, abs=0.7)
            assert bar.segments[-1].x + bar.segments[-1].width <= 100.3
    assert drawn > 50


def test_what_was_asked_for_stands_apart_from_what_was_given() -> None:
    (purpose,) = golden().purposes
    assert [(bar.money.status, bar.money.amount, bar.standing) for bar in purpose.bars] == [
        ("신청", 12_000_000_000, False),
        ("확보", 10_050_000_000, True),
    ]
    assert [part.source for part in purpose.bars[0].segments] == ["unknown"]
    assert [part.source for part in purpose.bars[1].segments] == ["national", "provincial", "private"]


def test_the_totals_of_an_initiative_are_its_newest_figures(real: Views) -> None:
    for page in made(real.initiatives):
        standing: Counter[str] = Counter()
        purposes = {purpose.what for purpose in page.purposes}
        for purpose in page.purposes:
            bar = next(bar for bar in purpose.bars if bar.standing)
            if bar.part_of not in purposes:
                standing[bar.money.status] += bar.money.amount
        totals: Counter[str] = Counter()
        for word, _, amount, _ in page.totals:
            totals[word.removesuffix("(민간)")] += amount
        assert totals == standing


def test_the_track_shows_where_the_initiative_has_been_and_when() -> None:
    assert [(one.label, one.seen, one.passed, one.now, one.date) for one in golden().track] == [
        ("구상", False, True, False, ""),
        ("발표·협약", True, False, True, "2023. 9."),
        ("선정·의결", False, False, False, ""),
        ("예산·추진", False, False, False, ""),
        ("완료", False, False, False, ""),
    ]


@pytest.mark.parametrize("slug", ["delayed", "cancelled"])
def test_a_halt_is_shown_where_it_happened(tmp_path: Path, slug: str) -> None:
    content = golden_content(tmp_path)
    rewrite(content / "vocabulary/stages.yaml", "slug: completed, name: 완료", f"slug: {slug}, name: 멈춤")
    rewrite(content / "entries/2025/2025-03-01-progress.md", "stage: milestone", f"stage: {slug}")
    page = golden(content)
    here = next(one for one in page.track if one.now)
    assert here.label == "발표·협약"
    assert (here.delays, here.cancelled) == ((1, "") if slug == "delayed" else (0, "2025. 3."))
    assert page.steps[-1].stage.label == "멈춤"


def test_every_step_names_its_sources(real: Views) -> None:
    steps = [step for page in made(real.initiatives) for step in page.steps]
    assert steps
    assert all(step.sources for step in steps)
    assert all([step.date_value for step in page.steps] for page in made(real.initiatives))


def test_the_counts_of_promises_are_those_of_the_entries(real: Views, records: Catalogue) -> None:
    everything, *others = made(real.promises)
    total = sum(len(entry.milestones) for entry in records.entries if not entry.withdrawn)
    assert sum(count for *_, count in everything.tallies) == total
    years, regions, sectors = everything.tables
    assert sum(sum(row.counts) for row in years.rows) == total
    by_path = {page.head.path: page for page in others}
    for row in (*regions.rows, *sectors.rows):
        assert sum(row.counts) == sum(count for *_, count in by_path[row.link.path].tallies)
    for table in everything.tables:
        most = max(sum(row.counts) for row in table.rows)
        for row in table.rows:
            widths = [width for _, _, width in row.parts]
            assert sum(widths) == pytest.approx(100 * sum(row.counts) / most, abs=0.05)
            assert len(widths) == sum(count > 0 for count in row.counts)


# What changed


def test_a_sum_that_is_named_anew_is_a_change() -> None:
    (change,) = [line for line in golden().changes if line.kind == "금액"]
    assert (change.before, change.after) == ("120억 원 신청", "100억 5,000만 원 확보")
    assert change.shift == ""  # what was asked for and what was given are not compared


def test_a_correction_is_a_change() -> None:
    assert [(line.date_value, line.what) for line in golden().changes if line.kind == "바로잡음"] == [
        ("2025-03-01", "도비를 고쳤습니다.")
    ]


def test_a_promise_with_a_new_date_is_a_change(tmp_path: Path) -> None:
    content = golden_content(tmp_path)
    progress = content / "entries/2025/2025-03-01-progress.md"
    rewrite(progress, "{id: half, due: 2026-06, what: 공정률 50%}", "{id: open, due: 2026-06, what: 시험센터 개소}")
    (change,) = [line for line in golden(content).changes if line.kind == "기한"]
    assert (change.before, change.after, change.shift) == ("2024년까지", "2026. 6.까지", "546일 늦춤")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("한강 리버버스 운항 시작", "한강버스 정식 운항", True),
        ("반도체 교육센터 준공", "한국반도체교육원 준공", True),
        ("착공", "착공(이르면 상반기)", True),
        ("한국반도체교육원 준공", "신뢰성검증센터 준공", False),
        ("우주발사체 국가산단 조성", "발사체기술사업화센터 구축", False),
    ],
)
def test_promises_are_told_apart_by_their_words(one: str, other: str, same: bool) -> None:
    assert alike(one, other) is same


def test_parties_are_counted_over_all_events_that_count(real: Views, records: Catalogue) -> None:
    for page in made(real.initiatives):
        events = records.by_initiative[page.initiative.slug]
        found = Counter(party.name for entry in events if not entry.withdrawn for party in entry.parties)
        shown = {line.name: sum(count for _, count in line.roles) for line in page.parties}
        assert shown == dict(found)


# Entries


def test_related_entries_are_of_the_same_initiative_first_and_never_withdrawn(real: Views, records: Catalogue) -> None:
    for page in made(real.entries(records.entries)):
        ids = [link.path.split("/")[1] for link, _ in page.related]
        others = [records.by_id[id_] for id_ in ids]  # type: ignore[index]  # the paths hold ids
        assert len(ids) == len(set(ids)) <= 5
        assert page.entry.id not in ids
        assert not {link for link, _ in page.related} & {page.older, page.newer}
        assert not any(other.withdrawn for other in others)
        same = [bool(page.entry.initiative) and other.initiative == page.entry.initiative for other in others]
        assert same == sorted(same, reverse=True)


def test_sources_stand_in_the_order_in_which_they_came_out(real: Views, records: Catalogue) -> None:
    (page,) = [
        one
        for one in made(real.entries(records.entries))
        if one.entry.id == "2024-05-21-jeonbuk-battery-centre-selected"
    ]
    days = [published for _, _, _, published, _ in page.sources if published]
    assert days == sorted(days)
    assert [lag for *_, lag in page.sources][:2] == ["일이 있은 그날", "일이 있은 1일 뒤"]


def test_citations_can_be_read_by_their_programs(records: Catalogue) -> None:
    site = records.settings
    for entry in records.entries:
        cited = structured.cite(site, entry)
        (csl,) = json.loads(cited.csl)
        assert csl["title"] == entry.title
        assert csl["URL"] == f"{site.base_url}entries/{entry.id}/"
        assert cited.bibtex.count("{") == cited.bibtex.count("}")
        assert entry.title in cited.text


def test_tex_sees_no_commands_in_a_title() -> None:
    assert structured.tex(r"50% & _a_ {b} \c") == r"50\% \& \_a\_ \{b\} \textbackslash{}c"


# Structured data


def graph(page: Path) -> list[dict[str, Any]]:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.read_text("utf-8"), re.DOTALL)
    data = json.loads(found[0])
    assert data["@context"] == "https://schema.org"
    nodes: list[dict[str, Any]] = data.get("@graph", [data])
    return nodes


def test_every_page_has_structured_data_and_a_picture_that_exists(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 500
    for page in pages:
        text = page.read_text("utf-8")
        assert all(node["@type"] for node in graph(page)), page
        for name in ("title", "type", "url", "image"):
            assert len(re.findall(rf'<meta property="og:{name}" content="[^"]+">', text)) == 1, (page, name)
        picture = re.findall(r'property="og:image" content="https://rings.example/([^"]+)"', text)[0]
        assert (site / picture).is_file(), picture


def test_an_article_says_what_it_is_about_where_and_what_it_rests_on(site: Path, records: Catalogue) -> None:
    for entry in records.entries:
        article, *rest = graph(site / "entries" / entry.id / "index.html")
        assert article["@type"] == "Article"
        assert article["headline"] == entry.title
        assert [source["url"] for source in article["isBasedOn"]] == [source.url for source in entry.sources]
        assert len(article["spatialCoverage"]) == len({*entry.regions, *entry.participants})
        events = [node for node in rest if node["@type"] == "Event"]
        assert [event["name"] for event in events] == [item.what for item in entry.milestones]
        (crumbs,) = [node for node in rest if node["@type"] == "BreadcrumbList"]
        assert crumbs["itemListElement"][-1]["name"] == entry.title


def test_a_province_is_shared_with_its_own_picture(site: Path) -> None:
    assert "static/og-gyeonggi.png" in (site / "regions/gyeonggi/pyeongtaek/index.html").read_text("utf-8")
    assert "static/og-jeonbuk.png" in (site / "initiatives/saemangeum-battery-complex/index.html").read_text("utf-8")
    assert "static/og.png" in (site / "index.html").read_text("utf-8")


def test_the_manifest_names_icons_that_are_there(site: Path) -> None:
    manifest = json.loads((site / "static/manifest.webmanifest").read_bytes())
    assert manifest["name"] == "지역정책 나이테"
    assert all((site / "static" / icon["src"]).is_file() for icon in manifest["icons"])


def test_the_front_page_keeps_its_budget(site: Path) -> None:
    data = (site / "index.html").read_bytes()
    assert len(gzip.compress(data, 6)) <= 30_000
    assert len(re.findall(rb"<[a-z]", data)) <= 1_400


# Filters


def test_the_counts_of_a_filter_are_those_of_the_rows(real: Views) -> None:
    checked = 0
    for timeline in timelines_of(real):
        for facet in timeline.facets:
            for value, _, count in facet.options:
                checked += 1
                token = f"{facet.name}-{value}"
                assert count == sum(token in row.tokens.split() for row in timeline.rows), (timeline.head.path, token)
    assert checked > 500


def test_what_a_row_can_be_found_by_stands_in_the_page(site: Path, real: Views) -> None:
    rows = {row.id: row.tokens for year in real.home.make().groups for month in year.months for row in month.rows}
    found = re.findall(r'id="e-([^"]+)" data-of="([^"]*)"', (site / "index.html").read_text("utf-8"))
    assert {id_: html.unescape(tokens) for id_, tokens in found} == rows


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = chromium()
    with sync_playwright() as playwright:
        instance = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield instance
        instance.close()


@pytest.fixture(scope="module")
def served(site: Path) -> Iterator[str]:
    with serving(site) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="ko-KR", permissions=["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


def visible(page: Page) -> list[str]:
    ids: list[str] = page.evaluate("[...document.querySelectorAll('.row')].filter((r) => !r.hidden).map((r) => r.id)")
    return ids


@pytest.mark.browser
def test_a_filter_narrows_counts_and_is_kept_in_the_address(page: Page, served: str, real: Views) -> None:
    (timeline,) = [one for one in timelines_of(real) if one.head.path == "regions/gyeonggi/"]
    page.goto(f"{served}regions/gyeonggi/")
    assert len(visible(page)) == timeline.shown
    page.get_by_text("골라 보기", exact=True).click()
    page.get_by_label("금액이 있는 것").check()
    expected = [f"e-{row.id}" for row in timeline.rows if row.money]
    assert visible(page) == expected
    assert page.locator(".filter output").inner_text() == f"{timeline.shown}건 가운데 {len(expected)}건"
    page.get_by_label("해", exact=True).select_option("2024")
    both = [f"e-{row.id}" for row in timeline.rows if row.money and row.date.startswith("2024")]
    assert visible(page) == both
    assert page.url.endswith("regions/gyeonggi/?year=2024&money=1")
    assert page.locator("#y2024 .count").inner_text() == f"{len(both)}건"
    page.reload()
    assert visible(page) == both
    page.get_by_role("button", name="모두 보기").click()
    page.wait_for_function("!location.search")
    assert len(visible(page)) == timeline.shown
    assert page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0


@pytest.mark.browser
def test_a_filter_finds_words_whatever_their_spacing(page: Page, served: str) -> None:
    page.goto(f"{served}sectors/secondary-battery/?q=고도분석센터 선정")
    found = visible(page)
    assert "e-2024-05-21-jeonbuk-battery-centre-selected" in found
    assert len(found) < page.locator(".row").count()


@pytest.mark.browser
def test_without_javascript_there_is_no_filter_but_its_links_are(browser: Browser, served: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}regions/gyeonggi/")
    assert not page.locator("form.filter").is_visible()
    assert page.locator(".unscripted a").first.is_visible()
    context.close()


@pytest.mark.browser
def test_the_permalink_is_copied_as_it_is_published(page: Page, served: str) -> None:
    page.goto(f"{served}entries/2024-05-21-jeonbuk-battery-centre-selected/")
    page.get_by_role("button", name="주소 복사").click()
    page.get_by_role("button", name="복사했습니다").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "https://rings.example/entries/2024-05-21-jeonbuk-battery-centre-selected/"


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
def test_the_words_of_the_stage_track_do_not_run_into_each_other(browser: Browser, served: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, locale="ko-KR")
    page = context.new_page()
    page.goto(f"{served}initiatives/seoul-han-river-bus/")
    lines = page.evaluate(
        "[...document.querySelectorAll('.track text')].map((t) => t.getBoundingClientRect())"
        ".map((r) => [Math.round(r.top), r.left, r.right])"
    )
    for top in {line[0] for line in lines}:
        row = sorted(line[1:] for line in lines if line[0] == top)
        assert all(one[1] <= other[0] + 0.5 for one, other in pairwise(row)), (top, row)
        assert row[0][0] >= 0
        assert row[-1][1] <= width
    context.close()
