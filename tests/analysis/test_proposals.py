"""Proposals: which spellings, which stand-ins, one for each person."""

from __future__ import annotations

from spanveld.analysis.pseudonyms import KnownName, Proposal, proposals
from spanveld.analysis.same_person import individuals


def found(text: str, *known: KnownName, language: str = "nl", **more: object) -> dict[str, str]:
    rows = proposals({"S1": text}, known, language, **more)  # type: ignore[arg-type]
    return {row.found: row.replacement for row in rows}


def test_all_spellings_of_one_person_get_one_stand_in() -> None:
    text = "Karin de Vries kwam. Volgens Karin was het goed. Mevrouw De Vries ging. K. de Vries schreef."
    assert set(found(text).items()) == {
        (name, "[persoon A]") for name in ("Karin de Vries", "Karin", "De Vries", "K. de Vries")
    }


def test_a_surname_that_two_people_have_is_somebody_apart() -> None:
    people = individuals(["Karin de Vries", "Jan de Vries", "De Vries", "J. de Vries"], {})
    assert people["De Vries"] not in (people["Karin de Vries"], people["Jan de Vries"])
    assert people["J. de Vries"] is people["Jan de Vries"]


def test_a_title_right_before_a_name_in_most_places_is_its_stand_in() -> None:
    text = "Burgemeester Jansen zei ja. Burgemeester Jansen zei nee. Toen ging Jansen. Ook Pietersen ging, wethouder Pietersen."
    assert found(text) == {"Jansen": "[burgemeester A]", "Pietersen": "[wethouder A]"}


def test_a_form_of_address_is_no_title() -> None:
    assert found("Mevrouw Jansen zei ja.") == {"Jansen": "[persoon A]"}


def test_a_participant_is_replaced_by_its_identifier_under_each_spelling() -> None:
    known = KnownName("Karin de Vries", "PER", "participant:R4", "[R4]")
    text = "Karin de Vries: ja.\nKarin de Vries: nee. Volgens Karin dan. En Jan Bakker ook."
    assert found(text, known) == {"Karin de Vries": "[R4]", "Karin": "[R4]", "Jan Bakker": "[persoon A]"}


def test_parties_are_proposed_to_stay_with_one_stand_in_for_all_their_words() -> None:
    known = [KnownName(word, "ORG", "party:GEM", take=False) for word in ("Gemeente Zeist", "gemeente")]
    rows = proposals({"S1": "Gemeente Zeist belde. De gemeente weet het."}, known)
    assert [(row.found, row.replacement, row.take) for row in rows] == [
        ("Gemeente Zeist", "[organisatie A]", False),
        ("gemeente", "[organisatie A]", False),
    ]


def test_numbers_and_addresses_have_one_stand_in_a_kind() -> None:
    text = "Mail p.jansen@voorbeeld.nl of bel 06-12345678 of 030-1234567."
    assert set(found(text).values()) == {"[e-mailadres]", "[telefoonnummer]"}
    assert set(found(text, language="en").values()) == {"[e-mail address]", "[phone number]"}


def test_stand_ins_of_an_earlier_pass_are_no_names_and_keep_their_letters() -> None:
    text = "[persoon A] zei dat [burgemeester A] met Jan Bakker kwam, bij [R4]."
    assert found(text, stand_ins=["[R4]"]) == {"Jan Bakker": "[persoon B]"}
    assert found("Jan Bakker kwam.", others=["[persoon A] en [persoon B]"]) == {"Jan Bakker": "[persoon C]"}


def test_a_proposal_says_how_often_where_and_in_which_words() -> None:
    texts = {"S1": "Toen belde Jan Bakker ons op over de brief van vorige week.", "S2": "Jan Bakker weer. Jan Bakker!"}
    assert proposals(texts) == (
        Proposal(
            "PER",
            "Jan Bakker",
            "[persoon A]",
            True,
            3,
            ("S1", "S2"),
            "Toen belde Jan Bakker ons op over de brief van …",
            "first name and surname",
        ),
    )


def test_letters_follow_the_order_in_which_names_appear() -> None:
    text = "Eerst kwam Piet Smit, toen Anna Bos uit Zeist, en ten slotte Jan Bakker."
    assert list(found(text).items()) == [
        ("Piet Smit", "[persoon A]"),
        ("Anna Bos", "[persoon B]"),
        ("Zeist", "[plaats A]"),
        ("Jan Bakker", "[persoon C]"),
    ]


def test_a_text_without_names_gives_no_proposals() -> None:
    assert proposals({"S1": "Het liep goed, zei men.", "S2": ""}) == ()
