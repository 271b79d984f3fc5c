"""How much room a memo takes, and what is left out of one that would not fit on two pages of A4.

There is no page here to measure on: widths are those of Arial, which every form is written in or narrower than, and what is counted
is a little more than any form takes. A test lays memos out and counts their pages.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from spanveld.reports.memo_lines import LeftOut, Line, Strip

__all__ = ["ROOM", "fitted", "height_of", "lines_of", "width_of"]

WIDE = 470.0
"""How wide text is on the page, in points: A4 less margins of 2.2 cm."""
PAGE = 842.0 - 2 * 62.0
"""How high text is on a page: A4 less its margins, in which the footer stands."""
LOST = 24.0
"""What may stay empty at the end of the first page, where what follows is not broken."""
ROOM = 2 * PAGE - LOST
WIDTHS = (
    ("ijl|'’‘!.,:;·", 0.278),
    ('ftrI()[]-/ "“”', 0.334),
    ("mMW@%—…■□", 0.9),
    ("ABCDEFGHKNOPQRSUVXYZLTJw&", 0.72),
)
OTHER, SQUARE = 0.556, 1.05
BOLD = 1.07
ODD = 1.01
"""Lines break after words, unevenly."""


@dataclass(frozen=True, slots=True)
class Kind:
    """How a role of line is set: size, height of a line, room before and after, indent; all in points."""

    size: float
    line: float
    before: float
    after: float
    indent: float = 0.0
    bold: bool = False


KINDS = {
    "part": Kind(12.5, 15, 10, 3, bold=True),
    "sub": Kind(10.5, 13, 5, 1, bold=True),
    "label": Kind(9, 11.5, 2, 1, bold=True),
    "text": Kind(10, 12.2, 0, 3),
    "point": Kind(10, 12.2, 0, 2, 14),
    "more": Kind(10, 12.2, 0, 2, 14),
    "quote": Kind(10, 12.2, 2, 4, 16),
    "small": Kind(8.5, 10.3, 0, 3),
}
STRIP = Kind(8, 10.2, 3, 6)
LABEL_SHARE = 0.24
"""How much of the width the labels of a table of bands take."""


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """About how wide a line is, in points."""
    return sum(map(_width, text)) * size * (BOLD if bold else 1)


def _width(character: str) -> float:
    for characters, width in WIDTHS:
        if character in characters:
            return width
    return SQUARE if character > "\u2e7f" else 0.73 if character.isupper() else OTHER


def lines_of(text: str, wide: float, size: float, *, bold: bool = False) -> int:
    """On how many lines a text goes, broken after words."""
    count, used = 1, 0.0
    space = width_of(" ", size)
    for word in text.split():
        its = width_of(word, size, bold=bold) * ODD
        if used and used + space + its > wide:
            count, used = count + 1, 0.0
        if its > wide:
            count += math.ceil(its / wide) - 1
            used = its % wide
        else:
            used += its + (space if used else 0)
    return count


def height_of(item: Line | Strip) -> float:
    """How high a line or table is, with the room around it."""
    if isinstance(item, Strip):
        return _strip(item)
    kind = KINDS[item.role]
    text = item.text
    rows = lines_of(text, WIDE - kind.indent, kind.size, bold=kind.bold)
    return kind.before + rows * kind.line + kind.after


def _strip(strip: Strip) -> float:
    cell = WIDE * (1 - LABEL_SHARE) / max(1, len(strip.bands)) - 8
    head = max((lines_of(band, cell, STRIP.size, bold=True) for band in strip.bands), default=1)
    high = STRIP.before + head * STRIP.line + 6
    for row in strip.rows:
        label = lines_of(row.label, WIDE * LABEL_SHARE - 8, 9, bold=True)
        high += max(label, lines_of(row.words, WIDE * (1 - LABEL_SHARE) - 8, 9)) * 11 + 5
    return high + STRIP.after + 15  # what the signs mean


def fitted(
    lines: Sequence[Line | Strip], used: float, told: Callable[[Sequence[LeftOut]], float], cut: Sequence[LeftOut]
) -> tuple[list[Line | Strip], list[LeftOut]]:
    """The lines that fit, and what was left out: what ranks highest first, and of that what comes last.

    ``used``: the room that the head takes. ``told``: how much it takes to say what was left out. ``cut``: what was left out before.
    """
    kept, gone = list(lines), list(cut)
    heights = {id(item): height_of(item) for item in kept}
    total = used + sum(heights.values())
    order = sorted((item for item in kept if item.rank), key=lambda item: item.rank)
    while total + (told(gone) if gone else 0) > ROOM and order:
        least = order.pop()
        kept = [item for item in kept if item is not least]
        total -= heights[id(least)]
        if least.gone is not None:
            gone.append(least.gone)
        without = _without_bare(kept)
        total -= sum(heights[id(item)] for item in kept) - sum(heights[id(item)] for item in without)
        kept = without
    return kept, gone


def _without_bare(lines: Iterable[Line | Strip]) -> list[Line | Strip]:
    """The lines without headings that have nothing below them any more; a quote does not count as something in a list."""
    found: list[Line | Strip] = []
    below = 0
    for item in reversed(list(lines)):
        level = _level(item)
        if level and below <= level:
            continue
        below = level or (3 if isinstance(item, Line) and item.role == "quote" else 9)
        found.append(item)
    return found[::-1]


def _level(item: Line | Strip) -> int:
    """1 for the heading of a part, 2 and 3 below it; 0 for what is no heading."""
    return {"part": 1, "sub": 2, "label": 3}.get(item.role, 0) if isinstance(item, Line) else 0
