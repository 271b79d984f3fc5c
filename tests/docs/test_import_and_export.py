"""The page on import and export: its commands do what it says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from spanveld.cli.main import program
from tests.small_project import project

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "import-and-export.md").read_text(encoding="utf-8")
COMMANDS = [
    line.removeprefix("$ ")
    for block in re.findall(r"^```console\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)
    for line in block.splitlines()
]
SHOWN = [
    "\n".join(line[4:] for line in block.splitlines())
    for block in re.findall(r"(?:^    .*\n|^\n(?=    ))+", PAGE, flags=re.MULTILINE)
]


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """All that the commands of the page say, one after another, and the tables that they write."""
    monkeypatch.chdir(tmp_path)
    project(tmp_path / "interviews.qdpx")
    texts = []
    for line in COMMANDS:
        environment = {"SPANVELD_LANGUAGE": "en", "SPANVELD_CODER": None}
        done: Result = CliRunner().invoke(program, shlex.split(line)[1:], env=environment)
        assert done.exit_code == 0, (line, done.stderr)
        texts.append(done.stdout)
    return "\n".join([*texts, (tmp_path / "codes.csv").read_text(encoding="utf-8")])


def test_the_commands_of_the_page_work_and_say_what_it_shows(said: str) -> None:
    assert len(SHOWN) > 3
    for block in SHOWN:
        assert flat(block) in flat(said), block


def test_the_pages_that_it_leads_to_are_there() -> None:
    folder = Path(__file__).parents[2] / "docs" / "how-to"
    for name in re.findall(r"\]\(([^)#]+)", PAGE):
        assert (folder / name).is_file(), name
