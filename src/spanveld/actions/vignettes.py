"""Vignettes: numbered boxes for the report, of passages and what the researcher says around them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spanveld.actions.lookup import find
from spanveld.actions.things import add, edit, remove
from spanveld.model.errors import N_, NotFound, Refused
from spanveld.model.names import natural
from spanveld.store.work import Row, Work

__all__ = [
    "add_vignette",
    "edit_vignette",
    "move_vignette",
    "order_passages",
    "put_passage_in",
    "remove_vignette",
    "take_passage_from",
]


def add_vignette(work: Work, /, title: str, *, vignette: str = "", passages: Sequence[str] = (), **values: Any) -> str:
    """Make a vignette of these passages, last in the order unless ``position`` says where; gives its identifier."""
    if len(set(passages)) < len(passages):
        raise Refused(N_("A passage stands in a vignette once."))
    values["case"] = _case(work, values.get("case") or "", values.get("sub_case") or "")
    if values.get("position") is None:
        values["position"] = max((place or 0 for (place,) in work.values("vignette", "position")), default=0) + 1
    name = add(work, "vignette", vignette, **{**values, "title": title})
    for position, passage in enumerate(passages, 1):
        add(work, "vignette_passage", "", vignette=name, passage=passage, position=position)
    work.record("add vignette", [_subject(name), *(f"passage:{passage}" for passage in passages)])
    return name


def edit_vignette(work: Work, /, vignette: str, **values: Any) -> None:
    """Change a vignette's title, text, case, sub-case, dimension or position."""
    number = find(work, "vignette", vignette)
    if "case" in values:
        theme = values["sub_case"] if "sub_case" in values else _sub_case(work, number)
        values["case"] = _case(work, values["case"] or "", theme or "")
    edit(work, "vignette", number, **values)
    work.record("edit vignette", [_subject(vignette)])


def move_vignette(work: Work, vignette: str, *, before: str = "") -> None:
    """Put a vignette before another in the order of the study (empty: at the end); letters follow. The others close up."""
    moved = find(work, "vignette", vignette)
    if before == vignette:
        return
    order = [row["id"] for row in _in_order(work.rows("vignette"), "identifier") if row["id"] != moved]
    order.insert(order.index(find(work, "vignette", before)) if before else len(order), moved)
    for position, number in enumerate(order, 1):
        work.update("vignette", number, position=position)
    work.record("move vignette", [_subject(vignette)])


def remove_vignette(work: Work, vignette: str, *, with_dependants: bool = False) -> None:
    """Remove a vignette; that passages stand in it rests on it, the passages themselves stay."""
    remove(work, "vignette", find(work, "vignette", vignette), vignette, with_dependants=with_dependants)
    work.record("remove vignette", [_subject(vignette)])


def put_passage_in(
    work: Work, vignette: str, passage: str, *, place: int | None = None, note: str | None = None
) -> None:
    """Put a passage in a vignette, at its ``place`` (1 is the first; None: last, or where it stands already), with a note on it.

    A passage that stands in it already is moved, and keeps its note where ``note`` is None.
    """
    number, quoted = find(work, "vignette", vignette), find(work, "passage", passage)
    if place is not None and (isinstance(place, bool) or not isinstance(place, int) or place < 1):
        raise Refused(N_("Places in a vignette are counted from 1."))
    rows = _passages(work, number)
    present = next((row for row in rows if row["passage_id"] == quoted), None)
    if present is None:
        added = add(work, "vignette_passage", "", vignette=vignette, passage=passage, note=note or "")
        order = [row["id"] for row in rows]
        order.insert(len(order) if place is None else place - 1, int(added))
    else:
        if note is not None:
            edit(work, "vignette_passage", present["id"], note=note)
        order = [row["id"] for row in rows]
        if place is not None:
            order.remove(present["id"])
            order.insert(place - 1, present["id"])
    _store_order(work, order)
    work.record("put passage in vignette", [_subject(vignette), f"passage:{passage}"])


def take_passage_from(work: Work, vignette: str, passage: str) -> None:
    """Take a passage out of a vignette; the passage itself stays."""
    rows = _passages(work, find(work, "vignette", vignette))
    quoted = find(work, "passage", passage)
    present = next((row for row in rows if row["passage_id"] == quoted), None)
    if present is None:
        raise NotFound(N_("Passage '{passage}' is not in vignette '{vignette}'."), passage=passage, vignette=vignette)
    work.delete("vignette_passage", present["id"])
    _store_order(work, [row["id"] for row in rows if row is not present])
    work.record("take passage from vignette", [_subject(vignette), f"passage:{passage}"])


def order_passages(work: Work, vignette: str, passages: Sequence[str]) -> None:
    """Put the passages of a vignette in this order; Refused where these are not just the ones that stand in it."""
    rows = {row["passage_id"]: row["id"] for row in _passages(work, find(work, "vignette", vignette))}
    wanted = [find(work, "passage", passage) for passage in passages]
    if sorted(wanted) != sorted(rows):
        raise Refused(
            N_("These are not the passages of vignette '{vignette}', each once; look at it again."), vignette=vignette
        )
    _store_order(work, [rows[passage] for passage in wanted])
    work.record("order vignette", [_subject(vignette)])


def _subject(vignette: str) -> str:
    return f"vignette:{vignette}"


def _case(work: Work, case: str, sub_case: str) -> str:
    """The case of a vignette: the one named; in a study with several, else its sub-case's."""
    if case or work.count("case") < 2:
        return case
    its = work.row("sub_case", (find(work, "sub_case", sub_case),)) if sub_case else None
    if its is None or its["case_id"] is None:
        raise Refused(N_("Say of which case this vignette is: the study has several."))
    return str((work.row("case", (its["case_id"],)) or {})["identifier"])


def _sub_case(work: Work, vignette: int) -> str:
    """The sub-case that a vignette has now."""
    its = (work.row("vignette", (vignette,)) or {})["sub_case_id"]
    return "" if its is None else str((work.row("sub_case", (its,)) or {})["identifier"])


def _passages(work: Work, vignette: int) -> list[Row]:
    """The rows of its passages, in order."""
    rows = work.rows("vignette_passage", vignette_id=vignette)
    names = dict(work.values("passage", "id", "identifier", id=[row["passage_id"] for row in rows])) if rows else {}
    return _in_order([{**row, "identifier": names[row["passage_id"]]} for row in rows], "identifier")


def _in_order(rows: Sequence[Row], name: str) -> list[Row]:
    """Rows by position, those without one last; in natural order where these say nothing."""
    return sorted(rows, key=lambda row: (row["position"] is None, row["position"] or 0, natural(row[name])))


def _store_order(work: Work, order: Sequence[int]) -> None:
    for position, number in enumerate(order, 1):
        work.update("vignette_passage", number, position=position)
