"""Every entry, initiative and page below content/, parsed and cross-referenced."""

import datetime as dt
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TypeVar

from tracker import documents, settings, vocabulary
from tracker.model import (
    Entry,
    EntryId,
    Initiative,
    InitiativeSlug,
    InvalidContentError,
    Milestone,
    MilestoneRef,
    Page,
    Problem,
)
from tracker.settings import Settings
from tracker.vocabulary import Vocabulary

Record = TypeVar("Record")


class Catalogue:
    """The whole content of one site. Drafts are checked but not published.

    `problems` are those of the files that could not be read; `unread` gives such a file's path by its name.
    """

    def __init__(
        self,
        content: Path,
        site: Settings,
        words: Vocabulary,
        entries: Sequence[Entry],
        initiatives: Sequence[Initiative],
        pages: Sequence[Page],
        problems: Sequence[Problem] = (),
    ) -> None:
        self.content = content
        self.settings = site
        self.vocabulary = words
        self.all_entries = sorted(entries, key=newest_first)
        self.initiatives = {initiative.slug: initiative for initiative in initiatives}
        self.pages = {page.slug: page for page in pages}
        self.problems = list(problems)
        self.unread = {PurePosixPath(problem.path).stem: problem.path for problem in problems}

    def at(self, base_url: str | None) -> "Catalogue":
        """The same content for a site at another address."""
        self.settings = self.settings.at(base_url)
        return self

    @cached_property
    def entries(self) -> list[Entry]:
        """What is published, newest event first; withdrawn entries are among it."""
        return [entry for entry in self.all_entries if not entry.draft]

    @cached_property
    def by_id(self) -> dict[EntryId, Entry]:
        """Published entries by id."""
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def by_initiative(self) -> dict[InitiativeSlug, list[Entry]]:
        """Published entries of each initiative, newest first."""
        found: dict[InitiativeSlug, list[Entry]] = {slug: [] for slug in self.initiatives}
        for entry in self.entries:
            if entry.initiative:
                found[entry.initiative].append(entry)
        return found

    @cached_property
    def milestones(self) -> dict[MilestoneRef, tuple[Entry, Milestone]]:
        """Every promise with the entry that made it."""
        made = ((entry, item) for entry in self.entries for item in entry.milestones)
        return {MilestoneRef(f"{entry.id}#{item.id}"): (entry, item) for entry, item in made}

    @cached_property
    def fulfilments(self) -> dict[MilestoneRef, Entry]:
        """The entry that kept each promise that was kept."""
        return {ref: entry for entry in self.entries if not entry.withdrawn for ref in entry.fulfils}

    @cached_property
    def newest_change(self) -> dt.date:
        """The last day on which readers were told of anything; the site's founding day if it is empty."""
        return max((entry.updated for entry in self.entries), default=self.settings.since)


def newest_first(entry: Entry) -> tuple[int, str]:
    """Sort key: by the event's day, an inexact date after the exact ones of its month or year."""
    return (-entry.date.first.toordinal(), entry.id)


def load(content: Path) -> Catalogue:
    """Read everything below content/; the problems of bad files come with the catalogue of the good ones.

    Raises InvalidContentError if the settings or the vocabulary, which all files rest on, cannot be read.
    """
    problems: list[Problem] = []
    with _gathering(problems):
        site = settings.load(content)
    with _gathering(problems):
        words = vocabulary.load(content)
    if problems:
        raise InvalidContentError(problems)
    entries = _load_all(content, documents.ENTRIES, "*/*.md", words, documents.parse_entry, problems)
    initiatives = _load_all(content, documents.INITIATIVES, "*.md", words, documents.parse_initiative, problems)
    pages = _load_all(content, documents.PAGES, "*.md", words, documents.parse_page, problems)
    return Catalogue(content, site, words, entries, initiatives, pages, problems)


@contextmanager
def _gathering(problems: list[Problem]) -> Iterator[None]:
    """Move the problems of a failed parse into a list and go on."""
    try:
        yield
    except InvalidContentError as error:
        problems += error.problems


def _load_all(
    content: Path,
    folder: str,
    pattern: str,
    words: Vocabulary,
    parse: Callable[[bytes, str, Vocabulary], Record],
    problems: list[Problem],
) -> list[Record]:
    """Parse every file of one kind in a fixed order; keep going past bad ones."""
    records = []
    expected = set((content / folder).glob(pattern))
    for path in _files(content / folder):
        name = path.relative_to(content).as_posix()
        with _gathering(problems):
            if path not in expected:
                _refuse(name, "stray-file", f"{folder}/{pattern} 자리에 있는 파일이 아닙니다", "옮기거나 지우세요")
            if not stat.S_ISREG(path.lstat().st_mode):
                _refuse(name, "stray-file", "보통 파일이 아닙니다", "링크 대신 파일을 두세요")
            records.append(parse(path.read_bytes(), name, words))
    return records


def _files(folder: Path) -> Iterator[Path]:
    """Everything below a folder but folders and hidden files, sorted by name."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and (path.is_symlink() or not path.is_dir()):
            yield path


def _refuse(path: str, code: str, message: str, hint: str) -> None:
    raise InvalidContentError([Problem(path, 1, 1, code, message, hint)])
