"""Field notes and meetings as structured sources; what the researcher thought is nobody's voice."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from spanveld.formats.note_form import NoteFormError
from spanveld.model import records as r
from spanveld.model.errors import Refused
from spanveld.session import Study
from spanveld.session.field_notes import field_notes_of
from spanveld.session.report import report_of
from tests.session.samples import assert_sound, dump, put
from tests.session.test_topics import harbour

OBSERVED = "De havenmeester wees naar het water."
THOUGHT = "Ik vond hem kortaf. Misschien was hij moe."


@pytest.fixture
def study(address: str) -> Study:
    return put(address, harbour(), "ann")


def note(study: Study, **values: object) -> str:
    given: dict[str, object] = {"observed": OBSERVED, "reflections": THOUGHT, "present": ["R1"], **values}
    return field_notes_of(study).add("FN9", **given)  # type: ignore[arg-type]


def mark(study: Study, words: str, source: str = "FN9", **values: object) -> str:
    start = study.sources.open(source).text.index(words)
    return study.passages.add(source, start, start + len(words), codes=["tension/authorise"], **values)


def voices(study: Study, passage: str, source: str = "FN9") -> tuple[str, ...]:
    found = {item.passage: item for item in study.sources.open(source).passages}
    return found[passage].voices


def counted(study: Study, passage: str) -> tuple[tuple[str, ...], int, tuple[str, ...]]:
    """A passage as the only evidence of a finding: its voices in the tables, those without one, its voices in the report."""
    finding = study.findings.add("authorise", "pain_point", "Het wringt.")
    study.evidence.add(finding, passage, "supports")
    (row,) = (row for table in study.table(with_passages=True).tables for row in table.rows)
    (quoted,) = row.stances["supports"].quoted
    assert quoted.voices == row.stances["supports"].voices
    (told,) = report_of(study).passages.values()
    return quoted.voices, row.ground.voiceless, told.voices


# ---------------------------------------------------------------------- what comes in
def test_values_go_to_the_columns_of_the_source(study: Study) -> None:
    with study:
        name = note(
            study, kind="meeting", date="2026-03-04", place="de kade", occasion="werkbezoek", title="Op de kade"
        )
        source = next(item for item in study.content().of(r.Source) if item.source == name)
        assert (source.kind, source.date, source.place, source.occasion) == (
            "meeting",
            "2026-03-04",
            "de kade",
            "werkbezoek",
        )
        assert (source.participants, source.title) == (("FN", "R1"), "Op de kade")
        assert_sound(study)


def test_the_text_has_headings_points_and_turns(study: Study) -> None:
    with study:
        note(study, discussed=["de steiger", "het tarief"], others="twee schippers")
        content = study.content()
        text = content.texts["FN9"]
        blocks = [
            (block.kind, block.level, text[block.start : block.end])
            for block in content.of(r.Block)
            if block.source == "FN9"
        ]
        assert blocks == [
            ("heading", 1, "Veldnotities"),
            ("heading", 2, "Aanwezig"),
            ("heading", 2, "Besproken"),
            ("list_item", 1, "de steiger"),
            ("list_item", 1, "het tarief"),
            ("heading", 2, "Waargenomen"),
            ("heading", 2, "Reflectie van de onderzoeker"),
        ]
        turns = [
            (turn.participant, turn.role, text[turn.start : turn.end])
            for turn in content.of(r.Turn)
            if turn.source == "FN9"
        ]
        assert turns == [
            ("FN", "", "de steiger\nhet tarief"),
            ("FN", "", OBSERVED),
            ("", "reflection", THOUGHT),
        ]
        assert_sound(study)


def test_it_is_one_action_that_can_be_undone(study: Study) -> None:
    with study:
        before = dump(study)
        note(study)
        study.undo()
        assert dump(study) == before
        study.redo()
        assert "FN9" in study.content().texts


def test_notes_without_words_are_refused(study: Study) -> None:
    with study:
        before = dump(study)
        with pytest.raises(Refused, match="nothing was written"):
            note(study, observed="  ", reflections="\n", discussed=[" "])
        assert dump(study) == before


def test_names_that_the_study_does_not_have_are_named_with_their_line(study: Study) -> None:
    with study:
        before = dump(study)
        form = "aanwezig: R1, R77\nwaarnemer: XX\ncasus: C9\nkenmerk: talk\n\n== Waargenomen ==\nRegen.\n"
        with pytest.raises(NoteFormError) as error:
            field_notes_of(study).add_form(form, name="note.txt")
        assert sorted(str(problem).split(";")[0] for problem in error.value.problems) == [
            "note.txt:1: present: 'R77' is no participant of this study",
            "note.txt:2: observer: 'XX' is no participant of this study",
            "note.txt:3: case: 'C9' is no case of this study",
            "note.txt:4: id: 'talk' is a source of this study already",
        ]
        assert dump(study) == before


def test_the_form_offers_the_names_of_the_study_and_comes_back_in(study: Study) -> None:
    with study:
        form = field_notes_of(study).form()
        assert "R1" in form
        filled = form.replace("== Waargenomen ==", f"== Waargenomen ==\n{OBSERVED}").replace("plaats:", "plaats: kade")
        name = field_notes_of(study).add_form(filled)
        source = next(item for item in study.content().of(r.Source) if item.source == name)
        assert (source.kind, source.place) == ("field_notes", "kade")


# ---------------------------------------------------------------------- whose voice
def test_what_was_observed_is_the_observers_voice(study: Study) -> None:
    with study:
        note(study)
        passage = mark(study, OBSERVED)
        assert voices(study, passage) == ("FN",)
        assert counted(study, passage) == (("FN",), 0, ("notes",))


@pytest.mark.parametrize("observer", ["", "FN", "R1"])
def test_a_reflection_has_no_voice_neither_the_observers_nor_a_participants(study: Study, observer: str) -> None:
    with study:
        note(study, observer=observer)
        passage = mark(study, THOUGHT)
        part = mark(study, "Misschien was hij moe.")
        assert voices(study, passage) == voices(study, part) == ()
        assert counted(study, passage) == ((), 1, ())
        assert_sound(study)


def test_a_reflection_has_no_voice_either_where_it_is_all_that_was_written(study: Study) -> None:
    with study:
        note(study, observed="", present=["R1"], observer="R1")
        assert voices(study, mark(study, THOUGHT)) == ()


def test_a_passage_over_both_is_only_the_observers(study: Study) -> None:
    with study:
        note(study)
        text = study.sources.open("FN9").text
        passage = study.passages.add("FN9", text.index("havenmeester"), text.index("kortaf"))
        assert voices(study, passage) == ("FN",)


def test_headings_and_who_was_there_are_nobodys_voice(study: Study) -> None:
    with study:
        note(study)
        assert voices(study, mark(study, "Aanwezig")) == ()
        assert voices(study, mark(study, "R1")) == ()
        assert voices(study, mark(study, "Reflectie van de onderzoeker")) == ()


@pytest.mark.parametrize("observers", [(), ("FN", "FN2")])
def test_without_one_observer_being_there_makes_nobodys_voice(tmp_path: Path, observers: tuple[str, ...]) -> None:
    content = harbour()
    people = (r.Participant("R1"), *(r.Participant(name, level="observer") for name in observers))
    sources = tuple(item for item in content.of(r.Source) if item.source != "notes")
    texts = {name: text for name, text in content.texts.items() if name != "notes"}
    alone = replace(content, texts=texts, records={**content.records, "participant": people, "source": sources})
    with put(str(tmp_path / "h.spanveld"), alone, "ann") as study:
        note(study, reflections="")
        assert voices(study, mark(study, OBSERVED)) == ()
        assert_sound(study)


def test_a_corrected_reflection_stays_nobodys(study: Study) -> None:
    with study:
        note(study)
        passage = mark(study, "Misschien was hij moe.")
        text = study.sources.open("FN9").text
        study.sources.correct("FN9", text=text.replace("kortaf", "kort van stof").replace("water", "vuile water"))
        assert voices(study, passage) == ()
        assert voices(study, mark(study, "vuile water")) == ("FN",)


def test_after_a_study_folder_a_reflection_is_still_nobodys(study: Study, tmp_path: Path) -> None:
    with study:
        note(study)
        passage = mark(study, THOUGHT)
        content = study.content()
    with put(str(tmp_path / "again.spanveld"), content, "ann") as again:
        assert voices(again, passage) == ()
