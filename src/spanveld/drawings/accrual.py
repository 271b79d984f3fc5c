"""How many codes there were so far, source by source, as a drawing: a line in the order of collection, and the band of other orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spanveld.drawings.svg import content, element, number, text_width

__all__ = ["AccrualWords", "Step", "accrual_drawing"]

LEFT, RIGHT, TOP, HEIGHT, BELOW = 46.0, 16.0, 12.0, 260.0, 10.0
SIZE = 12.5
WIDE, NARROW = 30.0, 4.0
"""How wide a step is where there is room, and at least."""
MOST = 1100.0
TICKS = 5


@dataclass(frozen=True, slots=True)
class Step:
    """A source: what it is called, how many codes are ``new`` in it, how many there are so far, and would be in other orders."""

    name: str
    new: int
    total: int
    low: int
    middle: int
    high: int


@dataclass(frozen=True, slots=True)
class AccrualWords:
    """What the drawing says: what it shows, and what its axes are."""

    title: str
    up: str
    along: str


def accrual_drawing(steps: Sequence[Step], words: AccrualWords) -> str:
    """The drawing as SVG. Its parts have classes (``band``, ``middle``, ``total``, ``new``) by which a page colours them."""
    plot = _Plot(steps)
    lines = [(step.total, step.middle) for step in steps]
    parts = [
        element("title", content(words.title)),
        *plot.grid(),
        element("path", d=plot.band(), class_="band"),
        *(plot.bar(place, step.new) for place, step in enumerate(steps) if step.new),
        element("path", d=plot.line([middle for _, middle in lines]), class_="middle"),
        element("path", d=plot.line([total for total, _ in lines]), class_="total"),
        *(plot.dot(place, total) for place, (total, _) in enumerate(lines)),
        *plot.names(),
        plot.said(words.up, 0, plot.base - HEIGHT - 2, "start"),
        plot.said(words.along, plot.width - RIGHT, plot.height - 4, "end"),
    ]
    size: dict[str, str | float] = {
        "viewBox": f"0 0 {number(plot.width)} {number(plot.height)}",
        "width": plot.width,
        "height": plot.height,
    }
    return element("svg", *parts, class_="accrual", role="img", xmlns="http://www.w3.org/2000/svg", **size)


class _Plot:
    """Where things stand."""

    def __init__(self, steps: Sequence[Step]) -> None:
        self.steps = steps
        self.step = max(NARROW, min(WIDE, (MOST - LEFT - RIGHT) / max(len(steps), 1)))
        self.width = max(360.0, LEFT + RIGHT + self.step * len(steps))
        self.base = TOP + SIZE + HEIGHT
        self.most = max([step.high for step in steps] + [step.total for step in steps] + [1])
        self.each = max(1, round(SIZE * 1.4 / self.step + 0.5)) if self.step < SIZE * 1.4 else 1
        longest = max((text_width(self._short(step.name), SIZE) for step in steps), default=0.0)
        self.height = self.base + BELOW + longest + SIZE * 2.4

    def x(self, place: float) -> float:
        return LEFT + self.step * (place + 0.5)

    def y(self, value: float) -> float:
        return self.base - HEIGHT * value / self.most

    def grid(self) -> list[str]:
        """Lines at round numbers, with these."""
        gap = next(size for size in _gaps() if self.most / size <= TICKS)
        found = []
        for value in range(0, self.most + 1, gap):
            y = self.y(value)
            found.append(element("path", d=f"M{number(LEFT)} {number(y)}H{number(self.width - RIGHT)}", class_="grid"))
            found.append(self.said(str(value), LEFT - 6, y + SIZE / 3, "end"))
        return found

    def band(self) -> str:
        if not self.steps:
            return ""
        there = [(self.x(place), self.y(step.high)) for place, step in enumerate(self.steps)]
        back = [(self.x(place), self.y(step.low)) for place, step in enumerate(self.steps)][::-1]
        return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in (*there, *back)) + "Z"

    def line(self, values: Sequence[int]) -> str:
        points = [f"{number(self.x(place))} {number(self.y(value))}" for place, value in enumerate(values)]
        return "M" + "L".join(points) if points else ""

    def bar(self, place: int, value: int) -> str:
        wide = max(1.0, self.step * 0.5)
        top = self.y(value)
        return element("rect", x=self.x(place) - wide / 2, y=top, width=wide, height=self.base - top, class_="new")

    def dot(self, place: int, value: int) -> str:
        return element("circle", cx=self.x(place), cy=self.y(value), r=min(3.2, self.step * 0.3), class_="dot")

    def names(self) -> list[str]:
        """What the sources are called, upright below the axis; where they stand too close, one in so many."""
        found = []
        for place, step in enumerate(self.steps):
            if place % self.each == 0:
                x, y = number(self.x(place) + SIZE / 3), number(self.base + BELOW)
                turn = f"rotate(-90 {x} {y})"
                said = content(self._short(step.name))
                attributes: dict[str, str | float] = {
                    "x": x,
                    "y": y,
                    "transform": turn,
                    "text_anchor": "end",
                    "font_size": SIZE,
                }
                found.append(element("text", said, **attributes))
        return found

    @staticmethod
    def said(text: str, x: float, y: float, anchor: str) -> str:
        return element("text", content(text), x=x, y=y, text_anchor=anchor, font_size=SIZE)

    @staticmethod
    def _short(name: str) -> str:
        return name if len(name) <= 16 else f"{name[:15]}…"


def _gaps() -> Sequence[int]:
    return [digit * 10**power for power in range(9) for digit in (1, 2, 5)]
