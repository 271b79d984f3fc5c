"""Interviews as Word files, as Word itself writes them: a few runs a paragraph, marks of its spelling checker between them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

import numpy as np

from benchmarks.corpus import document_name
from benchmarks.transcript import transcript
from benchmarks.vocabulary import SEED, vocabulary

__all__ = ["WORDS", "write_interviews"]

WORDS = 8_000
"""Words of one interview."""
_SIZE = 2
"""The place of size M in the seeds: these are the first texts of that corpus."""
_RUN = 12
"""Words of a run, before Word begins another one."""
_DAY = (2026, 1, 1, 0, 0, 0)

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    "word/styles.xml": f'<w:styles xmlns:w="{_WORD}"><w:style w:type="paragraph" w:default="1" w:styleId="Standaard">'
    '<w:name w:val="Normal"/></w:style></w:styles>',
}


def write_interviews(folder: Path, files: int, words: int = WORDS) -> int:
    """Write so many interviews into a new folder, the same on every machine; gives the characters of their texts together."""
    folder.mkdir(parents=True)
    known = vocabulary()
    characters = 0
    for number in range(1, files + 1):
        rng = np.random.default_rng([SEED, _SIZE, number])
        text = transcript(rng, known, words, number).text
        characters += len(text)
        _write(folder / f"{document_name(number)}.docx", text)
    return characters


def _write(file: Path, text: str) -> None:
    body = "".join(_paragraph(number, line) for number, line in enumerate(text.split("\n")))
    document = f'<w:document xmlns:w="{_WORD}"><w:body>{body}<w:sectPr w:rsidR="00A1"/></w:body></w:document>'
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in {**_PARTS, "word/document.xml": document}.items():
            archive.writestr(zipfile.ZipInfo(name, _DAY), (_HEAD + part).encode(), zipfile.ZIP_DEFLATED)


def _paragraph(number: int, line: str) -> str:
    marks = f'w:rsidR="00{number:06X}" w:rsidRDefault="00A1B2C3"'
    return f'<w:p {marks}><w:pPr><w:spacing w:after="0"/></w:pPr>{"".join(_runs(line))}</w:p>'


def _runs(line: str) -> Iterator[str]:
    """The label in bold, then runs of a few words, one in three of which the spelling checker marked."""
    label, colon, said = line.partition(": ")
    if colon:
        yield f"<w:r><w:rPr><w:b/></w:rPr><w:t>{escape(label)}:</w:t></w:r>"
    words = f" {said}".split(" ")[1:] if colon else line.split(" ")
    for first in range(0, len(words) if line else 0, _RUN):
        piece = " ".join(words[first : first + _RUN])
        before = " " if first or colon else ""
        run = (
            f'<w:r w:rsidRPr="00D4E5F6"><w:rPr><w:lang w:val="nl-NL"/></w:rPr>'
            f'<w:t xml:space="preserve">{before}{escape(piece)}</w:t></w:r>'
        )
        checked = first % (3 * _RUN) == 0
        yield f'<w:proofErr w:type="spellStart"/>{run}<w:proofErr w:type="spellEnd"/>' if checked else run
