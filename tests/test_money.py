import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker import money


@pytest.mark.parametrize(
    ("text", "won"),
    [
        pytest.param("369억 3000만원", 36_930_000_000, id="억-and-만"),
        pytest.param("369억3,000만 원", 36_930_000_000, id="commas-and-other-spaces"),
        pytest.param("7조원", 7_000_000_000_000, id="조"),
        pytest.param("7조 원", 7_000_000_000_000, id="space-before-원"),
        pytest.param("1조 2,739억", 1_273_900_000_000, id="조-and-억-without-원"),
        pytest.param("3천5백억", 350_000_000_000, id="천-and-백"),
        pytest.param("3천 5백억 원", 350_000_000_000, id="spaces-between-small-units"),
        pytest.param("2천3백만 5천원", 23_005_000, id="small-units-on-both-sides-of-만"),
        pytest.param("1.5조 원", 1_500_000_000_000, id="decimal-조"),
        pytest.param("1조 2.5억", 1_000_250_000_000, id="decimal-in-the-last-term"),
        pytest.param("1.5천억", 150_000_000_000, id="decimal-천억"),
        pytest.param("1.23456789억", 123_456_789, id="decimal-to-the-last-won"),
        pytest.param("0.3조", 300_000_000_000, id="less-than-one"),
        pytest.param("천만원", 10_000_000, id="bare-천"),
        pytest.param("백억", 10_000_000_000, id="bare-백"),
        pytest.param("십만 원", 100_000, id="bare-십"),
        pytest.param("36930000000", 36_930_000_000, id="digits"),
        pytest.param("36,930,000,000원", 36_930_000_000, id="digits-with-commas"),
        pytest.param("5000", 5_000, id="small"),
        pytest.param("3억 5원", 300_000_005, id="a-few-won"),
        pytest.param("9999조 9999억 9999만 9999원", 10**16 - 1, id="the-largest"),
        pytest.param(" 3억\u00a0원 ", 300_000_000, id="no-break-space"),
    ],
)
def test_every_writing_of_a_sum_is_read_exactly(text: str, won: int) -> None:
    assert money.parse(text) == won


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("  ", id="blank"),
        pytest.param("원", id="원-alone"),
        pytest.param("억", id="억-alone"),
        pytest.param("만억", id="만-without-a-number"),
        pytest.param("0원", id="zero"),
        pytest.param("0억", id="zero-억"),
        pytest.param("-3억", id="negative"),
        pytest.param("+3억", id="signed"),
        pytest.param("약 3억", id="about"),
        pytest.param("3억여 원", id="more-than"),
        pytest.param("3억 이상", id="at-least"),
        pytest.param("3~5억", id="range"),
        pytest.param("3억~5억 원", id="range-of-sums"),
        pytest.param("3 5억", id="two-numbers"),
        pytest.param("1조22360억", id="more-억-than-a-조-holds"),
        pytest.param("1억 10000만", id="more-만-than-an-억-holds"),
        pytest.param("10000조", id="beyond-any-budget"),
        pytest.param("1경", id="경"),
        pytest.param("3억 2조", id="억-before-조"),
        pytest.param("3만억", id="만-before-억"),
        pytest.param("1억 2억", id="억-twice"),
        pytest.param("3백5천억", id="백-before-천"),
        pytest.param("십십억", id="십-twice"),
        pytest.param("1.5조 3000억", id="decimal-before-a-further-unit"),
        pytest.param("1.5천5백억", id="decimal-before-a-further-small-unit"),
        pytest.param("1.5억 5000원", id="decimal-before-won"),
        pytest.param("1.5원", id="half-a-won"),
        pytest.param("1.123456789억", id="less-than-a-won"),
        pytest.param("1..5억", id="two-points"),
        pytest.param("1.5.5억", id="two-decimals"),
        pytest.param(".5억", id="no-digit-before-the-point"),
        pytest.param("5.억", id="no-digit-after-the-point"),
        pytest.param("1,2억", id="comma-as-point"),
        pytest.param("12,34,567", id="commas-at-wrong-places"),
        pytest.param("1234,567", id="comma-after-four-digits"),
        pytest.param("3억원원", id="원-twice"),
        pytest.param("3억원 5천원", id="two-sums"),
        pytest.param("삼억", id="number-in-hangul"),
        pytest.param("３억", id="full-width-digit"),
        pytest.param("1，000원", id="full-width-comma"),
        pytest.param("٣억", id="arabic-digit"),
        pytest.param("²억", id="superscript"),
        pytest.param("三億", id="hanja"),
        pytest.param("$3", id="dollar"),
        pytest.param("₩300", id="won-sign"),
        pytest.param("3e8", id="exponent"),
        pytest.param("0x10", id="hexadecimal"),
        pytest.param("1_000", id="underscore"),
    ],
)
def test_what_is_no_single_exact_sum_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"금액|단위"):
        money.parse(text)


def test_digits_without_end_are_refused() -> None:
    with pytest.raises(ValueError, match=r"\d"):
        money.parse("9" * 5000)


@pytest.mark.parametrize(
    ("won", "text"),
    [
        pytest.param(36_930_000_000, "369억 3,000만 원", id="억-and-만"),
        pytest.param(1_273_900_000_000, "1조 2,739억 원", id="조-and-억"),
        pytest.param(10_000, "1만 원", id="만"),
        pytest.param(9_999, "9,999 원", id="below-만"),
        pytest.param(100_000_001, "1억 1 원", id="gap"),
        pytest.param(0, "0 원", id="nothing"),
    ],
)
def test_a_sum_is_written_as_people_say_it(won: int, text: str) -> None:
    assert money.format_won(won) == text


@given(st.integers(1, 10**15))
def test_what_is_written_is_read_back(won: int) -> None:
    assert money.parse(money.format_won(won)) == won


@given(st.integers(1, 10**15), st.booleans(), st.booleans(), st.booleans())
def test_spaces_commas_and_the_last_won_do_not_matter(won: int, spaces: bool, commas: bool, unit: bool) -> None:
    text = money.format_won(won)
    text = re.sub(r"(?<=[조억만]) ?", "  " if spaces else "", text)
    text = text if commas else text.replace(",", "")
    assert money.parse(text if unit else text.removesuffix("원")) == won


@given(st.text(alphabet="0123456789,.조억만천백십원 ", max_size=12) | st.text(max_size=12))
def test_any_text_is_a_positive_sum_or_refused(text: str) -> None:
    try:
        won = money.parse(text)
    except ValueError:
        return
    assert 0 < won < money.LIMIT
