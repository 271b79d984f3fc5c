"""``spanveld judge`` carries an assessment from opening to closing, and ``spanveld judgements`` shows it as text, JSON, CSV and Excel."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from openpyxl import load_workbook

from spanveld.session import open_study
from tests.cli.conftest import Run
from tests.session.samples import put, sample

Judge = Callable[..., Result]


@pytest.fixture
def room(run: Run, tmp_path: Path) -> str:
    """A study of two frameworks with two coders; judged is what the invented one brings."""
    put(str(tmp_path / "room.spanveld"), sample()).close()
    return "room.spanveld"


@pytest.fixture
def judge(run: Run, room: str) -> Judge:
    def judge(verb: str, *words: str, coder: str = "ann") -> Result:
        return run("judge", verb, room, *words, "--as", coder)

    return judge


@pytest.fixture
def discussed(judge: Judge) -> str:
    """An assessment of which the marks of two assessors lie open."""
    judge("open", "quiet", "--assessor", "ann", "--assessor", "ben", "--wave", "W2", "--id", "stil")
    judge("start", "stil")
    judge("mark", "stil", "--best", "-1", "--low", "-2", "--high", "0", "--evidence", "passage:P1=supports")
    judge("mark", "stil", "--answer", "cannot_judge", "--reason", "Niets gehoord.", coder="ben")
    judge("reveal", "stil")
    return "stil"


def test_commands_say_what_was_done(judge: Judge) -> None:
    said = [
        judge("open", "quiet", "--assessor", "ann", "--id", "stil"),
        judge("scope", "stil", "asked_of_board", "Meer rust."),
        judge("assessors", "stil", "ann", "ben"),
        judge("assessors", "stil", "ann"),
        judge("start", "stil"),
        judge("mark", "stil", "--best", "-1"),
        judge("link", "stil", "passage:P1", "supports"),
        judge("unlink", "stil", "passage:P1"),
        judge("unmark", "stil"),
        judge("mark", "stil", "--best", "0"),
        judge("reveal", "stil"),
        judge("agree", "stil", "--best", "0", "--rationale", "Zo."),
        judge("search", "stil", "aspect:cold"),
        judge("close", "stil"),
        judge("reopen", "stil", "Toch niet."),
        judge("again", "stil"),
        judge("pin", "light", "P1", "--at", "-1", "--note", "Donker."),
        judge("unpin", "light", "P1", "--at", "-1"),
        judge("remove", "stil", "--with-dependants"),
    ]
    assert [one.stderr for one in said] == [""] * len(said)
    assert [one.stdout.strip() for one in said] == [
        "Opened assessment stil.",
        "The scope of assessment stil was changed.",
        "The assessors of stil were changed.",
        "The assessors of stil were changed.",
        "The blind round of stil is open: each assessor gives a mark.",
        "Your mark in stil is kept.",
        "Linked passage:P1 in stil.",
        "Unlinked passage:P1 in stil.",
        "Your mark in stil was taken away.",
        "Your mark in stil is kept.",
        "The marks of stil lie open.",
        "What was agreed in stil is kept.",
        "Passages found: 2. The search is kept.",
        "Assessment stil is closed.",
        "Assessment stil is open again.",
        "One more round of stil is open.",
        "Pinned P1 to -1.",
        "Took P1 off -1.",
        "Removed assessment stil.",
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--best", "5"), "best: '5' is no position of the scale, which has -2, -1, 0, 1, 2."),
        (("--best", "0", "--low", "1", "--high", "-1"), "low (1) is above high (-1)."),
        (("--best", "0", "--evidence", "P1"), "'P1' says nothing: write SUBJECT=STANCE."),
        (("--best", "0", "--grade", "low"), "grade: 'low' is not known in this framework; known are: -."),
        (("--part", "roof", "--best", "0"), "'roof' is no part of 'quiet'; its parts are: -."),
    ],
)
def test_a_mark_that_does_not_fit_ends_with_one_message_and_changes_nothing(
    judge: Judge, room: str, words: tuple[str, ...], said: str
) -> None:
    judge("open", "quiet", "--assessor", "ann", "--id", "stil")
    judge("start", "stil")
    with open_study(room) as study:
        before = study.newest()
    result = judge("mark", "stil", *words)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"{said}\n")
    with open_study(room) as study:
        assert study.newest() == before


def test_what_has_no_scale_is_refused_also_as_json(run: Run, judge: Judge, room: str) -> None:
    result = judge("open", "nowhere", "--json")
    assert result.exit_code == 2
    assert "nowhere" in json.loads(result.stderr)["error"]["message"]


def test_as_text_an_assessment_shows_marks_evidence_and_what_lacks(run: Run, room: str, discussed: str) -> None:
    shown = run("judgements", room, discussed, "--as", "ann").stdout
    lines = [line.strip() for line in shown.splitlines()]
    assert lines[0] == "stilte (Leeszaal, W2) [stil]"
    assert "Ann, ronde 1  −1 (−2 tot 0); te weinig" in lines
    assert "Ben, ronde 1  geen oordeel mogelijk; Niets gehoord." in lines
    assert "There is no agreed judgement on the dimension itself." in lines
    assert lines.index("Spreekt ervoor") < lines.index("P1; steunt; ann; night; R1")


def test_in_a_blind_round_others_see_that_a_mark_is_there_and_nothing_of_it(run: Run, judge: Judge, room: str) -> None:
    judge("open", "quiet", "--assessor", "ann", "--assessor", "ben", "--id", "stil")
    judge("start", "stil")
    judge("mark", "stil", "--best", "-2", "--rationale", "Doodstil daar.", "--evidence", "passage:P3=contradicts")
    own, other = (run("judgements", room, "stil", "--as", coder).stdout for coder in ("ann", "ben"))
    assert "Doodstil daar." not in other
    assert "Ann, ronde 1  verzegeld" in other
    assert "verzegeld" not in own
    assert "Ann, ronde 1  −2; te weinig" in own
    assert "Doodstil" not in run("judgements", room, "stil", "--as", "ben", "--json").stdout
    assert "Doodstil" not in run("judgements", room, "--as", "ben", "--csv").stdout


def test_as_json_csv_and_excel_all_judgements_come_with_their_positions(
    run: Run, room: str, discussed: str, tmp_path: Path
) -> None:
    found = json.loads(run("judgements", room, "--as", "ann", "--json").stdout)
    line = next(one for one in found["assessments"] if one["assessment"] == discussed)
    assert [(mark["assessor"], mark["best"]) for mark in line["parts"][0]["marks"]] == [("ann", -1), ("ben", None)]
    rows = run("judgements", room, "--as", "ann", "--csv").stdout.splitlines()
    assert any(row.startswith("stil,Leeszaal,,W2,stilte,,Ann,1,,-2,-1,0,") for row in rows)
    result = run("judgements", room, "--as", "ann", "--xlsx", "judged.xlsx")
    assert result.stdout == "Wrote judged.xlsx.\n"
    assert len(load_workbook(tmp_path / "judged.xlsx").sheetnames) >= 2


def test_tables_are_of_all_judgements(run: Run, room: str, discussed: str) -> None:
    result = run("judgements", room, discussed, "--csv", "--as", "ann")
    assert (result.exit_code, result.stderr) == (
        2,
        "--csv and --xlsx are of all judgements: leave ASSESSMENT out.\n",
    )


def test_a_study_without_judgements_says_so(run: Run, study: str) -> None:
    assert "Nog geen oordelen." in run("judgements", study).stdout
