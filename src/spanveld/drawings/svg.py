"""The words in which drawings are written: elements with escaped text, lines of text that fit, arrows.

Sizes are in the drawing's own units, about a pixel each. Everything is drawn in ``currentColor``, so that a page may choose the colour.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

__all__ = [
    "FONT",
    "Rect",
    "arrowhead",
    "curve",
    "drawing",
    "element",
    "lines_of",
    "number",
    "shortened",
    "text_lines",
    "text_width",
]

FONT = "system-ui, 'Segoe UI', 'Helvetica Neue', Arial, 'Noto Sans', 'DejaVu Sans', sans-serif"
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
WIDTHS = ("ijl|!'.,:;I\u2019", 0.34), ('frt()[]-/" ', 0.44), ("mwMW%@\u2014\u2026", 1.0)
UPPER, OTHER = 0.75, 0.64
BOLD = 1.1
LINE = 1.3
"""The height of a line of text, in its font size."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle: its left upper corner, width and height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def middle(self) -> float:
        """The x of its middle."""
        return self.x + self.width / 2

    def overlaps(self, other: Rect) -> bool:
        """Whether the two have more than an edge in common."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom


def number(value: float) -> str:
    """A number as it stands in a drawing: at most one decimal.

    >>> number(12.0), number(12.34)
    ('12', '12.3')
    """
    return f"{value:.1f}".removesuffix(".0").replace("-0", "0" if abs(value) < 0.05 else "-0")


def element(name: str, *children: str, **attributes: str | float) -> str:
    """An element; ``children`` are written already, attributes are escaped here (``stroke_width`` is ``stroke-width``)."""
    given = "".join(
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(_plain(value))}" for key, value in attributes.items()
    )
    return f"<{name}{given}>{''.join(children)}</{name}>" if children else f"<{name}{given}/>"


def drawing(name: str, title: str, says: str, width: float, height: float, *parts: str) -> str:
    """A whole drawing of ``parts``: its class, what it is called, and what it says to who does not see it."""
    return element(
        "svg",
        element("title", content(title)),
        element("desc", content(says)),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        role="img",
        class_=name,
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=width,
        height=height,
        font_family=FONT,
        aria_label=title,
    )


def _plain(value: str | float) -> str:
    return NOT_XML.sub("\ufffd", value) if isinstance(value, str) else number(value)


def content(text: str) -> str:
    """Text as the content of an element."""
    return escape(NOT_XML.sub("\ufffd", text))


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a line is at most, as it is drawn, in the fonts that systems have; there is no font here to measure with."""
    return sum(map(_width, NOT_XML.sub("\ufffd", text))) * size * (BOLD if bold else 1)


def _width(character: str) -> float:
    for characters, width in WIDTHS:
        if character in characters:
            return width
    if character > "\u2e7f":  # scripts and signs whose characters fill a square
        return 1.1
    return UPPER if character.isupper() else OTHER


def lines_of(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """Text in lines that are at most ``width`` wide; a longer word is cut."""
    lines: list[str] = []
    for word in text.split():
        while True:
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and text_width(longer, size, bold=bold) <= width:
                lines[-1] = longer
                break
            fits = _fitting(word, width, size, bold)
            lines.append(word[:fits])
            word = word[fits:]
            if not word:
                break
    return lines


def shortened(text: str, width: float, size: float) -> str:
    """Text that fits into a width; what had to be cut ends in an ellipsis.

    >>> shortened("a long name", 40, 10)
    'a lon…'
    """
    if text_width(text, size) <= width:
        return text
    count = len(text)
    while count > 1 and text_width(text[:count].rstrip() + "…", size) > width:
        count -= 1
    return text[:count].rstrip() + "…"


def _fitting(word: str, width: float, size: float, bold: bool) -> int:
    """How many characters of a word fit into a line; at least one."""
    count = len(word)
    while count > 1 and text_width(word[:count], size, bold=bold) > width:
        count -= 1
    return count


def text_lines(lines: Iterable[str], x: float, top: float, size: float, **attributes: str | float) -> str:
    """Lines of text below each other, the first beginning at ``top``."""
    spans = [
        element("tspan", content(line), x=x, y=top + size + place * size * LINE) for place, line in enumerate(lines)
    ]
    return element("text", *spans, font_size=size, fill="currentColor", **attributes)


def curve(points: Sequence[Point]) -> str:
    """The ``d`` of a path through points: upright where x stays the same, bent where it does not."""
    parts = [f"M{number(points[0][0])} {number(points[0][1])}"]
    for (x1, y1), (x2, y2) in pairwise(points):
        if abs(x1 - x2) < 0.05:
            parts.append(f"V{number(y2)}")
        else:
            half = number((y1 + y2) / 2)
            parts.append(f"C{number(x1)} {half} {number(x2)} {half} {number(x2)} {number(y2)}")
    return "".join(parts)


def arrowhead(x: float, y: float, direction: Point, size: float = 7) -> str:
    """A filled arrowhead with its point at (x, y); ``direction`` is a unit step: (0, 1) points down, (-1, 0) left."""
    along_x, along_y = direction
    base_x, base_y = x - along_x * size, y - along_y * size
    half = size * 0.55
    corners = [
        (x, y),
        (base_x - along_y * half, base_y + along_x * half),
        (base_x + along_y * half, base_y - along_x * half),
    ]
    return element("polygon", points=" ".join(f"{number(a)},{number(b)}" for a, b in corners), fill="currentColor")
