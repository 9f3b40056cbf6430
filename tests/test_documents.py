import datetime as dt
import types
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, get_args, get_type_hints

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from support import BODY, CONTENT, ENTRY, EXAMPLES, entry_text, places
from tracker import cache, documents, frontmatter
from tracker.model import (
    Breakdown,
    Budget,
    Correction,
    Entry,
    EntryId,
    Initiative,
    InitiativeSlug,
    InstrumentSlug,
    InvalidContentError,
    Milestone,
    MilestoneRef,
    Page,
    PartialDate,
    Party,
    Period,
    Problem,
    RegionSlug,
    SectorSlug,
    Slug,
    Source,
    StageSlug,
    Target,
    Text,
    Url,
    Withdrawal,
    Won,
)
from tracker.vocabulary import Vocabulary

PATH = "entries/2024/2024-05-21-busan-plan.md"
A = "{id: a, due: 2025, what: 가}"
B = "{what: 가, amount: 3억, status: spent"
C = "{date: 2024-06-09, what: 나}"
S = "{url: https://a.kr/1, publisher: 가"
"""Pieces of front matter: a milestone, the beginning of a budget, a correction, the beginning of a source."""
FULL = (EXAMPLES / "full-entry.md").read_bytes()
FULL_PATH = "entries/2024/2024-05-21-jeonbuk-battery-centre-selected.md"


def parse(vocabulary: Vocabulary, text: str, path: str = PATH) -> Entry:
    return documents.parse_entry(text.encode(), path, vocabulary)


def problems_of(vocabulary: Vocabulary, text: str, path: str = PATH) -> list[Problem]:
    with pytest.raises(InvalidContentError) as caught:
        parse(vocabulary, text, path)
    return caught.value.problems


def test_every_field_of_an_entry_is_read_exactly(vocabulary: Vocabulary) -> None:
    assert documents.parse_entry(FULL, FULL_PATH, vocabulary) == Entry(
        id=EntryId("2024-05-21-jeonbuk-battery-centre-selected"),
        path=FULL_PATH,
        body="전북특별자치도가 공모에 뽑혔다.\n\n**센터**는 새만금에 들어선다.",
        html="<p>전북특별자치도가 공모에 뽑혔다.</p>\n<p><strong>센터</strong>는 새만금에 들어선다.</p>",
        digest=cache.digest(FULL_PATH.encode(), FULL),
        title=Text("전북, 이차전지 실시간 고도분석센터 공모에 선정"),
        title_en=Text("Jeonbuk wins the national call for a real-time battery analysis centre"),
        summary_en=Text("Jeonbuk was chosen for a centre that opens in 2028."),
        date=PartialDate(2024, 5, 21),
        date_basis="inferred",
        date_note=Text("이튿날 기사가 ‘21일’이라고 적었다"),
        added=dt.date(2024, 6, 1),
        draft=False,
        regions=(RegionSlug("jeonbuk"),),
        participants=(RegionSlug("jeonbuk/gunsan"),),
        sectors=(SectorSlug("secondary-battery"),),
        instruments=(InstrumentSlug("public-call"), InstrumentSlug("facility")),
        stage=StageSlug("selected"),
        initiative=InitiativeSlug("saemangeum-battery-complex"),
        parties=(Party(Text("전북특별자치도"), "lead"), Party(Text("산업통상자원부"), "funder")),
        budgets=(
            Budget(
                what=Text("이차전지 실시간 고도분석센터 구축"),
                amount=Won(36_930_000_000),
                status="awarded",
                period=Period(PartialDate(2024), PartialDate(2028)),
                part_of=Text("새만금 이차전지 특화단지 조성"),
                what_en=Text("Real-time battery analysis centre"),
                breakdown=Breakdown(
                    national=Won(15_040_000_000),
                    provincial=Won(10_000_000_000),
                    municipal=Won(1_890_000_000),
                    local=Won(9_900_000_000),
                    private=Won(100_000_000),
                ),
            ),
        ),
        milestones=(
            Milestone(
                Slug("open"), PartialDate(2028), Text("고도분석센터 구축 완료"), Text("Analysis centre completed")
            ),
        ),
        fulfils=(MilestoneRef("2024-04-15-jeonbuk-battery-centre-bid#decision"),),
        targets=(
            Target(Text("분석 장비"), Decimal(20), Text("종"), PartialDate(2028, 12), Text("Analysis instruments")),
            Target(Text("처리 속도"), Decimal("1.5"), Text("배")),
        ),
        sources=(
            Source(
                url=Url("https://news.example/2024/0522"),
                publisher=Text("가나일보"),
                published=dt.date(2024, 5, 22),
                archive_url=Url("https://archive.example/2024/0522"),
                fingerprint=Text("AAAAAQAAAAI="),
            ),
            Source(Url("https://news.example/2024/0523"), Text("다라신문")),
        ),
        corrections=(Correction(dt.date(2024, 6, 10), Text("참여 기관을 바로잡음")),),
        withdrawn=Withdrawal(
            date=dt.date(2024, 6, 20),
            reason=Text("같은 일을 두 번 기록함"),
            replaced_by=EntryId("2024-05-22-jeonbuk-battery-centre"),
        ),
        redirect_from=(EntryId("2024-05-20-jeonbuk-battery-centre-selected"),),
    )


