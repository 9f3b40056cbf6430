"""Find the bodies that act: those of the vocabulary, and others by their endings and by the lists they stand in."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from tracker.glossary import Organisation
from tracker.importer import lexicon
from tracker.importer.candidates import Candidate, Mention
from tracker.importer.page.cleaning import Article
from tracker.importer.passages import Passage
from tracker.importer.who import bodies, parties, roles
from tracker.vocabulary import Vocabulary

_FIRM = re.compile(
    r"(?:(?<![가-힣A-Za-z0-9])(?:㈜|\(주\)|\(재\)|\(사\))|주식회사\s|재단법인\s|사단법인\s|농업회사법인\s)\s?(?!으로|에서|로부터)(?P<behind>[가-힣A-Za-z0-9&]{2,20})"
    r"|(?<![가-힣A-Za-z0-9])(?P<before>(?:[가-힣A-Za-z0-9]{2,14}\s프로젝트\s?(?=금융투자))?[가-힣A-Za-z0-9&]{2,20})(?:㈜|\(주\)|주식회사)(?:(?![가-힣]{2})|(?=으로|에서|로부터|이다|이며|까지))"
)
_BRANCH = re.compile(
    r"\s?[가-힣]{2,6}(?:본부|지사|지부|분원|캠퍼스|공장|사업소|지역본부|연구소|사업단|혁신센터)(?![가-힣]{2})"
)


class _Patterns(NamedTuple):
    known: re.Pattern[str]
    ending: re.Pattern[str]
    led: re.Pattern[str]
    generic: frozenset[str]


@cache
def _patterns(words: Vocabulary) -> _Patterns:
    cues = lexicon.cues()
    endings = "|".join(sorted(cues.organisation_suffixes, key=len, reverse=True))
    particle = (
        r"(?:은|는|이|가|을|를|의|에|와|과|와의|과의|도|로|장[은이과을도]?|측|에서|에서는|에서도|에는|에도|으로|으로부터"
        r"|이나|다|이다|이며)"
    )
    name = r"(?<![가-힣A-Za-z0-9])(?P<name>[가-힣A-Za-z0-9㈜&]{2,20}(?: [가-힣A-Za-z0-9]{2,12})?)"
    return _Patterns(
        re.compile(lexicon.alternation([*words.organisation_by_name, *_spaced(words), *cues.organisation_names])),
        re.compile(
            rf"(?<![가-힣A-Za-z0-9])[가-힣A-Za-z0-9&]{{2,18}}?(?:{endings})(?:(?![가-힣A-Za-z])|(?={particle}(?![가-힣])))"
        ),
        re.compile(rf"{name} ?\({lexicon.alternation(cues.body_heads)} [가-힣· ]{{2,12}}\)"),
        frozenset(cues.not_organisations),
    )


@cache
def _spaced(words: Vocabulary) -> dict[str, Organisation]:
    """`충남 테크노파크`: the same body with a blank in its name."""
    park = "테크노파크"
    found = {name: body for name, body in words.organisation_by_name.items() if name.endswith(park)}
    return {f"{name.removesuffix(park)} {park}": body for name, body in found.items()}


def mentions(text: str, words: Vocabulary) -> list[Mention]:
    """Every body that the text names, in its order, none inside another."""
    found, taken = list[Mention](), bytearray(len(text))
    for mention in (
        *_several(text, words),
        *_compound(text, words),
        *_known(text, words),
        *_firms(text),
        *_led(text, words),
        *_branded(text),
        *bodies.set_up(text),
        *bodies.quoted(text),
        *bodies.taking_applications(text),
        *_endings(text, words),
        *parties.tallied(text, words),
        *parties.listed(text, words),
        *roles.told(text, words),
        *parties.bulleted(text, words),
        *parties.triangles(text, words),
        *parties.with_sums(text, words),
        *_schools(text),
        *_alone(text),
    ):
        _add(mention, found, taken)
    for rule in (parties.beside, parties.joined):
        for mention in rule(text, list(found), words):
            _add(mention, found, taken)
    for mention in roles.shared_out(text, words):
        _add(mention, found, taken)
    ordered = sorted(found, key=lambda mention: mention.start)
    pairs = zip([None, *ordered], ordered, strict=False)
    return [_with_acronym(mention, text) for before, mention in pairs if not _is_branch(before, mention, text)]


_OF_A_BODY = re.compile(r"(?:지원단|지청|개발원|연구소|기술원|연구원|센터|사업단|캠퍼스|교육원|대학)$")


def _is_branch(before: Mention | None, mention: Mention, text: str) -> bool:
    """`달빛공단 튜닝기술원`: a house of the body that stands right before it."""
    if not before or mention.rule != "organisation.ending" or not _OF_A_BODY.search(mention.name):
        return False
    of_state = mention.name.startswith(("한국", "국립", "국가")) or before.name.endswith(("부", "청", "처"))
    return not of_state and bool(re.fullmatch(r"\s?(?:\([A-Za-z]{2,8}\))?\s", text[before.end : mention.start]))


def _with_acronym(mention: Mention, text: str) -> Mention:
    """`한국달빛연구원(KMI)`: what stands in brackets behind a name is its short form."""
    short = re.match(r"\s?\(([A-Za-z][A-Za-z&-]{1,9}|[가-힣]{2,5})\)", text[mention.end : mention.end + 14])
    return mention._replace(acronym=short.group(1)) if short else mention


def _add(mention: Mention, found: list[Mention], taken: bytearray) -> None:
    """Keep a mention unless letters of it are taken: marked by letter, for a long list has thousands of them."""
    if not any(taken[mention.start : mention.end]):
        taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
        found.append(mention)


def _known(text: str, words: Vocabulary) -> Iterator[Mention]:
    for match in _patterns(words).known.finditer(text):
        start, end = match.span()
        if not match.group().isascii() and re.match(r"[A-Za-z]", text[end : end + 1]):
            continue  # 한전 is no part of 한전KPS
        if (lexicon.stands_alone(text, start, end) or _is_titled(text, start, end)) and not _VENUE.match(text, end):
            body = _spaced(words).get(match.group())
            slug = body.slug if body else _slug(match.group(), words)
            yield Mention(match.group(), slug, start, end, "organisation.known")


_VENUE = re.compile(
    r"\s[가-힣]{0,4}(?:국제관|홍보관|빌딩|타워|강당|세미나실|회의실|연수원|호텔)(?:\s|에서|$)|\s(?:함정|전투기|장병|부대|주력|망|전력망|선로|계통)(?![가-힣]{3})|보다\s"
)
"""A house under a body's name, or arms that it uses, or its lines: it does not act there itself."""


