"""``paper`` and ``comments``: a source as Word or HTML, and what came back."""

from __future__ import annotations

import json
from pathlib import Path

from tests.actions.supervisor import Supervisor
from tests.cli.conftest import Run


def returned(tmp_path: Path) -> Path:
    """The file, with an answer in it."""
    by = Supervisor((tmp_path / "night.docx").read_bytes())
    by.answer("passage P3 ", "Wanneer dan?")
    return by.save(tmp_path / "terug.docx")


def test_a_source_is_written_as_word_and_as_a_page(run: Run, study: str, tmp_path: Path) -> None:
    done = run("paper", study, "night", "night.docx")
    assert done.exit_code == 0, done.output
    assert done.stdout == "Wrote night.docx: passages 5, of ann. It holds the whole text.\n"
    assert (tmp_path / "night.docx").read_bytes()[:2] == b"PK"
    assert json.loads(run("paper", study, "night", "night.html", "--json").stdout) == {
        "file": "night.html",
        "source": "night",
        "coders": ["ann"],
        "passages": 5,
        "others": 0,
    }
    page = (tmp_path / "night.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "<link" not in page
    assert "Wethouder &lt;van geld&gt;" in page


def test_a_file_stays_unless_it_is_to_be_replaced_and_other_endings_are_refused(
    run: Run, study: str, tmp_path: Path
) -> None:
    (tmp_path / "night.docx").write_bytes(b"mine")
    done = run("paper", study, "night", "night.docx")
    assert (done.exit_code, (tmp_path / "night.docx").read_bytes()) == (2, b"mine")
    assert "exists already" in done.stderr
    assert run("paper", study, "night", "night.docx", "--replace").exit_code == 0
    assert "name the file so" in run("paper", study, "night", "night.odt").stderr
    assert "There is no source 'day'" in run("paper", study, "day", "day.docx").stderr
    assert "There is no coder 'zoe'" in run("paper", study, "night", "x.docx", "--coder", "zoe").stderr
    assert not list(tmp_path.glob("*.part"))


def test_comments_are_shown_first_then_written_once_and_undone(run: Run, study: str, tmp_path: Path) -> None:
    run("paper", study, "night", "night.docx")
    file = returned(tmp_path)
    shown = run("comments", study, file, "--dry-run")
    assert shown.exit_code == 0
    assert "Prof. Smit, 2026-03-05, P3 ¶2: answers the comment on it" in shown.stdout
    assert shown.stdout.endswith("Nothing was written.\n")
    done = run("comments", study, file)
    assert "Memos written: 1. 'spanveld undo' takes them back." in done.stdout
    again = run("comments", study, file)
    assert "There was nothing new" in again.stderr
    assert json.loads(run("comments", study, file, "--json").stdout)["written"] == 0
    assert run("undo", study).exit_code == 0
    assert json.loads(run("comments", study, file, "--json").stdout)["written"] == 1


def test_a_file_that_is_none_is_refused_with_one_message(run: Run, study: str, tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_bytes(b"PK")
    for words in (("x.docx",), ("nowhere.docx",)):
        done = run("comments", study, *words)
        assert done.exit_code == 2
        assert len(done.stderr.splitlines()) == 1
        assert words[0] in done.stderr
