"""An answer as a table of plain rows: what files for spreadsheets, a DataFrame and the tables of pages are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from spanveld.views.frames import data_frame

__all__ = ["Cell", "Column", "ColumnKind", "Sheet"]

ColumnKind = Literal["text", "count", "share"]
Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name for programs, what it is called in the study's language, and what it holds.

    A ``count`` is a whole number, a ``share`` a number from 0 to 1 (a percentage for a reader); None is an empty cell.
    """

    name: str
    label: str
    kind: ColumnKind = "text"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with a name (of a file or a sheet), a title, and notes that say how was counted and of what."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    notes: Sequence[str] = ()

    def records(self) -> list[dict[str, Cell]]:
        """The rows, each under the names of its columns."""
        names = [column.name for column in self.columns]
        return [dict(zip(names, row, strict=True)) for row in self.rows]

    def to_pandas(self) -> Any:
        """The rows as a pandas DataFrame; Refused where pandas is not installed."""
        return data_frame(self.records(), [column.name for column in self.columns])
