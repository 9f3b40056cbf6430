"""Judge the places of an article: who acts, and where the policy applies. A name that may mean two is asked for."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tracker.glossary import SharedName
from tracker.importer import lexicon, places
from tracker.importer.candidates import Candidate, Mention, Question
from tracker.importer.cleaning import Article
from tracker.importer.passages import Passage
from tracker.importer.places import Place
from tracker.model import PartialDate, RegionSlug
from tracker.vocabulary import Vocabulary


class Found(NamedTuple):
    """The regions of an article, those that only may belong to it, what has to be asked, and where others act."""

    regions: list[Candidate[RegionSlug]]
    suggested: list[Candidate[RegionSlug]]
    questions: list[Question]
    others: list[tuple[int, int]]


class _Context(NamedTuple):
    """What the judgement of one mention reads."""

    article: Article
    text: str
    quotes: Sequence[tuple[int, int]]
    recalled: list[tuple[int, int]]
    default: RegionSlug | None
    supported: frozenset[RegionSlug]
    own: frozenset[RegionSlug]
    own_starts: list[int]
    edges: frozenset[int]
    asides: list[tuple[int, int]]


def extract(
    article: Article,
    masked: str,
    bodies: Sequence[Mention],
    day: PartialDate | None,
    words: Vocabulary,
    asides: Sequence[Passage] = (),
) -> Found:
    """Judge every mention; each region once, with the mention that speaks most for it."""
    mentions = places.find(masked, day, words)
    default = None if _is_of_many(article, mentions, words) else _default(article, mentions, day, words)
    firm = [place.slugs[0] for place in mentions if len(place.slugs) == 1 and place.form not in ("short", "estate")]
    supported = frozenset([*firm, *(parent for slug in firm if (parent := words.regions[slug].parent))])
    recalled = [(one.start, one.end) for one in asides if one.kind == "recalled"]
    own = frozenset(_own(article, mentions, words))
    beside = [(one.start, one.end) for one in asides]
    starts = [place.start for place in mentions if not own.isdisjoint(place.slugs)]
    quotes = lexicon.quoted_spans(article.text)
    edges = frozenset(edge for place in mentions for edge in (place.start, -place.end))
    context = _Context(article, masked, quotes, recalled, default, supported, own, starts, edges, beside)
    taken: dict[RegionSlug, Candidate[RegionSlug]] = {}
    maybe: dict[RegionSlug, Candidate[RegionSlug]] = {}
    questions: dict[str, Question] = {}
    others: list[tuple[int, int]] = []
    for place in mentions:
        rule, is_in = _verdict(place, context, words)
        if not rule:
            continue
        not_ours = rule in _NOT_OURS or (rule == "region.body-short" and not is_in)
        if not_ours and not _SEAT_OF_FIRM.match(article.text, place.end):
            end = _sentence(article.text, place.start)[1]
            others.append((place.start, min([end, *(start for start in starts if start > place.start)])))
        slug = _resolve(place, mentions, context, words)
        if slug is None:
            if is_in:
                questions.setdefault(place.name, _ask(place, words))
            continue
        grade = ("derived" if len(place.slugs) > 1 or place.form == "landmark" else "stated") if is_in else "suggested"
        box = taken if is_in else maybe
        box.setdefault(slug, Candidate(slug, grade, rule, place.start, place.end))  # type: ignore[arg-type]
    _of_councils(taken, bodies, article, day, words)
    _fall_back(taken, maybe, bodies, article, day, words)
    suggested = [candidate for slug, candidate in maybe.items() if slug not in taken]
    return Found(list(taken.values()), suggested, list(questions.values()), others)


_NOT_OURS = frozenset(
    f"region.{reason}" for reason in ("elsewhere", "fellow-winner", "in-passing", "without-part", "beside-own")
)
_SEAT_OF_FIRM = re.compile(
    r"(?:시|군|구|도)?(?:에|에서)?\s[^.,\n]{0,14}?(?:본사|소재|둔|위치|있는|출신|기업|업체|회사)"
)
"""`달빛에 본사를 둔`: of a place that has no part in the news, a firm; else what follows it is its own affair."""


def _default(
    article: Article, mentions: Sequence[Place], day: PartialDate | None, words: Vocabulary
) -> RegionSlug | None:
    """The province of the document: of the first unmistakable mention, in the first sentence or at a desk, or below."""
    clear = [place for place in mentions if len(place.slugs) == 1 and (place.form != "short" or _is_safe(place, words))]
    is_new, lead = places.knows_new(article.text), _first_end(article)
    first = _foremost([place for place in clear if place.start < lead], words) or next(iter(clear), None)
    desks = (places.of_desk(desk, day, words, is_new=is_new) for desk in article.desks)
    desk = next((unit for unit in desks if unit), None)
    unit = desk if desk and (first is None or first.start >= lead) else first.slugs[0] if first else None
    return words.regions[unit].parent or unit if unit else None


MANY = 3
"""Provinces in headline and first sentence that make an article one about the country: no place is foreign then."""


def _is_of_many(article: Article, mentions: Sequence[Place], words: Vocabulary) -> bool:
    """Whether what is told happens in many provinces at once, as a ministry decides or as several agree."""
    clear = [one for one in mentions if not _is_aside(article.text, one) and not _in_macro(article.text, one)]
    named = [place for place in clear if place.start < _first_end(article)]
    return len({words.regions[place.slugs[0]].parent or place.slugs[0] for place in named}) >= MANY


def _is_aside(text: str, place: Place) -> bool:
    """A place that headline or lead only compares with, or that lost."""
    return bool(_AT_HEAD.match(text, place.end) or _FORSAKEN.match(text, place.end) or _THIRD.match(text, place.end))


_AT_HEAD = re.compile(r"까지\s(?:갈|가야|안\s가|달려)|\s?같은\s|처럼\s|보다\s")
_FORSAKEN = re.compile(
    r"(?:시|군|도)?(?:[·,]\s?[가-힣]{2,4}){0,6}도\s(?:나란히|함께|같이)\s"
    r"|(?:시|군|도)?(?:[·,]\s?[가-힣]{2,4}){0,6}(?:은|는|,)?\s?[“‘\"']?(?:고배|탈락|유감|쓴잔|쓴맛|아쉬움|제외|밀려|눌렀|제쳤|따돌)"
)
"""`가람·달빛은 고배`, `가람·달빛도 나란히`: who did not get it, or got it too."""


_RIVALS_AT_HEAD = re.compile(
    r"(?:[·,]\s?[가-힣]{2,4}){0,6}(?:시|군|도)?\s등\s(?:전국\s)?\d{1,2}여?\s?(?:곳|개)[^\n]{0,10}(?:승부|경쟁|경합|겨룬|겨뤄)"
)
_TOLD_IN_SEOUL = re.compile(r"(?:에)?서\s(?!.{0,20}(?:출발|까지))")
"""`달빛도, 서울서 투자 보따리`: a province goes to the capital to tell of it."""


def _foremost(front: Sequence[Place], words: Vocabulary) -> Place | None:
    """Of what headline and first sentence name, the first mention of the province that full names speak for most."""
    weights: Counter[RegionSlug] = Counter()
    for place in front:
        weights[words.regions[place.slugs[0]].parent or place.slugs[0]] += 1 if place.form == "short" else 2
    most = max(weights.values(), default=0)
    of_most = (one for one in front if weights[words.regions[one.slugs[0]].parent or one.slugs[0]] == most)
    return next(of_most, None)


def _first_end(article: Article) -> int:
    """Where the first sentence of the body ends."""
    told = (end for start, end in lexicon.sentences(article.text) if start >= article.body_start)
    return next(told, len(article.text))


def _own(article: Article, mentions: Sequence[Place], words: Vocabulary) -> Iterator[RegionSlug]:
    """Whose news it is: the cities that headline and first sentence name, and a province that acts there."""
    lead = _first_end(article)
    front = [place for place in mentions if place.start < lead]
    named = [place for place in front if place.form not in ("estate", "landmark")]
    for place in named or front:
        if words.regions[place.slugs[0]].parent or re.match(r"(?:은|는|이|가)\s", article.text[place.end :][:2]):
            yield from place.slugs


def _is_safe(place: Place, words: Vocabulary) -> bool:
    region = words.regions[place.slugs[0]]
    risk = words.common_words.get(place.name)
    return region.short_is_safe or (region.parent is not None and (risk is None or risk.risk == "low"))


def _resolve(place: Place, mentions: Sequence[Place], context: _Context, words: Vocabulary) -> RegionSlug | None:
    """The one unit that a shared name means here, if the article says which."""
    if len(place.slugs) == 1:
        return place.slugs[0]
    if len(own := context.own.intersection(place.slugs)) == 1:
        return next(iter(own))
    if _is_paired(place, context) and (greater := _beside_province(place, mentions, words)):
        return greater
    shared = words.shared_names.get(place.name) or words.shared_names.get(place.name + "시")
    if shared and (spoken := _by_evidence(shared, place, context.article.text)):
        return spoken
    if shared and shared.default in place.slugs:
        return shared.default
    before = [other.slugs[0] for other in mentions if other.start < place.start and len(other.slugs) == 1]
    if said := next((slug for slug in reversed(before) if slug in place.slugs), None):
        return said
    parents = [words.regions[slug].parent or slug for slug in reversed(before)]
    if context.default:
        parents.insert(0, context.default)
    for parent in parents:
        if found := [slug for slug in place.slugs if words.regions[slug].parent == parent]:
            return found[0]
    return None


def _beside_province(place: Place, mentions: Sequence[Place], words: Vocabulary) -> RegionSlug | None:
    """`광주·대구`: of a province and a city of one name, beside a province the province is meant."""
    beside = (other for other in mentions if 0 < abs(other.start - place.start) <= len(place.name) + 4)
    if any(words.regions[other.slugs[0]].parent is None for other in beside if len(other.slugs) == 1):
        return next((slug for slug in place.slugs if words.regions[slug].parent is None), None)
    return None


def _by_evidence(shared: SharedName, place: Place, text: str) -> RegionSlug | None:
    spoken = {evidence.slug for evidence in shared.evidence if any(word in text for word in evidence.words)}
    found = [slug for slug in place.slugs if slug in spoken or _old_slug(slug) in spoken]
    return found[0] if len(found) == 1 else None


def _old_slug(slug: RegionSlug) -> str:
    """Evidence names a unit by its older slug."""
    return "gwangju" if slug == "jeonnam-gwangju" else slug


def _ask(place: Place, words: Vocabulary) -> Question:
    options = tuple(place.slugs)
    names = ", ".join(words.full_name(words.regions[slug]) for slug in place.slugs)
    return Question("regions", f"‘{place.name}’이(가) 어느 곳인지 기사에 나오지 않습니다: {names}", options)


def _verdict(place: Place, context: _Context, words: Vocabulary) -> tuple[str, bool]:
    """The rule for a mention, empty if it says nothing, and whether it makes the region one of the article's."""
    if place.form == "short" and not _may_stand_bare(place, context, words):
        return "", False
    start, end = _sentence(context.article.text, place.start)
    clause = context.article.text[start:end]
    is_head = place.start < context.article.body_start
    if lexicon.inside(place.start, context.quotes) and not is_head:
        meant = place.form == "full" and context.default in {words.regions[slug].parent for slug in place.slugs}
        return "region.in-quotation", meant and bool(_SITED.match(context.article.text, place.end))
    if lexicon.inside(place.start, context.recalled) and not is_head:
        return "region.recalled", False
    if _is_seat(context, place) or _is_branch(context, place, words):
        return "region.seat", False
    if context.text[max(0, place.start - 2) : place.start] == "옛 ":
        return "region.former-site", False
    if _is_route(context.text, place):
        return "region.route", False
    if _is_venue(context.text, place) or (
        place.name.startswith("세종") and _MINISTRY.match(context.article.text, place.end)
    ):
        return "region.venue", False
    if not is_head and place.form != "head" and _is_elsewhere(place, context, clause):
        return "region.elsewhere", False
    if not is_head and _is_foreign(place, context, words) and _is_fellow(place, context, (start, end)):
        return "region.fellow-winner", False
    if not is_head and _is_passing(place, context, words, (start, end)):
        return "region.in-passing", False
    if not is_head and _is_foreign(place, context, words) and not _takes_part(place, context, words, (start, end)):
        return "region.without-part", False
    if not is_head and _is_beside(place, context, words, (start, end)):
        return "region.beside-own", False
    if is_head and _is_aside(context.article.text, place):
        return "region.in-passing", False
    if is_head and (_RIVALS_AT_HEAD.match(context.article.text, place.end) or _is_constituency(context.text, place)):
        return "region.in-passing", False
    if is_head and place.name == "서울" and _TOLD_IN_SEOUL.match(context.article.text, place.end):
        return "region.venue", context.default == "seoul"
    if is_head and place.form != "estate":
        return f"region.headline-{place.form}", True
    if place.form == "list":
        return "region.suffix-list", True
    if place.form in ("full", "head", "parented", "ward"):
        return f"region.{place.form}", True
    return _short_verdict(place, context, words)


