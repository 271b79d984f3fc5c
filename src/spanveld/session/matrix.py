"""``study.matrix``"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from spanveld.actions import matrix as actions
from spanveld.actions.matrix import cell_subject
from spanveld.actions.theory import parse_framework
from spanveld.language.messages import Translate, translator
from spanveld.session.acting import Group
from spanveld.store.records import Reader

if TYPE_CHECKING:
    from spanveld.views.matrix import MatrixTable, RowsOf
    from spanveld.views.sheets import Sheet

__all__ = ["Matrix", "cell_subject"]


class Matrix(Group):
    """The framework matrix: rows of participants, sources, parties, levels, cases or waves; columns of codes, or rules of the game."""

    def table(
        self,
        *,
        rows: RowsOf = "participants",
        columns: str = "",
        wave: str = "",
        sub_case: str = "",
        coder: str = "",
        **part: Any,
    ) -> MatrixTable:
        """The matrix. ``columns``: dimensions, kinds, aspects, rules, or a layer's name (empty: the first of these that there is).

        Of the rows ``limit`` from ``offset`` on, of the columns ``across`` from ``first`` on (None: all); or only ``row`` and ``column``
        by their names. ``most``: how many passages of a cell are named.
        """
        from spanveld.views.matrix import Wanted, matrix

        wanted = Wanted(rows, columns, wave, sub_case, coder, **part)
        with self.store.reading() as connection:
            reader = Reader(connection, self.store.study_id, parse_framework)
            return matrix(reader, self.store.columns, self.store.speaking, wanted)

    def write(self, row: str, column: str, text: str) -> None:
        """Write in a cell, in the place of what stood there: ``write("participant:R1", "tension/authorise", "...")``."""
        self.act(actions.write_cell, row, column, text)

    def clear(self, row: str, column: str) -> None:
        """Take away what stands in a cell."""
        self.act(actions.clear_cell, row, column)

    def sheets(self, table: MatrixTable, translate: Translate | None = None) -> tuple[Sheet, ...]:
        """The matrix as tables: as it is shown, and a row for each cell."""
        from spanveld.reports.matrix_sheets import sheets_of

        return sheets_of(table, translate or translator(table.language))

    def export(self, file: str | Path, *, replace: bool = False, **values: Any) -> None:
        """Write the matrix to a ``.docx``, ``.xlsx`` or ``.csv`` file; values as for ``table``."""
        from spanveld.session.matrix_files import write_matrix

        write_matrix(self.table(**values), Path(file), replace=replace)
