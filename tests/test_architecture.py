"""The house rules that a machine can hold: floors, sizes, and one place that prints and one that writes."""

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

from sites import ROOT

TRACKER = ROOT / "tracker"
SOURCES = sorted(TRACKER.rglob("*.py"))
LONGEST_FUNCTION, MEDIAN_FUNCTION, LONGEST_BUILD = 45, 10, 100
SPEAKS = {"options.py", "serve.py", "faces.py"}
WRITES = {"publish.py", "disk.py", "faces.py", "asking.py", "fixes.py", "cache.py", "serve.py"}


def functions() -> Iterator[tuple[str, int]]:
    """Name and lines of every function."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
                yield f"{path.relative_to(ROOT)}:{node.name}", node.end_lineno - node.lineno + 1


def calls(path: Path) -> set[str]:
    """The last names of everything that a module calls."""
    found = (node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))
    return {getattr(called, "id", getattr(called, "attr", "")) for called in found}


def test_build_py_is_a_table_of_contents() -> None:
    assert len((ROOT / "build.py").read_text("utf-8").splitlines()) <= LONGEST_BUILD


def test_functions_are_short() -> None:
    sizes = dict(functions())
    assert statistics.median(sizes.values()) < MEDIAN_FUNCTION
    assert {name: size for name, size in sizes.items() if size > LONGEST_FUNCTION} == {}


def test_only_the_faces_print() -> None:
    assert {path.name for path in SOURCES if "print" in calls(path)} <= SPEAKS


def test_only_these_modules_write_files() -> None:
    writing = {"write_text", "write_bytes", "rename", "unlink", "rmtree", "mkdir"}
    assert {path.name for path in SOURCES if writing & calls(path)} <= WRITES


def test_nothing_that_reaches_the_site_reads_a_clock() -> None:
    clocks = {"now", "today", "utcnow", "localtime", "time_ns"}
    assert {path.name for path in SOURCES if clocks & calls(path)} <= {"options.py", "faces.py", "arguments.py"}