def structs_of(hint: Any) -> Iterator[type[msgspec.Struct]]:
    """The structs of front matter that a field's annotation holds, at any depth."""
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct) and hint not in (PartialDate, Period):
        yield hint
    elif isinstance(hint, types.UnionType) or get_args(hint):
        for part in get_args(hint):
            yield from structs_of(part)


def test_the_full_example_leaves_no_field_of_the_model_out() -> None:
    tree = frontmatter.load(FULL, FULL_PATH).tree
    from_the_file = {"id", "path", "body", "html", "digest"}
    assert set(tree) == set(Entry.__struct_fields__) - from_the_file
    for name, hint in get_type_hints(Entry).items():
        for struct in structs_of(hint):
            value: Any = tree[name]
            item = value[0] if isinstance(value, list) else value
            assert set(item) == set(struct.__struct_fields__), name
    budget: Any = tree["budgets"]
    assert set(budget[0]["breakdown"]) == set(Breakdown.__struct_fields__)


def test_what_an_entry_may_leave_out_has_quiet_defaults(vocabulary: Vocabulary) -> None:
    assert parse(vocabulary, entry_text()) == Entry(
        id=EntryId("2024-05-21-busan-plan"),
        path=PATH,
        body=BODY,
        html=f"<p>{BODY}</p>",
        digest=cache.digest(PATH.encode(), entry_text().encode()),
        title=Text("부산광역시, 미래차 부품단지 계획 발표"),
        date=PartialDate(2024, 5, 21),
        added=dt.date(2024, 6, 1),
        regions=(RegionSlug("busan"),),
        sectors=(SectorSlug("future-car"),),
        instruments=(InstrumentSlug("plan"),),
        stage=StageSlug("announced"),
        sources=(Source(Url("https://news.example/1"), Text("가나일보"), dt.date(2024, 5, 21)),),
    )


def test_an_initiative_and_a_page_are_named_by_their_files(vocabulary: Vocabulary) -> None:
    head = "title: 부산 미래차\ntitle_en: Busan\nadded: 2024-06-01\nregions: [busan]\nsectors: [future-car]\n"
    data = f"---\n{head}instruments: [plan]\nredirect_from: [busan-car]\n---\n글\n".encode()
    digest = cache.digest(b"initiatives/busan-cars.md", data)
    assert documents.parse_initiative(data, "initiatives/busan-cars.md", vocabulary) == Initiative(
        slug=InitiativeSlug("busan-cars"),
        path="initiatives/busan-cars.md",
        body="글",
        html="<p>글</p>",
        digest=digest,
        title=Text("부산 미래차"),
        title_en=Text("Busan"),
        added=dt.date(2024, 6, 1),
        regions=(RegionSlug("busan"),),
        sectors=(SectorSlug("future-car"),),
        instruments=(InstrumentSlug("plan"),),
        redirect_from=(InitiativeSlug("busan-car"),),
    )
    data = "---\ntitle: 소개\n---\n글\n".encode()
    digest = cache.digest(b"pages/about.md", data)
    page = Page(
        slug=Slug("about"), path="pages/about.md", body="글", html="<p>글</p>", digest=digest, title=Text("소개")
    )
    assert documents.parse_page(data, "pages/about.md", vocabulary) == page


