"""Running commands as a person does, in a fresh folder."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from spanveld.cli.main import program
from tests.small_study import write_small_study

Run = Callable[..., Result]
Shell = Callable[..., "subprocess.CompletedProcess[str]"]

CLEAN = {"SPANVELD_CODER": None, "SPANVELD_LANGUAGE": "en", "SPANVELD_TRACEBACK": None}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in this process, with an empty folder as working folder."""
    monkeypatch.chdir(tmp_path)

    def run(*words: str | Path, **environ: str) -> Result:
        return CliRunner().invoke(program, [str(word) for word in words], env={**CLEAN, **environ})

    return run


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """Runs a command as a process of its own."""

    def shell(*words: str | Path, **environ: str) -> subprocess.CompletedProcess[str]:
        source = str(Path(__file__).parents[2] / "src")
        command = [sys.executable, "-m", "spanveld.cli", *map(str, words)]
        known = {name: value for name, value in os.environ.items() if name not in CLEAN}
        settings = {**known, "SPANVELD_LANGUAGE": "en", "PYTHONPATH": source, "PYTHONUTF8": "1", **environ}
        return subprocess.run(command, cwd=tmp_path, env=settings, capture_output=True, encoding="utf-8", check=False)

    return shell


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small study folder."""
    return write_small_study(tmp_path / "room-folder")


@pytest.fixture
def study(run: Run, folder: Path) -> str:
    """The small study, loaded."""
    assert run("load", "room.spanveld", folder).exit_code == 0
    return "room.spanveld"
