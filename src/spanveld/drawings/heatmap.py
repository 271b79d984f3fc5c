"""A table of numbers as a heatmap: one hue in five steps, and the number in each cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spanveld.drawings.svg import content, drawing, element, number, shortened, text_width

__all__ = ["Heatmap", "heatmap_drawing", "step_of"]

STEPS = (0.0, 0.08, 0.17, 0.26, 0.34, 0.43)
"""How strong the hue is; even in the last step the number stays readable, on light and on dark."""
CELL, ROW = 40.0, 27.0
LABEL, TOP = 200.0, 150.0
SIZE = 13.0
PAD = 8.0


@dataclass(frozen=True, slots=True)
class Heatmap:
    """``values`` by row and column; ``own[row]``: the column that is the row itself, whose number says little, -1 where there is none."""

    title: str
    says: str
    rows: Sequence[str]
    columns: Sequence[str]
    values: Sequence[Sequence[int]]
    own: Sequence[int]


def step_of(value: int, largest: int) -> int:
    """The step of a value among 0 .. 5: 0 only for nothing, 5 for the largest; steps are equally wide.

    >>> [step_of(value, 10) for value in (0, 1, 2, 3, 10)]
    [0, 1, 1, 2, 5]
    """
    return 0 if value <= 0 or largest <= 0 else min(5, (5 * value + largest - 1) // largest)


def heatmap_drawing(drawn: Heatmap) -> str:
    """The heatmap as SVG, in ``currentColor``; a page gives ``.heat`` its hue."""
    left = min(LABEL, max((text_width(one, SIZE) for one in drawn.rows), default=0)) + 2 * PAD
    top = min(TOP, max((text_width(one, SIZE) for one in drawn.columns), default=0)) + 2 * PAD
    others = [
        value
        for row, values in enumerate(drawn.values)
        for column, value in enumerate(values)
        if column != drawn.own[row]
    ]
    largest = max(others, default=0)
    wide = max(CELL, max((text_width(str(value), SIZE) for value in [*others, largest]), default=0) + PAD)
    width, height = left + wide * len(drawn.columns) + PAD, top + ROW * len(drawn.rows) + PAD
    parts = [_across(name, left + wide * (at + 0.5), top) for at, name in enumerate(drawn.columns)]
    for row, (name, values) in enumerate(zip(drawn.rows, drawn.values, strict=True)):
        y = top + ROW * row
        parts.append(_text(shortened(name, LABEL, SIZE), left - PAD, y + ROW * 0.67, "end"))
        for column, value in enumerate(values):
            own = column == drawn.own[row]
            parts.append(_cell(value, 0 if own else step_of(value, largest), own, left + wide * column, y, wide))
    return drawing("heatmap", drawn.title, drawn.says, width, height, *parts)


def _cell(value: int, step: int, own: bool, x: float, y: float, wide: float) -> str:
    box = element(
        "rect",
        class_=f"heat step-{step}",
        x=x + 1,
        y=y + 1,
        width=wide - 2,
        height=ROW - 2,
        rx=2,
        fill="currentColor",
        fill_opacity=f"{STEPS[step]:.2f}",
    )
    if own:  # a frame says that this is the code with itself
        box += element(
            "rect",
            class_="own",
            x=x + 2,
            y=y + 2,
            width=wide - 4,
            height=ROW - 4,
            rx=2,
            fill="none",
            stroke="currentColor",
            stroke_width=1,
            stroke_dasharray="3 2",
            stroke_opacity="0.6",
        )
    said = _text(str(value), x + wide / 2, y + ROW * 0.67, "middle", "own" if own else "" if value else "nothing")
    return box + said


def _across(name: str, x: float, bottom: float) -> str:
    """The name of a column, upright."""
    text = element(
        "text",
        content(shortened(name, TOP, SIZE)),
        font_size=SIZE,
        fill="currentColor",
        transform=f"translate({number(x + SIZE * 0.35)} {number(bottom - PAD)}) rotate(-90)",
    )
    return text


def _text(text: str, x: float, y: float, anchor: str, class_: str = "") -> str:
    more = {"class_": class_} if class_ else {}
    return element("text", content(text), x=x, y=y, font_size=SIZE, fill="currentColor", text_anchor=anchor, **more)
