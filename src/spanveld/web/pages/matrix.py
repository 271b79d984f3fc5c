"""The framework matrix as a page: rows and columns to choose, cells that are written where they stand and open their passages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from spanveld.language.messages import Translate
from spanveld.model.errors import N_, NotFound, SpanveldError
from spanveld.session import Study
from spanveld.session.acting import AlreadyMade, Once, Seen
from spanveld.session.matrix import cell_subject
from spanveld.session.matrix_files import (
    EMPTY,
    ROW_SORTS,
    MatrixCell,
    MatrixTable,
    bytes_of,
    column_sorts,
    how_counted,
    passages_in,
    scope_of,
    states_in,
    title_of,
)
from spanveld.web.addresses import passage_address, place_of, with_query
from spanveld.web.languages import language_of, translate_for
from spanveld.web.pages.forms import Option, number, whole_number
from spanveld.web.pages.frame import masthead, pages_around
from spanveld.web.pages.importing import plain_form
from spanveld.web.pages.reading import json_for_scripts
from spanveld.web.pages.twins import Answer, twin_links, twins
from spanveld.web.rendering import page

__all__ = ["ROUTES", "cell_page", "matrix_page"]

ROWS, COLUMNS = 25, 8
"""Rows on a page, and columns beside each other."""
FILTERS = ("rows", "columns", "wave", "sub_case", "coder")
ON_CELL_PAGE = 200
"""Passages of a cell that its own page names."""
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORDS = (
    N_("Cancel"),
    N_("Dark"),
    N_("Emptied: {name}."),
    N_("Light"),
    N_("No answer from the server. Try again: what it did already, it does not do twice."),
    N_("Save"),
    N_("Save or cancel what you are changing first."),
    N_("Saved: {name}."),
    N_("Signed out: open the page anew from the address that the program printed."),
    N_("Summary of {name}"),
    N_("Undone: {action}."),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell on the page: what was written in paragraphs, how many passages, or the sign and word of why there are none."""

    cell: MatrixCell
    id: str
    name: str
    paragraphs: Sequence[str]
    found: str
    address: str
    chips: Sequence[tuple[str, str]]
    more: bool
    sign: str
    word: str
    write: str


