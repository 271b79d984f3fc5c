"""Frameworks beside each other and in a study: diff, adopt, take, draw."""

from __future__ import annotations

import os
from pathlib import Path

import click

from spanveld.cli.command import Command, translate
from spanveld.cli.options import argument, as_coder, json_output, option, study
from spanveld.cli.output import opened, print_json, print_lines, progress, say, width, write_file
from spanveld.language.messages import LANGUAGES, user_language
from spanveld.model.errors import N_, Refused

__all__ = ["COMMANDS", "named"]

WHICH = N_(
    "A framework: governance-tensions, governance-tensions@1.0.0, or a file (with a / in it, or ending in .yaml)."
)
named = argument("identifier", N_("ID|FILE"), WHICH)


@click.command(
    cls=Command,
    short_help=N_("Show what differs between two versions"),
    help=N_("Show what differs between two versions of a framework, part by part."),
    examples=("spanveld frameworks diff governance-tensions@1.0.0 mine.yaml",),
)
@argument("old", N_("OLD"), WHICH)
@argument("new", N_("NEW"), N_("The other one, named in the same ways."))
@json_output
def diff(old: str, new: str, as_json: bool) -> None:
    from spanveld.session.theory import compared

    found = compared(old, new)
    if as_json:
        print_json(found.as_json())
    else:
        print_lines(found.lines(translate, width=width()))


@click.command(
    cls=Command,
    short_help=N_("Adopt a framework in a study"),
    help=N_(
        "Adopt a framework: the study freezes a copy of it, and gets its layers and codes. A study may adopt several."
    ),
    examples=(
        "spanveld frameworks adopt vru.spanveld emerson-2012",
        "spanveld frameworks adopt vru.spanveld ./mine.yaml",
    ),
)
@study
@named
@as_coder
@json_output
def adopt(study: str, identifier: str, coder: str, as_json: bool) -> None:
    from spanveld.session.theory import framework_from, summary_of

    framework = framework_from(identifier)
    with opened(study, coder) as it:
        it.theory.adopt(framework)
    if as_json:
        print_json({"adopted": summary_of(framework)})
    else:
        values = {"framework": framework.id, "version": framework.version}
        say(N_("Adopted {framework}, {version}. 'spanveld undo' takes it back."), **values)


@click.command(
    cls=Command,
    short_help=N_("Take another version of an adopted framework"),
    help=N_(
        "Take another version of a framework that the study has adopted. First shown, or with --dry-run only shown: what differs, what "
        "moves, and what the study uses that has no place in the new version. Refused while there is any: send it somewhere with a "
        "mapping, a file with lines like layer/code: layer/code. --write-mapping begins one."
    ),
    examples=(
        "spanveld frameworks take vru.spanveld ./mine.yaml --dry-run",
        "spanveld frameworks take vru.spanveld ./mine.yaml --write-mapping mapping.yaml",
        "spanveld frameworks take vru.spanveld ./mine.yaml --mapping mapping.yaml",
    ),
)
@study
@named
@option("--mapping", "mapping_file", metavar=N_("FILE"), default="", help=N_("Where codes go, one 'old: new' a line."))
@option("--dry-run", is_flag=True, help=N_("Only show what would be done; ends with 1 where it cannot be done."))
@option(
    "--write-mapping",
    metavar=N_("FILE"),
    default="",
    help=N_("Only write a mapping to this file, with all that needs a place, to be filled in."),
)
@as_coder
@json_output
def take(
    study: str, identifier: str, mapping_file: str, dry_run: bool, write_mapping: str, coder: str, as_json: bool
) -> int:
    from spanveld.session.theory import framework_from, mapping_from, mapping_to_fill_in, succession_lines

    framework = framework_from(identifier)
    mapping = mapping_from(mapping_file) if mapping_file else {}
    only_shown = dry_run or bool(write_mapping)
    if write_mapping:
        _check_free(write_mapping, mapping_file)
    with opened(study, coder) as it, progress(N_("Reading ...")):
        plan = it.theory.preview(framework, mapping) if only_shown else it.theory.take(framework, mapping)
    if write_mapping:
        write_file(write_mapping, mapping_to_fill_in(plan, translate))
    if as_json:
        print_json({"taken": not only_shown, **plan.as_json(), "mapping_file": write_mapping})
    else:
        print_lines(succession_lines(plan, translate, width=width(), done=not only_shown))
        if write_mapping:
            say(N_("Wrote {file}."), file=write_mapping)
    return 1 if dry_run and not plan.possible else 0


def _check_free(file: str, mapping_file: str) -> None:
    """A mapping that a person filled in is not written over, unless it was read and so goes on in the new one."""
    if Path(file).exists() and not (mapping_file and Path(file).samefile(mapping_file)):
        raise Refused(
            N_("{file} exists already; name another file, or give it with --mapping to go on with it."), file=file
        )


@click.command(
    cls=Command,
    short_help=N_("Draw the conceptual model of a framework"),
    help=N_(
        "Draw the conceptual model of a framework as SVG: its boxes, its arrows with what they mean, and what it expects."
    ),
    examples=(
        "spanveld frameworks draw governance-tensions -o model.svg",
        "spanveld frameworks draw ./mine.yaml --language nl -o model.svg",
    ),
)
@named
@option("-o", "--output", metavar=N_("FILE"), default="", help=N_("Write to this file instead of standard output."))
@option("--language", type=click.Choice(LANGUAGES), help=N_("The language of its texts; left out, yours."))
@json_output
def draw(identifier: str, output: str, language: str | None, as_json: bool) -> None:
    from spanveld.drawings.concept import concept_drawing
    from spanveld.session.theory import framework_from

    framework = framework_from(identifier)
    drawn = concept_drawing(framework, language or user_language(os.environ))
    if output:
        write_file(output, drawn)
    if as_json:
        print_json(
            {"framework": framework.name, "file": output} if output else {"framework": framework.name, "svg": drawn}
        )
    elif output:
        say(N_("Wrote {file}."), file=output)
    else:
        click.echo(drawn, nl=False)


COMMANDS = (diff, adopt, take, draw)
"""What the group ``frameworks`` has beside listing, showing and checking."""
