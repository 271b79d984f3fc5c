"""What is counted is kept while a study is open; whatever is done, it is what counting everything anew gives."""

from __future__ import annotations

from hypothesis import given, settings

from spanveld.store.tallies import KeptTallies
from tests.conftest import Addresses, Places
from tests.session.kept import assert_kept_is_fresh
from tests.session.samples import put, sample
from tests.session.test_undo_of_anything import STEPS

HEAVY = settings(max_examples=settings().max_examples // 5)


@HEAVY
@given(steps=STEPS)
def test_the_counts_of_sources_that_are_kept_are_those_of_a_fresh_count(
    places: Places, steps: list[tuple[str, int]]
) -> None:
    assert_kept_is_fresh(places, steps, "tallies", lambda study: study.pages.home())


@HEAVY
@given(steps=STEPS)
def test_the_counts_of_codes_that_are_kept_are_those_of_a_fresh_count(
    places: Places, steps: list[tuple[str, int]]
) -> None:
    assert_kept_is_fresh(places, steps, "code_counts", lambda study: study.pages.codes())


@HEAVY
@given(steps=STEPS)
def test_the_counts_of_passages_without_a_finding_that_are_kept_are_those_of_a_fresh_count(
    places: Places, steps: list[tuple[str, int]]
) -> None:
    assert_kept_is_fresh(places, steps, "unused", lambda study: study.pages.tray())


def test_a_change_counts_only_its_own_source_anew(files: Addresses) -> None:
    with put(files(), sample(), "ann") as study:
        study.pages.home()
        before = dict(study._store.tallies._kept._found)
        study.passages.add("night", 0, 3)
        shown = study.pages.home()
        after = study._store.tallies._kept._found
        fresh = {number for number, tally in after.items() if tally is not before.get(number)}
        assert len(fresh) == 1 < len(after)
        study._store.tallies = KeptTallies()
        assert {line.source: line.passages for line in shown.sources} == {
            line.source: line.passages for line in study.pages.home().sources
        }
