"""Stand-ins for names: pseudonymise."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from spanveld.cli.command import Command, translate
from spanveld.cli.options import argument, as_coder, json_output, option, replace, study
from spanveld.cli.output import agreed, notice, opened, print_json, print_lines, progress, say, width
from spanveld.model.errors import N_, Refused

if TYPE_CHECKING:
    from spanveld.session.pseudonyms import Pseudonyms

__all__ = ["pseudonymise"]

FOUND = 1
"""The exit code of a check that found something."""


@click.command(
    cls=Command,
    short_help=N_("Put stand-ins in the place of names"),
    help=N_(
        "Put stand-ins in the place of names: [persoon A], [R4], [telefoonnummer]. Alone it shows what it found. --export-table writes "
        "that as a table; edit it in a spreadsheet, and give it back with --import-table: it shows what would change, asks, and replaces "
        "all in one step, as new versions of the texts in which every passage keeps its place.\n\n"
        "Rules do not see every name: go through the table and read the texts. They are pseudonymised and reviewed then, which is not "
        "the same as anonymous. --check lists what still looks like a name, in all fields of the study (exit code 1 if something does)."
    ),
    examples=(
        "spanveld pseudonymise vru.spanveld --export-table names.csv",
        "spanveld pseudonymise vru.spanveld --import-table names.csv --key names.age --recipient age1...",
        "spanveld pseudonymise vru.spanveld --import-table names.csv --no-key --everywhere",
        "spanveld pseudonymise vru.spanveld --check --import-table names.csv",
    ),
)
@study
@argument("sources", N_("SOURCE..."), N_("Sources; left out, all of them."), nargs=-1)
@option("--export-table", "export", metavar=N_("FILE"), default="", help=N_("Write the proposals as a CSV table."))
@option("--import-table", "table", metavar=N_("FILE"), default="", help=N_("Replace by this table, after asking."))
@option("--everywhere", is_flag=True, help=N_("Replace in memos, statements, titles and all other fields too."))
@option("--any-case", is_flag=True, help=N_("Find every spelling of the table whatever its capitals."))
@option(
    "--key", metavar=N_("FILE"), default="", help=N_("Keep the table in this new file, encrypted, outside the study.")
)
@option(
    "--recipient",
    "recipients",
    metavar=N_("KEY"),
    multiple=True,
    help=N_("A public key that can read --key, or a file that holds some; may be given more than once."),
)
@option("--no-key", is_flag=True, help=N_("Keep no key: nobody can tell from the study who is who."))
@option("--check", is_flag=True, help=N_("List what still looks like a name, in the whole study."))
@option("--dry-run", is_flag=True, help=N_("Show what would happen; write nothing."))
@option("--yes", is_flag=True, help=N_("Do not ask."))
@replace
@as_coder
@json_output
@click.pass_context
def pseudonymise(
    ctx: click.Context,
    study: str,
    sources: tuple[str, ...],
    export: str,
    table: str,
    everywhere: bool,
    any_case: bool,
    key: str,
    recipients: tuple[str, ...],
    no_key: bool,
    check: bool,
    dry_run: bool,
    yes: bool,
    replace: bool,
    coder: str,
    as_json: bool,
) -> None:
    from spanveld.session.pseudonyms import pseudonyms_of

    if (export and (table or check)) or (check and sources):
        raise click.UsageError(
            translate(N_("Give --export-table alone, and --check without sources: it looks at the whole study."))
        )
    if key and no_key:
        raise Refused(N_("--key keeps a key and --no-key keeps none: choose one of the two. Nothing was written."))
    with opened(study, coder) as it:
        group = pseudonyms_of(it)
        if check:
            ctx.exit(_check(group, table, as_json))
        if not table:
            _propose(group, study, sources, export, replace, as_json)
            return
        if not dry_run:
            _check_key(key, recipients, no_key)
        _pass(group, table, sources, everywhere, any_case, key, recipients, dry_run, yes, as_json)


def _check(group: Pseudonyms, table: str, as_json: bool) -> int:
    from spanveld.session.pseudonyms import residue_lines

    with progress(N_("Looking ...")):
        found = group.residue(table or None)
    print_json(found.as_json()) if as_json else print_lines(residue_lines(found, translate, width=width()))
    return FOUND if found.traces else 0


def _propose(
    group: Pseudonyms, study: str, sources: tuple[str, ...], export: str, replace: bool, as_json: bool
) -> None:
    from spanveld.session.pseudonyms import proposal_lines, table_of, write_private

    with progress(N_("Looking ...")):
        found = group.proposals(*sources)
    if export:
        path = Path(export)
        if path.exists() and not replace:
            raise Refused(
                N_("{path} exists already, and may hold your work; choose another name, or say --replace."), path=path
            )
        write_private(path, table_of(found), replace=replace)
    if as_json:
        print_json({**({"file": export} if export else {}), **found.as_json()})
        return
    if export:
        say(
            N_(
                "Wrote {file}, with {count} spellings. It holds names in the clear: keep it safe, and delete it afterwards."
            ),
            file=export,
            count=len(found.rows),
        )
    else:
        print_lines(proposal_lines(found, translate, width=width()))
        if not found.rows:
            return
        say(N_("To edit these:   spanveld pseudonymise {study} --export-table names.csv"), study=study)
    say(
        N_("Then to replace: spanveld pseudonymise {study} --import-table {file}"),
        study=study,
        file=export or "names.csv",
    )


def _check_key(key: str, recipients: tuple[str, ...], no_key: bool) -> None:
    if not (key or no_key) or (key and not recipients):
        raise Refused(
            N_(
                "Say what becomes of the key, which tells who is who: --key FILE.age --recipient KEY keeps it encrypted outside the "
                "study ('spanveld key' makes a key), --no-key keeps none. Nothing was written."
            )
        )


def _pass(
    group: Pseudonyms,
    table: str,
    sources: tuple[str, ...],
    everywhere: bool,
    any_case: bool,
    key: str,
    recipients: tuple[str, ...],
    dry_run: bool,
    yes: bool,
    as_json: bool,
) -> None:
    from spanveld.session.pseudonyms import plan_lines, read_pseudonyms, residue_lines

    read = read_pseudonyms(table)
    for text in read.notices:
        notice(text.text(translate))
    with progress(N_("Looking ...")):
        plan = group.plan(read, *sources, everywhere=everywhere, any_case=any_case)
    if not as_json:
        print_lines(plan_lines(plan, translate, width=width()))
    if dry_run:
        print_json({"written": False, **plan.as_json()}) if as_json else say(N_("Nothing was written."))
        return
    if not plan.sources and not plan.fields:
        raise Refused(N_("Nothing in the table was found in these sources; nothing was written."))
    agreed(N_("Replace these?"), yes)
    with progress(N_("Replacing ...")):
        group.apply(read, agreed=plan, key=key or None, recipients=recipients)
    with progress(N_("Looking ...")):
        left = group.residue(read)
    if as_json:
        print_json({"written": True, **plan.as_json(), "key": key, "residue": left.as_json()})
        return
    say(
        N_("Pseudonymised and reviewed; places: {places}, sources: {sources}. 'spanveld undo' takes it back."),
        places=plan.places,
        sources=len(plan.sources),
    )
    if key:
        say(N_("The key is {file}: keep it apart from the study."), file=key)
    say(N_("The table {file} holds names in the clear: delete it once you need it no more."), file=table)
    print_lines(residue_lines(left, translate, width=width()))
