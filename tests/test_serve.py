"""The preview: it builds on every change, tells the open page, and keeps the last good site."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from playwright.sync_api import sync_playwright

from sites import FLAGS, ROOT, TODAY, chromium, golden_content, rewrite
from tracker import serve


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return golden_content(tmp_path)


@pytest.fixture
def address(content: Path, tmp_path: Path) -> Iterator[str]:
    """A preview on a free port, stopped as a person would stop it."""
    command = [sys.executable, "-u", str(ROOT / "build.py"), "serve", "--port", "0", "--today", TODAY]
    folders = ["--content", str(content), "--site", str(tmp_path / "site")]
    with subprocess.Popen(
        [*command, *folders],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUTF8": "1"},
    ) as process:
        assert process.stdout
        for line in process.stdout:
            if found := re.search(r"http://127\.0\.0\.1:\d+/", line):
                break
        else:
            pytest.fail("the preview did not start")
        yield found.group()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0


def read(address: str) -> tuple[int, str]:
    try:
        with urlopen(address) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()


def test_it_serves_pages_and_the_page_for_wrong_addresses(address: str) -> None:
    status, html = read(f"{address}regions/north/")
    assert status == 200
    assert "_preview/script.js" in html
    assert read(f"{address}static/site.css")[1].startswith("/*")
    status, html = read(f"{address}no/such/page/")
    assert status == 404
    assert "찾는 페이지가 없습니다" in html


@pytest.mark.browser
def test_an_edit_reloads_the_page_and_a_mistake_is_shown_in_it(address: str, content: Path) -> None:
    entry = content / "entries/2025/2025-05-01-river-chips.md"
    path = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        page = browser.new_page()
        page.goto(f"{address}entries/2025-05-01-river-chips/")
        page.wait_for_selector("html[data-preview]")
        rewrite(entry, "강구, 반도체 업무협약", "강구, 고친 제목")
        page.get_by_role("heading", name="강구, 고친 제목").wait_for()
        rewrite(entry, "sectors: [chips]", "sectors: [chip]")
        page.locator("#preview-problems").wait_for()
        problems = page.locator("#preview-problems").inner_text()
        assert re.search(r"2025-05-01-river-chips\.md:6:11: unknown-slug", problems)
        page.reload()
        assert page.get_by_role("heading", name="강구, 고친 제목").count() == 1
        page.locator("#preview-problems").wait_for()
        rewrite(entry, "sectors: [chip]", "sectors: [chips]")
        page.locator("#preview-problems").wait_for(state="detached")
        browser.close()


def test_a_build_that_breaks_down_is_told_and_ends_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    def breaks() -> int:
        raise KeyError("a name that a template misspells")

    preview = serve.Preview()
    preview.rebuild(breaks)
    assert b"a name that a template misspells" in preview.event()
    assert "KeyError" in capsys.readouterr().err
    preview.rebuild(lambda: 0)
    assert b'"problems": ""' in preview.event()
