"""Vignettes are made of passages and a frame, kept in order, and hang on what they name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from spanveld.actions.things import DependantsRefusal
from spanveld.model.errors import NotFound, Refused
from spanveld.model.records import Code, Passage, Vignette, VignettePassage
from spanveld.session import Study
from tests.session.samples import assert_sound, dump, put, sample


@pytest.fixture
def study(address: str) -> Iterator[Study]:
    with put(address, sample(), "ann") as opened:
        yield opened


def vignettes(study: Study) -> dict[str, Vignette]:
    return {one.vignette: one for one in study.content().of(Vignette)}


def numbers(study: Study) -> dict[str, str]:
    return {box.vignette: box.number for box in study.pages.vignettes().vignettes}


def inside(study: Study, vignette: str) -> list[str]:
    return [quote.passage for quote in study.pages.vignettes().box(vignette).passages]


def test_a_vignette_is_made_of_passages_and_a_frame_in_one_step(study: Study) -> None:
    before, entries = dump(study), len(study.journal().entries)
    name = study.vignettes.add(
        "Kou", passages=["P2", "P1"], text="Zo [P4].", sub_case="east", dimension="authorise", case="C"
    )
    assert vignettes(study)[name] == Vignette(name, "C", "east", "authorise", 3, "Kou", "Zo [P4].")
    assert inside(study, name) == ["P2", "P1"]
    assert numbers(study)[name] == "1b"
    assert len(study.journal().entries) == entries + 1
    assert study.journal().entries[-1].subjects == [f"vignette:{name}", "passage:P2", "passage:P1"]
    assert_sound(study)
    study.undo()
    assert dump(study) == before


def test_editing_changes_what_is_named_and_can_clear_a_dimension_and_a_sub_case(study: Study) -> None:
    study.vignettes.edit("V1", title="Anders", dimension="", sub_case="")
    assert vignettes(study)["V1"] == Vignette(
        "V1", "C", "", "", 2, "Anders", "Men leest er niet [P1], of toch [tegen P4]."
    )
    assert numbers(study) == {"V2": "1a", "V1": "2a", "V3": "2b"}
    assert_sound(study)


def test_letters_follow_the_order_in_which_vignettes_are_moved(study: Study) -> None:
    for name in ("a", "b", "c"):
        study.vignettes.add(name, vignette=name, sub_case="east")
    assert numbers(study) == {"V2": "1a", "a": "1b", "b": "1c", "c": "1d", "V1": "2a", "V3": "3a"}
    study.vignettes.move("c", before="V2")
    study.vignettes.move("a")
    assert numbers(study) == {"c": "1a", "V2": "1b", "b": "1c", "a": "1d", "V1": "2a", "V3": "3a"}
    assert [vignettes(study)[name].position for name in ("c", "V2", "V1", "b")] == [1, 2, 3, 4]
    entries = len(study.journal().entries)
    study.vignettes.move("a", before="a")
    assert len(study.journal().entries) == entries


def test_a_passage_is_put_at_its_place_moved_and_noted(study: Study) -> None:
    study.vignettes.put("V1", "P1", place=1, note="Eerst dit.")
    assert inside(study, "V1") == ["P1", "P3", "P4"]
    study.vignettes.put("V1", "P1", place=9)
    assert inside(study, "V1") == ["P3", "P4", "P1"]
    study.vignettes.put("V1", "P4", note="")
    notes = {quote.passage: quote.note for quote in study.pages.vignettes().box("V1").passages}
    assert notes == {"P3": "", "P4": "", "P1": "Eerst dit."}
    assert inside(study, "V1") == ["P3", "P4", "P1"]
    study.vignettes.put("V2", "P1")
    assert inside(study, "V2") == ["P1"]
    assert_sound(study)


def test_a_passage_is_taken_out_and_the_others_close_up(study: Study) -> None:
    study.vignettes.take("V1", "P3")
    (left,) = [tie for tie in study.content().of(VignettePassage) if tie.vignette == "V1"]
    assert (left.passage, left.position, left.note) == ("P4", 1, "Kijk naar het raam.")
    with pytest.raises(NotFound, match="Passage 'P3' is not in vignette 'V1'"):
        study.vignettes.take("V1", "P3")


def test_passages_are_put_in_an_order_that_names_each_once(study: Study) -> None:
    study.vignettes.reorder("V1", ["P4", "P3"])
    assert inside(study, "V1") == ["P4", "P3"]
    for wrong in (["P4"], ["P4", "P3", "P1"], ["P4", "P4"], []):
        with pytest.raises(Refused, match="not the passages of vignette 'V1', each once"):
            study.vignettes.reorder("V1", wrong)
    assert inside(study, "V1") == ["P4", "P3"]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"title": ""}, "A vignette needs a title"),
        ({"title": "x", "sub_case": "north"}, "There is no sub-case 'north'"),
        ({"title": "x", "dimension": "heat"}, "'heat' is not known here"),
        ({"title": "x", "passages": ["P9"]}, "There is no passage 'P9'"),
        ({"title": "x", "passages": ["P1", "P1"]}, "A passage stands in a vignette once"),
        ({"title": "x", "vignette": "V1"}, "There is a vignette 'V1' already"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(study: Study, values: dict, message: str) -> None:  # type: ignore[type-arg]
    before = dump(study)
    with pytest.raises(Refused, match=message):
        study.vignettes.add(**values)
    assert dump(study) == before


@pytest.mark.parametrize("place", [0, -1, True])
def test_places_are_counted_from_one(study: Study, place: int) -> None:
    with pytest.raises(Refused, match="counted from 1"):
        study.vignettes.put("V1", "P1", place=place)


# ---------------------------------------------------------------------- what rests on what
def test_a_vignette_with_passages_goes_only_when_that_was_said_and_its_passages_stay(study: Study) -> None:
    with pytest.raises(DependantsRefusal, match=r"On vignette 'V1' rest: passages in vignettes \(2\)"):
        study.vignettes.remove("V1")
    study.vignettes.remove("V2")
    study.remove("vignette:V1", with_dependants=True)
    assert list(vignettes(study)) == ["V3"]
    assert {passage.passage for passage in study.content().of(Passage)} >= {"P3", "P4"}
    assert_sound(study)


def test_a_passage_that_stands_in_a_vignette_is_not_removed_unseen(study: Study) -> None:
    with pytest.raises(DependantsRefusal, match=r"passages in vignettes \(1\)"):
        study.passages.remove("P3")
    study.passages.remove("P3", with_dependants=True)
    assert inside(study, "V1") == ["P4"]
    assert_sound(study)


def test_what_a_vignette_only_names_is_cleared_and_the_numbers_follow(study: Study) -> None:
    with pytest.raises(DependantsRefusal, match=r"vignettes \(1\)"):
        study.sub_cases.remove("west")
    study.sub_cases.remove("west", with_dependants=True)
    assert vignettes(study)["V1"].sub_case == ""
    assert numbers(study) == {"V2": "1a", "V1": "2a", "V3": "2b"}
    study.undo()
    assert numbers(study) == {"V2": "1a", "V1": "2a", "V3": "3a"}


def test_a_dimension_of_the_study_itself_is_merged_and_removed_with_its_vignettes_in_place(address: str) -> None:
    content = sample()
    layer = replace(content.records["layer"][0], role="dimension")
    records = {**content.records, "layer": (layer,)}
    with put(address, replace(content, records=records), "ann") as study:
        study.vignettes.edit("V2", dimension="calm")
        study.codes.merge("mood/calm", "mood/cross")
        assert vignettes(study)["V2"].dimension == "cross"
        assert_sound(study)
        with pytest.raises(DependantsRefusal, match=r"vignettes \(1\)"):
            study.codes.remove("mood/cross")
        study.codes.remove("mood/cross", with_dependants=True)
        assert vignettes(study)["V2"].dimension == ""
        assert "cross" not in {code.code for code in study.content().of(Code)}
        assert_sound(study)


def test_with_a_second_case_each_vignette_says_of_which_it_is(study: Study) -> None:
    study.cases.add("D", name="Tweede zaal")
    assert {one.case for one in vignettes(study).values()} == {"C"}
    with pytest.raises(Refused, match="Say of which case this vignette is"):
        study.vignettes.add("Nergens")
    study.vignettes.add("Daar", vignette="d", case="D")
    study.vignettes.add("Via de sub-casus", vignette="w", sub_case="west")
    assert vignettes(study)["w"].case == "C"
    assert numbers(study) == {"V2": "1a", "V1": "2a", "w": "2b", "V3": "3a", "d": "4a"}
    with pytest.raises(Refused, match="Case 'D' still has vignette"):
        study.cases.remove("D", with_dependants=True)
    study.vignettes.edit("w", case="")
    assert vignettes(study)["w"].case == "C"
    assert_sound(study)
