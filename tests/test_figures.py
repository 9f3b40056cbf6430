"""Every figure on the pages of promises and budgets, worked out again from the entries' files by other code.

Nothing here is shared with the tracker: files are read as plain YAML, sums and dates by the few rules below.
"""

import calendar
import datetime as dt
import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import lxml.html
import pytest
import yaml
from lxml.html import HtmlElement

from sites import ROOT, build

CONTENT = ROOT / "content"
TODAY = dt.date(2026, 11, 30)
STATUSES = {"announced": "발표", "requested": "신청", "awarded": "확보", "appropriated": "편성", "spent": "집행"}
SOURCES = {"national": "국비", "provincial": "도비", "municipal": "시·군·구비", "local": "지방비", "private": "민간"}
UNKNOWN = "재원 모름"
STATES = ("kept", "upcoming", "overdue", "dropped")


def won(text: str | int) -> int:
    """`369억 3000만원` in KRW."""
    total = 0
    for number, unit in re.findall(r"([\d.,]+)\s*(조|억|만)?", str(text)):
        factor = {"조": 10**12, "억": 10**8, "만": 10**4, "": 1}[unit]
        total += round(float(number.replace(",", "")) * factor)
    return total


def last_day(date: Any) -> dt.date:
    """The last day that a date can mean: 2024, 2024-05 or a day."""
    year, month, day = (*map(int, str(date).split("-")), 0, 0)[:3]
    month = month or 12
    return dt.date(year, month, day or calendar.monthrange(year, month)[1])


class Promise(NamedTuple):
    """A milestone with the provinces and sectors of its entry."""

    state: str
    due: str
    days_late: int
    groups: frozenset[str]
    entry: str
    what: str


class Sum(NamedTuple):
    """A budget that stands, with where and when it was said."""

    entry: dict[str, Any]
    status: str
    amount: int
    parts: dict[str, int]
    groups: frozenset[str]

    def share(self, column: str) -> int:
        """What it adds to a column of the page."""
        word = column.removesuffix("(민간)")
        private = self.parts.get("private", 0)
        return 0 if STATUSES[self.status] != word else private if word != column else self.amount - private


class Content:
    """The entries of a content folder, as their files say."""

    def __init__(self, folder: Path) -> None:
        self.regions = self._vocabulary(folder / "vocabulary/regions.yaml", ("provinces", "districts", "former"))
        self.sectors = self._vocabulary(folder / "vocabulary/sectors.yaml", ("sectors",))
        self.stages = self._vocabulary(folder / "vocabulary/stages.yaml", ("stages",))
        entries = [self._entry(path) for path in folder.glob("entries/*/*.md")]
        self.entries = [entry for entry in entries if not entry.get("withdrawn") and not entry.get("draft")]
        self.entries.sort(key=lambda entry: (str(entry["date"]), entry["id"]), reverse=True)

    @staticmethod
    def _vocabulary(path: Path, kinds: tuple[str, ...]) -> dict[str, dict[str, Any]]:
        read = yaml.safe_load(path.read_text("utf-8"))
        return {term["slug"]: term for kind in kinds for term in read.get(kind, ())}

    @staticmethod
    def _entry(path: Path) -> dict[str, Any]:
        head = path.read_text("utf-8").split("\n---", 1)[0].removeprefix("---\n")
        return {**yaml.load(head, yaml.BaseLoader), "id": path.stem}  # noqa: S506 - gives nothing but text

    def groups(self, entry: dict[str, Any]) -> frozenset[str]:
        """Today's provinces and the sectors that an entry belongs to."""
        found: set[str] = set(entry["sectors"])
        for slug in (*entry["regions"], *entry.get("participants", ())):
            reached = [slug]
            for one in reached:
                reached.extend(self.regions[one].get("successors", ()))
                reached.extend({one.split("/")[0]} - set(reached))
            found |= {one for one in reached if "/" not in one and not self.regions[one].get("until")}
        return frozenset(found)

    @cached_property
    def promises(self) -> list[Promise]:
        """Every milestone with its state on the day."""
        keeping = {ref: entry for entry in self.entries for ref in entry.get("fulfils", ())}
        return [
            self._promise(entry, milestone, keeping.get(f"{entry['id']}#{milestone['id']}"))
            for entry in self.entries
            for milestone in entry.get("milestones", ())
        ]

    def _promise(self, entry: dict[str, Any], milestone: dict[str, Any], kept: dict[str, Any] | None) -> Promise:
        due = last_day(milestone["due"])
        late = (last_day(kept["date"]) - due).days if kept else 0
        open_ = "overdue" if due < TODAY else "upcoming"
        state = "kept" if kept else "dropped" if self._is_cancelled(entry.get("initiative")) else open_
        return Promise(state, milestone["due"], late, self.groups(entry), entry["id"], milestone["what"])

    def _is_cancelled(self, initiative: str | None) -> bool:
        events = [entry for entry in self.entries if initiative and entry.get("initiative") == initiative]
        stages = [entry["stage"] for entry in events if self.stages[entry["stage"]].get("sets_stage", True)]
        return stages[:1] == ["cancelled"]

    @cached_property
    def sums(self) -> list[Sum]:
        """The newest sum of each purpose, without those that are part of another."""
        newest: dict[tuple[str, str], tuple[dict[str, Any], dict[str, Any]]] = {}
        for entry in reversed(self.entries):
            for budget in entry.get("budgets", ()):
                newest[entry.get("initiative", entry["id"]), budget["what"]] = entry, budget
        return [
            self._sum(entry, budget)
            for (owner, _), (entry, budget) in newest.items()
            if (owner, budget.get("part_of")) not in newest
        ]

    def _sum(self, entry: dict[str, Any], budget: dict[str, Any]) -> Sum:
        parts = {source: won(part) for source, part in budget.get("breakdown", {}).items()}
        return Sum(entry, budget["status"], won(budget["amount"]), parts, self.groups(entry))


