"""Every page can be used by everybody: rules, targets, widths, keyboard, and what a screen reader is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Serve, Visit
from tests.browser.pages import check, small_targets, violations, widths

ADDRESSES = ("/", "/people", "/to-do", "/to-do?check=1", "/import", "/sources/R1", "/sources/R1?marks=1", "/sources/D1")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_no_page_breaks_a_rule_has_a_small_target_or_scrolls_sideways(serve: Serve, visit: Visit, dark: bool) -> None:
    server = serve()
    page = visit(server, dark=dark)
    for address in ADDRESSES:
        page.goto(server.base + address)
        for width in widths(dark):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(150)
            check(page, f"{address} at {width}")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_what_opens_on_the_reading_page_keeps_the_rules_too(serve: Serve, visit: Visit, dark: bool) -> None:
    server = serve()
    page = visit(server, "/sources/R1", dark=dark)
    page.locator("#text").focus()
    page.keyboard.press("ArrowDown")
    for key, shown in (
        ("1", "#live"),
        ("Enter", ".dock"),
        ("c", "dialog[open]"),
        ("?", "dialog[open]"),
        ("t", "dialog[open]"),
        ("/", ".search"),
    ):
        page.locator("#text").focus()
        page.keyboard.press(key)
        expect(page.locator(shown).first).to_be_attached()
        page.wait_for_timeout(200)
        assert violations(page) == [], key
        assert small_targets(page) == [], key
        page.keyboard.press("Escape")


def test_frameworks_with_more_dimensions_draw_and_read_as_well(
    serve: Serve, visit: Visit, many_dimensions: Path
) -> None:
    server = serve(many_dimensions, "ann")
    page = visit(server, "/sources/night")
    check(page, "night")
    page.locator("#text").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("1")
    expect(page.locator("#live")).to_contain_text("Gegeven")
    page.set_viewport_size({"width": 320, "height": 800})
    page.wait_for_timeout(150)
    check(page, "night at 320")


def test_a_person_with_a_keyboard_alone_gets_from_the_first_page_into_a_text_and_back(
    serve: Serve, visit: Visit
) -> None:
    page = visit(serve(), "/")
    link = page.locator('a[href="/sources/R1"]').first
    for _ in range(200):
        page.keyboard.press("Tab")
        if link.evaluate("(one) => one === document.activeElement"):
            break
    else:
        raise AssertionError("no Tab leads to the source")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sources/R1")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("() => document.activeElement !== document.body")


def test_a_screen_reader_is_told_the_sentence_its_colours_and_its_notes(serve: Serve, visit: Visit) -> None:
    page = visit(serve(), "/sources/R1#passage-p047")
    expect(page.locator("#live")).to_contain_text("Kleur")
    lists = page.get_by_role("list", name="Kantlijn bij alinea")
    assert lists.count() == page.locator("[data-n]").count()
    for note in page.locator(".note button").all()[:5]:
        assert note.get_attribute("aria-label") is None
        assert "Bij:" in (note.text_content() or "")


def test_letters_do_nothing_where_they_were_switched_off_or_outside_the_text(serve: Serve, visit: Visit) -> None:
    server = serve()
    page = visit(server, "/sources/R1")
    with server.opened() as study:
        before = study.newest()
    page.locator(".home").focus()
    page.keyboard.press("1")
    page.get_by_label("Losse lettertoetsen").uncheck()
    page.locator("#text").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("v")
    page.keyboard.press("x")
    page.wait_for_timeout(500)
    with server.opened() as study:
        assert study.newest() == before


def test_the_text_and_its_codes_can_be_read_without_scripts(serve: Serve, visit: Visit, browser: object) -> None:
    server = serve()
    page = visit(server, "/")
    context = page.context.browser.new_context(
        java_script_enabled=False, storage_state=page.context.storage_state(), locale="nl-NL"
    )  # type: ignore[union-attr]
    try:
        bare = context.new_page()
        bare.goto(f"{server.base}/sources/R1")
        expect(bare.locator("[data-n='1']")).to_be_visible()
        bare.get_by_role("link", name="Toon de codes in de tekst").click()
        assert bare.locator("mark").count() > 10
        expect(bare.locator("mark").first).to_be_visible()
    finally:
        context.close()


def test_a_printed_page_has_its_text_notes_and_colours(serve: Serve, visit: Visit, tmp_path: Path) -> None:
    import pypdfium2

    page = visit(serve(), "/sources/R1")
    page.wait_for_timeout(500)
    content = page.pdf(prefer_css_page_size=True)
    (tmp_path / "r1.pdf").write_bytes(content)
    document = pypdfium2.PdfDocument(content)
    words = " ".join(sheet.get_textpage().get_text_range() for sheet in document)
    assert 3 <= len(document) <= 12
    assert "twee petten" in words
    assert "Hoogwater" in words
    assert "Overzicht van dit gesprek" in words
    assert "Zoek" not in words
    document.close()
