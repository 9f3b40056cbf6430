"""Find the sums that pay for a policy: who pays, over which years, how far they are. Other money is left out."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from tracker import money
from tracker.importer import days, lexicon, parts
from tracker.importer.candidates import Mention, Question
from tracker.importer.cleaning import Article
from tracker.importer.parts import Sum
from tracker.model import Period, Status, Won

LEAD = 250
"""Letters of the body in which a sum may stand rounded."""
_NUM = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_GROUP = rf"(?:{_NUM}\s?[천백십]?\s?){{1,3}}(?:여\s?)?[조억만]\s?(?:여\s?)?"
_TAIL = rf"(?:{_NUM}\s?[천백십]?\s?){{1,3}}(?=원)"
_SMALL = rf"{_NUM}\s?(?:[천백십]만|[천백십])?(?=\s?원)"
_SUM = re.compile(rf"(?<![\d.,])(?P<sum>(?:{_GROUP}){{1,3}}(?:{_TAIL})?|{_SMALL})\s?(?P<won>원)?")


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


class Found(NamedTuple):
    """The sums of an article, what is wrong with them, and those left out with the reason."""

    budgets: list[Money]
    questions: list[Question]
    left_out: list[tuple[Sum, str]]


@cache
def _funds() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    """Patterns of a source right before and right behind a sum, and the kind of each source's name."""
    kinds = {str(name): kind for kind, names in lexicon.cues().funds.items() for name in names}
    names = "|".join(sorted((re.escape(name) for name in kinds), key=len, reverse=True))
    particle = r"(?:로|는|은|가|이|만|도|\s?지원|\s?예산|\s?보조금)?"
    amount = r"(?:약|총|모두|전액|각각|최대|연간|연)?"
    before = re.compile(rf"(?<![가-힣·])(?P<fund>{names}){particle}\s?[:：]?\s?{amount}\s?$")
    link = r"(?:의|규모의|상당의|은|이|을|를)?"
    behind = re.compile(rf"\s?{link}\s?(?P<fund>{names})(?!\s?\d|사업)(?=[와과,·를을로이가는은\s)의도]|$)")
    return before, behind, kinds


def sums(text: str) -> tuple[list[Sum], list[Question]]:
    """Every sum of KRW in a text, and those whose writing does not add up."""
    found: list[Sum] = []
    questions: list[Question] = []
    for match in _SUM.finditer(text):
        raw = match.group("sum")
        if not match.group("won") and (
            not re.search("[조억]", raw) or lexicon.any_of("not_won").match(text[match.end() :].lstrip())
        ):
            continue
        try:
            amount = money.parse(re.sub(r"[여\s]", "", raw))
        except ValueError as error:
            questions.append(Question("budgets", f"금액 ‘{raw.strip()}’을(를) 읽을 수 없습니다: {error}"))
            continue
        end = match.end() if match.group("won") else match.start() + len(raw.rstrip())
        rough = "여" in raw or bool(re.match(r"\s?(?:여|가량|안팎|정도|대(?![가-힣])|상당)", text[end:]))
        rough = rough or text[max(0, match.start() - 3) : match.start()].strip().endswith("약")
        fund, label = _fund(text, match.start(), end)
        found.append(Sum(amount, fund, label, rough, match.start(), end))
    return found, questions


def _fund(text: str, start: int, end: int) -> tuple[str | None, str]:
    """The source that stands at a sum: its kind and its word."""
    before, behind, kinds = _funds()
    if match := before.search(text[max(0, start - 16) : start]):
        return kinds[match.group("fund")], match.group("fund")
    two = rf"({lexicon.alternation(lexicon.cues().shared_funds)})\s?(?:로|는|은|등)?\s?(?:약|총)?\s?$"
    if shared := re.search(two, text[max(0, start - 14) : start]):
        name = shared.group(1)
        return (None if name.startswith("국") else "municipal" if name == "시·군비" else "local"), name
    if whole := _WHOLLY.match(text, end):
        return kinds[whole.group("fund")], whole.group("fund")
    if (match := behind.match(text[end : end + 16])) and not _SHARED_BEHIND.match(text, end + match.end()):
        return kinds[match.group("fund")], match.group("fund")
    return None, ""


