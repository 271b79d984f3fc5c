"""Arguments and options that the commands of judging share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from spanveld.cli.options import argument, option
from spanveld.cli.output import print_json, say
from spanveld.model.errors import N_, Refused

__all__ = [
    "agreed",
    "assessment",
    "dimension",
    "given",
    "mark_values",
    "note",
    "part",
    "position",
    "said",
    "subject",
]

assessment = argument("assessment", N_("ASSESSMENT"), N_("The assessment, as 'spanveld judgements STUDY' names it."))
dimension = argument("dimension", N_("DIMENSION"), N_("What is judged, by its id."))
part = option(
    "--part", metavar=N_("ID"), default="", help=N_("A part of the dimension; left out, the dimension itself.")
)
agreed = option("--agreed", is_flag=True, help=N_("On the agreed judgement, instead of one's own mark."))
note = option("--note", metavar=N_("TEXT"), default="", help=N_("What is to be known of it."))
subject = argument("subject", N_("SUBJECT"), N_("passage:ID or finding:ID."))
position = option("--at", "position", metavar=N_("N"), type=int, required=True, help=N_("The position of the scale."))


def mark_values(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a mark."""
    options = (
        option("--best", metavar=N_("N"), type=int, default=None, help=N_("The position that fits best.")),
        option("--low", metavar=N_("N"), type=int, default=None, help=N_("The lowest that it may be.")),
        option("--high", metavar=N_("N"), type=int, default=None, help=N_("The highest that it may be.")),
        option(
            "--answer", metavar=N_("ID"), default=None, help=N_("Instead of a position: cannot_judge, both_poles, ...")
        ),
        option("--reason", metavar=N_("TEXT"), default=None, help=N_("Why there is no position: 'ID: words'.")),
        option("--strength", "tension_strength", metavar=N_("ID"), default=None, help=N_("How strongly it is felt.")),
        option("--grade", metavar=N_("ID"), default=None, help=N_("How strong the evidence is.")),
        option("--method", metavar=N_("TEXT"), default=None, help=N_("How it was gathered: 'CONCERN: words'.")),
        option("--coherence", metavar=N_("TEXT"), default=None, help=N_("How it fits together: 'CONCERN: words'.")),
        option("--adequacy", metavar=N_("TEXT"), default=None, help=N_("Whether it is enough: 'CONCERN: words'.")),
        option("--relevance", metavar=N_("TEXT"), default=None, help=N_("Whether it is about this: 'CONCERN: words'.")),
        option("--rationale", metavar=N_("TEXT"), default=None, help=N_("Why this, in your own words.")),
        option(
            "--evidence",
            multiple=True,
            metavar=N_("SUBJECT=STANCE"),
            help=N_("What was weighed, like passage:K022=supports; in the place of what was linked before."),
        ),
    )
    for decorate in reversed(options):
        function = decorate(function)
    return function


def given(values: dict[str, Any]) -> dict[str, Any]:
    """Those that were given, the evidence as subject -> stance."""
    found = {name: value for name, value in values.items() if value is not None and name != "evidence"}
    pairs = [item.rpartition("=") for item in values["evidence"]]
    if wrong := [item for item, (name, _, _) in zip(values["evidence"], pairs, strict=True) if not name]:
        raise Refused(N_("'{item}' says nothing: write SUBJECT=STANCE."), item=wrong[0])
    if pairs:
        found["evidence"] = {name: stance for name, _, stance in pairs}
    return found


def said(as_json: bool, name: str, message: str, **values: object) -> None:
    if as_json:
        print_json({"assessment": name})
    else:
        say(message, assessment=name, **values)