def _is_titled(text: str, start: int, end: int) -> bool:
    """`…진흥원장`, `… 대표`: the head of a body names the body."""
    free = not (start and re.match(r"[가-힣A-Za-z]", text[start - 1]))
    return free and bool(
        re.match(r"(?:장|총장|의원|부의장)(?:은|는|이|가|과|와|도|을|의)?(?![가-힣])", text[end : end + 5])
    )


_ACTS = r"(?=(?:은|는|이|가|와|과|도|을|를)(?![가-힣])|[,·]|\s(?:관계자|총장|학장|교수))"
_OF_TWO_WORDS = re.compile(
    r"(?<![가-힣A-Za-z])(?:[가-힣]{2,8}대(?:학교)?\s?(?:글로컬\s?)?산학협력단"
    rf"|[가-힣]{{2,8}}대(?:학교|학)?\s(?:[가-힣]{{2,8}}캠퍼스|[가-힣A-Za-z]{{3,14}}(?:연구소|연구센터|연구원)|[가-힣]{{1,8}}병원){_ACTS}"
    rf"|[가-힣]{{2,8}}대(?:학교)?\s(?:ERICA|에리카){_ACTS}"
    r"|[가-힣A-Za-z]{2,10}(?<![의은는이가을를과와])\s(?:기술교육원|(?:사내\s?)?협력사\s?(?:협의회|연합회))"
    r"|[가-힣A-Za-z]{2,14}(?:산업단지|산단|단지|밸리|공단|폴리스)\s?(?:입주)?기업(?:체|인)?협의회"
    r"|[가-힣]{2,6}[시군구도] 의회(?=\s|[은는이가와과의에]))"
)
"""`가람대 산학협력단`, `가람대 달빛캠퍼스`, `가람산단 입주기업협의회`, `가람군 의회`: bodies of two words."""
_OF_COUNTRY = re.compile(
    rf"(?<![가-힣A-Za-z])(?:(?:한국|국립)[가-힣]{{2,14}}센터|[가-힣]{{2,4}}[시군구]일자리센터|[가-힣]{{2,5}}RISE센터){_ACTS}"
    r"(?![은는이가을를]?\s?(?:[^.\n]{0,12}\s)?(?:들어|문을|개소|준공|건립|설립|유치|짓|세우|세운|조성))"
)
"""`한국달빛지원센터가 맡는다`: a centre by its name a body, unless it is still to be built."""


