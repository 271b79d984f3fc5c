"""Counting on the command line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

from spanveld.session import open_study
from tests.cli.conftest import Run


def test_codes_are_counted_with_what_they_are_of(run: Run, study: str) -> None:
    shown = run("counts", study, "codes", "--of", "aspect").stdout
    found = json.loads(run("counts", study, "codes", "--of", "aspect", "--json").stdout)
    row = next(row for row in found["rows"] if row["code"] == "money")
    assert f"{row['evidence']} van {found['in_study']['evidence']} passages" in shown
    assert row["evidence"] > 0


@pytest.mark.parametrize(
    "asked",
    [
        ("codes",),
        ("by", "wave", "--unit", "sources"),
        ("together", "--with", "kind", "--relation", "turn"),
        ("perspective", "--of", "finding"),
        ("words",),
        ("along", "night"),
    ],
    ids=lambda asked: asked[0],
)
def test_every_view_is_text_json_csv_and_an_excel_file(
    run: Run, study: str, tmp_path: Path, asked: tuple[str, ...]
) -> None:
    assert run("counts", study, *asked).stdout.strip()
    with open_study(study) as opened:
        method = getattr(opened.counts, asked[0])
        plain = json.loads(json.dumps(method(*asked[1:2] if asked[0] in ("by", "along") else ()).as_json()))
    found = json.loads(run("counts", study, *asked, "--json").stdout)
    assert set(found) == set(plain)
    assert list(csv.reader(io.StringIO(run("counts", study, *asked, "--csv").stdout)))
    place = tmp_path / "counts.xlsx"
    run("counts", study, *asked, "--xlsx", str(place))
    assert openpyxl.load_workbook(place).sheetnames


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (("by",), "ATTRIBUTE"),
        (("along",), "SOURCE"),
        (("words", "R1"), "R1"),
        (("codes", "--of", "moon"), "moon"),
        (("by", "moon"), "moon"),
        (("along", "moon"), "moon"),
        (("together", "--unit", "voices"), "voices"),
        (("together", "--relation", "near", "--distance", "-1"), "-1"),
        (("codes", "--of", "finding", "--stance", "shouts"), "shouts"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else value,
)
def test_what_cannot_be_counted_is_told_in_one_message(run: Run, study: str, asked: tuple[str, ...], says: str) -> None:
    ended = run("counts", study, *asked)
    assert ended.exit_code == 2
    assert says in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1
    assert ended.stdout == ""
