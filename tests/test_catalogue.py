import datetime as dt
import shutil

import pytest

from support import TODAY, ContentFolder, places
from tracker import catalogue, checks
from tracker.catalogue import Catalogue
from tracker.model import InitiativeSlug, InvalidContentError

PLAN, SITE, ACCORD = "2023-03-02-busan-parts-plan", "2024-05-21-busan-parts-site", "2022-02-10-gwangju-accord"


def load(content: ContentFolder) -> Catalogue:
    return catalogue.load(content.root)


def ids(content: ContentFolder) -> list[str]:
    return [entry.id for entry in load(content).entries]


def test_a_content_folder_becomes_entries_initiatives_and_pages(content: ContentFolder) -> None:
    everything = load(content)
    assert [entry.id for entry in everything.entries] == [SITE, PLAN, ACCORD]
    assert list(everything.initiatives) == ["busan-parts"]
    assert list(everything.pages) == ["about"]
    assert everything.settings.title == "작은 나이테"
    assert everything.problems == []
    assert checks.run(everything, TODAY) == []


def test_entries_stand_newest_first_and_inexact_dates_after_the_exact_ones(content: ContentFolder) -> None:
    shutil.rmtree(content.root / "entries")
    for name in ("2024-b", "2024-01-01-a", "2024-01-01-c", "2024-03-x", "2024-03-02-y", "2023-12-31-z"):
        content.entry(name, regions="[busan]")
    assert ids(content) == ["2024-03-02-y", "2024-03-x", "2024-01-01-a", "2024-01-01-c", "2024-b", "2023-12-31-z"]


def test_drafts_are_checked_but_not_published(content: ContentFolder) -> None:
    content.entry("2024-06-03-draft", draft="true", initiative="busan-parts")
    everything = load(content)
    assert "2024-06-03-draft" in [entry.id for entry in everything.all_entries]
    assert "2024-06-03-draft" not in everything.by_id
    assert [entry.id for entry in everything.by_initiative[InitiativeSlug("busan-parts")]] == [SITE, PLAN]


def test_promises_are_known_by_entry_and_name_and_by_what_kept_them(content: ContentFolder) -> None:
    everything = load(content)
    assert {ref: entry.id for ref, (entry, _) in everything.milestones.items()} == {
        f"{PLAN}#pick": PLAN,
        f"{PLAN}#open": PLAN,
    }
    assert {ref: entry.id for ref, entry in everything.fulfilments.items()} == {f"{PLAN}#pick": SITE}


def test_a_withdrawn_entry_stays_but_keeps_no_promise(content: ContentFolder) -> None:
    path = content.root / f"entries/2024/{SITE}.md"
    text = path.read_text("utf-8").replace("\nstage:", "\nwithdrawn: {date: 2024-06-20, reason: 오보}\nstage:")
    path.write_text(text, "utf-8")
    everything = load(content)
    assert SITE in everything.by_id
    assert everything.fulfilments == {}


def test_the_newest_change_is_the_last_that_readers_heard_of(content: ContentFolder) -> None:
    assert load(content).newest_change == dt.date(2024, 6, 1)
    content.entry("2024-06-03-x", corrections="[{date: 2024-06-20, what: 고침}]")
    content.entry("2024-06-04-y", draft="true", added="2024-06-30")
    assert load(content).newest_change == dt.date(2024, 6, 20)


def test_an_empty_site_last_changed_on_its_founding_day(content: ContentFolder) -> None:
    for folder in ("entries", "initiatives", "pages"):
        shutil.rmtree(content.root / folder)
    everything = load(content)
    assert (everything.entries, everything.newest_change) == ([], dt.date(2024, 1, 1))


def test_the_same_content_may_stand_at_another_address(content: ContentFolder) -> None:
    assert load(content).at("https://other.example/x").settings.base_path == "/x/"
    assert load(content).at(None).settings.base_url == "https://rings.example/"


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("entries/2024/memo.txt", id="text-file"),
        pytest.param("entries/2024-06-03-x.md", id="entry-outside-of-a-year"),
        pytest.param("entries/2024/06/2024-06-03-x.md", id="entry-too-deep"),
        pytest.param("initiatives/busan/x.md", id="initiative-in-a-folder"),
        pytest.param("pages/x.html", id="page-that-is-no-markdown"),
    ],
)
def test_a_file_that_nobody_would_read_is_an_error(content: ContentFolder, path: str) -> None:
    content.write(path, "---\ntitle: 가\n---\n글\n")
    assert content.places() == [f"{path}:1:1: stray-file"]


@pytest.mark.parametrize("path", [".DS_Store", "entries/.gitkeep", "entries/2024/.x.md.swp", "pages/.git/x.md"])
def test_hidden_files_are_let_be(content: ContentFolder, path: str) -> None:
    content.write(path, b"\xff")
    assert content.places() == []


@pytest.mark.parametrize(
    "target",
    [pytest.param("2024-05-21-busan-parts-site.md", id="to-an-entry"), pytest.param("nowhere.md", id="to-nothing")],
)
def test_a_link_in_place_of_a_file_is_refused(content: ContentFolder, target: str) -> None:
    (content.root / "entries/2024/2024-05-22-link.md").symlink_to(target)
    assert content.places() == ["entries/2024/2024-05-22-link.md:1:1: stray-file"]


def test_a_link_in_place_of_a_folder_is_refused_and_not_followed(content: ContentFolder) -> None:
    (content.root / "entries/2025").symlink_to("2024", target_is_directory=True)
    assert content.places() == ["entries/2025:1:1: stray-file"]


def test_what_all_files_rest_on_is_reported_alone(content: ContentFolder) -> None:
    content.write("site.yaml", "title: [\n")
    content.write("vocabulary/stages.yaml", "stages: []\n")
    content.write("entries/2024/2024-06-03-x.md", "")
    with pytest.raises(InvalidContentError) as caught:
        load(content)
    assert [problem.path for problem in caught.value.problems] == ["site.yaml", *["vocabulary/stages.yaml"] * 2]


def test_a_bad_file_does_not_keep_the_good_ones_from_being_read(content: ContentFolder) -> None:
    content.write(f"entries/2023/{PLAN}.md", "---\ntitle: [\n---\n")
    everything = load(content)
    assert [entry.id for entry in everything.entries] == [SITE, ACCORD]
    assert places(everything.problems) == [f"entries/2023/{PLAN}.md:3:1: yaml-syntax"]
    assert everything.unread == {PLAN: f"entries/2023/{PLAN}.md"}


def test_what_a_file_that_cannot_be_read_may_hold_is_not_missed(content: ContentFolder) -> None:
    content.write(f"entries/2023/{PLAN}.md", "---\ntitle: [\n---\n")
    content.write("initiatives/busan-parts.md", "---\ntitle: [\n---\n")
    content.entry("2024-06-03-x", withdrawn=f"{{date: 2024-06-10, reason: 오보, replaced_by: {PLAN}}}")
    assert content.places() == [
        f"entries/2023/{PLAN}.md:3:1: yaml-syntax",
        "initiatives/busan-parts.md:3:1: yaml-syntax",
    ]
