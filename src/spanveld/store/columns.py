"""The columns of a study: kept while it is open, and renewed where the journal says that something changed.

A change to passages and what hangs on them costs those passages and the arranging of the arrays; a change to who speaks where, or a
change of many things at once, costs reading all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np
from sqlalchemy import Connection, text

from spanveld.model.columns import Columns, Ints, Pairs
from spanveld.store.column_rows import Rows, Table, read_rows, read_turns
from spanveld.store.indexed import KeptIndex
from spanveld.store.kept import ChangedRow, Kept
from spanveld.store.voices import voices_of

__all__ = ["KeptColumns"]

Names = TypeVar("Names")

MOST_PASSAGES = 2_000
"""Passages that are read by number."""

OF_PASSAGES = frozenset(("passage", "anchor", "coding", "passage_voices", "passage_about", "evidence", "memo"))
"""Tables whose rows hang on one passage, or are one."""
OF_NAMES = frozenset(
    (
        *("study", "case", "sub_case", "wave", "coder", "layer", "code", "party", "participant", "framework"),
        *("participant_parties", "participant_sub_cases", "attribute", "finding", "source_sub_cases"),
    )
)
"""Tables that name and describe things, and do not move a passage."""
BESIDE = frozenset(
    (
        *("progress", "coverage", "summary", "guide", "topic", "source_guides", "speaker", "consent", "finding_link"),
        *("judgement", "judgement_evidence", "block", "time_mark", "original", "blob"),
        *("matrix_cell", "saved_query", "vignette", "vignette_passage"),
        *("assessment", "assessment_assessors", "assessment_scope", "sealed_mark", "contrary_search", "anchor_example"),
        *("rule_strain", "rule_strain_passages", "audit_setting", "exchange", "foreign"),
    )
)
"""Tables that no column is made of."""
MOVING = frozenset(("kind",))
"""Columns of a source that its passages show."""

_PASSAGE_OF = {
    "coding": text("SELECT passage_id FROM coding WHERE study_id = :study AND id = :row"),
    "evidence": text("SELECT passage_id FROM evidence WHERE study_id = :study AND id = :row"),
    "memo": text("SELECT subject_id FROM memo WHERE study_id = :study AND id = :row AND subject_kind = 'passage'"),
}


@dataclass(slots=True)
class _Tables:
    """Tables by passage's number, from which columns are arranged; ``passages`` as in ``Rows`` with start and end behind."""

    passages: Table
    codings: Table
    voices: Table
    about: Table
    evidence: Table


@dataclass(slots=True)
class _Study:
    """A study as it was read: its tables, the columns arranged from them, and the names that fit them (None: not read yet)."""

    tables: _Tables
    columns: Columns
    names: Any = None


@dataclass(slots=True)
class _Touched:
    """What changed: these passages (None: perhaps all of them), and whether names did."""

    passages: set[int] | None = field(default_factory=set)
    names: bool = False


class KeptColumns:
    """The columns of one study."""

    def __init__(self, indexed: KeptIndex | None = None) -> None:
        self._kept: Kept[_Study] = Kept()
        self.indexed = indexed or KeptIndex()
        """What is known of the index of the study's words, for questions that ask of these too."""

    def of(self, connection: Connection, study_id: int) -> Columns:
        """The columns as the study is in this transaction."""
        return self.with_names(connection, study_id, lambda: None)[0]

    def with_names(self, connection: Connection, study_id: int, read: Callable[[], Names]) -> tuple[Columns, Names]:
        """The columns, and the names of things that fit them: what ``read`` gave when one of these last changed."""
        found = self._kept.of(
            connection,
            study_id,
            lambda: _all(connection, study_id),
            lambda kept, rows: _renewed(connection, study_id, kept, rows),
        )
        names: Names = read() if found.names is None else found.names
        found.names = names
        return found.columns, names


def _all(connection: Connection, study_id: int) -> _Study:
    tables = _read(connection, study_id, None)
    return _Study(tables, _arranged(tables))


def _renewed(connection: Connection, study_id: int, kept: _Study, rows: Sequence[ChangedRow]) -> _Study:
    """What was kept, with what these rows touched as it is now."""
    touched = _touched(connection, study_id, rows)
    if touched.passages is None or len(touched.passages) > MOST_PASSAGES:
        return _all(connection, study_id)
    names = None if touched.names else kept.names
    if not touched.passages:
        return _Study(kept.tables, kept.columns, names)
    fresh = _read(connection, study_id, sorted(touched.passages))
    tables = _patched(kept.tables, fresh, touched.passages)
    return _Study(tables, _arranged(tables), names)