_PARKS = re.compile(
    r"(?<![가-힣])(?P<places>(?:[가-힣]{2}[·ㆍ]){1,5}[가-힣]{2})\s?(?P<kind>테크노파크|창조경제혁신센터)"
)


def _several(text: str, words: Vocabulary) -> Iterator[Mention]:
    """`가람·달빛 테크노파크`: one of each place."""
    for match in _PARKS.finditer(text):
        for item in re.finditer(r"[가-힣]{2}", match.group("places")):
            start = match.start() + item.start()
            end = match.end() if match.end("places") == start + 2 else start + 2
            name = item.group() + match.group("kind")
            yield Mention(name, _slug(name, words), start, end, "organisation.of-several")


def _compound(text: str, words: Vocabulary) -> Iterator[Mention]:
    for match in (*_OF_TWO_WORDS.finditer(text), *_OF_COUNTRY.finditer(text)):
        name = match.group()
        yield Mention(name, _slug(name, words), match.start(), match.end(), "organisation.compound")


def _slug(name: str, words: Vocabulary) -> str | None:
    body = words.organisation_by_name.get(name)
    return body.slug if body else None


_SCHOOLS = re.compile(
    r"(?<![가-힣])[가-힣]{2,8}대(?:학교)?(?:(?:와|과|,|·)\s?[가-힣]{2,6}대(?:학교)?)+(?=(?:은|는|이|가|와|과|의|에|도|를|을)?(?![가-힣]))"
)
_NO_SCHOOL = re.compile(r"(?:시|세|확|기|무|군|부|침|일|최|임|절|상|반|지|중|연|초|현|근|토|증|원|거|막)대$")


def _schools(text: str) -> Iterator[Mention]:
    """`가람대와 달빛대, 별빛대는`: schools named together."""
    for match in _SCHOOLS.finditer(text):
        named = list(re.finditer(r"([가-힣]{2,8}?대)(?:학교)?(?:[와과,·]\s?|$)", match.group()))
        if any(_NO_SCHOOL.search(one.group(1)) for one in named):
            continue
        for one in named:
            start = match.start() + one.start(1)
            yield Mention(one.group(1), None, start, start + len(one.group(1)), "organisation.school")


_OFFICE_AND_PARTICLE = re.compile(
    r"(?:대표이사|대표|회장|사장)?(?:에서는|에서|에|이다|은|는|이|가|을|를|의|와|과|도|로|으로)?$"
)


def _firms(text: str) -> Iterator[Mention]:
    for match in _FIRM.finditer(text):
        name = match.group("behind") or match.group("before")
        bare = _OFFICE_AND_PARTICLE.sub("", name) if len(name) > 2 else name
        if not lexicon.agrees(bare, name[len(bare) :]) or _is_whole(name, bare, text):
            bare = name
        end = match.end() - (len(name) - len(bare)) if match.group("behind") else match.end()
        yield Mention(text[match.start() : end].strip(), None, match.start(), end, "organisation.firm-mark")


def _is_whole(name: str, bare: str, text: str) -> bool:
    """`달빛에어로는`, elsewhere: what looked like a particle of `㈜달빛에어로` belongs to the name."""
    return name != bare and (f"{name}," in text or _again(name, text))


def _again(name: str, text: str) -> bool:
    return bool(re.search(rf"{re.escape(name)}(?:은|는|이|가|을|를|와|과)(?![가-힣])", text))


_AGENCY = re.compile(
    r"(?:광업|광해|관리|시설|환경|안전|진흥|산업단지|보험|연금|철도|교통|복지|공원|에너지|해양|인력|시장|디자인|도로|항만|상생|서민|금융|체육|장애인|보훈|건강|근로|국토|수산|어촌|어항)공단$"
)
"""What a public body is charged with; another 공단 is a park of factories: `동화공단`."""


