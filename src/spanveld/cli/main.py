"""The command ``spanveld``: its commands, and how it ends.

Exit codes: 0 done; 1 checked and found wrong; 2 refused or impossible, with one message on standard error; 130 interrupted;
141 where the reader of its output went away.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Sequence
from typing import Any

import click

from spanveld import __version__
from spanveld.cli import (
    adding,
    audit,
    board_memo,
    bundling,
    codebook,
    correcting,
    counts,
    coverage,
    erasing,
    exchange,
    finding,
    history,
    judgements,
    judging,
    making,
    matrix,
    memos,
    merging,
    noting,
    paper,
    pseudonyms,
    queries,
    reading,
    removing,
    report,
    rules,
    searching,
    serving,
    theory,
    todo,
    topics,
    vignettes,
)
from spanveld.cli.command import Group, Option, speak, translate
from spanveld.model.errors import N_, SpanveldError, why

__all__ = ["main", "program"]

REFUSED = 2
INTERRUPTED = 130
NO_READER = 141


class Program(Group):
    """The whole command: runs one of its commands and turns every end into an exit code."""

    def main(self, args: Sequence[str] | None = None, *_: Any, standalone_mode: bool = True, **extra: Any) -> Any:
        speak()
        code = self._run(list(sys.argv[1:] if args is None else args), {**extra, "prog_name": "spanveld"})
        if standalone_mode:
            sys.exit(code)
        return code

    def _run(self, args: list[str], extra: dict[str, Any]) -> int:
        try:
            code = super().main(args=args, standalone_mode=False, **extra)
        except click.UsageError as error:
            return _refuse(_usage(error), args)
        except click.ClickException as error:
            return _refuse(error.format_message(), args)
        except (click.Abort, KeyboardInterrupt):
            return INTERRUPTED
        except SpanveldError as error:
            return _refuse(error.told(translate), args)
        except Exception as error:
            return _refuse(_unexpected(error), args)
        return code if isinstance(code, int) else 0

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a reader of the output that went away is no error."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return NO_READER


def _usage(error: click.UsageError) -> str:
    """What is wrong with the words of a command, and how to get its help."""
    message = error.format_message()
    if error.ctx is None:
        return message
    hint = translate(N_("Try '{command} {option}' for help.")).format(command=error.ctx.command_path, option="--help")
    return f"{message}\n{hint}"


def _unexpected(error: Exception) -> str:
    """What nobody foresaw: a message without a traceback, unless somebody wants to see it."""
    if os.environ.get("SPANVELD_TRACEBACK"):
        traceback.print_exc()
    if isinstance(error, OSError) and error.strerror:
        place = f"{error.filename}: " if error.filename else ""
        return f"{place}{translate(why(error))}"
    what = f"{type(error).__name__}: {error}".splitlines()[0]
    message = N_(
        "This should not have happened ({what}). Nothing more was done. SPANVELD_TRACEBACK=1 shows where; please report it."
    )
    return translate(message).format(what=what)


def _refuse(message: str, args: Sequence[str]) -> int:
    """Print the one message, as JSON where JSON was asked for."""
    if "--json" in args:
        message = json.dumps({"error": {"message": message}}, ensure_ascii=False, indent=2)
    click.echo(message, err=True)
    return REFUSED


def _show_version(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(f"spanveld {__version__}")
        ctx.exit()


program = Program(
    name="spanveld",
    help=N_(
        "Carry a qualitative study of collaboration from transcript to judgement, every sentence traceable to its passages.\n\n"
        "STUDY is the path of a .spanveld file, or postgresql://user@host/database?study=ID."
    ),
    examples=("spanveld demo", "spanveld load vru.spanveld cases/vru", "spanveld table vru.spanveld"),
    params=[
        Option(
            ["--version"],
            is_flag=True,
            expose_value=False,
            is_eager=True,
            callback=_show_version,
            help=N_("Show the version and exit."),
        )
    ],
    no_args_is_help=True,
)
for command in (
    making.demo,
    making.init,
    making.load,
    making.save,
    reading.show,
    reading.table,
    searching.search,
    finding.find,
    matrix.matrix,
    queries.queries,
    coverage.coverage,
    judging.judge,
    judgements.judgements,
    rules.rules,
    rules.expectations,
    counts.counts,
    audit.audit,
    codebook.codebook,
    report.report,
    board_memo.board_memo,
    vignettes.vignettes,
    memos.memos,
    reading.doctor,
    todo.todo,
    history.journal,
    history.undo,
    history.redo,
    serving.serve,
    serving.invite,
    exchange.import_,
    exchange.export,
    exchange.inspect,
    merging.merge,
    adding.add,
    adding.speakers,
    noting.note,
    paper.paper,
    paper.comments,
    correcting.correct,
    correcting.doubts,
    pseudonyms.pseudonymise,
    topics.topics,
    removing.remove,
    erasing.erase,
    erasing.describe,
    erasing.register,
    theory.frameworks,
    making.backup,
    bundling.bundle,
    bundling.unbundle,
    bundling.key,
    making.upgrade,
):
    program.add_command(command)


def main(args: Sequence[str] | None = None) -> int:
    """Run ``spanveld`` with these words (else those of the command line); gives the exit code."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")
    return int(program.main(args, standalone_mode=False))