def _touched(connection: Connection, study_id: int, rows: Sequence[ChangedRow]) -> _Touched:
    found: set[int] = set()
    names = False
    for table, key, before, after in rows:
        if table in OF_PASSAGES:
            found.update(_passages_in(connection, study_id, table, key, before, after))
        elif table in OF_NAMES or _only_named(table, before, after):
            names = True
        elif table not in BESIDE:
            return _Touched(None, True)
    return _Touched(found, names)


def _only_named(table: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> bool:
    """Whether a source was described otherwise, in nothing that its passages show."""
    return table == "source" and before is not None and after is not None and not MOVING & {*before, *after}


def _passages_in(
    connection: Connection,
    study_id: int,
    table: str,
    key: Sequence[int],
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
) -> Iterable[int]:
    """The passages that a changed row hangs on; what is gone stands in the change that took it.

    A memo on something else gives a number that is no passage's, or another's: to read that one anew does no harm.
    """
    if table == "passage":
        return [key[0]]
    if table == "anchor":
        return [key[1]]
    if table in ("passage_voices", "passage_about"):
        return [key[0]]
    column = "subject_id" if table == "memo" else "passage_id"
    told = [values[column] for values in (before, after) if values and values.get(column) is not None]
    if before is not None and after is not None:
        values = {"study": study_id, "row": key[0]}
        told.extend(connection.execute(_PASSAGE_OF[table], values).scalars())
    return told


def _read(connection: Connection, study_id: int, only: Sequence[int] | None) -> _Tables:
    """Read all passages, or some, with what hangs on them."""
    rows = read_rows(connection, study_id, only)
    passages = rows.passages[np.argsort(rows.passages[:, 0], kind="stable")]
    number, source, coder, *_, voiced = passages.T
    turns = read_turns(connection, study_id, None if only is None else np.unique(source).tolist())
    start, end = _places(number, rows)
    voices = voices_of(number, source, start, end, voiced, rows.given, turns)
    passages = np.column_stack((passages, start, end)).astype(np.int32)
    passages[:, 7] |= np.isin(number, rows.memos[:, 0])
    codings = rows.codings
    its = np.searchsorted(number, codings[:, 0])
    codings[:, 2] = np.where(codings[:, 2] == 0, coder[its], codings[:, 2]) if len(codings) else codings[:, 2]
    return _Tables(passages, codings, voices, rows.about, rows.evidence)


def _places(number: Ints, rows: Rows) -> tuple[Ints, Ints]:
    start, end = np.full(len(number), -1, np.int32), np.full(len(number), -1, np.int32)
    its = np.searchsorted(number, rows.anchors[:, 0])
    start[its], end[its] = rows.anchors[:, 1], rows.anchors[:, 2]
    return start, end


def _patched(kept: _Tables, fresh: _Tables, touched: Iterable[int]) -> _Tables:
    """What was kept, with some passages as they are now."""
    gone = np.array(sorted(touched), np.int32)

    def mixed(old: Table, new: Table) -> Table:
        return np.concatenate((old[~np.isin(old[:, 0], gone)], new))

    return _Tables(
        mixed(kept.passages, fresh.passages),
        mixed(kept.codings, fresh.codings),
        mixed(kept.voices, fresh.voices),
        mixed(kept.about, fresh.about),
        mixed(kept.evidence, fresh.evidence),
    )


def _arranged(kept: _Tables) -> Columns:
    """The columns in their order."""
    table = kept.passages
    placed = np.where(table[:, 9] < 0, np.iinfo(np.int32).max, table[:, 9])
    table = table[np.lexsort((table[:, 0], table[:, 10], placed, table[:, 1]))]
    number, source, coder, kind, form, basis, hedged, memo, _, start, end = (
        np.ascontiguousarray(column) for column in table.T
    )
    row_of = np.zeros(int(number.max(initial=0)) + 1, np.int32)
    row_of[number] = np.arange(len(number), dtype=np.int32)

    def pairs(hanging: Table) -> Pairs:
        rows = row_of[hanging[:, 0]]
        order = np.argsort(rows, kind="stable")
        by = hanging[order, 2] if hanging.shape[1] > 2 else np.zeros(len(rows), np.int32)
        return Pairs(rows[order], np.ascontiguousarray(hanging[order, 1]), np.ascontiguousarray(by))

    made = Columns(
        *(number, source, start, end, coder, kind, form, basis),
        *(hedged.astype(np.bool_), memo.astype(np.bool_)),
        *(pairs(kept.codings), pairs(kept.voices), pairs(kept.about), pairs(kept.evidence)),
    )
    for array in (number, source, start, end, coder, kind, form, basis):
        array.setflags(write=False)
    return made
