"""After any edits an incremental build leaves the very bytes of a cold one: no key misses what its output reads."""

import datetime as dt
import gc
import random
import re
import runpy
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from sites import ROOT, golden_content, rewrite, tree
from tracker import pages, receipts, standing
from tracker.settings import FAMILIES

FEW, MANY = 12, 500
STAGES = ("announced", "agreed", "milestone", "completed", "delayed", "cancelled")
FURTHER_STAGES = """\
- {slug: delayed, name: 지연, name_en: Delayed, order: 85, definition: Late.}
- {slug: cancelled, name: 취소, name_en: Cancelled, order: 90, definition: Ended., terminal: true}
"""
FIRST_DAY = dt.date(2025, 6, 15)


class World(NamedTuple):
    """A site that is being edited: its content, its templates, and chance."""

    content: Path
    templates: Path
    chance: random.Random

    def files(self) -> dict[Path, bytes]:
        """Everything that edits may change."""
        paths = (path for folder in (self.content, self.templates) for path in folder.rglob("*"))
        return {path: path.read_bytes() for path in paths if path.is_file()}

    def entries(self) -> list[Path]:
        return sorted(self.content.glob("entries/*/*.md"))

    def entry(self) -> Path:
        return self.chance.choice(self.entries())

    def word(self) -> str:
        return "".join(self.chance.choices("가나다라마바사아자차카타파하", k=4))


def add(world: World) -> None:
    """A new entry of any kind, perhaps one that keeps an earlier promise or makes some."""
    chance = world.chance
    day = dt.date(2023, 1, 1) + dt.timedelta(chance.randrange(850))
    open_promises = list(promises(world))
    initiatives = [path.stem for path in world.content.glob("initiatives/*.md")]
    lines = [
        f"title: {world.word()} {world.word()}",
        f"date: {day}",
        "added: 2025-06-01",
        f"regions: [{chance.choice(['north', 'south', 'north/river', 'old-south'])}]",
        f"sectors: [{', '.join(chance.sample(['chips', 'cars'], chance.choice([1, 2])))}]",
        f"instruments: [{chance.choice(['mou', 'facility'])}]",
        f"stage: {chance.choice(STAGES)}",
        *([f"initiative: {chance.choice(initiatives)}"] if initiatives and chance.random() < 0.6 else []),
        *([f"fulfils: ['{chance.choice(open_promises)}']"] if open_promises and chance.random() < 0.5 else []),
        *(
            [f"milestones: [{{id: done, due: {2024 + chance.randrange(4)}, what: {world.word()}}}]"]
            * chance.choice([0, 1])
        ),
        *(
            [f"budgets: [{{what: {world.word()}, amount: {chance.randrange(1, 99)}억원, status: awarded}}]"]
            * chance.choice([0, 1])
        ),
        f"sources: [{{url: 'https://news.example/{chance.random()}', publisher: {world.word()}}}]",
        *([f"redirect_from: [2020-01-01-{chance.randrange(10**6)}]"] * chance.choice([0, 0, 1])),
    ]
    path = world.content / f"entries/{day.year}/{day}-{chance.randrange(10**6)}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("---\n" + "\n".join(lines) + f"\n---\n{world.word()}.\n", "utf-8")


def promises(world: World) -> Iterator[str]:
    for path in world.entries():
        for id_ in re.findall(r"\{id: ([\w-]+)|^  - id: ([\w-]+)", path.read_text("utf-8"), re.MULTILINE):
            yield f"{path.stem}#{''.join(id_)}"


def edit_line(world: World, key: str, value: str) -> None:
    """Give a key of some entry another value, or a first one."""
    path = world.entry()
    text = path.read_text("utf-8")
    line = f"{key}: {value}\n"
    found = re.search(rf"^{key}: .*\n", text, re.MULTILINE)
    path.write_text(text.replace(found[0], line) if found else text.replace("---\n", f"---\n{line}", 1), "utf-8")


def retitle(world: World) -> None:
    edit_line(world, "title", world.word())


def restage(world: World) -> None:
    edit_line(world, "stage", world.chance.choice(STAGES))


def correct(world: World) -> None:
    edit_line(world, "corrections", f"[{{date: 2025-06-10, what: {world.word()}}}]")


def withdraw(world: World) -> None:
    other = world.entry().stem
    edit_line(world, "withdrawn", f"{{date: 2025-06-12, reason: {world.word()}, replaced_by: {other}}}")


def join(world: World) -> None:
    """Have an entry belong to another initiative."""
    initiatives = [path.stem for path in world.content.glob("initiatives/*.md")]
    if initiatives:
        edit_line(world, "initiative", world.chance.choice(initiatives))


def move(world: World) -> None:
    edit_line(world, "regions", f"[{world.chance.choice(['north', 'south', 'north/river'])}]")


def draft(world: World) -> None:
    edit_line(world, "draft", world.chance.choice(["true", "false"]))


def rewrite_body(world: World) -> None:
    path = world.entry()
    path.write_text(path.read_text("utf-8") + f"\n\n{world.word()} **{world.word()}**\n", "utf-8")


def rename(world: World) -> None:
    """Another day for an entry, whose former name leads on."""
    path = world.entry()
    text = path.read_text("utf-8")
    day = dt.date(2024, 1, 1) + dt.timedelta(world.chance.randrange(500))
    text = re.sub(r"^date: .*", f"date: {day}", text, count=1, flags=re.MULTILINE)
    if "redirect_from" not in text:
        text = text.replace("---\n", f"---\nredirect_from: [{path.stem}]\n", 1)
    path.unlink()
    target = world.content / f"entries/{day.year}/{day}-moved-{world.chance.randrange(10**6)}.md"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, "utf-8")


