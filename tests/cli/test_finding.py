"""Asking a study on the command line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from spanveld.session import Study, load_study
from tests.cli.conftest import Run


@pytest.fixture
def many(study: str) -> str:
    """A study with more passages than a screen shows."""
    with opened_at(study) as opened:
        opened.sources.add("long", "a" * 100, kind="document")
        for end in range(1, 61):
            opened.passages.add("long", 0, end)
    return study


def test_find_shows_the_counts_with_what_they_are_of_and_the_passages(run: Run, study: str) -> None:
    shown = run("find", study, "voice:R1").stdout
    assert "2 van 7 passages; als bewijs 2 van 7" in shown
    assert "in 1 van 2 bronnen, van 1 van 2 respondenten" in shown
    assert "stemmen, van 2 passages die er een hebben: R1 2" in shown
    assert "P1  night 0-32 [R1]" in shown
    assert "De gemeente wil eerst geld zien." in shown
    assert "tension/authorise, kind/pain_point, aspect/money" in shown


def test_find_shows_so_many_and_says_that_there_are_more(run: Run, study: str) -> None:
    shown = run("find", study, "source:*", "--limit", "2", "--offset", "2").stdout
    assert "P3  night" in shown
    assert "P1  night" not in shown
    assert "Getoond zijn passages 3 tot en met 4" in shown


def test_find_counts_only(run: Run, study: str) -> None:
    shown = run("find", study, "voice:R1", "--count").stdout
    assert "2 van 7 passages" in shown
    assert "P1" not in shown


def test_find_as_csv_has_a_row_a_passage(run: Run, study: str) -> None:
    rows = list(csv.DictReader(io.StringIO(run("find", study, "aspect:money or voice:FN", "--csv").stdout)))
    assert [(row["passage"], row["voices"], row["codes"]) for row in rows] == [
        ("P1", "R1", "tension/authorise;kind/pain_point;aspect/money"),
        ("P6", "FN", ""),
        ("P7", "FN", ""),
    ]
    assert rows[0]["quote"] == "De gemeente wil eerst geld zien."
    assert (rows[0]["start"], rows[0]["end"], rows[0]["hedged"], rows[0]["kind"]) == ("0", "32", "0", "interview")


def test_find_as_json_is_what_python_gives(run: Run, study: str) -> None:
    shown = json.loads(run("find", study, "voice:R2", "--json").stdout)
    with opened_at(study) as opened:
        found = opened.find("voice:R2")
    assert shown == json.loads(json.dumps(found.as_json()))
    assert shown["passages"] == {"marked": 2, "of": 7}
    assert [row["passage"] for row in shown["rows"]] == ["P3", "P4"]


def opened_at(path: str) -> Study:
    import spanveld

    return spanveld.open(path)


@pytest.mark.parametrize("query", ["voice:R9", "voice:R1 adn hedged", "tensoin:authorise", "(", ""])
def test_a_query_that_does_not_fit_is_refused_with_its_place(run: Run, study: str, query: str) -> None:
    done = run("find", study, query)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert "At character" in done.stderr
    assert "^" in done.stderr


def test_a_refusal_speaks_the_language_of_the_person(run: Run, study: str) -> None:
    assert "Bij teken 10: 'adn' staat waar" in run("find", study, "voice:R1 adn hedged", SPANVELD_LANGUAGE="nl").stderr


def test_a_data_frame_holds_the_rows_and_has_its_columns_also_without_rows(study: str) -> None:
    with opened_at(study) as opened:
        frame = opened.find("voice:R1").to_pandas()
        empty = opened.find("voice:R1 and voice:R2").to_pandas()
    assert list(frame["passage"]) == ["P1", "P2"]
    assert list(frame["voices"]) == [["R1"], ["R1"]]
    assert list(empty.columns) == list(frame.columns)
    assert len(empty) == 0


def test_without_pandas_a_data_frame_is_refused(study: str, monkeypatch: Any) -> None:
    from spanveld.model.errors import Refused

    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr("spanveld.views.frames.import_module", missing)
    with opened_at(study) as opened, pytest.raises(Refused, match="pip install pandas"):
        opened.find("voice:R1").to_pandas()


@pytest.mark.shared
def test_on_the_case_of_the_thesis_a_voice_has_as_many_passages_as_in_the_chapter(tmp_path: Any, shared: Any) -> None:
    with load_study(tmp_path / "vru.spanveld", shared / "cases" / "vru").study as vru:
        assert [vru.find(f"voice:{name}").count for name in ("R3", "R8", "R19")] == [16, 16, 1]
        found = vru.find("source:*", limit=0)
        assert (found.count, found.evidence, found.voiced, found.respondents, found.respondents_of) == (
            189,
            189,
            110,
            20,
            20,
        )
        assert {voice.voice: voice.marked for voice in found.voices}["R3"] == 16
        council = vru.find("party.kind:council", limit=0)
        assert council.count == 0
        for query, count in (
            ("tension:authorise and kind:pain_point and not sub_case:AED", 24),
            ("party.kind:municipality", 32),
            ("level:director", 45),
            ("source.kind:field_notes", 10),
            ("wave:2018", 189),
        ):
            assert vru.find(query, limit=0).count == count, query


def test_csv_and_files_have_all_passages_the_screen_fifty(run: Run, many: str) -> None:
    from openpyxl import load_workbook

    place = Path(many).parent
    shown = run("find", many, "source:*").stdout
    assert shown.count("long 0-") == 50
    assert "Getoond zijn passages 1 tot en met 50" in shown
    printed = run("find", many, "source:*", "--csv").stdout
    assert run("find", many, "source:*", "-o", str(place / "all.csv")).stdout.endswith("all.csv.\n")
    assert run("find", many, "source:*", "-o", str(place / "all.xlsx")).exit_code == 0
    rows = list(csv.reader(io.StringIO(printed)))
    assert len(rows) == 1 + 67
    assert (place / "all.csv").read_text(encoding="utf-8") == printed
    first, about = load_workbook(place / "all.xlsx").worksheets
    cells = [["" if cell is None else str(cell) for cell in row] for row in first.iter_rows(values_only=True)]
    assert [row[:4] for row in cells[1:]] == [row[:4] for row in rows[1:]]
    assert [row[6] for row in cells[1:]] == [row[6] for row in rows[1:]]
    assert about["A2"].value == "source:*"


def test_so_many_as_csv_are_those_that_the_screen_shows(run: Run, study: str) -> None:
    rows = list(
        csv.DictReader(io.StringIO(run("find", study, "source:*", "--csv", "--limit", "2", "--offset", "1").stdout))
    )
    assert [row["passage"] for row in rows] == ["P2", "P3"]


@pytest.mark.parametrize(
    ("name", "said"), [("all.pdf", "ends in .csv or .xlsx"), ("nowhere/all.csv", "cannot be written")]
)
def test_a_file_that_cannot_be_made_is_refused(run: Run, study: str, tmp_path: Path, name: str, said: str) -> None:
    done = run("find", study, "source:*", "-o", str(tmp_path / name))
    assert done.exit_code == 2
    assert said in done.stderr
    assert not list(tmp_path.rglob("all*"))


def test_a_query_with_a_fault_leaves_the_file_that_was_there(run: Run, study: str, tmp_path: Path) -> None:
    (tmp_path / "all.csv").write_text("mine")
    assert run("find", study, "voice:R9", "-o", str(tmp_path / "all.csv")).exit_code == 2
    assert [path.read_text() for path in tmp_path.iterdir() if path.name.startswith("all")] == ["mine"]
