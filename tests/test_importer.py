"""The importer from file to draft: the seeds, the articles as published, encodings, HTML, the faces of the command."""

import argparse
import datetime as dt
import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from support import CONTENT, copy_small
from tracker import copyguard, documents, importer, money, vocabulary
from tracker.importer import arguments, faces, patterns, relating, reporting
from tracker.importer.money import amounts
from tracker.importer.page import cleaning, opening, reading
from tracker.importer.when import days
from tracker.model import InvalidContentError
from tracker.vocabulary import Vocabulary

ROOT = Path(__file__).parents[1]
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
TODAY = dt.date(2026, 11, 22)
ARTICLE = """홍천군, 산림 숲길 공모 선정… 국비 15억원 확보

홍길동 기자
입력 2024-05-23 10:20:30

강원 홍천군은 산림청 공모에 선정돼 숲길을 놓는다고 22일 밝혔다.
총사업비는 30억원(국비 15억원, 도비 5억원, 군비 10억원)이며 2025년부터 2027년까지 투입한다.
군은 오는 10월 숲길 추진단을 발족한다.

Copyright © 가람신문. 무단전재 및 재배포 금지.
많이 본 뉴스
1. 구로구, 20조 8,923억 원으로 육교 놓는다
"""


@cache
def words() -> Vocabulary:
    return vocabulary.load(CONTENT)


def write(folder: Path, text: str | bytes, name: str = "article.txt") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_every_seed_becomes_a_draft_that_parses_once_its_address_is_known() -> None:
    for path in SEEDS:
        draft = importer.draft(path, words(), answers={"url": "https://news.example/1"}, added=TODAY)
        assert documents.parse_entry(draft.text.encode(), draft.path, words()).draft, path.name


@pytest.mark.parametrize(
    ("headline", "body", "title"),
    [
        (
            "홍천군 숲길센터 착공",
            "홍천군은 2024년 5월 22일 ‘홍천 숲길센터’ 착공식을 열었다.",
            "강원 홍천군, 숲길센터 착공",
        ),
        (
            "홍천군, 숲길 협의체 띄웠다",
            "홍천군은 2024년 5월 22일 ‘홍천 숲길 협의체’ 출범식을 열었다.",
            "강원 홍천군, 숲길 협의체 출범",
        ),
        (
            "홍천군 스마트팜 조성사업 공모 선정",
            "홍천군은 농식품부의 ‘스마트팜 조성사업’ 공모에 선정됐다고 2024년 5월 22일 밝혔다.",
            "강원 홍천군, 스마트팜 조성사업 공모 선정",
        ),
        (
            "홍천 산업단지에 공동 연구동 문 열어",
            "홍천군은 2024년 5월 22일 농림축산식품부의 ‘나무 소재 연구동’ 개소식을 했다.",
            "강원 홍천군, 나무 소재 연구동 개소",
        ),
        (
            "홍천군 숲길센터 첫 삽",
            "홍천군은 2024년 5월 22일 홍천읍에서 숲길센터 건립 공사의 첫 삽을 떴다고 밝혔다.",
            "강원 홍천군, 숲길센터 착공",
        ),
        (
            "홍천군과 춘천시, 산림산업에 손잡아",
            "홍천군은 2024년 5월 22일 춘천시와 산림 산업 업무협약을 체결했다고 밝혔다.",
            "강원 홍천군, 농림수산·식품 업무협약 체결",
        ),
    ],
)
def test_a_title_says_who_what_and_how_far(tmp_path: Path, headline: str, body: str, title: str) -> None:
    page = f"{headline}\n입력 2024-05-22 10:00\n\n강원 {body} 홍천군의 이 사업은 군민 모두를 위한 것이다.\n"
    draft = importer.draft(write(tmp_path, page), words(), url="https://news.example/1", added=TODAY)
    assert f"\ntitle: {title}\n" in draft.text


def test_sums_that_a_total_holds_point_at_it(tmp_path: Path) -> None:
    page = """홍천군, 숲길 국비 12억 확보
입력 2024-05-22 10:00

강원 홍천군은 내년 정부예산에 ‘홍천 숲길 조성사업’ 국비 12억 원이 담겼다고 2024년 5월 22일 밝혔다.
사업별로는 ▲달빛 시험센터 8억 원 ▲언덕 산책로 4억 원이다.
"""
    draft = importer.draft(write(tmp_path, page), words(), url="https://news.example/1", added=TODAY)
    held = [line.strip() for line in draft.text.splitlines() if re.match(r"  - what|    (amount|status|part_of)", line)]
    assert held == [
        *("- what: 홍천 숲길 조성사업", "amount: 12억 원", "status: awarded"),
        *("- what: 달빛 시험센터", "amount: 8억 원", "status: awarded", "part_of: 홍천 숲길 조성사업"),
        *("- what: 언덕 산책로", "amount: 4억 원", "status: awarded", "part_of: 홍천 숲길 조성사업"),
    ]


def test_a_draft_says_what_the_article_says_and_no_sentence_of_it(tmp_path: Path) -> None:
    draft = importer.draft(write(tmp_path, ARTICLE), words(), url="https://news.example/1", added=TODAY)
    entry = documents.parse_entry(draft.text.encode(), draft.path, words())
    assert draft.path == "entries/2024/2024-05-22-hongcheon-agri-fisheries-public-call.md"
    assert (str(entry.date), entry.date_basis, entry.regions) == ("2024-05-22", "derived", ("gangwon/hongcheon",))
    assert entry.budgets[0].breakdown
    assert entry.budgets[0].breakdown.parts() == {"national": 15 * 10**8, "provincial": 5 * 10**8, "municipal": 10**9}
    assert [(one.id, str(one.due), one.what) for one in entry.milestones] == [("launch", "2024-10", "숲길 추진단 발족")]
    copied = copyguard.compare(entry.body, draft.report.article.text, copyguard.names(words()))
    assert copied is None or copied.severity == "warning"
    assert "20조" not in draft.text
    assert "구로" not in draft.text


