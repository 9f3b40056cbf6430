"""Publishing: only what changed is rendered, and the old site stands until the new one is whole."""

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sites import ROOT, TODAY, build, golden_content, rewrite, run, tree
from support import batch
from tracker import disk, outputs, publish, standing
from tracker.model import Output

POINTS = 40
"""How many moments of a build are hit by a kill."""

KILLED = """
import os, signal, sys
point, site = int(sys.argv.pop(1)), sys.argv.pop(1)
seen = 0

def hook(event, arguments):
    global seen
    if event.startswith(("open", "os.", "shutil.", "ctypes.")) and any(site in str(one) for one in arguments):
        seen += 1
        if seen == point:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(hook)
sys.path.insert(0, {root!r})
import build
status = build.main()
print("events", seen)
sys.exit(status)
"""


def text(path: str, words: str) -> Output:
    return outputs.ready(path, words.encode())


def test_a_second_build_renders_nothing_and_changes_no_file(tmp_path: Path) -> None:
    content, site = golden_content(tmp_path), tmp_path / "site"
    build(content, site)
    before = {path: (site / path).stat().st_mtime_ns for path in tree(site) if not path.startswith(".")}
    assert "새로 그린 파일 0개" in build(content, site)
    assert before == {path: (site / path).stat().st_mtime_ns for path in before}


def test_an_edit_renders_the_pages_that_show_the_entry_and_no_others(tmp_path: Path) -> None:
    content, site = golden_content(tmp_path), tmp_path / "site"
    build(content, site)
    before = tree(site)
    rewrite(content / "entries/2025/2025-05-01-river-chips.md", "강구, 반도체", "강구, 새 반도체")
    build(content, site)
    changed = {path for path, data in tree(site).items() if before[path] != data} - {standing.MANIFEST}
    assert "entries/2025-05-01-river-chips/index.html" in changed
    assert "regions/north/river/feed.xml" in changed
    assert "regions/north/2024/index.html" not in changed
    assert not {path for path in changed if path.startswith(("sectors/cars", "initiatives/", "static/"))}


def test_an_incremental_build_equals_a_cold_one(tmp_path: Path) -> None:
    content, site = golden_content(tmp_path), tmp_path / "site"
    build(content, site)
    rewrite(content / "entries/2023/2023-09-centre-announced.md", "120억원", "130억원")
    (content / "entries/2025/2025-05-01-river-chips.md").unlink()
    build(content, site, today="2026-07-01")
    build(content, tmp_path / "cold", today="2026-07-01")
    assert tree(site) == tree(tmp_path / "cold")


@pytest.mark.parametrize("cause", ["an edit", "no manifest"])
def test_what_somebody_changed_in_the_site_is_mended_when_it_is_next_built(tmp_path: Path, cause: str) -> None:
    content, site = golden_content(tmp_path), tmp_path / "site"
    build(content, site)
    right = (site / "sectors/index.html").read_bytes()
    (site / "sectors/index.html").write_text("defaced")
    (site / "stray.html").write_text("not ours")
    if cause == "an edit":
        rewrite(content / "pages/about.md", "\n---\n", "\n---\n더 적은 말.\n\n")
    else:
        (site / standing.MANIFEST).unlink()
    build(content, site)
    assert (site / "sectors/index.html").read_bytes() == right
    assert not (site / "stray.html").exists()


def test_an_empty_repository_keeps_its_marker_file(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / ".gitkeep").touch()
    publish.publish([batch(text("index.html", "hello"))], site)
    assert (site / ".gitkeep").exists()


def test_two_outputs_may_not_claim_one_address(tmp_path: Path) -> None:
    publish.publish([batch(text("index.html", "old"))], tmp_path / "site")
    with pytest.raises(standing.PublishError, match=r"a/index\.html"):
        publish.publish([batch(text("a/index.html", "1"), text("a/index.html", "2"))], tmp_path / "site")
    assert (tmp_path / "site/index.html").read_text() == "old"


@pytest.mark.parametrize("path", ["../escape", "/etc/escape", "a/../../escape", "a//b", ""])
def test_no_output_leaves_the_site(tmp_path: Path, path: str) -> None:
    with pytest.raises(standing.PublishError, match="밖으로"):
        publish.publish([batch(text(path, "x"))], tmp_path / "site")


