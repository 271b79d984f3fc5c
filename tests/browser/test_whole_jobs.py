"""Whole jobs, as a person does them in the browser."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import Serve, Server, Visit
from tests.session.samples import assert_sound

SECONDS = 1000
UNSENT_NONE = "() => !Object.keys(localStorage).some((name) => name.startsWith('spanveld:unsent:'))"


class Keyboard:
    """Keys pressed on a page, counted."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.count = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self._page.keyboard.press(key)
            self.count += 1

    def type(self, text: str) -> None:
        self._page.keyboard.type(text)
        self.count += len(text)


def told(page: Page, text: str) -> None:
    """The live region says this."""
    expect(page.locator("#live")).to_contain_text(text, timeout=10 * SECONDS)


def acknowledged(page: Page) -> None:
    """Everything that was done is on the server."""
    page.wait_for_function(UNSENT_NONE, timeout=10 * SECONDS)


def mine(server: Server, source: str) -> list[tuple[int, int, frozenset[str]]]:
    """Where the server's coder marked something in a source, with the codes."""
    with server.opened() as study:
        page = study.pages.reading(source)
        return [
            (passage.start or 0, passage.end or 0, frozenset(one["code"] for one in passage.codes))
            for passage in page.passages
            if passage.coder == server.coder
        ]


def test_ten_passages_are_coded_by_keyboard_alone_three_are_undone_and_the_overview_is_written(
    serve: Serve, visit: Visit
) -> None:
    server = serve()
    page = visit(server, "/sources/R3")
    before = mine(server, "R3")
    keys = Keyboard(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the skip link leads to the text
    for number in range(10):
        keys.press("ArrowDown", "ArrowDown", str(number % 9 + 1))
        told(page, "Gegeven")
    acknowledged(page)
    assert len(mine(server, "R3")) == len(before) + 10
    for _ in range(3):
        keys.press("z")
        told(page, "Ongedaan")
    acknowledged(page)
    now = mine(server, "R3")
    assert len(now) == len(before) + 7
    assert set(before) <= set(now)
    with server.opened() as study:
        assert_sound(study)
