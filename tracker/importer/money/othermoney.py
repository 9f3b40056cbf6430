"""Tell money that pays for the policy from all other: sales, effects, hopes, sums for each, what others had before."""

import re
from functools import cache

from tracker.importer import lexicon, turns, verbs
from tracker.importer.money import funding
from tracker.importer.money.amounts import Sum, clause
from tracker.importer.page.cleaning import Article
from tracker.importer.terms import LEAD


@cache
def _reasons() -> dict[str, re.Pattern[str]]:
    cues = lexicon.cues()
    how = r"(?:약|총|연간|연|한 해|최대|최소|무려|각각|모두|평균|올해|지난해(?:\s?말)?|누적|\d{4}년(?:\s?말)?|기준)"
    fill = rf"(?:은|는|이|가|을|를|도|로|으로|만|만도|만\s?해도|에서만|로는|의|액)?\s?{how}?\s?(?:약|총|무려)?\s?$"
    size = r"(?:여|가량|상당|규모|대|정도)?(?:의|을|를)?\s?(?:연\s?|연간\s?)?"
    change = r"(?:이|가)?\s?(?:\([^)]*\))?\s?(?:남짓|가량|정도)?\s?(?:증가|늘어|늘었|증액|감소|줄|삭감|인상)"
    grew = rf"(?:[^.\n]{{0,10}})?{lexicon.alternation(cues.grew)}"
    return {
        "sum.other-money": re.compile(rf"(?:{lexicon.alternation(cues.money_not)}){fill}"),
        "sum.other-money-behind": re.compile(rf"\s?{size}(?:{lexicon.alternation(cues.money_not_after)})"),
        "sum.each": re.compile(
            rf"(?:{lexicon.alternation(cues.money_each)})\s?(?:해마다|매년|연)?\s?(?:약|최대|총|평균|각각|각)?\s?$"
        ),
        "sum.each-behind": re.compile(
            r"\s?(?:씩(?!\s(?:국비|도비|시비|군비|구비)로)|짜리(?!\s?[’'‘]?[^.\n]{0,14}(?:공장|센터|단지|클러스터|시설|플랜트|펀드|기금|사업))|권(?!역)|까지(?:\s|를|의|다)"
            r"|한도|이내|안에서\s|내외의 (?:상품|물품))"
        ),
        "sum.compared": re.compile(
            r"\s?(?:\([^)]*\))?\s?(?:이던\s|대?(?:이었|였)던\s|보다|대비|에 비해|대?에서\s(?:줄|늘|깎)"
            rf"|에서\s?[^.\n]{{0,14}}\d|\s?{change}|{grew})"
        ),
        "sum.hope": re.compile(
            r"[^.,\n]{0,30}?(?:효과|기대|예상된다|예상돼|전망된다|추산)|[^.,\n]{0,16}(?:모일|몰릴|들어올|유입될)\s것으로"
        ),
        "sum.saved": re.compile(
            r"\s?(?:규모의?\s|상당의?\s|가량\s)?(?:의\s|을\s)?(?:[가-힣]{2,6}(?:을|를|이|가)?\s)?(?:절감|절약|아낄|아꼈)"
            r"|의\s(?:[가-힣]+\s)?(?:비용|예산)[이을]\s(?:줄|절감|아끼)"
        ),
        "sum.range": re.compile(r"\s?[~∼–]\s?\d"),
        "sum.of-fund": re.compile(r"(?![을를]\s출자|[과와]\s)[^.,·\n]{0,16}?(?:국민|혁신|정책|모태)[가-힣]*\s?펀드"),
        "sum.of-purchases": re.compile(r"[^.,\n]{0,14}?(?:조달|구매)\s?(?:예산|물량|시장|규모)"),
        "sum.of-orders": re.compile(r"[^.,\n]{0,28}?(?:수주|(?:공급|납품|수출|구매)\s?계약)"),
        "sum.if": re.compile(
            r"\s?(?:[을를]\s)?(?:이상\s)?투자(?:하면(?!서)|할 경우|하는 기업|한 기업)"
            r"|\s?이상[·,]\s?(?:신규\s?)?고용|\s?이상(?:이고|이면서|인\s|,\s?국비|의?\s?(?:신규|재정|대형|모든)?\s?(?:사업|공사)[은는에의일이])"
        ),
        "sum.of-body": re.compile(
            r"(?:의|에 달하는|[을를] (?:운용|집행|다루)[가-힣]*|규모의)\s?(?:[가-힣]{2,8}\s)?[가-힣]{0,8}"
            r"(?:기관|청|공단|부처)(?![가-힣]{2})"
        ),
        "sum.target": re.compile(
            r"[^.\n]{0,44}?(?:달성|유치|창출|이끌어\s?(?:내|낸))(?:한다는|하겠다는|하는|다는|겠다는|할|을|를|이라는)?\s?(?:것을|것이)?\s?(?:목표|구상|포부|청사진)"
        ),
        "sum.for": re.compile(lexicon.alternation(cues.money_for)),
    }


