"""What reading a file gives: one text, and what is known of its parts.

All positions are half-open offsets in code points of ``Reading.text``, which has ``\\n`` line ends and no byte order mark. How
readers lay a text out: a paragraph, heading or list item is a line; a table row is a line, with a tab between its cells; an
empty paragraph is an empty line, several of them are one. A text neither starts nor ends with empty lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from spanveld.model.errors import N_, Remark, SpanveldError

__all__ = [
    "LARGEST_FILE",
    "LARGEST_TEXT",
    "LARGEST_UNPACKED",
    "Answer",
    "Block",
    "Comment",
    "Reading",
    "Remark",
    "Said",
    "TableColumn",
    "TimeMark",
    "Unreadable",
    "check_length",
]

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes: a larger file is not read."""
LARGEST_UNPACKED = 256 * 1024 * 1024
"""Bytes: what the parts of a packed file (docx, odt, xlsx) may come to together."""
LARGEST_TEXT = 10_000_000
"""Code points: a longer text is not taken; 500 interviews of 20,000 characters are as long."""

BlockKind = Literal["heading", "list_item", "cell", "page", "footnote", "speaker", "question", "quote"]


class Unreadable(SpanveldError):
    """A file from which no text could be taken; its message starts with no file name, the caller names the file."""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the text that is no plain paragraph: text[start:end].

    ``level``: of a heading 1 to 9, of a list item its depth from 1, of a page its number from 1; else 0. ``row`` and
    ``column`` of a cell count from 1 within its table, 0 otherwise.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    row: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class TimeMark:
    """The recording is at ``milliseconds`` where text[position] is said."""

    position: int
    milliseconds: int


@dataclass(frozen=True, slots=True)
class Said:
    """A turn: text[start:end] is what ``label`` says (the name or number as the file writes it, without colon or brackets).

    The label itself, where it stands in the text, lies before ``start`` and is a block of kind ``speaker``. ``interviewer``:
    whether the label is one of those by which people mark the interviewer.
    """

    start: int
    end: int
    label: str
    interviewer: bool = False


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark or a coloured marking that the file holds on text[start:end]; ``text`` of a highlight is its colour in English.

    ``date`` is ISO 8601 or empty.
    """

    kind: Literal["comment", "highlight"]
    start: int
    end: int
    text: str
    author: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A closed answer of a survey: ``label`` is the respondent, as in ``Said.label``."""

    label: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a survey that holds answers, and what it was taken for: ``names`` names the respondents, ``left`` was left out."""

    letter: str
    name: str
    use: Literal["open", "closed", "names", "left"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file holds. ``encoding`` is that of a plain text file as it was found or guessed, else empty."""

    text: str
    blocks: tuple[Block, ...] = ()
    turns: tuple[Said, ...] = ()
    marks: tuple[TimeMark, ...] = ()
    comments: tuple[Comment, ...] = ()
    answers: tuple[Answer, ...] = ()
    columns: tuple[TableColumn, ...] = ()
    remarks: tuple[Remark, ...] = ()
    encoding: str = ""
    format: str = ""
    title: str = ""
    date: str = ""


def check_length(text: str) -> str:
    """The text, unless it is longer than any source may be; Unreadable then."""
    if len(text) > LARGEST_TEXT:
        raise Unreadable(
            N_("it holds {count} characters, and a source may hold {most}; split it into parts."),
            count=f"{len(text):,}",
            most=f"{LARGEST_TEXT:,}",
        )
    return text
