"""What a command found, in the form that was asked for: as lines, as JSON, as a table in CSV, or in a file of Excel."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from spanveld.cli.options import option
from spanveld.cli.output import print_json, print_lines, say
from spanveld.language.messages import Translate
from spanveld.model.errors import N_

__all__ = ["give_table", "table_options"]

F = TypeVar("F", bound=Callable[..., Any])


def table_options(command: F) -> F:
    """The options ``--sheet``, ``--csv`` and ``--xlsx``, given as ``sheet``, ``as_csv`` and ``xlsx``."""
    options = (
        option("--sheet", metavar=N_("NAME"), default="", help=N_("With --csv: this table, as --xlsx names them.")),
        option("--csv", "as_csv", is_flag=True, help=N_("Print a table as CSV.")),
        option("--xlsx", metavar=N_("FILE"), default="", help=N_("Write the tables to an Excel file.")),
    )
    for each in reversed(options):
        command = each(command)
    return command


def give_table(
    speak: Translate,
    *,
    lines: Callable[[], Iterable[Any]],
    value: Callable[[], Any],
    sheets: Callable[[], Sequence[Any]],
    as_csv: bool,
    sheet: str,
    xlsx: str,
    as_json: bool,
) -> None:
    """Write the file of Excel where one was named, and print the rest; ``speak`` is the language of the tables.

    ``lines``, ``value`` (for JSON) and ``sheets`` are only made where they are needed. ``sheet``: the table that CSV gives.
    """
    from spanveld.session.files import write_whole
    from spanveld.session.sheets import file_of

    tables = sheets() if as_csv or xlsx else ()
    if xlsx:
        write_whole(Path(xlsx), file_of(tables, "xlsx", speak))
    if as_json:
        print_json(value())
    elif as_csv:
        click.echo(file_of(tables, "csv", speak, sheet=sheet).decode(), nl=False)
    elif xlsx:
        say(N_("Wrote {file}."), file=xlsx)
    else:
        print_lines(lines())
