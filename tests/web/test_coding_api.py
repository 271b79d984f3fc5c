"""Marking and coding by the interface for scripts: one change each, made once, undone as one step."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conftest import Addresses
from tests.session.samples import NIGHT, assert_sound, dump
from tests.web.doors import House, house

LAMP = {"start": 50, "end": 65}


@pytest.fixture
def room(addresses: Addresses) -> Iterator[House]:
    with house(addresses()) as found:
        yield found


def codes(passage: dict[str, object]) -> set[str]:
    return {one["code"] for one in passage["codes"]}  # type: ignore[attr-defined,index]


def test_words_are_marked_with_codes_of_two_layers_in_one_step(room: House) -> None:
    ann = room.api("ann")
    before = dump(room.study)
    answer = ann("POST", "/api/sources/night/passages", {**LAMP, "codes": ["tension/perform", "kind/pain_point"]})
    passage = answer["passage"]
    assert (passage["start"], passage["end"], passage["coder"]) == (50, 65, "ann")
    assert codes(passage) == {"tension/perform", "kind/pain_point"}
    page = ann("GET", "/api/sources/night")
    assert passage in page["passages"]
    assert page["sequence"] == answer["sequence"]
    undone = ann("POST", "/api/undo")
    assert undone["action"] == "add passage"
    assert dump(room.study) == before
    ann("POST", "/api/redo")
    assert passage in ann("GET", "/api/sources/night")["passages"]
    assert_sound(room.study)


def test_a_term_that_the_layer_does_not_have_is_made_and_one_that_it_has_is_found_by_its_label(room: House) -> None:
    ann = room.api("ann")
    marked = ann(
        "POST", "/api/sources/night/passages", {**LAMP, "terms": [{"layer": "aspect", "label": "De lamp  is uit"}]}
    )
    assert codes(marked["passage"]) == {"aspect/de-lamp-is-uit"}
    again = ann("POST", "/api/passages/P3/codings", {"layer": "aspect", "label": "de LAMP is uit"})
    assert "aspect/de-lamp-is-uit" in codes(again["passage"])
    known = ann("POST", "/api/passages/P3/codings", {"layer": "aspect", "label": "Kou"})
    assert "aspect/cold" in codes(known["passage"])
    layers = {layer["layer"]: layer for layer in ann("GET", "/api/codebook")["layers"]}
    assert [code["label"] for code in layers["aspect"]["codes"] if code["code"] == "aspect/de-lamp-is-uit"] == [
        "De lamp is uit"
    ]
    ann("POST", "/api/undo")
    ann("POST", "/api/undo")
    ann("POST", "/api/undo")
    layers = {layer["layer"]: layer for layer in ann("GET", "/api/codebook")["layers"]}
    assert "aspect/de-lamp-is-uit" not in [code["code"] for code in layers["aspect"]["codes"]]


def test_a_change_that_is_sent_again_under_its_key_is_made_once(room: House) -> None:
    ann = room.api("ann")
    body = {**LAMP, "codes": ["tension/perform"]}
    first = ann("POST", "/api/sources/night/passages", body, key="k-1")
    second = ann("POST", "/api/sources/night/passages", body, key="k-1")
    assert first == second
    other = ann("POST", "/api/passages/@k-1/codings", {"code": "kind/pain_point"}, key="k-2")
    assert other["passage"]["passage"] == first["passage"]["passage"]
    assert ann("POST", "/api/passages/@k-1/codings", {"code": "kind/pain_point"}, key="k-2") == other
    name = first["passage"]["passage"]
    gone = ann("DELETE", f"/api/passages/{name}?with_dependants=1", key="k-3")
    assert gone["removed"] == [name]
    assert ann("DELETE", f"/api/passages/{name}?with_dependants=1", key="k-3")["removed"] == [name]
    ann("POST", "/api/undo", key="k-4")
    ann("POST", "/api/undo", key="k-4")
    assert name in [one["passage"] for one in ann("GET", "/api/sources/night")["passages"]]
    assert_sound(room.study)


def test_a_key_whose_change_was_refused_can_be_used_for_another(room: House) -> None:
    ann = room.api("ann")
    wrong = ann("POST", "/api/sources/night/passages", {"start": 50, "end": 50}, key="k", status=409)
    assert wrong["error"]["code"] == "refused"
    ann("POST", "/api/sources/night/passages", LAMP, key="k")


def test_codes_are_put_in_the_place_of_others_as_one_step(room: House) -> None:
    ann = room.api("ann")
    before = ann("GET", "/api/sources/night")["passages"][0]
    change = {"take": ["tension/authorise"], "give": ["tension/perform", "kind/handling"]}
    answer = ann("POST", "/api/passages/P1/codings", change)
    assert codes(answer["passage"]) >= {"tension/perform", "kind/handling"}
    assert "tension/authorise" not in codes(answer["passage"])
    ann("POST", "/api/undo")
    assert ann("GET", "/api/sources/night")["passages"][0] == before


def test_only_ones_own_code_is_taken_off_a_passage(room: House) -> None:
    ben = room.api("ben")
    ben("DELETE", "/api/passages/P1/codings?code=mood/calm", status=404)
    answer = ben("DELETE", "/api/passages/P1/codings?code=aspect/cold")
    assert {"code": "aspect/cold", "coder": "ann"} in answer["passage"]["codes"]
    assert {"code": "aspect/cold", "coder": "ben"} not in answer["passage"]["codes"]


def test_a_passage_is_moved_or_described_but_not_both_at_once(room: House) -> None:
    ann = room.api("ann")
    assert ann("PATCH", "/api/passages/P1", {"start": 0, "end": 40})["passage"]["end"] == 40
    known = {"voices": [], "about": ["SCH"], "form": "condensed", "hedged": True, "memo": "kort"}
    passage = ann("PATCH", "/api/passages/P1", known)["passage"]
    assert (passage["voiced"], passage["voices"], passage["about"]) == ("nobody", [], ["SCH"])
    assert (passage["form"], passage["hedged"], passage["memo"]) == ("condensed", True, "kort")
    assert ann("PATCH", "/api/passages/P1", {"voices": None})["passage"]["voices"] == ["R1"]
    for body in ({"start": 0, "memo": "x"}, {"start": 3}, {}, {"start": None, "end": None}):
        ann("PATCH", "/api/passages/P1", body, status=400)


def test_a_passage_that_findings_rest_on_is_removed_only_where_that_was_agreed(room: House) -> None:
    ann = room.api("ann")
    refused = ann("DELETE", "/api/passages/P1", status=409)
    assert "evidence" in refused["error"]["message"]
    ann("DELETE", "/api/passages/P1?with_dependants=1")
    assert "P1" not in [one["passage"] for one in ann("GET", "/api/sources/night")["passages"]]


def test_the_overview_is_written_unless_somebody_else_wrote_it_meanwhile(room: House) -> None:
    ann, ben = room.api("ann"), room.api("ben")
    points = ["Het licht gaat uit [P1].", "Niemand blijft [against P3]."]
    written = ann("PUT", "/api/sources/night/overview", {"points": points, "expected": ["Het licht gaat uit."]})
    assert [point["text"] for point in written["overview"]] == points
    assert written["overview"][1]["cites"] == [{"passage": "P3", "against": True}]
    refused = ben("PUT", "/api/sources/night/overview", {"points": [], "expected": ["Het licht gaat uit."]}, status=409)
    assert refused["error"]["code"] == "conflict"
    assert [point["text"] for point in ann("GET", "/api/sources/night")["overview"]] == points


def test_a_source_is_called_read_only_when_it_has_an_overview(room: House) -> None:
    ann, ben = room.api("ann"), room.api("ben")
    assert ben("GET", "/api/sources/notes")["reading"] == "being_read"
    ann("PUT", "/api/sources/notes/reading", {"state": "read"}, status=409)
    assert ann("PUT", "/api/sources/night/reading", {"state": "read"})["reading"] == "read"
    assert ben("GET", "/api/sources/night")["reading"] == "being_read"
    assert ann("PUT", "/api/sources/night/reading", {"state": "unread"})["reading"] == "being_read"
    ann("PUT", "/api/sources/night/reading", {"state": "asleep"}, status=409)


def test_places_of_a_text_that_was_corrected_meanwhile_are_refused(room: House) -> None:
    ann = room.api("ann")
    version = ann("GET", "/api/sources/night")["version"]
    plan = ann(
        "POST", "/api/sources/night/corrections", {"version": version, "edits": [[0, 2, "Die"]], "dry_run": True}
    )
    fates = {one["passage"]: one for one in plan["passages"]}
    assert fates["P1"]["fate"] == "changed"
    assert fates["P1"]["before"].startswith("De lamp")
    assert ann("GET", "/api/sources/night")["version"] == version
    change = {"version": version, "edits": [[0, 2, "Die"]]}
    done = ann("POST", "/api/sources/night/corrections", change, key="correct")
    assert done["version"] == version + 1
    assert ann("POST", "/api/sources/night/corrections", change, key="correct")["version"] == version + 1
    assert ann("GET", "/api/sources/night")["version"] == version + 1
    ann("POST", "/api/sources/night/passages", {**LAMP, "version": version}, status=409)
    ann("POST", "/api/sources/night/corrections", {"version": version, "edits": [[0, 2, "De"]]}, status=409)
    ann("POST", "/api/sources/night/corrections", {"version": version + 1}, status=400)
    assert_sound(room.study)


def test_what_others_did_is_told_from_the_journal(room: House) -> None:
    ann, ben = room.api("ann"), room.api("ben")
    start = ann("GET", "/api/changes")["sequence"]
    made = ben("POST", "/api/sources/night/passages", LAMP)["passage"]["passage"]
    told = ann("GET", f"/api/changes?after={start}")
    assert [(one["actor"], one["action"]) for one in told["changes"]] == [("ben", "add passage")]
    assert told["changes"][0]["subjects"] == [f"passage:{made}", "source:night"]
    ann("GET", "/api/changes?after=many", status=400)


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/api/sources/nowhere/passages", LAMP, 404),
        ("POST", "/api/sources/night/passages", {"start": 0}, 400),
        ("POST", "/api/sources/night/passages", {"start": "0", "end": 5}, 400),
        ("POST", "/api/sources/night/passages", {**LAMP, "colour": "red"}, 400),
        ("POST", "/api/sources/night/passages", {"start": 0, "end": len(NIGHT) + 1}, 409),
        ("POST", "/api/sources/night/passages", {**LAMP, "codes": ["tension/nothing"]}, 404),
        ("POST", "/api/sources/night/passages", {**LAMP, "terms": [{"layer": "aspect", "label": " "}]}, 409),
        ("POST", "/api/sources/night/passages", {**LAMP, "terms": [{"layer": "tension", "label": "nieuw"}]}, 409),
        ("POST", "/api/sources/night/passages", {**LAMP, "codes": ["kind/general", "kind/handling"]}, 409),
        ("POST", "/api/passages/@unknown/codings", {"code": "mood/calm"}, 404),
        ("POST", "/api/passages/P1/codings", {}, 400),
        ("PATCH", "/api/passages/nobody", {"memo": "x"}, 404),
        ("POST", "/api/redo", None, 409),
        ("GET", "/api/nothing", None, 404),
        ("DELETE", "/api/undo", None, 405),
    ],
)
def test_what_cannot_be_is_said_in_one_shape_and_changes_nothing(
    room: House, method: str, path: str, body: object, status: int
) -> None:
    before = dump(room.study)
    answer = room.api("ann")(method, path, body, status=status)
    assert set(answer["error"]) == {"status", "code", "message"}
    assert answer["error"]["status"] == status
    assert answer["error"]["message"].endswith(".")
    assert dump(room.study) == before


def test_what_is_no_json_is_said_to_be_none(room: House) -> None:
    answer = room.client("ann").post(
        "/api/sources/night/passages",
        content=b"\xff{",
        headers={"Origin": "http://127.0.0.1:8377", "Accept-Language": "nl"},
    )
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "invalid"


def test_a_passage_goes_with_its_own_coders_codings_but_not_with_those_of_others(room: House) -> None:
    ann, ben = room.api("ann"), room.api("ben")
    made = ann("POST", "/api/sources/night/passages", {**LAMP, "codes": ["tension/perform"]})["passage"]["passage"]
    ben("POST", f"/api/passages/{made}/codings", {"code": "kind/handling"})
    before = dump(room.study)
    ann("DELETE", f"/api/passages/{made}", status=409)
    assert dump(room.study) == before
    ben("DELETE", f"/api/passages/{made}/codings?code=kind/handling")
    assert ann("DELETE", f"/api/passages/{made}")["removed"] == [made]
    ann("POST", "/api/undo")
    assert codes(next(one for one in ann("GET", "/api/sources/night")["passages"] if one["passage"] == made)) == {
        "tension/perform"
    }
    assert_sound(room.study)
