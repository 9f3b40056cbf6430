"""Tell who pays a sum and how far it is: a firm of its own, requested, awarded, spent; over which years."""

import re
from collections.abc import Sequence
from functools import cache

from tracker.importer import lexicon, verbs
from tracker.importer.candidates import Mention
from tracker.importer.money.amounts import Sum, clause
from tracker.importer.page.cleaning import Article
from tracker.model import Period, Status


def is_accord(article: Article) -> bool:
    """Whether an article is about firms that promise to invest, by its headline or lead."""
    if re.search(r"투자\s?유치(?!\s?(?:설명회|추진|전략|계획|나서|총력|활동))", article.headline or ""):
        return True
    return bool(_ACCORD.search(article.text, 0, article.body_start + 500))


_ACCORD = re.compile(
    r"투자(?:\s?및\s?(?:[가-힣]{2}\s)?|[·‧ㆍ][가-힣]{2}\s?)?\s?(?:유치\s?)?"
    r"(?:협약|양해각서|MOU|합의각서|합의 각서|를 협약)"
)


def is_private(total: Sum, article: Article, bodies: Sequence[Mention]) -> bool:
    """A firm puts its own money in: it is who invests in the sentence, or the article is about such an accord."""
    before, behind = clause(article.text, total.start, total.end)
    if _is_said_to_be(total, before, behind, article, bodies):
        return True
    volume = is_accord(article) and (re.match(r"\s?(?:규모|상당)", behind) or re.search(r"\d+개\s?사\s\Z", before))
    is_public = re.search(r"사업비|예산(?!군)|국비|도비|시비|재정", before[-30:])
    if is_public or not (volume or _PUT_IN.search(before[-40:] + behind) or _IS_GIVEN.match(behind)):
        return False
    if _is_of_investors(total, before, behind, article, bodies):
        return True
    if re.search(r"기금|보조금|융자|대출|보증", behind[:20]) or re.search(r"(?:보조금|지원금|인센티브)\s", before[-8:]):
        return False
    if _GRANTS.search(before):
        return False
    if is_accord(article):
        return not _STATE_PAYS.search(before)
    if (listed := _LISTED.search(before)) and re.match(r"을?\s?(?:투자|투입|들여)", behind):
        return not _NO_FIRM.search(listed.group("name"))
    return _is_put_in_by_firm(total, before, behind, article, bodies)


_INVESTMENT = re.compile(r"(?<![가-힣])(?<!재정\s)(?<!공공\s)투자(?:금|액)[은는]\s(?:총\s|약\s|모두\s)?\Z")
"""`투자금은 700억 원으로 알려졌다`: what a city pays is a cost."""
_BY_COUNTED = re.compile(r"\d+개\s?(?:기업|업체|사)(?:[이가]\s|\s)(?:총\s|약\s|모두\s)?\Z")
"""`5개 기업이 72억 원의 투자를`."""
_PUT_IN = re.compile(
    r"투자|들이겠다|들여|투입|기부|쏟는|쏟아|쏟은|부을\s|전액\s부담|자체\s부담|[을를]\s(?:쓴다|썼|써서|쓰기로|들였|들인다)"
    r"|원?으로\s[^.\n]{0,40}(?:공장|생산\s?라인|조립동|생산동|연구동)"
)
_IS_GIVEN = re.compile(rf"(?:\([^()\n]*\))?[을를]\s(?:[가-힣A-Za-z0-9&]{{2,14}}[이가]\s)?{verbs.GIVES}")
_GRANTS = re.compile(
    r"(?:보조금|기금|지원금)(?:과|와|을|를)\s[^.\n]{0,24}(?:합쳐|더해|합해)\s(?:최대\s|총\s|모두\s)?\Z"
)
"""`보조금과 기금을 합쳐 최대 30억 원`: what firms get."""
_STATE_PAYS = re.compile(r"(?:정부(?!의\s)|(?<![가-힣])(?:도는|시는|군은|구는))(?![^,]*[와과]\s)[^,]{0,40}$")


