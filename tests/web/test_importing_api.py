"""Files and corrections by the interface for scripts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Addresses
from tests.session.samples import assert_sound, dump
from tests.web.doors import ORIGIN, House, house

TALK = "I: Hoe gaat het?\n\nR7: Goed, dank u. We bellen elkaar als er iets is.\n\nI: En in de nacht?\n\nR7: Dan ook.\n"


@pytest.fixture
def room(files: Addresses) -> Iterator[House]:
    with house(files()) as found:
        yield found


def send(room: House, name: str, content: bytes, status: int = 200) -> Any:
    answer = room.client("ann").post(
        "/api/imports", files={"file": (name, content)}, headers={"Origin": ORIGIN, "Accept-Language": "en"}
    )
    assert answer.status_code == status, answer.text
    return answer.json()


def test_a_file_is_looked_at_then_brought_in_with_its_speakers(room: House) -> None:
    ann = room.api("ann")
    before = dump(room.study)
    waiting = send(room, "gesprek.txt", TALK.encode())
    assert [(one["label"], one["turns"]) for one in waiting["plan"]["speakers"]] == [("I", 2), ("R7", 2)]
    assert dump(room.study) == before
    place = f"/api/imports/{waiting['token']}"
    choices = {"new_participants": True, "date": "2026-03-02", "sub_cases": ["east"]}
    shown = ann("POST", place, {**choices, "dry_run": True})
    assert [one["new"] for one in shown["plan"]["speakers"]] == [False, True]
    came = ann("POST", place, choices, key="in")
    assert ann("POST", place, choices, key="in")["source"] == came["source"]
    page = ann("GET", f"/api/sources/{came['source']}")
    assert (page["date"], page["sub_cases"], page["original"]) == ("2026-03-02", ["east"], True)
    assert [line["role"] for line in page["paragraphs"]] == ["interviewer", "respondent"] * 2
    ann("POST", place, choices, status=404)
    assert room.client("ann").get(f"/originals/{came['source']}").content == TALK.encode()
    assert_sound(room.study)


def test_a_file_that_is_there_already_is_said_to_be(room: House) -> None:
    ann = room.api("ann")
    first = send(room, "een.txt", TALK.encode())
    came = ann("POST", f"/api/imports/{first['token']}", {})
    again = send(room, "twee.txt", TALK.encode())
    assert again["plan"]["double_of"] == came["source"]
    ann("POST", f"/api/imports/{again['token']}", {}, status=409)


def test_a_file_that_cannot_be_read_is_named_and_nothing_waits(room: House) -> None:
    refused = send(room, "plaatje.docx", b"\x89PNG\r\n\x1a\n" + bytes(300), status=409)
    assert "plaatje.docx cannot be read" in refused["error"]["message"]
    assert str(Path("/tmp")) + "/" not in refused["error"]["message"]
    assert list(room.app.state.uploads._folder.iterdir()) == []


def test_a_name_that_leads_out_of_the_folder_leads_nowhere(room: House) -> None:
    waiting = send(room, "../../../etc/passwd.txt", TALK.encode())
    assert waiting["plan"]["name"] == "passwd.txt"


def test_a_file_that_is_let_go_does_not_wait_any_more(room: House) -> None:
    ann = room.api("ann")
    waiting = send(room, "gesprek.txt", TALK.encode())
    ann("DELETE", f"/api/imports/{waiting['token']}")
    ann("POST", f"/api/imports/{waiting['token']}", {}, status=404)
    assert list(room.app.state.uploads._folder.iterdir()) == []


def test_who_labels_are_is_said_for_all_texts(room: House) -> None:
    ann = room.api("ann")
    came = ann("POST", f"/api/imports/{send(room, 'gesprek.txt', TALK.encode())['token']}", {})
    assert {one["label"]: one["participant"] for one in ann("GET", "/api/speakers")["speakers"]}["R7"] == ""
    said = ann("PUT", "/api/speakers", {"speakers": {"R7": "R1"}})
    assert said["changed"] == 2
    page = ann("GET", f"/api/sources/{came['source']}")
    assert {line["participant"] for line in page["paragraphs"]} == {"", "R1"}
    ann("PUT", "/api/speakers", {"speakers": {"R99": "R1"}}, status=409)


@pytest.mark.parametrize("kind", ["cases", "sub-cases", "waves", "coders", "parties", "participants"])
def test_things_of_every_kind_are_listed_added_changed_and_removed(room: House, kind: str) -> None:
    ann = room.api("ann")
    listed = ann("GET", f"/api/things/{kind}")["things"]
    assert listed
    word = "function" if kind == "participants" else "from_" if kind == "waves" else "name"
    value = "2020" if kind == "waves" else "Nieuw"
    made = ann("POST", f"/api/things/{kind}", {"id": "new-1", "values": {word: value}})
    assert made == {"id": "new-1"}
    ann("POST", f"/api/things/{kind}", {"id": "new-1"}, status=409)
    ann("PATCH", f"/api/things/{kind}/new-1", {"values": {word: ""}})
    ann("PATCH", f"/api/things/{kind}/new-1", {"values": {"colour": "x"}}, status=400)
    now = ann("GET", f"/api/things/{kind}")["things"]
    assert len(now) == len(listed) + 1
    ann("DELETE", f"/api/things/{kind}/new-1")
    assert ann("GET", f"/api/things/{kind}")["things"] == listed


def test_a_thing_on_which_others_rest_is_removed_only_where_that_was_agreed(room: House) -> None:
    ann = room.api("ann")
    refused = ann("DELETE", "/api/things/parties/LIB", status=409)
    assert "rest" in refused["error"]["message"]
    ann("DELETE", "/api/things/parties/LIB?with_dependants=1")
    ann("DELETE", "/api/sources/night", status=409)
    ann("PATCH", "/api/sources/night", {"values": {"title": "De nacht", "date": "2023-06"}})
    assert ann("GET", "/api/sources/night")["title"] == "De nacht"
    ann("GET", "/api/things/dragons", status=404)


def test_a_recording_is_played_from_where_it_stays_and_nothing_else_is_given(room: House, tmp_path: Path) -> None:
    ann, client = room.api("ann"), room.client("ann")
    for name, content in (("night.mp3", b"ID3" + bytes(997)), ("secret.txt", b"geheim")):
        (room.study.beside(name)).write_bytes(content)
    assert client.get("/recordings/night").status_code == 404
    ann("PATCH", "/api/sources/night", {"values": {"recording": "night.mp3"}})
    part = client.get("/recordings/night", headers={"Range": "bytes=0-2"})
    assert (part.status_code, part.content, part.headers["content-type"]) == (206, b"ID3", "audio/mpeg")
    ann("PATCH", "/api/sources/night", {"values": {"recording": "secret.txt"}})
    assert client.get("/recordings/night").status_code == 404
    for path in ("/recordings/..%2fsecret.txt", "/originals/..%2f..%2fetc%2fpasswd", "/originals/night"):
        assert client.get(path).status_code == 404
