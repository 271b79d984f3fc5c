"""correct and doubts as commands: what would happen is shown first, and nothing is written without a yes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from spanveld.cli import output
from tests.cli.conftest import Run, Shell
from tests.small_study import NIGHT, NOTES

CORRECTED = NIGHT.replace("eerst geld", "eerst meer geld").replace("Misschien zijn ze te druk.", "Zo!")


@pytest.fixture
def better(study: str) -> str:
    """A corrected text in the working folder."""
    Path("beter.txt").write_text(CORRECTED, encoding="utf-8")
    return "beter.txt"


def head(run: Run, study: str) -> str:
    return run("journal", study, "--head").stdout


def text_of(run: Run, study: str, source: str = "night") -> str:
    run("save", study, "saved", "--replace")
    return Path(f"saved/sources/{source}.txt").read_text(encoding="utf-8")


def in_doubt(run: Run, study: str, *words: str) -> dict[str, dict[str, object]]:
    found = json.loads(run("doubts", study, *words, "--json").stdout)["doubts"]
    return {doubt["passage"]: doubt for doubt in found}


# ---------------------------------------------------------------------- correcting
def test_a_dry_run_shows_the_difference_and_the_fate_of_each_passage_and_writes_nothing(
    run: Run, study: str, better: str
) -> None:
    before = head(run, study)
    done = run("correct", study, "night", better, "--dry-run")
    assert (done.exit_code, done.stderr) == (0, "")
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert "line 1" in lines
    assert "- De politie belt ons nooit terug. Misschien zijn ze te druk." in lines
    assert "+ De politie belt ons nooit terug. Zo!" in lines
    assert "3 keeps its words; only its place follows" in lines
    assert "1 something changes inside it: P1" in lines
    assert "1 loses its place: to the doubt list: P4" in lines
    assert lines[-1] == "Nothing was written."
    assert head(run, study) == before
    assert in_doubt(run, study) == {}


def test_without_a_terminal_it_asks_for_yes_and_writes_nothing(run: Run, study: str, better: str) -> None:
    before = head(run, study)
    for more in ((), ("--json",)):
        refused = run("correct", study, "night", better, *more)
        assert refused.exit_code == 2
        assert "Nothing was written: this asks first. Add --yes where nobody can answer." in refused.stderr
    assert head(run, study) == before


def test_who_says_no_at_the_terminal_writes_nothing(
    run: Run, study: str, better: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = head(run, study)
    asked = []

    def no(question: str, yes: bool) -> None:
        asked.append((question, yes))
        raise output.Refused("Nothing was written.")

    monkeypatch.setattr("spanveld.cli.correcting.agreed", no)
    refused = run("correct", study, "night", better)
    assert (refused.exit_code, refused.stderr, asked) == (2, "Nothing was written.\n", [("Correct the text?", False)])
    assert "something changes inside it" in refused.stdout, "the question comes after what would happen"
    assert head(run, study) == before


def test_with_yes_it_is_corrected_and_says_where_to_look(run: Run, study: str, better: str) -> None:
    done = run("correct", study, "night", better, "--yes")
    assert done.exit_code == 0
    assert done.stdout.endswith(f"Corrected night.\nLook at the passages that it touched: spanveld doubts {study}\n")
    assert text_of(run, study) == CORRECTED
    assert run("doctor", study).exit_code == 0
    assert run("undo", study).exit_code == 0
    assert text_of(run, study) == NIGHT


def test_as_json_it_says_what_became_of_each_passage(run: Run, study: str, better: str) -> None:
    shape = {
        "source": "night",
        "written": False,
        "lost_turns": 0,
        "passages": {"follows": ["P2", "P3", "P5"], "changed": ["P1"], "placed": [], "doubt": ["P4"]},
    }
    shown = json.loads(run("correct", study, "night", better, "--dry-run", "--json").stdout)
    assert {**shown, "passages": {fate: sorted(found) for fate, found in shown["passages"].items()}} == shape
    assert json.loads(run("correct", study, "night", better, "--yes", "--json").stdout)["written"] is True


def test_a_correction_that_touches_no_passage_says_no_more_than_that(run: Run, study: str) -> None:
    Path("n.txt").write_text(NOTES.replace("Niemand vraagt", "Niemand hier vraagt"), encoding="utf-8")
    done = run("correct", study, "notes", "n.txt", "--yes")
    assert done.stdout.endswith("Corrected notes.\n")
    assert "2 keeps its words" in " ".join(done.stdout.split())


@pytest.mark.parametrize(
    ("source", "file", "message"),
    [
        ("night", "zelfde.txt", "The text of 'night' is the same as before."),
        ("day", "beter.txt", "There is no source 'day' in this study."),
        ("night", "nergens.txt", "nergens.txt cannot be read: the system says: No such file or directory."),
        ("night", ".", ". cannot be read: the system says: "),
        ("night", "leeg.txt", "leeg.txt cannot be read: it is empty."),
        ("night", "foto.jpg", "foto.jpg cannot be read: nothing can be read from a file that ends in .jpg;"),
    ],
)
def test_what_cannot_be_is_one_message(run: Run, study: str, better: str, source: str, file: str, message: str) -> None:
    Path("zelfde.txt").write_bytes(NIGHT.replace("\n", "\r\n").encode("utf-8-sig"))
    Path("leeg.txt").touch()
    Path("foto.jpg").write_bytes(b"\xff\xd8\xff")
    before = head(run, study)
    refused = run("correct", study, source, file, "--yes")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr.startswith(message)
    assert head(run, study) == before


def test_messages_are_dutch_for_a_dutch_reader(run: Run, study: str, better: str) -> None:
    done = run("correct", study, "night", better, "--dry-run", SPANVELD_LANGUAGE="nl")
    assert done.stdout.endswith("Er is niets geschreven.\n")
    assert "something changes inside it" not in done.stdout
    refused = run("doubts", study, "P1", SPANVELD_LANGUAGE="nl")
    assert "--take" in refused.stderr
    assert "To settle a passage" not in refused.stderr


def test_no_progress_is_shown_where_output_goes_into_a_pipe(shell: Shell, folder: Path, tmp_path: Path) -> None:
    shell("load", "room.spanveld", folder)
    (tmp_path / "b.txt").write_text(CORRECTED, encoding="utf-8")
    done = shell("correct", "room.spanveld", "night", "b.txt", "--yes")
    assert (done.returncode, done.stderr) == (0, "")
    assert "\x1b" not in done.stdout


# ---------------------------------------------------------------------- doubts
@pytest.fixture
def doubtful(run: Run, study: str, better: str) -> str:
    """The study after a correction: P4 has no place, P1 was changed, and P3's words were left alone."""
    assert run("correct", study, "night", better, "--yes").exit_code == 0
    return study


