"""How commands speak: results on standard output, notices and progress on standard error."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import click

from spanveld.cli.command import translate
from spanveld.model.errors import N_, Refused

if TYPE_CHECKING:
    from spanveld.session import Study

__all__ = ["agreed", "notice", "opened", "print_json", "print_lines", "progress", "say", "steps", "width", "write_file"]

T = TypeVar("T")

STYLES = {
    "title": "bold",
    "dimension": "bold",
    "kind": "bold underline",
    "support": "cyan",
    "contrary": "red",
    "narrow": "bold yellow",
    "good": "green",
    "ground": "dim",
}
"""How a terminal shows each role of a line."""
PLAIN = 100


class Line(Protocol):
    """A line of a report: its text, and what it is."""

    @property
    def text(self) -> str: ...
    @property
    def role(self) -> Any: ...


def say(message: str, **values: object) -> None:
    """A message on standard output, in the person's language."""
    click.echo(translate(message).format(**values))


def notice(text: str) -> None:
    """Something to know beside the result, on standard error."""
    click.echo(text, err=True)


def print_json(value: object) -> None:
    """A result for machines."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_lines(lines: Iterable[Line]) -> None:
    """Lines of a report: in colours on a terminal, plain elsewhere."""
    if not sys.stdout.isatty():
        for line in lines:
            click.echo(line.text)
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    for line in lines:
        console.print(Text(line.text, style=STYLES.get(line.role, "")), soft_wrap=True)


def width() -> int:
    """How wide lines may be: the terminal, or a fixed width where output goes elsewhere."""
    return shutil.get_terminal_size((PLAIN, 24)).columns if sys.stdout.isatty() else PLAIN


@contextmanager
def progress(message: str) -> Iterator[None]:
    """Show that something is going on, on a terminal; elsewhere nothing."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(translate(message)):
        yield


def steps(items: Sequence[T], message: str) -> Iterator[T]:
    """The items one by one, with a bar on a terminal that shows how far it is."""
    if not sys.stderr.isatty() or len(items) < 2:
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, description=translate(message), console=Console(stderr=True), transient=True)


@contextmanager
def opened(address: str, coder: str = "", *, as_of: str = "") -> Iterator[Study]:
    """The study at an address, ``as_of`` an entry of its journal or a date; what is to be known of its file goes to standard error."""
    from spanveld.session import open_study

    with progress(N_("Opening ...")):
        study = open_study(address, coder=coder)
    with study:
        for text in study.notices:
            notice(text.text(translate))
        if not as_of:
            yield study
            return
        with study.at(as_of) as then:
            yield then


def agreed(question: str, yes: bool) -> None:
    """Go on only where the person agrees: asked on a terminal; elsewhere ``yes`` must have been given. Refused otherwise."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise Refused(N_("Nothing was written: this asks first. Add --yes where nobody can answer."))
    if not click.confirm(translate(question)):
        raise Refused(N_("Nothing was written."))


def write_file(path: str, text: str) -> None:
    """Write a file as a whole or not at all; Refused where that cannot be done."""
    from spanveld.session.files import write_whole

    write_whole(Path(path), text.encode())
