"""The same content and the same day give the same bytes, whatever the machine."""

from pathlib import Path

import pytest

from sites import GOLDEN, build, golden_content, rewrite, tree

SHUFFLED = """
import os

_listdir, _scandir = os.listdir, os.scandir


class _Reversed:
    def __init__(self, path):
        with _scandir(path) as entries:
            self._entries = list(entries)[::-1]

    def __iter__(self):
        return iter(self._entries)

    def __enter__(self):
        return iter(self._entries)

    def __exit__(self, *_):
        pass


os.listdir = lambda path=".": _listdir(path)[::-1]
os.scandir = lambda path=".": _Reversed(path)
"""


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    site = tmp_path_factory.mktemp("reference") / "site"
    build(GOLDEN / "content", site, TZ="UTC", LANG="C.UTF-8", PYTHONHASHSEED="0")
    return tree(site)


@pytest.mark.parametrize(
    "environment",
    [
        pytest.param({"TZ": "Asia/Seoul"}, id="seoul"),
        pytest.param({"TZ": "America/New_York"}, id="new-york"),
        pytest.param({"LANG": "C", "LC_ALL": "C"}, id="c"),
        pytest.param({"LANG": "ko_KR.UTF-8", "LC_ALL": "ko_KR.UTF-8"}, id="korean"),
        pytest.param({"PYTHONHASHSEED": "1"}, id="hash-1"),
        pytest.param({"PYTHONHASHSEED": "2"}, id="hash-2"),
    ],
)
def test_a_build_is_the_same_under(tmp_path: Path, reference: dict[str, bytes], environment: dict[str, str]) -> None:
    build(GOLDEN / "content", tmp_path / "site", **environment)
    assert tree(tmp_path / "site") == reference


def test_a_build_is_the_same_whatever_order_folders_are_listed_in(tmp_path: Path, reference: dict[str, bytes]) -> None:
    (tmp_path / "sitecustomize.py").write_text(SHUFFLED, "utf-8")
    build(GOLDEN / "content", tmp_path / "site", PYTHONPATH=str(tmp_path))
    assert tree(tmp_path / "site") == reference


def test_a_build_is_the_same_from_another_folder(tmp_path: Path, reference: dict[str, bytes]) -> None:
    build(golden_content(tmp_path), tmp_path / "elsewhere" / "public")
    assert tree(tmp_path / "elsewhere/public") == reference


def test_the_day_of_the_build_can_come_from_the_environment(tmp_path: Path, reference: dict[str, bytes]) -> None:
    from sites import run

    midnight_in_korea = "1749913200"  # 2025-06-15 00:00 KST is still the 14th in UTC
    arguments = ("--content", GOLDEN / "content", "--site", tmp_path / "site")
    done = run("build", *arguments, SOURCE_DATE_EPOCH=midnight_in_korea)
    assert done.returncode == 0, done.stderr
    assert tree(tmp_path / "site") == reference


def test_files_bear_the_time_that_the_environment_says(tmp_path: Path) -> None:
    content, site = golden_content(tmp_path), tmp_path / "site"
    for moment, words in ((1_750_000_000, "작은 나이테"), (1_750_003_600, "새 나이테")):
        rewrite(content / "site.yaml", "작은 나이테", words)
        build(content, site, SOURCE_DATE_EPOCH=str(moment))
        assert {path.stat().st_mtime for path in (site, *site.rglob("*"))} == {moment}
