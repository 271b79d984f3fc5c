"""Found passages as an Excel file, written while they are read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import IO

from spanveld.language.messages import Translate
from spanveld.model.errors import N_
from spanveld.reports import xlsx_stream
from spanveld.reports.retrieval_csv import COLUMNS, NOBODY, Cells, People
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

VOICED = {"level": N_("Level of the voice"), "parties": N_("Parties of the voice")}
"""What is known of every voice, by the name of its column."""


def write(
    file: IO[bytes],
    found: Iterable[FoundPassage],
    names: Sequence[str],
    query: str,
    _: Translate,
    people: People = NOBODY,
) -> None:
    """Write the passages, and on a second sheet the query. Texts stay texts: nothing becomes a formula or a link.

    ``names``: the attributes that get a column, ``people``: what is known of voices.
    """
    head = [*(_(LABELS[name]) for name in COLUMNS), *names, *(_voiced(name, _) for name in people.names)]
    widths = [*(WIDTHS.get(name, 10) for name in COLUMNS), *(12 for _name in names), *(14 for _name in people.names)]
    asked = StreamedSheet(_(N_("The query")), [_(N_("The query"))], [100], [(query,)])
    rows = map(Cells(names, people=people), found)
    xlsx_stream.write(file, [StreamedSheet(_(N_("Passages")), head, widths, rows), asked])


def _voiced(name: str, _: Translate) -> str:
    """What a column of voices is called: ``voice.level`` in words, an attribute by its own name."""
    its = name.removeprefix("voice.")
    return _(VOICED[its]) if its in VOICED else _(N_("Voice: {name}")).format(name=its.removeprefix("attr."))