def why_not(one: Sum, article: Article) -> str:
    """The rule by which a sum is not money of the policy, empty if it is."""
    before, behind = clause(article.text, one.start, one.end)
    return (
        _by_word_before(one, before, behind, article)
        or ("sum.of-the-past" if _is_of_the_past(one, before, behind, article) else "")
        or _not_of_this(one, before, behind, article)
        or _by_word_behind(one, before, behind, article)
        or _too_little(one, before[-30:])
        or _only_said(one, before, behind, article)
        or ("sum.no-purpose" if not one.fund and not _has_purpose(one, before, behind, article) else "")
    )


def _by_word_before(one: Sum, before: str, behind: str, article: Article) -> str:
    """Sales and effects, a sum for each, what an old estate cost: never if a source stands at the sum."""
    if one.fund:
        return ""
    for rule in ("sum.other-money", "sum.each"):
        if _reasons()[rule].search(before[-30:]) and not _COMPENSATES.search(before):
            return rule
    if _TO_RANGE.search(before):
        return "sum.range"
    if _EACH_TOO.search(before) or _FROM.search(before) or _UP_TO.search(before) or _LIMIT_EACH.search(before):
        return "sum.each"
    return "sum.of-what-stands" if one.start > article.body_start + LEAD and _STANDS.match(behind) else ""


_COMPENSATES = re.compile(r"(?:보상|분담|출연|보조)금\s\Z")
"""`손실보상금 4억 원`: no prize, though it ends like one."""


def _by_word_behind(one: Sum, before: str, behind: str, article: Article) -> str:
    if _is_supplement(one, article):
        return ""
    for rule in ("sum.other-money-behind", "sum.each-behind", "sum.compared"):
        if rule == "sum.each-behind" and (_CEILING.match(behind) or _EACH_OF_TWO.search(before[-30:])):
            continue
        if (
            rule == "sum.each-behind"
            and behind.lstrip().startswith("짜리")
            and re.search(r"(?:총|모두|합쳐)\s\Z", before)
        ):
            continue
        if rule == "sum.other-money-behind" and (_WORTH_ASKED.match(behind) or _WORTH_BOUGHT.match(behind)):
            continue
        if rule == "sum.compared" and _NOW.search(before):
            continue
        if _reasons()[rule].match(behind) and not (one.fund and rule != "sum.compared"):
            return rule
    return ""


SMALLEST = 10**6
"""KRW that a policy costs at least, whoever pays: `시가 1천원, 회사가 1천원` pay a meal."""


def _too_little(one: Sum, near: str) -> str:
    if one.amount < SMALLEST:
        return "sum.too-small"
    if one.fund:
        return ""
    if re.search(r"최대\s?$", near) and one.amount < 10**9:
        return "sum.at-most"
    if one.amount < 10**8 and near.rstrip().endswith("→"):
        return "sum.each"
    if one.amount < 10**8 and _FOR_WHOM.search(near):
        return "sum.each"
    least = SMALLEST if re.search("사업비|예산", near) else 10**7
    return "sum.too-small" if one.amount < least else ""


def _only_said(one: Sum, before: str, behind: str, article: Article) -> str:
    """What somebody says or hopes, if no word of paying stands at it."""
    if one.fund or re.search(
        "(?:사업|보상|공사|건립|매입|설계|용역)비|비용|예산|더한|합한|들어갈|들 것|소요|투입|들여|편성|국비|투자협약",
        before[-20:] + behind[:14],
    ):
        return ""
    if one.start > article.body_start and lexicon.inside(one.start, lexicon.quoted_spans(article.text)):
        return "sum.in-quotation"
    return "sum.hope" if _reasons()["sum.hope"].match(behind) else ""


