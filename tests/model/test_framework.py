"""What a framework answers by the roles of its layers, and how names are resolved among several frameworks."""

from __future__ import annotations

from pathlib import Path

import pytest

from spanveld.formats.framework_file import read_framework, shipped_named
from spanveld.model.errors import NotFound
from spanveld.model.framework import Framework, in_language
from spanveld.model.framework_names import (
    AmbiguousName,
    QualifiedName,
    UnknownName,
    all_names,
    find_dimension,
    find_finding_kind,
    find_layer,
    resolve,
    shortest,
)

FRAMEWORKS = Path(__file__).parent.parent / "frameworks"


@pytest.fixture(scope="module")
def tensions() -> Framework:
    return shipped_named("governance-tensions@1")


@pytest.fixture(scope="module")
def five() -> Framework:
    return read_framework((FRAMEWORKS / "five-dimensions" / "1.0.0.yaml").read_text(encoding="utf-8"), "five")


def test_dimensions_and_kinds_come_from_roles_not_from_names(tensions: Framework, five: Framework) -> None:
    assert [code.id for code in tensions.dimensions()] == ["authorise", "perform", "flexibilise"]
    assert [code.id for code in tensions.kinds()] == ["pain_point", "handling", "general"]
    assert [code.id for code in five.dimensions()] == ["light", "quiet", "warmth", "order", "welcome"]
    assert five.kinds() == ()
    assert five.the_layer("kind") is None


def test_finding_kinds_keep_the_order_of_the_file(tensions: Framework, five: Framework) -> None:
    assert [kind.id for kind in tensions.finding_kinds] == ["pain_point", "handling", "works", "balance"]
    assert [kind.id for kind in five.finding_kinds] == ["strength", "weakness", "remedy", "verdict"]
    assert tensions.finding_kind("handling").has_effect
    assert [kind.id for kind in five.finding_kinds if kind.verdict] == ["verdict"]


@pytest.mark.parametrize(
    ("coded", "broken"),
    [
        ([], []),
        ([("tension", "perform"), ("kind", "handling")], []),
        ([("tension", "perform")], ["tension_needs_kind"]),
        ([("kind", "pain_point")], ["pain_or_handling_needs_tension"]),
        ([("kind", "handling"), ("aspect", "trust")], ["pain_or_handling_needs_tension"]),
        ([("kind", "general")], []),
        ([("kind", "general"), ("tension", "perform")], []),
        ([("aspect", "trust"), ("stage", "decision")], []),
    ],
)
def test_a_passage_is_complete_when_no_rule_of_the_framework_is_broken(
    tensions: Framework, coded: list[tuple[str, str]], broken: list[str]
) -> None:
    assert [rule.id for rule in tensions.broken(coded)] == broken


def test_completeness_works_without_a_kind_layer(five: Framework) -> None:
    assert [rule.label("nl") for rule in five.broken([("quality", "light")])] == [
        "Een passage met een kwaliteit heeft ook een moment nodig."
    ]
    assert not five.broken([("quality", "light"), ("moment", "staying")])


def test_a_label_falls_back_to_english_then_to_what_there_is() -> None:
    assert in_language({"en": "balance", "nl": "balans"}, "nl") == "balans"
    assert in_language({"en": "balance", "nl": "balans"}, "fr") == "balance"
    assert in_language({"nl": "balans"}, "fr") == "balans"
    assert in_language({}, "fr") == ""


def test_labels_are_asked_in_a_language(tensions: Framework) -> None:
    assert tensions.layer("tension").label("nl") == "Spanning"
    assert tensions.layer("stage").code("decision").label("nl") == "besluitvorming"
    assert tensions.finding_kind("handling").plural("nl") == "omgang"
    assert tensions.item("F1").label("nl") == "regels bepalen de vorm"


def test_what_does_not_exist_is_named_with_the_framework(tensions: Framework) -> None:
    with pytest.raises(NotFound, match="The framework governance-tensions has no layer mood"):
        tensions.layer("mood")
    with pytest.raises(NotFound, match="The layer tension has no code love"):
        tensions.layer("tension").code("love")
    with pytest.raises(NotFound, match="The framework governance-tensions has no item X9"):
        tensions.item("X9")
    with pytest.raises(NotFound, match="The framework governance-tensions has no finding kind song"):
        tensions.finding_kind("song")


def test_children_of_a_code_are_found(five: Framework) -> None:
    keyword = five.layer("keyword")
    assert [code.id for code in keyword.children("")] == ["building"]
    assert [code.id for code in keyword.children("building")] == ["window", "lamp"]


def test_items_know_their_section_and_dimension(tensions: Framework) -> None:
    pain = tensions.item("P2")
    assert (pain.section, pain.dimension) == ("pain_points", "perform")
    assert tensions.item("value_table").section == "handlings"
    assert {item.section for item in tensions.items()} == {
        "drivers",
        "pain_points",
        "rules",
        "handlings",
        "links",
        "propositions",
    }


def test_vocabularies_say_which_level_is_the_researcher(tensions: Framework) -> None:
    levels = tensions.vocabulary("levels")
    assert [level["id"] for level in levels if level.get("researcher")] == ["observer"]
    assert tensions.vocabulary("nothing") == ()


def test_a_plain_name_is_enough_where_one_framework_has_it(tensions: Framework, five: Framework) -> None:
    framework, layer = find_layer("moment", [tensions, five])
    assert (framework.id, layer.id) == ("five-dimensions", "moment")
    framework, code = find_dimension("perform", [tensions, five])
    assert (framework.id, code.id) == ("governance-tensions", "perform")
    framework, kind = find_finding_kind("weakness", [tensions, five])
    assert (framework.id, kind.id) == ("five-dimensions", "weakness")


OFFERED = {"a": ["aspect", "tension"], "b": ["aspect"], "": ["mood", "tension"]}


def test_a_plain_name_that_two_frameworks_have_is_ambiguous_and_says_what_to_write() -> None:
    with pytest.raises(AmbiguousName) as caught:
        resolve("aspect", OFFERED)
    assert str(caught.value) == "'aspect' is ambiguous; write one of: a/aspect, b/aspect."
    assert caught.value.candidates == (QualifiedName("a", "aspect"), QualifiedName("b", "aspect"))


def test_a_qualified_name_is_never_ambiguous() -> None:
    assert resolve("b/aspect", OFFERED) == QualifiedName("b", "aspect")


def test_a_name_of_the_study_itself_goes_first() -> None:
    assert resolve("tension", OFFERED) == QualifiedName("", "tension")
    assert resolve("a/tension", OFFERED) == QualifiedName("a", "tension")


@pytest.mark.parametrize("name", ["nothing", "a/nothing", "c/aspect", "/mood", "a/", "/", "", "a/b/aspect"])
def test_an_unknown_name_is_refused_with_what_is_known(name: str) -> None:
    with pytest.raises(UnknownName) as caught:
        resolve(name, OFFERED)
    assert str(caught.value) == f"'{name}' is not known here; known are: a/aspect, a/tension, b/aspect, mood, tension."


def test_every_shortest_name_resolves_to_what_it_stands_for() -> None:
    names = [QualifiedName(framework, name) for framework, offered in OFFERED.items() for name in offered]
    assert [resolve(shortest(name, OFFERED), OFFERED) for name in names] == names
    assert sorted(all_names(OFFERED)) == ["a/aspect", "a/tension", "b/aspect", "mood", "tension"]
