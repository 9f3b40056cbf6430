import subprocess
import sys
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support import ROOT
from tracker import frontmatter
from tracker.model import Fault, InvalidContentError, Problem


def problems_of(data: bytes | str) -> list[Problem]:
    with pytest.raises(InvalidContentError) as caught:
        frontmatter.load(data.encode() if isinstance(data, str) else data, "x.md")
    return caught.value.problems


def problem_of(data: bytes | str) -> Problem:
    (problem,) = problems_of(data)
    assert problem.path == "x.md"
    return problem


def attempt(load: Callable[[bytes, str], object], data: bytes) -> list[Problem] | None:
    """The problems of a text, or None if it has none."""
    try:
        load(data, "x.md")
    except InvalidContentError as error:
        return error.problems
    return None


def tree_of(head: str) -> Any:
    return frontmatter.load(f"---\n{head}\n---\n".encode(), "x.md").tree


def test_a_file_is_front_matter_and_body_with_the_place_of_every_value() -> None:
    text = "---\ntitle: 부산\nitems:\n  - {id: a, due: 2024}\n---\n\n\n첫 줄\n\n끝 줄  \n\n"
    document = frontmatter.load(text.encode(), "x.md")
    assert document.tree == {"title": "부산", "items": [{"id": "a", "due": "2024"}]}
    assert document.places == {
        (): (2, 1),
        ("title", ""): (2, 1),
        ("title",): (2, 8),
        ("items", ""): (3, 1),
        ("items",): (4, 3),
        ("items", 0): (4, 5),
        ("items", 0, "id", ""): (4, 6),
        ("items", 0, "id"): (4, 10),
        ("items", 0, "due", ""): (4, 13),
        ("items", 0, "due"): (4, 18),
    }
    assert (document.body, document.body_line) == ("첫 줄\n\n끝 줄", 8)


def test_only_the_second_line_of_hyphens_ends_the_front_matter() -> None:
    document = frontmatter.load("---\na: 1\n--- \t\n글\n\n---\n\n글".encode(), "x.md")
    assert (document.tree, document.body, document.body_line) == ({"a": "1"}, "글\n\n---\n\n글", 4)


@pytest.mark.parametrize(
    "value",
    ["no", "yes", "on", "true", "012", "0o14", "0x1f", "12:30", "1_000", "1e3", ".inf", "2024-05-21", "NULL", "Null"],
)
def test_the_traps_of_yaml_are_plain_text(value: str) -> None:
    assert tree_of(f"a: {value}") == {"a": value}


@pytest.mark.parametrize(
    ("value", "read"),
    [
        pytest.param("", None, id="nothing"),
        pytest.param("~", None, id="tilde"),
        pytest.param("null", None, id="null"),
        pytest.param("'null'", "null", id="quoted-null"),
        pytest.param("''", "", id="quoted-nothing"),
        pytest.param("'~'", "~", id="quoted-tilde"),
    ],
)
def test_only_bare_nothing_is_null(value: str, read: str | None) -> None:
    assert tree_of(f"a: {value}") == {"a": read}


def test_a_byte_order_mark_and_other_line_ends_change_nothing() -> None:
    text = "---\na: 1\nb:\n  - 가\n---\n글\n\n글\n"
    plain = frontmatter.load(text.encode(), "x.md")
    for ends in ("\r\n", "\r"):
        assert frontmatter.load(b"\xef\xbb\xbf" + text.replace("\n", ends).encode(), "x.md") == plain


def test_decomposed_text_is_composed() -> None:
    text = "---\ntitle: 전북 고도분석센터\n---\n본문\n"
    decomposed = unicodedata.normalize("NFD", text)
    assert decomposed != text
    assert frontmatter.load(decomposed.encode(), "x.md") == frontmatter.load(text.encode(), "x.md")


def test_an_escape_is_composed_too() -> None:
    assert tree_of(r'a: "\u1112\u1161\u11ab"') == {"a": "한"}


