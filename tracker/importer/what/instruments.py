"""Find the instruments that an article uses: what a government does, and not what is only named, hoped or recalled."""

import math
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from tracker.importer import lexicon, terms, turns
from tracker.importer.candidates import Candidate
from tracker.importer.money import funding
from tracker.importer.page.cleaning import Article
from tracker.importer.passages import Passage
from tracker.importer.terms import LEAD, Hit
from tracker.model import InstrumentSlug
from tracker.vocabulary import Vocabulary

ACCOMPANYING = frozenset(
    (
        "budget",
        "business-support",
        "certification",
        "data-service",
        "demonstration",
        "loan-fund",
        "mou",
        "network",
        "outreach",
        "rnd-grant",
        "subsidy",
        "talent",
        "zone-designation",
    )
)
"""Instruments that go with many deeds and are the deed itself only if they stand in front."""


FRONT = 2
"""Sentences of the body in which a deed may be told by a turn."""


@cache
def _known(words: Vocabulary) -> terms.Words:
    cues = lexicon.cues()
    return terms.words(
        (
            (term.slug, (*term.strong, *cues.instruments_also.get(term.slug, ())), term.weak)
            for term in words.instruments.values()
        ),
        cues.instruments_never,
    )


def extract(
    article: Article, masked: str, asides: Sequence[Passage], words: Vocabulary
) -> list[Candidate[InstrumentSlug]]:
    """The instruments of which enough words stand outside quotations and asides, those with most first."""
    spans = [(one.start, one.end) for one in asides]
    spans += [span for span in lexicon.quoted_spans(article.text) if span[0] >= article.body_start + LEAD]
    text = lexicon.any_of("not_deeds").sub(lambda match: " " * len(match.group()), masked)
    score: dict[str, float] = {}
    first: dict[str, Hit] = {}
    for hit in terms.hits(text, _known(words)):
        if lexicon.inside(hit.start, spans) or _says_nothing(hit, article, text):
            continue
        score[hit.slug] = score.get(hit.slug, 0) + _gain(hit, article)
        if hit.slug not in first or (hit.is_strong and not first[hit.slug].is_strong):
            first[hit.slug] = hit
    for hit in _turned(text, article):
        if lexicon.inside(hit.start, spans) or _is_turned_otherwise(hit, article):
            continue
        score[hit.slug] = score.get(hit.slug, 0) + max(1.0, _gain(hit, article))
        first[hit.slug] = first.get(hit.slug, hit)._replace(is_strong=True)
    chosen = [slug for slug in score if score[slug] >= _enough(first[slug])]
    if "legislation" in chosen and "조례" in (article.headline or ""):
        # what an ordinance provides for is not done by passing it
        chosen = [slug for slug in chosen if slug == "legislation" or first[slug].start < article.body_start]
    return [
        Candidate(InstrumentSlug(slug), "stated", "instrument.words", first[slug].start, first[slug].end)
        for slug in sorted(chosen, key=lambda slug: (-score[slug], first[slug].start))
    ]


def _turned(text: str, article: Article) -> Iterator[Hit]:
    """Deeds that headline and first sentences tell of by a turn, and by no word: `대상지에 들었다`."""
    front = max(article.body_start + LEAD, lexicon.end_of(FRONT, article.text, article.body_start))
    for anywhere, end in ((False, front), (True, len(text))):
        for slug, turn in turns.of_deeds(anywhere=anywhere).items():
            if found := turn.search(text, 0, end):
                yield Hit(slug, True, found.start(), found.end())


def _is_turned_otherwise(hit: Hit, article: Article) -> bool:
    """A turn that tells of a firm's plant, or of a call to come."""
    if hit.slug == "public-call":
        return _is_another_call(hit, article)
    return hit.slug == "facility" and _is_plant_promised(hit, article)


def _is_plant_promised(hit: Hit, article: Article) -> bool:
    """The plant that a firm promises in an accord: what it brings, and nothing that the state builds."""
    told = article.text[hit.start : hit.end]
    return ("공장" in told or told.startswith("라인")) and funding.is_accord(article)