def test_a_renderer_that_fails_leaves_the_old_site(tmp_path: Path) -> None:
    def fail() -> bytes:
        raise RuntimeError("our own fault")

    publish.publish([batch(text("index.html", "old"))], tmp_path / "site")
    with pytest.raises(RuntimeError):
        publish.publish([batch(text("new.html", "x"), Output("index.html", "key", fail))], tmp_path / "site")
    assert {path for path in tree(tmp_path / "site") if path != standing.MANIFEST} == {"index.html"}


def test_two_builds_of_one_site_do_not_meet(tmp_path: Path) -> None:
    def build_again() -> bytes:
        publish.publish([batch(text("index.html", "inner"))], tmp_path / "site")
        return b""

    with pytest.raises(standing.PublishError, match="다른 빌드"):
        publish.publish([batch(Output("index.html", "key", build_again))], tmp_path / "site")


def test_where_folders_cannot_be_exchanged_they_are_renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "exchange", lambda *_: False)
    for words in ("one", "two"):
        publish.publish([batch(text("index.html", words))], tmp_path / "site")
    assert (tmp_path / "site/index.html").read_text() == "two"
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == [".site.spare", "site"]


def test_what_is_no_output_any_more_goes_with_its_folder(tmp_path: Path) -> None:
    for number in range(4):  # the two folders that take turns both have to lose it
        files = [text(f"{name}.html", "same") for name in "abcdef"]
        publish.publish([batch(*files, text(f"deep/er/{number}.html", "x"))], tmp_path / "site")
    found = sorted(path.relative_to(tmp_path / "site").as_posix() for path in (tmp_path / "site").rglob("deep*/*/*"))
    assert found == ["deep/er/3.html"]
    publish.publish([batch(*files)], tmp_path / "site")
    assert not (tmp_path / "site/deep").exists()


def test_what_somebody_put_into_the_site_never_comes_back(tmp_path: Path) -> None:
    for number in range(4):
        publish.publish([batch(text("index.html", f"{number}"), text("same.html", "same"))], tmp_path / "site")
        assert sorted(tree(tmp_path / "site")) == [standing.MANIFEST, "index.html", "same.html"]
        (tmp_path / "site/stray.html").write_text("not ours")
        (tmp_path / "site/same.html").write_text("defaced")
    publish.publish([batch(text("index.html", "last"), text("same.html", "same"))], tmp_path / "site")
    assert (tmp_path / "site/same.html").read_text() == "same"


def test_an_empty_site_is_not_published(tmp_path: Path) -> None:
    publish.publish([batch(text("index.html", "old"))], tmp_path / "site")
    with pytest.raises(standing.PublishError, match="하나도"):
        publish.publish([batch()], tmp_path / "site", terms=standing.Terms(allow_shrink=True))
    assert (tmp_path / "site/index.html").read_text() == "old"


def test_a_site_that_loses_much_is_published_only_if_that_is_allowed(tmp_path: Path) -> None:
    files = [text(f"{number}.html", "x") for number in range(10)]
    publish.publish([batch(*files)], tmp_path / "site")
    publish.publish([batch(*files[:8])], tmp_path / "site")
    with pytest.raises(standing.PublishError, match=r"8개에서 6개로.*--allow-shrink"):
        publish.publish([batch(*files[:6])], tmp_path / "site")
    assert len(tree(tmp_path / "site")) == 9
    publish.publish([batch(*files[:6])], tmp_path / "site", terms=standing.Terms(allow_shrink=True))
    assert len(tree(tmp_path / "site")) == 7


def test_a_reader_finds_every_page_while_the_site_is_published(tmp_path: Path) -> None:
    names = [f"{number}.html" for number in range(50)]
    publish.publish([batch(*(text(name, "0" * 5000) for name in names))], tmp_path / "site")
    stop, torn = threading.Event(), []

    def read() -> None:
        while not stop.is_set():
            for name in names:
                try:
                    words = (tmp_path / "site" / name).read_text()
                except OSError as error:
                    torn.append(str(error))
                    continue
                if len(words) != 5000 or len(set(words)) != 1:
                    torn.append(words[:9])

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(50):
        publish.publish([batch(*(text(name, str(number % 10) * 5000) for name in names))], tmp_path / "site")
    stop.set()
    reader.join()
    assert torn == []


