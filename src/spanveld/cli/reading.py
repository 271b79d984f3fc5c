"""Looking at a study: show, table, doctor."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from spanveld.cli.command import Command, translate
from spanveld.cli.options import as_of, json_output, option, study
from spanveld.cli.output import notice, opened, print_json, print_lines, progress, say, width, write_file
from spanveld.model.errors import N_, Refused

__all__ = ["doctor", "show", "table"]

FORMATS = ("text", "md", "csv", "html", "json")
PROFILES = ("research", "organisation", "public")
SUFFIXES = {".txt": "text", ".md": "md", ".csv": "csv", ".html": "html", ".htm": "html", ".json": "json"}


@click.command(
    cls=Command,
    short_help=N_("Show a study at a glance"),
    help=N_(
        "Show a study at a glance: what it holds, its sources, passages in doubt, and parties that are spoken of but not heard."
    ),
    examples=("spanveld show vru.spanveld", "spanveld show vru.spanveld --as-of 2026-03-31"),
)
@study
@as_of
@json_output
def show(study: str, as_of: str, as_json: bool) -> None:
    from spanveld.session.reporting import overview_lines

    with opened(study, as_of=as_of) as it:
        with progress(N_("Reading ...")):
            overview = it.show()
        if as_json:
            print_json(overview.as_json())
        else:
            print_lines(overview_lines(it, overview, width=width()))


@click.command(
    cls=Command,
    short_help=N_("Show the findings tables with their evidence"),
    help=N_(
        "Show the findings tables: a table a dimension, a row a finding, with who supports, qualifies and contradicts it, and how narrow "
        "the ground is that it stands on. As html, the quoted passages are in it too."
    ),
    examples=(
        "spanveld table vru.spanveld",
        "spanveld table vru.spanveld --dimension authorise --format md",
        "spanveld table vru.spanveld -o report.html",
    ),
)
@study
@option("--dimension", metavar=N_("ID"), default="", help=N_("Only this dimension."))
@option("--sub-case", metavar=N_("ID"), default="", help=N_("Count only evidence of this sub-case."))
@option("--wave", metavar=N_("ID"), default="", help=N_("Count only evidence of this wave."))
@option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    help=N_("How to write them; left out, by the name of the output file, else text."),
)
@option("-o", "--output", metavar=N_("FILE"), default="", help=N_("Write to this file instead of standard output."))
@option("--profile", type=click.Choice(PROFILES), default="research", show_default=True, help=N_("For whom it is."))
@option(
    "--leave-out-quotes",
    is_flag=True,
    help=N_("Print passages that a consent does not cover by their number only, instead of refusing."),
)
@as_of
@json_output
def table(
    study: str,
    dimension: str,
    sub_case: str,
    wave: str,
    format_: str | None,
    output: str,
    profile: Any,
    leave_out_quotes: bool,
    as_of: str,
    as_json: bool,
) -> None:
    from spanveld.session.reporting import render, table_lines

    if as_of and profile != "research":
        raise Refused(N_("Tables as they were are for the researchers only: a consent may have been withdrawn since."))

    chosen: Any = "json" if as_json else format_ or SUFFIXES.get(Path(output).suffix.lower(), "text")
    filters: dict[str, Any] = {"dimension": dimension, "sub_case": sub_case, "wave": wave}
    with opened(study, as_of=as_of) as it:
        if chosen == "text" and not output:
            with progress(N_("Reading ...")):
                lines = list(table_lines(it, width=width(), **filters))
            print_lines(lines)
            return
        with progress(N_("Reading ...")):
            text = render(it, chosen, profile=profile, leave_out_quotes=leave_out_quotes, **filters)
    if output:
        write_file(output, text)
        say(N_("Wrote {file}."), file=output)
    else:
        click.echo(text, nl=False)


@click.command(
    cls=Command,
    short_help=N_("Prove that a study is whole"),
    help=N_(
        "Prove that every passage still marks what was coded, that every text is the one that came in, and that the journal is whole. "
        "Ends with 1 where something is wrong, and names it."
    ),
    examples=("spanveld doctor vru.spanveld", "spanveld doctor vru.spanveld --repair"),
)
@study
@option("--repair", is_flag=True, help=N_("Make the index of the study's words anew where it is missing or wrong."))
@json_output
def doctor(study: str, repair: bool, as_json: bool) -> int:
    from spanveld.session.reporting import health_lines

    with opened(study) as it, progress(N_("Checking ...")):
        if repair and it.repair():
            notice(translate(N_("The index of the study's words was made anew.")))
        health = it.doctor()
    if as_json:
        print_json(health.as_json())
    else:
        print_lines(health_lines(health, translate, width=width()))
    return 0 if health.sound else 1
