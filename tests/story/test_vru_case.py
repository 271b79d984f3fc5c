"""The case behind the project: chapter 6 of the thesis goes in whole, its tables come out, and it goes out again as it came."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from spanveld.session import Study, load_study
from tests.conftest import Addresses

pytestmark = pytest.mark.shared
STANCES = ("supports", "qualifies", "contradicts")


@pytest.fixture
def case(shared: Path) -> Path:
    return shared / "cases" / "vru"


@pytest.fixture
def study(address: str, case: Path) -> Iterator[Study]:
    with load_study(address, case).study as opened:
        yield opened


def test_the_tables_show_each_row_of_the_thesis_and_no_other(study: Study, case: Path) -> None:
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))["rows"]
    tables = study.table().as_json()["tables"]
    shown = {
        row["finding"]: {
            "dimension": table["dimension"],
            "kind": row["kind"],
            **{stance: {"passages": row[stance]["passages"], "voices": row[stance]["voices"]} for stance in STANCES},
        }
        for table in tables
        for row in table["rows"]
    }
    assert shown == expected
    assert sum(len(table["rows"]) for table in tables) == len(expected)


def test_the_study_holds_what_the_case_counts(study: Study, case: Path) -> None:
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    shown = study.show()
    assert {name: shown.counts[kind] for name, kind in (("passages", "passage"), ("codings", "coding"))} == {
        name: expected[name] for name in ("passages", "codings")
    }
    assert (shown.counts["finding"], shown.counts["evidence"]) == (expected["findings"], expected["evidence"])
    assert sum(source.characters for source in shown.sources) == expected["text_length"]


def test_every_passage_is_proved_to_mark_what_was_coded(study: Study) -> None:
    health = study.doctor()
    assert (health.sound, health.passages, health.texts) == (True, 189, 1)


def test_the_first_save_holds_the_same_records_as_the_folder_that_was_loaded(
    study: Study, case: Path, tmp_path: Path
) -> None:
    study.save(tmp_path / "saved")
    sheets = sorted(path.name for path in case.glob("*.csv"))
    assert sorted(path.name for path in (tmp_path / "saved").glob("*.csv")) == sheets
    for sheet in sheets:
        assert sorted(records(tmp_path / "saved" / sheet)) == sorted(records(case / sheet))
    for text in (case / "sources").iterdir():
        assert (tmp_path / "saved" / "sources" / text.name).read_bytes() == text.read_bytes()


def test_saving_loading_and_saving_again_gives_the_same_bytes(
    study: Study, addresses: Addresses, tmp_path: Path
) -> None:
    study.save(tmp_path / "first")
    with load_study(addresses(), tmp_path / "first").study as again:
        again.save(tmp_path / "second")
    assert files_of(tmp_path / "second") == files_of(tmp_path / "first")
    assert files_of(tmp_path / "first")


def records(sheet: Path) -> Iterator[str]:
    """The rows of a sheet without their empty cells, each list as a set."""
    with open(sheet, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield repr(sorted((name, sorted(cell.split(";"))) for name, cell in row.items() if cell))


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_parties_that_are_spoken_of_but_were_not_heard_are_listed_with_their_hits(study: Study) -> None:
    unheard = {party.party: party for party in study.show().unheard}
    assert set(unheard) == {"RAAD", "BURG", "VERZ", "POL", "VRF"}
    assert (unheard["RAAD"].hits, unheard["BURG"].hits) == (12, 6)


def test_three_respondents_are_voices_of_so_many_passages_by_whatever_way_they_are_counted(study: Study) -> None:
    expected = {"R3": 16, "R8": 16, "R19": 1}
    words = {one.voice: one.marked for one in study.counts.words().voices}
    assert {voice: words[voice] for voice in expected} == expected
    table = study.counts.by("voice", "tension")
    columns = {table.values[at].name: at for at in table.shown}
    for voice, count in expected.items():
        assert table.column(columns[voice]).marked == count
        assert study.find(table.query(None, columns[voice]), limit=0).count == count
