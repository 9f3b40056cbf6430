"""Whether a word may be the name of a firm or a body that nobody knows: no place, no office, no everyday word."""

import re
from functools import cache

from tracker.importer import lexicon
from tracker.vocabulary import Vocabulary

COUNTRIES = frozenset(
    (
        "한국 미국 일본 중국 영국 프랑스 독일 덴마크 노르웨이 스페인 네덜란드 캐나다 호주 대만 싱가포르 베트남 인도"
        " 인도네시아 말레이시아 태국 스위스 스웨덴 이탈리아 벨기에 사우디 UAE"
    ).split()
)
COUNTRY = rf"(?:{'|'.join(sorted(COUNTRIES))}) "
TRADE_WORD = (
    r"(?:모빌리티|에너지|테크놀로지|이노베이션|인더스트리|홀딩스|코리아|시스템즈?|머티리얼즈|솔루션즈?|파워|로보틱스)"
)
"""The second word of a firm's name: `달빛 모빌리티`."""
HOUSE = r"[가-힣·]{2,12}(?:연구소|연구원|사업단|협력단)"
"""What a university runs: `달빛대 숲길연구소`."""
LEGAL = rf"(?:{COUNTRY})?" r"(?:㈜|\(주\)|\(재\)|\(사\)|주식회사 )?"
SURNAMES = "김이박최정강조윤장임한오서신권황안송류홍전고문양손배백허유남심노하곽성차주우구민나진지엄채원천방공현함변염"
PERSON = re.compile(rf"[{SURNAMES}][가-힣]{{2}}")


@cache
def _sector_words(words: Vocabulary) -> frozenset[str]:
    return frozenset(word for sector in words.sectors.values() for word in (*sector.keywords, *sector.weak))


def is_place(name: str, words: Vocabulary) -> bool:
    """Whether it is a place or ends as one does."""
    return (
        name in words.region_by_name
        or name in _short_places(words)
        or bool(re.search(r"[가-힣](?:시|군|구|도)$", name))
    )


@cache
def _short_places(words: Vocabulary) -> frozenset[str]:
    return frozenset(name for unit in words.regions.values() for name in (unit.short, unit.name) if name)


@cache
def _common() -> re.Pattern[str]:
    """What a firm's name does not end in, and the counts that are none."""
    ends = lexicon.alternation(lexicon.cues().no_firm_ends)
    return re.compile(rf"[()]|^\d+(?:개|곳|명|차|일|월|년)|\d[조억만]|^\d[\d,.]*원|{ends}$")


def may_be_firm(name: str, words: Vocabulary) -> bool:
    """A single word that is no place, no office and no everyday word."""
    if not 2 <= len(name) <= 20 or (
        " " in name
        and not re.fullmatch(rf"[가-힣A-Za-z0-9]+ (?:[A-Z][A-Za-z&]*|{TRADE_WORD}|{HOUSE})|[A-Za-z0-9 ]+", name)
    ):
        return False
    return not (
        is_place(name, words)
        or name in _sector_words(words)
        or name in COUNTRIES
        or name in lexicon.cues().organisation_stops
        or name in lexicon.cues().not_organisations
        or _common().search(name)
        or _TRADE.search(name)
        or _VERB.search(name)
    )


_VERB = re.compile(
    r"(?<!과학)(?<!공)(?<!상)(?<!여)(?<!남)(?<!외)(?<!농)(?<!체)(?<!예)(?<!터)(?<!국어)고$|(?:[가-힣]며|면서|는데|지만)$"
)
"""`생기고`: a clause goes on; names that end so are schools'."""
_TRADE = re.compile(
    r"^(?:국가|지역|상생|균형|경제|공동|동반|수소|태양광|풍력|조력|미래|첨단|전략|신|주력|제조|기간|융합|바이오|헬스|반도체|이차전지|배터리|디스플레이|수소|에너지|전력|로봇|항공|우주|드론|방위|조선|해양|철강|화학|소재|부품|기계|자동차|모빌리티"
    r"|관광|문화|콘텐츠|게임|영상|농업|식품|수산|산림|의료|뷰티|화장품|환경|원전|원자력|뿌리|섬유|물류|금융|건설|데이터|소프트웨어|스마트팜|푸드테크|서비스|관련|연관|특화|전후방|그린|기술|산업|AI|ICT|SW|IT)+(?:산업|발전)$"
)
"""A line of trade; what else ends so is a firm: `가람산업`, `달빛발전`."""


def is_name(name: str, words: Vocabulary) -> bool:
    """Whether a word may be a firm's name, and is no stem of a verb, no government and no kind of people."""
    is_common = name[0].isdigit() or _STEM.search(name) or _GOVERNMENT.search(name) or _NO_NAME.search(name)
    return not is_common and may_be_firm(name, words)


_GOVERNMENT = re.compile(
    r"(?:^[시도군구]|[시도군구부처청]|정부|당국|측|공사|센터|단지|기업들?|회사|업체들?|양사|사업)$"
)
_STEM = re.compile("[하되있없같]$")
"""What is left of a verb without its ending."""
_NO_NAME = re.compile(
    r"(?:들|명|팀|과|국|실|반|단|기관|기업|업체|전문가|교수|주민|상인|조합원|위원|직원|단체|학생|청년|어르신)$"
)


def is_lone_name(name: str, words: Vocabulary) -> bool:
    """Whether a word may be a firm's name where hardly anything else says so: no kind of place, thing or people."""
    return is_name(name, words) and not _NO_MAKER.search(name) and not NO_NOUN.search(name)


_NO_MAKER = re.compile(
    r"(?:사람|대학생|청년|농가|나라|지역|라인|제품|사업|산업|거점|전시장|체험장|스튜디오|곳|일|동|것|데|주체|현장|업종|법인|협동조합|단계|방식|모델|센터|[국과]장|구청|군청|시청|도청|회사로)$"
)
NO_NOUN = re.compile(
    r"(?:[은는을를의]|이끌|맡을|세울|꾸릴|불러|모여|모아|에서|에게|으로|[가-힣]로|에|와|과|한|된|할|될|하는|위한|통해|위해|및|등|또|또한|해|돼|며|고|일|월|년|지난|오는|이날|이번|함께|최근|한편|자|이후|올해|내년|들이)$"
)  # fmt: skip
