import inspect
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sites import run
from support import CONTENT, EXAMPLES, ROOT, TODAY, ContentFolder
from tracker import catalogue, checks

AWFUL = EXAMPLES / "awful"
INVALID = sorted((ROOT / "tests" / "sites_invalid").iterdir())
PLAN, SITE = "2023-03-02-busan-parts-plan", "2024-05-21-busan-parts-site"


def awful_content(target: Path) -> ContentFolder:
    shutil.copytree(AWFUL, target, ignore=shutil.ignore_patterns("problems.txt"))
    shutil.copytree(CONTENT / "vocabulary", target / "vocabulary")
    return ContentFolder(target)


def states(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file below a folder: its bytes and its time of change."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def test_every_problem_of_every_awful_file_comes_in_one_run_and_the_old_site_stands(
    content: ContentFolder, tmp_path: Path
) -> None:
    site, awful = tmp_path / "site", awful_content(tmp_path / "awful").root
    done = run("build", "--content", content.root, "--site", site, "--today", str(TODAY))
    assert (done.returncode, done.stderr) == (0, "")
    before = states(site)
    assert len(before) > 10

    done = run("build", "--content", awful, "--site", site, "--today", str(TODAY))
    *told, last = (line.removeprefix(f"{os.path.relpath(awful)}/") for line in done.stderr.splitlines())
    found = [match.group(1) for match in (re.match(r"(.+:\d+:\d+: \S+) \S", line) for line in told) if match]
    assert len(found) * 3 >= len(told)  # a line of the file and its caret stand below most of them
    assert found == (AWFUL / "problems.txt").read_text("utf-8").splitlines()
    assert (done.returncode, done.stdout, last) == (1, "", f"고칠 것이 있습니다. {site}은(는) 그대로 두었습니다.")
    assert states(site) == before


def told(stderr: str) -> list[str]:
    """The lines that name a place and a problem, without the line of the file that follows each."""
    return [line for line in stderr.splitlines() if re.match(r".+:\d+:\d+: \S+ \S", line)]


def test_check_tells_the_same_problems_as_build_and_writes_nothing_but_its_cache(tmp_path: Path) -> None:
    awful = awful_content(tmp_path / "awful").root
    before = states(awful)
    done = run("check", "--content", awful, "--today", str(TODAY))
    problems = (AWFUL / "problems.txt").read_text("utf-8").splitlines()
    assert done.returncode == 1
    warnings = sum(problem.endswith((": draft", ": near-duplicate")) for problem in problems)
    built = run("build", "--content", awful, "--site", tmp_path / "elsewhere/site", "--today", str(TODAY))
    assert told(done.stderr) == told(built.stderr) != []
    assert len(told(done.stderr)) == len(problems)
    shutil.rmtree(tmp_path / "elsewhere", ignore_errors=True)
    assert done.stdout.strip().endswith(f"오류 {len(problems) - warnings}, 알림 {warnings}")
    after = {path: state for path, state in states(tmp_path).items() if ".cache" not in str(path)}
    assert after == before


def test_every_awful_file_but_those_that_are_pointed_at_has_a_problem() -> None:
    problems = (AWFUL / "problems.txt").read_text("utf-8")
    files = {path.relative_to(AWFUL).as_posix() for path in AWFUL.rglob("*.*") if path.is_file()}
    assert {path for path in files if path not in problems} == {
        "problems.txt",
        "site.yaml",
        "initiatives/busan-parts.md",
        "pages/about.md",
    }


