"""The audit of a study: what it says of which finding and assessment, in which words, and by whose limits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings

from spanveld.language.number_words import spelled
from spanveld.model.audit_rules import RULES
from spanveld.model.errors import NotFound
from spanveld.model.records import STANCES
from spanveld.model.study import StudyContent
from spanveld.session import Study
from spanveld.views.audit import AuditSubject
from tests.analysis.counted_by_hand import CountedByHand
from tests.conftest import Addresses
from tests.query.crowded import adopted
from tests.session.judged import lay_open
from tests.session.samples import put, sample, tiny
from tests.views.covered import covered


@pytest.fixture
def study(address: str) -> Iterator[Study]:
    """The sample, in which F1 rests on one passage of R1; besides there are three directors, and the rules are as they come."""
    with put(address, sample(), "ann") as opened:
        opened.auditing.change(reset=[*RULES])
        for name in ("D1", "D2", "D3"):
            opened.participants.add(name, parties=["LIB"], level="director")
        yield opened


def passage(
    study: Study, start: int, end: int, *voices: str, finding: str = "F1", stance: str = "supports", **more: Any
) -> str:
    """A passage of the night that is evidence."""
    name = study.passages.add("night", start, end, voices=list(voices), **more)
    study.evidence.add(finding, name, stance)
    return name


def of(study: Study, finding: str = "F1", **asked: Any) -> AuditSubject:
    found = study.audit(finding=finding, **asked).of("finding", finding)
    assert found is not None
    return found


def said(study: Study, rule: str, finding: str = "F1", language: str = "en") -> str:
    """The sentence of a rule; empty where it does not hold."""
    return next((each.sentence for each in of(study, finding, language=language).sentences if each.rule == rule), "")


# ---------------------------------------------------------------------- what is counted
@settings(max_examples=settings().max_examples // 2)
@given(content=covered())
def test_each_sentence_finds_its_passages_and_counts_as_the_table_does(files: Addresses, content: StudyContent) -> None:
    content = adopted(content)
    hand = CountedByHand(content)
    with put(files(), content, "ann") as study:
        study.auditing.change(
            limits={"no_contrary": 50, "few_passages": 50, "one_source": 9, "hedged": 1, "lost_place": 1}
        )
        audit = study.audit()
        assert [each.identifier for each in audit.subjects] == ["F1", "F2"]
        table = {row.finding: row for one in study.table().tables for row in one.rows}
        for each in audit.subjects:
            supports, _, against = (hand.with_finding(each.identifier, stance) for stance in STANCES)
            assert (each.support, each.against) == (hand.as_evidence(supports), hand.as_evidence(against))
            row = table[each.identifier]
            assert {one.name for one in each.helpers.respondents} == set(row.ground.respondents)
            assert (each.helpers.hedged.count, each.helpers.passages) == (row.ground.hedged, row.ground.passages)
            for sentence in each.sentences:
                assert {one.passage for one in sentence.passages} <= hand.with_finding(each.identifier)
                if sentence.query:
                    rows = study.find(sentence.query, limit=None).rows
                    assert {one.passage for one in rows} == {one.passage for one in sentence.passages}, sentence.query


# ---------------------------------------------------------------------- the words
def test_few_voices_are_named_by_what_they_are(study: Study) -> None:
    assert said(study, "few_voices") == "Rests on one voice, R1.", "no word for people of the level reader"
    study.evidence.remove("F1", "P1")
    assert said(study, "few_voices") == ""
    assert said(study, "few_passages") == "No passage supports it."
    passage(study, 0, 5, "D1")
    assert said(study, "few_passages", language="nl") == "Rust op één passage."
    assert said(study, "few_voices", language="nl") == "Rust op één directeur, D1."
    passage(study, 6, 9, "D2")
    assert said(study, "few_passages") == ""
    assert said(study, "few_voices") == "Rests on two directors, D1 and D2."
    passage(study, 10, 14, "FN")
    assert said(study, "few_voices", language="nl") == "Rust op twee directeuren, D1 en D2, naast de veldnotities."
    passage(study, 16, 19, "D3")
    assert said(study, "few_voices") == ""
    assert said(study, "one_level") == "All three respondents are directors."


def test_field_notes_alone_and_nobody_at_all_are_told_apart(study: Study) -> None:
    study.evidence.remove("F1", "P1")
    passage(study, 0, 5)
    assert said(study, "few_voices") == "Rests on no voice."
    assert said(study, "few_voices", language="nl") == "Rust op geen enkele stem."
    passage(study, 6, 9, "FN")
    assert said(study, "few_voices") == "Rests on the field notes alone."
    assert said(study, "few_voices", language="nl") == "Rust alleen op de veldnotities."


def test_shares_are_said_as_all_half_or_so_many_of_so_many(study: Study) -> None:
    study.evidence.remove("F1", "P1")
    passage(study, 0, 5, "D1", hedged=True, basis="inference")
    assert said(study, "hedged") == "All of it is hedged."
    passage(study, 6, 9, "D1", basis="resp")
    assert said(study, "hedged", language="nl") == "De helft is met voorbehoud gezegd."
    assert said(study, "own_inference") == "Half of it is the researcher's own inference."
    passage(study, 10, 14, "D1", hedged=True)
    assert said(study, "hedged") == "Two of three passages are hedged."
    assert said(study, "hedged", language="nl") == "Twee van de drie passages zijn met voorbehoud gezegd."
    study.auditing.set("own_inference", threshold=30)
    assert said(study, "own_inference") == "One of three passages is the researcher's own inference."


def test_who_was_not_heard_and_who_is_against_are_named(study: Study) -> None:
    study.parties.add("RAAD", name="Gemeenteraad", mentions=["leest"])
    study.parties.add("CAF", name="Café")
    passage(study, 16, 40, "R1", about=["CAF"])
    assert said(study, "silent_party") == "Says something about Café and Gemeenteraad, of whom none was heard."
    assert (
        said(study, "silent_party", language="nl") == "Zegt iets over Café en Gemeenteraad, van wie niemand is gehoord."
    )
    assert said(study, "spoken_against") == "Those against: R1, in one passage."
    passage(study, 80, 84, "R2", stance="contradicts")
    passage(study, 85, 90, stance="contradicts")
    passage(study, 91, 95, "FN", stance="contradicts")
    expected = "Ertegen: R1, R2 en de veldnotities, in drie passages, en één zonder stem."
    assert said(study, "spoken_against", language="nl") == expected
    assert said(study, "outweighed") == "Four passages contradict it, two support it."


def test_a_reader_who_may_not_know_them_gets_no_names(study: Study) -> None:
    passage(study, 80, 84, "R2")
    audit = study.audit(named=False, language="en")
    names = [*study.content().texts, *(each["participant"] for each in study.pages.things("participant"))]
    for each in audit.subjects:
        for sentence in each.sentences:
            assert not any(name in sentence.sentence.replace(",", " ").replace(".", " ").split() for name in names)
            assert all(one.citation == "" for one in sentence.passages)
    assert "Rests on two voices." in [one.sentence for one in audit.subjects[0].sentences]


@pytest.mark.parametrize(("number", "nl", "en"), [(1, "één", "one"), (12, "twaalf", "twelve"), (13, "13", "13")])
def test_numbers_are_words_up_to_twelve(number: int, nl: str, en: str) -> None:
    assert (spelled(number, "nl"), spelled(number, "en"), spelled(number, "fr")) == (nl, en, en)


def test_a_long_row_of_names_is_cut(study: Study) -> None:
    for number in range(9):
        study.parties.add(f"X{number}", name=f"Club {number}")
    passage(study, 16, 40, "R1", about=[f"X{number}" for number in range(9)])
    start = "Says something about Club 0, Club 1, Club 2, Club 3, Club 4 and four others, of whom none was heard."
    assert said(study, "silent_party") == start


# ---------------------------------------------------------------------- whose limits
def shown(study: Study, rule: str) -> tuple[int, str, bool]:
    found = next(each for each in study.auditing.rules() if each.rule == rule)
    return found.threshold, found.set_by, found.off


def test_the_study_goes_before_the_framework_and_that_before_the_program(study: Study) -> None:
    assert shown(study, "few_passages") == (2, "", False)
    assert shown(study, "few_voices") == (3, "governance-tensions", False)
    study.auditing.set("few_voices", threshold=1)
    assert shown(study, "few_voices") == (1, "study", False)
    assert said(study, "few_voices") == ""
    study.auditing.reset("few_voices")
    assert said(study, "few_voices")
    study.auditing.set("few_voices", off=True)
    assert shown(study, "few_voices") == (3, "governance-tensions", True)
    assert said(study, "few_voices") == ""
    assert [one.says for one in study.auditing.rules(language="en")][:2] == [
        "fewer than 2 supporting passages",
        "fewer than 3 respondents",
    ]


def test_a_warning_of_the_framework_suggests_a_concern_and_the_weightiest_is_gathered(study: Study) -> None:
    study.evidence.remove("F1", "P1")
    for start, name in ((0, "D1"), (6, "D2")):
        passage(study, start, start + 4, name, basis="inference")
    found = of(study, language="en")
    by_rule = {each.rule: (each.component_label, each.concern_label) for each in found.sentences if each.component}
    assert by_rule == {
        "few_voices": ("adequacy", "serious"),
        "one_organisation": ("adequacy", "moderate"),
        "own_inference": ("method", "moderate"),
    }
    gathered = [(each.label, each.concern_label, each.rules) for each in found.suggested]
    assert gathered == [
        ("method", "moderate", ("own_inference",)),
        ("adequacy", "serious", ("one_organisation", "few_voices")),
    ]


def test_a_framework_without_grades_suggests_nothing_and_what_nobody_measures_is_said(study: Study) -> None:
    passage(study, 0, 5, finding="F2")
    light = of(study, "F2")
    assert light.dimension == "light"
    assert light.suggested == ()
    assert any(each.rule == "few_voices" for each in light.sentences)
    assert study.audit().unmeasured == ()
    study.theory.adopt(tiny())
    assert study.audit(language="en").unmeasured == ("few",)


def test_what_is_not_there_is_said(study: Study) -> None:
    with pytest.raises(NotFound, match="There is no finding 'F99' in this study; known are: F1, F2, F3"):
        study.audit(finding="F99")
    with pytest.raises(NotFound, match="There is no assessment 'A99'"):
        study.audit(assessment="A99")


# ---------------------------------------------------------------------- assessments
def assessed(study: Study, name: str) -> AuditSubject:
    found = study.audit(assessment=name, language="en").of("assessment", name)
    assert found is not None
    return found


def test_an_assessment_rests_on_its_findings_until_something_is_linked(study: Study) -> None:
    passage(study, 0, 5, "D1", finding="F2")
    passage(study, 6, 9, "D2", finding="F2", stance="contradicts")
    name = lay_open(study, "light", "ann", "ben")
    before = assessed(study, name)
    assert (before.linked, before.support, before.against) == (False, 1, 1)
    assert {each.passage for said in before.sentences for each in said.passages} <= {"6", "7", "P4"}
    study.judgements.agree(name, best=-1, low=-2, high=0, rationale="Zo.")
    study.judgements.link(name, "passage:P1", "supports", agreed=True)
    study.judgements.link(name, "finding:F2", "contradicts", agreed=True)
    after = assessed(study, name)
    assert (after.linked, after.support, after.against) == (True, 1, 1), (
        "what supports a finding that is against is against"
    )
    assert after.helpers.marked == ("P1",)
    rules = {each.rule for each in after.sentences}
    assert "few_assessors" not in rules
    assert "no_contrary" not in rules


def test_a_single_assessor_is_said_and_a_logged_search_answers_for_what_is_against(study: Study) -> None:
    passage(study, 0, 5, "D1", finding="F2")
    study.evidence.remove("F2", "P4")
    name = lay_open(study, "light")
    said_first = {each.rule: each.sentence for each in assessed(study, name).sentences}
    assert said_first["few_assessors"] == "Is judged by one assessor."
    assert "no_contrary" in said_first
    study.judgements.log_search(name, "hedged", note="Geen ervan gaat over licht.")
    assert "no_contrary" not in {each.rule for each in assessed(study, name).sentences}


def test_sealed_marks_change_nothing_in_the_audit(study: Study) -> None:
    name = study.judgements.open("light", assessors=["ann", "ben"])
    study.judgements.start(name)
    before = study.audit().as_json()
    study.as_("ben").judgements.mark(name, best=2, low=1, high=2, evidence={"passage:P1": "supports"})
    assert study.audit().as_json() == before
    assert study.as_("ben").audit().as_json() == before