def test_the_digest_changes_with_the_path_and_every_byte_of_the_file(vocabulary: Vocabulary) -> None:
    texts = [entry_text(), entry_text() + "\n", entry_text(body=BODY + " "), entry_text(draft="false")]
    digests = {parse(vocabulary, text).digest for text in texts}
    digests.add(parse(vocabulary, texts[0], PATH.replace("busan-plan", "busan-plans")).digest)
    assert len(digests) == len(texts) + 1


@pytest.mark.parametrize(
    ("changes", "needle", "code"),
    [
        pytest.param({"titel": "제목"}, "titel", "unknown-key", id="unknown-key"),
        pytest.param({"id": "x"}, "id:", "unknown-key", id="id-in-the-front-matter"),
        pytest.param({"stage": None}, "title", "missing-key", id="missing-key"),
        pytest.param({"sources": "[]"}, "[]", "missing-key", id="no-source"),
        pytest.param({"date_basis": "inferred"}, "inferred", "missing-key", id="inferred-without-a-note"),
        pytest.param({"date_basis": "guessed"}, "guessed", "unknown-value", id="date-basis"),
        pytest.param({"draft": "yes"}, "yes", "wrong-type", id="draft-that-is-no-boolean"),
        pytest.param({"title": "''"}, "''", "wrong-type", id="empty-title"),
        pytest.param({"regions": "busan"}, "busan\n", "wrong-type", id="regions-that-are-no-list"),
        pytest.param({"regions": "[busan, bussan]"}, "bussan", "unknown-slug", id="region"),
        pytest.param({"participants": "[gyeonggi/suwon/jangan]"}, "gyeonggi", "unknown-slug", id="ward"),
        pytest.param({"sectors": "[future-cars]"}, "future-cars", "unknown-slug", id="sector"),
        pytest.param({"instruments": "[plans]"}, "plans", "unknown-slug", id="instrument"),
        pytest.param({"stage": "결정"}, "결정", "unknown-slug", id="stage"),
        pytest.param({"added": "2024"}, "2024\n", "date", id="inexact-added"),
        pytest.param({"regions": "[busan, busan]"}, "busan]", "duplicate", id="region-twice"),
        pytest.param({"sectors": "[bio, bio]"}, "bio]", "duplicate", id="sector-twice"),
        pytest.param({"instruments": "[plan, plan]"}, "plan]", "duplicate", id="instrument-twice"),
        pytest.param({"fulfils": "['a#b', 'a#b']"}, "'a#b']", "duplicate", id="promise-twice"),
        pytest.param({"redirect_from": "[a, a]"}, "a]", "duplicate", id="former-id-twice"),
        pytest.param({"redirect_from": "[a/b]"}, "a/b", "wrong-type", id="former-id-that-is-a-path"),
        pytest.param({"participants": "[busan]"}, "busan]", "duplicate", id="participant-is-a-region-too"),
        pytest.param({"initiative": "Busan Cars"}, "Busan Cars", "unknown-slug", id="initiative-that-is-no-slug"),
        pytest.param({"milestones": "[{id: A, due: 2025, what: 가}]"}, "A, due", "wrong-type", id="milestone-id"),
        pytest.param({"milestones": "[{id: a, due: 2024-04, what: 가}]"}, "2024-04,", "date-order", id="past-promise"),
        pytest.param({"milestones": f"[{A}, {A}]"}, "a, due", "duplicate", id="milestone-twice"),
        pytest.param({"sources": f"[{S}}}, {S}}}]"}, "https", "duplicate", id="source-twice"),
        pytest.param({"sources": "[{url: 'javascript:1', publisher: 가}]"}, "'javascript", "url", id="javascript"),
        pytest.param(
            {"sources": f"[{S}, published: 2024-06-02}}]"}, "2024-06-02", "date-order", id="source-after-added"
        ),
        pytest.param({"sources": f"[{S}, archive_url: x}}]"}, "x}", "url", id="archive"),
        pytest.param({"sources": "[{url: https://a.kr}]"}, "{url", "missing-key", id="no-publisher"),
        pytest.param(
            {"corrections": "[{date: 2024-05-31, what: 가}]"}, "2024-05-31", "date-order", id="early-correction"
        ),
        pytest.param(
            {"corrections": f"[{{date: 2024-07-01, what: 가}}, {C}]"}, "2024-06-09", "date-order", id="late-one"
        ),
        pytest.param(
            {"withdrawn": "{date: 2024-05-31, reason: 가}"}, "2024-05-31", "date-order", id="early-withdrawal"
        ),
        pytest.param({"withdrawn": "{date: 2024-06-02}"}, "{date", "missing-key", id="withdrawn-without-a-reason"),
        pytest.param({"budgets": "[{what: 가, amount: 약 3억, status: spent}]"}, "약 3억", "money", id="vague-sum"),
        pytest.param({"budgets": "[{what: 가, amount: 3억, status: 집행}]"}, "집행", "unknown-value", id="status"),
        pytest.param({"budgets": f"[{B}, period: 2026/2024}}]"}, "2026/2024", "period", id="period"),
        pytest.param({"budgets": f"[{B}, breakdown: {{local: 2억}}}}]"}, "{local", "sum-mismatch", id="sum"),
        pytest.param({"budgets": f"[{B}, breakdown: {{}}}}]"}, "{}", "sum-mismatch", id="empty-breakdown"),
        pytest.param({"budgets": f"[{B}, breakdown: {{locl: 3억}}}}]"}, "locl", "unknown-key", id="unknown-source"),
        pytest.param({"parties": "[{name: 가, role: chief}]"}, "chief", "unknown-value", id="role"),
        pytest.param({"targets": "[{metric: 가, value: 백, unit: 곳}]"}, "백", "wrong-type", id="value"),
    ],
)
def test_a_rule_that_an_entry_breaks_is_reported_at_its_place(
    vocabulary: Vocabulary, changes: dict[str, str], needle: str, code: str
) -> None:
    text = entry_text(**changes)
    head = text[: text.rindex("---")]
    wanted = frontmatter.position(text, head.rindex(needle))
    (problem,) = problems_of(vocabulary, text)
    assert (problem.path, problem.line, problem.column, problem.code) == (PATH, *wanted, code)


