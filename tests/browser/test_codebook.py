"""The codebook in the browser: codes made, ordered, merged, split and removed by a person, two at a time too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from spanveld.formats.framework_file import shipped_named
from spanveld.session import Study, open_study, start_study
from tests.browser.conftest import Serve, Server, Visit
from tests.browser.pages import check, widths
from tests.session.samples import assert_sound, dump
from tests.versions import changed, rename_code

SECONDS = 1000
CODE = "/codebook?code=aspect/bellen"


def told(page: Page, text: str) -> None:
    expect(page.locator("#live")).to_contain_text(text, timeout=10 * SECONDS)


def rows(server: Server) -> Any:
    with server.opened() as study:
        return dump(study)


def line(study: Study, code: str) -> Any:
    return study.pages.codes().code(code)


def carrying(server: Server, code: str) -> list[str]:
    with server.opened() as study:
        found = study.pages.opened_code(code, with_names=True)
        return list(found.names) if found else []


def tab_to(page: Page, selector: str) -> None:
    """Go on by Tab until something has the focus, as one without a mouse does."""
    wanted = page.locator(selector)
    for _ in range(400):
        if wanted.evaluate("(one) => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no Tab leads to {selector}")


def test_two_codes_are_merged_told_beforehand_and_undone(serve: Serve, visit: Visit) -> None:
    server = serve()
    before, moving, staying = rows(server), carrying(server, "aspect/bellen"), carrying(server, "aspect/afstand")
    page = visit(server, CODE)
    page.locator("#open-merge").click()
    page.locator("#merge-into").select_option("aspect/afstand")
    expect(page.locator("#merge-plan")).to_contain_text(f"meegaan: {len(moving)}.")
    assert rows(server) == before
    page.get_by_role("button", name="Samenvoegen", exact=True).last.click()
    told(page, "Samengevoegd: vooraf bellen met afstand.")
    assert set(carrying(server, "aspect/afstand")) == {*moving, *staying}
    expect(page.locator("#opened-title")).to_have_text("afstand")
    expect(page.locator("#go-aspect\\/bellen")).to_have_count(0)
    page.locator("#undo").click()
    told(page, "Ongedaan gemaakt")
    assert rows(server) == before
    expect(page.locator("#go-aspect\\/bellen")).to_have_count(1)


def test_a_code_is_split_over_ten_passages_on_two_pages_in_one_step(serve: Serve, visit: Visit) -> None:
    server = serve()
    with server.opened() as study:
        code = max(
            (one for part in study.pages.codes().layers if part.own for one in part.codes), key=lambda one: one.passages
        )
    assert code.passages > 50
    all_of_it, before = carrying(server, code.code), rows(server)
    chosen = [*all_of_it[:6], *all_of_it[50:54]]
    page = visit(server, f"/codebook?code={code.code}")
    for name in chosen[:6]:
        page.locator(f"#tick-{name}").check()
    page.locator(".pager").first.get_by_role("link", name="Bladzijde 2").click()
    page.wait_for_url("**page=2**")
    for name in chosen[6:]:
        page.locator(f"#tick-{name}").check()
    expect(page.locator("#ticked")).to_have_text("Aangevinkt: 10")
    page.locator("#split-label").fill("Los geknipt")
    page.locator("#send").click()
    told(page, "Passages die nu Los geknipt dragen: 10.")
    assert carrying(server, "aspect/los-geknipt") == chosen
    assert carrying(server, code.code) == [name for name in all_of_it if name not in chosen]
    page.locator("#undo").click()
    told(page, "Ongedaan gemaakt")
    assert rows(server) == before


def test_all_passages_of_a_code_are_ticked_at_once_and_a_known_code_takes_them(serve: Serve, visit: Visit) -> None:
    server = serve()
    moving = carrying(server, "aspect/bellen")
    page = visit(server, CODE)
    page.locator("#tick-page").click()
    expect(page.locator("#ticked")).to_have_text(f"Aangevinkt: {len(moving)}")
    page.locator("#split-to").select_option("aspect/afstand")
    page.locator("#send").click()
    told(page, f"Passages die nu afstand dragen: {len(moving)}.")
    assert set(moving) <= set(carrying(server, "aspect/afstand"))
    assert carrying(server, "aspect/bellen") == []


def test_a_code_is_made_renamed_moved_and_ordered_by_keyboard_alone(serve: Serve, visit: Visit) -> None:
    server = serve()
    page = visit(server, "/codebook")
    tab_to(page, "#add-layer-2 > summary")
    page.keyboard.press("Enter")
    expect(page.locator("#new-layer-2-nl")).to_be_focused()
    page.keyboard.type("Nieuw in het net")
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.type("Wie er net bij is.")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    told(page, "Toegevoegd: Nieuw in het net.")
    expect(page.locator("#opened")).to_be_focused()
    with server.opened() as study:
        made = line(study, "aspect/nieuw-in-het-net")
        assert (made.label_nl, made.definition, made.last) == ("Nieuw in het net", "Wie er net bij is.", True)
    tab_to(page, "#up")
    page.keyboard.press("Enter")
    told(page, "Verplaatst: Nieuw in het net.")
    expect(page.locator("#up")).to_be_focused()
    tab_to(page, "#open-rename")
    page.keyboard.press("Enter")
    expect(page.locator("#edit-nl")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("Nieuwkomers")
    page.keyboard.press("Enter")
    told(page, "Bewaard: Nieuwkomers.")
    expect(page.locator("#open-rename")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#open-move")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#move-below")).to_be_focused()
    page.keyboard.type("aan zet")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    told(page, "Verplaatst: Nieuwkomers.")
    with server.opened() as study:
        made = line(study, "aspect/nieuw-in-het-net")
        assert (made.label, made.parent, made.depth) == ("Nieuwkomers", "aspect/aan_zet", 1)
    page.goto(server.base + "/codebook")
    first = page.locator("a[data-own]").nth(0)
    name = first.text_content()
    first.focus()
    page.keyboard.press("Alt+ArrowDown")
    told(page, f"Verplaatst: {name}.")
    expect(page.locator(":focus")).to_have_text(name or "-")
    with server.opened() as study:
        assert not line(study, "aspect/aan_zet").first
        assert_sound(study)


def test_removing_says_what_rests_on_a_code_and_asks_again(serve: Serve, visit: Visit) -> None:
    server = serve()
    before = rows(server)
    page = visit(server, CODE)
    page.locator("#open-remove").click()
    page.locator("#remove [type=submit]").click()
    expect(page.locator("#remove .ask")).to_contain_text("coderingen (7)")
    assert rows(server) == before
    page.locator("#remove-all").click()
    told(page, "Verwijderd: vooraf bellen.")
    assert carrying(server, "aspect/bellen") == []
    page.locator("#undo").click()
    told(page, "Ongedaan gemaakt")
    assert rows(server) == before


def test_who_codes_with_a_code_that_another_window_merged_codes_with_its_successor(serve: Serve, visit: Visit) -> None:
    server = serve()
    reading = visit(server, "/sources/R3")
    reading.wait_for_timeout(500)
    merging = visit(server, CODE, link=server.invite("bram"))
    # The page that reads hears of nothing for a while: its codebook is an old one.
    reading.route("**/api/events**", lambda route: route.abort())
    reading.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    reading.route("**/api/changes**", lambda route: route.abort())
    merging.locator("#open-merge").click()
    merging.locator("#merge-into").select_option("aspect/afstand")
    merging.get_by_role("button", name="Samenvoegen", exact=True).last.click()
    told(merging, "Samengevoegd")
    reading.locator("#text").focus()
    reading.keyboard.press("ArrowDown")
    reading.keyboard.press("c")
    reading.keyboard.type("vooraf bellen")
    reading.keyboard.press("Enter")
    told(
        reading, "aspect/bellen is door bram samengevoegd met aspect/afstand. In plaats daarvan gecodeerd als afstand."
    )
    with server.opened() as study:
        mine = [
            passage
            for passage in study.pages.reading("R3").passages
            if {"code": "aspect/afstand", "coder": "lotte"} in passage.codes
        ]
        assert line(study, "aspect/bellen") is None
        assert_sound(study)
        assert mine
    reading.keyboard.press("Escape")
    reading.locator("#text").focus()
    reading.keyboard.press("z")
    told(reading, "Ongedaan gemaakt")


def test_the_later_of_two_who_change_a_code_is_told_and_keeps_what_was_typed(serve: Serve, visit: Visit) -> None:
    server = serve()
    page = visit(server, CODE)
    page.locator("#open-rename").click()
    page.locator("#edit-means").fill("Wat ik ervan vind.")
    with server.opened() as study:
        study.as_("bram").codes.rename("aspect/bellen", label_nl="eerst bellen")
    page.locator("#rename [type=submit]").click()
    expect(page.locator("#rename .wrong")).to_contain_text("bram")
    expect(page.locator("#edit-means")).to_have_value("Wat ik ervan vind.")
    expect(page.locator("#opened-title")).to_have_text("eerst bellen")
    page.locator("#edit-nl").fill("eerst bellen")
    page.locator("#rename [type=submit]").click()
    told(page, "Bewaard")
    with server.opened() as study:
        kept = line(study, "aspect/bellen")
        assert (kept.label_nl, kept.definition) == ("eerst bellen", "Wat ik ervan vind.")


def test_the_later_of_two_windows_that_merge_one_code_is_told(serve: Serve, visit: Visit) -> None:
    server = serve()
    mine, theirs = visit(server, CODE), visit(server, CODE, link=server.invite("bram"))
    for page, into in ((mine, "aspect/geld"), (theirs, "aspect/afstand")):
        page.locator("#open-merge").click()
        page.locator("#merge-into").select_option(into)
        expect(page.locator("#merge-plan")).to_contain_text("meegaan: 7.")
    theirs.locator("#merge [type=submit]").click()
    told(theirs, "Samengevoegd")
    after = rows(server)
    mine.locator("#merge [type=submit]").click()
    told(mine, "bram")
    expect(mine.locator("#opened")).to_contain_text("samengevoegd met aspect/afstand")
    assert rows(server) == after


def test_the_codes_are_found_by_words_with_and_without_scripts_and_back_returns(serve: Serve, visit: Visit) -> None:
    server = serve()
    page = visit(server, "/codebook")
    page.locator("#q").fill("dorpsraad")
    expect(page.locator("#tree .code")).to_have_count(1)
    assert "q=dorpsraad" in page.url
    page.locator("#tree .code a").first.click()
    page.wait_for_url("**code=**")
    expect(page.locator("#opened-title")).to_be_visible()
    page.locator(".passages .words").first.click()
    page.wait_for_url("**/sources/**")
    page.go_back()
    expect(page.locator("#opened-title")).to_be_visible()
    page.go_back()
    expect(page.locator("#q")).to_have_value("dorpsraad")
    expect(page.locator("#tree .code")).to_have_count(1)
    bare = page.context.browser.new_context(  # type: ignore[union-attr]
        java_script_enabled=False, storage_state=page.context.storage_state(), locale="nl-NL"
    )
    try:
        plain = bare.new_page()
        plain.goto(f"{server.base}/codebook")
        plain.locator("#q").fill("dorpsraad")
        plain.get_by_role("button", name="Zoek").click()
        expect(plain.locator("#tree .code")).to_have_count(1)
        plain.locator("#tree .code a").first.click()
        expect(plain.locator(".passages li").first).to_be_visible()
        assert plain.locator("#opened form").count() == 0 or not plain.locator("#opened form").first.is_visible()
    finally:
        bare.close()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_codebook_keeps_the_rules_in_every_width_and_light(serve: Serve, visit: Visit, dark: bool) -> None:
    server = serve()
    page = visit(server, dark=dark)
    for address in (
        "/codebook",
        CODE,
        "/codebook?code=tension/authorise",
        "/codebook?code=aspect/no",
        "/codebook/frameworks",
    ):
        page.goto(server.base + address)
        for width in widths(dark):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(150)
            check(page, f"{address} at {width}")
    page.goto(server.base + CODE)
    for opener in ("rename", "move", "merge", "remove"):
        page.locator(f"#open-{opener}").click()
        page.wait_for_timeout(100)
        check(page, opener)


def test_the_codebook_of_five_dimensions_keeps_them_too(serve: Serve, visit: Visit, many_dimensions: Path) -> None:
    server = serve(many_dimensions, "ann")
    page = visit(server, "/codebook?code=quality/light")
    expect(page.locator(".protected")).to_contain_text("raamwerk")
    for width in (1440, 320):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(150)
        check(page, str(width))


def test_a_printed_codebook_has_codes_and_meanings_and_no_controls(serve: Serve, visit: Visit) -> None:
    import pypdfium2

    page = visit(serve(), "/codebook")
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    words = " ".join(sheet.get_textpage().get_text_range() for sheet in document)
    assert "vooraf bellen" in words
    assert "Steun verzamelen" in words
    assert "Code toevoegen" not in words
    assert len(document) <= 8
    document.close()


def test_a_framework_is_adopted_and_that_is_undone(serve: Serve, visit: Visit) -> None:
    server = serve()
    page = visit(server, "/codebook/frameworks")
    page.locator("#adopt-simons-levers").click()
    told(page, "Overgenomen: simons-levers.")
    expect(page.locator("#framework-simons-levers")).to_be_visible()
    page.locator("#undo").click()
    told(page, "Ongedaan gemaakt")
    expect(page.locator("#framework-simons-levers")).to_have_count(0)


def older_study(path: Path) -> Path:
    """A study with an older version of the house's framework, in which a code in use has another name."""
    framework = changed(shipped_named("governance-tensions@1"), "0.9.0", rename_code("stage", "decision", "deciding"))
    start_study(path, coder="ann", title="Oud", language="nl").close()
    with open_study(path, coder="ann") as study:
        study.theory.adopt(framework)
        study.sources.add("S1", text="Wij besluiten dit samen.", kind="interview")
        study.passages.add("S1", 0, 12, codes=["stage/deciding"])
    return path


def test_a_newer_version_is_looked_at_mapped_and_taken(serve: Serve, visit: Visit, tmp_path: Path) -> None:
    server = serve(older_study(tmp_path / "old.spanveld"), "ann")
    page = visit(server, "/codebook/frameworks")
    page.get_by_role("link", name="Kijk wat overgaan doet").click()
    expect(page.locator("#take-title")).to_contain_text("van versie 0.9.0 naar 1.0.0")
    take = page.get_by_role("button", name="Ga over op versie 1.0.0")
    expect(take).to_be_disabled()
    check(page, "preview")
    page.get_by_label("stage/deciding").select_option("stage/decision")
    page.get_by_role("button", name="Kijk wat dit doet").click()
    expect(take).to_be_enabled()
    with server.opened() as study:
        assert study.frameworks()[0].version == "0.9.0"
    take.click()
    told(page, "Overgegaan op: governance-tensions 1.0.0.")
    assert carrying(server, "stage/decision") == ["1"]
    page.locator("#undo").click()
    told(page, "Ongedaan gemaakt")
    assert carrying(server, "stage/deciding") == ["1"]
