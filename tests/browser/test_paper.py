"""On paper, in a real browser: comments come back and are undone; the printed page has its notes beside the lines; everybody can use it."""

from __future__ import annotations

import subprocess
from itertools import pairwise
from pathlib import Path

import pytest

from spanveld.model import records as r
from spanveld.session import load_study
from tests.actions.supervisor import Supervisor
from tests.browser.conftest import Serve, Visit
from tests.browser.pages import sideways, small_targets, violations
from tests.small_study import write_small_study

PAGE = "/sources/R2/comments"


@pytest.fixture
def returned(demo_study: Path, tmp_path: Path) -> Path:
    """The file of R2, written into."""
    from spanveld.session import open_study

    with open_study(demo_study, coder="lotte") as study:
        by = Supervisor(study.paper.docx("R2"))
    by.answer("passage p072 ", "Dit lees ik als presteren.")
    by.write_into("p070", "Mooi citaat.")
    by.comment("Dat klinkt als een grapje", "Cynisch?")
    by.saved_by("Prof. Smit")
    return by.save(tmp_path / "R2-terug.docx")


def test_from_the_reading_page_a_file_comes_back_is_looked_at_brought_in_and_undone(
    serve: Serve, visit: Visit, returned: Path
) -> None:
    server = serve()
    page = visit(server, "/sources/R2")
    page.click("text=Opmerkingen terughalen")
    page.set_input_files("#file", returned)
    page.click("text=Bekijk het")
    page.wait_for_selector("#waiting")
    assert page.locator("#waiting tbody tr").count() == 3
    page.click("text=Als memo's binnenhalen")
    page.wait_for_selector("#told.shown")
    assert "Memo's geschreven: 3." in page.inner_text("#live")
    with server.opened() as study:
        memos = {memo.subject for memo in study.content().of(r.Memo) if memo.author == "Prof. Smit"}
    assert memos == {"passage:p072", "passage:p070", "source:R2"}
    page.click("#undo")
    page.wait_for_function("() => document.getElementById('live').textContent.includes('Ongedaan')")
    with server.opened() as study:
        assert not [memo for memo in study.content().of(r.Memo) if memo.author == "Prof. Smit"]


def test_a_row_leads_to_its_passage_and_back_returns_to_the_page(serve: Serve, visit: Visit, returned: Path) -> None:
    page = visit(serve(), PAGE)
    page.set_input_files("#file", returned)
    page.click("text=Bekijk het")
    page.click("#waiting a.evidence:has-text('p072')")
    page.wait_for_url("**/sources/R2#passage-p072")
    page.go_back()
    assert page.locator("#waiting tbody tr").count() == 3


def test_without_scripts_it_works_all_the_same(serve: Serve, visit: Visit, returned: Path) -> None:
    page = visit(serve(), PAGE)
    context = page.context.browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state())  # type: ignore[union-attr]
    plain = context.new_page()
    plain.goto(page.url)
    plain.set_input_files("#file", returned)
    plain.get_by_role("button", name="Look at it").or_(plain.get_by_role("button", name="Bekijk het")).click()
    plain.get_by_role("button", name="Bring in as memos").or_(
        plain.get_by_role("button", name="Als memo's binnenhalen")
    ).click()
    assert "3" in plain.inner_text("#came-back")
    context.close()


@pytest.mark.parametrize(("width", "dark"), [(1440, False), (768, True), (320, False)])
def test_the_pages_are_for_everybody(serve: Serve, visit: Visit, returned: Path, width: int, dark: bool) -> None:
    page = visit(serve(), PAGE, width=width, dark=dark)
    page.set_input_files("#file", returned)
    page.click("text=Bekijk het")
    page.wait_for_selector("#waiting")
    assert (violations(page), small_targets(page), sideways(page)) == ([], [], 0)
    page.goto(page.url.replace("/comments", "/paper"))
    assert (violations(page), small_targets(page), sideways(page)) == ([], [], 0)
    page.goto(page.url.replace("/paper", ""))
    assert small_targets(page) == []


def test_notes_stand_beside_the_line_where_their_passage_begins(serve: Serve, visit: Visit) -> None:
    page = visit(serve(), "/sources/R2/paper")
    apart = page.evaluate("""() => [...document.querySelectorAll('.note')].map((note) =>
        note.getBoundingClientRect().top - [...note.previousElementSibling.getClientRects()].at(-1).top)""")
    assert len(apart) > 15
    assert min(apart) > -12, "a note stands above its line"
    assert sorted(apart)[len(apart) // 2] < 12, "most notes stand on their own line"
    rows = page.evaluate("""() => [...document.querySelectorAll('.note')].map((one) => one.getBoundingClientRect())
        .map((box) => [box.top, box.bottom, box.right])""")
    assert all(before[1] <= after[0] + 1 for before, after in pairwise(rows)), "notes lie over each other"
    left = page.evaluate("() => document.querySelector('.line p').getBoundingClientRect().left")
    assert max(row[2] for row in rows) < left


def test_printed_it_is_the_paper_method_on_numbered_sheets(serve: Serve, visit: Visit, tmp_path: Path) -> None:
    page = visit(serve(), "/sources/R2/paper")
    page.pdf(path=tmp_path / "R2.pdf", prefer_css_page_size=True)
    told = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "R2.pdf", "-"], capture_output=True, text=True, check=True
    )
    sheets = told.stdout.split("\f")[:-1]
    assert 3 <= len(sheets) <= 8
    for number, sheet in enumerate(sheets, 1):
        assert "R2 · Burgemeester van Hasterveld" in sheet
        assert f"pagina {number} van {len(sheets)}" in sheet
    assert "autoriseren" in sheets[0]
    assert "bewoners" in sheets[1]
    assert "Opmerkingen terughalen" not in told.stdout


def test_five_dimensions_without_kinds_are_drawn_too(serve: Serve, visit: Visit, tmp_path: Path) -> None:
    load_study(tmp_path / "room.spanveld", write_small_study(tmp_path / "folder")).study.close()
    page = visit(serve(tmp_path / "room.spanveld", coder="ann"), "/sources/night/paper", language="en-GB")
    assert (violations(page), sideways(page)) == ([], 0)
    letters = page.evaluate("() => [...document.querySelectorAll('.note .dot')].map((one) => one.dataset.letter)")
    assert [letter for letter in letters if letter]
