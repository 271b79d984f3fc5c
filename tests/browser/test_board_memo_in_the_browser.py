"""The memo before a person: chosen, read, traced to a text, and printed as two pages; and the rules of pages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from playwright.sync_api import Browser, Page, expect

from spanveld.reports import memo_html
from spanveld.reports.memo_document import memo_of
from spanveld.session import open_study
from tests.browser.conftest import Serve, Visit
from tests.browser.pages import check, sideways, small_targets, violations, widths
from tests.reports.test_board_memo_pages import STORIES, spread
from tests.views.memo_story import judged_demo


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration study, judged; to be copied."""
    place = tmp_path_factory.mktemp("told")
    judged_demo(place).close()
    return place / "told.spanveld"


def printed(page: Page) -> list[str]:
    """The words of each page that it prints."""
    document = pdfium.PdfDocument(page.pdf(prefer_css_page_size=True))
    try:
        return [" ".join(one.get_textpage().get_text_bounded().split()) for one in document]
    finally:
        document.close()


def test_from_the_choice_to_the_words_in_a_text(serve: Serve, visit: Visit, told: Path) -> None:
    server = serve(told)
    page = visit(server, "/judgements")
    page.locator("nav.within a", has_text="Bestuursnotitie").click()
    expect(page.locator("article.memo .memo-title")).to_have_text("Samenwerken rond de Veiligheidsregio Zwarneland")
    page.locator('select[name="language"]').select_option("en")
    page.locator('input[name="leave_out_quotes"]').check()
    page.get_by_role("button", name="Tonen").click()
    expect(page.locator("article.memo")).to_contain_text("Where it stands, and how sure we are")
    expect(page.locator("article.memo blockquote")).to_have_count(0)
    first = page.locator(".traced li").first
    first.locator("summary").click()
    name = first.locator("a.evidence").first.inner_text()
    first.locator("a.evidence").first.click()
    page.wait_for_url(f"**#passage-{name}")
    with page.expect_download() as taken:
        page.goto(server.base + "/board-memo")
        page.locator(".ways a", has_text="Word").click()
    assert taken.value.suggested_filename == "board-memo.docx"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_page_keeps_the_rules(serve: Serve, visit: Visit, told: Path, dark: bool) -> None:
    server = serve(told)
    page = visit(server, "/board-memo?sub_case=ZV", dark=dark)
    for address in ("/board-memo", "/board-memo?sub_case=ZV&language=en"):
        page.goto(server.base + address)
        page.locator(".traced summary").first.click()
        for width in widths(dark):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(150)
            check(page, f"{address} at {width}")


def test_the_page_keeps_the_rules_with_five_dimensions(serve: Serve, visit: Visit, many_dimensions: Path) -> None:
    page = visit(serve(many_dimensions, "ann"), "/board-memo")
    for width in (1440, 320):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(150)
        check(page, f"at {width}")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_it_prints_as_two_pages_with_scope_and_date_and_nothing_of_the_site(
    serve: Serve, visit: Visit, told: Path, dark: bool
) -> None:
    page = visit(serve(told), "/board-memo", dark=dark)
    footer = page.locator("article.memo footer").inner_text()
    pages = printed(page)
    assert len(pages) == 2
    for words in pages:
        assert footer in words
        assert "Waarop elke zin rust" not in words
        assert "Citaten weglaten" not in words
    assert "Wat wringt" in pages[0]
    assert "Wie niet is gehoord" in pages[1]


def test_the_file_alone_prints_as_two_pages_whatever_a_study_says(browser: Browser, told: Path) -> None:
    with open_study(told) as study:
        facts = study.board_memo().facts
    page = browser.new_page()
    for name, story in STORIES.items():
        memo = memo_of(spread(facts, **story))
        page.set_content(memo_html.render(memo))
        pages = printed(page)
        assert 1 <= len(pages) <= 2, name
        assert all(memo.footer in words for words in pages), name
    bare = memo_of(replace(facts, dimensions=(), tries=(), unheard=()))
    page.set_content(memo_html.render(bare))
    assert len(printed(page)) == 1
    page.close()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_report_with_its_scales_keeps_the_rules(serve: Serve, visit: Visit, told: Path, dark: bool) -> None:
    page = visit(serve(told), "/report", dark=dark)
    expect(page.locator(".drawn svg[role=img]").first).to_be_visible()
    for width in widths(dark):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(150)
        others = [
            line for line in violations(page) if not line.startswith("landmark-unique: ['section[")
        ]  # stances of findings
        assert others == [], width
        assert small_targets(page) == []
        assert sideways(page) <= 0
