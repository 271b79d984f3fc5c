"""What goes wrong, in one shape and in the reader's language."""

from __future__ import annotations

import errno
from collections.abc import Callable

import pytest
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from spanveld.model.errors import FolderError, NotFound, Outdated, Problem, Refused, SpanveldError, StoreError
from spanveld.web.languages import preferred
from tests.web.conftest import Rooms

Failing = Callable[[Exception], Callable[[Request], Response]]
PLACE = "There is no study at {path}. Make one with 'spanveld init' or 'spanveld load'."
CASES = [
    (NotFound(PLACE, path="x"), 404, "not_found"),
    (Refused(PLACE, path="x"), 409, "refused"),
    (Outdated(PLACE, path="x"), 409, "conflict"),
    (StoreError(PLACE, path="x"), 503, "storage"),
    (SpanveldError(PLACE, path="x"), 400, "invalid"),
]


def failing(error: Exception) -> Route:
    def fail(_request: Request) -> Response:
        raise error

    return Route("/api/failing", fail, methods=["GET", "POST"])


def page_failing(error: Exception) -> Route:
    return Route("/failing", failing(error).endpoint)


@pytest.mark.parametrize(("error", "status", "code"), CASES)
def test_each_kind_of_error_has_its_status_and_code(rooms: Rooms, error: SpanveldError, status: int, code: str) -> None:
    answered = rooms(failing(error)).client().get("/api/failing")
    assert answered.status_code == status
    assert answered.json() == {"error": {"status": status, "code": code, "message": str(error)}}


def test_messages_are_in_the_readers_language(rooms: Rooms) -> None:
    error = NotFound(PLACE, path="x")
    client = rooms(failing(error), page_failing(error)).client(**{"Accept-Language": "nl-BE, en;q=0.5"})
    assert client.get("/api/failing").json()["error"]["message"].startswith("Er is geen onderzoek in x.")
    page = client.get("/failing")
    assert page.status_code == 404
    assert '<html lang="nl">' in page.text
    assert "Er is geen onderzoek in x." in page.text


def test_a_reader_gets_a_page_and_what_takes_no_pages_gets_json(rooms: Rooms) -> None:
    room = rooms(page_failing(Refused("<b>{what}</b>", what="<script>")))
    page = room.client().get("/failing")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "&lt;b&gt;&lt;script&gt;&lt;/b&gt;" in page.text
    assert '<a href="/">' in page.text
    assert room.client(Accept="*/*").get("/failing").json()["error"]["code"] == "refused"
    assert room.client(Accept="application/json").get("/failing").json()["error"]["status"] == 409


def test_all_faults_of_a_folder_are_listed(rooms: Rooms) -> None:
    error = FolderError([Problem("a.csv", 2, "x", "y", "is wrong."), Problem("b.csv", 3, "x", "z", "is wrong.")])
    room = rooms(failing(error), page_failing(error))
    answered = room.client().get("/api/failing")
    assert answered.status_code == 400
    assert answered.json()["error"]["message"].count("\n") == 2
    assert room.client().get("/failing").text.count("<p>") == 4


def test_addresses_and_methods_that_are_not_there_have_the_same_shape(rooms: Rooms) -> None:
    client = rooms(failing(SpanveldError("x"))).client()
    nowhere, wrong = client.get("/api/nowhere"), client.put("/api/failing")
    assert (nowhere.status_code, nowhere.json()["error"]["code"]) == (404, "not_found")
    assert (wrong.status_code, wrong.json()["error"]["code"]) == (405, "invalid")
    assert set(wrong.headers["allow"].split(", ")) == {"GET", "HEAD", "POST"}
    assert client.get("/nowhere").headers["content-type"].startswith("text/html")


def test_a_refusal_of_the_framework_keeps_its_status(rooms: Rooms) -> None:
    answered = rooms(failing(HTTPException(415, "internal words"))).client().get("/api/failing")
    assert answered.json()["error"]["status"] == answered.status_code == 415
    assert "internal" not in answered.text


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS])
def test_a_full_disk_is_said_as_such(rooms: Rooms, number: int) -> None:
    answered = rooms(failing(OSError(number, "No space left on device"))).client().get("/api/failing")
    assert answered.status_code == 503
    assert answered.json()["error"]["code"] == "storage"
    assert answered.json()["error"]["message"] == "Nothing was written: No space left on device."


def test_what_nobody_foresaw_is_unexpected(rooms: Rooms, capsys: pytest.CaptureFixture[str]) -> None:
    for error in (OSError(errno.EIO, "gone"), ValueError("wrong\nline"), KeyError("x")):
        answered = rooms(failing(error)).client().get("/api/failing")
        assert answered.status_code == 500
        assert answered.json()["error"]["code"] == "unexpected"
    assert len(capsys.readouterr().err.splitlines()) == 3


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", ""),
        ("nl", "nl"),
        ("nl-NL,nl;q=0.9,en-US;q=0.8,en;q=0.7", "nl"),
        ("en-US,en;q=0.5", "en"),
        ("de,fr;q=0.8", ""),
        ("de, nl;q=0.3, en;q=0.2", "nl"),
        ("en;q=0.2, nl;q=0.9", "nl"),
        ("nl;q=0, en;q=0.1", "en"),
        ("nl;q=much, en", "en"),
        ("nl ; q=1.0 ,en", "nl"),
        ("nlx, xx-nl", ""),
        ("nl;q=nan", ""),
        (",;,;q=,", ""),
    ],
)
def test_the_browser_says_which_language_it_prefers(accepted: str, language: str) -> None:
    assert preferred(accepted) == language


def test_a_browser_that_says_nothing_gets_the_language_of_the_system(
    rooms: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPANVELD_LANGUAGE", "nl")
    client = rooms().client()
    client.headers.pop("accept-language", None)
    assert '<html lang="nl">' in client.get("/nowhere").text
