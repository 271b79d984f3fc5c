"""The index of words follows every change in its own transaction: whatever is done, it is what a fresh one would be."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from spanveld.model.errors import Refused
from spanveld.session import Study, open_study
from spanveld.store import fulltext
from tests.conftest import Addresses, Places
from tests.session.moves import MOVES, Player
from tests.session.samples import put, sample

HEAVY = settings(max_examples=max(5, settings().max_examples // 4))
SEEDS = st.integers(0, 10**6)
WORDY = sorted(
    move
    for move in MOVES
    if move.split(".")[0] in ("sources", "memos", "findings", "overviews", "passages", "pseudonyms")
)
STEPS = st.lists(st.tuples(st.sampled_from([*WORDY, *WORDY, "undo", "redo"]), SEEDS), min_size=1, max_size=8)


def indexed(study: Study) -> dict[tuple[str, int], Any]:
    """What the index holds of each thing: how many paragraphs and words, and each word's key with its place."""
    store = study._store
    with store.reading() as connection:
        rows = connection.execute(
            text("SELECT number, kind, owner_id, parts, words, lengths FROM search_owner WHERE study_id = :study"),
            {"study": store.study_id},
        ).all()
        words: dict[int, list[Any]] = defaultdict(list)
        if connection.dialect.name == "sqlite":
            for term, doc, offset in connection.execute(text('SELECT term, doc, "offset" FROM search_terms')):
                words[doc >> fulltext.PART_BITS].append((doc & (1 << fulltext.PART_BITS) - 1, offset, term))
        else:
            query = text("SELECT number, part, keys FROM search_index WHERE study_id = :study")
            for number, part, keys in connection.execute(query, {"study": store.study_id}):
                words[number] += [(part, place, key) for place, key in enumerate(keys.split(" "))]
        return {
            (kind, owner): (parts, count, bytes(lengths), sorted(words[number]))
            for number, kind, owner, parts, count, lengths in rows
        }


def fresh(study: Study) -> dict[tuple[str, int], Any]:
    """The same of an index made anew."""
    with study._store.writing("") as work:
        fulltext.rebuild(work.connection, work.study_id)
    return indexed(study)


@HEAVY
@given(steps=STEPS)
def test_after_whatever_was_done_the_index_is_what_a_fresh_one_is(places: Places, steps: list[tuple[str, int]]) -> None:
    address, identifier = places()
    with put(address, sample(identifier), "ann") as study:
        for move, seed in steps:
            try:
                getattr(study, move)() if move in ("undo", "redo") else Player(study, seed).play(move)
            except Refused:
                continue
        before = indexed(study)
        assert study.doctor().problems == ()
        assert before == fresh(study)
        assert bool(before) == bool(study.content().records["source"])


def test_a_load_that_is_undone_takes_its_words_out_and_redone_brings_them_back(address: str) -> None:
    with put(address, sample(), "ann") as study:
        before = indexed(study)
        study.undo()
        assert indexed(study) == {}
        study.redo()
        assert indexed(study) == before


def test_a_corrected_text_is_found_by_its_new_words_only(address: str) -> None:
    with put(address, sample(), "ann") as study:
        start = study.content().texts["notes"].index("raam")
        study.sources.correct("notes", edits=[(start, start + 4, "luik")])
        assert study.search("luiken", where="texts").total == 1
        assert study.search('"bij het raam"', where="texts").total == 1  # the paragraph says it twice
        study.undo()
        assert study.search("luiken").total == 0


def test_a_study_that_was_never_indexed_is_when_it_is_first_searched(address: str) -> None:
    with put(address, sample(), "ann") as study:
        before = indexed(study)
        with study._store.writing("") as work:
            for table in ("search_state", "search_owner", "search_form"):
                work.connection.execute(text(f"DELETE FROM {table}"))
        study.memos.add("Lampen!")  # a change does not make half an index
        assert indexed(study) == {}
        assert study.search("lamp", where="texts").total == 3
        assert study.search("lamp", where="memos").total == 1
        assert before.items() <= indexed(study).items()


def test_an_index_by_other_keys_is_made_anew(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with put(address, sample(), "ann") as study:
        monkeypatch.setattr(fulltext.keys, "version_of_keys", lambda: "of tomorrow")
        assert study.search("lamp", where="texts").total == 3
        with study._store.reading() as connection:
            assert fulltext.is_current(connection, study._store.study_id)


def test_doctor_sees_an_index_that_is_wrong_and_repairs_it(address: str) -> None:
    with put(address, sample(), "ann") as study:
        good = indexed(study)
        with study._store.writing("") as work:
            work.connection.execute(text("DELETE FROM search_owner WHERE kind = 'finding'"))
        (problem,) = study.doctor().problems
        assert "--repair" in problem.reason
        assert study.repair()
        assert study.doctor().sound
        assert indexed(study) == good
        assert not study.repair()


def test_a_change_that_fails_leaves_the_index_as_it_was(address: str) -> None:
    with put(address, sample(), "ann") as study:
        before = indexed(study)

        def half() -> None:
            with study._store.writing("ann") as work:
                work.insert("memo", text="olifanten")
                raise RuntimeError("no")

        with pytest.raises(RuntimeError, match="no"):
            half()
        assert indexed(study) == before
        assert study.search("olifant").total == 0


def test_a_copy_out_of_a_server_is_indexed_when_it_is_searched(address: str, files: Addresses) -> None:
    copy = files()
    with put(address, sample(), "ann") as study:
        study.backup(copy)
    with open_study(copy) as study:
        assert study.doctor().sound
        assert study.search("lamp", where="texts").total == 3
        assert study.doctor().sound


@pytest.mark.postgres
def test_two_studies_of_one_database_find_their_own_words_only(postgres: Any) -> None:
    database = postgres.url(postgres.new_database())
    with put(f"{database}?study=a", sample("a"), "ann") as one, put(f"{database}?study=b", sample("b"), "ann") as other:
        one.memos.add("olifanten")
        assert one.search("olifant").total == 1
        assert other.search("olifant").total == 0
        assert one.search("lamp").total == other.search("lamp").total
        other.repair()
        assert one.search("olifant").total == 1
