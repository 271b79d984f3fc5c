"""Making studies and carrying them about: demo, init, load, save, backup, upgrade."""

from __future__ import annotations

import shlex

import click

from spanveld.cli.command import Command, translate
from spanveld.cli.options import argument, as_coder, as_of, json_output, option, replace, study
from spanveld.cli.output import notice, opened, print_json, print_lines, progress, say, width
from spanveld.model.errors import N_

__all__ = ["backup", "demo", "init", "load", "save", "upgrade"]

folder = argument("folder", N_("FOLDER"), N_("A study folder: a whole study as plain files."))


@click.command(
    cls=Command,
    short_help=N_("Set up a demonstration study, and show it"),
    help=N_(
        "Set up a demonstration study in DIR: its study folder (study), the study itself (demo.spanveld) and its report as a page "
        "and for Word (report.html, report.docx). Prints its findings tables."
    ),
    examples=("spanveld demo", "spanveld demo /tmp/try --replace"),
)
@argument("place", N_("DIR"), N_("Where to put it (./spanveld-demo)."), default="spanveld-demo", required=False)
@replace
@json_output
def demo(place: str, replace: bool, as_json: bool) -> None:
    from spanveld.session.demo import make_demo
    from spanveld.session.reporting import table_lines

    with progress(N_("Setting up the demonstration ...")):
        made = make_demo(place, replace=replace)
    with made.loaded.study as study:
        paths = {
            "folder": str(made.folder),
            "study": str(made.file),
            "report": str(made.report),
            "document": str(made.document),
        }
        if as_json:
            print_json({**paths, "files": made.loaded.files})
            return
        print_lines(table_lines(study, width=width()))
    click.echo()
    say(N_("The study: {study}, loaded from {folder}."), **paths)
    say(N_("Its report, with every passage behind the tables: {report}, and for Word {document}."), **paths)
    _backed_up(made.loaded.backup)
    _next("spanveld", "show", str(made.file))


@click.command(
    cls=Command,
    short_help=N_("Make a new, empty study"),
    help=N_("Make a new, empty study with one coder, and the frameworks that it adopts."),
    examples=("spanveld init mine.spanveld --title 'Our network' --framework governance-tensions --as anna",),
)
@study
@option(
    "--id",
    "identifier",
    metavar=N_("ID"),
    default="",
    help=N_("The study's identifier; left out, made of the file's name."),
)
@option("--title", metavar=N_("TITLE"), default="", help=N_("The study's title."))
@option(
    "--framework",
    "frameworks",
    metavar=N_("ID"),
    multiple=True,
    help=N_("A framework to adopt, like governance-tensions or governance-tensions@1; may be given more than once."),
)
@option(
    "--language",
    type=click.Choice(["nl", "en"]),
    default="en",
    show_default=True,
    help=N_("The language of the study's tables and reports."),
)
@as_coder
@json_output
def init(
    study: str, identifier: str, title: str, frameworks: tuple[str, ...], language: str, coder: str, as_json: bool
) -> None:
    from spanveld.session import start_study

    values = {"identifier": identifier, "title": title, "language": language, "coder": coder}
    with start_study(study, frameworks=frameworks, **values) as made:
        overview = made.show()
        if as_json:
            print_json(
                {
                    "study": overview.study,
                    "title": overview.title,
                    "frameworks": list(overview.frameworks),
                    "coder": made.actor,
                }
            )
            return
        say(N_("Made study {id} in {study}, with coder {coder}."), id=overview.study, study=study, coder=made.actor)
        for framework in overview.frameworks:
            say(N_("Adopted framework {framework}."), framework=framework)
    _next("spanveld", "show", study)


