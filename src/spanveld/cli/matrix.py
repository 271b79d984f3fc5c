"""The framework matrix: shown, written to a file, and its cells filled in."""

from __future__ import annotations

import click

from spanveld.cli.command import Command, translate
from spanveld.cli.options import as_coder, json_output, option, replace, study
from spanveld.cli.output import opened, print_json, print_lines, progress, say, width
from spanveld.model.errors import N_

__all__ = ["matrix"]

CELL = N_("ROW COLUMN")
WRITTEN = N_("ROW COLUMN TEXT")


@click.command(
    cls=Command,
    short_help=N_("Show the framework matrix, or write in a cell"),
    help=N_(
        "Show the framework matrix: participants, sources, parties, levels, cases or waves by dimensions, kinds, aspects, rules of the "
        "game or the codes of a layer. A cell has what the researcher wrote and its passages; an empty one says why it is empty: not "
        "asked, asked and nothing said, not read yet, or read and nothing marked.\n\n"
        "A cell is named by its row, like participant:R3 or level:board, and its column, like tension/authorise or framework:item."
    ),
    examples=(
        "spanveld matrix vru.spanveld --rows levels --columns kinds",
        "spanveld matrix vru.spanveld --columns aspects --out matrix.docx",
        "spanveld matrix vru.spanveld --write participant:R3 tension/authorise 'Seeks support of the councils.'",
    ),
)
@study
@option(
    "--rows",
    metavar=N_("SORT"),
    default="participants",
    show_default=True,
    help=N_("What the rows are: participants, sources, parties, levels, cases or waves."),
)
@option(
    "--columns",
    metavar=N_("SORT"),
    default="",
    help=N_(
        "What the columns are: dimensions, kinds, aspects, rules, or a layer; left out, the first of these that there is."
    ),
)
@option("--wave", metavar=N_("WAVE"), default="", help=N_("Only passages of sources of this wave."))
@option("--sub-case", "sub_case", metavar=N_("SUB-CASE"), default="", help=N_("Only passages of this sub-case."))
@option("--coded-by", "coded_by", metavar=N_("CODER"), default="", help=N_("Only what this coder coded and read."))
@option("--out", metavar=N_("FILE"), default="", help=N_("Write the matrix to this .docx, .xlsx or .csv file."))
@option(
    "--write", nargs=3, metavar=WRITTEN, default=None, help=N_("Write in a cell, in the place of what stood there.")
)
@option("--clear", nargs=2, metavar=CELL, default=None, help=N_("Take away what stands in a cell."))
@replace
@as_coder
@json_output
def matrix(
    study: str,
    rows: str,
    columns: str,
    wave: str,
    sub_case: str,
    coded_by: str,
    out: str,
    write: tuple[str, str, str] | None,
    clear: tuple[str, str] | None,
    replace: bool,
    coder: str,
    as_json: bool,
) -> None:
    from spanveld.session.matrix_files import matrix_lines

    if sum(map(bool, (out, write, clear))) > 1:
        raise click.UsageError(translate(N_("Give one of --out, --write and --clear.")))
    asked = {"rows": rows, "columns": columns, "wave": wave, "sub_case": sub_case, "coder": coded_by}
    with opened(study, coder) as it:
        if write or clear:
            row, column, *text = write or clear or ("", "")
            it.matrix.write(row, column, text[0]) if write else it.matrix.clear(row, column)
            if as_json:
                print_json({"row": row, "column": column, "text": text[0] if text else ""})
            else:
                say(
                    N_("Written. 'spanveld undo' takes it back.")
                    if write
                    else N_("Emptied. 'spanveld undo' takes it back.")
                )
            return
        with progress(N_("Reading ...")):
            table = None if out else it.matrix.table(**asked)  # type: ignore[arg-type]
            if out:
                it.matrix.export(out, replace=replace, **asked)
    if table is None:
        print_json({"file": out}) if as_json else say(N_("Wrote {file}."), file=out)
    elif as_json:
        print_json(table.as_json())
    else:
        print_lines(matrix_lines(table, width=width()))