def _gain(hit: Hit, article: Article) -> float:
    """What a word adds to its instrument: below the lead, one that goes with any other says half."""
    if hit.start < article.body_start:
        return 2.0 if hit.is_strong else 1.0 if hit.slug == "business-support" else 0.7
    if hit.slug in ACCOMPANYING and hit.start > article.body_start + LEAD and not _is_trial(hit, article):
        return 0.5 if hit.is_strong else 0.1
    is_lead = hit.start < article.body_start + LEAD
    return 1.0 if hit.is_strong else 0.4 if is_lead else 0.2


def _enough(hit: Hit) -> float:
    """The score that an instrument needs; of few will weak words do: `클러스터` said again and again is the topic."""
    return 1.0 if hit.is_strong or hit.slug in ("zone-designation", "business-support") else math.inf


@cache
def _lead_only() -> frozenset[str]:
    return frozenset(map(lexicon.joined, lexicon.cues().instruments_lead_only))


_TALK = re.compile(r"[^.\n]{0,6}(?:등|과|와|을|를)?\s?[^.\n]{0,12}(?:건의|애로|논의했|의견을|공유했|청취)")


def _says_nothing(hit: Hit, article: Article, text: str) -> bool:
    """A word that counts only in front, one that is merely talked about, and what each instrument knows of its own."""
    is_below = hit.start > article.body_start + LEAD
    if is_below and lexicon.joined(text[hit.start : hit.end]) in _lead_only() and not _is_trial(hit, article):
        return True
    if hit.is_strong and _TALK.match(article.text, hit.end):
        return True
    return any(rule(hit, article) for rule in _ASIDES.get(hit.slug, ()))


def _is_trial(hit: Hit, article: Article) -> bool:
    """A zone without rules is made for trials, wherever they are told of."""
    return hit.slug == "demonstration" and bool(re.search(r"규제\s?자유\s?특구", article.text))


_MASTER = re.compile(r"(?:기본|종합|실행)\s?계획")
_MADE = re.compile(r"[^.\n]{0,10}(?:수립|발표|마련|확정|공개|제시|선포|착수|내놓|세우|세워|짜)")
_GIVEN = re.compile(
    r"[^.\n]{0,24}용역|할\s(?:예정|계획|방침)|[’'”」]에서\s|에\s?(?:따라|따른|반영|포함|의거|근거|맞춰)"
    r"|[을를]\s(?:확정|수립|마련)한\s데|[을를]\s수립하도록|에\s맞춘\s"
)


def _is_older_plan(hit: Hit, article: Article) -> bool:
    """A plan that others follow or that a study will make; below the lead, one of which nobody says that it is made."""
    text = article.text
    is_named = hit.start > article.body_start + LEAD and _MASTER.match(text, hit.start)
    return bool(_GIVEN.match(text, hit.end) or (is_named and not _MADE.match(text, hit.end)))


def _is_no_data(hit: Hit, article: Article) -> bool:
    """A platform of something else than data."""
    return not re.search(r"데이터|정보|디지털|온라인|통합|공공", article.text[max(0, hit.start - 14) : hit.start])


def _is_design(hit: Hit, article: Article) -> bool:
    """A commission to draw a building is no study."""
    return bool(re.search(r"설계\s?$", article.text[max(0, hit.start - 4) : hit.start]))


_HOUSE = re.compile(
    r"(?:센터|시설|공장|단지|관|원|캠퍼스|플랜트|발전소|기지|타운|병원|본부|랩|청사|허브|항만|공항|역|온실|발전단지|도로|주택)(?:이|가|도|들이)?[^가-힣]{0,3}(?:[가-힣]+에\s)?$"
)
"""What is built when it is said to come to a place; a firm that does has only moved in."""


_HOUSE_COMES = re.compile(
    r"(?:센터|시설|공장|[가-힣]단지|연구소|캠퍼스|플랜트|발전소|병원|타운|허브)(?:이|가|은|는)\s[^.\n]*\Z"
)


def _only_moves_in(hit: Hit, article: Article) -> bool:
    """A firm that 들어서다 has moved in; only a house is built."""
    if not article.text.startswith(("들어서", "들어선"), hit.start):
        return False
    start = lexicon.sentence_start(article.text, hit.start)
    if _HOUSE_COMES.search(article.text, start, hit.start):
        return False
    return not _HOUSE.search(article.text[max(0, hit.start - 16) : hit.start])