_BY_THE_WAY = re.compile(r"\s*(?:한편|앞서|같은\s날|당시|이와 별도로|참고로)[\s,]")
_SITE = re.compile(
    r"(?:[시군구]?(?:\s[가-힣0-9]{1,6}[읍면동리가])?\s?(?:일원|일대|해역|앞바다|부지))"
    r"|[시군구]?에(?:는|도)?\s[^.\n]{0,24}(?:조성|구축|건립|설치|들어서|들어선|짓)(?!된\s|한\s)"
)


def _takes_part(place: Place, context: _Context, words: Vocabulary, clause: tuple[int, int]) -> bool:
    """A place outside the province counts in the first sentence, as who acts in the next, or where it joins ours."""
    text = context.article.text
    told = (end for start, end in lexicon.sentences(text) if start >= context.article.body_start)
    first = next(told, 0)
    if place.start < first or context.default is None:
        return True
    acts = bool(place.form in ("full", "head") and re.match(r"(?:은|는|이|가)\s", text[place.end : place.end + 2]))
    if acts and place.start < next(told, 0) and not _BY_THE_WAY.match(text, clause[0]):
        return True
    return _joins(place, context, words, clause)


_JOINS = re.compile(
    r"협약|공동|컨소시엄|손(?:을\s)?잡|손을|맞손|협력(?!\s?(?:업체|사|기업))|건의|상생|동맹|초광역|[와과]\s함께|함께\s?(?:하|한|추진|조성|구축|만들|나서|힘)"
    r"|연계|합의|체결|참여|참가|공유|걸쳐|연합|협의체|나눠\s(?:댄|대고|부담|낸)|분담|매칭"
)
"""What a place has to do with the news of another if it takes part in it."""


