import datetime as dt

import pytest

from tracker.model import (
    Breakdown,
    Correction,
    Entry,
    EntryId,
    InstrumentSlug,
    InvalidContentError,
    PartialDate,
    Period,
    Problem,
    RegionSlug,
    SectorSlug,
    Source,
    StageSlug,
    Text,
    Url,
    Withdrawal,
    Won,
)


def entry(corrections: tuple[str, ...] = (), withdrawn: str | None = None) -> Entry:
    return Entry(
        id=EntryId("2024-05-21-x"),
        path="entries/2024/2024-05-21-x.md",
        body="글",
        html="<p>글</p>",
        digest="",
        title=Text("가"),
        date=PartialDate(2024, 5, 21),
        added=dt.date(2024, 6, 1),
        regions=(RegionSlug("busan"),),
        sectors=(SectorSlug("bio"),),
        instruments=(InstrumentSlug("plan"),),
        stage=StageSlug("announced"),
        sources=(Source(Url("https://a.kr"), Text("가나일보")),),
        corrections=tuple(Correction(dt.date.fromisoformat(day), Text("고침")) for day in corrections),
        withdrawn=Withdrawal(dt.date.fromisoformat(withdrawn), Text("오보")) if withdrawn else None,
    )


@pytest.mark.parametrize(
    ("corrections", "withdrawn", "updated"),
    [
        pytest.param((), None, "2024-06-01", id="never-changed"),
        pytest.param(("2024-06-10", "2024-06-20"), None, "2024-06-20", id="corrected"),
        pytest.param((), "2024-06-05", "2024-06-05", id="withdrawn"),
        pytest.param(("2024-06-10",), "2024-06-30", "2024-06-30", id="corrected-then-withdrawn"),
        pytest.param(("2024-07-10",), "2024-06-30", "2024-07-10", id="withdrawn-then-corrected"),
    ],
)
def test_an_entry_was_updated_when_readers_last_heard_of_it(
    corrections: tuple[str, ...], withdrawn: str | None, updated: str
) -> None:
    assert str(entry(corrections, withdrawn).updated) == updated


def test_the_parts_of_a_breakdown_are_those_given_in_the_order_of_the_fields() -> None:
    breakdown = Breakdown(private=Won(3), national=Won(1), municipal=Won(2))
    assert list(breakdown.parts().items()) == [("national", 1), ("municipal", 2), ("private", 3)]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param(PartialDate(2024), "2024", id="year"),
        pytest.param(PartialDate(987, 6), "0987-06", id="early-month"),
        pytest.param(PartialDate(2024, 5, 1), "2024-05-01", id="day"),
        pytest.param(Period(PartialDate(2024), PartialDate(2028)), "2024/2028", id="period"),
        pytest.param(Period(PartialDate(2024, 5), PartialDate(2024, 5)), "2024-05", id="period-of-one"),
    ],
)
def test_dates_and_periods_are_written_in_edtf(value: PartialDate | Period, text: str) -> None:
    assert str(value) == text


@pytest.mark.parametrize("parts", [(2024, 13), (2024, 2, 30), (2024, 0), (2024, 5, 0), (0,)])
def test_a_date_that_no_calendar_has_has_no_first_day(parts: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"year|month|day"):
        _ = PartialDate(*parts).first


@pytest.mark.parametrize(
    ("hint", "line"),
    [
        pytest.param("", "entries/2024/x.md:3:7: date 없는 날", id="no-hint"),
        pytest.param("고치세요", "entries/2024/x.md:3:7: date 없는 날 (고치세요)", id="hint"),
    ],
)
def test_a_problem_is_one_line_that_an_editor_can_jump_to(hint: str, line: str) -> None:
    assert str(Problem("entries/2024/x.md", 3, 7, "date", "없는 날", hint)) == line


def test_the_error_carries_every_problem() -> None:
    problems = [Problem("a.md", 1, 1, "date", "가"), Problem("b.md", 2, 1, "url", "나")]
    error = InvalidContentError(problems)
    assert error.problems == problems
    assert str(error) == "a.md:1:1: date 가\nb.md:2:1: url 나"
