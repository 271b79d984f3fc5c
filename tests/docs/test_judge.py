"""The commands of the page on judging do, in their order, what the page says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from spanveld.cli.main import program

pytestmark = pytest.mark.shared
PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "judge.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^    (spanveld judge .*)$", PAGE, flags=re.MULTILINE)
SCOPE = {
    "object": "the network",
    "perspective": "respondents",
    "relation": "with_partners",
    "fixed_by_law": "the joint arrangement",
    "fixed_by_choice": "who sets the themes",
}
COMPONENTS = ("method", "coherence", "adequacy", "relevance")


def run(*words: str) -> Result:
    return CliRunner().invoke(program, words, env={"SPANVELD_LANGUAGE": "en", "SPANVELD_CODER": "ann"})


def before(verb: str) -> list[tuple[str, ...]]:
    """What the page leaves to the reader between two of its commands."""
    named = ("judge", "{}", "vru.spanveld", "perform")
    if verb == "start":
        return [(*(word.format("scope") for word in named), *pair) for pair in SCOPE.items()]
    if verb == "reveal":
        return [(*(word.format("mark") for word in named), "--best", "-2", "--as", "cas")]
    if verb == "close":
        concerns = [word for name in COMPONENTS for word in (f"--{name}", "minor: one voice")]
        return [(*(word.format("agree") for word in named), *concerns)]
    return []


def test_the_commands_of_the_page_carry_an_assessment_from_opening_to_opening_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shared: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("load", "vru.spanveld", str(shared / "cases" / "vru"), "--as", "reader").exit_code == 0
    from spanveld.session import open_study

    with open_study("vru.spanveld", coder="reader") as study:
        for name in ("ann", "ben", "cas"):
            study.coders.add(name)
    for command in COMMANDS:
        words = shlex.split(command)[1:]
        for left in before(words[1]):
            result = run(*left)
            assert result.exit_code == 0, (left, result.stderr)
        result = run(*words)
        assert result.exit_code == 0, (command, result.stderr)
    assert {shlex.split(command)[2] for command in COMMANDS} >= {
        "open",
        "start",
        "mark",
        "reveal",
        "agree",
        "close",
        "reopen",
    }


def test_the_page_says_plainly_that_who_owns_the_file_can_open_it() -> None:
    assert "**Who owns the file can open it.**" in PAGE
