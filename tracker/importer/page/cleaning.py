"""Tell an article from the page around it: every line gets a kind and the rule that gave it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tracker.importer.page import margins
from tracker.importer.page.marks import (
    BULLET,
    HOUR,
    NAME,
    NOTHING,
    SENTENCE_END,
    Line,
    Mark,
    is_dated,
    is_note,
    is_prose,
    is_publisher,
    of_line,
    rules,
)
from tracker.importer.page.reading import Page


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


_Typed = list[tuple[str, Mark]]
_SUBHEAD = re.compile(r"^(?:[-–—−•▲△▶▷■□◆◇○●◎※*·ㆍ]|&#8226;)\s*(?=\S)")
_ITEM = re.compile(r"^(?:[-–—•▲△▶▷■□◆◇○●◎※*·ㆍ①-⑳➀-➉]|\(?\d{1,2}[.)]|[가-하]\.)\s*\S")


def clean(page: Page) -> Article:
    """Give every line its kind and put the article together."""
    lines = _typed(page)
    stated = page.headline and (_heading(page.headline, "headline") or page.headline)
    headline = stated or next((line.text for line in lines if line.kind == "headline"), None)
    subheads = page.subheads or tuple(line.text for line in lines if line.kind == "subhead")
    body, signed = margins.unsigned([line.text for line in lines if line.kind == "body"])
    head = "\n".join(filter(None, (headline, *subheads)))
    text = "\n".join(filter(None, (head, *body)))
    known = margins.read(page, lines, signed)
    return Article(page.file, headline, subheads, tuple(body), text, len(head) + 1 if head else 0, *known, tuple(lines))


def _typed(page: Page) -> list[Line]:
    """Every line with its kind; the head ends with the first sentence, the article with the first end mark."""
    texts = _unwrapped([part for line in page.lines for part in _unglued(line)])
    marks = [of_line(text) for text in texts]
    prose = [number for number, text in enumerate(texts) if marks[number] == NOTHING and is_prose(text)]
    notes = [number for number, text in enumerate(texts) if marks[number] == NOTHING and is_note(text)]
    if not prose or (notes and notes[0] < prose[0] and _in_note_form(texts[notes[0]])):
        prose = notes
    first = prose[0] if prose else len(texts)
    ends = [number for number in range(first, len(texts)) if marks[number].kind == "end"]
    last = ends[0] if ends else len(texts)
    kinds = _head(page, texts[:first], marks[:first], " ".join(texts[number] for number in prose if number < last))
    kinds += _body(texts[first:last], marks[first:last], [text for text, _ in kinds])
    is_stamped = any(mark.kind == "stamp" for _, mark in kinds)
    foot = last + (0 if is_stamped else FOOT)
    kinds += [(texts[at], _behind_end(marks[at], is_foot=at < foot)) for at in range(last, len(texts))]
    kinds = _dated(kinds, texts, range(first, last), has_title=bool(page.headline))
    return [
        Line(number, text, mark.kind, mark.rule)  # type: ignore[arg-type]  # the two passes give no other kinds
        for number, (text, mark) in enumerate(_split_headline(kinds), 1)
    ]


def _dated(kinds: _Typed, texts: Sequence[str], article: range, *, has_title: bool) -> _Typed:
    """The lines with a stamp that no paper's name or word tells: the one day above or below the article."""
    if any(mark.kind == "stamp" for _, mark in kinds):
        return kinds
    title = next((at for at, (_, mark) in enumerate(kinds) if mark.kind == "headline"), 0 if has_title else len(kinds))
    around = [*range(article.start), *range(article.stop, min(article.stop + FOOT, len(kinds)))]
    fits = [at for at in around if kinds[at][1].rule != "chrome.clock" and is_dated(texts[at], is_below=at > title)]
    if len({"".join(re.findall(r"\d+", texts[at])[:3]) for at in fits}) != 1:
        return kinds
    return [(texts[at], Mark("stamp", "stamp.alone")) if at == fits[0] else pair for at, pair in enumerate(kinds)]


FOOT = 5
"""Lines below an article's end in which it may be dated, if nothing above dates it."""


