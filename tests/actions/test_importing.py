"""Files come in as sources: who speaks is asked once, names stay out of the journal, and a file comes in whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from spanveld.formats.sources.parts import Answer, Block, Comment, Reading, Remark, Said, TimeMark
from spanveld.model import records as r
from spanveld.model.errors import NotFound, Refused
from spanveld.session import Study, load_study
from spanveld.session.importing import Arrival, Choices
from tests.conftest import Addresses
from tests.session.samples import assert_sound, dump, put, sample

ASKED = "Hoe gaat de samenwerking?"
SAID = "Wij redden het niet alleen."


@pytest.fixture
def study(address: str) -> Iterator[Study]:
    with put(address, sample(), "ann") as opened:
        yield opened


@pytest.fixture
def small(files: Addresses) -> Iterator[Study]:
    """The same study on SQLite, where the kind of database cannot matter."""
    with put(files(), sample(), "ann") as opened:
        yield opened


def talk(*said: tuple[str, str], name: str = "gesprek.docx", data: bytes = b"", **more: Any) -> Arrival:
    """A file in which people say things, each on a line after a label."""
    text, blocks, turns = "", [], []
    for label, words in said:
        blocks.append(Block("speaker", len(text), len(text) + len(label)))
        start = len(text) + len(label) + 2
        turns.append(Said(start, start + len(words), label, label in ("I", "Interviewer")))
        text += f"{label}: {words}\n"
    reading = Reading(text.rstrip("\n"), blocks=tuple(blocks), turns=tuple(turns), **{"format": "docx", **more})
    return Arrival(Path(name), data or text.encode(), reading)


def turns_of(study: Study, source: str) -> list[tuple[str, str, str]]:
    """Who says what in a source: participant, role, words."""
    text = study.content().texts[source]
    found = [turn for turn in study.content().of(r.Turn) if turn.source == source]
    return [(turn.participant, turn.role, text[turn.start : turn.end]) for turn in found]


# ---------------------------------------------------------------------- who speaks
def test_a_label_is_the_participant_of_that_name_and_the_interviewer_is_nobody(study: Study) -> None:
    done = study.sources.bring_in(talk(("I", ASKED), ("R1", SAID), ("r 2", "Ja."), ("Piet", "Nee.")))
    assert turns_of(study, done.source) == [
        ("", "interviewer", ASKED),
        ("R1", "respondent", SAID),
        ("R2", "respondent", "Ja."),
        ("", "", "Nee."),
    ]
    source = {each.source: each for each in study.content().of(r.Source)}[done.source]
    assert (source.kind, source.participants) == ("interview", ("R1", "R2"))
    assert_sound(study)


@pytest.mark.parametrize("label", ["R1", "R 1", "r1", "R-1", "r 1."])
def test_an_identifier_is_known_in_any_spelling(small: Study, label: str) -> None:
    plan = small.sources.plan(talk(("I", ASKED), (label, SAID)))
    assert [(each.participant, each.role) for each in plan.speakers] == [("", "interviewer"), ("R1", "respondent")]


def test_who_was_named_is_known_from_then_on_and_stays_one_person(study: Study) -> None:
    said = Choices(speakers={"jan de  vries": "R2", "Anna": "interviewer"})
    first = study.sources.bring_in(talk(("Anna", ASKED), ("Jan de Vries", SAID)), said)
    second = study.sources.bring_in(talk(("Jan de Vries", "Ja."), ("anna", "Zo?"), name="tweede.docx"))
    assert turns_of(study, first.source) == [("", "interviewer", ASKED), ("R2", "respondent", SAID)]
    assert turns_of(study, second.source) == [("R2", "respondent", "Ja."), ("", "interviewer", "Zo?")]
    assert {(each.label, each.participant, each.role) for each in study.content().of(r.Speaker)} == {
        ("Jan de Vries", "R2", "respondent"),
        ("Anna", "", "interviewer"),
    }
    with pytest.raises(Refused, match="'Jan de Vries' is R2 in this study"):
        study.sources.bring_in(talk(("Jan de Vries", "Nee.")), Choices(speakers={"Jan de Vries": "R1"}))
    assert_sound(study)


def test_the_only_participant_is_the_only_speaker_of_whom_nothing_is_known(study: Study) -> None:
    done = study.sources.bring_in(talk(("I", ASKED), ("R", SAID)), Choices(participants=("R1",)))
    assert done.source == "R1"
    assert turns_of(study, "R1")[1] == ("R1", "respondent", SAID)
    two = study.sources.plan(talk(("R", SAID), ("Q", "Ja."), ("S", "Nee.")), Choices(participants=("R1",)))
    assert [each.participant for each in two.speakers] == ["", "", ""], "which of the three is R1 nobody can know"


def test_the_same_r_is_another_person_in_each_interview(study: Study) -> None:
    for who, words in (("R1", "Ja."), ("R2", "Nee.")):
        study.sources.bring_in(talk(("I", ASKED), ("R", words)), Choices(participants=(who,)))
    assert turns_of(study, "R1")[1:] == [("R1", "respondent", "Ja.")]
    assert turns_of(study, "R2")[1:] == [("R2", "respondent", "Nee.")]
    assert study.content().of(r.Speaker) == ()
    uses = {use.label: (use.participant, use.role, use.turns) for use in study.sources.speakers()}
    assert uses == {"I": ("", "interviewer", 2), "R": ("R1, R2", "respondent", 2)}


def test_who_takes_part_in_this_interview_goes_before_who_a_general_label_was_elsewhere(small: Study) -> None:
    small.sources.bring_in(talk(("I", ASKED), ("R", "Ja.")), Choices(speakers={"R": "R1"}))
    plan = small.sources.plan(talk(("I", ASKED), ("R", "Nee.")), Choices(participants=("R2",)))
    assert [each.participant for each in plan.speakers] == ["", "R2"]
    assert plan.participants == ("R2",)


def test_who_is_not_there_is_refused_before_anything_is_written(study: Study) -> None:
    before, file = dump(study), talk(("I", ASKED), ("R", SAID))
    for choices, message in (
        (Choices(participants=("R9",)), "no participant 'R9'"),
        (Choices(speakers={"R": "R9"}), "no participant 'R9'"),
        (Choices(case="X"), "no case 'X'"),
        (Choices(wave="W9"), "no wave 'W9'"),
        (Choices(sub_cases=("north",)), "no sub-case 'north'"),
        (Choices(guides=("g",)), "no .*'g'"),
    ):
        with pytest.raises(NotFound, match=message):
            study.sources.plan(file, choices)
        with pytest.raises(NotFound, match=message):
            study.sources.bring_in(file, choices)
    with pytest.raises(Refused, match="The file has no speaker 'Kees'"):
        study.sources.bring_in(file, Choices(speakers={"Kees": "R1"}))
    with pytest.raises(Refused, match="'letter' is no kind of source; it is one of: interview"):
        study.sources.bring_in(file, Choices(kind="letter"))
    assert dump(study) == before


def test_a_label_said_to_be_nobody_stays_nobody(small: Study) -> None:
    done = small.sources.bring_in(talk(("I", ASKED), ("R1", SAID)), Choices(speakers={"R1": ""}))
    assert turns_of(small, done.source)[1] == ("", "", SAID)
    assert_sound(small)


def test_the_voice_of_a_passage_is_that_of_its_turn_until_somebody_gives_it_another(study: Study) -> None:
    done = study.sources.bring_in(talk(("I", ASKED), ("R1", SAID)))
    text = study.content().texts[done.source]
    for name, words in (("Q1", ASKED), ("Q2", "redden"), ("Q3", text)):
        start = text.index(words)
        study.passages.add(done.source, start, start + len(words), passage=name)

    def voices() -> dict[str, tuple[str, ...] | None]:
        shown = study.sources.open(done.source)
        return {each.passage: tuple(each.voices) for each in shown.passages}

    assert voices() == {"Q1": (), "Q2": ("R1",), "Q3": ("R1",)}
    study.passages.edit("Q2", voices=("R2",))
    assert voices()["Q2"] == ("R2",)
    study.passages.edit("Q2", voices=None)
    assert voices()["Q2"] == ("R1",)


# ---------------------------------------------------------------------- names
def test_no_name_in_a_file_becomes_an_identifier(study: Study) -> None:
    file = talk(("Marleen Oudkerk", SAID), ("Kees", "Ja."), ("N12", "Nee."), name="Gesprek Marleen Oudkerk.docx")
    done = study.sources.bring_in(file, Choices(new_participants=True))
    made = {each.participant for each in study.content().of(r.Participant)} - {"R1", "R2", "FN"}
    assert "N12" in made
    assert len(made) == 3
    assert all(name[0] in "PN" and name[1:].isdigit() for name in made)
    journal = repr([(entry.action, entry.subjects) for entry in study.journal().entries])
    for name in ("Marleen", "Oudkerk", "Kees"):
        assert name not in journal
        assert name not in done.source
    assert {who for who, _, _ in turns_of(study, done.source)} == made
    assert_sound(study)


def test_new_participants_are_numbered_without_gaps(small: Study) -> None:
    before = len(small.content().of(r.Participant))
    for name, people in (("a.docx", ("Anna Bakker", "Jan Smit", "Els Kok")), ("b.docx", ("Piet Mol", "Wil Vos"))):
        arrival = talk(("I", ASKED), *((who, SAID + who) for who in people), name=name)
        small.sources.bring_in(arrival, Choices(new_participants=True))
    made = sorted(person.participant for person in small.content().of(r.Participant) if person.participant[0] == "P")
    first = int(made[0][1:])
    assert made == [f"P{first + at}" for at in range(5)]
    assert len(small.content().of(r.Participant)) == before + 5


def test_a_source_takes_the_name_of_its_participant_only_once_and_never_by_capitals_alone(small: Study) -> None:
    small.participants.add("NIGHT")
    assert small.sources.bring_in(talk(("I", ASKED), ("R1", SAID))).source == "R1"
    assert small.sources.plan(talk(("I", ASKED), ("R1", "Weer."))).source == ""
    named = small.sources.bring_in(talk(("I", ASKED), ("NIGHT", SAID)))
    assert named.source not in ("NIGHT", "night")
    assert_sound(small)


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("R4 2026-03-02.docx", "2026-03-02"),
        ("20260302_R4.docx", "2026-03-02"),
        ("R4 2024-02-31.docx", ""),
        ("R4 20231331.docx", ""),
        ("dossier 120260302.docx", ""),
        ("R4.docx", ""),
        ("2024-02-29.docx", "2024-02-29"),
    ],
)
def test_a_date_in_the_name_of_a_file_is_taken_where_the_calendar_has_it(small: Study, name: str, date: str) -> None:
    done = small.sources.bring_in(talk(("I", ASKED), ("R1", SAID), name=name))
    assert {each.source: each.date for each in small.content().of(r.Source)}[done.source] == date


def test_the_name_of_a_file_that_is_no_sound_text_is_no_hindrance(small: Study) -> None:
    plan = small.sources.bring_in(talk(("I", ASKED), ("R1", SAID), name="gesprek-\udce9\udce9n.docx")).plan
    assert plan.title.startswith("gesprek-")
    assert_sound(small)


# ---------------------------------------------------------------------- surveys
def survey(name: str = "enquete.xlsx", first: str = "12") -> Arrival:
    """Two respondents, one open and two closed questions."""
    words = ["We bellen elkaar.", "Het kost veel tijd."]
    text = f"{first}\nWat valt op?\n{words[0]}\n\nN2\nWat valt op?\n{words[1]}"
    starts = [text.index(each) for each in words]
    labels = (first, "N2")
    turns = tuple(Said(at, at + len(said), who) for at, said, who in zip(starts, words, labels, strict=True))
    answers = tuple(Answer(who, "Leeftijd", age) for who, age in zip(labels, ("41", "52"), strict=True))
    reading = Reading(text, turns=turns, answers=(*answers, Answer("N3", "Leeftijd", "60")), format="xlsx")
    return Arrival(Path(name), text.encode(), reading)


def test_a_survey_makes_its_respondents_with_what_they_answered(study: Study) -> None:
    done = study.sources.bring_in(survey())
    assert (done.plan.kind, done.plan.answers) == ("survey", 3)
    assert [(who, role) for who, role, _ in turns_of(study, done.source)] == [
        ("12", "respondent"),
        ("N2", "respondent"),
    ]
    found = {(each.subject, each.name): each.value for each in study.content().of(r.Attribute)}
    assert found[("participant:12", "Leeftijd")] == "41"
    assert found[("participant:N3", "Leeftijd")] == "60", "who answered only closed questions is there too"
    assert_sound(study)


def test_a_respondent_with_a_name_gets_a_number_and_is_known_in_the_next_survey_if_that_is_said(study: Study) -> None:
    study.sources.bring_in(survey(first="jan@stad.example"))
    made = {each.label: each.participant for each in study.content().of(r.Speaker)}
    assert list(made) == ["jan@stad.example"]
    again = survey("tweede.xlsx", first="jan@stad.example")
    other = Arrival(again.path, b"x", Reading(again.reading.text + " Nu.", turns=again.reading.turns, format="xlsx"))
    assert study.sources.plan(other).speakers[0].new, (
        "another survey is of other people, unless somebody says otherwise"
    )
    same = study.sources.plan(other, Choices(match_participants=True))
    assert same.speakers[0].participant == made["jan@stad.example"]
    assert "jan" not in repr([entry.subjects for entry in study.journal().entries])


def test_the_first_row_of_another_survey_is_another_person(small: Study, tmp_path: Path) -> None:
    for number, words in enumerate(("Dat wij elkaar altijd bellen", "Dat niemand ons ooit wat vraagt")):
        path = tmp_path / f"enquete{number}.csv"
        path.write_text(f"Wat valt op?;Leeftijd\n{words} als het nodig is.;4{number}\n", encoding="utf-8")
        small.sources.bring_in(small.sources.read(path))
    ages = [each.value for each in small.content().of(r.Attribute) if each.name == "Leeftijd"]
    assert sorted(ages) == ["40", "41"]


# ---------------------------------------------------------------------- what is in already
def test_a_text_comes_in_once_also_under_another_name_and_after_a_correction(study: Study) -> None:
    done = study.sources.bring_in(talk(("I", ASKED), ("R1", SAID)))
    again = talk(("I", ASKED), ("R1", SAID), name="kopie.txt", data=b"other bytes")
    study.sources.correct(done.source, text=again.reading.text.replace("alleen", "zonder hen"))
    before = dump(study)
    assert study.sources.plan(again).double_of == done.source
    with pytest.raises(Refused, match=f"It is in the study already, as source '{done.source}'"):
        study.sources.bring_in(again)
    assert dump(study) == before


def test_the_same_file_comes_in_once_however_its_text_is_read(study: Study) -> None:
    done = study.sources.bring_in(talk(("I", ASKED), ("R1", SAID), data=b"the same bytes"))
    assert study.sources.plan(talk(("R1", "Anders gelezen."), data=b"the same bytes")).double_of == done.source
    study.undo()
    assert study.sources.plan(talk(("R1", "Anders gelezen."), data=b"the same bytes")).double_of == ""


def test_a_file_that_is_not_kept_is_known_by_its_text_alone(small: Study) -> None:
    done = small.sources.bring_in(talk(("R1", SAID), data=b"bytes"), Choices(keep_original=False))
    assert {each.source: each.original for each in small.content().of(r.Source)}[done.source] == ""
    assert small.sources.plan(talk(("R1", "Iets anders."), data=b"bytes")).double_of == ""
    assert small.sources.plan(talk(("R1", SAID), data=b"anything")).double_of == done.source


# ---------------------------------------------------------------------- one change
def test_all_of_a_file_is_one_entry_and_is_undone_and_redone_whole(study: Study) -> None:
    before, entries = dump(study), len(study.journal().entries)
    file = talk(
        ("Kees", SAID), ("Els", "Ja."), marks=(TimeMark(6, 1500),), comments=(Comment("comment", 6, 9, "nieuw"),)
    )
    study.sources.bring_in(file, Choices(new_participants=True, comments_as="marge"))
    assert len(study.journal().entries) == entries + 1
    after = dump(study)
    study.undo()
    assert dump(study) == before
    study.redo()
    assert dump(study) == after
    assert study.journal().problems == ()
    assert_sound(study)


def test_a_plan_writes_nothing_and_says_what_comes(small: Study) -> None:
    before, entries = dump(small), len(small.journal().entries)
    remarks = (Remark("Een {what} bleef weg.", {"what": "plaatje"}),)
    plan = small.sources.plan(talk(("I", ASKED), ("R1", SAID), marks=(TimeMark(3, 0),), remarks=remarks, title="Titel"))
    assert (plan.title, plan.time_marks, plan.remarks) == ("Titel", 1, remarks)
    assert [(each.label, each.turns, each.words) for each in plan.speakers] == [("I", 1, 4), ("R1", 1, 5)]
    assert plan.first_lines == (f"I: {ASKED}", f"R1: {SAID}")
    assert plan.characters == len(f"I: {ASKED}\nR1: {SAID}")
    assert (dump(small), len(small.journal().entries)) == (before, entries)


def test_parts_and_times_and_the_file_itself_survive_saving_and_loading(
    study: Study, addresses: Addresses, tmp_path: Path
) -> None:
    data = bytes(range(256)) * 4
    file = talk(
        ("I", ASKED), ("R1", SAID), data=data, marks=(TimeMark(3, 0), TimeMark(33, 65_000), TimeMark(33, 65_000))
    )
    table = (Block("cell", 0, 1, 0, 1, 1), Block("heading", 0, 28, 2), Block("heading", 0, 28, 2))
    reading = Reading(
        file.reading.text, (*file.reading.blocks, *table), file.reading.turns, file.reading.marks, format="docx"
    )
    done = study.sources.bring_in(Arrival(Path("Gesprek.docx"), data, reading))
    content = study.content()
    blocks = {(each.start, each.end, each.kind, each.level, each.row, each.cell) for each in content.of(r.Block)}
    assert blocks == {
        (0, 1, "speaker", None, None, None),
        (29, 31, "speaker", None, None, None),
        (0, 1, "cell", None, 1, 1),
        (0, 28, "heading", 2, None, None),
    }
    assert [(each.at, each.milliseconds) for each in content.of(r.TimeMark)] == [(3, 0), (33, 65_000)]
    one, two = tmp_path / "one", tmp_path / "two"
    study.save(one)
    assert (one / "originals" / f"{done.source}.docx").read_bytes() == data
    with load_study(addresses(), one, coder="ann").study as again:
        again.save(two)
        assert again.sources.plan(talk(("R1", "Anders."), data=data)).double_of == done.source
    names = sorted(path.relative_to(one) for path in one.rglob("*") if path.is_file())
    assert names == sorted(path.relative_to(two) for path in two.rglob("*") if path.is_file())
    assert [name for name in names if (one / name).read_bytes() != (two / name).read_bytes()] == []


def test_a_large_file_is_kept_to_the_byte_and_one_without_bytes_is_none(study: Study, tmp_path: Path) -> None:
    large = bytes(12_000_000)
    done = study.sources.bring_in(talk(("I", ASKED), ("R1", SAID), data=large))
    study.save(tmp_path / "out")
    assert (tmp_path / "out" / "originals" / f"{done.source}.docx").read_bytes() == large
    bare = Arrival(Path("leeg.docx"), b"", talk(("R1", "Iets anders.")).reading)
    empty = study.sources.bring_in(bare)
    assert {each.source: each.original for each in study.content().of(r.Source)}[empty.source] == ""
