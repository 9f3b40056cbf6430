"""Tell an article from the page around it: every line gets a kind and the rule that gave it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

import msgspec

from tracker.importer import lexicon
from tracker.importer.reading import Page
from tracker.model import Text

Kind = Literal["headline", "subhead", "body", "stamp", "byline", "source", "caption", "chrome", "blank"]


class Chrome(msgspec.Struct, frozen=True):
    """chrome.yaml: what a news page carries besides the article."""

    exact: tuple[Text, ...]
    starts: tuple[Text, ...]
    contains: tuple[Text, ...]
    patterns: tuple[Text, ...]
    ends: tuple[Text, ...]
    blocks: tuple[Text, ...]
    stamps: tuple[Text, ...]
    edits: tuple[Text, ...]
    clocks: tuple[Text, ...]
    captions: tuple[Text, ...]
    publishers: tuple[Text, ...]


class Line(NamedTuple):
    """A line of the page, counted from 1; `rule` says why it is what it is."""

    number: int
    text: str
    kind: Kind
    rule: str


class Article(NamedTuple):
    """What is left of a page once the chrome is gone, and what its margins say.

    `text` is headline, subheads and paragraphs, one a line: evidence spans count in it. `body_start` is the offset
    of the first paragraph. `places` are the names before a reporter's (`[전주=…]`), which are desks, not policy.
    """

    file: str
    headline: str | None
    subheads: tuple[str, ...]
    body: tuple[str, ...]
    text: str
    body_start: int
    url: str | None
    publisher: str | None
    author: str | None
    stamp: str | None
    desks: tuple[str, ...]
    lines: tuple[Line, ...]


@cache
def chrome() -> Chrome:
    """The chrome rules, read once."""
    return lexicon.read_data(Chrome, "chrome.yaml")


class _Rules(NamedTuple):
    exact: frozenset[str]
    starts: re.Pattern[str]
    anywhere: re.Pattern[str]
    ends: re.Pattern[str]
    blocks: re.Pattern[str]
    stamp: re.Pattern[str]
    edit: re.Pattern[str]
    clock: re.Pattern[str]
    caption: re.Pattern[str]


@cache
def _rules() -> _Rules:
    words = chrome()
    return _Rules(
        frozenset(words.exact),
        re.compile(lexicon.alternation(words.starts)),
        re.compile(f"{lexicon.alternation(words.contains)}|{'|'.join(words.patterns)}"),
        re.compile(lexicon.alternation(words.ends)),
        re.compile(lexicon.alternation(words.blocks)),
        re.compile(rf"(?<![가-힣])(?:{lexicon.alternation(words.stamps)})\s*:?\s*\(?{_DAY}"),
        re.compile(rf"(?<![가-힣])(?:{lexicon.alternation(words.edits)})\s*[:.]?\s*{_DAY}"),
        re.compile(rf"^\W*(?:{lexicon.alternation(words.clocks)})\W{{0,3}}\s*{_DAY}"),
        re.compile(lexicon.alternation(words.captions)),
    )


_DAY = r"\d{4}\s?[-./년]\s?\d{1,2}\s?[-./월]\s?\d{1,2}"
_HOUR = r"(?:(?:오전|오후|AM|PM)?\s?\d{1,2}:\d{2}(?::\d{2})?)"
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
_BARE_STAMP = re.compile(
    rf"^(?P<name>[가-힣A-Za-z0-9]{{2,10}}(?:\([가-힣A-Za-z0-9]{{2,10}}\))?(?:\s기자)?)?(?:\s?{_MAIL.pattern})?(?(name)|\W*)[\s|/·,:]{{0,4}}"
    rf"(?:{_DAY}일?\.?\s?(?:\([월화수목금토일]\)|[월화수목금토일]요일)?\s?{_HOUR}?|\d{{1,2}}\s?\d{{1,2}}월\s\d{{4}})"
    rf"\s*(?:게재|등록|입력|송고|보도|작성)?\W*(?:[가-힣]{{2,4}}\s?기자\W*|\d{{1,6}}|\[[가-힣A-Za-z0-9 ]{{2,12}}\])?$"
)
_BULLET = re.compile(r"^[•◦∙‣*]\s*")
_SUBHEAD = re.compile(r"^(?:[-–—−•▲△▶▷■□◆◇○●◎※*·ㆍ]|&#8226;)\s*(?=\S)")
_ITEM = re.compile(r"^(?:[-–—•▲△▶▷■□◆◇○●◎※*·ㆍ①-⑳➀-➉]|\(?\d{1,2}[.)]|[가-하]\.)\s*\S")
_SENTENCE_END = re.compile(r"(?:[다요까죠]|니다|[함임음됨])[.!?,]?[\"”’'」)\]]*$|[다요까죠]\.[”\"’')]?(?:\s|$|[가-힣])")
_URL = re.compile(r"https?://[^\s<>\"'()\[\]]+")
_NAME = r"[가-힣]{2,4}"
_TITLES = (
    "선임기자 수습기자 인턴기자 대표기자 취재기자 편집국장 취재본부장 본부장"
    " 취재부장 부장 국장 대표 전국팀 특파원 기자 통신원"
)
_TITLE = f"(?:{'|'.join(_TITLES.split())})"
_DATELINE = re.compile(
    r"^\W{0,2}[\[(【<〔]\s*(?P<inside>[^\])】>〕\n]{2,40}?)\s*[\])】>〕]\s*(?P<outside>[^=\n]{0,30}?(?:기자|특파원|본부장))?\s*=?\s*"
)
_REPORTER = re.compile(
    rf"(?P<name>{_NAME})(?:\s?[·,]\s?{_NAME})?\s?(?:/\s?)?(?:\s[가-힣]{{2,6}}(?:본부|지사|팀|국)\s?)?{_TITLE}(?![가-힣])"
)
_SIGNATURE = re.compile(
    rf"[\s./(\[]*(?:(?P<place>[가-힣]{{2,6}})\s?[=/]\s?)?(?:[가-힣A-Za-z0-9]+\s?[=/]\s?)?(?P<name>{_NAME})\s?{_TITLE}?\s?[(\[]?(?:{_MAIL.pattern})[)\]]?\W*$"
)


def clean(page: Page) -> Article:
    """Give every line its kind and put the article together."""
    lines = _typed(page)
    headline = page.headline or next((line.text for line in lines if line.kind == "headline"), None)
    subheads = page.subheads or tuple(line.text for line in lines if line.kind == "subhead")
    body, margins = _unsigned([line.text for line in lines if line.kind == "body"])
    head = "\n".join(filter(None, (headline, *subheads)))
    text = "\n".join(filter(None, (head, *body)))
    known = _margins(page, lines, margins)
    return Article(page.file, headline, subheads, tuple(body), text, len(head) + 1 if head else 0, *known, tuple(lines))


class _Mark(NamedTuple):
    """What a line is by itself, before its place on the page is known."""

    kind: str
    rule: str


_NOTHING = _Mark("", "")


def _mark(raw: str) -> _Mark:
    """What a line says it is; `_NOTHING` for text that may belong to the article."""
    rules, text = _rules(), _BULLET.sub("", raw).strip()
    if not text:
        return _Mark("blank", "chrome.blank")
    if rules.clock.match(text):
        return _Mark("chrome", "chrome.clock")
    if rules.stamp.search(text) and len(text) < 120:
        return _Mark("stamp", "stamp.label")
    if rules.edit.search(text) and len(text) < 80:
        before = text[: rules.edit.search(text).start()]  # type: ignore[union-attr]  # it was just found
        return _stamp(before.strip(" |")) or _Mark("chrome", "chrome.edit-stamp")
    if stamp := _stamp(text):
        return stamp
    return _furniture(text) or _signature(text) or _NOTHING


def _stamp(text: str) -> _Mark | None:
    """A day with hardly anything beside it: a publisher, a reporter, the number of readers."""
    match = _BARE_STAMP.match(text)
    if not match:
        return None
    name = match.group("name") or ""
    return _Mark("stamp", "stamp.named" if name.startswith(_known_publishers()) else "stamp.bare")


@cache
def _known_publishers() -> tuple[str, ...]:
    return tuple(lexicon.publishers().values())


def _furniture(text: str) -> _Mark | None:
    """Buttons, notices and the beginnings of lists of other stories."""
    rules, is_prose = _rules(), _is_prose(text) and len(text) > 40
    bare = text.rstrip("0123456789 :+>/").strip() if len(text) < 20 else text
    if text in rules.exact or bare in rules.exact:
        return _Mark("chrome", "chrome.exact")
    if not is_prose and rules.ends.match(text):
        return _Mark("end", "chrome.after-end")
    if not is_prose and rules.blocks.match(text):
        return _Mark("block", "chrome.block")
    if text in _known_publishers():
        return _Mark("source", "source.publisher-name")
    if rules.starts.match(text):
        return _Mark("chrome", "chrome.starts")
    if rules.anywhere.search(text) and not is_prose:
        return _Mark("chrome", "chrome.pattern")
    if labelled := _SOURCE.match(text):
        return _Mark("source", f"source.{labelled.lastgroup}")
    return _Mark("source", "source.link") if _URL.fullmatch(text) else None


_SOURCE = re.compile(r"(?:(?P<publisher>매체|언론사)|(?P<url>출처|원문|기사 ?주소|기사 ?URL|URL))\s*[:：]\s*\S")


def _signature(text: str) -> _Mark | None:
    """A line with a reporter's name or address and nothing else."""
    if len(text) > 70 or (_is_prose(text) and not _MAIL.search(text)):
        return None
    rest = _REPORTER.sub("", _MAIL.sub("", text))
    letters = len(re.findall(r"[가-힣A-Za-z]", rest))
    if rest != text and letters <= 14 and not re.search(r"[다요]\.", rest):
        return _Mark("byline", "byline.line")
    return None


