"""What is done all day costs the same in a small and a large study: SQLite, without statistics, looks each row up by an index."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event, text

from spanveld.session import Study
from tests.conftest import Addresses
from tests.session.samples import put, sample

LARGE = {"passage", "anchor", "coding", "erasable", "evidence", "turn", "text", "passage_voices"}
"""The tables that grow with the study."""
NAMED = re.compile(
    r'(?:FROM|JOIN|UPDATE|INTO)\s+"?(\w+)"?(?:\s+(?:AS\s+)?(?!WHERE|CROSS|LEFT|JOIN|ON|SET|ORDER)(\w+))?'
)
Statement = tuple[str, Any]


@pytest.fixture
def study(files: Addresses) -> Iterator[Study]:
    with put(files(), sample(), "ann") as opened:
        yield opened


@contextmanager
def listening(study: Study) -> Iterator[list[Statement]]:
    """The statements that are run meanwhile."""
    heard: list[Statement] = []

    def hear(_connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:
        heard.append((statement, parameters))

    engine = study._store.engine
    event.listen(engine, "before_cursor_execute", hear)
    yield heard
    event.remove(engine, "before_cursor_execute", hear)


def plans(study: Study, statements: list[Statement]) -> Iterator[tuple[str, str, str]]:
    """(table, how it is read, statement) of each table that a statement reads."""
    with study._store.engine.connect() as connection:
        for statement, parameters in statements:
            if not statement.lstrip().startswith(("SELECT", "UPDATE", "DELETE")):
                continue
            tables = {alias or table: table for table, alias in NAMED.findall(statement)}
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters):
                if found := re.match(r"(SCAN|SEARCH) (\w+)(.*)", row.detail):
                    yield tables.get(found[2], found[2]), row.detail, statement


def slow(study: Study, statements: list[Statement]) -> list[tuple[str, str]]:
    """How large tables are read where that is not by a key of more than the study's number."""
    return [
        (detail, statement)
        for table, detail, statement in plans(study, statements)
        if table in LARGE and (detail.startswith("SCAN") or " AND " not in detail)
    ]


DAILY: dict[str, Callable[[Study], object]] = {
    "open a source": lambda study: study.sources.open("night"),
    "add a passage": lambda study: study.passages.add("night", 3, 9, codes=["aspect/cold", "mood/calm"], about=["LIB"]),
    "change a passage": lambda study: study.passages.edit("P1", memo="Kijk.", voices=("R2",)),
    "extend a passage": lambda study: study.passages.extend("P1", 0, 20),
    "remove a passage": lambda study: study.passages.remove("P1", with_dependants=True),
    "add a coding": lambda study: study.codings.add("P2", "aspect/cold"),
    "remove a coding": lambda study: study.codings.remove("P1", "aspect/cold"),
    "add evidence": lambda study: study.evidence.add("F2", "P1", "supports"),
    "write a memo": lambda study: study.memos.add("Zo.", subject="passage:P2"),
    "correct a text": lambda study: study.sources.correct("night", edits=[(3, 7, "zon")]),
    "undo a coding": lambda study: (study.codings.add("P2", "aspect/cold"), study.undo(), study.redo()),
    "undo a passage": lambda study: (study.passages.remove("P1", with_dependants=True), study.undo(), study.redo()),
    "undo a correction": lambda study: (study.sources.correct("night", edits=[(3, 7, "zon")]), study.undo()),
}
TABLES: dict[str, Callable[[Study], object]] = {
    "show the tables": lambda study: study.table(),
    "show the tables with their passages": lambda study: study.table(with_passages=True, wave="W1", sub_case="west"),
}


def test_the_study_of_these_tests_was_never_analysed(study: Study) -> None:
    with study._store.engine.connect() as connection:
        assert not connection.execute(text("SELECT name FROM sqlite_master WHERE name LIKE 'sqlite_stat%'")).all()


@pytest.mark.parametrize("what", DAILY)
def test_daily_work_reads_no_more_than_what_it_is_about(study: Study, what: str) -> None:
    with listening(study) as statements:
        DAILY[what](study)
    assert statements
    assert slow(study, statements) == []


@pytest.mark.parametrize("what", TABLES)
def test_the_tables_look_up_the_passages_behind_their_evidence_and_no_other(study: Study, what: str) -> None:
    with listening(study) as statements:
        TABLES[what](study)
    read = {table for table, _, _ in plans(study, statements)}
    assert {"passage", "anchor", "coding"} <= read
    whole = {"evidence", "turn", "text", "passage_voices"}
    assert [found for found in slow(study, statements) if not any(f" {name}" in found[1] for name in whole)] == []
    assert [d for t, d, _ in plans(study, statements) if t in LARGE and d.startswith("SCAN")] == []


@pytest.mark.parametrize("what", DAILY)
def test_daily_work_sorts_no_journal_and_reads_it_from_its_end(study: Study, what: str) -> None:
    with listening(study) as statements:
        DAILY[what](study)
    journal = [s for s in statements if "FROM journal" in s[0]]
    assert [detail for table, detail, _ in plans(study, journal) if detail.startswith("SCAN")] == []
    with study._store.engine.connect() as connection:
        for statement, parameters in journal:
            details = [row.detail for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)]
            assert not any("TEMP B-TREE" in detail for detail in details)


def test_doctor_and_the_statements_of_a_whole_study_scan_nothing_large(study: Study) -> None:
    with listening(study) as statements:
        study.doctor()
        study.show()
    read = list(plans(study, statements))
    assert {table for table, _, _ in read} >= {"passage", "anchor", "text"}
    large = [(d, s) for t, d, s in read if t in LARGE - {"erasable"} and d.startswith("SCAN")]
    assert [found for found in large if "foreign_key_check" not in found[1]] == []