def matrix_page(request: Request) -> Response:
    """The matrix; ``?rows=``, ``?columns=`` and the filters choose, ``?page=`` and ``?part=`` turn to other rows and columns."""
    study = request.app.state.study.as_(request.state.actor)
    query = _query(request)
    at, part = (max(1, whole_number(request.query_params.get(name, ""))) for name in ("page", "part"))
    table = study.matrix.table(
        **_asked(query), limit=ROWS, offset=(at - 1) * ROWS, across=COLUMNS, first=(part - 1) * COLUMNS
    )
    _, language = translate_for(request), language_of(request)
    here = {**query, "page": at if at > 1 else "", "part": part if part > 1 else ""}

    def pages(name: str, now: int, count: int, size: int) -> Sequence[tuple[int | str, str]]:
        last = max(1, -(-count // size))
        address = lambda one: with_query("/matrix", {**here, name: one if one > 1 else ""}, (), "matrix")  # noqa: E731
        return pages_around(now, last, address) if last > 1 else []

    return page(
        request,
        "matrix.html.j2",
        **masthead(study, "matrix"),
        sequence=table.sequence,
        title=title_of(table, _),
        scope=scope_of(table, _),
        table=table,
        lines=_lines(table, here, _),
        row_sorts=[Option(name, _(label)) for name, label in ROW_SORTS.items()],
        column_sorts=[Option(*pair) for pair in column_sorts(table, _).items()],
        themes=_options(study, "sub_case"),
        waves=_options(study, "wave"),
        coders=_options(study, "coder"),
        narrowed=any(query[name] for name in ("wave", "sub_case", "coder")),
        of_rows=number(table.rows_in_all, language),
        of_columns=number(table.columns_in_all, language),
        shown_columns=_span(part, COLUMNS, len(table.columns), language),
        twins=[("Word", with_query("/matrix.docx", query)), *twin_links("/matrix", query)],
        pages=pages("page", at, table.rows_in_all, ROWS),
        page_now=at,
        parts=pages("part", part, table.columns_in_all, COLUMNS),
        part_now=part,
        signs=[(EMPTY[state].sign, _(EMPTY[state].word), _(EMPTY[state].meaning)) for state in states_in(table)],
        notes=how_counted(table, _),
        address=lambda row: place_of(*row.row.split(":", 1)) if not row.row.startswith("level:") else "",
        words_json=json_for_scripts({message: _(message) for message in WORDS}),
    )


def _span(part: int, size: int, count: int, language: str) -> tuple[str, str]:
    first = (part - 1) * size
    return number(first + 1, language), number(first + count, language)


def _query(request: Request) -> dict[str, str]:
    return {name: request.query_params.get(name, "") for name in FILTERS}


def _asked(query: Mapping[str, str]) -> dict[str, Any]:
    return {**query, "rows": query["rows"] or "participants"}


def _options(study: Study, kind: str) -> list[Option]:
    return [Option(str(row[kind]), str(row["name"] or row[kind])) for row in study.pages.things(kind)]


def _lines(table: MatrixTable, query: Mapping[str, object], _: Translate) -> list[tuple[Any, list[Shown]]]:
    """The rows with their cells as they are shown."""
    return [
        (
            row,
            [
                _shown(cell, f"{row.label}, {column.label}", f"{down}-{across}", query, _)
                for across, (column, cell) in enumerate(zip(table.columns, cells, strict=True))
            ],
        )
        for down, (row, cells) in enumerate(zip(table.rows, table.cells, strict=True))
    ]


def _shown(cell: MatrixCell, name: str, place: str, query: Mapping[str, object], _: Translate) -> Shown:
    sign = EMPTY.get(cell.state)
    return Shown(
        cell,
        f"cell-{place}",
        name,
        [line for line in cell.text.split("\n") if line.strip()],
        passages_in(cell, _) if sign is None else "",
        with_query("/find", {"q": cell.query}) if cell.query else "",
        [(each.passage, passage_address(each.source, each.passage)) for each in cell.passages],
        cell.marked > len(cell.passages),
        sign.sign if sign else "",
        _(sign.word) if sign else "",
        with_query("/matrix/cell", {"at": f"{cell.row} {cell.column}", **query}),
    )


# ---------------------------------------------------------------------- one cell
def cell_page(request: Request) -> Response:
    """A cell on a page of its own, where it is written without scripts; ``?at=`` is its row and column."""
    return _cell(request, request.query_params.get("at", ""), request.query_params)


def _cell(
    request: Request, at: str, given: Mapping[str, Any], *, error: str = "", text: str | None = None, status: int = 200
) -> Response:
    study = request.app.state.study.as_(request.state.actor)
    _ = translate_for(request)
    row, column = _split(at)
    query = {name: str(given.get(name, "")) for name in (*FILTERS, "page", "part")}
    asked = {name: query[name] for name in ("wave", "sub_case", "coder")}
    rows, columns = _sorts(row, column, query)
    table = study.matrix.table(**asked, rows=rows, columns=columns, row=row, column=column, most=ON_CELL_PAGE)
    if not table.rows or not table.columns:
        raise NotFound(N_("The matrix has no cell of row '{row}' and column '{column}'."), row=row, column=column)
    one = table.cells[0][0]
    shown = _shown(one, f"{table.rows[0].label}, {table.columns[0].label}", "0-0", query, _)
    made = page(
        request,
        "matrix_cell.html.j2",
        status,
        **masthead(study, "matrix"),
        sequence=str(given.get("sequence", "")) or table.sequence,
        at=at,
        shown=shown,
        row=table.rows[0],
        column=table.columns[0],
        scope=scope_of(table, _),
        text=one.text if text is None else text,
        error=error,
        query=query,
        key=quote(f"{at} {table.sequence}")[:80],
        back=with_query("/matrix", {**query, "rows": rows, "columns": columns}),
        words_json=json_for_scripts({message: _(message) for message in WORDS}),
    )
    return plain_form(made)


def _split(at: str) -> tuple[str, str]:
    """Row and column of a cell; a column has no blank in its name."""
    row, _, column = at.rpartition(" ")
    return row, column


SORTS = {
    "participant": "participants",
    "source": "sources",
    "party": "parties",
    "level": "levels",
    "case": "cases",
    "wave": "waves",
}


def _sorts(row: str, column: str, query: Mapping[str, str]) -> tuple[Any, str]:
    """The sorts of rows and columns that a cell is of."""
    rows = SORTS.get(row.partition(":")[0])
    if rows is None or not column:
        raise NotFound(N_("The matrix has no cell of row '{row}' and column '{column}'."), row=row, column=column)
    return rows, "rules" if ":" in column else query["columns"] or f"layer:{column.rpartition('/')[0]}"


async def write_cell(request: Request) -> Response:
    """A cell by a plain form: written, and back to the matrix."""
    async with request.form(max_files=0, max_fields=20) as form:
        return await run_in_threadpool(_written, request, form)


def _written(request: Request, form: FormData) -> Response:
    at, text = str(form.get("at", "")), str(form.get("text", "")).replace("\r\n", "\n")
    row, column = _split(at)
    key, sequence = str(form.get("key", ""))[:80], str(form.get("sequence", ""))
    study = request.app.state.study.as_(request.state.actor, once=Once(key) if key else None)
    if sequence.isascii() and sequence.isdecimal():
        study = study.having_seen(Seen(int(sequence), (cell_subject(row, column),)))
    query = {name: str(form.get(name, "")) for name in (*FILTERS, "page", "part")}
    try:
        study.matrix.write(row, column, text)
    except AlreadyMade:
        pass
    except SpanveldError as error:
        return _cell(request, at, dict(form), error=error.text(translate_for(request)), text=text, status=409)
    return RedirectResponse(with_query("/matrix", query, (), "matrix"), 303)


# ---------------------------------------------------------------------- files
def _answer(request: Request) -> Answer:
    table = _whole(request)
    study = request.app.state.study.as_(request.state.actor)
    return Answer(table.as_json(), study.matrix.sheets(table, translate_for(request)))


def _whole(request: Request) -> MatrixTable:
    study = request.app.state.study.as_(request.state.actor)
    table: MatrixTable = study.matrix.table(**_asked(_query(request)))
    return table


def _file(form: str, type: str) -> Any:
    def answer(request: Request) -> Response:
        content = bytes_of(_whole(request), form)
        return Response(
            content, media_type=type, headers={"content-disposition": f'attachment; filename="matrix{form}"'}
        )

    return answer


ROUTES = [
    Route("/matrix", matrix_page),
    Route("/matrix/cell", cell_page),
    Route("/matrix/cell", write_cell, methods=["POST"]),
    Route("/matrix.docx", _file(".docx", WORD)),
    Route("/matrix.xlsx", _file(".xlsx", EXCEL)),
    *twins("/matrix", _answer),
]
