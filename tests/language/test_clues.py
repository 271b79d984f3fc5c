"""Warnings: texts that rules for names cannot see well, and functions that give someone away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spanveld.language.clues import lower_case_transcript, telling_functions

SPOKEN = "Ja, dat was zo. Toen kwam Jan binnen. Nou, goed dan. Dat is alles. Meer weet ik niet."


def told(text: str) -> list[str]:
    """The words of each telling function."""
    return [function.text for function in telling_functions(text)]


def test_a_transcript_without_capitals_is_known() -> None:
    assert lower_case_transcript(SPOKEN.lower())
    assert not lower_case_transcript(SPOKEN)


def test_lines_count_as_sentences() -> None:
    assert lower_case_transcript("ja\nnee\nmisschien\ntoen wel\ndaarna niet")


def test_a_transcript_without_sentence_ends_is_known_by_its_words() -> None:
    assert lower_case_transcript("en toen ging hij weg en ik dacht nou ja " * 10)
    assert not lower_case_transcript("en toen ging Jan weg en Piet dacht nou ja " * 10)


@pytest.mark.parametrize("text", ["", "ja", "ja. nee. nou.", "3. 4. 5. 6. 7."])
def test_a_text_too_short_to_tell_is_not_warned_about(text: str) -> None:
    assert not lower_case_transcript(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Dat vond de burgemeester van De Bilt ook.", "burgemeester van De Bilt"),
        ("De directeur van de GGD belde.", "directeur van de GGD"),
        (
            "Toen kwam de commandant van de Veiligheidsregio Utrecht binnen.",
            "commandant van de Veiligheidsregio Utrecht",
        ),
        ("De Utrechtse wethouder zweeg.", "Utrechtse wethouder"),
        ("De directeur van het waterschap zweeg.", "directeur van het waterschap"),
        ("Als raadslid in Zeist weet je dat.", "raadslid in Zeist"),
        ("Toen was ik manager bij ProRail en daarna niets.", "manager bij ProRail"),
        ("Vraag het de secretaris van de ondernemersvereniging Kade.", "secretaris van de ondernemersvereniging Kade"),
    ],
)
def test_a_function_with_its_place_or_organisation_tells_who_it_is(text: str, words: str) -> None:
    assert told(text) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "De burgemeester zei niets.",
        "Burgemeester Jansen zei niets.",
        "De voorzitter van de vergadering sloot af.",
        "Een collega van de gemeente belde.",
        "De officier van dienst schaalde op.",
        "De wethouder van R12 wist dat.",
        "Een raadslid in de supermarkt vroeg ernaar.",
    ],
)
def test_a_function_alone_or_shared_by_many_is_not_warned_about(text: str) -> None:
    assert told(text) == []


@given(
    st.text()
    | st.lists(st.sampled_from(["burgemeester", "van", "De", "Bilt", "GGD", "de", ". ", "raad", "Ede"])).map(" ".join)
)
def test_telling_functions_are_disjoint_in_order_and_say_what_stands_there(text: str) -> None:
    place = 0
    for function in telling_functions(text):
        assert place <= function.start < function.end
        assert text[function.start : function.end] == function.text
        place = function.end
    lower_case_transcript(text)
