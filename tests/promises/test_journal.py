"""The journal as proof: entries moved, slipped in or forged in the database are found, and an export proves itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import bindparam, insert, text

from spanveld.model.errors import NotFound
from spanveld.model.journal import Entry, canonical, entry_hash, faults
from spanveld.session import Study
from spanveld.store.schema import journal
from tests.session.samples import NIGHT, put, sample


@pytest.fixture
def study(address: str) -> Iterator[Study]:
    """A study with a journal of five entries: a load and four actions."""
    with put(address, sample(), "ann") as opened:
        opened.codings.add("P2", "aspect/cold")
        opened.memos.add("Wie heeft de sleutel?", subject="source:night")
        opened.passages.edit("P1", memo="Te vroeg.")
        opened.undo()
        yield opened


def run(study: Study, statement: str, **values: Any) -> None:
    """Change the database past the program."""
    with study._store.engine.begin() as connection:
        assert connection.execute(text(statement).bindparams(*map(bindparam, values)), values).rowcount


def move(study: Study, sequence: int, to: int) -> None:
    run(study, "UPDATE journal SET sequence = :to WHERE sequence = :old", to=to, old=sequence)


def slip_in(study: Study, entry: Entry) -> None:
    """Write an entry past the program."""
    values = {name: getattr(entry, name) for name in Entry.__slots__}
    values |= {"subjects": canonical(entry.subjects), "changes": canonical(entry.changes)}
    with study._store.engine.begin() as connection:
        connection.execute(insert(journal).values(study_id=study._store.study_id, **values))


def places(study: Study, head: str = "") -> list[tuple[int, str]]:
    return [(problem.line, problem.column) for problem in study.journal(head=head).problems]


def test_after_a_handful_of_actions_the_chain_verifies(study: Study) -> None:
    assert [entry.sequence for entry in study.journal().entries] == [1, 2, 3, 4, 5]
    assert places(study, study.journal().head) == []
    assert study.doctor().entries == 5


@pytest.mark.parametrize(("one", "other"), [(1, 2), (2, 4), (4, 5)])
def test_two_entries_whose_numbers_were_swapped_are_found(study: Study, one: int, other: int) -> None:
    move(study, one, 99)
    move(study, other, one)
    move(study, 99, other)
    assert {line for line, _ in places(study)} >= {one, other}
    assert not study.doctor().sound


@pytest.mark.parametrize("after", [2, 5])
def test_a_copy_of_an_entry_slipped_in_is_found(study: Study, after: int) -> None:
    for sequence in range(5, after, -1):
        move(study, sequence, sequence + 1)
    double = study.journal().entries[after - 1]
    slip_in(study, Entry(after + 1, *(getattr(double, name) for name in Entry.__slots__[1:])))
    assert after + 1 in {line for line, _ in places(study)}


def test_an_entry_slipped_in_with_a_true_hash_is_found_at_the_entry_after_it(study: Study) -> None:
    move(study, 5, 6)
    before = study.journal().entries[3]
    forged = Entry(5, before.time, "ben", "add memo", None, ["study"], [], before.hash, "")
    slip_in(study, Entry(*(getattr(forged, name) for name in Entry.__slots__[:-1]), entry_hash(forged)))
    assert {line for line, _ in places(study)} == {6}


def test_an_entry_that_was_changed_and_hashed_anew_is_found_at_the_entry_after_it(study: Study) -> None:
    old = study.journal().entries[2]
    forged = Entry(*("ben" if name == "actor" else getattr(old, name) for name in Entry.__slots__))
    run(study, "UPDATE journal SET actor = 'ben', hash = :hash WHERE sequence = 3", hash=entry_hash(forged))
    assert places(study) == [(4, "previous")]


def test_a_missing_beginning_is_found(study: Study) -> None:
    run(study, "DELETE FROM journal WHERE sequence = 1")
    assert (2, "sequence") in places(study)


def test_a_tail_that_was_cut_and_written_anew_is_found_only_by_a_head_kept_elsewhere(study: Study) -> None:
    head = study.journal().head
    run(study, "DELETE FROM journal WHERE sequence >= 4")
    early = study.journal().head
    for passage in ("P3", "P4"):
        study.codings.add(passage, "aspect/cold")
    assert len(study.journal().entries) == 5
    assert places(study) == []
    assert places(study, early) == []
    assert places(study, head) == [(5, "head")]


def test_an_export_in_which_any_field_was_changed_does_not_verify(study: Study) -> None:
    exported = json.dumps(study.journal().as_json())
    for field in ("", *Entry.__slots__):
        known = json.loads(exported)
        if field:
            entry = known["entries"][2]
            entry[field] = {"sequence": 7, "target": 1, "subjects": [], "changes": []}.get(field, f"{entry[field]}x")
        problems = faults([Entry(**entry) for entry in known["entries"]], known["seed"])
        assert bool(problems) == bool(field), field


def test_a_salt_that_was_changed_is_found_by_doctor(study: Study) -> None:
    with study._store.reading() as connection:
        number = connection.execute(text("SELECT id FROM erasable WHERE body LIKE 'Wie %'")).scalar_one()
    run(study, "UPDATE erasable SET salt = :salt WHERE id = :id", salt=b"0" * 16, id=number)
    assert [(p.file, p.column, p.value) for p in study.doctor().problems] == [("journal", "words", str(number))]


def test_an_erased_text_leaves_chain_and_doctor_whole_and_can_be_coded_no_more(study: Study) -> None:
    run(study, "UPDATE erasable SET salt = NULL, body = NULL WHERE body = :body", body=NIGHT)
    assert study.repair(), "the index held words of the text that is gone"
    assert places(study, study.journal().head) == []
    assert study.doctor().problems == ()
    assert study.sources.open("night").text == ""
    with pytest.raises(NotFound, match="The text of source 'night' was erased"):
        study.passages.add("night", 0, 4)
