"""Find bodies by the company they keep: lists that are counted or joined, parties of an accord, bodies just set up."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from tracker.importer import lexicon
from tracker.importer.candidates import Mention
from tracker.vocabulary import Vocabulary

_COUNTRIES = frozenset(
    (
        "한국 미국 일본 중국 영국 프랑스 독일 덴마크 노르웨이 스페인 네덜란드 캐나다 호주 대만 싱가포르 베트남 인도"
        " 인도네시아 말레이시아 태국 스위스 스웨덴 이탈리아 벨기에 사우디 UAE"
    ).split()
)
_COUNTRY = rf"(?:{'|'.join(sorted(_COUNTRIES))}) "
_TRADE_WORD = (
    r"(?:모빌리티|에너지|테크놀로지|이노베이션|인더스트리|홀딩스|코리아|시스템즈?|머티리얼즈|솔루션즈?|파워|로보틱스)"
)
"""The second word of a firm's name: `달빛 모빌리티`."""
_HOUSE = r"[가-힣·]{2,12}(?:연구소|연구원|사업단|협력단)"
"""What a university runs: `달빛대 숲길연구소`."""
_LEGAL = rf"(?:{_COUNTRY})?" r"(?:㈜|\(주\)|\(재\)|\(사\)|주식회사 )?"
_NAME = (
    rf"[‘']?{_LEGAL}(?:[A-Z][A-Za-z&]{{0,6}}-)?[가-힣A-Za-z0-9&]{{2,20}}"
    rf"(?: [A-Z][A-Za-z&]{{1,9}}| {_TRADE_WORD}(?![가-힣])| {_HOUSE}(?![가-힣]))?"
    r"(?:㈜|\(주\))?[’']?(?:\s[가-힣]{0,4}(?:본부|공장|지사|분원|사업장|캠퍼스))?(?:\s?\([^()\n]{1,40}\)(?:[가-힣]{2,12})?)?"
)
_GAP = r"(?:, ?|·|ㆍ|‧)"
_ITEMS = rf"(?<![가-힣A-Za-z0-9])(?=[^,·ㆍ‧\n]{{2,110}}[,·ㆍ‧]){_NAME}(?:{_GAP}{_NAME}){{1,32}}"
"""Two names or more. What only looks ahead for the gap behind the first saves most of the time: few words have one."""
_KIND = r"(?:기업|업체|기관|연구기관|개사|회사|대학)"
_NUMBER = r"(?:\d{1,2}|두|세|네|다섯|여섯|일곱|여덟|아홉|열|열한|열두)"
_COUNTED = (
    rf"(?:{_NUMBER} ?개 ?(?:사|기업|업체|기관|개사|회사|대학)(?:·(?:기업|기관|업체|대학|단체))?"
    r"|(?:두|세|네|다섯|여섯|일곱) (?:기업|업체|기관|회사|대학)"
    rf"|(?:발전사업자|사업자|발전사|운용사|제조사|개발사|투자사) ?{_NUMBER}(?:\s?곳|\s?개사)"
    rf"|{_NUMBER}개 (?:[가-힣]{{2,6}} )?(?:기업|업체|기관|대학|개발사|사업자|운영사|발전사|제조사|협력사|참여사)"
    rf"|(?:기업|업체|회사|기관|대학) ?{_NUMBER}(?:\s?곳|\s?개사|\s?개))"
    r"(?:와|과|은|는|가|이|의|로|으로|에서|\)| )"
)
_ROLE = (
    r"협약(?:을|에) (?:맺은|체결한|참여한|참석한) (?:기업|기관|업체|회사)(?: 및 [가-힣]{2})?"
    r"|(?:참여|참여한|협약|선정된|입주|투자|핵심|주요|앵커|선도|대표) ?(?:기업|기관|업체|회사)|회원사|참여사"
    rf"|(?:기업|업체|회사) {_NUMBER}(?:\s?곳|개사)"
    r"|(?:약속한|참여한|참여하는|서명한|함께하는|입주하는|입주할|손잡은)\s(?:곳|기업|기관|업체|회사)"
)
_OCCASION = r"(?:협약|행사|컨소시엄|사업|협약식|협의체|출범식)(?:에는|에)"
_SPENT = r"(?:총 |약 |모두 )?\d[\d,조억천 ]*억\s?\d*[만천]*\s?원?(?:을|를)? (?:투자|투입|들여)"
_FIRMS = r"(?:기업|대기업|업체|연구기관|공공기관|기관|사업자)(?:과|이|가|들이|들과|들은)(?![가-힣])"
_LIST = re.compile(
    "|".join(
        (
            rf"(?:(?:산업체|{_KIND}) ?\d{{1,2}}(?:곳|개사|개)|\d{{1,2}}개 ?(?:사|{_KIND}))"
            rf" ?\((?P<bracketed>{_ITEMS})(?: 등)?\)",
            rf"(?P<counted>{_ITEMS}) ?(?:등 ?(?:[가-힣·, ]{{0,24}})?|(?:(?![은는]\s)[가-힣 ]){{0,24}}){_COUNTED}",
            rf"(?P<heads>{_ITEMS}) 등 (?:(?:\d{{1,2}}개 ?)?"
            r"(?:[가-힣]{2,4}·[가-힣]{2,4})?(?:기업체|기업|업체|회사|투자기업|참여기업) ?"
            r"(?:대표|임원|임직원)"
            rf"|[가-힣·0-9 ]{{0,24}}{_FIRMS})",
            rf"(?P<headed>{_ITEMS}) 대표(?:이사)?\s?(?:등(?=\s)|들이)",
            rf"(?:{_ROLE})(?:은|는|으로는|로는|로|으로|에는) (?P<named>{_ITEMS})"
            r" ?(?:이다|(?<!이)다(?=\.)|등|을|를|이|가)",
            rf"{_OCCASION} (?:[가-힣]{{1,6}}[와과] )?(?P<joined>{_ITEMS})"
            r"(?: ?등(?:\s?\d{1,2}개\s?[가-힣]{1,4})?(?:이|가|도)?|이|가|도| ?\d{1,2}개\s?[가-힣]{1,4}(?:이|가))"
            r" (?:참가|참여|참석|함께|서명)",
        )
    )
)
_MAY_HOLD = re.compile(rf"[을를] (?:비롯|포함)[한해] |(?:기업|업체|제조사)인 | 등[이은] {_SPENT}")
_HELD = re.compile(
    rf"(?P<held>{_ITEMS})(?:을|를) (?:비롯한|비롯해|포함한|포함해) {_COUNTED}"
    rf"|(?:기업|업체|제조사)인 (?P<those>{_ITEMS})(?:이|가|은|는|와|과|을|를) "
    rf"|(?P<investing>{_NAME}(?:{_GAP}{_NAME}){{0,12}}) 등[이은] {_SPENT}"
)
"""Three more such lists, for which a costly search is made only where they may be."""
_APPOSED = re.compile(
    rf"(?:기업|업체|회사|대학|기관)\s{_NUMBER}\s?(?:곳|개사|개)[^.\n]{{0,16}}\.\s?(?P<apposed>{_ITEMS})이?다\."
)
"""`기업 세 곳이 온다. 달빛, 별빛, 나루다.`: who they are."""
_ACCORD = re.compile(r"협약|양해각서|MOU|의향서|합의각서|협정")
_BEFORE_NAME = (
    r"(?:(?<=[은는이가] )|(?<=[은는이가], )|(?<=에서 )|(?<=일 )|(?<=와 )|(?<=과 )|(?<=[은는이가] ‘)"
    r"|(?<=[전이]날 )|^)"
)
_SIGNED = re.compile(
    rf"{_BEFORE_NAME}(?P<items>{_NAME}(?:{_GAP}{_NAME}){{0,24}})"
    r"(?: ?등(?: ?\d{1,2}개 ?(?:사|기업|기관|업체|대학))?)?(?P<end>와|과|은|는|이|가)(?=[\s\n])",
    re.MULTILINE,
)


