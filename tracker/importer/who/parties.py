"""Find bodies by the lists that they stand in: lists that are counted or joined, parties of an accord, marked items."""

import re
from collections.abc import Iterator, Sequence

from tracker.importer import lexicon
from tracker.importer.candidates import Mention
from tracker.importer.who import names
from tracker.vocabulary import Vocabulary

_NAME = (
    rf"[‘']?{names.LEGAL}(?:[A-Z][A-Za-z&]{{0,6}}-)?[가-힣A-Za-z0-9&]{{2,20}}"
    rf"(?: [A-Z][A-Za-z&]{{1,9}}| {names.TRADE_WORD}(?![가-힣])| {names.HOUSE}(?![가-힣]))?"
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
    rf"|{_NUMBER}개 (?:[가-힣]{{2,6}} )?(?:기업|업체|기관|대학|개발사|사업자|운영사|발전사|제조사|협력사|참여사)"
    rf"|(?:기업|업체|회사|기관|대학) ?{_NUMBER}(?:\s?곳|\s?개사|\s?개))"
    r"(?:와|과|은|는|가|이|의|로|으로|에서|\)| )"
)
_ROLE = (
    r"협약(?:을|에) (?:맺은|체결한|참여한|참석한) (?:기업|기관|업체|회사)(?: 및 [가-힣]{2})?"
    r"|(?:참여|참여한|협약|선정된|입주|투자|핵심|주요|앵커|선도|대표) ?(?:기업|기관|업체|회사)|회원사|참여사"
    rf"|(?:기업|업체|회사) {_NUMBER}(?:\s?곳|개사)"
    r"|(?:약속한|참여한|참여하는|서명한|함께하는|입주하는|입주할|손잡은)\s곳|[가-힣][한할된될는은던선든]\s(?:기업|기관|업체|회사|대학)"
)
_OCCASION = r"(?:협약|행사|컨소시엄|사업|협약식|협의체|출범식)(?:에는|에)"
_SPENT = r"(?:총 |약 |모두 )?\d[\d,조억천 ]*억\s?\d*[만천]*\s?원?(?:을|를)? (?:투자|투입|들여)"
_FIRMS = r"(?:기업|대기업|업체|연구기관|공공기관|기관|사업자)(?:과|이|가|들이|들과|들은)(?![가-힣])"
_LIST = re.compile(
    "|".join(
        (
            rf"(?:(?:산업체|{_KIND}) ?\d{{1,2}}(?:곳|개사|개)|\d{{1,2}}개 ?(?:사|{_KIND}))"
            rf" ?\((?P<bracketed>{_ITEMS})(?: 등)?\)",
            rf"(?P<counted>{_ITEMS}) ?(?:등 ?(?:[가-힣·, ]{{0,24}})?|[가-힣 ]{{0,24}}){_COUNTED}",
            rf"(?P<heads>{_ITEMS}) 등 (?:(?:\d{{1,2}}개 ?)?(?:기업체|기업|업체|회사|투자기업|참여기업) ?(?:대표|임원)"
            rf"|[가-힣·0-9 ]{{0,24}}{_FIRMS})",
            rf"(?P<headed>{_ITEMS}) 대표(?:이사)?\s?(?:등(?=[\s과이은을])|들이)",
            rf"(?:{_ROLE})(?:은|는|으로는|로는|로|으로|에는) (?P<named>{_ITEMS})"
            r" ?(?:이다|(?<!이)다(?=\.)|등|을|를|이|가)",
            rf"{_OCCASION} (?:[가-힣]{{1,6}}[와과] )?(?P<joined>{_ITEMS})"
            r"(?: ?등(?:\s?\d{1,2}개\s?[가-힣]{1,4})?(?:이|가|도)?|이|가|도| ?\d{1,2}개\s?[가-힣]{1,4}(?:이|가))"
            r" (?:참가|참여|참석|함께|서명)",
        )
    )
)
_MAY_HOLD = re.compile(
    r" 같은 (?:기업|업체|회사|기관)(?:까지|들|이|을|과|도|은)| 등 [가-힣·]{2,9} ?임직원|(?:곳|개사)이 [^.\n]{2,20}다\. "
    rf"|[을를] (?:비롯|포함)[한해] |(?:기업|업체|제조사)인 | 등[이은] {_SPENT}"
)
_HELD = re.compile(
    rf"(?P<held>{_ITEMS})(?:을|를) (?:비롯한|비롯해|포함한|포함해) {_COUNTED}"
    rf"|(?:기업|업체|제조사)인 (?P<those>{_ITEMS})(?:이|가|은|는|와|과|을|를) "
    rf"|(?P<investing>{_NAME}(?:{_GAP}{_NAME}){{0,12}}) 등[이은] {_SPENT}"
    rf"|(?P<like>{_ITEMS}) 같은 (?:기업|업체|회사|기관)(?:까지|들|이|을|과|도|은)"
    rf"|(?P<staff>{_ITEMS}) 등 (?:[가-힣]{{2,4}}·)?(?:[가-힣]{{2,4}}\s?)?{_KIND} ?임직원"
    rf"|(?:기업|업체|회사|기관) {_NUMBER} ?(?:곳|개사)이 [^.\n]{{2,20}}다\. (?P<told>{_ITEMS})이?다(?=\.)"
)
"""More such lists, for which a costly search is made only where they may be."""
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
        if name == "counted" and _GOES_ON.search(text, match.end(name), match.end()):
            continue
        yield from _items(match, name, words, "organisation.counted-list" if name == "counted" else "organisation.list")
    for start, end in lexicon.sentences(text):
        if accord := _ACCORD.search(text, start, end):
            for match in _SIGNED.finditer(text, start, accord.start()):
                if _is_signing(match, text):
                    yield from _items(match, "items", words, "organisation.of-accord")


