"""Where spellings are found in a text, and what takes their place."""

from __future__ import annotations

import unicodedata

import pytest

from spanveld.analysis.replacing import Replacer, Rule

JAN, DE_VRIES = Rule("Jan", "[persoon A]"), Rule("Jan de Vries", "[persoon B]")


def applied(text: str, *rules: Rule, known: tuple[str, ...] = ()) -> str:
    return Replacer(rules, known).apply(text)


@pytest.mark.parametrize(
    ("text", "became"),
    [
        ("Jan zei: Jan!", "[persoon A] zei: [persoon A]!"),
        ("Janneke en januari, Jan_x, xJan", "Janneke en januari, Jan_x, xJan"),
        ("jan JAN", "jan JAN"),
        ("Jan's plan en Jan’s fiets", "[persoon A]'s plan en [persoon A]’s fiets"),
        ("Jan de Vries, Jan", "[persoon B], [persoon A]"),
        ("Jan  de\u00a0Vries", "[persoon B]"),
        ("👩‍🚒Jan👍🏽Jan\u0301 Jan", "👩‍🚒[persoon A]👍🏽Jan\u0301 [persoon A]"),
        ("Jan\nde Vries", "[persoon A]\nde Vries"),
    ],
)
def test_whole_words_the_longest_first_with_their_capitals(text: str, became: str) -> None:
    assert applied(text, JAN, DE_VRIES) == became


def test_a_spelling_without_capitals_is_found_with_any() -> None:
    assert applied("Karin en KARIN en karin", Rule("karin", "[R4]")) == "[R4] en [R4] en [R4]"
    assert applied("JAN", Rule("Jan", "[R4]", any_case=True)) == "[R4]"


def test_a_spelling_with_its_own_capitals_goes_before_one_without() -> None:
    assert applied("Bos bos", Rule("bos", "[plaats A]"), Rule("Bos", "[persoon A]")) == "[persoon A] [plaats A]"


def test_accents_are_found_composed_and_decomposed() -> None:
    for text in ("José", unicodedata.normalize("NFD", "José")):
        assert applied(f"Met {text}.", Rule("José", "[persoon A]")) == "Met [persoon A]."
    assert applied("Met José.", Rule(unicodedata.normalize("NFD", "José"), "[persoon A]")) == "Met [persoon A]."


def test_either_apostrophe_is_found() -> None:
    assert applied("’s-Gravenhage", Rule("'s-Gravenhage", "[plaats A]")) == "[plaats A]"


def test_numbers_that_begin_with_a_sign_are_found() -> None:
    assert applied("Bel +31 6 12.", Rule("+31 6 12", "[telefoonnummer]")) == "Bel [telefoonnummer]."


def test_a_title_that_the_stand_in_says_too_goes_with_the_name() -> None:
    rule = Rule("Jansen", "[burgemeester A]")
    assert applied("Burgemeester Jansen en de burgemeester mevrouw Jansen", rule) == (
        "[burgemeester A] en de [burgemeester A]"
    )
    assert applied("loco-wethouder Jansen", rule) == "loco-wethouder [burgemeester A]"
    assert applied("de burgemeester.\nJansen", rule) == "de burgemeester.\n[burgemeester A]"


def test_nothing_is_replaced_inside_a_stand_in_but_the_whole_of_one_may_be() -> None:
    rules = (Rule("persoon", "[X]"), Rule("R4", "[Y]"))
    assert applied("[persoon A] [R4] R4", *rules, known=("[R4]",)) == "[persoon A] [R4] [Y]"
    assert applied("[persoon A]!", Rule("[persoon A]", "[R4]")) == "[R4]!"


def test_a_stand_in_that_was_put_in_is_not_replaced_again() -> None:
    rules = (Rule("Jan", "Piet"), Rule("Piet", "Klaas"))
    assert applied("Jan Piet", *rules) == "Piet Klaas"


def test_what_stays_keeps_what_is_inside_it() -> None:
    assert (
        applied("Jan Steen schilderde, Jan niet", JAN, Rule("Jan Steen", ""))
        == "Jan Steen schilderde, [persoon A] niet"
    )


def test_a_second_pass_by_the_same_rules_finds_nothing() -> None:
    replacer = Replacer([JAN, DE_VRIES, Rule("De Bilt", "[plaats A]")])
    once = replacer.apply("Jan de Vries uit De Bilt belde Jan.")
    assert replacer.apply(once) == once
