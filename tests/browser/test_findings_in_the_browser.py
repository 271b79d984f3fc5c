"""From a coded text to findings, and back to the text, as a person does it in the browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from spanveld.model.records import Evidence, Finding
from tests.browser.conftest import Serve, Server, Visit
from tests.browser.pages import check, widths
from tests.session.samples import assert_sound

UNSENT_NONE = "() => !Object.keys(localStorage).some((name) => name.startsWith('spanveld:unsent:'))"
PAGES = (
    "/findings",
    "/findings?dimension=perform&open=P.P1",
    "/findings/tray",
    "/findings/tray?words=water",
    "/findings/examples?add=p047",
)


class Keys:
    """Keys pressed on a page, counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.count += 1


def sent(page: Page) -> None:
    page.wait_for_function(UNSENT_NONE)


def ties(server: Server) -> dict[tuple[str, str], str]:
    with server.opened() as study:
        return {(tie.finding, tie.passage): tie.stance for tie in study.content().of(Evidence)}


def on_passage(page: Page, passage: str) -> None:
    page.wait_for_selector(f"[data-field='tab-{passage}'][aria-pressed=true]")
    page.locator("#text").focus()


def test_two_keys_take_a_passage_to_the_finding_used_last_and_z_takes_it_back(serve: Serve, visit: Visit) -> None:
    server = serve()
    page = visit(server, "/sources/R1#passage-p047")
    on_passage(page, "p047")
    before = ties(server)
    keys = Keys(page)
    keys.press("f", "Enter")
    assert keys.count == 2
    expect(page.locator(".dock")).to_contain_text("bevindingen: 1")
    expect(page.locator("#text")).to_be_focused()
    sent(page)
    (new,) = set(ties(server)) - set(before)
    assert new[1] == "p047"
    assert ties(server)[new] == "supports"
    page.keyboard.press("Enter")
    link = page.locator(".finding-links a").first
    expect(link).to_have_attribute("href", f"/findings?dimension=authorise&open={new[0]}#finding-{new[0]}")
    page.keyboard.press("z")
    expect(page.locator(".finding-links a")).to_have_count(0)
    sent(page)
    assert ties(server) == before
    with server.opened() as study:
        assert_sound(study)


def test_the_finding_used_last_comes_first_for_the_next_passage_of_its_dimension(serve: Serve, visit: Visit) -> None:
    server = serve()
    page = visit(server, "/sources/R1#passage-p047")
    on_passage(page, "p047")
    page.keyboard.press("f")
    page.keyboard.type("gemeenteraden voorbereiding")
    expect(page.locator("dialog[open] [aria-selected=true]")).to_contain_text("A.B")
    page.keyboard.press("Enter")
    sent(page)
    page.goto(f"{server.base}/sources/R1#passage-p049")
    on_passage(page, "p049")
    page.keyboard.press("f")
    expect(page.locator("dialog[open] [aria-selected=true]")).to_contain_text("A.B")
    page.keyboard.press("Escape")
    expect(page.locator("#text")).to_be_focused()


def test_a_finding_made_from_the_text_with_contrary_evidence_changes_board_and_table(
    serve: Serve, visit: Visit
) -> None:
    server = serve()
    page = visit(server, "/sources/R1#passage-p047")
    on_passage(page, "p047")
    statement = "Wie twee petten draagt, zegt dat in de winkel"
    page.keyboard.press("f")
    page.keyboard.type(statement)
    page.keyboard.press("Enter")
    sent(page)
    page.goto(f"{server.base}/sources/R1#passage-p048")
    on_passage(page, "p048")
    page.keyboard.press("f")
    page.keyboard.type("petten winkel")
    expect(page.locator("dialog[open] [aria-selected=true]")).to_contain_text(statement)
    page.keyboard.press("Shift+Enter")
    sent(page)
    with server.opened() as study:
        made = next(one for one in study.content().of(Finding) if one.statement == statement)
        row = next(
            row for table in study.table(with_passages=True).tables for row in table.rows if row.finding == made.finding
        )
        assert made.dimension == "authorise"
        told = {stance: [one.passage for one in its.quoted] for stance, its in row.stances.items()}
        assert told == {"supports": ["p047"], "qualifies": [], "contradicts": ["p048"]}
    page.goto(f"{server.base}/findings?open={made.finding}")
    card = page.locator(f"#finding-{made.finding}")
    expect(card.locator(".statement")).to_have_text(statement)
    expect(card.locator(".evidence")).to_have_text(["R1 p047", "tegen: R1 p048"])
    page.goto(f"{server.base}/tables")
    expect(page.locator("#tables")).to_contain_text(statement)


