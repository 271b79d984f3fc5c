"""Copies of a study that the program made: where they stand, whether they still are this study, and taking them away.

A copy is taken for one of this study only where it opens as a study of the same name and its journal is a beginning of this
one's: a copy that somebody worked in since is a study of its own and stays.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from sqlalchemy import delete, select

from spanveld.model.errors import N_, StoreError, why
from spanveld.model.sealed import OWNERS
from spanveld.store import journal
from spanveld.store.database import Store
from spanveld.store.erasing import words_sealed
from spanveld.store.schema import backup_copy, study

__all__ = ["copies_of", "keep_sealed", "remove_copies"]


def keep_sealed(base: sqlite3.Connection) -> None:
    """Take out of a copy what only one coder gets to see: sealed marks, and the words that the journal keeps of them.

    The chain still verifies, as it does after an erasure.
    """
    for table, column in OWNERS:
        base.execute(f"UPDATE {table} SET {column} = ''")
    said = " OR ".join("changes LIKE ?" for _ in OWNERS)
    entries = base.execute(
        f"SELECT study_id, changes FROM journal WHERE {said}", [f'%"{table}"%' for table, _ in OWNERS]
    )
    numbers = {(study_id, number) for study_id, changes in entries for number in words_sealed(json.loads(changes))}
    base.executemany("UPDATE erasable SET body = NULL, salt = NULL WHERE study_id = ? AND id = ?", sorted(numbers))


def copies_of(store: Store) -> tuple[list[Path], list[Path]]:
    """The copies that are this study as it was, and those noted files that cannot be shown to be."""
    ours: list[Path] = []
    others: list[Path] = []
    for path in _candidates(store):
        (ours if _is_copy(store, path) else others).append(path)
    return ours, others


def remove_copies(store: Store, paths: list[Path]) -> None:
    """Take these files away, with what SQLite left beside them; StoreError names the first that cannot be."""
    for path in paths:
        try:
            for leftover in (path, Path(f"{path}-wal"), Path(f"{path}-shm"), Path(f"{path}-journal")):
                leftover.unlink(missing_ok=True)
        except OSError as error:
            raise StoreError(
                N_("The words are erased from the study, but its backup {path} cannot be removed: {reason}."),
                path=path,
                reason=why(error),
            ) from error
    with store.writing("") as work:
        for path in paths:
            gone = delete(backup_copy).where(backup_copy.c.study_id == store.study_id, backup_copy.c.path == str(path))
            work.connection.execute(gone)


def _candidates(store: Store) -> Iterator[Path]:
    with store.reading() as connection:
        found = select(backup_copy.c.path).where(backup_copy.c.study_id == store.study_id).order_by(backup_copy.c.id)
        noted = [Path(path) for path in connection.execute(found).scalars()]
    own = store.address.path
    beside: list[Path] = []
    if own is not None:
        name = re.compile(
            rf"{re.escape(own.stem)}\.before-(?:load|[0-9]{{4}}-was-[0-9]{{4}})-[0-9T]+(?:-[0-9]+)?{re.escape(own.suffix)}"
        )
        beside = sorted(path for path in own.absolute().parent.iterdir() if name.fullmatch(path.name))
    seen = {own.resolve()} if own is not None else set()
    for path in (*noted, *beside):
        if path.is_file() and path.resolve() not in seen:
            seen.add(path.resolve())
            yield path


def _is_copy(store: Store, path: Path) -> bool:
    """Whether a file is this study at an earlier moment."""
    with store.reading() as connection:
        identity = connection.execute(
            select(study.c.identifier, study.c.seed).where(study.c.study_id == store.study_id)
        ).one()
        try:
            with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as base:
                its = base.execute("SELECT study_id, seed FROM study WHERE shelf_of IS NULL").fetchall()
                if len(its) != 1 or its[0][1] != identity.seed:
                    return False
                newest = base.execute(
                    "SELECT sequence, hash FROM journal WHERE study_id = ? ORDER BY sequence DESC LIMIT 1", its[0][:1]
                ).fetchone()
        except sqlite3.Error:
            return False
        if newest is None:
            return True
        entry = journal.entry(connection, store.study_id, newest[0])
        return entry is not None and entry.hash == newest[1]
