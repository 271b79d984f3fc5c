"""The frameworks that come with the program, and the check of a framework file."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run
from tests.small_study import FIVE_DIMENSIONS


def test_the_list_gives_the_name_by_which_a_study_adopts_each(run: Run) -> None:
    lines = run("frameworks").stdout.splitlines()
    names = [line.split()[0] for line in lines]
    assert "governance-tensions@1" in names
    known = json.loads(run("frameworks", "--json").stdout)
    assert [item["name"] for item in known] == names


def test_show_tells_what_a_framework_judges_in_the_readers_language(run: Run) -> None:
    shown = run("frameworks", "show", "governance-tensions", SPANVELD_LANGUAGE="nl").stdout
    assert "autoriseren" in shown
    assert "Soorten bevindingen" in shown


def test_show_as_json_is_the_whole_file_as_data(run: Run) -> None:
    known = json.loads(run("frameworks", "show", "governance-tensions@1", "--json").stdout)
    assert known["id"] == "governance-tensions"
    assert known["scale"]["positions"]


def test_an_unknown_framework_is_refused_with_those_there_are(run: Run) -> None:
    refused = run("frameworks", "show", "tensions")
    assert refused.exit_code == 2
    assert "governance-tensions" in refused.stderr


def test_a_sound_file_is_said_to_be_sound(run: Run) -> None:
    done = run("frameworks", "check", FIVE_DIMENSIONS)
    assert done.exit_code == 0
    assert "is sound: five-dimensions@1" in done.stdout


def test_a_faulty_file_gives_a_line_for_each_fault(run: Run) -> None:
    text = (
        FIVE_DIMENSIONS.read_text(encoding="utf-8")
        .replace("role: dimension", "role: dimensions")
        .replace("has_effect: true", "has_effect: ja")
    )
    Path("mine.yaml").write_text(text, encoding="utf-8")
    found = run("frameworks", "check", "mine.yaml")
    assert found.exit_code == 1
    assert len(found.stdout.splitlines()) >= 2
    assert all(line.startswith("mine.yaml:") for line in found.stdout.splitlines())
    known = json.loads(run("frameworks", "check", "mine.yaml", "--json").stdout)
    assert known["sound"] is False
    assert len(known["problems"]) == len(found.stdout.splitlines())


def test_a_file_that_cannot_be_read_is_refused(run: Run, tmp_path: Path) -> None:
    assert run("frameworks", "check", "nowhere.yaml").exit_code == 2
    (tmp_path / "latin.yaml").write_bytes("label: privé".encode("latin-1"))
    refused = run("frameworks", "check", "latin.yaml")
    assert refused.exit_code == 2
    assert "UTF-8" in refused.stderr