def _is_prose(text: str) -> bool:
    return len(text) >= 20 and bool(
        re.search(r"[다요까죠]\.[\"”’'」)\]]*(?:\s|$|[가-힣“‘])|[\"”]\s?(?:이라)?(?:며|고|면서|라며|라고)[\s,“]", text)
    )


def _is_note(text: str) -> bool:
    """A sentence without its point, as releases in note form have them (`… 추진함`)."""
    return len(text) >= 30 and bool(_SENTENCE_END.search(text))


def _typed(page: Page) -> list[Line]:
    """Every line with its kind; the head ends with the first sentence, the article with the first end mark."""
    texts = _unwrapped([part for line in page.lines for part in _unglued(line)])
    marks = [_mark(text) for text in texts]
    prose = [number for number, text in enumerate(texts) if marks[number] == _NOTHING and _is_prose(text)]
    prose = prose or [number for number, text in enumerate(texts) if marks[number] == _NOTHING and _is_note(text)]
    first = prose[0] if prose else len(texts)
    ends = [number for number in range(first, len(texts)) if marks[number].kind == "end"]
    last = ends[0] if ends else len(texts)
    kinds = _head(page, texts[:first], marks[:first], " ".join(texts[number] for number in prose if number < last))
    kinds += _body(texts[first:last], marks[first:last], [text for text, _ in kinds])
    kinds += [(text, _Mark("chrome", "chrome.after-end")) for text in texts[last:]]
    return [
        Line(number, text, mark.kind, mark.rule)  # type: ignore[arg-type]  # the two passes give no other kinds
        for number, (text, mark) in enumerate(_split_headline(kinds), 1)
    ]


