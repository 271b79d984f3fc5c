"""A study in the browser: serve, invite."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from spanveld.cli.command import Command
from spanveld.cli.options import argument, as_coder, json_output, option, study
from spanveld.cli.output import opened, print_json, say
from spanveld.model.errors import N_

if TYPE_CHECKING:
    from spanveld.web.serving import Link

__all__ = ["invite", "serve"]

PORTS = click.IntRange(1, 65535)


@click.command(
    cls=Command,
    short_help=N_("Open a study in the browser"),
    help=N_(
        "Open a study in the browser: read, code, and bring sources in. Only this machine is answered, and nothing leaves it. "
        "The link that is printed works once, within ten minutes. Ctrl+C ends it."
    ),
    examples=("spanveld serve vru.spanveld", "spanveld serve vru.spanveld --as anna --port 9000 --no-browser"),
)
@study
@as_coder
@option(
    "--port",
    type=PORTS,
    metavar=N_("PORT"),
    help=N_("The port to answer at; left out, 8377 or the next one that is free."),
)
@option("--no-browser", is_flag=True, help=N_("Print the link only; open no browser."))
@json_output
def serve(study: str, coder: str, port: int | None, no_browser: bool, as_json: bool) -> None:
    from spanveld.web import serving

    def ready(link: Link) -> None:
        if as_json:
            print_json({"address": link.address, "port": link.port, "coder": link.coder})
            return
        say(N_("Open this link in a browser on this machine; it works once, within ten minutes:"))
        click.echo(f"  {link.address}")
        say(N_("You work as {coder}. Ctrl+C ends it."), coder=link.coder)

    with opened(study, coder) as it:
        serving.serve(it, port=port, browser=not no_browser, ready=ready)


@click.command(
    cls=Command,
    short_help=N_("Make a personal link to a study that is served"),
    help=N_(
        "Make a link by which CODER comes into this study, so that each change carries the name of who made it. It is for a browser on "
        "the machine that serves the study, and works for thirty days."
    ),
    examples=("spanveld invite vru.spanveld bram",),
)
@study
@argument("coder", N_("CODER"), N_("A coder of the study."))
@option(
    "--port",
    type=PORTS,
    metavar=N_("PORT"),
    help=N_("The port at which it is served; left out, the one at which it was served last."),
)
@json_output
def invite(study: str, coder: str, port: int | None, as_json: bool) -> None:
    from spanveld.web import serving

    with opened(study, coder) as it:
        made = serving.invite(it, port=port)
    if as_json:
        print_json({"address": made.address, "port": made.port, "coder": made.coder, "days": made.days})
        return
    message = N_("A link for {coder}, good for {days} days while the study is served at port {port}:")
    say(message, coder=made.coder, days=made.days, port=made.port)
    click.echo(f"  {made.address}")
