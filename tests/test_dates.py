import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker import dates
from tracker.model import PartialDate, Period

DAYS = st.dates(min_value=dt.date(1, 1, 1))
PARTIAL_DATES = st.one_of(
    DAYS.map(lambda day: PartialDate(day.year)),
    DAYS.map(lambda day: PartialDate(day.year, day.month)),
    DAYS.map(lambda day: PartialDate(day.year, day.month, day.day)),
)


@pytest.mark.parametrize(
    ("text", "date", "first", "last"),
    [
        pytest.param("2024", PartialDate(2024), "2024-01-01", "2024-12-31", id="year"),
        pytest.param("2024-05", PartialDate(2024, 5), "2024-05-01", "2024-05-31", id="month"),
        pytest.param("2024-05-21", PartialDate(2024, 5, 21), "2024-05-21", "2024-05-21", id="day"),
        pytest.param("2024-02", PartialDate(2024, 2), "2024-02-01", "2024-02-29", id="leap-month"),
        pytest.param("2023-02", PartialDate(2023, 2), "2023-02-01", "2023-02-28", id="short-month"),
        pytest.param("2024-02-29", PartialDate(2024, 2, 29), "2024-02-29", "2024-02-29", id="leap-day"),
    ],
)
def test_a_date_means_all_days_of_its_exactness(text: str, date: PartialDate, first: str, last: str) -> None:
    assert dates.parse(text) == date
    assert (str(date.first), str(date.last)) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("2023-02-29", id="no-leap-year"),
        pytest.param("2024-02-30", id="february-30"),
        pytest.param("2024-04-31", id="april-31"),
        pytest.param("2024-13", id="month-13"),
        pytest.param("2024-00", id="month-0"),
        pytest.param("2024-05-00", id="day-0"),
        pytest.param("0000", id="year-0"),
    ],
)
def test_a_day_that_no_calendar_has_is_refused_as_such(text: str) -> None:
    with pytest.raises(ValueError, match="달력에 없는"):
        dates.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("24-05-21", id="two-digit-year"),
        pytest.param("2024-5-21", id="one-digit-month"),
        pytest.param("20240521", id="no-hyphens"),
        pytest.param("2024/05/21", id="slashes"),
        pytest.param("2024.05.21", id="points"),
        pytest.param("2024. 5. 21.", id="korean"),
        pytest.param("2024년", id="year-in-korean"),
        pytest.param("21-05-2024", id="day-first"),
        pytest.param("2024-05-21T09:00", id="with-a-time"),
        pytest.param("2024-05-21 ", id="space"),
        pytest.param("2024-05-21\n", id="line-feed"),
        pytest.param("2024-", id="open-end"),
        pytest.param("2024-W20", id="week"),
        pytest.param("2024-05-21~", id="approximate"),
        pytest.param("202X", id="decade"),
        pytest.param("-2024", id="negative"),
        pytest.param("２０２４", id="full-width"),
        pytest.param("٢٠٢٤", id="arabic-digits"),
    ],
)
def test_other_forms_of_a_date_are_refused_with_the_right_forms(text: str) -> None:
    with pytest.raises(ValueError, match="2024, 2024-05, 2024-05-21 꼴"):
        dates.parse(text)


@pytest.mark.parametrize("text", ["2024", "2024-05"])
def test_a_day_has_to_be_exact(text: str) -> None:
    assert dates.parse_day("2024-05-21") == dt.date(2024, 5, 21)
    with pytest.raises(ValueError, match="날까지"):
        dates.parse_day(text)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        pytest.param("2024/2028", Period(PartialDate(2024), PartialDate(2028)), id="years"),
        pytest.param("2024", Period(PartialDate(2024), PartialDate(2024)), id="one-year"),
        pytest.param("2024-03/2024-05-21", Period(PartialDate(2024, 3), PartialDate(2024, 5, 21)), id="mixed"),
        pytest.param("2024-05-21/2024", Period(PartialDate(2024, 5, 21), PartialDate(2024)), id="rest-of-the-year"),
        pytest.param("2024/2024", Period(PartialDate(2024), PartialDate(2024)), id="the-same-twice"),
    ],
)
def test_a_period_is_two_dates_or_one(text: str, period: Period) -> None:
    assert dates.parse_period(text) == period


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("2028/2024", "앞섭니다", id="backwards"),
        pytest.param("2024-05-21/2024-05-20", "앞섭니다", id="a-day-backwards"),
        pytest.param("2024/2023-12", "앞섭니다", id="mixed-backwards"),
        pytest.param("2024~2028", "꼴", id="tilde"),
        pytest.param("/2028", "꼴", id="no-start"),
        pytest.param("2024/", "꼴", id="no-end"),
        pytest.param("2024/..", "꼴", id="open"),
        pytest.param("2024/2026/2028", "꼴", id="three"),
        pytest.param("2024-02-30/2028", "달력", id="impossible-start"),
    ],
)
def test_a_period_that_is_none_is_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        dates.parse_period(text)


