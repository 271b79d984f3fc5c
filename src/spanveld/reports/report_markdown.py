"""A report's blocks as Markdown (GitHub's): one file of text, with the same links inside it as the other forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spanveld.reports.report_blocks import (
    Block,
    Box,
    Bullets,
    Cell,
    Document,
    Figure,
    Heading,
    Inline,
    Paragraph,
    Quotation,
    Row,
    Span,
    Table,
)

__all__ = ["render"]

_SPECIAL = re.compile(r"([\\`*_\[\]<>&|~$#])")
_LINE_START = re.compile(r"^(\s*\d*)([-+.)])(?=\s)", re.MULTILINE)
_LINE_ENDS = re.compile(r"\s*[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+\s*")
MARKS = {"strong": "**", "emphasis": "*", "warning": "**", "qualifies": "**", "contradicts": "**"}


def render(document: Document) -> str:
    """The whole file."""
    parts = [f"# {_one_line(document.title)}", _one_line(document.subtitle)]
    parts.append("\n".join(f"- {_one_line(label)}: {_inline(spans)}" for label, spans in document.facts))
    parts.append(f"**{_one_line(document.words['contents'])}**")
    parts.append("\n".join(_entry(heading, document.words["appendix"]) for heading in document.headings))
    for block in document.blocks:
        parts += _block(block, document.words)
    return "\n\n".join(part for part in parts if part) + "\n"


def _entry(heading: Heading, appendix: str) -> str:
    return f"{'  ' * (heading.level - 1)}- [{_title(heading, appendix)}](#{_place(heading.anchor)})"


def _title(heading: Heading, appendix: str) -> str:
    number = f"{appendix} {heading.number}. " if heading.appendix else f"{heading.number} " if heading.number else ""
    return f"{number}{_one_line(heading.text)}"


def _block(block: Block, words: dict[str, str]) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * (block.level + 1)} {_anchor(block.anchor)}{_title(block, words['appendix'])}"
        case Paragraph():
            yield _inline(block.spans)
        case Bullets():
            yield "\n".join(f"- {_inline(item)}" for item in block.items)
        case Table():
            yield f"{_anchor(block.anchor)}**{words['table']} {block.number}. {_one_line(block.caption)}**"
            yield "\n".join(_table(block))
        case Quotation():
            yield _quotation(block)
        case Figure():
            return
        case Box():
            parts = [f"{_anchor(block.anchor)}**{_one_line(block.title)}**"]
            for part in block.content:
                parts += _block(part, words)
            yield _indented("\n\n".join(parts))


def _quotation(block: Quotation) -> str:
    lines = [f"{_anchor(block.anchor)}{_inline(block.head)}", _several_lines(block.quote), *map(_inline, block.notes)]
    return _indented("\n\n".join(lines))


def _indented(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _table(block: Table) -> Iterator[str]:
    yield _cells(_one_line(column.heading) for column in block.columns)
    yield _cells("---:" if column.number else "---" for column in block.columns)
    for row in block.rows:
        yield _cells(_row(row, len(block.columns)))


def _row(row: Row, columns: int) -> Iterator[str]:
    for place, cell in enumerate(row.cells):
        yield f"{_anchor(row.anchor) if place == 0 else ''}{_cell(cell)}"
    yield from [""] * (columns - len(row.cells))


def _cell(cell: Cell) -> str:
    return "<br>".join(_inline(line) for line in cell)


def _cells(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _inline(spans: Inline) -> str:
    return "".join(map(_span, spans)).strip()


def _span(span: Span) -> str:
    """A stretch of text; room at its ends stays outside the marks, which Markdown would not read otherwise."""
    text = span.text
    inner = _LINE_ENDS.sub(" ", text).strip()
    if not inner:
        return " " if text else ""
    mark = MARKS.get(span.role, "")
    said = f"{mark}{_escaped(inner)}{mark}"
    if span.target:
        said = f"[{said}](#{_place(span.target)})"
    return f"{' ' if text[0].isspace() else ''}{said}{' ' if text[-1].isspace() else ''}"


def _one_line(text: str) -> str:
    return _escaped(_LINE_ENDS.sub(" ", text).strip())


def _several_lines(text: str) -> str:
    """A quote, of which each line that a person ended stays one."""
    lines = [_escaped(line) for line in text.split("\n")]
    return "\n".join(line + "  " if line and place + 1 < len(lines) else line for place, line in enumerate(lines))


def _escaped(text: str) -> str:
    """Text of a study: nothing of it is read as Markdown or HTML."""
    return _LINE_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", text))


def _anchor(name: str) -> str:
    return f'<a id="{_place(name)}"></a>' if name else ""


def _place(name: str) -> str:
    """An anchor as an address writes it: identifiers hold nothing that would need more."""
    return name.replace(" ", "_")
