"""One change being made: rows are written and remembered, and leave as one journal entry.

A row is a plain dict without ``study_id``. ``Work`` records each row as it was and as it became; private columns (a person's
words, names) go to the table ``erasable`` and stand in the entry as a reference.
"""

from __future__ import annotations

import hashlib
import secrets
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, insert, select
from sqlalchemy.exc import IntegrityError

from spanveld.model.errors import N_, Refused
from spanveld.model.journal import Entry, is_reference, salted
from spanveld.store import journal
from spanveld.store.schema import blob, counter, erasable
from spanveld.store.statements import (
    counting,
    deleting,
    inserting,
    parameters,
    selecting,
    shape_of,
    stored_table,
    taking,
    updating,
)

__all__ = ["Change", "Row", "Work", "defaults_of", "now"]

Row = dict[str, Any]


def now() -> str:
    """The present moment, UTC, ISO 8601 with microseconds."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


@dataclass(frozen=True, slots=True)
class Change:
    """One row before and after; ``before`` None: it was added, ``after`` None: it was removed. Of an update only what differs."""

    table: str
    key: tuple[int, ...]
    before: Row | None
    after: Row | None

    def inverse(self) -> Change:
        """The change that takes this one back."""
        return Change(self.table, self.key, self.after, self.before)

    def as_data(self) -> list[Any]:
        """The change as it stands in an entry."""
        return [self.table, list(self.key), self.before, self.after]


@dataclass(slots=True)
class Work:
    """A change under way in an open write transaction of one study."""

    connection: Connection
    study_id: int
    actor: str
    changes: list[Change] = field(default_factory=list)
    touched: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    """Table -> the ids of its rows that were written or taken away: whatever else follows from them is brought up to date."""
    bulk: bool = False
    """Whether whole sets of rows came or went at once."""

    # ------------------------------------------------------------------ reading
    def rows(self, table: str, **where: Any) -> list[Row]:
        """The rows of a table whose columns equal ``where`` (None: is empty; a list: one of them), in the order of their key."""
        query = selecting(table, (), shape_of(where))
        return [dict(row._mapping) for row in self.connection.execute(query, parameters(self.study_id, where))]

    def values(self, table: str, *names: str, **where: Any) -> list[tuple[Any, ...]]:
        """Only some columns of such rows, as tuples."""
        query = selecting(table, names, shape_of(where))
        return [tuple(row) for row in self.connection.execute(query, parameters(self.study_id, where))]

    def one(self, table: str, **where: Any) -> Row | None:
        """The first such row, or None."""
        found = self.rows(table, **where)
        return found[0] if found else None

    def count(self, table: str, **where: Any) -> int:
        """How many such rows there are."""
        return int(
            self.connection.execute(counting(table, shape_of(where)), parameters(self.study_id, where)).scalar_one()
        )

    def row(self, table: str, key: tuple[int, ...]) -> Row | None:
        """One row by its key."""
        return self.one(table, **_by_key(table, key))

    # ------------------------------------------------------------------ writing
    def take(self, name: str, count: int = 1) -> int:
        """The first of ``count`` fresh ids; an id is never given out twice, also not after an undo."""
        values = {"where_study_id": self.study_id, "where_name": name, "count": count}
        taken = self.connection.execute(taking(), values).scalar_one_or_none()
        if taken is None:
            self.connection.execute(insert(counter).values(study_id=self.study_id, name=name, next=1 + count))
            return 1
        return int(taken) - count

    def insert(self, table: str, **values: Any) -> int:
        """Add a row; gives its id (a fresh one where the table has ids and none is given), 0 for a table without ids."""
        target = stored_table(table)
        if "id" in target.c and "id" not in values:
            values = {"id": self.take(table), **values}
        row = {name: values.pop(name, default) for name, default in defaults_of(target).items()}
        if values:
            raise TypeError(f"{table} has no columns {sorted(values)}")
        self._put(table, [row])
        self._remember(target, _key(target, row), None, row)
        return int(row.get("id", 0))

    def insert_all(self, table: str, rows: Sequence[Row]) -> int:
        """Add many rows to a table with ids, all with the same columns; each gets a fresh id, in their order. Gives the first."""
        if not rows:
            return 0
        target, first = stored_table(table), self.take(table, len(rows))
        defaults = defaults_of(target)
        if unknown := sorted(set(rows[0]) - set(defaults)):
            raise TypeError(f"{table} has no columns {unknown}")
        written = [{**defaults, **row, "id": number} for number, row in enumerate(rows, first)]
        self._put(table, written)
        for row in written:
            self._remember(target, _key(target, row), None, row)
        return first

    def insert_links(self, table: str, rows: Sequence[Row]) -> None:
        """Add many whole rows to a table without ids."""
        if rows:
            target = stored_table(table)
            self._put(table, rows)
            for row in rows:
                self._remember(target, _key(target, row), None, row)

    def update(self, table: str, key: int | tuple[int, ...], **values: Any) -> None:
        """Change columns of one row; nothing is written or remembered where they already hold those values."""
        key = (key,) if isinstance(key, int) else key
        current = self.row(table, key)
        if current is None:
            raise KeyError((table, key))
        after = {name: value for name, value in values.items() if current[name] != value}
        if not after:
            return
        self._write(table, key, after)
        self._remember(stored_table(table), key, {name: current[name] for name in after}, after)

    def delete(self, table: str, key: int | tuple[int, ...]) -> None:
        """Take a row away."""
        key = (key,) if isinstance(key, int) else key
        current = self.row(table, key)
        if current is None:
            return
        self._drop(table, key)
        self._remember(stored_table(table), key, current, None)

    def _put(self, table: str, rows: Sequence[Row]) -> None:
        self.touched[table].update(row["id"] for row in rows if "id" in row)
        self.connection.execute(inserting(table), [{"study_id": self.study_id, **row} for row in rows])

    def _write(self, table: str, key: tuple[int, ...], after: Row) -> None:
        self.touched[table].update(key[:1])
        where = _by_key(table, key)
        new = {f"new_{name}": value for name, value in after.items()}
        self.connection.execute(
            updating(table, tuple(after), shape_of(where)), {**parameters(self.study_id, where), **new}
        )

    def _drop(self, table: str, key: tuple[int, ...]) -> None:
        self.touched[table].update(key[:1])
        where = _by_key(table, key)
        self.connection.execute(deleting(table, shape_of(where)), parameters(self.study_id, where))

    # ------------------------------------------------------------------ words that can be erased
    def keep(self, body: str) -> tuple[int, str]:
        """Store words beside the chain; gives their id and their salted digest."""
        salt, number = secrets.token_bytes(16), self.take("erasable")
        digest = salted(salt, body)
        values = {"study_id": self.study_id, "id": number, "salt": salt, "body": body, "digest": digest}
        self.connection.execute(inserting("erasable"), values)
        return number, digest

    def keep_file(self, data: bytes) -> int:
        """Store the bytes of a file beside the chain; gives their id."""
        number = self.take("blob")
        values = {"study_id": self.study_id, "id": number, "body": data, "digest": hashlib.sha256(data).hexdigest()}
        self.connection.execute(insert(blob).values(values))
        return number

    def body(self, number: int) -> str | None:
        """Words kept under this id; None where they were erased."""
        found = select(erasable.c.body).where(erasable.c.study_id == self.study_id, erasable.c.id == number)
        return self.connection.execute(found).scalar_one_or_none()

    # ------------------------------------------------------------------ remembering
    def _remember(self, table: Table, key: tuple[int, ...], before: Row | None, after: Row | None) -> None:
        self.changes.append(Change(table.name, key, self._sealed(table, before), self._sealed(table, after)))

    def _sealed(self, table: Table, row: Row | None) -> Row | None:
        if row is None:
            return None
        sealed = {}
        for name, value in row.items():
            if isinstance(value, str) and value and table.c[name].info.get("private"):
                number, digest = self.keep(value)
                value = {"erasable": number, "digest": digest}
            sealed[name] = value
        return sealed

    def unsealed(self, row: Row | None) -> Row | None:
        """A remembered row with its words put back; Refused where they were erased."""
        if row is None:
            return None
        opened = {}
        for name, value in row.items():
            if is_reference(value):
                value = self.body(value["erasable"])
                if value is None:
                    raise Refused(N_("This change cannot be taken back: words that belong to it were erased."))
            opened[name] = value
        return opened

    def replay(self, change: Change) -> None:
        """Make a remembered change once more, remembering it under the same references."""
        after, before = self.unsealed(change.after), self.unsealed(change.before)
        current = self.row(change.table, change.key)
        if not _matches(current, before):
            raise Refused(
                N_("This cannot be taken back or made again: {what} has changed since. Undo the later change first."),
                what=_named(change, current or before or after or {}),
            )
        try:
            if before is None and after is not None:
                self._put(change.table, [after])
            elif after is None:
                self._drop(change.table, change.key)
            else:
                self._write(change.table, change.key, after)
        except IntegrityError as error:
            raise Refused(
                N_("This cannot be done: what it would bring back clashes with something made since.")
            ) from error
        self.changes.append(change)

    def take_over(self, step: Work) -> None:
        """What another did in this transaction, with an entry of its own, is done here too."""
        self.changes.extend(step.changes)
        for table, numbers in step.touched.items():
            self.touched[table].update(numbers)
        self.bulk = self.bulk or step.bulk

    def record(
        self, action: str, subjects: Sequence[str], target: int | None = None, bulk: Row | None = None
    ) -> Entry | None:
        """Write the journal entry of all that was done; None (and no entry) where nothing was."""
        if not self.changes and bulk is None:
            return None
        data: Any = [change.as_data() for change in self.changes]
        if bulk is not None:
            data, self.bulk = {"rows": data, "bulk": bulk}, True
        return journal.append(
            self.connection,
            self.study_id,
            time=now(),
            actor=self.actor,
            action=action,
            subjects=list(subjects),
            changes=data,
            target=target,
        )


def defaults_of(table: Table) -> Row:
    """What the columns of a row hold where nothing is given: the schema's own default, else NULL."""
    return {column.name: _default(column) for column in table.c if column.name != "study_id"}


def _default(column: Any) -> Any:
    if column.server_default is None:
        return None
    value = str(column.server_default.arg)
    return int(value) if column.type.python_type is int else value


def _by_key(table: str, key: Sequence[int]) -> dict[str, int]:
    """The conditions that name one row."""
    if table == "study":
        return {}
    names = [column.name for column in stored_table(table).primary_key.columns if column.name != "study_id"]
    return dict(zip(names, key, strict=True))


def _key(table: Table, row: Row) -> tuple[int, ...]:
    return tuple(row[c.name] for c in table.primary_key.columns if c.name != "study_id")


def _matches(current: Row | None, before: Row | None) -> bool:
    if current is None or before is None:
        return current is before
    return all(current[name] == value for name, value in before.items())


def _named(change: Change, row: Row) -> str:
    name = row.get("identifier")
    return f"{change.table} {name}" if isinstance(name, str) and name else change.table