@pytest.fixture(scope="module")
def content() -> Content:
    return Content(CONTENT)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("figures") / "site"
    build(CONTENT, folder, today=str(TODAY))
    return folder


def read(path: Path) -> HtmlElement:
    return lxml.html.fromstring(path.read_text("utf-8"))


def words(node: HtmlElement) -> str:
    return " ".join(node.text_content().split())


def group_of(node: HtmlElement) -> str:
    """The slug that a link to a region or sector, or to its promises, ends with; or the words where there is no link."""
    links = node.xpath(".//a/@href")
    return links[0].removesuffix("/index.html").split("/")[-1] if links else words(node)


def section(page: HtmlElement, heading: str) -> HtmlElement:
    (found,) = [one for one in page.xpath("//section[h2]") if words(one.find("h2")).startswith(heading)]
    return found


def table(part: HtmlElement) -> Iterator[tuple[str, dict[str, HtmlElement]]]:
    """Each row: its group, and its cells by the heads of their columns."""
    columns = [words(cell) for cell in part.xpath(".//thead//th")][1:]
    for row in part.xpath(".//tbody/tr"):
        yield group_of(row.find("th")), dict(zip(columns, row.findall("td"), strict=False))


# Budgets


def sums_of(part: HtmlElement) -> dict[str, dict[str, int]]:
    """What a table of sums says, without the cells that are empty; words and numbers have to agree."""
    found: dict[str, dict[str, int]] = {}
    for group, cells in table(part):
        for column, cell in cells.items():
            for data in cell.findall("data"):
                assert won(words(data)) == int(data.get("value")), words(data)
                found.setdefault(group, {})[column] = int(data.get("value"))
    return found


def expected_sums(sums: dict[str, list[Sum]]) -> dict[str, dict[str, int]]:
    columns = [*STATUSES.values(), *(f"{word}(민간)" for word in STATUSES.values())]
    tallied = {
        key: {column: sum(one.share(column) for one in some) for column in columns} for key, some in sums.items()
    }
    return {key: {column: amount for column, amount in row.items() if amount} for key, row in tallied.items()}


def grouped(sums: list[Sum], slugs: dict[str, Any]) -> dict[str, list[Sum]]:
    found: defaultdict[str, list[Sum]] = defaultdict(list)
    for one in sums:
        for slug in one.groups & slugs.keys():
            found[slug].append(one)
    return found


@pytest.fixture(scope="module")
def budgets(site: Path) -> HtmlElement:
    return read(site / "budgets/index.html")


def test_the_totals_of_budgets_are_the_sums_that_stand(content: Content, budgets: HtmlElement) -> None:
    expected = expected_sums({"all": content.sums})["all"]
    shown = {}
    for total in budgets.xpath("//dl[@class='totals']/div"):
        word, data = words(total.find("dt")), total.find("dd/data")
        shown[word] = int(data.get("value"))
        assert won(words(data)) == shown[word]
        count = int(words(total.find_class("count")[0]).removesuffix("건"))
        assert count == sum(one.share(word) > 0 for one in content.sums), word
    assert shown == expected


def test_budgets_by_region_sector_and_year_add_up(content: Content, budgets: HtmlElement) -> None:
    by_year: defaultdict[str, list[Sum]] = defaultdict(list)
    for one in content.sums:
        by_year[f"{str(one.entry['date'])[:4]}년"].append(one)
    for heading, groups in (
        ("지역별", grouped(content.sums, content.regions)),
        ("분야별", grouped(content.sums, content.sectors)),
        ("발표한 해별", by_year),
    ):
        assert sums_of(section(budgets, heading)) == expected_sums(groups), heading


def test_budgets_by_source_add_up(content: Content, budgets: HtmlElement) -> None:
    expected: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in content.sums:
        for source, part in (one.parts or {"": one.amount}).items():
            expected[SOURCES.get(source, UNKNOWN)][STATUSES[one.status]] += part
    assert sums_of(section(budgets, "재원별")) == expected


