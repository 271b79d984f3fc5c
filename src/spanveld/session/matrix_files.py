"""The framework matrix as a file: Word, Excel or CSV, by the ending of its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from spanveld.language.messages import Translate, translator
from spanveld.model.errors import N_, Refused
from spanveld.reports import matrix_text
from spanveld.reports.lines import Line
from spanveld.reports.matrix_sheets import sheets_of
from spanveld.reports.matrix_words import (
    EMPTY,
    ROW_SORTS,
    column_sorts,
    how_counted,
    passages_in,
    scope_of,
    states_in,
    title_of,
)
from spanveld.session.files import check_free, write_whole
from spanveld.session.sheets import csv_lines
from spanveld.views.matrix import MatrixCell, MatrixTable

__all__ = [
    "EMPTY",
    "FORMS",
    "ROW_SORTS",
    "MatrixCell",
    "MatrixTable",
    "bytes_of",
    "column_sorts",
    "how_counted",
    "matrix_lines",
    "passages_in",
    "scope_of",
    "states_in",
    "title_of",
    "write_matrix",
]


def _word(table: MatrixTable, translate: Translate) -> bytes:
    from spanveld.reports import matrix_docx

    return matrix_docx.render(table, translate)


def _excel(table: MatrixTable, translate: Translate) -> bytes:
    from spanveld.reports import matrix_xlsx

    return matrix_xlsx.render(table, translate)


def _csv(table: MatrixTable, translate: Translate) -> bytes:
    return "".join(csv_lines(sheets_of(table, translate)[0])).encode()


FORMS: Mapping[str, Callable[[MatrixTable, Translate], bytes]] = {".docx": _word, ".xlsx": _excel, ".csv": _csv}
"""The forms of a matrix by the ending of their file."""


def bytes_of(table: MatrixTable, form: str) -> bytes:
    """The matrix in one of these forms, in the study's language."""
    return FORMS[form](table, translator(table.language))


def write_matrix(table: MatrixTable, path: Path, *, replace: bool = False) -> None:
    """Write the matrix to a file, whole or not at all; Refused where its name ends otherwise, or it is there and may not be replaced."""
    form = path.suffix.lower()
    if form not in FORMS:
        raise Refused(N_("{file} is no file of a matrix: it ends in .docx, .xlsx or .csv."), file=path.name)
    check_free(path, replace=replace)
    write_whole(path, bytes_of(table, form))


def matrix_lines(table: MatrixTable, *, width: int) -> Iterator[Line]:
    """The matrix as lines of text, in the study's language."""
    return matrix_text.lines(table, width=width)