_OF_A_HOUSE = re.compile(r"(?:센터|단지|기관|시설|법|사업단|주택|실(?=[이을과,·]))")
"""What makes a word of support a part of a name: `기술지원센터`."""
_LISTED = re.compile(r"[▲△▷][^▲△▷.\n]*\Z")


def _is_item(hit: Hit, article: Article) -> bool:
    """`▲창업 지원 8억 원`: one work of a list."""
    return hit.start >= article.body_start and bool(_LISTED.search(article.text, max(0, hit.start - 60), hit.start))


def _is_part_of_a_name(hit: Hit, article: Article) -> bool:
    """`기술지원센터` is a house, and `규제특례법` a law."""
    return bool(_OF_A_HOUSE.match(article.text, hit.end))


def _is_institute(hit: Hit, article: Article) -> bool:
    """`공동연구소` is a house of research."""
    return article.text.startswith(("소", "원", "센터", "단지"), hit.end)


_TRAINED = re.compile(r"[^.\n]{0,8}(?:양성|육성|공급|확보|수급|배출|교육|훈련|채용)")


def _is_staff(hit: Hit, article: Article) -> bool:
    """Experts who do the work are not being trained."""
    return article.text.startswith("전문인력", hit.start) and not _TRAINED.match(article.text, hit.end)


_RUNS = re.compile(
    r"[^.\n]{0,16}(?:출범|발족|구성|창립|결성|첫\s?회의|위촉|가동|운영하|운영해|운영한|꾸리|꾸려|설치|만들|개최|열)|\s?(?:을|를)?\s?운영"
)
"""What is done with a body that matters; below the lead another is only named."""
_PLANNED = re.compile(
    r"(?:을|를)?\s?[^.\n]{0,10}?(?:꾸리고|꾸려|만들고|만들어|구성하고|구성해|설치하고|두고)\s"
    r"[^.\n]*(?:방침|계획|예정|한다는|하기로|한다|된다|짓는다|연다)"
)
"""`추진단을 꾸리고 내년에 착공할 계획이다`: a body to come."""
_JOINED = re.compile(r"(?:에|에도)\s?(?:참여|참가|가입|소속)")


def _is_other_body(hit: Hit, article: Article) -> bool:
    """A body that was joined; below the lead, one that is only named or is to come."""
    if _JOINED.match(article.text, hit.end):
        return True
    if not _is_below(hit, article):
        return False
    if _SOON.search(article.text, max(0, hit.start - 24), hit.start):
        return True
    return not _RUNS.match(article.text, hit.end) or bool(_PLANNED.match(article.text, hit.end))


_ADDRESS = re.compile(
    r"[이가]\s(?:아니|들어설\s)|[를을]\s뒷받침|\s연계\s[^.\n]{0,16}(?:연구|용역|방안)|\s?(?:[과와,·][^.\n]{0,40}?(?:산업단지|산단|단지|밸리|특구)\s?(?:내|등\s)|공사(?=[가-힣\s])|의\s(?![^.\n]{0,16}(?:지정|조성|유치|육성|확대|추가))"
    r"|서\s(?:착공|준공|열)|\s(?:석유화학|철강|자동차|섬유)\s?산업의|[’'”]\s후속|\s(?:기업|업체|공장)(?:들)?[이의은]|\s[가-힣]{0,4}(?:단지|지구)에서\s|\s[가-힣0-9]{0,6}지구\s[\d만천,]+㎡에|에서|에는?(?=\s)(?!\s?(?:지정|선정|포함|신청))|에\s?(?:있는|위치|입주|건립|조성된|들어|구축|짓|지어|세우|세워|설치|선다|섰|둥지)|내(?=[에의\s])|안에|부지|인근|일원|일대|입주)"
)
"""What makes the name of a zone the place of something else."""


_ZONED = re.compile(
    r"[^.\n]{0,24}?(?:조성|지정|후보|승인|유치|육성|계획|개발|선정|신청|확정|착공|준공|분양|추진|용지|보상|토지|연계|예타|통과|면제|확장|보류|반려|변경|해제)"
)


def _is_address(hit: Hit, article: Article) -> bool:
    """A zone as the place of something else, what a study draws, a valley or an estate of which nothing is done."""
    text = article.text
    if _ADDRESS.match(text, hit.end):
        return True
    bare = text.startswith(("밸리", "산단", "국가산"), hit.start)
    return bool(_IN_STUDY.match(text, hit.end)) or (bare and not _ZONED.match(text, hit.end))


