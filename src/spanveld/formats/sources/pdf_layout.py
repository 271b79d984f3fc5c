"""Where the letters of a page stand -> its lines, column by column.

Pure geometry, without PDFium. Lengths are points (1/72 inch); x grows to the right and y upwards, and a page is turned so that
its text runs from left to right. A segment is a run of letters with no wide gap in it: a line of a column, or a cell of a row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

__all__ = ["RAISED", "RAISED_END", "Column", "Line", "Segment", "SegmentMaker", "columns", "rows"]

RAISED, RAISED_END = "\ufdd0", "\ufdd1"
"""Around digits that stand raised, as the number of a note does; no text holds these characters."""

_SPACE = 0.22
"""In parts of the size of the letters: a wider gap is a space, even where the file has none."""
_WIDE = 1.5
"""A wider gap ends a segment."""
_SAME_LINE = 0.5
_FEWEST = 3
"""Lines on each side of a gutter."""
_GUTTER = 0.7
_PROSE = 14
"""Letters that lines of a column have on average at least; the cells of a table have fewer."""
_FILLED = 0.5
_MOST_CROSSING = 8
_DEEPEST = 3
_MOST_GAPS = 40
_CELL_GAP = 1.2
_ALIGNED = 2.0


@dataclass(frozen=True, slots=True)
class Segment:
    """Letters in a row: from ``x0`` to ``x1`` on the baseline ``y``; ``word`` is the width of the first word."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    word: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a column; ``cell`` is where the last cell begins, if tabs part it."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    word: float
    cell: float | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """Lines that are read one after another; ``split``: other columns stand beside it."""

    lines: tuple[Line, ...]
    split: bool


class SegmentMaker:
    """Takes the letters of a page in the order in which the file has them."""

    def __init__(self) -> None:
        self.segments: list[Segment] = []
        self.letters = 0
        self._text: list[str] = []
        self._sizes: list[float] = []
        self._x0 = self._x1 = self._y = self._size = self._last_x0 = 0.0
        self._word: float | None = None
        self._space = self._raised = False

    def space(self) -> None:
        """The file has a space here."""
        self._space = True

    def add(self, letter: str, x0: float, x1: float, y: float, size: float) -> None:
        """A letter from ``x0`` to ``x1`` on the baseline ``y``."""
        self.letters += 1
        if self._text:
            gap = x0 - self._x1
            larger = max(size, self._size)
            if x0 == self._last_x0 and x1 == self._x1:
                pass  # one sign for several letters, such as that for ffi
            elif abs(y - self._y) > _SAME_LINE * larger or not -_SAME_LINE * larger <= gap <= _WIDE * larger:
                self.end()
            else:
                self._go_on(gap, letter, y, size)
        if not self._text:
            self._x0, self._y, self._size, self._word = x0, y, size, None
            self._raised = False
        self._space = False
        self._text.append(letter)
        self._sizes.append(size)
        self._x1, self._last_x0 = max(x1, self._x1) if len(self._text) > 1 else x1, x0

    def _go_on(self, gap: float, letter: str, y: float, size: float) -> None:
        if not self._raised and size < 0.85 * self._size and y > self._y + 0.1 * self._size and letter.isdigit():
            self._raised = True
            self._text.append(RAISED)
        elif self._raised and not (size < 0.85 * self._size and letter.isdigit()):
            self._raised = False
            self._text.append(RAISED_END)
        elif size > 1.15 * self._size and y < self._y - 0.05 * size and all(sign.isdigit() for sign in self._text):
            self._text = [RAISED, *self._text, RAISED_END]
            self._sizes = [size]
        if size > 1.15 * self._size or (self._text[-1] == RAISED_END and not self._raised):
            self._size, self._y = max(size, self._size), y
        if self._space or gap > _SPACE * size:
            if self._word is None:
                self._word = self._x1 - self._x0
            if self._text[-1] != " ":
                self._text.append(" ")

    def end(self) -> None:
        """The segment ends here."""
        if self._raised:
            self._text.append(RAISED_END)
        text = "".join(self._text).strip()
        if text:
            word = self._word if self._word is not None else self._x1 - self._x0
            self.segments.append(Segment(text, self._x0, self._x1, self._y, median(self._sizes), word))
        self._text, self._sizes, self._raised, self._space = [], [], False, False


