"""The evidence audit before a person: from a sentence to its passages, a limit that is changed, and the rules of pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Serve, Visit
from tests.browser.pages import check, widths


def test_from_a_sentence_to_its_passage_and_a_limit_that_changes_what_is_said(serve: Serve, visit: Visit) -> None:
    server = serve()
    page = visit(server, "/audit")
    finding = page.locator('[id="finding-P.P1"]')
    narrow = finding.locator("li.strong", has_text="Rust op één")
    expect(narrow).to_contain_text("R6")
    with server.opened() as study:
        found = study.audit(finding="P.P1").of("finding", "P.P1")
    assert found is not None
    few = next(each for each in found.sentences if each.rule == "few_voices")
    chip = narrow.locator(".evidence").first
    assert chip.inner_text().startswith(few.passages[0].passage)
    chip.click()
    expect(page).to_have_url(re.compile(f"#passage-{few.passages[0].passage}$"))

    page.goto(server.base + "/audit")
    limit = page.locator('input[name="few_voices"]')
    limit.fill("1")
    page.locator('input[name="off-silent_party"]').check()
    page.locator("#rules-save").click()
    expect(page.locator("#live")).to_have_text("De regels zijn bewaard.")
    expect(page.locator('[id="finding-P.P1"] li.strong', has_text="Rust op één")).to_have_count(0)
    expect(page.locator("li.strong", has_text="van wie niemand is gehoord")).to_have_count(0)
    expect(page.locator("#rules-save")).to_be_focused()
    with server.opened() as study:
        rules = {each.rule: each for each in study.auditing.rules()}
    assert (rules["few_voices"].threshold, rules["silent_party"].off) == (1, True)

    page.locator("#undo").click()
    expect(page.locator('[id="finding-P.P1"] li.strong', has_text="Rust op één")).to_have_count(1)
    expect(page.locator("li.strong", has_text="van wie niemand is gehoord").first).to_be_visible()


def test_a_limit_that_cannot_be_is_told_beside_the_form(serve: Serve, visit: Visit) -> None:
    server = serve()
    page = visit(server, "/audit")
    page.locator("#rules-form").evaluate("form => form.noValidate = true")
    page.locator('input[name="hedged"]').fill("300")
    page.locator("#rules-save").click()
    expect(page.locator("#rules-wrong")).to_contain_text("van 1 tot en met 100, niet '300'")
    with server.opened() as study:
        assert all(each.set_by != "study" for each in study.auditing.rules())


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_page_keeps_the_rules(serve: Serve, visit: Visit, dark: bool) -> None:
    server = serve()
    page = visit(server, dark=dark)
    for address in ("/audit", "/audit?rule=silent_party&weight=strong", "/audit?rule=lost_place"):
        page.goto(server.base + address)
        for width in widths(dark):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(150)
            check(page, f"{address} at {width}")


def test_it_keeps_the_rules_with_five_dimensions(serve: Serve, visit: Visit, many_dimensions: Path) -> None:
    page = visit(serve(many_dimensions, "ann"), "/audit")
    expect(page.locator('[id="finding-F2"]')).to_be_visible()
    for width in (1440, 320):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(150)
        check(page, f"/audit at {width}")


def test_print_shows_sentences_and_passages_and_no_forms(serve: Serve, visit: Visit) -> None:
    page = visit(serve(), "/audit")
    page.emulate_media(media="print")
    expect(page.locator("form.asking")).to_be_hidden()
    expect(page.locator("#rules-save")).to_be_hidden()
    expect(page.locator(".sentence").first).to_be_visible()
    expect(page.locator(".chips .evidence").first).to_be_visible()
