"""Our own study -> qdpx -> study: the same, whatever it holds, and the file is right by the schema and always the same bytes."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

from spanveld.formats.exchange.giving import project_of, warnings
from spanveld.formats.exchange.guids import Guids
from spanveld.formats.exchange.own_note import NOTE, Returned, returned
from spanveld.formats.exchange.plain_project import whole_again
from spanveld.formats.exchange.project import Project
from spanveld.formats.exchange.refi.writing import WRITER
from spanveld.formats.exchange.refi.writing_kept import schema
from spanveld.formats.exchange.registry import WritingChoices, read_project
from spanveld.formats.framework_file import shipped_framework
from spanveld.model.errors import Refused, Remark
from spanveld.model.study import StudyContent
from tests.session.samples import sample
from tests.strategies import same, studies

FRAMEWORKS = [shipped_framework("governance-tensions", "1")]
PROFILES = ("standard", "nvivo")


def through(content: StudyContent, profile: str = "standard") -> tuple[Project, bytes]:
    """The study in a file of that profile: what a reader makes of it, and its bytes."""
    project = project_of(content)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "study.qdpx"
        WRITER.write(project, path, WritingChoices(profile))
        return read_project(path), path.read_bytes()


def pseudonymised(content: StudyContent) -> StudyContent:
    """The study as others get it: of sources with pseudonyms the original, with its names, is left out."""
    sources = tuple(
        replace(each, original="") if each.pseudonymised else each for each in content.records.get("source", ())
    )
    originals = {each.source: content.originals[each.source] for each in sources if each.original}
    return replace(content, records={**content.records, "source": sources}, originals=originals)


@pytest.mark.parametrize("profile", PROFILES)
@settings(
    max_examples=12,
    deadline=None,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@given(content=st.one_of(studies(FRAMEWORKS), studies()))
def test_any_study_comes_back_as_it_went(profile: str, content: StudyContent) -> None:
    project, data = through(content, profile)
    found = returned(project)

    assert isinstance(found, Returned), found
    assert same(found.content, pseudonymised(content))
    assert not found.changed
    assert_valid(data)


def assert_valid(data: bytes) -> None:
    with tempfile.TemporaryFile() as file:
        file.write(data)
        with zipfile.ZipFile(file) as package:
            schema().assertValid(etree.fromstring(package.read("project.qde")))


def test_the_sample_comes_back_with_its_originals_and_the_same_bytes_each_time() -> None:
    content = sample()
    sources = list(content.records["source"])
    sources[0] = replace(sources[0], original="originals/night.pdf")
    content = replace(
        content, records={**content.records, "source": tuple(sources)}, originals={sources[0].source: b"%PDF-1.4"}
    )
    project, data = through(content)
    found = returned(project)

    assert isinstance(found, Returned)
    assert same(found.content, content)
    assert through(content)[1] == data


def test_an_original_with_the_names_in_it_stays_here_where_the_text_has_pseudonyms() -> None:
    content = sample()
    sources = list(content.records["source"])
    sources[0] = replace(sources[0], original="originals/night.docx", pseudonymised="2024-01-02")
    content = replace(
        content, records={**content.records, "source": tuple(sources)}, originals={sources[0].source: b"Jan Jansen"}
    )
    project, data = through(content)

    assert not project.files
    assert all(source.original != b"Jan Jansen" for source in project.sources)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert all(b"Jan Jansen" not in package.read(name) for name in package.namelist())


def test_a_change_by_another_program_is_told_from_what_went_out() -> None:
    project, _ = through(sample())
    source = project.sources[0]
    changed = replace(source.selections[0], start=1)
    other = replace(
        project, sources=(replace(source, selections=(changed, *source.selections[1:])), *project.sources[1:])
    )
    found = returned(other)

    assert isinstance(found, Returned)
    assert found.changed
    assert same(found.content, sample())
    assert found.given.sources[0].selections[0].start != 1
    assert found.project.sources[0].selections[0].start == 1
    assert {note.guid for note in found.project.notes} == {note.guid for note in found.given.notes}


def test_characters_that_no_file_can_hold_come_back_into_their_places() -> None:
    content = sample()
    name = content.records["source"][1].source
    text = "\ufeff\x0b\ufeff" + content.texts[name]
    content = replace(content, texts={**content.texts, name: text})
    project, data = through(content)
    found = returned(project)

    assert isinstance(found, Returned)
    assert found.content.texts[name] == text
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert all(b"\x0b" not in package.read(each) for each in package.namelist())


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda text: text[:-5], "cannot be read"),
        (lambda text: text.replace('"format":1', '"format":2', 1), "newer version"),
        (lambda text: text.replace("sources.csv", "source.csv", 1), "does not fit"),
        (lambda text: '{"format":1}', "cannot be read"),
    ],
)
def test_a_spoiled_note_is_named_and_not_used(spoil: Callable[[str], str], said: str) -> None:
    project, _ = through(sample())
    notes = tuple(replace(note, text=spoil(note.text)) if note.name == NOTE else note for note in project.notes)
    found = returned(replace(project, notes=notes))

    assert isinstance(found, Remark)
    assert said in found.text()


def test_a_text_that_another_program_changed_makes_the_note_of_no_use() -> None:
    project, _ = through(sample())
    source = replace(project.sources[0], text=f"{project.sources[0].text}!")

    assert isinstance(returned(replace(project, sources=(source, *project.sources[1:]))), Remark)


def test_a_project_of_another_program_holds_no_study_of_ours() -> None:
    assert returned(Project(name="P")) is None


def test_others_see_findings_judgements_cases_and_codes_of_the_study() -> None:
    project, _ = through(sample())
    finding = next(note for note in project.notes if note.name.startswith("F1: "))
    codes = {code.guid: code for code in project.codes}
    passage = project.sources[0].selections[0]

    assert "De lamp gaat te vroeg uit." in finding.text
    assert any(link.origin == finding.guid for link in project.links)
    assert {case.name for case in project.cases} >= {"R1", "Bibliotheek", "Leeszaal", "Oost"}
    assert all(codes[coding.code].codable for coding in passage.codings)
    assert not codes[codes[passage.codings[0].code].parent].codable


def test_some_layers_go_out_without_what_the_others_say() -> None:
    project = project_of(sample(), layers=["mood"])
    codings = [coding for source in project.sources for one in source.selections for coding in one.codings]

    assert len(codings) == 1
    assert [code.name for code in project.codes if code.codable] == ["calm", "cross"]
    assert NOTE not in [note.name for note in project.notes]


def test_a_layer_that_is_not_there_is_refused() -> None:
    with pytest.raises(Refused, match="no layer 'moods'"):
        project_of(sample(), layers=["moods"])


def test_a_program_is_warned_of_only_where_the_project_has_what_it_drops() -> None:
    wide = project_of(sample())
    said = [remark.text() for remark in warnings(wide, "nvivo")]

    assert any("UTF-16" in each or "profile nvivo" in each for each in said)
    assert not any("profile nvivo" in each.text() for each in warnings(wide, "nvivo", profile="nvivo"))
    assert [remark.text() for remark in warnings(Project(), "qualcoder")] == [
        "QualCoder makes a new project of each file: what is changed here later does not come into that project."
    ]


def test_of_a_program_that_is_not_known_nothing_is_said() -> None:
    with pytest.raises(Refused, match=r"nvivo, atlas\.ti, maxqda, qualcoder"):
        warnings(Project(), "excel")


def test_passages_behind_what_was_taken_out_keep_their_words_in_the_file_and_on_the_way_back() -> None:
    content = sample()
    name = content.records["source"][1].source
    text = "\x0b" + content.texts[name][:-1]
    content = replace(content, texts={**content.texts, name: text})
    project, _ = through(content)
    guids = Guids(content)
    words = {
        guids.of("passage", each): text[each.start : each.end]
        for each in content.records["passage"]
        if each.source == name
    }
    source = next(each for each in project.sources if each.text == text[1:])
    whole = whole_again(Project(sources=(source,)), {source.guid: [(0, "\x0b")]}).sources[0]

    assert {one.guid: text[1:][one.start : one.end] for one in source.selections} == {
        guid: said.replace("\x0b", "") for guid, said in words.items()
    }
    assert {one.guid: text[one.start : one.end].strip("\x0b") for one in whole.selections} == {
        guid: said.strip("\x0b") for guid, said in words.items()
    }
