"""A memo as a Word document: two pages of A4 with scope and date at the foot of each."""

from __future__ import annotations

from collections.abc import Iterator

from docx.document import Document as Word
from docx.shared import Twips

from spanveld.reports.memo_fit import LABEL_SHARE
from spanveld.reports.memo_lines import Line, Memo, Sentence, Strip, StripRow
from spanveld.reports.report_blocks import Document
from spanveld.reports.word import numbering
from spanveld.reports.word.document import fill
from spanveld.reports.word.looks import GREY, INK, Look
from spanveld.reports.word.package import bytes_of, describe, empty_document
from spanveld.reports.word.styles import add_styles
from spanveld.reports.word.tables import framed
from spanveld.reports.word.text import paragraph, run
from spanveld.reports.word.xml import Element, element, value

__all__ = ["render"]

FONT = "Arial"
"""A font whose widths are the same on every system, so that the pages are."""
PAGE, SIDE, TOP, EDGE = (11906, 16838), 1247, 1134, 567
"""A4, its margins at the sides and at top and bottom, and the room below the footer, in twentieths of a point."""
WIDTH = PAGE[0] - 2 * SIDE
ACCENT, HERE, WITHIN = "1D4F8C", "1D4F8C", "DCE6F3"
STYLES = {"part": "Heading1", "sub": "Heading2", "label": "MemoLabel", "text": "Normal", "point": "ListBullet"}
STYLES |= {"more": "MemoMore", "quote": "Quote", "small": "MemoSmall"}
LINE = 252
"""The height of a line, of 240."""
LOOKS = (
    Look("Normal", "Normal", 10, after=3, line=LINE, colour=INK),
    Look("Title", "Title", 18, bold=True, after=2, line=240, colour=INK),
    Look("Subtitle", "Subtitle", 10, after=4, line=LINE, colour=GREY),
    Look("Memo Kicker", "MemoKicker", 9.5, bold=True, after=1, line=240, colour=ACCENT),
    Look(
        "heading 1", "Heading1", 12.5, bold=True, before=10, after=3, line=240, keep_next=True, outline=0, colour=ACCENT
    ),
    Look("heading 2", "Heading2", 10.5, bold=True, before=5, after=1, line=240, keep_next=True, outline=1, colour=INK),
    Look("Memo Label", "MemoLabel", 9, bold=True, before=2, after=1, line=240, keep_next=True, colour=GREY),
    Look(
        "List Bullet",
        "ListBullet",
        10,
        after=2,
        line=LINE,
        list=(numbering.BULLETS, 0),
        left=284,
        hanging=284,
        colour=INK,
    ),
    Look("Memo More", "MemoMore", 10, after=2, line=LINE, left=284, colour=INK),
    Look("Quote", "Quote", 10, italic=True, before=2, after=4, left=284, line=LINE, rule="BFB8A8", colour=INK),
    Look("Memo Small", "MemoSmall", 8.5, after=3, line=245, colour=GREY),
    Look("Table Text", "TableText", 9, line=240, colour=INK),
    Look("Table Heading", "TableHeading", 8, bold=True, line=240, keep_next=True, colour=GREY),
    Look("After Table", "AfterTable", 3, after=2, line=240),
    Look("header", "Header", 8, line=240, colour=GREY),
    Look("footer", "Footer", 8, line=240, colour=GREY),
)


def render(memo: Memo) -> bytes:
    """The memo as the bytes of a .docx file; the same for the same memo, and without a word on who made it."""
    word = empty_document(memo.language)
    add_styles(word, memo.language, LOOKS, FONT)
    numbering.add_numbering(word, "")
    _page(word, memo)
    end = word.element.body[-1]
    for made in _all(memo):
        end.addprevious(made)
    about = Document(memo.title, memo.kicker, memo.language, (), (), {}, "", "", closed=True)
    describe(word, about)
    word.core_properties.title, word.core_properties.language = memo.title[:255], memo.language
    return bytes_of(word)


