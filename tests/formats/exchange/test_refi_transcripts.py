"""Transcripts of recordings: with words they are sources of their own, and go out and come back as such."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from spanveld.formats.exchange.project import Project, Selection, Source
from spanveld.formats.exchange.refi.writing import WRITER
from spanveld.formats.exchange.registry import WritingChoices
from tests.formats.exchange.refi_made import (
    codes,
    coding,
    guid,
    passages,
    project_of,
    read,
    remarks,
)

TIMES = "".join(
    f'<SyncPoint guid="{guid(name)}" timeStamp="{time}" position="{place}"/>'
    for name, time, place in (("t0", 0, 0), ("t1", 900, 4), ("t2", 1800, 10))
)


def transcript(attributes: str, inside: str = "") -> str:
    mark = (
        f'<TranscriptSelection guid="{guid("p")}" name="willen" fromSyncPoint="{guid("t1")}" toSyncPoint="{guid("t2")}"'
        f' creatingUser="{guid("u")}" creationDateTime="2024-01-01T10:00:00Z"><Description>let op</Description>'
        f"{coding('c', 'A')}</TranscriptSelection>"
        f'<TranscriptSelection guid="{guid("q")}" fromSyncPoint="{guid("t1")}" toSyncPoint="{guid("nowhere")}"/>'
    )
    return f'<Transcript guid="{guid("t")}" {attributes}>{inside}{TIMES}{mark}</Transcript>'


def recorded(tmp_path: Path, attributes: str = 'plainTextPath="t.txt"', inside: str = "") -> Project:
    sound = (
        f'<AudioSource guid="{guid("a")}" name="Gesprek" path="a.m4a">{transcript(attributes, inside)}</AudioSource>'
    )
    users = f'<Users><User guid="{guid("u")}" name="Anna"/></Users>'
    files = {"sources/a.m4a": b"M4A", "sources/t.txt": "wij willen ruimte"}
    return project_of(tmp_path, f"{users}{codes('A')}<Sources>{sound}</Sources>", files)


def its_text(project: Project) -> Source:
    _, text = project.sources
    return text


def test_a_transcript_is_a_source_after_its_recording(tmp_path: Path) -> None:
    made = recorded(tmp_path)
    assert [(source.guid, source.kind, source.name, source.text) for source in made.sources] == [
        (guid("a"), "audio", "Gesprek", None),
        (guid("t"), "text", "Gesprek", "wij willen ruimte"),
    ]
    assert its_text(made).file == "t.txt"


def test_its_parts_lie_between_their_points_of_time(tmp_path: Path) -> None:
    made = recorded(tmp_path)
    assert passages(made) == [(guid("p"), "willen"), (guid("q"), None)]
    one: Selection = its_text(made).selections[0]
    assert (one.raw_start, one.raw_end, one.description) == (4, 10, "let op")
    assert (one.stamp.creator, one.stamp.created) == (guid("u"), "2024-01-01T10:00:00Z")
    assert [(coding.guid, coding.code) for coding in one.codings] == [(guid("c"), guid("A"))]
    lines = made.account.lines
    assert (lines["Transcript"].changed, lines["TranscriptSelection"].changed, lines["SyncPoint"].kept) == (1, 2, 3)
    assert "became sources of their own beside the recording: 1 (Gesprek)." in remarks(made)


def test_the_recording_keeps_the_points_of_time_without_the_words(tmp_path: Path) -> None:
    (kept,) = recorded(tmp_path).kept
    assert (kept.element, kept.of) == ("Transcript", guid("a"))
    assert kept.guid != guid("t")
    root = etree.fromstring(kept.xml)
    assert [one.get("timeStamp") for one in root if one.tag.endswith("}SyncPoint")] == ["0", "900", "1800"]
    assert "willen" not in kept.xml


def test_words_in_the_xml_do_as_well_as_a_file(tmp_path: Path) -> None:
    made = recorded(tmp_path, 'name="Uitgetypt"', "<PlainTextContent>wij willen ruimte</PlainTextContent>")
    assert passages(made) == [(guid("p"), "willen"), (guid("q"), None)]
    assert its_text(made).name == "Uitgetypt"


def test_a_transcript_without_its_file_is_kept_as_it_stands(tmp_path: Path) -> None:
    made = recorded(tmp_path, 'plainTextPath="lost.txt"')
    assert [source.guid for source in made.sources] == [guid("a")]
    (kept,) = made.kept
    assert kept.guid == guid("t")
    assert kept.xml.count("<TranscriptSelection") == 2
    lines = made.account.lines
    assert (lines["Transcript"].kept, lines["TranscriptSelection"].kept, lines["Coding"].kept) == (1, 2, 1)
    assert "Texts whose file is not in the project, so that they came without words: 1 (Gesprek)." in remarks(made)


def test_a_transcript_goes_out_and_comes_back_as_the_same_two_sources(tmp_path: Path) -> None:
    made = recorded(tmp_path)
    path = tmp_path / "uit.qdpx"
    for _ in range(2):
        WRITER.write(made, path, WritingChoices())
        again = read(path)
        assert [(one.guid, one.kind, one.name, one.text) for one in again.sources] == [
            (one.guid, one.kind, one.name, one.text) for one in made.sources
        ]
        assert passages(again)[0] == (guid("p"), "willen")
        assert [(one.element, one.guid, one.of) for one in again.kept] == [
            (one.element, one.guid, one.of) for one in made.kept
        ]
        assert "became sources of their own" not in remarks(again)
        made = again
        path = tmp_path / "nog eens.qdpx"


def test_characters_that_xml_cannot_hold_do_not_stop_the_keeping_of_a_text(tmp_path: Path) -> None:
    picture = (
        f'<PictureSource guid="{guid("a")}" name="Kaart"><TextDescription guid="{guid("d")}" plainTextPath="d.txt"/>'
        "</PictureSource>"
    )
    long = "een omschrijving van de kaart " * 10
    made = project_of(tmp_path, f"<Sources>{picture}</Sources>", {"sources/d.txt": f"{long}\x0b\x1fslot"})
    (kept,) = made.kept
    assert etree.fromstring(kept.xml)[0].text == f"{long}slot"
