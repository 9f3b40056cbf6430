"""Find the sums that pay for a policy: totals with their parts, who pays, over which years, how far they are."""

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile
from typing import NamedTuple

from tracker import money
from tracker.importer import lexicon, verbs
from tracker.importer.candidates import Mention, Question
from tracker.importer.money import amounts, funding, othermoney, parts, purposes, repeats
from tracker.importer.money.amounts import Money, Sum
from tracker.importer.page.cleaning import Article
from tracker.importer.passages import Passage
from tracker.importer.when import days
from tracker.model import Period, Won

_STATED = (parts.in_equal_shares, parts.in_halves, parts.over_years, parts.with_local, parts.with_rest, parts.matched)
"""Parts that words tell, and no sums of their own."""
MOST_SUMS = 400
"""Sums that are compared with each other; no article has as many, a table pasted in may."""


class Found(NamedTuple):
    """The sums of an article, what is wrong with them, and those left out with the reason."""

    budgets: list[Money]
    questions: list[Question]
    left_out: list[tuple[Sum, str]]


def extract(
    article: Article, bodies: Sequence[Mention], published: dt.date | None, asides: Sequence[Passage] = ()
) -> Found:
    """The sums that pay for the policy, totals with their parts, each once; none of asides about other places."""
    others = [(one.start, one.end) for one in asides if one.kind == "compared"]
    text = article.text
    every, questions = amounts.read(text)
    if len(every) > MOST_SUMS:
        questions.append(Question("budgets", f"금액이 {len(every):,}개 나옵니다: 앞의 {MOST_SUMS}개만 읽었습니다"))
        every = every[:MOST_SUMS]
    kept: list[Sum] = []
    left_out: list[tuple[Sum, str]] = []
    for one in every:
        reason = "sum.of-others" if lexicon.inside(one.start, others) else othermoney.why_not(one, article)
        reason = reason or ("sum.of-heading" if _is_in_heading(one, article) else "")
        if not reason and left_out and parts.is_inside(one, left_out[-1][0], text):
            reason = left_out[-1][1]
        if reason:
            left_out.append((one, reason))
        else:
            kept.append(one)
    items = _items(every, kept, left_out)
    kept = sorted([*kept, *(one for one, _ in left_out if one.start in items)], key=lambda one: one.start)
    left_out = [(one, reason) for one, reason in left_out if one.start not in items]
    spans = list(days.periods(text, published))
    bracketed = [*parts.in_shorthand(every, text), *parts.in_percent(every, text), *parts.in_brackets(every, text)]
    bracketed += [found for rule in _STATED for found in rule(every, text)]
    # what stands in brackets behind a sum is its part, whatever is said of it
    inner = {part.start for _, found in bracketed for part in found}
    whole = [(total, found) for total, found in bracketed if total in kept or any(part.fund for part in found)]
    aside = [one for one, reason in left_out if reason in ("sum.no-purpose", "sum.part-of-total", "sum.of-fund")]
    groups = list(_grouped([one for one in kept if one.start not in inner], whole, text, aside))
    each = {one.amount for one, reason in left_out if reason == "sum.each"}
    # what each gets is no sum of the policy because its parts are told
    groups = [group for group in groups if group[2] != "sum.parts-added" or group[0].amount not in each]
    budgets = [_money(total, found, rule, article, bodies, spans) for total, found, rule in groups]
    questions += [question for total, found, _ in groups if (question := _sum_fault(total, found))]
    budgets, recalled = _of_the_news(budgets, _News.of(article, published, asides, left_out, items))
    left_out += recalled
    budgets = [_with_remainder(one, text) for one in _with_rest(_with_national(budgets, text))]
    once = repeats.once(_wholly_of_one(budgets, text), text, article.body_start)
    agreed = repeats.agreed(once, text, article.body_start)
    questions += repeats.disputes(once, agreed)
    return Found(agreed, questions, left_out)


_WEAK = ("sum.no-purpose", "sum.of-others", "sum.other-money", "sum.by-the-way", "sum.of-heading")
"""Why a sum is left out that addition shows to be of the news after all."""


