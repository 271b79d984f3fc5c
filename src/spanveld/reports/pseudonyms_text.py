"""Pseudonyms as text: proposals, what a pass would do, and what still looks like a name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from spanveld.language.messages import Translate, counted
from spanveld.model.errors import N_, quoted
from spanveld.reports.lines import WIDTH, Line, aligned, fitting, wrapped
from spanveld.reports.placing import place
from spanveld.reports.study_text import COUNTS
from spanveld.views.pseudonyms import PassPlan, Proposals
from spanveld.views.residue import Clue, Residue, Trace

__all__ = ["plan_lines", "proposal_lines", "residue_lines"]

MOST = 40
"""How many names or fields are listed before the rest is counted."""
KIND_NAMES = {
    "PER": N_("person"),
    "LOC": N_("place"),
    "ORG": N_("organisation"),
    "TEL": N_("phone number"),
    "MAIL": N_("e-mail address"),
    "BSN": N_("citizen service number"),
    "PC": N_("postcode"),
    "DATE": N_("date"),
    "URL": N_("web address"),
    "IBAN": N_("bank account"),
    "PLATE": N_("licence plate"),
}
PLACES = (N_("{count} place"), N_("{count} places"))


def proposal_lines(found: Proposals, translate: Translate, *, width: int = WIDTH) -> Iterator[Line]:
    """The proposals as a table: what was found, what may stand for it, how often, and words around it."""
    width = fitting(width)
    if not found.rows:
        yield Line(
            translate(N_("Nothing was found that looks like a name. Read the texts: rules do not see every name."))
        )
        return
    head = (N_("Found"), N_("Kind"), N_("Stand-in"), N_("Places"), N_("Example"))
    rows = [[translate(title) for title in head]]
    for item in found.rows:
        kind = translate(KIND_NAMES[item.kind])
        stand_in = item.replacement if item.take else translate(N_("(stays)"))
        rows.append([_short(item.found), kind, stand_in, str(item.count), item.example])
    yield from aligned(rows, width, indent=0)
    if any(not item.take for item in found.rows):
        yield Line("")
        text = N_("What stays is a party of the study, often a public body; say yes in the table to replace it too.")
        yield from wrapped(translate(text), "ground", width)


def plan_lines(plan: PassPlan, translate: Translate, *, width: int = WIDTH) -> Iterator[Line]:
    """What a pass does: by source, by field and by stand-in, and which spellings occur nowhere."""
    width = fitting(width)
    rows = [
        [item.source, counted(translate, *PLACES, item.places), counted(translate, *COUNTS["passage"], item.passages)]
        for item in plan.sources
    ]
    if rows:
        yield from wrapped(
            translate(N_("Sources, with places that are replaced and passages that hold one:")), "title", width
        )
        yield from aligned(rows, width)
    if plan.stand_ins:
        shown = ", ".join(f"{stand_in} ({count})" for stand_in, count in plan.stand_ins.items())
        yield from wrapped(translate(N_("Put in: {stand_ins}")).format(stand_ins=shown), "ground", width, indent=2)
    if plan.fields:
        fields = [place(item.of.where, item.of.column, translate) for item in plan.fields]
        yield from wrapped(
            translate(N_("Other fields: {fields}")).format(fields=_some(fields)), "ground", width, indent=2
        )
    if plan.unused:
        names = _some([quoted(name) for name in plan.unused])
        text = translate(N_("These occur nowhere, look whether a spreadsheet changed them: {names}"))
        yield from wrapped(text.format(names=names), "contrary", width, indent=2)
    if plan.unmarked:
        text = translate(
            N_("Nothing found in {sources}, which are not marked as reviewed; name them once you have read them.")
        )
        yield from wrapped(text.format(sources=_some(plan.unmarked)), "narrow", width, indent=2)


def residue_lines(found: Residue, translate: Translate, *, width: int = WIDTH) -> Iterator[Line]:
    """What still looks like a name, where; then warnings, and what was passed over."""
    width = fitting(width)
    if found.traces:
        yield from wrapped(translate(N_("What still looks like a name:")), "title", width)
        for (where, field), traces in groupby(found.traces, key=lambda trace: (trace.where, trace.field)):
            yield from wrapped(_traces(list(traces)), "contrary", width, f"  {place(where, field, translate)}: ", 4)
    else:
        yield from wrapped(
            translate(N_("Nothing was found that looks like a name. That is no proof: rules do not see every name.")),
            "good",
            width,
        )
    for clue in found.clues:
        yield from wrapped(_clue(clue, translate), "narrow", width, "! ", 2)
    if found.left:
        text = counted(
            translate, N_("Left by the table: {count} place."), N_("Left by the table: {count} places."), found.left
        )
        yield from wrapped(text, "ground", width)
    if found.parties:
        one, many = (
            N_("A party of the study is named in {count} place."),
            N_("Parties of the study are named in {count} places."),
        )
        yield from wrapped(counted(translate, one, many, found.parties), "ground", width)
    if found.superseded or found.originals:
        one, many = (N_("{count} version of a text"), N_("{count} versions of texts"))
        file, files = (N_("{count} file that a text was taken from"), N_("{count} files that texts were taken from"))
        kept = ((one, many, found.superseded), (file, files, found.originals))
        text = translate(
            N_(
                "What was replaced may still stand in what the study keeps besides ({kept}) and in words kept for undo, until you "
                "erase these: spanveld erase STUDY superseded. Then undo ends there."
            )
        )
        older = ", ".join(counted(translate, single, several, count) for single, several, count in kept if count)
        yield from wrapped(text.format(kept=older), "narrow", width)


def _traces(traces: Sequence[Trace]) -> str:
    shown = []
    for trace in traces:
        times = f" ×{trace.count}" if trace.count > 1 else ""
        at = f" @{trace.start}" if trace.start is not None else ""
        shown.append(f"{_short(trace.found)}{times}{at}")
    return _some(shown)


def _clue(clue: Clue, translate: Translate) -> str:
    at = place(clue.where, clue.field, translate) + (f" @{clue.start}" if clue.start is not None else "")
    if clue.kind == "lower_case":
        text = N_("{place}: written without capitals, so that most names in it are not found; read it yourself.")
    else:
        text = N_("{place}: {text} may tell who somebody is, whatever stands for the name.")
    return translate(text).format(place=at, text=quoted(clue.text))


def _short(text: str, most: int = 40) -> str:
    return quoted(text, most)[1:-1]


def _some(names: Sequence[str]) -> str:
    more = len(names) - MOST
    return ", ".join(names[:MOST]) + (f", ... (+{more})" if more > 0 else "")
