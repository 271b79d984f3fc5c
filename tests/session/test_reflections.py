"""What the researcher thought is nobody's word, however it is marked."""

from __future__ import annotations

import pytest

from spanveld.model.errors import Refused
from spanveld.session import Study, start_study
from tests.conftest import Addresses

TEXT = "We zagen een volle zaal.\nIk denk dat zij bang waren.\n"
SEEN, THOUGHT = (0, 24), (25, 52)


@pytest.fixture
def study(addresses: Addresses) -> Study:
    opened = start_study(addresses(), identifier="notes", coder="ann")
    opened.participants.add("FN", level="observer")
    opened.participants.add("R1")
    turns = [(*SEEN, "FN", ""), (*THOUGHT, "", "reflection")]
    opened.sources.add("N1", TEXT, kind="field_notes", turns=turns, participants=["FN", "R1"])
    return opened


def voices(study: Study, passage: str) -> tuple[str, ...]:
    return next(item.voices for item in study.sources.open("N1").passages if item.passage == passage)


def test_a_passage_inside_a_reflection_has_no_voice_and_one_inside_what_was_seen_has(study: Study) -> None:
    with study:
        study.passages.add("N1", *SEEN, passage="seen")
        study.passages.add("N1", 28, 40, passage="thought")
        assert (voices(study, "seen"), voices(study, "thought")) == (("FN",), ())


def test_a_voice_cannot_be_given_inside_a_reflection(study: Study) -> None:
    with study:
        with pytest.raises(Refused, match="lies in a reflection of the researcher"):
            study.passages.add("N1", *THOUGHT, voices=["R1"])
        study.passages.add("N1", *THOUGHT, passage="thought")
        with pytest.raises(Refused, match="lies in a reflection of the researcher"):
            study.passages.edit("thought", voices=["R1"])
        study.passages.edit("thought", voices=[])
        assert voices(study, "thought") == ()


def test_a_passage_with_a_given_voice_that_is_moved_into_a_reflection_loses_it_there_and_has_it_again_outside(
    study: Study,
) -> None:
    with study:
        study.passages.add("N1", *SEEN, passage="moved", voices=["R1"])
        study.passages.extend("moved", *THOUGHT)
        assert voices(study, "moved") == ()
        study.passages.extend("moved", *SEEN)
        assert voices(study, "moved") == ("R1",)


def test_turns_that_become_a_reflection_take_the_voice_away_and_the_tables_say_so(study: Study) -> None:
    with study:
        study.passages.add("N1", *SEEN, passage="seen", voices=["R1"])
        study.sources.set_turns("N1", [(0, len(TEXT), "", "reflection")])
        assert voices(study, "seen") == ()
        assert study.doctor().sound


def test_a_passage_over_both_is_the_word_of_who_was_there(study: Study) -> None:
    with study:
        study.passages.add("N1", 0, 52, passage="both")
        assert voices(study, "both") == ("FN",)
