"""The framework matrix as a Word document: on its side, with heads that come back on each page, and at most six columns a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.shared import Twips

from spanveld.language.messages import Translate
from spanveld.model.errors import N_
from spanveld.reports.matrix_words import EMPTY, how_counted, passages_in, scope_of, title_of
from spanveld.reports.report_blocks import Document
from spanveld.reports.word import numbering
from spanveld.reports.word.document import fill, page_number
from spanveld.reports.word.package import bytes_of, describe, empty_document
from spanveld.reports.word.styles import add_styles
from spanveld.reports.word.tables import framed
from spanveld.reports.word.text import paragraph, run
from spanveld.reports.word.xml import Element, element
from spanveld.views.matrix import MatrixCell, MatrixColumn, MatrixRow, MatrixTable

__all__ = ["render"]

PAGE, MARGIN, EDGE = (16838, 11906), 964, 567
"""A4 on its side, its margins, and the room above its header, in twentieths of a point."""
TEXT_WIDTH = PAGE[0] - 2 * MARGIN
FIRST = 2700
"""How wide the column with the rows' names is."""
MOST = 6
"""Columns in one table: more would be too narrow to read."""


def render(table: MatrixTable, translate: Translate) -> bytes:
    """The matrix as the bytes of a .docx file; the same for the same matrix."""
    title = title_of(table, translate)
    word = empty_document(table.language)
    add_styles(word, table.language)
    numbering.add_numbering(word, translate(N_("Appendix")))
    _page(word, f"{table.title or table.study}: {title}", translate)
    end = word.element.body[-1]
    for made in _all(table, title, translate):
        end.addprevious(made)
    words = Document(title, table.title or table.study, table.language, (), (), {}, "", "", closed=True)
    describe(word, words)
    word.core_properties.title, word.core_properties.language = words.title[:255], words.language
    return bytes_of(word)


def _page(word: Word, heading: str, translate: Translate) -> None:
    section = word.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Twips(PAGE[0]), Twips(PAGE[1])
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Twips(MARGIN)
    section.header_distance = section.footer_distance = Twips(EDGE)
    tab = element("tabs", element("tab", val="clear", pos=9412), element("tab", val="right", pos=TEXT_WIDTH))
    fill(section.header, paragraph("Header", [run(heading)]))
    fill(section.footer, paragraph("Footer", list(page_number(translate(N_("page {page} of {pages}")))), tab))


def _all(table: MatrixTable, title: str, translate: Translate) -> Iterator[Element]:
    yield paragraph("Title", [run(title)], element("spacing", before=0, after=60))
    under = ", ".join((table.title or table.study, *scope_of(table, translate)))
    yield paragraph("Subtitle", [run(under)], element("spacing", before=0, after=200))
    if not table.rows or not table.columns:
        yield paragraph("Note", [run(translate(N_("There is nothing to show.")))])
    parts = range(0, len(table.columns), _even(len(table.columns)))
    for first in parts if table.rows else ():
        columns = table.columns[first : first + parts.step]
        if len(parts) > 1:
            said = translate(N_("Columns {first} to {last} of {all}"))
            last, of = first + len(columns), len(table.columns)
            yield paragraph("Caption", [run(said.format(first=first + 1, last=last, all=of))])
        yield _table(table, columns, first, translate)
        yield paragraph("AfterTable")
    for note in how_counted(table, translate):
        yield paragraph("Note", [run(note)])


def _even(columns: int) -> int:
    """How many columns a table gets, so that all tables are about as wide."""
    tables = -(-columns // MOST) or 1
    return -(-columns // tables) or 1


def _table(table: MatrixTable, columns: Sequence[MatrixColumn], first: int, translate: Translate) -> Element:
    width = (TEXT_WIDTH - FIRST) // max(len(columns), 2)
    widths = [FIRST, *[width] * len(columns)]
    heads = [paragraph("TableHeading", [run(label)]) for label in ("", *(column.label for column in columns))]
    head = element("tr", element("trPr", element("cantSplit"), element("tblHeader")), *_cells(widths, heads))
    rows = (
        element(
            "tr",
            element("trPr", element("cantSplit")),
            *_cells(widths, _name(row), *(_cell(cell, translate) for cell in cells[first : first + len(columns)])),
        )
        for row, cells in zip(table.rows, table.cells, strict=True)
    )
    return element("tbl", *framed(widths), head, *rows)


def _cells(widths: Sequence[int], *contents: Sequence[Element] | Element) -> Iterator[Element]:
    listed = contents[0] if len(contents) == 1 and isinstance(contents[0], list) else contents
    for width, content in zip(widths, listed, strict=True):
        lines = content if isinstance(content, list) else [content]
        yield element("tc", element("tcPr", element("tcW", w=width, type="dxa")), *lines)


def _name(row: MatrixRow) -> list[Element]:
    lines = [paragraph("TableText", [run(row.label, "Strong")])]
    if row.about:
        lines.append(paragraph("TableText", [run(row.about, "QuietText")]))
    return lines


def _cell(cell: MatrixCell, translate: Translate) -> list[Element]:
    """What was written, then the passages by their names, or why there are none."""
    lines = [paragraph("TableText", [run(line)]) for line in cell.text.split("\n") if line.strip()]
    if cell.state == "said":
        named = ", ".join(each.passage for each in cell.passages)
        more = " …" if cell.marked > len(cell.passages) else ""
        lines.append(paragraph("TableText", [run(f"{passages_in(cell, translate)}: {named}{more}", "QuietText")]))
    else:
        sign = EMPTY[cell.state]
        lines.append(paragraph("TableText", [run(f"{sign.sign} {translate(sign.word)}", "QuietText")]))
    return lines
