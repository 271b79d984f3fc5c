"""The rules of the evidence audit, as a study sets them: another limit, left out, or as they were."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from spanveld.actions.things import add, edit
from spanveld.model.audit_rules import RULES, AuditRule
from spanveld.model.errors import N_, NotFound, Refused, quoted
from spanveld.store.work import Row, Work

__all__ = ["change_rules", "reset_rule", "set_rule"]


def set_rule(work: Work, rule: str, *, threshold: int | None = None, off: bool | None = None) -> None:
    """Give a rule another limit, leave it out (``off``) or let it hold again (``off=False``); what is None stays as it is.

    NotFound for a rule that there is not, Refused for a limit that the rule cannot have.
    """
    _known(rule)
    if threshold is None and off is None:
        raise Refused(N_("Say what is to change of the rule {rule}: its limit, or whether it is left out."), rule=rule)
    change_rules(
        work,
        limits={} if threshold is None else {rule: threshold},
        off=[rule] if off else (),
        on=[rule] if off is False else (),
    )


def reset_rule(work: Work, rule: str) -> None:
    """Give a rule the limit again that it has without the study's own setting, and let it hold; nothing where it has that already."""
    _known(rule)
    if row := _row(work, rule):
        work.delete("audit_setting", row["id"])
    work.record("reset audit rule", [f"audit_setting:{rule}"])


def change_rules(
    work: Work,
    *,
    limits: Mapping[str, int] | None = None,
    off: Collection[str] = (),
    on: Collection[str] = (),
    reset: Collection[str] = (),
) -> None:
    """Change several rules at once: all or, where one is refused, none. A rule that is reset gets what else is said of it after that."""
    limits = limits or {}
    if both := sorted({*off} & {*on}):
        raise Refused(N_("The audit rule {rule} cannot be left out and hold at once."), rule=both[0])
    changed = list(dict.fromkeys([*reset, *limits, *off, *on]))
    for rule in changed:
        known = _known(rule)
        if rule in limits:
            _check(known, limits[rule])
    for rule in changed:
        row = None if rule in reset else _row(work, rule)
        threshold = limits.get(rule, row["threshold"] if row else None)
        left_out = True if rule in off else None if rule in on or not row else bool(row["off"]) or None
        _put(work, rule, threshold, left_out)
    work.record("set audit rule", [f"audit_setting:{rule}" for rule in changed])


def _put(work: Work, rule: str, threshold: int | None, off: bool | None) -> None:
    row = _row(work, rule)
    if threshold is None and off is None:
        if row:
            work.delete("audit_setting", row["id"])
    elif row:
        edit(work, "audit_setting", row["id"], threshold=threshold, off=off)
    else:
        add(work, "audit_setting", "", rule=rule, threshold=threshold, off=off)


def _row(work: Work, rule: str) -> Row | None:
    return work.one("audit_setting", rule=rule)


def _known(rule: str) -> AuditRule:
    if rule not in RULES:
        raise NotFound(
            N_("There is no audit rule {rule}; the rules are: {known}."), rule=quoted(rule), known=", ".join(RULES)
        )
    return RULES[rule]


def _check(rule: AuditRule, threshold: object) -> None:
    fits = isinstance(threshold, int) and not isinstance(threshold, bool) and rule.least <= threshold <= rule.most
    if not fits:
        raise Refused(
            N_("The limit of the audit rule {rule} is a whole number from {least} to {most}, not {value}."),
            rule=rule.id,
            least=rule.least,
            most=rule.most,
            value=quoted(threshold),
        )