_OF_OTHERS = ("sum.saved", "sum.range", "sum.of-fund", "sum.of-purchases", "sum.of-orders", "sum.if")


def _not_of_this(one: Sum, before: str, behind: str, article: Article) -> str:
    """Money of others and of other times, by the turn of its sentence; what a body has a year, what firms may bring."""
    turned = next((turn.rule for turn in turns.around_sums() if turn.fits(before, behind)), "")
    if turned and not (one.fund == "national" and turned == "sum.of-fund"):
        return turned
    if not one.fund and (_ABROAD.match(before) or _GOT_BY_MANY.search(before)):
        return "sum.of-others"
    if _SAME_DAY.search(before) and one.start > article.body_start + LEAD:
        return "sum.by-the-way"
    reasons = _reasons()
    if rule := next((rule for rule in _OF_OTHERS if reasons[rule].match(behind)), ""):
        return rule
    if re.search(r"예산(?:이|은)?\s?(?:약\s|연\s|연간\s)?$", before[-10:]) and reasons["sum.of-body"].match(behind):
        return "sum.of-body"
    return "sum.target" if _is_target(one, before, behind) else ""


_FOR_WHOM = re.compile(r"(?:입주|참여|선정|대상)\s?(?:기업|업체|팀|자)(?:에는|에게는)\s[^.\n]{0,20}$")
"""`입주기업에는 제작비 2000만원이 지원된다`: for each of them."""
_STOOD = re.compile(
    r"\s?(?:넘게\s|가량\s)?(?:을\s)?(?:들여|투입해)\s[가-힣\s]{0,10}(?:지었|세웠|만들었|조성했|건립했)(?:지만|으나|는데)"
)
_LAST_YEAR = re.compile(r"(?:지난해|작년|재작년)(?:에|에는|에도|에만|까지|도)?\s[^.\n]*\Z")
_DONE = re.compile(
    r"\s?이었다|\s?규모로\s[^.\n]{0,16}(?:했다|했고|했으며|발행했)"
    r"|(?:\s?(?:규모|가량|상당))?[을를의]\s[^.\n]{0,16}?"
    r"(?:썼|들였|받았|지원했|대출받|유치했|빌려줬|나눠줬|집행했|지급했)(?:다|고|으며|지만)"
)
_ABROAD = re.compile(
    r"\s*(?:미국|일본|중국|독일|영국|프랑스|덴마크|노르웨이|네덜란드|스페인|핀란드|스웨덴|대만|싱가포르|베트남|캐나다|호주|유럽|EU)(?:의|은|는|에서|도)?\s[^.\n]{0,30}[은는이가]\s"
)
"""`덴마크 달빛항은 정부가 1조 원을`: what others do abroad."""
_GOT_BY_MANY = re.compile(r"\d+년간\s[^.\n]{0,12}\d+개\s?(?:사|업체|기업|곳|농가)[이가]\s\Z")
"""`3년간 31개 업체가 28억 원을 지원받았고`: what came of it before."""
_SAME_DAY = re.compile(r"같은\s날[^.\n]*\Z")
_LIMIT_EACH = re.compile(
    r"(?:업체|기업|개사|가구|농가|점포|명|인|곳)당\s[^.\n]{0,14}(?:한도|최대)[는은액]?\s?\Z"
    r"|[가-힣]{2,3}(?<!해|담|정|배)당\s(?:최고|최대)\s\Z|상한[을은]\s[^.\n]{0,24}\Z|당\s(?:최대\s)?\d[^.\n]{0,30}\([^()\d]{0,10}\Z"
)
"""`업체당 융자 한도는 3억 원`."""


def _is_of_the_past(one: Sum, before: str, behind: str, article: Article) -> bool:
    """What was spent last year, what a thing that stands had cost: told further down."""
    if one.start < article.body_start + LEAD // 2:
        return False
    return bool(_STOOD.match(behind) or (_LAST_YEAR.search(before) and _DONE.match(behind)))