@pytest.mark.parametrize(
    ("data", "line", "column", "code"),
    [
        pytest.param("---\na: 1\nb: 2\n\na: 3\n---\n", 5, 1, "duplicate-key", id="duplicate-key"),
        pytest.param("---\na:\n  - {x: 1, x: 2}\n---\n", 3, 12, "duplicate-key", id="nested-duplicate-key"),
        pytest.param("---\na: &x 1\n---\n", 2, 4, "yaml-feature", id="anchor"),
        pytest.param("---\na: &x [1]\n---\n", 2, 4, "yaml-feature", id="anchor-on-a-list"),
        pytest.param("---\na: 1\nb: *a\n---\n", 3, 4, "yaml-feature", id="alias"),
        pytest.param("---\na: !!str 1\n---\n", 2, 4, "yaml-feature", id="tag"),
        pytest.param("---\na: ! 1\n---\n", 2, 4, "yaml-feature", id="bare-tag"),
        pytest.param("---\na: !!python/name:os.system\n---\n", 2, 4, "yaml-feature", id="python-tag"),
        pytest.param("---\na:\n  <<: {b: 1}\n---\n", 3, 3, "yaml-feature", id="merge-key"),
        pytest.param("---\n&k a: 1\n---\n", 2, 1, "yaml-feature", id="anchor-on-a-key"),
        pytest.param("---\n? [a]\n: 1\n---\n", 2, 3, "yaml-feature", id="list-as-key"),
        pytest.param("---\na: [[[[[[[[1]]]]]]]]\n---\n", 2, 11, "yaml-feature", id="too-deep"),
        pytest.param("---\na: " + "[" * 15_000 + "\n---\n", 2, 11, "yaml-feature", id="15000-brackets"),
        pytest.param("---\na: " + "{b: " * 4_000 + "\n---\n", 2, 32, "yaml-feature", id="4000-braces"),
        pytest.param("---\na: 1\n--- b\n---\n", 3, 1, "yaml-feature", id="second-document"),
        pytest.param("---\na: 1\n...\nb: 2\n---\n", 4, 1, "yaml-syntax", id="document-end"),
        pytest.param("---\n%YAML 1.1\na: 1\n---\n", 3, 1, "yaml-syntax", id="directive"),
        pytest.param("---\n- a\n---\n", 2, 1, "front-matter", id="list"),
        pytest.param("---\n# 말\n글\n---\n", 3, 1, "front-matter", id="plain-text"),
        pytest.param("---\ntitle：가\n---\n", 2, 6, "full-width", id="full-width-colon"),
        pytest.param("---\na:1\nb: 2\n---\n", 2, 1, "front-matter", id="no-space-after-the-colon"),
        pytest.param("", 1, 1, "front-matter", id="empty-file"),
        pytest.param("a: 1\n---\n", 1, 1, "front-matter", id="no-opening"),
        pytest.param("----\na: 1\n---\n", 1, 1, "front-matter", id="four-hyphens"),
        pytest.param("\n---\na: 1\n---\n", 1, 1, "front-matter", id="late-opening"),
        pytest.param("---\na: 1\n\n글\n", 5, 1, "front-matter", id="no-closing"),
        pytest.param("---\na: 1\n ---\n", 4, 1, "front-matter", id="indented-closing"),
        pytest.param("---\na:\n\t- 1\n---\n", 3, 1, "yaml-syntax", id="tab"),
        pytest.param("---\ntitle: 부산: 계획\n---\n", 2, 10, "yaml-syntax", id="colon-in-a-value"),
        pytest.param("---\ntitle: 😀 계획: 1\n---\n", 2, 12, "yaml-syntax", id="emoji-is-one-column"),
        pytest.param("---\na: 1\n b: 2\n---\n", 3, 2, "yaml-syntax", id="wrong-indent"),
        pytest.param("---\na: @x\n---\n", 2, 4, "yaml-syntax", id="at-sign"),
        pytest.param("---\na: [1\nb: 2\n---\n", 2, 4, "yaml-syntax", id="open-bracket"),
        pytest.param("---\na: 1\nb: 'x\nc: 2\n---\n", 3, 4, "yaml-syntax", id="open-quote"),
        pytest.param('---\na: "\\q"\n---\n', 2, 5, "yaml-syntax", id="unknown-escape"),
        pytest.param("---\r\na: 1\r\nb: &x\r\n---\r\n", 3, 4, "yaml-feature", id="windows-line-ends"),
        pytest.param("\ufeff---\na: *x\n---\n", 2, 4, "yaml-feature", id="after-a-byte-order-mark"),
        pytest.param("---\ntitle: 가\u200b나\n---\n", 2, 9, "character", id="zero-width-space"),
        pytest.param("---\na: 1\n---\n글\n\n끝\u202e글\n", 6, 2, "character", id="bidi-override-in-the-body"),
        pytest.param("---\na: \u2067가\n---\n", 2, 4, "character", id="bidi-isolate"),
        pytest.param("---\na: \u061c가\n---\n", 2, 4, "character", id="arabic-letter-mark"),
        pytest.param("---\na: 가\ufeff\n---\n", 2, 5, "character", id="byte-order-mark-inside"),
        pytest.param("---\na: \u3164\n---\n", 2, 4, "character", id="hangul-filler"),
        pytest.param("---\na: 가\u00ad나\n---\n", 2, 5, "character", id="soft-hyphen"),
        pytest.param("---\na: 가\U000e0041\n---\n", 2, 5, "character", id="tag-character"),
        pytest.param("---\na: 가\x07\n---\n", 2, 5, "character", id="bell"),
        pytest.param("---\na: \0\n---\n", 2, 4, "character", id="nul"),
        pytest.param("---\na: 1\x85b: 2\n---\n", 2, 5, "character", id="next-line"),
        pytest.param("---\na: 1\u2028b: 2\n---\n", 2, 5, "character", id="line-separator"),
        pytest.param('---\na: "\\x07"\n---\n', 2, 4, "character", id="bell-by-escape"),
        pytest.param('---\na: "가\\u202e"\n---\n', 2, 4, "character", id="bidi-by-escape"),
        pytest.param('---\n"a\\u200b": 1\n---\n', 2, 1, "character", id="zero-width-by-escape-in-a-key"),
        pytest.param("---\n가나: ".encode() + b"\xff\n---\n", 2, 5, "encoding", id="stray-byte"),
        pytest.param("---\ntitle: 부산\n---\n".encode("cp949"), 2, 8, "encoding", id="cp949"),
        pytest.param("---\r\na: 1\r\n가".encode() + b"\xff", 3, 2, "encoding", id="stray-byte-on-windows"),
        pytest.param(b"\xef\xbb\xbf\xff", 1, 1, "encoding", id="stray-byte-after-a-byte-order-mark"),
        pytest.param("---\n".encode("utf-16"), 1, 1, "encoding", id="utf-16"),
        pytest.param(f"---\na: {'가' * 6000}\n---\n", 2, 1, "too-large", id="long-front-matter"),
        pytest.param(f"---\na: 1\n---\n{'글' * 50_000}\n", 1, 1, "too-large", id="large-file"),
    ],
)
def test_what_the_format_does_not_need_is_refused_with_its_place(
    data: bytes | str, line: int, column: int, code: str
) -> None:
    problem = problem_of(data)
    assert (problem.line, problem.column, problem.code) == (line, column, code)
    assert not problem.message.isascii()


