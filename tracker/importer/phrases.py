"""Short names of things as they stand in a sentence: nouns beside each other, without what else the sentence says."""

import re
from collections.abc import Sequence

MOST, LONGEST = 4, 30
"""Words of a name, and its letters."""
_NOUN_ENDS = re.compile(
    r"(?:평가|국가|전문가|증가|허가|인가|추가|단가|물가|디스플레이|회의|협의|건의|동의|결의|심의|논의|합의|도로|선로"
    r"|철도|궤도|제도|경로|항로|활로|판로|제주도|경기도|강원도|어린이|놀이|높이|길이|사이|차이|메모리얼|연구소|의)$"
)
"""Nouns that end as a particle does."""
_NO_NOUN = re.compile(
    r"(?:해|돼|하고|되고|하는|되는|[된한할될던인진친린질]|최대|최초|국내|세계|곳을|곳의|급|며|면|서|고|쯤|께|경|중|등|총|약|까지|부터|위한|통해|따라|대해|위해|으로"
    r"|규모|규모로|본격|본격적|에서|에게|에|와|과|돼야|이|가|은|는|도|만|뒤|후|전|또|및|이후|이어|거쳐|로|야|안|내|간|각각|모두"
    r"|지난|오는|올해|내년|다시|함께|계획|예정|단계|최종|정식|공식|조기|목표|시점|기간|\d)$"
)
_VERBAL = re.compile(
    r"(?:하|되|시키|있|없|같|위한|따른)[는은도이]?$|[하되]게$|[가-힣][지리우치오르내]는$|(?:이곳|그곳|여기|내용의|등의|수준의|대상의|다만|이번|이날|당초|현재)$"
    r"|(?:마른|올려|늘려|낮춰|줄여|들여|들인|들어서|들어선|들어설|나선|나설|세운|세울|지은|지을|짓는|키운|키울|만든|만들|모은|모을|번째|여는|펴는|막힌|풀린|만들어|열어|담아|모아|갖춘|나눈|얻은|받은|맡은|찾은|쓴|둔|낸|골라|뽑아|나눠|지어|세워|옮겨|고쳐|맡아|고자|규모의)$"
)
_MEASURE = re.compile(r"\d[\d,.]*[^\d\s]{0,4}|[조억만]|원[을이의에]?")
_PARTICLE = re.compile(r"(?<=[가-힣A-Za-z0-9]{2})(?:을|를|의|은|는|이|가|도)$")
_PLAIN = re.compile(r"[가-힣A-Za-z0-9·-]{2,14}")


def nouns(before: str, most: int = 2) -> list[str]:
    """The words at the end of a text that name one thing; none if the last one names nothing."""
    taken: list[str] = []
    for word in reversed(before.split()[-most:]):
        is_noun = bool(_NOUN_ENDS.search(word))
        bare = word if is_noun else _PARTICLE.sub("", word)
        if _VERBAL.search(word) or _MEASURE.fullmatch(word) or not _PLAIN.fullmatch(bare):
            break
        if bare == word and _NO_NOUN.search(word) and not is_noun:
            break
        if taken and bare != word and not word.endswith("의"):
            break  # another part of the sentence
        taken.append(bare)
    return taken[::-1]


def named(words: Sequence[str]) -> str:
    """Words as a name of a length to be read at a glance: the last of them."""
    name = " ".join(words)
    while len(name) > LONGEST and " " in name:
        name = name.partition(" ")[2]
    return name
