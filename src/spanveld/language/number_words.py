"""Numbers as a careful writer spells them: words up to twelve, figures from there on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

__all__ = ["spelled"]

WORDS: Mapping[str, Sequence[str]] = {
    "en": ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    "nl": ("geen", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf"),
}
"""The words of each language from nought on; nought is what stands before a noun."""
MARKS = {"en": ",", "nl": "."}


def spelled(number: int, language: str) -> str:
    """A whole number as it stands in a sentence; another language than the program speaks gets English.

    >>> spelled(9, "nl"), spelled(13, "en"), spelled(12345, "nl")
    ('negen', '13', '12.345')
    """
    words = WORDS.get(language, WORDS["en"])
    if 0 <= number < len(words):
        return words[number]
    return f"{number:,}".replace(",", MARKS.get(language, ","))
