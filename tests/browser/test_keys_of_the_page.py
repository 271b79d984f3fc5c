"""Each key of the reading page does what its help says, and what it did stands in the study."""

from __future__ import annotations

import wave
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from spanveld.views.reading_page import PagePassage
from tests.browser.conftest import Serve, Server, Visit
from tests.browser.test_whole_jobs import SECONDS, Keyboard, acknowledged, on_text, told


@pytest.fixture
def at(serve: Serve, visit: Visit) -> tuple[Server, Page, Keyboard]:
    """The page of R7, the cursor on a sentence that nobody marked, coded as a pain point of authorising."""
    server = serve()
    page = visit(server, "/sources/R7")
    keys = on_text(page, 3)
    keys.press("1")
    acknowledged(page)
    return server, page, keys


def mine(server: Server, page: Page) -> PagePassage:
    """The passage made last, as the server has it."""
    acknowledged(page)
    with server.opened() as study:
        found = study.pages.reading("R7").passages
    return max((one for one in found if one.passage.isdecimal()), key=lambda one: int(one.passage))


def codes(passage: PagePassage) -> set[str]:
    return {one["code"] for one in passage.codes}


At = tuple[Server, Page, Keyboard]


def test_a_digit_with_shift_gives_other_codes_in_their_place_and_one_without_a_second_passage(at: At) -> None:
    server, page, keys = at
    first = mine(server, page)
    keys.press("Shift+Digit5")
    assert codes(mine(server, page)) == {"tension/perform", "kind/handling"}
    assert mine(server, page).passage == first.passage
    keys.press("9")
    second = mine(server, page)
    assert second.passage != first.passage
    assert (second.start, second.end) == (first.start, first.end)


def test_the_same_key_twice_changes_nothing(at: At) -> None:
    server, page, keys = at
    first = mine(server, page)
    keys.press("1")
    told(page, "staat hier al")
    assert mine(server, page) == first


def test_nought_gives_what_stands_without_a_dimension(at: At) -> None:
    server, page, keys = at
    keys.press("ArrowDown", "0")
    assert codes(mine(server, page)) == {"kind/general"}


def test_the_words_themselves_become_an_aspect(at: At) -> None:
    server, page, keys = at
    keys.press("v")
    passage = mine(server, page)
    (made,) = [code for code in codes(passage) if code.startswith("aspect/")]
    with server.opened() as study:
        text = study.sources.open("R7").text[passage.start : passage.end]
        labels = {code.code: code.label for layer in study.pages.codebook().layers for code in layer.codes}
    assert labels[made].rstrip("…") in " ".join(text.split())


def test_a_closed_layer_is_opened_by_its_letter_and_its_code_given(at: At) -> None:
    server, page, keys = at
    keys.press("i")
    page.keyboard.type("besl")
    page.keyboard.press("Enter")
    assert "stage/decision" in codes(mine(server, page))


def test_ctrl_enter_gives_a_code_and_stays(at: At) -> None:
    server, page, keys = at
    keys.press("c")
    page.keyboard.type("geld")
    page.keyboard.press("Control+Enter")
    expect(page.locator("dialog[open] input")).to_be_focused()
    page.keyboard.type("nieuw aspect")
    page.keyboard.press("Enter")
    found = codes(mine(server, page))
    assert {"aspect/geld", "aspect/nieuw-aspect"} <= found


def test_the_cursor_grows_and_boundaries_move(at: At) -> None:
    server, page, keys = at
    before = mine(server, page)
    keys.press("e", "ArrowRight", "ArrowRight", "Enter")
    moved = mine(server, page)
    assert moved.start == before.start
    assert (moved.end or 0) > (before.end or 0)
    keys.press("ArrowDown", "Shift+ArrowDown", "4")
    with server.opened() as study:
        text = study.sources.open("R7").text
    long = mine(server, page)
    assert len(text[long.start : long.end].split(". ")) >= 2 or "\n" in text[long.start : long.end]


def test_memo_voice_form_and_reservation_are_written_on_the_passage(at: At) -> None:
    server, page, keys = at
    keys.press("m")
    page.keyboard.type("Opvallend: eerst geld.")
    page.keyboard.press("Escape")
    keys.press("k")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    keys.press("h")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    passage = mine(server, page)
    assert passage.memo == "Opvallend: eerst geld."
    assert passage.form in ("verbatim", "condensed")
    assert passage.hedged is not None


