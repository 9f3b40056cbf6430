"""What pages are given: states, sums and gaps, computed from the golden content."""

import datetime as dt
from pathlib import Path

import pytest

from sites import GOLDEN, golden_content, rewrite
from support import made, timelines_of
from tracker import catalogue, views
from tracker.views import Views, budgets
from tracker.views.timelines import Timeline

TODAY = dt.date(2025, 6, 15)


def collected(content: Path = GOLDEN / "content", today: dt.date = TODAY) -> Views:
    return views.collect(catalogue.load(content), today)


@pytest.fixture(scope="module")
def site() -> Views:
    return collected()


def timeline(site: Views, path: str) -> Timeline:
    (found,) = (one for one in timelines_of(site) if one.head.path == path)
    return found


def shown(timeline: Timeline) -> list[str]:
    return [row.id for year in timeline.groups for month in year.months for row in month.rows]


def test_a_province_shows_its_districts_and_the_units_that_it_replaced(site: Views) -> None:
    assert shown(timeline(site, "regions/south/")) == ["2025-03-01-progress", "2024-12-31-agreement"]
    assert shown(timeline(site, "regions/old-south/")) == ["2024-12-31-agreement"]
    assert shown(timeline(site, "regions/north/river/")) == ["2025-05-01-river-chips", "2024-12-31-agreement"]


def test_a_region_is_named_as_on_the_day(site: Views) -> None:
    (announced,) = (
        page for page in made(site.entries(site.catalogue.entries)) if page.entry.id == "2023-09-centre-announced"
    )
    assert [link.label for link in announced.regions] == ["옛북도"]
    rows = {row.id: row for year in site.home.make().groups for month in year.months for row in month.rows}
    assert [link.label for link in rows["2024-12-31-agreement"].where] == ["북도", "옛남도"]
    assert [link.label for link in rows["2025-05-01-river-chips"].where] == ["북 강구"]


def test_a_long_timeline_shows_its_newest_rows_and_a_page_for_every_year(site: Views) -> None:
    main = timeline(site, "regions/north/")
    assert (main.total, main.shown, len(shown(main))) == (4, 3, 3)
    assert [(link.label, link.count) for link in main.years] == [("2025년", 2), ("2024년", 1), ("2023년", 1)]
    assert shown(timeline(site, "regions/north/2023/")) == ["2023-09-centre-announced"]
    assert timeline(site, "regions/north/2023/").head.feed == "regions/north/feed.xml"


def test_a_new_entry_changes_the_page_of_its_year_and_no_other_year(tmp_path: Path) -> None:
    content = golden_content(tmp_path)
    before = {one.head.path: one for one in timelines_of(collected(content))}
    text = (content / "entries/2025/2025-05-01-river-chips.md").read_text("utf-8").replace("2025-05-01", "2025-05-02")
    (content / "entries/2025/2025-05-02-more.md").write_text(text, "utf-8")
    after = {one.head.path: one for one in timelines_of(collected(content))}
    assert before["regions/north/2024/"].groups == after["regions/north/2024/"].groups
    assert before["regions/north/2025/"].groups != after["regions/north/2025/"].groups


def test_an_initiative_stands_where_its_newest_telling_event_left_it(site: Views) -> None:
    (centre,) = made(site.initiatives)
    assert centre.stage is not None
    assert centre.stage.label == "협약·합의"  # the progress report that followed sets no stage


@pytest.mark.parametrize(
    ("today", "states"),
    [
        pytest.param(dt.date(2024, 12, 31), ["kept", "upcoming", "upcoming"], id="on-the-last-day"),
        pytest.param(dt.date(2025, 1, 1), ["kept", "overdue", "upcoming"], id="on-the-day-after"),
        pytest.param(dt.date(2026, 7, 1), ["kept", "overdue", "overdue"], id="much-later"),
    ],
)
def test_a_promise_is_overdue_after_the_last_day_that_its_date_can_mean(today: dt.date, states: list[str]) -> None:
    (centre,) = made(collected(today=today).initiatives)
    assert [promise.state for promise in centre.promises] == states
    assert centre.promises[0].slippage == "61일 늦음"  # promised for 2024-10, kept on 2024-12-31


