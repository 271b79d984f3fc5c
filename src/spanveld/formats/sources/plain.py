"""A plain text file -> its text, as the file gives it: only the encoding and the line ends are made those of every text."""

from __future__ import annotations

from pathlib import Path

from spanveld.formats.sources.archive import check_file
from spanveld.formats.sources.encodings import Decoded, decode
from spanveld.formats.sources.parts import Reading, Unreadable, check_length
from spanveld.model.errors import N_

__all__ = ["read_plain", "read_text"]


def read_text(path: Path) -> Reading:
    """The text of a txt file with no line, space or empty line changed; Unreadable where it holds no text."""
    decoded = read_plain(path)
    return Reading(check_length(decoded.text), remarks=decoded.remarks, encoding=decoded.encoding, format="txt")


def read_plain(path: Path) -> Decoded:
    """What any file of plain text holds, whatever its lines mean; Unreadable where it is empty, too large or no text."""
    check_file(path)
    decoded = decode(path.read_bytes())
    if not decoded.text.strip():
        raise Unreadable(N_("it is empty."))
    return decoded