_WHOLLY = re.compile(r"\s?\((?:전액\s)?(?P<fund>국비|도비|시비|군비|구비|민자|지방비)(?:\s?100%|\s?전액)?\)")
"""`25억원(민자 100%)`: one source pays all."""
_SHARED_BEHIND = re.compile(r"(?:와|과|·|,)\s?(?:도비|시비|군비|구비|지방비|민자)")


def extract(article: Article, bodies: Sequence[Mention], published: dt.date | None) -> Found:
    """The sums that pay for the policy, totals with their parts, each once."""
    text = article.text
    every, questions = sums(text)
    kept: list[Sum] = []
    left_out: list[tuple[Sum, str]] = []
    for one in every:
        reason = _why_not(one, article)
        if reason:
            left_out.append((one, reason))
        else:
            kept.append(one)
    spans = list(days.periods(text, published))
    bracketed = list(parts.in_brackets(every, text))
    # what stands in brackets behind a sum is its part, whatever is said of it
    inner = {part.start for _, found in bracketed for part in found}
    whole = [(total, found) for total, found in bracketed if total in kept or any(part.fund for part in found)]
    groups = list(_grouped([one for one in kept if one.start not in inner], whole, text))
    budgets = [_money(total, found, rule, article, bodies, spans) for total, found, rule in groups]
    questions += [question for total, found, _ in groups if (question := _sum_fault(total, found))]
    once = _once(budgets, article.body_start)
    agreed = _agreed(once, text, article.body_start)
    questions += _disputes(once, agreed)
    return Found(agreed, questions, left_out)


