"""A study served by the program itself, and a real browser before it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from spanveld.session import Study, load_study, open_study
from tests.session.samples import put, sample

CHROMIUM = "/usr/bin/chromium"
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PATIENCE = 30
"""Seconds that a server gets to start."""


class Server:
    """``spanveld serve`` of one study in a process of its own; can be killed and started again at the same port."""

    def __init__(self, study: Path, state: Path, coder: str) -> None:
        self.study, self.coder = study, coder
        self._state, self.port = state, 0
        self._process: subprocess.Popen[str] | None = None
        self.links: list[str] = []
        self.start()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        """The number of its process."""
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        """Start it (again), and wait until it answers."""
        command = [sys.executable, "-m", "spanveld.cli", "serve", str(self.study), "--as", self.coder, "--no-browser"]
        if self.port:
            command += ["--port", str(self.port)]
        environment = {**os.environ, "SPANVELD_STATE": str(self._state), "PYTHONUNBUFFERED": "1", "LANG": "C.UTF-8"}
        self._process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
        )
        assert self._process.stdout is not None
        until = time.monotonic() + PATIENCE
        said = ""
        while time.monotonic() < until:
            line = self._process.stdout.readline()
            said += line
            if found := re.search(r"http://127\.0\.0\.1:(\d+)/\S+", line):
                self.port = int(found.group(1))
                self.links.append(found.group(0))
                return
            if self._process.poll() is not None:
                break
        raise AssertionError(f"the server did not start:\n{said}")

    def invite(self, coder: str) -> str:
        """A personal link for a coder."""
        command = [sys.executable, "-m", "spanveld.cli", "invite", str(self.study), coder, "--port", str(self.port)]
        environment = {**os.environ, "SPANVELD_STATE": str(self._state), "LANG": "C.UTF-8"}
        said = subprocess.run(command, capture_output=True, text=True, env=environment, check=True).stdout
        found = re.search(r"http://127\.0\.0\.1:\d+/\S+", said)
        assert found, said
        return found.group(0)

    def stop(self, *, kill: bool = False) -> None:
        """End it: as a person does, or at once."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGKILL if kill else signal.SIGINT)
        self._process.wait(PATIENCE)
        assert self._process.stdout is not None
        self._process.stdout.close()
        self._process = None

    def opened(self) -> Study:
        """The study as it is on disk now."""
        return open_study(self.study, coder=self.coder)


Serve = Callable[..., Server]
Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def demo_study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo study, loaded once; to be copied."""
    path = tmp_path_factory.mktemp("demo") / "demo.spanveld"
    load_study(path, str(files("spanveld") / "demo" / "study")).study.close()
    return path


@pytest.fixture(scope="session")
def many_dimensions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with a framework of five dimensions and no kinds beside the house's own; to be copied."""
    path = tmp_path_factory.mktemp("many") / "many.spanveld"
    put(str(path), sample()).close()
    return path


@pytest.fixture
def serve(tmp_path: Path, demo_study: Path) -> Iterator[Serve]:
    """Serves a copy of a study (the demo study where none is named) until the test is over."""
    running: list[Server] = []

    def begin(study: Path | None = None, coder: str = "lotte") -> Server:
        place = tmp_path / f"served{len(running)}.spanveld"
        shutil.copyfile(study or demo_study, place)
        running.append(Server(place, tmp_path / "state", coder))
        return running[-1]

    yield begin
    for server in running:
        server.stop()


@pytest.fixture(scope="session")
def playwright_driver() -> Iterator[Playwright]:
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright_driver: Playwright) -> Iterator[Browser]:
    found = playwright_driver.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
    yield found
    found.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Opens a page of a server in a window of its own, as one who came in by its link; errors of scripts fail the test."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def go(
        server: Server,
        path: str = "/",
        *,
        link: str = "",
        language: str = "nl-NL",
        dark: bool = False,
        width: int = 1440,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            locale=language,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "request",
            lambda request: (
                request.url.startswith((server.base, "data:", "blob:"))
                or faults.append(f"left the machine: {request.url}")
            ),
        )
        page.goto(link or server.links[-1])
        page.goto(server.base + path)
        return page

    yield go
    for context in contexts:
        context.close()
    assert faults == []
