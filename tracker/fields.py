"""What each field of the front matter is called and what it wants, in a contributor's words. No rules."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from tracker.messages import N_
from tracker.model import (
    Breakdown,
    Budget,
    Correction,
    DateBasis,
    Entry,
    Initiative,
    Milestone,
    Party,
    Role,
    Source,
    Status,
    Target,
    Withdrawal,
)


class Field(NamedTuple):
    """A name for people, and what to write."""

    label: str
    hint: str


def field(struct: type, key: str) -> Field:
    """The words of a field; one that has none yet goes by its key."""
    return FIELDS[struct].get(key, Field(key, ""))


_DUE = Field("기한", "2024, 2024-10, 2024-10-31처럼 아는 만큼 적습니다.")
_FORMER = Field("옛 이름", "예전 주소로 온 사람을 이리로 보냅니다.")

FIELDS: Mapping[type, Mapping[str, Field]] = {
    Entry: {
        "title": Field("제목", "누가 무엇을 했는지 한 줄로 적습니다. 기사 제목을 옮기지 않습니다."),
        "title_en": Field("영어 제목", "없어도 됩니다."),
        "summary_en": Field("영어 요약", "없어도 됩니다. 본문의 사실을 두세 문장으로 적습니다."),
        "date": Field("일어난 날", "2024-05-21. 날이나 달을 모르면 2024-05, 2024까지만 적습니다."),
        "date_basis": Field("날짜를 어떻게 아는가", "출처에 적혀 있지 않으면 밝힙니다."),
        "date_note": Field("날짜의 근거", "미루어 안 날짜라면 꼭 적습니다."),
        "added": Field("기록한 날", "이 기록을 쓰는 오늘입니다."),
        "draft": Field("초안", "true면 사이트에 나오지 않습니다. 다 쓰면 줄을 지웁니다."),
        "regions": Field("지역", "정책을 펴거나 적용받는 곳입니다. 그날 있던 시도와 시군구만 됩니다."),
        "participants": Field("참여 지역", "이름을 올려 함께한 다른 지방자치단체입니다."),
        "sectors": Field("분야", "어느 분야의 정책인지 고릅니다."),
        "instruments": Field("수단", "업무협약, 공모, 시설 구축처럼 무엇으로 하는지 고릅니다."),
        "stage": Field("단계", "이 일로 정책이 다다른 단계입니다."),
        "initiative": Field("사업", "이어지는 사업의 한 걸음이면 그 사업을 고릅니다."),
        "parties": Field("참여 기관", "함께한 기관과 기업을 그날의 이름으로 적습니다."),
        "budgets": Field("예산", "출처에 나온 금액을 쓰임마다 적습니다."),
        "milestones": Field("약속", "언제까지 무엇을 하겠다고 한 것을 적습니다. 지켰는지 나중에 따라갑니다."),
        "fulfils": Field("지킨 약속", "이 일로 지켜진 앞선 약속입니다."),
        "targets": Field("목표", "다다르겠다고 밝힌 수치입니다."),
        "sources": Field("출처", "읽은 기사나 보도자료입니다. 같은 발표를 다룬 여러 기사는 여기에 함께 적습니다."),
        "corrections": Field("고친 내력", "읽은 사람에게 알려야 할 고침입니다."),
        "withdrawn": Field("철회", "기록을 지우는 대신 왜 거두었는지 남깁니다."),
        "redirect_from": _FORMER,
    },
    Initiative: {
        "title": Field("사업 이름", "널리 불리는 이름으로 적습니다."),
        "title_en": Field("영어 이름", "없어도 됩니다."),
        "summary_en": Field("영어 요약", "없어도 됩니다. 본문의 사실을 두세 문장으로 적습니다."),
        "added": Field("기록한 날", "이 사업을 처음 적은 날입니다."),
        "regions": Field("지역", "사업을 펴는 곳입니다."),
        "sectors": Field("분야", "어느 분야의 사업인지 적습니다."),
        "instruments": Field("수단", "무엇으로 하는 사업인지 적습니다."),
        "redirect_from": _FORMER,
    },
    Party: {
        "name": Field("이름", "그날 쓰던 이름입니다."),
        "role": Field("한 일", "이 일에서 맡은 몫입니다."),
    },
    Budget: {
        "what": Field("쓰임", "무엇에 쓰는 돈인지 적습니다."),
        "amount": Field("금액", "369억 3000만원처럼 적거나 숫자로 적습니다."),
        "status": Field("상태", "상태가 다른 금액은 더하지 않습니다."),
        "period": Field("기간", "2024/2028처럼 적습니다. 한 해면 2024."),
        "breakdown": Field("재원", "모두 알 때만 적습니다. 더하면 금액과 같아야 합니다."),
        "part_of": Field("들어 있는 총액", "다른 금액의 한 부분이면 그 금액의 쓰임을 똑같이 적습니다."),
        "what_en": Field("쓰임의 영어", "없어도 됩니다."),
    },
    Breakdown: {
        "national": Field("국비", "나라에서 대는 돈입니다."),
        "provincial": Field("도비", "광역자치단체가 대는 돈입니다."),
        "municipal": Field("시·군·구비", "기초자치단체가 대는 돈입니다."),
        "local": Field("지방비", "도비와 시·군·구비를 가르지 않은 돈입니다."),
        "private": Field("민간", "기업이나 단체가 대는 돈입니다."),
    },
    Milestone: {
        "id": Field("약속의 이름표", "영문 소문자와 숫자, 붙임표로 짧게: council"),
        "due": _DUE,
        "what": Field("약속한 것", "무엇을 하겠다고 했는지 적습니다."),
        "what_en": Field("약속의 영어", "없어도 됩니다."),
    },
    Target: {
        "metric": Field("무엇을", "일자리, 분석 장비처럼 세는 것입니다."),
        "value": Field("수", "1200, 3.5처럼 수만 적습니다."),
        "unit": Field("단위", "명, 종, 대처럼 적습니다."),
        "due": _DUE,
        "metric_en": Field("무엇을의 영어", "없어도 됩니다. 한글 단위는 괄호에 함께 옮깁니다."),
    },
    Source: {
        "url": Field("주소", "https://로 시작하는 기사 주소입니다."),
        "publisher": Field("매체", "신문이나 기관의 이름입니다."),
        "published": Field("나온 날", "2024-05-22"),
        "archive_url": Field("보존본 주소", "web.archive.org 같은 곳에 남긴 사본입니다."),
        "fingerprint": Field("기사 지문", "가져오기가 적어 둡니다. 기사 없이도 옮겨 쓴 문장을 찾아냅니다."),
    },
    Correction: {
        "date": Field("고친 날", "2024-05-21"),
        "what": Field("고친 것", "무엇을 왜 고쳤는지 적습니다."),
    },
    Withdrawal: {
        "date": Field("철회한 날", "2024-05-21"),
        "reason": Field("까닭", "왜 거두었는지 적습니다."),
        "replaced_by": Field("갈음하는 기록", "대신 볼 기록의 이름입니다."),
    },
}

STATUS_WORDS = {
    "announced": N_("발표"),
    "requested": N_("신청"),
    "awarded": N_("확보"),
    "appropriated": N_("편성"),
    "spent": N_("집행"),
}
ROLE_WORDS = {
    "lead": N_("주관"),
    "partner": N_("협약"),
    "implementing": N_("수행"),
    "funder": N_("재원"),
    "participant": N_("참여"),
    "beneficiary": N_("수혜"),
}
BASIS_WORDS = {
    "stated": N_("출처에 적힌 날짜"),
    "derived": N_("출처의 ‘지난 5일’ 같은 말과 나온 날로 셈한 날짜"),
    "inferred": N_("미루어 안 날짜"),
}
CHOICES: Mapping[Any, Mapping[str, str]] = {DateBasis: BASIS_WORDS, Role: ROLE_WORDS, Status: STATUS_WORDS}
"""What the values of a choice are called."""