def _is_no_body(text: str, match: re.Match[str]) -> bool:
    """A committee without a name of its own, a park of factories, the place of a school that has gone."""
    name = match.group()
    return bool(
        bodies.GENERIC.fullmatch(name)
        or _FORESEEN.match(text, match.end())
        or (_THEME.match(text, match.end()) and re.search(r"[‘'“\"]$", text[: match.start()]))
        or name.endswith("운전자")
        or (_GROUP.match(text, match.end()) and text[: match.start()].endswith(("‘", "'", "“")))
        or re.match(r"\s?20\d\d(?!년)", text[match.end() : match.end() + 7])  # 달빛코리아 2024 is held
        or (name.endswith("공단") and not _AGENCY.search(name) and not name.startswith(("한국", "국립")))
        or text[: match.start()].endswith(("옛 ", "구 ", "(옛 "))
        or (name.endswith(("추진단", "사업단", "기획단")) and re.search(r"[가-힣][시도군구] $", text[: match.start()]))
        or (
            name.endswith("위원회")
            and (
                text.startswith(("에서", " 소속"), match.end())
                or re.search(
                    r"(?:정례회|임시회|본회의)\s[^.\n]{0,10}$", text[max(0, match.start() - 24) : match.start()]
                )
                or text[: match.start()].endswith(("의회 ", "위원회인 ", "상임위인 ", "소관 "))
                or name.endswith(("심의위원회", "심사위원회"))
            )
        )
    )


_GROUP = re.compile(r"[’'”]\s\d+\s?(?:곳|개)")
"""`‘달빛테크’ 9곳`: what a kind of firms is called."""
_THEME = re.compile(r"[’'”\"]\s?(?:실증|사업|산업|프로젝트|공모|도시|특구|시대)")
"""`‘달빛테크’ 실증사업`: what a thing is called in quotes."""
_FORESEEN = re.compile(
    r"\s설치\s?[▲△▷,]|(?:의|를|을)?\s?(?:설치|구성)(?:\s?및\s?|[·ㆍ,]\s?|과\s)운영(?:\s?규정|\s?근거|에 관한|\s?등|,)"
)
"""`달빛협의회 구성 및 운영 등을 담았다`: what an ordinance provides for is not there yet."""


@cache
def _houses() -> re.Pattern[str]:
    house, trade = (lexicon.any_of(name).pattern for name in ("houses", "trades"))
    particle = "은|는|이|가|을|를|의|에|와|과|도|로|측|에서|으로|이나|컨소시엄"
    return re.compile(
        rf"(?<![가-힣A-Za-z0-9])(?:{house})[가-힣A-Za-z&]{{0,8}}?(?:{trade})"
        rf"(?=$|[^가-힣A-Za-z]|(?:{particle})(?![가-힣]))"
    )


def _branded(text: str) -> Iterator[Mention]:
    """`한화오션`, `SK E&S`: a house's name and a trade."""
    for match in _houses().finditer(text):
        yield Mention(match.group(), None, match.start(), match.end(), "organisation.branded")


@cache
def _lone_houses() -> re.Pattern[str]:
    house = lexicon.alternation(_LONE)
    return re.compile(
        rf"(?<![가-힣A-Za-z0-9])(?:{house})(?=(?:은|는|이|가|와|과|의|도|에서|측)(?![가-힣])|\s?(?:관계자|그룹)|[,·](?!\s?[가-힣]+구))"
    )


_LONE = ("SK", "LG", "GS", "CJ", "LS", "한화", "롯데", "두산", "효성", "코오롱", "현대차", "포스코")


def _alone(text: str) -> Iterator[Mention]:
    """`시와 SK가`: a house by its bare name."""
    for match in _lone_houses().finditer(text):
        yield Mention(match.group(), None, match.start(), match.end(), "organisation.house")


def _led(text: str, words: Vocabulary) -> Iterator[Mention]:
    """`○○전자(대표 …)`: what has a head in brackets and is no local government is a body."""
    for match in _patterns(words).led.finditer(text):
        # `달빛은 별빛진흥원(원장 …)`: the word before is who acts
        name = re.sub(r"^\S+(?:은|는|이|가|와|과|및|에서|의)\s", "", match.group("name"))
        if name not in words.region_by_name and not re.search(r"[시군구도]$", name):
            end = match.end("name")
            yield Mention(name, None, end - len(name), end, "organisation.head-in-brackets")


def _endings(text: str, words: Vocabulary) -> Iterator[Mention]:
    patterns = _patterns(words)
    for match in patterns.ending.finditer(text):
        name = match.group()
        bare = name.lstrip("0123456789")
        if bare in patterns.generic or name in patterns.generic or len(name) < 4 or _is_no_body(text, match):
            continue
        is_office = name.endswith(("추진단", "사업단", "기획단")) and _OF_CITY.fullmatch(
            text, max(0, match.start() - 3), match.start()
        )
        rule = "organisation.office" if is_office else "organisation.ending"
        yield Mention(name, None, match.start(), match.end(), rule)


_OF_CITY = re.compile(r"[가-힣][시도군구] ")


