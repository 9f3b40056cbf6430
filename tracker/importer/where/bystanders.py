"""Tell a place that only stands by: a rival, an example, who was chosen too, where a firm has its house."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from tracker.importer import lexicon, turns
from tracker.importer.page.cleaning import Article
from tracker.importer.where.places import Place
from tracker.model import RegionSlug
from tracker.vocabulary import Vocabulary


class Context(NamedTuple):
    """What the judgement of one mention reads."""

    article: Article
    text: str
    quotes: Sequence[tuple[int, int]]
    recalled: list[tuple[int, int]]
    default: RegionSlug | None
    supported: frozenset[RegionSlug]
    own: frozenset[RegionSlug]
    own_starts: list[int]
    edges: frozenset[int]
    asides: list[tuple[int, int]]


def is_foreign(place: Place, context: Context, words: Vocabulary) -> bool:
    """Whether a place lies outside the document's own province."""
    own = {slug for one in place.slugs for slug in (one, words.regions[one].parent)}
    return context.default not in own


def sentence(text: str, offset: int) -> tuple[int, int]:
    """The bounds of the sentence around an offset, as far as a rule reads."""
    stops = [stop for stop in (text.find("다.", offset), text.find("\n", offset)) if stop >= 0]
    return lexicon.sentence_start(text, offset), min(*stops, offset + lexicon.REACH, len(text))


def reason(place: Place, context: Context, words: Vocabulary, span: tuple[int, int]) -> str:
    """Why a place below the headline only stands by in its sentence; empty if it does not."""
    foreign = is_foreign(place, context, words)
    if place.form != "head" and _is_elsewhere(place, context, context.article.text[slice(*span)]):
        return "elsewhere"
    if foreign and _is_fellow(place, context, span):
        return "fellow-winner"
    if _is_passing(place, context, words, span):
        return "in-passing"
    if foreign and not _takes_part(place, context, words, span):
        return "without-part"
    return "beside-own" if _is_beside(place, context, words, span) else ""


_BY_THE_WAY = re.compile(r"\s*(?:한편|앞서|같은\s날|당시|이와 별도로|참고로)[\s,]")
_SITE = re.compile(
    r"(?:[시군구]?(?:\s[가-힣0-9]{1,6}[읍면동리가])?\s?(?:일원|일대|해역|앞바다|부지))"
    r"|[시군구]?에(?:는|도)?\s[^.\n]{0,24}(?:조성|구축|건립|설치|들어서|들어선|짓)(?!된\s|한\s)"
)


def _takes_part(place: Place, context: Context, words: Vocabulary, clause: tuple[int, int]) -> bool:
    """A place outside the province counts in the first sentence, as who acts in the next, or where it joins ours."""
    text = context.article.text
    start = context.article.body_start
    if place.start < lexicon.end_of(1, text, start) or context.default is None:
        return True
    acts = bool(place.form in ("full", "head") and re.match(r"(?:은|는|이|가)\s", text[place.end : place.end + 2]))
    if acts and place.start < lexicon.end_of(2, text, start) and not _BY_THE_WAY.match(text, clause[0]):
        return True
    return _joins(place, context, words, clause)


_JOINS = re.compile(
    r"협약|공동|컨소시엄|손(?:을\s)?잡|손을|맞손|협력(?!\s?(?:업체|사|기업))|건의|상생|동맹|초광역|[와과]\s함께|함께\s?(?:하|한|신청|추진|조성|구축|만들|나서|힘)"
    r"|연계|합의|체결|참여|참가|공유|걸쳐|걸친|연합|협의체|나눠\s(?:댄|대고|부담|낸)|분담|매칭"
)
"""What a place has to do with the news of another if it takes part in it."""


def _is_beside(place: Place, context: Context, words: Vocabulary, clause: tuple[int, int]) -> bool:
    """A place told of only further down in the news of one city, if it takes no part: an example, a rival, a winner."""
    has_city = any(words.regions[slug].parent for slug in context.own)
    if not has_city or not context.own.isdisjoint(place.slugs):
        return False
    if not all(words.regions[slug].parent for slug in place.slugs):
        return False
    if _BUT.match(context.article.text, place.end, clause[1]):
        return True
    return lexicon.inside(place.start, context.asides) or not _joins(place, context, words, clause)


