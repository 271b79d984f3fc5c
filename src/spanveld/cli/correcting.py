"""Correcting a text, and settling what that left in doubt."""

from __future__ import annotations

from typing import Any

import click

from spanveld.cli.command import Command, translate
from spanveld.cli.options import argument, as_coder, json_output, option, study
from spanveld.cli.output import agreed, opened, print_json, print_lines, progress, say, width
from spanveld.model.errors import N_, Refused

__all__ = ["correct", "doubts"]

FATES = ("follows", "changed", "placed", "doubt")


@click.command(
    cls=Command,
    short_help=N_("Correct the text of a source, its passages kept in view"),
    help=N_(
        "Correct the text of a source: FILE holds the corrected text, in any form that 'spanveld add' reads. Shows the difference, and "
        "what becomes of each passage, before anything is written. The old text stays, and 'spanveld undo' brings it back."
    ),
    examples=(
        "spanveld correct mine.spanveld R4 R4-corrected.docx --dry-run",
        "spanveld correct mine.spanveld R4 R4-corrected.txt",
    ),
)
@study
@argument("source", N_("SOURCE"), N_("The source."))
@argument("file", N_("FILE"), N_("The corrected text."))
@option("--dry-run", is_flag=True, help=N_("Show what would happen; write nothing."))
@option("--yes", is_flag=True, help=N_("Do not ask."))
@as_coder
@json_output
def correct(study: str, source: str, file: str, dry_run: bool, yes: bool, coder: str, as_json: bool) -> None:
    from spanveld.session.reporting import correction_lines

    with opened(study, coder) as it:
        with progress(N_("Comparing ...")):
            text = it.sources.read(file).reading.text
            if not it.sources.open(source).text.endswith("\n"):
                text = text.removesuffix("\n")  # an editor ends every file with one
            plan = it.sources.preview(source, text=text)
        fates = {fate: plan.of(fate) for fate in FATES}
        if not as_json:
            print_lines(correction_lines(plan.old, plan.text, fates, plan.lost_turns, translate, width=width()))
        if dry_run:
            written = False
        else:
            agreed(N_("Correct the text?"), yes)
            it.sources.correct(source, text=text, expected=plan.old)
            written = True
    if as_json:
        print_json({"source": source, "written": written, "lost_turns": plan.lost_turns, "passages": fates})
    elif not written:
        say(N_("Nothing was written."))
    else:
        say(N_("Corrected {source}."), source=source)
        if fates["doubt"] or fates["changed"] or fates["placed"]:
            say(N_("Look at the passages that it touched: spanveld doubts {study}"), study=study)


@click.command(
    cls=Command,
    short_help=N_("List and settle passages that a correction left in doubt"),
    help=N_(
        "List the passages that a correction left without a place, or changed inside, each with where it may lie now. With PASSAGE it is "
        "settled: --take N (one of the places listed), --at START END (code points), or --keep (right where it is now)."
    ),
    examples=(
        "spanveld doubts mine.spanveld",
        "spanveld doubts mine.spanveld 14 --take 1",
        "spanveld doubts mine.spanveld 15 --keep",
        "spanveld doubts mine.spanveld 16 --at 120 164",
    ),
)
@study
@argument("passage", N_("PASSAGE"), N_("A passage to settle."), required=False, default="")
@option("--source", metavar=N_("ID"), default="", help=N_("Only passages of this source."))
@option("--take", metavar="N", type=int, help=N_("Give it place number N of its list."))
@option("--at", metavar="START END", type=int, nargs=2, help=N_("Give it the place from START to END of the text."))
@option("--keep", is_flag=True, help=N_("It is right where it is now."))
@as_coder
@json_output
def doubts(
    study: str,
    passage: str,
    source: str,
    take: int | None,
    at: tuple[int, int] | None,
    keep: bool,
    coder: str,
    as_json: bool,
) -> None:
    from spanveld.session.reporting import doubt_lines

    ways = [way for way in (take is not None, bool(at), keep) if way]
    if bool(passage) != (len(ways) == 1):
        raise Refused(N_("To settle a passage, name it and give one of --take, --at and --keep."))
    with opened(study, coder) as it:
        found = it.sources.doubts(source)
        if passage:
            _settle(it, found, passage, take, at)
            found = it.sources.doubts(source)
    if as_json:
        print_json({"doubts": [doubt.as_json() for doubt in found]})
        return
    if passage:
        say(N_("Settled {passage}. Left: {count}."), passage=passage, count=len(found))
        return
    print_lines(doubt_lines(found, translate, width=width()))


def _settle(it: Any, found: list[Any], passage: str, take: int | None, at: tuple[int, int] | None) -> None:
    doubt = next((each for each in found if each.passage == passage), None)
    if doubt is None:
        raise Refused(N_("Passage '{passage}' is not in doubt."), passage=passage)
    if take is not None:
        if not 1 <= take <= len(doubt.candidates):
            raise Refused(
                N_("Passage '{passage}' has {count} places to choose from; there is no number {number}."),
                passage=passage,
                count=len(doubt.candidates),
                number=take,
            )
        place = doubt.candidates[take - 1]
        at = (place.start, place.end)
    if at is None and doubt.start is None:
        raise Refused(N_("Passage '{passage}' has no place to keep; give it one with --take or --at."), passage=passage)
    if at:
        settle = it.passages.settle if doubt.start is None else it.passages.extend
        settle(passage, *at)
    else:
        it.passages.accept(passage)
