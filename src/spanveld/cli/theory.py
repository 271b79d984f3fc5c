"""The frameworks that come with the program, and the check of a framework file."""

from __future__ import annotations

import os

import click

from spanveld.cli.command import Group, translate
from spanveld.cli.options import argument, json_output
from spanveld.cli.output import print_json, print_lines, say, width
from spanveld.cli.theories import COMMANDS, named
from spanveld.language.messages import user_language
from spanveld.model.errors import N_

__all__ = ["frameworks"]


@click.group(
    cls=Group,
    invoke_without_command=True,
    subcommand_metavar="[COMMAND] [ARGS]...",
    short_help=N_("List, show, check, compare, adopt or draw frameworks"),
    help=N_(
        "List the frameworks that come with the program: theories as data, which a study adopts by freezing a copy."
    ),
    examples=(
        "spanveld frameworks",
        "spanveld frameworks show governance-tensions",
        "spanveld frameworks check mine.yaml",
        "spanveld frameworks adopt vru.spanveld emerson-2012",
    ),
)
@json_output
@click.pass_context
def frameworks(ctx: click.Context, as_json: bool) -> None:
    if ctx.invoked_subcommand is not None:
        return
    from spanveld.session.theory import framework_list_lines, shipped_frameworks, summary_of

    known = shipped_frameworks()
    if as_json:
        print_json([summary_of(item) for item in known])
    else:
        print_lines(framework_list_lines(known, user_language(os.environ), width=width()))


@frameworks.command(
    short_help=N_("Show a framework"),
    help=N_(
        "Show a framework with its sources: how it codes, what it judges, what it claims, what it asks. What nobody checked against its "
        "source is marked. With --json its whole file as data."
    ),
    examples=("spanveld frameworks show governance-tensions", "spanveld frameworks show ./mine.yaml"),
)
@named
@json_output
def show(identifier: str, as_json: bool) -> None:
    from spanveld.session.theory import framework_from, framework_lines

    framework = framework_from(identifier)
    if as_json:
        print_json(framework.content)
    else:
        print_lines(framework_lines(framework, user_language(os.environ), translate, width=width()))


@frameworks.command(
    short_help=N_("Check a framework file"),
    help=N_(
        "Check a framework file: all its faults, each with line, place and reason. Ends with 1 where there are any."
    ),
    examples=("spanveld frameworks check mine.yaml",),
)
@argument("file", N_("FILE"), N_("The file to check."))
@json_output
def check(file: str, as_json: bool) -> int:
    from spanveld.session.theory import check_framework

    found = check_framework(file)
    if as_json:
        print_json(found.as_json())
    elif found.framework:
        say(
            N_("{file} is sound: {framework}, {version}."),
            file=file,
            framework=found.framework.name,
            version=found.framework.version,
        )
    else:
        for problem in found.problems:
            click.echo(problem.text(translate))
    return 1 if found.problems else 0


for command in COMMANDS:
    frameworks.add_command(command)
