"""Texts and positions: what a text is, and how the place of a passage is proved.

A text is a Unicode string with ``\\n`` line ends and no byte order mark, otherwise as its source gave it. Positions are
half-open offsets in Unicode code points, which is what Python's own slices use.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from spanveld.model.errors import N_, Refused

__all__ = ["Anchor", "checksum", "clean", "fault_in", "sha256", "span_of"]

BYTE_ORDER_MARK = "\ufeff"
_LINE_END = re.compile("\r\n?")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a passage lies in one version of a text, ``start`` (inclusive) to ``end`` (exclusive) in code points."""

    start: int
    end: int


def clean(text: str) -> str:
    """The text as it is stored: a leading byte order mark off, CRLF and CR turned into LF, nothing else changed."""
    if text.startswith(BYTE_ORDER_MARK):
        text = text[1:]
    return _LINE_END.sub("\n", text) if "\r" in text else text


def fault_in(text: str) -> str:
    """What makes a string unfit to be stored (U+0000 or a lone surrogate), as ``U+XXXX``; empty where nothing does."""
    if "\x00" in text:
        return "U+0000"
    if found := _SURROGATE.search(text):
        return f"U+{ord(found.group()):04X}"
    return ""


def sha256(text: str) -> str:
    """Hexadecimal SHA-256 of the text's UTF-8 bytes."""
    return hashlib.sha256(text.encode()).hexdigest()


def checksum(text: str, start: int, end: int) -> int:
    """A signed 64-bit checksum of the place and its quote: changes when a bound or a character of the passage changes.

    ``start`` and ``end`` are half-open code-point offsets into ``text``.

    >>> checksum("abcabc", 0, 3) == checksum("abcabc", 3, 6)
    False
    """
    place = f"{start}:{end}:{text[start:end]}".encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(place, digest_size=8).digest(), "big", signed=True)


def span_of(text: str, start: int, end: int) -> Anchor:
    """The anchor of text[start:end]; Refused where it does not lie inside the text or is empty."""
    if start < 0:
        raise Refused(N_("The passage starts at {start}; a position cannot be negative."), start=start)
    if start >= end:
        raise Refused(
            N_("The passage starts at {start} and ends at {end}; the end must come after the start."),
            start=start,
            end=end,
        )
    if end > len(text):
        raise Refused(
            N_("The passage ends at {end}, but the text has only {length} characters."), end=end, length=len(text)
        )
    return Anchor(start, end)
