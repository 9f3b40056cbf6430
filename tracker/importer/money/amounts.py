"""Read sums of money in every Korean writing, each with the source that stands at it."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from tracker import money
from tracker.importer import lexicon, verbs
from tracker.importer.candidates import Question
from tracker.model import Period, Status, Won

_NUM = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_BARE = r"(?:(?<![가-힣])|(?<=[천백조억]))[천백십](?=\s?(?:\d|[조억만]))"
"""`천2백억`, as broadcasters write it."""
_GROUP = rf"(?:(?:{_NUM}\s?[천백십]?|{_BARE})\s?){{1,3}}(?:여\s?)?[조억만]\s?(?:여\s?)?"
_TAIL = rf"(?:{_NUM}\s?[천백십]?\s?){{1,3}}(?=원)"
_SMALL = rf"{_NUM}\s?(?:[천백십]만|[천백십])?(?=\s?원)"
_SUM = re.compile(rf"(?<![\d.,])(?<!제)(?<!제\s)(?P<sum>(?:{_GROUP}){{1,3}}(?:{_TAIL})?|{_SMALL})\s?(?P<won>원)?")


class Sum(NamedTuple):
    """A sum of money at a place of the text. `fund` is the source that stands at it, `label` its word."""

    amount: int
    fund: str | None
    label: str
    is_rough: bool
    start: int
    end: int


class Money(NamedTuple):
    """A sum that pays for the policy; `what` is the programme that it is for, if it is named."""

    amount: Won
    status: Status
    period: Period | None
    breakdown: dict[str, int]
    what: str | None
    rule: str
    start: int
    end: int


@cache
def _funds() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    """Patterns of a source right before and right behind a sum, and the kind of each source's name."""
    kinds = {str(name): kind for kind, names in lexicon.cues().funds.items() for name in names}
    names = "|".join(sorted((re.escape(name) for name in kinds), key=len, reverse=True))
    particle = r"(?:로|으로|에서|는|은|가|이|만|도|\s?지원|\s?출자금?|\s?인센티브|\s?예산|\s?보조금|\s?규모[는가])?"
    amount = r"(?:약|총|모두|전액|각각|최대|연간|연)?"
    share = r"(?:\d{1,3}(?:\.\d+)?%\s?\(\s?)?"
    place = r"(?:(?<![가-힣])|(?<=[가-힣]{2})(?=[시군구도]비))"  # `기장군비` is the money of a county
    before = re.compile(rf"{place}(?:(?<!·)|(?<=[원억만]·))(?P<fund>{names}){particle}\s?[:：]?\s?{amount}\s?{share}$")
    link = r"(?:의|규모의|상당의|가량의|정도의|어치의|은|이|을|를)?"
    behind = re.compile(rf"\s?{link}\s?(?P<fund>{names})(?!\s?\d|사업)(?=[와과,·를을로이가는은\s)의도]|다\.|입니다|$)")
    return before, behind, kinds


def read(text: str) -> tuple[list[Sum], list[Question]]:
    """Every sum of KRW in a text, and those whose writing does not add up."""
    found: list[Sum] = []
    amount: int
    questions: list[Question] = []
    for match in _SUM.finditer(text):
        raw = match.group("sum")
        if raw == "0" or (not match.group("won") and not _is_won(text, match)):
            continue
        try:
            amount = money.parse(re.sub(r"[여\s]", "", raw))
        except ValueError as error:
            questions.append(Question("budgets", f"금액 ‘{raw.strip()}’을(를) 읽을 수 없습니다: {error}"))
            continue
        end = match.end() if match.group("won") else match.start() + len(raw.rstrip())
        rough = "여" in raw or bool(re.match(r"\s?(?:여|가량|안팎|정도|대(?![가-힣])|상당)", text[end:]))
        rough = rough or text[max(0, match.start() - 3) : match.start()].strip().endswith("약")
        near = text[max(0, match.start() - 24) : match.start()]
        funds: list[tuple[str | None, str]]
        if shared := _FOR_EACH.search(near):
            funds = [(_funds()[2][name], name) for name in shared.groups()]
        elif (both := _BOTH.search(near)) and (both["each"] or text.startswith("씩", end)) and _are_governments(both):
            funds = [purse(both["one"]), purse(both["other"])]
        elif (both := _BOTH_FUNDS.search(near)) and text.startswith("씩", end):
            funds = [(_funds()[2][name], name) for name in both.groups()]
        elif (several := _SEVERAL.search(near)) and text.startswith("씩", end):
            amount = amount * _COUNTS[several.group("count")]
            who = several.group("who")
            funds = [purse(who) if len(who) == 1 else ("private", who)]
        else:
            funds = [_fund(text, match.start(), end)]
        found += [Sum(amount, fund, label, rough, match.start(), end) for fund, label in funds]
    return list(_shared_in(text, _making_up(text, found))), questions


