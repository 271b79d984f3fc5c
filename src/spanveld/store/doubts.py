"""Passages that a correction left without a place or changed, as rows."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, text

__all__ = ["DoubtRow", "doubt_rows"]

_ROWS = """
    SELECT p.identifier AS passage, s.identifier AS source, p.doubt, t.id AS text_id, a.start, a."end", a.fate,
        b.start AS was_start, b."end" AS was_end, o.id AS old_id
    FROM passage p CROSS JOIN source s CROSS JOIN text t
    LEFT JOIN anchor a ON a.study_id = p.study_id AND a.text_id = t.id AND a.passage_id = p.id
    LEFT JOIN text o ON o.study_id = p.study_id AND o.source_id = s.id AND o.version = (
        SELECT MAX(v.version) FROM text v CROSS JOIN anchor c WHERE v.study_id = :study AND v.source_id = s.id
        AND c.study_id = :study AND c.text_id = v.id AND c.passage_id = p.id AND c.fate NOT IN ('changed', 'placed'))
    LEFT JOIN anchor b ON b.study_id = p.study_id AND b.text_id = o.id AND b.passage_id = p.id
    WHERE p.study_id = :study AND s.study_id = :study AND s.id = p.source_id
    AND t.study_id = :study AND t.source_id = s.id AND t.superseded = 0
    AND (a.fate IN ('changed', 'placed') OR (a.fate IS NULL AND p.doubt <> ''))"""


@dataclass(frozen=True, slots=True)
class DoubtRow:
    """A passage to be looked at; ``fate`` is ``doubt``, ``changed`` or ``placed``, ``was`` the words that were coded or last
    accepted (empty where the older text was erased), ``text_id`` the current text; start and end are None where it has no place."""

    passage: str
    source: str
    fate: str
    was: str
    text_id: int
    start: int | None
    end: int | None


def doubt_rows(connection: Connection, study_id: int) -> list[DoubtRow]:
    """All such passages of a study, in no order."""
    bodies: dict[int, str] = {}
    found = []
    for row in connection.execute(text(_ROWS), {"study": study_id}).all():
        was = row.doubt
        if row.fate and row.old_id is not None and row.was_start is not None:
            if row.old_id not in bodies:
                bodies[row.old_id] = _body(connection, study_id, row.old_id)
            was = bodies[row.old_id][row.was_start : row.was_end]
        found.append(DoubtRow(row.passage, row.source, row.fate or "doubt", was, row.text_id, row.start, row.end))
    return found


def _body(connection: Connection, study_id: int, text_id: int) -> str:
    statement = """SELECT e.body FROM text t CROSS JOIN erasable e
        WHERE t.study_id = :study AND t.id = :text AND e.study_id = :study AND e.id = t.erasable_id"""
    return connection.execute(text(statement), {"study": study_id, "text": text_id}).scalar_one_or_none() or ""
