"""The journal a page at a time, without what entries changed: an entry may hold a whole study."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from spanveld.model.journal import REDO, UNDO
from spanveld.store.journal import _backwards
from spanveld.store.schema import journal, table_of

__all__ = ["JournalLine", "Narrowed", "Stack", "changes_of", "lines", "page_of", "stack_of", "tallies", "undone_by"]

MARKING = ("add passage", "recode passage", "bring in comments")
"""Actions that say of a passage in which source it is."""


@dataclass(frozen=True, slots=True)
class JournalLine:
    """An entry without what it changed."""

    sequence: int
    time: str
    actor: str
    action: str
    target: int | None
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Which entries are wanted; what is empty does not narrow.

    ``subject``: ``kind:identifier``; ``kind`` of thing; ``source``: on it or on a passage in it; ``since`` and ``until``: times as the
    journal writes them, both included.
    """

    actor: str = ""
    action: str = ""
    subject: str = ""
    kind: str = ""
    source: str = ""
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Stack:
    """What an actor can take back: entries that stand, the one that an undo takes next first; the entry that a redo makes again."""

    standing: tuple[int, ...]
    redo: int | None


_LIGHT = (
    journal.c.sequence,
    journal.c.time,
    journal.c.actor,
    journal.c.action,
    journal.c.target,
    journal.c.subjects,
)


def _line(row: Any) -> JournalLine:
    return JournalLine(row.sequence, row.time, row.actor, row.action, row.target, tuple(json.loads(row.subjects)))


def page_of(
    connection: Connection, study_id: int, wanted: Narrowed, *, start: int, size: int
) -> tuple[list[JournalLine], int]:
    """Entries that are wanted, newest first, from the ``start``-th on, at most ``size``; and how many are wanted in all."""
    conditions = list(_conditions(connection, study_id, wanted))
    if wanted.source:
        found = _of_source(connection, study_id, wanted.source, conditions)
        return lines(connection, study_id, found[start : start + size]), len(found)
    count = connection.execute(select(func.count()).select_from(journal).where(*conditions)).scalar_one()
    query = select(*_LIGHT).where(*conditions).order_by(journal.c.sequence.desc())
    return [_line(row) for row in connection.execute(query.offset(start).limit(size))], int(count)


def lines(connection: Connection, study_id: int, sequences: Sequence[int]) -> list[JournalLine]:
    """These entries, newest first."""
    chosen = select(*_LIGHT).where(journal.c.study_id == study_id, journal.c.sequence.in_(list(sequences)))
    return [_line(row) for row in connection.execute(chosen.order_by(journal.c.sequence.desc()))]


def _conditions(connection: Connection, study_id: int, wanted: Narrowed) -> Iterator[ColumnElement[bool]]:
    yield journal.c.study_id == study_id
    if wanted.actor:
        yield journal.c.actor == wanted.actor
    if wanted.action:
        yield journal.c.action == wanted.action
    if wanted.since:
        yield journal.c.time >= wanted.since
    if wanted.until:
        yield journal.c.time <= wanted.until
    found = func.instr if connection.dialect.name == "sqlite" else func.strpos
    if wanted.subject:
        yield found(journal.c.subjects, json.dumps(wanted.subject, ensure_ascii=False)) > 0
    if wanted.kind:
        name = json.dumps(wanted.kind, ensure_ascii=False)[:-1]
        here = found(journal.c.subjects, f"{name}:") > 0
        yield here | (journal.c.subjects == json.dumps(["study"])) if wanted.kind == "study" else here


def _of_source(connection: Connection, study_id: int, source: str, conditions: Sequence[Any]) -> list[int]:
    """Entries on a source or on passages in it (also such as are gone, where the journal says where they were), newest first."""
    sources, passages = table_of("source"), table_of("passage")
    here = f"source:{source}"
    number = connection.execute(
        select(sources.c.id).where(sources.c.study_id == study_id, sources.c.identifier == source)
    ).scalar_one_or_none()
    inside = {here}
    if number is not None:
        names = select(passages.c.identifier).where(passages.c.study_id == study_id, passages.c.source_id == number)
        inside |= {f"passage:{name}" for name in connection.execute(names).scalars()}
    marked = select(journal.c.subjects).where(journal.c.study_id == study_id, journal.c.action.in_(MARKING))
    for (said,) in connection.execute(marked):
        subjects = json.loads(said)
        if here in subjects:
            inside.update(subject for subject in subjects if subject.startswith("passage:"))
    query = select(journal.c.sequence, journal.c.subjects).where(*conditions).order_by(journal.c.sequence.desc())
    return [row.sequence for row in connection.execute(query) if not inside.isdisjoint(json.loads(row.subjects))]


def tallies(connection: Connection, study_id: int) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Actor -> entries, and action -> entries."""
    actors, actions = dict[str, int](), dict[str, int]()
    counted = select(journal.c.actor, journal.c.action, func.count()).where(journal.c.study_id == study_id)
    for actor, action, count in connection.execute(counted.group_by(journal.c.actor, journal.c.action)):
        actors[actor] = actors.get(actor, 0) + count
        actions[action] = actions.get(action, 0) + count
    return actors, actions


def undone_by(connection: Connection, study_id: int, sequences: Sequence[int]) -> Mapping[int, int]:
    """Of these entries those that do not stand -> the entry that took them back last."""
    if not sequences:
        return {}
    rows = connection.execute(
        select(journal.c.sequence, journal.c.action, journal.c.target)
        .where(journal.c.study_id == study_id, journal.c.sequence > min(sequences), journal.c.target.is_not(None))
        .order_by(journal.c.sequence)
    )
    found: dict[int, int] = {}
    wanted = set(sequences)
    for row in rows:
        if row.target in wanted and row.action == UNDO:
            found[row.target] = row.sequence
        elif row.target in wanted and row.action == REDO:
            found.pop(row.target, None)
    return found


def changes_of(connection: Connection, study_id: int, sequences: Sequence[int]) -> Mapping[int, Any]:
    """What these entries changed; only of such as are small by their nature."""
    chosen = select(journal.c.sequence, journal.c.changes).where(
        journal.c.study_id == study_id, journal.c.sequence.in_(list(sequences))
    )
    return {row.sequence: json.loads(row.changes) for row in connection.execute(chosen)}


def stack_of(connection: Connection, study_id: int, actor: str, *, down_to: int = 0) -> Stack:
    """What an actor can take back, as far as entry ``down_to`` (0: everything)."""
    standing, decided = list[int](), set[int]()
    redo: int | None = None
    fresh = True
    for row in _backwards(connection, study_id, actor):
        if row.sequence < down_to:
            break
        if row.action not in (UNDO, REDO):
            fresh = False
            if row.sequence not in decided:
                standing.append(int(row.sequence))
                decided.add(row.sequence)
        elif row.target not in decided:
            decided.add(row.target)
            if row.action == REDO:
                standing.append(int(row.target))
            elif redo is None and fresh:
                redo = int(row.target)
    return Stack(tuple(standing), redo)
