"""Judging: open an assessment, give marks, lay them open, agree, close."""

from __future__ import annotations

from typing import Any

import click

from spanveld.cli.command import Group
from spanveld.cli.judging_options import (
    agreed,
    assessment,
    dimension,
    given,
    mark_values,
    note,
    part,
    position,
    said,
    subject,
)
from spanveld.cli.options import argument, as_coder, json_output, option, study
from spanveld.cli.output import opened, print_json, say
from spanveld.model.errors import N_
from spanveld.model.records import STANCES

__all__ = ["judge"]


@click.group(
    cls=Group,
    subcommand_metavar="COMMAND [ARGS]...",
    short_help=N_("Judge: open an assessment, give marks, agree, close"),
    help=N_(
        "Place a dimension on the scale of its framework. An assessment is opened and its scope filled in; each assessor gives a mark "
        "that stays sealed until all did; then the marks lie open and are talked over, and what is agreed is entered and closed. Nothing "
        "is computed from marks: people give them."
    ),
    examples=(
        "spanveld judge open vru.spanveld perform --assessor ann --assessor ben",
        "spanveld judge mark vru.spanveld 1 --best -1 --low -3 --high 0 --grade low --as ann",
        "spanveld judge reveal vru.spanveld 1 --as ann",
        "spanveld judgements vru.spanveld 1",
    ),
)
def judge() -> None:
    pass


@judge.command(
    short_help=N_("Open an assessment of a dimension"),
    help=N_("Open an assessment of a dimension of a case, sub-case or wave. There is one for each of these."),
    examples=("spanveld judge open vru.spanveld perform --case VRU --wave 2018 --assessor ann --id perform",),
)
@study
@dimension
@option("--case", metavar=N_("ID"), default="", help=N_("The case; left out, the only one."))
@option("--sub-case", metavar=N_("ID"), default="", help=N_("A sub-case of it alone."))
@option("--wave", metavar=N_("ID"), default="", help=N_("The moment of measuring."))
@option("--assessor", "assessors", multiple=True, metavar=N_("CODER"), help=N_("Who judges; left out, who opens it."))
@option(
    "--scope", "scopes", multiple=True, metavar=N_("QUESTION=ANSWER"), help=N_("An answer to a question of the scope.")
)
@option("--id", "name", metavar=N_("NAME"), default="", help=N_("Its name; left out, the next free number."))
@as_coder
@json_output
def open(
    study: str,
    dimension: str,
    case: str,
    sub_case: str,
    wave: str,
    assessors: tuple[str, ...],
    scopes: tuple[str, ...],
    name: str,
    coder: str,
    as_json: bool,
) -> None:
    pairs = [item.partition("=") for item in scopes]
    about = {"case": case, "sub_case": sub_case, "wave": wave}
    scope = {question: answer for question, _, answer in pairs}
    with opened(study, coder) as it:
        name = it.judgements.open(dimension, **about, assessors=assessors, assessment=name, scope=scope)
    said(as_json, name, N_("Opened assessment {assessment}."))


@judge.command(
    short_help=N_("Answer a question of the scope"),
    help=N_(
        "Answer a question of the scope, as 'spanveld frameworks show' lists them, or asked_of_board. An empty ANSWER takes it away."
    ),
    examples=("spanveld judge scope vru.spanveld 1 stage execution",),
)
@study
@assessment
@argument("question", N_("QUESTION"), N_("The id of the question."))
@argument("answer", N_("ANSWER"), N_("The answer: an id where there are answers to choose from."))
@as_coder
@json_output
def scope(study: str, assessment: str, question: str, answer: str, coder: str, as_json: bool) -> None:
    with opened(study, coder) as it:
        it.judgements.scope(assessment, question, answer)
    said(as_json, assessment, N_("The scope of assessment {assessment} was changed."))


@judge.command(
    short_help=N_("Say who judges"),
    help=N_("Say who judges, until the marks of the first round lie open."),
    examples=("spanveld judge assessors vru.spanveld 1 ann ben cas",),
)
@study
@assessment
@argument("coders", N_("CODER"), N_("The assessors."), nargs=-1, required=True)
@as_coder
@json_output
def assessors(study: str, assessment: str, coders: tuple[str, ...], coder: str, as_json: bool) -> None:
    with opened(study, coder) as it:
        it.judgements.assessors(assessment, coders)
    said(as_json, assessment, N_("The assessors of {assessment} were changed."))


