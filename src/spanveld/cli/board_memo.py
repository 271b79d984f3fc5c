"""The memo of a study for a board or council."""

from __future__ import annotations

import click

from spanveld.cli.command import Command, translate
from spanveld.cli.options import json_output, option, replace, study
from spanveld.cli.output import notice, opened, print_json, progress, say
from spanveld.model.errors import N_

__all__ = ["board_memo"]


@click.command(
    "board-memo",
    cls=Command,
    short_help=N_("Write the two-page memo for a board or council"),
    help=N_(
        "Write a memo of two pages of A4 for a board or council, in plain words and without numbers: what chafes and how it is handled, "
        "where it stands and how sure that is, what the law fixes and what is choice, what could be done and how that can tip over, what "
        "is asked, who was not heard. The name of the file says how: .docx or .html.\n\n"
        "No assessor and no respondent is named. What to know before it is passed on goes to standard error: quotes of a role of which "
        "fewer than three people were heard, what is not told, what did not fit. --trace writes which passages each sentence rests on."
    ),
    examples=(
        "spanveld board-memo vru.spanveld -o memo.docx --language nl",
        "spanveld board-memo vru.spanveld -o memo.html --sub-case AED --trace trace.csv",
    ),
)
@study
@option("-o", "--output", metavar=N_("FILE"), required=True, help=N_("The file to write: .docx or .html."))
@option("--case", metavar=N_("ID"), default="", help=N_("About this case; left out, the study's only one."))
@option("--sub-case", metavar=N_("ID"), default="", help=N_("Only judgements and evidence of this sub-case."))
@option("--wave", metavar=N_("ID"), default="", help=N_("Only judgements and evidence of this wave."))
@option(
    "--language",
    type=click.Choice(("nl", "en")),
    default=None,
    help=N_("The language of the memo; left out, the study's."),
)
@option("--leave-out-quotes", is_flag=True, help=N_("Print no quotes."))
@option(
    "--trace",
    metavar=N_("FILE"),
    default="",
    help=N_("Also write what each sentence rests on, for those who do the research: .csv, .xlsx or .json."),
)
@replace
@json_output
def board_memo(
    study: str,
    output: str,
    case: str,
    sub_case: str,
    wave: str,
    language: str | None,
    leave_out_quotes: bool,
    trace: str,
    replace: bool,
    as_json: bool,
) -> None:
    from spanveld.session.board_memo import checked, write_memo

    asked = {"case": case, "sub_case": sub_case, "wave": wave, "language": language or ""}
    with opened(study) as it, progress(N_("Writing ...")):
        written = write_memo(it, output, trace=trace, replace=replace, leave_out_quotes=leave_out_quotes, **asked)
    if as_json:
        print_json(written.as_json())
        return
    say(N_("Wrote {file}."), file=written.file)
    if written.trace is not None:
        say(N_("Wrote {file}."), file=written.trace)
    for line in checked(written.memo, translate):
        notice(line)
