"""What passages are as evidence, beside their place and voices: on what their claim rests, and of whom they speak."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from spanveld.store.statements import in_parts, prepared

__all__ = ["Claim", "claims"]

_BASES = "SELECT id, basis FROM passage WHERE study_id = :study AND id IN :some"
_ABOUT = """
    SELECT l.passage_id, o.identifier FROM passage_about l CROSS JOIN party o
    WHERE l.study_id = :study AND l.passage_id IN :some AND o.study_id = :study AND o.id = l.party_id"""


@dataclass(frozen=True, slots=True)
class Claim:
    """The basis of a passage (empty where nobody said), and the parties that a coder said it is about."""

    basis: str
    about: frozenset[str]


def claims(connection: Connection, study_id: int, numbers: Iterable[int]) -> dict[int, Claim]:
    """The claims of these passages by their number."""
    bases: dict[int, str] = {}
    about: dict[int, set[str]] = defaultdict(set)
    for some in in_parts(sorted(set(numbers))):
        values = {"study": study_id, "some": some}
        bases |= {row.id: row.basis for row in connection.execute(prepared(_BASES, "some"), values)}
        for number, party in connection.execute(prepared(_ABOUT, "some"), values):
            about[number].add(party)
    return {number: Claim(basis or "", frozenset(about.get(number, ()))) for number, basis in bases.items()}
