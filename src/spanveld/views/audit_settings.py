"""The limits of the audit's rules in a study: its own, else those of a framework's warnings, else those of the program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from spanveld.language.messages import Translate
from spanveld.model.audit_rules import RULES, WEIGHTS, Measure, Weight
from spanveld.model.errors import N_
from spanveld.model.framework import Framework
from spanveld.model.scale import Warning, scale_of
from spanveld.store.records import Reader

__all__ = ["COUNTED", "RuleShown", "Warned", "limits_of", "rules_shown", "unmeasured", "warned"]

COUNTED = N_("Overlapping passages of different coders count once. People decide; the audit sets nothing.")


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning of a framework: the rule that it is about, its limit (None: it leaves that open), and the concern that it suggests.

    ``component_place`` and ``concern_place``: where these stand in the framework's lists.
    """

    framework: str
    rule: str
    label: str
    limit: int | None
    component: str
    component_label: str
    component_place: int
    concern: str
    concern_label: str
    concern_place: int


@dataclass(frozen=True, slots=True)
class RuleShown:
    """A rule as a study has it. ``threshold``: its limit now, ``default``: what it would be without the study's own setting.

    ``says``: the limit in words, "fewer than 3 respondents"; ``counts``: what it is a number of, "respondents". ``set_by``: ``study``, the
    id of a framework, or empty where the limit is the program's own.
    """

    rule: str
    label: str
    measure: Measure
    says: str
    counts: str
    threshold: int
    default: int
    least: int
    most: int
    off: bool
    set_by: str
    weight: Weight
    weight_label: str

    def as_json(self) -> dict[str, Any]:
        """The fields by their names."""
        return asdict(self)


def warned(reader: Reader, language: str) -> tuple[Warned, ...]:
    """The warnings of the adopted frameworks."""
    return tuple(each for framework in reader.frameworks.values() for each in _warned(framework, language))


def _warned(framework: Framework, language: str) -> list[Warned]:
    scale = scale_of(framework)
    if scale is None:
        return []
    components = {each.id: (place, each.label(language)) for place, each in enumerate(scale.grading.components)}
    concerns = {each.id: (place, each.label(language)) for place, each in enumerate(scale.grading.concerns)}
    found = []
    for warning in scale.grading.warnings:
        component_place, component = components.get(warning.component, (-1, ""))
        concern_place, concern = concerns.get(warning.concern, (-1, ""))
        found.append(
            Warned(
                framework.id,
                warning.id,
                warning.label(language),
                _limit(warning),
                warning.component,
                component,
                component_place,
                warning.concern,
                concern,
                concern_place,
            )
        )
    return found


def _limit(warning: Warning) -> int | None:
    """The limit that a framework gives a rule, in the rule's own measure and within its bounds."""
    rule = RULES.get(warning.id)
    given = {"fewer_than": warning.fewer_than, "share_percent": warning.share_percent}
    limit = given.get(rule.measure) if rule else None
    return limit if rule and limit is not None and rule.least <= limit <= rule.most else None


def unmeasured(warnings: Sequence[Warned]) -> tuple[str, ...]:
    """What frameworks warn of and no rule of the program measures: a reader has to look at that."""
    return tuple(dict.fromkeys(each.label for each in warnings if each.rule not in RULES))


def limits_of(reader: Reader, warnings: Sequence[Warned]) -> Mapping[str, Mapping[str, int]]:
    """Framework -> rule -> its limit; rules that the study left out are not there. "" is for what no framework brings."""
    own = {row.rule: row for row in reader.rows("audit_setting")}
    found: dict[str, dict[str, int]] = {}
    for framework in ("", *(each.id for each in reader.frameworks.values())):
        theirs = {each.rule: each.limit for each in warnings if each.framework == framework and each.limit is not None}
        limits = {rule.id: theirs.get(rule.id, rule.threshold) for rule in RULES.values()}
        for name, row in own.items():
            if row.off:
                limits.pop(name, None)
            elif name in limits and row.threshold is not None:
                limits[name] = row.threshold
        found[framework] = limits
    return found


MEASURES: Mapping[Measure, str] = {
    "fewer_than": N_("fewer than {threshold} {counts}"),
    "at_least": N_("{threshold} or more {counts}"),
    "share_percent": N_("{threshold}% or more {counts}"),
}


def _says(measure: Measure, threshold: int, counts: str, translate: Translate) -> str:
    message = N_("no {counts}") if measure == "fewer_than" and threshold == 1 else MEASURES[measure]
    return translate(message).format(threshold=threshold, counts=counts)


def rules_shown(reader: Reader, warnings: Sequence[Warned], translate: Translate) -> tuple[RuleShown, ...]:
    """Every rule with its limit; where frameworks differ, that of the first one that has a limit."""
    own = {row.rule: row for row in reader.rows("audit_setting")}
    shown = []
    for rule in RULES.values():
        theirs = next((each for each in warnings if each.rule == rule.id and each.limit is not None), None)
        default = theirs.limit if theirs and theirs.limit is not None else rule.threshold
        row = own.get(rule.id)
        given = row.threshold if row is not None else None
        threshold, counts = default if given is None else given, translate(rule.counts)
        shown.append(
            RuleShown(
                rule.id,
                translate(rule.label),
                rule.measure,
                _says(rule.measure, threshold, counts, translate),
                counts,
                threshold,
                default,
                rule.least,
                rule.most,
                bool(row is not None and row.off),
                "study" if given is not None else theirs.framework if theirs else "",
                rule.weight,
                translate(WEIGHTS[rule.weight]),
            )
        )
    return tuple(shown)
