"""The pages for who comes from another program: their commands do what they say, on files like those that they speak of."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from spanveld.cli.main import program
from tests.formats.exchange.qualcoder_made import full

PAGES = Path(__file__).parents[2] / "docs" / "how-to"
PROJECT = Path(__file__).parents[1] / "formats" / "exchange" / "files" / "qualcoder_export_lf.qdpx"


def commands(name: str) -> list[str]:
    page = (PAGES / f"from-{name}.md").read_text(encoding="utf-8")
    return [line.strip().split("  ")[0] for line in re.findall(r"^    spanveld .*$", page, flags=re.MULTILINE)]


@pytest.mark.parametrize("name", ["qualcoder", "nvivo", "atlas-ti", "maxqda"])
def test_every_command_on_the_page_works_in_that_order(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(PROJECT, "talks.qdpx")
    full(tmp_path / "raad.qda")
    told = []
    for command in commands(name):
        done = CliRunner().invoke(
            program, [*shlex.split(command)[1:], *(["--as", "anna"] if "import" in command else [])]
        )
        assert done.exit_code == 0, (command, done.output)
        told.append(done.output)
    assert any("Brought in: " in each for each in told)
    assert list(tmp_path.glob("*.spanveld"))


@pytest.mark.parametrize("name", ["qualcoder", "nvivo", "atlas-ti", "maxqda"])
def test_every_command_and_option_named_in_a_sentence_is_one(name: str) -> None:
    page = (PAGES / f"from-{name}.md").read_text(encoding="utf-8")
    options = {option for each in program.commands.values() for parameter in each.params for option in parameter.opts}
    assert set(re.findall(r"--[a-z][a-z-]*", page)) <= options
    assert set(re.findall(r"(?<!\S)`?spanveld ([a-z]+)", page)) <= set(program.commands)


@pytest.mark.parametrize("name", ["qualcoder", "nvivo", "atlas-ti", "maxqda"])
def test_every_page_that_is_linked_to_is_there(name: str) -> None:
    page = (PAGES / f"from-{name}.md").read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#]+)", page)
    assert links
    assert [link for link in links if not (PAGES / link).exists()] == []
