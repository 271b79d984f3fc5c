"""Which findings stand where in a memo: by the roles of their kinds, never by names."""

from __future__ import annotations

from spanveld.model.chafing import handling_kinds, pain_point_kinds
from spanveld.model.framework import Framework
from spanveld.views.board_memo_parts import MemoPart

__all__ = ["dimension_label", "parts_of"]


def parts_of(framework: Framework) -> dict[str, MemoPart]:
    """Kind of finding -> the part of the memo in which it stands.

    Where the framework does not tell which kinds chafe, it is the one that stands before those that say what is done about it.
    """
    handled = {kind.id for kind in handling_kinds(framework)}
    verdict = {kind.id for kind in framework.finding_kinds if kind.verdict}
    chafes = {kind.id for kind in pain_point_kinds(framework)} or _before(framework, handled, verdict)
    return {
        kind.id: "handled"
        if kind.id in handled
        else "verdict"
        if kind.id in verdict
        else "chafes"
        if kind.id in chafes
        else "well"
        for kind in framework.finding_kinds
    }


def _before(framework: Framework, handled: set[str], verdict: set[str]) -> set[str]:
    others: list[str] = []
    for kind in framework.finding_kinds:
        if kind.id in handled:
            break
        if kind.id not in verdict:
            others.append(kind.id)
    return set(others[-1:])


def dimension_label(framework: Framework, code: str, language: str) -> str:
    """What a dimension is called in a language."""
    return next((each.label(language) for each in framework.dimensions() if each.id == code), code)
