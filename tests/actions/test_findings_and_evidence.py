"""Findings: stated within their framework and case, kept in order, and tied to what supports or contradicts them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from spanveld.actions.things import DependantsRefusal
from spanveld.model.errors import NotFound, Refused
from spanveld.model.records import Evidence, Finding, FindingLink
from spanveld.session import Study
from tests.session.samples import assert_sound, dump, put, sample


@pytest.fixture
def study(address: str) -> Iterator[Study]:
    with put(address, sample(), "ann") as opened:
        yield opened


def findings(study: Study) -> dict[str, Finding]:
    return {finding.finding: finding for finding in study.content().of(Finding)}


def order(study: Study) -> list[str]:
    """The findings as the study folder orders them."""
    return sorted(
        findings(study),
        key=lambda name: (findings(study)[name].position is None, findings(study)[name].position or 0, name),
    )


def evidence(study: Study) -> dict[tuple[str, str], tuple[str, str]]:
    return {(tie.finding, tie.passage): (tie.stance, tie.note) for tie in study.content().of(Evidence)}


def test_a_finding_is_stated_at_the_end_and_gets_the_next_number(study: Study) -> None:
    assert study.findings.add("perform", "works", "Het licht blijft aan.", sub_case="west", effect="eases") == "4"
    assert findings(study)["4"] == Finding("4", "", "perform", "works", "west", 3, "Het licht blijft aan.", "eases")
    assert_sound(study)


@pytest.mark.parametrize(
    ("dimension", "kind", "message"),
    [
        (
            "light",
            "pain_point",
            "'pain_point' is no kind of finding here; known are: strength, weakness, remedy, verdict",
        ),
        (
            "authorise",
            "weakness",
            "'weakness' is no kind of finding here; known are: pain_point, handling, works, balance",
        ),
        ("heat", "weakness", "'heat' is not known here; known are: .*light"),
        ("tensions/authorise", "works", "is not known here"),
    ],
)
def test_a_finding_keeps_to_the_kinds_of_the_framework_of_its_dimension(
    study: Study, dimension: str, kind: str, message: str
) -> None:
    before = dump(study)
    with pytest.raises(Refused, match=message):
        study.findings.add(dimension, kind, "Zo.")
    assert dump(study) == before


def test_a_finding_keeps_to_them_when_it_is_edited(study: Study) -> None:
    for values in ({"kind": "weakness"}, {"dimension": "light"}):
        with pytest.raises(Refused, match="is no kind of finding here"):
            study.findings.edit("F1", **values)
    study.findings.edit("F1", dimension="five-dimensions/light", kind="remedy")
    assert (findings(study)["F1"].dimension, findings(study)["F1"].kind) == ("light", "remedy")


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"statement": ""}, "A finding needs a statement"),
        ({"statement": "a\0"}, r"statement holds U\+0000"),
        ({"effect": "helps"}, "effect: 'helps' is not allowed here; write one of: eases, none, hampers, unclear"),
        ({"case": "X"}, "no case 'X'"),
        ({"position": "first"}, "position must be a whole number, not 'first'"),
        ({"position": 10**18}, "position must be a whole number, not '1000"),
        ({"position": True}, "position must be a whole number"),
        ({"sub_case": "south"}, "no sub-case 'south'"),
    ],
)
def test_what_a_finding_says_is_checked(study: Study, values: dict[str, object], message: str) -> None:
    with pytest.raises(Refused, match=message):
        study.findings.edit("F1", **values)
    with pytest.raises(Refused, match=message):
        study.findings.add("perform", "works", **{"statement": "Zo.", **values})


def test_with_several_cases_a_finding_says_of_which_it_is(study: Study) -> None:
    study.cases.add("D", name="Filiaal")
    assert {finding.case for finding in findings(study).values()} == {"C"}, (
        "the first case was meant before there was a second"
    )
    with pytest.raises(Refused, match="Say of which case this is a finding: the study has several"):
        study.findings.add("perform", "works", "Zo.")
    with pytest.raises(Refused, match="Say of which case"):
        study.findings.edit("F1", case="")
    study.findings.add("perform", "works", "Zo.", case="D")
    assert_sound(study)


def test_findings_are_put_in_order_and_close_up(study: Study) -> None:
    assert order(study) == ["F1", "F2", "F3"]
    study.findings.move("F3", before="F1")
    assert order(study) == ["F3", "F1", "F2"]
    study.findings.move("F3")
    assert order(study) == ["F1", "F2", "F3"]
    assert [findings(study)[name].position for name in order(study)] == [1, 2, 3]
    study.undo()
    assert order(study) == ["F3", "F1", "F2"]


def test_a_position_is_as_large_as_a_study_folder_can_write_it(study: Study) -> None:
    study.findings.edit("F1", position=10**18 - 1)
    assert findings(study)["F1"].position == 10**18 - 1
    assert_sound(study)


def test_a_finding_that_is_put_before_itself_stays(study: Study) -> None:
    before = dump(study)
    study.findings.move("F2", before="F2")
    assert dump(study) == before
    with pytest.raises(NotFound, match="no finding 'F9'"):
        study.findings.move("F2", before="F9")


# ---------------------------------------------------------------------- evidence
def test_evidence_a_second_time_changes_its_stance_and_note(study: Study) -> None:
    study.evidence.add("F1", "P1", "contradicts", note="Bij nader inzien.")
    assert evidence(study)["F1", "P1"] == ("contradicts", "Bij nader inzien.")
    assert len(evidence(study)) == 3
    study.undo()
    assert evidence(study)["F1", "P1"] == ("supports", "kort")


def test_evidence_is_of_a_finding_and_a_passage_that_are_there(study: Study) -> None:
    with pytest.raises(NotFound, match="no finding 'F9'"):
        study.evidence.add("F9", "P1")
    with pytest.raises(NotFound, match="no passage 'P9'"):
        study.evidence.add("F1", "P9")
    with pytest.raises(
        Refused, match="stance: 'proves' is not allowed here; write one of: supports, qualifies, contradicts"
    ):
        study.evidence.add("F1", "P3", "proves")
    with pytest.raises(NotFound, match="Passage 'P3' is no evidence for finding 'F1'"):
        study.evidence.remove("F1", "P3")


def test_evidence_is_untied(study: Study) -> None:
    before = dump(study)
    study.evidence.remove("F1", "P2")
    assert ("F1", "P2") not in evidence(study)
    study.undo()
    assert dump(study) == before


# ---------------------------------------------------------------------- links
def test_a_finding_is_linked_to_another_or_to_an_item_of_a_framework(study: Study) -> None:
    study.findings.link("F1", "reinforces", "F2")
    study.findings.link("F1", "matches", "governance-tensions:power_balance")
    assert {(link.from_, link.relation, link.to) for link in study.content().of(FindingLink)} >= {
        ("F1", "reinforces", "F2"),
        ("F1", "matches", "governance-tensions:power_balance"),
    }
    assert_sound(study)
    study.findings.unlink("F1", "reinforces", "F2")
    study.findings.unlink("F1", "matches", "governance-tensions:power_balance")
    assert len(study.content().of(FindingLink)) == 2


def test_a_link_that_cannot_be_made_is_refused(study: Study) -> None:
    before = dump(study)
    with pytest.raises(Refused, match="There is such a finding link already"):
        study.findings.link("F3", "responds_to", "F1")
    with pytest.raises(NotFound, match="has not adopted a framework 'elsewhere'"):
        study.findings.link("F1", "matches", "elsewhere:item")
    with pytest.raises(Refused, match="relation: 'causes' is not allowed here"):
        study.findings.link("F1", "causes", "F2")
    with pytest.raises(NotFound, match="no finding 'F9'"):
        study.findings.link("F1", "weakens", "F9")
    with pytest.raises(NotFound, match="Finding 'F1' has no link 'weakens' to 'F2'"):
        study.findings.unlink("F1", "weakens", "F2")
    assert dump(study) == before


def test_removing_a_finding_asks_for_its_evidence_and_links_and_is_undone_whole(study: Study) -> None:
    before = dump(study)
    with pytest.raises(
        DependantsRefusal, match=r"On finding 'F1' rest: links of findings \(1\), pieces of evidence \(2\)"
    ):
        study.findings.remove("F1")
    assert dump(study) == before
    study.findings.remove("F1", with_dependants=True)
    assert ("F1", "P1") not in evidence(study)
    assert_sound(study)
    study.undo()
    assert dump(study) == before
