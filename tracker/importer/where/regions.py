"""Judge the places of an article: who acts, and where the policy applies. A name that may mean two is asked for."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from tracker.glossary import SharedName
from tracker.importer import lexicon
from tracker.importer.candidates import Candidate, Mention, Question
from tracker.importer.page.cleaning import Article
from tracker.importer.passages import Passage
from tracker.importer.where import bystanders, places, verdicts
from tracker.importer.where.bystanders import Context
from tracker.importer.where.places import Place
from tracker.model import PartialDate, RegionSlug
from tracker.vocabulary import Vocabulary


class Found(NamedTuple):
    """The regions of an article, those that only may belong to it, what has to be asked, and where others act."""

    regions: list[Candidate[RegionSlug]]
    suggested: list[Candidate[RegionSlug]]
    questions: list[Question]
    others: list[tuple[int, int]]


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
    supported = _supported(mentions, words)
    sure = [place for place in mentions if not _is_everyday(place, supported, words)]
    default = None if _is_of_many(article, sure, words) else _default(article, mentions, day, words)
    recalled = [(one.start, one.end) for one in asides if one.kind == "recalled"]
    own = frozenset(_own(article, sure, words))
    beside = [(one.start, one.end) for one in asides]
    starts = [place.start for place in mentions if not own.isdisjoint(place.slugs)]
    quotes = lexicon.quoted_spans(article.text)
    edges = frozenset(edge for place in mentions for edge in (place.start, -place.end))
    context = Context(article, masked, quotes, recalled, default, supported, own, starts, edges, beside)
    taken: dict[RegionSlug, Candidate[RegionSlug]] = {}
    maybe: dict[RegionSlug, Candidate[RegionSlug]] = {}
    questions: dict[str, Question] = {}
    others: list[tuple[Place, int]] = []
    for place in mentions:
        rule, is_in = verdicts.verdict(place, context, words)
        if not rule:
            continue
        not_ours = rule in _NOT_OURS or (rule == "region.body-short" and not is_in)
        if not_ours and _is_another(place, context, words):
            end = bystanders.sentence(article.text, place.start)[1]
            others.append((place, min([end, *(start for start in starts if start > place.start)])))
        slug = _resolve(place, mentions, context, words)
        if slug is None:
            if is_in:
                questions.setdefault(place.name, _ask(place, words))
            continue
        grade = ("derived" if len(place.slugs) > 1 or place.form == "landmark" else "stated") if is_in else "suggested"
        (taken if is_in else maybe).setdefault(slug, Candidate(slug, grade, rule, place.start, place.end))  # type: ignore[arg-type]
    _of_councils(taken, bodies, article, day, words)
    _fall_back(taken, maybe, bodies, article, day, words)
    maybe |= {slug: _asked_for(taken.pop(slug)) for slug in _told_late(taken, article, words)}
    suggested = [candidate for slug, candidate in maybe.items() if slug not in taken]
    elsewhere = [(place.start, end) for place, end in others if taken.keys().isdisjoint(place.slugs)]
    return Found(list(taken.values()), suggested, list(questions.values()), elsewhere)


def _asked_for(told_late: Candidate[RegionSlug]) -> Candidate[RegionSlug]:
    return told_late._replace(grade="suggested", rule="region.told-late")


def _told_late(
    taken: Mapping[RegionSlug, Candidate[RegionSlug]], article: Article, words: Vocabulary
) -> list[RegionSlug]:
    """Places that the second half of an article is the first to name, but for a list's and the province of others.

    Of 18 such places in 162 articles 1 had a part in the news beyond doubt, and 9 perhaps: a person is asked.
    """
    text, start = article.text, article.body_start
    late = [
        slug
        for slug, one in taken.items()
        if lexicon.depth(text, start, one.start) >= LATE and not _ITEM.match(text, text.rfind("\n", 0, one.start) + 1)
    ]
    above = {words.regions[slug].parent for slug in taken if slug not in late}
    return [slug for slug in late if slug not in above] if len(late) < len(taken) else []


LATE = 1 / 2
"""How far down the second half of an article begins."""
_ITEM = re.compile(r"\s*[▲△▷▶◇◆□■○●◦•·①-⑳-]")


def _supported(mentions: Sequence[Place], words: Vocabulary) -> frozenset[RegionSlug]:
    """The regions that a name means beyond doubt, with their provinces."""
    firm = [place.slugs[0] for place in mentions if len(place.slugs) == 1 and place.form not in ("short", "estate")]
    return frozenset([*firm, *(parent for slug in firm if (parent := words.regions[slug].parent))])


def _is_another(place: Place, context: Context, words: Vocabulary) -> bool:
    """Whether what follows a place is its own affair: below the first sentence, outside whose news it is.

    What a province does, it does in its districts; what a city does, its province has a part in.
    """
    text, start = context.article.text, context.article.body_start
    if place.start < lexicon.end_of(1, text, start) or _SEAT_OF_FIRM.match(text, place.end):
        return False
    above = {words.regions[slug].parent for slug in context.own} - {None}
    parents = {words.regions[slug].parent for slug in place.slugs}
    is_ours = not context.own.isdisjoint(parents) or not bystanders.is_foreign(place, context, words)
    is_inside = not above and is_ours
    return not is_inside and above.isdisjoint(place.slugs)


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
    is_new, lead = places.knows_new(article.text), lexicon.end_of(1, article.text, article.body_start)
    first = _foremost([place for place in clear if place.start < lead], words) or next(iter(clear), None)
    desks = (places.of_desk(desk, day, words, is_new=is_new) for desk in article.desks)
    desk = next((unit for unit in desks if unit), None)
    unit = desk if desk and (first is None or first.start >= lead) else first.slugs[0] if first else None
    return words.regions[unit].parent or unit if unit else None


MANY = 3
"""Provinces in headline and first sentence that make an article one about the country: no place is foreign then."""


def _is_of_many(article: Article, mentions: Sequence[Place], words: Vocabulary) -> bool:
    """Whether what is told happens in many provinces at once, as a ministry decides or as several agree."""
    clear = [
        one
        for one in mentions
        if not bystanders.is_aside(article.text, one) and not bystanders.in_macro(article.text, one)
    ]
    named = [place for place in clear if place.start < lexicon.end_of(1, article.text, article.body_start)]
    return len({words.regions[place.slugs[0]].parent or place.slugs[0] for place in named}) >= MANY


def _foremost(front: Sequence[Place], words: Vocabulary) -> Place | None:
    """Of what headline and first sentence name, the first mention of the province that full names speak for most."""
    weights: Counter[RegionSlug] = Counter()
    for place in front:
        weights[words.regions[place.slugs[0]].parent or place.slugs[0]] += 1 if place.form == "short" else 2
    most = max(weights.values(), default=0)
    of_most = (one for one in front if weights[words.regions[one.slugs[0]].parent or one.slugs[0]] == most)
    return next(of_most, None)


def _is_everyday(place: Place, supported: frozenset[RegionSlug], words: Vocabulary) -> bool:
    """`예산`, which is the money too: a short name that nothing else in the article speaks for."""
    if place.form != "short" or len(place.slugs) > 1 or _is_safe(place, words):
        return False
    return supported.isdisjoint({place.slugs[0], words.regions[place.slugs[0]].parent or place.slugs[0]})


def _own(article: Article, mentions: Sequence[Place], words: Vocabulary) -> Iterator[RegionSlug]:
    """Whose news it is: the cities that headline and first sentence name, and a province that acts there."""
    lead = lexicon.end_of(1, article.text, article.body_start)
    front = [place for place in mentions if place.start < lead]
    named = [place for place in front if place.form not in ("estate", "landmark")]
    for place in named or front:
        behind = article.text[place.end : place.end + 2]
        at_head = place.start < article.body_start and behind.startswith(",")
        if words.regions[place.slugs[0]].parent or at_head or re.match(r"(?:은|는|이|가)\s", behind):
            yield from place.slugs


def _is_safe(place: Place, words: Vocabulary) -> bool:
    region = words.regions[place.slugs[0]]
    risk = words.common_words.get(place.name)
    return region.short_is_safe or (region.parent is not None and (risk is None or risk.risk == "low"))


def _resolve(place: Place, mentions: Sequence[Place], context: Context, words: Vocabulary) -> RegionSlug | None:
    """The one unit that a shared name means here, if the article says which."""
    if len(place.slugs) == 1:
        return place.slugs[0]
    if len(own := context.own.intersection(place.slugs)) == 1:
        return next(iter(own))
    if verdicts.is_paired(place, context) and (greater := _beside_province(place, mentions, words)):
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


def _of_councils(
    taken: dict[RegionSlug, Candidate[RegionSlug]],
    bodies: Sequence[Mention],
    article: Article,
    day: PartialDate | None,
    words: Vocabulary,
) -> None:
    """The place whose council, zone office or body acts in headline or lead: `가람시의회가 결의안을 채택했다`."""
    for mention in bodies:
        acts = _ACTS.match(article.text, mention.end)
        in_front = mention.start < article.body_start or (acts and mention.start < article.body_start + 120)
        if in_front and (mention.name.endswith(("의회", "경제자유구역청")) or _OF_CITY.match(mention.name)):
            slug = _region_of(mention, day, words, is_new=places.knows_new(article.text))
            if slug and slug not in taken:
                taken[slug] = Candidate(slug, "derived", "region.of-council", mention.start, mention.end)


_ACTS = re.compile(r"(?:\([^()\n]{2,16}\))?[가는이은]")
"""`가람청(청장 홍길동)은`."""
_OF_CITY = re.compile(r"[가-힣]{2,3}[시군](?=[가-힣]{2,}(?:진흥원|재단|공단|공사|연구원)$)")
"""`가람시산업진흥원`: whose it is stands in its name."""


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
    of_city = _OF_CITY.match(mention.name)
    seat = of_city.group() if of_city else re.sub(r"(?:의회|경제자유구역청)$", "", mention.name)
    if seat == mention.name:
        return None
    named = places.find(seat, day, words)
    return named[0].slugs[0] if named and len(named[0].slugs) == 1 else None
