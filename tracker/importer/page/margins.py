"""Read an article's margins: address, publisher, author, stamp and desk, from bylines, datelines and notices."""

import re
from collections.abc import Sequence

from tracker.importer import lexicon
from tracker.importer.page.marks import BARE_STAMP, HOUR, MAIL, NAME, REPORTER, TITLE, URL, Line, is_publisher
from tracker.importer.page.reading import Page

_DATELINE = re.compile(
    r"^\W{0,2}[\[(【<〔]\s*(?P<inside>[^\])】>〕\n]{2,40}?)\s*[\])】>〕]\s*(?P<outside>[^=\n]{0,30}?(?:기자|특파원|본부장))?\s*=?\s*"
)
_SIGNED_BEFORE = re.compile(
    rf"(?:[가-힣A-Za-z0-9]{{2,10}}(?:\([^()\n]{{2,20}}\))?\s?=?\s)?{NAME}\s(?:[가-힣]{{2,4}}\s)?{TITLE}\s?[|│┃ㅣ｜]\s*"
    rf"|[가-힣A-Za-z0-9]{{2,10}}=(?:{NAME}\s)?{TITLE}\s?[|│┃ㅣ｜]\s*"
    rf"|[가-힣A-Za-z0-9]{{3,12}}\s{NAME}\s{TITLE}\s?=\s"
)
"""`가람신문 홍길동 기자 | `: a paper and a reporter before a stroke."""
_SIGNATURE = re.compile(
    rf"[\s./(\[]*(?:(?P<place>[가-힣]{{2,6}})\s?[=/]\s?)?(?:[가-힣A-Za-z0-9]+\s?[=/]\s?)?(?P<name>{NAME})\s?{TITLE}?\s?[(\[]?(?:{MAIL.pattern})[)\]]?\W*$"
)


_REPORTED = re.compile(rf"(?<=다\.)\s*(?:[/\[(]\s*)?(?:[가-힣]+=)?{NAME}\s?기자\W*$")
SIGNATURE = 160
"""Most letters that a signature at the end of a paragraph has."""


def unsigned(paragraphs: Sequence[str]) -> tuple[list[str], list[str]]:
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
        if match := _signature(text):
            cut.append(match.group().strip())
            text = text[: match.start()]
        if text.strip():
            kept.append(text.strip())
    return kept, cut


def _signature(text: str) -> re.Match[str] | None:
    """The reporter's name at the end of a paragraph; over a whole one, or without what it needs, a search is slow."""
    tail = max(0, len(text) - SIGNATURE)
    with_mail = _SIGNATURE.search(text, tail) if "@" in text[tail:] else None
    return with_mail or (_REPORTED.search(text, tail) if "기자" in text[tail:] else None)


def is_desk(text: str) -> bool:
    """Whether a line opens with an agency's dateline: `[전주=뉴시스] 홍길동 기자 = …`."""
    return bool(_DESK.match(text))


_DESK = re.compile(r"\[[가-힣·]{2,6}=[가-힣0-9]{2,6}\]\s?(?:[가-힣]{2,4}\s(?:기자|인턴기자|특파원))?\s?=?")


def _dateline(text: str) -> re.Match[str] | None:
    """`[전주=○○신문] 홍길동 기자 = ` and its kin at the beginning of a paragraph."""
    if signed := _SIGNED_BEFORE.match(text):
        return signed
    match = _DATELINE.match(text)
    if not match:
        return None
    inside, outside = match.group("inside"), match.group("outside")
    names_paper = "=" in inside or REPORTER.search(inside) or is_publisher(inside) or "/" in inside
    return match if names_paper or outside else None