def _is_said_to_be(total: Sum, before: str, behind: str, article: Article, bodies: Sequence[Mention]) -> bool:
    """Words at the sum or a headline that leave no doubt: `민간 투자 5조 원`, `전부 회사가 댔다`."""
    if total.fund is None and _is_of_plant(total, before, behind, article, bodies):
        return True
    if _FIRMS_PAY.match(behind) or _WHOLLY_PRIVATE.search(article.text, total.end, total.end + 90):
        return True
    if re.search(r"민간\s?투자(?:\s?규모|액|금|비)?[는은이]?\s(?:총\s|약\s|모두\s|합쳐\s)?\Z", before):
        return True
    if _INVESTMENT.search(before) or (
        _BY_COUNTED.search(before) and re.match(r"원?[을의]?\s?(?:투자|푼|풀|들|쏟|붓)", behind)
    ):
        return True
    if _SPENT_BY_FIRM.search(before):
        return True
    if (spent := _SPENT_BY.search(before)) and any(spent["name"] in firm for firm in _firms(bodies)):
        return True
    if re.search(r"투자[^.\n]{0,24}유치", behind[:40]) and re.search(r"로부터\s(?:약\s|총\s)?$", before[-8:]):
        return True
    is_head = total.start < article.body_start
    if (
        is_head
        and (name := re.search(r"(?:^|\n)(?P<name>[가-힣A-Za-z&]{3,14})\s\Z", before))
        and re.match(r"\s?(?:들여|투자|투입)", behind)
    ):
        return bool(re.search(rf"{name['name']}㈜|(?:㈜|\(주\)){name['name']}", article.text))
    return bool(is_head and re.match(r"\s?투자", behind) and _headed_by_firm(article, bodies))


def _is_of_investors(total: Sum, before: str, behind: str, article: Article, bodies: Sequence[Mention]) -> bool:
    """The sum of what was promised by firms that were told of before it."""
    if _FORETOLD.match(behind) and re.search(r"민간\s?(?:기업|주도|투자)", article.text[: total.start]):
        return True
    size = re.search(r"투자\s?(?:규모|금액|액|예정액)(?:는|은)\s?(?:총\s|약\s|모두\s)*$", before)
    if size and _INVESTORS.search(article.text[max(0, total.start - 140) : total.start]):
        return True
    if _NEW_INVESTMENT.match(behind) and _heads(article, bodies):
        return True
    accord = r"\s?(?:규모의?|상당의?)?\s?(?:신규\s?)?투자\s?(?:협약|양해각서|MOU|유치(?!진흥|기금|촉진))"
    return bool(re.match(accord, behind))


_NEW_INVESTMENT = re.compile(r"\s?(?:규모의?|상당의?)\s(?:새|신규|추가)\s?투자")


def _heads(article: Article, bodies: Sequence[Mention]) -> bool:
    """Whether the headline names a firm."""
    return any(one.end < article.body_start and not _PUBLIC.search(one.name) for one in bodies)


def _is_put_in_by_firm(total: Sum, before: str, behind: str, article: Article, bodies: Sequence[Mention]) -> bool:
    """Whether who pays in the sentence, or in the one before it, is a firm."""
    told = re.sub(r"\d[\d,.조억만천 ]*원?에서\s", "", before)
    subject = [name.split("(")[0] for name in re.findall(r"([가-힣A-Za-z0-9㈜()&]+)(?:은|는|이|가|에서)\s", told)]
    subject = [name for name in subject if name and not _MEASURE.search(name)]
    if subject and subject[-1].endswith("공장") and _heads(article, bodies):
        return True
    if not subject and re.search(r"공장|생산시설|본사", before[-40:]) and re.search(r"고용|채용", behind[:60]):
        return True
    if payer := _PAYER_BEHIND.match(behind):
        subject.append(payer.group("name"))
    subject = subject or _subject_before(article, total.start - len(before))
    if not subject:
        return False
    return any(subject[-1] in firm for firm in _firms(bodies)) or bool(_FIRM_SUBJECT.search(subject[-1]))


def _firms(bodies: Sequence[Mention]) -> set[str]:
    return {mention.name for mention in bodies if not _PUBLIC.search(mention.name)}