_GLUED = re.compile(
    rf"^(?P<stamp>(?:date|입력|등록|승인|기사입력|송고|게재)?\s?:?\s?\d{{4}}[-./]\s?\d{{1,2}}[-./]\s?\d{{1,2}}\.?(?:\s?{_HOUR})?)\s+(?P<rest>[가-힣\[(].{{30,}})$"
)


def _unglued(line: str) -> Iterator[str]:
    """A stamp that stands before the first sentence, on a line of its own."""
    match = _GLUED.match(line)
    if match and _is_prose(match.group("rest")):
        yield match.group("stamp")
        yield match.group("rest")
    else:
        yield line


def _unwrapped(lines: Sequence[str]) -> list[str]:
    """Lines of a text that was broken at a fixed width, joined to sentences again.

    A caption is one line without an end before a sentence; two or more of them in a row are a broken sentence.
    """
    found: list[str] = []
    pending: list[str] = []
    for line in lines:
        open_end = 8 <= len(line) <= 60 and not _SENTENCE_END.search(line) and _mark(line) == _NOTHING
        if open_end and not _ITEM.match(line) and (pending or _opens_sentence(line)):
            pending.append(line)
            continue
        closes = len(pending) >= 2 and 4 <= len(line) <= 60 and re.search(r"[다요]\.[”\"’']?$", line)
        found += [" ".join([*pending, line])] if closes else [*pending, line]
        pending = []
    return found + pending


