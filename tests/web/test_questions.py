"""A heavy question: other requests go on meanwhile, and it is left when whoever asked goes away, or takes too long."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from starlette.types import Message

from spanveld.query import answering
from spanveld.query.faults import Stopped
from spanveld.web.questions import QUESTIONS
from tests.conftest import Addresses
from tests.web.doors import ORIGIN, House, house


@pytest.fixture
def room(files: Addresses) -> Iterator[House]:
    with house(files()) as found:
        yield found


class Heavy:
    """Makes every query work until it is told to stop, as one over a very large study would; counts those at work."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun, self.at_work, self.most = threading.Semaphore(0), 0, 0
        self.ends: list[str] = []
        self.enough = threading.Event()
        monkeypatch.setattr(answering._Asker, "ask", lambda *given: self._ask(*given))

    def _ask(self, asker: Any, query: Any, within: Any) -> Any:
        self.at_work += 1
        self.most = max(self.most, self.at_work)
        self.begun.release()
        try:
            while not self.enough.is_set():
                sum(range(20_000))
                asker.budget.pay(1)
            return within
        except Exception as error:
            self.ends.append(type(error).__name__)
            raise
        finally:
            self.at_work -= 1


def browser(room: House) -> httpx2.AsyncClient:
    given = room.client("ann")
    headers = {"Origin": ORIGIN, "Accept": "text/html"}
    return httpx2.AsyncClient(
        transport=httpx2.ASGITransport(room.app), base_url=ORIGIN, headers=headers, cookies=dict(given.cookies)
    )


def test_other_requests_are_answered_while_more_queries_than_are_worked_on_at_once_are_asked(
    room: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    heavy = Heavy(monkeypatch)

    async def play() -> None:
        async with browser(room) as client:
            questions = [asyncio.create_task(client.get("/find?q=voice:R1")) for _ in range(QUESTIONS + 8)]
            for _ in range(QUESTIONS):
                assert await asyncio.to_thread(heavy.begun.acquire, timeout=20)
            before = time.monotonic()
            for address in ("/", "/memos", "/sources/night"):
                assert (await client.get(address)).status_code == 200
            change = await client.put("/api/sources/night/reading", json={"state": "read"})
            assert change.status_code == 200, change.text
            assert time.monotonic() - before < 10
            assert not any(question.done() for question in questions)
            heavy.enough.set()
            assert {(await question).status_code for question in questions} == {200}

    asyncio.run(play())
    assert heavy.most == QUESTIONS


def test_a_query_is_left_when_its_asker_goes_away(room: House, monkeypatch: pytest.MonkeyPatch) -> None:
    heavy = Heavy(monkeypatch)

    async def play() -> None:
        gone = asyncio.Event()
        first = True

        async def receive() -> Message:
            nonlocal first
            if first:
                first = False
                return {"type": "http.request", "body": b"", "more_body": False}
            await gone.wait()
            return {"type": "http.disconnect"}

        sent: list[Message] = []

        async def send(message: Message) -> None:
            sent.append(message)

        cookie = "; ".join(f"{name}={value}" for name, value in room.client("ann").cookies.items())
        headers = {"host": ORIGIN.removeprefix("http://"), "cookie": cookie, "accept": "text/html"}
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": "/find",
            "raw_path": b"/find",
            "root_path": "",
            "query_string": b"q=voice:R1",
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 8377),
        }
        answered = asyncio.create_task(room.app(scope, receive, send))
        assert await asyncio.to_thread(heavy.begun.acquire, timeout=20), sent
        gone.set()
        await asyncio.wait_for(answered, 10)

    asyncio.run(play())
    assert heavy.ends == [Stopped.__name__]


def test_a_query_that_takes_too_long_is_stopped_and_the_page_says_so(
    room: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    heavy = Heavy(monkeypatch)
    monkeypatch.setattr("spanveld.web.pages.find.SECONDS", 0.2)
    answer = room.client("ann").get("/find?q=voice:R1", headers={"Accept-Language": "en"})
    assert answer.status_code == 422
    assert "took too long and was stopped" in answer.text
    assert heavy.ends == ["TooMuch"]
