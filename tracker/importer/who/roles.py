"""Find firms by what a sentence says that they are or do: the maker of something, who builds, who is in charge."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from tracker.importer import lexicon, verbs
from tracker.importer.candidates import Mention
from tracker.importer.who import names
from tracker.vocabulary import Vocabulary


class Role(NamedTuple):
    r"""A turn that names a firm: in its pattern every group `name…` is a name, and `end…` the particle behind that.

    In the example names stand between strokes.
    With an `anchor` the pattern, which then ends with `\Z`, is looked for in so many letters before each of those
    alone, since few sentences have one.
    """

    rule: str
    example: str
    pattern: re.Pattern[str]
    is_name: Callable[[str, Vocabulary], bool]
    fits: Callable[[re.Match[str]], bool] = bool
    anchor: re.Pattern[str] | None = None
    reach: int = 0

    def matches(self, text: str) -> Iterator[re.Match[str]]:
        """Where the text takes this turn."""
        if not self.anchor:
            return self.pattern.finditer(text)
        anchors = (anchor.start() for anchor in self.anchor.finditer(text))
        return filter(None, (self.pattern.search(text, max(0, start - self.reach), start) for start in anchors))


def told(text: str, words: Vocabulary) -> Iterator[Mention]:
    """Every firm that is told by its role."""
    for role in ROLES:
        for match in filter(role.fits, role.matches(text)):
            for group in match.re.groupindex:
                if group.startswith("name") and _is_named(role, match, group, words):
                    yield Mention(match.group(group), None, *match.span(group), f"organisation.{role.rule}")


def _is_named(role: Role, match: re.Match[str], group: str, words: Vocabulary) -> bool:
    name, end = match.group(group), group.replace("name", "end")
    fits = name and (end not in match.re.groupindex or lexicon.agrees(name, match.group(end)))
    return bool(fits and role.is_name(_MARK.sub("", name), words))


_MARK = re.compile(r"㈜|\(주\)")


def _is_described(name: str, words: Vocabulary) -> bool:
    return names.may_be_firm(name.replace(" ", ""), words) and not names.NO_NOUN.search(name.partition(" ")[0])


def _is_headed(name: str, words: Vocabulary) -> bool:
    return names.may_be_firm(name, words) and not _NO_FIRM_BEFORE.search(name)


_NO_FIRM_BEFORE = re.compile(
    r"(?:조례안|법안|개정안|기업|단체|시민|주민|노조|등|의원|시장|교수|지사|군수|[은는이을를의도])$"
)


def _is_of_investment(match: re.Match[str]) -> bool:
    """Whether the article is of an accord about investment."""
    return bool(_OF_INVESTMENT.search(match.string, 0, 900))


_OF_INVESTMENT = re.compile(r"투자\s?(?:협약|양해각서|MOU|합의|를 협약|의향서)")


def _is_trade(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - 6) : match.start()]
    if match.group("kind") in ("회사", "스타트업", "제작사"):
        return bool(_ADJECTIVE.search(before))
    return not _NO_TRADE.search(before)


_ADJECTIVE = re.compile(
    r"(?:소재|부품|장비|제조|전문|개발|합작|설계|바이오|로봇|반도체|배터리|식품|화장품|게임|물류|에너지|의료기기|드론|AI)\s?\Z"
)
"""What a `회사` makes that is named behind it."""
_NO_TRADE = re.compile(r"(?:중소|지역|입주|참여|[^가-힣A-Za-z\s]|\A)\s?\Z")
"""`중소기업`, `입주 업체`: firms, whatever they make."""
_WORD = "가-힣A-Za-z0-9&"
_WON = r"\d[\d,조억천 ]*억\s?\d*[만천]*\s?원?(?:을|의|\s|,)[^.\n]{0,14}?(?:투자|투입|들여)"
_SPENDS = rf"(?=(?:(?![가-힣][은는이가]\s)[^.\n]){{0,70}}?{_WON}"
ROLES = (
    Role(
        "invests",
        "가람시와 투자협약을 맺은 기업들. |달빛전자|는 300억 원을 투자해 나선다.",
        re.compile(
            rf"(?:(?<=[‘'“])|(?<=[,.] )|(?<=인 )|(?<=또 )|^)(?P<name>[가-힣A-Za-z&]{{3,14}})[’'”]?"
            rf"(?P<end>은|는|이|가)\s{_SPENDS})",
            re.MULTILINE,
        ),
        names.is_name,
        _is_of_investment,
    ),
    Role(
        "described",
        "앵커기업은 |달빛|과 |별빛|이다.",
        re.compile(
            r"(?:(?:을|를)\s(?:맡는|맡을|맡은|댈|대는|이끄는|주관하는)|에\s(?:나설|나서는))\s"
            rf"(?P<name1>[{_WORD}]{{2,16}}?)(?:와|과|이|가)\s(?=[^.\n]{{0,60}}(?:이름을\s올|참여|협약|서명|손을|맡))"
            rf"|(?:자회사|계열사|합작사|합작법인)\s(?P<name2>[{_WORD}]{{2,16}}?)(?=\(|[이가은는]\s)"
            r"|(?:(?:기업|회사|업체|협력사|자회사|제조사|운영사|개발사|발전사|전문기업|계열사|시행사|시공사)인"
            r"|(?:투자자|투자사|앵커기업|선도기업|사업자|시행자)(?:인|로\s참여\s중인|로\s참여하는))"
            rf"\s[‘'“]?(?P<name3>[{_WORD}]{{2,16}}?)[’'”]?(?:은|는|이|가|와|과|을|를|의|으로부터|로부터|에서|\s역시)\s"
            rf"|(?:기업|업체|제조사|스타트업)\s(?P<name4>[{_WORD}]{{2,14}}(?:\s[가-힣A-Za-z]{{2,8}})?)(?:와|과)\s"
            r"(?:(?![은는이가]\s)[^.\n]){0,50}?(?:협약|양해각서|MOU|협정)"
            rf"|(?:기업|업체|회사|운영사)(?:인)?\s[‘'“](?P<name5>[{_WORD}]{{2,16}})[’'”]"
            rf"|(?:시행사|시공사|운영사)\s(?P<name6>[{_WORD}]{{2,16}})\s(?:관계자|대표|임직원)"
            rf"|(?:대행사|시공사|운영사|위탁사|설계사|사업자)(?:는|로|로는)\s(?P<name7>[{_WORD}]{{3,16}}?)"
            r"(?=\s컨소시엄|[을를]\s(?:골|뽑|선정|정))"
            rf"|(?:업체|기업|제조사|개발사)\s(?P<name8>[{_WORD}]{{2,16}})\s등\s\d+개\s?사"
            rf"|(?:업체|기업|제조사)\s(?P<name9>[{_WORD}]{{2,14}})[이가]\s\d[\d,]*억"
            rf"|(?:운영사|사업자|시공사|투자사)인\s(?P<name10>[{_WORD}]{{2,16}})\s(?:투자금|출자금|부담금|자금)"
            rf"|(?:앵커|선도|핵심|참여|대표)\s?기업은\s(?P<name11>[{_WORD}]{{2,16}})(?:와|과)\s"
            rf"(?P<name12>[{_WORD}]{{2,15}}?)이?다\."
        ),
        _is_described,
    ),
    Role(
        "builds",
        "|달빛|은 500억 원을 들여 공장을 짓는다.",
        re.compile(
            r"(?:(?<=[’'”.] )|(?<=\n)|^)(?P<name>[가-힣A-Za-z&]{2,14})(?P<end>은|는|이|가)\s"
            rf"{_SPENDS}[^.\n]{{0,30}}?공장)",
            re.MULTILINE,
        ),
        names.is_name,
    ),
    Role(
        "pays",
        "|달빛제강|이 2028년까지 5,440억 원을 대며 ",
        re.compile(
            rf"(?<![가-힣A-Za-z0-9])(?P<name>[가-힣A-Za-z&]{{3,14}})(?P<end>은|는|이|가)\s(?:[가-힣0-9]{{2,8}}\s){{0,2}}"
            rf"\d[\d,조억천 ]*억\s?(?:\d[\d,]*만\s?)?(?:여\s)?원?[을를]\s(?:{verbs.GIVES}|들여|투자|투입)"
        ),
        names.is_lone_name,
    ),
    Role(
        "makes",
        "로봇을 만드는 |달빛넷|은 ",
        re.compile(
            r"[을를]\s(?:만드는|내는|다루는|생산하는|제조하는|개발하는|뽑아내는|깎는|공급하는|찍어내는)\s"
            rf"(?P<name>[{_WORD}]{{3,12}}?)(?:\s?\([A-Za-z ]{{2,16}}\))?(?P<end>은|는|이|가|와|과|도|,)(?=\s)"
        ),
        names.is_lone_name,
    ),
    Role(
        "of-plant",
        "|달빛반도체|, 가람에 공장 첫 삽",
        re.compile(rf"\A(?P<name>[{_WORD}]{{4,16}})(?=,\s[^\n]*(?:공장|본사|생산라인))"),
        names.is_lone_name,
    ),
    Role(
        "of-plant",
        "|달빛넷|의 새 공장",
        re.compile(rf"(?<![가-힣A-Za-z0-9])(?P<name>[{_WORD}]{{3,14}})(?:\s?\([A-Za-z]{{2,8}}\))?\Z"),
        names.is_lone_name,
        anchor=re.compile(
            r"(?:의\s(?:첫\s|새\s|제\s?\d)?(?:공장|산업단지\s증설)"
            r"|[이가]\s(?:새\s|제\d)?공장을\s[^.\n]{0,14}(?:준공|착공|지었|짓|세우|세웠))"
        ),
        reach=26,
    ),
    Role(
        "of-head",
        "|달빛넷| 홍길동 대표는",
        re.compile(rf"(?<![가-힣A-Za-z0-9])(?P<name>(?:㈜|\(주\))?[{_WORD}]{{3,14}})\Z"),
        names.is_lone_name,
        anchor=re.compile(rf"\s[{names.SURNAMES}][가-힣]{{1,2}}\s(?:대표이사|대표)(?=[는은가이](?![가-힣])|\()"),
        reach=20,
    ),
    Role(
        "of-officer",
        "홍길동 |달빛전자| 부사장",
        re.compile(
            rf"(?<![가-힣])[{names.SURNAMES}][가-힣]{{1,3}} (?P<name>(?:㈜|\(주\))?[{_WORD}]{{2,16}}(?:㈜|\(주\))?)"
            r"(?:\s?\([A-Za-z가-힣]{2,10}\))?\s(?:대표이사|대표|회장|부회장|사장|부사장|전무|상무|최고경영자|CEO)"
            r"(?:(?![가-힣])|(?=[은는이가와과을를의도](?![가-힣])))"
        ),
        _is_headed,
    ),
    Role(
        "in-charge",
        "차량은 |별빛전자|가 개조했다",
        re.compile(
            r"(?:(?:운영|관리|시행|위탁|제작|연동|시공|설계|심사|개조|관제|공급|정비|수행|주관|개발|구축)[은는]"
            rf"|(?<=[가-힣])[은는])\s(?:(?P<name1>[{_WORD}]{{3,16}})[와과]\s)?"
            rf"(?P<name2>[{_WORD}]{{3,16}})(?P<end2>이|가)\s(?:각각\s|나눠\s|위탁\s?|공동으로\s|함께\s)?"
            r"(?:맡|운영|개조|제작|대행|담당|시공|위탁|공급한|공급했)"
        ),
        names.is_name,
    ),
    Role(
        "of-trade",
        "배터리 소재 회사 |달빛넷|이 ",
        re.compile(
            rf"(?P<kind>기업|업체|회사|스타트업|제조사|제작사|운영사)\s(?P<name1>[{_WORD}]{{3,12}}?)"
            r"(?:\([A-Za-z ]{2,12}\))?(?P<end1>이|가|은|는|와|과|,)(?:\s|(?=,))"
            rf"(?:(?<=[와과]\s)(?P<name2>[{_WORD}]{{3,14}}?)(?P<end2>이|가)\s(?=참여|함께|맡|협력|공동|[\d대]+))?"
        ),
        names.is_name,
        _is_trade,
    ),
)


_SHARING = re.compile(r"[이가]\s(?:맡|담당|앞장|책임|댄다|댔|내줬|만든|개발)")
_SHARED_OUT = re.compile(
    rf"[은는]\s(?:[가-힣A-Za-z0-9]{{2,14}}[와과]\s)?(?P<name>[{_WORD}]{{3,14}}?)(?P<end>이|가)?,\s"
    r"(?=[가-힣A-Za-z ]{2,26}[은는]\s[^.\n]{2,40}[이가]\s(?:맡|담당|앞장|책임|댄다|댔|내줬|만든|개발))"
)


def shared_out(text: str, words: Vocabulary) -> Iterator[Mention]:
    """`길은 달빛넷, 다리는 별빛전자가 맡는다`: who does the first of several works."""
    for shared in _SHARING.finditer(text):
        start = max(lexicon.sentence_start(text, shared.start()), shared.start() - 120)
        for match in _SHARED_OUT.finditer(text, start, shared.end()):
            name = match.group("name")
            is_cut = match.group("end") or not name.endswith(("이", "가"))  # `구청이`
            if is_cut and lexicon.agrees(name, match.group("end") or "") and names.is_lone_name(name, words):
                yield Mention(name, None, *match.span("name"), "organisation.shared-out")