def _opens_sentence(line: str) -> bool:
    """Whether a line breaks off in the middle of a sentence: behind a particle or a connecting verb."""
    return bool(re.search(r"(?:의|에|을|를|은|는|이|가|과|와|로|서|해|돼|고|며|면|여|한|된|할|인|던|,)$", line))


_Typed = list[tuple[str, _Mark]]


def _head(page: Page, texts: Sequence[str], marks: Sequence[_Mark], prose: str) -> _Typed:
    """The lines above the first sentence: headline, subheads, byline, stamp, and else chrome."""
    count = Counter(map(_bare, texts))
    fit = {
        number: _likeness(text, prose) + 0.2 * (count[_bare(text)] > 1)
        for number, text in enumerate(texts)
        if marks[number] == _NOTHING and len(re.findall(r"[가-힣]", text)) >= 6 and not _is_caption(text)
    }
    title = _title(fit, texts, page.headline)
    seen, found = {_bare(page.headline or "")}, []
    for number, text in enumerate(texts):
        mark = _head_mark(number, text, marks, title, fit, bool(page.headline))
        heading = _heading(text, mark.kind)
        if mark.kind in ("headline", "subhead"):
            if _bare(heading) in seen or is_publisher(heading):
                mark = _Mark("chrome", "chrome.repeated")
            seen.add(_bare(heading))
        found.append((heading, mark))
    return found


def _title(fit: dict[int, float], texts: Sequence[str], known: str | None) -> int:
    """The number of the headline among the lines of the head, -1 if there is none."""
    if known:
        return next((number for number, text in enumerate(texts) if _bare(text) == _bare(known)), -1)
    good = [number for number, value in fit.items() if value >= 0.45] or [
        number for number, value in fit.items() if value >= 0.3
    ]
    return _above(good[0], fit, texts) if good else -1


def _above(number: int, fit: dict[int, float], texts: Sequence[str]) -> int:
    """The line right above, if it is less like the body and still like a headline: then the lower is its subhead."""
    higher = [at for at in range(number) if texts[at].strip()]
    return higher[-1] if higher and fit.get(higher[-1], 0) >= 0.3 else number


def _head_mark(
    number: int, text: str, marks: Sequence[_Mark], title: int, fit: dict[int, float], has_title: bool
) -> _Mark:
    mark = marks[number]
    if mark.rule == "stamp.bare" and title >= 0 and number < title:
        return _Mark("chrome", "chrome.clock")
    if mark != _NOTHING:
        return _Mark("chrome", mark.rule) if mark.kind in ("end", "block") else mark
    if number == title:
        return _Mark("headline", "headline.like-body")
    if re.fullmatch(_NAME, _BULLET.sub("", text)) and any(near.kind == "stamp" for near in marks[number : number + 4]):
        return _Mark("byline", "byline.name-before-stamp")
    if _rules().caption.search(text) or (title < 0 and not has_title) or number < title:
        return _Mark("chrome", "chrome.head")
    return _Mark("subhead", "subhead.like-body") if fit.get(number, 0) >= 0.4 else _Mark("chrome", "chrome.head")


def _likeness(text: str, prose: str) -> float:
    """How many of the letter pairs of a line the body has too."""
    pairs = {text[at : at + 2] for at in range(len(text) - 1) if re.match("[가-힣A-Za-z0-9]{2}", text[at : at + 2])}
    return sum(pair in prose for pair in pairs) / len(pairs) if pairs else 0.0


def _bare(text: str) -> str:
    return re.sub(r"[^가-힣A-Za-z0-9]", "", text)


def _heading(text: str, kind: str) -> str:
    """A headline or subhead without bullets, rubric and the name of the site."""
    if kind not in ("headline", "subhead"):
        return text
    text = re.sub(r"^[\[【<〈][^\]】>〉]{1,10}[\]】>〉]\s*", "", _SUBHEAD.sub("", text)).strip()
    text = re.sub(r"\s+[<|]\s+.{1,40}$", "", text)
    tail = re.search(r"\s+[-:]\s+(\S{2,14}(?:\s\S{1,6})?)$", text)
    return text[: tail.start()] if tail and is_publisher(tail.group(1)) else text


