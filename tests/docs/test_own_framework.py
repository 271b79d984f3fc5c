"""The page on writing one's own framework: its pieces make a sound file, and its commands do what it says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import spanveld
from spanveld.cli.main import program

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "write-your-own-framework.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)
YAML = [text for kind, text in BLOCKS if kind == "yaml"]
LAYER = "  - {id: term, role: term, open: true, label: {en: Term}, source: own}\n"
KINDS = "finding_kinds: [{id: sign, label: {en: sign}, plural: {en: signs}, source: own}]\n"


@pytest.fixture
def theory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The framework that the page writes piece by piece, in the working folder."""
    monkeypatch.chdir(tmp_path)
    pieces = [text for text in YAML if not text.startswith(("frameworks:", "#"))]
    head, *rest = pieces
    path = tmp_path / "my-theory.yaml"
    path.write_text(head + LAYER + KINDS + "".join(rest), encoding="utf-8")
    return path


def say(line: str) -> Result:
    """Run a command as it stands on the page."""
    return CliRunner().invoke(program, shlex.split(line)[1:], env={"SPANVELD_LANGUAGE": "en", "SPANVELD_CODER": None})


def commands() -> list[str]:
    """The commands of the page, in its order."""
    return [line.removeprefix("$ ") for kind, text in BLOCKS if kind == "console" for line in text.splitlines()]


def test_the_commands_of_the_page_do_what_it_says(theory: Path) -> None:
    check, show, draw, adopt, diff, dry_run, begin, take = commands()
    assert say(check).stdout == "my-theory.yaml is sound: my-theory@0, 0.1.0.\n"
    assert "We put all the papers online." in say(show).stdout
    assert say(draw).exit_code == 0
    assert "is judged by" in Path("my-theory.svg").read_text(encoding="utf-8")

    assert say("spanveld init mine.spanveld --as me").exit_code == 0
    assert say(adopt).exit_code == 0
    with spanveld.open("mine.spanveld") as study:
        study.findings.add("care", "sign", "Nobody asks after them.")

    newer = theory.read_text(encoding="utf-8").replace("0.1.0", "1.0.0").replace("id: care", "id: concern")
    Path("my-theory-2.yaml").write_text(newer, encoding="utf-8")
    assert "- removed code value/care" in say(diff).stdout
    assert say(dry_run).exit_code == 1
    assert say(begin).exit_code == 0
    filled_in = next(text for text in YAML if text.startswith("#"))
    begun = Path("mapping.yaml").read_text(encoding="utf-8")
    assert begun.endswith(filled_in.replace(" value/concern", ""))
    Path("mapping.yaml").write_text(filled_in, encoding="utf-8")
    assert say(take).exit_code == 0
    with spanveld.open("mine.spanveld") as study:
        assert [finding.dimension for finding in study.content().records["finding"]] == ["concern"]
        assert study.doctor().sound


def test_the_python_of_the_page_runs(theory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for text in (text for kind, text in BLOCKS if kind == "python"):
        exec(text, {})
    assert capsys.readouterr().out == "['openness', 'care']\n"
