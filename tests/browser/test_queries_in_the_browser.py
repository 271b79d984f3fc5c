"""A whole job: a query put together, a mistake mended, a passage opened and back, the query saved and asked again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Serve, Visit
from tests.browser.pages import check, widths


def condition(page: Page, side: str, number: int) -> tuple[str, str, str]:
    row = f'[data-side="{side}"] .condition:nth-of-type({number})'
    return f'{row} [data-is="unlike"]', f'{row} [data-is="field"]', f'{row} [data-is="value"]'


def test_a_query_is_built_mended_opened_saved_and_asked_again(serve: Serve, visit: Visit) -> None:
    server = serve()
    page = visit(server, "/find")
    _, field, value = condition(page, "left", 1)
    page.locator(field).select_option("aspect")
    page.locator(value).fill("geld")
    expect(page.locator("#q")).to_have_value("aspect:geld")
    unlike, field, value = condition(page, "left", 2)
    page.locator(field).select_option("hedged")
    page.locator(unlike).select_option("1")
    expect(page.locator("#q")).to_have_value("aspect:geld and not hedged")
    page.locator("#relation").select_option("near")
    _, field, value = condition(page, "right", 1)
    page.locator(field).select_option("aspect")
    page.locator(value).fill("afstand,bewoners")
    page.locator("#distance").fill("300")
    query = "(aspect:geld and not hedged) near:300 aspect:afstand,bewoners"
    expect(page.locator("#q")).to_have_value(query)

    page.locator("#q").fill(query.replace("near", "naer"))
    expect(page.locator(".fault .wrong")).to_contain_text("'naer'")
    expect(page.locator(".pointed mark")).to_have_text("naer")
    page.locator("#q").press("Enter")
    page.wait_for_url("**/find?q=*")
    expect(page.locator(".pointed mark")).to_have_text("naer")
    selected = (
        "() => { const q = document.getElementById('q'); return q.value.slice(q.selectionStart, q.selectionEnd); }"
    )
    assert page.evaluate(selected) == "naer"
    page.locator("a.better").click()
    expect(page.locator("#found-title")).to_contain_text(re.compile(r"\d+ van 390"))
    with server.opened() as study:
        found = study.find(query)
    assert found.count > 0
    expect(page.locator("li.found")).to_have_count(min(25, found.count))

    chip = page.locator("li.found .head a.evidence").nth(1)
    passage = chip.text_content() or ""
    chip.click()
    page.wait_for_url(f"**#passage-{passage}")
    expect(page.locator("#live")).to_contain_text(re.compile(r"\S"))
    page.go_back()
    expect(page.locator("#q")).to_have_value(query)
    expect(page.locator(f"#found-{passage}")).to_be_visible()

    page.locator("#add-saved_query").click()
    form = page.locator("form.thing")
    form.locator('[data-field="title"] input').fill("Geld en afstand")
    expect(form.locator('[data-field="expression"] textarea')).to_have_value(query)
    form.locator("[type=submit]").click()
    expect(page.locator("#live")).to_contain_text("geld-en-afstand")
    page.goto(f"{server.base}/find")
    page.locator('#saved .named a[href$="geld-en-afstand"]').click()
    page.wait_for_url("**/find?q=%40geld-en-afstand")
    expect(page.locator("#q")).to_have_value(query)
    expect(page.locator("li.found")).to_have_count(min(25, found.count))
    page.locator("#builder summary").click()
    _, field, value = condition(page, "right", 1)
    expect(page.locator(field)).to_have_value("aspect")
    expect(page.locator(value)).to_have_value("afstand,bewoners")

    page.locator("#edit-saved_query-geld-en-afstand").click()
    page.locator('form.thing [data-field="expression"] textarea').fill("aspect:gled")
    page.locator("form.thing [type=submit]").click()
    expect(page.locator("form.thing .wrong").filter(has_text="gled").first).to_be_visible()
    page.locator('form.thing [data-field="expression"] textarea').fill("aspect:geld")
    page.locator("form.thing [type=submit]").click()
    expect(page.locator("#saved .asks", has_text=re.compile(r"^\s*aspect:geld\s*$"))).to_have_count(1)
    with server.opened() as study:
        assert study.undo().action == "edit query"
        assert study.queries.run("geld-en-afstand").query == query


def test_a_query_that_is_more_than_the_form_shows_leaves_the_form_alone_and_says_so(serve: Serve, visit: Visit) -> None:
    page = visit(serve(), "/find")
    page.locator("#q").fill("voice:R1 and hedged")
    _, field, _value = condition(page, "left", 2)
    expect(page.locator(field)).to_have_value("hedged")
    page.locator("#q").fill("voice:R1 or hedged")
    expect(page.locator(".says-more")).to_be_visible()
    expect(page.locator(field)).to_have_value("hedged")


def test_without_scripts_the_form_leads_to_its_query(serve: Serve, visit: Visit) -> None:
    server = serve()
    visited = visit(server, "/find")
    context = visited.context.browser.new_context(java_script_enabled=False, locale="nl-NL")  # type: ignore[union-attr]
    context.add_cookies(visited.context.cookies())  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{server.base}/find")
    _, field, value = condition(page, "left", 1)
    page.locator(field).select_option("voice")
    page.locator(value).fill("R3")
    page.locator("#build button").click()
    expect(page.locator("#q")).to_have_value("voice:R3")
    expect(page.locator("#found-title")).to_be_visible()
    expect(page.locator("#add-saved_query")).to_be_hidden()
    context.close()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_page_of_queries_keeps_the_rules(serve: Serve, visit: Visit, dark: bool) -> None:
    server = serve()
    with server.opened() as study:
        study.queries.add("Geld", "aspect:geld", note="Steeds weer.")
    page = visit(server, dark=dark)
    for query in (
        "",
        "?q=tension:authorise and kind:pain_point",
        "?q=tensoin:x and a",
        "?q=voice:R1 and voice:R99",
        "?q=@geld",
    ):
        page.goto(server.base + "/find" + query)
        for width in widths(dark):
            page.set_viewport_size({"width": width, "height": 900})
            page.evaluate("() => { document.getElementById('builder').open = true; }")
            page.wait_for_timeout(150)
            check(page, f"{query} at {width}")


def test_five_dimensions_can_be_asked_for_as_well(serve: Serve, visit: Visit, many_dimensions: Path) -> None:
    page = visit(serve(many_dimensions, "ann"), "/find")
    _, field, value = condition(page, "left", 1)
    page.locator(field).select_option("quality")
    page.locator(value).fill("light,quiet")
    page.locator("#build button").click()
    expect(page.locator("#q")).to_have_value("quality:light,quiet")
    expect(page.locator("#found-title")).to_be_visible()
    check(page, "five dimensions")
