"""Options and fixtures of all tests."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from support import CONTENT, ContentFolder, copy_small
from tracker import vocabulary as vocabulary_
from tracker.vocabulary import Vocabulary

# No test is timed. On CI the same examples run every time, so that a red build is red for everyone.
settings.register_profile("tracker", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("tracker")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of this project."""
    group = parser.getgroup("tracker")
    group.addoption(
        "--articles",
        type=Path,
        metavar="DIR",
        help="the seed articles as published; without it their tests are skipped",
    )
    group.addoption(
        "--corpora",
        type=Path,
        metavar="DIR",
        help="hostile strings, *.jsonl of {id, text}; without them only our own are tried",
    )
    group.addoption("--update-golden", action="store_true", help="take today's output as the golden site")


def pytest_configure(config: pytest.Config) -> None:
    """Refuse a folder that is not there: it would skip what was asked for."""
    for option in ("--articles", "--corpora"):
        folder: Path | None = config.getoption(option)
        if folder is not None and not folder.is_dir():
            raise pytest.UsageError(f"{option}: {folder} is not a folder")


def pytest_report_header(config: pytest.Config) -> str:
    """Say at the top what will be skipped."""
    return f"articles: {config.getoption('--articles') or 'none; their tests are skipped (--articles DIR)'}"


@pytest.fixture(scope="session")
def articles(request: pytest.FixtureRequest) -> Path:
    """The folder of the seed articles as published, which the repository may not hold."""
    folder: Path | None = request.config.getoption("--articles")
    if folder is None:
        pytest.skip("needs the seed articles as published: pytest --articles DIR")
    return folder.resolve()


@pytest.fixture(scope="session")
def corpora(request: pytest.FixtureRequest) -> list[str]:
    """Hostile strings from elsewhere, each once."""
    folder: Path | None = request.config.getoption("--corpora")
    if folder is None:
        pytest.skip("needs hostile strings: pytest --corpora DIR")
    lines = (line for path in sorted(folder.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines())
    return list(dict.fromkeys(json.loads(line)["text"] for line in lines))


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    """The real vocabulary."""
    return vocabulary_.load(CONTENT)


@pytest.fixture
def make_content(tmp_path: Path) -> Callable[..., ContentFolder]:
    """Makes small valid content folders, by name, for a test to change."""

    def make(name: str = "content") -> ContentFolder:
        return copy_small(tmp_path / name)

    return make


@pytest.fixture
def content(make_content: Callable[..., ContentFolder]) -> ContentFolder:
    """One small valid content folder."""
    return make_content()
