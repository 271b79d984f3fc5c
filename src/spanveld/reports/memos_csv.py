"""Memos as CSV: one row a memo. Column ``memo`` is its number, or ``passage:ID`` where the passage carries it."""

from __future__ import annotations

import csv
import io

from spanveld.reports.csv_table import harmless
from spanveld.views.memos import Memos

__all__ = ["COLUMNS", "render"]

COLUMNS = ("memo", "subject", "called", "kind", "date", "author", "text", "source", "quote")


def render(found: Memos) -> str:
    """The memos as CSV with a header row, lines ended by ``\\n``."""
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow(COLUMNS)
    for memo in found.memos:
        rows.writerow([harmless(getattr(memo, name)) for name in COLUMNS])
    return written.getvalue()
