"""What a row rests on, in words: citations, contrary evidence, and how narrow the ground is."""

from __future__ import annotations

import pytest

from spanveld.analysis.evidence import TopVoice
from spanveld.language.messages import translator
from spanveld.reports.wording import Wording, by_kind, listed
from tests.reports.tables import PEOPLE, row, stance, tables

ENGLISH = Wording(translator("en"), PEOPLE)
DUTCH = Wording(translator("nl"), PEOPLE)


def test_field_notes_are_cited_once_and_last_however_many_notebooks_there_are() -> None:
    assert ENGLISH.citation(stance(4, "FN", "R2", "FN2", "R10")) == "[R2, R10, field notes]"
    assert DUTCH.citation(stance(4, "FN", "R2")) == "[R2, veldnotities]"


def test_a_voice_without_a_number_is_cited_by_its_identifier() -> None:
    assert ENGLISH.citation(stance(2, "R1", "ANNA")) == "[R1, ANNA]"


def test_passages_that_nobody_said_are_cited_as_such() -> None:
    assert ENGLISH.citation(stance(3)) == "[no voice]"
    assert ENGLISH.citation(stance(0)) == ""


def test_contrary_evidence_stands_with_its_number_of_passages() -> None:
    both = row("F", stance(1, "R1"), qualifies=stance(2, "R2"), against=stance(1))
    assert ENGLISH.contrary(both) == ["qualifies [R2] 2 passages", "against [no voice] 1 passage"]
    assert DUTCH.contrary(both) == ["nuanceert [R2] 2 passages", "tegen [geen stem] 1 passage"]


@pytest.mark.parametrize(
    ("voices", "english", "dutch"),
    [
        ((), "rests on no respondent's voice", "rust op geen stem van een respondent"),
        (("FN",), "rests on no respondent's voice", "rust op geen stem van een respondent"),
        (("R1", "FN"), "rests on one voice (R1)", "rust op één stem (R1)"),
        (("R1", "R2"), "rests on two voices (R1, R2)", "rust op twee stemmen (R1, R2)"),
        (("R1", "R2", "R10"), "", ""),
    ],
)
def test_a_row_on_few_voices_is_marked(voices: tuple[str, ...], english: str, dutch: str) -> None:
    its = row("F", stance(5, *voices))
    assert ENGLISH.narrow(its) == english
    assert DUTCH.narrow(its) == dutch


def test_a_row_without_support_is_marked_whatever_contradicts_it() -> None:
    assert ENGLISH.narrow(row("F", stance(0), against=stance(2, "R1"))) == "no supporting passages"


def test_the_ground_is_told_with_every_denominator() -> None:
    ground = {
        "party_kinds": ("library", "municipality"),
        "source_kinds": ("document", "field_notes", "interview"),
        "top_voice": TopVoice("R10", 4, 8),
        "hedged": 2,
        "voiceless": 3,
    }
    its = row("F", stance(11, "R1", "R2", "R10", "FN"), ground=ground)
    assert ENGLISH.ground(its) == (
        "3 voices, 2 kinds of parties, interviews, field notes and documents; R10 in 4 of 8; 2 of 11 hedged; 3 of 11 without a voice"
    )
    assert DUTCH.ground(its) == (
        "3 stemmen, 2 soorten partijen, interviews, veldnotities en documenten; R10 in 4 van 8; 2 van 11 voorzichtig; 3 van 11 zonder stem"
    )


def test_where_there_is_one_voice_its_share_says_nothing() -> None:
    assert ENGLISH.ground(row("F", stance(4, "R1"))) == "1 kind of party, interviews"


def test_the_share_of_the_researchers_notes_is_told_as_field_notes() -> None:
    its = row("F", stance(3, "FN", "R1"), ground={"top_voice": TopVoice("FN", 2, 3)})
    assert "field notes in 2 of 3" in ENGLISH.ground(its)


def test_kinds_stand_in_the_order_of_the_framework_unknown_ones_last() -> None:
    rows = (
        row("F1", stance(0), kind="old", label="old", plural="old ones"),
        row("F2", stance(0), kind="verdict", label="verdict"),
        row("F3", stance(0)),
    )
    found = [(label, [item.finding for item in its]) for label, its in by_kind(tables(*rows).tables[0])]
    assert found == [("Risk", ["F3"]), ("Verdict", ["F2"]), ("Old", ["F1"])]


def test_several_findings_of_a_kind_stand_under_its_plural() -> None:
    table = tables(row("F1", stance(0)), row("F2", stance(0))).tables[0]
    assert [label for label, _ in by_kind(table)] == ["Risks"]


def test_a_list_reads_as_a_sentence() -> None:
    assert [listed(translator("en"), items) for items in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
