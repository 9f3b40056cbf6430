"""The JSON files of built sites, every one of them: against their schemas, the pages, and the content."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from sites import GOLDEN, ROOT, build, golden_content, rewrite, tree
from tracker import catalogue, links
from tracker.catalogue import Catalogue
from tracker.data import api, openapi

TODAY = "2026-11-22"
NOT_RECORDS = ("api/v1/openapi.json", "api/v1/schemas.json")


@pytest.fixture(scope="module")
def golden(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Year pages, a withdrawn entry, redirects, kept and overdue promises."""
    site = tmp_path_factory.mktemp("golden") / "site"
    build(GOLDEN / "content", site)
    return site


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The real content, as it stood when the tests began."""
    return catalogue.load(shutil.copytree(ROOT / "content", tmp_path_factory.mktemp("real") / "content"))


@pytest.fixture(scope="module")
def real(content: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("real") / "site"
    build(content.content, site, today=TODAY)
    return site


@pytest.fixture(params=["golden", "real"])
def site(request: pytest.FixtureRequest) -> Path:
    found: Path = request.getfixturevalue(request.param)
    return found


def read(site: Path, path: str) -> Any:
    return json.loads((site / links.API / path).read_bytes())


def files(site: Path) -> dict[str, Any]:
    """Every record of the API, by its path below it."""
    found = sorted(path.relative_to(site).as_posix() for path in (site / links.API).rglob("*.json"))
    return {
        path.removeprefix(links.API): read(site, path.removeprefix(links.API))
        for path in found
        if path not in NOT_RECORDS
    }


def addresses(node: Any) -> Iterator[tuple[str, str]]:
    """Every address of ours that a record names, with its key."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("url", "api_url", "moved_to", "data_url", "description_url") and isinstance(value, str):
                yield key, value
            else:
                yield from addresses(value)
    elif isinstance(node, list):
        for value in node:
            yield from addresses(value)


def test_the_description_is_valid_openapi(site: Path) -> None:
    description = json.loads((site / api.DESCRIPTION).read_bytes())
    OpenAPIV31SpecValidator(description).validate()
    (server,) = description["servers"]
    assert f"{server['url']}/index.json" == read(site, "index.json")["api_url"]


def test_every_file_is_described_and_keeps_its_schema(site: Path) -> None:
    description = json.loads((site / api.DESCRIPTION).read_bytes())
    validators = {path: validator(description, path) for path in description["paths"]}
    for name, record in files(site).items():
        kinds = [path for path in validators if pattern(path).fullmatch(f"/{name}")]
        kind = min(kinds, key=lambda path: path.count("{"))
        problems = [
            f"{name}: {error.json_path} {error.message[:200]}" for error in validators[kind].iter_errors(record)
        ]
        assert not problems


def pattern(path: str) -> re.Pattern[str]:
    """The addresses that a path of the description stands for."""
    return re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path)))


