"""Positions counted in other units: from the numbers of a file to code points of the text as it is stored, and back."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from spanveld.formats.exchange.project import Convention, Unit
from spanveld.formats.sources.encodings import decode
from spanveld.model.text import BYTE_ORDER_MARK, clean

__all__ = ["RawText", "Ruler", "raw_text", "to_units"]

_NOTHING = r"(?!)"
_WIDE: dict[Unit, str] = {"code_points": _NOTHING, "utf16": "[\U00010000-\U0010ffff]", "utf8_bytes": "[^\x00-\x7f]"}
_MARK_WIDTH: dict[Unit, int] = {"code_points": 1, "utf16": 1, "utf8_bytes": 3}


@dataclass(frozen=True, slots=True)
class RawText:
    """A text as its file has it: ``body`` with its own line ends, without the ``marks`` byte order marks before it.

    ``inline``: it stood in the XML, where every line end has become ``\\n`` whatever it was. ``encoding`` is that of the file, ``""``
    where it came as a string; ``text`` is what is stored.
    """

    body: str
    text: str
    marks: int = 0
    inline: bool = False
    encoding: str = ""
    guessed: bool = False


def raw_text(raw: bytes | str, *, inline: bool = False) -> RawText:
    """The text of a file's bytes or of a string; Unreadable where the bytes are no text."""
    encoding, guessed = "", False
    if isinstance(raw, bytes):
        decoded = decode(raw)
        encoding, guessed = decoded.encoding, decoded.guessed
        raw = raw.decode(encoding)
    body = raw
    for _ in range(2):  # a mark, and the one that a careless program put before it
        body = body.removeprefix(BYTE_ORDER_MARK)
    return RawText(body, clean(body), len(raw) - len(body), inline, encoding, guessed)


class Ruler:
    """The positions of one text counted by one convention; it holds only where that differs from code points.

    >>> ruler = Ruler(raw_text("a\\r\\nb😀c"), Convention("utf16"))
    >>> ruler.to_text(6), ruler.to_raw(4)
    ((4, True), 6)
    """

    def __init__(self, raw: RawText, convention: Convention) -> None:
        self.length = len(raw.text)
        self._offset = raw.marks * _MARK_WIDTH[convention.unit] if convention.bom_counts else 0
        self._at, self._after, self._extra = array("q"), array("q"), array("q", [0])
        line_end = "\n" if raw.inline else "\r\n"
        dropped = extra = 0
        for found in _what_differs(raw, line_end, convention):
            character = found.group()
            more = 1 if character == line_end else _more(character, convention.unit)
            at = found.start() - dropped
            if character == line_end:
                dropped += not raw.inline
                more = 0 if convention.crlf_is_one else 1
            if not more:
                continue
            extra += more
            self._at.append(at)
            self._after.append(at + 1 + extra + self._offset)
            self._extra.append(extra)

    def to_text(self, raw: int, *, end: bool = False) -> tuple[int | None, bool]:
        """The position in the stored text and whether it is exact; None outside the text.

        A number that lies inside a character, as half of an emoji, is moved out of it: back for a start, on for an ``end``.
        """
        if not self._at:
            position = raw - self._offset
            return (position, True) if 0 <= position <= self.length else (None, False)
        index = bisect_right(self._after, raw)
        if index < len(self._at):
            at = self._at[index]
            if raw > at + self._extra[index] + self._offset:
                return (at + 1 if end else at), False
        position = raw - self._offset - self._extra[index]
        return (position, True) if 0 <= position <= self.length else (None, False)

    def to_raw(self, position: int) -> int:
        """The number by which the file names a position of the stored text."""
        return position + self._extra[bisect_left(self._at, position)] + self._offset


def to_units(text: str, positions: list[int], unit: Unit) -> list[int]:
    """Positions of a stored text as a file counts them that is written from it as it is: ``\\n`` and no byte order mark.

    >>> to_units("a😀b", [0, 2, 3], "utf16")
    [0, 3, 4]
    """
    ruler = Ruler(RawText(text, text), Convention(unit, crlf_is_one=True))
    return [ruler.to_raw(position) for position in positions]


def _what_differs(raw: RawText, line_end: str, convention: Convention) -> Iterator[re.Match[str]]:
    """The characters that may count for more than one; none without a search where the text can hold none of them."""
    ends = line_end in raw.body and not (raw.inline and convention.crlf_is_one)
    wide = convention.unit != "code_points" and not raw.body.isascii()
    if not (ends or wide):
        return iter(())
    return re.finditer(f"{line_end if ends else _NOTHING}|{_WIDE[convention.unit] if wide else _NOTHING}", raw.body)


def _more(character: str, unit: Unit) -> int:
    if unit == "utf16":
        return 1
    return len(character.encode("utf-8", "surrogatepass")) - 1
