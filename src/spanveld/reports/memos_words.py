"""What memos are called in words: the kinds of memos, and the kinds of things that they are on."""

from __future__ import annotations

from spanveld.model.errors import N_

__all__ = ["MEMO_KINDS", "MEMO_SUBJECTS"]

MEMO_KINDS = {
    "note": N_("note"),
    "method": N_("method"),
    "theory": N_("theory"),
    "reflexive": N_("reflexive"),
    "ethics": N_("ethics"),
}
MEMO_SUBJECTS = {
    "study": N_("The study"),
    "case": N_("Cases"),
    "sub_case": N_("Sub-cases"),
    "wave": N_("Waves"),
    "coder": N_("Coders"),
    "party": N_("Parties"),
    "participant": N_("Participants"),
    "source": N_("Sources"),
    "passage": N_("Passages"),
    "finding": N_("Findings"),
    "code": N_("Codes"),
}
