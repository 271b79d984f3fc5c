"""Memos in one place: found, listed, written as a file."""

from __future__ import annotations

from typing import Any

import click

from spanveld.cli.command import Command, translate
from spanveld.cli.options import json_output, option, replace, study
from spanveld.cli.output import opened, print_json, progress, say
from spanveld.model.errors import N_

__all__ = ["memos"]

SUBJECTS = (
    *("study", "case", "sub_case", "wave", "coder", "party", "participant", "source", "passage", "finding", "code"),
)
KINDS = ("note", "method", "theory", "reflexive", "ethics")
SORTS = ("-date", "date", "subject")


@click.command(
    cls=Command,
    short_help=N_("Find memos and write them as a file"),
    help=N_(
        "List the memos of a study, on whatever they are; those that passages carry themselves too. Options narrow the list; all must "
        "hold. The name of a file says how it is written: .csv, .md, .docx or .json."
    ),
    examples=(
        "spanveld memos vru.spanveld",
        "spanveld memos vru.spanveld --words brief --kind theory",
        "spanveld memos vru.spanveld --subject source:R4 --out memos.docx",
    ),
)
@study
@option("--words", metavar=N_("WORDS"), default="", help=N_("Only memos that hold all these words."))
@option("--on", type=click.Choice(SUBJECTS), help=N_("Only memos on this kind of thing."))
@option(
    "--subject",
    metavar=N_("KIND:NAME"),
    default="",
    help=N_("Only memos on one thing, such as finding:F1; of a source, those on its passages too."),
)
@option("--kind", type=click.Choice(KINDS), help=N_("Only memos of this kind."))
@option("--author", metavar=N_("CODER"), default="", help=N_("Only memos of this author."))
@option("--sort", type=click.Choice(SORTS), default="-date", show_default=True, help=N_("In which order."))
@option("--out", metavar=N_("FILE"), default="", help=N_("Write to this file instead of standard output."))
@replace
@json_output
def memos(
    study: str,
    words: str,
    on: str | None,
    subject: str,
    kind: str | None,
    author: str,
    sort: Any,
    out: str,
    replace: bool,
    as_json: bool,
) -> None:
    from spanveld.session.memos import MEMO_KINDS, Wanted, memos_of, write_memos

    wanted = Wanted(words, on or "", subject, kind or "", author, sort)
    with opened(study) as it, progress(N_("Reading ...")):
        written = write_memos(it, out, wanted, replace=replace) if out else 0
        found = memos_of(it, wanted)
    if out:
        print_json({"file": out, "memos": written}) if as_json else say(N_("Wrote {file}."), file=out)
    elif as_json:
        print_json(found.as_json())
    else:
        for memo in found.memos:
            about = ", ".join(filter(None, (memo.date, memo.author, translate(MEMO_KINDS[memo.kind]))))
            click.echo(f"{memo.memo}  {memo.subject or translate(N_('the study'))}  {about}")
            for line in memo.text.splitlines():
                click.echo(f"    {line}")
        if not found.memos:
            say(N_("No memo is like that."))
