"""Vignettes in a report: boxes that tell a theme in a sub-case, each passage with its citation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spanveld.model.errors import N_
from spanveld.reports.report_blocks import Block, Box, Inline, Paragraph, Quotation, Span
from spanveld.reports.report_front import text
from spanveld.reports.report_numbers import Numbers
from spanveld.reports.report_words import Words
from spanveld.views.report_parts import BoxPart, BoxPiece, PassagePart, Tied

__all__ = ["boxes", "chapter"]

_BETWEEN = re.compile(r"\n\s*\n")


def chapter(words: Words, numbers: Numbers) -> Iterator[Block]:
    """The vignettes that are about no dimension, as a chapter; nothing where there is none."""
    if words.report.boxes:
        yield numbers.chapter(words(N_("Examples")), "section:examples")
        yield from boxes(words, words.report.boxes)


def boxes(words: Words, parts: Sequence[BoxPart]) -> Iterator[Box]:
    """Vignettes as boxes."""
    return (_box(words, part) for part in parts)


def _box(words: Words, part: BoxPart) -> Box:
    title = words(N_("Example {number}: {title}"), number=part.number, title=part.title)
    about = "; ".join(filter(None, (part.case, part.sub_case)))
    opening = [Paragraph(text(about, "quiet"), "kept")] if about else []
    told = [Paragraph(spans) for spans in _paragraphs(words, part.pieces)]
    quotes = [_quotation(words, part, tied) for tied in part.tied]
    return Box(f"vignette:{part.number}", title, (*opening, *told, *quotes))


def _paragraphs(words: Words, pieces: Sequence[BoxPiece]) -> Iterator[Inline]:
    """The text, a paragraph where a blank line stands."""
    spans: list[Span] = []
    for piece in pieces:
        if piece.passage:
            spans += _citation(words, words.report.passages[piece.passage], piece.against)
            continue
        first, *others = _BETWEEN.split(piece.text)
        spans.append(Span(first))
        for other in others:
            yield from _closed(spans)
            spans = [Span(other)]
    yield from _closed(spans)


def _closed(spans: Sequence[Span]) -> Iterator[Inline]:
    if any(span.text.strip() for span in spans):
        yield tuple(span for span in spans if span.text)


def _citation(words: Words, passage: PassagePart, against: bool) -> Iterator[Span]:
    """``[R1, R3]``, which leads to the passage."""
    yield Span("[")
    if against:
        said = words(N_("against: {passage}"), passage="")
        yield Span(f"{said.strip()} ", role="contradicts")
    yield Span(words.cited(passage), f"passage:{passage.passage}")
    yield Span("]")


def _quotation(words: Words, part: BoxPart, tied: Tied) -> Quotation:
    passage = words.report.passages[tied.passage]
    notes = (text(tied.note, "emphasis"),) if tied.note else ()
    anchor = f"boxed:{part.number}:{tied.passage}"
    return Quotation(anchor, words.head(passage, linked=True), words.quote(passage), notes)
