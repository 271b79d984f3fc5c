"""The numbers of headings and the dots of lists, as lists of Word: a chapter put in later renumbers the others."""

from __future__ import annotations

from docx.document import Document

from spanveld.reports.word.xml import Element, element, value

__all__ = ["APPENDICES", "BULLETS", "CHAPTERS", "NONE", "add_numbering", "numbered"]

CHAPTERS, APPENDICES, BULLETS = 101, 102, 103
"""The lists by their number."""
NONE = 0
"""The number that takes a paragraph out of the list of its style."""


def numbered(number: int, level: int = 0) -> Element:
    """The property of a style or paragraph that puts it into a list."""
    return element("numPr", value("ilvl", level), value("numId", number))


def add_numbering(word: Document, appendix: str) -> None:
    """Put the lists into the document; ``appendix`` is the word before the letter of one."""
    numbering = word.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    for list_ in (_chapters(), _appendices(appendix), _bullets()):
        numbering.append(list_)
    for number in (CHAPTERS, APPENDICES, BULLETS):
        numbering.append(element("num", value("abstractNumId", number), numId=number))


def _list(number: int, *levels: Element, kind: str = "multilevel") -> Element:
    return element("abstractNum", value("multiLevelType", kind), *levels, abstractNumId=number)


def _level(
    level: int, format_: str, text: str, *, style: str = "", left: int = 0, hanging: int = 0, suffix: str = "tab"
) -> Element:
    return element(
        "lvl",
        value("start", 1),
        value("numFmt", format_),
        value("pStyle", style) if style else None,
        value("suff", suffix),
        value("lvlText", text),
        value("lvlJc", "left"),
        element("pPr", element("ind", left=left, hanging=hanging)),
        element("rPr", element("rFonts", ascii="Calibri", hAnsi="Calibri", cs="Calibri"))
        if format_ == "bullet"
        else None,
        ilvl=level,
    )


def _chapters() -> Element:
    first = _level(0, "decimal", "%1", style="Heading1", left=567, hanging=567)
    return _list(CHAPTERS, first, _level(1, "decimal", "%1.%2", style="Heading2", left=567, hanging=567))


def _appendices(word: str) -> Element:
    return _list(
        APPENDICES, _level(0, "upperLetter", f"{word} %1.", style="Appendix", suffix="space"), kind="singleLevel"
    )


def _bullets() -> Element:
    return _list(BULLETS, _level(0, "bullet", "•", style="ListBullet", left=284, hanging=284), kind="singleLevel")
