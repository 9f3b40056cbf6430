"""Markdown bodies to safe HTML, and what a body may not hold."""

import re
import sys
from collections.abc import Iterator
from functools import cache
from html import escape, unescape
from html.entities import html5
from itertools import pairwise
from typing import TYPE_CHECKING

import nh3

from tracker import frontmatter
from tracker.messages import say

if TYPE_CHECKING:
    import markdown

TAGS = set("a blockquote br code em h2 h3 h4 hr li ol p pre strong table tbody td th thead tr ul".split())
SCHEMES = {"http", "https", "mailto"}
LONGEST, MOST_LINES, MOST_MARKS = 20_000, 1_000, 500
"""Limits of a body. 500 brackets in a row take 0.06 s to render, 4,000 take 2 s; 15,000 backticks or 5,000 headings,
as many as fit, take that too.
"""

# Patterns that the contributor's form runs too, so in the syntax that Python and JavaScript share.
CODE = re.compile(r"(?<!`)(`+(?!`)).*?(?<!`)\1(?!`)", re.DOTALL)
RAW_HTML = re.compile(r"<(?:[A-Za-z/!?](?!ttps?:|ailto:)[^>]*>?)")
IMAGE = re.compile(r"!\[")
FOREIGN = re.compile(
    r"(?:\]\(\s*<?|^ {0,3}\[[^\]\n]+\]:\s*<?|<(?=\w+:))"
    rf"(?!(?:{'|'.join(sorted(SCHEMES))}):)([A-Za-z][A-Za-z0-9+.\-\s]*):",
    re.MULTILINE | re.IGNORECASE,
)
"""A link of another scheme."""
RELATIVE = re.compile(
    r"(?:[^!]\[[^\[\]\n]*\]\(|^\[[^\[\]\n]*\]\(|^ {0,3}\[[^\]\n]+\]:)(?!\s*<?(?:[A-Za-z][A-Za-z0-9+.\-\s]*:|\.\./))",
    re.MULTILINE,
)
"""A link that is neither a whole address nor one from page to page (`../2024-05-21-busan/`)."""
REFERENCE = re.compile(r"&(?:#0*([0-9]{1,7})|#[Xx]0*([0-9A-Fa-f]{1,6})|([A-Za-z0-9]+));")
"""A character by its number or name; longer numbers are none."""
_MARKED = re.compile(r"[<&\[\]`]")
"""A sign without which none of the above is in a text."""
_PLAIN_LINE = r"(?![-=+:# ]|[0-9]+\.)[-가-힣A-Za-z0-9 .,()%/:;?+=#·…~‘’“”『』「」㎡\"']*[가-힣A-Za-z0-9.,)%]"
_BOLD = re.compile(r"(?<!\*)\*\*([가-힣A-Za-z0-9](?:[가-힣A-Za-z0-9 .,()%]*[가-힣A-Za-z0-9.,)%])?)\*\*(?!\*)")
_PARAGRAPH = re.compile(rf"{_PLAIN_LINE}(?:\n{_PLAIN_LINE})*")
_LIST = re.compile(rf"- {_PLAIN_LINE}(?:\n- {_PLAIN_LINE})*")
"""What most bodies are made of: paragraphs and lists without any mark-up in their words but bold."""
_TAG = re.compile(r'<(?:[^>"]|"[^"]*")*>')
_INLINE_TAG = re.compile(r'</?(?:a|code|em|strong)\b(?:[^>"]|"[^"]*")*>')

_ADDRESS = re.compile(r"https?://|mailto:|\.\./", re.IGNORECASE)
_ESCAPED = re.compile("\x02([0-9]{1,3})\x03")
"""How python-markdown marks an escaped sign; in an address in angle brackets it forgets to undo that."""
_DEEP = re.compile(r"^(?:[ \t]*(?:[-*+>]|\d+[.)])[ \t]*){20}|^[ \t]{80}", re.MULTILINE)
"""Twenty lists or quotations within each other, or what is indented as far."""


