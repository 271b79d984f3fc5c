"""Stretches along a line, a lane a thing, in parts with a heading: where the codes of a source lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spanveld.drawings.svg import content, drawing, element, shortened

__all__ = ["DrawnLane", "DrawnPart", "Lanes", "lanes_drawing"]

LABEL, LINE = 200.0, 720.0
SIZE, SMALL = 13.0, 12.0
LANE, HEADING, PAD = 19.0, 27.0, 12.0
LEAST = 2.5
"""The width of a stretch that would be too narrow to be seen."""


@dataclass(frozen=True, slots=True)
class DrawnLane:
    """A thing and its stretches, each from and to a part (0 .. 1) of the line; ``depth``: how far it is set in."""

    label: str
    stretches: Sequence[tuple[float, float]]
    depth: int = 0


@dataclass(frozen=True, slots=True)
class DrawnPart:
    """Lanes under a heading."""

    heading: str
    lanes: Sequence[DrawnLane]


@dataclass(frozen=True, slots=True)
class Lanes:
    """``ticks``: parts of the line (0 .. 1) with what they are called."""

    title: str
    says: str
    parts: Sequence[DrawnPart]
    ticks: Sequence[tuple[float, str]]


def lanes_drawing(drawn: Lanes) -> str:
    """The lanes as SVG in ``currentColor``; a page gives ``.stretch`` its hue."""
    left, width = LABEL + 2 * PAD, LABEL + 2 * PAD + LINE + 3 * PAD
    y, parts, body = PAD + SMALL, [], []
    top = y + 7
    y = top
    for part in drawn.parts:
        body.append(_text(part.heading, PAD, y + 19, SIZE, "start", font_weight="bold"))
        y += HEADING
        for lane in part.lanes:
            body += _lane(lane, left, y)
            y += LANE
        y += 6
    for place, name in drawn.ticks:
        x = left + LINE * place
        anchor = "start" if place == 0 else "end" if place == 1 else "middle"
        parts.append(_text(name, x, PAD + SMALL * 0.6, SMALL, anchor))
        parts.append(
            element("line", class_="grid", x1=x, x2=x, y1=top, y2=y, stroke="currentColor", stroke_opacity="0.2")
        )
    return drawing("lanes", drawn.title, drawn.says, width, y + PAD, *parts, *body)


def _lane(lane: DrawnLane, left: float, y: float) -> list[str]:
    inset = min(lane.depth, 4) * 10.0
    name = shortened(lane.label, LABEL - inset, SIZE)
    parts = [
        element(
            "line",
            class_="lane",
            x1=left,
            x2=left + LINE,
            y1=y + LANE / 2,
            y2=y + LANE / 2,
            stroke="currentColor",
            stroke_opacity="0.15",
        ),
        _text(name, PAD + inset, y + LANE * 0.7, SIZE, "start"),
    ]
    for begin, end in lane.stretches:
        wide = max(LEAST, LINE * (end - begin))
        x = min(left + LINE * begin, left + LINE - wide)
        parts.append(
            element(
                "rect",
                class_="stretch",
                x=x,
                y=y + 3,
                width=wide,
                height=LANE - 6,
                rx=1.5,
                fill="currentColor",
                fill_opacity="0.62",
            )
        )
    return parts


def _text(text: str, x: float, y: float, size: float, anchor: str, **more: str) -> str:
    return element("text", content(text), x=x, y=y, font_size=size, fill="currentColor", text_anchor=anchor, **more)
