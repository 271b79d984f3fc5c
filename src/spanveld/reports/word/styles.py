"""The styles of a Word report: those of Word itself where it has them, some of our own beside them.

Everything that a reader may want to change in a whole document (font, size, room, colour) stands in a style, nothing in the
paragraphs themselves.
"""

from __future__ import annotations

from dataclasses import dataclass

from docx.document import Document
from docx.oxml.ns import qn

from spanveld.reports.word import numbering
from spanveld.reports.word.tables import STYLE as TABLE_STYLE
from spanveld.reports.word.xml import Element, element, value

__all__ = ["add_styles"]

FONT = "Calibri"
INK, GREY, ACCENT, AGAINST, QUALIFY, FEW = "222222", "595959", "1D4F8C", "8C1C13", "6B4A00", "7A4B00"
LANGUAGES = {"nl": "nl-NL", "en": "en-GB"}


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph style looks; sizes and room in points, indents in twentieths of one. ``rule``: a line at "
    "the left."""

    name: str
    id: str
    size: float = 10.5
    based_on: str = "Normal"
    next: str = "Normal"
    bold: bool = False
    italic: bool = False
    colour: str = ""
    before: float = 0
    after: float = 0
    line: int = 259
    left: int = 0
    right: int = 0
    hanging: int = 0
    keep_next: bool = False
    page_break: bool = False
    outline: int | None = None
    list: tuple[int, int] | None = None
    rule: str = ""
    rule_kind: str = "single"
    fill: str = ""
    tabs: tuple[tuple[str, int], ...] = ()