def rename_alone(world: World) -> None:
    """Another name for the very bytes."""
    path = world.entry()
    path.rename(path.with_name(f"{path.stem[:10]}-named-{world.chance.randrange(10**6)}.md"))


def delete(world: World) -> None:
    world.entry().unlink()


def add_initiative(world: World) -> None:
    text = f"---\ntitle: {world.word()}\nadded: 2025-05-01\nregions: [north]\nsectors: [chips]\n---\n{world.word()}\n"
    (world.content / f"initiatives/new-{world.chance.randrange(10**6)}.md").write_text(text, "utf-8")


def retitle_initiative(world: World) -> None:
    path = world.chance.choice(sorted(world.content.glob("initiatives/*.md")))
    text = re.sub(r"^title: .*", f"title: {world.word()}", path.read_text("utf-8"), count=1, flags=re.MULTILINE)
    path.write_text(text, "utf-8")


def delete_initiative(world: World) -> None:
    world.chance.choice(sorted(world.content.glob("initiatives/*.md"))).unlink()


def rename_term(world: World) -> None:
    """Another name for a region, sector, instrument, stage or organisation."""
    name = world.chance.choice(["regions", "sectors", "instruments", "stages", "organisations"])
    path = world.content / f"vocabulary/{name}.yaml"
    names = re.findall(r"name: ([가-힣 ]+)", path.read_text("utf-8"))
    rewrite(path, f"name: {world.chance.choice(names)}", f"name: {world.word()}")


def change_settings(world: World) -> None:
    path = world.content / "site.yaml"
    key, value = world.chance.choice(
        [
            ("title", world.word()),
            ("rows_per_page", str(world.chance.randrange(1, 6))),
            ("base_url", f"https://{world.chance.randrange(9)}.example/"),
            ("outputs", f"[{', '.join(world.chance.sample(sorted(FAMILIES), 9))}]"),
            ("outputs", f"[{', '.join(sorted(FAMILIES))}]"),
            ("repository", "https://code.example/r"),
        ]
    )
    text = "".join(f"{line}\n" for line in path.read_text("utf-8").splitlines() if not line.startswith(f"{key}:"))
    path.write_text(f"{text}{key}: {value}\n", "utf-8")


def edit_page(world: World) -> None:
    path = world.chance.choice(sorted(world.content.glob("pages/*.md")))
    path.write_text(path.read_text("utf-8") + f"\n{world.word()}\n", "utf-8")


def edit_template(world: World) -> None:
    path = world.chance.choice(sorted(world.templates.glob("*.html")))
    path.write_text(path.read_text("utf-8") + f"<!-- {world.word()} -->\n", "utf-8")


EDITS: tuple[Callable[[World], None], ...] = (
    *(add,) * 6,
    *(
        retitle,
        restage,
        restage,
        correct,
        withdraw,
        join,
        move,
        draft,
        rewrite_body,
        rename,
        rename_alone,
        delete,
        delete,
    ),
    *(add_initiative, retitle_initiative, delete_initiative, rename_term, change_settings, edit_page, edit_template),
)


class Builder:
    """Builds in this process, with templates that may be edited."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._main = runpy.run_path(str(ROOT / "build.py"))["main"]

    def build(self, content: Path, site: Path, day: dt.date) -> bool:
        """Whether the content could be built."""
        arguments = ["build", "--content", content, "--site", site, "--today", day, "--jobs", 1, "--allow-shrink"]
        try:
            return bool(self._main([str(one) for one in arguments]) == 0)
        finally:
            gc.enable()


@pytest.mark.parametrize(
    ("seed", "edits"),
    [
        pytest.param(1, FEW, id="few"),
        pytest.param(2, MANY, id="many", marks=[pytest.mark.slow, pytest.mark.thorough]),
    ],
)
def test_an_incremental_build_equals_a_cold_one_after_random_edits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, edits: int
) -> None:
    content, templates = golden_content(tmp_path), shutil.copytree(pages.TEMPLATES, tmp_path / "templates")
    rewrite(content / "vocabulary/stages.yaml", "tense:", f"{FURTHER_STAGES}tense:")
    world = World(content, templates, random.Random(seed))  # noqa: S311 - repeatable chance, not secrets
    monkeypatch.setattr(pages, "TEMPLATES", world.templates)
    monkeypatch.setattr(receipts, "CODE", (world.templates,))
    builder, day, done = Builder(world), FIRST_DAY, 0
    assert builder.build(world.content, tmp_path / "site", day)
    while done < edits:
        before = world.files()
        edit = world.chance.choice(EDITS)
        edit(world)
        day += dt.timedelta(world.chance.choice([0, 0, 0, 1, 40]))
        if not builder.build(world.content, tmp_path / "site", day):
            restore(world, before)
            continue
        done += 1
        shutil.rmtree(tmp_path / "cold", ignore_errors=True)
        shutil.copytree(world.content, tmp_path / "cold/content")
        assert builder.build(tmp_path / "cold/content", tmp_path / "cold/site", day)
        compare(tmp_path / "site", tmp_path / "cold/site", f"edit {done}: {edit.__name__}")


def restore(world: World, before: dict[Path, bytes]) -> None:
    """Undo an edit that cannot be built."""
    now = world.files()
    for path in now.keys() - before.keys():
        path.unlink()
    for path, data in before.items():
        if now.get(path) != data:
            path.write_bytes(data)


def compare(site: Path, cold: Path, edit: str) -> None:
    found, wanted = tree(site), tree(cold)
    differing = sorted(path for path in found.keys() | wanted.keys() if found.get(path) != wanted.get(path))
    assert [path for path in differing if path != standing.MANIFEST] == [], edit
    assert differing == [], edit
