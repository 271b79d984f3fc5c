"""Many rows at once: executemany on SQLite, COPY on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any

from sqlalchemy import Connection, Table, select

__all__ = ["indexed_after", "insert_rows"]


def insert_rows(connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert rows, each a tuple in the order of ``columns``, without holding them all in memory."""
    rows = iter(rows)
    first = list(islice(rows, 1))
    if not first:
        return
    quote = connection.dialect.identifier_preparer.quote
    names = ", ".join(quote(column) for column in columns)
    target = quote(table.name)
    rows = chain(first, rows)
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(columns))
        driver.executemany(f"INSERT INTO {target} ({names}) VALUES ({marks})", rows)
        return
    with driver.cursor() as cursor, cursor.copy(f"COPY {target} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


@contextmanager
def indexed_after(connection: Connection, tables: Sequence[Table]) -> Iterator[None]:
    """Let many rows into a SQLite file that holds none yet without its indexes, which are built when they are in.

    Sorted at once, an index costs far less than row by row. Where any of the tables holds a row, and on PostgreSQL, all stays.
    """
    empty = connection.dialect.name == "sqlite" and not any(
        connection.execute(select(1).select_from(table).limit(1)).first() for table in tables
    )
    indexes = (
        [index for table in tables for index in sorted(table.indexes, key=lambda index: str(index.name))]
        if empty
        else []
    )
    for index in indexes:
        index.drop(connection)
    yield
    for index in indexes:
        index.create(connection)
