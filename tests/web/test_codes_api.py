"""Codes made, changed, merged and split by the interface for scripts; who comes later is told, and what became of a code is said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from spanveld.model.errors import NotFound, Outdated
from tests.conftest import Addresses
from tests.session.samples import assert_sound, dump
from tests.web.doors import ORIGIN, Api, House, house


@pytest.fixture
def room(files: Addresses) -> Iterator[House]:
    with house(files()) as found:
        yield found


@pytest.fixture
def ann(room: House) -> Api:
    return room.api("ann")


@pytest.fixture
def ben(room: House) -> Api:
    return room.api("ben")


def seen(room: House, coder: str, sequence: int, method: str, path: str, body: Any = None) -> Any:
    """What a page sends that shows the study up to a sequence: the status, and the answer."""
    headers = {"Accept": "application/json", "Origin": ORIGIN, "Spanveld-Seen": str(sequence)}
    answer = room.client(coder).request(method, path, json=body, headers=headers)
    return answer.status_code, answer.json()


def line(ann: Api, code: str) -> dict[str, Any]:
    return next(one for layer in ann("GET", "/api/codes")["layers"] for one in layer["codes"] if one["code"] == code)


def carrying(ann: Api, code: str) -> set[str]:
    return {one["passage"] for one in ann("GET", f"/api/codes/passages?code={code}")["passages"]}


# ---------------------------------------------------------------------- the codebook
def test_the_codebook_counts_codings_passages_and_sources_apart(ann: Api) -> None:
    cold = line(ann, "aspect/cold")
    assert (cold["codings"], cold["passages"], cold["sources"], cold["below"]) == (2, 1, 1, 1)
    assert (cold["origin"], cold["depth"], cold["children"]) == ("study", 0, 1)
    assert line(ann, "aspect/frost")["parent"] == "aspect/cold"
    assert line(ann, "tension/authorise")["origin"] == "framework"
    assert line(ann, "room/west")["origin"] == "sub_case"


def test_a_code_of_a_framework_has_its_definition_and_examples(ann: Api) -> None:
    authorise = line(ann, "tension/authorise")
    assert authorise["definition"]
    assert len(authorise["examples"]) >= 2


def test_a_code_shows_its_passages_with_their_words_and_other_codes(ann: Api) -> None:
    opened = ann("GET", "/api/codes/passages?code=aspect/cold&names=1")
    [passage] = opened["passages"]
    assert (passage["passage"], passage["source"], passage["quote"]) == ("P1", "night", "De lamp is uit.")
    assert set(passage["coders"]) == {"ann", "ben"}
    assert set(passage["others"]) == {"tension/authorise", "mood/calm"}
    assert opened["names"] == ["P1"]
    assert opened["by_source"] == {"night": 1}
    assert [memo["text"] for memo in opened["memos"]] == ["Ook tocht?"]
    ann("GET", "/api/codes/passages?code=aspect/none", status=404)


# ---------------------------------------------------------------------- made, renamed, moved
def test_a_code_is_made_by_its_label_once_under_one_key(ann: Api, room: House) -> None:
    body = {"layer": "aspect", "label_nl": "Kou & tocht", "definition": "Wie het koud heeft.", "parent": "aspect/cold"}
    first = ann("POST", "/api/codes", body, key="one")
    assert first["code"] == "aspect/kou-tocht"
    assert ann("POST", "/api/codes", body, key="one")["code"] == "aspect/kou-tocht"
    made = line(ann, "aspect/kou-tocht")
    assert (made["label"], made["parent"], made["definition"]) == ("Kou & tocht", "aspect/cold", "Wie het koud heeft.")
    assert ann("POST", "/api/codes", body, key="two")["code"] == "aspect/kou-tocht-2"
    assert_sound(room.study)


def test_what_is_not_named_or_of_the_framework_is_refused(ann: Api) -> None:
    ann("POST", "/api/codes", {"layer": "aspect"}, status=409)
    ann("POST", "/api/codes", {"layer": "tension", "label_nl": "x"}, status=409)
    refused = ann("PATCH", "/api/codes?code=tension/perform", {"label_nl": "x"}, status=409)
    assert "belongs to its framework" in refused["error"]["message"]
    ann("PATCH", "/api/codes", {"label_nl": "x"}, status=400)
    ann("PATCH", "/api/codes?code=aspect/cold", {}, status=400)


def test_a_code_is_renamed_moved_and_ordered(ann: Api) -> None:
    assert ann("PATCH", "/api/codes?code=aspect/cold", {"to": "chill", "label_en": "chill"})["code"] == "aspect/chill"
    ann("POST", "/api/codes/place?code=aspect/draught", {"parent": "aspect/chill"})
    assert line(ann, "aspect/draught")["parent"] == "aspect/chill"
    assert (line(ann, "aspect/frost")["first"], line(ann, "aspect/draught")["last"]) == (True, True)
    ann("POST", "/api/codes/place?code=aspect/draught", {"places": -1})
    assert (line(ann, "aspect/draught")["first"], line(ann, "aspect/frost")["last"]) == (True, True)
    ann("POST", "/api/codes/place?code=aspect/draught", {"parent": ""})
    assert line(ann, "aspect/draught")["depth"] == 0
    ann("POST", "/api/codes/place?code=aspect/draught", {}, status=400)


# ---------------------------------------------------------------------- merged, split, removed
def test_a_merge_is_told_beforehand_done_and_undone(ann: Api, room: House) -> None:
    ann("POST", "/api/passages/P1/codings", {"code": "aspect/draught"})
    before = dump(room.study)
    plan = ann("GET", "/api/codes/merge?code=aspect/cold&into=aspect/draught")
    assert (plan["codings"], plan["passages"], plan["both"], plan["doubles"]) == (2, 1, 1, 1)
    assert dump(room.study) == before
    assert ann("POST", "/api/codes/merge?code=aspect/cold", {"into": "aspect/draught", "expected": 2})["moved"] == 2
    assert carrying(ann, "aspect/draught") == {"P1", "P2"}
    ann("POST", "/api/undo")
    assert dump(room.study) == before


def test_passages_are_sent_to_a_code_that_is_there_and_to_a_new_one(ann: Api, room: House) -> None:
    ann("POST", "/api/passages/P2/codings", {"code": "aspect/cold"})
    before = dump(room.study)
    body = {"passages": ["P1"], "label": "Kille lamp"}
    assert ann("POST", "/api/codes/split?code=aspect/cold", body)["code"] == "aspect/kille-lamp"
    assert (carrying(ann, "aspect/kille-lamp"), carrying(ann, "aspect/cold")) == ({"P1"}, {"P2"})
    ann("POST", "/api/undo")
    assert dump(room.study) == before
    assert ann("POST", "/api/codes/split?code=aspect/cold", {"passages": ["P2"], "to": "aspect/frost"})["moved"] == 1
    assert carrying(ann, "aspect/frost") == {"P2", "P5"}
    for wrong in (
        {"passages": ["P1"]},
        {"passages": ["P1"], "to": "aspect/frost", "label": "x"},
        {"passages": [], "to": "aspect/frost"},
        {"passages": ["P1"], "to": "mood/calm"},
        {"passages": ["P3"], "to": "aspect/frost"},
    ):
        ann("POST", "/api/codes/split?code=aspect/cold", wrong, status=409)


def test_a_code_below_another_is_split_into_one_beside_it(ann: Api) -> None:
    ann("POST", "/api/codes/split?code=aspect/frost", {"passages": ["P5"], "label": "Rijp"})
    assert line(ann, "aspect/rijp")["parent"] == "aspect/cold"


def test_removing_asks_again_with_what_rests_on_the_code(ann: Api) -> None:
    refused = ann("DELETE", "/api/codes?code=aspect/cold", status=409)["error"]
    assert (refused["code"], refused["rests"]) == ("dependants", {"code": 1, "coding": 2, "matrix_cell": 1, "memo": 1})
    assert "--with" not in refused["message"]
    ann("POST", "/api/passages/P2/codings", {"code": "aspect/cold"})
    path = "/api/codes?code=aspect/cold&with_dependants=1"
    told = ann("DELETE", f"{path}&expected=2", status=409)["error"]
    assert told["code"] == "conflict"
    assert "aspect/cold has 3 codings now; it had 2" in told["message"]
    ann("DELETE", f"{path}&expected=3")
    ann("GET", "/api/codes/passages?code=aspect/cold", status=404)


# ---------------------------------------------------------------------- two at a time
def test_the_later_of_two_who_merge_one_code_is_told(ann: Api, ben: Api, room: House) -> None:
    sequence = room.study.newest()
    ann("POST", "/api/codes/merge?code=aspect/cold", {"into": "aspect/draught", "expected": 2})
    after = dump(room.study)
    status, told = seen(
        room, "ben", sequence, "POST", "/api/codes/merge?code=aspect/cold", {"into": "aspect/frost", "expected": 2}
    )
    assert (status, told["error"]["code"]) == (409, "conflict")
    assert "ann" in told["error"]["message"]
    late = ben("POST", "/api/codes/merge?code=aspect/cold", {"into": "aspect/frost"}, status=409)["error"]
    assert (late["was"], late["into"]) == ("aspect/cold", "aspect/draught")
    assert dump(room.study) == after


def test_who_merges_is_told_of_what_others_coded_meanwhile(ann: Api, ben: Api) -> None:
    ben("POST", "/api/sources/night/passages", {"start": 16, "end": 22, "codes": ["aspect/cold"]})
    told = ann("POST", "/api/codes/merge?code=aspect/cold", {"into": "aspect/draught", "expected": 2}, status=409)
    assert (told["error"]["code"], "3 codings" in told["error"]["message"]) == ("conflict", True)
    assert line(ann, "aspect/cold")["codings"] == 3


def test_coding_by_others_does_not_stand_in_the_way_of_a_rename(ann: Api, ben: Api, room: House) -> None:
    sequence = room.study.newest()
    ben("POST", "/api/passages/P3/codings", {"code": "aspect/cold"})
    status, _ = seen(room, "ann", sequence, "PATCH", "/api/codes?code=aspect/cold", {"label_nl": "kilte"})
    assert status == 200
    status, told = seen(room, "ben", sequence, "PATCH", "/api/codes?code=aspect/cold", {"label_nl": "kou!"})
    assert (status, told["error"]["code"]) == (409, "conflict")
    assert line(ann, "aspect/cold")["label_nl"] == "kilte"


@pytest.mark.parametrize("way", ["mark", "code", "recode"])
def test_coding_with_a_code_that_was_merged_says_who_did_it_and_into_what(
    ann: Api, ben: Api, room: House, way: str
) -> None:
    ann("POST", "/api/codes/merge?code=aspect/draught", {"into": "aspect/cold"})
    before = dump(room.study)
    ways: dict[str, tuple[str, dict[str, Any]]] = {
        "mark": ("/api/sources/night/passages", {"start": 16, "end": 22, "codes": ["aspect/draught"]}),
        "code": ("/api/passages/P3/codings", {"code": "aspect/draught"}),
        "recode": ("/api/passages/P3/codings", {"take": ["quality/light"], "give": ["aspect/draught"]}),
    }
    path, body = ways[way]
    told = ben("POST", path, body, key="late", status=409)["error"]
    assert (told["code"], told["was"], told["into"]) == ("conflict", "aspect/draught", "aspect/cold")
    assert told["message"] == "aspect/draught was merged into aspect/cold by ann."
    assert dump(room.study) == before
    again = {name: [told["into"]] if value == ["aspect/draught"] else value for name, value in body.items()}
    if "code" in again:
        again["code"] = told["into"]
    assert ben("POST", path, again, key="late")["passage"]
    assert_sound(room.study)


def test_a_code_is_followed_through_merges_and_renames_to_what_it_is_now(ann: Api, ben: Api) -> None:
    ann("POST", "/api/codes/merge?code=aspect/draught", {"into": "aspect/frost"})
    ann("PATCH", "/api/codes?code=aspect/frost", {"to": "rime"})
    ann("POST", "/api/codes/merge?code=aspect/rime", {"into": "aspect/cold"})
    for old in ("draught", "frost", "rime"):
        told = ben("POST", "/api/passages/P3/codings", {"code": f"aspect/{old}"}, status=409)["error"]
        assert (told["was"], told["into"]) == (f"aspect/{old}", "aspect/cold")


def test_a_code_that_was_removed_has_no_successor_and_an_undone_merge_none_either(ann: Api, ben: Api) -> None:
    ann("DELETE", "/api/codes?code=aspect/draught&with_dependants=1")
    told = ben("POST", "/api/passages/P3/codings", {"code": "aspect/draught"}, status=409)["error"]
    assert (told["was"], told["into"], told["message"]) == ("aspect/draught", "", "aspect/draught was removed by ann.")
    ann("POST", "/api/undo")
    assert ben("POST", "/api/passages/P3/codings", {"code": "aspect/draught"})["passage"]
    ben("POST", "/api/passages/P3/codings", {"code": "aspect/never"}, status=404)


def test_a_merge_that_was_undone_is_not_told_of(ann: Api, ben: Api) -> None:
    ann("POST", "/api/codes", {"layer": "aspect", "code": "ice", "label_nl": "ijs"})
    ann("POST", "/api/codes/merge?code=aspect/ice", {"into": "aspect/cold"})
    ann("POST", "/api/undo")
    ann("POST", "/api/undo")
    ben("POST", "/api/passages/P3/codings", {"code": "aspect/ice"}, status=404)


def test_in_python_too_it_is_said_what_became_of_a_code(room: House) -> None:
    study = room.study.as_("ann")
    study.codes.merge("aspect/draught", "aspect/cold")
    with pytest.raises(Outdated, match="aspect/draught was merged into aspect/cold by ann") as told:
        study.codings.add("P3", "aspect/draught")
    assert told.value.into == "aspect/cold"
    study.undo()
    study.codes.rename("aspect/draught", to="breeze")
    study.codes.create("aspect", "draught")
    study.codings.add("P3", "aspect/draught")
    with pytest.raises(NotFound):
        study.codings.add("P3", "aspect/nothing")


# ---------------------------------------------------------------------- frameworks
def test_a_framework_is_adopted_once(ann: Api, room: House) -> None:
    assert ann("POST", "/api/frameworks", {"framework": "simons-levers"}, key="a")["code"] == "simons-levers"
    assert ann("POST", "/api/frameworks", {"framework": "simons-levers"}, key="a")["code"] == "simons-levers"
    ann("POST", "/api/frameworks", {"framework": "simons-levers"}, key="b", status=409)
    ann("POST", "/api/frameworks", {"framework": "no-such"}, status=404)
    assert "simons-levers" in [one.id for one in room.study.frameworks()]
    assert ann("GET", "/api/frameworks") == []
