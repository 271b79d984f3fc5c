"""REFI-QDA files that deviate, and files made to do harm: read all the same or refused with one message, within bounds."""

from __future__ import annotations

import json
import stat
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spanveld.formats.exchange.project import Project
from spanveld.formats.exchange.refi import READER
from spanveld.formats.exchange.refi import container as containers
from spanveld.formats.sources.parts import Unreadable
from tests.formats.exchange.refi_made import (
    FILES,
    codes,
    coding,
    guid,
    packed,
    passages,
    project_of,
    read,
    refusal,
    remarks,
    selection,
    text_source,
    xml,
)

BASELINE = FILES / "qualcoder_export_lf.qdpx"
HOSTILE = FILES / "hostile"
MEGABYTE = 1024 * 1024


def parts_of(path: Path = BASELINE) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def coded(project: Project) -> list[tuple[str | None, str, str]]:
    """The words, code and user of each coding, by name."""
    named = {code.guid: code.name for code in project.codes}
    by = {user.guid: user.name for user in project.users}
    found = dict(passages(project))
    return [
        (found[one.guid], named[coding.code], by[coding.user])
        for source in project.sources
        for one in source.selections
        for coding in one.codings
    ]


def case(number: str) -> Project:
    (path,) = HOSTILE.glob(f"{number}_*.qdpx")
    return read(path)


def test_every_hostile_file_is_tested_here() -> None:
    listed = {entry["file"][:2] for entry in json.loads((HOSTILE / "EXPECT.json").read_text(encoding="utf-8"))}
    assert listed == {"01", "03", "05", "07", "09", "11", "13", "15", "17", "19", "21", "23"}
    assert listed == {path.name[:2] for path in HOSTILE.glob("*.qdpx")}


@pytest.mark.parametrize("number", ["01", "03", "05", "07", "09", "17", "21", "23"])
def test_what_deviates_harmlessly_is_read_as_the_baseline(number: str) -> None:
    found, expected = case(number), read(BASELINE)
    assert len(coded(expected)) == 5
    assert coded(found) == coded(expected)
    assert [(code.guid, code.name, code.codable) for code in found.codes] == [
        (code.guid, code.name, code.codable) for code in expected.codes
    ]
    assert [code.codable for code in found.codes].count(False) == 1
    assert len(found.users) == 2


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("07", "The file names the format 'urn:QDA-XML:project:0:10'; the standard is urn:QDA-XML:project:1.0."),
        ("17", "'R1.txt': The text is not UTF-8, which the standard asks; it was read as utf-16-le."),
        ("21", "The file holds one more project, 'other.qde', which was not read."),
        ("23", "attribute 'guid': The attribute 'guid' is not allowed."),
    ],
)
def test_a_deviation_is_named_in_the_report(number: str, said: str) -> None:
    assert said in remarks(case(number))
    assert said not in remarks(read(BASELINE))


def test_codes_of_one_name_in_two_branches_stay_two() -> None:
    project = case("11")
    assert [code.name for code in project.codes].count("Pijnpunt") == 2
    assert len({code.guid for code in project.codes}) == len(project.codes)
    used = [coding.code for source in project.sources for one in source.selections for coding in one.codings]
    assert used == [
        coding.code for source in read(BASELINE).sources for one in source.selections for coding in one.codings
    ]


def test_a_selection_past_the_end_keeps_its_numbers_and_is_reported() -> None:
    project = case("13")
    loose = [one for source in project.sources for one in source.selections if one.start is None]
    assert [(one.raw_start is not None, len(one.codings)) for one in loose] == [(True, 1)]
    assert sum(words is not None for words, _, _ in coded(project)) == 4
    assert "'veldnotitie.txt': Selections that lie outside the text of 60 characters: 1." in remarks(project)


def test_a_coding_with_an_unknown_code_is_dropped_and_reported_and_nothing_else() -> None:
    project = case("15")
    assert len(coded(project)) == 4
    assert coded(project) == coded(read(BASELINE))[:4]
    assert project.account.lines["Coding"].dropped == 1
    assert "Codings with a code that the file does not have, which were left out: 1 (veldnotitie.txt)" in remarks(
        project
    )


def test_a_document_type_is_refused_and_no_entity_expanded() -> None:
    (path,) = HOSTILE.glob("19_*.qdpx")
    assert refusal(path) == (
        "its part 'project.qde' declares a document type (DOCTYPE), by which a file can do harm; it was not read."
    )


