"""The words of rules of the game and of the expectation test that pages, commands and files share."""

from __future__ import annotations

from spanveld.language.messages import Translate
from spanveld.model.errors import N_
from spanveld.model.records import STANCES
from spanveld.views.chafing import Found
from spanveld.views.rules_parts import STATES, Strain, TipsOver

__all__ = [
    "EFFECTS",
    "EXPECTED",
    "PROPOSITION",
    "RELATIONS",
    "SIGNS",
    "TRIED",
    "link_word",
    "passages_of",
    "tips_over_text",
]

PROPOSITION = N_("proposition")
SIGNS = {"confirmed": "●", "own": "◆", "changed": "◐", "proposed": "○", "refused": "×", "": ""}
"""A sign for each state of a cell."""
TRIED = {
    "tried": N_("tried"),
    "helped": N_("tried, and it helped"),
    "did_not_help": N_("tried, and it did not help"),
    "tipped_over": N_("tried, and it tipped over"),
}
EFFECTS = {
    "eases": N_("eases the collaboration"),
    "none": N_("no effect on the collaboration"),
    "hampers": N_("hampers the collaboration"),
    "unclear": N_("effect on the collaboration unclear"),
}
RELATIONS = {
    "responds_to": N_("responds to"),
    "reinforces": N_("reinforces"),
    "weakens": N_("weakens"),
    "matches": N_("matches"),
}
EXPECTED = {
    "found": N_("Expected and found"),
    "not_found": N_("Expected, not found"),
    "unexpected": N_("Found, not expected"),
}
COUNTS = {
    "supports": N_("{count} for"),
    "qualifies": N_("{count} qualify"),
    "contradicts": N_("{count} against"),
}


def link_word(strain: Strain, translate: Translate) -> str:
    """What a link is, in words: a proposition of the framework keeps that word, whatever became of it.

    ``proposition L01, confirmed``
    """
    state = translate(STATES[strain.state])
    if not strain.link:
        return state
    return f"{translate(PROPOSITION)} {strain.proposal or strain.link}, {state}"


def tips_over_text(told: TipsOver) -> str:
    """``authorise, influence: too much (everyone decides)``"""
    place = f"{told.dimension_label}, {told.part_label}: {told.said}"
    return f"{place} ({told.anchor})" if told.anchor else place


def passages_of(found: Found, translate: Translate) -> str:
    """``3 for, 1 against``; that there are none."""
    said = [translate(COUNTS[one]).format(count=found.counts[one]) for one in STANCES if found.counts[one]]
    return ", ".join(said) or translate(N_("no passages"))
