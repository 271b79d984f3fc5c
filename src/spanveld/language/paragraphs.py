"""The parts of a text that a search looks in and shows: paragraphs, and the sentences in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["LONGEST", "paragraph_at", "paragraphs", "sentence_at"]

LONGEST = 100_000
"""Characters of a paragraph at most; a longer line is parted at a blank."""
_ENDS = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*[^\W_])")
_SHORT = re.compile(
    r"(?:\b(?:dhr|mevr|mw|dr|drs|ir|mr|ing|prof|bijv|bv|nl|ca|enz|evt|incl|excl|nr|art|resp|vgl|zgn|i\.p\.v|d\.w\.z|o\.a|t\.o\.v"
    r"|m\.b\.t|n\.a\.v|mrs|ms|vs|e\.g|i\.e|etc|no|fig|st)|\b[^\W\d_])\.$",
    re.IGNORECASE,
)
"""What a full stop after it does not end: an abbreviation or an initial."""


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """All lines of a text in their order, blank ones too, as half-open code points.

    >>> list(paragraphs("Een.\\n\\nTwee"))
    [(0, 4), (5, 5), (6, 10)]
    """
    at = 0
    for line in text.split("\n"):
        end = at + len(line)
        while end - at > LONGEST:
            cut = text.rfind(" ", at + 1, at + LONGEST) + 1 or at + LONGEST
            yield at, cut
            at = cut
        yield at, end
        at = end + 1


def paragraph_at(text: str, start: int, end: int) -> tuple[int, int]:
    """The lines in which text[start:end] lies, without blanks at their ends."""
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    return _trimmed(text, first, len(text) if last < 0 else last, start, end)


def sentence_at(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentences in which text[start:end] lies; a sentence lies in one line.

    >>> text = "Ja. De heer A. Smit zei: nee! Toch?"
    >>> text[slice(*sentence_at(text, 12, 18))]
    'De heer A. Smit zei: nee!'
    """
    first, last = paragraph_at(text, start, end)
    begin, stop = first, last
    for found in _ENDS.finditer(text, first, last):
        if found.group() == "." and _SHORT.search(text, max(first, found.end() - 12), found.end()):
            continue
        if found.end() <= start:
            begin = found.end()
        elif found.end() >= end:
            stop = found.end()
            break
    return _trimmed(text, begin, stop, start, end)


def _trimmed(text: str, first: int, last: int, start: int, end: int) -> tuple[int, int]:
    """Without blanks at either end, but never less than start to end."""
    while first < start and text[first].isspace():
        first += 1
    while last > end and text[last - 1].isspace():
        last -= 1
    return first, last
