"""A saved study folder is canonical, loses nothing, and never stands there half written.

Over 400 lines because it also plays every way in which writing can break off.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from spanveld.formats.framework_file import read_framework, shipped_framework
from spanveld.formats.study_folder import adopted, read_folder, write_folder
from spanveld.formats.study_folder.faults import Faults
from spanveld.formats.study_folder.yaml_nodes import entries, plain, read_yaml
from spanveld.formats.study_folder.yaml_text import flow, scalar
from spanveld.model.errors import Refused, StoreError
from spanveld.model.framework import Framework
from spanveld.model.records import Case, Coder, Finding, Layer, Memo, Party, Passage, Source, Wave
from spanveld.model.study import StudyContent
from tests.strategies import cell_texts, plain_data, same, studies

FRAMEWORKS = Path(__file__).parent.parent / "frameworks"
HOUSE = shipped_framework("governance-tensions", "1")
TINY_TEXT = (FRAMEWORKS / "tiny/1.2.3.yaml").read_text(encoding="utf-8")
TINY = read_framework(TINY_TEXT, "tiny")
MINI = read_framework(TINY_TEXT.replace("id: tiny", "id: mini"), "mini")
FIVE = read_framework((FRAMEWORKS / "five-dimensions/1.0.0.yaml").read_text(encoding="utf-8"), "five")

ADOPTED = [(), (HOUSE,), (FIVE,), (TINY, MINI), (HOUSE, FIVE)]


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("frameworks", ADOPTED, ids=lambda each: "+".join(framework.id for framework in each) or "none")
@given(data=st.data())
def test_save_load_save_keeps_every_record_and_every_byte(
    frameworks: tuple[Framework, ...], data: st.DataObject
) -> None:
    content: StudyContent = data.draw(studies(frameworks))
    with tempfile.TemporaryDirectory() as place:
        first, second = Path(place, "first"), Path(place, "second")
        write_folder(first, content)
        loaded = read_folder(first).content
        assert same(loaded, content)
        write_folder(second, loaded)
        assert everything(second) == everything(first)


@pytest.fixture
def content() -> StudyContent:
    """A study with something of what the canonical form settles: order, empty columns, quotes, lists."""
    return StudyContent(
        id="demo",
        title="It's a: test",
        language="nl",
        guid="00000000-0000-0000-0000-000000000001",
        frameworks=(HOUSE, TINY),
        records={
            "case": (Case("C", "Dienst 🚒", own={"size": 3}),),  # type: ignore[dict-item]
            "wave": (Wave("2018", "2018", from_="2018-01"), Wave("1", "no")),
            "coder": (Coder("bob", "Bob"), Coder("ann", "Ann")),
            "layer": (Layer("mood"),),
            "party": (
                Party("P10", 'He said "no"', aliases=("b 10", "b 2"), own={"note 10": "x", "note 2": "y"}),
                Party("P2", "a, b\nc", guid="00000000-0000-0000-0000-000000000002"),
            ),
            "source": (Source("s1", "interview", "sources/a b.txt"),),
            "passage": (
                Passage("p2", "s1", 0, 1, "ann", hedged=False),
                Passage("p1", "s1", None, None, "bob", doubt="lost"),
                Passage("p01", "s1", 1, 2, voices=()),
            ),
            "finding": (
                Finding("F3", "", "perform", "works", statement="third"),
                Finding("F10", "", "perform", "works", position=2, statement="second"),
                Finding("F2", "", "perform", "works", position=1, statement="first"),
            ),
        },
        texts={"s1": "e\u0301🙂"},
        own={"b": "2018", "a": [1, None]},
    )


def test_the_canonical_form(content: StudyContent, tmp_path: Path) -> None:
    write_folder(tmp_path / "study", content)
    assert {name: data.decode() for name, data in everything(tmp_path / "study").items()} == {
        "study.yaml": """\
format: 1
id: demo
title: "It's a: test"
language: nl
frameworks: [governance-tensions@1, tiny@1]
cases:
  - {id: C, name: Dienst 🚒, size: 3}
waves:
  - {id: "2018", name: "2018", from: "2018-01"}
  - {id: "1", name: "no"}
coders:
  - {id: bob, name: Bob}
  - {id: ann, name: Ann}
layers:
  - {id: mood, role: none, open: true, exclusive: false}