def _is_one_of_many(hit: Hit, article: Article) -> bool:
    """A trial among other works of a list."""
    before = article.text[max(0, hit.start - 2) : hit.start].rstrip()[-1:]
    return hit.start >= article.body_start and bool(re.search("[·,]", before + article.text[hit.end : hit.end + 1]))


_HOUSE_NAMED = re.compile(r"(?:지원|평가|연구|시험|기술)*(?:센터|기관|시설|테스트베드|실(?=[·,\s])|동(?=[·,\s]))")


def _is_named_house(hit: Hit, article: Article) -> bool:
    """`실증지원센터` is a house, whatever is done in it."""
    return bool(_HOUSE_NAMED.match(article.text, hit.end))


def _is_won_without_call(hit: Hit, article: Article) -> bool:
    """What was chosen where nobody applied."""
    is_choice = "선정" in article.text[hit.start : hit.end]
    return is_choice and not re.search(r"공모|공고|공개 ?모집|경쟁|평가|응모|국비|경합|추천 ?기업", article.text)


def is_to_be_studied(text: str, start: int, end: int) -> bool:
    """`예타 대상사업에 선정`: chosen to be looked at, and by no call."""
    return bool(re.search(r"예타|예비\s?타당성", text[max(0, start - 40) : end]))


def _is_chosen_for_study(hit: Hit, article: Article) -> bool:
    is_choice = "선정" in article.text[hit.start : hit.end]
    return is_choice and is_to_be_studied(article.text, hit.start, hit.end)


def _is_of_drawings(hit: Hit, article: Article) -> bool:
    """Below the lead, a contest of architects: `설계 공모`."""
    is_below = hit.start > article.body_start + LEAD
    return is_below and article.text[max(0, hit.start - 3) : hit.start].rstrip().endswith("설계")


def _only_joins_hands(hit: Hit, article: Article) -> bool:
    """`손잡다` where no accord is spoken of."""
    joins = article.text.startswith(("손", "맞손"), hit.start)
    return joins and (_is_below(hit, article) or not re.search(r"협약|MOU|각서|협정", article.text))


def _is_accord_to_come(hit: Hit, article: Article) -> bool:
    """`협약을 맺을`; below the lead, `다음 달 협약을 맺고`."""
    if _TO_COME.match(article.text, hit.end):
        return True
    return _is_below(hit, article) and bool(_SOON.search(article.text, max(0, hit.start - 24), hit.start))


_SOON = re.compile(r"(?:다음\s?달|내달|조만간|이달\s?말|연내|내년|곧|향후)[^.\n]*\Z")


_TO_COME = re.compile(
    r"(?:을|를)?\s?(?:맺을|체결할)\s|(?:이|을|를)?\s?(?:되면|하면|체결되면)|[^.\n]{0,24}체결하게\s?된다"
    r"|은\s(?:곳|기업|업체|금융기관|[가-힣]{2,4}은행)|들[이은을]\s"
)


def _is_wanted(hit: Hit, article: Article) -> bool:
    """`용수·인력 공급`: hands that a factory needs, as it does water."""
    return article.text[max(0, hit.start - 1) : hit.start] == "·" and article.text.startswith(
        ("인력 공급", "인력 확보"), hit.start
    )


_BUILT = re.compile(
    r"(?:센터|시설|공장|관|원|캠퍼스|플랜트|발전소|기지|타운|병원|랩|청사|허브|항만|클러스터|밸리|온실|단지|동|식|충전소|공정률|건물|주택|창고|테스트베드|장비|벤처|연구소)"
)


