"""What is counted of every code: kept while a study is open, and counted anew for the codes that the journal says were touched."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from sqlalchemy import Connection, bindparam, text

from spanveld.store import journal

__all__ = ["CodeCount", "CodeCounts", "KeptCodeCounts"]

MOST_ENTRIES = 500
"""Entries of the journal that are looked through; beyond that it is quicker to count everything."""


@dataclass(frozen=True, slots=True)
class CodeCount:
    """A code: how often it was given, and in how many passages and sources."""

    codings: int = 0
    passages: int = 0
    sources: int = 0


@dataclass(frozen=True, slots=True)
class CodeCounts:
    """Code's number -> its counts (none for a code that was never given), and how many passages and sources there are in all."""

    codes: Mapping[int, CodeCount] = field(default_factory=dict)
    passages: int = 0
    sources: int = 0


_COUNT = """SELECT k.code_id, COUNT(*), COUNT(DISTINCT k.passage_id), COUNT(DISTINCT p.source_id)
    FROM coding k CROSS JOIN passage p WHERE k.study_id = :study {only} AND p.study_id = :study AND p.id = k.passage_id
    GROUP BY k.code_id"""
_ALL = text(_COUNT.format(only=""))
_SOME = text(_COUNT.format(only="AND k.code_id IN :codes")).bindparams(bindparam("codes", expanding=True))
_TOTALS = text(
    """SELECT (SELECT COUNT(*) FROM passage WHERE study_id = :study), (SELECT COUNT(*) FROM source WHERE study_id = :study)"""
)
_CODE_OF = text("SELECT code_id FROM coding WHERE study_id = :study AND id = :row")
_CHANGES = text("SELECT changes FROM journal WHERE study_id = :study AND sequence > :sequence")


class KeptCodeCounts:
    """The counts of the codes of one study."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._found = CodeCounts()
        self._sequence = -1

    def of(self, connection: Connection, study_id: int) -> CodeCounts:
        """The counts as the study is in this transaction."""
        newest = journal.newest(connection, study_id)
        with self._lock:
            if self._sequence > newest:  # kept by a transaction that sees more than this one
                return _everything(connection, study_id)
            changes = self._changes(connection, study_id, newest)
            if changes is None:
                self._found = _everything(connection, study_id)
            elif changes:
                self._found = self._patched(connection, study_id, changes)
            self._sequence = newest
            return self._found

    def _changes(self, connection: Connection, study_id: int, newest: int) -> list[Any] | None:
        """The rows that were changed since; None where that cannot be told, or is too long to tell."""
        if self._sequence < 0 or newest - self._sequence > MOST_ENTRIES:
            return None
        found: list[Any] = []
        for (entry,) in connection.execute(_CHANGES, {"study": study_id, "sequence": self._sequence}).all():
            changes = json.loads(entry)
            if not isinstance(changes, list):  # a load, an erasure, or such a thing taken back
                return None
            found.extend(changes)
        return found

    def _patched(self, connection: Connection, study_id: int, changes: Sequence[Any]) -> CodeCounts:
        tables = {table for table, *_ in changes}
        passages, sources = self._found.passages, self._found.sources
        if tables & {"passage", "source"}:
            passages, sources = _totals(connection, study_id)
        codes = dict(self._found.codes)
        if touched := sorted(set(_codes_in(connection, study_id, changes))):
            for code in touched:
                codes.pop(code, None)
            codes |= _counted(connection.execute(_SOME, {"study": study_id, "codes": touched}))
        return CodeCounts(codes, passages, sources)


def _everything(connection: Connection, study_id: int) -> CodeCounts:
    return CodeCounts(_counted(connection.execute(_ALL, {"study": study_id})), *_totals(connection, study_id))


def _counted(rows: Iterable[Any]) -> dict[int, CodeCount]:
    return {code: CodeCount(*counts) for code, *counts in rows}


def _totals(connection: Connection, study_id: int) -> tuple[int, int]:
    passages, sources = connection.execute(_TOTALS, {"study": study_id}).one()
    return int(passages), int(sources)


def _codes_in(connection: Connection, study_id: int, changes: Iterable[Sequence[Any]]) -> Iterator[int]:
    """The codes of codings that were changed; what is gone stands in the change that took it."""
    for table, (*_, row), before, after in changes:
        if table != "coding":
            continue
        known = [values["code_id"] for values in (before, after) if values and "code_id" in values]
        yield from known or connection.execute(_CODE_OF, {"study": study_id, "row": row}).scalars()
