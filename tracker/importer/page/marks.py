"""Tell what a line of a page is by itself: a button, a stamp, a byline, a source; nothing, if it may be text."""

import re
from functools import cache
from typing import Literal, NamedTuple

import msgspec

from tracker.importer import lexicon
from tracker.model import Text

Kind = Literal["headline", "subhead", "body", "stamp", "byline", "source", "caption", "chrome", "blank"]


class Line(NamedTuple):
    """A line of the page, counted from 1; `rule` says why it is what it is."""

    number: int
    text: str
    kind: Kind
    rule: str


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
def rules() -> _Rules:
    """The chrome rules, compiled once."""
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
HOUR = r"(?:(?:오전|오후|AM|PM)?\s?\d{1,2}(?::\d{2}(?::\d{2})?|시\s?\d{1,2}분))"
MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
BARE_STAMP = re.compile(
    rf"^(?P<name>[가-힣A-Za-z0-9]{{2,10}}(?:\([가-힣A-Za-z0-9]{{2,10}}\))?(?:\s기자|\s제공)?)?(?:\s?{MAIL.pattern})?(?(name)|\W*)[\s|/·,:]{{0,4}}"
    rf"(?:{_DAY}일?\.?\s?(?:\([월화수목금토일]\)|[월화수목금토일]요일)?\s?{HOUR}?|\d{{1,2}}\s?\d{{1,2}}월\s\d{{4}})"
    rf"\s*(?:게재|등록|입력|송고|보도|작성|기사)?\W*(?:가\s?가\W*)?(?:제?\d{{1,2}}면)?"
    rf"(?:[가-힣]{{2,4}}\s?기자\W*|\d{{1,6}}|\[[가-힣A-Za-z0-9 ]{{2,12}}\]"
    r"|(?:\W*(?:조회수?|댓글|추천|호수)\s?:?\s?[\d,]+){1,3}건?)?$"
)
BULLET = re.compile(r"^[•◦∙‣*]\s*")
SENTENCE_END = re.compile(
    r"(?:[다요까죠]|니다|[함임음됨])(?:\(사진\))?[.!?,]{0,2}[\"”’'」)\]]*$|[다요까죠]\.[”\"’')]?(?:\s|$|[가-힣])"
)
URL = re.compile(r"https?://[^\s<>\"'()\[\]]+")
NAME = r"[가-힣]{2,4}"
_TITLES = (
    "선임기자 수습기자 인턴기자 객원기자 시민기자 전문기자 대표기자 취재기자 편집국장 취재본부장 본부장"
    " 취재부장 부장 국장 대표 전국팀 특파원 기자 통신원"
)
TITLE = f"(?:{'|'.join(_TITLES.split())})"
REPORTER = re.compile(
    rf"(?<![가-힣])(?P<name>(?!기자명|뉴스팀|온라인|편집부|취재팀|사진부|인터넷){NAME})(?:\s?[·,]\s?{NAME})?\s?(?:/\s?)?(?:\s[가-힣]{{2,6}}(?:본부|지사|팀|국)\s?)?{TITLE}(?![가-힣])"
)


class Mark(NamedTuple):
    """What a line is by itself, before its place on the page is known."""

    kind: str
    rule: str


NOTHING = Mark("", "")


def of_line(raw: str) -> Mark:
    """What a line says it is; `NOTHING` for text that may belong to the article."""
    known, text = rules(), BULLET.sub("", raw).strip()
    if not text:
        return Mark("blank", "chrome.blank")
    if _UNDER_NOTICE.search(text):
        return Mark("stamp", "stamp.sent")
    if known.clock.match(text):
        return Mark("chrome", "chrome.clock")
    if _MOST_READ.fullmatch(text):
        return Mark("end", "end.most-read")
    if _SIGN_OFF.fullmatch(text):
        return Mark("chrome", "chrome.sign-off")
    if _RIGHTS.search(text):
        return Mark("end", "end.rights")
    if _is_of_office(text):
        return Mark("chrome", "chrome.office")
    if _IMPRINT.search(text) and not is_prose(text):
        return Mark("chrome", "chrome.imprint")
    if _SHORT_LABELLED.search(text) and not is_prose(text):
        return Mark("stamp", "stamp.label")
    if parts := _EDITED_TOO.match(text):
        return of_line(parts.group("sent"))
    if known.stamp.search(text) and len(text) < 120:
        return Mark("stamp", "stamp.label")
    if known.edit.search(text) and len(text) < 80:
        before = text[: known.edit.search(text).start()]  # type: ignore[union-attr]  # it was just found
        return _credit(before) or _stamp(before.strip(" |")) or Mark("chrome", "chrome.edit-stamp")
    if stamp := _credit(text) or _stamp(text):
        return stamp
    return _furniture(text) or _signature(text) or NOTHING


