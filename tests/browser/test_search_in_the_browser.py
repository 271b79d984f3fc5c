"""Whole jobs: words are searched, read in their text, looked at in context, and coded at once after a look; then taken back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Serve, Visit
from tests.browser.pages import check, widths


def test_a_word_is_searched_read_in_its_text_coded_and_taken_back(serve: Serve, visit: Visit) -> None:
    server = serve()
    page = visit(server, "/find")
    page.locator('.within a[href="/search"]').click()
    page.locator("#q").fill("gemeente")
    page.locator('select[name="in"]').select_option("texts")
    page.get_by_role("button", name="Zoeken").click()
    hit = page.locator(".hits li").first
    expect(hit.locator("mark").first).to_have_text(re.compile("gemeente", re.I))
    words = hit.locator("mark").first.text_content() or ""
    hit.locator(".head a").click()
    page.wait_for_url(re.compile(r"/sources/.*at="))
    expect(page.locator("#live")).to_contain_text(words)
    page.go_back()
    page.get_by_role("link", name="Woorden in hun verband").click()
    expect(page.locator(".kwic tbody tr").first).to_be_visible()
    with server.opened() as study:
        before = len(study.content().records["passage"])
    form = page.locator(".coding form")
    form.locator('select[name="code"]').first.select_option(label="geld")
    form.locator('select[name="around"]').select_option("paragraph")
    form.get_by_role("button", name="Bekijk de passages").click()
    planned = page.locator(".planned li")
    expect(planned.first).to_be_visible()
    count = planned.count()
    page.get_by_role("button", name=re.compile("Maak en codeer")).click()
    expect(page.locator("#live")).to_contain_text(str(count))
    with server.opened() as study:
        assert len(study.content().records["passage"]) == before + count
    page.locator("#undo").click()
    expect(page.locator("#live")).to_contain_text("Ongedaan gemaakt")
    with server.opened() as study:
        assert len(study.content().records["passage"]) == before


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_pages_of_search_keep_the_rules(serve: Serve, visit: Visit, dark: bool) -> None:
    server = serve()
    page = visit(server, dark=dark)
    for address in (
        "/search",
        "/search?q=gemeente&kind=interview",
        "/search?q=gemeente&as=lines",
        "/search?q=%3F",
        "/search/code?q=gemeente&code=aspect%2Fgeld&around=sentence",
    ):
        page.goto(server.base + address)
        for width in widths(dark):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(150)
            check(page, f"{address} at {width}")
