"""Names without capitals and accents, so that what was typed differently compares equal.

>>> folded("Één Straße")
'een strasse'
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["folded", "folded_in_place"]

_OTHER = re.compile(r"[^\x00-\x7f]+")


class _Folds(dict[int, str]):
    """Code point -> what it is folded to, worked out when it is first met."""

    def __missing__(self, point: int) -> str:
        parts = unicodedata.normalize("NFKD", chr(point).casefold())
        self[point] = "".join(c for c in parts if not unicodedata.combining(c)).casefold()
        return self[point]


_FOLDS = _Folds()


def folded(text: str) -> str:
    """The text with capitals, accents and letter forms undone, character by character."""
    if text.isascii():
        return text.lower()
    return _OTHER.sub(lambda run: run[0].translate(_FOLDS), text).lower()


def folded_in_place(text: str) -> str | None:
    """The text folded, where each character of it folds to one, so that places are the same; else None.

    >>> folded_in_place("Één 👩‍🚒"), folded_in_place("Straße")
    ('een 👩‍🚒', None)
    """
    if text.isascii():
        return text.lower()
    if any(len(_FOLDS[ord(point)]) != 1 for run in _OTHER.findall(text) for point in run):
        return None
    return folded(text)