@judge.command(
    short_help=N_("Begin the blind round"),
    help=N_("Begin the first, blind round. The scope must be filled in."),
    examples=("spanveld judge start vru.spanveld 1",),
)
@study
@assessment
@as_coder
@json_output
def start(study: str, assessment: str, coder: str, as_json: bool) -> None:
    with opened(study, coder) as it:
        it.judgements.start(assessment)
    said(as_json, assessment, N_("The blind round of {assessment} is open: each assessor gives a mark."))


@judge.command(
    short_help=N_("Give your own mark"),
    help=N_("Give your own mark in the round that is open, or change it: what is left out stays."),
    examples=(
        "spanveld judge mark vru.spanveld 1 --best -1 --low -3 --high 0 --evidence finding:T5.H1=supports",
        "spanveld judge mark vru.spanveld 1 --answer cannot_judge --reason 'thin: two remarks in passing'",
    ),
)
@study
@assessment
@part
@mark_values
@as_coder
@json_output
def mark(study: str, assessment: str, part: str, coder: str, as_json: bool, **values: Any) -> None:
    with opened(study, coder) as it:
        it.judgements.mark(assessment, part, **given(values))
    said(as_json, assessment, N_("Your mark in {assessment} is kept."))


@judge.command(
    short_help=N_("Take your own mark away"),
    help=N_("Take your own mark of the round that is open away."),
    examples=("spanveld judge unmark vru.spanveld 1",),
)
@study
@assessment
@part
@as_coder
@json_output
def unmark(study: str, assessment: str, part: str, coder: str, as_json: bool) -> None:
    with opened(study, coder) as it:
        it.judgements.unmark(assessment, part)
    said(as_json, assessment, N_("Your mark in {assessment} was taken away."))


@judge.command(
    short_help=N_("Lay the marks of the blind round open"),
    help=N_("Close the blind round: all marks lie open from then on, and a discussion begins. It cannot be undone."),
    examples=("spanveld judge reveal vru.spanveld 1",),
)
@study
@assessment
@as_coder
@json_output
def reveal(study: str, assessment: str, coder: str, as_json: bool) -> None:
    with opened(study, coder) as it:
        it.judgements.reveal(assessment)
    said(as_json, assessment, N_("The marks of {assessment} lie open."))


@judge.command(
    short_help=N_("Enter what was agreed"),
    help=N_(
        "Enter what the assessors agreed on, or change it: what is left out stays. The marks of before stay as they are."
    ),
    examples=(
        "spanveld judge agree vru.spanveld 1 --best -1 --low -3 --high 0 --grade low --rationale 'One voice only'",
    ),
)
@study
@assessment
@part
@mark_values
@as_coder
@json_output
def agree(study: str, assessment: str, part: str, coder: str, as_json: bool, **values: Any) -> None:
    with opened(study, coder) as it:
        it.judgements.agree(assessment, part, **given(values))
    said(as_json, assessment, N_("What was agreed in {assessment} is kept."))


@judge.command(
    short_help=N_("Link a passage or finding to a judgement"),
    help=N_("Link a passage or finding to your own mark in the round that is open, or to the agreed judgement."),
    examples=("spanveld judge link vru.spanveld 1 passage:K103 contradicts --agreed",),
)
@study
@assessment
@subject
@argument("stance", N_("STANCE"), N_("supports, qualifies or contradicts."), type=click.Choice(STANCES))
@part
@agreed
@as_coder
@json_output
def link(
    study: str, assessment: str, subject: str, stance: str, part: str, agreed: bool, coder: str, as_json: bool
) -> None:
    with opened(study, coder) as it:
        it.judgements.link(assessment, subject, stance, sub_dimension=part, agreed=agreed)
    said(as_json, assessment, N_("Linked {subject} in {assessment}."), subject=subject)


@judge.command(
    short_help=N_("Take such a link away"),
    help=N_("Take a link away from your own mark, or from the agreed judgement."),
    examples=("spanveld judge unlink vru.spanveld 1 passage:K103 --agreed",),
)
@study
@assessment
@subject
@part
@agreed
@as_coder
@json_output
def unlink(study: str, assessment: str, subject: str, part: str, agreed: bool, coder: str, as_json: bool) -> None:
    with opened(study, coder) as it:
        it.judgements.unlink(assessment, subject, sub_dimension=part, agreed=agreed)
    said(as_json, assessment, N_("Unlinked {subject} in {assessment}."), subject=subject)