def test_every_refused_character_is_reported_by_name() -> None:
    problems = problems_of("---\na: 가\u200b\n---\n글\u202e글\x1b\n")
    assert [str(problem) for problem in problems] == [
        "x.md:2:5: character 보이지 않는 글자 U+200B (ZERO WIDTH SPACE)가 있습니다 (지우거나 빈칸으로 바꾸세요)",
        "x.md:4:2: character 보이지 않는 글자 U+202E (RIGHT-TO-LEFT OVERRIDE)가 있습니다 (지우거나 빈칸으로 바꾸세요)",
        "x.md:4:4: character 보이지 않는 글자 U+001B (제어 문자)가 있습니다 (지우거나 빈칸으로 바꾸세요)",
    ]


@pytest.mark.parametrize(
    ("head", "hint"),
    [
        pytest.param("a: 가: 나", "따옴표로 감싸세요", id="colon"),
        pytest.param("a: @x", "@, `, %", id="at-sign"),
        pytest.param("a:\n\t- 1", "탭 대신 빈칸", id="tab"),
        pytest.param("a: [1\nb: 2", "괄호를 닫거나", id="open-bracket"),
        pytest.param("a: {b: 1\nc: 2", "괄호를 닫거나", id="open-brace"),
        pytest.param("a: [", "괄호를 닫거나", id="open-end"),
        pytest.param("a: 'x", "따옴표나 괄호를 닫으세요", id="open-quote"),
        pytest.param("a: 1\nb\nc: 2", "쌍점 뒤를 띄웠는지", id="line-without-a-colon"),
        pytest.param("a: 1\n- b", "들여쓰기를 맞추거나", id="list-among-keys"),
        pytest.param('a: "\\q"', "작은따옴표", id="escape"),
        pytest.param("a: 1\n...\nb: 2", "‘...’", id="document-end"),
        pytest.param("a:1", "쌍점(:) 뒤를 띄우세요", id="no-space"),
        pytest.param("a: &b", "따옴표로 감싸세요", id="anchor"),
        pytest.param("a: !b", "따옴표로 감싸세요", id="tag"),
    ],
)
def test_a_slip_of_the_pen_is_answered_with_a_way_out(head: str, hint: str) -> None:
    assert hint in problem_of(f"---\n{head}\n---\n").hint


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        pytest.param("title: 가\n---\n", "첫 줄에", id="no-opening"),
        pytest.param("---\ntitle: 가\n", "머리말 끝에도", id="no-closing"),
    ],
)
def test_the_missing_line_of_hyphens_is_named(text: str, hint: str) -> None:
    assert hint in problem_of(text).hint


def test_plain_yaml_counts_lines_from_its_first() -> None:
    with pytest.raises(InvalidContentError) as caught:
        frontmatter.load_yaml(b"a: 1\na: 2\n", "site.yaml")
    assert [str(problem) for problem in caught.value.problems] == [
        "site.yaml:2:1: duplicate-key 열쇠 ‘a’이(가) 두 번 나옵니다 (하나만 남기세요)"
    ]


