"""A study in its database: opened, set up, migrated, copied.

``Store`` is one study behind an address. It gives transactions: ``reading()`` sees one moment, ``writing(actor)`` holds the
study's write lock and gives a ``Work``. Opening and migrating stand here too: both begin with the same look at what the
database is.
"""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, event, func, insert, inspect, select, text

from spanveld.model.errors import N_, SpanveldError, StoreError, why
from spanveld.model.names import study_guid
from spanveld.store import engine as engines
from spanveld.store import fulltext
from spanveld.store.board import KeptUnused
from spanveld.store.bulk import insert_rows
from spanveld.store.code_counts import KeptCodeCounts
from spanveld.store.engine import Address
from spanveld.store.indexed import KeptIndex
from spanveld.store.places import cautions
from spanveld.store.schema import CONTENT_TABLES, backup_copy, counter, erasable, journal, making, study
from spanveld.store.speaking import KeptSpeaking
from spanveld.store.tallies import KeptTallies
from spanveld.store.work import Work, now

if TYPE_CHECKING:
    from spanveld.store.columns import KeptColumns

__all__ = ["HEAD", "NoStudy", "Store", "backup_path", "copy_rows", "create_study", "open_store", "upgrade"]

HEAD = "0008"
"""The newest migration."""
LOCK = 5_094_662
"""The number of the PostgreSQL advisory lock under which a database is set up or migrated."""


class NoStudy(StoreError):
    """There is no study at an address."""


