"""What becomes of the links between pain points and rules of the game that a framework proposes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from spanveld.model.kinds import column, kind

__all__ = ["DECISIONS", "TRIED", "RuleStrain"]

DECISIONS = ("confirmed", "changed", "refused")
TRIED = ("tried", "helped", "did_not_help", "tipped_over")


@kind("rule_strain", "rule_strains.csv", ("case", "pain_point", "rule"))
@dataclass(frozen=True, slots=True)
class RuleStrain:
    """Where a pain point (a finding, or one of a framework) strains a rule of the game, as the researcher sees it.

    ``rule``, ``link`` and ``handlings`` name items of a framework as ``framework:item``; ``link`` is the proposal that was answered.
    """

    case: str = column("reference", to="case")
    pain_point: str = column("link", required=True)
    rule: str = column("text", required=True)
    link: str = column("text")
    decision: str = column("choice", choices=DECISIONS, required=True)
    reason: str = column("text", private=True)
    handled: str = column("text", private=True)
    handlings: tuple[str, ...] = column("words")
    tried: str = column("choice", choices=TRIED)
    passages: tuple[str, ...] = column("references", to="passage")
    guid: str = ""
    own: Mapping[str, str] = field(default_factory=dict)
