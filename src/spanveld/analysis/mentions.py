"""Who is spoken of: the words by which texts speak of a party, found in what was coded."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

__all__ = ["Mentioned", "Mentions", "mentioned_in", "mentions_in", "places_of"]

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Mentions:
    """How often coded text speaks of a party: in how many passages, and how many times (words in overlapping passages once)."""

    passages: int
    hits: int


@dataclass(frozen=True, slots=True)
class Mentioned:
    """Where coded text speaks of a party: the places, among the spans asked, of passages that do; and how many times."""

    passages: tuple[int, ...]
    hits: int


def mentions_in(text: str, spans: Sequence[Span], words: Mapping[str, Iterable[str]]) -> dict[str, Mentions]:
    """Party -> its mentions inside the spans of one text (half-open, code points); parties without any are left out.

    A word counts where it stands as a whole word, in upper or lower case.
    """
    found = mentioned_in(text, spans, words)
    return {party: Mentions(len(its.passages), its.hits) for party, its in found.items()}


def mentioned_in(text: str, spans: Sequence[Span], words: Mapping[str, Iterable[str]]) -> dict[str, Mentioned]:
    """The same with the passages that mention the party, by their place in ``spans``."""
    if not spans:
        return {}
    search = _Search(text)
    in_order = sorted(spans)
    starts = [start for start, _ in in_order]
    reach = list(accumulate((end for _, end in in_order), max))
    found = {}
    for party, forms in words.items():
        places = search.places(tuple(forms))
        inside = sum(reach[last - 1] >= end for start, end in places if (last := bisect_right(starts, start)))
        if inside:
            begins = [start for start, _ in places]
            holding = (place for place, span in enumerate(spans) if _holds(span, places, begins))
            found[party] = Mentioned(tuple(holding), inside)
    return found


def places_of(text: str, forms: Iterable[str]) -> list[Span]:
    """Where a text has one of these words, as whole words, in upper or lower case; the longest counts where several begin."""
    return _Search(text).places(tuple(forms))


def _holds(span: Span, places: Sequence[Span], begins: Sequence[int]) -> bool:
    first = bisect_left(begins, span[0])
    return first < len(places) and places[first][1] <= span[1]


class _Search:
    """A text in which words are looked for; what is done to it before is done once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded = _folded(text)

    def places(self, forms: tuple[str, ...]) -> list[Span]:
        pattern = _pattern(forms)
        if pattern is None:
            return []
        if len(self._folded) != len(self._text):  # positions in one are not those in the other
            present = any(_folded(form) in self._folded for form in forms)
            return [match.span() for match in pattern.finditer(self._text)] if present else []
        found: list[Span] = []
        reach = 0
        for start in sorted({start for form in forms if form for start in self._starts(_folded(form))}):
            if start >= reach and (match := pattern.match(self._text, start)) is not None:
                found.append(match.span())
                reach = match.end()
        return found

    def _starts(self, form: str) -> Iterable[int]:
        at = self._folded.find(form)
        while at >= 0:
            yield at
            at = self._folded.find(form, at + 1)


def _folded(text: str) -> str:
    """A text in which all spellings that a pattern takes for one, upper and lower case, are one."""
    return text.casefold().replace("\u0131", "i")


@lru_cache(maxsize=1024)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    """One pattern for all words of a party, the longest first."""
    if not any(words):
        return None
    longest_first = sorted((word for word in words if word), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)", re.IGNORECASE)