@pytest.mark.parametrize("text", ["[", "a: [", "a: 'b", "a: {b"])
def test_a_yaml_file_may_end_in_the_middle_of_anything(text: str) -> None:
    (problem,) = attempt(frontmatter.load_yaml, text.encode()) or []
    assert (problem.code, problem.line in (1, 2)) == ("yaml-syntax", True)


@pytest.mark.parametrize("text", ["a: 1\n---\nb: 2\n", "a: 1\n...\n---\nb: 2\n"])
def test_a_yaml_file_holds_one_document(text: str) -> None:
    with pytest.raises(InvalidContentError) as caught:
        frontmatter.load_yaml(text.encode(), "x.yaml")
    (problem,) = caught.value.problems
    assert (problem.line, problem.code) == (text.split("\n").index("---") + 1, "yaml-feature")


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_fifty_thousand_nested_openings_do_not_crash_the_process(opening: str) -> None:
    # In a process of its own: the crash to be feared is a segmentation fault.
    code = (
        "from tracker import frontmatter, model\n"
        f"data = ({opening!r} * 50_000).encode()[:frontmatter.MAX_FILE]\n"
        "try:\n    frontmatter.load_yaml(data, 'x.yaml')\n"
        "except model.InvalidContentError as error:\n    print(error.problems[0].code)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "yaml-feature\n", "")


def test_a_nest_of_merge_keys_is_refused_at_its_first_anchor() -> None:
    nest = "a0: &a0 {x: 1}\n" + "".join(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}\n" for n in range(1, 25))
    problem = problem_of(f"---\n{nest}---\n")
    assert (problem.line, problem.column, problem.code) == (2, 5, "yaml-feature")


@pytest.mark.parametrize(
    ("at", "line", "column"),
    [
        pytest.param(("a", 0, "b"), 3, 8, id="value"),
        pytest.param(("a", 0, "b", ""), 3, 5, id="key"),
        pytest.param(("a", 0, "c"), 3, 5, id="missing-key-of-an-item"),
        pytest.param(("a", 7), 3, 3, id="missing-item"),
        pytest.param(("z",), 2, 1, id="missing-key"),
        pytest.param((), 2, 1, id="the-whole"),
    ],
)
def test_a_fault_stands_where_its_value_or_the_nearest_thing_around_it_does(
    at: tuple[str | int, ...], line: int, column: int
) -> None:
    places = frontmatter.load(b"---\na:\n  - b: 1\n---\n", "x.md").places
    problem = frontmatter.locate(Fault(at, "code", "message", "hint"), places, "x.md")
    assert problem == Problem("x.md", line, column, "code", "message", "hint")


def test_a_fault_in_an_empty_front_matter_stands_at_the_beginning_of_the_file() -> None:
    places = frontmatter.load(b"---\n---\n", "x.md").places
    assert frontmatter.locate(Fault(("title",), "code", "message"), places, "x.md")[:3] == ("x.md", 1, 1)


YAML_TEXT = st.lists(
    st.sampled_from([*"ab가:-?[]{},&*!|>'\"%@`#~<\\\t\n ", "\n  ", "- ", ": ", "---\n", "...\n", "<<", "é", "😀"]),
    max_size=40,
).map("".join)


@given(YAML_TEXT | st.text(max_size=60))
def test_any_text_is_a_document_or_a_list_of_problems(text: str) -> None:
    lines = text.count("\n") + text.count("\r") + 4
    problems = attempt(frontmatter.load, f"---\n{text}\n---\n".encode("utf-8", "surrogatepass"))
    assert problems != []
    assert all(1 <= problem.line <= lines and problem.column >= 1 for problem in problems or ())


@given(st.binary(max_size=60))
def test_any_bytes_are_a_document_or_a_list_of_problems(data: bytes) -> None:
    assert attempt(frontmatter.load, b"---\n" + data + b"\n---\n") != []
    assert attempt(frontmatter.load_yaml, data) != []


@given(st.dictionaries(st.text("abcdefgh", min_size=1, max_size=4), st.text("ab가0123- .", max_size=8), max_size=6))
def test_quoted_text_comes_back_as_written(pairs: dict[str, str]) -> None:
    head = "\n".join(f"{key}: '{value}'" for key, value in pairs.items())
    assert tree_of(head or "# 없음") == pairs


def test_composing_a_letter_brings_in_none_that_is_refused() -> None:
    letters = (chr(number) for number in range(sys.maxunicode + 1) if not 0xD800 <= number < 0xE000)
    plain = (letter for letter in letters if not frontmatter.STRANGE.search(letter))
    assert not [letter for letter in plain if frontmatter.REFUSED.search(unicodedata.normalize("NFC", letter))]
