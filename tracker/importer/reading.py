"""Read an article's file: bytes of any Korean encoding, text or HTML, to lines and what the page says of itself."""

import re
import unicodedata
from pathlib import Path
from typing import NamedTuple

from tracker.model import InvalidContentError, Problem

MAX_BYTES = 4 * 1024 * 1024
MAX_LINES = 20_000
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.IGNORECASE)
_KOREAN = {"euc-kr", "euckr", "ks_c_5601-1987", "ks_c_5601", "ksc5601", "cp949", "ms949", "x-windows-949", "uhc"}
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_SPACES = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_BREAKS = re.compile(r"\r\n?|[\u0085\u2028\u2029\x0b\x0c]")
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|meta|div|article|section|p|table)\b", re.IGNORECASE)


class Page(NamedTuple):
    """The lines of a page in order, with what its own markup states; plain text states nothing."""

    file: str
    lines: tuple[str, ...]
    headline: str | None = None
    subheads: tuple[str, ...] = ()
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None


def read(path: Path) -> Page:
    """Read a .txt or .html file; raises InvalidContentError if it is too large or no text in a known encoding."""
    size = path.stat().st_size
    if size > MAX_BYTES:
        _refuse(
            path.name, "too-large", f"기사 파일이 {size:,}바이트로 너무 큽니다", f"{MAX_BYTES:,}바이트까지 읽습니다"
        )
    text = decode(path.read_bytes(), path.name)
    if _is_html(path, text):
        from tracker.importer import webpages

        return webpages.parse(text, path.name)
    return Page(path.name, lines(text, path.name))


def _is_html(path: Path, text: str) -> bool:
    return path.suffix.lower() in (".html", ".htm", ".xhtml") or len(_HTML.findall(text[:4000])) >= 2


def decode(data: bytes, name: str) -> str:
    """Text of the encoding that fits, whatever the label says: a mark, UTF-8, the label, CP949; raises if none does."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return clean(data.decode(encoding, errors="strict"))
    for encoding in ("utf-8", _labelled(data), "cp949"):
        try:
            return clean(data.decode(encoding))
        except (UnicodeDecodeError, LookupError):
            continue
    if (text := data.decode("cp949", errors="replace")).count("\ufffd") <= len(text) // 500:
        return clean(text)
    _refuse(name, "encoding", "UTF-8도 CP949(EUC-KR)도 아닌 파일입니다", "UTF-8로 저장해서 다시 해 보세요")
    raise AssertionError


def _labelled(data: bytes) -> str:
    """The encoding that an HTML page claims; EUC-KR pages hold letters that only CP949 has."""
    match = _CHARSET.search(data[:4096])
    label = match.group(1).decode("ascii").lower() if match else "cp949"
    return "cp949" if label in _KOREAN else label


def clean(text: str) -> str:
    """The text with composed letters, plain spaces and line ends, and nothing invisible."""
    text = unicodedata.normalize("NFC", _BREAKS.sub("\n", text))
    return _SPACES.sub(" ", _INVISIBLE.sub("", text)).translate(_LOOKALIKES)


_LOOKALIKES = {ord("（"): "(", ord("）"): ")", ord("，"): ", ", ord("％"): "%", ord("～"): "~", ord("〜"): "~"} | {
    ord("０") + digit: str(digit) for digit in range(10)
}


def lines(text: str, name: str) -> tuple[str, ...]:
    """The lines of a text without blanks at their ends; raises if there are too many to be an article."""
    found = tuple(line.strip() for line in text.split("\n"))
    if len(found) > MAX_LINES:
        _refuse(name, "too-large", f"줄이 {len(found):,}개라 기사로 보이지 않습니다", f"{MAX_LINES:,}줄까지 읽습니다")
    return found


def _refuse(name: str, code: str, message: str, hint: str) -> None:
    raise InvalidContentError([Problem(name, 1, 1, code, message, hint)])
