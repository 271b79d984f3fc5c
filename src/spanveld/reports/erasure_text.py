"""The plan of an erasure as text: what goes, what is blanked, what stays and has to be dealt with by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spanveld.language.messages import Translate, counted
from spanveld.model.errors import N_
from spanveld.reports.lines import WIDTH, Line, fitting, wrapped
from spanveld.reports.placing import place
from spanveld.reports.study_text import COUNTS
from spanveld.views.erasure import ErasurePlan

__all__ = ["lines"]

MOST = 20
"""How many passages or fields are named before the rest is counted."""
FILES = (N_("{count} file that a text was taken from"), N_("{count} files that texts were taken from"))
OTHERS = {
    "summary": (N_("{count} summary point"), N_("{count} summary points")),
    "vignette_passage": (N_("{count} passage in a vignette"), N_("{count} passages in vignettes")),
    "matrix_cell": (N_("{count} cell of the matrix"), N_("{count} cells of the matrix")),
    "judgement_evidence": (
        N_("{count} piece of evidence of a judgement"),
        N_("{count} pieces of evidence of judgements"),
    ),
    "anchor_example": (N_("{count} example of a position"), N_("{count} examples of positions")),
    "consent": (N_("{count} consent"), N_("{count} consents")),
    "turn": (N_("{count} turn"), N_("{count} turns")),
    "attribute": (N_("{count} attribute"), N_("{count} attributes")),
    "speaker": (N_("{count} label of a speaker"), N_("{count} labels of speakers")),
    "foreign": (N_("{count} part of an imported project"), N_("{count} parts of imported projects")),
}


def lines(plan: ErasurePlan, translate: Translate, *, width: int = WIDTH) -> Iterator[Line]:
    """The plan line by line, in the reader's language."""
    width = fitting(width)

    def say(message: str, role: str = "ground", indent: int = 2, **values: object) -> Iterator[Line]:
        yield from wrapped(translate(message).format(**values), role, width, " " * indent, indent + 2)  # type: ignore[arg-type]

    if plan.subject == "superseded":
        yield from say(N_("Erasing superseded texts"), "title", 0)
    else:
        yield from say(N_("Erasing {subject}"), "title", 0, subject=plan.subject)
    if plan.names:
        yield from say(N_("Looked for: {names}"), names=", ".join(plan.names))
    if plan.sources:
        yield from say(N_("Sources that go wholly: {sources}"), sources=", ".join(plan.sources))
    for source in plan.blanked_sources:
        places = counted(translate, N_("{count} place"), N_("{count} places"), source.places)
        passages = counted(translate, *COUNTS["passage"], source.passages)
        yield from say(
            N_("Source {source} stays, blanked in {places} ({characters} characters); what goes with that: {passages}"),
            source=source.source,
            places=places,
            characters=source.characters,
            passages=passages,
        )
    if plan.passages:
        yield from say(N_("Passages that go: {passages}"), passages=_some(plan.passages))
    named = {**COUNTS, **OTHERS}
    goes = [counted(translate, *named[table], count) for table, count in (plan.goes or {}).items() if table in named]
    if goes:
        yield from say(N_("All that goes: {things}"), things=", ".join(goes))
    if plan.findings:
        yield from say(N_("Findings that lose their last voice:"), "contrary")
        for finding in plan.findings:
            left = counted(translate, N_("{count} passage left"), N_("{count} passages left"), finding.evidence)
            yield from wrapped(f"{finding.finding}: {finding.statement} ({left})", "contrary", width, "    ", 6)
    if plan.fields:
        fields = [place(f"{item.what} {item.name}", item.field, translate) for item in plan.fields]
        yield from say(N_("Fields blanked where names or words stand: {fields}"), fields=_some(fields))
    yield from _kept_beside(plan, translate, width)
    for message, paths in (
        (N_("Backups of this study that go:"), plan.copies),
        (
            N_("Files that the program made and cannot prove to be a copy of this study; see to these yourself:"),
            plan.kept_copies,
        ),
    ):
        if paths:
            yield from say(message)
            for path in paths:
                yield Line(f"    {path}")
    if plan.stays:
        yield from say(
            N_("A name stands in the clear in the journal, in an identifier or an actor, and stays there: {entries}"),
            "contrary",
            entries=_some(plan.stays),
        )


def _kept_beside(plan: ErasurePlan, translate: Translate, width: int) -> Iterator[Line]:
    parts = [
        counted(translate, one, many, count)
        for one, many, count in (
            (N_("{count} version of a text"), N_("{count} versions of texts"), plan.texts),
            (N_("{count} text kept for undo"), N_("{count} texts kept for undo"), plan.words),
            (*FILES, plan.files),
            (N_("{count} replaced or undone load"), N_("{count} replaced or undone loads"), plan.shelves),
        )
        if count
    ]
    if parts:
        kept = translate(N_("Of what the study keeps besides: {kept}")).format(kept=", ".join(parts))
        yield from wrapped(kept, "ground", width, "  ", 4)
    if plan.originals:
        sources = translate(N_("Sources of which the file goes: {sources}")).format(sources=_some(plan.originals))
        yield from wrapped(sources, "ground", width, "  ", 4)


def _some(names: Sequence[str]) -> str:
    more = len(names) - MOST
    return ", ".join(names[:MOST]) + (f", ... (+{more})" if more > 0 else "")
