"""What may identify people in a text: their names, places, organisations, and numbers or addresses of their own.

It is found by rules and word lists, so some is missed and some is found that is no name: a person goes through all proposals.
How much is missed was measured: ``docs/reference/pseudonyms-measured.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spanveld.language.identifiers import identifiers
from spanveld.language.names import names
from spanveld.language.spans import KINDS, Entity, Kind, disjoint
from spanveld.model.errors import N_

__all__ = ["KINDS", "Entity", "Kind", "Known", "entities"]

WHOLE: frozenset[Kind] = frozenset({"MAIL", "URL", "IBAN"})
"""Kinds that stay whole: a known name inside an e-mail address does not take its place."""


@dataclass(frozen=True, slots=True)
class Known:
    """A spelling that is known to stand for someone or something of the study."""

    spelling: str
    kind: Kind


def entities(text: str, known: Mapping[str, Kind] | Sequence[Known] = (), language: str = "nl") -> tuple[Entity, ...]:
    """All that may identify someone, disjoint and in the order of the text; ``text[start:end]`` is each one's text.

    ``known`` are spellings of the study's own participants and parties with their kind. They are found first, wherever they stand
    as whole words, whatever their capitals, longest first. ``language`` is that of the text, 'nl' or 'en'.

    >>> [(found.kind, found.text) for found in entities("Volgens burgemeester Van Zanten uit De Bilt liep het prima.")]
    [('PER', 'Van Zanten'), ('LOC', 'De Bilt')]
    >>> [(found.kind, found.text) for found in entities("de boekhandel belde", {"De Boekhandel": "ORG"})]
    [('ORG', 'de boekhandel')]
    """
    spellings = list(_spellings(known))
    numbers = identifiers(text)
    whole = [entity for entity in numbers if entity.kind in WHOLE]
    others = [entity for entity in numbers if entity.kind not in WHOLE]
    found = disjoint([*whole, *_known_in(text, spellings), *others])
    persons = [entry.spelling for entry in spellings if entry.kind == "PER"]
    named = names(text, [(entity.start, entity.end) for entity in found], persons, language)
    return tuple(disjoint([*found, *named]))


def _spellings(known: Mapping[str, Kind] | Sequence[Known]) -> Iterator[Known]:
    given = [Known(spelling, kind) for spelling, kind in known.items()] if isinstance(known, Mapping) else known
    return (entry for entry in given if entry.spelling.strip())


def _known_in(text: str, spellings: Sequence[Known]) -> list[Entity]:
    if not spellings:
        return []
    kinds = {_folded(entry.spelling): entry.kind for entry in reversed(spellings)}
    longest_first = sorted(kinds, key=len, reverse=True)
    either = "|".join(r"\s+".join(map(re.escape, spelling.split())) for spelling in longest_first)
    pattern = re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)
    return [
        Entity(kinds.get(_folded(match.group()), "PER"), *match.span(), match.group(), N_("name known in the study"))
        for match in pattern.finditer(text)
    ]


def _folded(spelling: str) -> str:
    return " ".join(spelling.split()).casefold()
