"""The matrix of rules of the game and the expectation test, held against what is counted by hand from the study's records."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given

from spanveld.formats.framework_file import shipped_named
from spanveld.language.messages import translator
from spanveld.model import records as r
from spanveld.model.study import StudyContent
from spanveld.session import Study
from spanveld.session.rules_shown import rules_sheets
from spanveld.views.rules_parts import STATES
from tests.conftest import Addresses
from tests.session.samples import put, reading_room, sample
from tests.strategies import studies
from tests.versions import Data, changed

HOUSE = "governance-tensions"
FRAMEWORKS = (shipped_named(f"{HOUSE}@1"), reading_room())
CHAFES = {(HOUSE, "pain_point")}
"""Kinds of findings that say where it chafes, written out by hand."""
HANDLES = {(HOUSE, "handling"), ("five-dimensions", "remedy")}


@pytest.fixture
def study(files: Addresses) -> Iterator[Study]:
    with put(files(), sample(), "ann") as found:
        yield found


def owner_of(dimension: str) -> str:
    """The framework that brings a dimension."""
    name = dimension.rpartition("/")[2]
    return next((each.id for each in FRAMEWORKS if any(code.id == name for code in each.dimensions())), "")


def in_case(content: StudyContent, case: str) -> dict[str, r.Finding]:
    return {one.finding: one for one in content.of(r.Finding) if one.case in ("", case)}


def found_by_hand(content: StudyContent, case: str) -> tuple[dict[str, set[str]], set[str]]:
    """Possible pain point -> the findings that match it; and the pain points among the findings that match none."""
    findings = in_case(content, case)
    links = [one for one in content.of(r.FindingLink) if one.from_ in findings]
    possible = {f"{each.id}:{item.id}" for each in FRAMEWORKS for item in each.items("pain_points")}
    matching = {item: {one.from_ for one in links if one.relation == "matches" and one.to == item} for item in possible}
    kind_of = {name: (owner_of(one.dimension), one.kind) for name, one in findings.items()}
    matched = set().union(*matching.values())
    answered = {one.to for one in links if one.relation == "responds_to" and one.to in findings}
    chafing = {name for name, kind in kind_of.items() if kind in CHAFES}
    chafing |= {name for name in answered if kind_of[name] not in HANDLES}
    return matching, chafing - matched


def states_by_hand(content: StudyContent, case: str) -> dict[tuple[str, str], set[str]]:
    """(row, rule) -> the states of what is said there."""
    matching, _ = found_by_hand(content, case)
    findings = in_case(content, case)
    decided = [one for one in content.of(r.RuleStrain) if one.case in ("", case)]
    said: dict[tuple[str, str], set[str]] = {}
    for each in FRAMEWORKS:
        for link in each.section("links") or ():  # type: ignore[attr-defined]
            if f"{each.id}:{link['id']}" not in {one.link for one in decided}:
                place = (f"{each.id}:{link['from']}", f"{each.id}:{link['strains']}")
                said.setdefault(place, set()).add("proposed")
    for one in decided:
        rows = [item for item, names in matching.items() if one.pain_point in names] or [one.pain_point]
        for row in rows:
            if ":" in row or row in findings:
                state = one.decision if one.link else "own"
                said.setdefault((row, one.rule), set()).add(state)
    return said


@given(content=studies(FRAMEWORKS))
def test_what_is_shown_is_what_is_counted_by_hand(content: StudyContent) -> None:
    with TemporaryDirectory() as folder, put(str(Path(folder) / "any.spanveld"), content) as study:
        content = study.content()
        for case in [one.case for one in content.of(r.Case)] or [""]:
            check_matrix(study, content, case)
            check_propositions(study, content, case)
            check_between(study, content, case)


def check_matrix(study: Study, content: StudyContent, case: str) -> None:
    """Rows, cells and the three lists of pain points."""
    matrix, expected = study.rules.matrix(case), study.expectations(case)
    matching, unexpected = found_by_hand(content, case)
    rows = {point.pain_point: point for point in matrix.points}
    assert len(rows) == len(matrix.points)
    for item, names in matching.items():
        assert {found.finding for found in rows[item].findings} == names
    assert {one.possible.item for one in expected.found} == {item for item, names in matching.items() if names}
    assert {one.item for one in expected.not_found} == {item for item, names in matching.items() if not names}
    assert {one.finding for one in expected.unexpected} == unexpected
    said = states_by_hand(content, case)
    for point in matrix.points:
        for rule, cell in zip(matrix.rules, point.cells, strict=True):
            states = said.pop((point.pain_point, rule.rule), set())
            assert {one.state for one in point.strains if one.rule == rule.rule} == states
            assert cell == next((state for state in STATES if state in states), "")
    assert said == {}


def check_propositions(study: Study, content: StudyContent, case: str) -> None:
    """Each has the findings that people linked to it, on the side on which they put them."""
    findings = in_case(content, case)
    for one in study.expectations(case).propositions:
        ties = [link for link in content.of(r.FindingLink) if link.to == one.item and link.from_ in findings]
        for_it = {link.from_ for link in ties if link.relation in ("reinforces", "matches")}
        against = {link.from_ for link in ties if link.relation == "weakens"}
        assert {found.finding for found in one.supporting} == for_it
        assert {found.finding for found in one.contrary} == against
        outcome = {(0, 0): "open", (1, 0): "supported", (0, 1): "contradicted", (1, 1): "mixed"}
        assert one.outcome == outcome[bool(for_it), bool(against)]


def check_between(study: Study, content: StudyContent, case: str) -> None:
    """Each link between findings of different dimensions stands once, in the cell of these."""
    findings = in_case(content, case)
    ties = [one for one in content.of(r.FindingLink) if one.from_ in findings and one.to in findings]
    wanted = [
        (findings[one.from_].dimension, findings[one.to].dimension, one.from_, one.relation, one.to)
        for one in ties
        if findings[one.from_].dimension != findings[one.to].dimension
    ]
    assert sorted(wanted) == sorted(
        (cell.from_, cell.to, tie.finding.finding, tie.relation, tie.to.finding)
        for row in study.rules.between(case).cells
        for cell in row
        for tie in cell.links
    )


def test_numbers_lead_to_just_the_passages_that_they_count(study: Study) -> None:
    study.findings.link("F1", "matches", f"{HOUSE}:A1")
    study.findings.link("F3", "matches", f"{HOUSE}:A1")
    (point,) = [one for one in study.rules.matrix().points if one.pain_point == f"{HOUSE}:A1"]
    assert {row.passage for row in study.find(point.query).rows} == {"P1", "P2"}
    found = point.findings[0]
    assert (found.finding, dict(found.counts)) == ("F1", {"supports": 1, "qualifies": 0, "contradicts": 1})
    assert {row.passage for row in study.find(found.query).rows} == {one.passage for one in found.passages}
    assert point.findings[1].query == ""


def test_a_handling_stands_with_the_pain_point_that_it_responds_to_and_says_its_effect(study: Study) -> None:
    study.findings.edit("F3", effect="hampers")
    by_name = {one.pain_point: one for one in study.rules.matrix().points}
    assert [(one.finding, one.effect) for one in by_name["F1"].handled_by] == [("F3", "hampers")]
    study.findings.link("F1", "matches", f"{HOUSE}:A1")
    by_name = {one.pain_point: one for one in study.rules.matrix().points}
    assert "F1" not in by_name
    assert [one.finding for one in by_name[f"{HOUSE}:A1"].handled_by] == ["F3"]


def test_the_agenda_shrinks_as_the_matrix_is_filled(study: Study) -> None:
    def lacks(point: str) -> list[tuple[str, str]]:
        return [(one.what, one.rule) for one in study.rules.matrix().agenda if one.pain_point == point]

    dialogue = f"{HOUSE}:dialogue"
    study.rules.clear("F1", dialogue)
    study.findings.unlink("F3", "responds_to", "F1")
    assert lacks("F1") == [("no_rule", "")]
    assert ("responds_to_nothing", "F3") in {(one.what, one.finding) for one in study.rules.matrix().agenda}
    study.findings.add("authorise", "pain_point", "Er is geen tafel.", finding="F9")
    study.rules.decide("confirmed", pain_point="F9", rule="dialogue")
    assert lacks("F9") == [("not_handled", dialogue), ("no_handling", dialogue), ("no_passage", dialogue)]
    study.rules.decide(
        "confirmed", pain_point="F9", rule="dialogue", handled="Praten.", handlings=["give_room"], passages=["P1"]
    )
    assert lacks("F9") == []
    assert dialogue not in {one.rule for one in study.rules.matrix().agenda if one.what == "no_pain_point"}
    study.findings.link("F9", "matches", f"{HOUSE}:A1")
    assert {what for what, _ in lacks(f"{HOUSE}:A1")} == {"undecided"}
    assert len(lacks(f"{HOUSE}:A1")) == 3


def test_no_handling_that_keeps_a_pain_point_going_is_offered_though_a_proposal_names_it(files: Addresses) -> None:
    def keep(data: Data) -> None:
        data["handlings"][0]["keeps_going"] = True

    room = changed(reading_room(), "1.0.1", keep)
    content = sample()
    content.records["rule_strain"] = ()  # type: ignore[index]
    with put(files(), content, "ann") as study:
        study.theory.take(room, {})
        matrix = study.rules.matrix()
        (point,) = [one for one in matrix.points if one.pain_point == "five-dimensions:dim_corner"]
        assert [(one.link, one.offers) for one in point.strains] == [("five-dimensions:N1", ())]
        assert not [one for one in matrix.catalogue if one.handling.startswith("five-dimensions")]


def test_a_proposal_says_when_it_holds_and_to_which_side_it_tips_over(study: Study) -> None:
    (point,) = [one for one in study.rules.matrix().points if one.pain_point == "five-dimensions:dim_corner"]
    (one,) = point.strains
    assert one.when == "er is een stopcontact"
    tips = one.tips_over
    assert tips is not None
    assert (tips.dimension_label, tips.part_label, tips.side) == ("licht", "op de plaats", 1)
    assert (tips.said, tips.anchor) == ("te veel", "men heeft een zonnebril nodig")


def test_findings_of_another_case_stay_out(study: Study) -> None:
    study.cases.add("D", name="Archief")
    study.findings.add("authorise", "pain_point", "Elders wringt het.", finding="F9", case="D")
    study.rules.decide("confirmed", link="L01", case="D")
    here, there = study.rules.matrix("C"), study.rules.matrix("D")
    assert "F9" not in {one.pain_point for one in here.points}
    assert [one.pain_point for one in there.points if one.possible is None] == ["F9"]
    states = {one.link: one.state for part in (here, there) for point in part.points for one in point.strains}
    assert states[f"{HOUSE}:L01"] == "confirmed"
    assert [one.state for point in here.points for one in point.strains if one.link == f"{HOUSE}:L01"] == ["proposed"]
    assert study.rules.matrix().case == "C"


def test_every_proposed_link_carries_the_word_proposition_in_both_languages(study: Study) -> None:
    study.rules.decide("refused", link="L02", reason="Nee.")
    study.rules.decide("confirmed", link="L03")
    matrix = study.rules.matrix()
    strains = [one for point in matrix.points for one in point.strains]
    assert {one.link for one in strains if one.link} == {
        f"{each.id}:{link.id}" for each in FRAMEWORKS for link in each.items("links")
    }
    for language, word in (("nl", "propositie"), ("en", "proposition")):
        rows = rules_sheets(matrix, translator(language))[1].records()
        assert [str(row["link"]).startswith(f"{word} ") for row in rows] == [bool(one.link) for one in strains]


def test_a_proposition_has_two_sides_and_says_which_of_them_it_has(study: Study) -> None:
    by_item = {one.item: one.outcome for one in study.expectations().propositions}
    assert set(by_item.values()) == {"open"}
    for finding, relation, item in (
        ("F1", "reinforces", "views_pile_up"),
        ("F3", "weakens", "tensions_stay"),
        ("F1", "matches", "room_for_staff"),
        ("F3", "weakens", "room_for_staff"),
        ("F3", "responds_to", "rules_can_be_overdone"),
    ):
        study.findings.link(finding, relation, f"{HOUSE}:{item}")
    said = {
        one.item.partition(":")[2]: (
            one.outcome,
            [f.finding for f in one.supporting],
            [f.finding for f in one.contrary],
        )
        for one in study.expectations().propositions
    }
    assert said["views_pile_up"] == ("supported", ["F1"], [])
    assert said["tensions_stay"] == ("contradicted", [], ["F3"])
    assert said["room_for_staff"] == ("mixed", ["F1"], ["F3"])
    assert said["rules_can_be_overdone"] == ("open", [], [])
