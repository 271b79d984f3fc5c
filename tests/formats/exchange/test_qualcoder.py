"""What a QualCoder project becomes. What is expected is read from its database with sqlite3, not with the reader."""

from __future__ import annotations

import shutil
import sqlite3
import uuid
from pathlib import Path

import pytest
from lxml import etree

from spanveld.formats.exchange.project import Project, Selection, Source
from spanveld.formats.exchange.qualcoder import READER
from spanveld.formats.exchange.registry import read_project, reader_of
from tests.formats.exchange.qualcoder_made import DAY, TEXT, full, made, named, read, told

FILES = Path(__file__).parent / "files"
VERSIONS = (1, 2, 4, 6, 10, 14, 16, 17, 18)


def rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    database = sqlite3.connect(f"file:{folder / 'data.qda'}?immutable=1", uri=True)
    try:
        return [tuple(row) for row in database.execute(query)]
    finally:
        database.close()


def text_marks(project: Project) -> list[tuple[Source, Selection]]:
    return [
        (source, one) for source in project.sources for one in source.selections if one.element == "PlainTextSelection"
    ]


def codings(project: Project) -> set[tuple[object, ...]]:
    """Source, place, words, code, coder, moment and memo of each coded piece of text."""
    users = {user.guid: user.name for user in project.users}
    codes = {code.guid: code.name for code in project.codes}
    return {
        (
            source.name,
            one.start,
            one.end,
            (source.text or "")[one.start : one.end],
            codes[coding.code],
            users[coding.user],
            coding.created,
            one.description,
        )
        for source, one in text_marks(project)
        for coding in one.codings
    }


def codings_in(folder: Path) -> set[tuple[object, ...]]:
    """The same, as the database has it."""
    return set(
        rows(
            folder,
            "SELECT s.name, t.pos0, t.pos1, t.seltext, c.name, t.owner, replace(t.date, ' ', 'T'), t.memo FROM code_text t"
            " JOIN source s ON s.id = t.fid JOIN code_name c ON c.cid = t.cid",
        )
    )


def path_of(project: Project, guid: str) -> str:
    codes = {code.guid: code for code in project.codes}
    names = []
    while guid and len(names) < 100:
        names.append(codes[guid].name)
        guid = codes[guid].parent
    return " / ".join(reversed(names))


def test_every_passage_of_the_project_that_qualcoder_wrote_lies_where_its_words_are() -> None:
    folder = FILES / "qualcoder_project.qda"
    project = read_project(folder)
    assert project.format == "qualcoder"
    assert project.origin == "QualCoder 4.0"
    assert codings(project) == codings_in(folder)
    assert len(codings(project)) == 5
    assert {user.name for user in project.users} == {"anna", "bram"}
    assert {path_of(project, code.guid) for code in project.codes} == {
        "Los", "Spanningen", "Spanningen / Vereisen", "Spanningen / Vereisen / Pijnpunt", "Spanningen / Verrichten",
    }  # fmt: skip


@pytest.mark.parametrize("version", VERSIONS)
def test_every_version_of_the_database_gives_all_its_codings(tmp_path: Path, version: int) -> None:
    folder = full(tmp_path / "p.qda", version)
    project = read(folder)
    assert codings(project) == codings_in(folder)
    assert len(codings(project)) == (3 if version == 1 else 4)
    texts = dict(rows(folder, "SELECT name, fulltext FROM source"))
    assert {source.name: source.text for source in project.sources} == texts
    assert project.description == "Over de raad"
    assert project.stamp.created == "2024-01-02T03:04:05"


@pytest.mark.parametrize("version", VERSIONS)
def test_what_became_of_it_adds_up_for_every_kind_of_element(tmp_path: Path, version: int) -> None:
    project = read(full(tmp_path / "p.qda", version))
    for line in project.account.lines.values():
        assert line.in_file == line.taken + line.changed + line.kept + line.dropped > 0, line
    marks = [one for source in project.sources for one in source.selections]
    for element in {one.element for one in marks}:
        assert project.account.lines[element].in_file == sum(one.element == element for one in marks)
    assert project.account.lines["Code"].in_file == len(project.codes)
    assert project.account.lines["Note"].in_file == len(project.notes)


