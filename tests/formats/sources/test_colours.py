"""The colours of markings get one of fifteen names, whichever program marked."""

from __future__ import annotations

import pytest

from spanveld.formats.sources.colours import highlighter, nearest
from spanveld.formats.sources.symbols import symbol


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("FFFF00", "yellow"), ("#00ff00", "green"), ("00FFFF", "cyan"), ("FF00FF", "magenta"), ("0000FF", "blue"),
        ("FF0000", "red"), ("000080", "dark blue"), ("008080", "dark cyan"), ("008000", "dark green"),
        ("800080", "dark magenta"), ("800000", "dark red"), ("808000", "dark yellow"), ("808080", "dark gray"),
        ("C0C0C0", "light gray"), ("000000", "black"), ("FFC000", "yellow"), ("92D050", "green"), ("00B0F0", "cyan"),
        ("DEEAF6", "blue"), ("FFC7CE", "red"),
    ],
)  # fmt: skip
def test_a_colour_has_the_name_that_people_give_it(code: str, name: str) -> None:
    assert nearest(code) == name


@pytest.mark.parametrize("code", ["FFFFFF", "#fefefe", "F8F9FA", "auto", "transparent", "", "#fff", "12345G"])
def test_white_and_no_colour_are_no_marking(code: str) -> None:
    assert nearest(code) == ""


def test_the_names_in_word_files_become_words() -> None:
    assert [highlighter(name) for name in ("yellow", "darkYellow", "lightGray", "none", "white")] == [
        "yellow",
        "dark yellow",
        "light gray",
        "",
        "",
    ]


def test_symbols_of_unknown_fonts_and_codes_are_unknown() -> None:
    assert symbol("Symbol", "F061") == "α"
    assert symbol("Arial", "2192") == "→"
    assert [symbol("Eigen", "F021"), symbol("Arial", "geen"), symbol("Arial", "D800"), symbol("Wingdings", "F001")] == [
        ""
    ] * 4
