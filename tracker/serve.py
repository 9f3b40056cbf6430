"""Show the built site on this machine, build it again on every change, and tell the open pages.

For one person's own machine: it listens on 127.0.0.1 alone and is no server for the internet.
"""

import contextlib
import io
import json
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import perf_counter

import watchfiles

SCRIPT = Path(__file__).parent.parent / "templates" / "preview.js"
_TAG = b'<script type="module" src="/_preview/script.js"></script></head>'
_BEAT = 15.0
"""Seconds after which an idle connection is sent a comment, so that a closed page is noticed."""


class Preview:
    """The newest build: a number that grows, and what was wrong with it."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self.version = 0
        self.problems = ""

    def rebuild(self, build: Callable[[], int]) -> None:
        """Build, keep what it complained of, and wake every page that waits."""
        started, complaints = perf_counter(), io.StringIO()
        with contextlib.redirect_stderr(complaints):
            status = _survived(build)
        print(complaints.getvalue(), end="", file=sys.stderr, flush=True)
        with self._changed:
            self.version += 1
            self.problems = complaints.getvalue() if status else ""
            self._changed.notify_all()
        print(f"({perf_counter() - started:.2f}초)", flush=True)

    def event(self) -> bytes:
        """The state as a server-sent event."""
        data = json.dumps({"version": self.version, "problems": self.problems}, ensure_ascii=False)
        return f"data: {data}\n\n".encode()

    def wait(self, seen: int) -> bool:
        """Wait for a build after the one seen; False if none came for a while."""
        with self._changed:
            return self._changed.wait_for(lambda: self.version != seen, timeout=_BEAT)


def _survived(build: Callable[[], int]) -> int:
    """Build; what goes wrong in a template that is being written is told as well and does not end the preview."""
    try:
        return build()
    except Exception:  # any fault of a template shows as an error of its own
        traceback.print_exc()
        return 2


class _Handler(SimpleHTTPRequestHandler):
    """Files of the site, never cached, with the preview's script in every page."""

    def __init__(self, preview: Preview, *arguments: object, **options: object) -> None:
        self._preview = preview
        super().__init__(*arguments, **options)  # type: ignore[arg-type]  # handed on as they come

    def do_GET(self) -> None:
        if self.path == "/_preview/events":
            self._events()
        elif self.path == "/_preview/script.js":
            self._send(HTTPStatus.OK, SCRIPT.read_bytes(), "text/javascript")
        else:
            self._file()

    def _file(self) -> None:
        """A file as it is, a page with the script, or the site's own page for wrong addresses."""
        path = Path(self.translate_path(self.path))
        if path.is_dir() and not self.path.partition("?")[0].endswith("/"):
            super().do_GET()  # redirects to the folder
            return
        page = path / "index.html" if path.is_dir() else path
        if page.suffix != ".html" and page.is_file():
            super().do_GET()
            return
        status = HTTPStatus.OK if page.is_file() else HTTPStatus.NOT_FOUND
        if status == HTTPStatus.NOT_FOUND:
            page = Path(self.directory) / "404.html"
        html = page.read_bytes() if page.is_file() else b"<head></head>"
        self._send(status, html.replace(b"</head>", _TAG, 1), "text/html")

    def _send(self, status: HTTPStatus, data: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _events(self) -> None:
        """Tell one page of every build until it goes away."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            while True:
                seen = self._preview.version
                self.wfile.write(self._preview.event())
                while not self._preview.wait(seen):
                    self.wfile.write(b": still here\n\n")

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        pass


def serve(site: Path, port: int, watched: Sequence[Path], build: Callable[[], int]) -> int:
    """Build, serve and watch until interrupted; a build that fails leaves the last good site up."""
    preview = Preview()
    preview.rebuild(build)
    site.mkdir(parents=True, exist_ok=True)
    handler = partial(_Handler, preview, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(f"미리보기: http://127.0.0.1:{server.server_port}/ (끝내려면 Ctrl+C)", flush=True)
        for _ in watchfiles.watch(*watched, raise_interrupt=False, debounce=200):
            preview.rebuild(build)
        server.shutdown()
    return 0
