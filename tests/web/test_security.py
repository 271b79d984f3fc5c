"""What reaches a study from a browser: only requests of its own pages, from this machine, of a bearable size."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from spanveld.web.security import HEADERS, IMPORT_BYTES, JSON_BYTES, our_hosts
from tests.web.asking import HOST, Answered, ask
from tests.web.conftest import Room, Rooms, serving

ORIGIN = f"http://{HOST}"
SCRIPT = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


async def length(request: Request) -> Response:
    """How long the body is."""
    return JSONResponse({"length": len(await request.body())})


async def held(request: Request) -> Response:
    """Read the body and keep quiet about what went wrong with it."""
    try:
        return JSONResponse({"length": len(await request.body())})
    except Exception as error:
        raise ValueError("no body") from error


def unread(_request: Request) -> Response:
    """Takes no interest in the body."""
    return JSONResponse({})


def broken(_request: Request) -> Response:
    """Something nobody foresaw."""
    raise RuntimeError("the secret of the machine")


MORE = (
    Route("/api/length", length, methods=["GET", "POST", "PUT", "PATCH", "DELETE"]),
    Route("/api/unread", unread, methods=["POST"]),
    Route("/api/held", held, methods=["POST"]),
    Route("/api/imports/7/length", length, methods=["POST"]),
    Route("/broken", broken),
)


@pytest.fixture(scope="module")
def open_room(loaded: Path) -> Iterator[Room]:
    """The application with the addresses above; nothing here changes its study."""
    with serving(loaded) as make:
        yield make(*MORE)


def cookie(room: Room, coder: str = "ann") -> dict[str, str]:
    return {"Cookie": f"{room.doors.cookie_name}={room.doors.cookie(coder)}"}


def asked(room: Room, method: str, path: str, *, body: Any = (), **headers: str) -> Answered:
    """A request of a coder who came in."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return ask(room.app, method, path, {**cookie(room), **named}, body)


def error_of(answered: Answered) -> dict[str, Any]:
    shape = answered.json()
    assert set(shape) == {"error"}
    assert set(shape["error"]) == {"status", "code", "message"}
    assert shape["error"]["status"] == answered.status
    return dict(shape["error"])


# ---------------------------------------------------------------------- Host
@pytest.mark.parametrize("host", [HOST, "localhost:8377", "LOCALHOST:8377"])
def test_a_request_to_this_machine_and_port_is_answered(open_room: Room, host: str) -> None:
    assert asked(open_room, "GET", "/api/length", Host=host).status == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8377",
        "127.0.0.1",
        "127.0.0.1:80",
        "127.0.0.1:83770",
        "127.0.0.1.evil.example:8377",
        "localhost.evil.example:8377",
        "[::1]:8377",
        "0.0.0.0:8377",
        "127.0.0.2:8377",
        "user@127.0.0.1:8377",
        "127.0.0.1:8377, evil.example",
        "",
    ],
)
@pytest.mark.parametrize("path", ["/", "/enter?token=x", "/static/x/y.js", "/api/changes"])
def test_a_name_that_is_not_ours_is_refused_before_anything_else(open_room: Room, host: str, path: str) -> None:
    refused = asked(open_room, "GET", path, Host=host)
    assert refused.status == 400
    assert error_of(refused)["code"] == "invalid"


def test_two_names_at_once_are_refused(open_room: Room) -> None:
    assert ask(open_room.app, "GET", "/api/length", [("Host", HOST), ("Host", "evil.example")]).status == 400


def test_on_the_port_of_the_web_itself_browsers_leave_the_port_out() -> None:
    assert our_hosts(80) == {"127.0.0.1", "localhost", "127.0.0.1:80", "localhost:80"}
    assert our_hosts(81) == {"127.0.0.1:81", "localhost:81"}


# ---------------------------------------------------------------------- Origin
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_a_page_of_ours_may_change_things(open_room: Room, method: str) -> None:
    assert asked(open_room, method, "/api/length", Origin=ORIGIN).status == 200
    assert asked(open_room, method, "/api/length", Sec_Fetch_Site="same-origin").status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "http://127.0.0.1"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": "https://127.0.0.1:8377"},
        {"Origin": "http://localhost:8377"},
        {"Origin": f"{ORIGIN}.evil.example"},
        {"Origin": "https://evil.example", "Sec_Fetch_Site": "same-origin"},
        {"Sec_Fetch_Site": "same-site"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "none"},
        {"Referer": f"{ORIGIN}/"},
    ],
)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"])
def test_a_page_of_another_site_changes_nothing(open_room: Room, method: str, headers: dict[str, str]) -> None:
    refused = asked(open_room, method, "/api/length", **headers)
    assert refused.status == 403
    assert error_of(refused)["code"] == "refused"


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_page_of_another_site_cannot_load_ours_as_a_part_of_it(open_room: Room, site: str) -> None:
    assert asked(open_room, "GET", "/api/changes", Sec_Fetch_Site=site, Sec_Fetch_Mode="no-cors").status == 403
    assert asked(open_room, "GET", "/api/changes", Sec_Fetch_Site=site, Sec_Fetch_Mode="navigate").status == 200


