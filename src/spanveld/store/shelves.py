"""Shelves: where the content of a study lies that an undo took back, or that a load replaced.

A shelf is a study that no list shows; its rows are those of the study under another ``study_id`` (see docs/adr/0002-undo.md).
"""

from __future__ import annotations

from sqlalchemy import Connection, delete, func, insert, select, update

from spanveld.store.database import defer_keys
from spanveld.store.schema import CONTENT_TABLES, erasable, study

__all__ = ["shelve", "unshelve"]


def shelve(connection: Connection, study_id: int) -> int:
    """Move all content of a study aside, to a shelf that no list shows; gives the shelf's number. Journal and ids stay."""
    number = connection.execute(select(func.max(study.c.study_id) + 1)).scalar_one()
    row = connection.execute(select(study).where(study.c.study_id == study_id)).one()._mapping
    connection.execute(insert(study).values({**row, "study_id": number, "shelf_of": study_id}))
    defer_keys(connection)
    _move(connection, study_id, number)
    return int(number)


def unshelve(connection: Connection, shelf: int, study_id: int) -> None:
    """Bring a shelf's content back into a study that is empty now."""
    defer_keys(connection)
    _move(connection, shelf, study_id)
    connection.execute(delete(study).where(study.c.study_id == shelf))


def _move(connection: Connection, origin: int, target: int) -> None:
    texts = select(CONTENT_TABLES["text"].c.erasable_id, CONTENT_TABLES["text"].c.change_id).where(
        CONTENT_TABLES["text"].c.study_id == origin
    )
    bodies = sorted({number for row in connection.execute(texts) for number in row if number is not None})
    for table in CONTENT_TABLES.values():
        connection.execute(update(table).where(table.c.study_id == origin).values(study_id=target))
    for start in range(0, len(bodies), 500):
        part = bodies[start : start + 500]
        moved = update(erasable).where(erasable.c.study_id == origin, erasable.c.id.in_(part)).values(study_id=target)
        connection.execute(moved)
