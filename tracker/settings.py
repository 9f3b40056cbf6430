"""The site's own settings: content/site.yaml, which says what the site is called and where it will stand."""

import datetime as dt
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, get_args
from urllib.parse import urlsplit

import msgspec

from tracker import frontmatter, links, schema
from tracker.messages import say
from tracker.model import Fault, InvalidContentError, Text, Url

Family = Literal[
    "regions",
    "sectors",
    "initiatives",
    "instruments",
    "organisations",
    "promises",
    "budgets",
    "changes",
    "quality",
    "search",
    "subscribe",
    "contribute",
    "rss",
    "atom",
    "json-feed",
    "archive",
    "calendars",
    "data",
]
"""A kind of outputs that a site may do without. Entries, the front page and the pages of text are always there."""
FAMILIES: frozenset[str] = frozenset(get_args(Family))


class English(msgspec.Struct, frozen=True):
    """What the English pages say of the site; without it there are none."""

    tagline: Text
    description: Text


class Settings(msgspec.Struct, frozen=True):
    """What a fork of the tracker changes first.

    `base_url` ends with a slash. `tag_authority` and `since` never change once the site is published: the
    ids of feed items are made of them.
    """

    title: Text
    title_en: Text
    tagline: Text
    description: Text
    base_url: Url
    tag_authority: Text
    since: dt.date
    language: Text
    repository: Url | None = None
    branch: Text = Text("main")
    rows_per_page: int = 100
    outputs: tuple[Family, ...] = get_args(Family)
    english: English | None = None

    @property
    def left_out(self) -> frozenset[str]:
        """The families that the site does without."""
        return _left_out(self.outputs)

    def builds(self, path: str) -> bool:
        """Whether the site has a file or page at a path."""
        return _is_built(_left_out(self.outputs), path)

    @property
    def base_path(self) -> str:
        """The path part of the base address: `/` or `/prefix/`."""
        return urlsplit(self.base_url).path or "/"

    @property
    def webcal(self) -> str:
        """The base address as calendars subscribe to it: a tap on such a link opens them."""
        return "webcal:" + self.base_url.partition(":")[2]

    def in_english(self) -> "Settings":
        """The English pages as a site of their own, which stands in a folder of this one."""
        told = {"tagline": self.english.tagline, "description": self.english.description} if self.english else {}
        base_url = Url(f"{self.base_url}{links.ENGLISH}")
        return msgspec.structs.replace(self, title=self.title_en, base_url=base_url, language=Text("en"), **told)

    def edit(self, path: str) -> str | None:
        """Where a file below content/ is edited in the repository, in GitHub's form or GitLab's."""
        return self._in_repository("edit", path)

    def history(self, path: str) -> str | None:
        """Where the changes of a file below content/ are listed."""
        return self._in_repository("commits", path)

    def new(self, folder: str) -> str | None:
        """Where a new file in a folder of content/ is started; the name and the text are added to it."""
        return self._in_repository("new", folder)

    def document(self, path: str) -> str | None:
        """Where a file of the repository is read."""
        return self._in_repository("blob", path, root="")

    def _in_repository(self, act: str, path: str, root: str = "content/") -> str | None:
        if not self.repository:
            return None
        gitlab = "-/" if "gitlab" in self.repository else ""
        return f"{self.repository.rstrip('/')}/{gitlab}{act}/{self.branch}/{root}{path}"

    def at(self, base_url: str | None) -> "Settings":
        """The same settings for another address, with a slash at its end."""
        url = (base_url or self.base_url).rstrip("/") + "/"
        return msgspec.structs.replace(self, base_url=Url(url))


@cache
def _left_out(outputs: tuple[Family, ...]) -> frozenset[str]:
    return FAMILIES - {*outputs}


@lru_cache(maxsize=1 << 14)
def _is_built(left_out: frozenset[str], path: str) -> bool:
    return not left_out or left_out.isdisjoint(links.families(path))


def load(content: Path) -> Settings:
    """Read site.yaml in the content folder; raises InvalidContentError."""
    name = "site.yaml"
    document = frontmatter.load_yaml(frontmatter.read(content, name), name)
    settings: Settings
    settings, faults = schema.Schema({}, {Settings: _faults}).read(Settings, document.tree)
    if faults:
        raise InvalidContentError(frontmatter.located(faults, document, name))
    return settings.at(None)


def _faults(settings: Settings) -> Iterator[Fault]:
    if settings.rows_per_page < 1:
        yield Fault(("rows_per_page",), "wrong-type", say("‘rows_per_page’는 1보다 작을 수 없습니다"))