def _is_beside(place: Place, context: _Context, words: Vocabulary, clause: tuple[int, int]) -> bool:
    """A place told of only further down in the news of one city, if it takes no part: an example, a rival, a winner."""
    has_city = any(words.regions[slug].parent for slug in context.own)
    if not has_city or not context.own.isdisjoint(place.slugs):
        return False
    if not all(words.regions[slug].parent for slug in place.slugs):
        return False
    return lexicon.inside(place.start, context.asides) or not _joins(place, context, words, clause)


_ACTOR = re.compile(
    r"(?:[시군구도])?(?:\s?[·,]\s?[가-힣]{2,4}[시군구도]?|[와과]\s[가-힣]{2,4}[시군구도]?){0,6}(?:\s등)?(?:에서(?:는|도|만)|은|는|이|가|도|\s또한|\s역시)(?![가-힣])"
)
"""`가람시는`, `가람·달빛이`: who does what the sentence tells."""
_JOINS_IN = re.compile(r"[가-힣]에\s(?:함께\s)?(?:참여|동참|합류|참가)|힘을\s(?:보태|모으|합)|뜻을\s(?:같이|함께|모)")
_OURS = re.compile(
    r"(?<![가-힣])(?:시|도|군|구|특별시|양측|양\s기관|두\s(?:기관|지자체|도시)|이들)(?:은|는|이|가|와|과)\s"
)


