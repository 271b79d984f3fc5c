"""What columns are made of, read from the tables as rows of numbers: all of a study, or of some passages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, TextClause, bindparam, text

from spanveld.model.columns import BASIS_OF, FORM_OF, KIND_OF, STANCE_OF, Ints
from spanveld.model.marks import BASIS_KINDS
from spanveld.model.records import REFLECTION, VOICELESS

__all__ = ["Rows", "Table", "Turns", "read_rows", "read_turns"]

Table = NDArray[np.int32]
"""Rows of numbers, two-dimensional."""
CHUNK = 20_000
"""Rows read at a time."""
FROM_TURNS, GIVEN = 1, 2
"""What ``voiced`` of a passage says as a number; 0: nobody's word."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows that each begin with a passage's number.

    ``passages``: number, source, coder, kind, form, basis, hedged, memo, voiced. ``anchors``: number, start, end, of the current text.
    ``codings``: number, code, coder (0: the passage's). ``given``: number, participant. ``about``: number, party. ``evidence``: number,
    finding, stance. ``memos``: number.
    """

    passages: Table
    anchors: Table
    codings: Table
    given: Table
    about: Table
    evidence: Table
    memos: Table


@dataclass(frozen=True, slots=True)
class Turns:
    """Who speaks where in current texts, in the order of source and start; participant 0: nobody's voice.

    ``thoughts`` marks what the researcher thought. ``alone``: rows of source and participant where a source without turns has only one.
    """

    source: Ints
    start: Ints
    end: Ints
    participant: Ints
    thoughts: NDArray[np.bool_]
    alone: Table


def _number_of(column: str, names: Sequence[str]) -> str:
    """An expression for the place of a text among these."""
    cases = " ".join(f"WHEN '{name}' THEN {place}" for place, name in enumerate(names) if name)
    return f"CASE {column} {cases} ELSE 0 END"


_FORM, _BASIS, _HEDGED, _MEMO, _VOICED = 8, 32, 512, 1024, 2048
"""What small facts of a passage are multiplied by to be one number: each number that is fetched costs as much as a large one."""
_KIND_BY_BASIS = " ".join(f"WHEN '{basis}' THEN {KIND_OF.index(kind)}" for basis, kind in BASIS_KINDS.items())
_STATEMENTS: dict[str, tuple[int, str]] = {
    "passages": (
        4,
        f"""SELECT p.id, p.source_id, COALESCE(p.coder_id, 0),
        CASE p.basis {_KIND_BY_BASIS} ELSE {_number_of("s.kind", KIND_OF)} END
        + {_FORM} * {_number_of("p.form", FORM_OF)} + {_BASIS} * {_number_of("p.basis", BASIS_OF)}
        + {_HEDGED} * COALESCE(p.hedged, 0) + {_MEMO} * CASE WHEN p.memo = '' THEN 0 ELSE 1 END
        + {_VOICED} * CASE p.voiced WHEN 'turns' THEN {FROM_TURNS} WHEN 'given' THEN {GIVEN} ELSE 0 END
        FROM passage p CROSS JOIN source s WHERE p.study_id = :study {{p.id}} AND s.study_id = :study AND s.id = p.source_id""",
    ),
    "codings": (
        3,
        "SELECT passage_id, code_id, COALESCE(coder_id, 0) FROM coding WHERE study_id = :study {passage_id}",
    ),
    "given": (2, "SELECT passage_id, participant_id FROM passage_voices WHERE study_id = :study {passage_id}"),
    "about": (2, "SELECT passage_id, party_id FROM passage_about WHERE study_id = :study {passage_id}"),
    "evidence": (
        3,
        f"SELECT passage_id, finding_id, {_number_of('stance', STANCE_OF)} FROM evidence WHERE study_id = :study {{passage_id}}",
    ),
    "memos": (
        1,
        "SELECT subject_id FROM memo WHERE study_id = :study AND subject_kind = 'passage' {subject_id}",
    ),
}
_ANCHORS = """SELECT a.passage_id, a.start, a."end" FROM text t CROSS JOIN anchor a
    WHERE t.study_id = :study AND t.superseded = 0 AND a.study_id = :study AND a.text_id = t.id"""
# Without statistics SQLite would read the whole study for a list of numbers, or for a join by another index than the key's: a subquery
# that an index answers by itself gives the keys.
_TEXT_OF = (
    """(SELECT x.id FROM text x WHERE x.study_id = :study AND x.source_id = {source} ORDER BY x.version DESC LIMIT 1)"""
)
_SOME_ANCHORS = f"""SELECT a.passage_id, a.start, a."end" FROM passage p CROSS JOIN anchor a
    WHERE p.study_id = :study AND p.id IN :some AND a.study_id = :study AND a.text_id = {_TEXT_OF.format(source="p.source_id")}
    AND a.passage_id = p.id"""
_SOME_EVIDENCE = f"""SELECT e.passage_id, e.finding_id, {_number_of("e.stance", STANCE_OF)} FROM evidence e WHERE e.study_id = :study
    AND e.id IN (SELECT x.id FROM evidence x WHERE x.study_id = :study AND x.passage_id IN :some)"""
_VOICELESS = ", ".join(f"'{role}'" for role in VOICELESS)
_SPOKEN = f"""u.start, u."end", CASE WHEN u.role IN ({_VOICELESS}) THEN 0 ELSE COALESCE(u.participant_id, 0) END,
    CASE WHEN u.role = '{REFLECTION}' THEN 1 ELSE 0 END"""
_TURNS = text(f"SELECT u.text_id, {_SPOKEN} FROM turn u WHERE u.study_id = :study")
_SOME_TURNS = text(
    f"""SELECT u.text_id, {_SPOKEN} FROM source s CROSS JOIN turn u WHERE s.study_id = :study AND s.id IN :some AND u.study_id = :study
    AND u.id IN (SELECT y.id FROM turn y WHERE y.study_id = :study AND y.text_id = {_TEXT_OF.format(source="s.id")})"""
).bindparams(bindparam("some", expanding=True))
_CURRENT = text("SELECT id, source_id FROM text WHERE study_id = :study AND superseded = 0")
_SOME_CURRENT = text(
    f"""SELECT t.id, t.source_id FROM source s CROSS JOIN text t WHERE s.study_id = :study AND s.id IN :some
    AND t.study_id = :study AND t.id = {_TEXT_OF.format(source="s.id")}"""
).bindparams(bindparam("some", expanding=True))
_TAKING_PART = "SELECT source_id, participant_id FROM source_participants WHERE study_id = :study {source_id}"


def _whole(statement: str, column: str) -> TextClause:
    return text(statement.replace(f"{{{column}}}", ""))


def _some(statement: str, column: str) -> TextClause:
    chosen = text(statement.replace(f"{{{column}}}", f"AND {column} IN :some"))
    return chosen.bindparams(bindparam("some", expanding=True))


_COLUMN = {"passages": "p.id", "memos": "subject_id"}
_ALL_OF = {name: _whole(made, _COLUMN.get(name, "passage_id")) for name, (_, made) in _STATEMENTS.items()}
_SOME_OF = {name: _some(made, _COLUMN.get(name, "passage_id")) for name, (_, made) in _STATEMENTS.items()}
_ALL_OF["anchors"] = text(_ANCHORS)
for _name, _made in (("anchors", _SOME_ANCHORS), ("evidence", _SOME_EVIDENCE)):
    _SOME_OF[_name] = text(_made).bindparams(bindparam("some", expanding=True))
_WIDTH = {**{name: width for name, (width, _) in _STATEMENTS.items()}, "anchors": 3}


def read_rows(connection: Connection, study_id: int, only: Sequence[int] | None = None) -> Rows:
    """The rows of all passages, or of those with these numbers."""
    statements = _ALL_OF if only is None else _SOME_OF
    values: dict[str, object] = {"study": study_id} if only is None else {"study": study_id, "some": only}
    tables = {name: _numbers(connection, statements[name], values, width) for name, width in _WIDTH.items()}
    return Rows(**{**tables, "passages": _unpacked(tables["passages"])})


def _unpacked(packed: Table) -> Table:
    """Passages with their small facts a column each."""
    number, source, coder, facts = packed.T
    parts = [facts % _FORM, facts % _BASIS // _FORM, facts % _HEDGED // _BASIS, facts % _MEMO // _HEDGED]
    parts += [facts % _VOICED // _MEMO, facts // _VOICED]
    return np.column_stack((number, source, coder, *parts)).astype(np.int32)


def read_turns(connection: Connection, study_id: int, only: Sequence[int] | None = None) -> Turns:
    """Who speaks where in all sources, or in those with these numbers."""
    make = _whole if only is None else _some
    values: dict[str, object] = {"study": study_id} if only is None else {"study": study_id, "some": only}
    current = _numbers(connection, _CURRENT if only is None else _SOME_CURRENT, values, 2)
    current = current[np.argsort(current[:, 0])]
    turns = _numbers(connection, _TURNS if only is None else _SOME_TURNS, values, 5)
    turns = turns[np.isin(turns[:, 0], current[:, 0])]
    turns[:, 0] = current[np.searchsorted(current[:, 0], turns[:, 0]), 1]
    turns = turns[np.lexsort((turns[:, 1], turns[:, 0]))]
    part = _numbers(connection, make(_TAKING_PART, "source_id"), values, 2)
    sources, first, count = np.unique(part[:, 0], return_index=True, return_counts=True)
    single = part[first[(count == 1) & ~np.isin(sources, turns[:, 0])]]
    source, start, end, participant, thoughts = turns.T
    return Turns(source, start, end, participant, thoughts.astype(np.bool_), single)


def _numbers(connection: Connection, statement: TextClause, values: Mapping[str, object], width: int) -> Table:
    """The rows of a statement that gives ``width`` whole numbers a row."""
    result = connection.execute(statement, values)
    cursor = result.cursor  # bare tuples: a row of SQLAlchemy's own costs as much again
    parts = []
    while cursor is not None and (rows := cursor.fetchmany(CHUNK)):
        flat = np.fromiter(chain.from_iterable(rows), np.int32, len(rows) * width)
        parts.append(flat.reshape(len(rows), width))
    result.close()
    return np.concatenate(parts) if parts else np.empty((0, width), np.int32)
