"""Shares of groups side by side, a row a thing: a mark for each group on a scale from none to all, and how many of how many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spanveld.drawings.marks import mark
from spanveld.drawings.svg import LINE, content, drawing, element, lines_of, shortened, text_lines, text_width

__all__ = ["Dumbbell", "DumbbellRow", "dumbbell_drawing"]

LABEL, SCALE = 340.0, 380.0
SIZE, SMALL = 13.5, 12.5
PAD = 14.0
MOST_LINES = 4
"""Lines that a label may have; the rest stands in the table."""
LANE = 15.0
"""The height that each group has to itself in a row, so that equal shares do not hide each other."""


@dataclass(frozen=True, slots=True)
class DumbbellRow:
    """A thing and, group by group, how many of how many; of none there is no mark."""

    label: str
    counts: Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Dumbbell:
    """``groups`` are named in the order of each row's counts; ``ends``: what stands at the ends of the scale."""

    title: str
    says: str
    groups: Sequence[str]
    rows: Sequence[DumbbellRow]
    ends: tuple[str, str]


def dumbbell_drawing(drawn: Dumbbell) -> str:
    """The plot as SVG in ``currentColor``; a page colours the groups."""
    counts = max((text_width(_of(*pair), SMALL) for row in drawn.rows for pair in row.counts), default=0.0)
    left, right = LABEL + 2 * PAD, LABEL + 2 * PAD + SCALE
    width = right + PAD + counts + PAD
    legend, top = _legend(drawn.groups, width)
    y = top + SMALL * LINE + 6
    parts = [legend, *_ends(drawn, left, right, top)]
    body: list[str] = []
    first = y
    for row in drawn.rows:
        lines = lines_of(row.label, LABEL, SIZE)
        if len(lines) > MOST_LINES:
            lines = [*lines[: MOST_LINES - 1], shortened(f"{lines[MOST_LINES - 1]} …", LABEL, SIZE)]
        height = max(LANE * len(row.counts), SIZE * LINE * len(lines)) + 12
        body += _row(row, lines, left, right, y, height, width)
        y += height
    grid = [
        element(
            "line",
            class_="grid",
            x1=left + SCALE * part / 4,
            x2=left + SCALE * part / 4,
            y1=first - 2,
            y2=y,
            stroke="currentColor",
            stroke_opacity="0.22",
        )
        for part in range(5)
    ]
    return drawing("dumbbell", drawn.title, drawn.says, width, y + PAD, *parts, *grid, *body)


def _of(count: int, of: int) -> str:
    return f"{count} / {of}"


def _legend(groups: Sequence[str], width: float) -> tuple[str, float]:
    """Which mark is which group, in as many lines as are needed; and where it ends."""
    x, y, parts = PAD, 18.0, []
    for place, name in enumerate(groups):
        wide = 22 + text_width(name, SIZE) + 22
        if x > PAD and x + wide > width:
            x, y = PAD, y + 22
        parts.append(mark(place, x + 7, y))
        parts.append(element("text", content(name), x=x + 20, y=y + SIZE * 0.35, font_size=SIZE, fill="currentColor"))
        x += wide
    return "".join(parts), y + 16


def _ends(drawn: Dumbbell, left: float, right: float, top: float) -> list[str]:
    """What the ends of the scale mean."""
    places = ((left, "start", drawn.ends[0]), (right, "end", drawn.ends[1]))
    return [
        element("text", content(text), x=x, y=top + SMALL, font_size=SMALL, fill="currentColor", text_anchor=anchor)
        for x, anchor, text in places
    ]


def _row(
    row: DumbbellRow, lines: Sequence[str], left: float, right: float, y: float, height: float, width: float
) -> list[str]:
    parts = [
        element("line", x1=0, x2=width, y1=y, y2=y, stroke="currentColor", stroke_opacity="0.18"),
        text_lines(lines, PAD, y + 5, SIZE),
    ]
    begin = y + (height - LANE * len(row.counts)) / 2 + LANE / 2
    places = [
        (place, left + SCALE * count / of, begin + LANE * place) for place, (count, of) in enumerate(row.counts) if of
    ]
    if len(places) > 1:  # how far apart the groups are
        low, high = min(x for _, x, _ in places), max(x for _, x, _ in places)
        parts.append(
            element(
                "rect",
                class_="bar",
                x=low - 7,
                y=begin - LANE / 2,
                width=high - low + 14,
                height=LANE * len(row.counts),
                rx=7,
                fill="currentColor",
                fill_opacity="0.09",
            )
        )
    parts += [mark(place, x, at) for place, x, at in places]
    for place, (count, of) in enumerate(row.counts):
        text = content(_of(count, of))
        at = begin + LANE * place + SMALL * 0.35
        parts.append(element("text", text, x=right + PAD, y=at, font_size=SMALL, fill="currentColor"))
    return parts
