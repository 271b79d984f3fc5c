"""Saved queries: kept, changed, removed; and made to follow codes that get other names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from spanveld.actions.lookup import find
from spanveld.actions.theory import parse_framework
from spanveld.actions.things import add, edit, remove
from spanveld.model.errors import N_, Refused
from spanveld.model.names import name_for
from spanveld.store.records import Reader
from spanveld.store.work import Work

__all__ = ["add_query", "edit_query", "queries_follow", "remove_query"]


def add_query(work: Work, /, expression: str, *, title: str = "", query: str = "", note: str = "") -> str:
    """Save a query under a title; gives its identifier, made of the title where none is given.

    QueryError where it cannot be read or does not fit the study.
    """
    title, expression = title.strip() or query.strip(), _checked(work, expression)
    if not title:
        raise Refused(N_("A saved query needs a title."))
    if not query:
        query = name_for(title, {name for (name,) in work.values("saved_query", "identifier")})
    name = add(work, "saved_query", query, title=title, expression=expression, note=note)
    work.record("save query", [f"saved_query:{name}"])
    return name


def edit_query(work: Work, /, query: str, **values: Any) -> None:
    """Change a saved query's title, expression or note."""
    number = find(work, "saved_query", query)
    if "expression" in values:
        values["expression"] = _checked(work, values["expression"] or "")
    if "title" in values and not (values["title"] or "").strip():
        raise Refused(N_("A saved query needs a title."))
    edit(work, "saved_query", number, **values)
    work.record("edit query", [f"saved_query:{query}"])


def remove_query(work: Work, query: str) -> None:
    """Remove a saved query; the passages that it finds stay."""
    remove(work, "saved_query", find(work, "saved_query", query), query, with_dependants=False)
    work.record("remove query", [f"saved_query:{query}"])


@contextmanager
def queries_follow(work: Work, sent: Mapping[int, int] | None = None) -> Iterator[None]:
    """In which codes get other names: saved queries and logged searches that named one are rewritten, as a part of the same change.

    ``sent``: the number of a code that goes -> of the one that takes its place; read when all is done.
    """
    saved = [("saved_query", "expression", row) for row in work.rows("saved_query")]
    saved += [("contrary_search", "query", row) for row in work.rows("contrary_search")]
    if not saved:
        yield
        return
    from spanveld.views.query_words import words_of  # loads numpy, which most changes do without
    from spanveld.views.saved_queries import rewritten

    before = words_of(_reader(work))
    yield
    after = words_of(_reader(work))
    now = rewritten([row[column] for _, column, row in saved], before, after, sent or {})
    for (table, column, row), expression in zip(saved, now, strict=True):
        work.update(table, row["id"], **{column: expression})


def _checked(work: Work, expression: str) -> str:
    from spanveld.views.query_words import words_of
    from spanveld.views.saved_queries import fault_of

    expression = expression.strip()
    if fault := fault_of(expression, words_of(_reader(work))):
        raise fault
    return expression


def _reader(work: Work) -> Reader:
    return Reader(work.connection, work.study_id, parse_framework)
