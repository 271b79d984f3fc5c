"""A project of another program in a real browser: chosen, asked about, imported, read, taken back; and taken out again."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from spanveld.session.exchange_files import arrive
from tests.browser.conftest import Serve, Visit
from tests.browser.pages import check, widths
from tests.small_project import project, unclear_project


def choose(page: Page, file: Path) -> None:
    page.set_input_files("#file", str(file))
    page.get_by_role("button", name="Bekijk het", exact=True).click()
    expect(page.locator("#waiting h2")).to_contain_text(file.name)


def test_a_project_is_asked_about_imported_read_and_taken_back(serve: Serve, visit: Visit, tmp_path: Path) -> None:
    server = serve()
    page = visit(server, "/")
    page.locator("#exchange a").click()
    choose(page, unclear_project(tmp_path / "vreemd.qdpx"))
    second = page.locator(".question .reading").nth(1)
    marked = second.locator("mark").first.text_content()
    assert marked
    second.locator("input").check()
    page.get_by_label("Laag voor de codes").fill("elders")
    page.get_by_role("button", name="Importeer het").click()
    expect(page.locator("#came-back")).to_contain_text("vreemd.qdpx is binnen.")
    expect(page.locator("#live")).to_contain_text("Geïmporteerd: vreemd.qdpx.")
    expect(page.locator("article.import .account tbody tr").first).to_be_visible()
    page.locator("#came-back a").click()
    page.get_by_role("link", name=re.compile("vreemd")).first.click()
    page.wait_for_url(re.compile("/sources/"))
    expect(page.locator("#text")).to_contain_text("ab cd ef")
    with server.opened() as study:
        assert marked in [row.quote for row in study.find("elders:plek").rows]
        assert study.undo().action == "import project"
    page.goto(f"{server.base}/exchange")
    expect(page.locator("#imports .none")).to_be_visible()


def test_an_import_is_taken_back_where_it_is_told(serve: Serve, visit: Visit, tmp_path: Path) -> None:
    server = serve()
    page = visit(server, "/exchange")
    choose(page, project(tmp_path / "keuken.qdpx"))
    page.get_by_role("button", name="Importeer het").click()
    page.locator("#undo").click()
    expect(page.locator("#live")).to_contain_text("Ongedaan gemaakt")
    page.goto(f"{server.base}/exchange")
    expect(page.locator("article.import")).to_have_count(0)


def test_a_project_and_tables_are_taken_out(serve: Serve, visit: Visit, tmp_path: Path) -> None:
    page = visit(serve(), "/exchange")
    page.get_by_label("Project voor").select_option("nvivo")
    page.get_by_role("button", name="Wat valt er weg?").click()
    expect(page.locator("#drops")).to_contain_text("NVivo")
    for name, ending in (("Project voor NVivo (.qdpx)", "qdpx"), ("Alle passages voor Excel", "xlsx")):
        with page.expect_download() as waiting:
            page.get_by_role("link", name=name).click()
        path = tmp_path / f"taken.{ending}"
        waiting.value.save_as(path)
        assert path.stat().st_size > 1000
    assert arrive(tmp_path / "taken.qdpx").project.origin.startswith("Spanveld")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_page_breaks_no_rule_whatever_it_shows(serve: Serve, visit: Visit, tmp_path: Path, dark: bool) -> None:
    server = serve()
    page = visit(server, dark=dark)
    for width in widths(dark):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{server.base}/exchange?for=nvivo")
        check(page, f"nothing waits, {width}")
        choose(page, unclear_project(tmp_path / "vreemd.qdpx"))
        for part in page.locator("details").all():
            part.evaluate("one => { one.open = true }")
        check(page, f"a project waits, {width}")
        page.get_by_role("button", name="Importeer het").click()
        expect(page.locator("#came-back")).to_be_visible()
        page.locator("article.import details").first.evaluate("one => { one.open = true }")
        check(page, f"its report, {width}")
        with server.opened() as study:
            study.undo()


def test_the_whole_job_is_done_without_scripts_and_the_report_prints(
    serve: Serve, visit: Visit, tmp_path: Path
) -> None:
    server = serve()
    entered = visit(server, "/exchange")
    browser = entered.context.browser
    assert browser is not None
    context = browser.new_context(
        java_script_enabled=False, locale="nl-NL", storage_state=json.loads(json.dumps(entered.context.storage_state()))
    )
    page = context.new_page()
    page.goto(f"{server.base}/exchange")
    choose(page, project(tmp_path / "keuken.qdpx"))
    page.get_by_role("button", name="Importeer het").click()
    expect(page.locator("#came-back")).to_contain_text("keuken.qdpx is binnen.")
    page.emulate_media(media="print")
    expect(page.locator("article.import .account")).to_be_visible()
    expect(page.locator("#in")).to_be_hidden()
    expect(page.locator("#out")).to_be_hidden()
    assert page.pdf()
    context.close()
