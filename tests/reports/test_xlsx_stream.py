"""Excel files that are written row by row hold what was put in them, also what XML cannot hold."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from spanveld.model.errors import Refused
from spanveld.reports import xlsx_stream
from spanveld.reports.xlsx_stream import StreamedSheet
from tests.strategies import cell_texts

CELLS = (
    st.integers(-(10**9), 10**9)
    | cell_texts()
    | st.sampled_from(["=1+1", "_x000B_", "\x0b", "<a&b>", " x ", "\ud7ff\ufffe"])
)


def written(*sheets: StreamedSheet) -> bytes:
    file = io.BytesIO()
    xlsx_stream.write(file, sheets)
    return file.getvalue()


@given(rows=st.lists(st.lists(CELLS, min_size=30, max_size=30), max_size=4))
def test_what_is_written_is_read_again(rows: list[list[str | int]]) -> None:
    head = [f"k{place}" for place in range(30)]
    sheet = load_workbook(io.BytesIO(written(StreamedSheet("Blad", head, [10] * 30, rows)))).worksheets[0]
    read = [[cell.value for cell in row] for row in sheet.iter_rows(min_col=1, max_col=30)]
    assert read[0] == head
    shown = [
        ["" if cell is None else unescape(cell) if isinstance(cell, str) else cell for cell in row] for row in read
    ]
    expected = [[cell.replace("\r", "\n") if isinstance(cell, str) else cell for cell in row] for row in rows]
    while expected and all(cell == "" for cell in expected[-1]):
        expected.pop()
    got = [[cell.replace("\r", "\n") if isinstance(cell, str) else cell for cell in row] for row in shown[1:]]
    while got and all(cell == "" for cell in got[-1]):
        got.pop()
    assert got == expected


def test_texts_stay_texts_and_the_file_is_the_same_each_time() -> None:
    sheet = StreamedSheet("A & B", ["x"], [10], [("=1+1",), ("https://example.org",)])
    first = written(sheet)
    assert first == written(sheet)
    page = load_workbook(io.BytesIO(first))["A & B"]
    assert [cell.data_type for cell in page["A"]] == ["s", "s", "s"]
    assert page.freeze_panes == "B2"


def test_a_text_longer_than_a_cell_is_cut_and_more_rows_than_a_sheet_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = load_workbook(io.BytesIO(written(StreamedSheet("A", ["x"], [10], [("a" * 40_000,)])))).worksheets[0]
    assert len(page["A2"].value) == 32_767
    monkeypatch.setattr(xlsx_stream, "MOST_ROWS", 3)
    assert written(StreamedSheet("A", ["x"], [10], [(1,), (2,)]))
    with pytest.raises(Refused, match="holds 3 rows"):
        written(StreamedSheet("A", ["x"], [10], [(1,), (2,), (3,)]))