def test_a_tie_made_without_a_connection_is_sent_when_it_is_back(serve: Serve, visit: Visit) -> None:
    server = serve()
    page = visit(server, "/sources/R1#passage-p047")
    on_passage(page, "p047")
    page.keyboard.press("f")
    expect(page.locator("dialog[open] [role=option]").first).to_be_visible()
    page.keyboard.press("Escape")
    before = ties(server)
    page.context.set_offline(True)
    page.keyboard.press("f")
    page.keyboard.press("Enter")
    expect(page.locator(".dock")).to_contain_text("bevindingen: 1")
    page.context.set_offline(False)
    sent(page)
    assert len(ties(server)) == len(before) + 1


def test_a_chip_opens_its_passage_in_the_text_and_back_returns_to_the_open_card(serve: Serve, visit: Visit) -> None:
    server = serve()
    page = visit(server, "/findings?dimension=flexibilise")
    page.locator("#open-F\\.P3").click()
    expect(page.locator("#finding-F\\.P3 .quotes li")).not_to_have_count(0)
    expect(page.locator("#open-F\\.P3")).to_be_focused()
    assert "open=F.P3" in page.url
    chip = page.locator("#finding-F\\.P3 .evidence").nth(3)
    passage = (chip.locator(".vh").text_content() or "").strip()
    words = (page.locator("#finding-F\\.P3 q").nth(3).text_content() or "").split()[:4]
    chip.scroll_into_view_if_needed()
    page.wait_for_timeout(100)
    at = page.evaluate("() => scrollY")
    chip.click()
    page.wait_for_url(f"**/sources/*#passage-{passage}")
    page.wait_for_selector(f"[data-field='tab-{passage}'][aria-pressed=true]")
    expect(page.locator("#live")).to_contain_text(" ".join(words))
    page.go_back()
    expect(page.locator("#finding-F\\.P3 .quotes li")).not_to_have_count(0)
    assert "open=F.P3" in page.url
    page.wait_for_function("(at) => Math.abs(scrollY - at) < 60", arg=at)


def order(page: Page) -> list[str]:
    return page.locator("#kind-pain_point li.finding").evaluate_all("(all) => all.map((one) => one.dataset.id)")


def test_findings_are_put_in_order_by_keys_alone_and_undone(serve: Serve, visit: Visit) -> None:
    server = serve()
    page = visit(server, "/findings?dimension=authorise")
    assert order(page) == ["A.P1", "A.P2", "A.P3", "A.P4"]
    page.locator("#up-A\\.P3").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#live")).to_contain_text("A.P3")
    expect(page.locator("#up-A\\.P3")).to_be_focused()
    assert order(page) == ["A.P1", "A.P3", "A.P2", "A.P4"]
    page.keyboard.press("Alt+ArrowUp")
    page.wait_for_function("() => document.querySelector('#kind-pain_point li.finding').dataset.id === 'A.P3'")
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("#live")).to_contain_text("al vooraan")
    page.keyboard.press("Alt+ArrowDown")
    page.wait_for_function("() => document.querySelector('#kind-pain_point li.finding').dataset.id === 'A.P1'")
    with server.opened() as study:
        rows = next(one for one in study.table().tables if one.dimension.dimension == "authorise").rows
        assert [row.finding for row in rows if row.kind == "pain_point"] == ["A.P1", "A.P3", "A.P2", "A.P4"]
    page.locator("#undo").click()
    expect(page.locator("#live")).to_contain_text("Ongedaan gemaakt")
    page.reload()
    assert order(page) == ["A.P3", "A.P1", "A.P2", "A.P4"]


