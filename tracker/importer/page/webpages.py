"""Take an article out of an HTML page: by the places where content systems keep it, else by where the sentences are."""

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NoReturn, cast

import msgspec
from lxml import etree, html

from tracker.importer import lexicon
from tracker.importer.page import reading
from tracker.importer.page.marks import is_publisher
from tracker.importer.page.reading import Page
from tracker.model import InvalidContentError, Problem, Text

_BLOCKS = frozenset(
    "address article aside blockquote body br caption dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6"
    " header hr li main nav ol p pre section table tbody td tfoot th thead tr ul".split()
)
_SILENT = re.compile(r"(?is)<(script|style|noscript|template|textarea|title|head)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>")
_HANGUL = re.compile(r"[가-힣]")
_SENTENCE = re.compile(r"[다요]\.(?:\s|[”\"’'<]|$)")
MUST_KEEP = 0.9
"""Share of the page's Hangul that parsing must keep: the parser drops what is nested too deeply without a word."""


class Selectors(msgspec.Struct, frozen=True):
    """selectors.yaml: where the content systems of the Korean press keep an article."""

    body: tuple[Text, ...]
    headline: tuple[Text, ...]
    subheads: tuple[Text, ...]
    skip_tags: tuple[Text, ...]
    skip_words: tuple[Text, ...]


@cache
def _selectors() -> Selectors:
    return lexicon.read_data(Selectors, "selectors.yaml")


@cache
def _xpath(path: str) -> etree.XPath:
    padded = "concat(' ', normalize-space(@class), ' ')"
    return etree.XPath(path.partition("  #")[0].strip().replace("{c}", padded))


def parse(text: str, name: str) -> Page:
    """The lines of the article's own element with what the page states; raises if the parser lost text."""
    tree = _tree(text, name)
    body = _body(tree)
    told = dict(_statements(tree))
    headline = _headline(tree, told)
    subheads = [line for node in _select(tree, _selectors().subheads) for line in _lines(node)]
    before, behind = _around(tree, body)
    lines = [*_below(before, headline), *_lines(body), *behind]
    return Page(
        name,
        reading.lines("\n".join(lines), name),
        headline,
        tuple(dict.fromkeys(re.sub(r"^[-–•▲■]\s*", "", line) for line in subheads if len(line) >= 6)),
        told.get("url"),
        told.get("publisher") or _beside_title(told.get("title", ""), headline or ""),
        told.get("author"),
        told.get("published"),
    )


def _tree(text: str, name: str) -> Any:
    """The page as a tree with all of its text in it."""
    source = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    parser = html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(source, parser=parser)
    except etree.ParserError:  # nothing but a declaration, a comment, a tag cut short
        _refuse(name, "빈 파일입니다")
    kept = len(_HANGUL.findall(" ".join(_every_text(tree))))
    there = len(_HANGUL.findall(_SILENT.sub(" ", source)))
    if kept < MUST_KEEP * there:
        _refuse(name, f"HTML을 읽다가 글자를 잃었습니다({there:,}자 가운데 {kept:,}자만 남음)")
    return tree


def _refuse(name: str, message: str) -> NoReturn:
    hint = "기사 본문을 .txt로 옮겨서 다시 해 보세요"
    raise InvalidContentError([Problem(name, 1, 1, "html", message, hint)])


def _every_text(tree: Any) -> Iterator[str]:
    for node in tree.iter():
        if isinstance(node.tag, str) and node.tag not in (
            "script",
            "style",
            "noscript",
            "template",
            "textarea",
            "title",
        ):
            yield node.text or ""
        yield node.tail or ""


def _matches(tree: Any, path: str) -> list[Any]:
    """The elements of a path; lxml's types allow for paths that give numbers or text."""
    return cast(list[Any], _xpath(path)(tree))


def _select(tree: Any, paths: Sequence[str]) -> list[Any]:
    """The elements of the first path that finds any with text."""
    for path in paths:
        found = [node for node in _matches(tree, path) if _HANGUL.search("".join(node.itertext()))]
        if found:
            return found
    return []