_AND_SO_ON = re.compile(r"원?\s등\s[^.\n\d]{0,16}\Z")


def _making_up(text: str, found: Sequence[Sum]) -> list[Sum]:
    """`숲길에 1억 원, 나루에 2억 원 등 국비 3억 원`: sums that come to the one behind them are of its source."""
    shared = list(found)
    for at, total in enumerate(found):
        if not (total.fund and at > 1 and _AND_SO_ON.search(text, found[at - 1].end, total.start)):
            continue
        start, left = at, total.amount
        while start and left > 0 and not shared[start - 1].fund:
            start -= 1
            left -= shared[start].amount
        if not left:
            shared[start:at] = [one._replace(fund=total.fund, label=total.label) for one in shared[start:at]]
    return shared


_OF_WHICH = re.compile(r"\s?원?[을를]?\s?(?:가운데|중(?:에서)?)\s")


def _shared_in(text: str, found: Sequence[Sum]) -> Iterator[Sum]:
    """`국비 41억 원 가운데 15억 원은 장비에, 26억 원은 교육에`: what it is split into is of the same source."""
    whole: Sum | None = None
    left = 0
    for one in found:
        is_share = whole and not one.fund and one.amount <= left and "다." not in text[whole.end : one.start]
        if whole and is_share:
            left -= one.amount
            yield one._replace(fund=whole.fund, label=whole.label)
            continue
        whole, left = (one, one.amount - 1) if one.fund and _OF_WHICH.match(text, one.end) else (None, 0)
        yield one


def _is_won(text: str, match: re.Match[str]) -> bool:
    """Whether a number without 원 is money: one of 억 or 조, or of 만 behind a source, with no other unit behind it."""
    is_large = re.search("[조억]", match.group("sum")) or _fund(text, *match.span())[0]
    return bool(is_large) and not lexicon.any_of("not_won").match(text[match.end() :].lstrip())


def _fund(text: str, start: int, end: int) -> tuple[str | None, str]:
    """The source that stands at a sum: its kind and its word."""
    before, behind, kinds = _funds()
    near = text[max(0, start - 24) : start]
    if match := before.search(near):
        if _SHARED_BEFORE.search(near, 0, match.start("fund")):
            return None, match.group("fund")
        return kinds[match.group("fund")], match.group("fund")
    if told := _over_time().search(near):
        return kinds[told.group("fund")], told.group("fund")
    if _is_of_state(text, start, end):
        return "national", "국비"
    if payer := _payer(text, start, end):
        return payer
    if _is_of_firms(text, start, end):
        return "private", "민간"
    if shared := _shared_funds().search(text[max(0, start - 14) : start]):
        name = shared.group(1)
        return (None if name.startswith("국") else "municipal" if name == "시·군비" else "local"), name
    if whole := _WHOLLY.match(text, end):
        name = next(filter(None, whole.groups()))
        return kinds[name], name
    if (match := behind.match(text[end : end + 16])) and not _SHARED_BEHIND.match(text, end + match.end()):
        return kinds[match.group("fund")], match.group("fund")
    return ("national", "국비") if _SUPPORTED.search(text[max(0, start - 90) : start]) else (None, "")


@cache
def _over_time() -> re.Pattern[str]:
    """`국비로만 5년에 걸쳐 150억 원`."""
    names = lexicon.alternation(_funds()[2])
    return re.compile(
        rf"(?<![가-힣·])(?P<fund>{names})로(?:만)?\s(?:\d{{1,2}}년(?:간|에\s걸쳐|\s동안)|해마다|매년)\s(?:약\s|총\s|모두\s)?\Z"
    )


