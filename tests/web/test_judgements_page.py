"""The judgements as pages: what people placed where, for and against in view, everything of the drawing in a table, nothing of a seal."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from spanveld.views.judgement_words import place_of, said_of, signed
from spanveld.views.judgements import Mark
from tests.conftest import Addresses
from tests.session.judged import GRADED, SCOPE
from tests.web.doors import House, house
from tests.web.markup import one, read_page, words

SECRET = "Het is donker."


@pytest.fixture
def room(addresses: Addresses) -> Iterator[House]:
    with house(addresses()) as found:
        yield found


def texts(page: LexborHTMLParser, selector: str) -> list[str]:
    return [words(node) for node in page.css(selector)]


def agreed(room: House) -> None:
    """What A1 is agreed on, with something for and something against."""
    room.study.as_("ann").judgements.agree(
        "A1",
        best=-2,
        low=-3,
        high=0,
        tension_strength="visible",
        evidence={"passage:P1": "supports", "finding:F1": "qualifies"},
        **GRADED,
    )


def test_the_overview_draws_each_dimension_and_says_the_same_in_a_table(room: House) -> None:
    agreed(room)
    page = read_page(room, "/judgements")
    lines = {words(one(row, "th")): [words(cell) for cell in row.css("td")] for row in page.css("#judged tbody tr")}
    assert set(lines) == {"Leeszaal · W1", "Leeszaal · West · W2", "Leeszaal · W2"}
    state, place, band, _, grade, marks = lines["Leeszaal · W1"]
    assert state == "discussion, round 1"
    assert place == "−2 (−3 to 0)"
    scale = room.study.judgements.of("A1").scale
    assert band == next(position.band for position in scale.positions if position.at == -2)
    assert grade == next(one.label for one in scale.grades if one.id == "low")
    assert "Ann −1 (−2 to 0)" in marks
    found = room.study.judgements.all()
    drawings = page.css("#judged svg[role=img]")
    assert len(drawings) == len({one.dimension for one in found.assessments} | {one.dimension for one in found.loose})
    assert len(drawings[0].css(".diamond")) == 1
    assert page.css("[style]") == []


def test_an_assessment_leads_from_the_overview_to_its_own_page(room: House) -> None:
    page = read_page(room, "/judgements")
    addresses = [link.attributes["href"] or "" for link in page.css(".judged-lines th a")]
    assert addresses == ["/judgements/A1", "/judgements/A2"]
    for address in addresses:
        own = read_page(room, address)
        assert one(own, '.within a[aria-current="page"]').attributes["href"] == "/judgements"
        assert one(own, '.masthead a[aria-current="true"]').attributes["href"] == "/judgements"


def test_evidence_stands_for_and_against_and_what_nobody_weighed_in_a_third_list(room: House) -> None:
    agreed(room)
    page, view = read_page(room, "/judgements/A1"), room.study.judgements.of("A1")
    listed = {
        name: [item.attributes["id"] for item in page.css(f"{where} .weighed")]
        for name, where in (("for", ".side.for"), ("against", ".side.against"), ("rest", ".items.unweighed"))
    }
    assert listed["for"] == ["weighed-passage-P1"]
    assert listed["against"] == ["weighed-finding-F1"]
    assert len(listed["rest"]) == len(view.not_weighed)
    chip = one(page, ".side.for .weighed a.evidence")
    assert chip.attributes["href"] == "/sources/night#passage-P1"


def test_the_table_holds_every_mark_of_every_part_and_round(room: House) -> None:
    agreed(room)
    page, view = read_page(room, "/judgements/A1"), room.study.judgements.of("A1")
    rows = page.css("#table tbody tr")
    marks = [mark for part in view.parts for mark in (*part.marks, *([part.agreed] if part.agreed else []))]
    assert len(rows) == len(marks) >= 2
    for row, mark in zip(rows, marks, strict=True):
        numbers = [words(cell) for cell in row.css("td.number")]
        assert numbers == [signed(at) or "–" for at in (mark.low, mark.best, mark.high)]
        assert mark.rationale in words(row)
    assert one(page, "tr.agreed")


def test_nothing_of_a_sealed_mark_is_on_anybody_elses_page_or_file(room: House) -> None:
    for address in ("/judgements", "/judgements/A2", "/judgements.json", "/judgements.csv", "/api/judgements/A2"):
        seen = room.client("ben").get(address, headers={"Accept": "*/*"}).text
        assert SECRET not in seen, address
    assert SECRET in room.client("ann").get("/judgements/A2", headers={"Accept": "text/html"}).text
    page = read_page(room, "/judgements/A2", coder="ben")
    assert "mark sealed" in words(one(page, "#standing .assessors"))
    assert "sealed" in words(one(page, "#judged .plot"))
    assert page.css("#judged .plot .tick") == []


def test_the_form_begins_with_ones_own_mark_and_with_nothing_where_there_is_none(room: House) -> None:
    own = read_page(room, "/judgements/A2", coder="ann")
    chosen = {node.attributes["name"]: node.attributes["value"] for node in own.css("#form-mark .rung input[checked]")}
    assert chosen == {"low": "-2", "best": "-1", "high": "0"}
    other = read_page(room, "/judgements/A2", coder="ben")
    assert other.css("#form-mark .rung input[checked]") == []
    assert [node.attributes["value"] for node in other.css('#form-mark input[name="best"]')] == [
        *("-2", "-1", "0", "1", "2")
    ]
    assert other.css('#form-mark [name="grade"]') == []  # this framework has no grades


def test_a_part_is_shown_by_the_address_and_one_that_is_not_there_is_not_found(room: House) -> None:
    page = read_page(room, "/judgements/A1?part=inclusion")
    assert words(one(page, "#title-scale")) == words(one(page, '.parts a[aria-current="page"]'))
    anchors = texts(page, "#positions dd")
    assert len(anchors) == 9
    assert "Zo dus." in anchors[2]
    for address in ("/judgements/A1?part=nowhere", "/judgements/A9"):
        assert room.client("ann").get(address, headers={"Accept": "text/html"}).status_code == 404


def test_what_lacks_for_closing_is_said_and_then_gone(room: House) -> None:
    page = read_page(room, "/judgements/A1")
    said = texts(page, "#open-rules li")
    assert len(said) == len(room.study.judgements.of("A1").open_rules) > 0
    ann = room.study.as_("ann")
    agreed(room)
    for asked in ann.judgements.of("A1").scope:
        if asked.required:
            ann.judgements.scope("A1", asked.question, asked.choices[0].id if asked.choices else "Zo.")
    page = read_page(room, "/judgements/A1")
    assert page.css("#open-rules") == []
    ann.judgements.close("A1")
    page = read_page(room, "/judgements/A1")
    assert page.css("form.mark") == []
    assert one(page, "#reopen")


def test_evidence_that_changed_after_closing_is_told(room: House) -> None:
    test_what_lacks_for_closing_is_said_and_then_gone(room)
    assert read_page(room, "/judgements/A1").css("#stale") == []
    room.study.as_("ann").evidence.add("F1", "P3", "supports")
    page = read_page(room, "/judgements/A1")
    assert len(page.css("#stale li")) == len(room.study.judgements.of("A1").stale) > 0
    assert "its evidence changed since" in words(one(read_page(room, "/judgements"), "#judged"))


def test_a_logged_search_leads_to_what_it_found(room: House) -> None:
    link = one(read_page(room, "/judgements/A1"), "#searching td.number a")
    query = parse_qs(urlsplit(link.attributes["href"] or "").query)["q"][0]
    assert query == "aspect:cold"
    assert link.text() == "0"


def test_the_wave_before_is_drawn_beside_the_one_that_is_judged(room: House) -> None:
    agreed(room)
    ann = room.study.as_("ann")
    name = ann.judgements.open("authorise", case="C", wave="W2", assessors=["ann"], scope=SCOPE)
    page = read_page(room, f"/judgements/{name}")
    assert len(page.css("#judged .plot .ring")) == 1
    assert "W1" in words(one(page, "#judged .plot svg"))
    assert "wave before" in words(one(page, ".legend"))
    assert read_page(room, "/judgements/A1").css("#judged .plot .ring") == []


def test_a_dot_stands_only_where_somebody_pinned_a_passage_that_was_weighed(room: House) -> None:
    agreed(room)
    ann = room.study.as_("ann")
    assert read_page(room, "/judgements/A1").css("#judged .plot .for") == []
    ann.judgements.pin("authorise", -2, "P1")
    ann.judgements.pin("authorise", 1, "P2")
    page = read_page(room, "/judgements/A1")
    assert len(page.css("#judged .plot .for")) == 1  # P2 was pinned, and weighed by nobody
    ann.judgements.link("A1", "passage:P2", "contradicts", agreed=True)
    page = read_page(room, "/judgements/A1")
    assert (len(page.css("#judged .plot .for")), len(page.css("#judged .plot .against"))) == (1, 1)


def test_numbers_beside_the_judgement_are_those_of_the_audit_and_open_their_passages(room: House) -> None:
    agreed(room)
    page = read_page(room, "/judgements/A1")
    found = room.study.audit(assessment="A1", language="en").of("assessment", "A1")
    assert found is not None
    lines = {words(one(line, "dt")): line.css("details") for line in page.css(".numbers > div")}
    for title, shares in (("Voices", found.helpers.voices), ("Sources", found.helpers.sources)):
        assert [words(one(line, "summary")) for line in lines[title]] == [
            f"{share.name} {share.count} of {share.of}" for share in shares
        ]
        for line, share in zip(lines[title], shares, strict=True):
            chips = [chip.attributes["href"] or "" for chip in line.css("a.evidence")]
            assert [address.rpartition("#passage-")[2] for address in chips] == list(share.passages)
    said = texts(page, ".audit-says li > b")
    assert said == [one.sentence for one in found.sentences]


def test_twins_hold_all_marks_and_no_position_between_two(room: House) -> None:
    agreed(room)
    client = room.client("ann")
    answer = client.get("/judgements.json").json()
    assert [line["assessment"] for line in answer["assessments"]] == ["A1", "A2"]
    rows = list(csv.DictReader(io.StringIO(client.get("/judgements.csv").text.lstrip("\ufeff"))))
    places = [row[name] for row in rows for name in row if name.lower() in ("lowest", "best", "highest")]
    assert any(places)
    assert all("." not in place and "," not in place for place in places)
    second = client.get("/judgements.csv?sheet=assessments").text
    assert "A2" in second
    assert client.get("/judgements.xlsx").content[:2] == b"PK"


def test_reading_needs_no_script_and_what_needs_one_is_gone_without(room: House) -> None:
    page = read_page(room, "/judgements/A1")
    for control in page.css("main form, main button"):
        around = [control]
        while around[-1].parent is not None:
            around.append(around[-1].parent)
        hidden = "needs-js" in " ".join(node.attributes.get("class") or "" for node in around)
        assert hidden, control.html
    assert "reading and printing work without" in words(one(page, "#marking .no-js"))


@pytest.mark.parametrize("address", ["/judgements", "/judgements/A1", "/judgements/A2"])
def test_the_pages_speak_dutch_too(room: House, address: str) -> None:
    page = read_page(room, address, language="nl")
    said = words(one(page, "#main"))
    for english in ("Judgement", "Assessor", "sealed", "round", "Evidence"):
        assert english not in said


def mark(**values: Any) -> Mark:
    about = ("assessor", "name", "role", "affiliation", "round", "sub_dimension")
    return Mark(**{**dict.fromkeys(about, ""), **values})


def test_a_position_is_written_with_its_sign_and_its_interval() -> None:
    def same(message: str) -> str:
        return message

    assert place_of(mark(best=-2, low=-3, high=0), same) == "−2 (−3 to 0)"
    assert place_of(mark(best=1, low=1, high=1), same) == "+1"
    assert place_of(mark(best=0), same) == "0"
    assert said_of(mark(best=0), same) == ""
    nothing = mark(answer="cannot_judge", answer_label="cannot judge", reason_label="thin", reason_words="one remark")
    assert said_of(nothing, same) == "cannot judge: thin: one remark"
    assert place_of(mark(sealed=True), same) == said_of(mark(sealed=True), same) == "sealed"
