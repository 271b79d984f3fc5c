"""A report's blocks as a Word document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docx.document import Document as Word
from docx.section import _Footer, _Header
from docx.shared import Twips

from spanveld.reports.report_blocks import Block, Box, Bullets, Document, Figure, Heading, Paragraph, Quotation, Table
from spanveld.reports.word import numbering
from spanveld.reports.word.contents import contents
from spanveld.reports.word.links import Bookmarks
from spanveld.reports.word.package import bytes_of, describe, empty_document
from spanveld.reports.word.styles import add_styles
from spanveld.reports.word.tables import table
from spanveld.reports.word.text import field, paragraph, run, runs_of
from spanveld.reports.word.xml import Element, element

__all__ = ["fill", "page_number", "render"]

PARAGRAPHS = {"body": "Normal", "lead": "Lead", "note": "Note", "kept": "KeptNote", "warning": "Warning"}
QUOTES = {"": "Quote", "supports": "Quote", "qualifies": "QuoteQualifies", "contradicts": "QuoteContradicts"}
PAGE, MARGIN, EDGE = (11906, 16838), 1247, 624
"""The page (A4), its margins, and the room above its header, in twentieths of a point."""


def render(document: Document) -> bytes:
    """The document as the bytes of a .docx file; the same for the same document."""
    word, bookmarks = empty_document(document.language), Bookmarks()
    add_styles(word, document.language)
    numbering.add_numbering(word, document.words["appendix"])
    _page(word, document)
    body = word.element.body
    end = body[-1]
    for made in _all(document, bookmarks):
        end.addprevious(made)
    describe(word, document)
    return bytes_of(word)


def _page(word: Word, document: Document) -> None:
    """A4, with the title at the head of each page but the first, and the number of the page at its foot."""
    section = word.sections[0]
    section.page_width, section.page_height = Twips(PAGE[0]), Twips(PAGE[1])
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Twips(MARGIN)
    section.header_distance = section.footer_distance = Twips(EDGE)
    section.different_first_page_header_footer = True
    fill(section.header, paragraph("Header", [run(document.title)]))
    fill(section.footer, paragraph("Footer", list(page_number(document.words["page"]))))
    fill(section.first_page_header, paragraph("Header"))
    fill(section.first_page_footer, paragraph("Footer"))


def fill(part: _Header | _Footer, line: Element) -> None:
    """Put one paragraph into a header or footer in the place of the empty one that it has."""
    part.is_linked_to_previous = False
    for old in list(part._element):
        part._element.remove(old)
    part._element.append(line)


def page_number(message: str) -> Iterator[Element]:
    """``page 3 of 40`` in the words of ``message``, at the right."""
    yield run("\t")
    for piece in re.split(r"({page}|{pages})", message):
        if piece in ("{page}", "{pages}"):
            yield from field("PAGE" if piece == "{page}" else "NUMPAGES", "1")
        elif piece:
            yield run(piece)


def _all(document: Document, bookmarks: Bookmarks) -> Iterator[Element]:
    yield paragraph("Title", [run(document.title)])
    yield paragraph("Subtitle", [run(document.subtitle)])
    for label, spans in document.facts:
        yield paragraph("FactLabel", [run(label)])
        yield paragraph("Fact", runs_of(spans, bookmarks))
    words = document.words
    yield contents(document.headings, words["contents"], words["appendix"], bookmarks)
    first = True
    for block in document.blocks:
        yield from _block(block, words, bookmarks, first=first)
        first = False


def _block(block: Block, words: dict[str, str], bookmarks: Bookmarks, *, first: bool) -> Iterator[Element]:
    match block:
        case Heading():
            yield _heading(block, bookmarks, first=first)
        case Paragraph():
            yield paragraph(PARAGRAPHS[block.role], runs_of(block.spans, bookmarks))
        case Bullets():
            for item in block.items:
                yield paragraph("ListBullet", runs_of(item, bookmarks))
        case Table():
            yield from table(block, words["table"], bookmarks)
        case Quotation():
            yield from _quotation(block, bookmarks)
        case Box():
            yield from _box(block, bookmarks)
        case Figure():
            return


def _heading(block: Heading, bookmarks: Bookmarks, *, first: bool) -> Element:
    """A heading; Word itself numbers it, but for those that have no number."""
    style = "Appendix" if block.appendix else f"Heading{block.level}"
    properties = []
    if first:
        properties.append(element("pageBreakBefore"))
    if not block.number and block.level == 2:
        properties += [numbering.numbered(numbering.NONE), element("ind", left=0, firstLine=0)]
    return paragraph(style, bookmarks.around(block.anchor, [run(block.text)]), *properties)


def _box(block: Box, bookmarks: Bookmarks) -> Iterator[Element]:
    """A box: paragraphs with lines all round that Word draws as one, and a little room below it."""
    yield paragraph("BoxTitle", bookmarks.around(block.anchor, [run(block.title)]))
    for part in block.content:
        if isinstance(part, Quotation):
            yield from _quotation(part, bookmarks, "BoxQuote", "BoxNote")
        else:
            yield paragraph("BoxAbout" if part.role == "kept" else "BoxText", runs_of(part.spans, bookmarks))
    yield paragraph("AfterBox")


def _quotation(
    block: Quotation, bookmarks: Bookmarks, style: str = "", note_style: str = "QuoteNote"
) -> Iterator[Element]:
    """Who and where on a line of its own in the paragraph of the words, so that no page can come between them."""
    head = bookmarks.around(block.anchor, runs_of(block.head, bookmarks, "QuoteSourceText"))
    keep = [element("keepNext")] if block.notes else []
    words = [*head, element("r", element("br")), run(block.quote)]
    yield paragraph(style or QUOTES[block.stance], words, *keep)
    for note in block.notes:
        yield paragraph(note_style, runs_of(note, bookmarks))
