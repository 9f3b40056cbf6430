"""What contributors get wrong, what they are told, and what --fix makes of it."""

import tomllib
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites import run
from support import CONTENT, EXAMPLES, TODAY, ContentFolder, entry_text
from tracker import fixes
from tracker.model import Entry, PartialDate, Period, RegionSlug, Won
from tracker.vocabulary import Vocabulary

FOLDER = EXAMPLES / "mutations"
ENTRY = (FOLDER / "entry.md").read_text("utf-8")
PATH = "entries/2024/2024-06-20-busan-parts-test.md"
MUTATIONS: list[dict[str, Any]] = tomllib.loads((FOLDER / "mutations.toml").read_text("utf-8"))["mutation"]

Mend = Callable[[bytes], bytes]


@pytest.fixture(scope="module")
def menders(vocabulary: Vocabulary) -> Mapping[Any, fixes.Mender]:
    return fixes.menders_for(vocabulary, ["busan-parts"])


@pytest.fixture
def mend(menders: Mapping[Any, fixes.Mender]) -> Mend:
    """Mends the bytes of an entry."""
    return lambda data: fixes.mend(data, Entry, menders)


def respelt(kind: Any, text: str) -> str | None:
    """What --fix makes of a value, or None if it leaves it."""
    return fixes._respeller(kind)(text)


def mutated(mutation: Mapping[str, Any]) -> bytes:
    """The entry with one mistake."""
    text = ENTRY
    for old, new in mutation.get("edits", []):
        assert old in text
        text = text.replace(old, new, 1)
    return text.encode(mutation.get("encoding", "utf-8"))


mistakes = pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation["id"])


def test_there_are_at_least_sixty_mistakes_and_none_in_the_entry_itself(content: ContentFolder, mend: Mend) -> None:
    assert len({mutation["id"] for mutation in MUTATIONS}) == len(MUTATIONS) >= 60
    content.write(PATH, ENTRY)
    assert content.problems() == []
    assert mend(ENTRY.encode()) == ENTRY.encode()


@mistakes
def test_a_mistake_gives_one_message_with_its_line_and_remedy(
    content: ContentFolder, mutation: Mapping[str, Any]
) -> None:
    path = mutation.get("path", PATH)
    content.write(path, mutated(mutation))
    (problem,) = content.problems()
    assert (problem.path, f"{problem.line} {problem.code}") == (path, mutation["problem"])
    assert mutation["remedy"] in str(problem)


@mistakes
def test_fix_repairs_what_it_claims_and_leaves_the_rest(
    content: ContentFolder, mend: Mend, mutation: Mapping[str, Any]
) -> None:
    data = mutated(mutation)
    mended = mend(data)
    assert mend(mended) == mended
    if "fix" not in mutation:
        assert mended == data
        return
    assert mended == ENTRY.encode() or mutation["fix"] == "mended"
    content.write(mutation.get("path", PATH), mended)
    assert content.problems() == []


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        pytest.param("2024.5.21", "2024-05-21", id="dots"),
        pytest.param("2024. 5. 21.", "2024-05-21", id="korean-dots"),
        pytest.param("2024년 5월", "2024-05", id="month"),
        pytest.param("2024년", "2024", id="year"),
        pytest.param("2024-5", "2024-05", id="month-without-zero"),
        pytest.param("20240521", "2024-05-21", id="digits-alone"),
        pytest.param("2024-05-21(화)", "2024-05-21", id="weekday"),
        pytest.param("2024-05-21 09:30", "2024-05-21", id="hour"),
        pytest.param("2024–05–21", "2024-05-21", id="long-dashes"),
        pytest.param("２０２４-05-21", "2024-05-21", id="full-width-digits"),
        pytest.param("2028년 하반기", None, id="half-a-year"),
        pytest.param("2024.13.1", None, id="no-such-month"),
        pytest.param("24.5.21", None, id="two-digits"),
        pytest.param("5/21/2024", None, id="american"),
        pytest.param("2024-05-21", None, id="right-already"),
    ],
)
def test_dates_in_one_meaning_are_written_our_way(wrong: str, right: str | None) -> None:
    assert respelt(PartialDate, wrong) == right


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("369억", "369억원"),
        ("369 억 3000 만원", "369억 3000만원"),
        ("369억 3000만", "369억 3000만원"),
        ("약 369억", None),
        ("369.3", None),
        ("₩4,000,000", "4,000,000"),
        ("40여억원", None),
        ("3천", None),
        ("36930000000", None),
        ("1.5조 원", None),
    ],
)
def test_sums_get_their_won(wrong: str, right: str | None) -> None:
    assert respelt(Won, wrong) == right


