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
    with server.opened() as study:
        study.topics.take("framework:governance-tensions", id="g1")
        study.topics.use("g1", "R1", "R2")
        study.topics.mark("R1", "picture", "asked_spoken", note="meteen")
    page = visit(server, "/coverage")
    cell = page.locator(".topics tbody tr").first.locator("td.asked_spoken")
    cell.locator("summary").click()
    expect(cell.locator("li")).to_contain_text("meteen")
    page.locator('table a[href*="state=asked_spoken"]').first.click()
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
    with server.opened() as study:
        study.topics.take("framework:governance-tensions", id="g1")
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
