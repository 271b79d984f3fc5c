"""Vignettes are numbered by sub-case in the study's order, and lettered by their place in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from spanveld.analysis.numbering import Placed, letters, numbers

NAMES = ["V1", "V2", "V10"]


def test_only_sub_cases_that_have_vignettes_take_a_number_and_the_rest_come_last() -> None:
    placed = [
        Placed("loose", "", "", 1),
        Placed("tgb-b", "", "TGB", 9),
        Placed("aed", "", "AED", 3),
        Placed("tgb-a", "", "TGB", 4),
    ]
    told = numbers(placed, ["VRU"], ["AED", "EMPTY", "TGB"])
    assert told == {"aed": "1a", "tgb-a": "2a", "tgb-b": "2b", "loose": "3a"}
    assert list(told) == ["aed", "tgb-a", "tgb-b", "loose"]


def test_with_several_cases_their_order_comes_first_and_numbers_run_on() -> None:
    placed = [Placed("two", "B", "first", 1), Placed("one", "A", "second", 2), Placed("none", "A", "", 3)]
    assert numbers(placed, ["A", "B"], ["first", "second"]) == {"one": "1a", "none": "2a", "two": "3a"}


def test_with_one_case_it_makes_no_difference_whether_a_vignette_names_it() -> None:
    placed = [Placed("named", "A", "x", 1), Placed("unnamed", "", "x", 2)]
    assert numbers(placed, ["A"], ["x"]) == {"named": "1a", "unnamed": "1b"}


def test_without_positions_names_order_naturally_and_come_after_those_with_one() -> None:
    placed = [Placed("V10", "", "", None), Placed("V2", "", "", None), Placed("V30", "", "", 7)]
    assert numbers(placed, [], []) == {"V30": "1a", "V2": "1b", "V10": "1c"}


@given(st.lists(st.tuples(st.sampled_from(["", "x", "y"]), st.none() | st.integers(-3, 3)), max_size=40))
def test_each_has_a_number_of_its_own_without_gaps(given_places: list[tuple[str, int | None]]) -> None:
    placed = [Placed(f"V{place}", "", theme, position) for place, (theme, position) in enumerate(given_places)]
    told = numbers(placed, [], ["y", "x"])
    assert len(set(told.values())) == len(placed)
    groups: dict[str, list[str]] = {}
    for one in placed:
        number = told[one.vignette].rstrip("abcdefghijklmnopqrstuvwxyz")
        groups.setdefault(number, []).append(told[one.vignette].removeprefix(number))
    assert sorted(map(int, groups)) == list(range(1, len(groups) + 1))
    for its in groups.values():
        assert set(its) == {letters(place) for place in range(1, len(its) + 1)}
