"""The evidence audit: its rules, shown and changed. What they say is the page ``/audit`` and its twins."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from spanveld.session.auditing import RuleShown
from spanveld.web.languages import language_of
from spanveld.web.operations import Body, Call, Operation

__all__ = ["OPERATIONS"]


class RulesIn(Body):
    """``limits``: rule -> its limit. ``off``: rules to leave out, ``on``: to let hold again; ``reset``: the study's own setting goes."""

    limits: dict[str, int] = Field(default_factory=dict)
    off: list[str] = Field(default_factory=list)
    on: list[str] = Field(default_factory=list)
    reset: list[str] = Field(default_factory=list)


def _list(call: Call) -> tuple[RuleShown, ...]:
    return call.study.auditing.rules(language=language_of(call.request))


def _change(call: Call) -> tuple[RuleShown, ...]:
    body = call.body
    if call.made is None:
        given: dict[str, Any] = {"limits": body.limits, "off": body.off, "on": body.on, "reset": body.reset}
        touched = {*body.limits, *body.off, *body.on, *body.reset}
        call.having_seen(*(f"audit_setting:{rule}" for rule in sorted(touched))).auditing.change(**given)
    return _list(call)


OPERATIONS = (
    Operation(
        "GET",
        "/api/audit/rules",
        _list,
        "The rules of the evidence audit with their limits in this study.",
        answers=tuple[RuleShown, ...],
    ),
    Operation(
        "PUT",
        "/api/audit/rules",
        _change,
        "Change rules of the evidence audit for this study: all that is asked, or nothing.",
        RulesIn,
        tuple[RuleShown, ...],
    ),
)
