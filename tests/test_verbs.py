"""Verbs in all their forms, as the importer's rules name them."""

import re

import pytest

from tracker.importer import verbs


@pytest.mark.parametrize(
    ("stem", "fits", "differs"),
    [
        ("대", "댄다 대고 댔다 댑니다 대며 대면 대기로 댈 댔으며", "대구 대전에 대해 대신 대표"),
        ("내", "낸다 내고 냈다 냅니다 내면 내기로 내는 낼", "내년 내려 내부 내일"),
        ("부담하", "부담한다 부담해 부담했다 부담하기로 부담할", "부담금 부담이 부담도"),
        ("채우", "채운 채웠다 채워 채우고 채울", "채용 채소"),
        ("쓰", "쓴다 써 썼다 쓰는 쓸", "쓰레기 쓰임"),
        ("들이", "들인 들여 들였다 들이는 들일", "들어 들판"),
        ("짓", "짓는 짓고 지었다 지은 지을 짓기로", "지난 지역 지금"),
        ("만들", "만든다 만드는 만들고 만들었다 만듭니다", "만두 만드레"),
        ("얹", "얹었다 얹고 얹은 얹어 얹기로", "얹"),
    ],
)
def test_a_verb_is_known_in_its_forms_and_no_other_word_is(stem: str, fits: str, differs: str) -> None:
    pattern = re.compile(verbs.forms(stem))
    assert [word for word in fits.split() if not pattern.match(word)] == []
    assert [word for word in differs.split() if pattern.match(word)] == []


def test_a_verb_before_a_noun_is_present_past_or_to_come() -> None:
    pattern = re.compile(verbs.before_noun("대", "쏟", "만들"))
    words = ("대는", "댄", "댈", "쏟은", "쏟는", "만드는", "만든", "만들", "만들는", "대고", "대구")
    assert [bool(pattern.fullmatch(word)) for word in words] == [True] * 8 + [False] * 3


def test_several_verbs_make_one_pattern() -> None:
    pattern = re.compile(verbs.forms("대", "보태"))
    assert [bool(pattern.fullmatch(word)) for word in ("댔", "보탠", "냈")] == [True, True, False]
