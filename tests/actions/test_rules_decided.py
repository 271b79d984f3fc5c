"""What a researcher decides on rules of the game: proposals confirmed, changed and refused, and links of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from spanveld.model.errors import NotFound, Refused, SpanveldError
from spanveld.model.records import FindingLink, RuleStrain
from spanveld.session import Study
from tests.conftest import Addresses
from tests.session.samples import assert_sound, put, reading_room, sample
from tests.versions import Data, changed

HOUSE = "governance-tensions"
N1 = "five-dimensions:N1"


@pytest.fixture
def study(files: Addresses) -> Iterator[Study]:
    with put(files(), sample(), "ann") as found:
        found.rules.clear("five-dimensions:dim_corner", "lamp_per_seat")
        found.rules.clear("F1", f"{HOUSE}:dialogue")
        yield found


def strains(study: Study) -> list[RuleStrain]:
    return list(study.content().of(RuleStrain))


def strain(case: str, pain_point: str, rule: str, **values: Any) -> RuleStrain:
    return RuleStrain(case, pain_point, rule, **values)


def refusal(call: Any, *words: Any, **values: Any) -> str:
    with pytest.raises(SpanveldError) as told:
        call(*words, **values)
    return told.value.text()


def test_a_proposal_is_confirmed_changed_and_refused_in_one_row(addresses: Addresses) -> None:
    with put(addresses(), sample(), "ann") as study:
        study.rules.clear("five-dimensions:dim_corner", "five-dimensions:lamp_per_seat")
        corner, lamp = "five-dimensions:dim_corner", "five-dimensions:lamp_per_seat"
        assert study.rules.decide("confirmed", link="N1", handled="Men schuift.") == f"{corner} {lamp}"
        here = strain("C", corner, lamp, link=N1, decision="confirmed", handled="Men schuift.")
        assert here in strains(study)
        study.rules.decide(
            "changed", link=N1, pain_point="F2", handlings=["bring_lamp"], passages=["P4"], tried="helped"
        )
        assert strain(
            "C",
            "F2",
            lamp,
            link=N1,
            decision="changed",
            handled="Men schuift.",
            handlings=("five-dimensions:bring_lamp",),
            tried="helped",
            passages=("P4",),
        ) in strains(study)
        study.rules.decide("refused", link=N1, pain_point="F2", reason="Er is licht genoeg.")
        (only,) = [one for one in strains(study) if one.link == N1]
        assert (only.decision, only.reason, only.handlings, only.passages) == (
            "refused",
            "Er is licht genoeg.",
            (),
            ("P4",),
        )
        for _ in range(3):
            study.undo()
        assert not [one for one in strains(study) if one.link == N1]
        study.redo()
        assert here in strains(study)
        assert_sound(study)


def test_a_link_of_ones_own_needs_a_pain_point_and_a_rule_and_is_not_refused(study: Study) -> None:
    study.rules.decide("confirmed", pain_point="F1", rule="dialogue", handlings=["acknowledge_clash"])
    assert strains(study) == [
        strain("C", "F1", f"{HOUSE}:dialogue", decision="confirmed", handlings=(f"{HOUSE}:acknowledge_clash",))
    ]
    assert "name it with its link" in refusal(study.rules.decide, "refused", pain_point="F1", rule="dialogue")
    assert refusal(study.rules.decide, "confirmed", pain_point="F1") == (
        "Name a proposed link, or a pain point and a rule of the game."
    )


def test_what_is_left_out_stays_as_it_is_and_what_is_empty_goes(study: Study) -> None:
    study.rules.decide("confirmed", pain_point="F1", rule="dialogue", reason="kort", passages=["P1", "P2"])
    study.rules.decide("confirmed", pain_point="F1", rule="dialogue", handled="Praten.", passages=["P2"])
    study.rules.decide("confirmed", pain_point="F1", rule="dialogue", reason="")
    (one,) = strains(study)
    assert (one.reason, one.handled, one.passages) == ("", "Praten.", ("P2",))


def test_to_confirm_takes_the_proposal_as_it_is(study: Study) -> None:
    said = refusal(study.rules.decide, "confirmed", link=f"{HOUSE}:L01", rule=f"{HOUSE}:trust")
    assert said == (
        f"'{HOUSE}:L01' is about the rule '{HOUSE}:power_balance'; with another rule it is changed, not confirmed or refused."
    )
    said = refusal(study.rules.decide, "confirmed", link="L01", handlings=["give_room"])
    assert said == f"'{HOUSE}:L01' proposes other handlings; with these it is changed, not confirmed."
    study.rules.decide("confirmed", link="L01", handlings=["widen_participation", "scenarios", "find_facilitator"])
    assert strains(study)[0].handlings == ()


def test_what_keeps_a_pain_point_going_is_not_offered_by_anybody(study: Study) -> None:
    said = refusal(study.rules.decide, "changed", link="L05", handlings=["keep_silent"])
    assert said.startswith(f"'{HOUSE}:keep_silent' keeps a pain point going")
    assert strains(study) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"link": "L99"}, "'L99' is no proposed link of a framework of this study: write framework:item."),
        (
            {"pain_point": "F1", "rule": "silence"},
            "'silence' is no rule of the game of a framework of this study: write framework:item.",
        ),
        (
            {"pain_point": f"{HOUSE}:dialogue", "rule": "dialogue"},
            f"'{HOUSE}:dialogue' is no finding of this study and no pain point of its frameworks: "
            "write a finding, or framework:item.",
        ),
        ({"pain_point": "F9", "rule": "dialogue"}, "There is no finding 'F9' in this study."),
        (
            {"pain_point": "F3", "rule": "dialogue"},
            "Finding 'F3' says what is done or how it stands (handling); only a pain point strains a rule.",
        ),
        (
            {"pain_point": "F1", "rule": "dialogue", "handlings": ["lamp"]},
            "'lamp' is no handling of a framework of this study: write framework:item.",
        ),
        ({"pain_point": "F1", "rule": "dialogue", "passages": ["P9"]}, "There is no passage 'P9' in this study."),
        ({"pain_point": "F1", "rule": "dialogue", "case": "D"}, "There is no case 'D' in this study."),
    ],
)
def test_what_is_not_there_is_named_and_nothing_is_written(study: Study, words: dict[str, Any], said: str) -> None:
    before = study.content()
    assert refusal(study.rules.decide, "confirmed", **words) == said
    assert study.content() == before


def test_a_word_that_is_no_decision_is_refused(study: Study) -> None:
    said = refusal(study.rules.decide, "maybe", link="L01")
    assert said == "A proposal is confirmed, changed, refused, not 'maybe'."


def test_with_several_cases_each_has_its_own_answer(study: Study) -> None:
    study.rules.decide("confirmed", link="L01")
    study.cases.add("D", name="Archief")
    said = refusal(study.rules.decide, "refused", link="L01")
    assert said == "Say of which case this is: the study has several."
    study.rules.decide("refused", link="L01", case="D")
    assert [(one.case, one.decision) for one in strains(study)] == [("C", "confirmed"), ("D", "refused")]
    said = refusal(study.rules.decide, "confirmed", pain_point="F1", rule="dialogue", case="D")
    assert said == "Finding 'F1' is of another case than 'D'."
    study.cases.remove("D", with_dependants=True)
    assert [(one.case, one.decision) for one in strains(study)] == [("C", "confirmed")]
    assert_sound(study)


def test_a_proposal_cannot_be_moved_onto_what_was_decided_already(study: Study) -> None:
    study.rules.decide("confirmed", pain_point="F1", rule="trust")
    study.rules.decide("confirmed", link="L01")
    said = refusal(study.rules.decide, "changed", link="L01", pain_point="F1", rule="trust")
    assert said == f"On pain point 'F1' and rule '{HOUSE}:trust' was decided already; clear that first."


def test_to_clear_lets_the_proposal_wait_again(study: Study) -> None:
    study.rules.decide("refused", link="L01", passages=["P1"])
    study.rules.clear(f"{HOUSE}:A1", "power_balance")
    assert strains(study) == []
    said = refusal(study.rules.clear, f"{HOUSE}:A1", "power_balance")
    assert said == f"Nothing was decided on pain point '{HOUSE}:A1' and rule '{HOUSE}:power_balance'."
    study.undo()
    assert [(one.decision, one.passages) for one in strains(study)] == [("refused", ("P1",))]


def test_a_finding_that_strains_a_rule_is_not_removed_unnoticed(study: Study) -> None:
    study.findings.add("authorise", "pain_point", "Er is geen tafel.", finding="F9")
    study.rules.decide("confirmed", pain_point="F9", rule="dialogue", passages=["P1"])
    said = refusal(study.findings.remove, "F9")
    assert "strained rules of the game (1)" in said
    study.findings.remove("F9", with_dependants=True)
    assert strains(study) == []
    study.undo()
    assert [one.passages for one in strains(study)] == [("P1",)]
    assert "strained rules with the passage (1)" in refusal(study.passages.remove, "P1")
    assert_sound(study)


def test_the_journal_says_what_was_decided(study: Study) -> None:
    study.rules.decide("confirmed", pain_point="F1", rule="dialogue", passages=["P1"])
    entry = study.journal().entries[-1]
    assert entry.action == "decide rule"
    assert f"rule_strain:F1 {HOUSE}:dialogue" in entry.subjects
    assert "finding:F1" in entry.subjects
    assert "passage:P1" in entry.subjects


def test_a_link_to_an_item_that_the_framework_does_not_have_is_refused(study: Study) -> None:
    before = list(study.content().of(FindingLink))
    with pytest.raises(NotFound, match="has no item dim_coroner"):
        study.findings.link("F1", "matches", "five-dimensions:dim_coroner")
    assert list(study.content().of(FindingLink)) == before


# ---------------------------------------------------------------------- another version of the framework
def other(version: str, **renames: str) -> Any:
    """The framework of the reading room with other names for items."""

    def rename(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: rename(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [rename(inner) for inner in value]
        return renames.get(value, value) if isinstance(value, str) else value

    def change(data: Data) -> None:
        for part in ("dimensions", "rules", "handlings", "links"):
            data[part] = rename(data[part])

    return changed(reading_room(), version, change)


def test_decisions_follow_a_mapping_to_another_version(study: Study) -> None:
    study.rules.decide("changed", link="N1", handlings=["bring_lamp"], handled="Men schuift.")
    new = other("2.0.0", dim_corner="dark_corner", lamp_per_seat="light_per_seat", bring_lamp="lend_lamp", N1="N7")
    with pytest.raises(Refused) as told:
        study.theory.take(new, {})
    for name in ("item:dim_corner", "item:lamp_per_seat", "item:bring_lamp", "item:N1"):
        assert name in told.value.text()
    goes = {"dim_corner": "dark_corner", "lamp_per_seat": "light_per_seat", "bring_lamp": "lend_lamp", "N1": "N7"}
    study.theory.take(new, {f"item:{old}": f"item:{name}" for old, name in goes.items()})
    (one,) = strains(study)
    assert (one.pain_point, one.rule, one.link, one.handlings) == (
        "five-dimensions:dark_corner",
        "five-dimensions:light_per_seat",
        "five-dimensions:N7",
        ("five-dimensions:lend_lamp",),
    )
    assert_sound(study)
    study.undo()
    assert strains(study)[0].link == N1


def test_where_two_decisions_come_together_no_word_and_no_passage_is_lost(study: Study) -> None:
    def more(data: Data) -> None:
        labels = dict.fromkeys(data["languages"], "a window per seat")
        data["rules"].append({"id": "window_per_seat", "label": labels, "source": "invented"})

    study.theory.take(changed(reading_room(), "1.1.0", more), {})
    lamp, window = "five-dimensions:lamp_per_seat", "five-dimensions:window_per_seat"
    study.rules.decide("confirmed", pain_point="F2", rule=lamp, handled="Lampen.", passages=["P1"], tried="helped")
    study.rules.decide("confirmed", pain_point="F2", rule=window, handled="Ramen.", passages=["P1", "P4"])
    study.theory.take(changed(reading_room(), "1.2.0"), {"item:window_per_seat": "item:lamp_per_seat"})
    (one,) = strains(study)
    assert (one.rule, one.handled, one.passages, one.tried) == (lamp, "Lampen.\n\nRamen.", ("P1", "P4"), "helped")
    assert_sound(study)
