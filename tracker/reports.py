"""Problems as text for people, workflow commands for GitHub, JSON and SARIF for machines. Prints nothing."""

import json
import os
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from tracker.messages import CODES, worded
from tracker.model import InvalidContentError, Problem

LANGUAGES = ("ko", "en")
NO_LOCALES = ("", "C", "POSIX")
DOCS = "docs/checks.md"
LONGEST_LINE = 2_000
"""A line of a file that is shown; nobody looks for a place in a longer one."""
_SARIF = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


class Report(NamedTuple):
    """Problems of a content folder, to be told in one language to somebody who stands in `here`."""

    problems: Sequence[Problem]
    content: Path
    here: Path
    language: str
    docs: str = DOCS

    def path(self, problem: Problem) -> str:
        """The way to a problem's file."""
        return _visible(os.path.relpath(self.content / problem.path, self.here))

    def message(self, problem: Problem) -> str:
        """What is wrong and what to do about it, in one line."""
        hint = f" ({worded(problem.hint, self.language)})" if problem.hint else ""
        return _visible(f"{worded(problem.message, self.language)}{hint}")

    def line(self, problem: Problem) -> str:
        """The line of the file that a problem stands in, as the file has it; nothing if it has no such line."""
        lines = _lines(self.content / problem.path)
        line = lines[problem.line - 1] if problem.line <= len(lines) else ""
        return _shown(unicodedata.normalize("NFC", line)) if len(line) <= LONGEST_LINE else ""


def language(environment: Mapping[str, str]) -> str:
    """Korean where the locale says so or says nothing, English elsewhere."""
    names = (environment.get(key, "") for key in ("LC_ALL", "LC_MESSAGES", "LANG"))
    name = next(filter(None, names), "").partition(".")[0]
    return "ko" if name in NO_LOCALES or name.startswith("ko") else "en"


def _visible(text: str) -> str:
    """A text that a file's name may be part of, with what a terminal would obey or cannot show written out."""
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in text)


def _shown(line: str) -> str:
    """A line of a file with something to see for each letter, tabs aside."""
    return "".join(letter if letter.isprintable() or letter == "\t" else "\ufffd" for letter in line)


def _lines(file: Path) -> list[str]:
    """A file's lines with the columns that problems count in."""
    from tracker import frontmatter  # late: a run that has nothing to say needs none of it

    try:
        text = frontmatter.read(file.parent, file.name).decode("utf-8", "replace")
    except (OSError, InvalidContentError):
        return []
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def as_text(report: Report) -> Iterator[str]:
    """`path:line:column: CODE message (hint)`, then the line with a caret below the letter."""
    for problem in report.problems:
        place = f"{report.path(problem)}:{problem.line}:{problem.column}"
        yield f"{place}: {problem.code} {report.message(problem)}"
        if line := report.line(problem):
            yield f"    {line}"
            yield f"    {_blank(line[: problem.column - 1])}^"


def _blank(text: str) -> str:
    """White space as wide as a text in a terminal, where Korean letters take two columns."""
    return "".join("\t" if letter == "\t" else " " * _width(letter) for letter in text)


def _width(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def as_github(report: Report) -> Iterator[str]:
    """Workflow commands, which GitHub shows beside the lines of a pull request."""
    for problem in report.problems:
        values = {"file": report.path(problem), "line": problem.line, "col": problem.column, "title": problem.code}
        shown = ",".join(f"{key}={_escaped(str(value), ':,')}" for key, value in values.items())
        yield f"::{problem.severity} {shown}::{_escaped(report.message(problem))}"


def _escaped(text: str, more: str = "") -> str:
    """Text with what would end it written as `%0A`; `%` itself first."""
    for letter in f"%\r\n{more}":
        text = text.replace(letter, f"%{ord(letter):02X}")
    return text


def as_json(report: Report) -> Iterator[str]:
    """A list of objects."""
    yield _dumped([_object(report, problem) for problem in report.problems])


def _object(report: Report, problem: Problem) -> dict[str, Any]:
    said = {"message": problem.message, "hint": problem.hint}
    return {
        **problem._asdict(),
        "path": report.path(problem),
        **{key: worded(value, report.language) for key, value in said.items()},
        "docs": f"{report.docs}#{problem.code}",
    }


def as_sarif(report: Report) -> Iterator[str]:
    """SARIF 2.1.0, which code hosts and editors read."""
    codes = sorted({problem.code for problem in report.problems})
    driver = {"name": "build.py check", "rules": [_rule(code, report) for code in codes]}
    results = [_result(report, problem, codes) for problem in report.problems]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    yield _dumped({"$schema": _SARIF, "version": "2.1.0", "runs": [run]})


def _rule(code: str, report: Report) -> dict[str, Any]:
    text = CODES[code][LANGUAGES.index(report.language)]
    link = f"{report.docs}#{code}"
    address = {"helpUri": link} if "://" in link else {}  # a URI has to be absolute
    return {"id": code, "shortDescription": {"text": text}, "help": {"text": link}, **address}


def _result(report: Report, problem: Problem, codes: Sequence[str]) -> dict[str, Any]:
    region = {"startLine": problem.line, "startColumn": problem.column}
    place = {"artifactLocation": {"uri": quote(report.path(problem))}, "region": region}
    return {
        "ruleId": problem.code,
        "ruleIndex": codes.index(problem.code),
        "level": problem.severity,
        "message": {"text": report.message(problem)},
        "locations": [{"physicalLocation": place}],
    }


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


FORMATS: Mapping[str, Callable[[Report], Iterable[str]]] = {
    "text": as_text,
    "github": as_github,
    "json": as_json,
    "sarif": as_sarif,
}