def rows(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Segments that stand beside each other, from the top of the page down and from left to right."""
    found: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda segment: (-segment.y, segment.x0)):
        if found and found[-1][0].y - segment.y <= 0.4 * min(segment.size, found[-1][0].size):
            found[-1].append(segment)
        else:
            found.append([segment])
    return [sorted(row, key=lambda segment: segment.x0) for row in found]


def columns(segments: Sequence[Segment], size: float) -> list[Column]:
    """The columns of a page in the order of reading; what stands across them parts what is above from what is below.

    ``size`` is that of the letters of most of the text.
    """
    return _columns(list(segments), size, 0)


def _columns(segments: list[Segment], size: float, depth: int) -> list[Column]:
    gutter = _gutter(segments, size, depth)
    if gutter is None:
        return [Column(tuple(_lines(segments, depth > 0)), depth > 0)] if segments else []
    found: list[Column] = []
    left: list[Segment] = []
    right: list[Segment] = []
    across: list[Segment] = []

    def end_zone() -> None:
        for side in (left, right):
            found.extend(_columns(side, size, depth + 1))
            side.clear()

    for segment in sorted(segments, key=lambda segment: (-segment.y, segment.x0)):
        if segment.x0 < gutter < segment.x1:
            if left or right:
                end_zone()
            across.append(segment)
            continue
        if across:
            found.append(Column(tuple(_lines(across, depth > 0)), depth > 0))
            across = []
        (left if segment.x1 <= gutter else right).append(segment)
    if across:
        found.append(Column(tuple(_lines(across, depth > 0)), depth > 0))
    end_zone()
    return found


def _gutter(segments: Sequence[Segment], size: float, depth: int) -> float | None:
    """Where a strip of white parts two columns of prose; None where nothing does."""
    if depth == _DEEPEST or len(segments) < 2 * _FEWEST:
        return None
    best, best_score = None, 0.0
    for middle in _gaps(segments, _GUTTER * size):
        left = [segment for segment in segments if segment.x1 <= middle]
        right = [segment for segment in segments if segment.x0 >= middle]
        crossing = len(segments) - len(left) - len(right)
        fewest = min(len(left), len(right))
        if fewest < _FEWEST or crossing > _MOST_CROSSING * fewest or not _side_by_side(left, right):
            continue
        if not all(_is_prose(side, size) or _gutter(side, size, depth + 1) for side in (left, right)):
            continue
        score = fewest - crossing / 2
        if best is None or score > best_score:
            best, best_score = middle, score
    return best


def _gaps(segments: Sequence[Segment], least: float) -> list[float]:
    """The middles of strips that few segments cross, wide enough for a gutter."""
    marks = sorted([(segment.x0, 1) for segment in segments] + [(segment.x1, -1) for segment in segments])
    allowed = 0.9 * len(segments)
    found: list[tuple[int, float, float]] = []
    covering, place = 0, 0
    while place < len(marks) - 1:
        at = marks[place][0]
        while place < len(marks) and marks[place][0] == at:
            covering += marks[place][1]
            place += 1
        if place < len(marks) and marks[place][0] - at >= least and covering <= allowed:
            found.append((covering, at - marks[place][0], (at + marks[place][0]) / 2))
    return [middle for _, _, middle in sorted(found)[:_MOST_GAPS]]


def _side_by_side(left: Sequence[Segment], right: Sequence[Segment]) -> bool:
    """Whether the two sides stand beside each other for some lines, and not one under the other."""
    top = min(max(segment.y for segment in left), max(segment.y for segment in right))
    bottom = max(min(segment.y for segment in left), min(segment.y for segment in right))
    return all(sum(bottom <= segment.y <= top for segment in side) >= _FEWEST - 1 for side in (left, right))


def _is_prose(side: Sequence[Segment], size: float) -> bool:
    """Whether the lines fill the width of their column with words, as cells of a table do not."""
    width = max(segment.x1 for segment in side) - min(segment.x0 for segment in side)
    filled = sum(segment.x1 - segment.x0 for segment in side) / len(side)
    letters = sum(len(segment.text) for segment in side) / len(side)
    return width > 6 * size and filled > _FILLED * width and letters >= _PROSE


def _lines(segments: Sequence[Segment], split: bool) -> list[Line]:
    """The lines of a column; in narrow columns, where spaces may be as wide as tabs, cells are believed less readily."""
    found = rows(segments)
    cells = [[after for before, after in pairwise(row) if _apart(before, after)] for row in found]
    return [_line(row, _beside(cells, place), split) for place, row in enumerate(found)]


def _apart(before: Segment, after: Segment) -> bool:
    return after.x0 - before.x1 > _CELL_GAP * after.size


def _beside(cells: list[list[Segment]], place: int) -> list[Segment]:
    """The cells in the rows just above and below, without the first of each."""
    near = [*cells[max(0, place - 6) : place], *cells[place + 1 : place + 7]]
    return [cell for row in near for cell in row]


def _is_cell(segment: Segment, beside: Sequence[Segment], split: bool) -> bool:
    """Whether it stands in line with other cells, on its left or right; lines of narrow columns all end in line."""
    left = sum(abs(other.x0 - segment.x0) < _ALIGNED for other in beside)
    if split:
        return left >= _FEWEST
    return left > 0 or any(abs(other.x1 - segment.x1) < _ALIGNED for other in beside)


def _line(row: Sequence[Segment], beside: Sequence[Segment], split: bool) -> Line:
    first = row[0]
    text, cell, size = [first.text], None, first.size
    for before, after in pairwise(row):
        gap = after.x0 - before.x1
        if _apart(before, after) and _is_cell(after, beside, split):
            text.append("\t")
            cell = after.x0
        elif gap > _SPACE * min(before.size, after.size):
            text.append(" ")
        text.append(after.text)
        if len(after.text) > len(first.text):
            size = after.size
    return Line("".join(text), first.x0, max(segment.x1 for segment in row), first.y, size, first.word, cell)