def test_a_passage_is_removed_and_comes_back(at: At) -> None:
    server, page, keys = at
    made = mine(server, page)
    keys.press("x")
    told(page, "Verwijderd")
    acknowledged(page)
    with server.opened() as study:
        assert study.pages.reading("R7").passage(made.passage) is None
    keys.press("z")
    told(page, "Ongedaan")
    assert mine(server, page) == made
    keys.press("Shift+Z")
    told(page, "Opnieuw")
    acknowledged(page)
    with server.opened() as study:
        assert study.pages.reading("R7").passage(made.passage) is None


def test_n_leads_to_a_passage_that_lacks_a_code(at: At) -> None:
    server, page, keys = at
    keys.press("ArrowDown", "c")
    page.keyboard.type("pijnpunt")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    with server.opened() as study:
        text = study.sources.open("R7").text
        study.passages.code("R7", len(text) - 40, len(text) - 5, codes=["kind/pain_point"])
    page.reload()
    page.locator("#text").focus()
    page.keyboard.press("n")
    told(page, "spanning")


def test_a_search_finds_words_without_regard_to_case_and_accents(at: At) -> None:
    _, page, keys = at
    keys.press("/")
    page.keyboard.type("BURGEMEESTER")
    page.wait_for_timeout(300)
    assert page.evaluate("() => CSS.highlights.get('search').size") > 0
    page.keyboard.press("Escape")
    expect(page.locator("#text")).to_be_focused()


def test_the_overview_is_written_with_a_passage_as_evidence_and_the_source_called_read(at: At) -> None:
    server, page, keys = at
    made = mine(server, page)
    keys.press("o")
    page.keyboard.press("Enter")
    page.keyboard.type(f"Geld gaat voor. [{made.passage}]")
    page.keyboard.press("Control+Enter")
    acknowledged(page)
    with server.opened() as study:
        overview = study.pages.reading("R7").overview
    assert overview[-1].cites[0].passage == made.passage
    expect(page.locator("#points").get_by_text(made.passage).last).to_be_visible()
    page.get_by_role("button", name="gelezen").last.click()
    acknowledged(page)
    with server.opened() as study:
        assert study.pages.reading("R7").reading == "read"


def test_another_coders_work_is_seen_and_can_be_hidden(serve: Serve, visit: Visit) -> None:
    server = serve(coder="bram")
    page = visit(server, "/sources/R7")
    notes = page.locator(".note").count()
    assert notes > 0
    page.get_by_label("Alleen eigen werk").check()
    expect(page.locator(".note")).to_have_count(0, timeout=5 * SECONDS)


def test_one_dimension_is_shown_alone_while_its_letter_is_held(at: At) -> None:
    _, page, _ = at
    size = "() => CSS.highlights.get('d0k0')?.size ?? 0"
    assert page.evaluate(size) > 0
    page.keyboard.down("Shift")
    page.keyboard.down("P")
    page.wait_for_function(f"() => ({size})() === 0")
    page.keyboard.up("P")
    page.keyboard.up("Shift")
    page.wait_for_function(f"() => ({size})() > 0")


def test_a_recording_plays_from_the_cursor_and_shows_where_it_is(serve: Serve, visit: Visit, tmp_path: Path) -> None:
    server = serve()
    with wave.open(str(server.study.parent / "gesprek.wav"), "wb") as sound:
        sound.setparams((1, 1, 8000, 0, "NONE", ""))
        sound.writeframes(bytes([128]) * 8000 * 20)
    lines = ["[00:00:00] R1: Goed dat u er bent.", "[00:00:08] I: Graag.", "[00:00:12] R1: Dan beginnen we."]
    (tmp_path / "gesprek.txt").write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    with server.opened() as study:
        arrival = study.sources.read(tmp_path / "gesprek.txt")
        source = study.sources.bring_in(arrival).source
        study.sources.edit(source, recording="gesprek.wav")
    page = visit(server, f"/sources/{source}")
    keys = on_text(page, 1)
    keys.press(*["ArrowDown"] * 6)
    keys.press("p")
    told(page, "0:12")
    page.wait_for_function("() => document.getElementById('recording').currentTime > 12.1")
    expect(page.locator(".turn.playing [data-n]")).to_contain_text("Dan beginnen we")
    keys.press("p")
    told(page, "Gepauzeerd")
