"""The example tables below tests/examples/importer: a made-up sentence each, and what the rules have to make of it."""

import datetime as dt
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker import dates, vocabulary
from tracker.importer import lexicon, reporting, turns
from tracker.importer.money import sums
from tracker.importer.page import cleaning
from tracker.importer.page.cleaning import Article
from tracker.importer.page.reading import Page
from tracker.importer.what import milestones
from tracker.importer.when import anchoring, days, events
from tracker.importer.where import regions
from tracker.importer.who import organisations, roles
from tracker.model import PartialDate
from tracker.vocabulary import Vocabulary

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "tests" / "examples" / "importer"
DAY = dt.date(2024, 5, 29)
_PIECES = (
    "국회 본회의를 통과했다고 9일 밝혔다.", "본회의의통과", "수원·성남시와", "광주시는", "지난 31일", "오는 2월", "전날", "이날", "내년 상반기까지",
    "3분기", "연내", "29 10월 2023", "2024.05.29 10:20 | 수정", "승인", "99월 99일", "2월 30일", "0월 0일", "1조22360억", "총사업비 300억 원(국비 100억, 도 50억",
    "100억원)", "등 총", "1,2,3억", "9999999조", "0원", "(대표 홍길동)", "㈜", "SK E&S", "A, B, C 3개사와", "서울, 부산 등 6개 지자체가 신청한",
    "공모에 선정돼", "업무협약을 체결했다.", "착공 목표는", "▲", "“", "”", "‘", "[가람신문=홍길동 기자]", "https://www.etnews.com/2024", "저작권자",
    "디스플레이", "수소특화 국가산단", "설계를 5월까지 끝내고", "~2027년", "2024~2027년", "부터", "억", "만원", "예타 신청을 철회했다",
)  # fmt: skip


@cache
def words() -> Vocabulary:
    return vocabulary.load(ROOT / "content")


