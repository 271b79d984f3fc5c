"""Correcting a text: which characters stay, and what becomes of the passages.

An edit replaces old[start:end] by a text (offsets in code points of the old text). A ``ChangeMap`` is a list of edits in
order, apart from each other, each without anything in common with its replacement at either end.
"""

from __future__ import annotations

import difflib
import itertools
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from spanveld.model.errors import N_, Refused
from spanveld.model.text import Anchor

__all__ = ["ChangeMap", "Edit", "Fate", "Outcome", "between", "fates"]

Fate = Literal["follows", "changed", "placed", "renamed", "doubt"]


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """old[start:end] becomes ``text``; start = end inserts."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a correction does to one span: its fate, and its place in the new text (None where it is in doubt)."""

    fate: Fate
    anchor: Anchor | None


class ChangeMap:
    """The edits that lead from one version of a text to the next."""

    __slots__ = ("edits",)

    def __init__(self, old: str, edits: Iterable[Edit]) -> None:
        """Refused where an edit lies outside ``old`` or two edits overlap."""
        ordered = sorted(edits)
        for edit in ordered:
            if not 0 <= edit.start <= edit.end <= len(old):
                raise Refused(
                    N_("The edit from {start} to {end} lies outside the text, which has {length} characters."),
                    start=edit.start,
                    end=edit.end,
                    length=len(old),
                )
        for before, after in itertools.pairwise(ordered):
            if after.start < before.end or (after.start, after.end) == (before.start, before.end):
                raise Refused(N_("The edits at {first} and {second} overlap."), first=before.start, second=after.start)
        self.edits = tuple(edit for edit in (_trimmed(old, edit) for edit in ordered) if edit)

    def apply(self, old: str) -> str:
        """The new text."""
        parts, at = [], 0
        for edit in self.edits:
            parts += [old[at : edit.start], edit.text]
            at = edit.end
        return "".join([*parts, old[at:]])

    def place(self, start: int, end: int) -> Outcome:
        """Where old[start:end] lies in the new text.

        ``follows``: every character survived, nothing came between them. ``changed``: some survived, or something was put
        in between; the place runs from its first to its last surviving character, with every replacement that began
        inside it. ``doubt``: none survived.
        """
        shift = lost = 0
        first, last = None, None
        changed = False
        for edit in self.edits:
            grows = len(edit.text) - (edit.end - edit.start)
            if edit.start >= end:
                break
            if edit.end <= start:
                shift += grows
                continue
            changed = True
            lost += min(edit.end, end) - max(edit.start, start)
            if edit.start < start:  # takes the first characters; what replaces them lies before the span
                first = edit.start + shift + len(edit.text)
            elif first is None:
                first = start + shift
            if edit.end > end:  # takes the last characters; what replaces them lies behind the span
                last = edit.start + shift
            shift += grows
        if lost == end - start:
            return Outcome("doubt", None)
        first = start + shift if first is None else first
        last = end + shift if last is None else last
        return Outcome("changed" if changed else "follows", Anchor(first, last))

    def cover(self, start: int, end: int) -> Outcome:
        """Where old[start:end] lies in the new text if every replacement stands for what it replaces.

        ``follows``: no character of it was replaced. ``renamed``: some were; a bound inside replaced characters moves outwards,
        to the bound of their replacement. Nothing is ever in doubt. A pure insertion inside the span widens it.
        """
        shift = 0
        first: int | None = None
        last: int | None = None
        renamed = False
        for edit in self.edits:
            if edit.start >= end:
                break
            grows = len(edit.text) - (edit.end - edit.start)
            if edit.end > start:
                renamed = True
                if edit.start < start:
                    first = edit.start + shift
                elif first is None:
                    first = start + shift
                if edit.end > end:
                    last = edit.start + shift + len(edit.text)
            shift += grows
        first = start + shift if first is None else first
        last = end + shift if last is None else last
        return Outcome("renamed" if renamed else "follows", Anchor(first, last))

    def at(self, position: int) -> int:
        """Where a position of the old text lies in the new one; one inside replaced characters at their replacement's start."""
        shift = 0
        for edit in self.edits:
            if edit.start >= position:
                break
            if edit.end > position:
                return edit.start + shift
            shift += len(edit.text) - (edit.end - edit.start)
        return position + shift

    def as_rows(self) -> list[list[int | str]]:
        """The map as plain data: a list of [start, end, replacement]."""
        return [[edit.start, edit.end, edit.text] for edit in self.edits]


