"""Saved queries: show, save, edit, remove."""

from __future__ import annotations

import click

from spanveld.cli.command import Group, translate
from spanveld.cli.options import argument, as_coder, json_output, option, study
from spanveld.cli.output import opened, print_json, print_lines, progress, say, width
from spanveld.model.errors import N_, Refused

__all__ = ["queries"]

query = argument("query", N_("NAME"), N_("The name of a saved query."))
note = option("--note", metavar=N_("TEXT"), help=N_("What is to be known of it."))


@click.group(
    cls=Group,
    subcommand_metavar="COMMAND [ARGS]...",
    short_help=N_("Saved queries: save, show, edit and remove"),
    help=N_(
        "Queries in the retrieval language that are asked again. 'spanveld find STUDY @NAME' asks one. They follow codes that are renamed "
        "or merged; one that names what the study has no more is shown with what is wrong."
    ),
    examples=(
        "spanveld queries save vru.spanveld 'Money and distance' 'aspect:money near:200 aspect:distance'",
        "spanveld queries show vru.spanveld",
        "spanveld find vru.spanveld @money-and-distance",
    ),
)
def queries() -> None:
    pass


@queries.command(
    short_help=N_("Show the saved queries"),
    help=N_("Show the saved queries with what they ask, and what is wrong with those that cannot be asked any more."),
    examples=("spanveld queries show vru.spanveld",),
)
@study
@json_output
def show(study: str, as_json: bool) -> None:
    from spanveld.session.queries import query_lines

    with opened(study) as it, progress(N_("Reading ...")):
        found = it.queries.list()
    if as_json:
        print_json([one.as_json(translate) for one in found])
    else:
        print_lines(query_lines(found, translate, width=width()))


@queries.command(
    short_help=N_("Save a query"),
    help=N_("Save a query under a title. A query that cannot be read or does not fit the study is refused."),
    examples=("spanveld queries save vru.spanveld 'Money and distance' 'aspect:money near:200 aspect:distance'",),
)
@study
@argument("title", N_("TITLE"), N_("What it is called."))
@argument("expression", N_("QUERY"), N_("The query."))
@option("--id", "name", metavar=N_("NAME"), default="", help=N_("Its name; left out, made of the title."))
@note
@as_coder
@json_output
def save(study: str, title: str, expression: str, name: str, note: str | None, coder: str, as_json: bool) -> None:
    with opened(study, coder) as it:
        name = it.queries.add(title, expression, query=name, note=note or "")
    if as_json:
        print_json({"query": name})
    else:
        say(N_("Saved as @{name}."), name=name)


@queries.command(
    short_help=N_("Change a saved query"),
    help=N_("Change the title, the query or the note of a saved query."),
    examples=("spanveld queries edit vru.spanveld money-and-distance --query 'aspect:money near:500 aspect:distance'",),
)
@study
@query
@option("--title", metavar=N_("TITLE"), help=N_("What it is called."))
@option("--query", "expression", metavar=N_("QUERY"), help=N_("The query."))
@note
@as_coder
@json_output
def edit(
    study: str, query: str, title: str | None, expression: str | None, note: str | None, coder: str, as_json: bool
) -> None:
    given = {"title": title, "expression": expression, "note": note}
    values = {name: value for name, value in given.items() if value is not None}
    if not values:
        raise Refused(N_("Say what is to change: --title, --query or --note."))
    with opened(study, coder) as it:
        it.queries.edit(query, **values)
    if as_json:
        print_json({"query": query})
    else:
        say(N_("Changed @{name}."), name=query)


@queries.command(
    short_help=N_("Remove a saved query"),
    help=N_("Remove a saved query; 'undo' brings it back."),
    examples=("spanveld queries remove vru.spanveld money-and-distance",),
)
@study
@query
@as_coder
@json_output
def remove(study: str, query: str, coder: str, as_json: bool) -> None:
    with opened(study, coder) as it:
        it.queries.remove(query)
    if as_json:
        print_json({"query": query})
    else:
        say(N_("Removed @{name}."), name=query)
