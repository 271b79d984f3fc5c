"""Cases, sub-cases, waves, coders, parties and participants: added, changed, and removed only with what rests on them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from spanveld.actions.things import DependantsRefusal
from spanveld.model.errors import NotFound, Refused
from spanveld.model.records import Coding, Finding, Judgement, Participant, Party, Passage, Source, SubCase, Wave
from spanveld.session import Study
from tests.session.samples import assert_sound, dump, put, sample

GROUPS = ("cases", "sub_cases", "waves", "coders", "parties", "participants")


@pytest.fixture
def study(address: str) -> Iterator[Study]:
    with put(address, sample(), "ann") as opened:
        yield opened


def one(study: Study, record: type[Any], name: str) -> Any:
    """The record of a thing by its identifier, the first of its fields."""
    return next(item for item in study.content().of(record) if getattr(item, record.__slots__[0]) == name)


def code_labels(study: Study, code: str) -> dict[str, str]:
    """The Dutch label of a code in each layer that has it."""
    with study._store.writing("") as work:
        layers = dict(work.values("layer", "id", "identifier"))
        return {layers[row["layer_id"]]: row["label_nl"] for row in work.rows("code", identifier=code)}


@pytest.mark.parametrize("group", GROUPS)
def test_a_thing_is_added_under_its_name_or_the_next_number_changed_and_removed(study: Study, group: str) -> None:
    things = getattr(study, group)
    assert things.add("new") == "new"
    assert things.add().isdigit()
    with pytest.raises(Refused, match="There is a .* 'new' already"):
        things.add("new")
    with pytest.raises(Refused, match="'n w' is no identifier"):
        things.add("n w")
    with pytest.raises(NotFound, match="There is no .* 'none' in this study"):
        things.edit("none")
    with pytest.raises(NotFound, match="There is no .* 'none' in this study"):
        things.remove("none")
    with pytest.raises(TypeError, match="has no colour"):
        things.add("other", colour="red")
    things.remove("new")
    assert_sound(study)


def test_a_thing_may_bring_the_guid_by_which_others_know_it(study: Study) -> None:
    study.parties.add("POL", name="Politie", guid="{ABCDEF01-2345-6789-ABCD-EF0123456789}")
    assert one(study, Party, "POL").guid == "abcdef01-2345-6789-abcd-ef0123456789"
    with pytest.raises(Refused, match="'12' is no GUID"):
        study.parties.add("GGD", guid="12")


def test_what_a_thing_says_is_kept_as_a_study_folder_can_hold_it(study: Study) -> None:
    study.parties.edit("LIB", aliases=("de bieb", " Bieb "), mentions=("bieb",))
    assert one(study, Party, "LIB").aliases == ("Bieb", "de bieb")
    study.parties.edit("LIB", mentions="")
    assert one(study, Party, "LIB").mentions == ()
    study.waves.edit("W1", from_="2023-02", to="2023-04-30")
    assert (one(study, Wave, "W1").from_, one(study, Wave, "W1").to) == ("2023-02", "2023-04-30")
    study.participants.edit("R1", parties=("SCH", "LIB"), sub_cases=())
    assert one(study, Participant, "R1").parties == ("LIB", "SCH")
    assert_sound(study)


@pytest.mark.parametrize(
    ("group", "name", "values", "message"),
    [
        ("parties", "LIB", {"aliases": ("a;b",)}, "aliases: 'a;b' cannot stand in a list; leave out ';'"),
        ("parties", "LIB", {"mentions": ("",)}, "mentions: '' cannot stand in a list"),
        ("parties", "LIB", {"mentions": ("a", "a")}, "mentions names the same thing twice"),
        ("parties", "LIB", {"aliases": ("a", " a")}, "aliases names the same thing twice"),
        ("parties", "LIB", {"name": 3}, "name must be text, not '3'"),
        ("participants", "R1", {"parties": ("NO",)}, "There is no party 'NO'"),
        ("waves", "W1", {"to": "soon"}, "to: 'soon' is no date of the calendar"),
        ("sub_cases", "east", {"case": "X"}, "There is no case 'X'"),
        ("coders", "ann", {"name": "a\0b"}, r"name holds U\+0000"),
        ("cases", "C", {"name": "a\udfff"}, r"name holds U\+DFFF"),
    ],
)
def test_what_no_study_folder_can_hold_is_refused(
    study: Study, group: str, name: str, values: dict[str, Any], message: str
) -> None:
    before = dump(study)
    with pytest.raises(Refused, match=message):
        getattr(study, group).edit(name, **values)
    assert dump(study) == before


# ---------------------------------------------------------------------- cases
def test_a_second_case_makes_explicit_what_the_first_one_left_out(study: Study) -> None:
    before = dump(study)
    study.cases.add("D")
    content = study.content()
    for record in (Source, Finding, SubCase, Judgement):
        assert {item.case for item in content.of(record)} == {"C"}
    assert_sound(study)
    study.undo()
    assert dump(study) == before


def test_a_third_case_changes_nothing_of_the_others(study: Study) -> None:
    study.cases.add("D")
    study.sources.edit("notes", case="D")
    study.cases.add("E")
    assert one(study, Source, "notes").case == "D"


def test_a_case_of_several_keeps_what_is_its_own_from_passing_to_another(study: Study) -> None:
    study.cases.add("D")
    before = dump(study)
    with pytest.raises(Refused, match="Case 'C' still has finding .*; give these another case first"):
        study.cases.remove("C", with_dependants=True)
    assert dump(study) == before
    study.cases.remove("D")
    assert_sound(study)


def test_the_only_case_is_removed_and_what_named_it_no_longer_does(study: Study) -> None:
    before = dump(study)
    with pytest.raises(DependantsRefusal, match="On case 'C' rest: "):
        study.cases.remove("C")
    study.cases.remove("C", with_dependants=True)
    assert one(study, Finding, "F1").case == ""
    assert_sound(study)
    study.undo()
    assert dump(study) == before


# ---------------------------------------------------------------------- sub-cases
def test_a_sub_case_is_a_code_of_every_layer_of_sub_cases(study: Study) -> None:
    study.sub_cases.add("north", name="Noord")
    assert code_labels(study, "north") == {"sub_case": "Noord", "room": "Noord"}
    study.codings.add("P1", "room/north")
    study.sub_cases.edit("north", name="Noordzaal")
    assert code_labels(study, "north") == {"sub_case": "Noordzaal", "room": "Noordzaal"}
    assert_sound(study)


def test_a_sub_case_that_is_coded_is_removed_only_with_its_codings(study: Study) -> None:
    before = dump(study)
    with pytest.raises(DependantsRefusal, match=r"On sub-case 'west' rest: .*codings \(1\)"):
        study.sub_cases.remove("west")
    assert dump(study) == before
    study.sub_cases.remove("west", with_dependants=True)
    assert code_labels(study, "west") == {}
    assert "west" not in {coding.code for coding in study.content().of(Coding)}
    assert one(study, Finding, "F2").sub_case == ""
    assert_sound(study)
    study.undo()
    assert dump(study) == before


# ---------------------------------------------------------------------- the others
def test_a_coder_with_work_in_the_study_stays(study: Study) -> None:
    with pytest.raises(
        Refused, match="Coder 'ben' has work in this study, which would lose its author; the coder stays"
    ):
        study.coders.remove("ben", with_dependants=True)


def test_a_wave_goes_with_its_judgements_and_leaves_its_sources(study: Study) -> None:
    before = dump(study)
    with pytest.raises(DependantsRefusal, match=r"On wave 'W1' rest: .*judgements \(1\), .*sources \(1\)"):
        study.waves.remove("W1")
    study.waves.remove("W1", with_dependants=True)
    assert one(study, Source, "night").wave == ""
    assert [judgement.wave for judgement in study.content().of(Judgement)] == ["W2"]
    assert_sound(study)
    study.undo()
    assert dump(study) == before


def test_a_participant_goes_with_consents_and_leaves_passages_and_turns(study: Study) -> None:
    before = dump(study)
    with pytest.raises(DependantsRefusal, match=r"On participant 'R1' rest: .*consents \(1\)"):
        study.participants.remove("R1")
    study.participants.remove("R1", with_dependants=True)
    content = study.content()
    assert len(content.of(Passage)) == 5
    assert [turn.participant for turn in content.records["turn"]] == ["", "", "R2"]
    assert content.records["consent"] == ()
    assert_sound(study)
    study.undo()
    assert dump(study) == before


def test_of_two_who_spoke_at_once_and_both_go_one_turn_of_nobody_known_stays(study: Study) -> None:
    study.sources.set_turns("notes", [(0, 5, "R1", "respondent"), (0, 5, "R2", "respondent")])
    before = dump(study)
    for name in ("R1", "R2"):
        study.participants.remove(name, with_dependants=True)
    turns = [turn for turn in study.content().records["turn"] if turn.source == "notes"]
    assert [(turn.start, turn.end, turn.participant) for turn in turns] == [(0, 5, "")]
    assert_sound(study)
    study.undo()
    study.undo()
    assert dump(study) == before


def test_a_party_leaves_the_people_and_passages_that_named_it(study: Study) -> None:
    before = dump(study)
    with pytest.raises(
        DependantsRefusal, match="On party 'LIB' rest: participants of the party .2., passages about it .1."
    ):
        study.parties.remove("LIB")
    study.parties.remove("LIB", with_dependants=True)
    assert one(study, Participant, "R2").parties == ("SCH",)
    assert_sound(study)
    study.undo()
    assert dump(study) == before