def killed_build(content: Path, site: Path, point: int) -> subprocess.CompletedProcess[str]:
    """A build that dies at its n-th touch of the disk in or beside the site."""
    script = KILLED.format(root=str(ROOT))
    arguments = [str(point), str(site.parent / ".site"), "build"]
    options = ["--content", str(content), "--site", str(site), "--today", TODAY, "--jobs", "1"]
    return subprocess.run(
        [sys.executable, "-c", script, *arguments, *options], capture_output=True, text=True, check=False
    )


def test_a_build_killed_at_any_moment_leaves_the_old_or_the_new_site(tmp_path: Path) -> None:
    content, site = golden_content(tmp_path), tmp_path / "site"
    build(content, site)
    old = tree(site)
    build(content, tmp_path / "whole/site")
    rewrite(content / "site.yaml", "작은 나이테", "새 나이테")
    build(content, tmp_path / "reference")
    new = tree(tmp_path / "reference")
    whole = killed_build(content, tmp_path / "whole/site", 0)
    events = int(whole.stdout.rsplit("events", 1)[1])
    assert events > POINTS

    spread = [1 + number * (events - 1) // (POINTS - 1) for number in range(POINTS)]
    for point in (*spread, *range(events, 2 * events)):  # what a killed build left makes the next one longer
        done = killed_build(content, site, point)
        if done.returncode == 0:
            break
        assert done.returncode == -signal.SIGKILL, (point, done.stderr)
        now = tree(site)
        assert now == old, f"not the old site after a kill at event {point} of {events}"
    build(content, site)
    assert tree(site) == new


def kills(full: int) -> Iterator[tuple[int, bool]]:
    """Number and kind of the kills: some of `full` unless TRACKER_FULL asks for all."""
    count = full if os.environ.get("TRACKER_FULL") else full // 10
    return ((number, bool(number % 2)) for number in range(count))


@pytest.mark.slow
def test_a_build_killed_from_outside_leaves_the_old_or_the_new_site(tmp_path: Path) -> None:
    chance = random.Random(7)  # noqa: S311 - when to kill is no secret
    content, site = golden_content(tmp_path), tmp_path / "site"
    names, sites = ["작은 나이테", "새 나이테"], []
    for name in names:
        rewrite(content / "site.yaml", "작은 나이테", name)
        build(content, site)
        sites.append(tree(site))
        rewrite(content / "site.yaml", name, "작은 나이테")
    started = time.monotonic()
    build(content, site)
    usual = time.monotonic() - started
    now = 0
    for _, is_cold in kills(200):
        if is_cold:
            shutil.rmtree(tmp_path / ".site.spare", ignore_errors=True)
            shutil.rmtree(content.parent / ".cache", ignore_errors=True)
        rewrite(content / "site.yaml", names[now], names[1 - now])
        process = subprocess.Popen(
            [sys.executable, ROOT / "build.py", "--content", content, "--site", site, "--today", TODAY],
            stdout=subprocess.DEVNULL,
        )
        time.sleep(chance.uniform(0, 1.5 * usual))
        process.kill()
        process.wait()
        assert tree(site) in sites
        build(content, site)
        now = 1 - now
        assert tree(site) == sites[now]


def test_content_with_an_error_leaves_the_site_untouched(tmp_path: Path) -> None:
    content, site = golden_content(tmp_path), tmp_path / "site"
    build(content, site)
    before = {path: (site / path).stat() for path in tree(site)}
    rewrite(content / "entries/2025/2025-05-01-river-chips.md", "sectors: [chips]", "sectors: [chip]")
    done = run("build", "--content", content, "--site", site, "--today", TODAY)
    assert done.returncode == 1
    assert "2025-05-01-river-chips.md:6:11: unknown-slug" in done.stderr
    assert "‘chips’을(를) 뜻했나요?" in done.stderr
    assert before == {path: (site / path).stat() for path in tree(site)}


def test_a_file_that_is_renamed_and_else_left_alone_is_linked_by_its_new_name(tmp_path: Path) -> None:
    content, site = golden_content(tmp_path), tmp_path / "site"
    build(content, site)
    path = content / "entries/2025/2025-05-01-river-chips.md"
    path.rename(path.with_name("2025-05-01-renamed.md"))
    build(content, site)
    build(content, tmp_path / "cold")
    assert tree(site) == tree(tmp_path / "cold")
    assert b"entries/2025-05-01-renamed/" in (site / "sectors/chips/index.html").read_bytes()