def _items(every: Sequence[Sum], kept: Sequence[Sum], left_out: Sequence[tuple[Sum, str]]) -> frozenset[int]:
    """Where the sums begin that are items of a total, or the total of items, of which some are kept anyhow."""
    ruled_out = {one.start for one, reason in left_out if reason not in _WEAK}
    sure = {one.start for one in kept}
    found: set[int] = set()
    for total, run in parts.items([one for one in every if one.start not in ruled_out]):
        starts = {one.start for one in run}
        if total.start in sure or len(starts & sure) > 1:
            found |= {total.start, *starts}
    return frozenset(found)


_ELSEWHEN = re.compile(
    r"(?:지난해|작년|재작년)(?!보다|\s?대비|에\s비해|\s?수준)|지난\s?\d{1,2}월|올\s?초|(?<!\d)\d{1,2}월에는|민선\s?\d기\s들어"
    r"|(?:^|\s)(?:앞서|반면|한때|그때|그동안|지금까지|당시)\s|(?<!것\s)말고도\s|[와과]\s별(?:개|도)로\s|최근\s수년간|수년간|(?:지난|최근)\s\d+년(?:간|\s동안)\s|\d+년\s(?:가까이|넘게)\s"
    r"|(?:19|20)\d\d년에?\s(?:따낸|선정된|유치한|지정된|지정받은|문을\s연|시작된|시작한)\s"
)
_CALLED_OFF = re.compile(
    r"취소|포기|철회|무산|해지|미뤄|미룬|연기|보류|백지화|없던\s일|접는다|접었|중단|늦춰|물거품|발\s뺐|손\s떼"
)
_PROMISED = re.compile(r"(?:투자|들여)[^\n]*?(?:기로|겠다고|계획|예정|약속)")
"""What was promised once is what the news is about when it is called off."""
_RUNS_ON = re.compile(
    r"이\s사업은\s[^\n]*\d{4}년까지\s(?:총\s|모두\s)?\Z"
    r"|\d{4}년(?:에|부터)?\s시작(?:해|돼|해서)\s\d{4}년까지\s(?:총|모두|총사업비|사업비)\s\Z|(?:선정|지정)된\s(?:뒤|후)\s\Z"
)
"""`이 사업은 지난해 심사를 통과한 것으로, 2030년까지 36억 원을`: the whole of it, whenever it was decided on."""
_WON_BY_IT = re.compile(r"[을를]\s(?:따냈|확보했|얻어냈)|[^.\n]{0,40}(?:건의|신청|요청)(?:할|하기로|하겠)")
_OF_THIS = re.compile(
    r"(?<![가-힣])(?:이\s?(?:사업|센터|시설|단지|공장|기금|펀드|과제|건물)(?:에|에는|은|는|을|를|이|가)?(?![가-힣])|이곳|여기)(?:에|에는|서|에서)?\s"
)
"""`2022년부터 150억 원을 들인 이 단지는`: what the article is about, whenever the money went into it."""
_NOWADAYS = re.compile(r"(?:고|며|으나|지만|는데|이와\s별도로|별도로),?\s(?:올해|내년)(?:는|은|에는|도|엔)?\s")
"""`지난해 2억 원이 나갔고 올해는 3억 원이 잡혀 있다`: what was before it has no part in it."""
_YEAR = re.compile(r"(?P<year>(?:19|20)\d\d)년(?!\s?(?:부터\s(?:\d{4}년|올해|내년)까지|[~∼-])|까지|도\s)")
_STOOD_THEN = re.compile(
    r"(?:\)?[이가은는을를]?|[을를]\s(?:들인|들여\s지은)\s[^.\n]{2,24}[이가은는])"
    r"\s(?P<year>(?:19|20)\d\d)년\s(?:[가-힣]+\s)?(?:들어섰|문을|준공|완공|지정|개소)"
)
_SINCE = re.compile(r"(?:19|20)\d\d년(?:\s\d{1,2}월)?(?:부터|에)?\s[^.\n]*\Z")
_DID = re.compile(r"[을를]?\s(?:들여|투입해|받아)\s[^.\n]{0,30}(?:벌였|했다|지었|세웠|열었|갖췄)")
"""`2021년부터 국비 28억 원을 들여 사업을 벌였다`."""
_IN_BRACKETS = re.compile(r"(?P<name>[가-힣A-Za-z]{2,})[’'”」]?\s?\((?:[^()\d]{0,14})?\Z")


