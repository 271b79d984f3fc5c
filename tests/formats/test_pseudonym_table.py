"""The table of pseudonyms as spreadsheets write it, and every fault with its line."""

from __future__ import annotations

import csv
import io
from unicodedata import normalize

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from spanveld.formats.pseudonym_table import (
    COLUMNS,
    PseudonymRow,
    PseudonymTableError,
    read_table,
    write_table,
)
from spanveld.model.errors import Refused

HEAD = "kind,found,replacement,take,count,sources,example\n"


def faults(text: str | bytes) -> list[str]:
    data = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(PseudonymTableError) as caught:
        read_table(data, "names.csv")
    return [str(problem) for problem in caught.value.problems]


def pairs(data: str | bytes) -> list[tuple[str, str, bool]]:
    read = read_table(data if isinstance(data, bytes) else data.encode(), "names.csv")
    return [(row.found, row.replacement, row.take) for row in read.rows]


@pytest.mark.parametrize(
    "data",
    [
        b"found,replacement\nZo\xc3\xab,[persoon A]\n",
        b"\xef\xbb\xbffound;replacement\r\nZo\xc3\xab;[persoon A]\r\n",
        "found;replacement\r\nZoë;[persoon A]\r\n".encode("cp1252"),
        "found\treplacement\r\nZoë\t[persoon A]\r\n".encode("utf-16"),
        "sep=;\r\nfound;replacement\r\n Zoë ;[persoon A]\r\n;\r\n".encode(),
        "Replacement,Found\r[persoon A],Zoë\r".encode(),
        'found,replacement\n"Zoë","[persoon A]"\n\n'.encode(),
    ],
)
def test_a_table_is_read_as_any_spreadsheet_writes_it(data: bytes) -> None:
    assert pairs(data) == [("Zoë", "[persoon A]", True)]


def test_an_encoding_that_was_guessed_is_said() -> None:
    read = read_table("found;replacement\r\nZoë;[persoon A]\r\n".encode("cp1252"), "names.csv")
    assert [str(text) for text in read.notices] == [
        "names.csv does not say its encoding; it was read as cp1252. Look whether accents came out right."
    ]


def test_columns_that_are_not_known_are_left_out_and_named() -> None:
    read = read_table(b"found,replacement,who\nJan,[persoon A],my neighbour\n", "names.csv")
    assert [str(text) for text in read.notices] == ["Columns of names.csv that were not read: who."]
    assert read.rows == (PseudonymRow("Jan", "[persoon A]", line=2),)


@pytest.mark.parametrize(
    ("said", "take"), [("yes", True), ("JA", True), ("x", True), ("", True), ("nee", False), ("0", False)]
)
def test_yes_and_no_are_understood_in_both_languages(said: str, take: bool) -> None:
    assert pairs(f"found,replacement,take\nJan,[persoon A],{said}\n") == [("Jan", "[persoon A]", take)]


def test_several_spellings_may_have_one_stand_in_and_one_may_stand_twice_alike() -> None:
    text = "found,replacement\nJan,[persoon A]\nJan de Vries,[persoon A]\nJan,[persoon A]\n"
    assert pairs(text) == [("Jan", "[persoon A]", True), ("Jan de Vries", "[persoon A]", True)]


def test_every_fault_is_named_with_file_line_column_and_value() -> None:
    text = HEAD + (
        "PER,Jan,,yes,1,,\n"
        "PER,Piet,[persoon A],maybe,1,,\n"
        "MENS,Klaas,[persoon B],yes,1,,\n"
        "PER,...,[persoon C],yes,1,,\n"
        'PER,"Anna\nBos",[persoon D],yes,1,,\n'
        f"PER,Karin,{'x' * 301},yes,1,,\n"
    )
    found = faults(text)
    assert found[0] == ("names.csv:2: replacement: '' is empty: write what is to stand there, or no in the column take")
    assert found[1] == "names.csv:3: take: 'maybe' should be yes or no"
    assert found[2].startswith("names.csv:4: kind: 'MENS' is no kind; it is empty or one of: PER, LOC")
    assert found[3] == "names.csv:5: found: '...' holds no letter or digit to look for"
    assert found[4] == r"names.csv:6: found: 'Anna\nBos' holds a line end or another character that cannot be seen"
    assert found[5].startswith("names.csv:8: replacement: 'xxx")
    assert len(found) == 6


