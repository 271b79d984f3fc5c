"""A query that goes on asking for the same codes where these get other names."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping

from spanveld.query.checking import FIELDS, LAYER
from spanveld.query.choosing import Chooser
from spanveld.query.faults import QueryError
from spanveld.query.tree import And, Node, Not, Or, Related, Term, Value, Voices
from spanveld.query.words import LayerWords, Named, Words

__all__ = ["followed"]


def followed(query: Node, before: Words, after: Words, sent: Mapping[int, int]) -> Node:
    """The query with codes as they are called ``after``; ``sent``: the number of a code that is no more -> of the one it went into.

    A name that stood for nothing, that stands for the same still, or of which the code is gone without a successor, stays as it
    was written; so does a pattern.
    """
    return _each_term(query, lambda term: _term(term, before, after, sent))


def _each_term(node: Node, change: Callable[[Term], Term]) -> Node:
    """The tree with each condition changed that is not one on a person."""
    match node:
        case And(parts):
            return And(tuple(_each_term(part, change) for part in parts))
        case Or(parts):
            return Or(tuple(_each_term(part, change) for part in parts))
        case Not(part):
            return Not(_each_term(part, change))
        case Related(left, relation, distance, right):
            return Related(_each_term(left, change), relation, distance, _each_term(right, change))
        case Voices():
            return node
        case Term():
            return change(node)


def _term(term: Term, before: Words, after: Words, sent: Mapping[int, int]) -> Term:
    layer = _layer_of(term, before)
    now = None if layer is None else _same(layer, after, sent)
    if layer is None or now is None:
        return term
    values = dict.fromkeys(_value(value, layer, now, sent) for value in term.values)
    field = term.field
    still = _layer_of(term, after)
    if still is None or still.name != now.name:
        field = (LAYER, now.name) if now.name in FIELDS else (now.name,)
    return dataclasses.replace(term, field=field, values=tuple(values))


def _layer_of(term: Term, words: Words) -> LayerWords | None:
    """The layer whose codes a condition asks for; None where it asks for something else, or it is not plain which."""
    name = ".".join(term.field)
    if name in FIELDS or not term.values:
        return None
    found = words.layers_called(name.removeprefix(f"{LAYER}.") if len(term.field) > 1 else name)
    return found[0] if len(found) == 1 else None


def _same(layer: LayerWords, words: Words, sent: Mapping[int, int]) -> LayerWords | None:
    """The layer as it is in other words: the one that has its codes, or what became of them."""
    numbers = {sent.get(code.number, code.number) for code in layer.codes}
    by_name = [each for each in words.layers if each.qualified == layer.qualified]
    return next(
        iter(by_name or [each for each in words.layers if numbers & {code.number for code in each.codes}]), None
    )


def _value(value: Value, layer: LayerWords, now: LayerWords, sent: Mapping[int, int]) -> Value:
    code = _code(value, layer)
    wanted = None if code is None else sent.get(code, code)
    called = next((each.code for each in now.codes if each.number == wanted), "")
    return value if not called or _code(value, now) == wanted else Value(called)


def _code(value: Value, layer: LayerWords) -> int | None:
    """The number of the code that a value names; None for a pattern, and where it names none."""
    if value.pattern:
        return None
    known: Iterable[Named] = [Named(code.number, code.code, code.labels) for code in layer.codes]
    try:
        return next(iter(Chooser("").numbers("", [value], list(known))))
    except QueryError:
        return None
