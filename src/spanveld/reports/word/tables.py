"""Tables: a caption with its number, a header that comes back on each page, rows that stay whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spanveld.reports.report_blocks import Cell, Row, Table
from spanveld.reports.word.links import Bookmarks
from spanveld.reports.word.text import field, paragraph, run, runs_of
from spanveld.reports.word.xml import Element, element, value

__all__ = ["STYLE", "TEXT_WIDTH", "framed", "table"]

STYLE = "SpanveldTable"
TEXT_WIDTH = 9412
"""How wide text is on the page, in twentieths of a point: A4 less its margins of 2.2 cm."""
GROUP_FILL = "EFEBE2"


def table(block: Table, label: str, bookmarks: Bookmarks) -> Iterator[Element]:
    """The caption (``label`` is the word for table), the table, and a little room below it."""
    yield _caption(block, label, bookmarks)
    widths = _widths(block)
    rows = (_row(row, block, widths, bookmarks) for row in block.rows)
    yield element("tbl", *framed(widths), _header(block, widths), *rows)
    yield paragraph("AfterTable")


def framed(widths: Sequence[int]) -> tuple[Element, Element]:
    """What a table with columns of these widths (twentieths of a point) begins with: its looks and its grid."""
    properties = element(
        "tblPr",
        value("tblStyle", STYLE),
        element("tblW", w=sum(widths), type="dxa"),
        element("tblLayout", type="fixed"),
        element("tblLook", val="0420", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=0, noVBand=1),
    )
    return properties, element("tblGrid", *(element("gridCol", w=width) for width in widths))


def _caption(block: Table, label: str, bookmarks: Bookmarks) -> Element:
    number = [run(f"{label} "), *field(f"SEQ {label} \\* ARABIC", str(block.number))]
    return paragraph("Caption", [*bookmarks.around(block.anchor, number), run(f". {block.caption}")])


def _widths(block: Table) -> list[int]:
    """The widths of the columns, each its share of the width of text."""
    return [TEXT_WIDTH * column.width // 100 for column in block.columns]


def _header(block: Table, widths: Sequence[int]) -> Element:
    cells = (
        element("tc", _cell_properties(width), paragraph("TableHeading", [run(column.heading)], *_side(column.number)))
        for column, width in zip(block.columns, widths, strict=True)
    )
    return element("tr", element("trPr", element("cantSplit"), element("tblHeader")), *cells)


def _row(row: Row, block: Table, widths: Sequence[int], bookmarks: Bookmarks) -> Element:
    properties = element("trPr", element("cantSplit"))
    if row.group:
        name = paragraph("TableGroup", runs_of(row.cells[0][0], bookmarks))
        over_all = _cell_properties(sum(widths), span=len(widths), fill=GROUP_FILL)
        return element("tr", properties, element("tc", over_all, name))
    cells = []
    for place, (cell, column, width) in enumerate(zip(row.cells, block.columns, widths, strict=True)):
        anchor = row.anchor if place == 0 else ""
        cells.append(element("tc", _cell_properties(width), *_lines(cell, column.number, anchor, bookmarks)))
    return element("tr", properties, *cells)


def _lines(cell: Cell, number: bool, anchor: str, bookmarks: Bookmarks) -> Iterator[Element]:
    for place, line in enumerate(cell):
        runs = runs_of(line, bookmarks)
        yield paragraph("TableText", bookmarks.around(anchor if place == 0 else "", runs), *_side(number))


def _side(number: bool) -> tuple[Element, ...]:
    return (value("jc", "right"),) if number else ()


def _cell_properties(width: int, *, span: int = 1, fill: str = "") -> Element:
    return element(
        "tcPr",
        element("tcW", w=width, type="dxa"),
        value("gridSpan", span) if span > 1 else None,
        element("shd", val="clear", color="auto", fill=fill) if fill else None,
    )
