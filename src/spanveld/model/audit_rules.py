"""The rules of the evidence audit: what is measured, and from which limit on it is said.

A study sets its own limits or leaves a rule out (kind ``audit_setting``); a warning of a framework with the id of a rule brings that
framework's limit, and the concern that it suggests. The study goes before the framework, and the framework before this table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from spanveld.model.errors import N_

__all__ = ["RULES", "WEIGHTS", "AuditRule", "Measure", "Weight"]

Measure = Literal["fewer_than", "at_least", "share_percent"]
"""How a limit is meant: said of fewer than so many, of so many or more, of so many of a hundred or more."""
Weight = Literal["strong", "some", "note"]
WEIGHTS: dict[Weight, str] = {
    "strong": N_("weighs heavily"),
    "some": N_("to be weighed"),
    "note": N_("good to know"),
}


@dataclass(frozen=True, slots=True)
class AuditRule:
    """A rule. ``label`` says what it is about, ``counts`` what its limit is a number of; limits run from ``least`` to ``most``."""

    id: str
    measure: Measure
    threshold: int
    weight: Weight
    label: str
    counts: str
    least: int = 1

    @property
    def most(self) -> int:
        return 100 if self.measure == "share_percent" and self.id != "outweighed" else 1000


_TABLE = (
    AuditRule("few_passages", "fewer_than", 2, "strong", N_("Few passages support it"), N_("supporting passages")),
    AuditRule("few_voices", "fewer_than", 3, "strong", N_("Few voices"), N_("respondents")),
    AuditRule(
        "silent_party",
        "at_least",
        1,
        "strong",
        N_("A party is spoken about that was not heard in the study"),
        N_("passages that speak of it"),
    ),
    AuditRule(
        "outweighed",
        "share_percent",
        100,
        "strong",
        N_("As much speaks against it as for it"),
        N_("of the number that support it, in passages that contradict it"),
    ),
    AuditRule(
        "one_organisation",
        "fewer_than",
        2,
        "some",
        N_("The respondents come from one organisation"),
        N_("organisations"),
    ),
    AuditRule(
        "no_outside_party", "fewer_than", 1, "some", N_("No outside party was heard"), N_("respondents from outside")
    ),
    AuditRule(
        "one_voice", "share_percent", 50, "some", N_("One voice speaks most"), N_("of the passages that have a voice")
    ),
    AuditRule(
        "one_sub_case", "share_percent", 75, "some", N_("Most of it comes from one sub-case"), N_("of the passages")
    ),
    AuditRule("one_source", "fewer_than", 2, "some", N_("It comes from one source"), N_("sources")),
    AuditRule(
        "one_source_kind", "fewer_than", 2, "some", N_("It comes from one kind of source"), N_("kinds of source")
    ),
    AuditRule("hedged", "share_percent", 50, "some", N_("Much of it is hedged"), N_("of the passages")),
    AuditRule(
        "own_inference",
        "share_percent",
        50,
        "some",
        N_("Much of it is the researcher's own inference"),
        N_("of the passages"),
    ),
    AuditRule("few_assessors", "fewer_than", 2, "some", N_("Few assessors judged it"), N_("assessors")),
    AuditRule(
        "one_party_kind",
        "fewer_than",
        2,
        "note",
        N_("The respondents come from one kind of party"),
        N_("kinds of party"),
    ),
    AuditRule("one_level", "fewer_than", 2, "note", N_("The respondents are of one level"), N_("levels")),
    AuditRule("voiceless", "share_percent", 50, "note", N_("Much of it has no voice"), N_("of the passages")),
    AuditRule(
        "absent_party",
        "at_least",
        3,
        "note",
        N_("A party is spoken about that was heard elsewhere, and not here"),
        N_("passages that speak of it"),
    ),
    AuditRule("spoken_against", "at_least", 1, "note", N_("Who speaks against it"), N_("passages that contradict it")),
    AuditRule(
        "no_contrary",
        "fewer_than",
        1,
        "note",
        N_("Nothing that qualifies or contradicts it was linked"),
        N_("passages that qualify or contradict it"),
    ),
    AuditRule("lost_place", "at_least", 1, "note", N_("A passage lost its place in a correction"), N_("passages")),
)
RULES: dict[str, AuditRule] = {rule.id: rule for rule in _TABLE}
"""Every rule by its id, the weightiest first: the order in which sentences stand."""
