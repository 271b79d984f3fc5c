"""A passage in its place, with what is known of it, as questions are asked of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from spanveld.model.records import OBSERVER

__all__ = ["BASIS_KINDS", "Mark", "Person", "Speech", "Spoken", "source_kind"]

BASIS_KINDS = {
    "resp": "interview",
    "resp_group": "interview",
    "resp_unnumbered": "interview",
    "fieldnote": "field_notes",
    "document": "document",
}
"""The kind of source that a claim comes from, where the passage's ``basis`` names one."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A turn: who speaks in text[start:end] (code points); no participant where nobody knows, or where it is nobody's voice."""

    start: int
    end: int
    participant: str
    reflection: bool = False
    """Whether it is what the researcher thought: whatever is marked inside it is nobody's word."""


@dataclass(frozen=True, slots=True)
class Person:
    """A participant as tables need one: the kinds of the parties, and whether it is the researcher."""

    participant: str
    function: str
    level: str
    parties: tuple[str, ...]
    party_kinds: tuple[str, ...]

    @property
    def is_observer(self) -> bool:
        """Whether this is the researcher, whose notes are cited as field notes."""
        return self.level == OBSERVER


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage with its voices worked out. ``start`` and ``end`` are None where its place is in doubt.

    ``sub_cases`` are its codes of a layer with that role, else its source's; ``kind`` is the kind of source its claim comes from.
    """

    passage: str
    source: str
    start: int | None
    end: int | None
    coder: str
    voices: tuple[str, ...]
    kind: str
    hedged: bool
    wave: str
    sub_cases: frozenset[str]


def source_kind(basis: str, kind: str) -> str:
    """The kind of source of a passage: by its basis where that names one, else its source's."""
    return BASIS_KINDS.get(basis, kind)


class Speech:
    """Who speaks where in a text; ``turns`` is None where it has none, ``participants`` are those of its source.

    Answers cost the turns that a passage touches, not all of them.
    """

    __slots__ = ("_alone", "_reach", "_starts", "_thoughts", "_turns")

    def __init__(self, turns: Sequence[Spoken] | None, participants: Sequence[str]) -> None:
        self._turns = sorted(turns or (), key=lambda turn: turn.start)
        self._starts = [turn.start for turn in self._turns]
        self._reach = list(accumulate((turn.end for turn in self._turns), max))
        self._thoughts = [(turn.start, turn.end) for turn in self._turns if turn.reflection]
        self._alone = tuple(participants) if turns is None and len(participants) == 1 else ()

    def reflected(self, start: int, end: int) -> bool:
        """Whether text[start:end] lies inside what the researcher thought, and can be nobody's word."""
        return any(first <= start and end <= last for first, last in self._thoughts)

    def voices(self, start: int, end: int) -> tuple[str, ...]:
        """Whose word text[start:end] is where its coder left that open.

        The speakers of the turns it overlaps (a turn of an interviewer or a reflection has no speaker); where the source has no
        turns, its participant if there is exactly one; else nobody's.
        """
        if not self._turns:
            return self._alone
        touched = self._turns[bisect_right(self._reach, start) : bisect_left(self._starts, end)]
        return tuple(dict.fromkeys(turn.participant for turn in touched if turn.end > start and turn.participant))
