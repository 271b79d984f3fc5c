"""The form that writes queries: conditions that all hold, and how such passages lie to others; and a query put back into it.

A form says less than the language: a query that says more has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from spanveld.model.errors import N_, Refused, quoted
from spanveld.query.checking import FLAGS
from spanveld.query.faults import QueryError
from spanveld.query.parsing import parse
from spanveld.query.printing import show
from spanveld.query.tree import RELATIONS, WITH_DISTANCE, And, Node, Not, Related, Term, Value, every

__all__ = ["NEAR", "Condition", "QueryForm", "form_of", "narrowed", "written"]

NEAR = 200
"""Characters that may lie between where nobody said how many."""
PHRASES = ("text", "memo")
"""Fields whose value is one phrase; those of the others are separated by commas."""
_PATTERN = re.compile(r"[\w/*.-]+")


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition: a ``field`` as it is written in a query, and what it should hold; ``unlike``: it should not.

    Several values have commas between them: one of these. Without a value: any, or the mark of that name.
    """

    field: str
    value: str = ""
    unlike: bool = False


@dataclass(frozen=True, slots=True)
class QueryForm:
    """All of ``conditions`` hold; with a ``relation``, the passage lies so to one on which all of ``others`` hold.

    ``distance``: how many characters may lie between; empty: any number (200 for ``near``).
    """

    conditions: tuple[Condition, ...] = ()
    relation: str = ""
    distance: str = ""
    others: tuple[Condition, ...] = ()


def written(form: QueryForm) -> str:
    """The query that a form says; empty where it says nothing. Refused where a part of it makes no sense."""
    left, right = list(_parts(form.conditions)), list(_parts(form.others))
    if not left and not right:
        return ""
    if not left:
        raise Refused(N_("Say first which passages are meant: the first condition is empty."))
    if not form.relation or not right:
        return show(every(left))
    relation = next((name for name in RELATIONS if name == form.relation), None)
    if relation is None:
        raise Refused(N_("{relation} is no way in which passages lie to each other."), relation=quoted(form.relation))
    said = form.distance.strip()
    if said and not (said.isascii() and said.isdecimal()):
        raise Refused(N_("{distance} is no number of characters."), distance=quoted(said))
    distance = int(said) if said else NEAR if relation == "near" else None
    return show(Related(every(left), relation, distance if relation in WITH_DISTANCE else None, every(right)))


def narrowed(query: str, field: str, value: str) -> str:
    """The query with one condition more."""
    return show(every([parse(query), Term(tuple(field.split(".")), (Value(value),))]))


def form_of(query: Node) -> QueryForm | None:
    """The form that says a query; None where no form does."""
    if isinstance(query, Related):
        conditions, others = _conditions(query.left), _conditions(query.right)
        distance = "" if query.distance is None else str(query.distance)
        form = QueryForm(conditions or (), query.relation, distance, others or ())
    else:
        form = QueryForm(_conditions(query) or ())
    try:
        return form if parse(written(form)) == query else None
    except Refused:
        return None


def _parts(conditions: Iterable[Condition]) -> Iterable[Node]:
    for condition in conditions:
        if condition.field.strip():
            term = _term(condition)
            yield Not(term) if condition.unlike else term


def _term(condition: Condition) -> Term:
    try:
        field = parse(condition.field)
    except QueryError:
        field = None
    if not isinstance(field, Term) or field.values:
        raise Refused(N_("{field} is no name of a field."), field=quoted(condition.field))
    value = condition.value.strip()
    if field.field in [(name,) for name in FLAGS] and not value:
        return Term(field.field)
    if field.field in [(name,) for name in PHRASES]:
        if not value:
            raise Refused(N_("Say which words {field} should hold."), field=".".join(field.field))
        return Term(field.field, (_value(value),))
    return Term(
        field.field, tuple(_value(each.strip()) for each in value.split(",") if each.strip()) or (Value("*", True),)
    )


def _value(text: str) -> Value:
    return Value(text, "*" in text and _PATTERN.fullmatch(text) is not None)


def _conditions(node: Node) -> tuple[Condition, ...] | None:
    """The conditions that all hold; None where the tree is more than such a row."""
    found = []
    for part in node.parts if isinstance(node, And) else (node,):
        unlike = isinstance(part, Not)
        term = part.part if isinstance(part, Not) else part
        if not isinstance(term, Term) or term.by is not None:
            return None
        values = ",".join(value.text for value in term.values)
        found.append(Condition(show(Term(term.field)), "" if values == "*" else values, unlike))
    return tuple(found)
