"""Assessments in each phase, for tests that act on what is there."""

from __future__ import annotations

from spanveld.session import Study

__all__ = ["GRADED", "JUDGED", "SCOPE", "assess", "lay_open"]

JUDGED = ("light", "quiet", "warmth", "order", "welcome")
"""The dimensions of the invented framework, whose scale goes from -2 to 2 and asks for no scope and no grade."""
SCOPE = {
    "object": "het netwerk",
    "perspective": "lezers",
    "stage": "execution",
    "relation": "with_partners",
    "fixed_by_law": "niets",
    "fixed_by_choice": "de lamp",
}
"""Answers to what the scope of governance-tensions requires."""
GRADED = {
    "grade": "low",
    "method": "minor: één vrager",
    "coherence": "none:",
    "adequacy": "serious: één stem",
    "relevance": "none:",
    "rationale": "Er is weinig gezegd.",
}
"""A weak evidence grade with all that goes with it, and a rationale."""


def lay_open(study: Study, dimension: str, *assessors: str, best: int = -1) -> str:
    """An assessment of which the marks of the first round lie open; each assessor gives the same position."""
    names = assessors or (study.actor,)
    name = study.judgements.open(dimension, assessors=names)
    study.judgements.start(name)
    for coder in names:
        study.as_(coder).judgements.mark(name, best=best, low=best, high=best + 1)
    study.judgements.reveal(name)
    return name


def assess(study: Study) -> None:
    """One assessment in each phase, by who acts: in preparation, blind with a mark, in discussion, agreed, and closed."""
    preparing, blind, open_, agreed, closed = JUDGED
    study.judgements.open(preparing)
    name = study.judgements.open(blind)
    study.judgements.start(name)
    study.judgements.mark(name, best=0)
    lay_open(study, open_)
    for dimension in (agreed, closed):
        name = lay_open(study, dimension)
        study.judgements.agree(name, best=-1, low=-2, high=0, rationale="Zo lijkt het.")
        study.judgements.link(name, "passage:P1", "contradicts", agreed=True)
    study.judgements.close(name)
    study.judgements.pin("light", -1, "P1", note="Donker.")
