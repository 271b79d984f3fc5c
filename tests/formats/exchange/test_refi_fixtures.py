"""Exports that real programs wrote: each is read as it was written. What to expect is derived with zipfile and lxml alone."""

from __future__ import annotations

import json
import zipfile
from collections import Counter
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from spanveld.formats.exchange.project import Project
from spanveld.formats.exchange.refi import READER
from spanveld.formats.exchange.registry import read_project
from tests.formats.exchange.refi_made import FILES, passages, remarks, words
from tests.formats.exchange.refi_made import read as read_once

OURS = ["qualcoder_export_lf.qdpx", "taguette_codebook.qdc"]
THEIRS = [
    "nvivo_win_12.6_97sel.qdpx",
    "qc_1.2.0_168sel.qdpx",
    "maxqda_24.7_codes_sources_sets.qdpx",
    "spec_annexA2_atlasti_8.4.qdpx",
    "spec_annexA3_transana_3.22b2.qde",
]
EVERY = [*OURS, *(pytest.param(name, marks=pytest.mark.shared) for name in THEIRS)]


read = cache(read_once)


@pytest.fixture
def fixture(request: pytest.FixtureRequest) -> Path:
    """The path of a fixture: ours in the tests, the others in the shared folder."""
    name = request.param
    return FILES / name if name in OURS else request.getfixturevalue("shared") / "refi" / "fixtures" / name


def root_of(path: Path) -> Any:
    """The XML of a project, read by lxml."""
    if not zipfile.is_zipfile(path):
        return etree.parse(path).getroot()
    with zipfile.ZipFile(path) as archive:
        (main,) = [name for name in archive.namelist() if name.lower().endswith(".qde")]
        return etree.fromstring(archive.read(main))


def all_of(root: Any, *names: str) -> list[Any]:
    return [element for element in root.iter() if etree.QName(element).localname in names]


def normal(value: str) -> str:
    return value.strip("{}").lower()


def of(element: Any, name: str) -> str:
    return element.get(name) or ""


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "count"), [("nvivo_win_12.6_97sel", 97), ("qc_1.2.0_168sel", 168), ("maxqda_24.7_codes_sources_sets", 0)]
)
def test_every_passage_is_the_one_that_was_coded_with_its_codes(shared: Path, name: str, count: int) -> None:
    folder = shared / "refi" / "fixtures"
    expected = json.loads((folder / f"{name}.expected.json").read_text(encoding="utf-8"))
    project = read_project(folder / f"{name}.qdpx")

    assert project.origin == expected["origin"]
    found = {source.guid: source for source in project.sources}
    assert sorted(found) == sorted(normal(source["guid"]) for source in expected["sources"])
    total = 0
    for wanted in expected["sources"]:
        source = found[normal(wanted["guid"])]
        assert source.text is not None
        assert source.name == (wanted["name"] or "")
        assert len(source.text) == wanted["chars_lf"]
        assert sha256(source.text.encode()).hexdigest() == wanted["sha256_lf"]
        assert [
            (one.guid, [one.raw_start, one.raw_end], [one.start, one.end], words(source, one))
            for one in source.selections
        ] == [(normal(one["guid"]), one["file"], one["cp_lf"], one["text"]) for one in wanted["selections"]]
        assert [sorted(coding.code for coding in one.codings) for one in source.selections] == [
            sorted(map(normal, one["codes"])) for one in wanted["selections"]
        ]
        total += len(source.selections)
    assert total == count


@pytest.mark.parametrize("fixture", EVERY, indirect=True)
def test_every_element_with_a_guid_is_in_the_account(fixture: Path) -> None:
    root = root_of(fixture)
    counted = Counter(etree.QName(element).localname for element in root.iter() if element.get("guid"))
    counted.pop("MemberSource", None)  # has its target's GUID in Transana
    project = read(fixture)
    lines = {element: line.in_file for element, line in project.account.lines.items()}
    assert {element: lines.get(element) for element in counted} == dict(counted)
    for line in project.account.lines.values():
        assert line.in_file == line.taken + line.changed + line.kept + line.dropped


