"""Open pages learn what others do: in order, once, from where they were, by one look at the journal for all."""

from __future__ import annotations

import asyncio
import http.client
import json
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from spanveld.model.errors import N_, StoreError
from spanveld.session import Study, load_study, open_study
from spanveld.web.events import Feed
from tests.small_study import write_small_study
from tests.web.asking import ask, finished
from tests.web.conftest import Room, Start, free_port


class Watched:
    """A study of which is counted how often it is looked at; ``broken`` makes the looks fail."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self.looks = 0
        self.broken = False

    def newest(self) -> int:
        self.looks += 1
        if self.broken:
            raise StoreError(N_("{address} cannot be used: {reason}."), address="x", reason="gone")
        return self.study.newest()

    def changes(self, after: int) -> Any:
        return self.study.changes(after)


@pytest.fixture
def study(study_file: Path) -> Iterator[Study]:
    with open_study(study_file, coder="ann") as study:
        yield study


def feed_of(study: Any, **settings: float) -> Feed:
    return Feed(study, **{"every": 0.02, "beat": 5.0, **settings})


async def following(lines: AsyncIterator[bytes]) -> str:
    return (await asyncio.wait_for(anext(lines), 5)).decode()


def change(event: str) -> dict[str, Any]:
    """The data of an event, which is a change with its sequence as id."""
    kind, number, data, *rest = event.split("\n")
    assert (kind, rest) == ("event: change", ["", ""])
    shape: dict[str, Any] = json.loads(data.removeprefix("data: "))
    assert number == f"id: {shape['sequence']}"
    return shape


def test_what_was_done_since_an_entry_comes_in_order(study: Study) -> None:
    async def listen() -> list[dict[str, Any]]:
        lines = feed_of(study).listen(0)
        assert await following(lines) == "retry: 1000\n\n"
        return [change(await following(lines)) for _ in range(study.newest())]

    told = finished(listen())
    entries = study.journal().entries
    assert [(one["sequence"], one["time"], one["actor"], one["action"], one["subjects"]) for one in told] == [
        (entry.sequence, entry.time, entry.actor, entry.action, list(entry.subjects)) for entry in entries
    ]
    assert set(told[0]) == {"sequence", "time", "actor", "action", "subjects"}


def test_both_databases_tell_what_was_done_without_the_words(address: str, tmp_path: Path) -> None:
    with load_study(address, write_small_study(tmp_path / "folder")).study as study:
        first = study.newest()
        study.as_("ann").describe(title="Een ander woord")
        study.as_("ann").undo()
        assert study.newest() == first + 2
        assert [(brief.sequence, brief.actor, brief.action) for brief in study.changes(first)] == [
            (first + 1, "ann", study.journal().entries[-2].action),
            (first + 2, "ann", "undo"),
        ]
        assert study.changes(first + 2) == []
        assert "woord" not in str(study.changes(0))


def test_a_change_reaches_every_listener_within_a_second(study: Study, study_file: Path) -> None:
    async def listen() -> list[dict[str, Any]]:
        feed = Feed(study)
        listeners = [feed.listen(None) for _ in range(3)]
        for lines in listeners:
            await following(lines)
        waiting = [asyncio.create_task(following(lines)) for lines in listeners]
        await asyncio.sleep(0.1)
        with open_study(study_file, coder="ben") as other:
            await asyncio.to_thread(other.describe, title="Anders")
        return [change(event) for event in await asyncio.wait_for(asyncio.gather(*waiting), 1)]

    told = finished(listen())
    assert [(one["actor"], one["sequence"]) for one in told] == [("ben", study.newest())] * 3


def test_many_listeners_share_one_look_and_nobody_looks_when_they_are_gone(study: Study) -> None:
    watched = Watched(study)

    async def listen() -> tuple[int, int, int]:
        feed = feed_of(watched, every=0.05, beat=0.01)
        listeners = [feed.listen(None) for _ in range(20)]
        for lines in listeners:
            await following(lines)
        before = watched.looks
        await asyncio.sleep(0.5)
        while_there = watched.looks - before
        for lines in listeners:
            await lines.aclose()
        await asyncio.sleep(0.15)
        before = watched.looks
        await asyncio.sleep(0.3)
        after = watched.looks - before
        late = feed.listen(None)
        await following(late)
        await asyncio.sleep(0.3)
        return while_there, after, watched.looks - before

    while_there, after, again = finished(listen())
    assert 2 <= while_there <= 11
    assert after == 0
    assert again >= 2


def test_nothing_is_told_twice_or_left_out_while_others_keep_writing(study: Study, study_file: Path) -> None:
    first, count = study.newest(), 25

    def write() -> None:
        with open_study(study_file, coder="ben") as other:
            for number in range(count):
                other.describe(title=f"Titel {number}")

    async def listen() -> list[list[int]]:
        feed = feed_of(study)
        writer = threading.Thread(target=write)
        listeners = [feed.listen(first) for _ in range(2)]
        writer.start()
        found = [[change(event)["sequence"] for event in await some(lines)] for lines in listeners]
        writer.join()
        return found

    async def some(lines: AsyncIterator[bytes]) -> list[str]:
        await following(lines)
        return [await following(lines) for _ in range(count)]

    assert finished(listen()) == [list(range(first + 1, first + 1 + count))] * 2


def test_silence_is_broken_by_comments_that_show_that_the_line_works(study: Study) -> None:
    async def listen() -> list[str]:
        lines = feed_of(study, beat=0.02).listen(None)
        return [await following(lines) for _ in range(3)]

    assert finished(listen()) == ["retry: 1000\n\n", ": still here\n\n", ": still here\n\n"]


def test_a_study_that_is_out_of_reach_for_a_moment_ends_no_line(study: Study, study_file: Path) -> None:
    watched = Watched(study)

    async def listen() -> dict[str, Any]:
        lines = feed_of(watched).listen(None)
        await following(lines)
        watched.broken = True
        await asyncio.sleep(0.1)
        study.describe(title="Toch")
        watched.broken = False
        return change(await following(lines))

    assert finished(listen())["sequence"] == study.newest()


def test_a_page_that_is_ahead_of_the_study_hears_what_comes(study: Study) -> None:
    async def listen() -> dict[str, Any]:
        lines = feed_of(study).listen(study.newest() + 1000)
        await following(lines)
        study.describe(title="Verder")
        return change(await following(lines))

    assert finished(listen())["sequence"] == study.newest()


def test_stopping_ends_every_line_at_once(study: Study) -> None:
    async def listen() -> list[list[str]]:
        feed = feed_of(study)
        listeners = [feed.listen(None) for _ in range(3)]
        for lines in listeners:
            await following(lines)

        async def rest(lines: AsyncIterator[bytes]) -> list[str]:
            return [line.decode() async for line in lines]

        waiting = [asyncio.create_task(rest(lines)) for lines in listeners]
        await asyncio.sleep(0.05)
        feed.stop()
        return await asyncio.wait_for(asyncio.gather(*waiting), 1)

    assert finished(listen()) == [[], [], []]


@pytest.mark.parametrize("after", ["x", "-1", "1.5", "9" * 30, "²"])
def test_a_number_that_is_none_is_refused(room: Room, after: str) -> None:
    answered = room.client().get("/api/events", params={"after": after})
    assert answered.status_code == 400
    assert answered.json()["error"]["code"] == "invalid"


def test_events_are_for_those_who_came_in(room: Room) -> None:
    assert ask(room.app, "GET", "/api/events").status == 401


# ---------------------------------------------------------------------- on the line
def test_a_browser_that_comes_back_goes_on_where_it_was(start: Start, study_file: Path) -> None:
    with open_study(study_file, coder="ann") as study:
        for number in range(3):
            study.describe(title=f"Titel {number}")
        newest = study.newest()
    running = start(study_file, "--as", "ann", "--port", str(free_port()))
    line = http.client.HTTPConnection("127.0.0.1", running.link["port"], timeout=10)
    line.request("GET", running.link["address"].removeprefix(running.base))
    entered = line.getresponse()
    entered.read()
    cookie = entered.headers["set-cookie"].split(";")[0]
    headers = {"Cookie": cookie, "Last-Event-ID": str(newest - 1)}
    line.request("GET", "/api/events?after=0", headers=headers)
    events = line.getresponse()
    assert events.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert events.headers["cache-control"] == "no-store"
    read = b"".join(events.readline() for _ in range(6)).decode()
    assert read.startswith(f"retry: 1000\n\nevent: change\nid: {newest}\n")
    assert running.stop() == 0
    assert events.read() == b""
    events.close()
    line.close()
