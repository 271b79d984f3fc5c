"""What a query found as text: the counts with what they are of, then the passages in their places."""

from __future__ import annotations

from collections.abc import Iterator

from spanveld.language.messages import Translate, translator
from spanveld.model.errors import N_
from spanveld.reports.lines import WIDTH, Line, fitting, wrapped
from spanveld.views.retrieval import Found, FoundPassage

__all__ = ["lines"]

MOST_VOICES = 20
"""Voices that are listed by name."""


def lines(found: Found, *, width: int = WIDTH) -> Iterator[Line]:
    """The result line by line, in the study's language."""
    width = fitting(width)
    translate = translator(found.language)
    yield from wrapped(found.query, "title", width)
    for text in _counts(found, translate):
        yield from wrapped(text, "ground", width)
    for row in found.rows:
        yield from _row(row, translate, width)
    if 0 < len(found.rows) < found.count:
        shown = translate(N_("Shown are passages {first} to {last}; --limit and --offset show others."))
        yield Line("", "empty")
        first = found.offset + 1
        yield from wrapped(shown.format(first=first, last=found.offset + len(found.rows)), "ground", width)


def _counts(found: Found, translate: Translate) -> Iterator[str]:
    yield translate(N_("{count} of {of} passages; as evidence {evidence} of {evidence_of}")).format(
        count=found.count, of=found.count_of, evidence=found.evidence, evidence_of=found.evidence_of
    )
    yield translate(
        N_("in {sources} of {sources_of} sources, of {respondents} of {respondents_of} respondents")
    ).format(
        sources=found.sources,
        sources_of=found.sources_of,
        respondents=found.respondents,
        respondents_of=found.respondents_of,
    )
    if found.voices:
        names = [f"{voice.voice} {voice.evidence}" for voice in found.voices[:MOST_VOICES]]
        more = [translate(N_("and {count} more")).format(count=len(found.voices) - MOST_VOICES)]
        listed = ", ".join([*names, *(more if len(found.voices) > MOST_VOICES else ())])
        yield translate(N_("voices, of {of} passages that have one: {voices}")).format(
            of=found.voiced_evidence, voices=listed
        )


def _row(row: FoundPassage, translate: Translate, width: int) -> Iterator[Line]:
    place = translate(N_("place in doubt")) if row.start is None else f"{row.start}-{row.end}"
    voices = ", ".join(row.voices) or translate(N_("no voice"))
    yield Line("", "empty")
    yield from wrapped(f"{row.source} {place} [{voices}]", "kind", width, f"{row.passage}  ", 4)
    yield from wrapped(row.quote, "statement", width, "    ", 4)
    if row.codes:
        yield from wrapped(", ".join(row.codes), "ground", width, "    ", 4)