_MOST_READ = re.compile(
    r"[^가-힣A-Za-z0-9]*(?:이\s?시각|오늘|실시간|지금|주간|일간|최신|[가-힣]{2,8})?\s?(?:가장\s)?많이\s?(?:본|읽은|보는)\s?"
    r"(?:뉴스|기사|콘텐츠|영상)?(?:\s?(?:TOP|톱)\s?\d+|\s?더보기)?[^가-힣A-Za-z]*",
    re.IGNORECASE,
)
"""`[이 시각 많이 본 뉴스]`."""
_SIGN_OFF = re.compile(
    rf"(?:[가-힣A-Za-z0-9]*(?:뉴스|방송|[A-Z]{{2,3}}|네트)\s(?:뉴스\s)?{NAME}(?:\s기자)?|{NAME}\s기자(?:의\s보도)?)입니다\.?"
    r"\s*(?:\(영상[^)]*\)|(?:영상|촬영)(?:취재|기자|편집)?\s[가-힣 :/]{2,40}|[◀<]\W?(?:END|끝)\W+)?"
    r"|[◀<]\s?(?:END|끝)\s?[▶>]"
)
"""`가람방송 뉴스 홍길동입니다. (영상취재 김달빛)`: how a report is signed off."""
_RIGHTS = re.compile(r"콘텐츠는\s저작권법|저작권법의\s보호를\s받")
_OFFICE = re.compile(
    r"(?:담당\s?부서\s?[:：]?|(?:담당\s?과|담당)\s?[:：])\s?.{2,60}|[가-힣]{2,12}(?:\s[가-힣]{2,10})?\s보도자료"
)
"""`담당부서 : 가람시 미래산업과`, `가람시 보도자료`: who sends a release."""


def _is_of_office(text: str) -> bool:
    """Who sends a release, or whom to call; with a day in the line it is a stamp."""
    called = _PHONE.search(text) and not _MOMENT.search(text) and len(text) < CALL and not is_prose(text)
    return bool(called or _OFFICE.fullmatch(text))


CALL = 80
"""Letters of a line that only says whom to call."""
_PHONE = re.compile(r"[☎☏]|(?<!\d)0\d{1,2}[-)]\s?\d{3,4}-\d{4}(?!\d)")
_SHORT_LABELLED = re.compile(r"(?:작성일|등록일|입력일|게시일|작성일시)\s?[:：]?\s?\d{2}[-.]\d{2}[-.]\d{2} \d{2}:\d{2}")
"""`작성일 26-07-15 17:22`: boards leave the century out."""
_IMPRINT = re.compile(
    r"(?:신문|매체|간행물|정기간행물)\s?(?:사업)?\s?등록|등록\s?(?:번호|연월일)|창간(?:일|연월일)?\s?[:：]?\s?(?:19|20)\d\d"
    r"|(?<![가-힣])(?:제호|발행인|편집인|청소년보호책임자)\s?[:：]?\s?[가-힣]"
    r"|(?:특별시|광역시|[가-힣]도)\s[가-힣]{1,4}[시군구]\s[가-힣0-9]{1,8}[로길]\s?\d"
    r"|등록\s?[:：]?\s?[가-힣]{2}\s?[,.]?\s?[가-하]\s?\d{4,5}"
)
"""Who publishes the paper, and since when: its days date no article."""
_EDITED_TOO = re.compile(
    rf"(?P<sent>[^|]*?{_DAY}일?\.?\s?{HOUR}?\s?(?:작성|입력|등록|게재|승인)?)\s?[|/]\s?{_DAY}[^|]*?(?:수정|편집|업데이트)$"
)
"""`2024-05-03 10:00 작성 | 2024-05-04 11:00 수정`: the edit has its word behind it."""


