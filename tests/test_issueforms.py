"""An issue made with the form “기사 제보” becomes a draft entry."""

from pathlib import Path

import pytest
import yaml

from sites import ROOT, run
from tracker.importer import issueforms
from tracker.vocabulary import Vocabulary

BODY = """### 기사 주소

https://news.example/articles/77

### 신문·매체

가나일보

### 나온 날

2024. 5. 29.

### 지역

경기도 평택시

### 분야

미래차

### 무슨 일이 있었나요

평택시는 지난 27일 한국자동차연구원과 미래차 부품 시험센터 업무협약을 체결했다. 2026년까지 센터를 짓기로 했다.

### 금액

120억원

### 약속한 날

_No response_

### 같은 일을 다룬 다른 기사

_No response_
"""


def test_the_labels_are_those_of_the_form() -> None:
    form = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE/article.yml").read_text("utf-8"))
    labels = [field["attributes"]["label"] for field in form["body"] if "id" in field]
    assert labels == list(issueforms.LABELS)


def test_what_is_beyond_doubt_is_an_answer(vocabulary: Vocabulary) -> None:
    assert issueforms.read(BODY, vocabulary).answers == {
        "url": "https://news.example/articles/77",
        "publisher": "가나일보",
        "published": "2024-05-29",
        "regions": "gyeonggi/pyeongtaek",
        "sectors": "future-car",
    }


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        pytest.param("경기도 평택시", "중구", "regions", id="shared-name"),
        pytest.param("미래차\n\n###", "자동차 쪽\n\n###", "sectors", id="no-sector"),
        pytest.param("2024. 5. 29.", "5월 말", "published", id="no-day"),
        pytest.param("2024. 5. 29.", "2024-02-30", "published", id="impossible-day"),
        pytest.param("가나일보", "_No response_", "publisher", id="no-answer"),
    ],
)
def test_anything_less_is_left_to_be_asked(vocabulary: Vocabulary, old: str, new: str, key: str) -> None:
    assert key not in issueforms.read(BODY.replace(old, new), vocabulary).answers


def test_an_issue_becomes_a_draft(tmp_path: Path) -> None:
    (tmp_path / "issue-7.md").write_text(BODY, "utf-8")
    done = run("import", "--issue-form", tmp_path / "issue-7.md", "--stdout", "--today", "2024-06-01")
    assert done.returncode == 0, done.stderr
    head = yaml.safe_load(done.stdout.split("---")[1])
    assert head["regions"] == ["gyeonggi/pyeongtaek"]
    assert str(head["date"]) == "2024-05-27"
    assert (head["sectors"], head["stage"], head["draft"]) == (["future-car"], "agreed", True)
    assert head["sources"][0]["url"] == "https://news.example/articles/77"
    assert head["budgets"][0]["amount"] == "120억 원"


def test_a_call_without_anything_to_import_is_a_wrong_call() -> None:
    done = run("import", "--non-interactive")
    assert done.returncode == 2
    assert "--issue-form" in done.stderr
