"""Tell money that pays for the policy from all other: sales, effects, hopes, sums for each, what others had before."""

import re
from functools import cache
from typing import NamedTuple

from tracker.importer import funding, lexicon
from tracker.importer.amounts import Sum, clause
from tracker.importer.cleaning import Article
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
        "sum.each": re.compile(rf"(?:{lexicon.alternation(cues.money_each)})\s?(?:약|최대|총|평균|각각|각)?\s?$"),
        "sum.each-behind": re.compile(
            r"\s?(?:씩|짜리(?!\s?[’'‘]?[^.\n]{0,14}(?:공장|센터|단지|클러스터|시설|플랜트))|권(?!역)|까지(?:\s|를|의|다)"
            r"|한도|이내|내외의 (?:상품|물품))"
        ),
        "sum.compared": re.compile(
            r"\s?(?:\([^)]*\))?\s?(?:이던\s|대?(?:이었|였)던\s|보다|대비|에 비해|대?에서\s(?:줄|늘|깎)"
            rf"|에서\s?[^.\n]{{0,14}}\d|\s?{change}|{grew})"
        ),
        "sum.hope": re.compile(r"[^.,\n]{0,30}?(?:효과|기대|예상된다|예상돼|전망된다|추산)"),
        "sum.saved": re.compile(
            r"\s?(?:규모의?\s|상당의?\s|가량\s)?(?:의\s|을\s)?(?:[가-힣]{2,6}(?:을|를|이|가)?\s)?(?:절감|절약|아낄|아꼈)"
            r"|의\s(?:[가-힣]+\s)?(?:비용|예산)[이을]\s(?:줄|절감|아끼)"
        ),
        "sum.range": re.compile(r"\s?[~∼–]\s?\d"),
        "sum.of-fund": re.compile(r"[^.,\n]{0,16}?(?:국민|혁신|정책|모태)[가-힣]*\s?펀드"),
        "sum.of-purchases": re.compile(r"[^.,\n]{0,14}?(?:조달|구매)\s?(?:예산|물량|시장|규모)"),
        "sum.of-orders": re.compile(r"[^.,\n]{0,28}?(?:수주|(?:공급|납품|수출|구매)\s?계약)"),
        "sum.if": re.compile(
            r"\s?(?:[을를]\s)?(?:이상\s)?투자(?:하면(?!서)|할 경우|하는 기업|한 기업)"
            r"|\s?이상(?:이고|이면서|인\s|,\s?국비|의?\s?(?:신규|재정|대형|모든)?\s?(?:사업|공사)[은는에의일이])"
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
        if _reasons()[rule].search(before[-30:]):
            return rule
    if _EACH_TOO.search(before) or _FROM.search(before) or _UP_TO.search(before) or _LIMIT_EACH.search(before):
        return "sum.each"
    return "sum.of-what-stands" if one.start > article.body_start + LEAD and _STANDS.match(behind) else ""


def _by_word_behind(one: Sum, before: str, behind: str, article: Article) -> str:
    if _is_supplement(one, article):
        return ""
    for rule in ("sum.other-money-behind", "sum.each-behind", "sum.compared"):
        if rule == "sum.each-behind" and (_CEILING.match(behind) or _EACH_OF_TWO.search(before[-30:])):
            continue
        if rule == "sum.compared" and _NOW.search(before):
            continue
        if _reasons()[rule].match(behind) and not (one.fund and rule != "sum.compared"):
            return rule
    return ""


def _too_little(one: Sum, near: str) -> str:
    if one.fund:
        return ""
    if re.search(r"최대\s?$", near) and one.amount < 10**9:
        return "sum.at-most"
    if one.amount < 10**8 and near.rstrip().endswith("→"):
        return "sum.each"
    if one.amount < 10**8 and _FOR_WHOM.search(near):
        return "sum.each"
    least = 10**6 if re.search("사업비|예산", near) else 10**7
    return "sum.too-small" if one.amount < least else ""


def _only_said(one: Sum, before: str, behind: str, article: Article) -> str:
    """What somebody says or hopes, if no word of paying stands at it."""
    if one.fund or re.search(
        "사업비|비용|예산|더한|합한|들어갈|소요|투입|들여|편성|국비|투자협약", before[-20:] + behind[:14]
    ):
        return ""
    if one.start > article.body_start and lexicon.inside(one.start, lexicon.quoted_spans(article.text)):
        return "sum.in-quotation"
    return "sum.hope" if _reasons()["sum.hope"].match(behind) else ""


class _Turn(NamedTuple):
    """A turn of a sentence by which a sum is none of the policy's: what stands before it, what follows it."""

    rule: str
    example: str
    before: re.Pattern[str] | None
    behind: re.Pattern[str] | None

    def fits(self, before: str, behind: str) -> bool:
        """Whether a sum's sentence takes this turn."""
        return (not self.before or bool(self.before.search(before))) and (
            not self.behind or bool(self.behind.match(behind))
        )


def _turn(rule: str, example: str, before: str = "", behind: str = "") -> _Turn:
    """A turn with an example, in which the sum stands between two strokes."""
    search, match = (re.compile(pattern) if pattern else None for pattern in (before and before + r"\Z", behind))
    return _Turn(f"sum.{rule}", example, search, match)


_MANY_FIRMS = (
    r"(?:올해|올\s들어|지난해|작년|상반기|하반기|최근|민선|누적|까지|동안)[^.\n]*?(?:곳|개사|개 기업|개 업체|기업들)"
    r"(?:에서|으로부터|로부터|으로|을|과)\s(?:총\s|모두\s|약\s)?"
)
TURNS = (
    _turn(
        "of-the-past",
        "지난해 |210억 원|을 지원한 바 있다",
        r"(?:(?:19|20)\d\d년|지난해|작년)[^\n]*",
        r"[^\n]*바\s?있(?:다|으며|습니다)",
    ),
    _turn(
        "of-the-past",
        "2020년 달빛시를 선정해 |210억 원|을 지원했다",
        r"(?:20\d\d년|지난해|작년)[^.\n]*(?:선정|지정)해\s[^.\n]*",
        r"[을를]\s지원했",
    ),
    _turn("of-the-past", "|21억 원| 규모 숲길과 더불어 이름난", behind=r"[^.\n]{0,30}[과와]\s?더불어\s"),
    _turn(
        "of-the-past",
        "지난해 만든 |10억 원| 규모 기금에 이어 두 번째",
        behind=r"[^.\n]{0,30}에\s이어\s(?:두|세|네|다섯|\d+)\s?번째",
    ),
    _turn("compared", "100억 원에서 |20억 원|으로 쪼그라들었다", r"에서\s", r"\s?으로\s(?:쪼그라|급감|폭증)"),
    _turn(
        "compared",
        "올해(|1051억 원|)와 비교하면",
        behind=r"\)\s?(?:[와과]\s(?:비교|견줘)|에\s(?:비해|견줘)|보다|\s?대비)",
    ),
    _turn(
        "compared",
        "처음 계획보다 |1000억 원| 넘게 불었다",
        r"보다\s",
        r"[이가]?\s?(?:넘게\s|가량\s|이상\s)?(?:불|늘|많|더)",
    ),
    _turn("saved", "|30억 원| 넘게 줄였다", behind=r"\s?(?:넘게|이상|가량)\s(?:줄|아꼈|절감)"),
    _turn(
        "of-others",
        "대기업 두 곳이 |11조 원| 넘게 투자할 계획",
        r"(?:두|세|네|\d+)\s?곳이\s[^.\n]{0,14}",
        r"\s?(?:넘게\s|이상\s)?투자할\s계획",
    ),
    _turn("price", "값이 38억 원에서 |47억 원|으로 뛰었다", r"(?:값|가격|단가)[이은]\s[^.\n]{0,24}"),
    _turn("price", "처리비만 |12억 원|이 든다", r"[가-힣]비만\s(?:연간\s|해마다\s)?", r"이\s(?:든다|들어|나간)"),
    _turn("other-money", "세계 시장이 |177조 원|으로 커진다", r"시장(?:이|은|\s규모가|\s규모는)\s[^.\n]{0,12}"),
    _turn(
        "of-others",
        "|6000억 원| 규모의 나루 사업과 엮겠다",
        behind=r"\s?규모의?\s[^.\n]{2,44}[와과을를]\s[^.\n]{0,16}(?:연계|엮|접목)",
    ),
    _turn(
        "of-others",
        "|30억 원| 기금을 따로 굴린다",
        behind=r"[^.\n]{0,34}[을를]?\s(?:따로|별도로)\s(?:굴|운영|운용|추진|마련|들어간)",
    ),
    _turn(
        "of-others", "|30억 원|을 들이는 정원도 따로 추진한다", behind=r"[^\n]*?도\s(?:따로|별도로)\s(?:벌|추진|진행)"
    ),
    _turn(
        "part-of-total",
        "달빛은행이 |1000억 원|을 댔고 나머지는 기업들이 채웠다",
        behind=r"[을를]\s(?:댔|대고|내고|부담하고)[^.\n]*나머지",
    ),
    _turn("target", "|3조 원|을 유치한다는 목표다", behind=r"[을를]\s유치(?:한다는|하겠다는|하는)\s(?:목표|구상)"),
    _turn("of-others", "달빛시는 |2조 원|대를 내세웠다", behind=r"\s?대?[을를]\s내세"),
    _turn(
        "of-the-past",
        "이미 |70억 원| 가량을 쓴 숲길",
        r"이미\s[^.\n]*",
        r"\s?(?:가량|넘게)?[을를]\s(?:쓴|들인|투입한)\s",
    ),
    _turn("of-others", "대기업들이 약속한 |300조 원|", r"대기업들이\s약속한\s[^.\n]*"),
    _turn("target", "|5조 원| 투자 유치 목표", behind=r"\s(?:규모\s)?투자\s?(?:유치\s)?목표"),
    _turn("of-the-past", "앞선 사업의 |50억 원|", r"(?:^|[\s\n])앞선\s[^.\n]*"),
    _turn(
        "of-others",
        "|2조 원| 규모의 투자협약을 맺어 놓았다",
        behind=r"\s?(?:대|규모)?(?:의)?\s?투자협약[을를]\s맺어\s(?:놓|둔|두)",
    ),
    _turn(
        "of-all",
        "두 시설을 포함해 올해 8개 사업에 |842억 원|을 편성했다",
        r"(?:포함해|비롯해|포함한)\s[^.\n]*\d+개\s(?:세부\s)?사업에\s(?:총\s|모두\s)?",
        r"[을를]",
    ),
    _turn("of-all", "|4조 원|대 시대를 열었다", behind=r"\s?대\s(?:진입|시대|돌파)"),
    _turn(
        "of-the-past",
        "상반기에만 |2576억 원|을 집행했다",
        r"(?:상반기|하반기|들어)에?만\s[^.\n]*",
        r"[을를]\s(?:집행|지급|지원)했",
    ),
    _turn(
        "not-granted",
        "|15조 원|을 넣겠다고 했지만 돈을 찾는 단계다",
        behind=r"[^.\n]*(?:했지만|했으나)\s[^.\n]*(?:단계|못|않|없|절반)",
    ),
    _turn("other-money", "의향서 9건(|41억 원|)", r"(?:의향서|계약|상담)\s?(?:\d+건)?\s?\("),
    _turn("at-most", "보조금은 최대 |100억 원|", r"(?:보조금|지원금)(?:은|는)\s(?:최대|최고)\s"),
    _turn("of-the-past", "쓴 돈은 |30억 원|이다", r"쓴\s(?:예산|돈)[은이]\s"),
    _turn(
        "of-others",
        "|13조 원| 규모 투자가 진행 중이다",
        behind=r"\s?(?:규모의?\s|넘는\s)?(?:[^.\n]{0,14}\s)?투자[가는]\s(?:예정|진행|이어)",
    ),
    _turn(
        "asked-of",
        "신청액 |200억 원| 가운데 50억 원만 살아남았다",
        r"(?:신청|요구|건의|요청)(?:액|한)?\s",
        r"\s?(?:가운데|중)\s[^.\n]{0,8}?\d[^.\n]{0,14}원만\s",
    ),
    _turn("if", "단지(|240억 원|)가 심사를 넘으면 짓는다", behind=r"\)[이가은는]\s[^.\n]{0,30}[가-힣]면\s"),
    _turn(
        "of-fund",
        "국민성장펀드는 총 |150조 원|",
        r"(?:국민|모태|혁신|정책|성장)[가-힣]*펀드(?:는|가|의)?\s?(?:총\s|약\s)?",
    ),
    _turn(
        "of-state",
        "정부는 해저 송전망에 |7조 원|을 들인다는 계획이다",
        r"(?:^|[\s\n])정부(?:는|가)\s[^.\n]*",
        r"[^.\n]*(?:바\s?있다|계획이다|방침이다|들인다는\s계획|투입할\s계획)",
    ),
    _turn("of-state", "정부는 앞으로 최대 |5조 원|", r"정부는\s(?:앞으로\s)?[^.\n이]{0,14}최대\s"),
    _turn(
        "of-others",
        "달빛연구원이 |7천억 원|대 예산으로 짓고 있다",
        r"(?:연구원|공사|공단|병원|대학교?)이?가?\s",
        r"\s?대?\s?(?:예산|돈)[으]?로\s[^.\n]{0,10}고\s있",
    ),
    _turn(
        "of-state",
        "정부가 약속한 숲길 |8조 원|",
        r"(?:^|[\s\n])정부[가는]\s[^.\n]*(?:약속한|내놓은|제시한|밝힌|세운)\s[^.\n]*",
    ),
    _turn(
        "of-state",
        "정부는 숲길에 |8조 원|을 쓰는 전략을 내놨다",
        r"(?:^|[\s\n])정부는\s[^.\n]*",
        r"[^.\n]*(?:전략|구상|계획)[을를]\s(?:세워|세웠|내놨|내놓)",
    ),
    _turn(
        "of-ministry",
        "산림청은 해마다 |50억 원|을 지원하고 있다",
        r"(?:^|[\s\n])[가-힣]{1,8}(?:부|처|청)[은는]\s[^.\n]*",
        r"[^.\n]{0,20}(?:지원|투입)하고\s?있",
    ),
    _turn(
        "of-scheme",
        "해마다 |1조 원|을 나눠주는 제도",
        behind=r"[을를]\s[가-힣\s]{0,14}(?:하는|주는)\s(?:제도|기금|사업이다)",
    ),
    _turn("not-granted", "|12억 원|은 빛을 보지 못했다", behind=r"[은이]\s[^.\n]{0,16}(?:못했|않았|빠졌|제외됐|무산)"),
    _turn(
        "talked-of",
        "급행철도(|2조 원|)가 거론됐다",
        behind=r"\)(?:[^.\n]*(?:거론(?:됐|된|되)|물망)|\s?[^.\n]{0,8}?\s(?:따로|별도로)\s(?:추진|진행))",
    ),
    _turn(
        "record-of-others", "투자 유치 |10조 원|을 달성했다", r"투자\s?유치\s?", r"[을를]?\s?(?:달성|돌파|시대|눈앞)"
    ),
    _turn(
        "record-of-others", "투자유치액 |10조 원| 등의 성과", r"투자\s?유치(?:액)?\s?", r"[^\n]{0,78}(?:성과|실적|효과)"
    ),
    _turn(
        "record-of-others",
        "|532억 원| 투자 유치 등의 성과",
        behind=r"\s?(?:이상의?|상당의|규모의|가량의)?\s?투자\s?유치(?:를|을)?\s?(?:등의?\s|의\s)?(?:성과|실적|기록|달성)",
    ),
    _turn(
        "record-of-others",
        "그동안 나루에서 |20조 원|의 투자를 끌어왔다",
        r"그동안\s[^.\n]*|거쳐\s간\s[^.\n]*|\d+(?:개사|곳)[는가이]\s",
        r"의?\s?투자[를을]\s(?:끌어|유치|받)",
    ),
    _turn("record-of-others", "유치한 기업들의 투자액은 |3조 원|", r"유치한[^.\n]{0,40}투자(?:액|금액)?[는은]\s"),
    _turn(
        "record-of-others",
        "|3조 원| 규모의 투자 유치를 바탕으로",
        behind=r"\s?(?:규모의?|상당의?)?\s?투자\s?유치(?:를|을|로)?\s(?:바탕|토대|기반|발판)",
    ),
    _turn(
        "record-of-others",
        "올해 12개 기업에서 |3조 원| 규모의 투자를 유치했다",
        _MANY_FIRMS,
        r"\s?(?:규모)?(?:의)?\s?투자(?:협약)?[를을]\s(?:유치|이끌|끌어|맺|체결)",
    ),
    _turn(
        "record-of-others",
        "민선 8기 이후 총 |9조 원|의 투자를 유치했다",
        r"(?:이후|이래|지금까지|현재까지)\s(?:총\s|모두\s|누적\s|약\s)?",
        r"[^.\n]{0,12}투자[^.\n]{0,8}유치",
    ),
    _turn(
        "record-of-others",
        "민선 8기 들어 투자 |9조 원|을 유치했다",
        r"(?:민선|들어|이후|누적|올해|지난해)\s[^.\n]{0,16}투자\s(?:총\s|모두\s|약\s)?",
        r"[을를]\s(?:유치|이끌)",
    ),
    _turn(
        "record-of-others",
        "올해 투자 유치액은 |9조 원|을 넘었다",
        r"(?:누적|올해|지난해|민선)[^.\n]{0,20}투자\s?유치(?:액|실적|금액|규모)?[이은는가]?\s?"
        r"(?:역대 최대인\s|총\s|약\s)?",
        r"[을를]?\s?(?:넘|돌파|기록|달성)",
    ),
    _turn(
        "record-of-others",
        "투자 |532억 원|, 신규 고용 241명의 실적",
        behind=r"[,·]\s?(?:신규\s)?(?:고용|매출|수출|일자리|특허)[^.\n]{0,40}(?:실적|성과|기록)",
    ),
    _turn(
        "record-of-others",
        "수출 2배·투자 |1조 원|",
        r"(?:수출|매출|고용|일자리)[^.\n]{0,14}[·,]\s?투자(?:\s?유치)?[는은이액]?\s?",
    ),
)
"""Turns of the sentence of a sum that has nothing to do with the news."""
_OF_OTHERS = ("sum.saved", "sum.range", "sum.of-fund", "sum.of-purchases", "sum.of-orders", "sum.if")


def _not_of_this(one: Sum, before: str, behind: str, article: Article) -> str:
    """Money of others and of other times, by the turn of its sentence; what a body has a year, what firms may bring."""
    turned = next((turn.rule for turn in TURNS if turn.fits(before, behind)), "")
    if turned and not (one.fund == "national" and turned == "sum.of-fund"):
        return turned
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
_SAME_DAY = re.compile(r"같은\s날[^.\n]*\Z")
_LIMIT_EACH = re.compile(
    r"(?:업체|기업|개사|가구|농가|점포|명|인|곳)당\s[^.\n]{0,14}(?:한도|최대)[는은액]?\s?\Z"
    r"|상한[을은]\s[^.\n]{0,24}\Z|당\s(?:최대\s)?\d[^.\n]{0,30}\([^()\d]{0,10}\Z"
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
    if _BUILDS_WITH.match(behind):
        return True
    return bool(_FIRST_OF_TWO.match(behind)) or ("투자" in before + behind and funding.is_accord(article))


_BUILDS_WITH = re.compile(
    r"짜리\s?[’'‘]?[^.\n]{0,14}(?:공장|센터|단지|클러스터|시설|플랜트)|(?:으로|로)\s[^.\n]{0,44}(?:짓|갖추|갖춘|세우|세운|조성한|구축한|건립한|만든다)"
)
"""`2000억원으로 가람산단에 공장을 짓는다`."""
_ITEMISED = re.compile(
    r"[가-힣]\s=\s\Z|(?:항목|사업|분야|부문|단계|세부)별로는?\s[^.\n]*\Z|^[^.\n]{0,60}[가-힣]\s?:\s\Z|\n[^.\n]{0,60}[가-힣]\s?:\s\Z"
)
"""`항목별로는 숲길 1억원, 정원 2억원이다`, `① 숲길 정비 : 3억 원`."""
_COUNTED_UP = re.compile(r"[가-힣)]\s\d[\d,.조억만천 ]*원(?=[,.]|\s?[▲△▷]|\s등|이다|을|으로|$)")
"""`길 140억원, 정자 97억원, 나무 75억원`: three works and more, each with its sum."""
_FIRST_OF_TWO = re.compile(
    r"(?:[·(][^,.\n]{1,10})?,\s[가-힣]{1,8}(?:에는?|은|는)\s\d[\d,.조억만천 ]*원[^,.\n]{0,30}(?:투자|투입|들여)"
)
"""`가람에는 2억 원, 달빛에는 3억 원의 투자`: the word of paying stands at the last."""


def _is_supplement(one: Sum, article: Article) -> bool:
    """The growth of a budget is what a supplementary one is."""
    is_about = re.search(r"추경|추가경정", article.text[: article.body_start + 200])
    return bool(is_about and re.match(r"\s?(?:을|를)?\s?증액", article.text[one.end : one.end + 5]))


_NOW = re.compile(r"(?:사업비|공사비|투자)[^.\n]{0,20}\d[\d,.조억만천 ]*원?에서\s(?:총\s|약\s)?$")
"""`총사업비는 1조원에서 9000억원으로 줄었다`: the second is what it is now."""
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
_CEILING = re.compile(r"\s?(?:이내|한도)(?:에서|로|내에서)\s[^.\n]{0,30}(?:보증|융자|대출)")
"""A ceiling on all loans together, and no sum for each."""
