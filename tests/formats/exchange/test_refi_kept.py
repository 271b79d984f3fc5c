"""What a REFI-QDA project holds that a study has no counterpart for: kept with its file and place, or named in the report."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from spanveld.formats.exchange.project import Project
from spanveld.formats.exchange.refi import container as containers
from tests.formats.exchange.refi_made import (
    A_SOURCE,
    codes,
    coding,
    guid,
    passages,
    project_of,
    remarks,
    selection,
    text_source,
)


def test_unknown_elements_are_kept_as_they_stand_with_what_they_stood_in(tmp_path: Path) -> None:
    strange = '<Weather xmlns="urn:x" sky="blue"><Cloud/></Weather>'
    inside = f"<Sources>{text_source('s', 'wij', strange)}{strange}</Sources>{strange}"
    made = project_of(tmp_path, inside)
    assert [(one.element, one.of) for one in made.kept] == [("Weather", guid("s")), ("Weather", ""), ("Weather", "")]
    for one in made.kept:
        assert etree.fromstring(one.xml).get("sky") == "blue"
        assert len(etree.fromstring(one.xml)) == 1
    assert made.account.lines["Weather"].kept == 3
    assert "Elements without a counterpart in a study, which are kept and written back: 3 (Weather)." in remarks(made)


def test_what_is_kept_of_another_version_is_put_as_the_standard_has_it(tmp_path: Path) -> None:
    inside = (
        f'<VideoSource guid="{guid("v")}"><Transcript guid="{guid("t")}"><NoteRef targetGUID="{guid("n")}"/>'
        f'<SyncPoint guid="{guid("p")}" timeStamp="1"/><Description>d</Description></Transcript></VideoSource>'
    )
    (kept,) = project_of(tmp_path, f"<Sources>{inside}</Sources>", space="urn:QDA-XML:project:0:10").kept
    assert [part.tag for part in etree.fromstring(kept.xml)] == [
        f"{{urn:QDA-XML:project:1.0}}{name}" for name in ("Description", "SyncPoint", "NoteRef")
    ]


def test_unknown_attributes_are_named_in_the_report(tmp_path: Path) -> None:
    made = project_of(
        tmp_path, A_SOURCE.replace("<PlainTextSelection ", '<PlainTextSelection mood="x" '), more='by="y"'
    )
    assert (
        "Attributes that are not of the standard, which were left out: 2 (Project/by, PlainTextSelection/mood)."
        in remarks(made)
    )


def test_pictures_and_recordings_keep_their_file_and_their_parts(tmp_path: Path) -> None:
    inside = (
        f'<PictureSource guid="{guid("a")}" name="Kaart" path="internal://a.PNG" currentPath="absolute:///C:/Users/anna/a.png">'
        f'<PictureSelection guid="{guid("b")}" name="hoek" firstX="1" firstY="2" secondX="3" secondY="4">{coding("c", "A")}'
        "</PictureSelection></PictureSource>"
        f'<VideoSource guid="{guid("v")}" name="Gesprek" path="internal://v.m4a">'
        f'<VideoSelection guid="{guid("w")}" begin="900" end="100"/></VideoSource>'
    )
    made = project_of(
        tmp_path, f"{codes('A')}<Sources>{inside}</Sources>", {"sources/a.png": b"PNG", "sources/v.m4a": b"M4A"}
    )
    picture, sound = made.sources
    assert (picture.kind, picture.original, picture.ending, picture.text) == ("picture", b"PNG", ".png", None)
    assert dict(picture.selections[0].place) == {"firstX": "1", "firstY": "2", "secondX": "3", "secondY": "4"}
    assert (picture.selections[0].element, len(picture.selections[0].codings)) == ("PictureSelection", 1)
    assert (sound.kind, sound.original) == ("audio", b"M4A")
    assert dict(sound.selections[0].place) == {"begin": "100", "end": "900"}
    assert "anna" not in remarks(made)


def test_a_recording_outside_the_file_keeps_its_path(tmp_path: Path) -> None:
    inside = "".join(
        f'<AudioSource guid="{guid(path)}" name="Gesprek" path="{path}"/>'
        for path in ("relative:///opnames/a.mp3", "absolute:///C:/Users/anna/b.mp3")
    )
    made = project_of(tmp_path, f"<Sources>{inside}</Sources>")
    assert [(source.remote, source.file, source.original) for source in made.sources] == [
        ("relative:///opnames/a.mp3", "", b""),
        ("absolute:///C:/Users/anna/b.mp3", "", b""),
    ]
    assert "absolute path" in remarks(made)


def test_files_beyond_what_a_study_keeps_are_left_out_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(containers, "ORIGINALS", 10)
    inside = "".join(f'<PictureSource guid="{guid(name)}" name="{name}" path="{name}.png"/>' for name in "ab")
    made = project_of(tmp_path, f"<Sources>{inside}</Sources>", {"sources/a.png": b"x" * 8, "sources/b.png": b"y" * 8})
    assert [source.original for source in made.sources] == [b"x" * 8, b""]
    assert "Files too large for a study, which stay in the project file alone: 1 (b)." in remarks(made)


def a_pdf(tmp_path: Path) -> Project:
    area = f'<PDFSelection guid="{guid("p")}" page="0" firstX="1" firstY="2" secondX="3" secondY="4">{coding("c", "A")}</PDFSelection>'
    other = area.replace(guid("p"), guid("q")).replace(guid("c"), guid("d"))
    text = (
        f'<Representation guid="{guid("r")}" name="tekst" plainTextPath="r.txt">'
        f"{selection('p', 4, 10, coding('c', 'A') + coding('e', 'B'))}{selection('t', 0, 3)}</Representation>"
    )
    inside = (
        f'<Sources><PDFSource guid="{guid("s")}" name="Nota" path="s.pdf">{area}{other}{text}</PDFSource></Sources>'
    )
    return project_of(
        tmp_path, codes("A", "B") + inside, {"sources/s.pdf": b"%PDF", "sources/r.txt": "wij willen ruimte"}
    )


def test_a_pdf_takes_the_text_that_stands_for_it(tmp_path: Path) -> None:
    made = a_pdf(tmp_path)
    (source,) = made.sources
    assert (source.kind, source.text, source.original, source.ending) == ("pdf", "wij willen ruimte", b"%PDF", ".pdf")
    assert passages(made) == [(guid("p"), "willen"), (guid("t"), "wij"), (guid("q"), None)]
    (shell,) = [one for one in made.kept if one.element == "Representation"]
    assert (shell.guid, shell.of) == (guid("r"), guid("s"))
    assert etree.fromstring(shell.xml).get("name") == "tekst"


def test_an_area_and_a_text_of_one_guid_are_one_selection_with_the_codings_of_both(tmp_path: Path) -> None:
    made = a_pdf(tmp_path)
    both = made.sources[0].selections[0]
    assert both.place["page"] == "0"
    assert [coding.guid for coding in both.codings] == [guid("c"), guid("e")]
    lines = made.account.lines
    assert (lines["PlainTextSelection"].changed, lines["PDFSelection"].taken, lines["Coding"].changed) == (1, 2, 1)
    assert "each of which is one passage: 1 (Nota)." in remarks(made)
