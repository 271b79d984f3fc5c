"""The rules of the evidence audit: each holds from its limit on and not before it, and none repeats what another said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from spanveld.analysis.audit import Remark, Subject, remarks
from spanveld.analysis.ground_helpers import Helpers, Piece, helpers
from spanveld.model.audit_rules import RULES, WEIGHTS
from spanveld.model.marks import Mark, Person

LIMITS = {rule.id: rule.threshold for rule in RULES.values()}
PEOPLE = {
    person.participant: person
    for person in (
        Person("R1", "", "board", ("ORG", "TOWN"), ("region", "town")),
        Person("R2", "", "director", ("ORG",), ("region",)),
        Person("R3", "", "director", ("ORG",), ("region",)),
        Person("R4", "", "director", ("ORG",), ("region",)),
        Person("R5", "", "outside", ("POL",), ("police",)),
        Person("R6", "", "outside", ("AMB",), ("police",)),
        Person("R7", "", "", (), ()),
        Person("FN", "", "observer", (), ()),
    )
}


def piece(number: int, *voices: str, **values: Any) -> Piece:
    """A passage apart from all others."""
    basis, about = values.pop("basis", ""), frozenset(values.pop("about", ()))
    given = {"source": f"S{number % 2}", "kind": "interview" if number % 2 else "document", "hedged": False, "wave": ""}
    given |= {"sub_cases": frozenset(), "start": 10 * number, "end": 10 * number + 5, **values}
    return Piece(Mark(passage=f"P{number}", coder="ann", voices=voices, **given), basis, about)


def grounds(*pieces: Piece) -> Helpers:
    return helpers(pieces, PEOPLE, {"ORG", "TOWN", "POL"})


def rests(*pieces: Piece, against: tuple[Piece, ...] = (), qualified: tuple[Piece, ...] = (), **values: Any) -> Subject:
    """A subject that rests on these passages; ``against`` contradict it, ``qualified`` qualify it."""
    given: dict[str, Any] = {"people": PEOPLE, "homes": frozenset({"ORG"}), **values}
    return Subject(grounds(*pieces), grounds(*against), grounds(*qualified, *against), **given)


def spoken(*voices: str, **values: Any) -> list[Piece]:
    """A passage of each of these voices, one after the other."""
    return [piece(number, voice, **values) for number, voice in enumerate(voices, 1)]


def some(count: int, of: int, voice: str = "R1", **values: Any) -> list[Piece]:
    """So many passages with these values, of so many of one voice."""
    return [piece(number, voice, **(values if number < count else {})) for number in range(of)]


def found(subject: Subject, rule: str, **limits: int) -> Remark | None:
    return next((each for each in remarks(subject, {**LIMITS, **limits}) if each.rule == rule), None)


def alone(subject: Subject, rule: str, limit: int | None = None) -> Remark | None:
    """What a rule says where no other rule is asked."""
    said = remarks(subject, {rule: LIMITS[rule] if limit is None else limit})
    return said[0] if said else None


EXAMPLES: dict[str, tuple[Callable[[], Subject], Callable[[], Subject]]] = {
    "few_passages": (lambda: rests(piece(1, "R1")), lambda: rests(piece(1, "R1"), piece(2, "R1"))),
    "few_voices": (lambda: rests(*spoken("R1", "R2", "FN")), lambda: rests(*spoken("R1", "R2", "R5"))),
    "silent_party": (
        lambda: rests(piece(1, "R1", about=["COUNCIL"])),
        lambda: rests(piece(1, "R1", about=["POL", "ORG"])),
    ),
    "outweighed": (
        lambda: rests(piece(1), piece(2), against=(piece(3), piece(4))),
        lambda: rests(piece(1), piece(2), piece(5), against=(piece(3), piece(4))),
    ),
    "one_organisation": (lambda: rests(*spoken("R2", "R3")), lambda: rests(*spoken("R1", "R2"))),
    "no_outside_party": (lambda: rests(*spoken("R1", "R2", "R7")), lambda: rests(*spoken("R1", "R5"))),
    "one_voice": (
        lambda: rests(piece(1, "R1"), piece(2, "R1"), piece(3, "R2"), piece(4, "R5")),
        lambda: rests(piece(1, "R1"), piece(2, "R1"), *(piece(n, f"R{n}") for n in (3, 4, 5))),
    ),
    "one_sub_case": (
        lambda: rests(*some(3, 4, sub_cases=frozenset({"AED"}))),
        lambda: rests(*some(2, 4, sub_cases=frozenset({"AED"}))),
    ),
    "one_source": (lambda: rests(piece(1), piece(3)), lambda: rests(piece(1), piece(2))),
    "one_source_kind": (lambda: rests(piece(1), piece(3)), lambda: rests(piece(1), piece(2))),
    "hedged": (lambda: rests(*some(2, 4, hedged=True)), lambda: rests(*some(2, 5, hedged=True))),
    "own_inference": (lambda: rests(*some(2, 4, basis="inference")), lambda: rests(*some(2, 5, basis="author"))),
    "few_assessors": (lambda: rests(piece(1), assessors=1), lambda: rests(piece(1), assessors=2)),
    "one_party_kind": (lambda: rests(*spoken("R5", "R6")), lambda: rests(*spoken("R2", "R5"))),
    "one_level": (lambda: rests(*spoken("R2", "R3", "R4")), lambda: rests(*spoken("R1", "R2", "R3"))),
    "voiceless": (
        lambda: rests(piece(1, "R1"), piece(2)),
        lambda: rests(piece(1, "R1"), piece(2), piece(3, "R1")),
    ),
    "absent_party": (
        lambda: rests(*some(3, 4, about=["POL"])),
        lambda: rests(*some(2, 4, about=["POL"])),
    ),
    "spoken_against": (
        lambda: rests(piece(1), against=(piece(2, "R2"),)),
        lambda: rests(piece(1), qualified=(piece(2),)),
    ),
    "no_contrary": (lambda: rests(piece(1)), lambda: rests(piece(1), qualified=(piece(2),))),
    "lost_place": (lambda: rests(piece(1, start=None, end=None)), lambda: rests(piece(1))),
}
"""Rule -> a subject for which it holds, and one that is just beyond its limit."""


def test_every_rule_has_an_example_for_and_against() -> None:
    assert list(EXAMPLES) == list(RULES)


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_holds_from_its_limit_on_and_not_before(rule: str) -> None:
    holds, does_not = EXAMPLES[rule]
    said = found(holds(), rule)
    assert said is not None
    assert said.passages or rule == "few_assessors"
    assert found(does_not(), rule) is None


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_that_is_left_out_says_nothing(rule: str) -> None:
    subject = EXAMPLES[rule][0]()
    limits = {name: limit for name, limit in LIMITS.items() if name != rule}
    assert rule not in {each.rule for each in remarks(subject, limits)}


@pytest.mark.parametrize(
    ("rule", "limit"),
    [
        *(("few_passages", 3), ("few_voices", 4), ("outweighed", 60), ("one_organisation", 3), ("no_outside_party", 2)),
        *(("one_voice", 40), ("one_sub_case", 50), ("one_source", 3), ("one_source_kind", 3), ("hedged", 40)),
        *(("own_inference", 40), ("few_assessors", 3), ("one_party_kind", 3), ("one_level", 3), ("voiceless", 30)),
        *(("absent_party", 2), ("no_contrary", 2)),
    ],
)
def test_another_limit_changes_when_it_holds(rule: str, limit: int) -> None:
    beyond = EXAMPLES[rule][1]()
    assert alone(beyond, rule) is None
    assert alone(beyond, rule, limit) is not None


def test_a_remark_names_whom_it_is_about_and_the_passages_behind_it() -> None:
    two = found(rests(*spoken("R5", "R2", "FN"), piece(9)), "few_voices")
    assert two == Remark("few_voices", 2, 2, ("R2", "R5"), ("P1", "P2", "P3"))
    against = found(rests(piece(1), against=(piece(4, "R3"), piece(5, "R1"), piece(6))), "spoken_against")
    assert against is not None
    assert (set(against.names), against.passages, against.count) == ({"R1", "R3"}, ("P4", "P5", "P6"), 3)
    share = found(rests(*some(2, 3, hedged=True)), "hedged")
    assert share == Remark("hedged", 2, 3, (), ("P0", "P1"))
    silent = found(rests(piece(1, about=["A"]), piece(2, about=["A", "B"])), "silent_party")
    assert silent == Remark("silent_party", 2, 2, ("A", "B"), ("P1", "P2"))


def test_without_support_only_that_and_what_is_against_is_said() -> None:
    nothing = rests(against=(piece(1, "R1"),), assessors=1)
    assert {each.rule for each in remarks(nothing, LIMITS)} == {"few_passages", "spoken_against", "few_assessors"}


def test_what_was_said_in_other_words_is_not_said_again() -> None:
    one_person = rests(piece(1, "R2"), piece(2, "R2"), piece(3, "R2"))
    assert found(one_person, "one_voice") is None
    assert found(one_person, "one_organisation") is None
    two_directors = rests(*spoken("R2", "R3"))
    assert found(two_directors, "one_level") is None
    assert found(two_directors, "one_party_kind") is None, "they are of one organisation, so of one kind"
    inferred = rests(piece(1, "R1"), piece(2, basis="inference"), piece(3, basis="inference"))
    assert found(inferred, "own_inference")
    assert found(inferred, "voiceless") is None
    assert alone(inferred, "voiceless")


def test_a_rule_is_silent_where_it_cannot_be_otherwise_or_is_not_known() -> None:
    one_source = rests(piece(1), piece(3))
    assert found(replace(one_source, sources=1), "one_source") is None
    of_theme = rests(*some(3, 3, sub_cases=frozenset({"AED"})))
    assert found(replace(of_theme, sub_case="AED"), "one_sub_case") is None
    assert found(replace(of_theme, sub_cases=1), "one_sub_case") is None
    assert found(replace(rests(*spoken("R1", "R2")), homes=frozenset()), "no_outside_party") is None
    assert found(rests(*spoken("R2", "R7")), "one_organisation") is None, "nobody knows whom R7 speaks for"
    assert found(rests(piece(1), searched=True), "no_contrary") is None
    assert found(rests(piece(1, about=["POL"]), *some(3, 3, voice="FN", about=["POL"])), "absent_party") is None


def test_remarks_come_in_the_order_of_the_rules_the_weightiest_first() -> None:
    weights = [list(WEIGHTS).index(rule.weight) for rule in RULES.values()]
    assert weights == sorted(weights)
    said = [each.rule for each in remarks(rests(*spoken("R2", "R3"), against=(piece(8), piece(9))), LIMITS)]
    assert said == [rule for rule in RULES if rule in said]
    assert len(said) > 3


def test_limits_have_bounds_within_which_the_programs_own_lie() -> None:
    for rule in RULES.values():
        assert rule.least <= rule.threshold <= rule.most
        assert rule.most >= 100
