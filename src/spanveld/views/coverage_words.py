"""What states are called, and what has to be said beside the numbers of coverage, wherever they are shown."""

from __future__ import annotations

from spanveld.model.errors import N_

__all__ = ["COUNTED_ONCE", "GROUP_STATES", "HAS_TURNS", "JOINED", "MARKS", "ORDER_ONLY", "STATES"]

STATES = {
    "asked_spoken": N_("asked and spoken of"),
    "spoken_unasked": N_("spoken of without being asked"),
    "asked_nothing": N_("asked, nothing said"),
    "not_asked": N_("not asked"),
    "not_applicable": N_("not applicable"),
    "unmarked": N_("not marked yet"),
    "not_in_list": N_("not in this list"),
    "no_talk": N_("no talk"),
}
GROUP_STATES = {
    "heard": N_("heard"),
    "not_heard": N_("participants, but no words of theirs"),
    "nobody": N_("in the network, but nobody to speak for it"),
    "missing": N_("not in the study"),
}
JOINED = N_(
    "Where a participant had several talks, the strongest mark counts: asked and spoken of, before spoken of without being asked, before "
    "asked and nothing said, before not asked, before not applicable."
)
COUNTED_ONCE = N_("Passages as evidence: overlapping passages of different coders count once.")
ORDER_ONLY = N_(
    "This says when codes came up, no more. That few are new in the last sources proves nothing of people who were never asked."
)
HAS_TURNS = N_("Somebody of it speaks in a text, but nothing of that is marked yet.")
MARKS = {
    "asked_spoken": "●",
    "spoken_unasked": "◐",
    "asked_nothing": "○",
    "not_asked": "–",
    "not_applicable": "×",
    "unmarked": "?",
    "not_in_list": "·",
    "no_talk": "",
}
"""A sign for each state, beside its words: the form tells what colour alone would not."""
