"""`build.py new` and the archetype: two ways to a first entry without the form."""

import io
import re
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout

import pytest

from sites import ROOT, run
from support import TODAY, ContentFolder
from tracker import archetype, asking, documents, fields, frontmatter, options, schemas
from tracker.model import Entry
from tracker.vocabulary import Vocabulary

FLAGS = {
    "title": "평택시, 시험센터 유치: 첫 발표",
    "date": "2024-05-21",
    "region": "평택",
    "sector": "미래차",
    "instrument": "업무협약",
    "stage": "agreed",
    "url": "https://news.example/1?a=b",
    "publisher": "가나일보",
    "body": "평택시가 시험센터를 유치했다.",
}
PATH = "entries/2024/2024-05-21-pyeongtaek-future-car-mou.md"


def given(**changes: str | None) -> list[str]:
    """The options of a complete entry, with some changed or left out."""
    values: Mapping[str, str | None] = {**FLAGS, **changes}
    return [part for key, value in values.items() if value is not None for part in (f"--{key}", value)]


def new(content: ContentFolder, *arguments: str, answers: Sequence[str] = ()) -> tuple[int, str, str]:
    """Exit status, output and errors of `build.py new`."""
    args = options.parse(["new", "--content", str(content.root), "--today", str(TODAY), *arguments], ROOT)
    left = iter(answers)

    def ask(_: str) -> str:
        try:
            return next(left)
        except StopIteration:
            raise EOFError from None

    with redirect_stdout(io.StringIO()) as told, redirect_stderr(io.StringIO()) as errors:
        status = asking.run(args, ask)
    return status, told.getvalue(), errors.getvalue()


def test_flags_alone_make_an_entry_that_check_accepts(content: ContentFolder) -> None:
    status, told, _ = new(content, "--non-interactive", *given())
    assert (status, PATH in told) == (0, True)
    assert content.problems() == []
    assert "title: '평택시, 시험센터 유치: 첫 발표'\n" in (content.root / PATH).read_text("utf-8")


def test_questions_make_the_same_entry_and_each_answer_is_judged_at_once(content: ContentFolder) -> None:
    answers = [
        "",  # needed: asked again
        FLAGS["title"],
        "5월 21일",  # no date: asked again
        "2024.5.21",  # a date in another form: taken
        "",
        "중구",  # several
        "평택",
        "",
        "미래차",
        "2",  # 업무협약
        "협약·합의",
        "",
        "news.example",  # no address
        FLAGS["url"],
        FLAGS["publisher"],
        "",
        FLAGS["body"],
        "",
    ]
    status, told, errors = new(content, answers=answers)
    assert (status, errors) == (0, "")
    wanted = "비울 수 없습니다|꼴의 날짜가 아닙니다|→ 2024-05-21|가운데 무엇인가요?|→ 경기도 평택시|‘https://news.example’을(를) 뜻했나요?"
    for words in wanted.split("|"):
        assert words in told
    asked = (content.root / PATH).read_text("utf-8")
    (content.root / PATH).unlink()
    assert new(content, "--non-interactive", *given())[0] == 0
    assert (content.root / PATH).read_text("utf-8") == asked


def test_a_number_means_what_is_shown_and_nothing_beyond(content: ContentFolder) -> None:
    given_ = [part for part in given() if part not in ("--region", FLAGS["region"])]
    status, told, _ = new(content, *given_, "--region", "부산", answers=["", "", "2", "1", "", ""])
    assert status == 0
    assert "‘2’는 없습니다. 이름의 한 부분이나 목록의 번호로 답하세요." in told
    assert "→ 부산 미래차 부품센터" in told


def test_a_file_that_stands_is_never_overwritten(content: ContentFolder) -> None:
    new(content, "--non-interactive", *given())
    before = (content.root / PATH).read_bytes()
    assert "pyeongtaek-future-car-mou-2.md" in new(content, "--non-interactive", *given())[1]
    status, _, errors = new(content, "--non-interactive", *given(name="pyeongtaek-future-car-mou"))
    assert (status, "이미 있습니다" in errors) == (1, True)
    assert (content.root / PATH).read_bytes() == before


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        pytest.param({"title": None}, "--title", id="missing"),
        pytest.param({"region": "광주광역시", "date": "2026-07-01"}, "광주광역시", id="gone-on-the-day"),
        pytest.param({"region": "경기도 편택시"}, "평택시", id="misspelt"),
        pytest.param({"sector": "미래차차"}, "미래차", id="sector"),
        pytest.param({"published": "2024-12-31"}, "오늘보다 뒤", id="published-tomorrow"),
        pytest.param({"date-basis": "inferred"}, "date_note", id="inferred-without-a-note"),
        pytest.param({"name": "Big Name"}, "붙임표", id="name"),
    ],
)
def test_a_wrong_answer_is_named_and_nothing_is_written(
    content: ContentFolder, changes: dict[str, str | None], words: str
) -> None:
    before = sorted(content.root.rglob("*"))
    status, _, errors = new(content, "--non-interactive", *given(**changes))
    assert (status, words in errors) == (1, True), errors
    assert sorted(content.root.rglob("*")) == before