def mask(text: str, found: Sequence[Mention]) -> str:
    """The text with the bodies, and branches named right behind them, blanked out at the same length."""
    for mention in found:
        end = mention.end
        if branch := _BRANCH.match(text, end):
            end = branch.end()
        text = text[: mention.start] + "\x00" * (end - mention.start) + text[end:]
    return text


_MADE = ("추진단", "전담조직", "TF", "위원회", "거버넌스", "연합회", "전담반", "협력체", "얼라이언스")
_BUILT = ("연구원", "교육원", "연구소", "기술원", "센터", "캠퍼스", "병원", "의료원")
_SET_UP = re.compile(
    r"(?:\([가-힣A-Za-z ]{1,12}\))?[’'”\"」]?(?:을|를|이|가)?\s?(?:\d{1,2}일\s)?"
    r"[‘'“\"「]?(?:공식\s)?(?:출범|창립|발족|구성|결성|설립|신설|첫\s?회의|킥오프|제?\s?\d{1,2}차\s(?:정기\s|전체\s)?회의|위촉식)"
)
_FOUNDED = ("협의회", "협의체", "진흥원", "재단", "공사", "연구원", "공단")


def outside(found: Sequence[Mention], words: Vocabulary, article: Article) -> list[Mention]:
    """The bodies that an event did not set up: the word 추진단 in the name of one that it did is what happened.

    Nor a house that is being built: what a headline calls so is what the article is about.
    """
    return [
        mention
        for mention in found
        if mention.name not in _TELLING and not (_is_made(mention, words, article) or _is_built(mention, article))
    ]


_TELLING = frozenset(("우주항공청", "방위사업청"))
"""Bodies of one trade: where they are spoken of, it is."""


def _is_made(mention: Mention, words: Vocabulary, article: Article) -> bool:
    known = mention.slug and words.organisations[mention.slug].kind == "task-force"
    founded = mention.name.endswith(_FOUNDED) and _SET_UP.match(article.text, mention.end)
    if mention.rule == "organisation.office":
        return False
    return bool(known or founded or (mention.name.endswith(_MADE) and mention.rule != "organisation.of-accord"))


def _is_built(mention: Mention, article: Article) -> bool:
    is_head = mention.start < article.body_start
    return is_head and mention.rule == "organisation.ending" and mention.name.endswith(_BUILT)


def extract(
    article: Article, found: Sequence[Mention], words: Vocabulary, asides: Sequence[Passage] = ()
) -> list[Candidate[str]]:
    """The bodies that act, each once, under the fullest name that the article gives it; none of other places."""
    quotes, kin = lexicon.quoted_spans(article.text), _kin(found)
    elsewhere = [(one.start, one.end) for one in asides if one.kind == "compared"]
    by_body: dict[str, list[Mention]] = {}
    in_speech: dict[str, list[Mention]] = {}
    for mention in found:
        is_made = mention.rule == "organisation.set-up" or _SIGNS.match(article.text, mention.end)
        spoken = lexicon.inside(mention.start, quotes) and not is_made
        if lexicon.inside(mention.start, elsewhere) or _speaks(mention, article.text):
            continue
        if spoken and mention.slug:
            in_speech.setdefault(mention.slug, []).append(mention)  # what it is called there is its name too
        if mention.rule != "organisation.office" and not spoken and not _OF_ANOTHER.match(article.text, mention.end):
            by_body.setdefault(_identity(mention, words, kin), []).append(mention)
    return [
        Candidate(best.name, "stated", best.rule, best.start, best.end)
        for best in (_fullest([*group, *in_speech.get(key, ())], words) for key, group in by_body.items())
    ]


def _speaks(mention: Mention, text: str) -> bool:
    """`[홍길동/가람대 교수 : `, `가람대 숲길학과의 한 교수는`: whose somebody is who only comments."""
    line = text.rfind("\n", 0, mention.start) + 1
    if text.startswith("[", line) and "/" in text[line : mention.start] and "]" not in text[line : mention.start]:
        return True
    return bool(_PROFESSOR.match(text, mention.end))


