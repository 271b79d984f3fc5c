"""The findings tables of a study: what counts as evidence where, by wave and sub-case, and whose words stand behind it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from spanveld.model.errors import NotFound, Refused
from spanveld.session import Study, open_study
from spanveld.views.findings import FindingRow
from tests.session.samples import NIGHT, put, sample


@pytest.fixture
def study(address: str) -> Iterator[Study]:
    """The sample; besides, F2 (of the west) is supported by P1 (W1, no sub-case) and P5 (W2, by its source west)."""
    with put(address, sample(), "ann") as opened:
        opened.evidence.add("F2", "P1", "supports", note="zo zei zij")
        opened.evidence.add("F2", "P5", "supports")
        yield opened


def rows(study: Study, **filters: Any) -> dict[str, FindingRow]:
    return {row.finding: row for table in study.table(**filters).tables for row in table.rows}


def counts(study: Study, finding: str, **filters: Any) -> tuple[int, int, int]:
    """How many passages support, qualify and contradict."""
    stances = rows(study, **filters)[finding].stances
    return tuple(stances[stance].passages for stance in ("supports", "qualifies", "contradicts"))  # type: ignore[return-value]


def test_each_dimension_has_a_table_with_its_findings_in_order(study: Study) -> None:
    tables = study.table().tables
    assert [table.dimension.dimension for table in tables][:3] == ["authorise", "perform", "flexibilise"]
    assert len(tables) == 8
    assert {table.dimension.dimension: [row.finding for row in table.rows] for table in tables if table.rows} == {
        "authorise": ["F1"],
        "perform": ["F3"],
        "light": ["F2"],
    }
    study.findings.add("authorise", "works", "Zo.", finding="F10", position=0)
    assert [row.finding for row in study.table(dimension="authorise").tables[0].rows] == ["F10", "F1"]


def test_a_finding_counts_its_evidence_by_stance(study: Study) -> None:
    assert counts(study, "F1") == (1, 0, 1)
    assert counts(study, "F2") == (2, 1, 0)
    assert counts(study, "F3") == (0, 0, 0)


def test_a_wave_counts_only_evidence_from_its_sources(study: Study) -> None:
    assert counts(study, "F2", wave="W1") == (1, 0, 0)
    assert counts(study, "F2", wave="W2") == (1, 1, 0)
    assert counts(study, "F1", wave="W2") == (0, 0, 0)
    assert study.table(wave="W1").filters == {"wave": "W1"}


def test_a_sub_case_counts_only_evidence_of_it_and_leaves_findings_of_others_out(study: Study) -> None:
    assert counts(study, "F2", sub_case="west") == (1, 1, 0)
    assert counts(study, "F1", sub_case="west") == (0, 0, 0)
    assert "F2" not in rows(study, sub_case="east")
    assert counts(study, "F1", sub_case="east") == (0, 0, 0)


def test_a_passage_s_sub_case_is_its_code_and_only_without_one_its_source_s(study: Study) -> None:
    study.codings.add("P5", "sub_case/east")
    assert counts(study, "F2", sub_case="west") == (0, 1, 0), (
        "P5 is of the east now, its source's west no longer counts"
    )
    study.findings.edit("F2", sub_case="")
    assert counts(study, "F2", sub_case="east") == (1, 1, 0), "P4 is coded as of both"


def test_filters_meet(study: Study) -> None:
    assert counts(study, "F2", sub_case="west", wave="W1") == (0, 0, 0)
    assert counts(study, "F2", sub_case="west", wave="W2") == (1, 1, 0)


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"wave": "W9"}, "There is no wave 'W9' in this study; known are: W1, W2"),
        ({"sub_case": "south"}, "There is no sub-case 'south' in this study; known are: east, west"),
        ({"dimension": "heat"}, "'heat' is not known here; known are: .*authorise"),
    ],
)
def test_what_the_study_does_not_have_cannot_be_asked_for(study: Study, filters: dict[str, str], message: str) -> None:
    with pytest.raises(NotFound, match=message):
        study.table(**filters)


def test_a_dimension_is_asked_for_by_its_plain_or_qualified_name(study: Study) -> None:
    for name in ("light", "five-dimensions/light"):
        (table,) = study.table(dimension=name).tables
        assert [row.finding for row in table.rows] == ["F2"]
    with pytest.raises(Refused):
        study.table(dimension="governance-tensions/light")


def test_the_same_words_marked_by_a_second_coder_do_not_make_the_evidence_broader(study: Study, address: str) -> None:
    with open_study(address, coder="ben") as ben:
        ben.passages.add("night", 2, 14, passage="his")
        ben.evidence.add("F2", "his", "supports")
        assert counts(ben, "F2") == (2, 1, 0)
        ben.passages.extend("his", 15, 20)
        assert counts(ben, "F2") == (3, 1, 0)


def test_the_ground_tells_voices_and_kinds_of_sources(study: Study) -> None:
    ground = rows(study)["F2"].ground
    assert (ground.respondents, ground.party_kinds, ground.source_kinds) == (
        ("R1",),
        ("library",),
        ("field_notes", "interview"),
    )
    assert rows(study)["F2"].stances["supports"].voices == ("R1", "FN")
    study.passages.edit("P1", basis="document", hedged=True)
    ground = rows(study)["F2"].ground
    assert (ground.source_kinds, ground.hedged, ground.passages) == (("document", "field_notes"), 1, 2)


def test_the_passages_behind_a_row_come_with_their_words_voices_and_notes(study: Study) -> None:
    first, second = rows(study, with_passages=True)["F2"].stances["supports"].quoted
    assert (first.passage, first.source, first.quote, first.voices, first.note) == (
        "P1",
        "night",
        NIGHT[:15],
        ("R1",),
        "zo zei zij",
    )
    assert (second.passage, second.source_kind, second.voices, second.note) == ("P5", "field_notes", ("FN",), "")
    assert rows(study)["F2"].stances["supports"].quoted == ()


def test_the_labels_are_in_the_language_of_the_study(study: Study) -> None:
    assert {row.finding: row.label for row in rows(study).values()} == {
        "F1": "pijnpunt",
        "F2": "zwak punt",
        "F3": "omgang",
    }
    assert study.table(dimension="light").tables[0].dimension.label == "licht"
