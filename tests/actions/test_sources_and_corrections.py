"""Texts come in clean, are corrected without losing a passage, and what a correction leaves open a person settles."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spanveld.actions.things import DependantsRefusal
from spanveld.model.errors import NotFound, Refused
from spanveld.model.records import Coding, Passage, Source, Turn
from spanveld.session import Study, load_study, open_study
from tests.conftest import Addresses, Places
from tests.model.oracle import SENTENCE, edits_of, texts
from tests.session.samples import NIGHT, assert_sound, dump, put, sample
from tests.strategies import same


@pytest.fixture
def study(address: str) -> Iterator[Study]:
    with put(address, sample(), "ann") as opened:
        yield opened


def passages(study: Study) -> dict[str, Passage]:
    return {passage.passage: passage for passage in study.content().of(Passage)}


def quote(study: Study, passage: str) -> str | None:
    found = passages(study)[passage]
    return None if found.start is None else study.content().texts[found.source][found.start : found.end]


# ---------------------------------------------------------------------- bringing in
def test_a_text_is_cleaned_at_the_edge_and_otherwise_kept(study: Study) -> None:
    study.sources.add("new", "\ufeffRegel een.\r\nRegel twee.\r\tU\u0308 \ufeff👩‍🚒", kind="interview")
    assert study.content().texts["new"] == "Regel een.\nRegel twee.\n\tU\u0308 \ufeff👩‍🚒"
    assert study.sources.open("new").text == study.content().texts["new"]
    assert_sound(study)


@pytest.mark.parametrize(("text", "name"), [("een\0twee", r"U\+0000"), ("een\ud83dtwee", r"U\+D83D")])
def test_a_text_with_a_character_that_no_text_can_hold_is_refused(study: Study, text: str, name: str) -> None:
    before = dump(study)
    with pytest.raises(Refused, match=f"The text holds {name}"):
        study.sources.add("new", text, kind="interview")
    with pytest.raises(Refused, match=f"The text holds {name}"):
        study.sources.correct("night", text=text)
    with pytest.raises(Refused, match=f"The text holds {name}"):
        study.sources.correct("night", edits=[(0, 1, text)])
    assert dump(study) == before


def test_a_source_without_a_file_gets_one_of_its_name(study: Study) -> None:
    assert study.sources.add("", "Zo.", kind="document") == "3"
    assert {s.source: s.file for s in study.content().of(Source)}["3"] == "sources/3.txt"


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("sources/night.txt", "Another source has the file"),
        ("Sources/NIGHT.txt", "Another source has the file"),
        ("sources/night.txt/deep.txt", "Another source has the file"),
        ("../out.txt", "leads out of the folder"),
        ("/etc/passwd", "is not a path inside the folder"),
        ("codings.csv", "is a name that the study folder itself uses"),
        ("frameworks/x.txt", "is a name that the study folder itself uses"),
    ],
)
def test_a_file_that_a_study_folder_cannot_hold_is_refused(study: Study, file: str, message: str) -> None:
    with pytest.raises(Refused, match=message):
        study.sources.add("new", "Zo.", kind="document", file=file)
    with pytest.raises(Refused, match=message):
        study.sources.edit("notes", file=file)


def test_what_a_source_says_of_itself_is_checked(study: Study) -> None:
    with pytest.raises(Refused, match="kind: 'letter' is not allowed here; write one of: interview"):
        study.sources.add("new", "Zo.", kind="letter")
    with pytest.raises(Refused, match="date: '2024-02-30' is no date of the calendar"):
        study.sources.add("new", "Zo.", kind="document", date="2024-02-30")
    with pytest.raises(NotFound, match="no wave 'W9'"):
        study.sources.edit("night", wave="W9")
    with pytest.raises(Refused, match="There is a source 'night' already"):
        study.sources.add("night", "Zo.", kind="document")


@pytest.mark.parametrize(
    ("turn", "message"),
    [
        ((0, 99, "R1", ""), "The turn from 0 to 99 does not lie inside the text"),
        ((2, 2, "R1", ""), "does not lie inside"),
        ((-1, 2, "R1", ""), "does not lie inside"),
        ((0, 2, "R9", ""), "no participant 'R9'"),
        ((0, 2, "R1", "singer"), "'singer' is no role of a turn; it is one of: interviewer, respondent, reflection."),
    ],
)
def test_a_turn_lies_inside_the_text_and_is_somebody_s(
    study: Study, turn: tuple[int, int, str, str], message: str
) -> None:
    with pytest.raises(Refused, match=message):
        study.sources.add("new", "Zo is het.", kind="interview", turns=[turn])
    with pytest.raises(Refused, match="There is such a turn already"):
        study.sources.set_turns("notes", [(0, 2, "R1", ""), (0, 2, "R1", "respondent")])


def test_who_speaks_is_said_anew_in_place_of_what_was_known(study: Study) -> None:
    study.sources.set_turns("night", [(0, 113, "R2", "respondent")])
    assert [(turn.start, turn.end, turn.participant) for turn in study.content().of(Turn)] == [(0, 113, "R2")]
    study.undo()
    assert len(study.content().of(Turn)) == 3


# ---------------------------------------------------------------------- correcting
def test_a_correction_says_what_became_of_each_passage(study: Study) -> None:
    done = study.sources.correct("night", edits=[(3, 7, "lantaarn"), (16, 49, "")])
    assert done.text == NIGHT[:3] + "lantaarn" + NIGHT[7:16] + NIGHT[49:]
    assert {name: outcome.fate for name, outcome in done.outcomes.items()} == {
        "P1": "changed",
        "P2": "follows",
        "P3": "doubt",
    }
    assert (done.of("doubt"), done.lost_turns) == (["P3"], 0)
    assert (quote(study, "P1"), quote(study, "P2"), quote(study, "P3")) == ("De lantaarn is uit.", NIGHT[50:65], None)
    assert study.sources.open("night").version == 2
    assert_sound(study)


def test_a_preview_says_the_same_and_writes_nothing(study: Study) -> None:
    before, entries = dump(study), len(study.journal().entries)
    new = NIGHT.replace("Niemand leest", "Iedereen slaapt")
    assert study.sources.preview("night", text=new) == study.sources.preview("night", text=new)
    foreseen = study.sources.preview("night", edits=[(0, 20, "")])
    assert (dump(study), len(study.journal().entries)) == (before, entries)
    assert study.sources.correct("night", edits=[(0, 20, "")]) == foreseen


def test_a_passage_in_doubt_is_listed_with_its_words_and_settled_by_a_person(study: Study) -> None:
    study.sources.correct("night", edits=[(16, 40, "Iemand")])
    assert study.show().doubts == ("P3",)
    assert passages(study)["P3"].doubt == NIGHT[16:40]
    study.passages.settle("P3", 16, 22)
    assert (quote(study, "P3"), passages(study)["P3"].doubt, study.show().doubts) == ("Iemand", "", ())
    assert_sound(study)
    study.undo()
    assert study.show().doubts == ("P3",)
    assert_sound(study)


def test_a_doubt_survives_saving_and_loading(study: Study, addresses: Addresses, tmp_path: Path) -> None:
    study.sources.correct("night", edits=[(16, 40, "Iemand")])
    study.save(tmp_path / "folder")
    with load_study(addresses(), tmp_path / "folder", coder="ann").study as again:
        assert again.show().doubts == ("P3",)
        assert same(again.content(), study.content())
        again.passages.settle("P3", 16, 22)
        assert quote(again, "P3") == "Iemand"
        assert_sound(again)


def test_the_evidence_of_a_passage_in_doubt_still_counts_and_shows_the_words_it_had(study: Study) -> None:
    study.evidence.add("F1", "P3", "supports")
    before = study.table().as_json()
    study.sources.correct("night", edits=[(16, 40, "Iemand")])
    quoted = [
        item
        for table in study.table(with_passages=True).tables
        for row in table.rows
        for item in row.stances["supports"].quoted
        if item.passage == "P3"
    ]
    assert [(item.quote, item.doubt) for item in quoted] == [(NIGHT[16:40], True)]
    passages_of = [row["supports"]["passages"] for table in before["tables"] for row in table["rows"]]
    after = [row["supports"]["passages"] for table in study.table().as_json()["tables"] for row in table["rows"]]
    assert after == passages_of


def test_the_turns_follow_a_correction(study: Study) -> None:
    done = study.sources.correct("night", edits=[(0, 0, "Begin. "), (50, 80, "")])
    assert done.lost_turns == 1
    assert [(turn.start, turn.end, turn.participant) for turn in study.content().of(Turn)] == [
        (7, 56, "R1"),
        (57, 90, "R2"),
    ]


def test_two_turns_of_one_person_that_become_the_same_are_kept_once(study: Study) -> None:
    study.sources.set_turns("notes", [(0, 20, "R1", ""), (5, 30, "R1", "")])
    study.sources.correct("notes", edits=[(0, 5, ""), (20, 30, "")])
    turns = [turn for turn in study.content().of(Turn) if turn.source == "notes"]
    assert [(turn.start, turn.end) for turn in turns] == [(0, 15)]
    assert_sound(study)


def test_a_correction_is_undone_and_redone_to_the_row(study: Study) -> None:
    before = dump(study)
    study.sources.correct("night", text=NIGHT.replace("uit. ", "uit! ", 1))
    after = dump(study)
    study.sources.correct("night", edits=[(0, 16, "")])
    study.undo()
    assert dump(study) == after
    study.undo()
    assert dump(study) == before
    study.redo()
    assert dump(study) == after
    assert_sound(study)


def test_work_on_a_corrected_text_is_undone_before_the_correction(study: Study, address: str) -> None:
    study.sources.correct("night", edits=[(0, 0, "Begin. ")])
    with open_study(address, coder="ben") as ben:
        ben.passages.add("night", 0, 6, passage="his")
        with pytest.raises(Refused, match="things made since rest on it"):
            study.undo()
        ben.undo()
        study.undo()
    assert study.sources.open("night").text == NIGHT


def test_what_was_done_before_another_s_correction_is_not_undone_under_it(study: Study, address: str) -> None:
    study.passages.extend("P1", 0, 40)
    with open_study(address, coder="ben") as ben:
        ben.sources.correct("night", edits=[(0, 0, "Begin. ")])
    before = dump(study)
    with pytest.raises(Refused, match="the text was corrected since. Undo the correction first"):
        study.undo()
    assert dump(study) == before


def test_a_passage_removed_after_a_correction_comes_back_in_both_versions(study: Study) -> None:
    study.sources.correct("night", edits=[(0, 0, "Begin. ")])
    before = dump(study)
    study.passages.remove("P2", with_dependants=True)
    study.undo()
    assert dump(study) == before


def test_the_same_text_again_is_no_correction(study: Study) -> None:
    for same_text in (
        {"text": NIGHT},
        {"text": NIGHT.replace("\n", "\r\n")},
        {"edits": []},
        {"edits": [(3, 7, "lamp")]},
    ):
        with pytest.raises(Refused, match="is the same as before"):
            study.sources.correct("night", **same_text)


def test_a_correction_is_given_by_text_or_by_edits(study: Study) -> None:
    for wrong in ({}, {"text": "a", "edits": [(0, 1, "b")]}):
        with pytest.raises(TypeError, match="either text or edits"):
            study.sources.correct("night", **wrong)
    with pytest.raises(Refused, match="lies outside the text"):
        study.sources.correct("night", edits=[(0, 10**6, "")])
    with pytest.raises(NotFound, match="no source 'day'"):
        study.sources.correct("day", text="a")


def test_the_whole_text_may_go_and_no_passage_is_lost(study: Study) -> None:
    done = study.sources.correct("night", text="Ω")
    assert sorted(done.of("doubt")) == ["P1", "P2", "P3"] == sorted(study.show().doubts)
    assert len(study.content().of(Coding)) == len(sample().of(Coding))
    assert_sound(study)


@settings(max_examples=settings().max_examples // 2)
@given(data=st.data())
def test_no_passage_and_no_coding_is_ever_lost_by_corrections(places: Places, data: st.DataObject) -> None:
    address, identifier = places()
    with put(address, sample(identifier), "ann") as study:
        old = data.draw(texts())
        study.sources.add("five", old, kind="interview")
        starts = [at for at in range(len(old)) if old.startswith(SENTENCE, at)]
        spans = [(at, at + len(SENTENCE)) for at in starts] + [(0, 1), (len(old) - 1, len(old)), (0, len(old))]
        for start, end in spans:
            study.passages.add("five", start, end, codes=["aspect/cold"])
        for _ in range(data.draw(st.integers(1, 3))):
            held = passages(study).keys()
            codings = sorted(map(repr, study.content().of(Coding)))
            text = study.content().texts["five"]
            edits = data.draw(edits_of(text, st.sampled_from(["", "Ω", SENTENCE, "\n"])))
            try:
                done = (
                    study.sources.correct("five", edits=edits)
                    if data.draw(st.booleans())
                    else study.sources.correct("five", text=text_after(text, edits))
                )
            except Refused:
                continue
            assert passages(study).keys() == held
            assert sorted(map(repr, study.content().of(Coding))) == codings
            assert set(study.show().doubts) >= set(done.of("doubt"))
            assert_sound(study)
        while study.undo().action == "correct text":
            assert study.doctor().sound
        assert study.content().texts["five"] == old


def text_after(text: str, edits: list[tuple[int, int, str]]) -> str:
    for start, end, new in reversed(edits):
        text = text[:start] + new + text[end:]
    return text


# ---------------------------------------------------------------------- removing
def test_removing_a_source_says_what_rests_on_it_and_is_undone_whole(study: Study) -> None:
    study.sources.correct("night", edits=[(0, 0, "Begin. ")])
    before = dump(study)
    with pytest.raises(DependantsRefusal, match=r"On source 'night' rest: .*passages \(3\)") as told:
        study.sources.remove("night")
    assert told.value.counts["summary"] == 2
    assert dump(study) == before
    study.sources.remove("night", with_dependants=True)
    assert list(study.content().texts) == ["notes"]
    assert_sound(study)
    study.undo()
    assert dump(study) == before
    assert_sound(study)
