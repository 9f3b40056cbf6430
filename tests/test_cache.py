"""The cache of parsed files: it saves time and changes nothing."""

import datetime as dt
import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest

from sites import another, build, golden_content, rewrite, tree
from tracker import cache, catalogue, checks
from tracker.model import Entry

ENTRY = "entries/2025/2025-05-01-river-chips.md"


def titles(content: Path, caches: Path) -> list[str]:
    return [entry.title for entry in catalogue.load(content, caches).all_entries]


def test_a_catalogue_from_the_cache_is_the_same(tmp_path: Path) -> None:
    content = golden_content(tmp_path)
    first = catalogue.load(content, tmp_path / "caches")
    again = catalogue.load(content, tmp_path / "caches")
    assert again.all_entries == first.all_entries == catalogue.load(content).all_entries
    assert again.initiatives == first.initiatives
    assert again.pages == first.pages


def test_what_is_kept_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = golden_content(tmp_path)
    catalogue.load(content, tmp_path / "caches")
    read: list[str] = []
    whole = catalogue._read_all

    def noted(reader: catalogue.Reader, names: Sequence[str]) -> object:
        read.extend(names)
        return whole(reader, names)

    monkeypatch.setattr(catalogue, "_read_all", noted)
    rewrite(content / ENTRY, "강구, 반도체", "강구, 새 반도체")
    assert "강구, 새 반도체 업무협약" in titles(content, tmp_path / "caches")
    assert read == [ENTRY]


def test_an_edit_that_keeps_size_and_time_is_seen(tmp_path: Path) -> None:
    content = golden_content(tmp_path)
    before = (content / ENTRY).stat()
    titles(content, tmp_path / "caches")
    rewrite(content / ENTRY, "강구, 반도체", "강구, 자동차")
    os.utime(content / ENTRY, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert "강구, 자동차 업무협약" in titles(content, tmp_path / "caches")


def test_twins_are_told_in_every_run_however_much_was_known_before(tmp_path: Path) -> None:
    content, caches = golden_content(tmp_path), tmp_path / "caches"

    def twins(caches: Path | None) -> list[str]:
        problems = checks.run(catalogue.load(content, caches), dt.date(2025, 6, 15))
        return [problem.path for problem in problems if problem.code == "near-duplicate"]

    assert twins(caches) == []
    twin = another(content)
    assert twins(caches) == twins(caches) == twins(None) == [f"entries/2025/{twin.name}"]
    twin.unlink()
    assert twins(caches) == []


def test_a_file_that_is_gone_is_forgotten(tmp_path: Path) -> None:
    content = golden_content(tmp_path)
    titles(content, tmp_path / "caches")
    (content / ENTRY).unlink()
    assert "강구, 반도체 업무협약" not in titles(content, tmp_path / "caches")


def test_another_vocabulary_reads_everything_again(tmp_path: Path) -> None:
    content = golden_content(tmp_path)
    titles(content, tmp_path / "caches")
    rewrite(content / "vocabulary/sectors.yaml", "slug: chips", "slug: crisps")
    assert {problem.code for problem in catalogue.load(content, tmp_path / "caches").problems} == {"unknown-slug"}


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda data: data[:-1], id="cut"),
        pytest.param(lambda data: data[:-1] + bytes([data[-1] ^ 1]), id="flipped"),
        pytest.param(lambda data: b"", id="empty"),
        pytest.param(lambda data: b"other 00\n" + data, id="other-version"),
    ],
)
def test_a_damaged_cache_is_thrown_away(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    content = golden_content(tmp_path)
    before = titles(content, tmp_path / "caches")
    file = tmp_path / "caches/entries.cache"
    file.write_bytes(damage(file.read_bytes()))
    assert cache.Cache(file, "any", dict[str, catalogue.Kept[Entry]]).read() is None
    assert titles(content, tmp_path / "caches") == before


def test_bad_files_are_told_of_every_time(tmp_path: Path) -> None:
    content = golden_content(tmp_path)
    rewrite(content / ENTRY, "sectors: [chips]", "sectors: [chip]")
    for _ in range(2):
        assert [one.code for one in catalogue.load(content, tmp_path / "caches").problems] == ["unknown-slug"]


def test_several_processes_read_what_one_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = golden_content(tmp_path)
    rewrite(content / ENTRY, "sectors: [chips]", "sectors: [chip]")
    alone = catalogue.load(content)
    monkeypatch.setattr(catalogue, "CHUNK", 1)
    together = catalogue.load(content, jobs=3)
    assert together.all_entries == alone.all_entries
    assert together.problems == alone.problems


def test_a_site_built_by_several_processes_is_the_same(tmp_path: Path) -> None:
    content = golden_content(tmp_path)
    for number in range(60):  # enough pages that processes are started for them
        text = (content / ENTRY).read_text("utf-8").replace("강구, 반도체", f"강구, 반도체 {number}")
        (content / f"entries/2025/2025-05-01-more-{number}.md").write_text(text, "utf-8")
    build(content, tmp_path / "one", "--jobs", "1")
    build(content, tmp_path / "three", "--jobs", "3")
    assert tree(tmp_path / "one") == tree(tmp_path / "three")


def test_pieces_are_made_once_and_those_that_nobody_asks_for_go(tmp_path: Path) -> None:
    made: list[str] = []

    def ask(keys: Sequence[str]) -> list[bytes]:
        pieces = cache.Pieces(tmp_path / "pieces.cache", "a version")

        def make(key: str) -> bytes:
            made.append(key)
            return key.upper().encode()

        found = [pieces.piece(key, partial(make, key)) for key in keys]
        pieces.keep()
        return found

    many = [f"piece {number}" for number in range(2 * cache.Pieces.MANY)]
    others = [f"another {number}" for number in range(2 * cache.Pieces.MANY)]
    assert ask([*many, many[0]]) == ask([*many, many[0]]) == [key.upper().encode() for key in [*many, many[0]]]
    assert made == many
    ask(["a single one", many[0]])  # too little to be written
    ask(many)
    assert made == [*many, "a single one"]
    ask(others)
    ask(many)
    assert made == [*many, "a single one", *others, *many]
