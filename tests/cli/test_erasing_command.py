"""erase, register, describe, bundle, unbundle and key as commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from spanveld.cli import bundling, erasing
from spanveld.cli.command import Command
from spanveld.model.errors import Refused
from spanveld.session import open_study
from tests.session.samples import put
from tests.session.test_erasing import NEEDLES, bytes_of, harbour


@pytest.fixture
def study(tmp_path: Path) -> str:
    path = tmp_path / "harbour.spanveld"
    put(str(path), harbour(), "ann").close()
    return str(path)


def run(command: Command, *words: str | Path) -> Result:
    return CliRunner().invoke(
        command, [str(word) for word in words], env={"SPANVELD_LANGUAGE": "en", "SPANVELD_CODER": "ann"}
    )


def test_a_dry_run_shows_the_plan_and_erases_nothing(study: str) -> None:
    shown = run(erasing.erase, study, "participant:R4", "--dry-run")
    assert shown.exit_code == 0
    assert "Sources that go wholly: alone" in shown.stdout
    assert "Source talk stays, blanked in 2 places" in shown.stdout
    assert "Looked for: Marleen Oudkerk, Marleen, Oudkerk" in shown.stdout
    with open_study(study) as opened:
        assert "alone" in opened.content().texts


def test_without_a_terminal_it_asks_for_yes(study: str) -> None:
    refused = run(erasing.erase, study, "participant:R4")
    assert isinstance(refused.exception, Refused)
    assert "say --yes" in str(refused.exception)
    with open_study(study) as opened:
        assert "alone" in opened.content().texts


def test_with_yes_it_is_gone(study: str) -> None:
    done = run(erasing.erase, study, "participant:R4", "--yes")
    assert done.exit_code == 0, done.exception
    assert "Erased participant:R4." in done.stdout
    raw = bytes_of(Path(study))
    assert [needle for needle in NEEDLES if needle.encode() in raw] == []


def test_further_names_are_looked_for_as_well(study: str) -> None:
    found = json.loads(run(erasing.erase, study, "participant:R4", "--name", "de sluis", "--yes", "--json").stdout)
    assert found["erased"] is True
    assert "de sluis" in found["names"]
    with open_study(study) as opened:
        assert opened.content().texts["other"].endswith("[gewist] blijft open.")


def test_the_register_is_written_to_a_file(study: str, tmp_path: Path) -> None:
    assert run(erasing.register, study).stdout.startswith("Register")
    assert run(erasing.register, study, "-o", tmp_path / "r.csv").exit_code == 0
    assert (tmp_path / "r.csv").read_text(encoding="utf-8").startswith("kind_of_row,study,")


def test_describe_sets_and_shows(study: str) -> None:
    done = run(erasing.describe, study, "--ethics", "ERB-2026-014", "--keep-until", "2036")
    assert done.exit_code == 0, done.exception
    assert "ethics: ERB-2026-014" in done.stdout
    assert json.loads(run(erasing.describe, study, "--json").stdout)["keep_until"] == "2036"


def test_a_bundle_travels_by_commands(study: str, tmp_path: Path) -> None:
    made = run(bundling.key, tmp_path / "key.txt")
    recipient = made.stdout.splitlines()[-1]
    assert recipient.startswith("age1")
    assert (tmp_path / "key.txt").stat().st_mode & 0o777 == 0o600
    assert run(bundling.bundle, study, "-o", tmp_path / "h.age", "--recipient", recipient).exit_code == 0
    done = run(bundling.unbundle, tmp_path / "h.age", tmp_path / "theirs.spanveld", "--identity", tmp_path / "key.txt")
    assert done.exit_code == 0, done.exception
    with open_study(tmp_path / "theirs.spanveld") as opened:
        assert opened.show().study == "harbour"


def test_an_archive_is_refused_where_nobody_agreed_to_deposit(study: str, tmp_path: Path) -> None:
    recipient = run(bundling.key, tmp_path / "key.txt").stdout.splitlines()[-1]
    refused = run(bundling.bundle, study, "-o", tmp_path / "h.age", "--recipient", recipient, "--for", "archive")
    assert "R4, R5" in str(refused.exception)
    assert not (tmp_path / "h.age").exists()
