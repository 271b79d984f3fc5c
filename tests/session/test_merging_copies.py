"""Two copies of a study on disk, worked in apart, become one: at random, and each thing that only files and journals show."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spanveld.actions.theory import parse_framework
from spanveld.formats.note_form import NoteFormError
from spanveld.model.errors import Refused
from spanveld.model.records import Memo, Passage, SealedMark
from spanveld.model.study import StudyContent
from spanveld.session import Study, open_study
from spanveld.session.merging import conflicts_csv, merge_as_asked
from spanveld.store.whole import whole_content
from tests.session.moves import MOVES, Player
from tests.session.samples import assert_sound, dump, put, sample
from tests.strategies import same

APART = sorted(move for move in MOVES if not move.startswith(("theory.", "merging.", "exchange.", "pages.")))
STEPS = st.lists(st.tuples(st.booleans(), st.sampled_from(APART), st.integers(0, 10**6)), min_size=2, max_size=8)
FEW = settings(max_examples=max(3, settings().max_examples // 30), deadline=None)


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Study, Study, Path]]:
    """The study of ann, a copy of it in the hands of ben, and where that is."""
    put(str(tmp_path / "ann.spanveld"), sample(), "ann").close()
    shutil.copy(tmp_path / "ann.spanveld", tmp_path / "ben.spanveld")
    with (
        open_study(tmp_path / "ann.spanveld", coder="ann") as ann,
        open_study(tmp_path / "ben.spanveld", coder="ben") as ben,
    ):
        yield ann, ben, tmp_path / "ben.spanveld"


def whole(study: Study) -> StudyContent:
    with study._store.reading() as connection:
        return whole_content(connection, study._store.study_id, parse_framework)


def sizes(content: StudyContent) -> dict[str, int]:
    return {kind: len(records) for kind, records in content.records.items()}


@FEW
@given(steps=STEPS, prefer=st.sampled_from(["ours", "theirs"]))
def test_copies_changed_apart_at_random_become_one_sound_study_that_undo_takes_apart_again(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[bool, str, int]], prefer: str
) -> None:
    folder = tmp_path_factory.mktemp("apart")
    paths = folder / "ann.spanveld", folder / "ben.spanveld"
    put(str(paths[0]), sample(), "ann").close()
    shutil.copy(*paths)
    with open_study(paths[0], coder="ann") as ann, open_study(paths[1], coder="ben") as ben:
        for ours, move, seed in steps:
            try:
                Player(ann if ours else ben, seed).play(move)
            except (Refused, NoteFormError):
                continue
        before = dump(ann)
        try:
            done = ann.merging._planned(paths[1], {}, prefer)
        except Refused:
            return  # together the copies would break a rule of the study, or share no framework: said, and nothing written
        ann.merging._carry_out(*done)
        assert same(whole(ann), done[0].merged)
        assert_sound(ann)
        again = ann.merging.plan(paths[1])
        assert again.empty
        assert not again.conflicts
        if not done[0].empty:
            ann.undo()
            assert dump(ann) == before
            ann.redo()
        try:
            back = ben.merging.merge(paths[0], prefer=prefer)
        except Refused:
            return
        assert not back.conflicts
        assert_sound(ben)
        assert sizes(ben.content()) == sizes(ann.content())
        assert ann.merging.plan(paths[1]).empty


def test_what_both_made_stays_apart_and_taking_each_other_in_goes_on(two: tuple[Study, Study, Path]) -> None:
    ann, ben, path = two
    mine = Path(ann.address)
    ours, theirs = ann.passages.add("night", 0, 7, memo="a"), ben.passages.add("night", 8, 15, memo="b")
    assert ours == theirs
    ann.merging.merge(path)
    ben.passages.edit(theirs, memo="b more")
    ann.passages.edit(ours, memo="a more")
    ann.merging.merge(path)
    assert {"a more", "b more"} <= {passage.memo for passage in ann.content().of(Passage)}
    ben.merging.merge(mine)
    assert sorted(p.memo for p in ben.content().of(Passage)) == sorted(p.memo for p in ann.content().of(Passage))
    assert ann.merging.plan(path).empty


def test_nothing_is_written_while_a_conflict_is_not_settled(two: tuple[Study, Study, Path], tmp_path: Path) -> None:
    ann, ben, path = two
    name = ann.content().of(Passage)[0].passage
    ann.passages.edit(name, memo="=ours")
    ben.passages.edit(name, memo="theirs\nand more")
    before, file = dump(ann), tmp_path / "conflicts.csv"
    plan, done = merge_as_asked(ann, path, conflicts=str(file))
    assert (len(plan.unsettled), done, dump(ann) == before) == (1, False, True)
    with pytest.raises(Refused, match="to be settled: 1"):
        ann.merging.merge(path)
    text = file.read_text()
    assert text == conflicts_csv(plan.conflicts)
    file.write_text(text.rstrip("\n") + "theirs\n")
    plan, done = merge_as_asked(ann, path, settle=str(file))
    assert done
    assert ann.content().of(Passage)[0].memo == "theirs\nand more"


def test_a_table_of_conflicts_that_are_others_by_now_is_refused(two: tuple[Study, Study, Path], tmp_path: Path) -> None:
    ann, ben, path = two
    name = ann.content().of(Passage)[0].passage
    ann.passages.edit(name, memo="ours")
    ben.passages.edit(name, memo="theirs")
    file = tmp_path / "conflicts.csv"
    file.write_text(conflicts_csv(ann.merging.plan(path).conflicts).rstrip("\n") + "ours\n")
    ben.passages.edit(name, memo="theirs, later")
    with pytest.raises(Refused, match="was changed after"):
        merge_as_asked(ann, path, settle=str(file))
    file.write_text(file.read_text().replace(",ours\n", ",mine\n"))
    with pytest.raises(Refused, match="neither ours nor theirs"):
        merge_as_asked(ann, path, settle=str(file))


def test_a_study_folder_is_a_copy_of_which_nothing_tells_what_both_were(
    two: tuple[Study, Study, Path], tmp_path: Path
) -> None:
    ann, ben, _ = two
    ben.memos.add("seen in the folder")
    ben.save(tmp_path / "folder")
    plan = ann.merging.merge(tmp_path / "folder")
    assert plan.counts() == {"memo": {"added": 1, "changed": 0, "removed": 0}}
    assert "seen in the folder" in {memo.text for memo in ann.content().of(Memo)}
    assert ann.merging.plan(tmp_path / "folder").empty


def test_another_study_is_refused(two: tuple[Study, Study, Path], tmp_path: Path) -> None:
    ann, _, _ = two
    put(str(tmp_path / "other.spanveld"), sample("other"), "ann").close()
    with pytest.raises(Refused, match="no copy"):
        ann.merging.plan(tmp_path / "other.spanveld")


def test_whoever_was_erased_in_one_copy_does_not_come_back_from_the_other(two: tuple[Study, Study, Path]) -> None:
    from spanveld.session.erasing import erase

    ann, ben, path = two
    name = ann.content().records["participant"][0].participant
    erase(ann, f"participant:{name}")
    ben.memos.add("!")
    with pytest.raises(Refused, match=f"participant:{name}"):
        ann.merging.plan(path)


def test_blind_marks_of_both_copies_are_put_together_and_shown_to_nobody(two: tuple[Study, Study, Path]) -> None:
    ann, ben, path = two
    sealed = {mark.assessor: mark.content for mark in whole(ann).of(SealedMark)}
    ben.memos.add("!")
    plan = ann.merging.merge(path)
    assert not any(mark.content for mark in plan.merged.of(SealedMark))
    assert {mark.assessor: mark.content for mark in whole(ann).of(SealedMark)} == sealed
