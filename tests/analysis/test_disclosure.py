"""Nobody can be told from a role group, a consent, or a text without numbers."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spanveld.analysis.disclosure import (
    SMALLEST_GROUP,
    consent_in_force,
    names_somebody,
    neutral_names,
    objection_to_quotes,
    role_groups,
    tells_a_function,
    without_numbers,
)
from spanveld.model.marks import Person
from spanveld.model.records import Consent

LEVELS = ("board", "director", "staff", "outside")


def people(**levels: int) -> list[Person]:
    """So many people of each level."""
    return [Person(f"{level}{number}", "", level, (), ()) for level, count in levels.items() for number in range(count)]


def sizes(found: list[Person]) -> list[tuple[tuple[str, ...], int]]:
    return [(group.levels, len(group.people)) for group in role_groups(found, LEVELS)]


# ---------------------------------------------------------------------- role groups
def test_a_level_with_three_people_is_a_group_of_its_own() -> None:
    assert sizes(people(board=3, staff=4)) == [(("board",), 3), (("staff",), 4)]


def test_a_smaller_level_joins_the_next_smallest_and_keeps_the_order_of_the_framework() -> None:
    assert sizes(people(outside=5, staff=2, director=3, board=2)) == [
        (("board", "staff"), 4),
        (("director",), 3),
        (("outside",), 5),
    ]


def test_levels_are_merged_until_every_group_is_large_enough() -> None:
    assert sizes(people(board=1, director=1, staff=1, outside=4)) == [
        (("board", "director", "staff"), 3),
        (("outside",), 4),
    ]


def test_where_all_had_to_be_merged_the_group_has_no_level() -> None:
    assert sizes(people(board=2, staff=2)) == [((), 4)]


def test_too_few_people_of_one_level_are_respondents_without_a_level() -> None:
    assert sizes(people(board=2)) == [((), 2)]


def test_the_researcher_is_in_no_group() -> None:
    assert sizes([*people(board=3), Person("FN", "", "observer", (), ())]) == [(("board",), 3)]


@given(st.dictionaries(st.sampled_from([*LEVELS, "", "other"]), st.integers(1, 6)))
def test_everybody_is_in_one_group_and_no_group_among_others_is_small(levels: dict[str, int]) -> None:
    found = people(**levels)
    groups = role_groups(found, LEVELS)
    assert sorted(one for group in groups for one in group.people) == sorted(person.participant for person in found)
    assert len(groups) <= 1 or all(len(group.people) >= SMALLEST_GROUP for group in groups)


# ---------------------------------------------------------------------- consents
def objection(*rows: Consent) -> str:
    return objection_to_quotes(consent_in_force(rows).get("R1"))


def test_the_newest_consent_counts_whatever_its_place_in_the_file() -> None:
    new, old = (
        Consent("R1", "2", quote="no", given_on="2025-03"),
        Consent("R1", "10", quote="yes", given_on="2023-05-01"),
    )
    assert objection(new, old) == objection(old, new) == "consent to quotes was refused"


def test_without_dates_the_highest_version_is_the_newest() -> None:
    assert objection(Consent("R1", "2", quote="no"), Consent("R1", "10", quote="yes")) == ""


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ((), "no consent is recorded"),
        ((Consent("R1", quote="yes"),), ""),
        ((Consent("R1", quote="no"),), "consent to quotes was refused"),
        ((Consent("R1"),), "the consent does not say whether quotes may be printed"),
        ((Consent("R1", quote="yes", withdrawn_on="2024-01-01"),), "consent was withdrawn"),
    ],
)
def test_only_a_yes_that_stands_lets_words_be_quoted(rows: tuple[Consent, ...], reason: str) -> None:
    assert objection(*rows) == reason


def test_an_older_consent_that_was_withdrawn_later_withdraws_the_newest_too() -> None:
    first = Consent("R1", "1", quote="yes", given_on="2023-01-01", withdrawn_on="2025-06-01")
    assert objection(first, Consent("R1", "2", quote="yes", given_on="2025-01-01")) == "consent was withdrawn"


def test_a_consent_given_anew_after_a_withdrawal_stands() -> None:
    first = Consent("R1", "1", quote="yes", given_on="2023-01-01", withdrawn_on="2024-06-01")
    assert objection(first, Consent("R1", "2", quote="yes", given_on="2025-01-01")) == ""


# ---------------------------------------------------------------------- numbers
@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("R1 bladert.", "[respondent] bladert."),
        ("de directeur (R3) knikt", "de directeur (respondent) knikt"),
        ("leden van het team [R1, R3, R12] vinden", "leden van het team [respondenten] vinden"),
        ("R1 en R3 onder hen", "[respondenten] onder hen"),
        ("Interview R12, april", "Interview [respondent], april"),
        ("R 3 en R-12", "[respondenten]"),
        ("zei respondent 3 daar", "zei [respondent] daar"),
        ("respondenten 1 en 3 niet", "[respondenten] niet"),
        ("R11 is niemand, R2D2 ook niet, AR1 evenmin", "R11 is niemand, R2D2 ook niet, AR1 evenmin"),
        ("A: ja. A day at the office.", "[respondent]: ja. A day at the office."),
    ],
)
def test_a_number_of_a_respondent_leaves_a_text(text: str, without: str) -> None:
    assert without_numbers(["R1", "R3", "R12", "A"], "respondent", "respondenten")(text) == without


@given(
    st.lists(
        st.sampled_from(["R1", "R10", "R2", " en ", ", ", "(", ")", "[", "]", ".", "R", "1", "x", " "]), max_size=12
    )
)
def test_no_text_keeps_a_number_that_stands_as_a_word(pieces: list[str]) -> None:
    left = without_numbers(["R1", "R2", "R10"], "een", "meer")("".join(pieces))
    assert not re.search(r"(?<!\w)R(?:1|2|10)(?!\w)", left)


def test_a_text_tells_a_function_by_a_long_word_of_it_and_not_by_a_short_one() -> None:
    functions = ["Bevelvoerder, vrijwilliger, post Ravenweert"]
    assert tells_a_function("Eén stem, de BEVELVOERDER.", functions)
    assert not tells_a_function("Op de post is het stil; bevelvoerders zeggen niets.", functions)


def test_a_name_that_holds_the_number_of_a_respondent_is_known_by_it() -> None:
    assert names_somebody("R1-p3", ["R1"])
    assert names_somebody("int.r1", ["R1"])
    assert not names_somebody("R10-p3", ["R1"])
    assert not names_somebody("AR1", ["R1"])


def test_names_stay_unless_one_of_them_gives_somebody_away() -> None:
    assert neutral_names(["p1", "p2"], ["R1"], "p") == {"p1": "p1", "p2": "p2"}
    assert neutral_names(["R1-a", "x"], ["R1"], "p") == {"R1-a": "p1", "x": "p2"}
