"""The findings tables as plain text, wrapped to a width.

print(render(study.table()))
for line in lines(study.table(), width=80): ...      with the role of each line, for a terminal that has colours
"""

from __future__ import annotations

from collections.abc import Iterator

from spanveld.language.messages import translator
from spanveld.model.errors import N_
from spanveld.reports.lines import WIDTH, Line, fitting, plain, wrapped
from spanveld.reports.wording import Wording, by_kind, capitalised, scope
from spanveld.views.findings import FindingRow, FindingsTable, FindingsTables

__all__ = ["lines", "render"]

MARK = "!"
"""What stands before a row that rests on few voices."""
DEEPEST = 12
"""How far text is indented at most, however long identifiers are."""


def render(tables: FindingsTables, *, width: int = WIDTH) -> str:
    """The tables as text in the study's language."""
    return plain(lines(tables, width=width))


def lines(tables: FindingsTables, *, width: int = WIDTH) -> Iterator[Line]:
    """The tables line by line."""
    width = fitting(width)
    wording = Wording(translator(tables.language), tables.people)
    for text in (tables.title, capitalised(scope(tables, wording.translate))):
        if text:
            yield from wrapped(text, "title", width)
    for table in tables.tables:
        yield from _table(table, wording, width)


def _table(table: FindingsTable, wording: Wording, width: int) -> Iterator[Line]:
    heading = capitalised(table.dimension.label)
    yield Line("", "empty")
    yield from wrapped(heading, "dimension", width)
    yield Line("=" * min(len(heading), width), "dimension")
    if not table.rows:
        yield Line(wording.translate(N_("No findings yet.")))
    indent = min(max((len(row.finding) for row in table.rows), default=0) + 2, DEEPEST)
    for label, rows in by_kind(table):
        yield Line("", "empty")
        yield from wrapped(label, "kind", width)
        for row in rows:
            yield from _row(row, wording, width, indent)


def _row(row: FindingRow, wording: Wording, width: int, indent: int) -> Iterator[Line]:
    sub_case = f" ({row.sub_case})" if row.sub_case else ""
    yield Line("", "empty")
    yield from wrapped(f"{row.statement}{sub_case}", "statement", width, f"{row.finding}  ".ljust(indent), indent)
    margin = " " * indent
    if effect := wording.effect(row):
        yield from wrapped(effect, "ground", width, margin, indent)
    support = row.stances["supports"]
    if support.passages:
        text = f"{wording.citation(support)} {wording.passages(support.passages)}"
        yield from wrapped(text, "support", width, margin, indent)
    for text in wording.contrary(row):
        yield from wrapped(text, "contrary", width, margin, indent)
    if narrow := wording.narrow(row):
        yield from wrapped(narrow, "narrow", width, f"{MARK} ".rjust(indent), indent)
    if ground := wording.ground(row):
        yield from wrapped(ground, "ground", width, margin, indent)
