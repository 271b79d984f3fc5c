"""The vignettes of a study, printed."""

from __future__ import annotations

from dataclasses import asdict

import click

from spanveld.cli.command import Command
from spanveld.cli.options import json_output, study
from spanveld.cli.output import opened, print_json, print_lines, progress, width
from spanveld.model.errors import N_

__all__ = ["vignettes"]


@click.command(
    cls=Command,
    short_help=N_("Show the vignettes: numbered boxes of the report"),
    help=N_(
        "Show the vignettes: numbered boxes for the report, each with what the researcher says and with the passages that show it. The "
        "number is the sub-case, in the study's order; the letter is the place in it. They stand in the report too, where words that a "
        "consent does not cover are kept from others than the researchers."
    ),
    examples=("spanveld vignettes vru.spanveld",),
)
@study
@json_output
def vignettes(study: str, as_json: bool) -> None:
    from spanveld.session.reporting import vignette_lines

    with opened(study) as it, progress(N_("Reading ...")):
        found = it.pages.vignettes()
    if as_json:
        print_json(asdict(found))
    else:
        print_lines(vignette_lines(found, width=width()))
