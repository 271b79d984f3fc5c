"""What rests on a row: followed along the foreign keys of the schema, and along the subjects of memos and attributes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ForeignKeyConstraint

from spanveld.store.schema import CONTENT_TABLES
from spanveld.store.work import Row, Work

__all__ = ["Removal", "children_of", "parents_of", "removal_of"]

SUBJECT_TABLES = tuple(name for name, table in CONTENT_TABLES.items() if "subject_kind" in table.c)
Key = tuple[int, ...]


def _keys_to() -> dict[str, list[tuple[str, str, str]]]:
    """Table -> (child table, its column, meaning) of each key that points at it."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for name, table in CONTENT_TABLES.items():
        for constraint in table.constraints:
            if isinstance(constraint, ForeignKeyConstraint) and "meaning" in constraint.info:
                target = constraint.referred_table.name
                found.setdefault(target, []).append((name, constraint.info["column"], constraint.info["meaning"]))
    return found


KEYS_TO = _keys_to()


@dataclass(slots=True)
class Removal:
    """What goes and what is cleared when a row is removed; ``rests`` counts by table what a person must agree to."""

    deletes: list[tuple[str, Key]] = field(default_factory=list)
    clears: list[tuple[str, Key, str]] = field(default_factory=list)
    rests: Counter[str] = field(default_factory=Counter)

    def carry_out(self, work: Work) -> None:
        """Clear, then delete the deepest first."""
        for table, key, column in self.clears:
            if (table, key) in self.deletes:
                continue
            if table == "turn" and _unnamed_twin(work, key):
                work.delete(table, key)
            else:
                work.update(table, key, **{column: None})
        for table, key in reversed(self.deletes):
            work.delete(table, key)


def _unnamed_twin(work: Work, key: Key) -> bool:
    """Whether the same words are a turn of nobody known already: a second such turn would say nothing more."""
    turn = work.row("turn", key) or {}
    place = {name: turn[name] for name in ("text_id", "start", "end")}
    return bool(work.values("turn", "id", **place, participant_id=None))


def removal_of(work: Work, table: str, number: int) -> Removal:
    """Everything that removing this row takes along."""
    plan = Removal()
    seen: set[tuple[str, Key]] = {(table, (number,))}
    plan.deletes.append((table, (number,)))
    queue = [(table, number)]
    while queue:
        for child, key, column, meaning in children_of(work, *queue.pop(0)):
            linked = column in _key_names(child)
            if meaning == "refers" and not linked:
                plan.clears.append((child, key, column))
                plan.rests[child] += 1
                continue
            if (child, key) in seen:
                continue
            seen.add((child, key))
            plan.deletes.append((child, key))
            if meaning != "part":
                plan.rests[child] += 1
            if "id" in CONTENT_TABLES[child].c:
                queue.append((child, key[0]))
    return plan


def children_of(work: Work, table: str, number: int) -> Iterator[tuple[str, Key, str, str]]:
    """The rows that refer to a row: (table, key, column, meaning)."""
    for child, column, meaning in KEYS_TO.get(table, ()):
        if meaning == "keeps":
            continue
        for row in work.rows(child, **{column: number}):
            yield child, _key_of(child, row), column, meaning
    for child in SUBJECT_TABLES:
        for row in work.rows(child, subject_kind=table, subject_id=number):
            yield child, _key_of(child, row), "subject_id", "rests"


def parents_of(table: str, row: Row) -> Iterator[tuple[str, int]]:
    """What a row refers to: (table, id)."""
    for constraint in CONTENT_TABLES[table].constraints:
        meaning = constraint.info.get("meaning")
        if not isinstance(constraint, ForeignKeyConstraint) or meaning not in ("part", "rests", "refers"):
            continue
        if (number := row[constraint.info["column"]]) is not None:
            yield constraint.referred_table.name, number
    if row.get("subject_kind"):
        yield row["subject_kind"], row["subject_id"]


def _key_names(table: str) -> list[str]:
    return [column.name for column in CONTENT_TABLES[table].primary_key.columns if column.name != "study_id"]


def _key_of(table: str, row: Row) -> Key:
    values: list[Any] = [row[name] for name in _key_names(table)]
    return tuple(values)
