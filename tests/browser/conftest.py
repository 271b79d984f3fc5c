"""A study served by the program itself, and a real browser before it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from spanveld.session import load_study
from tests.browser.serving import Server
from tests.session.samples import put, sample
from tests.views.memo_story import unjudged_demo

CHROMIUM = "/usr/bin/chromium"
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
Serve = Callable[..., Server]
Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def demo_study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo study, loaded once; to be copied."""
    path = tmp_path_factory.mktemp("demo") / "demo.spanveld"
    load_study(path, str(files("spanveld") / "demo" / "study")).study.close()
    return path


@pytest.fixture(scope="session")
def unjudged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo study as it was before anybody judged it; to be copied."""
    path = tmp_path_factory.mktemp("unjudged") / "demo.spanveld"
    load_study(path, unjudged_demo()).study.close()
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