def _body(tree: Any) -> Any:
    """The element with the paragraphs."""
    for path in _selectors().body:
        for node in _matches(tree, path):
            if _count(node) >= 1 and len("".join(node.itertext()).strip()) >= 80:
                return node
    return _densest(tree)


def _count(node: Any) -> int:
    """How many sentences end in an element, leaving out what is no paragraph."""
    return sum(len(_SENTENCE.findall(line + " ")) for line in _lines(node))


def _densest(tree: Any) -> Any:
    """The smallest element that holds most of the page's sentences."""
    node = tree.find("body") if tree.find("body") is not None else tree
    counts = _counts(node)
    while counts.get(node):
        children = [child for child in node if isinstance(child.tag, str)]
        best = max(children, key=lambda one: counts.get(one, 0), default=None)
        if best is None or counts.get(best, 0) < 0.7 * counts[node] or best.tag in ("p", "span", "b", "strong", "font"):
            break
        node = best
    return node


def _counts(root: Any) -> dict[Any, int]:
    """How many sentences end in each element, counted once from the leaves up; what is skipped counts nothing."""
    order: list[Any] = []
    stack = [root]
    while stack:
        node = stack.pop()
        if isinstance(node.tag, str) and (node is root or not _is_skipped(node)):
            order.append(node)
            stack.extend(node)
    counts: dict[Any, int] = {}
    for node in reversed(order):
        own = "\x00".join([node.text or "", *(child.tail or "" for child in node)])
        counts[node] = len(_SENTENCE.findall(own + " ")) + sum(counts.get(child, 0) for child in node)
    return counts


def _is_skipped(node: Any) -> bool:
    selectors = _selectors()
    if node.tag in selectors.skip_tags:
        return True
    words = f"{node.get('class') or ''} {node.get('id') or ''}".lower()
    hidden = "display:none" in (node.get("style") or "").replace(" ", "").lower() or node.get("hidden") is not None
    return hidden or any(word in words for word in selectors.skip_words)


def _lines(node: Any) -> list[str]:
    """The text of an element, a line a block, without what is skipped inside it."""
    pieces: list[str] = []
    _collect(node, pieces)
    lines = (re.sub(r"\s+", " ", line).strip() for line in "".join(pieces).split("\x00"))
    return [line for line in lines if line]


def _collect(node: Any, pieces: list[str]) -> None:
    """Append text and line breaks in document order; not recursive, for pages nested a thousand deep."""
    stack: list[tuple[Any, bool]] = [(node, False)]
    while stack:
        one, is_done = stack.pop()
        is_block = one.tag in _BLOCKS
        if is_done:
            pieces.append("\x00" if is_block else "")
            if one is not node:
                pieces.append(one.tail or "")
            continue
        if not isinstance(one.tag, str) or (one is not node and _is_skipped(one)):
            pieces.append(("\x00" if is_block else "") + (one.tail or ""))
            continue
        pieces.append(("\x00" if is_block else "") + (one.text or ""))
        stack.append((one, True))
        stack.extend((child, False) for child in reversed(one))


def _around(tree: Any, body: Any) -> tuple[list[str], list[str]]:
    """The page's lines before the article's element, and the first few behind it: stamps and bylines stand there."""
    pieces: list[str] = []
    seen = False
    after: list[str] = []
    inside = set(body.iter())
    for node in tree.iter():
        if node in inside:
            if node is body:
                seen = True
                after.append("\x00" + (node.tail or ""))
            continue
        if not isinstance(node.tag, str) or node.tag in ("script", "style", "noscript", "title", "template"):
            continue
        target = after if seen else pieces
        target.append(("\x00" if node.tag in _BLOCKS else " ") + (node.text or ""))
        target.append((" " if node.tag not in _BLOCKS else "\x00") + (node.tail or ""))
    split = [[re.sub(r"\s+", " ", line).strip() for line in "".join(part).split("\x00")] for part in (pieces, after)]
    before, behind = ([line for line in part if line] for part in split)
    marks = re.compile(r"저작권자|Copyright|ⓒ|©|무단")
    return before, [line for line in behind[:40] if marks.search(line) and len(line) < 120][:2]


