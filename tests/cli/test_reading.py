"""Looking at a study: show, table, doctor."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run


# ------------------------------------------------------------------ show
def test_show_names_the_party_that_is_spoken_of_but_not_heard(run: Run, study: str) -> None:
    shown = run("show", study).stdout
    assert "POL  1 treffer in 1 passage  Politie (politie)" in shown
    assert "GEM" not in shown.partition("niet gehoord")[2]


def test_show_counts_and_lists_the_sources_in_the_language_of_the_study(run: Run, study: str) -> None:
    shown = run("show", study, SPANVELD_LANGUAGE="en").stdout
    assert "7 passages, 4 coderingen, 4 bevindingen, 8 bewijzen" in shown
    assert "night  -  35 woorden  5 passages  Nacht; R1, R2" in shown


def test_show_as_json_has_the_same_facts(run: Run, study: str) -> None:
    known = json.loads(run("show", study, "--json").stdout)
    assert known["counts"]["passage"] == 7
    assert [party["party"] for party in known["unheard"]] == ["POL"]


def test_show_of_a_new_study_says_that_there_is_nothing_yet(run: Run) -> None:
    run("init", "new.spanveld")
    assert "No sources yet." in run("show", "new.spanveld").stdout


# ------------------------------------------------------------------ table
def test_table_shows_who_supports_and_who_contradicts(run: Run, study: str) -> None:
    shown = run("table", study).stdout
    assert "[R1] 2 passages" in shown
    assert "tegen [veldnotities] 1 passage" in shown
    assert "! rust op één stem (R1)" in shown


def test_table_takes_one_dimension(run: Run, study: str) -> None:
    shown = run("table", study, "--dimension", "light").stdout
    assert "Licht" in shown
    assert "Autoriseren" not in shown


def test_table_of_a_wave_counts_only_its_evidence_and_says_so(run: Run, study: str) -> None:
    shown = run("table", study, "--wave", "W2").stdout
    assert "Alleen bewijs uit meting W2" in shown
    assert "[R1]" not in shown
    assert "tegen [veldnotities] 1 passage" in shown


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (("--dimension", "nope"), "authorise"),
        (("--sub-case", "west"), "east"),
        (("--wave", "W9"), "W1, W2"),
    ],
)
def test_a_filter_that_is_unknown_names_those_there_are(
    run: Run, study: str, words: tuple[str, ...], names: str
) -> None:
    refused = run("table", study, *words)
    assert refused.exit_code == 2
    assert words[1] in refused.stderr
    assert names in refused.stderr


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("t.txt", "De leeszaal\n"),
        ("t.md", "# De leeszaal\n"),
        ("t.csv", "dimension,kind,finding,"),
        ("t.html", "<!doctype html>\n"),
        ("t.json", '{\n  "study": "room",'),
    ],
)
def test_the_name_of_the_output_file_says_how_it_is_written(run: Run, study: str, name: str, begins: str) -> None:
    done = run("table", study, "-o", name)
    assert done.stdout == f"Wrote {name}.\n"
    assert Path(name).read_text(encoding="utf-8").startswith(begins)


def test_a_format_that_is_asked_for_goes_before_the_name(run: Run, study: str) -> None:
    run("table", study, "--format", "csv", "-o", "t.md")
    assert Path("t.md").read_text().startswith("dimension,")


def test_json_is_the_shape_of_the_view_with_letters_as_they_are(run: Run, study: str) -> None:
    printed = run("table", study, "--json").stdout
    assert printed == run("table", study, "--format", "json").stdout
    known = json.loads(printed)
    assert [table["dimension"] for table in known["tables"]][:3] == ["authorise", "perform", "flexibilise"]
    assert printed == json.dumps(known, ensure_ascii=False, indent=2) + "\n"


def test_csv_that_is_printed_can_be_read_by_a_spreadsheet(run: Run, study: str) -> None:
    rows = list(csv.DictReader(io.StringIO(run("table", study, "--format", "csv").stdout)))
    assert [row["finding"] for row in rows] == ["F1", "F2", "F3", "F4"]


def test_a_file_that_cannot_be_written_leaves_nothing_behind(run: Run, study: str, tmp_path: Path) -> None:
    (tmp_path / "there.md").mkdir()
    refused = run("table", study, "-o", "there.md")
    assert refused.exit_code == 2
    assert "there.md" in refused.stderr
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.shared
def test_the_case_of_the_thesis_shows_what_a_reader_counted_by_hand(run: Run, shared: Path) -> None:
    case = shared / "cases" / "vru"
    assert run("load", "vru.spanveld", case).exit_code == 0
    expected = json.loads((case / "expected.json").read_text())["rows"]
    tables = json.loads(run("table", "vru.spanveld", "--json").stdout)["tables"]
    found = {row["finding"]: _as_expected(table["dimension"], row) for table in tables for row in table["rows"]}
    assert found == expected


def _as_expected(dimension: str, row: dict[str, Any]) -> dict[str, Any]:
    stances = {stance: row[stance] for stance in ("supports", "qualifies", "contradicts")}
    return {"dimension": dimension, "kind": row["kind"], **stances}


# ------------------------------------------------------------------ doctor
def test_doctor_finds_a_sound_study_sound(run: Run, study: str) -> None:
    done = run("doctor", study)
    assert done.exit_code == 0
    assert "Checked: 2 texts, 7 places of passages, 1 journal entry." in done.stdout


def test_doctor_names_each_passage_that_no_longer_marks_what_was_coded(run: Run, study: str) -> None:
    with sqlite3.connect(study) as base:
        base.execute(
            "UPDATE anchor SET start = start + 1 WHERE passage_id IN (SELECT id FROM passage WHERE identifier IN ('P2', 'P6'))"
        )
    base.close()
    found = run("doctor", study)
    assert found.exit_code == 1
    assert "passage P2: no longer marks what was coded" in found.stdout
    assert "passage P6: no longer marks what was coded" in found.stdout
    assert "2 faults found." in found.stdout
    known = json.loads(run("doctor", study, "--json").stdout)
    assert known["sound"] is False
    assert [problem["name"] for problem in known["problems"]] == ["P2", "P6"]