def test_the_same_article_gives_the_same_draft_again(tmp_path: Path) -> None:
    path = write(tmp_path, ARTICLE)
    assert importer.draft(path, words(), added=TODAY) == importer.draft(path, words(), added=TODAY)


def test_what_is_not_known_is_asked_and_stands_in_the_draft_as_a_question(tmp_path: Path) -> None:
    path = write(tmp_path, "광주시, 숲길 놓는다\n\n광주시는 29일 숲길을 놓는다고 밝혔다.\n")
    draft = importer.draft(path, words(), added=TODAY)
    assert {question.field for question in draft.questions} >= {"published", "date", "regions", "url"}
    assert draft.record["date"] is None
    assert draft.record["day"] == 29
    assert draft.text.count("# 물음: ") == len(draft.questions)
    with pytest.raises(InvalidContentError):
        documents.parse_entry(draft.text.encode(), draft.path, words())


def test_answers_finish_a_draft(tmp_path: Path) -> None:
    path = write(tmp_path, "광주시, 숲길 놓는다\n\n광주시는 29일 숲길을 놓는다고 밝혔다.\n")
    answers = {
        "date": "2024-05-29",
        "regions": "gwangju",
        "sectors": ["environment-climate"],
        "instruments": "facility",
        "stage": "announced",
        "url": "https://news.example/1",
        "publisher": "가람신문",
        "published": "2024-05-29",
    }
    draft = importer.draft(path, words(), answers=answers, added=TODAY)
    assert documents.parse_entry(draft.text.encode(), draft.path, words()).regions == ("gwangju",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_any_encoding_of_the_korean_press_is_read(tmp_path: Path, encoding: str) -> None:
    found = importer.report(write(tmp_path, ARTICLE.replace("©", "").encode(encoding)), words())
    assert found.article.headline == "홍천군, 산림 숲길 공모 선정… 국비 15억원 확보"


def test_decomposed_letters_and_invisible_ones_are_read_as_plain_text(tmp_path: Path) -> None:
    import unicodedata

    text = unicodedata.normalize("NFD", ARTICLE).replace("숲", "\u200b숲")
    found = importer.report(write(tmp_path, text), words())
    assert [one.amount for one in found.budgets] == [3_000_000_000]


def test_a_release_in_note_form_is_read_too(tmp_path: Path) -> None:
    text = "홍천군, 숲길 놓는다\n\n□ 강원 홍천군은 국비 15억원을 확보하여 언덕에 숲길을 놓기로 함\n"
    found = importer.report(write(tmp_path, text), words())
    assert found.article.headline == "홍천군, 숲길 놓는다"
    assert [one.amount for one in found.budgets] == [1_500_000_000]


def test_bytes_that_are_no_text_and_files_too_large_are_refused(tmp_path: Path) -> None:
    for data in (b"\xff\x00\x80\x81" * 500, b"a" * (opening.MAX_BYTES + 1)):
        with pytest.raises(InvalidContentError):
            importer.read(write(tmp_path, data))


HTML = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>숲길 준공 - 가람신문</title>
<meta property="og:title" content="홍천군, 숲길 준공 - 가람신문"><meta property="og:site_name" content="가람신문">
<meta property="og:url" content="https://garam.example/news/1">
<meta property="article:published_time" content="2024-03-06T09:30:00+09:00"></head><body>
<nav><p>은평구는 축제를 연다고 밝혔다.</p></nav>
<h3 class="heading">홍천군, 숲길 준공</h3><h4 class="subheading">군민 누구나 걷는다</h4>
<div {place}><figure><figcaption>준공식에서 손뼉을 치고 있다.</figcaption></figure>
<p>강원 홍천군은 5일 숲길을 준공했다고 밝혔다.</p><p>국비 20억원과 군비 10억원 등 모두 30억원을 들였다.</p>
<p>걷는 이들은 쉼터에서 쉴 수 있고 봄부터는 안내도 받는다.</p>
<script>var other = "구로구는 밝혔다.";</script></div>
<div class="rank"><h4>많이 본 뉴스</h4><p>고양시는 10조원을 확보했다고 밝혔다.</p></div></body></html>"""
PLACES = {
    "ndsoft": 'id="article-view-content-div"',
    "naver": 'id="dic_area"',
    "daum": 'class="article_view"',
    "mk": 'class="news_cnt_detail_wrap"',
    "unknown": 'class="some-theme-text"',
}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_the_article_is_found_in_the_pages_of_the_common_systems_and_in_others(tmp_path: Path, place: str) -> None:
    page = HTML.replace("{place}", place).replace("{charset}", "utf-8")
    found = importer.report(write(tmp_path, page, "page.html"), words())
    assert found.article.headline == "홍천군, 숲길 준공"
    assert found.article.subheads == ("군민 누구나 걷는다",)
    assert found.article.publisher == "가람신문"
    assert found.published
    assert found.published.value == "2024-03-06T09:30:00+09:00"
    assert [candidate.value for candidate in found.regions] == ["gangwon/hongcheon"]
    assert [(one.amount, one.breakdown) for one in found.budgets] == [
        (3_000_000_000, {"national": 2_000_000_000, "municipal": 1_000_000_000})
    ]
    assert "손뼉" not in found.article.text


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("og:site_name", "Daum | 가람신문"),
        ("og:article:author", "가람신문 | 홍길동"),
        ("og:article:author", "가람신문 | 네이버"),
        ("og:article:author", "홍길동 기자"),
    ],
)
def test_a_portals_page_tells_the_paper_and_a_reporter_is_none(tmp_path: Path, key: str, value: str) -> None:
    extra = f'<meta property="{key}" content="{value}">'
    page = HTML.replace("{place}", PLACES["daum"]).replace("{charset}", "utf-8")
    page = page.replace('<meta property="og:site_name" content="가람신문">', "") if "author" not in key else page
    found = importer.report(write(tmp_path, page.replace("</head>", f"{extra}</head>"), "page.html"), words())
    assert found.article.publisher == "가람신문"


@pytest.mark.parametrize(("charset", "encoding"), [("euc-kr", "cp949"), ("utf-8", "cp949"), ("euc-kr", "utf-8")])
def test_a_wrong_label_of_the_encoding_does_no_harm(tmp_path: Path, charset: str, encoding: str) -> None:
    page = HTML.replace("{place}", PLACES["ndsoft"]).replace("{charset}", charset)
    found = importer.report(write(tmp_path, page.encode(encoding), "page.html"), words())
    assert found.article.headline == "홍천군, 숲길 준공"


def test_text_that_the_parser_loses_is_an_error_and_not_a_short_article(tmp_path: Path) -> None:
    sentence = "<p>강원 홍천군은 5일 숲길을 준공했다고 밝혔다.</p>"
    page = f"<html><body>{'<div>' * 20_000}{sentence}{'</div>' * 20_000}</body></html>"
    with pytest.raises(InvalidContentError) as caught:
        importer.read(write(tmp_path, page, "deep.html"))
    assert caught.value.problems[0].code == "html"


def test_a_moment_of_sending_above_the_headline_is_the_stamp_and_a_day_alone_is_the_sites(tmp_path: Path) -> None:
    top = "<div>{}</div><div class='tit'><h1>홍천군, 숲길 놓는다 :: 가람마당</h1></div><div id='newsContents'>"
    text = "<p>강원 홍천군은 언덕에 숲길을 놓는다고 22일 밝혔다.</p><p>길은 내년에 열리고 주민 누구나 걸을 수 있다.</p></div>"
    sent, clock = (
        importer.report(write(tmp_path, f"<html><body>{top.format(line)}{text}</body></html>", "page.html"), words())
        for line in ("가람마당 2024년 05월 22일 13:30 등록", "2024년 05월 22일 (수)")
    )
    assert sent.published
    assert sent.published.value[:10] == "2024-05-22"
    assert sent.article.headline == "홍천군, 숲길 놓는다"
    assert clock.published is None


@pytest.mark.parametrize(
    "page", ["", " \n", "<!DOC", "<html", "<!DOCTYPE html>", "<!-- 숲길 -->", '<?xml version="1.0"?>']
)
def test_a_page_that_holds_nothing_is_refused_with_a_remedy(tmp_path: Path, page: str) -> None:
    with pytest.raises(InvalidContentError) as caught:
        importer.read(write(tmp_path, page, "cut.html"))
    assert caught.value.problems[0].hint


def _gold(folder: Path) -> Iterator[tuple[dict[str, Any], Path]]:
    for path in sorted((folder.parent / "gold").glob("*.yaml")):
        record = yaml.safe_load(path.read_text("utf-8"))
        yield record, folder / record["file"]


def test_the_articles_as_published_come_out_as_read_by_hand(articles: Path) -> None:
    for gold, path in _gold(articles):
        record = reporting.record(importer.report(path, words()))
        assert record["headline"] == gold["headline"]
        assert record["source"]["published"] == gold["source"]["published"]
        assert (record["date"], record["date_basis"], record["day"]) == (gold["date"], gold["date_basis"], gold["day"])
        assert set(gold["regions"]) <= set(record["regions"]) <= {*gold["regions"], *gold.get("regions_ok", ())}
        assert set(gold["sectors"]) <= set(record["sectors"]) <= {*gold["sectors"], *gold.get("sectors_ok", ())}
        assert record["stage"] in {gold["stage"], *gold.get("stage_ok", ())}
        assert [one["amount"] for one in record["budgets"]] == [one["amount"] for one in gold["budgets"]]
        for mine, right in zip(record["budgets"], gold["budgets"], strict=True):
            assert mine["breakdown"] == right.get("breakdown", {})
            assert (mine["status"], mine["period"]) == (right["status"], right["period"])
        asked = {question["field"] for question in record["questions"]}
        assert set(gold.get("must_ask", ())) <= asked


def test_a_given_publication_settles_what_hangs_on_it(articles: Path) -> None:
    for gold, path in _gold(articles):
        if "given" in gold:
            day = dt.date.fromisoformat(gold["given"]["published"])
            record = reporting.record(importer.report(path, words(), published=day))
            assert record["date"] == gold["given"]["date"]
            wanted = {step["date"] for step in gold["given_milestones"]}
            assert wanted <= {step["date"] for step in record["milestones"]}


def test_nothing_of_the_page_around_reaches_a_record(articles: Path) -> None:
    traps = ("20조", "8,923", "은평", "eunpyeong", "구로", "guro", "고양", "goyang", "오산", "osan", "20892300000000")
    for _, path in _gold(articles):
        draft = importer.draft(path, words(), added=TODAY)
        printed = json.dumps(draft.record, ensure_ascii=False) + draft.text.partition("fingerprint")[0]
        assert not [trap for trap in traps if trap in printed]


def test_seeds_are_read_like_the_articles_that_they_restate(articles: Path) -> None:
    by_day = {gold["date"] or gold["given"]["date"]: gold for gold, _ in _gold(articles)}
    for path in SEEDS:
        record = reporting.record(importer.report(path, words()))
        gold = by_day[record["date"]]
        assert set(gold["regions"]) <= set(record["regions"]), path.name
        assert [one["amount"] for one in record["budgets"]] == [one["amount"] for one in gold["budgets"]]
        assert set(record["sectors"]) >= set(gold["sectors"])


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Runs the command on a content folder of its own; gives exit status, output and complaints."""
    content = copy_small(tmp_path / "content").root
    parser = argparse.ArgumentParser()
    arguments.add_arguments(parser)

    def call(*given: str | Path) -> tuple[int, str, str]:
        args = parser.parse_args([str(one) for one in given])
        args.content, args.today, args.cache = content, TODAY, tmp_path / "cache"
        status = faces.run(args)
        return status, *capsys.readouterr()

    return call


def test_json_is_one_line_a_file_with_the_keys_in_order_and_writes_nothing(
    tmp_path: Path, run: Callable[..., tuple[int, str, str]]
) -> None:
    path = write(tmp_path, ARTICLE)
    status, out, _ = run(path, path, "--json")
    lines = out.splitlines()
    assert (status, len(lines)) == (0, 2)
    assert (
        list(json.loads(lines[0]))
        == (
            "file headline subheads source date date_basis day regions suggested_regions sectors instruments stage"
            " budgets organisations milestones questions"
        ).split()
    )
    assert not list(tmp_path.rglob("*hongcheon*"))


def test_a_draft_is_written_once_and_a_recorded_source_is_not_drafted_again(
    tmp_path: Path, run: Callable[..., tuple[int, str, str]]
) -> None:
    path = write(tmp_path, ARTICLE)
    url = "https://www.garam.example/news/1?utm_source=x"
    status, out, _ = run(path, "--non-interactive", "--url", url)
    assert (status, "→" in out) == (0, True)
    status, out, _ = run(path, "--non-interactive", "--url", "https://garam.example/news/1")
    assert (status, "이미 기록된 출처" in out) == (0, True)
    run(path, "--non-interactive", "--url", "https://other.example/2")
    assert sorted(file.name for file in tmp_path.rglob("*hongcheon*")) == [
        "2024-05-22-hongcheon-agri-fisheries-public-call-2.md",
        "2024-05-22-hongcheon-agri-fisheries-public-call.md",
    ]


def test_another_paper_on_the_same_event_is_offered_as_a_source(
    tmp_path: Path, run: Callable[..., tuple[int, str, str]]
) -> None:
    run(write(tmp_path, ARTICLE), "--non-interactive", "--url", "https://one.example/1")
    _, out, _ = run(write(tmp_path, ARTICLE), "--non-interactive", "--stdout", "--url", "https://two.example/2")
    assert "sources에 더하세요" in out


def test_explain_names_the_rule_and_the_words_of_every_value(
    tmp_path: Path, run: Callable[..., tuple[int, str, str]]
) -> None:
    _, out, _ = run(write(tmp_path, ARTICLE), "--explain", "--show-dropped", "--stdout", "--non-interactive")
    assert "sum.total-with-parts" in out
    assert "⟦30억원⟧" in out
    assert "chrome.after-end" in out


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_imported(
    tmp_path: Path, run: Callable[..., tuple[int, str, str]]
) -> None:
    status, out, complaint = run(tmp_path / "none.txt", write(tmp_path, ARTICLE), "--json")
    assert status == 1
    assert json.loads(out)["file"] == "article.txt"
    assert "none.txt" in complaint


def test_a_session_asks_shows_options_and_takes_numbers(tmp_path: Path) -> None:
    path = write(tmp_path, "광주시, 숲길 놓는다\n\n광주시는 29일 숲길을 놓는다고 밝혔다.\n")
    found = importer.report(path, words(), published=dt.date(2024, 5, 29))
    asked: list[str] = []

    def ask(prompt: str) -> str:
        asked.append(prompt)
        return "1" if "[regions]" in prompt else "없는값" if len(asked) == 1 else ""

    answers = faces.session(found, words(), ask)
    assert answers["regions"] == "gwangju"
    assert any("광주시" in prompt and "2) gyeonggi/gwangju" in prompt for prompt in asked)


def test_the_copy_guard_finds_a_copied_sentence_with_and_without_the_article() -> None:
    source = "시는 언덕을 깎지 않고 나무 사이로 구불구불한 길을 내어 누구나 천천히 걸을 수 있게 했다고 설명했다."
    copied = f"길이 열렸다. {source[:40]}"
    ours = "나무를 베지 않은 숲길이 열려 주민이 걷고 있다."
    stored = copyguard.fingerprint(source)
    for text, severity in ((copied, "error"), (ours, None)):
        direct, later = copyguard.compare(text, source), copyguard.compare_fingerprint(text, [stored])
        assert (direct.severity if direct else None) == severity
        assert (later.severity if later else None) == severity


def test_names_sums_and_dates_are_no_copy() -> None:
    source = "한국자동차연구원과 경기도경제과학진흥원은 2024년 5월 29일 369억3000만원으로"
    names = frozenset(["한국자동차연구원", "경기도경제과학진흥원"])
    assert copyguard.compare(source, source, names) is None


def test_patterns_of_one_run_are_the_next_ones_without_being_compiled(tmp_path: Path) -> None:
    sources = {r"(?P<place>[가-힣]+)[시군]": 0, "(?i)a|b": re.IGNORECASE, "^[^숲]$": re.MULTILINE}
    re.purge()
    with patterns.kept(tmp_path):
        made = [re.compile(source, flags) for source, flags in sources.items()]
    re.purge()
    with patterns.kept(tmp_path), pytest.MonkeyPatch.context() as patch:
        patch.setattr("re._compiler.compile", lambda source, _flags: pytest.fail(f"compiled again: {source}"))
        known = [re.compile(source, flags) for source, flags in sources.items()]
    assert known == made
    assert known[0].fullmatch("가람시").groupdict() == {"place": "가람"}  # type: ignore[union-attr]  # it does match


def test_addresses_are_the_same_without_what_only_counts_visits() -> None:
    assert relating.address_key("http://www.a.example/n?id=1&utm_source=x") == relating.address_key(
        "https://m.a.example/n/?id=1"
    )


@given(st.integers(min_value=10**7, max_value=9 * 10**15))
def test_a_formatted_sum_is_found_again_in_a_sentence(amount: int) -> None:
    text = f"시는 사업비 {money.format_won(amount)}을 투입한다."
    found, questions = amounts.read(text)
    assert [one.amount for one in found] == [amount]
    assert not questions


@given(st.dates(dt.date(2015, 1, 1), dt.date(2030, 12, 31)))
def test_a_full_date_needs_no_publication(day: dt.date) -> None:
    text = f"시는 {day.year}년 {day.month}월 {day.day}일 회의를 열었다."
    assert [str(found.date) for found in days.mentions(text, None)] == [day.isoformat()]


@given(st.dates(dt.date(2015, 2, 1), dt.date(2030, 12, 31)), st.integers(min_value=1, max_value=25))
def test_the_last_such_day_lies_before_publication_by_less_than_a_month_or_two(day: dt.date, back: int) -> None:
    then = day - dt.timedelta(days=back)
    found = days.mentions(f"시는 지난 {then.day}일 회의를 열었다.", day)[0]
    assert found.date
    assert found.date.first <= day
    assert (day - found.date.first).days == back


@given(st.text(max_size=300))
def test_no_text_breaks_the_reader(text: str) -> None:
    page = reading.Page("any.txt", reading.lines(reading.clean(text), "any.txt"))
    found = reporting.report(cleaning.clean(page), words(), published=None, url=None)
    assert found.date is None or found.date.grade == "stated"


def test_a_stamp_glued_to_the_first_sentence_is_the_publication_and_no_event(tmp_path: Path) -> None:
    text = " date 2025-11-11 강원도 홍천군은 지난 10일 군청에서 달빛과 숲길 업무협약을 체결했다고 밝혔다.\n"
    found = importer.report(write(tmp_path, text), words())
    assert found.published
    assert found.date
    assert (found.published.value, str(found.date.value)) == ("2025-11-11", "2025-11-10")


def test_a_headline_cut_short_by_a_list_is_read_from_the_line_that_tells_all_of_it(tmp_path: Path) -> None:
    text = f"홍천군, 산림 숲길 공모 ..\n{ARTICLE}"
    assert importer.report(write(tmp_path, text), words()).article.headline == ARTICLE.splitlines()[0]


@pytest.mark.parametrize(
    ("line", "publisher", "author"),
    [
        ("저작권자 © 가람신문 무단전재 및 재배포 금지", "가람신문", None),
        ("가람신문(www.garam.example), 무단전재 및 수집, 재배포금지", "가람신문", None),
        ("저작권자 가람신문 무단전재 및 재배포 금지", "가람신문", None),
        ("ⓒ 가람소리, 무단전재 및 재배포 금지", "가람소리", None),
        ("ⓒ 가람소리", "가람소리", None),
        ("<ⓒ여행자를 위한 나들이 가람소리(www.garam.example) 무단전재 배포금지>", "가람소리", None),
        ("가람소리 & garam.example, 무단 전재 및 재배포 금지", "가람소리", None),
        ("<저작권자ⓒ가람일보사. 무단전재-재배포 금지>", "가람일보", None),
        ("본 기사의 저작권은 가람소리에 있습니다", "가람소리", None),
        ("저작권자 © 가람마당 - 언덕 위의 소식 무단전재 및 재배포 금지", "가람마당", None),
        ("가람마당 Copyright 2009-2025 All Rights Reserved.", "가람마당", None),
        ("<저작권자(c) 가람마당 통신, 무단 전재-재배포 금지>", "가람마당 통신", None),
        ("(끝) 가람통신", "가람통신", None),
        ("가람소식 ⓒ 무단 복제 금지", "가람소식", None),
        ("최신뉴스\n하나\n둘\n셋\n넷\n가람일보", "가람일보", None),
        ("달빛 나루일보", None, None),
        ("많이본뉴스", None, None),
        ("저작권자 © 무단전재 금지\n홍길동 기자 다른기사보기", None, "홍길동"),
        ("저작권자 © 무단전재 금지\n온라인뉴스팀 기자 다른기사보기", None, None),
    ],
)
def test_notices_below_an_article_tell_its_paper_and_its_reporter(
    tmp_path: Path, line: str, publisher: str | None, author: str | None
) -> None:
    text = f"홍천군, 숲길 놓는다\n\n강원 홍천군은 언덕에 숲길을 놓는다고 22일 밝혔다.\n\n{line}\n"
    article = importer.read(write(tmp_path, text))
    assert (article.publisher, article.author) == (publisher, author)


def test_the_name_over_a_page_and_a_dateline_in_brackets_tell_the_paper(tmp_path: Path) -> None:
    lead = "강원 홍천군은 언덕에 숲길을 놓는다고 22일 밝혔다.\n"
    over = importer.read(write(tmp_path, f"가람신문\n\n홍천군, 숲길 놓는다\n\n{lead}"))
    line = importer.read(write(tmp_path, f"홍천군, 숲길 놓는다\n\n(홍천=가람새소식) 홍길동 기자 = {lead}"))
    assert [(one.publisher, one.author) for one in (over, line)] == [("가람신문", None), ("가람새소식", "홍길동")]


@pytest.mark.parametrize(
    ("line", "publisher", "author"),
    [
        ("지디넷코리아 | 입력 :2024/11/13 14:20   홍길동 기자", "지디넷코리아", "홍길동"),
        ("가람신문 · 홍길동 기자 · 2024.11.13. 15:13", "가람신문", "홍길동"),
        ("기자명 홍길동 기자   입력 2024.11.13 13:47   수정 2024.11.13 13:52   댓글 0", None, "홍길동"),
    ],
)
def test_a_stamps_line_tells_paper_and_reporter(tmp_path: Path, line: str, publisher: str | None, author: str) -> None:
    text = f"홍천군, 숲길 놓는다\n\n{line}\n\n강원 홍천군은 언덕에 숲길을 놓는다고 12일 밝혔다.\n"
    article = importer.read(write(tmp_path, text))
    assert (article.publisher, article.author) == (publisher, author)
    assert importer.report(write(tmp_path, text), words()).published.value.startswith("2024-11-13")  # type: ignore[union-attr]


def test_rubrics_beside_each_other_are_no_headline(tmp_path: Path) -> None:
    text = "홍천군 | 동부 | 서부\n\n홍천군, 숲길 놓는다\n\n강원 홍천군은 숲길을 놓는다고 22일 밝혔다.\n"
    assert importer.read(write(tmp_path, text)).headline == "홍천군, 숲길 놓는다"


def test_a_paragraph_that_the_dump_cuts_off_is_kept(tmp_path: Path) -> None:
    cut = "군은 앞으로 국비 12억원을 들여 언덕 위에 쉼터와 전망대를 놓고 나무 사이로 길을 내어 누구나 천천히 걸을 수 있게 하며 봄부터는 안내하는 이를 두어 찾는 이들을 맞이하고 가을에는 열매를 줍는"
    found = importer.report(
        write(tmp_path, f"홍천군, 숲길 놓는다\n\n강원 홍천군은 숲길을 놓는다고 22일 밝혔다.\n\n{cut}\n"), words()
    )
    assert [one.amount for one in found.budgets] == [1_200_000_000]


def test_a_day_above_the_weather_is_the_sites_clock_and_no_stamp(tmp_path: Path) -> None:
    text = "2024.12.30 (월)\n\n• 구름많음속초 3.0℃\n기상청 제공\n\n강원 홍천군은 언덕에 숲길을 놓는다고 22일 밝혔다.\n"
    assert importer.report(write(tmp_path, text), words()).published is None


def test_a_short_line_in_which_the_dump_breaks_off_is_kept_and_a_teaser_is_not(tmp_path: Path) -> None:
    text = "홍천군, 숲길 놓는다\n\n강원 홍천군은 숲길을 놓는다고 22일 밝혔다.\n\n{}\n"
    cut = "앞서 군은 국비 12억원을 들여 언덕 위에 쉼터를 놓고"
    teaser = "구로구, 국비 12억원 들여 육교 새로 놓는다… 주민 숙원 해결"
    found = [importer.report(write(tmp_path, text.format(line)), words()).budgets for line in (cut, teaser)]
    assert [[one.amount for one in budgets] for budgets in found] == [[1_200_000_000], []]


def test_a_sentence_that_an_anchor_reads_is_joined_where_two_lines_break_it(tmp_path: Path) -> None:
    lines = "이에 따라 홍천군은 걷는 이가 많은 언덕\n숲길 둘레에 나무를 심습니다."
    read_out = f"숲길 놓인다\n\n[앵커]\n강원도에 숲길이 놓입니다.\n\n[기자]\n{lines}\n"
    found = importer.read(write(tmp_path, read_out))
    assert lines.replace("\n", " ") in found.body


def test_sentences_are_joined_where_every_one_stands_on_several_lines(tmp_path: Path) -> None:
    lines = (
        "홍천군이 언덕에 숲길을 놓아\n쉼터를 늘리기로 했습니다.\n\n사업비는 국비 31억 원과 군비 31억 원 등\n모두 62억 원이 투입됩니다.\n\n"
        "길은 언덕에서 물가까지\n이어질 예정입니다.\n\n군은 나무를 심고\n그늘을 만든 뒤\n사람을 맞을 계획입니다.\n"
    )
    found = importer.report(write(tmp_path, f"홍천군, 숲길 놓는다\n\n2024-05-23 03:02\n\n{lines}"), words())
    assert found.article.headline == "홍천군, 숲길 놓는다"
    assert "군은 나무를 심고 그늘을 만든 뒤 사람을 맞을 계획입니다." in found.article.body
    assert [(one.amount, dict(one.breakdown)) for one in found.budgets] == [
        (6_200_000_000, {"national": 3_100_000_000, "municipal": 3_100_000_000})
    ]


def test_a_page_of_a_headline_alone_is_read_from_that(tmp_path: Path) -> None:
    page = (
        '<html><head><meta charset="utf-8"><meta property="article:published_time" content="2024-05-23T03:02:00+09:00">'
        "</head><body><h1>홍천군, 23일부터 숲길을 놓는다</h1></body></html>"
    )
    found = importer.report(write(tmp_path, page, "page.html"), words())
    assert not any(found.article.body)
    assert [region.value for region in found.regions] == ["gangwon/hongcheon"]
    assert found.date
    assert str(found.date.value) == "2024-05-23"


def test_two_spellings_of_a_body_are_one_wherever_the_longer_stands(tmp_path: Path) -> None:
    text = (
        "홍천군, 숲길 놓는다\n\n홍천군은 달빛가람전자와 손잡았다. 가람전자는 나무를 댄다. 달빛기람전자는 돌을 댄다.\n"
    )
    found = importer.report(write(tmp_path, text.replace("달빛", "별빛달빛")), words())
    assert [one.value for one in found.organisations] == ["별빛달빛가람전자"]


def test_lines_right_below_the_headline_are_subheads_and_words_under_a_picture_are_not(tmp_path: Path) -> None:
    text = "홍천군, 숲길 놓는다\n주민 쉼터 늘어\n국비 12억 들여 내년 개장\n언덕 위 전망대 조감도\n\n강원 홍천군은 국비를 들여 숲길을 놓아 내년 봄에 개장하고 주민 쉼터를 늘린다고 22일 밝혔다.\n"
    found = importer.read(write(tmp_path, text))
    assert (found.headline, found.subheads) == ("홍천군, 숲길 놓는다", ("주민 쉼터 늘어", "국비 12억 들여 내년 개장"))


def test_a_stamp_between_headline_and_subhead_is_the_publication(tmp_path: Path) -> None:
    text = "강원 홍천군, 언덕 위에 주민 숲길 놓는다\n2024-05-23 03:02\nadd remove print link\n주민 누구나 걷는 언덕 위 숲길\n강원 홍천군은 주민 누구나 걷는 숲길을 언덕 위에 놓는다고 22일 밝혔다.\n"
    found = importer.report(write(tmp_path, text), words())
    assert found.published
    assert found.published.value == "2024-05-23T03:02:00+09:00"
    assert found.article.headline == "강원 홍천군, 언덕 위에 주민 숲길 놓는다"


@pytest.mark.parametrize("before", ["가람신문 홍길동 기자 | ", "가람신문=홍길동 기자│", "가람신문 = 홍길동 기자  |  "])
def test_paper_and_reporter_before_a_stroke_are_no_text(tmp_path: Path, before: str) -> None:
    text = f"홍천군, 숲길 놓는다\n\n{before}강원 홍천군은 언덕에 숲길을 놓는다고 22일 밝혔다.\n"
    found = importer.read(write(tmp_path, text))
    assert (found.publisher, found.author, "홍길동" in found.text) == ("가람신문", "홍길동", False)


def test_of_two_datelines_of_an_agency_the_one_under_a_photo_is_no_text(tmp_path: Path) -> None:
    text = (
        "홍천군, 숲길 공시에 유감\n\n[춘천=가람] 홍길동 기자 = 주민들이 3일 강원 춘천시 도청 앞에서 외치고 있다. 2021.03.03.a@b.example\n\n"
        "[홍천=가람] 홍길동 기자 = 강원 홍천군은 숲길 공시에 유감을 밝히고 일을 멈췄다고 4일 밝혔다.\n"
    )
    found = importer.report(write(tmp_path, text), words())
    assert "춘천" not in found.article.text
    assert found.day == 4


def test_the_words_under_a_picture_tell_the_day_of_a_deed_told_later(tmp_path: Path) -> None:
    text = (
        "홍천군, 숲길 협약\n\n홍천군수가 지난 15일 군청에서 달빛과 숲길 협약을 체결한 뒤 기념촬영을 하고 있다.\n\n"
        "강원 홍천군은 달빛과 숲길 협약을 체결했다고 16일 밝혔다.\n"
    )
    path = write(tmp_path, text)
    told = importer.report(path, words(), published=dt.date(2024, 5, 16)).date
    assert told
    assert (str(told.value), told.rule, importer.report(path, words()).day) == (
        "2024-05-15",
        "date.under-picture",
        15,
    )


def test_the_words_under_a_picture_tell_the_day_where_the_text_tells_none(tmp_path: Path) -> None:
    text = (
        "홍천군, 숲길 도시로\n\n홍천군수(오른쪽)가 15일 언덕에서 숲길을 둘러보고 있다.\n\n"
        "강원 홍천군이 숲길의 도시로 바뀌고 있다. 언덕마다 길이 새로 놓인다.\n"
    )
    path = write(tmp_path, text)
    near, late = (importer.report(path, words(), published=dt.date(2024, 5, day)).date for day in (16, 27))
    assert near
    assert (str(near.value), near.rule, late) == ("2024-05-15", "date.beside-picture", None)


def test_a_credit_with_a_day_tells_the_month_of_a_bare_day(tmp_path: Path) -> None:
    text = (
        "홍천군, 숲길 협약\n\n15일 군청에서 숲길을 두고 손을 모았다. 2024.5.15 /홍천군 제공\n\n"
        "강원 홍천군은 15일 군청에서 달빛과 숲길 협약을 맺었다. 길은 내년에 열린다.\n"
    )
    found = importer.report(write(tmp_path, text), words()).date
    assert found
    assert (str(found.value), found.rule) == ("2024-05-15", "date.beside-picture")


@pytest.mark.parametrize(
    "stamp", ["2024-05-22 16면", "가람통신 제공 2024.05.22 10:42", "2024년 05월 22일(수) 19:25 가가"]
)
def test_stamps_with_the_page_of_the_paper_the_agency_or_buttons_are_read(tmp_path: Path, stamp: str) -> None:
    text = f"홍천군, 숲길 놓는다\n{stamp}\n강원 홍천군은 언덕에 숲길을 놓는다고 22일 밝혔다.\n"
    found = importer.report(write(tmp_path, text), words()).published
    assert found
    assert found.value.startswith("2024-05-22")


def test_a_dump_that_glues_its_day_to_the_headline_tells_the_publication(tmp_path: Path) -> None:
    text = "date 2024-05-23 언덕 위 숲길 연다\n\n강원 홍천군은 숲길을 놓는다. 군은 지난 22일 숲길을 열었다.\n"
    found = importer.report(write(tmp_path, text), words())
    assert found.published
    assert found.date
    assert (found.published.value, str(found.date.value)) == ("2024-05-23", "2024-05-22")


def test_a_sum_rounded_in_the_headline_is_the_exact_one_of_the_body_whoever_pays(tmp_path: Path) -> None:
    head = "홍천군, 숲길 공모 선정… 국비 115억 확보\n\n"
    parts = "강원 홍천군은 총사업비 231억 원(국비 115억 5000만 원, 군비 115억 5000만 원)을 들여 숲길을 놓는다고 22일 밝혔다.\n"
    firm = "홍천군, 달빛과 1조 8000억 투자협약\n\n강원 홍천군은 달빛이 1조 8402억 원을 들여 공장을 짓는 투자협약을 맺었다고 22일 밝혔다.\n"
    found = [importer.report(write(tmp_path, text), words()).budgets for text in (head + parts, firm)]
    assert [[one.amount for one in budgets] for budgets in found] == [[23_100_000_000], [1_840_200_000_000]]


def test_what_an_old_estate_cost_is_no_money_of_the_news(tmp_path: Path) -> None:
    text = (
        "홍천군에 숲길 공장 착공\n\n강원 홍천군은 달빛이 공장을 착공했다고 22일 밝혔다. 달빛은 언덕 아래에 큰 공장을 짓고 나무를 다듬는다. "
        "공장은 내년 봄에 문을 연다. 군은 길을 넓히고 버스를 늘리며 쉼터를 놓는다. 주민은 반기고 아이들은 숲을 걷는다. 군은 봄마다 나무를 심고 "
        "가을마다 열매를 나눈다. 군은 겨울에도 눈을 치워 길을 열어 두며 밤에는 등을 밝힌다. 군은 냇가에 다리를 놓고 물고기가 오르내리는 길을 따로 내어 살핀다. 언덕은 군이 사업비 279억원을 들여 조성한 산업단지로, 절반이 찼다.\n"
    )
    assert importer.report(write(tmp_path, text), words()).budgets == []


def test_a_release_in_note_form_with_points_begins_at_its_first_note(tmp_path: Path) -> None:
    text = (
        "홍천군 언덕 위 숲길에 첫 기업 입주\n강원 홍천군은 언덕 위 숲길에 들어올 달빛과 입주계약을 체결하였다고 21일 밝혔음.\n"
        '군수는 "언덕 위 숲길을 잘 가꾸는 데 최선을 다하겠다"고 밝혔음.\n'
    )
    found = importer.report(write(tmp_path, text), words())
    assert found.day == 21
    assert len(found.article.body) == 2


def test_a_headline_that_a_firm_opens_tells_whose_money_is_put_in(tmp_path: Path) -> None:
    text = "한화오션, 홍천에 숲길 공장 착공… 500억 투자\n\n강원 홍천군은 한화오션이 숲길 아래에 공장을 착공해 500억 원을 들인다고 22일 밝혔다.\n"
    found = importer.report(write(tmp_path, text), words()).budgets
    assert [one.breakdown for one in found] == [{"private": 50_000_000_000}]


@pytest.mark.parametrize(
    ("headline", "lead", "status"),
    [
        ("평택시, 숲길 공모 최종 선정", "평택시는 숲길 공모에 최종 선정됐다고 5일 밝혔다.", "awarded"),
        ("평택시, 숲길 예산 건의", "평택시는 국회를 찾아 숲길을 건의했다고 5일 밝혔다.", "requested"),
        ("평택시, 숲길 계획 발표", "평택시는 숲길 계획을 발표한다고 5일 밝혔다.", "announced"),
    ],
)
def test_money_that_only_stands_there_is_as_far_as_the_news(
    tmp_path: Path, headline: str, lead: str, status: str
) -> None:
    text = f"{headline}\n\n{lead}\n\n숲길은 강을 따라 난다.\n\n사업비는 30억 원으로 국비 20억 원, 시비 10억 원이다.\n"
    (budget,) = importer.report(write(tmp_path, text), words(), published=dt.date(2024, 5, 6)).budgets
    assert budget.status == status


def test_where_another_city_acts_the_money_is_its_own(tmp_path: Path) -> None:
    text = (
        "평택시, 숲길 놓는다\n\n평택시는 숲길 사업에 30억 원을 투입한다고 5일 밝혔다.\n\n숲길은 강을 따라 난다.\n\n"
        "한편 화성시는 70억 원의 정원 예산을 따로 편성했다.\n"
    )
    report = importer.report(write(tmp_path, text), words(), published=dt.date(2024, 5, 6))
    assert [budget.amount for budget in report.budgets] == [3_000_000_000]
    assert [reason for _, reason in report.left_out] == ["sum.of-others"]
    assert [region.value for region in report.regions] == ["gyeonggi/pyeongtaek"]