_FIRMS_PAY = re.compile(r"[^.\n]{0,14}\s(?:전부|모두|전액)[,\s]\s?(?:회사|기업|민간)(?:들|이|가|에서)*\s")
"""`7천억 원 남짓으로 전부 회사가 댔다`."""
_SPENDING = verbs.before_noun(*verbs.GIVE, "쏟", "쏟아붓", "투입하", "들이", "쓰", "투자하")
_SPENT_BY_FIRM = re.compile(
    r"(?:회사|기업|업체|사업자)(?:들)?(?:가|이|에서|\s측이)?\s[^.\n]{0,12}"
    rf"{_SPENDING}\s(?:돈|금액|자금|비용)[은이]\s(?:약\s|총\s|모두\s)?\Z"
    r"|[이가]\s(?:[가-힣]+\s){0,3}낸\s[가-힣]{0,8}기금\s\Z|전액\s민간\s?(?:자본|투자|자금)(?:인|으로)\s[^.\n\d]{0,14}\Z"
)
"""`회사가 여기에 쏟은 돈은 98억 원`, `전액 민간 자본인 총사업비 98억 원`."""
_SPENT_BY = re.compile(
    rf"(?<![가-힣A-Za-z])(?P<name>[가-힣A-Za-z0-9&]{{2,14}})[이가]\s(?:[가-힣]+\s)?{_SPENDING}\s"
    r"(?:돈|금액|자금|비용)[은이]\s(?:약\s|총\s|모두\s)?\Z"
)
"""`달빛이 들인 돈은 98억 원`, of a firm that is known."""
_WHOLLY_PRIVATE = re.compile(r"(?:모두|전부|전액)\s(?:민간\s?(?:자본|투자|자금)|민자)(?:이다|다|로|으로|\s)")


def _is_of_plant(total: Sum, before: str, behind: str, article: Article, bodies: Sequence[Mention]) -> bool:
    """A sum in a headline that a firm heads, about its plant: `달빛전자, 가람에 공장 첫 삽… 4300억 들여`."""
    head = article.text[: article.body_start]
    if total.start >= article.body_start or not re.search(r"공장|데이터\s?센터|생산기지", head):
        return False
    firms = (one for one in bodies if one.end < article.body_start and not _PUBLIC.search(one.name))
    is_headed = any(head.startswith(",", one.end) for one in firms)
    return is_headed and not re.search("국비|시비|도비|사업비|예산|지원", before[-20:] + behind[:20])


_FORETOLD = re.compile(r"[^.\n]{0,60}?의\s(?:[가-힣]{1,6}\s)?투자(?:가|를)\s(?:예고|약속|예정|확정|유치)")
"""`3조 원 규모의 투자가 예고됐다`, by the firms told of before it."""
_LISTED = re.compile(
    r"(?:^|[\s,])(?P<name>[가-힣A-Za-z0-9㈜()&]{2,14})\s등(?:\s\d+개\s?(?:사|기업|업체))?(?:은|이)\s(?:총\s|약\s|모두\s)?$"
)
"""`달빛, 별빛 등이 300억원을 투자한다`: the last of those who put it in together."""
_NO_FIRM = re.compile(
    r"(?:[시군구도부처청원회단공사대]|공단|대학교|정부|국비|도비|시비|민자|센터|재단|파크|지자체|기관)$"
)
_MEASURE = re.compile(
    r"(?:규모|금액|투자액|면적|사업비|돈|몫|쏟|[하되있없같])$|^[가-힣]{0,2}(?:우|리|치|으|드|두|맡|짓|놓|받|잇|얻|쌓|는)$"
)
"""What a particle may stand behind that is no payer: a measure, the stem of a verb."""
_PAYER_BEHIND = re.compile(
    r"(?:\([^()\n]*\))?(?:은|는|을|를)?\s(?P<name>[가-힣A-Za-z0-9&]{2,14})(?:에서|이|가)\s"
    rf"(?:[^.\n]{{0,40}}(?:투입|투자|부담)(?:하는|할)\s|{verbs.GIVES})"
)
"""`1조 원은 달빛에서 설비 등에 투입하는 금액이다`, `1조 원을 달빛이 부담해`."""


def _headed_by_firm(article: Article, bodies: Sequence[Mention]) -> bool:
    """`달빛전자, 가람에 공장 착공… 500억 투자`."""
    first = bodies[0] if bodies else None
    if first is None or first.start or _PUBLIC.search(first.name):
        return False
    return article.text.startswith((",", " "), first.end)


def _subject_before(article: Article, start: int) -> list[str]:
    """Who acts in the sentence before one that names nobody: it goes on with the same."""
    line = article.text.rfind("\n", 0, start) + 1
    sentence = re.split(r"다\.\s", article.text[line:start].rstrip())[-1]
    acting = re.match(r"[^.\n]{0,20}?([가-힣A-Za-z0-9㈜()&]+)(?:은|는|이|가)\s", sentence)
    return [acting.group(1)] if acting else []


