"""What is counted of every code: kept while a study is open, and counted anew for the codes that the journal says were touched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from spanveld.store.kept import ChangedRow, Kept
from spanveld.store.statements import prepared

__all__ = ["CodeCount", "CodeCounts", "KeptCodeCounts"]


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
_ALL = prepared(_COUNT.format(only=""))
_SOME = prepared(_COUNT.format(only="AND k.code_id IN :codes"), "codes")
_TOTALS = prepared(
    """SELECT (SELECT COUNT(*) FROM passage WHERE study_id = :study), (SELECT COUNT(*) FROM source WHERE study_id = :study)"""
)
_CODE_OF = prepared("SELECT code_id FROM coding WHERE study_id = :study AND id = :row")


class KeptCodeCounts:
    """The counts of the codes of one study."""

    def __init__(self) -> None:
        self._kept: Kept[CodeCounts] = Kept()

    def of(self, connection: Connection, study_id: int) -> CodeCounts:
        """The counts as the study is in this transaction."""
        return self._kept.of(
            connection,
            study_id,
            lambda: _everything(connection, study_id),
            lambda found, rows: _patched(connection, study_id, found, rows),
        )


def _patched(connection: Connection, study_id: int, found: CodeCounts, rows: Sequence[ChangedRow]) -> CodeCounts:
    tables = {table for table, *_ in rows}
    passages, sources = found.passages, found.sources
    if tables & {"passage", "source"}:
        passages, sources = _totals(connection, study_id)
    codes = dict(found.codes)
    if touched := sorted(set(_codes_in(connection, study_id, rows))):
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


def _codes_in(connection: Connection, study_id: int, rows: Iterable[ChangedRow]) -> Iterator[int]:
    """The codes of codings that were changed; what is gone stands in the change that took it."""
    for table, (*_, row), before, after in rows:
        if table != "coding":
            continue
        known = [values["code_id"] for values in (before, after) if values and "code_id" in values]
        yield from known or connection.execute(_CODE_OF, {"study": study_id, "row": row}).scalars()
