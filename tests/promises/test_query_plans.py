"""What SQLite does for a piece of daily work, in its own steps: as much in a study ten times as large, never analysed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import text

from spanveld.model import records as r
from spanveld.model.study import StudyContent
from spanveld.session import Study
from spanveld.store.column_rows import read_rows, read_turns
from spanveld.store.contexts import Place, quotes
from spanveld.store.documents import STATEMENTS
from spanveld.store.marks import _PASSAGES
from tests.conftest import sqlite_addresses
from tests.session.samples import put, reading_room

EACH = 20
"""Passages in a source."""
Work = Callable[[Study], object]


def library(sources: int) -> StudyContent:
    """A study of so many sources alike; two passages of the first one are evidence."""
    names = [f"s{number}" for number in range(sources)]
    spots = [(name, place) for name in names for place in range(EACH)]
    known = {
        "coder": (r.Coder("ann"),),
        "participant": (r.Participant("R1"),),
        "source": tuple(r.Source(name, "interview", f"sources/{name}.txt", participants=("R1",)) for name in names),
        "turn": tuple(r.Turn(name, 0, 200, "R1") for name in names),
        "passage": tuple(
            r.Passage(f"{name}-{place}", name, place * 19, place * 19 + 18, "ann", ("R1",)) for name, place in spots
        ),
        "coding": tuple(r.Coding(f"{name}-{place}", "quality", "light") for name, place in spots),
        "finding": (r.Finding("F1", "", "light", "strength", "", 1, "Er is licht."),),
        "evidence": (r.Evidence("F1", "s0-1", "supports"), r.Evidence("F1", "s0-2", "supports")),
    }
    texts = dict.fromkeys(names, "Het licht is goed. " * EACH)
    return StudyContent("library", "Leeszaal", "nl", frameworks=(reading_room(),), records=known, texts=texts)


@pytest.fixture(scope="module")
def studies() -> Iterator[tuple[Study, Study]]:
    """A study of 40 passages and one of 400."""
    for files in sqlite_addresses():
        with put(files(), library(2), "ann") as small, put(files(), library(20), "ann") as large:
            yield small, large


def steps(study: Study, work: Work) -> int:
    """How many steps SQLite takes for it, in tens."""
    count = 0

    def step() -> int:
        nonlocal count
        count += 1
        return 0

    pool = study._store.engine.pool
    pool.dispose()
    raw = study._store.engine.raw_connection()
    raw.driver_connection.set_progress_handler(step, 10)  # type: ignore[union-attr]
    raw.close()
    work(study)
    assert pool.checkedin() == 1, "all was done on the one connection that counts"  # type: ignore[attr-defined]
    pool.dispose()
    return count


def run(statement: str, **values: object) -> Work:
    def work(study: Study) -> object:
        with study._store.reading() as connection:
            return connection.execute(text(statement), {"study": 1, **values}).all()

    return work


READ: dict[str, Work] = {
    name: run(statement, source=2 if name == "speakers" else "s1", text=2) for name, statement in STATEMENTS.items()
}


def read_for_columns(study: Study) -> object:
    """What a change to one passage has read anew, and what a page of found passages says."""
    with study._store.reading() as connection:
        turns = read_turns(connection, 1, [2])
        said = quotes(connection, 1, [Place(3, 1, 0, 18)], 10)
        return read_rows(connection, 1, [3]), turns, said


WORK: dict[str, Work] = {
    **{f"the statement '{name}'": work for name, work in READ.items()},
    "the passages behind the evidence": run(_PASSAGES["evidence"]),
    "opening a source": lambda study: study.sources.open("s1"),
    "coding": lambda study: (study.codings.add("s1-3", "keyword/lamp"), study.codings.remove("s1-3", "keyword/lamp")),
    "marking a passage": lambda study: study.passages.add("s1", 4, 9, codes=["keyword/lamp"]),
    "reading a passage anew for columns, and its words": read_for_columns,
    "undo and redo": lambda study: (
        study.codings.add("s1-4", "keyword/lamp"),
        study.undo(),
        study.redo(),
        study.undo(),
    ),
}


def test_the_studies_were_never_analysed(studies: tuple[Study, Study]) -> None:
    for study in studies:
        assert run("SELECT name FROM sqlite_master WHERE name LIKE 'sqlite_stat%' AND :study = 1")(study) == []


@pytest.mark.parametrize("what", READ)
def test_each_statement_finds_something(studies: tuple[Study, Study], what: str) -> None:
    for study in studies:
        assert READ[what](study)


@pytest.mark.parametrize("what", WORK)
def test_it_costs_the_same_in_a_study_ten_times_as_large(studies: tuple[Study, Study], what: str) -> None:
    small, large = (steps(study, WORK[what]) for study in studies)
    assert large <= small * 1.3 + 5, f"{small * 10} steps in the small study, {large * 10} in the large one"


def test_the_counting_sees_a_scan(studies: tuple[Study, Study]) -> None:
    scan = run("SELECT count(*) FROM passage WHERE study_id = :study AND memo = ''")
    small, large = (steps(study, scan) for study in studies)
    assert large > small * 5
