"""What others do, told to open pages as it happens: from the journal, as server-sent events."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from typing import Any

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from spanveld.model.errors import N_, SpanveldError
from spanveld.model.journal import Brief
from spanveld.session import Study

__all__ = ["Feed", "events"]

EVERY = 0.5
"""Seconds between two looks at the journal."""
BEAT = 15.0
"""Seconds of silence after which a comment shows that the line still works."""
RETRY = 1000
"""Milliseconds after which a browser that lost the line tries again."""
MOST = 2_147_483_647
"""The highest sequence that a journal can have."""


class Feed:
    """One look at the journal for all who listen; nobody listens: nobody looks. ``stop()`` ends all lines."""

    def __init__(self, study: Study, *, every: float = EVERY, beat: float = BEAT) -> None:
        self._study = study
        self._every, self._beat = every, beat
        self._newest = 0
        self._listeners: set[asyncio.Event] = set()
        self._looking: asyncio.Task[None] | None = None
        self._threads: CapacityLimiter | None = None
        self.stopped = False

    async def listen(self, after: int | None) -> AsyncIterator[bytes]:
        """Server-sent events of what was done since entry ``after`` (None: from now on), until the server stops."""
        told = await self._look()
        told = told if after is None else min(after, told)
        news = asyncio.Event()
        self._listeners.add(news)
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._keep_looking())
        try:
            yield f"retry: {RETRY}\n\n".encode()
            while not self.stopped:
                news.clear()
                if self._newest > told:
                    for change in await run_sync(self._study.changes, told, limiter=self._threads):
                        told = change.sequence
                        yield _event(change)
                try:
                    await asyncio.wait_for(news.wait(), self._beat)
                except TimeoutError:
                    yield b": still here\n\n"
        finally:
            self._listeners.discard(news)

    def stop(self) -> None:
        """End every line, so that the server can end."""
        self.stopped = True
        self._tell()

    async def _look(self) -> int:
        if self._threads is None:
            self._threads = CapacityLimiter(2)
        self._newest = await run_sync(self._study.newest, limiter=self._threads)
        return self._newest

    async def _keep_looking(self) -> None:
        while self._listeners and not self.stopped:
            await asyncio.sleep(self._every)
            before = self._newest
            try:
                if await self._look() != before:
                    self._tell()
            except SpanveldError:
                continue  # a study that is busy or out of reach just now: the next look may find it

    def _tell(self) -> None:
        for news in self._listeners:
            news.set()


def _shape(change: Brief) -> dict[str, Any]:
    return {
        "sequence": change.sequence,
        "time": change.time,
        "actor": change.actor,
        "action": change.action,
        "subjects": list(change.subjects),
    }


def _event(change: Brief) -> bytes:
    data = json.dumps(_shape(change), ensure_ascii=False)
    return f"event: change\nid: {change.sequence}\ndata: {data}\n\n".encode()


def _after(values: Sequence[str]) -> int | None:
    """The first value that is given, as the sequence of an entry; None where none is."""
    for value in values:
        if value:
            if not (value.isascii() and value.isdigit() and int(value) <= MOST):
                raise SpanveldError(N_("'{value}' is no number of an entry of the journal."), value=value[:40])
            return int(value)
    return None


async def events(request: Request) -> Response:
    """GET /api/events?after=N: server-sent events; a browser that comes back goes on where it was (``Last-Event-ID``)."""
    after = _after([request.headers.get("last-event-id", ""), request.query_params.get("after", "")])
    feed: Feed = request.app.state.feed
    return StreamingResponse(feed.listen(after), media_type="text/event-stream")