def test_codes_lie_in_their_categories_and_under_each_other(tmp_path: Path) -> None:
    project = read(full(tmp_path / "p.qda"))
    assert {path_of(project, code.guid): code.codable for code in project.codes} == {
        "Sturing": False,
        "Sturing / Dieper": False,
        "Sturing / Traag": True,
        "Sturing / Traag / Onder traag": True,
        "Sturing / Zwijgt": True,
    }
    assert {code.name: (code.colour, code.description) for code in project.codes} == {
        "Sturing": ("", "folder memo"),
        "Dieper": ("", ""),
        "Traag": ("#FF0000", "te lang"),
        "Zwijgt": ("#00ff00", ""),
        "Onder traag": ("#0000FF", ""),
    }


def test_categories_that_lie_in_each_other_or_in_one_that_is_gone_come_to_the_top(tmp_path: Path) -> None:
    project = made(tmp_path / "p.qda")
    for number, parent in ((11, 12), (12, 13), (13, 11), (14, 99)):
        project.add("code_cat", catid=number, name=f"C{number}", supercatid=parent, date=DAY)
    found = read(project.done())
    paths = {path_of(found, code.guid) for code in found.codes}
    assert "C14" in paths
    assert len([path for path in paths if path in ("C11", "C12", "C13")]) == 1
    assert "lay under themselves" in told(found)
    assert "under one that is gone, which came to lie at the top: 1 (C14)" in told(found)


def test_annotations_are_marks_without_a_code(tmp_path: Path) -> None:
    folder = full(tmp_path / "p.qda")
    project = read(folder)
    bare = {(one.start, one.end, one.description) for _, one in text_marks(project) if not one.codings and one.start}
    assert bare == set(rows(folder, "SELECT pos0, pos1, memo FROM annotation"))


def test_a_case_has_whole_files_and_pieces_of_texts(tmp_path: Path) -> None:
    project = read(full(tmp_path / "p.qda"))
    (case,) = project.cases
    names = {source.guid: source.name for source in project.sources}
    assert (case.name, case.description) == ("R1", "wethouder")
    assert {names[guid] for guid in case.sources} == {"R1.txt", "foto.jpg"}
    (piece,) = [one for _, one in text_marks(project) if one.guid in case.selections]
    assert (named(project, "rapport.pdf").text or "")[piece.start : piece.end] == "Blad"
    variables = {variable.guid: variable.name for variable in project.variables}
    assert [(variables[value.variable], value.value) for value in case.values] == [("Rol", "raad")]
    tie = next(note for note in project.notes if note.text == "heel")
    assert named(project, "R1.txt").notes == (tie.guid,)


def test_a_case_that_older_versions_tied_to_a_whole_text_has_the_whole_text(tmp_path: Path) -> None:
    project = made(tmp_path / "p.qda")
    project.add("cases", caseid=1, name="zero").add("cases", caseid=2, name="short").add(
        "cases", caseid=3, name="piece"
    )
    for case, end in ((1, 0), (2, len(TEXT) - 1), (3, len(TEXT) - 2)):
        project.add("case_text", id=case, caseid=case, fid=1, pos0=0, pos1=end)
    found = {case.name: (len(case.sources), len(case.selections)) for case in read(project.done()).cases}
    assert found == {"zero": (1, 0), "short": (1, 0), "piece": (0, 1)}


def test_attributes_keep_their_words_and_are_numbers_only_where_they_are(tmp_path: Path) -> None:
    project = read(full(tmp_path / "p.qda"))
    assert {(variable.name, variable.type, variable.description) for variable in project.variables} == {
        ("Rol", "Text", "over Rol"), ("Jaar", "Float", "over Jaar"), ("Soort", "Text", "over Soort"),
    }  # fmt: skip
    assert [(value.value, value.type) for value in named(project, "R1.txt").values] == [("2012", "Float")]
    assert [(value.value, value.type) for value in named(project, "rapport.pdf").values] == [("n.v.t.", "Text")]
    assert "Attributes without a value, which were left out: 1 (Jaar)." in told(project)


def test_journals_and_references_are_notes_and_important_marks_say_so(tmp_path: Path) -> None:
    project = read(full(tmp_path / "p.qda"))
    notes = {note.guid: note for note in project.notes}
    journal = next(note for note in project.notes if note.name == "Dagboek")
    assert (journal.text, journal.description, journal.stamp.created) == (
        "Eerste dag.\nTweede.",
        "Soort: log",
        "2024-05-06T07:08:09",
    )
    assert [notes[guid].text for guid in named(project, "talk.mp3.transcribed").notes] == ["TY  - JOUR\nTI  - Sturen"]
    (marked,) = [one for source in project.sources for one in source.selections if one.notes]
    assert [notes[guid].text for guid in marked.notes] == ["important"]
    assert marked.description == "memo 2"
    assert [one.description for one in named(project, "talk.mp3").selections] == ["important"]
    assert "marked as important, as their memo says: 2 " in told(project)


