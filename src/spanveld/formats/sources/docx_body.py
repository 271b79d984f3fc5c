"""The flow of a Word text -> lines: paragraphs, runs, tables, and what people put into and around them.

Tracked changes are taken as accepted. ``Body`` walks over one part (the text itself, a note, a comment); the depth of its
recursion is bounded by that of the XML.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from spanveld.formats.sources.colours import highlighter, nearest
from spanveld.formats.sources.docx_styles import WORD, Styles, is_on, number
from spanveld.formats.sources.layout import Layout, LeftOut, Mark, deeper
from spanveld.formats.sources.symbols import symbol

__all__ = ["Body"]

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_VAL, _ID = WORD + "val", WORD + "id"
_P, _R, _T, _TAB = WORD + "p", WORD + "r", WORD + "t", WORD + "tab"
_P_PROPERTIES, _R_PROPERTIES = WORD + "pPr", WORD + "rPr"
_STYLE, _OUTLINE, _LIST, _R_STYLE = WORD + "pStyle", WORD + "outlineLvl", WORD + "numPr", WORD + "rStyle"
_LEVEL, _LIST_ID = WORD + "ilvl", WORD + "numId"
_VANISH, _HIGHLIGHT, _SHADE = WORD + "vanish", WORD + "highlight", WORD + "shd"
_LOOKS = (_VANISH, _HIGHLIGHT, _SHADE, _R_STYLE)
_TABLE, _ROW, _CELL = WORD + "tbl", WORD + "tr", WORD + "tc"
_ROW_PROPERTIES, _CELL_PROPERTIES = WORD + "trPr", WORD + "tcPr"
_SPAN, _V_MERGE, _H_MERGE, _CELL_GONE = WORD + "gridSpan", WORD + "vMerge", WORD + "hMerge", WORD + "cellDel"
_INS, _DEL, _FROM, _TO = WORD + "ins", WORD + "del", WORD + "moveFrom", WORD + "moveTo"
_SDT, _SDT_CONTENT = WORD + "sdt", WORD + "sdtContent"
_RANGE_START, _RANGE_END = WORD + "commentRangeStart", WORD + "commentRangeEnd"
_COMMENT, _FOOTNOTE, _ENDNOTE = WORD + "commentReference", WORD + "footnoteReference", WORD + "endnoteReference"
_BOX, _ALTERNATE, _CHOICE = WORD + "txbxContent", _COMPATIBLE + "AlternateContent", _COMPATIBLE + "Choice"
_FIELD = WORD + "fldChar"
_DROP_DOWN = f"{WORD}ffData/{WORD}ddList"
_INSERTED, _DROPPED = frozenset((_INS, _TO)), frozenset((_DEL, _FROM))
_HOLDERS = frozenset(WORD + name for name in ("hyperlink", "smartTag", "customXml", "fldSimple", "dir", "bdo"))
_EQUATIONS = frozenset((_MATH + "oMath", _MATH + "oMathPara"))
_OTHER_FILES = frozenset((WORD + "altChunk", WORD + "subDoc"))
_BREAKS = frozenset((WORD + "br", WORD + "cr"))
_GRAPHICS = frozenset((WORD + "drawing", WORD + "pict", WORD + "object"))
_SHOWN_OBJECTS = frozenset(("pic", "chart", "relIds", "imagedata", "OLEObject", "contentPart"))
_FIXED = {_TAB: "\t", WORD + "ptab": "\t", WORD + "noBreakHyphen": "\N{NON-BREAKING HYPHEN}"}
_SYMBOL = WORD + "sym"
_RUBY, _RUBY_BASE = WORD + "ruby", WORD + "rubyBase"
_CONTROLS = {ord("\n"): " ", ord("\r"): " ", ord("\N{SOFT HYPHEN}"): None}


class Body:
    """Walks over the flow of a part and tells the layout; what it met on the way is kept for who reads the file."""

    def __init__(self, layout: Layout, styles: Styles, left: LeftOut) -> None:
        self.layout, self.left, self._styles = layout, left, styles
        self.notes: list[tuple[str, str]] = []
        """``footnote`` or ``endnote`` and identifier, in the order of the numbers 1, 2, ... that stand in the text."""
        self.starts: dict[str, Mark] = {}
        self.ends: dict[str, Mark] = {}
        self.references: dict[str, Mark] = {}
        self._start: Mark | None = None
        self._hidden = False
        self._colour = self._wanted = ""
        self._coloured_from: Mark | None = None
        self._fields: list[bool] = []
        self._boxes: list[etree._Element] = []
        self._depth = 0

    def flow(self, holder: etree._Element) -> None:
        """Paragraphs and tables, to the end of the text, cell, box or note that holds them."""
        self._depth = deeper(self._depth)
        for child in _opened(holder, self):
            tag = child.tag
            if tag == _P:
                self._paragraph(child)
            elif tag == _TABLE:
                self._end_open_paragraph()
                self._table(child)
            elif tag in _OTHER_FILES:
                self.left.other_files += 1
            else:
                self._inline_child(child, tag)
        self._end_open_paragraph()
        self._depth -= 1

    # paragraphs

    def _paragraph(self, paragraph: etree._Element) -> None:
        if self._start is None:
            self._start = self.layout.mark()
        heading = item = 0
        mark_gone = style_hidden = False
        colour = ""
        first = paragraph[0] if len(paragraph) else None
        if first is not None and first.tag == _P_PROPERTIES:
            heading, item, style_hidden, look = self._paragraph_properties(first)
            if look is not None:
                mark_hidden, colour = self._look(look, style_hidden)
                mark_gone = mark_hidden or look.find(_DEL) is not None or look.find(_FROM) is not None
        self._hidden = style_hidden
        self._inline(paragraph)
        if any(self._fields):  # a field whose code goes on: rather too much text than none of what follows
            self._fields = [False] * len(self._fields)
        if mark_gone:
            return
        if colour != self._colour:
            self._shade("")
        self._end_paragraph(heading, item)

    def _paragraph_properties(self, properties: etree._Element) -> tuple[int, int, bool, etree._Element | None]:
        style = look = listed = outline = None
        for child in properties:
            tag = child.tag
            if tag == _STYLE:
                style = self._styles.style(child.get(_VAL, ""))
            elif tag == _LIST:
                listed = child
            elif tag == _OUTLINE:
                outline = number(child)
            elif tag == _R_PROPERTIES:
                look = child
        heading, item, hidden = (style.heading, style.item, style.hidden) if style else (0, 0, False)
        if outline is not None:
            heading = outline + 1 if 0 <= outline < 9 else 0
        if listed is not None:
            level, identifier = number(listed.find(_LEVEL)), number(listed.find(_LIST_ID))
            item = 0 if identifier == 0 else min(max(level, 0), 8) + 1 if level is not None else item or 1
        return heading, item, hidden, look

    def _end_paragraph(self, heading: int = 0, item: int = 0) -> None:
        start, self._start = self._start, None
        if start is None:
            return
        if heading or item:
            self.layout.end_paragraph(start, "heading" if heading else "list_item", heading or item)
        else:
            self.layout.end_paragraph(start)
        while self._boxes:
            boxes, self._boxes = self._boxes, []
            for box in boxes:
                self.flow(box)

    def _end_open_paragraph(self) -> None:
        """Ends a paragraph whose own mark is gone, and that has nothing after it to run on into."""
        self._shade("")
        self._end_paragraph()

    # what stands in a paragraph

    def _inline(self, holder: etree._Element) -> None:
        for child in holder:
            tag = child.tag
            if tag == _R:
                self._run(child)
            elif tag != _P_PROPERTIES:
                self._inline_child(child, tag)

    def _inline_child(self, child: etree._Element, tag: str) -> None:
        if tag == _R:
            self._run(child)
        elif tag == _RANGE_START:
            self.starts[child.get(_ID, "")] = self.layout.mark()
        elif tag == _RANGE_END:
            self.ends[child.get(_ID, "")] = self.layout.mark()
        elif tag in _HOLDERS:
            self._inline(child)
        elif tag in _INSERTED:
            self.left.insertions += 1
            self._inline(child)
        elif tag in _DROPPED:
            self.left.deletions += 1
            self.ranges_within(child)
        elif tag == _SDT:
            for content in child.iterchildren(_SDT_CONTENT):
                self._inline(content)
        elif tag in _EQUATIONS:
            self._equation(child)
        elif tag == _ALTERNATE and (chosen := _chosen(child)) is not None:
            self._inline(chosen)

    def ranges_within(self, dropped: etree._Element) -> None:
        """The bounds of comments that lie in what is left out still count."""
        for bound in dropped.iter(_RANGE_START, _RANGE_END):
            self._inline_child(bound, bound.tag)

    def _equation(self, equation: etree._Element) -> None:
        self.left.equations += 1
        self._wanted = ""
        self._write("".join(piece.text or "" for piece in equation.iter(_MATH + "t")))

    # runs

    def _run(self, run: etree._Element) -> None:
        hidden = self._hidden
        self._wanted = ""
        for child in run:
            tag = child.tag
            if tag == _T:
                if hidden:
                    self.left.hidden += len(child.text or "")
                else:
                    self._write(child.text or "")
            elif tag == _R_PROPERTIES:
                if len(child):
                    hidden, self._wanted = self._look(child, hidden)
            elif tag == _FIELD:
                self._field(child)
            elif not hidden or tag == _COMMENT:
                self._run_child(child, tag)

    def _look(self, properties: etree._Element, hidden: bool) -> tuple[bool, str]:
        """Whether a run is hidden, and the colour that marks it."""
        colour = shade = ""
        by_itself = None
        for child in properties.iterchildren(*_LOOKS):
            tag = child.tag
            if tag == _VANISH:
                by_itself = is_on(child)
            elif tag == _HIGHLIGHT:
                colour = highlighter(child.get(_VAL, "none"))
            elif tag == _SHADE:
                shade = nearest(child.get(WORD + "fill", ""))
            else:
                hidden = hidden or self._styles.style(child.get(_VAL, "")).hidden
        return (hidden if by_itself is None else by_itself), colour or shade

    def _run_child(self, child: etree._Element, tag: str) -> None:
        if tag in _FIXED:
            self._write(_FIXED[tag])
        elif tag in _BREAKS:
            self.layout.break_line()
        elif tag == _SYMBOL:
            self._symbol(child)
        elif tag in (_FOOTNOTE, _ENDNOTE):
            self.notes.append(("footnote" if tag == _FOOTNOTE else "endnote", child.get(_ID, "")))
            self._write(f"[{len(self.notes)}]")
        elif tag == _COMMENT:
            self.references[child.get(_ID, "")] = self.layout.mark()
        elif tag in _GRAPHICS:
            self._graphic(child)
        elif tag == _RUBY:
            for base in child.iterchildren(_RUBY_BASE):
                self._inline(base)
        elif tag == _ALTERNATE and (chosen := _chosen(child)) is not None:
            for inner in chosen:
                self._run_child(inner, inner.tag)
        elif tag == _T:
            self._write(child.text or "")

    def _write(self, text: str) -> None:
        if True in self._fields:
            return
        if self._wanted != self._colour:
            self._shade(self._wanted)
        if not text.isprintable():
            text = text.translate(_CONTROLS)
        self.layout.write(text)

    def _symbol(self, child: etree._Element) -> None:
        character = symbol(child.get(WORD + "font", ""), child.get(WORD + "char", ""))
        if not character:
            self.left.symbols += 1
        self._write(character or "\N{REPLACEMENT CHARACTER}")

    def _field(self, bound: etree._Element) -> None:
        """A field is its code, then its result; only the result is text. Fields lie in each other."""
        kind = bound.get(WORD + "fldCharType")
        if kind == "begin":
            choices = bound.find(_DROP_DOWN)
            if choices is not None:
                entries = choices.findall(WORD + "listEntry")
                index = number(choices.find(WORD + "result")) or 0
                self._write(entries[index].get(_VAL, "") if 0 <= index < len(entries) else "")
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _shade(self, colour: str) -> None:
        """From here on the text is marked in another colour, or no longer."""
        if colour == self._colour:
            return
        here = self.layout.mark()
        if self._coloured_from is not None:
            self.layout.add_highlight(self._coloured_from, here, self._colour)
        self._colour, self._coloured_from = colour, here if colour else None

    def _graphic(self, graphic: etree._Element) -> None:
        stack = [graphic]
        while stack:
            element = stack.pop()
            if element.tag == _BOX:
                self._boxes.append(element)
            elif element.tag == _ALTERNATE:
                if (chosen := _chosen(element)) is not None:
                    stack.append(chosen)
            elif element.tag.rpartition("}")[2] in _SHOWN_OBJECTS:
                self.left.objects += 1
                if graphic.tag == WORD + "object":
                    return  # the picture that stands for an object is no second one
            else:
                stack.extend(reversed(element))

    # tables

    def _table(self, table: etree._Element) -> None:
        row = 0
        for child in _opened(table, self):
            if child.tag != _ROW:
                self._inline_child(child, child.tag)
                continue
            properties = child.find(_ROW_PROPERTIES)
            if properties is not None and properties.find(_DEL) is not None:
                self.left.deletions += 1
                self.ranges_within(child)
                continue
            if properties is not None and properties.find(_INS) is not None:
                self.left.insertions += 1
            row += 1
            self._row(child, row)

    def _row(self, element: etree._Element, row: int) -> None:
        children = list(_opened(element, self))
        cells = [child for child in children if child.tag == _CELL and not _gone(child)]
        is_line = self.layout.open_row(len(cells))
        column = 1
        for child in children:
            if child.tag != _CELL:
                if child.tag != _R:
                    self._inline_child(child, child.tag)
                continue
            if _gone(child):
                self.ranges_within(child)
                continue
            start = self.layout.open_cell(is_line, column == 1)
            span, continues = _merged(child)
            if continues:
                self.ranges_within(child)
            else:
                self.flow(child)
            self.layout.close_cell(is_line, start, row, column)
            column += span
        self.layout.close_row(is_line)


def _opened(holder: etree._Element, body: Body) -> Iterator[etree._Element]:
    """The children, with those in content controls and the like in their place, and without those that a change took away."""
    for child in holder:
        tag = child.tag
        if tag == _SDT:
            for content in child.iterchildren(_SDT_CONTENT):
                yield from _opened(content, body)
        elif tag in _HOLDERS or tag in _INSERTED:
            yield from _opened(child, body)
        elif tag in _DROPPED:
            body.left.deletions += 1
            body.ranges_within(child)
        elif tag == _ALTERNATE:
            if (chosen := _chosen(child)) is not None:
                yield from _opened(chosen, body)
        else:
            yield child


def _chosen(alternate: etree._Element) -> etree._Element | None:
    """Of the ways in which the same thing is given, the first; the others say it again for older programs."""
    choice = alternate.find(_CHOICE)
    return choice if choice is not None else alternate.find(_COMPATIBLE + "Fallback")


def _gone(cell: etree._Element) -> bool:
    """Whether a cell was deleted, or is the rest of the one to its left."""
    properties = cell.find(_CELL_PROPERTIES)
    if properties is None:
        return False
    merge = properties.find(_H_MERGE)
    return properties.find(_CELL_GONE) is not None or (merge is not None and merge.get(_VAL) != "restart")


def _merged(cell: etree._Element) -> tuple[int, bool]:
    """How many columns a cell takes, and whether it is the rest of the one above it."""
    properties = cell.find(_CELL_PROPERTIES)
    if properties is None:
        return 1, False
    merge = properties.find(_V_MERGE)
    return max(number(properties.find(_SPAN)) or 1, 1), merge is not None and merge.get(_VAL) != "restart"
