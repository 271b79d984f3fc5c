"""The findings of a generated study: the same at every size, resting on more passages the larger the study."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["EVERY", "FINDINGS", "FRAMEWORK", "PROBE_EVIDENCE", "Finding", "Tie", "tie"]

FRAMEWORK = "governance-tensions@1"
EVERY = 50
"""One passage of the corpus in so many is evidence."""
PROBE_EVIDENCE = 126
"""So many of the probe's passages are evidence, at every size: six to a finding."""

_DIMENSIONS = ("authorise", "perform", "flexibilise")
_KINDS = ("pain_point", "pain_point", "pain_point", "handling", "handling", "works", "balance")
_CODE_OF_KIND = {"pain_point": "pain_point", "handling": "handling", "works": "general", "balance": "general"}


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding on a dimension of the framework; ``effect`` only of a handling; ``responds_to`` another finding."""

    finding: str
    dimension: str
    kind: str
    position: int
    statement: str
    effect: str
    responds_to: str

    @property
    def codes(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """The layers and codes that a passage carries which speaks of this finding."""
        return ("tension", self.dimension), ("kind", _CODE_OF_KIND[self.kind])


@dataclass(frozen=True, slots=True)
class Tie:
    """What a passage is evidence of, and how."""

    finding: Finding
    stance: str


def _finding(dimension: str, number: int, kind: str, position: int) -> Finding:
    letter = dimension[0].upper()
    statement = f"Bevinding {number} over {dimension}: wat partijen aan tafel zien, en wat het hun kost."
    is_handling = kind == "handling"
    effect = ("eases", "hampers")[number % 2] if is_handling else ""
    return Finding(
        f"{letter}{number}", dimension, kind, position, statement, effect, f"{letter}1" if is_handling else ""
    )


FINDINGS = tuple(
    _finding(dimension, number, kind, place * len(_KINDS) + number)
    for place, dimension in enumerate(_DIMENSIONS)
    for number, kind in enumerate(_KINDS, start=1)
)


def tie(number: int) -> Tie:
    """What the passage of this number among the evidence (from 0) is evidence of.

    Findings take their turns; of a finding's passages one in seven qualifies and one in eleven contradicts it.

    >>> tie(22).finding.finding, tie(22).stance
    ('A2', 'supports')
    """
    turn, which = divmod(number, len(FINDINGS))
    stance = "qualifies" if turn % 7 == 3 else "contradicts" if turn % 11 == 5 else "supports"
    return Tie(FINDINGS[which], stance)