_GOES_ON = re.compile(r"[은는]\s|에서")
"""`성능·안전 평가센터는 98개 업체의`: who does it stands between the list and the count."""
_OF_GOODS = re.compile(
    r"^[가-힣]{2,3}(?:[·,]\s?[가-힣]{2,3})+\s?(?:업체|기업)\s?\d"
    r"|중소[·,]\s?중견|[을를]\s[가-힣]+[고며]\s|등을?\s(?:[^.\n]{0,24}[을를]\s)?(?:만드는|생산하는|다루는|파는)\s|^[^등]*[을를]\s(?:만드는|다루는|파는|쓰는)\s\d|^[^등]*\s(?:수입|제조|생산|판매|유통|가공)\s?(?:업체|기업|사)\s?\d|(?:산단|단지|밸리|공단)\s(?:입주)?\s?기업\s?\d"
)
"""`기계·생두 수입업체 62곳`, `가람·달빛산단 기업 60개사`: what they deal in, where they are, and no firms."""
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


_TALLY = re.compile(
    rf" 등 (?:[가-힣]{{2,6}}(?:사|사업자|업체|기업) )?(?P<count>{_NUMBER}) ?(?:개 ?사|개 ?기업|개 ?업체|개 ?기관|곳)"
)
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
        first = max(first, text.rfind("다. ", first, match.start()) + 3)
        items = list(re.finditer(r"[^,·ㆍ]+", text[first : match.start()]))
        count = int(match.group("count")) if match.group("count").isdigit() else _WORDS[match.group("count")]
        if not 2 <= count <= len(items):
            continue
        for item in items[-count:]:
            name = _SUBJECT.sub("", item.group()).strip(" ‘’'")
            if not _TWO_WORDS.fullmatch(name) and not names.may_be_firm(name, words):
                break
            start = first + item.start() + item.group().rfind(name)
            yield Mention(name, None, start, start + len(name), "organisation.tallied")


_RUN = re.compile(
    rf"(?<![가-힣A-Za-z0-9㈜]){_NAME}(?:, ?{_NAME})+"
    r"(?=\s?등(?:이|은|과|의|을|도|에서|,|\s)|(?:은|는|이|가|을|를|과|와|의|도)\s)"
)


def beside(text: str, known: Sequence[Mention], words: Vocabulary) -> Iterator[Mention]:
    """What stands in a list with a body that is known, if everything in the list may be one."""
    for match in _RUN.finditer(text):
        before = max(0, match.start() - 24)
        if _OBJECT.match(text, match.end()):
            continue
        is_next = text.startswith(("은 ", "는 "), match.end()) and _MAKES.search(text, before, match.start())
        if not (is_next or _IN_CHARGE.search(text, before, match.start()) or _CLAUSE.match(match.group())):
            yield from _items(match, "", words, "organisation.beside-known", known)


