"""Which of some identifiers are there, where passages lie, and how findings are borne out: in short."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, func, select

from spanveld.store.schema import CONTENT_TABLES, table_of
from spanveld.store.statements import in_parts

__all__ = ["named", "places_of_passages", "stances", "there_are"]


def places_of_passages(connection: Connection, study_id: int, names: Collection[str]) -> dict[str, str]:
    """Passage -> the source in which it lies; none for a passage that is not there."""
    passages, sources = table_of("passage"), table_of("source")
    by_number = {
        row.id: row.identifier
        for row in connection.execute(select(sources.c.id, sources.c.identifier).where(sources.c.study_id == study_id))
    }
    found: dict[str, str] = {}
    for some in in_parts(sorted(names)):
        chosen = select(passages.c.identifier, passages.c.source_id).where(
            passages.c.study_id == study_id, passages.c.identifier.in_(some)
        )
        found.update((row.identifier, by_number[row.source_id]) for row in connection.execute(chosen))
    return found


def there_are(connection: Connection, study_id: int, kind: str, names: Collection[str]) -> set[str]:
    """Which of these things of a kind there are; memos are known by their number."""
    table = CONTENT_TABLES.get(kind)
    if table is None:
        return set()
    if "identifier" not in table.c:
        numbers = {int(name) for name in names if name.isascii() and name.isdecimal() and len(name) < 16}
        rows = connection.execute(select(table.c.id).where(table.c.study_id == study_id, table.c.id.in_(numbers)))
        return {str(number) for number in rows.scalars()}
    found: set[str] = set()
    for some in in_parts(sorted(names)):
        chosen = select(table.c.identifier).where(table.c.study_id == study_id, table.c.identifier.in_(some))
        found.update(connection.execute(chosen).scalars())
    return found


def named(connection: Connection, study_id: int, kind: str, numbers: Collection[int]) -> dict[int, str]:
    """Number -> identifier of things of a kind that are there."""
    table = CONTENT_TABLES.get(kind)
    if table is None or "identifier" not in table.c:
        return {}
    found: dict[int, str] = {}
    for some in in_parts(sorted(numbers)):
        chosen = select(table.c.id, table.c.identifier).where(table.c.study_id == study_id, table.c.id.in_(some))
        found.update((row.id, row.identifier) for row in connection.execute(chosen))
    return found


def stances(connection: Connection, study_id: int) -> list[tuple[int, str, int]]:
    """Finding's number, stance, and how many passages take it."""
    table = table_of("evidence")
    query = select(table.c.finding_id, table.c.stance, func.count()).where(table.c.study_id == study_id)
    return [tuple(row) for row in connection.execute(query.group_by(table.c.finding_id, table.c.stance))]