@pytest.mark.parametrize("date", ["2024-02-30", "2024-13", "2024/05/21", "어제"])
def test_an_impossible_date_is_the_only_problem_of_its_entry(vocabulary: Vocabulary, date: str) -> None:
    assert places(problems_of(vocabulary, entry_text(date=date))) == [f"{PATH}:3:7: date"]


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        pytest.param({"date": "2024-05"}, "entries/2024/2024-05-busan-plan.md", id="month"),
        pytest.param({"date": "2024"}, "entries/2024/2024-busan-plan.md", id="year"),
        pytest.param({"milestones": "[{id: a, due: 2024, what: 가}]"}, PATH, id="promise-for-the-same-year"),
        pytest.param({"milestones": "[{id: a, due: 2024-05-21, what: 가}]"}, PATH, id="promise-for-the-same-day"),
        pytest.param({"date_basis": "inferred", "date_note": "기사의 날짜로 미루어"}, PATH, id="inferred-with-a-note"),
        pytest.param({"date_basis": "derived"}, PATH, id="derived"),
        pytest.param({"budgets": "[{what: 가, amount: 1조 2739억, status: requested}]"}, PATH, id="no-breakdown"),
        pytest.param({"corrections": "[{date: 2024-06-01, what: 가}]"}, PATH, id="corrected-on-the-day"),
        pytest.param({"sources": f"[{S}, published: 2024-06-01}}]"}, PATH, id="recorded-on-the-day-of-the-source"),
        pytest.param({"withdrawn": "{date: 2024-06-01, reason: 가}"}, PATH, id="withdrawn-on-the-day"),
        pytest.param({"added": "2024-05-20", "sources": "[{url: https://a.kr/1, publisher: 가}]"}, PATH, id="foreseen"),
        pytest.param({"participants": "[]", "parties": "[]", "initiative": "null"}, PATH, id="empty-options"),
    ],
)
def test_what_is_just_right_is_accepted(vocabulary: Vocabulary, changes: dict[str, str], path: str) -> None:
    assert parse(vocabulary, entry_text(**changes), path).path == path


