"""The agenda of the rules of the game: what is empty in the matrix and could be filled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spanveld.views.chafing import Chafing
from spanveld.views.rules_parts import Lack, Rule, RulePoint

__all__ = ["agenda_of"]


def agenda_of(ground: Chafing, rules: Sequence[Rule], points: Sequence[RulePoint]) -> Iterator[Lack]:
    """What is empty and could be filled, pain point by pain point; then rules and handlings without any."""
    for point in points:
        yield from _lacks_of(point)
    strained = {strain.rule for point in points for strain in point.strains if strain.stands and point.findings}
    for rule in rules:
        if rule.rule not in strained:
            yield Lack("no_pain_point", "", rule.rule, "", rule.label)
    answering = {here for here, relation, _ in ground.links if relation == "responds_to"}
    for name, found in ground.findings.items():
        if name in ground.handles - answering:
            yield Lack("responds_to_nothing", "", "", name, found.statement)


def _lacks_of(point: RulePoint) -> Iterator[Lack]:
    """What a pain point lacks that was found in this case, or that the researcher says strains a rule."""
    stand = [strain for strain in point.strains if strain.stands]
    if not point.findings and not stand:
        return
    open_ones = [strain for strain in point.strains if strain.state == "proposed"]
    if not stand and not open_ones:
        yield Lack("no_rule", point.pain_point, "", "", point.label)
    for strain in open_ones:
        yield Lack("undecided", point.pain_point, strain.rule, "", f"{point.label} – {strain.rule_label}")
    for strain in stand:
        label = f"{point.label} – {strain.rule_label}"
        if not strain.handled and not point.handled_by:
            yield Lack("not_handled", point.pain_point, strain.rule, "", label)
        if not strain.offers:
            yield Lack("no_handling", point.pain_point, strain.rule, "", label)
        if not strain.passages and not any(found.passages for found in point.findings):
            yield Lack("no_passage", point.pain_point, strain.rule, "", label)
