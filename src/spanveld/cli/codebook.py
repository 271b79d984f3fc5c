"""The codebook of a study: shown, or written as a file."""

from __future__ import annotations

import click

from spanveld.cli.command import Command
from spanveld.cli.options import json_output, option, replace, study
from spanveld.cli.output import opened, print_json, print_lines, progress, say, width
from spanveld.model.errors import N_

__all__ = ["codebook"]


@click.command(
    cls=Command,
    short_help=N_("Show the codebook, or write it as a file"),
    help=N_(
        "Show the codebook: layer by layer, each code with what it means, examples of use that its framework gives, and how often it was "
        "given. It holds no words of sources."
    ),
    examples=("spanveld codebook vru.spanveld", "spanveld codebook vru.spanveld --out codebook.docx"),
)
@study
@option(
    "--out",
    metavar=N_("FILE"),
    default="",
    help=N_("Write it to this .docx, .xlsx or .csv file instead of standard output."),
)
@replace
@json_output
def codebook(study: str, out: str, replace: bool, as_json: bool) -> None:
    from dataclasses import asdict

    from spanveld.session.codebook import codebook_lines, write_codebook

    with opened(study) as it, progress(N_("Reading ...")):
        written = write_codebook(it, out, replace=replace) if out else None
        book = it.pages.codes()
    if written is not None:
        print_json({"file": str(written)}) if as_json else say(N_("Wrote {file}."), file=written)
    elif as_json:
        print_json(asdict(book))
    else:
        print_lines(codebook_lines(book, width=width()))
