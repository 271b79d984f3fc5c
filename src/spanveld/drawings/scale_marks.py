"""What stands on a scale: bars of intervals, the diamond of what was agreed, ticks, rings, dots; and each of them alone, for a legend."""

from __future__ import annotations

from spanveld.drawings.svg import element, number

__all__ = ["KEYS", "diamond", "dots", "interval", "ring", "scale_key", "tick"]

DOT = 3.4
APART = 9.0
HIGHEST = 5
"""Dots that stand above each other; more go beside them."""
KEYS = ("agreed", "interval", "provisional", "assessor", "previous", "for", "against")
"""What a legend may explain."""


def interval(kind: str, low: float, high: float, y: float, firm: float = 1.0, *, dotted: bool = False) -> str:
    """A bar from a place to another, both with room around them."""
    if kind == "previous":
        return element(
            "line", class_="before", x1=low - 8, x2=high + 8, y1=y, y2=y, stroke="currentColor", stroke_width=2
        )
    thick = 5 + 8 * max(0.0, min(1.0, firm))
    if dotted:
        return element(
            "line",
            class_="reach provisional",
            x1=low - 8,
            x2=high + 8,
            y1=y,
            y2=y,
            stroke="currentColor",
            stroke_width=thick,
            stroke_dasharray="5 3.5",
            stroke_opacity="0.4",
        )
    return element(
        "rect",
        class_=f"reach {kind}",
        x=low - 11,
        y=y - thick / 2,
        width=high - low + 22,
        height=thick,
        rx=thick / 2,
        fill="currentColor",
        fill_opacity="0.35",
    )


def diamond(x: float, y: float, size: float = 8.5) -> str:
    """What was agreed."""
    points = " ".join(
        f"{number(a)},{number(b)}" for a, b in ((x, y - size), (x + size, y), (x, y + size), (x - size, y))
    )
    return element("polygon", class_="diamond", points=points, fill="currentColor")


def tick(x: float, y: float, half: float = 11.0) -> str:
    """What one assessor holds best."""
    return element(
        "line", class_="tick", x1=x, x2=x, y1=y - half, y2=y + half, stroke="currentColor", stroke_width="2.2"
    )


def ring(x: float, y: float) -> str:
    """What was agreed in the wave before."""
    return element("circle", class_="ring", cx=x, cy=y, r=5.5, fill="none", stroke="currentColor", stroke_width=2)


def dots(x: float, top: float, supports: int, against: int, step: float) -> tuple[list[str], float]:
    """Dots for passages in columns around x, filled ones for, hollow ones against; and where they end."""
    kinds = ["for"] * supports + ["against"] * against
    most = max(1, int(step * 0.8 / APART))
    high = max(HIGHEST, -(-len(kinds) // most))
    columns = max(1, -(-len(kinds) // high))
    parts = []
    for place, kind in enumerate(kinds):
        across, down = divmod(place, high)
        at = x + (across - (columns - 1) / 2) * APART
        parts.append(_dot(kind, at, top + DOT + 1 + down * APART))
    return parts, top + min(len(kinds), high) * APART + 2


def _dot(kind: str, x: float, y: float) -> str:
    if kind == "for":
        return element("circle", class_="for", cx=x, cy=y, r=DOT, fill="currentColor")
    return element(
        "circle", class_="against", cx=x, cy=y, r=DOT - 0.6, fill="none", stroke="currentColor", stroke_width="1.6"
    )


def scale_key(kind: str) -> str:
    """One of ``KEYS`` as a small picture to stand before its words in a legend."""
    parts = {
        "agreed": diamond(17, 10, 7),
        "interval": interval("agreed", 12, 22, 10, 0.6),
        "provisional": interval("agreed", 12, 22, 10, 0.2, dotted=True),
        "assessor": tick(17, 10, 7),
        "previous": interval("previous", 10, 24, 10) + ring(17, 10),
        "for": _dot("for", 17, 10),
        "against": _dot("against", 17, 10),
    }[kind]
    return element(
        "svg",
        parts,
        xmlns="http://www.w3.org/2000/svg",
        class_=f"scale key {kind}",
        viewBox="0 0 34 20",
        width=34,
        height=20,
        aria_hidden="true",
    )