def _is_of_state(text: str, start: int, end: int) -> bool:
    """Whether the words around a sum say that the state gives it."""
    near = max(0, start - 24)
    if _OF_MINISTRY.search(text, near, start) or _GIVEN_BY_MINISTRY.search(text, near, start):
        return True
    who, how = _MINISTRY_PAYS
    if _ASKED_OF_STATE.match(text, end) or (how.match(text, end) and who.search(text, max(0, start - 44), start)):
        return True
    asked, how_asked = _ASKED_BEFORE
    if how_asked.match(text, end) and asked.search(text, max(0, start - 48), start):
        return True
    if _FOR_PRIZE.search(text, max(0, start - 34), start):
        return True
    if _AND_REST.match(text, end) and _BY_MINISTRY.search(text, near, start):
        return True
    if _BY_STATE.match(text, end) or _BY_STATE_BUDGET.match(text, end):
        return True
    return bool(_ENTERED.match(text, end) and _IN_STATE_BUDGET.search(text, max(0, start - 90), start))


def _is_of_firms(text: str, start: int, end: int) -> bool:
    """Whether the words around a sum say that firms give it."""
    if _SHARED_BY_FIRMS.search(text, max(0, start - 40), start) or _BY_FIRMS.match(text, end):
        return True
    return bool(_GIVEN.match(text, end) and _FIRMS.search(text, max(0, start - 24), start))


@cache
def _shared_funds() -> re.Pattern[str]:
    return re.compile(rf"({lexicon.alternation(lexicon.cues().shared_funds)})\s?(?:로|는|은|등)?\s?(?:약|총)?\s?$")


