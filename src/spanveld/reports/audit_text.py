"""The evidence audit as text: of each finding and assessment what is to be known of its ground; and the rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spanveld.language.messages import Translate, counted
from spanveld.model.errors import N_
from spanveld.reports.lines import WIDTH, Line, Role, aligned, fitting, wrapped
from spanveld.views.audit import Audit, AuditSentence, AuditSubject, RuleShown

__all__ = ["lines", "rules_lines"]

ROLES: dict[str, Role] = {"strong": "narrow", "some": "statement", "note": "ground"}
SIGNS = {"strong": "!", "some": "-", "note": "·"}
SHOWN = 12
"""Passages that are named behind a sentence."""


def lines(audit: Audit, translate: Translate, *, width: int = WIDTH) -> Iterator[Line]:
    """The audit line by line: findings by dimension, then assessments."""
    width, dimension = fitting(width), None
    if not audit.subjects:
        yield from wrapped(translate(N_("There are no findings and no assessments yet.")), "ground", width)
        return
    for each in audit.subjects:
        heading = translate(N_("Assessments")) if each.kind == "assessment" else each.dimension_label
        if heading != dimension:
            dimension = heading
            yield Line("", "empty")
            yield from wrapped(heading[:1].upper() + heading[1:], "dimension", width)
            yield Line("=" * min(len(heading), width), "dimension")
        yield Line("", "empty")
        yield from _subject(each, translate, width)
    for text in audit.unmeasured:
        yield Line("", "empty")
        said = translate(N_("The framework also warns of this, which is not measured here: {warning}"))
        yield from wrapped(said.format(warning=text), "ground", width)


def _subject(each: AuditSubject, translate: Translate, width: int) -> Iterator[Line]:
    scope = ", ".join(filter(None, (each.case, each.sub_case, each.wave))) if each.kind == "assessment" else ""
    title = f"{each.label} ({scope})" if scope else each.label
    yield from wrapped(title, "title", width, f"{each.identifier}  ", 4)
    support = counted(translate, N_("{count} passage in support"), N_("{count} passages in support"), each.support)
    against = translate(N_("{count} against")).format(count=each.against)
    yield from wrapped(f"{support}, {against}", "ground", width, "    ", 4)
    for said in each.sentences:
        yield from wrapped(_said(said), ROLES[said.weight], width, f"  {SIGNS[said.weight]} ", 4)
    if not each.sentences:
        yield from wrapped(translate(N_("No rule of the audit holds for it.")), "good", width, "    ", 4)
    for one in each.suggested:
        words = translate(N_("Suggests for {component}: at least {concern}."))
        text = words.format(component=one.label, concern=one.concern_label)
        yield from wrapped(text, "ground", width, "  > ", 4)


def _said(said: AuditSentence) -> str:
    names = [one.passage for one in said.passages]
    shown = ", ".join(names[:SHOWN]) + (f" (+{len(names) - SHOWN})" if len(names) > SHOWN else "")
    return f"{said.sentence} [{shown}]" if names else said.sentence


def rules_lines(rules: Sequence[RuleShown], translate: Translate, *, width: int = WIDTH) -> Iterator[Line]:
    """Each rule with its limit, and who set that."""
    width = fitting(width)
    yield from wrapped(translate(N_("Rules of the audit")), "title", width)
    yield from aligned([(one.rule, _limit(one, translate)) for one in rules], width, "statement")


def _limit(one: RuleShown, translate: Translate) -> str:
    said = f"{one.label}: {one.says}"
    if one.set_by:
        by = translate(N_("this study")) if one.set_by == "study" else one.set_by
        said += "; " + translate(N_("limit set by {who}")).format(who=by)
    return f"{translate(N_('left out'))}; {said}" if one.off else said
