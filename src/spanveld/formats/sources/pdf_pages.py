"""The pages of a PDF, as PDFium sees them: which letters stand where. PDFium is not safe in threads, so one lock is over it."""

from __future__ import annotations

import ctypes
import math
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from spanveld.formats.sources.parts import LARGEST_TEXT, Unreadable, check_length
from spanveld.formats.sources.pdf_layout import Segment, SegmentMaker
from spanveld.formats.sources.pdf_streams import check_streams
from spanveld.formats.sources.symbols import private
from spanveld.model.errors import N_, Term

__all__ = ["MOST_PAGES", "PDF", "Page", "open_pdf", "properties", "read_page"]

PDF = N_("PDF file (pdf)")
MOST_PAGES = 5_000

_LOCK = threading.Lock()
_LIGATURES = {
    0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st",
}  # fmt: skip
_SPACES = frozenset((0x20, 0x09, 0xA0, 0x2002, 0x2003, 0x2009, 0x200A, 0x202F, 0x3000))
_ENDS = frozenset((0x0A, 0x0D))
_NOTHING = frozenset((0x200B, 0xFEFF))
_HYPHENS = frozenset((0x02, 0xFFFE))
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"
_PRIVATE = range(0xE000, 0xF900)
_LONGEST_FONT = 256
_UPRIGHT = 10
"""Degrees by which a line may lean."""
_FEW_LETTERS = 60
_MUCH_OF_PAGE = 0.6


@dataclass(frozen=True, slots=True)
class Page:
    """``segments``: in the direction of most of the text. ``turned``: those in others, such as the title at the side of a wide
    table, each direction apart."""

    segments: tuple[Segment, ...]
    turned: tuple[tuple[Segment, ...], ...]
    letters: int
    unknown: int
    slanted: int
    picture: bool
    """Whether it has hardly any text and yet shows something."""


@contextmanager
def open_pdf(path: Path) -> Iterator[pypdfium2.PdfDocument]:
    """The document, closed at the end; Unreadable where it is none, is damaged or is protected. Nobody else may use PDFium."""
    data = path.read_bytes()
    if b"%PDF-" not in data[:1024]:
        raise Unreadable(
            N_("it is no {what}, whatever its name says; give it the name that fits, or save it as one."),
            what=Term(PDF),
        )
    check_streams(data)
    del data
    with _LOCK:
        try:
            document = pypdfium2.PdfDocument(path)
        except pypdfium2.PdfiumError as error:
            raise _not_opened(error) from error
        try:
            if len(document) > MOST_PAGES:
                raise Unreadable(
                    N_("it has {count} pages, and a source may have {most}; split it into parts."),
                    count=f"{len(document):,}",
                    most=f"{MOST_PAGES:,}",
                )
            yield document
        finally:
            document.close()


def _not_opened(error: pypdfium2.PdfiumError) -> Unreadable:
    if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
        return Unreadable(
            N_("it is protected with a password; open it in its own program, take the password off and save it anew.")
        )
    return Unreadable(N_("it is damaged or cut off; take another copy of it."))


def properties(document: pypdfium2.PdfDocument) -> tuple[str, str]:
    """The title and the day of making, YYYYMMDD as the file has it; empty where it has none."""
    try:
        found = document.get_metadata_dict()
    except (pypdfium2.PdfiumError, UnicodeError):
        return "", ""
    title = found.get("Title", "").encode("utf-8", "ignore").decode().replace("\x00", "")
    return title, found.get("CreationDate", "").removeprefix("D:")


def read_page(document: pypdfium2.PdfDocument, index: int) -> Page | None:
    """What stands on a page; None where the page is damaged."""
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return None
    try:
        try:
            text = page.get_textpage()
        except pypdfium2.PdfiumError:
            return None
        try:
            return _read(page, text)
        finally:
            text.close()
    finally:
        page.close()


