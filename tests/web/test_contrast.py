"""Colours can be read: what axe cannot judge, because several fills may lie over each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import pytest

from spanveld.views.drawing_styles import PALETTE, Colours, _colours
from spanveld.web.app import STATIC
from tests.conftest import Addresses
from tests.session.samples import put, sample

Colour = tuple[float, float, float]
INK, LINE = 4.5, 3.0
"""The least contrast of text, and of what carries meaning without being text (WCAG 2.2, 1.4.3 and 1.4.11)."""
STACKED = 3
"""How many fills lie over each other where all lanes are in use."""


def tokens(theme: str) -> dict[str, str]:
    """The colours of a theme by name, as the style sheet has them."""
    css = (Path(STATIC) / "css" / "tokens.css").read_text(encoding="utf-8")
    light = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-fA-F]{6})", css[: css.index("data-theme")]))
    rest = re.findall(r"\[data-theme=\"?dark\"?\][^{]*\{([^}]*)\}", css)
    dark = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-fA-F]{6})", " ".join(rest)))
    assert dark
    return light if theme == "light" else {**light, **dark}


def rgba(text: str) -> tuple[Colour, float]:
    if text.startswith("#"):
        red, green, blue = (int(text[place : place + 2], 16) for place in (1, 3, 5))
        return (red, green, blue), 1.0
    numbers = [float(number) for number in re.findall(r"[\d.]+", text)]
    return (numbers[0], numbers[1], numbers[2]), numbers[3]


def over(ground: Colour, *fills: str) -> Colour:
    """A ground with fills over it, in their order."""
    for fill in fills:
        colour, strength = rgba(fill)
        ground = tuple(strength * top + (1 - strength) * below for top, below in zip(colour, ground, strict=True))  # type: ignore[assignment]
    return ground


def luminance(colour: Colour) -> float:
    def linear(channel: float) -> float:
        channel /= 255
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    red, green, blue = map(linear, colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of WCAG 2.2 (relative luminance, section 5)."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def of_the_house(files: Addresses, theme: str) -> list[Colours]:
    with put(files(), sample()) as study:
        return [getattr(one, theme) for one in study.pages.styles().dimensions[:3]]


def of_the_palette(theme: str) -> list[Colours]:
    return [_colours({}, pair[theme == "dark"], theme) for pair in PALETTE]


def check(colours: Sequence[Colours], theme: str) -> None:
    named = tokens(theme)
    paper, ink = rgba(named["paper"])[0], rgba(named["ink"])[0]
    for one in colours:
        line = over(paper, one.line)
        assert contrast(line, paper) >= LINE, (theme, one)
        for fill in (one.fill, one.pale):
            assert contrast(line, over(paper, fill)) >= LINE, (theme, one, fill)
            assert contrast(ink, over(paper, fill)) >= INK, (theme, one, fill)
    for several in combinations(colours, min(STACKED, len(colours))):
        assert contrast(ink, over(paper, *(one.fill for one in several))) >= INK, (theme, several)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_under_three_fills_and_lines_on_their_own_fill_can_be_read(files: Addresses, theme: str) -> None:
    check(of_the_house(files, theme), theme)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_palette_for_frameworks_that_say_no_colours_can_be_read_too(theme: str) -> None:
    check(of_the_palette(theme), theme)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_on_the_page_in_every_colour_of_text_can_be_read(theme: str) -> None:
    named = tokens(theme)
    for word in ("ink", "grey", "pencil", "subcase", "accent"):
        for ground in ("paper", "table", "soft"):
            assert contrast(rgba(named[word])[0], rgba(named[ground])[0]) >= INK, (theme, word, ground)
