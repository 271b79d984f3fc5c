"""Databases of every age: what the migrations make, what a load sets up, and what an upgrade keeps."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from spanveld.formats.study_folder import write_folder
from spanveld.session import load_study, open_study, opening, upgrade_study
from spanveld.store import database
from spanveld.store.engine import address_of, engine_for
from spanveld.store.schema import metadata
from tests.conftest import Addresses
from tests.session.samples import assert_sound, dump, put, sample

MIGRATIONS = Path(database.__file__).parent / "migrations"
INDEX = ("search_index", "search_terms")
"""The index of words, which is another thing in either kind of database."""
NOW = database.HEAD
AFTER = f"{int(NOW) + 1:04d}"
NEXT = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "AFTER", "NOW"


def upgrade() -> None:
    op.create_table("shelf_mark", sa.Column("study_id", sa.Integer(), primary_key=True))
""".replace("AFTER", AFTER).replace("NOW", NOW)


@pytest.fixture
def next_version(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[], None]:
    """Lets the program be of a next version from then on, with one table more."""
    program = tmp_path / "program"
    shutil.copytree(MIGRATIONS, program / "migrations")
    (program / "migrations" / "versions" / f"{AFTER}_more.py").write_text(NEXT, encoding="utf-8")

    def become() -> None:
        monkeypatch.setattr(database, "__file__", str(program / "database.py"))
        monkeypatch.setattr(database, "HEAD", AFTER)
        monkeypatch.setattr(opening, "HEAD", AFTER)

    return become


def test_the_newest_version_by_name_is_the_newest_migration() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [database.HEAD]


def test_every_table_that_the_migrations_make_in_a_file_is_strict(files: Addresses) -> None:
    path = files()
    engine = engine_for(address_of(path))
    database._migrate(address_of(path), engine)
    engine.dispose()
    base = sqlite3.connect(path)
    made = dict(base.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
    made = {name: sql for name, sql in made.items() if not name.startswith(INDEX)}
    assert set(made) == {*metadata.tables, "alembic_version"}
    assert [name for name in metadata.tables if "STRICT" not in made[name].rpartition(")")[2]] == []
    base.close()


def test_a_load_sets_an_empty_database_up(address: str, tmp_path: Path) -> None:
    write_folder(tmp_path / "folder", sample())
    with load_study(address, tmp_path / "folder").study as study:
        assert_sound(study)
        with study._store.reading() as connection:
            names = {name for name in inspect(connection).get_table_names() if not name.startswith(INDEX)}
            assert names == {*metadata.tables, "alembic_version"}
            assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == database.HEAD


def test_an_upgrade_says_from_which_version_to_which(address: str, next_version: Callable[[], None]) -> None:
    put(address, sample()).close()
    next_version()
    assert upgrade_study(address) == (NOW, AFTER)
    assert upgrade_study(address) == (AFTER, AFTER)
    with open_study(address) as study:
        assert study.notices == []
        assert_sound(study)


def test_a_file_is_copied_before_an_upgrade_with_what_only_its_log_holds(
    files: Addresses, next_version: Callable[[], None]
) -> None:
    path = files()
    left = Path(path).with_name("left.spanveld")
    with put(path, sample(), "ann") as study:
        study.passages.add("night", 0, 4, passage="late")
        before = dump(study)
        for ending in ("", "-wal"):
            shutil.copy(f"{path}{ending}", f"{left}{ending}")
    assert Path(f"{left}-wal").stat().st_size > 0
    next_version()
    assert upgrade_study(left) == (NOW, AFTER)
    (copy,) = left.parent.glob("left.before-*")
    base = sqlite3.connect(copy)
    assert base.execute("SELECT version_num FROM alembic_version").fetchone() == (NOW,)
    assert base.execute("SELECT count(*) FROM passage WHERE identifier = 'late'").fetchone() == (1,)
    base.close()
    with open_study(left, coder="ann") as study:
        assert dump(study) == before
        assert_sound(study)