_OF_MINISTRY = re.compile(
    r"(?:(?<![가-힣])[가-힣]{2,10}부의?\s(?:[가-힣]{2,10}\s){0,3}(?:보조금?|지원금|출연금|예산|연구개발비)|국비인\s[가-힣]{2,12}|모태펀드(?:\s[가-힣]{2,4}계정)?)"
    r"\s?(?:약\s?|총\s?)?\Z"
)
"""`환경부 보조금 84억 원`, `국비인 숲길기금 84억 원`, `모태펀드 84억 원`: the state's money, under another name."""
_GIVEN_BY_MINISTRY = re.compile(
    r"(?<![가-힣])(?:[가-힣]{2,10}[부청]|정부)(?:[가이]\s(?:(?![가-힣]+[은는이가]\s)[가-힣0-9·]+\s){0,5}"
    rf"{verbs.before_noun(*verbs.GIVE, '주', '내려주', '내려보내', '지원하', '보조하')}(?:\s[가-힣]+){{0,3}}"
    r"|\s(?:공모|공모사업|지원사업)(?:로|으로|에서)\s(?:받은|받는|따낸|확보한))\s(?:약\s|총\s)?\Z"
)
"""`해양수산부가 댄 90억 원`, `농식품부 공모로 받은 12억원`."""
_MINISTRY_PAYS = (
    re.compile(r"(?<![가-힣])(?:[가-힣]{1,9}(?<![본간외내일전대학지])부|나라|국가)(?:[는가]|에서)\s[^.,\n]{0,30}\Z"),
    re.compile(rf"\s?[을를]\s(?:들여|투입|지원|배정|편성|반영|담았|담아|내려|{verbs.GIVES})"),
)
"""`산업부는 추경으로 확보한 37억 원을 들여`."""
_ASKED_OF_STATE = re.compile(
    r"\s?(?:어치)?[을를]\s(?:[가-힣]{2,4}\s)?(?:[가-힣]{2,10}부|정부|국회|기재부)[에와]\s(?:[가-힣]{2,5}[을를]\s)?(?:건의|요청|신청|요구)"
)
"""`98억 원을 산업통상부에 건의했다`, `98억 원어치를 추려 정부에 교부를 요청`."""
_ASKED_BEFORE = (
    re.compile(
        r"(?<![가-힣])(?:[가-힣]{1,9}(?<![본간외내일전대학지])부|복지부|정부|국회(?:\s심사)?)(?:에|에도|에는|에서)\s[^.\d\n]{0,30}\Z"
    ),
    re.compile(r"\s?[을를]\s(?:따로\s|추가로\s)?(?:건의|요청|신청|요구)|\s?으로\s되돌려\s달라"),
)
"""`복지부에도 보상금 4억 원을 신청했다`."""
_FOR_PRIZE = re.compile(r"(?:장관상|대통령상|총리상|국무총리상)[과와]\s함께\s[^.\d\n]{0,20}\Z")
"""`장관상과 함께 사업비 4억 원`."""
_BY_MINISTRY, _AND_REST = (
    re.compile(r"(?<![가-힣])[가-힣]{2,10}부가\s\Z"),
    re.compile(r"\s?원?,\s나머지(?:는|를)\s"),
)
"""`환경부가 200억 원, 나머지는 시가 부담한다`."""
_BY_STATE = re.compile(
    rf"[은는]\s[가-힣]{{2,10}}(?<!간)부가\s(?:전액\s)?(?:지원|보조|{verbs.GIVES})|"
    r"[은는]\s[가-힣]{2,10}[부처청]\s(?:예산|국비)|[은는]\s[가-힣]{2,10}부\s[^.\n]{0,16}(?:과제|공모|공모사업)로\s(?:조달|확보|받)|"
    rf"\s?[을를]\s(?:나라|정부|국가)가\s(?:(?![가-힣]+[은는이가]\s)[가-힣]+\s){{0,4}}(?:보조|지원|{verbs.GIVES})"
    r"|[은는]\s[가-힣]{2,10}부(?:의|가 주는|가 대는)\s국비|(?:의)?\s(?:정부|국가)\s(?:재정\s)?지원(?![가-힣])"
)
"""`84억 원을 나라가 보조한다`, `84억 원은 산업통상부의 국비다`."""
_BY_STATE_BUDGET = re.compile(
    r"\s?[은이가]\s(?:\d{4}년도?\s|내년도?\s)?정부\s?(?:예산)?안?에\s(?:신규로\s|최종\s|새로\s|온전히\s|모두\s)?(?:반영|담|포함)"
)
_IN_STATE_BUDGET, _ENTERED = (
    re.compile(r"(?:(?:정부|국가)\s?|국회\s(?:본회의를?\s)?(?:통과한\s)(?:\d{4}년도\s|내년도?\s)?)예산에\s[^.\n]*\Z"),
    re.compile(r"[이가]?\s(?:신규로\s|새로\s|최종\s)?(?:반영|포함|담)"),
)
"""`정부예산에 설계비 17억 원이 반영됐다`."""
_NO_GOVERNMENT = (
    r"(?!(?:다시|도시|당시|즉시|잠시|역시|임시|전시|동시|일시|제도|정도|속도|온도|강도|태도|국도|철도|지도|시도"
    r"|연구|기구|요구|지구|친구|입구|인구|도구|복구|창구)(?:[는은가이도에]|\s))"
)
_GOVERNMENT = (
    rf"(?<![가-힣]){_NO_GOVERNMENT}"
    r"(?P<name>(?:[가-힣]{2,3})?[시군구도]|[가-힣]{2}특별자치[시도]|[가-힣]{2}(?:특별|광역)시)"
)
_PAYER = re.compile(
    rf"{_GOVERNMENT}(?:[는은가이도]|에서|에서는)\s(?P<between>(?:(?!(?![되하있없])[가-힣A-Z][은는]\s)(?:[^.,\n]|(?<=\d),(?=\d)))*)\Z"
)
_PAYER_BEHIND = re.compile(
    rf"[은는을를]\s(?:전액\s|모두\s)?{_GOVERNMENT}(?:가|이|에서)\s(?:전액\s|모두\s)?{verbs.GIVES}"
)
"""`나머지 12억 원은 시가 댄다`."""
_BY_SEVERAL = re.compile(
    r"[은는]\s(?:(?:\d+개|두|세|네)\s)?(?:시도|시·도|시군|시·군|지자체)(?:가|들이)\s"
    rf"(?:(?:똑같이|절반씩|나눠|나누어)\s)*{verbs.GIVES}"
)
"""`나머지 84억 원은 네 시도가 똑같이 나눠 낸다`."""
_OF_SEVERAL = re.compile(
    r"(?<![가-힣])(?:시군|시·군|시도|시·도|지자체)(?:들)?[이가은는]\s(?:[가-힣]+\s)?(?:약\s|총\s)?\Z"
)
"""`시군이 12억 원을 보탠다`."""
_BY_COUNCIL = (
    re.compile(r"(?<![가-힣])(?P<name>[가-힣]{2,6}[시도군구])의회[는가]\s[^\n]{0,60}(?:추경|추가경정예산)[^.\n]*\Z"),
    re.compile(r"(?:으?로\s[^.\n]{0,8}|[을를]\s)(?:의결|가결|통과)|[을를]\s(?:전액\s|모두\s)?(?:도려냈|깎|삭감|덜어)"),
)
"""`가람구의회는 추경안을 612억 원으로 고쳐 의결했다`."""
_PURSE = re.compile(
    rf"{_GOVERNMENT}(?:\s(?:자체\s|[가-힣]{{3,8}}\s[가-힣]{{2,6}}\s)?(?:예산|재정|재원|일반회계(?:\s전입금)?|지원금|보조금|출연금|출자금)|\s[가-힣]{{2,12}}기금(?:에서)?"
    rf"|[가이]\s(?:[가-힣]+에\s)?(?:{verbs.GIVEN_BY}|{verbs.before_noun('들이', '쓰', '투입하')})"
    r"\s(?:돈|예산|사업비|비용|몫)[은이]"
    rf"|[가이]\s(?:[가-힣]+에\s)?{verbs.GIVEN_BY})\s(?:\d{{4}}년까지\s)?(?:약\s|총\s)?\Z"
)
"""`군 예산 9억 원`, `군이 들인 돈은 9억 원`, `구 육성기금에서 9억 원`."""
_INVESTED = re.compile(
    rf"\s?[을를](?:\s[가-힣]{{2,10}}에)?\s{verbs.GIVES}"
    rf"|(?:,\s[^.\n\d]{{2,16}}\d[\d,.조억만천 ]*원){{1,3}}[을를]\s{verbs.GIVES}"
    r"|\s?[을를]\s(?:따로\s|새로\s)?(?:준비했|준비해|세웠|내놓|내놨)"
)
"""`군이 달빛재단에 3억 원을 출연하면`, `시가 20억 원을 보탠다`."""
_BUDGET = (
    r"(?:추경|추가경정\s?예산|(?:올해|내년|새해)(?:도)?\s예산"
    r"|본예산|당초예산|예비비|예산안|자체\s?예산|자체\s?재원)(?:안)?"
)
_FROM_BUDGET = re.compile(
    rf"{_BUDGET}(?:에서|에|으로|로|를\s(?:합해|합쳐|더해|털어))\s|[가-힣]{{2,8}}기금(?:에서|으로)?\s\Z"
)
_INTO_BUDGET = re.compile(
    rf"[^.\n]{{0,24}}{_BUDGET}에\s(?:[가-힣]+\s)?(?:담|편성|반영|올리|올렸|올린|요구|책정|세웠|세운)"
)
"""`시는 추경에서 7억 원을 마련한다`, `군은 2억 원을 본예산에 담았다`."""


