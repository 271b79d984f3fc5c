"""What a coder sees of an assessment: marks by round, evidence on either side, the wave before, what may be done, and what is sealed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from spanveld.model.errors import NotFound
from spanveld.session import Study
from spanveld.views.judgements import AssessmentView
from tests.conftest import Addresses
from tests.session.judged import lay_open
from tests.session.samples import put, sample


@pytest.fixture
def study(files: Addresses) -> Iterator[Study]:
    with put(files(), sample(), "ann") as opened:
        yield opened


def sides(view: AssessmentView) -> tuple[list[str], list[str], list[str]]:
    lists = (view.evidence_for, view.evidence_against, view.not_weighed)
    supports, against, rest = ([item.subject for item in side] for side in lists)
    return supports, against, rest


def test_evidence_stands_on_the_side_on_which_it_was_weighed_and_else_in_a_list_of_its_own(study: Study) -> None:
    study.findings.add("quiet", "weakness", "Het is er niet stil.", finding="F9", case="C", passages=["P1", "P2"])
    name = lay_open(study, "quiet", "ann", "ben")
    assert sides(study.judgements.of(name)) == ([], [], ["finding:F9"])
    study.judgements.mark(name, evidence={"passage:P1": "supports"})
    study.as_("ben").judgements.mark(name, evidence={"passage:P1": "contradicts", "passage:P3": "qualifies"})
    view = study.judgements.of(name)
    assert sides(view) == (["passage:P1"], ["passage:P1", "passage:P3"], ["finding:F9"])
    assert [item.identifier for item in view.not_weighed[0].passages] == ["P2"]
    assert (view.evidence_for[0].by, view.evidence_against[0].by) == (("ann",), ("ben",))
    study.judgements.agree(name, best=0, evidence={"finding:F9": "contradicts"})
    view = study.judgements.of(name)
    assert sides(view) == ([], ["finding:F9"], [])
    assert (view.weighed_by, view.passages) == ("agreed", ("P1", "P2"))


def test_an_assessment_of_a_wave_or_sub_case_shows_only_what_lies_there(study: Study) -> None:
    study.findings.add("quiet", "weakness", "Het is er niet stil.", finding="F9", case="C", passages=["P1", "P4"])
    study.findings.add("quiet", "weakness", "In west wel.", finding="F8", case="C", sub_case="west", passages=["P4"])
    found = {}
    for about in ({}, {"wave": "W1"}, {"wave": "W2"}, {"sub_case": "east"}):
        view = study.judgements.of(study.judgements.open("quiet", **about))
        found[tuple(about.values())] = {
            item.identifier: [passage.identifier for passage in item.passages] for item in view.not_weighed
        }
    assert found == {
        (): {"F9": ["P1", "P4"], "F8": ["P4"]},
        ("W1",): {"F9": ["P1"]},
        ("W2",): {"F9": ["P4"], "F8": ["P4"]},
        ("east",): {"F9": ["P4"]},
    }


def test_what_was_agreed_in_the_wave_before_stands_beside_this_one(study: Study) -> None:
    for wave, best in (("W1", -2), ("W2", 0)):
        name = study.judgements.open("quiet", wave=wave)
        study.judgements.start(name)
        study.judgements.mark(name, best=best)
        study.judgements.reveal(name)
        view = study.judgements.of(name)
        before = view.parts[0].previous
        assert (before.best if before else None, view.parts[0].previous_wave) == (
            (None, "") if wave == "W1" else (-1, "W1")
        )
        study.judgements.agree(name, best=best + 1)


def test_others_see_of_a_blind_mark_that_it_is_there_also_while_earlier_rounds_lie_open(study: Study) -> None:
    name = lay_open(study, "quiet", "ann", "ben", best=-2)
    study.judgements.again(name, blind=True)
    study.judgements.mark(name, best=1, rationale="Anders.", evidence={"passage:P1": "contradicts"})
    own, other, nobody = (study.as_(who).judgements.of(name) for who in ("ann", "ben", ""))
    assert [(mark.round, mark.best, mark.sealed) for mark in own.parts[0].marks] == [
        ("1", -2, False),
        ("1", -2, False),
        ("3", 1, False),
    ]
    for view in (other, nobody):
        last = view.parts[0].marks[-1]
        assert (last.assessor, last.sealed, last.best, last.rationale, last.evidence) == ("ann", True, None, "", ())
        assert view.evidence_against == ()
    assert [one.given for one in other.assessors] == [True, False]
    assert "passage:P1" in sides(own)[1]


def test_what_may_be_done_follows_from_the_phase_and_from_who_looks(study: Study) -> None:
    study.coders.add("eve")
    name = study.judgements.open("quiet", assessors=["ann"])
    eve = study.as_("eve")
    assert "start" in study.judgements.of(name).may
    study.judgements.start(name)
    assert "mark" in study.judgements.of(name).may
    assert "mark" not in eve.judgements.of(name).may
    assert study.as_("").judgements.of(name).may == ()
    study.judgements.mark(name, best=0)
    study.judgements.reveal(name)
    study.judgements.agree(name, best=0, rationale="Zo.")
    assert study.judgements.of(name).open_rules == ()
    study.judgements.close(name)
    assert study.judgements.of(name).may == ("reopen", "remove")


def test_layers_that_lean_are_hidden_as_long_as_a_round_is_blind(study: Study) -> None:
    name = study.judgements.open("quiet", assessors=["ann"])
    assert study.judgements.of(name).hidden_layers == ()
    study.judgements.start(name)
    assert study.judgements.of(name).hidden_layers == ("steering",)


def test_an_overview_has_assessments_in_order_and_judgements_that_belong_to_none(study: Study) -> None:
    lay_open(study, "quiet", "ann")
    found = study.judgements.all()
    assert [(line.dimension, line.wave) for line in found.assessments] == [
        ("authorise", "W1"),
        ("quiet", ""),
        ("light", "W2"),
    ]
    assert [(line.dimension, line.wave) for line in found.loose] == [("light", "W2")]
    (part,) = found.loose[0].parts
    assert [(mark.answer_label, mark.reason_words) for mark in part.marks] == [
        ("geen oordeel mogelijk", "niets gehoord")
    ]


def test_only_passages_and_findings_as_they_are_count_as_a_change_after_closing(study: Study) -> None:
    study.findings.add("quiet", "weakness", "Het is er niet stil.", finding="F9", case="C", passages=["P1", "P2"])
    name = lay_open(study, "quiet", "ann")
    study.judgements.agree(name, best=-1, rationale="Zo.")
    study.judgements.close(name)
    study.findings.edit("F1", statement="Over iets anders.")
    study.sources.correct("night", edits=[(110, 113, "...")])
    assert study.judgements.of(name).stale == ()
    study.sources.correct("night", edits=[(2, 3, "X")])
    assert [(one.change, one.subject, one.finding) for one in study.judgements.of(name).stale] == [
        ("changed", "passage:P1", "F9")
    ]
    study.undo()
    assert study.judgements.of(name).stale == ()


def test_of_no_assessment_of_a_name_it_is_said_so(study: Study) -> None:
    with pytest.raises(NotFound, match="There is no assessment 'nowhere' in this study"):
        study.judgements.of("nowhere")