class _News(NamedTuple):
    """What decides whether a sum is of the news: where its front ends, where its first sentence does, what is beside.

    `is_of_each` tells whether the front says what each of many gets, so that no total need be told; `items` are where
    sums begin that addition ties to a total.
    """

    article: Article
    published: dt.date | None
    asides: Sequence[Passage]
    front: int
    first: int
    is_of_each: bool
    items: frozenset[int]

    @classmethod
    def of(
        cls,
        article: Article,
        published: dt.date | None,
        asides: Sequence[Passage],
        left_out: Sequence[tuple[Sum, str]],
        items: frozenset[int],
    ) -> "_News":
        """The front is the headline and two sentences."""
        first, front = (lexicon.end_of(number, article.text, article.body_start) for number in (1, 2))
        is_of_each = any(one.start < front and reason.startswith(FOR_EACH) for one, reason in left_out)
        return cls(article, published, asides, front, first, is_of_each, items)


FOR_EACH = ("sum.each", "sum.at-most", "sum.too-small")
"""Why a sum is left out that each of many gets."""


def _of_the_news(budgets: Sequence[Money], news: _News) -> tuple[list[Money], list[tuple[Sum, str]]]:
    """Sums without parts that stand below the second sentence, unless they are told of other days or other things."""
    kept, left_out = list[Money](), list[tuple[Sum, str]]()
    for one in budgets:
        reason = "sum.of-another-day" if one.start >= news.front and _is_told_before(one, news.article.text) else ""
        if one.rule in ("sum.alone", "sum.firm-invests", "sum.one-source") and one.start not in news.items:
            reason = reason or (_recalled(one, news) if one.start >= news.front else "")
            reason = reason or ("sum.background" if _is_background(one, kept, news) else "")
        if reason:
            left_out.append((Sum(one.amount, None, "", False, one.start, one.end), reason))
        else:
            kept.append(one)
    return kept, left_out


_BEFORE_THIS = re.compile(r"(?:앞서\s[가-힣]{1,8}[은는]|앞선\s)")


def _is_told_before(one: Money, text: str) -> bool:
    """`앞서 시는 다른 사업에도 뽑혔다. 국비 96억 원을 포함해 146억 원이 든다`: the sentence, or the one before it."""
    start = lexicon.sentence_start(text, one.start)
    line = text.rfind("\n", 0, one.start) + 1
    earlier = max(line, lexicon.sentence_start(text, max(line, start - 3)))
    return any(_BEFORE_THIS.match(text[at : at + 24].lstrip()) for at in {start, earlier})


def _is_in_heading(one: Sum, article: Article) -> bool:
    """`◇ 360조 투자에 제도는 뒷걸음`: a heading below the lead tells nothing that does not stand in the text too."""
    text = article.text
    start = text.rfind("\n", 0, one.start) + 1
    line = text[start : text.find("\n", one.end) % (len(text) + 1)]
    is_heading = start > article.body_start and line.lstrip().startswith(("◇", "◆", "■", "□", "▷", "▶"))
    return is_heading and len(line) < HEADING and not re.search(r"[다요]\.|=|:", line)


HEADING = 60
"""Letters that a heading has at most."""


