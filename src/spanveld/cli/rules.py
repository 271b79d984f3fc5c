"""Rules of the game and the expectation test: rules, expectations."""

from __future__ import annotations

from typing import Any

import click

from spanveld.cli.command import Command, translate
from spanveld.cli.options import as_coder, json_output, option, study
from spanveld.cli.output import opened, print_json, progress, say, width
from spanveld.cli.tables import give_table, table_options
from spanveld.language.messages import translator
from spanveld.model.errors import N_
from spanveld.model.rule_records import TRIED

__all__ = ["expectations", "rules"]

case = option("--case", metavar=N_("ID"), default="", help=N_("Of this case; left out, the first."))
link_to = option(
    "--link",
    "tie",
    nargs=3,
    metavar=N_("FINDING RELATION TO"),
    default=None,
    help=N_("Link a finding to a finding or framework:item: responds_to, reinforces, weakens or matches."),
)
unlink = option(
    "--unlink", "untie", nargs=3, metavar=N_("FINDING RELATION TO"), default=None, help=N_("Take such a link away.")
)


@click.command(
    cls=Command,
    short_help=N_("Pain points by rules of the game, and what is lacking"),
    help=N_(
        "Pain points by rules of the game: which rule a pain point strains, how that is handled now, what the framework offers to try, "
        "when, and to which side it tips over when it is overdone. What is empty is the agenda. What a framework proposes is called a "
        "proposition; the researcher confirms, changes or refuses each. LINK, RULE and HANDLING are framework:item, or the item alone "
        "where one framework has it; a PAIN_POINT is a finding or framework:item."
    ),
    examples=(
        "spanveld rules vru.spanveld",
        "spanveld rules vru.spanveld --link T4.P1 matches governance-tensions:E1",
        "spanveld rules vru.spanveld --confirm L11 --handled 'Rapporteurs from two councils'",
        "spanveld rules vru.spanveld --refuse L12 --reason 'One form fits all here'",
        "spanveld rules vru.spanveld --strain T4.P2 dialogue --handling acknowledge_clash --passage K022",
        "spanveld rules vru.spanveld --between",
        "spanveld rules vru.spanveld --xlsx rules.xlsx",
    ),
)
@study
@case
@option("--between", is_flag=True, help=N_("How findings of one dimension bear on findings of another."))
@option("--confirm", metavar=N_("LINK"), default="", help=N_("Confirm a proposed link."))
@option("--change", metavar=N_("LINK"), default="", help=N_("Change a proposed link."))
@option("--refuse", metavar=N_("LINK"), default="", help=N_("Refuse a proposed link."))
@option(
    "--strain",
    nargs=2,
    metavar=N_("PAIN_POINT RULE"),
    default=None,
    help=N_("Say that a pain point strains a rule, or say more of it."),
)
@option(
    "--clear",
    nargs=2,
    metavar=N_("PAIN_POINT RULE"),
    default=None,
    help=N_("Take back what was decided; a proposal waits again."),
)
@option(
    "--pain-point", "point", metavar=N_("NAME"), default="", help=N_("With --change or --confirm: another pain point.")
)
@option("--rule", metavar=N_("RULE"), default="", help=N_("With --change: another rule."))
@option("--reason", metavar=N_("TEXT"), default=None, help=N_("Why."))
@option("--handled", metavar=N_("TEXT"), default=None, help=N_("How it is handled now."))
@option(
    "--handling",
    "handlings",
    metavar=N_("HANDLING"),
    multiple=True,
    help=N_("What may be tried; give it once for each."),
)
@option("--tried", metavar="|".join(TRIED), type=click.Choice(TRIED), default=None, help=N_("What came of trying it."))
@option(
    "--passage", "passages", metavar=N_("PASSAGE"), multiple=True, help=N_("A passage that shows it; once for each.")
)
@link_to
@unlink
@table_options
@as_coder
@json_output
def rules(
    study: str,
    case: str,
    between: bool,
    confirm: str,
    change: str,
    refuse: str,
    strain: tuple[str, str] | None,
    clear: tuple[str, str] | None,
    point: str,
    rule: str,
    reason: str | None,
    handled: str | None,
    handlings: tuple[str, ...],
    tried: str | None,
    passages: tuple[str, ...],
    tie: tuple[str, str, str] | None,
    untie: tuple[str, str, str] | None,
    sheet: str,
    as_csv: bool,
    xlsx: str,
    coder: str,
    as_json: bool,
) -> None:
    if sum(map(bool, (confirm, change, refuse, strain, clear, tie, untie))) > 1:
        raise click.UsageError(
            translate(N_("Give one of --confirm, --change, --refuse, --strain, --clear, --link and --unlink."))
        )
    values: dict[str, Any] = {"reason": reason, "handled": handled, "tried": tried}
    values |= {"handlings": handlings or None, "passages": passages or None}
    with opened(study, coder) as it:
        for decision, link in (("confirmed", confirm), ("changed", change), ("refused", refuse)):
            if link:
                name = it.rules.decide(decision, link=link, pain_point=point, rule=rule, case=case, **values)
                return _written(name, as_json)
        if strain:
            name = it.rules.decide("confirmed", pain_point=strain[0], rule=strain[1], case=case, **values)
            return _written(name, as_json)
        if clear:
            it.rules.clear(*clear, case=case)
            return _written(" ".join(clear), as_json)
        if tie or untie:
            return _linked(it, tie, untie, as_json)
        with progress(N_("Reading ...")):
            part = it.rules.between(case) if between else it.rules.matrix(case)
        _print(part, it.language, sheet, as_csv, xlsx, as_json)


