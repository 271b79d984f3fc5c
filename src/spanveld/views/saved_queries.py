"""Queries that were saved under a name: what they ask, and whether the study still has all that they name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spanveld.model.errors import N_, NotFound, Refused, Translate
from spanveld.model.names import natural
from spanveld.query.checking import check
from spanveld.query.faults import QueryError, nearest
from spanveld.query.following import followed
from spanveld.query.parsing import parse
from spanveld.query.printing import show
from spanveld.query.words import Words
from spanveld.store.records import Reader

__all__ = ["BY_NAME", "SavedLine", "expression_of", "fault_of", "rewritten", "saved_queries"]

BY_NAME = "@"
"""Before the identifier of a saved query, where a query is asked for."""


@dataclass(frozen=True, slots=True)
class SavedLine:
    """A saved query; ``fault``: why it cannot be asked any more, None where it can."""

    query: str
    title: str
    expression: str
    note: str
    fault: Refused | None

    def as_json(self, translate: Translate = lambda message: message) -> dict[str, Any]:
        """Plain values; the fault as text, with its place in the expression."""
        return {
            "query": self.query,
            "title": self.title,
            "expression": self.expression,
            "note": self.note,
            "fault": None if self.fault is None else {"message": self.fault.text(translate), **self.fault.details},
        }


def saved_queries(reader: Reader, words: Words) -> tuple[SavedLine, ...]:
    """All of them, in natural order of their titles."""
    rows = sorted(reader.rows("saved_query"), key=lambda row: (natural(row.title), natural(row.identifier)))
    return tuple(
        SavedLine(row.identifier, row.title, row.expression, row.note, fault_of(row.expression, words)) for row in rows
    )


def fault_of(expression: str, words: Words) -> QueryError | None:
    """What is wrong with a query in this study; None where nothing is."""
    try:
        check(parse(expression), words, expression)
    except QueryError as error:
        return error
    return None


def expression_of(reader: Reader, name: str) -> str:
    """What a saved query asks; NotFound where there is none of that name."""
    saved = {row.identifier: row.expression for row in reader.rows("saved_query")}
    if name not in saved:
        guess = nearest(name, saved)
        if guess:
            message = N_("There is no saved query '{name}' in this study. Did you mean {guess}?")
            raise NotFound(message, name=name, guess=guess)
        known = ", ".join(sorted(saved, key=natural)) or "-"
        raise NotFound(N_("There is no saved query '{name}' in this study; it has: {known}."), name=name, known=known)
    return str(saved[name])


def rewritten(expressions: Sequence[str], before: Words, after: Words, sent: Mapping[int, int]) -> list[str]:
    """Queries as they ask for the same codes after these got other names; each as it was written where nothing in it changes."""
    found = []
    for expression in expressions:
        try:
            tree = parse(expression)
        except QueryError:
            found.append(expression)
            continue
        now = followed(tree, before, after, sent)
        found.append(expression if now == tree else show(now))
    return found
