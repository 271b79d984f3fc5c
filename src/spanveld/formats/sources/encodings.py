"""The bytes of a plain text file -> its text.

What a file says itself comes first (a byte order mark), then what can be proved (strict UTF-8), then what can be seen (UTF-16
without a mark), and last a guess: Windows-1252, in which Dutch files that are not Unicode are nearly always written. A guess
comes with some of the words that it decided, so that a person can see whether it is right.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from spanveld.formats.sources.parts import Remark, Unreadable
from spanveld.model.errors import N_
from spanveld.model.text import clean, fault_in

__all__ = ["Decoded", "decode"]

_MARKS = (  # those of UTF-32 first: the one of little-endian UTF-16 begins as that of UTF-32 does
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_GUESS = "cp1252"
_SAMPLE = 65_536
_CONTROL = re.compile("[\x01-\x08\x0e-\x1f\x7f]")
_CONTROLS_IN_TEXT = 0.02
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]\S{0,15}")
_WORD_BEFORE = 15
_WHITE_SPACE = re.compile(r"\s")
_SHOWN_WORDS = 5
_UTF8_CHARACTER = re.compile(b"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH_BYTE = re.compile(b"[\x80-\xff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, line ends ``\\n`` and no byte order mark; ``remarks`` says what a person should check of a guess."""

    text: str
    encoding: str
    guessed: bool = False
    remarks: tuple[Remark, ...] = ()


def decode(data: bytes) -> Decoded:
    """The text of the bytes; Unreadable where they are no text.

    >>> decode("coördinatie".encode("cp1252")).encoding
    'cp1252'
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_as_it_says(data, len(mark), encoding), encoding)
    if b"\x00" in data:
        encoding = _bare_utf16(data)
        text = _strictly(data, encoding) if encoding else None
        if text is None:
            raise _no_text()
        return Decoded(text, encoding, guessed=True, remarks=_shown(text, encoding))
    text = _strictly(data, "utf-8")
    if text is not None:
        return Decoded(text, "utf-8")
    text = _windows(data)
    return Decoded(text, _GUESS, guessed=True, remarks=(*_shown(text, _GUESS), *_mixed(data)))


def _as_it_says(data: bytes, start: int, encoding: str) -> str:
    try:
        return _checked(str(memoryview(data)[start:], encoding))
    except UnicodeDecodeError as error:
        raise Unreadable(
            N_("its first bytes say {encoding}, but byte {position} does not fit that; save it again as UTF-8."),
            encoding=encoding,
            position=start + error.start + 1,
        ) from error


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return _checked(data.decode(encoding))
    except UnicodeDecodeError:
        return None


def _windows(data: bytes) -> str:
    try:
        return _checked(data.decode(_GUESS))
    except UnicodeDecodeError as error:
        if _CONTROL.search(data[:_SAMPLE].decode("latin-1")):
            raise _no_text() from error
        raise Unreadable(
            N_(
                "it is neither UTF-8 nor Windows-1252: on line {line} byte {byte} stands for no character;"
                " open it in the program that made it and save it as UTF-8."
            ),
            line=data.count(b"\n", 0, error.start) + 1,
            byte=f"{data[error.start]:02X}",
        ) from error


def _bare_utf16(data: bytes) -> str:
    """UTF-16 without a byte order mark, known by every other byte being NUL, save for the few characters beyond U+00FF."""
    sample = data[:_SAMPLE]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if len(data) % 2 or (even and odd):
        return ""
    return ("utf-16-be" if even else "utf-16-le") if 4 * (even + odd) > len(sample) else ""


def _checked(text: str) -> str:
    if fault_in(text) or len(_CONTROL.findall(text, 0, _SAMPLE)) > _CONTROLS_IN_TEXT * min(len(text), _SAMPLE):
        raise _no_text()
    return clean(text)


def _no_text() -> Unreadable:
    return Unreadable(N_("it holds no plain text; open it in the program that made it and save it as text."))


def _shown(text: str, encoding: str) -> tuple[Remark, ...]:
    words: dict[str, None] = {}
    for found in _BEYOND_ASCII.finditer(text):
        before = _WHITE_SPACE.split(text[max(0, found.start() - _WORD_BEFORE) : found.start()])[-1]
        words.setdefault((before + found.group()).strip())
        if len(words) == _SHOWN_WORDS:
            break
    if not words:
        return (Remark(N_("The encoding was guessed: {encoding}."), {"encoding": encoding}),)
    message = N_("The encoding was guessed: {encoding}. Check that these words are right: {words}")
    return (Remark(message, {"encoding": encoding, "words": ", ".join(words)}),)


def _mixed(data: bytes) -> tuple[Remark, ...]:
    """A warning where part of the bytes beyond ASCII are UTF-8 after all: two files were pasted together, or one is damaged."""
    in_utf8 = sum(len(found) for found in _UTF8_CHARACTER.findall(data))
    if 2 * in_utf8 < len(_HIGH_BYTE.findall(data)):
        return ()
    return (Remark(N_("Most of its accents are UTF-8, but not all; save it again as UTF-8 and add it anew.")),)