def _is_background(one: Money, earlier: Sequence[Money], news: _News) -> bool:
    """A bare sum of the second half that is told aside, once what the policy costs is told: of something beside it.

    Items of lists and what is said of `this` policy are its own; firms come with theirs to an accord.
    """
    article, text = news.article, news.article.text
    if one.rule == "sum.firm-invests" and funding.is_accord(article):
        return False
    if one.rule == "sum.firm-invests" and one.start > news.front and _is_by_the_way(one, news):
        return True
    before, behind = amounts.clause(text, one.start, one.end)
    if _is_of_the_end(one, earlier, news) and not _TIED.search(f"{before} {behind}"):
        return True
    is_late = 2 * text.count("\n", article.body_start, one.start) > text.count("\n", article.body_start) + 1
    is_aside = any(aside.start <= one.start < aside.end for aside in news.asides)
    if not is_late or not (is_aside or news.is_of_each or _ANOTHER.search(before)):
        return False
    if _OWN.search(before) or _OWN_BEHIND.match(behind):
        return False
    return news.is_of_each or any(
        other.start < news.front or other.rule != "sum.alone" or _COST.search(text, other.start - 16, other.start)
        for other in earlier
    )


def _is_of_the_end(one: Money, earlier: Sequence[Money], news: _News) -> bool:
    """A sum that nobody public pays, in the last third of an article whose front tells what the news costs.

    Where nothing ties it to the news, 11 of 12 in 162 articles were of something else; of all others below the front
    1 in 6.
    """
    text, start = news.article.text, news.article.body_start
    front = lexicon.end_of(3, text, start)
    is_told = any(other.start < front for other in earlier)
    is_open = not one.breakdown or set(one.breakdown) == {"private"}
    is_last = lexicon.depth(text, start, one.start) >= LAST
    return is_last and is_told and is_open and not funding.is_accord(news.article)


LAST = 2 / 3
"""How far down the last third of an article begins."""
_TIED = re.compile(
    r"\d[조억]|\d[천백][조억]|[국도시군구]비(?=[를에와과는가·\s])|지방비|여기에|이번(?!\s사업비에는)|나머지|우선\s|추가로|추경|추가경정|본예산|예산에\s(?:담|반영|편성)"
)
"""What ties a sum of the end to the news: another beside it, who pays, a word for what is added."""


def _is_by_the_way(one: Money, news: _News) -> bool:
    """Money of a firm that builds anyhow, or that the front of the article does not name."""
    if _UNDER_WAY.match(news.article.text, one.end):
        return True
    before, behind = amounts.clause(news.article.text, one.start, one.end)
    payer = _LAST_SUBJECT.search(before)
    named = payer and payer.group(1)[:3] in news.article.text[: news.front]
    return bool(payer and not named and _AS_CAUSE.match(behind))


_ANOTHER = re.compile(r"(?<![가-힣])(?!그래도|이래도|제도|속도|정도|철도|국도|도로도)[가-힣]{3,10}도\s(?:약\s|총\s)?\Z")
"""`달빛정원도 35억 원을`: another thing too."""
_LAST_SUBJECT = re.compile(r"([가-힣A-Za-z]{3,12})[이가은는]\s[^.\n]{0,20}\Z")
_AS_CAUSE = re.compile(r"[^.\n]{0,60}(?:하면서|기로\s하면서|는\s데다|지만|으나)")
"""`2조원을 들여 공장을 짓기로 하면서`: what is told as the reason for something else."""
_OWN = re.compile(
    r"(?<![가-힣])이\s?(?:중|가운데|사업|센터|시설|단지|예산|돈)|이번|이를\s위해|여기에|나머지|우선|먼저|\d단계|[▲△▷○◆□■◇•①-⑳]|(?:^|\n)\s?[-–]\s|특히|추가로|(?:^|\n)\s?사업에는\s|^\s*(?:총\s?)?사업비[는은]?\s|(?:본예산|추경)에\s|(?:년\s치|년간)\s사업비는\s"
)
_UNDER_WAY = re.compile(r"[^.\n]{0,40}(?:고\s있|는\s중)")
"""`120조 원을 들여 짓고 있다`: what firms do anyhow."""
_OWN_BEHIND = re.compile(
    r"[^.\n]{0,40}(?:이번|이 사업)|[을를]\s(?:보태|보탭|보탰|얹)|(?:가량)?[을를]\s(?:더|담아|반영해|지원해)\s달라고"
)
_COST = re.compile(r"사업비|총\s|모두\s|들어가는 돈|투자액|예산")


