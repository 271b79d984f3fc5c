"""Comments and coloured words of a Word file as codings: how people code in Word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from spanveld.actions.codes import put_code
from spanveld.actions.lookup import layer_named
from spanveld.actions.passages import put_passage
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
        row = layer_named(work, layer)
    except UnknownName:
        position = 1 + max((place for (place,) in work.values("layer", "position")), default=-1)
        add(work, "layer", check_identifier(layer), {"position": position}, role="none", open=True, exclusive=False)
        row = layer_named(work, layer)
    known: dict[str, str] = {}
    for code, nl, en in work.values("code", "identifier", "label_nl", "label_en", layer_id=row["id"]):
        known |= {_folded(name): code for name in (nl, en, code) if name}
    made = passages = 0
    for comment in comments:
        start, end = comment.start, comment.end
        if start >= end or not text[start:end].strip():
            continue
        said = comment.text.strip()
        is_code = bool(said) and len(said) <= LONGEST_CODE and "\n" not in said
        label = said if is_code else REMARKED
        if _folded(label) not in known:
            code = _free_name(label, set(known.values()))
            put_code(work, layer, code, "", {"label_nl": label, "label_en": label} if is_code else {})
            known[_folded(label)] = code
            made += 1
        author = comment.author if comment.kind == "comment" and comment.author not in ("", work.actor) else ""
        memo = "" if is_code else said
        if author:
            memo = f"{author}: {memo}" if memo else author
        put_passage(work, source, start, end, codes=[f"{layer}/{known[_folded(label)]}"], memo=memo)
        passages += 1
    return passages, made


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _free_name(label: str, taken: set[str]) -> str:
    """A code's name made of a label: plain letters, digits and hyphens, and a number where it is taken."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or REMARKED
    number = 2
    free = name
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    return free
