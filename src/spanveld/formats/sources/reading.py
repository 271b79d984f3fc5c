"""Any file that a source can come as: what it is is seen from its content first, from its name after that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from spanveld.formats.sources.archive import check_file, open_archive
from spanveld.formats.sources.docx import read_docx
from spanveld.formats.sources.html import read_html
from spanveld.formats.sources.markdown import read_markdown_file
from spanveld.formats.sources.odt import read_odt
from spanveld.formats.sources.parts import Reading, Remark, Unreadable
from spanveld.formats.sources.pdf import read_pdf
from spanveld.formats.sources.plain import read_text
from spanveld.formats.sources.rtf import read_rtf
from spanveld.formats.sources.speakers import find_turns
from spanveld.formats.sources.subtitles import read_srt, read_vtt
from spanveld.formats.sources.survey import read_survey
from spanveld.model.errors import N_

__all__ = ["ENDINGS", "SurveyColumns", "read_source"]

Read = Callable[[Path], Reading]

READERS: Mapping[str, Read] = {
    "docx": read_docx,
    "odt": read_odt,
    "rtf": read_rtf,
    "pdf": read_pdf,
    "html": read_html,
    "md": read_markdown_file,
    "txt": read_text,
    "vtt": read_vtt,
    "srt": read_srt,
}
SURVEYS = ("xlsx", "csv")
ENDINGS: Mapping[str, str] = {
    **{f".{format}": format for format in (*READERS, *SURVEYS)},
    **{".docm": "docx", ".dotx": "docx", ".ott": "odt", ".fodt": "odt", ".htm": "html", ".xhtml": "html"},
    **{".markdown": "md", ".text": "txt", ".xlsm": "xlsx", ".tsv": "csv"},
}
"""The endings of files that can be read, and the format that each stands for."""
OLD = {
    ".doc": N_("it is of an old Word format; save it as .docx in Word or LibreOffice, and add that."),
    ".xls": N_("it is of an old Excel format; save it as .xlsx, and add that."),
    ".ods": N_("it is an OpenDocument spreadsheet; save it as .xlsx or .csv, and add that."),
    ".pages": N_("it is of Apple Pages; export it as Word (docx) there, and add that."),
    ".mht": N_("it is a web archive; open it in a browser, save it as a web page (html), and add that."),
    ".mhtml": N_("it is a web archive; open it in a browser, save it as a web page (html), and add that."),
}
RECORDINGS = (".mp3", ".m4a", ".wav", ".mp4", ".mov", ".ogg", ".webm", ".flac", ".wma", ".aac")
PROSE = ("docx", "odt", "rtf", "pdf", "html", "md", "txt")
"""Formats in which turns are found by the way in which they are written."""


@dataclass(frozen=True, slots=True)
class SurveyColumns:
    """Which columns of a survey are what, by question or letter; what is not named is decided by rule."""

    open: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    id: str = ""


BY_RULE = SurveyColumns()


def read_source(path: Path, survey: SurveyColumns = BY_RULE) -> Reading:
    """What a file holds: text, parts, turns, time marks, comments, and remarks on all that was left out or guessed.

    Raises ``Unreadable`` where no text can be taken from it; its message does not name the file.
    """
    ending = path.suffix.lower()
    check_file(path)
    found = _by_content(path)
    named = ENDINGS.get(ending, "")
    format = found or named
    if not format:
        raise Unreadable(_unknown(ending), ending=ending or "-", known=", ".join(sorted({*READERS, *SURVEYS})))
    columns = (survey.open, survey.closed, survey.id)
    reading = read_survey(path, *columns, format) if format in SURVEYS else READERS[format](path)
    if format in PROSE:
        spoken = find_turns(reading.text, reading.blocks)
        reading = replace(
            reading,
            turns=spoken.turns,
            marks=spoken.marks,
            blocks=tuple(sorted((*reading.blocks, *spoken.blocks), key=lambda block: (block.start, -block.end))),
            remarks=(*reading.remarks, *spoken.remarks),
        )
    if found and named and found != named:
        message = N_("The file is named {ending}, but is {format} inside; it was read as that.")
        reading = replace(reading, remarks=(Remark(message, {"ending": ending, "format": found}), *reading.remarks))
    if not reading.text.strip():
        raise Unreadable(N_("it holds no text."))
    return replace(reading, format=format)


def _by_content(path: Path) -> str:
    """The format that the first bytes of a file, or the parts of a packed one, show; empty where they show none."""
    with path.open("rb") as file:
        start = file.read(1024)
    if start.startswith(b"PK"):
        return _packed(path)
    if b"%PDF-" in start:
        return "pdf"
    bare = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if bare.startswith(b"{\\rtf"):
        return "rtf"
    if bare.startswith(b"WEBVTT"):
        return "vtt"
    low = bare[:200].lower()
    if low.startswith((b"<!doctype html", b"<html")):
        return "html"
    if b"office:document" in start and b"opendocument" in start:
        return "odt"
    return ""


def _packed(path: Path) -> str:
    try:
        with open_archive(path, N_("Word file (docx)")) as archive:
            names = set(archive.names())
    except Unreadable:  # the reader that the name asks for says why
        return ""
    if "word/document.xml" in names or any(name.startswith("word/") for name in names):
        return "docx"
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    return "odt" if "content.xml" in names and "mimetype" in names else ""


def _unknown(ending: str) -> str:
    if ending in OLD:
        return OLD[ending]
    if ending in RECORDINGS:
        return N_(
            "it is a recording; have it transcribed, add the transcript, and name the recording with --recording."
        )
    return N_("nothing can be read from a file that ends in {ending}; what can be read: {known}.")