@click.command(
    cls=Command,
    short_help=N_("What was expected and found, or not"),
    help=N_(
        "The expectation test: the framework's propositions with the findings for and against each, and three lists of pain points: "
        "expected and found; expected, not found; found, not expected. A finding that reinforces (or matches) a proposition speaks for "
        "it, one that weakens it against it; a finding that matches a possible pain point is that pain point found."
    ),
    examples=(
        "spanveld expectations vru.spanveld",
        "spanveld expectations vru.spanveld --link T4.P1 reinforces governance-tensions:tensions_show_as_pain_points",
        "spanveld expectations vru.spanveld --csv --sheet not_found",
    ),
)
@study
@case
@link_to
@unlink
@table_options
@as_coder
@json_output
def expectations(
    study: str,
    case: str,
    tie: tuple[str, str, str] | None,
    untie: tuple[str, str, str] | None,
    sheet: str,
    as_csv: bool,
    xlsx: str,
    coder: str,
    as_json: bool,
) -> None:
    if tie and untie:
        raise click.UsageError(translate(N_("Give --link or --unlink, not both.")))
    with opened(study, coder) as it:
        if tie or untie:
            return _linked(it, tie, untie, as_json)
        with progress(N_("Reading ...")):
            part = it.expectations(case)
        _print(part, it.language, sheet, as_csv, xlsx, as_json)


def _linked(it: Any, tie: tuple[str, str, str] | None, untie: tuple[str, str, str] | None, as_json: bool) -> None:
    if tie:
        it.findings.link(*tie)
    elif untie:
        it.findings.unlink(*untie)
    _written(" ".join(tie or untie or ()), as_json)


def _written(name: str, as_json: bool) -> None:
    if as_json:
        print_json({"done": name})
    else:
        say(N_("Written: {name}. 'spanveld undo' takes it back."), name=name)


def _print(part: Any, language: str, sheet: str, as_csv: bool, xlsx: str, as_json: bool) -> None:
    from spanveld.session.rules_shown import rules_lines, rules_sheets

    speak = translator(language)
    give_table(
        speak,
        lines=lambda: rules_lines(part, speak, width=width()),
        value=part.as_json,
        sheets=lambda: rules_sheets(part, speak),
        as_csv=as_csv,
        sheet=sheet,
        xlsx=xlsx,
        as_json=as_json,
    )
