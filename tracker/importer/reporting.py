"""Run the rules over one article and gather what they found, with every question; the record that --json prints."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from tracker.importer import (
    amounts,
    anchoring,
    days,
    events,
    instruments,
    lexicon,
    milestones,
    organisations,
    passages,
    regions,
    sectors,
    stages,
    sums,
    terms,
)
from tracker.importer.amounts import Money, Sum
from tracker.importer.candidates import Candidate, Question
from tracker.importer.cleaning import Article
from tracker.importer.milestones import Milestone
from tracker.model import InstrumentSlug, PartialDate, RegionSlug, SectorSlug, StageSlug, Status
from tracker.vocabulary import Vocabulary


class Report(NamedTuple):
    """Everything that the rules found in one article."""

    article: Article
    url: str | None
    published: Candidate[str] | None
    date: Candidate[PartialDate] | None
    day: int | None
    regions: list[Candidate[RegionSlug]]
    suggested: list[Candidate[RegionSlug]]
    sectors: list[Candidate[SectorSlug]]
    instruments: list[Candidate[InstrumentSlug]]
    stage: Candidate[StageSlug] | None
    budgets: list[Money]
    left_out: list[tuple[Sum, str]]
    organisations: list[Candidate[str]]
    milestones: list[Milestone]
    questions: list[Question]


def report(article: Article, words: Vocabulary, *, published: dt.date | None, url: str | None) -> Report:
    """Extract every field. The day comes first: it decides which units existed."""
    article = article._replace(publisher=lexicon.publisher_at(url) or article.publisher)
    anchor = anchoring.anchor(article, published, url)
    told = anchoring.day_of(anchor)
    dates = days.mentions(article.text, told)
    event = events.find(article, dates, told)
    day = event.date.value if event.date else days.of(told) if told else None
    bodies = organisations.mentions(article.text, words)
    masked = organisations.mask(article.text, bodies)
    themed = organisations.mask(article.text, organisations.outside(bodies, words, article))
    asides = passages.asides(article, dates, day)
    places = regions.extract(article, masked, bodies, day, words, asides)
    asides += [passages.Passage("compared", start, end) for start, end in places.others]
    acts = amounts.blanked(themed)
    deeds = instruments.extract(article, acts, asides, words)
    step, doubts = stages.stage(article, acts, words, dates, told, asides)
    funds = _by_stage(sums.extract(article, bodies, told, asides), article, step)
    steps = milestones.extract(article, dates, event.date.value if event.date else None)
    enterprise = _of_enterprise(article, funds.budgets, deeds)
    of_firms = _is_accord(enterprise) and _is_of_many(article)
    themes = sectors.extract(article, themed, asides, words, of_firms=of_firms)
    is_of_one = _is_accord(enterprise) and not of_firms
    if not themes or (is_of_one and all(theme.start >= _lead(article) for theme in themes)):
        themes = enterprise or themes  # what one firm makes is told further down; that it comes is the news
    themes += _makes_ground(article, themes)
    deeds += _brings_firms(article, funds.budgets, deeds)
    deeds += _wins_money(article, deeds)
    deeds += _is_chosen(article, deeds)
    deeds += list(_in_front(article, deeds, asides))
    deeds += _pays_each(article, funds.left_out, deeds)
    found = Report(
        article, url or article.url, anchor, event.date, event.day, places.regions, places.suggested,
        themes, deeds, step, funds.budgets, funds.left_out,
        organisations.extract(article, bodies, words, asides), steps, [],
    )  # fmt: skip
    sharp = [*event.questions, *places.questions, *funds.questions, *doubts]
    # a question that names the doubt makes the general one of its field needless
    general = [question for question in _missing(found) if question.field not in {one.field for one in sharp}]
    asked = [*general, *sharp]
    return found._replace(questions=list(dict.fromkeys(asked)))


def _lead(article: Article) -> int:
    """Where the second sentence ends."""
    told = lexicon.ends(article.text, article.body_start)
    return told[1] if len(told) > 1 else len(article.text)


_CALL_WON = re.compile(r"공모[^.\n]{0,24}(?:선정|뽑|낙점)|(?:선정|뽑혀|뽑혔)[^.\n]{0,12}…")
_ASKED = re.compile(r"건의|요청|도전장|담아\s?달라|지어\s?달라|찾아\s")


def _by_stage(funds: sums.Found, article: Article, step: Candidate[StageSlug] | None) -> sums.Found:
    """Money that only stands there is won with the call that is, and asked for where the news is that one asks."""
    head = article.text[: article.body_start + terms.LEAD]
    told: Status | None = None
    if step and step.value == "selected" and _CALL_WON.search(head):
        told = "awarded"
    elif step and step.value == "proposed" and _ASKED.search(article.headline or head):
        told = "requested"
    if told is None:
        return funds
    budgets = [
        one._replace(status=told) if one.status == "announced" and _is_of_step(one, told) else one
        for one in funds.budgets
    ]
    return funds._replace(budgets=budgets)


def _is_of_step(one: Money, told: Status) -> bool:
    """Of a call that was won the sums that the state pays for; never what firms put in."""
    return "national" in one.breakdown or (told == "requested" and set(one.breakdown) != {"private"})


_MANY_FIRMS = re.compile(r"\d+개\s?(?:사|기업|업체)|기업\s?\d+(?:곳|개)|양사|두\s기업|세\s기업|기업들")


def _is_accord(enterprise: Sequence[Candidate[SectorSlug]]) -> bool:
    """Whether firms come by an accord."""
    return bool(enterprise) and enterprise[0].rule == "sector.of-accord"


def _is_of_many(article: Article) -> bool:
    """Whether several firms come to an accord: what one of them makes is not what it is about."""
    return bool(_MANY_FIRMS.search(article.text, 0, article.body_start + 400))


def _of_enterprise(
    article: Article, budgets: Sequence[Money], deeds: Sequence[Candidate[InstrumentSlug]]
) -> list[Candidate[SectorSlug]]:
    """An accord by which firms invest, the courting of firms, or industry at large, whatever it makes."""
    slug, named = SectorSlug("enterprise-startup"), {deed.value: deed for deed in deeds}
    firms = [one for one in budgets if set(one.breakdown) == {"private"}]
    if firms and "mou" in named:
        return [Candidate(slug, "derived", "sector.of-accord", firms[0].start, firms[0].end)]
    if courting := named.get(InstrumentSlug("investment-attraction")):
        return [Candidate(slug, "derived", "sector.of-attraction", courting.start, courting.end)]
    if estate := _ESTATE.search(article.headline or ""):
        return [Candidate(SectorSlug("housing-urban"), "derived", "sector.of-estate", *estate.span())]
    industry = _INDUSTRY.search(article.text, 0, article.body_start + terms.LEAD)
    return [Candidate(slug, "derived", "sector.of-industry", *industry.span())] if industry else []


def _makes_ground(article: Article, themes: Sequence[Candidate[SectorSlug]]) -> list[Candidate[SectorSlug]]:
    """An estate of one trade in the headline is about the ground too: `베어링 산단 기공`."""
    slug = SectorSlug("housing-urban")
    estate = _ESTATE.search(article.headline or "")
    if not estate or not themes or slug in [theme.value for theme in themes]:
        return []
    return [Candidate(slug, "derived", "sector.of-estate", *estate.span())]


_ESTATE = re.compile(
    r"(?:산단|산업단지)(?!서|에|\s?내|의)[^\n]{0,24}(?:만든다|만들|착공|기공|준공|승인|첫\s?삽|밀려|밀렸|미뤄|보상|분양|제자리)"
)
"""An estate that is made ready, whatever comes to it."""
_INDUSTRY = re.compile(
    r"(?:미래|첨단|전략|주력|특화|연고|대체|핵심|신성장|차세대){1,3}\s?(?:전략\s?)?(?:산업|사업)|(?<![가-힣])신\s?산업"
    r"|기업\s?(?:유치|지원)|산업단지|산단(?![가-힣]{2})|(?:강소|연구개발)특구"
)
"""Industry at large."""


def _brings_firms(
    article: Article, budgets: Sequence[Money], deeds: Sequence[Candidate[InstrumentSlug]]
) -> list[Candidate[InstrumentSlug]]:
    """A firm's own money, by an accord or in a headline about it, is investment won, whatever the word for it."""
    slug = InstrumentSlug("investment-attraction")
    named = [deed.value for deed in deeds]
    firms = [one for one in budgets if set(one.breakdown) == {"private"}]
    if slug in named:
        return []
    if won := _FIRMS_WON.search(article.text, 0, article.body_start + 200):
        return [Candidate(slug, "stated", "instrument.of-firms", *won.span())]
    head = article.text[: article.body_start]
    if not firms or "펀드" in head or not ("mou" in named or _OF_PLANTS.search(head)):
        return []
    return [Candidate(slug, "derived", "instrument.of-accord", firms[0].start, firms[0].end)]


