"""Marking places in sources, and putting codes on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spanveld.actions.lookup import actor_id, code_named, find
from spanveld.actions.things import add, edit, remove
from spanveld.model.errors import N_, NotFound, Refused
from spanveld.model.records import REFLECTION
from spanveld.model.text import checksum, span_of
from spanveld.store.work import Row, Work, now

__all__ = [
    "add_coding",
    "add_passage",
    "check_exclusive",
    "current_text",
    "edit_passage",
    "place_passage",
    "put_code_on",
    "put_passage",
    "remove_coding",
    "remove_passage",
    "take_code_off",
]


def current_text(work: Work, source: str) -> tuple[Row, str]:
    """The row and the body of a source's newest text."""
    row = work.one("text", source_id=find(work, "source", source), superseded=0)
    body = None if row is None else work.body(row["erasable_id"])
    if row is None or body is None:
        raise NotFound(N_("The text of source '{source}' was erased."), source=source)
    return row, body


def add_passage(
    work: Work, /, source: str, start: int, end: int, *, passage: str = "", codes: Sequence[str] = (), **values: Any
) -> str:
    """Mark text[start:end] of a source (code points of its current text) for the actor, with codes ``layer/code``; gives its identifier."""
    name = put_passage(work, source, start, end, passage=passage, codes=codes, **values)
    work.record("add passage", [f"passage:{name}", f"source:{source}"])
    return name


def put_passage(
    work: Work, source: str, start: int, end: int, *, passage: str = "", codes: Sequence[str] = (), **values: Any
) -> str:
    """What ``add_passage`` does, as a part of another action: no entry is written."""
    text, body = current_text(work, source)
    span = span_of(body, start, end)
    coder = actor_id(work)
    values = {"voices": None, **values}
    extra = {"source_id": text["source_id"], "coder_id": coder, "doubt": ""}
    name = add(work, "passage", passage, extra, **values)
    number = find(work, "passage", name)
    _anchor(work, text["id"], number, body, span.start, span.end)
    _check_reflection(work, passage_id=number, text_id=text["id"])
    for code in codes:
        put_code_on(work, number, coder, coder, code)
    return name


def edit_passage(work: Work, /, passage: str, **values: Any) -> None:
    """Change what is known of a passage: voices, about, form, hedged, basis, memo."""
    if taken := sorted({"source", "coder", "doubt"} & set(values)):
        raise TypeError(f"{taken[0]} of a passage cannot be edited")
    number = find(work, "passage", passage)
    edit(work, "passage", number, **values)
    if "voices" in values:
        for text_id, _ in work.values("anchor", "text_id", "start", passage_id=number):
            _check_reflection(work, passage_id=number, text_id=text_id)
    work.record("edit passage", [f"passage:{passage}"])


def place_passage(work: Work, passage: str, start: int, end: int, *, action: str = "extend passage") -> None:
    """Let a passage run from ``start`` to ``end`` of its source's current text; settles a doubt about its place."""
    number = find(work, "passage", passage)
    source = work.values("passage", "source_id", id=number)[0][0]
    text, body = current_text(work, work.values("source", "identifier", id=source)[0][0])
    span = span_of(body, start, end)
    if work.row("anchor", (text["id"], number)) is None:
        _anchor(work, text["id"], number, body, span.start, span.end)
        work.update("passage", number, doubt="")
    else:
        proof = checksum(body, span.start, span.end)
        work.update("anchor", (text["id"], number), start=span.start, end=span.end, checksum=proof, fate="coded")
    work.record(action, [f"passage:{passage}"])


def remove_passage(work: Work, passage: str, *, with_dependants: bool = False, with_codings: bool = False) -> None:
    """Remove a passage; its codings and the evidence it gives count as resting on it.

    ``with_codings``: those of its own coder go along unasked; refused while anything else rests on it.
    """
    number = find(work, "passage", passage)
    if with_codings and not with_dependants:
        for coding, _ in work.values("coding", "id", "code_id", passage_id=number, coder_id=None):
            work.delete("coding", coding)
    remove(work, "passage", number, passage, with_dependants=with_dependants)
    work.record("remove passage", [f"passage:{passage}"])