def _stamp(text: str) -> Mark | None:
    """A day with hardly anything beside it: a publisher, a reporter, the number of readers."""
    match = BARE_STAMP.match(text)
    if not match:
        return None
    name = match.group("name") or ""
    return Mark("stamp", "stamp.named" if name.startswith(_known_publishers()) else "stamp.bare")


_SHORT_YEAR = re.compile(r"(?:[가-힣A-Za-z]{2,12}\s)?\d{2}[-.]\d{2}[-.]\d{2} \d{2}:\d{2}(?::\d{2})?")
_SENT_OFF = re.compile(rf"{_DAY}일?\s{HOUR}\s송고")
_OF_OFFICE = re.compile(rf"{_DAY}일?\.?\s[가-힣]{{2,10}}(?:과|실|담당관|팀|국)")
"""`2019. 7. 3. 홍보디지털과`, below a release."""
_OF_RELEASE = re.compile(
    rf"\[?[가-힣]{{2,10}}\s보도자료\s{_DAY}일?\.?\]?|\W{{0,3}}자료\s?제공\s?[:：]?\s?[가-힣 ]{{2,30}}\s{_DAY}일?\.?"
)
"""`[가람시 보도자료 2026. 3. 27.]`, `자료제공 : 달빛진흥원 2023. 5. 15.`."""
_UNDER_NOTICE = re.compile(rf"^<?저작권자[^>]*>\s*{_DAY}일?\s{HOUR}\s?송고$")
"""`<저작권자(c) 달빛뉴스, 무단 전재 금지> 2025/09/01 13:56 송고`."""
_MOMENT = re.compile(rf"{_DAY}일?\.?(?:\s?\(?[월화수목금토일](?:요일)?\)?)?(?:\s?[\[(]?{HOUR}[\])]?)?")
_SENT = re.compile(
    rf"(?<![가-힣])(?:기자(?=\s{NAME}(?![가-힣]))|(?:제?\d{{1,2}}면|송고|배포|입력|등록|게재|승인|게시일|작성일|방송)(?![가-힣]))"
)
_WRITER = re.compile(rf"(?<![가-힣])글쓴이\s?[:：]?\s?(?:{NAME}|편집부)")
_BESIDE = re.compile(
    r"(?<![가-힣])(?:기사\s?제공|온라인|지면|인쇄|스크랩|댓글|공유|추천|좋아요|조회수?\s?[\d,]*|첨부\s?\S*|취재부|편집부|제?\d{1,2}면)(?![가-힣])"
)
_ROOM = re.compile(r"(?<![가-힣])(?:편집국|편집부|취재팀|보도팀|(?:온라인|디지털|인터넷)\s?뉴스[팀부])(?![가-힣])")
_NO_STAMP = re.compile(r"기간|접수|일시|마감|부터|까지|[~∼]|바로잡|정정|예정|게시물|이동")


def _credit(text: str) -> Mark | None:
    """A day beside a reporter's name or a word of sending, and little else: `가람신문 홍길동 기자 2024.05.03 10:00`."""
    if _SHORT_YEAR.fullmatch(text):
        return Mark("stamp", "stamp.credit")
    if _SENT_OFF.fullmatch(text):
        return Mark("stamp", "stamp.sent")
    if _OF_OFFICE.fullmatch(text) or _OF_RELEASE.fullmatch(text):
        return Mark("stamp", "stamp.credit")
    if len(text) > 90 or not _MOMENT.search(text) or _NO_STAMP.search(text) or is_prose(text):
        return None
    rest = _MOMENT.sub("", text)
    unsigned = _ROOM.sub("", _WRITER.sub("", REPORTER.sub("", MAIL.sub("", rest))))
    if unsigned == rest and not _SENT.search(rest) and not _is_from_paper(rest, text):
        return None
    left = _BESIDE.sub("", _SENT.sub("", unsigned))
    return Mark("stamp", "stamp.credit") if len(re.findall(r"[가-힣A-Za-z]", left)) <= 16 else None


