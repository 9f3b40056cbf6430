"""What one field tells of another: a call won of the money, firms' money of sectors and deeds; deeds told by a turn."""

import re
from collections.abc import Iterator, Sequence

from tracker.importer import lexicon, terms
from tracker.importer.candidates import Candidate
from tracker.importer.money import sums
from tracker.importer.money.amounts import Money, Sum
from tracker.importer.page.cleaning import Article
from tracker.importer.passages import Passage
from tracker.importer.what import instruments, sectors
from tracker.model import InstrumentSlug, RegionSlug, SectorSlug, StageSlug, Status
from tracker.vocabulary import Vocabulary


def themes(
    article: Article,
    themed: str,
    asides: Sequence[Passage],
    words: Vocabulary,
    funds: sums.Found,
    deeds: Sequence[Candidate[InstrumentSlug]],
) -> list[Candidate[SectorSlug]]:
    """The sectors: those of the words, or that firms come, where what one of them makes is told further down."""
    enterprise = _of_enterprise(article, funds.budgets, deeds)
    is_accord = bool(enterprise) and enterprise[0].rule == "sector.of-accord"
    of_firms = is_accord and bool(_MANY_FIRMS.search(article.text, 0, article.body_start + 400))
    found = sectors.extract(article, themed, asides, words, of_firms=of_firms)
    is_of_one = is_accord and not of_firms
    second = lexicon.end_of(2, article.text, article.body_start)
    if not found or (is_of_one and all(theme.start >= second for theme in found)):
        found = enterprise or found
    return [*found, *_beside(article, found)]


def further(
    article: Article, funds: sums.Found, deeds: Sequence[Candidate[InstrumentSlug]], asides: Sequence[Passage]
) -> list[Candidate[InstrumentSlug]]:
    """The deeds that no word of their own tells, behind those that are known."""
    known = list(deeds)
    known += _brings_firms(article, funds.budgets, known)
    known += _wins_money(article, known)
    known += _is_chosen(article, known)
    known += list(_in_front(article, known, asides))
    known += _pays_each(article, funds.left_out, known)
    return known


_CALL_WON = re.compile(r"공모[^.\n]{0,24}(?:선정|뽑|낙점)|(?:선정|뽑혀|뽑혔)[^.\n]{0,12}…")
_ASKED = re.compile(r"건의|요청|도전장|담아\s?달라|지어\s?달라|찾아\s")


def by_stage(funds: sums.Found, article: Article, step: Candidate[StageSlug] | None) -> sums.Found:
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


_OF_STATE_BUDGET = re.compile(
    r"(?:내년|내년도|올해|\d{4}년도?)[^\n]{0,14}(?:국비|국가\s?예산|정부\s?예산)"
    r"|(?:국비|국가\s?예산|정부\s?예산)[^\n]{0,12}(?:시대|역대|최대|돌파)"
)
_OF_WHOLE_COST = re.compile(r"(?:총\s?사업비|총공사비|사업비|민자|[가-힣]비와)[^.\n\d]{0,12}\Z")
_IN_OWN_BUDGET = re.compile(
    r"(?<!정부\s)(?<!국회\s)(?<!국가\s)(?:본예산|당초예산|추경|추가경정예산|예비비|올해\s예산)(?:에서|에|으로|로)?\s"
    r"(?:[^.,\n\d]{1,24}\s)?(?:약\s|총\s)?\Z"
)
_IS_PUT_IN = re.compile(
    r"\s?[을를]\s(?:[가-힣]{1,4}\s)?(?:담|넣|반영했|반영해|편성|세웠|세운|마련|책정|들였|들인)|원씩\s모두"
)
"""`추경에 이차보전금 5억 원을 담았다`."""


def by_budget(funds: sums.Found, article: Article, places: Sequence[Candidate[RegionSlug]]) -> sums.Found:
    """Who pays what no source stands at: the state where the news is of its budget, else whose own it is put in."""
    is_states = bool(_OF_STATE_BUDGET.search(article.headline or ""))
    own = ("municipal" if "/" in places[0].value else "provincial") if places else None
    budgets = []
    for one in funds.budgets:
        before = article.text[max(0, one.start - 48) : one.start]
        payer = own if _IN_OWN_BUDGET.search(before) and _IS_PUT_IN.match(article.text, one.end) else None
        if is_states and not _OF_WHOLE_COST.search(before):
            payer = "national"
        budgets.append(one._replace(breakdown={payer: one.amount}) if payer and not one.breakdown else one)
    return funds._replace(budgets=budgets)


