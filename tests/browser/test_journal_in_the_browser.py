"""Going back in the journal, in a real browser: an entry is found, undone from there, made again, and the study seen as it was."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Serve, Visit
from tests.browser.pages import sideways, small_targets, violations, widths
from tests.session.samples import put, sample

ADDRESSES = (
    "/journal",
    "/journal?entry=2",
    "/journal?entry=1",
    "/journal?as_of=2",
    "/journal?as_of=2&all=1",
    "/journal/verify?against=1:a",
)


@pytest.fixture(scope="module")
def worked_on(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with five dimensions in which two people worked."""
    path = tmp_path_factory.mktemp("worked") / "worked.spanveld"
    with put(str(path), sample(), "ann") as ann:
        ann.findings.edit("F1", statement="De lamp is stuk.")
        ann.as_("ben").codings.add("P2", "quality/light")
        ann.passages.add("night", 0, 15, codes=["tension/authorise"])
        ann.memos.add("Iets wat opvalt.")
        ann.undo()
    return path


def test_an_entry_is_found_undone_from_there_made_again_and_the_study_seen_as_it_was(
    serve: Serve, visit: Visit, tmp_path: Path
) -> None:
    server = serve()
    with server.opened() as study:
        first = study.content().records["finding"][0]
        study.findings.edit(first.finding, statement="Dit staat er straks niet meer.")
        changed = study.newest()
        study.memos.add("Een memo daarna.")
    page = visit(server, "/journal", language="en-GB")
    page.get_by_label("On a kind of thing").select_option("finding")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("tr.line")).to_have_count(1)
    row = page.locator(f"#entry-{changed}")
    row.locator("th a").click()
    expect(page.locator("#opened")).to_contain_text("Dit staat er straks niet meer.")
    page.go_back()
    expect(page.locator("#opened")).to_have_count(0)
    expect(page.get_by_label("On a kind of thing")).to_have_value("finding")
    page.goto(server.base + "/journal")
    page.locator(f"#back-{changed}").click()
    plan = page.locator("form.back")
    expect(plan.locator(".steps li")).to_have_count(2)
    plan.get_by_role("button", name="Take these back").click()
    expect(page.locator("#live")).to_contain_text("Taken back: 2.")
    expect(page.locator(f"#entry-{changed}.undone")).to_have_count(1)
    with server.opened() as study:
        assert study.content().records["finding"][0].statement == first.statement
    for _ in range(2):
        page.locator("#redo").click()
        expect(page.locator("#live")).to_contain_text("Done again")
        page.wait_for_load_state("networkidle")
    expect(page.locator("#redo")).to_have_count(0)
    expect(page.locator(f"#entry-{changed}.undone")).to_have_count(0)
    page.locator(f"#entry-{changed} th a").click()
    page.get_by_role("link", name="The study just before").click()
    expect(page.locator("#then-finding")).to_contain_text(first.statement)
    expect(page.locator("#then-finding .then.changed")).to_have_count(1)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="This state as a study folder").click()
    waiting.value.save_as(tmp_path / "was.zip")
    with zipfile.ZipFile(tmp_path / "was.zip") as archive:
        text = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith("findings.csv"))
    assert first.statement[:20] in text
    assert "Dit staat er straks" not in text


def test_two_coders_each_go_back_only_in_what_is_their_own_and_see_each_others_entries_come(
    serve: Serve, visit: Visit
) -> None:
    server = serve()
    with server.opened() as study:
        study.memos.add("van lotte")
        mine = study.newest()
    lotte = visit(server, "/journal", language="en-GB")
    bram = visit(server, "/journal", link=server.invite("bram"), language="en-GB")
    expect(bram.locator(f"#entry-{mine}")).to_be_visible()
    expect(bram.locator(f"#back-{mine}")).to_have_count(0)
    with server.opened() as study:
        study.as_("bram").parties.add("NEW", name="Omroep")
        theirs = study.newest()
    expect(lotte.locator(f"#entry-{theirs}")).to_be_visible(timeout=5000)
    expect(lotte.locator(f"#back-{theirs}")).to_have_count(0)
    expect(bram.locator(f"#back-{theirs}")).to_be_visible(timeout=5000)
    lotte.locator(f"#back-{mine}").click()
    lotte.get_by_role("button", name="Take these back").click()
    expect(bram.locator(f"#entry-{mine}.undone")).to_have_count(1, timeout=5000)


def test_where_it_is_refused_the_reason_stands_in_the_plan_before_anything_is_done(serve: Serve, visit: Visit) -> None:
    server = serve()
    with server.opened() as study:
        finding = study.findings.add("authorise", "pain_point", "Nieuw.")
        mine = study.newest()
        study.as_("bram").evidence.add(finding, ["p001"], "supports")
        newest = study.newest()
    page = visit(server, "/journal", language="en-GB")
    page.locator(f"#back-{mine}").click()
    expect(page.locator("#live")).to_contain_text("cannot be taken back")
    with server.opened() as study:
        assert study.newest() == newest


def test_a_plan_is_left_by_escape_with_the_focus_where_it_was(serve: Serve, visit: Visit) -> None:
    server = serve()
    with server.opened() as study:
        study.memos.add("een")
        mine = study.newest()
    page = visit(server, "/journal", language="en-GB")
    page.locator(f"#back-{mine}").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Take these back")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("form.back")).to_have_count(0)
    expect(page.locator(f"#back-{mine}")).to_be_focused()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_pages_of_the_journal_break_no_rule_also_with_five_dimensions(
    serve: Serve, visit: Visit, worked_on: Path, dark: bool
) -> None:
    server = serve(worked_on, "ann")
    page = visit(server, "/journal", dark=dark)
    for address in ADDRESSES:
        page.goto(server.base + address)
        for width in widths(dark):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(120)
            where = f"{address} at {width}"
            assert violations(page) == [], where
            assert small_targets(page) == [], where
            assert sideways(page) <= 0, where
    page.goto(server.base + "/journal")
    page.locator("tr [data-back]").last.click()
    expect(page.locator("form.back")).to_be_visible()
    for width in (1440, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == []
        assert small_targets(page) == []
        assert sideways(page) <= 0


def test_the_journal_can_be_read_and_printed_without_scripts(serve: Serve, visit: Visit, worked_on: Path) -> None:
    import pypdfium2

    server = serve(worked_on, "ann")
    page = visit(server, "/journal?entry=2")
    context = page.context.browser.new_context(  # type: ignore[union-attr]
        java_script_enabled=False, storage_state=page.context.storage_state(), locale="nl-NL"
    )
    try:
        bare = context.new_page()
        bare.goto(f"{server.base}/journal?entry=2")
        expect(bare.locator("#opened")).to_contain_text("De lamp is stuk.")
        assert bare.locator("[data-back]:visible").count() == 0
    finally:
        context.close()
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    words = " ".join(sheet.get_textpage().get_text_range() for sheet in document)
    assert len(document) <= 3
    assert "De lamp is stuk." in words
    assert "Tonen" not in words
    document.close()
