"""Comments and coloured words of a Word file as codings: how people code in Word."""

from __future__ import annotations

from collections.abc import Sequence

from spanveld.actions.lookup import layer_named
from spanveld.actions.passages import put_passage
from spanveld.actions.terms import Terms
from spanveld.actions.things import add
from spanveld.formats.sources.parts import Comment
from spanveld.model.framework_names import UnknownName
from spanveld.model.names import check_identifier
from spanveld.store.work import Work

__all__ = ["take_comments"]

LONGEST_CODE = 60
"""Characters: a longer comment is a remark, not the name of a code."""
REMARKED = "comment"
"""The code of passages whose comment is a remark; the remark becomes the passage's memo."""


def take_comments(work: Work, source: str, text: str, comments: Sequence[Comment], layer: str) -> tuple[int, int]:
    """A passage with a code of this layer for each comment; gives how many passages, and how many codes were made.

    The layer is made where the study has none of that name; Refused where it is closed and a comment names no code of it. A comment
    of a line is a code, found by its name or label; a longer one is the passage's memo under the code ``comment``. Who wrote it
    stands in the memo, unless it is the actor.
    """
    try:
        layer_named(work, layer)
    except UnknownName:
        position = 1 + max((place for (place,) in work.values("layer", "position")), default=-1)
        add(work, "layer", check_identifier(layer), {"position": position}, role="none", open=True, exclusive=False)
    terms = Terms(work, layer)
    passages = 0
    for comment in comments:
        start, end = comment.start, comment.end
        if start >= end or not text[start:end].strip():
            continue
        said = comment.text.strip()
        is_code = bool(said) and len(said) <= LONGEST_CODE and "\n" not in said
        code = terms.named(said if is_code else REMARKED, labelled=is_code)
        author = comment.author if comment.kind == "comment" and comment.author not in ("", work.actor) else ""
        memo = "" if is_code else said
        if author:
            memo = f"{author}: {memo}" if memo else author
        put_passage(work, source, start, end, codes=[code], memo=memo)
        passages += 1
    return passages, terms.made