def listed(text: str, words: Vocabulary) -> Iterator[Mention]:
    """The items of lists of firms and bodies: `A, B, C 3개사와`, `협약에는 A, B 등이 참여`; parties of an accord."""
    for match in (*_LIST.finditer(text), *(_HELD.finditer(text) if _MAY_HOLD.search(text) else ())):
        name = str(match.lastgroup)
        if name in ("counted", "heads") and _OF_GOODS.search(match.group()):
            continue
        yield from _items(match, name, words, "organisation.counted-list" if name == "counted" else "organisation.list")
    for match in _APPOSED.finditer(text):
        if _are_firms(match.group("apposed"), words):
            yield from _items(match, "apposed", words, "organisation.list")
    for start, end in lexicon.sentences(text):
        if accord := _ACCORD.search(text, start, end):
            for match in _SIGNED.finditer(text, start, accord.start()):
                if _is_signing(match, text):
                    yield from _items(match, "items", words, "organisation.of-accord")


def _are_firms(row: str, words: Vocabulary) -> bool:
    """Whether more than half of what follows a count are names by their look, and no goods."""
    items: list[str] = re.split(_GAP, row)
    return sum(item.isascii() or _is_coined(item, words) for item in items) > len(items) // 2


_TALLY = re.compile(rf" 등 (?P<count>{_NUMBER}) ?(?:개 ?사|개 ?기업|개 ?업체|개 ?기관|곳)")
_RUN_BEFORE = 180
"""Letters before a count in which what is counted stands."""
_WORDS = {word: number for number, word in enumerate("두 세 네 다섯 여섯 일곱 여덟 아홉 열 열한 열두".split(), 2)}
_SUBJECT = re.compile(r".*(?:[은는이가을를]|에서|에는|[와과]|으로|기업인|업체인)\s")
"""All that stands before the first item of a list."""
_TWO_WORDS = re.compile(r"[가-힣A-Za-z0-9]{2,8} [가-힣A-Za-z0-9]{2,8}")


def tallied(text: str, words: Vocabulary) -> Iterator[Mention]:
    """`보리우유, 달빛 한끼, 별빛팜 등 3개사`: as many items as are counted are firms, whatever they are called."""
    for match in _TALLY.finditer(text):
        first = max(0, match.start() - _RUN_BEFORE, text.rfind("\n", 0, match.start()) + 1)
        items = list(re.finditer(r"[^,·ㆍ]+", text[first : match.start()]))
        count = int(match.group("count")) if match.group("count").isdigit() else _WORDS[match.group("count")]
        if not 2 <= count <= len(items):
            continue
        for item in items[-count:]:
            name = _SUBJECT.sub("", item.group()).strip(" ‘’'")
            if not _TWO_WORDS.fullmatch(name) and not _may_be_firm(name, words):
                break
            start = first + item.start() + item.group().rfind(name)
            yield Mention(name, None, start, start + len(name), "organisation.tallied")


_OF_GOODS = re.compile(
    r"^[가-힣]{2,3}(?:[·,]\s?[가-힣]{2,3})+\s?(?:업체|기업)\s?\d"
    r"|중소[·,]\s?중견|[을를]\s[가-힣]+[고며]\s|등을?\s(?:[^.\n]{0,24}[을를]\s)?(?:만드는|생산하는|다루는|파는)\s|^[^등]*[을를]\s(?:만드는|다루는|파는|쓰는)\s\d|^[^등]*\s(?:수입|제조|생산|판매|유통|가공)\s?(?:업체|기업|사)\s?\d|(?:산단|단지|밸리|공단)\s(?:입주)?\s?기업\s?\d"
)
"""`기계·생두 수입업체 62곳`, `가람·달빛산단 기업 60개사`: what they deal in, where they are, and no firms."""
_RUN = re.compile(
    rf"(?<![가-힣A-Za-z0-9㈜]){_NAME}(?:, ?{_NAME})+"
    r"(?=\s?등(?:이|은|과|의|을|도|에서|,|\s)|(?:은|는|이|가|을|를|과|와|의|도)\s|\s같은\s(?:기업|업체|기관|회사|곳))"
)
_SURNAMES = "김이박최정강조윤장임한오서신권황안송류홍전고문양손배백허유남심노하곽성차주우구민나진지엄채원천방공현함변염"
_PERSON = re.compile(rf"[{_SURNAMES}][가-힣]{{2}}")