def test_areas_and_parts_of_recordings_are_kept_with_their_place(tmp_path: Path) -> None:
    project = read(full(tmp_path / "p.qda"))
    (area,) = named(project, "foto.jpg").selections
    assert area.element == "PictureSelection"
    assert area.description == "hoek"
    assert dict(area.place) == {"firstX": "10", "firstY": "20", "secondX": "40", "secondY": "60"}
    (part,) = named(project, "talk.mp3").selections
    assert part.element == "AudioSelection"
    assert dict(part.place) == {"begin": "1000", "end": "5000"}
    assert [code.name for code in project.codes for coding in part.codings if coding.code == code.guid] == ["Zwijgt"]
    assert named(project, "foto.jpg").original.startswith(b"\xff\xd8")


def test_an_area_on_a_page_is_counted_from_the_bottom_of_the_page(tmp_path: Path) -> None:
    folder = full(tmp_path / "p.qda")
    pages = Path(__file__).parents[1] / "sources" / "files" / "pdf_opsomming.pdf"
    shutil.copy(pages, folder / "documents" / "rapport.pdf")
    database = sqlite3.connect(folder / "data.qda")
    database.execute("UPDATE code_image SET pdf_page = 0")
    database.commit()
    database.close()
    height = 792  # points, of every page in that file
    area = next(one for one in named(read(folder), "rapport.pdf").selections if one.element == "PDFSelection")
    assert dict(area.place) == {
        "page": "0", "firstX": "1", "firstY": str(height - 6), "secondX": "4", "secondY": str(height - 2),
    }  # fmt: skip


def test_a_transcript_is_tied_to_its_recording_and_its_codings_to_the_parts(tmp_path: Path) -> None:
    project = read(full(tmp_path / "p.qda"))
    talk, typed = named(project, "talk.mp3"), named(project, "talk.mp3.transcribed")
    assert {(link.name, link.origin, link.target) for link in project.links} == {
        ("transcript", talk.guid, typed.guid),
        ("recording", typed.selections[0].guid, talk.selections[0].guid),
    }


def test_a_graph_is_kept_as_the_standard_writes_it(tmp_path: Path) -> None:
    project = read(full(tmp_path / "p.qda"))
    (kept,) = project.kept
    graph = etree.fromstring(kept.xml)
    space = {"p": "urn:QDA-XML:project:1.0"}
    assert kept.element == "Graph"
    assert graph.get("name") == "Kaart"
    vertices = {vertex.get("guid"): vertex for vertex in graph.iterfind("p:Vertex", space)}
    things = {code.guid: code.name for code in project.codes} | {one.guid: one.name for one in project.sources}
    stands = {
        guid: things.get(vertex.get("representedGUID", ""), vertex.get("name")) for guid, vertex in vertices.items()
    }
    lines = {
        (stands[edge.get("sourceVertex")], edge.get("name"), edge.get("color"), stands[edge.get("targetVertex")])
        for edge in graph.iterfind("p:Edge", space)
    }
    assert lines == {("Sturing", "hoort bij", "#808080", "Traag"), ("R1.txt", None, "#FF0000", "Zwijgt")}
    assert "los <woord>" in stands.values()
    assert len(vertices) == 5


def test_marks_that_lie_nowhere_keep_their_numbers_and_words(tmp_path: Path) -> None:
    project = made(tmp_path / "p.qda")
    folder = project.coded(1, 1, 9000, 9010, "weg").coded(2, 1, 3, 6).coded(3, 1, 8, 8, "").done()
    source = read(folder).sources[0]
    assert [(one.start, one.raw_start, one.name) for one in source.selections] == [
        (None, 9000, "weg"), (3, 3, "Hoe"), (None, 8, ""),
    ]  # fmt: skip


def test_what_hangs_on_something_that_is_gone_is_told(tmp_path: Path) -> None:
    project = made(tmp_path / "p.qda")
    project.coded(1, 77, 4, 7).coded(2, 1, 4, 7, fid=55).add("code_image", imid=1, id=55, cid=1)
    project.add("case_text", id=1, caseid=9, fid=1, pos0=0, pos1=0)
    found = read(project.done())
    (mark,) = found.sources[0].selections
    assert mark.codings == ()
    assert (mark.start, mark.end) == (4, 7)
    lines = found.account.lines
    assert lines["Coding"].dropped == 1
    assert lines["PlainTextSelection"].dropped == 1
    assert lines["PictureSelection"].dropped == 1
    assert lines["SourceRef"].dropped == 1
    assert told(found).count("in a source that is gone, which were left out: 2 ") == 1
    assert "a case that is gone" in told(found)


