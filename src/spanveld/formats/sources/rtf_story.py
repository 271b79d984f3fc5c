"""Paragraphs, cells and rows of a Rich Text file, as they are gathered: a row is known only when it ends."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from spanveld.formats.sources.layout import Layout
from spanveld.formats.sources.parts import BlockKind

__all__ = ["Line", "Paragraph", "Story", "lay_out"]

_MOST_CELLS = 10_000
_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(slots=True)
class Paragraph:
    """Properties of the paragraph that is being read; they hold until ``\\pard``."""

    in_table: bool = False
    style: int = 0
    outline: int | None = None
    depth: int = 0
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph that has ended; ``text`` has line breaks where the paragraph has."""

    text: str
    kind: BlockKind | None = None
    level: int = 0


Row = list[list[Line]]


@dataclass(slots=True)
class Story:
    """One flow of paragraphs: the text itself, a note, a text box, a header. ``depth``: of the group that holds it."""

    depth: int
    kind: Literal["text", "note", "box", "head"] = "text"
    paragraph: Paragraph = field(default_factory=Paragraph)
    pieces: list[str] = field(default_factory=list)
    lines: list[Line | Row] = field(default_factory=list)
    boxes: list[Line | Row] = field(default_factory=list)
    """What stands in text boxes of this paragraph; it comes after it."""
    _cell: list[Line] = field(default_factory=list)
    _row: Row = field(default_factory=list)

    def end_paragraph(self, heading: int) -> None:
        """The paragraph ends; ``heading`` is its level, 0 where it is none."""
        text = "".join(self.pieces)
        self.pieces.clear()
        kind: BlockKind | None = "heading" if heading else "list_item" if self.paragraph.listed else None
        line = Line(text, kind, heading or (self.paragraph.depth + 1 if kind else 0))
        if self.paragraph.in_table:
            self._cell.append(line)
            return
        self.end_row()
        self.lines.append(line)
        self._place_boxes()

    def end_cell(self, heading: int) -> None:
        """The cell ends, and with it its last paragraph."""
        self.paragraph.in_table = True
        self.end_paragraph(heading)
        if len(self._row) < _MOST_CELLS:
            self._row.append([*self._cell, *(line for line in self.boxes if isinstance(line, Line))])
        self._cell, self.boxes = [], []

    def end_row(self) -> None:
        """The row ends, if there is one."""
        if self._cell:
            self._row.append(self._cell)
            self._cell = []
        if self._row:
            self.lines.append(self._row)
            self._row = []

    def end(self, heading: int) -> None:
        """Nothing more comes; what is begun is ended."""
        if "".join(self.pieces).strip():
            self.end_paragraph(heading)
        self.end_row()
        self._place_boxes()

    def _place_boxes(self) -> None:
        self.lines += self.boxes
        self.boxes = []

    def plain(self) -> str:
        """All its words in one line."""
        cells = (cell for entry in self.lines for cell in (entry if isinstance(entry, list) else [[entry]]))
        return " ".join(" ".join(line.text for cell in cells for line in cell).split())


def lay_out(lines: list[Line | Row], layout: Layout) -> None:
    """Tells the layout what a story holds; rows count from 1 in each table."""
    row = 0
    for entry in lines:
        if isinstance(entry, Line):
            row = 0
            _lay_line(entry, layout)
            continue
        row += 1
        is_line = layout.open_row(len(entry))
        for column, cell in enumerate(entry, 1):
            start = layout.open_cell(is_line, column == 1)
            for line in cell:
                _lay_line(line, layout)
            layout.close_cell(is_line, start, row, column)
        layout.close_row(is_line)


def _lay_line(line: Line, layout: Layout) -> None:
    start = layout.mark()
    text = line.text.replace("\N{SOFT HYPHEN}", "")
    if _SURROGATES.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    for place, part in enumerate(text.split("\n")):
        if place:
            layout.break_line()
        layout.write(part)
    layout.end_paragraph(start, line.kind, line.level)