NEAR = 12
"""Lines above the article among which a headline may be that no mark tells."""
_DAY = re.compile(r"\d{4}\s?[-.년]\s?\d{1,2}")
_MOMENT = r"20\d{2}\s?[-./년]\s?\d{1,2}\s?[-./월]\s?\d{1,2}일?\.?\s?\d{1,2}:\d{2}(?::\d{2})?"
_SENT = re.compile(
    rf"(?:입력|등록|승인|송고|게재)\s?:?\s?{_MOMENT}|{_MOMENT}\s?(?:입력|등록|승인|송고|게재)(?![가-힣])"
)
"""`2024년 05월 03일 13:30 등록`: a moment of sending; above a headline it is the article's if no other stands below."""
SHORT = 60
"""Letters of a line that holds such a moment and little else."""


def _below(lines: Sequence[str], headline: str | None) -> list[str]:
    """What stands between the headline and the article: subheads, byline and stamp; without a headline what is near."""
    wanted = re.sub(r"\W", "", headline or "")
    told = [
        (number, line) for number, line in enumerate(lines) if wanted and re.sub(r"\W", "", line).startswith(wanted)
    ]
    at = [number for number, line in told if re.sub(r"\W", "", _trimmed(line)) == wanted]
    near = len(lines) if headline else len(lines) - NEAR
    kept = lines[at[-1] + 1 :] if at else [line for n, line in enumerate(lines) if n >= near or _DAY.search(line)]
    if at and not any(_DAY.search(line) for line in kept):
        sent = [line for line in lines[: at[-1]] if _SENT.search(line) and len(line) < SHORT]
        kept = [*(sent if len(sent) == 1 else ()), *kept]
    return [line for line in kept if len(line) < 200 and not _SENTENCE.search(line + " ")][:40]


def _headline(tree: Any, told: dict[str, str]) -> str | None:
    """The headline as the page prints it, else as its metadata says, without the site's name."""
    for node in _select(tree, _selectors().headline):
        text = " ".join(_lines(node))
        if len(_HANGUL.findall(text)) >= 5:
            return _trimmed(text)
    if title := told.get("headline"):
        return _trimmed(title)
    tops = [" ".join(_lines(node)) for node in tree.iter("h1", "h2")]
    title = next(
        (text for text in tops if 8 <= len(text) <= 120 and len(_HANGUL.findall(text)) >= 6), told.get("title", "")
    )
    title = _trimmed(title)
    return title if len(_HANGUL.findall(title)) >= 6 and not is_publisher(title) else None


def _trimmed(title: str) -> str:
    title = re.sub(r"\s+", " ", reading.clean(title)).strip()
    title = re.sub(r"\s+::\s+.{2,20}$", "", _CREDITED.sub("", title))
    title = re.sub(r"\s*[<|]\s*[^<|]{1,40}$", "", re.sub(r"\s+[<>|].*$", "", title) or title)
    tail = re.search(r"\s+[-–:]\s+(\S{2,14}(?:\s\S{1,6})?)$", title)
    return title[: tail.start()] if tail else title


_CREDITED = re.compile(
    r"\s(?:[가-힣]{2,4}\s?기자\s(?:기사)?(?:승인|입력|등록)\s|(?:기사)?(?:승인|입력|등록|작성)일?\s?:?\s?20\d{2}[-./년]).*$"
)
"""A byline and a stamp that a page has behind its title."""
_META = {
    "og:title": "headline",
    "og:url": "url",
    "og:site_name": "publisher",
    "og:article:author": "publisher",
    "article:published_time": "published",
    "og:regdate": "published",
    "article:published": "published",
    "datepublished": "published",
    "pubdate": "published",
    "dc.date.issued": "published",
    "article:author": "author",
    "dable:author": "author",
    "author": "author",
    "byl": "author",
    "twitter:site": "",
}


