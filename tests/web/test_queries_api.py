"""Queries by the interface for scripts: understood while they are typed, written by a form, saved, changed, removed."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from tests.conftest import Addresses
from tests.web.doors import Api, House, house


@pytest.fixture
def room(files: Addresses) -> Iterator[House]:
    with house(files()) as found:
        yield found


@pytest.fixture
def api(room: House) -> Api:
    return room.api("ann")


def test_a_query_is_understood_with_its_form_or_its_mistake(api: Api) -> None:
    said = api("GET", f"/api/queries/understood?{urlencode({'q': 'aspect:cold and not hedged'})}")
    assert said == {
        "expression": "aspect:cold and not hedged",
        "fault": None,
        "form": {
            "conditions": [
                {"field": "aspect", "value": "cold", "unlike": False},
                {"field": "hedged", "value": "", "unlike": True},
            ],
            "relation": "",
            "distance": "",
            "others": [],
        },
    }
    wrong = api("GET", f"/api/queries/understood?{urlencode({'q': 'é or voice:R11'})}")
    assert (wrong["fault"]["start"], wrong["fault"]["end"]) == (0, 1)
    assert "\n" not in wrong["fault"]["message"]
    by_name = api("GET", f"/api/queries/understood?{urlencode({'q': '@kou'})}")
    assert by_name["expression"] == "aspect:cold and voice:R1"
    assert api("GET", f"/api/queries/understood?{urlencode({'q': '@nobody'})}")["fault"]["message"]


def test_a_form_is_written_as_a_query(api: Api) -> None:
    fields = {"f1": "text", "v1": "a, b", "relation": "follows", "g1": "voice", "w1": "R1"}
    assert api("GET", f"/api/queries/written?{urlencode(fields)}") == {"query": 'text:"a, b" follows voice:R1'}
    assert api("GET", "/api/queries/written") == {"query": ""}
    api("GET", "/api/queries/written?f1=a:b", status=409)


def test_a_query_is_saved_once_changed_and_removed(api: Api, room: House) -> None:
    body = {"values": {"title": "Ben!", "expression": "coder:ben"}}
    made = api("POST", "/api/queries", body, key="k1")
    assert api("POST", "/api/queries", body, key="k1") == made == {"id": "ben"}
    assert [one["query"] for one in api("GET", "/api/queries")] == ["ben", "kou"]
    api("PATCH", "/api/queries/ben", {"values": {"expression": "not coder:ben"}})
    assert room.study.queries.run("ben").query == "not coder:ben"
    api("PATCH", "/api/queries/ben", {"values": {"expression": "coder:bne"}}, status=409)
    api("DELETE", "/api/queries/ben")
    assert [one.query for one in room.study.queries.list()] == ["kou"]
    api("DELETE", "/api/queries/ben", status=404)


@pytest.mark.parametrize(
    "values", [{}, {"title": "x"}, {"expression": "hedged"}, {"title": "x", "expression": "hedged", "colour": "red"}]
)
def test_a_query_without_what_it_needs_is_refused(api: Api, values: dict[str, str]) -> None:
    api("POST", "/api/queries", {"values": values}, status=400 if "colour" in values else 409)
