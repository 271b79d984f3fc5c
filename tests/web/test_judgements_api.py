"""Judgements by the interface for scripts: one change each, made once, and refused with what lacks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.conftest import Addresses
from tests.session.judged import GRADED, SCOPE
from tests.session.samples import assert_sound, dump
from tests.web.doors import House, house

PLACE = {"best": -2, "low": -3, "high": -1, "answer": ""}


@pytest.fixture
def room(addresses: Addresses) -> Iterator[House]:
    with house(addresses()) as found:
        yield found


def begun(room: House) -> str:
    """An assessment of ann and ben in its blind round."""
    ann = room.api("ann")
    body = {"dimension": "authorise", "case": "C", "wave": "W2", "assessors": ["ann", "ben"], "scope": SCOPE}
    name = str(ann("POST", "/api/judgements", body)["id"])
    assert ann("POST", f"/api/judgements/{name}/start")["view"]["phase"] == "blind"
    return name


def test_a_whole_assessment_goes_by_the_interface(room: House) -> None:
    ann, ben, name = room.api("ann"), room.api("ben"), begun(room)
    one = f"/api/judgements/{name}"
    ann("PUT", f"{one}/mark", {**PLACE, **GRADED})
    seen = ben("GET", one)["parts"][0]["marks"]
    assert [(mark["assessor"], mark["sealed"], mark["best"], mark["concerns"]) for mark in seen] == [
        ("ann", True, None, [])
    ]
    error = ann("POST", f"{one}/reveal", status=409)["error"]["message"]
    assert "ben" in error
    ben(
        "PUT",
        f"{one}/mark",
        {"best": None, "low": None, "high": None, "answer": "cannot_judge", "reason": "thin: kort"},
    )
    view = ann("POST", f"{one}/reveal")["view"]
    assert [(mark["assessor"], mark["best"]) for mark in view["parts"][0]["marks"]] == [("ann", -2), ("ben", None)]
    lacks = [rule["message"] for rule in view["open_rules"]]
    assert lacks
    assert all("{" not in message for message in lacks)
    ann("PUT", f"{one}/agreed", {**PLACE, **GRADED, "rationale": "Samen."})
    ann("PUT", f"{one}/evidence", {"subject": "passage:P1", "stance": "contradicts", "agreed": True})
    ben("PUT", f"{one}/mark", {"best": -1, "low": -2, "high": 0, "answer": ""})  # from no answer to a place
    last = ben("GET", one)["parts"][0]["marks"][-1]
    assert (last["assessor"], last["round"], last["best"], last["answer"]) == ("ben", "2", -1, "")
    view = ann("POST", f"{one}/close")["view"]
    assert (view["phase"], view["open_rules"]) == ("closed", [])
    assert ann("POST", f"{one}/reopen", {"reason": "Nieuwe bron."})["view"]["reopened"] == "Nieuwe bron."
    ann("POST", f"{one}/rounds", {"blind": True})
    assert ann("GET", one)["phase"] == "blind"
    assert_sound(room.study)


def test_each_change_is_one_step_that_can_be_taken_back(room: House) -> None:
    ann = room.api("ann")
    steps: list[tuple[str, str, Any]] = [
        ("PUT", "/api/judgements/A1/scope/perspective", {"answer": "iedereen"}),
        ("PUT", "/api/judgements/A2/mark", {"best": 1, "low": 0, "high": 2}),
        ("PUT", "/api/judgements/A2/evidence", {"subject": "finding:F2", "stance": "qualifies"}),
        ("DELETE", "/api/judgements/A2/evidence?subject=finding:F2", None),
        ("DELETE", "/api/judgements/A2/mark", None),
        ("POST", "/api/judgements/A1/searches", {"query": "aspect:cold", "note": "Niets."}),
        ("PUT", "/api/anchor-examples", {"dimension": "light", "position": -1, "passage": "P3"}),
        ("DELETE", "/api/anchor-examples?dimension=light&position=-1&passage=P3", None),
        ("DELETE", "/api/judgements/A1?with_dependants=1", None),
    ]
    states = []
    for method, path, body in steps:
        states.append(dump(room.study))
        ann(method, path, body)
        assert dump(room.study) != states[-1], path
    for state in reversed(states):
        ann("POST", "/api/undo")
        assert dump(room.study) == state
    assert_sound(room.study)


def test_the_same_change_asked_twice_under_one_key_is_made_once(room: House) -> None:
    ann, before = room.api("ann"), room.study.newest()
    body = {"dimension": "quiet", "assessors": ["ann"]}
    first = ann("POST", "/api/judgements", body, key="one")
    again = ann("POST", "/api/judgements", body, key="one")
    assert first["id"] == again["id"]
    ann("POST", "/api/judgements/A1/searches", {"query": "aspect:cold"}, key="two")
    ann("POST", "/api/judgements/A1/searches", {"query": "aspect:cold"}, key="two")
    assert room.study.newest() == before + 2


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "said"),
    [
        ("PUT", "/api/judgements/A2/mark", {"best": 9, "low": 9, "high": 9}, 409, "9"),
        ("PUT", "/api/judgements/A2/mark", {"best": 0, "low": 1, "high": 0}, 409, "low"),
        ("PUT", "/api/judgements/A2/mark", {"best": "0"}, 400, "best"),
        ("PUT", "/api/judgements/A2/mark", {"middle": 0}, 400, "middle"),
        ("POST", "/api/judgements", {"dimension": "smell"}, 404, "smell"),
        ("POST", "/api/judgements/A1/close", None, 409, "agreed"),
        ("POST", "/api/judgements/A1/searches", {"query": "nonsense:"}, 409, "nonsense"),
        ("GET", "/api/judgements/A9", None, 404, "A9"),
        ("DELETE", "/api/anchor-examples?dimension=light&position=middle&passage=P4", None, 400, "position"),
        ("POST", "/api/judgements/A2/reopen", {"reason": "x"}, 409, "blind"),
    ],
)
def test_what_does_not_fit_is_refused_with_one_message_and_changes_nothing(
    room: House, method: str, path: str, body: Any, status: int, said: str
) -> None:
    before = dump(room.study)
    error = room.api("ann")(method, path, body, status=status)["error"]
    assert said in error["message"]
    assert dump(room.study) == before


def test_the_overview_is_what_python_gives(room: House) -> None:
    answer = room.api("ben")("GET", "/api/judgements")
    assert [line["assessment"] for line in answer["assessments"]] == ["A1", "A2"]
    assert answer["sequence"] == room.study.newest()
