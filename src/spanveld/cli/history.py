"""What was done to a study: journal, undo, redo."""

from __future__ import annotations

import json

import click

from spanveld.cli.command import Command, translate
from spanveld.cli.options import as_coder, json_output, option, study
from spanveld.cli.output import opened, print_json, print_lines, progress, say, width, write_file
from spanveld.model.errors import N_

__all__ = ["journal", "redo", "undo"]


@click.command(
    cls=Command,
    short_help=N_("Show, verify or export the journal"),
    help=N_(
        "Show the journal: who did what and when, newest last. It is a chain of hashes: --verify proves that no entry was changed. "
        "Only a head that was kept elsewhere (--head) shows that no tail was cut off (--against)."
    ),
    examples=(
        "spanveld journal vru.spanveld",
        "spanveld journal vru.spanveld --head > head.txt",
        'spanveld journal vru.spanveld --against "$(cat head.txt)"',
        "spanveld journal vru.spanveld --export journal.json",
    ),
)
@study
@option("--verify", is_flag=True, help=N_("Prove that the journal is whole; ends with 1 where it is not."))
@option(
    "--against", metavar=N_("HEAD"), default="", help=N_("Verify, and prove that the journal still holds this head.")
)
@option("--head", is_flag=True, help=N_("Print only the head, SEQUENCE:HASH, to keep elsewhere."))
@option(
    "--export",
    "file",
    metavar=N_("FILE"),
    default="",
    help=N_("Write the whole journal as JSON, which can be verified without the study."),
)
@json_output
def journal(study: str, verify: bool, against: str, head: bool, file: str, as_json: bool) -> int:
    from spanveld.session.reporting import journal_lines, proof_lines

    with opened(study) as it, progress(N_("Reading ...")):
        history = it.journal(head=against)
    whole = not history.problems
    if file:
        write_file(file, json.dumps(history.as_json(), ensure_ascii=False, indent=2) + "\n")
        if not as_json:
            say(N_("Wrote {file}."), file=file)
    if verify or against:
        if as_json:
            problems = [str(problem) for problem in history.problems]
            print_json({"whole": whole, "entries": len(history.entries), "head": history.head, "problems": problems})
        else:
            print_lines(proof_lines(history, translate, width=width()))
        return 0 if whole else 1
    if head:
        print_json({"head": history.head}) if as_json else click.echo(history.head)
    elif as_json:
        print_json({"file": file} if file else history.as_json())
    elif not file:
        print_lines(journal_lines(history, translate, width=width()))
    return 0


@click.command(
    cls=Command,
    short_help=N_("Take back your last action"),
    help=N_(
        "Take back the last action of one coder. The journal keeps both: nothing is erased. Refused where others built on it since."
    ),
    examples=("spanveld undo vru.spanveld --as anna",),
)
@study
@as_coder
@json_output
def undo(study: str, coder: str, as_json: bool) -> None:
    _again(study, coder, as_json, "undo", N_("Taken back: {entry}."))


@click.command(
    cls=Command,
    short_help=N_("Make the action again that you took back"),
    help=N_("Make the action again that one coder took back last."),
    examples=("spanveld redo vru.spanveld --as anna",),
)
@study
@as_coder
@json_output
def redo(study: str, coder: str, as_json: bool) -> None:
    _again(study, coder, as_json, "redo", N_("Made again: {entry}."))


def _again(study: str, coder: str, as_json: bool, what: str, message: str) -> None:
    from spanveld.session.reporting import entry_text

    with opened(study, coder) as it:
        entry = it.undo() if what == "undo" else it.redo()
    if as_json:
        print_json({"done": what, "sequence": entry.sequence, "action": entry.action, "subjects": list(entry.subjects)})
    else:
        say(message, entry=entry_text(entry, translate))
