"""Readers and writers of exchange formats: those of the program, and those that an installed package adds."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from spanveld.formats.exchange import registry
from spanveld.formats.exchange.project import Project
from spanveld.formats.exchange.registry import (
    ProjectReader,
    ProjectWriter,
    ReadingChoices,
    WritingChoices,
    faults,
    read_project,
    reader_of,
    readers,
    writer_for,
    writers,
)
from spanveld.formats.sources.parts import Unreadable
from spanveld.model.errors import Refused
from tests.formats.exchange.refi_made import FILES

GOOD = """
    from spanveld.formats.exchange.project import Code, Project

    class Notches:
        name = "notches"
        endings = (".notches",)

        def recognises(self, path):
            return path.is_file() and path.read_bytes().startswith(b"notches")

        def read(self, path, choices):
            return Project(name=path.stem, format=self.name, codes=(Code("g", choices.project or "A"),))

        def write(self, project, path, choices):
            path.write_text("notches " + project.name + " " + choices.profile)

    BOTH = Notches()
"""
Installed = Callable[..., None]


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Installed]:
    """Installs a made-up package with this module and these entry points."""
    made: list[str] = []

    def install(module: str, code: str, *points: str, group: str = "spanveld.readers") -> None:
        folder = tmp_path / "site"
        described = folder / f"{module}-1.0.dist-info"
        described.mkdir(parents=True)
        (folder / f"{module}.py").write_text(textwrap.dedent(code), encoding="utf-8")
        (described / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 1.0\n", encoding="utf-8")
        written = (described / "entry_points.txt").open("a", encoding="utf-8")
        with written:
            written.write(f"[{group}]\n" + "\n".join(points) + "\n")
        monkeypatch.syspath_prepend(folder)
        made.append(module)

    yield install
    for module in made:
        sys.modules.pop(module, None)


def test_the_readers_and_writers_of_the_program_need_no_entry_point() -> None:
    assert [reader.name for reader in readers()] == ["refi", "qualcoder", "taguette", "taguette-codebook"]
    assert all(isinstance(reader, ProjectReader) for reader in readers())
    assert all(isinstance(writer, ProjectWriter) for writer in writers())
    assert faults() == ()


@pytest.mark.parametrize(
    ("name", "reader"),
    [
        ("qualcoder_export_lf.qdpx", "refi"),
        ("taguette_codebook.qdc", "refi"),
        ("qualcoder_project.qda", "qualcoder"),
        ("taguette_project_export.sqlite3", "taguette"),
    ],
)
def test_a_file_is_read_by_what_is_in_it_whatever_it_is_called(tmp_path: Path, name: str, reader: str) -> None:
    assert reader_of(FILES / name).name == reader
    if (FILES / name).is_file():
        renamed = tmp_path / "zonder einde"
        renamed.write_bytes((FILES / name).read_bytes())
        assert reader_of(renamed).name == reader


def test_a_package_adds_a_reader_and_a_writer(tmp_path: Path, installed: Installed) -> None:
    installed("notches", GOOD, "notches = notches:BOTH")
    installed("notches_out", GOOD, "notches = notches_out:BOTH", group="spanveld.writers")
    path = tmp_path / "kerven.txt"
    path.write_bytes(b"notches!")
    assert read_project(path, ReadingChoices(project="B")).codes[0].name == "B"
    written = tmp_path / "uit.notches"
    writer_for(written).write(Project(name="P"), written, WritingChoices(profile="nvivo"))
    assert written.read_text(encoding="utf-8") == "notches P nvivo"
    assert writer_for(tmp_path / "uit.txt", "notches").name == "notches"
    assert faults() == ()


@pytest.mark.parametrize(
    ("code", "point", "said"),
    [
        ("raise RuntimeError('kapot')", "x = broken:READER", "'RuntimeError: kapot'"),
        ("import nowhere_to_be_found", "x = broken:READER", "'ModuleNotFoundError: No module named"),
        ("x = (", "x = broken:READER", "'SyntaxError:"),
        ("A = 1", "x = broken:READER", "'AttributeError:"),
        ("READER = object()", "x = broken:READER", "lacks what a reader or writer needs"),
    ],
)
def test_a_broken_package_stops_nothing_and_is_named_once(
    tmp_path: Path, installed: Installed, code: str, point: str, said: str
) -> None:
    installed("broken", code, point)
    assert read_project(FILES / "qualcoder_export_lf.qdpx").format == "refi"
    (fault,) = faults()
    assert said in fault.text()
    assert "broken:READER" in fault.text()
    path = tmp_path / "onbekend.bin"
    path.write_bytes(b"\x00\x01")
    with pytest.raises(
        Unreadable, match="an added reader may have been meant that does not work: The added format"
    ) as refused:
        reader_of(path)
    assert said in refused.value.text()


def test_a_reader_that_fails_to_look_is_passed_by(tmp_path: Path, installed: Installed) -> None:
    installed("sloppy", GOOD.replace("return path.is_file() and", "return path.nothing or"), "s = sloppy:BOTH")
    path = tmp_path / "a.bin"
    path.write_bytes(b"notches")
    with pytest.raises(Unreadable, match="does not work"):
        reader_of(path)


def test_no_package_takes_over_a_format_of_the_program(installed: Installed) -> None:
    installed("thief", GOOD.replace('name = "notches"', 'name = "refi"'), "refi = thief:BOTH")
    assert reader_of(FILES / "qualcoder_export_lf.qdpx") is registry.readers()[0]
    (fault,) = faults()
    assert fault.text() == (
        "The added format 'refi' (thief:BOTH) has the name of one that is there already; it is not used."
    )


def test_what_no_reader_knows_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"PK")
    with pytest.raises(Unreadable, match="Export it from its program as REFI-QDA"):
        reader_of(path)
    with pytest.raises(Unreadable, match="it does not exist"):
        reader_of(tmp_path / "nowhere.qdpx")


def test_a_format_that_cannot_be_written_is_refused_with_those_that_can(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="choose one of: "):
        writer_for(tmp_path / "a.docx")
    with pytest.raises(Refused, match="There is no format 'xml'; choose one of: "):
        writer_for(tmp_path / "a.qdpx", "xml")
