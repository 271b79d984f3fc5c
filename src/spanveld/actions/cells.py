"""Cells of the framework matrix whose column moves: with a code that is merged, or by a mapping to another version of a framework."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from spanveld.store.work import Row, Work

__all__ = ["PLACE", "send_cells"]

PLACE = ("subject_kind", "subject_id", "level", "code_id", "rule")
"""The columns of a row that say where it stands in the matrix."""


def send_cells(work: Work, column: str, goes: Mapping[Any, Any]) -> None:
    """Send cells to other columns of the matrix (``code_id`` or ``rule``) at one stroke.

    Where two come together, their words stand below each other in one: nothing that was written is lost.
    """
    rows = work.rows("matrix_cell", **{column: [*goes, *goes.values()]}) if goes else []
    held = {_place(row): row for row in rows if row[column] not in goes}
    for row in rows:
        if row[column] not in goes:
            continue
        moved = {**row, column: goes[row[column]]}
        there = held.get(_place(moved))
        if there is None:
            work.update("matrix_cell", row["id"], **{column: moved[column]})
            held[_place(moved)] = moved
            continue
        if row["text"] != there["text"]:
            there = {**there, "text": f"{there['text']}\n\n{row['text']}"}
            work.update("matrix_cell", there["id"], text=there["text"])
            held[_place(there)] = there
        work.delete("matrix_cell", row["id"])


def _place(row: Row) -> tuple[Any, ...]:
    return tuple(row[name] for name in PLACE)
