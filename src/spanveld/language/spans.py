"""What identifies someone in a text, as a value: a kind, a place in the text, and the rule that found it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

__all__ = ["KINDS", "Entity", "Kind", "disjoint"]

Kind = Literal["PER", "LOC", "ORG", "TEL", "MAIL", "BSN", "PC", "DATE", "URL", "IBAN", "PLATE"]
"""Person, place, organisation, phone, e-mail, citizen service number, postcode, date, web address, bank account, licence plate."""

KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Entity:
    """Something in a text that may identify someone; ``start`` and ``end`` are half-open code points, ``text`` what stands there.

    ``rule`` is a msgid that says in a few words why it was found; it is for the person who reviews, not for machines.
    """

    kind: Kind
    start: int
    end: int
    text: str
    rule: str


def disjoint(found: Iterable[Entity]) -> list[Entity]:
    """The entities in the order of the text without overlaps; of two that overlap the one that came first in ``found`` stays."""
    kept: list[Entity] = []
    covered: set[int] = set()
    for entity in found:
        places = range(entity.start, entity.end)
        if covered.isdisjoint(places):
            covered.update(places)
            kept.append(entity)
    return sorted(kept, key=lambda entity: entity.start)
