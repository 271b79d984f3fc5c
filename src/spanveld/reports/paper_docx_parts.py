"""The parts of a Word file of a source that are the same for every source: its styles, its numbering, its settings, its package."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from spanveld.model.paper import APART, MARK, on_paper

__all__ = ["NUMBERS", "W", "attribute", "numbering", "packed", "settings", "styles", "words"]

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NUMBERS, POINTS = 1, 2
"""The lists: of paragraphs of the text, of main points."""
SERIF, SANS = "Georgia", "Calibri"
INK, GREY, ACCENT = "222222", "595959", "1D4F8C"
MOMENT = (1980, 1, 1, 0, 0, 0)
"""The time that every part in the package bears."""
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PARTS = ("styles", "numbering", "settings", "comments", "header", "footer")
"""The parts that the text points to."""


def words(text: str) -> str:
    """A text between tags."""
    return escape(on_paper(text))


def attribute(text: str) -> str:
    """A text as an attribute, in its quotes."""
    return quoteattr(on_paper(text))


def _paragraph_style(id_: str, name: str, looks: str, letters: str = "", based: str = "Normal", more: str = "") -> str:
    default = ' w:default="1"' if id_ == "Normal" else ""
    custom = ' w:customStyle="1"' if id_.startswith("Spanveld") else ""
    on = "" if id_ == "Normal" else f'<w:basedOn w:val="{based}"/>'
    return (
        f'<w:style w:type="paragraph"{default}{custom} w:styleId="{id_}"><w:name w:val="{name}"/>{on}{more}<w:qFormat/>'
        f"<w:pPr>{looks}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"
    )


def _character_style(id_: str, name: str, letters: str) -> str:
    custom = ' w:customStyle="1"' if id_.startswith("Spanveld") else ""
    return (
        f'<w:style w:type="character"{custom} w:styleId="{id_}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/><w:rPr>{letters}</w:rPr></w:style>'
    )


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def _room(before: float, after: float, line: float = 1.0) -> str:
    return f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}" w:line="{round(line * 240)}" w:lineRule="auto"/>'


def _font(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:cs="{name}"/>'


def styles(language: str) -> str:
    """The styles; the text is marked as written in ``language``."""
    tongue = "nl-NL" if language == "nl" else "en-GB"
    grey = f'<w:color w:val="{GREY}"/>'
    letters = f'{_font(SANS)}<w:color w:val="{INK}"/>{_size(10)}<w:lang w:val="{tongue}"/>'
    keep = "<w:keepNext/>"
    found = [
        f"<w:docDefaults><w:rPrDefault><w:rPr>{letters}</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>",
        _paragraph_style("Normal", "Normal", f"<w:widowControl/>{_room(0, 3, 1.08)}"),
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>',
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblCellMar>'
        '<w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>',
        _paragraph_style("Title", "Title", f"{keep}{_room(0, 2)}", f"<w:b/>{_size(22)}"),
        _paragraph_style("Subtitle", "Subtitle", f"{_room(0, 10)}", f"{grey}{_size(12)}"),
        _paragraph_style(
            "Heading1",
            "heading 1",
            f'{keep}{_room(14, 4)}<w:outlineLvl w:val="0"/>',
            f'<w:b/><w:color w:val="{ACCENT}"/>{_size(14)}',
        ),
        _paragraph_style(
            "SpanveldFact",
            "SpanveldFact",
            f'<w:tabs><w:tab w:val="left" w:pos="1985"/></w:tabs>{_room(0, 1)}<w:ind w:left="1985" w:hanging="1985"/>',
        ),
        _paragraph_style("SpanveldLegend", "SpanveldLegend", f'{_room(0, 2)}<w:ind w:left="284" w:hanging="284"/>'),
        _paragraph_style("SpanveldNote", "SpanveldNote", _room(4, 4), f"{grey}{_size(9)}"),
        _paragraph_style("SpanveldPoint", "SpanveldPoint", _room(0, 4, 1.1), f"{_font(SERIF)}{_size(10.5)}"),
        _paragraph_style(
            "SpanveldText", "SpanveldText", f"<w:widowControl/>{_room(2, 2, 1.35)}", f"{_font(SERIF)}{_size(10.5)}"
        ),
        _paragraph_style(
            "SpanveldQuestion",
            "SpanveldQuestion",
            f"{keep}{_room(5, 2, 1.2)}",
            f"<w:i/>{grey}{_size(10)}",
            "SpanveldText",
        ),
        _paragraph_style(
            "SpanveldReflection",
            "SpanveldReflection",
            f'{_room(2, 2, 1.3)}<w:ind w:left="284"/>',
            "<w:i/>",
            "SpanveldText",
        ),
        _paragraph_style(
            "SpanveldHeading",
            "SpanveldHeading",
            f"{keep}{_room(12, 3, 1.1)}",
            f"{_font(SANS)}<w:b/>{_size(12.5)}",
            "SpanveldText",
        ),
        _paragraph_style(
            "SpanveldItem", "SpanveldItem", f'{_room(1, 1, 1.3)}<w:ind w:left="284"/>', "", "SpanveldText"
        ),
        _paragraph_style(
            "SpanveldBlank",
            "SpanveldBlank",
            '<w:spacing w:before="0" w:after="0" w:line="60" w:lineRule="exact"/>',
            _size(2),
            "SpanveldText",
        ),
        _paragraph_style(APART, APART, f"{keep}{_room(7, 0)}", f"<w:b/>{grey}{_size(8.5)}"),
        _paragraph_style(
            "Header",
            "header",
            f'<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="2" w:color="BFBFBF"/></w:pBdr>{_room(0, 0)}',
            f"{grey}{_size(8.5)}",
        ),
        _paragraph_style(
            "Footer",
            "footer",
            f'<w:tabs><w:tab w:val="right" w:pos="9070"/></w:tabs>{_room(0, 0)}',
            f"{grey}{_size(8.5)}",
        ),
        _paragraph_style("CommentText", "annotation text", _room(0, 1), _size(9)),
        _character_style("CommentReference", "annotation reference", _size(8)),
        _character_style("SpanveldTail", "SpanveldTail", f'<w:noProof/><w:color w:val="8C8C8C"/>{_size(6.5)}'),
        _character_style(MARK, MARK, f'{_font(SANS)}<w:b/><w:noProof/>{_size(12)}<w:vertAlign w:val="superscript"/>'),
        _character_style("SpanveldCite", "SpanveldCite", f'{_font(SANS)}<w:color w:val="{ACCENT}"/>{_size(9)}'),
    ]
    return f"{HEAD}<w:styles {W}>{''.join(found)}</w:styles>"


def numbering() -> str:
    """Paragraph numbers out in the margin, which are no part of the text; numbers of main points."""
    number = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:tabs><w:tab w:val="num" w:pos="0"/></w:tabs><w:ind w:left="0" w:hanging="567"/></w:pPr>'
        f'<w:rPr>{_font(SANS)}<w:b w:val="0"/><w:i w:val="0"/><w:color w:val="8C8C8C"/>{_size(7.5)}</w:rPr></w:lvl>'
    )
    point = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="425" w:hanging="425"/></w:pPr></w:lvl>'
    )
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{id_}"><w:multiLevelType w:val="singleLevel"/>{level}</w:abstractNum>'
        for id_, level in ((NUMBERS, number), (POINTS, point))
    )
    used = "".join(f'<w:num w:numId="{id_}"><w:abstractNumId w:val="{id_}"/></w:num>' for id_ in (NUMBERS, POINTS))
    return f"{HEAD}<w:numbering {W}>{lists}{used}</w:numbering>"


def settings() -> str:
    """The settings: whoever changes the text leaves a trace."""
    return (
        f'{HEAD}<w:settings {W}><w:zoom w:percent="100"/><w:trackRevisions/><w:defaultTabStop w:val="708"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        "</w:compat></w:settings>"
    )


def packed(parts: Mapping[str, str], *, title: str, author: str, moment: str, properties: Mapping[str, str]) -> bytes:
    """The file: ``parts`` are text, comments, header, footer, ... by name (``document`` is the text)."""
    types = [f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>']
    types += [f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{name}+xml"/>' for name in PARTS]
    package = "application/vnd.openxmlformats-package.core-properties+xml"
    office = "application/vnd.openxmlformats-officedocument"
    types += [
        f'<Override PartName="/docProps/core.xml" ContentType="{package}"/>',
        f'<Override PartName="/docProps/app.xml" ContentType="{office}.extended-properties+xml"/>',
        f'<Override PartName="/docProps/custom.xml" ContentType="{office}.custom-properties+xml"/>',
    ]
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    kept = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{place}" name={attribute(name)}>'
        f"<vt:lpwstr>{words(value)}</vt:lpwstr></property>"
        for place, (name, value) in enumerate(properties.items(), 2)
    )
    inner = "".join(
        f'<Relationship Id="r{place}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>'
        for place, name in enumerate(PARTS, 1)
    )
    meta = "http://schemas.openxmlformats.org"
    files = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{meta}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{"".join(types)}</Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{relations}">'
        f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="r2" Type="{meta}/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
        f'<Relationship Id="r3" Type="{_OFFICE}/extended-properties" Target="docProps/app.xml"/>'
        f'<Relationship Id="r4" Type="{_OFFICE}/custom-properties" Target="docProps/custom.xml"/></Relationships>',
        "docProps/core.xml": f'{HEAD}<cp:coreProperties xmlns:cp="{meta}/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{words(title[:255])}</dc:title>'
        f"<dc:creator>{words(author[:255])}</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created></cp:coreProperties>',
        "docProps/app.xml": f'{HEAD}<Properties xmlns="{meta}/officeDocument/2006/extended-properties">'
        "<Application>Spanveld</Application></Properties>",
        "docProps/custom.xml": f'{HEAD}<Properties xmlns="{meta}/officeDocument/2006/custom-properties" '
        f'xmlns:vt="{meta}/officeDocument/2006/docPropsVTypes">{kept}</Properties>',
        "word/_rels/document.xml.rels": f'{HEAD}<Relationships xmlns="{relations}">{inner}</Relationships>',
        **{f"word/{name}.xml": content for name, content in parts.items()},
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
            archive.writestr(entry, content.encode())
    return target.getvalue()