_OF_PLANTS = re.compile(r"투자|공장|데이터\s?센터|생산기지|본사|사옥|물류센터|연구소")
_FIRMS_WON = re.compile(r"기업\s?\d+(?:개사|개|곳|사)(?:을|를)?\s유치")
_WON = re.compile(
    r"(?<!\d)\d[\d,.조억만천 ]*원?\s?(?:을|를|도)?\s?확보(?!\s?(?:위해|총력|나서|요청|건의|목표|계획))"
    r"|국비\s[^\n]{0,8}\d[\d,천]*억\s?원?\s?(?:더\s)?(?:땄|따냈)|내년[^\n]{0,16}\d[\d,천]*억[^\n]{0,6}역대\s?최대"
    r"|(?:국비|국고|국·도비|국도비|정부예산|본예산|추경)(?:안)?\s(?:약\s|총\s)?"
    r"\d[\d,.조억만천 ]*원?(?=[\s·….,]*(?:역대|최대|돌파|반영|편성))"
)


_CHOSEN = re.compile(
    r"(?:사업|과제|공모|프로젝트|지구|사업지|대상지)[’'”」]?(?:에|로|으로)?\s"
    r"(?:[^.\n]{0,24}?\s)?(?:최종\s)?선정(?:됐|돼|되|했|하고|해)"
    r"|(?:입주자|기업|업체|팀|참여자|수행기관|사업자|시군|시·군|교육생|수강생|훈련생|참가자)[을를]?\s"
    r"(?:[^.\n]{0,20}\s)?모집(?:한다|하고|했|에 나|을 시작)"
)
_BY_CALL = re.compile(r"공모|공고|모집|경쟁|평가|응모|국비|경합|심사")