def _is_item(place: Place, context: _Context, words: Vocabulary) -> bool:
    """`▲가람 나루공원`: one of the places of our own province that a list goes through."""
    region = words.regions[place.slugs[0]]
    return region.parent == context.default and bool(_MARKED.search(context.text, place.start - 2, place.start))


_MARKED = re.compile(r"[▲△▶▷●○①-⑳]\s?\Z")


def _joins(place: Place, context: _Context, words: Vocabulary, clause: tuple[int, int]) -> bool:
    """Whether something is built there, or is done together: by us, if the place itself is not who does it."""
    text = context.article.text
    if _SITE.match(text, place.end) or _is_item(place, context, words):
        return True
    if not _JOINS.search(text, *clause):
        return False
    start, end = clause
    named = any(start <= own < end for own in context.own_starts)
    acts = _ACTOR.match(text, place.end)
    return named or not acts or bool(_OURS.search(text, start, end) or _JOINS_IN.search(text, acts.end(), end))


def _is_foreign(place: Place, context: _Context, words: Vocabulary) -> bool:
    """Whether a place lies outside the document's own province."""
    own = {slug for one in place.slugs for slug in (one, words.regions[one].parent)}
    return context.default not in own


def _is_elsewhere(place: Place, context: _Context, clause: str) -> bool:
    """A clause about rivals or examples: for a bare name the whole sentence, for a full one what follows it."""
    cues = lexicon.pattern(lexicon.cues().elsewhere)
    if place.form in ("short", "list"):
        return bool(cues.search(clause))
    return bool(cues.search(context.article.text[place.end : place.end + 22].split("\n")[0])) and not _acts(
        context.text, place
    )


