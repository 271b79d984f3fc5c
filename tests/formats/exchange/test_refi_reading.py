"""How a REFI-QDA project is read: each rule by which programs differ, on projects made for it."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from docx import Document

from spanveld.formats.exchange.project import Convention
from spanveld.formats.exchange.refi import READER
from tests.formats.exchange.refi_made import (
    A_SOURCE,
    codes,
    coding,
    guid,
    marked,
    packed,
    passages,
    project_of,
    read,
    remarks,
    selection,
    text_source,
    words,
    xml,
)


def docx(*paragraphs: str) -> bytes:
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


# the file and its XML


@pytest.mark.parametrize("name", ["project.qde", "Project.QDE", "Mijn project.qde", "export/project.qde"])
def test_the_project_is_found_under_any_name(tmp_path: Path, name: str) -> None:
    path = packed(tmp_path / "p.qdpx", {"sources/a.txt": "x", name: xml(codes("A") + A_SOURCE)})
    assert READER.recognises(path)
    assert passages(read(path)) == [(guid("p"), "willen")]


def test_elements_are_read_in_any_order(tmp_path: Path) -> None:
    users = f'<Users><User guid="{guid("u")}" name="Anna"/></Users>'
    made = project_of(tmp_path, f"<Description>Over alles</Description>{A_SOURCE}{users}{codes('A')}")
    assert [code.name for code in made.codes] == ["A"]
    assert [(one.code, words(source, mark)) for source, mark in marked(made) for one in mark.codings] == [
        (guid("A"), "willen")
    ]
    assert made.description == "Over alles"
    assert [user.name for user in made.users] == ["Anna"]
    assert "not as the schema of REFI-QDA asks" in remarks(made)


@pytest.mark.parametrize("space", ["urn:QDA-XML:project:0:10", "urn:QDA-XML:project:2.0", ""])
def test_another_namespace_is_read_and_named(tmp_path: Path, space: str) -> None:
    made = project_of(tmp_path, codes("A") + A_SOURCE, space=space)
    assert passages(made) == [(guid("p"), "willen")]
    assert f"The file names the format '{space or '-'}'" in remarks(made)


def test_prefixes_are_read_as_any_other_name(tmp_path: Path) -> None:
    plain = xml(codes("A") + A_SOURCE)
    prefixed = re.sub(r"<(/?)([A-Z])", r"<\1q:\2", plain).replace("xmlns=", "xmlns:q=")
    made = read(packed(tmp_path / "p.qdpx", {"project.qde": prefixed}))
    assert passages(made) == [(guid("p"), "willen")]
    assert remarks(made) == ""


def test_a_bare_project_takes_its_texts_from_the_folder_beside_it(tmp_path: Path) -> None:
    inside = f'<Sources><TextSource guid="{guid("s")}" name="s" plainTextPath="internal://a.txt"/></Sources>'
    path = tmp_path / "p.qde"
    path.write_text(xml(inside), encoding="utf-8")
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "a.txt").write_text("uit de map", encoding="utf-8")
    assert READER.recognises(path)
    assert [source.text for source in read(path).sources] == ["uit de map"]


def test_a_file_outside_is_found_in_the_media_folder_beside_the_project(tmp_path: Path) -> None:
    inside = f'<Sources><TextSource guid="{guid("s")}" name="s" plainTextPath="relative:///x/a.txt"/></Sources>'
    (tmp_path / "p Media").mkdir()
    (tmp_path / "p Media" / "a.txt").write_text("ernaast", encoding="utf-8")
    (source,) = project_of(tmp_path, inside).sources
    assert source.text == "ernaast"


@pytest.mark.parametrize("content", ["", "hallo", '{"a": 1}', "<html/>", "<Project xmlns='urn:other'/>", "PK\x03\x04"])
def test_other_files_are_not_taken_for_a_project(tmp_path: Path, content: str) -> None:
    path = tmp_path / "iets.txt"
    path.write_text(content, encoding="utf-8")
    assert not READER.recognises(path)
    assert not READER.recognises(tmp_path)
    assert not READER.recognises(tmp_path / "nowhere.txt")


def test_files_that_nothing_names_are_named_in_the_report(tmp_path: Path) -> None:
    made = project_of(tmp_path, A_SOURCE, {"sources/.root": "", "sources/loose.txt": "x"})
    assert "Files that nothing in the project names, which were left out: 1 ('sources/loose.txt')." in remarks(made)
    assert made.account.lines["File"].dropped == 1


# GUIDs


@pytest.mark.parametrize("form", ["{}", "{{{}}}", "{{{}}} "])
def test_guids_are_compared_without_case_and_braces(tmp_path: Path, form: str) -> None:
    inside = codes("A") + A_SOURCE.replace(guid("A"), form.format(guid("A").upper()))
    ((_, one),) = marked(project_of(tmp_path, inside))
    assert [coding.code for coding in one.codings] == [guid("A")]


def test_an_identifier_that_is_no_guid_gives_the_same_guid_each_time(tmp_path: Path) -> None:
    inside = codes("A").replace(guid("A"), "c001") + A_SOURCE.replace(guid("A"), "c001")
    first, second = project_of(tmp_path, inside), project_of(tmp_path, inside)
    assert first.codes == second.codes
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", first.codes[0].guid)
    ((_, one),) = marked(first)
    assert [coding.code for coding in one.codings] == [first.codes[0].guid]
    assert "GUIDs were made, the same each time: 1 (c001)." in remarks(first)
    assert project_of(tmp_path, inside, origin="Other").codes != first.codes


def test_a_thing_with_the_guid_of_another_gets_its_own_and_a_missing_one_is_made(tmp_path: Path) -> None:
    twice = selection("p", 0, 3) + selection("p", 4, 10) + '<PlainTextSelection startPosition="11" endPosition="17"/>'
    made = project_of(tmp_path, f"<Sources>{text_source('s', 'wij willen ruimte', twice)}</Sources>")
    assert [found for _, found in passages(made)] == ["wij", "willen", "ruimte"]
    assert passages(made)[0][0] == guid("p")
    assert len({found for found, _ in passages(made)}) == 3
    assert "Things with the GUID of another thing were given a new one: 1 (PlainTextSelection)." in remarks(made)
    assert "Elements without a GUID were given one: 1 (PlainTextSelection)." in remarks(made)
    assert passages(made) == passages(
        project_of(tmp_path, f"<Sources>{text_source('s', 'wij willen ruimte', twice)}</Sources>")
    )


# texts


@pytest.mark.parametrize(
    ("reference", "name"),
    [
        ("internal://a.txt", "sources/a.txt"),
        ("internal://A.TXT", "Sources/a.txt"),
        ("a.txt", "sources/a.txt"),
        ("sources/a.txt", "sources/a.txt"),
        ("internal://a.txt", "a.txt"),
        ("internal://een%20tekst.txt", "sources/een tekst.txt"),
        ("relative:///sources/a.txt", "sources/a.txt"),
    ],
)
def test_a_text_is_found_however_its_path_is_written(tmp_path: Path, reference: str, name: str) -> None:
    inside = f'<Sources><TextSource guid="{guid("s")}" name="s" plainTextPath="{reference}"/></Sources>'
    (source,) = project_of(tmp_path, inside, {name: "gevonden"}).sources
    assert (source.text, source.original, source.ending) == ("gevonden", b"gevonden", ".txt")


def test_an_absolute_path_is_not_opened_though_a_file_of_that_name_lies_beside_it(tmp_path: Path) -> None:
    path = "absolute:///C:/Users/anna/a.txt"
    inside = f'<Sources><TextSource guid="{guid("s")}" name="s" plainTextPath="{path}"/></Sources>'
    made = project_of(tmp_path, inside, {"sources/a.txt": "van iemand anders"})
    assert (made.sources[0].text, made.sources[0].remote) == (None, path)
    assert "which were not opened: 1 (s). Add them by hand." in remarks(made)


def test_the_plain_file_goes_before_the_text_in_the_xml_and_that_before_the_formatted_file(tmp_path: Path) -> None:
    files = {"sources/a.txt": "uit het bestand", "sources/a.docx": docx("uit Word")}
    whole = '<TextSource guid="{}" name="s" {}>{}</TextSource>'
    content = "<PlainTextContent>uit de XML</PlainTextContent>"
    plain, rich = 'plainTextPath="internal://a.txt"', 'richTextPath="internal://a.docx"'
    found = []
    for attributes, inside in ((plain + " " + rich, content), (rich, content), (rich, "")):
        made = project_of(tmp_path, f"<Sources>{whole.format(guid('s'), attributes, inside)}</Sources>", files)
        (source,) = made.sources
        found.append(source.text)
        assert source.ending == ".docx"
        assert source.original == files["sources/a.docx"]
    assert found == ["uit het bestand", "uit de XML", "uit Word"]
    assert "Texts made of their formatted file, so that the places of passages may not fit: 1 (s)." in remarks(made)


def test_a_text_file_that_calls_itself_formatted_is_no_formatted_file(tmp_path: Path) -> None:
    inside = f'<Sources><TextSource guid="{guid("s")}" plainTextPath="a.txt" richTextPath="b.txt"/></Sources>'
    made = project_of(tmp_path, inside, {"sources/a.txt": "plat", "sources/b.txt": "ook plat"})
    assert made.sources[0].original == b"plat"
    assert "Formatted files" not in remarks(made)


def test_a_chosen_convention_is_followed(tmp_path: Path) -> None:
    inside = f"<Sources>{text_source('s', '🚒🚒🚒 wij willen', selection('p', 4, 7))}</Sources>"
    path = packed(tmp_path / "p.qdpx", {"project.qde": xml(inside)})
    assert passages(read(path, conventions={guid("s"): Convention()})) == [(guid("p"), "wij")]
    by_units = read(path, conventions={guid("s"): Convention("utf16")})
    assert passages(by_units) != [(guid("p"), "wij")]
    assert by_units.sources[0].resolved is not None
    assert by_units.sources[0].resolved.chosen


def test_a_text_that_is_no_text_leaves_a_placeholder_with_the_reason(tmp_path: Path) -> None:
    inside = f'<Sources><TextSource guid="{guid("s")}" name="Ruis" plainTextPath="a.txt"/></Sources>'
    made = project_of(tmp_path, inside, {"sources/a.txt": b"\x00\x01\x02\x03" * 9})
    assert made.sources[0].text is None
    assert "'Ruis': its text was not taken: it holds no plain text" in remarks(made)


# codes, cases, users, notes


def test_folders_colours_and_codes_without_a_name_are_kept(tmp_path: Path) -> None:
    inside = (
        f'<CodeBook><Codes><Code guid="{guid("F")}" name="Map" isCodable="false" color="#0F8">'
        f'<Code guid="{guid("A")}" name=" "/></Code></Codes></CodeBook>'
    )
    folder, code = project_of(tmp_path, inside).codes
    assert (folder.codable, folder.colour, folder.parent) == (False, "#0F8", "")
    assert (code.codable, code.parent, code.name) == (True, guid("F"), guid("A")[:8])


def test_a_code_with_the_guid_of_a_case_is_what_the_case_takes_part_in(tmp_path: Path) -> None:
    tree = (
        f'<CodeBook><Codes><Code guid="{guid("K")}" name="Gemeente" isCodable="true">'
        f'<Code guid="{guid("A")}" name="A" isCodable="true"/></Code></Codes></CodeBook>'
        f'<Cases><Case guid="{guid("K")}" name="Gemeente"><CodeRef targetGUID="{guid("K")}"/></Case></Cases>'
    )
    marks = selection("p", 4, 10, coding("c", "A") + coding("d", "K")) + coding("e", "K")
    made = project_of(tmp_path, f"{tree}<Sources>{text_source('s', 'wij willen ruimte', marks)}</Sources>")
    assert [(code.name, code.parent) for code in made.codes] == [("A", "")]
    (case,) = made.cases
    assert (case.codes, case.sources, case.selections) == ((), (guid("s"),), (guid("p"),))
    ((source, one),) = marked(made)
    assert [coding.code for coding in one.codings] == [guid("A")]
    assert source.codings == ()
    lines = made.account.lines
    assert (lines["Code"].changed, lines["Coding"].changed, lines["Coding"].taken) == (1, 2, 1)


def test_several_codings_of_one_selection_keep_their_own_user_and_date(tmp_path: Path) -> None:
    by = 'creatingUser="{}" creationDateTime="2024-0{}-01T10:00:00Z"'
    both = coding("c", "A", more=by.format(guid("u"), 1)) + coding("d", "B", more=by.format(guid("v"), 2))
    users = f'<Users><User guid="{guid("u")}" name="Anna" id="anna"/></Users>'
    made = project_of(
        tmp_path, f"{users}{codes('A', 'B')}<Sources>{text_source('s', 'wij', selection('p', 0, 3, both))}</Sources>"
    )
    ((_, one),) = marked(made)
    assert [(coding.code, coding.user, coding.created[:7]) for coding in one.codings] == [
        (guid("A"), guid("u"), "2024-01"),
        (guid("B"), guid("v"), "2024-02"),
    ]
    assert (made.users[0].name, made.users[0].short) == ("Anna", "anna")
    assert f"Things by a user whom the file does not list: 1 ({guid('v')})." in remarks(made)


def test_notes_stay_with_all_that_names_them(tmp_path: Path) -> None:
    ref = f'<NoteRef targetGUID="{guid("n")}"/>'
    note = (
        f'<Notes><Note guid="{guid("n")}" name="Memo" creatingUser="{guid("u")}" creationDateTime="2024-01-01T10:00:00Z">'
        "<PlainTextContent>een gedachte</PlainTextContent></Note></Notes>"
    )
    made = project_of(
        tmp_path,
        codes("A").replace("/></Codes>", f">{ref}</Code></Codes>")
        + f"<Sources>{text_source('s', 'wij', selection('p', 0, 3, coding('c', 'A', ref) + ref) + ref)}</Sources>"
        + note
        + ref,
    )
    ((source, one),) = marked(made)
    named = (guid("n"),)
    assert (made.codes[0].notes, source.notes, one.notes, one.codings[0].notes) == (named, named, named, named)
    assert made.notes_of_project == named
    (memo,) = made.notes
    assert (memo.name, memo.text, memo.stamp.creator, memo.stamp.created) == (
        "Memo",
        "een gedachte",
        guid("u"),
        "2024-01-01T10:00:00Z",
    )
    assert made.account.lines["NoteRef"].taken == 5


def test_marks_in_the_own_text_of_a_note_stay_in_it(tmp_path: Path) -> None:
    note = (
        f'<Notes><Note guid="{guid("n")}"><PlainTextContent>een gedachte</PlainTextContent>'
        f"{selection('p', 4, 12)}</Note></Notes>"
    )
    made = project_of(
        tmp_path, A_SOURCE.replace("</TextSource>", f'<NoteRef targetGUID="{guid("n")}"/></TextSource>') + note
    )
    (memo,) = made.notes
    (one,) = memo.selections
    assert memo.text[one.start : one.end] == "gedachte"
    assert made.sources[0].notes == (guid("n"),)


def test_a_short_annotation_of_qualcoder_lies_in_its_source_too(tmp_path: Path) -> None:
    note = (
        f'<Notes><Note guid="{guid("n")}"><PlainTextContent>een lange kanttekening hierbij</PlainTextContent>'
        f"{selection('q', 0, 3)}</Note></Notes>"
    )
    named = A_SOURCE.replace("</TextSource>", f'<NoteRef targetGUID="{guid("n")}"/></TextSource>')
    made = project_of(tmp_path, codes("A") + named + note, origin="QualCoder 3.5")
    assert passages(made) == [(guid("p"), "willen"), (guid("q"), "wij")]
    assert made.notes[0].selections == ()


def test_an_annotation_that_no_source_names_stays_in_its_note_without_a_place(tmp_path: Path) -> None:
    note = f'<Notes><Note guid="{guid("n")}"><PlainTextContent>los</PlainTextContent>{selection("p", 82, 88)}</Note></Notes>'
    (memo,) = project_of(tmp_path, A_SOURCE + note, origin="QualCoder 3.5").notes
    assert [(one.raw_start, one.start) for one in memo.selections] == [(82, None)]


def test_values_are_kept_as_they_are_written(tmp_path: Path) -> None:
    variables = "".join(
        f'<Variable guid="{guid(name)}" name="{name}" typeOfVariable="{name}"/>'
        for name in ("Text", "Boolean", "Integer", "Float", "Date", "DateTime")
    )
    given = {
        "Text": " vrij ",
        "Boolean": "1",
        "Integer": "007",
        "Float": "1.50",
        "Date": "2024-02-30",
        "DateTime": "gisteren",
    }
    values = "".join(
        f'<VariableValue><VariableRef targetGUID="{guid(name)}"/><{name}Value>{value}</{name}Value></VariableValue>'
        for name, value in given.items()
    )
    empty = f'<VariableValue><VariableRef targetGUID="{guid("Text")}"/></VariableValue>'
    unknown = f'<VariableValue><VariableRef targetGUID="{guid("?")}"/><TextValue>x</TextValue></VariableValue>'
    case = f'<Cases><Case guid="{guid("k")}">{values}{empty}{unknown}</Case></Cases>'
    made = project_of(tmp_path, f"<Variables>{variables}</Variables>{case}")
    assert [(value.variable, value.value, value.type) for value in made.cases[0].values] == [
        *((guid(name), value, name) for name, value in given.items()),
        (guid("Text"), "", "Text"),
    ]
    assert made.account.lines["VariableValue"].dropped == 1
    assert "Values of a variable that the file does not have" in remarks(made)


def test_references_that_lead_nowhere_are_left_out_and_counted(tmp_path: Path) -> None:
    lost = guid("nowhere")
    case = (
        f'<Cases><Case guid="{guid("k")}" name="K"><SourceRef targetGUID="{lost}"/><SelectionRef targetGUID="{guid("p")}"/>'
        f'<SelectionRef targetGUID="{lost}"/></Case></Cases>'
    )
    sets = f'<Sets><Set guid="{guid("g")}" name="G"><MemberCode targetGUID="{lost}"/></Set></Sets>'
    made = project_of(tmp_path, codes("A") + case + A_SOURCE + sets + f'<NoteRef targetGUID="{lost}"/>')
    assert (made.cases[0].sources, made.cases[0].selections) == ((), (guid("p"),))
    assert made.sets[0].codes == ()
    assert made.notes_of_project == ()
    dropped = {name: line.dropped for name, line in made.account.lines.items() if line.dropped}
    assert dropped == {"SourceRef": 1, "SelectionRef": 1, "MemberCode": 1, "NoteRef": 1}
    assert "References to what is not in the file, which were left out: 4" in remarks(made)