def test_a_finding_is_stated_changed_and_removed_on_the_board(serve: Serve, visit: Visit) -> None:
    server = serve()
    page = visit(server, "/findings?dimension=perform")
    page.locator("#add-works").click()
    form = page.locator("form.thing")
    expect(form.get_by_label("Bewering")).to_be_focused()
    page.keyboard.type("Er wordt weer gefloten.")
    form.get_by_label("Aanduiding").fill("P.W9")
    form.get_by_role("button", name="Bewaren").click()
    expect(page.locator("#kind-works #finding-P\\.W9 .statement")).to_have_text("Er wordt weer gefloten.")
    expect(page.locator("#edit-finding-P\\.W9")).to_be_focused()
    page.keyboard.press("Enter")
    form.get_by_label("Spanning").select_option("flexibilise")
    form.get_by_role("button", name="Bewaren").click()
    expect(page.locator("#finding-P\\.W9")).to_have_count(0)
    page.goto(f"{server.base}/findings?dimension=flexibilise")
    expect(page.locator("#finding-P\\.W9")).to_have_count(1)
    page.locator("#edit-finding-F\\.P1").click()
    form.get_by_role("button", name="Verwijderen").click()
    expect(form.get_by_role("alert").last).to_contain_text("rusten")
    form.get_by_role("button", name="Toch verwijderen").click()
    expect(page.locator("#finding-F\\.P1")).to_have_count(0)
    page.locator("#undo").click()
    expect(page.locator("#finding-F\\.P1")).to_have_count(1)
    with server.opened() as study:
        assert_sound(study)


def test_a_stance_is_changed_and_a_passage_untied_on_the_board(serve: Serve, visit: Visit) -> None:
    server = serve()
    page = visit(server, "/findings?open=A.P1")
    passage = page.locator("#finding-A\\.P1 .supports .quotes li").first.get_attribute("data-id") or ""
    row = page.locator(f"#finding-A\\.P1 [data-id='{passage}']")
    row.locator("[data-edit]").click()
    form = page.locator("form.thing")
    form.get_by_label("Wat de passage").select_option("contradicts")
    form.get_by_label("Notitie").fill("Bij nader inzien.")
    form.get_by_role("button", name="Bewaren").click()
    expect(page.locator(f"#finding-A\\.P1 .contradicts [data-id='{passage}'] .evidence")).to_have_class(
        "evidence against"
    )
    expect(row.locator(".note-on")).to_have_text("Bij nader inzien.")
    assert ties(server)["A.P1", passage] == "contradicts"
    row.locator("[data-edit]").click()
    form.get_by_role("button", name="Loskoppelen").click()
    expect(row).to_have_count(0)
    assert ("A.P1", passage) not in ties(server)


def test_links_are_made_by_typing_and_taken_away(serve: Serve, visit: Visit) -> None:
    page = visit(serve(), "/findings?open=A.P2")
    card = page.locator("#finding-A\\.P2")
    page.locator("#edit-link-A\\.P2").click()
    page.locator("form.thing select").select_option("reinforces")
    page.locator("form.thing [data-field=to] input").focus()
    expect(page.locator("form.thing [role=option]").first).to_be_visible()
    page.keyboard.type("eigen gemeente")
    expect(page.locator("form.thing [aria-selected=true]")).to_contain_text("A.P1")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(card.locator(".links")).to_contain_text("A.P1")
    card.locator(".links [data-unlink]").first.click()
    expect(card.locator(".links")).to_have_count(0)


def test_passages_of_the_tray_go_to_a_finding_several_at_once(serve: Serve, visit: Visit) -> None:
    server = serve()
    page = visit(server, "/findings/tray?dimension=tension/authorise")
    before = ties(server)
    boxes = page.locator(".tray input[name=passage]")
    names = [boxes.nth(place).get_attribute("value") or "" for place in (0, 2, 3)]
    for name in names:
        page.locator(f"#choose-{name}").check()
    expect(page.locator("#chosen")).to_have_text("Gekozen: 3")
    page.locator("#to").focus()
    page.keyboard.type("verward gedrag")
    page.keyboard.press("Enter")
    page.locator("#stance").select_option("qualifies")
    page.locator("#tie-bar .main").click()
    expect(page.locator("#live")).to_contain_text("A.P4")
    for name in names:
        expect(page.locator(f"#choose-{name}")).to_have_count(0)
    assert {key: ties(server)[key] for key in set(ties(server)) - set(before)} == {
        ("A.P4", name): "qualifies" for name in names
    }
    page.locator("#undo").click()
    expect(page.locator(f"#choose-{names[0]}")).to_have_count(1)
    assert ties(server) == before