_TOGETHER = re.compile(
    r"(?:\([^()\n]{1,10}\))?(?:[와과,·]\s?(?:[가-힣]{1,8}\s?){1,2}(?:\([^()\n]{1,10}\))?){0,3}[와과]\s함께\s"
    r"(?:(?!신청|추진|참여|컨소시엄|공동)[^.\n]){0,34}?(?:선정|지정|뽑)(?:됐|돼|되|된|혔|혀|히)"
)
_WINNERS = re.compile(
    r"[^.\n]{0,24}?\s?등\s(?:전국\s)?\d{1,2}(?:개|곳)\s?(?:도시|지역|시군|시·군|지자체|시도|곳)?(?:가|이|을|를)?"
    r"[^.\n]{0,30}?(?:선정|지정|뽑|꼽|상을\s|수상|이름을\s올)"
    r"|(?:시|군|구|도)?(?:[,·와과]\s?[가-힣]{2,8}(?:\s[가-힣]{2,4}[시군구])?){0,5}(?:이|가|도)\s(?:먼저\s|함께\s|나란히\s)?이름을\s(?:먼저\s|함께\s|나란히\s)?올렸"
)
_NO_PART = re.compile(
    r"(?:시|군|구)?에서\s(?:KTX|고속철|차)로?\s|(?:시|군|구)?에서\s[^.\n]{0,12}?\d+(?:분|시간)"
    r"|(?:시|군|구)?(?:[,·]\s?[가-힣]{2,4}(?:시|군)?)?[와과]\s함께\s[^.\n]{0,24}?(?:꼽히|꼽힌|불리|불린|지정된\s|\d대\s)"
    r"|(?:시|군|구)?(?:\s[가-힣]{1,5}[읍면동리구])?에\s(?:있는|소재한|위치한|자리한|자리 잡은)\s"
    r"|(?:시|군|구)?의\s(?:절반|두\s?배|\d+배|\d분의)"
    r"|(?:\s[가-힣]{2,6})?\s(?:공장|사업장|조선소|본사)(?:에서|으로|에|이|은|을|과|와|의)?(?![가-힣])"
)
"""What a place outside the province is beside the way, in comparison, or as the seat of somebody."""
_MACRO = re.compile(r"(?:수도|충청|호남|영남|동남|대경|전라|경상|강원|제주|중부|남부)권\s?\Z")


def _in_macro(text: str, place: Place) -> bool:
    """`수도권(서울·경기·인천)`: what a part of the country is made of."""
    opening = text.rfind("(", max(0, place.start - 24), place.start)
    return opening > 0 and ")" not in text[opening : place.start] and bool(_MACRO.search(text, 0, opening))


_ALSO = re.compile(
    r"(?:[,·와과]\s?[가-힣]{2,4}[시군구도]?){0,6}(?:\s?등)?도\s(?:[^.\n]{0,24}\s)?(?:함께|나란히|같이)\s(?!추진|참여|협력|조성)"
)
_LOST = re.compile(r"고배|탈락|밀려|유치\s?(?:에\s)?실패|유치\s?무산")


def _is_fellow(place: Place, context: _Context, clause: tuple[int, int]) -> bool:
    """Who was chosen too: `울산시와 함께 선정됐으며`; all winners of a list; where one's own lost, whoever won."""
    text = context.article.text
    if _ALSO.match(text, place.end) or _NO_PART.match(text, place.end) or _in_macro(text, place):
        return True
    acting = re.search(r"[가-힣](?:은|는|이|가)\s", text[clause[0] : place.start])
    if acting and _TOGETHER.match(text, place.end):
        return True
    if _WINNERS.match(text, place.end):
        return True
    return bool(_LOST.search(text, 0, context.article.body_start + 250))


_RIVALS = re.compile(
    r"(?:등\s)?(?:전국\s)?\d{1,2}(?:개|곳)(?!\s?(?:기관|기업|업체|사|대학|단체|회사))\s?(?:지자체|광역지자체|시·도|시도|지역|도시|시·군|시군|후보지|지방자치단체|곳)?(?:가|이|을|를|에서|은|는|와|과)?\s?"
    r"[^.\n]{0,26}?(?:신청|경쟁|평가|경합|도전|응모|제치|뚫|유치전|심사|참여했|참여한|제안)"
)
_PASSED_BY = re.compile(
    r"(?:[·,]\s?[가-힣]{2,4}){0,3}(?:도|도\s함께)?\s?(?:검토했(?:으나|지만)|거론됐)|(?:[·,]\s?[가-힣]{2,4}){0,3}에도\s(?:같은|비슷|이미|들어|센터|시설)|(?:과의|와의)\s"
    r"|\s?(?:조선소|공장|사업장)(?:\s등)?(?:으로|로)\s(?:옮|보내|실어|넘기)"
    r"|(?:[·,]\s?[가-힣]{2,4}){0,4}(?:시|군)?[와과]\s(?:[가-힣]{2,4}\s)?(?:경쟁|경합|맞붙|겨뤄|겨뤘|각축)"
    r"|(?:시|군|구)?(?:에)?\s(?:소재|있는|위치한)\s[^.\n]{0,24}[을를]\s[^.\n]{0,30}(?:으로|로)\s(?:이전|옮)"
    r"|(?:[과와]\s[가-힣]{2,4}(?:\([가-힣]{2,4}\))?)?\)?도\s(?:사정|상황|처지)[이은도]?\s?(?:다르지|비슷|마찬가지)"
    r"|(?:시|군)?(?:,\s?[가-힣]{2,4}(?:시|군)?){0,3}에서\s[^.\n]{1,10}?(?:로|으로)(?:의)?\s?(?:이전|옮)"
    r"|(?:[와과]\s[가-힣]{2,4}(?:시|군|구)?)?에서\s(?:출퇴근|통근|통학|유입)"
    r"|(?:[·,]\s?[가-힣]{2,4}){1,4}(?:,\s멀리[^.\n]*)?\s주민(?:까지|들이)|\s주민까지\s"
    r"|까지\s(?:달려|가야|오가|찾아가)|(?:[·,]\s?[가-힣]{2,4}){0,4}(?:시|군)?\s등\s다른\s"
    r"|(?:이나|[,·와과])?(?:\s?[가-힣]{2,4}(?:이나|[,·와과])?){0,3}(?:으로|로)\s(?:실려|빠져나|유출|떠나)"
    r"|(?:[·,]\s?[가-힣]{2,4}){0,6}[이가은는]\s각각\s(?![^.\n]{0,24}(?:\d원|억|부담|협약|선정|맡))|(?:[·,]\s?[가-힣]{2,4}){0,2}에\s(?:쏠렸|몰렸|치우쳤)|(?:시|군|도)?에\s(?:남은|남아|있던|있는\s(?:본사|공장|본원|기업))|(?:시|군|도)?에서\s이전"
)
_MEETING = re.compile(
    r"(?:시|군|도)?에서\s[^.\n]{0,90}?(?:보고회|설명회|간담회|회의|협약식|총회|포럼|토론회|공청회|박람회|기자회견|심사|발표회|세미나)"
)
_FACTORY = re.compile(
    r"(?:,\s?[가-힣]{2,4}){0,3}\s?(?:공장|사업장|조립공장|생산기지|공장들)(?:에서|으로|에|이|은|을|과|와|의)?(?![가-힣])"
)


