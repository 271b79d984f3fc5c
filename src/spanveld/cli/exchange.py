"""Projects of other programs: inspect, import, export."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from spanveld.cli.command import Command, translate
from spanveld.cli.options import argument, as_coder, json_output, option, replace, study
from spanveld.cli.output import notice, opened, print_json, print_lines, progress, say, width
from spanveld.model.errors import N_, Refused

__all__ = ["export", "import_", "inspect"]

KINDS = ("interview", "field_notes", "document", "meeting", "survey")
CASES = ("participant", "party", "case", "sub_case")
conventions = option(
    "--convention",
    "conventions",
    metavar=N_("SOURCE=NAME"),
    multiple=True,
    help=N_(
        "How the positions of a source are counted: code-points, utf16 or bytes, with +lf where a line end counts as one and +bom where "
        "the byte order mark counts. May be repeated."
    ),
)
project = option("--project", metavar=N_("NAME"), default="", help=N_("Which project, where the file holds several."))


@click.command(
    cls=Command,
    short_help=N_("Show what is in a project file, and import nothing"),
    help=N_(
        "Show what a project of another program holds: REFI-QDA (.qdpx, .qde, .qdc), a QualCoder folder (.qda) or Taguette (.sqlite3, "
        "codebook .csv). Which program made it, how many there are of what, how the positions of each source are counted, and what would "
        "not be taken as it is. No study is needed, and nothing is written."
    ),
    examples=("spanveld inspect interviews.qdpx", "spanveld inspect interviews.qdpx --convention 'R1=utf16' --json"),
)
@argument("file", N_("FILE"), N_("The project: a file, or the folder of a QualCoder project."))
@conventions
@project
@json_output
def inspect(file: str, conventions: tuple[str, ...], project: str, as_json: bool) -> None:
    from spanveld.session.exchange_files import arrive
    from spanveld.session.exchange_shown import counts_of, inspection_lines

    with progress(N_("Reading ...")):
        arrived = arrive(file, conventions=_pairs(conventions, "R1=utf16"), project=project)
    if as_json:
        print_json({"file": file, "counts": counts_of(arrived.project), **arrived.report().as_json(translate)})
    else:
        print_lines(inspection_lines(arrived, translate, width=width()))


@click.command(
    "import",
    cls=Command,
    short_help=N_("Bring in a project of another program"),
    help=N_(
        "Bring a project of another program into a study: REFI-QDA (.qdpx, .qde, .qdc, as NVivo, ATLAS.ti, MAXQDA and others write), a "
        "QualCoder folder (.qda) or Taguette (.sqlite3, codebook .csv). A study that does not exist is made. What became of everything in "
        "the file is shown and kept. The same project again updates what it brought, and doubles nothing; where it and the study changed "
        "the same thing, nothing is written until that is settled. 'spanveld undo' takes an import back."
    ),
    examples=(
        "spanveld import mine.spanveld interviews.qdpx --dry-run",
        "spanveld import mine.spanveld interviews.qdpx --layer nvivo --as anna",
        "spanveld import mine.spanveld interviews.qdpx --write-mapping codes.csv",
        "spanveld import mine.spanveld interviews.qdpx --mapping codes.csv --user 'A. de Vries=anna'",
    ),
)
@study
@argument("file", N_("FILE"), N_("The project: a file, or the folder of a QualCoder project."))
@option(
    "--layer",
    metavar=N_("LAYER"),
    default="",
    help=N_("The open layer of its codes; left out, one named after the file."),
)
@option("--mapping", metavar=N_("FILE"), default="", help=N_("Which code of the file becomes which code of the study."))
@option(
    "--write-mapping",
    metavar=N_("FILE"),
    default="",
    help=N_("Write that table, to be filled in, and import nothing."),
)
@option("--kind", type=click.Choice(KINDS), default=None, help=N_("What its sources are; left out, documents."))
@option(
    "--cases-as",
    type=click.Choice(CASES),
    default="participant",
    show_default=True,
    help=N_("What its cases are."),
)
@option(
    "--user",
    "users",
    metavar="NAME=CODER",
    multiple=True,
    help=N_("Which coder a user of the file is; left out, each is a coder of its own. May be repeated."),
)
@conventions
@project
@option("--dry-run", is_flag=True, help=N_("Show what would come in; write nothing."))
@option(
    "--conflicts",
    "conflicts_file",
    metavar=N_("FILE"),
    default="",
    help=N_("Write what is to be settled to this CSV file."),
)
@option(
    "--settle", metavar=N_("FILE"), default="", help=N_("What was settled: that file, its column 'choice' filled in.")
)
@option(
    "--prefer",
    type=click.Choice(["ours", "theirs"]),
    default=None,
    help=N_("Settle the rest so: as the study has it (ours), or as the file has it (theirs)."),
)
@option(
    "--title", metavar=N_("TITLE"), default="", help=N_("The title of a study that is made; left out, the project's.")
)
@option(
    "--language",
    type=click.Choice(["nl", "en"]),
    default="en",
    show_default=True,
    help=N_("The language of a study that is made."),
)
@replace
@as_coder
@json_output
def import_(
    study: str,
    file: str,
    conventions: tuple[str, ...],
    project: str,
    users: tuple[str, ...],
    mapping: str,
    write_mapping: str,
    dry_run: bool,
    conflicts_file: str,
    settle: str,
    title: str,
    language: str,
    replace: bool,
    coder: str,
    as_json: bool,
    **given: Any,
) -> int:
    from spanveld.session.exchange_files import arrive
    from spanveld.session.exchange_shown import import_lines, taken_as_json
    from spanveld.session.exchange_taking import Wishes, mapping_of, settle_or_list, target_study

    with progress(N_("Reading ...")):
        arrived = arrive(file, conventions=_pairs(conventions, "R1=utf16"), project=project)
    wishes = Wishes(mapping=mapping, users=_pairs(users, "A. de Vries=anna"), settle=settle, **given)
    making = {"title": title, "language": language, "coder": coder}
    with target_study(study, arrived, dry=dry_run or bool(write_mapping), **making) as (it, made):
        for text in it.notices:
            notice(text.text(translate))
        if write_mapping:
            written = mapping_of(it, arrived, wishes, Path(write_mapping), replace=replace)
            if as_json:
                print_json({"mapping": write_mapping, "codes": written})
            else:
                say(N_("Wrote {file}: fill in its column 'to', then import with --mapping."), file=write_mapping)
            return 0
        with progress(N_("Looking at it ...") if dry_run else N_("Importing ...")):
            taken = settle_or_list(it, arrived, wishes, dry=dry_run, conflicts=conflicts_file, replace=replace)
        if as_json:
            print_json(taken_as_json(taken, arrived, translate, study=study, made=made, dry_run=dry_run))
        else:
            print_lines(import_lines(taken, arrived, translate, study=study, made=made, dry_run=dry_run, width=width()))
    return 2 if taken.unsettled and not dry_run else 0


@click.command(
    cls=Command,
    short_help=N_("Write a study, its codebook or its passages for other programs"),
    help=N_(
        "Write a study as a project for other programs (REFI-QDA: .qdpx), its code trees (.qdc), its codebook (.docx, .xlsx, .csv), or all "
        "passages with their voices, codes, attributes and the text around them (.csv, .xlsx). The format is that of the file's name; a "
        ".csv or .xlsx holds the passages, unless --format codebook. A .qdpx that comes back by 'import' gives the same study."
    ),
    examples=(
        "spanveld export vru.spanveld vru.qdpx",
        "spanveld export vru.spanveld vru.qdpx --profile nvivo --for nvivo",
        "spanveld export vru.spanveld codes.qdc --layers tension --layers aspect",
        "spanveld export vru.spanveld passages.xlsx --query 'tension:authorise' --context 300",
        "spanveld export vru.spanveld codebook.csv --format codebook",
    ),
)
@study
@argument("file", N_("FILE"), N_("The file to write."))
@option(
    "--format", metavar=N_("NAME"), default="", help=N_("qdpx, qdc, passages, codebook, or one that a package adds.")
)
@option(
    "--profile",
    type=click.Choice(["standard", "nvivo"]),
    default="standard",
    show_default=True,
    help=N_("How a project counts positions: in characters (standard), or in UTF-16 units as NVivo does."),
)
@option(
    "--for",
    "target",
    type=click.Choice(["nvivo", "atlas.ti", "maxqda", "qualcoder"]),
    default=None,
    help=N_("The program that is to read it: says what that is known to drop."),
)
@option("--layers", metavar=N_("LAYER"), multiple=True, help=N_("Only the codes of this layer; may be repeated."))
@option("--query", metavar=N_("QUERY"), default="", help=N_("Only the passages that this query (or @NAME) finds."))
@option(
    "--context",
    metavar=N_("N"),
    type=int,
    default=None,
    help=N_("Characters around each passage on either side (200)."),
)
@replace
@as_coder
@json_output
def export(study: str, file: str, target: str | None, coder: str, as_json: bool, **given: Any) -> None:
    from spanveld.session.giving import give

    with opened(study, coder) as it, progress(N_("Writing ...")):
        done = give(it, file, target=target or "", **given)  # type: ignore[arg-type]
    told = [warning.text(translate) for warning in done.warnings]
    if as_json:
        print_json({"file": str(done.file), "format": done.format, "warnings": told})
        return
    say(N_("Wrote {file}."), file=done.file)
    for text in told:
        notice(text)


def _pairs(given: tuple[str, ...], example: str) -> dict[str, str]:
    """What was said as ``NAME=VALUE``; a name may hold equals signs itself."""
    pairs = {}
    for pair in given:
        name, equals, value = pair.rpartition("=")
        if not equals or not name.strip() or not value.strip():
            raise Refused(N_("'{pair}' is not like '{example}'."), pair=pair, example=example)
        pairs[name.strip()] = value.strip()
    return pairs
