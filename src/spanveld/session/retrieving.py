"""Asking in the retrieval language: what is found as an answer, as text, and as a file of all passages, written while it is read."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

from spanveld.actions.theory import parse_framework
from spanveld.language.messages import translator
from spanveld.model.errors import N_, Refused
from spanveld.query.answering import Budget
from spanveld.query.form import Condition, QueryForm, narrowed, written
from spanveld.reports import retrieval_csv, retrieval_xlsx
from spanveld.reports.lines import Line
from spanveld.reports.retrieval_text import lines
from spanveld.session.files import writing_whole
from spanveld.session.searching import make_current
from spanveld.store.records import Reader
from spanveld.views.find_page import FindPage, Understood, find_page, understood
from spanveld.views.query_fields import FieldGroup
from spanveld.views.retrieval import Found, FoundPassage, ask, find, shown_of
from spanveld.views.saved_queries import BY_NAME, SavedLine, expression_of

if TYPE_CHECKING:
    from spanveld.store.database import Store

__all__ = [
    "MOST_ROWS",
    "Condition",
    "FieldGroup",
    "FindPage",
    "Found",
    "FoundPassage",
    "QueryForm",
    "SavedLine",
    "Understood",
    "export",
    "export_to",
    "find_in",
    "found_csv",
    "found_lines",
    "narrowed",
    "page_in",
    "understood_in",
    "written",
]

MOST_ROWS = 10_000
"""Rows that are given at a time, where a number is asked for."""
MOST_CONTEXT = 5_000


def find_in(
    store: Store,
    query: str,
    *,
    limit: int | None,
    offset: int,
    context: int,
    seconds: float = 30.0,
    stopped: Callable[[], bool] = lambda: False,
) -> Found:
    """Ask the study; Refused for numbers that make no sense, Stopped where ``stopped`` said that nobody waits any more."""
    for name, number, most in (
        ("limit", limit or 0, MOST_ROWS),
        ("offset", offset, 2**31),
        ("context", context, MOST_CONTEXT),
    ):
        if not 0 <= number <= most:
            raise Refused(
                N_("'{name}' is a number from 0 to {most}, not {number}."), name=name, most=most, number=number
            )
    make_current(store)
    with store.reading() as connection:
        reader = Reader(connection, store.study_id, parse_framework)
        asked, budget = asked_for(reader, query), _budget(seconds, stopped)
        return find(reader, store.columns, asked, limit=limit, offset=offset, context=context, budget=budget)


def page_in(
    store: Store, query: str, *, limit: int, offset: int, context: int, seconds: float, stopped: Callable[[], bool]
) -> FindPage:
    """What the page of a query shows."""
    make_current(store)
    with store.reading() as connection:
        reader = Reader(connection, store.study_id, parse_framework)
        numbers = {"limit": limit, "offset": offset, "context": context}
        return find_page(reader, store.columns, query, budget=_budget(seconds, stopped), **numbers)


def understood_in(store: Store, query: str) -> Understood:
    """What a query asks, or what is wrong with it."""
    with store.reading() as connection:
        return understood(Reader(connection, store.study_id, parse_framework), store.columns, query)


def asked_for(reader: Reader, query: str) -> str:
    """The query that is meant: ``@NAME`` is the saved one of that name."""
    name = query.strip()
    return expression_of(reader, name.removeprefix(BY_NAME).strip()) if name.startswith(BY_NAME) else query


def export_to(
    store: Store,
    query: str,
    file: IO[bytes],
    *,
    excel: bool,
    context: int,
    seconds: float,
    stopped: Callable[[], bool] = lambda: False,
    with_people: bool = False,
) -> None:
    """Write all passages that a query finds to a file, as CSV or for Excel; what was read is not held.

    ``with_people``: with columns for the level, the parties and the attributes of the voices.
    """
    make_current(store)
    with store.reading() as connection:
        reader, budget = Reader(connection, store.study_id, parse_framework), _budget(seconds, stopped)
        asked = ask(reader, store.columns, asked_for(reader, query), budget)
        rows = shown_of(reader, asked, asked.rows, context, budget)
        people = retrieval_csv.People(*asked.people) if with_people else retrieval_csv.NOBODY
        if excel:
            language = translator(reader.study.language)
            retrieval_xlsx.write(file, rows, asked.attributes, asked.query, language, people)
        else:
            file.writelines(part.encode() for part in retrieval_csv.lines(rows, asked.attributes, people))


def export(store: Store, query: str, path: Path, *, context: int, seconds: float, with_people: bool = False) -> None:
    """Write all passages that a query finds to a file, whole or not at all; Refused where its name ends otherwise."""
    ending = path.suffix.lower()
    if ending not in (".csv", ".xlsx"):
        raise Refused(N_("{file} is no file of passages: it ends in .csv or .xlsx."), file=path.name)
    with writing_whole(path) as file:
        excel = ending == ".xlsx"
        export_to(store, query, file, excel=excel, context=context, seconds=seconds, with_people=with_people)


def found_lines(found: Found, *, width: int) -> Iterator[Line]:
    """What was found as lines of text, in the study's language."""
    return lines(found, width=width)


def found_csv(found: Found) -> str:
    """The rows as CSV."""
    return retrieval_csv.render(found)


def _budget(seconds: float, stopped: Callable[[], bool]) -> Budget:
    return Budget(deadline=time.monotonic() + seconds, stopped=stopped)