def validator(description: Any, path: str) -> jsonschema.Draft202012Validator:
    answer = description["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    schema = {**answer, "components": description["components"]}
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    return jsonschema.Draft202012Validator(schema, format_checker=checker)


def test_every_key_has_one_meaning_and_is_always_there() -> None:
    for name, schema in openapi.components("#/{name}").items():
        assert schema["additionalProperties"] is False, name
        assert set(schema["required"]) == set(schema["properties"]), name
        assert all(node["description"] for node in schema["properties"].values()), name


def test_every_page_with_content_has_a_twin(site: Path) -> None:
    pages = {path.removesuffix("index.html") for path in tree(site) if path.endswith("/index.html")}
    folders = ("entries", "initiatives", "regions", "sectors", "instruments", "organisations", "promises", "budgets")
    for page in pages:
        if page.startswith(folders) and not page.endswith("/changes/"):
            assert (site / links.twin(page)).is_file(), page
    assert (site / links.twin("")).is_file()


def test_every_address_of_ours_leads_to_a_file(site: Path) -> None:
    base = read(site, "index.json")["url"]
    for name, record in files(site).items():
        for key, url in addresses(record):
            if url.startswith(base):
                assert (site / links.file(url.removeprefix(base))).is_file(), f"{name}: {key} {url}"
        if "api_url" in record:
            assert record["api_url"] == f"{base}{links.API}{name}"


def test_entries_say_what_the_content_says(real: Path, content: Catalogue) -> None:
    listed = read(real, "entries.json")
    assert [one["id"] for one in listed["items"]] == [entry.id for entry in content.entries]
    for entry in content.entries:
        record = read(real, f"entries/{entry.id}.json")
        assert record["title"] == entry.title
        assert (record["date"], record["date_first"], record["date_last"]) == (
            str(entry.date),
            str(entry.date.first),
            str(entry.date.last),
        )
        assert [one["amount"] for one in record["budgets"]] == [one.amount for one in entry.budgets]
        assert [one["due"] for one in record["milestones"]] == [str(one.due) for one in entry.milestones]
        assert [one["url"] for one in record["sources"]] == [one.url for one in entry.sources]
        assert [one["slug"] for one in record["regions"]] == list(entry.regions)
        assert record["body"] == entry.body


def test_a_timeline_holds_its_newest_entries_and_a_file_for_each_year(golden: Path) -> None:
    north = read(golden, "regions/north.json")
    assert (north["collection"], north["total"], north["shown"]) == ("regions", 4, 3)
    assert [(one["year"], one["total"]) for one in north["years"]] == [(2025, 2), (2024, 1), (2023, 1)]
    old = read(golden, "regions/north/2023.json")
    assert [one["id"] for one in old["entries"]] == ["2023-09-centre-announced"]
    assert read(golden, "regions/north/chips.json")["collection"] == "regions"
    assert read(golden, "sectors/cars.json")["entries"][0]["sectors"] == ["cars"]


def test_what_is_computed_stands_beside_what_is_stored(golden: Path) -> None:
    signed, opened = read(golden, "entries/2023-09-centre-announced.json")["milestones"]
    assert (signed["state"], signed["days_late"], signed["kept_by"]["id"]) == ("kept", 61, "2024-12-31-agreement")
    assert (opened["state"], opened["days_late"], opened["kept_by"]) == ("overdue", None, None)
    centre = read(golden, "initiatives/test-centre.json")
    assert centre["stage"]["slug"] == "agreed"  # the progress report that followed sets no stage
    assert [(one["amount"], one["standing"]) for one in centre["budgets"]] == [(10_050_000_000, True)]
    asked = read(golden, "entries/2023-09-centre-announced.json")["budgets"][0]
    assert (asked["amount"], asked["standing"], asked["breakdown"]) == (12_000_000_000, False, None)
    totals = {one["status"]: one["amount"] for one in read(golden, "budgets.json")["totals"]}
    assert totals == {"announced": 0, "requested": 0, "awarded": 10_050_000_000, "appropriated": 0, "spent": 0}


def test_promises_are_listed_for_all_and_for_each_province_and_sector(golden: Path) -> None:
    everything = [(one["ref"], one["state"]) for one in read(golden, "promises.json")["items"]]
    assert everything == [
        ("2023-09-centre-announced#sign", "kept"),
        ("2023-09-centre-announced#open", "overdue"),
        ("2025-03-01-progress#half", "upcoming"),
    ]
    south = read(golden, "promises/south.json")["items"]
    assert [one["ref"] for one in south] == ["2025-03-01-progress#half"]


def test_a_region_is_named_as_on_the_day(golden: Path) -> None:
    assert read(golden, "entries/2023-09-centre-announced.json")["regions"][0]["name"] == "옛북도"
    regions = {one["slug"]: one for one in read(golden, "regions.json")["items"]}
    assert regions["north"]["former_names"] == [{"name": "옛북도", "until": "2024-01-17"}]
    assert regions["old-south"]["successors"] == ["south"]
    assert regions["south"]["predecessors"] == ["old-south"]


def test_a_party_is_tied_to_the_term_that_its_name_stands_for(golden: Path) -> None:
    parties = read(golden, "entries/2024-12-31-agreement.json")["parties"]
    assert [(one["name"], one["region"], one["organisation"] is not None) for one in parties] == [
        ("북도", "north", False),
        ("자동차연구원", None, True),
        ("이름없는 회사", None, False),
    ]


def test_a_withdrawn_entry_is_marked_and_promises_nothing(golden: Path) -> None:
    record = read(golden, "entries/2025-04-01-mistake.json")
    assert record["withdrawn"]["reason"] == "같은 일이 이미 있습니다."
    assert {one["state"] for one in record["milestones"]} <= {None}
    (summary,) = (one for one in read(golden, "entries.json")["items"] if one["id"] == record["id"])
    assert summary["withdrawn"] is True


def test_former_addresses_say_where_the_content_went(golden: Path) -> None:
    base = read(golden, "index.json")["url"]
    moved = {"moved_to": f"{base}api/v1/entries/2024-12-31-agreement.json"}
    assert read(golden, "entries/2024-12-30-agreement.json") == moved
    assert read(golden, "initiatives/old-centre.json") == {"moved_to": f"{base}api/v1/initiatives/test-centre.json"}


def test_the_version_is_that_of_the_newest_change(golden: Path) -> None:
    assert api.CHANGES[0].version == api.VERSION == read(golden, "index.json")["version"]


def test_an_edit_rewrites_the_files_that_hold_it_and_no_others(
    tmp_path: Path, make_sites: Callable[..., dict[str, bytes]]
) -> None:
    before = make_sites()
    after = make_sites(("entries/2025/2025-05-01-river-chips.md", "강구, 반도체 업무협약", "강구, 반도체 협약"))
    changed = {path for path in before if path.startswith(links.API) and before[path] != after[path]}
    assert "api/v1/entries/2025-05-01-river-chips.json" in changed
    assert "api/v1/regions/north.json" in changed
    assert "api/v1/regions/north/2023.json" not in changed
    assert "api/v1/entries/2024-12-31-agreement.json" not in changed


@pytest.fixture
def make_sites(tmp_path: Path) -> Callable[..., dict[str, bytes]]:
    """Builds the golden site, perhaps with a piece of a file changed, over the one before."""
    content = golden_content(tmp_path)

    def make(*changes: tuple[str, str, str]) -> dict[str, bytes]:
        for path, old, new in changes:
            rewrite(content / path, old, new)
        build(content, tmp_path / "site")
        return tree(tmp_path / "site")

    return make
