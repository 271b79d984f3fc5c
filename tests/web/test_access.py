"""Who comes in: by the start token once, by an invitation, by the cookie of this study; and nobody else."""

from __future__ import annotations

import os
import shutil
import stat
import time
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from spanveld.model.errors import StoreError
from spanveld.session import open_study, start_study
from spanveld.web.access import DAY, INVITED_DAYS, SIGNED_IN_DAYS, START_SECONDS, Doors
from spanveld.web.serving import invite
from spanveld.web.state import State, state_folder
from tests.web.conftest import KEY, PORT, Room, Rooms

DOCUMENT = {"Accept": "text/html"}


def who(request: Request) -> Response:
    """In whose name a request is."""
    return JSONResponse(
        {
            "actor": request.state.actor,
            "language": request.state.language,
            "acts": request.app.state.study.as_(request.state.actor).actor,
        }
    )


@pytest.fixture
def door(rooms: Rooms) -> Room:
    return rooms(Route("/api/who", who))


def actor(client: TestClient) -> str:
    answered = client.get("/api/who")
    return str(answered.json()["actor"]) if answered.status_code == 200 else ""


def later(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    moment = time.time() + seconds
    monkeypatch.setattr(time, "time", lambda: moment)


# ---------------------------------------------------------------------- the start token
def test_the_start_token_is_exchanged_for_a_cookie_that_scripts_and_other_sites_cannot_use(door: Room) -> None:
    client = door.client("")
    entered = client.get(f"/enter?token={door.doors.start_token('ann')}")
    assert (entered.status_code, entered.headers["location"]) == (303, "/")
    name, _, rest = entered.headers["set-cookie"].partition("=")
    assert name == door.doors.cookie_name
    assert str(PORT) in name
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(rest.split("; "))
    assert actor(client) == "ann"


def test_a_start_token_works_once(door: Room) -> None:
    token = door.doors.start_token("ann")
    assert door.client("").get(f"/enter?token={token}").status_code == 303
    again = door.client("")
    refused = again.get(f"/enter?token={token}")
    assert refused.status_code == 401
    assert "set-cookie" not in refused.headers
    assert "This link was used already" in refused.text
    assert actor(again) == ""


def test_whoever_is_in_and_opens_the_used_link_again_is_taken_to_the_first_page(door: Room) -> None:
    token, client = door.doors.start_token("ann"), door.client("")
    client.get(f"/enter?token={token}")
    again = client.get(f"/enter?token={token}")
    assert (again.status_code, again.headers["location"]) == (303, "/")
    assert "set-cookie" not in again.headers


def test_a_start_token_dies_after_ten_minutes(door: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    early, late = door.doors.start_token("ann"), door.doors.start_token("ann")
    later(monkeypatch, START_SECONDS - 5)
    assert door.client("").get(f"/enter?token={early}").status_code == 303
    later(monkeypatch, START_SECONDS)
    assert door.client("").get(f"/enter?token={late}").status_code == 401


@pytest.mark.parametrize(
    "words",
    ["", "token=", "token=x", "token=%00", "token=%ff", "token=" + "x" * 5000, "invitation=", "invitation=x.y.z"],
)
def test_a_made_up_token_lets_nobody_in(door: Room, words: str) -> None:
    door.doors.start_token("ann")
    refused = door.client("").get(f"/enter?{words}")
    assert refused.status_code == 401
    assert "set-cookie" not in refused.headers


def test_looking_at_a_link_beforehand_does_not_use_it_up(door: Room) -> None:
    token = door.doors.start_token("ann")
    client = door.client("")
    assert client.head(f"/enter?token={token}").status_code == 403
    assert client.get(f"/enter?token={token}", headers={"Sec-Purpose": "prefetch;prerender"}).status_code == 403
    assert client.get(f"/enter?token={token}", headers={"Purpose": "prefetch"}).status_code == 403
    assert client.get(f"/enter?token={token}").status_code == 303


def test_a_link_followed_from_another_site_goes_on_by_a_page_because_a_redirect_would_lose_the_cookie(
    door: Room,
) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    entered = door.client("").get(f"/enter?token={door.doors.start_token('ann')}", headers=headers)
    assert entered.status_code == 200
    assert door.doors.cookie_name in entered.headers["set-cookie"]
    assert '<meta http-equiv="refresh" content="0; url=/">' in entered.text


# ---------------------------------------------------------------------- invitations
def test_an_invitation_names_its_coder_and_works_as_often_as_it_is_opened(door: Room) -> None:
    token = door.doors.invitation("ben")
    for _ in range(2):
        client = door.client("")
        assert client.get(f"/enter?invitation={token}").status_code == 303
        assert actor(client) == "ben"


def test_an_invitation_takes_the_place_of_who_was_in(door: Room) -> None:
    client = door.client("ann")
    client.get(f"/enter?invitation={door.doors.invitation('ben')}")
    assert actor(client) == "ben"


def test_an_invitation_is_good_for_thirty_days(door: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    token = door.doors.invitation("ben")
    later(monkeypatch, INVITED_DAYS * DAY - 60)
    assert door.client("").get(f"/enter?invitation={token}").status_code == 303
    later(monkeypatch, 120)
    assert door.client("").get(f"/enter?invitation={token}").status_code == 401


def test_an_invitation_of_a_coder_who_is_gone_lets_nobody_in(door: Room) -> None:
    token = door.doors.invitation("ben")
    door.served.as_("ann").coders.remove("ben")
    assert door.client("").get(f"/enter?invitation={token}").status_code == 401


def test_one_kind_of_token_is_no_other_kind(door: Room) -> None:
    invitation, cookie = door.doors.invitation("ben"), door.doors.cookie("ben")
    assert door.client("").get(f"/enter?token={invitation}").status_code == 401
    assert door.client("").get(f"/enter?invitation={cookie}").status_code == 401
    client = door.client("")
    client.cookies.set(door.doors.cookie_name, invitation)
    assert actor(client) == ""


def test_each_request_is_in_the_name_of_its_own_cookie(door: Room) -> None:
    ann, ben = door.client("ann"), door.client("ben")
    assert [ann.get("/api/who").json()["acts"], ben.get("/api/who").json()["acts"]] == ["ann", "ben"]


def test_a_cookie_of_a_coder_who_is_gone_changes_nothing(door: Room) -> None:
    ben = door.client("ben")
    door.served.as_("ann").coders.remove("ben")
    assert ben.get("/api/who").status_code == 409


# ---------------------------------------------------------------------- the cookie
def test_without_a_cookie_a_page_says_in_both_languages_how_to_come_in(door: Room) -> None:
    refused = door.client("").get("/")
    assert refused.status_code == 401
    assert refused.text.index("spanveld serve") < refused.text.rindex("spanveld serve")
    assert '<section lang="en">' in refused.text
    assert '<section lang="nl">' in refused.text
    assert "Kom eerst binnen met een link" in refused.text
    dutch = door.client("", **{"Accept-Language": "nl"}).get("/").text
    assert '<html lang="nl">' in dutch
    assert dutch.index("Kom eerst binnen") < dutch.index("Come in by a link first")


@pytest.mark.parametrize("path", ["/api/changes", "/api/events", "/api/who", "/api/nowhere"])
def test_without_a_cookie_a_script_gets_the_shape_of_errors(door: Room, path: str) -> None:
    refused = door.client("").get(path)
    assert refused.status_code == 401
    assert refused.json()["error"]["code"] == "unauthorised"


@pytest.mark.parametrize(
    "path", ["/", "/nowhere", "/enterprise", "/enter/", "/static", "/Static/x", "/api/changes", "/sources/night"]
)
def test_without_a_cookie_nothing_is_told_not_even_what_there_is(door: Room, path: str) -> None:
    assert door.client("").get(path).status_code == 401


def test_a_forged_cookie_is_none(door: Room) -> None:
    whole = door.doors.cookie("ann")
    body, moment, signature = whole.split(".")
    other = Doors(b"another key of thirty-two bytes!", door.served.guid, PORT).cookie("ann")
    changed = Doors(KEY, door.served.guid, PORT).cookie("ben").split(".")[0]
    forged = [
        "",
        "ann",
        '"ann"',
        f"{body}.{moment}",
        f"{body}.{moment}.",
        f"{body}.{moment}.{signature[:-2]}AA",
        f"{changed}.{moment}.{signature}",
        f"{body}.AAAAAA.{signature}",
        f".{whole}",
        f"{whole}.",
        other,
        "x" * 4000,
    ]
    for value in forged:
        client = door.client("")
        client.cookies.set(door.doors.cookie_name, value)
        assert actor(client) == "", value
    client = door.client("")
    client.cookies.set(door.doors.cookie_name, whole)
    assert actor(client) == "ann"


def test_a_cookie_ends_after_thirty_days(door: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    client = door.client("ann")
    later(monkeypatch, SIGNED_IN_DAYS * DAY + 60)
    assert actor(client) == ""


def test_the_cookie_of_another_study_opens_nothing_even_where_it_has_the_same_name(door: Room, tmp_path: Path) -> None:
    guids = []
    for number in (1, 2):
        with start_study(tmp_path / f"other{number}.spanveld", identifier="room", coder="ann") as other:
            guids.append(other.identity)
    assert len({door.served.guid, *guids}) == 3
    others = Doors(KEY, guids[0], PORT)
    assert others.cookie_name != door.doors.cookie_name
    client = door.client("")
    client.cookies.set(door.doors.cookie_name, others.cookie("ann"))
    assert actor(client) == ""
    assert door.client("").get(f"/enter?invitation={others.invitation('ann')}").status_code == 401


def test_a_study_keeps_its_identity_when_it_is_moved(study_file: Path) -> None:
    with open_study(study_file) as study:
        before = study.identity
    with open_study(shutil.move(study_file, study_file.with_name("moved.spanveld"))) as study:
        assert study.identity == before


def test_cookies_of_two_ports_have_two_names() -> None:
    assert Doors(KEY, "one", 8377).cookie_name != Doors(KEY, "one", 8378).cookie_name


# ---------------------------------------------------------------------- the key
def test_the_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    state = State(tmp_path / "new" / "state")
    key = state.key()
    assert len(key) == 32
    assert State(state.folder).key() == key
    assert [path.name for path in state.folder.iterdir()] == ["web.key"]
    if os.name == "posix":
        assert stat.S_IMODE((state.folder / "web.key").stat().st_mode) == 0o600
        assert stat.S_IMODE(state.folder.stat().st_mode) == 0o700


@pytest.mark.skipif(os.name != "posix", reason="permissions as POSIX has them")
def test_a_key_that_others_could_read_is_made_anew(tmp_path: Path) -> None:
    state = State(tmp_path)
    key = state.key()
    (tmp_path / "web.key").chmod(0o644)
    assert state.key() != key
    assert stat.S_IMODE((tmp_path / "web.key").stat().st_mode) == 0o600


def test_a_key_that_was_cut_short_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "web.key").write_bytes(b"short")
    (tmp_path / "web.key").chmod(0o600)
    assert len(State(tmp_path).key()) == 32


def test_a_state_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be used"):
        State(tmp_path / "file" / "state").key()


def test_the_state_folder_is_the_users_unless_another_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPANVELD_STATE", "/somewhere/else")
    assert state_folder() == Path("/somewhere/else")
    monkeypatch.delenv("SPANVELD_STATE")
    assert "spanveld" in str(state_folder())


def test_an_invitation_is_for_the_port_at_which_the_study_was_served_last(study_file: Path) -> None:
    with open_study(study_file, coder="ben") as study:
        assert invite(study).port == PORT
        State().remember_port(study.identity, 9001)
        assert invite(study).address.startswith("http://127.0.0.1:9001/enter?invitation=")
        assert invite(study, port=9002).port == 9002
        (State().folder / next(p.name for p in State().folder.iterdir() if p.name.startswith("port"))).write_text("x")
        assert invite(study).port == PORT
