"""What is selected in the browser is stored as the right code points of the text, whatever characters are in it."""

from __future__ import annotations

import os
import random
import unicodedata
from pathlib import Path

import pytest
from playwright.sync_api import Page

from spanveld.model.study import StudyContent
from spanveld.session import Study
from tests.browser.conftest import Serve, Server, Visit
from tests.browser.test_whole_jobs import acknowledged
from tests.session.samples import put, sample

LONG = os.environ.get("SPANVELD_HYPOTHESIS") == "long"
SELECTIONS, DRAGS, MOVES = (1000, 700, 300) if LONG else (80, 30, 20)
"""Trials made in one go, with the mouse, and with the keys."""
AT_ONCE = 50
"""Changes that are sent before the server is waited for."""
LINES = (
    "De brandweer 👩‍🚒 kwam, en nog een 👨‍👩‍👧‍👦 met de vlag 🇳🇱🇧🇪 erbij.",
    "Cafe\u0301 e\u0301e\u0301n: niet één maar twe\u0308e woorden, a\u0327\u0301 ook.",
    "R2: Gewone zin. Nog een zin! En een vraag? Ja 👍🏽, dat is 𝒜 wiskunde.",
    "Wij zaten bij het raam.\tDaarna niet meer. 한국어 हिन्दी ภาษาไทย",
)
TEXT = "\n".join(LINES * 3) + "\n"


@pytest.fixture(scope="module")
def odd_study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("odd") / "odd.spanveld"
    content: StudyContent = sample()
    with put(str(path), content, "ann") as study:
        Study(study._store, "ann").sources.add("odd", TEXT, kind="document")
    return path


SELECT = """([[first, start], [last, end]]) => {
    const node = (line) => document.createTreeWalker(document.querySelectorAll("[data-n]")[line], NodeFilter.SHOW_TEXT).nextNode();
    getSelection().setBaseAndExtent(node(first), start, node(last), end);
}"""
WHERE = """(name) => {
    const lines = [...document.querySelectorAll("[data-n]")];
    const place = (node, offset) => {
        const line = (node instanceof Element ? node : node.parentElement).closest("[data-n]");
        if (!line) return null;
        const before = document.createRange();
        before.setStart(line, 0);
        before.setEnd(node, offset);
        return [lines.indexOf(line), before.toString().length];
    };
    const ranges = name ? [...(CSS.highlights.get(name) ?? [])] : [getSelection().getRangeAt(0)];
    if (!ranges.length) return null;
    const [first, last] = [ranges[0], ranges[ranges.length - 1]];
    return [place(first.startContainer, first.startOffset), place(last.endContainer, last.endOffset)];
}"""
AIM = """(places) => {
    const box = ([line, offset]) => {
        const found = document.querySelectorAll("[data-n]")[line], range = document.createRange();
        const node = document.createTreeWalker(found, NodeFilter.SHOW_TEXT).nextNode();
        range.setStart(node, Math.min(offset, node.length));
        range.collapse(true);
        return range.getBoundingClientRect();
    };
    scrollBy({ top: box(places[0]).top - innerHeight / 3, behavior: "instant" });
    return places.map(box).map(({ left, top, bottom }) => [left, (top + bottom) / 2]);
}"""


