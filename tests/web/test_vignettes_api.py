"""Vignettes by the interface for scripts: one change each, made once, refused where others changed the same one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.conftest import Addresses
from tests.session.samples import assert_sound, dump
from tests.web.doors import ORIGIN, House, house


@pytest.fixture
def room(addresses: Addresses) -> Iterator[House]:
    with house(addresses()) as found:
        yield found


def inside(box: dict[str, Any]) -> list[str]:
    return [quote["passage"] for quote in box["passages"]]


def test_vignettes_are_listed_with_their_numbers_and_quotes(room: House) -> None:
    listed = room.api("ann")("GET", "/api/vignettes")
    assert [(box["vignette"], box["number"]) for box in listed["vignettes"]] == [
        ("V2", "1a"),
        ("V1", "2a"),
        ("V3", "3a"),
    ]
    assert listed["vignettes"][1]["passages"][1]["quote"].startswith("We zaten bij het raam.")
    assert listed["sequence"] == room.study.newest()


def test_each_change_is_one_step_and_answers_with_the_box_as_it_is_now(room: House) -> None:
    ann, states = room.api("ann"), [dump(room.study)]
    made = ann(
        "POST",
        "/api/vignettes",
        {"title": "Kou", "sub_case": "east", "dimension": "light", "text": "Zo [P1].", "passages": ["P1", "P2"]},
    )
    name = made["id"]
    assert (made["box"]["number"], inside(made["box"])) == ("1b", ["P1", "P2"])
    steps: list[tuple[str, str, Any]] = [
        ("PATCH", f"/api/vignettes/{name}", {"title": "Koude", "dimension": ""}),
        ("POST", f"/api/vignettes/{name}/move", {"before": "V2"}),
        ("PUT", f"/api/vignettes/{name}/passages/P4", {"place": 1, "note": "Hier."}),
        ("PUT", f"/api/vignettes/{name}/passages", {"passages": ["P2", "P1", "P4"]}),
        ("DELETE", f"/api/vignettes/{name}/passages/P1", None),
    ]
    for method, path, body in steps:
        states.append(dump(room.study))
        box = ann(method, path, body)["box"]
    assert (box["title"], box["dimension"], box["number"], inside(box)) == ("Koude", "", "1a", ["P2", "P4"])
    assert box["passages"][1]["note"] == "Hier."
    states.append(dump(room.study))
    assert ann("DELETE", f"/api/vignettes/{name}?with_dependants=1") == {"id": name, "box": None}
    for state in reversed(states):
        ann("POST", "/api/undo")
        assert dump(room.study) == state
    assert_sound(room.study)


def test_a_change_asked_again_under_its_key_is_made_once(room: House) -> None:
    ann = room.api("ann")
    body = {"title": "Eén keer", "passages": ["P1"]}
    first = ann("POST", "/api/vignettes", body, key="k1")
    entries = len(room.study.journal().entries)
    assert ann("POST", "/api/vignettes", body, key="k1") == first
    put = ("PUT", f"/api/vignettes/{first['id']}/passages/P2", {"place": 1})
    assert ann(*put, key="k2") == ann(*put, key="k2")
    removed = ("DELETE", f"/api/vignettes/{first['id']}?with_dependants=1")
    assert ann(*removed, key="k3") == ann(*removed, key="k3")
    assert len(room.study.journal().entries) == entries + 2


def test_the_later_of_two_who_change_one_vignette_is_told_and_nothing_is_lost(room: House) -> None:
    ben, seen = room.client("ben"), str(room.study.newest())
    room.api("ann")("PATCH", "/api/vignettes/V1", {"title": "Van Ann"})
    headers = {"Accept": "application/json", "Accept-Language": "en", "Origin": ORIGIN, "Spanveld-Seen": seen}
    for method, path, body in (
        ("PATCH", "/api/vignettes/V1", {"title": "Van Ben"}),
        ("PUT", "/api/vignettes/V1/passages/P1", {}),
        ("POST", "/api/vignettes/V1/move", {}),
        ("DELETE", "/api/vignettes/V1?with_dependants=1", None),
    ):
        answer = ben.request(method, path, json=body, headers=headers)
        assert answer.status_code == 409, answer.text
        assert "ann changed 'V1' after you saw it" in answer.text
    assert ben.request("PATCH", "/api/vignettes/V2", json={"title": "Van Ben"}, headers=headers).status_code == 200
    titles = {box["vignette"]: box["title"] for box in room.api("ann")("GET", "/api/vignettes")["vignettes"]}
    assert (titles["V1"], titles["V2"]) == ("Van Ann", "Van Ben")


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/api/vignettes", {"title": ""}, 409),
        ("POST", "/api/vignettes", {}, 400),
        ("POST", "/api/vignettes", {"title": "x", "colour": "red"}, 400),
        ("PATCH", "/api/vignettes/V9", {"title": "x"}, 404),
        ("PUT", "/api/vignettes/V1/passages/P9", {}, 404),
        ("PUT", "/api/vignettes/V1/passages/P1", {"place": 0}, 409),
        ("PUT", "/api/vignettes/V1/passages", {"passages": ["P1"]}, 409),
        ("DELETE", "/api/vignettes/V1/passages/P1", None, 404),
        ("DELETE", "/api/vignettes/V1", None, 409),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(
    room: House, method: str, path: str, body: Any, status: int
) -> None:
    before = dump(room.study)
    answer = room.api("ann")(method, path, body, status=status)
    assert answer["error"]["message"]
    assert dump(room.study) == before
