"""The table of contents: a field of Word that holds its entries already, each a link to its heading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spanveld.reports.report_blocks import Heading
from spanveld.reports.word.links import Bookmarks
from spanveld.reports.word.text import paragraph, run
from spanveld.reports.word.xml import Element, element, value

__all__ = ["contents"]

INSTRUCTION = ' TOC \\o "1-2" \\h \\z \\n \\t "Appendix;1" '
"""Headings of two levels and appendices, as links, without numbers of pages: those only Word knows."""


def contents(headings: Sequence[Heading], title: str, appendix: str, bookmarks: Bookmarks) -> Element:
    """The table of contents as Word makes one, so that it can be renewed there with a click."""
    properties = element(
        "sdtPr",
        element("docPartObj", value("docPartGallery", "Table of Contents"), element("docPartUnique")),
    )
    lines = [paragraph("TOCHeading", [run(title)]), *_entries(headings, appendix, bookmarks)]
    return element("sdt", properties, element("sdtContent", *lines))


def _entries(headings: Sequence[Heading], appendix: str, bookmarks: Bookmarks) -> Iterator[Element]:
    opening = [
        element("r", element("fldChar", fldCharType="begin")),
        element("r", element("instrText", text=INSTRUCTION, xml_space="preserve")),
        element("r", element("fldChar", fldCharType="separate")),
    ]
    closing = [element("r", element("fldChar", fldCharType="end"))]
    for place, heading in enumerate(headings):
        first, last = place == 0, place == len(headings) - 1
        link = bookmarks.link(heading.anchor, [run(_numbered(heading, appendix))])
        yield paragraph(f"TOC{heading.level}", [*(opening if first else ()), link, *(closing if last else ())])


def _numbered(heading: Heading, appendix: str) -> str:
    if heading.appendix:
        return f"{appendix} {heading.number}. {heading.text}"
    return f"{heading.number}\t{heading.text}" if heading.number else heading.text
