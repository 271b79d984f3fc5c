"""Field notes and meetings, written on a form: note."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from spanveld.cli.command import Command, translate
from spanveld.cli.options import as_coder, json_output, option, study
from spanveld.cli.output import notice, opened, print_json, say
from spanveld.model.errors import N_, Refused, SpanveldError, why

if TYPE_CHECKING:
    from spanveld.session.field_notes import FieldNotes

__all__ = ["note"]

EDITORS = ("notepad",) if os.name == "nt" else ("sensible-editor", "editor", "nano", "vim", "vi")
"""What is tried where neither VISUAL nor EDITOR names an editor."""


@click.command(
    cls=Command,
    short_help=N_("Write field notes or a meeting on a form"),
    help=N_(
        "Write field notes or a meeting: your editor ($VISUAL, $EDITOR) opens with a form; save and close it, and the notes are a source "
        "of the study. What was observed is the observer's; a reflection is kept apart, and is never anybody's voice.\n\n"
        "A form with a fault is kept: correct the file that is named, and give it with --from."
    ),
    examples=(
        "spanveld note vru.spanveld",
        "spanveld note vru.spanveld --form > note.txt",
        "spanveld note vru.spanveld --from note.txt --as anna",
    ),
)
@study
@option("--form", "only_form", is_flag=True, help=N_("Print the empty form, to be filled in elsewhere."))
@option("--from", "file", metavar=N_("FILE"), default="", help=N_("Take a filled-in form, without an editor."))
@as_coder
@json_output
def note(study: str, only_form: bool, file: str, coder: str, as_json: bool) -> None:
    from spanveld.session.field_notes import field_notes_of, text_of

    if only_form and file:
        raise click.UsageError(translate(N_("Give either --form or --from.")))
    with opened(study, coder) as it:
        group = field_notes_of(it)
        if only_form:
            form = group.form()
            print_json({"form": form}) if as_json else click.echo(form, nl=False)
            return
        name = group.add_form(text_of(file), name=file) if file else _written(group, study)
        kind = it.sources.open(name).kind
    if as_json:
        print_json({"source": name, "kind": kind})
        return
    say(N_("Added source {source}. 'spanveld undo' takes it back."), source=name)


def _written(group: FieldNotes, study: str) -> str:
    """Let a person fill in the form and add it; a form that was changed and cannot be added is kept."""
    from spanveld.session.field_notes import text_of

    empty = group.form()
    descriptor, name = tempfile.mkstemp(prefix="spanveld-note-", suffix=".txt")
    os.close(descriptor)
    draft = Path(name)
    draft.write_text(empty, encoding="utf-8", newline="\n")
    try:
        _edit(draft)
        text = text_of(name)
        if not text.strip() or text.split() == empty.split():
            draft.unlink(missing_ok=True)
            raise Refused(N_("Nothing was written: the form was left as it was."))
        added = group.add_form(text, name=name)
    except BaseException as error:
        if draft.exists() and draft.read_bytes() != empty.encode():
            again = shlex.join(["spanveld", "note", study, "--from", name])
            kept = N_("Your form is kept: {file}. Correct it, then: {command}")
            notice(translate(kept).format(file=name, command=again))
        elif isinstance(error, SpanveldError):
            draft.unlink(missing_ok=True)
        raise
    draft.unlink(missing_ok=True)
    return added


def _edit(draft: Path) -> None:
    command = _editor()
    try:
        done = subprocess.run([*command, str(draft)], check=False)
    except OSError as error:
        raise Refused(
            N_("The editor {editor} cannot be started: {reason}. Name another in EDITOR, or use --form and --from."),
            editor=command[0],
            reason=why(error),
        ) from error
    if done.returncode:
        raise Refused(
            N_("The editor {editor} ended with {code}; nothing was written."), editor=command[0], code=done.returncode
        )


def _editor() -> list[str]:
    for name in ("VISUAL", "EDITOR"):
        if words := shlex.split(os.environ.get(name, ""), posix=os.name != "nt"):
            return words
    for name in EDITORS:
        if found := shutil.which(name):
            return [found]
    raise Refused(N_("No editor was found. Name one in EDITOR, or use --form and --from."))
