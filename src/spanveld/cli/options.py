"""Arguments and options that several commands have."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from spanveld.cli.command import Argument, Option
from spanveld.model.errors import N_

__all__ = ["argument", "as_coder", "as_of", "json_output", "option", "replace", "study"]

F = TypeVar("F", bound=Callable[..., Any])


def argument(name: str, metavar: str, help: str, **settings: Any) -> Callable[[F], F]:
    """An argument with its name in the usage line (a message) and its help (a message)."""
    return click.argument(name, cls=Argument, metavar=metavar, help=help, **settings)


def option(*names: str, help: str, **settings: Any) -> Callable[[F], F]:
    """An option with its help (a message)."""
    return click.option(*names, cls=Option, help=help, **settings)


study = argument("study", N_("STUDY"), N_("The path of a .spanveld file, or postgresql://user@host/database?study=ID."))
json_output = option(
    "--json", "as_json", is_flag=True, help=N_("Print the result as JSON; errors too, on standard error.")
)
as_coder = option(
    "--as",
    "coder",
    metavar=N_("CODER"),
    default="",
    envvar="SPANVELD_CODER",
    show_envvar=True,
    help=N_("Who does this; left out, the study's only coder."),
)
as_of = option(
    "--as-of",
    "as_of",
    metavar=N_("DATE|ENTRY"),
    default="",
    help=N_("The study as it was after this entry of the journal (a number), or on this date (YYYY-MM-DD, UTC)."),
)
replace = option("--replace", is_flag=True, help=N_("Take the place of what is there."))
