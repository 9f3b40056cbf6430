"""What every column and key means, in which unit, with an example. One word means the same in all formats."""

from collections.abc import Mapping
from typing import NamedTuple


class Meaning(NamedTuple):
    """A meaning in Korean; the unit is empty where a value counts nothing."""

    text: str
    example: str
    unit: str = ""


DAY, WON, ENTRIES, LATE = "날(한국 시각, ISO 8601)", "원", "건", "일"
EDTF = "EDTF(연, 연-월, 연-월-일)"

MEANINGS: Mapping[str, Meaning] = {
    # what things are called, and where they stand
    "id": Meaning("기록의 식별자. 파일 이름이며 바뀌지 않는다", "2024-05-21-jeonbuk-battery-analysis-centre"),
    "slug": Meaning("용어나 사업의 식별자", "secondary-battery"),
    "ref": Meaning("약속의 식별자: 기록#약속", "2024-05-21-jeonbuk-battery-analysis-centre#open"),
    "number": Meaning("기록 안에서의 차례. 1부터", "1"),
    "url": Meaning("사람이 읽는 페이지의 주소", "https://rings.example/entries/2024-05-21-x/"),
    "api_url": Meaning("같은 내용의 JSON 파일 주소", "https://rings.example/api/v1/entries/2024-05-21-x.json"),
    "path": Meaning("사이트 안에서의 페이지 주소", "entries/2024-05-21-x/"),
    "title": Meaning("제목", "전북, 이차전지 실시간 고도분석센터 공모에 선정"),
    "title_en": Meaning("영어 제목", "Jeonbuk wins the call for a battery analysis centre"),
    "summary_en": Meaning("영어 요약", "Jeonbuk was chosen in a national call."),
    "what_en": Meaning("그것의 영어", "Real-time battery analysis centre"),
    "name": Meaning("이름. 지역은 그날의 이름", "전북특별자치도"),
    "full_name": Meaning("윗단위까지 붙인 이름", "경기도 평택시"),
    "name_en": Meaning("영어 이름", "Secondary batteries"),
    "body": Meaning("사건을 요약한 글. 마크다운", "전북특별자치도가 공모에 선정됐다."),
    "redirect_from": Meaning("예전 식별자. 옛 주소는 지금 주소로 이어진다", "2024-05-21-old-name"),
    "moved_to": Meaning("내용이 옮겨 간 JSON 파일 주소", "https://rings.example/api/v1/entries/2024-05-21-x.json"),
    # days
    "date": Meaning("사건이 일어난 때. 아는 데까지만 적는다", "2024-05", EDTF),
    "date_first": Meaning("date가 뜻할 수 있는 첫날", "2024-05-01", DAY),
    "date_last": Meaning("date가 뜻할 수 있는 마지막 날", "2024-05-31", DAY),
    "date_basis": Meaning("날짜를 안 근거: stated 출처에 적힘, derived 셈함, inferred 미루어 앎", "derived"),
    "date_note": Meaning("날짜를 미루어 안 까닭", "기사가 나온 날에서 미루어 보았다"),
    "added": Meaning("나이테에 실린 날", "2026-11-22", DAY),
    "updated": Meaning("독자에게 알린 마지막 변화의 날", "2026-11-22", DAY),
    "corrections.date": Meaning("고친 날", "2026-11-25", DAY),
    "Correction.date": Meaning("고친 날", "2026-11-25", DAY),
    "Withdrawal.date": Meaning("철회한 날", "2026-11-25", DAY),
    "year": Meaning("해", "2024", "년"),
    # what an event is about
    "regions": Meaning("정책이 펼쳐지는 지역", "jeonbuk; jeonbuk/gunsan"),
    "region_names": Meaning("그 지역의 그날 이름", "전북특별자치도; 전북특별자치도 군산시"),
    "participants": Meaning("함께하는 자치단체", "jeonbuk/gunsan"),
    "participant_names": Meaning("함께하는 자치단체의 그날 이름", "전북특별자치도 군산시"),
    "participates": Meaning("펼쳐지는 지역이 아니라 함께하는 자치단체인가", "0"),
    "sectors": Meaning("분야", "secondary-battery"),
    "sector_names": Meaning("분야의 이름", "이차전지"),
    "instruments": Meaning("정책 수단", "public-call; facility"),
    "instrument_names": Meaning("정책 수단의 이름", "공모; 시설"),
    "stage": Meaning("이 사건으로 정책이 다다른 단계. 사업에서는 지금 단계", "selected"),
    "stage_name": Meaning("단계의 이름", "선정·지정"),
    "initiative": Meaning("사건이 속한 사업", "saemangeum-battery-complex"),
    "entry": Meaning("그렇게 말한 기록", "2024-05-21-jeonbuk-battery-analysis-centre"),
    "party_names": Meaning("참여 기관의 그날 이름", "전북특별자치도; 전북테크노파크"),
    "parties": Meaning("참여 기관", ""),
    "region": Meaning("지역. 기관에서는 그 기관이 있는 곳이나 그 기관인 자치단체", "jeonbuk"),
    "sector": Meaning("분야", "secondary-battery"),
    "instrument": Meaning("정책 수단", "public-call"),
    "organisation": Meaning("어휘에 있는 기관이면 그 식별자", "jeonbuk-tp"),
    "role": Meaning(
        "맡은 일: lead 주관, partner 협약, implementing 수행, funder 재원, participant 참여, beneficiary 수혜", "lead"
    ),
    # money
    "budgets": Meaning("예산. 사업에서는 지금 서 있는 금액만", ""),
    "what": Meaning("무엇인가: 돈의 쓰임, 약속한 일, 고친 내용", "이차전지 실시간 고도분석센터 구축"),
    "amount": Meaning("금액. 정수", "36930000000", WON),
    "status": Meaning(
        "돈의 상태: announced 발표, requested 신청, awarded 확보, appropriated 편성, spent 집행. 다르면 더하지 않는다",
        "awarded",
    ),
    "period": Meaning("돈이 쓰이는 기간", "2024/2028", f"{EDTF}, 시작/끝"),
    "period_first": Meaning("기간의 첫날", "2024-01-01", DAY),
    "period_last": Meaning("기간의 마지막 날", "2028-12-31", DAY),
    "breakdown": Meaning("재원별 금액. 밝혀지지 않았으면 비어 있다", ""),
    "national": Meaning("국비", "15040000000", WON),
    "provincial": Meaning("도비, 광역시비", "5000000000", WON),
    "municipal": Meaning("시·군·구비", "5000000000", WON),
    "local": Meaning("도비와 시·군·구비를 나누지 않은 지방비", "21890000000", WON),
    "private": Meaning("민간", "50000000", WON),
    "part_of": Meaning("이 금액을 품은 더 큰 금액의 쓰임", "이차전지 특화단지 조성"),
    "standing": Meaning("같은 사업, 같은 쓰임의 금액 가운데 가장 새것이고 다른 금액의 일부가 아닌가", "1"),
    "totals": Meaning("상태별 합계", ""),
    "count": Meaning("더한 금액의 수", "12", ENTRIES),
    # promises
    "milestones": Meaning("이 기록에서 나온 약속", ""),
    "milestone": Meaning("지킨 약속", "2024-05-21-jeonbuk-battery-analysis-centre#open"),
    "milestones.id": Meaning("기록 안에서 약속의 식별자", "open"),
    "Milestone.id": Meaning("기록 안에서 약속의 식별자", "open"),
    "Promise.id": Meaning("기록 안에서 약속의 식별자", "open"),
    "promises": Meaning("사업의 약속, 기한이 이른 것부터", ""),
    "due": Meaning("기한", "2028", EDTF),
    "due_first": Meaning("기한이 뜻할 수 있는 첫날", "2028-01-01", DAY),
    "due_last": Meaning("기한이 뜻할 수 있는 마지막 날. 이날이 지나야 기한이 지난 것이다", "2028-12-31", DAY),
    "state": Meaning(
        "약속의 상태: kept 이행, upcoming 예정, overdue 기한 지남, dropped 무산. 철회한 기록에서는 비어 있다",
        "upcoming",
    ),
    "kept_by": Meaning("약속을 지킨 기록", "2028-11-02-jeonbuk-battery-centre-opens"),
    "kept_on": Meaning("약속을 지킨 때", "2028-11-02", EDTF),
    "days_late": Meaning("지킨 날이 기한보다 늦은 날수. 이르면 음수, 아직이면 비어 있다", "-59", LATE),
    "fulfils": Meaning("이 사건이 지킨 앞선 약속", ""),
    "targets": Meaning("숫자로 밝힌 목표", ""),
    "metric": Meaning("무엇의 수인가", "분석 장비"),
    "metric_en": Meaning("무엇의 수인가를 영어로", "Analysis instruments"),
    "value": Meaning("목표한 수", "20"),
    "unit": Meaning("그 수의 단위", "종"),
    # sources and corrections
    "sources": Meaning("기록이 딛고 선 출처", ""),
    "sources.url": Meaning("출처의 주소", "https://news.example/1"),
    "Source.url": Meaning("출처의 주소", "https://news.example/1"),
    "publisher": Meaning("매체나 기관", "전자신문"),
    "published": Meaning("출처가 나온 날", "2024-05-22", DAY),
    "archive_url": Meaning("보존본의 주소", "https://archive.example/1"),
    "corrections": Meaning("고친 일. 독자에게 알린 것", ""),
    "withdrawn": Meaning("철회한 날. 철회한 기록은 합계와 약속에서 빠진다", "2026-11-25", DAY),
    "Entry.withdrawn": Meaning("철회했으면 그날, 까닭, 갈음하는 기록", ""),
    "Summary.withdrawn": Meaning("철회한 기록인가", "false"),
    "withdrawn_reason": Meaning("철회한 까닭", "같은 일이 이미 있다"),
    "reason": Meaning("철회한 까닭", "같은 일이 이미 있다"),
    "replaced_by": Meaning("갈음하는 기록", "2024-05-21-x"),
    # the vocabulary
    "short": Meaning("짧은 이름", "전북"),
    "kind": Meaning("종류: 지역은 자치단체의 종류, 기관은 기관의 종류", "special-self-governing-province"),
    "code": Meaning("행정안전부 법정동 코드의 앞자리", "52"),
    "iso": Meaning("ISO 3166-2 코드", "KR-45"),
    "parent": Meaning("윗단위", "jeonbuk"),
    "since": Meaning("있기 시작한 날. 모르거나 오래되었으면 비어 있다", "2024-01-18", DAY),
    "until": Meaning("있던 마지막 날, 그 이름을 쓴 마지막 날", "2026-06-30", DAY),
    "former_names": Meaning("옛 이름", "전라북도"),
    "predecessors": Meaning("앞선 자치단체", "gwangju"),
    "successors": Meaning("뒤를 이은 자치단체", "jeonnam-gwangju"),
    "group": Meaning("묶음", "strategic-tech"),
    "definition": Meaning("뜻. 영어", "Won a call or was designated."),
    "strategic_industry": Meaning("국가첨단전략산업의 이름", "이차전지"),
    "strategic_tech": Meaning("12대 국가전략기술의 이름", "이차전지"),
    "budget_field": Meaning("지방 세출예산의 기능별 분야", "산업·중소기업및에너지"),
    "order": Meaning("보통의 차례. 클수록 뒤", "40"),
    "terminal": Meaning("그 뒤의 단계가 없는가", "0"),
    "sets_stage": Meaning("이 단계의 사건이 사업의 지금 단계를 바꾸는가", "1"),
    # lists
    "collection": Meaning("무엇별 연표인가", "regions"),
    "total": Meaning("속한 기록이나 목록 항목의 수", "128", ENTRIES),
    "shown": Meaning("이 파일에 실린 기록의 수", "100", ENTRIES),
    "years": Meaning("해별 파일. 기록이 한 파일에 담기지 않을 때만 있다", ""),
    "entries": Meaning("기록, 새 사건부터", ""),
    "items": Meaning("목록의 항목", ""),
    "collections": Meaning("목록 파일의 주소", ""),
    "version": Meaning("API의 판", "1.0.0"),
    "license": Meaning("이용 조건", "https://creativecommons.org/licenses/by/4.0/"),
    "description_url": Meaning("이 API를 적은 OpenAPI 문서", "https://rings.example/api/v1/openapi.json"),
    "data_url": Meaning("한꺼번에 내려받는 파일의 목록", "https://rings.example/data/"),
}
"""By name, or by table or record and name where a name means something else there."""


def meaning(owner: str, name: str) -> Meaning:
    """What a column of a table or a key of a record means."""
    return MEANINGS.get(f"{owner}.{name}") or MEANINGS[name]
