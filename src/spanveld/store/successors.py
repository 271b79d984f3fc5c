"""What became of a code that is not there any more, as the journal tells: merged into another one, renamed, or removed."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from spanveld.model.journal import REDO, UNDO
from spanveld.store.schema import journal

__all__ = ["ENDS", "Fate", "fate_of"]

ENDS = ("merge codes", "rename code", "remove code")
"""The actions after which a name stands for no code; the first subject is that name, the second what it became."""

Key = Callable[[str], Hashable | None]


@dataclass(frozen=True, slots=True)
class Fate:
    """What ended a name, and who did it; ``into``: the name that its codings go by now, empty where it was removed."""

    action: str
    actor: str
    into: str


def fate_of(connection: Connection, study_id: int, name: str, key: Key) -> Fate | None:
    """What became of the code ``name``; None where the journal does not say. ``key`` gives two spellings of one name the same value."""
    entries = _entries(connection, study_id)
    wanted = key(name)
    place = next((place for place in reversed(range(len(entries))) if _ends(entries[place], wanted, key)), None)
    if wanted is None or place is None:
        return None
    first = entries[place]
    into = _into(first)
    while into:
        wanted = key(into)
        place = next((later for later in range(place + 1, len(entries)) if _ends(entries[later], wanted, key)), None)
        if place is None:
            return Fate(first.action, first.actor, into)
        into = _into(entries[place])
        if not into:
            first = entries[place]
    return Fate("remove code", first.actor, "")


def _entries(connection: Connection, study_id: int) -> list[Any]:
    """The entries that ended a name and stand, oldest first."""
    columns = (journal.c.sequence, journal.c.actor, journal.c.action, journal.c.target, journal.c.subjects)
    query = select(*columns).where(journal.c.study_id == study_id, journal.c.action.in_((*ENDS, UNDO, REDO)))
    rows = connection.execute(query.order_by(journal.c.sequence)).all()
    live: dict[int, bool] = {}
    for row in rows:
        if row.action in ENDS:
            live[row.sequence] = True
        elif row.target in live:
            live[row.target] = row.action == REDO
    return [row for row in rows if live.get(row.sequence)]


def _subjects(entry: Any) -> list[str]:
    return [str(subject).removeprefix("code:") for subject in json.loads(entry.subjects)]


def _into(entry: Any) -> str:
    return "" if entry.action == "remove code" else _subjects(entry)[1]


def _ends(entry: Any, wanted: Hashable | None, key: Key) -> bool:
    """Whether an entry took this name away."""
    was = key(_subjects(entry)[0])
    return was is not None and was == wanted and (entry.action == "remove code" or key(_into(entry)) != was)
