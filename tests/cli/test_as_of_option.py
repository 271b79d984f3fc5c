"""``--as-of``: a study saved, shown and put in tables as it was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from spanveld.formats.study_folder import read_folder
from tests.cli.conftest import Run


def test_a_study_is_saved_shown_and_put_in_tables_as_it_was(run: Run, study: str, tmp_path: Path) -> None:
    assert run("save", study, str(tmp_path / "first")).exit_code == 0
    run("remove", study, "finding:F3")
    run("remove", study, "finding:F1", "--with-dependants", "--yes")
    assert run("save", study, str(tmp_path / "was"), "--as-of", "1").exit_code == 0
    assert read_folder(tmp_path / "was").content == read_folder(tmp_path / "first").content
    assert json.loads(run("show", study, "--as-of", "1", "--json").stdout)["counts"]["finding"] == 4
    assert "Men belt" in run("table", study, "--as-of", "1").stdout
    assert "Men belt" not in run("table", study, "--as-of", "2").stdout


@pytest.mark.parametrize("when", ["99", "2001-01-01", "gisteren"])
def test_a_time_that_cannot_be_shown_is_refused_with_one_message(
    run: Run, study: str, tmp_path: Path, when: str
) -> None:
    for words in (("save", study, str(tmp_path / "was")), ("show", study), ("table", study)):
        found = run(*words, "--as-of", when)
        assert found.exit_code == 2
        assert when in found.stderr
    assert not (tmp_path / "was").exists()


def test_tables_as_they_were_are_for_the_researchers_only(run: Run, study: str) -> None:
    found = run("table", study, "--as-of", "1", "--format", "html", "--profile", "public")
    assert found.exit_code == 2
    assert "withdrawn" in found.stderr