def test_one_spelling_with_two_outcomes_is_a_fault() -> None:
    text = "found,replacement,take\nJan,[persoon A],\nPiet,[persoon B],\nJan,[persoon B],\nPiet,,no\n"
    assert faults(text) == [
        "names.csv:4: found: 'Jan' stands on line 2 too, with another outcome ([persoon A])",
        "names.csv:5: found: 'Piet' stands on line 3 too, with another outcome ([persoon B])",
    ]


def test_a_stand_in_that_holds_a_name_is_a_fault() -> None:
    text = (
        "found,replacement,take\nJan,[persoon A],\nWijkagent Jan,de agent (Jan),\nPiet,[buur van Klaas],\nKlaas,,no\n"
    )
    assert faults(text) == [
        "names.csv:3: replacement: 'de agent (Jan)' holds the name Jan (line 2), which is to be replaced itself"
    ]


@pytest.mark.parametrize(
    "text", ["", "kind,found\nPER,Jan\n", "found,found,replacement\nJan,Jan,x\n", "naam;vervanging\n"]
)
def test_a_table_without_its_columns_is_refused_at_line_1(text: str) -> None:
    assert faults(text)[0].startswith("names.csv:1: ")


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04\x00\x01\x02" * 50, b"\x00\x00\x00\x01", b"found,replacement\nJ\x00an,x\n"]
)
def test_what_is_no_text_is_refused_with_its_name(data: bytes) -> None:
    with pytest.raises(Refused, match="names.csv is no text"):
        read_table(data, "names.csv")


def test_a_quote_that_is_never_closed_is_a_fault_at_its_line() -> None:
    assert faults('found,replacement\nJan,[persoon A]\n"Piet,[persoon B]\nKlaas,[persoon C]\n')[0].startswith(
        "names.csv:3: "
    )


HOSTILE = (
    "=1+1",
    "+31 6 12345678",
    "-x",
    "@SUM(A1)",
    "'=x",
    "06-12345678",
    "3 april 2024",
    "mei 2024",
    "'s-Gravenhage",
    "'t",
)


@pytest.mark.parametrize("spelling", HOSTILE)
def test_no_spreadsheet_takes_a_cell_for_a_formula_number_or_date(spelling: str) -> None:
    data = write_table([PseudonymRow(spelling, "[x]", example=f"{spelling} zei")], delimiter=";")
    cells = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))[1]
    assert cells[1][0] not in "=+-@0123456789m"
    assert cells[6][0] not in "=+-@"
    assert pairs(data) == [(spelling, "[x]", True)]


SPELLINGS = st.text(min_size=1, max_size=20).map(lambda text: normalize("NFC", " ".join(text.split())))


@given(
    st.dictionaries(
        SPELLINGS.filter(lambda text: text.isprintable() and any(map(str.isalnum, text))), st.booleans(), max_size=8
    ),
    st.sampled_from(",;\t"),
)
def test_what_was_written_is_read_back(takes: dict[str, bool], delimiter: str) -> None:
    rows = [PseudonymRow(found, f"[§{number}§§]", take) for number, (found, take) in enumerate(takes.items())]
    assume(not any(row.found in "0123456789" for row in rows))
    read = read_table(write_table(rows, delimiter=delimiter), "names.csv").rows
    assert [(row.found, row.replacement, row.take) for row in read] == [
        (row.found, row.replacement, row.take) for row in rows
    ]


def test_the_columns_are_these() -> None:
    assert write_table([]).decode("utf-8-sig") == ",".join(COLUMNS) + "\r\n"


def test_a_cell_beyond_the_last_column_is_a_fault_for_a_name_may_be_cut_at_its_comma() -> None:
    [fault] = faults("found,replacement\nBos, Karin,[P1]\n")
    assert fault.startswith("names.csv:2: -: '[P1]' stands beyond the last column")
    assert pairs("found,replacement\nBos,[P1],,\n") == [("Bos", "[P1]", True)]