@dataclass(slots=True)
class Store:
    """One study. ``study_id`` is its number in the database."""

    address: Address
    engine: Engine
    study_id: int
    notices: list[SpanveldError]
    unnoted: list[Path] = field(default_factory=list)
    tallies: KeptTallies = field(default_factory=KeptTallies)
    code_counts: KeptCodeCounts = field(default_factory=KeptCodeCounts)
    unused: KeptUnused = field(default_factory=KeptUnused)
    indexed: KeptIndex = field(default_factory=KeptIndex)
    speaking: KeptSpeaking = field(default_factory=KeptSpeaking)
    _columns: KeptColumns | None = None

    @property
    def columns(self) -> KeptColumns:
        """The study's columns; what they are made with is loaded when somebody first asks for them."""
        if self._columns is None:
            from spanveld.store.columns import KeptColumns

            self._columns = KeptColumns(self.indexed)
        return self._columns

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that writes nothing."""
        with engines.reading(self.engine, self.address) as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
            yield connection

    @contextmanager
    def writing(self, actor: str) -> Iterator[Work]:
        """A write transaction: committed with what was recorded, or nothing at all."""
        with engines.writing(self.engine, self.address) as connection:
            lock(connection, self.study_id)
            work = Work(connection, self.study_id, actor)
            yield work
            fulltext.follow(connection, self.study_id, work.touched, everything=work.bulk)

    def close(self) -> None:
        """Let go of the database. Whoever lets go of a local file last leaves it as one file: SQLite then takes its log in."""
        self._note_copies(patience=10)
        self.engine.dispose()

    def analyse(self) -> None:
        """Gather the statistics that the database plans its queries by; done after bulk changes."""
        with engines.writing(self.engine, self.address) as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA analysis_limit = 1000")
            connection.exec_driver_sql("ANALYZE")

    def backup(self, target: Path) -> None:
        """A copy of this study with its journal, as a ``.spanveld`` file; StoreError where ``target`` exists.

        Where it stands is noted in the study, so that erasing reaches it too: at once, or where somebody else is writing when
        this study is closed.
        """
        self.copy(target)
        self.unnoted.append(target)
        self._note_copies(patience=1)

    def _note_copies(self, patience: int) -> None:
        """Note the copies that are not noted yet; nothing where somebody else keeps writing for ``patience`` seconds.

        A study that cannot be written keeps no note, and nothing can be erased from it either.
        """
        if not self.unnoted:
            return
        with suppress(StoreError), _hurried(self.address, patience) as connection:
            for target in self.unnoted:
                note_copy(connection, self.study_id, target)
            self.unnoted.clear()

    def copy(self, target: Path) -> None:
        """The same copy, of which no note is made."""
        if target.exists():
            raise StoreError(N_("{path} exists already; give the backup another name."), path=target)
        if not target.absolute().parent.is_dir():
            raise StoreError(N_("There is no folder {path}."), path=target.parent)
        part = target.with_name(target.name + ".part")
        part.unlink(missing_ok=True)
        try:
            if self.address.path is not None:
                _copy_file(self.address.path, part)
            else:
                self._copy_out(part)
            part.rename(target)
        except OSError as error:
            raise StoreError(
                N_("The backup {path} cannot be written: {reason}."), path=target, reason=why(error)
            ) from error
        except sqlite3.Error as error:
            raise StoreError(N_("The backup {path} cannot be written: {reason}."), path=target, reason=error) from error
        finally:
            for leftover in (part, part.with_name(part.name + "-wal"), part.with_name(part.name + "-shm")):
                leftover.unlink(missing_ok=True)

    def _copy_out(self, target: Path) -> None:
        address = Address(path=target)
        copy = engines.engine_for(address)
        try:
            with self.reading() as source, engines.writing(copy, address) as connection:
                copy_rows(source, connection, self.study_id)
            _pragma(copy, "journal_mode = DELETE")
        finally:
            copy.dispose()


def _pragma(engine: Engine, setting: str) -> None:
    """Set something on SQLite outside any transaction."""
    raw = engine.raw_connection()
    try:
        raw.driver_connection.execute(f"PRAGMA {setting}")  # type: ignore[union-attr]
    finally:
        raw.close()


def copy_rows(source: Connection, target: Connection, study_id: int) -> None:
    """Set an empty database up with the rows of a study, its shelves and its journal."""
    set_up(target)
    defer_keys(target)
    its = select(study.c.study_id).where((study.c.study_id == study_id) | (study.c.shelf_of == study_id))
    for table in (study, counter, erasable, journal, *CONTENT_TABLES.values()):
        rows = source.execute(select(table).where(table.c.study_id.in_(its)))
        insert_rows(target, table, [column.name for column in table.c], (tuple(row) for row in rows))


@contextmanager
def _hurried(address: Address, patience: int) -> Iterator[Connection]:
    """A write transaction that gives up where it has to wait for another one longer than ``patience`` seconds."""
    engine = engines.engine_for(address)
    if address.path is not None:
        event.listen(engine, "connect", lambda raw, _record: raw.execute(f"PRAGMA busy_timeout = {patience * 1000}"))
    try:
        with engines.writing(engine, address) as connection:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{patience}s'")
            yield connection
    finally:
        engine.dispose()


def note_copy(connection: Connection, study_id: int, path: Path) -> None:
    """Note where a copy of a study was put."""
    newest = select(func.coalesce(func.max(backup_copy.c.id), 0) + 1).where(backup_copy.c.study_id == study_id)
    number = connection.execute(newest).scalar_one()
    values = {"study_id": study_id, "id": number, "path": str(path.absolute()), "made": now()}
    connection.execute(insert(backup_copy).values(**values))


def _copy_file(source: Path, target: Path) -> None:
    origin, copy = sqlite3.connect(source), sqlite3.connect(target)
    try:
        origin.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    finally:
        copy.close()
        origin.close()


def lock(connection: Connection, study_id: int) -> None:
    """Hold the right to write this study until the transaction ends (SQLite: BEGIN IMMEDIATE holds it already)."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(study.c.study_id).where(study.c.study_id == study_id).with_for_update())


