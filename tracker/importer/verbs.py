"""Patterns of Korean verbs in all their forms, so that a rule names each once: `대` for 댄다, 대고, 댔으며, 댑니다."""

_FIRST = ord("가")
_MEDIALS, _FINALS = 21, 28
_N, _L, _M, _B, _SS = 4, 8, 16, 17, 20
"""Places of ㄴ, ㄹ, ㅁ, ㅂ, ㅆ among the finals of a syllable."""
_AE, _EO, _YEO, _U, _WO, _EU, _I = 1, 4, 6, 13, 14, 18, 20
"""Places of ㅐ, ㅓ, ㅕ, ㅜ, ㅝ, ㅡ, ㅣ among the medials."""
_PAST = {_U: _WO, _EU: _EO, _I: _YEO}
"""What a stem's last vowel becomes before 었: 채우다, 채웠다; 쓰다, 썼다; 들이다, 들였다. Others stay: 대다, 댔다."""
_DROP_S = "짓잇붓긋"
"""Verbs that lose their ㅅ before a vowel: 짓다, 지었다."""
_ENDINGS = "(?=고|며|면|기|는|지|겠|자|도록|거나|던|되|,|\\s|$)"
"""How a form goes on that leaves the stem as it is; behind a vowel it would else begin every other word."""


def forms(*stems: str) -> str:
    """A pattern of verbs in all their forms, from the dictionary's form without 다."""
    return f"(?:{'|'.join(map(_forms, stems))})"


def before_noun(*stems: str) -> str:
    """A pattern of verbs as they stand before what they tell of: `대는`, `댄`, `댈`."""
    return f"(?:{'|'.join(map(_before_noun, stems))})"


def _before_noun(stem: str) -> str:
    final = (ord(stem[-1]) - _FIRST) % _FINALS
    if final not in (0, _L):
        return f"{stem}(?:는|은|을)"
    bare = ord(stem[-1]) - final
    return f"{stem[:-1]}(?:{chr(bare)}는|[{chr(bare + _N)}{chr(bare + _L)}])"


def _forms(stem: str) -> str:
    before, last = stem[:-1], ord(stem[-1]) - _FIRST
    initial, medial, final = last // (_MEDIALS * _FINALS), last // _FINALS % _MEDIALS, last % _FINALS
    if final == _L:  # 만들다: 만든다, 만드는, 만듭니다
        open_, n, b = (chr(ord(stem[-1]) - _L + closed) for closed in (0, _N, _B))
        return f"{before}(?:[{stem[-1]}{n}{b}]|{open_}는)"
    if final:
        dropped = f"|{before}{chr(ord(stem[-1]) - final)}(?=[어은을었으])" if stem[-1] in _DROP_S else ""
        return f"{stem}(?=[고는어아은을았었기습지며으]){dropped}"
    past = _AE if stem.endswith("하") else _PAST.get(medial, medial)

    def syllable(vowel: int, closed: int) -> str:
        return chr(_FIRST + (initial * _MEDIALS + vowel) * _FINALS + closed)

    closed = "".join(syllable(medial, final) for final in (_N, _L, _M, _B))
    changed = syllable(past, 0) if past != medial else ""
    return f"{before}(?:[{closed}{syllable(past, _SS)}{changed}]|{stem[-1]}{_ENDINGS})"


GIVE = tuple("대 내 보태 부담하 분담하 출연하 출자하 내놓 얹 채우 예치하 메우 충당하 맡기".split())
"""What who pays does with a sum of his own."""
GIVES, GIVEN_BY = forms(*GIVE), before_noun(*GIVE)