def anywhere(rng: random.Random, first: int = 0, last: int = len(LINES) * 3 - 1) -> list[int]:
    """A paragraph and a UTF-16 offset in it, which may lie in the middle of a character."""
    line = rng.randint(first, last)
    return [line, rng.randint(0, len(LINES[line % len(LINES)].encode("utf-16-le")) // 2)]


def graphemes(page: Page) -> list[int]:
    """Where characters as a reader sees them begin, in code points of the text; its end too."""
    units = page.evaluate(
        "(text) => [...new Intl.Segmenter('nl').segment(text)].map((one) => one.index).concat(text.length)", TEXT
    )
    return [len(TEXT.encode("utf-16-le")[: 2 * unit].decode("utf-16-le")) for unit in units]


def meant(places: list[list[int]], borders: list[int]) -> tuple[int, int] | None:
    """Two places as a span of the text: whole characters, without white space around; None where nothing is left."""
    edges = []
    for line, units in places:
        before = LINES[line % len(LINES)].encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")
        half = len(before.encode("utf-16-le")) < 2 * units
        edges.append((sum(len(LINES[one % len(LINES)]) + 1 for one in range(line)) + len(before), half))
    (start, _), (end, half) = edges
    start = max(border for border in borders if border <= start)
    end = min(border for border in borders if border >= end + half)
    words = TEXT[start:end]
    start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
    return (start, end) if start < end else None


def whole(start: int, end: int) -> bool:
    """Whether no character is cut: no combining mark, joiner or modifier is parted from what it belongs to."""
    for edge in (start, end):
        before, after = TEXT[edge - 1 : edge], TEXT[edge : edge + 1]
        if after and (unicodedata.combining(after) or after == "\u200d" or "\U0001f3fb" <= after <= "\U0001f3ff"):
            return False
        if before == "\u200d":
            return False
    return True


def stored(server: Server) -> set[tuple[int, int]]:
    """Where the passages of the text are."""
    with server.opened() as study:
        return {(one.start or 0, one.end or 0) for one in study.pages.reading("odd").passages}


def test_any_selection_is_stored_as_the_code_points_that_were_selected(
    serve: Serve, visit: Visit, odd_study: Path
) -> None:
    server = serve(odd_study, "ann")
    page = visit(server, "/sources/odd")
    rng, borders = random.Random(7), graphemes(page)
    expected = set()
    page.locator("#text").focus()
    for trial in range(1, SELECTIONS + 1):
        chosen = sorted((anywhere(rng), anywhere(rng)))
        page.evaluate(SELECT, chosen)
        if span := meant(chosen, borders):
            page.keyboard.press("1")
            expected.add(span)
        if trial % AT_ONCE == 0:
            acknowledged(page)
    acknowledged(page)
    assert len(expected) > SELECTIONS * 0.8
    assert stored(server) == expected
    assert all(whole(*span) for span in expected)


def test_words_dragged_over_with_the_mouse_are_those_that_are_stored(
    serve: Serve, visit: Visit, odd_study: Path
) -> None:
    server = serve(odd_study, "ann")
    page = visit(server, "/sources/odd")
    rng, borders = random.Random(3), graphemes(page)
    expected, exact = set(), 0
    page.locator("#text").focus()
    for trial in range(1, DRAGS + 1):
        first = anywhere(rng)
        aimed = [first, anywhere(rng, first[0], min(first[0] + 1, len(LINES) * 3 - 1))]
        start, end = page.evaluate(AIM, aimed)
        page.mouse.move(*start)
        page.mouse.down()
        page.mouse.move(*end, steps=2)
        page.mouse.up()
        shown = page.evaluate(WHERE, "")
        if None not in shown and (span := meant(shown, borders)):
            page.keyboard.press("2")
            expected.add(span)
            exact += shown == sorted(aimed)
        if trial % AT_ONCE == 0:
            acknowledged(page)
    acknowledged(page)
    assert len(expected) > DRAGS * 0.6
    assert exact > DRAGS * 0.3, "the mouse mostly went where it was sent"
    assert stored(server) == expected


def test_what_the_keys_put_the_cursor_on_is_what_is_stored(serve: Serve, visit: Visit, odd_study: Path) -> None:
    server = serve(odd_study, "ann")
    page = visit(server, "/sources/odd")
    rng, borders = random.Random(5), graphemes(page)
    expected = set()
    page.locator("#text").focus()
    page.keyboard.press("ArrowDown")
    keys = ("ArrowDown", "ArrowDown", "ArrowUp", "Shift+ArrowDown", "Shift+ArrowDown", "Shift+ArrowUp")
    for trial in range(1, MOVES + 1):
        for _ in range(rng.randrange(1, 5)):
            page.keyboard.press(rng.choice(keys))
        span = meant(page.evaluate(WHERE, "cursor"), borders)
        assert span
        page.keyboard.press("3")
        expected.add(span)
        if trial % AT_ONCE == 0:
            acknowledged(page)
    acknowledged(page)
    assert len(expected) > 10
    assert stored(server) == expected


def test_sentences_reached_by_keyboard_are_stored_whole(serve: Serve, visit: Visit, odd_study: Path) -> None:
    server = serve(odd_study, "ann")
    page = visit(server, "/sources/odd")
    page.locator("#text").focus()
    for number in range(20):
        page.keyboard.press("ArrowDown")
        if number % 3 == 0:
            page.keyboard.press("Shift+ArrowDown")
        page.keyboard.press(str(number % 9 + 1))
    acknowledged(page)
    found = sorted(stored(server))
    assert len(found) == 20
    for start, end in found:
        words = TEXT[start:end]
        assert whole(start, end)
        assert words == words.strip()
