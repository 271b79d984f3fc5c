"""An assessment goes from preparing over a blind round and a discussion to closed; what does not fit is refused and changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from spanveld.actions.judging_rounds import ClosingRefused
from spanveld.actions.things import DependantsRefusal
from spanveld.model.errors import NotFound, Refused
from spanveld.model.records import AGREED, AnchorExample, Assessment, ContrarySearch, Judgement, JudgementEvidence
from spanveld.session import Study
from tests.session.judged import GRADED, SCOPE, lay_open
from tests.session.samples import assert_sound, dump, put, sample


@pytest.fixture
def study(address: str) -> Iterator[Study]:
    with put(address, sample(), "ann") as opened:
        yield opened


@pytest.fixture
def ben(study: Study) -> Study:
    return study.as_("ben")


def assessment(study: Study, name: str) -> Assessment:
    return next(one for one in study.content().of(Assessment) if one.assessment == name)


def marks(study: Study, dimension: str, round: str) -> dict[tuple[str, str], Judgement]:
    """(assessor, sub-dimension) -> mark of a round."""
    found = [one for one in study.content().of(Judgement) if (one.dimension, one.round) == (dimension, round)]
    return {(one.assessor, one.sub_dimension): one for one in found}


def blind(study: Study, dimension: str = "quiet", *assessors: str) -> str:
    name = study.judgements.open(dimension, assessors=assessors or ("ann", "ben"))
    study.judgements.start(name)
    return name


def refused(study: Study, act: Callable[[], Any]) -> str:
    """What a refusal says; nothing was changed by it."""
    before = dump(study)
    with pytest.raises(Refused) as caught:
        act()
    assert dump(study) == before
    return caught.value.text()


def test_an_assessment_goes_from_opening_to_closing_and_the_first_marks_stay(study: Study, ben: Study) -> None:
    name = study.judgements.open("authorise", case="C", wave="W2", assessors=["ann", "ben"], scope=SCOPE)
    assert assessment(study, name).phase == "preparing"
    study.judgements.start(name)
    study.judgements.mark(name, best=-2, low=-3, high=-1, evidence={"finding:F1": "supports"})
    ben.judgements.mark(name, answer="cannot_judge", reason="thin: twee zinnen")
    ben.judgements.mark(name, "mandate", best=1)
    assert list(study.content().of(Judgement))[2:] == []
    study.judgements.reveal(name)
    first = marks(study, "authorise", "1")
    assert {key: (one.best, one.low, one.high, one.answer) for key, one in first.items() if one.wave == "W2"} == {
        ("ann", ""): (-2, -3, -1, ""),
        ("ben", ""): (None, None, None, "cannot_judge"),
        ("ben", "mandate"): (1, 1, 1, ""),
    }
    assert (assessment(study, name).phase, assessment(study, name).round) == ("discussion", 2)
    ben.judgements.mark(name, best=-1, low=-2, high=0)
    assert marks(study, "authorise", "2")["ben", ""].best == -1
    ben.judgements.agree(name, best=-1, low=-3, high=0, **GRADED)
    study.judgements.link(name, "passage:P2", "contradicts", agreed=True)
    study.judgements.close(name)
    closed = assessment(study, name)
    assert (closed.phase, bool(closed.closed), bool(closed.basis)) == ("closed", True, True)
    agreed = marks(study, "authorise", AGREED)["ben", ""]
    assert (agreed.agreed, agreed.best, agreed.grade, agreed.assessor) == (True, -1, "low", "ben")
    assert marks(study, "authorise", "1") == first
    assert_sound(study)


def test_links_of_a_sealed_mark_become_evidence_of_the_judgement_when_it_is_laid_open(study: Study) -> None:
    name = blind(study, "quiet", "ann")
    study.judgements.mark(name, best=0)
    study.judgements.link(name, "passage:P3", "supports")
    study.judgements.link(name, "finding:F2", "qualifies")
    study.judgements.unlink(name, "passage:P3")
    assert not [one for one in study.content().of(JudgementEvidence) if one.dimension == "quiet"]
    study.judgements.reveal(name)
    found = [one for one in study.content().of(JudgementEvidence) if one.dimension == "quiet"]
    assert [(one.round, one.assessor, one.subject, one.stance) for one in found] == [
        ("1", "ann", "finding:F2", "qualifies")
    ]


def test_in_a_blind_round_the_journal_names_the_assessment_and_nothing_of_what_was_given(study: Study) -> None:
    name = blind(study)
    start = study.newest()
    study.judgements.mark(name, best=-1)
    study.judgements.link(name, "passage:P3", "contradicts")
    study.judgements.unlink(name, "passage:P3")
    entries = study.changes(start)
    assert {(entry.action, *entry.subjects) for entry in entries} == {("give mark", f"assessment:{name}")}


def test_a_discussion_starts_from_ones_last_mark_and_a_second_blind_round_from_nothing(study: Study) -> None:
    name = lay_open(study, "quiet", "ann", "ben", best=-2)
    study.judgements.mark(name, rationale="Toch.")
    assert marks(study, "quiet", "2")["ann", ""].best == -2
    study.judgements.again(name, blind=True)
    assert refused(study, lambda: study.judgements.mark(name, rationale="Toch.")) == (
        "Give a position (the best one, with the lowest and the highest), or an answer."
    )


def test_an_answer_takes_the_place_of_a_position_and_the_other_way_round(study: Study) -> None:
    name = lay_open(study, "quiet", "ann")
    study.judgements.mark(name, answer="cannot_judge", reason="Niets gehoord.")
    mark = marks(study, "quiet", "2")["ann", ""]
    assert (mark.best, mark.low, mark.high, mark.answer, mark.reason) == (
        *(None, None, None),
        "cannot_judge",
        "Niets gehoord.",
    )
    study.judgements.mark(name, best=1, low=0, high=2)
    mark = marks(study, "quiet", "2")["ann", ""]
    assert (mark.best, mark.low, mark.high, mark.answer, mark.reason) == (1, 0, 2, "", "")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"best": 5}, "best: '5' is no position of the scale, which has -4, -3, -2, -1, 0, 1, 2, 3, 4."),
        ({"best": 0, "high": 9}, "high: '9' is no position of the scale, which has -4, -3, -2, -1, 0, 1, 2, 3, 4."),
        ({"best": -0.5}, "best: '-0.5' is no position of the scale, which has -4, -3, -2, -1, 0, 1, 2, 3, 4."),
        ({"best": True}, "best: 'True' is no position of the scale, which has -4, -3, -2, -1, 0, 1, 2, 3, 4."),
        ({"best": 0, "low": 1, "high": -1}, "low (1) is above high (-1)."),
        ({"best": 2, "low": -1, "high": 1}, "best (2) does not lie between low (-1) and high (1)."),
        ({}, "Give a position (the best one, with the lowest and the highest), or an answer."),
        ({"low": -1, "high": 0}, "Give a position (the best one, with the lowest and the highest), or an answer."),
        ({"best": 0, "answer": "cannot_judge"}, "Give a position or an answer, not both."),
        ({"answer": "perhaps"}, "'perhaps' is no answer here; known are: cannot_judge, both_poles, not_applicable."),
        ({"answer": "cannot_judge"}, "'cannot_judge' needs a reason: thin, not_asked, mixed, one_side, other."),
        (
            {"answer": "cannot_judge", "reason": "tired: of it"},
            "reason: 'tired' is not known in this framework; known are: thin, not_asked, mixed, one_side, other.",
        ),
        (
            {"best": 0, "grade": "superb"},
            "grade: 'superb' is not known in this framework; known are: high, moderate, low, very_low.",
        ),
        (
            {"best": 0, "tension_strength": "huge"},
            "tension_strength: 'huge' is not known in this framework; known are: none, visible, strong, cannot_say.",
        ),
        (
            {"best": 0, "method": "awful: all of it"},
            "method: 'awful' is not known in this framework; known are: none, minor, moderate, serious.",
        ),
        ({"best": 0, "evidence": {"passage:Q": "supports"}}, "There is no passage 'Q' in this study."),
        (
            {"best": 0, "evidence": {"source:night": "supports"}},
            "'source:night' is no subject: write KIND:NAME with one of the kinds passage, finding.",
        ),
        (
            {"best": 0, "evidence": {"passage:P1": "likes"}},
            "'likes' is no stance; known are: supports, qualifies, contradicts.",
        ),
    ],
)
def test_a_mark_that_does_not_fit_the_scale_is_refused_with_what_and_why(
    study: Study, values: dict[str, Any], said: str
) -> None:
    name = study.judgements.open("authorise", scope=SCOPE)
    study.judgements.start(name)
    assert refused(study, lambda: study.judgements.mark(name, **values)) == said


def test_what_is_no_dimension_no_part_or_has_no_scale_is_refused(study: Study) -> None:
    assert refused(study, lambda: study.judgements.open("warmest")).startswith("'warmest' is not known here")
    name = study.judgements.open("light")
    study.judgements.start(name)
    assert refused(study, lambda: study.judgements.mark(name, "roof", best=0)) == (
        "'roof' is no part of 'light'; its parts are: at_the_seat, between_shelves."
    )
    other = blind(study, "quiet", "ann")
    assert refused(study, lambda: study.judgements.mark(other, "roof", best=0)) == (
        "'roof' is no part of 'quiet'; its parts are: -."
    )


def test_answers_for_a_whole_dimension_are_refused_for_a_part(study: Study) -> None:
    name = study.judgements.open("authorise", scope=SCOPE)
    study.judgements.start(name)
    assert refused(study, lambda: study.judgements.mark(name, "mandate", answer="both_poles")) == (
        "'both_poles' is an answer for a whole dimension, not for a part of one."
    )


def test_there_is_one_assessment_for_a_dimension_of_a_case_sub_case_and_wave(study: Study) -> None:
    study.judgements.open("light", wave="W1", assessment="licht")
    study.judgements.open("light", wave="W2")
    study.judgements.open("light", sub_case="east", wave="W1")
    said = "This is judged in assessment 'licht' already; there is one for each dimension of a case, sub-case and wave."
    assert refused(study, lambda: study.judgements.open("light", wave="W1")) == said
    assert refused(study, lambda: study.judgements.open("light", case="C", wave="W1")) == said


def test_the_scope_is_filled_in_before_the_first_round_and_its_answers_are_checked(study: Study) -> None:
    name = study.judgements.open("perform")
    said = refused(study, lambda: study.judgements.start(name))
    assert said.startswith("Fill in the scope first; it lacks an answer to: ")
    assert "(stage)" in said
    assert "(form)" not in said
    assert refused(study, lambda: study.judgements.scope(name, "stage", "lunch")) == (
        "stage: 'lunch' is no answer to this; known are: decision, execution, policy_preparation."
    )
    assert refused(study, lambda: study.judgements.scope(name, "form", "lunch")) == (
        "form: 'lunch' is no answer to this; known are: lead_organisation, nao, none, shared, unknown."
    )
    assert refused(study, lambda: study.judgements.scope(name, "weather", "rain")).startswith(
        "'weather' is no question of the scope; known are: object, perspective, "
    )
    for question, answer in SCOPE.items():
        study.judgements.scope(name, question, answer)
    study.judgements.start(name)
    assert "in a blind round" in refused(study, lambda: study.judgements.scope(name, "stage", "decision"))


def test_marks_lie_open_only_when_each_assessor_gave_one_on_the_dimension_itself(study: Study, ben: Study) -> None:
    name = study.judgements.open("light", assessors=["ann", "ben"])
    study.judgements.start(name)
    ben.judgements.mark(name, "at_the_seat", best=1)
    study.judgements.mark(name, best=0)
    assert refused(study, lambda: study.judgements.reveal(name)) == (
        "The blind round stays closed to all until each assessor has given a mark on the dimension; still to come: ben."
    )
    ben.judgements.mark(name, best=1)
    ben.judgements.unmark(name)
    assert "still to come: ben." in refused(study, lambda: study.judgements.reveal(name))
    ben.judgements.mark(name, best=2)
    study.judgements.reveal(name)
    assert {key: one.best for key, one in marks(study, "light", "1").items()} == {
        ("ann", ""): 0,
        ("ben", ""): 2,
        ("ben", "at_the_seat"): 1,
    }


def test_only_an_assessor_gives_a_mark_and_one_who_gave_it_stays_an_assessor(study: Study, ben: Study) -> None:
    name = blind(study, "quiet", "ann")
    assert refused(study, lambda: ben.judgements.mark(name, best=0)) == (
        f"ben is no assessor in assessment '{name}'; its assessors are: ann."
    )
    study.judgements.mark(name, best=0)
    assert refused(study, lambda: study.judgements.assessors(name, ["ben"])).startswith("ann has given a mark")
    study.judgements.assessors(name, ["ann", "ben"])
    study.judgements.assessors(name, ["ann"])
    assert assessment(study, name).assessors == ("ann",)
    assert refused(study, lambda: study.judgements.assessors(name, [])) == "An assessment needs at least one assessor."


def test_rows_of_a_round_that_is_over_are_changed_by_no_action(study: Study) -> None:
    name = lay_open(study, "quiet", "ann", best=0)
    first = marks(study, "quiet", "1")
    study.judgements.mark(name, best=1, low=1, high=1)
    study.judgements.again(name, blind=False)
    second = marks(study, "quiet", "2")
    study.judgements.mark(name, best=-1, low=-1, high=-1)
    study.judgements.unmark(name)
    assert (marks(study, "quiet", "1"), marks(study, "quiet", "2")) == (first, second)


@pytest.mark.parametrize("act", ["mark", "unmark", "agree", "reveal", "close", "again", "scope", "log_search", "start"])
def test_a_closed_assessment_is_changed_by_nothing_but_opening_it_again(study: Study, act: str) -> None:
    name = lay_open(study, "quiet", "ann")
    study.judgements.agree(name, best=-1, rationale="Zo.")
    study.judgements.close(name)
    given: dict[str, tuple[tuple[Any, ...], dict[str, Any]]] = {
        "mark": ((), {"best": 0}),
        "agree": ((), {"best": 0}),
        "again": ((), {"blind": True}),
        "scope": (("asked_of_board", "Meer licht."), {}),
        "log_search": (("aspect:cold",), {}),
    }
    words, values = given.get(act, ((), {}))
    said = refused(study, lambda: getattr(study.judgements, act)(name, *words, **values))
    assert said.startswith(f"Assessment '{name}' is closed; this can be done only while it is ")
    assert (
        refused(study, lambda: study.judgements.reopen(name, "  ")) == f"Say why assessment '{name}' is opened again."
    )
    study.judgements.reopen(name, "Er kwam een gesprek bij.")
    opened = assessment(study, name)
    assert (opened.phase, opened.closed, opened.reopened) == ("discussion", "", "Er kwam een gesprek bij.")


def test_closing_says_everything_that_lacks(study: Study) -> None:
    name = study.judgements.open("perform", scope=SCOPE)
    study.judgements.start(name)
    study.judgements.mark(name, best=-1, low=-2, high=0)
    study.judgements.reveal(name)
    assert refused(study, lambda: study.judgements.close(name)).splitlines() == [
        "There is no agreed judgement on the dimension itself.",
        f"Assessment '{name}' stays open.",
    ]
    study.judgements.agree(name, best=-1, low=-1, high=0, grade="low", method="minor:", coherence="none:")
    assert refused(study, lambda: study.judgements.close(name)).splitlines() == [
        "The agreed judgement has no rationale.",
        "The evidence grade lacks what is said of: adequacy, relevance.",
        "Say what the concern is, of: method.",
        "Nothing that contradicts or qualifies it is linked to the agreed judgement, and no logged search says that there is none.",
        "With evidence grade 'laag' on presteren, high must lie 2 or more above low; they are 0 and -1.",
        f"Assessment '{name}' stays open.",
    ]
    study.judgements.agree(name, low=-2, **GRADED)
    study.judgements.link(name, "passage:P1", "supports", agreed=True)
    with pytest.raises(ClosingRefused) as caught:
        study.judgements.close(name)
    assert [lack.rule for lack in caught.value.lacks] == ["contrary"]
    found = study.judgements.log_search(name, "tension:authorise")
    assert found == 1
    with pytest.raises(ClosingRefused):
        study.judgements.close(name)
    assert study.judgements.log_search(name, "tension:perform and hedged") == 0
    study.judgements.close(name)
    logged = [one for one in study.content().of(ContrarySearch) if one.assessment == name]
    assert [(one.query, one.found, one.coder) for one in logged] == [
        ("tension:authorise", 1, "ann"),
        ("tension:perform and hedged", 0, "ann"),
    ]


def test_a_search_that_found_something_closes_it_once_its_note_says_why_that_is_not_against(study: Study) -> None:
    name = study.judgements.open("perform", scope=SCOPE)
    study.judgements.start(name)
    study.judgements.mark(name, best=-1)
    study.judgements.reveal(name)
    study.judgements.agree(name, best=-1, low=-2, high=0, **GRADED)
    study.judgements.log_search(name, "tension:authorise", note="Gaat over de lamp.")
    study.judgements.close(name)
    assert assessment(study, name).phase == "closed"


@pytest.mark.parametrize(("low", "high", "closes"), [(-2, -1, False), (-2, 2, True), (-1, 2, False), (-2, 1, False)])
def test_both_poles_need_a_part_on_either_side(study: Study, low: int, high: int, closes: bool) -> None:
    name = study.judgements.open("authorise", case="C", scope=SCOPE)
    study.judgements.start(name)
    study.judgements.mark(name, answer="both_poles")
    study.judgements.reveal(name)
    values = {**GRADED, "grade": "high"}
    study.judgements.agree(name, answer="both_poles", **values)
    study.judgements.agree(name, "inclusion", best=low)
    study.judgements.agree(name, "mandate", best=high)
    study.judgements.link(name, "passage:P2", "qualifies", agreed=True)
    if closes:
        study.judgements.close(name)
        assert assessment(study, name).phase == "closed"
    else:
        with pytest.raises(ClosingRefused) as caught:
            study.judgements.close(name)
        assert {lack.rule for lack in caught.value.lacks} == {"both_poles"}


def test_a_framework_with_less_asks_for_less(study: Study) -> None:
    name = lay_open(study, "quiet", "ann")
    study.judgements.agree(name, best=-1, rationale="Zo.")
    study.judgements.close(name)
    assert assessment(study, name).phase == "closed"
    other = blind(study, "order", "ann")
    assert refused(study, lambda: study.judgements.mark(other, best=3)).endswith("which has -2, -1, 0, 1, 2.")


def test_a_second_reading_by_a_single_assessor_waits_as_long_as_the_framework_says(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = study.judgements.open("perform", scope=SCOPE)
    study.judgements.start(name)
    study.judgements.mark(name, best=-1)
    study.judgements.reveal(name)
    said = refused(study, lambda: study.judgements.again(name, blind=True))
    assert said.startswith("A second reading by the same person comes at least 14 days after the first: from ")
    monkeypatch.setattr("spanveld.actions.judging_rounds.now", lambda: "2999-01-01T00:00:00.000000+00:00")
    study.judgements.again(name, blind=True)
    assert (assessment(study, name).phase, assessment(study, name).round) == ("blind", 3)


def test_two_assessors_need_not_wait_for_one_more_round(study: Study, ben: Study) -> None:
    name = study.judgements.open("perform", assessors=["ann", "ben"], scope=SCOPE)
    study.judgements.start(name)
    study.judgements.mark(name, best=-1)
    ben.judgements.mark(name, best=0)
    study.judgements.reveal(name)
    study.judgements.again(name, blind=True)
    assert assessment(study, name).phase == "blind"


def test_a_search_is_not_logged_in_a_blind_round(study: Study) -> None:
    name = blind(study)
    assert "in a blind round" in refused(study, lambda: study.judgements.log_search(name, "aspect:cold"))


def test_passages_are_pinned_to_positions_and_taken_off(study: Study) -> None:
    study.judgements.pin("light", -1, "P1", sub_dimension="at_the_seat", note="Donker.")
    study.judgements.pin("light", -1, "P1", sub_dimension="at_the_seat", note="Zeer donker.")
    example = AnchorExample("light", "at_the_seat", -1, "P1", "Zeer donker.")
    assert list(study.content().of(AnchorExample)).count(example) == 1
    assert refused(study, lambda: study.judgements.pin("light", -3, "P1")) == (
        "position: '-3' is no position of the scale, which has -2, -1, 0, 1, 2."
    )
    with pytest.raises(NotFound):
        study.judgements.unpin("light", -1, "P1")
    assert_sound(study)
    study.judgements.unpin("light", -1, "P1", sub_dimension="at_the_seat")
    assert example not in list(study.content().of(AnchorExample))


def test_an_assessment_goes_with_its_judgements_when_a_person_agrees_to_that(study: Study) -> None:
    name = lay_open(study, "quiet", "ann")
    others = [one for one in study.content().of(Judgement) if one.dimension != "quiet"]
    before = dump(study)
    with pytest.raises(DependantsRefusal) as caught:
        study.judgements.remove(name)
    assert caught.value.counts == {"judgement": 1}
    study.judgements.remove(name, with_dependants=True)
    assert list(study.content().of(Judgement)) == others
    assert name not in {one.assessment for one in study.content().of(Assessment)}
    study.undo()
    assert dump(study) == before


def test_of_several_cases_it_is_said_which_one_is_judged(study: Study) -> None:
    name = study.judgements.open("light")
    study.cases.add("D", name="Andere zaal")
    assert assessment(study, name).case == "C"
    assert refused(study, lambda: study.judgements.open("quiet")) == (
        "Say of which case this is an assessment: the study has several."
    )
    assert refused(study, lambda: study.judgements.open("quiet", case="D", sub_case="west")) == (
        "Sub-case 'west' belongs to case 'C'."
    )
    assert assessment(study, study.judgements.open("quiet", sub_case="west")).case == "C"
    study.judgements.open("light", case="D")
    assert_sound(study)