def beside(text: str, known: Sequence[Mention], words: Vocabulary) -> Iterator[Mention]:
    """What stands in a list with a body that is known, if everything in the list may be one."""
    for match in _RUN.finditer(text):
        if _MADE.match(text, match.end()) or not lexicon.agrees(match.group(), text[match.end() : match.end() + 1]):
            continue
        if _BUILDS.match(text, match.end()):
            yield from _row(match, words)
        before = max(0, match.start() - 24)
        is_next = text.startswith(("은 ", "는 "), match.end()) and _MAKES.search(text, before, match.start())
        if not (is_next or _IN_CHARGE.search(text, before, match.start()) or _CLAUSE.match(match.group())):
            yield from _items(match, "", words, "organisation.beside-known", known)


_BUILDS = re.compile(r"(?:은|는|이|가|도)\s[^.\n]{0,40}?(?:착공|준공|공장|투자|입주|협약|의향서|개발)")


def _row(match: re.Match[str], words: Vocabulary) -> Iterator[Mention]:
    """`엔달빛케어, 나루텍스가 공장을 짓는다`: a row of names by their look that build, invest or develop."""
    items = list(re.finditer(r"[^,\s](?:[^,]*[^,\s])?", match.group()))
    if all(_is_coined(item.group(), words) for item in items):
        for item in items:
            start = match.start() + item.start()
            yield Mention(item.group(), None, start, match.start() + item.end(), "organisation.in-row")


_MADE = re.compile(r"[을를]\s(?:[가-힣]+\s)?[가-힣]+(?:는|온)\s")
"""`㈜가람, 렌즈|를 만드는 달빛`: what the next one makes."""
_MAKES = re.compile(r"(?<!에)(?<!에서)(?<![있없하되드루내])[은는]\s(?:[^,.\n]{1,14}\s)?\Z")
"""`㈜가람은 차량용 |렌즈, ㈜달빛은 제어기를 만든다`: what one makes, before the next."""
_CLAUSE = re.compile(r"[^,]*[가-힣](?:로|이나|와|과|지만), ?[^,]*\Z")
"""`시험하는 |설비로, 달빛연구원|이 세운다`: the end of a clause and who comes next, no list."""
_IN_CHARGE = re.compile(r"(?<!에)(?<!에서)[은는]\s[^,.\n]{1,12}[와과]\s\Z")
"""`가람은 전파와 |전력, 달빛은 금속을 맡는다`: what one is in charge of, before the next."""


_WON = r"\d[\d,조억천 ]*억\s?\d*[만천]*\s?원?(?:을|의|\s|,)[^.\n]{0,14}?(?:투자|투입|들여)"
_INVESTING = re.compile(
    r"(?:(?<=[‘'“])|(?<=[,.] )|(?<=인 )|(?<=또 )|^)(?P<name>[가-힣A-Za-z&]{3,14})[’'”]?(?P<end>은|는|이|가)\s"
    rf"(?=(?:(?![가-힣][은는이가]\s)[^.\n]){{0,70}}?{_WON})",
    re.MULTILINE,
)
_OF_INVESTMENT = re.compile(r"투자\s?(?:협약|양해각서|MOU|합의|를 협약|의향서)")


def investing(text: str, words: Vocabulary) -> Iterator[Mention]:
    """Of an accord about investment, who puts in a sum: `달빛은 300억 원을 투자해`."""
    if not _OF_INVESTMENT.search(text[:900]):
        return
    for match in _INVESTING.finditer(text):
        if _is_acting_firm(match, words):
            yield Mention(match.group("name"), None, *match.span("name"), "organisation.invests")


def _is_acting_firm(match: re.Match[str], words: Vocabulary) -> bool:
    """Whether a `name` is a firm's, and the subject that its particle, the `end`, makes of it."""
    name = match.group("name")
    fits = lexicon.agrees(name, match.group("end"))
    return bool(fits and _may_be_firm(name, words) and not _STEM.search(name))


_PLANT = re.compile(
    rf"(?:(?<=[’'”.] )|(?<=\n)|^)(?P<name>[가-힣A-Za-z&]{{2,14}})(?P<end>은|는|이|가)\s"
    rf"(?=(?:(?![가-힣][은는이가]\s)[^.\n]){{0,70}}?{_WON}[^.\n]{{0,30}}?공장)",
    re.MULTILINE,
)


def building(text: str, words: Vocabulary) -> Iterator[Mention]:
    """`달빛은 500억 원을 들여 공장을 짓는다`: plants are built by firms."""
    for match in _PLANT.finditer(text):
        if _is_acting_firm(match, words) and not _GOVERNMENT.search(match.group("name")):
            yield Mention(match.group("name"), None, *match.span("name"), "organisation.builds")


_WORKS = re.compile(
    r"(?:(?<=[’'”.,] )|(?<=서는 )|(?<=\n)|^)(?P<name>[가-힣A-Za-z&]{3,14}?)(?:의\s제\d공장"
    r"|(?P<end>은|는|이|가|도)\s(?:[^.\n]{0,16}\s)?(?:새|신|제\d|첫)\s?공장을\s[^.\n]{0,20}(?:준공|착공|짓|지었|세운|세웠))",
    re.MULTILINE,
)