def _behind_end(mark: Mark, *, is_foot: bool) -> Mark:
    """What stands below an article's end is none of it; an agency's `2024/05/03 15:31 송고` dates it."""
    is_date = mark.rule == "stamp.sent" or (is_foot and mark.kind == "stamp")
    return mark if is_date else Mark("chrome", "chrome.after-end")


_NOTE_FORM = re.compile(r"[을를]\s|다고\s")


def _in_note_form(text: str) -> bool:
    """Whether it is a sentence of a release in note form, with its point: `… 밝혔음.`: no verb ends it."""
    return text.endswith(("함.", "임.", "음.", "됨.")) and bool(_NOTE_FORM.search(text))


_GLUED = re.compile(
    rf"^(?P<stamp>(?:date|입력|등록|승인|기사입력|송고|게재)?\s?:?\s?\d{{4}}[-./]\s?\d{{1,2}}[-./]\s?\d{{1,2}}\.?(?:\s?{HOUR})?)\s+(?P<rest>[가-힣A-Z\[(‘“'\"].{{9,}})$"
)


_MONTH = re.compile(r"^(?P<stamp>date \d{4}-\d{2})\s+(?P<rest>\[[^\]\n]{2,40}기자\s?\].{9,})$")
"""A month before a dateline: it dates nothing."""


def _unglued(line: str) -> Iterator[str]:
    """A stamp that stands before the first sentence, on a line of its own."""
    match = _GLUED.match(line) or _MONTH.match(line)
    if match and (is_prose(match.group("rest")) or line.lstrip().startswith("date ")):
        yield match.group("stamp")
        yield match.group("rest")
    else:
        yield line


def _unwrapped(lines: Sequence[str]) -> list[str]:
    """Lines of a text that was broken at a fixed width, joined to sentences again.

    A caption is one line without an end before a sentence; two or more of them in a row are a broken sentence.
    So is one in what an anchor reads out, or where all sentences are broken.
    """
    found: list[str] = []
    read_out = any(_SPEAKER.fullmatch(line) for line in lines)
    is_verse, in_text = _is_verse(lines), False
    pending: list[str] = []
    no_blank = "-"  # before the first line, which opens no sentence for standing below a blank one
    for before, line in zip((no_blank, *lines), lines, strict=False):
        least = 6 if is_verse else 12 if pending else 16
        open_end = least <= len(line) <= 60 and not SENTENCE_END.search(line) and of_line(line) == NOTHING
        starts = is_verse and (in_text or not before.strip())
        begins = _opens_sentence(line) or starts or (read_out and len(_PARTICLES.findall(line)) > 1)
        if open_end and not _ITEM.match(line) and (pending or begins):
            pending.append(line)
            continue
        is_end = bool(_STOP.search(line))
        closes = len(pending) >= (1 if read_out or is_verse else 2) and 4 <= len(line) <= 60 and is_end
        found += [" ".join([*pending, line])] if closes else [*pending, line]
        pending, in_text = [], in_text or is_end
    return found + pending


_STOP = re.compile(r"[다요]\.[”\"’']?$")
VERSE = 45
"""Letters of the middle one of the last lines of sentences, where each sentence stands on several lines."""