def test_passages_go_into_an_example_which_is_put_in_order(serve: Serve, visit: Visit) -> None:
    server = serve()
    page = visit(server, "/findings/tray?source=R1")
    boxes = page.locator(".tray input[name=passage]")
    names = [boxes.nth(place).get_attribute("value") or "" for place in (0, 1)]
    for name in names:
        page.locator(f"#choose-{name}").check()
    page.locator("#to-example").click()
    page.wait_for_url("**/findings/examples?add=*")
    page.locator("#into").focus()
    page.keyboard.type("Op de dijk gestaan")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    box = page.locator("li.box", has_text="Op de dijk gestaan")
    expect(box).to_be_focused()
    expect(box.locator(".quotes > li")).to_have_count(2)
    box.locator("[data-place=up]").nth(1).click()
    expect(page.locator("#live")).to_contain_text(names[1])
    with server.opened() as study:
        made = next(one for one in study.pages.vignettes().vignettes if one.title == "Op de dijk gestaan")
        assert [one.passage for one in made.passages] == [names[1], names[0]]
        assert_sound(study)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_no_page_of_findings_breaks_a_rule(serve: Serve, visit: Visit, dark: bool) -> None:
    server = serve()
    page = visit(server, dark=dark)
    for address in PAGES:
        page.goto(server.base + address)
        for width in widths(dark):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(150)
            check(page, f"{address} at {width}")
    page.goto(f"{server.base}/findings?open=A.P1")
    for button in ("#add-works", "#edit-finding-A\\.P1", "#edit-link-A\\.P1"):
        page.locator(button).click()
        check(page, button)
        page.keyboard.press("Escape")
    page.goto(f"{server.base}/sources/R1#passage-p047")
    on_passage(page, "p047")
    page.keyboard.press("f")
    expect(page.locator("dialog[open] [role=option]").first).to_be_visible()
    check(page, "the dialog")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_five_dimensions_without_kinds_do_as_well(
    serve: Serve, visit: Visit, many_dimensions: Path, dark: bool
) -> None:
    server = serve(many_dimensions, "ann")
    page = visit(server, "/findings?dimension=light&open=F2", dark=dark)
    for address in ("/findings?dimension=light&open=F2", "/findings/tray", "/findings/examples"):
        page.goto(server.base + address)
        for width in widths(dark):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(100)
            check(page, f"{address} at {width}")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{server.base}/sources/night#passage-P3")
    on_passage(page, "P3")
    page.keyboard.press("f")
    page.keyboard.type("Nieuw licht")
    expect(page.locator("dialog[open] [aria-selected=true]")).to_contain_text("Nieuw licht")
    page.keyboard.press("Enter")
    sent(page)
    with server.opened() as study:
        made = next(one for one in study.content().of(Finding) if one.statement == "Nieuw licht")
        assert made.dimension in {one.dimension for one in study.pages.board().dimensions}


def test_the_board_can_be_read_and_opened_without_scripts(serve: Serve, visit: Visit) -> None:
    server = serve()
    page = visit(server, "/findings")
    context = page.context.browser.new_context(  # type: ignore[union-attr]
        java_script_enabled=False, storage_state=page.context.storage_state(), locale="nl-NL"
    )
    try:
        bare = context.new_page()
        bare.goto(f"{server.base}/findings")
        bare.locator("#open-A\\.P1").click()
        expect(bare.locator("#finding-A\\.P1 q").first).to_be_visible()
        expect(bare.locator("#add-works")).to_be_hidden()
        bare.goto(f"{server.base}/findings/tray")
        expect(bare.locator(".tray q").first).to_be_visible()
        expect(bare.locator("#tie-bar")).to_be_hidden()
    finally:
        context.close()