def defer_keys(connection: Connection) -> None:
    """Check foreign keys at the end of this transaction, not row by row."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET CONSTRAINTS ALL DEFERRED")
    else:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")


# ---------------------------------------------------------------------- opening
def open_store(address: Address) -> Store:
    """Open a study that exists. A local file of an older version is backed up, then migrated; a server's refuses."""
    engine, notices = engines.engine_for(address), list(cautions(address))
    try:
        if address.path is not None:
            _check_file(address.path)
        with engines.reading(engine, address) as connection:
            version, tables = _version(connection)
            found = _find(connection, address) if version == HEAD else None
        if version is None and not tables:
            raise _no_study(address)
        if version is None:
            raise StoreError(N_("{address} is a database of another program."), address=address)
        if version > HEAD:
            raise StoreError(
                N_("{address} was made by a newer Spanveld ({version}); update this one."),
                address=address,
                version=version,
            )
        if version < HEAD:
            if address.path is None:
                raise StoreError(
                    N_(
                        "{address} is of an older version ({version}); have its keeper run 'spanveld upgrade {address}'."
                    ),
                    address=address,
                    version=version,
                )
            kept = migrate_file(address, engine, version)
            message = N_(
                "{address} was of an older version and has been brought up to date; as it was, it stands in {kept}."
            )
            notices.append(SpanveldError(message, address=address, kept=kept))
            with engines.reading(engine, address) as connection:
                found = _find(connection, address)
        if found is None:
            raise _no_study(address)
        if address.path is not None and _broken_off(engine, address):
            message = N_(
                "An erasure in {address} was broken off: its file may still hold what was erased. "
                "Any 'spanveld erase {address} ...' finishes it."
            )
            notices.append(SpanveldError(message, address=address))
        return Store(address, engine, found, notices)
    except BaseException:
        engine.dispose()
        raise


ERASING = 1
"""What SQLite's ``user_version`` says between the commit of an erasure and the moment at which the free pages are gone."""


def _broken_off(engine: Engine, address: Address) -> bool:
    with engines.reading(engine, address) as connection:
        return bool(connection.exec_driver_sql("PRAGMA user_version").scalar_one() == ERASING)


def _check_file(path: Path) -> None:
    if path.is_dir():
        raise StoreError(
            N_("{path} is a folder; a study is a file. To read a study folder use 'spanveld load'."), path=path
        )
    if not path.exists():
        raise NoStudy(N_("There is no study at {path}. Make one with 'spanveld init' or 'spanveld load'."), path=path)


def _no_study(address: Address) -> NoStudy:
    if address.study:
        return NoStudy(N_("There is no study '{study}' in {address}."), study=address.study, address=address)
    return NoStudy(
        N_("There is no study in {address} yet. Make one with 'spanveld init' or 'spanveld load'."), address=address
    )


def _version(connection: Connection) -> tuple[str | None, bool]:
    """The migration that the database is at (None: ours it is not, or it is empty), and whether it holds any table."""
    names = inspect(connection).get_table_names()
    if "alembic_version" not in names or "study" not in names:
        return None, bool(names)
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none(), True


def _find(connection: Connection, address: Address) -> int | None:
    query = select(study.c.study_id, study.c.identifier).where(study.c.shelf_of.is_(None))
    if address.study:
        query = query.where(study.c.identifier == address.study)
    found = connection.execute(query.order_by(study.c.study_id)).all()
    if len(found) > 1:
        names = ", ".join(sorted(row.identifier for row in found))
        raise StoreError(
            N_("{address} holds several studies; add ?study=ID with one of: {names}."), address=address, names=names
        )
    return int(found[0].study_id) if found else None


# ---------------------------------------------------------------------- making
def create_study(address: Address, identifier: str, *, title: str = "", language: str = "en") -> Store:
    """Make an empty study; the tables too where the database has none. StoreError where that study exists."""
    if address.study and address.study != identifier:
        raise StoreError(
            N_("The address asks for study '{asked}', but this one is called '{identifier}'."),
            asked=address.study,
            identifier=identifier,
        )
    if address.path is not None and not address.path.parent.is_dir():
        raise StoreError(N_("There is no folder {path}."), path=address.path.parent)
    if address.path is not None and address.path.is_dir():
        _check_file(address.path)
    engine = engines.engine_for(address)
    try:
        with engines.writing(engine, address) as connection:
            prepare(connection, address)
            study_id = add_study(connection, address, identifier, title=title, language=language)
        return Store(address, engine, study_id, list(cautions(address)))
    except BaseException:
        engine.dispose()
        raise