_FIRMS_MONEY = re.compile(r"(?:기업|민간)\s?투자(?:액|금|금액)?\s?(?:등\s?)?(?:총\s?|약\s?|모두\s?)?$")
_INVESTED = re.compile(r"\s?(?:규모의?|이상의?|상당의?|의)?\s?(?:추가\s|신규\s)?투자")


def _is_target(one: Sum, before: str, behind: str) -> bool:
    """What firms are hoped to put in, and not what one has promised."""
    if _FIRMS_MONEY.search(before[-18:]) and one.fund in (None, "private"):
        return bool(re.search(r"이상|목표|달성|유치", behind[:60]))
    invested = "투자" in before[-24:] or _INVESTED.match(behind)
    return bool(not one.fund and invested and _reasons()["sum.target"].match(behind))


def _has_purpose(one: Sum, before: str, behind: str, article: Article) -> bool:
    """A word of paying nearby, brackets behind a name, an item of a list, or a clause of an investment accord."""
    if _reasons()["sum.for"].search(before[-45:] + " " + behind[:40]):
        return True
    if re.search(r"[가-힣’'」]\((?:[^()]{1,20}, ?)?$", before) and behind.startswith(")"):
        return True
    if re.search(r"[▲△▷·○◦■]\s?[^▲△▷·○◦■]{4,60}$", before) and re.match(
        r"\s?(?:$|[▲△▷·○,(]|등|이다|[을를이가]\s)", behind
    ):
        return True
    sentence = before + article.text[one.start : one.end] + behind
    if _ITEMISED.search(before) or len(_COUNTED_UP.findall(sentence)) > 2:
        return True
    if _BUILDS_WITH.match(behind) or _COST_OF.search(before):
        return True
    last = _SHARING_THEIR_VERB.sub("", behind)
    is_allotted = _FOR_WHAT.search(before) and re.match(r"\s?원?(?:이다|입니다)", last)
    return bool(is_allotted or _IS_SPENT.match(last)) or ("투자" in before + behind and funding.is_accord(article))


_COST_OF = re.compile(
    r"(?:설치|설계|제작|시설|임차|개선|교체|이전|정비|보수|수리|관리|홍보|훈련|재료|인건|기획|감리|철거|장비)비(?:로|로는|[는은가])?\s(?:등\s)?(?:총\s|약\s|모두\s)?\Z"
    r"|(?:개사|개\s기업|개\s업체|곳|명)에\s(?:총|모두)\s\Z|필요한\s(?:돈|재원)[은이]\s(?:총\s|약\s|모두\s)?\Z"
)
"""`충전기 설치비 등 38억 원`, `12개사에 모두 9억원`."""
_BUILDS_WITH = re.compile(
    r"짜리\s?[’'‘]?[^.\n]{0,14}(?:공장|센터|단지|클러스터|시설|플랜트)|(?:으로|로)\s[^.\n]{0,44}(?:짓|갖추|갖춘|세우|세운|조성한|구축한|건립한|만든다|놓는|놓고|들여놓)"
)
"""`2000억원으로 가람산단에 공장을 짓는다`."""
_ITEMISED = re.compile(
    r"[가-힣]\s=\s\Z|(?:항목|사업|분야|부문|단계|세부)별로는?\s[^.\n]*\Z|^[^.\n]{0,60}[가-힣]\s?:\s\Z|\n[^.\n]{0,60}[가-힣]\s?:\s\Z"
)
"""`항목별로는 숲길 1억원, 정원 2억원이다`, `① 숲길 정비 : 3억 원`."""
_COUNTED_UP = re.compile(r"[가-힣)]\s\d[\d,.조억만천 ]*원(?=[,.]|\s?[▲△▷]|\s등|이다|이\s|을|으로|$)")
"""`길 140억원, 정자 97억원, 나무 75억원`: three works and more, each with its sum."""
_SHARING_THEIR_VERB = re.compile(
    r"\A(?:\s?여?\s?원?(?:[·(][^,.\n]{1,10})?,\s[^,.\d\n]{1,60}?\s?\d[\d,.조억만천 ]*여?\s?원?)+"
)
"""`가람에는 2억 원, 달빛에는 3억 원을 들인다`: sums beside each other share the verb at the end."""
_FOR_WHAT = re.compile(r"(?:[가-힣]에(?:는)?|\s데(?:는)?)\s(?:약\s|총\s)?\Z")
"""`길을 넓히는 데 39억 원이다`."""
_SPENDS = verbs.forms("돌리", "들이", "쏟", "투입하", "쓰", "쓰이", "편성하", "배정하", "책정하", "들어가", "필요하")
_IS_SPENT = re.compile(
    r"\s?원?(?:가량|남짓|정도)?(?:[을를이가의도]|으?로)?\s(?:[^,.\n]{0,24}\s)?"
    rf"(?:{verbs.GIVES}|{_SPENDS}|투자|투입|반영)"
)


