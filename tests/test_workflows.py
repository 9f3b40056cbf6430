"""What contributors meet on GitHub: workflows that may do little, forms and templates that stay whole, a complete CONTRIBUTING."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from tracker import documents
from tracker.model import Breakdown, Budget, Correction, Entry, Milestone, Party, Source, Target, Withdrawal
from tracker.vocabulary import Vocabulary

ROOT = Path(__file__).resolve().parent.parent
GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.y*ml"))
PINNED = re.compile(r"uses: (?P<action>[\w.-]+/[\w./-]+)@(?P<sha>[0-9a-f]{40}) # (?P<version>v\d+\.\d+\.\d+)")
ARTICLE_FORM = {
    "article_url": "기사 주소",
    "publisher": "신문·매체",
    "published": "나온 날",
    "region": "지역",
    "sector": "분야",
    "what_happened": "무슨 일이 있었나요",
    "amount": "금액",
    "due": "약속한 날",
    "other_articles": "같은 일을 다룬 다른 기사",
}
STRUCTS: dict[str, type[msgspec.Struct]] = {
    "": Entry,
    "parties": Party,
    "budgets": Budget,
    "budgets › breakdown": Breakdown,
    "milestones": Milestone,
    "targets": Target,
    "sources": Source,
    "corrections": Correction,
    "withdrawn": Withdrawal,
}
"""Everything that front matter may hold, by the keys that lead there."""
FROM_THE_FILE = {"id", "path", "body", "html", "digest"}

each_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)


def load(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return loaded


def jobs(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = load(path)["jobs"]
    return found


def steps(path: Path) -> Iterator[dict[str, Any]]:
    for job in jobs(path).values():
        yield from job["steps"]


def events(path: Path) -> set[str]:
    """What starts a workflow; YAML reads the key `on` as true."""
    return set(load(path)[True])  # type: ignore[index]  # the one key that is no text


def test_there_are_workflows_to_check_publish_and_follow_links() -> None:
    assert [path.name for path in WORKFLOWS] == ["check.yml", "links.yml", "publish.yml"]


@each_workflow
def test_every_action_is_pinned_to_a_commit_and_says_its_version(path: Path) -> None:
    lines = [line.strip().removeprefix("- ") for line in path.read_text("utf-8").splitlines() if "uses:" in line]
    assert lines
    assert [line for line in lines if not PINNED.fullmatch(line)] == []
    assert len(lines) == sum("uses" in step for step in steps(path))


def test_the_maintainers_table_of_pins_is_that_of_the_workflows() -> None:
    used = {match.groups() for path in WORKFLOWS for match in PINNED.finditer(path.read_text("utf-8"))}
    table = re.findall(
        r"^\| `(.+?)` \| (v\S+) \| `([0-9a-f]{40})` \|$",
        (ROOT / "docs/maintainers.md").read_text("utf-8"),
        re.MULTILINE,
    )
    assert {(action, sha, version) for action, version, sha in table} == used
    assert len(table) == len(used) == len({action for action, _, _ in used})


@each_workflow
def test_no_workflow_gives_a_strangers_code_more_than_reading(path: Path) -> None:
    assert not events(path) & {"pull_request_target", "workflow_run", "issue_comment", "issues"}
    granted = [job.get("permissions", {}) for job in jobs(path).values()]
    if "pull_request" in events(path):
        assert granted == [{"contents": "read"}] * len(granted)
        assert not re.search(r"\$\{\{[^}]*\bsecrets\b", path.read_text("utf-8"))


@each_workflow
def test_permissions_are_granted_by_the_job_and_the_workflow_only_reads(path: Path) -> None:
    top = load(path)["permissions"]
    assert set(top.values()) <= {"read"}
    assert [name for name, job in jobs(path).items() if "permissions" not in job] == []


def test_only_three_things_are_ever_written() -> None:
    writing = {
        (path.stem, name, scope)
        for path in WORKFLOWS
        for name, job in jobs(path).items()
        for scope, access in job["permissions"].items()
        if access == "write"
    }
    assert writing == {("publish", "deploy", "pages"), ("publish", "deploy", "id-token"), ("links", "report", "issues")}


@each_workflow
def test_no_expression_is_pasted_into_a_script(path: Path) -> None:
    """A title or a branch name may hold shell; the environment hands it over as text."""
    assert [step["name"] for step in steps(path) if "${{" in step.get("run", "")] == []
    assert "github.event" not in path.read_text("utf-8")


@each_workflow
def test_the_checkout_leaves_no_token_behind(path: Path) -> None:
    checkouts = [step for step in steps(path) if step.get("uses", "").startswith("actions/checkout@")]
    assert [step["with"]["persist-credentials"] for step in checkouts] == [False] * len(checkouts)


@each_workflow
def test_every_job_ends_some_time_and_every_workflow_runs_one_at_a_time(path: Path) -> None:
    assert load(path)["concurrency"]["group"]
    assert [name for name, job in jobs(path).items() if not job.get("timeout-minutes")] == []


@each_workflow
def test_whatever_is_installed_is_checked_by_its_hash(path: Path) -> None:
    installs = re.findall(r"pip install.*", path.read_text("utf-8"))
    assert [line for line in installs if "--require-hashes" not in line] == []
    files = [ROOT / name for line in installs for name in re.findall(r"-r (\S+)", line)]
    assert [file for file in files if "--hash=sha256:" not in file.read_text("utf-8")] == []


def test_the_site_is_published_every_day_just_after_midnight_in_korea() -> None:
    (schedule,) = load(GITHUB / "workflows/publish.yml")[True]["schedule"]  # type: ignore[index]  # `on` again
    minute, hour, *rest = schedule["cron"].split()
    assert (int(hour), rest) == (15, ["*", "*", "*"])
    assert 0 < int(minute) < 60


def test_the_issue_form_asks_what_the_importer_reads() -> None:
    fields = [part for part in load(GITHUB / "ISSUE_TEMPLATE/article.yml")["body"] if part["type"] != "markdown"]
    assert {part["id"]: part["attributes"]["label"] for part in fields} == ARTICLE_FORM
    assert [part["id"] for part in fields] == list(ARTICLE_FORM)
    assert [part["id"] for part in fields if part.get("validations", {}).get("required")] == ["article_url"]


def test_the_issue_chooser_leads_to_this_site() -> None:
    base_url = load(ROOT / "content/site.yaml")["base_url"]
    links = load(GITHUB / "ISSUE_TEMPLATE/config.yml")["contact_links"]
    assert [link["url"] for link in links if not link["url"].startswith(base_url)] == []


def test_the_default_pull_request_template_leads_to_one_for_each_act() -> None:
    acts = sorted(path.name for path in (GITHUB / "PULL_REQUEST_TEMPLATE").iterdir())
    assert acts == ["add.md", "code.md", "correct.md", "vocabulary.md"]
    default = (GITHUB / "pull_request_template.md").read_text("utf-8")
    assert sorted(re.findall(r"template=(\S+?)\)", default)) == acts


def test_every_owner_is_well_formed_and_owns_something_that_exists() -> None:
    lines = [line.split() for line in (GITHUB / "CODEOWNERS").read_text("utf-8").splitlines()]
    rules = [line for line in lines if line and not line[0].startswith("#")]
    assert [path for path, *_ in rules if path != "*" and not (ROOT / path.strip("/")).exists()] == []
    owners = [owner for _, *named in rules for owner in named]
    assert [owner for owner in owners if not re.fullmatch(r"@[A-Za-z\d-]+(/[a-z\d-]+)?", owner)] == []
    assert all(named for _, *named in rules)


def contributing_table() -> dict[str, str]:
    """Each key of the table in CONTRIBUTING, as `budgets › amount`, and how far it is required."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    rows = re.findall(r"^\| (`\w+`(?: › `\w+`)*) \| (꼭|파일|) ?\|", text, re.MULTILINE)
    assert len(rows) == len(dict(rows))
    return {key.replace("`", ""): required for key, required in rows}


def test_contributing_explains_every_field_of_an_entry_and_says_which_are_required() -> None:
    expected = {
        f"{where} › {field.name}" if where else field.name: "꼭" if field.required else ""
        for where, struct in STRUCTS.items()
        for field in msgspec.structs.fields(struct)
    }
    assert contributing_table() == {**expected, **dict.fromkeys(FROM_THE_FILE, "파일")}


def test_the_example_in_contributing_is_an_entry(vocabulary: Vocabulary) -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    (example,) = re.findall(r"^```markdown\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    (name,) = set(re.findall(r"`content/(entries/\d{4}/[\w-]+\.md)`", text))
    assert documents.parse_entry(example.encode(), name, vocabulary).milestones
