"""What is right for a query, decided slowly and without the search's own code: by reading every word of every entry."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

from tracker.catalogue import Catalogue
from tracker.glossary import Region
from tracker.model import Entry
from tracker.vocabulary import Vocabulary

BEYOND = {"Latin": "[a-z]", "digit": "[0-9]"}
PARTICLE = "(?:으로|에서|에게|하고|은|는|이|가|을|를|의|에|와|과|도|로|만)?"


def right(catalogue: Catalogue, means: Sequence[Sequence[str]], sounds: str = "") -> set[str]:
    """The ids of the entries that hold a writing of every group, and a place or subject that begins with the sounds."""
    groups = [list(group) for group in means]
    if sounds:
        groups.append([name for name in _names(catalogue.vocabulary) if _sounds(name).startswith(sounds)])
    patterns = [re.compile("|".join(map(_pattern, group))) for group in groups]
    return {
        entry.id
        for entry in catalogue.entries
        if not entry.withdrawn and all(pattern.search(_text(catalogue, entry)) for pattern in patterns)
    }


def _pattern(writing: str) -> str:
    """A writing wherever it stands, but for Latin words and numbers, which have to be whole."""
    parts = [_plain(part) for part in writing.split("~")]
    first, last = BEYOND.get(_kind(parts[0][0]), ""), BEYOND.get(_kind(parts[-1][-1]), "")
    return f"{first and f'(?<!{first})'}{PARTICLE.join(map(re.escape, parts))}{last and f'(?!{last})'}"


def _kind(letter: str) -> str:
    return "Latin" if letter.isascii() and letter.isalpha() else "digit" if letter.isdigit() else ""


def _plain(text: str) -> str:
    """Small letters, digits and Hangul without anything between them, but a bar between numbers and between Latin words."""
    text = unicodedata.normalize("NFKC", text).lower().replace("&", "")
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    text = re.sub(r"(?<=[a-z])[^0-9a-z가-힣|\n]+(?=[a-z])|(?<=[0-9])[^0-9a-z가-힣|\n]+(?=[0-9])", "|", text)
    return re.sub(r"[^0-9a-z가-힣|\n]", "", text)


@cache
def _plain_label(text: str) -> str:
    return _plain(text)


_texts: dict[int, str] = {}


def _text(catalogue: Catalogue, entry: Entry) -> str:
    """Every sentence and name of an entry on a line of its own."""
    if id(entry) not in _texts:
        body = re.sub(r"<[^>]*>", " ", re.sub(r"</?(strong|em|a|code)[^>]*>", "", entry.html))
        sentences = re.split(r"[,.!?;:]\s", f"{entry.title}. {body}")
        names = map(_plain_label, _names_of(catalogue, entry))
        _texts[id(entry)] = "\n".join((*map(_plain, sentences), *names))
    return _texts[id(entry)]


def _names_of(catalogue: Catalogue, entry: Entry) -> Iterator[str]:
    words = catalogue.vocabulary
    for slug in (*entry.regions, *entry.participants):
        region = words.regions[slug]
        yield from _region_names(words, region)
        if region.parent:
            yield from _region_names(words, words.regions[region.parent])
    for sector in entry.sectors:
        yield words.sectors[sector].name
    for instrument in entry.instruments:
        yield words.instruments[instrument].name
    if entry.initiative:
        yield catalogue.initiatives[entry.initiative].title
    for party in entry.parties:
        yield party.name
        for body in words.organisations.values():
            if party.name in (body.name, *body.former_names, *body.aliases):
                yield from (body.name, *body.former_names, *body.aliases)
                yield from re.findall(r"\(([A-Z&-]+)\)", body.name_en)


def _region_names(words: Vocabulary, region: Region) -> Iterator[str]:
    parent = words.regions[region.parent].name if region.parent else ""
    yield f"{parent} {region.name}"
    yield from (former.name for former in region.former_names)
    yield from (alias for alias in region.aliases if not alias.endswith("청"))


def _names(words: Vocabulary) -> Iterator[str]:
    yield from (region.short or region.name for region in words.regions.values())
    yield from (region.name for region in words.regions.values() if not region.until and not region.parent)
    yield from (sector.name for sector in words.sectors.values())


def _sounds(name: str) -> str:
    """The first sound of each syllable, by the way Unicode takes syllables apart."""
    firsts = (unicodedata.normalize("NFD", letter)[0] for letter in name)
    return "".join(FIRSTS[ord(first) - 0x1100] if 0x1100 <= ord(first) <= 0x1112 else first for first in firsts)


FIRSTS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