_OF_DISTRICT = re.compile(r"구비|군비|(?<![가-힣])구는\s")


def by_city(
    funds: sums.Found, article: Article, places: Sequence[Candidate[RegionSlug]], words: Vocabulary
) -> sums.Found:
    """`시비` of a city that is a province is a province's, if no district of it pays beside it."""
    provinces = {place.value.partition("/")[0] for place in places}
    is_city = provinces and all(_is_metropolis(province, words) for province in provinces)
    if not is_city or "시비" not in article.text or _OF_DISTRICT.search(article.text):
        return funds
    return funds._replace(budgets=[_as_province(one) for one in funds.budgets])


def _is_metropolis(province: str, words: Vocabulary) -> bool:
    """A city of districts alone: what it pays nobody below it could."""
    below = (region for slug, region in words.regions.items() if slug.startswith(f"{province}/"))
    is_city = words.regions[RegionSlug(province)].name.endswith("시")
    return is_city and not any(region.name.endswith("시") for region in below)


def _as_province(one: Money) -> Money:
    if "municipal" not in one.breakdown or "provincial" in one.breakdown:
        return one
    return one._replace(
        breakdown={"provincial" if fund == "municipal" else fund: amount for fund, amount in one.breakdown.items()}
    )


_MANY_FIRMS = re.compile(r"\d+개\s?(?:사|기업|업체)|기업\s?\d+(?:곳|개)|양사|두\s기업|세\s기업|기업들")


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
    if estate := _of_headline(article, _ESTATE, "housing-urban", "sector.of-estate"):
        return estate
    industry = _INDUSTRY.search(article.text, 0, article.body_start + terms.LEAD)
    return [Candidate(slug, "derived", "sector.of-industry", *industry.span())] if industry else []


_ESTATE = re.compile(
    r"(?:산단|산업단지|[가-힣]{2}지구)(?!서|에|\s?내|의)[^\n]{0,24}(?:진입도로|용수|기반시설|만든다|만들|착공|기공|준공|승인|첫\s?삽|밀려|밀렸|미뤄|보상|분양|제자리)"
)
"""An estate that is made ready, whatever comes to it: `베어링 산단 기공`."""
_INDUSTRY = re.compile(
    r"(?:미래|첨단|전략|주력|특화|연고|대체|핵심|신성장|차세대){1,3}\s?(?:전략\s?)?(?:산업|사업)|(?<![가-힣])신\s?산업"
    r"|기업\s?(?:유치|지원|투자)|투자\s?협약|(?:제조|봉제)업체|산업단지|산단(?![가-힣]{2})|(?:강소|연구개발)특구"
)
"""Industry at large."""


_TRAINING = re.compile(
    r"(?:인력|인재|전문가|기술자|일손)[^\n]{0,14}(?:양성|키우|키운|기른|길러|육성|교육)|공유대학|교육생|기술연수"
)
"""`반도체 인력 800명 키운다`."""


_FUND = re.compile(r"펀드[^\n]{0,30}?(?:결성|조성|닻|출범|목표|\d호|투자)")
"""`숲길 펀드’ 결성`: money for firms that are young."""
_HELPED = re.compile(
    r"(?:중소기업|소상공인)[^\n]{0,20}?(?:비|자금|보조금|이자|임대료)(?:를|을)?\s?(?:돕|지원|대|준|보조)"
)
"""`중소기업 나뭇값 구축비 돕는다`."""


def _beside(article: Article, found: Sequence[Candidate[SectorSlug]]) -> list[Candidate[SectorSlug]]:
    """What a headline about one trade is about too: the ground it is made on, the hands that it needs."""
    of_headline = (
        _of_headline(article, _ESTATE, "housing-urban", "sector.of-estate"),
        _of_headline(article, _TRAINING, "education-talent", "sector.of-training"),
        _of_headline(article, _FUND, "enterprise-startup", "sector.of-fund"),
        _of_headline(article, _HELPED, "enterprise-startup", "sector.of-helped"),
    )
    known = {theme.value for theme in found}
    return [theme for themes in of_headline for theme in themes if found and theme.value not in known]


