"""What the tests of the whole site share: building one, and reading it back."""

import functools
import gzip
import http.server
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"
TODAY = "2025-06-15"
"""The day on which the golden site is built: some of its promises are kept, some overdue, one is to come."""


def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run build.py and give back what it said; the caller looks at the exit status."""
    clean = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
    return subprocess.run(
        [sys.executable, ROOT / "build.py", *arguments],
        env={**clean, "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def build(content: Path, site: Path, *arguments: str, today: str = TODAY, **environment: str) -> str:
    """Build a site that has to succeed; returns what was printed."""
    done = run("build", "--content", content, "--site", site, "--today", today, *arguments, **environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


def tree(site: Path) -> dict[str, bytes]:
    """Every file of a site by its path."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


def golden_content(folder: Path) -> Path:
    """A copy of the golden content that a test may change."""
    return shutil.copytree(GOLDEN / "content", folder / "content")


RIVER_CHIPS = "entries/2025/2025-05-01-river-chips.md"
FEEDS_OF_RIVER_CHIPS = frozenset(
    f"{page}feed.xml"
    for page in (
        "",
        "instruments/mou/",
        "organisations/lab/",
        "regions/all/",
        "regions/north/chips/",
        "regions/north/",
        "regions/north/river/",
        "sectors/chips/",
    )
)
"""Where an entry of the golden site belongs, and where another like it would."""


def another(content: Path) -> Path:
    """Add an entry like RIVER_CHIPS to the golden content, recorded a day later."""
    model = (content / RIVER_CHIPS).read_text("utf-8")
    path = content / "entries/2025/2025-05-03-another.md"
    path.write_text(model.replace("2025-05-01", "2025-05-03").replace("2025-05-02", "2025-05-04"), "utf-8")
    return path


def rewrite(path: Path, old: str, new: str) -> None:
    """Replace a piece of a file that has to be there."""
    text = path.read_text("utf-8")
    assert old in text, f"{old!r} is not in {path}"
    path.write_text(text.replace(old, new), "utf-8")


_LOADED = re.compile(r'<(?:script|img|link rel="(?:stylesheet|icon)")[^>]*? (?:src|href)="([^"#?:]+)"')


def first_load(site: Path, page: Path) -> dict[Path, int]:
    """The files that a browser asks for to show a page, with their sizes as servers compress them."""
    files = {page, *((page.parent / path).resolve() for path in _LOADED.findall(page.read_text("utf-8")))}
    return {file: len(gzip.compress(file.read_bytes(), 6)) for file in files if file.is_relative_to(site)}


def chromium() -> str:
    """Debian's browser; a test that needs it is skipped loudly where it is absent, and fails in CI."""
    path = shutil.which("chromium")
    if path:
        return path
    message = "needs chromium (and fonts-noto-cjk)"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
"""How Chromium is started: as root, without a screen, and without calling home."""


@contextmanager
def serving(folder: Path, answers: list[tuple[str, int]] | None = None) -> Iterator[str]:
    """Serve a folder on a free port of this machine; gives the address of its root, and notes every answer's status."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            pass

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            if answers is not None:
                answers.append((self.path.removeprefix("/"), int(code)))

    class Patient(http.server.ThreadingHTTPServer):
        request_queue_size = 128  # a browser asks for many files at once

    handler = functools.partial(Quiet, directory=str(folder))
    with Patient(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
