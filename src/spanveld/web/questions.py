"""Questions that may take long: worked on beside other requests, never by all hands, and left when whoever asked goes away."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from threading import Event
from typing import TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

__all__ = ["QUESTIONS", "SECONDS", "while_connected"]

QUESTIONS = 2
"""How many are worked on at once: fewer than all hands, so that pages and changes need not wait for them."""
SECONDS = 10.0
"""What a question on a page may take."""

T = TypeVar("T")


async def while_connected(request: Request, work: Callable[[Callable[[], bool]], T]) -> T:
    """Let a thread do the work; what it is given says whether whoever asked has gone, which it is to look at now and then."""
    gone = Event()
    listener = asyncio.ensure_future(_listen(request, gone))
    try:
        async with request.app.state.questions:
            return await run_in_threadpool(work, gone.is_set)
    finally:
        listener.cancel()


async def _listen(request: Request, gone: Event) -> None:
    while True:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            gone.set()
            return
