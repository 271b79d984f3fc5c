"""What stands for names: its form, its letters, and how it is known again."""

from __future__ import annotations

import pytest

from spanveld.analysis.stand_ins import Letters, label_of, plain_label, stand_in_spans


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("[persoon A] en [burgemeester AB]", [(0, 11), (15, 32)]),
        ("[telefoonnummer] of [phone number]", [(0, 16), (20, 34)]),
        ("[lacht] [00:12:34] [Karin A] [ A] []", []),
        ("[persoon\nA]", []),
        ("[[persoon A]]", [(1, 12)]),
    ],
)
def test_stand_ins_are_known_by_their_form(text: str, spans: list[tuple[int, int]]) -> None:
    assert stand_in_spans(text) == spans


def test_participants_are_stand_ins_only_where_the_study_has_them() -> None:
    assert stand_in_spans("[R4] en [R5]", ["[R4]"]) == [(0, 4)]


def test_letters_go_on_after_z_and_are_counted_for_each_word_apart() -> None:
    letters = Letters()
    given = [letters.next("persoon") for _ in range(28)]
    assert given[0] == "[persoon A]"
    assert given[25:] == ["[persoon Z]", "[persoon AA]", "[persoon AB]"]
    assert letters.next("wethouder") == "[wethouder A]"


def test_a_letter_that_stands_in_a_text_is_not_given_out_again() -> None:
    letters = Letters()
    letters.see(["[persoon A] kwam.", "[persoon C] ging, [lacht B]."])
    assert [letters.next("persoon") for _ in range(3)] == ["[persoon B]", "[persoon D]", "[persoon E]"]


def test_the_words_are_those_of_the_studys_language() -> None:
    assert (plain_label("PLATE", "nl"), plain_label("PLATE", "en")) == ("kenteken", "licence plate")
    assert label_of("[lid van de raad B]") == "lid van de raad"
