"""Rules of the game and expectations, before a person: from a proposition to a decision by plain forms, and the rules of pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from spanveld.model.records import FindingLink, RuleStrain
from tests.browser.conftest import Serve, Visit
from tests.browser.pages import check, widths

HOUSE = "governance-tensions"
PAGES = ("/rules", "/rules?view=between", f"/rules/point?at={HOUSE}%3AA1", "/expectations")


def a_pain_point(study: object) -> str:
    """A finding of the demo of a kind that says where it chafes."""
    matrix = study.rules.matrix()  # type: ignore[attr-defined]
    return str(next(point.pain_point for point in matrix.points if point.possible is None))


def test_from_a_proposition_to_a_decision_with_passages(serve: Serve, visit: Visit, unjudged: Path) -> None:
    server = serve(unjudged)
    with server.opened() as study:
        name = a_pain_point(study)
        other = next(one.finding for one in study.expectations().findings if one.finding != name)
        passage = study.expectations().findings[0].passages[0].passage
    page = visit(server, "/rules")
    page.locator("table.rules tbody tr.expected th a").first.click()
    expect(page).to_have_url(re.compile(r"/rules/point\?at=governance-tensions%3AA1"))

    page.locator("section", has_text="Gevonden in deze casus").locator('select[name="finding"]').select_option(name)
    page.get_by_role("button", name=re.compile("een bevinding die dit pijnpunt is", re.IGNORECASE)).click()
    expect(page.locator(".finding .name").first).to_have_text(name)
    page.locator("section[aria-labelledby=handled-title] select[name=finding]").select_option(other)
    page.get_by_role("button", name=re.compile("een bevinding die erop reageert", re.IGNORECASE)).click()
    expect(page.locator("section[aria-labelledby=handled-title] .name", has_text=other)).to_have_count(1)

    proposals = page.locator("section.strain.proposed")
    count = proposals.count()
    assert count == 3
    expect(proposals.first.locator(".word")).to_contain_text("propositie L01")
    page.get_by_role("button", name=re.compile("^Bevestigen")).first.click()
    expect(page.locator("section.strain.confirmed .word")).to_have_text("propositie L01, bevestigd")

    changing = page.locator("section.strain.proposed").first
    changing.locator("summary").click()
    changing.locator('textarea[name="handled"]').fill("Praten.")
    changing.locator('input[name="passages"]').fill(passage)
    changing.locator('select[name="rule"]').select_option(f"{HOUSE}:trust")
    changing.locator("label.check", has_text="grondregels aanpassen").click()
    changing.get_by_role("button", name="Bewaren").click()
    expect(page.locator("section.strain.changed .word")).to_have_text("propositie L02, gewijzigd")
    expect(page.locator("section.strain.changed .evidence")).to_contain_text(passage)

    with server.opened() as study:
        content = study.content()
        ties = {(link.from_, link.relation, link.to) for link in content.of(FindingLink)}
        assert {(name, "matches", f"{HOUSE}:A1"), (other, "responds_to", name)} <= ties
        made = {one.link: one for one in content.of(RuleStrain)}
        assert made[f"{HOUSE}:L01"].decision == "confirmed"
        assert (made[f"{HOUSE}:L02"].rule, made[f"{HOUSE}:L02"].handled) == (f"{HOUSE}:trust", "Praten.")
        assert f"{HOUSE}:adjust_ground_rules" in made[f"{HOUSE}:L02"].handlings

    page.goto(server.base + "/rules")
    row = page.locator("table.rules tr.found", has=page.locator(f"text={name}"))
    expect(row.locator("td.confirmed a")).to_have_count(1)
    row.locator("td.changed a").click()
    expect(page).to_have_url(re.compile("#rule-"))


def test_a_finding_against_a_proposition_and_one_that_was_expected_after_all(
    serve: Serve, visit: Visit, unjudged: Path
) -> None:
    server = serve(unjudged)
    with server.opened() as study:
        name = a_pain_point(study)
        before = study.expectations()
    page = visit(server, "/expectations")
    first = page.locator("#propositions .point").first
    first.locator("summary", has_text="Een bevinding verbinden").click()
    first.locator('select[name="finding"]').select_option(name)
    first.locator('select[name="relation"]').select_option(label="spreekt ertegen")
    first.get_by_role("button", name=re.compile("^Verband leggen")).click()
    expect(page.locator("#propositions .side.against .name")).to_have_text(name)
    expect(page.locator("#propositions .outcome").first).to_have_text("bevindingen ertegen, geen ervoor")

    expected = page.locator("#unexpected .point", has_text=name).first
    expected.locator("summary", has_text="Toch verwacht").click()
    expected.locator('select[name="to"]').select_option(f"{HOUSE}:A2")
    expected.get_by_role("button", name=re.compile("^Verband leggen")).click()
    expect(page.locator("#found .name")).to_have_text(name)
    with server.opened() as study:
        after = study.expectations()
    assert len(after.unexpected) == len(before.unexpected) - 1
    assert len(after.not_found) == len(before.not_found) - 1


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_pages_keep_the_rules(serve: Serve, visit: Visit, dark: bool, unjudged: Path) -> None:
    server = serve(unjudged)
    with server.opened() as study:
        name = a_pain_point(study)
        tensions = list(study.expectations().findings)
        other = next(one for one in tensions if one.dimension != tensions[0].dimension)
        study.findings.link(tensions[0].finding, "reinforces", other.finding)
        study.findings.link(name, "matches", f"{HOUSE}:A1")
        study.rules.decide("confirmed", link="L01", handled="Praten.", passages=[tensions[0].passages[0].passage])
        study.rules.decide("refused", link="L02", reason="Speelt niet.")
        study.findings.link(name, "weakens", f"{HOUSE}:views_pile_up")
    page = visit(server, dark=dark)
    for address in PAGES:
        page.goto(server.base + address)
        page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        for width in widths(dark):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(150)
            check(page, f"{address} at {width}")


def test_the_pages_keep_the_rules_with_five_dimensions(serve: Serve, visit: Visit, many_dimensions: Path) -> None:
    server = serve(many_dimensions, "ann")
    page = visit(server)
    for address in ("/rules", "/rules?view=between", "/rules/point?at=five-dimensions%3Adim_corner", "/expectations"):
        page.goto(server.base + address)
        for width in (1440, 320):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(150)
            check(page, f"{address} at {width}")
    page.goto(server.base + "/rules/point?at=five-dimensions%3Adim_corner")
    expect(page.locator(".strain .word")).to_have_text("propositie N1, gewijzigd")


def test_without_scripts_the_same_is_decided(serve: Serve, visit: Visit, browser: object, unjudged: Path) -> None:
    server = serve(unjudged)
    context = browser.new_context(java_script_enabled=False, locale="nl-NL")  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto(server.links[-1])
    page.goto(f"{server.base}/rules/point?at={HOUSE}%3AA2")
    page.get_by_role("button", name=re.compile("^Weigeren")).first.click()
    expect(page.locator("section.strain.refused .word")).to_have_text("propositie L04, geweigerd")
    context.close()
    with server.opened() as study:
        assert [one.decision for one in study.content().of(RuleStrain)] == ["refused"]


def test_print_shows_the_matrix_and_no_forms(serve: Serve, visit: Visit, unjudged: Path) -> None:
    server = serve(unjudged)
    page = visit(server, "/rules")
    page.emulate_media(media="print")
    expect(page.locator("table.rules")).to_be_visible()
    expect(page.locator("nav.parts")).to_be_hidden()
    page.goto(server.base + "/expectations")
    assert not [form for form in page.locator("form").all() if form.is_visible()]
