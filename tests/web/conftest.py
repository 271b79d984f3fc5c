"""A small study served: its application asked in this process, or a server of its own."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.routing import BaseRoute
from starlette.testclient import TestClient

from spanveld.session import load_study
from spanveld.web.access import Doors
from spanveld.web.app import make_app
from spanveld.web.assets import Assets
from spanveld.web.served import Served
from tests.small_study import write_small_study

PORT = 8377
KEY = bytes(range(32))
SOURCE = Path(__file__).parents[2] / "src"


@dataclass
class Room:
    """A study's application as it is served at ``PORT``."""

    served: Served
    doors: Doors
    app: Starlette

    def client(self, coder: str = "ann", **headers: str) -> TestClient:
        """A browser in which a coder came in; nobody where ``coder`` is empty."""
        given = {"Origin": f"http://127.0.0.1:{PORT}", "Accept": "text/html", **headers}
        client = TestClient(self.app, base_url=f"http://127.0.0.1:{PORT}", headers=given, follow_redirects=False)
        if coder:
            client.cookies.set(self.doors.cookie_name, self.doors.cookie(coder))
        return client


Rooms = Callable[..., Room]


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SPANVELD_LANGUAGE", "en")
    monkeypatch.setenv("SPANVELD_STATE", str(tmp_path / "state"))
    monkeypatch.delenv("SPANVELD_CODER", raising=False)


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small study with two coders, ann and ben; to be copied."""
    folder = tmp_path_factory.mktemp("loaded")
    with load_study(folder / "room.spanveld", write_small_study(folder / "room-folder")).study as study:
        study.coders.add("ben", name="Ben")
    return folder / "room.spanveld"


@pytest.fixture
def study_file(loaded: Path, tmp_path: Path) -> Path:
    """A study of its own."""
    return Path(shutil.copy(loaded, tmp_path / "room.spanveld"))


@contextmanager
def serving(file: Path) -> Iterator[Rooms]:
    """Gives the application of a study with further addresses, or with another folder of files."""
    with ExitStack() as open_studies:

        def make(*more: BaseRoute, assets: Assets | None = None) -> Room:
            served = Served.open(str(file))
            open_studies.callback(served.close)
            doors = Doors(KEY, served.guid, PORT)
            return Room(served, doors, make_app(served, doors, port=PORT, more=more, assets=assets))

        yield make


@pytest.fixture
def rooms(study_file: Path) -> Iterator[Rooms]:
    """Gives the application of a study of the test's own."""
    with serving(study_file) as make:
        yield make


@pytest.fixture
def room(rooms: Rooms) -> Room:
    """The application as it is."""
    return rooms()


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@dataclass
class Running:
    """A server as a process of its own; ``link`` is what it printed."""

    process: subprocess.Popen[str]
    link: dict[str, Any] = field(default_factory=dict)

    @property
    def base(self) -> str:
        """The address of its first page, without the slash."""
        return f"http://127.0.0.1:{self.link['port']}"

    def stop(self, how: int = signal.SIGINT) -> int:
        """Tell it to stop; gives its exit code."""
        self.process.send_signal(how)
        return self.process.wait(timeout=10)


Start = Callable[..., Running]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts ``spanveld serve`` with further words, and waits until it printed its link."""
    running: list[Running] = []

    def start(*words: str | Path, **environ: str) -> Running:
        command = [sys.executable, "-m", "spanveld.cli", "serve", *map(str, words), "--no-browser", "--json"]
        settings = {**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONUTF8": "1", **environ}
        process = subprocess.Popen(
            command, cwd=tmp_path, env=settings, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        one = Running(process)
        running.append(one)
        assert process.stdout is not None
        printed = ""
        while not printed.endswith("}\n"):
            line = process.stdout.readline()
            assert line, process.communicate()
            printed += line
        one.link = json.loads(printed)
        return one

    yield start
    for one in running:
        if one.process.poll() is None:
            one.process.kill()
        one.process.communicate()
