"""What the tests of the core share: a content folder to change, the text of an entry, problems in short."""

import datetime as dt
import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple, TypeVar

from tracker import catalogue, checks
from tracker.cache import digest_of
from tracker.model import Batch, InvalidContentError, Output, Part, Problem
from tracker.views import Views
from tracker.views.plans import Plan
from tracker.views.timelines import Timeline

View = TypeVar("View")
ROOT = Path(__file__).resolve().parent.parent
CONTENT = ROOT / "content"
EXAMPLES = ROOT / "tests" / "examples"
SMALL = EXAMPLES / "small"
"""A valid content folder of three entries, one initiative and one page, but for its vocabulary."""
TODAY = dt.date(2024, 7, 1)
"""A day after everything in SMALL was recorded."""

ENTRY: Mapping[str, str] = {
    "title": "부산광역시, 미래차 부품단지 계획 발표",
    "date": "2024-05-21",
    "added": "2024-06-01",
    "regions": "[busan]",
    "sectors": "[future-car]",
    "instruments": "[plan]",
    "stage": "announced",
    "sources": "[{url: 'https://news.example/1', publisher: 가나일보, published: 2024-05-21}]",
}
"""The least that an entry may say, a line a key."""
BODY = "부산광역시가 미래차 부품단지를 짓겠다고 발표했다."


def entry_text(*, body: str = BODY, **changes: str | None) -> str:
    """The text of a valid entry with some front-matter lines changed, added, or left out (None)."""
    lines = (f"{key}: {value}\n" for key, value in {**ENTRY, **changes}.items() if value is not None)
    return f"---\n{''.join(lines)}---\n{body}\n"


class ContentFolder(NamedTuple):
    """A content folder of the test's own, valid until the test writes something bad into it."""

    root: Path

    def write(self, path: str, content: str | bytes) -> Path:
        """Write a file at a path relative to the folder; text keeps its line ends."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
        return target

    def entry(self, name: str, *, body: str = BODY, **changes: str | None) -> Path:
        """Write an entry under its name, dated by it: `2024-05-21-busan-plan`."""
        found = re.match(r"\d{4}(-\d\d){0,2}", name)
        assert found, name
        text = entry_text(body=body, **{"date": found.group(), **changes})
        return self.write(f"entries/{name[:4]}/{name}.md", text)

    def problems(self, today: dt.date = TODAY) -> list[Problem]:
        """Everything that is wrong with the folder."""
        try:
            return checks.run(catalogue.load(self.root), today)
        except InvalidContentError as error:
            return error.problems

    def places(self, today: dt.date = TODAY) -> list[str]:
        """Where which kind of problem stands: `entries/2024/x.md:3:7: date`."""
        return places(self.problems(today))


def places(problems: Iterable[Problem]) -> list[str]:
    """`path:line:column: code` of each problem."""
    return [f"{problem.path}:{problem.line}:{problem.column}: {problem.code}" for problem in problems]


def copy_small(target: Path) -> ContentFolder:
    """The small content folder, with the real vocabulary, at a place of the test's own."""
    shutil.copytree(SMALL, target)
    shutil.copytree(CONTENT / "vocabulary", target / "vocabulary")
    return ContentFolder(target)


def batch(*made: Output, name: str = "all") -> list[Part]:
    """Outputs as the one part of a batch, whose key changes whenever theirs do."""
    return [Part(name, digest_of([(one.path, one.key) for one in made]), lambda: made)]


def outputs_of(batches: Iterable[Batch]) -> list[Output]:
    """Every output of some batches."""
    return [output for batch in batches for part in batch for output in part.outputs()]


def timelines_of(seen: Views) -> list[Timeline]:
    """Every timeline of a site."""
    return made(plan for scope in seen.scopes for plan in seen.timelines(scope))


def made(plans: Iterable[Plan[View]]) -> list[View]:
    """The views that were planned."""
    return [plan.make() for plan in plans]