@settings(max_examples=8)
@given(st.data())
def test_the_order_in_which_files_were_made_does_not_matter(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as name:
        files = awful_content(Path(name) / "source").root
        paths = sorted(path.relative_to(files) for path in files.rglob("*") if path.is_file())
        shuffled = ContentFolder(Path(name) / "shuffled")
        for path in data.draw(st.permutations(paths)):
            shuffled.write(path.as_posix(), (files / path).read_bytes())
        assert shuffled.places() == (AWFUL / "problems.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("reason", INVALID, ids=lambda path: path.name)
def test_a_site_with_one_fault_fails_with_exactly_its_message(content: ContentFolder, reason: Path) -> None:
    """A folder in sites_invalid/ is laid over the small content; message.txt is what has to be told."""
    shutil.copytree(reason, content.root, dirs_exist_ok=True, ignore=shutil.ignore_patterns("message.txt"))
    told = "".join(f"{problem}\n" for problem in content.problems())
    assert told == (reason / "message.txt").read_text("utf-8")


def test_a_draft_is_told_of_but_stops_nothing(content: ContentFolder, tmp_path: Path) -> None:
    content.entry("2024-06-03-draft", draft="true", title="아직 쓰는 중인 기록", body="")
    (problem,) = content.problems()
    assert (problem.code, problem.severity) == ("draft", "warning")
    site = tmp_path / "site"
    done = run("build", "--content", content.root, "--site", site, "--today", str(TODAY))
    assert done.returncode == 0
    assert str(problem) in done.stderr
    assert not [
        path for path in site.rglob("*") if path.is_file() and "아직 쓰는 중인 기록".encode() in path.read_bytes()
    ]


def test_the_small_content_and_the_real_one_pass_every_check(content: ContentFolder) -> None:
    assert content.problems() == []
    assert [
        str(problem) for problem in ContentFolder(CONTENT).problems(TODAY.replace(2027)) if problem.severity == "error"
    ] == []


Change = Callable[[ContentFolder], object]


@pytest.mark.parametrize(
    ("check", "change", "place"),
    [
        pytest.param(
            checks.regions_existed_on_the_day,
            lambda content: content.entry("2026-06-30-x", regions="[gwangju, jeonnam/mokpo]", added="2026-06-30"),
            None,
            id="region-on-its-last-day",
        ),
        pytest.param(
            checks.regions_existed_on_the_day,
            lambda content: content.entry("2026-07-01-x", regions="[busan, gwangju]"),
            (("regions", 1), "region-date"),
            id="region-a-day-after-its-last",
        ),
        pytest.param(
            checks.regions_existed_on_the_day,
            lambda content: content.entry("2026-06-x", regions="[busan]", participants="[jeonnam-gwangju/mokpo]"),
            (("participants", 0), "region-date"),
            id="participant-a-day-before-its-first",
        ),
        pytest.param(
            checks.regions_existed_on_the_day,
            lambda content: content.entry("2026-x", regions="[gwangju, jeonnam-gwangju]"),
            None,
            id="both-within-the-year",
        ),
        pytest.param(
            checks.initiatives_exist,
            lambda content: content.entry("2024-06-03-x", initiative="busan-parts"),
            None,
            id="initiative-that-is-there",
        ),
        pytest.param(
            checks.initiatives_exist,
            lambda content: content.entry("2024-06-03-x", initiative="busan-cars", draft="true"),
            (("initiative",), "dangling"),
            id="initiative-that-is-not-there-even-in-a-draft",
        ),
        pytest.param(
            checks.fulfilled_promises_exist,
            lambda content: content.entry("2024-06-03-x", fulfils=f"['{PLAN}#open']"),
            None,
            id="promise-that-was-made",
        ),
        pytest.param(
            checks.fulfilled_promises_exist,
            lambda content: content.entry("2024-06-03-x", fulfils=f"['{PLAN}#open', '{PLAN}#close']"),
            (("fulfils", 1), "dangling"),
            id="promise-that-was-never-made",
        ),
        pytest.param(
            checks.fulfilled_promises_exist,
            lambda content: content.entry("2024-06-03-x", fulfils=f"[{PLAN}]"),
            (("fulfils", 0), "dangling"),
            id="entry-without-a-promise",
        ),
        pytest.param(
            checks.fulfilled_promises_exist,
            lambda content: content.entry("2024-06-03-x", fulfils=f"['{PLAN}#pick']"),
            (("fulfils", 0), "duplicate"),
            id="promise-that-was-kept-before",
        ),
        pytest.param(
            checks.fulfilled_promises_exist,
            lambda content: content.entry(
                "2024-05-01-x", fulfils=f"['{PLAN}#pick']", withdrawn="{date: 2024-06-02, reason: 오보}"
            ),
            None,
            id="promise-that-a-withdrawn-entry-had-kept",
        ),
        pytest.param(
            checks.fulfilled_promises_exist,
            lambda content: content.entry("2023-03-01-x", fulfils=f"['{PLAN}#open']"),
            (("fulfils", 0), "date-order"),
            id="promise-kept-a-day-early",
        ),
        pytest.param(
            checks.fulfilled_promises_exist,
            lambda content: content.entry("2023-03-02-x", fulfils=f"['{PLAN}#open']"),
            None,
            id="promise-kept-on-the-same-day",
        ),
        pytest.param(
            checks.fulfilled_promises_exist,
            lambda content: content.entry("2023-03-x", fulfils=f"['{PLAN}#open']"),
            None,
            id="promise-kept-in-the-same-month",
        ),
        pytest.param(
            checks.replacements_exist,
            lambda content: content.entry(
                "2024-06-03-x", withdrawn=f"{{date: 2024-06-10, reason: 오보, replaced_by: {SITE}}}"
            ),
            None,
            id="replacement-that-is-there",
        ),
        pytest.param(
            checks.replacements_exist,
            lambda content: content.entry(
                "2024-06-03-x", withdrawn="{date: 2024-06-10, reason: 오보, replaced_by: 2024-x}"
            ),
            (("withdrawn", "replaced_by"), "dangling"),
            id="replacement-that-is-not-there",
        ),
        pytest.param(
            checks.former_ids_are_free,
            lambda content: content.entry("2024-06-03-x", redirect_from="[2024-06-02-x]"),
            None,
            id="former-id-that-is-free",
        ),
        pytest.param(
            checks.former_ids_are_free,
            lambda content: content.entry("2024-06-03-x", redirect_from=f"[2024-06-02-x, {SITE}]"),
            (("redirect_from", 1), "duplicate"),
            id="former-id-that-is-in-use",
        ),
        pytest.param(
            checks.former_ids_are_free,
            lambda content: [content.entry(f"2024-06-0{n}-x", redirect_from="[2024-06-01-x]") for n in (3, 4)],
            (("redirect_from", 0), "duplicate"),
            id="former-id-that-two-claim",
        ),
        pytest.param(
            checks.nothing_was_recorded_tomorrow,
            lambda content: content.entry("2025-01-01-x", added=str(TODAY)),
            None,
            id="coming-event-recorded-today",
        ),
        pytest.param(
            checks.nothing_was_recorded_tomorrow,
            lambda content: content.entry("2024-06-03-x", added="2024-07-02"),
            (("added",), "future-date"),
            id="recorded-tomorrow",
        ),
        pytest.param(
            checks.nothing_was_recorded_tomorrow,
            lambda content: content.entry("2024-06-03-x", withdrawn="{date: 2024-07-02, reason: 오보}"),
            (("withdrawn", "date"), "future-date"),
            id="withdrawn-tomorrow",
        ),
        pytest.param(
            checks.drafts_wait_for_a_person,
            lambda content: content.entry("2024-06-03-x", draft="false"),
            None,
            id="no-draft",
        ),
        pytest.param(
            checks.drafts_wait_for_a_person,
            lambda content: content.entry("2024-06-03-x", draft="true"),
            (("draft",), "draft"),
            id="draft",
        ),
    ],
)
def test_each_check_finds_its_fault_and_nothing_else(
    content: ContentFolder, check: checks.Check, change: Change, place: tuple[tuple[str | int, ...], str] | None
) -> None:
    change(content)
    everything = catalogue.load(content.root)
    assert everything.problems == []
    assert [(found.fault.at, found.fault.code) for found in check(everything, TODAY)] == ([place] if place else [])


def test_every_check_is_run_and_says_its_rule_in_korean() -> None:
    functions = (thing for thing in vars(checks).values() if inspect.isfunction(thing))
    written = [one for one in functions if get_type_hints(one).get("return") == Iterator[checks.Found]]
    assert [*checks.CHECKS, *checks.STRICT_CHECKS] == written
    assert all(re.search("[가-힣]", check.__doc__ or "") for check in written)


def test_no_page_can_take_an_address_that_the_site_uses(content: ContentFolder, tmp_path: Path) -> None:
    done = run("build", "--content", content.root, "--site", tmp_path / "site", "--today", str(TODAY))
    assert done.returncode == 0
    folders = {path.name for path in (tmp_path / "site").iterdir() if path.is_dir()}
    assert folders - {"about"} <= checks.RESERVED


def test_strict_adds_what_the_quality_page_lists(content: ContentFolder) -> None:
    content.entry("2024-06-03-x", title="다른 일", milestones="[{id: open, due: 2024-06-30, what: 개소}]")
    everything = catalogue.load(content.root)
    found = [problem for problem in checks.run(everything, TODAY, strict=True) if "2024-06-03" in problem.path]
    assert [(problem.code, problem.severity) for problem in found] == [
        ("no-archive", "warning"),
        ("overdue", "warning"),
    ]
    assert checks.run(everything, TODAY) == []


def test_the_hint_for_a_region_names_who_stood_there_on_the_day(content: ContentFolder) -> None:
    content.entry("2022-06-03-x", regions="[jeonnam-gwangju]")
    content.entry("2026-07-02-y", regions="[incheon/jung]", added="2026-07-02")
    assert [problem.hint for problem in content.problems(TODAY.replace(2027))] == [
        "그때는 gwangju, jeonnam",
        "그때는 incheon/jemulpo, incheon/yeongjong",
    ]
