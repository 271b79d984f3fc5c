"""Found passages as CSV: a row a passage; lists in a cell are separated by ``;``, attributes are columns of their own."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from spanveld.model.names import natural
from spanveld.reports.csv_table import FORMULA, harmless
from spanveld.views.retrieval import Found, FoundPassage

__all__ = ["COLUMNS", "NOBODY", "Cells", "People", "lines", "render"]

COLUMNS = (
    *("passage", "source", "source_title", "kind", "start", "end", "quote", "voices", "codes", "coder", "hedged"),
    *("wave", "before", "after"),
)
AT_A_TIME = 500
"""Rows that are written at once."""
RISKY = frozenset(FORMULA)
"""What the first character of a cell may be that a spreadsheet takes for a formula."""


class People:
    """What is known of voices: columns of their own, in each the values of a passage's voices in their order, separated by ``;``.

    ``known``: voice -> name of a column -> value.
    """

    def __init__(self, names: Sequence[str] = (), known: Mapping[str, Mapping[str, str]] | None = None) -> None:
        self.names, self._known = tuple(names), known or {}

    def cells(self, voices: Sequence[str]) -> tuple[str, ...]:
        """A cell for each column; empty where nothing is known of any of the voices."""
        said = [[self._known.get(voice, {}).get(name, "") for voice in voices] for name in self.names]
        return tuple([";".join(values) if any(values) else "" for values in said])


NOBODY = People()


def render(found: Found) -> str:
    """The rows with a header row, lines ended by ``\\n``; the attributes of sources come last, under ``attr.NAME``."""
    names = sorted({name for row in found.rows for name in row.attributes}, key=natural)
    return "".join(lines(found.rows, names))


def lines(found: Iterable[FoundPassage], names: Sequence[str], people: People = NOBODY) -> Iterator[str]:
    """The same in parts, for rows that are many; ``names`` are the attributes that get a column, ``people`` those of voices."""
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow([harmless(name) for name in (*COLUMNS, *(f"attr.{name}" for name in names), *people.names)])
    cells_of = Cells(names, _harmless, people)
    for number, row in enumerate(found, 1):
        rows.writerow(cells_of(row))
        if number % AT_A_TIME == 0:
            yield written.getvalue()
            written.seek(0)
            written.truncate()
    yield written.getvalue()


class Cells:
    """Gives the cells of rows; those that are not known are empty. ``names`` are the attributes that get a column.

    ``safe`` makes of a text what may stand in a cell. What all passages of a source share is worked out once.
    """

    def __init__(self, names: Sequence[str], safe: Callable[[str], str] = str, people: People = NOBODY) -> None:
        self._names, self._safe, self._people = names, safe, people
        self._heard: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._shared: dict[str, tuple[tuple[str, str, str], tuple[str, ...]]] = {}

    def __call__(self, row: FoundPassage) -> tuple[str | int, ...]:
        passage, name, _, kind, start, end, before, quote, after, voices, codes, coder, hedged, _, _ = row
        safe = self._safe
        (source, title, wave), attributes = self._shared.get(name) or self._of_source(row)
        return (
            *(safe(passage), source, title, kind, "" if start is None else start, "" if end is None else end),
            *(safe(quote), safe(";".join(voices)), safe(";".join(codes)), safe(coder), 1 if hedged else 0, wave),
            *(safe(before), safe(after)),
            *attributes,
            *(self._heard.get(voices) or self._of_voices(voices) if self._people.names else ()),
        )

    def _of_voices(self, voices: tuple[str, ...]) -> tuple[str, ...]:
        cells = self._heard[voices] = tuple([self._safe(cell) for cell in self._people.cells(voices)])
        return cells

    def _of_source(self, row: FoundPassage) -> tuple[tuple[str, str, str], tuple[str, ...]]:
        safe = self._safe
        named = (safe(row.source), safe(_one_line_end(row.source_title)), safe(row.wave))
        attributes = tuple([safe(_one_line_end(row.attributes.get(name, ""))) for name in self._names])
        self._shared[row.source] = named, attributes
        return named, attributes


def _harmless(text: str) -> str:
    return str(harmless(text)) if text[:1] in RISKY else text


def _one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
