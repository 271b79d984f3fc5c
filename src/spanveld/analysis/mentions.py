"""Who is spoken of: the words by which texts speak of a party, found in what was coded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

__all__ = ["Mentions", "mentions_in"]


@dataclass(frozen=True, slots=True)
class Mentions:
    """How often coded text speaks of a party: in how many passages, and how many times (words in overlapping passages once)."""

    passages: int
    hits: int


def mentions_in(text: str, spans: Sequence[tuple[int, int]], words: Mapping[str, Iterable[str]]) -> dict[str, Mentions]:
    """Party -> its mentions inside the spans of one text (half-open, code points); parties without any are left out.

    A word counts where it stands as a whole word, in upper or lower case.
    """
    found = {}
    for party, forms in words.items():
        if not (pattern := _pattern(tuple(forms))):
            continue
        places = [match.span() for match in pattern.finditer(text)]
        inside = {index for index, (start, end) in enumerate(places) if any(s <= start and end <= e for s, e in spans)}
        passages = sum(any(s <= start and end <= e for start, end in places) for s, e in spans)
        if inside:
            found[party] = Mentions(passages, len(inside))
    return found


def _pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    """One pattern for all words of a party, the longest first."""
    if not words:
        return None
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)", re.IGNORECASE)
