"""The journal in the database: append, read, find what an actor can undo or redo."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, func, insert, select

from spanveld.model.journal import REDO, UNDO, Brief, Entry, canonical, entry_hash, genesis, is_reference, salted
from spanveld.model.text import fault_in
from spanveld.store.schema import erasable, journal, study

__all__ = [
    "acted",
    "append",
    "briefly",
    "entries",
    "entry",
    "erasable_faults",
    "hashes",
    "last_entry",
    "live_after",
    "newest",
    "redoable",
    "undoable",
]


def _entry(row: Any) -> Entry:
    subjects, changes = json.loads(row.subjects), json.loads(row.changes)
    return Entry(row.sequence, row.time, row.actor, row.action, row.target, subjects, changes, row.previous, row.hash)


def entries(connection: Connection, study_id: int, *, after: int = 0) -> Iterator[Entry]:
    """All entries with a higher sequence than ``after``, oldest first."""
    rows = (
        select(journal).where(journal.c.study_id == study_id, journal.c.sequence > after).order_by(journal.c.sequence)
    )
    for row in connection.execute(rows):
        yield _entry(row)


def entry(connection: Connection, study_id: int, sequence: int) -> Entry | None:
    """One entry by its sequence."""
    found = connection.execute(
        select(journal).where(journal.c.study_id == study_id, journal.c.sequence == sequence)
    ).one_or_none()
    return None if found is None else _entry(found)


def last_entry(connection: Connection, study_id: int) -> Entry | None:
    """The newest entry of a study."""
    last = select(journal).where(journal.c.study_id == study_id).order_by(journal.c.sequence.desc()).limit(1)
    found = connection.execute(last).one_or_none()
    return None if found is None else _entry(found)


def newest(connection: Connection, study_id: int) -> int:
    """The sequence of the newest entry; 0 for a study without any."""
    found = select(func.coalesce(func.max(journal.c.sequence), 0)).where(journal.c.study_id == study_id)
    return int(connection.execute(found).scalar_one())


def briefly(connection: Connection, study_id: int, after: int) -> list[Brief]:
    """The entries with a higher sequence than ``after``, oldest first, without their changes (which may be a whole study)."""
    columns = (journal.c.sequence, journal.c.time, journal.c.actor, journal.c.action, journal.c.subjects)
    rows = select(*columns).where(journal.c.study_id == study_id, journal.c.sequence > after)
    found = connection.execute(rows.order_by(journal.c.sequence))
    return [Brief(row.sequence, row.time, row.actor, row.action, json.loads(row.subjects)) for row in found]


def hashes(connection: Connection, study_id: int) -> dict[int, str]:
    """Sequence -> hash of every entry, oldest first."""
    found = select(journal.c.sequence, journal.c.hash).where(journal.c.study_id == study_id)
    return {row[0]: row[1] for row in connection.execute(found.order_by(journal.c.sequence))}


def acted(connection: Connection, study_id: int, actor: str) -> bool:
    """Whether an actor made any entry."""
    if fault_in(actor):
        return False
    found = select(journal.c.sequence).where(journal.c.study_id == study_id, journal.c.actor == actor).limit(1)
    return connection.execute(found).scalar_one_or_none() is not None


def append(
    connection: Connection,
    study_id: int,
    *,
    time: str,
    actor: str,
    action: str,
    subjects: list[str],
    changes: Any,
    target: int | None = None,
) -> Entry:
    """Write the next entry of the chain in the transaction that is open; the caller holds the study's write lock."""
    newest = connection.execute(
        select(journal.c.sequence, journal.c.hash)
        .where(journal.c.study_id == study_id)
        .order_by(journal.c.sequence.desc())
        .limit(1)
    ).one_or_none()
    if newest is None:
        seed = connection.execute(select(study.c.seed).where(study.c.study_id == study_id)).scalar_one()
        sequence, previous = 1, genesis(seed)
    else:
        sequence, previous = newest.sequence + 1, newest.hash
    unsigned = Entry(sequence, time, actor, action, target, subjects, changes, previous, "")
    hash_ = entry_hash(unsigned)
    connection.execute(
        insert(journal).values(
            study_id=study_id,
            sequence=sequence,
            time=time,
            actor=actor,
            action=action,
            target=target,
            subjects=canonical(subjects),
            changes=canonical(changes),
            previous=previous,
            hash=hash_,
        )
    )
    return Entry(sequence, time, actor, action, target, subjects, changes, previous, hash_)


def _backwards(connection: Connection, study_id: int, actor: str) -> Iterator[Any]:
    """What an actor did, newest first, read in small steps (an undo seldom goes far back)."""
    below: int | None = None
    columns = (journal.c.sequence, journal.c.action, journal.c.target)
    while True:
        page = select(*columns).where(journal.c.study_id == study_id, journal.c.actor == actor)
        if below is not None:
            page = page.where(journal.c.sequence < below)
        rows = connection.execute(page.order_by(journal.c.sequence.desc()).limit(50)).all()
        yield from rows
        if len(rows) < 50:
            return
        below = rows[-1].sequence


def undoable(connection: Connection, study_id: int, actor: str) -> int | None:
    """The sequence of the actor's newest action that stands (was not undone, or was redone)."""
    decided: set[int] = set()
    for row in _backwards(connection, study_id, actor):
        if row.action not in (UNDO, REDO):
            if row.sequence not in decided:
                return int(row.sequence)
        elif row.target not in decided:
            if row.action == REDO:
                return int(row.target)
            decided.add(row.target)
    return None


def redoable(connection: Connection, study_id: int, actor: str) -> int | None:
    """The sequence of the action that the actor undid last, where nothing new was done since."""
    decided: set[int] = set()
    for row in _backwards(connection, study_id, actor):
        if row.action not in (UNDO, REDO):
            return None
        if row.target in decided:
            continue
        if row.action == UNDO:
            return int(row.target)
        decided.add(row.target)
    return None


def live_after(connection: Connection, study_id: int, sequence: int) -> list[Any]:
    """The entries after ``sequence`` that stand (sequence, action, subjects), oldest first; those undone are left out."""
    rows = connection.execute(
        select(journal.c.sequence, journal.c.action, journal.c.target, journal.c.subjects)
        .where(journal.c.study_id == study_id, journal.c.sequence > sequence)
        .order_by(journal.c.sequence)
    ).all()
    live: dict[int, bool] = {}
    for row in rows:
        if row.action not in (UNDO, REDO):
            live[row.sequence] = True
        elif row.target in live:
            live[row.target] = row.action == REDO
    return [row for row in rows if live.get(row.sequence)]


def erasable_faults(connection: Connection, study_id: int) -> Iterator[int]:
    """The ids of erasable words that no longer match the digest in the chain (erased words match by definition)."""
    digests: dict[int, str] = {}
    for item in entries(connection, study_id):
        digests.update(_references(item.changes))
    bodies = connection.execute(select(erasable).where(erasable.c.study_id == study_id))
    for row in bodies.yield_per(100):
        expected = digests.pop(row.id, row.digest)
        if expected != row.digest or (row.body is not None and salted(row.salt, row.body) != row.digest):
            yield row.id
    yield from sorted(digests)


def _references(value: Any) -> Iterator[tuple[int, str]]:
    if is_reference(value):
        yield value["erasable"], value["digest"]
    elif isinstance(value, dict):
        for item in value.values():
            yield from _references(item)
    elif isinstance(value, list):
        for item in value:
            yield from _references(item)
