"""The command line explains itself, in the reader's language and at once."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import spanveld
from spanveld.cli.main import main, program
from tests.cli.conftest import Run, Shell

HEAVY = (
    "sqlalchemy",
    "numpy",
    "openpyxl",
    "yaml",
    "babel",
    "jinja2",
    "rich",
    "alembic",
    "spanveld.session",
    "spanveld.store",
)


def every_command() -> Iterator[tuple[str, click.Command]]:
    """Each command with the words that call it."""
    for name, command in program.commands.items():
        yield name, command
        for below, its in getattr(command, "commands", {}).items():
            yield f"{name} {below}", its


@pytest.mark.parametrize(("words", "command"), list(every_command()), ids=[words for words, _ in every_command()])
def test_every_command_shows_how_it_is_used_and_an_example(run: Run, words: str, command: click.Command) -> None:
    shown = run(*words.split(), "--help")
    assert shown.exit_code == 0
    assert f"Usage: spanveld {words}" in shown.stdout
    assert "Example" in shown.stdout
    assert f"  spanveld {words.split()[0]}" in shown.stdout
    assert all(option.help for option in command.params if isinstance(option, click.Option))


def test_the_help_lists_every_command_with_a_few_words(run: Run) -> None:
    shown = run("--help").stdout
    for name, command in program.commands.items():
        assert f"  {name} " in shown
        assert command.short_help
        assert command.short_help in shown


def test_help_speaks_dutch_to_a_dutch_reader(run: Run) -> None:
    shown = run("table", "--help", SPANVELD_LANGUAGE="nl").stdout
    assert "Gebruik: spanveld table [OPTIES] ONDERZOEK" in shown
    assert "Toon de tabellen met bevindingen" in shown
    assert "Toon deze hulp en stop." in shown
    assert "Show" not in shown


def test_help_without_a_command_is_the_help_itself(run: Run) -> None:
    assert "Commands:" in run().output


def test_a_mistyped_command_names_the_likely_one(run: Run) -> None:
    refused = run("tabel")
    assert refused.exit_code == 2
    assert refused.stderr == "No such command 'tabel'. Did you mean 'table'?\nTry 'spanveld --help' for help.\n"
    assert run("tabel", SPANVELD_LANGUAGE="nl").stderr.startswith("Er is geen opdracht 'tabel'. Bedoelt u 'table'?")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("load", "--bla"), "Er is geen optie '--bla'"),
        (("table",), "Er ontbreekt een gegeven: 'ONDERZOEK'"),
        (("table", "x", "--wave"), "Bij optie '--wave' hoort een waarde"),
        (("table", "x", "--format", "pdf"), "Verkeerde waarde voor '--format': 'pdf' is niet een van"),
        (("show", "a", "b"), "Te veel gegevens: (b)"),
        (("show", "x", "--json=ja"), "Bij optie '--json' hoort geen waarde"),
    ],
)
def test_what_click_itself_says_is_translated_too(run: Run, words: tuple[str, ...], said: str) -> None:
    refused = run(*words, SPANVELD_LANGUAGE="nl")
    assert refused.exit_code == 2
    assert said in refused.stderr


def test_the_version_is_that_of_the_program(run: Run) -> None:
    assert run("--version").stdout == f"spanveld {spanveld.__version__}\n"


def test_help_comes_at_once_because_nothing_heavy_is_imported() -> None:
    source = Path(__file__).parents[2] / "src"
    code = (
        f"import sys; sys.path.insert(0, {str(source)!r}); from spanveld.cli.main import main; main(['table', '--help']); "
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"SPANVELD_LANGUAGE": "en"}
    )
    assert done.stderr.strip() == "[]"


def test_a_study_is_opened_without_what_only_questions_about_many_passages_and_excel_files_need() -> None:
    code = (
        "import sys; from spanveld.session import open_study; "
        "print([name for name in ('numpy', 'openpyxl', 'xlsxwriter') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_entry_point_gives_the_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert main(["show", "nowhere.spanveld"]) == 2
    assert "nowhere.spanveld" in capsys.readouterr().err


def test_a_whole_process_ends_with_the_exit_code(shell: Shell) -> None:
    assert shell("--version").returncode == 0
    assert shell("show", "nowhere.spanveld").returncode == 2
