"""Find the places that a text names: the units that each name may mean on the article's day, lists taken apart."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

from tracker.glossary import Region
from tracker.importer import lexicon
from tracker.model import PartialDate, RegionSlug
from tracker.vocabulary import Vocabulary

Form = Literal["full", "short", "parented", "ward", "landmark", "estate", "list", "head"]
MERGER = dt.date(2026, 7, 1)
"""The day on which two provinces became one; an article without a date is taken to be older unless it names the new."""


class Place(NamedTuple):
    """A mention of a region: the units that it may mean on the article's day."""

    slugs: tuple[RegionSlug, ...]
    name: str
    form: Form
    start: int
    end: int


class _Names(NamedTuple):
    spellings: dict[str, list[str]]
    units: dict[str, tuple[tuple[RegionSlug, Form], ...]]
    shorts: dict[str, tuple[RegionSlug, ...]]
    traps: re.Pattern[str]


@cache
def _names(words: Vocabulary) -> _Names:
    """Every string that names a region, and the units that it names at any time."""
    units: dict[str, dict[RegionSlug, Form]] = {}
    for name, slug, form in _spellings(words):
        units.setdefault(name, {}).setdefault(slug, form)
    shorts: dict[str, list[RegionSlug]] = {}
    for region in words.regions.values():
        if region.parent and region.short:
            shorts.setdefault(region.short, []).append(region.slug)
    return _Names(
        lexicon.index(units),
        {name: tuple(found.items()) for name, found in units.items()},
        {name: tuple(found) for name, found in shorts.items()},
        re.compile(lexicon.alternation([*lexicon.cues().place_traps, *_false_landmarks(words)])),
    )


def _false_landmarks(words: Vocabulary) -> Iterator[str]:
    """Bodies and airports that hold a place's name: they tell no region."""
    yield from (name for name in words.landmarks if name.endswith(("대", "발전", "공항", "모터스")))


def _spellings(words: Vocabulary) -> Iterator[tuple[str, RegionSlug, Form]]:
    for region in words.regions.values():
        own = list(_own_names(region))
        yield from ((name, region.slug, form) for name, form in own)
        if region.parent:
            for parent in _parent_names(words.regions[region.parent]):
                for name, _ in own:
                    for gap in (" ", "") if len(name) > 1 else (" ",):
                        yield f"{parent}{gap}{name}", region.slug, "parented"
    for ward in words.wards.values():
        city = words.regions[ward.parent]  # type: ignore[index]  # a ward has a city
        for part in filter(None, (ward.name, ward.short)):
            yield f"{city.name} {part}", city.slug, "parented"
            yield f"{city.short} {part}", city.slug, "parented"
        if ward.name not in words.shared_names:
            yield ward.name, city.slug, "ward"
    for landmark in words.landmarks.values():
        if not landmark.name.endswith(("대", "발전", "공항", "모터스")):
            yield landmark.name, RegionSlug(landmark.region), "landmark"


def _own_names(region: Region) -> Iterator[tuple[str, Form]]:
    yield region.name, "full"
    yield from ((former.name, "full") for former in region.former_names)
    if region.short and region.special_since:
        yield f"{region.short}특례시", "full"
    if region.short:
        yield region.short, "short"
    if region.parent is None:
        for alias in (*region.aliases, *region.context_aliases):
            if alias != region.short:
                yield alias, "full" if alias.endswith(("시", "도", "청")) else "short"


def _parent_names(parent: Region) -> Iterator[str]:
    yield parent.name
    if parent.short:
        yield parent.short
    yield from (former.name for former in parent.former_names)
    yield from (alias for alias in parent.aliases if alias.endswith(("시", "도")))


_UNBORN = re.compile(
    r"통합특별시[’'”]?(?:의)?\s?(?:출범|설치)(?:을|를)?\s?(?:앞두|앞둔|예정|준비|위한|에 대비)"
    r"|출범\s?앞둔\s?통합특별시|통합특별시[’'”]?(?:가|이)?\s?출범(?:한다|할|하면|되면)"
)


_NEW_DISTRICT = re.compile(r"(?<![가-힣])인천\s?(?:서해|검단|영종|제물포)구|(?:서해|검단|영종|제물포)구(?:청장|의회)")
"""Districts that bear no older name."""
_DISTRICT_UNBORN = re.compile(
    r"(?:행정체제\s?개편|분구|출범|신설)(?:을|를|이|가)?\s?(?:앞두|앞둔|예정|준비|위한|에 대비|한다|할|하면|되면|된다)"
)