_OBJECT = re.compile(r"[을를]\s(?:만드|다루|내는|생산|개발|제조|깎|공급|뽑)")
"""`달빛넷, 로봇을 만드는 별빛`: what the next one makes, and no list."""
_MAKES = re.compile(r"(?<!에)(?<!에서)[은는]\s(?:[^,.\n]{1,14}\s)?\Z")
"""`㈜가람은 차량용 |렌즈, ㈜달빛은 제어기를 만든다`: what one makes, before the next."""
_CLAUSE = re.compile(r"[^,]*[가-힣](?:로|이나|와|과|지만), ?[^,]*\Z")
"""`시험하는 |설비로, 달빛연구원|이 세운다`: the end of a clause and who comes next, no list."""
_IN_CHARGE = re.compile(r"[은는]\s[^,.\n]{1,12}[와과]\s\Z")
"""`가람은 전파와 |전력, 달빛은 금속을 맡는다`: what one is in charge of, before the next."""
_AND_ANOTHER = re.compile(
    rf"(?P<end>와|과)\s(?P<name>{names.LEGAL}[가-힣A-Za-z0-9&]{{3,14}}?)"
    r"(?=(?:[은는이가]|도(?=\s(?:참여|함께|맡|나서|서명))|[을를]\s비롯|,|·|\s등[은이의]?)(?![가-힣]))"
)
_ONE_AND = re.compile(
    rf"(?<![가-힣A-Za-z0-9])(?P<name>{names.LEGAL}[가-힣A-Za-z0-9&]{{3,14}}(?: [가-힣]{{2,4}}캠퍼스)?)"
    r"(?P<end>와|과)\s\Z"
)
_IS_SUBJECT = re.compile(r"(?:[은는이가]|[을를]\s비롯|,|·|\s등[은이의]?)(?![가-힣])")


def joined(text: str, known: Sequence[Mention], words: Vocabulary) -> Iterator[Mention]:
    """`달빛넷과 별빛전자는`: one of two is known, so the other is a body too."""
    for one in known:
        behind = _AND_ANOTHER.match(text, one.end)
        if behind and lexicon.agrees(one.name, behind.group("end")) and names.is_lone_name(behind.group("name"), words):
            yield Mention(behind.group("name"), None, *behind.span("name"), "organisation.joined")
        if text[one.start - 1 : one.start] != " " or not _IS_SUBJECT.match(text, one.end):
            continue
        before = _ONE_AND.search(text, max(0, one.start - 30), one.start)
        fits = before and lexicon.agrees(before.group("name"), before.group("end"))
        if before and fits and names.is_lone_name(before.group("name"), words):
            yield Mention(before.group("name"), None, *before.span("name"), "organisation.joined")


_BULLETS = re.compile(
    rf"(?:\d{{1,2}}개?\s?(?:사|개사|기업|기관|업체|연구기관|대학|학교|교육기관)|[에은는]|\s)\s?\(?(?P<items>(?:[‣▸•]\s?{_NAME}[,\s]*){{2,15}})"
)


def bulleted(text: str, words: Vocabulary) -> Iterator[Mention]:
    """`10개사(‣달빛전자 ‣별빛화학)`: items with marks of their own inside a sentence."""
    for match in _BULLETS.finditer(text):
        items = list(re.finditer(r"[‣▸•]\s?([^‣▸•()\n]+?)(?=\s*(?:[‣▸•)(]|등\s|$))", match.group("items")))
        listed_names = [item.group(1).strip(" ,") for item in items]
        if sum(names.may_be_firm(name, words) for name in listed_names) * 3 < 2 * len(listed_names):
            continue  # a list of works
        for item, name in zip(items, listed_names, strict=True):
            if names.may_be_firm(name, words):
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
            if named and names.may_be_firm(name := named.group("name").strip(), words):
                start = match.start("items") + item.start(1)
                yield Mention(name, None, start, start + len(name), "organisation.bulleted")


def with_sums(text: str, words: Vocabulary) -> Iterator[Mention]:
    """Firms that each get a sum of a programme."""
    for match in _WITH_SUMS.finditer(text):
        for item in re.finditer(_WITH_SUM, match.group("items")):
            if names.may_be_firm(name := item.group("name"), words):
                start = match.start("items") + item.start("name")
                yield Mention(name, None, start, start + len(name), "organisation.with-sum")


def _items(
    match: re.Match[str], group: str, words: Vocabulary, rule: str, known: Sequence[Mention] | None = None
) -> Iterator[Mention]:
    """The names of a list, if nearly all that stands in it may be one: a list of works is none of firms.

    With `known`, one of the names has to be among those.
    """
    origin, listed_text = (match.start(group), match.group(group)) if group else (match.start(), match.group())
    found = [_bare(item) for item in re.finditer(r"(?:[^,·ㆍ‧()]|\([^()]*\))+", listed_text)]
    if len(found) > 3 and not names.may_be_firm(found[0][0], words):
        found = found[1:]  # the end of the phrase before the list
    good = [(name, start) for name, start in found if names.may_be_firm(name, words)]
    named = [name for name, _ in found if names.is_place(name, words) or name in names.COUNTRIES]
    if known is not None:
        spans = {(one.start, one.end) for one in known}
        held = [start for name, start in found if (origin + start, origin + start + len(name)) in spans]
        good = [(name, start) for name, start in good if start not in held and not names.PERSON.fullmatch(name)]
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
    last = re.sub(f"^{names.COUNTRY}", "", last).strip("‘’'")
    return last, item.start() + item.group().find(last)