def test_no_other_origin_is_ever_allowed_to_read(open_room: Room) -> None:
    answered = asked(open_room, "GET", "/api/changes", Origin="https://evil.example")
    assert not [name for name in answered.headers if name.startswith("access-control")]


# ---------------------------------------------------------------------- headers
@pytest.mark.parametrize(
    ("path", "status"),
    [("/api/length", 200), ("/nowhere", 404), ("/api/nowhere", 404), ("/broken", 500), ("/static/0/nothing.js", 404)],
)
def test_every_answer_carries_the_security_headers(open_room: Room, path: str, status: int) -> None:
    answered = asked(open_room, "GET", path)
    assert answered.status == status
    assert {name: answered.headers.get(name.lower()) for name in HEADERS} == dict(HEADERS)


def test_refusals_carry_the_security_headers_too(open_room: Room) -> None:
    refusals = [
        ask(open_room.app, "GET", "/"),
        ask(open_room.app, "GET", "/", {"Host": "evil.example"}),
        asked(open_room, "POST", "/api/length"),
        asked(open_room, "POST", "/api/length", Origin=ORIGIN, Content_Length="9000000000"),
        asked(open_room, "PUT", "/api/changes", Origin=ORIGIN),
    ]
    assert [refusal.status for refusal in refusals] == [401, 400, 403, 413, 405]
    for refusal in refusals:
        assert {name: refusal.headers.get(name.lower()) for name in HEADERS} == dict(HEADERS)


