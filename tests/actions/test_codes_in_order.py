"""Codes of the study's own in the order that people give them, merged after a look, and passages sent from one to another."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest

from spanveld.model.errors import Outdated, Refused
from spanveld.session import Study
from tests.session.samples import assert_sound, dump, put, sample


@pytest.fixture
def study(address: str) -> Iterator[Study]:
    with put(address, sample(), "ann") as opened:
        yield opened


def shown(study: Study, layer: str = "aspect") -> list[str]:
    """The codes of a layer as the codebook has them, set in by how deep they stand."""
    [part] = [part for part in study.pages.codes().layers if part.layer == layer]
    return [" " * line.depth + line.identifier for line in part.codes if line.origin == "study"]


def test_a_code_moves_up_and_down_among_those_beside_it_and_stops_at_the_ends(study: Study) -> None:
    study.codes.create("aspect", "ice")
    assert shown(study) == ["cold", " frost", "draught", "ice"]
    study.codes.order("aspect/ice", -1)
    assert shown(study) == ["cold", " frost", "ice", "draught"]
    study.codes.order("aspect/cold", 7)
    assert shown(study) == ["ice", "draught", "cold", " frost"]
    before = dump(study)
    study.codes.order("aspect/cold", 1)
    study.codes.order("aspect/frost", -1)
    assert dump(study) == before
    assert_sound(study)


def test_any_steps_give_the_order_that_a_list_would_have(study: Study) -> None:
    rng = Random(7)
    wanted = ["cold", "draught"]
    for number in range(5):
        study.codes.create("aspect", f"c{number}")
        wanted.append(f"c{number}")
    for _ in range(40):
        name, places = rng.choice(wanted), rng.choice([-3, -1, 1, 2])
        place = wanted.index(name)
        wanted.remove(name)
        wanted.insert(max(0, min(len(wanted), place + places)), name)
        study.codes.order(f"aspect/{name}", places)
        assert [one for one in shown(study) if not one.startswith(" ")] == wanted
    assert_sound(study)


def test_an_order_is_one_step_of_undo(study: Study) -> None:
    before = dump(study)
    study.codes.order("aspect/cold", 1)
    assert shown(study) == ["draught", "cold", " frost"]
    study.undo()
    assert dump(study) == before


def test_codes_in_one_place_are_put_in_order_too(study: Study) -> None:
    for code in ("cold", "draught", "frost"):
        study.codes.move(f"aspect/{code}", position=4)
    study.codes.create("aspect", "ice")
    study.codes.order("aspect/draught", -1)
    assert shown(study)[:2] == ["draught", "cold"]
    assert_sound(study)


def test_a_new_code_comes_last_in_its_layer(study: Study) -> None:
    study.codes.create("mood", "calmer")
    study.codes.create("mood", "angry")
    assert shown(study, "mood") == ["calm", "cross", "calmer", "angry"]


@pytest.mark.parametrize("code", ["tension/perform", "sub_case/east"])
def test_only_codes_of_the_study_are_ordered(study: Study, code: str) -> None:
    with pytest.raises(Refused):
        study.codes.order(code, 1)


def test_a_code_without_a_name_gets_one_of_its_label(study: Study) -> None:
    assert study.codes.create("aspect", label_nl="Coördinatie & co") == "aspect/coordinatie-co"
    assert study.codes.create("aspect", label_en="Coordinatie co") == "aspect/coordinatie-co-2"
    with pytest.raises(Refused, match="A code needs a name"):
        study.codes.create("aspect", label_nl=" ")


# ---------------------------------------------------------------------- looked at, then merged
def test_a_plan_says_what_the_merge_then_does(study: Study) -> None:
    study.codings.add("P1", "aspect/draught")
    before = dump(study)
    plan = study.codes.merge_plan("aspect/cold", "aspect/draught")
    assert dump(study) == before
    assert (plan.codings, plan.passages, plan.both, plan.doubles, plan.children, plan.memos) == (2, 1, 1, 1, 1, 1)
    assert study.codes.merge("aspect/cold", "aspect/draught", expected=plan.codings) == plan.codings
    assert_sound(study)


def test_a_plan_into_its_own_child_does_not_count_that_child(study: Study) -> None:
    assert study.codes.merge_plan("aspect/cold", "aspect/frost").children == 0


def test_a_merge_and_a_removal_that_expect_other_codings_are_told(study: Study) -> None:
    study.as_("ben").codings.add("P3", "aspect/cold")
    before = dump(study)
    with pytest.raises(Outdated, match="aspect/cold has 3 codings now; it had 2"):
        study.codes.merge("aspect/cold", "aspect/draught", expected=2)
    with pytest.raises(Outdated):
        study.codes.remove("aspect/cold", with_dependants=True, expected=2)
    assert dump(study) == before


def test_what_cannot_be_merged_has_no_plan(study: Study) -> None:
    for code, into in (("tension/perform", "tension/authorise"), ("aspect/cold", "mood/calm")):
        with pytest.raises(Refused):
            study.codes.merge_plan(code, into)


# ---------------------------------------------------------------------- sent
def test_passages_are_sent_to_a_code_by_its_label_that_is_made_once(study: Study) -> None:
    study.codings.add("P2", "aspect/cold")
    before = dump(study)
    assert study.codes.send("aspect/cold", ["P1"], label=" Heel  koud ") == "aspect/heel-koud"
    study.undo()
    assert dump(study) == before
    assert study.codes.send("aspect/cold", ["P1", "P1"], label="Heel koud") == "aspect/heel-koud"
    assert study.codes.send("aspect/cold", ["P2"], label="heel KOUD") == "aspect/heel-koud"
    assert "heel-koud" in shown(study)
    assert_sound(study)


def test_passages_are_not_sent_to_a_code_that_was_merged_away_meanwhile(study: Study) -> None:
    study.codes.merge("aspect/draught", "aspect/frost")
    with pytest.raises(Outdated, match="draught was merged into aspect/frost"):
        study.codes.send("aspect/cold", ["P1"], to="aspect/draught")
    assert "draught" not in shown(study)
