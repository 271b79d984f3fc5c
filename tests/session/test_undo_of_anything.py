"""Whatever is done to a study, undo takes it back to the row and redo makes it again; with two people at it, nobody's work breaks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spanveld.formats.guide_file import GuideContent
from spanveld.formats.note_form import NoteFormError
from spanveld.model.errors import Refused
from spanveld.model.records import Topic
from spanveld.session import Study, open_study
from tests.conftest import Addresses, Places
from tests.session.judged import assess
from tests.session.methods import methods_of
from tests.session.moves import LASTING, MOVES, Player
from tests.session.samples import assert_sound, dump, put, sample

HEAVY = settings(max_examples=settings().max_examples // 2)
SEEDS = st.integers(0, 10**6)
STEPS = st.lists(st.tuples(st.sampled_from(sorted(MOVES.keys() - LASTING)), SEEDS), min_size=1, max_size=10)


@pytest.fixture
def study(files: Addresses) -> Iterator[Study]:
    with put(files(), sample(), "ann") as opened:
        yield opened


def entries(study: Study) -> int:
    return len(study.journal().entries)


def made(study: Study, move: str, seed: int) -> bool:
    """Whether a move was made; a study may refuse it, but nothing else may go wrong."""
    try:
        Player(study, seed).play(move)
    except (Refused, NoteFormError):
        return False
    return True


def prepare(study: Study) -> None:
    """Let there be something for each move to act on."""
    study.coders.add("eve")
    asked, said = "Is het koud in de zaal?", "Ja, het is ijskoud in de zaal, elke avond opnieuw."
    text = f"I: {asked}\nR1: {said}"
    start = text.index(said)
    turns = [(3, 3 + len(asked), "", "interviewer"), (start, len(text), "", "")]
    blocks = [(0, 1, "speaker", None, None, None), (start - 4, start - 2, "speaker", None, None, None)]
    study.sources.add("talk", text, kind="interview", turns=turns, blocks=blocks)
    study.passages.add("talk", start, len(text))
    study.passages.add("talk", len(text) - 8, len(text))
    study.sources.correct("talk", edits=[(len(text) - 9, len(text), "!")])
    topics = (Topic("", "kou", 1, label="Kou", questions=(asked,)), Topic("", "warmte", 2, label="Warmte"))
    study.topics.take(GuideContent("", "", "", topics), id="g0")
    study.topics.use("g0", "talk")
    study.topics.mark("talk", "warmte", "not_asked")
    assess(study)


def test_every_way_to_change_a_study_is_among_the_moves_that_are_tried(study: Study) -> None:
    assert set(methods_of(study)) == set(MOVES)


@pytest.mark.parametrize("move", sorted(MOVES))
def test_each_move_is_really_made_and_not_only_refused(study: Study, move: str) -> None:
    prepare(study)
    before, writes = entries(study), not move.endswith((".preview", ".plan", ".speakers"))
    assert any(made(study, move, seed) and (entries(study) > before) == writes for seed in range(60))


@HEAVY
@given(steps=STEPS)
def test_any_sequence_of_actions_is_undone_to_the_row_and_redone_to_the_row(
    places: Places, steps: list[tuple[str, int]]
) -> None:
    address, identifier = places()
    with put(address, sample(identifier), "ann") as study:
        states, written = [dump(study)], entries(study)
        for move, seed in steps:
            made(study, move, seed)
            if entries(study) == written:
                assert dump(study) == states[-1], f"{move} wrote without an entry in the journal"
            else:
                written += 1
                assert entries(study) == written, f"{move} wrote more than one entry"
                states.append(dump(study))
        assert_sound(study)
        for state in reversed(states[:-1]):
            study.undo()
            assert dump(study) == state
        assert_sound(study)
        for state in states[1:]:
            study.redo()
            assert dump(study) == state
        assert_sound(study)


TWO = st.lists(
    st.tuples(
        st.booleans(), st.one_of(st.sampled_from(["undo", "redo"]), st.sampled_from(["move"])), st.integers(0, 5), SEEDS
    ),
    min_size=2,
    max_size=16,
)


@HEAVY
@given(few=st.lists(st.sampled_from(sorted(MOVES)), min_size=2, max_size=4, unique=True), turns=TWO)
def test_two_people_who_do_and_undo_things_in_turn_leave_a_sound_study(
    places: Places, few: list[str], turns: list[tuple[bool, str, int, int]]
) -> None:
    """Few kinds of moves, so that the two meet; an undo is of one's own, and refused where the other has built on it."""
    address, identifier = places()
    put(address, sample(identifier)).close()
    with open_study(address, coder="ann") as ann, open_study(address, coder="ben") as ben:
        for is_ann, what, which, seed in turns:
            actor = ann if is_ann else ben
            before = dump(ann)
            if what == "move":
                made(actor, few[which % len(few)], seed)
                continue
            try:
                entry = getattr(actor, what)()
            except Refused:
                assert dump(ann) == before
                continue
            assert entry.actor == actor.actor
            assert_sound(ann)
        assert_sound(ben)