def _is_verse(lines: Sequence[str]) -> bool:
    """Whether nearly every sentence is broken, as broadcasters print what they read out."""
    ends = [number for number, line in enumerate(lines) if _STOP.search(line)]
    broken = [number for number in ends if number and 6 <= len(lines[number - 1]) <= 60 and number - 1 not in ends]
    lengths = sorted(len(lines[number]) for number in ends)
    return len(ends) > 3 and len(broken) > 2 and 2 * len(broken) >= len(ends) and lengths[len(ends) // 2] <= VERSE


_SPEAKER = re.compile(r"[\[<]\s?(?:앵커|앵커멘트|기자|리포트)\s?[\]>]")


def _opens_sentence(line: str) -> bool:
    """Whether a line breaks off in the middle of a sentence: behind a particle or a connecting verb."""
    return bool(re.search(r"(?:의|에|을|를|은|는|이|가|과|와|로|서|해|돼|고|며|면|여|한|된|할|인|던|,)$", line))


def _head(page: Page, texts: Sequence[str], marks: Sequence[Mark], prose: str) -> _Typed:
    """The lines above the first sentence: headline, subheads, byline, stamp, and else chrome."""
    count = Counter(map(_bare, texts))
    fit = {
        number: _likeness(text, prose) + 0.2 * (count[_bare(text)] > 1)
        for number, text in enumerate(texts)
        if marks[number] == NOTHING and _may_head(text)
    }
    title = _title(fit, texts, marks, page.headline)
    weather = next((number for number, text in enumerate(texts) if "℃" in text), -1)
    seen = {_bare(page.headline or "")}
    found: _Typed = []
    for number, text in enumerate(texts):
        follows = _follows(number, title, [mark for _, mark in found])
        mark = _head_mark(number, text, marks, title, fit, has_title=bool(page.headline), follows=follows)
        if mark.rule == "stamp.bare" and number < weather:
            mark = Mark("chrome", "chrome.clock")  # a day above the weather is the site's
        heading = _heading(text, mark.kind)
        if mark.kind in ("headline", "subhead"):
            if _bare(heading) in seen or is_publisher(heading):
                mark = Mark("chrome", "chrome.repeated")
            seen.add(_bare(heading))
        found.append((heading, mark))
    return found


def _may_head(text: str) -> bool:
    """Whether a line above the text may be its headline: a paper's name is in the dateline too, and is none."""
    is_name = re.fullmatch(r"\W?[가-힣A-Za-z0-9]{2,14}(?:\s[가-힣]{1,4}면)?\W?", text) or is_publisher(_untailed(text))
    return len(re.findall(r"[가-힣]", text)) >= 6 and not _is_caption(text) and not is_name


def _title(fit: dict[int, float], texts: Sequence[str], marks: Sequence[Mark], known: str | None) -> int:
    """The number of the headline among the lines of the head, -1 if there is none."""
    if known:
        return next((number for number, text in enumerate(texts) if _bare(text) == _bare(known)), -1)
    least = (0.45, 0.3, *([0.15] if len(fit) == 1 else []))  # a line alone needs less
    good = next(filter(None, ([at for at, value in fit.items() if value >= enough] for enough in least)), [])
    return _whole(_above(good[0], fit, texts, marks), texts) if good else -1


def _whole(number: int, texts: Sequence[str]) -> int:
    """Of a headline that a list cut short (`숲길을 놓는..`), the line that tells all of it."""
    stem = re.sub(r"\s?(?:\.{2,}|…)$", "", texts[number])
    if stem == texts[number]:
        return number
    return next((at for at, text in enumerate(texts) if at != number and text.startswith(stem) and text > stem), number)


def _above(number: int, fit: dict[int, float], texts: Sequence[str], marks: Sequence[Mark]) -> int:
    """The line right above, if it is less like the body and still like a headline: then the lower is its subhead.

    So is one that opens the page and has a stamp between it and the lower.
    """
    higher = [at for at in range(number) if texts[at].strip()]
    is_list = higher and _SUBHEAD.match(texts[number]) and _SUBHEAD.match(texts[higher[-1]])
    is_slogan = higher and not is_list and len(re.findall(r"[가-힣]", texts[higher[-1]])) < SLOGAN
    if higher and not is_slogan and fit.get(higher[-1], 0) >= (0.1 if is_list else 0.3):
        return higher[-1]
    opening = higher[0] if higher and number - higher[0] <= 6 else number
    stamped = any(marks[at].rule == "stamp.bare" for at in range(opening, number))
    return opening if stamped and fit.get(opening, 0) >= 0.3 and len(texts[opening]) >= 20 else number


SLOGAN = 8
"""Letters from which on a line above what may be the headline may be one itself: `가람의 눈과 귀` is a paper's."""


def _head_mark(
    number: int,
    text: str,
    marks: Sequence[Mark],
    title: int,
    fit: dict[int, float],
    *,
    has_title: bool,
    follows: bool,
) -> Mark:
    mark = marks[number]
    if mark.rule == "stamp.bare" and title >= 0 and number < title and not text.startswith("date "):
        return Mark("chrome", "chrome.clock")
    if mark != NOTHING:
        return Mark("chrome", mark.rule) if mark.kind in ("end", "block") else mark
    if number == title:
        return Mark("headline", "headline.like-body")
    if re.fullmatch(NAME, BULLET.sub("", text)) and any(near.kind == "stamp" for near in marks[number : number + 4]):
        return Mark("byline", "byline.name-before-stamp")
    if rules().caption.search(text) or (title < 0 and not has_title) or number < title:
        return Mark("chrome", "chrome.head")
    # right below the headline a subhead needs few words of the body
    enough = 0.3 if follows and 8 <= len(text) <= 70 and not _DEPICTS.search(text) else 0.4
    return Mark("subhead", "subhead.like-body") if fit.get(number, 0) >= enough else Mark("chrome", "chrome.head")


_DEPICTS = re.compile(
    r"(?:조감도|위치도|전경|모습|예시도|투시도|배치도|사진|[가-힣]\s?DB|ⓒ|©|제공|[/=]\s?[가-힣]{2,6})\W*$|사진[=:]"
)
"""A line that names a picture."""


def _follows(number: int, title: int, marks: Sequence[Mark]) -> bool:
    """Whether a line stands right below the headline or another subhead."""
    if not 0 <= title < number:
        return False
    return all(mark.kind in ("subhead", "blank") or mark.rule == "chrome.repeated" for mark in marks[title + 1 :])


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
    text = re.sub(
        r"^[\[【<〈](?:[^\]】>〉]{1,10}|[^\]】>〉]*(?:뉴스|데스크|방송|풀이)[^\]】>〉]{0,12})[\]】>〉]\s*|^제\s?목(?:\s?[:：]\s*|\s+)",
        "",
        _SUBHEAD.sub("", text),
    ).strip(" -–")
    text = _untailed(text)
    paper = re.match(r"(\S{2,14})\s[-|]\s(?=\S.{7})", text)
    if paper and is_publisher(paper.group(1)):
        text = text[paper.end() :]
    tail = re.search(r"\s+[-:]\s+(\S{2,14}(?:\s\S{1,6})?)$", text)
    return text[: tail.start()] if tail and is_publisher(tail.group(1)) else text


def _untailed(text: str) -> str:
    """A headline without what stands behind a stroke: the site's name, its rubric."""
    return re.sub(r"\s+[<|]\s+.{1,40}$", "", text)


def _split_headline(typed: _Typed) -> Iterator[tuple[str, Mark]]:
    """Some systems print the subheads on the headline's own line, each after ` - `."""
    for text, mark in typed:
        parts = re.split(r"\s[-–]\s", text) if mark.kind == "headline" else []
        if len(parts) > 1 and all(len(part) >= 10 for part in parts):
            yield parts[0].strip(), mark
            for part in parts[1:]:
                yield part.strip(), Mark("subhead", "subhead.on-headline-line")
        else:
            yield text, mark


def _body(texts: Sequence[str], marks: Sequence[Mark], head: Sequence[str]) -> _Typed:
    """The lines between the first sentence and the end: paragraphs, and what stands between them."""
    found: _Typed = []
    seen = {_bare(text) for text in head}
    in_block = False
    datelines = {at for at, text in enumerate(texts) if marks[at] == NOTHING and margins.is_desk(text)}
    credited = {at for at in datelines if _CREDIT.search(texts[at][-80:])}
    # an agency's article has one dateline, each of its photos another
    pictures = credited if datelines - credited else set()
    last = max((at for at, text in enumerate(texts) if marks[at] == NOTHING and is_prose(text)), default=0)
    for number, (text, mark) in enumerate(zip(texts, marks, strict=True)):
        in_block = mark.kind == "block" or (in_block and not is_prose(text))
        is_last = not any(later.strip() for later in texts[number + 1 :])
        given = mark if mark != NOTHING else _paragraph(text, seen, is_after=number > last, is_last=is_last)
        if _LISTED.match(text) and not text.rstrip().endswith(".") and _ends_in_teasers(found):
            given = Mark("chrome", "chrome.after-last-sentence")
        if number in pictures:
            given = Mark("caption", "caption.own-dateline")
        if mark.kind == "block" or (in_block and mark == NOTHING):
            given = Mark("chrome", "chrome.block")
        if given.kind in ("body", "caption"):
            seen.add(_bare(text))
        found.append((text, given))
    return found


_LISTED = re.compile(r"\s*[-–·•]\s")


def _ends_in_teasers(found: _Typed) -> bool:
    """Whether the line before is one of a list of other stories: `- 가람군, 숲길 놓는다` goes on with it."""
    before = next((pair for pair in reversed(found) if pair[0].strip()), None)
    return bool(before and before[1].rule == "chrome.after-last-sentence" and _LISTED.match(before[0]))


def _paragraph(text: str, seen: set[str], *, is_after: bool, is_last: bool) -> Mark:
    """Whether a line of the middle is a paragraph, an item of a list, a caption or a repetition."""
    if _bare(text) in seen:
        return Mark("chrome", "chrome.repeated")
    if _is_caption(text):
        return Mark("caption", "caption.words")
    if SENTENCE_END.search(text) and len(text) >= 12:
        return Mark("body", "body.sentence")
    if _UNFINISHED.match(text):
        return Mark("body", "body.speech")
    if is_after and (len(text) >= CUT_OFF or _breaks_off(text, is_last=is_last)) and not _TEASER.match(text):
        return Mark("body", "body.cut-off")
    if is_after:
        return Mark("chrome", "chrome.after-last-sentence")
    if _ITEM.match(text) or len(text) >= 90:
        return Mark("body", "body.item")
    return Mark("caption", "caption.no-sentence")


CUT_OFF = 100
"""Letters from which on a line without an end is a paragraph that was cut off, and no teaser of another story."""


_UNFINISHED = re.compile(r"[\"“][^\n]{30,}(?:…|\.{3})\.?[\"”]$")
"""Speech of a broadcast that trails off."""
_CREDIT = re.compile(r"(?:\d{4}\.\s?\d{2}\.\s?\d{2}\.?\s*\S*|\S+@\S+|\[email[^\]]*\])\s*$")
"""A photo's day and whose it is, at the end of the words under it."""
_TEASER = re.compile(r"[\d(\[<■▶☞※]")
_GOES_ON = re.compile(
    r"(?:앞서|또|또한|특히|이어|아울러|한편|이와|이에|그러나|하지만|다만|이번|이날|이를|이들|이 밖에|이외에도)[,\s]"
)
_PAYS = re.compile(r"(?:사업비|예산|국비)[는은]?\s[^\n]{0,10}\d[\d,조억만천 ]*원[을이]\s")
_PARTICLES = re.compile(r"[가-힣](?:은|는|을|를|의|에|에서|으로|와|과|해|하고|하며|위해)[,\s]")


def _breaks_off(text: str, *, is_last: bool) -> bool:
    """A beginning that only a sentence has; of the last line of all, its particles, which headlines do without."""
    if is_last and _PAYS.search(text):
        return True
    return len(text) >= 30 and bool(_GOES_ON.match(text) or (is_last and len(_PARTICLES.findall(text)) >= 4))


_DATED_CREDIT = re.compile(r"다\.\s*20\d\d\.\s?\d{1,2}\.\s?\d{1,2}\.?\s?/\s?[가-힣A-Za-z0-9 ]{2,14}\W*$")
"""`… 잔치를 벌였다. 2024.3.20 /가람시 제공`: a day and whose picture it is, behind a sentence."""


def _is_caption(text: str) -> bool:
    """Words under a photo: who stands where, who took it; or a marked line that only describes."""
    if len(text) > 160:
        return False
    if re.search(rf"있다\.?\s*(?:{NAME}\s?기자|\d{{4}}\.\d{{1,2}}\.\d{{1,2}}\S*)\W*$", text):
        return True
    if _DATED_CREDIT.search(text):
        return True
    if re.search(r"[가-힣]\s제공\W*$", text) and (not is_prose(text) or re.search(r"사진은|있다\.\s\S+\s제공", text)):
        return True
    match = rules().caption.search(text)
    if match and (
        not is_prose(text) or match.start() < 12 or re.search(r"(?:있다|모습|했다|외쳤다)\.?\W*$|[ⓒ=/]", text)
    ):
        return "“" not in text[: match.start()]
    return text.startswith("↑") or bool(
        re.match(r"^[▲△▶]", text) and re.search(r"(?:있다|모습|전경|조감도)\.?$", text) and text.count("▲") < 2
    )
