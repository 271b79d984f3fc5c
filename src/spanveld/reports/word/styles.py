"""The styles of a Word report: those of Word itself where it has them, some of our own beside them.

Everything that a reader may want to change in a whole document (font, size, room, colour) stands in a style, nothing in the
paragraphs themselves.
"""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document
from docx.oxml.ns import qn

from spanveld.reports.word import numbering
from spanveld.reports.word.looks import CHARACTERS, GREY, LOOKS, OWN, Look
from spanveld.reports.word.tables import STYLE as TABLE_STYLE
from spanveld.reports.word.xml import Element, element, value

__all__ = ["add_styles"]

FONT = "Calibri"
LANGUAGES = {"nl": "nl-NL", "en": "en-GB"}


def add_styles(word: Document, language: str, looks: Sequence[Look] = LOOKS, font: str = FONT) -> None:
    """Put exactly the styles of a report (or these) into the document; its words are marked as written in ``language``."""
    styles = word.styles.element
    kept = {look.id for look in looks} | {"DefaultParagraphFont", "TableNormal", "NoList"}
    for style in list(word.styles):
        if style.style_id not in kept or style.style_id in {look.id for look in looks}:
            styles.remove(style.element)
    _defaults(styles, LANGUAGES.get(language, "en-GB"), font)
    for look in looks:
        styles.append(_paragraph_style(look))
    for id_, (name, traits) in CHARACTERS.items():
        styles.append(_character_style(id_, name, traits))
    styles.append(_table_style())


def _defaults(styles: Element, language: str, font: str) -> None:
    old = styles.find(qn("w:docDefaults"))
    fonts = element("rFonts", ascii=font, hAnsi=font, eastAsia=font, cs=font)
    words = element("lang", val=language, eastAsia=language, bidi="ar-SA")
    run = element("rPr", fonts, value("sz", 21), value("szCs", 21), words)
    paragraph = element("pPr", element("spacing", after=0, line=259, lineRule="auto"))
    styles.replace(old, element("docDefaults", element("rPrDefault", run), element("pPrDefault", paragraph)))


def _paragraph_style(look: Look) -> Element:
    own = look.name in OWN or look.name.startswith("Memo ")
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
    return element(
        "pPr",
        element("keepNext") if look.keep_next else None,
        element("pageBreakBefore") if look.page_break else None,
        element("widowControl"),
        numbering.numbered(*look.list) if look.list else None,
        _borders(look),
        element("shd", val="clear", color="auto", fill=look.fill) if look.fill else None,
        tabs,
        element("suppressAutoHyphens") if look.outline is not None else None,
        element(
            "spacing", before=round(look.before * 20), after=round(look.after * 20), line=look.line, lineRule="auto"
        ),
        _indent(look),
        value("outlineLvl", look.outline) if look.outline is not None else None,
    )


def _borders(look: Look) -> Element | None:
    if look.box:
        sides = ("top", "left", "bottom", "right")
        return element("pBdr", *(element(side, val="single", sz=8, space=8, color=look.box) for side in sides))
    if not look.rule:
        return None
    thick = 18 if look.rule_kind == "single" else 8
    return element("pBdr", element("left", val=look.rule_kind, sz=thick, space=8, color=look.rule))


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
