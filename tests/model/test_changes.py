"""Corrections by example: which passages follow, which are listed as changed, which are placed by their words, which are in doubt."""

from __future__ import annotations

import pytest

from spanveld.model.changes import ChangeMap, Edit, Outcome, between, fates
from spanveld.model.errors import Refused
from spanveld.model.text import Anchor

OLD = "De lamp is uit. Niemand leest."
LAMP, READS = (3, 7), (16, 29)


def fate(old: str, edits: list[tuple[int, int, str]], span: tuple[int, int]) -> tuple[str, str | None]:
    """The fate of a span when a person makes these edits, and its words in the new text."""
    change = ChangeMap(old, (Edit(*edit) for edit in edits))
    new = change.apply(old)
    (outcome,) = fates(old, new, change, [span], given=True)
    return outcome.fate, None if outcome.anchor is None else new[outcome.anchor.start : outcome.anchor.end]


def found(old: str, new: str, span: tuple[int, int]) -> tuple[str, str | None]:
    """The same where only the new text is known."""
    (outcome,) = fates(old, new, between(old, new), [span], given=False)
    return outcome.fate, None if outcome.anchor is None else new[outcome.anchor.start : outcome.anchor.end]


@pytest.mark.parametrize(
    ("edits", "words"),
    [
        ([(0, 2, "Elke")], "lamp"),
        ([(0, 3, "")], "lamp"),
        ([(0, 0, "Toen was het nacht. ")], "lamp"),
        ([(3, 3, "grote ")], "lamp"),
        ([(7, 7, "je")], "lamp"),
        ([(7, 8, "\n")], "lamp"),
        ([(29, 30, "!")], "lamp"),
        ([(0, 3, ""), (7, 15, ""), (16, 16, "x")], "lamp"),
    ],
)
def test_a_passage_that_nothing_touches_follows(edits: list[tuple[int, int, str]], words: str) -> None:
    assert fate(OLD, edits, LAMP) == ("follows", words)


@pytest.mark.parametrize(
    ("edits", "words"),
    [
        ([(5, 5, "m")], "lammp"),
        ([(4, 6, "")], "lp"),
        ([(3, 4, "st")], "stamp"),
        ([(6, 7, "m")], "lamm"),
        ([(0, 4, "D")], "amp"),
        ([(5, 10, "")], "la"),
        ([(0, 4, "Het r"), (6, 12, "t")], "am"),
    ],
)
def test_a_passage_that_is_touched_is_listed_as_changed_from_its_first_to_its_last_character(
    edits: list[tuple[int, int, str]], words: str
) -> None:
    assert fate(OLD, edits, LAMP) == ("changed", words)


def test_what_replaces_a_passage_from_without_is_no_part_of_it() -> None:
    assert fate("abcdef", [(0, 3, "XY")], (2, 5)) == ("changed", "de")
    assert fate("abcdef", [(4, 6, "XY")], (2, 5)) == ("changed", "cd")


def test_what_a_person_retypes_at_the_ends_of_an_edit_counts_as_kept() -> None:
    assert fate(OLD, [(0, 15, "De lamp is aan.")], LAMP) == ("follows", "lamp")
    assert ChangeMap(OLD, [Edit(0, 15, "De lamp is aan.")]).edits == (Edit(11, 14, "aan"),)


def test_a_passage_of_the_first_or_last_character_or_of_the_whole_text_survives() -> None:
    assert fate(OLD, [(10, 10, "x")], (0, 1)) == ("follows", "D")
    assert fate(OLD, [(10, 10, "x")], (29, 30)) == ("follows", ".")
    assert fate(OLD, [(10, 10, "x")], (0, 30)) == ("changed", "De lamp isx uit. Niemand leest.")
    assert fate(OLD, [(30, 30, " Einde.")], (29, 30)) == ("follows", ".")
    assert fate(OLD, [(0, 0, "Begin. ")], (0, 30)) == ("follows", OLD)


def test_a_deleted_passage_is_placed_by_its_words_only_where_they_occur_once_before_and_after() -> None:
    assert fate(OLD, [(16, 30, ""), (0, 0, "Niemand leest. ")], READS) == ("placed", "Niemand leest")
    assert fate(OLD, [(16, 30, "")], READS) == ("doubt", None)
    assert fate(OLD, [(16, 30, ""), (0, 0, "Niemand leest. Niemand leest. ")], READS) == ("doubt", None)
    twice = "Ja. Nee. Ja."
    assert fate(twice, [(0, 4, "")], (0, 3)) == ("doubt", None), "the other Ja is another passage's"


def test_overlapping_occurrences_count_too() -> None:
    assert fate("aaa-aa", [(0, 4, "")], (0, 2)) == ("doubt", None)


def test_each_of_five_equal_sentences_keeps_its_own_place_where_the_edits_are_known() -> None:
    old = "Ja. " * 5
    spans = [(at, at + 3) for at in range(0, 20, 4)]
    change = ChangeMap(old, [Edit(4, 8, "")])
    outcomes = fates(old, change.apply(old), change, spans, given=True)
    assert [outcome.fate for outcome in outcomes] == ["follows", "doubt", "follows", "follows", "follows"]
    assert [outcome.anchor.start for outcome in outcomes if outcome.anchor] == [0, 4, 8, 12]


