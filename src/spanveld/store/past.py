"""The study as it was after an entry of its journal: what of its rows was otherwise, by the entries since, newest to oldest.

An entry's row images say how each row was before; a load, or a load taken back, says on which shelf the content before it lies.
What an erasure took is in no entry: it stays away (see docs/adr/0010-the-study-as-it-was.md).
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, func, select

from spanveld.model.errors import N_, NotFound, Refused, StoreError
from spanveld.model.journal import REDO, UNDO
from spanveld.store.erasing import ERASE
from spanveld.store.schema import CONTENT_TABLES, journal
from spanveld.store.schema import study as study_table

__all__ = ["Key", "Past", "Then", "moment_of", "past_of"]

Key = tuple[int, ...]
WHOLE = ("load", "start")
"""Actions that bring a whole study in."""


@dataclass(frozen=True, slots=True)
class Then:
    """A row as it was: all of it (``whole``), or only the columns that were otherwise. ``values`` None: there was no such row."""

    values: dict[str, Any] | None
    whole: bool = False


Rows = dict[str, dict[Key, Then]]


@dataclass(slots=True)
class Past:
    """A study after entry ``sequence``.

    ``base``: the number under which the content lies that ``rows`` make into what it was (the study's own, or a shelf's); None
    where there was none. ``heading``: columns of the study itself that were otherwise. ``erasures``: the entries since that
    erased something for good; ``lost``: the whole content was erased since, on its shelf.
    """

    sequence: int
    time: str
    newest: int
    base: int | None
    rows: Rows = field(default_factory=dict)
    heading: dict[str, Any] = field(default_factory=dict)
    erasures: tuple[int, ...] = ()
    lost: bool = False


@dataclass(slots=True)
class _World:
    """The content of the study at one time: where it lies now, and what of it has to be otherwise."""

    base: int | None
    rows: Rows = field(default_factory=dict)
    lost: bool = False


def moment_of(connection: Connection, study_id: int, when: int | str) -> int:
    """The sequence of the entry after which a study is meant: a number, or the last one on a day or by a moment (UTC).

    NotFound where the journal has no such entry, or began later; Refused where it can be read as neither.
    """
    first, newest = connection.execute(
        select(func.min(journal.c.sequence), func.max(journal.c.sequence)).where(journal.c.study_id == study_id)
    ).one()
    said = str(when).strip()
    if said.isascii() and said.isdecimal() and len(said) < 10 and not (len(said) == 8 and int(said) > (newest or 0)):
        if first is None or not first <= int(said) <= newest:
            raise NotFound(
                N_("The journal has no entry {number}; it has 1 to {newest}."), number=said, newest=newest or 0
            )
        return int(said)
    until = _until(said)
    found = connection.execute(
        select(func.max(journal.c.sequence)).where(journal.c.study_id == study_id, journal.c.time <= until)
    ).scalar_one()
    if found is None:
        began = connection.execute(
            select(journal.c.time).where(journal.c.study_id == study_id, journal.c.sequence == first)
        ).scalar_one_or_none()
        raise NotFound(
            N_("There was no study yet on {date}: its journal begins on {began}."), date=said, began=(began or "-")[:10]
        )
    return int(found)


def _until(said: str) -> str:
    """The last moment that is meant, as the journal writes times."""
    try:
        moment = datetime.datetime.fromisoformat(said)
        if len(said) <= 10:
            moment += datetime.timedelta(days=1, microseconds=-1)
        elif len(said) <= 16:
            moment += datetime.timedelta(minutes=1, microseconds=-1)
    except (ValueError, OverflowError) as error:
        raise Refused(
            N_(
                "'{when}' is neither a number of the journal nor a day or moment: write 123, YYYY-MM-DD or YYYY-MM-DDTHH:MM."
            ),
            when=said,
        ) from error
    moment = moment.astimezone(datetime.UTC) if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
    return moment.isoformat(timespec="microseconds")


def past_of(connection: Connection, study_id: int, sequence: int) -> Past:
    """How the study was after an entry; StoreError where the entries since do not fit each other."""
    time = connection.execute(
        select(journal.c.time).where(journal.c.study_id == study_id, journal.c.sequence == sequence)
    ).scalar_one()
    swaps = _Swaps(connection, study_id)
    world, heading, erasures, newest = _World(study_id), dict[str, Any](), list[int](), sequence
    for entry in _newest_first(connection, study_id, sequence):
        newest = max(newest, entry.sequence)
        if entry.action == ERASE:
            erasures.append(entry.sequence)
            continue
        data, bulk = json.loads(entry.changes), None
        if isinstance(data, dict):
            data, bulk = data["rows"], data["bulk"]
        for table, key, before, after in reversed(data):
            if table == "study":
                heading.update(before or {})
            elif table in CONTENT_TABLES:
                _take_back(world.rows, table, tuple(key), before, after, strict=not erasures)
        if bulk is not None:
            world = swaps.before(entry.sequence, bulk["shelf"], world)
    return Past(sequence, time, newest, world.base, world.rows, heading, tuple(reversed(erasures)), world.lost)


def _newest_first(connection: Connection, study_id: int, after: int) -> Iterator[Any]:
    columns = (journal.c.sequence, journal.c.action, journal.c.changes)
    rows = select(*columns).where(journal.c.study_id == study_id, journal.c.sequence > after)
    yield from connection.execute(rows.order_by(journal.c.sequence.desc()).execution_options(yield_per=200))


def _take_back(
    rows: Rows, table: str, key: Key, before: dict[str, Any] | None, after: dict[str, Any] | None, *, strict: bool
) -> None:
    """Make a row what it was before a change; ``strict``: it has to be known as the change left it."""
    its = rows.setdefault(table, {})
    known = its.get(key)
    gone = known is not None and known.values is None
    if strict and (gone if after is not None else known is not None and not gone):
        raise StoreError(
            N_("The journal does not fit itself: {table} {key} cannot have been as an entry says."),
            table=table,
            key="-".join(map(str, key)),
        )
    if before is None:
        its[key] = Then(None)
    elif after is None:
        its[key] = Then(dict(before), whole=True)
    elif not gone:
        values = {} if known is None or known.values is None else known.values
        its[key] = Then({**values, **before}, whole=known is not None and known.whole)


class _Swaps:
    """The entries by which a whole content came in the place of another, and where each content lies now."""

    def __init__(self, connection: Connection, study_id: int) -> None:
        light = (journal.c.sequence, journal.c.action, journal.c.target)
        rows = connection.execute(
            select(*light)
            .where(journal.c.study_id == study_id, journal.c.action.in_([*WHOLE, UNDO, REDO]))
            .order_by(journal.c.sequence)
        ).all()
        loads = {row.sequence for row in rows if row.action in WHOLE}
        self._shelves = set(
            connection.execute(select(study_table.c.study_id).where(study_table.c.shelf_of == study_id)).scalars()
        )
        self._off: dict[int, int | None] = {}
        """Entry -> the shelf that its content came off; None: it was new, or nothing."""
        self._left: dict[int, _World] = {}
        """Shelf that is used up -> the content that came off it."""
        waiting: dict[int, int | None] = {}
        for row in rows:
            load = row.sequence if row.action in WHOLE else row.target
            if load not in loads:
                continue
            changes = connection.execute(
                select(journal.c.changes).where(journal.c.study_id == study_id, journal.c.sequence == row.sequence)
            ).scalar_one()
            self._off[row.sequence] = None if row.action in WHOLE else waiting[load]
            waiting[load] = json.loads(changes)["bulk"]["shelf"]

    def before(self, sequence: int, shelf: int | None, after: _World) -> _World:
        """The content before an entry, which put it on ``shelf`` (None: there was none), by that after it."""
        if (off := self._off.get(sequence)) is not None:
            self._left[off] = after
        if shelf is None:
            return _World(None)
        if shelf in self._left:
            return self._left[shelf]
        return _World(shelf) if shelf in self._shelves else _World(None, lost=True)