_WORKS = ("착공", "준공", "완공", "개소", "개원", "문을 열", "문을열")
_IN_STUDY = re.compile(r"\s?(?:사업\s)?(?:기본구상|기본계획|타당성|마스터플랜)")
"""`단지 조성 기본구상`: what a study draws."""
_AGE = re.compile(r"\s?(?:된\s?지\s)?\d+년(?:을|이|\s?(?:넘|된|지난))")
"""`준공 40년을 넘긴`: how old it is."""
_SOME_YEAR = re.compile(r"[은는]\s(?:20\d\d년|내년|내후년)[^.\n]{0,10}(?:잡|목표|예정|계획)")
"""`착공은 2027년 목표다`: a day to come in the news of something else."""
_NO_WORKS = re.compile(r"(?:도시|생태계|체계|네트워크|시스템|거버넌스)\s\Z")
"""`실증도시 구축사업`: nothing that is built."""
_PART_OF = re.compile(r"\s?사업[’'”」]?(?:의|에)\s(?:하나|일환)|에\s(?:들어가는|쓰이는|쓰는)\s")
"""`‘드론도시 구축사업’의 하나로`: the programme that it is part of; `건립에 쓰이는 강재`: what it needs."""
_LONG_BUILT = re.compile(r"(?:(?:19|20)\d\d년(?:\s?\d{1,2}월)?에?|(?:지난해|작년)(?:\s?말|\s?\d{1,2}월)?)\s$")


def _is_works_of_no_house(hit: Hit, article: Article) -> bool:
    """Works that a study draws; below the lead, those of another year or without a house: `보상·착공 절차`."""
    text = article.text
    if text.startswith("세운", hit.start) and _PLAN_IS.search(text, max(0, hit.start - 6), hit.start):
        return True
    if text.startswith("문을", hit.start) and _BODY_OPENS.search(text, max(0, hit.start - 24), hit.start):
        return True
    if text.startswith(("에 맞춰", " 전이", " 전인", "되면", "하면", "이 이뤄지"), hit.end):
        return True
    is_built = text.startswith("구축", hit.start)
    if hit.start >= article.body_start and _SOME_YEAR.match(text, hit.end):
        return True
    if _AGE.match(text, hit.end) or (is_built and _NO_WORKS.search(text, max(0, hit.start - 8), hit.start)):
        return True
    if _IN_STUDY.match(text, hit.end) or _PART_OF.match(text, hit.end) or text.startswith("자 ", hit.end):
        return True
    if _is_below(hit, article) and _LONG_BUILT.search(text[: hit.start][-14:]):
        return True
    if not _is_below(hit, article) or not text.startswith(_WORKS, hit.start):
        return False
    start = lexicon.sentence_start(article.text, hit.start)
    return not _BUILT.search(article.text[start : hit.end + 12])


_PLAN_IS = re.compile(r"(?:계획|전략|대책|예산)[을를]\s\Z")
"""`산업단지계획을 세운다`: no house is built."""
_BODY_OPENS = re.compile(
    r"(?:연합|재단|공단|협의회|추진단|위원회)[’'”」]?[이가]\s(?:[가-힣0-9]+\s){0,2}\Z"
    r"|(?:누리집|포털|플랫폼|앱)\s?[^.\n]{0,16}[의이]\s\Z"
)
"""`광역연합이 18일 문을 열었다`, `누리집의 문을`: no house."""
_BASIS = re.compile(r"[’'”」]?\s?(?:에|을|를)\s?(?:따라|따른|근거|의거|의해|바탕)")


def _is_firms_plant(hit: Hit, article: Article) -> bool:
    """A firm's plant, in an accord about investment or below the lead: what it brings, and nothing the state builds."""
    is_plant = "공장" in article.text[max(0, hit.start - 5) : hit.start + 2]
    if _MOVES.search(article.headline or "") and article.text.startswith(_WORKS, hit.start):
        return funding.is_accord(article)
    theirs = _is_below(hit, article) or funding.is_accord(article) or _FOR_FIRMS.match(article.text, hit.end)
    return bool(is_plant and theirs)


_MOVES = re.compile(r"공장|본사")
_FOR_FIRMS = re.compile(r"[^.\n]{0,20}(?:기업|업체|회사)")


_TO_BE_HELD = re.compile(
    r"(?:를|을)?\s?[^.\n]{0,24}(?:방침|계획|예정)(?:이다|이며|이고)|[는은]\s\d{1,2}월(?:부터|에)|에서\s제기"
)


_LAST_MONTH = re.compile(r"지난(?:\s?달|해)\s[^.\n]*\Z")