def test_members_of_sets_are_read_from_guid_and_from_text() -> None:
    (group,) = case("23").sets
    assert group.sources == ("bbe09b1f-4444-496a-b03d-cf8c829f42b0",)
    assert group.notes == ("f79d4a31-1b85-4593-a974-051344cb5ec8",)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"sources/a.txt": b"x"}, "it holds no project.qde"),
        ({"a.qde": b"x", "b.qde": b"y"}, "it holds 2 projects ('a.qde', 'b.qde') and none is named project.qde"),
        ({"project.qde": b"x", "../evil.txt": b"y"}, "its part '../evil.txt' would lead out of the file"),
        ({"project.qde": b"x", "/etc/passwd": b"y"}, "its part '/etc/passwd' would lead out of the file"),
        ({"project.qde": b""}, "its part 'project.qde' is no sound XML (line 0"),
        ({"project.qde": b"<Project"}, "its part 'project.qde' is no sound XML (line 1"),
        ({"project.qde": b"<Library/>"}, "its part 'project.qde' is no project or code book of REFI-QDA"),
        ({"project.qde": xml("<Users>").encode()}, "its part 'project.qde' is no sound XML (line 2"),
        ({"project.qde": b"\x00" * 50}, "its part 'project.qde' is no sound XML"),
    ],
)
def test_what_is_no_project_is_refused_with_one_message(
    tmp_path: Path, parts: dict[str, bytes | str], said: str
) -> None:
    assert refusal(packed(tmp_path / "p.qdpx", parts)).startswith(said)


def test_a_link_in_the_file_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "p.qdpx", {"project.qde": xml("")})
    with zipfile.ZipFile(path, "a") as file:
        entry = zipfile.ZipInfo("sources/a.txt")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        file.writestr(entry, "/etc/passwd")
    assert refusal(path) == "its part 'sources/a.txt' is a link, by which a file can do harm; it was not read."


@pytest.mark.parametrize("where", ["project.qde", "sources/a.txt"])
def test_a_bomb_is_refused_before_it_fills_the_memory(tmp_path: Path, where: str) -> None:
    bomb = b"<Project>" + b" " * (40 * MEGABYTE)
    inside = f'<Sources><TextSource guid="{guid("a")}" plainTextPath="internal://a.txt"/></Sources>'
    path = packed(tmp_path / "p.qdpx", {"project.qde": xml(inside), "sources/a.txt": b"a", where: bomb})
    tracemalloc.start()
    try:
        assert "it unpacks to far more than a text can be" in refusal(path)
        assert tracemalloc.get_traced_memory()[1] < 20 * MEGABYTE
    finally:
        tracemalloc.stop()


def test_files_that_together_unpack_to_too_much_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "LIMITS", containers.Limits(unpacked=4000, listed=False))
    texts = {name: f"{name} " * 1000 for name in "abc"}
    inside = "".join(f'<TextSource guid="{guid(name)}" plainTextPath="{name}.txt"/>' for name in texts)
    path = packed(
        tmp_path / "p.qdpx",
        {"project.qde": xml(f"<Sources>{inside}</Sources>"), **{f"sources/{n}.txt": t for n, t in texts.items()}},
    )
    assert "it unpacks to far more than a text can be" in refusal(path)


def test_elements_that_nobody_knows_cannot_fill_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("spanveld.formats.sources.archive.MOST_MARKS", 200_000)
    inside = "<a b=''/>" * 110_000
    path = packed(tmp_path / "p.qdpx", {"project.qde": xml(inside)}, zipfile.ZIP_STORED)
    assert refusal(path) == "it is larger than any one text can be; split it into parts."


@pytest.mark.parametrize("inside", ["<Users>{}</Users>", "<Sources>{}</Sources>"])
@pytest.mark.parametrize("thing", ['<User guid="{}"/>', '<a guid="{}"/><User/>'])
def test_more_things_than_a_study_can_hold_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inside: str, thing: str
) -> None:
    monkeypatch.setattr("spanveld.formats.exchange.refi.values.MOST_THINGS", 500)
    things = "".join(thing.format(guid(str(number))) for number in range(600))
    path = packed(tmp_path / "p.qdpx", {"project.qde": xml(inside.format(things))})
    assert (
        refusal(path)
        == "it holds more than 500 things (codes, selections, codings, ...), and a study may not; split it."
    )


def test_codes_nested_deeper_than_any_are_refused_and_no_stack_overflows(tmp_path: Path) -> None:
    deep = "<CodeBook><Codes>" + '<Code name="a">' * 5000 + "</Code>" * 5000 + "</Codes></CodeBook>"
    assert "is nested deeper than any text is" in refusal(packed(tmp_path / "p.qdpx", {"project.qde": xml(deep)}))
    allowed = "<CodeBook><Codes>" + '<Code name="a">' * 200 + "</Code>" * 200 + "</Codes></CodeBook>"
    assert len(read(packed(tmp_path / "q.qdpx", {"project.qde": xml(allowed)})).codes) == 200


