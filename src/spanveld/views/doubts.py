"""Passages that a correction left without a place, or changed inside: what was coded, and where it may lie now."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from spanveld.model.errors import N_, NotFound
from spanveld.model.names import natural
from spanveld.store.doubts import doubt_rows
from spanveld.store.marks import texts_of
from spanveld.store.records import Reader

__all__ = ["Candidate", "Doubt", "candidates", "doubts"]

MOST = 9
"""How many places are proposed."""
CONTEXT = 40
"""Characters shown at either side of a place."""
FEWEST_WORDS = 3
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place where a passage may lie: text[start:end] (code points), with the words around it.

    ``whole``: all its words stand there as they were; else only the longest run of them.
    """

    start: int
    end: int
    before: str
    quote: str
    after: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Doubt:
    """A passage to be looked at.

    ``fate`` doubt: it has no place; ``was`` is what was coded, ``candidates`` are places where it may lie. changed, placed: it lies
    at start to end, where ``now`` stands, but a correction changed something inside it, or found it elsewhere.
    """

    passage: str
    source: str
    fate: str
    was: str
    start: int | None
    end: int | None
    now: str
    candidates: tuple[Candidate, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain data."""
        return asdict(self)


def doubts(reader: Reader, source: str = "") -> list[Doubt]:
    """Of one source, or of all: those without a place first, then in the order of sources and passages."""
    if source and source not in reader.names("source").values():
        raise NotFound(N_("There is no source '{source}' in this study."), source=source)
    rows = [row for row in doubt_rows(reader.connection, reader.study_id) if source in ("", row.source)]
    bodies = texts_of(reader.connection, reader.study_id, sorted({row.text_id for row in rows}))
    found = []
    for row in rows:
        body = bodies[row.text_id]
        now = "" if row.start is None or row.end is None else body[row.start : row.end]
        places = candidates(body, row.was) if row.start is None else ()
        found.append(Doubt(row.passage, row.source, row.fate, row.was, row.start, row.end, now, places))
    return sorted(found, key=lambda doubt: (doubt.fate != "doubt", natural(doubt.source), natural(doubt.passage)))


def candidates(text: str, quote: str) -> tuple[Candidate, ...]:
    """Places of a text where the words of a quote stand, at most nine, in their order.

    All its words in a row, whatever stands between them and in whatever case; where they stand nowhere, the places of the
    longest run of at least three of them. Signs before and after the words belong to a place where they stand as in the quote.
    """
    words = [match.group().casefold() for match in _WORD.finditer(quote)]
    length, places = _longest_runs(text, words)
    if not words or length < min(FEWEST_WORDS, len(words)):
        return ()
    whole = length == len(words)
    if whole:
        head, tail = _WORD.split(quote, maxsplit=1)[0], _WORD.split(quote)[-1]
        places = [_widened(text, start, end, head, tail) for start, end in places]
    return tuple(_candidate(text, start, end, whole=whole) for start, end in places[:MOST])


def _longest_runs(text: str, words: Sequence[str]) -> tuple[int, list[tuple[int, int]]]:
    """How many of these words in a row a text holds at most, and where it holds as many."""
    places_of: dict[str, list[int]] = {}
    for place, word in enumerate(words):
        places_of.setdefault(word, []).append(place)
    found = [(match.group().casefold(), match.start(), match.end()) for match in _WORD.finditer(text)]
    longest = 0
    ends: list[int] = []
    before: dict[int, int] = {}
    for number, (word, _, _) in enumerate(found):
        runs = {place: before.get(place - 1, 0) + 1 for place in places_of.get(word, ())}
        best = max(runs.values(), default=0)
        if best > longest:
            longest, ends = best, []
        if best and best == longest:
            ends.append(number)
        before = runs
    return longest, [(found[end - longest + 1][1], found[end][2]) for end in ends]


def _widened(text: str, start: int, end: int, head: str, tail: str) -> tuple[int, int]:
    """A place with the signs that stand around the words of the quote, where they stand around these too."""
    if head and text.startswith(head, max(0, start - len(head))) and start >= len(head):
        start -= len(head)
    return start, end + len(tail) if text.startswith(tail, end) else end


def _candidate(text: str, start: int, end: int, *, whole: bool) -> Candidate:
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return Candidate(start, end, before, text[start:end], after, whole)
