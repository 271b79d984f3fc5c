"""``spanveld audit``: sentences with their passages, rules that are changed, and the same as JSON, CSV and Excel."""

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
    path = str(tmp_path / "room.spanveld")
    with put(path, sample(), "ann") as opened:
        opened.auditing.change(reset=[each.rule for each in opened.auditing.rules()])
    return path


def run(*words: str) -> Result:
    return CliRunner().invoke(program, ["audit", *words])


def done(*words: str) -> str:
    result = run(*words)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_it_prints_each_finding_with_what_is_to_be_known_and_its_passages(study: str) -> None:
    printed = done(study)
    assert "F1  De lamp gaat te vroeg uit." in printed
    assert "! Rust op één stem, R1. [P1]" in printed
    assert "· Ertegen: R1, in één passage. [P2]" in printed
    assert "Beoordelingen" in printed
    only = done(study, "--finding", "F1")
    assert "F1  " in only
    assert "F2  " not in only


def test_json_is_what_python_gives(study: str) -> None:
    with open_study(study) as opened:
        expected = opened.audit().as_json()
    assert json.loads(done(study, "--json")) == json.loads(json.dumps(expected))


def test_csv_has_a_row_a_sentence_and_excel_both_tables(study: str, tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(done(study, "--csv").lstrip("\ufeff"))))
    with open_study(study) as opened:
        audit = opened.audit()
    assert len(rows) == sum(max(len(each.sentences), 1) for each in audit.subjects)
    first = next(row for row in rows if (row["identifier"], row["rule"]) == ("F1", "few_voices"))
    assert (first["count"], first["threshold"], first["component"], first["passages"]) == ("1", "3", "adequacy", "P1")
    rules = list(csv.DictReader(io.StringIO(done(study, "--csv", "--rules").lstrip("\ufeff"))))
    assert [row["rule"] for row in rules] == [each.rule for each in audit.rules]
    file = tmp_path / "audit.xlsx"
    done(study, "--xlsx", str(file))
    assert load_workbook(file).sheetnames[:2] == ["Bewijsaudit", "Regels van de audit"]


def test_rules_are_shown_and_changed_together_or_not_at_all(study: str) -> None:
    assert "few_voices        Weinig stemmen: minder dan 3 respondenten; grens van governance-tensions" in done(
        study, "--rules"
    )
    changed = done(study, "--set", "few_voices=1", "--off", "spoken_against", "--as", "ann")
    assert "geen respondenten; grens van dit onderzoek" in changed
    assert "weggelaten; Wie ertegen is" in changed
    assert "Rust op één stem" not in done(study, "--finding", "F1")
    refused = run(study, "--set", "hedged=40", "--off", "nothing", "--as", "ann")
    assert refused.exit_code == 2
    assert "There is no audit rule 'nothing'; the rules are:" in refused.stderr
    rules = {one["rule"]: one for one in json.loads(done(study, "--rules", "--json"))}
    assert rules["hedged"]["threshold"] == 50
    back = json.loads(done(study, "--reset", "few_voices", "--on", "spoken_against", "--as", "ann", "--json"))
    assert all(one["set_by"] != "study" and not one["off"] for one in back)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--finding", "F99"), "There is no finding 'F99' in this study; known are: F1, F2, F3."),
        (("--finding", "F1", "--assessment", "A1"), "Ask of a finding or of an assessment, not of both."),
        (("--set", "few_voices"), "--set few_voices=4, not 'few_voices'."),
        (("--set", "few_voices=many"), "--set few_voices=4, not 'few_voices=many'."),
        (("--set", "few_voices=-1"), "--set few_voices=4, not 'few_voices=-1'."),
        (
            ("--set", "few_voices=0", "--as", "ann"),
            "The limit of the audit rule few_voices is a whole number from 1 to 1000, not '0'.",
        ),
    ],
)
def test_bad_input_is_one_message_and_changes_nothing(study: str, words: tuple[str, ...], message: str) -> None:
    with open_study(study) as opened:
        newest = opened.newest()
    result = run(study, *words)
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.output
    with open_study(study) as opened:
        assert opened.newest() == newest