def read(
    page: Page, lines: Sequence[Line], cut: Sequence[str]
) -> tuple[str | None, str | None, str | None, str | None, tuple[str, ...]]:
    """Address, publisher, author, stamp and desks: the page's own statements first, then its margins."""
    stamped = [line for line in lines if line.kind == "stamp"]
    stamps = [
        line.text
        for rule in ("stamp.label", "stamp.sent", "stamp.credit", "stamp.named", "stamp.bare", "stamp.alone")
        for line in sorted(stamped, key=lambda line: not re.search(HOUR, line.text))
        if line.rule == rule
    ]
    stamp = next(iter(stamps), None)  # of two of a kind, the one that tells the hour
    bylines = [*cut, *(line.text for line in lines if line.kind == "byline" or line.rule in _SIGNED_STAMPS)]
    publisher, author, desks = _credits(bylines)
    author = author or _signed_elsewhere(lines)
    url = page.url or _address(lines)
    named = _labelled(lines, "source.publisher") or lexicon.publisher_at(url)
    told = [publisher, _printed_name(lines), _copyright(lines), _masthead(lines)]
    paper = (
        named
        or page.publisher
        or _fullest(told)
        or _in_front(page)
        or _beside_stamp(lines)
        or _broadcaster(lines)
        or _release(lines)
        or _colophon(lines)
    )
    return (
        url,
        _FIRM_OF.get(paper, paper) if paper else None,
        page.author or author,
        page.published or stamp,
        desks,
    )


def _fullest(names: Sequence[str | None]) -> str | None:
    """The first name, or a longer one that begins with it: a dateline says `가람` for `가람신문`."""
    told = [re.sub(r"(?<=[가-힣]{2})통신사$", "", name) for name in names if name]
    return max((name for name in told if name.startswith(told[0])), key=len) if told else None


def _printed_name(lines: Sequence[Line]) -> str | None:
    """A publisher's name alone on a line, or before the stamp."""
    for line in lines:
        if line.rule == "source.publisher-name":
            return line.text
        if line.rule == "stamp.named" and (match := BARE_STAMP.match(line.text)):
            return str(match.group("name"))
        match = BARE_STAMP.match(line.text) if line.rule == "stamp.bare" else None
        if match and is_publisher(match.group("name") or ""):
            return str(match.group("name"))
    return None


_RELEASE = re.compile(r"(?P<name>[가-힣]{2,10}(?:특별자치도|[시도군구청]))\s?보도\s?(?:자료|참고자료)")


def _release(lines: Sequence[Line]) -> str | None:
    """`가람시 보도자료`: who gives a release out publishes it."""
    found = (_RELEASE.fullmatch(line.text.strip()) for line in lines[:8])
    return next((match.group("name") for match in found if match), None) or _office(lines)


_OFFICE = re.compile(
    r"(?:담당\s?부서|담당|문의처?|작성자)\s?[:：]?\s?(?:(?P<name>[가-힣]{2,7}(?:[시군구도]|특별자치[시도]))청?\s)?"
    r"(?:[가-힣]{2,12}\s){0,2}[가-힣]{2,10}(?:과|팀|관|실|국)(?![가-힣])|보도\s?일시|배포\s?일"
)
"""`담당부서 : 가람시 미래산업과`, `문의: 가람군청 산림과`, `배포일 2026. 2. 6.`: what only a release has around it."""
_SPEAKER = re.compile(
    r"(?:[(\[][^)\]\n]{2,30}[)\]])?\W*(?P<name>[가-힣]{2,7}(?:[시군구도]|특별자치[시도]))(?:\([^)\n]{2,20}\))?[는은가이]\s"
)


_MINISTRY = re.compile(r"[가-힣]{2,10}(?:부|처|청|위원회)|[가-힣]{2,7}(?:특별자치[시도]|광역시|특별시|[가-힣]도)")


def _office(lines: Sequence[Line]) -> str | None:
    """Who gives a release out: the government named beside its office, else the one that the first sentence is of."""
    around = [match for line in lines if line.kind != "body" and (match := _OFFICE.search(line.text))]
    first = next((line.text for line in lines if line.kind == "body"), "")
    named = next((match.group("name") for match in around if match.group("name")), None)
    if not around:
        return None
    alone = next((line.text for line in lines[:6] if _MINISTRY.fullmatch(line.text)), None)
    speaker = _SPEAKER.match(first)
    return alone or named or (speaker.group("name") if speaker else None)


