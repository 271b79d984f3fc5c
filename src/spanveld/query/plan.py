"""What a query asks of one study, in the numbers that its columns know: what ``checking`` makes and ``answering`` carries out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from spanveld.query.tree import Relation

__all__ = [
    "About",
    "All",
    "Any",
    "CodedAs",
    "Evidence",
    "Flag",
    "Holds",
    "In",
    "None_",
    "Plan",
    "Reach",
    "Said",
    "Spoken",
]

Flag = Literal["hedged", "incomplete", "unused", "memo", "doubt"]
Column = Literal["source", "coder", "kind", "form", "basis"]


@dataclass(frozen=True, slots=True)
class CodedAs:
    """The passage carries one of these codes; from one of these coders, where it matters."""

    codes: frozenset[int]
    coders: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Spoken:
    """One of these participants is a voice of the passage."""

    people: frozenset[int]


@dataclass(frozen=True, slots=True)
class About:
    """The passage speaks of one of these parties."""

    parties: frozenset[int]


@dataclass(frozen=True, slots=True)
class In:
    """A column of the passage holds one of these numbers."""

    column: Column
    numbers: frozenset[int]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The passage is evidence for one of these findings, of one of these stances; None: any."""

    findings: frozenset[int] | None
    stances: frozenset[int] | None


@dataclass(frozen=True, slots=True)
class Holds:
    """A mark of the passage."""

    flag: Flag


@dataclass(frozen=True, slots=True)
class Said:
    """The words of the passage (or, with ``memo``, the memos on it) hold this phrase; in a ``pattern`` each ``*`` is any letters."""

    phrase: str
    pattern: bool = False
    memo: bool = False


@dataclass(frozen=True, slots=True)
class All:
    """All parts hold."""

    parts: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """One part holds."""

    parts: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class None_:
    """The part does not hold."""

    part: Plan


@dataclass(frozen=True, slots=True)
class Reach:
    """The passages of ``left`` that lie so to one of ``right`` in the same source."""

    left: Plan
    relation: Relation
    distance: int | None
    right: Plan


Plan: TypeAlias = "CodedAs | Spoken | About | In | Evidence | Holds | Said | All | Any | None_ | Reach"