_PUTS_IN = re.compile(rf"{_GOVERNMENT}[가이]\s(?:약\s|총\s|모두\s)?\Z")
_PUT_IN = re.compile(r"\s?[을를]\s(?:들이는|들인|들여\s(?:놓|짓|세우|만드))")
"""`군이 총 12억 원을 들이는 사업`, `가람시가 12억 원을 들여 놓기로 한`."""
_BY_NAMED = re.compile(
    r"[은는]\s(?:[가-힣]{1,3}[시군구][·,]\s?){1,9}[가-힣]{1,3}[시군구][이가]\s[^.\n\d]{0,20}(?:나눠|나누어|"
    rf"{verbs.GIVES})"
)
"""`9억 원은 가람시·달빛군이 나눠 낸다`."""
_ALONGSIDE = re.compile(r"(?:[가-힣](?:도|시)[와과]\s|[가-힣](?:도|시)[·,]\s?)\Z")
"""`가람도와 달빛군이 9억 원을 댔다`: both pay it."""


def _payer(text: str, start: int, end: int) -> tuple[str, str] | None:
    """The government that pays a sum of its own: it gives it, or has it in its budget."""
    if match := _PURSE.search(text, max(0, start - 34), start) or _PAYER_BEHIND.match(text, end):
        return purse(match.group("name"))
    if (match := _PUTS_IN.search(text, max(0, start - 24), start)) and _PUT_IN.match(text, end):
        return purse(match.group("name"))
    if _BY_NAMED.match(text, end):
        return "municipal", "시·군비"
    if _BY_SEVERAL.match(text, end):
        return "local", "지방비"
    council, votes = _BY_COUNCIL
    if votes.match(text, end) and (match := council.search(text, max(0, start - 140), start)):
        return purse(match.group("name"))
    if _OF_SEVERAL.search(text, max(0, start - 24), start) and _INVESTED.match(text, end):
        return "local", "지방비"
    match = _PAYER.search(text, max(0, start - 90), start)
    if not match:
        return None
    if _ALONGSIDE.search(text, max(0, match.start() - 12), match.start()) and _INVESTED.match(text, end):
        return "local", "지방비"
    gives = _INVESTED.match(text, end) or _FROM_BUDGET.search(match.group("between")) or _INTO_BUDGET.match(text, end)
    return purse(match.group("name")) if gives else None


