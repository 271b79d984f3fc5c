"""The findings tables as CSV."""

from __future__ import annotations

import csv
import io

import pytest

from spanveld.analysis.evidence import TopVoice
from spanveld.reports.csv_table import COLUMNS, render
from tests.reports.tables import row, stance, tables


def rows(text: str) -> list[dict[str, str]]:
    """The rows as a spreadsheet reads them."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_row_holds_identifiers_and_numbers() -> None:
    ground = {
        "party_kinds": ("library", "municipality"),
        "top_voice": TopVoice("R10", 4, 8),
        "hedged": 2,
        "voiceless": 3,
    }
    its = row("F1", stance(11, "R1", "R10", "FN"), against=stance(2, "R2"), sub_case="east", ground=ground)
    text = render(tables(its))
    assert text.splitlines()[0] == ",".join(COLUMNS)
    assert list(rows(text)[0].values()) == [
        *("light", "risk", "F1", "east", "Statement of F1."),
        *("11", "R1;R10;FN", "0", "", "2", "R2"),
        *("2", "library;municipality", "interview", "R10", "4", "8", "2", "11", "3"),
    ]


def test_a_row_without_a_voice_leaves_the_top_voice_empty() -> None:
    found = rows(render(tables(row("F1", stance(2)))))[0]
    assert [found[name] for name in ("top_voice", "top_voice_passages", "top_voice_of")] == ["", "", ""]
    assert found["voices"] == "0"


@pytest.mark.parametrize("statement", ["=1+1", "+31", "-2", "@sum(A1)", "\tx", "\n=x"])
def test_no_cell_is_taken_for_a_formula(statement: str) -> None:
    assert rows(render(tables(row("F1", stance(0), statement=statement))))[0]["statement"] == f"'{statement}"


def test_old_line_ends_break_no_row() -> None:
    found = rows(render(tables(row("F1", stance(0), statement="One\rtwo\r\nthree"))))
    assert [item["statement"] for item in found] == ["One\ntwo\nthree"]


def test_quotes_commas_and_line_ends_come_through() -> None:
    statement = 'He said "no", twice;\nthen left.'
    assert rows(render(tables(row("F1", stance(0), statement=statement))))[0]["statement"] == statement
