"""The description of the interface for scripts says what there is, no more and no less."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from starlette.routing import Route

from spanveld.web.api import OPERATIONS
from spanveld.web.app import ROUTES
from spanveld.web.openapi import document
from tests.conftest import Addresses
from tests.web.doors import house

OWN = "/api/openapi.json"


def methods(described: dict[str, Any]) -> set[tuple[str, str]]:
    return {(method.upper(), path) for path, item in described["paths"].items() for method in item}


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, item in value.items():
            if name == "$ref":
                yield item
            else:
                yield from references(item)
    elif isinstance(value, list):
        for item in value:
            yield from references(item)


def test_every_address_for_scripts_is_described_and_every_description_has_an_address() -> None:
    there = {
        (method, route.path)
        for route in ROUTES
        if isinstance(route, Route) and route.path.startswith("/api/") and route.path != OWN
        for method in route.methods or ()
        if method != "HEAD"
    }
    assert methods(document(OPERATIONS)) == there


def test_every_reference_in_the_description_leads_somewhere() -> None:
    described = json.loads(json.dumps(document(OPERATIONS)))
    schemas = described["components"]["schemas"]
    wanted = {item.removeprefix("#/components/schemas/") for item in references(described)}
    assert wanted <= set(schemas)
    assert set(schemas) <= wanted | {"Error"}


def test_every_operation_says_what_it_takes_and_what_it_answers() -> None:
    described = document(OPERATIONS)
    names = [item["operationId"] for paths in described["paths"].values() for item in paths.values()]
    assert len(names) == len(set(names))
    for operation in OPERATIONS:
        item = described["paths"][operation.path][operation.method.lower()]
        assert item["summary"].endswith(".")
        assert item["responses"]["200"]["content"]["application/json"]["schema"] != {}
        given = {parameter["name"] for parameter in item["parameters"] if parameter["in"] == "path"}
        assert given == set(re.findall(r"\{(\w+)\}", operation.path))
        assert ("requestBody" in item) == (operation.body is not None or operation.takes_file)


def test_the_description_is_read_at_its_own_address(files: Addresses) -> None:
    with house(files()) as room:
        answer = room.client("ann").get(OWN, headers={"Accept": "application/json"})
    assert answer.json() == json.loads(json.dumps(document(OPERATIONS)))
