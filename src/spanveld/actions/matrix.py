"""The cells of the framework matrix: what the researcher writes where a row meets a column."""

from __future__ import annotations

from typing import Any

from spanveld.actions.lookup import code_named, subject_of
from spanveld.actions.theory import parse_framework
from spanveld.actions.things import add, edit
from spanveld.model.asking_records import CELL_SUBJECTS
from spanveld.model.errors import N_, NotFound, Refused
from spanveld.store.work import Row, Work

__all__ = ["LEVEL", "cell_subject", "clear_cell", "write_cell"]

LEVEL = "level"
"""What the name of a row begins with that is a level of participants."""


def write_cell(work: Work, row: str, column: str, text: str) -> None:
    """Write in a cell, in the place of what stood there; a text of blanks empties it.

    ``row``: ``participant:R1`` (or a source, party, case, wave), or ``level:board``; ``column``: ``layer/code`` or ``framework:item``.
    """
    if not text.strip():
        if _cell(work, _place(work, row, column)) is not None:
            clear_cell(work, row, column)
        return
    place = _place(work, row, column)
    present = _cell(work, place)
    if present is not None:
        edit(work, "matrix_cell", present["id"], text=text)
    else:
        subject, level = (row, "") if place["subject_kind"] else ("", place["level"])
        code = {"code_id": place["code_id"]}
        add(work, "matrix_cell", "", code, subject=subject, level=level, rule=place["rule"], text=text)
    work.record("write cell", [cell_subject(row, column)])


def clear_cell(work: Work, row: str, column: str) -> None:
    """Take away what stands in a cell; NotFound where nothing does."""
    present = _cell(work, _place(work, row, column))
    if present is None:
        raise NotFound(
            N_("Nothing is written in the cell of row '{row}' and column '{column}'."), row=row, column=column
        )
    work.delete("matrix_cell", present["id"])
    work.record("clear cell", [cell_subject(row, column)])


def cell_subject(row: str, column: str) -> str:
    """What the journal calls a cell.

    >>> cell_subject("participant:R1", "tension/authorise")
    'matrix_cell:participant:R1 tension/authorise'
    """
    return f"matrix_cell:{row} {column}"


def _cell(work: Work, place: Row) -> Row | None:
    return work.one("matrix_cell", **place)


def _place(work: Work, row: str, column: str) -> Row:
    """Where a cell stands, as its row in the store has it; Refused where there is no such row or column."""
    return {**_row(work, row), **_column(work, column)}


def _row(work: Work, row: str) -> Row:
    kind, colon, name = row.partition(":")
    if kind == LEVEL and colon and name.strip():
        used = work.values("participant", "id", level=name) or work.values("matrix_cell", "id", level=name)
        if not used and name not in _vocabulary(work):
            raise NotFound(N_("No participant has the level '{name}'."), name=name)
        return {"subject_kind": "", "subject_id": None, "level": name}
    if kind not in CELL_SUBJECTS or not name:
        raise Refused(
            N_("'{row}' is no row of the matrix: write KIND:NAME with one of the kinds {kinds}."),
            row=row,
            kinds=", ".join((*CELL_SUBJECTS, LEVEL)),
        )
    subject_kind, number = subject_of(work, row, CELL_SUBJECTS)
    return {"subject_kind": subject_kind, "subject_id": number, "level": ""}


def _column(work: Work, column: str) -> dict[str, Any]:
    framework, colon, item = column.partition(":")
    if not colon:
        return {"code_id": int(code_named(work, column)["id"]), "rule": ""}
    adopted = work.one("framework", identifier=framework)
    known = parse_framework(adopted["body"], framework).catalogue if adopted else ()
    if all(item != each.id for each in known):
        raise NotFound(
            N_("'{column}' is no rule of the game of a framework of this study: write framework:item."), column=column
        )
    return {"code_id": None, "rule": column}


def _vocabulary(work: Work) -> set[str]:
    frameworks = (parse_framework(row["body"], row["identifier"]) for row in work.rows("framework"))
    return {str(entry["id"]) for framework in frameworks for entry in framework.vocabulary("levels")}