def is_publisher(name: str) -> bool:
    """Whether a name sounds like a newspaper's."""
    return name.endswith(chrome().publishers) and " = " not in name


def _split_headline(typed: _Typed) -> Iterator[tuple[str, _Mark]]:
    """Some systems print the subheads on the headline's own line, each after ` - `."""
    for text, mark in typed:
        parts = re.split(r"\s[-–]\s", text) if mark.kind == "headline" else []
        if len(parts) > 1 and all(len(part) >= 10 for part in parts):
            yield parts[0].strip(), mark
            for part in parts[1:]:
                yield part.strip(), _Mark("subhead", "subhead.on-headline-line")
        else:
            yield text, mark


def _body(texts: Sequence[str], marks: Sequence[_Mark], head: Sequence[str]) -> _Typed:
    """The lines between the first sentence and the end: paragraphs, and what stands between them."""
    found: _Typed = []
    seen = {_bare(text) for text in head}
    in_block = False
    last = max((at for at, text in enumerate(texts) if marks[at] == _NOTHING and _is_prose(text)), default=0)
    for number, (text, mark) in enumerate(zip(texts, marks, strict=True)):
        in_block = mark.kind == "block" or (in_block and not _is_prose(text))
        given = mark if mark != _NOTHING else _paragraph(text, seen, is_after=number > last)
        if mark.kind == "block" or (in_block and mark == _NOTHING):
            given = _Mark("chrome", "chrome.block")
        if given.kind in ("body", "caption"):
            seen.add(_bare(text))
        found.append((text, given))
    return found


def _paragraph(text: str, seen: set[str], *, is_after: bool) -> _Mark:
    """Whether a line of the middle is a paragraph, an item of a list, a caption or a repetition."""
    if _bare(text) in seen:
        return _Mark("chrome", "chrome.repeated")
    if _is_caption(text):
        return _Mark("caption", "caption.words")
    if _SENTENCE_END.search(text) and len(text) >= 12:
        return _Mark("body", "body.sentence")
    if is_after and len(text) >= CUT_OFF and not re.match(r"[\d(\[<■▶☞※]", text):
        return _Mark("body", "body.cut-off")
    if is_after:
        return _Mark("chrome", "chrome.after-last-sentence")
    if _ITEM.match(text) or len(text) >= 90:
        return _Mark("body", "body.item")
    return _Mark("caption", "caption.no-sentence")


CUT_OFF = 100
"""Letters from which on a line without an end is a paragraph that was cut off, and no teaser of another story."""


def _is_caption(text: str) -> bool:
    """Words under a photo: who stands where, who took it; or a marked line that only describes."""
    if len(text) > 160:
        return False
    if re.search(rf"있다\.?\s*(?:{_NAME}\s?기자|\d{{4}}\.\d{{1,2}}\.\d{{1,2}}\S*)\W*$", text):
        return True
    if re.search(r"[가-힣]\s제공\W*$", text) and not _is_prose(text):
        return True
    match = _rules().caption.search(text)
    if match and (
        not _is_prose(text) or match.start() < 12 or re.search(r"(?:있다|모습|했다|외쳤다)\.?\W*$|[ⓒ=/]", text)
    ):
        return "“" not in text[: match.start()]
    return text.startswith("↑") or bool(
        re.match(r"^[▲△▶]", text) and re.search(r"(?:있다|모습|전경|조감도)\.?$", text) and text.count("▲") < 2
    )


def _unsigned(paragraphs: Sequence[str]) -> tuple[list[str], list[str]]:
    """The paragraphs without bylines and photo credits at their ends, and what was cut off."""
    kept, cut = [], []
    for number, paragraph in enumerate(paragraphs):
        text = paragraph
        if number < 3 and (match := _dateline(text)):
            cut.append(match.group().strip())
            text = text[match.end() :]
        if match := re.search(r"\s*[\[(<](?:사진|자료|그래픽|ⓒ)[^\])>]{0,40}[\])>]\s*$", text):
            cut.append(match.group().strip())
            text = text[: match.start()]
        if (match := _SIGNATURE.search(text)) or (
            match := re.search(rf"(?<=다\.)\s*(?:[/\[(]\s*)?(?:[가-힣]+=)?{_NAME}\s?기자\W*$", text)
        ):
            cut.append(match.group().strip())
            text = text[: match.start()]
        if text.strip():
            kept.append(text.strip())
    return kept, cut