def test_the_promises_of_a_cancelled_initiative_are_dropped(tmp_path: Path) -> None:
    content = golden_content(tmp_path)
    rewrite(content / "vocabulary/stages.yaml", "slug: completed, name: 완료", "slug: cancelled, name: 취소")
    rewrite(content / "entries/2025/2025-03-01-progress.md", "stage: milestone", "stage: cancelled")
    (centre,) = made(collected(content).initiatives)
    assert [promise.state for promise in centre.promises] == ["kept", "dropped", "dropped"]


def test_only_the_newest_figure_of_a_purpose_stands(site: Views) -> None:
    figures = budgets.standing(catalogue.load(GOLDEN / "content").entries)
    assert [(item.budget.what, item.budget.amount, item.budget.status) for item in figures] == [
        ("시험센터 건립", 10_050_000_000, "awarded")  # not the 120억 that were asked for before
    ]
    assert [(word, amount) for word, _, amount, _ in site.budgets.make().totals] == [
        ("확보", 10_000_000_000),
        ("확보(민간)", 50_000_000),
    ]


def test_a_part_is_never_added_to_the_total_that_holds_it(tmp_path: Path) -> None:
    content = golden_content(tmp_path)
    rewrite(
        content / "entries/2024/2024-12-31-agreement.md",
        "fulfils:",
        "  - {what: 시험 장비, amount: 30억원, status: awarded, part_of: 시험센터 건립}\nfulfils:",
    )
    assert sum(amount for _, _, amount, _ in collected(content).budgets.make().totals) == 10_050_000_000


def test_sums_of_different_status_and_unknown_source_are_kept_apart(tmp_path: Path) -> None:
    content = golden_content(tmp_path)
    rewrite(
        content / "entries/2025/2025-05-01-river-chips.md",
        "stage: agreed",
        "stage: agreed\nbudgets: [{what: 교육장, amount: 20억원, status: requested}]",
    )
    page = collected(content).budgets.make()
    assert [(word, amount) for word, _, amount, _ in page.totals] == [
        ("신청", 2 * 10**9),
        ("확보", 10_000_000_000),
        ("확보(민간)", 50_000_000),
    ]
    sources = next(table for table in page.tables if table.heading == "재원별")
    assert {row.link.label: [amount for _, amount in row.cells] for row in sources.rows} == {
        "국비": [0, 7_000_000_000],
        "도비": [0, 3_000_000_000],
        "민간": [0, 50_000_000],
        "재원 모름": [2_000_000_000, 0],
    }


def test_the_quality_page_lists_what_is_missing_and_where_to_mend_it(tmp_path: Path) -> None:
    content = golden_content(tmp_path)
    rewrite(content / "site.yaml", "language: ko", "language: ko\nrepository: https://code.example/a/b")
    quality = collected(content).quality.make()
    found = {section.heading: [gap.id for gap in section.gaps] for section in quality.sections}
    assert found["기한이 지난 약속"] == ["overdue/2023-09-centre-announced/open"]
    assert found["날까지 모르는 기록"] == ["inexact/2023-09-centre-announced"]
    assert "one-source/2025-05-01-river-chips" in found["출처가 하나뿐인 기록"]
    assert "unarchived/2024-12-31-agreement" in found["보존본이 없는 출처"]
    assert not any("mistake" in id_ for ids in found.values() for id_ in ids)  # it was withdrawn
    fixes = {gap.id: gap.fix for section in quality.sections for gap in section.gaps}
    assert fixes["inexact/2023-09-centre-announced"] == (
        "https://code.example/a/b/edit/main/content/entries/2023/2023-09-centre-announced.md"
    )
    assert fixes["overdue/2023-09-centre-announced/open"] == (
        "contribute/?region=north&sector=cars&initiative=test-centre&fulfils=2023-09-centre-announced%23open"
    )


def test_no_gap_is_dated_in_the_future(site: Views) -> None:
    assert all(gap.since <= TODAY for section in site.quality.make().sections for gap in section.gaps)


def test_a_withdrawn_entry_makes_no_promise_and_costs_nothing(tmp_path: Path) -> None:
    content = golden_content(tmp_path)
    rewrite(
        content / "entries/2024/2024-12-31-agreement.md",
        "redirect_from:",
        "withdrawn: {date: 2025-03-02, reason: 잘못 적었습니다.}\nredirect_from:",
    )
    site = collected(content)
    totals = [amount for _, _, amount, _ in site.budgets.make().totals]
    assert totals == [12_000_000_000]  # what was asked for stands again
    (centre,) = made(site.initiatives)
    assert centre.promises[0].state == "overdue"  # nothing that counts has kept it
