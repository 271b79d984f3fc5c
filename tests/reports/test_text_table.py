"""The findings tables as plain text."""

from __future__ import annotations

import pytest

from spanveld.reports.text_table import lines, render
from tests.reports.tables import row, stance, tables


def test_a_row_reads_from_statement_to_evidence_to_what_it_rests_on() -> None:
    its = row("F1", stance(3, "R1", "FN"), against=stance(1, "R2"), sub_case="east", effect="hampers")
    assert render(tables(its)) == (
        "The reading room\n\nLight in the room\n=================\n\nRisk\n\n"
        "F1  Statement of F1. (east)\n    hampers the collaboration\n    [R1, field notes] 3 passages\n    against [R2] 1 passage\n"
        "  ! rests on one voice (R1)\n    1 kind of party, interviews; R1 in 3 of 3\n"
        "\nQuiet\n=====\nNo findings yet.\n"
    )


@pytest.mark.parametrize("width", [40, 62, 100])
def test_lines_wrap_to_the_width_and_lose_no_word(width: int) -> None:
    statement = "A statement of many words that goes on " * 6 + "to its end."
    text = render(tables(row("F1", stance(2, "R1", "R2", "R10"), statement=statement)), width=width)
    assert max(map(len, text.splitlines())) <= width
    assert " ".join(text.split()).count(" ".join(statement.split())) == 1


def test_a_word_that_is_wider_than_the_page_is_not_cut() -> None:
    text = render(tables(row("F1", stance(0), statement="x" * 150)), width=60)
    assert "x" * 150 in text


def test_a_statement_with_line_ends_stays_one_paragraph() -> None:
    assert "F1  One and two.\n" in render(tables(row("F1", stance(0), statement="One\nand\r\ntwo.")))


def test_contrary_evidence_is_shown_where_there_is_no_support() -> None:
    assert "    against [R2] 2 passages\n" in render(tables(row("F1", stance(0), against=stance(2, "R2"))))


def test_a_filter_is_said_at_the_top() -> None:
    text = render(tables(sub_case="east", wave="W2"))
    assert text.startswith("The reading room\nOnly evidence of sub-case east; only evidence of wave W2\n")


def test_the_words_are_those_of_the_language_of_the_study() -> None:
    text = render(tables(row("F1", stance(1, "FN")), language="nl"))
    assert "[veldnotities] 1 passage" in text
    assert "Nog geen bevindingen." in text


def test_every_row_on_few_voices_has_a_line_that_a_terminal_can_mark() -> None:
    found = list(lines(tables(row("F1", stance(2, "R1")), row("F2", stance(9, "R1", "R2", "R10")))))
    assert [line.text.strip() for line in found if line.role == "narrow"] == ["! rests on one voice (R1)"]
