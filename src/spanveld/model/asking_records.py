"""What a researcher keeps of asking the study: queries under a name, and what was written into the cells of the framework matrix."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from spanveld.model.kinds import column, kind

__all__ = ["CELL_SUBJECTS", "MatrixCell", "SavedQuery"]

CELL_SUBJECTS = ("participant", "source", "party", "case", "wave")
"""Kinds of things that a row of the matrix can be; a level is a row by its name."""


@kind("saved_query", "saved_queries.csv", ("query",))
@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query in the retrieval language that is asked again; ``expression`` is what was asked."""

    query: str = column("identifier", required=True)
    title: str = column("text", required=True, private=True)
    expression: str = column("text", required=True, private=True)
    note: str = column("text", private=True)
    guid: str = ""
    own: Mapping[str, str] = field(default_factory=dict)


@kind("matrix_cell", "matrix_cells.csv", ("subject", "level", "layer", "code", "rule"))
@dataclass(frozen=True, slots=True)
class MatrixCell:
    """What the researcher says where a row of the matrix meets a column.

    The row is a ``subject``, or a ``level`` of participants; the column a ``code`` of a ``layer``, or a ``rule`` of the game as
    ``framework:item``.
    """

    subject: str = column("subject", choices=CELL_SUBJECTS)
    level: str = column("text")
    layer: str = column("layer")
    code: str = column("code")
    rule: str = column("text")
    text: str = column("text", required=True, private=True)
    guid: str = ""
    own: Mapping[str, str] = field(default_factory=dict)
