"""Erasing in the database: rows and words that go without a trace in the journal, shelves, free pages.

What is done here is not remembered row by row: the entry ``erase`` of the journal has counts only. Words in ``erasable`` lose
body and salt, their digest stays, so that the chain still verifies.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Any

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.exc import DBAPIError

from spanveld.model.errors import N_, SpanveldError, StoreError
from spanveld.model.journal import is_reference
from spanveld.model.sealed import OWNERS
from spanveld.store import engine as engines
from spanveld.store import journal
from spanveld.store.database import ERASING, Store
from spanveld.store.schema import CONTENT_TABLES, blob, counter, erasable, study
from spanveld.store.statements import in_parts
from spanveld.store.work import Work

__all__ = [
    "ERASE",
    "blank_files",
    "blank_words",
    "drop_row",
    "drop_shelves",
    "finish",
    "kept_words",
    "pending",
    "put_row",
    "sealed_about",
    "sealed_words",
    "set_pending",
    "shelves",
    "words_sealed",
    "write_row",
]

ERASE = "erase"
"""The action of the journal."""
Row = tuple[str, tuple[int, ...]]


# ---------------------------------------------------------------------- rows
def write_row(work: Work, table: str, key: tuple[int, ...], **values: Any) -> None:
    """Change a row; nothing of what it held is kept."""
    work._write(table, key, values)


def drop_row(work: Work, table: str, key: tuple[int, ...]) -> None:
    """Take a row away; nothing of it is kept."""
    work._drop(table, key)


def put_row(work: Work, table: str, **values: Any) -> int:
    """Add a row, not remembered either."""
    before = len(work.changes)
    number = work.insert(table, **values)
    for change in work.changes[before:]:
        blank_words(work.connection, work.study_id, _references(change.after))
    del work.changes[before:]
    return number


# ---------------------------------------------------------------------- words
def kept_words(connection: Connection, study_id: int) -> Iterator[tuple[int, str]]:
    """All words that stand beside the chain: (number, words)."""
    found = select(erasable.c.id, erasable.c.body).where(erasable.c.study_id == study_id, erasable.c.body.is_not(None))
    for row in connection.execute(found.execution_options(yield_per=50)):
        yield row.id, row.body


def sealed_words(connection: Connection, study_id: int) -> set[int]:
    """The numbers of the words that the journal keeps of what only one coder gets to see."""
    return {number for entry in journal.entries(connection, study_id) for number in words_sealed(entry.changes)}


def words_sealed(changes: Any) -> Iterator[int]:
    """Those of one entry."""
    for table, _, before, after in changes["rows"] if isinstance(changes, dict) else changes:
        for (its, column), image in product(OWNERS, (before, after)):
            if table == its and is_reference((image or {}).get(column)):
                yield image[column]["erasable"]


def blank_words(connection: Connection, study_id: int, numbers: Iterable[int]) -> None:
    """Take words and salts away under these numbers."""
    for part in in_parts(sorted(numbers)):
        chosen = update(erasable).where(erasable.c.study_id == study_id, erasable.c.id.in_(part))
        connection.execute(chosen.values(body=None, salt=None))


def blank_files(connection: Connection, study_id: int, numbers: Iterable[int]) -> None:
    """Take the bytes of files away under these numbers."""
    for part in in_parts(sorted(numbers)):
        chosen = update(blob).where(blob.c.study_id == study_id, blob.c.id.in_(part))
        connection.execute(chosen.values(body=None, digest=""))


def sealed_about(connection: Connection, study_id: int, start: Iterable[Row]) -> tuple[set[int], set[int], set[int]]:
    """The words and files that the journal keeps of these rows and of all that ever belonged to them.

    A row belongs to what it refers to (a memo to its passage, a passage to its source); the journal knows also those that are
    gone. Gives the numbers of sealed words, of texts' words, and of files.
    """
    belongs = set(start)
    parents: dict[Row, set[Row]] = defaultdict(set)
    words: dict[Row, set[int]] = defaultdict(set)
    bodies: dict[Row, set[int]] = defaultdict(set)
    files: dict[Row, set[int]] = defaultdict(set)
    for entry in journal.entries(connection, study_id):
        changes = entry.changes["rows"] if isinstance(entry.changes, dict) else entry.changes
        for table, key, before, after in changes:
            row = (table, tuple(key))
            for image in (before, after):
                if not image:
                    continue
                parents[row] |= _parents(table, tuple(key), image)
                words[row] |= set(_references(image))
                if table == "text":
                    bodies[row] |= {image[name] for name in ("erasable_id", "change_id") if image.get(name) is not None}
                elif table == "original" and image.get("blob_id") is not None:
                    files[row].add(image["blob_id"])
    children: dict[Row, set[Row]] = defaultdict(set)
    for row, its in parents.items():
        for parent in its:
            children[parent].add(row)
    queue = list(belongs)
    while queue:
        for row in children.get(queue.pop(), ()):
            if row not in belongs:
                belongs.add(row)
                queue.append(row)

    def of(kept: Mapping[Row, set[int]]) -> set[int]:
        return {number for row, numbers in kept.items() if row in belongs for number in numbers}

    return of(words), of(bodies), of(files)


def _parents(table: str, key: tuple[int, ...], image: Mapping[str, Any]) -> set[Row]:
    """What a row belongs to, as far as this image of it says."""
    if table not in CONTENT_TABLES:
        return set()
    found: set[Row] = set()
    for constraint in CONTENT_TABLES[table].constraints:
        if constraint.info.get("meaning") in ("part", "rests", "refers"):
            number = image.get(constraint.info["column"])
            if number is not None:
                found.add((constraint.elements[0].column.table.name, (number,)))  # type: ignore[attr-defined]
    if image.get("subject_kind") and image.get("subject_id") is not None:
        found.add((image["subject_kind"], (image["subject_id"],)))
    return found


def _references(value: Any) -> Iterator[int]:
    for item in value.values() if isinstance(value, dict) else ():
        if is_reference(item):
            yield item["erasable"]


# ---------------------------------------------------------------------- shelves
def shelves(connection: Connection, study_id: int) -> list[int]:
    """The numbers of the shelves of a study."""
    found = select(study.c.study_id).where(study.c.shelf_of == study_id).order_by(study.c.study_id)
    return list(connection.execute(found).scalars())


def drop_shelves(connection: Connection, study_id: int) -> int:
    """Take away all content that lies on shelves; what undid or replaced it can no longer be undone or made again."""
    numbers = shelves(connection, study_id)
    for number in numbers:
        for table in (*reversed(CONTENT_TABLES.values()), erasable, counter):
            connection.execute(delete(table).where(table.c.study_id == number))
        connection.execute(delete(study).where(study.c.study_id == number))
    return len(numbers)


# ---------------------------------------------------------------------- what is left on the disk
def set_pending(connection: Connection) -> None:
    """Note, in the transaction of the erasure itself, that the free pages are still to be cleaned (SQLite)."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete = ON")
        connection.exec_driver_sql(f"PRAGMA user_version = {ERASING}")


