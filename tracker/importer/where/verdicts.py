"""Judge one mention of a place: whether it makes the region one of the article's, and by which rule."""

import re

from tracker.importer import lexicon
from tracker.importer.where import bystanders
from tracker.importer.where.bystanders import Context
from tracker.importer.where.places import Place
from tracker.vocabulary import Vocabulary


def verdict(place: Place, context: Context, words: Vocabulary) -> tuple[str, bool]:
    """The rule for a mention, empty if it says nothing, and whether it makes the region one of the article's."""
    if place.form == "short" and not _may_stand_bare(place, context, words):
        return "", False
    is_head = place.start < context.article.body_start
    if not is_head and lexicon.inside(place.start, context.quotes):
        meant = place.form == "full" and context.default in {words.regions[slug].parent for slug in place.slugs}
        return "region.in-quotation", meant and bool(_SITED.match(context.article.text, place.end))
    if not is_head and lexicon.inside(place.start, context.recalled):
        return "region.recalled", False
    if rule := _by_itself(place, context, words):
        return rule, False
    return _at_head(place, context, words) if is_head else _below(place, context, words)


def _by_itself(place: Place, context: Context, words: Vocabulary) -> str:
    """The rule by which a place is a seat, a former site, the end of a road, a venue; empty if it is none."""
    text = context.article.text
    if _is_seat(context, place, words) or _is_branch(context, place, words):
        return "region.seat"
    if context.text[max(0, place.start - 2) : place.start] == "옛 ":
        return "region.former-site"
    if _is_route(context.text, place):
        return "region.route"
    of_ministry = place.name.startswith("세종") and _MINISTRY.match(text, place.end)
    return "region.venue" if of_ministry or _is_venue(context.text, place) else ""


def _at_head(place: Place, context: Context, words: Vocabulary) -> tuple[str, bool]:
    """A place in the headline or a subhead is meant, unless it is only compared with, or where somebody went."""
    text = context.article.text
    rivals = _RIVALS_AT_HEAD.match(text, place.end) or bystanders.is_constituency(context.text, place)
    if rivals or bystanders.is_aside(text, place):
        return "region.in-passing", False
    if place.name == "서울" and _TOLD_IN_SEOUL.match(text, place.end):
        return "region.venue", context.default == "seoul"
    return _short_verdict(place, context, words) if place.form == "estate" else (f"region.headline-{place.form}", True)


def _below(place: Place, context: Context, words: Vocabulary) -> tuple[str, bool]:
    """A place in the text is meant, unless it only stands by; of short names it depends on where they stand."""
    span = bystanders.sentence(context.article.text, place.start)
    if _MEMBERS.search(context.article.text, span[0], place.start) and _BELONG.search(context.article.text, *span):
        return "region.member", True
    if reason := bystanders.reason(place, context, words, span):
        return f"region.{reason}", False
    if place.form == "list":
        return "region.suffix-list", True
    if place.form in ("full", "head", "parented", "ward"):
        return f"region.{place.form}", True
    return _short_verdict(place, context, words)


_MEMBERS = re.compile(r"(?:협의회|협의체|연합|연대|동맹|모임)에는\s[^.\n]*\Z")
_BELONG = re.compile(r"몸담|들어\s있|속해|참여하고|가입|함께하고|이름을\s올리고")
"""`협의회에는 가람·달빛이 몸담고 있다`: who stands behind what the body does."""
_RIVALS_AT_HEAD = re.compile(
    r"(?:[·,]\s?[가-힣]{2,4}){0,6}(?:시|군|도)?\s등\s(?:전국\s)?\d{1,2}여?\s?(?:곳|개)[^\n]{0,10}(?:승부|경쟁|경합|겨룬|겨뤄)"
)
_TOLD_IN_SEOUL = re.compile(r"(?:에)?서\s(?!.{0,20}(?:출발|까지))")
"""`달빛도, 서울서 투자 보따리`: a province goes to the capital to tell of it."""
_SITED = re.compile(r"에\s[^.\n]{0,24}(?:조성|구축|건립|설립|유치|짓)")


def _short_verdict(place: Place, context: Context, words: Vocabulary) -> tuple[str, bool]:
    """A bare short name counts in the lead, and further down inside the document's own province."""
    if _OF_DISTRICT.search(context.text, max(0, place.start - 6), place.start):
        return "region.named-after", False  # `가람구 달빛밸리` is in 가람구
    lead = place.start < context.article.body_start + 350
    region = words.regions[place.slugs[0]]
    if place.form == "estate":
        beside = any(slug.startswith(f"{region.parent}/") for slug in context.supported - {region.slug})
        return "region.estate", region.slug in context.supported or (region.parent in context.supported and not beside)
    if place.form == "landmark":
        return "region.landmark", False
    if lead:
        risk = words.common_words.get(place.name)
        is_everyday = risk is not None and risk.risk != "low" and bystanders.is_foreign(place, context, words)
        return "region.lead-short", not is_everyday or bool({region.slug, region.parent} & context.supported)
    return "region.body-short", region.parent is not None and region.parent == context.default


_OF_DISTRICT = re.compile(r"[가-힣][시군구]\s\Z")