def _is_asked_in_passing(hit: Hit, article: Article) -> bool:
    """Below the lead, what was or will be asked for: the news only where the headline says so."""
    is_asking = article.text.startswith(
        ("건의", "요청", "촉구", "지원을 요청", "지원을 건의", "의견수렴", "의견 수렴", "의견을 수렴"), hit.start
    )
    if is_asking and hit.start >= article.body_start and "신청" in (article.headline or ""):
        return True
    if not _is_below(hit, article):
        return False
    if _LAST_MONTH.search(article.text, max(0, hit.start - 16), hit.start):
        return True
    if _TO_BE_HELD.match(article.text, hit.end) or _SOON.search(article.text, max(0, hit.start - 24), hit.start):
        return True
    return is_asking and not re.search("건의|요청|촉구", article.headline or "")


def _is_asked_next_year(hit: Hit, article: Article) -> bool:
    """`내년 국비 건의`: what a study will lead to."""
    asks = re.search("건의|요청", article.text[hit.start : hit.end])
    return bool(asks) and article.text[: hit.start].rstrip().endswith("내년")


_TOLD_BEFORE = re.compile(r"(?:앞서|지난해|작년|지난\s\d{1,2}월)[^.\n]*\Z")


_BUT = re.compile(r"[^.\n]{0,12}(?:맺었|체결했)(?:지만|으나|는데)")


def _is_accord_before(hit: Hit, article: Article) -> bool:
    """Below the lead, an accord of last year, or one that came to nothing: `협약을 맺었지만`."""
    start = lexicon.sentence_start(article.text, hit.start)
    old = _TOLD_BEFORE.search(article.text, start, hit.start) or _BUT.match(article.text, hit.end)
    return _is_below(hit, article) and bool(old)


_GRANTED_BEFORE = re.compile(r"[^.\n]{0,6}(?:으?로\s)?(?:지정|선정)(?:된\s(?:뒤|이후)|되면|될)")


def _is_zoned_before(hit: Hit, article: Article) -> bool:
    """Below the lead, `특화단지로 지정된 뒤`, `지정되면`: what was done long before, what may come."""
    return _is_below(hit, article) and bool(_GRANTED_BEFORE.match(article.text, hit.end))


_TELLS = re.compile(r"[^.\n]*(?:밝혔|발표했|설명했|공개했)")


def _is_venue(hit: Hit, article: Article) -> bool:
    """`지방시대 엑스포에서 공개했다`, `설명회를 열고 … 밝혔다`: where it was told; `해외 전시회`: where firms go."""
    is_place = article.text.startswith("에서", hit.end) and not re.match(
        r"에서\s열|에서는", article.text[hit.end :][:5]
    )
    if article.text.startswith("설명회", hit.start) and re.search(r"(?:주민|보상)\s?설명회", article.text[: hit.end]):
        return True
    if _CONTEST.match(article.text, hit.end):
        return True
    if article.text.startswith(("를 비롯한 ", "장 ", "장,", "장·", "장이", "장을"), hit.end):
        return True
    if article.text.startswith("설명회를 열고 ", hit.start) and _TELLS.match(article.text, hit.end, hit.end + 200):
        return True
    return is_place or bool(re.search(r"해외\s?$", article.text[max(0, hit.start - 3) : hit.start]))


_CONTEST = re.compile(r"[’'”」]?\s[^.\n]{0,20}(?:경진대회|시상식|평가)에서\s")
"""`‘지방시대 엑스포’ 우수사례 경진대회에서`: where a prize was won."""


def _is_basis(hit: Hit, article: Article) -> bool:
    """`특별법에 따라`: the law that is there."""
    return bool(_BASIS.match(article.text, hit.end))


def _is_below(hit: Hit, article: Article) -> bool:
    """Firms that are courted, studies: the news where headline or lead say so; further down a side of it."""
    return hit.start > article.body_start + LEAD


_OF_STUDY = re.compile(r"(?:용역|연구|조사|계획|구상)[’'”」\s][^.\n]{0,12}$")


def _is_rated(hit: Hit, article: Article) -> bool:
    """`성과평가서 우수`: marks that somebody got, and no study."""
    return bool(_RATED.match(article.text, hit.start))


def _is_exempted_before(hit: Hit, article: Article) -> bool:
    """`예타 면제’ 뒤 보상 착수`, `예타 면제 1조 원 집행`: what came before the news."""
    return bool(_EXEMPTED.match(article.text, hit.start))


_EXEMPTED = re.compile(r"예(?:타|비타당성조사)\s?(?:면제|통과)[’'”]?\s(?:뒤|후|이후|\d)")


