"""A Markdown file -> its text without the marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from spanveld.formats.sources.layout import Layout, Mark, day_of
from spanveld.formats.sources.line_starts import begins_turn
from spanveld.formats.sources.parts import BlockKind, Reading, Remark, Unreadable, check_length
from spanveld.formats.sources.plain import read_plain
from spanveld.model.errors import N_

__all__ = ["LARGEST_MARKDOWN", "MOST_LINES", "read_markdown", "read_markdown_file"]

LARGEST_MARKDOWN = 2_000_000
"""Code points; with as many lines as a text may have, the parser takes ten seconds and 300 MB."""
MOST_LINES = 100_000
_MOST_MARKS = 5_000
"""In one paragraph: the parser's work grows with their square."""
_MARK = re.compile(r"[\[*_~`<]")
_DEEPEST = 100

_FRONT = re.compile(
    r"---[ \t]*\n(?P<lines>(?:(?!---[ \t]*$|\.\.\.[ \t]*$).*\n){1,200})(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE
)
_FIELD = re.compile(r"([A-Za-z][\w -]*):(?:[ \t]+(.*?))?[ \t]*$", re.MULTILINE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_SHOWN = 60


def read_markdown_file(path: Path) -> Reading:
    """The text of a Markdown file; Unreadable where it is empty or no text."""
    decoded = read_plain(path)
    return read_markdown(decoded.text, decoded.encoding, decoded.remarks)


def read_markdown(text: str, encoding: str = "", remarks: Sequence[Remark] = ()) -> Reading:
    """The text without the marks of Markdown (CommonMark with tables and strikethrough).

    The lines of a paragraph are joined, unless the file breaks them hard (two spaces, a backslash) or the next one begins as a
    turn does. ``encoding`` and ``remarks`` are those of the decoding.

    >>> read_markdown("**Interviewer:** Hoe gaat het?\\nR4: Goed.").text
    'Interviewer: Hoe gaat het?\\nR4: Goed.'
    """
    if len(check_length(text)) > LARGEST_MARKDOWN or text.count("\n") > MOST_LINES:
        raise Unreadable(
            N_("a Markdown file may hold {most} characters on {lines} lines, and it holds more; split it into parts."),
            most=f"{LARGEST_MARKDOWN:,}",
            lines=f"{MOST_LINES:,}",
        )
    front, body = _front(text)
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
    parser.core.ruler.after("block", "measure", _measure)
    writer = _Writer()
    try:
        tokens = parser.parse(body)
    except RecursionError as error:
        raise _too_deep() from error
    writer.write(tokens)
    read, blocks, _ = writer.layout.finish()
    fields = dict.fromkeys(name for name in front if name not in ("title", "date"))
    message = N_("Of the head of the file only title and date were taken; left out: {fields}.")
    head = (Remark(message, {"fields": ", ".join(fields)}),) if fields else ()
    return Reading(
        check_length(read),
        blocks,
        remarks=(*remarks, *head, *writer.remarks()),
        encoding=encoding,
        format="md",
        title=" ".join(front.get("title", "").split()),
        date=day_of(front.get("date", "")),
    )


def _front(text: str) -> tuple[dict[str, str], str]:
    """The fields of the head of the file (YAML between lines of dashes), and the text after it."""
    found = _FRONT.match(text)
    if found is None:
        return {}, text
    fields = {name.lower(): (value or "").strip("\"'") for name, value in _FIELD.findall(found["lines"])}
    return (fields, text[found.end() :]) if fields else ({}, text)


def _measure(state: StateCore) -> None:
    """Stands between finding paragraphs and reading what is in them; Unreadable where that would take very long."""
    for token in state.tokens:
        if token.type == "inline" and len(_MARK.findall(token.content)) > _MOST_MARKS:
            raise Unreadable(
                N_("one paragraph of it has over {most} brackets, stars and other marks; it was not read."),
                most=f"{_MOST_MARKS:,}",
            )


def _too_deep() -> Unreadable:
    return Unreadable(
        N_("its lists or quotations lie deeper within each other than those of any text; it was not read.")
    )


class _Writer:
    """Tells the layout what the parser found."""

    def __init__(self) -> None:
        self.layout = Layout()
        self._html: list[str] = []
        self._addresses = 0
        self._pictures = 0
        self._lists = 0
        self._item = False
        self._quotes: list[Mark] = []
        self._row = self._column = 0
        self._cell: Mark | None = None

    def remarks(self) -> tuple[Remark, ...]:
        """What was left out, by kind."""
        found: list[Remark] = []
        if self._html:
            shown = " ".join(self._html[0].split())
            shown = shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN - 1]}…"
            message = N_("Pieces of html were left out (number: {count}), such as: {text}")
            found.append(Remark(message, {"count": len(self._html), "text": shown}))
        if self._addresses:
            message = N_("The addresses behind links were left out (number: {count}).")
            found.append(Remark(message, {"count": self._addresses}))
        if self._pictures:
            message = N_("Of pictures only the description was taken (number: {count}).")
            found.append(Remark(message, {"count": self._pictures}))
        return tuple(found)

    def write(self, tokens: Sequence[Token]) -> None:
        """The whole file; Unreadable where it is nested deeper than the parser goes, for the rest would be lost."""
        columns = _columns(tokens)
        start, heading = self.layout.mark(), 0
        for place, token in enumerate(tokens):
            if token.level >= _DEEPEST - 1:
                raise _too_deep()
            kind = token.type
            if kind == "inline":
                start = self.layout.mark() if self._cell is None else self._cell
                self._inline(token.children or ())
                if self._cell is None:
                    self._end(start, heading)
            elif kind in ("fence", "code_block"):
                self._code(token.content)
            elif kind == "html_block":
                self._html.append(token.content)
            elif kind == "heading_open":
                heading = int(token.tag[1:])
            elif kind == "heading_close":
                heading = 0
            elif kind in ("bullet_list_open", "ordered_list_open"):
                self._lists += 1
            elif kind in ("bullet_list_close", "ordered_list_close"):
                self._lists -= 1
            elif kind in ("list_item_open", "list_item_close"):
                self._item = kind == "list_item_open"
            elif kind == "blockquote_open":
                self._quotes.append(self.layout.mark())
            elif kind == "blockquote_close":
                self.layout.add_block("quote", self._quotes.pop())
            else:
                self._table(kind, columns.get(place, 0))

    def _end(self, start: Mark, heading: int) -> None:
        kind: BlockKind | None = "heading" if heading else "list_item" if self._item else None
        self.layout.end_paragraph(start, kind, heading or min(self._lists, 9))
        self._item = False

    def _code(self, content: str) -> None:
        for line in content.rstrip("\n").split("\n"):
            self.layout.write(line)
            self.layout.break_line()
        self._item = False

    def _table(self, kind: str, cells: int) -> None:
        if kind == "table_open":
            self._row = 0
        elif kind == "tr_open":
            self._row += 1
            self._column = 0
            self._is_line = self.layout.open_row(cells)
        elif kind == "tr_close":
            self.layout.close_row(self._is_line)
        elif kind in ("th_open", "td_open"):
            self._column += 1
            self._cell = self.layout.open_cell(self._is_line, self._column == 1)
        elif kind in ("th_close", "td_close") and self._cell is not None:
            self.layout.close_cell(self._is_line, self._cell, self._row, self._column)
            self._cell = None

    # within a paragraph

    def _inline(self, tokens: Sequence[Token]) -> None:
        links: list[tuple[str, list[str]]] = []
        for place, token in enumerate(tokens):
            if token.type in ("text", "code_inline"):
                self._text(token.content)
            elif token.type == "hardbreak":
                self.layout.break_line()
            elif token.type == "softbreak":
                self._soft_break(tokens, place + 1)
            elif token.type == "html_inline":
                self._tag(token.content)
            elif token.type == "image":
                self._pictures += 1
                self._text(token.content)
            elif token.type == "link_open":
                links.append((str(token.attrs.get("href", "")), []))
            elif token.type == "link_close":
                address, shown = links.pop()
                self._addresses += not _is_shown(address, "".join(shown))
            if links and token.type in ("text", "code_inline"):
                links[-1][1].append(token.content)

    def _text(self, text: str) -> None:
        self.layout.write(text.replace("\N{SOFT HYPHEN}", ""))

    def _tag(self, tag: str) -> None:
        if _BREAK.fullmatch(tag):
            self.layout.break_line()
        else:
            self._html.append(tag)

    def _soft_break(self, tokens: Sequence[Token], following: int) -> None:
        line: list[str] = []
        for place in range(following, len(tokens)):
            token = tokens[place]
            if token.type in ("softbreak", "hardbreak") or len(line) > 20:
                break
            line.append(token.content)
        if begins_turn("".join(line)):
            self.layout.break_line()
        else:
            self.layout.write(" ")


def _columns(tokens: Sequence[Token]) -> dict[int, int]:
    """How many cells each row has, by the place of the token that opens it."""
    found: dict[int, int] = {}
    row = -1
    for place, token in enumerate(tokens):
        if token.type == "tr_open":
            row = place
            found[row] = 0
        elif token.type in ("th_open", "td_open"):
            found[row] += 1
    return found


def _is_shown(address: str, text: str) -> bool:
    """Whether the text of a link is its address."""
    return address.removeprefix("mailto:").rstrip("/").endswith(text.rstrip("/")) and len(text) > len(address) / 2