def test_dates_in_odd_forms_are_dates_and_others_are_left_out_and_told(tmp_path: Path) -> None:
    dates = {"2020-01-02_03:04:05": "2020-01-02T03:04:05", "2020-01-02": "2020-01-02", "2020-01-02 03:04": "2020-01-02T03:04:00",
             "2020-01-02T03:04:05+0100": "2020-01-02T03:04:05+01:00", "yesterday": "", "2020-13-45 00:00:00": ""}  # fmt: skip
    project = made(tmp_path / "p.qda")
    for number, date in enumerate(dates, 1):
        project.coded(number, 1, 4, 7, date=date)
    found = read(project.done())
    assert [one.stamp.created for one in found.sources[0].selections] == list(dates.values())
    assert "Dates that are none, and were left out: 2 " in told(found)


def test_the_same_project_read_again_has_the_same_guids_also_after_it_was_changed(tmp_path: Path) -> None:
    folder = full(tmp_path / "p.qda")
    before = read(folder)
    database = sqlite3.connect(folder / "data.qda")
    database.execute("UPDATE code_name SET name = 'Langzaam', memo = 'anders' WHERE cid = 1")
    database.execute("UPDATE code_text SET memo = 'anders', pos0 = pos0 - 1 WHERE ctid = 1")
    database.execute("UPDATE annotation SET memo = 'anders', date = '2030-01-01 00:00:00'")
    database.execute("UPDATE journal SET jentry = 'anders', owner = 'cor', date = '2030-01-01 00:00:00'")
    database.commit()
    database.close()
    folder.rename(tmp_path / "other name.qda")
    after = read(tmp_path / "other name.qda")

    def guids(project: Project) -> list[str]:
        marks = [one for source in project.sources for one in source.selections]
        things = (*project.codes, *project.sources, *marks, *project.notes, *project.cases, *project.variables)
        return [thing.guid for thing in (*things, *project.links, *project.kept)]

    assert guids(before) == guids(after)
    assert len(set(guids(before))) == len(guids(before))
    assert {uuid.UUID(guid).version for guid in guids(before)} == {5}
    assert before.codes != after.codes


def test_rows_that_took_the_number_of_one_that_was_removed_are_other_things(tmp_path: Path) -> None:
    first, second = (made(tmp_path / f"{name}.qda") for name in "ab")
    first.add("code_name", cid=9, name="Oud", date="2024-01-01 10:00:00").coded(1, 1, 4, 7, date="2024-01-01 10:00:00")
    second.add("code_name", cid=9, name="Nieuw", date="2024-02-01 10:00:00").coded(
        1, 1, 8, 13, date="2024-02-01 10:00:00"
    )
    old, new = read(first.done()), read(second.done())
    assert old.codes[-1].guid != new.codes[-1].guid
    assert old.sources[0].selections[0].guid != new.sources[0].selections[0].guid
    assert old.sources[0].guid == new.sources[0].guid


def test_a_newer_version_is_told_with_its_unknown_tables(tmp_path: Path) -> None:
    project = read(full(tmp_path / "p.qda", 18))
    assert "tables v18; known up to v17" in told(project)
    assert project.account.lines["vectors"].dropped == 1
    assert "(vectors)" in told(project)
    assert "known up to" not in told(read(full(tmp_path / "q.qda", 17)))


def test_real_names_behind_pseudonyms_are_counted_and_never_read_into_anything(tmp_path: Path) -> None:
    folder = full(tmp_path / "p.qda")
    (folder / "pseudonyms.json").write_text('[{"original": "Karel Geheim", "pseudonym": "P1"}]', encoding="utf-8")
    project = read(folder)
    assert project.account.lines["pseudonym"].dropped == 1
    assert "pseudonyms.json" in told(project)
    assert "Geheim" not in repr(project) + told(project)


def test_hidden_coders_and_files_that_no_source_names_are_told(tmp_path: Path) -> None:
    folder = full(tmp_path / "p.qda")
    (folder / "documents" / "los.docx").write_bytes(b"x")
    assert "whose codings came along: 1 (cor)." in told(read(folder))
    assert "belong to no source, and were left out: 1 (documents/los.docx)." in told(read(folder))


def test_the_reader_is_found_by_what_is_in_the_folder(tmp_path: Path) -> None:
    assert reader_of(full(tmp_path / "without ending")).name == "qualcoder"
    assert not READER.recognises(tmp_path)
