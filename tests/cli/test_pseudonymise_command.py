"""Pseudonyms as a command: proposals, the table out and in, the key, the check."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from spanveld.cli.pseudonyms import pseudonymise
from spanveld.formats import age_file
from spanveld.formats.pseudonym_table import PseudonymTableError
from spanveld.model.errors import Refused
from spanveld.session import open_study
from tests.session.samples import put
from tests.session.test_pseudonyms import village


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    put("village.spanveld", village(), "ann").close()
    return "village.spanveld"


def run(*words: str | Path) -> Result:
    env = {"SPANVELD_LANGUAGE": "en", "SPANVELD_CODER": "ann"}
    return CliRunner().invoke(pseudonymise, [str(word) for word in words], env=env)


def exported(study: str) -> Path:
    assert run(study, "--export-table", "names.csv").exit_code == 0
    return Path("names.csv")


def text_of(study: str, source: str = "S3") -> str:
    with open_study(study) as opened:
        return opened.sources.open(source).text


def test_alone_it_shows_what_it_found_and_says_how_to_go_on(study: str) -> None:
    shown = run(study)
    assert shown.exit_code == 0
    assert "Karin de Vries" in shown.stdout
    assert "spanveld pseudonymise village.spanveld --export-table names.csv" in shown.stdout
    found = json.loads(run(study, "S3", "--json").stdout)
    assert [(row["found"], row["count"], row["take"]) for row in found["rows"]] == [("Jansen", 1, True)]


def test_an_export_is_private_and_never_takes_the_place_of_edited_work(study: str) -> None:
    file = exported(study)
    assert file.stat().st_mode & 0o077 == 0
    file.write_text("mine", encoding="utf-8")
    again = run(study, "--export-table", "names.csv")
    assert "may hold your work" in str(again.exception)
    assert file.read_text(encoding="utf-8") == "mine"
    assert run(study, "--export-table", "names.csv", "--replace").exit_code == 0
    assert "Karin de Vries" in file.read_text(encoding="utf-8-sig")


def test_what_becomes_of_the_key_must_be_said(study: str) -> None:
    exported(study)
    for words in ((), ("--key", "key.age")):
        refused = run(study, "--import-table", "names.csv", "--yes", *words)
        assert isinstance(refused.exception, Refused)
        assert "Say what becomes of the key" in str(refused.exception)
    assert text_of(study) == "Burgemeester Jansen was er ook."
    assert not Path("key.age").exists()


def test_nothing_is_replaced_without_agreement(study: str) -> None:
    exported(study)
    for words in ((), ("--json",)):
        refused = run(study, "--import-table", "names.csv", "--no-key", *words)
        assert isinstance(refused.exception, Refused)
    assert text_of(study) == "Burgemeester Jansen was er ook."


def test_a_dry_run_shows_the_plan_and_needs_no_key(study: str) -> None:
    exported(study)
    shown = run(study, "--import-table", "names.csv", "--dry-run")
    assert shown.exit_code == 0
    assert "Put in: [R4]" in shown.stdout
    assert shown.stdout.endswith("Nothing was written.\n")
    planned = json.loads(run(study, "--import-table", "names.csv", "--dry-run", "--everywhere", "--json").stdout)
    assert planned["written"] is False
    assert {"where": "memo 1", "field": "text", "places": 1} in planned["fields"]
    assert text_of(study) == "Burgemeester Jansen was er ook."


def test_a_pass_replaces_keeps_the_key_and_says_what_is_left(study: str) -> None:
    exported(study)
    secret, public = age_file.new_identity()
    done = run(study, "--import-table", "names.csv", "--key", "key.age", "--recipient", public, "--yes")
    assert done.exit_code == 0
    assert text_of(study) == "Burgemeester [persoon A] was er ook."
    assert "Pseudonymised and reviewed; places: 14, sources: 2." in done.stdout
    assert "study title: Jansen" in done.stdout
    assert "spanveld erase STUDY superseded" in " ".join(done.stdout.split())
    assert "anonym" not in done.stdout
    assert "Karin de Vries" in age_file.decrypt(Path("key.age").read_bytes(), secret).decode("utf-8-sig")


def test_a_pass_as_json_gives_the_plan_and_what_is_left(study: str) -> None:
    exported(study)
    done = run(study, "--import-table", "names.csv", "--no-key", "--yes", "--everywhere", "--json")
    found = json.loads(done.stdout)
    assert (found["written"], found["everywhere"], found["key"]) == (True, True, "")
    assert found["sources"][0]["source"] == "S1"
    assert found["residue"]["superseded"] == 2


def test_faults_in_a_table_are_all_named_and_nothing_is_written(study: str) -> None:
    Path("names.csv").write_text("found,replacement\nJansen,\nKarin,[x]\nKarin,[y]\n", encoding="utf-8")
    refused = run(study, "--import-table", "names.csv", "--no-key", "--yes")
    assert isinstance(refused.exception, PseudonymTableError)
    assert [line.split(":")[1] for line in str(refused.exception).splitlines()[:2]] == ["2", "4"]
    assert text_of(study) == "Burgemeester Jansen was er ook."


def test_a_table_of_which_nothing_is_found_is_refused(study: str) -> None:
    Path("names.csv").write_text("found,replacement\nKlaas Vaak,[x]\n", encoding="utf-8")
    refused = run(study, "--import-table", "names.csv", "--no-key", "--yes")
    assert "Nothing in the table was found" in str(refused.exception)


def test_check_ends_with_1_as_long_as_something_looks_like_a_name(study: str) -> None:
    assert run(study, "--check").exit_code == 1
    Path("names.csv").write_text(
        "found,replacement\nKarin de Vries,[R4]\nKarin,[R4]\nJansen,[persoon A]\nZeist,[plaats A]\n06-12345678,[nummer]\n"
        "Marieke Bos,[persoon B]\nGemeente Zeist,[organisatie A]\nKees,[R5]\nBakboord,[R5]\n",
        encoding="utf-8",
    )
    done = run(study, "--import-table", "names.csv", "--no-key", "--yes", "--everywhere")
    assert done.exit_code == 0
    checked = run(study, "--check", "--json")
    assert json.loads(checked.stdout)["traces"] == []
    assert checked.exit_code == 0
    assert run(study, "--check", "--import-table", "names.csv").exit_code == 0


def test_words_that_do_not_go_together_are_refused(study: str) -> None:
    assert run(study, "--export-table", "a.csv", "--import-table", "b.csv").exit_code == 2
    assert run(study, "S1", "--check").exit_code == 2
    missing = run(study, "--import-table", "nowhere.csv", "--no-key")
    assert "nowhere.csv cannot be read" in str(missing.exception)


def test_what_is_left_is_placed_in_the_readers_language(study: str) -> None:
    env = {"SPANVELD_LANGUAGE": "nl", "SPANVELD_CODER": "ann"}
    shown = CliRunner().invoke(pseudonymise, [study, "--check"], env=env)
    assert "  bron S3 tekst: " in shown.stdout
    assert "source " not in shown.stdout
