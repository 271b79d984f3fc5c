"""Queries: understood while they are typed, written by a form; and those that are saved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from spanveld.model.errors import N_, Refused
from spanveld.web.operations import Body, Call, Invalid, Operation

if TYPE_CHECKING:
    from spanveld.session.retrieving import Condition, QueryForm

__all__ = ["MOST_CONDITIONS", "OPERATIONS", "form_in"]

COLUMNS = ("title", "expression", "note")
MOST_CONDITIONS = 12
"""Conditions that a form has on either side."""


class QueryIn(Body):
    """A query to save: ``title``, ``expression`` (the query), ``note``; ``id`` left out is made of the title."""

    id: str = ""
    values: dict[str, str]


class QueryChangesIn(Body):
    """Of a saved query what is new; the rest stays."""

    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a query; ``start`` and ``end`` in code points, ``guess``: what was probably meant."""

    message: str
    start: int
    end: int
    guess: str


@dataclass(frozen=True, slots=True)
class FormOut:
    """A query as a form says it: rows of (field, value, unlike) on either side of a relation."""

    conditions: tuple[Mapping[str, Any], ...]
    relation: str
    distance: str
    others: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class UnderstoodOut:
    """What a query asks (``@NAME``: the saved one), what is wrong with it, and the form that says it, where one does."""

    expression: str
    fault: Fault | None
    form: FormOut | None


@dataclass(frozen=True, slots=True)
class Written:
    """The query that a form says."""

    query: str


@dataclass(frozen=True, slots=True)
class SavedOut:
    """A saved query; ``fault``: why it cannot be asked any more, empty where it can."""

    query: str
    title: str
    expression: str
    note: str
    fault: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """The saved query that was added, changed or removed."""

    id: str


def form_in(query: Mapping[str, str]) -> QueryForm:
    """The form behind the ``?``: ``f1``, ``v1``, ``n1``, ... before the relation, ``g1``, ``w1``, ``m1``, ... behind it."""
    from spanveld.session.retrieving import (
        QueryForm,
    )  # loads numpy, which a server does without until it is asked a query

    return QueryForm(
        tuple(_conditions(query, "f", "v", "n")),
        query.get("relation", ""),
        query.get("distance", ""),
        tuple(_conditions(query, "g", "w", "m")),
    )


def _conditions(query: Mapping[str, str], field: str, value: str, unlike: str) -> Iterator[Condition]:
    from spanveld.session.retrieving import Condition

    for place in range(1, MOST_CONDITIONS + 1):
        if query.get(f"{field}{place}", ""):
            said = query.get(f"{value}{place}", "")
            yield Condition(query[f"{field}{place}"], said, query.get(f"{unlike}{place}", "") == "1")


def _understand(call: Call) -> UnderstoodOut:
    found = call.study.pages.understand(call.query.get("q", ""))
    fault, form = None, None
    if found.fault is not None:
        place: dict[str, Any] = {"start": 0, "end": 0, "guess": "", **found.fault.details}
        fault = Fault(_message(found.fault, call), place["start"], place["end"], place["guess"])
    if found.form is not None:
        form = FormOut(
            tuple(map(asdict, found.form.conditions)),
            found.form.relation,
            found.form.distance,
            tuple(map(asdict, found.form.others)),
        )
    return UnderstoodOut(found.expression, fault, form)


def _message(fault: Refused, call: Call) -> str:
    """What is wrong, without the drawing of its place."""
    return fault.text(call.translate).partition("\n")[0]


def _write(call: Call) -> Written:
    from spanveld.session.retrieving import written

    return Written(written(form_in(call.query)))


def _list(call: Call) -> tuple[SavedOut, ...]:
    return tuple(
        SavedOut(
            one.query, one.title, one.expression, one.note, "" if one.fault is None else one.fault.text(call.translate)
        )
        for one in call.study.queries.list()
    )


def _save(call: Call) -> NamedQuery:
    if call.made is not None:
        return NamedQuery(call.made.subject)
    values = _checked(call.body.values)
    for name in ("title", "expression"):
        if not values.get(name, "").strip():
            raise Refused(N_("{name}: a saved query needs it."), name=name)
    return NamedQuery(
        call.study.queries.add(values.pop("title"), values.pop("expression"), query=call.body.id, **values)
    )


def _change(call: Call) -> NamedQuery:
    name = call.names["query"]
    if call.made is None:
        call.having_seen(f"saved_query:{name}").queries.edit(name, **_checked(call.body.values))
    return NamedQuery(name)


def _remove(call: Call) -> NamedQuery:
    name = call.names["query"]
    if call.made is None:
        call.having_seen(f"saved_query:{name}").queries.remove(name)
    return NamedQuery(name)


def _checked(values: Mapping[str, str]) -> dict[str, str]:
    if unknown := sorted(set(values) - set(COLUMNS)):
        raise Invalid(
            N_("A saved query has no {unknown}; it has {known}."), unknown=", ".join(unknown), known=", ".join(COLUMNS)
        )
    return dict(values)


_FORM = {
    "f1": "The field of the first condition; f2, f3, ... of the others.",
    "v1": "Its value; several have commas between them.",
    "n1": "1: it does not hold.",
    "relation": "How such a passage lies to another one: overlaps, inside, contains, near, follows, precedes.",
    "distance": "How many characters may lie between.",
    "g1": "The field of the first condition on the other passage; w1 and m1 as v1 and n1.",
}
OPERATIONS = (
    Operation(
        "GET",
        "/api/queries/understood",
        _understand,
        "What a query asks, or what is wrong with it and where.",
        answers=UnderstoodOut,
        query={"q": "The query."},
    ),
    Operation("GET", "/api/queries/written", _write, "The query that a form says.", answers=Written, query=_FORM),
    Operation("GET", "/api/queries", _list, "The saved queries.", answers=tuple[SavedOut, ...]),
    Operation("POST", "/api/queries", _save, "Save a query.", QueryIn, NamedQuery),
    Operation("PATCH", "/api/queries/{query}", _change, "Change a saved query.", QueryChangesIn, NamedQuery),
    Operation("DELETE", "/api/queries/{query}", _remove, "Remove a saved query.", answers=NamedQuery),
)
