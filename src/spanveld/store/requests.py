"""Changes asked for under a key of the asker's own: made once, however often they are asked for.

A page that lost its connection asks again; the note stands in the transaction of the change itself, so it cannot be lost or doubled.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, insert, select

from spanveld.store import journal
from spanveld.store.schema import request
from spanveld.store.work import now

__all__ = ["KEPT_DAYS", "Made", "forget_old", "made_under", "note_request"]

KEPT_DAYS = 30
"""For how long a key is remembered."""


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a request: the newest entry of the journal when it was done, and the identifier of what it made (or empty)."""

    sequence: int
    subject: str


def made_under(connection: Connection, study_id: int, key: str) -> Made | None:
    """What was made under a key; None where nothing was yet."""
    found = connection.execute(
        select(request.c.sequence, request.c.subject).where(request.c.study_id == study_id, request.c.key == key)
    ).one_or_none()
    return None if found is None else Made(found.sequence, found.subject)


def note_request(connection: Connection, study_id: int, key: str, subject: str) -> Made:
    """Note under its key that a change was made, in the transaction that made it."""
    made = Made(journal.newest(connection, study_id), subject)
    values = {"study_id": study_id, "key": key, "sequence": made.sequence, "subject": subject, "made": now()}
    connection.execute(insert(request).values(**values))
    return made


def forget_old(connection: Connection, study_id: int) -> None:
    """Forget keys that nobody will ask under any more."""
    oldest = (datetime.now(UTC) - timedelta(days=KEPT_DAYS)).isoformat(timespec="microseconds")
    connection.execute(delete(request).where(request.c.study_id == study_id, request.c.made < oldest))