def knows_new(text: str) -> bool:
    """Whether an article without a date names the merged province, or a new district, as one that exists."""
    if "전남광주" in text:
        return not _UNBORN.search(text)
    return bool(_NEW_DISTRICT.search(text)) and not _DISTRICT_UNBORN.search(text)


def unit_on(slug: RegionSlug, day: PartialDate | None, words: Vocabulary, *, is_new: bool) -> RegionSlug | None:
    """The unit of a lineage that existed on a day, the first where there were several."""
    return next(iter(units_on(slug, day, words, is_new=is_new)), None)


def units_on(slug: RegionSlug, day: PartialDate | None, words: Vocabulary, *, is_new: bool) -> list[RegionSlug]:
    """The units of a lineage that existed on a day; without one, the older ones unless the article knows the newer."""
    when = day or PartialDate(MERGER.year if is_new else 2025, 12 if is_new else 1, 1)
    if words.regions[slug].existed(when):
        return [slug]
    kin = dict.fromkeys((*words.lineage(slug)[1:], *words.heirs(slug)[1:]))
    return [other for other in kin if words.regions[other].existed(when)]


def find(text: str, day: PartialDate | None, words: Vocabulary) -> list[Place]:
    """Every mention of a region in a text whose bodies are masked, in order, lists taken apart."""
    names, is_new = _names(words), knows_new(text)
    hidden = names.traps.sub(lambda match: "\x00" * len(match.group()), text)
    lists = list(_lists(hidden, day, words))
    for place in lists:
        hidden = hidden[: place.start] + "\x00" * (place.end - place.start) + hidden[place.end :]
    found = []
    for start, name in lexicon.occurrences(names.spellings, hidden):
        named = _place(hidden, start, name, words)
        if named and named.form in ("short", "list") and _is_village(name, text):
            continue
        if named and (slugs := _valid(named.slugs, day, words, is_new=is_new)):
            found.append(named._replace(slugs=slugs))
    return sorted([*lists, *found], key=lambda place: place.start)


def _is_village(name: str, text: str) -> bool:
    """`남원읍`, and nowhere 남원시: the bare name is the village's, and not the city's of that name elsewhere."""
    return any(name + kind in text for kind in "읍면") and not any(name + kind in text for kind in "시군")


def _valid(
    slugs: Sequence[RegionSlug], day: PartialDate | None, words: Vocabulary, *, is_new: bool
) -> tuple[RegionSlug, ...]:
    units = [(slug, unit_on(slug, day, words, is_new=is_new)) for slug in slugs]
    # of a shared name, an heir that bears another one is not meant: 인천 남구 is no 남구 since 2018
    same = [unit for slug, unit in units if unit and (len(slugs) == 1 or _bears(slug, unit, words))]
    return tuple(dict.fromkeys(same))


def _bears(slug: RegionSlug, unit: RegionSlug, words: Vocabulary) -> bool:
    return slug == unit or "/" not in slug or words.regions[slug].name == words.regions[unit].name


_TAIL = re.compile(
    r"(?:장|청장|청|지사|도지사|수|의회|민|내|립|정|산|비|측|교육감|교육청|부시장|부지사|부군수|행정부시장|경제부시장|정무부시장)"
    r"(?:은|는|이|가|을|를|의|에|에서|에게|와|과|도|들|들의|들이|들을|들에게|님|직|께|로|급|과의)?(?![가-힣])"
)
_HEAD = re.compile(
    r"(?:\s?\([^)]{0,4}(?:시장|군수|구청장|지사|도지사|특별시장)[^)]*\)|장(?![가-힣])|장[은이과의]\s|수(?![가-힣])|수[는가와의]\s|청장|지사|도지사|교육감)"
)


_ESTATE = re.compile(r"(?:제?\d|[가-힣]{0,2})?(?:국가|일반|지방|첨단|농공)?(?:산업단지|산단|농공단지)")
"""A park of factories bears the name of a place, and may lie in the next one."""