def add_coding(work: Work, passage: str, code: str) -> None:
    """Put ``layer/code`` on a passage, by the actor."""
    row = _passage_row(work, passage)
    put_code_on(work, row["id"], row["coder_id"], actor_id(work), code)
    work.record("add coding", [f"passage:{passage}", f"code:{code}"])


def remove_coding(work: Work, passage: str, code: str, *, coder: str = "") -> None:
    """Take ``layer/code`` off a passage: the actor's own, or that of ``coder``."""
    take_code_off(work, _passage_row(work, passage), code, find(work, "coder", coder) if coder else actor_id(work))
    work.record("remove coding", [f"passage:{passage}", f"code:{code}"])


def take_code_off(work: Work, row: Row, code: str, coder: int) -> None:
    """Take ``layer/code`` of a coder off the passage of this row, as a part of another action."""
    place = {"passage_id": row["id"], "code_id": code_named(work, code)["id"]}
    found = work.one("coding", **place, coder_id=_coder_column(row["coder_id"], coder))
    if found is None:
        passage = row["identifier"]
        raise NotFound(N_("Passage '{passage}' does not carry {code} by this coder."), passage=passage, code=code)
    work.delete("coding", found["id"])


def check_exclusive(work: Work, passage_id: int) -> None:
    """Refused where a coder has two codes of one exclusive layer on the passage."""
    codings = work.rows("coding", passage_id=passage_id)
    layers = (
        dict(work.values("code", "id", "layer_id", id=[coding["code_id"] for coding in codings])) if codings else {}
    )
    exclusive = {layer for (layer,) in work.values("layer", "id", exclusive=1)}
    held = [
        (coding["coder_id"], layers[coding["code_id"]]) for coding in codings if layers[coding["code_id"]] in exclusive
    ]
    if len(set(held)) < len(held):
        raise Refused(
            N_(
                "A passage carries at most one code of an exclusive layer per coder; mark the same words as a second passage."
            )
        )


def _check_reflection(work: Work, *, passage_id: int, text_id: int) -> None:
    """Refused where a passage inside what the researcher thought was given a voice."""
    row, place = work.row("passage", (passage_id,)) or {}, work.row("anchor", (text_id, passage_id))
    if row["voiced"] != "given" or place is None:
        return
    turns = work.values("turn", "start", "end", text_id=text_id, role=REFLECTION)
    if any(start <= place["start"] and place["end"] <= end for start, end in turns):
        raise Refused(
            N_("This passage lies in a reflection of the researcher, which is nobody's voice; give it no voices.")
        )


def _passage_row(work: Work, passage: str) -> Row:
    return work.row("passage", (find(work, "passage", passage),)) or {}


def _anchor(work: Work, text_id: int, passage_id: int, body: str, start: int, end: int) -> None:
    proof = checksum(body, start, end)
    work.insert("anchor", text_id=text_id, passage_id=passage_id, start=start, end=end, checksum=proof, fate="coded")


def _coder_column(passage_coder: int | None, coder: int) -> int | None:
    """A coding by the passage's own coder leaves the column empty."""
    return None if coder == passage_coder else coder


def put_code_on(work: Work, passage_id: int, passage_coder: int | None, coder: int, code: str) -> None:
    """Put ``layer/code`` on a passage by a coder, as a part of another action."""
    found = code_named(work, code)
    column = _coder_column(passage_coder, coder)
    if work.values("coding", "id", passage_id=passage_id, code_id=found["id"], coder_id=column):
        raise Refused(N_("The passage carries {code} already."), code=code)
    work.insert("coding", passage_id=passage_id, code_id=found["id"], coder_id=column, created=now()[:19] + "Z")
    check_exclusive(work, passage_id)
