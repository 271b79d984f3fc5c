"""What the first page counts is kept while a study is open; whatever is done, it is what counting everything anew gives."""

from __future__ import annotations

from hypothesis import given, settings

from spanveld.model.errors import Refused
from spanveld.session import Study
from spanveld.session.pages import Home
from spanveld.store.tallies import KeptTallies
from tests.conftest import Addresses, Places
from tests.session.moves import Player
from tests.session.samples import put, sample
from tests.session.test_undo_of_anything import STEPS, prepare

HEAVY = settings(max_examples=settings().max_examples // 5)


def counted_anew(study: Study) -> Home:
    """The first page of somebody who has just opened the study."""
    study._store.tallies = KeptTallies()
    return study.pages.home()


@HEAVY
@given(steps=STEPS)
def test_after_any_actions_and_undo_the_kept_counts_are_those_of_a_fresh_count(
    places: Places, steps: list[tuple[str, int]]
) -> None:
    address, identifier = places()
    with put(address, sample(identifier), "ann") as study:
        prepare(study)
        kept = study._store.tallies
        for move, seed in [*steps, ("undo", 0), ("undo", 0), ("redo", 0)]:
            try:
                getattr(study, move)() if move in ("undo", "redo") else Player(study, seed).play(move)
            except Refused:
                continue
            study._store.tallies = kept
            shown = study.pages.home()
            assert shown == counted_anew(study), move


def test_a_change_counts_only_its_own_source_anew(files: Addresses) -> None:
    with put(files(), sample(), "ann") as study:
        study.pages.home()
        before = dict(study._store.tallies._found)
        study.passages.add("night", 0, 3)
        shown = study.pages.home()
        after = study._store.tallies._found
        fresh = {number for number, tally in after.items() if tally is not before.get(number)}
        assert len(fresh) == 1 < len(after)
        assert {line.source: line.passages for line in shown.sources} == {
            line.source: line.passages for line in counted_anew(study).sources
        }
