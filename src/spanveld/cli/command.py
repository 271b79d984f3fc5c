"""Commands, options and arguments whose help speaks the reader's language; what click itself says is translated too."""

from __future__ import annotations

import copy
import inspect
import os
from collections.abc import Sequence
from typing import Any

import click
from click import core, decorators, exceptions, formatting, parser, types

from spanveld.language.messages import translator, user_language
from spanveld.model.errors import N_

__all__ = ["CLICK", "Argument", "Command", "Group", "Option", "speak", "translate"]

CLICK = (
    N_("Usage:"),
    N_("Options"),
    N_("Commands"),
    N_("Positional arguments"),
    N_("Try '{command} {option}' for help."),
    N_("Missing command."),
    N_("Missing argument"),
    N_("Missing option"),
    N_("No such option {name!r}."),
    N_("No such command {name!r}."),
    N_("Invalid value: {message}"),
    N_("Invalid value for {param_hint}: {message}"),
    N_("Option {name!r} does not take a value."),
    N_("Option {name!r} requires an argument."),
    N_("Got unexpected extra argument ({args})"),
    N_("Got unexpected extra arguments ({args})"),
    N_("Did you mean {possibility}?"),
    N_("(Did you mean one of: {possibilities}?)"),
    N_("{value!r} is not {choice}."),
    N_("{value!r} is not one of {choices}."),
    N_("env var: {var}"),
    N_("default: {default}"),
)
"""What click itself says in these commands."""


def translate(message: str) -> str:
    """A message in the language of the person at the terminal."""
    return translator(user_language(os.environ))(message)


def speak() -> None:
    """Let click speak through ``translate``: it has no other way in than the gettext names of its modules."""
    for module in (core, decorators, exceptions, formatting, parser, types):
        setattr(module, "_", translate)  # noqa: B010 - a name that click's own modules look up
        if hasattr(module, "ngettext"):
            setattr(module, "ngettext", lambda one, many, count: translate(one if count == 1 else many))  # noqa: B010


class Option(click.Option):
    """An option whose help is a message."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        return click.Option.get_help_record(_translated(self), ctx)

    def make_metavar(self, ctx: click.Context) -> str:
        return translate(self.metavar) if self.metavar else super().make_metavar(ctx)


class Argument(click.Argument):
    """An argument whose help and name in the usage line are messages."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str]:
        return click.Argument.get_help_record(_translated(self), ctx)

    def make_metavar(self, ctx: click.Context) -> str:
        name = translate(self.metavar) if self.metavar else super().make_metavar(ctx)
        return name if self.required else f"[{name}]"


def _translated(parameter: Any) -> Any:
    shown = copy.copy(parameter)
    shown.help = translate(parameter.help) if parameter.help else None
    return shown


class _Speaking:
    """What commands and groups share: help in the reader's language, then examples to copy."""

    help: str | None
    short_help: str | None
    examples: Sequence[str]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(inspect.cleandoc(translate(self.help or "")))

    def get_short_help_str(self, limit: int = 45) -> str:
        return translate(self.short_help or "")

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.examples:
            with formatter.section(translate(N_("Example") if len(self.examples) == 1 else N_("Examples"))):
                for example in self.examples:
                    formatter.write(f"{'':>{formatter.current_indent}}{example}\n")

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        pieces: list[str] = super().collect_usage_pieces(ctx)  # type: ignore[misc]
        words = {
            "[OPTIONS]": N_("[OPTIONS]"),
            "COMMAND [ARGS]...": N_("COMMAND [ARGS]..."),
            "[COMMAND] [ARGS]...": N_("[COMMAND] [ARGS]..."),
        }
        return [translate(words[piece]) if piece in words else piece for piece in pieces]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option: click.Option | None = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = translate(N_("Show this message and exit."))
        return option


class Command(_Speaking, click.Command):
    """A command with ``examples``: lines to copy into a shell."""

    def __init__(self, *args: Any, examples: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.examples = examples


class Group(_Speaking, click.Group):
    """A group of such commands."""

    command_class = Command

    def __init__(self, *args: Any, examples: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.examples = examples

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)
