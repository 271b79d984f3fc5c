"""The flow of an OpenDocument text -> lines: paragraphs, spans, lists, tables, and what people put into and around them.

Text that a tracked change deleted is kept apart in these files, so the flow is what it is when all changes are accepted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from spanveld.formats.sources.layout import Layout, LeftOut, Mark, deeper
from spanveld.formats.sources.odt_styles import DRAW, OFFICE, STYLE, TABLE, TEXT, Styles
from spanveld.formats.sources.parts import Unreadable
from spanveld.model.errors import N_

__all__ = ["MOST_REPEATED", "Annotation", "Body"]

MOST_REPEATED = 1000
"""How often a row, cell or space may be repeated by a number instead of being written."""

_P, _H, _LIST, _TABLE = TEXT + "p", TEXT + "h", TEXT + "list", TABLE + "table"
_STYLE_NAME, _TABLE_STYLE = TEXT + "style-name", TABLE + "style-name"
_LEVEL, _COUNT = TEXT + "outline-level", TEXT + "c"
_SPAN, _TAB, _SPACE, _BREAK, _NOTE = TEXT + "span", TEXT + "tab", TEXT + "s", TEXT + "line-break", TEXT + "note"
_ANNOTATION, _ANNOTATION_END, _NAME = OFFICE + "annotation", OFFICE + "annotation-end", OFFICE + "name"
_FRAME, _BOX = DRAW + "frame", DRAW + "text-box"
_ROW, _CELL, _COVERED = TABLE + "table-row", TABLE + "table-cell", TABLE + "covered-table-cell"
_ROW_GROUPS = frozenset(TABLE + name for name in ("table-header-rows", "table-rows", "table-row-group"))
_ITEMS = frozenset((TEXT + "list-item", TEXT + "list-header"))
_NUMBERED = TEXT + "numbered-paragraph"
_SECTION = TEXT + "section"
_CHANGES, _REGION = TEXT + "tracked-changes", TEXT + "changed-region"
_FLOW_HOLDERS = frozenset(
    TEXT + name
    for name in (
        "table-of-content", "illustration-index", "table-index", "object-index", "user-index", "alphabetical-index",
        "bibliography", "index-body", "index-title", "soft-page-break",
    )
)  # fmt: skip
_SHAPES = frozenset(
    DRAW + name
    for name in (
        "custom-shape", "rect", "ellipse", "circle", "line", "polyline", "polygon", "regular-polygon", "path",
        "connector", "caption", "measure", "control", "page-thumbnail",
    )
)  # fmt: skip
_GROUPS = frozenset((DRAW + "g", DRAW + "a"))
_OBJECTS = frozenset(DRAW + name for name in ("image", "object", "object-ole", "plugin", "applet", "floating-frame"))
_SILENT = frozenset(
    (OFFICE + "event-listeners", OFFICE + "forms", TEXT + "script", TEXT + "ruby-text", TEXT + "note-citation",
     TEXT + "soft-page-break", STYLE + "style")
)  # fmt: skip
_HIDDEN = {TEXT + "hidden-text": TEXT + "is-hidden", TEXT + "hidden-paragraph": TEXT + "is-hidden"}
_WHITE_SPACE = re.compile("[ \t\r\n]+")


class Annotation:
    """A comment of the file: its element, and between which marks it lies."""

    __slots__ = ("element", "end", "start")

    def __init__(self, element: etree._Element, start: Mark) -> None:
        self.element, self.start, self.end = element, start, start


class Body:
    """Walks over the flow of a text and tells the layout; what it met on the way is kept for who reads the file."""

    def __init__(self, layout: Layout, styles: Styles, left: LeftOut) -> None:
        self.layout, self.left, self._styles = layout, left, styles
        self.notes: list[etree._Element] = []
        """Footnotes and endnotes, in the order of the numbers 1, 2, ... that stand in the text."""
        self.annotations: list[Annotation] = []
        self._open: dict[str, Annotation] = {}
        self._boxes: list[etree._Element] = []
        self._colour = ""
        self._coloured_from: Mark | None = None
        self._space_before = True
        self._depth = self._repeats = 0

    def flow(self, holder: etree._Element, item: int = 0) -> None:
        """Paragraphs, lists and tables, to the end of what holds them; ``item`` is the depth of a list item whose flow it is."""
        self._depth = deeper(self._depth)
        for child in holder:
            tag = child.tag
            if tag in (_P, _H):
                self._paragraph(child, item)
                item = 0
            else:
                self._flow_child(child, tag)
        self._shade("")
        self._depth -= 1

    def _flow_child(self, child: etree._Element, tag: str) -> None:
        if tag == _LIST:
            self._list(child, 1)
        elif tag == _TABLE:
            self._table(child)
        elif tag == _NUMBERED:
            self.flow(child, _whole(child.get(TEXT + "level"), 1, 9))
        elif tag == _SECTION:
            if self._styles.look("section", child.get(_STYLE_NAME, "")).hidden or child.get(TEXT + "display") == "none":
                self.left.hidden += sum(len(text) for text in child.itertext())
            else:
                self.flow(child)
        elif tag in _FLOW_HOLDERS:
            self.flow(child)
        elif tag == _CHANGES:
            self._count_changes(child)
        elif tag in _SHAPES or tag in _GROUPS or tag == _FRAME:
            self._graphic(child)
            self._flow_boxes()
        elif tag in (_ANNOTATION, _ANNOTATION_END):
            self._inline_child(child, tag, False)

    def _count_changes(self, changes: etree._Element) -> None:
        for region in changes.iterchildren(_REGION):
            for change in region:
                self.left.insertions += change.tag == TEXT + "insertion"
                self.left.deletions += change.tag == TEXT + "deletion"

    # paragraphs

    def _paragraph(self, paragraph: etree._Element, item: int) -> None:
        start = self.layout.mark()
        self._space_before = True
        look = self._styles.look("paragraph", paragraph.get(_STYLE_NAME, ""))
        heading = look.heading
        if paragraph.tag == _H:
            heading = _whole(paragraph.get(_LEVEL), 1, 9)
        self._inline(paragraph, look.colour or "", bool(look.hidden))
        if not look.colour:
            self._shade("")
        if heading or item:
            self.layout.end_paragraph(start, "heading" if heading else "list_item", heading or item)
        else:
            self.layout.end_paragraph(start)
        self._flow_boxes()

    def _flow_boxes(self) -> None:
        while self._boxes:
            boxes, self._boxes = self._boxes, []
            for box in boxes:
                self.flow(box)

    def _inline(self, holder: etree._Element, colour: str, hidden: bool) -> None:
        if holder.text:
            self._write(holder.text, colour, hidden)
        for child in holder:
            tag = child.tag
            if tag == _SPAN:
                look = self._styles.look("text", child.get(_STYLE_NAME, ""))
                self._inline(
                    child,
                    colour if look.colour is None else look.colour,
                    hidden if look.hidden is None else look.hidden,
                )
            else:
                self._inline_child(child, tag, hidden, colour)
            if child.tail:
                self._write(child.tail, colour, hidden)

    def _inline_child(self, child: etree._Element, tag: str, hidden: bool, colour: str = "") -> None:
        if tag == _SPACE:
            self._fixed(" " * _whole(child.get(_COUNT), 1, MOST_REPEATED), colour, hidden)
        elif tag == _TAB:
            self._fixed("\t", colour, hidden)
        elif tag == _BREAK:
            if not hidden:
                self.layout.break_line()
                self._space_before = True
        elif tag == _NOTE:
            if not hidden:
                self.notes.append(child)
                self._fixed(f"[{len(self.notes)}]", colour, False)
        elif tag == _ANNOTATION:
            self._annotate(child)
        elif tag == _ANNOTATION_END:
            annotation = self._open.get(child.get(_NAME, ""))
            if annotation is not None:
                annotation.end = self.layout.mark()
        elif tag == _FRAME or tag in _SHAPES or tag in _GROUPS:
            if not hidden:
                self._graphic(child)
        elif tag in _HIDDEN and child.get(_HIDDEN[tag]) == "true":
            self.left.hidden += len(child.text or "")
        elif tag not in _SILENT and tag not in (_P, _H, _LIST, _TABLE):
            self._inline(child, colour, hidden)

    def _annotate(self, element: etree._Element) -> None:
        annotation = Annotation(element, self.layout.mark())
        self.annotations.append(annotation)
        if name := element.get(_NAME):
            self._open[name] = annotation

    def _write(self, text: str, colour: str, hidden: bool) -> None:
        """Text of the file, in which white space of any length is one space, and none at the start of a paragraph."""
        if not text.isprintable() or "  " in text or (self._space_before and text[0] == " "):
            text = _WHITE_SPACE.sub(" ", text.replace("\N{SOFT HYPHEN}", ""))
            if self._space_before and text.startswith(" "):
                text = text[1:]
        if not text:
            return
        if hidden:
            self.left.hidden += len(text)
            return
        self._shade(colour)
        self.layout.write(text)
        self._space_before = text[-1] == " "

    def _fixed(self, text: str, colour: str, hidden: bool) -> None:
        if not hidden:
            self._shade(colour)
            self.layout.write(text)
            self._space_before = False

    def _shade(self, colour: str) -> None:
        """From here on the text is marked in another colour, or no longer."""
        if colour == self._colour:
            return
        here = self.layout.mark()
        if self._coloured_from is not None:
            self.layout.add_highlight(self._coloured_from, here, self._colour)
        self._colour, self._coloured_from = colour, here if colour else None

    def _graphic(self, graphic: etree._Element) -> None:
        """Notes the text in a frame or shape, which comes after the paragraph, or else that it is a picture or the like."""
        stack = [graphic]
        while stack:
            element = stack.pop()
            tag = element.tag
            if tag == _BOX or tag in _SHAPES:
                self._boxes.append(element)
            elif tag == _FRAME:
                text = element.find(_BOX)
                if text is not None:
                    self._boxes.append(text)
                elif any(child.tag in _OBJECTS for child in element):
                    self.left.objects += 1
            elif tag in _GROUPS:
                stack.extend(reversed(element))

    # lists and tables

    def _list(self, holder: etree._Element, level: int) -> None:
        for item in holder:
            if item.tag not in _ITEMS:
                continue
            depth = min(level, 9) if item.tag.endswith("item") else 0
            self._depth = deeper(self._depth)
            for child in item:
                tag = child.tag
                if tag in (_P, _H):
                    self._paragraph(child, depth)
                    depth = 0
                elif tag == _LIST:
                    self._list(child, level + 1)
                else:
                    self._flow_child(child, tag)
            self._depth -= 1

    def _table(self, table: etree._Element) -> None:
        row = 0
        for element in _rows(table):
            for _ in range(self._repeated(element, "number-rows-repeated", 1)):
                row += 1
                self._row(element, row)

    def _row(self, element: etree._Element, row: int) -> None:
        cells = [
            (cell, self._repeated(cell, "number-columns-repeated", 64))
            for cell in element.iterchildren(_CELL, _COVERED)
        ]
        is_line = self.layout.open_row(sum(times for cell, times in cells if cell.tag == _CELL))
        column = 1
        for cell, times in cells:
            if cell.tag == _COVERED:
                column += times
                continue
            for _ in range(times):
                start = self.layout.open_cell(is_line, column == 1)
                self.flow(cell)
                self.layout.close_cell(is_line, start, row, column)
                column += 1
        self.layout.close_row(is_line)

    def _repeated(self, element: etree._Element, attribute: str, most_if_empty: int) -> int:
        """How often a row or cell stands there; without text it is cut short, with text Unreadable where that is absurd."""
        times = _whole(element.get(TABLE + attribute), 1, None)
        if times > 1 and not any(text.strip() for text in element.itertext()):
            times = min(times, most_if_empty)
        self._repeats += times - 1
        if times > MOST_REPEATED or self._repeats > 200 * MOST_REPEATED:
            raise Unreadable(
                N_("a table in it repeats a row or cell {count} times, as no one writes by hand; it was not read."),
                count=times,
            )
        return times


def _rows(holder: etree._Element) -> Iterator[etree._Element]:
    for child in holder:
        if child.tag == _ROW:
            yield child
        elif child.tag in _ROW_GROUPS:
            yield from _rows(child)


def _whole(value: str | None, least: int, most: int | None) -> int:
    """The whole number of an attribute within its bounds; the least where it is none."""
    number = int(value) if value and value.isascii() and value.isdigit() and len(value) < 10 else least
    return max(least, number if most is None else min(number, most))
