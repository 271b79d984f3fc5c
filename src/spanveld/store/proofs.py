"""What can be proved of a study in its database, text by text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select, text

from spanveld.model.errors import N_, Problem
from spanveld.model.journal import faults
from spanveld.model.text import checksum, sha256
from spanveld.store import journal
from spanveld.store.fulltext import is_current, is_true
from spanveld.store.schema import BULK_ORDER

__all__ = ["faults_of"]


def faults_of(connection: Connection, study_id: int, seed: str) -> tuple[Counter[str], list[Problem]]:
    """How many texts, anchors and journal entries were checked, and what is wrong (``value`` of a problem is the identifier)."""
    counts: Counter[str] = Counter()
    problems = [
        *_texts(connection, study_id, counts),
        *_placeless(connection, study_id),
        *_dangling(connection, study_id),
    ]
    entries = list(journal.entries(connection, study_id))
    counts["journal"] = len(entries)
    problems += faults(entries, seed)
    for number in journal.erasable_faults(connection, study_id):
        problems.append(
            Problem("journal", 0, "words", str(number), N_("words kept beside the journal were changed or are missing"))
        )
    if is_current(connection, study_id) and not is_true(connection, study_id):
        reason = N_("does not hold the words of the study as they are; 'spanveld doctor --repair' makes it anew")
        problems.append(Problem("search", 0, "words", "index", reason))
    return counts, problems


def _texts(connection: Connection, study_id: int, counts: Counter[str]) -> Iterator[Problem]:
    rows = text(
        """SELECT t.id, t.version, t.sha256, t.length, s.identifier, e.body FROM text t CROSS JOIN source s CROSS JOIN erasable e
        WHERE t.study_id = :study AND s.study_id = :study AND s.id = t.source_id
        AND e.study_id = :study AND e.id = t.erasable_id ORDER BY t.id"""
    )
    anchors = text(
        """SELECT a.start, a."end", a.checksum, p.identifier FROM anchor a CROSS JOIN passage p
        WHERE a.study_id = :study AND a.text_id = :text AND p.study_id = :study AND p.id = a.passage_id ORDER BY a.start, p.id"""
    )
    for number, version, digest, length, source, body in connection.execute(
        rows.execution_options(yield_per=20), {"study": study_id}
    ):
        counts["text"] += 1
        if body is None:
            continue
        if sha256(body) != digest or len(body) != length:
            yield Problem("text", version, "source", source, N_("the text is not the one that came in"))
        for start, end, proof, passage in connection.execute(anchors, {"study": study_id, "text": number}):
            counts["anchor"] += 1
            if not 0 <= start < end <= len(body):
                yield Problem(
                    "passage",
                    version,
                    "place",
                    passage,
                    N_("lies outside its text: {start} to {end}"),
                    {"start": start, "end": end},
                )
            elif checksum(body, start, end) != proof:
                yield Problem(
                    "passage",
                    version,
                    "place",
                    passage,
                    N_("no longer marks what was coded: {start} to {end}"),
                    {"start": start, "end": end},
                )


def _placeless(connection: Connection, study_id: int) -> Iterator[Problem]:
    rows = text(
        """SELECT p.identifier FROM passage p CROSS JOIN text t
        LEFT JOIN anchor a ON a.study_id = p.study_id AND a.text_id = t.id AND a.passage_id = p.id
        WHERE p.study_id = :study AND t.study_id = :study AND t.source_id = p.source_id AND t.superseded = 0
        AND a.passage_id IS NULL AND p.doubt = ''"""
    )
    for (passage,) in connection.execute(rows, {"study": study_id}):
        yield Problem(
            "passage",
            0,
            "place",
            passage,
            N_("has no place in the current text of its source, and is not on the doubt list"),
        )


def _dangling(connection: Connection, study_id: int) -> Iterator[Problem]:
    """Rows that refer to rows that are not there (only possible where somebody wrote past the program)."""
    if connection.dialect.name == "sqlite":
        for table, _, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
            yield Problem(
                table, 0, parent, "", N_("a row refers to a {parent} that does not exist"), {"parent": parent}
            )
    for table in BULK_ORDER:
        if "subject_kind" in table.c:
            yield from _lost_subjects(connection, study_id, table)


def _lost_subjects(connection: Connection, study_id: int, table: Any) -> Iterator[Problem]:
    kinds = select(table.c.subject_kind).where(table.c.study_id == study_id, table.c.subject_kind != "").distinct()
    by_name = {item.name: item for item in BULK_ORDER}
    for (kind,) in connection.execute(kinds).all():
        other = by_name[kind]
        lost = select(table.c.id).where(
            table.c.study_id == study_id,
            table.c.subject_kind == kind,
            table.c.subject_id.not_in(select(other.c.id).where(other.c.study_id == study_id)),
        )
        for (number,) in connection.execute(lost):
            yield Problem(
                table.name, 0, "subject", str(number), N_("is about a {parent} that does not exist"), {"parent": kind}
            )
