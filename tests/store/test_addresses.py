"""Where a study can be, and what a person is told where it cannot be used: always what, where and what to do."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from threading import Timer

import pytest

from spanveld.model.errors import StoreError
from spanveld.session import open_study, start_study
from spanveld.store import engine as engines
from spanveld.store import places
from spanveld.store.database import NoStudy
from spanveld.store.engine import Address, address_of
from tests.conftest import Addresses
from tests.pg import PrivateServer
from tests.session.samples import dump, put, sample


def test_a_path_is_a_file_and_a_url_a_server_with_the_study_asked_for() -> None:
    assert address_of("a/b.spanveld") == Address(path=Path("a/b.spanveld"))
    assert address_of(Path("a b.spanveld")).is_file
    for prefix in ("postgresql", "postgres", "postgresql+psycopg"):
        found = address_of(f"{prefix}://me@host:5433/db?study=vru&sslmode=require")
        assert (found.study, found.is_file) == ("vru", False)
        assert found.url == "postgresql+psycopg://me@host:5433/db?sslmode=require"
    assert address_of("postgresql://me@host/db").study == ""


def test_a_password_is_never_shown() -> None:
    address = address_of("postgresql://me:secret@host/db")
    assert "secret" not in str(address)
    assert "secret" in address.url


@pytest.mark.parametrize("wrong", ["mysql://me@host/db", "http://example.org/study", "postgresql://host:port/db"])
def test_an_address_of_another_kind_is_refused(wrong: str) -> None:
    with pytest.raises(StoreError, match="is no (study|database address)"):
        address_of(wrong)


def test_where_there_is_no_study_that_is_said_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(
        NoStudy, match="There is no study at .*none.spanveld. Make one with 'spanveld init' or 'spanveld load'"
    ):
        open_study(tmp_path / "none.spanveld")
    with pytest.raises(StoreError, match="is a folder; a study is a file. To read a study folder use 'spanveld load'"):
        open_study(tmp_path)
    (tmp_path / "empty.spanveld").touch()
    with pytest.raises(NoStudy, match="There is no study in .*empty.spanveld yet"):
        open_study(tmp_path / "empty.spanveld")
    with pytest.raises(StoreError, match="There is no folder .*deep"):
        start_study(tmp_path / "deep" / "study.spanveld")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty.spanveld"]


@pytest.mark.parametrize("content", [b"Geachte heer, mevrouw,\n" * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_no_study_is_told_apart_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "letter.spanveld"
    path.write_bytes(content)
    with pytest.raises(StoreError, match="letter.spanveld is not a Spanveld study, or the file is damaged"):
        open_study(path)
    with pytest.raises(StoreError):
        start_study(path)
    assert path.read_bytes() == content


def test_who_waits_too_long_for_another_program_is_told_so(files: Addresses, monkeypatch: pytest.MonkeyPatch) -> None:
    path = files()
    put(path, sample()).close()
    monkeypatch.setattr(engines, "BUSY_SECONDS", 0.1)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with open_study(path, coder="ann") as study:
            assert len(dump(study)["passage"]) == 5, "reading goes on meanwhile"
            with pytest.raises(
                StoreError, match="has been busy for 0.1 seconds with another program's change; try again"
            ):
                study.passages.add("night", 0, 4)
    finally:
        other.close()


def test_who_makes_a_study_while_another_program_first_writes_that_file_waits_for_it(files: Addresses) -> None:
    path = files()
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    ended = Timer(0.3, other.execute, ["ROLLBACK"])
    ended.start()
    try:
        put(path, sample()).close()
        assert ended.finished.is_set()
    finally:
        ended.join()
        other.close()


@pytest.mark.postgres
def test_a_server_that_is_not_there_or_has_no_such_study_says_so(postgres: PrivateServer) -> None:
    with pytest.raises(StoreError, match="cannot be used: .*refused"):
        open_study("postgresql://me@127.0.0.1:1/db")
    with pytest.raises(StoreError, match="cannot be used: .*does not exist"):
        open_study(postgres.url("nowhere"))
    address = postgres.url(postgres.new_database())
    with pytest.raises(NoStudy, match="There is no study in postgresql.* yet"):
        open_study(address)
    put(address, sample()).close()
    with pytest.raises(NoStudy, match="There is no study 'other' in postgresql"):
        open_study(f"{address}?study=other")


@pytest.mark.parametrize("folder", ["Dropbox", "OneDrive - Bedrijf", "Mijn Nextcloud", "iCloud Drive"])
def test_a_file_in_a_synced_folder_opens_with_a_caution(tmp_path: Path, folder: str) -> None:
    (tmp_path / folder).mkdir()
    with start_study(tmp_path / folder / "study.spanveld") as study:
        assert ["network or synced folder" in str(notice) for notice in study.notices] == [True]
    with start_study(tmp_path / "study.spanveld") as study:
        assert study.notices == []


def test_a_file_on_a_network_disk_opens_with_a_caution(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "_mount_type", lambda _folder: "nfs4")
    with start_study(tmp_path / "study.spanveld") as study:
        assert ["network or synced folder" in str(notice) for notice in study.notices] == [True]


def test_a_study_named_otherwise_than_its_address_asks_is_refused(address: str) -> None:
    if "://" in address:
        with pytest.raises(StoreError, match="The address asks for study 'one', but this one is called 'two'"):
            start_study(f"{address}?study=one", identifier="two")
    put(address, sample()).close()
    with pytest.raises(StoreError, match="holds the study 'room' already"):
        start_study(address, identifier="room")
