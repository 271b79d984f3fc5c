"""Saved queries as text: a title, what is asked, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spanveld.language.messages import Translate
from spanveld.model.errors import N_
from spanveld.reports.lines import WIDTH, Line, fitting, wrapped
from spanveld.views.saved_queries import SavedLine

__all__ = ["lines"]


def lines(found: Sequence[SavedLine], _: Translate, *, width: int = WIDTH) -> Iterator[Line]:
    """All saved queries, line by line."""
    width = fitting(width)
    if not found:
        yield from wrapped(_(N_("No saved queries.")), "ground", width)
    for one in found:
        yield from wrapped(one.title, "title", width, f"@{one.query}  ", 4)
        yield from wrapped(one.expression, "statement", width, "    ", 4)
        if one.note:
            yield from wrapped(one.note, "ground", width, "    ", 4)
        if one.fault is not None:
            for line in (*one.fault.text(_).splitlines(), _(N_("Change the query, or remove it."))):
                yield Line(f"    {line}", "contrary")