def test_leaving_in_the_middle_writes_nothing(content: ContentFolder) -> None:
    before = sorted(content.root.rglob("*"))
    status, _, errors = new(content, answers=["제목뿐"])
    assert (status, "아무것도 쓰지 않았습니다" in errors) == (1, True)
    assert sorted(content.root.rglob("*")) == before


def test_an_entry_without_a_body_is_a_draft(content: ContentFolder) -> None:
    assert "초안" in new(content, "--non-interactive", *given(body=None))[1]
    assert "\ndraft: true\n" in (content.root / PATH).read_text("utf-8")
    assert [problem.severity for problem in content.problems()] == ["warning"]


def test_an_entry_may_be_seen_without_being_written(content: ContentFolder) -> None:
    assert new(content, "--non-interactive", "--stdout", *given())[1].endswith(f"---\n{FLAGS['body']}\n")
    assert not (content.root / PATH).exists()


def test_help_teaches_by_example() -> None:
    told = run("new", "--help").stdout
    assert "python build.py new" in told
    assert "덮어쓰지 않는다" in told


PLACES = {
    "제목": "부산광역시, 부품단지 착공",
    "영어 제목": "Busan starts",
    "날짜": "2024-05-21",
    "근거": "inferred",
    "날짜의 근거": "기사에 지난주라고만 나온다",
    "오늘": "2024-06-01",
    "지역": "busan",
    "참여 지역": "busan/gangseo",
    "분야": "future-car",
    "수단": "facility",
    "단계": "under-way",
    "사업": "busan-parts",
    "기관": "부산광역시",
    "한 일": "lead",
    "쓰임": "터 닦기",
    "금액": "10억원",
    "돈의 상태": "spent",
    "기간": "2024",
    "국비": "1억원",
    "도비": "2억원",
    "시군구비": "3억원",
    "지방비": "3억원",
    "민간": "1억원",
    "총액의 쓰임": "미래차 부품센터 건립",
    "약속 이름표": "open",
    "기한": "2026",
    "약속한 것": "준공",
    "지킨 약속": "2023-03-02-busan-parts-plan#open",
    "무엇을": "일자리",
    "수": "1200",
    "단위": "명",
    "목표 기한": "2027",
    "기사 주소": "https://news.example/2",
    "매체": "가나일보",
    "나온 날": "2024-05-22",
    "보존본 주소": "https://archive.example/2",
    "고친 날": "2024-06-01",
    "고친 것": "금액",
    "철회한 날": "2024-06-01",
    "까닭": "겹침",
    "갈음하는 기록": "2023-03-02-busan-parts-plan",
    "옛 이름": "2024-05-20-busan-old",
    "본문": "부산광역시가 터를 닦기 시작했다.",
}


def filled(text: str) -> str:
    """The archetype with its places filled."""
    return re.sub("〈(.+?)〉", lambda match: PLACES.get(match.group(1), "abc"), text)


def parsed(text: str, words: Vocabulary) -> Entry:
    return documents.parse_entry(text.encode(), "entries/2024/2024-05-21-busan-parts-start.md", words)


def test_the_archetype_is_an_entry_once_its_places_are_filled(content: ContentFolder, vocabulary: Vocabulary) -> None:
    text = filled(archetype.FILE.read_text("utf-8"))
    assert parsed(text, vocabulary).title == PLACES["제목"]
    content.write("entries/2024/2024-05-21-busan-parts-start.md", text)
    assert content.problems() == []


def test_the_archetype_shows_every_field(vocabulary: Vocabulary) -> None:
    text = re.sub("^#(?=[a-z ])(?! [^ ])", "", archetype.FILE.read_text("utf-8"), flags=re.MULTILINE)
    tree = frontmatter.load(text.encode(), "entry.md").tree
    assert [*tree] == [*schemas.front_matter_fields(Entry)]
    whole = re.sub("fingerprint: .*", "", filled(text))
    assert parsed(whole, vocabulary).budgets[0].amount == 10**9
    for struct, keys in fields.FIELDS.items():
        for key in keys:
            assert re.search(rf"\b{key}:", text) or struct.__name__ == "Initiative", (struct, key)


def test_the_archetype_as_it_stands_is_refused(content: ContentFolder) -> None:
    content.write("entries/2024/2024-05-21-archetype.md", archetype.FILE.read_bytes())
    assert content.problems()


def test_the_guide_names_files_and_commands_that_exist() -> None:
    guide = (ROOT / "docs/first-entry.md").read_text("utf-8")
    for path in re.findall(r"`([a-z.]+/[a-z./-]+\.[a-z]+)`", guide):
        assert path.startswith("schema/") or (ROOT / path).exists(), path
    for command in re.findall(r"python build\.py (\w+)", guide):
        assert run(command, "--help").returncode == 0, command
