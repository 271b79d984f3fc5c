"""Older databases: a file is backed up and migrated when it is opened, a server's refuses and names the command; never a half state."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from spanveld.model.errors import StoreError
from spanveld.session import open_study, start_study
from spanveld.store import database
from spanveld.store.engine import address_of, engine_for
from spanveld.store.schema import metadata
from tests.conftest import Addresses
from tests.session.samples import assert_sound, dump, put, sample

NOW = database.HEAD
AFTER = f"{int(NOW) + 1:04d}"
NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "AFTER"
down_revision = "NOW"


def upgrade() -> None:
    op.add_column("party", sa.Column("colour", sa.Text(), nullable=False, server_default="grey"))
    op.execute("UPDATE party SET colour = 'green' WHERE identifier = 'LIB'")
    {ends}
""".replace("AFTER", AFTER).replace("NOW", NOW)
Ends = Callable[..., None]
PROGRAM = Path(database.__file__).parent


@pytest.fixture
def next_version(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Ends:
    """Lets the program be of a next version, whose migration ends with a statement."""

    def become(ends: str = "pass") -> None:
        migrations = tmp_path / "program" / "migrations"
        shutil.rmtree(migrations, ignore_errors=True)
        shutil.copytree(PROGRAM / "migrations", migrations)
        (migrations / "versions" / f"{AFTER}_colours.py").write_text(NEXT.format(ends=ends), encoding="utf-8")
        monkeypatch.setattr(database, "__file__", str(tmp_path / "program" / "database.py"))
        monkeypatch.setattr(database, "HEAD", AFTER)

    return become


@contextmanager
def raw(address: str) -> Iterator[Connection]:
    """The database behind an address, whatever its version."""
    engine = engine_for(address_of(address))
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def state_of(address: str) -> tuple[str, bool, int]:
    """The version, whether the new column is there, and how many passages there are."""
    with raw(address) as connection:
        version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
        columns = {column["name"] for column in inspect(connection).get_columns("party")}
        count = connection.execute(text("SELECT count(*) FROM passage")).scalar_one()
    return version, "colour" in columns, count


def backups_of(address: str) -> list[Path]:
    return sorted(Path(address).parent.glob("*.before-*"))


def test_an_older_file_is_backed_up_and_migrated_when_it_is_opened(files: Addresses, next_version: Ends) -> None:
    path = files()
    with put(path, sample(), "ann") as study:
        before = dump(study)
    assert state_of(path) == (NOW, False, 5)
    next_version()
    with open_study(path, coder="ann") as study:
        (notice,) = study.notices
        assert state_of(path) == (AFTER, True, 5)
        study.passages.add("night", 0, 4)
        study.undo()
        assert dump(study) == before
        assert_sound(study)
    (copy,) = backups_of(path)
    assert str(copy) in str(notice)
    assert state_of(str(copy)) == (NOW, False, 5)
    with raw(path) as connection:
        assert connection.execute(text("SELECT colour FROM party ORDER BY id")).scalars().all() == ["green", "grey"]


def test_a_file_is_migrated_once(files: Addresses, next_version: Ends) -> None:
    path = files()
    put(path, sample()).close()
    next_version()
    open_study(path).close()
    with open_study(path) as study:
        assert study.notices == []
    assert len(backups_of(path)) == 1


@pytest.mark.postgres
def test_an_older_server_database_refuses_and_names_the_command(postgres: Any, next_version: Ends) -> None:
    address = postgres.url(postgres.new_database())
    put(address, sample()).close()
    next_version()
    with pytest.raises(StoreError, match=rf"is of an older version \({NOW}\).*spanveld upgrade postgresql"):
        open_study(address)
    with pytest.raises(StoreError, match="spanveld upgrade"):
        start_study(address, identifier="other")
    assert state_of(address) == (NOW, False, 5)
    assert database.upgrade(address_of(address)) == NOW
    assert state_of(address) == (AFTER, True, 5)
    with open_study(address) as study:
        assert_sound(study)


def test_upgrading_twice_does_nothing_the_second_time(address: str, next_version: Ends) -> None:
    put(address, sample()).close()
    next_version()
    assert database.upgrade(address_of(address)) == NOW
    assert database.upgrade(address_of(address)) == AFTER
    assert state_of(address) == (AFTER, True, 5)


def test_a_migration_that_fails_leaves_the_study_as_it_was(address: str, next_version: Ends) -> None:
    with put(address, sample(), "ann") as study:
        before = dump(study)
    next_version("raise RuntimeError('the disk caught fire')")
    with pytest.raises(RuntimeError, match="caught fire"):
        database.upgrade(address_of(address))
    assert state_of(address) == (NOW, False, 5)
    next_version("pass")
    database.upgrade(address_of(address))
    with open_study(address, coder="ann") as study:
        assert dump(study) == before
        assert_sound(study)


def test_a_file_whose_migration_fails_on_opening_keeps_its_backup_and_its_state(
    files: Addresses, next_version: Ends
) -> None:
    path = files()
    put(path, sample()).close()
    next_version("raise RuntimeError('the disk caught fire')")
    with pytest.raises(RuntimeError, match="caught fire"):
        open_study(path)
    assert state_of(path) == (NOW, False, 5)
    (copy,) = backups_of(path)
    assert state_of(str(copy)) == (NOW, False, 5)


def test_a_newer_database_refuses_and_is_left_alone(address: str) -> None:
    put(address, sample()).close()
    with raw(address) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for attempt in (lambda: open_study(address), lambda: database.upgrade(address_of(address))):
        with pytest.raises(StoreError, match="was made by a newer Spanveld \\(9999\\); update this one"):
            attempt()
    with pytest.raises(StoreError):
        start_study(address, identifier="other")
    assert state_of(address) == ("9999", False, 5)


def test_a_database_of_another_program_is_left_alone(address: str) -> None:
    with raw(address) as connection:
        connection.execute(text("CREATE TABLE recipes (name TEXT)"))
    for attempt in (lambda: open_study(address), lambda: start_study(address, identifier="mine")):
        with pytest.raises(StoreError):
            attempt()
    with raw(address) as connection:
        assert inspect(connection).get_table_names() == ["recipes"]


def test_an_empty_database_is_set_up_in_the_newest_version(address: str) -> None:
    start_study(address, identifier="mine").close()
    assert state_of(address) == (database.HEAD, False, 0)


def test_a_database_made_by_the_migrations_is_the_one_that_the_schema_describes(addresses: Addresses) -> None:
    migrated, created = addresses(), addresses()
    engine = engine_for(address_of(migrated))
    database._migrate(address_of(migrated), engine)
    engine.dispose()
    start_study(created, identifier="mine").close()
    with raw(migrated) as connection:
        options: dict[str, Any] = {
            "include_name": lambda name, kind, _: (
                kind != "table" or not name.startswith(("search_index", "search_terms"))
            )
        }
        options |= {"compare_type": True, "compare_server_default": connection.dialect.name == "postgresql"}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []
    assert described(migrated) == described(created)


def described(address: str) -> dict[str, Any]:
    """All that a database says of its tables."""
    with raw(address) as connection:
        if connection.dialect.name == "sqlite":
            query = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'alembic_version'"
            rows = connection.execute(text(query))
            return {
                f"{kind} {name}": sorted(" ".join(sql.split()).replace(" ,", ",").split(", "))
                for kind, name, sql in rows
            }
        there = inspect(connection)
        return {
            name: (
                sorted((c["name"], str(c["type"]), c["nullable"], str(c["default"])) for c in there.get_columns(name)),
                there.get_pk_constraint(name)["constrained_columns"],
                sorted(map(repr, there.get_foreign_keys(name))),
                sorted(map(repr, there.get_indexes(name))),
            )
            for name in there.get_table_names()
        }