_NAMED_RIVALS = re.compile(
    r"(?:함께|같이|나란히)\s(?:도전|경쟁|응모|신청|경합)(?:했던|한|하던)\s[^.\n]*\Z|같은\s이름의\s\Z|경쟁(?:하던|한|했던|\s중인)\s[^.\n]*\Z|경쟁(?:지|자|\s도시|\s지역|\s상대)(?:는|로는|은|인|으로)\s[^.\n]*\Z"
)
_COUNTED = re.compile(r"\s?\d+\s?(?:개소|곳|개|건)(?:\s?[▲△·,]|\s등)")
"""`▲가람시 5개소 ▲달빛시 1개소`: how many each has."""
_SITED = re.compile(r"에\s[^.\n]{0,24}(?:조성|구축|건립|설립|유치|짓)")
_HOUSE = re.compile(r"\s?(?:데이터센터|본사|사옥|캠퍼스|연구소|공장)")
"""A firm's own house, behind the firm's name and a place."""


def _is_constituency(text: str, place: Place) -> bool:
    """`국회의원(동구·미추홀구갑)`: whom a member stands for."""
    before = text[max(0, place.start - 28) : place.start]
    if re.search(r"\([가-힣]{1,2}[·,]\s?$", before) and re.match(r"\d{1,2}\)", text[place.end : place.end + 3]):
        return True  # `홍길동(국·고양12)`
    return bool(
        re.search(r"의원\s?\([^)]{0,20}$", before)
        or (re.search(r"[가-힣]\([^)]{0,20}$", before) and _MEMBER.match(text, place.end))
    )


_MEMBER = re.compile(r"[^)\n]{0,8}\)\s?(?:[가-힣]{1,5}\s?)?(?:시|도|군|구|국회)?의?의원")
"""`(달빛군2) 가람시의원`: whom the member stands for."""
_SERIES = re.compile(
    r"시작으로\s[^\n]*?(?:차례로|잇따라|잇달아|연이어|순차적으로)\s[^\n]*?"
    r"(?:열었|문을 열|설치했|지었|구축했|선정했|지정했)"
)
"""`하나를 시작으로 둘을 차례로 열었다`: what there is already."""
_KEPT = re.compile(r"(?:\s[가-힣0-9]{1,6})?에(?:는|도)?\s[^\n]*?(?:운영하고|가동하고|보유하고|두고)\s있$")
"""`에 시험장을 운영하고 있다`: where somebody sits already."""
_PLATFORM = re.compile(r"(?:[·,]\s?[가-힣]{2,3}){0,2}\s?(?:형\s)?지역혁신플랫폼")
"""`가람·달빛 지역혁신플랫폼`: a body of several provinces, one of which may act here."""


def _in_census(text: str, place: Place) -> bool:
    """`전국 5개 지역(익산·평창·…)`: all that have one, of which this is about one."""
    opening = text.rfind("(", max(0, place.start - 40), place.start)
    return (
        opening > 0
        and ")" not in text[opening : place.start]
        and bool(
            re.search(r"전국\s?(?:에\s)?\d{1,2}(?:개|곳)\s?[가-힣·]{0,6}\s?$", text[max(0, opening - 16) : opening])
        )
    )


