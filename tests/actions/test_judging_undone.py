"""Undo and redo leave alone what an assessment has gone past: marks that lie open, rounds that are over, phases that were built on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from spanveld.actions.judging_rounds import ClosingRefused
from spanveld.model.errors import Refused
from spanveld.model.records import AGREED, Assessment, Judgement
from spanveld.session import Study
from tests.conftest import Addresses
from tests.session.judged import GRADED, SCOPE, lay_open
from tests.session.samples import assert_sound, dump, put, sample


@pytest.fixture
def study(files: Addresses) -> Iterator[Study]:
    with put(files(), sample(), "ann") as opened:
        yield opened


@pytest.fixture
def ben(study: Study) -> Study:
    return study.as_("ben")


def phase(study: Study, name: str) -> tuple[str, int | None]:
    return next((one.phase, one.round) for one in study.content().of(Assessment) if one.assessment == name)


def refused(study: Study, actor: Study, what: str = "undo") -> str:
    before = dump(study)
    with pytest.raises(Refused) as caught:
        getattr(actor, what)()
    assert dump(study) == before
    return caught.value.text()


def agreed_upon(study: Study, *assessors: str) -> str:
    name = lay_open(study, "quiet", *(assessors or ("ann",)))
    study.judgements.agree(name, best=-1, rationale="Zo.")
    return name


def test_laying_marks_open_cannot_be_undone_for_what_was_seen_cannot_be_unseen(study: Study) -> None:
    lay_open(study, "quiet", "ann")
    assert refused(study, study).endswith("stay open: what was seen cannot be unseen.")


def test_a_mark_that_was_laid_open_cannot_be_undone_by_who_gave_it(study: Study, ben: Study) -> None:
    name = study.judgements.open("quiet", assessors=["ann", "ben"])
    study.judgements.start(name)
    ben.judgements.mark(name, best=0)
    study.judgements.mark(name, best=1)
    study.judgements.reveal(name)
    assert "the assessment went on since" in refused(study, ben)


def test_a_mark_that_was_taken_back_before_the_round_closed_cannot_be_made_again_after_it(
    study: Study, ben: Study
) -> None:
    name = study.judgements.open("quiet", assessors=["ann", "ben"])
    study.judgements.start(name)
    ben.judgements.mark(name, best=0)
    ben.judgements.mark(name, "", rationale="Anders.")
    ben.undo()
    study.judgements.mark(name, best=1)
    study.judgements.reveal(name)
    assert "the assessment went on since" in refused(study, ben, "redo")


def test_a_phase_is_not_taken_back_past_marks_given_since(study: Study, ben: Study) -> None:
    name = study.judgements.open("quiet", assessors=["ann", "ben"])
    study.judgements.start(name)
    ben.judgements.mark(name, best=0)
    assert "marks were given since" in refused(study, study)
    ben.undo()
    study.undo()
    assert phase(study, name) == ("preparing", 0)
    study.redo()
    assert phase(study, name) == ("blind", 1)


def test_another_round_is_not_taken_back_past_marks_given_in_it(study: Study, ben: Study) -> None:
    name = lay_open(study, "quiet", "ann", "ben")
    study.judgements.again(name, blind=False)
    ben.judgements.mark(name, best=1, low=1, high=1)
    assert "marks were given since" in refused(study, study)
    ben.undo()
    study.undo()
    assert phase(study, name) == ("discussion", 2)


def test_what_was_agreed_is_not_changed_by_undo_once_it_was_closed_by_another(study: Study, ben: Study) -> None:
    name = agreed_upon(study, "ann", "ben")
    study.judgements.agree(name, best=0, low=0, high=0)
    ben.judgements.close(name)
    assert "the assessment went on since" in refused(study, study)
    ben.undo()
    study.undo()
    assert (
        next(one.best for one in study.content().of(Judgement) if one.round == AGREED and one.dimension == "quiet")
        == -1
    )


def test_closing_is_made_again_only_while_its_rules_are_met(study: Study, ben: Study) -> None:
    name = study.judgements.open("perform", assessors=["ann"], scope=SCOPE)
    study.judgements.start(name)
    study.judgements.mark(name, best=-1)
    study.judgements.reveal(name)
    study.judgements.agree(name, best=-1, low=-2, high=0, **GRADED)
    study.judgements.link(name, "passage:P2", "contradicts", agreed=True)
    study.judgements.close(name)
    study.undo()
    assert phase(study, name) == ("discussion", 2)
    ben.judgements.scope(name, "stage", "")
    before = dump(study)
    with pytest.raises(ClosingRefused):
        study.redo()
    assert dump(study) == before
    ben.undo()
    study.redo()
    assert phase(study, name)[0] == "closed"
    assert_sound(study)


def test_opening_again_is_taken_back_only_while_nothing_was_said_since(study: Study, ben: Study) -> None:
    name = agreed_upon(study, "ann", "ben")
    study.judgements.close(name)
    study.judgements.reopen(name, "Toch.")
    ben.judgements.mark(name, best=1, low=1, high=1)
    assert "marks were given since" in refused(study, study)


def test_two_agreed_judgements_of_one_thing_do_not_come_together_by_redo(study: Study, ben: Study) -> None:
    name = agreed_upon(study, "ann", "ben")
    study.undo()
    ben.judgements.agree(name, best=0, rationale="Anders.")
    assert refused(study, study, "redo") == "There would be two agreed judgements of one thing; one was entered since."


def test_two_assessments_of_one_thing_do_not_come_together_by_redo(study: Study, ben: Study) -> None:
    study.judgements.open("quiet", assessment="een")
    study.undo()
    ben.judgements.open("quiet", assessment="twee")
    assert refused(study, study, "redo") == (
        "There would be two assessments of one dimension of one case; remove one of them first."
    )


def test_the_scope_of_a_round_that_began_is_not_taken_back(study: Study, ben: Study) -> None:
    name = study.judgements.open("quiet", assessors=["ann"])
    study.judgements.scope(name, "asked_of_board", "Meer licht.")
    ben.judgements.start(name)
    assert "the assessment went on since" in refused(study, study)
