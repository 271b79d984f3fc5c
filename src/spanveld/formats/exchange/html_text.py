"""HTML as a program for coding shows it -> its text, with the way from positions over its text nodes to positions in that text.

Programs count the characters of all text nodes, one node after another, line ends between tags included. The stored text is
what a person reads: a paragraph, heading or list item is a line, a row of a table is a line with tabs, runs of white space are
one space, empty paragraphs together are one empty line.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from spanveld.formats.sources.html_source import check_shape
from spanveld.formats.sources.parts import check_length

__all__ = ["HtmlText", "words_of"]

_LINES = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div",
        "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
        "hgroup", "hr", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody",
        "tfoot", "thead", "tr", "ul",
    )
)  # fmt: skip
_CELLS = frozenset(("td", "th"))
_SILENT = frozenset(("head", "script", "style", "template", "title", "textarea", "noscript"))
_PIECES = re.compile("([ \t\n\r\f]+)|(\xad)|([^ \t\n\r\f\xad]+)")
_KEPT_PIECES = re.compile("(\n)|(\xad)|([^\n\xad]+)")
_NOT_SHOWN = -1


class HtmlText:
    """``text`` is what a person reads, ``nodes`` the characters of all text nodes, as positions are counted."""

    def __init__(self, html: str) -> None:
        check_shape(html)
        lines = _Lines()
        nodes: list[str] = []
        # behind an open body white space that the document begins with is a text node too, as in a page that shows it
        for entered, node in _walk(LexborHTMLParser(f"<!DOCTYPE html><body>{html}").body):
            if not node.is_text_node:
                lines.tag(node.tag or "", entered)
                continue
            characters = node.text_content or ""
            nodes.append(characters)
            lines.words(characters)
        self.nodes = "".join(nodes)
        self.text = check_length(lines.finish())
        shown = lines.shown
        count = len(self.nodes)
        self._first, self._after = array("i", [len(self.text)]) * (count + 1), array("i", [0]) * (count + 1)
        for index in range(count - 1, -1, -1):
            self._first[index] = self._first[index + 1] if shown[index] == _NOT_SHOWN else shown[index]
        for index in range(count):
            self._after[index + 1] = self._after[index] if shown[index] == _NOT_SHOWN else shown[index] + 1

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Where ``nodes[start:end]`` stands in the text; None where nothing of it is shown.

        >>> html = HtmlText("<p>Een <b>twee</b></p>\\n<p>drie</p>")
        >>> html.text[slice(*html.span(4, 13))]
        'twee\\ndrie'
        """
        first, after = self._first[start], self._after[end]
        return (first, after) if first < after else None


def words_of(html: str) -> str:
    """The words of a snippet of HTML, in one line."""
    if "<" not in html and "&" not in html:
        return " ".join(html.split())
    check_shape(html)
    nodes = [node for entered, node in _walk(LexborHTMLParser(f"<!DOCTYPE html><body>{html}").body) if entered]
    return " ".join("".join((node.text_content or "") if node.is_text_node else " " for node in nodes).split())


def _walk(root: LexborNode | None) -> Iterator[tuple[bool, LexborNode]]:
    """Elements when they begin (True) and end (False), texts once, without recursion; comments not at all."""
    stack: list[LexborNode] = []
    node = root
    while node is not None:
        following: LexborNode | None = None
        if node.is_text_node:
            yield True, node
        elif node.is_element_node:
            yield True, node
            following = node.child
            if following is None:
                yield False, node
            else:
                stack.append(node)
        while following is None and stack:
            following = node.next
            if following is None:
                node = stack.pop()
                yield False, node
        node = following


class _Lines:
    """The lines while they are made; ``shown``: per character of the nodes where it stands in the text."""

    def __init__(self) -> None:
        self.shown = array("i")
        self._out: list[str] = []
        self._length = 0
        self._line: tuple[int, int, int] | None = None
        """Of the line that is open: how many pieces, characters of the text and characters of the nodes came before it."""
        self._empty = False
        self._gap = _NOT_SHOWN
        self._wide = False
        self._cells = self._kept = self._silent = self._tabs = 0

    def tag(self, name: str, entered: bool) -> None:
        """An element begins or ends."""
        step = 1 if entered else -1
        if name in _SILENT:
            self._silent += step
        elif name == "br":
            if entered:
                self._break()
        elif name in _CELLS:
            self._cell(entered)
        elif name in _LINES:
            self._kept += step if name == "pre" else 0
            if self._cells:
                self._wide = True
            else:
                self._end_line()
                self._tabs = 0

    def words(self, characters: str) -> None:
        """The characters of one text node."""
        if self._silent:
            self.shown.extend([_NOT_SHOWN] * len(characters))
            return
        pieces = _KEPT_PIECES if self._kept and not self._cells else _PIECES
        for found in pieces.finditer(characters):
            piece = found.group()
            if found.lastindex == 3:
                self._write(piece)
                continue
            if found.lastindex == 1:
                if pieces is _KEPT_PIECES:
                    self._break()
                elif self._gap == _NOT_SHOWN:
                    self._gap = len(self.shown)
            self.shown.extend([_NOT_SHOWN] * len(piece))

    def finish(self) -> str:
        """The whole text."""
        self._end_line()
        return "".join(self._out)

    def _write(self, piece: str) -> None:
        before = ""
        if self._line is None:
            self._line = len(self._out), self._length, len(self.shown)
            before = "\n\n" if self._out and self._empty else "\n" if self._out else ""
            before += "\t" * self._tabs
        elif self._tabs:
            before = "\t" * self._tabs
        elif self._gap != _NOT_SHOWN:
            self.shown[self._gap], before = self._length, " "
        elif self._wide:
            before = " "
        self._tabs, self._gap, self._wide = 0, _NOT_SHOWN, False
        start = self._length + len(before)
        self._out.append(before + piece)
        self._length = start + len(piece)
        self.shown.extend(range(start, self._length))

    def _break(self) -> None:
        """A line break; where the line has no words yet, an empty line."""
        if self._cells:
            self._wide = True
        elif self._line is None:
            self._empty = True
        else:
            self._end_line()

    def _end_line(self) -> None:
        self._gap, self._wide = _NOT_SHOWN, False
        if self._line is None:
            return
        pieces, length, nodes = self._line
        self._line = None
        self._empty = "".join(self._out[pieces:]).isspace()
        if self._empty:  # hard spaces only
            del self._out[pieces:]
            self._length = length
            for index in range(nodes, len(self.shown)):
                self.shown[index] = _NOT_SHOWN

    def _cell(self, entered: bool) -> None:
        if entered:
            self._cells += 1
            if self._cells == 1:
                self._gap, self._wide = _NOT_SHOWN, False
            else:
                self._wide = True
            return
        self._cells -= 1
        if not self._cells:
            self._tabs += 1
            self._gap, self._wide = _NOT_SHOWN, False
