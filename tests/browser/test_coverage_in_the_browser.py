"""What the material covers, before a person: the whole job on the demo, and the rules of pages."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Serve, Visit
from tests.browser.pages import check, widths

PARTS = (
    "/coverage",
    "/coverage?view=sampling",
    "/coverage?view=unheard&party=RAAD",
    "/coverage?view=aspects",
)


def test_from_the_topics_to_the_passages_about_who_was_not_heard(serve: Serve, visit: Visit) -> None:
    server = serve()
    page = visit(server, "/coverage")
    cell = page.locator(".topics tbody tr", has_text="R10").locator("td.asked_nothing")
    cell.locator("summary").click()
    expect(cell.locator("li")).to_contain_text("er loopt een claim")
    page.locator('table a[href*="state=asked_nothing"]').first.click()
    expect(page.locator(".topics tbody tr")).to_have_count(1)

    page.locator(".parts a", has_text="Wie er gekozen is").click()
    expect(page.locator(".chain > li").first).to_contain_text("R7")
    row = page.locator(".groups tr.nobody", has_text="RAAD")
    expect(row).to_contain_text("niemand die ervoor spreekt")
    page.locator('select[name="sub_case"]').select_option("HW")
    page.get_by_role("button", name="Tonen").click()
    expect(page).to_have_url(re.compile("sub_case=HW"))
    number = page.locator("#answer td.number a").first
    counted = int(number.inner_text())
    query = parse_qs(urlsplit(number.get_attribute("href") or "").query)["q"][0]
    with server.opened() as study:
        assert study.find(query, limit=0).count == counted

    page.goto(server.base + "/coverage?view=unheard")
    councils = page.locator("tr", has_text="Gemeenteraden")
    marked = councils.locator("td.number a").first
    marked.click()
    with server.opened() as study:
        expected = {row.passage for row in study.coverage.unheard(party="RAAD").rows}
    shown = page.locator(".spoken .evidence")
    assert set(shown.all_inner_texts()) == expected
    first = shown.first.inner_text()
    shown.first.click()
    expect(page).to_have_url(re.compile(f"#passage-{first}$"))


def test_a_topic_is_marked_where_it_stands_by_keyboard_and_taken_back(serve: Serve, visit: Visit) -> None:
    server = serve()
    with server.opened() as study:
        before = {(mark.source, mark.topic): mark for mark in study.content().records["coverage"]}
    page = visit(server, "/coverage")
    button = page.locator("#mark-R7-R7-oordeel")
    button.locator("xpath=ancestor::details").locator("summary").focus()
    page.keyboard.press("Enter")
    button.focus()
    page.keyboard.press("Enter")
    form = page.locator("form.marking")
    expect(form.get_by_label("Wat ervan kwam")).to_be_focused()
    expect(form.get_by_label("Wat ervan kwam")).to_have_value(before["R7", "oordeel"].state)
    check(page, "a topic being marked")
    form.get_by_label("Wat ervan kwam").select_option("spoken_unasked")
    form.get_by_label("Notitie").fill("Over de krant, aan het eind.")
    page.keyboard.press("Enter")
    cell = page.locator("td.spoken_unasked", has=button)
    expect(cell).to_contain_text("Over de krant, aan het eind.")
    expect(button).to_be_focused()
    expect(page.locator("#live")).to_contain_text("R7")
    with server.opened() as study:
        marks = {(mark.source, mark.topic): mark.state for mark in study.content().records["coverage"]}
        assert marks == {name: mark.state for name, mark in before.items()} | {("R7", "oordeel"): "spoken_unasked"}
    button.click()
    form.get_by_label("Notitie").fill("anders")
    page.keyboard.press("Escape")
    expect(form).to_have_count(0)
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(page.locator("td.not_asked", has=button)).to_have_count(1)
    with server.opened() as study:
        assert {(mark.source, mark.topic): mark for mark in study.content().records["coverage"]} == before


def test_without_a_topic_list_that_of_the_framework_is_taken_on_the_page_itself(
    serve: Serve, visit: Visit, many_dimensions: Path
) -> None:
    page = visit(serve(many_dimensions, "ann"), "/coverage")
    expect(page.locator("table.topics")).to_have_count(0)
    check(page, "no topic list")
    page.locator("button.take").first.click()
    expect(page.locator("table.topics")).to_have_count(1)
    expect(page.locator("#answer")).to_be_focused()


def test_another_seed_draws_another_band_and_the_line_stays(serve: Serve, visit: Visit) -> None:
    page = visit(serve(), "/coverage?view=aspects")
    line, band = (page.locator(f"svg[role=img] path.{name}") for name in ("total", "band"))
    before = line.get_attribute("d"), band.get_attribute("d")
    page.locator('input[name="orders"]').fill("15")
    page.locator('input[name="seed"]').fill("8")
    page.get_by_role("button", name="Tonen").click()
    expect(page.locator("figcaption")).to_contain_text("15, geloot met beginwaarde 8")
    assert line.get_attribute("d") == before[0]
    assert band.get_attribute("d") != before[1]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_parts_keep_the_rules(serve: Serve, visit: Visit, dark: bool) -> None:
    server = serve()
    page = visit(server, dark=dark)
    for address in PARTS:
        page.goto(server.base + address)
        for width in widths(dark):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(150)
            check(page, f"{address} at {width}")


def test_the_parts_keep_the_rules_with_five_dimensions(serve: Serve, visit: Visit, many_dimensions: Path) -> None:
    server = serve(many_dimensions, "ann")
    page = visit(server)
    for view in ("topics", "sampling", "unheard", "aspects"):
        page.goto(f"{server.base}/coverage?view={view}")
        for width in (1440, 320):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(150)
            check(page, f"{view} at {width}")
    page.goto(f"{server.base}/coverage?view=aspects&layer=keyword")
    expect(page.locator("h2").first).to_contain_text("Trefwoord")


def test_print_shows_the_drawing_and_no_forms(serve: Serve, visit: Visit) -> None:
    page = visit(serve(), "/coverage?view=aspects")
    page.emulate_media(media="print")
    expect(page.locator("svg[role=img]")).to_be_visible()
    expect(page.locator("form.asks")).to_be_hidden()
    expect(page.locator("nav.parts")).to_be_hidden()