def _is_passing(place: Place, context: _Context, words: Vocabulary, clause: tuple[int, int]) -> bool:
    """Rivals of a call, a place that was looked at, a meeting elsewhere, a firm's other works."""
    text = context.article.text
    if _NAMED_RIVALS.search(text, clause[0], place.start):
        return True
    if place.form in ("short", "list", "full", "parented", "landmark") and (
        rivals := _RIVALS.search(text, place.end, clause[1])
    ):
        return not re.search(r"등|이었|중\s", text[rivals.end() : place.start]) and rivals.start() - place.end < 60
    if (
        _PASSED_BY.match(text, place.end)
        or _COUNTED.match(text, place.end)
        or _in_census(text, place)
        or _is_constituency(text, place)
        or _SERIES.search(text, *clause)
        or _PLATFORM.match(text, place.end)
        or (place.form != "head" and _KEPT.match(text, place.end, clause[1]))
    ):
        return True
    if (
        place.form == "landmark"
        and _HOUSE.match(text, place.end)
        and context.text[place.start - 2 : place.start] == "\x00 "
    ):
        return True
    region = words.regions[place.slugs[0]]
    own = context.default in (region.slug, region.parent)
    if place.form == "parented" and not own and _FACTORY.match(text, place.end):
        return True
    if place.form in ("short", "list") and not own and (place.form == "list" or region.slug not in context.supported):
        named = _MEETING.match(text, place.end) and re.search(
            r"[가-힣][시군구도](?:는|은|가|이)\s", text[clause[0] : place.start]
        )
        return bool(named or _FACTORY.match(text, place.end))
    return False


def _short_verdict(place: Place, context: _Context, words: Vocabulary) -> tuple[str, bool]:
    """A bare short name counts in the lead, and further down inside the document's own province."""
    lead = place.start < context.article.body_start + 350
    region = words.regions[place.slugs[0]]
    if place.form == "estate":
        beside = any(slug.startswith(f"{region.parent}/") for slug in context.supported - {region.slug})
        return "region.estate", region.slug in context.supported or (region.parent in context.supported and not beside)
    if place.form == "landmark":
        return "region.landmark", False
    if lead:
        risk = words.common_words.get(place.name)
        is_everyday = risk is not None and risk.risk != "low" and _is_foreign(place, context, words)
        return "region.lead-short", not is_everyday or bool({region.slug, region.parent} & context.supported)
    return "region.body-short", region.parent is not None and region.parent == context.default


def _is_paired(place: Place, context: _Context) -> bool:
    """`가람·달빛을`, `가람과 달빛에는`: beside another place."""
    before = _JOINED_BEFORE.search(context.text, max(0, place.start - 2), place.start)
    behind = _JOINED_BEHIND.match(context.text, place.end)
    return bool((before and -before.start() in context.edges) or (behind and behind.end() in context.edges))


_JOINED_BEFORE, _JOINED_BEHIND = re.compile(r"[·ㆍ]\Z|[와과]\s\Z"), re.compile(r"[·ㆍ]|[와과]\s")


_SEJONG = re.compile(
    r"세종시|세종특별자치시|행정수도|행복도시|행정중심|세종청사|세종[~·∼-]|[~·∼-]세종|세종테크노파크|대전[·,] ?세종"
    r"|세종 국가산단"
)
"""What tells that 세종 is the city and not the king."""


def _may_stand_bare(place: Place, context: _Context, words: Vocabulary) -> bool:
    """Short names that are everyday words need support: never for the worst, the same province for the others."""
    risk = words.common_words.get(place.name)
    if risk is None or risk.risk == "low":
        return True
    if place.name in ("광주", "제주", "대전", "세종"):
        return place.name != "세종" or bool(_SEJONG.search(context.article.text))
    if risk.risk == "high":
        return _is_item(place, context, words) or _is_paired(place, context)
    return any(slug in context.supported or words.regions[slug].parent in context.supported for slug in place.slugs)


def _sentence(text: str, offset: int) -> tuple[int, int]:
    stops = [stop for stop in (text.find("다.", offset), text.find("\n", offset)) if stop >= 0]
    return lexicon.sentence_start(text, offset), min(*stops, offset + lexicon.REACH, len(text))


def _acts(text: str, place: Place) -> bool:
    return bool(re.match(r"(?:은|는|이|가|와|과|도|,|·)(?![가-힣])|\(", text[place.end : place.end + 2]))


def _is_seat(context: _Context, place: Place) -> bool:
    """`달빛기술원(수원)`: where a body has its house."""
    around = context.text[max(0, place.start - 2) : place.start] + context.article.text[place.end : place.end + 1]
    return around == "\x00()"


