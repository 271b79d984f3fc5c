"""Writing REFI-QDA: right by the schema, the same bytes each time, read again as it was."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from spanveld.formats.exchange.project import (
    Case,
    Code,
    CodeSet,
    Coding,
    Kept,
    Link,
    Note,
    Project,
    Selection,
    Source,
    Stamp,
    User,
    Value,
    Variable,
)
from spanveld.formats.exchange.refi.writing import WRITER
from spanveld.formats.exchange.refi.writing_codebook import WRITER as CODEBOOK
from spanveld.formats.exchange.refi.writing_kept import NAMESPACE, returning, schema
from spanveld.formats.exchange.refi.xml_text import moment
from spanveld.formats.exchange.registry import WritingChoices, read_project, writer_for
from spanveld.model.errors import Refused

FILES = Path(__file__).parent / "files"
SHARED = Path(__file__).parents[4] / "shared" / "refi" / "fixtures"
THEIRS = (
    "nvivo_win_12.6_97sel.qdpx",
    "qc_1.2.0_168sel.qdpx",
    "maxqda_24.7_codes_sources_sets.qdpx",
    "spec_annexA2_atlasti_8.4.qdpx",
    "spec_annexA3_transana_3.22b2.qde",
)
WORDS = "Een 🙂 lach,\nen & dan < stilte."


def guid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012}"


def small() -> Project:
    coding = Coding(guid(10), guid(2), guid(1), "2024-01-02T03:04:05Z")
    selection = Selection(
        guid(9), 4, 12, stamp=Stamp(guid(1), "2024-01-02T03:04:05Z"), codings=(coding,), notes=(guid(5),)
    )
    return Project(
        name='R&D "een"',
        users=(User(guid(1), "Ann", "login"),),
        codes=(Code(guid(7), "map", codable=False), Code(guid(2), "lach", guid(7), colour="#FF0000", notes=(guid(5),))),
        variables=(Variable(guid(3), "jaar", "Integer"),),
        cases=(Case(guid(4), "Zaak", values=(Value(guid(3), "2020", "Integer"),), sources=(guid(8),)),),
        sources=(
            Source(
                guid(8),
                "Gesprek",
                text=WORDS,
                selections=(selection, Selection(guid(11), 13, 15, description="zonder code")),
                values=(Value(guid(3), "2020", "Integer"),),
            ),
        ),
        notes=(Note(guid(5), "Memo", "a\n\x0bb & c", Stamp(guid(1), "2024-01-02")),),
        links=(Link(guid(12), direction="OneWay", origin=guid(5), target=guid(9)),),
        sets=(CodeSet(guid(13), "Groep", codes=(guid(2),), sources=(guid(8),)),),
    )


def written(project: Project, folder: Path, profile: str = "standard") -> Path:
    path = folder / f"{profile}.qdpx"
    WRITER.write(project, path, WritingChoices(profile))
    return path


def tree(path: Path) -> etree._Element:
    with zipfile.ZipFile(path) as package:
        return etree.fromstring(package.read("project.qde"))


def told(project: Project) -> list[object]:
    """What a file holds of a project, without what is spelled anew."""

    def at(stamp: Stamp) -> Stamp:
        return replace(stamp, created=moment(stamp.created), modified=moment(stamp.modified))

    def selections(found: tuple[Selection, ...]) -> list[Selection]:
        plain = [replace(one, name="", raw_start=None, raw_end=None, stamp=at(one.stamp)) for one in found]
        return sorted(plain, key=lambda one: one.guid)

    return [
        [(user.guid, user.name) for user in project.users],
        project.codes,
        project.variables,
        project.cases,
        [
            (
                (one.guid, one.name, one.kind, one.text, one.description),
                at(one.stamp),
                selections(one.selections),
                (one.codings, one.notes, one.values),
            )
            for one in project.sources
        ],
        [(one.guid, one.name, one.text, at(one.stamp), one.codings) for one in project.notes],
        project.links,
        project.sets,
    ]


@pytest.mark.parametrize("profile", ["standard", "nvivo"])
def test_a_project_is_read_again_as_it_was_written(profile: str, tmp_path: Path) -> None:
    project = small()
    path = written(project, tmp_path, profile)

    schema().assertValid(tree(path))
    assert told(read_project(path)) == told(replace(project, notes=(replace(project.notes[0], text="a\nb & c"),)))


@pytest.mark.parametrize("profile", ["standard", "nvivo"])
@pytest.mark.parametrize("name", [pytest.param(name, marks=pytest.mark.shared) for name in THEIRS])
def test_projects_of_other_programs_are_written_back_whole(name: str, profile: str, tmp_path: Path) -> None:
    project = read_project(SHARED / name)
    path = written(project, tmp_path, profile)

    schema().assertValid(tree(path))
    assert told(read_project(path)) == told(project)


def test_a_project_of_qualcoder_is_written_back_whole(tmp_path: Path) -> None:
    project = read_project(FILES / "qualcoder_export_lf.qdpx")
    path = written(project, tmp_path)

    schema().assertValid(tree(path))
    assert told(read_project(path)) == told(project)


def test_the_profile_says_in_which_unit_positions_are_counted(tmp_path: Path) -> None:
    found = {
        profile: tree(written(small(), tmp_path, profile)).find(f".//{{{NAMESPACE}}}PlainTextSelection")
        for profile in ("standard", "nvivo")
    }

    assert [(one.get("startPosition"), one.get("endPosition")) for one in found.values() if one is not None] == [
        ("4", "12"),
        ("4", "13"),
    ]
    assert [one.get("name") for one in found.values() if one is not None] == ["🙂 lach,"] * 2


def test_writing_again_gives_the_same_bytes_and_the_package_tells_nothing_of_its_making(tmp_path: Path) -> None:
    one = written(small(), tmp_path).read_bytes()
    (tmp_path / "standard.qdpx").unlink()

    assert written(small(), tmp_path).read_bytes() == one
    with zipfile.ZipFile(io.BytesIO(one)) as package:
        assert [entry.filename for entry in package.infolist()] == ["project.qde", f"sources/{guid(8)}.txt"]
        assert {entry.date_time[0] for entry in package.infolist()} == {1980}
        assert package.read(f"sources/{guid(8)}.txt") == WORDS.encode()
        assert b"login" not in package.read("project.qde")
    assert [path.name for path in tmp_path.iterdir()] == ["standard.qdpx"]


def test_an_absolute_path_stays_out_of_the_file(tmp_path: Path) -> None:
    source = Source(guid(1), "film", "video", remote="absolute:///C:/Users/ann/film.mp4")
    path = written(Project(sources=(source,)), tmp_path)

    assert b"ann" not in etree.tostring(tree(path))


def test_what_was_kept_goes_back_where_it_may_stand_and_nowhere_else() -> None:
    graph = f'<q:Graph xmlns:q="{NAMESPACE}" guid="{guid(1)}" name="G"><q:Vertex guid="{guid(2)}" firstX="1" firstY="2"/></q:Graph>'
    kept = [Kept("Graph", guid(1), graph), Kept("Graph", guid(3), "<Graph/>"), Kept("Oddity", guid(4), "<Oddity/>")]
    back, lost = returning(kept)

    assert [one.xml for one in back] == [
        f'<Graph guid="{guid(1)}" name="G"><Vertex guid="{guid(2)}" firstX="1" firstY="2"/></Graph>'
    ]
    assert lost == kept[1:]


def test_codes_that_stand_below_each_other_in_a_ring_are_all_written(tmp_path: Path) -> None:
    ring = (Code(guid(1), "a", guid(2)), Code(guid(2), "b", guid(1)))

    assert len(tree(written(Project(codes=ring), tmp_path)).findall(f".//{{{NAMESPACE}}}Code")) == 2


def test_a_code_book_is_right_by_its_schema_and_holds_the_tree(tmp_path: Path) -> None:
    path = tmp_path / "codes.qdc"
    CODEBOOK.write(small(), path, WritingChoices())

    schema("Codebook").assertValid(etree.parse(path))
    assert [(one.guid, one.name, one.parent, one.codable) for one in read_project(path).codes] == [
        (guid(7), "map", "", False),
        (guid(2), "lach", guid(7), True),
    ]


def test_a_code_book_without_codes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="at least one"):
        CODEBOOK.write(Project(), tmp_path / "codes.qdc", WritingChoices())
    assert not list(tmp_path.iterdir())


def test_a_profile_that_is_not_known_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="standard, nvivo"):
        WRITER.write(small(), tmp_path / "x.qdpx", WritingChoices("maxqda"))
    assert not list(tmp_path.iterdir())


def test_the_writers_are_found_by_the_ending_of_a_file() -> None:
    assert writer_for(Path("x.QDPX")).name == "qdpx"
    assert writer_for(Path("x.qdc")).name == "qdc"


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("2024-05-06T07:08:09", "2024-05-06T07:08:09"),
        ("2024-05-06T07:08:09.1234567+02:00", "2024-05-06T05:08:09.1234567Z"),
        ("2024-05-06", "2024-05-06T00:00:00Z"),
        ("2024-02-31", ""),
        ("0001-01-01T00:00:00+01:00", ""),
        ("yesterday", ""),
    ],
)
def test_moments_are_written_as_xml_has_them(given: str, written: str) -> None:
    assert moment(given) == written
