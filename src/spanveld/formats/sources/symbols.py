"""Characters of symbol fonts, as the Unicode characters that look so. Word itself makes these of ``-->`` and ``:)``."""

from __future__ import annotations

__all__ = ["private", "symbol"]

_WINGDINGS = {
    0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0x6C: "●", 0x6E: "■", 0x6F: "☐", 0x71: "❑", 0x75: "◆", 0x76: "❖", 0x9F: "•",
    0xA1: "○", 0xA7: "▪", 0xA8: "☐", 0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE7: "⬅",
    0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨", 0xF3: "⬄", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_SYMBOL = {
    0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB3: "≥",
    0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xD0: "∠", 0xD6: "√", 0xDB: "⇔",
    0xDC: "⇐", 0xDE: "⇒", 0xE5: "∑",
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
}  # fmt: skip
_FONTS = {"wingdings": _WINGDINGS, "symbol": _SYMBOL}
_OF_FONTS = range(0xF000, 0xF100)
_PRIVATE = range(0xE000, 0xF900)


def private(point: int, font: str = "") -> str:
    """The character that stands for one of the area F000 to F0FF, into which programs move those of symbol fonts.

    ``font`` counts where it is known; else Wingdings, of which most bullets are. Empty where it is not known.

    >>> private(0xF0B7), private(0xF0FC), private(0xF061, "ABCDEF+SymbolMT"), private(0xF001)
    ('•', '✓', 'α', '')
    """
    if point not in _OF_FONTS:
        return ""
    name = font.rpartition("+")[2].lower()
    found = next((table for start, table in _FONTS.items() if name.startswith(start)), None)
    return (found if found is not None else {**_SYMBOL, **_WINGDINGS}).get(point & 0xFF, "")


def symbol(font: str, code: str) -> str:
    """The character that a font has at a hexadecimal code; empty where it is not known.

    >>> symbol("Wingdings", "F0E0")
    '→'
    """
    try:
        point = int(code, 16)
    except ValueError:
        return ""
    if table := _FONTS.get(font.lower()):
        return table.get(point & 0xFF, "")
    if point < 0x20 or point in _PRIVATE or 0xD800 <= point < 0xE000 or point > 0xFFFF:
        return ""
    return chr(point)
