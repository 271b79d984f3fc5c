"""Bringing files in, and saying who speaks in them."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from spanveld.cli.command import Command, translate
from spanveld.cli.options import argument, as_coder, json_output, option, study
from spanveld.cli.output import notice, opened, print_json, print_lines, say, steps, width
from spanveld.model.errors import N_, Refused, SpanveldError

if TYPE_CHECKING:
    from spanveld.session.importing import Choices, SurveyColumns

__all__ = ["add", "speakers"]

KINDS = ("interview", "field_notes", "document", "meeting", "survey")
MOST_NAMED = 10
"""How many files that were passed over are named before the rest is counted."""


@click.command(
    cls=Command,
    short_help=N_("Bring files in as sources: Word, PDF, subtitles, surveys, ..."),
    help=N_(
        "Bring files in as sources: Word (docx), OpenDocument (odt), rtf, PDF, web pages (html), Markdown, plain text, subtitles (vtt, "
        "srt) and surveys (xlsx, csv). Folders are opened up. Who speaks where is found in the text; --dry-run shows it before "
        "anything comes in. A file that is in the study already is passed over; one that cannot be read stops no other."
    ),
    examples=(
        "spanveld add mine.spanveld interviews/ --dry-run",
        "spanveld add mine.spanveld R4.docx --participant R4 --date 2026-03-02 --sub-case AED",
        "spanveld add mine.spanveld meeting.vtt --kind meeting --speaker 'Jan de Vries=R4' --speaker 'Anna=interviewer'",
        "spanveld add mine.spanveld coded.docx --comments-as aspect",
    ),
)
@study
@argument("paths", N_("FILE..."), N_("Files and folders."), nargs=-1, required=True)
@option("--kind", type=click.Choice(KINDS), help=N_("What the sources are; left out, by what is in each file."))
@option("--participant", "participants", metavar=N_("ID"), multiple=True, help=N_("Who takes part; may be repeated."))
@option("--date", metavar=N_("DATE"), default="", help=N_("The date: YYYY, YYYY-MM or YYYY-MM-DD."))
@option("--case", metavar=N_("ID"), default="", help=N_("The case that they are about."))
@option("--wave", metavar=N_("ID"), default="", help=N_("The moment of measuring."))
@option(
    "--sub-case",
    "sub_cases",
    metavar=N_("ID"),
    multiple=True,
    help=N_("A sub-case that they are about; may be repeated."),
)
@option(
    "--guide",
    "guides",
    metavar=N_("ID"),
    multiple=True,
    help=N_("The version of the topic list by which they were held."),
)
@option("--place", metavar=N_("TEXT"), default="", help=N_("Where it took place."))
@option("--recording", metavar=N_("PATH"), default="", help=N_("Where the recording is; it is not brought in."))
@option("--id", "source", metavar=N_("ID"), default="", help=N_("The identifier of the source; for one file."))
@option("--title", metavar=N_("TITLE"), default="", help=N_("The title of the source; for one file."))
@option(
    "--speaker",
    "speaking",
    metavar="LABEL=ID",
    multiple=True,
    help=N_("Who a label in the file is: a participant, or interviewer; known from then on. May be repeated."),
)
@option(
    "--new-participants",
    is_flag=True,
    help=N_("Make participants that are not there yet: those named here, and of each label that is nobody."),
)
@option(
    "--match-participants",
    is_flag=True,
    help=N_("Respondents of a survey who are called as participants are these; else all are new."),
)
@option(
    "--open",
    "open_columns",
    metavar=N_("COLUMN"),
    multiple=True,
    help=N_("An open question of a survey, by its words or letter; may be repeated."),
)
@option(
    "--closed",
    "closed_columns",
    metavar=N_("COLUMN"),
    multiple=True,
    help=N_("A closed question of a survey; may be repeated."),
)
@option(
    "--respondent-column",
    metavar=N_("COLUMN"),
    default="",
    help=N_("The column of a survey that names the respondents."),
)
@option("--comments-as", metavar=N_("LAYER"), default="", help=N_("Take comments over as codings of this layer."))
@option(
    "--highlights-as", metavar=N_("LAYER"), default="", help=N_("Take coloured words over as codings of this layer.")
)
@option("--no-original", is_flag=True, help=N_("Do not keep the file itself in the study."))
@option("--dry-run", is_flag=True, help=N_("Show what would come in; write nothing."))
@as_coder
@json_output
def add(
    study: str,
    paths: tuple[str, ...],
    kind: str | None,
    speaking: tuple[str, ...],
    no_original: bool,
    open_columns: tuple[str, ...],
    closed_columns: tuple[str, ...],
    respondent_column: str,
    dry_run: bool,
    coder: str,
    as_json: bool,
    **given: Any,
) -> int:
    from spanveld.session.importing import Choices, SurveyColumns, files_in, passed_over

    choices = Choices(kind=kind or "", speakers=_pairs(speaking), keep_original=not no_original, **given)
    survey = SurveyColumns(open_columns, closed_columns, respondent_column)
    with opened(study, coder) as it:
        it.sources.check(choices)
        files = list(files_in(paths))
        if not files:
            raise Refused(N_("There is no file in {paths} that can be read."), paths=", ".join(paths))
        if len(files) > 1 and (choices.source or choices.title):
            raise Refused(N_("--id and --title are for one file; there are {count}."), count=len(files))
        only = len(files) == 1
        results = [_one(it, path, choices, survey, dry_run, only=only) for path in steps(files, N_("Reading"))]
    heard = {label for result in results for label in result.pop("heard", ())}
    silent = [label for label in choices.speakers if label not in heard] if len(files) > 1 else []
    others = [str(path) for path in passed_over(paths)]
    if as_json:
        print_json({"files": [_as_json(result) for result in results], "passed_over": others})
    else:
        _tell(results, dry_run)
        if others:
            text = translate(N_("Passed over, since files of that kind are not read: {files}."))
            notice(text.format(files=_some(others)))
    for label in silent:
        notice(translate(N_("No text has a speaker '{label}'.")).format(label=label))
    return 2 if silent or any("error" in result for result in results) else 0


def _one(it: Any, path: Path, choices: Choices, survey: SurveyColumns, dry_run: bool, *, only: bool) -> dict[str, Any]:
    """Bring one file in, or say why not. A label that the only file does not hold is refused; of several, each takes its own."""
    try:
        arrival = it.sources.read(path, survey)
        mine = {label: who for label, who in choices.speakers.items() if only or arrival.has_speaker(label)}
        its = replace(choices, speakers=mine)
        plan = it.sources.plan(arrival, its)
        result: dict[str, Any] = {"file": str(path), "plan": plan, "heard": tuple(mine)}
        if plan.double_of or dry_run:
            return {**result, "double_of": plan.double_of}
        brought = it.sources.bring_in(arrival, its)
        return {**result, "source": brought.source, "passages": brought.passages, "codes": brought.codes}
    except SpanveldError as error:
        return {"file": str(path), "error": error}


def _as_json(result: dict[str, Any]) -> dict[str, Any]:
    shown = dict(result)
    if "plan" in shown:
        plan = asdict(shown["plan"])
        shown["plan"] = {**plan, "remarks": [remark.text(translate) for remark in result["plan"].remarks]}
    if "error" in shown:
        shown["error"] = {"message": shown["error"].text(translate)}
    return shown


def _pairs(given: tuple[str, ...]) -> dict[str, str]:
    pairs = {}
    for pair in given:
        label, equals, who = pair.rpartition("=")
        if not equals or not label.strip():
            raise Refused(N_("'{pair}' says not who is who; write LABEL=ID, like 'Jan de Vries=R4'."), pair=pair)
        pairs[label.strip()] = who.strip()
    return pairs


def _tell(results: list[dict[str, Any]], dry_run: bool) -> None:
    from spanveld.session.reporting import incoming_lines

    came = [result for result in results if "source" in result]
    for result in results:
        if "plan" in result and (dry_run or (len(results) == 1 and "source" not in result)):
            print_lines(incoming_lines(result["plan"], translate, width=width()))
        elif "source" in result:
            _told(result)
        elif result.get("double_of"):
            say(
                N_("{file}: in the study already, as source '{source}'."),
                file=result["file"],
                source=result["double_of"],
            )
    if dry_run:
        say(N_("Nothing was written."))
    elif len(results) > 1:
        say(N_("Sources added: {count} of {files} files."), count=len(came), files=len(results))
    for result in results:
        if "error" in result:
            text = result["error"].text(translate)
            notice(text if result["file"] in text else f"{result['file']}: {text}")


def _told(result: dict[str, Any]) -> None:
    plan = result["plan"]
    say(
        N_("{file}: source '{source}', {characters} characters, {turns} turns."),
        file=result["file"],
        source=result["source"],
        characters=plan.characters,
        turns=sum(speaker.turns for speaker in plan.speakers),
    )
    if result["passages"]:
        say(
            N_("  Passages taken over: {passages}; codes made: {codes}."),
            passages=result["passages"],
            codes=result["codes"],
        )
    unknown = [speaker.label for speaker in plan.speakers if not speaker.role and not speaker.new]
    if unknown:
        labels = ", ".join(f"'{label}'" for label in unknown)
        say(N_("  Nobody knows yet who speaks as {labels}; say so with 'spanveld speakers'."), labels=labels)
    for remark in plan.remarks:
        notice(f"{result['file']}: {remark.text(translate)}")


def _some(names: list[str]) -> str:
    """The first names, and how many more there are.

    >>> _some(["a", "b"])
    'a, b'
    """
    return ", ".join(names[:MOST_NAMED]) + (f", +{len(names) - MOST_NAMED}" if len(names) > MOST_NAMED else "")


@click.command(
    cls=Command,
    short_help=N_("Show and say who the labels in transcripts are"),
    help=N_(
        "Show the labels by which transcripts mark who speaks, and who they are. LABEL=ID says it, once and for all texts: a participant, "
        "interviewer, or nothing (LABEL=) to forget it. Passages follow their turns, unless they were given voices."
    ),
    examples=(
        "spanveld speakers mine.spanveld",
        "spanveld speakers mine.spanveld 'Jan de Vries=R4' 'Anna=interviewer'",
    ),
)
@study
@argument("pairs", "LABEL=ID...", N_("Who is who."), nargs=-1, required=False)
@as_coder
@json_output
def speakers(study: str, pairs: tuple[str, ...], coder: str, as_json: bool) -> None:
    from spanveld.session.reporting import speaker_lines

    with opened(study, coder) as it:
        changed = it.sources.map_speakers(_pairs(pairs)) if pairs else None
        uses = it.sources.speakers()
    if as_json:
        more = {} if changed is None else {"changed": changed}
        print_json({**more, "speakers": [asdict(use) for use in uses]})
        return
    if changed is not None:
        say(N_("Turns that are somebody else's now: {count}."), count=changed)
    print_lines(speaker_lines(uses, translate, width=width()))
