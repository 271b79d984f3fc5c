"""Addresses of studies, and engines that keep our promises on both databases.

SQLite: WAL, foreign keys on, a write transaction begins IMMEDIATE (two writers wait for each other instead of failing), each
commit is on disk before it returns. PostgreSQL: psycopg 3.
"""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError

from spanveld.model.errors import N_, StoreError

__all__ = ["Address", "address_of", "connect", "engine_for", "reading", "writing"]

BUSY_SECONDS = 120
"""How long a writer waits for another one before it gives up."""
PAUSE = 0.02
"""Seconds between two attempts at what SQLite does not wait for by itself."""
SUFFIX = ".spanveld"
OLDEST_SQLITE = (3, 37, 0)
"""The first version with STRICT tables."""
_POSTGRES = re.compile(r"postgres(ql)?(\+psycopg)?://")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a study is: the path of a file, or a server's database with the identifier of one of its studies."""

    path: Path | None = None
    url: str = ""
    study: str = ""

    @property
    def is_file(self) -> bool:
        """Whether the study is a file of its own."""
        return self.path is not None

    def __str__(self) -> str:
        """The address as a person may see it: a password is left out."""
        if self.path is not None:
            return str(self.path)
        return make_url(self.url).set(drivername="postgresql").render_as_string(hide_password=True)


def address_of(study: str | Path) -> Address:
    """Parse ``STUDY``: a path, or ``postgresql://user@host/db?study=ID``; StoreError where it is neither."""
    text = str(study)
    if "://" not in text:
        return Address(path=Path(text))
    if not _POSTGRES.match(text):
        raise StoreError(
            N_(
                "'{address}' is no study: give the path of a .spanveld file, or postgresql://user@host/database?study=ID."
            ),
            address=text,
        )
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as error:
        raise StoreError(N_("'{address}' is no database address: {reason}."), address=text, reason=error) from error
    query = dict(url.query)
    identifier = query.pop("study", "")
    url = url.set(drivername="postgresql+psycopg", query=query)
    identifier = identifier if isinstance(identifier, str) else identifier[-1]
    return Address(url=url.render_as_string(hide_password=False), study=identifier)


def engine_for(address: Address) -> Engine:
    """An engine for the address; nothing is opened yet."""
    if address.path is not None:
        if sqlite3.sqlite_version_info < OLDEST_SQLITE:
            raise StoreError(
                N_("This Python has SQLite {found}; Spanveld needs {needed} or newer."),
                found=sqlite3.sqlite_version,
                needed=".".join(map(str, OLDEST_SQLITE)),
            )
        url = URL.create("sqlite", database=str(address.path))
        engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    try:
        return create_engine(address.url)
    except ImportError as error:
        raise StoreError(
            N_("PostgreSQL needs an extra package: install it with 'pip install spanveld[postgres]'.")
        ) from error


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    _log_ahead(cursor)
    for setting in (
        "foreign_keys = ON",
        "synchronous = FULL",
        "trusted_schema = OFF",
        "cache_size = -16384",
    ):
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


def _log_ahead(cursor: sqlite3.Cursor) -> None:
    """Have changes written to a log first. While another writes a file that has none yet, SQLite refuses this at once: try again."""
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
        time.sleep(PAUSE)


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("spanveld_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def connect(engine: Engine, *, writes: bool, address: Address) -> Iterator[Connection]:
    """One transaction: committed at the end, rolled back on any error. Database errors come out as StoreError."""
    try:
        connection = engine.connect()
    except DBAPIError as error:
        raise unusable(address, error) from error
    with connection:
        connection = connection.execution_options(spanveld_writes=writes)
        try:
            with connection.begin():
                yield connection
        except IntegrityError:
            raise
        except DBAPIError as error:
            raise unusable(address, error) from error


def reading(engine: Engine, address: Address) -> Any:
    """A transaction that sees one moment of the study and writes nothing."""
    return connect(engine, writes=False, address=address)


def writing(engine: Engine, address: Address) -> Any:
    """A transaction that holds the right to write."""
    return connect(engine, writes=True, address=address)


def unusable(address: Address, error: DBAPIError) -> StoreError:
    """What a database error means for the person who gave the address."""
    reason = str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else type(error.orig).__name__
    if "locked" in reason or "busy" in reason:
        return StoreError(
            N_(
                "{address} has been busy for {seconds} seconds with another program's change; try again when that has ended."
            ),
            address=address,
            seconds=BUSY_SECONDS,
        )
    if "not a database" in reason or "malformed" in reason:
        return StoreError(
            N_("{address} is not a Spanveld study, or the file is damaged ({reason})."), address=address, reason=reason
        )
    if "readonly" in reason or "read-only" in reason:
        return StoreError(N_("{address} cannot be written: the file or its folder is read-only."), address=address)
    if "disk" in reason and "full" in reason:
        return StoreError(N_("The disk is full; {address} keeps its last complete state."), address=address)
    return StoreError(N_("{address} cannot be used: {reason}."), address=address, reason=reason.rstrip("."))
