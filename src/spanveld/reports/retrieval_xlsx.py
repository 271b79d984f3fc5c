"""Found passages as an Excel file, written while they are read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import IO

from spanveld.language.messages import Translate
from spanveld.model.errors import N_
from spanveld.reports import xlsx_stream
from spanveld.reports.retrieval_csv import COLUMNS, Cells
from spanveld.reports.xlsx_stream import StreamedSheet
from spanveld.views.retrieval import FoundPassage

__all__ = ["write"]

WIDTHS = {"quote": 70, "before": 40, "after": 40, "codes": 40, "source_title": 24, "voices": 14}
LABELS = {
    "passage": N_("Passage"),
    "source": N_("Source"),
    "source_title": N_("Title of the source"),
    "kind": N_("Kind of source"),
    "start": N_("Start"),
    "end": N_("End"),
    "quote": N_("Words"),
    "voices": N_("Voices"),
    "codes": N_("Codes"),
    "coder": N_("Coder"),
    "hedged": N_("Hedged"),
    "wave": N_("Wave"),
    "before": N_("Before it"),
    "after": N_("After it"),
}


def write(file: IO[bytes], found: Iterable[FoundPassage], names: Sequence[str], query: str, _: Translate) -> None:
    """Write the passages, and on a second sheet the query. Texts stay texts: nothing becomes a formula or a link."""
    head = [*(_(LABELS[name]) for name in COLUMNS), *names]
    widths = [*(WIDTHS.get(name, 10) for name in COLUMNS), *(12 for _name in names)]
    asked = StreamedSheet(_(N_("The query")), [_(N_("The query"))], [100], [(query,)])
    xlsx_stream.write(file, [StreamedSheet(_(N_("Passages")), head, widths, map(Cells(names), found)), asked])
