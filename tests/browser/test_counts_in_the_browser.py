"""Counting in the browser: a number is chosen, opened and come back from; the pages keep the rules, on the screen and on paper."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Serve, Visit
from tests.browser.pages import check, widths

VIEWS = (
    "codes&of=tension",
    "by&by=level&of=tension",
    "together&of=aspect",
    "perspective&of=finding",
    "words",
    "along&source=R3",
)


def test_a_number_is_chosen_opened_and_come_back_from(serve: Serve, visit: Visit) -> None:
    page = visit(serve(), "/counts")
    page.get_by_role("link", name="Naar een kenmerk").click()
    page.get_by_label("Naar", exact=True).select_option("level")
    page.get_by_label("Geteld").select_option("marked")
    page.get_by_role("button", name="Tonen").click()
    row = page.locator(".answer tbody tr").first
    link = row.locator("td a").first
    count = (link.text_content() or "").strip()
    assert count.isdecimal()
    link.click()
    page.wait_for_url(re.compile("/find"))
    expect(page.locator("main")).to_contain_text(re.compile(rf"\b{count}\b"))
    page.go_back()
    expect(page.get_by_label("Naar", exact=True)).to_have_value("level")


def test_codes_of_a_source_are_reached_from_its_page_and_lead_into_its_text(serve: Serve, visit: Visit) -> None:
    page = visit(serve(), "/sources/R3")
    page.get_by_role("link", name="Waar de codes liggen langs deze tekst").click()
    page.wait_for_url(re.compile("view=along"))
    expect(page.locator("svg.lanes .stretch").first).to_be_visible()
    page.locator(".places a.evidence").first.click()
    page.wait_for_url(re.compile("/sources/R3#passage-"))


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_counts_keep_the_rules(serve: Serve, visit: Visit, dark: bool) -> None:
    server = serve()
    page = visit(server, dark=dark)
    for width in widths(dark):
        page.set_viewport_size({"width": width, "height": 900})
        for view in VIEWS:
            page.goto(f"{server.base}/counts?view={view}")
            check(page, f"{view} at {width}")


def test_counts_of_five_dimensions_keep_the_rules(serve: Serve, visit: Visit, many_dimensions: Path) -> None:
    server = serve(many_dimensions, coder="ann")
    page = visit(server)
    for view in (
        "codes&of=quality",
        "by&by=party&of=quality",
        "together&of=quality&with=five-dimensions/keyword",
        "perspective&of=finding",
    ):
        page.goto(f"{server.base}/counts?view={view}")
        check(page, view)


def test_a_plot_and_its_table_are_printed(serve: Serve, visit: Visit, tmp_path: Path) -> None:
    page = visit(serve(), "/counts?view=perspective&of=finding")
    page.emulate_media(media="print")
    expect(page.locator("form.ask")).to_be_hidden()
    shown = page.locator("svg.dumbbell .bar").evaluate_all("(all) => all.map((one) => getComputedStyle(one).display)")
    assert shown
    assert "none" not in shown
    page.pdf(path=str(tmp_path / "counts.pdf"), format="A4")
    with pypdfium2.PdfDocument(tmp_path / "counts.pdf") as printed:
        said = "".join(sheet.get_textpage().get_text_range() for sheet in printed)
    assert "van buiten" in said
    assert page.locator("svg.dumbbell .group").count() > 0
