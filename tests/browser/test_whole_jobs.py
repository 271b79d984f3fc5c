"""Whole jobs, as a person does them in the browser."""

from __future__ import annotations

from pathlib import Path

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
    page.wait_for_function(UNSENT_NONE, timeout=60 * SECONDS)


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
    keys.press("o", "Enter")
    keys.type("De regio wacht op de gemeente.")
    keys.press("Control+Enter")
    acknowledged(page)
    with server.opened() as study:
        assert study.pages.reading("R3").overview[-1].text == "De regio wacht op de gemeente."
        assert_sound(study)


PAINTED = (
    "() => [...CSS.highlights].filter(([name]) => /^d.k.$/.test(name)).reduce((sum, [, one]) => sum + one.size, 0)"
)


def on_text(page: Page, steps: int) -> Keyboard:
    """The cursor on a sentence so many steps into the text."""
    page.locator("#text").focus()
    keys = Keyboard(page)
    keys.press(*["ArrowDown"] * steps)
    return keys


def test_one_key_gives_tension_and_kind_and_at_most_four_more_an_aspect(serve: Serve, visit: Visit) -> None:
    server = serve()
    page = visit(server, "/sources/R3")
    before = mine(server, "R3")
    keys = on_text(page, 4)
    keys.count = 0
    keys.press("4")
    assert keys.count == 1
    told(page, "presteren")
    keys.press("c")
    keys.type("ge")
    keys.press("Enter")
    assert keys.count == 1 + 4
    acknowledged(page)
    (new,) = set(mine(server, "R3")) - set(before)
    assert new[2] >= {"tension/perform", "kind/pain_point"}
    assert len([code for code in new[2] if code.startswith("aspect/")]) == 1


def test_two_windows_see_each_others_changes_and_lose_none_that_both_make_at_once(serve: Serve, visit: Visit) -> None:
    server = serve()
    before = len(mine(server, "R5"))
    lotte = visit(server, "/sources/R5")
    bram = visit(server, "/sources/R5", link=server.invite("bram"))
    painted = lotte.evaluate(PAINTED)
    on_text(bram, 3).press("1")
    lotte.wait_for_function(f"() => ({PAINTED})() > {painted}", timeout=2 * SECONDS)
    keys = [on_text(lotte, 6), on_text(bram, 5)]
    for number in range(10):
        for one in keys:
            one.press("ArrowDown", str(number % 9 + 1))
    acknowledged(lotte)
    acknowledged(bram)
    with server.opened() as study:
        coders = [passage.coder for passage in study.pages.reading("R5").passages]
        assert_sound(study)
    assert coders.count("lotte") == before + 10
    assert coders.count("bram") == 11
    for page in (lotte, bram):
        page.wait_for_function(f"() => ({PAINTED})() >= {painted + 21}", timeout=5 * SECONDS)


def test_changes_made_while_the_server_is_gone_are_kept_over_a_reload_and_sent_once(serve: Serve, visit: Visit) -> None:
    server = serve()
    before = len(mine(server, "R6"))
    page = visit(server, "/sources/R6")
    keys = on_text(page, 3)
    keys.press("1")
    acknowledged(page)
    server.stop(kill=True)
    for number in (2, 3, 4):
        keys.press("ArrowDown", str(number))
    page.wait_for_timeout(300)
    expect(page.locator("body")).to_contain_text("verbinding", ignore_case=True, timeout=10 * SECONDS)
    server.start()
    acknowledged(page)
    assert len(mine(server, "R6")) == before + 4
    page.reload()
    acknowledged(page)
    assert len(mine(server, "R6")) == before + 4


def test_a_typing_error_is_corrected_after_the_passages_fate_was_shown(serve: Serve, visit: Visit) -> None:
    server = serve()
    page = visit(server, "/sources/R1")
    on_text(page, 4).press("t")
    box = page.locator("dialog.correct textarea")
    words = box.input_value()
    box.fill(f"{words}!")
    page.get_by_role("button", name="Wat er van de passages wordt").click()
    expect(page.locator(".correct-outcome")).to_contain_text("Passages")
    with server.opened() as study:
        assert study.pages.reading("R1").version == 1
    page.get_by_role("button", name="De tekst verbeteren").click()
    page.wait_for_function("() => JSON.parse(document.getElementById('page-data').textContent).version === 2")
    with server.opened() as study:
        assert study.pages.reading("R1").version == 2
        assert study.doctor().problems == ()


DROP = """([name, bytes]) => {
    const files = new DataTransfer();
    files.items.add(new File([new Uint8Array(bytes)], name));
    for (const kind of ["dragenter", "dragover", "drop"])
        document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: files, bubbles: true, cancelable: true }));
}"""


def test_a_word_file_is_dropped_its_speaker_named_and_its_text_coded(
    serve: Serve, visit: Visit, tmp_path: Path
) -> None:
    from docx import Document

    written = Document()
    for line in (
        "I: Hoe gaat het op de kazerne?",
        "Karin: We rijden weer. Dat is fijn.",
        "I: En de gemeente?",
        "Karin: Die belt nooit.",
    ):
        written.add_paragraph(line)
    written.save(str(tmp_path / "kazerne.docx"))
    server = serve()
    page = visit(server, "/")
    page.evaluate(DROP, ["kazerne.docx", list((tmp_path / "kazerne.docx").read_bytes())])
    card = page.locator(".arrival", has_text="kazerne.docx")
    expect(card).to_be_visible(timeout=10 * SECONDS)
    expect(card).to_contain_text("Karin")
    card.get_by_label("Wie Karin is").select_option("R7")
    card.get_by_role("button", name="Opnemen kazerne.docx").click()
    link = page.locator("#came a").first
    expect(link).to_be_visible(timeout=10 * SECONDS)
    link.click()
    page.wait_for_url("**/sources/*")
    keys = on_text(page, 2)
    keys.press("1")
    acknowledged(page)
    source = page.url.rpartition("/")[2].partition("#")[0]
    with server.opened() as study:
        shown = study.pages.reading(source)
        assert_sound(study)
    assert [passage.voices for passage in shown.passages] == [("R7",)]
    assert {one["code"] for one in shown.passages[0].codes} == {"tension/authorise", "kind/pain_point"}
    assert shown.original
