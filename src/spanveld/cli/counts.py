"""How often, of how many: counts."""

from __future__ import annotations

from typing import Any

import click

from spanveld.cli.command import Command
from spanveld.cli.options import argument, json_output, option, study
from spanveld.cli.output import opened, progress, width
from spanveld.cli.tables import give_table, table_options
from spanveld.language.messages import translator
from spanveld.model.errors import N_, Refused

__all__ = ["counts"]

VIEWS = ("codes", "by", "together", "perspective", "words", "along")


@click.command(
    cls=Command,
    short_help=N_("Count codes, findings and words, of how many"),
    help=N_(
        "Count, each number beside what it is of. VIEW is codes (how often each code or finding occurs), by (codes by an attribute of "
        "sources or voices), together (codes on the same words, near each other, or in one turn), perspective (of how many voices of each "
        "level a code or finding is), words (how much of what was said is whose) or along (where the codes of a source lie)."
    ),
    examples=(
        "spanveld counts vru.spanveld codes",
        "spanveld counts vru.spanveld by level --of tension --unit voices",
        "spanveld counts vru.spanveld together --of tension --with aspect --relation near --distance 200",
        "spanveld counts vru.spanveld perspective --of finding",
        "spanveld counts vru.spanveld along R3 --xlsx R3.xlsx",
    ),
)
@study
@argument("view", N_("VIEW"), N_("codes, by, together, perspective, words or along."), type=click.Choice(VIEWS))
@argument(
    "what", N_("WHAT"), N_("by: the attribute, such as wave, level or source.attr.NAME; along: the source."), default=""
)
@option(
    "--of",
    metavar=N_("LAYER"),
    multiple=True,
    help=N_("A layer whose codes are counted (more than one may be given), or 'finding'; left out, the dimensions."),
)
@option(
    "--with",
    "other",
    metavar=N_("LAYER"),
    multiple=True,
    help=N_("together: the layer of the columns; left out, the same."),
)
@option(
    "--relation",
    type=click.Choice(("same", "overlaps", "near", "turn")),
    default="overlaps",
    show_default=True,
    help=N_("together: how passages lie to each other."),
)
@option(
    "--distance",
    metavar=N_("N"),
    type=int,
    default=200,
    show_default=True,
    help=N_("together: characters between, for near."),
)
@option("--stance", metavar=N_("STANCE"), default="", help=N_("Only evidence of this stance, of findings."))
@option(
    "--unit",
    type=click.Choice(("evidence", "marked", "sources", "voices")),
    help=N_("by: what is counted; together: evidence or marked."),
)
@option(
    "--group",
    type=click.Choice(("level", "party.kind", "party")),
    default="level",
    show_default=True,
    help=N_("perspective: by what voices are told apart."),
)
@option(
    "--order",
    type=click.Choice(("book", "count", "name")),
    default="book",
    show_default=True,
    help=N_("The order of rows: of the codebook, the most first, or by name."),
)
@table_options
@json_output
def counts(
    study: str,
    view: str,
    what: str,
    of: tuple[str, ...],
    sheet: str,
    as_csv: bool,
    xlsx: str,
    as_json: bool,
    **asked: Any,
) -> None:
    from spanveld.session.counted import count_lines

    if view in ("by", "along") and not what:
        missing = N_("Say by which attribute: spanveld counts STUDY by ATTRIBUTE, such as wave or level.")
        raise Refused(missing if view == "by" else N_("Say which source: spanveld counts STUDY along SOURCE."))
    if view not in ("by", "along") and what:
        raise Refused(N_("'{view}' takes no word after it, and not '{what}'."), view=view, what=what)
    with opened(study) as it, progress(N_("Counting ...")):
        values = _values(view, asked)
        ask = getattr(it.counts, view)
        found = ask() if view == "words" else ask(*((what,) if what else ()), *of, **values)
        speak = translator(it.language)
    give_table(
        speak,
        lines=lambda: count_lines(found, width=width()),
        value=found.as_json,
        sheets=found.sheets,
        as_csv=as_csv,
        sheet=sheet,
        xlsx=xlsx,
        as_json=as_json,
    )


def _values(view: str, asked: dict[str, Any]) -> dict[str, Any]:
    """What a view is asked beside its layers."""
    order, stance, unit = asked["order"], asked["stance"], asked["unit"]
    match view:
        case "codes":
            return {"order": order, "stance": stance}
        case "by":
            return {"order": order, "stance": stance, "unit": unit or "evidence"}
        case "together":
            names = ("other", "relation", "distance", "order")
            return {**{name: asked[name] for name in names}, "unit": unit or "marked"}
        case "perspective":
            return {"order": order, "stance": stance, "by": asked["group"]}
        case _:
            return {}
