"""Bullets of symbol fonts, which stand in a PDF as characters of private use."""

from __future__ import annotations

from pathlib import Path

import pytest

from spanveld.formats.sources.pdf import read_pdf
from spanveld.formats.sources.symbols import private

FILES = Path(__file__).parent / "files"


def test_bullets_of_symbol_fonts_begin_list_items_and_other_symbols_become_what_they_look_like() -> None:
    reading = read_pdf(FILES / "pdf_opsomming.pdf")
    items = [reading.text[block.start : block.end] for block in reading.blocks if block.kind == "list_item"]
    assert items == [f"Het punt met nummer {number}" for number in (1, 2, 3, 4)]
    assert reading.text.split("\n") == ["Wat er gezegd is:", *items, "Het is ✓ gedaan."]


@pytest.mark.parametrize(
    ("point", "font", "shown"),
    [
        (0xF0B7, "OpenSymbol", "•"),
        (0xF0A7, "", "▪"),
        (0xF0E0, "ABCDEF+Wingdings-Regular", "→"),
        (0xF061, "SymbolMT", "α"),
        (0xF02D, "OpenSymbol", ""),
        (0xE001, "", ""),
        (0x61, "Symbol", ""),
    ],
)
def test_a_character_of_private_use_is_known_by_the_tables_of_its_font(point: int, font: str, shown: str) -> None:
    assert private(point, font) == shown