def works(text: str, words: Vocabulary) -> Iterator[Mention]:
    """`달빛의 제3공장`, `나루산업이 새 공장을 준공했다`: whose a plant is."""
    for match in _WORKS.finditer(text):
        name = match.group("name")
        if lexicon.agrees(name, match.group("end") or "") and _is_proper(name, words):
            yield Mention(name, None, *match.span("name"), "organisation.builds")


_GOVERNMENT = re.compile(
    r"(?:^[시도군구]|[시도군구부처청]|정부|당국|측|공사|센터|단지|기업들?|회사|업체들?|양사|사업)$"
)
_STEM = re.compile("[하되있없같]$")
"""What is left of a verb without its ending."""


_DESCRIBED = re.compile(
    r"(?:(?:을|를)\s(?:맡는|맡을|맡은|댈|대는|이끄는|주관하는)|에\s(?:나설|나서는))\s"
    r"(?P<charged>[가-힣A-Za-z0-9&]{2,16}?)(?:와|과|이|가)\s(?=[^.\n]{0,60}(?:이름을\s올|참여|협약|서명|손을|맡))|"
    r"(?:자회사|계열사|합작사|합작법인)\s(?P<child>[가-힣A-Za-z0-9&]{2,16}?)(?=\(|[이가은는]\s)|"
    r"(?:(?:기업|회사|업체|협력사|자회사|제조사|운영사|개발사|발전사|전문기업|계열사|시행사|시공사)인"
    r"|(?:투자자|투자사|앵커기업|선도기업|사업자|시행자|동반자|파트너|수요처|운용사)(?:인|로\s참여\s중인|로\s참여하는))"
    r"\s[‘'“]?(?P<name>[가-힣A-Za-z0-9&]{2,16}?)[’'”]?(?:은|는|이|가|와|과|을|를|의|으로부터|로부터|에서|,|\s역시)\s"
    r"|(?:기업|업체|제조사|스타트업)\s(?P<partner>[가-힣A-Za-z0-9&]{2,14}(?:\s[가-힣A-Za-z]{2,8})?)(?:와|과)\s"
    r"(?:(?![은는이가]\s)[^.\n]){0,50}?(?:협약|양해각서|MOU|협정)"
    r"|(?:기업|업체|회사|운영사)(?:인)?\s[‘'“](?P<quoted>[가-힣A-Za-z0-9&]{2,16})[’'”]"
    r"|(?:시행사|시공사|운영사)\s(?P<working>[가-힣A-Za-z0-9&]{2,16})\s(?:관계자|대표|임직원)"
    r"|(?:대행사|시공사|운영사|위탁사|설계사|사업자)(?:는|로|로는)\s(?P<chosen>[가-힣A-Za-z0-9&]{3,16}?)"
    r"(?=\s컨소시엄|[을를]\s(?:골|뽑|선정|정))"
    r"|(?:업체|기업|제조사|개발사)\s(?P<counted>[가-힣A-Za-z0-9&]{2,16})\s등\s\d+개\s?사"
    r"|(?:업체|기업|제조사)\s(?P<spending>[가-힣A-Za-z0-9&]{2,14})[이가]\s\d[\d,]*억"
    r"|(?:운영사|사업자|시공사|투자사)인\s(?P<paying>[가-힣A-Za-z0-9&]{2,16})\s(?:투자금|출자금|부담금|자금)"
)


_ANCHORS = re.compile(
    r"(?:앵커|선도|핵심|참여|대표)\s?기업은\s(?P<first>[가-힣A-Za-z0-9&]{2,16})(?:와|과)\s(?P<second>[가-힣A-Za-z0-9&]{2,15}?)이?다\."
)


def anchors(text: str, words: Vocabulary) -> Iterator[Mention]:
    """`앵커기업은 달빛과 별빛이다`: two firms, told by what they are."""
    for match in _ANCHORS.finditer(text):
        for group in ("first", "second"):
            if _may_be_firm(match.group(group), words):
                yield Mention(match.group(group), None, *match.span(group), "organisation.described")


def described(text: str, words: Vocabulary) -> Iterator[Mention]:
    """`제조업체인 달빛은`: a name behind what it is."""
    for match in _DESCRIBED.finditer(text):
        group = str(match.lastgroup)
        name = match.group(group)
        if _may_be_firm(name.replace(" ", ""), words) and not _NO_NOUN.search(name.split(" ")[0]):
            yield Mention(name, None, match.start(group), match.end(group), "organisation.described")


_OFFICER = re.compile(
    rf"(?<![가-힣])[{_SURNAMES}][가-힣]{{1,3}} (?P<name>(?:㈜|\(주\))?[가-힣A-Za-z0-9&]{{2,16}}(?:㈜|\(주\))?)"
    r"(?:\s?\([A-Za-z가-힣]{2,10}\))?\s"
    r"(?:대표이사|대표|회장|부회장|사장|부사장|전무|상무|최고경영자|CEO)(?:(?![가-힣])|(?=[은는이가와과을를의도](?![가-힣])))"
)


def officers(text: str, words: Vocabulary) -> Iterator[Mention]:
    """`홍길동 달빛전자 부사장`: a firm between a person's name and an office."""
    for match in _OFFICER.finditer(text):
        name = match.group("name")
        if _may_be_firm(re.sub(r"㈜|\(주\)", "", name), words) and not _NO_FIRM_BEFORE.search(name):
            yield Mention(name, None, match.start("name"), match.end("name"), "organisation.of-officer")


_HEAD = re.compile(r"\s(?:대표이사|대표|최고경영자|CEO)(?=[은는이가와과도의]?(?![가-힣]))")
_HEADED = re.compile(
    rf"(?:^|[^가-힣A-Za-z0-9]\s|[은는이가로고와과며서]\s|\n)(?P<name>[가-힣A-Za-z0-9&]{{3,16}})\s[{_SURNAMES}][가-힣]{{2}}\Z"
)