def bound(text: str) -> None:
    """Raise ValueError for a body that would take too long to render.

    python-markdown is quadratic in brackets, backticks and lines, and recurses into lists and quotations.
    """
    marks = text.count("[") + text.count("`")
    if len(text) > LONGEST or text.count("\n") >= MOST_LINES or marks > MOST_MARKS:
        limits = {"letters": LONGEST, "lines": MOST_LINES, "marks": MOST_MARKS}
        raise ValueError(
            say("본문은 {letters:,}자, {lines:,}줄, 여는 대괄호와 역따옴표는 {marks}개까지 됩니다", **limits)
        )
    if _DEEP.search(text):
        raise ValueError(say("목록이나 인용이 너무 깊이 겹쳤습니다"))


def render(text: str) -> str:
    """HTML of a body; raw HTML in it shows as text, and the result holds no tag outside TAGS.

    Raises ValueError as `bound` does.
    """
    bound(text)
    if (plain := _plain(text)) is not None:
        return plain
    html = _converter().reset().convert(text)
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        attribute_filter=_attribute,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer",
    )
    return _ESCAPED.sub(lambda match: escape(chr(int(match.group(1)))), clean)


def _attribute(_tag: str, name: str, value: str) -> str | None:
    """An attribute's value; none for an address that `faults` did not see."""
    return value if name != "href" or _ADDRESS.match(value) else None


def _plain(text: str) -> str | None:
    """HTML of a body with no mark-up but bold, in which the converter would search long for nothing."""
    blocks = re.split(r"\n{2,}", text)
    html = []
    for before, block in pairwise(["", *blocks]):
        bare, strong = _BOLD.sub(r"\1", block), _BOLD.sub(r"<strong>\1</strong>", block)
        if _PARAGRAPH.fullmatch(bare):
            html.append(f"<p>{strong}</p>")
        elif _LIST.fullmatch(bare) and not before.startswith("- "):  # a list after a list is one loose list
            items = (f"<li>{line.removeprefix('- ')}</li>\n" for line in strong.split("\n"))
            html.append(f"<ul>\n{''.join(items)}</ul>")
        else:
            return None
    return "\n".join(html)


@cache
def _converter() -> "markdown.Markdown":
    import markdown  # late: a run that finds all bodies in its cache needs none of it

    converter = markdown.Markdown(extensions=["tables", "sane_lists"])
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    return converter


def plain_text(html: str) -> str:
    """The words of rendered HTML on one line."""
    return " ".join(unescape(_TAG.sub(" ", _INLINE_TAG.sub("", html))).split())


def opening(html: str, letters: int) -> str:
    """The first words of rendered HTML: at most so many letters, cut between words where there are any."""
    text = plain_text(html)
    cut = text[:letters]
    return text if text == cut else f"{cut.rpartition(' ')[0] or cut}…"


def faults(text: str) -> Iterator[tuple[int, str, str, str]]:
    """What a body may not hold: offset, code, message, hint."""
    if not _MARKED.search(text):
        return
    masked = CODE.sub(lambda match: " " * len(match.group()), text)
    told: set[int] = set()
    for match in RAW_HTML.finditer(masked):
        start = masked.rfind("\n", 0, match.start())
        if start in told:  # one message a line: what was pasted is a whole element
            continue
        told.add(start)
        message = say("본문에 HTML ‘{tag}’이(가) 있습니다", tag=match.group()[:20])
        yield match.start(), "raw-html", message, say("마크다운으로만 쓰세요")
    for match in REFERENCE.finditer(masked):
        if found := frontmatter.REFUSED.search(_referred(match)):
            yield match.start(), "character", *frontmatter.refusal(found.group())
    for match in IMAGE.finditer(masked):
        yield match.start(), "image", say("본문에 그림은 넣을 수 없습니다"), say("그림의 출처를 링크로 적으세요")
    for match in RELATIVE.finditer(masked):
        message = say("링크가 http://, https://나 ../ 로 시작하지 않습니다")
        yield match.end(), "url", message, say("다른 기록은 ../기록-이름/ 으로 가리킵니다")
    for match in FOREIGN.finditer(masked):
        message = say("‘{scheme}:’ 링크는 쓸 수 없습니다", scheme=match.group(1))
        yield match.start(1), "url", message, say("http, https, mailto만 됩니다")


def _referred(match: re.Match[str]) -> str:
    """What a reference stands for, as browsers read it; nothing if it stands for nothing."""
    decimal, hexadecimal, name = match.groups()
    if name:
        return html5.get(f"{name};", "")
    number = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(number) if number <= sys.maxunicode else ""
