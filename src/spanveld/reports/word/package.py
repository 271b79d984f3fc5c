"""The file around a Word document: its settings and properties, and a package whose bytes depend on its content "
"alone."""

from __future__ import annotations

import datetime
import io
import zipfile

from docx import Document as new_document
from docx.document import Document as Word
from docx.opc.part import Part
from docx.oxml.ns import qn

from spanveld.reports.report_blocks import Document
from spanveld.reports.report_words import printable
from spanveld.reports.word.xml import Element, element

__all__ = ["bytes_of", "describe", "empty_document"]

UNUSED = ("/thumbnail", "/customXml", "/stylesWithEffects", "/webSettings")
"""Parts of the template that say nothing of a report."""
APP = b"""<?xml version='1.0' encoding='UTF-8' standalone='yes'?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">%s</Properties>"""
MOMENT = (1980, 1, 1, 0, 0, 0)
"""The time that every file in the package bears."""


def empty_document(language: str) -> Word:
    """A document without text, on A4, in the newest mode of Word."""
    word = new_document()
    for rels in (word.part.package.rels, word.part.rels):
        for key in [key for key, rel in rels.items() if rel.reltype.endswith(UNUSED)]:
            del rels[key]
    _set_up(word.settings.element, "nl-NL" if language == "nl" else "en-GB")
    return word


def _set_up(settings: Element, language: str) -> None:
    for name in ("rsids", "proofState", "savePreviewPicture", "doNotAutoCompressPictures", "zoom", "shapeDefaults"):
        for found in settings.findall(qn(f"w:{name}")):
            settings.remove(found)
    settings.insert(0, element("zoom", percent=100))
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    for compat in settings.iter(qn("w:compat")):
        for old in compat.findall(qn("w:useFELayout")):
            compat.remove(old)
    for theme in settings.iter(qn("w:themeFontLang")):
        theme.set(qn("w:val"), language)


def describe(word: Word, document: Document) -> None:
    """Say in the properties what the document is; nothing at all where the edition is for others."""
    core = word.core_properties._element
    for child in list(core):
        core.remove(child)
    if not document.closed:
        properties = word.core_properties
        properties.title, properties.subject = _short(document.title), _short(document.subtitle)
        properties.author, properties.language = _short(document.authors), document.language
        properties.created = properties.modified = _moment(document.state)
    application = b"" if document.closed else b"<Application>Spanveld</Application>"
    _replace(word, "/docProps/app.xml", APP % application)


def _short(text: str) -> str:
    """A text as a property may hold it."""
    return printable(text)[:255]


def _replace(word: Word, name: str, content: bytes) -> None:
    for part in word.part.package.iter_parts():
        if part.partname == name and isinstance(part, Part):
            part._blob = content


def bytes_of(word: Word) -> bytes:
    """The document as the bytes of its file: every entry with the same date, in the same order."""
    raw, packed = io.BytesIO(), io.BytesIO()
    word.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
            target.writestr(entry, source.read(name))
    return packed.getvalue()


def _moment(state: str) -> datetime.datetime:
    """A date, of which the day or the month may be left out, as a moment."""
    return datetime.datetime.fromisoformat(state + "0001-01-01"[len(state) :] if len(state) < 10 else state)
