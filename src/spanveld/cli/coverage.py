"""What the material of a study covers: coverage."""

from __future__ import annotations

from typing import Any

import click

from spanveld.cli.command import Command
from spanveld.cli.options import argument, json_output, option, study
from spanveld.cli.output import opened, progress, width
from spanveld.cli.tables import give_table, table_options
from spanveld.language.messages import translator
from spanveld.model.errors import N_, Refused

__all__ = ["coverage"]

VIEWS = ("topics", "sampling", "unheard", "aspects")


@click.command(
    cls=Command,
    short_help=N_("What the material covers: topics, people, parties, codes"),
    help=N_(
        "What the material covers. VIEW is topics (participants by topics: asked and spoken of, or not), sampling (who was chosen and how, "
        "who proposed whom, kinds of party heard and missing), unheard (parties that are spoken about and not heard) or aspects (new codes "
        "per source in the order of collection, beside other orders); left out, all of them."
    ),
    examples=(
        "spanveld coverage vru.spanveld",
        "spanveld coverage vru.spanveld unheard --party RAAD",
        "spanveld coverage vru.spanveld aspects --layer kind --orders 500 --seed 7",
        "spanveld coverage vru.spanveld sampling --sub-case AED --csv > sample.csv",
        "spanveld coverage vru.spanveld --xlsx coverage.xlsx",
    ),
)
@study
@argument("view", N_("VIEW"), N_("topics, sampling, unheard or aspects."), type=click.Choice(VIEWS), required=False)
@option("--guide", metavar=N_("ID"), default="", help=N_("topics: of this version of the topic list alone."))
@option(
    "--proposals",
    metavar="yes|no",
    type=click.Choice(["yes", "no"]),
    default=None,
    help=N_("topics: read the wording of talks without marks for proposals; left out, where they are few."),
)
@option("--case", metavar=N_("ID"), default="", help=N_("sampling: of this case alone."))
@option("--sub-case", metavar=N_("ID"), default="", help=N_("sampling: of this sub-case alone."))
@option("--party", metavar=N_("ID"), default="", help=N_("unheard: show the passages that speak of this party."))
@option("--layer", metavar=N_("LAYER"), default="", help=N_("aspects: of this layer; left out, the first of terms."))
@option(
    "--orders",
    metavar=N_("N"),
    type=int,
    default=200,
    show_default=True,
    help=N_("aspects: so many other orders are tried."),
)
@option("--seed", metavar=N_("N"), type=int, default=1, show_default=True, help=N_("aspects: what they are drawn by."))
@table_options
@json_output
def coverage(
    study: str,
    view: str | None,
    guide: str,
    proposals: str | None,
    case: str,
    sub_case: str,
    party: str,
    layer: str,
    orders: int,
    seed: int,
    sheet: str,
    as_csv: bool,
    xlsx: str,
    as_json: bool,
) -> None:
    from spanveld.session.coverage import asked_part, coverage_lines, coverage_sheets

    if as_csv and view is None:
        raise Refused(
            N_("Say of what: spanveld coverage STUDY VIEW --csv, with VIEW one of {views}."), views=", ".join(VIEWS)
        )
    asked: dict[str, dict[str, Any]] = {
        "topics": {"guide": guide, "propose": None if proposals is None else proposals == "yes"},
        "sampling": {"case": case, "sub_case": sub_case},
        "unheard": {"party": party},
        "aspects": {"layer": layer, "orders": orders, "seed": seed},
    }
    views = (view,) if view else VIEWS
    with opened(study) as it, progress(N_("Reading ...")):
        parts = {name: asked_part(it, name, **asked[name]) for name in views}
        speak = translator(it.language)
    give_table(
        speak,
        lines=lambda: (line for part in parts.values() for line in coverage_lines(part, speak, width=width())),
        value=lambda: parts[view].as_json() if view else {name: part.as_json() for name, part in parts.items()},
        sheets=lambda: coverage_sheets(list(parts.values()), speak),
        as_csv=as_csv,
        sheet=sheet,
        xlsx=xlsx,
        as_json=as_json,
    )
