"""spanveld serve and spanveld invite, as a person types them."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from spanveld.session import open_study
from spanveld.web import serving
from tests.cli.conftest import Run

LINK = re.compile(r"^  http://127\.0\.0\.1:(\d+)/enter\?(token|invitation)=\S{20,}$", flags=re.MULTILINE)


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPANVELD_STATE", str(tmp_path / "state"))


@pytest.fixture
def answered(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that answers and is stopped at once, and no browser."""

    def run(server: serving._Server, sockets: object) -> None:
        server._begun()

    monkeypatch.setattr(serving._Server, "run", run)
    monkeypatch.setattr(serving.webbrowser, "open", lambda address: True)


@pytest.mark.usefixtures("answered")
def test_serve_prints_its_link_and_in_whose_name_it_is(run: Run, study: str) -> None:
    done = run("serve", study, "--no-browser")
    assert done.exit_code == 0
    assert LINK.search(done.stdout)
    assert "it works once, within ten minutes" in done.stdout
    assert "You work as ann. Ctrl+C ends it." in done.stdout
    assert "U werkt als ann." in run("serve", study, SPANVELD_LANGUAGE="nl").stdout


@pytest.mark.usefixtures("answered")
def test_serve_gives_its_link_to_scripts(run: Run, study: str) -> None:
    made = json.loads(run("serve", study, "--no-browser", "--json").stdout)
    assert set(made) == {"address", "port", "coder"}
    assert made["coder"] == "ann"
    assert made["address"].startswith(f"http://127.0.0.1:{made['port']}/enter?token=")


def test_serve_refuses_what_it_cannot_do_in_one_message(run: Run, study: str) -> None:
    assert run("serve", "nowhere.spanveld").exit_code == 2
    assert run("serve", study, "--port", "0").exit_code == 2
    assert run("serve", study, "--port", "70000").exit_code == 2
    assert "There is no coder 'zoe'" in run("serve", study, "--as", "zoe", "--no-browser").stderr
    with serving.listen(None) as taken:
        port = taken.getsockname()[1]
        refused = run("serve", study, "--no-browser", "--port", str(port))
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr == f"Port {port} is taken by another program; give another one, or leave --port out.\n"


def test_serve_asks_who_works_where_there_are_several(run: Run, study: str) -> None:
    with open_study(study, coder="ann") as it:
        it.coders.add("ben")
    refused = run("serve", study, "--no-browser")
    assert (refused.exit_code, refused.stderr) == (2, "Say who works, with --as CODER; this study has: ann, ben.\n")


@pytest.mark.usefixtures("answered")
def test_invite_prints_a_personal_link_to_the_port_where_the_study_is_served(run: Run, study: str) -> None:
    with open_study(study, coder="ann") as it:
        it.coders.add("ben")
    served = json.loads(run("serve", study, "--as", "ann", "--no-browser", "--json", "--port", "18555").stdout)
    invited = run("invite", study, "ben")
    assert invited.exit_code == 0
    found = LINK.search(invited.stdout)
    assert found
    assert (int(found[1]), found[2]) == (served["port"], "invitation")
    assert "A link for ben, good for 30 days while the study is served at port 18555:" in invited.stdout
    made = json.loads(run("invite", study, "ben", "--port", "9000", "--json").stdout)
    assert (made["coder"], made["port"], made["days"]) == ("ben", 9000, 30)
    assert ":9000/enter?invitation=" in made["address"]


def test_invite_knows_the_coders_of_the_study(run: Run, study: str) -> None:
    refused = run("invite", study, "zoe")
    assert refused.exit_code == 2
    assert refused.stderr.startswith("There is no coder 'zoe' in this study; it has: ann.")


def test_ctrl_c_is_the_way_to_end_it(study: str, shell_lines: Callable[..., subprocess.Popen[str]]) -> None:
    process = shell_lines("serve", study, "--no-browser")
    assert process.stdout is not None
    printed = [process.stdout.readline() for _ in range(3)]
    assert LINK.search("".join(printed))
    process.send_signal(signal.SIGINT)
    rest = process.communicate(timeout=10)
    assert (process.returncode, rest) == (0, ("", ""))


@pytest.fixture
def shell_lines(tmp_path: Path) -> Callable[..., subprocess.Popen[str]]:
    """Starts a command as a process of its own that can be read while it runs."""

    def begin(*words: str) -> subprocess.Popen[str]:
        source = str(Path(__file__).parents[2] / "src")
        settings = {**os.environ, "SPANVELD_LANGUAGE": "en", "PYTHONPATH": source, "PYTHONUTF8": "1"}
        command = [sys.executable, "-m", "spanveld.cli", *words]
        return subprocess.Popen(
            command, cwd=tmp_path, env=settings, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    return begin