LOOKS = (
    Look("Normal", "Normal", after=6, colour=INK),
    Look("Title", "Title", 26, next="Subtitle", bold=True, before=150, after=4, line=240, colour=INK),
    Look("Subtitle", "Subtitle", 14, after=30, line=240, colour=GREY),
    Look(
        "heading 1",
        "Heading1",
        18,
        bold=True,
        before=26,
        after=8,
        line=240,
        keep_next=True,
        outline=0,
        list=(numbering.CHAPTERS, 0),
        colour=ACCENT,
    ),
    Look(
        "heading 2",
        "Heading2",
        13.5,
        bold=True,
        before=18,
        after=6,
        line=240,
        keep_next=True,
        outline=1,
        list=(numbering.CHAPTERS, 1),
        colour=ACCENT,
    ),
    Look(
        "heading 3",
        "Heading3",
        11.5,
        bold=True,
        before=20,
        after=3,
        line=247,
        keep_next=True,
        outline=2,
        colour=INK,
    ),
    Look(
        "heading 4",
        "Heading4",
        10.5,
        bold=True,
        before=9,
        after=4,
        line=240,
        keep_next=True,
        outline=3,
        colour=GREY,
    ),
    Look(
        "Appendix",
        "Appendix",
        18,
        "Heading1",
        bold=True,
        before=0,
        after=8,
        line=240,
        keep_next=True,
        page_break=True,
        outline=0,
        list=(numbering.APPENDICES, 0),
        colour=ACCENT,
    ),
    Look("TOC Heading", "TOCHeading", 18, bold=True, after=8, line=240, keep_next=True, page_break=True, colour=ACCENT),
    Look("toc 1", "TOC1", 11, bold=True, before=6, after=1, line=240, tabs=(("left", 567),), left=567, hanging=567),
    Look("toc 2", "TOC2", 10.5, after=1, line=240, tabs=(("left", 1134),), left=1134, hanging=567),
    Look("List Bullet", "ListBullet", after=4, next="ListBullet", list=(numbering.BULLETS, 0), left=284, hanging=284),
    Look("caption", "Caption", 9.5, bold=True, before=12, after=4, line=240, keep_next=True, colour=GREY),
    Look("Quote", "Quote", 10, before=6, after=2, left=284, line=252, rule="BFB8A8", colour=INK),
    Look(
        "Quote Qualifies",
        "QuoteQualifies",
        10,
        "Quote",
        "Quote",
        before=6,
        after=2,
        left=284,
        line=252,
        rule=QUALIFY,
        rule_kind="dashed",
    ),
    Look(
        "Quote Contradicts",
        "QuoteContradicts",
        10,
        "Quote",
        "Quote",
        before=6,
        after=2,
        left=284,
        line=252,
        rule=AGAINST,
        rule_kind="double",
    ),
    Look("Quote Note", "QuoteNote", 9, after=2, left=284, line=240, colour=GREY),
    Look("Note", "Note", 9.5, after=4, line=247, colour=GREY),
    Look("Kept Note", "KeptNote", 9.5, "Note", after=4, line=247, keep_next=True, colour=GREY),
    Look("Lead", "Lead", 10.5, bold=True, before=8, after=3, keep_next=True, colour=INK),
    Look(
        "Warning",
        "Warning",
        10.5,
        before=3,
        after=8,
        left=142,
        right=142,
        rule=FEW,
        fill="FDF0D2",
        colour=INK,
    ),
    Look("Table Text", "TableText", 9, after=2, line=240, colour=INK),
    Look("Table Heading", "TableHeading", 9, bold=True, before=2, after=2, line=240, keep_next=True, colour=GREY),
    Look("Table Group", "TableGroup", 9.5, bold=True, before=2, after=2, line=240, keep_next=True, colour=INK),
    Look("After Table", "AfterTable", 4, after=4, line=240),
    Look("Fact Label", "FactLabel", 10.5, before=6, after=0, line=240, keep_next=True, colour=GREY),
    Look("Fact", "Fact", 11, after=2, line=250),
    Look("header", "Header", 8.5, line=240, colour=GREY),
    Look("footer", "Footer", 8.5, line=240, tabs=(("right", 9412),), colour=GREY),
)
CHARACTERS: dict[str, tuple[str, dict[str, bool | str]]] = {
    "Strong": ("Strong", {"b": True}),
    "Emphasis": ("Emphasis", {"i": True}),
    "Hyperlink": ("Hyperlink", {"color": ACCENT}),
    "WarningText": ("Warning Text", {"b": True, "color": FEW}),
    "QualifiesText": ("Qualifies Text", {"b": True, "color": QUALIFY}),
    "ContradictsText": ("Contradicts Text", {"b": True, "color": AGAINST}),
    "QuietText": ("Quiet Text", {"color": GREY}),
    "QuoteSourceText": ("Quote Source Text", {"color": GREY, "sz": "18"}),
}
OWN = frozenset(
    (
        "Appendix",
        "Quote Qualifies",
        "Quote Contradicts",
        "Quote Source Text",
        "Quote Note",
        "Note",
        "Kept Note",
        "Lead",
        "Warning",
        "Table Text",
        "Table Heading",
        "Table Group",
        "After Table",
        "Fact Label",
        "Fact",
        "Warning Text",
        "Qualifies Text",
        "Contradicts Text",
        "Quiet Text",
    )
)
"""Styles that Word does not bring."""


def add_styles(word: Document, language: str) -> None:
    """Put exactly the styles of a report into the document; its words are marked as written in ``language``."""
    styles = word.styles.element
    kept = {look.id for look in LOOKS} | {"DefaultParagraphFont", "TableNormal", "NoList"}
    for style in list(word.styles):
        if style.style_id not in kept or style.style_id in {look.id for look in LOOKS}:
            styles.remove(style.element)
    _defaults(styles, LANGUAGES.get(language, "en-GB"))
    for look in LOOKS:
        styles.append(_paragraph_style(look))
    for id_, (name, traits) in CHARACTERS.items():
        styles.append(_character_style(id_, name, traits))
    styles.append(_table_style())


