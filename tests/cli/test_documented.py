"""The reference page knows every command and option, and no other."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from tests.cli.test_help import every_command

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^### ([a-z -]+)\n(.*?)(?=^##|\Z)", PAGE, flags=re.MULTILINE | re.DOTALL))
COMMANDS = dict(every_command())


def usage(words: str) -> str:
    """The line that shows how a command is used."""
    found = re.search(rf"^    spanveld {words} (.*)$|^    spanveld {words}$", SECTIONS[words], flags=re.MULTILINE)
    return found.group(1) if found else ""


def test_the_page_has_a_section_for_each_command() -> None:
    assert set(SECTIONS) == set(COMMANDS)


@pytest.mark.parametrize("words", list(COMMANDS))
def test_the_usage_line_names_every_argument_and_option(words: str) -> None:
    line = usage(words)
    for parameter in COMMANDS[words].params:
        if isinstance(parameter, click.Option):
            assert any(re.search(rf"(?<![\w-]){name}(?![\w-])", line) for name in parameter.opts), parameter.opts
        else:
            assert str(parameter.metavar) in line


@pytest.mark.parametrize("words", list(COMMANDS))
def test_the_usage_line_names_no_option_that_is_not_there(words: str) -> None:
    known = {name for parameter in COMMANDS[words].params for name in parameter.opts}
    assert set(re.findall(r"(?<![\w-])--?[a-z-]+", usage(words))) <= known


@pytest.mark.parametrize("words", list(COMMANDS))
def test_what_an_option_means_is_told_once(words: str) -> None:
    common, section = PAGE.partition("## Making")[0], SECTIONS[words].partition(usage(words))[2]
    for parameter in COMMANDS[words].params:
        if isinstance(parameter, click.Option):
            assert any(f"`{name}" in common + section for name in parameter.opts), parameter.opts
