"""Whole studies in and out of the database: nothing is lost, a load is one entry, and undo brings back what it replaced."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spanveld.actions import loading
from spanveld.formats.framework_file import shipped_named
from spanveld.formats.study_folder import write_folder
from spanveld.model.errors import FolderError, Refused, StoreError
from spanveld.model.records import Coding, Passage
from spanveld.session import load_study, open_study, start_study
from spanveld.store.engine import address_of
from tests.conftest import Addresses, Places
from tests.session.samples import assert_sound, dump, put, reading_room, sample
from tests.strategies import as_seen, same, studies

ADOPTED = {
    "governance-tensions": (shipped_named("governance-tensions@1"),),
    "five-dimensions": (reading_room(),),
    "both": (shipped_named("governance-tensions@1"), reading_room()),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The sample as a study folder."""
    write_folder(tmp_path / "folder", sample())
    return tmp_path / "folder"


@pytest.mark.parametrize("adopted", ADOPTED)
@settings(max_examples=settings().max_examples // 2)
@given(data=st.data())
def test_a_study_that_is_saved_and_loaded_is_the_same_study(adopted: str, places: Places, data: st.DataObject) -> None:
    address, identifier = places()
    content = replace(data.draw(studies(ADOPTED[adopted])), id=identifier)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_folder(folder / "in", content)
        with load_study(address, folder / "in").study as study:
            assert same(study.content(), as_seen(content))
            assert study.doctor().sound
            study.save(folder / "once")
        with load_study(folder / "again.spanveld", folder / "once").study as again:
            assert same(again.content(), as_seen(content))
            again.save(folder / "twice")
        assert files_of(folder / "twice") == files_of(folder / "once")


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_load_is_one_entry_with_the_rows_of_each_file(address: str, folder: Path) -> None:
    loaded = load_study(address, folder, coder="ann")
    with loaded.study as study:
        (entry,) = study.journal().entries
        assert (entry.action, entry.actor, list(entry.subjects)) == ("load", "ann", ["study:room"])
        assert entry.changes["bulk"]["files"] == loaded.files
        assert loaded.files["passages.csv"] == 5


def test_a_load_is_undone_and_redone_as_a_whole(address: str, folder: Path) -> None:
    with load_study(address, folder, coder="ann").study as study:
        loaded = dump(study)
        study.undo()
        assert [name for name, rows in dump(study).items() if rows] == ["study"]
        assert study.doctor().sound
        study.redo()
        assert dump(study) == loaded
        assert_sound(study)


def test_a_study_that_exists_is_not_loaded_over(address: str, folder: Path) -> None:
    load_study(address, folder).study.close()
    with pytest.raises(Refused, match="exists already; use --replace"):
        load_study(address, folder)
    with open_study(address, coder="ann") as study:
        study.passages.add("night", 0, 5, passage="mine")
    with pytest.raises(Refused):
        load_study(address, folder)
    with open_study(address) as study:
        assert "mine" in {passage.passage for passage in study.content().of(Passage)}


def test_a_study_that_came_to_be_meanwhile_is_not_loaded_over_either(address: str) -> None:
    told = "The study 'room' exists already; --replace backs it up and replaces it"
    with (
        put(address, sample(), "ann") as study,
        pytest.raises(Refused, match=told),
        study._store.writing("ann") as work,
    ):
        loading.load(work, sample(), files={}, digest="")


def test_replacing_keeps_a_backup_and_undo_brings_the_old_study_back_to_the_row(
    address: str, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    load_study(address, folder, coder="ann").study.close()
    with open_study(address, coder="ann") as study:
        study.passages.add("night", 0, 5, passage="mine")
        study.sources.correct("night", edits=[(0, 2, "Elke")])
        before = dump(study)
    loaded = load_study(address, folder, replace=True, coder="ann")
    with loaded.study as study:
        after = dump(study)
        assert "mine" not in {passage.passage for passage in study.content().of(Passage)}
        study.undo()
        assert dump(study) == before
        assert_sound(study)
        study.redo()
        assert dump(study) == after
        study.undo()
        study.undo()
        assert study.content().texts == sample().texts
        assert_sound(study)
    assert loaded.backup is not None
    with open_study(loaded.backup) as copy:
        assert dump(copy) == before
        assert copy.doctor().sound


def test_a_load_on_which_somebody_has_built_is_not_undone(address: str, folder: Path) -> None:
    load_study(address, folder, coder="ann").study.close()
    with open_study(address, coder="ben") as ben:
        ben.codings.add("P2", "aspect/cold")
    with open_study(address, coder="ann") as ann:
        with pytest.raises(Refused, match="Entry 2 was built on this"):
            ann.undo()
        assert_sound(ann)
    with open_study(address, coder="ben") as ben:
        ben.undo()
    with open_study(address, coder="ann") as ann:
        assert ann.undo().action == "load"


def test_a_folder_with_a_fault_leaves_no_study_behind(address: str, folder: Path) -> None:
    (folder / "codings.csv").write_text("passage,layer,code\nP9,tension,authorise\n", encoding="utf-8")
    with pytest.raises(FolderError):
        load_study(address, folder)
    with pytest.raises(StoreError):
        open_study(address)


def test_two_loads_in_one_second_keep_two_backups(files: Addresses, folder: Path) -> None:
    path = files()
    load_study(path, folder).study.close()
    loads = [load_study(path, folder, replace=True) for _ in range(3)]
    for loaded in loads:
        loaded.study.close()
    assert len({loaded.backup for loaded in loads}) == 3


def test_a_load_that_breaks_off_can_be_made_again_without_replace(
    address: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("spanveld.actions.loading.write_content", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            load_study(address, folder)
    with load_study(address, folder).study as study:
        assert same(study.content(), as_seen(sample()))
        assert len(study.journal().entries) == 1


def test_many_studies_in_one_database_keep_apart(places: Places) -> None:
    (first, one), (second, two) = places(), places()
    with put(first, sample(one), "ann") as a, put(second, sample(two), "ann") as b:
        untouched = dump(b)
        a.passages.add("night", 0, 5)
        a.sources.correct("night", edits=[(0, 2, "Elke")])
        a.sources.remove("notes", with_dependants=True)
        assert dump(b) == untouched
        assert len(b.journal().entries) == 1
        b.undo()
        assert a.doctor().sound
        assert len(a.content().of(Coding)) > 0


def test_a_new_study_has_its_framework_and_its_coder_and_nothing_else(address: str) -> None:
    with start_study(address, identifier="fresh", frameworks=["governance-tensions@1"], coder="ann") as study:
        content = study.content()
        assert (content.id, content.frameworks[0].id, study.actor) == ("fresh", "governance-tensions", "ann")
        assert {name for name, items in content.records.items() if items} == {"coder"}
        assert [entry.action for entry in study.journal().entries] == ["start"]
    assert address_of(address).is_file == ("://" not in address)


def test_a_server_that_holds_several_studies_asks_for_one(addresses: Addresses, places: Places) -> None:
    (first, one), (second, two) = places(), places()
    put(first, sample(one)).close()
    put(second, sample(two)).close()
    if "?" not in first:
        assert open_study(first).content().id == one
        return
    with pytest.raises(StoreError, match=f"several studies; add \\?study=ID with one of: {one}, {two}"):
        open_study(first.partition("?")[0])
    with open_study(second) as study:
        assert study.content().id == two