def _read(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage) -> Page:
    makers, unknown, slanted = _letters(text)
    for maker in makers.values():
        maker.end()
    main = max(makers, key=lambda angle: makers[angle].letters, default=0)
    letters = sum(maker.letters for maker in makers.values())
    turned = (tuple(maker.segments) for angle, maker in makers.items() if angle != main and maker.segments)
    segments = makers[main].segments if makers else []
    shows = letters < _FEW_LETTERS and _shows_picture(page, letters)
    return Page(tuple(segments), tuple(turned), letters, unknown, slanted, shows)


def _letters(text: pypdfium2.PdfTextPage) -> tuple[dict[int, SegmentMaker], int, int]:
    """The letters of a page by the direction in which they are read; how many have no meaning, and how many are slanted."""
    raw, count = text.raw, text.count_chars()
    if count > LARGEST_TEXT:
        check_length(" " * count)
    x, y, box, matrix = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    makers: defaultdict[int, SegmentMaker] = defaultdict(SegmentMaker)
    unknown = slanted = high = 0
    nominal, size, angle = -1.0, 0.0, 0
    for index in range(count):
        point = pdfium.FPDFText_GetUnicode(raw, index)
        if point in _SPACES:
            makers[angle].space()
            continue
        if point in _ENDS:
            nominal = -1.0
            continue
        if point in _NOTHING:
            continue
        given = pdfium.FPDFText_GetFontSize(raw, index)
        if given != nominal:
            nominal = given
            pdfium.FPDFText_GetMatrix(raw, index, matrix)
            size = max(0.1, given * math.hypot(matrix.c, matrix.d))
            degrees = math.degrees(math.atan2(matrix.b, matrix.a)) % 360
            angle = round(degrees / 90) % 4 * 90
            if min(abs(degrees - angle), abs(degrees - 360)) > _UPRIGHT:
                angle = -1
        if angle == -1:
            slanted += 1
            continue
        if 0xD800 <= point < 0xDC00:
            high = point
            continue
        if 0xDC00 <= point < 0xE000 and high:
            point = 0x10000 + ((high - 0xD800) << 10) + point - 0xDC00
        high = 0
        letter = private(point, _font(raw, index)) or chr(point) if point in _PRIVATE else _letter(point)
        unknown += letter == _UNKNOWN
        pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
        pdfium.FPDFText_GetLooseCharBox(raw, index, box)
        makers[angle].add(letter, *_upright(angle, x.value, y.value, box), size)
    return makers, unknown, slanted


def _font(raw: pdfium.FPDF_TEXTPAGE, index: int) -> str:
    """The name of the font of a letter; empty where the file has none."""
    name, flags = ctypes.create_string_buffer(_LONGEST_FONT), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(raw, index, name, _LONGEST_FONT, flags)
    return name.value.decode("utf-8", "replace")


def _letter(point: int) -> str:
    if point in _HYPHENS:
        return "-"
    if point in _LIGATURES:
        return _LIGATURES[point]
    if point < 0x20 or 0xD800 <= point < 0xE000 or point in (0xFDD0, 0xFDD1, 0xFFFF) or 0x7F <= point < 0xA0:
        return _UNKNOWN
    return chr(point)


def _upright(angle: int, x: float, y: float, box: pdfium.FS_RECTF) -> tuple[float, float, float]:
    """From where to where a letter goes, and its baseline, on the page turned so that it is read from left to right."""
    if angle == 0:
        return box.left, box.right, y
    if angle == 90:
        return box.bottom, box.top, -x
    if angle == 180:
        return -box.right, -box.left, -y
    return -box.top, -box.bottom, x


def _shows_picture(page: pypdfium2.PdfPage, letters: int) -> bool:
    """Whether a page with (nearly) no text is a picture or a drawing of text."""
    width, height = page.get_size()
    try:
        for shown in page.get_objects(max_depth=3):
            if not letters:
                return True
            if shown.type == pdfium.FPDF_PAGEOBJ_IMAGE:
                left, bottom, right, top = shown.get_bounds()
                if (right - left) * (top - bottom) > _MUCH_OF_PAGE * width * height:
                    return True
    except pypdfium2.PdfiumError:
        return not letters
    return False
