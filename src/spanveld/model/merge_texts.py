"""Texts of which two copies of a study have other versions: which one goes, and where what lies in the other comes to lie in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from spanveld.model.changes import ChangeMap, between, fates
from spanveld.model.kinds import Kind
from spanveld.model.merge_values import OURS, THEIRS, Settling

__all__ = ["Places", "chosen_text"]

AROUND = 40
"""Characters of a text that a conflict shows on either side of where it begins to differ."""


def chosen_text(what: str, base: str | None, ours: str | None, theirs: str | None, settling: Settling) -> str:
    """The text that a source is to have; a copy that has no such source gives None.

    A text that one copy corrected goes before one that stayed. Two corrections are a conflict.
    """
    if ours is None or theirs is None or ours == theirs:
        return (theirs if ours is None else ours) or ""
    if ours == base:
        return theirs
    if theirs == base:
        return ours
    at = next((at for at, (one, other) in enumerate(zip(ours, theirs, strict=False)) if one != other), 0)
    shown = ["" if text is None else text[max(0, at - AROUND) : at + AROUND] for text in (base, ours, theirs)]
    side = settling.side(what, "text", *shown)
    return {OURS: ours, THEIRS: theirs}[side]


class Places:
    """Where what lies in one copy's texts lies in the texts as they are to be."""

    def __init__(self, texts: Mapping[str, str], to: Mapping[str, str]) -> None:
        self._old = {source: text for source, text in texts.items() if source in to and to[source] != text}
        self._new = to
        self._maps: dict[str, ChangeMap] = {}

    def moved(self, kind: Kind, records: Sequence[Any]) -> Sequence[Any]:
        """The records in their new places; None for each that has lost its place (a passage is in doubt instead)."""
        if not self._old or not (kind.on_text or kind.name == "passage"):
            return records
        if kind.name == "passage":
            return self._passages(records)
        return [self._part(kind, record) if record.source in self._old else record for record in records]

    def _map(self, source: str) -> ChangeMap:
        if source not in self._maps:
            self._maps[source] = between(self._old[source], self._new[source])
        return self._maps[source]

    def _part(self, kind: Kind, record: Any) -> Any:
        change = self._map(record.source)
        if kind.name == "time_mark":
            return replace(record, at=change.at(record.at))
        anchor = change.place(record.start, record.end).anchor
        return None if anchor is None else replace(record, start=anchor.start, end=anchor.end)

    def _passages(self, records: Sequence[Any]) -> list[Any]:
        found, waiting = list(records), defaultdict[str, list[int]](list)
        for number, record in enumerate(records):
            if record.source in self._old and record.start is not None:
                waiting[record.source].append(number)
        for source, numbers in waiting.items():
            old, new = self._old[source], self._new[source]
            spans = [(records[number].start, records[number].end) for number in numbers]
            outcomes = fates(old, new, self._map(source), spans, given=False)
            for number, (start, end), outcome in zip(numbers, spans, outcomes, strict=True):
                if outcome.anchor is None:
                    found[number] = replace(records[number], start=None, end=None, doubt=old[start:end])
                else:
                    found[number] = replace(records[number], start=outcome.anchor.start, end=outcome.anchor.end)
        return found
