"""``spanveld board-memo`` as a person runs it."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from spanveld.cli.board_memo import board_memo
from spanveld.cli.main import Program
from tests.views.memo_story import judged_demo

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration study, judged."""
    place = tmp_path_factory.mktemp("told")
    judged_demo(place).close()
    return place / "told.spanveld"


@pytest.fixture
def write(told: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command in an empty folder."""
    monkeypatch.chdir(tmp_path)
    program = Program(name="spanveld")
    program.add_command(board_memo)

    def write(*words: str, language: str = "en") -> Result:
        return CliRunner().invoke(program, ["board-memo", str(told), *words], env={"SPANVELD_LANGUAGE": language})

    return write


@pytest.mark.parametrize(
    ("name", "start"), [("m.docx", b"PK"), ("m.html", b"<!doctype html>"), ("m.HTM", b"<!doctype html>")]
)
def test_the_ending_of_the_file_says_how_it_is_written(write: Run, name: str, start: bytes) -> None:
    result = write("-o", name)
    assert result.exit_code == 0, result.stderr
    assert result.stdout == f"Wrote {name}.\n"
    assert Path(name).read_bytes().startswith(start)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["-o", "m.pdf"], "m.pdf: a memo is written as .docx or .html; name the file so.\n"),
        (
            ["-o", "m.docx", "--trace", "t.txt"],
            "t.txt: a trace is written as .csv, .xlsx or .json; name the file so.\n",
        ),
        (["-o", "m.docx", "--case", "X"], "There is no case 'X' in this study; known are: VRZ.\n"),
        (["-o", "m.docx", "--sub-case", "X"], "There is no sub-case 'X' in this study; known are: EV, HW, ZV.\n"),
        (["-o", "m.docx", "--wave", "X"], "There is no wave 'X' in this study; known are: 2023, 2025.\n"),
    ],
)
def test_what_cannot_be_is_refused_with_one_message_and_nothing_is_written(
    write: Run, words: list[str], message: str
) -> None:
    result = write(*words)
    assert (result.exit_code, result.stderr) == (2, message)
    assert list(Path().iterdir()) == []


def test_a_file_that_exists_stays_and_so_does_all_else_unless_it_may_be_replaced(write: Run) -> None:
    Path("t.csv").write_text("mine")
    assert write("-o", "m.docx", "--trace", "t.csv").exit_code == 2
    assert Path("t.csv").read_text() == "mine"
    assert not Path("m.docx").exists()
    assert write("-o", "m.docx", "--trace", "t.csv", "--replace").exit_code == 0
    assert Path("m.docx").exists()
    assert Path("t.csv").read_text(encoding="utf-8-sig").startswith("sentence,")


def test_the_trace_names_the_passages_of_each_sentence_and_their_sources(write: Run) -> None:
    result = write("-o", "m.html", "--trace", "t.csv", "--json")
    data = json.loads(result.stdout)
    with Path("t.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    for sentence in data["sentences"]:
        its = [row for row in rows if row["sentence"] == str(sentence["number"])]
        assert {row["text"] for row in its} == {sentence["text"]}
        assert [row["passage"] for row in its if row["passage"]] == [each["passage"] for each in sentence["passages"]]
        if sentence["states_a_finding"]:
            assert all(row["passage"] and row["source"] for row in its)
    assert any(sentence["states_a_finding"] for sentence in data["sentences"])


def test_the_trace_as_json_is_what_json_prints(write: Run) -> None:
    printed = json.loads(write("-o", "m.html", "--trace", "t.json", "--json").stdout)
    kept = json.loads(Path("t.json").read_text(encoding="utf-8"))
    assert {**printed, "file": "", "trace": ""} == {**kept, "file": "", "trace": ""}


def test_what_to_know_before_it_is_passed_on_goes_to_standard_error(write: Run) -> None:
    result = write("-o", "m.docx", "--sub-case", "ZV")
    assert result.exit_code == 0
    assert "Not there yet: agreed judgements." in result.stderr
    data = json.loads(write("-o", "n.docx", "--sub-case", "ZV", "--json").stdout)
    for quote in data["quotes"]:
        assert f"The quote {quote['passage']} is of a role of which" in result.stderr
    everything = write("-o", "o.docx")
    assert "Left out for want of room: " in everything.stderr


def test_quotes_can_be_left_out_and_the_language_chosen(write: Run) -> None:
    assert write("-o", "m.html", "--language", "en").exit_code == 0
    written = Path("m.html").read_text(encoding="utf-8")
    assert '<html lang="en">' in written
    assert "<blockquote>" in written
    assert write("-o", "n.html", "--leave-out-quotes").exit_code == 0
    assert "<blockquote>" not in Path("n.html").read_text(encoding="utf-8")


def test_the_messages_are_in_the_language_of_the_person_and_the_memo_in_that_of_the_study(write: Run) -> None:
    result = write("-o", "m.pdf", language="nl")
    assert result.stderr == "m.pdf: een notitie wordt geschreven als .docx of .html; noem het bestand zo.\n"
    assert write("-o", "m.html", language="en").exit_code == 0
    assert "Wat wringt, en hoe ermee wordt omgegaan" in Path("m.html").read_text(encoding="utf-8")
