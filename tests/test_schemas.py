"""The JSON Schemas: made of the model, true to the content, and no stricter than the parser."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from entries import Tree, entries, promises
from sites import ROOT
from support import CONTENT
from tracker import archetype, catalogue, documents, fields, frontmatter, schema, schemas
from tracker.catalogue import Catalogue
from tracker.model import Entry, Initiative, InvalidContentError, Text
from tracker.vocabulary import Vocabulary

STRUCTS = {"entry": Entry, "initiative": Initiative}


@pytest.fixture(scope="module")
def published() -> dict[str, Any]:
    """The schemas as they are published."""
    everything = catalogue.load(CONTENT)
    outputs = schemas.render_all(everything.settings, everything.vocabulary)
    return {Path(output.path).stem: json.loads(output.render()) for output in outputs}


def faults(document: Any, tree: Any) -> list[str]:
    """What a schema finds wrong with front matter."""
    return [error.message for error in jsonschema.Draft202012Validator(document).iter_errors(tree)]


@pytest.mark.parametrize("name", STRUCTS)
def test_a_schema_is_a_schema(published: dict[str, Any], name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(published[name])
    assert published[name]["$id"].endswith(f"/schema/{name}.json")


@pytest.mark.parametrize(("name", "struct"), STRUCTS.items())
def test_every_field_of_the_model_is_in_its_schema(published: dict[str, Any], name: str, struct: type) -> None:
    assert [*published[name]["properties"]] == [*schemas.front_matter_fields(struct)]
    assert set(published[name]["required"]) == schema.required_of(struct) & {*schemas.front_matter_fields(struct)}


def test_every_field_has_words_for_people() -> None:
    for struct, words in fields.FIELDS.items():
        assert [*words] == [*schemas.front_matter_fields(struct)], struct
        assert all(field.label and field.hint for field in words.values())


def test_every_choice_has_a_korean_name(published: dict[str, Any], vocabulary: Vocabulary) -> None:
    definitions = published["entry"]["$defs"]
    for name, terms in (("region", vocabulary.regions), ("stage", vocabulary.stages), ("sector", vocabulary.sectors)):
        assert definitions[name]["enum"] == [*terms]
        assert len(definitions[name]["enumDescriptions"]) == len(terms)
    roles = definitions["party"]["properties"]["role"]
    assert dict(zip(roles["enum"], roles["enumDescriptions"], strict=True))["lead"] == "주관"
    assert "광주광역시 (2026-06-30까지)" in definitions["region"]["enumDescriptions"]


@pytest.mark.parametrize(("name", "pattern"), [("entry", "entries/*/*.md"), ("initiative", "initiatives/*.md")])
def test_all_real_content_fits(published: dict[str, Any], name: str, pattern: str) -> None:
    paths = sorted(CONTENT.glob(pattern))
    assert paths
    for path in paths:
        assert faults(published[name], frontmatter.load(path.read_bytes(), path.name).tree) == [], path


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param({"titel": "제목"}, "titel", id="unknown-key"),
        pytest.param({"regions": []}, "non-empty", id="no-region"),
        pytest.param({"regions": ["gyeonggi/pyongtaek"]}, "gyeonggi/pyongtaek", id="misspelt-region"),
        pytest.param({"date": "2024.05.21"}, "2024.05.21", id="date-form"),
        pytest.param({"stage": "done"}, "done", id="stage"),
        pytest.param({"date_basis": "inferred"}, "date_note", id="inferred-without-a-note"),
        pytest.param({"sources": [{"url": "news.example", "publisher": "가"}]}, "news.example", id="url"),
        pytest.param({"title": " "}, "title", id="blank"),
    ],
)
def test_a_schema_names_what_is_wrong(published: dict[str, Any], change: Tree, words: str) -> None:
    path = next(CONTENT.glob("entries/*/*.md"))
    tree = {**frontmatter.load(path.read_bytes(), path.name).tree, **change}
    found = list(jsonschema.Draft202012Validator(published["entry"]).iter_errors(tree))
    assert found
    assert any(words in error.message or words in error.absolute_path for error in found), found


def test_an_editor_may_read_numbers_as_numbers(published: dict[str, Any]) -> None:
    path = CONTENT / "entries/2024/2024-05-21-jeonbuk-battery-centre-selected.md"
    tree: Any = frontmatter.load(path.read_bytes(), path.name).tree
    tree |= {"date": 2024, "draft": True, "targets": [{"metric": "대", "value": 2.5, "unit": 1, "due": 2028}]}
    tree["budgets"][0] |= {"amount": 36930000000, "period": 2024}
    assert faults(published["entry"], tree) == []


def test_what_the_parser_takes_the_schema_takes() -> None:
    base = catalogue.load(CONTENT)
    document = schemas.with_terms(schemas.describe(Entry), base.vocabulary)

    @settings(max_examples=200, suppress_health_check=list(HealthCheck))
    @given(entries(base, promises(base)))
    def run(typed: Tree) -> None:
        if _is_accepted(typed, base):
            assert faults(document, typed["front"]) == []

    run()


def _is_accepted(typed: Tree, base: Catalogue) -> bool:
    try:
        path = archetype.path(str(typed["front"].get("date")), typed["name"])
        documents.parse_entry(archetype.write(typed["front"], typed["body"]).encode(), path, base.vocabulary)
    except (InvalidContentError, ValueError):
        return False
    return True


@given(st.text("가 a\n\t\r", max_size=6))
def test_the_pattern_of_a_line_says_what_the_parser_says(text: str) -> None:
    try:
        schema.LEAVES[Text](text)
        is_line = True
    except ValueError:
        is_line = False
    assert bool(re.search(schemas.LEAVES[Text].node["pattern"], text)) == is_line


def test_editors_and_the_archetype_point_at_the_published_schemas(published: dict[str, Any]) -> None:
    associations = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))["yaml.schemas"]
    assert set(associations) == {f"./site/schema/{name}.json" for name in published}
    line = archetype.FILE.read_text("utf-8").splitlines()[1]
    target = re.fullmatch(r"# yaml-language-server: \$schema=(.+)", line)
    assert target
    assert (CONTENT / "entries/2024" / target.group(1)).resolve() == ROOT / "site/schema/entry.json"
