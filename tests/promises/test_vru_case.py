"""The thesis's case goes in as a folder, and its findings tables come out as they were read."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from spanveld.session import Study, load_study
from tests.conftest import Addresses

pytestmark = pytest.mark.shared
LISTS = {"voices", "parties", "sub_cases", "participants", "aliases", "mentions", "about"}


@pytest.fixture
def case(shared: Path) -> Path:
    return shared / "cases" / "vru"


@pytest.fixture
def study(addresses: Addresses, case: Path) -> Iterator[Study]:
    opened = load_study(addresses(), case).study
    yield opened
    opened.close()


def records(folder: Path) -> dict[str, Any]:
    """Every CSV file of a folder as a set of rows without their empty cells, lists as sets; every text as it is."""
    found: dict[str, Any] = {}
    for file in sorted(folder.glob("*.csv")):
        with open(file, encoding="utf-8", newline="") as opened:
            rows = [
                frozenset(
                    (name, frozenset(cell.split(";")) if name in LISTS else cell) for name, cell in row.items() if cell
                )
                for row in csv.DictReader(opened)
            ]
        found[file.name] = set(rows)
        assert len(found[file.name]) == len(rows)
    found |= {str(file.relative_to(folder)): file.read_text() for file in sorted(folder.glob("sources/*"))}
    return found


def files(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_every_row_has_the_passages_and_voices_that_were_read_and_there_is_no_other_row(
    study: Study, case: Path
) -> None:
    expected = json.loads((case / "expected.json").read_text())["rows"]
    tables = study.table().as_json()["tables"]
    got = {
        row["finding"]: {
            "dimension": table["dimension"],
            "kind": row["kind"],
            **{stance: row[stance] for stance in ("supports", "qualifies", "contradicts")},
        }
        for table in tables
        for row in table["rows"]
    }
    assert got == expected
    assert [table["dimension"] for table in tables] == ["authorise", "perform", "flexibilise"]
    assert [row["finding"] for table in tables for row in table["rows"]] == list(expected)


def test_the_first_save_holds_the_records_of_the_folder_and_a_second_is_the_same_to_the_byte(
    study: Study, case: Path, addresses: Addresses, tmp_path: Path
) -> None:
    study.save(tmp_path / "first")
    assert records(tmp_path / "first") == records(case)
    again = load_study(addresses(), tmp_path / "first").study
    again.save(tmp_path / "second")
    assert files(tmp_path / "first") == files(tmp_path / "second")
    again.close()


def test_nothing_is_wrong_with_the_study(study: Study) -> None:
    health = study.doctor()
    assert health.sound
    assert (health.texts, health.passages) == (1, 189)


def test_the_parties_that_are_spoken_of_but_were_not_heard_are_listed(study: Study) -> None:
    unheard = {party.party: party for party in study.show().unheard}
    assert set(unheard) == {"RAAD", "BURG", "VERZ", "POL", "VRF"}
    assert unheard["RAAD"].hits > 0
    assert unheard["BURG"].passages > 0
