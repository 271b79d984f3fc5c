"""The codebook as a table: a row a code, for CSV and for Excel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spanveld.language.messages import LANGUAGES, Translate, translator
from spanveld.model.errors import N_
from spanveld.reports.codebook_document import ORIGINS, traits_of
from spanveld.views.codebook_page import CodebookPage, CodeLine, LayerPart
from spanveld.views.sheets import Cell, Column, Sheet

__all__ = ["codebook_sheets"]

SEPARATOR = "\n"


def codebook_sheets(book: CodebookPage) -> tuple[Sheet, Sheet]:
    """The codes and the layers, in the study's language; nothing in them is of a source's words."""
    _ = translator(book.language if book.language in LANGUAGES else "en")
    return _codes(book, _), _layers(book, _)


def _codes(book: CodebookPage, _: Translate) -> Sheet:
    columns = (
        Column("code", _(N_("Code"))),
        Column("layer", _(N_("Layer"))),
        Column("path", _(N_("Path"))),
        Column("label", _(N_("Label"))),
        Column("label_en", _(N_("Label in English"))),
        Column("label_nl", _(N_("Label in Dutch"))),
        Column("parent", _(N_("Below"))),
        Column("depth", _(N_("Depth")), "count"),
        Column("definition", _(N_("What it means"))),
        Column("examples", _(N_("Examples of use"))),
        Column("citations", _(N_("From"))),
        Column("origin", _(N_("Whose it is"))),
        Column("codings", _(N_("Codings")), "count"),
        Column("passages", _(N_("Passages")), "count"),
        Column("sources", _(N_("Sources")), "count"),
        Column("below", _(N_("Codings of codes below it")), "count"),
        Column("memos", _(N_("Memos")), "count"),
    )
    notes = (_(N_("A count is of all coders; the codings of codes below a code stand in a column of their own.")),)
    rows = [row for layer in book.layers for row in _rows(layer, _)]
    return Sheet("codes", _(N_("Codes")), columns, rows, notes)


def _rows(layer: LayerPart, _: Translate) -> Iterator[Sequence[Cell]]:
    labels: dict[str, str] = {}
    for line in layer.codes:
        above = labels.get(line.parent, "")
        labels[line.code] = f"{above} / {line.label}" if above else line.label
        yield _row(line, layer, labels[line.code], _)


def _row(line: CodeLine, layer: LayerPart, path: str, _: Translate) -> Sequence[Cell]:
    names = (line.code, layer.layer, path, line.label, line.label_en, line.label_nl, line.parent)
    said = (line.definition, SEPARATOR.join(line.examples), SEPARATOR.join(line.citations), _(ORIGINS[line.origin]))
    return (*names, line.depth, *said, line.codings, line.passages, line.sources, line.below, line.memos)


def _layers(book: CodebookPage, _: Translate) -> Sheet:
    columns = (
        Column("layer", _(N_("Layer"))),
        Column("label", _(N_("Label"))),
        Column("definition", _(N_("What it means"))),
        Column("traits", _(N_("How it is given"))),
        Column("codes", _(N_("Codes")), "count"),
        Column("codings", _(N_("Codings")), "count"),
    )
    rows = [
        (layer.layer, layer.label, layer.definition, traits_of(layer, _), len(layer.codes), layer.codings)
        for layer in book.layers
    ]
    return Sheet("layers", _(N_("Layers")), columns, rows)