def _of_headline(article: Article, pattern: re.Pattern[str], slug: str, rule: str) -> list[Candidate[SectorSlug]]:
    match = pattern.search(article.headline or "")
    return [Candidate(SectorSlug(slug), "derived", rule, *match.span())] if match else []


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
    r"|(?:후보지|사업지|대상지|적임지)(?:로|에)\s(?:최종\s)?(?:골랐|뽑|낙점)"
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
    "investment-attraction": re.compile(r"\d+개사[^\n]{0,14}\d[\d,천]*[조억][^\n]{0,8}(?:푼다|투자|투입)"),
    "subsidy": re.compile(
        r"(?:업체|기업|점포|농가|가구|세대|1인|명)당\s(?:최대\s|연\s)?\d[\d,만천백 ]*만\s?원"
        r"(?!\s?(?:이상|이하|미만|한도))"
        r"|(?<![국도시군구업방장설])비(?:를|을)?\s(?:최대\s)?(?:\d[\d,만천백 ]*만?\s?원\s?|\d{1,3}%\s?)?지원(?!\s?사업)"
        r"|(?:안정비|안정자금|수당|장려금|지원금)[은는을를]?\s[^.\n]{0,20}\d[\d,만천백 ]*만\s?원"
    ),
}
"""Deeds of which a sum in headline or first sentence tells."""


def _in_front(
    article: Article, deeds: Sequence[Candidate[InstrumentSlug]], asides: Sequence[Passage]
) -> Iterator[Candidate[InstrumentSlug]]:
    """Firms that bring so much, a sum for each who is helped."""
    first = lexicon.end_of(1, article.text, article.body_start)
    named = {deed.value for deed in deeds}
    spans = [(one.start, one.end) for one in asides]
    for slug, turn in _FRONT.items():
        match = turn.search(article.text, 0, first)
        if slug not in named and match and not lexicon.inside(match.start(), spans):
            yield Candidate(InstrumentSlug(slug), "stated", "instrument.in-front", *match.span())


_WON_IT = re.compile(r"(?:국비|기금|교부세|예산)\s(?:약\s|총\s)?\d[\d,.조억만천 ]*원을\s확보했다")


def _wins_money(article: Article, deeds: Sequence[Candidate[InstrumentSlug]]) -> list[Candidate[InstrumentSlug]]:
    """A headline or first sentence that tells of a sum won is about money too, whatever it was won for."""
    slug = InstrumentSlug("budget")
    first = lexicon.end_of(1, article.text, article.body_start)
    match = _WON.search(article.text, 0, article.body_start) or _WON_IT.search(article.text, article.body_start, first)
    if not match or slug in [deed.value for deed in deeds]:
        return []
    return [Candidate(slug, "derived", "instrument.of-sum", *match.span())]


_PAID = re.compile(
    r"[^.\n]{0,40}?(?:지원|지급|(?<!빌려)준다|보조|보태|대 준|돌려)(?!\s?(?:한도|대상|사업))"
    r"(?![^.\n]{0,12}(?:융자|보증|대출|빌려))"
)


_GRANT = re.compile(r"(?:지원액|지원금|장려금|정착비|정착금|수당)[은는]\s[^.\n]{0,50}\Z")


def _is_paid(one: Sum, text: str) -> bool:
    return bool(_PAID.match(text, one.end) or _GRANT.search(text, max(0, one.start - 70), one.start))


def _pays_each(
    article: Article, left_out: Sequence[tuple[Sum, str]], deeds: Sequence[Candidate[InstrumentSlug]]
) -> list[Candidate[InstrumentSlug]]:
    """`업체당 최대 6000만원까지 보조한다`: who helps many with a sum each gives grants."""
    slug = InstrumentSlug("subsidy")
    if slug in [deed.value for deed in deeds]:
        return []
    quotes = lexicon.quoted_spans(article.text)
    paid = (one for one, reason in left_out if reason in sums.FOR_EACH and _is_paid(one, article.text))
    first = next((one for one in paid if not lexicon.inside(one.start, quotes)), None)
    return [Candidate(slug, "derived", "instrument.of-each", first.start, first.end)] if first else []