def _page(word: Word, memo: Memo) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Twips(PAGE[0]), Twips(PAGE[1])
    section.left_margin = section.right_margin = Twips(SIDE)
    section.top_margin = section.bottom_margin = Twips(TOP)
    section.header_distance = section.footer_distance = Twips(EDGE)
    fill(section.header, paragraph("Header"))
    line = element("pBdr", element("top", val="single", sz=4, space=4, color="BFB8A8"))
    fill(section.footer, paragraph("Footer", [run(memo.footer)], line))


def _all(memo: Memo) -> Iterator[Element]:
    yield paragraph("MemoKicker", [run(memo.kicker)])
    yield paragraph("Title", [run(memo.title)])
    if memo.about:
        yield paragraph("Subtitle", [run(memo.about)])
    for line in memo.lines:
        if isinstance(line, Strip):
            yield from _strip(line)
        else:
            yield paragraph(STYLES[line.role], _runs(line, memo))


def _runs(line: Line, memo: Memo) -> Iterator[Element]:
    if line.lead:
        yield run(line.lead + (" " if line.sentences else ""), "" if line.role in ("sub", "label") else "Strong")
    for place, sentence in enumerate(line.sentences):
        if place:
            yield run(" ")
        yield from _said(sentence, memo)


def _said(sentence: Sentence, memo: Memo) -> Iterator[Element]:
    """A sentence; the study's own words are marked as of its language, so that Word checks them by that."""
    for piece in sentence.pieces:
        made = run(piece.text)
        if piece.own and memo.study_language != memo.language:
            language = "nl-NL" if memo.study_language == "nl" else "en-GB"
            made.insert(0, element("rPr", value("lang", language)))
        yield made


def _strip(strip: Strip) -> Iterator[Element]:
    """A table of the bands: the judged one is full, those of the interval are pale; each says so in words or by a sign."""
    first = int(WIDTH * LABEL_SHARE)
    each = (WIDTH - first) // max(1, len(strip.bands))
    widths = [first, *[each] * len(strip.bands)]
    heads = [
        _cell(width, words, "TableHeading") for width, words in zip(widths, (strip.caption, *strip.bands), strict=True)
    ]
    rows = [element("tr", element("trPr", element("cantSplit"), element("tblHeader")), *heads)]
    rows += [element("tr", element("trPr", element("cantSplit")), *_row(strip, row, widths)) for row in strip.rows]
    yield paragraph("MemoSmall", [run(f"■ {strip.here}   □ {strip.within}")], element("keepNext"))
    yield element("tbl", *framed(widths), *rows)
    yield paragraph("AfterTable")


def _row(strip: Strip, row: StripRow, widths: list[int]) -> Iterator[Element]:
    yield _cell(widths[0], row.label, "TableText", strong=True)
    if row.best is None:
        yield _cell(sum(widths[1:]), row.words, "TableText", span=len(strip.bands))
        return
    low, high = row.low if row.low is not None else row.best, row.high if row.high is not None else row.best
    for place, width in enumerate(widths[1:]):
        if place == row.best:
            yield _cell(width, "■", "TableText", fill=WITHIN, middle=True)
        elif low <= place <= high:
            yield _cell(width, "□", "TableText", fill=WITHIN, middle=True)
        else:
            yield _cell(width, "", "TableText")


def _cell(
    width: int, words: str, style: str, *, fill: str = "", span: int = 1, strong: bool = False, middle: bool = False
) -> Element:
    properties = element(
        "tcPr",
        element("tcW", w=width, type="dxa"),
        value("gridSpan", span) if span > 1 else None,
        element("shd", val="clear", color="auto", fill=fill) if fill else None,
    )
    side = [value("jc", "center")] if middle or (style == "TableHeading" and words) else []
    said = run(words, "Strong" if strong else "")
    if middle:
        said.insert(0, element("rPr", value("color", HERE)))
    return element("tc", properties, paragraph(style, [said], element("keepNext"), *side))
