"""The vignettes of a study as lines of text: each box with its number, its frame, and its passages as they are cited."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spanveld.language.messages import Translate, translator
from spanveld.model.errors import N_
from spanveld.reports.lines import WIDTH, Line, fitting, wrapped
from spanveld.views.vignettes import Box, BoxQuote, Vignettes

__all__ = ["lines"]

_BETWEEN = re.compile(r"\n\s*\n")


def lines(found: Vignettes, *, width: int = WIDTH) -> Iterator[Line]:
    """All boxes in the order of their numbers, in the study's language."""
    width, translate = fitting(width), translator(found.language)
    yield from wrapped(found.title or found.study, "title", width)
    if not found.vignettes:
        yield Line("  " + translate(N_("No examples yet.")))
    for box in found.vignettes:
        yield Line("", "empty")
        yield from _box(box, translate, width)


def _box(box: Box, translate: Translate, width: int) -> Iterator[Line]:
    yield from wrapped(box.heading, "dimension", width)
    facts = [box.case_name, box.sub_case_name, box.dimension_label, box.vignette]
    yield from wrapped("; ".join(filter(None, facts)), "ground", width, "  ", 2)
    told = "".join(piece.text for piece in box.pieces)
    for paragraph in _BETWEEN.split(told):
        if paragraph.strip():
            yield Line("", "empty")
            yield from wrapped(paragraph, "statement", width, "  ", 2)
    for quote in box.passages:
        yield Line("", "empty")
        yield from wrapped(quote.quote, "support", width, "    ", 4)
        yield from wrapped(_where(quote, translate), "ground", width, "    ", 4)
        if quote.note:
            yield from wrapped(quote.note, "ground", width, "    ", 4)


def _where(quote: BoxQuote, translate: Translate) -> str:
    """``[R1] burgemeester; P12, interview (hedged)``."""
    functions = ", ".join(
        dict.fromkeys(voice.function for voice in quote.voices if voice.function and not voice.observer)
    )
    marks = [translate(N_("hedged"))] if quote.hedged else []
    marks += [translate(N_("condensed"))] if quote.condensed else []
    marks += [translate(N_("place lost in a correction of the text"))] if quote.doubt else []
    place = ", ".join(filter(None, (quote.source, quote.source_title)))
    said = " ".join(filter(None, (quote.citation, functions)))
    return "; ".join([said, quote.passage, place, *marks])