def _is_branch(context: _Context, place: Place, words: Vocabulary) -> bool:
    """`달빛공단 서울관악지사`: a district has no governor, so it is an office; `달빛지역본부` is one anywhere."""
    behind = context.article.text[place.end : place.end + 5].lstrip()
    is_district = bool(words.regions[place.slugs[0]].parent)
    return behind.startswith(("지역본부", "본부장")) or (is_district and behind.startswith("지사"))


def _is_route(text: str, place: Place) -> bool:
    """`부여~평택 고속도로`: the far end of a road or a line."""
    around = text[max(0, place.start - 1) : place.start] + " " + text[place.end : place.end + 1]
    return place.form in ("short", "list") and bool(re.search(r"[~∼∽–]|^- | -$", around))


_THIRD = re.compile(r"(?:[·,]\s?[가-힣]{2,4})?(?:을|를|에)?\s?(?:잇는|이은|이어)\s(?:두|세|네|다섯|\d)\s?번째")
"""`가람·달빛 잇는 세 번째`: who has one already."""
_MINISTRY = re.compile(r"(?:시)?\s(?:정부세종청사|[가-힣]{2,10}부)(?:를|을|에|에서|와|과)\s")


def _is_venue(text: str, place: Place) -> bool:
    """`서울 ○○호텔에서`: where a meeting was held is not where the policy applies."""
    if place.form in ("head", "list") or re.match(r"[와과는은이가도](?![가-힣])|,", text[place.end : place.end + 2]):
        return False
    behind = text[place.end : place.end + 26]
    if re.match(r"\s\x00+에서\s", text[place.end : place.end + 40]):
        return True
    if place.start and re.match(r"서\s[^,\n]{0,20}(?:설명회|상담회|박람회|포럼|간담회|전시회)", behind):
        return True
    if re.search(r"호텔[^,.\n]{0,12}\s$", text[max(0, place.start - 18) : place.start]):
        return True
    if re.match(r"[시군]?에서 (?:열린|열리는|개최된|개최되는|진행된|개막한|열릴)", behind):
        return True
    if re.match(r"\s?[^,.·은는\n]{0,14}?(?:호텔|컨벤션\S*|리조트|코엑스|킨텍스|벡스코|엑스코)에\s", behind):
        return True
    match = re.match(r"\s?[^,.·은는\n]{0,18}?(?P<word>\S*)에서", behind)
    if not match:
        return False
    tails = lexicon.pattern(lexicon.cues().venue_tails)
    return bool(tails.search(match.group())) and not match.group().startswith(("에서", "시에서"))


def _of_councils(
    taken: dict[RegionSlug, Candidate[RegionSlug]],
    bodies: Sequence[Mention],
    article: Article,
    day: PartialDate | None,
    words: Vocabulary,
) -> None:
    """The place whose council or zone office acts in headline or lead: `가람시의회가 결의안을 채택했다`."""
    for mention in bodies:
        acts = article.text[mention.end : mention.end + 1] in ("가", "는", "이", "은")
        in_front = mention.start < article.body_start or (acts and mention.start < article.body_start + 120)
        if mention.name.endswith(("의회", "경제자유구역청")) and in_front:
            slug = _region_of(mention, day, words, is_new=places.knows_new(article.text))
            if slug and slug not in taken:
                taken[slug] = Candidate(slug, "derived", "region.of-council", mention.start, mention.end)


def _fall_back(
    taken: dict[RegionSlug, Candidate[RegionSlug]],
    maybe: dict[RegionSlug, Candidate[RegionSlug]],
    bodies: Sequence[Mention],
    article: Article,
    day: PartialDate | None,
    words: Vocabulary,
) -> None:
    """Where no region is named, the region of the first body that acts is meant."""
    if taken:
        return
    is_new = places.knows_new(article.text)
    for mention in bodies:
        slug = _region_of(mention, day, words, is_new=is_new)
        if slug and mention.start < article.body_start + 300:
            taken[slug] = Candidate(slug, "derived", "region.of-organisation", mention.start, mention.end)
            return
    for slug, candidate in maybe.items():
        if candidate.rule == "region.landmark":
            taken[slug] = candidate._replace(grade="derived")
            return


def _region_of(mention: Mention, day: PartialDate | None, words: Vocabulary, *, is_new: bool) -> RegionSlug | None:
    """Where a body of the vocabulary belongs, or the place whose council it is."""
    if mention.slug:
        region = words.organisations[mention.slug].region
        units = places.units_on(region, day, words, is_new=is_new) if region else []
        return units[0] if len(units) == 1 else None  # of two that became one, nobody says which is meant
    seat = re.sub(r"(?:의회|경제자유구역청)$", "", mention.name)
    if seat == mention.name:
        return None
    named = places.find(seat, day, words)
    return named[0].slugs[0] if named and len(named[0].slugs) == 1 else None
