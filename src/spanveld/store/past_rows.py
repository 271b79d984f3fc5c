"""The rows of a study as it was: beside those that there are now, and in a copy in memory that everything can read as a study.

In the copy keys are not enforced: where something was erased since, what pointed at it is taken away or cleared.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, bindparam, create_engine, delete, event, func, insert, select, text, update
from sqlalchemy.pool import StaticPool
from sqlalchemy.util import LRUCache

from spanveld.model.journal import is_reference
from spanveld.model.kinds import KINDS
from spanveld.model.sealed import OWNERS
from spanveld.store import fulltext
from spanveld.store.database import Store, copy_rows
from spanveld.store.past import Key, Past, Then
from spanveld.store.schema import CONTENT_TABLES, erasable, journal, study
from spanveld.store.statements import in_parts
from spanveld.store.work import defaults_of

__all__ = ["Changed", "changed_rows", "laid_out"]

COMPILED: LRUCache[Any, Any] = LRUCache(500)
"""Statements as they were compiled for the databases in memory, each of which is short-lived."""
SUBJECTS = ("memo", "attribute", "judgement_evidence", "matrix_cell")
"""Tables whose rows say by kind and number what they are about."""
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Changed:
    """A row that is not as it was: as it was and as it is (None: there was, or is, none)."""

    key: Key
    then: Row | None
    now: Row | None


def changed_rows(
    connection: Connection, study_id: int, past: Past, table: str, *, marker: str = ""
) -> Iterator[Changed]:
    """The rows of a table that are not as they were; only of content that lies where it lay (``past.base`` is the study).

    ``marker`` stands where words were erased since.
    """
    target, known = CONTENT_TABLES[table], past.rows.get(table, {})
    now, words = _present(connection, study_id, target, known), _words(connection, study_id, known.values())
    for key, then in known.items():
        row = now.get(key)
        before = _as_it_was(target, then, row, words, marker)
        if before != row:
            yield Changed(key, before, row)


@contextmanager
def laid_out(store: Store, connection: Connection, past: Past, *, marker: str) -> Iterator[Store]:
    """The study as it was with its journal until then, as a store in memory that is gone afterwards.

    ``connection`` reads the study as it is; ``marker`` stands where words were erased since.
    """
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    engine = engine.execution_options(compiled_cache=COMPILED)
    event.listen(engine, "connect", lambda raw, _record: setattr(raw, "isolation_level", None))
    event.listen(engine, "begin", lambda opened: opened.exec_driver_sql("BEGIN"))
    try:
        if connection.dialect.name == "sqlite":
            _copy_pages(connection, engine)
        else:
            with engine.begin() as target:
                copy_rows(connection, target, store.study_id)
        with engine.begin() as target:
            _Layer(target, store.study_id, past, marker).lay()
            fulltext.forget(target, store.study_id)
        yield Store(store.address, engine, store.study_id, [])
    finally:
        engine.dispose()


def _copy_pages(connection: Connection, engine: Any) -> None:
    raw = engine.raw_connection()
    try:
        source: Any = connection.connection.driver_connection
        source.backup(raw.driver_connection)
    finally:
        raw.close()


# ---------------------------------------------------------------------- rows then and now
def _present(connection: Connection, study_id: int, table: Table, keys: Iterable[Key]) -> dict[Key, Row]:
    """The rows that there are under these keys."""
    names = [column for column in table.primary_key.columns if column.name != "study_id"]
    wanted, found = set(keys), dict[Key, Row]()
    for some in in_parts(sorted({key[0] for key in wanted})):
        rows = connection.execute(select(table).where(table.c.study_id == study_id, names[0].in_(some)))
        for row in rows:
            values = {name: value for name, value in row._mapping.items() if name != "study_id"}
            key = tuple(values[column.name] for column in names)
            if key in wanted:
                found[key] = values
    return found


def _as_it_was(table: Table, then: Then, now: Row | None, words: Mapping[int, str | None], marker: str) -> Row | None:
    if then.values is None:
        return None
    values = _opened(table, then.values, words, marker)
    if then.whole:
        # Columns that an older image of a row does not know hold what the schema says.
        return {**defaults_of(table), **values}
    return None if now is None else {**now, **values}  # None: it was erased since


def _opened(table: Table, values: Row, words: Mapping[int, str | None], marker: str) -> Row:
    """Values with their words put back; columns that are no more are left out."""
    opened = {}
    for name, value in values.items():
        if name in table.c:
            kept = words.get(value["erasable"]) if is_reference(value) else value
            opened[name] = _erased(table.name, name, marker) if kept is None and is_reference(value) else kept
    return opened


def _erased(table: str, name: str, marker: str) -> str:
    if name == "own" or (table, name) in OWNERS:
        return ""
    column = next((one for one in KINDS[table].columns if one.name == name), None) if table in KINDS else None
    listed = column is not None and column.type in ("words", "lines")
    return json.dumps([marker], ensure_ascii=False) if listed else marker


def _words(connection: Connection, study_id: int, rows: Iterable[Then]) -> dict[int, str | None]:
    """The words that stand beside the chain for these rows, by their number; None where they were erased."""
    numbers = {value["erasable"] for row in rows for value in (row.values or {}).values() if is_reference(value)}
    found: dict[int, str | None] = {}
    for some in in_parts(sorted(numbers)):
        chosen = select(erasable.c.id, erasable.c.body).where(erasable.c.study_id == study_id, erasable.c.id.in_(some))
        found.update((row.id, row.body) for row in connection.execute(chosen))
    return found


class _Layer:
    """Makes a copy of a study into what it was."""

    def __init__(self, target: Connection, study_id: int, past: Past, marker: str) -> None:
        self.target, self.study_id, self.past, self.marker = target, study_id, past, marker

    def lay(self) -> None:
        """Put the content in its place, make its rows what they were, and see to it that they fit each other."""
        here = study.c.study_id == self.study_id
        self.target.execute(
            delete(journal).where(journal.c.study_id == self.study_id, journal.c.sequence > self.past.sequence)
        )
        if self.past.base != self.study_id:
            self._move()
        heading = Then(self.past.heading)
        words = _words(self.target, self.study_id, [heading])
        if values := _opened(study, self.past.heading, words, self.marker):
            self.target.execute(update(study).where(here).values(**values))
        for name in self.past.rows:
            self._rows(CONTENT_TABLES[name])
        self._erased_texts()
        if self.past.erasures:
            self._fit()

    def _move(self) -> None:
        """Bring the content from the shelf on which it lies now; the words of texts too."""
        for table in CONTENT_TABLES.values():
            self.target.execute(delete(table).where(table.c.study_id == self.study_id))
            self.target.execute(
                update(table).where(table.c.study_id == (self.past.base or 0)).values(study_id=self.study_id)
            )
        shelves = select(study.c.study_id).where(study.c.shelf_of == self.study_id)
        self.target.execute(update(erasable).where(erasable.c.study_id.in_(shelves)).values(study_id=self.study_id))

    def _rows(self, table: Table) -> None:
        found = list(changed_rows(self.target, self.study_id, self.past, table.name, marker=self.marker))
        names = [column for column in table.primary_key.columns if column.name != "study_id"]
        if found:
            same = [column == bindparam(f"key{place}") for place, column in enumerate(names)]
            keys = [{f"key{place}": value for place, value in enumerate(one.key)} for one in found]
            self.target.execute(delete(table).where(table.c.study_id == self.study_id, *same), keys)
        if rows := [{**one.then, "study_id": self.study_id} for one in found if one.then is not None]:
            # What an erasure made since may stand where something was; then that stays.
            self.target.execute(insert(table).prefix_with("OR IGNORE") if self.past.erasures else insert(table), rows)

    def _erased_texts(self) -> None:
        """Where a text was erased the marker stands, and nothing has a place in it."""
        texts = CONTENT_TABLES["text"]
        same = (erasable.c.study_id == texts.c.study_id) & (erasable.c.id == texts.c.erasable_id)
        gone = select(texts.c.id, texts.c.erasable_id).join_from(texts, erasable, same)
        gone = gone.where(texts.c.study_id == self.study_id, erasable.c.body.is_(None))
        for number, body in self.target.execute(gone).all():
            for table in CONTENT_TABLES.values():
                if "text_id" in table.c:
                    its = delete(table).where(table.c.study_id == self.study_id, table.c.text_id == number)
                    self.target.execute(its)
            its_words = update(erasable).where(erasable.c.study_id == self.study_id, erasable.c.id == body)
            self.target.execute(its_words.values(body=self.marker))
            its_row = update(texts).where(texts.c.study_id == self.study_id, texts.c.id == number)
            self.target.execute(its_row.values(sha256="", length=len(self.marker)))

    # ------------------------------------------------------------------ after an erasure
    def _fit(self) -> None:
        """One current text a source, and nothing that rests on what is not there."""
        texts, sources = CONTENT_TABLES["text"], CONTENT_TABLES["source"]
        newest = select(texts.c.source_id, func.max(texts.c.version)).where(texts.c.study_id == self.study_id)
        for number, version in self.target.execute(newest.group_by(texts.c.source_id)).all():
            its = update(texts).where(texts.c.study_id == self.study_id, texts.c.source_id == number)
            self.target.execute(its.where(texts.c.version != version).values(superseded=1))
            self.target.execute(its.where(texts.c.version == version).values(superseded=0))
        with_text = select(texts.c.source_id).where(texts.c.study_id == self.study_id)
        self.target.execute(delete(sources).where(sources.c.study_id == self.study_id, sources.c.id.not_in(with_text)))
        while self._prune():
            pass
        self._doubts()

    def _doubts(self) -> None:
        """A passage has a place in the current text, or it is in doubt."""
        passages, anchors, texts = (CONTENT_TABLES[name] for name in ("passage", "anchor", "text"))
        current = select(texts.c.id).where(texts.c.study_id == self.study_id, texts.c.superseded == 0)
        placed = select(anchors.c.passage_id).where(anchors.c.study_id == self.study_id, anchors.c.text_id.in_(current))
        its = update(passages).where(passages.c.study_id == self.study_id)
        self.target.execute(its.where(passages.c.id.in_(placed), passages.c.doubt != "").values(doubt=""))
        self.target.execute(its.where(passages.c.id.not_in(placed), passages.c.doubt == "").values(doubt=self.marker))

    def _prune(self) -> int:
        """Take away or clear what points at a row that is not there; gives how many rows that were."""
        count = 0
        for table in CONTENT_TABLES.values():
            for key in table.foreign_key_constraints:
                column, other = key.info.get("column"), key.elements[0].column.table
                if column is None or other.name not in CONTENT_TABLES:
                    continue
                here = table.c[column]
                there = select(other.c.id).where(other.c.study_id == self.study_id)
                dangling = (table.c.study_id == self.study_id) & here.is_not(None) & here.not_in(there)
                if here.nullable and key.info["meaning"] == "refers":
                    count += self.target.execute(update(table).where(dangling).values({column: None})).rowcount
                else:
                    count += self.target.execute(delete(table).where(dangling)).rowcount
        for name in SUBJECTS:
            for kind in KINDS[name].column("subject").choices:
                statement = f"""DELETE FROM "{name}" WHERE study_id = :study AND subject_kind = :kind
                    AND subject_id NOT IN (SELECT id FROM "{kind}" WHERE study_id = :study)"""
                count += self.target.execute(text(statement), {"study": self.study_id, "kind": kind}).rowcount
        return count