def test_where_nothing_is_in_doubt_it_says_so(run: Run, study: str) -> None:
    done = run("doubts", study)
    assert (done.exit_code, done.stdout) == (0, "No passage is in doubt.\n")


def test_passages_in_doubt_are_listed_with_what_was_coded(run: Run, doubtful: str) -> None:
    lines = [" ".join(line.split()) for line in run("doubts", doubtful).stdout.splitlines()]
    assert lines[0] == "Passage P4 in source night: a correction left it without a place"
    assert lines[1] == "was “Misschien zijn ze te druk.”"
    assert lines[2] == "Its words stand nowhere in the text now."
    assert "Passage P1 in source night: a correction changed something inside it" in lines
    assert "now “De gemeente wil eerst meer geld zien.” (0-37)" in lines
    assert set(in_doubt(run, doubtful)["P1"]) == {
        *("passage", "source", "fate", "was", "start", "end", "now", "candidates")
    }
    assert in_doubt(run, doubtful, "--source", "notes") == {}
    assert run("doubts", doubtful, "--source", "day").exit_code == 2


def test_a_passage_is_kept_as_it_is_now(run: Run, doubtful: str) -> None:
    done = run("doubts", doubtful, "P1", "--keep")
    assert (done.exit_code, done.stdout) == (0, "Settled P1. Left: 1.\n")
    assert list(in_doubt(run, doubtful)) == ["P4"]
    assert run("undo", doubtful).exit_code == 0
    assert list(in_doubt(run, doubtful)) == ["P4", "P1"]


def test_a_passage_is_given_a_place_by_its_bounds(run: Run, doubtful: str) -> None:
    start = CORRECTED.index("Het licht in de zaal")
    assert run("doubts", doubtful, "P4", "--at", str(start), str(start + 20)).exit_code == 0
    assert run("doubts", doubtful, "P1", "--at", "0", "11").exit_code == 0
    assert in_doubt(run, doubtful) == {}
    run("save", doubtful, "out")
    rows = Path("out/passages.csv").read_text(encoding="utf-8").splitlines()
    assert any(row.startswith(f"P4,night,{start},{start + 20},") for row in rows)
    assert any(row.startswith("P1,night,0,11,") for row in rows)
    assert run("doctor", doubtful).exit_code == 0


def test_a_passage_is_given_a_place_of_its_list(run: Run, doubtful: str) -> None:
    again = CORRECTED + "Misschien, zijn ze te druk. Wie weet. MISSCHIEN zijn ze te druk.\n"
    Path("weer.txt").write_text(again, encoding="utf-8")
    run("correct", doubtful, "night", "weer.txt", "--yes")
    found = in_doubt(run, doubtful)["P4"]["candidates"]
    assert isinstance(found, list)
    assert [place["quote"] for place in found] == ["Misschien, zijn ze te druk.", "MISSCHIEN zijn ze te druk."]
    assert "  2. " in run("doubts", doubtful).stdout
    for number in ("0", "3", "-1"):
        refused = run("doubts", doubtful, "P4", "--take", number)
        assert refused.exit_code == 2
        assert "2 places to choose from" in refused.stderr
    assert run("doubts", doubtful, "P4", "--take", "2").exit_code == 0
    run("save", doubtful, "out")
    start = again.index("MISSCHIEN")
    assert f"\nP4,night,{start},{start + 26}," in Path("out/passages.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("P4",), "To settle a passage, name it and give one of --take, --at and --keep."),
        (("--keep",), "To settle a passage"),
        (("--take", "1"), "To settle a passage"),
        (("P4", "--take", "1", "--keep"), "To settle a passage"),
        (("P2", "--keep"), "Passage 'P2' is not in doubt."),
        (("P99", "--keep"), "Passage 'P99' is not in doubt."),
        (("P4", "--keep"), "Passage 'P4' has no place to keep; give it one with --take or --at."),
        (("P4", "--take", "1"), "Passage 'P4' has 0 places to choose from; there is no number 1."),
        (("P4", "--at", "5", "5"), "the end must come after the start"),
        (("P4", "--at", "0", "9999"), "but the text has only"),
        (("P4", "--at", "-3", "2"), "a position cannot be negative"),
    ],
)
def test_what_settles_nothing_is_refused(run: Run, doubtful: str, words: tuple[str, ...], message: str) -> None:
    before = head(run, doubtful)
    refused = run("doubts", doubtful, *words)
    assert refused.exit_code == 2
    assert message in refused.stderr
    assert head(run, doubtful) == before
