"""A study at a glance as text: what it holds, its sources, and who is spoken of but was never heard."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spanveld.language.messages import Translate, counted, translator
from spanveld.model.errors import N_
from spanveld.reports.lines import WIDTH, Line, aligned, fitting, wrapped
from spanveld.reports.wording import Wording, capitalised
from spanveld.views.overview import Overview

__all__ = ["COUNTS", "lines"]

COUNTS = {
    "case": (N_("{count} case"), N_("{count} cases")),
    "sub_case": (N_("{count} sub-case"), N_("{count} sub-cases")),
    "wave": (N_("{count} wave"), N_("{count} waves")),
    "coder": (N_("{count} coder"), N_("{count} coders")),
    "party": (N_("{count} party"), N_("{count} parties")),
    "participant": (N_("{count} participant"), N_("{count} participants")),
    "source": (N_("{count} source"), N_("{count} sources")),
    "passage": (N_("{count} passage"), N_("{count} passages")),
    "coding": (N_("{count} coding"), N_("{count} codings")),
    "finding": (N_("{count} finding"), N_("{count} findings")),
    "evidence": (N_("{count} piece of evidence"), N_("{count} pieces of evidence")),
    "vignette": (N_("{count} vignette"), N_("{count} vignettes")),
    "memo": (N_("{count} memo"), N_("{count} memos")),
    "matrix_cell": (N_("{count} cell of the matrix"), N_("{count} cells of the matrix")),
    "judgement": (N_("{count} judgement"), N_("{count} judgements")),
    "assessment": (N_("{count} assessment"), N_("{count} assessments")),
    "rule_strain": (N_("{count} strained rule of the game"), N_("{count} strained rules of the game")),
    "saved_query": (N_("{count} saved query"), N_("{count} saved queries")),
    "exchange": (N_("{count} imported project"), N_("{count} imported projects")),
}
COUNTED_SOURCES = {
    "interview": (N_("{count} interview"), N_("{count} interviews")),
    "field_notes": (N_("{count} set of field notes"), N_("{count} sets of field notes")),
    "document": (N_("{count} document"), N_("{count} documents")),
    "meeting": (N_("{count} meeting"), N_("{count} meetings")),
    "survey": (N_("{count} survey"), N_("{count} surveys")),
}
GROUPS = (
    ("case", "sub_case", "wave", "coder"),
    ("party", "participant", "source"),
    ("passage", "coding", "finding", "evidence", "vignette", "memo"),
)
ASKED = ("matrix_cell", "saved_query", "assessment", "judgement", "rule_strain", "exchange")
"""What is counted only where the study has any."""


def lines(overview: Overview, *, width: int = WIDTH, labels: Mapping[str, str] | None = None) -> Iterator[Line]:
    """The overview line by line, in the study's language; ``labels`` are those of the frameworks' vocabularies."""
    width = fitting(width)
    translate = translator(overview.language)
    wording = Wording(translate, {}, labels or {})
    yield from wrapped(overview.title or overview.study, "title", width)
    frameworks = ", ".join(overview.frameworks) or translate(N_("none"))
    yield from wrapped(
        translate(N_("Study {study}, framework: {frameworks}")).format(study=overview.study, frameworks=frameworks),
        "ground",
        width,
    )
    yield Line("", "empty")
    for group in GROUPS:
        yield from wrapped(
            ", ".join(counted(translate, *COUNTS[name], overview.counts[name]) for name in group), "ground", width
        )
    if asked := [counted(translate, *COUNTS[name], count) for name in ASKED if (count := overview.counts[name])]:
        yield from wrapped(", ".join(asked), "ground", width)
    yield from _sources(overview, wording, width)
    yield from _unheard(overview, wording, width)
    yield from _doubts(overview, translate, width)


def _sources(overview: Overview, wording: Wording, width: int) -> Iterator[Line]:
    translate = wording.translate
    yield from _heading(translate(N_("Sources")))
    if not overview.sources:
        yield Line("  " + translate(N_("No sources yet.")))
        return
    kinds = ", ".join(
        counted(translate, *COUNTED_SOURCES[kind], count) for kind, count in overview.sources_by_kind.items()
    )
    words = counted(translate, N_("{count} word"), N_("{count} words"), overview.words)
    yield from wrapped(f"{kinds}; {words}", "ground", width, "  ", 2)
    rows = []
    for source in overview.sources:
        size = counted(translate, N_("{count} word"), N_("{count} words"), source.words)
        facts = (source.title, ", ".join(source.participants))
        rows.append(
            (
                source.source,
                source.date or "-",
                size,
                wording.passages(source.passages),
                "; ".join(filter(None, facts)) or "-",
            )
        )
    yield from aligned(rows, width)


def _unheard(overview: Overview, wording: Wording, width: int) -> Iterator[Line]:
    translate = wording.translate
    yield from _heading(translate(N_("Spoken of, but not heard")))
    if not overview.unheard:
        yield Line(
            "  "
            + translate(N_("Nobody: each party that coded text speaks of has a voice, or none has words to look for."))
        )
        return
    rows = []
    for party in overview.unheard:
        hits = counted(translate, N_("{count} hit"), N_("{count} hits"), party.hits)
        inside = counted(translate, N_("in {count} passage"), N_("in {count} passages"), party.passages)
        rows.append(
            (
                party.party,
                f"{hits} {inside}",
                f"{party.name or party.party} ({wording.label(party.kind)})" if party.kind else party.name,
            )
        )
    yield from aligned(rows, width, "narrow")


def _doubts(overview: Overview, translate: Translate, width: int) -> Iterator[Line]:
    if overview.doubts:
        yield from _heading(translate(N_("Passages that lost their place in a correction")))
        yield from wrapped(", ".join(overview.doubts), "narrow", width, "  ", 2)


def _heading(text: str) -> Iterator[Line]:
    yield Line("", "empty")
    yield Line(capitalised(text), "kind")