def purse(government: str) -> tuple[str, str]:
    """Whose money a government's is, and its name."""
    return ("provincial" if is_province(government) else "municipal"), government


_PROVINCE = re.compile(
    r".*(?:특별자치[시도]|광역시|특별시)|(?:[가-힣]{2})?도|(?:충청|전라|경상)[남북]도"
    r"|(?:서울|부산|대구|인천|광주|대전|울산|세종)시?|경기|강원|충북|충남|전북|전남|경북|경남|제주"
)


def is_province(name: str) -> bool:
    """Whether a government's name, in full or short, is that of a province or of a city that is one."""
    return bool(_PROVINCE.fullmatch(name))


_FIRMS = re.compile(
    r"(?<![가-힣])(?:참여\s?)?(?:기업|기관|업체|회사|민간|민간사업자)(?:들)?[이가은는]\s(?:약\s|총\s)?\Z"
)
_GIVEN = re.compile(rf"\s?(?:어치)?[을를]\s(?:현물로\s|현금으로\s)?{verbs.GIVES}")
_SHARED_BY_FIRMS = re.compile(
    r"(?:(?:기업|업체|회사|조선소|은행|금융기관|금융권|민간)(?:들)?(?:이|에서))\s(?:분담|부담|보태|내|대)(?:하기로|기로)\s?(?:한\s)?\Z"
)
_BY_FIRMS = re.compile(
    rf"[^.\n\d]{{0,12}}며\s(?:(?:두|세|네|다섯)\s)?(?:회사|기업|업체|은행)[이가]\s[^.\n\d]{{0,20}}{verbs.GIVES}|"
    r"(?:가량)?[을를]\s민간(?:에서|이)\s(?:조달|끌어|유치|부담|대기로)|"
    rf"\s?[은는]\s(?:참여\s)?(?:민간|기업|기관|업체|회사|사업자|금융기관|금융권|은행|컨소시엄|㈜)"
    rf"[^.,\n]{{0,20}}[이가]\s(?:모두\s|전부\s|전액\s)?{verbs.GIVES}"
)
"""`기업이 41억 원을 보탠다`, `680억 원은 민간사업자인 ㈜달빛이 부담하기로 했다`."""
_WHOLLY = re.compile(
    r"\s?\((?:전액\s)?(?P<fund>국비|도비|시비|군비|구비|민자|지방비)(?:\s?100%|\s?전액)?\)"
    r"|\s?씩\s(?P<each>국비|도비|시비|군비|구비)로\s"
    r"|[이가을를]\s(?:투입|들어가|쓰이|들이)[가-힣]{0,2}며,?\s(?:모두|전액|전부)\s(?P<whole>국비|도비|시비|군비|구비)(?:다\.|이다|로)"
    r"|(?:은|는|을|를|이|가|의)?\s?(?:전액|모두|전부)\s?(?:을\s)?(?P<all>국비|도비|시비|군비|구비|민자|지방비)"
    r"|이\s(?:드는데|들어가는데|투입되는데),?\s(?:전액|모두|전부)\s(?P<costs>국비|도비|시비|군비|구비)(?:다|이다|로|입니다)"
    r"|[은는을를]\s(?:(?!\d억|[가-힣]비[와과·,])[^.\n]){0,24}?(?P<told>국비|도비|시비|군비|구비)로\s(?:담|마련|충당|댄|대|잡|편성|조달)"
)
"""`25억원(민자 100%)`, `25억 원 전액 국비`, `20억 원은 추경안에 군비로 담았다`: one source pays all."""
_FOR_EACH = re.compile(
    r"(?P<first>국비|도비|시비|군비|구비|지방비|민자)(?:와|과|·|,| 및)\s?"
    r"(?:[가-힣]{2,4}(?=시비|군비|구비))?(?P<second>도비|시비|군비|구비|지방비|민자)"
    r"(?:를|을|는|은|가|이)?\s?각(?:각)?\s?(?:약\s?)?$"
)
"""`도비와 시비 각 10억 원`: two sources pay that sum each."""
_BOTH = re.compile(
    r"(?<![가-힣])(?P<one>[가-힣]{1,8})[와과]\s(?P<other>[가-힣]{1,8})[이가은는]\s(?P<each>각각?\s|나란히\s)?\Z"
)
"""`가람시와 달빛도가 30억 원씩`."""
_BOTH_FUNDS = re.compile(r"(?<![가-힣])(국비|도비|시비)[와과]\s(도비|시비|군비|구비|지방비)[를가는은]\s\Z")
"""`국비와 시비를 160억 원씩`."""


