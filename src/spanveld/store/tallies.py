"""Counts over a whole study, each in one statement: what the first page shows of every source."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

__all__ = ["Tallies", "coded", "tallies"]

CHUNK = 20_000
"""Rows read at a time."""


@dataclass(frozen=True, slots=True)
class Tallies:
    """By the number of a source: how many ``passages`` are marked in it.

    ``overviews``: main points written; ``doubts``: passages that a correction left without a place; ``progress``: coder -> state;
    ``coders``: who marked something.
    """

    passages: Mapping[int, int]
    overviews: Mapping[int, int]
    doubts: Mapping[int, int]
    progress: Mapping[int, Mapping[str, str]]
    coders: Mapping[int, frozenset[str]]


_STATEMENTS = {
    "passages": "SELECT source_id, COUNT(*) FROM passage WHERE study_id = :study GROUP BY source_id",
    "doubts": "SELECT source_id, COUNT(*) FROM passage WHERE study_id = :study AND doubt <> '' GROUP BY source_id",
    "overviews": "SELECT source_id, COUNT(*) FROM summary WHERE study_id = :study AND theme = '' GROUP BY source_id",
    "progress": """SELECT r.source_id, k.identifier, r.state FROM progress r JOIN coder k ON k.study_id = r.study_id AND k.id = r.coder_id
        WHERE r.study_id = :study""",
    "coders": """SELECT DISTINCT p.source_id, k.identifier FROM passage p JOIN coder k ON k.study_id = p.study_id AND k.id = p.coder_id
        WHERE p.study_id = :study""",
    "codings": """SELECT p.source_id, p.id, k.code_id FROM passage p
        LEFT JOIN coding k ON k.study_id = p.study_id AND k.passage_id = p.id AND (k.coder_id IS NULL OR k.coder_id = p.coder_id)
        WHERE p.study_id = :study ORDER BY p.id""",
}


def tallies(connection: Connection, study_id: int) -> Tallies:
    """The counts of every source of a study."""

    def rows(name: str) -> Any:
        return connection.execute(text(_STATEMENTS[name]), {"study": study_id})

    progress: dict[int, dict[str, str]] = defaultdict(dict)
    for source, coder, state in rows("progress"):
        progress[source][coder] = state
    coders: dict[int, set[str]] = defaultdict(set)
    for source, coder in rows("coders"):
        coders[source].add(coder)
    return Tallies(
        passages=dict(map(tuple, rows("passages"))),
        overviews=dict(map(tuple, rows("overviews"))),
        doubts=dict(map(tuple, rows("doubts"))),
        progress=progress,
        coders={source: frozenset(names) for source, names in coders.items()},
    )


def coded(connection: Connection, study_id: int) -> Counter[tuple[int, frozenset[int]]]:
    """(source, codes) -> how many of its passages carry just these codes of the passage's own coder; all by their numbers."""
    found: Counter[tuple[int, frozenset[int]]] = Counter()
    at, codes = (0, 0), set[int]()
    rows = connection.execute(text(_STATEMENTS["codings"]), {"study": study_id})
    for rows_read in rows.partitions(CHUNK):
        for source, passage, code in rows_read:
            if (source, passage) != at:
                if at[1]:
                    found[at[0], frozenset(codes)] += 1
                at, codes = (source, passage), set()
            if code is not None:
                codes.add(code)
    if at[1]:
        found[at[0], frozenset(codes)] += 1
    return found
