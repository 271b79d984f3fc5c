"""The statements by which single rows are read and written, each built once per process.

Building an SQLAlchemy expression costs as much as running it; an action runs a dozen. A condition is a pair (column, how) with how
one of ``is`` (equals), ``empty`` (is NULL) and ``in`` (one of); its value is the parameter ``where_COLUMN``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import (
    Delete,
    Insert,
    Select,
    Table,
    TextClause,
    Update,
    bindparam,
    delete,
    func,
    insert,
    select,
    text,
    tuple_,
    update,
)

from spanveld.model.errors import N_, Refused
from spanveld.model.text import fault_in
from spanveld.store.schema import CONTENT_TABLES, counter, erasable, study

__all__ = [
    "counting",
    "deleting",
    "in_parts",
    "inserting",
    "parameters",
    "prepared",
    "selecting",
    "shape_of",
    "stored_table",
    "taking",
    "updating",
]

Shape = tuple[tuple[str, str], ...]
T = TypeVar("T")

AT_ONCE = 500
"""How many values one statement names at most."""


def in_parts(items: Iterable[T]) -> Iterator[list[T]]:
    """Some items in parts that one statement can name, in their order."""
    rest = list(items)
    for first in range(0, len(rest), AT_ONCE):
        yield rest[first : first + AT_ONCE]


@cache
def prepared(statement: str, *lists: str) -> TextClause:
    """A statement written in SQL; ``lists`` names its parameters that stand for several values (``IN :some``)."""
    return text(statement).bindparams(*(bindparam(name, expanding=True) for name in lists))


def stored_table(name: str) -> Table:
    """A table by its name: of a study's content, or the study itself."""
    return study if name == "study" else CONTENT_TABLES[name]


def shape_of(where: Mapping[str, Any]) -> Shape:
    """What kind of condition each value asks for."""
    return tuple((name, _how(value)) for name, value in where.items())


def parameters(study_id: int, where: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of a statement with these conditions; Refused for words that no database could hold."""
    for name, value in where.items():
        if isinstance(value, str) and (fault := fault_in(value)):
            raise Refused(N_("{column} holds {fault}, which no text may contain."), column=name, fault=fault)
    given = {
        f"where_{name}": sorted(value) if _how(value) == "in" else value
        for name, value in where.items()
        if value is not None
    }
    return {"where_study_id": study_id, **given}


def _how(value: Any) -> str:
    if value is None:
        return "empty"
    return "in" if isinstance(value, list | tuple | set) else "is"


def _conditions(table: Table, shape: Shape) -> list[Any]:
    conditions: list[Any] = [table.c.study_id == bindparam("where_study_id")]
    for name, how in shape:
        column = table.c[name]
        value: Any = bindparam(f"where_{name}", expanding=how == "in")
        conditions.append(column.is_(None) if how == "empty" else column.in_(value) if how == "in" else column == value)
    return conditions


@cache
def selecting(name: str, columns: tuple[str, ...], shape: Shape) -> Select[Any]:
    """Columns (none named: all but study_id) of rows, in the order of their key."""
    table = stored_table(name)
    chosen = [table.c[column] for column in columns] or [c for c in table.c if c.name != "study_id"]
    keys = [c for c in table.primary_key.columns if c.name != "study_id"]
    return select(*chosen).where(*_conditions(table, shape), *_found_by_index(table, shape, keys)).order_by(*keys)


def _found_by_index(table: Table, shape: Shape, keys: list[Any]) -> list[Any]:
    """The keys as an index finds them: without statistics SQLite would read the whole study in the order of its key."""
    given = dict(shape)
    if any(key.name in given for key in keys[:1]):
        return []
    lengths = {index: _covered(index, given) for index in table.indexes}
    best = max(lengths, key=lambda index: (lengths[index], index.name), default=None)
    if best is None or not lengths[best]:
        return []
    names = {column.name for column in list(best.columns)[1 : 1 + lengths[best]]}
    other: Any = table.alias()
    inside = [other.c.study_id == bindparam("where_study_id")]
    for condition in [item for item in shape if item[0] in names]:
        inside.extend(_conditions(other, (condition,))[1:])
    found = select(*(other.c[key.name] for key in keys)).where(*inside)
    return [keys[0].in_(found) if len(keys) == 1 else tuple_(*keys).in_(found)]


def _covered(index: Any, given: dict[str, str]) -> int:
    count = 0
    for column in list(index.columns)[1:]:
        if column.name not in given:
            break
        count += 1
    return count


@cache
def counting(name: str, shape: Shape) -> Select[Any]:
    """How many rows there are."""
    table = stored_table(name)
    return select(func.count()).select_from(table).where(*_conditions(table, shape))


@cache
def inserting(name: str) -> Insert:
    """Add a row; its values are parameters by the names of the columns."""
    table = erasable if name == "erasable" else stored_table(name)
    return insert(table).values({column.name: bindparam(column.name) for column in table.c})


@cache
def updating(name: str, columns: tuple[str, ...], shape: Shape) -> Update:
    """Change columns; the new values are parameters ``new_COLUMN``."""
    table = stored_table(name)
    return (
        update(table)
        .where(*_conditions(table, shape))
        .values({column: bindparam(f"new_{column}") for column in columns})
    )


@cache
def deleting(name: str, shape: Shape) -> Delete:
    """Take rows away."""
    table = stored_table(name)
    return delete(table).where(*_conditions(table, shape))


@cache
def taking() -> Update:
    """Move a counter on by ``count`` and say where it then stands."""
    conditions = [counter.c.study_id == bindparam("where_study_id"), counter.c.name == bindparam("where_name")]
    return update(counter).where(*conditions).values(next=counter.c.next + bindparam("count")).returning(counter.c.next)
