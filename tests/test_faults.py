"""What may go wrong around a build: each ends as docs/faults.md says, and the old site stays whole."""

import ctypes
import errno
import fcntl
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from sites import ROOT, TODAY, build, golden_content, rewrite, run, tree
from support import ContentFolder, batch, entry_text
from test_publish import text
from tracker import catalogue, frontmatter, options, publish, standing

RIVER = "entries/2025/2025-05-01-river-chips.md"
KEPT = "old site"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 1 MB, which only root can have."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = (
        shutil.which("mount")
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], check=False, capture_output=True
        ).returncode
    )
    if not mounted:
        pytest.skip("needs the right to mount a disk: run as root on Linux")
    yield folder
    subprocess.run(["umount", folder], check=True)


def told(content: Path, site: Path, *arguments: str) -> str:
    """What a build says that cannot succeed; it may not be a traceback, and the site stays as it was."""
    before = tree(site) if site.exists() else {}
    done = run("build", "--content", content, "--site", site, "--today", TODAY, *arguments)
    assert done.returncode in (1, 2), done.stderr
    assert "Traceback" not in done.stderr
    assert (tree(site) if site.exists() else {}) == before
    return done.stderr


def test_disk_full(tmp_path: Path, disk: Path) -> None:
    content = golden_content(tmp_path)
    said = told(content, disk / "site")
    assert "디스크가 가득 찼습니다" in said
    assert "the disk is full" in told(content, disk / "site", "--lang", "en")


def test_disk_full_beside_an_old_site(disk: Path) -> None:
    publish.publish([batch(text("index.html", KEPT))], disk / "site")
    before = tree(disk / "site")
    files = [text(f"{number}.html", "x" * 50_000) for number in range(40)]
    for _ in range(2):
        with pytest.raises(OSError, match="No space left"):
            publish.publish([batch(*files)], disk / "site", jobs=1)
        assert tree(disk / "site") == before
    publish.publish([batch(text("index.html", "healed"))], disk / "site")
    assert (disk / "site/index.html").read_text() == "healed"


def test_disk_read_only(tmp_path: Path, disk: Path) -> None:
    content = golden_content(tmp_path)
    publish.publish([batch(text("index.html", KEPT))], disk / "site")
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    assert "디스크가 읽기 전용입니다" in told(content, disk / "site")
    assert "the disk is read-only" in told(content, disk / "site", "--lang", "en")


def test_cache_read_only(tmp_path: Path, disk: Path) -> None:
    content = golden_content(disk)
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    build(content, tmp_path / "site")
    build(golden_content(tmp_path), tmp_path / "reference")
    assert tree(tmp_path / "site") == tree(tmp_path / "reference")