def _recalled(one: Money, news: _News) -> str:
    """Why a sum is background: its sentence is of an earlier day, or it stands in brackets behind another thing."""
    article, published = news.article, news.published
    before, behind = amounts.clause(article.text, one.start, one.end)
    if one.rule == "sum.one-source":
        since = _SINCE.search(before)
        return "sum.of-another-day" if since and _DID.match(behind) else ""
    now = _NOWADAYS.split(before)[-1]
    if _CALLED_OFF.search(article.headline or "") and _PROMISED.search(behind):
        return ""
    if _RUNS_ON.search(before) or _WON_BY_IT.match(behind):
        return ""
    if _OF_THIS.search(before) or _OF_THIS.search(behind[:12]):
        return ""
    dated = (*_YEAR.finditer(now), *filter(None, [_STOOD_THEN.match(behind)]))
    years = [int(match.group("year")) for match in dated]
    if _ELSEWHEN.search(now) or (published and any(year < published.year for year in years)):
        return "sum.of-another-day"
    closes = re.match(r"대?\)", behind)
    named = _IN_BRACKETS.search(before) if closes and one.rule == "sum.alone" else None
    if not named or re.search("[▲△▷○◆□①-⑳]", before):
        return ""
    if funding.is_accord(article) and re.search("공장|㈜|투자", before[-60:]):
        return ""
    return "" if named.group("name")[-4:] in article.text[: news.first] else "sum.of-another-thing"


def _grouped(
    kept: Sequence[Sum], bracketed: Sequence[tuple[Sum, list[Sum]]], text: str, aside: Sequence[Sum] = ()
) -> Iterator[tuple[Sum, list[Sum], str]]:
    """Totals with the parts that stand at them; parts without a total make one.

    A sum that was left aside, since no word of paying stands at it, may still be what makes a total full.
    """
    used: set[int] = set()
    stated = [*bracketed, *parts.including(kept, text)]
    for rule, pairs in (("sum.total-with-parts", stated), ("sum.parts-of-total", parts.adding_up(kept, text, aside))):
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
    told = {(part.amount, part.fund) for part in kept if part.start in used and part.fund}
    for run in runs:
        if any(part.start in used for part in run):
            continue
        if len(run) > 1 and {(part.amount, part.fund) for part in run} <= told:
            used |= {part.start for part in run}  # a subhead told them too
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
    first = bisect_left(kept, one.end, key=lambda other: other.start)
    near = takewhile(lambda other: other.start - one.end < 24, islice(kept, first, None))
    ahead = [other for other in near if other.amount > one.amount]
    including = r"(?:포함|비롯|등)" if one.label else r"(?:포함|비롯)"
    return any(re.search(rf"{including}[^.\n]{{0,10}}$", text[one.end : other.start]) for other in ahead)


_HOLDS_NATIONAL = re.compile(r"국비(?:를|을|도)?\s?(?:포함|비롯)[가-힣]*\s(?:총|모두|전체|약|총사업비|사업비|\s)*$")


_TOTAL_COST = re.compile(r"(?:총|전체)\s?(?:사업비|규모|사업\s규모|예산)(?:는|로|를\s더하면)?\s?(?:약\s|총\s)?$")
_STATES_PART = re.compile(
    r"(?:다\.\s|원\.\s|\n)국비[는가]?\s(?:약\s)?$|(?:이며|인데|이고|원으로),?\s(?:절반|\d{1,2}%)인\s$"
)
"""What tells that a sum behind a total is the state's part of it."""


def _holds(total: Money, part: Money, text: str) -> bool:
    """Whether a total says that it holds national money, or is the whole cost told in the sentence behind it."""
    before = text[max(0, total.start - 24) : total.start]
    is_cost = bool(_TOTAL_COST.search(before))
    between = text[_last_told(part, total, text) : total.start] if is_cost else ""
    whole = len(between) < TOLD_WITHIN and between.count("다.") == 1 and "\n\n" not in between
    behind = text[total.end : part.start]
    is_total = is_cost or _ADDED_TO.match(text, part.end)
    told = is_total and len(behind) < 120 and not re.search(r"\d억", behind)
    return bool(_HOLDS_NATIONAL.search(before) or whole or (told and _STATES_PART.search(behind)))


