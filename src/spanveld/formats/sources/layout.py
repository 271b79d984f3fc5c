"""The lines of a text while a reader of word processor files makes them, and the places in it that are to be remembered.

Docx and odt say the same things in other words; what becomes of them is decided here, once: a paragraph is a line, empty
paragraphs together are one empty line, a row of a table is a line with tabs between its cells. What stands in a cell of a row
with several cells becomes one run of words, for a line cannot be broken again; a row with one cell is a frame around
paragraphs, and these stay lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from spanveld.formats.sources.parts import LARGEST_TEXT, Block, BlockKind, Comment, Remark, Unreadable, check_length
from spanveld.model.errors import N_

__all__ = ["DEEPEST", "Layout", "LeftOut", "Mark", "day_of", "deeper"]

DEEPEST = 40
"""Tables and text boxes within each other; more are refused."""


_DAY = re.compile(r"[12][0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])")


def day_of(time: str) -> str:
    """The YYYY-MM-DD with which a moment in ISO 8601 begins; empty where it does not."""
    found = _DAY.match(time.strip())
    return found.group() if found else ""


def deeper(depth: int) -> int:
    """One level more of tables within tables; Unreadable beyond any that a person makes."""
    if depth >= DEEPEST:
        raise Unreadable(
            N_("its tables or text boxes lie more than {deepest} deep within each other; it was not read."),
            deepest=DEEPEST,
        )
    return depth + 1


@dataclass(slots=True, eq=False)
class Mark:
    """A place in the text, in code points; it is certain when the line that it lies in has ended."""

    at: int


@dataclass(frozen=True, slots=True)
class _Block:
    kind: BlockKind
    start: Mark
    end: Mark
    level: int = 0
    row: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class _Comment:
    kind: Literal["comment", "highlight"]
    start: Mark
    end: Mark
    text: str
    author: str
    date: str


@dataclass(slots=True)
class LeftOut:
    """What a reader met and did not take over, counted."""

    insertions: int = 0
    deletions: int = 0
    hidden: int = 0
    objects: int = 0
    equations: int = 0
    symbols: int = 0
    other_files: int = 0
    heads: list[str] = field(default_factory=list)

    def remarks(self) -> tuple[Remark, ...]:
        """One remark for each kind of thing of which there is any."""
        found: list[Remark] = []
        if self.insertions or self.deletions:
            message = N_("Tracked changes were taken as accepted (insertions: {insertions}, deletions: {deletions}).")
            found.append(Remark(message, {"insertions": self.insertions, "deletions": self.deletions}))
        for message, count in (
            (N_("Hidden text was left out (characters: {count})."), self.hidden),
            (N_("Pictures, charts and other objects were left out (number: {count})."), self.objects),
            (N_("Equations were taken as bare characters (number: {count})."), self.equations),
            (N_("Symbols of an unknown kind became \N{REPLACEMENT CHARACTER} (number: {count})."), self.symbols),
            (N_("Parts that are other files were left out (number: {count})."), self.other_files),
        ):
            if count:
                found.append(Remark(message, {"count": count}))
        if self.heads:
            shown = " | ".join(dict.fromkeys(self.heads))
            text = shown if len(shown) <= 120 else f"{shown[:119]}…"
            found.append(Remark(N_("Headers and footers of pages were left out: {text}"), {"text": text}))
        return tuple(found)


class Layout:
    """Takes what a reader finds in the order of reading; ``finish`` gives the text, blocks and comments."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._base = 0
        self._written = 0
        self._marks: list[Mark] = []
        self._blocks: list[_Block] = []
        self._comments: list[_Comment] = []
        self._flat = False
        self._gap = False
        self._after_label = False
        self._cell_start = 0

    def mark(self) -> Mark:
        """The place that has been reached."""
        mark = Mark(self._base + self._written)
        self._marks.append(mark)
        return mark

    def write(self, text: str) -> None:
        """More of the current line; ``text`` has no line ends."""
        if not text:
            return
        if self._after_label:
            text = text.lstrip()
            if not text:
                return
            self._after_label = False
        if self._flat:
            text = text.replace("\t", " ")
            if self._gap:
                self._gap = False
                if self._written > self._cell_start:
                    text = " " + text
        self._line.append(text)
        self._written += len(text)
        if self._written > LARGEST_TEXT:
            check_length("".join(self._line))

    def label(self, text: str) -> None:
        """Begins a line with a label and a space; white space by which the file parts them itself is dropped."""
        self.write(f"{text} ")
        self._after_label = True

    def break_line(self) -> None:
        """The line ends, the paragraph does not; within a row of a table a space comes instead."""
        if self._flat:
            self._gap = True
        else:
            self._end_line()

    def end_paragraph(self, start: Mark, kind: BlockKind | None = None, level: int = 0) -> None:
        """The paragraph that began at ``start`` ends; it is a block of this kind, unless it stands in a row of a table."""
        if self._flat:
            self._gap = True
            return
        self._end_line()
        if kind:
            self.add_block(kind, start, level)

    def add_block(self, kind: BlockKind, start: Mark, level: int = 0) -> None:
        """What lies from ``start`` to the place reached is a block."""
        self._blocks.append(_Block(kind, start, self.mark(), level))

    def add_comment(self, start: Mark, end: Mark, text: str, author: str, date: str) -> None:
        """A remark on what lies between two marks; between equal marks it is on the line in which they lie."""
        self._comments.append(_Comment("comment", start, end, text, author, date))

    def add_highlight(self, start: Mark, end: Mark, colour: str) -> None:
        """A coloured marking of what lies between two marks."""
        self._comments.append(_Comment("highlight", start, end, colour, "", ""))

    # rows of tables

    @property
    def in_row(self) -> bool:
        """Whether what is written stands in a row that is one line."""
        return self._flat

    def open_row(self, cells: int) -> bool:
        """A row begins; gives whether it is a line of its own, with which ``close_row`` is called."""
        if self._flat:
            self._gap = True
            return False
        self.end_line()
        self._flat = cells > 1
        return self._flat

    def close_row(self, is_line: bool) -> None:
        """The row ends."""
        if is_line:
            self._flat = self._gap = False
            self._end_line()
        elif self._flat:
            self._gap = True

    def open_cell(self, is_line: bool, first: bool) -> Mark:
        """A cell begins in the row that ``open_row`` gave ``is_line`` for; gives where."""
        if is_line:
            self._gap = False
            if not first:
                self._line.append("\t")
                self._written += 1
            self._cell_start = self._written
        return self.mark()

    def close_cell(self, is_line: bool, start: Mark, row: int, column: int) -> None:
        """The cell ends; it is a block where it is not in a cell of a row itself and holds more than white space."""
        if self._flat and not is_line:
            self._gap = True
            return
        self._gap = False
        if not self._flat:
            self.end_line()
        self._blocks.append(_Block("cell", start, self.mark(), 0, row, column))

    def end_line(self) -> None:
        """The line ends, if there is one."""
        if self._line:
            self._end_line()

    def _end_line(self) -> None:
        text = "".join(self._line)
        self._line.clear()
        self._written = 0
        self._after_label = False
        if text and not text.isspace():
            self._lines.append(text)
            self._base += len(text) + 1
            if self._base > LARGEST_TEXT + 1:
                check_length("\n".join(self._lines))
        else:
            if self._lines and self._lines[-1]:
                self._lines.append("")
                self._base += 1
            for mark in self._marks:
                mark.at = min(mark.at, self._base)
        self._marks.clear()

    # the end

    def empty_line(self) -> None:
        """An empty line, unless there is one already."""
        self.end_line()
        self._end_line()

    def finish(self) -> tuple[str, tuple[Block, ...], tuple[Comment, ...]]:
        """The text and what lies where in it, in its order; Unreadable where there is no text."""
        self.end_line()
        if self._lines and not self._lines[-1]:
            self._lines.pop()
        text = check_length("\n".join(self._lines))
        if not text:
            raise Unreadable(N_("it holds no text."))
        return text, self._finished_blocks(text), self._finished_comments(text)

    def _finished_blocks(self, text: str) -> tuple[Block, ...]:
        found: list[Block] = []
        for block in self._blocks:
            start, end = _inside(text, block.start.at, block.end.at, "\n")
            if text[start:end].strip():
                found.append(Block(block.kind, start, end, block.level, block.row, block.column))
        return tuple(sorted(found, key=lambda block: (block.start, -block.end)))

    def _finished_comments(self, text: str) -> tuple[Comment, ...]:
        found: list[Comment] = []
        for comment in self._comments:
            start, end = _inside(text, comment.start.at, comment.end.at, None)
            if start == end and comment.kind == "highlight":
                continue
            if start == end:
                start, end = _line_at(text, comment.start.at)
            found.append(Comment(comment.kind, start, end, comment.text, comment.author, comment.date))
        return tuple(sorted(found, key=lambda comment: (comment.start, comment.end)))


def _inside(text: str, start: int, end: int, white_space: str | None) -> tuple[int, int]:
    """The bounds without the white space (all of it, or these characters) at both ends; equal where there is nothing else."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip(white_space))
    if left == len(piece):
        return start, start
    return start + left, start + len(piece.rstrip(white_space))


def _line_at(text: str, position: int) -> tuple[int, int]:
    """The line in which the position lies; of an empty line the nearest one with text before it, or else after it."""
    position = min(position, len(text))
    start, end = text.rfind("\n", 0, position) + 1, text.find("\n", position)
    while start and not text[start : end if end >= 0 else None].strip():
        end = start - 1
        start = text.rfind("\n", 0, end) + 1
    return _inside(text, start, len(text) if end < 0 else end, None)
