"""Word and OpenDocument files built in a test: the parts that matter, as Word and LibreOffice write them."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

from spanveld.formats.sources.parts import Reading

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = (
    f'xmlns:w="{WORD}" xmlns:r="{RELATIONS}"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" mc:Ignorable="w14 w15"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WHO = 'w:author="Femke Bakker" w:date="2024-05-13T10:22:00Z"'
OPEN = "urn:oasis:names:tc:opendocument:xmlns:"
OPEN_SPACES = (
    f'xmlns:office="{OPEN}office:1.0" xmlns:style="{OPEN}style:1.0" xmlns:text="{OPEN}text:1.0"'
    f' xmlns:table="{OPEN}table:1.0" xmlns:draw="{OPEN}drawing:1.0" xmlns:fo="{OPEN}xsl-fo-compatible:1.0"'
    f' xmlns:meta="{OPEN}meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0" office:version="1.3"'
)


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of Word with one run."""
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def run(text: str, look: str = "") -> str:
    """A run of Word."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def document(body: str) -> str:
    """The part with the text itself."""
    return f"{HEAD}<w:document {SPACES}><w:body>{body}<w:sectPr/></w:body></w:document>"


def part(name: str, content: str) -> str:
    """Another part of Word, such as ``footnotes``."""
    return f"{HEAD}<w:{name} {SPACES}>{content}</w:{name}>"


def write_docx(path: Path, body: str, parts: Mapping[str, str] | None = None, core: str = "") -> Path:
    """A Word file; ``parts`` is kind of relation -> its XML, such as ``comments`` or ``header``."""
    parts = parts or {}
    inner = "".join(
        f'<Relationship Id="rId{place}" Type="{RELATIONS}/{kind}" Target="{kind}.xml"/>'
        for place, kind in enumerate(parts, 1)
    )
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    package = relations.replace("relationships", "relationships/metadata/core-properties")
    outer = f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/>'
    if core:
        outer += f'<Relationship Id="rId2" Type="{package}" Target="docProps/core.xml"/>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", _content_types(parts))
        packed.writestr("_rels/.rels", f'{HEAD}<Relationships xmlns="{relations}">{outer}</Relationships>')
        packed.writestr("word/document.xml", document(body))
        packed.writestr(
            "word/_rels/document.xml.rels", f'{HEAD}<Relationships xmlns="{relations}">{inner}</Relationships>'
        )
        for kind, content in parts.items():
            packed.writestr(f"word/{kind}.xml", content)
        if core:
            packed.writestr("docProps/core.xml", core)
    return path


def _content_types(parts: Mapping[str, str]) -> str:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    named = "".join(f'<Override PartName="/word/{kind}.xml" ContentType="{word}.{kind}+xml"/>' for kind in parts)
    return (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{word}.document.main+xml"/>{named}'
        '<Override PartName="/docProps/core.xml"'
        ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def core(title: str, created: str) -> str:
    """The properties of a Word file."""
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f'<dc:title>{title}</dc:title><dcterms:created xsi:type="dcterms:W3CDTF">{created}</dcterms:created>'
        "</cp:coreProperties>"
    )


def flat(body: str, automatic: str = "", named: str = "", meta: str = "", pages: str = "") -> str:
    """An OpenDocument text in one XML file."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {OPEN_SPACES}'
        ' office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:meta>{meta}</office:meta><office:styles>{named}</office:styles>"
        f"<office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:master-styles>{pages}</office:master-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    )


def write_fodt(path: Path, body: str, **parts: str) -> Path:
    """A flat OpenDocument text as a file; ``parts`` as in ``flat``."""
    path.write_text(flat(body, **parts), encoding="utf-8")
    return path


def write_odt(path: Path, content: str, manifest: str = "") -> Path:
    """A packed OpenDocument text with this content.xml."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        packed.writestr("content.xml", content)
        if manifest:
            packed.writestr("META-INF/manifest.xml", manifest)
    return path


# parts of Word texts


def style(identifier: str, name: str, rest: str = "", based_on: str = "") -> str:
    """A style of Word for paragraphs."""
    based = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="paragraph" w:styleId="{identifier}"><w:name w:val="{name}"/>{based}{rest}</w:style>'


def styled(text: str, identifier: str) -> str:
    """A paragraph of Word in a style."""
    return paragraph(text, f'<w:pStyle w:val="{identifier}"/>')


def listed(text: str, level: int, number: int = 1) -> str:
    """A list item of Word."""
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def comment(identifier: int, text: str, who: str = WHO, paragraph_id: str = "") -> str:
    """A comment of Word."""
    return f'<w:comment w:id="{identifier}" {who}><w:p w14:paraId="{paragraph_id}">{run(text)}</w:p></w:comment>'


def cell(content: str, properties: str = "") -> str:
    """A cell of Word."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def table(*rows: str) -> str:
    """A table of Word, of rows of cells."""
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


# what was read, as a test states it


def quotes(reading: Reading, kind: str) -> list[tuple[str, int]]:
    """The blocks of a kind: their words and level."""
    return [(reading.text[block.start : block.end], block.level) for block in reading.blocks if block.kind == kind]


def coloured(reading: Reading) -> list[tuple[str, str]]:
    """The markings: their words and colour."""
    marked = (found for found in reading.comments if found.kind == "highlight")
    return [(reading.text[found.start : found.end], found.text) for found in marked]


def commented(reading: Reading) -> list[tuple[str, str]]:
    """The comments: the words they are on and what they say."""
    said = (found for found in reading.comments if found.kind == "comment")
    return [(reading.text[found.start : found.end], found.text) for found in said]


def cells(reading: Reading) -> list[tuple[str, int, int]]:
    """The cells: their words, row and column."""
    found = (block for block in reading.blocks if block.kind == "cell")
    return [(reading.text[block.start : block.end], block.row, block.column) for block in found]


def remarks(reading: Reading) -> str:
    """All remarks, one a line."""
    return "\n".join(remark.text() for remark in reading.remarks)
