"""Lines of text with their role, wrapped to a width: what a terminal shows in colours and a pipe gets plain."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

__all__ = ["WIDTH", "Line", "Role", "aligned", "fitting", "plain", "wrapped"]

WIDTH = 100
"""How wide text is where it goes to no terminal."""
NARROWEST = 40
WIDEST = 120

Role = Literal["title", "dimension", "kind", "statement", "support", "contrary", "narrow", "ground", "good", "empty"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and what it is; a terminal may give each role a colour, none carries meaning by colour alone."""

    text: str
    role: Role = "ground"


def fitting(width: int) -> int:
    """A width that reads well: between ``NARROWEST`` and ``WIDEST``."""
    return max(NARROWEST, min(width, WIDEST))


def plain(lines: Iterable[Line]) -> str:
    """The lines as text, each ended by ``\\n``."""
    return "".join(f"{line.text}\n" for line in lines)


def wrapped(text: str, role: Role, width: int, first: str = "", indent: int = 0) -> Iterator[Line]:
    """Text in lines of at most ``width`` (words are not cut), the first after ``first``, the others after ``indent`` spaces."""
    found = textwrap.wrap(
        " ".join(text.split()),
        width,
        initial_indent=first,
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    for line in found or [first.rstrip()]:
        yield Line(line, role)


def aligned(rows: Sequence[Sequence[str]], width: int, role: Role = "ground", indent: int = 2) -> Iterator[Line]:
    """Rows in columns as wide as their widest cell; the last column wraps within ``width``."""
    if not rows:
        return
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]) - 1)]
    for row in rows:
        first = " " * indent + "".join(f"{cell.ljust(wide)}  " for cell, wide in zip(row, widths, strict=False))
        hang = min(len(first), width // 2)
        yield from wrapped(row[-1], role, width, first, hang)
