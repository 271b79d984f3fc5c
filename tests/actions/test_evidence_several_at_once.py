"""Several passages go to a finding in one change; stance and note are changed by themselves; findings move beside others."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from spanveld.model.errors import NotFound, Refused
from spanveld.model.records import Evidence, Finding
from spanveld.session import Study
from tests.session.samples import assert_sound, dump, put, sample


@pytest.fixture
def study(address: str) -> Iterator[Study]:
    with put(address, sample(), "ann") as opened:
        yield opened


def evidence(study: Study, finding: str) -> dict[str, tuple[str, str]]:
    ties = study.content().of(Evidence)
    return {tie.passage: (tie.stance, tie.note) for tie in ties if tie.finding == finding}


def test_several_passages_are_one_change_and_one_step_of_undo(study: Study) -> None:
    before, sequence = dump(study), study.newest()
    study.evidence.add("F3", ["P1", "P3", "P5", "P1"], "contradicts")
    assert study.newest() == sequence + 1
    assert evidence(study, "F3") == dict.fromkeys(("P1", "P3", "P5"), ("contradicts", ""))
    (entry,) = study.changes(sequence)
    assert (entry.action, entry.subjects) == ("add evidence", ["finding:F3", "passage:P1", "passage:P3", "passage:P5"])
    assert_sound(study)
    study.undo()
    assert dump(study) == before


def test_a_passage_that_is_tied_already_gets_the_stance_and_keeps_its_note(study: Study) -> None:
    study.evidence.add("F1", ["P1", "P3"], "qualifies")
    assert evidence(study, "F1") == {"P1": ("qualifies", "kort"), "P2": ("contradicts", ""), "P3": ("qualifies", "")}
    study.evidence.add("F1", "P1", "supports", note="")
    assert evidence(study, "F1")["P1"] == ("supports", "")


def test_one_passage_that_there_is_not_leaves_all_as_it_was(study: Study) -> None:
    before = dump(study)
    with pytest.raises(NotFound, match="P9"):
        study.evidence.add("F3", ["P1", "P9"])
    with pytest.raises(NotFound, match="P9"):
        study.findings.add("perform", "works", "Zo.", passages=["P1", "P9"])
    assert dump(study) == before


def test_a_finding_is_stated_with_its_passages_in_one_change(study: Study) -> None:
    before, sequence = dump(study), study.newest()
    name = study.findings.add("perform", "works", "Het licht blijft aan.", passages=["P1", "P3"], stance="qualifies")
    assert study.newest() == sequence + 1
    assert evidence(study, name) == {"P1": ("qualifies", ""), "P3": ("qualifies", "")}
    study.undo()
    assert dump(study) == before


def test_stance_and_note_are_changed_each_by_itself(study: Study) -> None:
    study.evidence.edit("F1", "P1", stance="contradicts")
    assert evidence(study, "F1")["P1"] == ("contradicts", "kort")
    study.evidence.edit("F1", "P1", note="Bij nader inzien.")
    assert evidence(study, "F1")["P1"] == ("contradicts", "Bij nader inzien.")
    study.undo()
    study.undo()
    assert evidence(study, "F1")["P1"] == ("supports", "kort")
    assert_sound(study)


def test_what_is_no_evidence_or_no_stance_is_not_changed(study: Study) -> None:
    before = dump(study)
    with pytest.raises(NotFound, match="is no evidence"):
        study.evidence.edit("F1", "P3", note="Nee.")
    with pytest.raises(Refused, match="proves"):
        study.evidence.edit("F1", "P1", stance="proves")
    with pytest.raises(Refused, match="stance"):
        study.evidence.edit("F1", "P1", stance="")
    with pytest.raises(TypeError, match="finding"):
        study.evidence.edit("F1", "P1", finding="F2")
    assert dump(study) == before


def order(study: Study) -> list[str]:
    rows = sorted(study.content().of(Finding), key=lambda one: (one.position is None, one.position or 0, one.finding))
    return [one.finding for one in rows]


@pytest.mark.parametrize(
    ("moved", "where", "after"),
    [
        ("F1", {"after": "F2"}, ["F2", "F1", "F3"]),
        ("F3", {"after": "F1"}, ["F1", "F3", "F2"]),
        ("F3", {"before": "F1"}, ["F3", "F1", "F2"]),
        ("F1", {"after": "F3"}, ["F2", "F3", "F1"]),
        ("F2", {"after": "F2"}, ["F1", "F2", "F3"]),
    ],
)
def test_a_finding_is_put_before_or_after_another(
    study: Study, moved: str, where: dict[str, str], after: list[str]
) -> None:
    study.findings.move(moved, **where)
    assert order(study) == after


def test_a_finding_is_not_put_beside_one_that_there_is_not(study: Study) -> None:
    before = dump(study)
    with pytest.raises(NotFound, match="F9"):
        study.findings.move("F1", after="F9")
    assert dump(study) == before
