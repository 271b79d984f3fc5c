"""Searching a study: words in any form, in their order of answer or in their context; what is found can be coded at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypeVar

import click

from spanveld.cli.command import Command, translate
from spanveld.cli.options import argument, as_coder, json_output, option, study
from spanveld.cli.output import agreed, opened, print_json, progress, say, width
from spanveld.cli.tables import give_table, table_options
from spanveld.language.messages import translator
from spanveld.model.errors import N_, Refused

if TYPE_CHECKING:
    from spanveld.session import Study

__all__ = ["search"]

F = TypeVar("F", bound=Callable[..., Any])
SHOWN = 20
"""Paragraphs, and passages of a plan, that are shown."""
MOST = 10_000
"""Paragraphs that are given at a time."""


def filters(command: F) -> F:
    """The options by which sources are chosen."""
    for name, metavar, text in reversed(
        (
            ("--source", N_("ID"), N_("Only this source.")),
            (
                "--kind",
                N_("KIND"),
                N_("Only sources of this kind: interview, field_notes, document, meeting or survey."),
            ),
            ("--wave", N_("ID"), N_("Only sources of this wave.")),
            ("--sub-case", N_("ID"), N_("Only sources of this sub-case.")),
            ("--participant", N_("ID"), N_("Only sources in which this participant takes part.")),
            ("--party", N_("ID"), N_("Only sources in which somebody of this party takes part.")),
            ("--level", N_("LEVEL"), N_("Only sources in which somebody of this level takes part.")),
        )
    ):
        command = option(name, metavar=metavar, default="", help=text)(command)
    return command


@click.command(
    cls=Command,
    short_help=N_("Search texts, memos, findings and overviews"),
    help=N_(
        "Search for WORDS: paragraphs in which all of them stand, in any form (gemeente finds gemeenten), without regard to case and "
        "accents, best first. Words between quotation marks follow each other: '\"bestuurlijke drukte\" gemeente'. With --code, what is "
        "found in texts is shown and then coded, as one change that 'spanveld undo' takes back."
    ),
    examples=(
        "spanveld search vru.spanveld mandaat",
        "spanveld search vru.spanveld 'sociale veiligheid' --phrase --kwic",
        "spanveld search vru.spanveld veilig --substring --in texts --sub-case TGB",
        "spanveld search vru.spanveld mandaat --xlsx mandaat.xlsx",
        "spanveld search vru.spanveld mandaat --code aspect/mandaat --around sentence --yes",
    ),
)
@study
@argument("words", N_("WORDS"), N_("What to search for."), nargs=-1, required=True)
@option("--phrase", is_flag=True, help=N_("The words follow each other."))
@option("--substring", is_flag=True, help=N_("Find parts of words: veilig finds verkeersveiligheid."))
@option(
    "--in",
    "where",
    type=click.Choice(["all", "texts", "memos", "findings", "overview"]),
    default="all",
    show_default=True,
    help=N_("Where to search."),
)
@option("--kwic", is_flag=True, help=N_("Show each word in its context, in the order of the sources."))
@filters
@option(
    "--limit",
    metavar="N",
    type=click.IntRange(1, MOST),
    default=None,
    help=N_("Show so many paragraphs; left out, 20, and in CSV and Excel all, 10,000 at most."),
)
@option("--offset", metavar="N", type=click.IntRange(0), default=0, help=N_("Leave out the first N."))
@option(
    "--code",
    "codes",
    metavar=N_("LAYER/CODE"),
    multiple=True,
    help=N_("Code what is found in texts; may be given more than once."),
)
@option(
    "--around",
    type=click.Choice(["word", "sentence", "paragraph", "turn"]),
    default="word",
    show_default=True,
    help=N_("With --code: how much is marked around each place."),
)
@option("--dry-run", is_flag=True, help=N_("Show what would happen; write nothing."))
@option("--yes", is_flag=True, help=N_("Do not ask."))
@table_options
@as_coder
@json_output
def search(
    study: str,
    words: tuple[str, ...],
    phrase: bool,
    substring: bool,
    where: str,
    kwic: bool,
    limit: int | None,
    offset: int,
    codes: tuple[str, ...],
    around: str,
    dry_run: bool,
    yes: bool,
    sheet: str,
    as_csv: bool,
    xlsx: str,
    coder: str,
    as_json: bool,
    **only: str,
) -> None:
    from spanveld.session.reporting import context_lines, hit_lines
    from spanveld.session.searching import sheets_of

    question = " ".join(words)
    values: dict[str, Any] = {"phrase": phrase, "substring": substring, **only}
    with opened(study, coder) as it:
        if codes:
            if as_csv or xlsx:
                raise Refused(
                    N_("--csv and --xlsx give what was found; with --code, see what is coded by --dry-run or --json.")
                )
            if where in ("memos", "findings", "overview"):
                raise Refused(N_("Only what is found in texts can be coded; leave out --in, or write --in texts."))
            _code(it, question, codes, around, values, dry_run=dry_run, yes=yes, as_json=as_json)
            return
        with progress(N_("Searching ...")):
            most = limit or (MOST if as_csv or xlsx else SHOWN)
            values |= {"where": where, "limit": most, "offset": offset}
            found: Any = it.in_context(question, **values) if kwic else it.search(question, **values)
        speak = translator(it.language)
    give_table(
        speak,
        lines=lambda: (context_lines if kwic else hit_lines)(found, translate, width=width()),
        value=found.as_json,
        sheets=lambda: sheets_of(found, speak),
        as_csv=as_csv,
        sheet=sheet,
        xlsx=xlsx,
        as_json=as_json,
    )


def _code(
    it: Study,
    words: str,
    codes: tuple[str, ...],
    around: str,
    values: dict[str, Any],
    *,
    dry_run: bool,
    yes: bool,
    as_json: bool,
) -> None:
    with progress(N_("Searching ...")):
        places = it.places(words, **values)
        plan = it.passages.plan_places(places, codes, around=around)
    if not as_json:
        for planned in plan.new[:SHOWN]:
            click.echo(f"  {planned.source} {planned.start}-{planned.end}  {' '.join(planned.quote.split())}")
        if len(plan.new) > SHOWN:
            say(N_("  ... and {count} more"), count=len(plan.new) - SHOWN)
        say(N_("Passages to make: {new}. Coded so already: {coded}."), new=len(plan.new), coded=len(plan.coded))
    written = False
    if plan.new and not dry_run:
        agreed(N_("Code them?"), yes)
        it.passages.code_places(places, codes, around=around, expected=plan)
        written = True
    if as_json:
        print_json({"written": written, **asdict(plan)})
    elif written:
        say(N_("Made {count} passages with {codes}."), count=len(plan.new), codes=", ".join(plan.codes))
    else:
        say(N_("Nothing was written."))
