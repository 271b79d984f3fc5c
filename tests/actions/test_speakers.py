"""Who a label is, said in one place, is true of every text in which it stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from spanveld.model import records as r
from spanveld.model.errors import NotFound, Refused
from spanveld.session import Study, load_study
from spanveld.session.importing import Choices
from tests.conftest import Addresses
from tests.session.samples import assert_sound, dump, put, sample

FIRST = "I: Hoe gaat het?\nJan Smit: Stroef.\nI: Waarom?\nJan Smit: Niemand belt.\n"
SECOND = "Anna: Wie belt er?\nJAN  SMIT: Niemand.\nAnna: Nooit?\nJan smit: Nooit. Zeg ik toch.\n"
VTT = (
    "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\n<v Anna>Wie er belt</v>\n\n"
    "00:00:04.000 --> 00:00:06.000\n<v Jan Smit>Ik in elk geval niet</v>\n"
)


@pytest.fixture
def study(address: str, tmp_path: Path) -> Iterator[Study]:
    with put(address, sample(), "ann") as opened:
        for name, text in (("een.txt", FIRST), ("twee.txt", SECOND), ("drie.vtt", VTT)):
            (tmp_path / name).write_text(text, encoding="utf-8")
            choices = Choices(source=name.partition(".")[0])
            opened.sources.bring_in(opened.sources.read(tmp_path / name), choices)
        yield opened


def who(study: Study, source: str) -> list[tuple[str, str]]:
    """Whose each turn of a source is."""
    return [(turn.participant, turn.role) for turn in study.content().of(r.Turn) if turn.source == source]


def used(study: Study) -> dict[str, tuple[str, str, int, tuple[str, ...]]]:
    """Each label: who it is, how often, and where."""
    return {use.label: (use.participant, use.role, use.turns, use.sources) for use in study.sources.speakers()}


def test_the_labels_of_all_texts_are_listed_by_name_in_one_spelling(study: Study) -> None:
    assert list(used(study)) == ["Anna", "I", "Jan Smit"]
    assert used(study) == {
        "Anna": ("", "", 3, ("drie", "twee")),
        "I": ("", "interviewer", 2, ("een",)),
        "Jan Smit": ("", "", 5, ("drie", "een", "twee")),
    }


def test_what_is_said_of_a_label_is_true_in_every_text_and_spelling(study: Study) -> None:
    assert study.sources.map_speakers({"JAN SMIT": "R1", "Anna": "interviewer"}) == 8
    assert who(study, "een") == [("", "interviewer"), ("R1", "respondent")] * 2
    assert who(study, "twee") == [("", "interviewer"), ("R1", "respondent")] * 2
    assert who(study, "drie") == [("", "interviewer"), ("R1", "respondent")]
    sources = {each.source: each.participants for each in study.content().of(r.Source)}
    assert (sources["een"], sources["twee"], sources["drie"]) == (("R1",),) * 3
    assert used(study)["Jan Smit"][:2] == ("R1", "respondent")
    assert study.sources.map_speakers({"Jan Smit": "R1"}) == 0
    assert_sound(study)


def test_passages_follow_their_turns_unless_somebody_gave_them_a_voice(study: Study) -> None:
    start = FIRST.index("Stroef")
    study.passages.add("een", start, start + 6, passage="Q1")
    study.passages.add("een", start, start + 6, passage="Q2", voices=("R2",))

    def voices() -> dict[str, tuple[str, ...]]:
        return {each.passage: tuple(each.voices) for each in study.sources.open("een").passages}

    assert voices() == {"Q1": (), "Q2": ("R2",)}
    study.sources.map_speakers({"Jan Smit": "R1"})
    assert voices() == {"Q1": ("R1",), "Q2": ("R2",)}
    study.sources.map_speakers({"Jan Smit": "interviewer"})
    assert voices() == {"Q1": (), "Q2": ("R2",)}


def test_a_mapping_is_changed_and_forgotten_again(study: Study) -> None:
    study.sources.map_speakers({"Jan Smit": "R1"})
    study.sources.map_speakers({"jan smit": "R2"})
    assert [(each.participant, each.role) for each in study.content().of(r.Speaker)] == [("R2", "respondent")]
    assert who(study, "een")[1] == ("R2", "respondent")
    study.sources.map_speakers({"Jan  Smit": ""})
    assert study.content().of(r.Speaker) == ()
    assert who(study, "een")[1] == ("", "")
    assert_sound(study)


def test_a_mapping_is_undone_and_redone_whole(study: Study) -> None:
    before = dump(study)
    study.sources.map_speakers({"Jan Smit": "R1", "Anna": "R2"})
    after = dump(study)
    study.undo()
    assert dump(study) == before
    study.redo()
    assert dump(study) == after


def test_who_or_what_is_not_there_is_refused_and_nothing_is_written(study: Study) -> None:
    before = dump(study)
    with pytest.raises(Refused, match="No text has a speaker 'Kees'"):
        study.sources.map_speakers({"Jan Smit": "R1", "Kees": "R1"})
    with pytest.raises(NotFound, match="no participant 'R9'"):
        study.sources.map_speakers({"Jan Smit": "R1", "Anna": "R9"})
    with pytest.raises(Refused, match="'Jan Smit' is said to be two people"):
        study.sources.map_speakers({"Jan Smit": "R1", "jan smit": "R2"})
    assert dump(study) == before
    assert study.sources.map_speakers({"Jan Smit": "R1", "jan smit": "R1"}) == 5
    assert_sound(study)


def test_after_a_correction_labels_are_still_labels_and_turns_still_theirs(study: Study) -> None:
    text = study.content().texts["een"]
    study.sources.correct("een", text="Vooraf. " + text.replace("Stroef", "Heel stroef, eigenlijk"))
    assert [use.turns for use in study.sources.speakers()] == [3, 2, 5]
    study.sources.map_speakers({"Jan Smit": "R1"})
    found = [turn for turn in study.content().of(r.Turn) if turn.source == "een" and turn.participant == "R1"]
    words = [study.content().texts["een"][turn.start : turn.end] for turn in found]
    assert [word.rstrip(".") for word in words][-1] == "Niemand belt"
    assert "stroef" in words[0]
    assert_sound(study)


def test_one_who_speaks_the_same_words_already_is_not_there_twice(study: Study) -> None:
    labels = [(0, 2, "speaker", None, None, None)]
    both = [(4, 12, "R1", "respondent"), (4, 12, "R2", "respondent")]
    study.sources.add("koor", "R1: Ja hoor.", kind="meeting", blocks=labels, turns=both)
    study.sources.map_speakers({"R1": "R2"})
    assert who(study, "koor") == [("R2", "respondent")]
    assert_sound(study)


def test_who_is_who_survives_saving_and_loading(study: Study, addresses: Addresses, tmp_path: Path) -> None:
    study.sources.map_speakers({"Jan Smit": "R1", "Anna": "interviewer"})
    study.save(tmp_path / "map")
    with load_study(addresses(), tmp_path / "map", coder="ann").study as again:
        assert used(again) == used(study)
        (tmp_path / "vier.txt").write_text(FIRST.replace("Niemand", "Iedereen"), encoding="utf-8")
        plan = again.sources.plan(again.sources.read(tmp_path / "vier.txt"))
        assert [(each.label, each.participant) for each in plan.speakers] == [("I", ""), ("Jan Smit", "R1")]


def test_a_study_without_transcripts_has_no_labels(files: Addresses) -> None:
    with put(files(), sample(), "ann") as opened:
        assert opened.sources.speakers() == []