def _is_ruled(hit: Hit, article: Article) -> bool:
    """`기관의 설립 요건`: what a rule is about."""
    return bool(re.match(r"\s(?:제한|규제|요건|기준)", article.text[hit.end : hit.end + 4]))


_RATED = re.compile(r"성과\s?평가(?:에서|서)?\s?[‘'“\"]?(?:우수|최우수|양호|[가-힣\s]{0,12}등급)")


def _is_start_of_works(hit: Hit, article: Article) -> bool:
    """`실증사업 착수보고회`: a meeting that opens works and no study."""
    opens = article.text.startswith("착수보고", hit.start)
    return opens and not _OF_STUDY.search(article.text[max(0, hit.start - 24) : hit.start])


def _is_of_ministry(hit: Hit, article: Article) -> bool:
    """`보조금 84억 원과 시비 24억 원`: who pays, and no grant to anybody."""
    return bool(re.match(r"\s\d[\d,조억천 ]*억", article.text[hit.end :][:12]))


def _is_of_the_budget(hit: Hit, article: Article) -> bool:
    """`본회의를 통과한 정부예산`: no law."""
    passes = article.text.startswith("본회의", hit.start)
    return passes and bool(re.search("예산|국비", article.text[: article.body_start + LEAD]))


def _is_founder(hit: Hit, article: Article) -> bool:
    """`은행이 출자한 법인`, `6대 4로 출자해 세운 법인`: who founded it."""
    return bool(_FOUNDED.match(article.text, hit.start))


_FOUNDED = re.compile(r"출자(?:한\s|해\s(?:[가-힣]+\s)?(?:세운|만든|설립))")
_SOME_DAY = re.compile(r"(?:오는\s|내년|다음\s?달)[^.\n]*\Z")
_FACED = re.compile(r"에도\s|(?:에|에도)?\s?(?:대응|대비|도전|참여할)")
_FOR_HEAD = re.compile(r"장[은을]\s\Z")
"""`센터장은 공모로 뽑는다`."""
_LONG_WON = re.compile(r"[^.\n]{0,6}(?:뽑힌|선정된)\s(?:뒤|이후)")


def _is_another_call(hit: Hit, article: Article) -> bool:
    """Below the lead, a call to come, one that was won long before; one for a body's head."""
    start = lexicon.sentence_start(article.text, hit.start)
    if _is_below(hit, article) and _FACED.match(article.text, hit.end):
        return True
    if article.text.startswith("모집", hit.start) and article.text[: hit.start].endswith("공개"):
        return True
    if _FOR_HEAD.search(article.text, max(0, hit.start - 8), hit.start):
        return True
    other = _SOME_DAY.search(article.text, start, hit.start) or _LONG_WON.match(article.text, hit.end)
    return bool(other) and _is_below(hit, article)


_Rule = Callable[[Hit, Article], bool]
_ASIDES: dict[str, tuple[_Rule, ...]] = {
    "plan": (_is_older_plan,),
    "data-service": (_is_no_data,),
    "budget": (_is_asked_next_year,),
    "public-body": (_is_ruled,),
    "study": (_is_exempted_before, _is_design, _is_rated, _is_start_of_works, _is_below),
    "investment-attraction": (_is_below,),
    "subsidy": (_is_of_ministry,),
    "business-support": (_is_part_of_a_name, _is_item),
    "deregulation": (_is_part_of_a_name,),
    "rnd-grant": (_is_institute,),
    "talent": (_is_staff, _is_wanted),
    "certification": (_is_item,),
    "facility": (_only_moves_in, _is_works_of_no_house, _is_firms_plant),
    "task-force": (_is_other_body,),
    "zone-designation": (_is_address, _is_zoned_before, _is_item),
    "outreach": (_is_venue,),
    "demonstration": (_is_one_of_many, _is_named_house),
    "public-call": (_is_won_without_call, _is_chosen_for_study, _is_of_drawings, _is_another_call),
    "loan-fund": (_is_part_of_a_name, _is_founder),
    "legislation": (_is_basis, _is_of_the_budget),
    "consultation": (_is_asked_in_passing,),
    "mou": (_is_accord_to_come, _only_joins_hands, _is_accord_before),
}
"""What makes a word of an instrument say nothing of it, each with its reason."""
