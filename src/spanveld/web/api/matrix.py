"""The cells of the framework matrix: written and emptied."""

from __future__ import annotations

from dataclasses import dataclass

from spanveld.session.matrix import cell_subject
from spanveld.web.operations import Body, Call, Operation

__all__ = ["OPERATIONS"]


class CellIn(Body):
    """What is to stand in a cell. ``row``: ``participant:R1`` or ``level:board``; ``column``: ``layer/code`` or ``framework:item``."""

    row: str
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class WrittenCell:
    """A cell, and what stands in it now."""

    row: str
    column: str
    text: str


def _write(call: Call) -> WrittenCell:
    body = call.body
    if call.made is None:
        call.having_seen(cell_subject(body.row, body.column)).matrix.write(body.row, body.column, body.text)
    return WrittenCell(body.row, body.column, body.text if body.text.strip() else "")


OPERATIONS = (
    Operation(
        "PUT",
        "/api/matrix/cell",
        _write,
        "Write in a cell of the matrix; an empty text empties it.",
        CellIn,
        WrittenCell,
    ),
)