@click.command(
    cls=Command,
    short_help=N_("Read a study folder into a study"),
    help=N_(
        "Read a study folder into a study. The folder is checked as a whole: where it has a fault, all faults are listed and nothing is "
        "written."
    ),
    examples=("spanveld load vru.spanveld cases/vru",),
)
@study
@folder
@option("--replace", is_flag=True, help=N_("Back up a study that is there beside itself, and take its place."))
@as_coder
@json_output
def load(study: str, folder: str, replace: bool, coder: str, as_json: bool) -> None:
    from spanveld.session import load_study

    with progress(N_("Loading ...")):
        loaded = load_study(study, folder, replace=replace, coder=coder)
    with loaded.study as opened_study:
        for text in opened_study.notices:
            notice(text.text(translate))
    content = loaded.content
    if as_json:
        copy = str(loaded.backup) if loaded.backup else None
        print_json({"study": content.id, "title": content.title, "files": loaded.files, "backup": copy})
        return
    say(N_("Loaded study {id} into {study}: {title}"), id=content.id, study=study, title=content.title)
    longest = max((len(name) for name in loaded.files), default=0)
    for name, count in loaded.files.items():
        click.echo(f"  {name.ljust(longest)}  {count:>7}")
    _backed_up(loaded.backup)
    _next("spanveld", "table", study)


@click.command(
    cls=Command,
    short_help=N_("Write a study as a study folder"),
    help=N_(
        "Write a study as a study folder: plain files that a person can read, edit, archive and put under version control."
    ),
    examples=("spanveld save vru.spanveld archive/vru", "spanveld save vru.spanveld archive/march --as-of 2026-03-31"),
)
@study
@folder
@as_of
@option("--replace", is_flag=True, help=N_("Write over a study folder that is there."))
@as_coder
@json_output
def save(study: str, folder: str, as_of: str, replace: bool, coder: str, as_json: bool) -> None:
    with opened(study, coder, as_of=as_of) as it:
        with progress(N_("Saving ...")):
            it.save(folder, replace=replace)
        if as_json:
            print_json({"folder": folder})
            return
    if as_of:
        say(N_("Saved {study} as it was ({when}) as study folder {folder}."), study=study, when=as_of, folder=folder)
        return
    say(
        N_(
            "Saved {study} as study folder {folder}. The journal is not in it: keep that with 'spanveld backup' "
            "or 'spanveld journal --export'."
        ),
        study=study,
        folder=folder,
    )


@click.command(
    cls=Command,
    short_help=N_("Copy a study with its journal to a file"),
    help=N_(
        "Copy a study with its journal to a .spanveld file that does not exist yet; others may go on working in the study meanwhile."
    ),
    examples=("spanveld backup vru.spanveld vru-2026-03-01.spanveld",),
)
@study
@argument("file", N_("FILE"), N_("The file to write."))
@json_output
def backup(study: str, file: str, as_json: bool) -> None:
    with opened(study) as it:
        with progress(N_("Copying ...")):
            it.backup(file)
        if as_json:
            print_json({"backup": file})
            return
    say(N_("Copied {study} with its journal to {file}."), study=study, file=file)


@click.command(
    cls=Command,
    short_help=N_("Bring a study's database to this version"),
    help=N_(
        "Bring a study's database to this version of Spanveld. A file does this by itself when it is opened, after a backup; "
        "a server asks for it."
    ),
    examples=("spanveld upgrade 'postgresql://keeper@host/studies'",),
)
@study
@json_output
def upgrade(study: str, as_json: bool) -> None:
    from spanveld.session import upgrade_study

    with progress(N_("Upgrading ...")):
        before, after = upgrade_study(study)
    if as_json:
        print_json({"from": before, "to": after})
    elif before == after:
        say(N_("{study} is of the newest version ({version}); there was nothing to do."), study=study, version=after)
    else:
        say(N_("Brought {study} from version {before} to {after}."), study=study, before=before, after=after)


def _backed_up(copy: object) -> None:
    if copy:
        say(N_("What was there is kept in {backup}."), backup=copy)


def _next(*words: str) -> None:
    """Say which command comes next, ready to copy."""
    say(N_("Next: {command}"), command=shlex.join(words))
