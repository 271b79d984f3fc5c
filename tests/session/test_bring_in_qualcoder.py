"""A QualCoder project brought into a study: what the study then says is compared with what the project's database says."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from spanveld.formats.exchange.registry import read_project
from spanveld.model.study import StudyContent
from spanveld.session.exchange import Exchanged, TakingChoices
from spanveld.session.exchange_files import digest_of
from spanveld.session.opening import start_study
from spanveld.session.study import Study
from tests.formats.exchange.qualcoder_made import TEXT, full

Coded = set[tuple[object, ...]]


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with start_study(tmp_path / "s.spanveld", coder="kim") as study:
        yield study


def rows(folder: Path, query: str) -> Coded:
    database = sqlite3.connect(folder / "data.qda")
    try:
        return set(database.execute(query))
    finally:
        database.close()


def change(folder: Path, *statements: str) -> None:
    database = sqlite3.connect(folder / "data.qda")
    for statement in statements:
        database.execute(statement)
    database.commit()
    database.close()


def bring_in(study: Study, folder: Path) -> Exchanged:
    choices = TakingChoices(layer="raad")
    return study.exchange.bring_in(read_project(folder), choices, file=folder.name, digest=digest_of(folder))


def coded(content: StudyContent) -> Coded:
    """Title of the source, words, code, coder, moment and memo of each coded passage."""
    titles = {source.source: source.title for source in content.records["source"]}
    labels = {code.code: code.label_en or code.label_nl for code in content.records["code"]}
    passages = {passage.passage: passage for passage in content.records["passage"]}
    return {
        (
            titles[passage.source],
            content.texts[passage.source][passage.start : passage.end],
            labels[coding.code],
            passage.coder,
            coding.created.replace("T", " "),
            passage.memo,
        )
        for coding in content.records["coding"]
        for passage in [passages[coding.passage]]
    }


IN_QUALCODER = (
    "SELECT s.name, t.seltext, c.name, t.owner, t.date, t.memo FROM code_text t JOIN source s ON s.id = t.fid"
    " JOIN code_name c ON c.cid = t.cid"
)


def test_the_study_says_what_the_project_said_and_is_as_before_once_it_is_undone(study: Study, tmp_path: Path) -> None:
    folder = full(tmp_path / "raad.qda")
    before = study.content()
    bring_in(study, folder)
    content = study.content()
    assert coded(content) == rows(folder, IN_QUALCODER)
    assert {(value.name, value.value) for value in content.records["attribute"]} == {
        ("Rol", "raad"),
        ("Jaar", "2012"),
        ("Jaar", "n.v.t."),
    }
    memos = "\n".join(memo.text for memo in content.records["memo"])
    assert all(words in memos for words in ("Eerste dag.", "wethouder", "heel", "Over de raad", "TI  - Sturen"))
    study.undo()
    assert study.content() == before


def test_the_same_project_changed_in_qualcoder_brings_what_changed_and_doubles_nothing(
    study: Study, tmp_path: Path
) -> None:
    folder = full(tmp_path / "raad.qda")
    bring_in(study, folder)
    first = coded(study.content())
    assert set(bring_in(study, folder).added) <= {"exchange"}
    assert coded(study.content()) == first
    start = TEXT.index("Goed")
    change(
        folder,
        "UPDATE code_name SET name = 'Langzaam' WHERE cid = 1",
        "UPDATE code_text SET memo = 'anders' WHERE ctid = 1",
        "INSERT INTO code_text (ctid, cid, fid, seltext, pos0, pos1, owner, date, memo) VALUES"
        f" (9, 2, 1, 'Goed', {start}, {start + 4}, 'anna', '2025-01-01 00:00:00', '')",
    )
    bring_in(study, folder)
    assert coded(study.content()) == rows(folder, IN_QUALCODER)


def test_what_was_removed_in_qualcoder_stays_in_the_study_and_is_named(study: Study, tmp_path: Path) -> None:
    folder = full(tmp_path / "raad.qda")
    bring_in(study, folder)
    before = coded(study.content())
    change(folder, "DELETE FROM code_text WHERE ctid = 3")
    done = bring_in(study, folder)
    assert len(done.gone) == 1
    assert coded(study.content()) == before