_PUBLIC = re.compile(
    r"(?:(?<!넥스)원|소|회|단|청|부|처|공사|공단|대|대학교|재단|조합|파크|센터|위원회|기금|(?:한국|산업|기업|수출입|중소기업)은행)$"
    r"|^(?:LH|SH|GH|iH|한전|한수원|코레일|한국수력원자력|(?:한국)?(?:남동|동서|서부|중부|남부)발전)$"
)
"""Bodies that pay with public money, or none of their own."""
_INVESTORS = re.compile(r"(?:투자|입주|참여|협약|앵커|선도)\s?기업|투자(?:하는|할)\s(?:주요\s)?(?:기업|업체)")
_FIRM_SUBJECT = re.compile(
    r"(?:컨소시엄|민간사업자|건설사|운영사|개발사|제조사|발전사|투자사|회사|(?<!도)시공사|참여사|입주사|양사|협력사|부품사|소재사|기업|기업들|업체|업체들|㈜|전자|그룹|모터스"
    r"|화학|중공업|케미칼|하이닉스|솔루션|이노베이션|오션플랜트|제약|바이오로직스|머티리얼즈|퓨처엠|에너지|파워|SDI|SDS)$"
    r"|^(?:SK|LG|HD|CJ|GS|HJ|DL|LS|OCI|삼성|현대|한화|롯데|포스코|두산|효성|코오롱|네이버|카카오)[가-힣A-Za-z&]*$"
)


def status(text: str, start: int, end: int, breakdown: dict[str, int]) -> Status:
    """How far the money is, by the verbs of its sentence, then by those of the sentences beside it."""
    if set(breakdown) == {"private"}:
        return "announced"
    before, behind = clause(text, start, end)
    here = (before[-40:] + " ␟ " + behind[:80]).replace("신청사", "청사")
    if re.search(_cue("requested"), _WON_AFTER_ALL.sub("", here)):
        return "requested"
    if _SPENT.search(before[-12:] + " " + behind[:22]) and not re.search(r"예정|계획|방침|목표|까지 총", behind[:40]):
        return "spent"
    if re.search(_cue("appropriated"), before[-20:] + behind[:24]):
        return "appropriated"
    if _AWARDED.search(behind[:70]) or re.search(
        r"(?:선정(?:돼|된|됐|되|으로)|확보(?:한|해|했)|뽑혀|뽑혔)[^.\n]{0,30}$", before[-60:]
    ):
        return "awarded"
    line = text.rfind("\n", 0, start) + 1
    previous = text[line : max(line, start - len(before))]
    following = text[end + len(behind) : end + len(behind) + 90].partition("\n")[0]
    if re.search(r"최종 선정을|선정을 앞두|선정 여부|대응 중|대응하고 있|신청한 상태", following):
        return "requested"
    return (
        "awarded"
        if re.search(r"(?:공모|사업)[^.\n]{0,30}(?:선정됐다|선정돼|뽑혔다|확정됐다)[^\n]{0,20}$", previous)
        else "announced"
    )


_WON_AFTER_ALL = re.compile(r"(?:신청|응모|도전|요청|건의)(?:한|해|하여|했고)[^.\n]{0,24}(?=선정|확보|뽑)")
"""`신청한 결과 선정돼`: it was asked for, and won."""
_SPENT = re.compile(
    r"(?:들였|투입됐|투입했|투입돼\s(?:완공|준공|문을)|집행했|지급했|들어갔|쏟아부었)|들인\s"
    r"|(?:들여|투입해|투입된)\s?(?:[가-힣]{2,8}\s)?(?:(?:완공|준공|건립|조성|신축|개설|구축|설치)(?:한(?!다)|했|됐|된)|지은|만든|세운)"
)
"""Money that is gone: what it paid for is told as done."""
_AWARDED = re.compile(
    r"(?:선정|확정)(?:돼|됐|된|되어|되면서|됨)|확보(?:된|됐|돼|했|한(?!다)|해\s|하며|하면서|하게 됐|\s?[…,\n]|$)"
    r"|지원\s?받(?:게|았|아|는다)|따냈|따내|배정받|교부받|낙점|뽑혀|뽑혔|유치(?:했|에 성공)"
)


@cache
def _cue(name: str) -> str:
    return lexicon.alternation(getattr(lexicon.cues(), name))


def period(text: str, start: int, end: int, spans: Sequence[tuple[Period, int, int]]) -> Period | None:
    """The span of years in the sum's own sentence, the nearest one."""
    before, behind = clause(text, start, end)
    near = [
        (min(abs(start - stop), abs(begin - end)), number, period)
        for number, (period, begin, stop) in enumerate(spans)
        if start - len(before) <= begin <= end + len(behind)
    ]
    return min(near)[2] if near else None