def _is_chosen(article: Article, deeds: Sequence[Candidate[InstrumentSlug]]) -> list[Candidate[InstrumentSlug]]:
    """A project that was chosen came by a call, whatever else its name holds: `구축사업에 선정돼`; a call for firms."""
    slug = InstrumentSlug("public-call")
    match = _CHOSEN.search(article.text, 0, article.body_start + terms.LEAD)
    if not match or slug in [deed.value for deed in deeds] or not _BY_CALL.search(article.text):
        return []
    if re.search("평가|우수", match.group()):
        return []
    if instruments.is_to_be_studied(article.text, match.start(), match.end()):
        return []
    return [Candidate(slug, "stated", "instrument.chosen", *match.span())]


_FRONT = {
    "deregulation": re.compile(
        r"규제\s?자유\s?특구|규제\s?샌드박스|실증\s?특례|글로벌\s?혁신\s?특구|분산(?:에너지)?\s?특(?:구|화지역)|지역특화발전특구"
    ),
    "plan": re.compile(r"청사진[’'”]?[도을를]?\s?(?:내놓|내놨|꺼냈|공개|발표|제시)|실행(?:안|방안)[’'”]?(?:을|이)?\s"),
    "talent": re.compile(
        r"(?:[가-힣]교육원|훈련센터|인재양성센터)|(?:인재|인력|전문가|기술자|기능공|정비사|일손|개발자)\s?(?:\d[\d천백만,]*\s?명\s?)?[^.\n]{0,6}(?:키우|키운|기르|기른|길러|양성)"
    ),
    "facility": re.compile(
        r"(?:센터|공장|시설|연구소|허브|연구단지|캠퍼스|플랫폼|클러스터|실증장|시험장|마을)[’'”]?(?:이|가|을|를|도)?\s"
        r"(?:[^.\n]{0,20}\s)?(?:생긴|생겨|들어선|들어서|세워|세운|짓는|지어|지을|건립|품었|품는)"
    ),
    "mou": re.compile(r"협약(?:서)?[’'”]?(?:을|식을|에)?\s(?:[가-힣]{1,6}\s)?(?:맺|체결|가졌|서명)"),
    "rnd-grant": re.compile(r"국가연구개발사업평가\s?총괄위원회"),
    "investment-attraction": re.compile(r"\d+개사[^\n]{0,14}\d[\d,천]*[조억][^\n]{0,8}(?:푼다|투자|투입)"),
    "award": re.compile(r"(?:최고|최우수|최상위)\s?등급"),
    "task-force": re.compile(
        r"(?:위원회|협의회|협의체|추진단|자문단|기획단|TF)[’'”]?(?:가|이|을|를)?\s(?:[^.\n]{0,6}\s)?(?:첫\s?회의|출범|발족)"
    ),
    "legislation": re.compile(
        r"조례[’'”]?(?:를|가|을)?\s(?:본회의\s)?(?:시행|통과|의결|가결|제정|공포)(?!\s?(?:촉구|건의))"
    ),
    "business-support": re.compile(r"(?:구매|수출)\s?상담"),
    "public-call": re.compile(
        r"(?:입주자|입주기업|교육생|수강생|참여자|참여기업|기업)\s?\d+(?:명|팀|곳|개사)(?:을|를)?\s?모집|(?:입주자|교육생|수강생|참여자|청년)\s?[^.\n]{0,10}(?:뽑는다|찾습니다|찾는다|뽑아)"
    ),
    "tax": re.compile(r"(?:재산세|취득세|지방세|법인세|[군시도구]세)[^.\n]{0,14}(?:감면|깎|면제)"),
    "public-body": re.compile(
        r"[가-힣](?:국|연합|청)[’'”]?(?:이|가)?\s(?:\d{1,2}일\s)?(?:공식\s|정식\s)?(?:출범|닻)|(?:진흥원|재단|공단|도시공사)[’'”]?(?:을|이)?\s(?:[^.\n]{0,6}\s)?(?:출범|설립)(?!\s?(?:\d|기념))"
    ),
    "data-service": re.compile(r"데이터\s?(?:지도|플랫폼|포털)[’'”]?\s(?:문|개통|공개|선보|운영)"),
    "zone-designation": re.compile(
        r"(?:구역|지구|특구|[가-힣]{2}지역)[’'”」]?(?:에|으로|로)?\s(?:최종\s|신규\s)?(?:지정|선정)"
    ),
    "budget": re.compile(r"(?<!내년 )국비\s[^.\n]{0,30}(?:건의|요청)"),
    "subsidy": re.compile(
        r"(?:비용|사용료|임차료|정착금|장려금|훈련비|참가비|보험료|물류비)[을를]?\s?(?:지원|준다|푼다|대\s?준|$|\n)"
        r"|(?:업체|기업|점포|농가|가구|세대|1인|명)당\s(?:최대\s|연\s)?\d[\d,만천백 ]*만\s?원"
        r"(?!\s?(?:이상|이하|미만|한도))"
        r"|(?<![국도시군구업방])비(?:를|을)?\s(?:최대\s)?(?:\d[\d,만천백 ]*만?\s?원\s?|\d{1,3}%\s?)?지원(?!\s?사업)"
        r"|(?:안정비|안정자금|수당|장려금|지원금)[은는을를]?\s[^.\n]{0,20}\d[\d,만천백 ]*만\s?원"
    ),
}
"""Deeds that are told by a turn and not by a word, in headline or first sentence."""


