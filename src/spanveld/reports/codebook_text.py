"""The codebook as lines of text: layer by layer, each code with what it means and how often it was given."""

from __future__ import annotations

from collections.abc import Iterator

from spanveld.language.messages import LANGUAGES, translator
from spanveld.model.errors import N_
from spanveld.reports.codebook_document import ORIGINS, counts_of, traits_of
from spanveld.reports.lines import WIDTH, Line, fitting, wrapped
from spanveld.views.codebook_page import CodebookPage

__all__ = ["codebook_lines"]


def codebook_lines(book: CodebookPage, *, width: int = WIDTH) -> Iterator[Line]:
    """The codebook line by line, in the study's language."""
    translate, width = translator(book.language if book.language in LANGUAGES else "en"), fitting(width)
    yield from wrapped(book.title or book.study, "title", width)
    for layer in book.layers:
        yield Line("", "empty")
        yield from wrapped(f"{layer.label} ({layer.layer})", "kind", width)
        yield from wrapped(traits_of(layer, translate), "ground", width, "  ", 2)
        for line in layer.codes:
            indent = 2 + 2 * line.depth
            lead = " " * indent
            yield Line("", "empty")
            yield from wrapped(f"{line.label}  {line.identifier}", "dimension", width, lead, indent + 2)
            if line.definition:
                yield from wrapped(line.definition, "statement", width, f"{lead}  ", indent + 2)
            for example in line.examples:
                yield from wrapped(f"{translate(N_('e.g.'))} {example}", "statement", width, f"{lead}  ", indent + 2)
            counts = ", ".join([translate(ORIGINS[line.origin]), *counts_of(line, translate)])
            yield from wrapped(counts, "ground", width, f"{lead}  ", indent + 2)
        if not layer.codes:
            yield Line("  " + translate(N_("No codes yet.")), "ground")
    if not book.layers:
        yield Line(translate(N_("This study has no layers.")), "ground")