def _is_supplement(one: Sum, article: Article) -> bool:
    """The growth of a budget is what a supplementary one is."""
    is_about = re.search(r"추경|추가경정", article.text[: article.body_start + 200])
    return bool(is_about and _ADDED.match(article.text, one.end))


_ADDED = re.compile(r"\s?(?:[을를이])?\s?(?:\([^()\n]{2,12}\)\s)?(?:증액|늘어난|늘어나는|늘린|늘렸|더한|늘어난다)")
"""`1130억 원(5.6%) 늘어난 추경안`."""

_WORTH_ASKED = re.compile(r"\s?어치[를의]\s[^.\n]{0,30}(?:건의|요청|신청)")
"""`세 건, 98억 원어치를 건의하기로 했다`."""
_WORTH_BOUGHT = re.compile(
    r"(?:\s?상당)?\s?어치(?:를|의)?\s(?:[가-힣]{1,8}\s){0,3}(?:들인|들였|들이|갖춘|갖췄|보탠|보태|사들)"
)
"""`9억 원어치 화분을 사들였다`, `2억 원어치를 현물로 보탠다`."""
_NOW = re.compile(r"(?:사업비|공사비|투자)[^.\n]{0,20}\d[\d,.조억만천 ]*원?에서\s(?:총\s|약\s)?$")
"""`총사업비는 1조원에서 9000억원으로 줄었다`: the second is what it is now."""
_TO_RANGE = re.compile(r"저마다\s\d[\d,]*[조억]?\s?[~∼–]\s?\Z")
"""`저마다 100억~300억 원대`."""
_EACH_TOO = re.compile(
    r"(?:인|명|가구|업체|기업|개사|개소|곳|건|과제|팀)당\s(?:최대\s)?\d[^().\n]{0,16}\([^()\d]{0,16}(?:최대\s)?$"
)
"""`업체당 3000만 원(청년 5000만 원)`: another for each."""
_UP_TO = re.compile(
    r"(?:(?:연간|매년|매월|매달|월|1인당|한 해)\s(?:약\s)?|(?:업체|기업|개사|가구|농가|점포|명|인|곳)당\s[^.\n]{0,14}?)"
    r"\d[\d,.]*[천백]?[억만]?\s?원?\s?[~∼–]\s?$"
)
"""`연간 2000만~5000만 원`, `기업당 투자액은 5억~30억 원`: what each bears or gets."""
_FROM = re.compile(r"당\s(?:최소\s)?\d[^.\n]{0,16}(?:에서|부터)\s(?:최대\s)?\Z")
"""`한 곳당 1500만원에서 2500만원을`: the most for each."""
_STANDS = re.compile(
    r"\s?(?:을\s)?(?:들여|투입해|투자해)\s(?:[가-힣\s]{0,8})(?:조성|건립|구축|설립)한\s[^.\n]{0,20}(?:으로|로|이다|이며)[\s,.]"
)
"""What an estate cost that has been there: `2000억원을 들여 조성한 산업단지로`."""
_EACH_OF_TWO = re.compile(r"사업에\s각각\s?(?:약\s)?$")
"""`2개 사업에 각각 5억 원씩`: what each programme gets, and no sum a head."""
_CEILING = re.compile(
    r"\s?까지\s보증을\s(?:선다|서기로|섭니다)|\s?한도의\s(?:특별|특례)?\s?보증|\s?(?:이내|한도)(?:에서|로|내에서)\s[^.\n]{0,30}(?:보증|융자|대출)"
)
"""A ceiling on all loans together, and no sum for each."""
