"""The golden site: a few entries that show every kind of page, compared as a tree."""

import shutil
from pathlib import Path

import pytest

from sites import GOLDEN, build, tree

EXPECTED = GOLDEN / "site"
NOT_COMPARED = ("data/", "static/", ".manifest.json")
"""Copied as they are, or made of the versions of libraries; the downloads have tests of their own."""


def test_the_golden_site_is_built_as_it_stands_in_the_repository(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    build(GOLDEN / "content", tmp_path / "site")
    built = {path: data for path, data in tree(tmp_path / "site").items() if not path.startswith(NOT_COMPARED)}
    if request.config.getoption("--update-golden"):
        _replace(built)
    expected = tree(EXPECTED)
    assert sorted(built) == sorted(expected)
    for path, data in built.items():
        assert data.decode().splitlines() == expected[path].decode().splitlines(), path


def _replace(built: dict[str, bytes]) -> None:
    shutil.rmtree(EXPECTED, ignore_errors=True)
    for path, data in built.items():
        target = EXPECTED / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