def _defaults(styles: Element, language: str) -> None:
    old = styles.find(qn("w:docDefaults"))
    fonts = element("rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT)
    words = element("lang", val=language, eastAsia=language, bidi="ar-SA")
    run = element("rPr", fonts, value("sz", 21), value("szCs", 21), words)
    paragraph = element("pPr", element("spacing", after=0, line=259, lineRule="auto"))
    styles.replace(old, element("docDefaults", element("rPrDefault", run), element("pPrDefault", paragraph)))


def _paragraph_style(look: Look) -> Element:
    own = look.name in OWN
    style = element(
        "style",
        value("name", look.name),
        value("basedOn", look.based_on) if look.id != "Normal" else None,
        value("next", look.next) if look.next != look.id else None,
        value("uiPriority", 99 if own else 9),
        element("qFormat"),
        _paragraph_properties(look),
        _run_properties(look),
        type="paragraph",
        styleId=look.id,
    )
    if own:
        style.set(qn("w:customStyle"), "1")
    if look.id == "Normal":
        style.set(qn("w:default"), "1")
    return style


def _paragraph_properties(look: Look) -> Element:
    """The properties in the order that the format demands."""
    tabs = element("tabs", *(element("tab", val=side, pos=place) for side, place in look.tabs)) if look.tabs else None
    rule = element("left", val=look.rule_kind, sz=18 if look.rule_kind == "single" else 8, space=8, color=look.rule)
    return element(
        "pPr",
        element("keepNext") if look.keep_next else None,
        element("pageBreakBefore") if look.page_break else None,
        element("widowControl"),
        numbering.numbered(*look.list) if look.list else None,
        element("pBdr", rule) if look.rule else None,
        element("shd", val="clear", color="auto", fill=look.fill) if look.fill else None,
        tabs,
        element("suppressAutoHyphens") if look.outline is not None else None,
        element(
            "spacing", before=round(look.before * 20), after=round(look.after * 20), line=look.line, lineRule="auto"
        ),
        _indent(look),
        value("outlineLvl", look.outline) if look.outline is not None else None,
    )


def _indent(look: Look) -> Element | None:
    if look.list and look.list[0] != numbering.BULLETS:
        return None
    if not (look.left or look.right or look.hanging):
        return None
    return element("ind", left=look.left, right=look.right, hanging=look.hanging)


def _run_properties(look: Look) -> Element:
    size = round(look.size * 2)
    return element(
        "rPr",
        element("b") if look.bold else None,
        element("bCs") if look.bold else None,
        element("i") if look.italic else None,
        value("color", look.colour) if look.colour else None,
        value("sz", size),
        value("szCs", size),
    )


def _character_style(id_: str, name: str, traits: dict[str, bool | str]) -> Element:
    properties = [element(tag) if content is True else value(tag, str(content)) for tag, content in traits.items()]
    style = element(
        "style",
        value("name", name),
        value("basedOn", "DefaultParagraphFont"),
        value("uiPriority", 99),
        element("qFormat"),
        element("rPr", *properties),
        type="character",
        styleId=id_,
    )
    if name in OWN:
        style.set(qn("w:customStyle"), "1")
    return style


def _table_style() -> Element:
    """Thin lines between rows, a stronger one below the header."""
    borders = element("tblBorders", _line("top", 8, GREY), _line("bottom", 8, GREY), _line("insideH", 4, "CFC8B8"))
    margins = element(
        "tblCellMar",
        element("top", w=40, type="dxa"),
        element("left", w=85, type="dxa"),
        element("bottom", w=40, type="dxa"),
        element("right", w=85, type="dxa"),
    )
    header = element("tcPr", element("tcBorders", _line("bottom", 8, GREY)))
    return element(
        "style",
        value("name", "Spanveld Table"),
        value("basedOn", "TableNormal"),
        value("uiPriority", 59),
        element("qFormat"),
        element("tblPr", borders, margins),
        element("tblStylePr", header, type="firstRow"),
        type="table",
        styleId=TABLE_STYLE,
        customStyle=1,
    )


def _line(side: str, size: int, colour: str) -> Element:
    """A border, its ``size`` in eighths of a point."""
    return element(side, val="single", sz=size, space=0, color=colour)
