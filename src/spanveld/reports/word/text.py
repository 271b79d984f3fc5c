"""Paragraphs, the text in them, and fields that already hold what they will show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spanveld.reports.report_blocks import Inline, Span
from spanveld.reports.report_words import printable
from spanveld.reports.word.links import Bookmarks
from spanveld.reports.word.xml import Element, element, value

__all__ = ["field", "paragraph", "run", "runs_of"]

CHARACTER_STYLES = {
    "strong": "Strong",
    "emphasis": "Emphasis",
    "warning": "WarningText",
    "qualifies": "QualifiesText",
    "contradicts": "ContradictsText",
    "quiet": "QuietText",
}
_PIECES = re.compile(r"[^\n\t]+|\n|\t")


def run(text: str, style: str = "") -> Element:
    """A run of text; line ends and tabs become those of Word."""
    pieces = [_piece(piece) for piece in _PIECES.findall("\n".join(map(printable, text.split("\n"))))]
    properties = element("rPr", value("rStyle", style)) if style else None
    return element("r", properties, *pieces)


def _piece(piece: str) -> Element:
    if piece in ("\n", "\t"):
        return element("br" if piece == "\n" else "tab")
    return element("t", text=piece, xml_space="preserve")


def runs_of(spans: Inline, bookmarks: Bookmarks, plain: str = "") -> list[Element]:
    """Spans as runs and links; ``plain``: the character style of those without a role."""
    return [_run_of(span, bookmarks, plain) for span in spans if span.text]


def _run_of(span: Span, bookmarks: Bookmarks, plain: str) -> Element:
    if span.target:
        return bookmarks.link(span.target, [run(span.text, "Hyperlink")])
    return run(span.text, CHARACTER_STYLES.get(span.role, plain))


def paragraph(style: str, runs: Iterable[Element] = (), *properties: Element) -> Element:
    """A paragraph in a style; other ``properties`` in the order that the format demands."""
    return element("p", element("pPr", value("pStyle", style), *properties), *runs)


def field(instruction: str, shown: str, style: str = "") -> list[Element]:
    """A field with what it shows until Word works it out anew."""
    return list(_field(instruction, [run(shown, style)]))


def _field(instruction: str, shown: Iterable[Element]) -> Iterator[Element]:
    yield element("r", element("fldChar", fldCharType="begin"))
    yield element("r", element("instrText", text=f" {instruction} ", xml_space="preserve"))
    yield element("r", element("fldChar", fldCharType="separate"))
    yield from shown
    yield element("r", element("fldChar", fldCharType="end"))
