"""Every entry, initiative and page below content/, parsed and cross-referenced."""

import datetime as dt
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any, Generic, NamedTuple, TypeVar

import msgspec

from tracker import cache, documents, frontmatter, processes, settings, vocabulary
from tracker.messages import say
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

    `problems` are those that reading the files brought up; `caches` is where work may be kept for the next run;
    `unread` gives the path of a file that cannot be read by
    its name.
    """

    def __init__(
        self,
        content: Path,
        site: Settings,
        words: Vocabulary,
        entries: Sequence[Entry],
        initiatives: Sequence[Initiative],
        pages: Sequence[Page],
        english_pages: Sequence[Page] = (),
        problems: Sequence[Problem] = (),
        caches: Path | None = None,
    ) -> None:
        self.content, self.caches = content, caches
        self.settings = site
        self.vocabulary = words
        self.all_entries = sorted(entries, key=newest_first)
        self.initiatives = {initiative.slug: initiative for initiative in initiatives}
        self.pages = {page.slug: page for page in pages}
        self.english_pages = {page.slug: page for page in english_pages}
        self.problems = list(problems)
        bad = (problem.path for problem in problems if problem.severity == "error")
        self.unread = {PurePosixPath(path).stem: path for path in bad}

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
    def digest(self) -> str:
        """A digest of the whole content."""
        groups: tuple[Iterable[Entry | Initiative | Page], ...] = (
            self.all_entries,
            self.initiatives.values(),
            self.pages.values(),
            self.english_pages.values(),
        )
        texts = (
            self.vocabulary.version,
            repr(self.settings),
            *(f"{one.path} {one.digest}" for group in groups for one in group),
        )
        return cache.digest(*(text.encode() for text in texts))

    @cached_property
    def newest_change(self) -> dt.date:
        """The last day on which readers were told of anything; the site's founding day if it is empty."""
        return max((entry.updated for entry in self.entries), default=self.settings.since)


def newest_first(entry: Entry) -> tuple[int, str]:
    """Sort key: by the event's day, an inexact date after the exact ones of its month or year."""
    return (-entry.date.first.toordinal(), entry.id)


class Kept(NamedTuple, Generic[Record]):
    """A record with the stamp of the file that it was read from."""

    stamp: cache.Stamp
    record: Record


class Kind(NamedTuple):
    """A kind of document: where its files stand, and how one is read."""

    folder: str
    pattern: str
    struct: type
    parse: Callable[[bytes, str, Vocabulary, bool], Any]
    remarks: Callable[[bytes, str], Iterable[Problem]] = lambda _, __: ()


KINDS = (
    Kind(documents.ENTRIES, "*/*.md", Entry, documents.parse_entry, documents.remarks),
    Kind(documents.INITIATIVES, "*.md", Initiative, documents.parse_initiative),
    Kind(documents.PAGES, "*.md", Page, documents.parse_page),
    Kind(documents.ENGLISH_PAGES, "*.md", Page, documents.parse_page),
)


def load(content: Path, caches: Path | None = None, jobs: int = 1, render: bool = True) -> Catalogue:
    """Read everything below content/; the problems of bad files come with the catalogue of the good ones.

    Files that a cache in `caches` knows are not parsed again; many new ones are parsed in up to `jobs` processes.
    Without `render` bodies are checked but not turned into HTML, which takes half of the time.
    Raises InvalidContentError if the settings or the vocabulary, which all files rest on, cannot be read.
    """
    problems: list[Problem] = []
    with _gathering(problems):
        site = settings.load(content)
    with _gathering(problems):
        words = vocabulary.load(content, caches)
    if problems:
        raise InvalidContentError(problems)
    read = {kind.folder: _load_all(Reader(content, words, kind, jobs, render), caches, problems) for kind in KINDS}
    entries, initiatives, pages, english_pages = (read[kind.folder] for kind in KINDS)
    return Catalogue(content, site, words, entries, initiatives, pages, english_pages, problems, caches)


@contextmanager
def _gathering(problems: list[Problem]) -> Iterator[None]:
    """Move the problems of a failed parse into a list and go on."""
    try:
        yield
    except InvalidContentError as error:
        problems += error.problems


AGAIN = 50
"""So many files are sooner read in every run than written into the cache of all."""
CHUNK = 200
"""Files that a process reads before it tells of them; fewer in all are read in one process."""
LIMIT = processes.Limit(seconds=2, memory=250 * 2**20)
"""What reading a chunk may cost, in processor time; it takes a tenth of that."""


class Parcel(NamedTuple):
    """What many files hold, in a form that passes fast from one process to another; and the problems of each."""

    records: bytes
    problems: list[list[Problem]]


