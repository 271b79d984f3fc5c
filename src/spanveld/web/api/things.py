"""Cases, sub-cases, waves, coders, parties, participants and sources: added, changed, removed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from spanveld.model.errors import N_, NotFound
from spanveld.session.people import Things
from spanveld.web.operations import Body, Call, Operation, known_columns

__all__ = ["OPERATIONS"]

KINDS = {
    "cases": "cases",
    "sub-cases": "sub_cases",
    "waves": "waves",
    "coders": "coders",
    "parties": "parties",
    "participants": "participants",
}
"""What stands in the address -> the group of the study."""
Value = str | int | bool | tuple[str, ...] | None


class ThingIn(Body):
    """A thing: its identifier (empty: the next free number) and its columns, as the study folder names them."""

    id: str = ""
    values: dict[str, Value] = {}  # noqa: RUF012 - each body has its own


class ValuesIn(Body):
    """Columns with their new values; the others stay."""

    values: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Listed:
    """All things of a kind: their columns by name."""

    things: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Named:
    """The thing that was added, changed or removed."""

    id: str


def _things(call: Call) -> Things:
    group = KINDS.get(call.names["kind"])
    if group is None:
        raise NotFound(N_("There is nothing at this address."))
    found: Things = getattr(call.study, group)
    return found


def _list(call: Call) -> Listed:
    return Listed(tuple(call.study.pages.things(_things(call).kind)))


def _add(call: Call) -> Named:
    if call.made is not None:
        return Named(call.made.subject)
    with known_columns():
        return Named(_things(call).add(call.body.id, **call.body.values))


def _edit(call: Call) -> Named:
    if call.made is None:
        with known_columns():
            _things(call).edit(call.names["id"], **call.body.values)
    return Named(call.names["id"])


def _remove(call: Call) -> Named:
    if call.made is None:
        _things(call).remove(call.names["id"], with_dependants=call.flag("with_dependants"))
    return Named(call.names["id"])


def _edit_source(call: Call) -> Named:
    if call.made is None:
        with known_columns():
            call.study.sources.edit(call.names["source"], **call.body.values)
    return Named(call.names["source"])


def _remove_source(call: Call) -> Named:
    if call.made is None:
        call.study.sources.remove(call.names["source"], with_dependants=call.flag("with_dependants"))
    return Named(call.names["source"])


DEPENDANTS = {"with_dependants": "1: remove or clear what rests on it too."}
OPERATIONS = (
    Operation(
        "GET",
        "/api/things/{kind}",
        _list,
        "All things of a kind: cases, sub-cases, waves, coders, parties, participants.",
        answers=Listed,
    ),
    Operation("POST", "/api/things/{kind}", _add, "Add a thing.", ThingIn, Named),
    Operation("PATCH", "/api/things/{kind}/{id}", _edit, "Change what is known of a thing.", ValuesIn, Named),
    Operation(
        "DELETE",
        "/api/things/{kind}/{id}",
        _remove,
        "Remove a thing; refused while others rest on it.",
        answers=Named,
        query=DEPENDANTS,
    ),
    Operation("PATCH", "/api/sources/{source}", _edit_source, "Change what is known of a source.", ValuesIn, Named),
    Operation(
        "DELETE",
        "/api/sources/{source}",
        _remove_source,
        "Remove a source with its text; refused while others rest on it.",
        answers=Named,
        query=DEPENDANTS,
    ),
)