_IN_LEAD = ("mou", "rnd-grant")
"""Those that a whole lead may tell: who signs often comes second."""


def _in_front(
    article: Article, deeds: Sequence[Candidate[InstrumentSlug]], asides: Sequence[passages.Passage]
) -> Iterator[Candidate[InstrumentSlug]]:
    """A zone that is designated, a sum for each who is helped."""
    first = next(iter(lexicon.ends(article.text, article.body_start)), 0)
    named = {deed.value for deed in deeds}
    spans = [(one.start, one.end) for one in asides]
    for slug, turn in _FRONT.items():
        end = article.body_start + terms.LEAD if slug in _IN_LEAD else first
        match = turn.search(article.text, 0, end)
        if slug not in named and match and not lexicon.inside(match.start(), spans):
            yield Candidate(InstrumentSlug(slug), "stated", "instrument.in-front", *match.span())


_WON_IT = re.compile(r"(?:국비|기금|교부세|예산)\s(?:약\s|총\s)?\d[\d,.조억만천 ]*원을\s확보했다")


def _wins_money(article: Article, deeds: Sequence[Candidate[InstrumentSlug]]) -> list[Candidate[InstrumentSlug]]:
    """A headline or first sentence that tells of a sum won is about money too, whatever it was won for."""
    slug = InstrumentSlug("budget")
    first = next(iter(lexicon.ends(article.text, article.body_start)), 0)
    match = _WON.search(article.text, 0, article.body_start) or _WON_IT.search(article.text, article.body_start, first)
    if not match or slug in [deed.value for deed in deeds]:
        return []
    return [Candidate(slug, "derived", "instrument.of-sum", *match.span())]


_PAID = re.compile(
    r"[^.\n]{0,40}?(?:지원|지급|(?<!빌려)준다|보조|보태|대 준|돌려)(?!\s?(?:한도|대상|사업))"
    r"(?![^.\n]{0,12}(?:융자|보증|대출|빌려))"
)


def _pays_each(
    article: Article, left_out: Sequence[tuple[Sum, str]], deeds: Sequence[Candidate[InstrumentSlug]]
) -> list[Candidate[InstrumentSlug]]:
    """`업체당 최대 6000만원까지 보조한다`: who helps many with a sum each gives grants."""
    slug = InstrumentSlug("subsidy")
    if slug in [deed.value for deed in deeds]:
        return []
    quotes = lexicon.quoted_spans(article.text)
    paid = (one for one, reason in left_out if reason in sums.FOR_EACH and _PAID.match(article.text, one.end))
    first = next((one for one in paid if not lexicon.inside(one.start, quotes)), None)
    return [Candidate(slug, "derived", "instrument.of-each", first.start, first.end)] if first else []


