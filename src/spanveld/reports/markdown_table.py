"""The findings tables as Markdown: a heading and a GitHub table for each dimension."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spanveld.language.messages import Translate, translator
from spanveld.model.errors import N_
from spanveld.reports.wording import Wording, by_kind, capitalised, scope
from spanveld.views.findings import FindingRow, FindingsTable, FindingsTables

__all__ = ["render"]

_SPECIAL = re.compile(r"([\\`*_\[\]<>&|~$])")
_LINE_ENDS = re.compile(r"\s*[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+\s*")


def render(tables: FindingsTables) -> str:
    """The tables as Markdown in the study's language."""
    wording = Wording(translator(tables.language), tables.people)
    parts = [f"# {escaped(tables.title)}"]
    if limits := scope(tables, wording.translate):
        parts.append(escaped(capitalised(limits)))
    for table in tables.tables:
        parts.append(f"## {escaped(capitalised(table.dimension.label))}")
        parts.append("\n".join(_table(table, wording)) if table.rows else wording.translate(N_("No findings yet.")))
    return "\n\n".join(parts) + "\n"


def escaped(text: str) -> str:
    """Text of a study inside a cell: nothing of it is read as Markdown or HTML, and it stays on its line."""
    return _SPECIAL.sub(r"\\\1", _LINE_ENDS.sub(" ", text).strip())


def _table(table: FindingsTable, wording: Wording) -> Iterator[str]:
    yield _line(_headings(wording.translate))
    yield _line(["---"] * len(_headings(wording.translate)))
    for label, rows in by_kind(table):
        for place, row in enumerate(rows):
            yield _line([f"**{escaped(label)}**" if place == 0 else "", *_cells(row, wording)])


def _headings(translate: Translate) -> list[str]:
    return [
        translate(N_("Part")),
        translate(N_("Finding")),
        translate(N_("Supports")),
        translate(N_("Qualifies")),
        translate(N_("Against")),
        translate(N_("Rests on")),
    ]


def _cells(row: FindingRow, wording: Wording) -> list[str]:
    sub_case = f" ({escaped(row.sub_case)})" if row.sub_case else ""
    effect = f"<br>{escaped(wording.effect(row))}" if row.effect else ""
    stances = [_stance(row, stance, wording) for stance in ("supports", "qualifies", "contradicts")]
    narrow = wording.narrow(row)
    rests = [f"**{escaped(narrow)}**" if narrow else "", escaped(wording.ground(row))]
    return [f"{escaped(row.statement)}{sub_case}{effect}", *stances, "; ".join(part for part in rests if part)]


def _stance(row: FindingRow, stance: str, wording: Wording) -> str:
    its = row.stances[stance]
    return f"[{escaped(wording.citation(its)[1:-1])}] {wording.passages(its.passages)}" if its.passages else ""


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
