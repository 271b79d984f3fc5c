"""What a careful reader should know of the ground of findings and assessments: audit."""

from __future__ import annotations

import click

from spanveld.cli.command import Command
from spanveld.cli.options import as_coder, json_output, option, study
from spanveld.cli.output import opened, print_json, print_lines, progress, width
from spanveld.cli.tables import give_table, table_options
from spanveld.language.messages import translator
from spanveld.model.errors import N_, Refused, quoted

__all__ = ["audit"]


@click.command(
    cls=Command,
    short_help=N_("Audit the evidence of findings and assessments"),
    help=N_(
        "Say in plain sentences what a careful reader should know of the evidence of each finding and each assessment: few voices, one "
        "organisation, one kind of source, much that is hedged or inferred, parties that are spoken about and were not heard, who speaks "
        "against it. The rules and their limits are shown by --rules; --set, --off, --on and --reset change them for this study. The audit "
        "sets nothing: people decide."
    ),
    examples=(
        "spanveld audit vru.spanveld",
        "spanveld audit vru.spanveld --finding T5.H1",
        "spanveld audit vru.spanveld --rules",
        "spanveld audit vru.spanveld --set few_voices=4 --off one_source_kind --as reader",
        "spanveld audit vru.spanveld --xlsx audit.xlsx",
    ),
)
@study
@option("--finding", metavar=N_("ID"), default="", help=N_("Of this finding alone."))
@option("--assessment", metavar=N_("ID"), default="", help=N_("Of this assessment alone."))
@option("--rules", "show_rules", is_flag=True, help=N_("Show the rules with their limits."))
@option("--set", "limits", metavar=N_("RULE=N"), multiple=True, help=N_("Give a rule another limit; may be repeated."))
@option("--off", metavar=N_("RULE"), multiple=True, help=N_("Leave a rule out; may be repeated."))
@option("--on", metavar=N_("RULE"), multiple=True, help=N_("Let a rule hold again that was left out; may be repeated."))
@option(
    "--reset",
    metavar=N_("RULE"),
    multiple=True,
    help=N_("Take back the study's own setting of a rule; may be repeated."),
)
@table_options
@as_coder
@json_output
def audit(
    study: str,
    finding: str,
    assessment: str,
    show_rules: bool,
    limits: tuple[str, ...],
    off: tuple[str, ...],
    on: tuple[str, ...],
    reset: tuple[str, ...],
    sheet: str,
    as_csv: bool,
    xlsx: str,
    coder: str,
    as_json: bool,
) -> None:
    from spanveld.session.auditing import audit_lines, audit_sheets, rule_lines

    if finding and assessment:
        raise Refused(N_("Ask of a finding or of an assessment, not of both."))
    given = dict(map(_limit, limits))
    changes = bool(given or off or on or reset)
    with opened(study, coder) as it, progress(N_("Reading ...")):
        speak = translator(it.language)
        if changes:
            it.auditing.change(limits=given, off=off, on=on, reset=reset)
        if changes or (show_rules and not (as_csv or xlsx)):
            rules = it.auditing.rules()
            if as_json:
                print_json([one.as_json() for one in rules])
            else:
                print_lines(rule_lines(rules, speak, width=width()))
            return
        found = it.audit(finding=finding, assessment=assessment)
    give_table(
        speak,
        lines=lambda: audit_lines(found, speak, width=width()),
        value=found.as_json,
        sheets=lambda: audit_sheets(found, speak),
        as_csv=as_csv,
        sheet=sheet or ("audit_rules" if show_rules else ""),
        xlsx=xlsx,
        as_json=as_json,
    )


def _limit(given: str) -> tuple[str, int]:
    rule, _, number = given.partition("=")
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        raise Refused(
            N_("--set takes a rule and its limit, a whole number: --set few_voices=4, not {value}."),
            value=quoted(given),
        )
    return rule.strip(), int(number)