_BUT = re.compile(r"\s?[^\n]*(?:예정|계획|방침)이지만\s")
"""`달빛 앞바다에는 단지가 들어설 예정이지만`: what is to come elsewhere."""


_ACTOR = re.compile(
    r"(?:[시군구도])?(?:\s?[·,]\s?[가-힣]{2,4}[시군구도]?|[와과]\s[가-힣]{2,4}[시군구도]?){0,6}(?:\s등)?(?:에서(?:는|도|만)|은|는|이|가|도|\s또한|\s역시)(?![가-힣])"
)
"""`가람시는`, `가람·달빛이`: who does what the sentence tells."""
_JOINS_IN = re.compile(r"[가-힣]에\s(?:함께\s)?(?:참여|동참|합류|참가)|힘을\s(?:보태|모으|합)|뜻을\s(?:같이|함께|모)")
_OURS = re.compile(
    r"(?<![가-힣])(?:시|도|군|구|특별시|양측|양\s기관|두\s(?:기관|지자체|도시)|이들)(?:은|는|이|가|와|과)\s"
)


def is_item(place: Place, context: Context, words: Vocabulary) -> bool:
    """`▲가람 나루공원`: one of the places of our own province that a list goes through."""
    region = words.regions[place.slugs[0]]
    return region.parent == context.default and bool(_MARKED.search(context.text, place.start - 2, place.start))


_HEADS = re.compile(
    r"(?:[·,]\s?[가-힣]{2,4}[시군구]?){0,16}\s등\s(?:도내\s|관내\s)?\d{1,2}개\s(?:시·?군·?구?|시군구?|지자체|도시)\s"
    r"(?:단체장|시장|군수|지자체장|부단체장)"
)
"""`가람·달빛 등 9개 시군 단체장과`: whose heads came together."""
_MARKED = re.compile(r"[▲△▶▷●○①-⑳]\s?\Z")


def _joins(place: Place, context: Context, words: Vocabulary, clause: tuple[int, int]) -> bool:
    """Whether something is built there, or is done together: by us, if the place itself is not who does it."""
    text = context.article.text
    if _SITE.match(text, place.end) or _HEADS.match(text, place.end) or is_item(place, context, words):
        return True
    if not _JOINS.search(text, *clause):
        return False
    start, end = clause
    named = any(start <= own < end for own in context.own_starts)
    acts = _ACTOR.match(text, place.end)
    return named or not acts or bool(_OURS.search(text, start, end) or _JOINS_IN.search(text, acts.end(), end))


def is_aside(text: str, place: Place) -> bool:
    """A place that headline or lead only compares with, or that lost."""
    return bool(
        _AT_HEAD.match(text, place.end)
        or turns.at_place("forsaken").match(text, place.end)
        or _THIRD.match(text, place.end)
    )


_AT_HEAD = re.compile(
    r"(?:[·,]\s?[가-힣]{2,4}){0,4}(?:까지\s(?:갈|가야|안\s가|달려)|\s?같은\s|처럼\s|보다\s|(?:을|를)?\s오가[던는]\s)"
)
_THIRD = re.compile(
    r"(?:[·,]\s?[가-힣]{2,4})?(?:을|를|에)?\s?(?:잇는|이은|이어)\s(?:[가-힣]{2,3}\s)?(?:두|세|네|다섯|\d)\s?번째"
)
"""`가람·달빛 잇는 세 번째`: who has one already."""


_BEATEN = re.compile(
    r"(?:(?:[,·]\s?|[와과]\s|\s등\s)(?:[가-힣]{1,8}\s?){1,2}){0,6}(?:[을를]|\s등을)\s(?:제치고|제쳤|누르고|눌렀|따돌리|꺾)"
)
"""`달빛도 나루, 별빛도 언덕을 제치고`: all of the list lost."""