@pytest.mark.parametrize("wrong", ["2024~2028", "2024 ~ 2028", "2024-2028", "2024년부터 2028년까지", "2024년 ~ 2028년"])
def test_periods_are_joined_by_a_slash(wrong: str) -> None:
    assert respelt(Period, wrong) == "2024/2028"


def test_a_district_is_never_taken_for_a_province_that_sounds_like_it(menders: Mapping[Any, fixes.Mender]) -> None:
    region = menders[RegionSlug]
    assert (region("changwon"), region("goseong")) == ("gyeongnam/changwon", None)


def test_line_ends_byte_order_marks_and_decomposed_letters_are_mended(mend: Mend) -> None:
    data = ("\ufeff" + unicodedata.normalize("NFD", ENTRY).replace("\n", "\r\n")).encode()
    assert mend(data) == ENTRY.encode()


def test_keys_are_put_in_order_with_their_comments(mend: Mend) -> None:
    lines = entry_text(stage="announced  # 발표").splitlines(keepends=True)
    head = ["# 맨 위\n", *lines[4:9], "# 제목을 말한다\n", *lines[1:4]]
    mended = mend("".join(["---\n", *head, *lines[9:]]).encode()).decode()
    assert mended == "".join(["---\n# 맨 위\n# 제목을 말한다\n", *lines[1:]])


def test_a_slug_near_two_is_left(mend: Mend) -> None:
    data = entry_text(regions="[jeon]", sectors="[future-caar]").encode()
    assert b"[jeon]" in mend(data)
    assert b"[future-car]" in mend(data)


def test_the_real_content_is_almost_as_fix_would_have_it(menders: Mapping[Any, fixes.Mender]) -> None:
    paths = sorted((CONTENT / "entries").rglob("*.md"))
    changed = [path.name for path in paths if fixes.mend(path.read_bytes(), Entry, menders) != path.read_bytes()]
    assert len(changed) <= len(paths) // 50, changed


PIECES = st.sampled_from(
    [
        *"ab가：:'\"“”[]{}#-,& \t\n",
        "title: ",
        "date: 2024.5.1\n",
        "regions: [",
        "\n  - ",
        "---\n",
        "\r\n",
        "amount: 3억",
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=40))
def test_mending_twice_is_mending_once(menders: Mapping[Any, fixes.Mender], text: str) -> None:
    once = fixes.mend(f"---\n{text}\n---\n글\n".encode("utf-8", "surrogatepass"), Entry, menders)
    assert fixes.mend(once, Entry, menders) == once


def test_fix_shows_the_diff_and_writes_only_without_dry_run(content: ContentFolder) -> None:
    path = content.entry("2024-06-03-plan", added="2024.06.03", title="부산시, 인력 협약")
    before = path.read_bytes()
    known = ("check", "--content", content.root, "--today", str(TODAY), path)
    done = run(*known, "--fix", "--dry-run")
    assert (path.read_bytes(), done.returncode) == (before, 1)
    assert "\n-added: 2024.06.03\n+added: 2024-06-03\n" in done.stderr
    done = run(*known, "--fix")
    assert (path.read_bytes(), done.returncode) == (before.replace(b"2024.06.03", b"2024-06-03"), 0)
    assert "\n+added: 2024-06-03\n" in done.stderr
    assert [file.name for file in path.parent.iterdir() if file.name.startswith(".")] == []
    assert run(*known, "--fix").stderr == ""
