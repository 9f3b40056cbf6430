"""Show the built site on this machine and build it again whenever a file changes. Never for the open internet."""

import threading
from collections.abc import Callable, Sequence
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import watchfiles


class _Handler(SimpleHTTPRequestHandler):
    """Files of the site, never cached, with the site's own page for wrong addresses."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.exists():
            super().send_error(code, message, explain)
            return
        data = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
        pass


def serve(site: Path, port: int, watched: Sequence[Path], rebuild: Callable[[], int]) -> int:
    """Build once, then serve and watch until interrupted; a failed build leaves the last good site up."""
    rebuild()
    with ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(f"미리보기: http://127.0.0.1:{server.server_port}/ (끝내려면 Ctrl+C)", flush=True)
        for _ in watchfiles.watch(*watched, raise_interrupt=False):
            rebuild()
        server.shutdown()
    return 0