@judge.command(
    short_help=N_("Search for what speaks against it, and keep that you did"),
    help=N_(
        "Ask a query for what speaks against the judgement, and keep the query and how many passages it found. Where it found some that "
        "do not speak against it, say why in the note."
    ),
    examples=("spanveld judge search vru.spanveld 1 'tension:perform kind:handling' --note 'None is about results'",),
)
@study
@assessment
@argument("query", N_("QUERY"), N_("A query, or @NAME for a saved one."))
@part
@note
@as_coder
@json_output
def search(study: str, assessment: str, query: str, part: str, note: str, coder: str, as_json: bool) -> None:
    with opened(study, coder) as it:
        found = it.judgements.log_search(assessment, query, sub_dimension=part, note=note)
    if as_json:
        print_json({"assessment": assessment, "found": found})
    else:
        say(N_("Passages found: {count}. The search is kept."), count=found)


@judge.command(
    short_help=N_("Close an assessment"),
    help=N_(
        "Close an assessment. It is refused, with all that lacks, while a rule of closing is not met: contrary evidence is linked or a "
        "search for it logged, weak evidence has a wide interval, the scope is filled in."
    ),
    examples=("spanveld judge close vru.spanveld 1",),
)
@study
@assessment
@as_coder
@json_output
def close(study: str, assessment: str, coder: str, as_json: bool) -> None:
    with opened(study, coder) as it:
        it.judgements.close(assessment)
    said(as_json, assessment, N_("Assessment {assessment} is closed."))


@judge.command(
    short_help=N_("Open a closed assessment again"),
    help=N_("Open a closed assessment for discussion again, and say why."),
    examples=("spanveld judge reopen vru.spanveld 1 'A second director was heard'",),
)
@study
@assessment
@argument("reason", N_("REASON"), N_("Why."))
@as_coder
@json_output
def reopen(study: str, assessment: str, reason: str, coder: str, as_json: bool) -> None:
    with opened(study, coder) as it:
        it.judgements.reopen(assessment, reason)
    said(as_json, assessment, N_("Assessment {assessment} is open again."))


@judge.command(
    short_help=N_("Open one more round"),
    help=N_(
        "Open one more round, blind or not. The second reading of a single assessor waits as long as the framework says."
    ),
    examples=("spanveld judge again vru.spanveld 1 --blind",),
)
@study
@assessment
@option("--blind", is_flag=True, help=N_("Its marks are sealed until all gave one."))
@as_coder
@json_output
def again(study: str, assessment: str, blind: bool, coder: str, as_json: bool) -> None:
    with opened(study, coder) as it:
        it.judgements.again(assessment, blind=blind)
    said(as_json, assessment, N_("One more round of {assessment} is open."))


@judge.command(
    short_help=N_("Pin a passage to a position, as an example"),
    help=N_("Pin a passage to a position of the scale, as an example of it for all who judge."),
    examples=("spanveld judge pin vru.spanveld perform K061 --at -2 --part account",),
)
@study
@dimension
@argument("passage", N_("PASSAGE"), N_("The passage, by its id."))
@position
@part
@note
@as_coder
@json_output
def pin(
    study: str, dimension: str, passage: str, position: int, part: str, note: str, coder: str, as_json: bool
) -> None:
    with opened(study, coder) as it:
        it.judgements.pin(dimension, position, passage, sub_dimension=part, note=note)
    if as_json:
        print_json({"passage": passage, "position": position})
    else:
        say(N_("Pinned {passage} to {position}."), passage=passage, position=position)


@judge.command(
    short_help=N_("Take such an example away"),
    help=N_("Take an example of a position away; the passage stays."),
    examples=("spanveld judge unpin vru.spanveld perform K061 --at -2 --part account",),
)
@study
@dimension
@argument("passage", N_("PASSAGE"), N_("The passage, by its id."))
@position
@part
@as_coder
@json_output
def unpin(study: str, dimension: str, passage: str, position: int, part: str, coder: str, as_json: bool) -> None:
    with opened(study, coder) as it:
        it.judgements.unpin(dimension, position, passage, sub_dimension=part)
    if as_json:
        print_json({"passage": passage, "position": position})
    else:
        say(N_("Took {passage} off {position}."), passage=passage, position=position)


@judge.command(
    short_help=N_("Remove an assessment"),
    help=N_("Remove an assessment with its judgements; 'undo' brings it back."),
    examples=("spanveld judge remove vru.spanveld 1 --with-dependants",),
)
@study
@assessment
@option("--with-dependants", is_flag=True, help=N_("Also what rests on it."))
@as_coder
@json_output
def remove(study: str, assessment: str, with_dependants: bool, coder: str, as_json: bool) -> None:
    with opened(study, coder) as it:
        it.judgements.remove(assessment, with_dependants=with_dependants)
    said(as_json, assessment, N_("Removed assessment {assessment}."))
