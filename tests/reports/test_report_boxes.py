"""Vignettes stand in the report as numbered boxes, in each form and each edition, and their quotes are guarded as others are."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document as open_word
from docx.oxml.ns import qn

from spanveld.reports import report_html, report_markdown, word
from spanveld.reports.report_blocks import Box, Document, Heading, Paragraph, Quotation, Span, anchors, plain, targets
from spanveld.reports.report_document import document_of
from spanveld.session import load_study
from spanveld.session.report import report_of
from spanveld.views.report_disclosure import QuotesNotCovered
from spanveld.views.report_parts import Profile, Report
from tests.reports.reported import DEMO, demo_document, demo_report, small_report

PROFILES: tuple[Profile, ...] = ("research", "organisation", "public")
TEXT = "De gemeente wil eerst geld zien [P1]. Anderen [sic] zien dat anders [tegen P6].\n\nTweede alinea, met R2."


def boxed(*ties: str, text: str = TEXT, dimension: str = "authorise", consents: str = "") -> Any:
    """Give the small study a vignette with these passages."""

    def change(folder: Path) -> None:
        rows = io.StringIO()
        writer = csv.writer(rows, lineterminator="\n")
        writer.writerow(["vignette", "sub_case", "dimension", "position", "title", "text"])
        writer.writerow(["V1", "east", dimension, 1, "geld voor R1", text])
        (folder / "vignettes.csv").write_text(rows.getvalue(), encoding="utf-8")
        inside = "".join(
            f"V1,{name},{place},{note}\n" for place, (name, _, note) in enumerate(t.partition(":") for t in ties)
        )
        (folder / "vignette_passages.csv").write_text(f"vignette,passage,position,note\n{inside}", encoding="utf-8")
        (folder / "consents.csv").write_text(f"participant,version,quote\n{consents}", encoding="utf-8")

    return change


def boxes(document: Document) -> list[Box]:
    return [block for block in document.blocks if isinstance(block, Box)]


def everything(report: Report, ending: str = "md") -> str:
    return report_markdown.render(document_of(report))


# ---------------------------------------------------------------------- where they stand
def test_the_boxes_of_a_dimension_stand_between_its_table_and_its_passages() -> None:
    document = demo_document()
    headings = [
        (block.text, place)
        for place, block in enumerate(document.blocks)
        if isinstance(block, Heading) and block.level <= 2
    ]
    places = [place for place, block in enumerate(document.blocks) if isinstance(block, Box)]
    before = [[text for text, at in headings if at < place][-2:] for place in places]
    assert before == [["Waar het staat", "Voorbeelden"]] * 3
    after = [next(text for text, at in headings if at > place) for place in places]
    assert after == ["De passages achter de bevindingen"] * 3


def test_boxes_are_headed_by_their_number_and_title() -> None:
    assert [(box.anchor, box.title) for box in boxes(demo_document())] == [
        ("vignette:1a", "Voorbeeld 1a: wie betaalt het hoogwater"),
        ("vignette:1b", "Voorbeeld 1b: wie betaalt het hoogwater"),
        ("vignette:2a", "Voorbeeld 2a: rook in het portaal"),
    ]


def test_a_box_about_no_dimension_has_a_chapter_of_its_own(tmp_path: Path) -> None:
    document = document_of(small_report(tmp_path, boxed("P2", dimension="")))
    chapters = [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1]
    assert "Voorbeelden" in chapters
    assert [box.title for box in boxes(document)] == ["Voorbeeld 1a: geld voor R1"]


def test_a_study_without_vignettes_has_no_part_for_them(tmp_path: Path) -> None:
    document = document_of(small_report(tmp_path))
    assert boxes(document) == []
    assert not [block for block in document.blocks if isinstance(block, Heading) and block.text == "Voorbeelden"]


def test_a_dimension_without_findings_still_shows_its_boxes(tmp_path: Path) -> None:
    report = small_report(tmp_path, boxed("P2", dimension="quiet"))
    assert [box.number for section in report.sections if section.dimension == "quiet" for box in section.boxes] == [
        "1a"
    ]
    assert len(boxes(document_of(report))) == 1


@pytest.mark.parametrize(
    ("filters", "told"),
    [
        ({"dimension": "authorise"}, ["1a", "1b"]),
        ({"dimension": "perform"}, []),
        ({"sub_case": "ZV"}, ["2a"]),
        ({"wave": "2025"}, ["1a", "1b", "2a"]),
    ],
)
def test_a_report_of_a_part_has_the_boxes_of_that_part_under_their_own_numbers(
    tmp_path: Path, filters: dict[str, str], told: list[str]
) -> None:
    with load_study(tmp_path / "demo.spanveld", DEMO).study as study:
        report = report_of(study, filters=filters)
    document = document_of(report)
    assert [box.anchor.removeprefix("vignette:") for box in boxes(document)] == told
    assert set(targets(document)) <= set(anchors(document))
    if "wave" in filters:
        assert [tied.passage for section in report.sections for box in section.boxes for tied in box.tied] == ["p127"]


# ---------------------------------------------------------------------- what stands in them
def test_citations_in_the_text_become_voices_that_lead_to_the_passage(tmp_path: Path) -> None:
    (box,) = boxes(document_of(small_report(tmp_path, boxed("P2"))))
    about, first, second, quote = box.content
    assert isinstance(about, Paragraph)
    assert isinstance(first, Paragraph)
    assert isinstance(second, Paragraph)
    assert plain(about.spans) == "Oost"
    assert plain(first.spans) == (
        "De gemeente wil eerst geld zien [R1]. Anderen [sic] zien dat anders [tegen: veldnotities]."
    )
    assert [span.target for span in first.spans if span.target] == ["passage:P1", "passage:P6"]
    assert plain(second.spans) == "Tweede alinea, met R2."
    assert isinstance(quote, Quotation)
    assert (quote.anchor, quote.quote) == ("boxed:1a:P2", "Daar komen we elke keer op terug.")


def test_a_passage_that_no_finding_cites_stands_in_the_appendix_and_leads_back_to_its_box(tmp_path: Path) -> None:
    def without_evidence(folder: Path) -> None:
        boxed("P4:Let op", text="Zie [P2].")(folder)
        (folder / "evidence.csv").unlink()

    document = document_of(small_report(tmp_path, without_evidence))
    entries = {block.anchor: block for block in document.blocks if isinstance(block, Quotation) and not block.stance}
    assert list(entries) == ["passage:P2", "passage:P4"]
    for entry in entries.values():
        assert Span("1a", "vignette:1a") in entry.notes[-1]
    (box,) = boxes(document)
    quote = box.content[-1]
    assert isinstance(quote, Quotation)
    assert plain(quote.head) == "P4  R2, Nacht  voorzichtig"
    assert [plain(note) for note in quote.notes] == ["Let op"]


@pytest.mark.parametrize("profile", PROFILES)
def test_every_link_in_a_box_leads_somewhere(profile: Profile) -> None:
    document = demo_document(profile)
    inside = [block for block in document.blocks if isinstance(block, Box)]
    alone = replace(document, blocks=tuple(inside))
    assert len(targets(alone)) >= 9
    assert set(targets(alone)) <= set(anchors(document))
    assert set(anchors(alone)) <= set(anchors(document))


# ---------------------------------------------------------------------- for whom
@pytest.mark.parametrize("profile", ["organisation", "public"])
def test_a_quote_in_a_box_needs_the_consent_of_who_spoke(tmp_path: Path, profile: Profile) -> None:
    def only_box(folder: Path) -> None:
        boxed("P4", text="", consents="R1,1,yes\nR2,1,no\n")(folder)
        (folder / "evidence.csv").unlink()

    with pytest.raises(QuotesNotCovered) as refused:
        small_report(tmp_path, only_box, profile)
    assert refused.value.people == {("R2", "consent to quotes was refused"): 1}


def test_a_passage_that_a_text_only_cites_needs_it_too(tmp_path: Path) -> None:
    def only_cited(folder: Path) -> None:
        boxed(text="Zie [P4].", consents="R1,1,yes\nR2,1,no\n")(folder)
        (folder / "evidence.csv").unlink()

    with pytest.raises(QuotesNotCovered):
        small_report(tmp_path, only_cited, "public")


def test_words_that_are_left_out_are_left_out_of_the_researchers_text_too(tmp_path: Path) -> None:
    said = "Het licht in de zaal is goed genoeg om te lezen"
    change = boxed("P5:Hij zei: " + said, text=f"Er is gezegd: {said}. Dat is al.", consents="R1,1,yes\nR2,1,no\n")
    told = everything(small_report(tmp_path, change, "organisation", leave_out_quotes=True))
    assert "goed genoeg om te lezen" not in told
    assert "Er is gezegd: […]. Dat is al." in told.replace("\\", "")
    assert "[citaat niet afgedrukt: geen toestemming]" in told.replace("\\", "")


@pytest.mark.parametrize("profile", ["organisation", "public"])
def test_other_editions_name_role_groups_and_no_respondent(tmp_path: Path, profile: Profile) -> None:
    report = small_report(tmp_path, boxed("P2:Zo zei R1 het", consents="R1,1,yes\nR2,1,yes\n"), profile)
    told = everything(report)
    assert re.findall(r"(?<!\w)R[12](?!\w)", told) == []
    (box,) = boxes(document_of(report))
    first = box.content[1]
    assert isinstance(first, Paragraph)
    assert plain(first.spans).startswith("De gemeente wil eerst geld zien [respondenten].")
    assert box.title == "Voorbeeld 1a: geld voor [respondent]"
    assert not [part for part in box.content if isinstance(part, Quotation) and part.notes]


def test_the_same_boxes_stand_in_every_edition_of_the_demo() -> None:
    told = [[box.number for section in demo_report(profile).sections for box in section.boxes] for profile in PROFILES]
    assert told == [["1a", "1b", "2a"]] * 3


# ---------------------------------------------------------------------- the forms
def test_in_html_a_box_is_a_region_with_its_title() -> None:
    page = report_html.render(demo_document())
    assert page.count('<section class="box"') == 3
    assert '<h4 id="title:vignette:1a">Voorbeeld 1a: wie betaalt het hoogwater</h4>' in page


def test_in_word_a_box_is_drawn_by_styles_that_share_their_lines_and_indents() -> None:
    body = open_word(io.BytesIO(word.render(demo_document()))).element
    styles = open_word(io.BytesIO(word.render(demo_document()))).styles
    drawn = set()
    for name in ("Box Title", "Box About", "Box Text", "Box Quote", "Box Note"):
        properties = styles[name].element.find(qn("w:pPr"))
        border, indent = properties.find(qn("w:pBdr")), properties.find(qn("w:ind"))
        sides = tuple((side.tag, *sorted(side.attrib.items())) for side in border)
        drawn.add((sides, tuple(sorted(indent.attrib.items())), properties.find(qn("w:shd")).get(qn("w:fill"))))
    assert len(drawn) == 1
    assert len(next(iter(drawn))[0]) == 4
    used = [item.get(qn("w:val")) for item in body.iter(qn("w:pStyle"))]
    assert used.count("BoxTitle") == used.count("AfterBox") == 3
    assert used.count("BoxQuote") == 9


def test_every_quote_of_the_report_stands_in_the_markdown_and_every_link_has_its_place() -> None:
    text = report_markdown.render(demo_document())
    places = re.findall(r'<a id="([^"]+)"></a>', text)
    assert len(places) == len(set(places))
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= set(places)
    assert text.count('\n> <a id="vignette:') == 3
    shown = re.sub(r"[\\> \n]+", "", text)
    for block in demo_document().blocks:
        if isinstance(block, Quotation):
            assert re.sub(r"[\\> \n]+", "", block.quote) in shown


def test_nothing_of_a_study_is_read_as_markdown() -> None:
    odd = "*niet* <b>vet</b> [zo](x) | `nee` # kop\n- geen punt\n1. geen lijst"
    quote = Quotation("passage:p", (Span("p"),), odd)
    heading = Heading(1, "# <i>x</i>", "section:x", "1")
    document = replace(demo_document(), title="a|b", blocks=(heading, Paragraph((Span(" a*b "), Span("c"))), quote))
    text = report_markdown.render(document)
    assert re.findall("<[bi]>", text) == []
    assert r"> \- geen punt" in text
    assert r"> 1\. geen lijst" in text
    assert "a\\*b c" in text
