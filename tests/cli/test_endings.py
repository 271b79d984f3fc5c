"""How commands end: one message and an exit code, never a traceback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from spanveld.session.study import Study
from tests.cli.conftest import Run, Shell

SOURCE = str(Path(__file__).parents[2] / "src")


@pytest.mark.parametrize("command", ["show", "table", "doctor", "journal", "undo", "redo"])
def test_a_study_that_is_not_there_is_one_message(run: Run, command: str) -> None:
    refused = run(command, "nowhere.spanveld")
    assert refused.exit_code == 2
    assert (
        refused.stderr == "There is no study at nowhere.spanveld. Make one with 'spanveld init' or 'spanveld load'.\n"
    )
    assert refused.stdout == ""
    assert not Path("nowhere.spanveld").exists()


@pytest.mark.parametrize("content", [b"", b"a letter, not a study" * 99, b"SQLite format 3\0" + bytes(2000)])
def test_a_file_that_is_no_study_is_one_message(run: Run, content: bytes) -> None:
    Path("letter.spanveld").write_bytes(content)
    refused = run("show", "letter.spanveld")
    assert refused.exit_code == 2
    assert "letter.spanveld" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert "should not have happened" not in refused.stderr


def test_errors_speak_the_readers_language(run: Run) -> None:
    assert run("show", "x.spanveld", SPANVELD_LANGUAGE="nl").stderr.startswith("Er is geen onderzoek in x.spanveld.")


def test_errors_are_json_where_json_was_asked_for(run: Run) -> None:
    refused = run("show", "x.spanveld", "--json")
    assert refused.stdout == ""
    assert json.loads(refused.stderr) == {
        "error": {"message": "There is no study at x.spanveld. Make one with 'spanveld init' or 'spanveld load'."}
    }
    assert "message" in json.loads(run("show", "--json").stderr)["error"]


def test_what_nobody_foresaw_is_a_message_too(run: Run, study: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_self: Study) -> None:
        raise RuntimeError("the sky fell")

    monkeypatch.setattr(Study, "show", broken)
    refused = run("show", study)
    assert refused.exit_code == 2
    assert "RuntimeError: the sky fell" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert "Traceback" in run("show", study, SPANVELD_TRACEBACK="1").stderr


def test_notices_go_to_standard_error_and_leave_the_result_alone(run: Run, study: str) -> None:
    Path("Dropbox").mkdir()
    Path("Dropbox/room.spanveld").write_bytes(Path(study).read_bytes())
    done = run("show", "Dropbox/room.spanveld", "--json")
    assert "synced folder" in done.stderr
    assert json.loads(done.stdout)["study"] == "room"


def test_nothing_is_shown_but_the_result_where_output_goes_into_a_pipe(shell: Shell, folder: Path) -> None:
    done = shell("load", "room.spanveld", folder)
    assert done.stderr == ""
    shown = shell("table", "room.spanveld")
    assert "\x1b" not in shown.stdout
    assert shown.stderr == ""
    assert max(map(len, shown.stdout.splitlines())) <= 100


def test_a_reader_that_goes_away_is_no_error(shell: Shell, folder: Path, tmp_path: Path) -> None:
    shell("load", "room.spanveld", folder)
    command = f"{sys.executable} -m spanveld.cli journal room.spanveld --json | true; exit ${{PIPESTATUS[0]}}"
    environ = {**os.environ, "PYTHONPATH": SOURCE}
    done = subprocess.run(
        ["bash", "-c", command], cwd=tmp_path, env=environ, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert done.returncode == 141


def test_an_interrupted_command_ends_with_130_and_no_traceback(tmp_path: Path) -> None:
    code = (
        "import sys, time\nfrom spanveld.cli.main import main\nimport spanveld.cli.reading as reading\n"
        "def wait(*_, **__):\n    print('waiting', flush=True)\n    time.sleep(60)\n"
        "reading.opened = wait\nsys.exit(main(['show', 'x.spanveld']))\n"
    )
    environ = {**os.environ, "PYTHONPATH": SOURCE}
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "waiting\n"
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Traceback" not in errors