def _clause(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and behind a sum in its own sentence."""
    line = text.rfind("\n", 0, start) + 1
    opening = max(line, text.rfind("다.", line, start) + 2 if "다." in text[line:start] else line)
    closings = [stop for stop in (text.find("다.", end) + 1, text.find("\n", end)) if stop > 0]
    return text[opening:start], text[end : min(closings, default=len(text))]


@cache
def _reasons() -> dict[str, re.Pattern[str]]:
    cues = lexicon.cues()
    how = r"(?:약|총|연간|연|최대|최소|무려|각각|모두|평균|올해|지난해|누적|\d{4}년|기준)"
    fill = rf"(?:은|는|이|가|을|를|도|로|으로|만|의|액)?\s?{how}?\s?(?:약|총|무려)?\s?$"
    size = r"(?:여|가량|상당|규모|대|정도)?(?:의|을|를)?\s?(?:연\s?|연간\s?)?"
    change = r"(?:이|가)?\s?(?:\([^)]*\))?\s?(?:증가|늘어|늘었|증액|감소|줄|삭감|인상)"
    grew = rf"(?:[^.\n]{{0,10}})?{lexicon.alternation(cues.grew)}"
    return {
        "sum.other-money": re.compile(rf"(?:{lexicon.alternation(cues.money_not)}){fill}"),
        "sum.other-money-behind": re.compile(rf"\s?{size}(?:{lexicon.alternation(cues.money_not_after)})"),
        "sum.each": re.compile(rf"(?:{lexicon.alternation(cues.money_each)})\s?(?:약|최대|총|평균|각각|각)?\s?$"),
        "sum.each-behind": re.compile(r"\s?(?:씩|짜리|권(?!역)|까지(?:\s|를|의)|한도|이내|내외의 (?:상품|물품))"),
        "sum.compared": re.compile(
            rf"\s?(?:\([^)]*\))?\s?(?:보다|대비|에 비해|에서\s?[^.\n]{{0,14}}\d|\s?{change}|{grew})"
        ),
        "sum.hope": re.compile(r"[^.,\n]{0,30}?(?:효과|기대|예상된다|예상돼|전망된다|추산)"),
        "sum.saved": re.compile(
            r"\s?(?:규모의?\s|상당의?\s|가량\s)?(?:의\s)?(?:[가-힣]{2,6}(?:을|를|이|가)?\s)?(?:절감|절약|아낄|아꼈)"
        ),
        "sum.range": re.compile(r"\s?[~∼–]\s?\d"),
        "sum.of-fund": re.compile(r"[^.,\n]{0,16}?(?:국민|혁신|정책|모태)[가-힣]*\s?펀드"),
        "sum.of-body": re.compile(
            r"(?:의|에 달하는|[을를] (?:운용|집행|다루)[가-힣]*|규모의)\s?(?:[가-힣]{2,8}\s)?[가-힣]{0,8}"
            r"(?:기관|청|공단|부처)(?![가-힣]{2})"
        ),
        "sum.target": re.compile(
            r"[^.\n]{0,44}?(?:달성|유치|창출|이끌어\s?내)(?:한다는|하겠다는|하는|할|을|를|이라는)?\s?(?:것을|것이)?\s?(?:목표|구상|포부|청사진)"
        ),
        "sum.for": re.compile(lexicon.alternation(cues.money_for)),
    }


def _why_not(one: Sum, article: Article) -> str:
    """The rule by which a sum is not money of the policy, empty if it is."""
    before, behind = _clause(article.text, one.start, one.end)
    reasons = _reasons()
    near = before[-30:]
    for rule, where in (("sum.other-money", near), ("sum.each", near)):
        if reasons[rule].search(where) and not one.fund:
            return rule
    if rule := _not_of_this(one, before, behind, reasons):
        return rule
    for rule in ("sum.other-money-behind", "sum.each-behind", "sum.compared"):
        if rule == "sum.each-behind" and _CEILING.match(behind):
            continue
        if (
            reasons[rule].match(behind)
            and not (one.fund and rule != "sum.compared")
            and not _is_supplement(one, article)
        ):
            return rule
    if not one.fund and re.search(r"최대\s?$", near) and one.amount < 10**9:
        return "sum.at-most"
    if not one.fund and (one.amount < 10**6 or (one.amount < 10**7 and not re.search("사업비|예산", near))):
        return "sum.too-small"
    quoted = lexicon.inside(one.start, lexicon.quoted_spans(article.text)) and one.start > article.body_start
    pays = one.fund or re.search("사업비|예산|투입|들여|편성|국비|투자협약", before[-20:] + behind[:14])
    if not pays and (quoted or reasons["sum.hope"].match(behind)):
        return "sum.in-quotation" if quoted else "sum.hope"
    if re.match(r"\s?(?:이상의?|상당의|규모의|가량의)?\s?투자\s?유치(?:를|을)?\s?(?:성과|실적|기록|달성)", behind):
        return "sum.record-of-others"
    if re.search(r"투자\s?유치(?:액)?\s?$", before) and re.search(r"성과|실적|효과", behind[:80]):
        return "sum.record-of-others"
    if not one.fund and not _has_purpose(before, behind, article):
        return "sum.no-purpose"
    return ""


def _not_of_this(one: Sum, before: str, behind: str, reasons: dict[str, re.Pattern[str]]) -> str:
    """Money saved, the lower end of a range, a national fund, what a body has a year, what firms are to bring."""
    if re.search(r"바\s?있(?:다|으며|습니다)", behind) or re.match(r"[^.\n]{0,30}[과와]\s?더불어\s", behind):
        return "sum.of-the-past"
    for rule in ("sum.saved", "sum.range", "sum.of-fund"):
        if reasons[rule].match(behind):
            return rule
    if re.search(r"예산(?:이|은)?\s?(?:약\s|연\s|연간\s)?$", before[-10:]) and reasons["sum.of-body"].match(behind):
        return "sum.of-body"
    firms = r"(?:기업|민간)\s?투자(?:액|금|금액)?\s?(?:등\s?)?(?:총\s?|약\s?|모두\s?)?"
    if re.search(rf"{firms}$", before[-18:]) and not one.fund and re.search(r"이상|목표|달성|유치", behind[:60]):
        return "sum.target"
    return "sum.target" if not one.fund and "투자" in before[-24:] and reasons["sum.target"].match(behind) else ""


def _has_purpose(before: str, behind: str, article: Article) -> bool:
    """A word of paying nearby, brackets behind a name, an item of a list, or a clause of an investment accord."""
    if _reasons()["sum.for"].search(before[-45:] + " " + behind[:40]):
        return True
    if re.search(r"[가-힣’'」]\((?:[^()]{1,20}, ?)?$", before) and behind.startswith(")"):
        return True
    if re.search(r"[▲△▷·○◦■]\s?[^▲△▷·○◦■]{4,60}$", before) and re.match(r"\s?(?:$|[▲△▷·○,(]|등|이다)", behind):
        return True
    return "투자" in before + behind and _is_accord(article)


def _is_accord(article: Article) -> bool:
    if re.search(r"투자\s?유치(?!\s?(?:설명회|추진|전략|계획|나서|총력|활동))", article.headline or ""):
        return True
    return bool(
        re.search(
            r"투자\s?(?:유치\s?)?(?:협약|양해각서|MOU|합의각서|합의 각서|를 협약)",
            article.text[: article.body_start + 500],
        )
    )


def _grouped(
    kept: Sequence[Sum], bracketed: Sequence[tuple[Sum, list[Sum]]], text: str
) -> Iterator[tuple[Sum, list[Sum], str]]:
    """Totals with the parts that stand at them; parts without a total make one."""
    used: set[int] = set()
    for rule, pairs in (("sum.total-with-parts", bracketed), ("sum.parts-of-total", parts.adding_up(kept, text))):
        for total, found in pairs:
            if used.isdisjoint({total.start, *(part.start for part in found)}):
                used |= {total.start, *(part.start for part in found)}
                yield total, found, rule
    runs = list(_runs([one for one in kept if one.start not in used], text))
    for run in runs:
        whole = _total_of(run, kept, text, used)
        if whole is not None:
            used |= {whole.start, *(part.start for part in run)}
            yield whole, list(run), "sum.total-with-parts"
    for run in runs:
        if any(part.start in used for part in run):
            continue
        used |= {part.start for part in run}
        if len({part.fund for part in run}) == len(run) > 1:
            added = Sum(
                sum(part.amount for part in run),
                None,
                "",
                any(part.is_rough for part in run),
                run[0].start,
                run[-1].end,
            )
            yield added, list(run), "sum.parts-added"
        else:
            yield from ((part, [part], "sum.one-source") for part in run)
    yield from ((one, [], "sum.alone") for one in kept if one.start not in used and not _is_share(one, kept, text))


def _is_share(one: Sum, kept: Sequence[Sum], text: str) -> bool:
    """`국·도비 317억원을 포함해 총 459억원`: a part of the total behind it, whoever pays it."""
    ahead = [other for other in kept if 0 < other.start - one.end < 24 and other.amount > one.amount]
    return any(re.search(r"(?:포함|비롯|등)[^.\n]{0,10}$", text[one.end : other.start]) for other in ahead)


def blanked(text: str) -> str:
    """The text with its sums blanked out: `국비 96억 원을 확보` reads as `국비 확보`."""
    return _SUM.sub(
        lambda match: " " * len(match.group()) if re.search("[조억만]|원$", match.group()) else match.group(), text
    )


def _runs(kept: Sequence[Sum], text: str) -> Iterator[list[Sum]]:
    """Sums with a source that follow each other closely."""
    run: list[Sum] = []
    for one in kept:
        near = run and one.start - run[-1].end <= 22 and "다." not in text[run[-1].end : one.start]
        repeated = one.fund in {part.fund for part in run}
        if repeated and near and {one.label, run[-1].label} & {"구비", "군비"} and "시비" in (one.label, run[-1].label):
            # of a city and its district, the city is the province
            run, repeated = [_as_province(part) for part in run], False
        if one.fund and near and not repeated:
            run.append(_as_province(one) if run[-1].label in ("구비", "군비") else one)
            continue
        if run:
            yield run
        run = [one] if one.fund else []
    if run:
        yield run


def _as_province(one: Sum) -> Sum:
    return one._replace(fund="provincial") if one.label == "시비" else one


def _total_of(run: Sequence[Sum], kept: Sequence[Sum], text: str, used: set[int]) -> Sum | None:
    """The sum of which the run gives the parts: in brackets behind it, `… 등 총` before it, or equal to their sum."""
    parts = sum(part.amount for part in run)
    line = (text.rfind("\n", 0, run[0].start), text.find("\n", run[-1].end) % (len(text) + 1))
    whole = [one for one in kept if not one.fund and one.start not in used and line[0] < one.start < line[1]]
    for one in whole:
        close = abs(one.amount - parts) <= (
            one.amount // 50 if one.is_rough or any(part.is_rough for part in run) else 0
        )
        if close and abs(one.start - run[0].start) < 160:
            return one
    for one in whole:
        between = text[one.end : run[0].start] if one.start < run[0].start else text[run[-1].end : one.start]
        if len(between) > 30 or one.amount < parts:
            continue
        if one.start < run[0].start and re.match(
            r"\s?(?:을|를|의|원|규모|규모의|가량)?\s?(?:[(（]|중\s|가운데\s|\s?\(?이\s?중)", between
        ):
            return one
        if one.start > run[0].start and re.search(
            r"(?:등|포함|포함해|포함한|비롯해|합쳐|더해|합해)[^.\n]{0,10}$|확보[^.\n]{0,12}(?:총|모두)\s?$", between
        ):
            return one
    return None


def _sum_fault(total: Sum, found: Sequence[Sum]) -> Question | None:
    """Parts in brackets that come to another sum than their total."""
    added = sum(part.amount for part in found)
    inside = total.end < (found[0].start if found else 0) <= total.end + 8
    rough = total.is_rough or any(part.is_rough for part in found)
    if len(found) < 2 or added == total.amount or rough or not inside:
        return None
    why = f"재원을 더하면 {money.format_won(added)}인데 총액은 {money.format_won(total.amount)}이라고 적혔습니다"
    return Question("budgets", why, (str(total.amount), str(added)))


def _money(
    total: Sum,
    found: Sequence[Sum],
    rule: str,
    article: Article,
    bodies: Sequence[Mention],
    spans: Sequence[tuple[Period, int, int]],
) -> Money:
    breakdown: dict[str, int] = {}
    if {part.label for part in found} & {"구비", "군비"}:
        # of a city and its district, the city is the province
        found = [_as_province(part) for part in found]
    for part in found:
        if part.fund:
            breakdown[part.fund] = breakdown.get(part.fund, 0) + part.amount
    first, last = min(one.start for one in (total, *found)), max(one.end for one in (total, *found))
    if rule == "sum.parts-of-total":
        first, last = total.start, total.end
    if not breakdown and _is_private(total, article, bodies):
        breakdown, rule = {"private": total.amount}, "sum.firm-invests"
    order = ("national", "provincial", "municipal", "local", "private")
    return Money(
        Won(total.amount),
        _status(article.text, first, last, breakdown),
        _period(article.text, first, last, spans),
        {fund: breakdown[fund] for fund in order if fund in breakdown},
        _purpose(article.text, first, last),
        rule,
        total.start,
        total.end,
    )


def _is_private(total: Sum, article: Article, bodies: Sequence[Mention]) -> bool:
    """A firm puts its own money in: it is who invests in the sentence, or the article is about such an accord."""
    before, behind = _clause(article.text, total.start, total.end)
    volume = _is_accord(article) and re.match(r"\s?(?:규모|상당)", behind)
    if re.search(r"투자[^.\n]{0,24}유치", behind[:40]) and re.search(r"로부터\s(?:약\s|총\s)?$", before[-8:]):
        return True
    if re.search(r"사업비|예산(?!군)|국비|도비|시비|재정", before[-30:]) or not (
        volume or re.search(r"투자|들여|투입", before[-40:] + behind)
    ):
        return False
    if re.search(r"투자\s?(?:규모|금액|액|예정액)(?:는|은)\s?(?:총\s|약\s|모두\s)*$", before) and _INVESTORS.search(
        article.text[max(0, total.start - 140) : total.start]
    ):
        return True
    if re.match(r"\s?(?:규모의?|상당의?)?\s?(?:신규\s?)?투자\s?(?:협약|양해각서|MOU|유치(?!진흥|기금|촉진))", behind):
        return True
    if re.search(r"기금|보조금|융자|대출|보증", behind[:20]):
        return False
    if _is_accord(article):
        return not re.search(r"(?:정부|(?<![가-힣])(?:도는|시는|군은|구는))(?![^,]*[와과]\s)[^,]{0,40}$", before)
    subject = re.findall(r"([가-힣A-Za-z0-9㈜()&]+)(?:은|는|이|가|에서)\s", before)
    firms = {mention.name for mention in bodies if not _PUBLIC.search(mention.name)}
    return bool(subject) and (any(subject[-1] in firm for firm in firms) or bool(_FIRM_SUBJECT.search(subject[-1])))


_PUBLIC = re.compile(r"(?:원|소|회|단|청|부|처|공사|공단|대|대학교|재단|조합|파크|센터|위원회|기금|은행)$")
"""Bodies that pay with public money, or none of their own."""
_INVESTORS = re.compile(r"(?:투자|입주|참여|협약|앵커|선도)\s?기업")
_FIRM_SUBJECT = re.compile(
    r"(?:건설사|운영사|개발사|제조사|발전사|투자사|회사|시공사|참여사|입주사|양사|협력사|부품사|소재사|기업|업체|㈜|전자|그룹|모터스"
    r"|화학|중공업|케미칼|하이닉스|솔루션|이노베이션|오션플랜트|제약|바이오로직스|머티리얼즈|퓨처엠|에너지|파워|SDI|SDS)$"
    r"|^(?:SK|LG|HD|CJ|GS|HJ|DL|LS|OCI|삼성|현대|한화|롯데|포스코|두산|효성|코오롱|네이버|카카오)[가-힣A-Za-z&]*$"
)


def _status(text: str, start: int, end: int, breakdown: dict[str, int]) -> Status:
    """How far the money is, by the verbs of its sentence, then by those of the sentences beside it."""
    if set(breakdown) == {"private"}:
        return "announced"
    before, behind = _clause(text, start, end)
    here = (before[-40:] + " ␟ " + behind[:80]).replace("신청사", "청사")
    if re.search(_cue("requested"), here):
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


def _is_supplement(one: Sum, article: Article) -> bool:
    """The growth of a budget is what a supplementary one is."""
    is_about = re.search(r"추경|추가경정", article.text[: article.body_start + 200])
    return bool(is_about and re.match(r"\s?(?:을|를)?\s?증액", article.text[one.end : one.end + 5]))


_CEILING = re.compile(r"\s?(?:이내|한도)(?:에서|로|내에서)\s[^.\n]{0,30}(?:보증|융자|대출)")
"""A ceiling on all loans together, and no sum for each."""
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


def _period(text: str, start: int, end: int, spans: Sequence[tuple[Period, int, int]]) -> Period | None:
    """The span of years in the sum's own sentence, the nearest one."""
    before, behind = _clause(text, start, end)
    near = [
        (min(abs(start - stop), abs(begin - end)), number, period)
        for number, (period, begin, stop) in enumerate(spans)
        if start - len(before) <= begin <= end + len(behind)
    ]
    return min(near)[2] if near else None


def _purpose(text: str, start: int, end: int) -> str | None:
    """The programme in quotation marks that stands nearest in the sentence."""
    before, behind = _clause(text, start, end)
    names = [
        (abs(len(before) - match.end()), match.group(1))
        for match in re.finditer(r"[‘'`「<]([^‘’'`「」<>]{4,40})[’'`」>]", before + behind)
    ]
    return min(names)[1].strip() if names else None


def _once(budgets: Sequence[Money], body_start: int) -> list[Money]:
    """Each sum once: the one that says most; a rounded repetition goes into the exact sum."""
    kept: list[Money] = []
    for one in sorted(budgets, key=_precedence):
        if not any(_repeats(one, other, body_start) or _rounds(one, other, body_start) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda budget: budget.start)


def _agreed(budgets: Sequence[Money], text: str, body_start: int) -> list[Money]:
    """Of totals that differ by a slip of a digit, the one that says that it is the total, else the last."""
    kept: list[Money] = []
    for one in budgets:
        rival = next((other for other in kept if _is_slip(one, other, body_start)), None)
        if rival is None:
            kept.append(one)
        elif not _TOTAL.search(text[max(0, rival.start - 12) : rival.start]):
            kept[kept.index(rival)] = one
    return kept


_TOTAL = re.compile(r"(?:총|합계|모두|합쳐)[^\d\n]{0,8}$")


def _is_slip(one: Money, other: Money, body_start: int) -> bool:
    """Two sums of four digits or more, nearly the same, one of them told in front."""
    digits = min(len(str(money.amount).rstrip("0")) for money in (one, other))
    near = abs(one.amount - other.amount) * 50 <= max(one.amount, other.amount)
    return (
        near
        and digits >= 4
        and min(one.start, other.start) < body_start + LEAD
        and one.breakdown.keys() == other.breakdown.keys()
    )


def _disputes(budgets: Sequence[Money], agreed: Sequence[Money]) -> Iterator[Question]:
    """What an article says twice and not alike is asked."""
    dropped = [one for one in budgets if one not in agreed]
    if dropped:
        amounts = [
            one.amount
            for one in budgets
            if one in dropped or any(abs(one.amount - other.amount) * 50 <= one.amount for other in dropped)
        ]
        told = ", ".join(money.format_won(amount) for amount in amounts)
        yield Question("budgets", f"기사 안에서 금액이 엇갈립니다: {told}", tuple(map(str, amounts)))


def _precedence(one: Money) -> tuple[int, int, bool, int]:
    """Which of two sums says more: parts first, then digits, then years."""
    return (-len(one.breakdown), -len(str(one.amount).rstrip("0")), one.period is None, one.start)


def _rounds(one: Money, other: Money, body_start: int) -> bool:
    """A headline's sum cut to its first figures: 3조 over 3조 4000억, 475억 over 475억 2000만."""
    if one.start >= body_start or one.breakdown:
        return False
    unit = 10 ** min(len(str(one.amount)) - len(str(one.amount).rstrip("0")), 12)
    near = abs(other.amount - one.amount) <= other.amount * 0.14
    return near and one.amount in (other.amount // unit * unit, (other.amount + unit // 2) // unit * unit)


def _repeats(one: Money, other: Money, body_start: int) -> bool:
    if one.amount == other.amount or one.amount in other.breakdown.values():
        return True
    exact, round_one = sorted((one, other), key=lambda budget: len(str(budget.amount).rstrip("0")), reverse=True)
    if (
        one is not round_one
        or one.start > body_start + LEAD
        or abs(exact.amount - round_one.amount) > exact.amount // 50
    ):
        return False
    digits = str(round_one.amount).rstrip("0")
    unit = round_one.amount // int(digits)
    return len(digits) <= 2 and (exact.amount + unit // 2) // unit * unit == round_one.amount
