"""The server as a process: two at once, a restart, its end, and what it says on the way."""

from __future__ import annotations

import http.client
import shutil
import signal
import socket
import time
from pathlib import Path

import pytest

from spanveld.model.errors import Refused
from spanveld.session import open_study
from spanveld.web import serving
from spanveld.web.security import JSON_BYTES
from tests.web.conftest import Running, Start, free_port


class Browser:
    """Keeps cookies as a browser does: by host alone, whatever the port."""

    def __init__(self) -> None:
        self.cookies: dict[str, str] = {}

    def ask(self, address: str, method: str = "GET", body: bytes | None = None, **headers: str) -> tuple[int, str]:
        """The status and the content of an answer."""
        host, _, path = address.removeprefix("http://").partition("/")
        line = http.client.HTTPConnection(host, timeout=10)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        given = {**({"Cookie": cookies} if cookies else {}), **{n.replace("_", "-"): v for n, v in headers.items()}}
        try:
            line.request(method, f"/{path}", body=body, headers=given)
            answered = line.getresponse()
            for cookie in answered.headers.get_all("set-cookie", []):
                name, _, value = cookie.split(";")[0].partition("=")
                self.cookies[name] = value
            return answered.status, answered.read().decode()
        finally:
            line.close()

    def enter(self, running: Running) -> None:
        """Open the link that a server printed."""
        assert self.ask(running.link["address"])[0] == 303


def test_a_restart_keeps_pages_alive(start: Start, study_file: Path) -> None:
    port, browser = str(free_port()), Browser()
    first = start(study_file, "--as", "ann", "--port", port)
    browser.enter(first)
    assert browser.ask(f"{first.base}/api/changes")[0] == 200
    assert first.stop() == 0
    with pytest.raises(ConnectionRefusedError):
        browser.ask(f"{first.base}/api/changes")
    second = start(study_file, "--as", "ann", "--port", port)
    assert browser.ask(f"{second.base}/api/changes")[0] == 200
    assert Browser().ask(first.link["address"])[0] == 401


def test_a_lost_key_ends_what_was_signed_with_it(start: Start, study_file: Path, tmp_path: Path) -> None:
    port, browser = str(free_port()), Browser()
    first = start(study_file, "--as", "ann", "--port", port)
    browser.enter(first)
    first.stop()
    (tmp_path / "state" / "web.key").unlink()
    second = start(study_file, "--as", "ann", "--port", port)
    assert browser.ask(f"{second.base}/api/changes")[0] == 401


def test_two_servers_at_once_do_not_mix(start: Start, study_file: Path, tmp_path: Path) -> None:
    other_file = Path(shutil.copy(study_file, tmp_path / "other.spanveld"))
    ann = start(study_file, "--as", "ann", "--port", str(free_port()))
    ben = start(other_file, "--as", "ben", "--port", str(free_port()))
    browser = Browser()
    browser.enter(ann)
    assert browser.ask(f"{ben.base}/api/changes")[0] == 401
    browser.enter(ben)
    assert len(browser.cookies) == 2
    assert browser.ask(f"{ann.base}/api/changes")[0] == browser.ask(f"{ben.base}/api/changes")[0] == 200
    assert browser.ask(f"{ann.base}/api/undo", "POST", Origin=ben.base)[0] == 403
    assert Browser().ask(ben.link["address"].replace(ben.base, ann.base))[0] == 401


def test_an_oversized_body_is_cut_off_and_the_server_goes_on(start: Start, study_file: Path) -> None:
    running = start(study_file, "--as", "ann", "--port", str(free_port()))
    browser = Browser()
    browser.enter(running)
    cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    head = (
        f"POST /api/undo HTTP/1.1\r\nHost: 127.0.0.1:{running.link['port']}\r\nCookie: {cookie}\r\n"
        f"Origin: {running.base}\r\nContent-Type: application/json\r\n"
    )
    for more in (f"Content-Length: {50 * JSON_BYTES}\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", running.link["port"]), timeout=10) as line:
            line.sendall((head + more).encode())
            sent = 0
            try:
                for _ in range(500):
                    piece = b"x" * 100_000
                    line.sendall(b"%x\r\n%s\r\n" % (len(piece), piece) if "chunked" in more else piece)
                    sent += len(piece)
            except OSError:
                pass
        assert sent < 20 * JSON_BYTES
    assert browser.ask(f"{running.base}/api/changes")[0] == 200


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_at_once_though_a_page_listens_and_leaves_the_study_as_one_file(
    start: Start, study_file: Path, how: int
) -> None:
    running, browser = start(study_file, "--as", "ann", "--port", str(free_port())), Browser()
    browser.enter(running)
    line = http.client.HTTPConnection("127.0.0.1", running.link["port"], timeout=10)
    line.request("GET", "/api/events", headers={"Cookie": "; ".join(f"{n}={v}" for n, v in browser.cookies.items())})
    assert line.getresponse().readline() == b"retry: 1000\n"
    asked = time.monotonic()
    assert running.stop(how) == 0
    assert time.monotonic() - asked < 3
    line.close()
    assert [path.name for path in study_file.parent.glob("room.spanveld*")] == ["room.spanveld"]
    output, errors = running.process.communicate()
    assert (output, errors) == ("", "")


def test_it_listens_on_this_machine_alone() -> None:
    with serving.listen(None) as listening:
        assert listening.getsockname()[0] == "127.0.0.1"
        assert serving.PORT <= listening.getsockname()[1] < serving.PORT + serving.TRIED


def test_a_port_that_is_taken_is_passed_over_unless_it_was_asked_for() -> None:
    with serving.listen(None) as first, serving.listen(None) as second:
        taken = first.getsockname()[1]
        assert second.getsockname()[1] > taken
        with pytest.raises(Refused, match=f"Port {taken} is taken"):
            serving.listen(taken)


def test_a_port_that_was_just_left_can_be_used_again() -> None:
    port = free_port()
    for _ in range(2):
        with serving.listen(port) as listening, socket.create_connection(("127.0.0.1", port)) as caller:
            listening.accept()[0].close()
            caller.recv(1)


def test_where_no_port_is_free_the_person_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "TRIED", 1)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        monkeypatch.setattr(serving, "PORT", other.getsockname()[1])
        with pytest.raises(Refused, match="give one with --port"):
            serving.listen(None)


def test_a_study_of_several_coders_is_served_in_the_name_of_one(study_file: Path) -> None:
    with open_study(study_file) as study, pytest.raises(Refused, match="this study has: ann, ben"):
        serving.serve(study, browser=False, ready=lambda link: None)


def test_the_browser_is_opened_once_the_server_answers(study_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    told: list[str] = []
    order: list[tuple[int, int]] = []

    def run(server: serving._Server, sockets: list[socket.socket]) -> None:
        before = len(opened)
        server._begun()
        order.append((before, len(opened)))

    class Thread:
        def __init__(self, *, target: object, args: tuple[str, ...], daemon: bool) -> None:
            self.args = args

        def start(self) -> None:
            opened.extend(self.args)

    monkeypatch.setattr(serving._Server, "run", run)
    monkeypatch.setattr(serving.threading, "Thread", Thread)
    with open_study(study_file, coder="ann") as study:
        serving.serve(study, ready=lambda link: told.append(link.address))
        assert opened == told
        serving.serve(study, browser=False, ready=lambda link: told.append(link.address))
    assert order == [(0, 1), (1, 1)]
    assert len(told) == 2
    assert all(address.startswith("http://127.0.0.1:") for address in told)