def headed(text: str, words: Vocabulary) -> Iterator[Mention]:
    """`달빛전자 홍길동 대표는`: a firm before the name of its head."""
    for head in _HEAD.finditer(text):
        match = _HEADED.search(text, max(0, head.start() - 24), head.start())
        if match and _is_name(name := match.group("name"), words) and not _NO_FIRM_AT_HEAD.search(name):
            yield Mention(name, None, *match.span("name"), "organisation.of-head")


_NO_FIRM_AT_HEAD = re.compile(r"(?:기업|단체|시민|주민|노조|등|당|의힘|회|연대|연맹|모임|[은는이을를의도])$")


_MAKER = re.compile(
    r"[을를]\s(?:(?:직접|주로|함께)\s)?"
    r"(?:만드는|만들어\s온|생산하는|제조하는|제작하는|개발하는|개발한|개발\s중인|다루는|내는|뽑아내는|가공하는|공급하는|설계하는)\s"
    r"(?P<name>[가-힣A-Za-z0-9&]{3,14}?)(?P<end>은|는|이|가|와|과|도|,)(?=\s)"
)


def makers(text: str, words: Vocabulary) -> Iterator[Mention]:
    """`숲길 표지를 만드는 달빛은`: a firm told by what it makes."""
    for match in _MAKER.finditer(text):
        name = match.group("name")
        if _ends_well(name, match.group("end")) and _is_proper(name, words):
            yield Mention(name, None, *match.span("name"), "organisation.of-make")


_NO_MAKER = re.compile(
    r"(?:데|곳|것|방식|공장|산업|업계|방안|과정|센터|기지|사람|농가|농민|가게|점포|단계|구조|체계|연구원|라인|물질|과제|형태|모델|체험"
    r"|스타트업|조합|학교|마을|나라|국가|소상공인|창업인|장인|업종|품목|원천|장치|공정|서비스|콘텐츠|수준|정도|대신|동안|효과|성과|노력"
    r"|상황|문제|자리|현장|작업|기회|프로그램|방송|학과|학회|(?<!전)자|(?<!전)기|진|팀|설비|온라인몰|대부분|절반|인센티브|유치전|료|비|금|세|값|난|액|소|(?<!식)품|물|법|력|율|률|층|망|점|책|장)$"
)
"""What else makes something."""


def _ends_well(name: str, particle: str) -> bool:
    """Whether a particle fits a name, and what stands before a comma is no word with a particle of its own."""
    return lexicon.agrees(name, particle) and not (particle == "," and name.endswith(("로", "며", "고", "서", "도")))


def _is_proper(name: str, words: Vocabulary) -> bool:
    """Whether a word may be a firm's name and is nothing else that makes or does something."""
    return _is_name(name, words) and not _NO_MAKER.search(name)


_BORROWED = (
    "그드르스즈츠크트프브텍테텔템텐티팅팜팩퍼펌페폴퓨플픽핀케켐켄코콘콤쿠쿼퀀큐킨닉넥뉴덱델딥랩랙레렉렌롭"
    "릭링맥멕믹벡벤빌샘센셀셈솔쉬씨싸쎄앤에엔엘엠옵웍웨웰윈잇젠젤캠캔커컴컨클타탈터텀톡튠헬휴뷔베블"
)
"""Syllables of foreign words: two of them make a name, as hardly any word of our own has them."""
_COINED = re.compile(
    rf"(?:[^{_BORROWED}]*[{_BORROWED}]){{2}}|[가-힣]{{2,}}(?:산업|전자|화학|정밀|정공|기공|소재|바이오|시스템|모빌리티|에너지|테크|로봇|식품|건설|중공업)$"
)
_NOT_COINED = re.compile(
    r"(?:스타트업|플랫폼|컨소시엄|클러스터|인프라|서비스|센터|프로그램|콘텐츠|네트워크|파트너|컨설턴트|엔지니어|아카데미|크리에이터|아티스트|디자이너"
    r"|메이커|바이어|인플루언서|테스트베드|스마트팜|데이터센터|데이터|캠퍼스|컨설팅|마케팅|모니터링|시뮬레이션|커뮤니티|터미널|아파트|버스|택시|트럭"
    r"|코스|코너|세트|티켓|카페|펀드|그룹|팀|포럼|페스티벌|엑스포|컨퍼런스|콘퍼런스|에너지|시스템|벤처|리더|멘토|클라우드|테크|센서|배터리|모델|베테랑|레저|레스토랑)$"
)


def _is_coined(name: str, words: Vocabulary) -> bool:
    """Whether a word is a name by its look."""
    return bool(_COINED.search(name)) and not _NOT_COINED.search(name) and _is_proper(name, words)


_PARTNER_BEHIND = re.compile(
    r"(?:와|과)\s(?P<name>[가-힣A-Za-z0-9&]{3,14}?)(?:(?P<end>은|는|이|가|도|,)\s|\s등(?:\s|이|은|과))"
)
_PARTNER_BEFORE = re.compile(r"(?<![가-힣A-Za-z0-9])(?P<name>[가-힣A-Za-z0-9&]{3,14})(?P<end>와|과)\s(?:㈜)?\Z")


_PARTNER_IN_CHARGE = re.compile(r"(?<!에)(?<!에서)[은는]\s(?P<name>[가-힣A-Za-z0-9&]{2,14})(?P<end>와|과)\s\Z")
_CARRY_OUT = re.compile(
    r"[^.\n]{0,90}?[이가]\s[^.\n]{0,12}?(?:맡(?:는다|았|아|고)|짝을|(?:개발|제작|시공|운영)(?:한|했|해))(?!\s|던)"
)
"""`안내 로봇은 달빛과 |나루병원이 맡는다`: who carries something out beside a known body."""


