"""The journal as a person reads it, and the proof that it is whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from spanveld.model.errors import Problem
from spanveld.model.journal import Entry, faults, head_of
from spanveld.store import journal
from spanveld.store.records import Reader

__all__ = ["History", "has_acted", "history", "last_actor"]


@dataclass(frozen=True, slots=True)
class History:
    """All entries, oldest first, and what is wrong with the chain. ``seed`` is what the first hash follows from."""

    study: str
    seed: str
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]

    @property
    def head(self) -> str:
        """``SEQUENCE:HASH`` of the newest entry; empty for a study without any."""
        return head_of(self.entries[-1]) if self.entries else ""

    def as_json(self) -> dict[str, Any]:
        """The journal as it is exported: whoever has it can verify the chain without the study."""
        return {
            "study": self.study,
            "seed": self.seed,
            "head": self.head,
            "entries": [
                {
                    "sequence": entry.sequence,
                    "time": entry.time,
                    "actor": entry.actor,
                    "action": entry.action,
                    "target": entry.target,
                    "subjects": list(entry.subjects),
                    "changes": entry.changes,
                    "previous": entry.previous,
                    "hash": entry.hash,
                }
                for entry in self.entries
            ],
        }


def history(reader: Reader, *, head: str = "") -> History:
    """The journal of a study, its chain checked (and that it contains ``head``, where one is given)."""
    entries = tuple(journal.entries(reader.connection, reader.study_id))
    seed = str(reader.study.seed)
    return History(reader.study.identifier, seed, entries, tuple(faults(entries, seed, head)))


def last_actor(reader: Reader) -> str:
    """Who made the newest entry; nobody ("") in a study without any."""
    newest = journal.last_entry(reader.connection, reader.study_id)
    return newest.actor if newest else ""


def has_acted(reader: Reader, actor: str) -> bool:
    """Whether an actor made any entry (who loaded a study need not be a coder of it)."""
    return journal.acted(reader.connection, reader.study_id, actor)