def _last_told(part: Money, total: Money, text: str) -> int:
    """Where a sum ends that is told again, nearer to a total, than where it was told first."""
    near = max(part.end, total.start - TOLD_WITHIN)
    again = [one.end for one in amounts.read(text[near : total.start])[0] if one.amount == part.amount and one.fund]
    return near + again[-1] if again else part.end


TOLD_WITHIN = 160
"""Letters before a total within which its part is told."""
_ADDED_TO = re.compile(
    r"\s?원?에\s(?:지방비|도비|시비|군비|구비|민자)[^.\n]{0,16}\s(?:보태|보탠|더해|더한|합쳐|합친|얹)"
)
"""`38억 원을 들인다. 국비 21억 원에 도비와 시비를 보탠다`."""
_ADDS_TO_NATIONAL = re.compile(r"국비에\s(?:더해\s)?[가-힣·]{0,8}\s?(?:[와과]\s[가-힣]{2,4}\s)?(?:각각?\s)?\Z")


def _with_national(budgets: Sequence[Money], text: str) -> list[Money]:
    """`국비를 포함한 총 50억 원`: the one sum of national money told elsewhere is a part of it."""
    national = [
        one for one in budgets if set(one.breakdown) == {"national"} and one.breakdown["national"] == one.amount
    ]
    if len({one.amount for one in national}) != 1:
        return list(budgets)
    part = national[0].amount
    budgets = [
        one._replace(
            amount=Won(one.amount + part), breakdown={"national": part, **one.breakdown}, rule="sum.national-and-each"
        )
        if one.rule == "sum.parts-added"
        and "national" not in one.breakdown
        and _ADDS_TO_NATIONAL.search(text, 0, one.start)
        else one
        for one in budgets
    ]
    budgets = [
        one._replace(breakdown={"national": part, **one.breakdown}, status=national[0].status)
        if one.breakdown and "national" not in one.breakdown and one.amount == part + sum(one.breakdown.values())
        else one
        for one in budgets
    ]
    return [
        one._replace(breakdown={"national": part}, rule="sum.total-with-national", status=national[0].status)
        if not one.breakdown and one.amount > part and _holds(one, national[0], text)
        else one
        for one in budgets
    ]


_ALL_OF_ONE = re.compile(
    r"(?:예산|사업비|재원|비용|증액분|이\s돈)(?:은|는|이|을|를)?\s(?:전액|모두|전부)\s(?P<fund>국비|도비|시비|군비|구비)(?:로|으로|이다|다\.|입니다)"
    r"|국비\s없이\s(?P<alone>도비|시비|군비|구비)만\s"
)
WHOLLY_WITHIN = 90
"""Letters behind a sum within which it is said that one pays all of it, where the article tells of others."""


def _wholly_of_one(budgets: list[Money], text: str) -> list[Money]:
    """`예산은 전액 시비로 마련한다`: who pays the sum before it, or the one that the article tells."""
    match = _ALL_OF_ONE.search(text)
    fund = parts.source(match.group("fund") or match.group("alone")) if match else None
    if not match or not fund:
        return budgets
    whole = [one.amount for one in budgets if not one.breakdown and 0 < match.start() - one.end < WHOLLY_WITHIN]
    return [
        one._replace(breakdown={fund: one.amount})
        if not one.breakdown and (len(budgets) == 1 or one.amount <= max(whole, default=0))
        else one
        for one in budgets
    ]


_REMAINDER = re.compile(
    r"[^\n]{0,70}?나머지(?:는|를|\s(?:반|절반|비용|금액)은|\s사업비는)?\s"
    r"(?:\d[\d,.조억천만 ]*원[은을]\s)?(?:전액\s|모두\s)?"
    rf"(?:(?P<who>[가-힣]{{1,10}})(?:가|이|에서|들이)\s{verbs.GIVES}"
    r"|(?P<fund>도비|시비|군비|구비|지방비|민자)(?:로|다\.|이다|입니다))"
)
"""`국비 47억 원을 포함해 58억 원이며 나머지는 시가 부담한다`."""


