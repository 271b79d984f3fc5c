"""What a search found as tables of plain rows."""

from __future__ import annotations

from spanveld.language.messages import Translate
from spanveld.model.errors import N_
from spanveld.views.searching import Hits, Lines
from spanveld.views.sheets import Column, Sheet

__all__ = ["FOUND_IN", "hits_sheet", "lines_sheet", "sources_sheet"]

FOUND_IN = {"text": N_("text"), "memo": N_("memo"), "finding": N_("finding"), "overview": N_("overview")}
"""What a paragraph that was found is part of."""


def _of(count: int, searched: int, translate: Translate) -> str:
    return translate(N_("Paragraphs found: {count} of {searched}.")).format(count=count, searched=searched)


def hits_sheet(hits: Hits, translate: Translate) -> Sheet:
    """A row a paragraph, best first; positions are code points of the whole text."""
    columns = (
        Column("rank", translate(N_("Place in the order")), "count"),
        Column("in", translate(N_("In"))),
        Column("subject", translate(N_("About"))),
        Column("source", translate(N_("Source"))),
        Column("start", translate(N_("From")), "count"),
        Column("end", translate(N_("Until")), "count"),
        Column("places", translate(N_("Places")), "count"),
        Column("words", translate(N_("Words"))),
    )
    rows = [
        (rank, FOUND_IN[hit.kind], hit.subject, hit.source, hit.start, hit.end, len(hit.spans), hit.snippet)
        for rank, hit in enumerate(hits.items, hits.offset + 1)
    ]
    shown = [(row[0], translate(str(row[1])), *row[2:]) for row in rows]
    return Sheet("search", hits.words, columns, shown, [_of(hits.total, hits.searched, translate)])


def sources_sheet(hits: Hits, translate: Translate) -> Sheet:
    """A row a source: how many of its paragraphs were found."""
    columns = (
        Column("source", translate(N_("Source"))),
        Column("title", translate(N_("Title"))),
        Column("hits", translate(N_("Paragraphs found")), "count"),
        Column("paragraphs", translate(N_("Paragraphs")), "count"),
        Column("words", translate(N_("Words")), "count"),
    )
    rows = [(one.source, one.title, one.hits, one.paragraphs, one.words) for one in hits.sources]
    note = translate(N_("Sources with hits in their text: {count} of {searched}.")).format(
        count=len(hits.sources), searched=hits.sources_searched
    )
    return Sheet("sources", translate(N_("Sources")), columns, rows, [note])


def lines_sheet(lines: Lines, translate: Translate) -> Sheet:
    """A row a place, with what stands before and after it."""
    columns = (
        Column("in", translate(N_("In"))),
        Column("subject", translate(N_("About"))),
        Column("source", translate(N_("Source"))),
        Column("start", translate(N_("From")), "count"),
        Column("end", translate(N_("Until")), "count"),
        Column("left", translate(N_("Before"))),
        Column("word", translate(N_("Words"))),
        Column("right", translate(N_("After"))),
    )
    rows = [
        (translate(FOUND_IN[one.kind]), one.subject, one.source, one.start, one.end, one.left, one.word, one.right)
        for one in lines.items
    ]
    return Sheet("in-context", lines.words, columns, rows, [_of(lines.total, lines.searched, translate)])