@pytest.mark.parametrize(
    ("path", "message"),
    [
        pytest.param("entries/2023/2024-05-21-busan-plan.md", "entries/2024/ 폴더", id="folder-of-another-year"),
        pytest.param("entries/2024/2024-05-20-busan-plan.md", "‘2024-05-21’로 시작하지", id="another-day"),
        pytest.param("entries/2024/busan-plan.md", "‘2024-05-21’로 시작하지", id="no-day"),
        pytest.param("entries/2024/2024-05-21.md", "‘2024-05-21’로 시작하지", id="day-alone"),
        pytest.param("entries/2024/2024-05-21-Busan.md", "영문 소문자", id="capital"),
        pytest.param("entries/2024/2024-05-21-부산.md", "영문 소문자", id="hangul"),
        pytest.param("entries/2024/2024-05-21-.md", "영문 소문자", id="empty-slug"),
        pytest.param("entries/2024/2024-05-21--plan.md", "영문 소문자", id="two-hyphens"),
        pytest.param("entries/2024/2024-05-21-plan_b.md", "영문 소문자", id="underscore"),
    ],
)
def test_a_file_is_called_after_its_date_in_the_folder_of_its_year(
    vocabulary: Vocabulary, path: str, message: str
) -> None:
    (problem,) = problems_of(vocabulary, entry_text(), path)
    assert (problem.line, problem.column, problem.code) == (3, 7, "file-name")
    assert message in problem.message


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        pytest.param("", [(10, 1, "empty-body")], id="empty"),
        pytest.param("\n \n", [(10, 1, "empty-body")], id="blank"),
        pytest.param("\n\n글 <b>굵게</b>", [(13, 3, "raw-html")], id="html-after-blank-lines"),
        pytest.param("<b>굵게</b>\n<i>기울임</i>", [(11, 1, "raw-html"), (12, 1, "raw-html")], id="html-on-two-lines"),
        pytest.param("글\n\n![그림](x.png)", [(13, 1, "image")], id="image"),
        pytest.param("글 [누르기](javascript:x)", [(11, 9, "url")], id="javascript"),
    ],
)
def test_a_fault_in_the_body_stands_at_its_line_in_the_file(
    vocabulary: Vocabulary, body: str, wanted: list[tuple[int, int, str]]
) -> None:
    found = problems_of(vocabulary, entry_text(body=body))
    if "empty-body" in {problem.code for problem in found}:
        assert [(problem.column, problem.code) for problem in found] == [(1, "empty-body")]
    else:
        assert [(problem.line, problem.column, problem.code) for problem in found] == wanted


def test_a_draft_may_wait_for_its_body(vocabulary: Vocabulary) -> None:
    assert parse(vocabulary, entry_text(body="", draft="true")).draft


def test_all_problems_of_a_file_come_at_once_in_the_order_of_its_lines(vocabulary: Vocabulary) -> None:
    text = entry_text(body="<br>", regions="[bussan]", added="어제", titel="제목", stage=None)
    assert places(problems_of(vocabulary, text)) == [
        f"{PATH}:2:1: missing-key",
        f"{PATH}:4:8: date",
        f"{PATH}:5:11: unknown-slug",
        f"{PATH}:9:1: unknown-key",
        f"{PATH}:11:1: raw-html",
    ]