def _dateline(text: str) -> re.Match[str] | None:
    """`[전주=○○신문] 홍길동 기자 = ` and its kin at the beginning of a paragraph."""
    match = _DATELINE.match(text)
    if not match:
        return None
    inside, outside = match.group("inside"), match.group("outside")
    names_paper = "=" in inside or _REPORTER.search(inside) or is_publisher(inside) or "/" in inside
    return match if names_paper or outside else None


def _margins(
    page: Page, lines: Sequence[Line], cut: Sequence[str]
) -> tuple[str | None, str | None, str | None, str | None, tuple[str, ...]]:
    """Address, publisher, author, stamp and desks: the page's own statements first, then its margins."""
    stamps = [
        line.text
        for rule in ("stamp.label", "stamp.named", "stamp.bare")
        for line in lines
        if line.rule == rule and line.kind == "stamp"
    ]
    stamp = next(iter(stamps), None)
    bylines = [*cut, *(line.text for line in lines if line.kind == "byline")]
    publisher, author, desks = _credits(bylines)
    url = page.url or _address(lines)
    named = _labelled(lines, "source.publisher") or lexicon.publisher_at(url)
    return (
        url,
        named or page.publisher or publisher or _printed_name(lines) or _copyright(lines),
        page.author or author,
        page.published or stamp,
        desks,
    )


def _printed_name(lines: Sequence[Line]) -> str | None:
    """A publisher's name alone on a line, or before the stamp."""
    for line in lines:
        if line.rule == "source.publisher-name":
            return line.text
        if line.rule == "stamp.named" and (match := _BARE_STAMP.match(line.text)):
            return str(match.group("name"))
    return None


def _labelled(lines: Sequence[Line], rule: str) -> str | None:
    found = (line.text for line in lines if line.rule == rule)
    return next((re.split(r"[:：]", text, maxsplit=1)[1].strip() for text in found), None)


def _address(lines: Sequence[Line]) -> str | None:
    """The article's own link: after a label, or alone on a line."""
    for line in lines:
        if line.kind == "source" and not line.rule.startswith("source.publisher") and (match := _URL.search(line.text)):
            return match.group()
        named = line.rule == "chrome.after-end" and re.match(r"기사 ?URL|이 기사 주소", line.text)
        if named and (match := _URL.search(line.text)):
            return match.group()
    return None


def _copyright(lines: Sequence[Line]) -> str | None:
    for line in lines:
        match = re.search(
            r"(?:Copyrights?|저작권자)?\s*[©ⓒ]\s*([가-힣A-Za-z0-9]+(?:\s[가-힣A-Za-z0-9]+)?)", line.text, re.IGNORECASE
        )
        if match and line.rule == "chrome.after-end" and "무단" not in (name := match.group(1).strip()):
            return re.sub(r"\s(?:All|all|ALL|Inc|Corp|Co|및|무단.*)$", "", name)
    return None


def _credits(bylines: Sequence[str]) -> tuple[str | None, str | None, tuple[str, ...]]:
    """Publisher, author and desks out of `[매체 이름 기자]`, `[지역=매체] 이름 기자`, `지역=이름 기자`."""
    publisher = author = None
    desks: list[str] = []
    for text in bylines:
        reporter = _REPORTER.search(_MAIL.sub("", text))
        author = author or (reporter.group("name") if reporter else None) or _lone_name(text)
        inside = re.sub(rf"{_NAME}\s?{_TITLE}", "", _MAIL.sub("", text))
        for part in re.split(r"[\[\]()【】<>〔〕=/,|·_\s]+", inside):
            name = part.strip(" .:")
            if is_publisher(name) and len(name) >= 3:
                publisher = publisher or name
            elif re.fullmatch(r"[가-힣]{2,5}", name) and "=" in text and name != author:
                desks.append(name)
    return publisher, author, tuple(desks)


def _lone_name(text: str) -> str | None:
    match = re.fullmatch(rf"\W*({_NAME})\W*", text)
    return match.group(1) if match and not is_publisher(match.group(1)) else None
