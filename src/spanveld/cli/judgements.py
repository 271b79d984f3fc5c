"""Judgements, printed: all of a study, or one assessment."""

from __future__ import annotations

import click

from spanveld.cli.command import Command, translate
from spanveld.cli.options import argument, as_coder, as_of, json_output, study
from spanveld.cli.output import opened, print_json, print_lines, progress, width
from spanveld.cli.tables import give_table, table_options
from spanveld.language.messages import translator
from spanveld.model.errors import N_, Refused

__all__ = ["judgements"]


@click.command(
    cls=Command,
    short_help=N_("Show judgements: what was agreed, by whom, on what evidence"),
    help=N_(
        "Show all judgements: each assessment with its state and what was agreed (else the marks that lie open). With ASSESSMENT, one "
        "of them: its scope, the marks of each round, what speaks for and against, logged searches, what lacks before it can be closed, "
        "and what changed since it was. Marks that others gave in a blind round are shown as sealed."
    ),
    examples=(
        "spanveld judgements vru.spanveld",
        "spanveld judgements vru.spanveld perform",
        "spanveld judgements vru.spanveld --csv > judgements.csv",
        "spanveld judgements vru.spanveld --xlsx judgements.xlsx",
    ),
)
@study
@argument("assessment", N_("ASSESSMENT"), N_("One assessment; left out, all."), required=False)
@table_options
@as_of
@as_coder
@json_output
def judgements(
    study: str, assessment: str | None, sheet: str, as_csv: bool, xlsx: str, as_of: str, coder: str, as_json: bool
) -> None:
    from spanveld.session.judgements import assessment_lines, judgement_lines, sheets_of

    if assessment and (as_csv or xlsx):
        raise Refused(N_("--csv and --xlsx are of all judgements: leave ASSESSMENT out."))
    with opened(study, coder, as_of=as_of) as it, progress(N_("Reading ...")):
        if assessment:
            one = it.judgements.of(assessment)
        else:
            found = it.judgements.all()
        speak = translator(it.language)
    if assessment:
        if as_json:
            print_json(one.as_json(translate))
        else:
            print_lines(assessment_lines(one, translate, width=width()))
        return
    give_table(
        speak,
        lines=lambda: judgement_lines(found, width=width()),
        value=found.as_json,
        sheets=lambda: sheets_of(found, speak),
        as_csv=as_csv,
        sheet=sheet,
        xlsx=xlsx,
        as_json=as_json,
    )
