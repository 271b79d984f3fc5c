"""Where codes lie along a source: by position in its text, and by time where its recording has marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from spanveld.language.messages import Translate
from spanveld.model.errors import N_, NotFound
from spanveld.query.printing import show
from spanveld.query.tree import every
from spanveld.store.contexts import Place, quotes, texts_of_sources
from spanveld.store.pages import page_rows
from spanveld.store.records import Reader
from spanveld.views.counts_ground import FINDINGS, Axis, Ground, Line, term
from spanveld.views.sheets import Cell, Column, Sheet

__all__ = ["Along", "Lane", "Part", "Stretch", "along"]

HOW = (
    N_(
        "Positions are characters of the source's current text. A code lies where it or one below it was given, by whomever."
    ),
    N_("Times lie between the marks of the recording in proportion to the text between them."),
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A passage at text[start:end]; ``begins`` and ``ends``: milliseconds of the recording, None where it has no marks."""

    passage: str
    quote: str
    start: int
    end: int
    begins: int | None
    ends: int | None


@dataclass(frozen=True, slots=True)
class Lane:
    """Where one code lies; ``doubtful`` passages of it have no place. ``query`` finds all of them."""

    name: str
    label: str
    depth: int
    stretches: Sequence[Stretch]
    doubtful: int
    query: str

    @property
    def passages(self) -> int:
        """Passages as marked."""
        return len(self.stretches) + self.doubtful


@dataclass(frozen=True, slots=True)
class Part:
    """The codes of one layer that occur in the source."""

    name: str
    label: str
    lanes: Sequence[Lane]


@dataclass(frozen=True, eq=False, slots=True)
class Along:
    """A source of ``length`` characters, with the codes in it; ``lasts``: milliseconds up to the last mark, None without marks."""

    study: str
    source: str
    title: str
    translate: Translate
    length: int
    lasts: int | None
    parts: Sequence[Part]

    def sheet(self) -> Sheet:
        """A row a code and passage."""
        _ = self.translate
        columns = [Column("layer", _(N_("Layer"))), Column("code", _(N_("Code"))), Column("label", _(N_("Called")))]
        columns += [Column("passage", _(N_("passage"))), Column("start", _(N_("start")), "count")]
        columns += [Column("end", _(N_("end")), "count"), Column("of", _(N_("of")), "count")]
        columns += [Column("begins", _(N_("begins (ms)")), "count"), Column("ends", _(N_("ends (ms)")), "count")]
        rows: list[list[Cell]] = [
            [part.name, lane.name, lane.label, one.passage, one.start, one.end, self.length, one.begins, one.ends]
            for part in self.parts
            for lane in part.lanes
            for one in lane.stretches
        ]
        title = _(N_("Codes along {source}")).format(source=f"{self.source} {self.title}".strip())
        return Sheet("along", title, columns, rows, [_(note) for note in HOW])

    def sheets(self) -> tuple[Sheet, ...]:
        """Its tables, the one that is read first."""
        return (self.sheet(),)

    def as_json(self) -> dict[str, Any]:
        """The layers with their codes and where these lie."""
        return {
            "study": self.study,
            "source": self.source,
            "title": self.title,
            "characters": self.length,
            "milliseconds": self.lasts,
            "layers": [
                {
                    "layer": part.name,
                    "label": part.label,
                    "codes": [
                        {
                            "code": lane.name,
                            "label": lane.label,
                            "passages": lane.passages,
                            "in_doubt": lane.doubtful,
                            "query": lane.query,
                            "places": [
                                {
                                    "passage": one.passage,
                                    "start": one.start,
                                    "end": one.end,
                                    "begins": one.begins,
                                    "ends": one.ends,
                                }
                                for one in lane.stretches
                            ],
                        }
                        for lane in part.lanes
                    ],
                }
                for part in self.parts
            ],
        }

    def to_pandas(self) -> Any:
        """The rows as a pandas DataFrame; Refused where pandas is not installed."""
        return self.sheet().to_pandas()


def along(reader: Reader, ground: Ground, source: str, *, of: Sequence[str] = ()) -> Along:
    """The codes of some layers (all that occur, unless named) along a source; NotFound where there is no such source."""
    known = next((each for each in ground.words.sources if each.name == source), None)
    if known is None:
        raise NotFound(N_("There is no source '{name}' in this study."), name=source)
    columns = ground.columns
    low, high = np.searchsorted(columns.source, (known.number, known.number + 1))
    spots = [
        Place(int(columns.number[row]), known.number, int(columns.start[row]), int(columns.end[row]))
        for row in range(int(low), int(high))
    ]
    said = quotes(reader.connection, reader.study_id, spots, 0)
    length = sum(len(body) for _, body in texts_of_sources(reader.connection, reader.study_id, [known.number]))
    marks = page_rows(reader.connection, reader.study_id, source).time_marks
    stretches = [_stretch(spot, said[spot.passage].passage, said[spot.passage].quote, marks) for spot in spots]
    names = [name for name in of if name != FINDINGS] or [layer.name for layer in ground.layers()]
    parts = [_part(ground.rows(name), source, int(low), stretches) for name in names]
    return Along(
        *(str(reader.study.identifier), source, known.title, ground.translate, length),
        marks[-1][1] if len(marks) > 1 else None,
        [part for part in parts if part.lanes],
    )


def _stretch(spot: Place, passage: str, quote: str, marks: Sequence[tuple[int, int]]) -> Stretch:
    begins = ends = None
    if len(marks) > 1 and spot.start >= 0:
        at, milliseconds = zip(*marks, strict=True)
        begins, ends = (round(float(each)) for each in np.interp((spot.start, spot.end), at, milliseconds))
    return Stretch(passage, quote, spot.start, spot.end, begins, ends)


def _part(axis: Axis, source: str, low: int, stretches: Sequence[Stretch]) -> Part:
    """The lanes of the codes of a layer that occur among some passages, which are the rows from ``low`` on."""
    hanging = axis.hanging
    first, last = np.searchsorted(hanging.passage, (low, low + len(stretches)))
    by_code: dict[int, list[Stretch]] = {}
    for row, code in zip(hanging.passage[first:last].tolist(), hanging.thing[first:last].tolist(), strict=True):
        by_code.setdefault(code, []).append(stretches[row - low])
    lanes = [_lane(axis.lines[code], source, by_code[code]) for code in sorted(by_code)]
    return Part(axis.name, axis.label, lanes)


def _lane(line: Line, source: str, its: Sequence[Stretch]) -> Lane:
    placed = [one for one in its if one.start >= 0]
    query = show(every([line.query, term(("source",), source)]))
    return Lane(line.name, line.label, line.depth, placed, len(its) - len(placed), query)
