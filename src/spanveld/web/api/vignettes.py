"""Vignettes: numbered boxes for the report, made of passages and what the researcher says around them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from spanveld.session import Study
from spanveld.session.pages import Box, Vignettes
from spanveld.web.operations import Body, Call, Operation

__all__ = ["OPERATIONS"]


class VignetteIn(Body):
    """A vignette to make. ``id``: its identifier (empty: the next free number); ``text`` cites passages as ``[K12]``."""

    title: str
    id: str = ""
    text: str = ""
    case: str = ""
    sub_case: str = ""
    dimension: str = ""
    passages: tuple[str, ...] = ()


class VignetteEdit(Body):
    """What of a vignette is to change; what is left out stays, an empty text takes it away."""

    title: str | None = None
    text: str | None = None
    case: str | None = None
    sub_case: str | None = None
    dimension: str | None = None


class MoveIn(Body):
    """The vignette before which it comes (empty: at the end)."""

    before: str = ""


class PlaceIn(Body):
    """Where a passage stands in a vignette (1: first; left out: last, or where it stands), and the note on it (left out: as it is)."""

    place: int | None = None
    note: str | None = None


class OrderIn(Body):
    """All passages of a vignette, in their order."""

    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NamedVignette:
    """The vignette that was made, changed or removed; ``box`` as it is now, None where it is gone."""

    id: str
    box: Box | None


def _list(call: Call) -> Vignettes:
    return call.study.pages.vignettes()


def _add(call: Call) -> NamedVignette:
    if call.made is not None:
        return _now(call, call.made.subject)
    values = call.body.model_dump(exclude={"title", "id", "passages"})
    made = call.study.vignettes.add(
        call.body.title, vignette=call.body.id, passages=call.body.passages, **{k: v for k, v in values.items() if v}
    )
    return _now(call, made)


def _edit(call: Call) -> NamedVignette:
    if call.made is None:
        values = {name: value for name, value in call.body.model_dump().items() if value is not None}
        _seen(call).vignettes.edit(_name(call), **values)
    return _now(call, _name(call))


def _move(call: Call) -> NamedVignette:
    if call.made is None:
        _seen(call).vignettes.move(_name(call), before=call.body.before)
    return _now(call, _name(call))


def _remove(call: Call) -> NamedVignette:
    if call.made is None:
        _seen(call).vignettes.remove(_name(call), with_dependants=call.flag("with_dependants"))
    return NamedVignette(_name(call), None)


def _put(call: Call) -> NamedVignette:
    if call.made is None:
        body = call.body
        _seen(call).vignettes.put(_name(call), call.names["passage"], place=body.place, note=body.note)
    return _now(call, _name(call))


def _take(call: Call) -> NamedVignette:
    if call.made is None:
        _seen(call).vignettes.take(_name(call), call.names["passage"])
    return _now(call, _name(call))


def _reorder(call: Call) -> NamedVignette:
    if call.made is None:
        _seen(call).vignettes.reorder(_name(call), call.body.passages)
    return _now(call, _name(call))


def _name(call: Call) -> str:
    return call.names["vignette"]


def _seen(call: Call) -> Study:
    return call.having_seen(f"vignette:{_name(call)}")


def _now(call: Call, vignette: str) -> NamedVignette:
    """The vignette as it is now; of one that was removed since, only its name."""
    boxes = call.study.pages.vignettes().vignettes
    return NamedVignette(vignette, next((box for box in boxes if box.vignette == vignette), None))


ONE = "/api/vignettes/{vignette}"
PASSAGE = "/api/vignettes/{vignette}/passages/{passage}"
DEPENDANTS: dict[str, Any] = {"with_dependants": "1: also where passages stand in it; the passages themselves stay."}
OPERATIONS = (
    Operation(
        "GET", "/api/vignettes", _list, "The vignettes in the order of their numbers, with quotes.", answers=Vignettes
    ),
    Operation("POST", "/api/vignettes", _add, "Make a vignette of passages and a frame.", VignetteIn, NamedVignette),
    Operation("PATCH", ONE, _edit, "Change a vignette.", VignetteEdit, NamedVignette),
    Operation("POST", f"{ONE}/move", _move, "Put a vignette before another.", MoveIn, NamedVignette),
    Operation("DELETE", ONE, _remove, "Remove a vignette.", answers=NamedVignette, query=DEPENDANTS),
    Operation(
        "PUT",
        PASSAGE,
        _put,
        "Put a passage in a vignette, move it there, or note something on it.",
        PlaceIn,
        NamedVignette,
    ),
    Operation("DELETE", PASSAGE, _take, "Take a passage out of a vignette.", answers=NamedVignette),
    Operation(
        "PUT", f"{ONE}/passages", _reorder, "Put the passages of a vignette in an order.", OrderIn, NamedVignette
    ),
)