def is_dated(text: str, *, is_below: bool) -> bool:
    """Whether a line is a day and little else, with an hour, an issue's number, or its place below the headline."""
    moments = _MOMENT.findall(text)
    if len(text) > 60 or len(moments) != 1 or _NO_STAMP.search(text) or _NOT_SENT.search(text) or is_prose(text):
        return False
    rest = _BESIDE.sub("", _MOMENT.sub("", text))
    is_told = is_below or re.search(HOUR, text) or re.search(r"제\s?\d+호", text)
    return bool(is_told) and len(re.findall(r"[가-힣A-Za-z]", rest)) <= LITTLE


LITTLE = 24
"""Letters beside a day that may be a paper's, a rubric's and a reporter's name."""
_NOT_SENT = re.compile(r"수정|편집|업데이트|갱신|오늘|현재|[℃°]", re.IGNORECASE)


def _is_from_paper(rest: str, text: str) -> bool:
    """A known paper's name and a reporter's, or a paper's and an hour: `가람신문 [2024/05/03 17:22]`."""
    words = re.findall(r"[가-힣A-Za-z0-9]+", _BESIDE.sub("", rest))
    if not words or len(words) > 2:
        return False
    signed = len(words) == 2 and words[0] in _known_publishers() and bool(re.fullmatch(NAME, words[1]))
    return signed or (len(words) == 1 and is_publisher(words[0]) and bool(re.search(HOUR, text)))


@cache
def _known_publishers() -> tuple[str, ...]:
    return tuple(lexicon.publishers().values())


def _furniture(text: str) -> Mark | None:
    """Buttons, notices and the beginnings of lists of other stories."""
    known, is_text = rules(), is_prose(text) and len(text) > 40
    bare = text.rstrip("0123456789 :+>/").strip() if len(text) < 20 else text
    if text in known.exact or bare in known.exact:
        return Mark("chrome", "chrome.exact")
    if not is_text and (_MENU.fullmatch(text) or _is_menu(text)):
        return Mark("chrome", "chrome.menu")
    if not is_text and known.ends.match(text):
        return Mark("end", "chrome.after-end")
    if not is_text and known.blocks.match(text):
        return Mark("block", "chrome.block")
    if text in _known_publishers():
        return Mark("source", "source.publisher-name")
    if known.starts.match(text):
        return Mark("chrome", "chrome.starts")
    if known.anywhere.search(text) and not is_text:
        return Mark("chrome", "chrome.pattern")
    if labelled := _SOURCE.match(text):
        return Mark("source", f"source.{labelled.lastgroup}")
    return Mark("source", "source.link") if URL.fullmatch(text) else None


_RUBRIC = r"[가-힣A-Za-z·]{2,8}(?:\s[가-힣A-Za-z·]{2,5}){0,3}"
_MENU = re.compile(
    rf"{_RUBRIC}(?:\s*[|>▶]\s*{_RUBRIC}){{2,}}|(?:>{{1,2}}\s?[가-힣A-Z·]{{2,10}}\s?){{2,}}"
    r"|(?:\[[^\]]{2,14}\]\s?)?[가-힣A-Za-z0-9·]{2,12}\s?[>▶]\s?[가-힣·]{2,8}|(?:HOME|Home)(?:\s[가-힣·]{2,8}){1,4}"
)
"""`동부권 | 서부권 | 광주권`: rubrics beside each other, the way here."""
_RUBRICS = frozenset(
    "홈 뉴스 종합 속보 전국 정치 경제 사회 문화 스포츠 연예 국제 세계 증권 부동산 오피니언 사설 칼럼 기획 특집"
    " 포토 영상 사람들 라이프 전체기사 최신뉴스 검색 구독 로그인 회원가입 문화·체육 정치·경제 생활·문화"
    " 전체 행정 자치 산업 관광 교육 복지 농업 환경 건강 지역".split()
)


