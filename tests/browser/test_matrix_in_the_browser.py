"""The framework matrix, a whole job: rows chosen, a cell written in place and undone, its passages opened, the same without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Serve, Visit
from tests.browser.pages import check, widths

STATES = ("not_asked", "asked_nothing", "not_read", "nothing")


def cell(page: Page, row: str, column: str):  # type: ignore[no-untyped-def]
    return page.locator(f'.cell[data-row="{row}"][data-column="{column}"]')


def test_a_cell_is_written_where_it_stands_by_keyboard_alone_and_taken_back(serve: Serve, visit: Visit) -> None:
    server = serve()
    with server.opened() as study:
        before = study.content().records["matrix_cell"]
    page = visit(server, "/matrix")
    one = cell(page, "participant:R4", "tension/authorise")
    one.locator("a.write").focus()
    page.keyboard.press("Enter")
    box = one.get_by_role("textbox")
    expect(box).to_be_focused()
    page.keyboard.type("Zoekt steun bij de raden.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#live")).to_contain_text("R4")
    expect(one.locator(".summary")).to_have_text("Zoekt steun bij de raden.")
    expect(one.locator("a.write")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type("Iets anders, ")
    page.keyboard.press("Escape")
    expect(one.get_by_role("textbox")).to_have_count(0)
    expect(one.locator(".summary")).to_have_text("Zoekt steun bij de raden.")
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(one.locator(".summary")).to_have_count(0)
    with server.opened() as study:
        assert study.content().records["matrix_cell"] == before


def test_what_is_being_written_is_not_lost_when_another_cell_is_opened(serve: Serve, visit: Visit) -> None:
    page = visit(serve(), "/matrix")
    first, other = (cell(page, row, "tension/perform") for row in ("participant:R1", "participant:R2"))
    first.locator("a.write").click()
    first.get_by_role("textbox").fill("half")
    other.locator("a.write").click()
    expect(first.get_by_role("textbox")).to_be_focused()
    expect(first.get_by_role("textbox")).to_have_value("half")
    expect(other.get_by_role("textbox")).to_have_count(0)


def test_a_cell_that_somebody_else_wrote_meanwhile_is_not_written_over(serve: Serve, visit: Visit) -> None:
    server = serve()
    page = visit(server, "/matrix")
    one = cell(page, "participant:R1", "tension/perform")
    one.locator("a.write").click()
    one.get_by_role("textbox").fill("van mij")
    with server.opened() as study:
        coders = [row["coder"] for row in study.pages.things("coder") if row["coder"] != "lotte"]
        study.as_(coders[0]).matrix.write("participant:R1", "tension/perform", "van een ander")
    one.get_by_role("button", name="Bewaren").click()
    expect(one.get_by_role("alert")).to_contain_text(coders[0])
    expect(one.get_by_role("textbox")).to_have_value("van mij")
    with server.opened() as study:
        lines = study.content().records["matrix_cell"]
    (written,) = [line.text for line in lines if (line.subject, line.code) == ("participant:R1", "perform")]
    assert written == "van een ander"


def test_rows_and_columns_are_chosen_and_a_count_opens_just_its_passages(serve: Serve, visit: Visit) -> None:
    page = visit(serve(), "/matrix")
    page.get_by_label("Rijen").select_option("levels")
    page.get_by_label("Kolommen").select_option("kinds")
    page.get_by_role("button", name="Tonen").click()
    page.wait_for_url(re.compile("rows=levels"))
    link = cell(page, "level:director", "kind/pain_point").locator(".found a")
    count = int(re.findall(r"\d+", link.text_content() or "")[0])
    link.click()
    page.wait_for_url(re.compile(r"/find\?q="))
    expect(page.locator("main")).to_contain_text(str(count))
    page.go_back()
    chip = cell(page, "level:director", "kind/pain_point").locator("a.evidence").first
    address = chip.get_attribute("href") or ""
    chip.click()
    page.wait_for_url(f"**{address}")


def test_heads_stay_in_view_in_the_scroller_of_the_table(serve: Serve, visit: Visit) -> None:
    page = visit(serve(), "/matrix?columns=aspects")
    grid = page.locator(".grid")
    before = grid.bounding_box()
    grid.evaluate("(one) => one.scrollTo(600, 500)")
    head = page.locator(".matrix thead th").nth(3).bounding_box()
    name = page.locator(".matrix tbody th").nth(5).bounding_box()
    assert before is not None
    assert head is not None
    assert name is not None
    assert abs(head["y"] - before["y"]) <= 2
    assert abs(name["x"] - before["x"]) <= 2


def test_without_scripts_a_cell_is_written_on_a_page_of_its_own(serve: Serve, visit: Visit) -> None:
    server = serve()
    page = visit(server, "/matrix/cell?at=participant%3AR4%20tension%2Fperform&rows=participants")
    page.route("**/*.js", lambda route: route.abort())
    page.get_by_label("Wat deze rij over deze kolom zegt").fill("Regel een.\n\nRegel twee.")
    page.get_by_role("button", name="Bewaren").click()
    page.wait_for_url(re.compile(r"/matrix\?.*#matrix"))
    assert cell(page, "participant:R4", "tension/perform").locator(".summary").all_text_contents() == [
        "Regel een.",
        "Regel twee.",
    ]


@pytest.mark.parametrize("dark", [False, True])
def test_the_pages_break_no_rule(serve: Serve, visit: Visit, dark: bool) -> None:
    server = serve()
    with server.opened() as study:
        study.as_("lotte").matrix.write("participant:R1", "tension/authorise", "Zoekt steun.")
    paths = ("/matrix", "/matrix?rows=parties&columns=rules", "/matrix/cell?at=participant%3AR1%20tension%2Fauthorise")
    for width in widths(dark):
        for path in paths:
            check(visit(server, path, dark=dark, width=width), f"{path} {width}")