def test_the_policy_lets_nothing_in_but_our_own_files() -> None:
    policy = dict(part.split(" ", 1) for part in HEADERS["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == policy["form-action"] == "'self'"
    assert "unsafe" not in HEADERS["Content-Security-Policy"]
    assert "http" not in HEADERS["Content-Security-Policy"]


def test_what_nobody_foresaw_tells_the_browser_nothing(open_room: Room, capsys: pytest.CaptureFixture[str]) -> None:
    answered = asked(open_room, "GET", "/broken")
    assert error_of(answered)["code"] == "unexpected"
    assert b"secret" not in answered.body
    assert capsys.readouterr().err == "GET /broken: RuntimeError: the secret of the machine\n"


def test_where_it_arose_is_shown_to_who_wants_to_see_it(
    open_room: Room, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPANVELD_TRACEBACK", "1")
    assert b"Traceback" not in asked(open_room, "GET", "/broken").body
    assert "Traceback" in capsys.readouterr().err


# ---------------------------------------------------------------------- bodies
def pieces(count: int, size: int = 100_000) -> Iterator[bytes]:
    for _ in range(count):
        yield b"x" * size


@pytest.mark.parametrize("path", ["/api/length", "/api/held", "/api/importsx"])
def test_a_body_that_says_it_is_too_large_is_not_read(open_room: Room, path: str) -> None:
    refused = asked(open_room, "POST", path, body=pieces(100), Origin=ORIGIN, Content_Length=str(JSON_BYTES + 1))
    assert (refused.status, refused.taken) == (413, 0)
    assert error_of(refused)["code"] == "too_large"
    assert refused.headers["connection"] == "close"


@pytest.mark.parametrize("path", ["/api/length", "/api/held"])
@pytest.mark.parametrize("stated", [{"Transfer_Encoding": "chunked"}, {"Content_Length": "10"}])
def test_a_body_that_does_not_say_how_large_it_is_is_counted(
    open_room: Room, path: str, stated: dict[str, str]
) -> None:
    refused = asked(open_room, "POST", path, body=pieces(100), Origin=ORIGIN, **stated)
    assert refused.status == 413
    assert error_of(refused)["code"] == "too_large"
    assert refused.taken <= JSON_BYTES + 100_000
    assert refused.headers["connection"] == "close"


def test_a_body_that_nobody_reads_is_counted_too(open_room: Room) -> None:
    small = asked(open_room, "POST", "/api/unread", body=pieces(2), Origin=ORIGIN, Transfer_Encoding="chunked")
    assert (small.status, small.taken) == (200, 200_000)
    assert "connection" not in small.headers
    large = asked(open_room, "POST", "/api/unread", body=pieces(100), Origin=ORIGIN, Transfer_Encoding="chunked")
    assert (large.status, large.headers["connection"]) == (200, "close")
    assert large.taken <= JSON_BYTES + 100_000


@pytest.mark.parametrize("headers", [{"Host": "evil.example"}, {"Origin": "https://evil.example"}])
def test_the_body_of_what_is_refused_is_not_read(open_room: Room, headers: dict[str, str]) -> None:
    refused = asked(open_room, "POST", "/api/length", body=pieces(5), Content_Length="500000", **headers)
    assert (refused.taken, refused.headers["connection"]) == (0, "close")


def test_a_body_of_the_largest_size_comes_in(open_room: Room) -> None:
    assert asked(open_room, "POST", "/api/length", body=pieces(10), Origin=ORIGIN).json() == {"length": JSON_BYTES}


def test_a_file_to_import_may_be_larger(open_room: Room) -> None:
    came_in = asked(open_room, "POST", "/api/imports/7/length", body=pieces(50), Origin=ORIGIN)
    assert came_in.json() == {"length": 5_000_000}


@pytest.mark.parametrize("path", ["/api/imports", "/api/imports/7/length"])
def test_a_file_to_import_has_a_limit_too(open_room: Room, path: str) -> None:
    refused = asked(open_room, "POST", path, Origin=ORIGIN, Content_Length=str(IMPORT_BYTES + 1))
    assert (refused.status, refused.taken) == (413, 0)


@pytest.mark.parametrize("stated", ["-1", "1e9", "", "ten", "+5", "²"])
def test_a_size_that_is_no_number_is_refused(open_room: Room, stated: str) -> None:
    assert asked(open_room, "POST", "/api/length", Origin=ORIGIN, Content_Length=stated).status == 400


# ---------------------------------------------------------------------- traversal
@pytest.mark.parametrize(
    "path",
    [
        "/static/{digest}/../app.py",
        "/static/{digest}/..%2fapp.py",
        "/static/{digest}/%2e%2e/app.py",
        "/static/{digest}/%2e%2e%2fapp.py",
        "/static/{digest}/%252e%252e/app.py",
        "/static/{digest}/..%5capp.py",
        "/static/{digest}/js/../../app.py",
        "/static/{digest}//etc/passwd",
        "/static/{digest}/%2fetc%2fpasswd",
        "/static/{digest}/C:%5cWindows%5cwin.ini",
        "/static/{digest}/icon.svg%00.js",
        "/static/{digest}/icon.svg/",
        "/static/{digest}/./icon.svg",
        "/static/{digest}/",
        "/static/{digest}",
        "/static/",
        "/static/../{digest}/icon.svg",
        "/static/0000000000000000/icon.svg",
        "/static/{digest}/ICON.SVG",
        "//static/{digest}/icon.svg",
        "/enter/../api/changes",
        "/static/../api/changes",
    ],
)
def test_no_path_leads_out_of_the_folder_of_files(open_room: Room, path: str) -> None:
    address = open_room.app.state.assets.address("icon.svg")
    assert ask(open_room.app, "GET", address).status == 200
    answered = ask(open_room.app, "GET", path.format(digest=address.split("/")[2]))
    assert answered.status in (401, 404)
    assert b"import" not in answered.body
    assert b"root:" not in answered.body


# ---------------------------------------------------------------------- script in names
def test_script_in_what_is_shown_stays_text(rooms: Rooms) -> None:
    def named(request: Request) -> Response:
        environment: Environment = request.app.state.templates._environments["en"]
        shown = environment.from_string(
            '<p title="{{ title }}">{{ title }}</p><script type="application/json">{{ {"title": title}|tojson }}</script>'
        )
        with request.app.state.study.as_(request.state.actor)._reader() as reader:
            return HTMLResponse(shown.render(title=reader.heading()["title"]))

    room = rooms(Route("/named", named))
    room.served.as_("ann").describe(title=SCRIPT)
    page = room.client().get("/named").text
    assert page.count("<script") == 1
    assert "<img" not in page
    data = page.partition('<script type="application/json">')[2].partition("</script>")[0]
    assert json.loads(data) == {"title": SCRIPT}


@pytest.mark.parametrize("path", [f"/{SCRIPT}", f"/api/changes?after={SCRIPT}", f"/enter?token={SCRIPT}"])
def test_script_in_an_address_stays_text(room: Room, path: str) -> None:
    for coder in ("ann", ""):
        answered = room.client(coder).get(path)
        if answered.headers.get("content-type", "").startswith("text/html"):
            assert "<script" not in answered.text
            assert "<img" not in answered.text
        else:
            assert answered.headers["x-content-type-options"] == "nosniff"