_TRADES = frozenset(
    "병원 의원 정책 제약 의료기기 간호 약국 학술 기업 기술 금융 증권 유통 IT 과학 모바일 자동차 항공 해운 육상 택배"
    " 물류 농정 축산 수산 자재 건설 에너지 화학 철강 조선 반도체 바이오 소비자 생활 인물 동정 인사 연재 동영상 지방"
    " 자치 국회 행정".split()
)
"""Rubrics of trade papers, which subheads have too: most of a line has to be such words."""
_FIRST = ("전체", "전체보기", "홈", "처음", "첫화면")
"""How a menu begins, whatever follows."""


def _is_menu(text: str) -> bool:
    """`홈 정치 경제 사회`, `전체 가람 달빛 나루`: short words beside each other that are rubrics; or the way here."""
    words = text.split()
    are_short = len(words) > 3 and all(len(word) <= 8 for word in words)
    is_trade = len(words) > 4 and 5 * sum(word in _RUBRICS | _TRADES for word in words) >= 3 * len(words)
    if _PLACES.fullmatch(text):
        return True
    if _BUTTONS.search(text) and all(len(word) <= 8 for word in words):
        return True
    is_menu = are_short and (words[0] in _FIRST or is_trade or sum(word in _RUBRICS for word in words) >= 3)
    return is_menu or bool(_WAY.fullmatch(text))


_PLACES = re.compile(r"(?:[가-힣]{2}\s){4,}[가-힣]{2}")
"""`수원 용인 화성 성남 평택`: five names of two letters and nothing else."""
_BUTTONS = re.compile(r"(?<![가-힣])(?:로그인|회원가입)(?![가-힣])")
_WAY = re.compile(
    r"(?:[가-힣A-Za-z0-9]{2,8}\s(?:[>|/]\s)?){0,2}(?:[가-힣]{2,3}[·ㆍ/]){1,4}[가-힣]{2,3}(?:\s?[>|/]\s?[가-힣A-Z·]{2,8})*"
    r"|(?:[가-힣]{1,3}[구군시]\s){2,}[가-힣]{1,3}[구군시]|[가-힣]{2,3}(?:\s[·|]\s[가-힣]{2,3}){2,}|[가-힣]{2,6}(?:\s[·|]\s[가-힣]{2,6}){3,}"
    r"|[가-힣·]{2,8}\s/\s[가-힣·]{2,6}|(?:카테고리|분류|섹션|분야)\s?[:：].{2,30}|(?:[가-힣]{2,8}\s)?(?:HOME|Home|홈)\s?[>|/].{2,40}"
)
"""`가람신문 전국 가람·달빛 > 자치`: a paper, a rubric and what it is about."""


_SOURCE = re.compile(r"(?:(?P<publisher>매체|언론사)|(?P<url>출처|원문|기사 ?주소|기사 ?URL|URL))\s*[:：]\s*\S")


def _signature(text: str) -> Mark | None:
    """A line with a reporter's name or address and nothing else."""
    if len(text) > 70 or (is_prose(text) and not MAIL.search(text)):
        return None
    rest = REPORTER.sub("", MAIL.sub("", text))
    letters = len(re.findall(r"[가-힣A-Za-z]", rest))
    if rest != text and letters <= 14 and not re.search(r"[다요]\.", rest):
        return Mark("byline", "byline.line")
    return None


def is_prose(text: str) -> bool:
    """Whether a line holds a sentence with its end, or speech that the sentence goes on from."""
    return len(text) >= 20 and bool(
        re.search(
            r"[다요까죠](?:\(사진\))?\.,?[\"”’'」)\]]*(?:\s|$|[가-힣“‘])|[\"”]\s?(?:이라)?(?:며|고|면서|라며|라고)[\s,“]",
            text,
        )
    )


def is_note(text: str) -> bool:
    """A sentence without its point, as releases in note form have them (`… 추진함`)."""
    return len(text) >= 30 and bool(SENTENCE_END.search(text))


def is_publisher(name: str) -> bool:
    """Whether a name sounds like a newspaper's."""
    return re.sub(r"\W+$", "", name).endswith(chrome().publishers) and " = " not in name
