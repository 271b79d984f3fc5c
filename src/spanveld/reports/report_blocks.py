"""What a report is built of: headings, paragraphs, tables, quotations. Each form (Word, HTML) shows the same blocks in its own way.

Places inside the document are named by anchors; a ``Span`` with a target leads to one. Anchors hold a colon, which no identifier
may, so that two of them never meet: ``passage:K022`` (in the appendix), ``finding:T4.P1`` (its row), ``passages:T4.P1`` (what it
rests on), ``vignette:1a``, ``boxed:1a:K022`` (a passage in it), ``section:...``, ``dimension:...``, ``source:...``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

__all__ = [
    "Block",
    "Box",
    "Bullets",
    "Cell",
    "Column",
    "Document",
    "Figure",
    "Heading",
    "Inline",
    "Paragraph",
    "Quotation",
    "Row",
    "Span",
    "Table",
    "anchors",
    "plain",
    "spans_of",
    "targets",
]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text; with a ``target`` it leads to that anchor. ``role``: what a form may show in its own way."""

    text: str
    target: str = ""
    role: Literal["", "strong", "emphasis", "warning", "qualifies", "contradicts", "quiet"] = ""


Inline = tuple[Span, ...]
Cell = tuple[Inline, ...]
"""The lines of a cell."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4. ``number`` is empty for one that has none; ``appendix``: a chapter after the "
    "numbered ones."""

    level: int
    text: str
    anchor: str
    number: str = ""
    appendix: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``role`` says what it is for (``kept``: a note that stays with what follows it)."""

    spans: Inline
    role: Literal["body", "lead", "note", "kept", "warning"] = "body"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without order."""

    items: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its share of the width of text (of 100), and whether it holds numbers."""

    heading: str
    width: int
    number: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; one that begins a ``group`` has a single cell over all columns."""

    cells: tuple[Cell, ...]
    anchor: str = ""
    group: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its number and caption. ``role``: findings (broad cells) or counts."""

    number: int
    caption: str
    anchor: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    role: Literal["findings", "counts"] = "counts"

    @property
    def width(self) -> int:
        """How much of the width of text it takes, of 100."""
        return sum(column.width for column in self.columns)


@dataclass(frozen=True, slots=True)
class Quotation:
    """A passage: who and where (``head``), its words (empty where they are left out), what is to be said of it "
    "(``notes``)."""

    anchor: str
    head: Inline
    quote: str
    notes: tuple[Inline, ...] = ()
    stance: Literal["", "supports", "qualifies", "contradicts"] = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A box with its ``title``: an example, told in paragraphs and quotations."""

    anchor: str
    title: str
    content: tuple[Paragraph | Quotation, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing (SVG) with what it is called; what it shows stands in the table that follows it, for forms that hold no drawings."""

    anchor: str
    title: str
    svg: str


Block = Heading | Paragraph | Bullets | Table | Quotation | Box | Figure


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report. ``facts`` stand below the title, ``closed``: its properties say nothing of who made it and "
    "when."""

    title: str
    subtitle: str
    language: str
    facts: tuple[tuple[str, Inline], ...]
    blocks: tuple[Block, ...]
    words: dict[str, str]
    authors: str
    state: str
    closed: bool

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings of the table of contents."""
        return tuple(block for block in self.blocks if isinstance(block, Heading) and block.level <= 2)


def plain(spans: Inline) -> str:
    """The text of spans without their roles."""
    return "".join(span.text for span in spans)


def spans_of(block: Block) -> Iterator[Span]:
    """All spans of a block, in order."""
    match block:
        case Paragraph():
            yield from block.spans
        case Bullets():
            yield from (span for item in block.items for span in item)
        case Table():
            yield from (span for row in block.rows for cell in row.cells for line in cell for span in line)
        case Quotation():
            yield from block.head
            yield from (span for note in block.notes for span in note)
        case Box():
            yield from (span for part in block.content for span in spans_of(part))
        case Heading() | Figure():
            return


def targets(document: Document) -> list[str]:
    """Every place that something leads to, as often as it does."""
    return [span.target for block in document.blocks for span in spans_of(block) if span.target]


def anchors(document: Document) -> list[str]:
    """Every place that has a name."""
    found = []
    for block in document.blocks:
        if isinstance(block, Heading | Table | Quotation | Box) and block.anchor:
            found.append(block.anchor)
        if isinstance(block, Box):
            found += [part.anchor for part in block.content if isinstance(part, Quotation)]
        if isinstance(block, Table):
            found += [row.anchor for row in block.rows if row.anchor]
    return found
