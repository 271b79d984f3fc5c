"""Where QualCoder projects lie, packed and not, and those that are damaged or made to do harm."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import sqlite3
import zipfile
from pathlib import Path

import pytest

from spanveld.formats.exchange.project import Project
from spanveld.formats.exchange.qualcoder import READER
from spanveld.formats.exchange.registry import NOTHING_CHOSEN, reader_of
from spanveld.formats.sources.parts import Unreadable
from tests.formats.exchange.qualcoder_made import TEXT, full, made


def read(path: Path) -> Project:
    return READER.read(path, NOTHING_CHOSEN)


def packed(folder: Path, target: Path, links: bool = True) -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and (links or not path.is_symlink()):
                archive.write(path, f"{folder.name}/{path.relative_to(folder)}")
    return target


def state_of(folder: Path) -> dict[str, tuple[str, int]]:
    return {
        str(path.relative_to(folder)): (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_zip_of_the_folder_gives_the_same_project(tmp_path: Path) -> None:
    folder = full(tmp_path / "mijn project.qda")
    archive = packed(folder, tmp_path / "upload.bin")
    with zipfile.ZipFile(archive, "a") as more:
        more.writestr("__MACOSX/mijn project.qda/data.qda", b"a shadow")
    assert reader_of(archive).name == "qualcoder"
    whole, unpacked = read(archive), read(folder)
    assert whole == unpacked
    assert whole.name == "mijn project"


def test_the_database_alone_is_read_without_the_files(tmp_path: Path) -> None:
    folder = full(tmp_path / "p.qda")
    copy = shutil.copy(folder / "data.qda", tmp_path / "kopie.sqlite")
    assert reader_of(Path(copy)).name == "qualcoder"
    alone = read(Path(copy))
    assert [source.text for source in alone.sources] == [source.text for source in read(folder).sources]
    assert all(source.original == b"" for source in alone.sources)
    assert read(folder / "data.qda") == read(folder)


def test_what_stands_only_in_the_write_ahead_log_is_read_and_the_folder_stays_as_it_was(tmp_path: Path) -> None:
    project = made(tmp_path / "p.qda", wal=True)
    project.database.commit()
    project.database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    start = TEXT.index("traag")
    project.coded(1, 1, start, start + 5)
    project.database.commit()
    copy = tmp_path / "open elsewhere.qda"
    shutil.copytree(project.folder, copy)  # as if QualCoder had it open
    assert (copy / "data.qda-wal").stat().st_size > 0
    before = state_of(copy)
    (source,) = read(copy).sources
    assert [one.name for one in source.selections] == ["traag"]
    assert state_of(copy) == before
    assert read(packed(copy, tmp_path / "p.zip")) == read(copy)
    project.database.close()


def test_a_folder_that_nobody_may_write_to_is_read(tmp_path: Path) -> None:
    folder = full(tmp_path / "p.qda")
    before = state_of(folder)
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o500 if path.is_dir() else 0o400)
    try:
        assert len(read(folder).sources) == 6
        assert state_of(folder) == before
    finally:
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o700)


@pytest.mark.parametrize(
    "name", ["../geheim.txt", "/../geheim.txt", "a/../../geheim.txt", "..\\geheim.txt", "link.txt"]
)
def test_no_file_outside_the_folder_is_opened(tmp_path: Path, name: str) -> None:
    (tmp_path / "geheim.txt").write_text("GEHEIM", encoding="utf-8")
    folder = tmp_path / "p.qda"
    project = made(folder)
    project.text(2, name, "tekst", mediapath=None)
    project.text(3, "b", "tekst", mediapath=f"/docs/{name}")
    project.text(4, "c", "tekst", mediapath=f"docs:{tmp_path / 'geheim.txt'}")
    os.symlink(tmp_path / "geheim.txt", folder / "documents" / "link.txt")
    project.done()
    for path in (folder, packed(folder, tmp_path / "p.zip", links=False)):
        assert [source.original for source in read(path).sources] == [b""] * 4
    outside = next(source for source in read(folder).sources if source.name == "c")
    assert outside.remote == f"absolute://{tmp_path / 'geheim.txt'}"
    assert outside.original == b""


def test_the_report_does_not_tell_where_a_file_lies_on_somebodys_computer(tmp_path: Path) -> None:
    project = read(full(tmp_path / "p.qda"))
    told = "\n".join(remark.text() for remark in project.account.remarks)
    assert "film.mp4" in told
    assert "/home/somebody" not in told


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no database"),
        (b"no database at all, but text", "no database"),
        (b"SQLite format 3\x00" + b"\xff" * 5000, "no database"),
    ],
)
def test_a_damaged_database_is_refused_with_one_message(tmp_path: Path, data: bytes, reason: str) -> None:
    folder = tmp_path / "p.qda"
    folder.mkdir()
    (folder / "data.qda").write_bytes(data)
    assert reader_of(folder).name == "qualcoder"
    with pytest.raises(Unreadable) as refused:
        read(folder)
    assert reason in str(refused.value) or "no table" in str(refused.value)


def test_a_folder_without_a_database_and_a_database_of_another_program_are_refused(tmp_path: Path) -> None:
    (tmp_path / "leeg.qda").mkdir()
    with pytest.raises(Unreadable, match=r"it holds no data\.qda"):
        read(tmp_path / "leeg.qda")
    (tmp_path / "ander.qda").mkdir()
    other = sqlite3.connect(tmp_path / "ander.qda" / "data.qda")
    other.execute("CREATE TABLE letters (id)")
    other.commit()
    other.close()
    with pytest.raises(Unreadable, match="has no table source"):
        read(tmp_path / "ander.qda")


def test_a_zip_with_two_projects_is_refused(tmp_path: Path) -> None:
    both = packed(full(tmp_path / "a.qda"), tmp_path / "both.zip")
    with zipfile.ZipFile(both, "a") as archive:
        archive.write(full(tmp_path / "b.qda") / "data.qda", "b.qda/data.qda")
    with pytest.raises(Unreadable, match="it holds 2 QualCoder projects"):
        read(both)


def test_cut_off_and_scrambled_databases_end_in_a_project_or_one_message(tmp_path: Path) -> None:
    data = (full(tmp_path / "p.qda") / "data.qda").read_bytes()
    chance = random.Random(7)
    folder = tmp_path / "q.qda"
    folder.mkdir()
    outcomes = set()
    for turn in range(60):
        broken = bytearray(data)
        if turn % 3 == 0:
            del broken[chance.randrange(100, len(broken)) :]
        for _ in range(chance.randrange(1, 200)):
            broken[chance.randrange(100 if turn % 2 else 0, len(broken))] = chance.randrange(256)
        (folder / "data.qda").write_bytes(broken)
        try:
            read(folder)
            outcomes.add("read")
        except Unreadable:
            outcomes.add("refused")
    assert outcomes == {"read", "refused"}


def test_a_table_that_is_a_view_or_grows_from_nothing_is_not_followed(tmp_path: Path) -> None:
    project = made(tmp_path / "p.qda")
    project.database.execute("DROP TABLE journal")
    project.database.execute(
        "CREATE VIEW journal AS WITH RECURSIVE n(jid) AS (SELECT 1 UNION ALL SELECT jid + 1 FROM n)"
        " SELECT jid, 'x' AS name, '' AS jentry, '' AS date, '' AS owner FROM n"
    )
    assert [note.name for note in read(project.done()).notes] == []


def test_a_column_that_says_far_more_than_the_file_holds_is_refused(tmp_path: Path) -> None:
    project = made(tmp_path / "p.qda")
    project.database.execute("CREATE TABLE thin (jid integer primary key)")
    project.database.execute(
        "INSERT INTO thin WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400) SELECT i FROM n"
    )
    project.database.execute("DROP TABLE journal")
    project.database.execute("ALTER TABLE thin RENAME TO journal")
    project.database.execute(f"ALTER TABLE journal ADD COLUMN jentry text DEFAULT '{'x' * 900_000}'")
    folder = project.done()
    assert (folder / "data.qda").stat().st_size < 4_000_000
    with pytest.raises(Unreadable, match="it holds more than 256 million characters"):
        read(folder)


def test_values_of_any_type_in_any_column_are_taken_as_what_they_ought_to_be(tmp_path: Path) -> None:
    project = made(tmp_path / "p.qda")
    project.text(2, "7", b"a\x00b \xff", memo=3.5, owner=12, date=b"2024-01-01 00:00:00")
    project.add(
        "code_text", ctid=1, cid="1", fid="2", pos0=0.0, pos1="drie", seltext=8, owner=None, date=None, memo=None
    )
    project.add("journal", jid=1, name=None, jentry=None, date=5, owner=b"x")
    found = read(project.done())
    source = found.sources[1]
    assert source.text == "a\ufffdb \ufffd"
    assert source.description == "3.5"
    assert (source.selections[0].raw_start, source.selections[0].raw_end) == (0, None)
    assert [user.name for user in found.users if user.guid == source.stamp.creator] == ["12"]