def _labelled(lines: Sequence[Line], rule: str) -> str | None:
    found = (line.text for line in lines if line.rule == rule)
    return next((re.split(r"[:：]", text, maxsplit=1)[1].strip() for text in found), None)


def _address(lines: Sequence[Line]) -> str | None:
    """The article's own link: after a label, or alone on a line."""
    for line in lines:
        if line.kind == "source" and not line.rule.startswith("source.publisher") and (match := URL.search(line.text)):
            return match.group()
        named = line.rule == "chrome.after-end" and re.match(r"기사 ?URL|이 기사 주소", line.text)
        if named and (match := URL.search(line.text)):
            return match.group()
    return None


_FIRM_OF = {
    **dict.fromkeys(("뉴스1코리아", "News1"), "뉴스1"),
    "뉴시스통신사": "뉴시스",
    "한경닷컴": "한국경제",
    **{f"{name} 뉴스": name for name in ("KBS", "MBC", "SBS")},
}
"""What an agency, a paper or a broadcaster is called whose firm or programme is named."""


def _copyright(lines: Sequence[Line]) -> str | None:
    """Whose the words are: `저작권자 © 가람신문 무단전재`, `ⓒ 가람신문`, `가람신문(www.garam.example), 무단전재`."""
    for line in lines:
        if line.kind == "body" or len(line.text) > 140:
            continue
        if not _MAY_OWN.search(line.text):
            continue
        if titled := re.search(r"제호\s?[:：]?\s?(?P<name>[가-힣A-Za-z0-9]{3,12})(?![가-힣])", line.text):
            return titled.group("name")
        ways = (_WITH_MOTTO.match, _OWNED.search, _OWNER.match, _SINCE.match)
        for match in filter(None, (way(line.text) for way in ways)):
            name = re.sub(r"\s(?:All|all|ALL|Inc|Corp|Co|및).*$", "", match.group("name")).strip()
            is_city = line.text[match.end() :].lstrip().startswith(("Metropolitan", "City"))
            if name and not is_city and not re.search(r"무단|전재|재배포|저작권|reserved", name, re.IGNORECASE):
                return re.sub(r"(?<=일보|신문)사$", "", name)
    return None


_MAY_OWN = re.compile(r"[©ⓒ]|\(c\)|copyright|저작권|무단|제호", re.IGNORECASE)
_WITH_MOTTO = re.compile(r"\W*저작권자\s?\W?[©ⓒ]\s?(?P<name>[가-힣A-Za-z0-9]{3,12})\s-\s[가-힣]")
"""`저작권자 © 가람신문 - 달빛 같은 소식 무단전재`: a motto behind the name."""
_SINCE = re.compile(r"(?P<name>[가-힣A-Za-z0-9]{3,12})\s(?:Copyright|©|ⓒ)\s?(?:\(c\)\s)?(?:19|20)\d{2}", re.IGNORECASE)
"""`달빛타임 Copyright 2009-2025`."""
_NAMED = (
    r"(?:[가-힣A-Za-z0-9]+?(?=에\s있)|[가-힣A-Za-z0-9]+\s(?:통신|신문|뉴스)(?=[\s.,])"
    r"|[가-힣A-Za-z0-9]+(?:\s[가-힣A-Za-z0-9]+)??)"
)
_OWNED = re.compile(
    r"(?<![.\w])(?P<name>(?!인터넷신문)[가-힣A-Za-z0-9]{3,14})(?:\((?:www\.)?[a-z0-9.-]+\)|\s?&\s?[a-z0-9.-]+)?[.,]?\s*무단\s?(?:전재|복제)",
    re.IGNORECASE,
)
_OWNER = re.compile(
    r"^(?:\W|무단\s?전재|재배포|배포|금지|및|_)*"
    r"(?:(?:Copyrights?|저작권자)?\W*(?:\(c\)|[©ⓒ])"
    r"|Copyrights?(?:\s+by|(?=\s))|저작권자(?=\s[가-힣])|본 기사의 저작권은)"
    rf"\s*(?:(?:19|20)\d\d\.?\s+)?(?P<name>{_NAMED})(?=에\s있|[\s.,;:()\]>|]|$)",
    re.IGNORECASE,
)


