"""The report of a study as a file."""

from __future__ import annotations

from typing import Any

import click

from spanveld.cli.command import Command
from spanveld.cli.options import json_output, option, replace, study
from spanveld.cli.output import opened, print_json, progress, say
from spanveld.model.errors import N_

__all__ = ["report"]

PROFILES = ("research", "organisation", "public")


@click.command(
    cls=Command,
    short_help=N_("Write the report as HTML, Word or Markdown"),
    help=N_(
        "Write the report: who was heard, how the material was coded, the findings with the passages behind them, and the limits that "
        "the data show. The name of the file says how: .html, .docx or .md. An existing file stays, unless --replace.\n\n"
        "Profile research is for those who do the research. In organisation and public nobody can be told from a citation, and words "
        "that a consent does not cover are refused, by name."
    ),
    examples=(
        "spanveld report vru.spanveld -o report.docx",
        "spanveld report vru.spanveld -o report.html --profile public --leave-out-quotes",
    ),
)
@study
@option("-o", "--output", metavar=N_("FILE"), required=True, help=N_("The file to write: .html, .docx or .md."))
@option("--profile", type=click.Choice(PROFILES), default="research", show_default=True, help=N_("For whom it is."))
@option(
    "--leave-out-quotes",
    is_flag=True,
    help=N_("Print passages that a consent does not cover by their number only, instead of refusing."),
)
@option("--dimension", metavar=N_("ID"), default="", help=N_("Only this dimension."))
@option("--sub-case", metavar=N_("ID"), default="", help=N_("Count only evidence of this sub-case."))
@option("--wave", metavar=N_("ID"), default="", help=N_("Count only evidence of this wave."))
@replace
@json_output
def report(
    study: str,
    output: str,
    profile: Any,
    leave_out_quotes: bool,
    dimension: str,
    sub_case: str,
    wave: str,
    replace: bool,
    as_json: bool,
) -> None:
    from spanveld.session.report import write_report

    filters = {"dimension": dimension, "sub_case": sub_case, "wave": wave}
    with opened(study) as it, progress(N_("Writing ...")):
        written = write_report(
            it, output, profile=profile, leave_out_quotes=leave_out_quotes, filters=filters, replace=replace
        )
    if as_json:
        print_json(written.as_json())
        return
    say(N_("Wrote {file}."), file=written.file)
    if written.left_out:
        say(N_("Passages printed without their words: {count}."), count=written.left_out)
