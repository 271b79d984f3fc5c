"""A question as it was written: conditions on a passage, joined by and, or, not, and by how passages lie to each other.

Two trees are equal where they ask the same in the same order; places in the text do not count.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

__all__ = [
    "KEYWORDS",
    "RELATIONS",
    "SAME_TURN",
    "WITH_DISTANCE",
    "And",
    "Node",
    "Not",
    "Or",
    "Related",
    "Relation",
    "Span",
    "Term",
    "Value",
    "Voices",
    "every",
    "some",
]

Relation = Literal["overlaps", "inside", "contains", "near", "follows", "precedes", "same_turn"]
RELATIONS: tuple[Relation, ...] = get_args(Relation)
SAME_TURN: Relation = "same_turn"
"""The relation that rests on who speaks where; all others on places alone."""
WITH_DISTANCE = ("near", "follows", "precedes")
"""Relations that can be told how many characters may lie between; ``near`` has to be."""
KEYWORDS = ("and", "or", "not", *RELATIONS)
"""Words that are no name unless they are quoted."""

Span = tuple[int, int]
"""Half-open place in the text of a query, in code points."""
NOWHERE: Span = (0, 0)


@dataclass(frozen=True, slots=True)
class Value:
    """What a field should hold; in a ``pattern`` each ``*`` stands for any characters, also none."""

    text: str
    pattern: bool = False
    span: Span = dataclasses.field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Term:
    """A condition on one field: it holds one of ``values``; without values, a mark that a passage has or has not.

    ``field``: its parts, as in ``party.kind``; ``named``: where they stand. ``by``: who gave the code, or the stance towards the finding.
    """

    field: tuple[str, ...]
    values: tuple[Value, ...] = ()
    by: Value | None = None
    span: Span = dataclasses.field(default=NOWHERE, compare=False)
    named: Span = dataclasses.field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Voices:
    """One and the same voice of the passage meets ``condition``, of which each term is about a person."""

    condition: Node
    span: Span = dataclasses.field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class And:
    """All parts hold on the passage."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one part holds on the passage."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold on the passage."""

    part: Node


@dataclass(frozen=True, slots=True)
class Related:
    """The passages of ``left`` that lie so to some passage of ``right`` in the same source.

    ``distance``: how many characters may lie between; None where any number may.
    """

    left: Node
    relation: Relation
    distance: int | None
    right: Node


Node: TypeAlias = "Term | Voices | And | Or | Not | Related"


def every(parts: Iterable[Node]) -> Node:
    """All of these; one alone is itself, and an ``And`` among them is opened up."""
    flat = [each for part in parts for each in (part.parts if isinstance(part, And) else (part,))]
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def some(parts: Iterable[Node]) -> Node:
    """One of these; one alone is itself, and an ``Or`` among them is opened up."""
    flat = [each for part in parts for each in (part.parts if isinstance(part, Or) else (part,))]
    return flat[0] if len(flat) == 1 else Or(tuple(flat))
