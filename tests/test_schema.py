import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker import schema
from tracker.frontmatter import Tree
from tracker.model import Fault, PartialDate, Slug, Text, Url, Won


class Part(msgspec.Struct, frozen=True):
    name: Text
    count: int = 1


class Whole(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    title: Text
    kind: Literal["small", "large"] = "small"
    day: dt.date | None = None
    part: Part | None = None
    parts: tuple[Part, ...] = ()
    words: tuple[Text, ...]
    labels: dict[str, Text] = {}


LEAST: dict[str, Tree] = {"title": "가", "words": ["나"]}


def read(tree: Tree) -> tuple[Whole | None, list[Fault]]:
    return schema.Schema({}).read(Whole, tree, {"id": "x"})


def faults_of(**changes: Tree) -> list[Fault]:
    whole, faults = read({**LEAST, **changes})
    assert whole is None
    return faults


def value_of(hint: type, text: str) -> object:
    """What a text becomes where a field is annotated with the hint."""
    struct = msgspec.defstruct("One", [("value", hint)], frozen=True)
    record, faults = schema.Schema({}).read(struct, {"value": text})
    if faults:
        raise ValueError(faults[0].code)
    return record.value


def test_a_tree_becomes_a_struct_with_its_defaults() -> None:
    assert read(LEAST) == (Whole(id="x", title=Text("가"), words=(Text("나"),)), [])


def test_nested_values_become_structs_tuples_and_mappings() -> None:
    tree: Tree = {
        **LEAST,
        "kind": "large",
        "day": "2024-05-21",
        "part": {"name": "다", "count": "1,000"},
        "parts": [{"name": "라"}, {"name": "마", "count": "-3"}],
        "labels": {"a": "바"},
    }
    whole, faults = read(tree)
    assert faults == []
    assert whole == Whole(
        id="x",
        title=Text("가"),
        kind="large",
        day=dt.date(2024, 5, 21),
        part=Part(Text("다"), 1000),
        parts=(Part(Text("라")), Part(Text("마"), -3)),
        words=(Text("나"),),
        labels={"a": Text("바")},
    )


def test_null_leaves_an_optional_field_at_its_default() -> None:
    assert read({**LEAST, "kind": None, "day": None, "part": None, "parts": None, "labels": None}) == read(LEAST)


def test_the_order_of_keys_does_not_matter() -> None:
    tree: dict[str, Tree] = {**LEAST, "kind": "large", "day": "2024-05-21"}
    assert read(dict(reversed(tree.items()))) == read(tree)


@pytest.mark.parametrize(
    ("changes", "at", "code", "message"),
    [
        pytest.param({"titel": "가"}, ("titel", ""), "unknown-key", "‘titel’", id="unknown-key"),
        pytest.param({"id": "y"}, ("id", ""), "unknown-key", "‘id’", id="key-that-the-file-gives"),
        pytest.param({"title": None}, ("title",), "wrong-type", "비어 있습니다", id="null-where-required"),
        pytest.param({"title": ["가"]}, ("title",), "wrong-type", "값 하나여야", id="list-for-text"),
        pytest.param({"title": {"a": "가"}}, ("title",), "wrong-type", "값 하나여야", id="mapping-for-text"),
        pytest.param({"title": " "}, ("title",), "wrong-type", "빈 글", id="blank-text"),
        pytest.param({"title": "가\n나"}, ("title",), "wrong-type", "여러 줄", id="two-lines"),
        pytest.param({"title": "가\r나"}, ("title",), "wrong-type", "여러 줄", id="carriage-return"),
        pytest.param({"words": "가"}, ("words",), "wrong-type", "목록이어야", id="text-for-a-list"),
        pytest.param({"words": []}, ("words",), "missing-key", "적어도 하나", id="empty-list-where-required"),
        pytest.param({"words": None}, ("words",), "wrong-type", "목록이어야", id="null-list-where-required"),
        pytest.param({"words": ["가", ""]}, ("words", 1), "wrong-type", "빈 글", id="empty-item"),
        pytest.param({"words": ["가", None]}, ("words", 1), "wrong-type", "비어 있습니다", id="null-item"),
        pytest.param({"words": [["가"]]}, ("words", 0), "wrong-type", "값 하나여야", id="list-in-a-list"),
        pytest.param({"kind": "smal"}, ("kind",), "unknown-value", "‘smal’", id="unknown-choice"),
        pytest.param({"kind": ["small"]}, ("kind",), "wrong-type", "값 하나여야", id="list-for-a-choice"),
        pytest.param({"day": "2024-05"}, ("day",), "date", "날까지", id="month-for-a-day"),
        pytest.param({"part": "가"}, ("part",), "wrong-type", "묶음이어야", id="text-for-a-struct"),
        pytest.param({"part": {}}, ("part",), "missing-key", "‘name’", id="missing-key-inside"),
        pytest.param({"parts": [{"name": "가", "x": "1"}]}, ("parts", 0, "x", ""), "unknown-key", "‘x’", id="deep-key"),
        pytest.param(
            {"parts": [{"name": "가", "count": "하나"}]}, ("parts", 0, "count"), "wrong-type", "수", id="word"
        ),
        pytest.param({"part": {"name": "가", "count": "1.5"}}, ("part", "count"), "wrong-type", "정수", id="half"),
        pytest.param({"labels": ["가"]}, ("labels",), "wrong-type", "묶음이어야", id="list-for-a-mapping"),
        pytest.param({"labels": {"a": ""}}, ("labels", "a"), "wrong-type", "빈 글", id="empty-label"),
    ],
)
def test_a_wrong_value_is_a_fault_at_its_key_path(
    changes: dict[str, Tree], at: tuple[str | int, ...], code: str, message: str
) -> None:
    (fault,) = faults_of(**changes)
    assert (fault.at, fault.code) == (at, code)
    assert message in fault.message


@pytest.mark.parametrize("tree", [None, "가", ["가"]])
def test_what_is_no_mapping_is_no_struct(tree: Tree) -> None:
    assert [fault.code for fault in read(tree)[1]] == ["wrong-type"]


def test_a_missing_key_is_named_with_the_line_to_add() -> None:
    whole, (fault,) = read({"title": "가"})
    assert whole is None
    assert (fault.at, fault.code, fault.hint) == ((), "missing-key", "‘words: …’ 줄을 더하세요")


@pytest.mark.parametrize(
    ("changes", "hint"),
    [
        pytest.param({"titel": "가"}, "‘title’을(를) 뜻했나요?", id="key"),
        pytest.param({"색": "가"}, "쓸 수 있는 열쇠: title, kind, day, part, parts, words, labels", id="far-key"),
        pytest.param({"kind": "smal"}, "‘small’을(를) 뜻했나요?", id="choice"),
        pytest.param({"kind": "작은"}, "쓸 수 있는 값: small, large", id="far-choice"),
        pytest.param({"part": "가"}, "열쇠: name, count", id="struct"),
    ],
)
def test_the_hint_names_the_nearest_right_one_or_all(changes: dict[str, Tree], hint: str) -> None:
    assert [fault.hint for fault in faults_of(**changes)] == [hint]


def test_every_fault_of_a_tree_comes_at_once() -> None:
    found = {fault.at for fault in faults_of(title="", kind="x", day="x", parts=[{"nam": "가"}], extra="x")}
    wanted = {("title",), ("kind",), ("day",), ("parts", 0, "nam", ""), ("extra", "")}
    assert found == wanted


def test_a_rule_speaks_of_finished_structs_only_and_from_where_they_stand() -> None:
    def rule(part: Part) -> Iterator[Fault]:
        if part.count > 2:
            yield Fault(("count",), "too-many", f"{part.count}")

    tree: Tree = {**LEAST, "parts": [{"name": "가", "count": "3"}, {"name": "", "count": "4"}]}
    _, faults = schema.Schema({}, {Part: rule}).read(Whole, tree, {"id": "x"})
    assert [(fault.at, fault.code) for fault in faults] == [
        (("parts", 0, "count"), "too-many"),
        (("parts", 1, "name"), "wrong-type"),
    ]


def test_a_reader_of_slugs_gives_its_hint_on() -> None:
    def unknown(text: str) -> str:
        raise schema.UnknownTermError(f"‘{text}’ 없음", "hint")

    _, faults = schema.Schema({Text: unknown}).read(Part, {"name": "가"})
    assert faults == [Fault(("name",), "unknown-slug", "‘가’ 없음", "hint")]


@pytest.mark.parametrize(
    ("hint", "text", "value"),
    [
        pytest.param(bool, "true", True, id="true"),
        pytest.param(bool, "false", False, id="false"),
        pytest.param(int, "-1,234", -1234, id="whole-number"),
        pytest.param(int, "3.0", 3, id="whole-number-with-a-point"),
        pytest.param(float, "37.5", 37.5, id="float"),
        pytest.param(Decimal, "0.1", Decimal("0.1"), id="exact-decimal"),
        pytest.param(Text, " 가 나 ", "가 나", id="text-is-stripped"),
        pytest.param(Slug, "parts-2", "parts-2", id="slug"),
        pytest.param(Url, "https://새소식.example/a?b=1#c", "https://새소식.example/a?b=1#c", id="url"),
        pytest.param(Won, "3억", 300_000_000, id="won"),
        pytest.param(PartialDate, "2024-05", PartialDate(2024, 5), id="date"),
    ],
)
def test_a_scalar_is_read_by_its_annotation(hint: type, text: str, value: object) -> None:
    assert value_of(hint, text) == value


@pytest.mark.parametrize(
    ("hint", "text", "code"),
    [
        pytest.param(bool, "True", "wrong-type", id="capital-true"),
        pytest.param(bool, "yes", "wrong-type", id="yes"),
        pytest.param(int, "1,2,3", "wrong-type", id="commas-at-wrong-places"),
        pytest.param(int, "１", "wrong-type", id="full-width-digit"),
        pytest.param(int, "1e3", "wrong-type", id="exponent"),
        pytest.param(Decimal, "NaN", "wrong-type", id="not-a-number"),
        pytest.param(Decimal, "+1", "wrong-type", id="plus"),
        pytest.param(Slug, "Parts", "wrong-type", id="capital-letter"),
        pytest.param(Slug, "-parts", "wrong-type", id="leading-hyphen"),
        pytest.param(Slug, "parts--2", "wrong-type", id="two-hyphens"),
        pytest.param(Slug, "../parts", "wrong-type", id="path"),
        pytest.param(Slug, "부품", "wrong-type", id="hangul-slug"),
        pytest.param(Url, "javascript:alert(1)", "url", id="javascript"),
        pytest.param(Url, "JavaScript:alert(1)//https://a.kr", "url", id="disguised-javascript"),
        pytest.param(Url, "data:text/html,x", "url", id="data"),
        pytest.param(Url, "ftp://a.kr/x", "url", id="ftp"),
        pytest.param(Url, "//a.kr/x", "url", id="no-scheme"),
        pytest.param(Url, "news.kr/1", "url", id="bare-host"),
        pytest.param(Url, "https://localhost/x", "url", id="no-domain"),
        pytest.param(Url, "https://a.kr/x y", "url", id="space"),
        pytest.param(Url, 'https://a.kr/"><script>', "url", id="quote"),
        pytest.param(Url, "https:/a.kr", "url", id="one-slash"),
        pytest.param(Won, "약 3억", "money", id="won"),
        pytest.param(PartialDate, "2024-13", "date", id="date"),
    ],
)
def test_a_scalar_of_the_wrong_form_is_a_fault_of_its_kind(hint: type, text: str, code: str) -> None:
    with pytest.raises(ValueError, match=f"^{code}$"):
        value_of(hint, text)


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        pytest.param("gyeongi", "‘gyeonggi’을(를) 뜻했나요?", id="near"),
        pytest.param("xyz", "", id="far"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_the_nearest_word_is_named_only_if_it_is_near(word: str, hint: str) -> None:
    assert schema.nearest(word, ["busan", "gyeonggi", "seoul"]) == hint


TREES: st.SearchStrategy[Tree] = st.recursive(
    st.none() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abtitle", max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["title", "kind", "day", "part", "parts", "words", "labels", "x"]), TREES))
def test_any_tree_is_a_struct_or_a_list_of_faults(tree: dict[str, Tree]) -> None:
    whole, faults = read(tree)
    assert (whole is None) == bool(faults)


@given(st.data())
def test_faults_are_the_same_in_any_order_of_keys(data: st.DataObject) -> None:
    tree = data.draw(st.dictionaries(st.sampled_from(["title", "kind", "day", "part", "words", "x", "y"]), TREES))
    shuffled = dict(data.draw(st.permutations(list(tree.items()))))
    assert sorted(map(repr, read(tree)[1])) == sorted(map(repr, read(shuffled)[1]))