@pytest.mark.parametrize(
    ("head", "path", "wanted"),
    [
        pytest.param("regions: [busan, busan]", "initiatives/a.md", "4:18: duplicate", id="region-twice"),
        pytest.param("regions: [bussan]", "initiatives/a.md", "4:11: unknown-slug", id="region"),
        pytest.param("regions: []", "initiatives/a.md", "4:10: missing-key", id="no-region"),
        pytest.param("regions: [busan]", "initiatives/Busan cars.md", "2:1: file-name", id="name"),
        pytest.param("regions: [busan]\nstage: agreed", "initiatives/a.md", "5:1: unknown-key", id="key-of-an-entry"),
    ],
)
def test_an_initiative_has_rules_of_its_own(vocabulary: Vocabulary, head: str, path: str, wanted: str) -> None:
    text = f"---\ntitle: 가\nadded: 2024-06-01\n{head}\nsectors: [future-car]\n---\n글\n"
    with pytest.raises(InvalidContentError) as caught:
        documents.parse_initiative(text.encode(), path, vocabulary)
    assert places(caught.value.problems) == [f"{path}:{wanted}"]


@pytest.mark.parametrize(
    ("text", "path", "wanted"),
    [
        pytest.param("---\n---\n글\n", "pages/a.md", "1:1: missing-key", id="no-title"),
        pytest.param("---\ntitle: 가\n---\n", "pages/a.md", "4:1: empty-body", id="no-body"),
        pytest.param("---\ntitle: 가\n---\n글\n", "pages/연락처.md", "2:1: file-name", id="name"),
        pytest.param("---\ntitle: 가\nadded: 2024\n---\n글\n", "pages/a.md", "3:1: unknown-key", id="other-key"),
    ],
)
def test_a_page_has_rules_of_its_own(vocabulary: Vocabulary, text: str, path: str, wanted: str) -> None:
    with pytest.raises(InvalidContentError) as caught:
        documents.parse_page(text.encode(), path, vocabulary)
    assert places(caught.value.problems) == [f"{path}:{wanted}"]


@given(st.permutations(list(ENTRY)))
def test_the_order_of_keys_does_not_matter(vocabulary: Vocabulary, keys: list[str]) -> None:
    shuffled = "".join(f"{key}: {ENTRY[key]}\n" for key in keys)
    entry = parse(vocabulary, f"---\n{shuffled}---\n{BODY}\n")
    assert msgspec.structs.replace(entry, digest="") == msgspec.structs.replace(
        parse(vocabulary, entry_text()), digest=""
    )


YAML_VALUES = st.text("0123456789-:,.[]{}'\"# 가억만#abtrue", max_size=20) | st.text(max_size=12)


@given(st.sampled_from(sorted(set(Entry.__struct_fields__) - {"id", "path", "body", "digest"})), YAML_VALUES)
def test_any_value_of_any_key_is_an_entry_or_a_list_of_problems(vocabulary: Vocabulary, key: str, value: str) -> None:
    text = entry_text(**{key: value}).encode("utf-8", "surrogatepass")
    try:
        documents.parse_entry(text, PATH, vocabulary)
    except InvalidContentError as error:
        problems = error.problems
    else:
        return
    assert problems
    assert {problem.path for problem in problems} == {PATH}


def test_the_entry_of_the_design_is_an_entry_of_the_real_content(vocabulary: Vocabulary) -> None:
    path = "entries/2024/2024-05-21-jeonbuk-battery-centre-selected.md"
    entry = documents.parse_entry((CONTENT / path).read_bytes(), path, vocabulary)
    (budget,) = entry.budgets
    assert (budget.amount, budget.status) == (36_930_000_000, "awarded")
    assert budget.breakdown == Breakdown(national=Won(15_040_000_000), local=Won(21_890_000_000))
