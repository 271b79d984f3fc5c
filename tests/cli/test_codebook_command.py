"""The command that shows the codebook, or writes it as a Word file."""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx

from tests.cli.conftest import Run


def test_the_codebook_is_shown_with_meanings_and_counts(run: Run, study: str) -> None:
    shown = run("codebook", study).stdout
    assert "Spanning (tension)" in shown
    assert "autoriseren  authorise" in shown or "autoriseren authorise" in shown
    assert "van het raamwerk" in shown
    assert "nog niet gegeven" in shown


def test_the_codebook_as_json_has_every_code_once(run: Run, study: str) -> None:
    book = json.loads(run("codebook", study, "--json").stdout)
    codes = [line["code"] for layer in book["layers"] for line in layer["codes"]]
    assert "tension/authorise" in codes
    assert len(set(codes)) == len(codes)


def test_the_codebook_is_written_as_word_and_an_existing_file_stays(run: Run, study: str, tmp_path: Path) -> None:
    file = tmp_path / "codebook.docx"
    assert str(file) in run("codebook", study, "--out", str(file)).stdout
    content = file.read_bytes()
    document = docx.Document(io.BytesIO(content))
    words = "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert "autoriseren" in words
    assert "tension/authorise" in words
    refused = run("codebook", study, "--out", str(file))
    assert refused.exit_code == 2
    assert "--replace" in refused.stderr
    run("codebook", study, "--out", str(file), "--replace")
    assert file.read_bytes() == content


def test_a_codebook_is_written_as_word_only(run: Run, study: str, tmp_path: Path) -> None:
    refused = run("codebook", study, "--out", str(tmp_path / "codebook.pdf"))
    assert refused.exit_code == 2
    assert ".docx" in refused.stderr
    assert not (tmp_path / "codebook.pdf").exists()


def test_the_codebook_of_a_new_study_says_that_there_is_nothing_yet(run: Run) -> None:
    run("init", "new.spanveld")
    assert "no layers" in run("codebook", "new.spanveld").stdout
