"""Whole jobs: evidence looked at from a table and back, the report read and taken along, a memo written, found, and changed by two."""

from __future__ import annotations

import io
import re
from pathlib import Path

import docx
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Serve, Visit
from tests.browser.pages import check, widths
from tests.session.samples import put, sample


@pytest.fixture(scope="module")
def five_dimensions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with a framework of five dimensions and no kinds beside the house's own."""
    path = tmp_path_factory.mktemp("five") / "five.spanveld"
    put(str(path), sample()).close()
    return path


def test_evidence_is_opened_from_the_table_and_back_comes_to_the_same_filter_and_open_list(
    serve: Serve, visit: Visit
) -> None:
    server = serve()
    page = visit(server, "/tables")
    page.get_by_label("Spanning").select_option("authorise")
    page.get_by_role("button", name="Tonen").click()
    expect(page.locator(".evidence-table")).to_have_count(1)
    row = page.locator('tr[id="finding-A.P1"]')
    lists = row.locator("details.cited")
    lists.first.locator("summary").click()
    link = lists.first.locator(".passages a.evidence").first
    expect(link).to_be_visible()
    passage = link.text_content()
    link.click()
    page.wait_for_url(re.compile(r"/sources/.*#passage-"))
    expect(page.locator("#live")).to_contain_text(re.compile(r"\S"))
    assert passage
    assert page.url.endswith(f"#passage-{passage}")
    page.go_back()
    expect(page.locator('select[name="dimension"]')).to_have_value("authorise")
    expect(page.locator('tr[id="finding-A.P1"] details.cited').first).to_have_attribute("open", "")
    expect(page.locator('tr[id="finding-A.P1"] .passages').first).to_be_visible()


def test_contrary_evidence_in_the_table_leads_to_its_passage(serve: Serve, visit: Visit) -> None:
    page = visit(serve(), "/tables")
    chip = page.locator("a.evidence.against").first
    address = chip.get_attribute("href") or ""
    chip.click()
    page.wait_for_url(f"**{address}")
    expect(page.locator("#live")).to_contain_text(re.compile(r"\S"))


def test_a_memo_is_written_found_and_taken_back(serve: Serve, visit: Visit) -> None:
    server = serve()
    page = visit(server, "/memos")
    page.get_by_role("button", name="Schrijf een memo").click()
    form = page.locator("form.thing")
    form.get_by_label("Tekst").fill("De kraai zag het van boven.")
    form.get_by_label("Over").select_option("finding:A.P1")
    form.get_by_label("Soort").select_option("theory")
    form.get_by_role("button", name="Bewaren").click()
    expect(page.locator("#live")).to_contain_text("Toegevoegd")
    page.get_by_label("Woorden in de memo").fill("KRAAI boven")
    page.get_by_role("button", name="Tonen").click()
    expect(page.locator("tr.line")).to_have_count(1)
    link = page.locator("tr.line th a")
    assert link.get_attribute("href") == "/findings?open=A.P1"
    with server.opened() as study:
        assert study.undo().action == "add memo"
    page.reload()
    expect(page.locator("tr.line")).to_have_count(0)


def test_who_changes_a_memo_second_is_told_and_loses_no_words(serve: Serve, visit: Visit) -> None:
    server = serve()
    first, second = (
        visit(server, "/memos?words=koffie"),
        visit(server, "/memos?words=koffie", link=server.invite("bram")),
    )
    for page in (first, second):
        page.locator("button[data-edit]").first.click()
        expect(page.locator("form.thing textarea").first).to_be_focused()
    first.locator("form.thing textarea").first.fill("De koffie is op, zegt Lotte.")
    first.locator("form.thing [type=submit]").click()
    expect(first.locator("#live")).to_contain_text("Bewaard")
    second.locator("form.thing textarea").first.fill("De koffie smaakt, zegt Bram.")
    second.locator("form.thing [type=submit]").click()
    expect(second.locator("form.thing .wrong.whole")).to_contain_text("lotte")
    expect(second.locator("form.thing textarea").first).to_have_value("De koffie smaakt, zegt Bram.")
    expect(second.locator("td.words").first).to_contain_text("zegt Lotte")
    second.locator("form.thing [type=submit]").click()
    expect(second.locator("td.words").first).to_contain_text("zegt Bram")
    with server.opened() as study:
        assert sum("zegt Bram" in memo.text for memo in study.content().records["memo"]) == 1


def test_the_report_is_read_chosen_and_taken_along(serve: Serve, visit: Visit) -> None:
    page = visit(serve(), "/report?dimension=perform")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Word").click()
    word = docx.Document(io.BytesIO(Path(waiting.value.path()).read_bytes()))
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert "Presteren" in text
    assert "Autoriseren" not in [p.text for p in word.paragraphs if p.style.name.startswith("Heading")]
    page.locator('.report a[href^="/sources/"]').first.click()
    page.wait_for_url(re.compile(r"/sources/.*#passage-"))
    page.go_back()
    page.locator('select[name="profile"]').select_option("public")
    page.get_by_role("button", name="Tonen").click()
    expect(page.locator(".warns")).to_be_visible()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_pages_keep_the_rules(serve: Serve, visit: Visit, dark: bool) -> None:
    server = serve()
    page = visit(server, dark=dark)
    for address in (
        "/tables?dimension=perform",
        "/memos",
        "/memos?words=nergens",
        "/report?dimension=perform&wave=2025",
    ):
        page.goto(server.base + address)
        for width in widths(dark):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(150)
            check(page, f"{address} at {width}")
    page.goto(server.base + "/memos")
    page.locator("button[data-edit]").first.click()
    check(page, "the form of a memo")


def test_the_pages_keep_the_rules_with_five_dimensions(serve: Serve, visit: Visit, five_dimensions: Path) -> None:
    server = serve(five_dimensions, "ann")
    page = visit(server)
    for address in ("/tables", "/memos", "/report"):
        page.goto(server.base + address)
        for width in (1440, 320):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(150)
            check(page, f"{address} at {width}")
    page.goto(server.base + "/tables")
    with server.opened() as study:
        assert page.locator("section.evidence-table").count() == len(study.pages.dimensions()) > 5


def test_tables_print_on_a_broad_page_and_the_report_on_a_tall_one(serve: Serve, visit: Visit, tmp_path: Path) -> None:
    from pypdfium2 import PdfDocument

    server = serve()
    page = visit(server)
    for address, broad in (("/tables", True), ("/report?dimension=perform&wave=2025", False)):
        page.goto(server.base + address)
        page.pdf(path=tmp_path / "p.pdf", prefer_css_page_size=True)
        with PdfDocument(tmp_path / "p.pdf") as printed:
            width, height = printed[0].get_size()
        assert (width > height) is broad, address
