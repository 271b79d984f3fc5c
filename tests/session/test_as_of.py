"""The study as it was: after any entry its content is what it was then, whatever was done, undone, loaded or erased since."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spanveld.actions import loading
from spanveld.formats.note_form import NoteFormError
from spanveld.formats.study_folder import read_folder, write_folder
from spanveld.model.errors import NotFound, Refused
from spanveld.model.kinds import KINDS
from spanveld.model.study import StudyContent
from spanveld.session import Study, open_study
from spanveld.store.schema import journal
from tests.conftest import Addresses, Places
from tests.session.moves import MOVES, Player
from tests.session.samples import assert_sound, dump, put, sample
from tests.strategies import same

HEAVY = settings(max_examples=max(2, settings().max_examples // 8))
SEEDS = st.integers(0, 10**6)
STEPS = st.lists(
    st.tuples(
        st.booleans(), st.one_of(st.sampled_from(sorted(MOVES)), st.sampled_from(["undo", "redo", "load"])), SEEDS
    ),
    min_size=1,
    max_size=10,
)


@pytest.fixture
def study(files: Addresses) -> Iterator[Study]:
    with put(files(), sample(), "ann") as opened:
        yield opened


def replace_all(study: Study, seed: int) -> None:
    """Load another content in the place of what there is."""
    content = sample(study.content().id)
    with study._store.writing(study.actor) as work:
        loading.load(work, content, files={"memos.csv": seed}, digest=str(seed), replace=True)


def step(study: Study, what: str, seed: int) -> None:
    """Do something; a study may refuse it."""
    with suppress(Refused, NoteFormError):
        if what in ("undo", "redo"):
            getattr(study, what)()
        elif what == "load":
            replace_all(study, seed)
        else:
            Player(study, seed).play(what)


def played(study: Study, steps: list[tuple[bool, str, int]], other: Study) -> dict[int, StudyContent]:
    """The content after each entry that these steps make, by its sequence."""
    seen = {study.newest(): study.content()}
    for is_other, what, seed in steps:
        step(other if is_other else study, what, seed)
        seen[study.newest()] = study.content()
    return seen


@HEAVY
@given(steps=STEPS)
def test_the_content_as_of_each_entry_is_what_it_was_then(places: Places, steps: list[tuple[bool, str, int]]) -> None:
    address, identifier = places()
    with put(address, sample(identifier), "ann") as ann, open_study(address, coder="ben") as ben:
        seen = played(ann, steps, ben)
        before = dump(ann)
        for sequence, content in seen.items():
            assert ann.as_of(sequence) == content, f"entry {sequence} of {ann.newest()}"
        assert dump(ann) == before


@HEAVY
@given(first=STEPS, who=st.sampled_from(["participant:R1", "participant:R2", "source:night", "superseded"]), then=STEPS)
def test_what_was_erased_stays_erased_also_in_what_was_before(
    places: Places, first: list[tuple[bool, str, int]], who: str, then: list[tuple[bool, str, int]]
) -> None:
    address, identifier = places()
    with put(address, sample(identifier), "ann") as ann, open_study(address, coder="ben") as ben:
        played(ann, first, ben)
        erased_at = 0
        with suppress(Refused):
            ann.erase(who)
            erased_at = ann.newest()
        seen = played(ann, then, ben)
        for sequence, content in seen.items():
            assert ann.as_of(sequence) == content
        for sequence in range(1, erased_at):
            keeps_every_rule(ann.as_of(sequence))


def keeps_every_rule(content: StudyContent) -> None:
    """It can be written as a study folder and read back without a fault, and holds the same then."""
    with TemporaryDirectory() as folder:
        write_folder(Path(folder), content)
        again = read_folder(Path(folder)).content
        lost = [
            item for kind in KINDS for item in {*map(repr, content.records[kind])} ^ {*map(repr, again.records[kind])}
        ]
        assert lost == []
        assert same(again, content)


def test_words_that_were_erased_are_nowhere_in_what_was_before_and_the_marker_says_so(study: Study) -> None:
    study.memos.add("Jan Smit belde: de sleutel ligt onder de mat.", subject="participant:R1")
    study.sources.add("talk", "R1: De sleutel ligt bij Jan Smit.", kind="interview", participants=("R1",))
    study.passages.add("talk", 0, 10, memo="Jan Smit weer")
    study.passages.edit(study.content().records["passage"][-1].passage, memo="een ander")
    last = study.newest()
    study.erase("participant:R1", names=["Jan Smit"])
    for sequence in range(1, last + 1):
        content = study.as_of(sequence)
        assert "Smit" not in repr(content), sequence
    assert "[gewist]" in repr(study.as_of(last))


def test_a_text_that_was_erased_is_the_marker_and_its_passages_are_in_doubt(study: Study) -> None:
    study.sources.correct("notes", edits=[(0, 2, "Wij")])
    study.erase("superseded")
    before = study.as_of(1)
    assert before.texts["notes"] == "[gewist]"
    assert [passage.start for passage in before.records["passage"] if passage.source == "notes"] == [None, None]
    keeps_every_rule(before)
    assert study.as_of(2).texts["notes"].startswith("Wij")


def test_what_only_went_by_an_undo_or_a_removal_is_there_again(study: Study) -> None:
    study.findings.remove("F1", with_dependants=True)
    removed = study.newest()
    study.undo()
    study.findings.edit("F1", statement="Anders.")
    assert "F1" in {finding.finding for finding in study.as_of(removed - 1).records["finding"]}
    assert "F1" not in {finding.finding for finding in study.as_of(removed).records["finding"]}
    assert study.as_of(removed + 1) == study.as_of(removed - 1)


def test_a_content_that_another_one_replaced_is_seen_on_its_shelf(study: Study) -> None:
    study.memos.add("voor")
    before = study.content()
    replace_all(study, 1)
    study.memos.add("na")
    after = study.content()
    loaded = study.newest() - 1
    study.undo()
    study.undo()
    assert study.content() == before
    study.memos.add("daarna")
    assert study.as_of(loaded + 1) == after
    assert study.as_of(loaded - 1) == before
    study.undo()
    study.redo()
    assert study.as_of(loaded + 1) == after
    assert study.as_of(loaded) != after


def test_a_replaced_content_whose_shelf_was_erased_is_said_to_be_gone(study: Study) -> None:
    study.memos.add("voor")
    replace_all(study, 1)
    study.erase("superseded")
    gone = study.as_of(2)
    assert not any(gone.records.values())
    keeps_every_rule(gone)


def test_what_is_looked_at_can_be_read_in_every_way_and_has_its_own_journal(study: Study) -> None:
    study.findings.edit("F1", statement="Iets heel anders.")
    study.passages.add("night", 0, 5)
    with study.at(1) as then:
        assert "De lamp gaat te vroeg uit." in then.report("md")
        assert then.show().counts["passage"] == 5
        assert then.newest() == 1
        assert_sound(then)
        assert [hit.subject for hit in then.search("heel anders").items] == []
        assert study.search("heel anders").total == 1
    assert "Iets heel anders." in study.report("md")


def test_a_date_means_the_end_of_that_day_and_a_moment_its_last_entry(study: Study) -> None:
    study.memos.add("een")
    study.memos.add("twee")
    days = {
        1: "2024-03-01T10:00:00.000000+00:00",
        2: "2024-03-02T09:30:10.500000+00:00",
        3: "2024-03-02T23:59:59.999999+00:00",
    }
    with study._store.writing("") as work:
        for sequence, time in days.items():
            work.connection.execute(journal.update().where(journal.c.sequence == sequence).values(time=time))
    memos = {when: len(study.as_of(when).records["memo"]) for when in ("2024-03-01", "2024-03-02", "2024-03-02T09:30")}
    assert memos == {"2024-03-01": 3, "2024-03-02": 5, "2024-03-02T09:30": 4}
    assert len(study.as_of("2024-03-02T11:00+02:00").records["memo"]) == 3


@pytest.mark.parametrize("when", ["0", "99", "2001-01-01", 0, -1])
def test_a_time_at_which_there_was_no_study_is_refused(study: Study, when: int | str) -> None:
    with pytest.raises((NotFound, Refused)):
        study.as_of(when)


@pytest.mark.parametrize("when", ["gisteren", "2024-13-01", "", "12-03-2024", "９"])
def test_what_is_no_time_is_refused(study: Study, when: str) -> None:
    with pytest.raises(Refused):
        study.as_of(when)