def pending(connection: Connection) -> bool:
    """Whether an erasure was broken off after its commit, so that the file may still hold what was erased."""
    if connection.dialect.name != "sqlite":
        return False
    return bool(connection.exec_driver_sql("PRAGMA user_version").scalar_one() == ERASING)


def finish(store: Store) -> list[SpanveldError]:
    """Make that the files hold no more of what was erased; gives what cannot be promised. Can be done again at any time.

    SQLite: the whole file is written anew, without free pages, and the write-ahead log is emptied. PostgreSQL: the tables are
    written anew; what the server itself keeps elsewhere is its keeper's.
    """
    if store.address.path is not None:
        return _finish_file(store)
    return _finish_server(store)


def _finish_file(store: Store) -> list[SpanveldError]:
    store.engine.dispose()
    raw = store.engine.raw_connection()
    try:
        base: Any = raw.driver_connection
        base.execute("PRAGMA secure_delete = ON")
        base.execute("VACUUM")
        busy = base.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if not busy:
            base.execute("PRAGMA user_version = 0")
            busy = base.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except Exception as error:
        if type(error).__module__ != "sqlite3":
            raise
        raise StoreError(
            N_(
                "The words are erased from the study, but {path} could not be cleaned of their remains ({reason}). "
                "Close other programs that have it open, and give the same command again."
            ),
            path=store.address.path,
            reason=error,
        ) from error
    finally:
        raw.close()
    if busy:
        return [
            SpanveldError(
                N_(
                    "Another program has {path} open, so its log file may still hold what was erased. "
                    "Close it there, and give the same command again."
                ),
                path=store.address.path,
            )
        ]
    return []


def _finish_server(store: Store) -> list[SpanveldError]:
    names = ["study", "erasable", "blob", "search_index", "search_form", *CONTENT_TABLES]
    try:
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for name in dict.fromkeys(names):
                connection.exec_driver_sql(f'VACUUM (FULL) "{name}"')
    except DBAPIError as error:
        raise engines.unusable(store.address, error) from error
    return [
        SpanveldError(
            N_(
                "The server's tables were written anew. What the server keeps beside them cannot be reached from here: "
                "archives of its log (WAL), backups of the server, replicas and snapshots. Ask its keeper to let these expire."
            )
        )
    ]