def _is_elsewhere(place: Place, context: Context, clause: str) -> bool:
    """A clause about rivals or examples: for a bare name the whole sentence, for a full one what follows it."""
    if _BEATEN.match(context.article.text, place.end):
        return True
    cues = lexicon.pattern(lexicon.cues().elsewhere)
    if place.form in ("short", "list"):
        return bool(cues.search(clause))
    return bool(cues.search(context.article.text[place.end : place.end + 22].split("\n")[0])) and not _acts(
        context.text, place
    )


def _acts(text: str, place: Place) -> bool:
    return bool(re.match(r"(?:은|는|이|가|와|과|도|,|·)(?![가-힣])|\(", text[place.end : place.end + 2]))


_TOGETHER = re.compile(
    r"(?:\([^()\n]{1,10}\))?(?:[와과,·]\s?(?:[가-힣]{1,8}\s?){1,2}(?:\([^()\n]{1,10}\))?){0,3}[와과]\s함께\s"
    r"(?:(?!신청|추진|참여|컨소시엄|공동)[^.\n]){0,34}?(?:선정|지정|뽑)(?:됐|돼|되|된|혔|혀|히)"
)
_MACRO = re.compile(r"(?:수도|충청|호남|영남|동남|대경|전라|경상|강원|제주|중부|남부)권\s?\Z")


def in_macro(text: str, place: Place) -> bool:
    """`수도권(서울·경기·인천)`: what a part of the country is made of."""
    opening = text.rfind("(", max(0, place.start - 24), place.start)
    return opening > 0 and ")" not in text[opening : place.start] and bool(_MACRO.search(text, 0, opening))


_ALSO = re.compile(
    r"(?:[,·와과]\s?(?:[가-힣]{2,4}\s)?[가-힣]{2,4}[시군구도]?){0,6}(?:\s?등)?도\s(?:[^.\n]{0,24}\s)?(?:함께|나란히|같이)\s(?!추진|참여|협력|조성)"
)
_LOST = re.compile(r"고배|탈락|밀려|유치\s?(?:에\s)?실패|유치\s?무산")


def _is_fellow(place: Place, context: Context, clause: tuple[int, int]) -> bool:
    """Who was chosen too: `울산시와 함께 선정됐으며`; all winners of a list; where one's own lost, whoever won."""
    text = context.article.text
    if _ALSO.match(text, place.end) or turns.at_place("no_part").match(text, place.end) or in_macro(text, place):
        return True
    acting = re.search(r"[가-힣](?:은|는|이|가)\s", text[clause[0] : place.start])
    if acting and _TOGETHER.match(text, place.end):
        return True
    if turns.at_place("winners").match(text, place.end):
        return True
    return bool(_LOST.search(text, 0, context.article.body_start + 250))


_RIVALS = re.compile(
    r"(?:등\s)?(?:전국\s)?\d{1,2}(?:개|곳)(?!\s?(?:기관|기업|업체|사|대학|단체|회사))\s?(?:지자체|광역지자체|시·도|시도|지역|도시|시·군|시군|후보지|지방자치단체|곳)?(?:가|이|을|를|에서|은|는|와|과)?\s?"
    r"[^.\n]{0,26}?(?:신청|경쟁|평가|경합|도전|응모|제치|뚫|유치전|심사|참여했|참여한|제안)"
)
_MEETING = re.compile(
    r"(?:시|군|도)?에서\s[^.\n]{0,90}?(?:보고회|설명회|간담회|회의|협약식|총회|포럼|토론회|공청회|박람회|기자회견|심사|발표회|세미나)"
)
_FACTORY = re.compile(
    r"(?:,\s?[가-힣]{2,4}){0,3}\s?(?:공장|사업장|조립공장|생산기지|공장들)(?:에서|으로|에|이|은|을|과|와|의)?(?![가-힣])"
)
_COUNTED = re.compile(r"\s?\d+\s?(?:개소|곳|개|건)(?:\s?[▲△·,]|\s등)")
"""`▲가람시 5개소 ▲달빛시 1개소`: how many each has."""
_HOUSE = re.compile(r"\s?(?:데이터센터|본사|사옥|캠퍼스|연구소|공장)")
"""A firm's own house, behind the firm's name and a place."""


