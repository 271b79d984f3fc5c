"""What the framework matrix asks beside columns: what was written in cells, how far coders are, and what became of topics."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from spanveld.store.statements import in_parts, prepared

__all__ = ["CellRow", "cells_of", "items_written", "levels_written", "links_to_items", "marks_in", "progress_in"]

_CELLS = """SELECT id, subject_id, level, code_id, rule, text FROM matrix_cell WHERE study_id = :study AND subject_kind = :kind {only}"""
_OF_SUBJECTS = prepared(_CELLS.format(only="AND subject_id IN :rows"), "rows")
_OF_LEVELS = prepared(_CELLS.format(only="AND level IN :rows"), "rows")
_LEVELS = prepared(
    "SELECT DISTINCT level FROM matrix_cell WHERE study_id = :study AND subject_kind = '' AND level <> ''"
)
_ITEMS = prepared("SELECT DISTINCT rule FROM matrix_cell WHERE study_id = :study AND rule <> ''")
_LINKS = prepared("SELECT from_id, item FROM finding_link WHERE study_id = :study AND item <> ''")
_PROGRESS = prepared(
    "SELECT source_id, coder_id, state FROM progress WHERE study_id = :study AND source_id IN :sources", "sources"
)
_MARKS = prepared(
    "SELECT source_id, topic, state FROM coverage WHERE study_id = :study AND source_id IN :sources", "sources"
)


@dataclass(frozen=True, slots=True)
class CellRow:
    """A cell that was written in: ``row`` is the number of its thing or the name of its level, ``column`` of its code or rule."""

    row: int | str
    column: int | str
    text: str


def cells_of(
    connection: Connection, study_id: int, kind: str, rows: Collection[int] | Collection[str]
) -> list[CellRow]:
    """The cells in these rows, which are things of a kind by number, or (``kind`` empty) levels by name."""
    statement = _OF_SUBJECTS if kind else _OF_LEVELS
    found = []
    for some in in_parts(rows):
        values = {"study": study_id, "kind": kind, "rows": some}
        for _, subject, level, code, rule, text in connection.execute(statement, values):
            found.append(CellRow(subject if kind else level, rule or code, text))
    return found


def levels_written(connection: Connection, study_id: int) -> list[str]:
    """The levels that have cells."""
    return list(connection.execute(_LEVELS, {"study": study_id}).scalars())


def items_written(connection: Connection, study_id: int) -> list[str]:
    """The items of frameworks (``framework:item``) that have cells."""
    return list(connection.execute(_ITEMS, {"study": study_id}).scalars())


def links_to_items(connection: Connection, study_id: int) -> Mapping[str, Sequence[int]]:
    """``framework:item`` -> the numbers of the findings that bear on it."""
    found: dict[str, set[int]] = defaultdict(set)
    for finding, item in connection.execute(_LINKS, {"study": study_id}):
        found[item].add(finding)
    return {item: sorted(findings) for item, findings in found.items()}


def progress_in(connection: Connection, study_id: int, sources: Collection[int]) -> Mapping[int, Mapping[int, str]]:
    """Source's number -> coder's number -> how far the coder says to be."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for some in in_parts(sources):
        for source, coder, state in connection.execute(_PROGRESS, {"study": study_id, "sources": some}):
            found[source][coder] = state
    return found


def marks_in(connection: Connection, study_id: int, sources: Collection[int]) -> Mapping[int, Mapping[str, str]]:
    """Source's number -> topic -> what became of it there."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for some in in_parts(sources):
        for source, topic, state in connection.execute(_MARKS, {"study": study_id, "sources": some}):
            found[source][topic] = state
    return found