def _missing(found: Report) -> Iterator[Question]:
    """What every entry needs and the article does not say."""
    if not found.published:
        yield Question("published", "기사가 나온 날이 적혀 있지 않습니다: --published로 알려 주세요")
    if not found.date:
        yield _date_question(found)
    if not found.url:
        yield Question("url", "기사의 주소가 없습니다: --url로 알려 주세요")
    if not found.article.publisher:
        yield Question("publisher", "매체 이름이 기사에 나오지 않습니다")
    if not found.article.headline:
        yield Question("headline", "제목으로 보이는 줄이 없습니다")
    if not found.regions:
        options = tuple(candidate.value for candidate in found.suggested)
        yield Question("regions", "어느 지역의 일인지 분명하지 않습니다", options)
    if not found.sectors:
        yield Question("sectors", "어느 분야의 일인지 제목과 첫머리에 나오지 않습니다")
    if not found.instruments:
        yield Question("instruments", "어떤 수단을 썼는지 알려 주는 말이 없습니다")


def _date_question(found: Report) -> Question:
    day = f"‘{found.day}일’만 있고 " if found.day else ""
    if not found.published:
        return Question("date", f"{day}기사가 나온 날을 몰라서 언제 일인지 알 수 없습니다")
    return Question("date", f"{day}언제 일인지 기사 첫머리에 나오지 않습니다", (found.published.value[:10],))


def record(found: Report) -> dict[str, Any]:
    """The report as plain values, in the order in which --json prints them."""
    article = found.article
    return {
        "file": article.file,
        "headline": article.headline,
        "subheads": list(article.subheads),
        "source": {
            "url": found.url,
            "publisher": article.publisher,
            "author": article.author,
            "published": found.published.value if found.published else None,
        },
        "date": str(found.date.value) if found.date else None,
        "date_basis": found.date.grade if found.date else None,
        "day": found.day,
        "regions": [candidate.value for candidate in found.regions],
        "suggested_regions": [candidate.value for candidate in found.suggested],
        "sectors": [candidate.value for candidate in found.sectors],
        "instruments": [candidate.value for candidate in found.instruments],
        "stage": found.stage.value if found.stage else None,
        "budgets": [_budget(money) for money in found.budgets],
        "organisations": [candidate.value for candidate in found.organisations],
        "milestones": [{"date": str(step.date), "what": step.what} for step in found.milestones],
        "questions": [
            {"field": question.field, "why": question.why, "options": list(question.options)}
            for question in found.questions
        ],
    }


def _budget(money: Money) -> dict[str, Any]:
    return {
        "amount": money.amount,
        "status": money.status,
        "period": str(money.period) if money.period else None,
        "breakdown": dict(money.breakdown),
    }


def evidence(found: Report) -> Iterator[tuple[str, str, str, str, str]]:
    """Field, value, grade, rule and the words of the article for every value, in the order of the record."""
    text = found.article.text
    if found.published:
        yield "published", found.published.value, found.published.grade, found.published.rule, found.article.stamp or ""
    if found.date:
        yield (
            "date",
            str(found.date.value),
            found.date.grade,
            found.date.rule,
            around(text, found.date.start, found.date.end),
        )
    fields: tuple[tuple[str, Sequence[Candidate[Any]]], ...] = (
        ("regions", found.regions),
        ("suggested_regions", found.suggested),
        ("sectors", found.sectors),
        ("instruments", found.instruments),
        ("stage", [found.stage] if found.stage else []),
        ("organisations", found.organisations),
    )
    for field, candidates in fields:
        for one in candidates:
            yield field, str(one.value), one.grade, one.rule, around(text, one.start, one.end)
    for money in found.budgets:
        yield "budgets", f"{money.amount:,}", "stated", money.rule, around(text, money.start, money.end)
    for step in found.milestones:
        yield "milestones", str(step.date), "derived", "milestone.dated-step", around(text, step.start, step.end)


def around(text: str, start: int, end: int, margin: int = 14) -> str:
    """The words at a span with a little of what stands around them, on one line, the span in ⟦ ⟧."""
    before = text[max(0, start - margin) : start].rsplit("\n", 1)[-1]
    behind = text[end : end + margin].split("\n", 1)[0]
    return f"{before}⟦{text[start:end]}⟧{behind}"
