"""The findings tables as CSV: one row a finding, for spreadsheets and statistics.

Names and kinds are identifiers, lists in a cell are separated by ``;``. A cell that a spreadsheet would take for a formula
begins with a single quote.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from spanveld.model.records import STANCES
from spanveld.views.findings import FindingRow, FindingsTables

__all__ = ["COLUMNS", "render"]

COLUMNS = (
    "dimension",
    "kind",
    "finding",
    "sub_case",
    "statement",
    "supports_passages",
    "supports_voices",
    "qualifies_passages",
    "qualifies_voices",
    "contradicts_passages",
    "contradicts_voices",
    "voices",
    "party_kinds",
    "source_kinds",
    "top_voice",
    "top_voice_passages",
    "top_voice_of",
    "hedged",
    "hedged_of",
    "voiceless",
)
FORMULA = ("=", "+", "-", "@", "\t", "\n")


def render(tables: FindingsTables) -> str:
    """The tables as CSV with a header row, lines ended by ``\\n``."""
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow(COLUMNS)
    for table in tables.tables:
        for row in table.rows:
            rows.writerow([harmless(cell) for cell in (table.dimension.dimension, *_cells(row))])
    return written.getvalue()


def harmless(cell: str | int) -> str | int:
    """A cell that no spreadsheet takes for a formula; its line ends become ``\\n``.

    >>> harmless("=1+1")
    "'=1+1"
    """
    if not isinstance(cell, str):
        return cell
    text = cell.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if text.startswith(FORMULA) else text


def _cells(row: FindingRow) -> Iterator[str | int]:
    yield from (row.kind, row.finding, row.sub_case, row.statement)
    for stance in STANCES:
        yield from (row.stances[stance].passages, ";".join(row.stances[stance].voices))
    ground = row.ground
    yield from (len(ground.respondents), ";".join(ground.party_kinds), ";".join(ground.source_kinds))
    top = ground.top_voice
    yield from ("", "", "") if top is None else (top.voice, top.passages, top.of)
    yield from (ground.hedged, ground.passages, ground.voiceless)
