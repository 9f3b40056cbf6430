"""What changed when: computed from the records, told on pages and in feeds."""

import datetime as dt
from pathlib import Path

import pytest

from sites import GOLDEN, golden_content, rewrite
from support import made
from tracker import catalogue, views
from tracker.views.changes import ChangesPage

TODAY = dt.date(2025, 6, 15)


def changes(
    content: Path = GOLDEN / "content", path: str = "changes/", today: dt.date = TODAY
) -> list[tuple[str, str]]:
    (page,) = (one for one in made(views.collect(catalogue.load(content), today).changes) if one.head.path == path)
    return [(str(change.date), f"{change.kind}: {change.what}") for change in page.changes]


def test_every_kind_of_change_is_told_with_its_day() -> None:
    assert changes() == [
        ("2025-04-05", "철회: 같은 일이 이미 있습니다."),
        ("2025-03-01", "바로잡음: 도비를 고쳤습니다."),
        ("2025-02-01", "금액: 시험센터 건립: 120억 원 신청 → 100억 5,000만 원 확보"),
        ("2025-02-01", "약속 이행: 협약 체결: 약속 2024. 10. · 이행 2024. 12. 31. · 61일 늦음"),
        ("2025-02-01", "기한 지남: 개소 (2024년까지)"),
        ("2025-02-01", "단계: 발표 → 협약·합의"),
    ]


def test_a_promise_made_again_for_later_has_slipped(tmp_path: Path) -> None:
    content = golden_content(tmp_path)
    rewrite(
        content / "entries/2025/2025-03-01-progress.md",
        "milestones:",
        "milestones:\n  - {id: open, due: 2027, what: 개소}",
    )
    assert ("2025-03-02", "약속 미룸: 개소: 2024년 → 2027년") in changes(content)


@pytest.mark.parametrize(
    ("path", "count"),
    [
        pytest.param("regions/north/changes/", 6, id="province"),
        pytest.param("regions/south/changes/", 4, id="successor"),
        pytest.param("sectors/chips/changes/", 5, id="sector"),
        pytest.param("initiatives/test-centre/changes/", 5, id="initiative"),
    ],
)
def test_a_province_a_sector_and_an_initiative_have_their_own(path: str, count: int) -> None:
    assert len(changes(path=path)) == count


def test_no_change_is_told_of_before_its_day() -> None:
    pages: list[ChangesPage] = made(views.collect(catalogue.load(GOLDEN / "content"), TODAY).changes)
    assert all(change.date <= TODAY for page in pages for change in page.changes)
    ids = [change.id for change in pages[0].changes]
    assert len(set(ids)) == len(ids)
