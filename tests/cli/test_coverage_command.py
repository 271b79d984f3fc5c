"""``spanveld coverage``: each part by itself and all together, as text, JSON, CSV and Excel."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from spanveld.cli.main import program
from spanveld.session import open_study
from tests.session.samples import put, sample

VIEWS = ("topics", "sampling", "unheard", "aspects")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("covered") / "room.spanveld")
    put(path, sample(), "ann").close()
    return path


def run(*words: str, code: int = 0) -> Result:
    result = CliRunner().invoke(program, ["coverage", *words])
    assert result.exit_code == code, result.output
    return result


@pytest.mark.parametrize("view", VIEWS)
def test_a_part_as_json_and_csv_is_what_python_gives(address: str, view: str) -> None:
    with open_study(address) as study:
        expected = getattr(study.coverage, view)()
    printed = json.loads(run(address, view, "--json").stdout)
    assert printed == json.loads(json.dumps(expected.as_json()))
    lines = list(csv.DictReader(io.StringIO(run(address, view, "--csv").stdout)))
    assert len(lines) == len(expected.to_rows())


def test_without_a_part_it_shows_all_of_them(address: str) -> None:
    assert list(json.loads(run(address, "--json").stdout)) == list(VIEWS)
    said = run(address).stdout
    apart = "".join(run(address, view).stdout for view in VIEWS)
    assert said == apart
    assert max(map(len, said.splitlines())) <= 100


def test_the_excel_file_holds_every_table(address: str, tmp_path: Path) -> None:
    run(address, "--xlsx", str(tmp_path / "c.xlsx"))
    names = load_workbook(tmp_path / "c.xlsx").sheetnames
    assert len(names) >= 7


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--csv"], "topics, sampling, unheard, aspects"),
        (["unheard", "--party", "LIB"], "LIB"),
        (["sampling", "--sub-case", "north"], "north"),
        (["aspects", "--layer", "smell"], "smell"),
        (["aspects", "--orders", "0"], "orders"),
        (["topics", "--guide", "g9"], "g9"),
        (["elsewhere"], "elsewhere"),
    ],
)
def test_what_cannot_be_shown_is_refused_with_one_message(address: str, words: Sequence[str], said: str) -> None:
    result = run(address, *words, code=2)
    assert said in result.stderr
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
