"""The report says where each dimension stands: object and position together, how sure it is, and to whom it tells who judged."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from docx import Document as open_word
from selectolax.lexbor import LexborHTMLParser

from spanveld.model.records import Judgement
from spanveld.reports import report_html, report_markdown, word
from spanveld.reports.report_blocks import Document, anchors, targets
from spanveld.reports.report_document import document_of
from spanveld.session import Study, load_study
from spanveld.session.report import report_of
from spanveld.views.report_parts import PROFILES, Profile, Report
from tests.conftest import Addresses
from tests.session.samples import put, sample
from tests.views.memo_story import SCOPE, judged, judged_demo, unjudged_demo


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    """The demonstration study, judged; an assessor has an employer."""
    with judged_demo(tmp_path_factory.mktemp("balance")) as study:
        study.as_("lotte").coders.edit("bram", affiliation="Bureau Buitenbeen")
        yield study


@pytest.fixture(scope="module")
def reports(told: Study) -> dict[str, Report]:
    return {profile: report_of(told, profile=profile, leave_out_quotes=True) for profile in PROFILES}


def section(text: str, anchor: str) -> str:
    """The Markdown of a part, up to the next heading."""
    begin = text.index(f'<a id="{anchor}"></a>')
    return text[begin : text.index("\n### ", begin)]


def markdown(report: Report, dimension: str) -> str:
    return section(report_markdown.render(document_of(report)), f"balance:{dimension}").replace("\\", "")


def document(report: Report) -> Document:
    return document_of(report)


def test_a_position_is_never_printed_without_what_there_is_too_little_or_too_much_of(
    reports: dict[str, Report],
) -> None:
    said = markdown(reports["research"], "authorise")
    line = next(line for line in said.splitlines() if "Gezamenlijk oordeel" in line)
    assert "te weinig (sturing vanuit het netwerk), positie −2" in line
    assert "van −3 (duidelijk te weinig) tot −1 (neigt naar te weinig)" in line
    caption = next(line for line in said.splitlines() if "**Tabel" in line)
    assert "te weinig of te veel sturing vanuit het netwerk" in caption


def test_it_says_how_sure_it_is_and_that_the_grade_is_adapted(reports: dict[str, Report]) -> None:
    said = markdown(reports["research"], "authorise")
    assert "**Bewijskracht:** redelijk. Bewerking van GRADE-CERQual" in said
    assert "**Hoe sterk is de spanning voelbaar:** sterk" in said
    assert "**Zorg over toereikendheid:** matig: weinig partners gehoord" in said
    assert "De beoordeling is nog niet afgesloten" in said


def test_the_table_has_the_agreed_place_and_the_interval_of_dimension_and_parts(reports: dict[str, Report]) -> None:
    rows = [line for line in markdown(reports["research"], "authorise").splitlines() if line.startswith("|")]
    head = [cell.strip() for cell in rows[0].strip("|").split("|")]
    assert head[1:] == ["−4", "−3", "−2", "−1", "0", "+1", "+2", "+3", "+4"]
    cells = {row.split("|")[1].strip(): [cell.strip() for cell in row.split("|")[2:-1]] for row in rows[2:]}
    assert cells["**Autoriseren**"] == ["", "–", "◆", "–", "", "", "", "", ""]
    assert cells["**Wie aan tafel zit**"] == ["", "–", "◆", "–", "", "", "", "", ""]
    assert cells["Lotte"] == ["", "–", "◆", "–", "", "", "", "", ""]


def test_a_dimension_that_cannot_be_judged_says_why_and_has_no_place(reports: dict[str, Report]) -> None:
    said = markdown(reports["research"], "perform")
    assert "geen oordeel mogelijk (te weinig of te vage passages: alleen losse opmerkingen)" in said
    assert "◆ |" not in said


def test_law_stands_beside_choice_and_scope_and_the_audit_speaks(reports: dict[str, Report]) -> None:
    said = markdown(reports["research"], "authorise")
    assert "**Wat de wet hier vastlegt:** De wet legt het bestuur bij de burgemeesters." in said
    assert "**Wat door gewoonte of keuze vastligt:** De vergaderkalender en de vaste agenda." in said
    assert "het netwerk rond het hoogwater" in said
    assert SCOPE["asked_of_board"] not in said
    assert "van wie niemand is gehoord" in said


def test_who_judged_with_role_and_employer_is_told_to_those_who_do_the_research_alone(
    reports: dict[str, Report],
) -> None:
    said = markdown(reports["research"], "authorise")
    assert "Beoordeeld door Bram (tweede codeur, Bureau Buitenbeen); Lotte (onderzoeker)." in said.replace(
        "Lotte (onderzoeker); Bram (tweede codeur, Bureau Buitenbeen)",
        "Bram (tweede codeur, Bureau Buitenbeen); Lotte (onderzoeker)",
    )
    for profile in ("organisation", "public"):
        for dimension in ("authorise", "perform", "flexibilise"):
            other = markdown(reports[profile], dimension)
            assert "Bram" not in other
            assert "Lotte" not in other
            assert "Buitenbeen" not in other
        assert "Beoordeeld door 2 mensen." in markdown(reports[profile], "authorise")
        assert "◆" in markdown(reports[profile], "authorise")


@pytest.mark.parametrize("profile", PROFILES)
def test_the_forms_hold_the_same_and_every_link_leads_somewhere(reports: dict[str, Report], profile: Profile) -> None:
    made = document(reports[profile])
    assert set(targets(made)) <= set(anchors(made))
    page = LexborHTMLParser(report_html.render(made))
    drawings = page.css(".drawn svg[role=img]")
    assert len(drawings) == 3
    assert drawings[0].attributes["aria-label"] == "Autoriseren: te weinig of te veel sturing vanuit het netwerk"
    written = open_word(io.BytesIO(word.render(made)))
    assert (
        sum(
            "Waar het staat" in paragraph.text and paragraph.style.name == "Heading 2"
            for paragraph in written.paragraphs
        )
        == 3
    )
    tables = [table for table in written.tables if "−4" in [cell.text for cell in table.rows[0].cells]]
    assert len(tables) == 3
    assert "◆" in [cell.text for cell in tables[0].rows[1].cells]


def test_a_sealed_round_is_never_shown_and_is_said_to_be_open(tmp_path_factory: pytest.TempPathFactory) -> None:
    with load_study(tmp_path_factory.mktemp("sealed") / "s.spanveld", unjudged_demo()).study as given:
        study = given.as_("lotte")
        name = study.judgements.open("authorise", case="VRZ", assessors=("lotte", "bram"), scope=SCOPE)
        study.judgements.start(name)
        study.judgements.mark(name, best=3, low=3, high=4, rationale="verzegelde woorden")
        report = report_of(study)
        said = markdown(report, "authorise")
        assert "blinde ronde" in said
        assert "◆" not in said
        assert "verzegelde woorden" not in report_markdown.render(document(report))


def test_one_assessor_is_said_with_the_offer_of_a_second_reading(tmp_path_factory: pytest.TempPathFactory) -> None:
    with load_study(tmp_path_factory.mktemp("one") / "o.spanveld", unjudged_demo()).study as given:
        study = given.as_("lotte")
        values = {"answer": "not_applicable", "reason": "niet van toepassing", "rationale": "Zo is het."}
        judged(study, "perform", values, case="VRZ", assessors=("lotte",))
        said = markdown(report_of(study, profile="public", leave_out_quotes=True), "perform")
        assert "Eén persoon heeft dit beoordeeld" in said
        assert "na ten minste 14 dagen nog eens lezen, als tweede lezing" in said


def test_a_dimension_that_nobody_judged_has_no_such_part() -> None:
    from tests.reports.reported import report_of_folder

    assert not any(anchor.startswith("balance:") for anchor in anchors(document_of(report_of_folder(unjudged_demo()))))


def test_another_scale_is_drawn_by_its_own_places_without_a_grade(files: Addresses) -> None:
    from dataclasses import replace

    given = sample()
    judgement = Judgement("C", "", "W1", "light", "", "ann", "agreed", 1, 0, 2, agreed=True, rationale="Te fel.")
    content = replace(given, records={**given.records, "judgement": (judgement,), "judgement_evidence": ()})
    with put(files(), content) as study:
        said = markdown(report_of(study), "light")
    assert "te veel (aandacht voor lezers), positie +1" in said
    assert "| −2 | −1 | 0 | +1 | +2 |" in said
    assert "Bewijskracht" not in said
    assert "CERQual" not in said