def partners(text: str, known: Sequence[Mention], words: Vocabulary) -> Iterator[Mention]:
    """`한국달빛연구원과 나루크레이션이`: what is joined to a known body and is a name by its look."""
    for one in known:
        behind = _PARTNER_BEHIND.match(text, one.end)
        before = _PARTNER_BEFORE.search(text, max(0, one.start - 18), one.start)
        for match in filter(None, (behind, before)):
            name = match.group("name")
            if _ends_well(name, match.group("end") or "") and _is_coined(name, words):
                yield Mention(name, None, *match.span("name"), "organisation.partner")
        charged = _PARTNER_IN_CHARGE.search(text, max(0, one.start - 20), one.start)
        if charged and _CARRY_OUT.match(text, one.end):
            name = charged.group("name")
            if lexicon.agrees(name, charged.group("end")) and _is_proper(name, words):
                yield Mention(name, None, *charged.span("name"), "organisation.partner")


_NO_FIRM_BEFORE = re.compile(
    r"(?:조례안|법안|개정안|기업|단체|시민|주민|노조|등|의원|시장|교수|지사|군수|[은는이을를의도])$"
)
_BULLETS = re.compile(
    rf"(?:\d{{1,2}}개?\s?(?:사|개사|기업|기관|업체|연구기관|대학|학교|교육기관)|[에은는]|\s)\s?\(?(?P<items>(?:[‣▸•]\s?{_NAME}[,\s]*){{2,15}})"
)


def bulleted(text: str, words: Vocabulary) -> Iterator[Mention]:
    """`10개사(‣달빛전자 ‣별빛화학)`: items with marks of their own inside a sentence."""
    for match in _BULLETS.finditer(text):
        items = list(re.finditer(r"[‣▸•]\s?([^‣▸•()\n]+?)(?=\s*(?:[‣▸•)(]|등\s|$))", match.group("items")))
        names = [item.group(1).strip(" ,") for item in items]
        if sum(_may_be_firm(name, words) for name in names) * 3 < 2 * len(names):
            continue  # a list of works
        for item, name in zip(items, names, strict=True):
            if _may_be_firm(name, words):
                start = match.start("items") + item.start(1)
                yield Mention(name, None, start, start + len(name), "organisation.bulleted")


_TRIANGLES = re.compile(
    r"(?P<role>(?:기업|기관|업체|회사|대학|곳|당사자|컨소시엄|협약서|협약|서명자|참여자|주체|사업단)(?:은|는|으로는|에는|엔)\s)?"
    r"(?P<items>(?:[▲△]\s?[^▲△.\n]{2,24}){2,24})"
)
_WITH_SUM = r"[△▲]\s?(?P<name>[가-힣A-Za-z0-9㈜&]{2,20})(?:\([^()\n]{2,20}\))?\s\d[\d,억만천 ]*원"
_WITH_SUMS = re.compile(
    rf"(?:기업|업체)[^.△▲\n]{{0,20}}(?P<items>(?:{_WITH_SUM.replace('?P<name>', '?:')}[\s,]?){{3,}})"
)
"""`선정 기업과 지원금은 △달빛 1억원 △별빛(가람산단) 9000만원`."""
_ENTERED = re.compile(r"(?:이|가)\s(?:이름을\s올|참여|함께\s?[하한했]|서명|협약)")
_LAST_ITEM = re.compile(
    r"(?P<name>[가-힣A-Za-z0-9&㈜() ]{2,20}?)"
    r"(?:이다|다|\s?등(?:\s.*|이다|이)?|(?:이|가)\s(?:이름을|함께|참여|나).*|(?:이|가|은|는|을|를|과|와))?$"
)


def triangles(text: str, words: Vocabulary) -> Iterator[Mention]:
    """`서명한 기업은 ▲달빛전자 ▲별빛화학이다`: a list of who takes part."""
    for match in _TRIANGLES.finditer(text):
        if not match.group("role") and not _ENTERED.search(match.group("items")):
            continue
        for item in re.finditer(r"[▲△]\s?([^▲△]+)", match.group("items")):
            named = _LAST_ITEM.match(item.group(1).strip(" ,"))
            if named and _may_be_firm(name := named.group("name").strip(), words):
                start = match.start("items") + item.start(1)
                yield Mention(name, None, start, start + len(name), "organisation.bulleted")


def with_sums(text: str, words: Vocabulary) -> Iterator[Mention]:
    """Firms that each get a sum of a programme."""
    for match in _WITH_SUMS.finditer(text):
        for item in re.finditer(_WITH_SUM, match.group("items")):
            if _may_be_firm(name := item.group("name"), words):
                start = match.start("items") + item.start("name")
                yield Mention(name, None, start, start + len(name), "organisation.with-sum")


_ABOUT = re.compile(r"\s?[가-힣]+에\s(?:관한|대한)\s")
"""`교통량과 소음에 관한 협약`: what it is about."""


def _is_signing(match: re.Match[str], text: str) -> bool:
    """Whether what a name is joined to may be the accord; one name alone has to stand right before it."""
    if not lexicon.agrees(match.group("items"), match.group("end")) or _ABOUT.match(text, match.end()):
        return False
    if match.group("end") in "와과":
        behind = text[match.end() : match.end() + 60]
        lone = not re.search(_GAP, match.group("items"))
        return not lone or bool(
            re.match(
                r"\s?(?:[‘'“\"「]|(?:[가-힣]+\s){0,2}(?:업무|투자|상호|기본|공동)?\s?(?:협약|양해각서|MOU))", behind
            )
        )
    return bool(re.search(_GAP, match.group("items")))


