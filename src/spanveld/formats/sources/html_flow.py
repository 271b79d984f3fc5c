"""The elements of a web page -> lines: what a browser shows of them, where a line begins and ends, and what is passed over."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from spanveld.formats.sources.layout import Layout, Mark
from spanveld.formats.sources.parts import BlockKind, Remark
from spanveld.model.errors import N_

__all__ = ["Flow"]


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_BLOCKS = _names("""
    address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol optgroup option p pre search section summary table
    caption tbody thead tfoot tr td th ul listing plaintext xmp
""")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = _names("ul ol menu dir")
_KEPT_SPACE = _names("pre listing plaintext xmp")
_SILENT = _names("head script style link meta title base col colgroup param source track rp rt noframes area map")
_UNSEEN = _names("template noscript")
_CONTROLS = _names("input button select textarea datalist output progress meter keygen")
_PICTURES = _names("img svg canvas picture video audio iframe object embed applet math")
_AROUND = _names("header footer aside")
_AROUND_ROLES = _names("navigation banner contentinfo complementary search menu menubar toolbar")
_DIALOGS = _names("dialog alertdialog")
_LAYOUT_ROLES = _names("presentation none")
_HIDDEN_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))", re.IGNORECASE)
_WHITE_SPACE = re.compile("[ \t\n\r\f]+")
_LIBREOFFICE_HEADS = _names("header footer")


@dataclass(slots=True)
class _Table:
    rows: int = 0
    column: int = 1
    is_line: bool = False
    in_row: bool = False
    cells: bool = True
    """Whether its rows are rows; those of a table that only places the parts of a page are not."""
    held: dict[int, int] = field(default_factory=dict)
    """The columns that a cell from above still takes, and in how many rows."""


class Flow:
    """Walks over a page and tells the layout; ``read`` is called once."""

    def __init__(self) -> None:
        self.layout = Layout()
        self._left = {"around": 0, "dialog": 0, "hidden": 0, "control": 0, "picture": 0, "deletion": 0}
        self._insertions = 0
        self._line: Mark | None = None
        self._gap = self._broken = False
        self._kind: tuple[BlockKind, int] | None = None
        self._lists = self._kept = self._main = 0
        self._tables: list[_Table] = []
        self._open: list[Mark] = []
        self._cells: list[tuple[Mark, int]] = []
        self._placing: set[int] = set()

    def remarks(self) -> tuple[Remark, ...]:
        """What was passed over, by kind."""
        left = self._left
        found: list[Remark] = []
        if self._insertions or left["deletion"]:
            message = N_("Tracked changes were taken as accepted (insertions: {insertions}, deletions: {deletions}).")
            found.append(Remark(message, {"insertions": self._insertions, "deletions": left["deletion"]}))
        messages = (
            (N_("Menus, headers, footers and side columns of the page were left out (number: {count})."), "around"),
            (N_("Dialogs over the page, such as one about cookies, were left out (number: {count})."), "dialog"),
            (N_("Parts that a browser does not show were left out (number: {count})."), "hidden"),
            (N_("Buttons and fields of forms were left out (number: {count})."), "control"),
            (N_("Pictures, charts and other objects were left out (number: {count})."), "picture"),
        )
        return (*found, *(Remark(message, {"count": left[kind]}) for message, kind in messages if left[kind]))

    def read(self, root: LexborNode) -> None:
        """The whole page, from its body on."""
        self._placing = _placing_tables(root)
        for entered, node in _walk(root, self._passes_over):
            if node.is_text_node:
                self._text(node)
            elif entered:
                self._enter(node)
            else:
                self._leave(node)
        self._end_line()

    def _passes_over(self, node: LexborNode) -> bool:
        tag = node.tag or ""
        if tag in _SILENT or not (node.is_element_node or node.is_text_node):
            return True
        if node.is_text_node:
            return False
        kind = self._kind_left(node, tag)
        if kind in ("around", "dialog", "hidden") and not node.text().strip():
            return True
        if kind:
            self._left[kind] += 1
        return bool(kind)

    def _kind_left(self, node: LexborNode, tag: str) -> str:
        attributes = node.attributes
        if tag == "body":
            return ""
        if (
            tag in _UNSEEN
            or (tag == "dialog" and "open" not in attributes)
            or "hidden" in attributes
            or attributes.get("aria-hidden") == "true"
            or _HIDDEN_STYLE.search(attributes.get("style") or "")
        ):
            return "hidden"
        role = (attributes.get("role") or "").lower()
        if role in _DIALOGS or tag == "dialog":
            return "dialog"
        if tag == "nav" or role in _AROUND_ROLES:
            return "around"
        if tag in _AROUND and not self._main:
            return "around"
        if tag == "div" and attributes.get("title") in _LIBREOFFICE_HEADS:
            return "around"
        if tag == "del":
            return "deletion"
        if tag in _CONTROLS:
            return "control" if attributes.get("type") != "hidden" else "hidden"
        return "picture" if tag in _PICTURES else ""

    # elements

    def _enter(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag == "br":
            self._break()
            return
        self._insertions += tag == "ins"
        if tag == "a" and _is_note_mark(node):
            self._write("[")
        elif tag in _BLOCKS:
            self._enter_block(node, tag)

    def _leave(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag == "a" and _is_note_mark(node):
            self._gap = False
            self._write("]")
            self._gap = (node.attributes.get("class") or "").endswith("sym")
        elif tag in _BLOCKS:
            self._leave_block(node, tag)

    def _enter_block(self, node: LexborNode, tag: str) -> None:
        self._end_line()
        if tag in _HEADINGS:
            self._kind = ("heading", _HEADINGS[tag])
        elif tag in _LISTS:
            self._lists += 1
        elif tag == "li":
            self._kind = ("list_item", max(1, min(self._lists, 9)))
        elif tag in _KEPT_SPACE:
            self._kept += 1
        elif tag in ("main", "article") or node.attributes.get("role") in ("main", "article"):
            self._main += 1
        elif tag == "table":
            self._tables.append(_Table(cells=node.mem_id not in self._placing))
        elif tag == "tr" and self._tables:
            self._open_row(node)
        elif tag in ("td", "th") and self._tables:
            self._open_cell(node)
        if _is_spanning(node, tag):
            self._open.append(self.layout.mark())

    def _leave_block(self, node: LexborNode, tag: str) -> None:
        self._end_line()
        if tag in _HEADINGS or tag == "li":
            self._kind = None
        elif tag in _LISTS:
            self._lists -= 1
        elif tag in _KEPT_SPACE:
            self._kept -= 1
        elif tag in ("main", "article") or node.attributes.get("role") in ("main", "article"):
            self._main -= 1
        elif tag == "table":
            self._tables.pop()
        elif tag == "tr" and self._tables:
            self._close_row()
        elif tag in ("td", "th") and self._tables:
            self._close_cell()
        if _is_spanning(node, tag):
            start = self._open.pop()
            if not self.layout.in_row:
                self.layout.add_block("quote" if tag == "blockquote" else "footnote", start)

    # lines

    def _text(self, node: LexborNode) -> None:
        text = node.text_content or ""
        if self._kept:
            self._kept_text(text)
            return
        text = _WHITE_SPACE.sub(" ", text.replace("\N{SOFT HYPHEN}", ""))
        if text.startswith(" "):
            self._gap, text = True, text[1:]
        ends = text.endswith(" ")
        if text:
            self._write(text[:-1] if ends else text)
            self._gap = ends

    def _kept_text(self, text: str) -> None:
        lines = text.replace("\N{SOFT HYPHEN}", "").split("\n")
        for place, line in enumerate(lines):
            if place:
                self._break()
            self._write(line)

    def _write(self, text: str) -> None:
        if not text:
            return
        if self._line is None:
            self._line, self._gap = self.layout.mark(), False
        if self._broken:
            self._broken = self._gap = False
        if self._gap:
            self._gap, text = False, " " + text
        self.layout.write(text)

    def _break(self) -> None:
        """A line break in a paragraph; where the line has no text yet, it makes an empty line."""
        self.layout.break_line()
        self._gap, self._broken = False, not self.layout.in_row

    def _end_line(self) -> None:
        self._gap = self._broken = False
        if self._line is None:
            return
        start, self._line = self._line, None
        if self.layout.in_row:
            self.layout.break_line()
            return
        self.layout.end_line()
        if self._kind:
            self.layout.add_block(self._kind[0], start, self._kind[1])
            if self._kind[0] == "list_item":
                self._kind = None

    # tables

    def _open_row(self, node: LexborNode) -> None:
        table = self._tables[-1]
        if not table.cells:
            return
        table.rows += 1
        table.column = 1
        cells = len(table.held)
        child = node.child
        while child is not None:
            cells += child.tag in ("td", "th")
            child = child.next
        table.is_line = self.layout.open_row(cells)
        table.in_row = True

    def _close_row(self) -> None:
        table = self._tables[-1]
        if table.in_row:
            self.layout.close_row(table.is_line)
            table.in_row = False
            table.held = {column: rows - 1 for column, rows in table.held.items() if rows > 1}

    def _open_cell(self, node: LexborNode) -> None:
        table = self._tables[-1]
        if not table.in_row:
            return
        first = table.column == 1
        while table.column in table.held:
            table.column += 1
        self._cells.append((self.layout.open_cell(table.is_line, first), table.column))
        rows, columns = _span(node, "rowspan"), _span(node, "colspan")
        if rows > 1:
            table.held.update(dict.fromkeys(range(table.column, table.column + columns), rows))
        table.column += columns

    def _close_cell(self) -> None:
        table = self._tables[-1]
        if table.in_row and self._cells:
            start, column = self._cells.pop()
            self.layout.close_cell(table.is_line, start, table.rows, column)


def _is_note_mark(node: LexborNode) -> bool:
    """Whether the element is the number of a note as LibreOffice writes it, in the text or before the note."""
    return (node.attributes.get("class") or "").startswith(("sdfootnote", "sdendnote"))


def _is_spanning(node: LexborNode, tag: str) -> bool:
    """Whether the element is a block itself, over all lines in it: a quotation, or a note as LibreOffice writes it."""
    return tag == "blockquote" or (
        tag == "div" and (node.attributes.get("id") or "").startswith(("sdfootnote", "sdendnote"))
    )


def _span(node: LexborNode, attribute: str) -> int:
    value = node.attributes.get(attribute) or ""
    return max(1, min(int(value), 100)) if value.isascii() and value.isdigit() and len(value) < 5 else 1


def _placing_tables(root: LexborNode) -> set[int]:
    """The tables that only place the parts of a page: they say so, or hold tables, quotations or headings in their cells."""
    placing: set[int] = set()
    if root.css_first("table") is None:
        return placing
    open_tables: list[int] = []
    for entered, node in _walk(root, lambda node: not node.is_element_node):
        tag = node.tag
        if not entered:
            if tag == "table":
                open_tables.pop()
            continue
        if open_tables and (tag in ("table", "blockquote", "article") or tag in _HEADINGS):
            placing.add(open_tables[-1])
        if tag == "table":
            open_tables.append(node.mem_id)
            if node.attributes.get("role") in _LAYOUT_ROLES:
                placing.add(node.mem_id)
    return placing


def _walk(root: LexborNode, passes_over: Callable[[LexborNode], bool]) -> Iterator[tuple[bool, LexborNode]]:
    """Elements when they begin (True) and end (False), texts once, without recursion."""
    stack: list[LexborNode] = []
    node = root
    while True:
        if not passes_over(node):
            yield True, node
            child = node.child if node.is_element_node else None
            if child is not None:
                stack.append(node)
                node = child
                continue
            if node.is_element_node:
                yield False, node
        while True:
            if not stack:
                return
            following = node.next
            if following is not None:
                node = following
                break
            node = stack.pop()
            yield False, node
