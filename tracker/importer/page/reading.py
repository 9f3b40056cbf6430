"""Bytes of any Korean encoding to clean text, and text to the lines of a page."""

import re
import unicodedata
from typing import NamedTuple

from tracker.model import InvalidContentError, Problem

MAX_LINES = 20_000
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.IGNORECASE)
_KOREAN = {"euc-kr", "euckr", "ks_c_5601-1987", "ks_c_5601", "ksc5601", "cp949", "ms949", "x-windows-949", "uhc"}
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_SPACES = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_BREAKS = re.compile(r"\r\n?|[\u0085\u2028\u2029\x0b\x0c]")


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
    refuse(name, "encoding", "UTF-8도 CP949(EUC-KR)도 아닌 파일입니다", "UTF-8로 저장해서 다시 해 보세요")
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
        refuse(name, "too-large", f"줄이 {len(found):,}개라 기사로 보이지 않습니다", f"{MAX_LINES:,}줄까지 읽습니다")
    return found


def refuse(name: str, code: str, message: str, hint: str) -> None:
    """Raise InvalidContentError for a file that is no article."""
    raise InvalidContentError([Problem(name, 1, 1, code, message, hint)])
