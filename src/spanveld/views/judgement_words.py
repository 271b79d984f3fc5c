"""The words in which judgements are shown, on pages and in tables."""

from __future__ import annotations

from spanveld.language.messages import Translate
from spanveld.model.errors import N_
from spanveld.views.judgements import Mark

__all__ = ["PHASES", "place_of", "reason_of", "said_of", "signed"]

PHASES = {
    "preparing": N_("being prepared"),
    "blind": N_("blind round"),
    "discussion": N_("discussion"),
    "closed": N_("closed"),
}


def signed(at: int | None) -> str:
    """A position as it is written, with its sign; empty where there is none.

    >>> signed(-3), signed(0), signed(2)
    ('−3', '0', '+2')
    """
    if at is None:
        return ""
    return f"\N{MINUS SIGN}{-at}" if at < 0 else f"+{at}" if at else "0"


def place_of(mark: Mark, translate: Translate) -> str:
    """Where a mark stands with its interval, else what it says instead."""
    if mark.sealed:
        return translate(N_("sealed"))
    if mark.best is None:
        return mark.answer_label or mark.answer
    if mark.low is None or mark.high is None or mark.low == mark.high:
        return signed(mark.best)
    return translate(N_("{best} ({low} to {high})")).format(
        best=signed(mark.best), low=signed(mark.low), high=signed(mark.high)
    )


def reason_of(mark: Mark) -> str:
    """Why there is no position: the framework's reason and the assessor's own words."""
    return ": ".join(filter(None, (mark.reason_label or mark.reason, mark.reason_words)))


def said_of(mark: Mark, translate: Translate) -> str:
    """What a mark says where it gives no position, with its reason; empty where it gives one."""
    if mark.sealed:
        return translate(N_("sealed"))
    if mark.best is not None:
        return ""
    return ": ".join(filter(None, (mark.answer_label or mark.answer, reason_of(mark))))