@pytest.mark.parametrize(
    ("text", "korean"),
    [
        pytest.param("2024", "2024년", id="year"),
        pytest.param("2024-05", "2024. 5.", id="month"),
        pytest.param("2024-05-21", "2024. 5. 21.", id="day"),
    ],
)
def test_a_date_is_shown_as_koreans_write_it(text: str, korean: str) -> None:
    assert dates.format_korean(dates.parse(text)) == korean


def test_a_day_is_shown_like_an_exact_date() -> None:
    assert dates.format_day(dt.date(2024, 5, 21)) == "2024. 5. 21."


@pytest.mark.parametrize(
    ("text", "korean"),
    [
        pytest.param("2024/2028", "2024년~2028년", id="years"),
        pytest.param("2024", "2024년", id="one-year"),
        pytest.param("2024-05/2024-06-30", "2024. 5.~2024. 6. 30.", id="mixed"),
    ],
)
def test_a_period_is_shown_with_a_tilde(text: str, korean: str) -> None:
    assert dates.format_period(dates.parse_period(text)) == korean


def test_noon_in_korea_is_the_same_day_in_utc() -> None:
    moment = dates.noon(dt.date(2024, 5, 21))
    assert moment.isoformat() == "2024-05-21T12:00:00+09:00"
    assert moment.astimezone(dt.UTC).date() == dt.date(2024, 5, 21)


@pytest.mark.parametrize(
    ("now", "day"),
    [
        pytest.param("2024-05-21T14:59:59+00:00", "2024-05-21", id="a-second-before-midnight-in-korea"),
        pytest.param("2024-05-21T15:00:00+00:00", "2024-05-22", id="midnight-in-korea"),
        pytest.param("2024-05-22T00:30:00+09:00", "2024-05-22", id="given-in-korean-time"),
        pytest.param("2024-12-31T20:00:00-05:00", "2025-01-01", id="new-year-comes-first-in-korea"),
    ],
)
def test_today_is_the_day_in_korea_by_clock_and_by_source_date_epoch(now: str, day: str) -> None:
    moment, other = dt.datetime.fromisoformat(now), dt.datetime(1999, 1, 1, tzinfo=dt.UTC)
    assert str(dates.today({}, moment)) == day
    assert str(dates.today({"SOURCE_DATE_EPOCH": str(int(moment.timestamp()))}, other)) == day


def test_an_empty_source_date_epoch_counts_as_none() -> None:
    assert dates.today({"SOURCE_DATE_EPOCH": ""}, dt.datetime(2024, 5, 21, tzinfo=dt.UTC)) == dt.date(2024, 5, 21)


@given(PARTIAL_DATES)
def test_a_date_is_read_back_as_written(date: PartialDate) -> None:
    assert dates.parse(str(date)) == date
    assert date.first <= date.last


@given(PARTIAL_DATES, PARTIAL_DATES)
def test_a_period_is_read_back_as_written_or_is_backwards(one: PartialDate, other: PartialDate) -> None:
    period = Period(*sorted((one, other), key=lambda date: (date.first, date.last)))
    assert dates.parse_period(str(period)) == period


@given(st.text(max_size=12) | st.text(alphabet="0123456789-/", max_size=12))
def test_any_text_is_a_period_or_refused(text: str) -> None:
    try:
        period = dates.parse_period(text)
    except ValueError:
        return
    assert period.start.first <= period.end.last
