"""What `check` says, in every language and format, and that docs/checks.md says it too."""

import ast
import json
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from sites import ROOT, run
from support import ENTRY, TODAY, ContentFolder, entry_text
from tracker import catalogue, checks, reports
from tracker.messages import CODES, ENGLISH, Said, english, say
from tracker.model import Problem

DOCS = (ROOT / "docs" / "checks.md").read_text("utf-8")
NAME = "entries/2024/2024-05-21-busan-plan.md"


def trees() -> Iterator[tuple[Path, ast.AST]]:
    """Every node of the program but the importer, whose problems are those of articles."""
    for path in sorted((ROOT / "tracker").glob("*.py")):
        yield from ((path, node) for node in ast.walk(ast.parse(path.read_text("utf-8"))))


def calls(*names: str) -> Iterator[ast.Call]:
    """Calls of functions by name."""
    for _, node in trees():
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in names:
            yield node


def told(*problems: Problem, content: Path = ROOT, language: str = "ko") -> reports.Report:
    return reports.Report(problems, content, content, language)


# Languages


def test_every_message_of_the_program_has_its_english_and_every_english_a_message() -> None:
    arguments = [node.args[0] for node in calls("say")]
    choices = [one.body if isinstance(one, ast.IfExp) else one for one in arguments]
    assert all(isinstance(one, ast.Constant) for one in choices), [ast.unparse(one) for one in choices]
    assert {one.value for one in choices if isinstance(one, ast.Constant)} == set(ENGLISH)


def test_both_languages_name_the_same_values() -> None:
    for korean, other in ENGLISH.items():
        fields = [sorted(name for _, name, *_ in string.Formatter().parse(text) if name) for text in (korean, other)]
        assert fields[0] == fields[1], korean
        assert not re.search("[가-힣]", other.replace("원", "")), other


def test_a_message_is_its_korean_and_knows_its_english() -> None:
    said = say("‘{text}’(이)라는 {kind}은(는) 없습니다", text="{x}", kind=say("분야"))
    assert said == "‘{x}’(이)라는 분야는 없습니다"
    assert english(said) == "There is no sector '{x}'"
    assert english("그대로") == "그대로"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "ko"),
        ({"LANG": "C.UTF-8"}, "ko"),
        ({"LANG": "ko_KR.UTF-8"}, "ko"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "ko_KR.UTF-8", "LC_ALL": "en_GB"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "ko_KR.UTF-8", "LC_ALL": ""}, "ko"),
    ],
)
def test_the_locale_chooses_the_language(environment: dict[str, str], language: str) -> None:
    assert reports.language(environment) == language


# Formats


@pytest.mark.parametrize(
    ("line", "column", "below"),
    [
        pytest.param("title: x", 8, "       ^", id="ascii"),
        pytest.param("부산: x", 5, "      ^", id="korean-letters-are-two-wide"),
        pytest.param("\ttitle", 2, "\t^", id="tab"),
        pytest.param("‘가’ x", 5, "     ^", id="curly-quotes-are-one-wide"),
        pytest.param("x", 9, " ^", id="beyond-the-end"),
    ],
)
def test_the_caret_stands_under_the_letter(tmp_path: Path, line: str, column: int, below: str) -> None:
    (tmp_path / "x.md").write_bytes(f"\ufeff---\r\n{line}\r\n".encode())
    lines = list(reports.as_text(told(Problem("x.md", 2, column, "date", "글", "고침"), content=tmp_path)))
    assert lines == [f"x.md:2:{column}: date 글 (고침)", f"    {line}", f"    {below}"]


def test_github_commands_escape_what_would_end_them() -> None:
    problem = Problem("a,b:c%.md", 2, 3, "date", "50%\n::error::x", "", "warning")
    assert list(reports.as_github(told(problem))) == [
        "::warning file=a%2Cb%3Ac%25.md,line=2,col=3,title=date::50%25\\n::error::x"
    ]


def test_json_is_a_list_of_objects() -> None:
    (text,) = reports.as_json(told(Problem("x.md", 2, 3, "draft", say("초안이라 사이트에 나오지 않습니다"))))
    assert json.loads(text) == [
        {
            "path": "x.md",
            "line": 2,
            "column": 3,
            "code": "draft",
            "message": "초안이라 사이트에 나오지 않습니다",
            "hint": "",
            "severity": "error",
            "docs": "docs/checks.md#draft",
        }
    ]