def prepare(connection: Connection, address: Address) -> None:
    """See to it that the tables are there and of this version."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(LOCK)))
    version, tables = _version(connection)
    if version is None and not tables:
        set_up(connection)
    elif version != HEAD:
        raise StoreError(
            N_("{address} is of another version ({version}); run 'spanveld upgrade {address}'."),
            address=address,
            version=version or "?",
        )


def add_study(connection: Connection, address: Address, identifier: str, *, title: str, language: str) -> int:
    """The number of a new, empty study; StoreError where one exists (a file holds one, a server each identifier once)."""
    taken = select(study.c.identifier).where(study.c.shelf_of.is_(None))
    if not address.is_file:
        taken = taken.where(study.c.identifier == identifier)
    if (found := connection.execute(taken.limit(1)).scalar_one_or_none()) is not None:
        raise StoreError(N_("{address} holds the study '{found}' already."), address=address, found=found)
    number = connection.execute(select(func.coalesce(func.max(study.c.study_id), 0) + 1)).scalar_one()
    values = {"study_id": number, "identifier": identifier, "title": title, "language": language}
    connection.execute(insert(study).values(**values, seed=study_guid(identifier), guid="", own="", created=now()))
    return int(number)


def set_up(connection: Connection) -> None:
    """Make the tables of the newest version in an empty database."""
    for statement in making(connection.dialect.name):
        connection.exec_driver_sql(statement)
    fulltext.make(connection)
    connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    connection.exec_driver_sql(f"INSERT INTO alembic_version VALUES ('{HEAD}')")


# ---------------------------------------------------------------------- migrating
def upgrade(address: Address) -> str:
    """Bring a database to the newest version; gives the version it came from (the newest where nothing was to be done)."""
    engine = engines.engine_for(address)
    try:
        if address.path is not None:
            _check_file(address.path)
        with engines.reading(engine, address) as connection:
            version, _ = _version(connection)
        if version is None:
            raise _no_study(address)
        if version > HEAD:
            raise StoreError(
                N_("{address} was made by a newer Spanveld ({version}); update this one."),
                address=address,
                version=version,
            )
        if version < HEAD:
            if address.path is not None:
                migrate_file(address, engine, version)
            else:
                _migrate(address, engine)
        return version
    finally:
        engine.dispose()


def backup_path(path: Path, reason: str) -> Path:
    """Where a backup that the program makes itself goes: beside the study, with the moment and the reason in its name."""
    moment = now()[:19].replace(":", "").replace("-", "")
    suffix = path.suffix or engines.SUFFIX
    tries = itertools.chain([""], (f"-{number}" for number in itertools.count(2)))
    paths = (path.with_name(f"{path.stem}.{reason}-{moment}{more}{suffix}") for more in tries)
    return next(found for found in paths if not found.exists())


def migrate_file(address: Address, engine: Engine, version: str) -> Path:
    """Back a file up beside itself, then migrate it; gives the backup's path."""
    assert address.path is not None
    copy = backup_path(address.path, f"before-{HEAD}-was-{version}")
    _copy_file(address.path, copy)
    _migrate(address, engine)
    with engines.writing(engine, address) as connection:
        for (number,) in connection.execute(select(study.c.study_id).where(study.c.shelf_of.is_(None))).all():
            note_copy(connection, number, copy)
    return copy


def _migrate(address: Address, engine: Engine) -> None:
    from alembic import command
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engines.writing(engine, address) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(LOCK)))
        settings.attributes["connection"] = connection
        command.upgrade(settings, HEAD)