_PAPER = re.compile(
    r"[\[〈【]?(?P<name>(?!전체|오늘|최신|포토|주요|인기|지역|속보|단독|실시간|추천|영상|카드|이슈|많이|관련|[가-힣]{2}뉴스)"
    r"[가-힣A-Za-z0-9]{2,8}(?:신문|일보|뉴스|통신|투데이|타임스|타임즈|신보|매일|저널|데일리|헤럴드|뉴스포털|의소리))[\]〉】]?"
    r"(?:\s?[>▶|:·/]\s.*|\s[가-힣·]{2,6}(?:\s[가-힣]{2,4})?|\s[a-z.-]{4,24})?$"
)
"""A paper's name on its own line, with the way here or a rubric behind it."""


_BEFORE_HEAD = re.compile(r"\[(?P<bracketed>[가-힣]{3,10})\]\s\S|(?P<name>[가-힣]{3,10})\s[-|]\s\S.{7}")


def _in_front(page: Page) -> str | None:
    """`[가람신문] 숲길 놓는다`, `가람신문 - 숲길 놓는다`: a paper before its headline."""
    found = (_BEFORE_HEAD.match(line) for line in page.lines[:3])
    names = (match.group("bracketed") or match.group("name") for match in found if match)
    return next(filter(is_publisher, names), None)


_FIRST_NAME = re.compile(
    rf"\W*(?P<name>[가-힣A-Z]{{2,3}}뉴스|[가-힣]{{4,12}})\]?(?=\s?[|·/■\]]|\s{{2,}}|\s제?\d)(?!\s?{TITLE})"
)


def _beside_stamp(lines: Sequence[Line]) -> str | None:
    """`달빛소식  제388호  2025-12-18`: a name that opens the line of the stamp is the paper's."""
    found = (_FIRST_NAME.match(line.text) for line in lines if line.rule in ("stamp.alone", "stamp.credit"))
    return next((match.group("name") for match in found if match and not _NO_PAPER.search(match.group("name"))), None)


_NO_PAPER = re.compile(r"(?:기자|특파원|통신원|팀|부|과|국|실|관|청|입력|등록|승인|작성|송고|배포|자료제공|보도자료)$")
_ON_AIR = re.compile(
    r"(?P<name>[A-Z]{3}|[가-힣]{2,6}방송)\s?(?:뉴스)?\s?[가-힣]{2,4}(?:\s기자)?입니다|[‘'](?P<asks>[A-Z]{3})제보"
)


def _broadcaster(lines: Sequence[Line]) -> str | None:
    """Who is on air: `가람방송 뉴스 홍길동입니다.`, `채널 'KBS제보'`."""
    found = (_ON_AIR.search(line.text) for line in lines if line.kind == "chrome")
    return next((match.group("name") or match.group("asks") for match in found if match), None)


def _masthead(lines: Sequence[Line]) -> str | None:
    """A paper's name alone on a first line of the page, if it sounds like one or the page's foot has it too."""
    told = [line for line in lines if line.text.strip()]
    named = (_PAPER.match(line.text) for line in told[:3] if line.kind not in ("headline", "subhead", "body"))
    if paper := next(filter(None, named), None):
        return paper.group("name")
    first = told[0].text.strip("[]<>〈〉【】 ") if told else ""
    first = re.sub(r"\s[:|]\s.*$", "", first)
    if not re.fullmatch(r"[가-힣A-Za-z0-9]{3,12}", first):
        return None
    again = any(re.search(rf"(?<![가-힣]){first}(?![가-힣](?!\w))", one.text) for one in told[1:] if one.kind != "body")
    return first if is_publisher(first) or (again and told[0].kind != "headline") else None