SHIM = """
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/syscall.h>
/* Fails a call on what lies below a path. */
static int is_bad(int file) {
    char name[64], path[4096];
    snprintf(name, sizeof name, "/proc/self/fd/%d", file);
    ssize_t length = readlink(name, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return strstr(path, getenv("BAD_PATH")) != NULL;
}
#define FAIL(call) (getenv("BAD_CALL") && !strcmp(getenv("BAD_CALL"), call))
ssize_t write(int file, const void *data, size_t size) {
    if (FAIL("write") && is_bad(file)) { errno = EIO; return -1; }
    return syscall(SYS_write, file, data, size);
}
ssize_t read(int file, void *data, size_t size) {
    if (FAIL("read") && is_bad(file)) { errno = EIO; return -1; }
    return syscall(SYS_read, file, data, size);
}
int syncfs(int file) {
    if (FAIL("syncfs")) { errno = EIO; return -1; }
    return syscall(SYS_syncfs, file);
}
"""


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that makes calls of the system fail as a broken disk does."""
    folder = tmp_path_factory.mktemp("shim")
    if not shutil.which("gcc") or sys.platform != "linux":
        pytest.skip("needs gcc on Linux")
    (folder / "shim.c").write_text(SHIM)
    subprocess.run(["gcc", "-shared", "-fPIC", "-o", folder / "shim.so", folder / "shim.c"], check=True)
    return folder / "shim.so"


@pytest.mark.parametrize(
    ("call", "path"), [("write", "/.site.spare/"), ("syncfs", "/"), ("write", "/.site.spare/index")]
)
def test_disk_broken(tmp_path: Path, shim: Path, call: str, path: str) -> None:
    content, site = golden_content(tmp_path), tmp_path / "site"
    build(content, site)
    before = tree(site)
    rewrite(content / "site.yaml", "작은 나이테", "새 나이테")
    broken = {"LD_PRELOAD": str(shim), "BAD_CALL": call, "BAD_PATH": path}
    done = run("build", "--content", content, "--site", site, "--today", TODAY, **broken)
    assert (done.returncode, tree(site)) == (2, before), done.stderr
    assert "디스크를 읽거나 쓰지 못했습니다" in done.stderr
    assert "Traceback" not in done.stderr
    build(content, site)
    build(content, tmp_path / "cold")
    assert tree(site) == tree(tmp_path / "cold")


def test_content_on_a_broken_disk(tmp_path: Path, shim: Path) -> None:
    content, site = golden_content(tmp_path), tmp_path / "site"
    rewrite(content / "entries/2025/2025-03-01-progress.md", "sectors: [", "sectors: [nothing, ")
    broken = {"LD_PRELOAD": str(shim), "BAD_CALL": "read", "BAD_PATH": RIVER}
    done = run("build", "--content", content, "--site", site, "--today", TODAY, **broken)
    assert done.returncode == 1
    assert f"{RIVER}:1:1: stray-file 파일을 읽을 수 없습니다: Input/output error" in done.stderr
    assert "2025-03-01-progress.md:" in done.stderr


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "cut": lambda data: data[: len(data) // 2],
    "empty": lambda _: b"",
    "noise": lambda _: bytes(range(256)) * 50,
    "one bit": lambda data: data[:-9] + bytes([data[-9] ^ 4]) + data[-8:],
    "older": lambda data: b"an older version\n" + data.partition(b"\n")[2],
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_cache_or_receipt_damaged(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    content, site = golden_content(tmp_path), tmp_path / "site"
    build(content, site)
    rewrite(content / RIVER, "강구, 반도체", "강구, 새 반도체")
    for file in (tmp_path / ".cache").iterdir():
        file.write_bytes(damage(file.read_bytes()))
    build(content, site)
    build(content, tmp_path / "elsewhere/site")
    assert tree(site) == tree(tmp_path / "elsewhere/site")


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_manifest_damaged(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    content, site = golden_content(tmp_path), tmp_path / "site"
    build(content, site)
    whole = tree(site)
    manifest = site / standing.MANIFEST
    manifest.write_bytes(damage(manifest.read_bytes()))
    build(content, site, "--allow-shrink")
    assert tree(site) == whole


def test_clock_set_back(tmp_path: Path) -> None:
    content, site = golden_content(tmp_path), tmp_path / "site"
    build(content, site)
    later = 2**32  # the year 2106
    for folder in (content, site, tmp_path / ".site.spare", tmp_path / ".cache"):
        for path in (folder, *folder.rglob("*")):
            if path.exists():
                os.utime(path, (later, later))
    rewrite(content / RIVER, "강구, 반도체", "강구, 새 반도체")
    for _ in range(2):
        build(content, site)
        build(content, tmp_path / "elsewhere/site")
        assert tree(site) == tree(tmp_path / "elsewhere/site")


def test_day_before_the_newest_entry(tmp_path: Path) -> None:
    content, site = golden_content(tmp_path), tmp_path / "site"
    build(content, site)
    assert "future-date" in told(content, site, "--today", "2024-01-01")


def test_two_builds_at_once(tmp_path: Path) -> None:
    content, site = golden_content(tmp_path), tmp_path / "site"
    build(content, site)
    rewrite(content / RIVER, "강구, 반도체", "강구, 새 반도체")
    with (tmp_path / ".site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert "다른 빌드가 쓰고 있습니다" in told(content, site)
        assert "Another build is at work" in told(content, site, "--lang", "en")
    build(content, site)


def test_a_build_that_was_killed_holds_no_lock(tmp_path: Path) -> None:
    content, site = golden_content(tmp_path), tmp_path / "site"
    paths = ("--content", str(content), "--site", str(site))
    started = subprocess.Popen([sys.executable, str(ROOT / "build.py"), *paths, "--today", TODAY])
    while not (tmp_path / ".site.lock").exists() and started.poll() is None:
        pass
    started.send_signal(signal.SIGKILL)
    started.wait()
    build(content, site)


def decomposed(word: str) -> str:
    return unicodedata.normalize("NFD", word)


NAMES = {
    "NFD, 43 letters": f"entries/2024/2024-05-21-{decomposed('가' * 38)}.md",
    "NFC, 43 letters": f"entries/2024/2024-05-21-{'각' * 43}.md",
    "near 255 bytes": f"entries/2024/2024-05-21-{'각' * 79}.md",
    "capitals": "entries/2024/2024-05-21-Busan-port.md",
    "overlong": f"entries/2024/2024-05-21-{'a' * 200}.md",
    "reserved": "initiatives/con.md",
    "reserved page": "pages/lpt1.md",
    "space": "entries/2024/2024-05-21-a b.md",
    "control character": "entries/2024/2024-05-21-a\x1b[31m\n.md",
    "bidi": "entries/2024/2024-05-21-\u202efdp.md",
    "no UTF-8": os.fsdecode(b"entries/2024/2024-05-21-\xff\xfe.md"),
    "other kind": "entries/2024/2024-05-21-x.txt",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_names(content: ContentFolder, name: str) -> None:
    more = "added: 2024-06-01\nregions: [busan]\nsectors: [future-car]\n" if name.startswith("initiatives") else ""
    where = content.write(name, entry_text() if name.startswith("entries") else f"---\ntitle: 글\n{more}---\n글\n")
    assert {one.code for one in content.problems() if one.path == name} <= {"file-name", "stray-file"}
    assert {one.path for one in content.problems()} == {name}
    where.unlink()
    assert content.problems() == []


def test_names_that_clash(content: ContentFolder) -> None:
    clash = [unicodedata.normalize(form, "entries/2024/2024-05-21-부산.md") for form in ("NFC", "NFD")]
    for name in (*clash, "entries/2024/2024-05-21-Busan.md", "entries/2024/2024-05-21-BUSAN.md"):
        content.write(name, entry_text())
    assert {one.path for one in content.problems() if one.code == "file-name"} >= set(clash)
    assert len({one.path for one in content.problems() if one.code == "file-name"}) == 4


def test_names_are_printed_as_a_terminal_can_bear(tmp_path: Path) -> None:
    content = golden_content(tmp_path)
    for name in ("control character", "no UTF-8", "bidi"):
        (content / NAMES[name]).parent.mkdir(exist_ok=True)
        (content / NAMES[name]).write_text(entry_text(), "utf-8")
    for kind in ("text", "github", "json", "sarif"):
        done = run("check", "--content", content, "--today", TODAY, "--format", kind)
        assert done.returncode == 1, done.stderr
        assert "Traceback" not in done.stderr
        assert not re.search("[\x1b\u202e]", done.stdout + done.stderr)


def fifo(path: Path) -> None:
    os.mkfifo(path)


def link(path: Path) -> None:
    path.symlink_to("/etc/passwd")


def loop(path: Path) -> None:
    path.symlink_to(path.name)


def folder(path: Path) -> None:
    path.mkdir()
    (path / "2024-05-21-in.md").write_text(entry_text(), "utf-8")


def listening(path: Path) -> None:
    with closing(socket.socket(socket.AF_UNIX)) as one:
        here = Path.cwd()
        os.chdir(path.parent)  # a socket's path may be no longer than 100 bytes
        one.bind(path.name)
        os.chdir(here)


@pytest.mark.parametrize("make", [fifo, link, loop, folder, listening])
@pytest.mark.parametrize("name", ["entries/2024/2024-05-21-odd.md", "initiatives/odd.md", "pages/odd.md"])
def test_no_ordinary_file(content: ContentFolder, make: Callable[[Path], None], name: str) -> None:
    content.write("entries/2024/2024-05-22-bad.md", entry_text(date="2024-05-22", sectors="[nothing]"))
    make(content.root / name)
    found = {one.path: one.code for one in content.problems()}
    assert {path: code for path, code in found.items() if path.startswith(name)} == {
        f"{name}/2024-05-21-in.md" if make is folder else name: "stray-file"
    }
    assert found["entries/2024/2024-05-22-bad.md"] == "unknown-slug"


@pytest.mark.parametrize("name", ["site.yaml", "vocabulary/sectors.yaml"])
def test_no_ordinary_file_that_all_rests_on(content: ContentFolder, name: str) -> None:
    (content.root / name).unlink()
    os.mkfifo(content.root / name)
    assert [(one.path, one.code) for one in content.problems()] == [(name, "stray-file")]


def test_a_folder_of_content_that_leads_elsewhere(content: ContentFolder) -> None:
    (content.root / "entries").rename(content.root.parent / "elsewhere")
    (content.root / "entries").symlink_to(content.root.parent / "elsewhere")
    assert ("entries", "stray-file") in [(one.path, one.code) for one in content.problems()]


def body(words: str) -> bytes:
    return entry_text(body=words).encode()


def head(lines: str) -> bytes:
    return entry_text().replace("---\n", f"---\n{lines}\n", 1).encode()


SHAPES: dict[str, bytes] = {
    "brackets": body("[" * 8_000),
    "links within links": body("[a](" * 5_000),
    "backticks": body("``a`" * 5_000),
    "headings": body("a\n===\n" * 3_000),
    "lists": body("\n- " * 6_000),
    "quotations": body("> " * 5_000),
    "deep list": body("".join(f"{'  ' * depth}- a\n" for depth in range(300))),
    "marks on a letter": body("a" + "\u0316\u0301" * 30_000),
    "marks of other scripts": body("\u05d0" + "\u05b4\u05b3\u05b2" * 20_000),
    "one line of 10 MB": body("가" * 3_400_000),
    "control characters": body("\x01" * 120_000),
    "HTML": body("<div>" * 3_900),
    "references": body("&#8203;" * 2_800),
    "brackets of YAML": head("x: " + "[" * 15_000),
    "braces of YAML": head("x: " + "{a: " * 3_900),
    "questions of YAML": head("? " * 7_000),
    "aliases": head("a: &a [x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(500))),
    "nest of merge keys": head(
        "a0: &a0 {x: 1}\n" + "".join(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}\n" for n in range(1, 21))
    ),
    "unknown regions": entry_text(regions="[" + ", ".join(f"busa{n}" for n in range(1_700)) + "]").encode(),
    "unknown keys": head("\n".join(f"titl{n}: 1" for n in range(1_400))),
    "blanks before a wide colon": head(" " * 15_000 + "：x"),
    "no end of the front matter": b"---\n" + b"a: b\n" * 20_000,
    "binary": bytes(range(256)) * 400,
}


@pytest.mark.parametrize("data", SHAPES.values(), ids=SHAPES.keys())
def test_hostile_shapes(content: ContentFolder, data: bytes) -> None:
    content.write("entries/2024/2024-05-21-hostile.md", data)
    content.write("entries/2024/2024-05-22-bad.md", entry_text(date="2024-05-22", sectors="[nothing]"))
    found = {one.path for one in content.problems()}
    assert found == {"entries/2024/2024-05-21-hostile.md", "entries/2024/2024-05-22-bad.md"}


@pytest.mark.parametrize("cost", ["time", "memory"])
def test_a_file_that_costs_too_much(content: ContentFolder, monkeypatch: pytest.MonkeyPatch, cost: str) -> None:
    """No shape is known that passes all limits and still costs much; so the parser is made to stumble."""
    content.write("entries/2024/2024-05-21-hostile.md", entry_text(title="비싼 글"))
    content.write("entries/2024/2024-05-22-bad.md", entry_text(date="2024-05-22", sectors="[nothing]"))
    parse = frontmatter.load

    def stumble(data: bytes, path: str) -> frontmatter.Document:
        if "비싼".encode() in data:
            re.fullmatch("(가|가)*나", "가" * 40) if cost == "time" else bytearray(2**30)
        return parse(data, path)

    monkeypatch.setattr(frontmatter, "load", stumble)
    read = catalogue.load(content.root)
    found = {one.path: one.code for one in read.problems}
    assert found == {
        "entries/2024/2024-05-21-hostile.md": "too-large",
        "entries/2024/2024-05-22-bad.md": "unknown-slug",
    }


def test_the_words_for_what_the_disk_says_are_there() -> None:
    for code in (errno.ENOSPC, errno.EROFS, errno.EIO, errno.EACCES):
        assert str(options._REASONS[code]) != options._REASONS[code].english


def test_a_failed_sync_is_not_swallowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Library:
        def syncfs(self, _: int) -> int:
            ctypes.set_errno(errno.EIO)
            return -1

    publish.publish([batch(text("index.html", KEPT))], tmp_path / "site")
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: Library())
    with pytest.raises(OSError, match="Input/output error"):
        publish.publish([batch(text("index.html", "new"))], tmp_path / "site")
    assert (tmp_path / "site/index.html").read_text() == KEPT


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_nobody_listens(tmp_path: Path, unbuffered: str) -> None:
    content = golden_content(tmp_path)
    paths = ("--content", str(content), "--site", str(tmp_path / "site"))
    command = [sys.executable, str(ROOT / "build.py"), *paths, "--today", TODAY]
    heard, said = os.pipe()
    os.close(heard)
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    done = subprocess.run(command, stdout=said, stderr=subprocess.PIPE, env=environment, check=False)
    os.close(said)
    told = done.stderr.decode()
    assert done.returncode == 141
    assert "그대로" not in told  # as if the site were the old one
    assert "Broken" not in told
    assert (tmp_path / "site/index.html").exists()


def test_every_row_of_the_table_is_tested() -> None:
    page = (ROOT / "docs/faults.md").read_text("utf-8")
    named = re.findall(r"`(test_\w+)`", page)
    known = "".join(
        (ROOT / "tests" / f"test_{name}.py").read_text("utf-8") for name in ("faults", "publish", "verify", "processes")
    )
    assert named
    assert [name for name in named if f"def {name}(" not in known] == []
    rows = [line for line in page.splitlines() if line.startswith("| ") and "---" not in line][1:]
    assert [row for row in rows if "`test_" not in row] == []