def _items(
    match: re.Match[str], group: str, words: Vocabulary, rule: str, known: Sequence[Mention] | None = None
) -> Iterator[Mention]:
    """The names of a list, if nearly all that stands in it may be one: a list of works is none of firms.

    With `known`, one of the names has to be among those.
    """
    origin, listed_text = (match.start(group), match.group(group)) if group else (match.start(), match.group())
    found = [_bare(item) for item in re.finditer(r"(?:[^,·ㆍ‧()]|\([^()]*\))+", listed_text)]
    if len(found) > 3 and not _may_be_firm(found[0][0], words):
        found = found[1:]  # the end of the phrase before the list
    good = [(name, start) for name, start in found if _may_be_firm(name, words)]
    named = [name for name, _ in found if _is_place(name, words) or name in _COUNTRIES]
    if known is not None:
        spans = {(one.start, one.end) for one in known}
        held = [start for name, start in found if (origin + start, origin + start + len(name)) in spans]
        good = [(name, start) for name, start in good if start not in held and not _PERSON.fullmatch(name)]
        if not held or len(held) + len(good) + len(named) < len(found):
            return
    elif len(good) + len(named) < len(found) - len(found) // (3 if group == "held" else 5) or (
        len(found) > 1 and not good
    ):
        return
    for name, start in good:
        yield Mention(name, None, origin + start, origin + start + len(name), rule)


def _bare(item: re.Match[str]) -> tuple[str, int]:
    """An item without what stands in brackets behind it and without a subject before it, and its place in the list."""
    text = re.sub(r"\s?\([^()]*\)\s*$|(?<=[가-힣])\d+\s*$", "", item.group().rstrip())
    last = re.split(r"(?:은|는|에서|으로|와|과|기업인|인|및|위해|통해|앵커기업|대기업|선도기업) ", text)[-1].strip()
    last = re.sub(r"\s[가-힣]{0,4}(?:본부|공장|지사|분원|사업장|캠퍼스)$", "", last)
    last = re.sub(f"^{_COUNTRY}", "", last).strip("‘’'")
    return last, item.start() + item.group().find(last)


@cache
def _sector_words(words: Vocabulary) -> frozenset[str]:
    return frozenset(word for sector in words.sectors.values() for word in (*sector.keywords, *sector.weak))


def _is_place(name: str, words: Vocabulary) -> bool:
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


def _may_be_firm(name: str, words: Vocabulary) -> bool:
    """A single word that is no place, no office and no everyday word."""
    if not 2 <= len(name) <= 20 or (
        " " in name
        and not re.fullmatch(rf"[가-힣A-Za-z0-9]+ (?:[A-Z][A-Za-z&]*|{_TRADE_WORD}|{_HOUSE})|[A-Za-z0-9 ]+", name)
    ):
        return False
    return not (
        _is_place(name, words)
        or name in _sector_words(words)
        or name in _COUNTRIES
        or name in lexicon.cues().organisation_stops
        or name in lexicon.cues().not_organisations
        or _common().search(re.sub(r"[와과]$", "", name))
        or _TRADE.search(name)
        or _VERB.search(name)
    )


_VERB = re.compile(
    r"(?<!과학)(?<!공)(?<!상)(?<!여)(?<!남)(?<!외)(?<!농)(?<!체)(?<!예)(?<!터)(?<!국어)고$|(?:며|면서|는데|지만)$"
)
"""`생기고`: a clause goes on; names that end so are schools'."""


_TRADE = re.compile(
    r"^(?:국가|지역|상생|균형|경제|공동|동반|수소|태양광|풍력|조력|미래|첨단|전략|신|주력|제조|기간|융합|바이오|헬스|반도체|이차전지|배터리|디스플레이|수소|에너지|전력|로봇|항공|우주|드론|방위|조선|해양|철강|화학|소재|부품|기계|자동차|모빌리티"
    r"|관광|문화|콘텐츠|게임|영상|농업|식품|수산|산림|의료|뷰티|화장품|환경|원전|원자력|뿌리|섬유|물류|금융|건설|데이터|소프트웨어|스마트팜|푸드테크|서비스|관련|연관|특화|전후방|그린|기술|산업|AI|ICT|SW|IT)+(?:산업|발전)$"
)
"""A line of trade; what else ends so is a firm: `가람산업`, `달빛발전`."""
GENERIC = re.compile(
    r"(?:안전|환경|갈등|소통|예산|당정|현안|실무|기업|상생|주민|민관|민·관|지역|공동|산학연관?|산·학·연|산·학·연·관|운영|추진|자문|심의|평가|선정|심사|준비|유치|조정|정책|전문|발전|특별|소위|상임|분과|실행|집행|총괄|투자|합동|예산결산|결산)*\s?"
    r"(?:협의회|협의체|위원회|추진단|사업단|지원단|추진위)"
)
"""Bodies without a name of their own."""
_NOUN = r"[가-힣A-Za-z0-9·&-]{2,14}"
_BODY = (
    r"(?:추진단|협의체|협의회|위원회|전담조직|TF|추진위|워킹그룹|자문단|추진본부"
    r"|추진기획단|대응단|협력단|얼라이언스|포럼|연합체|연합회|협력체|거버넌스|전담반|행정협의회|창조본부|지원본부)"
)
_FOUNDED = (
    r"[’'”\"」]?\s?(?:\((?:TF|[가-힣A-Za-z ]{1,12})\)[’'”\"」]?)?(?:을|를|이|가|의)?\s?(?:\d{1,2}일\s)?"
    r"[‘'“\"「]?(?:공식\s|본격\s)?"
    r"(?:출범|창립|발족|구성해|구성하|구성했|결성|설립하|설립해|설립했|첫\s?회의|킥오프|제?\s?\d{1,2}차\s(?:정기\s|전체\s)?회의|위촉식|현판을|닻을\s올"
    r"|(?<=[’'”][를을]\s)(?:열어|열었|열고|만들어|만들었|꾸려|꾸렸))"
)
_IS_FOUNDED = re.compile(_BODY + _FOUNDED)
_SET_UP = re.compile(rf"(?P<name>(?:{_NOUN} ){{0,4}}[가-힣A-Za-z0-9·]{{0,12}}{_BODY}){_FOUNDED}")
_NAMED_BY = 72
"""Letters before such a word that may name the body."""
_NO_NOUN = re.compile(
    r"(?:[은는을를의]|이끌|맡을|세울|꾸릴|불러|모여|모아|에서|에게|으로|[가-힣]로|에|와|과|한|된|할|될|하는|위한|통해|위해|및|등|또|또한|해|돼|며|고|일|월|년|지난|오는|이날|이번|함께|최근|한편|자|이후|올해|내년|들이)$"
)  # fmt: skip


