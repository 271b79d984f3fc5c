"""What became of a project of another program, as text: a line a kind of element, the reasons, and how positions were counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from spanveld.language.messages import Translate, counted
from spanveld.model.errors import N_
from spanveld.reports.journal_sentences import TABLES
from spanveld.reports.lines import WIDTH, Line, Role, aligned, fitting, wrapped
from spanveld.reports.study_text import COUNTS
from spanveld.views.exchange_report import ElementLine, ExchangeReport, SourceCounted

__all__ = [
    "ELEMENTS",
    "FATES",
    "conflict_lines",
    "counts_in_words",
    "element_name",
    "gone_lines",
    "report_lines",
    "score_of",
]

ELEMENTS: Mapping[str, str] = {
    "AudioSelection": N_("parts of sound recordings"),
    "AudioSource": N_("sound recordings"),
    "Case": N_("cases"),
    "Code": N_("codes"),
    "CodeBook": N_("the codebook"),
    "Coding": N_("codings"),
    "Description": N_("descriptions"),
    "Edge": N_("lines of drawings"),
    "File": N_("files that nothing refers to"),
    "Graph": N_("drawings of networks"),
    "Link": N_("links"),
    "MemberCode": N_("codes in groups"),
    "MemberNote": N_("notes in groups"),
    "MemberSource": N_("sources in groups"),
    "Note": N_("notes"),
    "NoteRef": N_("references to notes"),
    "PDFSelection": N_("regions of PDF pages"),
    "PDFSource": N_("PDF documents"),
    "PictureSelection": N_("regions of pictures"),
    "PictureSource": N_("pictures"),
    "PlainTextSelection": N_("passages"),
    "SelectionRef": N_("passages of cases"),
    "Project": N_("the project"),
    "Command": N_("entries of a log"),
    "Representation": N_("texts of PDF pages"),
    "Set": N_("groups"),
    "SourceRef": N_("sources of cases"),
    "SyncPoint": N_("time marks of transcripts"),
    "TextDescription": N_("descriptions of pictures"),
    "TextSource": N_("texts"),
    "Transcript": N_("transcripts"),
    "TranscriptSelection": N_("passages of transcripts"),
    "User": N_("users"),
    "Variable": N_("variables"),
    "VariableValue": N_("values of variables"),
    "Vertex": N_("points of drawings"),
    "VideoSelection": N_("parts of films"),
    "VideoSource": N_("films"),
    "file": N_("files without a source"),
    "pseudonym": N_("pseudonyms"),
}
"""What the kinds of elements are called; others by the name that the file has for them."""
FATES = (
    ("in_file", N_("in the file")),
    ("taken", N_("taken")),
    ("changed", N_("changed")),
    ("kept", N_("kept aside")),
    ("dropped", N_("dropped")),
)
"""The columns of the account."""

MOST_SOURCES = 5
"""With more sources than these, those about which nothing is to be asked are told of together."""
SHOWN = 20
"""How many conflicts or things that are gone are named."""
LONGEST = 160
ALSO = {
    "attribute": (N_("{count} attribute"), N_("{count} attributes")),
    "code": (N_("{count} code"), N_("{count} codes")),
    "layer": (N_("{count} layer"), N_("{count} layers")),
}
UNTOLD = frozenset({"exchange", "foreign", "anchor", "text"})
"""Kinds of rows that tell a person nothing when counted."""


def element_name(element: str, translate: Translate) -> str:
    """A kind of element in words, with its name in the file."""
    return f"{translate(ELEMENTS[element])} ({element})" if element in ELEMENTS else element


def score_of(score: float | None) -> str:
    """A score as a percentage; never 100 where something does not fit."""
    if score is None:
        return "–"
    return f"{min(round(score * 1000), 1000 if score >= 1 else 999) / 10:g}%"


def report_lines(report: ExchangeReport, translate: Translate, *, width: int = WIDTH) -> Iterator[Line]:
    """The whole report."""
    width = fitting(width)
    facts = (
        (N_("project"), report.project),
        (N_("made by"), report.origin or translate(N_("not said"))),
        (N_("format"), report.reader),
    )
    yield from aligned([(translate(name), value) for name, value in facts if value], width)
    if report.lines:
        yield Line("", "empty")
        yield from _table(report, translate)
    if report.sources:
        yield Line("", "empty")
        yield Line(translate(N_("How positions were counted")), "kind")
        plain = [one for one in report.sources if one.clear and not one.chosen and not one.outside]
        alike = plain if len(plain) > MOST_SOURCES else []
        yield from _alike(alike, translate, width)
        for source in report.sources:
            if source not in alike:
                yield from _source(source, translate, width)
    if report.remarks:
        yield Line("", "empty")
        yield Line(translate(N_("To be known")), "kind")
        for remark in report.remarks:
            yield from wrapped(remark.text(translate), "ground", width, "  - ", 4)


def _table(report: ExchangeReport, translate: Translate) -> Iterator[Line]:
    heads = [translate(label) for _, label in FATES]
    first = max(len(element_name(line.element, translate)) for line in report.lines)
    yield Line(" " * (first + 2) + "  ".join(f"{head:>{len(head)}}" for head in heads), "kind")
    for line in report.lines:
        cells = "  ".join(f"{_count(line, name):>{len(head)}}" for (name, _), head in zip(FATES, heads, strict=True))
        role: Role = "contrary" if line.dropped else "ground"
        yield Line(f"{element_name(line.element, translate).ljust(first)}  {cells}", role)


def _count(line: ElementLine, name: str) -> str:
    count: int = getattr(line, name)
    return str(count) if count or name in ("in_file", "taken") else "–"


def _alike(sources: Sequence[SourceCounted], translate: Translate, width: int) -> Iterator[Line]:
    """Many sources about which nothing is to be asked, by how they were counted: how many, and how well the worst of them fits."""
    by_name: dict[str, list[SourceCounted]] = {}
    for source in sources:
        by_name.setdefault(source.convention, []).append(source)
    for name, its in by_name.items():
        scores = [one.score for one in its if one.score is not None]
        message = translate(N_("{count} sources: {says} [{name}]; the worst of them fits {score}"))
        worst = score_of(min(scores, default=None))
        text = message.format(count=len(its), says=its[0].says.text(translate), name=name, score=worst)
        yield from wrapped(text, "ground", width, "  ", 4)


def _source(source: SourceCounted, translate: Translate, width: int) -> Iterator[Line]:
    fits = translate(N_("{says} [{name}], fits {score}"))
    said = fits.format(says=source.says.text(translate), name=source.convention, score=score_of(source.score))
    if source.runner_up and source.runner_up_says:
        second = translate(N_("second best: {says} [{name}], {score}"))
        score = score_of(source.runner_up_score)
        said += "; " + second.format(says=source.runner_up_says.text(translate), name=source.runner_up, score=score)
    if source.outside:
        said += "; " + translate(N_("outside the text: {count}")).format(count=source.outside)
    if source.chosen:
        said += "; " + translate(N_("chosen by you"))
    yield from wrapped(f"{source.source}: {said}", "ground", width, "  ", 4)
    if not source.clear and not source.chosen:
        message = translate(N_("This is not clear. Look at it, and choose with --convention '{source}={name}'."))
        text = message.format(source=source.source, name=source.runner_up or source.convention)
        yield from wrapped(text, "narrow", width, "    ! ", 6)


def counts_in_words(counts: Mapping[str, int], translate: Translate) -> str:
    """How many things of each kind, as a list in words; empty where there are none."""
    said = []
    for kind, count in counts.items():
        if not count or kind in UNTOLD:
            continue
        if words := ALSO.get(kind) or COUNTS.get(kind):
            said.append(counted(translate, *words, count))
        else:
            said.append(f"{translate(TABLES[kind]) if kind in TABLES else kind}: {count}")
    return ", ".join(said)


def conflict_lines(conflicts: Sequence[Sequence[str]], translate: Translate, *, width: int = WIDTH) -> Iterator[Line]:
    """What two sides changed: what and which field, then how it was, how the study has it and how the file has it."""
    width = fitting(width)
    yield Line(translate(N_("Changed on both sides: {count}")).format(count=len(conflicts)), "contrary")
    for what, fieldname, base, ours, theirs in conflicts[:SHOWN]:
        yield from wrapped(f"{what} {fieldname}", "statement", width, "  ", 4)
        sides = ((N_("was"), base), (N_("study"), ours), (N_("file"), theirs))
        yield from aligned([(translate(name), _short(text)) for name, text in sides], width, indent=4)
    if len(conflicts) > SHOWN:
        yield Line("  " + translate(N_("and {count} more")).format(count=len(conflicts) - SHOWN))


def gone_lines(gone: Iterable[str], translate: Translate, *, width: int = WIDTH) -> Iterator[Line]:
    """What the file has no more and the study keeps."""
    names = list(gone)
    if names:
        text = translate(N_("Not in the file any more, and kept in the study ({count}): {names}"))
        shown = ", ".join(names[:SHOWN]) + (", …" if len(names) > SHOWN else "")
        yield from wrapped(text.format(count=len(names), names=shown), "narrow", fitting(width))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return f"{text[:LONGEST]}…" if len(text) > LONGEST else text or "–"
