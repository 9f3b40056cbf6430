"""How the data are described: to catalogues, to other tools, to those who cite them, and on their own pages."""

import datetime as dt
import hashlib
import json
import re
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from sites import GOLDEN, ROOT, build
from tracker import settings
from tracker.data import api, downloads, projects, tables

TODAY = "2026-11-22"
MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+09:00$"}
TEXT = {"type": "string", "minLength": 1}
URI = {"type": "string", "pattern": "^https?://"}
VALUE = {
    "type": "object",
    "required": ["amount", "currency"],
    "properties": {"amount": {"type": "integer", "minimum": 1}, "currency": {"const": "KRW"}},
}
PERIOD = {"type": "object", "properties": {"startDate": MOMENT, "endDate": MOMENT}, "additionalProperties": False}


def closed(required: list[str], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": required, "properties": properties, "additionalProperties": False}


PROJECT = closed(
    ["id", "title", "budget", "parties"],
    id=TEXT,
    updated=MOMENT,
    title=TEXT,
    description=TEXT,
    status={"enum": ["identification", "preparation", "implementation", "completion", "completed", "cancelled"]},
    period=PERIOD,
    sector={
        "type": "array",
        "uniqueItems": True,
        "items": {
            "enum": [
                *("education", "health", "energy", "communications", "waterAndWaste", "governance", "economy"),
                *("cultureSportsAndRecreation", "transport", "socialHousing", "naturalResources"),
            ]
        },
    },
    additionalClassifications={
        "type": "array",
        "uniqueItems": True,
        "items": closed(["scheme", "id"], scheme=TEXT, id=TEXT, description=TEXT),
    },
    locations={
        "type": "array",
        "uniqueItems": True,
        "items": closed(
            ["id"],
            id=TEXT,
            description=TEXT,
            uri=URI,
            gazetteer=closed(["scheme", "identifiers"], scheme=TEXT, identifiers={"type": "array", "items": TEXT}),
            address=closed([], region=TEXT, countryName=TEXT),
        ),
    },
    budget=closed(
        ["amount"],
        amount=VALUE,
        budgetBreakdown={
            "type": "array",
            "items": closed(["id"], id=TEXT, description=TEXT, amount=VALUE, uri=URI, period=PERIOD),
        },
    ),
    parties={
        "type": "array",
        "minItems": 1,
        "uniqueItems": True,
        "items": closed(["id", "name", "roles"], id=TEXT, name=TEXT, roles={"type": "array", "items": TEXT}),
    },
    documents={
        "type": "array",
        "items": closed(
            ["id"], id=TEXT, documentType=TEXT, title=TEXT, url=URI, datePublished=MOMENT, language=TEXT, author=TEXT
        ),
    },
)
PACKAGE = closed(
    ["uri", "publisher", "publishedDate", "projects", "version"],
    uri=URI,
    publishedDate=MOMENT,
    version={"type": "string", "pattern": r"^(\d+\.)(\d+)$"},
    publisher=closed(["name"], name=TEXT, uri=URI),
    license=URI,
    publicationPolicy=URI,
    projects={"type": "array", "minItems": 1, "uniqueItems": True, "items": PROJECT},
)
"""What OC4IDS 0.9 says of the fields that we use, and nothing beside them."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("descriptions")
    build(shutil.copytree(ROOT / "content", folder / "content"), folder / "site", today=TODAY)
    return folder / "site"


@pytest.fixture(scope="module")
def golden(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("golden") / "site"
    build(GOLDEN / "content", folder)
    return folder


def read(site: Path, path: str) -> Any:
    return json.loads((site / path).read_bytes())


def test_projects_have_the_shape_of_oc4ids(site: Path) -> None:
    package = read(site, downloads.PROJECTS)
    problems = [
        f"{error.json_path}: {error.message[:200]}"
        for error in jsonschema.Draft202012Validator(PACKAGE).iter_errors(package)
    ]
    assert not problems
    ids = [project["id"] for project in package["projects"]]
    assert len(set(ids)) == len(ids) > 5
    for project in package["projects"]:
        for part in ("locations", "parties", "documents"):
            found = [one["id"] for one in project[part]]
            assert len(set(found)) == len(found), project["id"]


def test_a_project_adds_up_the_figures_that_bind_most(golden: Path) -> None:
    (project,) = read(golden, downloads.PROJECTS)["projects"]
    assert project["budget"]["amount"] == {"amount": 10_050_000_000, "currency": "KRW"}
    assert [line["amount"]["amount"] for line in project["budget"]["budgetBreakdown"]] == [
        7_000_000_000,
        3_000_000_000,
        50_000_000,
    ]
    assert project["status"] == "identification"
    assert [(one["name"], one["roles"]) for one in project["parties"]] == [
        ("북도", ["publicAuthority"]),
        ("자동차연구원", ["partner"]),
        ("이름없는 회사", ["participant"]),
    ]


def test_every_field_of_a_project_is_explained() -> None:
    explained = {name.strip() for one in projects.MAPPING for name in one.field.removeprefix("projects[].").split(",")}
    fields = set(PROJECT["properties"]) - {"budget"} | {"budget.amount", "budget.budgetBreakdown"}
    assert explained == fields


def test_the_dcat_catalogue_tells_the_truth_of_every_file(site: Path) -> None:
    catalogue = read(site, downloads.CATALOGUE)
    base = catalogue["@id"].removesuffix("data/")
    files = catalogue["dcat:dataset"]["dcat:distribution"]
    assert len(files) == 3 * len(tables.OFFERED) + 2
    for one in files:
        data = (site / one["dcat:downloadURL"]["@id"].removeprefix(base)).read_bytes()
        assert one["dcat:byteSize"]["@value"] == str(len(data))
        assert one["spdx:checksum"]["spdx:checksumValue"] == hashlib.sha256(data).hexdigest()
    prefixes = set(re.findall(r'"(\w+):[A-Za-z]+"', json.dumps(catalogue))) - {"https", "http"}
    assert prefixes == set(catalogue["@context"])
    assert catalogue["dcat:service"]["dcat:servesDataset"]["@id"] == catalogue["dcat:dataset"]["@id"]


def test_the_page_describes_the_dataset_to_search_engines(site: Path) -> None:
    page = (site / "data/index.html").read_text("utf-8")
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    (dataset,) = (found for found in map(json.loads, blocks) if found.get("@type") == "Dataset")
    assert dataset["license"] == api.LICENSE
    assert 50 <= len(dataset["description"]) <= 5000 or dataset["description"]
    for one in dataset["distribution"]:
        assert (site / one["contentUrl"].removeprefix("https://rings.example/")).is_file()


def test_the_page_lists_every_file_with_its_size_and_rows(site: Path) -> None:
    page = (site / "data/index.html").read_text("utf-8")
    for path in (site / "data").iterdir():
        if path.is_file() and path.name != "index.html":
            assert f'href="../data/{path.name}"' in page, path.name
            assert f'<data value="{path.stat().st_size}">' in page, path.name
    entries = len((site / "data/entries.jsonl").read_bytes().splitlines())
    assert f">{entries:,}</td>" in page


def test_the_dictionary_page_names_every_column(site: Path) -> None:
    page = (site / "data/dictionary/index.html").read_text("utf-8")
    for table in tables.TABLES:
        section = page.split(f'<h2 id="{table.name}">')[1].split("</section>")[0]
        assert re.findall(r'<td data-label="열"><span><code>(\w+)</code>', section) == [
            column.name for column in table.columns
        ]


def test_the_citation_is_of_this_site_and_this_version() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    site = settings.load(ROOT / "content")
    assert citation["cff-version"] == "1.2.0"
    assert citation["title"] == site.title
    assert citation["url"] == f"{site.base_url}data/"
    assert citation["repository-code"] == site.repository
    assert (citation["version"], citation["license"]) == (api.VERSION, "CC-BY-4.0")
    assert citation["date-released"] == dt.date.fromisoformat(api.CHANGES[0].date)
    assert {"message", "authors", "type"} <= set(citation)