def test_which_of_five_equal_sentences_went_is_in_doubt_where_only_the_new_text_is_known() -> None:
    old = "Ja. " * 5
    spans = [(at, at + 3) for at in range(0, 20, 4)]
    assert [outcome.fate for outcome in fates(old, "Ja. " * 4, between(old, "Ja. " * 4), spans, given=False)] == [
        "doubt"
    ] * 5


def test_words_that_a_deletion_among_equal_ones_may_have_put_together_are_in_doubt() -> None:
    """Which Ja went? Where the first one stays, the passage lost its own; where the second one stays, it lost nothing."""
    old, new = "Ja. Ja. Uit", "Ja. Uit"
    assert found(old, new, (4, 11)) == ("doubt", None)
    assert found(old, new, (8, 11)) == ("follows", "Uit")
    assert found("Ja. Uit", "Ja. Ja. Uit", (0, 7)) == ("doubt", None)


def test_equal_sentences_far_from_the_edit_follow_where_only_the_new_text_is_known() -> None:
    old = "Eerst zei zij ja. Toen zei hij ja. Daarna niets. Het raam stond open."
    new = old.replace("raam", "venster")
    first, second = old.index("ja"), old.rindex("ja")
    assert found(old, new, (first, first + 2)) == ("follows", "ja")
    assert found(old, new, (second, second + 2)) == ("follows", "ja")


def test_a_typing_error_that_is_mended_leaves_its_passage_listed_as_changed() -> None:
    assert found("De laamp is uit.", "De lamp is uit.", (3, 8)) == ("changed", "lamp")
    assert found(OLD, OLD.replace("uit", "aan"), LAMP) == ("follows", "lamp")


def test_emoji_flags_and_combining_marks_count_as_their_code_points() -> None:
    old = "Een 👩‍🚒 en 🇳🇱 en e\u0301."
    at = old.index("🇳🇱")
    assert fate(old, [(4, 7, "agent")], (at, at + 2)) == ("follows", "🇳🇱")
    assert fate(old, [(5, 6, "")], (4, 7)) == ("changed", "👩🚒")
    assert found(old, old.replace("👩‍🚒", "🧑‍🚒"), (at, at + 2)) == ("follows", "🇳🇱")


@pytest.mark.parametrize("edit", [(-1, 2, ""), (0, 99, ""), (5, 3, ""), (31, 31, "x")])
def test_an_edit_outside_the_text_is_refused(edit: tuple[int, int, str]) -> None:
    with pytest.raises(Refused, match="lies outside the text, which has 30 characters"):
        ChangeMap(OLD, [Edit(*edit)])


@pytest.mark.parametrize("edits", [[(0, 5, ""), (3, 7, "")], [(2, 2, "a"), (2, 2, "b")], [(0, 9, "x"), (8, 9, "")]])
def test_edits_that_overlap_are_refused(edits: list[tuple[int, int, str]]) -> None:
    with pytest.raises(Refused, match="overlap"):
        ChangeMap(OLD, (Edit(*edit) for edit in edits))


def test_edits_that_touch_are_no_overlap_and_their_order_does_not_matter() -> None:
    one = ChangeMap(OLD, [Edit(0, 2, "A"), Edit(2, 3, "-")])
    other = ChangeMap(OLD, [Edit(2, 3, "-"), Edit(0, 2, "A")])
    assert one.apply(OLD) == other.apply(OLD) == "A-lamp is uit. Niemand leest."


def test_an_edit_that_changes_nothing_is_none() -> None:
    assert ChangeMap(OLD, [Edit(3, 7, "lamp"), Edit(9, 9, "")]).edits == ()
    assert between(OLD, OLD).edits == ()


def test_the_map_as_rows_says_what_was_replaced_by_what() -> None:
    assert ChangeMap(OLD, [Edit(11, 14, "aan"), Edit(0, 3, "")]).as_rows() == [[0, 3, ""], [11, 14, "aan"]]


@pytest.mark.parametrize(
    ("old", "new"),
    [("", "iets"), ("iets", ""), ("a\nb\n", "a\nc\nb\n"), ("\n\n", "\n"), ("een", "één"), ("a b", "a  b")],
)
def test_comparing_gives_a_map_that_leads_to_the_new_text(old: str, new: str) -> None:
    assert between(old, new).apply(old) == new


def test_no_text_left_leaves_every_passage_in_doubt() -> None:
    assert fates("iets", "", between("iets", ""), [(0, 4), (1, 2)], given=False) == [Outcome("doubt", None)] * 2


def test_placing_gives_half_open_code_points() -> None:
    assert ChangeMap("abc", [Edit(0, 0, "👍🏽")]).place(0, 3) == Outcome("follows", Anchor(2, 5))
