"""Judging as three people do it, each in a window: blind first, then together; and the rules of pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from spanveld.session import Study, open_study
from spanveld.views.judgements import AssessmentView
from tests.browser.conftest import Serve, Visit
from tests.browser.pages import check, widths

PATIENCE = 20_000
"""Milliseconds that a window gets to hear of something, on a machine with much to do."""
WHO = {"lotte": "Lotte", "bram": "Bram", "noor": "Noor"}
WHY = {"lotte": "Raden bepalen het.", "bram": "Partners wachten af.", "noor": "Niemand vroeg ernaar."}


def prepared(study: Study, dimension: str = "authorise", name: str = "A1") -> None:
    """An assessment by all three whose scope is answered."""
    if "noor" not in {row["coder"] for row in study.pages.things("coder")}:
        study.coders.add("noor", name="Noor")
    study.judgements.open(dimension, case="VRZ", assessors=[*WHO], assessment=name)
    answer_scope(study, name)


def answer_scope(study: Study, name: str) -> None:
    for asked in study.judgements.of(name).scope:
        if asked.required:
            study.judgements.scope(name, asked.question, asked.choices[0].id if asked.choices else "De Waterwet.")


def seen(study: Study, name: str = "A1") -> AssessmentView:
    return study.judgements.of(name)


def rung(page: Page, form: str, row: str) -> Locator:
    return page.locator(f"#form-{form} .rung.{row}")


def place(page: Page, form: str, low: int, best: int, high: int) -> None:
    """Choose a place and its interval by keys alone: space takes the first step, arrows go along the scale."""
    for row, at in (("best", best), ("low", low), ("high", high)):
        steps = rung(page, form, row).locator("input")
        chosen = rung(page, form, row).locator("input:checked")
        start = chosen if chosen.count() else steps.first
        start.focus()
        now = int(start.get_attribute("value") or 0)
        if not chosen.count():
            page.keyboard.press("Space")
        for _ in range(abs(at - now)):
            page.keyboard.press("ArrowRight" if at > now else "ArrowLeft")
        expect(rung(page, form, row).locator("input:checked")).to_have_value(str(at))


def graded(page: Page, form: str, grade: str = "moderate") -> None:
    """Fill in what the framework asks beside the place."""
    mark = page.locator(f"#form-{form}")
    mark.locator('input[name="tension_strength"][value="strong"]').check()
    for component in ("method", "coherence", "adequacy", "relevance"):
        mark.locator(f'select[name="{component}.id"]').select_option("minor")
        mark.locator(f'input[name="{component}.words"]').fill("één interviewer")
    mark.locator(f'input[name="grade"][value="{grade}"]').check()


@pytest.fixture(autouse=True)
def _patient() -> Iterator[None]:
    expect.set_options(timeout=PATIENCE)
    yield
    expect.set_options(timeout=5_000)


def test_three_people_judge_blind_then_together(serve: Serve, visit: Visit, unjudged: Path) -> None:
    server = serve(unjudged)
    with server.opened() as study:
        prepared(study)
    pages = {"lotte": visit(server, "/judgements/A1")}
    for who in ("bram", "noor"):
        pages[who] = visit(server, "/judgements/A1", link=server.invite(who))
    pages["lotte"].get_by_role("button", name="De blinde ronde beginnen").click()
    for page in pages.values():
        expect(page.locator(".phases .now")).to_contain_text("blinde ronde")
        expect(page.locator("#form-mark")).to_be_visible()

    place(pages["lotte"], "mark", -4, -3, -2)
    graded(pages["lotte"], "mark")
    place(pages["bram"], "mark", -3, -2, 1)
    graded(pages["bram"], "mark", "low")
    noor = pages["noor"].locator("#form-mark")
    noor.get_by_label("geen oordeel mogelijk").check()
    expect(noor.locator("fieldset.ladder input").first).to_be_disabled()
    noor.locator('select[name="reason.id"]').select_option("not_asked")
    noor.locator('input[name="reason.words"]').fill("Geen enkele vraag.")
    for who, page in pages.items():
        page.locator('#form-mark textarea[name="rationale"]').fill(WHY[who])
    pages["lotte"].locator("#reveal").click()
    pages["lotte"].locator("#reveal-now").click()
    expect(pages["lotte"].locator("#standing .wrong")).to_contain_text("lotte")
    for page in pages.values():
        page.locator("#save-mark").click()
        expect(page.locator("#live")).to_have_text("Uw oordeel is verzegeld.")
    for who, page in pages.items():  # each window heard that the others gave one, and nothing of what
        for other in {*WHO} - {who}:
            row = page.locator("#standing .assessors li", has_text=WHO[other])
            expect(row).to_contain_text("oordeel verzegeld")
            said = page.content() + page.evaluate(
                """async () => (await Promise.all(["/judgements.json", "/judgements.csv", "/api/judgements/A1", "/api/changes?after=0",
                    "/journal", "/judgements"].map(async (one) => (await fetch(one)).text()))).join("")"""
            )
            assert WHY[other] not in said
            assert "Geen enkele vraag." not in said or who == "noor"
        expect(page.locator("#form-mark textarea")).to_have_value(WHY[who])
        expect(page.locator("#judged svg.scale").first).to_contain_text("verzegeld")

    pages["lotte"].locator("#reveal").click()
    pages["lotte"].locator("#reveal-now").click()
    for page in pages.values():  # without loading it anew
        expect(page.locator(".phases .now")).to_contain_text("bespreking")
        for words in WHY.values():
            expect(page.locator("#table")).to_contain_text(words)
        assert page.locator("#judged figure .plot .tick").count() == 2
        expect(page.locator("#judged figure .plot svg")).to_contain_text("geen oordeel mogelijk")

    bram = pages["bram"]
    assert bram.locator("#form-agreed .rung input:checked").count() == 0  # nothing is proposed
    place(bram, "agreed", -3, -3, -2)
    graded(bram, "agreed", "low")
    bram.locator('#form-agreed textarea[name="rationale"]').fill("Samen besproken.")
    bram.locator("#save-agreed").click()
    expect(pages["noor"].locator("#judged figure .plot .diamond")).to_have_count(1)
    close = pages["noor"].locator("#close")
    close.click()
    refused = pages["noor"].locator("#standing .steps .wrong")
    expect(refused).to_be_visible()
    with server.opened() as study:
        assert seen(study).phase == "discussion"
        assert {rule.rule for rule in seen(study).open_rules} == {"contrary", "width"}
    expect(pages["noor"].locator("#open-rules li")).to_have_count(2)

    bram = pages["bram"]
    rung(bram, "agreed", "low").locator('input[value="-4"]').check()
    bram.locator("#save-agreed").click()
    expect(bram.locator("#open-rules li")).to_have_count(1)
    bram.locator("#evidence .unweighed .weighed").first.get_by_role("button", name="nuanceert").click()
    expect(bram.locator("#evidence .side.against .weighed")).to_have_count(1)
    expect(bram.locator("#open-rules")).to_have_count(0)
    expect(pages["noor"].locator("#open-rules")).to_have_count(0)
    pages["noor"].locator("#close").click()
    for page in pages.values():
        expect(page.locator(".phases .now")).to_contain_text("gesloten")
        expect(page.locator("form.mark")).to_have_count(0)
    with server.opened() as study:
        view = seen(study)
        assert [(mark.assessor, mark.round, mark.best) for mark in view.parts[0].marks] == [
            ("bram", "1", -2),
            ("lotte", "1", -3),
            ("noor", "1", None),
        ]
        assert view.agreed is not None
        assert (view.agreed.low, view.agreed.best, view.agreed.high, view.agreed.grade) == (-4, -3, -2, "low")

    lotte = pages["lotte"]
    lotte.get_by_label("Heropenen omdat").fill("Er kwam een gesprek bij.")
    lotte.locator("#reopen").click()
    for page in pages.values():
        expect(page.locator(".phases .now")).to_contain_text("bespreking")
        expect(page.locator("#standing")).to_contain_text("Er kwam een gesprek bij.")


def test_what_somebody_is_filling_in_stays_while_others_change_the_page(
    serve: Serve, visit: Visit, unjudged: Path
) -> None:
    server = serve(unjudged)
    with server.opened() as study:
        prepared(study)
        study.judgements.start("A1")
    page = visit(server, "/judgements/A1")
    place(page, "mark", -2, -1, 0)
    page.locator("#form-mark textarea").fill("Nog niet klaar")
    with open_study(server.study, coder="bram") as other:
        other.judgements.mark("A1", best=1, low=0, high=2)
    expect(page.locator("#standing .assessors li", has_text="Bram")).to_contain_text("verzegeld")
    expect(page.locator("#form-mark textarea")).to_have_value("Nog niet klaar")
    expect(rung(page, "mark", "best").locator("input:checked")).to_have_value("-1")


def test_an_assessment_is_begun_and_its_scope_answered_on_the_page(serve: Serve, visit: Visit, unjudged: Path) -> None:
    server = serve(unjudged)
    page = visit(server, "/judgements")
    page.locator("#add-assessment").click()
    form = page.locator("form.thing")
    form.locator('[data-field="dimension"] select').select_option("perform")
    form.locator('[data-field="case"] select').select_option("VRZ")
    form.locator('[data-field="assessors"] input[value="lotte"]').check()
    form.get_by_role("button", name="Beginnen").click()
    link = page.locator(".judged-lines a")
    expect(link).to_be_focused()
    link.click()
    page.locator("#start").click()
    expect(page.locator("#standing .wrong")).to_be_visible()
    scope = page.locator("dl.scope > div")
    for index in range(scope.count()):
        row = scope.nth(index)
        if not row.locator("dt .of").count():
            continue
        choices = row.locator("select")
        if choices.count():
            choices.select_option(index=1)
        else:
            row.locator('input[name="answer"]').fill("De Waterwet.")
        row.get_by_role("button").click()
        expect(page.locator("#live")).to_have_text("Opgeslagen.")
    page.locator("#start").click()
    expect(page.locator(".phases .now")).to_contain_text("blinde ronde")
    page.locator("#undo").click()
    expect(page.locator(".phases .now")).to_contain_text("in voorbereiding")


def test_a_search_is_logged_and_a_passage_pinned_where_it_stands(serve: Serve, visit: Visit, unjudged: Path) -> None:
    server = serve(unjudged)
    with server.opened() as study:
        prepared(study)
        study.judgements.start("A1")
        for who in WHO:
            study.as_(who).judgements.mark("A1", best=-1, low=-2, high=0)
        study.judgements.reveal("A1")
    page = visit(server, "/judgements/A1")
    page.locator('#searching input[name="query"]').fill('text:"samen"')
    page.locator('#searching input[name="note"]').fill("Dat gaat over iets anders.")
    page.locator("#search-now").click()
    row = page.locator("#searching tbody tr")
    expect(row).to_contain_text("Dat gaat over iets anders.")
    found = int(row.locator("td.number").inner_text())
    with server.opened() as study:
        assert study.find('text:"samen"', limit=0).count == found
    page.locator('#searching input[name="query"]').fill("text:")
    page.locator("#search-now").click()
    expect(page.locator("#searching .wrong")).to_be_visible()

    page.locator('#evidence select[name="stance"]').select_option("contradicts")
    alone = page.locator('#evidence select[name="subject"]').input_value()
    page.locator("#weigh-passage").click()
    expect(page.locator(f"#evidence .side.against #weighed-{alone.replace(':', '-')}")).to_be_visible()

    passage = page.locator('#positions select[name="passage"] option').first.get_attribute("value") or ""
    page.locator('#positions select[name="position"]').select_option("-2")
    page.locator("#pin").click()
    expect(page.locator(".examples .evidence")).to_contain_text(passage)
    page.locator(f"#unpin--2-{passage}").click()
    expect(page.locator(".examples")).to_have_count(0)


def all_phases(study: Study) -> None:
    """One assessment in preparation, one in a blind round, one in discussion, one closed with a wave before."""
    prepared(study, "authorise", "A1")
    study.judgements.open("flexibilise", case="VRZ", assessors=["lotte"], assessment="A2")
    given: dict[str, Any] = {
        "best": -2,
        "low": -4,
        "high": 0,
        "tension_strength": "strong",
        "grade": "low",
        "rationale": "Zo is het.",
    }
    concerns = dict.fromkeys(("method", "coherence", "adequacy", "relevance"), "minor: één interviewer")
    for name, wave in (("B1", "2023"), ("B2", "2025")):
        study.judgements.open("perform", case="VRZ", wave=wave, assessors=["lotte"], assessment=name)
        answer_scope(study, name)
        study.judgements.start(name)
        study.judgements.mark(name, **given, **concerns)
        study.judgements.reveal(name)
        study.judgements.agree(name, **given, **concerns)
        linked = seen(study, name).not_weighed
        for one, stance in zip(linked[:2], ("supports", "contradicts"), strict=False):
            study.judgements.link(name, one.subject, stance, agreed=True)
        if len(linked) < 2:
            study.judgements.log_search(name, 'text:"nergensinhetonderzoek"')
    study.judgements.close("B1")
    study.judgements.start("A1")
    study.judgements.mark("A1", **given)
    part = seen(study, "A1").parts[1].sub_dimension
    study.judgements.mark("A1", part, best=-1, low=-2, high=0)


ADDRESSES = ("/judgements", "/judgements/A1", "/judgements/A2", "/judgements/B1", "/judgements/B2")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_pages_keep_the_rules(serve: Serve, visit: Visit, dark: bool, unjudged: Path) -> None:
    server = serve(unjudged)
    with server.opened() as study:
        all_phases(study)
    page = visit(server, dark=dark)
    for address in ADDRESSES:
        page.goto(server.base + address)
        for width in widths(dark):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(150)
            check(page, f"{address} at {width}")


def test_it_is_read_and_printed_without_scripts(serve: Serve, visit: Visit, tmp_path: Path, unjudged: Path) -> None:
    server = serve(unjudged)
    with server.opened() as study:
        all_phases(study)
    page = visit(server, "/judgements/B1")
    page.emulate_media(media="print")
    for shown in ("#judged .plot .reach", "#judged .plot .diamond", "#table table", "#evidence .side.for .weighed"):
        expect(page.locator(shown).first).to_be_visible()
    for hidden in ("form.mark", ".inline", ".steps", ".parts"):
        assert not any(one.is_visible() for one in page.locator(hidden).all()), hidden
    printed = tmp_path / "judgement.pdf"
    page.pdf(path=str(printed), format="A4")
    assert len(re.findall(rb"/Type\s*/Page[^s]", printed.read_bytes())) <= 5
    page.goto(server.base + "/judgements")
    page.emulate_media(media="print")
    for shown in ("#judged .plot .reach", "#judged table"):
        expect(page.locator(shown).first).to_be_visible()
    assert not page.locator("#add-assessment").is_visible()


def test_a_framework_with_another_scale_is_judged_on_its_own_positions(
    serve: Serve, visit: Visit, many_dimensions: Path
) -> None:
    server = serve(many_dimensions, "ann")
    with server.opened() as study:
        name = study.judgements.open("light", case="C", assessors=["ann"])
        study.judgements.start(name) if "start" in seen(study, name).may else None
    page = visit(server, f"/judgements/{name}", language="en-GB")
    expect(rung(page, "mark", "best").locator("input")).to_have_count(5)
    assert page.locator('#form-mark [name="grade"], #form-mark [name="tension_strength"]').count() == 0
    place(page, "mark", -1, 1, 2)
    page.locator('#form-mark textarea[name="rationale"]').fill("One reads well.")
    page.locator("#save-mark").click()
    expect(page.locator("#live")).to_have_text("Your mark is sealed.")
    page.locator("#reveal").click()
    page.locator("#reveal-now").click()
    expect(page.locator(".phases .now")).to_contain_text("discussion")
    for width in widths(dark=False):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(150)
        check(page, f"five dimensions at {width}")
    with server.opened() as study:
        mark = seen(study, name).parts[0].marks[0]
        assert (mark.low, mark.best, mark.high) == (-1, 1, 2)