def _are_governments(names: re.Match[str]) -> bool:
    """Whether two that pay the same are governments: `도와 군이`, `울산과 경남이`."""
    pair = names["one"], names["other"]
    return all(is_province(name) or re.fullmatch(r"(?:[가-힣]{2,3})?[시군구도]", name) for name in pair)


_COUNTS = {"두": 2, "세": 3, "네": 4}
_SEVERAL = re.compile(
    r"(?P<count>두|세|네)\s(?P<who>은행|기업|회사|업체|[시군구도])[이가은는]\s(?:[가-힣]{2,8}에\s)?(?:각각?\s)?\Z"
)
"""`두 은행이 재단에 30억 원씩`, `두 군이 10억 원씩`: together twice as much."""
_SUPPORTED = re.compile(r"(?:국비\s?(?:지원|보조|공모)\s?사업|국고\s?보조\s?사업)(?:으로|에|인)\s[^.\n\d]{0,60}$")
"""`국비 지원사업으로 … 용역비 5억 원`: the state pays."""
_SHARED_BEFORE = re.compile(r"(?:국비|국고|도비|시비|군비|구비|지방비)(?:와|과| 및|·|,)\s?\Z")
"""`국비와 지방비 40억원`: the two together pay it."""
_SHARED_BEHIND = re.compile(r"(?:와|과|·|,)\s?(?:도비|시비|군비|구비|지방비|민자)")


def blanked(text: str) -> str:
    """The text with its sums blanked out: `국비 96억 원을 확보` reads as `국비 확보`."""
    return _SUM.sub(
        lambda match: " " * len(match.group()) if re.search("[조억만]|원$", match.group()) else match.group(), text
    )


def clause(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and behind a sum in its own sentence."""
    far = min(end + lexicon.REACH, len(text))
    closings = [stop for stop in (text.find("다.", end, far) + 1, text.find("\n", end, far)) if stop > 0]
    return text[lexicon.sentence_start(text, start) : start], text[end : min(closings, default=far)]
