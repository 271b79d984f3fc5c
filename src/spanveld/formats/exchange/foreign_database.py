"""Opening the SQLite file of another program, when nobody knows who made it and what it holds.

The file is copied before it is opened, with what lies beside it of a change that was not finished, so that nothing is ever
written where it lies. Only tables are read, never views; every value is taken as what it ought to be, whatever type it has.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from spanveld.formats.sources.parts import Unreadable
from spanveld.model.errors import N_, quoted

__all__ = ["ForeignDatabase", "foreign_database", "integer", "is_database", "text"]

Row = Mapping[str, object]

LARGEST = 1024 * 1024 * 1024
"""Bytes of a database that is read."""
SECONDS = 120
"""A query that takes longer is no work of the program that should have made the file."""
_FIRST = b"SQLite format 3\x00"
_BESIDE = ("-wal", "-journal")
_STEPS = 100_000
_LIMITS = (
    (sqlite3.SQLITE_LIMIT_LENGTH, 256 * 1024 * 1024),
    (sqlite3.SQLITE_LIMIT_ATTACHED, 0),
)


class ForeignDatabase:
    """The tables of a database, read row by row."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        )
        self.tables = frozenset(text(name) for (name,) in names)

    def columns(self, table: str) -> frozenset[str]:
        """The names of the table's columns; none where there is no such table."""
        if table not in self.tables:
            return frozenset()
        return frozenset(text(row[1]) for row in self._connection.execute(f"PRAGMA table_info({_named(table)})"))

    def rows(self, table: str, *columns: str) -> Iterator[Row]:
        """These columns of all rows, in the order in which they were made; a column that is not there is None everywhere."""
        there = self.columns(table)
        chosen = [column for column in columns if column in there]
        if not chosen:
            return
        listed = ", ".join(map(_named, chosen))
        missing = dict.fromkeys(columns)
        for row in self._connection.execute(f"SELECT {listed} FROM {_named(table)} ORDER BY rowid"):
            yield {**missing, **dict(zip(chosen, row, strict=True))}

    def count(self, table: str) -> int:
        """How many rows the table has; 0 where there is none of that name."""
        if table not in self.tables:
            return 0
        (count,) = self._connection.execute(f"SELECT count(*) FROM {_named(table)}").fetchone()
        return int(count)


def is_database(path: Path) -> bool:
    """Whether the file begins as an SQLite database does; never an error."""
    try:
        with path.open("rb") as file:
            return file.read(len(_FIRST)) == _FIRST
    except OSError:
        return False


@contextmanager
def foreign_database(path: Path) -> Iterator[ForeignDatabase]:
    """The database in a file, from a copy; Unreadable where it is damaged or too large, also while it is read."""
    if path.stat().st_size > LARGEST:
        raise Unreadable(N_("it is larger than {most} megabytes."), most=LARGEST // 1024**2)
    with tempfile.TemporaryDirectory(prefix="spanveld-") as folder:
        copy = Path(folder) / "copy.sqlite3"
        try:
            shutil.copyfile(path, copy)
            for ending in _BESIDE:
                beside = path.with_name(path.name + ending)
                if beside.is_file() and beside.stat().st_size <= LARGEST:
                    shutil.copyfile(beside, copy.with_name(copy.name + ending))
            connection = sqlite3.connect(copy)
        except (OSError, sqlite3.Error) as error:
            raise _damaged(error) from error
        try:
            _guard(connection)
            yield ForeignDatabase(connection)
        except (sqlite3.Error, UnicodeError) as error:  # the latter of names in a damaged schema
            raise _damaged(error) from error
        finally:
            connection.close()


def text(value: object) -> str:
    """A value as text, whatever the file has in its place; bytes that are no UTF-8 and signs that no text may hold are replaced."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    return "" if value is None else str(value).replace("\x00", "\ufffd")


def integer(value: object) -> int | None:
    """A value as a whole number; None where it is none."""
    if type(value) is int or value is None:
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() else None
    try:
        return int(text(value))
    except ValueError:
        return None


def _guard(connection: sqlite3.Connection) -> None:
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
    for limit, most in _LIMITS:
        connection.setlimit(limit, most)
    ends = time.monotonic() + SECONDS
    connection.set_progress_handler(lambda: time.monotonic() > ends, _STEPS)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA query_only = ON")
    connection.execute("PRAGMA cell_size_check = ON")


def _named(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def _damaged(error: Exception) -> Unreadable:
    return Unreadable(
        N_("it is no database that can be read ({problem}); copy or export it again from its program."),
        problem=quoted(error),
    )
