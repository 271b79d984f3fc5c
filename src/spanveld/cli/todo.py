"""What is left to do in a study."""

from __future__ import annotations

import click

from spanveld.cli.command import Command, translate
from spanveld.cli.options import as_coder, json_output, option, study
from spanveld.cli.output import opened, print_json, print_lines, progress, width
from spanveld.model.errors import N_, Refused

__all__ = ["todo"]


@click.command(
    cls=Command,
    short_help=N_("Show what is left to do"),
    help=N_(
        "Show what a study lacks: incomplete passages, passages without a place, overviews, speakers, consents, parties without a "
        "voice, findings without support or without anything against them, coded passages and codes that nothing uses."
    ),
    examples=("spanveld todo vru.spanveld", "spanveld todo vru.spanveld --all incomplete"),
)
@study
@option("--all", "whole", metavar=N_("TASK"), default="", help=N_("Name everything of this task, as --json calls it."))
@as_coder
@json_output
def todo(study: str, whole: str, coder: str, as_json: bool) -> None:
    from spanveld.session.pages import TASKS
    from spanveld.session.reporting import todo_lines

    if whole and whole not in TASKS:
        raise Refused(N_("There is no task '{name}'; known are: {known}."), name=whole, known=", ".join(TASKS))
    with opened(study, coder) as it:
        with progress(N_("Reading ...")):
            found = it.pages.todo(whole=whole)
        if as_json:
            print_json(found.as_json())
        else:
            print_lines(todo_lines(found, translate, width=width()))
