"""Places in a study, a field of a thing such as ``source S1 text``, in the reader's language."""

from __future__ import annotations

from spanveld.language.messages import Translate
from spanveld.model.errors import N_

__all__ = ["place"]

THINGS = {
    "study": N_("study"),
    "case": N_("case"),
    "sub_case": N_("sub-case"),
    "wave": N_("wave"),
    "party": N_("party"),
    "participant": N_("participant"),
    "consent": N_("consent"),
    "attribute": N_("attribute"),
    "source": N_("source"),
    "speaker": N_("speaker"),
    "passage": N_("passage"),
    "finding": N_("finding"),
    "evidence": N_("evidence"),
    "vignette": N_("vignette"),
    "memo": N_("memo"),
    "matrix_cell": N_("cell of the matrix"),
    "saved_query": N_("saved query"),
    "exchange": N_("import of a project"),
    "foreign": N_("part of an imported project"),
    "judgement": N_("judgement"),
    "assessment": N_("assessment"),
    "assessment_scope": N_("answer about the scope of an assessment"),
    "contrary_search": N_("search for what speaks against"),
    "anchor_example": N_("example of a position"),
    "rule_strain": N_("strained rule of the game"),
    "summary": N_("summary"),
    "guide": N_("guide"),
    "topic": N_("topic"),
    "layer": N_("layer"),
    "code": N_("code"),
}
FIELDS = {
    "text": N_("text"),
    "label": N_("label"),
    "value": N_("value"),
    "title": N_("title"),
    "name": N_("name"),
    "note": N_("note"),
    "file": N_("file"),
    "statement": N_("statement"),
}


def place(what: str, field: str, translate: Translate) -> str:
    """A kind of thing with its name, and the field of it; what has no word of its own stands as in the study folder.

    >>> place("sub_case east", "own", str)
    'sub-case east own'
    """
    kind, blank, name = what.strip().partition(" ")
    return f"{translate(THINGS.get(kind, kind))}{blank}{name} {translate(FIELDS.get(field, field))}"
