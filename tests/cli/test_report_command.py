"""``spanveld report`` as a person runs it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from spanveld.cli.main import Program
from spanveld.cli.report import report
from spanveld.session import load_study
from tests.small_study import write_small_study

Run = Callable[..., Result]
YES = "participant,version,quote\nR1,1,yes\nR2,1,yes\n"


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Loads the small study (with these consents) where there is none yet, and runs the command on it."""
    monkeypatch.chdir(tmp_path)
    program = Program(name="spanveld")
    program.add_command(report)

    def write(*words: str, consents: str = "", language: str = "en") -> Result:
        if not Path("room.spanveld").exists():
            folder = write_small_study(tmp_path / "folder")
            if consents:
                (folder / "consents.csv").write_text(consents, encoding="utf-8")
            load_study("room.spanveld", folder).study.close()
        return CliRunner().invoke(program, ["report", "room.spanveld", *words], env={"SPANVELD_LANGUAGE": language})

    return write


@pytest.mark.parametrize(
    ("name", "start"),
    [("r.html", b"<!doctype html>"), ("r.HTM", b"<!doctype html>"), ("r.docx", b"PK"), ("r.md", b"# ")],
)
def test_the_ending_of_the_file_says_how_it_is_written(write: Run, name: str, start: bytes) -> None:
    result = write("-o", name)
    assert result.exit_code == 0
    assert result.stdout == f"Wrote {name}.\n"
    assert Path(name).read_bytes().startswith(start)


@pytest.mark.parametrize("name", ["report.pdf", "report.txt", "report"])
def test_another_ending_is_refused_and_nothing_is_written(write: Run, name: str) -> None:
    result = write("-o", name)
    assert result.exit_code == 2
    assert result.stderr == f"{name}: a report is written as .html, .docx or .md; name the file so.\n"
    assert not Path(name).exists()


def test_a_file_that_exists_stays_unless_it_may_be_replaced(write: Run) -> None:
    Path("r.html").write_text("mine")
    assert write("-o", "r.html").exit_code == 2
    assert Path("r.html").read_text() == "mine"
    assert write("-o", "r.html", "--replace").exit_code == 0
    assert Path("r.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_quotes_outside_the_consent_are_refused_by_name_and_nothing_is_written(write: Run) -> None:
    result = write("-o", "r.html", "--profile", "public", consents="participant,version,quote\nR1,1,yes\nR2,1,no\n")
    assert result.exit_code == 2
    assert "R2: consent to quotes was refused (3 passages)" in result.stderr
    assert "--leave-out-quotes" in result.stderr
    assert not Path("r.html").exists()
    assert "R2: er is geen toestemming" not in result.stderr


def test_the_refusal_speaks_the_language_of_the_person(write: Run) -> None:
    result = write("-o", "r.html", "--profile", "public", language="nl")
    assert result.exit_code == 2
    assert "R1: " in result.stderr
    assert "Er is niets geschreven" in result.stderr


def test_left_out_quotes_are_counted(write: Run) -> None:
    result = write(
        "-o",
        "r.html",
        "--profile",
        "public",
        "--leave-out-quotes",
        consents="participant,version,quote\nR1,1,yes\nR2,1,no\n",
    )
    assert result.exit_code == 0
    assert result.stdout == "Wrote r.html.\nPassages printed without their words: 3.\n"
    assert "De politie belt ons nooit terug" not in Path("r.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("profile", ["organisation", "public"])
def test_what_a_consent_covers_is_written(write: Run, profile: str) -> None:
    assert write("-o", "r.html", "--profile", profile, consents=YES).exit_code == 0
    source = Path("r.html").read_text(encoding="utf-8")
    assert "De politie belt ons nooit terug." in source
    assert "Wethouder" not in source


def test_json_says_what_was_written(write: Run) -> None:
    result = write("-o", "r.docx", "--profile", "organisation", "--leave-out-quotes", "--json", consents=YES)
    assert json.loads(result.stdout) == {
        "file": "r.docx",
        "format": "docx",
        "profile": "organisation",
        "findings": 4,
        "passages": 7,
        "left_out": 0,
    }


def test_errors_come_as_json_too(write: Run) -> None:
    result = write("-o", "r.pdf", "--json")
    assert result.exit_code == 2
    assert ".docx" in json.loads(result.stderr)["error"]["message"]


def test_a_folder_that_does_not_exist_is_named(write: Run) -> None:
    result = write("-o", "nowhere/r.html")
    assert result.exit_code == 2
    assert "nowhere/r.html cannot be written" in result.stderr
