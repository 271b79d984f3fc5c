"""Names and a person's own words are found again in a text, and other people's are not."""

from __future__ import annotations

import pytest

from spanveld.model.traces import Traces, could_be_anybody, name_parts

SAID = "Toen de dijk brak, stond ik met mijn oma op het dak."


@pytest.mark.parametrize(
    ("text", "blanked"),
    [
        ("Dit zei Karin de Vries gisteren.", "Dit zei [x] gisteren."),
        ("dit zei karin  de vries gisteren", "dit zei [x] gisteren"),
        ("Karin belde; de karinweg niet.", "[x] belde; de karinweg niet."),
        ("de karin is een munt", "de karin is een munt"),
        ("Zij stond ik met mijn\noma, op het dak en zwaaide", "Zij [x] en zwaaide"),
        ("stond ik met mijn oma", "stond ik met mijn oma"),
    ],
)
def test_names_and_runs_of_six_words_are_blanked(text: str, blanked: str) -> None:
    traces = Traces(("Karin de Vries",), name_parts("Karin de Vries"), [SAID])
    assert traces.blanked(text, "[x]") == blanked


def test_words_of_two_turns_are_no_run() -> None:
    traces = Traces(spoken=["een twee drie", "vier vijf zes"])
    assert traces.blanked("een twee drie vier vijf zes", "[x]") == "een twee drie vier vijf zes"


def test_a_short_quote_is_known_as_said() -> None:
    traces = Traces(spoken=[SAID])
    assert traces.said("op het dak")
    assert not traces.said("het dakraam")
    assert not traces.said("")


@pytest.mark.parametrize("label", ["Spreker 2", "Interviewer", "R4", "Mevr."])
def test_some_labels_could_be_anybody(label: str) -> None:
    assert could_be_anybody(label)
    assert name_parts(label) == []


def test_a_part_that_somebody_else_has_too_is_left_out() -> None:
    assert name_parts("Wethouder Karin de Vries", ["Vries"]) == ["Karin"]
