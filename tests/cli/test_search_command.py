"""Searching as a command."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from spanveld.cli.main import program
from spanveld.session import open_study
from tests.session.samples import put, sample


@pytest.fixture
def study(tmp_path: Path) -> str:
    path = tmp_path / "room.spanveld"
    put(str(path), sample(), "ann").close()
    return str(path)


def run(*words: str, **environ: str) -> Result:
    env = {"SPANVELD_LANGUAGE": "en", "SPANVELD_CODER": "ann", **environ}
    return CliRunner().invoke(program, ["search", *words], env=env)


def test_hits_are_printed_with_what_was_found_between_brackets(study: str) -> None:
    done = run(study, "lampen", "--in", "texts")
    assert done.exit_code == 0
    assert done.output.startswith("3 paragraphs of 4 found")
    assert done.output.count("De [lamp] is uit.") == 3


def test_words_are_shown_in_their_context(study: str) -> None:
    lines = run(study, "lamp", "--kwic", "--in", "texts").output.splitlines()
    assert len(lines) == 4
    assert all("De [lamp] is uit." in line for line in lines[1:])


def test_json_has_positions_of_the_text(study: str) -> None:
    found = json.loads(run(study, "koud", "--in", "texts", "--json").output)
    (hit,) = found["items"]
    with open_study(study) as opened:
        text = opened.content().texts["night"]
    assert [text[start:end] for start, end in hit["spans"]] == ["koud"]


def test_what_is_found_comes_as_csv_and_for_excel(study: str, tmp_path: Path) -> None:
    found = list(csv.DictReader(io.StringIO(run(study, "lamp", "--in", "texts", "--csv").stdout)))
    assert [row["rank"] for row in found] == ["1", "2", "3"]
    assert all("De lamp is uit." in row["words"] for row in found)
    by_source = list(
        csv.DictReader(io.StringIO(run(study, "lamp", "--in", "texts", "--csv", "--sheet", "sources").stdout))
    )
    assert sum(int(row["hits"]) for row in by_source) == 3
    lines = list(csv.DictReader(io.StringIO(run(study, "lamp", "--in", "texts", "--kwic", "--csv").stdout)))
    assert {row["word"] for row in lines} == {"lamp"}
    done = run(study, "lamp", "--in", "texts", "--xlsx", str(tmp_path / "lamp.xlsx"))
    assert (done.exit_code, "lamp.xlsx" in done.output) == (0, True)
    book = load_workbook(tmp_path / "lamp.xlsx")
    assert len([row for sheet in book for row in sheet.values if "De lamp is uit." in str(row)]) == 3


def test_all_that_is_found_stands_in_a_file_unless_so_many_are_asked_for(study: str) -> None:
    for number in range(25):
        with open_study(study, coder="ann") as opened:
            opened.memos.add(f"Nog een lamp, nummer {number}.")
    assert len(json.loads(run(study, "lamp", "--in", "memos", "--json").output)["items"]) == 20
    assert len(run(study, "lamp", "--in", "memos", "--csv").stdout.splitlines()) == 26
    assert len(run(study, "lamp", "--in", "memos", "--csv", "--limit", "3").stdout.splitlines()) == 4


def test_what_is_found_is_coded_when_that_is_agreed_to(study: str) -> None:
    assert run(study, "lamp", "--code", "mood/calm", "--dry-run").output.endswith("Nothing was written.\n")
    refused = run(study, "lamp", "--code", "mood/calm")
    assert (refused.exit_code, "--yes" in refused.output) == (2, True)
    done = run(study, "lamp", "--code", "mood/calm", "--around", "sentence", "--yes")
    assert "Made 2 passages" in done.output  # one of the three sentences is P1, which is calm already
    again = json.loads(run(study, "lamp", "--code", "mood/calm", "--around", "sentence", "--yes", "--json").output)
    assert (again["written"], len(again["new"]), len(again["coded"])) == (False, 0, 3)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("lamp", "--code", "mood/calm", "--csv"), "--dry-run or --json"),
        (("lamp", "--wave", "W9"), "no wave 'W9'"),
        (("!",), "no word to search for"),
        (("lamp", "--phrase", "--substring"), "not for both"),
        (("lamp", "--in", "memos", "--code", "mood/calm"), "Only what is found in texts"),
        (("lamp", "--code", "mood/blue", "--yes"), "no code 'blue'"),
    ],
)
def test_what_cannot_be_answered_is_said_in_one_message(study: str, words: tuple[str, ...], message: str) -> None:
    done = run(study, *words)
    assert done.exit_code == 2
    assert message in done.output
    assert len(done.output.splitlines()) == 1


def test_it_speaks_dutch(study: str) -> None:
    assert run(study, "lamp", "--in", "texts", SPANVELD_LANGUAGE="nl").output.startswith("3 alinea's van 4 gevonden")