_COLOPHON = re.compile(
    r"\W*(?:끝\W+)?"
    r"(?P<name>(?!전체|오늘|최신|포토|주요|인기|지역|속보|단독|실시간|추천|영상|카드|이슈|많이|관련|저작|무단|copyright)"
    r"[가-힣A-Za-z0-9]{3,12})(?:(?:\W*(?P<owns>copyright|[ⓒ©]|\(c\)|저작권|무단)|\W+청소년보호).*|\W*)",
    re.IGNORECASE,
)


def _colophon(lines: Sequence[Line]) -> str | None:
    """`가람신문`, `(끝) 가람통신`, `가람소식 ⓒ`: a lone name behind the article, with a mark or a paper's."""
    last = max((number for number, line in enumerate(lines) if line.kind == "body"), default=len(lines))
    behind = [line.text for line in lines[last + 1 :] if line.text.strip()]
    found = filter(None, map(_COLOPHON.fullmatch, (*behind[:BEHIND], *behind[-1:])))
    return next((one["name"] for one in found if one["owns"] or is_publisher(one["name"])), None)


BEHIND = 4
"""Lines behind an article among which its paper is named; it may be the last of the page too."""
_SIGNED_STAMPS = ("stamp.credit", "stamp.label")
"""Stamps in whose line a reporter or a paper may stand."""


def _reporter_of(match: re.Match[str]) -> str:
    """The reporter; of `가람신문 · 홍길동 기자` not the paper."""
    second = re.search(rf"[·,]\s?({NAME})", match.group())
    return second.group(1) if second and is_publisher(match.group("name")) else str(match.group("name"))


def _credits(bylines: Sequence[str]) -> tuple[str | None, str | None, tuple[str, ...]]:
    """Publisher, author and desks out of `[매체 이름 기자]`, `[지역=매체] 이름 기자`, `지역=이름 기자`."""
    publisher = author = None
    desks: list[str] = []
    for text in bylines:
        reporter = REPORTER.search(MAIL.sub("", text))
        author = author or (_reporter_of(reporter) if reporter else None) or _lone_name(text)
        inside = re.sub(rf"{NAME}\s?{TITLE}(?![가-힣])", "", MAIL.sub("", text))
        for part in re.split(r"[\[\]()【】<>〔〕=/,|·_\s]+", inside):
            name = part.strip(" .:")
            named = is_publisher(name) or name in lexicon.publishers().values()
            if len(name) >= 3 and (named or (len(name) >= 5 and f"={name}" in inside)):
                publisher = publisher or name
            elif re.fullmatch(r"[가-힣]{2,5}", name) and "=" in text and name != author:
                desks.append(name)
    return publisher, author, tuple(desks)


_SIGNED = re.compile(
    rf"^(?:\W|[가-힣]{{2,10}}\s?/)*(?P<name>{NAME})\s?기자(?:\s?[|/]?\s?(?:기사)?(?:입력|다른|의\s다른|승인)|\s+\d{{4}}|\W*$)"
)


def _signed_elsewhere(lines: Sequence[Line]) -> str | None:
    """The reporter in a stamp's line, or below the article: `홍길동 기자 다른기사보기`."""
    found = (_SIGNED.match(line.text) for line in lines if line.kind in ("stamp", "chrome"))
    return next((match.group("name") for match in found if match), None)


def _lone_name(text: str) -> str | None:
    match = re.fullmatch(rf"\W*({NAME})\W*", text)
    return match.group(1) if match and not is_publisher(match.group(1)) else None
