"""A large study is written before the indexes of its tables are; afterwards they are all there."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Index

from spanveld.formats.study_folder import write_folder
from spanveld.model.errors import StoreError
from spanveld.session import load_study
from spanveld.store import content as contents
from spanveld.store.schema import metadata
from tests.session.samples import dump, sample

INDEXES = {str(index.name) for table in metadata.tables.values() for index in table.indexes}


def indexes(file: Path) -> set[str]:
    with closing(sqlite3.connect(file)) as connection:
        found = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL")
        return {name for (name,) in found}


def test_a_study_written_before_its_indexes_is_the_same_study_with_all_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_folder(tmp_path / "folder", sample())
    with load_study(tmp_path / "few.spanveld", tmp_path / "folder").study as study:
        rows = {**dump(study), "text": None}  # a text knows when it came in
    dropped = []
    create = Index.create
    monkeypatch.setattr(Index, "create", lambda index, *given: (dropped.append(index.name), create(index, *given)))
    monkeypatch.setattr(contents, "MANY", 0)
    with load_study(tmp_path / "many.spanveld", tmp_path / "folder").study as study:
        assert set(dropped) <= INDEXES
        assert "anchor_by_passage" in dropped
        assert {**dump(study), "text": None} == rows
    assert indexes(tmp_path / "few.spanveld") == indexes(tmp_path / "many.spanveld") == INDEXES


def test_a_load_that_breaks_off_leaves_the_indexes_where_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_folder(tmp_path / "folder", sample())
    monkeypatch.setattr(contents, "MANY", 0)

    def broken(*_given: object) -> None:
        raise StoreError("the disk is gone")

    monkeypatch.setattr(contents._Writer, "anchors", broken)
    with pytest.raises(StoreError):
        load_study(tmp_path / "x.spanveld", tmp_path / "folder")
    assert indexes(tmp_path / "x.spanveld") == INDEXES
