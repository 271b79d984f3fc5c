"""The page on which a study is asked a query: the answer or what is wrong, the form that says it, and what was saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from spanveld.model.errors import NotFound, Refused
from spanveld.query.answering import Budget
from spanveld.query.faults import QueryError
from spanveld.query.form import QueryForm, form_of
from spanveld.query.parsing import parse
from spanveld.store import journal
from spanveld.store.columns import KeptColumns
from spanveld.store.records import Reader
from spanveld.views.codebook import CodeEntry, codebook
from spanveld.views.query_fields import FieldGroup, field_groups
from spanveld.views.query_words import words_of
from spanveld.views.retrieval import Found, find
from spanveld.views.saved_queries import BY_NAME, SavedLine, expression_of, fault_of, saved_queries

__all__ = ["CodeLabel", "FindPage", "Understood", "find_page", "understood"]


@dataclass(frozen=True, slots=True)
class CodeLabel:
    """A code as a page names it. ``role``: of its layer; ``style``: of a dimension or kind its place among them, else -1."""

    label: str
    layer: str
    role: str
    style: int


@dataclass(frozen=True, slots=True)
class Understood:
    """A query as the study understands it: ``expression`` is what is asked; ``form``: the form that says it, None where none does."""

    expression: str
    saved: str = ""
    fault: Refused | None = None
    form: QueryForm | None = None


@dataclass(frozen=True, slots=True)
class FindPage:
    """What the page shows; true up to journal entry ``sequence``. ``found``: None where nothing was asked, or it could not be answered.

    ``labels``: ``layer/code`` -> what it is called.
    """

    understood: Understood
    found: Found | None
    groups: tuple[FieldGroup, ...]
    saved: tuple[SavedLine, ...]
    labels: Mapping[str, CodeLabel]
    sequence: int


def find_page(
    reader: Reader, kept: KeptColumns, query: str, *, limit: int, offset: int, context: int, budget: Budget
) -> FindPage:
    """The page for a query (empty: nothing is asked yet); a fault of the query is told and not raised."""
    _, words = kept.with_names(reader.connection, reader.study_id, lambda: words_of(reader))
    layers = codebook(reader).layers
    said = understood(reader, kept, query)
    found = None
    if said.expression and said.fault is None:
        try:
            numbers = {"limit": limit, "offset": offset, "context": context}
            found = find(reader, kept, said.expression, budget=budget, **numbers)
        except Refused as fault:
            said = replace(said, fault=fault)
    return FindPage(
        understood=said,
        found=found,
        groups=field_groups(words, layers),
        saved=saved_queries(reader, words),
        labels={
            _full(layer.layer, code): CodeLabel(code.label, layer.label, layer.role, code.style)
            for layer in layers
            for code in layer.codes
        },
        sequence=journal.newest(reader.connection, reader.study_id),
    )


def understood(reader: Reader, kept: KeptColumns, query: str) -> Understood:
    """What a query asks, or what is wrong with it."""
    query = query.strip()
    name = query.removeprefix(BY_NAME).strip() if query.startswith(BY_NAME) else ""
    if name:
        try:
            query = expression_of(reader, name)
        except NotFound as fault:
            return Understood("", "", fault)
    if not query:
        return Understood("", name, None, QueryForm())
    _, words = kept.with_names(reader.connection, reader.study_id, lambda: words_of(reader))
    return Understood(query, name, fault_of(query, words), _form(query))


def _form(query: str) -> QueryForm | None:
    try:
        return form_of(parse(query))
    except QueryError:
        return None


def _full(layer: str, code: CodeEntry) -> str:
    return code.code if "/" in code.code else f"{layer}/{code.code}"