@pytest.mark.parametrize("fixture", EVERY, indirect=True)
def test_codes_keep_their_guid_tree_colour_and_definition(fixture: Path) -> None:
    expected = [
        (
            normal(code.get("guid")),
            code.get("name"),
            normal(of(code.getparent(), "guid")),
            code.get("isCodable") == "true",
            of(code, "color"),
            next((child.text or "" for child in code if child.tag.endswith("}Description")), ""),
        )
        for code in all_of(root_of(fixture), "Code")
    ]
    assert [
        (code.guid, code.name, code.parent, code.codable, code.colour, code.description) for code in read(fixture).codes
    ] == expected
    assert expected


@pytest.mark.parametrize("fixture", EVERY, indirect=True)
def test_codings_keep_their_code_user_and_date(fixture: Path) -> None:
    expected = {
        normal(coding.get("guid")): (
            normal(next(child.get("targetGUID") for child in coding if child.tag.endswith("}CodeRef"))),
            normal(of(coding, "creatingUser")),
            of(coding, "creationDateTime"),
        )
        for coding in all_of(root_of(fixture), "Coding")
        if not any(above.tag.endswith("}Transcript") for above in coding.iterancestors())
    }
    project = read(fixture)
    found = {
        coding.guid: (coding.code, coding.user, coding.created)
        for source in project.sources
        for codings in (source.codings, *(one.codings for one in source.selections))
        for coding in codings
    }
    assert {guid: found.get(guid) for guid in expected} == expected


@pytest.mark.parametrize("fixture", EVERY, indirect=True)
def test_selections_keep_their_name_dates_and_place_in_the_file(fixture: Path) -> None:
    root = root_of(fixture)
    found = {one.guid: one for source in read(fixture).sources for one in source.selections}
    marks = all_of(root, "PlainTextSelection")
    for mark in marks:
        one = found[normal(mark.get("guid"))]
        assert (one.raw_start, one.raw_end) == (int(mark.get("startPosition")), int(mark.get("endPosition")))
        assert one.name == of(mark, "name")
        if not mark.getparent().tag.endswith("}Note"):
            made = (one.stamp.creator, one.stamp.created, one.stamp.modifier, one.stamp.modified)
            assert made == (
                normal(of(mark, "creatingUser")),
                of(mark, "creationDateTime"),
                normal(of(mark, "modifyingUser")),
                of(mark, "modifiedDateTime"),
            )
    for mark in all_of(root, "PictureSelection", "PDFSelection", "VideoSelection"):
        one = found[normal(mark.get("guid"))]
        shared = {"guid", "name", "creatingUser", "creationDateTime", "modifyingUser", "modifiedDateTime"}
        assert dict(one.place) == {key: value for key, value in mark.attrib.items() if key not in shared}


@pytest.mark.parametrize("fixture", EVERY, indirect=True)
def test_users_notes_links_and_sets_arrive(fixture: Path) -> None:
    root, project = root_of(fixture), read(fixture)
    assert [(user.guid, user.name) for user in project.users] == [
        (normal(user.get("guid")), of(user, "name")) for user in all_of(root, "User")
    ]
    assert [(note.guid, note.name, note.stamp.created) for note in project.notes] == [
        (normal(note.get("guid")), of(note, "name"), of(note, "creationDateTime")) for note in all_of(root, "Note")
    ]
    assert [(link.guid, link.origin, link.target, link.direction) for link in project.links] == [
        (
            normal(link.get("guid")),
            normal(link.get("originGUID")),
            normal(link.get("targetGUID")),
            link.get("direction"),
        )
        for link in all_of(root, "Link")
    ]
    named = {"MemberSource": "sources", "MemberCode": "codes", "MemberNote": "notes"}
    assert [(one.guid, one.name, len(one.sources), len(one.codes), len(one.notes)) for one in project.sets] == [
        (normal(one.get("guid")), one.get("name"), *(len(all_of(one, member)) for member in named))
        for one in all_of(root, "Set")
    ]


@pytest.mark.parametrize("fixture", EVERY, indirect=True)
def test_no_two_things_of_a_project_have_one_guid(fixture: Path) -> None:
    counted = Counter(guids_of(read(fixture)))
    assert counted
    assert [guid for guid, count in counted.items() if count > 1] == []


def guids_of(project: Project) -> list[str]:
    marked = [one for holder in (*project.sources, *project.notes) for one in holder.selections]
    codings = [coding for holder in (*project.sources, *project.notes, *marked) for coding in holder.codings]
    things = (
        *project.users,
        *project.codes,
        *project.variables,
        *project.cases,
        *project.sources,
        *project.notes,
        *project.links,
        *project.sets,
        *marked,
        *codings,
    )
    return [thing.guid for thing in things]


