"""The study's own codes: made, renamed, moved, merged and split without losing a coding; those of a framework stay."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from spanveld.actions.things import DependantsRefusal
from spanveld.model.errors import NotFound, Refused
from spanveld.model.records import Code, Coding, Memo
from spanveld.session import Study, load_study
from tests.conftest import Addresses
from tests.session.samples import assert_sound, dump, put, sample


@pytest.fixture
def study(address: str) -> Iterator[Study]:
    with put(address, sample(), "ann") as opened:
        yield opened


def own(study: Study) -> dict[str, Code]:
    return {f"{code.layer}/{code.code}": code for code in study.content().of(Code)}


def coded(study: Study, code: str) -> list[tuple[str, str]]:
    """(passage, coder) of each coding with this code."""
    return sorted((c.passage, c.coder) for c in study.content().of(Coding) if f"{c.layer}/{c.code}" == code)


# ---------------------------------------------------------------------- making
def test_a_code_is_made_in_an_open_layer_below_another(study: Study) -> None:
    assert study.codes.create("aspect", "ice", parent="frost", label_nl="ijs", definition="Onder nul.") == "aspect/ice"
    assert own(study)["aspect/ice"] == Code("aspect", "ice", "frost", label_nl="ijs", definition="Onder nul.")
    study.codings.add("P1", "aspect/ice")
    assert_sound(study)


@pytest.mark.parametrize(
    ("layer", "code", "parent", "message"),
    [
        ("tension", "decide", "", "Layer 'tension' is closed: its framework says which codes it has"),
        ("quality", "smell", "", "Layer 'quality' is closed"),
        ("sub_case", "north", "", "are the sub-cases of the study: add a sub-case|is closed"),
        ("aspect", "cold", "", "Layer 'aspect' has a code 'cold' already"),
        ("keyword", "lamp", "", "Layer 'keyword' has a code 'lamp' already"),
        ("aspect", "a b", "", "'a b' is no identifier"),
        ("aspect", "", "", "A code needs a name"),
        ("aspect", "ice", "none", "There is no code 'none' in layer 'aspect'"),
        ("weather", "rain", "", "'weather' is not known here"),
    ],
)
def test_a_code_that_cannot_be_made_is_refused(study: Study, layer: str, code: str, parent: str, message: str) -> None:
    before = dump(study)
    with pytest.raises(Refused, match=message):
        study.codes.create(layer, code, parent=parent)
    assert dump(study) == before


@pytest.mark.parametrize("code", ["tension/perform", "keyword/lamp", "kind/general"])
def test_a_code_of_a_framework_stays_as_it_is(study: Study, code: str) -> None:
    for act in (
        lambda: study.codes.rename(code, to="other"),
        lambda: study.codes.move(code),
        lambda: study.codes.remove(code, with_dependants=True),
        lambda: study.codes.merge(code, "aspect/cold"),
    ):
        with pytest.raises(Refused, match=f"{code} belongs to its framework and stays as it is"):
            act()


@pytest.mark.parametrize("code", ["sub_case/east", "room/west"])
def test_a_code_that_stands_for_a_sub_case_is_changed_with_the_sub_case(study: Study, code: str) -> None:
    for act in (study.codes.rename, study.codes.move, study.codes.remove):
        with pytest.raises(Refused, match=f"{code} stands for a sub-case: change the sub-case"):
            act(code)


# ---------------------------------------------------------------------- renaming and moving
def test_a_renamed_code_keeps_its_codings_its_children_and_its_guid(
    study: Study, addresses: Addresses, tmp_path: Path
) -> None:
    study.save(tmp_path / "before")
    with load_study(addresses(), tmp_path / "before").study as same_study:
        guid_before = guid_of(same_study, "cold")
    codings = coded(study, "aspect/cold")
    assert study.codes.rename("aspect/cold", to="chill", label_nl="kilte") == "aspect/chill"
    assert coded(study, "aspect/chill") == codings != []
    assert (own(study)["aspect/chill"].label_nl, own(study)["aspect/frost"].parent) == ("kilte", "chill")
    assert own(study)["aspect/chill"].guid == guid_before
    study.codes.rename("aspect/chill", to="cold")
    assert own(study)["aspect/cold"].guid == guid_before
    assert_sound(study)


def guid_of(study: Study, code: str) -> str:
    """The GUID that a code has without being given one."""
    from spanveld.model.names import guid_of, study_guid

    content = study.content()
    return guid_of(content.guid or study_guid(content.id), "code", f"aspect/{code}")


def test_a_name_in_use_or_unfit_is_refused(study: Study) -> None:
    with pytest.raises(Refused, match="Layer 'aspect' has a code 'frost' already"):
        study.codes.rename("aspect/cold", to="frost")
    with pytest.raises(Refused, match="is no identifier"):
        study.codes.rename("aspect/cold", to="c o l d")
    with pytest.raises(NotFound, match="no code 'none' in layer 'aspect'"):
        study.codes.rename("aspect/none", to="some")
    with pytest.raises(TypeError, match="colour"):
        study.codes.rename("aspect/cold", colour="blue")


def test_a_code_moves_below_another_and_back_to_the_top(study: Study) -> None:
    study.codes.move("aspect/draught", parent="frost")
    assert own(study)["aspect/draught"].parent == "frost"
    study.codes.move("aspect/draught")
    assert own(study)["aspect/draught"].parent == ""
    assert_sound(study)


@pytest.mark.parametrize("parent", ["cold", "frost", "ice"])
def test_a_code_does_not_come_below_itself(study: Study, parent: str) -> None:
    study.codes.create("aspect", "ice", parent="frost")
    with pytest.raises(Refused, match="cannot come below itself or below one of its own children"):
        study.codes.move("aspect/cold", parent=parent)


# ---------------------------------------------------------------------- merging
def test_merging_moves_codings_memos_and_children_and_keeps_doubles_once(study: Study) -> None:
    study.codings.add("P1", "aspect/draught")
    study.memos.add("Trek!", subject="code:aspect/cold")
    before = dump(study)
    assert study.codes.merge("aspect/cold", "aspect/draught") == 2
    assert coded(study, "aspect/draught") == [("P1", ""), ("P1", "ben"), ("P2", "")]
    assert "aspect/cold" not in own(study)
    assert own(study)["aspect/frost"].parent == "draught"
    about = [memo.text for memo in study.content().of(Memo) if memo.subject == "code:aspect/draught"]
    assert sorted(about) == ["Ook tocht?", "Trek!"]
    assert_sound(study)
    study.undo()
    assert dump(study) == before


def test_merging_into_a_child_or_a_parent_leaves_no_circle(study: Study) -> None:
    study.codes.create("aspect", "ice", parent="frost")
    study.codes.merge("aspect/cold", "aspect/ice")
    assert {name: code.parent for name, code in own(study).items() if name.startswith("aspect")} == {
        "aspect/ice": "",
        "aspect/frost": "ice",
        "aspect/draught": "",
    }
    assert_sound(study)
    study.codes.merge("aspect/frost", "aspect/ice")
    assert_sound(study)


def test_two_codes_with_the_same_memo_are_merged_with_the_memo_once(study: Study) -> None:
    study.memos.add("Hetzelfde.", subject="code:aspect/cold")
    study.memos.add("Hetzelfde.", subject="code:aspect/draught")
    study.codes.merge("aspect/cold", "aspect/draught")
    assert [memo.text for memo in study.content().of(Memo)].count("Hetzelfde.") == 1
    assert_sound(study)


@pytest.mark.parametrize("into", ["aspect/cold", "mood/calm", "tension/perform"])
def test_only_two_codes_of_one_layer_are_merged(study: Study, into: str) -> None:
    with pytest.raises(Refused, match=f"aspect/cold and {into} must be two codes of one layer"):
        study.codes.merge("aspect/cold", into)


# ---------------------------------------------------------------------- splitting
def test_splitting_gives_passages_to_new_and_to_known_codes(study: Study) -> None:
    study.codings.add("P2", "aspect/cold")
    study.codings.add("P3", "aspect/cold")
    before = dump(study)
    study.codes.split("aspect/cold", {"chill": ["P1"], "draught": ["P2"]})
    assert coded(study, "aspect/chill") == [("P1", ""), ("P1", "ben")]
    assert coded(study, "aspect/draught") == [("P2", "")]
    assert coded(study, "aspect/cold") == [("P3", "ann")]
    assert_sound(study)
    study.undo()
    assert dump(study) == before


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"chill": ["P1"], "draught": ["P4"]}, "Passage 'P4' does not carry aspect/cold"),
        ({"chill": ["P1", "P1"]}, "Passage 'P1' does not carry aspect/cold"),
        ({"cold": ["P1"]}, "aspect/cold cannot be split into itself"),
        ({"c d": ["P1"]}, "is no identifier"),
        ({"chill": ["P9"]}, "no passage 'P9'"),
    ],
)
def test_a_split_that_cannot_be_made_changes_nothing(study: Study, parts: dict[str, list[str]], message: str) -> None:
    before = dump(study)
    with pytest.raises(Refused, match=message):
        study.codes.split("aspect/cold", parts)
    assert dump(study) == before


def test_a_code_of_a_closed_layer_is_split_only_into_codes_that_the_layer_has(study: Study) -> None:
    with pytest.raises(Refused, match="Layer 'tension' is closed"):
        study.codes.split("tension/authorise", {"decide": ["P1"]})
    study.codes.split("tension/authorise", {"perform": ["P1"]})
    assert coded(study, "tension/perform") == [("P1", "")]


# ---------------------------------------------------------------------- removing
def test_removing_a_code_asks_for_its_codings_and_is_undone_whole(study: Study) -> None:
    before = dump(study)
    with pytest.raises(
        DependantsRefusal,
        match=r"On code 'aspect/cold' rest: cells of the matrix \(1\), codes \(1\), codings \(2\), memos \(1\)",
    ):
        study.codes.remove("aspect/cold")
    assert dump(study) == before
    study.codes.remove("aspect/cold", with_dependants=True)
    assert coded(study, "aspect/cold") == []
    assert own(study)["aspect/frost"].parent == ""
    assert_sound(study)
    study.undo()
    assert dump(study) == before