def is_constituency(text: str, place: Place) -> bool:
    """`국회의원(동구·미추홀구갑)`: whom a member stands for."""
    before = text[max(0, place.start - 28) : place.start]
    if re.search(r"\([가-힣]{1,2}[·,]\s?$", before) and re.match(r"\d{1,2}\)", text[place.end : place.end + 3]):
        return True  # `홍길동(국·고양12)`
    return bool(
        re.search(r"의원\s?\([^)]{0,20}$", before)
        or (re.search(r"[가-힣]\([^)]{0,20}$", before) and _MEMBER.match(text, place.end))
    )


_MEMBER = re.compile(
    r"[^)\n]{0,12}\)(?:,\s?[가-힣]{2,4}\([^)\n]{1,12}\)){0,6}\s?(?:[가-힣]{1,5}\s?)?(?:시|도|군|구|국회)?의?의원"
)
"""`(달빛군2) 가람시의원`, `(가람·달빛), 홍길동(나루갑) 의원`: whom the member stands for."""
_SERIES = re.compile(
    r"시작으로\s[^\n]*?(?:차례로|잇따라|잇달아|연이어|순차적으로)\s[^\n]*?"
    r"(?:열었|문을 열|설치했|지었|구축했|선정했|지정했)"
)
"""`하나를 시작으로 둘을 차례로 열었다`: what there is already."""
_KEPT = re.compile(r"(?:\s[가-힣0-9]{1,6})?에(?:는|도)?\s[^\n]*?(?:운영하고|가동하고|보유하고|두고)\s있$")
"""`에 시험장을 운영하고 있다`: where somebody sits already."""
_PLATFORM = re.compile(r"(?:[·,]\s?[가-힣]{2,3}){0,2}\s?(?:형\s)?지역혁신플랫폼")
"""`가람·달빛 지역혁신플랫폼`: a body of several provinces, one of which may act here."""


_MEANWHILE = re.compile(r"\s*한편[\s,]")
"""What opens a sentence about something else."""


def _in_census(text: str, place: Place) -> bool:
    """`전국 5개 지역(익산·평창·…)`: all that have one, of which this is about one."""
    opening = text.rfind("(", max(0, place.start - 40), place.start)
    return (
        opening > 0
        and ")" not in text[opening : place.start]
        and bool(
            re.search(r"전국\s?(?:에\s)?\d{1,2}(?:개|곳)\s?[가-힣·]{0,6}\s?$", text[max(0, opening - 16) : opening])
        )
    )


def _is_passing(place: Place, context: Context, words: Vocabulary, clause: tuple[int, int]) -> bool:
    """Rivals of a call, a place that was looked at, a meeting elsewhere, a firm's other works."""
    text = context.article.text
    if turns.at_place("before_rivals").search(text, clause[0], place.start):
        return True
    if place.form in ("short", "list", "full", "parented", "landmark") and (
        rivals := _RIVALS.search(text, place.end, clause[1])
    ):
        return not re.search(r"등|이었|중\s", text[rivals.end() : place.start]) and rivals.start() - place.end < 60
    if (
        turns.at_place("passed_by").match(text, place.end)
        or _COUNTED.match(text, place.end)
        or _in_census(text, place)
        or is_constituency(text, place)
        or _SERIES.search(text, *clause)
        or _PLATFORM.match(text, place.end)
        or (place.form != "head" and _KEPT.match(text, place.end, clause[1]))
    ):
        return True
    if (
        place.form == "landmark"
        and _HOUSE.match(text, place.end)
        and context.text[place.start - 2 : place.start] == "\x00 "
    ):
        return True
    region = words.regions[place.slugs[0]]
    if region.parent and context.own.isdisjoint(place.slugs) and _MEANWHILE.match(text, clause[0]):
        return True
    own = context.default in (region.slug, region.parent)
    if place.form == "parented" and not own and _FACTORY.match(text, place.end):
        return True
    if place.form in ("short", "list") and not own and (place.form == "list" or region.slug not in context.supported):
        named = _MEETING.match(text, place.end) and re.search(
            r"[가-힣][시군구도](?:는|은|가|이)\s", text[clause[0] : place.start]
        )
        return bool(named or _FACTORY.match(text, place.end))
    return False
