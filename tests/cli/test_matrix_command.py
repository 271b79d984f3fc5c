"""``spanveld matrix`` shows the matrix, writes it to files, and fills in its cells."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import openpyxl
from docx.enum.section import WD_ORIENT

from tests.cli.conftest import Run

PLACE = ("participant:R1", "tension/authorise")


def cells(run: Run, study: str, *more: str) -> dict[tuple[str, str], dict[str, object]]:
    found = json.loads(run("matrix", study, "--json", *more).stdout)
    return {(cell["row"], cell["column"]): cell for row in found["cells"] for cell in row}


def test_a_cell_is_written_shown_and_emptied(run: Run, study: str) -> None:
    assert run("matrix", study, "--write", *PLACE, "R1 wil licht.").exit_code == 0
    assert "R1 wil licht." in run("matrix", study).stdout
    assert cells(run, study)[PLACE]["text"] == "R1 wil licht."
    assert run("matrix", study, "--clear", *PLACE).exit_code == 0
    assert cells(run, study)[PLACE]["text"] == ""
    assert run("undo", study).exit_code == 0
    assert cells(run, study)[PLACE]["text"] == "R1 wil licht."


def test_each_count_is_that_of_its_query(run: Run, study: str) -> None:
    said = {place: cell for place, cell in cells(run, study, "--columns", "aspects").items() if cell["query"]}
    assert said
    for cell in said.values():
        found = json.loads(run("find", study, cell["query"], "--json").stdout)
        assert found["passages"]["marked"] == cell["marked"]
        assert found["evidence"]["passages"] == cell["evidence"]


def test_what_there_is_not_is_refused_with_what_there_is_and_nothing_is_written(
    run: Run, study: str, tmp_path: Path
) -> None:
    for wrong in (
        ("--rows", "apes"),
        ("--columns", "apes"),
        ("--wave", "1900"),
        ("--coded-by", "nobody"),
        ("--write", "participant:R99", "tension/authorise", "x"),
        ("--clear", *PLACE),
        ("--out", str(tmp_path / "matrix.pdf")),
        ("--out", "a.csv", "--clear", *PLACE),
    ):
        result = run("matrix", study, *wrong)
        assert result.exit_code == 2, wrong
        assert len(result.stderr.strip().splitlines()) <= 4, result.stderr
    assert "participants" in run("matrix", study, "--rows", "apes").stderr
    assert not any(cell["text"] for cell in cells(run, study).values())


def test_word_and_excel_hold_what_was_written_and_the_counts(run: Run, study: str, tmp_path: Path) -> None:
    run("matrix", study, "--write", *PLACE, "=R1 wil licht.")
    counted = cells(run, study)
    for name in ("m.docx", "m.xlsx", "m.csv"):
        assert run("matrix", study, "--out", str(tmp_path / name)).exit_code == 0
        assert run("matrix", study, "--out", str(tmp_path / name)).exit_code == 2
        assert run("matrix", study, "--out", str(tmp_path / name), "--replace").exit_code == 0
    word = docx.Document(str(tmp_path / "m.docx"))
    assert word.sections[0].orientation == WD_ORIENT.LANDSCAPE
    assert (word.sections[0].page_width or 0) > (word.sections[0].page_height or 0)
    table = word.tables[0]
    assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    names = [row.cells[0].text.split("\n")[0] for row in table.rows[1:]]
    assert names == list(dict.fromkeys(row.partition(":")[2] for row, _ in counted))
    assert "=R1 wil licht." in table.rows[1].cells[1].text
    sheet = openpyxl.load_workbook(tmp_path / "m.xlsx", rich_text=False)
    assert sheet.worksheets[0].freeze_panes == "B4"
    assert str(sheet.worksheets[0]["B4"].value).startswith("=R1 wil licht.")
    rows = list(sheet.worksheets[1].iter_rows(min_row=2, values_only=True))
    assert {(row[0], row[2]): (row[6], row[7]) for row in rows} == {
        place: (cell["evidence"], cell["marked"]) for place, cell in counted.items()
    }
    assert "'=R1 wil licht." in (tmp_path / "m.csv").read_text(encoding="utf-8")
