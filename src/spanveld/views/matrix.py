"""The framework matrix: rows by columns, in each cell what the researcher wrote and the passages, or what it means that there are none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal
from weakref import WeakKeyDictionary

import numpy as np

from spanveld.analysis.hanging import Hanging
from spanveld.analysis.matrix import Crossing, Empty, Here, Met, meaning
from spanveld.model.columns import Bools, Columns, Ints
from spanveld.model.errors import N_, NotFound
from spanveld.query.answering import Budget, answer
from spanveld.query.checking import check
from spanveld.query.tree import Node, every
from spanveld.query.words import Named, SourceWords
from spanveld.store import journal
from spanveld.store.columns import KeptColumns
from spanveld.store.matrix_rows import cells_of, marks_in, progress_in
from spanveld.store.names import named
from spanveld.store.records import Reader
from spanveld.store.speaking import KeptSpeaking
from spanveld.views.asked_for import in_sub_case, one_of, written
from spanveld.views.counts_ground import Ground, ground_of
from spanveld.views.frames import data_frame
from spanveld.views.matrix_columns import RULES, ColumnLine, choices, columns_of, crossed_by, given_by
from spanveld.views.matrix_lines import ROWS_OF, RowLine, RowsOf, hanging_of, rows_of
from spanveld.views.scanning import Scan

__all__ = [
    "ROWS_OF",
    "MatrixCell",
    "MatrixColumn",
    "MatrixRow",
    "MatrixTable",
    "Quoted",
    "RowsOf",
    "State",
    "Wanted",
    "matrix",
]

State = Literal["said"] | Empty
"""What there is in a cell: passages (``said``), or why there are none."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of the matrix: sorts of ``rows`` and ``columns``; only what belongs to a wave or a sub-case, or was coded by a coder.

    Of the rows and columns ``limit`` and ``across`` are shown, from ``offset`` and ``first`` on (None: all). ``row``, ``column``: only
    those of that name. ``most``: how many passages of a cell are named.
    """

    rows: RowsOf = "participants"
    columns: str = ""
    wave: str = ""
    sub_case: str = ""
    coder: str = ""
    limit: int | None = None
    offset: int = 0
    across: int | None = None
    first: int = 0
    row: str = ""
    column: str = ""
    most: int = 3


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A row. ``observer``: it is the researcher's own notes, no respondent. ``sources``: in how many it could have something to say."""

    row: str
    label: str
    about: str
    observer: bool
    sources: int


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    """A column, with what it means; ``findings`` that bear on it, where it is a rule of the game."""

    column: str
    label: str
    about: str
    depth: int
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage of a cell, and the source in which it lies."""

    passage: str
    source: str


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """A cell: what the researcher wrote (``text``), and its passages.

    ``marked`` passages, which are ``evidence`` where overlapping ones of different coders count once; ``query`` finds them, ``passages``
    are the first of them. ``state``: ``said``, or what it means that there are none.
    """

    row: str
    column: str
    text: str
    state: State
    marked: int
    evidence: int
    passages: tuple[Quoted, ...]
    query: str


@dataclass(frozen=True, slots=True)
class MatrixTable:
    """The matrix, or the part of it that was asked for; true up to journal entry ``sequence``.

    ``cells``: a tuple a row, with a cell a column. ``rows_in_all`` and ``columns_in_all``: how many there are.
    """

    study: str
    title: str
    language: str
    sequence: int
    wanted: Wanted
    choices: Mapping[str, str]
    rows: tuple[MatrixRow, ...]
    columns: tuple[MatrixColumn, ...]
    cells: tuple[tuple[MatrixCell, ...], ...]
    rows_in_all: int
    columns_in_all: int

    def as_json(self) -> dict[str, Any]:
        """The fields by their names."""
        return asdict(self)

    def to_rows(self) -> list[dict[str, Any]]:
        """A row a cell, as plain values."""
        return [
            {
                **{name: getattr(cell, name) for name in ("row", "column", "text", "state", "evidence", "marked")},
                "passages": [each.passage for each in cell.passages],
                "query": cell.query,
            }
            for row in self.cells
            for cell in row
        ]

    def to_pandas(self) -> Any:
        """The cells as a pandas DataFrame, a row each; Refused where pandas is not installed."""
        return data_frame(self.to_rows())


def matrix(reader: Reader, kept: KeptColumns, speaking: KeptSpeaking, wanted: Wanted) -> MatrixTable:
    """The matrix of a study; NotFound for rows, columns or filters that it does not have."""
    ground = ground_of(reader, kept)
    if wanted.rows not in ROWS_OF:
        message = N_("The rows of the matrix cannot be '{name}'; they can be: {known}.")
        raise NotFound(message, name=wanted.rows, known=", ".join(ROWS_OF))
    known = choices(reader, ground)
    chosen = wanted.columns or next(iter(known), "dimensions")
    maker = _Maker(reader, ground, wanted)
    lines = rows_of(reader, ground, speaking.of(reader.connection, reader.study_id), wanted.rows)
    across = columns_of(reader, ground, chosen) if known or wanted.columns else []
    rows = _part([line for line in lines if wanted.row in ("", line.row)], wanted.offset, wanted.limit)
    columns = _part([line for line in across if wanted.column in ("", line.column)], wanted.first, wanted.across)
    names = {each.number: each.name for each in ground.words.findings}
    return MatrixTable(
        **reader.heading(),
        sequence=journal.newest(reader.connection, reader.study_id),
        wanted=Wanted(**{**asdict(wanted), "columns": chosen}),
        choices=known,
        rows=tuple(
            MatrixRow(line.row, line.label, line.about, line.observer, len(maker.within(line.sources))) for line in rows
        ),
        columns=tuple(
            MatrixColumn(line.column, line.label, line.about, line.depth, tuple(names[each] for each in line.findings))
            for line in columns
        ),
        cells=maker.cells(rows, columns, of_rules=chosen == RULES),
        rows_in_all=len(lines),
        columns_in_all=len(across),
    )


def _part(lines: list[Any], first: int, count: int | None) -> list[Any]:
    return lines[first:] if count is None else lines[first : first + count]


def _named(name: str, known: Sequence[Named], message: str) -> Named | None:
    """The thing of that name; None where none is named."""
    if not name:
        return None
    found = next((thing for thing in known if thing.name == name), None)
    if found is None:
        listed = ", ".join(thing.name for thing in known) or "-"
        raise NotFound(message, name=name, known=listed, coders=listed)
    return found


class _Maker:
    """Makes the cells of rows and columns, in the light of the filters."""

    def __init__(self, reader: Reader, ground: Ground, wanted: Wanted) -> None:
        self.reader, self.ground, self.wanted = reader, ground, wanted
        words = ground.words
        _named(wanted.wave, words.waves, N_("There is no wave '{name}' in this study; it has: {known}."))
        _named(
            wanted.sub_case,
            words.sub_cases,
            N_("There is no sub-case '{name}' in this study; it has: {known}."),
        )
        coder = _named(wanted.coder, words.coders, N_("There is no coder '{name}' in this study; it has: {coders}."))
        self.coder = coder.number if coder else 0
        self.sources = {source.number: source for source in words.sources}

    def within(self, sources: frozenset[int]) -> list[int]:
        """The sources that the filters leave."""
        return [number for number in sources if number in self.sources and self._counts(self.sources[number])]

    def _counts(self, source: SourceWords) -> bool:
        """Whether passages of this source could be of the wave and the sub-case; in one without sub-cases any may come up."""
        wave, theme = self.wanted.wave, self.wanted.sub_case
        return source.wave == (wave or source.wave) and (not theme or not source.sub_cases or theme in source.sub_cases)

    # ------------------------------------------------------------------ cells
    def cells(
        self, rows: Sequence[RowLine], columns: Sequence[ColumnLine], *, of_rules: bool
    ) -> tuple[tuple[MatrixCell, ...], ...]:
        if not rows or not columns:
            return tuple(() for _ in rows)
        met = self._met(rows, columns)
        texts = self._texts(rows)
        quoted = self._quoted(met)
        here = self._here(rows)
        filters = self._filters(of_rules)
        return tuple(
            tuple(
                self._cell(row, column, met, (down, across), texts, quoted, here, filters)
                for across, column in enumerate(columns)
            )
            for down, row in enumerate(rows)
        )

    def _cell(
        self,
        row: RowLine,
        column: ColumnLine,
        met: Met,
        at: tuple[int, int],
        texts: Mapping[tuple[int | str, int | str], str],
        quoted: Mapping[int, Quoted],
        here: Mapping[int, Here],
        filters: Sequence[Node],
    ) -> MatrixCell:
        marked = int(met.marked[at])
        state: State = "said" if marked else meaning((here[one] for one in self.within(row.sources)), column.topics)
        query = ""
        if marked and column.query is not None:
            given = given_by(column.query, self.wanted.coder) if self.coder and column.code else column.query
            query = written(row.query, given, *filters)
        return MatrixCell(
            row.row,
            column.column,
            texts.get((row.key, column.code or column.item), ""),
            state,
            marked,
            int(met.evidence[at]),
            tuple(quoted[each] for each in met.first.get(at, ())),
            query,
        )

    def _met(self, rows: Sequence[RowLine], columns: Sequence[ColumnLine]) -> Met:
        passages = self.ground.columns
        hanging = hanging_of(passages, rows, self.wanted.rows)
        if (left := self._left()) is not None:
            kept = left[hanging.passage]
            hanging = Hanging(hanging.passage[kept], hanging.thing[kept], hanging.things)
        return Crossing(hanging, crossed_by(self.ground, columns, self.coder), self.wanted.most)(passages)

    def _left(self) -> Bools | None:
        """The passages that the wave and the sub-case leave; None: all."""
        asked = self._filters(of_rules=False)
        if not asked:
            return None
        plan = check(every(asked), self.ground.words)
        return answer(plan, self.ground.columns, self.ground.words.rules, Scan(self.reader), Budget())

    def _filters(self, of_rules: bool) -> list[Node]:
        """What a query says of the filters beside row and column."""
        wanted, found = self.wanted, list[Node]()
        if wanted.wave:
            found.append(one_of("wave", wanted.wave))
        if wanted.sub_case:
            coded = any(layer.role == "sub_case" for layer in self.ground.words.layers)
            found.append(in_sub_case(wanted.sub_case, coded_too=coded))
        if of_rules and wanted.coder:
            found.append(one_of("coder", wanted.coder))
        return found

    def _texts(self, rows: Sequence[RowLine]) -> dict[tuple[int | str, int | str], str]:
        keys: list[Any] = [row.key for row in rows]
        found = cells_of(self.reader.connection, self.reader.study_id, rows[0].kind, keys)
        return {(cell.row, cell.column): cell.text for cell in found}

    def _quoted(self, met: Met) -> dict[int, Quoted]:
        """Row of the columns -> the passage there."""
        rows = np.array(sorted({row for some in met.first.values() for row in some}), np.int32)
        numbers: Ints = self.ground.columns.number[rows]
        names = named(self.reader.connection, self.reader.study_id, "passage", numbers.tolist())
        sources = self.ground.columns.source[rows].tolist()
        return {
            row: Quoted(names[number], self.sources[source].name)
            for row, number, source in zip(rows.tolist(), numbers.tolist(), sources, strict=True)
        }

    # ------------------------------------------------------------------ what is read and asked
    def _here(self, rows: Sequence[RowLine]) -> dict[int, Here]:
        wanted = {source for row in rows for source in self.within(row.sources)}
        connection, study_id = self.reader.connection, self.reader.study_id
        progress, marks = progress_in(connection, study_id, wanted), marks_in(connection, study_id, wanted)
        marking = _marking(self.ground.columns)
        return {
            source: Here(
                self._is_read(progress.get(source, {}), marking.get(source, frozenset())), marks.get(source, {})
            )
            for source in wanted
        }

    def _is_read(self, states: Mapping[int, str], marking: frozenset[int]) -> bool:
        """Whether the coder (or, without one, some coder) says so, or has passages in it and did not say how far this is."""
        coders = [self.coder] if self.coder else [*states, *marking]
        return any(states.get(coder) == "read" or (coder in marking and coder not in states) for coder in coders)


def _marking(columns: Columns) -> Mapping[int, frozenset[int]]:
    """Source -> the coders who have passages in it (0: of nobody known); worked out once for each state of the columns."""
    if columns not in _KEPT:
        width = int(columns.coder.max(initial=0)) + 1
        keys = np.unique(columns.source.astype(np.int64) * width + columns.coder)
        found: dict[int, set[int]] = {}
        for key in keys.tolist():
            found.setdefault(key // width, set()).add(key % width)
        _KEPT[columns] = {source: frozenset(coders) for source, coders in found.items()}
    return _KEPT[columns]


_KEPT: WeakKeyDictionary[Columns, Mapping[int, frozenset[int]]] = WeakKeyDictionary()
