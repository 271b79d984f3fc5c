"""Which findings of a framework say where it chafes, and which what is done about it: by the roles of its parts, never by names.

pain_point_kinds(framework)         the kinds of findings that say where it chafes
handling_kinds(framework)           the kinds of findings that say what is done about it
offered(framework)                  the handlings that may be tried, without those that keep it going
"""

from __future__ import annotations

from spanveld.model.framework import FindingKind, Framework, Item

__all__ = ["handling_kinds", "keeps_going", "offered", "pain_point_kinds"]


def pain_point_kinds(framework: Framework) -> tuple[FindingKind, ...]:
    """The kinds that gather passages which cannot do without a dimension, and neither have an effect nor state the place on the scale.

    Where no completeness rule asks a dimension of some kinds alone, all that gather passages; empty where none does.
    """
    codes = _bound(framework)
    return tuple(
        kind
        for kind in framework.finding_kinds
        if kind.gathers
        and not kind.has_effect
        and not kind.verdict
        and (codes is None or all(code in codes for code in kind.gathers))
    )


def _bound(framework: Framework) -> set[str] | None:
    """The codes of the kind layer that need a dimension beside them; None where no rule says so of any."""
    kinds, dimensions = framework.the_layer("kind"), framework.the_layer("dimension")
    if kinds is None or dimensions is None:
        return None
    rules = [
        rule for rule in framework.completeness if rule.when.layer == kinds.id and rule.needs.layer == dimensions.id
    ]
    every = {code.id for code in kinds.codes}
    return {code for rule in rules for code in rule.when.codes or every} if rules else None


def handling_kinds(framework: Framework) -> tuple[FindingKind, ...]:
    """The kinds that say what something did to the collaboration."""
    return tuple(kind for kind in framework.finding_kinds if kind.has_effect)


def keeps_going(handling: Item) -> bool:
    """Whether a handling of the catalogue keeps a pain point going: seen in practice, never offered."""
    return bool(handling.content.get("keeps_going"))


def offered(framework: Framework) -> tuple[Item, ...]:
    """The handlings of the catalogue that may be tried."""
    return tuple(item for item in framework.items("handlings") if not keeps_going(item))
