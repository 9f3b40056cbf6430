"""Tell what a sum is for: the programme or the work that its sentence, or else the article's front, names."""

import re
from collections.abc import Iterator

from tracker.importer import lexicon, phrases
from tracker.importer.money import amounts
from tracker.importer.page.cleaning import Article

FRONT = 2
"""Sentences of the body that, after the headlines, say what the article is about."""
SHORTEST = 6
"""Letters of a name of one word: `건립` alone names nothing."""
_QUOTED = re.compile(r"[‘'`「<]([^‘’'`「」<>]{4,40})[’'`」>]")
_OPEN = re.compile(r"[‘'`「<]([^‘’'`「」<>()]{4,40})\([^()]*\Z")
"""`‘달빛 숲길 조성사업(2024~2027, 30억 원)’`: the sum stands in the programme's own brackets."""
_SPENT_ON = re.compile(
    r"(?P<what>[^,.\n]*?)(?:에|에는|에만|에도|[을를]\s(?:위해|위한)|\s?(?:총)?(?:사업비|예산|비용)(?:로|으로|[는은이가도만])?)\s"
    r"(?:(?:총|약|모두|각각|최대|전액|올해|내년|매년|오는|[국도시군구]비|민자|사업비|예산|\d+년(?:까지|간|부터)?|동안)[,\s]+)*\Z"
)
"""`센터 구축에 총 30억 원`, `숲길 조성을 위해 국비 3억 원`: the work stands before the sum."""
_SPENDS_ON = re.compile(
    r"\s?(?:\([^)]*\))?\s?(?:규모[의로]|상당의|짜리|으로"
    r"|[을를이가]\s(?:들여|투입해|투입하는|투입하게 되는|투입되는|투자해|투자하는|들어가는|드는|확보해))\s"
)
"""`30억 원 규모의 숲길 조성 사업`, `30억 원을 들여 숲길을`: it stands behind the sum."""
_ITEM = re.compile(r"[▲△▷◇•]\s?(?P<what>[^▲△▷◇•.,(\n]{3,30}?)\s?\(?\s?\Z")
"""`▲달빛 시험센터 63억 원`: an item of a list."""
_OCCASION = re.compile(
    r"(?:[을를]\s위한)?\s?(?:상호|투자|업무|공동)*\s?(?:협약|(?:협약|착공|기공|준공|개소|개관|출범|발대|선포)식)$"
)
"""`‘달빛센터 건립을 위한 업무협약’`: what is held for the work."""
_MINISTRY = re.compile(r"[가-힣]{1,9}(?:부|처|청|위원회|정부)의?")
"""`산업부의 숲길 사업`: whose it is."""
_CEREMONY = re.compile(
    r"[‘'`「<](?P<what>[^‘’'`「」<>]{4,40})[’'`」>]\s(?:[가-힣]{1,4}\s)?(?:개소|준공|착공|기공|개관|개원|개통|개장|발대|출범)식"
)
"""`‘달빛 연구동’ 개소식`: what the news is about, whatever the headline names."""
_GOES_ON = re.compile(r"[을를이가은는에의과와]|으?로|[하되해돼]|(?![가-힣])")
"""What may follow the last word of a name."""


def of_sum(article: Article, start: int, end: int) -> str | None:
    """A short name of what a sum is for, or None where nothing names it."""
    before, behind = amounts.clause(article.text, start, end)
    if open_ := _OPEN.search(before):
        return open_.group(1).strip()
    if item := _ITEM.search(before):
        return item.group("what").strip()
    return _quoted(before + behind, len(before)) or _behind(behind) or _before(before, article) or of_article(article)


def _quoted(sentence: str, place: int = 0) -> str | None:
    """The work in quotation marks that stands nearest to a place."""
    names = [
        (abs(place - match.end()), _OCCASION.sub("", match.group(1).strip())) for match in _QUOTED.finditer(sentence)
    ]
    return next((name for _, name in sorted(names) if lexicon.any_of("works").search(name)), None)


def _behind(behind: str) -> str | None:
    lead = _SPENDS_ON.match(behind)
    return next(_works(behind[lead.end() : lead.end() + 70]), None) if lead else None


def _before(before: str, article: Article) -> str | None:
    """The work before the sum; of `건립에 30억 원` the article tells what is built."""
    match = _SPENT_ON.search(before)
    words = phrases.nouns(match.group("what"), phrases.MOST) if match else []
    if len(words) == 1 and lexicon.any_of("works").fullmatch(words[0]) and (whole := of_article(article)):
        return (
            whole if any(lexicon.any_of("works").fullmatch(word) for word in whole.split()) else f"{whole} {words[0]}"
        )
    return _name(words)


def of_article(article: Article) -> str | None:
    """The work that a headline, else one of the first sentences, names: the longest name of the first that has any."""
    until = lexicon.end_of(FRONT, article.text, article.body_start)
    if held := _CEREMONY.search(article.text, 0, until):
        return held.group("what").strip()
    for line in (article.headline or "", *article.subheads, article.text[article.body_start : until]):
        if found := _quoted(line) or max(_works(line), key=len, default=None):
            return found
    return None


def _works(text: str) -> Iterator[str]:
    """Names that end with a work: `달빛 센터 구축`."""
    for match in lexicon.any_of("works").finditer(text):
        if _is_place(text, match.start(), match.end()):
            continue
        if _GOES_ON.match(text, match.end()) and (name := _name(phrases.nouns(text[: match.end()], phrases.MOST))):
            yield name


_PLACE = re.compile(r"(?:산단|산업단지|(?<!특화)(?<!집적화)(?<!집적)(?<!실증)단지|밸리|캠퍼스|파크|연구소|타운|지구)\Z")
_MADE = re.compile(
    r"[’'”」]?(?:[을를](?!\s비롯)|[이가]\s[^.\n]{0,24}(?:들어|생|열|섰|선다|조성|지정|준공|착공|무산)"
    r"|\s?(?:조성|구축|건립|지정|착공|준공|개발|승인|유치|확장|신설|설립|개소|선정|후보|예타|보상|분양|첫\s삽|무산|백지화|\d단계)|[’'”」]|\s?(?:…|$|\n))"
)
"""What is done with a place that is made, and not with one where something else is."""


def _is_place(text: str, start: int, end: int) -> bool:
    """`여수국가산단 불황으로`, `가람테크노파크는`: where it is, or who acts."""
    return bool(_PLACE.search(text, start, end) and not _MADE.match(text, end))


_VAGUE = re.compile(r"(?:밀착|맞춤|맞춤형|집중|우선|단계별|추가|공동|생활안정|각종)")


def _name(words: list[str]) -> str | None:
    words = words[1:] if words and _MINISTRY.fullmatch(words[0]) else words
    if len(words) == 2 and _VAGUE.fullmatch(words[0]):
        return None
    return phrases.named(words) if len(words) > 1 or len("".join(words)) >= SHORTEST else None
