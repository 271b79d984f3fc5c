"""A backup is the whole study with its journal, as a file that opens by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from spanveld.actions import loading
from spanveld.model.errors import StoreError
from spanveld.session import Study, open_study
from spanveld.store.schema import counter, erasable, journal
from tests.conftest import Places
from tests.session.samples import assert_sound, dump, put, sample


@pytest.fixture
def study(address: str) -> Iterator[Study]:
    with put(address, sample(), "ann") as opened:
        opened.sources.correct("night", edits=[(3, 7, "lantaarn 👩‍🚒")])
        opened.memos.add("Wat een nacht.", subject="source:night")
        yield opened


def beside(study: Study) -> dict[str, list[tuple[object, ...]]]:
    """The rows of the tables that are no content."""
    store = study._store
    with store.reading() as connection:
        tables = (counter, erasable, journal)
        found = {
            table.name: connection.execute(select(*list(table.c)[1:]).where(table.c.study_id == store.study_id)).all()
            for table in tables
        }
    return {name: sorted((tuple(row) for row in rows), key=repr) for name, rows in found.items()}


def content_of(study: Study) -> dict[str, list[tuple[object, ...]]]:
    """The rows without the number that the study has in its database."""
    return {name: sorted((row[1:] for row in rows), key=repr) for name, rows in dump(study).items()}


def test_a_backup_holds_the_same_rows_and_proves_the_same(study: Study, tmp_path: Path) -> None:
    study.backup(tmp_path / "copy.spanveld")
    with open_study(tmp_path / "copy.spanveld", coder="ann") as copy:
        assert content_of(copy) == content_of(study)
        assert beside(copy) == beside(study)
        assert copy.journal().head == study.journal().head
        assert_sound(copy)


def test_in_a_backup_work_goes_on_and_can_be_undone(study: Study, tmp_path: Path) -> None:
    study.backup(tmp_path / "copy.spanveld")
    before = content_of(study)
    with open_study(tmp_path / "copy.spanveld", coder="ann") as copy:
        assert copy.undo().action == "add memo"
        assert copy.undo().action == "correct text"
        copy.passages.add("night", 0, 4)
        assert_sound(copy)
    assert content_of(study) == before


def test_a_backup_keeps_what_a_load_replaced_so_that_it_can_still_be_undone(study: Study, tmp_path: Path) -> None:
    replaced = content_of(study)
    with study._store.writing("ann") as work:
        loading.load(work, sample(), files={}, digest="", replace=True)
    study.backup(tmp_path / "copy.spanveld")
    with open_study(tmp_path / "copy.spanveld", coder="ann") as copy:
        assert copy.undo().action == "load"
        assert content_of(copy) == replaced
        assert_sound(copy)


def test_of_a_database_with_several_studies_only_the_study_itself_goes_into_its_backup(
    places: Places, tmp_path: Path
) -> None:
    (first, one), (second, two) = places(), places()
    with put(first, sample(one)), put(second, sample(two), "ann") as b:
        b.passages.add("night", 0, 4, passage="mine")
        b.backup(tmp_path / "copy.spanveld")
    with open_study(tmp_path / "copy.spanveld") as copy:
        assert copy.content().id == two
        assert "mine" in {passage.passage for passage in copy.sources.open("night").passages}
        assert_sound(copy)


def test_a_backup_never_takes_the_place_of_a_file(study: Study, tmp_path: Path) -> None:
    place = tmp_path / "copy.spanveld"
    place.write_bytes(b"mine")
    with pytest.raises(StoreError, match="exists already; give the backup another name"):
        study.backup(place)
    assert place.read_bytes() == b"mine"


def test_a_backup_into_a_folder_that_is_not_there_is_refused(study: Study, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"There is no folder .*nowhere"):
        study.backup(tmp_path / "nowhere" / "copy.spanveld")


def test_a_backup_that_breaks_off_leaves_nothing_behind(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "rename", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(StoreError, match=r"copy\.spanveld cannot be written: No space left on device"):
        study.backup(tmp_path / "copy.spanveld")
    assert list(tmp_path.iterdir()) == []


def test_a_backup_is_one_file_without_company(study: Study, tmp_path: Path) -> None:
    study.backup(tmp_path / "copy.spanveld")
    assert [path.name for path in tmp_path.iterdir()] == ["copy.spanveld"]


def test_a_study_file_that_was_closed_is_one_file_without_company(tmp_path: Path) -> None:
    with put(str(tmp_path / "study.spanveld"), sample(), "ann") as study:
        study.passages.add("night", 0, 4)
    assert [path.name for path in tmp_path.iterdir()] == ["study.spanveld"]
