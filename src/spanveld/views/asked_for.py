"""Queries that pages and commands offer beside a number: what the number counts, in the retrieval language."""

from __future__ import annotations

from spanveld.query.checking import FIELDS
from spanveld.query.printing import show
from spanveld.query.tree import And, Node, Not, Or, Term, Value, every

__all__ = ["coded", "in_sub_case", "one_of", "written"]

ANY = Value("*", True)


def one_of(field: str, *values: str) -> Node:
    """A field of the language that holds one of these."""
    return Term(tuple(field.split(".")), tuple(map(Value, values)))


def coded(layer: str, *codes: str) -> Node:
    """One of these codes of a layer."""
    field = ("layer", layer) if layer in FIELDS else (layer,)
    return Term(field, tuple(map(Value, codes)))


def in_sub_case(sub_case: str, *, coded_too: bool) -> Node:
    """A passage of a sub-case: by its code of that role (``coded_too``: the study has such codes), else by its source."""
    by_source = one_of("source.sub_case", sub_case)
    if not coded_too:
        return by_source
    field = ("sub_case",)
    return Or((Term(field, (Value(sub_case),)), And((by_source, Not(Term(field, (ANY,)))))))


def written(*parts: Node | None) -> str:
    """All of these at once, as a query is written; empty where nothing is asked."""
    asked = [part for part in parts if part is not None]
    return show(every(asked)) if asked else ""
