"""Open an article's file, text or HTML: its lines and what the page says of itself."""

import re
from pathlib import Path

from tracker.importer.page import reading
from tracker.importer.page.reading import Page

MAX_BYTES = 4 * 1024 * 1024
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|meta|div|article|section|p|table)\b", re.IGNORECASE)


def read(path: Path) -> Page:
    """Read a .txt or .html file; raises InvalidContentError if it is too large or no text in a known encoding."""
    size = path.stat().st_size
    if size > MAX_BYTES:
        reading.refuse(
            path.name, "too-large", f"기사 파일이 {size:,}바이트로 너무 큽니다", f"{MAX_BYTES:,}바이트까지 읽습니다"
        )
    text = reading.decode(path.read_bytes(), path.name)
    if _is_html(path, text):
        from tracker.importer.page import webpages  # late: its library is slow to load, and most articles are text

        return webpages.parse(text, path.name)
    return Page(path.name, reading.lines(text, path.name))


def _is_html(path: Path, text: str) -> bool:
    return path.suffix.lower() in (".html", ".htm", ".xhtml") or len(_HTML.findall(text[:4000])) >= 2