@pytest.mark.parametrize(
    "reference",
    [
        "absolute:///{outside}",
        "relative:///../{name}",
        "relative:///../../../../../../{outside}",
        "internal://../{name}",
        "internal:///{outside}",
        "file:///{outside}",
        "{outside}",
        "http://127.0.0.1:9/{name}",
    ],
)
def test_no_path_leads_out_of_the_file_and_its_folder(tmp_path: Path, reference: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("geheim", encoding="utf-8")
    folder = tmp_path / "in"
    folder.mkdir()
    written = reference.format(outside=secret.as_posix().lstrip("/"), name=secret.name)
    inside = f'<Sources><TextSource guid="{guid("a")}" name="a" plainTextPath="{written}"/></Sources>'
    bare = folder / "p.qde"
    bare.write_text(xml(inside, more=f'basePath="{tmp_path.as_posix()}"'), encoding="utf-8")
    for path in (packed(folder / "p.qdpx", {"project.qde": bare.read_text(encoding="utf-8")}), bare):
        (source,) = read(path).sources
        assert source.text is None
        assert source.original == b""


def test_a_link_beside_the_file_is_not_followed_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("geheim", encoding="utf-8")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").symlink_to(tmp_path / "secret.txt")
    inside = f'<Sources><TextSource guid="{guid("a")}" name="a" plainTextPath="relative:///a.txt"/></Sources>'
    (source,) = read(packed(folder / "p.qdpx", {"project.qde": xml(inside)})).sources
    assert source.text is None


def test_nothing_is_written_while_a_project_is_read(tmp_path: Path) -> None:
    path = tmp_path / "p.qdpx"
    path.write_bytes(BASELINE.read_bytes())
    read(path)
    assert [found.name for found in tmp_path.rglob("*")] == ["p.qdpx"]
    assert path.read_bytes() == BASELINE.read_bytes()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_file_is_read_or_refused_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    whole = bytearray(BASELINE.read_bytes())
    if data.draw(st.booleans(), "cut off"):
        del whole[data.draw(st.integers(0, len(whole)), "at") :]
    else:
        for position in data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=20), "at"):
            whole[position] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("damaged") / "p.qdpx"
    path.write_bytes(bytes(whole))
    _read_or_refused(path)


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_a_project_with_damaged_xml_is_read_or_refused_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    parts = parts_of()
    before = parts["project.qde"].decode("utf-8-sig")
    for _ in range(data.draw(st.integers(1, 4), "changes")):
        start = data.draw(st.integers(0, len(before) - 1))
        end = start + data.draw(st.integers(0, 60))
        put = data.draw(
            st.sampled_from(["", "x", '"', "<", "&amp;", "-1", "99999999999", "<Code/>", "</Code>", "\u0000"])
        )
        before = before[:start] + put + before[end:]
    path = packed(tmp_path_factory.mktemp("damaged") / "p.qdpx", {**parts, "project.qde": before})
    _read_or_refused(path)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.binary(max_size=3000), st.text("<>/:=\"'!?- Projectxmlns&;\x00\n{}", max_size=60).map(str.encode)))
def test_random_bytes_are_refused_or_hold_nothing(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("random") / "p.qdpx"
    path.write_bytes(data)
    project = _read_or_refused(path)
    assert project is None or project.sources == ()


def _read_or_refused(path: Path) -> Project | None:
    """The project, whose account adds up; None where it was refused with a message."""
    assert READER.recognises(path) in (True, False)
    try:
        project = read(path)
    except Unreadable as error:
        refused = error.text()
    else:
        refused = ""
    if refused:
        return None
    for line in project.account.lines.values():
        assert min(line.in_file, line.taken, line.changed, line.kept, line.dropped) >= 0
        assert line.in_file == line.taken + line.changed + line.kept + line.dropped
    for source in project.sources:
        for one in source.selections:
            assert one.start is None or one.end is None or 0 <= one.start < one.end <= len(source.text or "")
    assert remarks(project) is not None
    return project


def test_thousands_of_selections_in_one_source_are_read_in_seconds(tmp_path: Path) -> None:
    text = "een woord en nog een woord " * 200
    marks = "".join(
        selection(f"s{number}", number, number + 5, coding(f"c{number}", "A", more='creatingUser="u"'))
        for number in range(5_000)
    )
    path = packed(
        tmp_path / "p.qdpx",
        {"project.qde": xml(codes("A") + f"<Sources>{text_source('a', text, marks)}</Sources>")},
    )
    began = time.process_time()
    assert len(read(path).sources[0].selections) == 5_000
    assert time.process_time() - began < 10


def test_what_is_refused_leaves_no_temporary_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    inside = f'<Sources><TextSource guid="{guid("a")}" name="a" richTextPath="internal://a.docx"/></Sources>'
    (source,) = project_of(tmp_path, inside, {"sources/a.docx": b"no docx"}).sources
    assert source.text is None
    assert list((tmp_path / "temporary").iterdir()) == []