def _place(text: str, start: int, name: str, words: Vocabulary) -> Place | None:
    """The mention at an offset, if its letters are no part of another word and its name may stand by itself."""
    end = start + len(name)
    units = _names(words).units[name]
    if not _opens(text, start, name):
        return None
    if _ESTATE.match(text, end):
        return Place(tuple(slug for slug, _ in units), name, "estate", start, end)
    form: Form = units[0][1] if all(form == units[0][1] for _, form in units) else "short"
    if any(form == "full" for _, form in units):
        form = "full"
    if form in ("full", "ward", "parented"):
        fits = lexicon.stands_alone(" " + text[start:], 1, 1 + len(name)) or bool(_TAIL.match(text, end))
        if not fits and form == "parented":
            fits = _tails(text, end)
        if not fits:
            return None
        return Place(tuple(slug for slug, _ in units), name, "head" if _HEAD.match(text, end) else form, start, end)
    alone = lexicon.stands_alone(" " + text[start:], 1, 1 + len(name)) or _tails(text, end)
    if form == "landmark" and re.match(r"(?:역|항|신도시|산단)(?![가-힣]{2})", text[end : end + 4]):
        alone = True
    if re.match(r"(?:지사|도지사|교육감)", text[end : end + 3]) and name in _province_shorts(words):
        return Place(tuple(slug for slug, _ in units), name, "head", start, end)
    return Place(tuple(slug for slug, _ in units), name, form, start, end) if alone else None


@cache
def _province_shorts(words: Vocabulary) -> frozenset[str]:
    return frozenset(region.short for region in words.regions.values() if region.parent is None and region.short)


def _opens(text: str, start: int, name: str) -> bool:
    """Nothing before the name, or a headline that the name of a province is glued to."""
    return start == 0 or not re.match(r"[가-힣A-Za-z0-9]", text[start - 1]) or bool(_UNMISTAKABLE.search(name))


_UNMISTAKABLE = re.compile(r"^[가-힣]{2}(?:특별자치도|광역시|특별자치시|특별시)$")
"""The full name of a province ends a word that is glued to it: `시동가람특별자치도`."""


def _tails(text: str, end: int) -> bool:
    return bool(lexicon.pattern(lexicon.cues().place_tails).match(text, end))


_LINK = r"(?:\s?[·ㆍ‧・,/]\s?|\s?및\s)"
_CHAIN = re.compile(rf"[가-힣]{{1,5}}(?:{_LINK}[가-힣]{{1,5}})+")


@cache
def _list_pattern(words: Vocabulary) -> re.Pattern[str]:
    item = lexicon.alternation(_names(words).shorts)
    return re.compile(
        rf"(?<![가-힣])(?:{item}[시군구]?{_LINK})+{item}(?P<suffix>[시군구])?(?![가-힣]{{2}}|[가-힣](?<![등은는이가을를의에와과도]))"
    )


def _may_hold_lists(text: str, words: Vocabulary) -> bool:
    """Whether two names of places follow each other: only then the costly pattern is made."""
    shorts = _names(words).shorts
    for chain in _CHAIN.finditer(text):
        items = re.split(_LINK, chain.group())
        if sum(any(item[:length] in shorts or item[-length:] in shorts for length in (1, 2, 3)) for item in items) > 1:
            return True
    return False


def _lists(text: str, day: PartialDate | None, words: Vocabulary) -> Iterator[Place]:
    """`수원·성남·과천시`: each item takes the suffix of the last; without one, three names make a list."""
    if not _may_hold_lists(text, words):
        return
    names, is_new = _names(words), knows_new(text)
    for match in _list_pattern(words).finditer(text):
        items = [
            (item.group(1), match.start() + item.start(), match.start() + item.end())
            for item in re.finditer(r"([가-힣]+?)[시군구]?(?=\s?[·ㆍ‧・,/]|\s및|$)", match.group())
            if item.group(1) in names.shorts
        ]
        suffix = match.group("suffix")
        if len(items) < (2 if suffix else 3):
            continue
        for name, start, end in items:
            slugs = [slug for slug in names.shorts[name] if not suffix or words.regions[slug].name.endswith(suffix)]
            if valid := _valid(slugs or names.shorts[name], day, words, is_new=is_new):
                yield Place(valid, name, "list", start, end)


def of_desk(desk: str, day: PartialDate | None, words: Vocabulary, *, is_new: bool) -> RegionSlug | None:
    """The unit that a reporter's desk (`[전주=…]`) lies in."""
    units = [slug for slug, form in _names(words).units.get(desk, ()) if form in ("short", "full")]
    return next(iter(_valid(units, day, words, is_new=is_new)), None)
