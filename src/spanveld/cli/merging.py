"""Putting two copies of a study together."""

from __future__ import annotations

import click

from spanveld.cli.command import Command, translate
from spanveld.cli.options import argument, as_coder, json_output, option, replace, study
from spanveld.cli.output import opened, print_json, print_lines, progress, say, width
from spanveld.model.errors import N_

__all__ = ["merge"]


@click.command(
    cls=Command,
    short_help=N_("Take in another copy of the study, in which others worked"),
    help=N_(
        "Take in another copy of the same study: what was done there since the copies parted is done here too. What both made stays apart "
        "and gets another name where that is needed; the same thing made in both is one. Where both changed the same thing otherwise, "
        "nothing is written until a person has said which goes: --conflicts writes a table to fill in, --settle reads it. The other copy "
        "is not changed. 'spanveld undo' takes a merge back."
    ),
    examples=(
        "spanveld merge mine.spanveld annas.spanveld --dry-run",
        "spanveld merge mine.spanveld annas.spanveld --conflicts conflicts.csv",
        "spanveld merge mine.spanveld annas.spanveld --settle conflicts.csv",
    ),
)
@study
@argument("other", N_("OTHER"), N_("The other copy: a study, a study folder, or a .qdpx that was made of the study."))
@option("--dry-run", is_flag=True, help=N_("Show what would be done; write nothing into the study."))
@option("--conflicts", metavar=N_("FILE"), default="", help=N_("Write what is to be settled to this CSV file."))
@option(
    "--settle", metavar=N_("FILE"), default="", help=N_("What was settled: that file, its column 'choice' filled in.")
)
@option(
    "--prefer",
    type=click.Choice(["ours", "theirs"]),
    default=None,
    help=N_("Settle the rest so: as it is in STUDY (ours), or in OTHER (theirs)."),
)
@replace
@as_coder
@json_output
def merge(
    study: str,
    other: str,
    dry_run: bool,
    conflicts: str,
    settle: str,
    prefer: str | None,
    replace: bool,
    coder: str,
    as_json: bool,
) -> int:
    from spanveld.session.merging import merge_as_asked, merged_as_json, merged_lines

    with opened(study, coder) as it, progress(N_("Comparing ...")):
        plan, done = merge_as_asked(
            it, other, settle=settle, prefer=prefer or "", conflicts=conflicts, replace=replace, dry=dry_run
        )
    if as_json:
        print_json(merged_as_json(plan, done=done))
    else:
        print_lines(merged_lines(plan, translate, done=done, width=width()))
        if conflicts:
            say(
                N_("Wrote {file}: fill in its column 'choice' (ours or theirs), then merge with --settle."),
                file=conflicts,
            )
        elif plan.unsettled:
            say(
                N_(
                    "Nothing was written. List what is to be settled with --conflicts FILE, or settle all with --prefer."
                )
            )
        elif dry_run:
            say(N_("Nothing was written."))
    return 2 if plan.unsettled and not dry_run else 0