def is_paired(place: Place, context: Context) -> bool:
    """`가람·달빛을`, `가람과 달빛에는`: beside another place."""
    before = _JOINED_BEFORE.search(context.text, max(0, place.start - 2), place.start)
    behind = _JOINED_BEHIND.match(context.text, place.end)
    return bool((before and -before.start() in context.edges) or (behind and behind.end() in context.edges))


_JOINED_BEFORE, _JOINED_BEHIND = re.compile(r"[·ㆍ]\Z|[와과]\s\Z"), re.compile(r"[·ㆍ]|[와과]\s")
_SEJONG = re.compile(
    r"세종시|세종특별자치시|행정수도|행복도시|행정중심|세종청사|세종[~·∼-]|[~·∼-]세종|세종테크노파크|대전[·,] ?세종"
    r"|세종 국가산단"
)
"""What tells that 세종 is the city and not the king."""


def _may_stand_bare(place: Place, context: Context, words: Vocabulary) -> bool:
    """Short names that are everyday words need support: never for the worst, the same province for the others."""
    risk = words.common_words.get(place.name)
    if risk is None or risk.risk == "low":
        return True
    if place.name in ("광주", "제주", "대전", "세종"):
        return place.name != "세종" or bool(_SEJONG.search(context.article.text))
    if risk.risk == "high":
        return bystanders.is_item(place, context, words) or is_paired(place, context)
    return any(slug in context.supported or words.regions[slug].parent in context.supported for slug in place.slugs)


def _is_seat(context: Context, place: Place, words: Vocabulary) -> bool:
    """`달빛기술원(수원)`: where a body has its house; what `㈜달빛(가람군)은` does in our province it does there."""
    around = context.text[max(0, place.start - 2) : place.start] + context.article.text[place.end : place.end + 1]
    is_ours = place.form == "full" and not bystanders.is_foreign(place, context, words)
    return around == "\x00()" and not (is_ours and _FIRM_ACTS.match(context.article.text, place.end))


_FIRM_ACTS = re.compile(r"\)[은는]\s[^.\n]{0,60}?(?:들인|들여|들이|짓|세우|세운|놓|투자|만든|만들|구축|증설)")


def _is_branch(context: Context, place: Place, words: Vocabulary) -> bool:
    """`달빛공단 서울관악지사`: a district has no governor, so it is an office; `달빛지역본부` is one anywhere."""
    behind = context.article.text[place.end : place.end + 5].lstrip()
    is_district = bool(words.regions[place.slugs[0]].parent)
    return behind.startswith(("지역본부", "본부장")) or (is_district and behind.startswith("지사"))


def _is_route(text: str, place: Place) -> bool:
    """`부여~평택 고속도로`: the far end of a road or a line."""
    around = text[max(0, place.start - 1) : place.start] + " " + text[place.end : place.end + 1]
    return place.form in ("short", "list") and bool(re.search(r"[~∼∽–]|^- | -$", around))


_MINISTRY = re.compile(r"(?:시)?\s(?:정부세종청사|[가-힣]{2,10}부)(?:를|을|에|에서|와|과)\s")


_HELD_AT = re.compile(r"\s[가-힣A-Za-z0-9]{3,14}에서\s[^.\n]{0,60}?(?:협약|설명회|간담회|총회|포럼|토론회|회의|브리핑)")
_AREA = re.compile(
    r"\s[가-힣0-9]{1,12}(?:면|읍|동|리|가|로|길|단지|산단|지구|부지|현장|현지|일원|일대|터|항|역|마을|공장|사업장|예정지|센터)에서\s"
)
"""`가람 달빛읍에서`: where the policy is, and no house in which it was talked of."""


def _is_venue(text: str, place: Place) -> bool:
    """`서울 ○○호텔에서`: where a meeting was held is not where the policy applies."""
    if place.form in ("head", "list") or re.match(r"[와과는은이가도](?![가-힣])|,", text[place.end : place.end + 2]):
        return False
    behind = text[place.end : place.end + 26]
    if re.match(r"\s\x00+에서\s", text[place.end : place.end + 40]):
        return True
    if place.start and re.match(r"서\s[^,\n]{0,20}(?:설명회|상담회|박람회|포럼|간담회|전시회)", behind):
        return True
    if re.search(r"호텔[^,.\n]{0,12}\s$", text[max(0, place.start - 18) : place.start]):
        return True
    if re.match(r"[시군]?에서 (?:열린|열리는|개최된|개최되는|진행된|개막한|열릴)", behind):
        return True
    if re.match(r"\s?[^,.·은는\n]{0,14}?(?:호텔|컨벤션\S*|리조트|코엑스|킨텍스|벡스코|엑스코)에\s", behind):
        return True
    if _HELD_AT.match(text, place.end) and not _AREA.match(text, place.end):
        return True
    match = re.match(r"\s?[^,.·은는\n]{0,18}?(?P<word>\S*)에서", behind)
    if not match:
        return False
    tails = lexicon.pattern(lexicon.cues().venue_tails)
    return bool(tails.search(match.group())) and not match.group().startswith(("에서", "시에서"))