def test_every_sum_is_one_tap_from_its_entry_and_its_source(content: Content, budgets: HtmlElement) -> None:
    rows = section(budgets, "금액 하나하나").xpath(".//tbody/tr")
    shown: Counter[tuple[str, int, frozenset[str]]] = Counter()
    for row in rows:
        data = row.xpath(".//data")[0]
        assert won(words(data)) == int(data.get("value"))
        entry = next(href.split("/")[-2] for href in row.xpath(".//a/@href") if "/entries/" in href)
        outside = frozenset(href for href in row.xpath(".//a/@href") if href.startswith("http"))
        shown[entry, int(data.get("value")), outside] += 1
    expected = Counter(
        (one.entry["id"], one.amount, frozenset({one.entry["sources"][0]["url"]})) for one in content.sums
    )
    assert shown == expected


# Promises


def tallies(page: HtmlElement) -> dict[str, int]:
    return {
        item.get("class"): int(words(item.find(".//b")).replace(",", ""))
        for item in page.xpath("//ul[@class='tallies']/li")
    }


def counts_of(part: HtmlElement) -> dict[str, Counter[str]]:
    """What a table of counts says; what its picture shows has to be in the same proportion."""
    found = {}
    for group, cells in table(part):
        counts = {column: int(words(cell).replace("–", "0")) for column, cell in cells.items() if column}
        found[group] = +Counter(counts)
    return found


def expected_counts(promises: list[Promise], words_of: dict[str, str]) -> Counter[str]:
    return Counter(words_of[promise.state] for promise in promises)


@pytest.fixture(scope="module")
def words_of(site: Path) -> dict[str, str]:
    """The word of each state, as the page of all promises gives it."""
    items = read(site / "promises/index.html").xpath("//ul[@class='tallies']/li")
    return {item.get("class"): re.sub(r"[^가-힣 ]", "", words(item)).strip() for item in items}


def promise_pages(site: Path, content: Content) -> Iterator[tuple[HtmlElement, list[Promise]]]:
    """Each page of promises, with those that it is about."""
    for path in sorted(site.glob("promises/**/index.html")):
        slug = path.parent.name
        of_all = slug == "promises"
        yield read(path), [one for one in content.promises if of_all or slug in one.groups]


def test_every_page_of_promises_counts_them_by_state_and_year(
    site: Path, content: Content, words_of: dict[str, str]
) -> None:
    pages = list(promise_pages(site, content))
    assert len(pages) > 20
    for page, promises in pages:
        assert tallies(page) == {state: sum(one.state == state for one in promises) for state in STATES}
        by_year = {
            f"{one.due[:4]}년": [other for other in promises if other.due[:4] == one.due[:4]] for one in promises
        }
        expected = {year: expected_counts(some, words_of) for year, some in by_year.items()}
        assert counts_of(section(page, "기한이 되는 해마다")) == expected
        for state in STATES:
            heads = page.xpath(f"//h2[@id='{state}']/span[@class='count']")
            assert [words(head) for head in heads] == [
                f"{count}건" for count in [sum(one.state == state for one in promises)] if count
            ]


def test_promises_by_region_and_sector_add_up(site: Path, content: Content, words_of: dict[str, str]) -> None:
    page = read(site / "promises/index.html")
    for heading, slugs in (("지역별", content.regions), ("분야별", content.sectors)):
        groups = {slug: [one for one in content.promises if slug in one.groups] for slug in slugs}
        expected = {slug: expected_counts(some, words_of) for slug, some in groups.items() if some}
        assert counts_of(section(page, heading)) == expected, heading


def test_how_late_promises_were_kept_is_said_as_the_dates_say(site: Path, content: Content) -> None:
    for page, promises in promise_pages(site, content):
        kept = [one for one in promises if one.state == "kept"]
        late = sorted(one.days_late for one in kept if one.days_late > 0)
        sentences = [words(one) for one in page.xpath("//div[@class='page-head']/p") if "지킨 약속" in words(one)]
        numbers = [
            int(number.replace(",", ""))
            for one in sentences
            if "가운데" in one
            for number in re.findall(r"\d[\d,]*", one)
        ]
        if late:
            assert numbers == [len(kept), len(kept) - len(late), len(late), statistics.median_low(late)]
        else:
            assert not numbers


def test_each_promise_that_is_shown_says_when_it_was_due_and_how_late_it_was_kept(site: Path, content: Content) -> None:
    made = {(one.entry, one.due, one.what): one for one in content.promises}
    shown = 0
    for page, _ in promise_pages(site, content):
        for row in page.xpath("//div[@class='timeline']//table[contains(@class, 'flow')]/tbody/tr"):
            times = row.xpath(".//time/@datetime")
            entry = next(href.split("/")[-2] for href in row.xpath(".//a/@href") if "/entries/" in href)
            promise = made[entry, times[0], words(row.xpath("./td[@data-label='약속']")[0])]
            late = row.xpath(".//b[@class='late']")
            days = int(re.sub(r"\D", "", words(late[0]))) if late else 0
            assert days == max(0, promise.days_late), (entry, times)
            shown += 1
    assert shown >= len(content.promises)
