"""What is worked out of a whole study, kept while it is open, and brought up to date by what the journal says was changed since."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Sequence
from threading import Lock
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, text

from spanveld.store import journal

__all__ = ["MOST_ENTRIES", "ChangedRow", "Kept"]

MOST_ENTRIES = 500
"""Entries of the journal that are looked through; beyond that it is quicker to work out everything."""
_CHANGES = text("SELECT changes FROM journal WHERE study_id = :study AND sequence > :sequence ORDER BY sequence")

ChangedRow = Sequence[Any]
"""A row as a journal entry has it: table, key, the row before (None: it was added) and after (None: it was removed)."""
T = TypeVar("T")


class Kept(Generic[T]):
    """One value of one study; ``most``: how many entries of the journal are looked through."""

    def __init__(self, most: int = MOST_ENTRIES) -> None:
        self._most = most
        self._lock = Lock()
        self._found: T | None = None
        self._sequence = -1
        self._key: Hashable = None

    def of(
        self,
        connection: Connection,
        study_id: int,
        everything: Callable[[], T],
        patched: Callable[[T, Sequence[ChangedRow]], T],
        key: Hashable = None,
    ) -> T:
        """The value as the study is in this transaction.

        It is worked out (``everything``), or what was kept, ``patched`` where rows were changed since. Under another ``key`` than
        it was kept under it says nothing any more.
        """
        newest = journal.newest(connection, study_id)
        with self._lock:
            if self._sequence > newest:  # kept by a transaction that sees more than this one
                return everything()
            found = self._found if self._key == key else None
            rows = None if found is None else self._changed(connection, study_id, newest)
            if found is None or rows is None:
                found = everything()
            elif rows:
                found = patched(found, rows)
            self._found, self._sequence, self._key = found, newest, key
            return found

    def _changed(self, connection: Connection, study_id: int, newest: int) -> list[ChangedRow] | None:
        """The rows that were changed since; None where that cannot be told, or is too long to tell."""
        if newest - self._sequence > self._most:
            return None
        found: list[ChangedRow] = []
        if newest > self._sequence:
            asked = {"study": study_id, "sequence": self._sequence}
            for entry in connection.execute(_CHANGES, asked).scalars():
                changes = json.loads(entry)
                if not isinstance(changes, list):  # a load, an erasure, or such a thing taken back
                    return None
                found.extend(changes)
        return found