def _with_remainder(one: Money, text: str) -> Money:
    """A sum of which one part is told, and who pays the rest."""
    told = sum(one.breakdown.values())
    if not 0 < told < one.amount or not (match := _REMAINDER.match(text, one.end)):
        return one
    fund = parts.source(match.group("fund") or f"{match.group('who')}가")
    if not fund or fund in one.breakdown or (fund == "private" and parts.is_public(match.group("who") or "")):
        return one
    return one._replace(breakdown={**one.breakdown, fund: one.amount - told})


def _with_rest(budgets: Sequence[Money]) -> list[Money]:
    """`국비 10억 원 등 총 30억 원이다. 나머지는 도비 5억 원과 시비 15억 원이다`: what makes a total full is of it."""
    found = list(budgets)
    for rest in [one for one in budgets if one.breakdown and one.amount == sum(one.breakdown.values())]:
        for number, total in enumerate(found):
            parts = sum(total.breakdown.values())
            fits = 0 < parts < total.amount == parts + rest.amount
            if fits and total.breakdown.keys().isdisjoint(rest.breakdown):
                found[number] = total._replace(breakdown={**total.breakdown, **rest.breakdown})
                found.remove(rest)
                break
    return found


def _runs(kept: Sequence[Sum], text: str) -> Iterator[list[Sum]]:
    """Sums with a source that follow each other closely."""
    run: list[Sum] = []
    for one in kept:
        near = run and one.start - run[-1].end <= parts.NEAR and "다." not in text[run[-1].end : one.start]
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


_OF_IT = re.compile(r"다\.\s이\s?(?:중|가운데)\s(?:[가-힣]{2}는?\s?)?\Z")
"""`100억 원을 들인다. 이 가운데 국비는 40억 원`: the next sentence goes on with the sum."""
_NEXT = re.compile(r"\s?(?:이다|다|이에요|입니다)\.\s(?:[가-힣]{1,6}[이가]\s)?")
_REST_TOLD = re.compile(r"[^\n]{0,24}나머지")
"""`18억 원이다. 시가 9억 원, 도가 6억 원을 대고 나머지는`: parts of the sum before them."""
_REST_BY_OTHERS = re.compile(r"원?[을를]\s(?:뺀|제외한)\s나머지")


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
        if len(between) > (30 if not _OF_IT.search(between) else 120) or one.amount < parts:
            continue
        goes_on = _NEXT.fullmatch(between) and _REST_TOLD.match(text, run[-1].end)
        if one.start < run[0].start and (goes_on or _REST_BY_OTHERS.match(text, run[-1].end)):
            return one
        if one.start < run[0].start and re.match(
            r"\s?(?:을|를|의|원|규모|규모의|가량|으로|로|이며|이고|인데|이 들어가며|을 들이며)?,?\s?"
            r"(?:[(（]|[^\n]{0,90}다\.\s이\s?(?=(?:중|가운데)\s)|\(?(?:이\s?)?(?:중|가운데)\s"
            r"|[가-힣]{1,6}\s이\s?(?:중|가운데)\s(?:절반인\s|\d{1,2}%인\s)?)",
            between,
        ):
            return one
        if (
            one.start > run[0].start
            and not re.search(r"[가-힣A-Z][은는]\s", between)
            and re.search(
                r"(?:등|포함|포함해|포함한|비롯해|합쳐|더해|합해)[^.\n]{0,10}$|(?:확보|지원\s?받|보태|매칭)[^.\n]{0,12}(?:총|모두)\s?(?:사업비\s)?$|확보(?:하여|해)\s약\s$",
                between,
            )
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
    if not breakdown and funding.is_private(total, article, bodies):
        breakdown, rule = {"private": total.amount}, "sum.firm-invests"
    order = ("national", "provincial", "municipal", "local", "private")
    return Money(
        Won(total.amount),
        funding.status(article.text, first, last, breakdown),
        funding.period(article.text, first, last, spans),
        {fund: breakdown[fund] for fund in order if fund in breakdown},
        purposes.of_sum(article, first, last),
        rule,
        total.start,
        total.end,
    )