def _statements(tree: Any) -> Iterator[tuple[str, str]]:
    """What a page says of itself, the surest last: title, canonical address, meta elements, JSON-LD."""
    for node in tree.iter("title"):
        yield "title", (node.text or "").strip()
    for node in tree.iter("link"):
        if (node.get("rel") or "").lower() == "canonical" and (node.get("href") or "").startswith("http"):
            yield "url", node.get("href")
    for node in tree.iter("time"):
        marks = f"{node.get('class') or ''} {node.get('itemprop') or ''}"
        if re.search(r"\bpublished\b|datePublished", marks) and _is_fit("published", node.get("datetime") or ""):
            yield "published", node.get("datetime")
    yield from _meta(tree)
    for node in tree.iter("script"):
        if (node.get("type") or "").lower() == "application/ld+json":
            yield from _linked_data(node.text or "")


def _meta(tree: Any) -> Iterator[tuple[str, str]]:
    for node in tree.iter("meta"):
        key = (node.get("property") or node.get("name") or node.get("itemprop") or "").lower()
        value = reading.clean(node.get("content") or "").strip()
        field = _META.get(key)
        if field == "publisher":
            value = _paper(key, value)
            if key == "og:article:author" and _is_fit("author", value) and not is_publisher(value):
                field = "author"  # which some systems write where others name the paper
        if field and value and _is_fit(field, value):
            yield field, value


_PORTALS = ("네이버 뉴스", "네이버", "NAVER", "다음", "다음뉴스", "Daum", "네이트 뉴스", "네이트", "줌 뉴스", "ZUM")


_SIGNED = re.compile(r"(?P<paper>[가-힣]{2,6}(?:일보|신문|매일|뉴스|타임즈|투데이))\s[가-힣]{2,4}")
"""`가람일보 홍길동`."""


def _paper(key: str, value: str) -> str:
    """The paper of `가람신문 | 홍길동` or, of a portal's own name, `Daum | 가람신문`."""
    parts = [part.strip() for part in value.split("|") if part.strip() not in _PORTALS]
    parts = [re.sub(r"\s[-–:]\s.*$|\s인터넷신문$", "", part) for part in parts]  # a motto follows the name
    if not parts:
        return value
    if signed := _SIGNED.fullmatch(parts[0]):
        return signed.group("paper")
    return parts[-1] if key == "og:site_name" else parts[0]


def _beside_title(title: str, headline: str) -> str | None:
    """The paper of `가람시 숲길 놓는다 | 가람신문`, if nothing else names it."""
    parts = [part.strip() for part in re.split(r"\s(?:[-–|<]|:{1,2})\s", title)]
    fits = (part for part in parts if re.fullmatch(r"[가-힣]{3,12}", part) and part not in headline)
    return next(filter(is_publisher, fits), None)


def _is_fit(field: str, value: str) -> bool:
    """A reporter's name is a name, a publisher's is no host, an address is one of the web, a day has a year."""
    if field == "author":
        return bool(re.fullmatch(r"[가-힣]{2,4}(?:\s?기자)?", value))
    if field == "publisher":
        return "." not in value and not value.endswith("기자") and len(value) <= 20 and value not in _PORTALS
    if field == "url":
        return value.startswith("http")
    return bool(re.search(r"\d{4}", value)) if field == "published" else True


def _linked_data(source: str) -> Iterator[tuple[str, str]]:
    try:
        data = json.loads(source)
    except ValueError:
        return
    for one in data if isinstance(data, list) else data.get("@graph", [data]) if isinstance(data, dict) else []:
        if isinstance(one, dict) and "Article" in str(one.get("@type", "")):
            yield from _article_data(one)


def _article_data(one: dict[str, Any]) -> Iterator[tuple[str, str]]:
    plain = {"headline": one.get("headline"), "published": one.get("datePublished")}
    for field, key in (("author", "author"), ("publisher", "publisher")):
        value = one.get(key)
        value = value[0] if isinstance(value, list) and value else value
        plain[field] = value.get("name") if isinstance(value, dict) else value
    for field, value in plain.items():
        if isinstance(value, str) and value.strip() and _is_fit(field, value.strip()):
            yield field, re.sub(r"\s?기자$", "", reading.clean(value).strip())
