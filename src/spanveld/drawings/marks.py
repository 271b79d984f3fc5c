"""Marks that tell groups apart by form and not only by colour."""

from __future__ import annotations

from spanveld.drawings.svg import element, number

__all__ = ["mark"]

SIDES = 6
"""Forms that there are; more groups take them again."""


def mark(place: int, x: float, y: float, size: float = 6.0) -> str:
    """The mark of the group at a place in its order, with its middle at (x, y); a page colours ``.group-N``."""
    named = f"group group-{place % SIDES}"
    form = place % SIDES
    if form == 0:
        return element("circle", class_=named, cx=x, cy=y, r=size, fill="currentColor")
    if form == 5:
        return element(
            "circle",
            class_=f"{named} hollow",
            cx=x,
            cy=y,
            r=size - 1,
            fill="none",
            stroke="currentColor",
            stroke_width=2,
        )
    corners = {
        1: ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
        2: ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)),
        3: ((0, -1.2), (1.15, 0.9), (-1.15, 0.9)),
        4: ((0, 1.2), (1.15, -0.9), (-1.15, -0.9)),
    }[form]
    points = " ".join(f"{number(x + a * size)},{number(y + b * size)}" for a, b in corners)
    return element("polygon", class_=named, points=points, fill="currentColor")
