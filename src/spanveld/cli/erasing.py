"""Erasing for good, and the register of consents and erasures: erase, register."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from spanveld.cli.command import Command, translate
from spanveld.cli.options import argument, as_coder, json_output, option, replace, study
from spanveld.cli.output import notice, opened, print_json, print_lines, progress, say, width, write_file
from spanveld.model.errors import N_, Refused

__all__ = ["describe", "erase", "register"]

FORMATS = ("text", "md", "csv", "json")
SUFFIXES = {".txt": "text", ".md": "md", ".csv": "csv", ".json": "json"}


@click.command(
    cls=Command,
    short_help=N_("Erase a person, a source or old versions for good"),
    help=N_(
        "Erase for good: participant:NAME (someone withdrew), source:NAME, original:NAME (the file that its text was taken from) or "
        "superseded (old versions, words kept for undo, files). First shows what goes, then asks. Nothing of it can be brought back: "
        "the backups that the program made go too.\n\n"
        "Your own copies, study folders and reports are yours to see to. The journal keeps identifiers like R4."
    ),
    examples=(
        "spanveld erase vru.spanveld participant:R4 --dry-run",
        "spanveld erase vru.spanveld participant:R4 --name Karin --name 'mevrouw De Vries'",
        "spanveld erase vru.spanveld superseded --yes",
    ),
)
@study
@argument("subject", N_("SUBJECT"), N_("What to erase: participant:NAME, source:NAME, original:NAME or superseded."))
@option(
    "--name",
    "names",
    metavar=N_("NAME"),
    multiple=True,
    help=N_("A further name or spelling to look for; may be given more than once."),
)
@option("--dry-run", is_flag=True, help=N_("Show what would go, and write nothing."))
@option("--yes", is_flag=True, help=N_("Do not ask."))
@as_coder
@json_output
def erase(
    study: str, subject: str, names: tuple[str, ...], dry_run: bool, yes: bool, coder: str, as_json: bool
) -> None:
    from spanveld.session.erasing import erase, plan_of
    from spanveld.session.registering import erasure_lines

    with opened(study, coder) as it:
        with progress(N_("Looking ...")):
            plan = plan_of(it, subject, names)
        if dry_run:
            if as_json:
                print_json({"erased": False, **plan.as_json()})
            else:
                print_lines(erasure_lines(plan, translate, width=width()))
                say(N_("Nothing was written."))
            return
        if not as_json:
            print_lines(erasure_lines(plan, translate, width=width()))
        if not yes:
            if as_json or not sys.stdin.isatty():
                raise Refused(
                    N_("Nothing was erased. Erasing cannot be taken back: say --yes to do it without being asked.")
                )
            click.confirm(translate(N_("Erase this for good?")), abort=True)
        with progress(N_("Erasing ...")):
            done = erase(it, subject, names, agreed=plan)
        for text in done.notices:
            notice(text.text(translate))
        if as_json:
            print_json(
                {"erased": True, **done.plan.as_json(), "notices": [text.text(translate) for text in done.notices]}
            )
            return
    if subject == "superseded":
        say(N_("Erased superseded texts. The journal has one entry of it, without words."))
        return
    say(N_("Erased {subject}. The journal has one entry of it, without words."), subject=subject)


@click.command(
    cls=Command,
    short_help=N_("List consents and retention for a data management plan"),
    help=N_(
        "List what a data management plan asks: the ethics number and until when the study is kept; per participant what was agreed to, "
        "until when, what was withdrawn; per source what is kept of it, and whether it was pseudonymised and reviewed. It holds no names."
    ),
    examples=("spanveld register vru.spanveld", "spanveld register vru.spanveld -o register.csv"),
)
@study
@option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    help=N_("How to write it; left out, by the name of the output file, else text."),
)
@option("-o", "--output", metavar=N_("FILE"), default="", help=N_("Write to this file instead of standard output."))
@replace
@json_output
def register(study: str, format_: str | None, output: str, replace: bool, as_json: bool) -> None:
    from spanveld.session.registering import register_text

    if output and Path(output).exists() and not replace:
        raise Refused(N_("{path} exists already; use --replace, or name another file."), path=output)

    chosen: Any = "json" if as_json else format_ or SUFFIXES.get(Path(output).suffix.lower(), "text")
    with opened(study) as it, progress(N_("Reading ...")):
        text = register_text(it, chosen)
    if output:
        write_file(output, text)
        say(N_("Wrote {file}."), file=output)
    else:
        click.echo(text, nl=False)


@click.command(
    cls=Command,
    short_help=N_("Set title, ethics number and retention of a study"),
    help=N_(
        "Set the study's title, the number of its ethics approval, and the day until which it is kept. 'spanveld undo' takes it back."
    ),
    examples=("spanveld describe vru.spanveld --ethics ERB-2026-014 --keep-until 2036-12-31",),
)
@study
@option("--title", metavar=N_("TITLE"), default=None, help=N_("The study's title."))
@option("--ethics", metavar=N_("NUMBER"), default=None, help=N_("The number of its approval by an ethics board."))
@option(
    "--keep-until",
    metavar=N_("DATE"),
    default=None,
    help=N_("Until when the study is kept: YYYY, YYYY-MM or YYYY-MM-DD."),
)
@as_coder
@json_output
def describe(
    study: str, title: str | None, ethics: str | None, keep_until: str | None, coder: str, as_json: bool
) -> None:
    from spanveld.session.registering import describe

    with opened(study, coder) as it:
        found = describe(it, title=title, ethics=ethics, keep_until=keep_until)
    if as_json:
        print_json(found)
        return
    for name, value in found.items():
        click.echo(f"{name}: {value or '-'}")
