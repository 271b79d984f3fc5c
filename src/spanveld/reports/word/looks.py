"""How each style of a Word report looks."""

from __future__ import annotations

from dataclasses import dataclass

from spanveld.reports.word import numbering

__all__ = ["CHARACTERS", "GREY", "LOOKS", "OWN", "Look"]

INK, GREY, ACCENT, AGAINST, QUALIFY, FEW = "222222", "595959", "1D4F8C", "8C1C13", "6B4A00", "7A4B00"
BOX_FILL = "F6F3EC"


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph style looks; sizes and room in points, indents in twentieths of one.

    ``rule``: a line at the left; ``box``: lines all round, which paragraphs that follow each other share where indents are alike.
    """

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
    box: str = ""
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
    Look(
        "Box Title",
        "BoxTitle",
        11.5,
        next="BoxText",
        bold=True,
        before=14,
        after=4,
        line=247,
        left=200,
        right=200,
        keep_next=True,
        outline=2,
        box=GREY,
        fill=BOX_FILL,
        colour=ACCENT,
    ),
    Look(
        "Box Text", "BoxText", 10.5, next="BoxText", after=6, left=200, right=200, box=GREY, fill=BOX_FILL, colour=INK
    ),
    Look(
        "Box About",
        "BoxAbout",
        9.5,
        next="BoxText",
        after=5,
        left=200,
        right=200,
        keep_next=True,
        box=GREY,
        fill=BOX_FILL,
        colour=GREY,
    ),
    Look(
        "Box Quote",
        "BoxQuote",
        10,
        next="BoxText",
        before=4,
        after=4,
        left=200,
        right=200,
        line=252,
        box=GREY,
        fill=BOX_FILL,
        colour=INK,
    ),
    Look(
        "Box Note",
        "BoxNote",
        9,
        next="BoxText",
        after=4,
        left=200,
        right=200,
        line=240,
        box=GREY,
        fill=BOX_FILL,
        colour=GREY,
    ),
    Look("After Box", "AfterBox", 4, after=8, line=240),
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
        "Box Title",
        "Box Text",
        "Box About",
        "Box Quote",
        "Box Note",
        "After Box",
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
