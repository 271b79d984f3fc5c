"""A passage in its place, with what is known of it, as questions are asked of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spanveld.model.records import OBSERVER

__all__ = ["BASIS_KINDS", "Mark", "Person", "Spoken", "in_reflection", "source_kind", "voices_at"]

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


def in_reflection(start: int, end: int, turns: Sequence[Spoken] | None) -> bool:
    """Whether text[start:end] lies inside what the researcher thought, and can be nobody's word."""
    return any(turn.reflection and turn.start <= start and end <= turn.end for turn in turns or ())


def voices_at(start: int, end: int, turns: Sequence[Spoken] | None, participants: Sequence[str]) -> tuple[str, ...]:
    """Whose word text[start:end] is where its coder left that open.

    The speakers of the turns it overlaps (a turn of an interviewer or a reflection has no speaker); where the source has no turns, its
    participant if there is exactly one; else nobody's.
    """
    if turns is None:
        return tuple(participants) if len(participants) == 1 else ()
    spoken: Iterable[str] = (
        turn.participant for turn in turns if turn.start < end and turn.end > start and turn.participant
    )
    return tuple(dict.fromkeys(spoken))
