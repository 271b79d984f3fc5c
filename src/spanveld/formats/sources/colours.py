"""The colours of markings, by English names: those that Word files use for its fifteen highlighters, as words."""

from __future__ import annotations

import colorsys
import re
from functools import cache

__all__ = ["highlighter", "nearest"]

_HEX = re.compile(r"#?([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})")
_CAPITAL = re.compile(r"(?=[A-Z])")
_HUES = ((25, "red"), (70, "yellow"), (165, "green"), (200, "cyan"), (260, "blue"), (335, "magenta"), (361, "red"))
"""Up to which degree of the colour circle people call it so; orange is nearest to the yellow of the fifteen."""
_COLOURLESS = 0.06
_DARK = 0.7


@cache
def highlighter(name: str) -> str:
    """The name that a Word file gives its highlighter, as words; empty for none and white.

    >>> highlighter("darkBlue")
    'dark blue'
    """
    return "" if name in ("none", "white") else _CAPITAL.sub(" ", name).lower()


@cache
def nearest(code: str) -> str:
    """The highlighter nearest to a colour of six hexadecimal digits; empty for (nearly) white and for what is no colour.

    The hue decides, so that a pale yellow is yellow and no grey.

    >>> nearest("#fff2cc")
    'yellow'
    """
    found = _HEX.fullmatch(code.strip())
    if not found:
        return ""
    red, green, blue = (int(part, 16) / 255 for part in found.groups())
    light = max(red, green, blue)
    if light - min(red, green, blue) < _COLOURLESS:
        return "" if light > 0.92 else "light gray" if light > 0.6 else "dark gray" if light > 0.2 else "black"
    degree = colorsys.rgb_to_hsv(red, green, blue)[0] * 360
    hue = next(name for end, name in _HUES if degree < end)
    return f"dark {hue}" if light < _DARK else hue