_APPLIED_TO = re.compile(
    r"(?:신청|접수|문의|지원\s신청)(?:은|는|을|를)?\s(?P<name>[가-힣]{2,20}(?:지원|진흥|혁신|육성|복지|창업|일자리|기업)센터)"
    r"(?:를|을|로|으로|에)(?:\s통해)?\s"
)


def taking_applications(text: str) -> Iterator[Mention]:
    """`신청은 달빛소공인지원센터를 통해`: who takes the applications acts."""
    for match in _APPLIED_TO.finditer(text):
        yield Mention(match.group("name"), None, *match.span("name"), "organisation.takes-applications")


_KIND_OF_FIRM = r"(?:회사|기업|업체|스타트업|제작사|제조사|운영사|개발사)"
_MADE_BY = re.compile(
    r"(?:소재|부품|장비|제조|전문|개발|합작|설계|바이오|로봇|반도체|배터리|식품|화장품|게임|물류|에너지|의료기기|드론|AI|인공지능"
    r"|소프트웨어|플랫폼|클라우드|보안|데이터|통신|콘텐츠|센서|광학|제약|포장|포장재|가구|섬유|의류|패션|유통|금형|주물|도금|방산|항공|조선"
    r"|기자재|태양광|수소|연료전지|디스플레이|자율주행|모빌리티)\s?(?:\d위\s)?\Z"
)
"""What a firm that is named next is in: `로봇 |기업 달빛`."""
_OF_TRADE = re.compile(
    rf"(?P<kind>{_KIND_OF_FIRM})\s(?P<name>[가-힣A-Za-z0-9&]{{3,12}}?)(?P<end>이|가|은|는|와|과|도|,)\s"
    r"(?:(?<=[와과]\s)(?P<second>[가-힣A-Za-z0-9&]{3,14}?)(?P<last>이|가)\s(?=참여|함께|맡|협력|공동|[\d대]+))?"
)


def _is_of_trade(match: re.Match[str], text: str) -> bool:
    """Whether a trade stands before the firm; 업체 and the like need but a noun."""
    before = text[max(0, match.start() - 10) : match.start()]
    if match.group("kind") in ("회사", "기업", "스타트업"):
        return bool(_MADE_BY.search(before))
    return bool(re.search(r"[가-힣]\s?$", before))


def of_trade(text: str, words: Vocabulary) -> Iterator[Mention]:
    """`배터리 소재 회사 달빛이`, `화장품기업 달빛과 별빛이 참여한다`: a firm behind what it makes."""
    for match in filter(lambda match: _is_of_trade(match, text), _OF_TRADE.finditer(text)):
        for group, end in (("name", "end"), ("second", "last")):
            name = match.group(group)
            if name and _ends_well(name, match.group(end)) and _is_proper(name, words):
                yield Mention(name, None, *match.span(group), "organisation.of-trade")


def _is_name(name: str, words: Vocabulary) -> bool:
    """Whether a word may be a firm's name, and is no stem of a verb, no government and no kind of people."""
    is_common = name[0].isdigit() or _STEM.search(name) or _GOVERNMENT.search(name) or _NO_NAME.search(name)
    return not is_common and _may_be_firm(name, words)


_CHARGED = re.compile(
    r"(?:(?:운영|관리|시행|위탁|제작|연동|시공|설계|심사|개조|관제|공급|정비|수행|주관|개발|구축)[은는]|(?<=[가-힣])[은는])\s"
    r"(?:(?P<first>[가-힣A-Za-z0-9&]{3,16})[와과]\s)?"
    r"(?P<name>[가-힣A-Za-z0-9&]{3,16})(?P<end>이|가)\s(?:각각\s|나눠\s|위탁\s?|공동으로\s|함께\s)?"
    r"(?:맡|운영|개조|제작|대행|담당|시공|위탁|공급한|공급했)"
)


def in_charge(text: str, words: Vocabulary) -> Iterator[Mention]:
    """`운영은 달빛이 맡는다`, `차량은 별빛이 개조했다`: who carries something out."""
    for match in _CHARGED.finditer(text):
        if lexicon.agrees(match.group("name"), match.group("end")):
            for group in ("first", "name"):
                if (name := match.group(group)) and _is_name(name, words):
                    yield Mention(name, None, *match.span(group), "organisation.in-charge")


_NO_NAME = re.compile(
    r"(?:들|명|팀|과|국|실|반|단|기관|기업|업체|전문가|교수|주민|상인|지자체|시도|시군|노조|학부모|연구진|조합원|위원|직원|단체|학생|청년|어르신)$"
)


def set_up(text: str) -> Iterator[Mention]:
    """`이차전지 기업협의회 출범`: a body that is being founded, with the nouns before it that name it."""
    end = 0
    for founded in _IS_FOUNDED.finditer(text):
        match = _SET_UP.search(text, max(end, founded.start() - _NAMED_BY), founded.end())
        if not match:
            continue
        end = match.end()
        parts = match.group("name").split(" ")
        first = next((at for at in range(len(parts) - 1, 0, -1) if _NO_NOUN.search(parts[at - 1])), 0)
        name = " ".join(parts[first:])
        if len(name) > 5 and not GENERIC.fullmatch(name):
            yield Mention(name, None, match.end("name") - len(name), match.end("name"), "organisation.set-up")
