"""Asking a study: find."""

from __future__ import annotations

import sys

import click

from spanveld.cli.command import Command, translate
from spanveld.cli.options import argument, json_output, option, study
from spanveld.cli.output import opened, print_json, print_lines, progress, say, width
from spanveld.model.errors import N_

__all__ = ["find"]


@click.command(
    cls=Command,
    short_help=N_("Find passages by a query"),
    help=N_(
        'Find passages by a query in the retrieval language: conditions such as voice:R3 or text:"two words", joined by and, or, not, '
        "and by overlaps, inside, contains, near:N, follows and precedes. Shows how many passages, sources and voices there are, of how "
        "many, and then the passages."
    ),
    examples=(
        "spanveld find vru.spanveld 'tension:authorise and kind:pain_point'",
        "spanveld find vru.spanveld 'voice:R3 and hedged' --count",
        "spanveld find vru.spanveld 'aspect:accountability near:200 aspect:hierarchy' -o near.xlsx",
        "spanveld find vru.spanveld @money-and-distance",
    ),
)
@study
@argument("query", N_("QUERY"), N_("What to look for; @NAME is the saved query of that name."))
@option(
    "--limit", metavar=N_("N"), type=int, help=N_("At most this many passages; left out, 50, and all in CSV or a file.")
)
@option(
    "--offset", metavar=N_("N"), type=int, default=0, show_default=True, help=N_("Leave out this many passages first.")
)
@option("--count", is_flag=True, help=N_("Show only the counts."))
@option("--csv", "as_csv", is_flag=True, help=N_("Print the passages as CSV."))
@option(
    "-o",
    "--output",
    metavar=N_("FILE"),
    default="",
    help=N_("Write all passages to this file, by its name as CSV or for Excel (.xlsx)."),
)
@json_output
def find(
    study: str, query: str, limit: int | None, offset: int, count: bool, as_csv: bool, output: str, as_json: bool
) -> None:
    from spanveld.session.retrieving import found_csv, found_lines

    if output and (count or as_csv or as_json or offset or limit is not None):
        raise click.UsageError(translate(N_("A file gets all passages: leave the other options out.")))
    with opened(study) as it, progress(N_("Searching ...")):
        if output:
            it.queries.export(query, output)
        elif as_csv and limit is None and not offset:
            it.queries.export_to(query, sys.stdout.buffer)
        else:
            most = 0 if count else 50 if limit is None else limit
            found = it.find(query, limit=None if as_csv and limit is None else most, offset=offset)
    if output:
        say(N_("Wrote {file}."), file=output)
    elif as_json:
        print_json(found.as_json())
    elif not as_csv:
        print_lines(found_lines(found, width=width()))
    elif limit is not None or offset:
        click.echo(found_csv(found), nl=False)
