"""Describe the API: OpenAPI 3.1, with the JSON Schemas of the very structs that are encoded."""

from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

import msgspec

from tracker import links, outputs
from tracker.data import api, dictionary, records
from tracker.model import Output, Part
from tracker.settings import Settings

Node = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
SCHEMAS = f"{links.API}schemas.json"
PARAMETERS = {
    "id": "기록의 식별자",
    "slug": "사업, 분야, 정책 수단, 기관의 식별자",
    "province": "시·도의 식별자, 또는 권역",
    "part": "시·군·구, 분야, 또는 해",
    "cut": "시·도나 분야",
    "year": "해. 기록이 한 파일에 담기지 않을 때만 있다",
}


class Kind(NamedTuple):
    """A kind of file: its address below the API, what it holds, and in one line what it is for."""

    path: str
    holds: tuple[type[records.Record], ...]
    summary: str


KINDS = (
    Kind("/index.json", (records.Start,), "들머리: 있는 것과 새 기록"),
    Kind("/entries.json", (records.EntryList,), "모든 기록의 목록"),
    Kind("/entries/{id}.json", (records.Entry, records.Moved), "기록 하나"),
    Kind("/initiatives.json", (records.InitiativeList,), "모든 사업의 목록"),
    Kind("/initiatives/{slug}.json", (records.Initiative, records.Moved), "사업 하나"),
    Kind("/regions.json", (records.RegionList,), "모든 지역"),
    Kind("/regions/{province}.json", (records.Timeline,), "시·도나 권역의 연표"),
    Kind("/regions/{province}/{part}.json", (records.Timeline,), "시·군·구의 연표, 시·도의 분야별 연표, 또는 한 해"),
    Kind("/regions/{province}/{part}/{year}.json", (records.Timeline,), "그 연표의 한 해"),
    *(
        kind
        for folder, record, name in (
            ("sectors", records.SectorList, "분야"),
            ("instruments", records.InstrumentList, "정책 수단"),
            ("organisations", records.OrganisationList, "기관"),
        )
        for kind in (
            Kind(f"/{folder}.json", (record,), f"모든 {name}"),
            Kind(f"/{folder}/{{slug}}.json", (records.Timeline,), f"{name} 하나의 연표"),
            Kind(f"/{folder}/{{slug}}/{{year}}.json", (records.Timeline,), "그 연표의 한 해"),
        )
    ),
    Kind("/stages.json", (records.StageList,), "모든 단계"),
    Kind("/promises.json", (records.PromiseList,), "모든 약속"),
    Kind("/promises/{cut}.json", (records.PromiseList,), "시·도나 분야의 약속"),
    Kind("/budgets.json", (records.BudgetList,), "지금 서 있는 모든 예산"),
)


def part(site: Settings) -> Part:
    """The description of the API, which is made of the settings alone."""
    return Part(f"{links.API}description", "", partial(render_all, site))


def render_all(site: Settings) -> Iterator[Output]:
    """The description of the API, and its schemas alone."""
    yield outputs.ready(api.DESCRIPTION, _text(description(site)))
    schemas = {"$schema": DIALECT, "$id": f"{site.base_url}{SCHEMAS}", "$defs": components("#/$defs/{name}")}
    yield outputs.ready(SCHEMAS, _text(schemas))


def _text(document: Node) -> bytes:
    return msgspec.json.format(msgspec.json.encode(document), indent=1) + b"\n"


def description(site: Settings) -> Node:
    """The whole OpenAPI document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{site.title} API",
            "version": api.VERSION,
            "description": (
                "모든 페이지를 JSON으로 냅니다. 파일일 뿐이라 인증도 횟수 제한도 없습니다. 모르는 값은 null이고,"
                " 금액은 원 단위의 정수, 날짜는 EDTF와 그 첫날·마지막 날입니다. v1 안에서는 키를 더하기만 합니다."
            ),
            "license": {"name": "CC BY 4.0", "identifier": "CC-BY-4.0"},
        },
        "servers": [{"url": f"{site.base_url}{links.API}".rstrip("/")}],
        "paths": {kind.path: {"get": _operation(kind)} for kind in KINDS},
        "components": {"schemas": components("#/components/schemas/{name}")},
    }


def _operation(kind: Kind) -> Node:
    references = [{"$ref": f"#/components/schemas/{record.__name__}"} for record in kind.holds]
    schema = references[0] if len(references) == 1 else {"oneOf": references}
    return {
        "operationId": kind.path.strip("/").removesuffix(".json").translate(str.maketrans("/", "_", "{}")),
        "summary": kind.summary,
        "parameters": [_parameter(part.partition("}")[0]) for part in kind.path.split("{")[1:]],
        "responses": {
            "200": {"description": kind.summary, "content": {"application/json": {"schema": schema}}},
            "404": {"description": "그런 것이 없다"},
        },
    }


def _parameter(name: str) -> Node:
    schema = {"type": "string"}
    return {"name": name, "in": "path", "required": True, "description": PARAMETERS[name], "schema": schema}


def components(reference: str) -> dict[str, Node]:
    """The schema of every record, with what each key means; `reference` is the form of a way to one."""
    held = dict.fromkeys(record for kind in KINDS for record in kind.holds)
    _, schemas = msgspec.json.schema_components(held, ref_template=reference)
    for owner, schema in schemas.items():
        for name, node in schema.get("properties", {}).items():
            node["description"] = _description(owner, name)
    return dict(sorted(schemas.items()))


def _description(owner: str, name: str) -> str:
    meaning = dictionary.meaning(owner, name)
    return f"{meaning.text} (단위: {meaning.unit})" if meaning.unit else meaning.text
