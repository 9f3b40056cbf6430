"""Markdown bodies to safe HTML, and what a body may not hold."""

import re
from collections.abc import Iterator
from functools import cache

import markdown
import nh3

TAGS = set("a blockquote br code em h2 h3 h4 hr li ol p pre strong table tbody td th thead tr ul".split())
SCHEMES = {"http", "https", "mailto"}

_FENCED = re.compile(r"(`+).*?\1", re.DOTALL)
_RAW_HTML = re.compile(r"<(?:[A-Za-z/!?](?!ttps?:|ailto:)[^>]*>?)")
_IMAGE = re.compile(r"!\[[^\]]*\]")
_TARGET = re.compile(r"(?:\]\(\s*<?|^\s*\[[^\]]+\]:\s*<?|<(?=\w+:))([A-Za-z][A-Za-z0-9+.\-\s]*):", re.MULTILINE)


def render(text: str) -> str:
    """HTML of a body; raw HTML in it shows as text, and the result holds no tag outside TAGS."""
    converter = _converter()
    html = converter.reset().convert(text)
    return nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, url_schemes=SCHEMES, link_rel="noopener noreferrer")


@cache
def _converter() -> markdown.Markdown:
    converter = markdown.Markdown(extensions=["tables", "sane_lists"])
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    return converter


def plain_text(html: str) -> str:
    """The words of rendered HTML on one line."""
    text = nh3.clean(re.sub(r"(</(?:p|li|h\d|td|th)>|<br>)", r"\1 ", html), tags=set())
    return " ".join(text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").split())


def faults(text: str) -> Iterator[tuple[int, str, str, str]]:
    """What a body may not hold: offset, code, message, hint."""
    masked = _FENCED.sub(lambda match: " " * len(match.group()), text)
    for match in _RAW_HTML.finditer(masked):
        yield match.start(), "raw-html", f"본문에 HTML ‘{match.group()[:20]}’이(가) 있습니다", "마크다운으로만 쓰세요"
    for match in _IMAGE.finditer(masked):
        yield match.start(), "image", "본문에 그림은 넣을 수 없습니다", "그림의 출처를 링크로 적으세요"
    for match in _TARGET.finditer(masked):
        if match.group(1).lower() not in SCHEMES:
            scheme = match.group(1)
            yield match.start(), "url", f"‘{scheme}:’ 링크는 쓸 수 없습니다", "http, https, mailto만 됩니다"