def table(name: str) -> list[Any]:
    """The cases of one table, named by their number and beginning."""
    cases = yaml.load((EXAMPLES / f"{name}.yaml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506  # all text
    return [pytest.param(case, id=f"{number}") for number, case in enumerate(cases, 1)]


def article(text: str, headline: str | None = None, stamp: str | None = None) -> Article:
    """An article of one paragraph, without its page."""
    head = f"{headline}\n" if headline else ""
    return Article("made-up.txt", headline, (), (text,), head + text, len(head), None, None, None, stamp, (), ())


def test_a_list_of_cues_holds_each_word_once() -> None:
    lists = msgspec.structs.asdict(lexicon.cues())
    assert not [name for name, listed in lists.items() if isinstance(listed, tuple) and len(set(listed)) < len(listed)]


def nothing(value: str | None) -> str | None:
    return None if value in (None, "null", "") else value


def published(case: dict[str, Any]) -> dt.date | None:
    given = nothing(case.get("published"))
    return dates.parse_day(given) if given else None


@pytest.mark.parametrize("role", [pytest.param(one, id=one.example) for one in roles.ROLES])
def test_a_role_tells_of_the_names_of_its_own_example(role: roles.Role) -> None:
    found = roles.told(role.example.replace("|", ""), words())
    assert [one.name for one in found if one.rule == f"organisation.{role.rule}"] == role.example.split("|")[1::2]


@pytest.mark.parametrize(
    "one", [pytest.param(one, id=one.example) for kind in turns.known().places.values() for one in kind]
)
def test_a_turn_by_which_a_place_stands_by_fits_its_own_example(one: turns.PlaceTurn) -> None:
    before, behind = one.example.split("|")
    assert re.search(one.turn, before) if one.turn.endswith(r"\Z") else re.match(one.turn, behind)


@pytest.mark.parametrize(
    ("one", "turn"),
    [pytest.param(*both, id=both[0].example) for both in zip(turns.known().money, turns.around_sums(), strict=True)],
)
def test_a_turn_by_which_money_is_none_of_the_policy_fits_its_own_example(
    one: turns.MoneyTurn, turn: turns.AroundSum
) -> None:
    before, _, behind = one.example.split("|")
    assert turn.fits(before, behind)


@pytest.mark.parametrize(
    ("slug", "one"),
    [pytest.param(slug, one, id=one.example) for slug, deeds in turns.known().deeds.items() for one in deeds],
)
def test_a_turn_that_tells_of_a_deed_fits_its_own_example(slug: str, one: turns.DeedTurn) -> None:
    assert slug in words().instruments
    assert re.search(turns.with_verbs(one.turn), one.example)


@pytest.mark.parametrize("one", [pytest.param(one, id=one.example) for one in turns.known().steps])
def test_a_turn_that_tells_of_a_step_fits_its_own_example(one: turns.StepTurn) -> None:
    assert one.stage in {str(slug) for slug in words().stages}
    assert re.search(one.turn, one.example)


@pytest.mark.parametrize("case", table("sums"))
def test_sums_that_pay_for_a_policy_are_found_with_their_sources_and_others_left_out(case: dict[str, Any]) -> None:
    made = article(case["text"])
    found = sums.extract(made, organisations.mentions(made.text, words()), DAY)
    assert [str(one.amount) for one in found.budgets] == case["sums"]
    assert bool(found.questions) == (case.get("asks") == "true")
    if "parts" in case:
        assert {fund: str(amount) for fund, amount in found.budgets[0].breakdown.items()} == case["parts"]
    if "for" in case:
        assert found.budgets[0].what == nothing(case["for"])
    if "status" in case:
        assert found.budgets[0].status == case["status"]
    if "period" in case:
        assert str(found.budgets[0].period) == case["period"]


@pytest.mark.parametrize("case", table("dates"))
def test_a_date_comes_to_what_it_means_on_the_day_of_publication(case: dict[str, Any]) -> None:
    found = days.mentions(case["text"], published(case))
    if nothing(case["rule"]) is None:
        assert not found
        return
    assert found[0].rule == case["rule"]
    assert (str(found[0].date) if found[0].date else None) == nothing(case["is"])


@pytest.mark.parametrize("case", table("events"))
def test_the_event_has_the_day_on_which_it_happens_else_that_of_the_telling(case: dict[str, Any]) -> None:
    made = article(case["text"])
    event = events.find(made, days.mentions(made.text, published(case)), published(case))
    assert (str(event.date.value) if event.date else None) == nothing(case["date"])
    assert event.basis == nothing(case.get("basis"))
    if "day" in case:
        assert event.day == int(case["day"])
    if "asks" in case:
        assert [question.field for question in event.questions] == [case["asks"]]


@pytest.mark.parametrize("case", table("regions"))
def test_regions_are_those_that_act_or_are_meant(case: dict[str, Any]) -> None:
    made = article(case["text"])
    bodies = organisations.mentions(made.text, words())
    given = nothing(case.get("date", str(DAY)))
    day = dates.parse(given) if given else None
    found = regions.extract(made, organisations.mask(made.text, bodies), bodies, day, words())
    assert sorted(candidate.value for candidate in found.regions) == sorted(case["is"])
    asked = [question for question in found.questions if f"‘{case.get('asks')}’" in question.why]
    assert len(asked) == len(found.questions) == ("asks" in case)


@pytest.mark.parametrize("case", table("organisations"))
def test_bodies_are_found_by_name_by_ending_and_by_the_lists_they_stand_in(case: dict[str, Any]) -> None:
    made = article(case["text"])
    found = organisations.extract(made, organisations.mentions(made.text, words()), words())
    assert sorted(candidate.value for candidate in found) == sorted(case["is"])


@pytest.mark.parametrize("case", table("topics"))
def test_sectors_instruments_and_stage_follow_headline_and_lead(case: dict[str, Any]) -> None:
    found = reporting.report(article(case["text"], case["headline"]), words(), published=DAY, url=None)
    sectors = [candidate.value for candidate in found.sectors]
    if "sectors" in case:
        assert sectors == case["sectors"]
    assert not set(sectors) & set(case.get("not_sectors", ()))
    deeds = {candidate.value for candidate in found.instruments}
    assert set(case.get("instruments", ())) <= deeds
    assert not deeds & set(case.get("not_instruments", ()))
    if "stage" in case:
        assert found.stage
        assert found.stage.value == case["stage"]


def page(middle: Sequence[str]) -> Page:
    """A page about a path through a wood, with some lines in the middle of the article."""
    top = "가람시, 숲길 놓는다"
    first = "가람시는 시청 뒤 언덕에 숲길을 놓는다고 20일 밝혔다."
    last = "숲길은 내년 봄에 열리고 주민 누구나 걸을 수 있다고 시는 전했다."
    return Page("made-up.txt", (top, first, *middle, last))


@pytest.mark.parametrize("case", table("chrome"))
def test_lines_of_the_page_are_told_from_lines_of_the_article(case: dict[str, Any]) -> None:
    lines = cleaning.clean(page([case["line"]])).lines
    assert next(line.kind for line in lines if line.number == 3) == case["kind"]


@pytest.mark.parametrize("case", table("heads"))
def test_a_headline_is_told_from_the_names_and_rubrics_above_it(case: dict[str, Any]) -> None:
    paper = case.get("dateline") or case.get("publisher", "달빛신문")
    text = f"(가람={paper}) 가람시는 시청 뒤 언덕에 숲길을 놓는다고 20일 밝혔다. 내년 봄에 열리고 주민 누구나 걸을 수 있다."
    made = cleaning.clean(Page("made-up.txt", (*case["top"], text)))
    assert made.headline == case["headline"]
    if "publisher" in case:
        assert made.publisher == case["publisher"]
    if "stamp" in case:
        assert made.stamp == nothing(case["stamp"])


@pytest.mark.parametrize("end", table("ends"))
def test_nothing_behind_an_end_mark_belongs_to_the_article(end: str) -> None:
    made = cleaning.clean(
        page(["", end, "1. 구로구, 20조 8,923억 원으로 육교 놓는다", "구로구는 육교를 놓는다고 밝혔다."])
    )
    assert len(made.body) == 1
    assert "구로구" not in made.text


@pytest.mark.parametrize("case", table("stamps"))
def test_the_publication_is_a_stamp_or_a_part_of_the_address(case: dict[str, Any]) -> None:
    found = anchoring.parse_stamp(case["stamp"]) if "stamp" in case else anchoring.from_url(case["url"])
    assert found == nothing(case["is"])


def test_an_option_goes_before_a_stamp_and_a_stamp_before_the_address() -> None:
    made = article("가람시는 숲길을 놓는다.", stamp="입력 2024-05-20 10:00")
    url = "https://news.example/20240101000001"
    option = anchoring.anchor(made, dt.date(2024, 3, 1), url)
    stamp = anchoring.anchor(made, None, url)
    address = anchoring.anchor(made._replace(stamp=None), None, url)
    assert [found and found.rule for found in (option, stamp, address)] == [
        "published.option",
        "published.stamp",
        "published.url",
    ]


def test_a_stamp_that_is_but_the_first_of_a_month_yields_to_the_day_in_the_address() -> None:
    made = article("가람시는 숲길을 놓는다.", stamp="date 2024-05-01")
    assert anchoring.anchor(made, None, "https://news.example/20240515000001").value[:10] == "2024-05-15"  # type: ignore[union-attr]
    assert anchoring.anchor(made, None, "https://news.example/20240615000001").value == "2024-05-01"  # type: ignore[union-attr]


def test_without_option_stamp_and_dated_address_there_is_no_publication() -> None:
    assert anchoring.anchor(article("가람시는 숲길을 놓는다."), None, "https://news.example/1") is None


def test_a_day_that_no_calendar_has_is_no_date() -> None:
    assert [day.date for day in days.mentions("시는 2월 30일 회의를 열었다.", DAY)] == [None]


def test_a_partial_date_needs_no_day() -> None:
    assert days.of(DAY) == PartialDate(2024, 5, 29)


@pytest.mark.parametrize("case", table("stages"))
def test_a_stage_follows_the_verbs_their_tense_and_the_days_to_come(case: dict[str, Any]) -> None:
    found = reporting.report(article(case["text"], case.get("headline")), words(), published=DAY, url=None)
    stage = found.stage.value if found.stage else None
    assert stage not in case.get("not", ())
    if "is" in case:
        assert stage == case["is"]


@pytest.mark.parametrize("case", table("milestones"))
def test_a_dated_step_has_a_name_of_a_few_words(case: dict[str, Any]) -> None:
    made = article(case["text"])
    found = milestones.extract(made, days.mentions(made.text, DAY), None)
    assert {str(step.date): step.what for step in found} == case["is"]
    assert [str(step.date) for step in found if step.is_past] == case.get("past", [])


@pytest.mark.parametrize("case", table("publishers"))
def test_an_address_tells_its_publisher(case: dict[str, Any]) -> None:
    assert lexicon.publisher_at(case["url"]) == nothing(case["is"])


@given(
    st.text(
        alphabet=st.sampled_from(list("가시도군구에서를이는은 .,\\n(·)‘’“”~0123456789년월일억조만원국비총등")),
        max_size=300,
    )
)
@settings(max_examples=150, deadline=None)
def test_no_letters_make_the_rules_fail(text: str) -> None:
    page = Page("made-up.txt", tuple(text.split("\n")))
    reporting.record(reporting.report(cleaning.clean(page), words(), published=DAY, url=None))


@given(
    st.lists(st.sampled_from(_PIECES), max_size=30), st.sampled_from(("", " ", "\n", "를 ", "의 ", " 및 ", "·", "("))
)
@settings(max_examples=250, deadline=None)
def test_no_words_make_the_rules_fail(pieces: list[str], link: str) -> None:
    page = Page("made-up.txt", tuple(link.join(pieces).split("\n")))
    for day in (DAY, None):
        reporting.record(reporting.report(cleaning.clean(page), words(), published=day, url=None))


def test_of_more_sums_than_an_article_has_only_the_first_are_read() -> None:
    made = article("가람시는 " + " ".join(f"국비 {number}억 원" for number in range(1, 500)) + "을 쓴다고 밝혔다.")
    found = sums.extract(made, [], DAY)
    assert len(found.budgets) == sums.MOST_SUMS
    assert any("499개" in question.why for question in found.questions)


@pytest.mark.parametrize(
    ("headline", "text", "parts"),
    [
        ("청주시 숲길 조례", "청주시는 추경에 숲길 이자 5억 원을 담았다고 20일 밝혔다.", {"municipal": 5 * 10**8}),
        ("충북 숲길 조례", "충북도는 예비비 4억 원을 서둘러 편성했다고 20일 밝혔다.", {"provincial": 4 * 10**8}),
        ("청주시 내년 국비 역대 최대", "청주시는 숲길 예산 31억 원을 챙겼다고 20일 밝혔다.", {"national": 31 * 10**8}),
        ("청주시 숲길 놓는다", "청주시는 숲길 예산 31억 원을 챙겼다고 20일 밝혔다.", {}),
    ],
)
def test_whose_budget_a_sum_is_in_pays_it(headline: str, text: str, parts: dict[str, int]) -> None:
    found = reporting.report(article(text, headline), words(), published=DAY, url=None)
    assert {str(fund): int(amount) for fund, amount in found.budgets[0].breakdown.items()} == parts


def test_what_a_province_wins_for_its_districts_is_its_own() -> None:
    text = (
        "경북도는 숲길 예산 90억 원을 챙겼다고 20일 밝혔다. 길은 내년에 열린다.\n"
        "나무 분야에서는 안동 숲길 기반 58억 원, 경산 정원 시험대 31억 원 등 새 사업이 담겼다."
    )
    found = reporting.report(article(text, "경북도, 숲길 예산 챙겼다"), words(), published=DAY, url=None)
    assert [one.amount for one in found.budgets] == [90 * 10**8, 58 * 10**8, 31 * 10**8]


@pytest.mark.parametrize(
    ("city", "kind"),
    [("대전시", "provincial"), ("대구 군위군", "municipal"), ("청주시", "municipal"), ("여수시", "municipal")],
)
def test_what_a_city_pays_is_its_provinces_where_it_is_one(city: str, kind: str) -> None:
    word = "군비" if city.endswith("군") else "시비"
    made = article(f"{city}는 국비 20억 원과 {word} 10억 원 등 모두 30억 원을 숲길에 투입한다고 20일 밝혔다.")
    found = reporting.report(made, words(), published=dt.date(2026, 11, 21), url=None)
    assert {str(fund): int(amount) for fund, amount in found.budgets[0].breakdown.items()} == {
        "national": 2 * 10**9,
        kind: 10**9,
    }
