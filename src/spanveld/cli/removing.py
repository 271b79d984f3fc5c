"""Removing a thing from a study."""

from __future__ import annotations

import click

from spanveld.cli.command import Command
from spanveld.cli.options import argument, as_coder, json_output, option, study
from spanveld.cli.output import opened, print_json, say
from spanveld.model.errors import N_

__all__ = ["remove"]


@click.command(
    cls=Command,
    short_help=N_("Remove a passage, source, code, finding, ..."),
    help=N_(
        "Remove a thing from a study, by kind:identifier (code:layer/code for a code). Refused while others rest on it, unless "
        "--with-dependants: then these go along. 'spanveld undo' brings it all back."
    ),
    examples=(
        "spanveld remove vru.spanveld passage:K022 --with-dependants",
        "spanveld remove vru.spanveld code:aspect/trust",
        "spanveld remove vru.spanveld finding:T4.P1 --as anna",
    ),
)
@study
@argument(
    "subject", N_("SUBJECT"), N_("What to remove: kind:identifier, like passage:K022, source:R1, party:GGD or memo:3.")
)
@option("--with-dependants", is_flag=True, help=N_("Remove or clear what rests on it too."))
@as_coder
@json_output
def remove(study: str, subject: str, with_dependants: bool, coder: str, as_json: bool) -> None:
    with opened(study, coder) as it:
        it.remove(subject, with_dependants=with_dependants)
        if as_json:
            print_json({"removed": subject})
            return
    say(N_("Removed {subject}. 'spanveld undo' brings it back."), subject=subject)