guid: "00000000-0000-0000-0000-000000000001"
a: [1, null]
b: "2018"
""",
        "frameworks/tiny.yaml": TINY_TEXT,
        "sources/a b.txt": "e\u0301🙂",
        "parties.csv": (
            "party,name,aliases,guid,note 2,note 10\n"
            'P2,"a, b\nc",,00000000-0000-0000-0000-000000000002,,\n'
            'P10,"He said ""no""",b 2;b 10,,y,x\n'
        ),
        "sources.csv": "source,kind,file\ns1,interview,sources/a b.txt\n",
        "passages.csv": (
            "passage,source,start,end,coder,voices,hedged,doubt\n"
            "p01,s1,1,2,,-,,\np1,s1,,,bob,,,lost\np2,s1,0,1,ann,,0,\n"
        ),
        "findings.csv": (
            "finding,dimension,kind,position,statement\n"
            "F2,perform,works,1,first\nF10,perform,works,2,second\nF3,perform,works,,third\n"
        ),
    }


@given(key=cell_texts(), value=plain_data())
def test_any_text_and_any_plain_data_is_read_back_from_study_yaml(key: str, value: object) -> None:
    """By the program, and a text by any other reader of YAML too."""
    written = f"{scalar(key)}: {flow(value)}\n"
    root = read_yaml(written, Faults())
    assert root is not None
    (entry,) = entries(root, Faults())
    assert (entry.key, plain(entry.node, "", Faults())) == (key, value)
    assert list(yaml.safe_load(written)) == [key]
    if isinstance(value, str):
        assert yaml.safe_load(written) == {key: value}


@pytest.mark.parametrize(("length", "character"), [(5000, "a"), (5000, "é "), (5000, '"'), (200_000, "x,")])
def test_long_texts_survive(length: int, character: str, tmp_path: Path) -> None:
    long = (character * length).strip()
    content = StudyContent("demo", long, records={"case": (Case("C", long),), "party": (Party("P", long),)})
    write_folder(tmp_path / "study", content)
    assert same(read_folder(tmp_path / "study").content, content)


@pytest.mark.shared
def test_the_case_of_the_thesis_is_saved_with_the_same_records_and_the_same_study_yaml(
    shared: Path, tmp_path: Path
) -> None:
    source = shared / "cases/vru"
    loaded = read_folder(source).content
    write_folder(tmp_path / "vru", loaded)
    assert same(read_folder(tmp_path / "vru").content, loaded)
    for name in ("study.yaml", "sources/chapter6.txt", "codings.csv"):
        assert (tmp_path / "vru" / name).read_bytes() == (source / name).read_bytes().replace(b"\r\n", b"\n")


def test_line_ends_in_cells_are_saved_as_the_ones_that_a_cell_can_hold(tmp_path: Path) -> None:
    write_folder(tmp_path / "study", StudyContent("demo", records={"party": (Party("P", "a\r\nb\rc"),)}))
    assert (tmp_path / "study/parties.csv").read_bytes() == b'party,name\nP,"a\nb\nc"\n'


def test_a_text_that_itself_begins_with_a_mark_keeps_its_positions(tmp_path: Path) -> None:
    records = {"source": (Source("s", "survey", "s.txt"),)}
    write_folder(tmp_path / "study", StudyContent("demo", records=records, texts={"s": "\ufeffa"}))
    assert read_folder(tmp_path / "study").content.texts == {"s": "\ufeffa"}


def test_a_framework_that_is_as_shipped_is_named_and_not_copied(tmp_path: Path) -> None:
    write_folder(tmp_path / "study", StudyContent("demo", frameworks=(HOUSE,)))
    assert set(everything(tmp_path / "study")) == {"study.yaml"}
    assert read_folder(tmp_path / "study").content.frameworks == (HOUSE,)


def test_a_shipped_framework_of_which_there_is_a_newer_version_is_named_in_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = replace(HOUSE, version="1.99.0")
    monkeypatch.setattr(adopted, "is_as_shipped", lambda _: True)
    monkeypatch.setattr(adopted, "shipped_framework", lambda *_: newer)
    write_folder(tmp_path / "study", StudyContent("demo", frameworks=(HOUSE,)))
    line = f"frameworks: [governance-tensions@{HOUSE.version}]"
    assert line in (tmp_path / "study/study.yaml").read_text().splitlines()


# where a study may be saved


def test_a_new_folder_is_made_with_the_folders_above_it(content: StudyContent, tmp_path: Path) -> None:
    write_folder(tmp_path / "a/b", content)
    assert read_folder(tmp_path / "a/b").content.id == "demo"