class Reader(NamedTuple):
    """How the files of one kind are read."""

    content: Path
    words: Vocabulary
    kind: Kind
    jobs: int
    render: bool

    def read_many(self, names: Sequence[str]) -> "Parcel":
        """What each file holds, in the order of the names."""
        read = [self.read(name) for name in names]
        return Parcel(msgspec.msgpack.encode([record for record, _ in read]), [problems for _, problems in read])

    def unpack(self, parcel: "Parcel") -> Iterator[tuple[Any, list[Problem]]]:
        """What `read_many` found."""
        records = msgspec.msgpack.decode(parcel.records, type=list[self.kind.struct | None])  # type: ignore[name-defined]  # made at run time
        return zip(records, parcel.problems, strict=True)

    def read(self, name: str) -> tuple[Any, list[Problem]]:
        """The document in a file, by its path below content/, or None if it cannot be read; and its problems."""
        try:
            data = frontmatter.read(self.content, name)
            return self.kind.parse(data, name, self.words, self.render), list(self.kind.remarks(data, name))
        except InvalidContentError as error:
            return None, error.problems[: frontmatter.MOST]
        except RecursionError:
            return _costly(name)


def _load_all(reader: Reader, caches: Path | None, problems: list[Problem]) -> list[Any]:
    """Every document of one kind, in the order of the files' names; keep going past bad ones."""
    stamps = dict(_stamped(reader, problems))
    memory = _memory(reader, caches)
    known = memory.read()
    kept = known or {}
    fresh = [name for name, stamp in stamps.items() if name not in kept or kept[name].stamp != stamp]
    records = {name: one.record for name, one in kept.items() if name in stamps}
    faulty = set()
    for name, (record, faults) in zip(fresh, _read_all(reader, fresh), strict=True):
        problems += faults
        records[name] = record
        faulty |= {name} if faults else set()
    if known is None or len(fresh) - len(faulty) > AGAIN:
        memory.write({name: Kept(stamps[name], records[name]) for name in stamps if name not in faulty})
    return [records[name] for name in stamps if records[name] is not None]


def _read_all(reader: Reader, names: Sequence[str], size: int = 0) -> list[tuple[Any, list[Problem]]]:
    """Read files, many at a time; where that costs too much, one at a time, until the one that does is known."""
    size = size or CHUNK
    chunks = [names[start : start + size] for start in range(0, len(names), size)]
    read: list[tuple[Any, list[Problem]]] = []
    for chunk, part in zip(chunks, processes.guard(reader.read_many, chunks, reader.jobs, LIMIT), strict=True):
        if part is not None:
            read += reader.unpack(part)
        else:
            read += [_costly(chunk[0])] if size == 1 else _read_all(reader, chunk, size=1)
    return read


def _costly(name: str) -> tuple[None, list[Problem]]:
    """What is said of a file at which a process had to be killed."""
    memory = LIMIT.memory // 2**20
    message = say("읽는 데 {seconds}초나 {memory}MB보다 많이 듭니다", seconds=LIMIT.seconds, memory=memory)
    return None, [Problem(name, 1, 1, "too-large", message, say("더 짧고 단순하게 쓰세요"))]


def _memory(reader: Reader, caches: Path | None) -> "cache.Cache[dict[str, Kept[Any]]]":
    """What files of a kind held when they were last read, by their names."""
    path = caches / f"{reader.kind.folder}{'' if reader.render else '-checked'}.cache" if caches else None
    return cache.Cache(path, reader.words.version, dict[str, Kept[reader.kind.struct]])  # type: ignore[name-defined]  # made at run time


def _stamped(reader: Reader, problems: list[Problem]) -> Iterator[tuple[str, cache.Stamp]]:
    """Path and stamp of every file of one kind, sorted; what does not belong there is a problem."""
    folder, pattern = reader.kind.folder, reader.kind.pattern
    place, depth = f"{folder}/{pattern}", pattern.count("/") + 1
    if (reader.content / folder).is_symlink():
        message, hint = say("보통 폴더가 아닙니다"), say("링크 대신 폴더를 두세요")
        problems.append(Problem(folder, 1, 1, "stray-file", message, hint))
        return
    for name, file in sorted(_files(reader.content / folder, folder)):
        status = file.stat(follow_symlinks=False)
        if not name.endswith(".md") or name.count("/") != depth:
            message = say("{place} 자리에 있는 파일이 아닙니다", place=place)
            problems.append(Problem(name, 1, 1, "stray-file", message, say("옮기거나 지우세요")))
        elif not stat.S_ISREG(status.st_mode):
            message, hint = say("보통 파일이 아닙니다"), say("링크 대신 파일을 두세요")
            problems.append(Problem(name, 1, 1, "stray-file", message, hint))
        else:
            yield name, cache.stamp(status)


def _files(folder: Path, name: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Everything below a folder but folders and hidden files, with its path below content/."""
    if not folder.is_dir():
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _files(folder / entry.name, f"{name}/{entry.name}")
            else:
                yield f"{name}/{entry.name}", entry