def test_the_annotation_of_qualcoder_lies_in_the_source_that_names_its_note() -> None:
    project = read(FILES / "qualcoder_export_lf.qdpx")
    annotation = "5eb309a8-29d5-4d67-9872-a014ca272fad"
    (found,) = [
        (source.name, words(source, one), one.notes)
        for source in project.sources
        for one in source.selections
        if one.guid == annotation
    ]
    (note,) = [note for note in project.notes if note.text == "kanttekening links"]
    assert found == ("R1.txt", "ruimte", (note.guid,))
    assert note.selections == ()
    assert all(note.guid not in source.notes for source in project.sources)
    assert "Marks in notes that lie in the source" in remarks(project)


def test_the_name_that_qualcoder_gives_is_the_passage() -> None:
    project = read(FILES / "qualcoder_export_lf.qdpx")
    named = [(one.name, words(source, one)) for source in project.sources for one in source.selections if one.name]
    assert len(named) == 5
    assert [name for name, _ in named] == [" ".join((found or "").split()) for _, found in named]
    assert dict(passages(project))["17db95bc-3410-4c43-9c00-4e144d4cf0c8"] == "méér mandaat 🚒🚓 van het netwerk"


def test_variables_of_a_source_and_a_case_arrive_as_they_stand() -> None:
    project = read(FILES / "qualcoder_export_lf.qdpx")
    names = {variable.guid: (variable.name, variable.type) for variable in project.variables}
    (case,) = project.cases
    assert [(names[value.variable], value.value, value.type) for value in case.values] == [
        (("Rol", "Text"), "adviseur", "Text")
    ]
    source = next(source for source in project.sources if source.name == "R1.txt")
    assert [(names[value.variable], value.value, value.type) for value in source.values] == [
        (("Jaar", "Float"), "2012", "Float")
    ]


@pytest.mark.shared
def test_an_area_and_a_piece_of_text_with_one_guid_are_one_selection(shared: Path) -> None:
    project = read(shared / "refi" / "fixtures" / "spec_annexA2_atlasti_8.4.qdpx")
    both = [
        one
        for source in project.sources
        for one in source.selections
        if one.element == "PlainTextSelection" and "page" in one.place
    ]
    assert len(both) == 2
    assert all(one.raw_end and one.codings for one in both)


@pytest.mark.shared
def test_what_annexes_hold_without_a_counterpart_is_kept_as_it_stands(shared: Path) -> None:
    project = read(shared / "refi" / "fixtures" / "spec_annexA2_atlasti_8.4.qdpx")
    kept = Counter(one.element for one in project.kept)
    assert kept["Transcript"] == 3
    assert kept["Graph"] == 1
    (graph,) = [etree.fromstring(one.xml) for one in project.kept if one.element == "Graph"]
    assert len(all_of(graph, "Vertex")) == 3
    assert len(all_of(graph, "Edge")) == 2
    recordings = {source.guid for source in project.sources if source.kind in ("audio", "video")}
    assert {one.of for one in project.kept if one.element == "Transcript"} <= recordings


@pytest.mark.shared
def test_sources_without_their_file_are_placeholders_and_named(shared: Path) -> None:
    project = read(shared / "refi" / "fixtures" / "spec_annexA3_transana_3.22b2.qde")
    assert all(source.text is None for source in project.sources)
    assert all(one.start is None and one.raw_start is not None for s in project.sources[:6] for one in s.selections)
    assert "Texts whose file is not in the project" in remarks(project)
    assert "'urn:QDA-XML:project:0:10'" in remarks(project)
    assert "currentPath" in remarks(project)
    assert project.account.lines["TextSource"].changed == 6


def test_a_code_book_is_a_project_with_codes_alone() -> None:
    path = FILES / "taguette_codebook.qdc"
    assert READER.recognises(path)
    project = read(path)
    assert project.origin == "Taguette 1.5.2"
    assert [code.name for code in project.codes] == [
        "vereisen",
        "vereisen.pijnpunt",
        "samenwerking\\partners",
        "ruimte geven",
    ]
    assert "not as the schema of REFI-QDA asks, and was read all the same: 1 (" in remarks(project)
    assert project.sources == ()