def test_an_empty_folder_is_filled(content: StudyContent, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir(mode=0o750)
    write_folder(tmp_path / "empty", content)
    assert read_folder(tmp_path / "empty").content.id == "demo"
    assert (tmp_path / "empty").stat().st_mode & 0o777 == 0o750


def test_a_folder_that_is_not_empty_is_refused(content: StudyContent, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(Refused, match="is not empty; choose an empty folder, or replace the study in it"):
        write_folder(tmp_path, content)
    assert everything(tmp_path) == {"notes.txt": b"mine"}


@pytest.mark.parametrize("study", [None, "format: 2\nid: x\n", "no study", "[", b"\xff"])
def test_a_folder_that_holds_no_study_is_not_replaced(
    study: str | bytes | None, content: StudyContent, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    if study is not None:
        (tmp_path / "study.yaml").write_bytes(study if isinstance(study, bytes) else study.encode())
    before = everything(tmp_path)
    with pytest.raises(Refused, match="holds other files and no study folder"):
        write_folder(tmp_path, content, replace=True)
    assert everything(tmp_path) == before


def test_a_file_is_not_replaced_by_a_folder(content: StudyContent, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(Refused, match="is not a folder"):
        write_folder(tmp_path / "file", content, replace=True)


def test_a_folder_that_cannot_be_written_is_named(content: StudyContent, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(StoreError, match=r"study could not be written: File exists"):
        write_folder(tmp_path / "file/study", content)


# replacing


def test_replacing_removes_what_the_study_no_longer_has_and_leaves_all_other_files(
    content: StudyContent, tmp_path: Path
) -> None:
    folder = tmp_path / "study"
    write_folder(folder, content)
    others = {
        "README.md": b"mine",
        "sources/scan.pdf": b"scan",
        "frameworks/other.yaml": b"other",
        "passages.xlsx": b"x",
    }
    for name, data in others.items():
        (folder / name).write_bytes(data)
    smaller = replace(content, frameworks=(HOUSE,), records={"party": (Party("P1"),)}, texts={})
    write_folder(folder, smaller, replace=True)
    assert set(everything(folder)) == {"study.yaml", "parties.csv", *others}
    assert others.items() <= everything(folder).items()
    assert same(read_folder(folder).content, smaller)


def test_replacing_gives_the_same_files_as_saving_into_a_new_folder(content: StudyContent, tmp_path: Path) -> None:
    write_folder(tmp_path / "new", content)
    write_folder(tmp_path / "old", StudyContent("other", records={"memo": (Memo(text="x"),)}))
    write_folder(tmp_path / "old", content, replace=True)
    assert everything(tmp_path / "old") == everything(tmp_path / "new")


@pytest.mark.parametrize("name", ["../outside.txt", "linked/outside.txt", "README.md/x"])
def test_replacing_never_removes_a_file_outside_the_folder(name: str, content: StudyContent, tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("mine")
    folder = tmp_path / "study"
    folder.mkdir()
    (folder / "linked").symlink_to(tmp_path)
    (folder / "README.md").write_text("mine")
    (folder / "study.yaml").write_text("format: 1\nid: old\n")
    (folder / "sources.csv").write_text(f"source,kind,file\ns,survey,{name}\n")
    write_folder(folder, content, replace=True)
    assert outside.read_text() == "mine"
    assert (folder / "README.md").read_text() == "mine"


def test_replacing_never_writes_through_a_link_out_of_the_folder(content: StudyContent, tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "study", tmp_path / "elsewhere"
    write_folder(folder, StudyContent("old"))
    elsewhere.mkdir()
    (folder / "sources").symlink_to(elsewhere)
    before = everything(folder)
    with pytest.raises(Refused, match=r"sources/a b\.txt would be written outside .*; remove the link"):
        write_folder(folder, content, replace=True)
    assert everything(folder) == before
    assert not list(elsewhere.iterdir())


@pytest.mark.parametrize(
    ("name", "reason"), [("parties.csv/x", "parties.csv is a folder in"), ("sources", "sources/a b.txt needs a folder")]
)
def test_replacing_changes_nothing_where_something_stands_in_the_way(
    name: str, reason: str, content: StudyContent, tmp_path: Path
) -> None:
    write_folder(tmp_path / "study", StudyContent("old"))
    (tmp_path / "study" / name).parent.mkdir(exist_ok=True)
    (tmp_path / "study" / name).write_text("mine")
    before = everything(tmp_path)
    with pytest.raises(Refused, match=reason):
        write_folder(tmp_path / "study", content, replace=True)
    assert everything(tmp_path) == before


def test_a_faulty_study_folder_can_be_replaced(content: StudyContent, tmp_path: Path) -> None:
    for name, text in {"study.yaml": "format: 1\nid: a b\n", "sources.csv": "\xff", "passages.csv": "x"}.items():
        (tmp_path / name).write_text(text, encoding="latin-1")
    write_folder(tmp_path, content, replace=True)
    assert read_folder(tmp_path).content.id == "demo"


# studies that do not fit into files


@pytest.mark.parametrize("file", ["../a.txt", "/a.txt", "study.yaml", "Passages.csv", "a//b.txt", "", "a\0b"])
def test_a_text_with_a_dangerous_file_name_is_refused(file: str, tmp_path: Path) -> None:
    content = StudyContent("demo", records={"source": (Source("s", "survey", file),)}, texts={"s": "x"})
    with pytest.raises(Refused, match="The source s cannot be written to the file"):
        write_folder(tmp_path / "study", content)
    assert not list(tmp_path.iterdir())


def test_two_texts_of_one_file_name_are_refused(tmp_path: Path) -> None:
    sources = (Source("s", "survey", "a.txt"), Source("t", "survey", "A.txt"))
    with pytest.raises(Refused, match=r"'A\.txt' and 'a\.txt' of two sources cannot stand beside each other"):
        write_folder(tmp_path / "study", StudyContent("demo", records={"source": sources}, texts={"s": "x", "t": "y"}))


@pytest.mark.parametrize("alias", ["a;b", ""])
def test_an_item_that_a_list_cannot_hold_is_refused(alias: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"parties\.csv cannot hold '.*' in a list of aliases"):
        write_folder(tmp_path / "study", StudyContent("demo", records={"party": (Party("P", aliases=(alias,)),)}))


@pytest.mark.parametrize(("name", "code"), [("a\0b", "U\\+0000"), ("a\ud800b", "U\\+D800")])
def test_a_character_that_no_text_can_hold_is_refused(name: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=rf"parties\.csv would hold the character {code}"):
        write_folder(tmp_path / "study", StudyContent("demo", records={"party": (Party("P", name),)}))


# crashes


class Crash(BaseException):
    """What a kill looks like from inside: nothing catches it."""


def crash_at(monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    """Let the step-th change of the file system, and all after it, not happen any more."""
    steps = itertools.count(1)

    def instead(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def run(*given: Any, **named: Any) -> Any:
            if next(steps) >= step:
                raise Crash(name)
            return real(*given, **named)

        return run

    for owner, name in (
        (os, "replace"),
        (Path, "rename"),
        (Path, "mkdir"),
        (Path, "write_bytes"),
        (Path, "unlink"),
        (Path, "rmdir"),
    ):
        monkeypatch.setattr(owner, name, instead(name, getattr(owner, name)))
    monkeypatch.setattr(shutil, "rmtree", instead("rmtree", shutil.rmtree))


def visible(folder: Path) -> dict[str, bytes]:
    return everything(folder) if folder.exists() else {}


@pytest.mark.parametrize("step", range(1, 30))
def test_a_crash_while_saving_leaves_the_whole_folder_or_none(
    step: int, content: StudyContent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_folder(tmp_path / "whole", content)
    with monkeypatch.context() as patch:
        crash_at(patch, step)
        with contextlib.suppress(Crash):
            write_folder(tmp_path / "study", content)
    assert visible(tmp_path / "study") in ({}, everything(tmp_path / "whole"))


@pytest.mark.parametrize("step", range(1, 40))
def test_a_crash_while_replacing_leaves_each_file_old_or_new_and_the_next_save_mends_it(
    step: int, content: StudyContent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = replace(
        content, title="old", records={**content.records, "memo": (Memo(text="x"),)}, texts={"s1": "old text"}
    )
    write_folder(tmp_path / "new", content)
    write_folder(tmp_path / "study", old)
    before, after = everything(tmp_path / "study"), everything(tmp_path / "new")
    with monkeypatch.context() as patch:
        crash_at(patch, step)
        with contextlib.suppress(Crash):
            write_folder(tmp_path / "study", content, replace=True)
    for name, data in everything(tmp_path / "study").items():
        assert data in (before.get(name), after.get(name))
    write_folder(tmp_path / "study", content, replace=True)
    assert everything(tmp_path / "study") == after


@pytest.mark.skipif(not hasattr(os, "sync"), reason="the system cannot be asked to write everything to the disk")
def test_everything_is_on_the_disk_before_the_folder_appears(
    content: StudyContent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there: list[bool] = []
    monkeypatch.setattr(os, "sync", lambda: there.append((tmp_path / "study").exists()))
    write_folder(tmp_path / "study", content)
    assert there == [False]


def test_a_save_that_fails_leaves_nothing_beside_the_folder(
    content: StudyContent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device", "x")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(StoreError, match="could not be written: No space left on device"):
        write_folder(tmp_path / "study", content)
    assert not list(tmp_path.iterdir())
