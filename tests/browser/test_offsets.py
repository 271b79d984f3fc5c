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

TRIALS = 2000 if os.environ.get("SPANVELD_HYPOTHESIS") == "long" else 120
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


def selected(page: Page, rng: random.Random) -> None:
    """Select anything, as a mouse can: from any place in any paragraph to any other, also in the middle of a character."""
    script = """([a, b]) => {
        const lines = [...document.querySelectorAll("[data-n]")];
        const point = (share) => {
            const place = share * lines.length, line = lines[Math.floor(place)];
            const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
            const node = walker.nextNode();
            return [node, Math.floor((place % 1) * (node.length + 1))];
        };
        const [[from, start], [to, end]] = [a, b].sort((x, y) => x - y).map(point);
        getSelection().setBaseAndExtent(from, start, to, end);
    }"""
    page.evaluate(script, [rng.random() * 0.999, rng.random() * 0.999])


def whole(start: int, end: int) -> bool:
    """Whether no character is cut: no combining mark, joiner or modifier is parted from what it belongs to."""
    for edge in (start, end):
        before, after = TEXT[edge - 1 : edge], TEXT[edge : edge + 1]
        if after and (unicodedata.combining(after) or after == "\u200d" or "\U0001f3fb" <= after <= "\U0001f3ff"):
            return False
        if before == "\u200d":
            return False
    return True


def test_any_selection_is_stored_as_the_code_points_that_were_selected(
    serve: Serve, visit: Visit, odd_study: Path
) -> None:
    server = serve(odd_study, "ann")
    page = visit(server, "/sources/odd")
    rng = random.Random(7)
    expected: list[str] = []
    page.locator("#text").focus()
    for trial in range(TRIALS):
        if trial % 50 == 49:
            acknowledged(page)
        selected(page, rng)
        words = page.evaluate("() => getSelection().toString()")
        if not words.strip():
            continue
        page.keyboard.press("1")
        expected.append(words)
    acknowledged(page)
    spans = places(server)
    assert len(spans) >= len(expected) * 0.5, "the same words twice are one passage"
    for start, end in spans:
        assert whole(start, end), repr(TEXT[start:end])
        assert TEXT[start:end] == TEXT[start:end].strip()
    stored = {squeezed(TEXT[start:end]) for start, end in spans}
    for words in expected:
        assert any(squeezed(words) in one for one in stored), repr(words)


def squeezed(text: str) -> str:
    """Without white space, in which a selection over paragraphs differs; lone halves of characters are left out."""
    sound = text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
    return "".join(sound.split())


def places(server: Server) -> list[tuple[int, int]]:
    with server.opened() as study:
        return [(one.start or 0, one.end or 0) for one in study.pages.reading("odd").passages]


def test_words_dragged_over_with_the_mouse_are_those_that_are_stored(
    serve: Serve, visit: Visit, odd_study: Path
) -> None:
    server = serve(odd_study, "ann")
    page = visit(server, "/sources/odd")
    boxes = page.evaluate("""() => [...document.querySelectorAll("[data-n]")].slice(0, 8).map((line) => {
        const box = line.getBoundingClientRect(); return [box.left, box.top, box.width, box.height]; })""")
    rng = random.Random(3)
    made = 0
    for left, top, width, height in boxes:
        if top + height > 800:
            break
        page.mouse.move(left + 32, top + 18)
        page.mouse.down()
        page.mouse.move(left + width * (0.3 + rng.random() / 2), top + 18, steps=4)
        page.mouse.up()
        words = page.evaluate("() => getSelection().toString()")
        page.keyboard.press("2")
        acknowledged(page)
        found = places(server)
        made += 1
        assert any(squeezed(words) in squeezed(TEXT[start:end]) for start, end in found), words
        assert all(whole(start, end) for start, end in found)
    assert made >= 3


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
    found = places(server)
    assert len(found) == 20
    for start, end in found:
        words = TEXT[start:end]
        assert whole(start, end)
        assert words == words.strip()