def test_sarif_names_places_and_rules(content: ContentFolder) -> None:
    content.entry("2024-06-03-plan", regions="[bussan]", draft="true")
    content.entry("2024-06-04-plan", draft="true", title="초안")
    docs = "https://code.example/blob/main/docs/checks.md"
    (text,) = reports.as_sarif(reports.Report(content.problems(), content.root, content.root, "en", docs))
    sarif = json.loads(text)
    (ran,) = sarif["runs"]
    rules = ran["tool"]["driver"]["rules"]
    assert sarif["version"] == "2.1.0"
    assert [rule["helpUri"] for rule in rules] == [f"{docs}#draft", f"{docs}#unknown-slug"]
    results = [(rules[one["ruleIndex"]]["id"], one["ruleId"], one["level"]) for one in ran["results"]]
    assert results == [("unknown-slug", "unknown-slug", "error"), ("draft", "draft", "warning")]
    place = ran["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "entries/2024/2024-06-03-plan.md"
    assert place["region"] == {"startLine": 5, "startColumn": 11}


def test_an_empty_report_is_valid_in_every_format() -> None:
    assert list(reports.as_text(told())) == list(reports.as_github(told())) == []
    assert json.loads("".join(reports.as_json(told()))) == []
    assert json.loads("".join(reports.as_sarif(told())))["runs"][0]["results"] == []


# The command


def test_check_tells_only_of_the_paths_that_were_asked_for(content: ContentFolder) -> None:
    bad = [content.entry(f"2024-06-0{day}-plan", title=f"{day}", regions="[bussan]") for day in (3, 4)]
    known = ("check", "--content", content.root, "--today", str(TODAY))
    for paths, count in (([bad[0]], 1), ([bad[0].parent], 2), ([content.root], 2), ([content.root / "pages"], 0)):
        done = run(*known, "--format", "json", *paths)
        assert (len(json.loads(done.stdout)), done.returncode) == (count, int(count > 0))
    assert run(*known, content.root / "nothing.md").returncode == 2
    assert run(*known, ROOT / "README.md").returncode == 2


def test_check_speaks_the_language_of_the_locale_or_the_one_asked_for(content: ContentFolder) -> None:
    content.entry("2024-06-03-plan", regions="[bussan]")
    known = ("check", "--content", content.root, "--today", str(TODAY))
    assert "없습니다 (‘busan’을(를) 뜻했나요?)" in run(*known).stderr
    assert "There is no region 'bussan' (did you mean 'busan'?)" in run(*known, LC_ALL="en_US.UTF-8").stderr
    assert "There is no region" in run(*known, "--lang", "en").stderr
    assert "errors: 1, warnings: 0" in run(*known, "--lang", "en").stdout


# The documentation


class Example(NamedTuple):
    code: str
    is_right: bool
    fences: list[tuple[str, str]]


def examples() -> list[Example]:
    """Every wrong and right example of the documentation."""
    found = []
    for section in re.split(r"^## ", DOCS, flags=re.MULTILINE)[2:]:
        code, _, text = section.partition("\n")
        wrong, right = text.split("\n틀림\n")[1].split("\n맞음\n")
        for is_right, part in ((False, wrong), (True, right)):
            fences = re.findall(r"^```(\S.*)\n((?:.*\n)*?)```$", part, re.MULTILINE)
            found.append(Example(code, is_right, [(kind, text.rstrip("\n")) for kind, text in fences]))
    return found


def laid_over(snippet: str) -> dict[str, str]:
    """Front matter by key, as written, with the keys of a snippet in place of the entry's."""
    blocks = re.split(r"^(?=[a-z])", snippet, flags=re.MULTILINE)[1:]
    given: dict[str, str] = {}
    for block in blocks:
        key = re.match("[a-z_]+", block)
        assert key
        given[key.group()] = given.get(key.group(), "") + f"{block.rstrip()}\n"
    return {**{key: f"{key}: {value}\n" for key, value in ENTRY.items()}, **given}


def file_of(example: Example) -> tuple[str, bytes]:
    """Path and bytes of the file that an example shows a part of."""
    path, head, body = NAME, laid_over(""), "부산광역시가 미래차 부품단지를 짓겠다고 발표했다."
    options: dict[str, str] = {}
    for info, text in example.fences:
        kind, *extra = info.split()
        options |= dict(one.split("=") for one in extra)
        if kind == "text":
            path = text
        elif kind == "yaml":
            head = laid_over(text)
        else:
            body = text
    if path.startswith("pages/"):
        return path, "---\ntitle: 안내\n---\n안내하는 글이다.\n".encode()
    if example.code == "front-matter":
        return path, f"{body}\n".encode()
    body = "\n\n".join([body] * int(options.get("repeat", 1)))
    return path, f"---\n{''.join(head.values())}---\n{body}\n".encode(options.get("encoding", "utf-8"))


@pytest.mark.parametrize("example", examples(), ids=lambda one: f"{one.code}-{'right' if one.is_right else 'wrong'}")
def test_a_documented_example_gives_its_code_or_nothing(content: ContentFolder, example: Example) -> None:
    path, data = file_of(example)
    content.write(path, data)
    is_strict = example.code in ("overdue", "no-archive")
    found = checks.run(catalogue.load(content.root), TODAY, strict=is_strict)
    codes = [one.code for one in found if one.path == path and (not is_strict or one.code == example.code)]
    assert codes == ([] if example.is_right else [example.code])
    assert is_strict or len(found) == len(codes)


def test_the_documentation_names_every_code_and_its_rule() -> None:
    rows = [f"| [`{code}`](#{code}) | {korean} | {other} |" for code, (korean, other) in CODES.items()]
    assert [line for line in DOCS.splitlines() if line.startswith("| [`")] == rows
    for code, (korean, other) in CODES.items():
        assert f"\n## {code}\n\n{korean}. *{other}.*" in DOCS
    assert [one.code for one in examples()] == [code for code in CODES for _ in range(2)]


def test_every_code_that_the_program_writes_is_known() -> None:
    written: set[Any] = set()
    for node in calls("Fault", "Problem", "_refuse"):
        written |= {one.value for one in node.args if isinstance(one, ast.Constant)}
    codes = {one for one in written if isinstance(one, str) and re.fullmatch("[a-z]+(-[a-z]+)*", one)}
    severities = {"error", "warning"}
    assert codes - severities - set(CODES) == set()
    assert all(isinstance(CODES[code], tuple) for code in CODES)


def test_what_the_examples_of_invalid_sites_yield_is_known() -> None:
    folders = (ROOT / "tests" / "sites_invalid").iterdir()
    told = "".join((folder / "message.txt").read_text("utf-8") for folder in folders)
    assert set(re.findall(r"^\S.*?:\d+:\d+: (\S+) ", told, re.MULTILINE)) <= set(CODES)


def test_the_problems_of_a_file_are_said_and_not_only_written(content: ContentFolder) -> None:
    content.write(NAME, entry_text(regions="[bussan]", stage="x", added="2024.1", sources="[]"))
    assert all(isinstance(problem.message, Said) for problem in content.problems())