def fates(old: str, new: str, change: ChangeMap, spans: Sequence[tuple[int, int]], *, given: bool) -> list[Outcome]:
    """What becomes of each span of ``old`` in ``new``.

    ``given``: a person made these edits, so the map is certain. Else it was found by comparing the texts, and among repeated
    words another place could as well have been edited. A span is then in doubt where a deletion or insertion that happened a
    little to the left or right would have treated it otherwise; and where its words occur more than once, unless it lies in an
    unchanged stretch between two words that occur once in both texts. A deleted span is placed by its quote only where that
    occurs once in both texts.
    """
    readings = [change] if given else [change, *_slid(old, change)]
    firm = [] if given else _firm(old, new, change)
    outcomes = []
    for start, end in spans:
        outcome, *others = (reading.place(start, end) for reading in readings)
        quote = old[start:end]
        once = _once(old, quote) and _once(new, quote)
        certain = given or once or any(low <= start and end <= high for low, high in firm)
        if any(other != outcome for other in others) or (outcome.fate == "follows" and not certain):
            outcome = Outcome("doubt", None)
        elif outcome.anchor is None and once:
            at = new.find(quote)
            outcome = Outcome("placed", Anchor(at, at + len(quote)))
        outcomes.append(outcome)
    return outcomes


def between(old: str, new: str) -> ChangeMap:
    """The change map found by comparing two texts: by lines, by words in the lines that differ, then by words and what is between."""
    pieces = [
        piece
        for line in _differences(old, new, 0, _LINES)
        for words in _differences(old[line.start : line.end], line.text, line.start, _WORDS)
        for piece in _finer(old, words)
    ]
    return ChangeMap(old, pieces)


def _finer(old: str, edit: Edit) -> Iterable[Edit]:
    """An edit apart where the spaces between words stayed; one of many words is left as it is, since spaces are all alike."""
    if edit.end - edit.start + len(edit.text) > MOST_COMPARED:
        return [edit]
    return _differences(old[edit.start : edit.end], edit.text, edit.start, _PIECES)


_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_WORDS = re.compile(r"\w+\s*|\s+|[^\w\s]\s*")
_PIECES = re.compile(r"\w+|\s+|[^\w\s]")
_WORD = re.compile(r"\w+")
MOST_COMPARED = 20_000
"""Characters of an edit that are compared piece by piece; the time grows with the square of the spaces in them."""


def _differences(old: str, new: str, offset: int, pieces: re.Pattern[str]) -> Iterable[Edit]:
    first, second = pieces.findall(old), pieces.findall(new)
    at = [offset]
    for piece in first:
        at.append(at[-1] + len(piece))
    for tag, a, b, c, d in difflib.SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if tag != "equal":
            yield Edit(at[a], at[b], "".join(second[c:d]))


def _trimmed(old: str, edit: Edit) -> Edit | None:
    """The edit without what old and new have in common at its ends; None where nothing is left."""
    start, end, text = edit.start, edit.end, edit.text
    head = _common(old[start:end], text)
    start, text = start + head, text[head:]
    tail = _common(old[start:end][::-1], text[::-1])
    end, text = end - tail, text[: len(text) - tail]
    return Edit(start, end, text) if start < end or text else None


def _common(one: str, other: str) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _firm(old: str, new: str, change: ChangeMap) -> list[tuple[int, int]]:
    """The parts of the unchanged stretches of ``old`` that lie between words (or ends of the text) that nothing can be taken for."""
    words, others = Counter(_WORD.findall(old)), Counter(_WORD.findall(new))
    known = [match.span() for match in _WORD.finditer(old) if words[match.group()] == 1 == others[match.group()]]
    starts = [0, *(edit.end for edit in change.edits)]
    ends = [*(edit.start for edit in change.edits), len(old)]
    firm = []
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        inside = known[bisect_left(known, (start, start)) : bisect_left(known, (end, end))]
        if inside and inside[-1][1] > end:
            inside.pop()
        low = start if number == 0 else inside[0][1] if inside else end
        high = end if number == len(change.edits) else inside[-1][0] if inside else start
        firm.append((low, high))
    return firm


def _slid(old: str, change: ChangeMap) -> list[ChangeMap]:
    """The two readings of a found map in which every pure deletion or insertion lies as far left or right as it can."""
    left, right = [], []
    low = 0
    for index, edit in enumerate(change.edits):
        high = change.edits[index + 1].start if index + 1 < len(change.edits) else len(old)
        left.append(_shift(old, edit, low, -1))
        right.append(_shift(old, edit, high, 1))
        low = edit.end
    readings = []
    for edits in (left, right):
        reading = ChangeMap.__new__(ChangeMap)
        reading.edits = tuple(edits)
        readings.append(reading)
    return readings


def _shift(old: str, edit: Edit, limit: int, step: int) -> Edit:
    """The same pure deletion or insertion, moved in one direction as long as the new text stays the same."""
    start, end, text = edit.start, edit.end, edit.text
    if text and start < end:
        return edit
    while (start > limit) if step < 0 else (end < limit):
        if text:
            if step < 0 and old[start - 1] == text[-1]:
                text, start, end = text[-1] + text[:-1], start - 1, end - 1
            elif step > 0 and old[end] == text[0]:
                text, start, end = text[1:] + text[0], start + 1, end + 1
            else:
                break
        elif step < 0 and old[start - 1] == old[end - 1]:
            start, end = start - 1, end - 1
        elif step > 0 and old[start] == old[end]:
            start, end = start + 1, end + 1
        else:
            break
    return Edit(start, end, text)


def _once(text: str, quote: str) -> bool:
    first = text.find(quote)
    return first >= 0 and text.find(quote, first + 1) < 0