_PROFESSOR = re.compile(
    r"(?:학교)?(?:\s[가-힣]{2,14}(?:학과|학부|대학|대학원))?(?:의\s한|\s[가-힣]{2,4})?"
    r"\s교수[는도]?(?![가-힣]{2})(?!진|들|와|등|,)"
)
_SIGNS = re.compile(r"[^.\n]{0,30}협약을 (?:맺었|체결했)")
_OF_ANOTHER = re.compile(
    r"(?:(?:와|과|,\s?|·)\s?[가-힣A-Za-z0-9]{1,12}){0,3}(?:\s?등)?에(?:게)?\s[^.\n]{0,30}(?:공급|납품)(?!망)"
    r"|(?:의|,)?\s?(?:[0-9]차\s)?(?:협력\s?(?:기업|업체|사)|납품\s?(?:업체|기업)|출신|사내\s?벤처|자회사|계열사)(?:인|으로|인\s|\s|이던|가|는|이)"
)
"""What makes a firm's name only tell what another is: `가람전자 협력사인 달빛`, `가람전자에 부품을 공급하는 달빛`."""


class _Kin(NamedTuple):
    """The first mention of an article under each short form, each ending of a name, each name less one letter."""

    short: dict[str, Mention]
    ending: dict[str, Mention]
    blurred: dict[str, Mention]
    named: tuple[Mention, ...]


def _kin(found: Sequence[Mention]) -> _Kin:
    kin = _Kin({}, {}, {}, tuple(found))
    for mention in found:
        key = _key(mention.name)
        if mention.acronym:
            kin.short.setdefault(mention.acronym, mention)
        for start in range(1, len(key) - 3):
            kin.ending.setdefault(key[start:], mention)
        for blurred in _blurred(key):
            kin.blurred.setdefault(blurred, mention)
    return kin


def _blurred(key: str) -> list[str]:
    """A long name with each of its letters left open."""
    return [f"{key[:at]}?{key[at + 1 :]}" for at in range(len(key))] if len(key) >= 8 else []


def _identity(mention: Mention, words: Vocabulary, kin: _Kin) -> str:
    """Two spellings of one body have one identity: the vocabulary's, else the name without its legal form.

    A name that a longer one of the article ends in is that one, shortened; one that differs in a letter is misspelt.
    """
    key = re.sub(r"(?<=[가-힣]대)학교(?=$|[가-힣]+(?:캠퍼스|병원|연구소|연구센터)$)", "", _key(mention.name))
    key = key.replace("공과대", "공대")
    if key.endswith("의회") and (place := _council_of(key, words)):
        return f"council {place}"
    if key in _LONE and (full := _of_house(key, kin.named)):
        return _identity(full, words, kin)
    known = words.organisation_by_name.get("㈜" + key)
    if mention.slug or known:
        return mention.slug or (known.slug if known else key)
    if key.endswith("대") and (body := words.organisation_by_name.get(f"{key}학교")):
        return body.slug
    if mention.rule == "organisation.set-up" and (whole := _said_in_full(mention, kin)):
        return _key(whole.name)
    if full := kin.short.get(key) or kin.ending.get(key):
        return full.slug or _key(full.name)
    spelt = [kin.blurred[blurred] for blurred in _blurred(key) if blurred in kin.blurred]
    first = min((one for one in spelt if _key(one.name) != key), key=lambda one: one.start, default=None)
    return (first.slug or _key(first.name)) if first and first.start < mention.start else key


def _said_in_full(mention: Mention, kin: _Kin) -> Mention | None:
    """The same body with a word more: a headline's `가람 협의체` is the text's `가람 숲길 협의체`."""
    parts = set(mention.name.split())
    return next((one for one in kin.named if one.rule == mention.rule and parts < set(one.name.split())), None)


def _council_of(key: str, words: Vocabulary) -> str | None:
    """The one place whose council a name is: 제주도의회 and 제주특별자치도의회 are the same."""
    region = words.region_by_name.get(key.removesuffix("의회"))
    return region.slug if region else None


def _of_house(key: str, found: Sequence[Mention]) -> Mention | None:
    """The body that a house's bare name stands for where the article names one of its own."""
    return next((one for one in found if _is_of_house(key, _key(one.name))), None)


def _is_of_house(house: str, name: str) -> bool:
    return name.startswith(house) and name not in (house, f"{house}그룹")


@cache
def _key(name: str) -> str:
    return re.sub(r"㈜|\(주\)|\(재\)|\(사\)|주식회사|재단법인|사단법인|\s", "", name)


def _fullest(group: Sequence[Mention], words: Vocabulary) -> Mention:
    """The name nearest to the official one; of unknown bodies, the longest: headlines shorten."""
    slug = next((mention.slug for mention in group if mention.slug), None)
    if slug is None:
        return max(group, key=lambda one: len(one.name))
    order = {name: number for number, name in enumerate(words.organisations[slug].names)}
    return min(group, key=lambda mention: order.get(mention.name, len(order)))
