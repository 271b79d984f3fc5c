"""The journal in the database: each change is one entry, words stand beside it, and erasing them breaks nothing but their undo."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import bindparam, text

from spanveld.model.errors import Refused
from spanveld.model.journal import Entry, faults
from spanveld.session import Study
from tests.session.samples import assert_sound, dump, put, sample

SECRET = "Mevrouw De Vries sliep in het stadhuis."


@pytest.fixture
def study(address: str) -> Iterator[Study]:
    with put(address, sample(), "ann") as opened:
        yield opened


def run(study: Study, statement: str, **values: Any) -> int:
    """Change the database past the program; gives how many rows that hit."""
    with study._store.engine.begin() as connection:
        return connection.execute(text(statement).bindparams(*(bindparam(name) for name in values)), values).rowcount


def erase(study: Study, words: str) -> None:
    assert run(study, "UPDATE erasable SET salt = NULL, body = NULL WHERE body = :words", words=words) >= 1


def told(study: Study) -> list[tuple[str, str]]:
    return [(problem.file, problem.column) for problem in study.doctor().problems]


def test_an_entry_says_who_did_what_to_what(study: Study) -> None:
    study.codings.add("P2", "aspect/cold")
    entry = study.journal().entries[-1]
    assert (entry.sequence, entry.actor, entry.action, entry.target) == (2, "ann", "add coding", None)
    assert list(entry.subjects) == ["passage:P2", "code:aspect/cold"]
    assert entry.time.endswith("+00:00")
    assert entry.previous == study.journal().entries[0].hash


def test_an_undo_is_an_entry_of_its_own_and_deletes_none(study: Study) -> None:
    study.codings.add("P2", "aspect/cold")
    study.undo()
    study.redo()
    assert [(entry.action, entry.target) for entry in study.journal().entries] == [
        ("load", None),
        ("add coding", None),
        ("undo", 2),
        ("redo", 2),
    ]


def test_nothing_changed_is_no_entry(study: Study) -> None:
    study.passages.edit("P2", memo="een memo", hedged=True)
    study.findings.move("F1", before="F2")
    study.findings.edit("F1", statement="De lamp gaat te vroeg uit.")
    assert [entry.action for entry in study.journal().entries if entry.action != "move finding"] == ["load"]


@pytest.mark.parametrize(
    "change",
    [
        "actor = 'ben'",
        "action = 'move finding'",
        "time = '2020-01-01T00:00:00+00:00'",
        "target = 1",
        "subjects = '[]'",
        "changes = '[]'",
        f"previous = '{'0' * 64}'",
        f"hash = '{'0' * 64}'",
    ],
)
def test_an_entry_that_was_changed_in_the_database_is_found(study: Study, change: str) -> None:
    study.codings.add("P2", "aspect/cold")
    study.codings.add("P3", "aspect/cold")
    assert told(study) == []
    assert run(study, f"UPDATE journal SET {change} WHERE sequence = 2") == 1
    assert {file for file, _ in told(study)} == {"journal"}
    assert {problem.line for problem in study.journal().problems} <= {2, 3}


def test_a_removed_entry_is_found_and_a_cut_tail_only_by_a_head_kept_elsewhere(study: Study) -> None:
    for passage in ("P2", "P3", "P4"):
        study.codings.add(passage, "aspect/cold")
    head = study.journal().head
    assert run(study, "DELETE FROM journal WHERE sequence = 4") == 1
    assert study.journal().problems == ()
    assert [problem.column for problem in study.journal(head=head).problems] == ["head"]
    assert run(study, "DELETE FROM journal WHERE sequence = 2") == 1
    assert [problem.column for problem in study.journal().problems] == ["sequence"]


def test_the_export_verifies_without_the_study(study: Study) -> None:
    study.memos.add(SECRET)
    exported = json.loads(json.dumps(study.journal().as_json()))
    assert exported["head"] == study.journal().head
    assert SECRET not in json.dumps(exported, ensure_ascii=False)
    entries = [Entry(**entry) for entry in exported["entries"]]
    assert faults(entries, exported["seed"], exported["head"]) == []


@pytest.mark.parametrize(
    "act",
    [
        lambda study: study.memos.add(SECRET),
        lambda study: study.passages.edit("P1", memo=SECRET),
        lambda study: study.findings.add("perform", "works", SECRET),
        lambda study: study.findings.edit("F1", statement=SECRET),
        lambda study: study.evidence.add("F2", "P1", "supports", note=SECRET),
        lambda study: study.overviews.write("night", [SECRET]),
        lambda study: study.attributes.set("source:night", "naam", SECRET),
        lambda study: study.participants.edit("R1", function=SECRET, note=SECRET),
        lambda study: study.parties.edit("LIB", name=SECRET, aliases=(SECRET,), mentions=(SECRET,)),
        lambda study: study.coders.edit("ann", name=SECRET, affiliation=SECRET),
        lambda study: study.sources.edit("night", title=SECRET, recording=SECRET),
        lambda study: study.sources.add("new", SECRET, kind="document", title=SECRET),
        lambda study: study.sources.correct("night", edits=[(0, 0, SECRET)]),
        lambda study: study.codes.create("aspect", "new", label_nl=SECRET, label_en=SECRET, definition=SECRET),
        lambda study: study.sub_cases.add("north", name=SECRET),
        lambda study: study.cases.edit("C", name=SECRET),
    ],
)
def test_no_words_of_a_person_stand_in_the_chain(study: Study, act: Any) -> None:
    act(study)
    study.undo()
    with study._store.reading() as connection:
        rows = connection.execute(text("SELECT * FROM journal")).all()
    assert len(rows) == 3
    assert SECRET not in repr(rows)
    assert study.doctor().sound


def test_words_beside_the_chain_that_were_changed_or_removed_are_found(study: Study) -> None:
    study.memos.add(SECRET)
    assert run(study, "UPDATE erasable SET body = 'Niemand sliep.' WHERE body = :words", words=SECRET) == 1
    assert told(study) == [("journal", "words")]
    assert run(study, "DELETE FROM erasable WHERE body = 'Niemand sliep.'") == 1
    assert told(study) == [("journal", "words")]


def test_erasing_words_keeps_the_chain_whole_and_refuses_to_take_that_change_back(study: Study) -> None:
    memo = study.memos.add(SECRET)
    study.memos.edit(memo, text="Iemand sliep.")
    erase(study, SECRET)
    assert told(study) == []
    assert study.journal().problems == ()
    before = dump(study)
    with pytest.raises(Refused, match="words that belong to it were erased"):
        study.undo()
    assert dump(study) == before
    assert_sound(study)


def test_what_was_erased_does_not_come_back_by_redo(study: Study) -> None:
    study.memos.add(SECRET)
    study.undo()
    erase(study, SECRET)
    with pytest.raises(Refused, match="words that belong to it were erased"):
        study.redo()
    assert_sound(study)


def test_a_source_whose_text_was_erased_does_not_come_back_by_redo(study: Study) -> None:
    study.sources.add("new", SECRET, kind="document")
    study.undo()
    erase(study, SECRET)
    assert told(study) == []
    with pytest.raises(Refused, match="words that belong to it were erased"):
        study.redo()
    assert "new" not in study.content().texts


def test_the_words_are_kept_under_salts_that_differ(study: Study) -> None:
    study.memos.add(SECRET, subject="passage:P1")
    study.memos.add(SECRET, subject="passage:P2")
    with study._store.reading() as connection:
        rows = connection.execute(text("SELECT salt, digest FROM erasable WHERE body = :b"), {"b": SECRET}).all()
    assert len({bytes(salt) for salt, _ in rows}) == len(rows) == len({digest for _, digest in rows}) == 2
