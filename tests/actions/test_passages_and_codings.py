"""Marking places and coding them: where, by whom, which codes go together, and what a removal takes along."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from spanveld.actions.things import DependantsRefusal
from spanveld.model.errors import NotFound, Refused
from spanveld.model.framework_names import UnknownName
from spanveld.model.records import Coding, Passage
from spanveld.session import Study, open_study, start_study
from spanveld.store.documents import DocumentPassage
from tests.session.samples import NIGHT, assert_sound, dump, put, sample


@pytest.fixture
def study(address: str) -> Iterator[Study]:
    with put(address, sample(), "ann") as opened:
        yield opened


def shown(study: Study, passage: str, source: str = "night") -> DocumentPassage:
    """A passage as a reader of its source sees it."""
    return next(item for item in study.sources.open(source).passages if item.passage == passage)


def codes_of(study: Study, passage: str, source: str = "night") -> list[tuple[str, str]]:
    return [(f"{code.layer}/{code.code}", code.coder) for code in shown(study, passage, source).codes]


def quote(study: Study, passage: str) -> str:
    found = shown(study, passage)
    return study.sources.open("night").text[found.start : found.end]


# ---------------------------------------------------------------------- where
@pytest.mark.parametrize(
    "words", ["👩‍🚒", "🇳🇱", "e\u0301e\u0301n", "De lamp is uit.", "\n", NIGHT[0], NIGHT[-1], NIGHT]
)
def test_a_passage_marks_its_words_to_the_code_point(study: Study, words: str) -> None:
    at = NIGHT.rindex(words)
    name = study.passages.add("night", at, at + len(words))
    assert (shown(study, name).start, quote(study, name)) == (at, words)
    assert_sound(study)


@pytest.mark.parametrize(("start", "end"), [(-1, 4), (4, 4), (9, 3), (0, len(NIGHT) + 1), (len(NIGHT), len(NIGHT) + 1)])
def test_a_place_outside_the_text_is_refused_and_nothing_is_written(study: Study, start: int, end: int) -> None:
    before = dump(study)
    with pytest.raises(Refused, match="The passage (starts|ends) at"):
        study.passages.add("night", start, end)
    with pytest.raises(Refused, match="The passage (starts|ends) at"):
        study.passages.extend("P1", start, end)
    assert dump(study) == before


def test_a_passage_is_extended_over_the_same_text(study: Study) -> None:
    study.passages.extend("P1", 3, 7)
    assert quote(study, "P1") == "lamp"
    study.undo()
    assert quote(study, "P1") == "De lamp is uit."


def test_two_coders_who_mark_the_same_words_make_two_passages(study: Study, address: str) -> None:
    mine = study.passages.add("night", 3, 7)
    with open_study(address, coder="ben") as ben:
        his = ben.passages.add("night", 3, 7)
    assert mine != his
    assert (shown(study, mine).coder, shown(study, his).coder) == ("ann", "ben")


# ---------------------------------------------------------------------- who
def test_who_codes_must_be_a_coder_of_the_study(study: Study, address: str) -> None:
    with (
        open_study(address, coder="zoe") as stranger,
        pytest.raises(Refused, match="no coder 'zoe' .* it has: ann, ben"),
    ):
        stranger.passages.add("night", 0, 4)
    with open_study(address) as nobody, pytest.raises(Refused, match="Say who codes.* this study has: ann, ben"):
        nobody.passages.add("night", 0, 4)


def test_the_only_coder_of_a_study_codes_without_being_named(address: str) -> None:
    with start_study(address, identifier="one", frameworks=["governance-tensions@1"], coder="eva") as study:
        study.sources.add("a", "Een zin.", kind="document")
        study.passages.add("a", 0, 3, codes=["tension/perform"])
    with open_study(address) as study:
        assert (study.actor, shown(study, "1", "a").coder) == ("eva", "eva")


def test_a_coding_is_the_coder_s_own_and_is_taken_off_by_name(study: Study, address: str) -> None:
    with open_study(address, coder="ben") as ben:
        ben.codings.add("P2", "aspect/cold")
        assert codes_of(ben, "P2") == [("aspect/draught", "ann"), ("aspect/cold", "ben")]
        with pytest.raises(NotFound, match=r"'P2' does not carry aspect/draught by this coder"):
            ben.codings.remove("P2", "aspect/draught")
        ben.codings.remove("P2", "aspect/draught", coder="ann")
        ben.codings.remove("P2", "aspect/cold")
        assert codes_of(ben, "P2") == []


# ---------------------------------------------------------------------- identifiers
def test_a_passage_gets_the_next_free_number_or_the_name_it_is_given(study: Study) -> None:
    assert study.passages.add("night", 0, 4) == "6"
    assert study.passages.add("night", 0, 4, passage="8") == "8"
    assert [study.passages.add("night", 0, 4) for _ in range(2)] == ["9", "10"]


def test_a_number_that_was_undone_is_not_given_out_again(study: Study) -> None:
    first = study.passages.add("night", 0, 4)
    study.undo()
    assert study.passages.add("night", 0, 4) != first


@pytest.mark.parametrize("name", ["a b", "-a", "é", "a/b", "a:b", "a;b", " ", ".a", "a\n"])
def test_a_name_that_is_no_identifier_is_refused(study: Study, name: str) -> None:
    with pytest.raises(Refused, match="is no identifier"):
        study.passages.add("night", 0, 4, passage=name)


def test_a_name_in_use_is_refused(study: Study) -> None:
    with pytest.raises(Refused, match="There is a passage 'P1' already"):
        study.passages.add("night", 0, 4, passage="P1")


# ---------------------------------------------------------------------- codes
def test_an_exclusive_layer_takes_one_code_a_passage_and_coder(study: Study, address: str) -> None:
    before = dump(study)
    for code in ("tension/perform", "mood/cross"):
        with pytest.raises(
            Refused, match="at most one code of an exclusive layer per coder; mark .* as a second passage"
        ):
            study.codings.add("P1", code)
    assert dump(study) == before
    with open_study(address, coder="ben") as ben:
        ben.codings.add("P1", "tension/perform")
    study.passages.add("night", 0, 15, passage="again", codes=["tension/perform"])
    study.codings.add("P1", "aspect/draught")
    assert ("tension/perform", "ben") in codes_of(study, "P1")
    assert_sound(study)


def test_a_passage_that_one_of_its_codes_keeps_out_is_not_made_at_all(study: Study) -> None:
    before = dump(study)
    for codes in (
        ["tension/perform", "tension/authorise"],
        ["aspect/cold", "aspect/none"],
        ["aspect/cold", "aspect/cold"],
    ):
        with pytest.raises(Refused):
            study.passages.add("night", 0, 4, codes=codes)
    assert dump(study) == before


def test_a_code_must_be_there_and_be_named_with_its_layer(study: Study) -> None:
    with pytest.raises(NotFound, match="no code 'none' in layer 'aspect'"):
        study.codings.add("P1", "aspect/none")
    with pytest.raises(UnknownName, match="'weather' is not known here; known are: .*aspect"):
        study.codings.add("P1", "weather/rain")
    with pytest.raises(Refused, match="'cold' is no code: write it as layer/code"):
        study.codings.add("P1", "cold")
    with pytest.raises(NotFound, match="no passage 'P9'"):
        study.codings.add("P9", "aspect/cold")
    study.codings.add("P2", "governance-tensions/tension/perform")
    assert ("tension/perform", "ann") in codes_of(study, "P2")


def test_the_same_code_twice_is_refused(study: Study) -> None:
    with pytest.raises(Refused, match="The passage carries aspect/cold already"):
        study.codings.add("P1", "aspect/cold")


# ---------------------------------------------------------------------- what is known of a passage
def test_whose_word_a_passage_is_can_be_left_to_the_turns_given_or_nobody_s(study: Study) -> None:
    name = study.passages.add("night", 0, 15)
    assert shown(study, name).voices == ("R1",)
    study.passages.edit(name, voices=("R2", "FN"))
    assert set(shown(study, name).voices) == {"R2", "FN"}
    study.passages.edit(name, voices=())
    assert shown(study, name).voices == ()
    study.passages.edit(name, voices=None)
    assert shown(study, name).voices == ("R1",)
    with pytest.raises(NotFound, match="no participant 'R9'"):
        study.passages.edit(name, voices=("R9",))
    with pytest.raises(Refused, match="names the same thing twice"):
        study.passages.edit(name, voices=("R1", "R1"))


def test_words_about_a_passage_are_cleaned_at_the_edge_and_unfit_ones_refused(study: Study) -> None:
    study.passages.edit("P1", memo="\ufeffeen\r\ntwee\rdrie")
    assert shown(study, "P1").memo == "een\ntwee\ndrie"
    for unfit, name in (("a\0", "U+0000"), ("a\ud800", r"U\+D800")):
        with pytest.raises(Refused, match=f"memo holds {name}".replace("+0000", r"\+0000")):
            study.passages.edit("P1", memo=unfit)


@pytest.mark.parametrize(("name", "value"), [("form", "spoken"), ("basis", "hearsay")])
def test_a_choice_is_one_of_its_list(study: Study, name: str, value: str) -> None:
    with pytest.raises(Refused, match=f"{name}: '{value}' is not allowed here; write one of: "):
        study.passages.edit("P1", **{name: value})


@pytest.mark.parametrize("name", ["source", "coder", "doubt", "start", "colour"])
def test_what_cannot_be_edited_is_told_to_the_programmer(study: Study, name: str) -> None:
    with pytest.raises(TypeError, match=name):
        study.passages.edit("P1", **{name: "ben"})


# ---------------------------------------------------------------------- removing
def test_removing_a_passage_says_what_rests_on_it_and_asks(study: Study) -> None:
    before = dump(study)
    with pytest.raises(
        DependantsRefusal, match=r"On passage 'P1' rest: codings \(4\), .*evidence.*--with-dependants"
    ) as told:
        study.passages.remove("P1")
    expected = {
        "coding": 4,
        "evidence": 1,
        "memo": 1,
        "judgement_evidence": 1,
        "vignette_passage": 1,
        "anchor_example": 1,
    }
    assert told.value.counts == expected
    assert dump(study) == before


def test_removing_a_passage_with_all_that_rests_on_it_is_undone_whole(study: Study) -> None:
    before = dump(study)
    study.passages.remove("P1", with_dependants=True)
    content = study.content()
    assert "P1" not in {passage.passage for passage in content.of(Passage)}
    assert "P1" not in {coding.passage for coding in content.of(Coding)}
    assert_sound(study)
    study.undo()
    assert dump(study) == before


def test_a_passage_on_which_nothing_rests_is_removed_without_asking(study: Study) -> None:
    name = study.passages.add("night", 0, 4)
    study.passages.remove(name)
    assert_sound(study)
